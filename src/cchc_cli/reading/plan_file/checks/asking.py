"""What each target asks, of its units in common and of each exception by itself, as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.asked import terms_of
from cchc_cli.model.kind import Comparison, Every
from cchc_cli.model.period import parse_label
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
        keys: Iterable[str] = [*Comparison, "pace", "due"]
        common = Asking(
            route=route,
            task=task,
            target=target,
            indicator=indicator,
            every=every,
            unit=None,
            own=frozenset(key for key in keys if getattr(target, key) is not None),
            pace_route=(*route, "pace"),
            **terms_of(target, None)._asdict(),
        )
        yield common
        for unit, written in target.except_.items():
            at = (*route, "except", unit)
            own = frozenset({BARE})
            if isinstance(written, Exception_):
                keys = Exception_.model_fields
                own = frozenset(key for key in keys if getattr(written, key) is not None)
            yield common._replace(
                route=at,
                unit=unit,
                own=own,
                pace_route=(*at, "pace") if "pace" in own else common.pace_route,
                **terms_of(target, unit)._asdict(),
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
    try:
        return list(dict.fromkeys(unit for name in names for unit in draft.plan.members(name)))
    except KeyError:
        return None


def names_of(task: Task, names: Sequence[str] | None) -> tuple[str, ...]:
    """The names that `each` or `over` mean, `owners` being those of the task."""
    return task.owners if tuple(names or ()) == (OWNERS,) else tuple(names or ())


def written(goal: Goal) -> str:
    """A goal as it is written: `+10%`."""
    value = abs(goal.value) if goal.sign else goal.value
    return f"{goal.sign}{value}{'%' if goal.percent else ''}"


def refuse_thousand(draft: Draft, route: Route, goal: Goal) -> bool:
    """Notes a number that is written as Vietnamese writes thousands, `1.500`; whether it is one.

    A decimal needs no last 0; `1.234` is one, for there is no other way to write it.
    """
    digits, value = goal.value.as_tuple(), abs(goal.value)
    if digits.exponent != -3 or value < 1 or digits.digits[-1] != 0:
        return False
    sign = f"{goal.sign}{{}}{'%' if goal.percent else ''}"
    plain = sign.format(str(value).replace(".", ""))
    short = sign.format(f"{value.normalize():f}")
    draft.fault(codes.P248, route, found=written(goal), plain=plain, short=short)
    return True


def has_decimals(value: Decimal) -> bool:
    """Whether a number was written with decimals, 1.000 too: to some that is a thousand."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0
