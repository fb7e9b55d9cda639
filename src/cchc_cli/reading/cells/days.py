"""Days as people write them: each function names the forms that it takes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from cchc_cli.model.pattern import pattern
from cchc_cli.model.period import parse_date
from cchc_cli.reading.cells.names import strip_diacritics

_DAY, _MONTH, _YEAR = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})", "(?P<year>[0-9]{4})"
_SLASHED = pattern(f"{_DAY}/{_MONTH}/{_YEAR}")
_YEAR_FIRST = pattern(rf"{_YEAR}(?P<mark>[/.]){_MONTH}(?P=mark){_DAY}")
_IN_WORDS = pattern(rf"(?:ngay )?{_DAY} thang {_MONTH}(?:[, ]| nam )+{_YEAR}")
_EITHER_ORDER = pattern(rf"(?P<word>ngay )?{_DAY}(?P<mark>[/.-]){_MONTH}(?P=mark){_YEAR}")
_TIME = pattern(
    r"[Tt ][0-9]{1,2}(?::|h ?)[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:[Zz]| ?(?:sa|ch|SA|CH))?$"
)


def without_time(text: str) -> str:
    """A day without the time behind it, as in `2022-07-14 08:30:00`; formats often hide it."""
    return _TIME.sub("", text)


def _day(match: re.Match[str] | None, day: str = "day", month: str = "month") -> date | None:
    if match is None:
        return None
    return parse_date(f"{match['year']}-{int(match[month]):02d}-{int(match[day]):02d}")


def local_date(text: str) -> date | None:
    """The day that `14/7/2022`, day first, or `2022-07-14` means; None for anything else."""
    return parse_date(text) or _day(_SLASHED.fullmatch(text))


def plain_day(text: str) -> date | None:
    """A day whose parts cannot be mistaken: `2022-07-14`, `2022/7/14`, `ngày 14 tháng 7 năm 2022`."""
    year_first = parse_date(text) or _day(_YEAR_FIRST.fullmatch(text))
    return year_first or _day(_IN_WORDS.fullmatch(strip_diacritics(text)))


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """The day that a person wrote: `18/7/2022`, `18-7-2022`, `18.7.2022`, `2022-07-18`, with words
    (`ngày 18 tháng 7 năm 2022`) or a time of day; None for anything else, also without a year."""
    bare = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text[:60])).strip().casefold()
    bare = re.sub(r"^ng[àa]y\b", "", without_time(bare)).strip(" ,.")
    bare = re.sub(r"\s*(?:th[áa]ng|n[ăa]m|[/.-])\s*", "/", bare)
    return _day(_SLASHED.fullmatch(bare)) or _day(_YEAR_FIRST.fullmatch(bare))


def both_orders(text: str) -> list[date]:
    """The days that `7/1/2022` may mean, 7 January first, then 1 July, where Excel speaks English.

    It puts no word before a day.
    """
    match = _EITHER_ORDER.fullmatch(strip_diacritics(without_time(text)))
    if match is None:
        return []
    month_first = None if match["word"] else _day(match, "month", "day")
    return [day for day in (_day(match), month_first) if day is not None]
