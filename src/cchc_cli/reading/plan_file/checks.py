"""What the parts of a plan must say of each other. A new check is one function and one name in `CHECKS`.

Each check looks at the parts that are valid by themselves, so that one run shows every fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from cchc_cli.model.diagnostic import Severity
from cchc_cli.model.period import Calendar, Period, parse_month
from cchc_cli.model.plan import Comparison, Every, Indicator, Kind, Plan, Target, Task
from cchc_cli.model.scalars import Goal, PaceName, is_identifier
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.plan_file.read import ANY, Draft
from cchc_cli.reading.plan_file.tree import Route

Check = Callable[[Draft], None]


def period_is_in_order(draft: Draft) -> None:
    """`from` ≤ `to`, of the plan and of each unit."""
    lives: list[tuple[Route, int | None, int | None]] = [
        ((), draft.plan.period.from_, draft.plan.period.to),
        *((route, unit.from_, unit.to) for route, unit in draft.units),
    ]
    for route, first, last in lives:
        at = (*route, "to") if route else ("period", "to")
        if first is not None and last is not None and first > last:
            draft.fault("P209", at, first=_month(first), last=_month(last))


def _month(month: int) -> Period:
    return Period.of_month(month)


def ids_are_unique(draft: Draft) -> None:
    """No id stands twice in its section; units and groups share one space of names."""
    sections = [
        draft.ids("references"),
        sorted(
            draft.ids("units") + draft.ids("groups"),
            key=lambda written: draft.document.locate(written[0], at_key=len(written[0]) == 2)[1:3],
        ),
        draft.ids("indicators"),
        draft.ids("tasks"),
        draft.texts("tasks", ANY, "targets", ANY, "id"),
    ]
    for written in sections:
        first: dict[str, Route] = {}
        for route, name in written:
            if name in first:
                place = draft.document.locate(first[name], at_key=len(first[name]) == 2)
                draft.fault("P201", route, at_key=len(route) == 2, id=name, first=place)
            else:
                first[name] = route


def names_mean_one_thing(draft: Draft) -> None:
    """No id, name or alias of a unit (or of an indicator) is also another's, however it is spelt."""
    for items in (draft.units, draft.indicators):
        owner: dict[str, tuple[str, Route]] = {}
        for route, item in items:
            names = [((*route, "id"), item.id), ((*route, "name"), item.name)]
            names += [((*route, "aliases", index), name) for index, name in enumerate(item.aliases)]
            for at, name in names:
                if at in draft.unread or draft.doubts(at):
                    continue
                other, first = owner.setdefault(fold(name), (item.id, at))
                if other != item.id:
                    place = draft.document.locate(first)
                    draft.fault("P202", at, name=name, other=other, first=place)


def names_are_declared(draft: Draft) -> None:
    """Every unit, group, indicator and reference that is named is declared."""
    target = ("tasks", ANY, "targets", ANY)
    named = [
        ("unit", ("units",), draft.texts("units", ANY, "successor")),
        ("unit", ("units",), draft.keys(*target, "except")),
        ("unit", ("units",), draft.texts(*target, "waivers", ANY, "unit")),
        ("unit_or_group", ("units", "groups"), draft.texts("groups", ANY, ANY)),
        ("unit_or_group", ("units", "groups"), draft.texts("tasks", ANY, "owners", ANY)),
        ("unit_or_group", ("units", "groups"), draft.texts("tasks", ANY, "supports", ANY)),
        ("unit_or_group", ("units", "groups"), draft.texts(*target, "each")),
        ("unit_or_group", ("units", "groups"), draft.texts(*target, "over")),
        ("indicator", ("indicators",), draft.texts("indicators", ANY, "numerator")),
        ("indicator", ("indicators",), draft.texts("indicators", ANY, "denominator")),
        ("indicator", ("indicators",), draft.texts(*target, "indicator")),
        ("reference", ("references",), draft.texts("tasks", ANY, "references", ANY)),
    ]
    for what, sections, written in named:
        declared = draft.declared(*sections)
        if declared is None or not written:
            continue
        if sections[0] not in draft.head:
            draft.fault("P104", (), key=sections[0])
            continue
        known = sorted(declared)
        for route, name in written:
            is_key = route[-2] == "except"
            if name not in declared and (is_key or is_identifier(name)):
                near = draft.closest(name, known)
                # A name that comes near to a broken id is probably right.
                if near is None or is_identifier(near):
                    draft.fault("P203", route, at_key=is_key, what=what, name=name, near=near)


