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


def is_flag(field: str, windows: Windows) -> bool:
    """Whether a list is asked row by row: by filing, or for a day."""
    is_dated = any(window != ALWAYS for pairs in windows.values() for window in pairs)
    return field == "filing" or is_dated


def merged(windows: Windows) -> dict[str, list[tuple[int, int]]]:
    """Windows that overlap as one, so that a day lies in one of them at most."""
    merged: dict[str, list[tuple[int, int]]] = {}
    for value, pairs in windows.items():
        kept: list[tuple[int, int]] = []
        for first, last in sorted(pairs):
            if kept and first <= kept[-1][1] + 1:
                kept[-1] = (kept[-1][0], max(kept[-1][1], last))
            else:
                kept.append((first, last))
        merged[value] = kept
    return merged


class CellReader(dict[object, Holds | None]):
    """What holds for a cell, each spelling read once; None for one that is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = False
        """Whether some cell was refused."""

    def __missing__(self, cell: object) -> Holds | None:
        holds = self._read(cell) if isinstance(cell, str) else None
        self.refused = self.refused or holds is None
        if len(self) < MAX_KNOWN:
            self[cell] = holds
        return holds

    def _read(self, text: str) -> Holds | None:
        raise NotImplementedError


class TextReader(CellReader):
    """The terms that hold for a cell as far as its field goes; a value that no term names is refused."""

    def __init__(self, field: str, mapping: Mapping, lists: Lists) -> None:
        super().__init__()
        self._field = field
        self._is_closed = field in CLOSED
        self._named = {fold(value) for value in mapping.vocabulary.get(field, ())}
        self._least: dict[str, int] = {}
        self._values: dict[str, frozenset[str]] = {}
        for name, term in mapping.terms.items():
            condition = term.conditions.get(field)
            if condition is None or name not in mapping.used_terms:
                continue
            if isinstance(condition, AtLeast):
                self._least[name] = condition.at_least
            elif isinstance(condition, Listed):
                windows = lists.get((name, field), {})
                if not is_flag(field, windows):
                    self._values[name] = frozenset(windows)
                self._named |= set(windows)
            else:
                self._values[name] = frozenset(key_of(field, value) for value in condition)

    def _read(self, text: str) -> Holds | None:
        if self._field == "supplements":
            number = parse_whole(text)
            if number is None:
                return None
            return frozenset(name for name, least in self._least.items() if number >= least)
        key = key_of(self._field, text)
        if self._is_closed and key not in self._named:
            return None
        return frozenset(name for name, keys in self._values.items() if key in keys)


class UnitReader(CellReader):
    """The ids of the units that a cell may mean; a unit that is not counted is refused."""

    def __init__(self, mapping: Mapping, plan: Plan) -> None:
        super().__init__()
        members = dict.fromkeys(id for name in mapping.units for id in plan.members(name))
        self.names = tuple(plan.unit_by_id[id].name for id in members)
        self.spellings: dict[str, None] = {}
        self._by_key: dict[str, set[str]] = {}
        for id in members:
            unit = plan.unit_by_id[id]
            for spelling in (unit.id, unit.name, *unit.aliases):
                self.spellings[spelling] = None
                self._by_key.setdefault(fold(spelling), set()).add(id)

    def _read(self, text: str) -> Holds | None:
        units = self._by_key.get(fold(text))
        return frozenset(units) if units else None


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
