"""`cchc report`: the periodic report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Annotated, NamedTuple
from urllib.parse import quote

from cchc_cli.cli.command import Voice
from cchc_cli.cli.documents import (
    Layout,
    check_template,
    deliver_documents,
    deliver_template,
    read_layout,
    relative_folder,
    template_format,
)
from cchc_cli.cli.files import STANDARD_OUTPUT
from cchc_cli.cli.find_plan import load_plan
from cchc_cli.cli.find_scoring import Scored, score_files, without_sheets
from cchc_cli.cli.month import line_after, report_name
from cchc_cli.cli.options import Options, ReplaceOption, check_choice, choice, flag, option, takes
from cchc_cli.cli.paths import is_folder
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.runs import run, run_all
from cchc_cli.judging.changes import background, tracker
from cchc_cli.model import codes
from cchc_cli.model.course import Made
from cchc_cli.model.diagnostic import Diagnostic, Location, reason_of
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period, month_label
from cchc_cli.model.progress import Progress
from cchc_cli.model.request import Request
from cchc_cli.model.score import ScoreRequest, ScoreResult
from cchc_cli.model.verdict import Result
from cchc_cli.reading.notes import Notes, read_notes
from cchc_cli.render.document.charts import section_charts
from cchc_cli.render.document.context import report_context
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.document.model import ReportModel, SpanName
from cchc_cli.render.wording import Wording

TEMPLATES = {"markdown": "report.md.j2", "html": "report.html.j2", "docx": "report.docx"}
SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}
PROVINCE_FORMATS = ("markdown", "html")
ENDINGS = {"markdown": ".md", "html": ".html", "docx": ".docx"}

SpanOption = Annotated[str, choice("--span", of=SpanName, help="span", show_default=True)]
FormatOption = Annotated[str | None, choice("--format", of=TEMPLATES, help="report_format")]
OutputsOption = Annotated[
    list[str] | None, option("--output", "-o", metavar="FILE", help="report_output")
]
AllPlans = Annotated[str | None, option("--all-plans", metavar="FOLDER", help="all_plans")]
AnnexOption = Annotated[str | None, option("--annex", metavar="FILE.xlsx", help="annex")]
NotesOption = Annotated[str | None, option("--notes", metavar="FILE.md", help="notes")]
FullOption = Annotated[bool, flag("--full", help="full")]
ScoringOption = Annotated[str | None, option("--scoring", metavar="FILE", help="report_scoring")]
AssetsOption = Annotated[str | None, option("--assets", metavar="DIR", help="assets")]


class Edition(NamedTuple):
    """One document that is to be made."""

    format: str
    output: str | None
    """A file, or a folder that gets a name with the period; None is standard output."""
    layout: Layout

    def path(self, month: int) -> Path | None:
        """The file that it goes to."""
        if self.output is None or not _is_folder(self.output):
            return None if self.output is None else Path(self.output)
        return Path(self.output) / f"{report_name(month)}{ENDINGS[self.format]}"


class Wanted(NamedTuple):
    """What a report is to be made of a result."""

    editions: Sequence[Edition]
    span: SpanName
    notes: Notes
    annex: str | None
    assets: str | None
    full: bool
    scores: ScoreResult | None = None


class Drafts(NamedTuple):
    """What is to be written: documents and charts by their files, None for standard output."""

    documents: dict[Path | None, str | bytes]
    charts: dict[Path, str]


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
    # An empty value is among the faults of the options.
    files = [None if file == STANDARD_OUTPUT else file for file in outputs or () if file] or [None]
    formats = [_format_of(format_, file, template) for file in files]
    if not (outputs or all_plans or options.dump_template) and formats == ["docx"]:
        # No text that could be printed: it gets the file of its period.
        files = ["."]
    if all_plans is not None and not faults:
        _province(all_plans, request, formats, files, voice, replace)
        return 0
    faults += _option_faults(format_, files, formats, annex, assets)
    if not faults and not options.dump_template:
        faults += check_template(template, formats)
    if scoring is not None:
        request = request._replace(actuals=without_sheets(request.actuals, request.encoding))
    loaded = load_plan(request)
    own = None if template or options.dump_template else loaded.template("report")
    editions = []
    for name, file in zip(formats, files, strict=True):
        # The plan's template is that of its own format alone.
        is_own = own is not None and (template_format(own) or "markdown") == name
        path = own if is_own else template
        layout = read_layout(path, TEMPLATES.get(name, TEMPLATES["markdown"]))
        if isinstance(layout, Diagnostic):
            faults.append(layout)
        else:
            editions.append(Edition(name, file, layout))
    if None in files and formats[0] == "docx" and sys.stdout.isatty():
        faults.append(codes.V160.at(found=formats[0]))
    texts = Notes({}, ()) if notes is None else _notes(notes)
    faults += texts.diagnostics
    voice.stop_for(faults)
    inputs = [name for name in (options.template, own, notes) if name is not None]
    if options.dump_template:
        content, inputs = editions[0].layout.content, [*inputs, *request.actuals]
        deliver_template(content, files[0], voice, inputs, replace)
        return 0
    wanted = Wanted(editions, SpanName(span), texts, annex, assets, full)
    if scoring is not None:
        scored = _scored(scoring, options)
        if scored.result.scores is None:
            voice.refuse(*scored.result.diagnostics)
        wanted = wanted._replace(scores=scored.result)
        inputs += scored.inputs
    drafts: Drafts | Diagnostic | None = None
    with TerminalProgress(voice, request.actuals) as progress:
        result = run(request, progress=progress, loaded=loaded)
        voice = voice.about(result)
        problems = _span_fault(wanted.span, result)
        if result.judged and not problems:
            drafts = _drafts(result, wanted, voice.words, progress)
    if drafts is None:
        if not result.judged:
            problems = [*(codes.V313.at(path=file) for file in files if file), *problems]
        voice.refuse(*result.diagnostics, *problems)
    if isinstance(drafts, Diagnostic):
        voice.refuse(drafts)
    folder = Path(assets) if assets is not None else None
    inputs += result.inputs
    deliver_documents(drafts.documents, voice, inputs, replace, drafts.charts, folder)
    voice.warn([*result.diagnostics, *_letterhead(result, formats)])
    # Standard output is the document's alone.
    voice.note(line_after(Made(report=any(files)), result, request, voice.words))
    return 0


def _province(
    folder: str,
    request: Request,
    formats: Sequence[str],
    files: Sequence[str | None],
    voice: Voice,
    replace: bool,
) -> None:
    """One page for the plans of many departments, in each format asked for."""
    from cchc_cli.render.document.province import province_page
    from cchc_cli.render.tables import render_tables

    for name in formats:
        if faults := check_choice("--format", name, PROVINCE_FORMATS):
            voice.refuse(*faults)
    result = run_all(folder, request)
    if not result.parts:
        voice.refuse(*result.diagnostics)
    voice = voice.about(result.singles[0])
    page = province_page(result, voice.words)
    pages: dict[Path | None, str | bytes] = {
        None if file is None else Path(file): render_tables(name, page, voice.words)
        for name, file in zip(formats, files, strict=True)
    }
    deliver_documents(pages, voice, result.inputs, replace)
    voice.warn(result.diagnostics)


def _scored(scoring: str, options: Options) -> Scored:
    """The points by the sheets and figures that are named; all units, whatever the report is about."""
    asked = ScoreRequest(decimal=options.decimal, encoding=options.encoding, may_be_figures=True)
    request = options.request(actuals=(), unit=None)
    return score_files(scoring, options.actuals or (), request, asked)


def _is_folder(file: str) -> bool:
    return file.endswith(("/", os.sep)) or is_folder(Path(file))


def _format_of(format_: str | None, output: str | None, template: str | None) -> str:
    """The format: as asked for, else by the ending of the output, else by that of the template."""
    by_output = SUFFIXES.get(Path(output or "").suffix.lower())
    return format_ or by_output or template_format(template) or "markdown"


def _option_faults(
    format_: str | None,
    files: Sequence[str | None],
    formats: Sequence[str],
    annex: str | None,
    assets: str | None,
) -> list[Diagnostic]:
    faults = []
    for file in filter(None, files):
        suffix = Path(file).suffix.lower()
        if format_ is None and suffix and suffix not in SUFFIXES and not _is_folder(file):
            choices = ", ".join(SUFFIXES)
            faults.append(codes.V310.at(option="--output", found=file, choices=choices))
    if annex is not None and Path(annex).suffix.lower() != ".xlsx":
        faults.append(codes.V310.at(option="--annex", found=annex, choices=".xlsx"))
    if assets is not None and "markdown" not in formats:
        faults.append(codes.V162.at(found=formats[0]))
    return faults


def _notes(file: str) -> Notes:
    try:
        return read_notes(Path(file).read_bytes(), file)
    except OSError as problem:
        return Notes({}, (codes.V168.at(Location(file), why=reason_of(problem)),))


def _drafts(result: Result, wanted: Wanted, words: Wording, progress: Progress) -> Drafts | Diagnostic:
    """All that is to be written; or what is wrong with a template."""
    plan, as_of = result.subject
    judged = (plan, result.figures or Figures(), result.verdicts, as_of)
    around = background(*judged, wanted.span.stride, progress, result.closing)
    progress.begin("writing")
    drafts = Drafts({}, {})
    for edition in wanted.editions:
        path = edition.path(as_of)
        start = Path() if path is None else path.parent
        bases = {
            source.path: relative_folder(Path(source.path).parent, start)
            for source in result.actuals
            if source.path != "-"
        }
        model = report_model(result, around, wanted.span, bases=bases)
        addresses = {}
        if wanted.assets is not None and edition.format == "markdown":
            addresses = _charts(model, wanted.assets, start, words, drafts.charts)
        content = _document(model, edition, wanted, words, addresses, progress)
        if isinstance(content, Diagnostic):
            return content
        drafts.documents[path] = content
    if wanted.annex is not None:
        from cchc_cli.render.check.table import render_table_workbook

        drafts.documents[Path(wanted.annex)] = render_table_workbook(result, words)
    return drafts


def _document(
    model: ReportModel,
    edition: Edition,
    wanted: Wanted,
    words: Wording,
    charts: dict[str, str],
    progress: Progress,
) -> str | bytes | Diagnostic:
    is_page = edition.format == "html"
    follow = None
    if is_page:
        # The courses over the months take most of the time that a page takes.
        progress.begin("writing", len(model.result.verdicts))
        figures = model.result.figures or Figures()
        follow = tracker(model.plan, figures, model.as_of, progress)
    annex = Path(wanted.annex).name if wanted.annex else ""
    is_whole = wanted.full or edition.format != "markdown"
    context = report_context(
        model, words, wanted.notes.parts, follow, charts, annex, is_whole, wanted.scores
    )
    title = f"{context['words']['title']}: {context['words']['subtitle']}"
    return edition.layout.render(context, title, escaped=is_page)


def _charts(
    model: ReportModel, assets: str, start: Path, words: Wording, charts: dict[Path, str]
) -> dict[str, str]:
    """Adds a chart for each section; their addresses from the document, by the section's clause."""
    folder = relative_folder(Path(assets), start)
    prefix = Path(assets).resolve().as_uri() if folder is None else folder
    addresses = {}
    for clause, (file, svg) in section_charts(model, words).items():
        charts[Path(assets) / file] = svg
        # A name may hold bytes that are no text.
        address = os.fsencode(f"{prefix}/{file}" if prefix else file)
        addresses[clause] = quote(address, safe="/:.-_~")
    return addresses


def _letterhead(result: Result, formats: Sequence[str]) -> Iterator[Diagnostic]:
    """What a document for signature leaves blank because the plan does not say it."""
    plan = result.plan
    if plan is None or result.source is None or "docx" not in formats:
        return
    named = ("letterhead.parent", "letterhead.abbreviation", "letterhead.recipients", "signer", "place")
    keys = [key for key in named if not attrgetter(key)(plan)]
    if keys:
        yield codes.V167.at(Location(result.source.path), keys=", ".join(keys))


def _span_fault(name: SpanName, result: Result) -> list[Diagnostic]:
    month, plan = result.as_of, result.plan
    if not result.judged or month is None or plan is None or name.ends_at(month, plan.calendar):
        return []
    calendar = plan.calendar
    before = range(month, calendar.first - 1, -1)
    after = range(month, calendar.last + 1)
    ends = (other for other in (*before, *after) if name.ends_at(other, calendar))
    example = month_label(next(ends, month))
    return [codes.V131.at(span=str(name), as_of=Period.of_month(month), example=example)]
