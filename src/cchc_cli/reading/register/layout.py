"""Where the header of a register stands and which column each field is: by the names alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.model.register import Mapping
from cchc_cli.reading.cells.names import fold

HEADER_ROWS = 30
"""Rows among which the header is looked for: exports have titles above it."""
MAX_COLUMNS = 10_000


class Layout(NamedTuple):
    """The columns of a register's fields, from 0, and its width."""

    columns: dict[str, int]
    width: int


def headers_of(mapping: Mapping) -> dict[str, str]:
    """The field that each header name means, by its key; of fields that are read alone."""
    names = mapping.columns.names
    return {fold(header): field for field in mapping.read for header in names[field]}


def fields_named(row: Sequence[str], headers: dict[str, str]) -> list[tuple[int, str]]:
    """Each column of a row that names a field."""
    found = ((index, headers.get(fold(cell[:200]))) for index, cell in enumerate(row[:MAX_COLUMNS]))
    return [(index, field) for index, field in found if field is not None]


def layout_of(
    row: Sequence[str], mapping: Mapping, locate: Callable[[int], Location]
) -> Layout | list[Diagnostic]:
    """The layout of a header row; a fault for a field that two columns claim or none has.

    No cell of the row is shown: where the header is missing, it is somebody's data.
    """
    columns: dict[str, int] = {}
    faults: list[Diagnostic] = []
    for index, field in fields_named(row, headers_of(mapping)):
        first = columns.setdefault(field, index)
        if first != index:
            name = Term("field", field)
            faults.append(codes.A502.at(locate(index), field=name, first=locate(first)))
    names = mapping.columns.names
    for field in mapping.read:
        if field in mapping.needed and field not in columns:
            name = Term("field", field)
            faults.append(codes.A501.at(locate(0), field=name, names=names[field]))
    return faults or Layout(columns, len(row))
