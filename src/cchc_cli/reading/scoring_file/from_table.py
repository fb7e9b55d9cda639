"""Reads a scoring table out of a Word or Excel file: STT, tiêu chí, điểm tối đa.

The numbers say what lies in what: 1.1 in 1, and under a heading I or A the 1 that follows. Nothing is
dropped: a row without a number is kept as a remark of the criterion above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, has_errors, in_order
from cchc_cli.model.outline import Outline, OutlineItem
from cchc_cli.model.period import YEARS
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.values import Cell, ValueFault, as_text, is_blank, parse_number
from cchc_cli.reading.table.asides import count_on
from cchc_cli.reading.table.sheet import Sheet, Unreadable
from cchc_cli.reading.table.source import HEADER_ROWS
from cchc_cli.reading.table.word import read_tables

MAX_ITEMS = 5_000
MAX_SHOWN = 80
_COLUMNS = {
    "number": ("stt", "so tt", "tt", "ma", "ma tieu chi", "so thu tu", "muc"),
    "name": (
        *("tieu chi", "tieu chi, tieu chi thanh phan", "noi dung", "noi dung tieu chi", "ten tieu chi"),
        *("tieu chi/tieu chi thanh phan", "tieu chi, noi dung", "noi dung danh gia", "criterion"),
    ),
    "max": ("diem toi da", "diem chuan", "thang diem", "diem", "so diem toi da", "max"),
}
_NAMED = {name: column for column, names in _COLUMNS.items() for name in names}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+){0,20}")
_HEADING = re.compile(r"[IVXLC]+|[A-ZĐ]")
_YEAR = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")
_TOTALS = ("tong", "cong", "tong cong", "tong so", "tong diem")


class OutlineReading(NamedTuple):
    """The table that was read; None where a fault stands in its way, or there is none."""

    outline: Outline | None
    diagnostics: tuple[Diagnostic, ...]


class _Numbered(NamedTuple):
    """A criterion, where it stands, and its number in parts, a heading first."""

    item: OutlineItem
    place: Location
    path: tuple[str, ...]


def read_outline(data: bytes, path: str) -> OutlineReading:
    """Reads the first table of a file whose header names criteria and their maxima."""
    try:
        sheets = read_tables(data)
    except Unreadable as problem:
        return OutlineReading(None, (problem.fault(path),))
    reader = _Reader(path)
    reader.read(sheets)
    if not reader.criteria and not reader.faults:
        reader.faults.append(codes.V611.at(Location(path)))
    outline = Outline(reader.tree(), reader.year)
    diagnostics = in_order(reader.faults)
    return OutlineReading(None if has_errors(diagnostics) else outline, diagnostics)


class _Reader:
    def __init__(self, path: str) -> None:
        self.criteria: list[_Numbered] = []
        self.faults: list[Diagnostic] = []
        self.year: int | None = None
        self._path = path
        self._total: tuple[Fraction, Location] | None = None
        self._heading: tuple[str, ...] = ()
        self._places: dict[str, Location] = {}

    def read(self, sheets: Sequence[Sheet]) -> None:
        """The first table with a header, and those after it that go on with it on another page."""
        columns: dict[str, int] | None = None
        for sheet in sheets:
            start = 0
            header = _header(sheet)
            if header is not None:
                start, columns = header
                self._look_for_year(sheet, start)
            if columns is not None:
                for line, cells in sheet.rows:
                    if line > start and len(self.criteria) < MAX_ITEMS:
                        self._row(sheet, line, cells, columns)

    def _look_for_year(self, sheet: Sheet, start: int) -> None:
        for line, cells in sheet.rows:
            if line < start and self.year is None:
                years = _YEAR.findall(" ".join(as_text(cell) for cell in cells))
                self.year = next((int(year) for year in years if int(year) in YEARS), None)

    def _row(self, sheet: Sheet, line: int, cells: Sequence[Cell], columns: dict[str, int]) -> None:
        texts = [as_text(cell).strip() for cell in cells if not is_blank(cell)]
        if len(texts) > 2 and count_on(texts):
            return
        written = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        places = {name: sheet.locate(self._path, line, at) for name, at in columns.items()}
        number = as_text(written["number"]).strip().rstrip(".)")
        name = as_text(written["name"]).strip()
        most = self._points(written["max"], places["max"])
        if strip_diacritics(name or number).strip(" :.") in _TOTALS:
            self._total = (most, places["max"]) if most is not None else self._total
            return
        if not name and not number:
            return
        path = self._path_of(number)
        if path is None:
            self._remark(" ".join(filter(None, (number, name))), most, places["name"])
            return
        identifier = ".".join(path)
        first = self._places.setdefault(identifier, places["number"])
        if first is not places["number"]:
            self.faults.append(codes.P201.at(places["number"], id=identifier, first=first))
            return
        item = OutlineItem(identifier, name or identifier, most)
        self.criteria.append(_Numbered(item, places["name"], path))

    def _path_of(self, number: str) -> tuple[str, ...] | None:
        """The parts of a number under the heading that it stands under; None for no number."""
        if _NUMBER.fullmatch(number):
            return (*self._heading, *number.split("."))
        if _HEADING.fullmatch(number):
            self._heading = (number,)
            return self._heading
        return None

    def _remark(self, text: str, most: Fraction | None, place: Location) -> None:
        if most is not None:
            text = f"{text}: {Decimal(most.numerator) / most.denominator:f}"
        if self.criteria:
            self.criteria[-1].item.remarks.append(text[:300])
        elif text:
            self.faults.append(codes.V612.at(place, found=text[:MAX_SHOWN]))

    def _points(self, cell: Cell, place: Location) -> Fraction | None:
        if is_blank(cell):
            return None
        text = as_text(cell).strip()
        number: Cell | ValueFault = cell
        if not isinstance(cell, Decimal):
            number = parse_number(text, "comma" if "," in text else "point")
        if isinstance(number, Decimal):
            return Fraction(number)
        self.faults.append(codes.V613.at(place, found=text[:MAX_SHOWN]))
        return None

    def tree(self) -> list[OutlineItem]:
        """The criteria in one another, each in the longest number above it that its own begins with."""
        roots: list[OutlineItem] = []
        by_path: dict[tuple[str, ...], OutlineItem] = {}
        for item, _, path in self.criteria:
            above = (by_path.get(path[:size]) for size in range(len(path) - 1, 0, -1))
            holder = next((other for other in above if other is not None), None)
            (roots if holder is None else holder.items).append(item)
            by_path[path] = item
        for item, place, _ in self.criteria:
            if not item.items and not item.max:
                self.faults.append(codes.V614.at(place, criterion=item.id))
            self._compare(place, item.id, item.max, item.total)
        if self._total is not None:
            most, place = self._total
            self._compare(place, "–", most, sum((item.total for item in roots), Fraction(0)))
        return roots

    def _compare(self, place: Location, criterion: str, most: Fraction | None, total: Fraction) -> None:
        if most is not None and most != total:
            self.faults.append(codes.V615.at(place, criterion=criterion, most=most, total=total))


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The line of the header and where its columns stand."""
    for line, cells in sheet.rows[:HEADER_ROWS]:
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = _NAMED.get(strip_diacritics(as_text(cell)[:60]).strip(" .:"))
            if name is not None:
                columns.setdefault(name, at)
        if "name" in columns and "max" in columns and "number" in columns:
            return line, columns
    return None
