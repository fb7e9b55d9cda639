"""Cells of a register: dates in the declared formats, and what a text is compared by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter

from cchc_cli.model.period import parse_date
from cchc_cli.model.register import DateFormat, Mapping
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


def is_laid_out(cell: object, formats: Sequence[DateFormat]) -> bool:
    """Whether a cell has digits where one of the formats has, and else what stands there."""
    if not isinstance(cell, str):
        return False
    cuts = [(one, *one.day) for one in formats if one.width == len(cell)]
    return any(
        _parts(one.layout, cell[start:end]) is not None
        and _parts(one.rest, f"{cell[:start]}@{cell[end:]}") is not None
        for one, start, end in cuts
    )


class DayReader(dict[object, int | None]):
    """The stamp of a date cell: 0 for no date, None for what is no date or out of range.

    A stamp is the ordinal of the day, or, `with_time`, its seconds; a due date without a time lasts
    to the end of its day (`at_end`), any other date without one stands at its beginning. `between`
    replaces the range of days that the mapping allows.
    """

    def __init__(
        self,
        mapping: Mapping,
        with_time: bool = False,
        at_end: bool = False,
        is_workbook: bool = False,
        between: tuple[date, date] | None = None,
    ) -> None:
        super().__init__(dict.fromkeys(mapping.dates.empty, NONE))
        self._first, self._last = (day.toordinal() for day in between or mapping.dates.between)
        self._with_time = with_time
        self._without = DAY - 1 if at_end else 0
        self._is_workbook = is_workbook
        self._formats: dict[int, list[_FormatReader]] = {}
        for one in mapping.dates.formats:
            reader = _FormatReader(one, self._first, self._last, self._without)
            self._formats.setdefault(one.width, []).append(reader)
        if is_workbook:
            self[""] = NONE
        self._quick = None if is_workbook else _quick_reader(mapping, self._first, self._last)

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
        if isinstance(cell, str):
            for reader in self._formats.get(len(cell), ()):
                found = reader.read(cell)
                if found is not None:
                    return found[0] * DAY + found[1] if self._with_time else found[0]
            moment = _moment(cell) if self._is_workbook else None
        else:
            moment = datetime(cell.year, cell.month, cell.day) if isinstance(cell, date) else None
        if moment is None or not self._first <= moment.toordinal() <= self._last:
            return None
        if not self._with_time:
            return moment.toordinal()
        seconds = (moment - datetime.min).seconds if isinstance(cell, str) else self._without
        return moment.toordinal() * DAY + seconds

    def day(self, text: str) -> int | None:
        """The ordinal of a day; 0 for no date, None for what is none."""
        stamp = self[text]
        return stamp // DAY if stamp and self._with_time else stamp


class _QuickReader:
    """Reads whole columns where every format begins with the day in one layout.

    A cell is cut into day, hour and minute, and second, each of which is found in a small table; a
    whole cell, or its time alone, would be found in one that no cache holds.
    """

    def __init__(
        self, formats: Sequence[DateFormat], empty: Sequence[str], first: int, last: int
    ) -> None:
        self._width = formats[0].day[1]
        rests = [one.rest[1:] for one in formats]
        clocks = {rest.partition("S")[0][: rest.index("M") + 1] for rest in rests if rest}
        seconds = {rest[rest.index("M") + 1 :] for rest in rests if rest}
        self._days = _Days(formats[0].layout, first, last, empty)
        self._minutes = {
            _clock(one, hour, minute): (hour * 60 + minute) * 60
            for one in clocks
            for hour in range(24)
            for minute in range(60)
        }
        self._seconds = {
            one.replace("S", f"{second:02}"): second for one in seconds for second in range(60)
        }
        self._cut = self._width + max(map(len, self._minutes), default=0)
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


def _clock(layout: str, hour: int, minute: int) -> str:
    return layout.replace("H", f"{hour:02}").replace("M", f"{minute:02}")


def _quick_reader(mapping: Mapping, first: int, last: int) -> _QuickReader | None:
    """The reader of whole columns; None where the formats do not allow for it.

    Where a text that means no date is as long as a day, a cell could begin with it.
    """
    formats = mapping.dates.formats
    starts = {(one.day, one.layout) for one in formats}
    widths = {one.rest.index("M") for one in formats if one.has_time}
    is_plain = all(len(text) < formats[0].day[1] for text in mapping.dates.empty)
    if len(starts) > 1 or formats[0].day[0] or len(widths) > 1 or not is_plain:
        return None
    return _QuickReader(formats, mapping.dates.empty, first, last)


class _FormatReader:
    """One format, cell by cell."""

    def __init__(self, written: DateFormat, first: int, last: int, without: int) -> None:
        self._start, self._end = written.day
        self._rest = written.rest
        self._days = _Days(written.layout, first, last)
        self._without = without

    def read(self, cell: str) -> tuple[int, int] | None:
        """The day and the seconds of a cell of the format's width; None for what is no date in it."""
        parts = _parts(self._rest, f"{cell[: self._start]}@{cell[self._end :]}")
        if parts is None:
            return None
        hour, minute, second = (int(parts.get(name, "0")) for name in "HMS")
        if hour > 23 or minute > 59 or second > 59:
            return None
        try:
            day = self._days[cell[self._start : self._end]]
        except KeyError:
            return None
        return day, (hour * 60 + minute) * 60 + second if "H" in parts else self._without


class _Days(dict[str, int]):
    """The ordinals of days in one layout, each read once; 0 for no date. KeyError for what is none."""

    def __init__(self, layout: str, first: int, last: int, empty: Sequence[str] = ()) -> None:
        super().__init__(dict.fromkeys(empty, NONE))
        self._layout, self._first, self._last = layout, first, last

    def __missing__(self, text: str) -> int:
        parts = _parts(self._layout, text)
        try:
            day = date(*(int(parts[name]) for name in "Ymd")).toordinal() if parts else 0
        except ValueError:
            day = 0
        if not self._first <= day <= self._last:
            raise KeyError
        self[text] = day
        return day


def _parts(layout: str, text: str) -> dict[str, str] | None:
    """The digits of each letter of a layout; None where the text is not laid out so."""
    found: dict[str, str] = {}
    at = 0
    for letter in layout:
        width = {"Y": 4}.get(letter, 2) if letter in "dmYHMS" else 1
        piece = text[at : at + width]
        if letter not in "dmYHMS":
            if piece != letter:
                return None
        elif len(piece) == width and piece.isascii() and piece.isdigit():
            found[letter] = piece
        else:
            return None
        at += width
    return found if at == len(text) else None


def _moment(text: str) -> datetime | None:
    """A date with a time of day as a workbook's cell gives it, to the nearest second."""
    if len(text) < 19 or text[10] != " " or parse_date(text[:10], range(1, 10_000)) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
