"""Sheets that units fill in: whose they are, for which month, and what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.reading.cells.names import NameIndex
from cchc_cli.reading.cells.periods import parse_period, period_of_day
from cchc_cli.reading.cells.values import Cell
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.table.layout import as_text, is_blank
from cchc_cli.reading.table.open import open_source
from cchc_cli.reading.table.source import LaidRow, LaidTable, Source, Vocabulary
from cchc_cli.reading.table.text import Table


class SheetRow(NamedTuple):
    """A row of a sheet that names a figure, whether it gives one or not."""

    period: Period
    unit: str | None
    indicator: str
    line: int
    blank: bool
    """Without a value and without a note."""
    location: Location
    """The cell where its figure stands or should."""

    @property
    def key(self) -> tuple[Period, str | None, str]:
        """Period, unit and indicator."""
        return (self.period, self.unit, self.indicator)


class SheetReading(NamedTuple):
    """A sheet: the rows that it asks for, the figures that it gives, and every fault."""

    source: Source
    rows: tuple[SheetRow, ...]
    figures: Figures
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something in it could not be read."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)

    @property
    def months(self) -> tuple[int, ...]:
        """The months in which its rows' periods end, in order."""
        return tuple(sorted({row.period.last for row in self.rows}))

    @property
    def units(self) -> tuple[str, ...]:
        """The units that its rows name, in order of appearance."""
        return tuple(dict.fromkeys(row.unit for row in self.rows if row.unit is not None))


def read_sheet(
    plan: Plan, source: Source, decimal: str | None = None, encoding: str | None = None
) -> SheetReading:
    """Reads one sheet by itself, as any file of figures is read."""
    reading = read_figures(plan, [source], decimal, encoding)
    rows = tuple(_rows(plan, source, encoding))
    # A form made for people has a title above its table and columns that nobody reads back.
    kept = [one for one in reading.diagnostics if not _is_layout_of_a_workbook(one)]
    return SheetReading(source, rows, reading.figures, in_order(kept))


def _is_layout_of_a_workbook(diagnostic: Diagnostic) -> bool:
    place = diagnostic.location
    return diagnostic.code in ("A107", "A320") and place is not None and place.sheet is not None


def without_remarks_on(sheet: SheetReading, lines: set[int]) -> SheetReading:
    """The sheet without the warnings about empty cells of some of its rows."""
    kept = [
        one
        for one in sheet.diagnostics
        if not (one.code == "A301" and one.location and one.location.line in lines)
    ]
    return sheet._replace(diagnostics=in_order(kept))


def _rows(plan: Plan, source: Source, encoding: str | None) -> Iterator[SheetRow]:
    units, indicators = NameIndex.of_units(plan), NameIndex.of_indicators(plan)
    vocabulary = Vocabulary(units.find, indicators.find, plan.calendar, encoding)
    for table in open_source(source, vocabulary).tables:
        rows = table.rows if isinstance(table, LaidTable) else _text_rows(table)
        found: list[tuple[LaidRow, Period, str | None, str]] = []
        for row in rows:
            period = _period(row.period, plan)
            named, unit_text = as_text(row.indicator), as_text(row.unit).strip()
            indicator = indicators.find(named)
            unit = units.find(unit_text) if unit_text else None
            if period is not None and indicator is not None and (unit is not None or not unit_text):
                found.append((row, period, unit, indicator))
        locate = _locator(table, {row.line for row, *_ in found})
        for row, period, unit, indicator in found:
            is_narrative = plan.indicator_by_id[indicator].kind == "narrative"
            asked = row.column("note" if is_narrative else "value")
            blank = not row.note.strip() if is_narrative else is_blank(row.value)
            yield SheetRow(period, unit, indicator, row.line, blank, locate(row.line, asked))


def _period(cell: Cell, plan: Plan) -> Period | None:
    if isinstance(cell, date):
        return period_of_day(cell, plan.calendar)
    return parse_period(as_text(cell))


def _text_rows(table: Table) -> Iterator[LaidRow]:
    """The rows of a tidy text that have as many cells as its header."""
    at = table.columns
    absent = table.width
    value = at["value"]
    names = ("period", "unit", "indicator", "value", "evidence", "note", "source")
    indices = [at.get(name, absent) for name in names]
    places = (at["period"], at.get("unit", 0), at["indicator"], value, at.get("note", value))
    for line, cells in table.rows():
        if len(cells) == table.width:
            cells = [*cells, ""]
            period, unit, indicator, number, evidence, note, origin = (cells[one] for one in indices)
            yield LaidRow(line, period, unit, indicator, number, evidence, note, places, origin)


def _locator(table: Table | LaidTable, lines: set[int]) -> Callable[[int, int], Location]:
    if isinstance(table, LaidTable):
        return table.locate
    places = table.places(lines)
    path = table.source.path
    return lambda line, column: Location(path, *places[line][column])


def named_sources(plan: Plan, source: Source) -> dict[tuple[str | None, int | None], str]:
    """What the source column of a file of figures says, by sheet and line."""
    units, indicators = NameIndex.of_units(plan), NameIndex.of_indicators(plan)
    vocabulary = Vocabulary(units.find, indicators.find, plan.calendar)
    found: dict[tuple[str | None, int | None], str] = {}
    for table in open_source(source, vocabulary).tables:
        if isinstance(table, LaidTable):
            found |= {(table.sheet, row.line): row.source.strip() for row in table.rows}
        else:
            found |= {(None, row.line): row.source.strip() for row in _text_rows(table)}
    return found
