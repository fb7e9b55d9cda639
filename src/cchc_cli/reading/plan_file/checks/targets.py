"""Targets: their scope, their comparisons, and whom their exceptions and waivers name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.kind import Comparison, Every
from cchc_cli.model.plan import OWNERS
from cchc_cli.reading.plan_file.checks.asking import (
    BARE,
    Asking,
    askings,
    known_indicators,
    names_of,
    takes,
    units_in,
)
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.yaml_file.document import Route


def scopes_are_sound(draft: Draft) -> None:
    """A target is for each of its units or for their sum, and these are some."""
    indicators = known_indicators(draft)
    for route, task, target in draft.targets:
        indicator = indicators.get(target.indicator)
        if target.each is not None and target.over is not None:
            draft.fault(codes.P216, (*route, draft.in_order(route, ("each", "over"))[-1]), at_key=True)
        elif target.over is not None and indicator and indicator.kind.is_told:
            draft.fault(codes.P211, (*route, "over"), at_key=True, kind=indicator.kind)
        for key in ("each", "over"):
            names = getattr(target, key)
            if names == () or (names and OWNERS in names and len(names) > 1):
                draft.fault(codes.P229, (*route, key))
            elif names == (OWNERS,) and not task.owners and draft.can_read(route[:2], "owners"):
                draft.fault(codes.P230, (*route, key), task=task.id)


def comparisons_fit_the_kind(draft: Draft) -> None:
    """Each kind has the comparisons and keys that mean something for it, and the right number."""
    for asking in askings(draft):
        refused = _refused(draft, asking)
        for key in refused:
            _refuse(draft, asking, key)
        own = [name for name in asking.goals if name.value in asking.own and name.value not in refused]
        if asking.unit is None:
            _check_count(draft, asking, own)
        elif (asking.own == {BARE} and asking.is_range) or (
            not asking.own and draft.can_read(asking.route)
        ):
            draft.fault(codes.P231, asking.route, unit=asking.unit)
        elif own:
            _check_count(draft, asking, own)
        _check_per(draft, asking)


def _refused(draft: Draft, asking: Asking) -> list[str]:
    """The keys of a target, or of an exception, that its indicator's kind does not have."""
    indicator, target = asking.indicator, asking.target
    own = [key for key in asking.own if key != BARE]
    refused: list[str] = []
    if indicator.kind.is_told:
        refused = [key for key in own if key != "due"]
        if asking.unit is None:
            written = draft.written(asking.route)
            refused += [key for key in ("except", "baseline") if key in written]
        return refused
    refused += [name.value for name in Comparison if name in own and not takes(asking, name)]
    if indicator.kind.owes_at_end and asking.unit is None and target.baseline is not None:
        refused.append("baseline")
    return refused


def _refuse(draft: Draft, asking: Asking, key: str) -> None:
    kind = asking.indicator.kind
    at: Route = (*asking.route, key)
    goal = asking.goals.get(Comparison(key)) if key in set(Comparison) else None
    if goal is not None and asking.indicator.is_whole and key in (Comparison.ABOVE, Comparison.BELOW):
        other = Comparison.AT_LEAST if key == Comparison.ABOVE else Comparison.AT_MOST
        whole = int(goal.value)
        upper = whole if goal.value != whole else whole - 1
        number = whole + 1 if other is Comparison.AT_LEAST else upper
        draft.fault(codes.P228, at, at_key=True, key=key, plain=f"{other.value}: {number}")
        return
    draft.fault(codes.P213, at, at_key=True, key=key, kind=kind)


def _check_count(draft: Draft, asking: Asking, own: list[Comparison]) -> None:
    """Exactly one comparison, or of what is held a lower and an upper one."""
    target = asking.target.id
    if asking.indicator.kind.is_told:
        return
    if not asking.goals and draft.can_read(asking.route, *Comparison):
        draft.fault(codes.P205, asking.route, target=target)
    is_range = asking.indicator.kind.is_held and asking.is_range and len(own) == 2
    for extra in [] if is_range else draft.in_order(asking.route, own)[1:]:
        draft.fault(codes.P205, (*asking.route, extra), at_key=True, target=target)


def _check_per(draft: Draft, asking: Asking) -> None:
    if not asking.target.per_period:
        return
    if "pace" in asking.own:
        draft.fault(
            codes.P217, asking.pace_route, at_key=True, key="pace", why=Term("why", "per_period")
        )
    if asking.unit is not None:
        return
    at: Route = (*asking.route, "per")
    if not asking.indicator.kind.has_number:
        draft.fault(codes.P213, at, at_key=True, key="per", kind=asking.indicator.kind)
    elif asking.every is Every.ON_DEMAND:
        draft.fault(codes.P217, at, at_key=True, key="per", why=Term("why", "on_demand"))


def units_of_targets_belong(draft: Draft) -> None:
    """An exception, a baseline or a waiver names a unit that the target judges by itself."""
    units = draft.declared("units") or set()
    judged_by = cache(lambda names: units_in(draft, names))
    for route, task, target in draft.targets:
        if not draft.can_read(route, "each"):
            continue
        baselines = target.baseline if isinstance(target.baseline, Mapping) else None
        named: list[tuple[Route, str]] = [((*route, "except", unit), unit) for unit in target.except_]
        named += [((*route, "baseline", unit), unit) for unit in baselines or ()]
        named += [
            ((*route, "waivers", index, "unit"), waiver.unit)
            for index, waiver in enumerate(target.waivers)
            if waiver.unit is not None
        ]
        if not named and baselines is None:
            continue
        judged = judged_by(names_of(task, target.each))
        if judged is not None and target.each != ():
            for at, unit in named:
                if unit in units and unit not in judged:
                    is_key = at[-2] in ("except", "baseline")
                    draft.fault(codes.P215, at, at_key=is_key, unit=unit, target=target.id)
        if baselines is None or not draft.can_read(route, "baseline"):
            continue
        # A map of baselines names every unit judged; a sum or the department has one number.
        lacking = [unit for unit in judged or () if unit not in baselines]
        if target.each is None:
            draft.fault(codes.P237, (*route, "baseline"), target=target.id)
        elif lacking:
            draft.fault(codes.P236, (*route, "baseline"), at_key=True, units=", ".join(lacking))


def products_have_a_name_of_their_own(draft: Draft) -> None:
    """The target and the indicator that a product makes have the task's id: nothing else has it."""
    ids = draft.ids("indicators") + draft.texts("tasks", "*", "targets", "*", "id")
    taken: dict[str, Route] = {}
    for route, name in ids:
        taken.setdefault(name, route)
    for route, task, _ in draft.targets:
        if route[-1] == "product" and task.id in taken:
            first = draft.document.locate(taken[task.id])
            draft.fault(codes.P232, route, task=task.id, first=first)
