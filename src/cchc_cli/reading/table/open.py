"""What a file of figures is, told by its content, and the tables in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.model.figures import Hidden
from cchc_cli.reading.cells.values import as_text, is_blank
from cchc_cli.reading.table.encoding import damaged
from cchc_cli.reading.table.header import (
    HEADER_ROWS,
    Grid,
    Header,
    find_header,
    is_number,
)
from cchc_cli.reading.table.layout import lay_out
from cchc_cli.reading.table.source import (
    KEYS,
    MAX_COLUMNS,
    REQUIRED,
    WORKBOOKS,
    Source,
    Table,
    Vocabulary,
    recognised,
    shape_of,
    shortened,
)
from cchc_cli.reading.table.text import DELIMITERS, open_text_table

MAX_HEADER_SHOWN = 80


class Opening(NamedTuple):
    """The tables of a file, and what is to be said of it."""

    tables: Sequence[Table]
    diagnostics: list[Diagnostic]
    hidden: Mapping[str, Hidden] = MappingProxyType({})
    """What is hidden of its sheets, by their names."""


def open_source(source: Source, vocabulary: Vocabulary) -> Opening:
    """Finds the tables in a file, or says why there is none."""
    try:
        with source.open() as raw:
            start = raw.read(4096)
    except OSError as error:
        return Opening([], [source.fault(codes.A101, why=reason_of(error))])
    if start.startswith(WORKBOOKS):
        return _open_workbook(source, vocabulary)
    if shape := shape_of(start):
        return Opening([], [source.fault(codes.A103, shape=Term("found", shape))])
    tables, grids, faults = open_text_table(source, start, vocabulary)
    if grids:
        faults.append(_no_header(source, grids, vocabulary))
    return Opening(tables, faults)


def _open_workbook(source: Source, vocabulary: Vocabulary) -> Opening:
    from cchc_cli.reading.table.sheet import Unreadable
    from cchc_cli.reading.table.workbook import read_workbook

    try:
        with source.open() as raw:
            sheets = read_workbook(raw.read())
    except Unreadable as problem:
        return Opening([], [problem.fault(source.path)])
    tables: list[Table] = []
    faults: list[Diagnostic] = []
    passed: list[Grid] = []
    hidden = {sheet.name: sheet.hidden for sheet in sheets if any(sheet.hidden)}
    for sheet in sheets:
        locate = partial(sheet.locate, source.path)
        grid = Grid(source, sheet.name, sheet.rows, sheet.merged, locate)
        header = find_header(grid, vocabulary)
        if header is not None and not header.missing:
            tables.append(lay_out(grid, header, vocabulary))
            if sheet.hidden.columns:
                keys = tuple(_hidden_keys(grid, header, sheet.hidden))
                hidden[sheet.name] = sheet.hidden._replace(keys=keys)
        elif not all(is_blank(cell) for _, row in sheet.rows for cell in row):
            passed.append(grid)
            if header is not None and _may_hold_figures(grid, header):
                faults.append(_no_header(source, [grid], vocabulary))
    if not tables:
        return Opening([], faults or [_no_header(source, passed, vocabulary)])
    faulty = {fault.location.sheet for fault in faults if fault.location}
    faults += (_passed_sheet(grid, vocabulary) for grid in passed if grid.sheet not in faulty)
    return Opening(tables, faults, hidden)


def _hidden_keys(grid: Grid, header: Header, hidden: Hidden) -> Iterator[Location]:
    """The headings of columns that name the figures and are hidden.

    The ids of a form are hidden on purpose: they stand beside the names that its rows show.
    """
    line, cells = grid.rows[header.last]
    for name in KEYS:
        column = header.columns.get(name)
        if column is not None and hidden.hides_column(column) and cells[column] != name:
            yield grid.locate(line, column)


def _passed_sheet(grid: Grid, vocabulary: Vocabulary) -> Diagnostic:
    """The remark on a sheet without a header: a warning where it may hold figures."""
    place = Location(grid.source.path, sheet=grid.sheet)
    for _, row in grid.rows:
        if any(map(is_number, row[1:])):  # Those of the first column may count the rows.
            texts = (cell.strip() for cell in row if isinstance(cell, str))
            if any(vocabulary.indicators.find(text) for text in texts if text):
                return codes.A323.at(place, sheet=grid.sheet)
    return codes.A310.at(place, sheet=grid.sheet)


def _may_hold_figures(grid: Grid, header: Header) -> bool:
    """Whether an incomplete header is one of figures, and numbers stand under it.

    Those of the first column may count the rows.
    """
    if "indicator" not in header.columns and not {"period", "value"} <= header.columns.keys():
        return False
    return any(is_number(cell) for _, row in grid.rows[header.last + 1 :] for cell in row[1:])


def _no_header(source: Source, grids: Iterable[Grid], vocabulary: Vocabulary) -> Diagnostic:
    """Why no table could be read, at the row that comes nearest to a header."""
    best: tuple[int, Grid, int, tuple[str, ...]] | None = None
    for grid in grids:
        rows = [at for at, (_, row) in enumerate(grid.rows) if not all(map(is_blank, row))]
        for at in rows[:HEADER_ROWS]:
            texts = [as_text(cell).strip() for cell in grid.rows[at][1][:MAX_COLUMNS]]
            damage = damaged(texts)
            if damage is not None:
                code, params = damage
                return code.at(_start_of(grid, at), **params)
            if packed_columns(texts):
                found = shortened(next(filter(None, texts)), MAX_HEADER_SHOWN)
                return codes.A114.at(_start_of(grid, at), found=found)
        header = find_header(grid, vocabulary)
        if header is not None and (best is None or len(header.columns) > best[0]):
            best = (len(header.columns), grid, header.first, header.missing)
        elif best is None and rows:
            # A title has one cell.
            wide = (at for at in rows if sum(not is_blank(cell) for cell in grid.rows[at][1]) > 1)
            best = (0, grid, next(wide, rows[0]), REQUIRED)
    place, found = Location(source.path), ""
    lacking: tuple[str, ...] = REQUIRED
    if best is not None:
        _, grid, at, lacking = best
        place = _start_of(grid, at)
        texts = [as_text(cell).strip() for cell in grid.rows[at][1]]
        found = shortened(" | ".join(filter(None, texts)), MAX_HEADER_SHOWN)
    missing = tuple(Term("column", name) for name in lacking)
    return codes.A105.at(place, missing=missing, found=found)


def _start_of(grid: Grid, at: int) -> Location:
    """The first cell of a row; in text the start of its line."""
    line, row = grid.rows[at]
    if grid.is_text:
        return Location(grid.source.path, line, 1)
    return grid.locate(line, next(index for index, cell in enumerate(row) if not is_blank(cell)))


def packed_columns(header: Iterable[str]) -> bool:
    """Whether one cell holds a whole header: everything came into one column."""
    return any(
        all(column in recognised(cell.split(mark)) for column in REQUIRED)
        for cell in header
        for mark in DELIMITERS
        if mark in cell
    )
