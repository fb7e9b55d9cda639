"""What a target asks of each unit."""

from __future__ import annotations

from fractions import Fraction

from cchc_cli.model.goal import Asked, Bound
from cchc_cli.model.plan import Plan, Target
from cchc_cli.model.scalars import PaceName


def units_of(plan: Plan, target: Target) -> tuple[str, ...]:
    """The units of `each` or `over`; none for a department target."""
    name = target.each or target.over
    return plan.members(name) if name is not None else ()


def asked_of(plan: Plan, target: Target, unit: str | None) -> Asked:
    """What a target asks of one unit (None: of the sum, or of the department)."""
    goal = target.goal(unit)
    bounds = (
        () if goal is None or target.comparison is None else (Bound(target.comparison, Fraction(goal)),)
    )
    pace = plan.pace(target)
    steps = (
        pace
        if pace is None or isinstance(pace, PaceName)
        else {m: Fraction(g.value) for m, g in pace.items()}
    )
    due = target.due or plan.task_of_target[target.id].schedule or plan.period.to
    return Asked(
        bounds,
        steps,
        due,
        plan.due_month(target),
        None,
        plan.indicator_by_id[target.indicator].in_percent,
    )
