"""The figures that units reported."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cchc_cli.model.diagnostic import Location
from cchc_cli.model.kind import Kind
from cchc_cli.model.period import Period

Value = Decimal | date | None
"""A count or level as an exact decimal, a milestone's 0, 1 or date, None for a narrative."""
SeriesKey = tuple[str | None, str]
"""The unit's id (None: the department's own figure) and the indicator's id."""

MAX_DIGITS = 18
"""Digits of one figure at most, so that sums of ten thousand million figures stay exact."""


class Entry(NamedTuple):
    """One reported figure without its key."""

    value: Value
    source: int
    """Index into `Figures.sources`."""
    line: int
    column: int
    evidence: str
    note: str
    sheet: str | None = None
    cell: str | None = None


Series = dict[Period, Entry]
"""The figures of one unit for one indicator, by period."""


def is_reported(period: Period, series: Series, kind: Kind) -> bool:
    """Whether a row bears the period's label, or rows all its months (of a level: the last)."""
    if period in series:
        return True
    months = period.months if kind is not Kind.LEVEL else period.months[-1:]
    return all(month in series for month in months)


class Figure(NamedTuple):
    """One reported figure with its key and its place."""

    period: Period
    unit: str | None
    indicator: str
    value: Value
    evidence: str
    note: str
    location: Location

    @property
    def key(self) -> tuple[Period, str | None, str]:
        """Period, unit and indicator."""
        return (self.period, self.unit, self.indicator)


class SourceFile(NamedTuple):
    """A file that figures were read from."""

    path: str
    sha256: str
    rows: int
    """Figures that it gave."""


class Hidden(NamedTuple):
    """What of a sheet its program does not show."""

    is_whole: bool = False
    """Whether the sheet itself is not listed."""
    rows: frozenset[int] = frozenset()
    """Lines from 1, of rows that hold something."""
    columns: tuple[range, ...] = ()
    """From 0."""
    keys: tuple[Location, ...] = ()
    """The headings of hidden columns that say of every figure which one it is."""

    def hides_column(self, column: int) -> bool:
        """Whether a column, from 0, is not shown."""
        return any(column in span for span in self.columns)


@dataclass(frozen=True, eq=False, repr=False)
class Figures:
    """All figures, one for each period, unit and indicator."""

    series: dict[SeriesKey, Series] = field(default_factory=dict)
    sources: tuple[SourceFile, ...] = ()
    hidden: dict[tuple[str, str], Hidden] = field(default_factory=dict)
    """What is hidden of the sheets that were read, by path and sheet."""
    sent: dict[SeriesKey, dict[Period, date]] = field(default_factory=dict)
    """The days on which figures were sent, where that is known."""

    def of(self, unit: str | None, indicator: str) -> Series:
        """The figures of a unit (None: the department) for an indicator, by period."""
        return self.series.get((unit, indicator), {})

    def figure(self, unit: str | None, indicator: str, period: Period, entry: Entry) -> Figure:
        """An entry together with its key and its place."""
        return Figure(
            period, unit, indicator, entry.value, entry.evidence, entry.note, self.place(entry)
        )

    def place(self, entry: Entry) -> Location:
        """Where an entry was read."""
        path = self.sources[entry.source].path
        return Location(path, entry.line, entry.column, entry.sheet, entry.cell)

    def sent_on(self, figure: Figure) -> date | None:
        """The day on which a figure was sent, where that is known."""
        return self.sent.get((figure.unit, figure.indicator), {}).get(figure.period)

    def __iter__(self) -> Iterator[Figure]:
        """Every figure, in the order read."""
        for (unit, indicator), series in self.series.items():
            for period, entry in series.items():
                yield self.figure(unit, indicator, period, entry)

    def last_months(self) -> dict[int, set[str | None]]:
        """The units (None: the department) that have a figure, by the last month of its label."""
        months: dict[int, set[str | None]] = {}
        for (unit, _), series in self.series.items():
            for period in series:
                months.setdefault(period.last, set()).add(unit)
        return months
