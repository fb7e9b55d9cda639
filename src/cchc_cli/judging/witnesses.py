"""Ways in which missing figures could turn out, few enough to try and enough to decide.

A verdict looks at a number only through the bars at which an answer changes. Each function names
completions such that a fine one is among them if there is any, and a short one if any falls short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

ZERO = Fraction(0)
ONE = Fraction(1)


def regions(bars: Iterable[Fraction]) -> list[Fraction]:
    """Each bar, a number between each two, one below all and one above: every answer is among theirs."""
    ordered = sorted(set(bars))
    between = [(low + high) / 2 for low, high in pairwise(ordered)]
    return sorted([ordered[0] - 1, *ordered, *between, ordered[-1] + 1])


def sums(certain: Fraction, bars: Iterable[Fraction], whole: bool) -> Iterator[Fraction]:
    """Sums to which figures from 0 up may bring what is certain; whole numbers only if asked."""
    yield certain
    for point in regions(bars):
        for candidate in (floor(point), ceil(point), ceil(point) + 1) if whole else (point,):
            if candidate > certain:
                yield Fraction(candidate)


class Freedom(NamedTuple):
    """What missing pairs leave open of a quotient's sums."""

    numerator: bool
    denominator: bool
    bounded: bool
    """The open part of the numerator is at most that of the denominator."""
    signed: bool
    """The numerator may be any number."""
    whole: tuple[bool, bool]
    """Whether the parts are whole numbers."""

    def allows(self, more: Fraction, under: Fraction) -> bool:
        """Whether missing pairs can add so much to the numerator and to the denominator."""
        if (more < 0 and not self.signed) or under < 0:
            return False
        if self.bounded and self.denominator and more > under:
            return False
        if (more and not self.numerator) or (under and not self.denominator):
            return False
        return not any(
            whole and added.denominator != 1
            for whole, added in zip(self.whole, (more, under), strict=True)
        )


def quotients(
    numerator: Fraction, denominator: Fraction, bars: Iterable[Fraction], freedom: Freedom
) -> Iterator[tuple[Fraction, Fraction]]:
    """Completed sums of numerator and denominator; `bars` are quotients (0.6 for 60%)."""
    for more, under in _additions(numerator, denominator, bars):
        if freedom.allows(more, under):
            completed = (numerator + more, denominator + under)
            if completed[1] > 0 or completed[0] == 0:
                yield completed


Additions = Iterator[tuple[Fraction, Fraction]]
"""To the numerator and to the denominator."""


def _additions(numerator: Fraction, denominator: Fraction, bars: Iterable[Fraction]) -> Additions:
    yield from ((ZERO, ZERO), (ZERO, ONE), (ONE, ZERO), (ONE, ONE))
    for bar in regions(bars):
        yield from _towards(numerator, denominator, bar)
        if bar >= 0:
            yield from _exactly(numerator, denominator, bar)


def _towards(numerator: Fraction, denominator: Fraction, bar: Fraction) -> Additions:
    """Additions that bring the quotient to one side of the bar or the other, or as near as may be."""
    if bar > 0:
        # Below: a denominator so large that the numerator no longer reaches the bar.
        exact = numerator / bar - denominator
        yield from ((ZERO, step) for step in _steps(exact))
    if bar < 1:
        # Above: so many cases, all of them good, that the known ones no longer weigh.
        many = Fraction(floor(max(ZERO, (bar * denominator - numerator) / (1 - bar))) + 1)
        yield many, many
    for step in _steps(bar * denominator - numerator):
        yield step, ZERO
        yield step + ceil(abs(bar)) + 1, ONE
    # Above any bar where nothing bounds the numerator, and below it where it may be negative.
    yield from ((step, ONE) for step in _steps(bar * (denominator + 1) - numerator))


def _steps(exact: Fraction) -> tuple[Fraction, ...]:
    """A number, and the whole ones around it."""
    low = floor(exact)
    return (exact, *(Fraction(low + step) for step in (-1, 0, 1, 2)))


def _exactly(numerator: Fraction, denominator: Fraction, bar: Fraction) -> Additions:
    """Additions that bring the quotient to the bar exactly, for whole and for fractional parts.

    The completed sums are p*t over q*t where bar = p/q; `needed` is the least addition to the
    denominator at which the numerator's addition is neither negative nor larger than it.
    """
    p, q = bar.numerator, bar.denominator
    needed = max(ZERO, numerator / bar - denominator) if p else ZERO
    unbounded = needed
    if bar < 1:
        needed = max(needed, (bar * denominator - numerator) / (1 - bar))
    for under in (needed, unbounded):
        least = max((denominator + under) / q, Fraction(1, q))
        for t in (least, Fraction(ceil(least))):
            yield p * t - numerator, q * t - denominator
        whole = Fraction(ceil(under))
        yield bar * (denominator + whole) - numerator, whole
        if p:
            more = Fraction(ceil(max(ZERO, bar * (denominator + under) - numerator)))
            yield more, (numerator + more) / bar - denominator
