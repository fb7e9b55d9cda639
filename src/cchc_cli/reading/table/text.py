"""Files of text with separators, read as a stream that knows the line of every row."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple, TextIO

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity
from cchc_cli.model.period import parse_label
from cchc_cli.reading.cells.legacy import conversions
from cchc_cli.reading.cells.values import BrokenCell, Cell
from cchc_cli.reading.table.layout import HEADER_ROWS, Grid, find_header, lay_out
from cchc_cli.reading.table.source import (
    ENCODINGS,
    MAX_COLUMNS,
    MAX_IGNORED,
    REQUIRED,
    LaidTable,
    Source,
    Vocabulary,
    column_of,
    file_fault,
    recognised,
)

MAX_RECORD_LINES = 200
"""A quoted field that spans more lines than this was opened by a stray quote."""
MAX_BAD_LINES = 20
_UNDECODED = re.compile("[\udc80-\udcff]")
"""A byte that is no UTF-8, as the decoder passes it on: no character of a text is one of these."""
DELIMITERS = (",", ";", "\t")
_CLOSING = re.compile(r'(?:[^"]++|"")*+"')
"""The rest of a quoted field on its line, with the quote that closes it."""
_SEPARATOR_LINE = re.compile(r"sep=(.)[\r\n]*", re.IGNORECASE)
_ACCENTED = frozenset(
    ["kỳ", "đơn vị", "chỉ tiêu", "giá trị", "số liệu", "minh chứng", "ghi chú", "lũy kế"]
)
_SPLITTERS = re.compile('[,;\t\r\n"]')

Place = tuple[int, int]
"""Line and column, from 1."""
OpenText = Callable[[], TextIO]


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
    open_text: OpenText
    header_end: int = 0
    """The last line of the header."""
    header: Sequence[str] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each record below the header with the line on which it starts; empty lines are skipped.

        A quote at fault is an error where it opens. One that is never closed ends the rows; so does
        a field that is too long to go on safely after it.
        """
        broken: dict[int, _Break] = {}
        with self.open_text() as stream:
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
        at = [self.columns[name] for name in REQUIRED if name in self.columns]
        for index, cell in enumerate(row):
            lines = cell.splitlines()
            if len(lines) > MAX_RECORD_LINES:
                return index
            for line in lines[1:]:
                cells = line.split(self.delimiter)
                if len(at) < len(REQUIRED):
                    # The header is not known yet: lines with as many separators are rows of their own.
                    if self.width > 2 and len(cells) >= self.width:
                        return index
                elif len(cells) > max(at) and parse_label(cells[at[0]].strip()):
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
        with self.open_text() as stream:
            last = max(wanted)
            numbered = enumerate(stream, start=1)
            for number, text in numbered:
                if number > last:
                    break
                if number in wanted:
                    found[number] = _follow(chain([(number, text)], numbered), self.delimiter)
        return found


def cell_of(text: str) -> Cell:
    """A text as a cell; a broken one where bytes in it could not be decoded, as is told already."""
    if text.isascii() or _UNDECODED.search(text) is None:
        return text
    return BrokenCell(None, _UNDECODED.sub("\ufffd", text))


def open_text_table(
    source: Source, start: bytes, vocabulary: Vocabulary
) -> tuple[list[Table | LaidTable], list[Diagnostic]]:
    """The table of a text file, or why there is none; `start` is how the file begins.

    Where bytes are no UTF-8, all else is read nevertheless, unless they stand where the header is
    looked for: without its words nothing is certain of the rows.
    """
    remarks: list[Diagnostic] = []
    encoding = ENCODINGS.get((vocabulary.encoding or "").lower())
    if start.startswith(codecs.BOM_UTF32_LE):
        return [], [file_fault(source, "A103", shape="binary")]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif start.startswith(codecs.BOM_UTF8):
        encoding = None
    elif encoding in (None, "utf-8-sig", "cp1258") and b"\x00" in start:
        return [], [file_fault(source, "A103", shape="binary")]
    open_text = _opener(source, encoding or "utf-8-sig")
    bad = _undecodable(source, open_text, encoding or "utf-8-sig")
    if bad and vocabulary.encoding is None and encoding is None:
        legacy = _old_encoding(source)
        if legacy == "windows-1258":
            remarks.append(_note(source, "A321", 1, encoding="Windows-1258"))
            open_text, bad = _opener(source, "cp1258"), []
        elif legacy is not None:
            return [], [file_fault(source, "A115", 1, 1, encoding=legacy)]
    if bad and encoding not in (None, "utf-8-sig"):
        return [], bad
    if bad:
        open_text = _opener(source, "utf-8-sig", "surrogateescape")
    with open_text() as stream:
        lines = _first_lines(stream)
    separator = _SEPARATOR_LINE.fullmatch(lines[0][1]) if lines else None
    marks: tuple[str, ...] = DELIMITERS
    if separator:
        lines, marks = lines[1:], (separator[1],)
    while lines and not lines[0][1].strip():
        lines = lines[1:]
    if not lines:
        return [], [file_fault(source, "A105", line=1, column=1, missing=REQUIRED, found="")]
    tables, faults = _find_table(source, open_text, lines, marks, vocabulary)
    if bad and not tables and any(_UNDECODED.search(text) for _, text in lines[:HEADER_ROWS]):
        faults = []
    return tables, [*remarks, *bad, *faults]


