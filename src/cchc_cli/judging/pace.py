"""What a target asks before its end. A new pace is one class and one name in `Rule`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import NamedTuple

from cchc_cli.model.goal import Ask, Asked, Bound
from cchc_cli.model.scalars import PaceName


class Linear(NamedTuple):
    """The goal's share for the periods that are over; of one bound alone."""

    whole: bool
    """Round down to a whole number."""

    def asked(self, goal: Ask, over: int, owed: int, as_of: int) -> Ask:
        """`goal * over / owed`."""
        (bound,) = goal.bounds
        share = bound.value * over / owed if owed else Fraction(0)
        return Ask.of(Bound(bound.comparison, Fraction(floor(share)) if self.whole else share))


class Final(NamedTuple):
    """Nothing before the end."""

    def asked(self, goal: Ask, over: int, owed: int, as_of: int) -> None:
        """None: nothing is asked."""
        return


class Always(NamedTuple):
    """The whole goal at any time."""

    def asked(self, goal: Ask, over: int, owed: int, as_of: int) -> Ask:
        """The goal."""
        return goal


class Stepwise(NamedTuple):
    """The latest step at or before the as-of; of one bound alone."""

    steps: Mapping[int, Fraction]
    signed: bool

    def asked(self, goal: Ask, over: int, owed: int, as_of: int) -> Ask:
        """The step in force; before the first nothing is asked, which of what cannot be negative and
        is to grow is said as 0.
        """
        (bound,) = goal.bounds
        past = [month for month in self.steps if month <= as_of]
        if past:
            return Ask.of(Bound(bound.comparison, self.steps[max(past)]))
        return Ask(number=None if self.signed or bound.comparison.is_upper else Fraction(0))


Rule = Linear | Final | Always | Stepwise


def pace_rule(asked: Asked, whole: bool, signed: bool) -> Rule:
    """The rule that a pace of the plan names; what has none holds always."""
    match asked.pace:
        case None | PaceName.ALWAYS:
            return Always()
        case PaceName.LINEAR:
            return Linear(whole)
        case PaceName.FINAL:
            return Final()
        case steps:
            return Stepwise(steps, signed)
