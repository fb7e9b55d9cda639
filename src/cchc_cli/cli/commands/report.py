"""`cchc report`: the periodic report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cchc_cli.cli import completers
from cchc_cli.cli.documents import (
    check_template,
    deliver,
    deliver_all,
    folder_of,
    plan_template,
    read_template,
    relative_folder,
    template_fault,
    template_format,
)
from cchc_cli.cli.files import STANDARD_OUTPUT
from cchc_cli.cli.find_scoring import Scored, score_files, without_sheets
from cchc_cli.cli.help import text
from cchc_cli.cli.month import line_after, report_name
from cchc_cli.cli.options import Options, ReplaceOption, check_choice, choice, option, takes
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.province import province_report
from cchc_cli.cli.runs import run
from cchc_cli.judging.changes import background, tracker
from cchc_cli.model import codes
from cchc_cli.model.course import Made
from cchc_cli.model.diagnostic import Diagnostic, Location, reason_of
from cchc_cli.model.period import Period
from cchc_cli.model.progress import Progress
from cchc_cli.model.score import ScoreRequest, ScoreResult
from cchc_cli.model.verdict import Result
from cchc_cli.reading.notes import Notes, read_notes
from cchc_cli.render.document.charts import section_charts
from cchc_cli.render.document.context import report_context
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.document.model import ReportModel, SpanName
from cchc_cli.render.document.template import TemplateFault, render_template
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
ENDINGS = {"markdown": ".md", "html": ".html", "docx": ".docx"}

SpanOption = Annotated[
    str,
    typer.Option(
        "--span", metavar="|".join(SPANS), help=text("span"), autocompletion=completers.words(SPANS)
    ),
]
FormatOption = Annotated[str | None, choice("--format", of=FORMATS, help="report_format")]
OutputsOption = Annotated[
    list[str] | None, option("--output", "-o", metavar="FILE", help="report_output")
]
AllPlans = Annotated[str | None, option("--all-plans", metavar="FOLDER", help="all_plans")]
AnnexOption = Annotated[str | None, option("--annex", metavar="FILE.xlsx", help="annex")]
NotesOption = Annotated[str | None, option("--notes", metavar="FILE.md", help="notes")]
FullOption = Annotated[bool, typer.Option("--full", help=text("full"))]
ScoringOption = Annotated[str | None, option("--scoring", metavar="FILE", help="report_scoring")]
AssetsOption = Annotated[str | None, option("--assets", metavar="DIR", help="assets")]


class Edition(NamedTuple):
    """One document that is to be made."""

    format: str
    output: str | None
    """A file, or a folder that gets a name with the period; None is standard output."""
    layout: str | bytes
    """The text or bytes of the template."""
    template: str | None
    """Its path, where it is not the built-in one."""

    def path(self, result: Result) -> Path | None:
        """The file that it goes to."""
        if self.output is None or not _is_folder(self.output):
            return None if self.output is None else Path(self.output)
        return Path(self.output) / f"{report_name(result.as_of or 0)}{ENDINGS[self.format]}"


class Wanted(NamedTuple):
    """What a report is to be made of a result."""

    editions: tuple[Edition, ...]
    span: SpanName
    notes: Notes
    annex: str | None
    assets: str | None
    full: bool
    scores: ScoreResult | None = None


@takes(
    "actuals plan all_plans as_of unit decimal encoding span format_ outputs replace annex notes full"
    " scoring assets template dump_template lang quiet no_color"
)
def report(
    options: Options,
    all_plans: AllPlans = None,
    span: SpanOption = "month",
    format_: FormatOption = None,
    outputs: OutputsOption = None,
    annex: AnnexOption = None,
    notes: NotesOption = None,
    full: FullOption = False,
    scoring: ScoringOption = None,
    assets: AssetsOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Makes the report; exit code 0 when it is made, else 2."""
    voice, faults, request = options.voice(), options.faults(), options.request()
    template = None if options.dump_template else options.template
    # An empty value is told by the options.
    named_files = [file for file in outputs or () if file]
    files = [None if file == STANDARD_OUTPUT else file for file in named_files] or [None]
    chosen = [_chosen(format_, file, template) for file in files]
    if not (outputs or all_plans or options.dump_template) and chosen == ["docx"]:
        # No text that could be printed: it gets the file of its period.
        files = ["."]
    if all_plans is not None and not faults:
        return province_report(all_plans, request, chosen, files, voice, replace)
    faults += _check(span, format_, files, chosen, annex, assets)
    if not faults and not options.dump_template:
        faults += check_template(template, chosen)
    editions = []
    for name, file in zip(chosen, files, strict=True):
        layout = read_template(template, TEMPLATES.get(name, TEMPLATES["markdown"]))
        if isinstance(layout, Diagnostic):
            faults.append(layout)
        else:
            editions.append(Edition(name, file, layout, template))
    if None in files and chosen[0] == "docx" and sys.stdout.isatty():
        faults.append(codes.V160.at(found=chosen[0]))
    said = Notes({}, ()) if notes is None else _notes(notes)
    faults += said.diagnostics
    if faults:
        return voice.refuse(*faults)
    named = [name for name in (options.template, notes) if name is not None]
    if options.dump_template:
        layout, file = editions[0].layout, files[0]
        inputs = [*named, *request.actuals]
        return deliver(layout, file, voice, replace=replace, inputs=inputs)
    wanted = Wanted(tuple(editions), SpanName(span), said, annex, assets, full)
    if scoring is not None:
        scored = _scored(scoring, options)
        if scored.result.scores is None:
            return voice.refuse(*scored.result.diagnostics)
        wanted = wanted._replace(scores=scored.result)
        named += scored.inputs
        request = request._replace(actuals=without_sheets(request.actuals, request.encoding))
    made = None
    with TerminalProgress(voice, request.actuals) as progress:
        result = run(request, progress=progress)
        voice = voice.about(result)
        problems = _span_fault(wanted.span, result)
        own = None if template is not None else plan_template(result, "report")
        if own is not None and result.judged:
            named.append(own)
            wanted, faults = _in_own_template(wanted, own)
            problems += faults
        if result.judged and not problems:
            made = _make(result, wanted, voice.words, progress)
    if made is None:
        if not result.judged:
            problems = [*(codes.V313.at(path=file) for file in files if file), *problems]
        return voice.refuse(*result.diagnostics, *problems)
    if isinstance(made, Diagnostic):
        return voice.refuse(made)
    documents, charts = made
    folder = Path(assets) if assets is not None else None
    inputs = [*result.inputs, *named]
    code = deliver_all(documents, voice, charts, folder, inputs, replace=replace, mark=True)
    if code == 0:
        voice.warn([*result.diagnostics, *_letterhead(result, chosen)])
        done = Made(report=any(files))
        # Standard output is the document's alone.
        voice.note(line_after(done, result, request, voice.words))
    return code


