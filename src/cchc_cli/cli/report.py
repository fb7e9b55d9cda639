"""`cchc report`: the periodic report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from cchc_cli.cli.check import check_choices
from cchc_cli.cli.documents import (
    announce,
    folder_of,
    read_template,
    relative_folder,
    template_fault,
    write_files,
)
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    Actuals,
    AsOfOption,
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    OutputOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.resources import resource
from cchc_cli.cli.session import Request, error, run
from cchc_cli.cli.terminal import say, wording
from cchc_cli.judging.changes import background
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, reason_of
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Verdict
from cchc_cli.render.template import TemplateFault

if TYPE_CHECKING:
    from cchc_cli.model.history import Track
    from cchc_cli.render.report_model import ReportModel
    from cchc_cli.render.wording import Wording

SPANS = ("month", "quarter", "half", "nine-months", "year")
TEMPLATES = {"markdown": "report.md.j2", "html": "report.html.j2", "docx": "report.docx"}
FORMATS = tuple(TEMPLATES)
SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}

SpanOption = Annotated[str, typer.Option("--span", metavar="|".join(SPANS), help=text("span"))]
FormatOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation
    typer.Option("--format", metavar="|".join(FORMATS), help=text("report_format"), show_default=False),
]
AssetsOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation
    typer.Option("--assets", metavar="DIR", help=text("assets"), show_default=False),
]
TemplateOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--template", metavar="FILE", help=text("template"), show_default=False),
]
DumpOption = Annotated[bool, typer.Option("--dump-template", help=text("dump_template"))]


def report(
    actuals: Actuals = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    span: SpanOption = "month",
    format_: FormatOption = None,
    output: OutputOption = None,
    assets: AssetsOption = None,
    template: TemplateOption = None,
    dump_template: DumpOption = False,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Makes the report; exit code 0 when it is made, else 2."""
    faults = check_choices(lang, decimal=decimal, encoding=encoding)
    faults += _check(span, format_, output, assets)
    chosen = format_ or SUFFIXES.get(Path(output or "").suffix.lower(), "markdown")
    layout = _layout(None if dump_template else template, chosen)
    if isinstance(layout, Diagnostic):
        faults.append(layout)
    if chosen == "docx" and output is None and sys.stdout.isatty():
        faults.append(error("V160", found=chosen))
    if faults or isinstance(layout, Diagnostic):
        say(faults, wording(None, None), no_color, quiet)
        return 2
    if dump_template:
        return _deliver({}, layout, output, lang, quiet, no_color)
    result = run(Request(plan, tuple(actuals or ()), as_of, unit, decimal=decimal, encoding=encoding))
    words = wording(lang, result)
    problems = [] if result.judged else [error("V313", path=output)] if output else []
    problems += _span_fault(span, result)
    if problems or not result.judged:
        say([*result.diagnostics, *problems], words, no_color, quiet)
        return 2
    announce(result, words, quiet)
    from cchc_cli.render.report_model import SpanName, report_model

    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    name = SpanName(span)
    around = background(result.plan, result.figures, result.verdicts, result.as_of, name.stride)
    start = folder_of(output)
    bases = {
        source.path: relative_folder(Path(source.path).parent, start)
        for source in result.actuals
        if source.path != "-"
    }
    model = report_model(result, around, name, bases=bases)
    files: dict[Path, str | bytes] = {}
    charts: dict[str, str] = {}
    if assets is not None:
        from cchc_cli.render.charts import section_charts

        folder = relative_folder(Path(assets), start)
        prefix = Path(assets).resolve().as_uri() if folder is None else folder
        for clause, (file, svg) in section_charts(model, words).items():
            files[Path(assets) / file] = svg
            charts[clause] = _address(prefix, file)
    command = _command(result, span, unit, words.language, chosen)
    content = _render(chosen, model, words, layout, charts, command)
    if isinstance(content, TemplateFault):
        say([_fault(template, chosen, content)], words, no_color, quiet)
        return 2
    made = Path(assets) if assets is not None else None
    code = _deliver(files, content, output, lang, quiet, no_color, made)
    if code == 0:
        remarks = [one for one in result.diagnostics if one.severity is not Severity.NOTE]
        say(remarks, words, no_color, quiet)
    return code


