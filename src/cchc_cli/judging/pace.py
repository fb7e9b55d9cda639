"""What a target asks before its end. A new pace is one class and one name in `Rule`."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import NamedTuple

from cchc_cli.model.scalars import Pace, PaceName, Steps


class Linear(NamedTuple):
    """The goal's share for the periods that are over."""

    whole: bool
    """Round down to a whole number."""

    def expected(self, goal: Fraction, over: int, owed: int, as_of: int) -> Fraction:
        """`goal * over / owed`."""
        share = goal * over / owed if owed else Fraction(0)
        return Fraction(floor(share)) if self.whole else share


class Final(NamedTuple):
    """Nothing before the end."""

    def expected(self, goal: Fraction, over: int, owed: int, as_of: int) -> None:
        """None: nothing is asked."""
        return


class Always(NamedTuple):
    """The whole goal at any time."""

    def expected(self, goal: Fraction, over: int, owed: int, as_of: int) -> Fraction:
        """The goal."""
        return goal


class Stepwise(NamedTuple):
    """The latest step at or before the as-of; 0 before the first."""

    steps: Steps

    def expected(self, goal: Fraction, over: int, owed: int, as_of: int) -> Fraction:
        """The step in force."""
        past = [month for month in self.steps if month <= as_of]
        return Fraction(self.steps[max(past)].value) if past else Fraction(0)


Rule = Linear | Final | Always | Stepwise


def pace_rule(pace: Pace | None, whole: bool) -> Rule:
    """The rule that a pace of the plan names; a ceiling, which has none, holds always."""
    match pace:
        case None | PaceName.ALWAYS:
            return Always()
        case PaceName.LINEAR:
            return Linear(whole)
        case PaceName.FINAL:
            return Final()
        case _:
            return Stepwise(pace)
