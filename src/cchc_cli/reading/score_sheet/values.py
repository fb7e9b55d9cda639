"""What a cell of a score sheet means under the rule of its criterion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.score import Choice, NotApplied, Value
from cchc_cli.model.scoring import Bands, Choices, Leaf, Manual, Proportional
from cchc_cli.reading.cells.names import fold, strip_diacritics
from cchc_cli.reading.cells.values import (
    SPACES,
    BrokenCell,
    Cell,
    DecimalMark,
    Percent,
    ValueFault,
    as_text,
    both_readings,
    is_blank,
    parse_number,
)
from cchc_cli.reading.scoring_file.checks import NOT_APPLICABLE

MAX_SHOWN = 80

FindMark = Callable[[], DecimalMark | None]
"""The decimal mark that is declared, or that other cells prove."""


class Wrong(NamedTuple):
    """Why a cell gives no value."""

    code: Code | None
    """None where it is already reported."""
    params: dict[str, object]
    candidates: tuple[str, ...] = ()
    """What may have been meant."""


def read_value(cell: Cell, leaf: Leaf, mark: FindMark) -> Value | Wrong:
    """The value of a leaf; None for a blank cell."""
    if is_blank(cell):
        return None
    if isinstance(cell, BrokenCell):
        return read_number(cell, leaf, mark)
    if isinstance(cell, str) and fold(cell) in NOT_APPLICABLE:
        return NotApplied()
    if isinstance(leaf.rule, Choices):
        return _choice(cell, leaf, tuple(leaf.rule.points))
    takes_percent = isinstance(leaf.rule, Bands | Proportional)
    number = read_number(cell, leaf, mark, takes_percent)
    if isinstance(leaf.rule, Manual) and isinstance(number, Decimal) and number > leaf.max:
        return Wrong(codes.A607, {"found": number, "criterion": leaf.id, "most": leaf.max})
    return number


def _choice(cell: Cell, leaf: Leaf, names: tuple[str, ...]) -> Choice | Wrong:
    text = as_text(cell).strip()
    same = [name for name in names if fold(name) == fold(text)]
    # "Kịp thời" for the choice kip-thoi: an id has no diacritics and no spaces.
    same = same or [name for name in names if _bare(name) == _bare(text)]
    if len(same) == 1:
        return Choice(same[0])
    params: dict[str, object] = {
        "found": text[:MAX_SHOWN],
        "criterion": leaf.id,
        "choices": ", ".join(names),
    }
    return Wrong(codes.A605, params, names)


def _bare(text: str) -> str:
    return strip_diacritics(text).replace("-", " ")


def read_number(cell: Cell, leaf: Leaf, mark: FindMark, takes_percent: bool = True) -> Decimal | Wrong:
    """A number from 0 up; 92% is 92 where the rule may be about a share."""
    text = as_text(cell).strip()
    about: dict[str, object] = {"found": text[:MAX_SHOWN], "criterion": leaf.id}
    number: Decimal | ValueFault
    match cell:
        case str():
            bare = text.removesuffix("%").rstrip(SPACES)
            if bare != text and not takes_percent:
                return Wrong(codes.A606, about)
            number = parse_number(bare, None)
            if number is ValueFault.AMBIGUOUS:
                number = parse_number(bare, mark())
            if number is ValueFault.AMBIGUOUS:
                whole, part = both_readings(bare)
                return Wrong(codes.A616, {**about, "whole": whole, "part": part})
        case Percent():
            if not takes_percent:
                return Wrong(codes.A606, about)
            number = parse_number(f"{cell.value:f}", "point")
        case Decimal():
            number = parse_number(f"{cell:f}", "point")
        case BrokenCell() if cell.code is None or cell.code.params == "found":
            # Without a code, the reader of the file has reported it.
            return Wrong(cell.code, {"found": cell.found})
        case BrokenCell() | date():
            return Wrong(codes.A604, about)
    if number is ValueFault.NEGATIVE:
        return Wrong(codes.A617, about)
    return Wrong(codes.A604, about) if isinstance(number, ValueFault) else number
