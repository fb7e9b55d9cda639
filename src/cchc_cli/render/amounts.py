"""The numbers of a verdict as decimals that can be printed, never rounded across a goal."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.verdict import Verdict

_MOST_PLACES = 40


def printable(value: Fraction, others: Iterable[Fraction | None] = (), least: int = 1) -> Decimal:
    """A number as written where it has at most six decimals, else as `rounded`."""
    exact = _terminating(value)
    return rounded(value, others, least) if exact is None else exact


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
            number = quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            if all(_side(Fraction(number), bar) == _side(value, bar) for bar in bars):
                exact = _terminating(Fraction(number))
                return number if exact is None else exact
        return quotient


def _side(value: Fraction, bar: Fraction) -> tuple[bool, bool]:
    return value < bar, value > bar


def _terminating(value: Fraction) -> Decimal | None:
    """The number as written, where it has at most six decimals."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    scaled = value * 1_000_000
    if scaled.denominator != 1:
        return None
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
    actual = _actual(verdict)
    goal, expected = (_asked(value, verdict, actual) for value in (verdict.goal, verdict.expected))
    return Amounts(
        goal=goal,
        expected=expected,
        actual=actual,
        gap=_gap(verdict, actual, expected),
        remaining=_remaining(verdict, actual, goal),
        needed=_plain(verdict.needed),
        forecast=_plain(verdict.forecast),
        numerator=_plain(verdict.numerator),
        denominator=_plain(verdict.denominator),
    )


def numbers_of(verdict: Verdict) -> dict[str, Decimal | bool | None]:
    """The numbers of a verdict by their names, as every format for programs has them."""
    numbers = amounts(verdict)
    return {
        "goal": numbers.goal,
        "expected": numbers.expected,
        "actual": numbers.actual,
        "gap": numbers.gap,
        "remaining": numbers.remaining,
        "needed_per_period": numbers.needed,
        "forecast": numbers.forecast,
        "late": verdict.late,
        "numerator": numbers.numerator,
        "denominator": numbers.denominator,
    }


def _gap(verdict: Verdict, actual: Decimal | None, expected: Decimal | None) -> Decimal | None:
    if verdict.gap is None or actual is None:
        return None
    if verdict.gap == 0 or verdict.indicator.kind.adds_up:
        return _distance(verdict.gap, actual)
    assert verdict.actual is not None
    broken = [bound.value for bound in verdict.bounds if not bound.holds(verdict.actual)]
    is_goal = broken and (verdict.at_end or verdict.kept or verdict.is_range)
    bar = printable(broken[0]) if is_goal else expected
    return _distance(verdict.gap, actual) if bar is None else abs(bar - actual)


def _distance(value: Fraction, actual: Decimal) -> Decimal:
    """A gap, or what remains, as exact as the actual: however small, it is not printed as none."""
    return printable(value, (Fraction(0),), _places(actual))


def _remaining(verdict: Verdict, actual: Decimal | None, goal: Decimal | None) -> Decimal | None:
    if verdict.remaining is None or actual is None or goal is None:
        return None
    if verdict.indicator.kind.adds_up:
        return _distance(verdict.remaining, actual)
    return max(Decimal(0), goal - actual)


def _actual(verdict: Verdict) -> Decimal | None:
    """The actual: a quotient rounded, everything else as it was reported."""
    if verdict.actual is None:
        return None
    show = printable if verdict.denominator is None else rounded
    return show(verdict.actual, (*(bound.value for bound in verdict.bounds), verdict.expected))


def _plain(value: Fraction | None) -> Decimal | None:
    return None if value is None else printable(value)


def _asked(value: Fraction | None, verdict: Verdict, actual: Decimal | None) -> Decimal | None:
    """As exact as the actual, or the gap between the two as printed would not be the gap."""
    return None if value is None else printable(value, (verdict.actual,), _places(actual))


def _places(actual: Decimal | None) -> int:
    return 1 if actual is None else max(1, -int(actual.as_tuple().exponent))
