"""What a plan and its figures say of the criteria of a scoring table.

A figure that is owed and was not reported, or whose period is not over, leaves its value open: over
all ways to complete it, the value is a range. Coverage is about sending itself: what was not sent by
the end of its period was not sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.judging.cases import Case, cases_of
from cchc_cli.judging.pairs import pairs_of, sum_of
from cchc_cli.judging.verdicts import verdict_as_of
from cchc_cli.model.figures import Figures, Series, is_reported
from cchc_cli.model.kind import Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.model.score import Choice, NotApplied, OneOf, PlanValue, Range, Value
from cchc_cli.model.scoring import Leaf, ScoringTable
from cchc_cli.model.verdict import Status

_LOWEST = Fraction(-(10**18))
"""Below every figure that a signed level may have."""
Member = str | None


def year_of(table: ScoringTable, plan: Plan) -> Period | None:
    """The months of the plan that lie in the table's year; None where there are none."""
    first = max(table.year * 12, plan.period.from_)
    last = min(table.year * 12 + 11, plan.period.to)
    return Period(first, last) if first <= last else None


class _Owed(NamedTuple):
    """Figures of one indicator that a member owes in the year."""

    periods: tuple[Period, ...]
    is_asked: bool
    """Whether the plan asks the member for the indicator at all, if only on demand."""


