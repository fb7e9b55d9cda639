"""The rows of a table of tasks: what, who leads and supports, by when, with what product or goal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cchc_cli.model.diagnostic import Location
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.values import Cell, as_text
from cchc_cli.reading.table.sheet import Sheet, cell_name
from cchc_cli.reading.table.word import read_tables

HEADER_ROWS = 60
MAX_ROWS = 5_000
_COLUMNS = {
    "number": ("stt", "tt", "so tt", "so thu tu", "muc"),
    "task": (
        *("nhiem vu", "noi dung", "noi dung nhiem vu", "nhiem vu cu the", "noi dung cong viec"),
        *("ten nhiem vu", "nhiem vu, giai phap", "noi dung, nhiem vu", "nhiem vu/noi dung", "task"),
        *("nhiem vu, noi dung cong viec", "noi dung thuc hien", "cong viec"),
    ),
    "owner": (
        *("don vi chu tri", "co quan chu tri", "chu tri", "don vi thuc hien", "co quan thuc hien"),
        *("co quan, don vi chu tri", "don vi chu tri thuc hien", "phong, don vi chu tri", "owner"),
    ),
    "support": (
        *("don vi phoi hop", "co quan phoi hop", "phoi hop", "co quan, don vi phoi hop"),
        *("don vi phoi hop thuc hien", "phong, don vi phoi hop"),
    ),
    "due": (
        *("thoi han", "thoi gian", "thoi gian hoan thanh", "thoi gian thuc hien", "thoi han hoan thanh"),
        *("tien do", "tien do thuc hien", "han hoan thanh", "due"),
    ),
    "product": ("san pham", "ket qua", "san pham du kien", "ket qua, san pham", "san pham/ket qua"),
    "indicator": ("chi tieu", "ten chi tieu", "noi dung chi tieu", "muc tieu", "indicator"),
    "goal": ("muc", "muc phai dat", "muc tieu nam", "chi tieu giao", "ke hoach", "muc giao", "goal"),
    "measure": ("don vi tinh", "dvt", "measure"),
}
_NAMED = {name: column for column, names in _COLUMNS.items() for name in names}
_TOTALS = ("tong", "cong", "tong cong", "tong so")


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
    def kind(self) -> str:
        """`task`, `heading` (a part of the document), `continued` (more of the task above), `other`."""
        named = self.get("task") or self.get("indicator")
        said = [column for column in self.cells if column not in ("number", "task") and self.get(column)]
        if not named:
            return "continued" if said else "other"
        if strip_diacritics(named).strip(" :.") in _TOTALS:
            return "other"
        is_part = bool(re.fullmatch(r"[IVXLC]+|[A-ZĐ]", self.get("number").strip(" .)")))
        return "heading" if is_part and not said else "task"


class TaskTable(NamedTuple):
    """The rows of all tables of tasks in a file, in order."""

    rows: tuple[TaskRow, ...]
    passed: tuple[TaskRow, ...]
    """Headers that a page repeats, and rows that number the columns."""
    title: str
    """The text above the first table, on one line."""


def read_task_table(data: bytes, path: str) -> TaskTable | None:
    """The tables with a column of tasks (or of targets) and one more that is known; raises Unreadable.

    A table without a header goes on with the one before it where it is as wide. None where no table
    names its tasks.
    """
    rows: list[TaskRow] = []
    passed: list[TaskRow] = []
    title: list[str] = []
    columns: dict[int, str] = {}
    for sheet in read_tables(data):
        header = _header(sheet)
        if header is None and not columns:
            continue
        start = 0
        if header is not None:
            start, columns = header
            if not rows:
                title = [text for line, cells in sheet.rows if line < start for text in _texts(cells)]
        for row in _rows(sheet, path, start, columns):
            (passed if _is_no_row(row) else rows).append(row)
    return TaskTable(tuple(rows[:MAX_ROWS]), tuple(passed), " ".join(title)) if columns else None


def _header(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """The line of the header and the column that stands at each position."""
    for line, cells in sheet.rows[:HEADER_ROWS]:
        columns: dict[int, str] = {}
        for at, cell in enumerate(cells):
            name = _NAMED.get(strip_diacritics(as_text(cell)[:80]).strip(" .:"))
            if name is not None and name not in columns.values():
                columns[at] = name
        names = set(columns.values()) - {"number"}
        if names & {"task", "indicator"} and len(names) > 1:
            return line, columns
    return None


def _rows(sheet: Sheet, path: str, start: int, columns: dict[int, str]) -> Iterator[TaskRow]:
    for line, cells in sheet.rows:
        if line <= start:
            continue
        texts = {columns.get(at, f"?{at}"): text for at, text in enumerate(_line(cells)) if text}
        if texts:
            yield TaskRow(texts, Location(path, line, 1, sheet.name, cell_name(line, 1)))


def _is_no_row(row: TaskRow) -> bool:
    """Whether a row is the header again, or numbers the columns: (1) (2) (3)."""
    texts = list(row.cells.values())
    named = [_NAMED.get(strip_diacritics(text[:80]).strip(" .:")) for text in texts]
    numbers = [text.strip("() ") for text in texts]
    counts_on = len(texts) > 2 and numbers == [f"{at}" for at in range(1, len(texts) + 1)]
    return counts_on or (len(texts) > 1 and all(named))


def _line(cells: Iterable[Cell]) -> list[str]:
    return [" ".join(as_text(cell).split()) for cell in cells]


def _texts(cells: Iterable[Cell]) -> list[str]:
    return list(dict.fromkeys(text for text in _line(cells) if text))
