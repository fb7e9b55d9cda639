"""Months and days: in order, inside of the plan, at the end of a period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cchc_cli.model import codes
from cchc_cli.model.period import Calendar, Period, parse_month
from cchc_cli.model.plan import Every, Indicator, Kind, Plan, Target, Task
from cchc_cli.model.scalars import Goal
from cchc_cli.reading.plan_file.checks.targets import known_indicators, steps_of
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.plan_file.tree import Route


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


def months_are_in_the_plan(draft: Draft) -> None:
    """Due months end a period of the indicator inside the plan; steps lie inside it."""
    plan, calendar = draft.plan, draft.plan.calendar
    if not draft.can_read((), "period") or calendar.first > calendar.last:
        return
    known = known_indicators(draft)
    for route, task in draft.tasks:
        if task.schedule is not None:
            _check_due(draft, (*route, "schedule", "due"), task.schedule, calendar)
    for route, task, target in draft.targets:
        indicator = known.get(target.indicator)
        _check_steps(draft, route, steps_of(target, indicator), calendar)
        if target.due is not None:
            _check_due(draft, (*route, "due"), target.due, calendar)
        if indicator is not None and draft.can_read(route, "due"):
            _check_due_ends_period(draft, route, target, task, indicator, plan, known)


def _check_due(draft: Draft, route: Route, due: int | date, calendar: Calendar) -> None:
    if isinstance(due, date):
        if due < calendar.first_day(calendar.first):
            draft.fault(codes.P208, route, due=due)
        elif due > calendar.end_day():
            draft.fault(codes.P218, route, due=due)
    elif not calendar.first <= due <= calendar.last:
        draft.fault(codes.P208, route, due=Period.of_month(due))


def _check_steps(
    draft: Draft, route: Route, steps: Iterable[tuple[str, Goal]], calendar: Calendar
) -> None:
    highest = Decimal(0)
    for label, goal in steps:
        at = (*route, "pace", label)
        month = parse_month(label)
        assert month is not None
        if not calendar.first <= month <= calendar.last:
            draft.fault(codes.P220, at, at_key=True, month=Period.of_month(month))
        if goal.value < highest:
            draft.fault(codes.P219, at, month=Period.of_month(month))
        highest = max(goal.value, highest)


def _check_due_ends_period(
    draft: Draft,
    route: Route,
    target: Target,
    task: Task,
    indicator: Indicator,
    plan: Plan,
    known: dict[str, Indicator],
) -> None:
    """A count, level, ratio or narrative ends with a period; a milestone at any month."""
    owner = known.get(indicator.numerator or "", indicator)
    every = owner.every or Every.MONTH
    length = every.months
    if length is None or indicator.kind is Kind.MILESTONE:
        return
    due, at = target.due, (*route, "due")
    if due is None:
        due, at = task.schedule or plan.period.to, route
        if not draft.can_read(route[:2], "schedule"):
            return
    month = plan.month_of(due)
    start, end = plan.period.from_, plan.period.to
    if not start <= month <= end or (month - start + 1) % length == 0:
        return
    before = month - (month - start) % length - 1
    candidates = (before, before + length)
    ends = tuple(Period.of_month(end_month) for end_month in candidates if start <= end_month <= end)
    if ends:
        draft.fault(
            codes.P224, at, due=Period.of_month(month), indicator=indicator.id, every=every, ends=ends
        )
    else:
        draft.fault(codes.P225, at, indicator=indicator.id, every=every)
