"""The rows of registers as groups that every rule treats alike: the reference for every engine.

Rows are looked at in chunks, column by column, so that most of the work is done by `map` over cells
that were read before; nothing of a row is kept but its group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as MappingOf
from datetime import date
from itertools import compress
from operator import gt
from typing import NamedTuple, cast

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, in_order
from cchc_cli.model.period import month_number
from cchc_cli.model.plan import Plan
from cchc_cli.model.register import CLOSED, DATES, DUE_DATES, LATE, Mapping
from cchc_cli.model.tally import DUE, Group, Grouping, Sink
from cchc_cli.reading.register.cells import Lists, TextReader, UnitReader, needed_dates, shape_of
from cchc_cli.reading.register.layout import Chunk, Register
from cchc_cli.reading.register.text import MAX_FAULTS
from cchc_cli.reading.register.unique import Unique
from cchc_cli.reading.register.values import DAY, NONE, DayReader, key_of

MAX_GROUPS = 200_000
"""Groups that are kept before they are passed on."""
FAR = 10**15
"""Stands for no due date: no stamp is later."""
_NO_TERMS: frozenset[str] = frozenset()


class _Fault(NamedTuple):
    """A fault of a cell, before its place is known."""

    register: Register
    line: int
    field: str
    code: Code
    params: MappingOf[str, object]

    @property
    def cell(self) -> tuple[int, int]:
        """Its line and its column from 0; the first of a row for a field without one."""
        return self.line, self.register.layout.columns.get(self.field, 0)


Refuse = Callable[..., None]
"""Notes a fault of a row of the chunk: its index, the field, the code and its parameters."""


class Grouper:
    """Reads registers row by row into groups."""

    def __init__(
        self,
        mapping: Mapping,
        plan: Plan,
        lists: Lists,
        is_excluded: Callable[[Group], bool],
        sink: Sink,
    ) -> None:
        self.mapping = mapping
        self.shape = shape_of(mapping, lists)
        self._lists = lists
        self._is_excluded = is_excluded
        self._sink = sink
        self._units = UnitReader(mapping, plan)
        self._texts = {name: TextReader(name, mapping, lists) for name in self.shape.texts}
        self._month_of = Months(plan)
        self._overdue_from = Months(plan, ahead=1)
        self._unique = Unique()
        self._groups: Counter[Group] = Counter()
        self._faults: list[_Fault] = []
        self._marks: dict[int, bytearray] = {}
        self._refused = 0
        self._needed = needed_dates(mapping, self.shape)

    def read(self, registers: Sequence[Register]) -> Grouping:
        """Passes on the groups of the rows that are not refused, and says what became of the rest."""
        for register in registers:
            days = self._day_readers(register)
            for chunk in register.chunks():
                self._groups.update(self._take(register, chunk, days))
                if len(self._groups) > MAX_GROUPS:
                    self._sink(self._groups)
                    self._groups = Counter()
        self._name_repeats(registers)
        self._sink(self._groups)
        diagnostics = [fault for register in registers for fault in register.diagnostics()]
        refused = self._refused + sum(register.refused for register in registers)
        rows = sum(register.rows for register in registers)
        if not rows and not diagnostics:
            diagnostics += [codes.A513.at(Location(register.source.path)) for register in registers]
        placed = self._placed()
        named = {(id(fault.register), fault.line) for fault in self._faults}
        unnamed = self._refused - len(named)
        unnamed += sum(register.refused - len(register.broken) for register in registers)
        if unnamed:
            diagnostics.append(codes.A515.at(Location(registers[-1].source.path), count=unnamed))
        return Grouping(rows, refused, in_order([*diagnostics, *placed]))

    def _day_readers(self, register: Register) -> dict[str, DayReader]:
        readers = [
            DayReader(self.mapping, self.mapping.by_time, at_end, register.is_workbook)
            for at_end in (False, True)
        ]
        return {name: readers[name in DUE_DATES] for name in DATES}

    def _take(
        self, register: Register, chunk: Chunk, days: dict[str, DayReader], are_new: bool = True
    ) -> Iterable[Group]:
        """The groups of the rows of a chunk that are not refused; those that are, are noted."""
        at = register.layout.columns
        columns = list(zip(*chunk.rows, strict=True))
        size = len(chunk.rows)
        bad: set[int] = set()

        def refuse(index: int, name: str, code: Code, **params: object) -> None:
            bad.add(index)
            line = chunk.line_of(index)
            self._refuse(register, line)
            if len(self._faults) < MAX_FAULTS:
                self._faults.append(_Fault(register, line, name, code, params))

        if "filing" in at and are_new:
            self._take_ids(columns[at["filing"]], refuse)
        units = list(map(self._units.__getitem__, columns[at["unit"]]))
        for index in _nones(units) if self._units.refused else ():
            refuse(index, "unit", codes.A507, field=Term("field", "unit"), units=self._units.names)
        stamps = self._stamps(register, columns, days, refuse)
        texts = [self._text(name, columns, at, size, refuse) for name in self.shape.texts]
        by_day = {name: self._days(column) for name, column in stamps.items()}
        received, returned = by_day.get("received"), by_day.get("returned")
        if received and returned:
            for index, (start, end) in enumerate(zip(received, returned, strict=True)):
                if end and end < start:
                    refuse(index, "returned", codes.A510)
        due = self._due(stamps, size)
        nothing = [NONE] * size
        months = [
            list(map(self._month_of.__getitem__, by_day.get(name, nothing)))
            for name in self.shape.months
            if name != DUE
        ]
        if DUE in self.shape.months:
            months.append(list(map(self._overdue_from.__getitem__, self._days(due))))
        flags = [self._flag(name, stamps, by_day, due, columns, at) for name in self.shape.flags]
        groups: Iterable[Group] = zip(units, *months, *texts, *flags, strict=True)
        groups = self._without_dates(groups, months, bad, refuse)
        return compress(groups, [index not in bad for index in range(size)]) if bad else groups

    def _take_ids(self, cells: Sequence[object], refuse: Refuse) -> None:
        ids = [cell.strip() if isinstance(cell, str) else "" for cell in cells]
        if "" in ids:
            for index, name in enumerate(ids):
                if not name:
                    refuse(index, "filing", codes.A509)
            ids = [name for name in ids if name]
        self._unique.add(ids)

    def _stamps(
        self,
        register: Register,
        columns: Sequence[Sequence[object]],
        days: dict[str, DayReader],
        refuse: Refuse,
    ) -> dict[str, list[int]]:
        """The stamps of each field of days; of a cell that is refused, that of none."""
        at = register.layout.columns
        dates = self.mapping.dates
        first, last = dates.between
        about: dict[Code, dict[str, object]] = {
            codes.A503: {"formats": tuple(form.example for form in dates.formats)},
            codes.A504: {"first": first, "last": last},
            codes.A520: {},
        }
        stamps: dict[str, list[int]] = {}
        for name in self.mapping.read:
            if name not in days or name not in at:
                continue
            cells = columns[at[name]]
            column, is_whole = days[name].column(cells)
            if is_whole:
                stamps[name] = cast("list[int]", column)
                continue
            read = list(column)
            for index in _nones(read):
                code = days[name].fault(cells[index])
                params = {"field": Term("field", name), **about[code]}
                refuse(index, name, code, **params)
                read[index] = NONE
            stamps[name] = cast("list[int]", read)
        return stamps

    def _text(
        self,
        name: str,
        columns: Sequence[Sequence[object]],
        at: dict[str, int],
        size: int,
        refuse: Refuse,
    ) -> list[frozenset[str] | None]:
        """The terms that hold for each cell of a field; none for a field that has no column."""
        if name not in at:
            return [_NO_TERMS] * size
        reader = self._texts[name]
        holds = list(map(reader.__getitem__, columns[at[name]]))
        for index in _nones(holds) if reader.refused else ():
            field = Term("field", name)
            if name in CLOSED:
                values = tuple(value or '""' for value in self.mapping.vocabulary[name])
                refuse(index, name, codes.A505, field=field, values=values)
            else:
                refuse(index, name, codes.A506, field=field)
        return holds

    def _without_dates(
        self, groups: Iterable[Group], months: Sequence[list[int]], bad: set[int], refuse: Refuse
    ) -> Iterable[Group]:
        """Refuses rows that lack a date which they must have, unless they are left out anyway."""
        if not any(NONE in months[position - 1] for position, _ in self._needed):
            return groups
        kept = list(groups)
        for index, group in enumerate(kept):
            lacking = next((field for position, field in self._needed if not group[position]), None)
            if lacking is not None and index not in bad and not self._is_excluded(group):
                refuse(index, lacking, codes.A514, field=Term("field", lacking))
        return kept

    def _days(self, stamps: list[int]) -> list[int]:
        """The days of stamps."""
        if not self.mapping.by_time:
            return stamps
        return [stamp if stamp == FAR else stamp // DAY for stamp in stamps]

    def _due(self, stamps: dict[str, list[int]], size: int) -> list[int]:
        """The stamp of the due date; far away for a row without one."""
        named = [stamps[name] for name in self.mapping.due_fields if name in stamps]
        if len(named) == 2:
            return [stamp or other or FAR for stamp, other in zip(*named, strict=True)]
        return [stamp or FAR for stamp in named[0]] if named else [FAR] * size

    def _flag(
        self,
        flag: tuple[str, str],
        stamps: dict[str, list[int]],
        by_day: dict[str, list[int]],
        due: list[int],
        columns: Sequence[Sequence[object]],
        at: dict[str, int],
    ) -> list[bool]:
        term, field = flag
        if term == LATE:
            return list(map(gt, stamps[field], due)) if field in stamps else [False] * len(due)
        windows = self._lists[flag]
        asked = self.mapping.listed_at(term, field)
        cells = [key_of(field, cell) if isinstance(cell, str) else "" for cell in columns[at[field]]]
        if asked is None:
            return [cell in windows for cell in cells]
        return [
            day != NONE and any(first <= day <= last for first, last in windows.get(cell, ()))
            for cell, day in zip(cells, by_day.get(asked) or [NONE] * len(cells), strict=True)
        ]

    def _refuse(self, register: Register, line: int) -> bool:
        """Counts a row as refused, once; whether it was not yet."""
        marks = self._marks.setdefault(id(register), bytearray())
        byte, bit = line >> 3, 1 << (line & 7)
        if byte >= len(marks):
            marks.extend(bytes(byte + 1024 - len(marks)))
        if marks[byte] & bit:
            return False
        marks[byte] |= bit
        self._refused += 1
        return True

    def _name_repeats(self, registers: Sequence[Register]) -> None:
        """Names the later of two rows of one filing, reading the suspects anew."""
        suspects = self._unique.suspects
        first: dict[str, _Fault] = {}
        repeats: list[tuple[_Fault, _Fault]] = []
        for register in registers if suspects else ():
            column = register.layout.columns["filing"]
            days = self._day_readers(register)
            for chunk in register.anew().chunks():
                again: list[Sequence[object]] = []
                for index, row in enumerate(chunk.rows):
                    cell = row[column]
                    name = cell.strip() if isinstance(cell, str) else ""
                    if name not in suspects:
                        continue
                    here = _Fault(register, chunk.line_of(index), "filing", codes.A508, {})
                    earlier = first.setdefault(name, here)
                    if earlier is not here:
                        if self._refuse(register, here.line):
                            again.append(row)
                        if len(self._faults) + len(repeats) < MAX_FAULTS:
                            repeats.append((here, earlier))
                if again:  # they were counted before they were known to be repeats
                    repeated = Chunk(again, chunk.line_of)
                    self._groups.subtract(self._take(register, repeated, days, are_new=False))
        places = _places([earlier for _, earlier in repeats])
        for (here, _), place in zip(repeats, places, strict=True):
            self._faults.append(here._replace(params={"first": place}))

    def _placed(self) -> list[Diagnostic]:
        """The faults of rows at their cells."""
        placed = zip(self._faults, _places(self._faults), strict=True)
        return [fault.code.at(place, **fault.params) for fault, place in placed]


def _places(faults: Sequence[_Fault]) -> list[Location]:
    """Where each fault stands; every register is read once for all of them."""
    faulty: dict[int, tuple[Register, set[tuple[int, int]]]] = {}
    for fault in faults:
        faulty.setdefault(id(fault.register), (fault.register, set()))[1].add(fault.cell)
    places = {key: register.locate(cells) for key, (register, cells) in faulty.items()}
    return [places[id(fault.register)][fault.cell] for fault in faults]


def _nones(values: Sequence[object]) -> list[int]:
    return [index for index, value in enumerate(values) if value is None]


class Months(dict[int, int]):
    """The reporting month that holds a day, or the one `ahead`, also outside the plan; 0 for no day."""

    def __init__(self, plan: Plan, ahead: int = 0) -> None:
        super().__init__({NONE: NONE, FAR: NONE})
        self._calendar = plan.calendar
        self._ahead = ahead

    def __missing__(self, day: int) -> int:
        date_ = date.fromordinal(day + self._ahead)
        month = month_number(date_.year, date_.month)
        self[day] = month + (date_ > self._calendar.last_day(month))
        return self[day]
