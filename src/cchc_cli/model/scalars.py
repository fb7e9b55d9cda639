"""How the values of a plan are read from the text of YAML scalars (`"2022-07"`, `"60%"`, `"true"`).

Each type takes that text and gives the value, or refuses it and says what was expected. What an
editor is told of it (its JSON schema) stands beside; `patternErrorMessage` and `enumDescriptions`
name the words that `tools/editor_words/plan.py` has for them.
"""

# No annotations from __future__ here: pydantic would have to evaluate each of them at every start.
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, NamedTuple, NoReturn

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import (
    CoreSchema,
    no_info_before_validator_function,
    no_info_wrap_validator_function,
)

from cchc_cli.model.pattern import pattern
from cchc_cli.model.period import YEARS, parse_date, parse_label, parse_month

EXPECTED = "expected"
"""The type of the errors that our own validators raise; `ctx["what"]` names what was expected."""

_GOAL = pattern(r"([+-]?)([0-9]{1,15}(?:\.[0-9]{1,6})?)(%?)")
_ID = pattern(r"\w[\w.\-]{0,63}")


class PaceName(StrEnum):
    """What is asked before the end."""

    LINEAR = "linear"
    FINAL = "final"
    ALWAYS = "always"


class Goal(NamedTuple):
    """The number that a target asks; 60% is `Goal(Decimal(60), percent=True)`."""

    value: Decimal
    percent: bool
    sign: str = ""
    """`+` or `-` where one is written: a change from a baseline, or a number below 0."""

    def from_baseline(self, baseline: Decimal | None) -> Fraction:
        """The number that is asked: `+10%` of the baseline more, `+5` more than it (of percentages:
        points). Without a sign, or without a baseline, the number itself.
        """
        if not self.sign or baseline is None:
            return Fraction(self.value)
        if self.percent:
            return Fraction(baseline) * (100 + Fraction(self.value)) / 100
        return Fraction(baseline) + Fraction(self.value)


Steps = Mapping[int, Goal]
"""What is asked from a month on, by month."""
Pace = PaceName | Steps
Due = int | date
"""A month (of a quarter, half or year its last), or a day, which means the month that holds it."""


class Written:
    """How a value is read before its type looks at it, and what an editor is told of it.

    Models are built at every start: `BeforeValidator` and `WithJsonSchema` would cost more there.
    """

    def __init__(self, parse: Callable[[Any], object], schema: dict[str, Any] | None = None) -> None:
        self._parse = parse
        self._schema = schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._parse, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        # A copy: the generator adds defaults to what it is given.
        return handler(core) if self._schema is None else dict(self._schema)


class WordOr(Written):
    """A field that takes a word or a mapping, whose faults stand at its own keys and values.

    `schema` is that of both, with `or_mapping` that of the word alone.
    """

    def __init__(
        self,
        mapping: object,
        parse: Callable[[object, Any], object],
        schema: dict[str, Any],
        or_mapping: bool = False,
    ) -> None:
        self._mapping, self._either, self._or_mapping = mapping, parse, or_mapping
        self._schema = schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_wrap_validator_function(self._either, handler.generate_schema(self._mapping))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        own = super().__get_pydantic_json_schema__(core, handler)
        return {"anyOf": [own, handler(core)]} if self._or_mapping else own


def refuse(what: str) -> NoReturn:
    """Says that a value is not what was expected, by the name of that."""
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
        refuse("printable")
    return value


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        refuse("text")
    return _printable(value)


def is_identifier(text: str) -> bool:
    """Whether a text may be an id."""
    return _ID.fullmatch(text) is not None


def _identifier(value: object) -> object:
    if isinstance(value, str) and not is_identifier(value):
        refuse("id")
    return value


def _month(value: object) -> int:
    month = parse_month(value) if isinstance(value, str) else None
    return refuse("month") if month is None else month


def _day(value: object) -> date:
    day = parse_date(value, range(1900, YEARS.stop)) if isinstance(value, str) else None
    return refuse("date") if day is None else day


def _due(value: object) -> Due:
    if isinstance(value, str):
        label = parse_label(value) if "/" not in value else None
        if label is not None:
            return label.last
        day = parse_date(value)
        if day is not None:
            return day
    return refuse("due")


def _step(value: object) -> int:
    label = parse_label(value) if isinstance(value, str) and "/" not in value else None
    return refuse("month") if label is None else label.last


