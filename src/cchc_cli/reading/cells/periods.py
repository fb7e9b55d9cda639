"""Periods as people and Excel write them: spellings of the labels that `model.period` knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from cchc_cli.model.pattern import pattern
from cchc_cli.model.period import (
    YEARS,
    Calendar,
    Period,
    month_number,
    parse_label,
)
from cchc_cli.reading.cells.days import both_orders, plain_day, without_time
from cchc_cli.reading.cells.names import fold, strip_diacritics
from cchc_cli.reading.cells.values import Cell, as_text

MAX_LENGTH = 60
"""Characters of a cell that may be a period: `từ tháng 11 năm 2022 đến hết tháng 12 năm 2023`."""
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "sau": 6}
_MONTH_WORDS = {
    fold(word): number
    for number, words in enumerate(
        ("một giêng", "hai", "ba", "tư bốn", "năm", "sáu", "bảy bẩy", "tám", "chín", "mười"), start=1
    )
    for word in words.split()
} | {fold("mười một"): 11, fold("mười hai"): 12, fold("chạp"): 12}  # fmt: skip
"""With their accents: `tháng sáu` is June, `tháng sau` the next month."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:(?:[-/., ]| nam | of )+(?P<year>[0-9]{4})|(?:[-/]| nam )+(?P<short>[0-9]{2}))"
"""Two digits of a year stand behind a mark or the word only: `Thg1-22`, but not `T1 22`."""
_NAMED_MONTH = r"(?:thang|thg|th|t)[. ]*(?P<number>[0-9]{1,2})"
"""`Thg1` is how spreadsheet programs shorten `tháng 1`."""
_MONTH = pattern(
    rf"{_NAMED_MONTH}{_YEAR}|(?P<first>[0-9]{{1,2}})-(?P<year2>[0-9]{{4}})"
    r"|(?P<year3>[0-9]{4})/(?P<last>[0-9]{2})"
)
_BARE_MONTH = pattern(_NAMED_MONTH)
_SPELT_MONTH = pattern(
    rf"{fold('tháng')} (?P<word>{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})"
    rf"(?:(?:[-/., ]| {fold('năm')} )+(?P<year>[0-9]{{4}}))?"
)
_QUARTER = pattern(rf"(?:quarter|qu[iy]|q)[. ]*(?P<number>iv|i{{1,3}}|0?[1-4]){_YEAR}")
_PART = pattern(r"(?P<number>0?[1-9]|1[0-2]|sau)(?: thang|t) (?P<which>dau|cuoi) nam (?P<year>[0-9]{4})")
_HALF = pattern(
    r"(?:h(?P<number>[12])[-/ ]|nua (?P<which>dau|cuoi) nam |(?P<half>first|second) half of )"
    r"(?P<year>[0-9]{4})"
)
_WHOLE_YEAR = pattern(r"(?:ca )?nam (?P<year>[0-9]{4})")
_RANGES = (
    pattern(r"(.+?) ?\.\. ?(.+)"),
    pattern(rf"(?:{fold('từ')} |tu )?(.+?) (?:{fold('đến')}|den)(?: {fold('hết')}| het)? (.+)"),
    pattern(r"(.+?) - (.+)"),
    pattern(r"([^-]+)-([^-]+)"),
)
_PREFIX = pattern(r"^k[iy](?:(?: bao cao)? ?: ?| bao cao | (?=[a-z]|[0-9]+ thang))")
"""`Kỳ tháng 7/2022`; a number alone may count other periods than months: `Kỳ 1/2022`."""
_EXCEL_MONTH = pattern(rf"({'|'.join(_MONTHS)})[a-z]*[- ]([0-9]{{2}}|[0-9]{{4}})")
_SERIAL = pattern(r"([0-9]{5})(?:[.,]0+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_LIKE_PERIOD = pattern(
    r"(?:(?:thang|thg|th|t)[ .]*[0-9]+|(?:qu[iy]|q)[ .]*(?:[0-9]+|[ivx]+))(?:(?:/|-| |nam|\.)+[0-9]+)?"
    r"|[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{1,2}"
)


