"""Reads figures: each row is a figure or an error with its place, never dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, has_errors, in_order
from cchc_cli.model.figures import Entry, Figures, Series, SeriesKey, SourceFile
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.reading.cells.days import day_of
from cchc_cli.reading.cells.periods import period_of_cell
from cchc_cli.reading.cells.values import Cell, DecimalMark, as_text, is_blank
from cchc_cli.reading.figures.course import odd_courses
from cchc_cli.reading.figures.cumulative import resolve_totals
from cchc_cli.reading.figures.row import Checked, RowRules, SeriesReader
from cchc_cli.reading.figures.sums import Totals
from cchc_cli.reading.figures.value import Cells, Marks, Without
from cchc_cli.reading.figures.whole import (
    Exists,
    broken_identities,
    evidence_not_found,
    received,
    wholes_beside_months,
    without_evidence,
)
from cchc_cli.reading.table.asides import has_number
from cchc_cli.reading.table.encoding import cell_of
from cchc_cli.reading.table.open import open_source
from cchc_cli.reading.table.remark import Remarks
from cchc_cli.reading.table.source import Source, Table, shortened

LATEST = timedelta(days=366)
"""After the due day; nobody sends figures later, but many a year is mistyped."""
DAYS_OF_SENDING = frozenset({codes.A245.name, codes.A246.name})
"""Faults of a day of sending: no figure is in doubt, but who fills in a sheet can correct it."""


class NamedRow(NamedTuple):
    """A row that names a figure, whether it gives one or not."""

    period: Period
    unit: str | None
    indicator: str
    location: Location
    """The cell where its figure stands or should."""
    blank: bool
    """Without a value and without a note."""
    origin: str
    """What the file says of where the figure came from."""

    @property
    def key(self) -> tuple[Period, str | None, str]:
        """Period, unit and indicator."""
        return (self.period, self.unit, self.indicator)


class FiguresReading(NamedTuple):
    """The figures that could be read, and every fault."""

    figures: Figures
    diagnostics: tuple[Diagnostic, ...]
    rows: tuple[NamedRow, ...] = ()
    """Every row that names a figure, where that was asked for."""
    forms: frozenset[str] = frozenset()
    """The files in which a form was read."""


class _TableRows:
    """What the rows of one table give beside figures."""

    def __init__(self, table: Table, rules: RowRules) -> None:
        self.table = table
        self.totals = Totals(table, rules)
        self.remarks = Remarks()
        self.named: list[tuple[int, str, NamedRow]] = []
        """Rows that name a figure, each by its number and the field where its figure should stand."""
        self.far_days: set[tuple[date, Period]] = set()
        """Days of sending on which a period's figures cannot have been sent; each is told of once."""
        self.blank = 0


