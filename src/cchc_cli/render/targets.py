"""What a target asks, of whom and until when, and how its indicator is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cchc_cli.model.asked import asked_of
from cchc_cli.model.goal import Asked, Bound
from cchc_cli.model.kind import Comparison, Every
from cchc_cli.model.plan import Exception_, Indicator, Plan, Target, Task
from cchc_cli.model.scalars import Goal, PaceName
from cchc_cli.render.amounts import printable
from cchc_cli.render.wording import NONE, Wording, visible

MOST_EXCEPTIONS = 3
"""Units with a goal of their own that are named where a target is spoken of."""


def bounds(bounds: Iterable[Bound], tail: str, wording: Wording, *, in_words: bool = False) -> str:
    """`≥ 20`, of a range `≥ 40% và < 60%`; in words `ít nhất 20 bài`, `từ 40% đến dưới 60%`.

    `tail` stands after each number: a percent sign, what is counted.
    """
    goals = [(bound.comparison, wording.number(printable(bound.value)) + tail) for bound in bounds]
    return compared(goals, wording, in_words=in_words)


def compared(
    goals: Sequence[tuple[Comparison, str]], wording: Wording, *, in_words: bool = False
) -> str:
    """The same of goals that are worded already."""
    key = "asked" if in_words else "comparison"
    if len(goals) == 1:
        return wording.word(f"{key}.{goals[0][0]}", goal=goals[0][1])
    (low, lower), (high, upper) = goals
    if in_words:
        return wording.word(f"asked.{low}.{high}", lower=lower, upper=upper)
    parts = [wording.word(f"{key}.{name}", goal=goal) for name, goal in goals]
    return wording.word("goal.range", lower=parts[0], upper=parts[1])


def goals_of(target: Target, unit: str | None) -> Mapping[Comparison, Goal]:
    """What a target asks of a unit as it is written, by comparison."""
    own = target.except_.get(unit) if unit is not None else None
    if isinstance(own, Exception_):
        return own.comparisons or target.comparisons
    if own is None:
        return target.comparisons
    bare: Goal = own
    return dict.fromkeys(target.comparisons, bare)


def change(goal: Goal, in_percent: bool, wording: Wording) -> str:
    """A change from a baseline: `tăng 10%`, `giảm 5`, of percentages `giảm 5 điểm phần trăm`."""
    number = wording.number(abs(goal.value))
    if goal.percent:
        number += "%"
    elif in_percent:
        number = wording.word("text.points", number=number)
    return wording.word(f"change.{'more' if goal.sign == '+' else 'less'}", number=number)


def measure(indicator: Indicator, target: Target, wording: Wording) -> str:
    """What the numbers of a target count; of a milestone of several units: units."""
    if indicator.kind.owes_at_end and target.over is not None:
        return wording.word("measure.units")
    return visible(indicator.measure or "")


class GoalWords(NamedTuple):
    """How the goals of one target are worded."""

    target: Target
    indicator: Indicator
    every: Every
    wording: Wording
    in_full: bool = False
    """With what is counted, and in a plan with how a goal comes out of its baseline."""
    in_words: bool = False

    def text(self, asked: Sequence[Bound], in_percent: bool) -> str:
        """`≥ 20 mỗi tháng`, `≥ 60%`; a done or a note where no number is asked."""
        if not asked or (self.indicator.kind.owes_at_end and self.target.over is None):
            return self.wording.word(f"goal.{self.indicator.kind}")
        tail = self.tail(in_percent)
        return self.per(bounds(asked, tail, self.wording, in_words=self.in_words))

    def tail(self, in_percent: bool) -> str:
        """What stands behind each number."""
        counted = measure(self.indicator, self.target, self.wording)
        if in_percent:
            return "%"
        return f" {counted}" if counted and self.in_full else ""

    def per(self, goal: str) -> str:
        """A goal with how often it is asked, where that is for each period."""
        if not self.target.per_period:
            return goal
        per = self.wording.word(f"per.{self.every}")
        return self.wording.word("asked.per", goal=goal, per=per) if self.in_words else f"{goal} {per}"

    def of(self, plan: Plan, unit: str | None) -> str:
        """The goal of one unit, or of all that have none of their own."""
        asks = asked_of(plan, self.target, unit)
        goal = self.text(asks.bounds, asks.in_percent)
        goals = [goal for goal in goals_of(self.target, unit).values() if goal.sign]
        if not self.in_full or asks.baseline is None or not goals:
            return goal
        changes = " – ".join(map(self.change, goals))
        started = self.wording.number(printable(asks.baseline)) + self.tail(asks.in_percent)
        return f"{goal} ({self.wording.word('change.from', change=changes, baseline=started)})"

    def of_named(self, plan: Plan, unit: str) -> str:
        """The same after the unit's name, in full with what else its exception changes."""
        text = f"{self.wording.short_unit(plan, unit)}: {self.of(plan, unit)}"
        own = self.target.except_.get(unit)
        if not self.in_full or not isinstance(own, Exception_):
            return text
        asks = asked_of(plan, self.target, unit)
        more = [] if own.pace is None else [pace_of(asks, self.tail(asks.in_percent), self.wording)]
        if own.due is not None:
            more.append(self.wording.word("goal.due", due=due(asks, self.wording)))
        return f"{text} ({'; '.join(more)})" if more else text

    def from_baselines(self) -> str:
        """A change from baselines that differ from unit to unit."""
        goals = [
            (name, self.wording.word("change.level", change=self.change(goal)))
            for name, goal in self.target.comparisons.items()
        ]
        goal = self.per(compared(goals, self.wording, in_words=self.in_words))
        return self.wording.word("goal.from_baseline", goal=goal)

    def change(self, goal: Goal) -> str:
        """A change from a baseline."""
        return change(goal, self.indicator.in_percent, self.wording)


