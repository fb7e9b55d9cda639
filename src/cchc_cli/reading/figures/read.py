"""Reads figures: each row is a figure or an error with its place, never dropped."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, in_order
from cchc_cli.model.figures import Entry, Figures, Series, SeriesKey, SourceFile, Value
from cchc_cli.model.period import Calendar, Period
from cchc_cli.model.plan import Every, Indicator, Kind, Plan
from cchc_cli.reading.cells.legacy import conversions
from cchc_cli.reading.cells.names import NameIndex, Suggestions
from cchc_cli.reading.cells.periods import Mangled, parse_period, period_of_day, read_day
from cchc_cli.reading.cells.values import (
    BrokenCell,
    Cell,
    DecimalMark,
    ValueFault,
    both_readings,
    parse_value,
    proven_mark,
    shows_percent,
    takes_percent,
)
from cchc_cli.reading.figures.cumulative import Totals, looks_cumulative
from cchc_cli.reading.figures.evidence import named_path
from cchc_cli.reading.table.layout import as_text, skipped
from cchc_cli.reading.table.open import Opening, open_source
from cchc_cli.reading.table.source import LaidTable, Source, Vocabulary
from cchc_cli.reading.table.text import Table, cell_of

Exists = Callable[[str, str], bool]
"""Whether a path named as evidence exists, asked with the file of figures that names it."""

FRACTION_GOAL = 10
"""A goal of so many percent makes a level between 0 and 1 look like a fraction."""
MAX_SHOWN = 100
"""Characters of a cell that a message repeats."""


class FiguresReading(NamedTuple):
    """The figures that could be read, and every fault."""

    figures: Figures
    diagnostics: tuple[Diagnostic, ...]


class _Without(Enum):
    """Why a row gives no value."""

    BLANK = "blank"
    """Nothing stands in its cell."""
    REFUSED = "refused"
    """What stands there is at fault."""


@dataclass(slots=True)
class _SeriesReader:
    """What one (unit, indicator) pair of names means, with what was already found valid for it."""

    key: SeriesKey
    indicator: Indicator
    periods: dict[str, Period]
    """Period texts known to be valid here; shared by the series owed alike in the same life."""
    values: dict[Cell, Value]
    """Value cells known to be valid; shared by the indicators of one kind."""
    series: Series


@dataclass(slots=True)
class _Fault:
    """An error or warning of a row; its column is looked up at the end."""

    code: str
    line: int
    """The row's line; of a laid table the row's number."""
    column: str
    params: Mapping[str, object]
    severity: Severity = Severity.ERROR


@dataclass(slots=True)
class _Marks:
    """What the numbers of one file prove about its decimal mark."""

    mark: DecimalMark | None
    """The declared one, else the proven one."""
    first: dict[DecimalMark, tuple[Table | LaidTable, int, str]] = field(default_factory=dict)
    """For each mark the first row that proves it: its table, line and text."""
    was_searched: bool = False


@dataclass(slots=True)
class _Reader:
    plan: Plan
    mark: DecimalMark | None
    units: NameIndex
    indicators: NameIndex
    figures: Figures
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: list[SourceFile] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Files that gave no table."""
    known: dict[tuple[str, str], _SeriesReader] = field(default_factory=dict)
    unit_of: dict[str, str | None] = field(default_factory=dict)
    """Texts that were found to name a unit, or to be blank."""
    indicator_of: dict[str, Indicator] = field(default_factory=dict)
    """Texts that were found to name an indicator with rows of its own."""
    periods: dict[tuple[Every, Period], dict[str, Period]] = field(default_factory=dict)
    lives: dict[str | None, Period] = field(default_factory=dict)
    everies: dict[str, Every] = field(default_factory=dict)
    values: dict[tuple[Kind, bool, bool, bool], dict[Cell, Value]] = field(default_factory=dict)
    encoding: str | None = None
    totals: Totals = field(default_factory=Totals)
    marks: _Marks = field(default_factory=lambda: _Marks(None))
    table: Table | LaidTable | None = None
    percent_goals: frozenset[str] = frozenset()
    """Levels in percent whose goals are far above 1."""
    refused: list[tuple[SeriesKey, Period]] = field(default_factory=list)
    """Figures whose value is at fault; until all is read they keep their place in the series, so that
    a second figure for it shows."""

    def read(self, source: Source) -> None:
        """Adds the figures of one file."""
        vocabulary = Vocabulary(self.units.find, self.indicators.find, self.plan.calendar, self.encoding)
        opening = open_source(source, vocabulary)
        found = list(opening.diagnostics)
        if not opening.tables:
            self.diagnostics += found
            self.unread.append(source.path)
            return
        index = len(self.sources)
        # The place of an earlier figure is asked for while the file is still being read.
        self.sources.append(SourceFile(source.path, "", 0))
        self.marks = _Marks(self.mark)
        if self.mark is None:
            for values in self.values.values():
                values.clear()
        rows = 0
        for table in opening.tables:
            rows += self._read_table(table, index, found)
        found += self._mixed_marks()
        self.sources[index] = SourceFile(source.path, source.sha256(), rows)
        self.diagnostics += found
        if not rows and not any(_is_error(one) or one.code == "A301" for one in found):
            place = Location(source.path)
            self.diagnostics.append(Diagnostic("A108", Severity.WARNING, place))

    def _read_table(self, table: Table | LaidTable, index: int, found: list[Diagnostic]) -> int:
        self.table = table
        faults: list[_Fault] = []
        if isinstance(table, Table):
            rows = self._read_rows(table, index, faults)
        else:
            rows = self._read_laid(table, index, faults)
        places = self._places(table, faults)
        for fault in faults:
            place = places[fault.line, fault.column]
            found.append(Diagnostic(fault.code, fault.severity, place, fault.params))
        found += table.diagnostics
        return rows

    def _mixed_marks(self) -> Iterator[Diagnostic]:
        """An error where one file proves both decimal marks."""
        if len(self.marks.first) < 2:
            return
        places = [
            (self._places(table, [_Fault("", line, "value", {})])[line, "value"], text)
            for table, line, text in self.marks.first.values()
        ]
        (first, other), (place, found) = places
        params = {"found": found, "other": other, "first": first}
        yield Diagnostic("A116", Severity.ERROR, place, params)

    def _places(
        self, table: Table | LaidTable, faults: Sequence[_Fault]
    ) -> dict[tuple[int, str], Location]:
        """Where each fault is."""
        wanted = {(fault.line, fault.column) for fault in faults}
        if isinstance(table, LaidTable):
            rows = table.rows
            return {
                (number, name): table.locate(rows[number].line, rows[number].column(name))
                for number, name in wanted
            }
        path = table.source.path
        places = table.places({line for line, _ in wanted})
        found = {}
        for line, name in wanted:
            at = places.get(line, [])
            column = table.columns.get(name, 0)
            spot = at[column] if column < len(at) else (line, 1)
            found[line, name] = Location(path, *spot)
        return found

    def _read_laid(self, table: LaidTable, source: int, faults: list[_Fault]) -> int:
        """Reads rows that carry their own places; the number of a row stands for its line."""
        count = 0
        for number, row in enumerate(table.rows):
            checked = self._check(row[1:5], row.note, number, faults)
            if checked is None:
                continue
            reader, period, value = checked
            known = self.totals.series(reader.key) if table.is_cumulative else reader.series
            other = reader.series if table.is_cumulative else self.totals.series(reader.key)
            earlier = known.get(period) or other.get(period)
            if earlier is not None:
                self._repeat("A214", reader, period, number, self._place(earlier), faults)
                continue
            if table.is_cumulative and reader.indicator.kind is Kind.LEVEL:
                faults.append(_Fault("A228", number, "value", {"indicator": reader.indicator.id}))
                continue
            if table.is_cumulative and reader.indicator.kind is not Kind.COUNT:
                known = reader.series
            at_line = Location(table.source.path, row.line, 1)
            place = at_line if table.sheet is None else table.locate(row.line, row.columns[3])
            entry = Entry(
                None if isinstance(value, _Without) else value,
                source,
                row.line,
                place.column or 1,
                row.evidence,
                row.note,
                place.sheet,
                place.cell,
            )
            known[period] = entry
            if isinstance(value, _Without):
                self.refused.append((reader.key, period))
            else:
                count += 1
        return count

    def _read_rows(self, table: Table, source: int, faults: list[_Fault]) -> int:
        at_period, at_indicator, at_value = (
            table.columns[name] for name in ("period", "indicator", "value")
        )
        # A column that is not there reads an empty text that is put at the end of every row.
        absent = table.width
        lacks = not {"unit", "evidence", "note"} <= table.columns.keys()
        at_unit, at_evidence, at_note = (
            table.columns.get(name, absent) for name in ("unit", "evidence", "note")
        )
        width, rows, blank = table.width, 0, 0
        known, new, units, indicators = self.known, tuple.__new__, self.unit_of, self.indicator_of
        for line, row in table.rows():
            if len(row) != width:
                if not any(cell.strip() for cell in row):
                    blank += 1
                    continue
                # An undecoded byte may have been a separator.
                if not any(isinstance(cell_of(text), BrokenCell) for text in row):
                    faults.append(_Fault("A201", line, "", {"found": len(row), "expected": width}))
                continue
            if lacks:
                row.append("")
            unit, indicator = row[at_unit], row[at_indicator]
            reader = known.get((unit, indicator))
            period = value = None
            if reader is None and unit in units and indicator in indicators:
                reader = self._reader(unit, indicator, units[unit], indicators[indicator])
            if reader is not None:
                period = reader.periods.get(row[at_period])
                value = reader.values.get(row[at_value])
            if reader is None or period is None or value is None:
                if not any(cell.strip() for cell in row):
                    blank += 1
                    continue
                before = len(faults)
                texts = (row[at_period], unit, indicator, row[at_value])
                checked = self._check(map(cell_of, texts), row[at_note], line, faults)
                if checked is None or isinstance(checked[2], _Without):
                    code = self._skipped(row, line, table)
                    if code is not None:
                        del faults[before:]
                        found = next(cell for cell in row if cell.strip())
                        params = {"found": _shown(found)}
                        faults.append(_Fault(code, line, "", params, Severity.NOTE))
                        continue
                if checked is None:
                    continue
                reader, period, checked_value = checked
                if isinstance(checked_value, _Without):
                    entry = Entry(None, source, line, 1, row[at_evidence], row[at_note])
                    if reader.series.setdefault(period, entry) is entry:
                        self.refused.append((reader.key, period))
                    else:
                        first = self._place(reader.series[period])
                        self._repeat("A214", reader, period, line, first, faults)
                    continue
                value = checked_value
            entry = new(Entry, (value, source, line, 1, row[at_evidence], row[at_note], None, None))
            earlier = reader.series.setdefault(period, entry)
            if earlier is not entry:
                first = self._place(earlier)
                self._repeat("A214", reader, period, line, first, faults)
                continue
            rows += 1
        if blank:
            place = Location(table.source.path)
            self.diagnostics.append(Diagnostic("A309", Severity.NOTE, place, {"count": blank}))
        return rows

    def _skipped(self, row: Sequence[str], line: int, table: Table) -> str | None:
        """The code of the note under which a row is skipped that is no figure."""
        if all(cell.strip() == name.strip() for cell, name in zip(row, table.header, strict=False)):
            return "A313"
        is_first = line == table.header_end + 1
        vocabulary = Vocabulary(self.units.find, self.indicators.find, self.plan.calendar)
        return skipped(row, is_first, vocabulary)

    def _place(self, entry: Entry) -> Location:
        path = self.sources[entry.source].path
        return Location(path, entry.line, entry.column, entry.sheet, entry.cell)

    def _repeat(
        self,
        code: str,
        reader: _SeriesReader,
        period: Period,
        line: int,
        first: Location,
        faults: list[_Fault],
    ) -> None:
        unit, indicator = reader.key
        params = {"unit": unit, "indicator": indicator, "period": period, "first": first}
        faults.append(_Fault(code, line, "period", params))

    def _check(
        self, cells: Iterable[Cell], note: str, line: int, faults: list[_Fault]
    ) -> tuple[_SeriesReader, Period, Value | _Without] | None:
        """Reads a row whose texts were not seen before; notes every fault of it.

        None where it can not be told which figure it means, or where no figure is given. A fault is
        noted only if it remains when the others are cured: each cell is judged by those that could be
        read.
        """
        period_cell, unit_cell, indicator_cell, value_cell = cells
        before = len(faults)
        remarks: list[_Fault] = []
        unit, is_unit = self._unit(unit_cell, line, faults)
        indicator = self._indicator(indicator_cell, line, faults)
        period = self._period(period_cell, line, faults)
        if period is not None:
            self._check_period(period, (unit, is_unit), indicator, line, faults)
        has_key = len(faults) == before
        value = self._value(value_cell, note, indicator, line, faults, remarks)
        faults += remarks
        if not has_key or not is_unit or indicator is None or period is None or value is _Without.BLANK:
            return None
        unit_text, indicator_text = as_text(unit_cell), as_text(indicator_cell)
        self.unit_of[unit_text] = unit
        self.indicator_of[indicator_text] = indicator
        reader = self._reader(unit_text, indicator_text, unit, indicator)
        if isinstance(period_cell, str):
            reader.periods.setdefault(period_cell, period)
        is_plain = not remarks and not shows_percent(value_cell)
        if is_plain and value is not None and not isinstance(value, _Without):
            reader.values.setdefault(value_cell, value)
        return reader, period, value

    def _unit(self, cell: Cell, line: int, faults: list[_Fault]) -> tuple[str | None, bool]:
        """The unit of a cell, None for the department, and whether that could be read."""
        if isinstance(cell, BrokenCell):
            faults += _broken(cell, line, "unit")
            return None, False
        text = as_text(cell)
        if not text.strip():
            return None, True
        unit = self.units.find(text)
        if unit is None:
            faults.append(_unknown("A202", "unit", text, line, self.units))
        return unit, unit is not None

    def _life(self, unit: str | None) -> Period:
        if unit not in self.lives:
            self.lives[unit] = self.plan.life(unit)
        return self.lives[unit]

    def _every(self, indicator: Indicator) -> Every:
        if indicator.id not in self.everies:
            self.everies[indicator.id] = self.plan.every(indicator)
        return self.everies[indicator.id]

    def _indicator(self, cell: Cell, line: int, faults: list[_Fault]) -> Indicator | None:
        """The indicator of a cell; a ratio is one too, but at fault."""
        if isinstance(cell, BrokenCell):
            faults += _broken(cell, line, "indicator")
            return None
        text = as_text(cell)
        found = self.indicators.find(text)
        if found is None:
            faults.append(_unknown("A203", "indicator", text, line, self.indicators))
            return None
        indicator = self.plan.indicator_by_id[found]
        if indicator.kind is Kind.RATIO:
            params = {
                "found": _shown(text),
                "numerator": indicator.numerator,
                "denominator": indicator.denominator,
            }
            faults.append(_Fault("A213", line, "indicator", params))
        return indicator

    def _period(self, cell: Cell, line: int, faults: list[_Fault]) -> Period | None:
        calendar = self.plan.calendar
        period: Period | Mangled | None
        if isinstance(cell, BrokenCell):
            faults += _broken(cell, line, "period")
            return None
        if isinstance(cell, date):
            period = period_of_day(cell, calendar)
        else:
            text = as_text(cell)
            period = parse_period(text) or read_day(text, calendar)
        if isinstance(period, Mangled):
            params: dict[str, object] = {"found": _shown(as_text(cell)), "readings": period.readings}
            faults.append(_Fault("A223", line, "period", params))
            return None
        if period is None:
            faults.append(_Fault("A204", line, "period", {"found": _shown(as_text(cell))}))
            return None
        span = self._life(None)
        if not (span.first <= period.first and period.last <= span.last):
            params = {"period": period, **_ends(span)}
            faults.append(_Fault("A205", line, "period", params))
            return None
        return period

    def _check_period(
        self,
        period: Period,
        found: tuple[str | None, bool],
        indicator: Indicator | None,
        line: int,
        faults: list[_Fault],
    ) -> None:
        """Holds a period against its unit's life and its indicator's periods, where these are known."""
        unit, is_unit = found
        life = self._life(unit)
        if is_unit and not (life.first <= period.first and period.last <= life.last):
            params = {"period": period, "unit": unit, **_ends(life)}
            faults.append(_Fault("A206", line, "period", params))
            return
        every = Every.ON_DEMAND if indicator is None else self._every(indicator)
        if indicator is None or every is Every.ON_DEMAND:
            return
        if period.first != period.last and period not in self.plan.periods(indicator):
            params = {"period": period, "indicator": indicator.id, "every": every}
            faults.append(_Fault("A207", line, "period", params))

    def _value(
        self,
        cell: Cell,
        note: str,
        indicator: Indicator | None,
        line: int,
        faults: list[_Fault],
        remarks: list[_Fault],
    ) -> Value | _Without:
        """The value; what stands in its way goes to `faults`, what is only odd to `remarks`.

        Without an indicator it is at fault where no indicator could take it. Nothing is said of the
        value of a ratio, whose row is to go.
        """
        if isinstance(cell, BrokenCell):
            faults += _broken(cell, line, "value")
            return _Without.REFUSED
        cell = cell.strip() if isinstance(cell, str) else cell
        text = as_text(cell)
        params: dict[str, object] = {"indicator": indicator and indicator.id, "found": _shown(text)}
        kind = indicator and indicator.kind
        if kind is Kind.RATIO or (kind is None and not text):
            return _Without.BLANK
        if kind is Kind.NARRATIVE and text:
            faults.append(_Fault("A212", line, "value", params))
            return _Without.REFUSED
        if kind is Kind.NARRATIVE and note.strip():
            return None
        if not text:
            column = "note" if kind is Kind.NARRATIVE else "value"
            faults.append(_Fault("A301", line, column, params, Severity.WARNING))
            return _Without.BLANK
        if isinstance(cell, str) and not cell.isdigit():
            self._note_mark(cell, line)
        value = parse_value(cell, indicator, self.marks.mark)
        if value is ValueFault.AMBIGUOUS and not self.marks.was_searched:
            self._search_mark()
            value = parse_value(cell, indicator, self.marks.mark)
        if value is ValueFault.AMBIGUOUS:
            whole, part = both_readings(text)
            params |= {"whole": whole, "part": part}
        if isinstance(value, ValueFault):
            faults.append(_Fault(value.value.name, line, "value", params))
            return _Without.REFUSED
        if isinstance(value, date):
            return self._done_day(value, indicator, line, faults, remarks)
        if indicator is not None and self._looks_like_fraction(cell, value, indicator):
            params |= {"value": value, "percent": Decimal(f"{(value * 100).normalize():f}")}
            remarks.append(_Fault("A316", line, "value", params, Severity.WARNING))
        return value

    def _note_mark(self, text: str, line: int) -> None:
        mark = proven_mark(text)
        if mark is not None:
            assert self.table is not None
            self.marks.first.setdefault(mark, (self.table, line, _shown(text)))

    def _search_mark(self) -> None:
        """Looks in the whole table for numbers that prove the decimal mark."""
        self.marks.was_searched = True
        table = self.table
        if isinstance(table, Table):
            at = table.columns["value"]
            copy = replace(table, diagnostics=[])
            texts = {row[at].strip() for _, row in copy.rows() if len(row) > at}
        elif table is not None:
            texts = {row.value.strip() for row in table.rows if isinstance(row.value, str)}
        else:
            texts = set()
        proven = {mark for mark in map(proven_mark, texts) if mark is not None}
        if len(proven) == 1:
            self.marks.mark = proven.pop()

    def _looks_like_fraction(self, cell: Cell, value: Decimal, indicator: Indicator) -> bool:
        """Whether 0,615 may stand for 61,5%."""
        if not takes_percent(indicator) or shows_percent(cell) or not 0 < value < 1:
            return False
        return indicator.id in self.percent_goals

    def _done_day(
        self,
        day: date,
        indicator: Indicator | None,
        line: int,
        faults: list[_Fault],
        remarks: list[_Fault],
    ) -> date | _Without:
        calendar = self.plan.calendar
        params: dict[str, object] = {
            "found": day,
            "indicator": indicator and indicator.id,
            "first": calendar.first_day(calendar.first),
            "last": calendar.end_day(),
        }
        if day > calendar.end_day():
            faults.append(_Fault("A218", line, "value", params))
            return _Without.REFUSED
        if indicator is not None and day < calendar.first_day(calendar.first):
            remarks.append(_Fault("A308", line, "value", params, Severity.WARNING))
        return day

    def _reader(
        self, unit_text: str, indicator_text: str, unit: str | None, indicator: Indicator
    ) -> _SeriesReader:
        reader = self.known.get((unit_text, indicator_text))
        if reader is None:
            every, life = self._every(indicator), self._life(unit)
            periods = self.periods.get((every, life))
            if periods is None:
                periods = self.periods[every, life] = {}
            is_percent = takes_percent(indicator)
            is_far = indicator.id in self.percent_goals
            shape = (indicator.kind, indicator.decimal, is_percent, is_far)
            values = self.values.get(shape)
            if values is None:
                values = self.values[shape] = {}
            key: SeriesKey = (unit, indicator.id)
            series = self.figures.series.get(key)
            if series is None:
                series = self.figures.series[key] = {}
            reader = _SeriesReader(key, indicator, periods, values, series)
            self.known[unit_text, indicator_text] = reader
        return reader


