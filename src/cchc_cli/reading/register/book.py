"""Registers in workbooks: every sheet that has the header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.register import Mapping
from cchc_cli.reading.cells.values import BrokenCell, Cell
from cchc_cli.reading.register.layout import (
    CHUNK,
    HEADER_ROWS,
    Chunk,
    Layout,
    Register,
    fields_named,
    headers_of,
    layout_of,
)
from cchc_cli.reading.table.sheet import Sheet, Unreadable
from cchc_cli.reading.table.source import Source


@dataclass(kw_only=True)
class SheetRegister(Register):
    """A register on a sheet, under its header."""

    sheet: Sheet
    header: int
    """The index of the header's row."""
    is_workbook = True

    def chunks(self) -> Iterator[Chunk]:
        """The rows in order, blank ones left out."""
        width = self.layout.width
        kept: list[list[object]] = []
        lines: list[int] = []
        for line, row in self.sheet.rows[self.header + 1 :]:
            if not any(cell != "" for cell in row):
                continue
            self.rows += 1
            kept.append([_plain(cell) for cell in row[:width]] + [""] * (width - len(row)))
            lines.append(line)
            if len(kept) == CHUNK:
                yield Chunk(kept, lines.__getitem__)
                kept, lines = [], []
        if kept:
            yield Chunk(kept, lines.__getitem__)

    def locate(self, cells: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Location]:
        """The places of cells, each by its line and its column from 0."""
        return {(line, at): self.sheet.locate(self.source.path, line, at) for line, at in cells}


def _plain(cell: Cell) -> object:
    """A cell as text, but for dates and what holds nothing that can be trusted."""
    match cell:
        case str() | date() | BrokenCell():
            return cell
        case Decimal():
            return f"{cell:f}"
        case _:
            return BrokenCell(codes.A220, "%")


def open_book(source: Source, mapping: Mapping) -> tuple[list[SheetRegister], list[Diagnostic]]:
    """The registers of a workbook, or why there is none."""
    from cchc_cli.reading.table.workbook import read_workbook

    try:
        with source.open() as raw:
            sheets = read_workbook(raw.read())
    except Unreadable as problem:
        return [], [problem.fault(source.path)]
    registers: list[SheetRegister] = []
    remarks: list[Diagnostic] = []
    best: tuple[int, list[Diagnostic]] | None = None
    headers = headers_of(mapping)
    for sheet in sheets:
        lines = [line for line, _ in sheet.rows[:HEADER_ROWS]]
        top = [
            [cell if isinstance(cell, str) else "" for cell in row]
            for _, row in sheet.rows[:HEADER_ROWS]
        ]
        scores = [len(fields_named(row, headers)) for row in top]
        at = max(range(len(top)), key=lambda index: scores[index], default=None)
        if at is None:
            continue
        layout = layout_of(top[at], mapping, partial(sheet.locate, source.path, lines[at]))
        if isinstance(layout, Layout):
            registers.append(SheetRegister(source=source, layout=layout, sheet=sheet, header=at))
        else:
            if best is None or scores[at] > best[0]:
                best = (scores[at], layout)
            if scores[at] > 1:
                remarks += layout
            elif any(cell != "" for _, row in sheet.rows for cell in row):
                place = Location(source.path, sheet=sheet.name)
                remarks.append(codes.A517.at(place, sheet=sheet.name))
    if registers:
        return registers, remarks
    return [], best[1] if best else [codes.A513.at(Location(source.path))]