def groups_are_sound(draft: Draft) -> None:
    """No group is empty or contains itself; the member that closes a cycle is at fault."""
    members = {name: names for _, name, names in draft.groups}
    open_groups: set[str] = set()
    done: set[str] = set()
    for route, name, names in draft.groups:
        if not names:
            draft.fault("P221", route, at_key=True, group=name)
        waiting = [(name, enumerate(members[name]))] if name not in done else []
        while waiting:
            group, rest = waiting[-1]
            open_groups.add(group)
            index, member = next(rest, (0, None))
            if member is None:
                open_groups.discard(group)
                done.add(group)
                waiting.pop()
            elif member in open_groups:
                draft.fault("P204", ("groups", group, index), group=group, member=member)
            elif member in members and member not in done:
                waiting.append((member, enumerate(members[member])))


def _known_indicators(draft: Draft) -> dict[str, Indicator]:
    """The indicators by id; of two with one id the first."""
    readable = [one for route, one in draft.indicators if draft.can_read(route, "id")]
    return {indicator.id: indicator for indicator in reversed(readable)}


def indicators_fit_their_kind(draft: Draft) -> None:
    """A ratio has two parts, counts or levels owed alike; nothing else has any."""
    known = _known_indicators(draft)
    for route, indicator in draft.indicators:
        parts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
        if indicator.kind is not Kind.RATIO:
            for key in (key for key, part in parts.items() if part is not None):
                draft.fault("P213", (*route, key), at_key=True, key=key, kind=indicator.kind)
            if indicator.decimal and indicator.kind is not Kind.COUNT:
                draft.fault("P213", (*route, "decimal"), at_key=True, key="decimal", kind=indicator.kind)
            continue
        for key in ("every", "decimal"):
            if getattr(indicator, key):
                draft.fault("P213", (*route, key), at_key=True, key=key, kind=indicator.kind)
        for key in (key for key, part in parts.items() if part is None and draft.can_read(route, key)):
            draft.fault("P104", route, key=key)
        declared = {key: known[part] for key, part in parts.items() if part in known}
        strange = {
            key: part for key, part in declared.items() if part.kind not in (Kind.COUNT, Kind.LEVEL)
        }
        for key, part in strange.items():
            draft.fault("P212", (*route, key), part=part.id, kind=part.kind)
        if len(declared) == 2 and not strange:
            upper, lower = declared["numerator"], declared["denominator"]
            if (upper.every or Every.MONTH) is not (lower.every or Every.MONTH):
                draft.fault("P222", (*route, "denominator"), numerator=upper.id, denominator=lower.id)


def targets_fit_their_indicator(draft: Draft) -> None:
    """Comparison, goal, scope and pace are ones that the indicator's kind takes."""
    known = _known_indicators(draft)
    for route, _, target in draft.targets:
        indicator = known.get(target.indicator)
        if target.each is not None and target.over is not None:
            draft.fault("P216", (*route, draft.later(route, ("each", "over"))[-1]), at_key=True)
        elif (
            target.over is not None and indicator and indicator.kind in (Kind.MILESTONE, Kind.NARRATIVE)
        ):
            draft.fault("P211", (*route, "over"), at_key=True, kind=indicator.kind)
        if indicator is not None:
            refused = _refused_keys(target, indicator)
            for key in refused:
                draft.fault("P213", (*route, key), at_key=True, key=key, kind=indicator.kind)
            if indicator.kind is not Kind.NARRATIVE:
                _check_comparison(draft, route, target, refused)
            _check_goals(draft, route, target, indicator, refused)
            if "pace" not in refused and "at_most" not in refused:
                _check_pace(draft, route, target, indicator, known)


