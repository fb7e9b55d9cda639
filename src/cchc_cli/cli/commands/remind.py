"""`cchc remind`: a notice for each unit that falls short or has not sent its figures."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

from cchc_cli.cli.documents import (
    WORD,
    Layout,
    check_template,
    deliver_template,
    read_layout,
    template_format,
)
from cchc_cli.cli.files import STANDARD_OUTPUT
from cchc_cli.cli.find_plan import load_plan
from cchc_cli.cli.marks import write_documents
from cchc_cli.cli.month import line_after, notices_name
from cchc_cli.cli.options import Options, ReplaceOption, choice, day_given, option, takes
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.runs import run
from cchc_cli.judging.changes import background
from cchc_cli.model import codes
from cchc_cli.model.course import Made
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.figures import Figures
from cchc_cli.model.progress import Progress
from cchc_cli.model.verdict import Result
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.document.notice import Notices, notice_context, notices
from cchc_cli.render.wording import Wording, visible
from cchc_cli.run.check import unit_asked

TEMPLATES = {"markdown": "notice.md.j2", "docx": "notice.docx"}
SUFFIXES = {"markdown": ".md", "docx": ".docx"}

FormatOption = Annotated[str | None, choice("--format", of=TEMPLATES, help="remind_format")]
FolderOption = Annotated[str | None, option("--output", "-o", metavar="DIR", help="remind_output")]
ReplyOption = Annotated[str | None, option("--reply-by", metavar="DATE", help="reply_by")]


@takes(
    "actuals plan as_of unit decimal encoding format_ output replace reply_by template dump_template"
    " lang quiet no_color"
)
def remind(
    options: Options,
    format_: FormatOption = None,
    output: FolderOption = None,
    replace: ReplaceOption = False,
    reply_by: ReplyOption = None,
) -> int:
    """Writes the notices; exit code 0 when they are written or none is needed, else 2."""
    voice, faults = options.voice(), options.faults()
    # Figures of the department are a unit's matter too, so everything is judged for everybody.
    request = options.request(unit=None)
    is_dump = options.dump_template
    loaded = load_plan(request)
    template = None if is_dump else options.template
    own = None if is_dump or template else loaded.template("notice")
    faults += check_template(own, TEMPLATES, "templates.notice")
    # The plan's template is that of its own format alone.
    if own is not None and format_ in (None, template_format(own) or "markdown"):
        template = own
    day, wrong_day = day_given("--reply-by", reply_by)
    faults += wrong_day
    telling = output if is_dump else template
    implied = "docx" if (telling or "").lower().endswith(WORD) else "markdown"
    chosen = format_ if format_ in TEMPLATES else implied
    if template != own:
        faults += check_template(template, [chosen] if format_ else TEMPLATES)
    layout = read_layout(template, TEMPLATES[chosen])
    if isinstance(layout, Diagnostic):
        faults.append(layout)
    if is_dump and chosen == "docx" and output is None and sys.stdout.isatty():
        faults.append(codes.V160.at(found=chosen))
    if output == STANDARD_OUTPUT and not is_dump:
        faults.append(codes.V328.at(option="--output"))
    if faults or isinstance(layout, Diagnostic):
        voice.refuse(*faults)
    inputs = [name for name in (options.template, own) if name is not None]
    if is_dump:
        inputs += request.actuals
        deliver_template(layout.content, output, voice, inputs, replace)
        return 0
    letters = None
    with TerminalProgress(voice, request.actuals) as progress:
        result = run(request, progress=progress, loaded=loaded)
        voice = voice.about(result)
        only, faults = _unit(options.unit, result)
        faults += _past(day, result)
        if result.judged and not faults:
            letters = _letters(result, only, day, voice.words, layout, progress)
    if letters is None:
        voice.refuse(*result.diagnostics, *faults)
    wanted, texts = letters
    if isinstance(texts, Diagnostic):
        voice.refuse(texts)
    plan, as_of = result.subject
    folder = Path(output if output is not None else notices_name(as_of))
    files = {folder / f"don-doc-{unit}{SUFFIXES[chosen]}": text for unit, text in texts.items()}
    faults = write_documents(files, [*result.inputs, *inputs], replace, folder)
    voice.stop_for(faults)
    left = [] if only else _left_over(folder, files)
    voice.warn([*result.diagnostics, *wanted.diagnostics, *left])
    words = voice.words
    month = words.month(as_of)
    if not files and only is not None:
        voice.tell(words.word("remind.unit_fine", unit=words.unit(plan, only), month=month))
    elif not files:
        voice.tell(words.word("remind.none", month=month))
    else:
        voice.tell(words.word("remind.written", count=len(files), folder=folder.as_posix()))
        for path in files:
            voice.tell(f"  {visible(path.as_posix())}")
        written = {notice.unit for notice in wanted.notices}
        fine = [words.unit(plan, unit) for unit in plan.unit_by_id if unit not in written]
        if fine and only is None:
            voice.tell(words.word("remind.fine", units="; ".join(fine)))
    voice.tell(line_after(Made(notices=True), result, request._replace(unit=options.unit), words))
    return 0


def _unit(named: str | None, result: Result) -> tuple[str | None, list[Diagnostic]]:
    return (None, []) if result.plan is None else unit_asked(named, result.plan, result.as_of)


def _past(reply_by: date | None, result: Result) -> list[Diagnostic]:
    """A day of reply that is not after the month."""
    if reply_by is None or result.plan is None or result.as_of is None:
        return []
    last = result.plan.calendar.last_day(result.as_of)
    return [codes.V138.at(day=reply_by, last=last)] if reply_by <= last else []


def _letters(
    result: Result,
    only: str | None,
    reply_by: date | None,
    words: Wording,
    layout: Layout,
    progress: Progress,
) -> tuple[Notices, dict[str, str | bytes] | Diagnostic]:
    """Who must be written to, and the letters by unit, or what is wrong with their template."""
    plan, as_of = result.subject
    judged = (plan, result.figures or Figures(), result.verdicts, as_of)
    model = report_model(result, background(*judged, 1, progress, result.closing))
    wanted = notices(model)
    day = reply_by or model.plan.calendar.due_day(model.as_of + 1)
    mine = [notice for notice in wanted.notices if only in (None, notice.unit)]
    letters: dict[str, str | bytes] = {}
    progress.begin("writing", len(mine))
    for notice in mine:
        progress.step()
        context = notice_context(notice, model, day, words)
        title = f"{context['words']['subject']}: {context['unit']['name']}"
        letter = layout.render(context, title)
        if isinstance(letter, Diagnostic):
            return wanted, letter
        letters[notice.unit] = letter
    return wanted, letters


def _left_over(folder: Path, files: Iterable[Path]) -> list[Diagnostic]:
    """Notices of an earlier run that this one did not write anew: somebody might send them."""
    if not folder.is_dir():
        return []
    written = set(files)
    return [
        codes.V135.at(path=path.as_posix())
        for path in sorted(folder.glob("don-doc-*"))
        if path.suffix in SUFFIXES.values() and path not in written
    ]
