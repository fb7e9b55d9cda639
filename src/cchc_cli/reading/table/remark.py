"""What is said of the rows of a table, before the places of their cells are looked up."""

from __future__ import annotations

from typing import NamedTuple

from cchc_cli.model.codes import Code
from cchc_cli.reading.cells.values import BrokenCell

MAX_SHOWN = 100
"""Characters of a cell that a message repeats."""


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


def note_broken(cell: BrokenCell, name: str, remarks: Remarks) -> None:
    """Notes what the reader of a file found wrong with a cell, unless it was reported."""
    if cell.code is not None:
        params = {"found": cell.found} if "found" in cell.code.params else {}
        remarks.add(cell.code, name, **params)
