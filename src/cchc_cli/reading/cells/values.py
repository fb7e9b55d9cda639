"""What stands in a value's cell as the number, day or nothing that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.figures import MAX_DIGITS, Value
from cchc_cli.model.kind import Kind
from cchc_cli.model.pattern import pattern
from cchc_cli.model.plan import Indicator
from cchc_cli.reading.cells.days import local_date, without_time

DecimalMark = str
"""`comma` or `point`."""


class Percent(NamedTuple):
    """A number of percent: what a workbook's cell in percent format shows, not the stored fraction."""

    value: Decimal


class BrokenCell(NamedTuple):
    """A cell that holds nothing that can be trusted."""

    code: Code | None
    """The fault; None where it is already reported."""
    found: str


Cell = str | Decimal | Percent | date | BrokenCell
"""A cell of text, or one of a workbook whose type says what it means."""
Row = Sequence[Cell]


def as_text(cell: Cell) -> str:
    """A cell as text, for names, evidence and messages."""
    match cell:
        case str():
            return cell
        case Percent():
            return f"{cell.value:f}%"
        case Decimal():
            return f"{cell:f}"
        case BrokenCell():
            return cell.found
        case _:
            return cell.isoformat()


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell; a broken one is not blank."""
    return isinstance(cell, str) and not cell.strip()


def cell_at(row: Row, index: int | None) -> Cell:
    """The cell of a column; a blank one where the row ends before it, or for no column."""
    return row[index] if index is not None and 0 <= index < len(row) else ""


def texts_of(row: Row) -> list[str]:
    """The cells of a row as texts."""
    return [as_text(cell).strip() for cell in row]


SPACES = " \u00a0\u2007\u2009\u202f"
"""What stands between thousands where no mark does."""

_SPACED = pattern(rf"[1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}})+(?=[.,]|$)")
_ONE_MARK = pattern(r"[0-9]+([.,])[0-9]+")
_GROUPS = pattern(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+")
_GROUPS_AND_PART = pattern(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*([.,])[0-9]+")
_UNPROVABLE = pattern(r"[0-9]+[.,][0-9]{3}")
_LOOKS_NEGATIVE = pattern(r"[-\u2212\u2013]\s*[0-9][0-9.,\s]*%?")
_PERCENT = pattern(rf"(.*[0-9])[{SPACES}]*%")
_MARKS = {",": "comma", ".": "point"}
_OTHER = {",": "point", ".": "comma"}


class ValueFault(Enum):
    """Why a value could not be read, with the diagnostic that says so."""

    NOT_A_NUMBER = codes.A208
    NEGATIVE = codes.A209
    NOT_WHOLE = codes.A210
    NOT_A_MILESTONE = codes.A211
    TOO_LONG = codes.A216
    AMBIGUOUS = codes.A217
    NOT_A_PERCENTAGE = codes.A219


def proven_mark(text: str) -> DecimalMark | None:
    """The decimal mark that a number proves by itself; None where it proves none.

    `61,5` and `1.234,5` and `1.234.567` prove the comma; `1.234` and `1234` nothing.
    """
    if "," not in text and "." not in text:
        return None
    percent = _PERCENT.fullmatch(text)
    text = percent[1] if percent else text
    spaced = _SPACED.match(text)
    if spaced:
        rest = text[spaced.end() :]
        return _MARKS[rest[0]] if re.fullmatch(r"[.,][0-9]+", rest) else None
    one = _ONE_MARK.fullmatch(text)
    if one:
        return None if _UNPROVABLE.fullmatch(text) else _MARKS[one[1]]
    groups = _GROUPS.fullmatch(text)
    if groups:
        return _OTHER[groups[1]]
    both = _GROUPS_AND_PART.fullmatch(text)
    return _MARKS[both[2]] if both and both[1] != both[2] else None


def both_readings(text: str) -> tuple[str, Decimal]:
    """What `1.234` may mean: the digits without its mark, and the number with it as decimal."""
    text = text.rstrip(f"%{SPACES}")
    return re.sub("[.,]", "", text).lstrip("0") or "0", Decimal(text.replace(",", "."))


def parse_number(text: str, mark: DecimalMark | None) -> Decimal | ValueFault:
    """A number of digits 0-9 with at most one decimal mark, exactly as written.

    Thousands may be grouped by the other mark or by spaces. One mark followed by exactly three digits
    may be a decimal mark or one between thousands; without a declared or proven `mark` it is refused.
    With one, that mark is decimal and the other groups thousands.
    """
    if text.isascii() and text.isdigit():
        return Decimal(text) if len(text) <= MAX_DIGITS else ValueFault.TOO_LONG
    if _LOOKS_NEGATIVE.fullmatch(text):
        return ValueFault.NEGATIVE
    spaced = _SPACED.match(text)
    if spaced:
        rest = text[spaced.end() :]
        if rest and not re.fullmatch(r"[.,][0-9]+", rest):
            return ValueFault.NOT_A_NUMBER
        if rest and mark is not None and _MARKS[rest[0]] != mark:
            return ValueFault.NOT_A_NUMBER
        bare = re.sub(f"[{SPACES}]", "", spaced[0]) + rest.replace(",", ".")
        return _exact(bare)
    if mark is None:
        if _UNPROVABLE.fullmatch(text):
            return ValueFault.AMBIGUOUS
        mark = proven_mark(text) or "point"
    decimal, group = (",", ".") if mark == "comma" else (".", ",")
    whole, _, fraction = text.partition(decimal)
    if re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:\{group}[0-9]{{3}})+", whole):
        whole = whole.replace(group, "")
    elif _UNPROVABLE.fullmatch(whole):
        # 0.500 and 1234.567 are no groups of thousands; as a fraction they would be a guess.
        return ValueFault.NOT_A_NUMBER
    elif "," in whole and not fraction:
        whole = whole.replace(",", ".")
    return _exact(f"{whole}.{fraction}" if decimal in text else whole)


def _exact(bare: str) -> Decimal | ValueFault:
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", bare):
        return ValueFault.NOT_A_NUMBER
    if len(bare) > MAX_DIGITS + ("." in bare):
        return ValueFault.TOO_LONG
    return Decimal(bare)


def parse_value(
    cell: str | Decimal | Percent | date, indicator: Indicator | None, mark: DecimalMark | None
) -> Decimal | date | ValueFault:
    """The figure of a count, level or milestone; without an indicator, of any of them.

    A count that is not declared decimal takes whole numbers only; a milestone 0, 1 or the day when
    it was done (`2022-07-14` or `14/7/2022`). A percent sign, or a cell in percent format, is for a
    level whose measure is %.
    """
    if indicator is None or indicator.kind is Kind.MILESTONE:
        done = _parse_done(cell)
        if indicator is not None or not isinstance(done, ValueFault):
            return done
    number: Decimal | ValueFault
    percent = _PERCENT.fullmatch(cell) if isinstance(cell, str) and "%" in cell else None
    if (percent or isinstance(cell, Percent)) and indicator and not takes_percent(indicator):
        return ValueFault.NOT_A_PERCENTAGE
    match cell:
        case str():
            number = _signed(percent[1] if percent else cell, mark, indicator)
        case Percent():
            number = _stored(cell.value, indicator)
        case Decimal():
            number = _stored(cell, indicator)
        case _:
            return ValueFault.NOT_A_NUMBER
    if isinstance(number, ValueFault) or indicator is None:
        return number
    if indicator.kind is Kind.COUNT and not indicator.decimal and number != int(number):
        return ValueFault.NOT_WHOLE
    return number


def _parse_done(cell: str | Decimal | Percent | date) -> Decimal | date | ValueFault:
    match cell:
        case date():
            return cell
        case "0" | "1":
            return Decimal(cell)
        case Decimal() if cell in (0, 1):
            return cell
        case str() if (day := local_date(without_time(cell))) is not None:
            return day
        case _:
            return ValueFault.NOT_A_MILESTONE


def _signed(text: str, mark: DecimalMark | None, indicator: Indicator | None) -> Decimal | ValueFault:
    """A number; of a signed level one that may have a minus (- or −) before it."""
    bare = text.strip()
    if indicator is None or not indicator.signed or bare[:1] not in ("-", "−"):
        return parse_number(text, mark)
    number = parse_number(bare[1:], mark)
    return number if isinstance(number, ValueFault) else -number


def _stored(number: Decimal, indicator: Indicator | None) -> Decimal | ValueFault:
    if number < 0 and not (indicator is not None and indicator.signed):
        return ValueFault.NEGATIVE
    exact = _exact(f"{abs(number):f}")
    return -exact if number < 0 and isinstance(exact, Decimal) else exact


def takes_percent(indicator: Indicator) -> bool:
    """Whether an indicator's values may carry a percent sign."""
    return indicator.kind is Kind.LEVEL and indicator.measure == "%"


def shows_percent(cell: object) -> bool:
    """Whether a cell says itself that it is in percent."""
    return isinstance(cell, Percent) or (isinstance(cell, str) and "%" in cell)


def value_text(value: Value) -> str:
    """A figure as text that every reader takes for the same number, whatever its decimal mark.

    One mark before exactly three digits could part thousands: a further 0 keeps 1.2340 a decimal.
    """
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}0" if re.fullmatch(r"[0-9]+\.[0-9]{3}", text) else text
