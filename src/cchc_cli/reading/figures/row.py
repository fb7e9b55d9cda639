"""The rules of a row: which figure it means, and everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.figures import Series, SeriesKey, Value
from cchc_cli.model.kind import Every
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.reading.cells.legacy import conversions, repaired
from cchc_cli.reading.cells.names import NameIndex, Suggestions
from cchc_cli.reading.cells.periods import (
    Mangled,
    closest_period,
    parse_period,
    period_of_cell,
)
from cchc_cli.reading.cells.values import (
    BrokenCell,
    Cell,
    as_text,
    shows_percent,
)
from cchc_cli.reading.figures.value import Cells, Marks, ValueRules, Without
from cchc_cli.reading.table.asides import total_of
from cchc_cli.reading.table.remark import MAX_SHOWN, Remarks, note_broken
from cchc_cli.reading.table.source import Table, Vocabulary, shortened


class Checked(NamedTuple):
    """What a row means of which it is certain whose figure it is, and for when."""

    period: Period
    unit: str | None
    indicator: Indicator
    value: Value | Without
    is_plain: bool
    """Whether the same text means the same value in every row of the indicator."""


@dataclass(slots=True, eq=False, repr=False)
class SeriesReader:
    """What one (unit, indicator) pair of names means, with what was already found valid for it."""

    key: SeriesKey
    indicator: Indicator
    periods: dict[Cell, Period]
    """Period cells known to be valid here; shared by the series owed alike in the same life."""
    values: dict[Cell, Value]
    """Value cells known to be valid; shared by the indicators of one kind."""
    series: Series


class RowRules:
    """Reads the cells of rows; texts that were found valid are not looked at twice."""

    def __init__(self, plan: Plan, series: dict[SeriesKey, Series], encoding: str | None) -> None:
        self.plan = plan
        self._series = series
        suggestions = Suggestions()
        self.units = NameIndex.of_units(plan, suggestions)
        self.indicators = NameIndex.of_indicators(plan, suggestions)
        self.vocabulary = Vocabulary(self.units, self.indicators, plan.calendar, encoding)
        self.values = ValueRules(plan)
        self.readers: dict[tuple[Cell, Cell], SeriesReader] = {}
        """Readers by the cells of unit and indicator."""
        self.unit_of: dict[Cell, str | None] = {}
        """Cells that were found to name a unit, or to be blank."""
        self.indicator_of: dict[Cell, Indicator] = {}
        """Cells that were found to name an indicator with rows of its own."""
        self._periods: dict[tuple[Every, Period], dict[Cell, Period]] = {}
        self._values: dict[tuple[object, ...], dict[Cell, Value]] = {}
        self._shapes: dict[str, tuple[Every, dict[Cell, Value]]] = {}
        """How often each indicator is owed, and the values that are read as its are."""

    def begin_file(self, marks: Marks) -> None:
        """Forgets values that were read by another file's decimal mark."""
        self.values.marks = marks
        if marks.mark is None:
            for values in self._values.values():
                values.clear()

    def reader(
        self, unit_cell: Cell, indicator_cell: Cell, unit: str | None, indicator: Indicator
    ) -> SeriesReader:
        """The reader for the cells of a unit and an indicator."""
        reader = self.readers.get((unit_cell, indicator_cell))
        if reader is None:
            if indicator.id not in self._shapes:
                values = self._values.setdefault(self.values.alike(indicator), {})
                self._shapes[indicator.id] = (self.plan.every(indicator), values)
            every, values = self._shapes[indicator.id]
            periods = self._periods.setdefault((every, self.plan.life_by_unit[unit]), {})
            key: SeriesKey = (unit, indicator.id)
            series = self._series.setdefault(key, {})
            reader = SeriesReader(key, indicator, periods, values, series)
            self.readers[unit_cell, indicator_cell] = reader
        return reader

    def accept(self, cells: Cells, checked: Checked) -> SeriesReader:
        """The reader of a row that was checked, which from now on knows its cells.

        A name that several units share is looked at again in each row: it depends on the period.
        """
        if checked.unit is not None and len(self.units.meanings(as_text(cells.unit))) > 1:
            cells = cells._replace(unit=checked.unit)
        self.unit_of[cells.unit] = checked.unit
        self.indicator_of[cells.indicator] = checked.indicator
        reader = self.reader(cells.unit, cells.indicator, checked.unit, checked.indicator)
        reader.periods.setdefault(cells.period, checked.period)
        value = checked.value
        if checked.is_plain and value is not None and not isinstance(value, Without):
            reader.values.setdefault(cells.value, value)
        return reader

    def check(self, cells: Cells, table: Table, remarks: Remarks) -> Checked | None:
        """Reads a row whose cells were not seen before; notes every fault of it.

        None where it cannot be told which figure it means. A fault is noted only if it remains when
        the others are cured: each cell is judged by those that could be read.
        """
        before = len(remarks)
        indicator = self._indicator(cells.indicator, remarks)
        period = self._period(cells.period, indicator, remarks)
        unit, is_unit = self._unit(cells.unit, period, remarks)
        if period is not None:
            life = self.plan.life(unit)
            if is_unit and not (life.first <= period.first and period.last <= life.last):
                remarks.add(codes.A206, "period", period=period, unit=unit, **_ends(life))
            elif indicator is not None:
                self._check_length(period, indicator, remarks)
        has_key = is_unit and len(remarks) == before
        value = self.values.read(cells, period if has_key else None, indicator, table, remarks)
        if not has_key or indicator is None or period is None:
            return None
        is_plain = len(remarks) == before  # What is odd is told of each row.
        is_plain = is_plain and not shows_percent(cells.value) and not isinstance(value, date)
        return Checked(period, unit, indicator, value, is_plain)

    def _unit(self, cell: Cell, period: Period | None, remarks: Remarks) -> tuple[str | None, bool]:
        """The unit of a cell, None for the department, and whether that could be read.

        A name that several units share means the one whose life holds the whole period.
        """
        if isinstance(cell, BrokenCell):
            note_broken(cell, "unit", remarks)
            return None, False
        text = as_text(cell)
        if not text.strip():
            return None, True
        units = self.units.meanings(text)
        if not units:
            _note_unknown(codes.A202, "unit", text, self.units, remarks)
            return None, False
        if len(units) > 1:
            if period is None:
                return None, False
            lives = {unit: self.plan.life(unit) for unit in units}
            living = [
                u for u, life in lives.items() if life.first <= period.first <= period.last <= life.last
            ]
            if len(living) != 1:
                found = shortened(text, MAX_SHOWN)
                remarks.add(codes.A232, "unit", found=found, names=", ".join(units))
                return None, False
            units = (living[0],)
        return units[0], True

    def _indicator(self, cell: Cell, remarks: Remarks) -> Indicator | None:
        """The indicator of a cell; a ratio is one too, but at fault."""
        if isinstance(cell, BrokenCell):
            note_broken(cell, "indicator", remarks)
            return None
        text = as_text(cell)
        named = self.indicators.meanings(text)
        if not text.strip():
            remarks.add(codes.A233, "indicator", field=Term("column", "indicator"))
            return None
        if not named:
            _note_unknown(codes.A203, "indicator", text, self.indicators, remarks)
            return None
        if len(named) > 1:
            found = shortened(text, MAX_SHOWN)
            remarks.add(codes.A232, "indicator", found=found, names=", ".join(named))
            return None
        indicator = self.plan.indicator_by_id[named[0]]
        if indicator.kind.is_divided:
            numerator, denominator = indicator.parts
            params = {"numerator": numerator, "denominator": denominator}
            remarks.add(codes.A213, "indicator", found=shortened(text, MAX_SHOWN), **params)
        return indicator

    def _period(self, cell: Cell, indicator: Indicator | None, remarks: Remarks) -> Period | None:
        if isinstance(cell, BrokenCell):
            note_broken(cell, "period", remarks)
            return None
        period = period_of_cell(cell, self.plan.calendar)
        found = shortened(as_text(cell), MAX_SHOWN)
        if isinstance(period, Mangled):
            remarks.add(codes.A223, "period", found=found, readings=period.readings)
            return None
        if period is None:
            meant = repaired(found)
            if not found or total_of(found) is not None:
                remarks.add(codes.A233, "period", field=Term("column", "period"))
            elif meant is not None and parse_period(meant) is not None:
                remarks.add(codes.A118, "period", found=found, meant=meant)
            else:
                remarks.add(codes.A204, "period", found=found, in_year=self.vocabulary.year)
            return None
        span = self.plan.life(None)
        if not (span.first <= period.first and period.last <= span.last):
            near = self._owed_instead(period, indicator)
            remarks.add(codes.A205, "period", period=period, **_ends(span), near=near)
            return None
        return period

    def _check_length(self, period: Period, indicator: Indicator, remarks: Remarks) -> None:
        """Several months are one of the periods that an indicator is owed for."""
        every = self.plan.every(indicator)
        is_owed = period.first == period.last or self.is_owed(period, indicator)
        if every is not Every.ON_DEMAND and not is_owed:
            near = self._owed_instead(period, indicator)
            params = {"indicator": indicator.id, "every": every, "near": near}
            remarks.add(codes.A207, "period", period=period, **params)

    def _owed_instead(self, period: Period, indicator: Indicator | None) -> str | None:
        """The label of the period that was meant by one of several months that an indicator has not."""
        if indicator is None or period.first == period.last:
            return None
        owed = closest_period(period, self.plan.periods(indicator))
        # A month is no better guess than another for a label of several.
        return owed.label if owed is not None and owed.first != owed.last else None

    def is_owed(self, period: Period, indicator: Indicator) -> bool:
        """Whether a period is one of those for which an indicator is asked."""
        return period in self.plan.periods(indicator)


def _note_unknown(code: Code, name: str, text: str, names: NameIndex, remarks: Remarks) -> None:
    """A name that the plan has not, and what may have become of it on the way."""
    found = shortened(text, MAX_SHOWN)
    for encoding, converted in conversions(text.strip()[:MAX_SHOWN]):
        if names.find(converted) is not None:
            term = Term("found", encoding)
            remarks.add(codes.A224, name, found=found, encoding=term, near=converted)
            return
    meant = repaired(text.strip()[:MAX_SHOWN])
    if meant is not None and names.find(meant) is not None:
        remarks.add(codes.A118, name, found=found, meant=meant)
        return
    meant = names.left_of(text)
    if meant is not None:
        remarks.add(codes.A119, name, found=found, meant=meant)
        return
    padded = names.without_zeros(text)
    if padded is not None or re.fullmatch(r"\s*[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+\s*", text):
        remarks.add(codes.A225, name, found=found, near=padded)
    else:
        remarks.add(code, name, found=found, near=names.near(text))


def _ends(span: Period) -> dict[str, object]:
    return {"first": Period.of_month(span.first), "last": Period.of_month(span.last)}
