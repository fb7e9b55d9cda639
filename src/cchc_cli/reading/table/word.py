"""The tables of a Word document (.docx), as sheets of texts."""

from __future__ import annotations

from cchc_cli.model import codes
from cchc_cli.reading.table.package import Attributes, Package, local, stream
from cchc_cli.reading.table.sheet import MAX_MERGED, Ranges, Rows, Sheet, Unreadable
from cchc_cli.reading.table.workbook import read_workbook

_DOCUMENT = "word/document.xml"
MAX_SPAN = 500
"""Columns that one cell may take."""
MOST_ABOVE = 3
"""Paragraphs above a table that may be its title."""


def is_word(package: Package) -> bool:
    """Whether an archive is a Word document."""
    return _DOCUMENT in package


def read_word(package: Package) -> list[Sheet]:
    """Every table that lies in no other, in order; raises Unreadable.

    A cell's paragraphs are parted by a line break. A table inside of a cell is part of its text. Of
    cells that are merged downwards all but the first are blank, as they are shown; of those merged
    sideways too. Numbers that Word puts before paragraphs by itself are no text.
    """
    tables = _Tables()
    content = package.read(_DOCUMENT)
    if not content:
        raise Unreadable(codes.A112)
    stream(content, tables.begin, tables.finish, tables.text)
    return tables.sheets


def read_tables(data: bytes) -> list[Sheet]:
    """The tables of a Word document, else the sheets of a workbook; raises Unreadable."""
    if data.startswith(b"PK"):
        package = Package(data)
        if is_word(package):
            return read_word(package)
    return read_workbook(data)


class _Tables:
    """Follows the elements of a document."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._rows = Rows()
        self._depth = 0
        """How many tables are open."""
        self._line = self._column = 0
        self._span = 1
        self._is_continued = False
        self._parts: list[str] = []
        self._is_text = False
        self._above: list[str] = []
        """The paragraphs since the last table."""
        self._open: dict[int, int] = {}
        """By column, the first line of a cell that is merged downwards."""
        self._merged: Ranges = []

    def begin(self, tag: str, attributes: Attributes) -> None:
        match tag.rpartition(":")[2]:
            case "tbl":
                self._depth += 1
                if self._depth == 1:
                    self._rows, self._line = Rows(), 0
                    self._open, self._merged = {}, []
            case "tr" if self._depth == 1:
                self._line, self._column = self._line + 1, 0
            case "tc" if self._depth == 1:
                self._parts, self._span, self._is_continued = [], 1, False
            case "gridSpan" if self._depth == 1:
                self._span = _number(local(attributes, "val"))
            case "vMerge" if self._depth == 1:
                self._is_continued = local(attributes, "val") != "restart"
                if not self._is_continued:
                    self._open[self._column] = self._line
            case "gridBefore" if self._depth == 1:
                self._column += _number(local(attributes, "val"))
            case "t":
                self._is_text = True
            case "p" if not self._depth:
                self._parts = []
            case "br" | "cr" | "p":
                self._parts.append("\n")
            case "tab":
                self._parts.append(" ")

    def finish(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "tbl":
                if self._depth == 1:
                    name = f"{len(self.sheets) + 1}"
                    above = tuple(self._above[-MOST_ABOVE:])
                    rows = self._rows.in_order()
                    self.sheets.append(Sheet(name, rows, self._merged, above=above))
                    self._above = []
                self._depth -= 1
            case "p" if not self._depth:
                self._above += [text] if (text := _line("".join(self._parts))) else []
            case "tc" if self._depth == 1:
                lines = map(_line, "".join(self._parts).split("\n"))
                text = "" if self._is_continued else "\n".join(filter(None, lines))
                if text:
                    self._rows.put(self._line, self._column, text)
                if self._is_continued:
                    first = self._open.get(self._column, self._line)
                    self._merged.append(((first - 1, self._column), (self._line - 1, self._column)))
                    if len(self._merged) > MAX_MERGED:
                        raise Unreadable(codes.A111)
                elif self._open.get(self._column) != self._line:
                    self._open.pop(self._column, None)
                self._column += self._span
            case "t":
                self._is_text = False

    def text(self, data: str) -> None:
        if self._is_text:
            self._parts.append(data)


def _line(text: str) -> str:
    return " ".join(text.split())


def _number(text: str | None) -> int:
    return min(int(text), MAX_SPAN) if text is not None and text.isascii() and text.isdigit() else 1
