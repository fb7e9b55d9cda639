"""A file of figures before a plan is chosen: its latest label, and why it cannot be opened."""

from __future__ import annotations

from collections.abc import Collection

from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.period import Calendar, Period
from cchc_cli.reading.cells.names import NameIndex
from cchc_cli.reading.cells.periods import period_of_cell
from cchc_cli.reading.table.open import open_source
from cchc_cli.reading.table.source import Opening, Source, Vocabulary


def latest_label(
    source: Source, encoding: str | None = None, calendars: Collection[Calendar] = ()
) -> Period | None:
    """The label that ends last in a file, however its rows fare.

    A day is a label where it lies in the same month by the calendars of all plans.
    """
    cells = {
        row[table.columns["period"]]
        for table in _open(source, encoding).tables
        for _, row in table.rows()
    }
    periods: list[Period] = []
    for cell in cells:
        readings = {period_of_cell(cell, calendar) for calendar in calendars}
        periods += [
            reading for reading in readings if isinstance(reading, Period) and len(readings) == 1
        ]
    return max(periods, key=lambda period: period.last, default=None)


def opening_faults(source: Source, encoding: str | None = None) -> list[Diagnostic]:
    """Why a file cannot be opened as one of figures."""
    faults = _open(source, encoding).diagnostics
    return [fault for fault in faults if fault.severity is Severity.ERROR]


def _open(source: Source, encoding: str | None) -> Opening:
    nothing = NameIndex(())
    return open_source(source, Vocabulary(nothing, nothing, Calendar(0, 0, None, 0), encoding))