def _in_own_template(wanted: Wanted, own: str) -> tuple[Wanted, list[Diagnostic]]:
    """The editions of the format that the plan's own template is of, in it."""
    editions, faults = [], []
    for edition in wanted.editions:
        if (template_format(own) or "markdown") == edition.format:
            layout = read_template(own, TEMPLATES[edition.format])
            if isinstance(layout, Diagnostic):
                faults.append(layout)
                continue
            edition = edition._replace(layout=layout, template=own)
        editions.append(edition)
    return wanted._replace(editions=tuple(editions)), faults


def _scored(scoring: str, options: Options) -> Scored:
    """The points by the sheets and figures that are named; all units, whatever the report is about."""
    asked = ScoreRequest(decimal=options.decimal, encoding=options.encoding, may_be_figures=True)
    request = options.request(actuals=(), unit=None)
    return score_files(scoring, options.actuals or (), request, asked)


def _is_folder(file: str) -> bool:
    try:
        return file.endswith(("/", os.sep)) or Path(file).is_dir()
    except OSError:
        return False  # what is wrong with the name is told where it is written


def _chosen(format_: str | None, output: str | None, template: str | None) -> str:
    """The format: as asked for, else as the ending of the output tells, or that of the template."""
    told = SUFFIXES.get(Path(output or "").suffix.lower())
    return format_ or told or template_format(template) or "markdown"


