"""Reads figures: each row is a figure or an error with its place, never dropped."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, in_order
from cchc_cli.model.figures import Entry, Figures, Series, SeriesKey, SourceFile, Value
from cchc_cli.model.period import Period, parse_label
from cchc_cli.model.plan import Every, Indicator, Kind, Plan
from cchc_cli.reading.names import closest, fold
from cchc_cli.reading.tables import Source, Table, column_letters, open_table
from cchc_cli.reading.values import DecimalMark, ValueFault, parse_value

MAX_SHOWN = 100
"""Characters of a cell that a message repeats."""


class FiguresReading(NamedTuple):
    """The figures that could be read, and every fault."""

    figures: Figures
    diagnostics: tuple[Diagnostic, ...]


class NameIndex:
    """Finds a unit or an indicator by id, name or alias, however it is spelt."""

    def __init__(self, items: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        self._by_key: dict[str, str] = {}
        self._spellings: dict[str, str] = {}
        self._near: dict[str, str | None] = {}
        for identifier, name, aliases in items:
            for spelling in (identifier, name, *aliases):
                self._by_key.setdefault(fold(spelling), identifier)
                self._spellings.setdefault(spelling, identifier)

    @classmethod
    def of_units(cls, plan: Plan) -> NameIndex:
        """The units of a plan."""
        return cls((unit.id, unit.name, unit.aliases) for unit in plan.units)

    @classmethod
    def of_indicators(cls, plan: Plan) -> NameIndex:
        """The indicators of a plan."""
        return cls((one.id, one.name, one.aliases) for one in plan.indicators)

    def find(self, name: str) -> str | None:
        """The id that a name means."""
        return self._by_key.get(fold(name))

    def near(self, name: str) -> str | None:
        """The spelling that comes nearest to an unknown name."""
        if name not in self._near:
            self._near[name] = closest(name, self._spellings)
        return self._near[name]


@dataclass(slots=True)
class _SeriesReader:
    """What one (unit, indicator) pair of names means, with what was already found valid for it."""

    key: SeriesKey
    indicator: Indicator
    periods: dict[str, Period]
    """Period texts known to be valid here; shared by the series owed alike in the same life."""
    values: dict[str, Value]
    """Value texts known to be valid; shared by the indicators of one kind."""
    series: Series


@dataclass(slots=True)
class _Fault:
    """An error or warning of a row; its column is looked up at the end."""

    code: str
    line: int
    column: str
    params: Mapping[str, object]
    severity: Severity = Severity.ERROR


@dataclass(slots=True)
class _Reader:
    plan: Plan
    mark: DecimalMark | None
    units: NameIndex
    indicators: NameIndex
    figures: Figures
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: list[SourceFile] = field(default_factory=list)
    known: dict[tuple[str, str], _SeriesReader] = field(default_factory=dict)
    periods: dict[tuple[Every, Period], dict[str, Period]] = field(default_factory=dict)
    lives: dict[str | None, Period] = field(default_factory=dict)
    everies: dict[str, Every] = field(default_factory=dict)
    values: dict[tuple[Kind, bool], dict[str, Value]] = field(default_factory=dict)

    def read(self, source: Source) -> None:
        """Adds the figures of one file."""
        table = open_table(source)
        if isinstance(table, list):
            self.diagnostics += table
            return
        faults: list[_Fault] = []
        index = len(self.sources)
        # The place of an earlier figure is asked for while the file is still being read.
        self.sources.append(SourceFile(source.path, "", 0))
        rows = self._read_rows(table, index, faults)
        self.sources[index] = SourceFile(source.path, source.sha256(), rows)
        places = table.places({fault.line for fault in faults})
        for fault in faults:
            at = places.get(fault.line, [])
            column = table.columns.get(fault.column, 0)
            line, start = at[column] if column < len(at) else (fault.line, 1)
            cell = None if table.sheet is None else f"{column_letters(column)}{line}"
            place = Location(source.path, line, start, table.sheet, cell)
            self.diagnostics.append(Diagnostic(fault.code, fault.severity, place, fault.params))
        self.diagnostics += table.diagnostics
        if not rows and not faults and not any(_is_error(one) for one in table.diagnostics):
            place = Location(source.path)
            self.diagnostics.append(Diagnostic("A108", Severity.WARNING, place))

    def _read_rows(self, table: Table, source: int, faults: list[_Fault]) -> int:
        at_period, at_indicator, at_value = (
            table.columns[name] for name in ("period", "indicator", "value")
        )
        # A column that is not there reads an empty text that is put at the end of every row.
        absent = table.width
        sheet, letters = table.sheet, column_letters(at_value)
        at_unit, at_evidence, at_note = (
            table.columns.get(name, absent) for name in ("unit", "evidence", "note")
        )
        width, rows, blank = table.width, 0, 0
        known, new = self.known, tuple.__new__
        for line, row in table.rows():
            if len(row) != width:
                if not any(cell.strip() for cell in row):
                    blank += 1
                    continue
                faults.append(_Fault("A201", line, "", {"found": len(row), "expected": width}))
                continue
            row.append("")
            reader = known.get((row[at_unit], row[at_indicator]))
            period = value = None
            if reader is not None:
                period = reader.periods.get(row[at_period])
                value = reader.values.get(row[at_value])
            if reader is None or period is None or value is None:
                if not any(cell.strip() for cell in row):
                    blank += 1
                    continue
                cells = (row[at_period], row[at_unit], row[at_indicator], row[at_value])
                checked = self._check(cells, row[at_note], line, faults)
                if checked is None:
                    continue
                reader, period, value = checked
            series = reader.series
            if period in series:
                first = self._place(series[period])
                self._repeat("A214", reader, period, line, first, faults)
                continue
            series[period] = new(
                Entry,
                (
                    value,
                    source,
                    line,
                    1,
                    row[at_evidence],
                    row[at_note],
                    sheet,
                    None if sheet is None else f"{letters}{line}",
                ),
            )
            rows += 1
        if blank:
            place = Location(table.source.path)
            self.diagnostics.append(Diagnostic("A309", Severity.NOTE, place, {"count": blank}))
        return rows

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
        self, cells: tuple[str, str, str, str], note: str, line: int, faults: list[_Fault]
    ) -> tuple[_SeriesReader, Period, Value] | None:
        """Reads a row whose texts were not seen before; notes every fault of it."""
        period_text, unit_text, indicator_text, value_text = cells
        before = len(faults)
        remarks: list[_Fault] = []
        unit = self.units.find(unit_text) if unit_text.strip() else None
        if unit is None and unit_text.strip():
            params = {"found": _shown(unit_text), "near": self.units.near(unit_text)}
            faults.append(_Fault("A202", line, "unit", params))
        indicator = self._indicator(indicator_text, line, faults)
        period = self._period(period_text, line, faults)
        if indicator is None:
            return None
        if len(faults) == before and period is not None:
            self._check_period(period, unit, indicator, line, faults)
        value = self._value(value_text, note, indicator, line, faults, remarks)
        failed = len(faults) > before or period is None
        faults += remarks
        if failed or period is None:
            return None
        reader = self._reader(unit_text, indicator_text, unit, indicator)
        reader.periods.setdefault(period_text, period)
        if value is not None and not remarks:
            reader.values.setdefault(value_text, value)
        return reader, period, value

    def _life(self, unit: str | None) -> Period:
        if unit not in self.lives:
            self.lives[unit] = self.plan.life(unit)
        return self.lives[unit]

    def _every(self, indicator: Indicator) -> Every:
        if indicator.id not in self.everies:
            self.everies[indicator.id] = self.plan.every(indicator)
        return self.everies[indicator.id]

    def _indicator(self, text: str, line: int, faults: list[_Fault]) -> Indicator | None:
        found = self.indicators.find(text)
        if found is None:
            params = {"found": _shown(text), "near": self.indicators.near(text)}
            faults.append(_Fault("A203", line, "indicator", params))
            return None
        indicator = self.plan.indicator_by_id[found]
        if indicator.kind is Kind.RATIO:
            params = {
                "found": _shown(text),
                "numerator": indicator.numerator,
                "denominator": indicator.denominator,
            }
            faults.append(_Fault("A213", line, "indicator", params))
            return None
        return indicator

    def _period(self, text: str, line: int, faults: list[_Fault]) -> Period | None:
        period = parse_label(text.strip())
        if period is None:
            faults.append(_Fault("A204", line, "period", {"found": _shown(text)}))
            return None
        span = self._life(None)
        if not (span.first <= period.first and period.last <= span.last):
            params = {"period": period, **_ends(span)}
            faults.append(_Fault("A205", line, "period", params))
            return None
        return period

    def _check_period(
        self, period: Period, unit: str | None, indicator: Indicator, line: int, faults: list[_Fault]
    ) -> None:
        life = self._life(unit)
        if not (life.first <= period.first and period.last <= life.last):
            params = {"period": period, "unit": unit, **_ends(life)}
            faults.append(_Fault("A206", line, "period", params))
            return
        every = self._every(indicator)
        if every is Every.ON_DEMAND:
            return
        if period.first != period.last and period not in self.plan.periods(indicator):
            params = {"period": period, "indicator": indicator.id, "every": every}
            faults.append(_Fault("A207", line, "period", params))

    def _value(
        self,
        text: str,
        note: str,
        indicator: Indicator,
        line: int,
        faults: list[_Fault],
        remarks: list[_Fault],
    ) -> Value:
        """The value; what stands in its way goes to `faults`, what is only odd to `remarks`."""
        text = text.strip()
        params: dict[str, object] = {"indicator": indicator.id, "found": _shown(text)}
        if indicator.kind is Kind.NARRATIVE:
            if text:
                faults.append(_Fault("A212", line, "value", params))
            elif not note.strip():
                faults.append(_Fault("A301", line, "note", params, Severity.WARNING))
            return None
        if not text:
            faults.append(_Fault("A301", line, "value", params, Severity.WARNING))
            return None
        value = parse_value(text, indicator, self.mark)
        if isinstance(value, ValueFault):
            faults.append(_Fault(value.value, line, "value", params))
            return None
        if isinstance(value, date):
            return self._done_day(value, indicator, line, faults, remarks)
        return value

    def _done_day(
        self,
        day: date,
        indicator: Indicator,
        line: int,
        faults: list[_Fault],
        remarks: list[_Fault],
    ) -> date | None:
        calendar = self.plan.calendar
        params: dict[str, object] = {
            "found": day,
            "indicator": indicator.id,
            "first": calendar.first_day(calendar.first),
            "last": calendar.end_day(),
        }
        if day > calendar.end_day():
            faults.append(_Fault("A218", line, "value", params))
            return None
        if day < calendar.first_day(calendar.first):
            remarks.append(_Fault("A308", line, "value", params, Severity.WARNING))
        return day

    def _reader(
        self, unit_text: str, indicator_text: str, unit: str | None, indicator: Indicator
    ) -> _SeriesReader:
        reader = self.known.get((unit_text, indicator_text))
        if reader is None:
            every, life = self._every(indicator), self._life(unit)
            key: SeriesKey = (unit, indicator.id)
            reader = _SeriesReader(
                key,
                indicator,
                self.periods.setdefault((every, life), {}),
                self.values.setdefault((indicator.kind, indicator.decimal), {}),
                self.figures.series.setdefault(key, {}),
            )
            self.known[(unit_text, indicator_text)] = reader
        return reader


def _shown(text: str) -> str:
    """A cell as messages show it, cut where it is long."""
    text = text.strip()
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."


def _is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is Severity.ERROR


def _ends(span: Period) -> dict[str, object]:
    return {"first": Period(span.first, span.first), "last": Period(span.last, span.last)}


def read_figures(
    plan: Plan, sources: Sequence[Source], mark: DecimalMark | None = None
) -> FiguresReading:
    """Reads the figures of several files as one body.

    `mark` (`comma` or `point`) is the decimal mark where the text alone does not prove it; the
    plan's own is used where none is given. Every row is checked, and every fault is reported.
    """
    figures = Figures()
    reader = _Reader(
        plan,
        mark or plan.decimal,
        NameIndex.of_units(plan),
        NameIndex.of_indicators(plan),
        figures,
    )
    with _without_collection():
        for source in sources:
            reader.read(source)
    read = Figures(
        {key: series for key, series in figures.series.items() if series}, tuple(reader.sources)
    )
    diagnostics = [
        *reader.diagnostics,
        *_wholes_beside_months(read),
        *_without_evidence(plan, read),
    ]
    return FiguresReading(read, in_order(diagnostics))


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
    for (unit, indicator), series in figures.series.items():
        if all(period.first == period.last for period in series):
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
