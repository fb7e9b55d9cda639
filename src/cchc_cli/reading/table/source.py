"""What every file of figures comes down to: rows under known columns, with a place for every cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity
from cchc_cli.model.period import Calendar
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.values import Cell

MAX_COLUMNS = 10_000
"""Columns among which those of ours are looked for."""
MAX_IGNORED = 50
"""Ignored columns that are named, each in a note."""

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1258": "cp1258",
    "cp1258": "cp1258",
}
"""What may be declared, and what the decoder calls it."""

COLUMNS = {
    "period": ("period", "ky", "ky bao cao"),
    "unit": ("unit", "don vi"),
    "indicator": ("indicator", "chi tieu"),
    "value": ("value", "gia tri", "so lieu", "gia tri (so lieu)"),
    "evidence": ("evidence", "minh chung"),
    "note": ("note", "ghi chu"),
    "source": ("source", "nguon so lieu"),
}
CUMULATIVE = ("cumulative", "luy ke", "so luy ke", "so lieu luy ke", "gia tri luy ke")
"""Headers of a column that holds totals to date instead of each period's figure."""
REQUIRED = ("period", "indicator", "value")

_COLUMN_OF = {name: column for column, names in COLUMNS.items() for name in names}
_COLUMN_OF |= dict.fromkeys(CUMULATIVE, "cumulative")


class Source(NamedTuple):
    """A file of figures: what diagnostics call it, and how to read it from the start."""

    path: str
    open: Callable[[], BinaryIO]

    def sha256(self) -> str:
        """The digest of its bytes."""
        with self.open() as stream:
            digest = hashlib.sha256()
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()


class Vocabulary(NamedTuple):
    """What a reader must know of the plan to find its way in a file."""

    find_unit: Callable[[str], str | None]
    find_indicator: Callable[[str], str | None]
    calendar: Calendar
    encoding: str | None = None
    """The declared encoding of text files."""


class LaidRow(NamedTuple):
    """One figure as the tidy row that it means, whatever the shape of its sheet."""

    line: int
    period: Cell
    unit: Cell
    indicator: Cell
    value: Cell
    evidence: str
    note: str
    columns: tuple[int, int, int, int, int]
    """Where period, unit, indicator, value and note stand, from 0."""
    source: str = ""
    """What the sheet says of where the figure came from."""

    def column(self, name: str) -> int:
        """Where a field stands; the first column for a name that has none."""
        names = ("period", "unit", "indicator", "value", "note")
        return self.columns[names.index(name)] if name in names else 0


@dataclass(slots=True)
class LaidTable:
    """A table that was not tidy, or of a workbook, as tidy rows."""

    source: Source
    sheet: str | None
    locate: Callable[[int, int], Location]
    """The place of a cell: its line from 1, its column from 0."""
    rows: list[LaidRow]
    is_cumulative: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)


def file_fault(
    source: Source, code: str, line: int | None = None, column: int | None = None, **params: object
) -> Diagnostic:
    """An error that makes a file unreadable."""
    return Diagnostic(code, Severity.ERROR, Location(source.path, line, column), params)


def column_of(text: str) -> str | None:
    """The column that a header's text names; None for one that is not ours."""
    return _COLUMN_OF.get(strip_diacritics(text[:100]))


def recognised(header: Iterable[str]) -> dict[str, list[int]]:
    """The known columns of a header, each with every position where it stands."""
    found: dict[str, list[int]] = {}
    for index, cell in enumerate(header):
        if index == MAX_COLUMNS:
            break
        column = column_of(cell)
        if column is not None:
            found.setdefault(column, []).append(index)
    return found
