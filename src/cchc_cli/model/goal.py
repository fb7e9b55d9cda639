"""What is asked of a number: bounds, and whether it holds against them."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.kind import Comparison
from cchc_cli.model.scalars import PaceName


class Bound(NamedTuple):
    """One comparison with its number; percentages in percent."""

    comparison: Comparison
    value: Fraction

    def holds(self, actual: Fraction) -> bool:
        """Whether an actual is on the right side of it."""
        match self.comparison:
            case Comparison.AT_LEAST:
                return actual >= self.value
            case Comparison.AT_MOST:
                return actual <= self.value
            case Comparison.ABOVE:
                return actual > self.value
            case Comparison.BELOW:
                return actual < self.value
            case Comparison.EXACTLY:
                return actual == self.value


class Ask(NamedTuple):
    """What is asked at a time: every bound; none of them asks for nothing, which always holds."""

    bounds: tuple[Bound, ...] = ()
    number: Fraction | None = None
    """The number that is asked; None of a range, or where nothing is asked and 0 says nothing."""

    @classmethod
    def of(cls, *bounds: Bound) -> "Ask":
        """One bound, or the two of a range."""
        return cls(bounds, bounds[0].value if len(bounds) == 1 else None)

    def holds(self, actual: Fraction) -> bool:
        """Whether an actual satisfies it; the rule of "giữ mức" for levels, ratios and averages."""
        return all(bound.holds(actual) for bound in self.bounds)

    def gap(self, actual: Fraction) -> Fraction:
        """The distance to the bound that does not hold, 0 where all do; never negative."""
        broken = (abs(bound.value - actual) for bound in self.bounds if not bound.holds(actual))
        return max(broken, default=Fraction(0))

    @property
    def bars(self) -> tuple[Fraction, ...]:
        """The numbers at which the answer can change."""
        return tuple(bound.value for bound in self.bounds)


class Asked(NamedTuple):
    """What a target asks of one unit, with its exception and its baseline worked in."""

    bounds: tuple[Bound, ...]
    """One; two of a range; none of a narrative."""
    pace: PaceName | Mapping[int, Fraction] | None
    """Steps by month; None where no pace applies."""
    due: int | date
    """A month, or a day in its reporting month `due_month`."""
    due_month: int
    baseline: Fraction | None = None
    in_percent: bool = False
    """Whether the bounds are percentages; of an `over` milestone, of its members."""
