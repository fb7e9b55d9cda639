"""A sheet of a workbook, whatever the format that it came in, and the bounds of all of them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.reading.cells.values import BrokenCell, Cell, Percent

MAX_CELLS = 8_000_000
"""Cells of one sheet, blank ones between others included."""
MAX_MERGED = 100_000
"""Merged blocks of one sheet."""
MAX_EXACT = Decimal(10) ** 15
"""From here on a workbook's number has lost digits: it holds fifteen."""

Ranges = list[tuple[tuple[int, int], tuple[int, int]]]
"""Merged cells: the first and the last (row, column) of each block, from 0."""


class Sheet(NamedTuple):
    """A sheet from its first row and column on; blank cells are empty texts."""

    name: str
    rows: list[list[Cell]]
    merged: Ranges


class Unreadable(Exception):
    """A workbook that cannot be read: why, and for A103 what it is instead."""

    def __init__(self, code: Code, shape: str = "") -> None:
        super().__init__(code.name, shape)
        self.code = code
        self.shape = shape


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


def as_percent(cell: Cell) -> Cell:
    """A number as the percentage that it is shown as; any other cell as it is."""
    return Percent(_plain(cell * 100)) if isinstance(cell, Decimal) else cell


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")
