"""What a value that cannot be used was probably meant to be, in the way in which plans write it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from cchc_cli.model.pattern import pattern
from cchc_cli.reading.cells.days import day_of
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.periods import parse_period

_YES = frozenset({"yes", "y", "on", "true", "1", "co", "dung", "x"})
_NO = frozenset({"no", "n", "off", "false", "0", "khong", "sai"})
_SHORT_MONTH = pattern(r"([0-9]{4})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/.]([0-9]{4})")
_DAY = pattern(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})"
)
_NUMBER = pattern(r"([+-]?[0-9]{1,15})(?:[.,]([0-9]{1,6}))? ?(%|phan tram)?(?: [^0-9]*)?")


def is_no_day(written: str) -> bool:
    """Whether a text is written as a day, `31/2/2022`, and the calendar has none like it."""
    numbers = _DAY.fullmatch(written.strip())
    if numbers is None:
        return False
    year, month, day = numbers.group(1, 2, 3) if numbers[1] else numbers.group(6, 5, 4)
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return True
    return False


def value_meant(expected: str, written: str) -> str | None:
    """What a text should have been where `expected` (a key of the words `expected.…`) was needed."""
    text = unicodedata.normalize("NFKC", written).strip(" “”„«»\"'")
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    if len(text) > 60:
        return None
    match expected:
        case "month":
            return _month(text)
        case "date":
            return _day(text)
        case "due":
            return _day(text) or _month(text) or _label(text)
        case "goal":
            return _number(text)
        case "bool":
            bare = strip_diacritics(text)
            return "true" if bare in _YES else "false" if bare in _NO else None
        case "id":
            bare = re.sub(r"[^0-9a-z.]+", "-", strip_diacritics(text)).strip("-.")
            return bare or None
        case "ids" if ";" in text:
            return ", ".join(part.strip() for part in text.split(";"))
        case _:
            return None


def _month(text: str) -> str | None:
    if short := _SHORT_MONTH.fullmatch(text):
        year, month = (short[1], short[2]) if short[1] else (short[4], short[3])
        text = f"{year}-{int(month):02d}"
    period = parse_period(text)
    return period.label if period is not None and period.first == period.last else None


def _label(text: str) -> str | None:
    """A quarter, half or year: `quý I/2025` is `2025-Q1`."""
    period = parse_period(text)
    return None if period is None or ".." in period.label else period.label


def _day(text: str) -> str | None:
    day = day_of(text)
    return None if day is None else str(day)


def _number(text: str) -> str | None:
    text = re.sub(
        r"^(?:[<>≥≤=]+|it nhat|toi thieu|khong qua|toi da|dat|tren|duoi) *", "", strip_diacritics(text)
    )
    number = _NUMBER.fullmatch(text)
    if number is None:
        return None
    return number[1] + (f".{number[2]}" if number[2] else "") + ("%" if number[3] else "")
