"""The numbers of a verdict beside its actual: gap, what remains, what is needed, the forecast."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from cchc_cli.judging.cases import Case
from cchc_cli.judging.kinds import Assessment
from cchc_cli.model.goal import Ask
from cchc_cli.model.kind import Comparison

ZERO = Fraction(0)


class Numbers(NamedTuple):
    """Each None where it does not apply; none is negative."""

    gap: Fraction | None = None
    remaining: Fraction | None = None
    needed: Fraction | None = None
    forecast: Fraction | None = None


def asked_now(case: Case, as_of: int, assessment: Assessment) -> Ask | None:
    """What is asked by now; of a goal for each period the goal itself, where a period counts."""
    if assessment.kept is not None:
        return case.goal if assessment.kept.counted else None
    return case.asked(as_of)


def numbers_of(case: Case, as_of: int, asked: Ask | None, assessment: Assessment) -> Numbers:
    """The numbers as of a month.

    The gap is what is missing of what is asked by now, over a ceiling the excess. Of a count `needed`
    is what each period that is left must bring, `forecast` the pace so far carried to the end.
    """
    actual = assessment.actual
    if case.goal is None or actual is None:
        return Numbers()
    if assessment.kept is not None:
        return Numbers(gap=None if asked is None else _whole(case, asked.gap(actual)))
    remaining = _remaining(case, actual)
    numbers = Numbers(
        gap=_whole(case, _gap(case, actual, asked)),
        remaining=_whole(case, remaining),
    )
    if not case.indicator.kind.adds_up:
        return numbers
    over, owed = len(case.over(as_of)), len(case.owed)
    scale = 1 if case.whole else 10
    needed = forecast = None
    if remaining is not None and owed > over:
        needed = Fraction(ceil(remaining * Fraction(scale, owed - over)), scale)
    if over:
        forecast = Fraction(floor(actual * Fraction(10 * owed, over)), 10)
    return numbers._replace(needed=needed, forecast=forecast)


def _gap(case: Case, actual: Fraction, asked: Ask | None) -> Fraction | None:
    if case.indicator.kind.is_held or case.comparison is Comparison.AT_MOST:
        is_unasked = asked is None or (asked.number is None and not asked.bounds)
        return None if asked is None or is_unasked else asked.gap(actual)
    assert case.goal is not None
    goal = case.goal.number
    if case.comparison is Comparison.EXACTLY and goal is not None and actual > goal:
        return actual - goal
    return None if asked is None or asked.number is None else max(ZERO, asked.number - actual)


def _remaining(case: Case, actual: Fraction) -> Fraction | None:
    """What is missing of the goal; None for upper bounds and ranges."""
    comparison = case.comparison
    if comparison is None or comparison.is_upper or case.goal is None or case.goal.number is None:
        return None
    return max(ZERO, case.goal.number - actual)


def _whole(case: Case, value: Fraction | None) -> Fraction | None:
    """Of whole counts rounded up: a goal worked out from a baseline need not be whole."""
    return Fraction(ceil(value)) if value is not None and case.whole else value
