"""What is to be judged: each target with each unit, the periods owed and the goal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.judging.pace import Rule, pace_rule
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Comparison, Indicator, Plan, Target, Task


class Case(NamedTuple):
    """One verdict to be given."""

    plan: Plan
    task: Task
    target: Target
    indicator: Indicator
    unit: str | None
    """The unit judged; None for an `over` or department target."""
    members: tuple[str | None, ...]
    """Whose figures count; None is the department."""
    owed: tuple[tuple[str | None, Period], ...]
    """Periods owed up to the end, by member; empty on demand."""
    end: int
    goal: Fraction | None
    rule: Rule
    whole: bool
    """Whether it is a count of whole numbers."""
    whole_parts: tuple[bool, ...]
    """The same of each indicator that it rests on."""

    @property
    def comparison(self) -> Comparison | None:
        """How the actual is held against the goal."""
        return self.target.comparison

    @property
    def on_demand(self) -> bool:
        """Whether nothing is ever owed."""
        return not self.owed

    def at_end(self, as_of: int) -> bool:
        """Whether it is judged for good."""
        return as_of >= self.end

    def over(self, as_of: int) -> tuple[tuple[str | None, Period], ...]:
        """The periods owed that are over, by member."""
        return tuple(pair for pair in self.owed if pair[1].last <= as_of)

    def asked(self, as_of: int) -> Fraction | None:
        """The goal at the end, what the pace asks before it; None where nothing is asked yet."""
        if self.goal is None or self.at_end(as_of):
            return self.goal
        over = len(self.over(as_of))
        return self.rule.expected(self.goal, over, len(self.owed), as_of)


def cases_of(plan: Plan) -> Iterator[Case]:
    """Every case of a plan, in the plan's order; units that owe nothing have none."""
    for task in plan.tasks:
        for target in task.targets:
            yield from _target_cases(plan, task, target)


def _target_cases(plan: Plan, task: Task, target: Target) -> Iterator[Case]:
    indicator = plan.indicator_by_id[target.indicator]
    due = plan.due_month(target)
    periods = _periods_until(plan, indicator, due)
    scopes: list[tuple[str | None, tuple[str | None, ...], int]]
    if target.each is not None:
        scopes = [(unit, (unit,), min(due, plan.life(unit).last)) for unit in plan.members(target.each)]
    elif target.over is not None:
        scopes = [(None, plan.members(target.over), due)]
    else:
        scopes = [(None, (None,), due)]
    pace = plan.pace(target)
    whole = indicator.is_whole
    for unit, members, end in scopes:
        lives = {member: plan.life(member) for member in members}
        if periods is None:
            owed: tuple[tuple[str | None, Period], ...] = ()
            if not any(life.first <= min(life.last, due) for life in lives.values()):
                continue
        else:
            owed = tuple(
                (member, period)
                for member, life in lives.items()
                for period in periods
                if life.first <= period.first and period.last <= life.last
            )
            if not owed:
                continue
        goal = target.goal(unit)
        yield Case(
            plan=plan,
            task=task,
            target=target,
            indicator=indicator,
            unit=unit,
            members=members,
            owed=owed,
            end=end,
            goal=None if goal is None else Fraction(goal),
            rule=pace_rule(pace, whole),
            whole=whole,
            whole_parts=tuple(part.is_whole for part in plan.parts(indicator)),
        )


def _periods_until(plan: Plan, indicator: Indicator, due: int) -> list[Period] | None:
    """An indicator's periods that end at or before `due`; None on demand.

    A milestone may be due inside a period: the piece up to `due` then counts as one.
    """
    if plan.every(indicator).months is None:
        return None
    periods = plan.periods(indicator)
    until = [period for period in periods if period.last <= due]
    if indicator.kind.owes_at_end:
        start = until[-1].last + 1 if until else plan.period.from_
        if start <= due:
            until.append(Period(start, due))
    return until
