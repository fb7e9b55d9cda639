"""Where the table stands on a sheet, and which tidy rows it means.

Sheets made for people have titles above the header, merged headers, a row "(1) (2) (3)", totals,
signatures, a column for each month or unit. What is skipped is named in a note; what could be a
figure never is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity
from cchc_cli.model.period import Period
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.periods import (
    looks_like_period,
    month_without_year,
    parse_period,
    period_of_day,
)
from cchc_cli.reading.cells.values import BrokenCell, Cell, Percent
from cchc_cli.reading.table.source import (
    MAX_COLUMNS,
    MAX_IGNORED,
    LaidRow,
    LaidTable,
    Source,
    Vocabulary,
    column_of,
)

HEADER_ROWS = 60
"""Rows from the top of a sheet among which the header is looked for."""
MAX_HEADER_DEPTH = 3
TOTALS = frozenset(
    ["tong", "cong", "tong cong", "tong so", "tong hop", "cong don", "total", "grand total", "sum"]
)

Merges = Sequence[tuple[tuple[int, int], tuple[int, int]]]
Row = Sequence[Cell]


class Grid(NamedTuple):
    """The cells of a sheet or text file from its first row on."""

    source: Source
    sheet: str | None
    rows: list[tuple[int, list[Cell]]]
    """Each row with its line from 1."""
    merged: Merges
    locate: Callable[[int, int], Location]
    is_text: bool = False
    """Whether the number of cells in a row means something."""


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
    wide: list[tuple[int, Cell]] = field(default_factory=list)
    """Columns that stand for a period or a unit of their own."""
    wide_by: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether the table can be read."""
        if "indicator" not in self.columns:
            return False
        if self.wide_by:
            return True
        return "period" in self.columns and ("value" in self.columns or "cumulative" in self.columns)


def as_text(cell: Cell) -> str:
    """A cell as text, for names, evidence and messages."""
    match cell:
        case str():
            return cell
        case Percent():
            return f"{cell.value:f}%"
        case Decimal():
            return f"{cell:f}"
        case BrokenCell():
            return cell.found
        case _:
            return cell.isoformat()


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell; a broken one is not blank."""
    return isinstance(cell, str) and not cell.strip()


def skipped(row: Row, is_first: bool, vocabulary: Vocabulary) -> str | None:
    """The code of the note under which a row is skipped that is a total or numbers the columns."""
    texts = [text for text in (as_text(cell).strip() for cell in row) if text]
    if is_first and _numbers_columns(texts):
        return "A311"
    named = next((text for text in texts if not _is_number(text)), "")
    is_ours = vocabulary.find_unit(named) or vocabulary.find_indicator(named)
    if names_total(named) and not is_ours:
        return "A312"
    return None


@lru_cache(maxsize=4096)
def names_total(text: str) -> bool:
    """Whether a name is the word for a total."""
    return strip_diacritics(text[:60]).strip(" :.") in TOTALS


@lru_cache(maxsize=4096)
def _is_number(text: str) -> bool:
    return re.fullmatch(r"[0-9., \u00a0()%-]+", text) is not None


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Whether a row counts its columns: (1) (2) (3), or A B 1 2 3."""
    bare = [text.strip("()[] ") for text in texts]
    numbers = [int(text) for text in bare if re.fullmatch("[0-9]{1,2}", text)]
    letters = [text for text in bare if re.fullmatch("[A-Z]", text)]
    if len(texts) < 3 or len(numbers) + len(letters) != len(bare) or len(numbers) < 2:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1)


def find_header(grid: Grid, vocabulary: Vocabulary) -> Header | None:
    """The first header of a grid that can be read."""
    for first in range(min(HEADER_ROWS, len(grid.rows))):
        if all(is_blank(cell) for cell in grid.rows[first][1]):
            continue
        for depth in range(1, MAX_HEADER_DEPTH + 1):
            if first + depth > len(grid.rows):
                break
            header = _header(grid, first, depth, vocabulary)
            if header.is_complete:
                deeper = _continued(grid, header, depth, vocabulary)
                return deeper or header
            if not header.columns:
                break
    return None


def _continued(grid: Grid, header: Header, depth: int, vocabulary: Vocabulary) -> Header | None:
    """The header with the row below it, where that row belongs to it: merged cells, or names alone."""
    below = header.last + 1
    if below >= len(grid.rows) or depth == MAX_HEADER_DEPTH:
        return None
    row = grid.rows[below][1]
    keys = [header.columns[name] for name in ("period", "indicator") if name in header.columns]
    if any(at < len(row) and not is_blank(row[at]) for at in keys):
        return None
    texts = [as_text(cell).strip() for cell in row if not is_blank(cell)]
    if not texts or any(_is_number(text) for text in texts):
        return None
    top, bottom = grid.rows[header.first][0] - 1, grid.rows[below][0] - 1
    joined = any(first == (top, at) and last[0] >= bottom for first, last in grid.merged for at in keys)
    deeper = _header(grid, header.first, depth + 1, vocabulary)
    same = {key: value for key, value in deeper.columns.items() if key in ("period", "indicator")}
    kept = {key: value for key, value in header.columns.items() if key in ("period", "indicator")}
    if not deeper.is_complete or same != kept:
        return None
    named = any(column_of(text) for text in texts) or joined
    return deeper if named or deeper.wide != header.wide else None


