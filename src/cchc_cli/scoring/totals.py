"""Points added up: leaves into nodes, bonus points up to their caps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cchc_cli.model.score import Outcome, Total
from cchc_cli.model.scoring import Criterion, ScoringTable

Totals = dict[str, Total]
"""The total of every node, by its id."""


class Adder:
    """Adds up the outcomes of one table, many times."""

    def __init__(self, table: ScoringTable) -> None:
        self.table = table
        self._has_cap = any(criterion.bonus_cap is not None for _, criterion in table.walk())

    def total(self, outcomes: Sequence[Outcome]) -> Total:
        """The total of the table."""
        if self._has_cap:
            return self._tree(outcomes, None)
        low = _sum([outcome.low for outcome in outcomes])
        most = _sum([outcome.max for outcome in outcomes])
        if all(outcome.low is outcome.high for outcome in outcomes):
            return Total(low, low, most)
        return Total(low, _sum([outcome.high for outcome in outcomes]), most)

    def nodes(self, outcomes: Sequence[Outcome]) -> Totals:
        """The total of every node."""
        totals: Totals = {}
        self._tree(outcomes, totals)
        return totals

    def _tree(self, outcomes: Sequence[Outcome], totals: Totals | None) -> Total:
        position = self.table.position

        def add(criteria: Sequence[Criterion]) -> tuple[list[Fraction], ...]:
            """Of some criteria: low, high and maximum, then low and high of bonus points."""
            parts: tuple[list[Fraction], ...] = ([], [], [], [], [])
            for criterion in criteria:
                if criterion.criteria:
                    inner = [_sum(numbers) for numbers in add(criterion.criteria)]
                    cap = criterion.bonus_cap
                    if cap is not None:
                        inner[3:] = (min(cap, number) for number in inner[3:])
                    if totals is not None:
                        low, high, most, bonus_low, bonus_high = inner
                        totals[criterion.id] = Total(low + bonus_low, high + bonus_high, most)
                else:
                    outcome = outcomes[position[criterion.id]]
                    ends = [outcome.low, outcome.high]
                    none = [Fraction(0), Fraction(0)]
                    bonus = criterion.bonus
                    inner = [*(none if bonus else ends), outcome.max, *(ends if bonus else none)]
                for numbers, number in zip(parts, inner, strict=True):
                    numbers.append(number)
            return parts

        low, high, most, bonus_low, bonus_high = (_sum(part) for part in add(self.table.criteria))
        return Total(low + bonus_low, high + bonus_high, most)


def _sum(numbers: Sequence[Fraction]) -> Fraction:
    """The sum; one addition of fractions for each denominator, however many numbers there are."""
    by_denominator: dict[int, int] = {}
    for number in numbers:
        denominator = number.denominator
        by_denominator[denominator] = by_denominator.get(denominator, 0) + number.numerator
    return sum((Fraction(top, bottom) for bottom, top in by_denominator.items()), Fraction(0))


def with_outcome(outcomes: Sequence[Outcome], index: int, changed: Outcome) -> list[Outcome]:
    """The same outcomes with one of them changed."""
    return [changed if at == index else outcome for at, outcome in enumerate(outcomes)]
