"""Files of text with separators: a tidy table as a stream, any other shape as a sheet of cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.reading.table.asides import aside_code, ignored_code, role_of
from cchc_cli.reading.table.encoding import UNDECODED, OpenText, decode
from cchc_cli.reading.table.records import MAX_RECORD_LINES, Records, follow, location_of
from cchc_cli.reading.table.source import (
    DELIMITERS,
    HEADER_ROWS,
    MAX_IGNORED,
    REQUIRED,
    SEPARATOR_LINE,
    Source,
    Table,
    Vocabulary,
    recognised,
    shortened,
)

if TYPE_CHECKING:
    from cchc_cli.reading.table.header import Grid

Lines = list[tuple[int, str]]
"""Lines of a text with their numbers."""


@dataclass(eq=False, repr=False)
class TextTable(Table):
    """The rows under a header that is the first line, read as a stream."""

    source: Source
    records: Records
    header: Sequence[str]
    columns: Mapping[str, int]
    vocabulary: Vocabulary
    diagnostics: list[Diagnostic]
    last_header: int = 0
    """The line of the last row that repeated the header."""
    is_stream = True
    is_cumulative = is_wide = False
    sums = MappingProxyType({})

    def __post_init__(self) -> None:
        self.width = len(self.header)

    def rows(self, faults: list[Diagnostic] | None = None) -> Iterator[tuple[int, list[str]]]:
        """The rows, each with its line for a number."""
        return self.records.rows(faults)

    def passed(self, number: int, row: Sequence[str]) -> Code | None:
        """Whether a row repeats the header, or numbers the columns right under one."""
        texts = [cell.strip() for cell in row[: self.width]]
        is_first = number in (self.records.after + 1, self.last_header + 1)
        code = aside_code(texts, (self.header,), is_first, self.vocabulary)
        if code is codes.A313:
            self.last_header = number
        return code

    def places(self, fields: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Location]:
        """The fields, found by reading the file again."""
        cells = {(line, name): (line, self.columns.get(name, 0)) for line, name in fields}
        places = self.records.locate(cells.values())
        return {field: places[cell] for field, cell in cells.items()}


def open_text_table(
    source: Source, start: bytes, vocabulary: Vocabulary
) -> tuple[list[Table], list[Grid], list[Diagnostic]]:
    """The table of a text file, or the cells in which none was found; `start` is how the file begins.

    Where bytes are no UTF-8, all else is read nevertheless, unless they stand where the header is
    looked for: without its words nothing is certain of the rows.
    """
    decoded = decode(source, start, vocabulary.encoding, HEADER_ROWS)
    if decoded.open is None:
        return [], [], decoded.diagnostics
    with decoded.open() as stream:
        lines = _first_lines(stream)
    separator = SEPARATOR_LINE.fullmatch(lines[0][1]) if lines else None
    marks: tuple[str, ...] = DELIMITERS
    if separator:
        lines, marks = lines[1:], (separator[1],)
    while lines and not lines[0][1].strip():
        lines = lines[1:]
    if not lines:
        missing = tuple(Term("column", name) for name in REQUIRED)
        fault = source.fault(codes.A105, 1, 1, missing=missing, found="")
        return [], [], [*decoded.diagnostics, fault]
    table, grids, faults = _find_table(source, decoded.open, lines, marks, vocabulary)
    head = (text for _, text in lines[:HEADER_ROWS])
    if decoded.is_damaged and table is None and any(map(UNDECODED.search, head)):
        grids, faults = [], []
    return ([] if table is None else [table]), grids, [*decoded.diagnostics, *faults]


def _find_table(
    source: Source, open_text: OpenText, lines: Lines, marks: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[Table | None, list[Grid], list[Diagnostic]]:
    headers = {mark: _split(lines, mark) for mark in marks}
    delimiter = max(marks, key=lambda mark: len(recognised(headers[mark][0])))
    header, size = headers[delimiter]
    names = recognised(header)
    _, quote, is_open = follow(lines, delimiter)
    if quote is not None and is_open:
        return None, [], [source.fault(codes.A109, *quote)]
    if all(name in names for name in REQUIRED):
        table = _tidy_table(source, open_text, header, delimiter, lines, size, vocabulary)
        if isinstance(table, list):
            return None, [], table
        return (None if any(map(UNDECODED.search, header)) else table), [], []
    # Few texts are laid out like a sheet.
    from cchc_cli.reading.table.grids import laid_text

    others = (mark for mark in marks if mark != delimiter)
    laid, grids = laid_text(source, open_text, (delimiter, *others), vocabulary, lines[0][0] - 1)
    return laid, grids, []


def _first_lines(stream: Iterable[str]) -> Lines:
    """The lines from the first that is not blank, as many as a header may span, with their numbers."""
    numbered = enumerate(stream, start=1)
    for number, text in numbered:
        if text.strip():
            return [(number, text), *islice(numbered, MAX_RECORD_LINES - 1)]
    return []


def _split(lines: Lines, delimiter: str) -> tuple[list[str], int]:
    """The fields of the first record, and how many lines it spans."""
    reader = csv.reader((text for _, text in lines), delimiter=delimiter)
    try:
        return next(reader, []), reader.line_num
    except csv.Error:
        return [], 1


def _tidy_table(
    source: Source,
    open_text: OpenText,
    header: list[str],
    delimiter: str,
    lines: Lines,
    size: int,
    vocabulary: Vocabulary,
) -> TextTable | list[Diagnostic]:
    line = lines[0][0]
    places = follow(lines, delimiter).places

    def note(code: Code, index: int, **params: object) -> Diagnostic:
        return code.at(location_of(source, places, line, index), **params)

    names = recognised(header)
    repeated = [
        note(codes.A106, index, field=Term("column", name), found=header[index])
        for name, positions in names.items()
        for index in positions[1:]
    ]
    if repeated:
        return repeated
    columns = {name: positions[0] for name, positions in names.items()}
    used = {index for name, index in columns.items() if name != "cumulative"}
    others = (index for index, cell in enumerate(header) if cell.strip() and index not in used)
    ignored = list(islice(others, MAX_IGNORED))
    required = [columns[name] for name in REQUIRED]
    is_padded = not {"unit", "evidence", "note"} <= columns.keys()
    after = line + size - 1
    records = Records(source, open_text, delimiter, after, len(header), required, is_padded=is_padded)
    rows = () if "unit" in columns or not ignored else islice(records.rows(), HEADER_ROWS)
    first = [[row[index] for index in ignored] for _, row in rows]
    notes = []
    for at, index in enumerate(ignored):
        is_planned = role_of(header[index]) == "planned"
        code = codes.A322 if is_planned else ignored_code((row[at] for row in first), vocabulary)
        notes.append(note(code, index, found=shortened(header[index])))
    texts = [cell.strip() for cell in header]
    return TextTable(source, records, texts, columns, vocabulary, notes)
