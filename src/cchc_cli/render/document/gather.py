"""From a result to the facts of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from cchc_cli import __version__
from cchc_cli.model.closing import RESTATED
from cchc_cli.model.closing import Change as ClosedChange
from cchc_cli.model.document import Reference
from cchc_cli.model.figures import Figure, Figures
from cchc_cli.model.history import Background, Change, Turn
from cchc_cli.model.kind import Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.model.verdict import SHORT, UNSATISFIED, Result, Sending, Status, UnitReport, Verdict
from cchc_cli.render.amounts import amounts, printable
from cchc_cli.render.document.links import evidence_link
from cchc_cli.render.document.model import (
    Correction,
    Evidence,
    FiguresRow,
    Note,
    ReportModel,
    Row,
    Section,
    Shortfalls,
    SpanName,
    Tally,
    TaskPart,
    WaiverRow,
)
from cchc_cli.render.tallies import SendingCount, sending_count


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
        shortfalls=_shortfalls(rows, plan),
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
        if not indicator.kind.adds_up or not figures:
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
        order, indexes = self._plan.unit_order, self._indexes()
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
                found, key=lambda note: (note[0], note[1], note[2].order)
            )
        )

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
        order, indexes = self._plan.unit_order, self._indexes()
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
                key=lambda period: period.order,
            )
            mine = tuple(figures.figure(owner, name, period, series[period]) for period in periods)
            absent = tuple(sorted(missing.get((owner, name), ()), key=lambda period: period.order))
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
    """The parts in the plan's order; of one unit, only the tasks that concern it."""
    by_task: dict[str, list[Row]] = {}
    for row in rows:
        by_task.setdefault(row.verdict.task.id, []).append(row)
    by_key: dict[tuple[str, str | None], list[Note]] = {}
    for note in notes:
        if note.is_narrative:
            by_key.setdefault((note.indicator.id, note.unit), []).append(note)
    titles = {section.clause: section.title for section in plan.sections}
    parts: dict[str, list[TaskPart]] = {}
    for task in plan.tasks:
        mine = tuple(by_task.get(task.id, ()))
        told: dict[Note, None] = {}
        for row in mine:
            if row.verdict.indicator.kind.is_told:
                told.update(dict.fromkeys(by_key.get((row.verdict.indicator.id, row.verdict.unit), ())))
        named = (*task.owners, *task.supports)
        takes_part = unit is None or any(unit in plan.members(name) for name in named)
        if mine or takes_part:
            part = _part_of(task.clause, titles)
            parts.setdefault(part, []).append(TaskPart(task, mine, tuple(told)))
    return tuple(
        Section(clause, titles.get(clause, ""), tuple(tasks)) for clause, tasks in parts.items()
    )


def _part_of(clause: str, titles: Mapping[str, str]) -> str:
    """The longest clause with a heading that a clause lies in; else what stands before its first dot."""
    pieces = clause.split(".")
    for length in range(len(pieces), 0, -1):
        part = ".".join(pieces[:length])
        if part in titles:
            return part
    return pieces[0]


def _shortfalls(rows: Iterable[Row], plan: Plan) -> tuple[Shortfalls, ...]:
    groups: dict[tuple[int, tuple[str, ...]], list[Row]] = {}
    for row in rows:
        verdict = row.verdict
        if verdict.status in SHORT:
            summed = verdict.units if verdict.unit is None else ()
            groups.setdefault((plan.unit_order[verdict.unit], summed), []).append(row)
    return tuple(Shortfalls(tuple(group)) for _, group in sorted(groups.items(), key=lambda g: g[0]))


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
        shown.update((indicator.id, *indicator.parts))
    return tuple(indicator for indicator in plan.indicators if indicator.id in shown)


def _references(plan: Plan, sections: Iterable[Section]) -> tuple[Reference, ...]:
    cited = {name for section in sections for part in section.tasks for name in part.task.references}
    return tuple(reference for reference in plan.references if reference.id in cited)
