"""What a run comes to: its as-of, its exit code, what one unit sees of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.closing import Restatement
from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.figures import Figure, Figures
from cchc_cli.model.period import Period, month_label, parse_label
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import DUE, FailOn
from cchc_cli.model.verdict import UNSATISFIED, Status, Verdict

MAX_LEAP = 3
"""Months that the latest label may lie past all others before somebody must say what is meant."""


class AsOf(NamedTuple):
    """The month to judge, None where it must be asked for, and what is odd about it."""

    month: int | None
    diagnostics: tuple[Diagnostic, ...] = ()


def asked_as_of(text: str, plan: Plan, today: date | None) -> AsOf:
    """The month that `--as-of` names; `today` decides what `due` means."""
    if text == DUE:
        due = None if today is None else plan.calendar.latest_due(today)
        return AsOf(due, () if due is not None else (codes.V303.at(),))
    period = parse_label(text)
    if period is None or not plan.period.covers(period.last):
        from cchc_cli.run.periods import no_such_month

        return AsOf(None, (no_such_month(text, plan.life(None), plan.calendar),))
    return AsOf(period.last)


def latest_as_of(figures: Figures, example: int) -> AsOf:
    """The last month of the latest label among the figures.

    No figure, or one row alone more than three months past all others, gives an error; fewer than
    half of the units that ever reported having that month gives a warning. `example` is a month of
    the plan, for the cure.
    """
    by_month = figures.last_months()
    if not by_month:
        return AsOf(None, (codes.A402.at(example=month_label(example)),))
    latest = max(by_month)
    others = [month for month in by_month if month != latest]
    lone = _lone_figure(figures, latest) if others and latest - max(others) > MAX_LEAP else None
    if lone is not None:
        fault = codes.A403.at(
            lone.location,
            latest=Period.of_month(latest),
            others=Period.of_month(max(others)),
            place=lone.location,
        )
        return AsOf(None, (fault,))
    units = {unit for reporting in by_month.values() for unit in reporting if unit is not None}
    sent = sum(unit is not None for unit in by_month[latest])
    if 2 * sent < len(units):
        few = codes.A307.at(sent=sent, units=len(units), as_of=Period.of_month(latest))
        return AsOf(latest, (few,))
    return AsOf(latest)


def _lone_figure(figures: Figures, month: int) -> Figure | None:
    """The only figure whose label ends in a month; None where several bear it out."""
    bearing = [figure for figure in figures if figure.period.last == month]
    return bearing[0] if len(bearing) == 1 else None


def exit_code(
    verdicts: Iterable[Verdict],
    diagnostics: Iterable[Diagnostic],
    fail_on: FailOn,
    known: Collection[tuple[str, str | None]] = (),
    restated: Collection[Restatement] = (),
) -> int:
    """0 or 1 for a run that could be judged.

    `known` names verdicts that a baseline excuses; a restated closed figure is excused by nothing.
    """
    if restated and fail_on is not FailOn.NEVER:
        return 1
    return int(failing(verdicts, fail_on, known) > 0 or _warns(diagnostics, fail_on))


def failing(
    verdicts: Iterable[Verdict], fail_on: FailOn, known: Collection[tuple[str, str | None]] = ()
) -> int:
    """How many verdicts make a run exit 1; `known` as for `exit_code`."""
    return sum(_fails(verdict, fail_on) for verdict in verdicts if verdict.key not in known)


def _fails(verdict: Verdict, fail_on: FailOn) -> bool:
    is_error = verdict.target.severity == "error"
    match fail_on:
        case FailOn.NEVER:
            return False
        case FailOn.MISSED:
            absent = verdict.status is Status.NO_DATA and verdict.at_end
            return is_error and (verdict.status is Status.MISSED or absent)
        case FailOn.SHORTFALL:
            return is_error and verdict.status in UNSATISFIED
        case FailOn.WARNING:
            return verdict.status in UNSATISFIED


def _warns(diagnostics: Iterable[Diagnostic], fail_on: FailOn) -> bool:
    return fail_on is FailOn.WARNING and any(
        diagnostic.severity is Severity.WARNING for diagnostic in diagnostics
    )


def concerns(verdict: Verdict, unit: str) -> bool:
    """Whether a verdict is about a unit, by itself or within a sum."""
    return verdict.unit == unit or (verdict.target.over is not None and unit in verdict.units)
