"""A scoring table: criteria, what each is worth and by which rule, as written in its YAML file.

It comes from another body than the plan and changes without it. Points and bounds are exact
fractions; bounds of values that are percentages are in percent (90 and 90% are the same bound).
What an editor says of each key is in `tools/editor_words/`.
"""

# No annotations from __future__ here: pydantic would have to evaluate each of them at every start.
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from cchc_cli.model.document import Part, Reference
from cchc_cli.model.period import YEARS
from cchc_cli.model.scalars import Identifier, Text, Truth, Version, Written, one_or_list, refuse

_NUMBER = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)(%?)")


class Stage(StrEnum):
    """When points were given; each starts from the values of those before it."""

    SELF = "self"
    """By the unit itself (tự chấm)."""
    APPRAISED = "appraised"
    """By the council (thẩm định)."""
    FINAL = "final"
    """After the unit explained itself (sau giải trình)."""


STAGES = tuple(Stage)


class NotApplicable(StrEnum):
    """What becomes of the points of a criterion that does not apply to a unit."""

    DROP = "drop"
    """They leave the maximum, too."""
    FULL = "full"
    ZERO = "zero"


def _fraction(value: object, end: str, what: str) -> Fraction:
    """A number as a fraction; `end` is what its end must be: "", "%" or "%?"."""
    found = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    if found is None or not re.fullmatch(end, found[2]):
        refuse(what)
    return Fraction(found[1])


def _points(value: object) -> Fraction:
    return _fraction(value, "", "points") or refuse("more_than_0")


def _full(value: object) -> Fraction:
    return _fraction(value, "%?", "bound") or refuse("more_than_0")


def _manual(value: object) -> object:
    return Manual() if value == "true" else refuse("true")


def _year(value: object) -> int:
    if isinstance(value, str) and re.fullmatch("[0-9]{4}", value) and int(value) in YEARS:
        return int(value)
    return refuse("year")


def _names(value: object) -> object:
    if value in ([], {}):
        refuse("names")
    return one_or_list(value)


_POINTS = {"type": "number", "minimum": 0, "examples": [2, 0.5]}
_MAX = {"type": "number", "exclusiveMinimum": 0, "examples": [2, 1.5]}
_BOUND = {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,6})?%?$"},
    ],
    "examples": [90, "90%"],
}
_PERCENT = {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,6})?%$", "examples": ["80%"]}

Points = Annotated[Any, Written(lambda value: _fraction(value, "", "points"), _POINTS)]
Positive = Annotated[Any, Written(_points, _MAX)]
BoundField = Annotated[Any, Written(lambda value: _fraction(value, "%?", "bound"), _BOUND)]
FullField = Annotated[Any, Written(_full, _BOUND)]
PercentField = Annotated[Any, Written(lambda value: _fraction(value, "%", "percent"), _PERCENT)]
Year = Annotated[
    int, Written(_year, {"type": "integer", "minimum": YEARS.start, "maximum": YEARS.stop - 1})
]
Names = Annotated[
    tuple[Identifier, ...],
    Written(
        _names,
        {
            "anyOf": [
                {"type": ["string", "number"]},
                {"type": "array", "minItems": 1, "items": {"type": ["string", "number"]}},
            ]
        },
    ),
]


class Class(Part):
    """A class of results, from a share of the maximum on."""

    name: Text
    at_least: PercentField


