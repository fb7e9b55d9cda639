"""`cchc collect`: adds filled-in sheets to the figures, all or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Annotated

from cchc_cli.cli import completers, lock
from cchc_cli.cli.command import Opened, open_plan
from cchc_cli.cli.files import is_same_file, sweep, write_files
from cchc_cli.cli.find_figures import closed_beside, figures_at_hand, file_source, find_figures
from cchc_cli.cli.find_plan import LoadedPlan
from cchc_cli.cli.month import DEFAULT_FILE, Next, late_words
from cchc_cli.cli.options import Options, argument, flag, option, takes
from cchc_cli.cli.paths import figures_in, is_folder, is_there, shown_path
from cchc_cli.model import codes
from cchc_cli.model.course import Step
from cchc_cli.model.diagnostic import (
    Diagnostic,
    Location,
    Severity,
    Term,
    has_errors,
    in_order,
    reason_of,
)
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period, month_label
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.reading.closed import read_closed
from cchc_cli.reading.table.source import Source
from cchc_cli.reading.table.surplus import surplus
from cchc_cli.render.wording import Wording
from cchc_cli.run.merge import (
    HEADER,
    Kept,
    Merge,
    Sending,
    closed_months,
    examine_all,
    faults_of_the_whole,
    kept_figures,
    merge,
    misnamed,
    sendings,
)
from cchc_cli.run.periods import asked_period
from cchc_cli.run.sheet import Sheet, without_blanks
from cchc_cli.run.unread import unread_warnings

Sheets = Annotated[list[str], argument("SHEET", "collect_sheets")]
IntoOption = Annotated[str | None, option("--into", metavar="FILE", help="collect_into")]
ReplaceOption = Annotated[bool, flag("--replace", help="collect_replace")]
AsOfOption = Annotated[
    str | None,
    option("--as-of", metavar="PERIOD", help="collect_as_of", complete=completers.months),
]

SUFFIXES = (".csv", ".xlsx")
"""What can be written."""
MOST_NAMED = 10
"""Figures of a closed month that are named."""


@takes("sheets into plan replace as_of decimal encoding lang quiet no_color")
def collect(
    options: Options,
    sheets: Sheets,
    into: IntoOption = None,
    replace: ReplaceOption = False,
    as_of: AsOfOption = None,
) -> int:
    """Adds the sheets; exit code 0 when all were taken, else 2 and nothing was written."""
    request = options.request(actuals=tuple(sheets), as_of=as_of)
    opened = open_plan(request, options.voice(), options.faults())
    target = _target(opened.loaded) if into is None else Path(into)
    if target is None:
        opened.voice.refuse(codes.V234.at())
    with _folder_of(target, into is None), lock.held(target) as is_held:
        if not is_held:
            opened.voice.refuse(codes.V231.at(path=shown_path(target)))
        return _collect(opened, request, target, into or shown_path(target), replace)


@contextmanager
def _folder_of(target: Path, is_of_the_plan: bool) -> Iterator[None]:
    """The folder where the plan keeps its figures, made where a year begins; gone again if empty."""
    missing = is_of_the_plan and not is_there(target.parent)
    if missing:
        with suppress(OSError):
            target.parent.mkdir(parents=True)
    try:
        yield
    finally:
        if missing:
            with suppress(OSError):
                target.parent.rmdir()


def _collect(opened: Opened, request: Request, target: Path, into: str, replace: bool) -> int:
    """Adds the sheets to a file that no other run of `collect` writes to meanwhile."""
    plan, voice = opened.plan, opened.voice
    asked = None if request.as_of is None else asked_period(request.as_of, plan)
    faults = [asked] if isinstance(asked, Diagnostic) else []
    wanted = asked.last if isinstance(asked, Period) else None
    found = find_figures(request.actuals)
    fault = _target_fault(target, into, found.sources)
    if fault is not None:
        voice.refuse(*faults, *found.faults, fault)
    before, kept = _kept(plan, target, into, request.decimal)
    faults += kept.diagnostics
    if has_errors(faults):
        voice.refuse(*faults, *found.faults)
    known = figures_at_hand(plan, opened.loaded.figures_place).figures
    sheets = examine_all(plan, found.sources, known, wanted, request)
    merged = merge(plan, kept.rows, sheets, into, replace)
    faults += [*found.faults, *merged.diagnostics, *misnamed(plan, sheets)]
    faults += [fault for sheet in sheets for fault in without_blanks(sheet)]
    given = [figure for sheet in sheets for figure in sheet.figures]
    faults += unread_warnings(found.unread, given)
    content = _content(merged, target)
    if not has_errors(faults):
        faults += [] if given else [codes.V237.at()]
        faults += faults_of_the_whole(plan, Source(into, lambda: BytesIO(content)), merged)
    if not has_errors(faults):
        faults += _late(opened, request, target, merged)
        # Without a figure nothing begins.
        faults += _write(target, content, before) if given or before else []
    failed = has_errors(faults)
    if failed:
        faults.append(codes.V220.at(into=into))
    voice.say(in_order(faults))
    lines = [] if failed else _taken(plan, known, merged, sheets, into, voice.words)
    lines += _wrong_cells(sheets, voice.words)
    if not failed:
        lines.append(_next_line(opened, request, target, sheets, bool(given), before is not None))
    voice.tell("\n".join(filter(None, lines)))
    return 2 if failed else 0


def _next_line(
    opened: Opened,
    request: Request,
    target: Path,
    sheets: Sequence[Sheet],
    has_given: bool,
    was_there: bool,
) -> str:
    """What comes next: judging, or the same again where the sheets gave nothing."""
    plan, words = opened.plan, opened.voice.words
    months = [sheet.month for sheet in sheets if sheet.month is not None]
    month = max(months, default=plan.period.from_)
    naming = _naming(opened, request, target)
    if has_given:
        return Next(Step.CHECK, month).line(naming, words)
    # Without a file of figures nobody can be written to.
    dated = naming._replace(as_of=month_label(month))
    late = late_words(plan, month, dated, words) if was_there else ""
    file = next(iter(naming.actuals), None)
    return Next(Step.COLLECT, month, forms=request.actuals, into=file).line(request, words, late)


def _target(loaded: LoadedPlan) -> Path | None:
    """The file that holds the plan's figures; in a folder the only one, else the one of our own name."""
    place = loaded.figures_place
    if place is None or (place.suffix and not is_folder(place)):
        return place
    inside = figures_in(place) if is_folder(place) else []
    if len(inside) == 1 and inside[0].suffix.lower() in SUFFIXES:
        return inside[0]
    return place / DEFAULT_FILE


