"""Indicators and targets: what each kind takes and what it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.period import Period
from cchc_cli.model.plan import OWNERS, Comparison, Every, Indicator, Kind, Target
from cchc_cli.model.scalars import Goal, PaceName
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.plan_file.tree import Route


def known_indicators(draft: Draft) -> dict[str, Indicator]:
    """The indicators by id; of two with one id the first."""
    readable = [indicator for route, indicator in draft.indicators if draft.can_read(route, "id")]
    return {indicator.id: indicator for indicator in reversed(readable)}


def indicators_fit_their_kind(draft: Draft) -> None:
    """A ratio has two parts, counts or levels owed alike; nothing else has any."""
    known = known_indicators(draft)
    for route, indicator in draft.indicators:
        parts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
        if not indicator.kind.is_divided:
            for key in (key for key, part in parts.items() if part is not None):
                draft.fault(codes.P213, (*route, key), at_key=True, key=key, kind=indicator.kind)
            if indicator.decimal and indicator.kind is not Kind.COUNT:
                draft.fault(
                    codes.P213, (*route, "decimal"), at_key=True, key="decimal", kind=indicator.kind
                )
            continue
        for key in ("every", "decimal"):
            if getattr(indicator, key):
                draft.fault(codes.P213, (*route, key), at_key=True, key=key, kind=indicator.kind)
        for key in (key for key, part in parts.items() if part is None and draft.can_read(route, key)):
            draft.fault(codes.P104, route, key=key)
        declared = {key: known[part] for key, part in parts.items() if part in known}
        strange = {
            key: part for key, part in declared.items() if part.kind not in (Kind.COUNT, Kind.LEVEL)
        }
        for key, part in strange.items():
            draft.fault(codes.P212, (*route, key), part=part.id, kind=part.kind)
        if len(declared) == 2 and not strange:
            upper, lower = declared["numerator"], declared["denominator"]
            if (upper.every or Every.MONTH) is not (lower.every or Every.MONTH):
                draft.fault(
                    codes.P222, (*route, "denominator"), numerator=upper.id, denominator=lower.id
                )


def targets_fit_their_indicator(draft: Draft) -> None:
    """Comparison, goal, scope and pace are ones that the indicator's kind takes."""
    known = known_indicators(draft)
    for route, _, target in draft.targets:
        indicator = known.get(target.indicator)
        if target.each is not None and target.over is not None:
            draft.fault(codes.P216, (*route, draft.later(route, ("each", "over"))[-1]), at_key=True)
        elif target.over is not None and indicator and indicator.kind is Kind.NARRATIVE:
            draft.fault(codes.P211, (*route, "over"), at_key=True, kind=indicator.kind)
        if indicator is not None:
            refused = _refused_keys(target, indicator)
            for key in refused:
                draft.fault(codes.P213, (*route, key), at_key=True, key=key, kind=indicator.kind)
            if indicator.kind is not Kind.NARRATIVE:
                _check_comparison(draft, route, target, indicator, refused)
            _check_goals(draft, route, target, indicator, refused)
            if "pace" not in refused and indicator.kind is not Kind.NARRATIVE:
                _check_pace(draft, route, target, indicator, known)


def _refused_keys(target: Target, indicator: Indicator) -> list[str]:
    """The keys of a target that its indicator's kind does not have."""
    written: dict[str, object] = {name.value: goal for name, goal in target.comparisons.items()}
    written |= {"except": target.except_ or None, "pace": target.pace}
    match indicator.kind:
        case Kind.NARRATIVE:
            return [key for key, value in written.items() if value is not None]
        case Kind.MILESTONE if target.at_most is not None and target.over is None:
            return ["at_most"]
        case _:
            return []


def _check_comparison(
    draft: Draft, route: Route, target: Target, indicator: Indicator, refused: Sequence[str]
) -> None:
    if not target.comparisons and draft.can_read(route, *Comparison):
        draft.fault(codes.P205, route, target=target.id)
    names = [name for name in target.comparisons if name not in refused]
    is_range = len(names) == 2 and names[0].is_lower and names[1].is_upper and indicator.kind.is_held
    for extra in [] if is_range else draft.later(route, names)[1:]:
        draft.fault(codes.P205, (*route, extra), at_key=True, target=target.id)