class Band(Part):
    """A band of values: its bound, written one way or the other, and its points."""

    at_least: BoundField | None = None
    above: BoundField | None = None
    points: Points

    @property
    def is_strict(self) -> bool:
        """Whether the bound itself lies below it."""
        return self.above is not None

    @property
    def bound(self) -> Fraction:
        """Where it begins."""
        bound: Fraction = self.at_least or Fraction(0) if self.above is None else self.above
        return bound

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies in the band, or above it."""
        return value > self.bound if self.is_strict else value >= self.bound


class Choices(NamedTuple):
    """The points of each choice, by its name."""

    points: Mapping[str, Fraction]


class Bands(NamedTuple):
    """The points of the first band that holds."""

    bands: tuple[Band, ...]
    otherwise: Fraction


class Proportional(Part):
    """Value over `full`, times the maximum, at most the maximum; nothing below `floor`."""

    full: FullField
    floor: BoundField = Field(default=Fraction(0), json_schema_extra={"default": 0})


class PerItem(NamedTuple):
    """So many points for each item, at most the maximum."""

    points: Fraction


class Deduct(NamedTuple):
    """The maximum less so many points for each item, at least 0."""

    points: Fraction


class Manual(NamedTuple):
    """The value is the points."""


Rule = Choices | Bands | Proportional | PerItem | Deduct | Manual
RULES = ("choices", "bands", "proportional", "per_item", "deduct", "manual")
"""The keys of a leaf that name its rule, in the order of the union."""


def rule_name(rule: Rule) -> str:
    """The key that a rule is written under."""
    return RULES[(Choices, Bands, Proportional, PerItem, Deduct, Manual).index(type(rule))]


class Veto(Part):
    """A second figure that takes all points."""

    above: BoundField


class From(Part):
    """Where a value comes from, where no sheet gives it; one of the three."""

    indicator: Identifier | None = None
    verdict: Identifier | None = None
    coverage: Literal["month"] | None = None
    """The share of all figures owed for the months of the year that were sent, in percent."""


class Criterion(Part):
    """A criterion: a node with criteria of its own, or a leaf with a maximum and one rule."""

    id: Identifier
    name: Text
    criteria: tuple["Criterion", ...] = ()
    max: Positive | None = None
    choices: dict[str, Points] | None = None
    bands: tuple[Band, ...] | None = None
    else_: Points | None = Field(default=None, alias="else")
    proportional: Proportional | None = None
    per_item: Annotated[Any, Written(lambda value: PerItem(_points(value)), _MAX)] | None = None
    deduct: Annotated[Any, Written(lambda value: Deduct(_points(value)), _MAX)] | None = None
    manual: Annotated[Any, Written(_manual, {"const": True})] | None = None
    owner: Identifier | None = None
    evidence: Literal["optional", "required"] | None = None
    from_: From | None = Field(default=None, alias="from")
    veto: Veto | None = None
    note: Text | None = None
    bonus: Truth = False
    bonus_cap: Positive | None = None

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule that is written, by its key; exactly one in a sound leaf."""
        bands = None if self.bands is None else Bands(self.bands, self.else_ or Fraction(0))
        rules: dict[str, Rule | None] = {
            "choices": None if self.choices is None else Choices(self.choices),
            "bands": bands,
            "proportional": self.proportional,
            "per_item": self.per_item,
            "deduct": self.deduct,
            "manual": self.manual,
        }
        return {key: rule for key, rule in rules.items() if rule is not None}


class Leaf(NamedTuple):
    """A criterion that is given points."""

    criterion: Criterion
    rule: Rule
    max: Fraction
    owner: str | None
    """Its own, else that of the nearest node above it that names one."""
    above: tuple[str, ...]
    """The ids of the nodes that it lies in, the outermost first."""

    @property
    def id(self) -> str:
        """The id of its criterion."""
        return self.criterion.id


class ScoringTable(Part):
    """A whole scoring table."""

    version: Version
    id: Identifier
    title: Text
    year: Year
    units: Names
    not_applicable: NotApplicable = NotApplicable.DROP
    classes: tuple[Class, ...] = ()
    criteria: tuple[Criterion, ...]
    references: tuple[Reference, ...] = ()

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every criterion that is given points, in the order of the file."""
        return tuple(_leaves(self.criteria, (), None))

    @cached_property
    def position(self) -> dict[str, int]:
        """The place of each leaf among the leaves, by its id."""
        return {leaf.id: index for index, leaf in enumerate(self.leaves)}

    @property
    def needs_plan(self) -> bool:
        """Whether a value comes from the plan."""
        return any(leaf.criterion.from_ is not None for leaf in self.leaves)

    def class_of(self, percent: Fraction) -> Class | None:
        """The highest class that a share of the maximum, in percent, reaches; None below all."""
        return next((class_ for class_ in self.classes if percent >= class_.at_least), None)

    def walk(self) -> Iterator[tuple[int, Criterion]]:
        """Every criterion with its depth from 0, a node before what it holds."""
        waiting = [(0, criterion) for criterion in reversed(self.criteria)]
        while waiting:
            depth, criterion = waiting.pop()
            yield depth, criterion
            waiting += [(depth + 1, inner) for inner in reversed(criterion.criteria)]


def _leaves(
    criteria: tuple[Criterion, ...], above: tuple[str, ...], owner: str | None
) -> Iterator[Leaf]:
    for criterion in criteria:
        own = criterion.owner or owner
        if criterion.criteria:
            yield from _leaves(criterion.criteria, (*above, criterion.id), own)
        else:
            (rule,) = criterion.rules.values()
            yield Leaf(criterion, rule, criterion.max or Fraction(0), own, above)