def target_goal(
    plan: Plan, target: Target, wording: Wording, *, in_full: bool = False, in_words: bool = False
) -> str:
    """The goal of all units of a target, and the units that have one of their own."""
    indicator = plan.indicator_by_id[target.indicator]
    words = GoalWords(target, indicator, plan.every(indicator), wording, in_full, in_words)
    if not target.comparisons:
        return words.text((), in_percent=False)
    common = [words.of(plan, None)]
    if isinstance(target.baseline, Mapping) and any(g.sign for g in target.comparisons.values()):
        common = [words.from_baselines()]
        units = [unit for unit in target.baseline if unit not in target.except_]
        common += [words.of_named(plan, unit) for unit in units if in_full]
    if len(target.except_) > MOST_EXCEPTIONS:
        own = [wording.word("goal.exceptions", count=len(target.except_))]
    else:
        own = [words.of_named(plan, unit) for unit in target.except_]
    return "; ".join(common + own)


def goal_of_unit(plan: Plan, target: Target, unit: str | None, wording: Wording) -> str:
    """The goal that a target asks of one unit, of all of a sum, or of the department.

    What is counted stands once, also behind a range: a sheet's cell is narrow.
    """
    indicator = plan.indicator_by_id[target.indicator]
    asks = asked_of(plan, target, unit if target.each is not None else None)
    words = GoalWords(target, indicator, plan.every(indicator), wording, in_full=True)
    each, once = ("%", "") if asks.in_percent else ("", words.tail(in_percent=False))
    return words.per(bounds(asks.bounds, each, wording) + once)


def target_scope(plan: Plan, target: Target, wording: Wording, *, by_id: bool = False) -> str:
    """Whom a target is about: its units by their names, or by what a command takes."""
    names = plan.units_of(target)
    units = ", ".join(names) if by_id else wording.unit_list(plan, names, len(names))
    if target.each is not None:
        return wording.word("show.each", units=units)
    if target.over is not None:
        return wording.word("show.over", units=units)
    return wording.word("show.department")


def target_due(plan: Plan, target: Target, wording: Wording) -> str:
    """The month at which a target ends."""
    return f"{wording.word('column.due').lower()} {due(asked_of(plan, target, None), wording)}"


def due(asks: Asked, wording: Wording) -> str:
    """The day or the month at which a target ends."""
    return wording.day(asks.due) if isinstance(asks.due, date) else wording.month(asks.due_month)


def target_pace(plan: Plan, target: Target, wording: Wording) -> str:
    """The pace of a target, its steps one by one."""
    if target.per_period:
        return wording.word("pace.per_period")
    asks = asked_of(plan, target, None)
    return pace_of(asks, "%" if asks.in_percent else "", wording)


def pace_of(asks: Asked, tail: str, wording: Wording) -> str:
    """A pace; of steps what is asked from when on."""
    if asks.pace is None:
        return NONE
    if isinstance(asks.pace, PaceName):
        return wording.word(f"pace.{asks.pace}")
    name = asks.bounds[0].comparison
    steps = (
        f"{wording.month(month)} {bounds((Bound(name, value),), tail, wording)}"
        for month, value in sorted(asks.pace.items())
    )
    return wording.word("pace.steps", steps=", ".join(steps))


def formula(indicator: Indicator, parts: Sequence[str], wording: Wording) -> str:
    """How an indicator's actual comes about; `parts` names what it divides, if anything."""
    numerator, denominator = parts if indicator.kind.is_divided else ("", "")
    scale = wording.number(indicator.factor)
    words = wording.word(
        f"formula.{indicator.kind}",
        numerator=numerator,
        denominator=denominator,
        scale="" if indicator.factor == 1 else f"{scale} × ",
    )
    return wording.word("explain.formula", formula=words)


def target_formula(plan: Plan, target: Target, wording: Wording) -> str:
    """How the actual of a target comes about."""
    indicator = plan.indicator_by_id[target.indicator]
    if indicator.kind.owes_at_end and target.over is not None:
        return wording.word("explain.formula", formula=wording.word("formula.milestones"))
    if target.per_period and not indicator.kind.is_divided:
        return wording.word("explain.formula", formula=wording.word("formula.per_period"))
    return formula(indicator, [part.name for part in plan.parts(indicator)], wording)


def clause(task: Task, wording: Wording) -> str:
    """The clause of the plan."""
    return wording.word("text.clause", clause=task.clause)


def references(task: Task, plan: Plan) -> tuple[str, ...]:
    """The numbers of a task's legal basis."""
    numbers = {reference.id: reference.number for reference in plan.references}
    return tuple(numbers[reference] for reference in task.references)
