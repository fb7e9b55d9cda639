"""A sheet of a workbook, whatever the format that it came in, and the bounds of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.model.figures import Hidden
from cchc_cli.reading.cells.values import BrokenCell, Cell, Percent

MAX_CELLS = 8_000_000
"""Cells of one sheet up to the last of each row that holds something."""
MAX_ALL_CELLS = 4 * MAX_CELLS
"""Cells of all sheets of a workbook."""
MAX_MERGED = 100_000
"""Merged blocks of one sheet."""
MAX_TEXT = 256 << 20
"""Characters in the cells of one sheet, those of a text that cells share counted for each."""
MAX_EXACT = Decimal(10) ** 15
"""From here on a workbook's number has lost digits: it holds fifteen."""

Ranges = list[tuple[tuple[int, int], tuple[int, int]]]
"""Merged cells: the first and the last (row, column) of each block, from 0."""


class Sheet(NamedTuple):
    """A sheet: its rows that hold something, each with its line from 1.

    The cells of a row start at the first column and end with the last that holds something; blank
    ones are empty texts. A row without cells stands for blank rows between two others.
    """

    name: str
    rows: list[tuple[int, list[Cell]]]
    merged: Ranges
    hidden: Hidden = Hidden()
    above: tuple[str, ...] = ()
    """Of a table in a document: the paragraphs right above it."""

    def locate(self, path: str, line: int, column: int) -> Location:
        """The place of a cell: its line from 1, its column from 0."""
        return Location(path, line, column + 1, self.name, cell_name(line, column + 1))


class Unreadable(Exception):
    """A workbook that cannot be read: why, for A103 what it is instead, and the sheet at fault."""

    def __init__(self, code: Code, shape: str = "", sheet: str | None = None) -> None:
        super().__init__(code.name, shape, sheet)
        self.code = code
        self.shape = shape
        self.sheet = sheet

    def fault(self, path: str) -> Diagnostic:
        """What is said of the file."""
        shape = {"shape": Term("found", self.shape)} if self.shape else {}
        return self.code.at(Location(path, sheet=self.sheet), **shape)


class Display(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MONTH = "month"
    """A month without its day."""
    YEAR = "year"
    """A year alone."""
    TIME = "time"
    """A time of day or a duration."""


class Rows:
    """The rows of a sheet while it is read: cells may come in any order, each place once."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Cell]] = {}
        self.count = 0
        self.characters = 0

    def put(self, line: int, column: int, cell: Cell) -> None:
        """Sets a cell; its line counts from 1, its column from 0. Raises Unreadable."""
        cells = self._rows.get(line)
        if cells is None:
            cells = self._rows[line] = []
        blank = column - len(cells)
        if blank < 0:
            if cells[column] != "":
                raise Unreadable(codes.A112)
            cells[column] = cell
            return
        self.count += blank + 1
        if isinstance(cell, str):
            self.characters += len(cell)
        if self.count > MAX_CELLS or self.characters > MAX_TEXT:
            raise Unreadable(codes.A111)
        if blank:
            cells.extend([""] * blank)
        cells.append(cell)

    def repeat(self, line: int, times: int, cells: list[Cell]) -> None:
        """Sets a whole row, and the same on the lines below it."""
        self.count += len(cells) * times
        self.characters += sum(len(cell) for cell in cells if isinstance(cell, str)) * times
        if self.count > MAX_CELLS or self.characters > MAX_TEXT:
            raise Unreadable(codes.A111)
        for again in range(line, line + times):
            self._rows[again] = list(cells)

    @property
    def lines(self) -> set[int]:
        """The lines that hold something."""
        return set(self._rows)

    def in_order(self) -> list[tuple[int, list[Cell]]]:
        """The rows by line, with one of no cells where lines are left out."""
        rows: list[tuple[int, list[Cell]]] = []
        last = 0
        for line in sorted(self._rows):
            if rows and line > last + 1:
                rows.append((last + 1, []))
            rows.append((line, self._rows[line]))
            last = line
        return rows


def measured(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheets of a workbook as they are read; raises Unreadable where all are too large together."""
    left = MAX_ALL_CELLS
    for sheet in sheets:
        left -= sum(len(cells) for _, cells in sheet.rows)
        if left < 0 or len(sheet.merged) > MAX_MERGED:
            raise Unreadable(codes.A111, sheet=sheet.name)
        yield sheet


def cell_name(row: int, column: int) -> str:
    """`D12`, for a row and a column from 1."""
    letters = ""
    while column:
        column, index = divmod(column - 1, 26)
        letters = chr(65 + index) + letters
    return f"{letters}{row}"


def number_cell(value: float, is_percent: bool = False) -> Cell:
    """A stored number with the fifteen digits that a workbook keeps; the rest is binary dust."""
    number = Decimal(f"{value:.15g}")
    if not number.is_finite() or abs(number) >= MAX_EXACT:
        return BrokenCell(codes.A222, f"{value:.15g}")
    return Percent(_plain(number * 100)) if is_percent else _plain(number)


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")


def moment_cell(moment: datetime, display: Display = Display.DAY) -> Cell:
    """A stored date as its format shows it: a day, or as text the month, the year or the time."""
    match display:
        case Display.MONTH:
            return f"{moment.month:02d}/{moment.year:04d}"
        case Display.YEAR:
            return f"{moment.year:04d}"
        case Display.TIME:
            return moment.time().isoformat("seconds")
    return moment.date() if moment.time() == time(0) else moment.isoformat(" ", "seconds")


def serial_cell(value: float, display: Display, is_1904: bool) -> Cell:
    """A stored number as its format shows it; dates count days, from 1900 or from 1904 on."""
    if display in (Display.NUMBER, Display.PERCENT):
        return number_cell(value, display is Display.PERCENT)
    # 1900 is no leap year but for spreadsheet programs: up to there their days are one too many.
    start = date(1904, 1, 1) if is_1904 else date(1899, 12, 31 if value < 60 else 30)
    if not 0 <= value < 2_958_466:
        return BrokenCell(codes.A220, "#####")  # As Excel shows a number that is no day.
    moment = datetime.combine(start, time(0)) + timedelta(seconds=round(value * 86_400))
    return moment_cell(moment, display)
