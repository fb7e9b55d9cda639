"""Periods as people and Excel write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from cchc_cli.model.period import YEARS, Calendar, Period, month_number, parse_date, parse_label
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.values import local_date

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:/|-| |nam|\.)+([0-9]{4})"
_MONTH = re.compile(rf"(?:thang|thg|t)[ .]*([0-9]{{1,2}}){_YEAR}")
_BARE_MONTH = re.compile(r"(?:thang|thg|t)[ .]*([0-9]{1,2})")
_QUARTER = re.compile(rf"(?:quy|q)[ .]*(iv|i{{1,3}}|[1-4]){_YEAR}")
_HALF = re.compile(r"(?:6|sau) thang (dau|cuoi) nam ([0-9]{4})")
_WHOLE_YEAR = re.compile(r"nam ([0-9]{4})")
_EXCEL_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[- ]([0-9]{{2}}|[0-9]{{4}})")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,]0+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_LIKE_PERIOD = re.compile(
    r"(?:(?:thang|thg|t)[ .]*[0-9]+|(?:quy|q)[ .]*(?:[0-9]+|[ivx]+))(?:(?:/|-| |nam|\.)+[0-9]+)?"
    r"|[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{1,2}"
)
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class Mangled(NamedTuple):
    """A period that Excel has rewritten; what it may have been, where that can be told."""

    readings: tuple[Period, ...]


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """The period that `2022-07`, `tháng 7/2022`, `T7/2022`, `quý II/2022`, `6 tháng đầu năm 2022` or
    `năm 2022` means; None for anything else.
    """
    text = text.strip()
    known = parse_label(text)
    if known is not None or len(text) > 40:
        return known
    bare = re.sub(r" ?/ ?", "/", strip_diacritics(text))
    if found := re.fullmatch(_MONTH, bare):
        return parse_label(f"{found[2]}-{int(found[1]):02d}")
    if found := re.fullmatch(_QUARTER, bare):
        return parse_label(f"{found[2]}-Q{_ROMAN[found[1]]}")
    if found := re.fullmatch(_HALF, bare):
        return parse_label(f"{found[2]}-H{1 if found[1] == 'dau' else 2}")
    if found := re.fullmatch(_WHOLE_YEAR, bare):
        return parse_label(found[1])
    return parse_label(bare)


def looks_like_period(text: str) -> bool:
    """Whether a text was probably meant as a month or quarter: `T13/2022`."""
    return _LIKE_PERIOD.fullmatch(strip_diacritics(text[:40]).strip()) is not None


def month_without_year(text: str, calendar: Calendar) -> Period | None:
    """The month that `T7` or `Tháng 7` means where the plan has only one such month."""
    found = _BARE_MONTH.fullmatch(strip_diacritics(text[:40]))
    if found is None:
        return None
    wanted = int(found[1]) - 1
    months = [one for one in range(calendar.first, calendar.last + 1) if one % 12 == wanted]
    return Period(months[0], months[0]) if len(months) == 1 else None


def period_of_day(day: date, calendar: Calendar) -> Period | None:
    """The reporting month that holds a day, the cut-off respected, also outside the plan."""
    if day.year not in YEARS:
        return None
    month = month_number(day.year, day.month)
    if calendar.last_day(month) < day and not (month == calendar.last and day <= calendar.end_day()):
        month += 1
    return Period.of_month(month)


def read_day(text: str, calendar: Calendar) -> Period | Mangled | None:
    """The reporting month of a text that is a day, or that Excel made of a period.

    `7/1/2022` is 7 January, or 1 July where Excel speaks English: it is read where both days lie in
    one reporting month, or only one of them exists. `44743` is 1 July as Excel counts days.
    """
    text = text.strip()
    day = parse_date(text[:10]) if re.fullmatch(r"\S{10}( 00:00:00)?", text) else None
    if day is not None:
        return period_of_day(day, calendar)
    if found := _SLASHED.fullmatch(text):
        swapped = f"{found[2]}/{found[1]}/{found[3]}"
        days = [one for one in (local_date(text), local_date(swapped)) if one is not None]
        periods = tuple(dict.fromkeys(filter(None, (period_of_day(one, calendar) for one in days))))
        if not periods:
            return None
        return periods[0] if len(periods) == 1 else Mangled(periods)
    if found := _SERIAL.fullmatch(text):
        counted = period_of_day(_EXCEL_EPOCH + timedelta(int(found[1])), calendar)
        return Mangled((counted,)) if counted else None
    if found := _EXCEL_MONTH.fullmatch(strip_diacritics(text[:40])):
        year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
        period = parse_label(f"{year}-{_MONTHS.index(found[1][:3]) + 1:02d}")
        return Mangled((period,) if period else ())
    return None