def _refused_keys(target: Target, indicator: Indicator) -> list[str]:
    """The keys of a target that its indicator's kind does not have."""
    written: dict[str, object] = {name.value: goal for name, goal in target.comparisons.items()}
    written |= {"except": target.except_ or None, "pace": target.pace}
    match indicator.kind:
        case Kind.NARRATIVE:
            return [key for key, value in written.items() if value is not None]
        case Kind.MILESTONE if target.at_most is not None:
            return ["at_most"]
        case _:
            return []


def _check_comparison(draft: Draft, route: Route, target: Target, refused: Sequence[str]) -> None:
    if not target.comparisons and draft.can_read(route, *Comparison):
        draft.fault("P205", route, target=target.id)
    for extra in draft.later(route, (name for name in target.comparisons if name not in refused))[1:]:
        draft.fault("P205", (*route, extra), at_key=True, target=target.id)


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
        goals += [((*route, "except", unit), goal, floor) for unit, goal in target.except_.items()]
    goals += [((*route, "pace", month), goal, False) for month, goal in _steps(target, indicator)]
    in_percent = indicator.kind is Kind.RATIO or (
        indicator.kind is Kind.LEVEL and indicator.measure == "%"
    )
    for at, goal, is_floor in goals:
        if indicator.kind is Kind.MILESTONE:
            if goal.percent or goal.value != 1:
                draft.fault("P223", at, found=goal.value)
            continue
        if is_floor and goal.value == 0:
            draft.fault("P210", at)
        elif goal.percent and not in_percent:
            draft.fault("P206", at, wanted="bare", value=goal.value, kind=indicator.kind)
        elif in_percent and not goal.percent:
            draft.fault("P206", at, wanted="percent", value=goal.value, kind=indicator.kind)
        elif indicator.kind is Kind.COUNT and not indicator.decimal and _has_decimals(goal.value):
            draft.fault("P214", at, value=goal.value, indicator=indicator.id)


def _has_decimals(value: Decimal) -> bool:
    """Whether a number was written with decimals, 1.000 too: to some that is a thousand."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0


def _steps(target: Target, indicator: Indicator | None) -> list[tuple[str, Goal]]:
    """The steps of a pace by their months as written, in order, where the target may have steps."""
    refused = target.at_most is not None or (
        indicator is not None and indicator.kind in (Kind.MILESTONE, Kind.NARRATIVE)
    )
    if refused or not isinstance(target.pace, dict):
        return []
    return [(_month(month).label, target.pace[month]) for month in sorted(target.pace)]


def _check_pace(
    draft: Draft, route: Route, target: Target, indicator: Indicator, known: dict[str, Indicator]
) -> None:
    at: Route = (*route, "pace")
    if target.at_most is not None:
        alone = len(target.comparisons) == 1
        for key in ("pace", "due"):
            if getattr(target, key) is not None and alone:
                draft.fault("P217", (*route, key), at_key=True, key=key, why="at_most")
        return
    if target.pace is None:
        return
    owner = known.get(indicator.numerator or "", indicator)
    held = indicator.kind in (Kind.RATIO, Kind.LEVEL)
    steps = isinstance(target.pace, dict)
    if indicator.kind is Kind.MILESTONE and target.pace is not PaceName.FINAL:
        draft.fault("P217", at, key="pace", why="milestone")
    elif held and target.pace is PaceName.LINEAR:
        draft.fault("P217", at, key="linear", why=indicator.kind)
    elif held and steps and target.exactly is not None:
        draft.fault("P217", at, key="steps", why="exactly")
    elif owner.every is Every.ON_DEMAND and target.pace is PaceName.LINEAR:
        draft.fault("P217", at, key="linear", why="on_demand")


def units_of_targets_belong(draft: Draft) -> None:
    """An exception or waiver names a unit that the target judges by itself."""
    members = {name: names for _, name, names in draft.groups}
    units = draft.declared("units") or set()
    judged_by: dict[str | None, set[str] | None] = {None: set()}
    for route, _, target in draft.targets:
        named: list[tuple[Route, str]] = [((*route, "except", unit), unit) for unit in target.except_]
        named += [
            ((*route, "waivers", index, "unit"), waiver.unit)
            for index, waiver in enumerate(target.waivers)
            if waiver.unit is not None
        ]
        if not named or not draft.can_read(route, "each"):
            continue
        if target.each not in judged_by:
            judged_by[target.each] = _units_in(target.each or "", members, units)
        judged = judged_by[target.each]
        for at, unit in named:
            if unit in units and judged is not None and unit not in judged:
                draft.fault("P215", at, at_key=at[-2] == "except", unit=unit, target=target.id)


def _units_in(name: str, members: dict[str, tuple[str, ...]], units: set[str]) -> set[str] | None:
    """The units a name stands for; None where one of the names inside it means nothing."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [name]
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


