"""How a figure of each kind is judged. A new kind is one class and one line in `KINDS`.

Missing is not 0: `settle` imagines the missing figures and gives a status only where every way to
complete them agrees. There are endlessly many ways; each kind names a few witnesses among them,
chosen so that a way that is fine is among them if there is any, and a way that falls short too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol

from cchc_cli.judging.cases import Case
from cchc_cli.judging.pairs import pairs_of, sum_of
from cchc_cli.judging.witnesses import Freedom, quotients, regions, sums
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.figures import Figure, Figures, Series, is_reported
from cchc_cli.model.kind import Comparison, Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator
from cchc_cli.model.verdict import FINE, Kept, Missing, Status


class Assessment(NamedTuple):
    """A case as of a month."""

    status: Status
    actual: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    missing: tuple[Missing, ...] = ()
    figures: tuple[Figure, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    late: bool = False
    """Met, but not by the figures up to its end alone."""
    kept: Kept | None = None
    """Of a goal for each period."""
    excused: Status = Status.NO_DATA
    """What waivers of single periods turned into `waived`."""


class KindRule(Protocol):
    """Judges the cases of one kind of indicator."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """How a case stands as of a month, by the figures whose label ends by then."""
        ...


def settle(
    case: Case, as_of: int, known: Status | None, missing: bool, completions: Iterable[Status]
) -> Status:
    """The status of the known figures where no completion of the missing ones contradicts it.

    `known` is the status by the known figures alone, None without any figure.
    """
    if case.on_demand and known is None:
        return Status.NO_DATA if case.at_end(as_of) else Status.NOT_DUE
    if not missing:
        return Status.NOT_DUE if known is None else known
    outcomes: set[bool] = set()
    for status in completions:
        outcomes.add(status in FINE)
        if len(outcomes) == 2:
            return Status.NO_DATA
    if known is None:
        # Where every completion falls short, saying "not due" would let absence pass.
        return Status.NOT_DUE if outcomes <= {True} else Status.NO_DATA
    return Status.NOT_DUE if known is Status.NOT_APPLICABLE else known


def _count_status(case: Case, total: Fraction, as_of: int) -> Status:
    """The status of a number that grows: a count, or how many members have done something."""
    assert case.goal is not None
    (bound,) = case.goal.bounds
    goal, asked, at_end = bound.value, case.asked(as_of), case.at_end(as_of)
    if bound.comparison is not Comparison.AT_LEAST and total > goal:
        return Status.MISSED
    if bound.comparison is Comparison.AT_MOST:
        return Status.MET if at_end else Status.ON_TRACK
    if total >= goal:
        is_exact = bound.comparison is Comparison.EXACTLY
        return Status.ON_TRACK if is_exact and not at_end else Status.MET
    if at_end:
        return Status.MISSED
    if asked is None or asked.number is None:
        return Status.NOT_DUE
    return Status.ON_TRACK if total >= asked.number else Status.BEHIND


def _held_status(case: Case, value: Fraction, as_of: int) -> Status:
    """The status of a level, ratio or average, which holds or does not."""
    assert case.goal is not None
    asked = case.asked(as_of)
    holds = (case.goal if asked is None else asked).holds(value)
    if case.at_end(as_of):
        return Status.MET if holds else Status.MISSED
    if holds:
        return Status.ON_TRACK
    return Status.NOT_DUE if asked is None else Status.BEHIND


def _bars(case: Case, as_of: int) -> tuple[Fraction, ...]:
    """The numbers at which a status can change."""
    assert case.goal is not None
    asked = case.asked(as_of)
    return case.goal.bars if asked is None else (*case.goal.bars, *asked.bars)


def _counted(figures: Figures, unit: str | None, indicator: str, as_of: int) -> Series:
    series = figures.of(unit, indicator)
    return {period: entry for period, entry in series.items() if period.last <= as_of}


def _in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: figure.period.order))


def _missing(case: Case, as_of: int, series_by_member: dict[str | None, Series]) -> tuple[Missing, ...]:
    return tuple(
        Missing(period, member, case.indicator.id)
        for member, period in case.over(as_of)
        if not is_reported(period, series_by_member[member], case.indicator.kind)
    )


class CountRule:
    """A flow: summed over the periods."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """Adds up the figures; missing ones are whole (or decimal) numbers from 0 up.

        What an upper bound forbids ends with it: figures after its end do not count.
        """
        until = min(as_of, case.end) if case.comparison is Comparison.AT_MOST else as_of
        series = {m: _counted(figures, m, case.indicator.id, until) for m in case.members}
        missing = _missing(case, as_of, series)
        entries = [(m, p, entry) for m, rows in series.items() for p, entry in rows.items()]
        total = sum_of(entry for _, _, entry in entries)
        return Assessment(
            status=settle(
                case,
                as_of,
                _count_status(case, total, as_of) if entries else None,
                bool(missing),
                (_count_status(case, s, as_of) for s in sums(total, _bars(case, as_of), case.whole)),
            ),
            actual=total if entries else None,
            missing=missing,
            figures=_in_order(figures.figure(m, case.indicator.id, p, e) for m, p, e in entries),
        )


class LevelRule:
    """A snapshot: the latest holds; of several units, their latest are added up."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """Takes each member's latest figure; one missing after it may be anything from 0 up, of a
        signed level anything at all.
        """
        series = {m: _counted(figures, m, case.indicator.id, as_of) for m in case.members}
        missing = _missing(case, as_of, series)
        latest = {m: max(rows, key=lambda p: p.last) for m, rows in series.items() if rows}
        total = sum_of(series[m][p] for m, p in latest.items())
        superseded = {
            gap.unit
            for gap in missing
            if gap.unit not in latest or gap.period.last > latest[gap.unit].last
        }
        certain = sum_of(series[m][p] for m, p in latest.items() if m not in superseded)
        bars = _bars(case, as_of)
        completed = regions(bars) if case.indicator.signed else sums(certain, bars, whole=False)
        return Assessment(
            status=settle(
                case,
                as_of,
                _held_status(case, total, as_of) if latest else None,
                bool(missing),
                (_held_status(case, value, as_of) for value in (completed if superseded else (total,))),
            ),
            actual=total if latest else None,
            missing=missing,
            figures=_in_order(
                figures.figure(m, case.indicator.id, p, series[m][p]) for m, p in latest.items()
            ),
        )


class QuotientRule:
    """Numerator over denominator, of a ratio in percent; both from rows with the same label."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """Sums counts and takes the latest of levels over the pairs; half a pair is left out."""
        parts = case.plan.parts(case.indicator)
        factor = case.indicator.factor
        levels = tuple(part.kind is Kind.LEVEL for part in parts)
        missing: list[Missing] = []
        diagnostics: list[Diagnostic] = []
        rests_on: list[Figure] = []
        known, certain = [Fraction(0)] * 2, [Fraction(0)] * 2
        superseded = earlier = False
        over = case.over(as_of)
        for member in case.members:
            rows = tuple(_counted(figures, member, part.id, as_of) for part in parts)
            pairs = pairs_of(parts, rows, (period for owner, period in over if owner == member))
            diagnostics += _half_pairs(figures, member, parts, rows)
            for gap in pairs.gaps:
                missing += _missing_parts(gap, member, parts, rows)
            superseded |= pairs.is_last_open
            earlier |= len(pairs.gaps) > pairs.is_last_open
            for index, (part, by_label) in enumerate(zip(parts, rows, strict=True)):
                known[index] += pairs.sums[index]
                if not (levels[index] and pairs.is_last_open):
                    certain[index] += pairs.sums[index]
                resting = pairs.resting[index]
                rests_on += [figures.figure(member, part.id, p, by_label[p]) for p in resting]
        freedom = Freedom(
            numerator=superseded if levels[0] else bool(missing),
            denominator=superseded if levels[1] else bool(missing),
            bounded=case.indicator.is_bounded and not (levels[1] and not levels[0] and earlier),
            signed=parts[0].signed,
            whole=(parts[0].is_whole, parts[1].is_whole),
        )
        reported = bool(rests_on)
        if known[0] != 0 and known[1] == 0:
            diagnostics.append(_impossible(case, parts, rests_on, known[0]))
            return Assessment(Status.NO_DATA, diagnostics=tuple(diagnostics))
        completed = quotients(
            certain[0], certain[1], [bar / factor for bar in _bars(case, as_of)], freedom
        )
        return Assessment(
            status=settle(
                case,
                as_of,
                _quotient_status(case, known[0], known[1], as_of) if reported else None,
                bool(missing),
                (_quotient_status(case, n, d, as_of) for n, d in completed),
            ),
            actual=factor * known[0] / known[1] if known[1] else None,
            numerator=known[0] if reported else None,
            denominator=known[1] if reported else None,
            missing=tuple(missing),
            figures=_in_order(rests_on),
            diagnostics=tuple(diagnostics),
        )


def _quotient_status(case: Case, numerator: Fraction, denominator: Fraction, as_of: int) -> Status:
    if denominator == 0:
        return Status.NOT_APPLICABLE
    return _held_status(case, case.indicator.factor * numerator / denominator, as_of)


def _half_pairs(
    figures: Figures,
    member: str | None,
    parts: tuple[Indicator, ...],
    rows: tuple[Series, ...],
) -> Iterator[Diagnostic]:
    for index in (0, 1):
        for label in rows[index].keys() - rows[1 - index].keys():
            yield codes.A304.at(
                figures.place(rows[index][label]),
                indicator=parts[index].id,
                other=parts[1 - index].id,
                unit=member,
                period=label,
            )


def _missing_parts(
    period: Period,
    member: str | None,
    parts: tuple[Indicator, ...],
    rows: tuple[Series, ...],
) -> list[Missing]:
    """The parts of a pair that are not there; both where each is there under another label."""
    absent = [
        Missing(period, member, part.id)
        for part, by_label in zip(parts, rows, strict=True)
        if not is_reported(period, by_label, part.kind)
    ]
    return absent or [Missing(period, member, part.id) for part in parts]


def _impossible(
    case: Case, parts: tuple[Indicator, ...], rests_on: list[Figure], numerator: Fraction
) -> Diagnostic:
    """A numerator over nothing, at its first row that counts; over a level at the level's row, for
    that one alone is 0.
    """
    culprit = next(f for f in rests_on if f.indicator == parts[0].id and f.value != 0)
    if parts[1].kind is Kind.LEVEL:
        culprit = next(f for f in rests_on if (f.unit, f.indicator) == (culprit.unit, parts[1].id))
    return codes.A401.at(
        culprit.location,
        target=case.target.id,
        unit=case.unit,
        numerator=parts[0].id,
        denominator=parts[1].id,
        value=Decimal(numerator.numerator) / Decimal(numerator.denominator),
    )


class MilestoneRule:
    """Done or not done; done for good by its first 1 or date."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """How it stands by what was done up to the as-of."""
        return self.assess_by(case, figures, as_of, None)

    def assess_by(self, case: Case, figures: Figures, as_of: int, day: date | None) -> Assessment:
        """The same by what was done by a day, where one is given; a 1 without a date counts as done
        by the end of its label's month.
        """
        deeds = {member: _deed(case, figures, member, as_of, day) for member in case.members}
        rests_on = _in_order(figure for deed in deeds.values() for figure in deed.figures)
        is_heard = any(deed.figures for deed in deeds.values())
        at_end = case.at_end(as_of)
        unknown = [m for m, deed in deeds.items() if at_end and not deed.done and not deed.refused]
        end, listed = Period.of_month(case.end), () if case.on_demand else unknown
        missing = tuple(Missing(end, member, case.indicator.id) for member in listed)
        if case.target.over is not None:
            return self._of_several(case, as_of, deeds, len(unknown), missing, rests_on, is_heard)
        (deed,) = deeds.values()
        if deed.done:
            status = Status.MET
        elif not at_end:
            status = Status.NOT_DUE
        else:
            status = Status.MISSED if deed.refused else Status.NO_DATA
        return Assessment(
            status=status,
            actual=Fraction(deed.done) if is_heard else None,
            missing=missing,
            figures=rests_on,
        )

    @staticmethod
    def _of_several(
        case: Case,
        as_of: int,
        deeds: dict[str | None, _Deed],
        unknown: int,
        missing: tuple[Missing, ...],
        rests_on: tuple[Figure, ...],
        is_heard: bool,
    ) -> Assessment:
        """Judged as a count of the done, against a percentage as their share of the members."""
        done = sum(deed.done for deed in deeds.values())
        share = Fraction(100, len(deeds)) if case.asks.in_percent else Fraction(1)
        completed = (_count_status(case, (done + n) * share, as_of) for n in range(unknown + 1))
        known = _count_status(case, done * share, as_of) if is_heard else None
        return Assessment(
            status=settle(case, as_of, known, bool(unknown), completed),
            actual=done * share if is_heard else None,
            numerator=Fraction(done) if is_heard and case.asks.in_percent else None,
            denominator=Fraction(len(deeds)) if is_heard and case.asks.in_percent else None,
            missing=missing,
            figures=rests_on,
        )


class _Deed(NamedTuple):
    """What one member's rows say of a milestone."""

    done: bool
    refused: bool
    """A row at its end or later says that it is not done."""
    figures: tuple[Figure, ...]
    """The row by which it is done, else all that are heard."""


