"""Text with separators as a stream of records with their lines, and the faults of broken ones."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.pattern import pattern
from cchc_cli.reading.cells.periods import parse_period
from cchc_cli.reading.table.encoding import UNDECODED, OpenText
from cchc_cli.reading.table.source import MAX_COLUMNS, MAX_SHOWN, Source

MAX_RECORD_LINES = 200
"""A quoted field that spans more lines than this was opened by a stray quote."""
_CLOSING = pattern(r'(?:[^"]++|"")*+"')
"""The rest of a quoted field on its line, with the quote that closes it."""

_MERGE_MARK = pattern(r"(?:<{7}|>{7}|\|{7}) |={7}$")
"""The lines that `git merge` puts into a file that two people changed."""

Place = tuple[int, int]
"""Line and column, from 1."""


class Record(NamedTuple):
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


class Records(NamedTuple):
    """The records of a file below its header."""

    source: Source
    open_text: OpenText
    delimiter: str
    after: int
    """The last line before the first record."""
    width: int = 0
    """Fields that a row has; 0 where rows may have any number."""
    required: Sequence[int] = ()
    """Where period, indicator and value stand; nothing where that is not known yet."""
    usual: int = 0
    """Fields of most rows, where any number is taken: what a stray quote swallowed is seen by it."""
    is_padded: bool = False
    """Whether an empty field is put at the end of each row, to stand for columns that are not there."""

    def rows(self, faults: list[Diagnostic] | None = None) -> Iterator[tuple[int, list[str]]]:
        """Each record with the line on which it starts; empty lines are left out.

        A quote at fault is an error where it opens. One that is never closed ends the rows; so does
        a field that is too long to go on safely after it.
        """
        after, width, is_padded = self.after, self.width, self.is_padded
        broken: dict[int, _Break] = {}
        uneven: list[tuple[int, int]] = []
        unsettled: list[tuple[int, str]] = []
        with self.open_text() as stream:
            reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
            end = 0
            is_over = False
            while not is_over:
                try:
                    for row in reader:
                        line, end = end + 1, reader.line_num
                        if line <= after or not row:
                            continue
                        if end != line:
                            swallowing = self._swallowing_field(row)
                            if swallowing is not None:
                                broken[line] = _Break(end, "", swallowing)
                                continue
                        if len(row) != width:
                            if _MERGE_MARK.match(row[0]):
                                unsettled.append((line, row[0]))
                                continue
                            if width and any(cell.strip() for cell in row):
                                # An undecoded byte may have been a separator.
                                if not any(map(UNDECODED.search, row)):
                                    uneven.append((line, len(row)))
                                continue
                            row = [""] * width if width else row
                        if is_padded:
                            row.append("")
                        yield line, row
                    is_over = True
                except csv.Error as error:
                    line, end = end + 1, reader.line_num
                    broken[line] = _Break(end, str(error))
                    is_over = "expected after" not in str(error)
        if faults is not None:
            faults += (
                self.source.fault(codes.A201, line, 1, found=count, expected=width)
                for line, count in uneven
            )
            faults += (
                self.source.fault(codes.A120, line, 1, found=text[:MAX_SHOWN])
                for line, text in unsettled
            )
            faults += self._break_faults(broken)

    def _swallowing_field(self, row: list[str]) -> int | None:
        """The field whose quote took in lines that are rows of their own, by its position from 0."""
        at = self.required
        for index, cell in enumerate(row):
            lines = cell.splitlines()
            if len(lines) > MAX_RECORD_LINES:
                return index
            for line in lines[1:]:
                cells = line.split(self.delimiter)
                if not at:
                    # The header is not known yet: lines with as many separators are rows of their own.
                    if self.usual > 2 and len(cells) >= self.usual:
                        return index
                elif len(cells) > max(at) and parse_period(cells[at[0]]):
                    return index
        return None

    def _break_faults(self, broken: dict[int, _Break]) -> Iterator[Diagnostic]:
        for line, record in self._records(broken).items():
            end, problem, swallowing = broken[line]
            place = record.quote if swallowing is None else record.places[swallowing]
            is_whole = end == line and not record.is_open and swallowing is None
            if place is None or is_whole:
                yield self.source.fault(codes.A110, *(place or (line, 1)), problem=problem)
            else:
                yield self.source.fault(codes.A109, *place)

    def places(self, starts: Iterable[int]) -> dict[int, list[Place]]:
        """Line and column of every field of the records that start on some lines.

        Reads the file again: only faults need it, so the rows themselves carry no columns.
        """
        return {line: record.places for line, record in self._records(starts).items()}

    def locate(self, cells: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Location]:
        """The places of fields, each by the line of its record and its position from 0."""
        cells = list(cells)
        places = self.places(line for line, _ in cells)
        return {
            (line, index): location_of(self.source, places.get(line, ()), line, index)
            for line, index in cells
        }

    def _records(self, starts: Iterable[int]) -> dict[int, Record]:
        lines = set(starts)
        records: dict[int, Record] = {}
        if not lines:
            return records
        with self.open_text() as stream:
            last = max(lines)
            numbered = enumerate(stream, start=1)
            for number, text in numbered:
                if number > last:
                    break
                if number in lines:
                    records[number] = follow(chain([(number, text)], numbered), self.delimiter)
        return records


def location_of(source: Source, places: Sequence[Place], line: int, index: int) -> Location:
    """The place of a field of a record; the start of its line where the record ends before it."""
    return Location(source.path, *(places[index] if index < len(places) else (line, 1)))


def follow(lines: Iterable[tuple[int, str]], delimiter: str) -> Record:
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
                    return Record(places, quote)
                quote = None
            at = text.find(delimiter, at) + 1
            if not at or len(places) > MAX_COLUMNS:
                return Record(places)
            places.append((number, at + 1))
    return Record(places, quote, quote is not None)
