"""What was judged, and how it came out."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.closing import Closing, Restatement
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.figures import Figure, Figures, SourceFile
from cchc_cli.model.goal import Bound
from cchc_cli.model.kind import Comparison, Every
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan, Target, Task, Waiver
from cchc_cli.model.scalars import PaceName


class Status(StrEnum):
    """How a target stands for a unit."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


FINE = frozenset({Status.MET, Status.ON_TRACK, Status.NOT_DUE, Status.NOT_APPLICABLE})
SHORT = frozenset({Status.BEHIND, Status.MISSED})
UNSATISFIED = SHORT | {Status.NO_DATA}
"""What a waiver may excuse and a run may fail on."""
URGENCY = (
    *(Status.MISSED, Status.BEHIND, Status.NO_DATA, Status.WAIVED),
    *(Status.NOT_DUE, Status.ON_TRACK, Status.MET, Status.NOT_APPLICABLE),
)
"""All, what is to be looked at first in front."""


class Missing(NamedTuple):
    """A figure that is owed, whose period is over, and that was not reported."""

    period: Period
    unit: str | None
    indicator: str


class Outcome(StrEnum):
    """What a single period comes to, where the goal is asked of each."""

    HELD = "held"
    SHORT = "short"
    OPEN = "open"
    """Something is missing, and it may be short."""
    SAFE = "safe"
    """Something is missing, and it cannot be short."""
    NOTHING = "nothing"
    """Nothing to divide."""


class KeptPeriod(NamedTuple):
    """A period that is over, or in progress and broken, by its figures alone."""

    period: Period
    outcome: Outcome
    waived: bool
    """Short, or undecided, and excused."""
    actual: Fraction | None
    """None without a figure, and where there is nothing to divide."""
    numerator: Fraction | None
    denominator: Fraction | None
    is_known: bool
    """Whether a figure speaks of it."""

    @property
    def counts(self) -> bool:
        """Whether it is one of those that the goal is counted by."""
        return self.actual is not None and not self.waived


class Kept(NamedTuple):
    """How a goal for each period was kept."""

    periods: tuple[KeptPeriod, ...]
    """In order."""

    @property
    def counted(self) -> tuple[KeptPeriod, ...]:
        """The periods that count: not waived, with a figure and something to divide."""
        return tuple(period for period in self.periods if period.counts)

    @property
    def held(self) -> int:
        """How many of them hold whatever is missing."""
        return sum(period.outcome is Outcome.HELD for period in self.counted)

    @property
    def short(self) -> tuple[Period, ...]:
        """Those of them that are short."""
        return tuple(kept.period for kept in self.counted if kept.outcome is Outcome.SHORT)

    @property
    def waived(self) -> tuple[Period, ...]:
        """Those that do not count because they are excused."""
        return tuple(kept.period for kept in self.periods if kept.waived)


class Verdict(NamedTuple):
    """One target for one unit, for the sum of several, or for the department.

    Numbers are exact. A ratio's goal, expected, actual, gap and remaining are in percent.
    """

    target: Target
    task: Task
    indicator: Indicator
    unit: str | None
    """None for an `over` target and for a department figure."""
    units: tuple[str, ...]
    """The units whose figures it rests on; empty for a department figure."""
    status: Status
    goal: Fraction | None
    expected: Fraction | None
    """What the pace asks by now; None where nothing is asked yet."""
    actual: Fraction | None
    """By the figures reported so far; None without any."""
    gap: Fraction | None
    """What is missing of `expected` before the end and of `goal` at it; over a ceiling, the excess."""
    remaining: Fraction | None
    """What is missing of the goal."""
    needed: Fraction | None
    """Of a count, what each period that is left must bring, of a sum from each unit, rounded up."""
    forecast: Fraction | None
    """Of a count, actual / periods over * periods owed, rounded down at the first decimal."""
    late: bool
    """Met, but not by the figures up to the due month alone."""
    numerator: Fraction | None
    denominator: Fraction | None
    missing: tuple[Missing, ...]
    figures: tuple[Figure, ...]
    owed: int
    """Periods owed up to the end (n); those of several units together."""
    over: int
    """Periods of them that are over (k)."""
    end: int
    """The month at which it is judged for good."""
    at_end: bool
    due: date
    """The day at which it ends: the one that the plan names, else the last of that month."""
    pace: PaceName | None
    """The pace's name; None for steps and where none applies."""
    waiver: Waiver | None
    """The waiver in force."""
    short_of: Status
    """The status before a waiver."""
    bounds: tuple[Bound, ...] = ()
    """What is asked at the end: one comparison with its goal, two of a range, none of a narrative."""
    baseline: Fraction | None = None
    kept: Kept | None = None
    """Of a goal for each period."""
    every: Every = Every.MONTH
    """How often its figures are owed; a ratio has that of its parts."""
    in_percent: bool = False
    """Whether goal, expected, actual, gap and remaining are in percent."""

    @property
    def comparison(self) -> Comparison | None:
        """How the actual is held against the goal; None for a range or a narrative."""
        return self.bounds[0].comparison if len(self.bounds) == 1 else None

    @property
    def is_range(self) -> bool:
        """Whether a lower and an upper bound are asked."""
        return len(self.bounds) == 2

    @property
    def is_ceiling(self) -> bool:
        """Whether more is never asked, only less."""
        return bool(self.bounds) and all(bound.comparison.is_upper for bound in self.bounds)

    @property
    def key(self) -> tuple[str, str | None]:
        """Target and unit: unique in a run."""
        return (self.target.id, self.unit)

    @property
    def may_fail(self) -> bool:
        """Whether a run fails where it falls short; else it only warns."""
        return self.target.severity == "error"