def parse_goal(value: object) -> Goal:
    """The goal that `20`, `60%` or `+10%` means; refuses anything else."""
    found = _GOAL.fullmatch(value) if isinstance(value, str) else None
    return Goal(Decimal(found[1] + found[2]), found[3] == "%", found[1]) if found else refuse("goal")


def _plain(value: object) -> Goal:
    goal = parse_goal(value)
    return refuse("plain") if goal.sign == "+" else goal


def _factor(value: object) -> Decimal:
    goal = parse_goal(value)
    return refuse("scale") if goal.sign or goal.percent or not goal.value else goal.value


def one_or_list(value: object) -> object:
    """One name as a list of one."""
    return [value] if isinstance(value, str) else value


def _one_or_each(value: object, each: Callable[[object], object]) -> object:
    return each(value) if isinstance(value, dict) else _plain(value)


def _pace(value: object, steps: Callable[[object], Steps]) -> Pace:
    if isinstance(value, dict) and value:
        return steps(value)
    if isinstance(value, str) and value in list(PaceName):
        return PaceName(value)
    return refuse("pace")


def _schedule(value: object, written: Callable[[object], dict[str, Due]]) -> Due | None:
    if value == "ongoing":
        return None
    if isinstance(value, dict) and list(value) == ["due"]:
        return written(value)["due"]
    return refuse("schedule")


def _truth(value: object) -> bool:
    return value == "true" if value in ("true", "false") else refuse("bool")


def _integer(low: int, high: int, what: str, schema: dict[str, Any] | None = None) -> Written:
    def parse(value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"[1-9]?[0-9]", value):
            number = int(value)
            if low <= number <= high:
                return number
        return refuse(what)

    return Written(parse, schema or {"type": "integer", "minimum": low, "maximum": high})


_YEAR = r"^(199[0-9]|2[01][0-9]{2})"
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
    "type": ["string", "integer"],  # an editor takes a bare 2030 for a number
    "minimum": 1990,
    "maximum": 2199,
    "pattern": _YEAR + r"(-Q[1-4]|-H[12]|-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    "patternErrorMessage": "due",
    "examples": ["2022-12", "2022-Q4", "2022-12-14"],
}
GOAL_SCHEMA = {
    "anyOf": [
        {"type": "number"},
        {
            "type": "string",
            "pattern": r"^[+-]?[0-9]{1,15}(\.[0-9]{1,6})?%?$",
            "patternErrorMessage": "goal",
        },
    ],
    "examples": [20, "60%", "+10%"],
}
_STEP = _YEAR + r"(-Q[1-4]|-H[12]|-(0[1-9]|1[0-2]))?$"
_PACE_SCHEMA = {
    "anyOf": [
        {
            "enum": ["linear", "final", "always"],
            "enumDescriptions": "pace",
        },
        {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {_STEP: GOAL_SCHEMA},
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

Text = Annotated[str, Written(_text, _TEXT_SCHEMA)]
Identifier = Annotated[str, Written(_identifier, _ID_SCHEMA)]
Month = Annotated[int, Written(_month, _MONTH_SCHEMA)]
Day = Annotated[date, Written(_day, _DAY_SCHEMA)]
Step = Annotated[int, Written(_step, _MONTH_SCHEMA)]
DueField = Annotated[Any, Written(_due, _DUE_SCHEMA)]
GoalField = Annotated[Any, Written(parse_goal, GOAL_SCHEMA)]
PaceField = Annotated[Any, WordOr(dict[Step, GoalField], _pace, _PACE_SCHEMA)]
PlainField = Annotated[Any, Written(_plain, GOAL_SCHEMA)]
BaselineField = Annotated[
    Any,
    WordOr(
        dict[Identifier, PlainField],
        _one_or_each,
        {"anyOf": [*GOAL_SCHEMA["anyOf"], {"type": "object", "additionalProperties": GOAL_SCHEMA}]},
    ),
]
Scale = Annotated[Decimal, Written(_factor, {"type": "number", "exclusiveMinimum": 0})]
Names = Annotated[
    tuple[Identifier, ...],
    Written(one_or_list, {"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA}]}),
]
"""One name, or a list of them."""
ScheduleField = Annotated[Any, WordOr(dict[str, DueField], _schedule, _SCHEDULE_SCHEMA)]
Truth = Annotated[bool, Written(_truth, {"type": "boolean"})]
Version = Annotated[int, _integer(1, 1, "version", {"const": 1})]
CutoffDay = Annotated[int, _integer(1, 28, "cutoff_day")]
ReportDays = Annotated[int, _integer(0, 60, "report_days")]
