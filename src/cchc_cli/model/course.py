"""The month's work as a course of commands, and how far it has come."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
from datetime import date
from enum import StrEnum
from operator import or_
from typing import NamedTuple

from cchc_cli.model.period import Period


class Step(StrEnum):
    """A command of the month, in the order in which they are given."""

    FORM = "form"
    COLLECT = "collect"
    CHECK = "check"
    REMIND = "remind"
    REPORT = "report"
    CLOSE = "close"
    YEAR = "year"
    """The plan's last month is closed: next year's plan."""
    AMEND = "amend"
    """Closed figures are not what they were: restore them, or accept the change."""


STEPS = tuple(Step)[:6]
"""Those that every month goes through."""


class Made(NamedTuple):
    """What commands have left in the folder for a month."""

    forms: bool = False
    notices: bool = False
    report: bool = False

    def with_more(self, other: "Made") -> "Made":
        """These and others together."""
        return Made(*map(or_, self, other))


class Course(NamedTuple):
    """The month that is worked on, and how far it has come."""

    month: int
    """Of a plan whose year is over, its last."""
    step: Step
    """What is to be done next."""
    is_begun: bool
    """Whether any figure of the month has come."""
    due: date
    """The day by which the month's figures are due."""
    is_overdue: bool
    """Whether that day is past, and figures of the month are missing."""
    lacking: tuple[str | None, ...]
    """Who has not sent all of the month's figures; None is the department."""
    closed: tuple[Period, ...]
    """The closed months, those in a row together."""
    open: tuple[Period, ...]
    """The months that have figures and are not closed."""
    changed: tuple[Period, ...]
    """The closed months whose figures are not what they were."""
    has_forms: bool = False
    """Whether its forms were made here."""
    silent: tuple[Period, ...] = ()
    """The months after the latest figures whose own are overdue without a single one."""

    @property
    def following(self) -> tuple[Step, int]:
        """The step to take now, and its month: first it is decided about changes of closed figures."""
        if self.changed:
            return Step.AMEND, self.changed[0].first
        return self.step, self.month
