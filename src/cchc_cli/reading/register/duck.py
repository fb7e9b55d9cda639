"""The fast way: DuckDB groups the rows of large text registers, or refuses and the reference takes over.

Nothing here decides what a row means. DuckDB cuts the file into fields, reads dates whose shape and
range were checked before, and counts rows that have the same classes; what a text means is decided by
the readers of the reference, once for each spelling. Wherever a single row is doubtful the result is
None: the reference then reads the file and names the row. No message of DuckDB reaches anybody: it
quotes rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from cchc_cli.model.plan import Plan
from cchc_cli.model.register import DATES, DateFormat, Mapping
from cchc_cli.model.tally import DUE, Group, Grouping, Sink
from cchc_cli.reading.register.cells import (
    Lists,
    TextReader,
    UnitReader,
    shape_of,
)
from cchc_cli.reading.register.text import TextRegister
from cchc_cli.reading.register.values import key_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "320MB"
MAX_SPELLINGS = 100_000
"""Spellings of one field that are looked at; with more the reference is as quick."""
SAMPLE = 5
"""Chunks at the start of a register whose spellings are learnt before the query."""
_SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_GLOB = re.compile(r"[*?\[\]{}]")


def can_group(register: object, path: str | None) -> bool:
    """Whether a register is a plain file of UTF-8 text, which DuckDB reads as the reference does."""
    return (
        isinstance(register, TextRegister)
        and path is not None
        and register.encoding == "utf-8-sig"
        and _GLOB.search(path) is None
        and len(register.delimiter.encode()) == 1
    )


def is_installed() -> bool:
    """Whether DuckDB can be imported."""
    from importlib.util import find_spec

    return find_spec("duckdb") is not None


def group_quickly(
    registers: Sequence[tuple[TextRegister, str]],
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
            for register, path in registers:
                if not query.group(register, path, groups):
                    return None
            rows = sum(groups.values())
            if not rows or ("filing" in mapping.read and query.repeats(registers, rows)):
                return None
    except (duckdb.Error, MemoryError):
        return None
    sink(groups)
    return Grouping(rows, 0, ())


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
        self._cutoff = plan.calendar.cutoff_day
        self._readers: dict[str, UnitReader | TextReader] = {"unit": UnitReader(mapping, plan)}
        self._readers |= {name: TextReader(name, mapping, lists) for name in self._shape.texts}
        self._classes: dict[str, list[frozenset[str]]] = {name: [] for name in self._readers}
        self._known: dict[str, set[str]] = {name: set() for name in self._readers}
        for name in self._readers:
            connection.execute(f"CREATE TEMP TABLE k_{name} (spelling VARCHAR, class INTEGER)")
        self._dated = [flag for flag in self._shape.flags if flag.startswith("list:")]
        for index, flag in enumerate(self._dated):
            connection.execute(f"CREATE TEMP TABLE l_{index} (spelling VARCHAR, first DATE, last DATE)")
            _, term, field = flag.split(":")
            if field == "filing":
                self._add_windows(index, term, field, list(lists[term, field]))
        deadline = mapping.deadline
        self._with_time = deadline is not None and deadline.compare == "time"
        self._learn("unit", self._readers["unit"].spellings)  # type: ignore[union-attr]
        for name, values in mapping.vocabulary.items():
            if name in self._readers:
                self._learn(name, values)

    def _add_windows(self, index: int, term: str, field: str, spellings: Sequence[str]) -> None:
        windows = self._lists[term, field]
        rows = [
            (spelling, _day(first), _day(last))
            for spelling in spellings
            for first, last in windows.get(key_of(field, spelling), ())
        ]
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            self._connection.execute(
                f"INSERT INTO l_{index} "
                "SELECT unnest(?::VARCHAR[]), unnest(?::DATE[]), unnest(?::DATE[])",
                columns,
            )

    def _learn(self, name: str, spellings: Any) -> bool:
        """Teaches DuckDB the classes of spellings; False where one of them is refused."""
        reader, classes, known = self._readers[name], self._classes[name], self._known[name]
        new = [spelling for spelling in spellings if spelling not in known]
        holds = [reader[spelling] for spelling in new]
        right = [(text, held) for text, held in zip(new, holds, strict=True) if held is not None]
        for _, held in right:
            if held not in classes:
                classes.append(held)
        known.update(text for text, _ in right)
        if right:
            self._connection.execute(
                f"INSERT INTO k_{name} SELECT unnest(?::VARCHAR[]), unnest(?::INTEGER[])",
                [[text for text, _ in right], [classes.index(held) for _, held in right]],
            )
            for index, flag in enumerate(self._dated):
                _, term, field = flag.split(":")
                if field == name:
                    self._add_windows(index, term, field, [text for text, _ in right])
        return None not in holds

    def _learn_from_start(self, register: TextRegister) -> None:
        from dataclasses import replace

        anew = replace(register, rows=0, refused=0, broken=[], faults=[])
        at = register.layout.columns
        for chunk in islice(anew.chunks(), SAMPLE):
            for name in self._readers:
                if name in at:
                    self._learn(name, {str(row[at[name]]) for row in chunk.rows})

    def group(self, register: TextRegister, path: str, groups: Counter[Group]) -> bool:
        """Counts the groups of a register; False where a row is refused."""
        self._learn_from_start(register)
        at = register.layout.columns
        texts = [name for name in self._readers if name in at]
        for _ in range(2):
            found = self._connection.execute(self._sql(register), [path]).fetchall()
            if any(row[0] for row in found):
                return False
            unknown = [
                index for index in range(len(texts)) if any(row[1 + index] is None for row in found)
            ]
            if not unknown:
                return self._take(found, texts, groups)
            for index in unknown:
                name = texts[index]
                cell = f"c{at[name]}"
                spellings = self._connection.execute(
                    f"SELECT DISTINCT {cell} FROM {_reading(register)} "
                    f"WHERE {cell} NOT IN (SELECT spelling FROM k_{name}) LIMIT {MAX_SPELLINGS + 1}",
                    [path],
                ).fetchall()
                if len(spellings) > MAX_SPELLINGS or not self._learn(
                    name, [row[0] for row in spellings]
                ):
                    return False
        return False

    def _take(self, found: Sequence[Any], texts: Sequence[str], groups: Counter[Group]) -> bool:
        """Adds what DuckDB counted; False where a row lacks a date that it must have."""
        months = self._shape.months
        width = len(texts)
        deadline = self._mapping.deadline
        needs = [months.index("received")] if "received" in self._mapping.needed else []
        if deadline is not None and deadline.missing == "refuse" and DUE in months:
            needs.append(months.index(DUE))
        for row in found:
            known = dict(zip(texts, row[1 : 1 + width], strict=True))
            dates = row[1 + width : 1 + width + len(months)]
            flags = row[1 + width + len(months) : -1]
            held = tuple(
                self._classes[name][known[name]] if name in known else frozenset[str]()
                for name in self._shape.texts
            )
            group: Group = (self._classes["unit"][known["unit"]], *dates, *held, *flags)
            if any(not dates[index] for index in needs) and not self._is_excluded(group):
                return False
            groups[group] += row[-1]
        return True

    def repeats(self, registers: Sequence[tuple[TextRegister, str]], rows: int) -> bool:
        """Whether a filing may stand twice, or one has no id."""
        ids = [f"c{one.layout.columns['filing']}" for one, _ in registers]
        # Where no id begins or ends with a space, none needs to be trimmed, which costs as much again.
        for trimmed in ("{}", f"trim({{}}, {_text(_SPACES)})"):
            parts = " UNION ALL ".join(
                f"SELECT {trimmed.format(id)} AS id FROM {_reading(register, f'$path{index}')}"
                for index, (id, (register, _)) in enumerate(zip(ids, registers, strict=True))
            )
            found = self._connection.execute(
                "SELECT count(DISTINCT hash(id)), count(*) FILTER (id = ''), "
                f"bool_and(id > ' ' AND id[-1] > ' ' AND strlen(id) = length(id)) FROM ({parts})",
                {f"path{index}": path for index, (_, path) in enumerate(registers)},
            ).fetchone()
            if found is None or found[0] != rows or found[1]:
                return True
            if found[2]:
                return False
        return False

    def _sql(self, register: TextRegister) -> str:
        """One row a group: whether it is refused, classes, months, flags, number of rows."""
        at = register.layout.columns
        days = [name for name in self._mapping.read if name in DATES and name in at]
        texts = [name for name in self._readers if name in at]
        cells = [f"c{at[name]} AS {name}_" for name in (*texts, *days)]
        lists = {flag.split(":")[2] for flag in self._dated}
        cells += [f"trim(c{at['filing']}, {_text(_SPACES)}) AS filing_"] if "filing" in lists else []
        parsed = [f"{self._parsed(name)} AS {name}" for name in days]
        due = [name for name in self._mapping.due_fields if name in at]
        due_sql = f"coalesce({', '.join(due)})" if due else "NULL::DATE"
        first, last = self._mapping.dates.between
        bad = [f"{self._day(name)} NOT BETWEEN DATE '{first}' AND DATE '{last}'" for name in days]
        if {"received", "returned"} <= set(days):
            bad.append(f"{self._day('returned')} < {self._day('received')}")
        classes = [f"k_{name}.class" for name in texts]
        months = [
            self._month(DUE if name == DUE else name, name in days, due_sql)
            for name in self._shape.months
        ]
        flags = [self._flag(flag, days, due_sql) for flag in self._shape.flags]
        joins = " ".join(f"LEFT JOIN k_{name} ON {name}_ = k_{name}.spelling" for name in texts)
        columns = ", ".join([*classes, *months, *flags])
        fields = f"SELECT {', '.join(cells)} FROM {_reading(register)}"
        return (
            f"SELECT coalesce({' OR '.join(bad) or 'false'}, false), {columns}, count(*) "
            f"FROM (SELECT *, {', '.join(parsed) or '0'} FROM ({fields})) {joins} GROUP BY ALL"
        )

    def _parsed(self, name: str) -> str:
        """A date cell as a day, or as a moment where times are compared; NULL for no date.

        What is in no format is a day that no range holds.
        """
        formats, texts = self._mapping.dates.formats, self._mapping.dates.empty
        # Most cells are dates: what means none is asked for first only where it looks like one.
        first = [text for text in texts if any(re.fullmatch(_pattern(one), text) for one in formats)]
        whens = [f"WHEN {name}_ IN ({_texts(first)}) THEN NULL"] if first else []
        for one in formats:
            moment = f"strptime({name}_, {_text(one.written)})"
            if not self._with_time:
                moment += "::DATE"
            elif not one.has_time and name in ("first_due", "extended_due"):
                moment = f"({moment} + INTERVAL 86399 SECOND)"
            whens.append(f"WHEN regexp_full_match({name}_, {_text(_pattern(one))}) THEN {moment}")
        whens.append(f"WHEN {name}_ IN ({_texts(texts)}) THEN NULL")
        nothing = "TIMESTAMP '0001-01-01'" if self._with_time else "DATE '0001-01-01'"
        return f"CASE {' '.join(whens)} ELSE {nothing} END"

    def _day(self, moment: str) -> str:
        return f"({moment})::DATE" if self._with_time else moment

    def _month(self, name: str, has_column: bool, due: str) -> str:
        """The number of the reporting month that holds a day, 0 for none.

        So many days before it as the cut-off has, every day of a reporting month lies in the calendar
        month before it.
        """
        if name != DUE and not has_column:
            return "0"
        ahead = 1 if name == DUE else 0
        day = f"({self._day(due if name == DUE else name)} + {ahead - (self._cutoff or 0)})"
        month = f"year({day}) * 12 + month({day}) - {0 if self._cutoff else 1}"
        return f"coalesce({month}, 0)"

    def _flag(self, flag: str, days: Sequence[str], due: str) -> str:
        kind, term, *rest = flag.split(":")
        if kind == "late":
            if term not in days:
                return "false"
            return f"coalesce({term} > {due}, false)"
        index, field = self._dated.index(flag), rest[0]
        asked = getattr(self._mapping.terms[term].conditions[field], "at", None)
        if asked is None:
            return f"{field}_ IN (SELECT spelling FROM l_{index})"
        if asked not in days:
            return "false"
        return (
            f"coalesce({asked} IS NOT NULL AND EXISTS ("
            f"SELECT 1 FROM l_{index} w WHERE w.spelling = {field}_ "
            f"AND {self._day(asked)} BETWEEN w.first AND w.last), false)"
        )


def _reading(register: TextRegister, path: str = "?") -> str:
    """The fields of a file, by position; every row must have those of the header."""
    names = [f"c{index}" for index in range(register.layout.width)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    return (
        f"read_csv({path}, auto_detect = false, header = false, skip = {register.header_end}, "
        f"delim = {_text(register.delimiter)}, quote = '\"', escape = '\"', columns = {{{columns}}}, "
        f"force_not_null = [{', '.join(names)}], strict_mode = true, null_padding = false, "
        "max_line_size = 1000000)"
    )


def _pattern(one: DateFormat) -> str:
    """The shape of a date in a format, for a match of the whole cell."""
    around = "".join(_shape_part(part) for part in one.rest)
    return around.replace("@", "".join(_shape_part(part) for part in one.layout))


def _shape_part(part: str) -> str:
    if part in "dmYHMS":
        return "[0-9]{4}" if part == "Y" else "[0-9]{2}"
    return part if part == "@" else re.escape(part)


def _text(value: str) -> str:
    """A text of the mapping as a literal."""
    return "'" + value.replace("'", "''") + "'"


def _texts(values: Sequence[str]) -> str:
    return ", ".join(map(_text, values))


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
