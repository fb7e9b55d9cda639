"""A mapping: how a register of filings is read and what is counted in it, as written in its YAML file.

It repeats nothing of the plan: units, indicators and reporting months are the plan's.
"""

# No annotations from __future__ here: pydantic would have to evaluate each of them at every start.
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from cchc_cli.model.date_format import DateFormat, parse_format
from cchc_cli.model.document import Part
from cchc_cli.model.scalars import Day, Identifier, Text, Version, WordOr, Written, one_or_list, refuse

DATES = (
    "received",
    "first_due",
    "extended_due",
    "finished",
    "returned",
    "withdrawn_at",
    "second_request",
)
"""Fields that hold a day, perhaps with a time."""
DUE_DATES = ("first_due", "extended_due")
"""Those that last to the end of their day where they say no time."""
CLOSED = ("channel", "apology", "status")
"""Fields whose every value must be named by a term: there is no "else"."""
FIELDS = ("filing", "unit", "procedure", *DATES, "channel", "supplements", "apology", "status")

LATE, OPEN, OVERDUE = "late", "open", "overdue"
BUILT_IN = (LATE, OPEN, OVERDUE)
"""Terms that every mapping knows."""
AT_CUTOFF = frozenset({OPEN, OVERDUE})
"""Terms about the end of a period: only for counts of how things stand there."""
NO_DEADLINE = "no-deadline"
"""The name under which rows without a due date are left out where the mapping says so."""


class WhereTerm(NamedTuple):
    """A term as a condition asks for it."""

    name: str
    negated: bool

    def __str__(self) -> str:
        return f"not {self.name}" if self.negated else self.name


def _bare(value: object) -> str:
    if isinstance(value, str) and (not value or value.isprintable()) and len(value) <= 200:
        return value
    return refuse("values")


def _between(value: object) -> object:
    return value if isinstance(value, list) and len(value) == 2 else refuse("between")


def _where(value: object) -> WhereTerm:
    if isinstance(value, str):
        found = re.fullmatch(r"(not +)?(\w[\w.\-]{0,63})", value)
        if found and found[2] != "not":
            return WhereTerm(found[2], found[1] is not None)
    return refuse("where")


def _values_or_list(value: object, listed: Callable[[object], Any]) -> Any:
    if isinstance(value, dict):
        return listed(value)
    if isinstance(value, list) and value:
        return tuple(_bare(item) for item in value)
    return refuse("values")


def _at_least(value: object) -> int:
    if isinstance(value, str) and re.fullmatch("[1-9][0-9]{0,3}", value):
        return int(value)
    return refuse("at_least")


class Listed(Part):
    """The condition that a value stands in a file, optionally between two dates."""

    file: Text
    at: Literal["received", "returned"] | None = None


class AtLeast(Part):
    """The condition that a number is not below another."""

    at_least: Annotated[int, Written(_at_least, {"type": "integer", "minimum": 1, "maximum": 9999})]


_VALUE_SCHEMA = {"type": ["string", "number", "boolean"]}
_FORMAT_SCHEMA = {
    "type": "string",
    "pattern": r"^([^%0-9]|%[dmYHMS])+$",
    "patternErrorMessage": "format",
    "examples": ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y"],
}
_WHERE_SCHEMA = {"type": "string", "pattern": r"^(not +)?[^\s]+$", "examples": ["late", "not late"]}
_LISTED_SCHEMA = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "description": "listed_file"},
        "at": {"enum": ["received", "returned"], "description": "listed_at"},
    },
    "required": ["file"],
    "additionalProperties": False,
}
Values = tuple[str, ...]
Condition = Annotated[
    Any,
    WordOr(
        Listed,
        _values_or_list,
        {"anyOf": [{"type": "array", "minItems": 1, "items": _VALUE_SCHEMA}, _LISTED_SCHEMA]},
    ),
]
Format = Annotated[DateFormat, Written(parse_format, _FORMAT_SCHEMA)]
Bare = Annotated[str, Written(_bare, _VALUE_SCHEMA)]
Where = Annotated[WhereTerm, Written(_where, _WHERE_SCHEMA)]
Names = Annotated[
    tuple[Identifier, ...],
    Written(
        one_or_list,
        {
            "anyOf": [
                {"type": ["string", "number"]},
                {"type": "array", "minItems": 1, "items": {"type": ["string", "number"]}},
            ],
            "examples": ["xu-ly-ho-so"],
        },
    ),
]
Headers = tuple[Text, ...]


class Columns(Part):
    """The header names of each field; several systems, one mapping."""

    filing: Headers | None = None
    unit: Headers
    procedure: Headers | None = None
    received: Headers | None = None
    first_due: Headers | None = None
    extended_due: Headers | None = None
    finished: Headers | None = None
    returned: Headers | None = None
    withdrawn_at: Headers | None = None
    second_request: Headers | None = None
    channel: Headers | None = None
    supplements: Headers | None = None
    apology: Headers | None = None
    status: Headers | None = None

    @cached_property
    def names(self) -> dict[str, Headers]:
        """The header names of each field that has some."""
        written = ((name, getattr(self, name)) for name in FIELDS)
        return {name: headers for name, headers in written if headers}


class Dates(Part):
    """How dates are written in text; a workbook's are dates already."""

    formats: tuple[Format, ...] = Field(min_length=1)
    empty: tuple[Bare, ...] = ("",)
    between: Annotated[tuple[Day, Day], Written(_between)]

    @property
    def start(self) -> str | None:
        """The layout of the day with which every date begins; None where they do not begin alike."""
        starts = {(form.before, form.day) for form in self.formats}
        return self.formats[0].day if len(starts) == 1 and not self.formats[0].before else None


