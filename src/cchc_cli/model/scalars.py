"""How the values of a plan are read from the text of YAML scalars (`"2022-07"`, `"60%"`, `"true"`).

Each type takes that text and gives the value, or refuses it and says what was expected. What an
editor is told of it (`WithJsonSchema`) stands beside; `patternErrorMessage` and `enumDescriptions`
name the words that `messages/schema.py` has for them.
"""

# No annotations from __future__ here: pydantic would have to evaluate each of them at every start.
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, NoReturn

from pydantic import BeforeValidator, GetPydanticSchema, WithJsonSchema
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import no_info_wrap_validator_function

from cchc_cli.model.period import YEARS, parse_date, parse_month

EXPECTED = "expected"
"""The type of the errors that our own validators raise; `ctx["what"]` names what was expected."""

_GOAL = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)(%?)")
_ID = re.compile(r"\w[\w.\-]{0,63}")


class PaceName(StrEnum):
    """What is asked before the end."""

    LINEAR = "linear"
    FINAL = "final"
    ALWAYS = "always"


class Goal(NamedTuple):
    """The number that a target asks; 60% is `Goal(Decimal(60), percent=True)`."""

    value: Decimal
    percent: bool


Steps = Mapping[int, Goal]
"""What is asked from a month on, by month."""
Pace = PaceName | Steps
Due = int | date
"""A month, or a day, which means the reporting month that holds it."""


def _refuse(what: str) -> NoReturn:
    raise PydanticCustomError(EXPECTED, "{what}", {"what": what})


def _printable(value: object) -> object:
    """Refuses characters that would act on a terminal or turn text around."""
    if (
        isinstance(value, str)
        and not value.isprintable()
        and any(
            (unicodedata.category(char) == "Cc" and char not in "\n\t")
            or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
            for char in value
        )
    ):
        _refuse("printable")
    return value


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        _refuse("text")
    return _printable(value)


def is_identifier(text: str) -> bool:
    """Whether a text may be an id."""
    return _ID.fullmatch(text) is not None


def _identifier(value: object) -> object:
    if isinstance(value, str) and not is_identifier(value):
        _refuse("id")
    return value


def _month(value: object) -> int:
    month = parse_month(value) if isinstance(value, str) else None
    return _refuse("month") if month is None else month


def _day(value: object) -> date:
    day = parse_date(value, range(1900, YEARS.stop)) if isinstance(value, str) else None
    return _refuse("date") if day is None else day


def _due(value: object) -> Due:
    if isinstance(value, str):
        month = parse_month(value)
        if month is not None:
            return month
        day = parse_date(value)
        if day is not None:
            return day
    return _refuse("due")


def _goal(value: object) -> Goal:
    found = _GOAL.fullmatch(value) if isinstance(value, str) else None
    return Goal(Decimal(found[1]), found[2] == "%") if found else _refuse("goal")


def _pace(value: object, steps: Callable[[object], Steps]) -> Pace:
    if isinstance(value, dict) and value:
        return steps(value)
    if isinstance(value, str) and value in list(PaceName):
        return PaceName(value)
    return _refuse("pace")


def _schedule(value: object, written: Callable[[object], dict[str, Due]]) -> Due | None:
    if value == "ongoing":
        return None
    if isinstance(value, dict) and list(value) == ["due"]:
        return written(value)["due"]
    return _refuse("schedule")


def _word_or(mapping: object, parse: Callable[[object, Any], object]) -> GetPydanticSchema:
    """A field that takes a word or a mapping, whose faults stand at its own keys and values."""
    return GetPydanticSchema(
        lambda _, schema: no_info_wrap_validator_function(parse, schema.generate_schema(mapping))
    )


def _truth(value: object) -> bool:
    return value == "true" if value in ("true", "false") else _refuse("bool")


def _integer(low: int, high: int, what: str) -> BeforeValidator:
    def parse(value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"[1-9]?[0-9]", value):
            number = int(value)
            if low <= number <= high:
                return number
        return _refuse(what)

    return BeforeValidator(parse)


_MONTH_SCHEMA = {
    "type": "string",
    "pattern": r"^(199[0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])$",
    "patternErrorMessage": "month",
    "examples": ["2022-07"],
}
_DAY_SCHEMA = {
    "type": "string",
    "pattern": r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "patternErrorMessage": "day",
    "examples": ["2022-07-27"],
}
_DUE_SCHEMA = {
    "type": "string",
    "pattern": r"^(199[0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$",
    "patternErrorMessage": "due",
    "examples": ["2022-12", "2022-12-14"],
}
_GOAL_SCHEMA = {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {
            "type": "string",
            "pattern": r"^[0-9]{1,15}(\.[0-9]{1,6})?%?$",
            "patternErrorMessage": "goal",
        },
    ],
    "examples": [20, "60%"],
}
_PACE_SCHEMA = {
    "anyOf": [
        {
            "enum": ["linear", "final", "always"],
            "enumDescriptions": "pace",
        },
        {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {_MONTH_SCHEMA["pattern"]: _GOAL_SCHEMA},
            "additionalProperties": False,
        },
    ],
}
_SCHEDULE_SCHEMA = {
    "anyOf": [
        {"const": "ongoing"},
        {
            "type": "object",
            "properties": {"due": {**_DUE_SCHEMA, "description": "due"}},
            "required": ["due"],
            "additionalProperties": False,
        },
    ],
    "default": "ongoing",
}
_ID_SCHEMA = {
    "type": ["string", "number"],  # an editor takes a bare 2022 for a number, the reader for a text
    # Letters of every script; `\w` would be ASCII alone where JavaScript matches it.
    "pattern": r"^[^\s!-/:-@\[-^`{-~][^\s!-,/:-@\[-^`{-~]{0,63}$",
    "patternErrorMessage": "id",
}
_TEXT_SCHEMA = {
    "type": ["string", "number"],
    "pattern": r"\S",
    "patternErrorMessage": "text",
}

Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
Identifier = Annotated[str, BeforeValidator(_identifier), WithJsonSchema(_ID_SCHEMA)]
Month = Annotated[int, BeforeValidator(_month), WithJsonSchema(_MONTH_SCHEMA)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
DueField = Annotated[Any, BeforeValidator(_due), WithJsonSchema(_DUE_SCHEMA)]
GoalField = Annotated[Any, BeforeValidator(_goal), WithJsonSchema(_GOAL_SCHEMA)]
PaceField = Annotated[Any, _word_or(dict[Month, GoalField], _pace), WithJsonSchema(_PACE_SCHEMA)]
ScheduleField = Annotated[
    Any, _word_or(dict[str, DueField], _schedule), WithJsonSchema(_SCHEDULE_SCHEMA)
]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
Version = Annotated[int, _integer(1, 1, "version"), WithJsonSchema({"const": 1})]
CutoffDay = Annotated[
    int,
    _integer(1, 28, "cutoff_day"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 28}),
]
ReportDays = Annotated[
    int,
    _integer(0, 60, "report_days"),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 60}),
]
