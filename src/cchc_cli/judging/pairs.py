"""The rows of a numerator and of a denominator, which count only in pairs with the same label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.figures import Entry, Series, is_reported
from cchc_cli.model.kind import Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator

_EXACT = Context(prec=100, traps=[Inexact])
"""It fails rather than round; a figure has 18 digits at most."""


class Pairs(NamedTuple):
    """What one member's rows give of a quotient."""

    gaps: list[Period]
    """Periods owed that no pairs report."""
    is_last_open: bool
    """Whether one of them comes after the last pair."""
    resting: tuple[Sequence[Period], Sequence[Period]]
    """The labels whose rows count, of each part: all of a count, the latest of a level."""
    sums: tuple[Fraction, Fraction]


def sum_of(entries: Iterable[Entry]) -> Fraction:
    """The exact sum of figures that are numbers; decimals are added ten times faster than fractions."""
    amount = Decimal(0)
    for entry in entries:
        assert isinstance(entry.value, Decimal)
        amount = _EXACT.add(amount, entry.value)
    return Fraction(amount)


def pairs_of(parts: Sequence[Indicator], rows: Sequence[Series], owed: Iterable[Period]) -> Pairs:
    """Half a pair is left out; of what is owed a missing pair is missing as a whole."""
    labels = sorted(rows[0].keys() & rows[1].keys(), key=lambda label: label.order)
    paired: Series = {label: rows[0][label] for label in labels}
    kind = Kind.LEVEL if all(part.kind is Kind.LEVEL for part in parts) else Kind.COUNT
    gaps = [period for period in owed if not is_reported(period, paired, kind)]
    above, below = (labels[-1:] if part.kind is Kind.LEVEL else labels for part in parts)
    return Pairs(
        gaps=gaps,
        is_last_open=any(not labels or gap.last > labels[-1].last for gap in gaps),
        resting=(above, below),
        sums=(
            sum_of(rows[0][label] for label in above),
            sum_of(rows[1][label] for label in below),
        ),
    )
