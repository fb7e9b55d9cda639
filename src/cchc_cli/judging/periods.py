"""A goal that is asked for each period by itself, not for their sum."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from cchc_cli.judging.cases import Case, for_one_period
from cchc_cli.judging.kinds import KINDS, Assessment
from cchc_cli.judging.waivers import covers
from cchc_cli.model.figures import Figures, Series, SeriesKey
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Comparison, Kind
from cchc_cli.model.verdict import Kept, Status


class _Outcome(Enum):
    """What a period comes to."""

    HELD = "held"
    SHORT = "short"
    OPEN = "open"
    """Something is missing, and it may be short."""
    SAFE = "safe"
    """Something is missing, and it cannot be short."""
    NOTHING = "nothing"
    """Nothing to divide."""


class _Judged(NamedTuple):
    """One period, judged by its figures alone."""

    period: Period
    outcome: _Outcome
    assessment: Assessment

    @property
    def has_figure(self) -> bool:
        """Whether a figure speaks of it and there is something to divide."""
        return bool(self.assessment.figures) and self.outcome is not _Outcome.NOTHING

    @property
    def may_be_short(self) -> bool:
        """Whether a waiver is what it needs."""
        return self.outcome in (_Outcome.SHORT, _Outcome.OPEN)


def assess_periods(case: Case, figures: Figures, as_of: int) -> Assessment:
    """Holds the goal against each period that is owed.

    One short is missed for good, whatever the others are; figures that are missing leave it open
    where they could make theirs short.
    """
    periods = sorted({period for _, period in case.owed}, key=lambda period: period.order)
    judged = [one for period in periods if (one := _judge(case, figures, period, as_of)) is not None]
    waived = [one for one in judged if one.may_be_short and covers(case, one.period.last)]
    counting = [one for one in judged if one not in waived]
    kept = [one for one in counting if one.has_figure]
    latest = kept[-1].assessment if kept else Assessment(Status.NOT_DUE)
    return Assessment(
        status=_status(case, as_of, judged, waived),
        actual=latest.actual,
        numerator=latest.numerator,
        denominator=latest.denominator,
        missing=tuple(gap for one in judged for gap in one.assessment.missing),
        figures=tuple(figure for one in judged for figure in one.assessment.figures),
        diagnostics=tuple(d for one in judged for d in one.assessment.diagnostics),
        excused=Status.MISSED if any(o.outcome is _Outcome.SHORT for o in waived) else Status.NO_DATA,
        kept=Kept(
            held=sum(one.outcome is _Outcome.HELD for one in kept),
            of=len(kept),
            short=tuple(one.period for one in kept if one.outcome is _Outcome.SHORT),
            waived=tuple(one.period for one in waived),
        ),
    )


def _status(case: Case, as_of: int, judged: list[_Judged], waived: list[_Judged]) -> Status:
    counting = [one for one in judged if one not in waived]
    over = [one for one in judged if one.period.last <= as_of]
    if any(one.outcome is _Outcome.SHORT for one in counting):
        return Status.MISSED
    if any(one.outcome is _Outcome.OPEN for one in counting):
        return Status.NO_DATA
    if over and all(one in waived for one in over):
        return Status.WAIVED
    if not any(one.assessment.figures for one in judged):
        return Status.NOT_DUE
    if all(one.outcome is _Outcome.NOTHING for one in over):
        return Status.NOT_APPLICABLE if over else Status.NOT_DUE
    if not any(one.has_figure for one in over):
        return Status.NOT_DUE
    return Status.MET if case.at_end(as_of) else Status.ON_TRACK


def _judge(case: Case, figures: Figures, period: Period, as_of: int) -> _Judged | None:
    """One period that is over, or in progress and broken already; None for any other."""
    own = for_one_period(case, period)
    inside = _inside(case, figures, own.members, period)
    rule = KINDS[case.indicator.kind]
    if period.last > as_of:
        return _broken(own, inside, period, as_of)
    found = rule.assess(own, inside, period.last)
    outcomes = {
        Status.MET: _Outcome.HELD,
        Status.MISSED: _Outcome.SHORT,
        Status.NOT_APPLICABLE: _Outcome.NOTHING,
        Status.NOT_DUE: _Outcome.SAFE,
    }
    return _Judged(period, outcomes.get(found.status, _Outcome.OPEN), found)


def _broken(own: Case, inside: Figures, period: Period, as_of: int) -> _Judged | None:
    """A period in progress whose known figures of a count pass `at_most` or `exactly` already."""
    if own.comparison not in (Comparison.AT_MOST, Comparison.EXACTLY) or period.first > as_of:
        return None
    if not own.indicator.kind.adds_up:
        return None
    found = KINDS[own.indicator.kind].assess(own, inside, as_of)
    if found.status is not Status.MISSED:
        return None
    return _Judged(period, _Outcome.SHORT, found)


def _inside(case: Case, figures: Figures, members: tuple[str | None, ...], period: Period) -> Figures:
    """The figures of a period alone; of a level its own label or its last month."""
    parts = case.plan.parts(case.indicator)
    by_end = all(part.kind is Kind.LEVEL for part in parts)
    ends = {period, Period.of_month(period.last)}

    def is_inside(label: Period) -> bool:
        return label in ends if by_end else period.first <= label.first and label.last <= period.last

    series: dict[SeriesKey, Series] = {}
    for member in members:
        for part in parts:
            rows = figures.of(member, part.id)
            series[member, part.id] = {label: row for label, row in rows.items() if is_inside(label)}
    return Figures(series, figures.sources)
