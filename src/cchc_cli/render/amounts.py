"""The numbers of a verdict as decimals that can be printed, never rounded across a goal."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.verdict import Verdict

_MOST_PLACES = 40


def printable(value: Fraction, others: Iterable[Fraction | None] = ()) -> Decimal:
    """A number as written where it has at most six decimals, else as `rounded`."""
    exact = _terminating(value)
    return rounded(value, others) if exact is None else exact


def rounded(value: Fraction, others: Iterable[Fraction | None] = (), least: int = 1) -> Decimal:
    """A number with `least` decimals, or as many as it takes to print it truthfully.

    It is rounded half up at the first place at which it stays on its side of each of `others`:
    59.96 beside a goal of 60 does not become 60.
    """
    bars = [bar for bar in others if bar is not None]
    with localcontext() as context:
        context.prec = 100
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        for places in range(least, _MOST_PLACES):
            shown = quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            if all(_side(Fraction(shown), bar) == _side(value, bar) for bar in bars):
                exact = _terminating(Fraction(shown))
                return shown if exact is None else exact
        return quotient


def _side(value: Fraction, bar: Fraction) -> tuple[bool, bool]:
    return value < bar, value > bar


def _terminating(value: Fraction) -> Decimal | None:
    """The number as written, where it has at most six decimals."""
    scaled = value * 1_000_000
    if scaled.denominator != 1:
        return None
    if value.denominator == 1:
        return Decimal(value.numerator)
    return Decimal(scaled.numerator).scaleb(-6).normalize()


class Amounts(NamedTuple):
    """What is printed of a verdict; ratios in percent."""

    goal: Decimal | None
    expected: Decimal | None
    actual: Decimal | None
    gap: Decimal | None
    remaining: Decimal | None
    needed: Decimal | None
    forecast: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


def amounts(verdict: Verdict) -> Amounts:
    """The printable numbers; gap and remaining agree with the actual as printed."""
    goal = _plain(verdict.goal)
    expected = _beside(verdict.expected, verdict.actual)
    actual = _actual(verdict)
    gap = remaining = None
    if actual is not None and verdict.gap is not None:
        bar = expected if verdict.goal is None or not _against_goal(verdict) else goal
        gap = abs(bar - actual) if verdict.gap and bar is not None else Decimal(0)
    if actual is not None and verdict.remaining is not None and goal is not None:
        remaining = max(Decimal(0), goal - actual)
    return Amounts(
        goal=goal,
        expected=expected,
        actual=actual,
        gap=gap,
        remaining=remaining,
        needed=_plain(verdict.needed),
        forecast=_plain(verdict.forecast),
        numerator=_plain(verdict.numerator),
        denominator=_plain(verdict.denominator),
    )


def _against_goal(verdict: Verdict) -> bool:
    """Whether the gap is measured against the goal itself and not what the pace asks by now."""
    assert verdict.goal is not None
    assert verdict.actual is not None
    return verdict.at_end or (verdict.actual > verdict.goal and verdict.gap != 0)


def _actual(verdict: Verdict) -> Decimal | None:
    """The actual: a ratio rounded, everything else as it was reported."""
    if verdict.actual is None:
        return None
    show = printable if verdict.denominator is None else rounded
    return show(verdict.actual, (verdict.goal, verdict.expected))


def _plain(value: Fraction | None) -> Decimal | None:
    return None if value is None else printable(value)


def _beside(value: Fraction | None, other: Fraction | None) -> Decimal | None:
    return None if value is None else printable(value, (other,))
