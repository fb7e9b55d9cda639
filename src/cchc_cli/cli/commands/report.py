"""`cchc report`: the periodic report."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cchc_cli.cli import completers
from cchc_cli.cli.documents import (
    check_template,
    deliver,
    folder_of,
    read_template,
    relative_folder,
    template_fault,
    template_format,
)
from cchc_cli.cli.help import text
from cchc_cli.cli.options import Options, check_choice, choice, option, takes
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.runs import run
from cchc_cli.judging.changes import background, tracker
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.period import Period
from cchc_cli.model.progress import Progress
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.render.document.charts import section_charts
from cchc_cli.render.document.html import render_html
from cchc_cli.render.document.model import ReportModel, SpanName, report_model
from cchc_cli.render.document.pages import report_pages
from cchc_cli.render.document.report import render_report
from cchc_cli.render.document.template import TemplateFault
from cchc_cli.render.wording import Wording

SPANS = tuple(SpanName)
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

SpanOption = Annotated[
    str,
    typer.Option(
        "--span", metavar="|".join(SPANS), help=text("span"), autocompletion=completers.words(SPANS)
    ),
]
FormatOption = Annotated[str | None, choice("--format", of=FORMATS, help="report_format")]
AssetsOption = Annotated[str | None, option("--assets", metavar="DIR", help="assets")]


class Wanted(NamedTuple):
    """What a report is to be made of a result."""

    format: str
    span: SpanName
    output: str | None
    assets: str | None
    layout: str | bytes
    """The text or bytes of the template."""
    template: str | None
    """Its path, where it is not the built-in one."""
    is_format_asked: bool
    """Whether `--format` was given; else the ending of the output told it."""
    request: Request


@takes(
    "actuals plan as_of unit decimal encoding span format_ output assets template dump_template"
    " lang quiet no_color"
)
def report(
    options: Options,
    span: SpanOption = "month",
    format_: FormatOption = None,
    assets: AssetsOption = None,
) -> int:
    """Makes the report; exit code 0 when it is made, else 2."""
    voice, faults, request = options.voice(), options.faults(), options.request()
    output, dump_template = options.output, options.dump_template
    template = None if dump_template else options.template
    chosen = _chosen(format_, output, template)
    faults += _check(span, format_, output, assets, chosen)
    if chosen in TEMPLATES:
        faults += check_template(template, [chosen])
    shipped = TEMPLATES.get(chosen, TEMPLATES["markdown"])
    layout = read_template(template, shipped)
    if isinstance(layout, Diagnostic):
        faults.append(layout)
    if chosen == "docx" and output is None and sys.stdout.isatty():
        faults.append(codes.V160.at(found=chosen))
    if faults or isinstance(layout, Diagnostic):
        return voice.refuse(*faults)
    named = [] if options.template is None else [options.template]
    if dump_template:
        return deliver(layout, output, voice, inputs=[*named, *request.actuals])
    is_asked = format_ is not None
    wanted = Wanted(chosen, SpanName(span), output, assets, layout, template, is_asked, request)
    made = None
    with TerminalProgress(voice, request.actuals) as progress:
        result = run(request, progress=progress)
        voice = voice.about(result)
        problems = _span_fault(wanted.span, result)
        if result.judged and not problems:
            made = _make(result, wanted, voice.words, progress)
    if made is None:
        if not result.judged and output:
            problems = [codes.V313.at(path=output), *problems]
        return voice.refuse(*result.diagnostics, *problems)
    content, charts = made
    if isinstance(content, TemplateFault):
        return voice.refuse(template_fault(template, shipped, content))
    folder = Path(assets) if assets is not None else None
    code = deliver(content, output, voice, charts, folder, [*result.inputs, *named])
    if code == 0:
        voice.warn(result.diagnostics)
    return code


def _chosen(format_: str | None, output: str | None, template: str | None) -> str:
    """The format: as asked for, else as the ending of the output tells, or that of the template."""
    told = SUFFIXES.get(Path(output or "").suffix.lower())
    return format_ or told or template_format(template) or "markdown"


def _check(
    span: str, format_: str | None, output: str | None, assets: str | None, chosen: str
) -> list[Diagnostic]:
    faults = check_choice("--span", span, SPANS) + check_choice("--format", format_, FORMATS)
    suffix = Path(output or "").suffix.lower()
    if format_ is None and suffix and suffix not in SUFFIXES:
        faults.append(codes.V310.at(option="--output", found=output, choices=", ".join(SUFFIXES)))
    if assets is not None and chosen in ("html", "docx"):
        faults.append(codes.V162.at(found=chosen))
    return faults


def _make(
    result: Result, wanted: Wanted, words: Wording, progress: Progress
) -> tuple[str | bytes | TemplateFault, dict[Path, str]]:
    """The report, or what is wrong with its template; and its charts by the files to write."""
    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    around = background(
        result.plan, result.figures, result.verdicts, result.as_of, wanted.span.stride, progress
    )
    start = folder_of(wanted.output)
    bases = {
        source.path: relative_folder(Path(source.path).parent, start)
        for source in result.actuals
        if source.path != "-"
    }
    progress.begin("writing")
    model = report_model(result, around, wanted.span, bases=bases)
    charts: dict[Path, str] = {}
    addresses: dict[str, str] = {}
    if wanted.assets is not None:
        folder = relative_folder(Path(wanted.assets), start)
        prefix = Path(wanted.assets).resolve().as_uri() if folder is None else folder
        for clause, (file, svg) in section_charts(model, words).items():
            charts[Path(wanted.assets) / file] = svg
            addresses[clause] = _address(prefix, file)
    return _render(model, wanted, words, addresses, progress), charts


def _render(
    model: ReportModel, wanted: Wanted, words: Wording, charts: dict[str, str], progress: Progress
) -> str | bytes | TemplateFault:
    command = _command(model.result, wanted, words.language)
    if isinstance(wanted.layout, bytes):
        pages = report_pages(model, words, None, command)
        title = f"{pages['words']['title']}: {pages['words']['subtitle']}"
        from cchc_cli.render.document.docx import render_docx

        return render_docx(pages, wanted.layout, title)
    if wanted.format == "markdown":
        return render_report(model, words, wanted.layout, charts, command)
    assert model.result.figures is not None
    # The courses over the months take most of the time that a page takes.
    progress.begin("writing", len(model.result.verdicts))
    follow = tracker(model.plan, model.result.figures, model.as_of, progress)
    return render_html(report_pages(model, words, follow, command), wanted.layout)


def _span_fault(name: SpanName, result: Result) -> list[Diagnostic]:
    month, plan = result.as_of, result.plan
    if not result.judged or month is None or plan is None or name.ends_at(month, plan.calendar):
        return []
    calendar = plan.calendar
    before = range(month, calendar.first - 1, -1)
    after = range(month, calendar.last + 1)
    example = next((one for one in (*before, *after) if name.ends_at(one, calendar)), month)
    return [
        codes.V131.at(
            span=str(name),
            as_of=Period.of_month(month),
            example=Period.of_month(example).label,
        )
    ]


def _address(folder: str, file: str) -> str:
    from urllib.parse import quote

    # A name may hold bytes that are no text.
    return quote(os.fsencode(f"{folder}/{file}" if folder else file), safe="/:.-_~")


def _command(result: Result, wanted: Wanted, language: str) -> str:
    """The command line that makes the same bytes again; empty where shells differ in how to write it."""
    assert result.as_of is not None
    assert result.source is not None
    request = wanted.request
    options = {
        "--plan": result.source.path,
        "--as-of": Period.of_month(result.as_of).label,
        "--span": str(wanted.span),
        "--lang": language,
        "--unit": result.unit,
        "--decimal": request.decimal,
        "--encoding": request.encoding,
        "--template": wanted.template,
        "--assets": wanted.assets,
        "--format": wanted.format if wanted.is_format_asked else None,
        "-o": wanted.output,
    }
    parts = ["cchc", "report", *(source.path for source in result.actuals)]
    for name, value in options.items():
        parts += [name, value] if value is not None else []
    return "" if any(map(_UNQUOTABLE.search, parts)) else " ".join(map(_quoted, parts))


_UNQUOTABLE = re.compile(r"""["'`$%!^&|;<>*?\r\n]|\\$|^$""")
"""What shells take for more than text even in quotation marks, or treat each in its own way."""


def _quoted(part: str) -> str:
    plain = all(char.isalnum() or char in "./_-:\\" for char in part)
    return part if plain else f'"{part}"'
