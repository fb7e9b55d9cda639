"""Cells of a register: dates in the declared formats, and what a text is compared by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.date_format import digits_of, fill, pattern_of
from cchc_cli.model.period import parse_date
from cchc_cli.model.register import Dates, Mapping
from cchc_cli.reading.cells.names import fold

NONE = 0
"""Stands for no date."""
DAY = 24 * 60 * 60
MAX_KNOWN = 100_000
"""Cells whose meaning is kept at hand: more than there are seconds in a day."""


def key_of(field: str, value: str) -> str:
    """Under which a value of a field is compared: names as everywhere, ids of filings as written."""
    return value.strip() if field == "filing" else fold(value)


def parse_whole(text: str) -> int | None:
    """A whole number of at most six digits 0-9; None for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


class DayReader(dict[object, int | None]):
    """The stamp of a date cell: 0 for no date, None for what is no date or out of range.

    A stamp is the ordinal of the day, or, `with_time`, its seconds; a due date without a time lasts
    to the end of its day (`at_end`), any other date without one stands at its beginning.
    """

    def __init__(
        self,
        mapping: Mapping,
        with_time: bool = False,
        at_end: bool = False,
        is_workbook: bool = False,
    ) -> None:
        super().__init__(dict.fromkeys(mapping.dates.empty, NONE))
        self._range = mapping.dates.between
        self._with_time = with_time
        self._without = DAY - 1 if at_end else 0
        self._is_workbook = is_workbook
        self._formats = mapping.dates.formats
        if is_workbook:
            self[""] = NONE
        self._quick = None if is_workbook else _quick_reader(mapping.dates)

    def column(self, cells: Sequence[object]) -> tuple[Sequence[int | None], bool]:
        """The stamps of cells, and whether none can be None."""
        quick = self._quick.column(cells) if self._quick is not None else None
        if quick is None:
            return list(map(self.__getitem__, cells)), False
        days, minutes, seconds = quick
        if not self._with_time:
            return days, True
        without = self._without
        return [
            day and day * DAY + (without if minute < 0 else minute + max(second, 0))
            for day, minute, second in zip(days, minutes, seconds, strict=True)
        ], True

    def __missing__(self, cell: object) -> int | None:
        """Reads a cell by itself."""
        moment = self._moment(cell)
        if moment is None:
            return None
        day, seconds = moment
        first, last = self._range
        if not first.toordinal() <= day <= last.toordinal():
            return None
        if not self._with_time:
            return day
        return day * DAY + (self._without if seconds is None else seconds)

    def _moment(self, cell: object) -> tuple[int, int | None] | None:
        """The ordinal of a day and, where the cell says them, the seconds of its time."""
        if not isinstance(cell, str):
            return (cell.toordinal(), None) if isinstance(cell, date) else None
        for form in self._formats:
            match = pattern_of(form.layout).fullmatch(cell)
            if match is not None:
                parts = {letter: int(digits) for letter, digits in match.groupdict("0").items()}
                try:
                    day = date(parts["Y"], parts["m"], parts["d"]).toordinal()
                    clock = time(parts.get("H", 0), parts.get("M", 0), parts.get("S", 0))
                except ValueError:
                    continue
                return day, _seconds(clock) if form.has_time else None
        moment = _moment_of_workbook(cell) if self._is_workbook else None
        return None if moment is None else (moment.toordinal(), _seconds(moment.time()))

    def fault(self, cell: object) -> Code:
        """Why a cell has no stamp: out of range, no day of the calendar, in none of the formats."""
        if self._moment(cell) is not None:
            return codes.A504
        patterns = (pattern_of(form.layout) for form in self._formats)
        is_laid_out = isinstance(cell, str) and any(each.fullmatch(cell) for each in patterns)
        return codes.A520 if is_laid_out else codes.A503

    def day(self, text: str) -> int | None:
        """The ordinal of a day; 0 for no date, None for anything else."""
        stamp = self[text]
        return stamp // DAY if stamp and self._with_time else stamp


class _QuickReader:
    """Reads whole columns where every format begins with the day in one layout.

    A cell is cut into day, hour and minute, and second, each of which is found in a small table; a
    whole cell, or its time alone, would be found in one that no cache holds.
    """

    def __init__(self, start: str, clock: str, dates: Dates) -> None:
        self._width = len(digits_of(start))
        self._cut = self._width + len(digits_of(clock))
        rests = [form.after for form in dates.formats]
        seconds = {rest.removeprefix(clock) for rest in rests if rest}
        self._days = _Days(start, dates.between, dates.empty)
        self._minutes = {
            fill(clock, H=f"{hour:02}", M=f"{minute:02}"): (hour * 60 + minute) * 60
            for hour in range(24)
            for minute in range(60)
        }
        self._seconds = {
            fill(rest, S=f"{second:02}"): second
            for rest in seconds
            for second in (range(60) if "S" in rest else (0,))
        }
        self._needs_time = "" not in rests
        self._needs_seconds = "" not in seconds
        self._minutes[""] = self._seconds[""] = -1

    def column(self, cells: Sequence[object]) -> tuple[list[int], list[int], list[int]] | None:
        """Day, seconds at the minute, seconds of each cell (-1: none); None where one is doubtful."""
        try:
            days = list(map(self._days.__getitem__, map(itemgetter(slice(self._width)), cells)))  # type: ignore[arg-type]
            clock = map(itemgetter(slice(self._width, self._cut)), cells)  # type: ignore[arg-type]
            minutes = list(map(self._minutes.__getitem__, clock))
            rest = map(itemgetter(slice(self._cut, None)), cells)  # type: ignore[arg-type]
            seconds = list(map(self._seconds.__getitem__, rest))
        except KeyError:
            return None
        without = minutes.count(-1)
        if self._needs_time and without != days.count(NONE):
            return None
        if self._needs_seconds and without != seconds.count(-1):
            return None
        return days, minutes, seconds


def _quick_reader(dates: Dates) -> _QuickReader | None:
    """The reader of whole columns; None where the formats do not allow for it.

    Where a text that means no date is as long as a day, a cell could begin with it.
    """
    start, rests = dates.start, {form.after for form in dates.formats if form.after}
    if start is None or any(len(text) >= len(digits_of(start)) for text in dates.empty):
        return None
    clocks = {rest[: rest.index("M") + 1] if "M" in rest else "" for rest in rests}
    if len(clocks) > 1 or "" in clocks:
        return None
    return _QuickReader(start, clocks.pop() if clocks else "", dates)


class _Days(dict[str, int]):
    """The ordinals of days in one layout, each read once; 0 for no date, KeyError for anything else."""

    def __init__(self, layout: str, between: tuple[date, date], empty: Sequence[str]) -> None:
        super().__init__(dict.fromkeys(empty, NONE))
        self._pattern = pattern_of(layout)
        self._first, self._last = between

    def __missing__(self, text: str) -> int:
        match = self._pattern.fullmatch(text)
        if match is None:
            raise KeyError
        try:
            day = date(int(match["Y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            raise KeyError from None
        if not self._first <= day <= self._last:
            raise KeyError
        self[text] = day.toordinal()
        return self[text]


def _seconds(clock: time) -> int:
    return (clock.hour * 60 + clock.minute) * 60 + clock.second


def _moment_of_workbook(text: str) -> datetime | None:
    """A date with a time of day as a workbook's cell gives it, to the nearest second."""
    if len(text) < 19 or text[10] != " " or parse_date(text[:10], range(1, 10_000)) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
