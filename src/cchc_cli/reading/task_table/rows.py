"""The rows of a table of tasks: what, who leads and supports, by when, with what product or goal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from cchc_cli.model.diagnostic import Location
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.values import as_text
from cchc_cli.reading.table.asides import count_on
from cchc_cli.reading.table.sheet import Sheet
from cchc_cli.reading.table.source import HEADER_ROWS
from cchc_cli.reading.table.word import read_tables
from cchc_cli.reading.task_table.columns import column_of

MAX_ROWS = 5_000
_SHARED = frozenset({"owner", "support", "due", "measure"})
"""What a cell that is merged downwards says of every task beside it; of a product it may be one."""
_LISTED = frozenset({"owner", "support"})
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong)(?: (?:nhiem vu|chi tieu))?\s*(?:$|[:(0-9])")
_PART = re.compile(r"(?:Phần |PHẦN )?([IVXLC]+|[A-ZĐ])")
_HEADING = re.compile(r"(?:Phần |PHẦN )?([IVXLC]+|[A-ZĐ])\s*[.):/-]+\s*(\S.*)")

Line = list[str]
"""The texts of a row by column, blank where there is none."""


class TaskRow(NamedTuple):
    """One row with something in it: its cells by column, as text on one line."""

    cells: dict[str, str]
    place: Location

    def get(self, column: str) -> str:
        """The text of a column; empty where the table has none."""
        return self.cells.get(column, "")

    @property
    def texts(self) -> list[str]:
        """Everything that stands in it, each text once."""
        return list(dict.fromkeys(text for text in self.cells.values() if text))

    @property
    def heading(self) -> tuple[str, str] | None:
        """Number and title of a part of the document; None where it is none."""
        said = [text for text in self.texts if text != self.get("number")]
        number = self.get("number").strip(" .)")
        if len(self.texts) == 1 and (found := _HEADING.fullmatch(self.texts[0])):
            return found[1], found[2]
        part = _PART.fullmatch(number)
        named = self.get("task") or self.get("indicator")
        return (part[1], named) if part and named and said == [named] else None

    @property
    def kind(self) -> str:
        """`task`, `heading` (a part of the document), `continued` (more of the task above), `other`."""
        named = self.get("task") or self.get("indicator")
        said = [column for column in self.cells if column not in ("number", "task") and self.get(column)]
        if any(_TOTAL.match(strip_diacritics(text)) for text in (self.get("number"), named)):
            return "other"
        if self.heading is not None:
            return "heading"
        if not named:
            return "continued" if said else "other"
        return "task"


class TaskTable(NamedTuple):
    """The rows of all tables of tasks in a file, in order."""

    rows: tuple[TaskRow, ...]
    passed: tuple[TaskRow, ...]
    """Headers that a page repeats, and rows that number the columns."""
    title: str
    """The text above the first table, on one line."""


class _Header(NamedTuple):
    last: int
    """Its last line."""
    columns: dict[int, str]
    texts: frozenset[tuple[str, ...]]
    """What stands in each of its rows."""
    width: int


def read_task_table(data: bytes, path: str) -> TaskTable | None:
    """The tables with a column of tasks (or of targets) and one more that is known; raises Unreadable.

    A table without a header goes on with the one before it where it is as wide. None where no table
    names its tasks.
    """
    rows: list[TaskRow] = []
    passed: list[TaskRow] = []
    title: list[str] = []
    current: _Header | None = None
    for sheet in read_tables(data):
        lines = [(line, [_clean(as_text(cell)) for cell in cells]) for line, cells in sheet.rows]
        width = max((len(texts) for _, texts in lines), default=0)
        header = _header(lines, width)
        if header is None and (current is None or current.width != width):
            continue
        start = 0
        if header is not None:
            current, start = header, header.last
            if not title and not rows:
                title = [*sheet.above, *_above(lines, start, header)]
        assert current is not None
        for line, texts in lines:
            if line > start and any(texts):
                row = _row(sheet, line, texts, current.columns, lines, path)
                (passed if _is_no_row(texts, current) else rows).append(row)
    return TaskTable(tuple(rows[:MAX_ROWS]), tuple(passed), " ".join(title)) if current else None


def _header(lines: Sequence[tuple[int, Line]], width: int) -> _Header | None:
    """The header and the column that stands at each position; it may take a second row."""
    for index, (line, texts) in enumerate(lines[:HEADER_ROWS]):
        columns = _columns(texts)
        names = set(columns.values()) - {"number"}
        if not (names & {"task", "indicator"} and len(names) > 1):
            continue
        said = {tuple(filter(None, texts))}
        below = lines[index + 1] if index + 1 < len(lines) else (0, [])
        inner = _columns(below[1])
        if inner and len(inner) == sum(map(bool, below[1])) and not set(inner.values()) & {"task"}:
            taken = {at: name for at, name in columns.items() if name not in inner.values()}
            columns, line = {**taken, **inner}, below[0]
            said.add(tuple(filter(None, below[1])))
        return _Header(line, columns, frozenset(said), width)
    return None


def _columns(texts: Line) -> dict[int, str]:
    columns: dict[int, str] = {}
    for at, text in enumerate(texts):
        name = column_of(text)
        if name is not None and name not in columns.values():
            columns[at] = name
    return columns


def _above(lines: Sequence[tuple[int, Line]], start: int, header: _Header) -> list[str]:
    """The texts above a header in its sheet."""
    above = [texts for line, texts in lines if line <= start]
    rows = [texts for texts in above if tuple(filter(None, texts)) not in header.texts]
    return list(dict.fromkeys(text for texts in rows for text in texts if text))


def _row(
    sheet: Sheet,
    line: int,
    texts: Line,
    columns: dict[int, str],
    lines: Sequence[tuple[int, Line]],
    path: str,
) -> TaskRow:
    """A row, with what cells merged downwards say beside it."""
    row: dict[str, str] = {}
    for at, text in enumerate(texts):
        name = columns.get(at, f"?{at}")
        if text:
            row[name] = text.replace("\n", "; " if name in _LISTED else " ")
    has_task = bool(row.get("task") or row.get("indicator"))
    by_line = dict(lines)
    for (top, left), (bottom, _) in sheet.merged if has_task else ():
        name = columns.get(left, "")
        above = by_line.get(top + 1, [])
        if name in row or not top + 1 < line <= bottom + 1 or left >= len(above) or not above[left]:
            continue
        if name in _SHARED:
            row[name] = above[left].replace("\n", "; " if name in _LISTED else " ")
        elif name == "product":
            row[f"?{left}"] = above[left].replace("\n", " ")
    return TaskRow(row, sheet.locate(path, line, 0))


def _is_no_row(texts: Line, header: _Header) -> bool:
    """Whether a row is the header again, or numbers the columns: (1) (2) (3), A B 1 2 3."""
    said = tuple(filter(None, texts))
    return said in header.texts or (len(said) > 2 and count_on(said))


def _clean(text: str) -> str:
    """Lines without characters that show nothing or that a plan may not hold."""
    lines = ("".join(filter(_is_shown, line)) for line in text.splitlines())
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _is_shown(char: str) -> bool:
    return char in "\t " or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn", "Co")
