"""A document of tables as texts, which every format lays out in its own way."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """A row of a table."""

    cells: tuple[str, ...]
    is_strong: bool = False
    """Whether it sums up the rows under it."""
    depth: int = 0


class Table(NamedTuple):
    """A table with its title."""

    name: str
    """What it is about, for programs."""
    title: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    right: frozenset[int] = frozenset()
    """Columns of numbers."""
    has_row_heads: bool = False
    """Whether the first cell says what its row is about."""


class Report(NamedTuple):
    """A whole document."""

    title: str
    facts: tuple[str, ...]
    tables: tuple[Table, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What stands under the tables, each with its title."""
