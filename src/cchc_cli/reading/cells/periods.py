"""Periods as people and Excel write them: spellings of the labels that `model.period` knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from cchc_cli.model.period import (
    YEARS,
    Calendar,
    Period,
    month_number,
    parse_date,
    parse_label,
)
from cchc_cli.reading.cells.names import fold, strip_diacritics
from cchc_cli.reading.cells.values import Cell, as_text, local_date

MAX_LENGTH = 60
"""Characters of a cell that may be a period: `từ tháng 11 năm 2022 đến hết tháng 12 năm 2023`."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTH_WORDS = {
    fold(word): number
    for number, words in enumerate(
        ("một giêng", "hai", "ba", "tư bốn", "năm", "sáu", "bảy bẩy", "tám", "chín", "mười"), start=1
    )
    for word in words.split()
} | {fold("mười một"): 11, fold("mười hai"): 12, fold("chạp"): 12}  # fmt: skip
"""With their accents: `tháng sáu` is June, `tháng sau` the next month."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:(?:[-/., ]| nam | of )+([0-9]{4})|(?:[-/]| nam )+([0-9]{2}))"
"""Two digits of a year stand behind a mark or the word only: `Thg1-22`, but not `T1 22`."""
_MONTH = re.compile(rf"(?:thang|thg|th|t)[. ]*([0-9]{{1,2}}){_YEAR}")
_BARE_MONTH = re.compile(r"(?:thang|thg|th|t)[. ]*([0-9]{1,2})")
_SPELT_MONTH = re.compile(
    rf"{fold('tháng')} ({'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})"
    rf"(?:(?:[-/., ]| {fold('năm')} )+([0-9]{{4}}))?"
)
_PLAIN_MONTH = re.compile(r"([0-9]{1,2})-([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})/([0-9]{2})")
_QUARTER = re.compile(rf"(?:quarter|qu[iy]|q)[. ]*(iv|i{{1,3}}|0?[1-4]){_YEAR}")
_PART = re.compile(r"(?:0?([1-9])|(1[0-2])|(sau))(?: thang|t) (dau|cuoi) nam ([0-9]{4})")
_HALF = re.compile(
    r"h([12])[-/ ]([0-9]{4})|nua (dau|cuoi) nam ([0-9]{4})|(first|second) half of ([0-9]{4})"
)
_WHOLE_YEAR = re.compile(r"(?:ca )?nam ([0-9]{4})")
_RANGES = (
    re.compile(r"(.+?) ?\.\. ?(.+)"),
    re.compile(rf"(?:{fold('từ')} |tu )?(.+?) (?:{fold('đến')}|den)(?: {fold('hết')}| het)? (.+)"),
    re.compile(r"(.+?) - (.+)"),
    re.compile(r"([^-]+)-([^-]+)"),
)
_PREFIX = re.compile(r"^k[iy](?:(?: bao cao)? ?: ?| bao cao | (?=[a-z]|[0-9]+ thang))")
"""`Kỳ tháng 7/2022`; a number alone may count other periods than months: `Kỳ 1/2022`."""
_EXCEL_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[- ]([0-9]{{2}}|[0-9]{{4}})")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,]0+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_LIKE_PERIOD = re.compile(
    r"(?:(?:thang|thg|th|t)[ .]*[0-9]+|(?:qu[iy]|q)[ .]*(?:[0-9]+|[ivx]+))(?:(?:/|-| |nam|\.)+[0-9]+)?"
    r"|[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{1,2}"
)
_MIDNIGHT = re.compile(r"[T ]00:00(?::00)?")
_SLASHED = re.compile(r"(?:ngay )?([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_SPELT_DAY = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2})(?:[, ]| nam )+([0-9]{4})")
_YEAR_FIRST_DAY = re.compile(r"([0-9]{4})([/.])([0-9]{1,2})\2([0-9]{1,2})")


class Mangled(NamedTuple):
    """A period that Excel has rewritten; what it may have been, where that can be told."""

    readings: tuple[Period, ...]


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """The period that a text means; None for anything else.

    `2022-07`, `tháng 7/2022`, `Thg7-22`, `Quí II/2022`, `6 tháng đầu năm 2022`, `cả năm 2022`,
    `từ tháng 4/2023 đến tháng 3/2024`, with or without diacritics.
    """
    text = text.strip()
    known = parse_label(text)
    if known is not None or len(text) > MAX_LENGTH:
        return known
    return _spelt(text) or _range(text)


def _spelt(text: str) -> Period | None:
    bare = re.sub(r" ?/ ?", "/", strip_diacritics(text))
    bare = _PREFIX.sub("", bare)
    if found := _MONTH.fullmatch(bare):
        return _month(found[2] or f"20{found[3]}", found[1])
    if found := _PLAIN_MONTH.fullmatch(bare):
        return _month(found[2], found[1])
    if found := _YEAR_FIRST.fullmatch(bare):
        return _month(found[1], found[2])
    if found := _QUARTER.fullmatch(bare):
        number = _ROMAN.get(found[1]) or int(found[1])
        return parse_label(f"{found[2] or f'20{found[3]}'}-Q{number}")
    if found := _PART.fullmatch(bare):
        count = 6 if found[3] else int(found[1] or found[2])
        return _part(int(found[5]), count, found[4] == "dau")
    if found := _HALF.fullmatch(bare):
        is_first = found[1] == "1" or found[3] == "dau" or found[5] == "first"
        return _part(int(found[2] or found[4] or found[6]), 6, is_first)
    if found := _WHOLE_YEAR.fullmatch(bare):
        return parse_label(found[1])
    if found := _SPELT_MONTH.fullmatch(fold(text)):
        number = _MONTH_WORDS[found[1]]
        return _month(found[2], str(number)) if found[2] and _is_told(found[0], number) else None
    return parse_label(bare.upper())


def _is_told(text: str, number: int) -> bool:
    """Whether `năm` is said twice: `tháng năm 2022` may lack the number of its month."""
    return number != 5 or text.count(fold("năm")) > 1


def _month(year: str, number: str) -> Period | None:
    return parse_label(f"{year}-{int(number):02d}")


def _part(year: int, count: int, is_first: bool) -> Period | None:
    """The first or the last months of a calendar year."""
    if year not in YEARS:
        return None
    start = 1 if is_first else 13 - count
    return Period(month_number(year, start), month_number(year, start + count - 1))


def _range(text: str) -> Period | None:
    """A first and a last month; the first may leave its year to the last."""
    folded = fold(text)
    for pattern in _RANGES:
        if found := pattern.fullmatch(folded):
            last = parse_label(found[2]) or _spelt(found[2])
            if last is None or last.first != last.last:
                continue
            first = parse_label(found[1]) or _spelt(found[1])
            if first is None and _number_of(found[1]):
                first = _spelt(f"{found[1]}/{last.last // 12}")
            if first is not None and first.first == first.last and first.first <= last.last:
                return Period(first.first, last.last)
    return None


def looks_like_period(text: str) -> bool:
    """Whether a text was probably meant as a month or quarter: `T13/2022`."""
    return _LIKE_PERIOD.fullmatch(strip_diacritics(text[:40]).strip()) is not None


def month_without_year(text: str, calendar: Calendar) -> Period | None:
    """The month that `T7`, `Thg 7` or `Tháng Bảy` means where the plan has only one such month."""
    number = _number_of(text[:40])
    if number is None:
        return None
    months = [month for month in range(calendar.first, calendar.last + 1) if month % 12 == number - 1]
    return Period.of_month(months[0]) if len(months) == 1 else None


def _number_of(text: str) -> int | None:
    """The month, 1 to 12, that a name without a year means."""
    if found := _BARE_MONTH.fullmatch(strip_diacritics(text)):
        return int(found[1])
    spelt = _SPELT_MONTH.fullmatch(fold(text))
    if spelt and spelt[2] is None and _is_told(spelt[0], _MONTH_WORDS[spelt[1]]):
        return _MONTH_WORDS[spelt[1]]
    return None


def closest_period(wanted: Period, periods: Iterable[Period]) -> Period | None:
    """The period of a plan that shares most months with one that the plan has not; the later of two."""
    shared = [
        (min(wanted.last, period.last) - max(wanted.first, period.first), period.order, period)
        for period in periods
    ]
    overlap, _, period = max(shared, default=(-1, (0, 0), None))
    return period if overlap >= 0 else None


def own_periods(length: int, calendar: Calendar) -> list[Period]:
    """The periods of so many months that a plan has, from its start on."""
    starts = range(calendar.first, calendar.last - length + 2, length)
    return [Period(first, first + length - 1) for first in starts]


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
    text = text.strip()[:MAX_LENGTH]
    day = plain_day(_MIDNIGHT.sub("", text))
    if day is not None:
        return period_of_day(day, calendar)
    if found := _SLASHED.fullmatch(strip_diacritics(_MIDNIGHT.sub("", text))):
        here, swapped = f"{found[1]}/{found[3]}/{found[4]}", f"{found[3]}/{found[1]}/{found[4]}"
        days = [day for day in (local_date(here), local_date(swapped)) if day is not None]
        periods = tuple(dict.fromkeys(filter(None, (period_of_day(day, calendar) for day in days))))
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


def plain_day(text: str) -> date | None:
    """A day whose parts cannot be mistaken: `2022-07-14`, `2022/7/14`, `ngày 14 tháng 7 năm 2022`."""
    if found := _YEAR_FIRST_DAY.fullmatch(text):
        return local_date(f"{found[4]}/{found[3]}/{found[1]}")
    if found := _SPELT_DAY.fullmatch(strip_diacritics(text)):
        return local_date(f"{found[1]}/{found[2]}/{found[3]}")
    return parse_date(text)


def period_of_cell(cell: Cell, calendar: Calendar) -> Period | Mangled | None:
    """The period that a cell of figures names: every command reads it here."""
    if isinstance(cell, date):
        return period_of_day(cell, calendar)
    text = as_text(cell)
    return parse_period(text) or read_day(text, calendar)
