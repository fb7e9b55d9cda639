"""The tidy rows that a table on a sheet means, and a note for every row that is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.reading.cells.days import day_of
from cchc_cli.reading.cells.values import BrokenCell, Cell, Row, as_text, cell_at, is_blank, texts_of
from cchc_cli.reading.table.asides import (
    aside_code,
    counts_rows,
    has_number,
    ignored_code,
    role_of,
    sent_above,
    speaks_of_period,
    total_of,
)
from cchc_cli.reading.table.form_ids import contradictions, hint_at_ids, id_columns
from cchc_cli.reading.table.header import Grid, Header, Wide, is_number
from cchc_cli.reading.table.source import (
    KEYS,
    MAX_COLUMNS,
    MAX_IGNORED,
    Source,
    Spot,
    Sum,
    Table,
    Vocabulary,
    shortened,
)

FIELDS = ("period", "unit", "indicator", "value", "evidence", "note", "source", "sent")


class LaidRow(NamedTuple):
    """One figure as the tidy row that it means, whatever the shape of its sheet."""

    period: Cell
    unit: Cell
    indicator: Cell
    value: Cell
    evidence: str
    note: str
    source: str
    """What the sheet says of where the figure came from."""
    sent: str
    """What it says of the day when the figure was sent."""
    line: int
    columns: Mapping[str, int]
    """Where period, unit, indicator, value, note and sent stand on the sheet, from 0."""


@dataclass
class LaidTable(Table):
    """A table that was not tidy, or of a workbook, as tidy rows."""

    source: Source
    sheet: str | None
    locate: Callable[[int, int], Location]
    laid: list[LaidRow]
    is_cumulative: bool
    is_wide: bool
    sums: Mapping[int, Sum]
    id_columns: Sequence[int]
    """Of a form the hidden columns of its ids, from 0."""
    diagnostics: list[Diagnostic]
    is_stream = False
    columns = MappingProxyType({name: index for index, name in enumerate(FIELDS)})
    width = len(FIELDS)

    def rows(self, faults: list[Diagnostic] | None = None) -> Iterator[tuple[int, LaidRow]]:
        """The rows; those left out were noted when the table was laid out."""
        return iter(enumerate(self.laid))

    def hints(self, faults: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
        """How to come to the hidden ids of a form."""
        return hint_at_ids(self.id_columns, self.sheet, faults) if self.is_form() else ()

    def is_form(self) -> bool:
        """Whether it has the ids of a form."""
        return bool(self.id_columns)

    def line(self, number: int) -> int:
        """The line of the sheet."""
        return self.laid[number].line

    def spot(self, number: int) -> Spot:
        """The figure's cell; in text the start of its line."""
        row = self.laid[number]
        if self.sheet is None:
            return super().spot(number)
        place = self.locate(row.line, row.columns["value"])
        return Spot(row.line, place.column or 1, place.sheet, place.cell)

    def places(self, fields: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Location]:
        """The cells of fields."""
        return {
            (number, name): self.locate(self.line(number), self.laid[number].columns.get(name, 0))
            for number, name in fields
        }


def lay_out(grid: Grid, header: Header, vocabulary: Vocabulary) -> LaidTable:
    """The tidy rows that the table under a header means, and a note for every row left out."""
    return _Layout(grid, header, vocabulary).table()


