"""Bars and courses drawn with characters."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from cchc_cli.model.kind import Comparison
from cchc_cli.model.verdict import Verdict
from cchc_cli.render.amounts import Amounts

_HEIGHTS = "▁▂▃▄▅▆▇█"


def is_by_degrees(verdict: Verdict, shown: Amounts) -> bool:
    """Whether it says something how much of its goal is reached: of a number that is to grow."""
    if verdict.comparison is not Comparison.AT_LEAST or not shown.goal or shown.goal <= 0:
        return False
    return not verdict.indicator.kind.owes_at_end and verdict.kept is None


def progress_cells(verdict: Verdict, shown: Amounts, width: int) -> str:
    """How far the actual is towards the goal, in `width` characters; a mark shows the pace.

    Empty where nothing is to be reached by degrees.
    """
    if not is_by_degrees(verdict, shown) or not shown.goal:
        return ""
    filled = min(width, int((shown.actual or 0) * width / shown.goal))
    cells = ["█" if index < filled else "░" for index in range(width)]
    if shown.expected is not None and 0 < shown.expected < shown.goal:
        cells[min(width - 1, int(shown.expected * width / shown.goal))] = "│"
    return "".join(cells)


def sparkline(values: Sequence[Fraction | None], top: Fraction) -> str:
    """A character for each value between 0 and `top`; a dot where there is none."""
    characters = []
    for value in values:
        if value is None:
            characters.append("·")
        elif not top:
            characters.append(_HEIGHTS[0])
        else:
            characters.append(_HEIGHTS[max(0, min(7, int(value * 7 / top)))])
    return "".join(characters)


def percent_of_goal(actual: Decimal, goal: Decimal) -> int:
    """What part of a goal is reached, in whole percent; 100 only where all of it is."""
    return int(100 * actual / goal)
