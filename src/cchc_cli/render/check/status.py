"""The screen of `cchc` alone: where things stand and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Severity
from cchc_cli.model.period import month_label
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result, Sending, UnitReport
from cchc_cli.render.check.text import add_header, add_summary, most_urgent
from cchc_cli.render.page import Page, Screen
from cchc_cli.render.wording import Wording


def render_start(wording: Wording, screen: Screen) -> str:
    """How to start where there is no plan yet."""
    page = Page(screen)
    page.line((wording.word("status.no_plan"), "bold"))
    steps = [
        ("cchc init thu --example", wording.word("status.start_example")),
        ("cchc init", wording.word("status.start_new")),
    ]
    _add_steps(page, steps)
    return page.text()


_WITHOUT_FIGURES = {codes.A402.name, codes.V307.name}
"""What a run fails with where a plan has no figures yet."""


def render_status(
    result: Result, wording: Wording, screen: Screen, quiet: bool = False, today: date | None = None
) -> str:
    """Plan, as-of and why, who has sent, what is closed and what overdue `today`, and the next steps."""
    page = Page(screen)
    plan, as_of = result.plan, result.as_of
    if plan is None or result.source is None:
        return ""
    if not result.judged or as_of is None:
        page.line(wording.word("status.plan_line", path=result.source.path))
        errors = {one.code for one in result.diagnostics if one.severity is Severity.ERROR}
        if errors and errors <= _WITHOUT_FIGURES:
            month = wording.month(plan.calendar.first)
            _add_steps(page, [("cchc form", wording.word("status.next_form", month=month))])
        else:
            page.line(wording.word("status.next_fix"))
        return page.text()
    if quiet:
        add_summary(page, result, wording)
        return page.text()
    add_header(page, result, plan, wording)
    page.line(wording.word("status.plan_line", path=result.source.path))
    rows = sum(file.rows for file in result.actuals)
    paths = tuple(file.path for file in result.actuals)
    page.line(wording.word("status.actuals_line", paths=paths, rows=rows))
    reports = [
        report
        for report in result.units
        if result.unit in (None, report.unit) and (report.owed or report.sent)
    ]
    if reports:
        page.heading(wording.word("status.units"))
    for report in reports:
        _add_unit(page, report, wording.unit(plan, report.unit), wording)
    page.blank()
    add_summary(page, result, wording)
    _add_months(page, result, plan, wording, today)
    page.heading(wording.word("status.next"))
    _add_steps(page, _next_steps(result, plan, as_of, wording))
    calendar = plan.calendar
    if as_of < calendar.last:
        day = calendar.due_day(as_of + 1)
        month = wording.month(as_of + 1)
        page.line(wording.word("status.next_due", month=month, day=day), indent=2)
    return page.text()


def _add_months(page: Page, result: Result, plan: Plan, wording: Wording, today: date | None) -> None:
    """Which months are closed, and which are overdue without a figure."""
    assert result.as_of is not None
    closed = sorted(month for month in result.closing.months if plan.period.covers(month))
    if closed:
        page.line(wording.word("status.closed", months=_spans(closed, wording)))
    due = plan.calendar.latest_due(today) if today is not None else None
    overdue = list(range(result.as_of + 1, (due or 0) + 1))
    if overdue:
        months = _spans(overdue, wording)
        page.line((wording.word("status.overdue", months=months), "yellow"))


def _spans(months: Sequence[int], wording: Wording) -> str:
    """Months in order, those in a row as one span."""
    spans: list[list[int]] = []
    for month in months:
        if spans and spans[-1][-1] == month - 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    words = (
        wording.month(span[0])
        if len(span) == 1
        else wording.word("months", first=wording.month(span[0]), last=wording.month(span[-1]))
        for span in spans
    )
    return ", ".join(words)


def _next_steps(result: Result, plan: Plan, as_of: int, wording: Wording) -> list[tuple[str, str]]:
    """The commands that lead on from here, in the order of the month."""
    label = month_label(as_of)
    month = wording.month(as_of)
    if as_of in result.closing.months and as_of < plan.calendar.last:
        return [("cchc form", wording.word("status.next_form", month=wording.month(as_of + 1)))]
    is_complete = not any(report.missing for report in result.units)
    steps = []
    if not is_complete:
        command = f"cchc collect bieu-mau-{label}/*.xlsx"
        steps.append((command, wording.word("status.next_collect", month=month)))
    steps.append(("cchc check", wording.word("status.next_check")))
    urgent = most_urgent(result)
    if urgent is not None:
        steps.append((f"cchc explain {urgent.target.id}", wording.word("status.next_explain")))
        steps.append(("cchc remind", wording.word("status.next_remind")))
    steps.append((f"cchc report -o bao-cao-{label}.docx", wording.word("status.next_report")))
    if is_complete and as_of not in result.closing.months:
        steps.append((f"cchc close {label}", wording.word("status.next_close", month=month)))
    return steps


def _add_steps(page: Page, steps: Sequence[tuple[str, str]]) -> None:
    """Commands with what they do, in two columns."""
    width = max(len(command) for command, _ in steps)
    for command, purpose in steps:
        page.line((f"{command:{width}}", "bold"), f"  {purpose}", indent=2, hang=4)


def _add_unit(page: Page, report: UnitReport, name: str, wording: Wording) -> None:
    counts = {"reported": report.reported, "owed": report.owed}
    mark, style = ("○", "magenta") if report.missing else ("✓", "green")
    match report.sending:
        case Sending.SENT if report.missing:
            words = wording.word("status.unit_sent_now", **counts)
        case Sending.SENT:
            words = wording.word("status.unit_sent", **counts)
        case Sending.PARTLY:
            words = wording.word("status.unit_partly", **counts)
        case Sending.NOT_SENT:
            words = wording.word("status.unit_not_sent", **counts)
        case Sending.NOT_OWED if report.missing:
            words = wording.word("status.unit_incomplete", **counts)
        case Sending.NOT_OWED:
            mark, style, words = "·", "dim", wording.word("status.unit_nothing")
    page.line((f"{mark} ", style), f"{name}: ", (words, style), indent=2)
