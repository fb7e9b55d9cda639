"""What each target asks, of its units in common and of each exception by itself, as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from cchc_cli.model.kind import Comparison, Every
from cchc_cli.model.period import Period, parse_label
from cchc_cli.model.plan import OWNERS, Exception_, Indicator, Target, Task
from cchc_cli.model.scalars import Due, Goal, PaceName
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.yaml_file.document import Route


class Step(NamedTuple):
    """A step of a pace; `label` is its key as written, `month` the month that it means."""

    label: str
    month: int
    goal: Goal


class Asking(NamedTuple):
    """What a target asks of one unit (an exception), or of all that have none."""

    route: Route
    """Where its keys stand: the target, or the exception."""
    task: Task
    target: Target
    indicator: Indicator
    every: Every
    unit: str | None
    """The unit of an exception."""
    goals: dict[Comparison, Goal]
    """By comparison; of an exception those of the target where it has none of its own."""
    own: frozenset[str]
    """The keys that are written at this place, and not taken from the target."""
    pace: PaceName | Mapping[int, Goal] | None
    pace_route: Route
    due: Due | None
    """As written here, or by the target."""
    baseline: Goal | None
    """What its changes start from; None without one, or where the units have different ones."""

    @property
    def is_range(self) -> bool:
        """Whether a lower and an upper bound are asked."""
        names = list(self.goals)
        return len(names) == 2 and any(n.is_lower for n in names) and any(n.is_upper for n in names)

    def target_route(self) -> Route:
        """Where the target stands, of an exception too."""
        return self.route if self.unit is None else self.route[:-2]


BARE = "goal"
"""Stands in `own` for a number that is an exception by itself: `except: {tdc: 12}`."""


def known_indicators(draft: Draft) -> dict[str, Indicator]:
    """The indicators by id; of two with one id the first."""
    readable = [indicator for route, indicator in draft.indicators if draft.can_read(route, "id")]
    return {indicator.id: indicator for indicator in reversed(readable)}


@lru_cache(maxsize=1)
def askings(draft: Draft) -> tuple[Asking, ...]:
    """What every target asks whose indicator is known: its own first, then each exception's."""
    return tuple(_askings(draft))


def _askings(draft: Draft) -> Iterator[Asking]:
    indicators = known_indicators(draft)
    for route, task, target in draft.targets:
        indicator = indicators.get(target.indicator)
        if indicator is None:
            continue
        every = indicators.get(indicator.numerator or "", indicator).every or Every.MONTH
        keys = [*Comparison, "pace", "due"]
        common = Asking(
            route=route,
            task=task,
            target=target,
            indicator=indicator,
            every=every,
            unit=None,
            goals=target.comparisons,
            own=frozenset(key for key in keys if getattr(target, key) is not None),
            pace=target.pace,
            pace_route=(*route, "pace"),
            due=target.due,
            baseline=target.baseline if isinstance(target.baseline, Goal) else None,
        )
        yield common
        for unit, written in target.except_.items():
            yield _exception(common, (*route, "except", unit), unit, written)


def _exception(common: Asking, route: Route, unit: str, written: Goal | Exception_) -> Asking:
    baselines = common.target.baseline
    baseline = baselines.get(unit) if isinstance(baselines, Mapping) else baselines
    if isinstance(written, Goal):
        goals = dict.fromkeys(common.goals, written)
        own = frozenset({BARE})
        return common._replace(route=route, unit=unit, goals=goals, own=own, baseline=baseline)
    own = frozenset(key for key in Exception_.model_fields if getattr(written, key) is not None)
    has_pace = written.pace is not None
    return common._replace(
        route=route,
        unit=unit,
        goals=written.comparisons or common.goals,
        own=own,
        pace=written.pace if has_pace else common.pace,
        pace_route=(*route, "pace") if has_pace else common.pace_route,
        due=written.due or common.due,
        baseline=baseline,
    )


def takes(asking: Asking, comparison: Comparison) -> bool:
    """Whether the kind of the indicator has a comparison."""
    kind = asking.indicator.kind
    if comparison.is_strict:
        return kind.is_held
    if comparison is Comparison.AT_MOST and kind.owes_at_end:
        return asking.target.over is not None
    return not kind.is_told


def steps_of(draft: Draft, asking: Asking) -> list[Step]:
    """The steps of a pace in the order of their months; of two keys for one month each."""
    node = draft.document.node(asking.pace_route)
    if not isinstance(asking.pace, Mapping) or node is None or not isinstance(node.content, dict):
        return []
    steps = []
    for label in node.content:
        period = parse_label(label)
        if period is not None and period.last in asking.pace:
            steps.append(Step(label, period.last, asking.pace[period.last]))
    return sorted(steps, key=lambda step: step.month)


def units_in(draft: Draft, names: Sequence[str]) -> list[str] | None:
    """The units that names of units and groups stand for; None where one of them means nothing."""
    members = {name: inner for _, name, inner in draft.groups}
    units = draft.declared("units") or set()
    named: dict[str, None] = {}
    seen: set[str] = set()
    waiting = list(reversed(names))
    while waiting:
        name = waiting.pop()
        if name in units:
            named[name] = None
        elif name not in members:
            return None
        elif name not in seen:
            seen.add(name)
            waiting += reversed(members[name])
    return list(named)


def names_of(task: Task, names: Sequence[str] | None) -> tuple[str, ...]:
    """The names that `each` or `over` mean, `owners` being those of the task."""
    return task.owners if tuple(names or ()) == (OWNERS,) else tuple(names or ())


def lives_of(draft: Draft) -> dict[str, Period]:
    """The months of the plan in which each unit exists; none where its first is after its last."""
    first, last = draft.plan.period.from_, draft.plan.period.to
    return {
        unit.id: Period(max(unit.from_ or first, first), min(unit.to or last, last))
        for _, unit in draft.units
    }


def written(goal: Goal) -> str:
    """A goal as it is written: `+10%`."""
    value = abs(goal.value) if goal.sign else goal.value
    return f"{goal.sign}{value}{'%' if goal.percent else ''}"


def may_be_a_thousand(value: Decimal) -> bool:
    """Whether a number is written as Vietnamese writes thousands, `1.500`.

    A decimal needs no last 0; `1.234` is one, for there is no other way to write it.
    """
    digits = value.as_tuple()
    return digits.exponent == -3 and abs(value) >= 1 and digits.digits[-1] == 0


def has_decimals(value: Decimal) -> bool:
    """Whether a number was written with decimals, 1.000 too: to some that is a thousand."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0
