"""OpenDocument spreadsheets (.ods): their one XML part, read as a stream."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from xml.parsers import expat

from cchc_cli.model import codes
from cchc_cli.reading.cells.values import BrokenCell, Cell
from cchc_cli.reading.table.sheet import (
    MAX_CELLS,
    MAX_EXACT,
    MAX_MERGED,
    Ranges,
    Sheet,
    Unreadable,
    number_cell,
)

MAX_SPACES = 20
"""Spaces that one element gives at most, so that a text grows no larger than its file."""
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:")


def read_open_document(content: bytes) -> list[Sheet]:
    """Every sheet of a document's `content.xml`; raises Unreadable."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise Unreadable(codes.A112) from None
    return reader.sheets


def _repeats(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Unreadable(codes.A112)
    return max(int(text), 1)


class _Reader:
    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.rows: list[list[Cell]] = []
        self.merged: Ranges = []
        self.row: list[Cell] = []
        self.row_times = 1
        self.blank_rows = 0
        self.blank_cells = 0
        self.attributes: dict[str, str] = {}
        self.cell_times = 1
        self.lines: list[str] = []
        self.texts: list[str] | None = None
        self.name = ""
        self.depth = 0
        self.notes = 0
        self.cells = 0

    def refuse(self, *_: object) -> None:
        raise Unreadable(codes.A112)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self.depth += 1
                if self.depth > 1:
                    raise Unreadable(codes.A112)
                self.name = attributes.get("table:name", "")
                self.rows, self.merged, self.blank_rows = [], [], 0
            case "table:table-row":
                self.row, self.blank_cells = [], 0
                self.row_times = _repeats(attributes, "table:number-rows-repeated")
            case "table:table-cell" | "table:covered-table-cell":
                self.attributes, self.lines = attributes, []
                self.cell_times = _repeats(attributes, "table:number-columns-repeated")
                self._note_merge(attributes)
            case "office:annotation":
                self.notes += 1
            case "text:p" if not self.notes:
                self.texts = []
            case "text:s" if self.texts is not None:
                self.texts.append(" " * min(_repeats(attributes, "text:c"), MAX_SPACES))
            case "text:tab" | "text:line-break" if self.texts is not None:
                self.texts.append("\t" if tag == "text:tab" else "\n")

    def end(self, tag: str) -> None:
        match tag:
            case "table:table":
                self.depth -= 1
                self.sheets.append(Sheet(self.name, self.rows, self.merged))
            case "table:table-row":
                self._end_row()
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell()
            case "office:annotation":
                self.notes -= 1
            case "text:p" if not self.notes and self.texts is not None:
                self.lines.append("".join(self.texts))
                self.texts = None

    def text(self, data: str) -> None:
        if self.texts is not None and not self.notes:
            self.texts.append(data)

    def _note_merge(self, attributes: dict[str, str]) -> None:
        down = _repeats(attributes, "table:number-rows-spanned")
        across = _repeats(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            row = len(self.rows) + self.blank_rows
            column = len(self.row) + self.blank_cells
            self.merged.append(((row, column), (row + down - 1, column + across - 1)))
            if len(self.merged) > MAX_MERGED:
                raise Unreadable(codes.A111)

    def _end_cell(self) -> None:
        cell = _cell(self.attributes, "\n".join(self.lines))
        if cell == "":
            self.blank_cells += self.cell_times
            return
        added = self.blank_cells + self.cell_times
        self._count(added)
        self.row += [""] * self.blank_cells + [cell] * self.cell_times
        self.blank_cells = 0

    def _end_row(self) -> None:
        if not self.row:
            self.blank_rows += self.row_times
            return
        self._count(self.blank_rows + (len(self.row) + 1) * (self.row_times - 1))
        self.rows += [[] for _ in range(self.blank_rows)]
        self.rows += [list(self.row) for _ in range(self.row_times)]
        self.blank_rows = 0

    def _count(self, added: int) -> None:
        self.cells += added
        if self.cells > MAX_CELLS:
            raise Unreadable(codes.A111)


def _cell(attributes: dict[str, str], text: str) -> Cell:
    kind = attributes.get("calcext:value-type") or attributes.get("office:value-type")
    formula = attributes.get("table:formula")
    if kind == "error" or (formula and text.startswith(_ERRORS)):
        return BrokenCell(codes.A220, text)
    match attributes.get("office:value-type"):
        case "float" | "currency" | "percentage":
            written = attributes.get("office:value", "")
            # Decimal would take 1_000 and digits of other scripts too.
            if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?", written):
                return BrokenCell(codes.A221, text)
            number = Decimal(written)
            if abs(number) >= MAX_EXACT:
                return BrokenCell(codes.A222, written[:30])
            return number_cell(float(number), attributes["office:value-type"] == "percentage")
        case "date":
            return _day(attributes.get("office:date-value", "")) or text
        case "boolean":
            return "TRUE" if attributes.get("office:boolean-value") == "true" else "FALSE"
        case None if formula:
            return BrokenCell(codes.A221, "")
        case "string" if formula and not text:
            return ""
        case _:
            return text or attributes.get("office:string-value", "")


def _day(text: str) -> date | str | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.date() if moment.time() == time(0) else moment.isoformat(sep=" ")
