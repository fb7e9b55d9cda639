"""Where the header of a register stands and which column each field is: by the names alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.model.register import Mapping
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.table.source import Source

HEADER_ROWS = 30
"""Rows among which the header is looked for: exports have titles above it."""
MAX_COLUMNS = 10_000
CHUNK = 1024
"""Rows that are looked at together."""


class Layout(NamedTuple):
    """The columns of a register's fields, from 0, and its width."""

    columns: dict[str, int]
    width: int


class Chunk(NamedTuple):
    """Some rows, one after the other, each of the header's width."""

    rows: Sequence[Sequence[object]]
    line_of: Callable[[int], int]
    """The line of a row, by its place in the chunk."""


class Broken(NamedTuple):
    """A record that is no row of the table: where, and why."""

    line: int
    column: int | None
    """From 0; None for the field at fault."""
    code: Code
    params: dict[str, object]


@dataclass(kw_only=True)
class Register:
    """The rows under the header of a register, and what became of those that were read."""

    source: Source
    layout: Layout
    rows: int = 0
    refused: int = 0
    """Records that are no rows of the table."""
    broken: list[Broken] = field(default_factory=list)
    """The first of them."""
    faults: list[Diagnostic] = field(default_factory=list)
    """What ended the reading."""
    is_workbook = False

    def anew(self) -> Self:
        """The same register, to be read once more."""
        return replace(self, rows=0, refused=0, broken=[], faults=[])

    def chunks(self) -> Iterator[Chunk]:
        """The rows in order; broken records are noted and left out."""
        raise NotImplementedError

    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with the file, each record at the field that is at fault."""
        return []

    def locate(self, cells: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Location]:
        """The places of cells, each by its line and its column from 0."""
        raise NotImplementedError


def headers_of(mapping: Mapping) -> dict[str, str]:
    """The field that each header name means, by its key; of fields that are read alone."""
    names = mapping.columns.names
    return {fold(header): field for field in mapping.read for header in names[field]}


def fields_named(row: Sequence[str], headers: dict[str, str]) -> list[tuple[int, str]]:
    """Each column of a row that names a field."""
    fields = ((index, headers.get(fold(cell[:200]))) for index, cell in enumerate(row[:MAX_COLUMNS]))
    return [(index, field) for index, field in fields if field is not None]


def layout_of(
    row: Sequence[str], mapping: Mapping, locate: Callable[[int], Location]
) -> Layout | list[Diagnostic]:
    """The layout of a header row; a fault for a field that two columns claim or none has.

    No cell of the row is shown: where the header is missing, it is somebody's data.
    """
    columns: dict[str, int] = {}
    faults: list[Diagnostic] = []
    for index, name in fields_named(row, headers_of(mapping)):
        first = columns.setdefault(name, index)
        if first != index:
            params = {"field": Term("field", name), "first": locate(first)}
            faults.append(codes.A502.at(locate(index), **params))
    names = mapping.columns.names
    for name in mapping.read:
        if name in mapping.needed and name not in columns:
            params = {"field": Term("field", name), "names": names[name]}
            faults.append(codes.A501.at(locate(0), **params))
    return faults or Layout(columns, len(row))