class Deadline(Part):
    """When a filing is late."""

    column: Literal["first_due", "extended_due"]
    compare: Literal["date", "time"]
    missing: Literal["on_time", "exclude", "refuse"]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it looks at, in that order, for the first that holds a date."""
        return ("first_due",) if self.column == "first_due" else ("extended_due", "first_due")


class TermFields(Part):
    """A named condition: all that is written holds."""

    filing: Condition | None = None
    procedure: Condition | None = None
    channel: Condition | None = None
    supplements: AtLeast | None = None
    apology: Condition | None = None
    status: Condition | None = None

    @cached_property
    def conditions(self) -> dict[str, Values | Listed | AtLeast]:
        """What is asked of each field."""
        written = ((name, getattr(self, name)) for name in FIELDS if hasattr(self, name))
        return {name: condition for name, condition in written if condition is not None}


class Exclude(Part):
    """Rows that no count sees."""

    name: Identifier
    where: tuple[Where, ...] = Field(min_length=1)


class Count(Part):
    """What is counted for an indicator."""

    indicator: Identifier
    by: Literal["received", "returned", "finished", "second_request"] | None = None
    at: Literal["cutoff"] | None = None
    where: tuple[Where, ...] = ()

    @property
    def result(self) -> str:
        """The field that says when the result was there, which `late` holds against the due date."""
        return "finished" if self.by == "finished" else "returned"


class Identity(Part):
    """Sums of figures that must be equal for each unit and period."""

    left: tuple[Identifier, ...] = Field(min_length=1)
    right: tuple[Identifier, ...] = Field(min_length=1)


class Mapping(Part):
    """A whole mapping file."""

    version: Version
    id: Identifier
    source: Text
    units: Names
    columns: Columns
    dates: Dates
    deadline: Deadline | None = None
    terms: dict[Identifier, TermFields] = Field(
        default_factory=dict, json_schema_extra={"additionalProperties": False}
    )
    exclude: tuple[Exclude, ...] = ()
    counts: tuple[Count, ...] = Field(min_length=1)
    identities: tuple[Identity, ...] = ()
    exported: Day | None = None

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that are counted, in the order of the file."""
        return tuple(dict.fromkeys(count.indicator for count in self.counts))

    def wheres(self) -> Iterator[tuple[WhereTerm, ...]]:
        """The conditions of every count and exclusion."""
        yield from (rule.where for rule in self.exclude)
        yield from (count.where for count in self.counts)

    @cached_property
    def used_terms(self) -> frozenset[str]:
        """The terms that a count or an exclusion asks for."""
        return frozenset(term.name for where in self.wheres() for term in where)

    @property
    def by_time(self) -> bool:
        """Whether the time of day decides what is late."""
        return self.deadline is not None and self.deadline.compare == "time" and bool(self.due_fields)

    def looks_at(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Each field that a part of the mapping looks at, with the way to that part."""
        for name, term in self.terms.items():
            for field, condition in term.conditions.items():
                yield ("terms", name, field), field
                if isinstance(condition, Listed) and condition.at:
                    yield ("terms", name, field, "at"), condition.at
        for index, rule in enumerate(self.exclude):
            if any(term.name == LATE for term in rule.where):
                yield ("exclude", index, "where"), "returned"
        for index, count in enumerate(self.counts):
            if count.by:
                yield ("counts", index, "by"), count.by
            else:
                yield from ((("counts", index, "at"), field) for field in ("received", "returned"))
            if any(term.name == LATE for term in count.where):
                yield ("counts", index, "where"), count.result
        if self.deadline is not None:
            yield from ((("deadline", "column"), field) for field in self.deadline.fields)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The fields without which a count cannot be made."""
        fields = {"unit", *self.due_fields[-1:]} | ({"filing"} & self.columns.names.keys())
        for (part, name, *_), field in self.looks_at():
            if part in ("exclude", "counts") or (part == "terms" and name in self.used_terms):
                fields.add(field)
        return frozenset(fields)

    @cached_property
    def due_fields(self) -> tuple[str, ...]:
        """The fields of the due date; none where nothing asks for it."""
        asks = self.used_terms & {LATE, OVERDUE}
        if self.deadline is None or not (asks or self.deadline.missing != "on_time"):
            return ()
        return self.deadline.fields

    @cached_property
    def read(self) -> tuple[str, ...]:
        """The fields that are read where a register has them, in their order; no other cell is."""
        also: set[str] = set(self.due_fields)
        also |= {field for term in self.terms.values() for field in term.conditions if field in CLOSED}
        if self.needed & {"received", "returned"}:
            also |= {"received", "returned"}
        if any(term.name == OPEN for where in self.wheres() for term in where):
            also.add("withdrawn_at")
        return tuple(name for name in self.columns.names if name in self.needed | also)

    @cached_property
    def vocabulary(self) -> dict[str, tuple[str, ...]]:
        """Every value of the closed fields that some term names."""
        values: dict[str, dict[str, None]] = {name: {} for name in CLOSED}
        for term in self.terms.values():
            for field, condition in term.conditions.items():
                if field in values and isinstance(condition, tuple):
                    values[field] |= dict.fromkeys(condition)
        return {field: tuple(named) for field, named in values.items()}

    def listed_at(self, term: str, field: str) -> str | None:
        """The date on which a value must stand in the list that a term asks for; None for any."""
        condition = self.terms[term].conditions[field]
        return condition.at if isinstance(condition, Listed) else None

    @cached_property
    def status_terms(self) -> tuple[str, ...]:
        """Used terms that look at the status, which is that of the day of export."""
        return tuple(
            name
            for name, term in self.terms.items()
            if name in self.used_terms and "status" in term.conditions
        )
