"""The plan: units, groups, indicators, tasks and targets, as written in its YAML file.

What a value alone cannot show (a name that nobody declared, a pace that a ratio does not take) is
checked where the plan is read. What an editor says of each key is in `tools/editor_words/`.
"""

# No annotations from __future__ here: pydantic would have to evaluate each of them at every start.
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field

from cchc_cli.model.document import (
    Defaults,
    Identity,
    Letterhead,
    Part,
    Reference,
    Section,
    Signer,
    Templates,
)
from cchc_cli.model.kind import Comparison, Every, Kind
from cchc_cli.model.period import Calendar, Period
from cchc_cli.model.scalars import (
    GOAL_SCHEMA,
    BaselineField,
    CutoffDay,
    Day,
    Due,
    DueField,
    Goal,
    GoalField,
    Identifier,
    Month,
    Names,
    PaceField,
    ReportDays,
    Scale,
    ScheduleField,
    Text,
    Truth,
    Version,
    WordOr,
    parse_goal,
)

OWNERS = "owners"
"""In `each` and `over`: the units that lead the task."""


class Span(Part):
    """The months of the plan and how a reporting month is cut."""

    from_: Month = Field(alias="from")
    to: Month
    cutoff_day: CutoffDay | None = None
    report_days: ReportDays = 0

    @property
    def calendar(self) -> Calendar:
        """Its reporting months."""
        return Calendar(self.from_, self.to, self.cutoff_day, self.report_days)

    @property
    def years(self) -> int:
        """The whole years, one at least, by which the next plan comes later."""
        return max(1, -(-(self.to - self.from_ + 1) // 12))

    def covers(self, month: int) -> bool:
        """Whether it holds a month."""
        return self.from_ <= month <= self.to


class Unit(Part):
    """An organisational unit (đơn vị)."""

    id: Identifier
    name: Text
    aliases: tuple[Text, ...] = ()
    from_: Month | None = Field(default=None, alias="from")
    to: Month | None = None
    successor: Names = ()
    """The units that took over; one is written without a list."""


class Indicator(Part):
    """A figure that is counted (chỉ tiêu)."""

    id: Identifier
    name: Text
    aliases: tuple[Text, ...] = ()
    measure: Text | None = None
    kind: Kind
    every: Every | None = None
    definition: Text | None = None
    evidence: Literal["optional", "required"] = "optional"
    numerator: Identifier | None = None
    denominator: Identifier | None = None
    decimal: Truth = False
    signed: Truth = False
    """Of a level: whether it may be below 0."""
    bounded: Truth = True
    """Of a ratio: whether its numerator is a part of its denominator."""
    scale: Scale = Field(default=Decimal(1), json_schema_extra={"default": 1})
    """Of an average: what its quotient is multiplied by."""

    @property
    def is_bounded(self) -> bool:
        """Whether its numerator is a part of its denominator, so that it is 0 to 100%."""
        return self.kind is Kind.RATIO and self.bounded

    @property
    def factor(self) -> Fraction:
        """What its quotient is multiplied by; a ratio's is 100, which gives percent."""
        return Fraction(100) if self.kind is Kind.RATIO else Fraction(self.scale)

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids of the indicators whose rows it rests on: numerator and denominator, else itself."""
        if self.numerator is None or self.denominator is None:
            return (self.id,)
        return (self.numerator, self.denominator)

    @property
    def in_percent(self) -> bool:
        """Whether its goal and its actual are in percent."""
        return self.kind is Kind.RATIO or (self.kind is Kind.LEVEL and self.measure == "%")

    @property
    def is_whole(self) -> bool:
        """Whether its figures are whole numbers."""
        return self.kind is Kind.COUNT and not self.decimal


class Waiver(Part):
    """A shortfall that somebody with authority accepted for a time."""

    unit: Identifier | None = None
    until: DueField
    reason: Text
    by: Text


def _written(asking: "Target | Exception_") -> dict[Comparison, Goal]:
    """The comparisons that are written, by name; none of a narrative, two of a range."""
    goals = {name: getattr(asking, name) for name in Comparison}
    return {name: goal for name, goal in goals.items() if goal is not None}


class Exception_(Part):
    """What a target asks of one unit instead: a comparison in place of all of its own, a pace, a due."""

    at_least: GoalField | None = None
    at_most: GoalField | None = None
    exactly: GoalField | None = None
    above: GoalField | None = None
    below: GoalField | None = None
    pace: PaceField | None = None
    due: DueField | None = None

    comparisons = cached_property(_written)


def _exception(value: object, written: Callable[[object], Exception_]) -> Goal | Exception_:
    return written(value) if isinstance(value, dict) else parse_goal(value)


ExceptionField = Annotated[Any, WordOr(Exception_, _exception, GOAL_SCHEMA, or_mapping=True)]


class Target(Part):
    """A goal for an indicator."""

    id: Identifier
    indicator: Identifier
    at_least: GoalField | None = None
    at_most: GoalField | None = None
    exactly: GoalField | None = None
    above: GoalField | None = None
    below: GoalField | None = None
    each: Names | None = None
    over: Names | None = None
    except_: dict[str, ExceptionField] = Field(default_factory=dict, alias="except")
    per: Literal["period"] | None = None
    baseline: BaselineField | None = None
    pace: PaceField | None = None
    due: DueField | None = None
    severity: Literal["error", "warning"] = "error"
    basis: Literal["stated", "derived"] = "stated"
    waivers: tuple[Waiver, ...] = ()

    @property
    def summed(self) -> str:
        """The units or groups of `over` as one word, such as `qlcn+tdc`; empty without it."""
        return "+".join(self.over or ())

    @property
    def per_period(self) -> bool:
        """Whether its goal is held against each period by itself."""
        return self.per is not None

    comparisons = cached_property(_written)


class Task(Part):
    """What a clause of the document asks to be done."""

    id: Identifier
    clause: Text
    title: Text
    owners: tuple[Identifier, ...] = ()
    supports: tuple[Identifier, ...] = ()
    schedule: ScheduleField = Field(default=None, json_schema_extra={"default": "ongoing"})
    references: tuple[Identifier, ...] = ()
    force: Literal["firm", "aspirational"] = "firm"
    interpretation: Text | None = None
    product: Text | None = None
    targets: tuple[Target, ...] = ()


class Plan(Part):
    """A whole plan file."""

    version: Version
    id: Identifier
    title: Text
    number: Text | None = None
    issued: Day | None = None
    issuer: Text | None = None
    place: Text | None = None
    signer: Signer | None = None
    language: Literal["vi", "en"] = "vi"
    period: Span
    actuals: Text | None = None
    decimal: Literal["comma", "point"] | None = None
    encoding: Text | None = None
    """Of figures that are text and no UTF-8."""
    subject: Text | None = None
    """What the plan is about, as titles of reports and notices say it."""
    letterhead: Letterhead = Letterhead()
    templates: Templates = Templates()
    sections: tuple[Section, ...] = ()
    identities: tuple[Identity, ...] = ()
    defaults: Defaults = Defaults()
    references: tuple[Reference, ...] = ()
    units: tuple[Unit, ...] = ()
    groups: dict[Identifier, tuple[Identifier, ...]] = Field(
        default_factory=dict, json_schema_extra={"additionalProperties": False}
    )
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()

    @cached_property
    def calendar(self) -> Calendar:
        """Its reporting months."""
        return self.period.calendar

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        """Its units, in order."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def summed(self) -> frozenset[str]:
        """The indicators that identities hold against one another."""
        sides = (side for identity in self.identities for side in (identity.left, identity.right))
        return frozenset(name for side in sides for name in side)

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """The units that share a name or an alias with another, at different times."""
        owners: dict[str, set[str]] = {}
        for unit in self.units:
            for name in (unit.name, *unit.aliases):
                owners.setdefault(name.casefold(), set()).add(unit.id)
        return frozenset(unit for units in owners.values() if len(units) > 1 for unit in units)

    @cached_property
    def unit_order(self) -> dict[str | None, int]:
        """The rank of each unit in the plan's order, the department (None) last."""
        return {unit: rank for rank, unit in enumerate((*self.unit_by_id, None))}

    @cached_property
    def indicator_by_id(self) -> dict[str, Indicator]:
        """Its indicators, in order."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def task_of_target(self) -> dict[str, Task]:
        """The task of each target, by the target's id, in order."""
        return {target.id: task for task in self.tasks for target in task.targets}

    @cached_property
    def target_by_id(self) -> dict[str, Target]:
        """Its targets, in order."""
        return {target.id: target for task in self.tasks for target in task.targets}

    def members(self, name: str) -> tuple[str, ...]:
        """The ids of the units that a unit's or group's id stands for, each once, in order."""
        if name in self.unit_by_id:
            return (name,)
        units: dict[str, None] = {}
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            member = waiting.pop()
            if member in self.unit_by_id:
                units[member] = None
            elif member not in seen:
                seen.add(member)
                waiting += reversed(self.groups[member])
        return tuple(units)

    def units_of(self, target: Target) -> tuple[str, ...]:
        """The units of `each` or `over`, each once, in order; none for a department target."""
        names = target.each or target.over or ()
        if names == (OWNERS,):
            names = self.task_of_target[target.id].owners
        return tuple(dict.fromkeys(unit for name in names for unit in self.members(name)))

    @cached_property
    def resting_on(self) -> dict[tuple[str | None, str], list[Target]]:
        """The targets that rest on a figure, by its unit (None: the department) and its indicator."""
        targets: dict[tuple[str | None, str], list[Target]] = {}
        for target in self.target_by_id.values():
            parts = self.parts(self.indicator_by_id[target.indicator])
            for unit in self.units_of(target) or (None,):
                for part in parts:
                    targets.setdefault((unit, part.id), []).append(target)
        return targets

    def heir(self, unit: str, month: int) -> str:
        """The unit itself where it exists in a month, else the one that took over from it by then."""
        seen: set[str] = set()
        while unit not in seen and not self.lives(unit, month):
            seen.add(unit)
            successors = self.unit_by_id[unit].successor
            living = (successor for successor in successors if self.lives(successor, month))
            unit = next(living, successors[0] if successors else unit)
        return unit

    def takes_part(self, unit: str | None, task: Task) -> bool:
        """Whether a unit leads a task or helps; None for any."""
        named = (*task.owners, *task.supports)
        return unit is None or any(unit in self.members(name) for name in named)

    def answering_unit(self, task: Task) -> str | None:
        """The unit that answers for a task's department and group figures; None without owners."""
        return self.members(task.owners[0])[0] if task.owners else None

    @cached_property
    def life_by_unit(self) -> dict[str | None, Period]:
        """The months of the plan in which each unit exists; the whole plan for the department (None)."""
        first, last = self.period.from_, self.period.to
        lives: dict[str | None, Period] = {None: Period(first, last)}
        for unit in self.units:
            lives[unit.id] = Period(max(unit.from_ or first, first), min(unit.to or last, last))
        return lives

    def life(self, unit: str | None) -> Period:
        """The months of the plan in which a unit exists."""
        return self.life_by_unit[unit]

    def lives(self, unit: str | None, month: int) -> bool:
        """Whether a unit exists in a month of the plan."""
        life = self.life(unit)
        return life.first <= month <= life.last

    def parts(self, indicator: Indicator) -> tuple[Indicator, ...]:
        """The indicators whose rows an indicator rests on, numerator first; else itself."""
        return tuple(self.indicator_by_id[part] for part in indicator.parts)

    def every(self, indicator: Indicator) -> Every:
        """How often an indicator is owed; a ratio has its numerator's."""
        return self.parts(indicator)[0].every or Every.MONTH

    def periods(self, indicator: Indicator) -> tuple[Period, ...]:
        """An indicator's periods from the plan's start; none on demand; a partial last one is none."""
        length = self.every(indicator).months
        if length is None:
            return ()
        span = self.period
        return tuple(
            Period(first, first + length - 1)
            for first in range(span.from_, span.to - length + 2, length)
        )

    def month_of(self, due: Due) -> int:
        """The month that a month or a day means."""
        return self.calendar.month_of(due) if isinstance(due, date) else due