def _broken(cell: BrokenCell, line: int, column: str) -> Iterator[_Fault]:
    """What the reader of a file found wrong with a cell."""
    if cell.code:
        yield _Fault(cell.code.name, line, column, {"found": cell.found})


def _unknown(code: str, column: str, text: str, line: int, names: NameIndex) -> _Fault:
    """A name that the plan has not, and what may have become of it on the way."""
    for encoding, converted in conversions(text.strip()[:MAX_SHOWN]):
        if names.find(converted) is not None:
            params = {"found": _shown(text), "encoding": encoding, "near": converted}
            return _Fault("A224", line, column, params)
    if re.fullmatch(r"\s*[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+\s*", text):
        return _Fault("A225", line, column, {"found": _shown(text), "near": None})
    padded = names.without_zeros(text)
    if padded is not None:
        return _Fault("A225", line, column, {"found": _shown(text), "near": padded})
    return _Fault(code, line, column, {"found": _shown(text), "near": names.near(text)})


def _shown(text: str) -> str:
    """A cell as messages show it, cut where it is long."""
    text = text.strip()
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."


def _is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is Severity.ERROR


def _ends(span: Period) -> dict[str, object]:
    return {"first": Period.of_month(span.first), "last": Period.of_month(span.last)}


def read_figures(
    plan: Plan,
    sources: Sequence[Source],
    mark: DecimalMark | None = None,
    encoding: str | None = None,
    exists: Exists | None = None,
) -> FiguresReading:
    """Reads the figures of several files as one body.

    `mark` (`comma` or `point`) is the decimal mark where the text alone does not prove it; the
    plan's own is used where none is given. `encoding` is that of text files which are no UTF-8.
    `exists` is asked about every path that stands as evidence. Every row is checked, and every fault
    is reported.
    """
    figures = Figures()
    suggestions = Suggestions()
    reader = _Reader(
        plan,
        mark or plan.decimal,
        NameIndex.of_units(plan, suggestions),
        NameIndex.of_indicators(plan, suggestions),
        figures,
        encoding=encoding,
        percent_goals=_percent_goals(plan),
    )
    with _without_collection():
        for source in sources:
            reader.read(source)
        totals = reader.totals.resolve(plan, figures, tuple(reader.sources))
    whole = Figures(figures.series, tuple(reader.sources))
    diagnostics = [
        *reader.diagnostics,
        *totals,
        *_wholes_beside_months(whole),
        *_without_evidence(plan, whole),
    ]
    for key, period in reader.refused:
        figures.series[key].pop(period, None)
    read = Figures({key: series for key, series in figures.series.items() if series}, whole.sources)
    diagnostics += looks_cumulative(plan, read)
    if exists is not None:
        diagnostics += _evidence_not_found(read, exists)
    if len(sources) > 1 and any(map(_is_error, diagnostics)):
        diagnostics += _received(read, reader.unread, diagnostics)
    return FiguresReading(read, in_order(diagnostics))