class Sending(StrEnum):
    """How far a unit has sent what it owes for the as-of month."""

    SENT = "sent"
    PARTLY = "partly"
    NOT_SENT = "not_sent"
    NOT_OWED = "not_owed"
    """No figure is owed for a period that ends in that month."""


class MonthSending(NamedTuple):
    """What a unit owed and sent for the periods that end in one month."""

    month: int
    owed: int
    reported: int
    sent_on: date | None
    """The day by which all of it was there; None where something is missing, or a day is not known."""
    due: date

    @property
    def complete(self) -> bool:
        """Whether all that is owed is there, whenever it came."""
        return self.reported == self.owed

    @property
    def on_time(self) -> bool | None:
        """Whether all was there by the due day; None where something came on a day that nobody noted."""
        if not self.complete:
            return False
        return None if self.sent_on is None else self.sent_on <= self.due


class UnitReport(NamedTuple):
    """What a unit (None: the department) owed and sent by the as-of."""

    unit: str | None
    owed: int
    """Figures owed whose period is over."""
    reported: int
    sent: bool
    """Whether any figure bears the as-of month's label."""
    expected: bool
    """Whether a figure was owed for a period that ends in the as-of month."""
    missing: tuple[Missing, ...]
    complete: bool = True
    """Whether all that is owed for periods that end in the as-of month is there."""
    months: tuple[MonthSending, ...] = ()
    """The months up to the as-of in which something is owed, in order."""

    @property
    def sending(self) -> Sending:
        """What people are told: sent is only what is sent in full."""
        if not self.expected:
            return Sending.NOT_OWED
        if self.complete:
            return Sending.SENT
        return Sending.PARTLY if self.sent else Sending.NOT_SENT


class Judgement(NamedTuple):
    """Every verdict, and what was noticed on the way."""

    verdicts: tuple[Verdict, ...]
    units: tuple[UnitReport, ...]
    diagnostics: tuple[Diagnostic, ...]


class Shortfall(NamedTuple):
    """How far a verdict fell short in an earlier result."""

    status: Status
    gap: Fraction | None
    """As printed; None where nothing was reported."""


class Baseline(NamedTuple):
    """An earlier result of the same plan, by whose shortfalls a run does not fail again."""

    path: str
    shortfalls: Mapping[tuple[str, str | None], Shortfall]
    """The verdicts that fell short then, by target and unit."""

    @property
    def short(self) -> frozenset[tuple[str, str | None]]:
        """Target and unit of each of them."""
        return frozenset(self.shortfalls)


class AsOfReason(StrEnum):
    """Why a run is as of its month."""

    ASKED = "asked"
    PLAN = "plan"
    """The plan's `defaults` say so."""
    LATEST = "latest"
    DUE = "due"


class PlanSource(NamedTuple):
    """The plan file of a run."""

    path: str
    sha256: str
    target_place: Callable[[str], Location]
    """Where a target is declared, by its id."""


class Result(NamedTuple):
    """All that a renderer needs; None where a run that failed did not get that far."""

    plan: Plan | None = None
    source: PlanSource | None = None
    actuals: tuple[SourceFile, ...] = ()
    figures: Figures | None = None
    as_of: int | None = None
    as_of_reason: AsOfReason | None = None
    verdicts: tuple[Verdict, ...] = ()
    units: tuple[UnitReport, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    exit_code: int = 2
    failing: int = 0
    """How many verdicts make the run exit 1, by what it was asked to fail on."""
    language: str | None = None
    """The language that the plan's file names, also where the plan could not be read."""
    unit: str | None = None
    """The unit that the verdicts were filtered by."""
    known: frozenset[tuple[str, str | None]] | None = None
    """Target and unit of what a baseline says was short already; None without a baseline."""
    parts: "tuple[Result, ...]" = ()
    """The results of the single plans, where several were judged; then all else but the diagnostics,
    which are those of all, and the exit code, the worst, is left empty."""
    called: str = ""
    """Of one of several plans with one id, what it is called instead."""
    closing: Closing = Closing()
    """The figures of closed periods."""
    restatements: tuple[Restatement, ...] = ()
    """Closed figures that are not what they were; of the unit that was filtered by alone."""
    inputs: tuple[str, ...] = ()
    """The files that the run rests on, also those that could not be read: none may be written over."""

    @property
    def name(self) -> str:
        """What tells its plan from others: its id, or its path where several have one id."""
        return self.called or (self.plan.id if self.plan else "")

    @property
    def singles(self) -> "tuple[Result, ...]":
        """The results of the single plans, and one that failed for what concerns no plan alone."""
        if not self.parts:
            return (self,)
        # Those of the parts are the same objects: compared by what they hold, each of thousands would be
        # held against all others.
        of_parts = {id(diagnostic) for part in self.parts for diagnostic in part.diagnostics}
        own = tuple(diagnostic for diagnostic in self.diagnostics if id(diagnostic) not in of_parts)
        return (*self.parts, Result(diagnostics=own)) if own else self.parts

    def target_place(self, target: str) -> Location | None:
        """Where a target is declared; None where no plan was read."""
        return self.source.target_place(target) if self.source else None

    @property
    def subject(self) -> tuple[Plan, int]:
        """The plan and the month that a run which was judged is about."""
        assert self.plan is not None
        assert self.as_of is not None
        return self.plan, self.as_of

    @property
    def judged(self) -> bool:
        """Whether the run got as far as verdicts that can be trusted."""
        return self.exit_code != 2

    @property
    def shows_verdicts(self) -> bool:
        """Whether there are verdicts to show, of one plan of several at least."""
        return self.judged or any(part.judged for part in self.parts)

    def number_of(self, status: Status) -> int:
        """How many verdicts have a status."""
        return sum(verdict.status is status for verdict in self.verdicts)