def _check_goals(
    draft: Draft, route: Route, target: Target, indicator: Indicator, refused: Sequence[str]
) -> None:
    goals: list[tuple[Route, Goal, bool]] = [
        ((*route, name), goal, name is Comparison.AT_LEAST)
        for name, goal in target.comparisons.items()
        if name not in refused
    ]
    floor = target.at_least is not None
    if "except" not in refused:
        goals += [
            ((*route, "except", unit), goal, floor)
            for unit, goal in target.except_.items()
            if isinstance(goal, Goal)
        ]
    goals += [((*route, "pace", month), goal, False) for month, goal in steps_of(target, indicator)]
    in_percent = indicator.kind is Kind.RATIO or (
        indicator.kind is Kind.LEVEL and indicator.measure == "%"
    )
    for at, goal, is_floor in goals:
        if goal.sign and target.baseline is None and not indicator.signed:
            draft.fault(codes.P227, at, found=f"{goal.sign if goal.sign == '+' else ''}{goal.value}")
            continue
        if goal.sign:
            continue
        if indicator.kind is Kind.MILESTONE and target.over is not None:
            continue
        if indicator.kind is Kind.MILESTONE:
            if goal.percent or goal.value != 1:
                draft.fault(codes.P223, at, found=goal.value)
            continue
        if is_floor and goal.value == 0 and not indicator.signed:
            draft.fault(codes.P210, at)
        elif goal.percent and not in_percent:
            draft.fault(
                codes.P206, at, wanted=Term("wanted", "bare"), value=goal.value, kind=indicator.kind
            )
        elif in_percent and not goal.percent:
            draft.fault(
                codes.P206, at, wanted=Term("wanted", "percent"), value=goal.value, kind=indicator.kind
            )
        elif indicator.kind is Kind.COUNT and not indicator.decimal and _has_decimals(goal.value):
            # 1.000 is how a thousand is written in Vietnamese.
            near = str(goal.value).replace(".", "") if goal.value.as_tuple().exponent == -3 else None
            draft.fault(codes.P214, at, value=goal.value, indicator=indicator.id, near=near)


def _has_decimals(value: Decimal) -> bool:
    """Whether a number was written with decimals, 1.000 too: to some that is a thousand."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0


def steps_of(target: Target, indicator: Indicator | None) -> list[tuple[str, Goal]]:
    """The steps of a pace by their months as written, in order, where the target may have steps."""
    refused = indicator is not None and (
        indicator.kind is Kind.NARRATIVE
        or (indicator.kind is Kind.MILESTONE and target.over is None)
        or (indicator.kind is Kind.COUNT and target.at_most is not None)
    )
    if refused or not isinstance(target.pace, dict):
        return []
    return [(Period.of_month(month).label, target.pace[month]) for month in sorted(target.pace)]


def _check_pace(
    draft: Draft, route: Route, target: Target, indicator: Indicator, known: dict[str, Indicator]
) -> None:
    at: Route = (*route, "pace")
    if target.at_most is not None and indicator.kind in (Kind.COUNT, Kind.MILESTONE):
        if target.pace is not None and len(target.comparisons) == 1:
            draft.fault(codes.P217, at, at_key=True, key="pace", why=Term("why", "at_most"))
        return
    if target.pace is None:
        return
    owner = known.get(indicator.numerator or "", indicator)
    held = indicator.kind.is_held
    steps = isinstance(target.pace, dict)
    if indicator.kind is Kind.MILESTONE and target.over is None and target.pace is not PaceName.FINAL:
        draft.fault(codes.P217, at, key="pace", why=Term("why", "milestone"))
    elif held and target.pace is PaceName.LINEAR:
        draft.fault(codes.P217, at, key="linear", why=Term("why", indicator.kind))
    elif held and steps and target.exactly is not None:
        draft.fault(codes.P217, at, key="steps", why=Term("why", "exactly"))
    elif owner.every is Every.ON_DEMAND and target.pace is PaceName.LINEAR:
        draft.fault(codes.P217, at, key="linear", why=Term("why", "on_demand"))


def units_of_targets_belong(draft: Draft) -> None:
    """An exception or waiver names a unit that the target judges by itself."""
    members = {name: names for _, name, names in draft.groups}
    units = draft.declared("units") or set()
    judged_by: dict[tuple[str, ...], set[str] | None] = {}
    for route, task, target in draft.targets:
        named: list[tuple[Route, str]] = [((*route, "except", unit), unit) for unit in target.except_]
        named += [
            ((*route, "waivers", index, "unit"), waiver.unit)
            for index, waiver in enumerate(target.waivers)
            if waiver.unit is not None
        ]
        if not named or not draft.can_read(route, "each"):
            continue
        names = target.each or ()
        if names == (OWNERS,):
            names = task.owners
        if names not in judged_by:
            judged_by[names] = _units_in(names, members, units)
        judged = judged_by[names]
        for at, unit in named:
            if unit in units and judged is not None and unit not in judged:
                draft.fault(codes.P215, at, at_key=at[-2] == "except", unit=unit, target=target.id)


def _units_in(
    names: Sequence[str], members: dict[str, tuple[str, ...]], units: set[str]
) -> set[str] | None:
    """The units that names stand for; None where one of the names inside means nothing."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        member = waiting.pop()
        if member in units:
            found.add(member)
        elif member not in members:
            return None
        elif member not in seen:
            seen.add(member)
            waiting += members[member]
    return found