def _check(span: str, format_: str | None, output: str | None, assets: str | None) -> list[Diagnostic]:
    faults = []
    for option, found, choices in (("--span", span, SPANS), ("--format", format_, FORMATS)):
        if found is not None and found not in choices:
            faults.append(error("V310", option=option, found=found, choices=", ".join(choices)))
    suffix = Path(output or "").suffix.lower()
    if format_ is None and suffix and suffix not in SUFFIXES:
        faults.append(error("V310", option="--output", found=output, choices=", ".join(SUFFIXES)))
    chosen = format_ or SUFFIXES.get(suffix, "markdown")
    if assets is not None and chosen in ("html", "docx"):
        faults.append(error("V162", found=chosen))
    return faults


def _layout(path: str | None, format_: str) -> str | bytes | Diagnostic:
    """The template of a format: the user's, else the one that is shipped."""
    name = TEMPLATES.get(format_, TEMPLATES["markdown"])
    if format_ != "docx":
        return read_template(path, name)
    try:
        return (resource(f"templates/{name}") if path is None else Path(path)).read_bytes()
    except OSError as problem:
        why = reason_of(problem)
        return error("V132", Location(path or name), why=why)


def _render(
    format_: str,
    model: ReportModel,
    words: Wording,
    layout: str | bytes,
    charts: dict[str, str],
    command: str,
) -> str | bytes | TemplateFault:
    if format_ == "markdown":
        from cchc_cli.render.report import render_report

        assert isinstance(layout, str)
        return render_report(model, words, layout, charts, command)
    from cchc_cli.render.pages import report_pages

    if isinstance(layout, bytes):
        from cchc_cli.render.docx import render_docx

        return render_docx(report_pages(model, words, None, command), layout)
    from cchc_cli.render.html import render_html

    return render_html(report_pages(model, words, _tracks(model.result), command), layout)


def _tracks(result: Result) -> Callable[[Verdict], Track]:
    """The course of a verdict over the months."""
    from cchc_cli.judging.cases import cases_of
    from cchc_cli.judging.changes import track

    plan, figures, as_of = result.plan, result.figures, result.as_of
    assert plan is not None
    assert figures is not None
    assert as_of is not None
    cases = {(case.target.id, case.unit): case for case in cases_of(plan)}
    return lambda verdict: track(cases[verdict.key], figures, verdict, as_of)


def _fault(path: str | None, format_: str, fault: TemplateFault) -> Diagnostic:
    if format_ != "docx":
        return template_fault(path, TEMPLATES[format_], fault)
    place = Location(path or f"templates/{TEMPLATES[format_]}")
    return error("V161", place, problem=fault.problem)


def _span_fault(span: str, result: Result) -> list[Diagnostic]:
    from cchc_cli.render.report_model import SpanName

    name, month, plan = SpanName(span), result.as_of, result.plan
    if not result.judged or month is None or plan is None or name.ends_at(month):
        return []
    calendar = plan.calendar
    before = range(month, calendar.first - 1, -1)
    after = range(month, calendar.last + 1)
    example = next((one for one in (*before, *after) if name.ends_at(one)), month)
    return [
        error(
            "V131",
            span=span,
            as_of=Period(month, month),
            example=Period(example, example).label,
        )
    ]


def _deliver(
    files: dict[Path, str | bytes],
    content: str | bytes,
    output: str | None,
    lang: str | None,
    quiet: bool,
    no_color: bool,
    folder: Path | None = None,
) -> int:
    """Writes the document and, into `folder`, its charts; exit code."""
    if output is not None:
        files = {**files, Path(output): content}
    fault = write_files(files, folder)
    if fault is not None:
        say([fault], wording(lang, None), no_color, quiet)
        return 2
    if output is None and isinstance(content, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif output is None:
        sys.stdout.write(str(content))
    elif not quiet:
        sys.stderr.write(f"{wording(lang, None).word('written', path=output)}\n")
    return 0


def _address(folder: str, file: str) -> str:
    from urllib.parse import quote

    return quote(f"{folder}/{file}" if folder else file, safe="/:.-_~")


def _command(
    result: Result, span: str, unit: str | None, language: str, format_: str = "markdown"
) -> str:
    """The command line that makes this report again."""
    assert result.as_of is not None
    assert result.source is not None
    parts: Sequence[str] = [
        *("cchc", "report", *(source.path for source in result.actuals)),
        *("--plan", result.source.path, "--as-of", Period(result.as_of, result.as_of).label),
        *("--span", span, "--lang", language),
        *(("--format", format_) if format_ != "markdown" else ()),
        *(("--unit", result.unit) if unit is not None and result.unit else ()),
    ]
    return " ".join(_quoted(part) for part in parts)


def _quoted(part: str) -> str:
    plain = part and all(char.isalnum() or char in "./_-:\\" for char in part)
    return part if plain else f'"{part}"'
