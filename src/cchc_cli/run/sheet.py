"""Sheets that units fill in: whose they are, for which month, and what is in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Severity, has_errors, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures.read import DAYS_OF_SENDING, FiguresReading, NamedRow, read_figures
from cchc_cli.reading.figures.whole import Exists
from cchc_cli.reading.table.source import Source

SHOWN = ("mục tiêu", "đã báo cáo", "target", "reported so far")
"""The columns of a form as CSV that its unit reads and nobody reads back."""


class SheetReading(NamedTuple):
    """A sheet: the rows that it asks for, the figures that it gives, and every fault."""

    source: Source
    rows: tuple[NamedRow, ...]
    figures: Figures
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something in it could not be read."""
        return has_errors(self.diagnostics)

    def with_remarks(self, remarks: Iterable[Diagnostic]) -> SheetReading:
        """The same sheet with more to say of it."""
        return self._replace(diagnostics=in_order([*self.diagnostics, *remarks]))

    @property
    def months(self) -> tuple[int, ...]:
        """The months in which its rows' periods end, in order."""
        return tuple(sorted({row.period.last for row in self.rows}))

    @property
    def units(self) -> tuple[str, ...]:
        """The units that its rows name, in order of appearance."""
        return tuple(dict.fromkeys(row.unit for row in self.rows if row.unit is not None))


def read_sheet(
    plan: Plan,
    source: Source,
    decimal: str | None = None,
    encoding: str | None = None,
    exists: Exists | None = None,
) -> SheetReading:
    """Reads one sheet by itself, as any file of figures is read."""
    reading = read_figures(plan, [source], decimal, encoding, exists, names_rows=True)
    # A form made for people has a title above its table and columns that nobody reads back.
    # Whoever fills in a sheet can still say the day; the figures of a year are not held up by it.
    kept = [
        replace(one, severity=Severity.ERROR) if one.code in DAYS_OF_SENDING else one
        for one in reading.diagnostics
        if not _is_layout_of_a_form(one)
    ]
    return SheetReading(source, reading.rows, reading.figures, in_order(kept))


def _is_layout_of_a_form(diagnostic: Diagnostic) -> bool:
    place = diagnostic.location
    if diagnostic.code == codes.A107.name and diagnostic.params.get("found") in SHOWN:
        return True
    is_layout = diagnostic.code in (codes.A107.name, codes.A320.name)
    return is_layout and place is not None and place.sheet is not None


def without_remarks_on(sheet: SheetReading, lines: set[int | None]) -> SheetReading:
    """The sheet without the warnings about empty cells of some of its rows."""
    kept = [
        one
        for one in sheet.diagnostics
        if not (one.code == "A301" and one.location and one.location.line in lines)
    ]
    return sheet._replace(diagnostics=in_order(kept))


def named_sources(reading: FiguresReading) -> dict[tuple[str | None, int | None], str]:
    """What the source column of a file of figures says, by sheet and line; it was read with its rows."""
    return {(row.location.sheet, row.location.line): row.origin for row in reading.rows}
