"""Files of rows: text with separators, read as a stream that knows the line of every row.

Other sorts of files (workbooks) become a `Table` too; what reads figures sees tables only.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, reason_of
from cchc_cli.model.period import parse_label
from cchc_cli.reading.names import strip_diacritics

MAX_RECORD_LINES = 200
"""A quoted field that spans more lines than this was opened by a stray quote."""
MAX_BAD_LINES = 20
MAX_COLUMNS = 10_000
"""Columns among which those of ours are looked for."""
MAX_IGNORED = 50
"""Ignored columns that are named, each in a note."""
DELIMITERS = (",", ";", "\t")

COLUMNS = {
    "period": ("period", "ky", "ky bao cao"),
    "unit": ("unit", "don vi"),
    "indicator": ("indicator", "chi tieu"),
    "value": ("value", "gia tri", "so lieu", "gia tri (so lieu)"),
    "evidence": ("evidence", "minh chung"),
    "note": ("note", "ghi chu"),
    "source": ("source", "nguon so lieu"),
}
REQUIRED = ("period", "indicator", "value")

_SIGNATURES = (
    (b"PK\x03\x04", "xlsx"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


_CLOSING = re.compile(r'(?:[^"]++|"")*+"')
"""The rest of a quoted field on its line, with the quote that closes it."""

Place = tuple[int, int]
"""Line and column, from 1."""


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


class _Record(NamedTuple):
    """Where the fields of a record start, and the quote that is at fault."""

    places: list[Place]
    quote: Place | None = None
    """A quote that is not closed, or closed in the middle of its field."""
    is_open: bool = False


class _Break(NamedTuple):
    """A record that is no row: its last line, and what the splitter says or which field is wrong."""

    end: int
    problem: str
    swallowing: int | None = None


@dataclass(slots=True)
class Table:
    """The rows under a header."""

    source: Source
    columns: dict[str, int]
    """Where each known column stands, from 0."""
    width: int
    delimiter: str
    header_end: int = 0
    """The last line of the header."""
    sheet: str | None = None
    """The sheet of a workbook; its lines are rows."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each record below the header with the line on which it starts; empty lines are skipped.

        A quote at fault is an error where it opens. One that is never closed ends the rows; so does
        a field that is too long to go on safely after it.
        """
        broken: dict[int, _Break] = {}
        with _text(self.source) as stream:
            reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
            end = 0
            is_over = False
            while not is_over:
                try:
                    for row in reader:
                        line, end = end + 1, reader.line_num
                        if line <= self.header_end or not row:
                            continue
                        if end != line:
                            swallowing = self._swallowing_field(row)
                            if swallowing is not None:
                                broken[line] = _Break(end, "", swallowing)
                                continue
                        yield line, row
                    is_over = True
                except csv.Error as error:
                    line, end = end + 1, reader.line_num
                    broken[line] = _Break(end, str(error))
                    is_over = "expected after" not in str(error)
        self._note_breaks(broken)

    def _swallowing_field(self, row: list[str]) -> int | None:
        """The field whose quote took in lines that are rows of their own, by its position from 0."""
        at = [self.columns[name] for name in REQUIRED]
        for index, cell in enumerate(row):
            lines = cell.splitlines()
            if len(lines) > MAX_RECORD_LINES:
                return index
            for line in lines[1:]:
                cells = line.split(self.delimiter)
                if len(cells) > max(at) and parse_label(cells[at[0]].strip()):
                    return index
        return None

    def _note_breaks(self, broken: dict[int, _Break]) -> None:
        for line, record in self._records(set(broken)).items():
            end, problem, swallowing = broken[line]
            code, place = "A109", record.quote
            if swallowing is not None:
                place = record.places[swallowing]
            elif place is None or (end == line and not record.is_open):
                code = "A110"
            location = Location(self.source.path, *(place or (line, 1)))
            params = {"problem": problem} if code == "A110" else {}
            self.diagnostics.append(Diagnostic(code, Severity.ERROR, location, params))

    def places(self, wanted: set[int]) -> dict[int, list[Place]]:
        """Line and column of every field of the records that start on the wanted lines.

        Reads the file again: only faults need it, so the rows themselves carry no columns.
        """
        return {line: record.places for line, record in self._records(wanted).items()}

    def _records(self, wanted: set[int]) -> dict[int, _Record]:
        found: dict[int, _Record] = {}
        if not wanted:
            return found
        with _text(self.source) as stream:
            last = max(wanted)
            numbered = enumerate(stream, start=1)
            for number, text in numbered:
                if number > last:
                    break
                if number in wanted:
                    found[number] = _follow(chain([(number, text)], numbered), self.delimiter)
        return found


def open_table(source: Source) -> Table | list[Diagnostic]:
    """Finds the separator and the header of a text file, or says why it is no table of figures."""
    try:
        with source.open() as raw:
            start = raw.read(4096)
    except OSError as error:
        return [_file_fault(source, "A101", why=reason_of(error))]
    if start.startswith(_SIGNATURES[0][0]):
        from cchc_cli.reading.form_sheet import open_workbook

        return open_workbook(source)
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            return [_file_fault(source, "A103", shape=name)]
    if start.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        return [_file_fault(source, "A103", shape="html")]
    if b"\x00" in start:
        return [_file_fault(source, "A103", shape="binary")]
    bad = _undecodable(source)
    if bad:
        return bad
    with _text(source) as stream:
        lines = _first_lines(stream)
    if not lines:
        return [_file_fault(source, "A105", line=1, column=1, missing=REQUIRED, found="")]
    headers = {mark: _split(lines, mark) for mark in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda mark: len(recognised(headers[mark][0])))
    header, size = headers[delimiter]
    return _table(source, header, delimiter, lines, size)


def column_letters(index: int) -> str:
    """What a workbook calls the column at a position from 0: A, B, … AA."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _file_fault(
    source: Source, code: str, line: int | None = None, column: int | None = None, **params: object
) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, Location(source.path, line, column), params)


