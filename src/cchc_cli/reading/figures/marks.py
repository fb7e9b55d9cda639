"""The decimal mark of a file, as its numbers prove it."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.reading.cells.values import DecimalMark, proven_mark
from cchc_cli.reading.table.source import Table, shortened


class Marks:
    """What the numbers of one file prove about its decimal mark."""

    def __init__(self, declared: DecimalMark | None) -> None:
        self.mark = declared
        """The declared one, else the proven one."""
        self._first: dict[DecimalMark, tuple[Table, int, str]] = {}
        self._is_known = declared is not None

    def see(self, text: str, table: Table, number: int) -> None:
        """Keeps the first row that proves each mark."""
        mark = proven_mark(text)
        if mark is not None:
            self._first.setdefault(mark, (table, number, shortened(text)))

    def search(self, table: Table) -> None:
        """Looks in the whole table for numbers that prove one mark; once for a file."""
        if self._is_known:
            return
        self._is_known = True
        at = table.columns["value"]
        texts = {row[at].strip() for _, row in table.rows() if isinstance(row[at], str)}
        proven = {mark for mark in map(proven_mark, texts) if mark is not None}
        if len(proven) == 1:
            self.mark = proven.pop()

    def faults(self) -> Iterator[Diagnostic]:
        """An error where the numbers of a file prove both marks, at the later one."""
        if len(self._first) < 2:
            return
        placed = []
        for table, number, text in self._first.values():
            place = table.places([(number, "value")])[number, "value"]
            placed.append((place, text))
        (first, other), (place, text) = placed
        yield codes.A116.at(place, found=text, other=other, first=first)
