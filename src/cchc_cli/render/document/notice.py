"""Notices that urge units on: who is written to about what, and what the letter says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan, Task
from cchc_cli.model.verdict import SHORT, Sending, Status
from cchc_cli.render import phrases
from cchc_cli.render.document.heads import heads
from cchc_cli.render.document.model import ReportModel, Row
from cchc_cli.render.document.template import TemplateFault, render_template
from cchc_cli.render.document.texts import Context, plain
from cchc_cli.render.wording import Wording


class MissingFigures(NamedTuple):
    """Figures that are owed, whose periods are over, and that were not sent."""

    indicator: Indicator
    unit: str | None
    """Whose figures; None for the department's."""
    periods: tuple[Period, ...]


@dataclass
class Notice:
    """What one unit is written about."""

    unit: str
    rows: list[Row] = field(default_factory=list)
    """What falls short, or cannot be decided although no figure is missing; an answer is asked for."""
    missing: list[MissingFigures] = field(default_factory=list)
    sending: Sending = Sending.NOT_OWED
    """How far the unit has sent what it owes for the month."""
    lost: list[Row] = field(default_factory=list)
    """What is short since an earlier month, just so, and cannot be repaired; it is only listed."""


class Notices(NamedTuple):
    """Everybody who is written to, in the plan's order, and what could not be addressed."""

    notices: tuple[Notice, ...]
    diagnostics: tuple[Diagnostic, ...]


def notices(model: ReportModel) -> Notices:
    """One notice for each unit that falls short, missed, or has not sent its figures.

    Figures of the department and of sums of units go to the first owner of the task; matters of a
    unit that has ended go to its successor. What is waived is in no notice.
    """
    plan = model.plan
    letters: dict[str, Notice] = {}
    faults: list[Diagnostic] = []

    def letter(unit: str) -> Notice:
        heir = plan.heir(unit, model.as_of)
        return letters.setdefault(heir, Notice(heir))

    for row in model.rows():
        verdict = row.verdict
        undecided = verdict.status is Status.NO_DATA and not verdict.missing
        if verdict.status not in SHORT and not undecided:
            continue
        answering = verdict.unit or plan.answering_unit(verdict.task)
        if answering is None:
            faults.append(codes.V134.at(target=verdict.target.id, task=verdict.task.id))
            continue
        is_lasting = row.change is not None and row.change.is_lasting
        (letter(answering).lost if is_lasting else letter(answering).rows).append(row)
    tasks = _department_tasks(model)
    for report in model.missing:
        for indicator, periods in _by_indicator(plan, report.missing):
            task = tasks.get(indicator.id) if report.unit is None else None
            owner = plan.answering_unit(task) if task is not None else report.unit
            if owner is not None:
                letter(owner).missing.append(MissingFigures(indicator, report.unit, periods))
            elif task is not None:
                faults.append(codes.V134.at(target=indicator.id, task=task.id))
        if report.unit is not None and report.sending in _LACKING:
            lacking = letter(report.unit)
            if lacking.sending is not Sending.NOT_SENT:
                lacking.sending = report.sending
    return Notices(tuple(letters[unit] for unit in plan.unit_by_id if unit in letters), tuple(faults))


def _department_tasks(model: ReportModel) -> dict[str, Task]:
    """The first task that asks for each of the department's own figures, by indicator."""
    tasks: dict[str, Task] = {}
    for row in model.rows():
        verdict = row.verdict
        if verdict.unit is None and verdict.target.over is None:
            indicator = verdict.indicator
            for name in (indicator.id, *indicator.parts):
                tasks.setdefault(name, verdict.task)
    return tasks


def _by_indicator(plan: Plan, missing: Iterable[Any]) -> Iterable[tuple[Indicator, tuple[Period, ...]]]:
    periods: dict[str, list[Period]] = {}
    for gap in missing:
        periods.setdefault(gap.indicator, []).append(gap.period)
    for indicator in plan.indicators:
        if indicator.id in periods:
            yield indicator, tuple(sorted(periods[indicator.id], key=lambda period: period.order))


def render_notice(
    notice: Notice, model: ReportModel, reply_by: date, wording: Wording, template: str
) -> str | TemplateFault:
    """One notice laid out by a Jinja2 template of Markdown, or what is wrong with the template."""
    return render_template(template, notice_context(notice, model, reply_by, wording))


