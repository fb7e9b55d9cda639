"""From a result to the facts of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from cchc_cli.model.closing import Change as ClosedChange
from cchc_cli.model.document import Reference
from cchc_cli.model.figures import Figures
from cchc_cli.model.history import Background
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.model.verdict import SHORT, UNSATISFIED, Result, Sending, Status, Verdict
from cchc_cli.render.amounts import amounts
from cchc_cli.render.document.model import (
    Correction,
    Note,
    ReportModel,
    Row,
    Section,
    SpanName,
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
    plan, as_of = result.subject
    figures = result.figures or Figures()
    period = Period(max(as_of - span.months + 1, plan.calendar.first), as_of)
    changes = {change.verdict.key: change for change in background.changes}
    rows = [Row(verdict, amounts(verdict), changes.get(verdict.key)) for verdict in result.verdicts]
    notes = _notes(plan, period, figures, result.unit)
    sections = _sections(plan, rows, notes, result.unit)
    in_force, expired = _waivers(plan, result.verdicts, as_of, result.unit)
    is_month = span is SpanName.MONTH
    return ReportModel(
        plan=plan,
        result=result,
        background=background,
        span=span,
        period=period,
        sending=sending_count(result.units, result.unit) if is_month else _sending_over(result, period),
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
        definitions=_definitions(plan, rows),
        references=_references(plan, sections),
        bases=bases or {},
    )


def _corrections(result: Result) -> Iterable[Correction]:
    for restatement in result.restatements:
        change, values = restatement.change, (restatement.old, restatement.new)
        was_absent, is_absent = change is ClosedChange.ADDED, change is ClosedChange.REMOVED
        yield Correction(*restatement.key, *values, was_absent, is_absent, None)
    for closed in result.closing.amendments():
        if result.unit in (None, closed.unit) and closed.period.last <= (result.as_of or 0):
            old, new = closed.old_value, closed.value
            yield Correction(*closed.key, old, new, closed.was_absent, closed.absent, closed.reason)


def _notes(plan: Plan, period: Period, figures: Figures, unit: str | None) -> tuple[Note, ...]:
    """What was written beside the figures of the period, by unit, indicator and period."""
    ranks = {indicator.id: rank for rank, indicator in enumerate(plan.indicators)}
    notes = [
        Note(owner, plan.indicator_by_id[name], label, entry.note, figures.place(entry))
        for (owner, name), series in figures.series.items()
        if unit in (None, owner)
        for label, entry in series.items()
        if entry.note and period.first <= label.last <= period.last
    ]

    def order(note: Note) -> tuple[int, ...]:
        return plan.unit_order[note.unit], ranks[note.indicator.id], *note.period.order

    return tuple(sorted(notes, key=order))


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
        narratives: dict[Note, None] = {}
        for row in mine:
            if row.verdict.indicator.kind.is_told:
                key = (row.verdict.indicator.id, row.verdict.unit)
                narratives |= dict.fromkeys(by_key.get(key, ()))
        if mine or plan.takes_part(unit, task):
            part = _part_of(task.clause, titles)
            parts.setdefault(part, []).append(TaskPart(task, mine, tuple(narratives)))
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


def _shortfalls(rows: Iterable[Row], plan: Plan) -> tuple[tuple[Row, ...], ...]:
    groups: dict[tuple[int, tuple[str, ...]], list[Row]] = {}
    for row in rows:
        verdict = row.verdict
        if verdict.status in SHORT:
            summed = verdict.units if verdict.unit is None else ()
            groups.setdefault((plan.unit_order[verdict.unit], summed), []).append(row)
    return tuple(tuple(groups[key]) for key in sorted(groups))


def _sending_over(result: Result, period: Period) -> SendingCount:
    """The same over several months: sent is whoever lacks nothing of them."""
    figures = result.figures or Figures()
    anything = {
        unit
        for (unit, _), series in figures.series.items()
        if any(period.first <= label.last <= period.last for label in series)
    }
    counts: Counter[Sending] = Counter()
    late = 0
    for report in result.units:
        if report.unit is None or not report.owed or result.unit not in (None, report.unit):
            continue
        if not any(period.first <= gap.period.last <= period.last for gap in report.missing):
            counts[Sending.SENT] += 1
            mine = [month for month in report.months if period.first <= month.month <= period.last]
            late += any(month.on_time is False for month in mine)
        else:
            counts[Sending.PARTLY if report.unit in anything else Sending.NOT_SENT] += 1
    return SendingCount(counts[Sending.SENT], counts[Sending.PARTLY], counts[Sending.NOT_SENT], late)


def _waivers(
    plan: Plan, verdicts: Iterable[Verdict], as_of: int, unit: str | None
) -> tuple[tuple[WaiverRow, ...], tuple[WaiverRow, ...]]:
    """The waivers in force and the expired ones."""
    by_target: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_target.setdefault(verdict.target.id, []).append(verdict)
    in_force: list[WaiverRow] = []
    expired: list[WaiverRow] = []
    for target in plan.target_by_id.values():
        for waiver in target.waivers:
            mine = by_target.get(target.id, ())
            covered = [verdict for verdict in mine if waiver.unit in (None, verdict.unit)]
            if unit is not None and not covered:
                continue
            row = WaiverRow(
                plan.indicator_by_id[target.indicator],
                waiver,
                tuple(verdict for verdict in covered if verdict.waiver == waiver),
                tuple(verdict for verdict in covered if verdict.status in UNSATISFIED),
            )
            (in_force if as_of <= plan.month_of(waiver.until) else expired).append(row)
    return tuple(in_force), tuple(expired)


def _definitions(plan: Plan, rows: Iterable[Row]) -> tuple[Indicator, ...]:
    used: set[str] = set()
    for row in rows:
        used.update((row.verdict.indicator.id, *row.verdict.indicator.parts))
    return tuple(indicator for indicator in plan.indicators if indicator.id in used)


def _references(plan: Plan, sections: Iterable[Section]) -> tuple[Reference, ...]:
    cited = {name for section in sections for part in section.tasks for name in part.task.references}
    return tuple(reference for reference in plan.references if reference.id in cited)