class Mangled(NamedTuple):
    """A period that Excel has rewritten, and what it may have been."""

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
    bare = _PREFIX.sub("", re.sub(r" ?/ ?", "/", strip_diacritics(text)))
    if match := _MONTH.fullmatch(bare):
        year = match["year2"] or match["year3"] or _year(match)
        return _month(year, int(match["number"] or match["first"] or match["last"]))
    if match := _QUARTER.fullmatch(bare):
        return parse_label(f"{_year(match)}-Q{_number(match['number'])}")
    if match := _PART.fullmatch(bare):
        return _part(int(match["year"]), _number(match["number"]), match["which"] == "dau")
    if match := _HALF.fullmatch(bare):
        is_first = not {"1", "dau", "first"}.isdisjoint(match.groups())
        return _part(int(match["year"]), 6, is_first)
    if match := _WHOLE_YEAR.fullmatch(bare):
        return parse_label(match["year"])
    match = _SPELT_MONTH.fullmatch(fold(text))
    if match and match["year"] and _names_month(match):
        return _month(match["year"], _MONTH_WORDS[match["word"]])
    return parse_label(bare.upper())


def _year(match: re.Match[str]) -> str:
    return match["year"] or f"20{match['short']}"


def _number(text: str) -> int:
    return _NUMERALS.get(text) or int(text)


def _names_month(match: re.Match[str]) -> bool:
    """Whether a month is named: `tháng năm 2022` may lack its number, where `năm` is the year's word."""
    return _MONTH_WORDS[match["word"]] != 5 or match[0].count(match["word"]) > 1


def _month(year: str, number: int) -> Period | None:
    return parse_label(f"{year}-{number:02d}")


def _part(year: int, count: int, is_first: bool) -> Period | None:
    """The first or the last months of a calendar year."""
    if year not in YEARS:
        return None
    start = 1 if is_first else 13 - count
    return Period(month_number(year, start), month_number(year, start + count - 1))


def _range(text: str) -> Period | None:
    """A first and a last month; the first may leave its year to the last."""
    for form in _RANGES:
        if match := form.fullmatch(fold(text)):
            last = parse_label(match[2]) or _spelt(match[2])
            if last is None or last.first != last.last:
                continue
            first = parse_label(match[1]) or _spelt(match[1])
            if first is None and _month_number(match[1]):
                first = _spelt(f"{match[1]}/{last.last // 12}")
            if first is not None and first.first == first.last and first.first <= last.last:
                return Period(first.first, last.last)
    return None


def looks_like_period(text: str) -> bool:
    """Whether a text was probably meant as a month or quarter: `T13/2022`."""
    return _LIKE_PERIOD.fullmatch(strip_diacritics(text[:40]).strip()) is not None


def month_without_year(text: str, calendar: Calendar) -> Period | None:
    """The month that `T7`, `Thg 7` or `Tháng Bảy` means where the plan has only one such month."""
    number = _month_number(text[:40])
    if number is None:
        return None
    months = [month for month in range(calendar.first, calendar.last + 1) if month % 12 == number - 1]
    return Period.of_month(months[0]) if len(months) == 1 else None


def _month_number(text: str) -> int | None:
    """The month, from 1, that a name without a year means."""
    if match := _BARE_MONTH.fullmatch(strip_diacritics(text)):
        return int(match["number"])
    match = _SPELT_MONTH.fullmatch(fold(text))
    is_named = match and match["year"] is None and _names_month(match)
    return _MONTH_WORDS[match["word"]] if match and is_named else None


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
    text = without_time(text.strip()[:MAX_LENGTH])
    day = plain_day(text)
    if day is not None:
        return period_of_day(day, calendar)
    days = both_orders(text)
    periods = tuple(dict.fromkeys(filter(None, (period_of_day(day, calendar) for day in days))))
    if periods:
        return periods[0] if len(periods) == 1 else Mangled(periods)
    if match := _SERIAL.fullmatch(text):
        counted = period_of_day(_EXCEL_EPOCH + timedelta(int(match[1])), calendar)
        return Mangled((counted,)) if counted else None
    if match := _EXCEL_MONTH.fullmatch(strip_diacritics(text[:40])):
        year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
        period = parse_label(f"{year}-{_MONTHS.index(match[1][:3]) + 1:02d}")
        return Mangled((period,) if period else ())
    return None


def period_of_cell(cell: Cell, calendar: Calendar) -> Period | Mangled | None:
    """The period that a cell of figures names: every command reads it here."""
    if isinstance(cell, date):
        return period_of_day(cell, calendar)
    text = as_text(cell)
    return parse_period(text) or read_day(text, calendar)
