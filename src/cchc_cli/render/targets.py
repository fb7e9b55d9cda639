"""What a target asks, of whom and until when, and how its indicator is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cchc_cli.model.asked import asked_of
from cchc_cli.model.goal import Asked, Bound
from cchc_cli.model.kind import Comparison
from cchc_cli.model.plan import Indicator, Plan, Target, Task
from cchc_cli.model.scalars import Goal, PaceName
from cchc_cli.render.amounts import printable
from cchc_cli.render.wording import NONE, Wording, visible

MOST_EXCEPTIONS = 3
"""Units with a goal of their own that are named where a target is spoken of."""


def bounds(bounds: Iterable[Bound], sign: str, wording: Wording) -> str:
    """`≥ 20`; of a range both: `≥ 40 và < 60`."""
    said = [
        wording.word(
            f"comparison.{bound.comparison}", goal=wording.number(printable(bound.value)) + sign
        )
        for bound in bounds
    ]
    return wording.word("goal.range", lower=said[0], upper=said[1]) if len(said) > 1 else said[0]


def target_goal(plan: Plan, target: Target, wording: Wording) -> str:
    """The goal of all units of a target, and the units that have one of their own."""
    indicator = plan.indicator_by_id[target.indicator]
    if not target.comparisons or (indicator.kind.owes_at_end and target.over is None):
        return wording.word(f"goal.{indicator.kind}")
    every = plan.every(indicator)
    tail = f" {wording.word(f'per.{every}')}" if target.per_period else ""

    def asked(unit: str | None) -> str:
        asks = asked_of(plan, target, unit)
        if unit is None and isinstance(target.baseline, Mapping):
            goals = ", ".join(goal_as_written(name, goal) for name, goal in target.comparisons.items())
            return wording.word("goal.from_baseline", goal=goals) + tail
        return bounds(asks.bounds, "%" if asks.in_percent else "", wording) + tail

    if len(target.except_) > MOST_EXCEPTIONS:
        return f"{asked(None)}; {wording.word('goal.exceptions', count=len(target.except_))}"
    own = (f"{wording.short_unit(plan, unit)}: {asked(unit)}" for unit in target.except_)
    return "; ".join([asked(None), *own])


def goal_as_written(comparison: Comparison, goal: Goal) -> str:
    """A goal as the plan writes it: `at_least +10%`."""
    sign = "+" if goal.sign == "+" else ""
    return f"{comparison} {sign}{goal.value}{'%' if goal.percent else ''}"


def target_goal_measured(plan: Plan, target: Target, wording: Wording) -> str:
    """The same with what the number counts."""
    indicator = plan.indicator_by_id[target.indicator]
    has_measure = target.comparisons and indicator.kind.has_number and not indicator.in_percent
    counted = f" {visible(indicator.measure)}" if has_measure and indicator.measure else ""
    return target_goal(plan, target, wording) + counted


def goal_of_unit(plan: Plan, target: Target, unit: str | None, wording: Wording) -> str:
    """The goal that a target asks of one unit, of all of a sum, or of the department."""
    indicator = plan.indicator_by_id[target.indicator]
    asks = asked_of(plan, target, unit if target.each is not None else None)
    sign = "%" if asks.in_percent else ""
    tail = f" {wording.word(f'per.{plan.every(indicator)}')}" if target.per_period else ""
    measured = indicator.measure and not indicator.in_percent and not sign
    counted = f" {visible(indicator.measure)}" if measured and indicator.measure else ""
    return bounds(asks.bounds, sign, wording) + counted + tail


def target_scope(plan: Plan, target: Target, wording: Wording) -> str:
    """Whom a target is about."""
    if target.each is not None:
        return wording.word("show.each", units=plan.units_of(target))
    if target.over is not None:
        return wording.word("show.over", units=plan.units_of(target))
    return wording.word("show.department")


def target_due(plan: Plan, target: Target, wording: Wording) -> str:
    """The month at which a target ends."""
    return f"{wording.word('column.due').lower()} {due(asked_of(plan, target, None), wording)}"


def due(asks: Asked, wording: Wording) -> str:
    """The day or the month at which a target ends."""
    return wording.day(asks.due) if isinstance(asks.due, date) else wording.month(asks.due_month)


def target_pace(plan: Plan, target: Target, wording: Wording) -> str:
    """The pace of a target."""
    pace = asked_of(plan, target, None).pace
    if pace is None or target.per_period:
        return NONE
    return wording.word(f"pace.{pace}" if isinstance(pace, PaceName) else "pace.steps")


def formula(indicator: Indicator, parts: Sequence[str], wording: Wording) -> str:
    """How an indicator's actual comes about; `parts` names what it divides, if anything."""
    numerator, denominator = parts if indicator.kind.is_divided else ("", "")
    words = wording.word(f"formula.{indicator.kind}", numerator=numerator, denominator=denominator)
    return wording.word("explain.formula", formula=words)


def clause(task: Task, wording: Wording) -> str:
    """The clause of the plan."""
    return wording.word("text.clause", clause=task.clause)


def references(task: Task, plan: Plan) -> tuple[str, ...]:
    """The numbers of a task's legal basis."""
    numbers = {reference.id: reference.number for reference in plan.references}
    return tuple(numbers[reference] for reference in task.references)