def _deed(case: Case, figures: Figures, member: str | None, as_of: int, day: date | None) -> _Deed:
    """A date decides, where given, instead of the label; a 0 says "not done" only at the end."""
    series = figures.of(member, case.indicator.id)
    months = {
        period: case.plan.calendar.month_of(entry.value)
        if isinstance(entry.value, date)
        else period.last
        for period, entry in series.items()
    }

    # Of an upper bound no deed counts that was done after its end.
    is_upper = case.comparison is Comparison.AT_MOST
    last_day = (case.due_day if is_upper else day) or date.max

    def is_heard(period: Period) -> bool:
        value = series[period].value
        until = min(as_of, case.end) if is_upper and value != 0 else as_of
        return months[period] <= until and not (isinstance(value, date) and value > last_day)

    heard = sorted(filter(is_heard, months), key=lambda period: (months[period], period))
    first = next((period for period in heard if series[period].value != 0), None)
    resting = heard if first is None else [first]
    return _Deed(
        done=first is not None,
        refused=any(period.last >= case.end for period in heard),
        figures=tuple(figures.figure(member, case.indicator.id, p, series[p]) for p in resting),
    )


class NarrativeRule:
    """A note is due each period."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """Any note missing leaves it without enough data."""
        (member,) = case.members
        series = _counted(figures, member, case.indicator.id, as_of)
        missing = _missing(case, as_of, {member: series})
        at_end = case.at_end(as_of)
        if missing or (case.on_demand and not series and at_end):
            status = Status.NO_DATA
        elif not series:
            status = Status.NOT_DUE
        else:
            status = Status.MET if at_end else Status.ON_TRACK
        return Assessment(
            status=status,
            missing=missing,
            figures=_in_order(
                figures.figure(member, case.indicator.id, p, e) for p, e in series.items()
            ),
        )


KINDS: dict[Kind, KindRule] = {
    Kind.COUNT: CountRule(),
    Kind.LEVEL: LevelRule(),
    Kind.RATIO: QuotientRule(),
    Kind.AVERAGE: QuotientRule(),
    Kind.MILESTONE: MilestoneRule(),
    Kind.NARRATIVE: NarrativeRule(),
}
