"""Ranks and classes, only where nothing unknown may change them.

What is unknown of one unit is unknown apart from all others, and the ends of every interval are
reached; so a unit's best rank is that of its highest share beside the lowest of all others, its worst
the other way round.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

from cchc_cli.model.score import Outcome, SheetKey, Standing, Total
from cchc_cli.model.scoring import STAGES
from cchc_cli.scoring.totals import Adder


def standings(
    outcomes: Mapping[SheetKey, Sequence[Outcome]], units: Sequence[str], adder: Adder
) -> tuple[Standing, ...]:
    """Every unit at every stage, the highest shares first; without a maximum last."""
    ranked: list[Standing] = []
    for stage in STAGES:
        here = [(unit, outcomes[unit, stage]) for unit in units if (unit, stage) in outcomes]
        totals = {unit: adder.total(points) for unit, points in here}
        ranks = _ranks(totals)
        lines = []
        for order, (unit, points) in enumerate(here):
            total = totals[unit]
            percents = total.percents
            class_ = is_open = None
            if percents is not None:
                classes = [adder.table.class_of(percent) for percent in percents]
                is_open = classes[0] is not classes[1]
                class_ = None if is_open else classes[0]
            unknown = (
                ()
                if not total.is_open and not any(outcome.is_open for outcome in points)
                else tuple(index for index, outcome in enumerate(points) if outcome.is_open)
            )
            standing = Standing(
                unit,
                stage,
                total,
                ranks.get(unit),
                class_,
                bool(is_open),
                unknown,
                sum(not outcome.applies for outcome in points),
            )
            least, most = percents or (Fraction(-1), Fraction(-1))
            lines.append(((-least, -most, order), standing))
        ranked += [standing for _, standing in sorted(lines, key=lambda line: line[0])]
    return tuple(ranked)


def _ranks(totals: Mapping[str, Total]) -> dict[str, int]:
    """The rank of each unit whose rank is known: 1 and the number of those above it."""
    percents = {unit: total.percents for unit, total in totals.items()}
    shares = {unit: ends for unit, ends in percents.items() if ends is not None}
    lows = sorted(low for low, _ in shares.values())
    highs = sorted(high for _, high in shares.values())
    ranks = {}
    for unit, (low, high) in shares.items():
        # A unit is never above itself: its own low is not above its high, but its high may be above
        # its own low.
        surely_above = len(lows) - bisect_right(lows, high)
        maybe_above = len(highs) - bisect_right(highs, low) - (high > low)
        if surely_above == maybe_above:
            ranks[unit] = surely_above + 1
    return ranks
