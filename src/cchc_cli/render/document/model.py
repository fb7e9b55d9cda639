"""The facts of a periodic report, the same for every format.

`report_model` gathers them; a renderer chooses the words (`Wording`), the layout and the escaping.
Every text here is as it was written in the plan or the figures: foreign text that a renderer must
escape in its own way (Markdown, HTML, Word). Numbers are exact decimals that may be printed as they
are (`render.amounts`), months are numbers (`Wording.month`), days are dates (`Wording.day`).

Nothing in it depends on the clock, the locale, the order of a set or the machine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple
from urllib.parse import quote

from cchc_cli import __version__
from cchc_cli.model.closing import RESTATED
from cchc_cli.model.closing import Change as ClosedChange
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.document import Reference
from cchc_cli.model.figures import Figure, Figures, SourceFile, Value
from cchc_cli.model.history import Background, Change, DueFigures, DueTarget, Turn
from cchc_cli.model.kind import Kind
from cchc_cli.model.period import Calendar, Period
from cchc_cli.model.plan import Indicator, Plan, Target, Task, Waiver
from cchc_cli.model.verdict import (
    SHORT,
    UNSATISFIED,
    PlanSource,
    Result,
    Sending,
    Status,
    UnitReport,
    Verdict,
)
from cchc_cli.reading.figures.evidence import is_near
from cchc_cli.render.amounts import Amounts, amounts, printable
from cchc_cli.render.tallies import SendingCount, sending_count


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


class Evidence(NamedTuple):
    """What a unit named as evidence of a figure."""

    text: str
    href: str | None
    """An http(s) address, or a path relative to the report, percent-encoded; None for anything else."""
    period: Period
    unit: str | None
    location: Location
    """Of the figure."""


class Row(NamedTuple):
    """A verdict as a line of a table."""

    verdict: Verdict
    amounts: Amounts
    in_period: Decimal | None
    """Of a count, what the figures of the reporting period alone add up to; None without any."""
    evidence: tuple[Evidence, ...]
    """Of the figures of the reporting period."""


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
        return self.indicator.kind is Kind.NARRATIVE


class TaskPart(NamedTuple):
    """A task with its verdicts and narratives; both may be empty."""

    task: Task
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


class Section(NamedTuple):
    """A clause of the plan, in the plan's order."""

    clause: str
    tasks: tuple[TaskPart, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Those of all its tasks."""
        return tuple(row for part in self.tasks for row in part.rows)


class Shortfalls(NamedTuple):
    """What falls short of one unit, of a sum of units, or of the department."""

    unit: str | None
    over: str | None
    """The unit or group summed; None where the verdicts are one unit's or the department's."""
    rows: tuple[Row, ...]


class WaiverRow(NamedTuple):
    """A waiver of the plan, in force or expired as of the month."""

    target: Target
    task: Task
    indicator: Indicator
    waiver: Waiver
    until: int
    excused: tuple[Verdict, ...]
    """The verdicts that it excuses now."""
    short: tuple[Verdict, ...]
    """The verdicts that it would excuse were it still in force."""


class FiguresRow(NamedTuple):
    """Every figure of one unit (None: the department) for one indicator, up to the month; those of a
    ratio are its numerator's and its denominator's."""

    indicator: Indicator
    unit: str | None
    figures: tuple[Figure, ...]
    in_period: Decimal | None
    """Of a count, the sum of those of the reporting period."""
    to_date: Decimal | None
    """Of a count, the sum; of a level, the latest; of anything else None."""
    missing: tuple[Period, ...]
    """Owed, over and not reported."""
    evidence: tuple[Evidence, ...]


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


class Tally(NamedTuple):
    """The summary in numbers."""

    total: int
    by_status: tuple[tuple[Status, int], ...]
    """Those that occur, in the order of `Status`."""
    short: int
    no_data: int
    waived: int
    failing: int
    """Short or without enough data, under targets that do more than warn."""
    sending: SendingCount
    """How many units sent what they owe for the period."""
    turns: tuple[tuple[Turn, int], ...]
    """How many changes of each kind, those that occur."""


@dataclass(frozen=True, slots=True)
class ReportModel:
    """All that a report says."""

    plan: Plan
    result: Result
    source: PlanSource | None
    sources: tuple[SourceFile, ...]
    version: str
    """Of the tool."""
    unit: str | None
    """The unit that it is limited to."""
    span: SpanName
    period: Period
    """The months reported on, within the plan."""
    as_of: int
    first_day: date
    last_day: date
    start_day: date
    """The first day of the running total."""
    tally: Tally
    previous: int | None
    """The month as of which the report before this one stood; None where there is none."""
    changes: tuple[Change, ...]
    sections: tuple[Section, ...]
    shortfalls: tuple[Shortfalls, ...]
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
    due_targets: tuple[DueTarget, ...]
    figures: tuple[FiguresRow, ...]
    definitions: tuple[Indicator, ...]
    """Every indicator of `sections` and `figures`, with the parts of ratios, in the plan's order."""
    references: tuple[Reference, ...]
    """The legal basis that the tasks cite, in the plan's order."""
    remarks: tuple[Diagnostic, ...]
    bases: Mapping[str, str | None]
    """Folders of the files of figures, relative to the report, by their paths."""

    def changes_of(self, turn: Turn) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.turn is turn)

    def rows(self) -> Iterable[Row]:
        """Every verdict, in the plan's order."""
        for section in self.sections:
            yield from section.rows