def _percent_goals(plan: Plan) -> frozenset[str]:
    levels = {one.id for one in plan.indicators if takes_percent(one)}
    return frozenset(
        target.indicator
        for target in plan.target_by_id.values()
        if target.indicator in levels and (target.goal(None) or 0) >= FRACTION_GOAL
    )


def _received(
    figures: Figures, unread: Sequence[str], diagnostics: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """File by file what was received and whether it can be judged."""
    errors = Counter(one.location.path for one in diagnostics if _is_error(one) and one.location)
    rows = {source.path: source.rows for source in figures.sources}
    rows |= dict.fromkeys(unread, 0)
    for path, count in rows.items():
        params = {"rows": count, "errors": errors[path]}
        code = "A319" if errors[path] else "A318"
        yield Diagnostic(code, Severity.NOTE, Location(path), params)


def _evidence_not_found(figures: Figures, exists: Exists) -> Iterator[Diagnostic]:
    known: dict[tuple[int, str], bool] = {}
    for series in figures.series.values():
        for entry in series.values():
            if not entry.evidence:
                continue
            path = named_path(entry.evidence)
            if path is None:
                continue
            key = (entry.source, path)
            if key not in known:
                known[key] = exists(figures.sources[entry.source].path, path)
            if not known[key]:
                params = {"found": _shown(path)}
                yield Diagnostic("A317", Severity.WARNING, figures.place(entry), params)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Figures hold no cycles: looking for garbage while they pile up takes half of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _wholes_beside_months(figures: Figures) -> Iterator[Diagnostic]:
    """Periods of one series that overlap: the same events would be counted twice."""
    found: set[Period] = set()
    found.update(*figures.series.values())
    wholes = {period for period in found if period.first != period.last}
    for (unit, indicator), series in figures.series.items():
        if wholes.isdisjoint(series):
            continue
        for period in series:
            for other in series:
                inside = period.first <= other.first and other.last <= period.last
                if inside and other != period:
                    places = sorted([figures.place(series[period]), figures.place(series[other])])
                    params = {
                        "unit": unit,
                        "indicator": indicator,
                        "whole": period,
                        "part": other,
                        "first": places[0],
                    }
                    yield Diagnostic("A215", Severity.ERROR, places[1], params)


def _without_evidence(plan: Plan, figures: Figures) -> Iterator[Diagnostic]:
    required = {one.id for one in plan.indicators if one.evidence == "required"}
    for (unit, indicator), series in figures.series.items():
        if indicator in required:
            for period, entry in series.items():
                if not entry.evidence.strip():
                    params = {"unit": unit, "indicator": indicator, "period": period}
                    yield Diagnostic("A302", Severity.WARNING, figures.place(entry), params)


def latest_label(
    source: Source, encoding: str | None = None, calendars: Collection[Calendar] = ()
) -> Period | None:
    """The label that ends last in a file, however its rows fare, where the plan is still to be chosen.

    A day is a label where it lies in the same month by the calendars of all plans.
    """
    texts: set[str] = set()
    for table in _open_without_plan(source, encoding).tables:
        if isinstance(table, LaidTable):
            texts |= {as_text(row.period) for row in table.rows}
        else:
            column = table.columns["period"]
            texts |= {row[column] for _, row in table.rows() if len(row) > column}
    periods: list[Period] = []
    for text in texts:
        found = {parse_period(text) or read_day(text, calendar) for calendar in calendars}
        periods += [one for one in found if isinstance(one, Period) and len(found) == 1]
    return max(periods, key=lambda period: period.last, default=None)


def opening_faults(source: Source, encoding: str | None = None) -> list[Diagnostic]:
    """Why a file can not be opened as one of figures; no plan is known yet."""
    return [one for one in _open_without_plan(source, encoding).diagnostics if _is_error(one)]


def _open_without_plan(source: Source, encoding: str | None) -> Opening:
    vocabulary = Vocabulary(lambda _: None, lambda name: name, Calendar(0, 0, None, 0), encoding)
    return open_source(source, vocabulary)
