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
from math import ceil, floor
from typing import NamedTuple, Protocol

from cchc_cli.judging.cases import Case
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.figures import Entry, Figure, Figures, Series, is_reported
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Comparison, Indicator, Kind
from cchc_cli.model.verdict import FINE, Missing, Status

ZERO = Fraction(0)


class Assessment(NamedTuple):
    """A case as of a month."""

    status: Status
    actual: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    missing: tuple[Missing, ...] = ()
    figures: tuple[Figure, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


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
    outcomes = {status in FINE for status in completions}
    if outcomes == {True, False}:
        return Status.NO_DATA
    if known is None:
        # Where every completion falls short, saying "not due" would let absence pass.
        return Status.NOT_DUE if outcomes <= {True} else Status.NO_DATA
    return Status.NOT_DUE if known is Status.NOT_APPLICABLE else known


def _count_status(case: Case, total: Fraction, as_of: int) -> Status:
    goal, asked, at_end = case.goal, case.asked(as_of), case.at_end(as_of)
    assert goal is not None
    if case.comparison is not Comparison.AT_LEAST and total > goal:
        return Status.MISSED
    if case.comparison is Comparison.AT_MOST:
        return Status.MET if at_end else Status.ON_TRACK
    if total >= goal:
        return Status.ON_TRACK if case.comparison is Comparison.EXACTLY and not at_end else Status.MET
    if at_end:
        return Status.MISSED
    if asked is None:
        return Status.NOT_DUE
    return Status.ON_TRACK if total >= asked else Status.BEHIND


def _held_status(case: Case, value: Fraction, as_of: int) -> Status:
    """The status of a level or ratio, which holds or does not."""
    goal, asked, at_end = case.goal, case.asked(as_of), case.at_end(as_of)
    assert goal is not None
    bar = goal if asked is None else asked
    match case.comparison:
        case Comparison.AT_LEAST:
            holds = value >= bar
        case Comparison.AT_MOST:
            holds = value <= bar
        case _:
            holds = value == bar
    if at_end:
        return Status.MET if holds else Status.MISSED
    if holds:
        return Status.ON_TRACK
    return Status.NOT_DUE if asked is None else Status.BEHIND


def _thresholds(case: Case, as_of: int) -> tuple[Fraction, ...]:
    asked = case.asked(as_of)
    assert case.goal is not None
    return (case.goal,) if asked is None else (case.goal, asked)


def _counted(figures: Figures, unit: str | None, indicator: str, as_of: int) -> Series:
    series = figures.of(unit, indicator)
    return {period: entry for period, entry in series.items() if period.last <= as_of}


def _in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: figure.period.order))


def _number(entry: Entry) -> Fraction:
    assert isinstance(entry.value, Decimal)
    return Fraction(entry.value)


def _missing(case: Case, as_of: int, series_by_member: dict[str | None, Series]) -> tuple[Missing, ...]:
    return tuple(
        Missing(period, member, case.indicator.id)
        for member, period in case.over(as_of)
        if not is_reported(period, series_by_member[member], case.indicator.kind)
    )


class CountRule:
    """A flow: summed over the periods."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """Adds up the figures; missing ones are whole (or decimal) numbers from 0 up."""
        series = {m: _counted(figures, m, case.indicator.id, as_of) for m in case.members}
        missing = _missing(case, as_of, series)
        entries = [(m, p, entry) for m, rows in series.items() for p, entry in rows.items()]
        total = sum((_number(entry) for _, _, entry in entries), ZERO)
        assert case.goal is not None
        room = max(ZERO, case.goal - total)
        witnesses = (total, total + room, total + room + 1)
        return Assessment(
            status=settle(
                case,
                as_of,
                _count_status(case, total, as_of) if entries else None,
                bool(missing),
                (_count_status(case, witness, as_of) for witness in witnesses),
            ),
            actual=total if entries else None,
            missing=missing,
            figures=_in_order(figures.figure(m, case.indicator.id, p, e) for m, p, e in entries),
        )


class LevelRule:
    """A snapshot: the latest holds; of several units, their latest are added up."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """Takes each member's latest figure; one missing after it may be anything from 0 up."""
        series = {m: _counted(figures, m, case.indicator.id, as_of) for m in case.members}
        missing = _missing(case, as_of, series)
        latest = {m: max(rows, key=lambda p: p.last) for m, rows in series.items() if rows}
        total = sum((_number(series[m][p]) for m, p in latest.items()), ZERO)
        superseded = {
            gap.unit
            for gap in missing
            if gap.unit not in latest or gap.period.last > latest[gap.unit].last
        }
        certain = sum((_number(series[m][p]) for m, p in latest.items() if m not in superseded), ZERO)
        tops = [max(certain, bar) for bar in _thresholds(case, as_of)]
        witnesses = (certain, *tops, max(tops) + 1) if superseded else (total,)
        return Assessment(
            status=settle(
                case,
                as_of,
                _held_status(case, total, as_of) if latest else None,
                bool(missing),
                (_held_status(case, witness, as_of) for witness in witnesses),
            ),
            actual=total if latest else None,
            missing=missing,
            figures=_in_order(
                figures.figure(m, case.indicator.id, p, series[m][p]) for m, p in latest.items()
            ),
        )


