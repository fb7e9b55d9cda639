"""Bars and courses drawn with characters."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.kind import Comparison
from cchc_cli.model.verdict import Verdict
from cchc_cli.render.amounts import Amounts

_HEIGHTS = "▁▂▃▄▅▆▇█"


class Progress(NamedTuple):
    """How far something is that is reached by degrees, as parts of its goal."""

    share: Fraction | None
    """What is reached, above 1 too; None without figures."""
    mark: Fraction | None
    """Where the pace would be by now, short of the goal."""


def progress(verdict: Verdict, numbers: Amounts) -> Progress | None:
    """How much of a goal is reached; None of all but a number that is to grow."""
    if verdict.comparison is not Comparison.AT_LEAST or not numbers.goal or numbers.goal <= 0:
        return None
    if verdict.indicator.kind.owes_at_end or verdict.kept is not None:
        return None
    goal = Fraction(numbers.goal)
    is_ahead = numbers.expected is not None and 0 < numbers.expected < numbers.goal
    return Progress(
        None if numbers.actual is None else Fraction(numbers.actual) / goal,
        Fraction(numbers.expected or 0) / goal if is_ahead else None,
    )


def progress_cells(verdict: Verdict, numbers: Amounts, width: int) -> str:
    """How far the actual is towards the goal, in `width` characters; a mark shows the pace.

    Empty where nothing is to be reached by degrees.
    """
    way = progress(verdict, numbers)
    if way is None:
        return ""
    filled = min(width, int((way.share or 0) * width))
    cells = ["█" if index < filled else "░" for index in range(width)]
    if way.mark is not None:
        cells[min(width - 1, int(way.mark * width))] = "│"
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
