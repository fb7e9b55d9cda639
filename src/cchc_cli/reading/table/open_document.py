"""OpenDocument spreadsheets (.ods), read as a stream: OpenDocument 1.3, part 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from cchc_cli.model import codes
from cchc_cli.model.figures import Hidden
from cchc_cli.reading.cells.values import BrokenCell, Cell
from cchc_cli.reading.table.package import Attributes, Package, stream
from cchc_cli.reading.table.sheet import (
    MAX_CELLS,
    MAX_EXACT,
    MAX_MERGED,
    Display,
    Ranges,
    Rows,
    Sheet,
    Unreadable,
    moment_cell,
    number_cell,
)

MAX_SPACES = 20
"""Spaces that one element gives at most, so that a text grows no larger than its file."""
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:")
_NOT_SHOWN = ("collapse", "filter")
# Decimal would take 1_000 and digits of other scripts too.
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")


def read_open_document(package: Package) -> Iterator[Sheet]:
    """Every sheet of a document; raises Unreadable."""
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable(codes.A113)
    styles = _Styles()
    if "styles.xml" in package:
        stream(package.read("styles.xml"), styles.start)
    reader = _Reader(styles)
    try:
        stream(package.read("content.xml"), reader.start, reader.end, reader.text)
    except Unreadable as problem:
        raise Unreadable(problem.code, problem.shape, reader.name) from None
    return iter(reader.sheets)


def _repeats(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Unreadable(codes.A112)
    return max(int(text), 1)


class _Styles:
    """What the styles of a document say of dates and of sheets that are not shown."""

    def __init__(self) -> None:
        self.dates: dict[str, set[str]] = {}
        """The parts that each date format shows: `day`, `month`, `year`, `hours`…"""
        self.format_of: dict[str, str] = {}
        self.parent_of: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.style = ""
        self.date: set[str] = set()

    def start(self, tag: str, attributes: Attributes) -> None:
        match tag:
            case "number:date-style":
                self.date = self.dates.setdefault(attributes.get("style:name", ""), set())
            case "number:day" | "number:month" | "number:year" | "number:hours":
                self.date.add(tag.removeprefix("number:"))
            case "number:number-style" | "number:time-style" | "number:text-style":
                self.date = set()
            case "style:style":
                self.style = attributes.get("style:name", "")
                if "style:data-style-name" in attributes:
                    self.format_of[self.style] = attributes["style:data-style-name"]
                self.parent_of[self.style] = attributes.get("style:parent-style-name", "")
            case "style:table-properties" if attributes.get("table:display") == "false":
                self.hidden.add(self.style)

    def display(self, style: str | None) -> Display:
        """What a style of cells shows of a date."""
        for _ in range(10):
            if not style or style in self.format_of:
                break
            style = self.parent_of.get(style)
        parts = self.dates.get(self.format_of.get(style or "", ""), {"day"})
        if "day" in parts:
            return Display.DAY
        if "month" in parts:
            return Display.MONTH
        return Display.YEAR if "year" in parts else Display.TIME if "hours" in parts else Display.DAY


class _Reader:
    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.sheets: list[Sheet] = []
        self.name: str | None = None
        self.depth = 0
        self._begin_sheet({})
        self.row: list[Cell] = []
        self.row_times = self.cell_times = 1
        self.row_style: str | None = None
        self.column = 0
        self.attributes: Attributes = {}
        self.lines: list[str] = []
        self.texts: list[str] | None = None
        self.asides = 0
        """Notes and drawings that are open: their text does not belong to the cell."""

    def _begin_sheet(self, attributes: Attributes) -> None:
        self.rows = Rows()
        self.merged: Ranges = []
        self.line = 1
        self.is_hidden = attributes.get("table:style-name") in self.styles.hidden
        self.hidden_rows: set[int] = set()
        self.is_hidden_row = False
        self.column_styles: list[tuple[range, str]] = []
        self.hidden_columns: list[range] = []
        self.columns = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if self.depth == 0:
            self.styles.start(tag, attributes)
        if tag.startswith("draw:") or tag == "office:annotation":
            self.asides += 1
        match tag:
            case "table:table":
                self.depth += 1
                self.name = attributes.get("table:name", "")
                if self.depth > 1:
                    raise Unreadable(codes.A112)
                self._begin_sheet(attributes)
            case "table:table-column":
                self._note_column(attributes)
            case "table:table-row":
                self.row, self.column = [], 0
                self.row_times = _repeats(attributes, "table:number-rows-repeated")
                self.row_style = attributes.get("table:default-cell-style-name")
                self.is_hidden_row = attributes.get("table:visibility") in _NOT_SHOWN
            case "table:table-cell" | "table:covered-table-cell":
                self.attributes, self.lines = attributes, []
                self.cell_times = _repeats(attributes, "table:number-columns-repeated")
                self._note_merge(attributes)
            case "text:p" if not self.asides:
                self.texts = []
            case "text:s" if self.texts is not None:
                self.texts.append(" " * min(_repeats(attributes, "text:c"), MAX_SPACES))
            case "text:tab" | "text:line-break" if self.texts is not None:
                self.texts.append("\t" if tag == "text:tab" else "\n")

    def end(self, tag: str) -> None:
        if tag.startswith("draw:") or tag == "office:annotation":
            self.asides -= 1
        match tag:
            case "table:table":
                self.depth -= 1
                hidden = Hidden(self.is_hidden, frozenset(self.hidden_rows), tuple(self.hidden_columns))
                self.sheets.append(Sheet(self.name or "", self.rows.in_order(), self.merged, hidden))
            case "table:table-row":
                self._end_row()
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell()
            case "text:p" if not self.asides and self.texts is not None:
                self.lines.append("".join(self.texts))
                self.texts = None

    def text(self, data: str) -> None:
        if self.texts is not None and not self.asides:
            self.texts.append(data)

    def _note_column(self, attributes: Attributes) -> None:
        many = _repeats(attributes, "table:number-columns-repeated")
        span = range(self.columns, self.columns + many)
        self.columns = span.stop
        if attributes.get("table:visibility") in _NOT_SHOWN:
            self.hidden_columns.append(span)
        style = attributes.get("table:default-cell-style-name")
        if style is not None:
            self.column_styles.append((span, style))

    def _note_merge(self, attributes: Attributes) -> None:
        down = _repeats(attributes, "table:number-rows-spanned")
        across = _repeats(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            row, column = self.line - 1, self.column
            self.merged.append(((row, column), (row + down - 1, column + across - 1)))
            if len(self.merged) > MAX_MERGED:
                raise Unreadable(codes.A111)

    def _end_cell(self) -> None:
        cell = _cell(self.attributes, "\n".join(self.lines), self)
        if cell != "":
            blank = self.column - len(self.row)
            if self.column + self.cell_times > MAX_CELLS:
                raise Unreadable(codes.A111)
            self.row += [""] * blank + [cell] * self.cell_times
        self.column += self.cell_times

    def _end_row(self) -> None:
        if self.row:
            self.rows.repeat(self.line, self.row_times, self.row)
            if self.is_hidden_row:
                self.hidden_rows.update(range(self.line, self.line + self.row_times))
        self.line += self.row_times

    def display(self) -> Display:
        """What the format of the present cell shows of a date."""
        style = self.attributes.get("table:style-name", self.row_style)
        if style is None:
            here = (style for span, style in self.column_styles if self.column in span)
            style = next(here, None)
        return self.styles.display(style)


def _cell(attributes: Attributes, text: str, reader: _Reader) -> Cell:
    kind = attributes.get("calcext:value-type") or attributes.get("office:value-type")
    formula = attributes.get("table:formula")
    if kind == "error" or (formula and text.startswith(_ERRORS)):
        return BrokenCell(codes.A220, text)
    match attributes.get("office:value-type"):
        case "float" | "currency" | "percentage":
            written = attributes.get("office:value", "")
            if not _NUMBER.fullmatch(written):
                return BrokenCell(codes.A221, text)
            if abs(Decimal(written)) >= MAX_EXACT:
                return BrokenCell(codes.A222, written[:30])
            return number_cell(float(written), attributes["office:value-type"] == "percentage")
        case "date":
            try:
                moment = datetime.fromisoformat(attributes.get("office:date-value", ""))
            except ValueError:
                return text
            return moment_cell(moment.replace(tzinfo=None), reader.display())
        case "boolean":
            return "TRUE" if attributes.get("office:boolean-value") == "true" else "FALSE"
        case None if formula:
            return BrokenCell(codes.A221, "")
        case "string" if formula and not text:
            return ""
        case _:
            return text or attributes.get("office:string-value", "")