class _Freedom(NamedTuple):
    """What missing pairs leave open of a ratio's sums."""

    numerator: bool
    denominator: bool
    bounded: bool
    """The open part of the numerator is at most that of the denominator."""


class RatioRule:
    """Numerator over denominator, in percent; both from rows with the same label."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """Sums counts and takes the latest of levels over the pairs; half a pair is left out."""
        plan, ratio = case.plan, case.indicator
        parts = plan.parts(ratio)
        levels = tuple(part.kind is Kind.LEVEL for part in parts)
        missing: list[Missing] = []
        diagnostics: list[Diagnostic] = []
        rests_on: list[Figure] = []
        known, certain = [ZERO, ZERO], [ZERO, ZERO]
        superseded = earlier = False
        over = case.over(as_of)
        for member in case.members:
            rows = tuple(_counted(figures, member, part.id, as_of) for part in parts)
            labels = sorted(rows[0].keys() & rows[1].keys(), key=lambda label: label.order)
            paired: Series = {label: rows[0][label] for label in labels}
            diagnostics += _half_pairs(figures, member, parts, rows)
            gaps = [
                period
                for owner, period in over
                if owner == member
                and not is_reported(period, paired, Kind.LEVEL if all(levels) else Kind.COUNT)
            ]
            for gap in gaps:
                missing += _missing_parts(gap, member, parts, rows)
            last = labels[-1] if labels else None
            is_superseded = any(last is None or gap.last > last.last for gap in gaps)
            superseded |= is_superseded
            earlier |= len(gaps) > is_superseded
            for index, (part, by_label) in enumerate(zip(parts, rows, strict=True)):
                resting = labels[-1:] if levels[index] else labels
                amount = sum((_number(by_label[label]) for label in resting), ZERO)
                known[index] += amount
                if not (levels[index] and is_superseded):
                    certain[index] += amount
                rests_on += [figures.figure(member, part.id, p, by_label[p]) for p in resting]
        freedom = _Freedom(
            numerator=superseded if levels[0] else bool(missing),
            denominator=superseded if levels[1] else bool(missing),
            bounded=not (levels[1] and not levels[0] and earlier),
        )
        witnesses = _ratio_witnesses(case, as_of, certain[0], certain[1], freedom)
        reported = bool(rests_on)
        if known[0] > 0 and known[1] == 0:
            diagnostics.append(_impossible(case, parts, rests_on, known[0]))
            return Assessment(Status.NO_DATA, diagnostics=tuple(diagnostics))
        return Assessment(
            status=settle(
                case,
                as_of,
                _ratio_status(case, known[0], known[1], as_of) if reported else None,
                bool(missing),
                (_ratio_status(case, n, d, as_of) for n, d in witnesses),
            ),
            actual=100 * known[0] / known[1] if known[1] else None,
            numerator=known[0] if reported else None,
            denominator=known[1] if reported else None,
            missing=tuple(missing),
            figures=_in_order(rests_on),
            diagnostics=tuple(diagnostics),
        )


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
    culprit = next(f for f in rests_on if f.indicator == parts[0].id and f.value != 0)
    return codes.A401.at(
        culprit.location,
        target=case.target.id,
        unit=case.unit,
        numerator=parts[0].id,
        denominator=parts[1].id,
        value=Decimal(numerator.numerator) / Decimal(numerator.denominator),
    )


def _ratio_status(case: Case, numerator: Fraction, denominator: Fraction, as_of: int) -> Status:
    if denominator == 0:
        return Status.NOT_APPLICABLE
    return _held_status(case, 100 * numerator / denominator, as_of)


def _ratio_witnesses(
    case: Case, as_of: int, numerator: Fraction, denominator: Fraction, freedom: _Freedom
) -> Iterator[tuple[Fraction, Fraction]]:
    """Completed sums, among them a fine one and a short one wherever there is one."""
    additions: set[tuple[Fraction, Fraction]] = {(ZERO, ZERO), (ZERO, Fraction(1))}
    additions |= {(Fraction(1), ZERO), (Fraction(1), Fraction(1))}
    for percent in _thresholds(case, as_of):
        bar = percent / 100
        if bar > 0:
            # Below the bar: a denominator so large that the numerator no longer reaches it.
            additions.add((ZERO, Fraction(floor(numerator / bar) + 1)))
            exact = numerator / bar - denominator
            additions |= {(ZERO, Fraction(step)) for step in (exact, floor(exact), ceil(exact))}
        if bar < 1:
            # Above it: so many cases, all of them good, that the known ones no longer weigh.
            many = Fraction(floor(max(ZERO, (bar * denominator - numerator) / (1 - bar))) + 1)
            additions.add((many, many))
        short_by = bar * denominator - numerator
        for step in (short_by, Fraction(floor(short_by)), Fraction(ceil(short_by))):
            additions |= {(step, ZERO), (step + 1, ZERO), (step + ceil(bar) + 1, Fraction(1))}
        additions |= _exact_additions(numerator, denominator, bar)
    for more, whole in sorted(additions):
        if more < 0 or whole < 0 or (freedom.bounded and freedom.denominator and more > whole):
            continue
        if (more and not freedom.numerator) or (whole and not freedom.denominator):
            continue
        if any(
            is_whole and added.denominator != 1
            for is_whole, added in zip(case.whole_parts, (more, whole), strict=True)
        ):
            continue
        completed = (numerator + more, denominator + whole)
        if completed[1] > 0 or completed[0] == 0:
            yield completed


def _exact_additions(
    numerator: Fraction, denominator: Fraction, bar: Fraction
) -> set[tuple[Fraction, Fraction]]:
    """Additions that bring the ratio to the bar exactly, for whole and for fractional parts.

    The completed sums are p*t over q*t where bar = p/q; `needed` is the least addition to the
    denominator at which the numerator's addition is neither negative nor larger than it.
    """
    p, q = bar.numerator, bar.denominator
    needed = max(ZERO, numerator / bar - denominator) if p else ZERO
    if bar < 1:
        needed = max(needed, (bar * denominator - numerator) / (1 - bar))
    least = max((denominator + needed) / q, Fraction(1, q))
    found = {(p * t - numerator, q * t - denominator) for t in (least, Fraction(ceil(least)))}
    whole = Fraction(ceil(needed))
    found.add((bar * (denominator + whole) - numerator, whole))
    if p:
        more = Fraction(ceil(max(ZERO, bar * (denominator + needed) - numerator)))
        found.add((more, (numerator + more) / bar - denominator))
    return found


class MilestoneRule:
    """Done or not done; done for good by its first 1 or date."""

    def assess(self, case: Case, figures: Figures, as_of: int) -> Assessment:
        """A date decides, where given, instead of the label; a 0 says "not done" only at the end."""
        (member,) = case.members
        series = figures.of(member, case.indicator.id)
        months = {
            period: case.plan.calendar.month_of(entry.value)
            if isinstance(entry.value, date)
            else period.last
            for period, entry in series.items()
        }
        counted = sorted(
            (p for p, month in months.items() if month <= as_of), key=lambda p: (months[p], p)
        )
        done = next((p for p in counted if series[p].value != 0), None)
        resting = counted if done is None else [done]
        refused = any(period.last >= case.end for period in counted)
        missing: tuple[Missing, ...] = ()
        if done is not None:
            status = Status.MET
        elif not case.at_end(as_of):
            status = Status.NOT_DUE
        elif refused:
            status = Status.MISSED
        else:
            status = Status.NO_DATA
            if case.owed:
                missing = (Missing(Period.of_month(case.end), member, case.indicator.id),)
        return Assessment(
            status=status,
            actual=Fraction(done is not None) if counted else None,
            missing=missing,
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
    Kind.RATIO: RatioRule(),
    Kind.MILESTONE: MilestoneRule(),
    Kind.NARRATIVE: NarrativeRule(),
}