def _target_fault(target: Path, into: str, sources: Sequence[Source]) -> Diagnostic | None:
    if target.suffix.lower() not in SUFFIXES:
        return codes.V219.at(path=into, why=Term("collect", "suffix"))
    if any(is_same_file(target, source.path) for source in sources):
        return codes.V219.at(path=into, why=Term("collect", "same_file"))
    return None


def _kept(plan: Plan, target: Path, into: str, decimal: str | None) -> tuple[bytes | None, Kept]:
    """What the file holds now, None where there is none, and the figures in it."""
    try:
        data = target.read_bytes()
    except FileNotFoundError:
        return None, Kept({})
    except OSError as problem:
        return None, Kept({}, (codes.A101.at(Location(into), why=reason_of(problem)),))
    kept = kept_figures(plan, Source(Path(into).as_posix(), lambda: BytesIO(data)), decimal)
    besides = surplus(data) if target.suffix.lower() == ".xlsx" else ()
    if besides:
        what = tuple(Term("surplus", part) for part in besides)
        fault = codes.V233.at(Location(into), into=into, what=what)
        kept = kept._replace(diagnostics=(*kept.diagnostics, fault))
    return data, kept


def _write(target: Path, content: bytes, before: bytes | None) -> list[Diagnostic]:
    """Writes the file, and the state before beside it; nothing where it holds the same."""
    if content == before:
        sweep(target.parent)
        return []
    backup = {} if before is None else {target.with_name(f"{target.name}.bak"): before}
    return write_files({**backup, target: content}, before={target: before})