def report_model(
    result: Result,
    background: Background,
    span: SpanName = SpanName.MONTH,
    bases: Mapping[str, str | None] | None = None,
) -> ReportModel:
    """The facts of a run that could be judged.

    `bases` gives for the path of a source of figures its folder relative to the report, so that a
    relative path named as evidence can be linked; "" is the same folder, None is one that cannot be
    reached by a relative link.
    """
    plan, as_of = result.plan, result.as_of
    assert plan is not None
    assert as_of is not None
    figures = result.figures or Figures()
    calendar = plan.calendar
    period = Period(max(as_of - span.months + 1, calendar.first), as_of)
    gather = _Gatherer(plan, period, bases or {})
    rows = [gather.row(verdict) for verdict in result.verdicts]
    notes = gather.notes(figures, result.unit)
    sections = _sections(plan, rows, notes, result.unit)
    used = {
        (one.unit, one.indicator, one.period) for verdict in result.verdicts for one in verdict.figures
    }
    shown = gather.figures(figures, result.units, result.unit, used)
    in_force, expired = _waivers(plan, result.verdicts, as_of, result.unit)
    return ReportModel(
        plan=plan,
        result=result,
        source=result.source,
        sources=result.actuals,
        version=__version__,
        unit=result.unit,
        span=span,
        period=period,
        as_of=as_of,
        first_day=calendar.first_day(period.first),
        last_day=calendar.last_day(as_of),
        start_day=calendar.first_day(calendar.first),
        tally=_tally(result, background.changes, period, span),
        previous=background.previous,
        changes=background.changes,
        sections=sections,
        shortfalls=_shortfalls(plan, rows),
        undecided=tuple(row for row in rows if row.verdict.status is Status.NO_DATA),
        missing=tuple(
            report
            for report in result.units
            if (report.missing or report.sending is Sending.NOT_SENT)
            and result.unit in (None, report.unit)
        ),
        corrections=tuple(_corrections(result)),
        waivers_in_force=in_force,
        waivers_expired=expired,
        notes=notes,
        due_figures=tuple(due for due in background.due_figures if result.unit in (None, due.unit)),
        due_targets=background.due_targets,
        figures=shown,
        definitions=_definitions(plan, rows, shown),
        references=_references(plan, sections),
        remarks=tuple(one for one in result.diagnostics if one.code not in RESTATED),
        bases=bases or {},
    )


def _corrections(result: Result) -> Iterable[Correction]:
    for one in result.restatements:
        was_absent, is_absent = one.change is ClosedChange.ADDED, one.change is ClosedChange.REMOVED
        yield Correction(*one.key, one.old, one.new, was_absent, is_absent, None)
    for closed in result.closing.amendments():
        if result.unit in (None, closed.unit) and closed.period.last <= (result.as_of or 0):
            old, new = closed.old_value, closed.value
            yield Correction(*closed.key, old, new, closed.was_absent, closed.absent, closed.reason)


_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\|{}^\[\]()]+", re.IGNORECASE)
_PATH = re.compile(r"(?![/\\])[^\x00-\x1f<>\"'`\\|:*?#{}^\[\]]*[^/.\s]\.[A-Za-z0-9]{2,5}")
_SPACES = re.compile(r"\s")


def link(text: str, base: str | None = "") -> str | None:
    """The address that a text may be linked to: http(s), or a relative path that names a file.

    Anything else (another scheme, an absolute path, a mere number of a document) gives None.
    """
    text = text.strip()
    if not text.isprintable() or len(text) > 2000:
        return None
    if _ADDRESS.fullmatch(text):
        return quote(text, safe="/:?#@!$&*+,;=%~-._")
    if base is None or not _PATH.fullmatch(text) or not is_near(text):
        return None
    joined = f"{base}/{text}" if base else text
    return quote(joined, safe="/-._~")


