"""The screen of `cchc` alone: where things stand and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

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


def render_status(result: Result, wording: Wording, screen: Screen, quiet: bool = False) -> str:
    """Plan, as-of and why, who has sent, counts, and the next step."""
    page = Page(screen)
    plan, as_of = result.plan, result.as_of
    if plan is None or result.source is None:
        return ""
    if not result.judged or as_of is None:
        page.line(wording.word("status.plan_line", path=result.source.path))
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
    page.heading(wording.word("status.next"))
    steps = [("cchc check", wording.word("status.next_check"))]
    urgent = most_urgent(result)
    if urgent is not None:
        steps.append((f"cchc explain {urgent.target.id}", wording.word("status.next_explain")))
    steps.append(("cchc report -o bao-cao.md", wording.word("status.next_report")))
    _add_steps(page, steps)
    calendar = plan.calendar
    if as_of < calendar.last:
        day = calendar.due_day(as_of + 1)
        month = wording.month(as_of + 1)
        page.line(wording.word("status.next_due", month=month, day=day), indent=2)
    return page.text()


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
