"""The cell above a form's table in which its unit writes the day of sending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.cells.values import Cell, as_text, is_blank

LABELS = ("Ngày gửi biểu", "Day of sending")
"""What stands before the cell, in each language of forms; a colon follows."""
_LABELS = tuple(fold(label) for label in LABELS)


class SentCell(NamedTuple):
    """What a form says of the day of sending, and where."""

    line: int
    column: int
    text: str


def sent_above(rows: Iterable[tuple[int, Sequence[Cell]]]) -> SentCell | None:
    """The first cell after the label, or the rest of the label's own; None where nothing is written."""
    for line, row in rows:
        for index, cell in enumerate(row):
            label, _, rest = as_text(cell).partition(":")
            if not isinstance(cell, str) or fold(label) not in _LABELS:
                continue
            if rest.strip():
                return SentCell(line, index, rest.strip())
            for column in range(index + 1, len(row)):
                if not is_blank(row[column]):
                    return SentCell(line, column, as_text(row[column]).strip())
    return None
