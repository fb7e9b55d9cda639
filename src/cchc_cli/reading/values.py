"""The text of a value as the number, day or nothing that it means."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cchc_cli.model.figures import MAX_DIGITS, Value
from cchc_cli.model.period import parse_date
from cchc_cli.model.plan import Indicator, Kind

DecimalMark = str
"""`comma` or `point`."""

_DIGITS = re.compile(r"[0-9]+")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_UNPROVABLE = re.compile(r"[0-9]+[.,][0-9]{3}")
_LOOKS_NEGATIVE = re.compile(r"[-\u2212\u2013]\s*[0-9][0-9.,\s]*")


class ValueFault(StrEnum):
    """Why a value could not be read; the diagnostic's code."""

    NOT_A_NUMBER = "A208"
    NEGATIVE = "A209"
    NOT_WHOLE = "A210"
    NOT_A_MILESTONE = "A211"
    TOO_LONG = "A216"
    AMBIGUOUS = "A217"


def parse_number(text: str, mark: DecimalMark | None) -> Decimal | ValueFault:
    """A number of digits 0-9 with at most one decimal mark, exactly as written.

    One mark followed by exactly three digits may be a decimal mark or one between thousands; without
    a declared `mark` it is refused. With one, that mark is decimal and the other groups thousands.
    12.25 and 12,25 are provable, whatever is declared.
    """
    if _LOOKS_NEGATIVE.fullmatch(text):
        return ValueFault.NEGATIVE
    if _PLAIN.fullmatch(text) and not _UNPROVABLE.fullmatch(text):
        bare = text.replace(",", ".")
    elif mark is None:
        return ValueFault.AMBIGUOUS if _UNPROVABLE.fullmatch(text) else ValueFault.NOT_A_NUMBER
    else:
        decimal, group = (",", ".") if mark == "comma" else (".", ",")
        whole, found, fraction = text.partition(decimal)
        if re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:\{group}[0-9]{{3}})+", whole):
            whole = whole.replace(group, "")
        # Neither 0.500 nor 1234.567 is grouped in thousands; as a fraction it would be a guess.
        if not _DIGITS.fullmatch(whole) or (found and not _DIGITS.fullmatch(fraction)):
            return ValueFault.NOT_A_NUMBER
        bare = f"{whole}.{fraction}" if found else whole
    if len(bare) > MAX_DIGITS + ("." in bare):
        return ValueFault.TOO_LONG
    return Decimal(bare)


def parse_value(
    text: str, indicator: Indicator, mark: DecimalMark | None
) -> Decimal | date | ValueFault:
    """The figure of a count, level or milestone.

    A count that is not declared decimal takes whole numbers only; a milestone 0, 1 or the day when
    it was done (`2022-07-14` or `14/7/2022`).
    """
    if indicator.kind is Kind.MILESTONE:
        if text in ("0", "1"):
            return Decimal(text)
        day = parse_date(text) or _local_date(text)
        return ValueFault.NOT_A_MILESTONE if day is None else day
    number = parse_number(text, mark)
    if isinstance(number, ValueFault):
        return number
    if indicator.kind is Kind.COUNT and not indicator.decimal and number != int(number):
        return ValueFault.NOT_WHOLE
    return number


def _local_date(text: str) -> date | None:
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    return parse_date(f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}") if found else None


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
