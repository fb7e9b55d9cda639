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
from cchc_cli.reading.table.encoding import cell_of, decode
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
_SHOWN = (
    *("name", "max", "rule", "owner", "stt", "no."),
    *("ten tieu chi", "diem toi da", "cach cham", "chu tri"),
)
"""Columns of our own forms that nobody reads back."""
_COLUMN_OF = {name: column for column, names in COLUMNS.items() for name in names}

Row = Sequence[Cell]


class Header(NamedTuple):
    """The row that names the columns."""

    line: int
    columns: dict[str, int]
    """Where each known column stands, from 0."""
    repeated: list[tuple[str, int]]
    ignored: list[tuple[int, str]]
    width: int


class SheetRows(NamedTuple):
    """The rows under a header."""

    source: Source
    header: Header
    body: Sheet | Records
    """A sheet of a workbook, or the records of a text below its header."""

    @property
    def sheet(self) -> str | None:
        """The name of the sheet; None in a text."""
        return self.body.name if isinstance(self.body, Sheet) else None

    def letter(self, column: str) -> str | None:
        """The letters of a column of a workbook."""
        if isinstance(self.body, Records) or column not in self.header.columns:
            return None
        return cell_name(1, self.header.columns[column] + 1)[:-1]

    def rows(self, faults: list[Diagnostic]) -> Iterator[tuple[int, Row]]:
        """Each row below the header with its line; what is no row is noted in the list."""
        if isinstance(self.body, Records):
            return _typed(self.body.rows(faults))
        return ((line, row) for line, row in self.body.rows if line > self.header.line)

    def places(self, lines: Iterable[int]) -> Callable[[int, int], Location]:
        """For these lines: where a cell stands, by its line from 1 and its column from 0."""
        if isinstance(self.body, Sheet):
            return partial(self.body.locate, self.source.path)
        spots_by_line = self.body.places(lines)

        def locate(line: int, column: int) -> Location:
            spots = spots_by_line.get(line, [])
            return Location(self.source.path, *(spots[column] if column < len(spots) else (line, 1)))

        return locate

    def header_faults(self) -> Iterator[Diagnostic]:
        """What is wrong with the header, and which of its columns are ignored."""
        line, columns, repeated, ignored, _ = self.header
        locate = self.places([line])
        missing = [Term("score.column", name) for name in REQUIRED if name not in columns]
        if missing:
            yield codes.A601.at(locate(line, columns["criterion"]), missing=tuple(missing))
        for name, at in repeated:
            yield codes.A106.at(locate(line, at), field=Term("score.column", name), found=name)
        for at, found in ignored[:MAX_IGNORED]:
            yield codes.A107.at(locate(line, at), found=found[:60])


class Opening(NamedTuple):
    """The tables of a file, and what is to be said of it."""

    tables: list[SheetRows]
    diagnostics: list[Diagnostic]


def _find_header(rows: Iterable[tuple[int, Row]]) -> Header | None:
    """The first row that names a column of criteria."""
    for line, row in islice(rows, HEADER_ROWS):
        texts = [as_text(cell).strip() for cell in row]
        columns: dict[str, int] = {}
        repeated, ignored = [], []
        for at, text in enumerate(texts):
            name = _COLUMN_OF.get(strip_diacritics(text[:100]).strip())
            if name is None:
                if text and strip_diacritics(text[:100]) not in _SHOWN:
                    ignored.append((at, text))
            elif name in columns:
                repeated.append((name, at))
            else:
                columns[name] = at
        if "criterion" in columns and len(columns) > 1:
            return Header(line, columns, repeated, ignored, len(texts))
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
        header = _find_header(sheet.rows)
        if header is None:
            passed.append(sheet)
            continue
        table = SheetRows(source, header, sheet)
        opening.tables.append(table)
        opening.diagnostics.extend(table.header_faults())
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
        header = _find_header(_typed(Records(source, decoded.open, mark, 0).rows()))
        if header is not None:
            width = header.width
            records = Records(source, decoded.open, mark, header.line, width, usual=width)
            table = SheetRows(source, header, records)
            return Opening([table], [*decoded.diagnostics, *table.header_faults()])
    return None


def _typed(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, Row]]:
    """Rows of texts as rows of cells; one with bytes that could not be decoded is broken."""
    for line, row in rows:
        yield line, row if all(map(str.isascii, row)) else [cell_of(text) for text in row]
