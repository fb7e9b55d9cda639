"""Sheets that units fill in: whose they are, for which month, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period, parse_label
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures import NameIndex, read_figures
from cchc_cli.reading.tables import (
    REQUIRED,
    Place,
    Source,
    Table,
    column_letters,
    open_table,
    recognised,
)
from cchc_cli.reading.values import value_text

MAX_TITLE_ROWS = 200
"""Rows among which the header is looked for."""


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


def read_sheet(plan: Plan, source: Source) -> SheetReading:
    """Reads one sheet by itself, as any file of figures is read."""
    reading = read_figures(plan, [source])
    rows = tuple(_rows(plan, source))
    return SheetReading(source, rows, reading.figures, reading.diagnostics)


def without_remarks_on(sheet: SheetReading, lines: set[int]) -> SheetReading:
    """The sheet without the warnings about empty cells of some of its rows."""
    kept = [
        one
        for one in sheet.diagnostics
        if not (one.code == "A301" and one.location and one.location.line in lines)
    ]
    return sheet._replace(diagnostics=in_order(kept))


def _rows(plan: Plan, source: Source) -> Iterator[SheetRow]:
    table = open_table(source)
    if isinstance(table, list):
        return
    units, indicators = NameIndex.of_units(plan), NameIndex.of_indicators(plan)
    at = table.columns
    found = []
    for line, cells in table.rows():
        if len(cells) != table.width:
            continue
        texts = {name: cells[index].strip() for name, index in at.items()}
        period = parse_label(texts["period"])
        indicator = indicators.find(texts["indicator"])
        unit = units.find(texts.get("unit", "")) if texts.get("unit") else None
        if period is None or indicator is None or (texts.get("unit") and unit is None):
            continue
        found.append((period, unit, indicator, line, texts))
    places = table.places({line for *_, line, _ in found})
    for period, unit, indicator, line, texts in found:
        is_narrative = plan.indicator_by_id[indicator].kind == "narrative"
        asked = at["note"] if is_narrative and "note" in at else at["value"]
        blank = not (texts.get("note") if is_narrative else texts["value"])
        row, column = places[line][asked]
        cell = None if table.sheet is None else f"{column_letters(asked)}{line}"
        place = Location(source.path, row, column, table.sheet, cell)
        yield SheetRow(period, unit, indicator, line, blank, place)


@dataclass(slots=True)
class SheetTable(Table):
    """The rows under the header of a workbook's sheet, as text."""

    cells: list[list[str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row below the header that is not empty, with its number."""
        for number, row in enumerate(self.cells[self.header_end :], start=self.header_end + 1):
            if any(row):
                yield number, list(row)

    def places(self, wanted: set[int]) -> dict[int, list[Place]]:
        """Row and column of every cell of the wanted rows."""
        return {line: [(line, index + 1) for index in range(self.width)] for line in wanted}


def open_workbook(source: Source) -> Table | list[Diagnostic]:
    """The first visible sheet that has the header, below a title block or at its top."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        with source.open() as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
        for metadata in workbook.sheets_metadata:
            if metadata.visible is not SheetVisibleEnum.Visible:
                continue
            sheet = workbook.get_sheet_by_name(metadata.name)
            cells = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            table = _under_header(source, metadata.name, cells)
            if table is not None:
                return table
    except (CalamineError, OSError, ValueError):
        place = Location(source.path)
        return [Diagnostic("A103", Severity.ERROR, place, {"shape": "xlsx"})]
    params: Mapping[str, object] = {"missing": REQUIRED, "found": ""}
    return [Diagnostic("A105", Severity.ERROR, Location(source.path, 1, 1), params)]


def _under_header(source: Source, name: str, cells: list[list[str]]) -> SheetTable | None:
    for index, row in enumerate(cells[:MAX_TITLE_ROWS]):
        found = recognised(row)
        if all(column in found for column in REQUIRED):
            columns = {column: positions[0] for column, positions in found.items()}
            return SheetTable(source, columns, len(row), "", index + 1, name, [], cells)
    return None


def _text(cell: object) -> str:
    match cell:
        case bool():
            return str(int(cell))
        case float():
            return value_text(Decimal(repr(cell)))
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def sources_by_line(source: Source) -> dict[int, str]:
    """What the source column of a file of figures says, by line."""
    table = open_table(source)
    if isinstance(table, list) or "source" not in table.columns:
        return {}
    at = table.columns["source"]
    return {line: row[at].strip() for line, row in table.rows() if len(row) > at}
