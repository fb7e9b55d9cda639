"""The dates of a register as tables and expressions for DuckDB.

The day in a cell is looked up in a table of all days that the mapping allows, as they are written;
what stands behind it is held against patterns. DuckDB's own reader of dates lets too much pass: it
takes `01/07/22` for the year 22 and does not mind spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cchc_cli.model.date_format import DateFormat, digits_of, fill
from cchc_cli.model.plan import Plan
from cchc_cli.model.register import DUE_DATES, Mapping
from cchc_cli.reading.register.group import Months

MAX_DAYS = 40_000
"""Days whose spellings are put into a table."""
_MARKS = frozenset("*?[]\\")
"""What a pattern of GLOB does not take as it is."""


def can_look_up(mapping: Mapping) -> bool:
    """Whether dates begin with the day, in one layout, only times follow, and some decades hold all."""
    dates = mapping.dates
    return (
        dates.start is not None
        and all(form.has_time or not form.after for form in dates.formats)
        and not any(_MARKS.intersection(form.layout) for form in dates.formats)
        and (dates.between[1] - dates.between[0]).days <= MAX_DAYS
    )


class DateCells:
    """The dates of a mapping in DuckDB's words."""

    def __init__(self, mapping: Mapping, plan: Plan) -> None:
        self._dates = mapping.dates
        self._width = len(digits_of(mapping.dates.formats[0].day))
        self._long = [text for text in mapping.dates.empty if len(text) >= self._width]
        self._nothing = "-" * (self._width + 1)
        """Stands for what means no date and is as long as a day; no cell is cut to such a text."""
        self._month_of, self._over_from = Months(plan), Months(plan, ahead=1)
        first, last = (day.toordinal() for day in mapping.dates.between)
        self._days = range(first, last + 1)
        self._before = self._month_of[first] - 1
        self.months = self._over_from[last] - self._before + 1
        """How many numbers of months there are."""

    def month(self, number: int) -> int:
        """The month that a number in the table of days means; 0 for none."""
        return number and number + self._before

    def rows(self) -> Iterator[tuple[str, int | None, int, int | None]]:
        """Every text that is a day or means none: the day, its month, and that in which it is over.

        A filing due on a day is overdue first in the end of the month in which that day is over.
        Months are counted from the one before the first. Where there is no day it is None.
        """
        for text in {self._nothing, *self._dates.empty}.difference(self._long):
            yield text, None, 0, None
        layout = self._dates.formats[0].day
        for ordinal in self._days:
            day = date.fromordinal(ordinal)
            text = fill(layout, Y=f"{day.year:04}", m=f"{day.month:02}", d=f"{day.day:02}")
            month, over = self._month_of[ordinal], self._over_from[ordinal]
            yield text, ordinal, month - self._before, over - self._before

    def day(self, cell: str) -> str:
        """The day in a cell, or what means none, as it is looked up."""
        day = f"left({cell}, {self._width})"
        return self._unless_long(cell, [], literal(self._nothing), day)

    def is_written(self, cell: str) -> str:
        """Whether what stands behind the day in a cell is in a format; a day alone is looked up."""
        formats = self._dates.formats
        timed = [glob for form in formats if form.has_time for glob in _globs(form)]
        whens = [f"WHEN {cell} GLOB {literal(glob)} THEN true" for glob in timed]
        longest = self._width if any(not form.has_time for form in formats) else self._width - 1
        return self._unless_long(cell, whens, "true", f"length({cell}) <= {longest}")

    def moment(self, name: str, cell: str) -> str:
        """A cell as a moment, NULL for no date; DuckDB stops at anything else."""
        whens = []
        for form in self._dates.formats:
            moment = f"strptime({cell}, {literal(form.written)})"
            if not form.has_time and name in DUE_DATES:
                moment = f"({moment} + INTERVAL 86399 SECOND)"
            whens += [f"WHEN {cell} GLOB {literal(glob)} THEN {moment}" for glob in _globs(form)]
        return self._unless_long(cell, whens, "NULL", "NULL")

    def _unless_long(self, cell: str, whens: Sequence[str], then: str, otherwise: str) -> str:
        """A CASE that looks first for what means no date and is as long as a day."""
        if self._long:
            whens = [f"WHEN {cell} IN ({', '.join(map(literal, self._long))}) THEN {then}", *whens]
        return f"CASE {' '.join(whens)} ELSE {otherwise} END" if whens else otherwise


def _globs(form: DateFormat) -> list[str]:
    """Patterns of GLOB for a date in a format, each digit of its day any character."""
    parts = {"Y": "????", "m": "??", "d": "??", "M": "[0-5][0-9]", "S": "[0-5][0-9]"}
    hours = ("[01][0-9]", "2[0-3]") if form.has_time else ("",)
    return [fill(form.layout, H=hour, **parts) for hour in hours]


def literal(value: str) -> str:
    """A text of the mapping as a literal."""
    return "'" + value.replace("'", "''") + "'"
