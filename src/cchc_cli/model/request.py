"""What a run was asked for."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
from enum import StrEnum
from typing import NamedTuple

DUE = "due"
"""The as-of that the clock decides: the latest month whose figures are due."""


class FailOn(StrEnum):
    """What makes a run exit 1."""

    SHORTFALL = "shortfall"
    MISSED = "missed"
    WARNING = "warning"
    NEVER = "never"


class Request(NamedTuple):
    """The options that decide what is judged; paths as they were typed, None where not given."""

    plan: str | None = None
    actuals: tuple[str, ...] = ()
    as_of: str | None = None
    unit: str | None = None
    fail_on: FailOn | None = None
    """None: what the plan says, else a shortfall."""
    decimal: str | None = None
    """The decimal mark of the figures: `comma` or `point`."""
    encoding: str | None = None
    """The encoding of figures that are text, where it is not UTF-8."""
    baseline: str | None = None
    """An earlier result of `check --format json`."""
    takes_baseline: bool = False
    """Whether the plan's own baseline counts where none is given."""
