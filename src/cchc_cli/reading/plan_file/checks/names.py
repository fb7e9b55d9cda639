"""Ids, names and groups: each means one thing, and what is named is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.period import Period
from cchc_cli.model.plan import OWNERS, Indicator, Unit
from cchc_cli.model.scalars import is_identifier
from cchc_cli.reading.cells.names import NameIndex, fold
from cchc_cli.reading.plan_file.draft import ANY, KEYS, Draft
from cchc_cli.reading.yaml_file.document import Route


def ids_are_unique(draft: Draft) -> None:
    """No id stands twice in its section; units and groups share one space of names."""
    units = draft.ids("units") + draft.ids("groups")
    units.sort(key=lambda named: draft.document.locate(named[0], at_key=len(named[0]) == 2)[1:3])
    draft.refuse_repeats(units)
    for section in ("references", "indicators", "tasks", "identities"):
        draft.refuse_repeats(draft.ids(section))
    draft.refuse_repeats(draft.texts("sections", ANY, "clause"))
    draft.refuse_repeats(draft.texts("tasks", ANY, "targets", ANY, "id"))


def names_mean_one_thing(draft: Draft) -> None:
    """No id, name or alias of a unit (or of an indicator) is also another's, however it is spelt.

    Two units may share a name or an alias while their lives do not meet; never an id. What products
    are called is no name of an indicator.
    """
    declared = [(route, item) for route, item in draft.indicators if route[0] == "indicators"]
    lives = draft.plan.life_by_unit
    for items in (draft.units, declared):
        owners: dict[str, list[tuple[Unit | Indicator, Route]]] = {}
        for route, item in items:
            names = [((*route, "id"), item.id), ((*route, "name"), item.name)]
            names += [((*route, "aliases", index), name) for index, name in enumerate(item.aliases)]
            for at, name in names:
                if at in draft.unread or draft.doubts(at):
                    continue
                earlier = owners.setdefault(fold(name), [])
                for other, first in earlier:
                    is_id = "id" in (at[-1], first[-1])
                    if other.id != item.id and (is_id or _meet(lives, other, item)):
                        place = draft.document.locate(first)
                        draft.fault(codes.P202, at, name=name, other=other.id, first=place)
                        break
                earlier.append((item, at))


def _meet(lives: dict[str | None, Period], unit: Unit | Indicator, other: Unit | Indicator) -> bool:
    """Whether two units live in one month; indicators always do."""
    if not isinstance(unit, Unit) or not isinstance(other, Unit):
        return True
    first, second = lives[unit.id], lives[other.id]
    return first.first <= second.last and second.first <= first.last


def reserved_words_are_no_ids(draft: Draft) -> None:
    """No unit or group is called `owners`."""
    for section in ("units", "groups"):
        for route, name in draft.ids(section):
            if name == OWNERS:
                draft.fault(codes.P244, route, at_key=section == "groups", id=name)


_TARGET = "tasks * targets * "
_NAMED = {
    ("unit", "units"): (
        *("units * successor", "units * successor *", f"{_TARGET}waivers * unit"),
        *(f"{_TARGET}except {KEYS}", f"{_TARGET}baseline {KEYS}"),
    ),
    ("unit_or_group", "units groups"): (
        *("groups * *", "tasks * owners *", "tasks * supports *"),
        *(f"{_TARGET}each", f"{_TARGET}each *", f"{_TARGET}over", f"{_TARGET}over *"),
    ),
    ("indicator", "indicators"): (
        *("indicators * numerator", "indicators * denominator", f"{_TARGET}indicator"),
        *("identities * left *", "identities * right *"),
    ),
    ("reference", "references"): ("tasks * references *",),
}
"""Where something is named that one of some sections declares."""


def names_are_declared(draft: Draft) -> None:
    """Every unit, group, indicator and reference that is named is declared."""
    by_name = {
        section: NameIndex((item.id, item.name, item.aliases) for _, item in items)
        for section, items in (("units", draft.units), ("indicators", draft.indicators))
    }
    for (what, listed), patterns in _NAMED.items():
        sections = listed.split()
        declared = draft.declared(*sections)
        written = [
            (route, name)
            for pattern in patterns
            for route, name in draft.texts(*pattern.split())
            if name != OWNERS or not {"each", "over"}.intersection(route)
        ]
        if declared is None or not written:
            continue
        if sections[0] not in draft.head:
            draft.fault(codes.P104, (), key=sections[0])
            continue
        candidates = sorted(declared)
        for route, name in written:
            at_key = route[-2] in ("except", "baseline")
            if name in declared or (at_key and draft.doubts(route, at_key)):
                continue
            spelt = by_name[sections[0]].find(name) if sections[0] in by_name else None
            if spelt is not None and spelt != name:
                place = draft.document.locate(route, at_key)
                draft.diagnostics = [other for other in draft.diagnostics if other.location != place]
                draft.fault(codes.P226, route, at_key, name=name, what=Term("what", what), id=spelt)
            elif at_key or is_identifier(name):
                near = draft.closest(name, candidates)
                # A name that comes near to a broken id is probably right.
                if near is None or is_identifier(near):
                    draft.fault(codes.P203, route, at_key, what=Term("what", what), name=name, near=near)


def groups_are_sound(draft: Draft) -> None:
    """No group is empty or contains itself; the member that closes a cycle is at fault."""
    for route, name, names in draft.groups:
        if not names:
            draft.fault(codes.P221, route, at_key=True, group=name)
    members = {name: names for _, name, names in draft.groups}
    for group, index in _closing_cycles(members):
        draft.fault(codes.P204, ("groups", group, index), group=group, member=members[group][index])


def successors_are_others(draft: Draft) -> None:
    """No unit succeeds itself, directly or through others."""
    routes = {unit.id: route for route, unit in draft.units}
    heirs = {unit.id: unit.successor for _, unit in draft.units}
    for unit, index in _closing_cycles(heirs):
        at = (*routes[unit], "successor", index)
        draft.fault(codes.P249, at, unit=unit, successor=heirs[unit][index])


def _closing_cycles(named: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int]]:
    """Each name that closes a cycle, and the index of the name by which it does."""
    unfinished: set[str] = set()
    done: set[str] = set()
    for start in named:
        waiting = [(start, enumerate(named[start]))] if start not in done else []
        while waiting:
            name, rest = waiting[-1]
            unfinished.add(name)
            index, other = next(rest, (0, None))
            if other is None:
                unfinished.discard(name)
                done.add(name)
                waiting.pop()
            elif other in unfinished:
                yield name, index
            elif other in named and other not in done:
                waiting.append((other, enumerate(named[other])))
