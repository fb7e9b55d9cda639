"""How a verdict came about over the months, and what falls due next."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator
from cchc_cli.model.verdict import Status, Verdict


class Turn(StrEnum):
    """What happened to a verdict since the period before."""

    NEW = "new"
    """Falls short now and did not then."""
    STILL = "still"
    """Falls short now as then."""
    RESOLVED = "resolved"
    """Fell short then and is fine now."""
    WAIVED = "waived"
    """Fell short then and is waived now."""
    UNDECIDED = "undecided"
    """Fell short then; now the figures do not suffice for a verdict."""
    RESTATED = "restated"
    """The report of then said that it fell short; by the figures as they were corrected since it did
    not, and it does not now."""


class Change(NamedTuple):
    """A verdict that falls short now or fell short in the period before."""

    verdict: Verdict
    turn: Turn
    before: Status | None
    """Its status then; None where it was not judged then."""
    run: int
    """Periods in a row that it has fallen short, this one included; of one that no longer does, those
    before this one."""
    since: int
    """The last month of the first of them."""
    is_lasting: bool = False
    """Whether nothing that may still come undoes it, and it stood just so in the period before."""


class DueFigures(NamedTuple):
    """What a unit (None: the department) has to send for the periods that end in a month."""

    period: Period
    """The shortest of these periods."""
    unit: str | None
    indicators: tuple[Indicator, ...]


class Background(NamedTuple):
    """What lies around a month's verdicts: the period before and what comes next."""

    previous: int | None = None
    """The month that the changes are counted from; None where the plan has none before."""
    changes: tuple[Change, ...] = ()
    due_figures: tuple[DueFigures, ...] = ()
    due_targets: tuple[Verdict, ...] = ()
    """Those that end next."""


class Point(NamedTuple):
    """A case as of one month; `status` is None where its figures contradict themselves."""

    month: int
    status: Status | None
    actual: Fraction | None
    expected: Fraction | None
    """What the pace asked by then."""


class Track(NamedTuple):
    """A verdict with its course, from the plan's first month to the month judged."""

    verdict: Verdict
    points: tuple[Point, ...]
    turned: int | None
    """The month as of which it began to stand as it does now (short or not); None where it always
    did."""
