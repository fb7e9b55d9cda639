"""What a file of figures is, told by its content, and the tables in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, reason_of
from cchc_cli.reading.cells.legacy import conversions
from cchc_cli.reading.table.layout import HEADER_ROWS, Grid, as_text, find_header, is_blank, lay_out
from cchc_cli.reading.table.source import (
    REQUIRED,
    LaidTable,
    Source,
    Vocabulary,
    column_of,
    file_fault,
    recognised,
)
from cchc_cli.reading.table.text import Table, open_text_table, packed_columns

_SIGNATURES = ((b"%PDF", "pdf"), (b"\x1f\x8b", "gzip"), (b"{\\rtf", "rtf"))
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


class Opening(NamedTuple):
    """The tables of a file, and what is to be said of it."""

    tables: list[Table | LaidTable]
    diagnostics: list[Diagnostic]


def open_source(source: Source, vocabulary: Vocabulary) -> Opening:
    """Finds the tables in a file, or says why there is none."""
    try:
        with source.open() as raw:
            start = raw.read(4096)
    except OSError as error:
        return Opening([], [file_fault(source, "A101", why=reason_of(error))])
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            return Opening([], [file_fault(source, "A103", shape=name)])
    if start.startswith(_WORKBOOKS):
        return _open_workbook(source, vocabulary)
    if _is_markup(start):
        return Opening([], [file_fault(source, "A103", shape="html")])
    tables, faults = open_text_table(source, start, vocabulary)
    return Opening(tables, faults)


def _is_markup(start: bytes) -> bool:
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        bare = start[2:].replace(b"\x00", b"").lstrip()
    return bare.startswith(b"<") or bare[:200].lower().startswith(b"mime-version:")


def _open_workbook(source: Source, vocabulary: Vocabulary) -> Opening:
    from cchc_cli.reading.table.sheet import Unreadable, cell_name
    from cchc_cli.reading.table.workbook import read_workbook

    try:
        with source.open() as raw:
            sheets = read_workbook(raw.read())
    except Unreadable as problem:
        params: dict[str, object] = {"shape": problem.shape} if problem.shape else {}
        place = Location(source.path, sheet=problem.sheet)
        return Opening([], [problem.code.at(place, **params)])
    opening = Opening([], [])
    passed: list[Grid] = []
    for sheet in sheets:

        def locate(line: int, column: int, name: str = sheet.name) -> Location:
            return Location(source.path, line, column + 1, name, cell_name(line, column + 1))

        grid = Grid(source, sheet.name, sheet.rows, sheet.merged, locate)
        header = find_header(grid, vocabulary)
        if header is not None:
            opening.tables.append(lay_out(grid, header, vocabulary))
        elif any(not is_blank(cell) for _, row in sheet.rows for cell in row):
            passed.append(grid)
    if not opening.tables:
        opening.diagnostics.append(_no_header(source, passed))
        return opening
    for grid in passed:
        place = Location(source.path, sheet=grid.sheet)
        opening.diagnostics.append(Diagnostic("A310", Severity.NOTE, place, {"sheet": grid.sheet}))
    return opening


def _no_header(source: Source, grids: Iterable[Grid]) -> Diagnostic:
    """Why no sheet could be read, at the row that comes nearest to a header."""
    best: tuple[int, Location, tuple[str, ...], str] | None = None
    for grid in grids:
        for line, row in grid.rows[:HEADER_ROWS]:
            texts = [as_text(cell).strip() for cell in row]
            if not any(texts):
                continue
            place = grid.locate(line, next(at for at, text in enumerate(texts) if text))
            encoding = _legacy_header(texts)
            if encoding is not None:
                return Diagnostic("A115", Severity.ERROR, place, {"encoding": encoding})
            if packed_columns(texts):
                found = next(text for text in texts if text)[:80]
                return Diagnostic("A114", Severity.ERROR, place, {"found": found})
            known = recognised(texts)
            if best is None or len(known) > best[0]:
                missing = tuple(column for column in REQUIRED if column not in known)
                shown = " | ".join(text for text in texts if text)
                best = (len(known), place, missing, shown if len(shown) <= 80 else shown[:77] + "...")
    if best is None:
        return file_fault(source, "A105", missing=REQUIRED, found="")
    _, place, missing, shown = best
    return Diagnostic("A105", Severity.ERROR, place, {"missing": missing, "found": shown})


def _legacy_header(texts: Iterable[str]) -> str | None:
    for text in texts:
        if column_of(text) is None:
            for encoding, converted in conversions(text[:100]):
                if column_of(converted) is not None:
                    return encoding
    return None