def evidence_link(figure: Figure, bases: Mapping[str, str | None]) -> str | None:
    """The address of what a figure names as evidence; `bases` as for `report_model`."""
    return link(figure.evidence, bases.get(figure.location.path, ""))


class _Gatherer:
    def __init__(self, plan: Plan, period: Period, bases: Mapping[str, str | None]) -> None:
        self._plan = plan
        self._period = period
        self._bases = bases

    def _is_in(self, period: Period) -> bool:
        return self._period.first <= period.last <= self._period.last

    def row(self, verdict: Verdict) -> Row:
        recent = [figure for figure in verdict.figures if self._is_in(figure.period)]
        return Row(verdict, amounts(verdict), self._sum(recent, verdict.indicator), self._named(recent))

    def _sum(self, figures: Sequence[Figure], indicator: Indicator) -> Decimal | None:
        if indicator.kind is not Kind.COUNT or not figures:
            return None
        values = (figure.value for figure in figures if isinstance(figure.value, Decimal))
        return printable(Fraction(sum(values, Decimal(0))))

    def _named(self, figures: Iterable[Figure]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(
                figure.evidence,
                evidence_link(figure, self._bases),
                figure.period,
                figure.unit,
                figure.location,
            )
            for figure in figures
            if figure.evidence
        )

    def notes(self, figures: Figures, unit: str | None) -> tuple[Note, ...]:
        order, indexes = self._order(), self._indexes()
        found = [
            (order[owner], indexes[name], period, entry)
            for (owner, name), series in figures.series.items()
            if unit in (None, owner)
            for period, entry in series.items()
            if entry.note and self._is_in(period)
        ]
        units = (*self._plan.unit_by_id, None)
        return tuple(
            Note(
                units[owner],
                self._plan.indicators[index],
                period,
                entry.note,
                figures.place(entry),
            )
            for owner, index, period, entry in sorted(
                found, key=lambda one: (one[0], one[1], one[2].last, one[2].first)
            )
        )

    def _order(self) -> dict[str | None, int]:
        return {unit: index for index, unit in enumerate((*self._plan.unit_by_id, None))}

    def _indexes(self) -> dict[str, int]:
        return {one.id: index for index, one in enumerate(self._plan.indicators)}

    def figures(
        self,
        figures: Figures,
        reports: Iterable[UnitReport],
        unit: str | None,
        used: Container[tuple[str | None, str, Period]],
    ) -> tuple[FiguresRow, ...]:
        """Those up to the period, and later ones that a verdict rests on: a day that lies before."""
        order, indexes = self._order(), self._indexes()
        missing: dict[tuple[str | None, str], list[Period]] = {}
        for report in reports:
            for gap in report.missing:
                missing.setdefault((gap.unit, gap.indicator), []).append(gap.period)
        keys = {key for key in (*figures.series, *missing) if unit in (None, key[0])}
        rows = []
        for owner, name in sorted(keys, key=lambda key: (indexes[key[1]], order[key[0]])):
            indicator = self._plan.indicator_by_id[name]
            series = figures.of(owner, name)
            periods = sorted(
                (
                    period
                    for period in series
                    if period.last <= self._period.last or (owner, name, period) in used
                ),
                key=lambda period: (period.last, period.first),
            )
            mine = tuple(figures.figure(owner, name, period, series[period]) for period in periods)
            absent = tuple(sorted(missing.get((owner, name), ()), key=lambda p: (p.last, p.first)))
            if not mine and not absent:
                continue
            recent = [figure for figure in mine if self._is_in(figure.period)]
            to_date = self._sum(mine, indicator)
            last = mine[-1].value if mine else None
            if indicator.kind is Kind.LEVEL and isinstance(last, Decimal):
                to_date = printable(Fraction(last))
            rows.append(
                FiguresRow(
                    indicator,
                    owner,
                    mine,
                    self._sum(recent, indicator),
                    to_date,
                    absent,
                    self._named(mine),
                )
            )
        return tuple(rows)