class PlanReader:
    """Looks up values of criteria in a plan and its figures as of a month."""

    def __init__(self, plan: Plan, figures: Figures, year: Period, as_of: int) -> None:
        self.plan = plan
        self.year = year
        self.as_of = min(as_of, year.last)
        self.figures = Figures(
            {
                key: {period: entry for period, entry in series.items() if period.last <= self.as_of}
                for key, series in figures.series.items()
            },
            figures.sources,
        )
        self.cases = list(cases_of(plan))
        self._by_member: defaultdict[Member, list[Case]] = defaultdict(list)
        self._by_target: defaultdict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            self._by_target[case.target.id].append(case)
            for member in case.members:
                self._by_member[member].append(case)

    def values(self, table: ScoringTable, units: Sequence[str]) -> dict[tuple[str, int], PlanValue]:
        """The value of every criterion that comes from the plan, for every unit."""
        return {
            (unit, index): self._value(leaf, unit)
            for index, leaf in enumerate(table.leaves)
            if leaf.criterion.from_ is not None
            for unit in units
        }

    def _value(self, leaf: Leaf, unit: str) -> PlanValue:
        source = leaf.criterion.from_
        assert source is not None
        if source.verdict is not None:
            return self._verdict(leaf, source.verdict, unit)
        if source.indicator is not None:
            indicator = self.plan.indicator_by_id[source.indicator]
            value = self._figure(indicator, self._members(indicator, unit))
            ends = [
                case.end
                for case in self._cases(unit)
                if indicator.id in (case.indicator.id, *case.indicator.parts)
            ]
            return PlanValue(value, indicator.id, min(ends, default=None))
        return PlanValue(self._coverage(unit), source.coverage or "")

    def _cases(self, unit: str) -> list[Case]:
        """The cases about a unit of the plan; of a body that is none, all."""
        return self._by_member[unit] if unit in self.plan.unit_by_id else self.cases

    def _verdict(self, leaf: Leaf, target: str, unit: str) -> PlanValue:
        is_unit = unit in self.plan.unit_by_id
        cases = [case for case in self._by_target[target] if not is_unit or case.unit == unit]
        verdicts = [verdict_as_of(case, self.figures, self.year.last) for case in cases]
        statuses = {verdict.status if verdict else Status.NO_DATA for verdict in verdicts}
        due = min((case.end for case in cases), default=None)
        return PlanValue(_choice(statuses, leaf.criterion.choices or {}), target, due)

    def _members(self, indicator: Indicator, unit: str) -> tuple[Member, ...]:
        """Whose figures count: a unit's own; of a body the department's, else those of all its units."""
        if unit in self.plan.unit_by_id:
            return (unit,)
        asked = [
            member
            for case in self.cases
            if set(indicator.parts) & set(case.indicator.parts)
            for member in case.members
        ]
        heard = [unit for unit, name in self.figures.series if name in indicator.parts]
        members = dict.fromkeys([*asked, *heard])
        return (None,) if None in members else tuple(members)

    def _owed(self, indicator: Indicator, member: Member) -> _Owed:
        """What a member owes of an indicator that has rows, in the year."""
        mine = [case for case in self._by_member[member] if indicator.id in case.indicator.parts]
        periods = {
            period
            for case in mine
            for owner, period in case.owed
            if owner == member and self.year.first <= period.first <= self.year.last
        }
        return _Owed(() if indicator.kind.owes_at_end else tuple(sorted(periods)), bool(mine))

    def _rows(self, indicator: str, member: Member) -> Series:
        """The figures of the year."""
        return {
            period: entry
            for period, entry in self.figures.of(member, indicator).items()
            if period.last >= self.year.first
        }

    def _figure(self, indicator: Indicator, members: Iterable[Member]) -> Value:
        """An indicator's figure for the year, of several members together."""
        asked = [
            member
            for member in members
            if all(
                self._owed(part, member).is_asked or self._rows(part.id, member)
                for part in self.plan.parts(indicator)
            )
        ]
        if not asked:
            return NotApplied()
        if indicator.kind.is_divided:
            return self._quotient(indicator, asked)
        if indicator.kind is Kind.MILESTONE:
            return self._milestone(indicator, asked)
        if indicator.kind is Kind.LEVEL:
            return self._level(indicator, asked)
        return self._count(indicator, asked)

    def _count(self, indicator: Indicator, members: Sequence[Member]) -> Value:
        total, is_open = Fraction(0), False
        for member in members:
            rows, owed = self._rows(indicator.id, member), self._owed(indicator, member)
            total += sum_of(rows.values())
            is_open |= any(not is_reported(period, rows, Kind.COUNT) for period in owed.periods)
            is_open |= not owed.periods and not rows
        return Range(total) if is_open else total

    def _level(self, indicator: Indicator, members: Sequence[Member]) -> Value:
        total, is_open = Fraction(0), False
        for member in members:
            rows, owed = self._rows(indicator.id, member), self._owed(indicator, member)
            last = max(rows, key=lambda period: period.last, default=None)
            end = owed.periods[-1].last if owed.periods else None
            if last is None or (end is not None and last.last < end):
                is_open = True
            else:
                total += sum_of([rows[last]])
        if not is_open:
            return total
        return Range(_LOWEST if indicator.signed else total)

    def _quotient(self, indicator: Indicator, members: Sequence[Member]) -> Value:
        parts = self.plan.parts(indicator)
        above = below = Fraction(0)
        is_open = is_free_below = False
        for member in members:
            rows = [self._rows(part.id, member) for part in parts]
            owed = sorted({*self._owed(parts[0], member).periods, *self._owed(parts[1], member).periods})
            pairs = pairs_of(parts, rows, owed)
            is_open |= bool(pairs.gaps) or not (owed or pairs.resting[0])
            # A denominator that is a level holds as soon as its latest figure is there.
            is_level = parts[1].kind is Kind.LEVEL
            is_free_below |= pairs.is_last_open or (bool(pairs.gaps) and not is_level)
            above, below = above + pairs.sums[0], below + pairs.sums[1]
        if not is_open:
            return indicator.factor * above / below if below else NotApplied()
        low = indicator.factor * above / below if below and not is_free_below else Fraction(0)
        if parts[0].signed:
            low = _LOWEST
        return Range(low, max(low, Fraction(100)) if indicator.bounded else None)

    def _milestone(self, indicator: Indicator, members: Sequence[Member]) -> Value:
        """How many of the members have done it."""
        done = unknown = 0
        for member in members:
            rows = self._rows(indicator.id, member)
            if any(entry.value != 0 for entry in rows.values()):
                done += 1
            elif not any(period.last >= self.year.last for period in rows):
                unknown += 1
        return Range(Fraction(done), Fraction(done + unknown)) if unknown else Fraction(done)

    def _coverage(self, unit: str) -> Value:
        """The share of the figures owed for the year that were sent, in percent."""
        owed: dict[tuple[Member, str, Period], bool] = {}
        is_unit = unit in self.plan.unit_by_id
        for case in self._cases(unit):
            at_end = case.indicator.kind.owes_at_end
            for member, period in case.owed:
                if (is_unit and member != unit) or not self.year.first <= period.last <= self.year.last:
                    continue
                for part in case.indicator.parts:
                    owed[member, part, period] = self._is_sent(member, part, period, at_end)
        later = sum(not sent and period.last > self.as_of for (_, _, period), sent in owed.items())
        if not owed:
            return NotApplied()
        low, high = (Fraction(100 * (sum(owed.values()) + more), len(owed)) for more in (0, later))
        return Range(low, high) if later else low

    def _is_sent(self, member: Member, indicator: str, period: Period, at_end: bool) -> bool:
        """Whether a figure is there; of a milestone, that it is done or, at its end, that it is not."""
        rows = self.figures.of(member, indicator)
        if at_end:
            return any(entry.value != 0 or row.last >= period.last for row, entry in rows.items())
        return is_reported(period, rows, self.plan.indicator_by_id[indicator].kind)


def _choice(statuses: set[Status], choices: Iterable[str]) -> Value:
    """The choice that the statuses of a target come to: one missed is a miss."""
    final = {Status.MET, Status.MISSED, Status.NOT_APPLICABLE, Status.WAIVED}
    if Status.MISSED in statuses:
        return Choice(Status.MISSED)
    if statuses - final:
        return OneOf((Status.MET, Status.MISSED))
    if Status.MET in statuses:
        return Choice(Status.MET)
    excuses = (status for status in (Status.WAIVED, Status.NOT_APPLICABLE) if status in statuses)
    excuse = next(excuses, None)
    return Choice(excuse) if excuse is not None and excuse in choices else NotApplied()