def _naming(opened: Opened, request: Request, target: Path) -> Request:
    """What later commands must name: the figures where the plan does not say that they are there."""
    place = opened.loaded.figures_place
    is_plans = place is not None and (is_same_file(place, target) or is_same_file(place, target.parent))
    figures = () if is_plans else (shown_path(target),)
    # It is written with a mark that is provable, as UTF-8.
    return request._replace(actuals=figures, as_of=None, decimal=None, encoding=None)


def _late(opened: Opened, request: Request, target: Path, merged: Merge) -> list[Diagnostic]:
    """A warning for each closed month that figures were added to, with the command to type next."""
    if not merged.changed:
        return []
    shown = shown_path(target)
    records = read_closed(closed_beside([file_source(target, shown)]))
    named = _naming(opened, request, target)
    warnings = []
    for month, rows in closed_months(merged.changed, records.closing).items():
        figures = (row.figure for row in rows[:MOST_NAMED])
        names = tuple(
            f"{figure.indicator} ({figure.unit})" if figure.unit else figure.indicator
            for figure in figures
        )
        names += ("…",) if len(rows) > MOST_NAMED else ()
        params = {"period": Period.of_month(month), "names": names}
        command = Next(Step.AMEND, month).command(named)
        warnings.append(codes.V230.at(Location(shown), **params, command=command))
    return warnings


def _content(merged: Merge, target: Path) -> bytes:
    """The whole file."""
    from cchc_cli.render.document.figures_file import render_figures_csv, render_figures_workbook

    if target.suffix.lower() == ".xlsx":
        return render_figures_workbook(HEADER, merged.table())
    return render_figures_csv(HEADER, merged.table()).encode("utf-8")


def _taken(
    plan: Plan, known: Figures, merged: Merge, sheets: Sequence[Sheet], into: str, words: Wording
) -> list[str]:
    """How much was taken, who has sent, and who has not."""
    counts = {"added": merged.added, "replaced": merged.replaced, "same": merged.same}
    lines = [words.word("collect.done", into=into, rows=len(merged.rows), **counts)]
    for month in sorted({sheet.month for sheet in sheets if sheet.month is not None and sheet.form}):
        lines.append(words.word("collect.units", month=words.month(month)))
        for sending in sendings(plan, known, month, merged.rows, sheets):
            lines.append(f"  {_unit_line(sending, words)}")
    return lines


def _wrong_cells(sheets: Sequence[Sheet], words: Wording) -> list[str]:
    """Which cells of each sheet are wrong."""
    lines = []
    for sheet in sheets:
        errors = (fault for fault in sheet.diagnostics if fault.severity is Severity.ERROR)
        places = (fault.location for fault in errors)
        cells = [at.cell or f"{at.line}:{at.column}" for at in places if at and at.line]
        if cells:
            wrong = words.word("collect.wrong", cells=", ".join(dict.fromkeys(cells)))
            lines.append(f"{sheet.source.path}: {wrong}")
    return lines


def _unit_line(sending: Sending, words: Wording) -> str:
    name = words.unit(sending.form.plan, sending.form.unit)
    counts = {"count": sending.sent, "owed": sending.owed}
    if not sending.missing:
        return f"✓ {name}: {words.word('collect.sent', **counts)}{_when(sending, words)}"
    if not sending.sent and not sending.has_come:
        return f"○ {name}: {words.word('collect.not_sent')}"
    return f"▲ {name}: {words.word('collect.partly', missing='; '.join(sending.missing), **counts)}"


def _when(sending: Sending, words: Wording) -> str:
    """Whether all was there in time, where the forms say on which day they were sent."""
    if sending.sent_on is None:
        return ""
    due = sending.form.plan.calendar.due_day(sending.form.month)
    late = (sending.sent_on - due).days
    key = "collect.late" if late > 0 else "collect.on_time"
    return f", {words.word(key, day=sending.sent_on, due=due, count=late)}"
