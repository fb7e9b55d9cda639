"""The cell of a form in which its unit writes the day of sending."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cchc_cli.model.diagnostic import Location
from cchc_cli.model.period import parse_date
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.cells.values import Cell, as_text, is_blank, local_date
from cchc_cli.reading.table.sheet import Unreadable, cell_name
from cchc_cli.reading.table.source import Source
from cchc_cli.reading.table.workbook import read_workbook

LABELS = ("Ngày gửi biểu:", "Day of sending:")
"""What stands before the cell, in each language of forms."""
_LABELS = tuple(fold(label) for label in LABELS)
_ROWS = 12
"""The cell is above the table, whose header stands in the ninth row of a form."""
_LARGEST = 2_000_000
"""Bytes; a form has some ten thousand, and is read here a second time."""


class Sent(NamedTuple):
    """What stands in the cell: a day, or what is none."""

    day: date | None
    text: str
    location: Location


def sent_on(source: Source) -> Sent | None:
    """The day on which a form was sent; None where it has no such cell, or an empty one."""
    try:
        with source.open() as stream:
            data = stream.read(_LARGEST)
    except OSError:
        return None
    if len(data) == _LARGEST or not data.startswith(b"PK"):
        return None
    try:
        sheets = read_workbook(data)
    except Unreadable:
        return None
    for sheet in sheets[:1]:
        for line, row in sheet.rows:
            if line > _ROWS:
                break
            at = next((index for index, cell in enumerate(row) if _is_label(cell)), None)
            if at is None:
                continue
            for column in range(at + 1, len(row)):
                if not is_blank(row[column]):
                    place = Location(
                        source.path, line, column + 1, sheet.name, cell_name(line, column + 1)
                    )
                    return Sent(_day(row[column]), as_text(row[column]).strip(), place)
    return None


def _is_label(cell: Cell) -> bool:
    return isinstance(cell, str) and fold(cell.strip()) in _LABELS


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    text = as_text(cell).strip()
    return parse_date(text) or local_date(text)