def _find_table(
    source: Source,
    open_text: OpenText,
    lines: list[tuple[int, str]],
    marks: tuple[str, ...],
    vocabulary: Vocabulary,
) -> tuple[list[Table | LaidTable], list[Diagnostic]]:
    headers = {mark: _split(lines, mark) for mark in marks}
    delimiter = max(marks, key=lambda mark: len(recognised(headers[mark][0])))
    header, size = headers[delimiter]
    found = recognised(header)
    if all(column in found for column in REQUIRED):
        table = _table(source, open_text, header, delimiter, lines, size)
        if isinstance(table, list):
            return [], table
        return ([] if any(map(_UNDECODED.search, header)) else [table]), []
    _, quote, is_open = _follow(lines, delimiter)
    if quote is not None and is_open:
        return [], [file_fault(source, "A109", *quote)]
    for mark in (delimiter, *(one for one in marks if one != delimiter)):
        laid = _laid(source, open_text, mark, vocabulary, lines[0][0])
        if laid is not None:
            return [laid], []
    return [], [_no_header(source, header, delimiter, lines)]


def _laid(
    source: Source, open_text: OpenText, delimiter: str, vocabulary: Vocabulary, first_line: int
) -> LaidTable | None:
    """The table of a file whose first row is no tidy header, read with one separator."""
    scout = Table(source, {}, 0, delimiter, open_text, first_line - 1)

    lines: set[int] = set()
    found: dict[int, list[Place]] = {}

    def locate(line: int, column: int) -> Location:
        if line not in found:
            # A line near the top is soon found; for one below the file is read once for all of them.
            found.update(scout.places({line} if line <= HEADER_ROWS else lines))
        places = found.get(line, [])
        return Location(source.path, *(places[column] if column < len(places) else (line, 1)))

    cells = ((line, [cell_of(text) for text in row]) for line, row in scout.rows())
    head = list(islice(cells, HEADER_ROWS + 5))
    if find_header(Grid(source, None, head, (), locate, True), vocabulary) is None:
        return None
    scout.diagnostics.clear()
    scout.width = max((len(row) for _, row in head), default=0)
    cells = ((line, [cell_of(text) for text in row]) for line, row in scout.rows())
    grid = Grid(source, None, list(cells), (), locate, True)
    header = find_header(grid, vocabulary)
    if header is None:
        return None
    lines.update(line for line, _ in grid.rows)
    named = (cell for _, row in grid.rows[header.first : header.last + 1] for cell in row)
    if any(isinstance(cell, BrokenCell) for cell in named):
        return None
    laid = lay_out(grid, header, vocabulary)
    laid.diagnostics += scout.diagnostics
    return laid


def _no_header(
    source: Source, header: list[str], delimiter: str, lines: list[tuple[int, str]]
) -> Diagnostic:
    line = lines[0][0]
    for number, text in lines[:HEADER_ROWS]:
        for cell in _SPLITTERS.split(text):
            for encoding, converted in conversions(cell.strip()[:100]):
                if column_of(cell) is None and converted.lower() in _ACCENTED:
                    return file_fault(source, "A115", number, 1, encoding=encoding)
    if packed_columns(header):
        return file_fault(source, "A114", line, 1, found=_shown_header(header, delimiter))
    known = recognised(header)
    missing = tuple(column for column in REQUIRED if column not in known)
    shown = _shown_header(header, delimiter)
    return file_fault(source, "A105", line, 1, missing=missing, found=shown)


