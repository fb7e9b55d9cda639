"""Where the header of a table stands on a sheet, and what each column under it means.

Sheets made for people have titles above the header, headings over several columns, a column for each
month or unit, totals beside them, the plan beside the actual. Columns are known by their names alone:
what stands in the rows below proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cchc_cli.model.diagnostic import Location
from cchc_cli.model.pattern import pattern
from cchc_cli.model.period import Calendar, Period
from cchc_cli.reading.cells.periods import month_without_year, parse_period, period_of_day
from cchc_cli.reading.cells.values import BrokenCell, Cell, Percent, as_text, is_blank, texts_of
from cchc_cli.reading.table.asides import role_of, total_of
from cchc_cli.reading.table.source import (
    HEADER_ROWS,
    KEYS,
    MAX_COLUMNS,
    REQUIRED,
    Source,
    Vocabulary,
    column_of,
    second_name,
)

MAX_HEADER_DEPTH = 3
MAX_YEARS = 10
"""A plan of more years has no month or quarter that its heading names without a year."""
_NUMBER = pattern(r"[0-9][0-9., \u00a0]*%?")


class Grid(NamedTuple):
    """The cells of a sheet or text file."""

    source: Source
    sheet: str | None
    rows: list[tuple[int, list[Cell]]]
    """Each row with its line from 1."""
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    """The first and the last (row, column) of each merged block, from 0."""
    locate: Callable[[int, int], Location]
    """The place of a cell: its line from 1, its column from 0."""
    is_text: bool = False
    """Whether the number of cells in a row means something."""


class Wide(NamedTuple):
    """A column that stands for a period or a unit of its own, or for a total of such columns."""

    column: int
    key: str
    """The period's label or the unit's name; of a total its heading."""
    is_sum: bool = False
    """Whether it says that it is a total."""
    period: Period | None = None
    """What it covers, where it is headed by a period."""


@dataclass(slots=True)
class Header:
    """The header of a table: which rows it takes, and what stands in which column."""

    first: int
    last: int
    """Indices into the grid's rows, both included."""
    width: int
    columns: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)
    planned: list[tuple[int, str]] = field(default_factory=list)
    """Columns of what was planned, beside those of what was done."""
    wide: list[Wide] = field(default_factory=list)
    wide_by: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The required columns that it lacks."""
        given = {*self.columns, self.wide_by}
        if self.wide_by or "cumulative" in self.columns:
            given.add("value")
        return tuple(name for name in REQUIRED if name not in given)

    @property
    def values(self) -> list[int]:
        """The columns in which figures stand."""
        at = [self.columns[name] for name in ("value", "cumulative") if name in self.columns]
        return [*at, *(item.column for item in self.wide)]


def find_header(grid: Grid, vocabulary: Vocabulary) -> Header | None:
    """The first header of a grid that can be read, else the one that lacks least; None without any."""
    best: Header | None = None
    for first in range(min(HEADER_ROWS, len(grid.rows))):
        if not any(_is_name(cell) for cell in grid.rows[first][1][:MAX_COLUMNS]):
            continue
        header = _deepest(grid, first, vocabulary)
        if not header.missing:
            return header
        if best is None or len(header.columns) > len(best.columns):
            best = header
    return best


def _is_name(cell: Cell) -> bool:
    text = as_text(cell) if isinstance(cell, str) else ""
    return column_of(text) is not None or second_name(text) is not None


def _deepest(grid: Grid, first: int, vocabulary: Vocabulary) -> Header:
    """The header that starts with a row, with as many rows below as belong to it."""
    top = _Reader(grid, first, 1, vocabulary).header
    for depth in range(min(MAX_HEADER_DEPTH, len(grid.rows) - first), 1, -1):
        reader = _Reader(grid, first, depth, vocabulary)
        if not reader.header.missing and all(map(reader.continues, range(1, depth))):
            return reader.header
    return top


class _Reader:
    """Reads the columns of a header of so many rows."""

    def __init__(self, grid: Grid, first: int, depth: int, vocabulary: Vocabulary) -> None:
        self.grid = grid
        self.vocabulary = vocabulary
        self.raw = [grid.rows[first + step][1] for step in range(depth)]
        self.lines = [grid.rows[first + step][0] for step in range(depth)]
        width = min(max(map(len, self.raw)), MAX_COLUMNS)
        self.across: set[tuple[int, int]] = set()
        """Cells of headings merged over several columns: row of the header, column."""
        self.rows = self._spread(width)
        self.header = Header(first, first + depth - 1, width)
        self._read()

    def _spread(self, width: int) -> list[list[Cell]]:
        """The rows with each heading over all the columns and rows that it is for."""
        rows = [[*row[:width], *[""] * (width - len(row))] for row in self.raw]
        depth = len(rows)
        if depth == 1:
            return rows
        at = {line - 1: step for step, line in enumerate(self.lines)}
        joined: set[tuple[int, int]] = set()
        for (top, left), (bottom, right) in self.grid.merged:
            if top not in at or right >= width:
                continue
            cell = rows[at[top]][left]
            for line in range(top, min(bottom, self.lines[-1] - 1) + 1):
                for column in range(left, right + 1):
                    if line in at:
                        rows[at[line]][column] = cell
                        joined.add((at[line], column))
                        if left != right:
                            self.across.add((at[line], column))
        for step in range(depth - 1):
            row = rows[step]
            for column in range(1, width):
                before = (step, column - 1)
                if not is_blank(row[column]) or before in joined or _is_name(row[column - 1]):
                    continue
                if any(not is_blank(rows[lower][column]) for lower in range(step + 1, depth)):
                    row[column] = row[column - 1]
        return rows

    def _read(self) -> None:
        header = self.header
        second: list[tuple[str, int]] = []
        others: list[tuple[int, list[Cell]]] = []
        for index in range(header.width):
            cells = [row[index] for row in reversed(self.rows) if not is_blank(row[index])]
            texts = list(dict.fromkeys(texts_of(cells)))
            if not texts:
                continue
            joined = " ".join(reversed(texts))
            names = [column_of(text) for text in (texts[0], joined)]
            column = next(filter(None, names), None)
            if column is None and not self._is_heading(cells):
                # Over several columns stands what they have in common: "Số liệu" over T1 and T2.
                texts = [
                    as_text(row[index]).strip()
                    for step, row in reversed(list(enumerate(self.rows)))
                    if (step, index) not in self.across
                ]
                column = next(filter(None, map(column_of, texts)), None)
            if column is None:
                name = next(filter(None, map(second_name, texts)), None)
                if name is not None:
                    second.append((name, index))
                others.append((index, cells))
            elif column in header.columns:
                header.repeated.append((column, index))
            else:
                header.columns[column] = index
        self._take_second_names(second, others)
        self._find_wide(others)
        self._find_pair(others)
        taken = {item.column for item in header.wide} | {index for index, _ in header.planned}
        taken |= set(header.columns.values())
        header.ignored += [(index, _heading(cells)) for index, cells in others if index not in taken]
        if "cumulative" in header.columns and (header.wide or "value" in header.columns):
            header.ignored.append((header.columns.pop("cumulative"), "lũy kế"))

    def _is_heading(self, cells: Sequence[Cell]) -> bool:
        """Whether the lowest cell says itself what the column is, whatever stands above it."""
        text = as_text(cells[0])
        is_said = role_of(text) != "" or total_of(text) is not None
        is_key = heading_period(cells, self.vocabulary.calendar) is not None
        return is_said or is_key or self.vocabulary.units.find(text) is not None

    def _take_second_names(
        self, second: list[tuple[str, int]], others: list[tuple[int, list[Cell]]]
    ) -> None:
        columns = self.header.columns
        for name, index in second:
            if name not in columns:
                columns[name] = index
                others[:] = [item for item in others if item[0] != index]

    def _find_wide(self, others: list[tuple[int, list[Cell]]]) -> None:
        header, columns = self.header, self.header.columns
        if "value" in columns:
            return
        if "period" not in columns:
            by, find = "period", self._of_period
        elif "unit" not in columns and "cumulative" not in columns:
            by, find = "unit", self._of_unit
        else:
            return
        wide: list[Wide] = []
        planned: list[tuple[int, str]] = []
        shares: list[tuple[Wide, str]] = []
        for index, cells in others:
            roles = [role_of(as_text(cell)) for cell in cells]
            bare = [cell for cell, role in zip(cells, roles, strict=True) if not role]
            column = find(index, bare) if bare else None
            if column is None:
                continue
            if "planned" in roles:
                planned.append((index, _heading(cells)))
            elif "share" in roles:
                shares.append((column, _heading(cells)))
            else:
                wide.append(column)
        done = {column.key for column in wide}
        planned += ((column.column, heading) for column, heading in shares if column.key in done)
        if any(not column.is_sum for column in wide):
            header.wide, header.wide_by, header.planned = wide, by, planned

    def _of_period(self, index: int, cells: list[Cell]) -> Wide | None:
        period = heading_period(cells, self.vocabulary.calendar)
        if period is not None:
            return Wide(index, period.label, period=period)
        text = as_text(cells[0]).strip()
        total = total_of(text)
        if total is None:
            return None
        named = cells[1:] if not total else [total]
        return Wide(
            index, text, True, heading_period(named, self.vocabulary.calendar) if named else None
        )

    def _of_unit(self, index: int, cells: list[Cell]) -> Wide | None:
        text = as_text(cells[0]).strip()
        if self.vocabulary.units.find(text) is not None:
            return Wide(index, text)
        is_total = total_of(text) is not None and not self.vocabulary.ends_name(text)
        return Wide(index, text, True) if is_total else None

    def _find_pair(self, others: list[tuple[int, list[Cell]]]) -> None:
        """The column of what was done, which is the value, and beside it that of what was planned."""
        header = self.header
        if header.wide:
            return
        actual: list[int] = []
        for index, cells in others:
            heading = _heading(cells)
            role = role_of(heading) or role_of(as_text(cells[0]))
            if role == "planned":
                header.planned.append((index, heading))
            elif role == "actual":
                actual.append(index)
        if "value" not in header.columns and "cumulative" not in header.columns and actual:
            header.columns["value"] = actual[0]
            header.repeated += [("value", index) for index in actual[1:]]

    def continues(self, step: int) -> bool:
        """Whether a row below the first is still part of the header.

        It names no unit, indicator or period under those columns, holds no number that is no month,
        and at least one of its cells means something in a header, or stands beside keys merged down.
        """
        header, row = self.header, self.raw[step]
        keys = {index for index in range(header.width) if self._is_key(index, step)}
        headed = {item.column for item in header.wide}
        means = False
        for index, cell in enumerate(row[: header.width]):
            if is_blank(cell):
                continue
            if isinstance(cell, BrokenCell) or (index in keys and not _is_name(cell)):
                return False
            if is_number(cell) or isinstance(cell, date):
                if index not in headed or not self._heads(index, step):
                    return False
                means = True
            elif _is_name(cell) or index in headed or role_of(as_text(cell)):
                means = True
        if all(map(is_blank, row)):
            return False
        return means or self._keys_reach(step, keys)

    def _is_key(self, index: int, step: int) -> bool:
        """Whether a row above names a column as that of periods, units or indicators."""
        for above in range(step):
            cell = self.rows[above][index]
            if isinstance(cell, str) and (above, index) not in self.across:
                name = column_of(cell) or second_name(cell)
                if name in KEYS:
                    return True
        return False

    def _heads(self, index: int, step: int) -> bool:
        """Whether a number or date is a month only together with the headings above it."""
        cells = [self.rows[at][index] for at in range(step, -1, -1)]
        cells = [cell for cell in cells if not is_blank(cell)]
        calendar = self.vocabulary.calendar
        if heading_period(cells, calendar) is None:
            return False
        above = (heading_period([cell], calendar) for cell in cells[1:])
        return all(period is None or period.first != period.last for period in above)

    def _keys_reach(self, step: int, keys: set[int]) -> bool:
        line = self.lines[step] - 1
        return any(
            top < line <= bottom and left in keys for (top, left), (bottom, _) in self.grid.merged
        )


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number, as text or as a workbook stores it."""
    if isinstance(cell, (Decimal, Percent)):
        return True
    return isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()) is not None


