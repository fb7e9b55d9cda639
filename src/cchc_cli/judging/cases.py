"""What is to be judged: each target with each unit, the periods owed and the goal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from cchc_cli.judging.pace import Rule, pace_rule
from cchc_cli.model.asked import asked_of
from cchc_cli.model.goal import Ask, Asked
from cchc_cli.model.kind import Comparison
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan, Target, Task


@dataclass(eq=False, repr=False, slots=True)
class Case:
    """One verdict to be given.

    Its fields are never set again; it is not frozen for what it keeps of its own answers, which live as
    long as it and which `replace` leaves behind.
    """

    plan: Plan
    task: Task
    target: Target
    indicator: Indicator
    unit: str | None
    """The unit judged; None for an `over` or department target."""
    members: tuple[str | None, ...]
    """Whose figures count; None is the department. Of an `over` milestone those that live at its end."""
    owed: tuple[tuple[str | None, Period], ...]
    """Periods owed up to the end, by member; empty on demand."""
    end: int
    asks: Asked
    goal: Ask | None
    """What is asked at the end; None of a narrative."""
    rule: Rule
    whole: bool
    """Whether it is a count of whole numbers."""
    _over: dict[int, tuple[tuple[str | None, Period], ...]] = field(default_factory=dict, init=False)
    """The answers of `over`, by as-of: every completion of missing figures asks for them."""
    _asked: dict[int, Ask | None] = field(default_factory=dict, init=False)
    """Those of `asked`, likewise."""

    @property
    def comparison(self) -> Comparison | None:
        """How the actual is held against the goal; None for a range or a narrative."""
        return self.asks.bounds[0].comparison if len(self.asks.bounds) == 1 else None

    @property
    def on_demand(self) -> bool:
        """Whether nothing is ever owed."""
        return not self.owed

    @property
    def due_day(self) -> date | None:
        """The day at which it ends, where the plan names one."""
        return self.asks.due if isinstance(self.asks.due, date) else None

    @property
    def last_day(self) -> date:
        """The day at which it ends: the one that the plan names, else the last of that month."""
        if self.due_day is not None and self.end == self.asks.due_month:
            return self.due_day
        return self.plan.calendar.last_day(self.end)

    def at_end(self, as_of: int) -> bool:
        """Whether it is judged for good."""
        return as_of >= self.end

    def over(self, as_of: int) -> tuple[tuple[str | None, Period], ...]:
        """The periods owed that are over, by member."""
        if as_of not in self._over:
            self._over[as_of] = tuple(pair for pair in self.owed if pair[1].last <= as_of)
        return self._over[as_of]

    def asked(self, as_of: int) -> Ask | None:
        """The goal at the end, what the pace asks before it; None where nothing is asked yet."""
        if self.goal is None or self.at_end(as_of):
            return self.goal
        if as_of not in self._asked:
            over, owed = len(self.over(as_of)), len(self.owed)
            self._asked[as_of] = self.rule.asked(self.goal, over, owed, as_of)
        return self._asked[as_of]


def cases_of(plan: Plan) -> Iterator[Case]:
    """Every case of a plan, in the plan's order; units that owe nothing have none."""
    for task in plan.tasks:
        for target in task.targets:
            yield from _target_cases(plan, task, target)


def _target_cases(plan: Plan, task: Task, target: Target) -> Iterator[Case]:
    indicator = plan.indicator_by_id[target.indicator]
    scopes: list[tuple[str | None, tuple[str | None, ...]]]
    if target.each is not None:
        scopes = [(unit, (unit,)) for unit in plan.units_of(target)]
    else:
        scopes = [(None, plan.units_of(target) or (None,))]
    periods = plan.periods(indicator)
    for unit, members in scopes:
        asks = asked_of(plan, target, unit)
        end = min(asks.due_month, plan.life(unit).last)
        if indicator.kind.owes_at_end and target.over is not None:
            members = tuple(member for member in members if plan.lives(member, end))
        owed = _owed(plan, indicator, members, periods, asks.due_month)
        if not owed and not _may_arise(plan, indicator, members, asks.due_month):
            continue
        yield Case(
            plan=plan,
            task=task,
            target=target,
            indicator=indicator,
            unit=unit,
            members=members,
            owed=owed,
            end=end,
            asks=asks,
            goal=Ask.of(*asks.bounds) if asks.bounds else None,
            rule=pace_rule(asks, indicator.is_whole, indicator.signed),
            whole=indicator.is_whole,
        )


def _owed(
    plan: Plan,
    indicator: Indicator,
    members: tuple[str | None, ...],
    periods: tuple[Period, ...],
    due: int,
) -> tuple[tuple[str | None, Period], ...]:
    """Which of the indicator's periods are owed up to `due`, by member; a milestone owes one figure,
    at its end.
    """
    if plan.every(indicator).months is None:
        return ()
    if indicator.kind.owes_at_end:
        return tuple((member, Period.of_month(due)) for member in members if plan.lives(member, due))
    lives = {member: plan.life(member) for member in members}
    return tuple(
        (member, period)
        for member, life in lives.items()
        for period in periods
        if life.first <= period.first and period.last <= min(life.last, due)
    )


def _may_arise(plan: Plan, indicator: Indicator, members: tuple[str | None, ...], due: int) -> bool:
    """Whether an indicator on demand has a month by `due` in which one of the members lives."""
    if plan.every(indicator).months is not None:
        return False
    return any(plan.life(member).first <= min(plan.life(member).last, due) for member in members)


def for_one_period(case: Case, period: Period) -> Case:
    """The case as if a period were all that it is about, at its end."""
    owed = tuple(pair for pair in case.owed if pair[1] == period)
    return replace(case, members=tuple(member for member, _ in owed), owed=owed, end=period.last)
