"""A goal that is asked for each period by itself, not for their sum."""

from __future__ import annotations

from typing import NamedTuple

from cchc_cli.judging.cases import Case, for_one_period
from cchc_cli.judging.kinds import KINDS, Assessment
from cchc_cli.judging.waivers import covers
from cchc_cli.model.figures import Figures, Series, SeriesKey
from cchc_cli.model.kind import Comparison, Kind
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Kept, KeptPeriod, Outcome, Status


class _Judged(NamedTuple):
    """One period, judged by its figures alone."""

    kept: KeptPeriod
    assessment: Assessment

    @property
    def outcome(self) -> Outcome:
        """What it comes to, waived or not."""
        return self.kept.outcome


def assess_periods(case: Case, figures: Figures, as_of: int) -> Assessment:
    """Holds the goal against each period that is owed.

    One short is missed for good, whatever the others are; figures that are missing leave it open
    where they could make theirs short.
    """
    periods = sorted({period for _, period in case.owed}, key=lambda period: period.order)
    judged = [j for period in periods if (j := _judge(case, figures, period, as_of)) is not None]
    kept = Kept(tuple(period.kept for period in judged))
    latest = next((period.assessment for period in reversed(judged) if period.kept.counts), None)
    is_short = any(period.kept.waived and period.outcome is Outcome.SHORT for period in judged)
    return Assessment(
        status=_status(case, as_of, kept),
        actual=latest.actual if latest else None,
        numerator=latest.numerator if latest else None,
        denominator=latest.denominator if latest else None,
        missing=tuple(gap for period in judged for gap in period.assessment.missing),
        figures=tuple(figure for period in judged for figure in period.assessment.figures),
        diagnostics=tuple(d for period in judged for d in period.assessment.diagnostics),
        kept=kept,
        excused=Status.MISSED if is_short else Status.NO_DATA,
    )


def _status(case: Case, as_of: int, kept: Kept) -> Status:
    outcomes = {period.outcome for period in kept.periods if not period.waived}
    over = [period for period in kept.periods if period.period.last <= as_of]
    if Outcome.SHORT in outcomes:
        return Status.MISSED
    if Outcome.OPEN in outcomes:
        return Status.NO_DATA
    if over and all(period.waived for period in over):
        return Status.WAIVED
    if not over or not any(period.is_known for period in kept.periods):
        return Status.NOT_DUE
    if all(period.outcome is Outcome.NOTHING for period in over):
        return Status.NOT_APPLICABLE
    if not kept.counted:
        return Status.NOT_DUE
    return Status.MET if case.at_end(as_of) else Status.ON_TRACK


_OUTCOMES = {
    Status.MET: Outcome.HELD,
    Status.MISSED: Outcome.SHORT,
    Status.NOT_APPLICABLE: Outcome.NOTHING,
    Status.NOT_DUE: Outcome.SAFE,
}


def _judge(case: Case, figures: Figures, period: Period, as_of: int) -> _Judged | None:
    """One period that is over, or in progress and broken already; None for any other."""
    own = for_one_period(case, period)
    inside = _inside(case, figures, own.members, period)
    rule = KINDS[case.indicator.kind]
    if period.last <= as_of:
        assessment = rule.assess(own, inside, period.last)
        outcome = _OUTCOMES.get(assessment.status, Outcome.OPEN)
    elif _can_break(own) and period.first <= as_of:
        assessment = rule.assess(own, inside, as_of)
        if assessment.status is not Status.MISSED:
            return None
        outcome = Outcome.SHORT
    else:
        return None
    may_be_short = outcome in (Outcome.SHORT, Outcome.OPEN)
    kept = KeptPeriod(
        period=period,
        outcome=outcome,
        waived=may_be_short and covers(case, period.last),
        actual=assessment.actual,
        numerator=assessment.numerator,
        denominator=assessment.denominator,
        is_known=bool(assessment.figures),
    )
    return _Judged(kept, assessment)


def _can_break(own: Case) -> bool:
    """Whether a period in progress can be short already: a count that may not pass its goal."""
    bounds = (Comparison.AT_MOST, Comparison.EXACTLY)
    return own.indicator.kind.adds_up and own.comparison in bounds


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