class _Reader:
    def __init__(
        self, plan: Plan, mark: DecimalMark | None, encoding: str | None, names_rows: bool
    ) -> None:
        self.figures = Figures()
        self.rules = RowRules(plan, self.figures.series, encoding)
        self.mark = mark
        self.names_rows = names_rows
        self.diagnostics: list[Diagnostic] = []
        self.unread: list[str] = []
        """Files that gave no table."""
        self.cumulated: dict[SeriesKey, Series] = {}
        """Totals to date, before anything is subtracted."""
        self.rows: list[NamedRow] = []
        self.forms: set[str] = set()
        self.refused: list[tuple[SeriesKey, Period]] = []
        """Figures whose value is at fault; until all is read they keep their place in the series, so
        that a second figure for it shows."""

    def read(self, source: Source) -> None:
        """Adds the figures of one file."""
        opening = open_source(source, self.rules.vocabulary)
        faults = list(opening.diagnostics)
        if not opening.tables:
            self.diagnostics += faults
            self.unread.append(source.path)
            return
        self.figures.hidden.update(
            {(source.path, sheet): hidden for sheet, hidden in opening.hidden.items()}
        )
        earlier = self.figures.sources
        # The place of an earlier figure is asked for while the file is still being read.
        self.figures = replace(self.figures, sources=(*earlier, SourceFile(source.path, "", 0)))
        marks = Marks(self.mark)
        self.rules.begin_file(marks)
        rows = sum(self._read_table(table, len(earlier), faults) for table in opening.tables)
        faults += marks.faults()
        read = SourceFile(source.path, source.sha256(), rows)
        self.figures = replace(self.figures, sources=(*earlier, read))
        self.diagnostics += faults
        if (
            not rows
            and not has_errors(faults)
            and codes.A301.name not in {diagnostic.code for diagnostic in faults}
        ):
            self.diagnostics.append(codes.A108.at(Location(source.path)))

    def _read_table(self, table: Table, index: int, faults: list[Diagnostic]) -> int:
        if table.is_form():
            self.forms.add(table.source.path)
        beside = _TableRows(table, self.rules)
        rows = self._read_rows(beside, index, faults)
        if beside.blank:
            faults.append(codes.A309.at(Location(table.source.path), count=beside.blank))
        remarks = [*beside.remarks, *beside.totals.remarks()]
        wanted = {(remark.number, remark.field) for remark in remarks}
        places = table.places(wanted | {(number, field) for number, field, _ in beside.named})
        faults += (
            remark.code.at(places[remark.number, remark.field], **remark.params) for remark in remarks
        )
        faults += table.diagnostics
        faults += table.hints(faults)
        self.rows += (row._replace(location=places[number, at]) for number, at, row in beside.named)
        return rows

    def _read_rows(self, beside: _TableRows, source: int, faults: list[Diagnostic]) -> int:
        table, rules = beside.table, self.rules
        at_period, at_unit, at_indicator, at_value, at_evidence, at_note = (
            table.columns.get(name, table.width)
            for name in ("period", "unit", "indicator", "value", "evidence", "note")
        )
        at_sent = table.columns.get("sent")
        readers: Mapping[tuple[Cell, Cell], SeriesReader] = rules.readers
        units: Mapping[Cell, str | None] = rules.unit_of
        indicators: Mapping[Cell, Indicator] = rules.indicator_of
        if self.names_rows:  # Then each row is looked at, also one whose cells were seen before.
            readers, units, indicators = {}, {}, {}
        new, rows = tuple.__new__, 0
        fields: tuple[object, ...]
        is_plain = table.is_stream and not table.is_cumulative and not self.cumulated
        for number, row in table.rows(faults):
            unit, indicator = row[at_unit], row[at_indicator]
            reader = readers.get((unit, indicator))
            if reader is None and unit in units and indicator in indicators:
                reader = rules.reader(unit, indicator, units[unit], indicators[indicator])
            period = None if reader is None else reader.periods.get(row[at_period])
            value = None if reader is None else reader.values.get(row[at_value])
            if reader is None or period is None or value is None:
                texts = (row[at_period], unit, indicator, row[at_value])
                read = map(cell_of, texts) if table.is_stream else texts
                cells = Cells._make((*read, row[at_note]))
                checked = self._look_at(beside, number, row, cells)
                if checked is None:
                    continue
                reader, period = rules.accept(cells, checked), checked.period
                if isinstance(checked.value, Without):
                    spot = table.spot(number)
                    fields = (None, source, *spot[:2], row[at_evidence], row[at_note], *spot[2:])
                    if self._put(reader, period, new(Entry, fields), beside):
                        self.refused.append((reader.key, period))
                    continue
                value = checked.value
            if at_sent is not None and row[at_sent]:
                beside.remarks.number = number
                self._note_sent(reader.key, period, row[at_sent], beside)
            if is_plain:
                fields = (value, source, number, 1, row[at_evidence], row[at_note], None, None)
                entry = new(Entry, fields)
                earlier = reader.series.setdefault(period, entry)
                if earlier is entry:
                    rows += 1
                else:
                    beside.remarks.number = number
                    self._note_repeat(reader.key, period, earlier, beside)
            else:
                beside.remarks.number = number
                spot = table.spot(number)
                fields = (value, source, *spot[:2], row[at_evidence], row[at_note], *spot[2:])
                rows += self._put(reader, period, new(Entry, fields), beside)
        return rows

    def _note_sent(self, key: SeriesKey, period: Period, text: str, beside: _TableRows) -> None:
        """Keeps the day on which a figure was sent; its own value does not depend on it."""
        day = day_of(text)
        if day is None:
            if text.strip():
                beside.remarks.add(codes.A245, "sent", found=shortened(text.strip()))
            return
        calendar = self.rules.plan.calendar
        first, last = calendar.first_day(period.last), calendar.due_day(period.last) + LATEST
        if first <= day <= last:
            self.figures.sent.setdefault(key, {}).setdefault(period, day)
        elif (day, period) not in beside.far_days:
            beside.far_days.add((day, period))
            beside.remarks.add(codes.A246, "sent", day=day, period=period, first=first, last=last)

    def _put(self, reader: SeriesReader, period: Period, entry: Entry, beside: _TableRows) -> bool:
        """Keeps a figure, or a total to date; whether it could be one and is the first."""
        series, other = reader.series, self.cumulated.get(reader.key, {})
        if beside.table.is_cumulative:
            if reader.indicator.kind.is_held:
                beside.remarks.add(codes.A228, "value", indicator=reader.indicator.id)
                return False
            if reader.indicator.kind.adds_up:
                series, other = self.cumulated.setdefault(reader.key, {}), series
        earlier = other.get(period) or series.setdefault(period, entry)
        if earlier is not entry:
            self._note_repeat(reader.key, period, earlier, beside)
        return earlier is entry

    def _note_repeat(self, key: SeriesKey, period: Period, earlier: Entry, beside: _TableRows) -> None:
        first = self.figures.place(earlier)
        beside.remarks.add(
            codes.A214, "period", unit=key[0], indicator=key[1], period=period, first=first
        )

    def _look_at(
        self, beside: _TableRows, number: int, row: Sequence[Any], cells: Cells
    ) -> Checked | None:
        """What a row means of which not every cell was seen before; None where it gives no figure."""
        table = beside.table
        if table.is_stream and not any(cell.strip() for cell in row):
            beside.blank += 1
            return None
        if beside.totals.take(number, row):
            return None
        code = table.passed(number, row)
        if code is None and self._is_no_figure(cells):
            code = codes.A314
        remarks = beside.remarks
        remarks.number = number
        if code is not None:
            text = next(filter(None, (as_text(cell).strip() for cell in cells)), "")
            remarks.add(code, "", found=shortened(text))
            return None
        before = len(remarks)
        checked = self.rules.check(cells, table, remarks)
        # A blank cell is no figure; only where one is asked it is missing.
        is_idle = table.is_wide and is_blank(cells.value)
        if is_idle and not (checked and self.rules.is_owed(checked.period, checked.indicator)):
            del remarks[before:]
            return None
        if checked is None:
            return None
        if self.names_rows:
            field = "note" if checked.indicator.kind.is_told else "value"
            at = table.columns.get("source")
            origin = "" if at is None else row[at].strip()
            key = (checked.period, checked.unit, checked.indicator.id)
            is_without = checked.value is Without.BLANK
            row_of_figure = NamedRow(*key, Location(table.source.path), is_without, origin)
            beside.named.append((number, field, row_of_figure))
        return None if is_idle or checked.value is Without.BLANK else checked

    def _is_no_figure(self, cells: Cells) -> bool:
        """Whether a row holds neither a value nor both of its keys: a heading, a signature.

        A note may be a narrative's figure: with one the row is kept where it names anything. So it is
        with words where its value stands.
        """
        if not (is_blank(cells.period) or is_blank(cells.indicator)) or has_number(cells.value):
            return False
        period = period_of_cell(cells.period, self.rules.plan.calendar)
        if is_blank(cells.value):
            return not cells.note.strip() or (is_blank(cells.indicator) and period is None)
        names = map(as_text, (cells.unit, cells.indicator))
        return period is None and not any(map(self.rules.vocabulary.names, names))


