"""`cchc close`: records the figures of a closed period."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from cchc_cli.cli import completers
from cchc_cli.cli.command import Opened, open_plan
from cchc_cli.cli.files import write_files
from cchc_cli.cli.find_figures import FoundFigures, closed_beside
from cchc_cli.cli.find_plan import figures_of
from cchc_cli.cli.month import Next, made_here, reports_here
from cchc_cli.cli.options import Options, argument, flag, option, takes
from cchc_cli.cli.paths import CLOSED_SUFFIX, shown_path
from cchc_cli.judging.dues import forms_of
from cchc_cli.judging.restatement import (
    amended_figures,
    closing_figures,
    findings,
    restatements,
)
from cchc_cli.judging.verdicts import contradictions
from cchc_cli.model import codes
from cchc_cli.model.closing import Closing, FigureKey
from cchc_cli.model.course import Step
from cchc_cli.model.diagnostic import Diagnostic, has_errors, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period, month_label, parse_label
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.reading.closed import read_closed, write_closed
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.table.source import Source
from cchc_cli.run.month import is_absence, month_to_do, next_step
from cchc_cli.run.periods import asked_period

PeriodArgument = Annotated[
    str | None,
    argument("PERIOD", "close_period", completers.months, show_default=False),
]
ListOption = Annotated[bool, flag("--list", help="close_list")]
AllowMissingOption = Annotated[bool, flag("--allow-missing", help="close_allow_missing")]
AmendOption = Annotated[bool, flag("--amend", help="close_amend")]
ReasonOption = Annotated[str | None, option("--reason", metavar="TEXT", help="close_reason")]


@takes("period actuals plan list_ allow_missing amend reason decimal encoding lang quiet no_color")
def close(
    options: Options,
    period: PeriodArgument = None,
    list_: ListOption = False,
    allow_missing: AllowMissingOption = False,
    amend: AmendOption = False,
    reason: ReasonOption = None,
) -> int:
    """Records the figures beside the actuals; exit code 0 when that is done, else 2."""
    faults = options.faults()
    if list_:
        others = {"--allow-missing": allow_missing, "--amend": amend, "--reason": reason is not None}
        faults += [codes.V340.at(option=name) for name, is_given in others.items() if is_given]
        return _list(options, period, faults)
    if period is None:
        faults.append(codes.V329.at())
    # The command that other runs propose has dots for the reason, which say none.
    if reason != "" and amend != any(map(str.isalnum, reason or "")):
        faults.append(codes.V224.at())
    opened = open_plan(options.request(as_of=period), options.voice(), faults)
    plan, voice = opened.plan, opened.voice
    request = options.request()
    kept = _kept(opened, request)
    figures, closing = kept.figures, kept.closing
    asked = asked_period(period or "", plan)
    faults = [*kept.found.faults]
    if kept.found.sources and not kept.files:
        faults.append(codes.V227.at())
    if isinstance(asked, Diagnostic):
        faults.append(asked)
    diagnostics = [*faults, *kept.diagnostics]
    if has_errors(diagnostics) or not isinstance(asked, Period) or not kept.files:
        voice.refuse(*diagnostics)
    months = set(range(asked.first, asked.last + 1))
    refused = (fault for month in sorted(months) for fault in contradictions(plan, figures, month))
    voice.stop_for(in_order(refused))
    restated = [
        change
        for change in restatements(closing, figures, plan.life(None))
        if change.period.last in months or (change.period.last < asked.first and not amend)
    ]
    path = _closed_path(plan, kept)
    params = {"period": asked, "path": shown_path(path)}
    if amend:
        if not months & closing.months:
            voice.refuse(codes.V225.at(period=asked))
        why = (reason or "").strip()
        record = amended_figures(closing, figures, restated, why)
        done = voice.words.word("close.amended", **params, count=len(restated), reason=why)
        older = [name for month in sorted(months) for name in reports_here(month)]
        if older and restated:
            done += "\n" + voice.words.word("close.older", paths=tuple(older))
        line = Next(Step.CHECK, asked.last).line(request, voice.words)
    elif restated:
        # The report of a month that is closed is known by what was closed until then, and by that alone.
        month = min(change.period.last for change in restated)
        first = sum(change.period.last == month for change in restated)
        command = Next(Step.AMEND, month).command(request)
        fault = codes.V223.at(count=first, period=Period.of_month(month), command=command)
        voice.refuse(fault, *findings(plan, restated))
    else:
        absent = _absent(plan, figures, months - closing.months)
        if absent and not allow_missing:
            voice.refuse(*_missing(plan, absent))
        record = closing_figures(closing, figures, asked, absent)
        if not any(figure.period.last in months for figure in record):
            voice.refuse(codes.V226.at(period=asked))
        added = set(record).difference(closing.figures)
        missing = sum(figure.absent for figure in added)
        done = voice.words.word("close.done", **params, count=len(added) - missing, absent=missing)
        line = _next_line(opened, kept, closing.months | months, asked.last, request)
    if len(record) == len(closing.figures):
        voice.say([codes.V222.at(**params)])
        return 0
    # Other files of closed figures beside it stay as they are.
    mine = [figure for figure in record if figure.location is None or Path(figure.location.path) == path]
    faults = write_files({path: write_closed(mine)})
    voice.stop_for(faults)
    voice.tell(done)
    voice.tell(line)
    return 0


class _Kept(NamedTuple):
    """The figures of the plan, and what is closed of them."""

    found: FoundFigures
    figures: Figures
    records: list[Source]
    """The files of closed figures."""
    closing: Closing
    diagnostics: tuple[Diagnostic, ...]
    """Of reading figures and records."""

    @property
    def files(self) -> list[Source]:
        """The files of figures; standard input is no file."""
        return [source for source in self.found.sources if source.path != "-"]


def _kept(opened: Opened, request: Request) -> _Kept:
    found = figures_of(opened.loaded, request.actuals)
    reading = read_figures(opened.plan, found.sources, request.decimal, request.encoding)
    records = closed_beside(found.sources)
    closed = read_closed(records)
    diagnostics = (*reading.diagnostics, *closed.diagnostics)
    return _Kept(found, reading.figures, records, closed.closing, diagnostics)


def _next_line(opened: Opened, kept: _Kept, closed: frozenset[int], last: int, request: Request) -> str:
    """What comes after the months that are closed now."""
    plan = opened.plan
    month, is_over = month_to_do(plan, closed, kept.figures, last)
    is_begun = month in kept.figures.last_months()
    step = Step.YEAR if is_over else next_step(is_begun, made_here(month))
    path = shown_path(opened.loaded.path or Path())
    following = Next(step, month, plan, path, kept.figures)
    return following.line(request._replace(as_of=month_label(month)), opened.voice.words)


def _list(options: Options, period: str | None, faults: list[Diagnostic]) -> int:
    """Prints of each month, or of those of PERIOD, whether it is closed.

    What stands where PERIOD does and is none names figures.
    """
    months = parse_label(period) if period else None
    named = [*([period] if period and months is None else []), *(options.actuals or ())]
    request = options.request(actuals=tuple(named))
    opened = open_plan(request, options.voice(), faults)
    plan, voice = opened.plan, opened.voice
    asked = asked_period(period, plan) if period and months else plan.life(None)
    if isinstance(asked, Diagnostic):
        voice.refuse(asked)
    kept = _kept(opened, request)
    # The plan's own place for figures may be empty yet.
    absent = [fault for fault in kept.found.faults if request.actuals or not is_absence(fault)]
    diagnostics = [*absent, *kept.diagnostics]
    if has_errors(diagnostics):
        voice.refuse(*diagnostics)
    voice.warn(diagnostics)
    counts = Counter(figure.period.last for figure in kept.figures)
    in_force = kept.closing.in_force().values()
    for month in range(asked.first, asked.last + 1):
        name = voice.words.month(month)
        closed = [figure for figure in in_force if figure.period.last == month]
        if closed:
            missing = sum(figure.absent for figure in closed)
            params = {"count": len(closed) - missing, "absent": missing}
            params["amended"] = sum(change.period.last == month for change in kept.closing.amendments())
            line = voice.words.word("close.list_closed", month=name, **params)
        elif counts[month]:
            line = voice.words.word("close.list_open", month=name, count=counts[month])
        else:
            line = voice.words.word("close.list_none", month=name)
        sys.stdout.write(f"{line}\n")
    return 0


def _closed_path(plan: Plan, kept: _Kept) -> Path:
    """The one file of closed figures that is there, else the plan's, beside the first figures."""
    if len(kept.records) == 1:
        return Path(kept.records[0].path)
    return Path(kept.files[0].path).parent / f"{plan.id}{CLOSED_SUFFIX}"


def _absent(plan: Plan, figures: Figures, months: set[int]) -> list[FigureKey]:
    """The figures that are owed for some months and were not reported."""
    forms = (form for month in sorted(months) for form in forms_of(plan, figures, month))
    dues = (due for form in forms for due in form.dues if due.required and not due.reported)
    return list(dict.fromkeys(due.key for due in dues))


def _missing(plan: Plan, absent: Sequence[FigureKey]) -> list[Diagnostic]:
    by_unit: dict[str | None, list[str]] = {}
    for _, unit, indicator in absent:
        name = plan.unit_by_id[unit].name if unit else None
        by_unit.setdefault(name, []).append(plan.indicator_by_id[indicator].name)
    return [
        codes.V221.at(unit=unit, count=len(names), indicators="; ".join(dict.fromkeys(names)))
        for unit, names in by_unit.items()
    ]
