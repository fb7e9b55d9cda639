"""What a target asks, of whom and until when, and how its indicator is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cchc_cli.model.asked import asked_of
from cchc_cli.model.goal import Asked, Bound
from cchc_cli.model.kind import Comparison
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
    said = [wording.word(f"{key}.{name}", goal=goal) for name, goal in goals]
    return wording.word("goal.range", lower=said[0], upper=said[1])


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


def target_goal(plan: Plan, target: Target, wording: Wording) -> str:
    """The goal of all units of a target in signs, and the units that have one of their own."""
    return _Goals(plan, target, wording).text()


def target_goal_in_full(plan: Plan, target: Target, wording: Wording, *, in_words: bool = False) -> str:
    """The same with what is counted, how each goal comes out of its baseline, and what else an
    exception changes.
    """
    return _Goals(plan, target, wording, in_full=True, in_words=in_words).text()


class _Goals:
    """Words the goals of one target."""

    def __init__(
        self,
        plan: Plan,
        target: Target,
        wording: Wording,
        *,
        in_full: bool = False,
        in_words: bool = False,
    ) -> None:
        self._plan, self._target, self._wording = plan, target, wording
        self._in_full, self._in_words = in_full, in_words
        self._indicator = plan.indicator_by_id[target.indicator]

    def text(self) -> str:
        target, wording = self._target, self._wording
        if not target.comparisons or (
            self._indicator.kind.owes_at_end and target.over is None and not target.except_
        ):
            return wording.word(f"goal.{self._indicator.kind}")
        common = [self._of(None)]
        if isinstance(target.baseline, Mapping) and any(g.sign for g in target.comparisons.values()):
            common = [self._from_baselines()]
            units = [unit for unit in target.baseline if unit not in target.except_]
            common += [self._of_unit(unit) for unit in units if self._in_full]
        if len(target.except_) > MOST_EXCEPTIONS:
            own = [wording.word("goal.exceptions", count=len(target.except_))]
        else:
            own = [self._of_unit(unit) for unit in target.except_]
        return "; ".join(common + own)

    def _of_unit(self, unit: str) -> str:
        text = f"{self._wording.short_unit(self._plan, unit)}: {self._of(unit)}"
        own = self._target.except_.get(unit)
        if not self._in_full or not isinstance(own, Exception_):
            return text
        asks = asked_of(self._plan, self._target, unit)
        more = [] if own.pace is None else [pace_of(asks, self._tail(asks), self._wording)]
        if own.due is not None:
            more.append(self._wording.word("goal.due", due=due(asks, self._wording)))
        return f"{text} ({'; '.join(more)})" if more else text

    def _of(self, unit: str | None) -> str:
        """The goal of one unit, or of all that have none of their own."""
        if self._indicator.kind.owes_at_end and self._target.over is None:
            return self._wording.word(f"goal.{self._indicator.kind}")
        asks = asked_of(self._plan, self._target, unit)
        tail = self._tail(asks)
        said = self._per(bounds(asks.bounds, tail, self._wording, in_words=self._in_words))
        goals = goals_of(self._target, unit).values()
        if not self._in_full or asks.baseline is None or not any(goal.sign for goal in goals):
            return said
        changes = " – ".join(
            change(goal, self._indicator.in_percent, self._wording) for goal in goals if goal.sign
        )
        started = self._wording.number(printable(asks.baseline)) + tail
        return f"{said} ({self._wording.word('change.from', change=changes, baseline=started)})"

    def _from_baselines(self) -> str:
        """A change from baselines that differ from unit to unit."""
        in_percent, words = self._indicator.in_percent, self._wording
        goals = [
            (name, words.word("change.level", change=change(goal, in_percent, words)))
            for name, goal in self._target.comparisons.items()
        ]
        said = self._per(compared(goals, words, in_words=self._in_words))
        return words.word("goal.from_baseline", goal=said)

    def _tail(self, asks: Asked) -> str:
        counted = measure(self._indicator, self._target, self._wording)
        if asks.in_percent:
            return "%"
        return f" {counted}" if counted and self._in_full else ""

    def _per(self, goal: str) -> str:
        if not self._target.per_period:
            return goal
        per = self._wording.word(f"per.{self._plan.every(self._indicator)}")
        return self._wording.word("asked.per", goal=goal, per=per) if self._in_words else f"{goal} {per}"


def goal_of_unit(plan: Plan, target: Target, unit: str | None, wording: Wording) -> str:
    """The goal that a target asks of one unit, of all of a sum, or of the department."""
    indicator = plan.indicator_by_id[target.indicator]
    asks = asked_of(plan, target, unit if target.each is not None else None)
    sign = "%" if asks.in_percent else ""
    tail = f" {wording.word(f'per.{plan.every(indicator)}')}" if target.per_period else ""
    measured = indicator.measure and not indicator.in_percent and not sign
    counted = f" {visible(indicator.measure)}" if measured and indicator.measure else ""
    return bounds(asks.bounds, sign, wording) + counted + tail


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
