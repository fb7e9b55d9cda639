"""Months and days: in order, inside of the plan, at the end of a period."""

from __future__ import annotations

from datetime import date

from cchc_cli.model import codes
from cchc_cli.model.kind import Comparison
from cchc_cli.model.period import Calendar, Period
from cchc_cli.reading.plan_file.checks.asking import Asking, askings
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.yaml_file.document import Route


def period_is_in_order(draft: Draft) -> None:
    """`from` ≤ `to`, of the plan and of each unit."""
    lives: list[tuple[Route, int | None, int | None]] = [
        ((), draft.plan.period.from_, draft.plan.period.to),
        *((route, unit.from_, unit.to) for route, unit in draft.units),
    ]
    for route, first, last in lives:
        at = (*route, "to") if route else ("period", "to")
        if first is not None and last is not None and first > last:
            draft.fault(codes.P209, at, first=Period.of_month(first), last=Period.of_month(last))


def due_dates_are_in_the_plan(draft: Draft) -> None:
    """Due dates lie inside the plan and end a period of the indicator."""
    calendar = draft.plan.calendar
    if not draft.can_read((), "period") or calendar.first > calendar.last:
        return
    for route, task in draft.tasks:
        if task.schedule is not None:
            _check_due(draft, (*route, "schedule", "due"), task.schedule, calendar)
    for route, _, target in draft.targets:
        if target.due is not None:
            _check_due(draft, (*route, "due"), target.due, calendar)
    for asking in askings(draft):
        if asking.unit is not None and "due" in asking.own and asking.due is not None:
            _check_due(draft, (*asking.route, "due"), asking.due, calendar)
        is_own = asking.unit is None or "due" in asking.own
        if is_own and draft.can_read(asking.target_route(), "due"):
            _check_end(draft, asking, calendar)


def _check_due(draft: Draft, route: Route, due: int | date, calendar: Calendar) -> None:
    if isinstance(due, date):
        if due < calendar.first_day(calendar.first):
            draft.fault(codes.P208, route, due=due)
        elif due > calendar.end_day():
            draft.fault(codes.P218, route, due=due)
    elif not calendar.first <= due <= calendar.last:
        draft.fault(codes.P208, route, due=Period.of_month(due))


def _check_end(draft: Draft, asking: Asking, calendar: Calendar) -> None:
    """A count, level, ratio, average or narrative ends with a period; a milestone at any month.

    A day means the period that holds it, in which it need not be the last.
    """
    length, indicator = asking.every.months, asking.indicator
    if length is None or indicator.kind.owes_at_end:
        return
    due, at = asking.due, (*asking.route, "due")
    if due is None:
        due, at = asking.task.schedule or calendar.last, asking.route
        is_ceiling = set(asking.goals) == {Comparison.AT_MOST}
        if not draft.can_read(asking.route[:2], "schedule") or (is_ceiling and not asking.task.schedule):
            return  # A ceiling without a date holds to the plan's end, wherever that is.
    month = draft.plan.month_of(due)
    first, last = calendar.first, calendar.last
    if not first <= month <= last or (month - first + 1) % length == 0:
        return
    before = month - (month - first) % length - 1
    candidates = (before, before + length)
    ends = tuple(Period.of_month(end) for end in candidates if first <= end <= last)
    if isinstance(due, date) and before + length <= last:
        return
    if ends:
        draft.fault(
            codes.P224,
            at,
            due=Period.of_month(month),
            indicator=indicator.id,
            every=asking.every,
            ends=ends,
        )
    else:
        draft.fault(codes.P225, at, indicator=indicator.id, every=asking.every)
