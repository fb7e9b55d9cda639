"""Months, periods and the reporting calendar of a plan.

A month is an `int`: `year * 12 + month - 1`, so that months can be compared and subtracted.
A reporting month need not be a calendar month: with a cut-off day of 14 the month 7/2022 runs
from 15/6/2022 to 14/7/2022 (Decree 09/2019/NĐ-CP, article 12).
"""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from cchc_cli.model.pattern import pattern

YEARS = range(1990, 2200)
"""Years that a plan may touch."""

_LABELS = (
    (pattern(r"([0-9]{4})-([0-9]{2})"), 1),
    (pattern(r"([0-9]{4})-Q([1-4])"), 3),
    (pattern(r"([0-9]{4})-H([12])"), 6),
    (pattern(r"([0-9]{4})()"), 12),
)
_MONTH_FIRST = pattern(r"([0-9]{1,2})/([0-9]{4})")


class Period(NamedTuple):
    """Consecutive months, both ends included."""

    first: int
    last: int

    @classmethod
    def of_month(cls, month: int) -> "Period":
        """One month."""
        return cls(month, month)

    @property
    def label(self) -> str:
        """`2022-07`, `2022-Q3`, `2022-H2` or `2022`; else both ends (`2022-02..2022-04`)."""
        year, start = divmod(self.first, 12)
        length = self.last - self.first + 1
        if length == 1:
            return month_label(self.first)
        if start % length == 0:
            match length:
                case 3:
                    return f"{year}-Q{start // 3 + 1}"
                case 6:
                    return f"{year}-H{start // 6 + 1}"
                case 12:
                    return str(year)
        return f"{month_label(self.first)}..{month_label(self.last)}"

    @property
    def order(self) -> tuple[int, int]:
        """Sorts by the end, then by the start."""
        return (self.last, self.first)

    @property
    def months(self) -> "tuple[Period, ...]":
        """Each of its months as a period of its own."""
        return tuple(Period.of_month(month) for month in range(self.first, self.last + 1))


def month_number(year: int, month: int) -> int:
    """The month 1–12 of a year as a number."""
    return year * 12 + month - 1


def month_label(month: int) -> str:
    """`2022-07`."""
    year, index = divmod(month, 12)
    return f"{year:04d}-{index + 1:02d}"


def parse_month(text: str) -> int | None:
    """The month that `2022-07` means; None for anything else."""
    period = parse_label(text) if len(text) == 7 else None
    return period.first if period and "-" in text and period.first == period.last else None


@lru_cache(maxsize=4096)
def parse_label(text: str) -> Period | None:
    """The period that `2022-07`, `07/2022`, `2022-Q2`, `2022-H1`, `2022` or `2023-04..2024-03` means.

    The last names the first and the last month of any period. None for anything else.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return _calendar_period(text)
    start, end = parse_month(first), parse_month(last)
    return None if start is None or end is None or start > end else Period(start, end)


def _calendar_period(text: str) -> Period | None:
    month_first = _MONTH_FIRST.fullmatch(text)
    if month_first:
        text = f"{month_first[2]}-{int(month_first[1]):02d}"
    matches = ((pattern.fullmatch(text), length) for pattern, length in _LABELS)
    found, length = next(((match, length) for match, length in matches if match), (None, 0))
    if found is None:
        return None
    year, number = int(found[1]), int(found[2] or 1)
    if year not in YEARS or not 1 <= number <= 12 // length:
        return None
    first = month_number(year, (number - 1) * length + 1)
    return Period(first, first + length - 1)


def parse_date(text: str, years: range = YEARS) -> date | None:
    """The day that `2022-07-14` means; None for anything else, or outside of the years."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in years else None


def month_end(month: int) -> date:
    """The last calendar day of a month."""
    year, index = divmod(month + 1, 12)
    return date(year, index + 1, 1) - timedelta(days=1)


class Calendar(NamedTuple):
    """The reporting months of a plan and the days that they cover."""

    first: int
    last: int
    cutoff_day: int | None
    """The last day of a reporting month, 1–28; None where it is the calendar month."""
    report_days: int
    """Figures are due this many days after the cut-off."""

    def first_day(self, month: int) -> date:
        """The first day that the reporting month covers."""
        return self.last_day(month - 1) + timedelta(days=1)

    def last_day(self, month: int) -> date:
        """The last day that the reporting month covers: its cut-off."""
        year, index = divmod(month, 12)
        return date(year, index + 1, self.cutoff_day) if self.cutoff_day else month_end(month)

    def due_day(self, month: int) -> date:
        """The day by which the figures of a reporting month are due."""
        return self.last_day(month) + timedelta(days=self.report_days)

    def end_day(self) -> date:
        """The last calendar day of the plan's last month, which may lie after its cut-off."""
        return month_end(self.last)

    def month_of(self, day: date) -> int:
        """The reporting month that holds a day; a day after the last cut-off is in the last month."""
        month = month_number(day.year, day.month)
        if day > self.last_day(month):
            month += 1
        return min(month, self.last)

    def latest_due(self, today: date) -> int | None:
        """The latest month whose figures are due by `today`, inclusive; None where none is yet."""
        month = min(month_number(today.year, today.month), self.last)
        while month >= self.first and self.due_day(month) > today:
            month -= 1
        return month if month >= self.first else None
