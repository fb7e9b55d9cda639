"""The facts of a periodic report, the same for every format.

`gather.report_model` gathers them; `context` puts them into words, templates lay them out and escape.
Every text here is as it was written in the plan or the figures: foreign text that a renderer must
escape in its own way (Markdown, HTML, Word). Numbers are exact decimals that may be printed as they
are (`render.amounts`), months are numbers (`Wording.month`), days are dates (`Wording.day`).

Nothing in it depends on the clock, the locale, the order of a set or the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cchc_cli.model.diagnostic import Location
from cchc_cli.model.document import Reference
from cchc_cli.model.figures import Value
from cchc_cli.model.history import Background, Change, DueFigures, Turn
from cchc_cli.model.period import Calendar, Period
from cchc_cli.model.plan import Indicator, Plan, Task, Waiver
from cchc_cli.model.verdict import Result, Status, UnitReport, Verdict
from cchc_cli.render.amounts import Amounts
from cchc_cli.render.tallies import SendingCount


class SpanName(StrEnum):
    """How long a time a report is about; it ends with the month that is judged."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine-months"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Its length."""
        return {"month": 1, "quarter": 3, "half": 6, "nine-months": 9, "year": 12}[self]

    @property
    def stride(self) -> int:
        """Months since the report before it: a month, else the quarter in which reports go up."""
        return 1 if self is SpanName.MONTH else 3

    def ends_at(self, month: int, calendar: Calendar) -> bool:
        """Whether a month can be its last one, counted as indicators' periods from the plan's start.

        The last year of a plan may be short.
        """
        elapsed = month - calendar.first + 1
        if self is SpanName.NINE_MONTHS:
            return elapsed % 12 == 9
        return elapsed % self.months == 0 or (self is SpanName.YEAR and month == calendar.last)


class Row(NamedTuple):
    """A verdict as a line of a table."""

    verdict: Verdict
    amounts: Amounts
    change: Change | None = None
    """Since the period before; None where it is fine and was so."""


class Note(NamedTuple):
    """What a unit wrote beside a figure of the reporting period."""

    unit: str | None
    indicator: Indicator
    period: Period
    text: str
    location: Location

    @property
    def is_narrative(self) -> bool:
        """Whether it is the narrative that a task asks for, not a remark beside a number."""
        return self.indicator.kind.is_told


class TaskPart(NamedTuple):
    """A task with its verdicts and narratives; both may be empty."""

    task: Task
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


class Section(NamedTuple):
    """A part of the plan, in the plan's order."""

    clause: str
    """Of the part: what its tasks' clauses begin with."""
    title: str
    """The plan's own heading; empty where it gives none."""
    tasks: tuple[TaskPart, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Those of all its tasks."""
        return tuple(row for part in self.tasks for row in part.rows)


class WaiverRow(NamedTuple):
    """A waiver of the plan, in force or expired as of the month."""

    indicator: Indicator
    waiver: Waiver
    excused: tuple[Verdict, ...]
    """The verdicts that it excuses now."""
    short: tuple[Verdict, ...]
    """The verdicts that it would excuse were it still in force."""


class Correction(NamedTuple):
    """A figure of a closed period that is not what it was."""

    period: Period
    unit: str | None
    indicator: str
    old: Value
    new: Value
    was_absent: bool
    is_absent: bool
    reason: str | None
    """Why it was accepted; None where nobody has accepted it."""


@dataclass(frozen=True, slots=True)
class ReportModel:
    """All that a report says."""

    plan: Plan
    result: Result
    background: Background
    """What changed since the report before this one, and what is due next."""
    span: SpanName
    period: Period
    """The months reported on, within the plan."""
    sending: SendingCount
    """How many units sent what they owe for the period."""
    sections: tuple[Section, ...]
    shortfalls: tuple[tuple[Row, ...], ...]
    """What falls short of each unit, of each sum of units, and of the department; none is empty."""
    undecided: tuple[Row, ...]
    """Verdicts without enough data."""
    missing: tuple[UnitReport, ...]
    """Units (None: the department) with figures missing, or with nothing sent for the month."""
    corrections: tuple[Correction, ...]
    """Those that wait to be accepted, then those that were."""
    waivers_in_force: tuple[WaiverRow, ...]
    waivers_expired: tuple[WaiverRow, ...]
    notes: tuple[Note, ...]
    due_figures: tuple[DueFigures, ...]
    definitions: tuple[Indicator, ...]
    """Every indicator of a verdict, with the parts of ratios, in the plan's order."""
    references: tuple[Reference, ...]
    """The legal basis that the tasks cite, in the plan's order."""
    bases: Mapping[str, str | None]
    """Folders of the files of figures, relative to the report, by their paths."""

    @property
    def as_of(self) -> int:
        """The month reported on, of several the last."""
        return self.period.last

    @property
    def first_day(self) -> date:
        """Of the period."""
        return self.plan.calendar.first_day(self.period.first)

    @property
    def last_day(self) -> date:
        """Of the period."""
        return self.plan.calendar.last_day(self.as_of)

    @property
    def start_day(self) -> date:
        """The first day of the running total."""
        return self.plan.calendar.first_day(self.plan.calendar.first)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Since the report before this one."""
        return self.background.changes

    def changes_of(self, turn: Turn) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.turn is turn)

    def count(self, *statuses: Status) -> int:
        """How many verdicts have one of some statuses."""
        return sum(map(self.result.number_of, statuses))

    def rows(self) -> Iterable[Row]:
        """Every verdict, in the plan's order."""
        for section in self.sections:
            yield from section.rows