def _header(grid: Grid, first: int, depth: int, vocabulary: Vocabulary) -> Header:
    rows = [grid.rows[first + step][1] for step in range(depth)]
    width = min(max(len(row) for row in rows), MAX_COLUMNS)
    if depth > 1:
        rows = [_spread(row, width, grid, first + step) for step, row in enumerate(rows)]
    header = Header(first, first + depth - 1, width)
    unknown: list[tuple[int, list[Cell]]] = []
    for index in range(width):
        cells = [row[index] for row in reversed(rows) if index < len(row) and not is_blank(row[index])]
        texts = [as_text(cell).strip() for cell in cells]
        if len(texts) > 1:
            texts.append(" ".join(reversed(texts)))
        column = next((known for known in map(column_of, texts) if known), None)
        if column is None:
            if cells:
                unknown.append((index, cells))
        elif column in header.columns:
            header.repeated.append((column, index))
        else:
            header.columns[column] = index
    _find_wide(header, unknown, vocabulary)
    wide = {index for index, _ in header.wide}
    header.ignored += [
        (index, as_text(cells[0]).strip()) for index, cells in unknown if index not in wide
    ]
    if header.wide and "cumulative" in header.columns:
        header.ignored.append((header.columns.pop("cumulative"), "lũy kế"))
    if "value" in header.columns and "cumulative" in header.columns:
        header.ignored.append((header.columns.pop("cumulative"), "lũy kế"))
    return header


def _spread(row: list[Cell], width: int, grid: Grid, index: int) -> list[Cell]:
    """A header row with merged cells repeated; in text, what a merged cell left blank."""
    cells = [*row, *[""] * (width - len(row))]
    if grid.is_text:
        return cells
    top_line = grid.rows[index][0] - 1
    for (top, left), (bottom, right) in grid.merged:
        if top <= top_line <= bottom and right < width and top == top_line:
            for column in range(left, right + 1):
                cells[column] = row[left] if left < len(row) else ""
    return cells


def _find_wide(header: Header, unknown: list[tuple[int, list[Cell]]], vocabulary: Vocabulary) -> None:
    columns = header.columns
    if "indicator" not in columns or "value" in columns:
        return
    if "period" not in columns:
        for index, cells in unknown:
            period = _period_of(cells[0], vocabulary)
            if period is not None:
                header.wide.append((index, period.label))
        header.wide_by = "period" if header.wide else ""
    elif "unit" not in columns and "cumulative" not in columns:
        for index, cells in unknown:
            text = as_text(cells[0]).strip()
            if vocabulary.find_unit(text):
                header.wide.append((index, text))
        header.wide_by = "unit" if header.wide else ""


def _period_of(cell: Cell, vocabulary: Vocabulary) -> Period | None:
    if isinstance(cell, date):
        return period_of_day(cell, vocabulary.calendar)
    if not isinstance(cell, str):
        return None
    return parse_period(cell) or month_without_year(cell, vocabulary.calendar)


def lay_out(grid: Grid, header: Header, vocabulary: Vocabulary) -> LaidTable:
    """The tidy rows that the table under a header means, and a note for every row skipped."""
    return _Layout(grid, header, vocabulary).table()