def _check(
    span: str,
    format_: str | None,
    files: Sequence[str | None],
    chosen: Sequence[str],
    annex: str | None,
    assets: str | None,
) -> list[Diagnostic]:
    faults = check_choice("--span", span, SPANS) + check_choice("--format", format_, FORMATS)
    for file in filter(None, files):
        suffix = Path(file).suffix.lower()
        if format_ is None and suffix and suffix not in SUFFIXES and not _is_folder(file):
            choices = ", ".join(SUFFIXES)
            faults.append(codes.V310.at(option="--output", found=file, choices=choices))
    if annex is not None and Path(annex).suffix.lower() != ".xlsx":
        faults.append(codes.V310.at(option="--annex", found=annex, choices=".xlsx"))
    if assets is not None and "markdown" not in chosen:
        faults.append(codes.V162.at(found=chosen[0]))
    return faults


def _notes(file: str) -> Notes:
    try:
        return read_notes(Path(file).read_bytes(), file)
    except OSError as problem:
        return Notes({}, (codes.V168.at(Location(file), why=reason_of(problem)),))


def _make(
    result: Result, wanted: Wanted, words: Wording, progress: Progress
) -> tuple[dict[Path | None, str | bytes], dict[Path, str]] | Diagnostic:
    """The documents and the charts by the files to write; or what is wrong with a template."""
    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    around = background(
        result.plan,
        result.figures,
        result.verdicts,
        result.as_of,
        wanted.span.stride,
        progress,
        result.closing,
    )
    progress.begin("writing")
    documents: dict[Path | None, str | bytes] = {}
    charts: dict[Path, str] = {}
    for edition in wanted.editions:
        path = edition.path(result)
        start = folder_of(None if path is None else str(path))
        bases = {
            source.path: relative_folder(Path(source.path).parent, start)
            for source in result.actuals
            if source.path != "-"
        }
        model = report_model(result, around, wanted.span, bases=bases)
        addresses = {}
        if wanted.assets is not None and edition.format == "markdown":
            addresses = _charts(model, wanted.assets, start, words, charts)
        content = _document(model, edition, wanted, words, addresses, progress)
        if isinstance(content, TemplateFault):
            return template_fault(edition.template, TEMPLATES[edition.format], content)
        documents[path] = content
    if wanted.annex is not None:
        from cchc_cli.render.check.table import render_table_workbook

        documents[Path(wanted.annex)] = render_table_workbook(result, words)
    return documents, charts


def _document(
    model: ReportModel,
    edition: Edition,
    wanted: Wanted,
    words: Wording,
    charts: dict[str, str],
    progress: Progress,
) -> str | bytes | TemplateFault:
    follow = None
    if edition.format == "html":
        assert model.result.figures is not None
        # The courses over the months take most of the time that a page takes.
        progress.begin("writing", len(model.result.verdicts))
        follow = tracker(model.plan, model.result.figures, model.as_of, progress)
    context = report_context(
        model,
        words,
        wanted.notes.parts,
        follow,
        charts,
        Path(wanted.annex).name if wanted.annex else "",
        wanted.full or edition.format != "markdown",
        wanted.scores,
    )
    if isinstance(edition.layout, bytes):
        from cchc_cli.render.document.docx import render_docx

        title = f"{context['words']['title']}: {context['words']['subtitle']}"
        return render_docx(context, edition.layout, title)
    return render_template(edition.layout, context, escaped=edition.format == "html")


def _charts(
    model: ReportModel, assets: str, start: Path, words: Wording, charts: dict[Path, str]
) -> dict[str, str]:
    """Adds a chart for each section; their addresses from the document, by the section's clause."""
    folder = relative_folder(Path(assets), start)
    prefix = Path(assets).resolve().as_uri() if folder is None else folder
    addresses = {}
    for clause, (file, svg) in section_charts(model, words).items():
        charts[Path(assets) / file] = svg
        addresses[clause] = _address(prefix, file)
    return addresses


def _letterhead(result: Result, chosen: Sequence[str]) -> Iterator[Diagnostic]:
    """What a document for signature leaves blank because the plan does not say it."""
    plan = result.plan
    if plan is None or result.source is None or "docx" not in chosen:
        return
    head = plan.letterhead
    known = {
        "letterhead.parent": head.parent,
        "letterhead.abbreviation": head.abbreviation,
        "letterhead.recipients": head.recipients,
        "signer": plan.signer,
        "place": plan.place,
    }
    keys = [key for key, value in known.items() if not value]
    if keys:
        yield codes.V167.at(Location(result.source.path), keys=", ".join(keys))


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
