"""`cchc close`: records the figures of a closed period."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import completers
from cchc_cli.cli.command import Voice, open_plan
from cchc_cli.cli.files import write_files
from cchc_cli.cli.find_figures import closed_beside, find_figures
from cchc_cli.cli.find_plan import figures_of
from cchc_cli.cli.help import text
from cchc_cli.cli.month import Stand, command_of, made_here, stand_of, step_line
from cchc_cli.cli.options import Options, option, takes
from cchc_cli.cli.paths import CLOSED_SUFFIX, shown_path
from cchc_cli.judging.dues import forms_of
from cchc_cli.judging.restatement import (
    amended_figures,
    closing_figures,
    findings,
    restatements,
)
from cchc_cli.model import codes
from cchc_cli.model.closing import ClosedFigure, FigureKey
from cchc_cli.model.course import Step
from cchc_cli.model.diagnostic import Diagnostic, has_errors
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period, month_label, parse_label
from cchc_cli.model.plan import Plan
from cchc_cli.reading.closed import read_closed, write_closed
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.table.source import Source
from cchc_cli.run.month import begin, is_absence
from cchc_cli.run.periods import asked_period

PeriodArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="PERIOD",
        help=text("close_period"),
        show_default=False,
        autocompletion=completers.months,
    ),
]
ListOption = Annotated[bool, typer.Option("--list", help=text("close_list"))]
AllowMissingOption = Annotated[bool, typer.Option("--allow-missing", help=text("close_allow_missing"))]
AmendOption = Annotated[bool, typer.Option("--amend", help=text("close_amend"))]
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
    # The next lines show where it goes by dots alone.
    if amend != any(map(str.isalnum, reason or "")):
        faults.append(codes.V224.at())
    request = options.request(as_of=period)
    opened = open_plan(request, options.voice(), faults)
    if opened is None:
        return 2
    voice = opened.voice
    sources, faults, _ = find_figures(request.actuals) if request.actuals else figures_of(opened.loaded)
    reading = read_figures(opened.plan, sources, request.decimal, request.encoding)
    files = [source for source in sources if source.path != "-"]
    if sources and not files:
        faults.append(codes.V227.at())
    asked = asked_period(period or "", opened.plan)
    if isinstance(asked, Diagnostic):
        faults.append(asked)
    records = closed_beside(files)
    closed = read_closed(records)
    diagnostics = [*faults, *reading.diagnostics, *closed.diagnostics]
    if has_errors(diagnostics) or not isinstance(asked, Period) or not files:
        return voice.refuse(*diagnostics)
    months = set(range(asked.first, asked.last + 1))
    restated = [
        one
        for one in restatements(closed.closing, reading.figures, opened.plan.life(None))
        if one.period.last in months or (one.period.last < asked.first and not amend)
    ]
    path = _closed_path(opened.plan, files, records)
    if amend:
        if not months & closed.closing.months:
            return voice.refuse(codes.V225.at(period=asked))
        figures = amended_figures(closed.closing, reading.figures, restated, (reason or "").strip())
        done = voice.words.word(
            "close.amended",
            count=len(restated),
            period=asked,
            path=shown_path(path),
            reason=(reason or "").strip(),
        )
        before = closed.closing.figures
        line = step_line(Step.CHECK, Stand(asked.last), request._replace(as_of=None), voice.words)
        return _record(figures, before, asked, path, done, line, voice)
    if restated:
        # The report of a month that is closed is known by what was closed until then, and by that alone.
        month = min(one.period.last for one in restated)
        named = request._replace(as_of=None)
        amending = command_of(Step.AMEND, Stand(month), named, voice.words)
        first = sum(one.period.last == month for one in restated)
        fault = codes.V223.at(count=first, period=Period.of_month(month), command=amending)
        return voice.refuse(fault, *findings(restated))
    absent = _absent(opened.plan, reading.figures, months - closed.closing.months)
    if absent and not allow_missing:
        return voice.refuse(*_missing(opened.plan, absent))
    figures = closing_figures(closed.closing, reading.figures, asked, absent)
    if not figures or not any(one.period.last in months for one in figures):
        return voice.refuse(codes.V226.at(period=asked))
    added = [one for one in figures if one not in closed.closing.figures]
    done = voice.words.word(
        "close.done",
        period=asked,
        count=sum(not one.absent for one in added),
        absent=sum(one.absent for one in added),
        path=shown_path(path),
    )
    plan, known = opened.plan, reading.figures
    month, step = begin(plan, closed.closing.months | months, known.last_months(), asked.last, made_here)
    stand = stand_of(plan, shown_path(opened.loaded.path or Path()), known, month, request)
    line = step_line(step, stand, request._replace(as_of=month_label(month)), voice.words)
    return _record(figures, closed.closing.figures, asked, path, done, line, voice)


def _list(options: Options, period: str | None, faults: list[Diagnostic]) -> int:
    """Prints of each month, or of those of PERIOD, whether it is closed.

    What stands where PERIOD does and is none names figures.
    """
    months = parse_label(period) if period else None
    named = [*([period] if period and months is None else []), *(options.actuals or ())]
    request = options.request(actuals=tuple(named))
    opened = open_plan(request, options.voice(), faults)
    if opened is None:
        return 2
    plan, words = opened.plan, opened.voice.words
    asked = (
        asked_period(period, plan) if period and months else Period(plan.period.from_, plan.period.to)
    )
    if isinstance(asked, Diagnostic):
        return opened.voice.refuse(asked)
    found = find_figures(request.actuals) if request.actuals else figures_of(opened.loaded)
    reading = read_figures(plan, found.sources, request.decimal, request.encoding)
    closed = read_closed(closed_beside([one for one in found.sources if one.path != "-"]))
    # The plan's own place for figures may be empty yet.
    missing = [one for one in found.faults if request.actuals or not is_absence(one)]
    diagnostics = [*missing, *reading.diagnostics, *closed.diagnostics]
    if has_errors(diagnostics):
        return opened.voice.refuse(*diagnostics)
    opened.voice.warn(diagnostics)
    counts = Counter(figure.period.last for figure in reading.figures)
    lines = []
    for month in range(asked.first, asked.last + 1):
        mine = [one for one in closed.closing.in_force().values() if one.period.last == month]
        name, absent = words.month(month), sum(one.absent for one in mine)
        amended = sum(one.period.last == month for one in closed.closing.amendments())
        if mine:
            told = {"count": len(mine) - absent, "absent": absent, "amended": amended}
            lines.append(words.word("close.list_closed", month=name, **told))
        elif counts[month]:
            lines.append(words.word("close.list_open", month=name, count=counts[month]))
        else:
            lines.append(words.word("close.list_none", month=name))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _record(
    figures: Sequence[ClosedFigure],
    before: Sequence[ClosedFigure],
    period: Period,
    path: Path,
    done: str,
    line: str,
    voice: Voice,
) -> int:
    if len(figures) == len(before):
        voice.say([codes.V222.at(period=period, path=shown_path(path))])
        return 0
    # Other files of closed figures beside it stay as they are.
    mine = [one for one in figures if one.location is None or Path(one.location.path) == path]
    faults = write_files({path: write_closed(mine)})
    if faults:
        return voice.refuse(*faults)
    voice.tell(done)
    voice.tell(line)
    return 0


def _closed_path(plan: Plan, files: Sequence[Source], records: Sequence[Source]) -> Path:
    """The one file of closed figures that is there, else the plan's, beside the first figures."""
    if len(records) == 1:
        return Path(records[0].path)
    return Path(files[0].path).parent / f"{plan.id}{CLOSED_SUFFIX}"


def _absent(plan: Plan, figures: Figures, months: set[int]) -> list[FigureKey]:
    """The figures that are owed for some months and were not reported."""
    absent: dict[FigureKey, None] = {}
    for month in sorted(months):
        for form in forms_of(plan, figures, month):
            for due in form.dues:
                if due.required and not due.reported:
                    absent[due.key] = None
    return list(absent)


def _missing(plan: Plan, absent: Sequence[FigureKey]) -> list[Diagnostic]:
    by_unit: dict[str | None, list[str]] = {}
    for _, unit, indicator in absent:
        name = plan.unit_by_id[unit].name if unit else None
        by_unit.setdefault(name, []).append(plan.indicator_by_id[indicator].name)
    return [
        codes.V221.at(unit=unit, count=len(names), indicators=tuple(dict.fromkeys(names)))
        for unit, names in by_unit.items()
    ]
