"""Registers in files of text with separators, read as a stream that knows the line of every row."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.model.register import Mapping
from cchc_cli.reading.register.layout import (
    CHUNK,
    HEADER_ROWS,
    Broken,
    Chunk,
    Register,
    fields_named,
    headers_of,
    layout_of,
)
from cchc_cli.reading.table.encoding import OpenText, opener, undecodable
from cchc_cli.reading.table.records import MAX_RECORD_LINES, Records, location_of
from cchc_cli.reading.table.source import DELIMITERS, ENCODINGS, SEPARATOR_LINE, Source

MAX_FAULTS = 1000
"""Faults of records and rows that are shown; further ones are only counted."""
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(kw_only=True)
class TextRegister(Register):
    """A register of text under its header."""

    delimiter: str
    header_end: int
    """The last line of the header."""
    header_rows: int
    """Records up to the header and with it: fewer than lines where a quoted cell has several."""
    encoding: str
    open_text: OpenText

    def chunks(self) -> Iterator[Chunk]:
        """The rows in order; broken records are noted and left out."""
        width = self.layout.width
        with self.open_text() as stream:
            reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
            while reader.line_num < self.header_end:
                next(reader)
            is_over = False
            while not is_over:
                rows: list[list[str]] = []
                start = reader.line_num
                broken = None
                try:
                    rows.extend(islice(reader, CHUNK))
                    is_over = not rows
                except csv.Error as problem:
                    broken = reader.line_num
                    is_over = "expected after" not in str(problem)
                except UnicodeDecodeError:
                    self.faults += undecodable(self.source, self.encoding)
                    is_over = True
                end = reader.line_num
                if broken is None and end - start == len(rows) and set(map(len, rows)) <= {width}:
                    self.rows += len(rows)
                    if rows:
                        yield Chunk(rows, (start + 1).__add__)
                else:
                    yield from self._sorted_out(rows, start, broken)

    def _sorted_out(self, rows: list[list[str]], start: int, broken: int | None) -> Iterator[Chunk]:
        """The rows of a chunk in which some are not of one line or not of the header's width."""
        width = self.layout.width
        kept: list[list[str]] = []
        lines: list[int] = []
        line = start + 1
        for row in rows:
            spans = 1 + sum(len(_LINE_END.findall(cell)) for cell in row if "\n" in cell or "\r" in cell)
            swallowing = self._swallowing(row) if spans > 1 else None
            if swallowing is not None:
                self._refuse(line, swallowing, codes.A512)
            elif row and len(row) != width:
                self._refuse(line, 0, codes.A511, count=len(row), width=width)
            elif row:
                kept.append(row)
                lines.append(line)
            self.rows += bool(row)
            line += spans
        if broken is not None:
            self.rows += 1
            self._refuse(line, None, codes.A512)
        if kept:
            yield Chunk(kept, lines.__getitem__)

    def _swallowing(self, row: list[str]) -> int | None:
        """The field whose quote took in lines that are rows of their own, by its position from 0."""
        for index, cell in enumerate(row):
            lines = len(_LINE_END.findall(cell))
            if lines > MAX_RECORD_LINES or (
                lines and cell.count(self.delimiter) >= self.layout.width - 1 > 0
            ):
                return index
        return None

    def _refuse(self, line: int, column: int | None, code: Code, **params: object) -> None:
        """Notes that a record is no row."""
        self.refused += 1
        if len(self.broken) < MAX_FAULTS:
            self.broken.append(Broken(line, column, code, params))

    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with the file, each record at the field that is at fault."""
        places = self._records().places({line for line, *_ in self.broken})
        faults = []
        for line, column, code, params in self.broken:
            fields = places.get(line) or [(line, 1)]
            # A quote that breaks a record stands at the last field that could be followed.
            at = fields[-1] if column is None else fields[min(column, len(fields) - 1)]
            faults.append(code.at(Location(self.source.path, *at), **params))
        return [*faults, *self.faults]

    def _records(self) -> Records:
        return Records(self.source, self.open_text, self.delimiter, 0)

    def locate(self, cells: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Location]:
        """The places of cells, each by its line and its column from 0; the file is read once more."""
        return self._records().locate(cells)


def open_text_register(
    source: Source, start: bytes, mapping: Mapping, encoding: str | None
) -> TextRegister | list[Diagnostic]:
    """The register in a file of text, or why there is none; `start` is how the file begins."""
    declared = ENCODINGS.get((encoding or "").lower(), "utf-8-sig")
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        declared = "utf-16"
    elif start.startswith(BOM_UTF8):
        declared = "utf-8-sig"
    elif b"\x00" in start and not declared.startswith("utf-16"):
        return [codes.A103.at(Location(source.path), shape=Term("found", "binary"))]
    open_text = opener(source, declared)
    try:
        with open_text() as stream:
            lines = list(islice(stream, HEADER_ROWS * 2))
    except UnicodeDecodeError:
        return undecodable(source, declared)
    separator = SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    skipped = 1 if separator else 0
    marks = (separator[1],) if separator else DELIMITERS
    headers = headers_of(mapping)
    best: tuple[int, str, list[str], int, int, int] | None = None
    for mark in marks:
        reader = csv.reader(lines[skipped:], delimiter=mark)
        before = 0
        try:
            for records, row in enumerate(islice(reader, HEADER_ROWS), start=1 + skipped):
                score = len(fields_named(row, headers))
                if any(cell.strip() for cell in row) and (best is None or score > best[0]):
                    lines_read = skipped + reader.line_num
                    best = (score, mark, row, skipped + before + 1, lines_read, records)
                before = reader.line_num
        except csv.Error:
            continue
    if best is None:
        return [codes.A513.at(Location(source.path, 1, 1))]
    _, mark, row, first, last, records = best
    places = Records(source, open_text, mark, 0).places({first}).get(first, [])

    def locate(column: int) -> Location:
        return location_of(source, places, first, column)

    layout = layout_of(row, mapping, locate)
    if isinstance(layout, list):
        return layout
    return TextRegister(
        source=source,
        layout=layout,
        delimiter=mark,
        header_end=last,
        header_rows=records,
        encoding=declared,
        open_text=open_text,
    )
