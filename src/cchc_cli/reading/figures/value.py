"""The value of a row: a number by the decimal mark of its file, a day of a milestone, or a note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.asked import asked_of
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.figures import Value
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.reading.cells.days import both_orders
from cchc_cli.reading.cells.values import (
    BrokenCell,
    Cell,
    DecimalMark,
    ValueFault,
    as_text,
    both_readings,
    parse_value,
    proven_mark,
    shows_percent,
)
from cchc_cli.reading.table.remark import MAX_SHOWN, Remarks, note_broken
from cchc_cli.reading.table.source import Table, shortened

FRACTION_GOAL = 10
"""A goal of so many percent makes a level between 0 and 1 look like a fraction."""
FAR_ABOVE = 10
"""A level in percent above so many times its goal looks like a share taken times a hundred twice."""
WHOLE = 100
"""Percent that a share is at most: a goal above it says that the level is no share."""


class Without(Enum):
    """Why a row gives no value."""

    BLANK = "blank"
    """Nothing stands in its cell."""
    REFUSED = "refused"
    """What stands there is at fault."""


class Cells(NamedTuple):
    """The cells of a row that say which figure it is."""

    period: Cell
    unit: Cell
    indicator: Cell
    value: Cell
    note: str


class Marks:
    """What the numbers of one file prove about its decimal mark."""

    def __init__(self, declared: DecimalMark | None) -> None:
        self.mark = declared
        """The declared one, else the proven one."""
        self._first: dict[DecimalMark, tuple[Table, int, str]] = {}
        self._is_known = declared is not None

    def see(self, text: str, table: Table, number: int) -> None:
        """Keeps the first row that proves each mark."""
        mark = proven_mark(text)
        if mark is not None:
            self._first.setdefault(mark, (table, number, shortened(text)))

    def search(self, table: Table) -> None:
        """Looks in the whole table for numbers that prove one mark; once for a file."""
        if self._is_known:
            return
        self._is_known = True
        at = table.columns["value"]
        texts = {row[at].strip() for _, row in table.rows() if isinstance(row[at], str)}
        proven = {mark for mark in map(proven_mark, texts) if mark is not None}
        if len(proven) == 1:
            self.mark = proven.pop()

    def faults(self) -> Iterator[Diagnostic]:
        """An error where the numbers of a file prove both marks, at the later one."""
        if len(self._first) < 2:
            return
        placed = []
        for table, number, text in self._first.values():
            place = table.places([(number, "value")])[number, "value"]
            placed.append((place, text))
        (first, other), (place, text) = placed
        yield codes.A116.at(place, found=text, other=other, first=first)


class PercentGoals(NamedTuple):
    """What the goals of a level in percent say of its values."""

    is_far: bool
    """Whether a goal is so high that a value below 1 looks like a fraction."""
    most: Fraction | None
    """The highest goal, where all are shares of a whole."""


class ValueRules:
    """Reads the value cells of one plan's figures, by the decimal mark of the file at hand."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.marks = Marks(None)
        self._percent_goals = {
            indicator.id: _percent_goals(plan, indicator)
            for indicator in plan.indicators
            if indicator.in_percent and not indicator.kind.is_divided
        }

    def alike(self, indicator: Indicator) -> tuple[object, ...]:
        """What tells how a value is read: texts mean the same wherever this is the same."""
        goals = self._percent_goals.get(indicator.id)
        return (indicator.kind, indicator.decimal, indicator.signed, indicator.in_percent, goals)

    def read(
        self,
        cells: Cells,
        period: Period | None,
        indicator: Indicator | None,
        table: Table,
        remarks: Remarks,
    ) -> Value | Without:
        """The value; what stands in its way, or is odd, goes to `remarks`.

        Without an indicator it is at fault where no indicator could take it. Nothing is said of the
        value of a ratio, whose row is to go.
        """
        cell = cells.value
        if isinstance(cell, BrokenCell):
            note_broken(cell, "value", remarks)
            return Without.REFUSED
        cell = cell.strip() if isinstance(cell, str) else cell
        text = as_text(cell)
        params: dict[str, object] = {
            "indicator": indicator and indicator.id,
            "found": shortened(text, MAX_SHOWN),
        }
        kind = indicator.kind if indicator else None
        is_told = kind is not None and kind.is_told
        if (kind is not None and kind.is_divided) or (kind is None and not text):
            return Without.BLANK
        if is_told and text:
            remarks.add(codes.A212, "value", **params)
            return Without.REFUSED
        if is_told and cells.note.strip():
            return None
        if not text:
            remarks.add(codes.A301, "note" if is_told else "value", **params)
            return Without.BLANK
        if isinstance(cell, str) and not cell.isdigit():
            self.marks.see(cell, table, remarks.number)
        value = parse_value(cell, indicator, self.marks.mark)
        if value is ValueFault.AMBIGUOUS:
            self.marks.search(table)
            value = parse_value(cell, indicator, self.marks.mark)
        if value is ValueFault.AMBIGUOUS:
            params["whole"], params["part"] = both_readings(text)
        if isinstance(value, ValueFault):
            remarks.add(value.value, "value", **params)
            return Without.REFUSED
        if isinstance(value, date):
            return self._day(value, cell, period, indicator, remarks)
        if indicator is not None:
            self._weigh_percent(cell, value, indicator, remarks)
        return value

    def _weigh_percent(self, cell: Cell, value: Decimal, indicator: Indicator, remarks: Remarks) -> None:
        """A remark where 0,615 may stand for 61,5%, and one where 6150% may."""
        goals = self._percent_goals.get(indicator.id)
        if goals is None:
            return
        params = {"indicator": indicator.id, "found": shortened(as_text(cell), MAX_SHOWN)}
        if goals.is_far and not shows_percent(cell) and 0 < value < 1:
            percent = Decimal(f"{(value * 100).normalize():f}")
            remarks.add(codes.A316, "value", value=value, percent=percent, **params)
        if goals.most is not None and value > FAR_ABOVE * goals.most:
            remarks.add(codes.A327, "value", value=value, goal=goals.most, **params)

    def _day(
        self,
        day: date,
        cell: Cell,
        period: Period | None,
        indicator: Indicator | None,
        remarks: Remarks,
    ) -> date | Without:
        """The day when a milestone was done: no row can tell of it before it comes."""
        calendar = self._plan.calendar
        swapped = next(iter(both_orders(cell)[1:]), None) if isinstance(cell, str) else None
        is_outside = period is not None and not self._fits(day, period)
        if period is not None and is_outside and swapped is not None and self._fits(swapped, period):
            params = {"found": shortened(as_text(cell)), "period": period}
            remarks.add(codes.A229, "value", read=day, day=swapped.isoformat(), **params)
            return Without.REFUSED
        named: dict[str, object] = {"found": day, "indicator": indicator and indicator.id}
        named |= {"first": calendar.first_day(calendar.first), "last": calendar.end_day()}
        if day > calendar.end_day():
            remarks.add(codes.A218, "value", **named)
            return Without.REFUSED
        if period is not None and period.last < calendar.last:
            due = calendar.due_day(period.last)
            if day > due:
                remarks.add(codes.A230, "value", found=day, period=period, due=due)
                return Without.REFUSED
        if indicator is not None and day < calendar.first_day(calendar.first):
            remarks.add(codes.A308, "value", **named)
        return day

    def _fits(self, day: date, period: Period) -> bool:
        """Whether a day lies in a period; the plan's last month goes to the end of the calendar's."""
        calendar = self._plan.calendar
        is_end = period.last == calendar.last
        last = calendar.end_day() if is_end else calendar.last_day(period.last)
        return calendar.first_day(period.first) <= day <= last


def _percent_goals(plan: Plan, indicator: Indicator) -> PercentGoals:
    goals = [
        bound.value
        for target in plan.target_by_id.values()
        if target.indicator == indicator.id
        for unit in plan.units_of(target) or (None,)
        for bound in asked_of(plan, target, unit).bounds[-1:]
    ]
    most = max(goals, default=None)
    is_share = most is not None and most <= WHOLE
    return PercentGoals(any(goal >= FRACTION_GOAL for goal in goals), most if is_share else None)