def read_figures(
    plan: Plan,
    sources: Sequence[Source],
    mark: DecimalMark | None = None,
    encoding: str | None = None,
    exists: Exists | None = None,
    names_rows: bool = False,
) -> FiguresReading:
    """Reads the figures of several files as one body.

    `mark` (`comma` or `point`) is the decimal mark where the text alone does not prove it; the
    plan's own is used where none is given, as for `encoding`, that of text files which are no UTF-8.
    `exists` is asked about every path that stands as evidence. With `names_rows` the rows that name a
    figure are given too, also those without one. Every row is checked, and every fault is reported.
    """
    reader = _Reader(plan, mark or plan.decimal, encoding or plan.encoding, names_rows)
    for source in sources:
        reader.read(source)
    figures = reader.figures
    diagnostics = [
        *reader.diagnostics,
        *resolve_totals(plan, figures, reader.cumulated),
        *wholes_beside_months(figures),
        *without_evidence(plan, figures),
    ]
    for key, period in reader.refused:
        figures.series[key].pop(period, None)
    filled = {key: series for key, series in figures.series.items() if series}
    figures = replace(figures, series=filled)
    diagnostics += odd_courses(plan, figures)
    diagnostics += broken_identities(plan, figures)
    if exists is not None:
        diagnostics += evidence_not_found(figures, exists)
    if len(sources) > 1 and has_errors(diagnostics):
        diagnostics += received(figures, reader.unread, diagnostics)
    if diagnostics:
        from cchc_cli.model.naming import in_names

        diagnostics = [in_names(plan, diagnostic) for diagnostic in diagnostics]
    return FiguresReading(figures, in_order(diagnostics), tuple(reader.rows), frozenset(reader.forms))