def packed_columns(header: Iterable[str]) -> bool:
    """Whether one cell holds a whole header: everything came into one column."""
    return any(
        all(column in recognised(cell.split(mark)) for column in REQUIRED)
        for cell in header
        for mark in DELIMITERS
        if mark in cell
    )


def _shown_header(header: list[str], delimiter: str) -> str:
    shown = delimiter.join(header)
    return shown if len(shown) <= 80 else shown[:77] + "..."


def _note(source: Source, code: str, line: int, **params: object) -> Diagnostic:
    return Diagnostic(code, Severity.NOTE, Location(source.path, line, 1), params)


def _opener(source: Source, encoding: str, errors: str = "strict") -> OpenText:
    def open_text() -> TextIO:
        if encoding != "cp1258":
            return io.TextIOWrapper(source.open(), encoding=encoding, errors=errors, newline="")
        # Decoded text of this code page has its tone marks apart.
        with source.open() as raw:
            text = raw.read().decode(encoding)
        return io.StringIO(unicodedata.normalize("NFC", text), newline="")

    return open_text


def _undecodable(source: Source, open_text: OpenText, encoding: str) -> list[Diagnostic]:
    """An error for each line whose bytes are not in the encoding."""
    try:
        with open_text() as stream:
            while stream.read(1 << 20):
                pass
    except UnicodeError:
        pass
    else:
        return []
    if encoding != "utf-8-sig":
        return [_first_undecodable(source, encoding)]
    with _opener(source, encoding, "surrogateescape")() as stream:
        found = (
            (number, bad.start() + 1, f"0x{ord(bad[0]) - 0xDC00:02X}")
            for number, line in enumerate(stream, start=1)
            if (bad := _UNDECODED.search(line)) is not None
        )
        return [
            file_fault(source, "A104", line, column, found=byte, encoding="UTF-8")
            for line, column, byte in islice(found, MAX_BAD_LINES)
        ]


def _first_undecodable(source: Source, encoding: str) -> Diagnostic:
    with source.open() as raw:
        data = raw.read()
    name = "Windows-1258" if encoding == "cp1258" else "UTF-16"
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        byte = f"0x{data[error.start]:02X}"
        return file_fault(source, "A104", line, column, found=byte, encoding=name)
    except UnicodeError:
        pass
    return file_fault(source, "A104", 1, 1, found=f"0x{data[0]:02X}" if data else "", encoding=name)


def _old_encoding(source: Source) -> str | None:
    """The encoding that a file without UTF-8 proves: its header's words are Vietnamese in it alone."""
    with source.open() as raw:
        start = raw.read(1 << 16)
        data = start + raw.read()
    for line in start.splitlines()[:HEADER_ROWS]:
        for cell in re.split(rb'[,;\t"]', line):
            name = _encoding_of(cell.strip())
            if name == "windows-1258":
                try:
                    data.decode("cp1258")
                except UnicodeDecodeError:
                    continue
            if name is not None:
                return name
    return None


def _encoding_of(cell: bytes) -> str | None:
    if cell.isascii() or len(cell) > 60:
        return None
    text = unicodedata.normalize("NFC", cell.decode("cp1258", "replace"))
    if text.lower() in _ACCENTED:
        return "windows-1258"
    plain = cell.decode("latin-1")
    return next((name for name, text in conversions(plain) if text.lower() in _ACCENTED), None)


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


def _table(
    source: Source,
    open_text: OpenText,
    header: list[str],
    delimiter: str,
    lines: list[tuple[int, str]],
    size: int,
) -> Table | list[Diagnostic]:
    found = recognised(header)
    faults: list[Diagnostic] = []
    line = lines[0][0]
    places, quote, is_open = _follow(lines, delimiter)
    if quote is not None and is_open:
        return [file_fault(source, "A109", *quote)]
    for column, positions in found.items():
        for again in positions[1:]:
            at = places[again] if again < len(places) else (line, 1)
            faults.append(file_fault(source, "A106", *at, field=column, found=header[again]))
    if faults:
        return faults
    columns = {column: positions[0] for column, positions in found.items()}
    table = Table(source, columns, len(header), delimiter, open_text, line + size - 1, header)
    known = {index for name, index in columns.items() if name != "cumulative"}
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