def _heading(cells: Sequence[Cell]) -> str:
    """A column's heading from top to bottom, each text once."""
    return " ".join(reversed(list(dict.fromkeys(texts_of(cells)))))


def heading_period(cells: Sequence[Cell], calendar: Calendar) -> Period | None:
    """The period that a column's heading names, the lowest cell first.

    `1` under `Tháng`, and `Tháng 1` or `Quý I` under `Năm 2022`, are months and quarters; without a
    year those of which the plan has only one.
    """
    low = cells[0]
    if isinstance(low, date):
        return period_of_day(low, calendar)
    if not isinstance(low, (str, Decimal)):
        return None
    text = as_text(low).strip()
    texts = [f"{as_text(upper).strip()} {text}" for upper in cells[1:] if isinstance(upper, str)]
    if isinstance(low, str):
        texts.insert(0, text)
    for candidate in texts:
        period = parse_period(candidate)
        if period is not None:
            return period
    for above in map(parse_period, texts_of(cells[1:])):
        if above is not None and above.last - above.first == 11:
            calendar = calendar._replace(first=above.first, last=above.last)
            break
    return next(filter(None, (_within(text, calendar) for text in texts)), None)


def _within(text: str, calendar: Calendar) -> Period | None:
    """The only period of a plan that a text means which names no year."""
    month = month_without_year(text, calendar)
    if month is not None:
        return month
    years = range(calendar.first // 12, calendar.last // 12 + 1)
    if len(years) > MAX_YEARS or text[:1].isdigit():
        return None
    dated = (parse_period(f"{text}/{year}") or parse_period(f"{text} {year}") for year in years)
    inside = {
        period
        for period in dated
        if period is not None and calendar.first <= period.first and period.last <= calendar.last
    }
    return inside.pop() if len(inside) == 1 else None
