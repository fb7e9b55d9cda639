"""Whether what a form shows to people and what its hidden ids say are the same.

A form made by `cchc form` names each row in words and keeps the ids, by which its figures are read,
in hidden columns. Rows that were moved or sorted, or a title that was typed over, make the two differ:
then nobody knows which of them the figure was meant for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity
from cchc_cli.model.pattern import pattern
from cchc_cli.model.period import Period
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.periods import parse_period, period_of_cell
from cchc_cli.reading.cells.values import as_text, cell_at, is_blank
from cchc_cli.reading.table.header import Grid, Header
from cchc_cli.reading.table.source import KEYS, Vocabulary, shortened

_NAMES = ("noi dung", "what to report")
"""The headings of the column that names a row, in both languages."""
_TITLE = pattern(r"(?:bieu so lieu|figures for)\s+(.+)")
_AFTER_NAME = pattern(r" (?=[–(])")
"""Where what stands behind a name begins: a period after a dash, a remark in brackets."""


def id_columns(grid: Grid, header: Header) -> tuple[int, ...]:
    """Where the ids of a form stand, from 0; empty for a table that is no form.

    No table made by people has all of their headings in these words.
    """
    _, names = grid.rows[header.last]
    columns = tuple(header.columns.get(name, -1) for name in KEYS)
    texts = [as_text(names[at]).strip() for at in columns if 0 <= at < len(names)]
    return columns if texts == list(KEYS) and _name_column(header) is not None else ()


class _Row(NamedTuple):
    """The hidden ids of a row."""

    line: int
    period: Period
    unit: str | None
    """None for the department."""
    is_common: bool
    """Whether its name has a remark in brackets behind it, as those of the department have."""


def contradictions(grid: Grid, header: Header, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """What rows, title and name of a form's sheet show otherwise than its ids say."""
    at_name = _name_column(header)
    at_period, at_unit, at_indicator = id_columns(grid, header) or (-1, -1, -1)
    if at_name is None or at_indicator < 0:
        return
    rows: list[_Row] = []
    for line, cells in grid.rows[header.last + 1 :]:
        period = period_of_cell(cell_at(cells, at_period), vocabulary.calendar)
        period = period if isinstance(period, Period) else None
        of_unit = cell_at(cells, at_unit)
        unit = vocabulary.units.find(as_text(of_unit))
        text = as_text(cell_at(cells, at_name)).strip()
        indicator = as_text(cell_at(cells, at_indicator)).strip()
        name, rest = _split(text, vocabulary)
        if period is not None and (unit is not None or is_blank(of_unit)):
            rows.append(_Row(line, period, unit, text.removeprefix(name).startswith(" (")))
        meant = vocabulary.indicators.find(indicator)
        if not text or meant is None:
            continue
        place = grid.locate(line, at_name)
        if meant not in vocabulary.indicators.meanings(name):
            yield codes.A241.at(place, found=shortened(text), indicator=indicator)
            continue
        named = parse_period(rest)
        if named is not None and period is not None and named != period:
            yield codes.A242.at(place, found=named, period=period)
    if rows:
        yield from _of_title(grid, header, vocabulary, rows)


def _of_title(
    grid: Grid, header: Header, vocabulary: Vocabulary, rows: Sequence[_Row]
) -> Iterator[Diagnostic]:
    """What the title, the name of the unit right below it and that of the sheet say otherwise.

    It is said once where all rows differ from it, else at the id of each that does.
    """
    at_period, at_unit, _ = id_columns(grid, header)
    month: tuple[Location, Period] | None = None
    named: tuple[Location, str] | None = None
    for line, cells in grid.rows[: header.first]:
        for column, cell in enumerate(cells):
            text = as_text(cell).strip()
            title = _TITLE.fullmatch(strip_diacritics(text[:200]))
            period = parse_period(title[1]) if title else None
            if period is not None:
                # Above it stands who issued the plan, maybe a unit, too.
                month, named = (grid.locate(line, column), period), None
            elif named is None and text and vocabulary.units.find(text) is not None:
                named = (grid.locate(line, column), text)
    if month is not None:
        others = [row for row in rows if row.period.last != month[1].last]
        for place, row in _places(grid, month[0], others, len(rows), at_period):
            yield codes.A243.at(place, found=month[1], period=row.period)
    if named is not None:
        units = vocabulary.units.meanings(named[1])
        own = [row for row in rows if row.unit is not None or not row.is_common]
        others = [row for row in own if row.unit not in units]
        for place, row in _places(grid, named[0], others, len(own), at_unit):
            yield codes.A244.at(place, found=shortened(named[1]), unit=row.unit)
    called = parse_period(grid.sheet or "")
    if called is not None and called.last not in {row.period.last for row in rows}:
        place = Location(grid.source.path, sheet=grid.sheet)
        yield codes.A342.at(place, found=called, period=rows[-1].period)


def _places(
    grid: Grid, title: Location, others: Sequence[_Row], count: int, column: int
) -> Iterator[tuple[Location, _Row]]:
    """Where it is said that some rows differ from a title: at it, or at the id of each of them."""
    if others and len(others) == count:
        yield title, others[-1]
    else:
        yield from ((grid.locate(row.line, column), row) for row in others)


def hint_at_ids(
    columns: Sequence[int], sheet: str | None, faults: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """What to do with faults that stand in the hidden columns of a form, at the first of them."""
    for fault in faults:
        place = fault.location
        if fault.severity is not Severity.ERROR or place is None or place.column is None:
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
    ends = [len(text), *sorted((mark.start() for mark in _AFTER_NAME.finditer(text)), reverse=True)]
    for end in ends:
        name = text[:end].rstrip()
        if vocabulary.indicators.find(name) is not None:
            return name, text[end:].rpartition(") ")[2].removeprefix(" – ").removeprefix("– ").strip()
    return text, ""
