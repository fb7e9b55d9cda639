"""The cells of a row and what is said of them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from cchc_cli.model.codes import Code
from cchc_cli.reading.cells.values import BrokenCell, Cell

MAX_SHOWN = 100
"""Characters of a cell that a message repeats."""


class Without(Enum):
    """Why a row gives no value."""

    BLANK = "blank"
    """Nothing stands in its cell."""
    REFUSED = "refused"
    """What stands there is at fault."""


class Remark(NamedTuple):
    """What is wrong or odd with a row; the place of its field is looked up at the end."""

    code: Code
    number: int
    field: str
    """The field that it is about; empty for the row as a whole."""
    params: dict[str, object]


class Remarks(list[Remark]):
    """The remarks on the rows of a table."""

    number = 0
    """The row that is looked at."""

    def add(self, code: Code, name: str, **params: object) -> None:
        """Adds one about a field of the row."""
        self.append(Remark(code, self.number, name, params))


class Cells(NamedTuple):
    """The cells of a row that say which figure it is."""

    period: Cell
    unit: Cell
    indicator: Cell
    value: Cell
    note: str


def note_broken(cell: BrokenCell, name: str, remarks: Remarks) -> None:
    """Notes what the reader of a file found wrong with a cell, unless it was reported."""
    if cell.code is not None:
        params = {"found": cell.found} if "found" in cell.code.params else {}
        remarks.add(cell.code, name, **params)
