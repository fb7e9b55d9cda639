"""The tables of a score sheet: rows of cells under the columns that it knows, each with its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.values import Cell, as_text, is_blank
from cchc_cli.reading.table.header import HEADER_ROWS
from cchc_cli.reading.table.records import Records
from cchc_cli.reading.table.sheet import Sheet, Unreadable, cell_name
from cchc_cli.reading.table.source import ENCODINGS, MAX_IGNORED, Source
from cchc_cli.reading.table.text import DELIMITERS
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
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_SEPARATOR_LINE = re.compile(r"sep=(.)[\r\n]*", re.IGNORECASE)

Row = Sequence[Cell]
Locate = Callable[[int, int], Location]
"""The place of a cell: its line from 1, its column from 0."""


@dataclass(slots=True)
class SheetRows:
    """The rows under a header that was found."""

    source: Source
    sheet: str | None
    columns: dict[str, int]
    """Where each known column stands, from 0."""
    width: int
    read: Callable[[], Iterable[tuple[int, Row]]]
    """Each row below the header with its line."""
    places: Callable[[set[int]], Locate]
    """For lines that matter: where a cell stands, by its line and its column from 0."""
    is_text: bool
    """Whether the number of cells in a row means something."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

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
            data = raw.read()
    except OSError as problem:
        fault = codes.A101.at(Location(source.path), why=reason_of(problem))
        return Opening([], [fault])
    if data.startswith(_WORKBOOKS):
        return _open_workbook(source, data)
    return _open_text(source, data, encoding)


def _open_workbook(source: Source, data: bytes) -> Opening | None:
    try:
        sheets = read_workbook(data)
    except Unreadable:
        return None  # the reader of figures says why
    opening = Opening([], [])
    passed: list[Sheet] = []
    for sheet in sheets:
        found = _find_header(sheet.rows)
        if found is None:
            passed.append(sheet)
            continue
        line, header = found

        def locate(line: int, column: int, name: str = sheet.name) -> Location:
            return Location(source.path, line, column + 1, name, cell_name(line, column + 1))

        def read(sheet: Sheet = sheet, start: int = line) -> Iterator[tuple[int, Row]]:
            return ((at, row) for at, row in sheet.rows if at > start)

        def places(_: set[int], found: Locate = locate) -> Locate:
            return found

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


def _open_text(source: Source, data: bytes, encoding: str | None) -> Opening | None:
    name = ENCODINGS.get((encoding or "").lower(), "utf-8-sig")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    try:
        text = data.decode(name)
    except UnicodeError:
        return None
    first = _SEPARATOR_LINE.fullmatch(text.split("\n", 1)[0] + "\n") if text else None
    for mark in (first[1],) if first else DELIMITERS:
        opening = _open_with(source, text, mark)
        if opening is not None:
            return opening
    return None


def _open_with(source: Source, text: str, delimiter: str) -> Opening | None:
    def open_text() -> io.StringIO:
        return io.StringIO(text, newline="")

    reader = csv.reader(open_text(), delimiter=delimiter)
    try:
        head = [(reader.line_num, row) for row in islice(reader, HEADER_ROWS)]
    except csv.Error:
        return None
    found = _find_header(head)
    if found is None:
        return None
    line, header = found
    scout = Records(source, open_text, delimiter, line, usual=header.width)
    faults: list[Diagnostic] = []

    def rows() -> Iterator[tuple[int, Row]]:
        return scout.rows(faults)

    def places(lines: set[int]) -> Locate:
        known = scout.places(lines)

        def locate(line: int, column: int) -> Location:
            spots = known.get(line, [])
            return Location(source.path, *(spots[column] if column < len(spots) else (line, 1)))

        return locate

    table = SheetRows(source, None, header.columns, header.width, rows, places, True, faults)
    return Opening([table], _header_faults(header, line, places({line})))


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