class _Layout:
    def __init__(self, grid: Grid, header: Header, vocabulary: Vocabulary) -> None:
        self.grid = grid
        self.header = header
        self.vocabulary = vocabulary
        self.notes: list[Diagnostic] = []
        self.copies = self._copies()

    def table(self) -> LaidTable:
        """Everything below the header."""
        grid, header = self.grid, self.header
        body = grid.rows[header.last + 1 :]
        self._note_header(body)
        sent = self._sent()
        wide = [column for column in header.wide if self._is_used(body, column.column)]
        covered = {at: within for at, item in enumerate(wide) if (within := _covered(item, wide))}
        named = {at for at, item in enumerate(wide) if item.is_sum}
        figures = list(self._figures_of_a_line(wide))
        rows: list[LaidRow] = []
        sums: dict[int, Sum] = {}
        for line, cells in self._kept(body):
            start = len(rows)
            rows += self._tidy(line, cells, figures, sent)
            for at in sorted({*covered, *named}):
                months = tuple(start + step for step in covered.get(at, ()))
                # Of months that are all blank 0 is the sum, anything else a figure.
                is_sum = as_text(rows[start + at].value).strip() in ("", "0")
                is_sum |= not all(is_blank(rows[month].value) for month in months)
                if at in named or is_sum:
                    sums[start + at] = Sum(start, months, at in named, header.wide_by)
        return LaidTable(
            grid.source,
            grid.sheet,
            grid.locate,
            rows,
            is_cumulative="cumulative" in header.columns,
            is_wide=bool(header.wide_by),
            sums=sums,
            diagnostics=[*self.notes, *contradictions(grid, header, self.vocabulary)],
            id_columns=id_columns(grid, header),
        )

    def _note_header(self, body: Sequence[tuple[int, list[Cell]]]) -> None:
        grid, header = self.grid, self.header
        at_header, names = grid.rows[header.last]
        above = [row for row in grid.rows[: header.first] if not all(map(is_blank, row[1]))]
        if above:
            line = grid.rows[header.first][0]
            self._note(codes.A320, line, 0, count=line - 1)
        for line, row in above:
            if self._may_be_figure(row):
                first = next(index for index, cell in enumerate(row) if not is_blank(cell))
                cells = " | ".join(filter(None, texts_of(row)))
                self._note(codes.A117, line, first, found=shortened(cells))
        for column, index in header.repeated:
            heading = as_text(cell_at(names, index)) or column
            self._note(codes.A106, at_header, index, field=Term("column", column), found=heading)
        for index, heading in header.planned[:MAX_IGNORED]:
            self._note(codes.A322, at_header, index, found=shortened(heading))
        unheaded = self._unheaded(body) if header.wide_by else []
        for index in unheaded[:MAX_IGNORED]:
            self._note(codes.A234, at_header, index)
        for index, heading in header.ignored[:MAX_IGNORED]:
            if index not in unheaded:
                self._note_ignored(body, at_header, index, shortened(heading))

    def _headings(self, index: int) -> list[str]:
        """What stands in a column's own cells of the header, from top to bottom."""
        rows = self.grid.rows[self.header.first : self.header.last + 1]
        return list(filter(None, (as_text(cell_at(row, index)).strip() for _, row in rows)))

    def _unheaded(self, body: Sequence[tuple[int, list[Cell]]]) -> list[int]:
        """The columns right of the names in which figures stand under no heading of their own.

        Left of them numbers count the rows; where a row names nothing of the plan they are no figures.
        """
        header = self.header
        headed = {*header.columns.values(), *header.values, *(index for index, _ in header.planned)}
        first = min(header.columns.values(), default=0)
        unheaded: set[int] = set()
        for line, row in body:
            new = [
                index
                for index in range(first, min(len(row), MAX_COLUMNS))
                if index not in headed and index not in unheaded and is_number(row[index])
            ]
            if new and any(map(self.vocabulary.names, map(as_text, self._keys(line, row).values()))):
                unheaded.update(new)
        return sorted(index for index in unheaded if not self._headings(index))

    def _note_ignored(
        self, body: Sequence[tuple[int, list[Cell]]], line: int, index: int, heading: str
    ) -> None:
        """The remark on an unknown column; an error where figures may stand under it.

        Among months `T13/2022` must not be left out, nor among units a name that the plan has not.
        """
        by = self.header.wide_by
        own = self._headings(index)
        is_period = not (own and role_of(own[-1])) and any(map(speaks_of_period, (heading, *own)))
        if by == "period" and is_period and self._is_used(body, index):
            found = shortened(own[-1]) if own else heading
            self._note(codes.A204, line, index, found=found, in_year=self.vocabulary.year)
        elif (
            by == "unit"
            and not counts_rows(heading)
            and any(is_number(cell_at(row, index)) for _, row in body)
        ):
            near = self.vocabulary.units.near(heading)
            self._note(codes.A202, line, index, found=heading, near=near)
        else:
            has_units = by == "unit" or "unit" in self.header.columns
            # A generator: not all of a long table need be looked at.
            texts = () if has_units else (as_text(cell_at(row, index)) for _, row in body)
            self._note(ignored_code(texts, self.vocabulary), line, index, found=heading)

    def _may_be_figure(self, row: Row) -> bool:
        """Whether a row above the header holds a number where figures stand, or beside a name."""
        filled = sum(not is_blank(cell) for cell in row)
        values = [cell_at(row, index) for index in self.header.values]
        if filled > 1 and any(is_number(cell) or isinstance(cell, date) for cell in values):
            return True
        names = (as_text(cell).strip() for cell in row if isinstance(cell, str))
        return any(map(is_number, row)) and any(map(self.vocabulary.names, filter(None, names)))

    @staticmethod
    def _is_used(body: Sequence[tuple[int, list[Cell]]], index: int) -> bool:
        """Whether a column of a wide table has any figure; a month still to come has none."""
        return any(index < len(row) and not is_blank(row[index]) for _, row in body)

    def _copies(self) -> dict[tuple[int, int], Cell]:
        """The cells of merged blocks in the key columns, each with what the block shows.

        A block over several columns shows in each of them the word for a total: `Tổng cộng` is
        often merged over the number, the unit and the indicator.
        """
        header = self.header
        copies: dict[tuple[int, int], Cell] = {}
        keys = {header.columns[name] for name in KEYS if name in header.columns}
        if not self.grid.merged:
            return copies
        by_line = dict(self.grid.rows)
        start, last = self.grid.rows[header.last][0], self.grid.rows[-1][0]
        for (top, left), (bottom, right) in self.grid.merged:
            if top + 1 <= start:
                continue
            cell = cell_at(by_line.get(top + 1, []), left)
            if left == right and left in keys:
                for line in range(top + 2, min(bottom + 1, last) + 1):
                    if (line, left) in copies:
                        break  # Blocks that overlap are no blocks.
                    copies[line, left] = cell
            elif left != right and total_of(as_text(cell)) is not None:
                for column in keys & set(range(left + 1, min(right, header.width) + 1)):
                    copies[top + 1, column] = cell
        return copies

    def _note(self, code: Code, line: int, column: int, **params: object) -> None:
        self.notes.append(code.at(self.grid.locate(line, column), **params))

    def _kept(self, body: Sequence[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that may hold figures; the others are noted."""
        rows = self.grid.rows[self.header.first : self.header.last + 1]
        names = [texts_of(row) for _, row in rows]
        is_first = True
        blank = 0
        for line, row in body:
            if all(map(is_blank, row)):
                # A row without cells stands for those that were never written.
                blank, is_first = blank + bool(row), False
                continue
            texts = texts_of(row)
            code = aside_code(texts, names, is_first, self.vocabulary)
            if code is None and self.header.wide_by and self._names_no_figure(line, row):
                code = codes.A314
            if code is not None:
                self._note(code, line, 0, found=shortened(next(filter(None, texts))))
            elif self._has_width(line, row):
                yield line, row
            is_first = code is codes.A313
        if blank:
            place = Location(self.grid.source.path, sheet=self.grid.sheet)
            self.notes.append(codes.A309.at(place, count=blank))

    def _has_width(self, line: int, row: list[Cell]) -> bool:
        width = self.header.width
        if (
            not self.grid.is_text
            or len(row) == width
            or (all(map(is_blank, row[width:])) and row[width:])
        ):
            return True
        if not any(isinstance(cell, BrokenCell) for cell in row):  # It may have been a separator.
            self._note(codes.A201, line, 0, found=len(row), expected=width)
        return False

    def _names_no_figure(self, line: int, row: Row) -> bool:
        """Whether a line of a wide sheet holds no number and names none of the plan's figures.

        Beside words under its columns it names nothing of the plan: a signature.
        """
        cells = [cell_at(row, index) for index in self.header.values]
        keys = self._keys(line, row)
        unit, indicator = (as_text(keys[name]).strip() for name in ("unit", "indicator"))
        if not all(map(is_blank, cells)):
            names = any(map(self.vocabulary.names, filter(None, (unit, indicator))))
            return not (indicator or names or any(map(has_number, cells)))
        has_unit = not unit or self.vocabulary.units.find(unit) is not None
        return not has_unit or self.vocabulary.indicators.find(indicator) is None

    def _keys(self, line: int, row: Row) -> dict[str, Cell]:
        keys: dict[str, Cell] = {}
        for name in KEYS:
            index = self.header.columns.get(name)
            cell = cell_at(row, index)
            if index is not None and is_blank(cell):
                cell = self.copies.get((line, index), cell)
            keys[name] = cell
        return keys

    def _sent(self) -> str:
        """The day of sending that stands above the table, which is that of every row."""
        cell = sent_above(self.grid.rows[: self.header.first])
        if cell is None:
            return ""
        line, column, text = cell
        if day_of(text) is None:
            self._note(codes.A245, line, column, found=shortened(text))
            return ""
        return text

    def _figures_of_a_line(
        self, wide: Sequence[Wide]
    ) -> Iterator[tuple[Mapping[str, Cell], Mapping[str, int]]]:
        """What the heading of each figure says of it, and where on a line its fields stand."""
        columns, by = self.header.columns, self.header.wide_by
        at = {name: columns.get(name, 0) for name in KEYS}
        at |= {name: columns.get(name, columns["indicator"]) for name in ("note", "sent")}
        if by:
            for item in wide:
                yield {by: item.key}, {**at, by: item.column, "value": item.column}
        else:
            yield {}, {**at, "value": self.header.values[0]}

    def _tidy(
        self,
        line: int,
        row: list[Cell],
        figures: Sequence[tuple[Mapping[str, Cell], Mapping[str, int]]],
        sent: str,
    ) -> Iterator[LaidRow]:
        columns, keys = self.header.columns, self._keys(line, row)
        evidence, note, source, own_sent = (
            as_text(cell_at(row, columns.get(name))) for name in FIELDS[4:]
        )
        for heading, at in figures:
            period, unit, indicator = (heading.get(name, keys[name]) for name in KEYS)
            value, day = cell_at(row, at["value"]), own_sent.strip() or sent
            yield LaidRow(period, unit, indicator, value, evidence, note, source, day, line, at)


def _covered(item: Wide, wide: Sequence[Wide]) -> list[int]:
    """The months among the columns that lie in the quarter, half or year of another."""
    if item.period is None or item.period.first == item.period.last:
        return []
    return [
        at
        for at, other in enumerate(wide)
        if other.period is not None
        and not other.is_sum
        and other.period.first == other.period.last
        and item.period.first <= other.period.first <= item.period.last
    ]