class _Layout:
    def __init__(self, grid: Grid, header: Header, vocabulary: Vocabulary) -> None:
        self.grid = grid
        self.header = header
        self.vocabulary = vocabulary
        self.notes: list[Diagnostic] = []
        self.blank = 0
        self.copies = self._copies()

    def table(self) -> LaidTable:
        """Everything below the header."""
        grid, header = self.grid, self.header
        rows: list[LaidRow] = []
        body = grid.rows[header.last + 1 :]
        wide = [(index, key) for index, key in header.wide if self._is_used(body, index)]
        if self._has_title():
            line = grid.rows[header.first][0]
            self._note("A320", line, 0, count=line - 1)
        for column, index in header.repeated:
            line = grid.rows[header.last][0]
            found = as_text(self._at(grid.rows[header.last][1], index)) or column
            self._note("A106", line, index, Severity.ERROR, field=column, found=found)
        at_header = grid.rows[header.last][0]
        for index, found in self._meant_as_periods(body):
            self._note("A204", at_header, index, Severity.ERROR, found=found[:60])
            header.ignored.remove((index, found))
        for index, found in header.ignored[:MAX_IGNORED]:
            self._note("A107", at_header, index, found=found[:60])
        for line, cells in self._kept(body):
            rows += self._tidy(line, cells, wide)
        if self.blank:
            place = Location(grid.source.path, sheet=grid.sheet)
            self.notes.append(Diagnostic("A309", Severity.NOTE, place, {"count": self.blank}))
        is_cumulative = "cumulative" in header.columns
        return LaidTable(grid.source, grid.sheet, grid.locate, rows, is_cumulative, self.notes)

    def _has_title(self) -> bool:
        above = self.grid.rows[: self.header.first]
        return any(not is_blank(cell) for _, row in above for cell in row)

    def _is_used(self, body: Sequence[tuple[int, list[Cell]]], index: int) -> bool:
        """Whether a column of a wide table has any figure; a month still to come has none."""
        return any(index < len(row) and not is_blank(row[index]) for _, row in body)

    def _meant_as_periods(self, body: Sequence[tuple[int, list[Cell]]]) -> list[tuple[int, str]]:
        """Columns beside those of periods that hold figures under what is no period: `T13/2022`."""
        if self.header.wide_by != "period":
            return []
        return [
            (index, found)
            for index, found in self.header.ignored
            if looks_like_period(found) and self._is_used(body, index)
        ]

    def _copies(self) -> dict[tuple[int, int], Cell]:
        """The cells of merged blocks in the key columns, each with what the block shows."""
        header = self.header
        found: dict[tuple[int, int], Cell] = {}
        keys = {
            header.columns[name] for name in ("period", "unit", "indicator") if name in header.columns
        }
        if not self.grid.merged:
            return found
        by_line = dict(self.grid.rows)
        start, last = self.grid.rows[header.last][0], self.grid.rows[-1][0]
        for (top, left), (bottom, right) in self.grid.merged:
            if top + 1 > start and left == right and left in keys:
                shown = self._at(by_line.get(top + 1, []), left)
                for line in range(top + 2, min(bottom + 1, last) + 1):
                    if (line, left) in found:
                        break  # Blocks that overlap are no blocks.
                    found[line, left] = shown
        return found

    @staticmethod
    def _at(row: Row, index: int | None) -> Cell:
        return row[index] if index is not None and index < len(row) else ""

    def _note(
        self, code: str, line: int, column: int, severity: Severity = Severity.NOTE, **params: object
    ) -> None:
        place = self.grid.locate(line, column)
        self.notes.append(Diagnostic(code, severity, place, params))

    def _kept(self, body: Sequence[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that may hold figures; the others are noted."""
        names = [
            [as_text(cell).strip() for cell in row]
            for _, row in self.grid.rows[self.header.first : self.header.last + 1]
        ]
        is_first = True
        for line, row in body:
            if all(is_blank(cell) for cell in row):
                self.blank += bool(row)  # One without cells stands for those that were never written.
                continue
            code = skipped(row, is_first, self.vocabulary)
            texts = [as_text(cell).strip() for cell in row]
            if code is None and texts in names:
                code = "A313"
            if code is None and self._is_no_figure(line, row):
                code = "A314"
            if code is not None:
                found = next(text for text in texts if text)
                self._note(code, line, 0, found=found[:60])
            elif self._has_width(line, row):
                yield line, row
            is_first = False

    def _has_width(self, line: int, row: list[Cell]) -> bool:
        width = self.header.width
        if not self.grid.is_text or len(row) == width:
            return True
        if len(row) > width and all(is_blank(cell) for cell in row[width:]):
            return True
        if any(isinstance(cell, BrokenCell) for cell in row):
            return False  # An undecoded byte may have been a separator.
        params = {"found": len(row), "expected": width}
        self._note("A201", line, 0, Severity.ERROR, **params)
        return False

    def _is_no_figure(self, line: int, row: Row) -> bool:
        """Whether a row has neither a value nor both of its keys: a title inside, a signature below.

        A note alone may be a narrative's figure, so a row with one is kept where it names anything.
        """
        columns = self.header.columns
        at_values = [columns[name] for name in ("value", "cumulative") if name in columns]
        at_values += [index for index, _ in self.header.wide]
        if any(not is_blank(self._at(row, index)) for index in at_values):
            return False
        wanted = [columns[name] for name in ("period", "indicator") if name in columns]
        here = [index for index in wanted if not is_blank(self._at(row, index))]
        copied = [index for index in wanted if (line, index) in self.copies]
        return len({*here, *copied}) < len(wanted) or not wanted

    def _tidy(self, line: int, row: list[Cell], wide: list[tuple[int, Cell]]) -> Iterator[LaidRow]:
        columns = self.header.columns
        keys: dict[str, Cell] = {}
        for name in ("period", "unit", "indicator"):
            index = columns.get(name)
            cell = self._at(row, index)
            if index is not None and is_blank(cell) and (line, index) in self.copies:
                cell = self.copies[line, index]
            keys[name] = cell
        evidence = as_text(self._at(row, columns.get("evidence")))
        note = as_text(self._at(row, columns.get("note")))
        source = as_text(self._at(row, columns.get("source")))
        at = {name: columns.get(name, 0) for name in ("period", "unit", "indicator")}
        at_note = columns.get("note", columns["indicator"])
        by = self.header.wide_by
        if by:
            cells = [(index, {**keys, by: key}, {**at, by: index}) for index, key in wide]
        else:
            cells = [(columns["value"] if "value" in columns else columns["cumulative"], keys, at)]
        for index, own, spots in cells:
            yield LaidRow(
                line,
                own["period"],
                own["unit"],
                own["indicator"],
                self._at(row, index),
                evidence,
                note,
                (spots["period"], spots["unit"], spots["indicator"], index, at_note),
                source,
            )
