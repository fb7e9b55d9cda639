"""Reads score sheets: each row is a value of a criterion or an error with its place, never dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, in_order
from cchc_cli.model.score import SheetCell, SheetKey, Sheets, SheetTable, Value
from cchc_cli.model.scoring import STAGES, Choices, Leaf, Manual, ScoringTable, Stage
from cchc_cli.reading.cells.names import Suggestions, fold, strip_diacritics
from cchc_cli.reading.cells.values import Cell, DecimalMark, as_text, is_blank, proven_mark
from cchc_cli.reading.score_sheet.open import REQUIRED, Row, SheetRows, open_sheet
from cchc_cli.reading.score_sheet.values import Wrong, read_number, read_value
from cchc_cli.reading.table.asides import total_of
from cchc_cli.reading.table.remark import Remarks
from cchc_cli.reading.table.source import Source

STAGE_NAMES = {
    "self": Stage.SELF,
    "self-scored": Stage.SELF,
    "tu cham": Stage.SELF,
    "appraised": Stage.APPRAISED,
    "tham dinh": Stage.APPRAISED,
    "final": Stage.FINAL,
    "sau giai trinh": Stage.FINAL,
}
MAX_SHOWN = 80
_ALL_POINTS = ("tong diem", "tong so diem")
_PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")
"""Numbers that mean the same under every decimal mark that a file may declare or prove."""


class Units(NamedTuple):
    """The units that a table scores, and how to find one by a name."""

    ids: tuple[str, ...]
    find: Callable[[str], str | None]
    """The id that a name means, scored or not."""
    near: Callable[[str], str | None]


class SheetsReading(NamedTuple):
    """The values that could be read, every fault, and the files that are no score sheets."""

    sheets: Sheets
    diagnostics: tuple[Diagnostic, ...]
    others: tuple[Source, ...]


@dataclass(slots=True)
class _Column:
    """A leaf as a sheet names it, with the values that were found valid for it."""

    index: int
    leaf: Leaf
    values: dict[Cell, Value] = field(default_factory=dict)


def read_sheets(
    table: ScoringTable,
    units: Units,
    sources: Iterable[Source],
    decimal: DecimalMark | None = None,
    encoding: str | None = None,
) -> SheetsReading:
    """Reads files of scores; `decimal` is the declared decimal mark."""
    reader = _Reader(table, units, decimal)
    others = []
    for source in sources:
        opening = open_sheet(source, encoding)
        if opening is None:
            others.append(source)
            continue
        before = len(reader.diagnostics)
        reader.diagnostics += opening.diagnostics
        count = sum(reader.read(rows) for rows in opening.tables)
        if not count and len(reader.diagnostics) == before:
            reader.diagnostics.append(codes.A108.at(Location(source.path)))
    sheets = Sheets(reader.rows, tuple(reader.tables))
    return SheetsReading(sheets, in_order(reader.diagnostics), tuple(others))


class _Reader:
    def __init__(self, table: ScoringTable, units: Units, decimal: DecimalMark | None) -> None:
        self.table = table
        self.units = units
        self.decimal = decimal
        self.suggestions = Suggestions()
        self.rows: dict[SheetKey, dict[int, SheetCell]] = {}
        self.tables: list[SheetTable] = []
        self.diagnostics: list[Diagnostic] = []
        self.by_name = _names(table)
        self.nodes = {fold(criterion.id) for _, criterion in table.walk() if criterion.criteria}
        self.nodes |= {fold(criterion.name) for _, criterion in table.walk() if criterion.criteria}

    def read(self, rows: SheetRows) -> int:
        """Adds the values of one table; returns how many rows name a criterion."""
        columns = rows.header.columns
        if any(name not in columns for name in REQUIRED):
            return 0
        reading = _TableReading(self, rows, len(self.tables))
        self.tables.append(SheetTable(rows.source.path, rows.sheet, rows.letter("value")))
        count = reading.read()
        locate = rows.places({remark.number for remark in reading.remarks})
        for code, line, name, params in reading.remarks:
            self.diagnostics.append(code.at(locate(line, columns.get(name, 0)), **params))
        self.diagnostics += reading.unread
        return count

    def place(self, cell: SheetCell) -> Location:
        """Where a row was read that another repeats."""
        return Sheets(self.rows, tuple(self.tables)).place(cell)


def _names(table: ScoringTable) -> dict[str, int]:
    """The position of each leaf by its id and, where one leaf alone has it, by its name."""
    by_name: dict[str, int | None] = {}
    for index, leaf in enumerate(table.leaves):
        key = fold(leaf.criterion.name)
        by_name[key] = None if key in by_name else index
    for _, criterion in table.walk():
        if criterion.criteria and fold(criterion.name) in by_name:
            by_name[fold(criterion.name)] = None
    positions = {key: index for key, index in by_name.items() if index is not None}
    return positions | {fold(leaf.id): index for index, leaf in enumerate(table.leaves)}


def _as_number(identifier: str) -> str:
    """What a spreadsheet leaves of an id that it takes for a number: 1.1 of 1.10."""
    whole, point, part = identifier.partition(".")
    return f"{whole}{point}{part}".rstrip("0").rstrip(".") if point else identifier


class _TableReading:
    """One table of one file."""

    def __init__(self, reader: _Reader, rows: SheetRows, number: int) -> None:
        self.reader = reader
        self.rows = rows
        self.number = number
        self.remarks = Remarks()
        self.unread: list[Diagnostic] = []
        """What is no row."""
        self.columns: dict[Cell, _Column] = {}
        """Cells that were found to name a leaf."""
        self.targets: dict[tuple[Cell, Cell], tuple[SheetKey, dict[int, SheetCell]]] = {}
        """Unit and stage cells that were found to be valid."""
        self.mark: DecimalMark | None = reader.decimal
        self.was_searched = reader.decimal is not None

    def read(self) -> int:
        at = self.rows.header.columns
        width, columns, targets = self.rows.header.width, self.columns, self.targets
        absent = width
        at_criterion, at_value = at["criterion"], at["value"]
        at_unit, at_stage, at_veto, at_evidence, at_note = (
            at.get(name, absent) for name in ("unit", "stage", "veto", "evidence", "note")
        )
        new, number, count = tuple.__new__, self.number, 0
        missing = object()
        for line, cells in self.rows.rows(self.unread):
            row = [*cells, *[""] * (width + 1 - len(cells))]
            column = columns.get(row[at_criterion])
            target = targets.get((row[at_unit], row[at_stage]))
            value: object = missing
            if column is not None and target is not None and row[at_veto] == "":
                value = column.values.get(row[at_value], missing)
                if value is missing:
                    value = self._plain(column, row[at_value], missing)
            if value is missing or column is None or target is None or len(cells) != width:
                count += self._check(line, cells, row)
                continue
            count += 1
            evidence, note = row[at_evidence], row[at_note]
            if evidence.__class__ is not str or note.__class__ is not str:
                evidence, note = as_text(evidence), as_text(note)
            cell = new(SheetCell, (value, None, evidence, note, line, number))
            earlier = target[1].setdefault(column.index, cell)
            if earlier is not cell:
                self.remarks.number = line
                self._repeat(target[0], column, earlier)
        return count

    def _plain(self, column: _Column, cell: Cell, missing: object) -> object:
        """The value of a cell that is plainly a number; `missing` for any other."""
        if cell.__class__ is not str or _PLAIN.fullmatch(cell) is None:
            return missing
        rule = column.leaf.rule
        if isinstance(rule, Choices | Manual):
            return missing
        return column.values.setdefault(cell, Decimal(cell))

    def _cell(self, row: Row, name: str) -> Cell:
        index = self.rows.header.columns.get(name)
        return row[index] if index is not None and index < len(row) else ""

    def _check(self, line: int, cells: Row, row: Row) -> bool:
        """A row as it comes: whether it names a criterion; what is wrong with it is noted."""
        named, value = self._cell(row, "criterion"), self._cell(row, "value")
        veto = self._cell(row, "veto")
        if all(is_blank(cell) for cell in cells):
            return False
        self.remarks.number = line
        is_said = not (is_blank(value) and is_blank(veto))
        column = self._column(named, is_said)
        if column is None:
            return False
        key = self._key(row)
        said = read_value(value, column.leaf, self._proven_mark)
        barred = self._veto(column, veto)
        for name, read in (("value", said), ("veto", barred)):
            if isinstance(read, Wrong):
                self._note(name, read)
        if key is None or isinstance(said, Wrong) or isinstance(barred, Wrong):
            return True
        evidence, note = (as_text(self._cell(row, name)).strip() for name in ("evidence", "note"))
        cell = SheetCell(said, barred, evidence, note, line, self.number)
        target = self.reader.rows.setdefault(key, {})
        earlier = target.setdefault(column.index, cell)
        if earlier is not cell:
            self._repeat(key, column, earlier)
        self.targets[self._cell(row, "unit"), self._cell(row, "stage")] = (key, target)
        column.values[value] = said
        return True

    def _column(self, named: Cell, is_said: bool) -> _Column | None:
        text = as_text(named).strip()
        if named in self.columns:
            return self.columns[named]
        index = self.reader.by_name.get(fold(text))
        if isinstance(named, Decimal):
            meant = [leaf.id for leaf in self.reader.table.leaves if _as_number(leaf.id) == text]
            if len(meant) > 1:
                self.remarks.add(codes.A619, "criterion", found=text, criteria=", ".join(meant))
                return None
            index = self.reader.table.position[meant[0]] if meant else index
        if index is not None:
            column = _Column(index, self.reader.table.leaves[index])
            same = next((other for other in self.columns.values() if other.index == index), column)
            return self.columns.setdefault(named, same)
        if not is_said and (not text or fold(text) in self.reader.nodes):
            return None  # a heading of a form
        if total_of(text) is not None or strip_diacritics(text) in _ALL_POINTS:
            self.remarks.add(codes.A620, "criterion", found=text[:MAX_SHOWN])
        elif not text:
            self.remarks.add(codes.A608, "criterion")
        elif fold(text) in self.reader.nodes:
            self.remarks.add(codes.A603, "criterion", found=text[:MAX_SHOWN])
        else:
            names = [leaf.id for leaf in self.reader.table.leaves]
            names += [leaf.criterion.name for leaf in self.reader.table.leaves]
            near = self.reader.suggestions.near(text, names)
            self.remarks.add(codes.A602, "criterion", found=text[:MAX_SHOWN], near=near)
        return None

    def _key(self, row: Row) -> SheetKey | None:
        """The unit and the stage of a row; without a column of units, the only one that is scored."""
        units, at = self.reader.units, self.rows.header.columns
        unit: str | None = units.ids[0] if len(units.ids) == 1 and "unit" not in at else None
        text = as_text(self._cell(row, "unit")).strip()
        if unit is None and not text:
            self.remarks.add(codes.A618, "unit" if "unit" in at else "criterion")
        elif unit is None:
            unit = units.find(text)
            if unit not in units.ids:
                near = units.near(text) if unit is None else None
                self.remarks.add(codes.A614, "unit", found=text[:MAX_SHOWN], near=near)
                unit = None
        stage: Stage | None = Stage.SELF
        if "stage" in at:
            text = as_text(self._cell(row, "stage")).strip()
            stage = STAGE_NAMES.get(strip_diacritics(text))
            if stage is None:
                near = self.reader.suggestions.near(text, STAGE_NAMES)
                near = None if near is None else STAGE_NAMES[near].value
                choices = ", ".join(STAGES)
                self.remarks.add(codes.A615, "stage", found=text[:MAX_SHOWN], choices=choices, near=near)
        return (unit, stage) if unit is not None and stage is not None else None

    def _veto(self, column: _Column, cell: Cell) -> Decimal | Wrong | None:
        if is_blank(cell):
            return None
        if column.leaf.criterion.veto is None:
            return Wrong(codes.A613, {"criterion": column.leaf.id})
        return read_number(cell, column.leaf, self._proven_mark)

    def _note(self, column: str, wrong: Wrong) -> None:
        if wrong.code is None:
            return
        params = dict(wrong.params)
        if wrong.candidates:
            params["near"] = self.reader.suggestions.near(str(params["found"]), wrong.candidates)
        self.remarks.add(wrong.code, column, **params)

    def _proven_mark(self) -> DecimalMark | None:
        """The declared decimal mark, else the one that another value of the table proves."""
        if not self.was_searched:
            self.was_searched = True
            at = self.rows.header.columns["value"]
            cells = (row[at] for _, row in self.rows.rows([]) if at < len(row))
            marks = (proven_mark(cell.strip()) for cell in cells if isinstance(cell, str))
            self.mark = next((mark for mark in marks if mark is not None), None)
        return self.mark

    def _repeat(self, key: SheetKey, column: _Column, earlier: SheetCell) -> None:
        unit, stage = key
        self.remarks.add(
            codes.A609,
            "criterion",
            criterion=column.leaf.id,
            unit=unit,
            stage=Term("stage", stage),
            first=self.reader.place(earlier),
        )
