"""`cchc remind`: a notice for each unit that falls short or has not sent its figures."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

from cchc_cli.cli.documents import (
    WORD,
    check_template,
    deliver,
    plan_template,
    read_template,
    template_fault,
    template_format,
)
from cchc_cli.cli.files import STANDARD_OUTPUT, write_files
from cchc_cli.cli.marks import edited_faults, marked
from cchc_cli.cli.month import line_after, notices_name
from cchc_cli.cli.options import Options, ReplaceOption, check_choice, choice, option, takes
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.runs import run
from cchc_cli.judging.changes import background
from cchc_cli.model import codes
from cchc_cli.model.course import Made
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import parse_date
from cchc_cli.model.progress import Progress
from cchc_cli.model.verdict import Result
from cchc_cli.reading.cells.values import local_date
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.document.model import ReportModel
from cchc_cli.render.document.notice import Notice, Notices, notice_context, notices, render_notice
from cchc_cli.render.document.template import TemplateFault
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
    dump_template = options.dump_template
    template = None if dump_template else options.template
    day = parse_date(reply_by) or local_date(reply_by) if reply_by is not None else None
    if reply_by is not None and day is None:
        faults.append(codes.V136.at(option="--reply-by", found=reply_by))
    faults += check_choice("--format", format_, TEMPLATES)
    telling = output if dump_template else template
    implied = "docx" if (telling or "").lower().endswith(WORD) else "markdown"
    chosen = format_ if format_ in TEMPLATES else implied
    faults += check_template(template, [chosen] if format_ else TEMPLATES)
    shipped = TEMPLATES[chosen]
    layout = read_template(template, shipped)
    if isinstance(layout, Diagnostic):
        faults.append(layout)
    if dump_template and chosen == "docx" and output is None and sys.stdout.isatty():
        faults.append(codes.V160.at(found=chosen))
    if output == STANDARD_OUTPUT and not dump_template:
        faults.append(codes.V328.at(option="--output"))
    if faults or isinstance(layout, Diagnostic):
        return voice.refuse(*faults)
    named = [] if options.template is None else [options.template]
    if dump_template:
        return deliver(layout, output, voice, replace=replace, inputs=[*named, *request.actuals])
    made = None
    with TerminalProgress(voice, request.actuals) as progress:
        result = run(request, progress=progress)
        voice = voice.about(result)
        only, refused = _unit(options.unit, result)
        refused += _past(day, result)
        own = None if template is not None else plan_template(result, "notice")
        kind = template_format(own) or "markdown"
        refused += check_template(own, TEMPLATES, "templates.notice")
        if own is not None and kind in TEMPLATES and (format_ or kind) == kind:
            template, chosen, shipped = own, kind, TEMPLATES[kind]
            named.append(own)
            layout = read_template(own, shipped)
            refused += [layout] if isinstance(layout, Diagnostic) else []
        if result.judged and not refused and not isinstance(layout, Diagnostic):
            made = _letters(result, only, day, voice.words, layout, progress)
    if made is None or result.plan is None or result.as_of is None:
        return voice.refuse(*result.diagnostics, *refused)
    wanted, letters = made
    if isinstance(letters, TemplateFault):
        return voice.refuse(template_fault(template, shipped, letters))
    folder = Path(output if output is not None else notices_name(result.as_of))
    files = {folder / f"don-doc-{name}{SUFFIXES[chosen]}": text for name, text in letters.items()}
    inputs = [*result.inputs, *named]
    faults = [] if replace else edited_faults(files, inputs)
    new = {path: marked(path, content) for path, content in files.items()}
    faults = faults or write_files(new, folder, inputs)
    if faults:
        return voice.refuse(*faults)
    left = [] if only else _left_over(folder, files)
    voice.warn([*result.diagnostics, *wanted.diagnostics, *left])
    words = voice.words
    month = words.month(result.as_of)
    if not files and only is not None:
        voice.tell(words.word("remind.unit_fine", unit=words.unit(result.plan, only), month=month))
    elif not files:
        voice.tell(words.word("remind.none", month=month))
    else:
        voice.tell(words.word("remind.written", count=len(files), folder=folder.as_posix()))
        for path in files:
            voice.tell(f"  {visible(path.as_posix())}")
        written = {notice.unit for notice in wanted.notices}
        fine = [words.unit(result.plan, one) for one in result.plan.unit_by_id if one not in written]
        if fine and only is None:
            voice.tell(words.word("remind.fine", units="; ".join(fine)))
    done = Made(notices=True)
    voice.tell(line_after(done, result, request._replace(unit=options.unit), words))
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
    layout: str | bytes,
    progress: Progress,
) -> tuple[Notices, dict[str, str | bytes] | TemplateFault]:
    """Who must be written to, and the letters by unit, or what is wrong with their template."""
    assert result.plan is not None
    assert result.as_of is not None
    judged = (result.plan, result.figures or Figures(), result.verdicts, result.as_of)
    model = report_model(result, background(*judged, 1, progress, result.closing))
    wanted = notices(model)
    day = reply_by or model.plan.calendar.due_day(model.as_of + 1)
    mine = [notice for notice in wanted.notices if only in (None, notice.unit)]
    letters: dict[str, str | bytes] = {}
    progress.begin("writing", len(mine))
    for notice in mine:
        progress.step()
        letter = _letter(notice, model, day, words, layout)
        if isinstance(letter, TemplateFault):
            return wanted, letter
        letters[notice.unit] = letter
    return wanted, letters


def _letter(
    notice: Notice, model: ReportModel, reply_by: date, words: Wording, layout: str | bytes
) -> str | bytes | TemplateFault:
    if isinstance(layout, str):
        return render_notice(notice, model, reply_by, words, layout)
    context = notice_context(notice, model, reply_by, words)
    title = f"{context['words']['subject']}: {context['unit']['name']}"
    from cchc_cli.render.document.docx import render_docx

    return render_docx(context, layout, title)


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
