"""`cchc report`: the periodic report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Optional

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
from cchc_cli.cli.session import Request, error, run
from cchc_cli.cli.terminal import say, wording
from cchc_cli.judging.changes import background
from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result

SPANS = ("month", "quarter", "half", "nine-months", "year")
FORMATS = ("markdown",)
SUFFIXES = (".md", ".markdown", ".txt", "")
TEMPLATE = "report.md.j2"

SpanOption = Annotated[str, typer.Option("--span", metavar="|".join(SPANS), help=text("span"))]
FormatOption = Annotated[
    str, typer.Option("--format", metavar="|".join(FORMATS), help=text("report_format"))
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
    format_: FormatOption = "markdown",
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
    faults += [] if dump_template else _check(span, format_, output)
    layout = read_template(template, TEMPLATE)
    if isinstance(layout, Diagnostic):
        faults.append(layout)
    if faults or isinstance(layout, Diagnostic):
        say(faults, wording(None, None), no_color, quiet)
        return 2
    if dump_template:
        layout = read_template(None, TEMPLATE)
        assert isinstance(layout, str)
        return _deliver({}, layout, output, lang, quiet, no_color)
    result = run(Request(plan, tuple(actuals or ()), as_of, unit, decimal=decimal, encoding=encoding))
    words = wording(lang, result.plan)
    problems = [] if result.judged else [error("V313", path=output)] if output else []
    problems += _span_fault(span, result)
    if problems or not result.judged:
        say([*result.diagnostics, *problems], words, no_color, quiet)
        return 2
    announce(result, words, quiet)
    from cchc_cli.render.charts import section_charts
    from cchc_cli.render.report import render_report
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
        folder = relative_folder(Path(assets), start)
        prefix = Path(assets).resolve().as_uri() if folder is None else folder
        for clause, (file, svg) in section_charts(model, words).items():
            files[Path(assets) / file] = svg
            charts[clause] = _address(prefix, file)
    content = render_report(model, words, layout, charts, _command(result, span, unit, words.language))
    if not isinstance(content, str):
        say([template_fault(template, TEMPLATE, content)], words, no_color, quiet)
        return 2
    made = Path(assets) if assets is not None else None
    code = _deliver(files, content, output, lang, quiet, no_color, made)
    if code == 0:
        remarks = [one for one in result.diagnostics if one.severity is not Severity.NOTE]
        say(remarks, words, no_color, quiet)
    return code


def _check(span: str, format_: str, output: str | None) -> list[Diagnostic]:
    faults = []
    for option, found, choices in (("--span", span, SPANS), ("--format", format_, FORMATS)):
        if found not in choices:
            faults.append(error("V310", option=option, found=found, choices=", ".join(choices)))
    if output is not None and Path(output).suffix.lower() not in SUFFIXES:
        faults.append(error("V310", option="--output", found=output, choices=", ".join(SUFFIXES[:-1])))
    return faults


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
    content: str,
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
    if output is None:
        sys.stdout.write(content)
    elif not quiet:
        sys.stderr.write(f"{wording(lang, None).word('written', path=output)}\n")
    return 0


def _address(folder: str, file: str) -> str:
    from urllib.parse import quote

    return quote(f"{folder}/{file}" if folder else file, safe="/:.-_~")


def _command(result: Result, span: str, unit: str | None, language: str) -> str:
    """The command line that makes this report again."""
    assert result.as_of is not None
    assert result.source is not None
    parts: Sequence[str] = [
        *("cchc", "report", *(source.path for source in result.actuals)),
        *("--plan", result.source.path, "--as-of", Period(result.as_of, result.as_of).label),
        *("--span", span, "--lang", language),
        *(("--unit", result.unit) if unit is not None and result.unit else ()),
    ]
    return " ".join(_quoted(part) for part in parts)


def _quoted(part: str) -> str:
    plain = part and all(char.isalnum() or char in "./_-:\\" for char in part)
    return part if plain else f'"{part}"'
