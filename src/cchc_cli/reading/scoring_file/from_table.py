"""Reads a scoring table out of a Word or Excel file: STT, tiêu chí, điểm tối đa.

The numbers say what lies in what: 1.1 in 1, and under a heading I or A the 1 that follows. Nothing is
dropped: a row without a number is kept as a remark of the criterion above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, has_errors, in_order
from cchc_cli.model.outline import Outline, OutlineItem
from cchc_cli.model.period import YEARS
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.values import Cell, as_text, is_blank, parse_number
from cchc_cli.reading.table.asides import count_on
from cchc_cli.reading.table.sheet import Sheet, Unreadable
from cchc_cli.reading.table.word import read_tables

HEADER_ROWS = 60
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
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_HEADING = re.compile(r"[IVXLC]+|[A-ZĐ]")
_YEAR = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")
_TOTALS = ("tong", "cong", "tong cong", "tong so", "tong diem")


class OutlineReading(NamedTuple):
    """The table that was read; None where a fault stands in its way, or there is none."""

    outline: Outline | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Item:
    id: str
    name: str
    max: Fraction | None
    place: Location
    path: tuple[str, ...]
    """Its number in parts, a heading first."""
    remarks: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)


def read_outline(data: bytes, path: str) -> OutlineReading:
    """Reads the first table of a file whose header names criteria and their maxima."""
    try:
        sheets = read_tables(data)
    except Unreadable as problem:
        return OutlineReading(None, (problem.fault(path),))
    reader = _Reader(path)
    reader.read(sheets)
    if not reader.items and not reader.diagnostics:
        reader.diagnostics.append(codes.V611.at(Location(path)))
    tree = reader.tree()
    diagnostics = in_order(reader.diagnostics)
    if has_errors(diagnostics):
        return OutlineReading(None, diagnostics)
    return OutlineReading(Outline(tuple(map(_frozen, tree)), reader.year), diagnostics)


def _frozen(item: _Item) -> OutlineItem:
    inner = tuple(map(_frozen, item.items))
    return OutlineItem(item.id, item.name, item.max, tuple(item.remarks), inner)


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.items: list[_Item] = []
        self.diagnostics: list[Diagnostic] = []
        self.year: int | None = None
        self.total: tuple[Fraction, Location] | None = None
        self._heading = ""
        self._places: dict[str, Location] = {}

    def read(self, sheets: Sequence[Sheet]) -> None:
        """The first table with a header, and those after it that go on with it on another page."""
        columns: dict[str, int] | None = None
        for sheet in sheets:
            found = _header(sheet)
            if columns is None and found is None:
                continue
            if found is not None and columns is not None and not self.items:
                columns = None
            start = 0
            if found is not None:
                start, columns = found
                self._look_for_year(sheet, start)
            assert columns is not None
            for line, cells in sheet.rows:
                if line > start and len(self.items) < MAX_ITEMS:
                    self._row(sheet, line, cells, columns)

    def _look_for_year(self, sheet: Sheet, start: int) -> None:
        for line, cells in sheet.rows:
            if line < start and self.year is None:
                years = _YEAR.findall(" ".join(as_text(cell) for cell in cells))
                self.year = next((int(year) for year in years if int(year) in YEARS), None)

    def _row(self, sheet: Sheet, line: int, cells: Sequence[Cell], columns: dict[str, int]) -> None:
        def cell(name: str) -> Cell:
            at = columns.get(name, -1)
            return cells[at] if 0 <= at < len(cells) else ""

        def place(name: str) -> Location:
            at = columns.get(name, 0)
            return sheet.locate(self.path, line, at)

        said = [as_text(one).strip() for one in cells if not is_blank(one)]
        if len(said) > 2 and count_on(said):
            return
        number = as_text(cell("number")).strip().rstrip(".)")
        name = as_text(cell("name")).strip()
        most = self._points(cell("max"), place("max"))
        if strip_diacritics(name or number).strip(" :.") in _TOTALS:
            if most is not None:
                self.total = (most, place("max"))
            return
        if not name and not number:
            return
        path = self._path_of(number)
        if path is None:
            self._remark(" ".join(filter(None, (number, name))), most, place("name"))
            return
        identifier = ".".join(path)
        here = place("number")
        if self._places.setdefault(identifier, here) is not here:
            first = self._places[identifier]
            self.diagnostics.append(codes.P201.at(here, id=identifier, first=first))
            return
        self.items.append(_Item(identifier, name or identifier, most, place("name"), path))

    def _path_of(self, number: str) -> tuple[str, ...] | None:
        """The parts of a number under the heading that it stands under; None for no number."""
        if _NUMBER.fullmatch(number):
            return (*((self._heading,) if self._heading else ()), *number.split("."))
        if _HEADING.fullmatch(number):
            self._heading = number
            return (number,)
        return None

    def _remark(self, text: str, most: Fraction | None, place: Location) -> None:
        if most is not None:
            text = f"{text}: {Decimal(most.numerator) / most.denominator:f}"
        if self.items:
            self.items[-1].remarks.append(text[:300])
        elif text:
            self.diagnostics.append(codes.V612.at(place, found=text[:MAX_SHOWN]))

    def _points(self, cell: Cell, place: Location) -> Fraction | None:
        if is_blank(cell):
            return None
        if isinstance(cell, Decimal):
            return Fraction(cell)
        text = as_text(cell).strip()
        number = parse_number(text, "comma" if "," in text else "point")
        if isinstance(number, Decimal):
            return Fraction(number)
        self.diagnostics.append(codes.V613.at(place, found=text[:MAX_SHOWN]))
        return None

    def tree(self) -> list[_Item]:
        """The criteria in one another, each in the longest number above it that its own begins with."""
        roots: list[_Item] = []
        by_path: dict[tuple[str, ...], _Item] = {}
        for item in self.items:
            above = next(
                (
                    by_path[item.path[:size]]
                    for size in range(len(item.path) - 1, 0, -1)
                    if item.path[:size] in by_path
                ),
                None,
            )
            (roots if above is None else above.items).append(item)
            by_path[item.path] = item
        for item in self.items:
            if not item.items and not item.max:
                self.diagnostics.append(codes.V614.at(item.place, criterion=item.id))
        totals = {item.id: _frozen(item).total for item in self.items if item.items}
        for item in self.items:
            if item.items and item.max is not None and item.max != totals[item.id]:
                self._differs(item.place, item.id, item.max, totals[item.id])
        if self.total is not None:
            whole = sum((_frozen(item).total for item in roots), Fraction(0))
            if whole != self.total[0]:
                self._differs(self.total[1], "–", self.total[0], whole)
        return roots

    def _differs(self, place: Location, criterion: str, most: Fraction, total: Fraction) -> None:
        fault = codes.V615.at(place, criterion=criterion, most=most, total=total)
        self.diagnostics.append(fault)


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
