"""The fast way: DuckDB groups the rows of large text registers, or refuses and the reference takes over.

Nothing here decides what a row means. DuckDB cuts the file into fields, looks each up among spellings
that the readers of the reference have read, and counts rows that have the same classes. The file is
read once: a number that stands for the group of a row, and a hash of its id, are all that is kept of
it. Wherever a single row is doubtful the result is None: the reference then reads the file and names
the row. No message of DuckDB reaches anybody: it quotes rows.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import islice
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.model.plan import Plan
from cchc_cli.model.register import DATES, LATE, Mapping
from cchc_cli.model.tally import DUE, Group, Grouping, Sink
from cchc_cli.reading.register.cells import (
    Holds,
    Lists,
    TextReader,
    UnitReader,
    merged,
    needed_dates,
    shape_of,
)
from cchc_cli.reading.register.duck_dates import DateCells, can_look_up, literal
from cchc_cli.reading.register.text import TextRegister
from cchc_cli.reading.register.values import key_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "320MB"
MAX_SPELLINGS = 100_000
"""Spellings of one field that are looked at; with more the reference is as quick."""
REFUSED = -1
"""Stands for the group of a row that is refused."""
MAX_KEYS = 1 << 62
"""Groups that a number can stand for."""
SAMPLE = 5
"""Chunks at the start of a register whose spellings are learnt before the query."""
AT_ONCE = 2_000_000
"""Ids that are held against each other at a time: some 100 MB."""
_SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_GLOB = re.compile(r"[*?\[\]{}]")


def can_group(register: TextRegister, mapping: Mapping) -> bool:
    """Whether the file of a register is plain UTF-8 text, which DuckDB reads as the reference does."""
    return (
        register.encoding == "utf-8-sig"
        and _GLOB.search(register.source.path) is None
        and len(register.delimiter.encode()) == 1
        and register.header_rows == register.header_end
        and can_look_up(mapping)
    )


def _has_quotes(register: TextRegister) -> bool:
    with register.source.open() as stream:
        return any(b'"' in piece for piece in iter(lambda: stream.read(1 << 20), b""))


def _has_spaced_quotes(register: TextRegister) -> bool:
    """Whether spaces stand between a quote and the end of its cell: DuckDB alone does not mind them."""
    ends = b"\r\n" + re.escape(register.delimiter).encode()
    spaced = re.compile(rb'(?:^|[%b]) +"|" +(?:[%b]|$)' % (ends, ends))
    with register.source.open() as stream:
        return any((b' "' in line or b'" ' in line) and spaced.search(line) for line in stream)


def is_installed() -> bool:
    """Whether DuckDB can be imported."""
    from importlib.util import find_spec

    return find_spec("duckdb") is not None


def group_quickly(
    registers: Sequence[TextRegister],
    mapping: Mapping,
    plan: Plan,
    lists: Lists,
    is_excluded: Callable[[Group], bool],
    sink: Sink,
) -> Grouping | None:
    """Passes the groups of registers on; None where a row is refused or doubtful."""
    import duckdb

    try:
        with duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": "", "preserve_insertion_order": "false"}
        ) as connection:
            # A table of spellings is small, whatever DuckDB may think of a file that it has not read.
            connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
            connection.execute("SET enable_progress_bar = false")
            query = _Query(connection, mapping, plan, lists, is_excluded)
            groups: Counter[Group] = Counter()
            for index, register in enumerate(registers):
                if not query.group(index, register, groups):
                    return None
            rows = sum(groups.values())
            if not rows or ("filing" in mapping.read and query.repeats(len(registers), rows)):
                return None
    except (duckdb.Error, MemoryError):
        return None
    sink(groups)
    return Grouping(rows, 0, ())


class _Part(NamedTuple):
    """What a group says in one place: a number below `size`, and what each number means."""

    sql: str
    size: int
    meaning: Callable[[int], object]


class _Query:
    """The queries of one tally."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        mapping: Mapping,
        plan: Plan,
        lists: Lists,
        is_excluded: Callable[[Group], bool],
    ) -> None:
        self._connection = connection
        self._mapping = mapping
        self._is_excluded = is_excluded
        self._lists = lists
        self._shape = shape_of(mapping, lists)
        self._needed = needed_dates(mapping, self._shape)
        self._readers: dict[str, UnitReader | TextReader] = {"unit": UnitReader(mapping, plan)}
        self._readers |= {name: TextReader(name, mapping, lists) for name in self._shape.texts}
        self._classes: dict[str, dict[Holds, int]] = {name: {} for name in self._readers}
        """The numbers by which DuckDB knows what holds for a cell."""
        self._learnt: dict[str, set[str]] = {name: set() for name in self._readers}
        for name in self._readers:
            connection.execute(f"CREATE TEMP TABLE k_{name} (spelling VARCHAR, class BIGINT)")
        self._listed = [flag for flag in self._shape.flags if flag[0] != LATE]
        for index in range(len(self._listed)):
            connection.execute(
                f"CREATE TEMP TABLE l_{index} (spelling VARCHAR, first INTEGER, last INTEGER)"
            )
        filings = (lists[flag] for flag in self._listed if flag[1] == "filing")
        self._add_windows("filing", {filing for windows in filings for filing in windows})
        self._dates = DateCells(mapping, plan)
        connection.execute(
            "CREATE TEMP TABLE days (spelling VARCHAR, day INTEGER, month BIGINT, over BIGINT)"
        )
        self._insert("days", ("VARCHAR", "INTEGER", "BIGINT", "BIGINT"), self._dates.rows())
        self._learn("unit", self._readers["unit"].spellings)  # type: ignore[union-attr]
        for name, values in mapping.vocabulary.items():
            if name in self._readers:
                self._learn(name, values)

    def _insert(self, table: str, types: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        columns = [list(column) for column in zip(*rows, strict=True)]
        if columns:
            values = ", ".join(f"unnest(?::{type}[])" for type in types)
            self._connection.execute(f"INSERT INTO {table} SELECT {values}", columns)

    def _add_windows(self, name: str, spellings: Collection[str]) -> None:
        """Tells DuckDB between which days spellings of a field stand in the lists that ask for it."""
        for index, (term, field) in enumerate(self._listed):
            windows = merged(self._lists[term, field]) if field == name else {}
            rows = [
                (spelling, max(first, 0), min(last, date.max.toordinal()))
                for spelling in spellings
                for first, last in windows.get(key_of(field, spelling), ())
            ]
            self._insert(f"l_{index}", ("VARCHAR", "INTEGER", "INTEGER"), rows)

    def _learn(self, name: str, spellings: Iterable[str]) -> bool:
        """Teaches DuckDB the classes of spellings; False where one of them is refused."""
        reader, classes, learnt = self._readers[name], self._classes[name], self._learnt[name]
        holds = {text: reader[text] for text in spellings if text not in learnt}
        right = {text: held for text, held in holds.items() if held is not None}
        learnt.update(right)
        rows = [(text, classes.setdefault(held, len(classes))) for text, held in right.items()]
        self._insert(f"k_{name}", ("VARCHAR", "BIGINT"), rows)
        self._add_windows(name, right)
        return len(right) == len(holds)

    def _learn_from_start(self, register: TextRegister) -> bool:
        """Learns the spellings that a register begins with; whether its rows go on bringing new ones."""
        at = register.layout.columns
        before = after = 0
        for chunk in islice(register.anew().chunks(), SAMPLE):
            before = after
            for name in self._readers:
                if name in at:
                    self._learn(name, {str(row[at[name]]) for row in chunk.rows})
            after = sum(map(len, self._learnt.values()))
        return before < after

    def _learn_unknown(self, register: TextRegister, reading: str) -> bool:
        """Learns every spelling that is not known yet; False where one of them is refused."""
        at = register.layout.columns
        names = [name for name in self._readers if name in at]
        lists = ", ".join(
            f"list(DISTINCT c{at[name]}) FILTER (c{at[name]} NOT IN (SELECT spelling FROM k_{name}))"
            for name in names
        )
        query = f"SELECT {lists} FROM {reading}"
        unknown = self._connection.execute(query, [register.source.path]).fetchall()[0]
        return all(
            len(spellings or ()) <= MAX_SPELLINGS and self._learn(name, spellings or ())
            for name, spellings in zip(names, unknown, strict=True)
        )

    def group(self, index: int, register: TextRegister, groups: Counter[Group]) -> bool:
        """Counts the groups of a register; False where a row is refused."""
        has_quotes = _has_quotes(register)
        if has_quotes and _has_spaced_quotes(register):
            return False
        reading = _reading(register, has_quotes)
        if self._learn_from_start(register) and not self._learn_unknown(register, reading):
            return False
        for _ in range(2):
            parts = self._parts(register)
            if prod(part.size for part in parts) >= MAX_KEYS:
                return False
            table = f"rows_{index}"
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (key BIGINT, id UBIGINT)")
            query = f"INSERT INTO {table} {self._sql(register, parts, reading, has_quotes)}"
            self._connection.execute(query, [register.source.path])
            counts = self._connection.execute(
                f"SELECT key, count(*) FROM {table} GROUP BY key"
            ).fetchall()
            keys = {key for key, _ in counts}
            if REFUSED in keys:
                return False
            if None not in keys:
                return self._take(counts, parts, groups)
            if not self._learn_unknown(register, reading):
                return False
        return False

    def _take(
        self, counts: Sequence[tuple[int, int]], parts: Sequence[_Part], groups: Counter[Group]
    ) -> bool:
        """Adds what DuckDB counted; False where a row lacks a date that it must have."""
        for key, count in counts:
            said = []
            for part in parts:
                key, number = divmod(key, part.size)
                said.append(part.meaning(number))
            group: Group = tuple(said)
            if any(not group[at] for at, _ in self._needed) and not self._is_excluded(group):
                return False
            groups[group] += count
        return True

    def repeats(self, registers: int, rows: int) -> bool:
        """Whether a filing may stand twice."""
        tables = " UNION ALL ".join(f"SELECT id FROM rows_{index}" for index in range(registers))
        many = 1 + rows // AT_ONCE
        counted = 0
        for rest in range(many):
            query = f"SELECT count(DISTINCT id) FROM ({tables}) WHERE id % {many} = {rest}"
            counted += self._connection.execute(query).fetchall()[0][0]
        return counted != rows

    def _parts(self, register: TextRegister) -> list[_Part]:
        """What the number of a group is made of, in the order in which a group says it."""
        at = register.layout.columns
        due = [name for name in self._mapping.due_fields if name in at]
        parts = [self._class_part("unit", at)]
        for name in self._shape.months:
            fields = due if name == DUE else [name] if name in at else []
            column = "over" if name == DUE else "month"
            months = ", ".join(f"d_{field}.{column}" for field in fields)
            sql = f"coalesce({months}, 0)" if months else "0"
            parts.append(_Part(sql, self._dates.months, self._dates.month))
        parts += [self._class_part(name, at) for name in self._shape.texts]
        parts += [_Part(f"({self._flag(flag, at, due)})::BIGINT", 2, bool) for flag in self._shape.flags]
        return parts

    def _class_part(self, name: str, at: dict[str, int]) -> _Part:
        classes = self._classes[name]
        if name not in at:
            return _Part("0", 1, lambda _: frozenset[str]())
        return _Part(f"k_{name}.class", max(len(classes), 1), list(classes).__getitem__)

    def _sql(
        self, register: TextRegister, parts: Sequence[_Part], reading: str, has_quotes: bool
    ) -> str:
        """A row for each: the number of its group, NULL where a spelling is not known, and its id."""
        at = register.layout.columns
        days = [name for name in self._mapping.read if name in DATES and name in at]
        texts = [name for name in self._readers if name in at]
        cells = [f"c{at[name]} AS {name}_" for name in texts]
        cells += [f"{self._dates.day(f'c{at[name]}')} AS {name}_" for name in days]
        right = [self._dates.is_written(f"c{at[name]}") for name in days]
        width = register.layout.width
        right.append(f"c{width - 1} IS NOT NULL AND c{width} IS NULL")
        if has_quotes:
            # A quote that is not closed may have swallowed rows: the reference looks at line breaks.
            cells_of_row = ", ".join(f"c{index}" for index in range(width))
            right.append(f"NOT regexp_matches(concat({cells_of_row}), '[\\r\\n]')")
        if "filing" in at:
            id = f"c{at['filing']}"
            # Few ids need to be trimmed, which costs as much as all the rest.
            is_plain = f"{id} >= '!' AND right({id}, 1) >= '!' AND strlen({id}) = length({id})"
            cells.append(
                f"CASE WHEN {is_plain} THEN {id} ELSE trim({id}, {literal(_SPACES)}) END AS filing_"
            )
            right.append("filing_ <> ''")
        if self._mapping.by_time:
            cells += [f"{self._dates.moment(name, f'c{at[name]}')} AS {name}_at" for name in days]
        looked_up = [f"d_{name}.month IS NOT NULL" for name in days]
        if {"received", "returned"} <= set(days):
            looked_up.append("(d_returned.day < d_received.day) IS NOT TRUE")
        joins = [f"LEFT JOIN k_{name} ON {name}_ = k_{name}.spelling" for name in texts]
        joins += [f"LEFT JOIN days d_{name} ON {name}_ = d_{name}.spelling" for name in days]
        joins += [self._list_join(index, days) for index in range(len(self._listed))]
        key, scale = "0", 1
        for part in parts:
            key += f" + {part.sql} * {scale}"
            scale *= part.size
        return (
            f"SELECT CASE WHEN {' AND '.join(['is_right', *looked_up])} THEN {key} ELSE {REFUSED} END, "
            f"{'hash(filing_)' if 'filing' in at else 'NULL'} FROM (SELECT {', '.join(cells)}, "
            f"{' AND '.join(right) or 'true'} AS is_right FROM {reading}) {' '.join(joins)}"
        )

    def _flag(self, flag: tuple[str, str], at: dict[str, int], due: Sequence[str]) -> str:
        term, field = flag
        if term != LATE:
            return f"l_{self._listed.index(flag)}.spelling IS NOT NULL"
        if field not in at or not due:
            return "false"
        moment = "{}_at" if self._mapping.by_time else "d_{}.day"
        ends = ", ".join(map(moment.format, due))
        return f"coalesce({moment.format(field)} > coalesce({ends}), false)"

    def _list_join(self, index: int, days: Sequence[str]) -> str:
        """The list that a flag asks for; windows do not overlap, so that it has one line for a row."""
        term, field = self._listed[index]
        on = f"{field}_ = l_{index}.spelling"
        asked = self._mapping.listed_at(term, field)
        if asked is not None:
            held = f"d_{asked}.day BETWEEN l_{index}.first AND l_{index}.last"
            on += f" AND {held}" if asked in days else " AND false"
        return f"LEFT JOIN l_{index} ON {on}"


def _reading(register: TextRegister, has_quotes: bool) -> str:
    """The fields of a file, by position, and one behind them, which no row may have.

    What a row lacks is NULL; a cell is where it holds a control character. Where rows may lack
    something, most versions of DuckDB refuse line breaks within quotes; the reference reads those. A
    line is no longer than a field that Python takes.
    """
    names = [f"c{index}" for index in range(register.layout.width + 1)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    quote = literal('"' if has_quotes else "")
    return (
        f"read_csv(?, auto_detect = false, header = false, skip = {register.header_end}, "
        f"delim = {literal(register.delimiter)}, quote = {quote}, escape = {quote}, "
        f"columns = {{{columns}}}, nullstr = chr(1), strict_mode = true, null_padding = true, "
        f"max_line_size = {csv.field_size_limit()})"
    )