def _sections(
    plan: Plan, rows: Iterable[Row], notes: Iterable[Note], unit: str | None
) -> tuple[Section, ...]:
    """The clauses in the plan's order; of one unit, only the tasks that concern it."""
    by_task: dict[str, list[Row]] = {}
    for row in rows:
        by_task.setdefault(row.verdict.task.id, []).append(row)
    by_key: dict[tuple[str, str | None], list[Note]] = {}
    for note in notes:
        if note.is_narrative:
            by_key.setdefault((note.indicator.id, note.unit), []).append(note)
    clauses: dict[str, list[TaskPart]] = {}
    for task in plan.tasks:
        mine = tuple(by_task.get(task.id, ()))
        told: dict[Note, None] = {}
        for row in mine:
            if row.verdict.indicator.kind is Kind.NARRATIVE:
                told.update(dict.fromkeys(by_key.get((row.verdict.indicator.id, row.verdict.unit), ())))
        leads = unit is None or any(unit in plan.members(owner) for owner in task.owners)
        if mine or leads:
            clauses.setdefault(task.clause, []).append(TaskPart(task, mine, tuple(told)))
    return tuple(Section(clause, tuple(parts)) for clause, parts in clauses.items())


def _shortfalls(plan: Plan, rows: Iterable[Row]) -> tuple[Shortfalls, ...]:
    groups: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        if row.verdict.status in SHORT:
            key = (plan.unit_order[row.verdict.unit], row.verdict.target.summed)
            groups.setdefault(key, []).append(row)
    return tuple(
        Shortfalls(group[0].verdict.unit, group[0].verdict.target.summed or None, tuple(group))
        for _, group in sorted(groups.items(), key=lambda item: item[0])
    )


def _tally(result: Result, changes: Iterable[Change], period: Period, span: SpanName) -> Tally:
    counts = Counter(verdict.status for verdict in result.verdicts)
    turns = Counter(change.turn for change in changes)
    return Tally(
        total=len(result.verdicts),
        by_status=tuple((status, counts[status]) for status in Status if counts[status]),
        short=sum(counts[status] for status in SHORT),
        no_data=counts[Status.NO_DATA],
        waived=counts[Status.WAIVED],
        failing=sum(
            one.status in UNSATISFIED and one.target.severity == "error" for one in result.verdicts
        ),
        sending=(
            sending_count(result.units, result.unit)
            if span is SpanName.MONTH
            else _sending_over(result, period)
        ),
        turns=tuple((turn, turns[turn]) for turn in Turn if turns[turn]),
    )


def _sending_over(result: Result, period: Period) -> SendingCount:
    """The same over several months: sent is whoever lacks nothing of them."""
    figures = result.figures or Figures()
    anything = {
        unit
        for (unit, _), series in figures.series.items()
        if any(period.first <= label.last <= period.last for label in series)
    }
    counts: Counter[Sending] = Counter()
    for report in result.units:
        if report.unit is None or not report.owed or result.unit not in (None, report.unit):
            continue
        if not any(period.first <= gap.period.last <= period.last for gap in report.missing):
            counts[Sending.SENT] += 1
        else:
            counts[Sending.PARTLY if report.unit in anything else Sending.NOT_SENT] += 1
    return SendingCount(counts[Sending.SENT], counts[Sending.PARTLY], counts[Sending.NOT_SENT])


def _waivers(
    plan: Plan, verdicts: Iterable[Verdict], as_of: int, unit: str | None
) -> tuple[tuple[WaiverRow, ...], tuple[WaiverRow, ...]]:
    """The waivers in force and the expired ones."""
    by_target: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_target.setdefault(verdict.target.id, []).append(verdict)
    in_force: list[WaiverRow] = []
    expired: list[WaiverRow] = []
    for task in plan.tasks:
        for target in task.targets:
            for waiver in target.waivers:
                until = plan.month_of(waiver.until)
                meant = [
                    verdict
                    for verdict in by_target.get(target.id, ())
                    if waiver.unit in (None, verdict.unit)
                ]
                if unit is not None and not meant:
                    continue
                row = WaiverRow(
                    target,
                    task,
                    plan.indicator_by_id[target.indicator],
                    waiver,
                    until,
                    tuple(verdict for verdict in meant if verdict.waiver == waiver),
                    tuple(verdict for verdict in meant if verdict.status in UNSATISFIED),
                )
                (in_force if as_of <= until else expired).append(row)
    return tuple(in_force), tuple(expired)


def _definitions(
    plan: Plan, rows: Iterable[Row], figures: Iterable[FiguresRow]
) -> tuple[Indicator, ...]:
    shown = {row.indicator.id for row in figures}
    for row in rows:
        indicator = row.verdict.indicator
        shown.update(name for name in (indicator.id, indicator.numerator, indicator.denominator) if name)
    return tuple(indicator for indicator in plan.indicators if indicator.id in shown)


def _references(plan: Plan, sections: Iterable[Section]) -> tuple[Reference, ...]:
    cited = {name for section in sections for part in section.tasks for name in part.task.references}
    return tuple(reference for reference in plan.references if reference.id in cited)