def notice_context(notice: Notice, model: ReportModel, reply_by: date, wording: Wording) -> Context:
    """All that a template may use, as plain text; what a report uses too means the same there."""
    wording = wording.on_paper()
    plan, word = model.plan, wording.word
    base = heads(model, wording)
    month, head = base["period"]["label"], base["letterhead"]
    unit = plain(plan.unit_by_id[notice.unit].name if notice.unit else wording.unit(plan, None))
    words = wording.group("report") | wording.group("remind")
    words["subject"] = plain(word("remind.subject", month=month, subject=base["plan"]["subject"]))
    words["to"] = plain(word("remind.to", unit=unit))
    words["basis"] = plain(
        word(
            "remind.basis",
            plan=base["plan"]["citation"],
            first=wording.day(model.start_day),
            last=wording.day(model.last_day),
        )
    )
    words["number"] = word("remind.number", issuer=head["abbreviation"])
    office = base["issuer"] or word("remind.office")
    words["request"] = " ".join(_requests(notice, wording.day(reply_by), office, wording))
    key = _LACKING.get(notice.sending)
    words["not_sent"] = word(f"remind.{key}", month=month) if key else ""
    words["place_date"] = plain(word("report.place_date", place=base["place"] or "………"))
    return {
        **base,
        "words": words,
        "columns": wording.group("column"),
        "unit": {"id": plain(notice.unit), "name": unit},
        "reply_by": wording.day(reply_by),
        "rows": [
            {
                "name": plain(_name_of(row, notice, plan, wording)),
                "planned": plain(phrases.goal(row.verdict, wording)),
                "done": plain(phrases.reached(row.verdict, row.amounts, wording)),
                "left": plain(phrases.left(row.verdict, row.amounts, wording)),
                "due": wording.day(row.verdict.due),
                "word": phrases.standing(row.verdict, wording),
                "ground": plain(_ground(row, notice, model, wording)),
            }
            for row in notice.rows
        ],
        "lost": [plain(_lost(row, notice, plan, wording)) for row in notice.lost],
        "missing": [plain(_lacking(lack, notice, model, wording)) for lack in notice.missing],
        "recipients": [
            word("remind.recipient"),
            word("report.archive", issuer=head["abbreviation"]),
        ],
    }


_LACKING = {Sending.NOT_SENT: "not_sent", Sending.PARTLY: "partly"}


def _requests(notice: Notice, day: str, office: str, wording: Wording) -> Iterable[str]:
    """What is asked of the unit: figures by their own due days, an answer by the day of reply.

    Of what is only listed nothing is.
    """
    if notice.missing or notice.sending is not Sending.NOT_OWED:
        yield wording.word("remind.send", office=office)
    if notice.rows:
        yield wording.word("remind.reply", office=office, day=day)
    elif not notice.missing and notice.sending is Sending.NOT_OWED:
        yield wording.word("remind.inform")


def _lost(row: Row, notice: Notice, plan: Plan, wording: Wording) -> str:
    reached = phrases.reached(row.verdict, row.amounts, wording)
    goal = phrases.goal(row.verdict, wording)
    name = _name_of(row, notice, plan, wording)
    if row.verdict.kept is not None:
        kept = "; ".join(phrases.kept(row.verdict.kept, wording))
        return f"{name} ({goal}): {kept}"
    return f"{name}: {reached} ({goal})"


def _lacking(lack: MissingFigures, notice: Notice, model: ReportModel, wording: Wording) -> str:
    """What was not sent: by when it is due, or since when it is overdue as of the month's end."""
    plan, calendar = model.plan, model.plan.calendar
    periods = []
    for period in lack.periods:
        due = calendar.due_day(period.last)
        key = "remind.overdue" if due <= model.last_day else "remind.due"
        params = {"period": wording.period(period), "day": wording.day(due)}
        periods.append(wording.word(key, **params))
    name = _name(lack.indicator, lack.unit, wording.short_unit(plan, lack.unit), notice)
    return f"{name}: {', '.join(periods)}"


def _name(indicator: Indicator, unit: str | None, scope: str, notice: Notice) -> str:
    """The indicator; whose it is, where it is not the unit's own."""
    return indicator.name if unit == notice.unit else f"{indicator.name} ({scope})"


def _name_of(row: Row, notice: Notice, plan: Plan, wording: Wording) -> str:
    verdict = row.verdict
    scope = phrases.short_scope(plan, verdict, wording)
    return _name(verdict.indicator, verdict.unit, scope, notice)


def _ground(row: Row, notice: Notice, model: ReportModel, wording: Wording) -> str:
    """What a matter comes to, in numbers, since when, and what asks for it."""
    parts = [*phrases.arithmetic(row.verdict, wording)]
    if row.change is not None and row.change.run > 1:
        parts.append(phrases.run(row.change, wording))
    parts.append(phrases.basis(row.verdict, model.plan, wording))
    if row.verdict.target.basis == "derived":
        parts.append(wording.word("report.derived"))
    return f"{_name_of(row, notice, model.plan, wording)}: {'; '.join(parts)}"
