"""Tables in grids of cells: the sheets of a workbook, and texts that are laid out like one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.model.figures import Hidden
from cchc_cli.reading.cells.values import BrokenCell, is_blank, texts_of
from cchc_cli.reading.table.encoding import OpenText, cell_of, damaged
from cchc_cli.reading.table.header import Grid, Header, find_header, is_number
from cchc_cli.reading.table.layout import LaidTable, lay_out
from cchc_cli.reading.table.records import Place, Records, location_of
from cchc_cli.reading.table.sheet import Unreadable
from cchc_cli.reading.table.source import (
    DELIMITERS,
    HEADER_ROWS,
    KEYS,
    MAX_COLUMNS,
    REQUIRED,
    Opening,
    Source,
    Table,
    Vocabulary,
    recognised,
    shortened,
)
from cchc_cli.reading.table.workbook import read_workbook

MAX_HEADER_SHOWN = 80


def open_workbook(source: Source, vocabulary: Vocabulary) -> Opening:
    """The tables on the sheets of a workbook, or why there is none."""
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
                faults.append(no_header(source, [grid], vocabulary))
    if not tables:
        return Opening([], faults or [no_header(source, passed, vocabulary)])
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


def no_header(source: Source, grids: Iterable[Grid], vocabulary: Vocabulary) -> Diagnostic:
    """Why no table could be read, at the row that comes nearest to a header."""
    best: tuple[int, Grid, int, tuple[str, ...]] | None = None
    for grid in grids:
        rows = [at for at, (_, row) in enumerate(grid.rows) if not all(map(is_blank, row))]
        for at in rows[:HEADER_ROWS]:
            texts = texts_of(grid.rows[at][1][:MAX_COLUMNS])
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
        found = shortened(" | ".join(filter(None, texts_of(grid.rows[at][1]))), MAX_HEADER_SHOWN)
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


def laid_text(
    source: Source, open_text: OpenText, marks: Iterable[str], vocabulary: Vocabulary, after: int
) -> tuple[Table | None, list[Grid]]:
    """The table of a text whose first row is no tidy header, by the first separator that gives one.

    Else its first rows by each separator, as far as they are not damaged.
    """
    grids: list[Grid] = []
    for mark in marks:
        laid = _laid_out(source, open_text, mark, vocabulary, after)
        if not isinstance(laid, Grid):
            return laid, []
        grids.append(laid)
    return None, grids


def _laid_out(
    source: Source, open_text: OpenText, delimiter: str, vocabulary: Vocabulary, after: int
) -> LaidTable | Grid | None:
    """The table of a file whose first row is no tidy header, read with one separator.

    Its first rows where no header can be read in them; None where bytes of the header are damaged.
    """
    scout = Records(source, open_text, delimiter, after)
    lines: set[int] = set()
    places: dict[int, list[Place]] = {}

    def locate(line: int, column: int) -> Location:
        if line not in places:
            # A line near the top is soon found; for one below the file is read once for all of them.
            places.update(scout.places({line} if line <= HEADER_ROWS else lines))
        return location_of(source, places.get(line, ()), line, column)

    def grid_of(rows: Iterable[tuple[int, list[str]]]) -> tuple[Grid, Header | None]:
        cells = [(line, [cell_of(text) for text in row]) for line, row in rows]
        grid = Grid(source, None, cells, (), locate, True)
        return grid, find_header(grid, vocabulary)

    first = islice(scout.rows(), HEADER_ROWS + 5)
    head, header = grid_of((line, row[:MAX_COLUMNS]) for line, row in first)
    if header is None or header.missing:
        return head
    usual = max(len(row) for _, row in head.rows)
    faults: list[Diagnostic] = []
    grid, header = grid_of(Records(source, open_text, delimiter, after, usual=usual).rows(faults))
    if header is None or header.missing:
        return grid
    lines.update(line for line, _ in grid.rows)
    named = (cell for _, row in grid.rows[header.first : header.last + 1] for cell in row)
    if any(isinstance(cell, BrokenCell) for cell in named):
        return None
    laid = lay_out(grid, header, vocabulary)
    laid.diagnostics += faults
    return laid
