"""The tables of a score sheet: rows of cells under the columns that it knows, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.values import Cell, as_text, is_blank
from cchc_cli.reading.table.encoding import OpenText, cell_of, decode
from cchc_cli.reading.table.records import Records
from cchc_cli.reading.table.sheet import Sheet, Unreadable, cell_name
from cchc_cli.reading.table.source import (
    DELIMITERS,
    HEADER_ROWS,
    MAX_IGNORED,
    SEPARATOR_LINE,
    WORKBOOKS,
    Source,
)
from cchc_cli.reading.table.workbook import read_workbook

COLUMNS = {
    "criterion": ("criterion", "tieu chi", "ma tieu chi"),
    "value": ("value", "gia tri", "ket qua"),
    "unit": ("unit", "don vi"),
    "stage": ("stage", "lan cham"),
    "veto": ("veto", "so lieu loai tru"),
    "evidence": ("evidence", "minh chung", "tai lieu kiem chung"),
    "note": ("note", "ghi chu"),
}
REQUIRED = ("criterion", "value")
_SHOWN = ("name", "max", "rule", "owner", "stt", "no.")
_SHOWN_VI = ("ten tieu chi", "diem toi da", "cach cham", "chu tri")
"""Columns of our own forms that nobody reads back."""
_COLUMN_OF = {name: column for column, names in COLUMNS.items() for name in names}

Row = Sequence[Cell]
Locate = Callable[[int, int], Location]
"""The place of a cell: its line from 1, its column from 0."""


class SheetRows(NamedTuple):
    """The rows under a header that was found."""

    source: Source
    sheet: str | None
    columns: dict[str, int]
    """Where each known column stands, from 0."""
    width: int
    read: Callable[[list[Diagnostic]], Iterable[tuple[int, Row]]]
    """Each row below the header with its line; what is no row is noted in the list."""
    places: Callable[[set[int]], Locate]
    """For lines that matter: where a cell stands, by its line and its column from 0."""
    is_text: bool
    """Whether it has columns without letters."""

    def letter(self, column: str) -> str | None:
        """The letters of a column of a workbook."""
        if self.is_text or column not in self.columns:
            return None
        return cell_name(1, self.columns[column] + 1)[:-1]


class Opening(NamedTuple):
    """The tables of a file, and what is to be said of it."""

    tables: list[SheetRows]
    diagnostics: list[Diagnostic]


class _Header(NamedTuple):
    columns: dict[str, int]
    repeated: list[tuple[str, int]]
    ignored: list[tuple[int, str]]
    width: int

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in REQUIRED if name not in self.columns)


def _column_of(text: str) -> str | None:
    return _COLUMN_OF.get(strip_diacritics(text[:100]).strip())


def _find_header(rows: Iterable[tuple[int, Row]]) -> tuple[int, _Header] | None:
    """The first row that names a column of criteria, with its line."""
    for line, row in islice(rows, HEADER_ROWS):
        texts = [as_text(cell).strip() for cell in row]
        columns: dict[str, int] = {}
        repeated, ignored = [], []
        for at, text in enumerate(texts):
            name = _column_of(text)
            if name is None:
                if text and strip_diacritics(text[:100]) not in (*_SHOWN, *_SHOWN_VI):
                    ignored.append((at, text))
            elif name in columns:
                repeated.append((name, at))
            else:
                columns[name] = at
        if "criterion" in columns and len(columns) > 1:
            return line, _Header(columns, repeated, ignored, len(texts))
    return None


def open_sheet(source: Source, encoding: str | None = None) -> Opening | None:
    """The tables of a score sheet; None where the file is none, but perhaps one of figures."""
    try:
        with source.open() as raw:
            start = raw.read(4096)
            data = start + raw.read() if start.startswith(WORKBOOKS) else b""
    except OSError as problem:
        return Opening([], [source.fault(codes.A101, why=reason_of(problem))])
    if data:
        return _open_workbook(source, data)
    return _open_text(source, start, encoding)


def _open_workbook(source: Source, data: bytes) -> Opening | None:
    try:
        sheets = read_workbook(data)
    except Unreadable as problem:
        return Opening([], [problem.fault(source.path)])
    opening = Opening([], [])
    passed: list[Sheet] = []
    for sheet in sheets:
        located = _find_header(sheet.rows)
        if located is None:
            passed.append(sheet)
            continue
        line, header = located
        locate = partial(sheet.locate, source.path)

        def read(
            _: list[Diagnostic], sheet: Sheet = sheet, start: int = line
        ) -> Iterator[tuple[int, Row]]:
            return ((at, row) for at, row in sheet.rows if at > start)

        def places(_: set[int], located: Locate = locate) -> Locate:
            return located

        table = SheetRows(source, sheet.name, header.columns, header.width, read, places, is_text=False)
        opening.diagnostics.extend(_header_faults(header, line, locate))
        opening.tables.append(table)
    if not opening.tables:
        return None
    for sheet in passed:
        if any(not is_blank(cell) for _, row in sheet.rows for cell in row):
            place = Location(source.path, sheet=sheet.name)
            opening.diagnostics.append(codes.A310.at(place, sheet=sheet.name))
    return opening


def _open_text(source: Source, start: bytes, encoding: str | None) -> Opening | None:
    decoded = decode(source, start, encoding, HEADER_ROWS)
    if decoded.open is None:
        return Opening([], decoded.diagnostics)
    with decoded.open() as stream:
        first = SEPARATOR_LINE.fullmatch(stream.readline())
    for mark in (first[1],) if first else DELIMITERS:
        opening = _open_with(source, decoded.open, mark)
        if opening is not None:
            return Opening(opening.tables, [*decoded.diagnostics, *opening.diagnostics])
    return None


def _open_with(source: Source, open_text: OpenText, delimiter: str) -> Opening | None:
    scout = Records(source, open_text, delimiter, 0)
    located = _find_header(islice(_typed(scout.rows()), HEADER_ROWS))
    if located is None:
        return None
    line, header = located
    width = header.width
    records = Records(source, open_text, delimiter, line, width, usual=width)

    def read(faults: list[Diagnostic]) -> Iterator[tuple[int, Row]]:
        return _typed(records.rows(faults))

    def places(lines: set[int]) -> Locate:
        spots_by_line = scout.places(lines)

        def locate(line: int, column: int) -> Location:
            spots = spots_by_line.get(line, [])
            return Location(source.path, *(spots[column] if column < len(spots) else (line, 1)))

        return locate

    table = SheetRows(source, None, header.columns, width, read, places, is_text=True)
    return Opening([table], _header_faults(header, line, places({line})))


def _typed(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, Row]]:
    """Rows of texts as rows of cells; one with bytes that could not be decoded is broken."""
    for line, row in rows:
        yield line, row if all(map(str.isascii, row)) else [cell_of(text) for text in row]


def _header_faults(header: _Header, line: int, locate: Locate) -> list[Diagnostic]:
    faults = []
    if header.missing:
        place = locate(line, header.columns["criterion"])
        missing = tuple(Term("score.column", name) for name in header.missing)
        faults.append(codes.A601.at(place, missing=missing))
    for name, at in header.repeated:
        place = locate(line, at)
        faults.append(codes.A106.at(place, field=Term("score.column", name), found=name))
    for at, found in header.ignored[:MAX_IGNORED]:
        faults.append(codes.A107.at(locate(line, at), found=found[:60]))
    return faults
