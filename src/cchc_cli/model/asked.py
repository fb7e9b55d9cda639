"""What a target asks of each unit, with its exception, its baseline and the defaults worked in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.goal import Asked, Bound
from cchc_cli.model.kind import Comparison, Every
from cchc_cli.model.plan import Exception_, Indicator, Plan, Target
from cchc_cli.model.scalars import Due, Goal, Pace, PaceName


class Terms(NamedTuple):
    """What a target says of one unit as it is written, its exception worked in."""

    goals: dict[Comparison, Goal]
    pace: Pace | None
    due: Due | None
    baseline: Goal | None
    """What changes start from; of different ones for the units, that of this unit."""


def terms_of(target: Target, unit: str | None) -> Terms:
    """The terms for one unit (None: for those without an exception, the sum, or the department)."""
    baseline: Goal | Mapping[str, Goal] | None = target.baseline
    if isinstance(baseline, Mapping):
        baseline = baseline.get(unit or "")
    own = target.except_.get(unit) if unit is not None else None
    goals, pace, due = target.comparisons, target.pace, target.due
    if isinstance(own, Exception_):
        goals, pace, due = own.comparisons or goals, own.pace or pace, own.due or due
    elif own is not None:
        goal: Goal = own
        goals = dict.fromkeys(goals, goal)
    return Terms(goals, pace, due, baseline)


def asked_of(plan: Plan, target: Target, unit: str | None) -> Asked:
    """What a target asks of one unit (None: of the sum, or of the department).

    Bounds are exact: +10% of a baseline of 15 is 16,5. A step never asks more than the goal itself.
    """
    goals, pace, due, baseline = terms_of(target, unit)
    indicator = plan.indicator_by_id[target.indicator]
    value = None if baseline is None else baseline.value
    bounds = tuple(Bound(name, goal.from_baseline(value)) for name, goal in goals.items())
    shares = any(goal.percent and not goal.sign for goal in goals.values())
    due = due or plan.task_of_target[target.id].schedule or plan.period.to
    return Asked(
        bounds=bounds,
        pace=_paced(pace or _default_pace(plan, indicator, tuple(goals)), bounds, value),
        due=due,
        due_month=due_month(plan, indicator, due),
        baseline=None if value is None else Fraction(value),
        in_percent=indicator.in_percent or shares,
    )


def due_month(plan: Plan, indicator: Indicator, due: Due) -> int:
    """The month at which a due date ends: of a day inside a quarter, half or year that period's last."""
    month = plan.month_of(due)
    if isinstance(due, int) or indicator.kind.owes_at_end:
        return month
    ends = (period.last for period in plan.periods(indicator) if period.first <= month <= period.last)
    return next(ends, month)


def _default_pace(
    plan: Plan, indicator: Indicator, comparisons: tuple[Comparison, ...]
) -> PaceName | None:
    """The pace of a target that names none; None where none applies."""
    if not comparisons or (indicator.kind.adds_up and comparisons == (Comparison.AT_MOST,)):
        return None
    if indicator.kind.owes_at_end:
        return PaceName.FINAL
    if len(comparisons) > 1 or comparisons[0].is_upper:
        return PaceName.ALWAYS
    if plan.every(indicator) is Every.ON_DEMAND:
        return PaceName.FINAL
    return PaceName.LINEAR if indicator.kind.adds_up else PaceName.ALWAYS


def _paced(
    pace: Pace | None, bounds: tuple[Bound, ...], baseline: Decimal | None
) -> PaceName | Mapping[int, Fraction] | None:
    if pace is None or isinstance(pace, PaceName):
        return pace
    (bound,) = bounds
    nearer = max if bound.comparison.is_upper else min
    steps = {month: step.from_baseline(baseline) for month, step in pace.items()}
    return {month: nearer(step, bound.value) for month, step in steps.items()}