def _text(source: Source) -> io.TextIOWrapper:
    return io.TextIOWrapper(source.open(), encoding="utf-8-sig", newline="")


def _undecodable(source: Source) -> list[Diagnostic]:
    """An error for each line whose bytes are no UTF-8."""
    with _text(source) as stream:
        try:
            while stream.read(1 << 20):
                pass
        except UnicodeDecodeError:
            pass
        else:
            return []
    found = []
    with source.open() as raw:
        for number, line in enumerate(raw, start=1):
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                column = len(line[: error.start].decode("utf-8", "replace")) + 1
                byte = f"0x{line[error.start]:02X}"
                found.append(_file_fault(source, "A104", number, column, found=byte))
                if len(found) == MAX_BAD_LINES:
                    break
    return found


def _first_lines(stream: Iterable[str]) -> list[tuple[int, str]]:
    """The lines from the first that is not blank, as many as a header may span, with their numbers."""
    numbered = enumerate(stream, start=1)
    for number, text in numbered:
        if text.strip():
            return [(number, text), *islice(numbered, MAX_RECORD_LINES - 1)]
    return []


def _split(lines: list[tuple[int, str]], delimiter: str) -> tuple[list[str], int]:
    """The fields of the first record, and how many lines it spans."""
    reader = csv.reader((text for _, text in lines), delimiter=delimiter)
    try:
        return next(reader, []), reader.line_num
    except csv.Error:
        return [], 1


def recognised(header: list[str]) -> dict[str, list[int]]:
    """The known columns of a header, each with every position where it stands."""
    found: dict[str, list[int]] = {}
    for index, cell in enumerate(header[:MAX_COLUMNS]):
        bare = strip_diacritics(cell[:100])
        for column, names in COLUMNS.items():
            if bare in names:
                found.setdefault(column, []).append(index)
    return found


def _table(
    source: Source, header: list[str], delimiter: str, lines: list[tuple[int, str]], size: int
) -> Table | list[Diagnostic]:
    found = recognised(header)
    faults: list[Diagnostic] = []
    line = lines[0][0]
    places, quote, is_open = _follow(lines, delimiter)
    if quote is not None and is_open:
        return [_file_fault(source, "A109", *quote)]
    missing = [column for column in REQUIRED if column not in found]
    if missing:
        shown = delimiter.join(header)
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        faults.append(_file_fault(source, "A105", line, 1, missing=tuple(missing), found=shown))
    for column, positions in found.items():
        for again in positions[1:]:
            at = places[again] if again < len(places) else (line, 1)
            faults.append(_file_fault(source, "A106", *at, field=column, found=header[again]))
    if faults:
        return faults
    columns = {column: positions[0] for column, positions in found.items()}
    table = Table(source, columns, len(header), delimiter, line + size - 1)
    known = set(columns.values())
    ignored = [index for index, cell in enumerate(header) if cell.strip() and index not in known]
    for index in ignored[:MAX_IGNORED]:
        at = places[index] if index < len(places) else (line, 1)
        place = Location(source.path, *at)
        params = {"found": header[index].strip()[:60]}
        table.diagnostics.append(Diagnostic("A107", Severity.NOTE, place, params))
    return table


def _follow(lines: Iterable[tuple[int, str]], delimiter: str) -> _Record:
    """Follows one record from its first line to its last, as the CSV reader does."""
    places: list[Place] = []
    quote: Place | None = None
    for number, text in lines:
        at = 0
        if quote is None:
            places.append((number, 1))
        while True:
            if quote is None and text.startswith('"', at):
                quote = (number, at + 1)
                at += 1
            if quote is not None:
                closing = _CLOSING.match(text, at)
                if closing is None:
                    break
                at = closing.end()
                if not text.startswith((delimiter, "\r", "\n"), at) and at < len(text):
                    return _Record(places, quote)
                quote = None
            at = text.find(delimiter, at) + 1
            if not at or len(places) > MAX_COLUMNS:
                return _Record(places)
            places.append((number, at + 1))
    return _Record(places, quote, quote is not None)
