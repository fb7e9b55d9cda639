"""Whether what a form shows to people and what its hidden ids say are the same.

A form made by `cchc form` names each row in words and keeps the ids, by which its figures are read,
in hidden columns. Rows that were moved or sorted, or a title that was typed over, make the two differ:
then nobody knows which of them the figure was meant for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity
from cchc_cli.model.period import Period
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.periods import parse_period, period_of_cell
from cchc_cli.reading.cells.values import Cell, as_text
from cchc_cli.reading.table.header import Grid, Header
from cchc_cli.reading.table.source import Vocabulary, shortened

IDS = ("period", "unit", "indicator")
"""The headings of the hidden columns, which no table made by people has all of in these words."""
_NAMES = ("noi dung", "what to report")
"""The headings of the column that names a row, in both languages."""
_TITLE = re.compile(r"(?:bieu so lieu|figures for)\s+(.+)")
_AFTER_NAME = re.compile(r" (?=[–(])")
"""Where what stands behind a name begins: a period after a dash, a remark in brackets."""


def id_columns(grid: Grid, header: Header) -> tuple[int, ...]:
    """Where the ids of a form stand, from 0; empty for a table that is no form."""
    _, names = grid.rows[header.last]
    columns = tuple(header.columns.get(name, -1) for name in IDS)
    texts = [as_text(names[at]).strip() for at in columns if 0 <= at < len(names)]
    return columns if texts == list(IDS) and _name_column(header) is not None else ()


def contradictions(grid: Grid, header: Header, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """What rows, title and name of a form's sheet show otherwise than its ids say."""
    at_name = _name_column(header)
    at_period, at_unit, at_indicator = id_columns(grid, header) or (-1, -1, -1)
    if at_name is None or at_indicator < 0:
        return
    periods: list[Period] = []
    units: set[str] = set()
    for line, row in grid.rows[header.last + 1 :]:
        period = period_of_cell(_at(row, at_period), vocabulary.calendar)
        period = period if isinstance(period, Period) else None
        periods += [] if period is None else [period]
        unit = vocabulary.units.find(as_text(_at(row, at_unit)))
        units |= set() if unit is None else {unit}
        text, indicator = as_text(_at(row, at_name)).strip(), as_text(_at(row, at_indicator)).strip()
        known = vocabulary.indicators.find(indicator)
        if not text or known is None:
            continue
        name, rest = _split(text, vocabulary)
        place = grid.locate(line, at_name)
        if known not in vocabulary.indicators.meanings(name):
            yield codes.A241.at(place, found=shortened(text), indicator=indicator)
            continue
        told = parse_period(rest)
        if told is not None and period is not None and told != period:
            yield codes.A242.at(place, found=told, period=period)
    yield from _of_title(grid, header, vocabulary, periods, units)


def _of_title(
    grid: Grid, header: Header, vocabulary: Vocabulary, periods: Sequence[Period], units: set[str]
) -> Iterator[Diagnostic]:
    if not periods:
        return
    last = max(periods, key=lambda period: period.order)
    months = {period.last for period in periods}
    for line, row in grid.rows[: header.first]:
        for column, cell in enumerate(row):
            text = as_text(cell).strip()
            title = _TITLE.fullmatch(strip_diacritics(text[:200]))
            told = parse_period(title[1]) if title else None
            if told is not None and told.last not in months:
                yield codes.A243.at(grid.locate(line, column), found=told, period=last)
            unit = vocabulary.units.find(text) if text else None
            if unit is not None and units and unit not in units:
                named = tuple(sorted(units))
                yield codes.A244.at(grid.locate(line, column), found=shortened(text), unit=named)
    called = parse_period(grid.sheet or "")
    if called is not None and called.last not in months:
        place = Location(grid.source.path, sheet=grid.sheet)
        yield codes.A342.at(place, found=called, period=last)


def hint_at_ids(
    columns: Sequence[int], sheet: str | None, found: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """What to do with faults that stand in the hidden columns of a form, at the first of them."""
    for one in found:
        place = one.location
        if one.severity is not Severity.ERROR or place is None or place.column is None:
            continue
        if place.sheet == sheet and place.column - 1 in columns:
            yield codes.A343.at(place)
            return


def _name_column(header: Header) -> int | None:
    for index, text in header.ignored:
        if strip_diacritics(text) in _NAMES:
            return index
    return None


def _split(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The longest name of an indicator that a text begins with, and what stands behind its last dash."""
    ends = [len(text), *sorted((found.start() for found in _AFTER_NAME.finditer(text)), reverse=True)]
    for end in ends:
        name = text[:end].rstrip()
        if vocabulary.indicators.find(name) is not None:
            return name, text[end:].rpartition(") ")[2].removeprefix(" – ").removeprefix("– ").strip()
    return text, ""


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if 0 <= index < len(row) else ""
