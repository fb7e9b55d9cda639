"""What the cells of each field say, read once for every spelling."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf

from cchc_cli.model.plan import Plan
from cchc_cli.model.register import CLOSED, LATE, AtLeast, Listed, Mapping, WhereTerm
from cchc_cli.model.tally import DUE, Shape
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.register.values import MAX_KNOWN, key_of, parse_whole

ALWAYS = -(10**9), 10**9
"""The days between which a value stands in a list that names none."""
Windows = MappingOf[str, tuple[tuple[int, int], ...]]
"""The days, both included, between which each value stands in a list, by the value's key."""
Lists = MappingOf[tuple[str, str], Windows]
"""The lists of a mapping, by the name of the term and of the field that ask for them."""
Holds = frozenset[str]
"""Terms that hold as far as one field goes."""


def is_dated(windows: Windows) -> bool:
    """Whether some value stands in a list only between two days."""
    return any(window != ALWAYS for found in windows.values() for window in found)


def is_flag(field: str, windows: Windows) -> bool:
    """Whether a list is asked row by row: by filing, or for a day."""
    return field == "filing" or is_dated(windows)


def merged(windows: Windows) -> dict[str, list[tuple[int, int]]]:
    """Windows that overlap as one, so that a day lies in one of them at most."""
    found: dict[str, list[tuple[int, int]]] = {}
    for value, pairs in windows.items():
        kept: list[tuple[int, int]] = []
        for first, last in sorted(pairs):
            if kept and first <= kept[-1][1] + 1:
                kept[-1] = (kept[-1][0], max(kept[-1][1], last))
            else:
                kept.append((first, last))
        found[value] = kept
    return found


class TextReader(dict[object, Holds | None]):
    """The terms that hold for a cell as far as its field goes; None for a value that no term names."""

    def __init__(self, field: str, mapping: Mapping, lists: Lists) -> None:
        super().__init__()
        self.refused = False
        """Whether some cell was refused."""
        self._field = field
        self._is_closed = field in CLOSED
        self.known = {fold(value) for value in mapping.vocabulary.get(field, ())}
        self._conditions: list[tuple[str, int | frozenset[str]]] = []
        for name, term in mapping.terms.items():
            condition = term.conditions.get(field)
            if condition is None or name not in mapping.used_terms:
                continue
            if isinstance(condition, AtLeast):
                self._conditions.append((name, condition.at_least))
            elif isinstance(condition, Listed):
                windows = lists.get((name, field), {})
                if not is_flag(field, windows):
                    self._conditions.append((name, frozenset(windows)))
                if self._is_closed:
                    self.known |= set(windows)
            else:
                values = frozenset(key_of(field, value) for value in condition)
                self._conditions.append((name, values))

    def __missing__(self, cell: object) -> Holds | None:
        holds = self._read(cell) if isinstance(cell, str) else None
        self.refused = self.refused or holds is None
        if len(self) < MAX_KNOWN:
            self[cell] = holds
        return holds

    def _read(self, text: str) -> Holds | None:
        if self._field == "supplements":
            number = parse_whole(text)
            if number is None:
                return None
            return frozenset(name for name, least in self._conditions if number >= least)  # type: ignore[operator]
        key = key_of(self._field, text)
        if self._is_closed and key not in self.known:
            return None
        return frozenset(name for name, keys in self._conditions if key in keys)  # type: ignore[operator]


class UnitReader(dict[object, Holds | None]):
    """The ids of the units that a cell may mean; None where it is none of those that are counted."""

    def __init__(self, mapping: Mapping, plan: Plan) -> None:
        super().__init__()
        self.refused = False
        """Whether some cell was refused."""
        members = dict.fromkeys(unit for name in mapping.units for unit in plan.members(name))
        self.spellings: dict[str, set[str]] = {}
        self.names = tuple(plan.unit_by_id[unit].name for unit in members)
        for unit in members:
            known = plan.unit_by_id[unit]
            for spelling in (known.id, known.name, *known.aliases):
                self.spellings.setdefault(spelling, set()).add(unit)
        self._by_key: dict[str, set[str]] = {}
        for spelling, units in self.spellings.items():
            self._by_key.setdefault(fold(spelling), set()).update(units)

    def __missing__(self, cell: object) -> Holds | None:
        units = self._by_key.get(fold(cell)) if isinstance(cell, str) else None
        found = frozenset(units) if units else None
        self.refused = self.refused or found is None
        if len(self) < MAX_KNOWN:
            self[cell] = found
        return found


def _flags(mapping: Mapping, lists: Lists) -> tuple[tuple[str, str], ...]:
    """What is asked row by row: lateness by each result, and the lists of filings and with days."""
    late = {count.result: None for count in mapping.counts if _asks_late(count.where)}
    if any(_asks_late(rule.where) for rule in mapping.exclude):
        late["returned"] = None
    asked = (
        (term, field)
        for (term, field), windows in lists.items()
        if term in mapping.used_terms and is_flag(field, windows)
    )
    return (*((LATE, result) for result in late), *asked)


def _asks_late(where: Iterable[WhereTerm]) -> bool:
    return any(term.name == LATE for term in where)


def needed_dates(mapping: Mapping, shape: Shape) -> list[tuple[int, str]]:
    """Where a group says the months of dates that no counted row may lack, each with its field."""
    needed = [("received", "received")] if "received" in mapping.needed else []
    if mapping.deadline is not None and mapping.deadline.missing == "refuse":
        needed.append((DUE, mapping.due_fields[-1]))
    return [(1 + shape.months.index(month), field) for month, field in needed]


def shape_of(mapping: Mapping, lists: Lists) -> Shape:
    """What a group says of the rows in it."""
    used = [term for name, term in mapping.terms.items() if name in mapping.used_terms]
    asked = {field for term in used for field in term.conditions} | set(CLOSED)
    texts = tuple(name for name in mapping.read if name in asked and name != "filing")
    days: set[str] = {count.by for count in mapping.counts if count.by}
    if any(count.at for count in mapping.counts) or "received" in mapping.needed:
        days.add("received")
    if any(count.at for count in mapping.counts):
        days |= {"returned", "withdrawn_at"}
    months = tuple(name for name in mapping.read if name in days)
    return Shape((*months, DUE) if mapping.due_fields else months, texts, _flags(mapping, lists))
