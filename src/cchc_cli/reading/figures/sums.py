"""Totals in a table: proven to be none of the figures by their word, and held against what they cover.

A total is held against the rows above it, down from the header or the last total, that agree with it
in period, unit and indicator as far as it fills them. One under other totals may instead be the sum of
all rows, or of the totals. A total beside the columns of months or units is held against its own line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import copy
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.plan import Indicator
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.cells.periods import period_of_cell
from cchc_cli.reading.cells.values import BrokenCell, Cell, ValueFault, as_text, is_blank, parse_value
from cchc_cli.reading.figures.row import RowRules
from cchc_cli.reading.table.asides import names_total
from cchc_cli.reading.table.remark import Remark
from cchc_cli.reading.table.source import KEYS, Sum, Table, shortened


class _Unsure(Enum):
    """A cell whose number cannot be read."""

    UNSURE = "unsure"


UNSURE = _Unsure.UNSURE
Amount = Decimal | None | _Unsure
"""A number, nothing, or what cannot be read."""
Key = tuple[object, ...]
"""Period, unit and indicator by what they mean; None where nothing stands there."""
Fills = tuple[int, ...]
"""Which of the three a total fills, by position."""


class _Part:
    """A sum of some rows."""

    def __init__(self) -> None:
        self.amount = Decimal(0)
        self.count = 0
        self.is_sure = True

    def add(self, amount: Amount) -> None:
        """Counts one more; a blank cell is nothing."""
        if amount is UNSURE:
            self.is_sure = False
        elif isinstance(amount, Decimal):
            self.amount += amount
            self.count += 1


class _Total(NamedTuple):
    """A total and what it is the sum of."""

    number: int
    found: str
    """Its word."""
    cell: Cell
    amount: Amount
    parts: Sequence[_Part]

    @property
    def covered(self) -> _Part | None:
        """What it is the sum of; None where it does not add up, or that cannot be told."""
        return next((part for part in self.parts if part.amount == self.amount), None)

    @property
    def is_open(self) -> bool:
        """Whether there is nothing to compare: no number, or rows that are at fault themselves."""
        return self.amount is None or not self.parts[0].is_sure


class Totals:
    """The totals of one table, collected while its rows are read."""

    def __init__(self, table: Table, rules: RowRules) -> None:
        self._table = table
        self._rules = rules
        self._at = tuple(table.columns.get(name, table.width) for name in KEYS)
        self._by_word: dict[int, Fills] = {}
        """Rows whose unit or indicator says so."""
        self._beside: dict[int, Sum] = {}
        """Cells beside others of their line."""
        self._meanings: dict[tuple[str, Cell], object] = {}
        self._amounts: dict[Cell, Amount] = {}

    def take(self, number: int, row: Sequence[Any]) -> bool:
        """Whether a row is a total; then it is kept to be held against the others."""
        beside = self._table.sums.get(number)
        # The heading of a column is no cell of the row.
        heading = beside.by if beside is not None and beside.is_named else ""
        cells = {name: row[at] for name, at in zip(KEYS, self._at, strict=True)}
        words = {name for name, cell in cells.items() if name != heading and self._says_total(cell)}
        if not words.isdisjoint({"unit", "indicator"}):
            self._by_word[number] = tuple(
                position
                for position, name in enumerate(KEYS)
                if name not in words and not is_blank(cells[name])
            )
            return True
        if beside is None or not (beside.is_named or self._is_monthly(cells["indicator"])):
            return False
        self._beside[number] = beside
        return True

    def _says_total(self, cell: Cell) -> bool:
        return isinstance(cell, str) and names_total(cell, self._rules.vocabulary)

    def _is_monthly(self, cell: Cell) -> bool:
        indicator = self._indicator(cell)
        return indicator is not None and self._rules.plan.every(indicator).months == 1

    def _indicator(self, cell: Cell) -> Indicator | None:
        return self._rules.plan.indicator_by_id.get(self._rules.indicators.find(as_text(cell)) or "")

    def remarks(self) -> Iterator[Remark]:
        """A note for each total that adds up, a warning with both numbers for one that does not.

        Reads the table again: only totals need it.
        """
        if not self._by_word and not self._beside:
            return
        line = -1
        held: list[_Total] = []
        beside: dict[str, list[_Total]] = {}
        for total in self._totals():
            if total.number in self._beside:
                beside.setdefault(total.found, []).append(total)
                continue
            if held and self._table.line(total.number) != line:
                yield from _said(held)
                held = []
            line = self._table.line(total.number)
            held.append(total)
        yield from _said(held)
        for totals in beside.values():
            yield from _said(totals, "value")

    def _totals(self) -> Iterator[_Total]:
        patterns = set(self._by_word.values())
        sums: dict[tuple[object, ...], _Part] = defaultdict(_Part)
        block, is_under_total = 0, False
        line: dict[int, tuple[Sequence[Any], Amount]] = {}
        for number, row in self._table.rows():
            key, amount = self._key(row), self._amount(row)
            if self._table.sums:
                if line and self._table.line(number) != self._table.line(next(iter(line))):
                    yield from self._beside_in(line)
                    line = {}
                line[number] = (row, amount)
            agreeing = {fills: (fills, *(key[at] for at in fills)) for fills in patterns}
            own = self._by_word.get(number)
            if own is None:
                block += is_under_total
                for rows in agreeing.values():
                    sums["since", block, rows].add(amount)
                    sums["all", rows].add(amount)
            else:
                rows = agreeing[own]
                parts = _parts(sums["since", block, rows], sums["all", rows], sums["totals", rows])
                word = next(as_text(row[at]) for at in self._at[1:] if self._says_total(row[at]))
                yield _Total(number, word, self._cell(row), amount, parts)
                for rows in agreeing.values():
                    sums["totals", rows].add(amount)
            is_under_total = own is not None
        yield from self._beside_in(line)

    def _beside_in(self, line: dict[int, tuple[Sequence[Any], Amount]]) -> Iterator[_Total]:
        """The totals beside others of one line: of months, or of what stands before them."""
        since, whole, totals = _Part(), _Part(), _Part()
        for number, (row, amount) in line.items():
            beside = self._beside.get(number)
            if beside is None:
                since.add(amount)
                whole.add(amount)
                continue
            parts = _parts(since, whole, totals)
            if beside.months:
                parts = self._of_months(row, [line[month][1] for month in beside.months])
            heading = row[self._at[KEYS.index(beside.by)]]
            yield _Total(number, as_text(heading), self._cell(row), amount, parts)
            totals.add(amount)
            since = _Part()

    def _of_months(self, row: Sequence[Any], amounts: list[Amount]) -> list[_Part]:
        """The sum of months; of a level also the last, whose state is that of the quarter's end."""
        whole, last = _Part(), _Part()
        for amount in amounts:
            whole.add(amount)
        indicator = self._indicator(row[self._at[2]])
        if indicator is not None and indicator.kind.is_held:
            last.add(next((amount for amount in reversed(amounts) if amount is not None), None))
        return [whole, last] if last.count else [whole]

    def _key(self, row: Sequence[Any]) -> Key:
        cells = tuple(row[at] for at in self._at)
        return tuple(map(self._meaning, KEYS, cells))

    def _meaning(self, name: str, cell: Cell) -> object:
        """What a cell of a period, unit or indicator means; looked up once for each text."""
        meaning = self._meanings.get((name, cell), self)
        if meaning is not self:
            return meaning
        text = as_text(cell)
        means: object
        if name == "period":
            means = period_of_cell(cell, self._rules.plan.calendar) if text.strip() else None
        else:
            means = (self._rules.units if name == "unit" else self._rules.indicators).find(text)
        self._meanings[name, cell] = means or fold(text) or None
        return self._meanings[name, cell]

    def _cell(self, row: Sequence[Any]) -> Cell:
        cell: Cell = row[self._table.columns["value"]]
        return cell

    def _amount(self, row: Sequence[Any]) -> Amount:
        cell = self._cell(row)
        cell = cell.strip() if isinstance(cell, str) else cell
        if cell == "":
            return None
        if isinstance(cell, BrokenCell):
            return UNSURE
        if cell not in self._amounts:
            mark = self._rules.values.marks.mark
            value = parse_value(cell, None, mark)
            indicator = self._rules.plan.indicator_by_id.get(str(self._key(row)[2]))
            if value is ValueFault.NEGATIVE:  # It is one of an indicator that is signed only.
                signed = indicator is not None and indicator.signed
                value = parse_value(cell, indicator, mark) if signed else value
                return value if isinstance(value, Decimal) else UNSURE
            self._amounts[cell] = value if isinstance(value, Decimal) else UNSURE
        return self._amounts[cell]


def _parts(since: _Part, whole: _Part, totals: _Part) -> list[_Part]:
    """What a total may be the sum of: rows since the last total, all rows, the totals before."""
    return list(map(copy, (since, whole, totals) if totals.count else (since,)))


def _said(totals: Sequence[_Total], at: str = "") -> Iterator[Remark]:
    """What is said of the totals of one line, or of one column, at a field of the first."""
    wrong = [total for total in totals if not total.is_open and total.covered is None]
    for total in wrong:
        part = total.parts[0]
        amount = shortened(as_text(total.cell)) if total.amount is UNSURE else total.amount
        params = {"found": shortened(total.found), "total": amount}
        yield Remark(
            codes.A324, total.number, "value", {**params, "sum": part.amount, "count": part.count}
        )
    if wrong or not totals:
        return
    found = {"found": shortened(totals[0].found)}
    held = [total.covered for total in totals if total.covered is not None and not total.is_open]
    if held:
        count = sum(part.count for part in held)
        yield Remark(codes.A312, totals[0].number, at, {**found, "count": count})
    else:
        yield Remark(codes.A325, totals[0].number, at, {**found})