def months_are_in_the_plan(draft: Draft) -> None:
    """Due months end a period of the indicator inside the plan; steps lie inside it."""
    plan, calendar = draft.plan, draft.plan.calendar
    if not draft.can_read((), "period") or calendar.first > calendar.last:
        return
    known = _known_indicators(draft)
    for route, task in draft.tasks:
        if task.schedule is not None:
            _check_due(draft, (*route, "schedule", "due"), task.schedule, calendar)
    for route, task, target in draft.targets:
        indicator = known.get(target.indicator)
        _check_steps(draft, route, _steps(target, indicator), calendar)
        if target.due is not None and target.at_most is None:
            _check_due(draft, (*route, "due"), target.due, calendar)
        if indicator is not None and target.at_most is None and draft.can_read(route, "at_most", "due"):
            _check_due_ends_period(draft, route, target, task, indicator, plan, known)


def _check_due(draft: Draft, route: Route, due: int | date, calendar: Calendar) -> None:
    if isinstance(due, date):
        if due < calendar.first_day(calendar.first):
            draft.fault("P208", route, due=due)
        elif due > calendar.end_day():
            draft.fault("P218", route, severity=Severity.WARNING, due=due)
    elif not calendar.first <= due <= calendar.last:
        draft.fault("P208", route, due=_month(due))


def _check_steps(
    draft: Draft, route: Route, steps: Iterable[tuple[str, Goal]], calendar: Calendar
) -> None:
    highest = Decimal(0)
    for label, goal in steps:
        at = (*route, "pace", label)
        month = parse_month(label)
        assert month is not None
        if not calendar.first <= month <= calendar.last:
            draft.fault("P220", at, at_key=True, month=_month(month))
        if goal.value < highest:
            draft.fault("P219", at, severity=Severity.WARNING, month=_month(month))
        highest = max(goal.value, highest)


def _check_due_ends_period(
    draft: Draft,
    route: Route,
    target: Target,
    task: Task,
    indicator: Indicator,
    plan: Plan,
    known: dict[str, Indicator],
) -> None:
    """A count, level, ratio or narrative ends with a period; a milestone at any month."""
    owner = known.get(indicator.numerator or "", indicator)
    every = owner.every or Every.MONTH
    length = every.months
    if length is None or indicator.kind is Kind.MILESTONE:
        return
    due, at = target.due, (*route, "due")
    if due is None:
        due, at = task.schedule or plan.period.to, route
        if not draft.can_read(route[:2], "schedule"):
            return
    month = plan.month_of(due)
    start, end = plan.period.from_, plan.period.to
    if not start <= month <= end or (month - start + 1) % length == 0:
        return
    before = month - (month - start) % length - 1
    ends = tuple(_month(one) for one in (before, before + length) if start <= one <= end)
    if ends:
        draft.fault("P224", at, due=_month(month), indicator=indicator.id, every=every, ends=ends)
    else:
        draft.fault("P225", at, indicator=indicator.id, every=every)


CHECKS: Iterable[Check] = (
    period_is_in_order,
    ids_are_unique,
    names_mean_one_thing,
    names_are_declared,
    groups_are_sound,
    indicators_fit_their_kind,
    targets_fit_their_indicator,
    units_of_targets_belong,
    months_are_in_the_plan,
)
