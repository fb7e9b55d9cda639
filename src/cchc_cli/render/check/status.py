"""The screen of `cchc` alone: where things stand and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.model.course import STEPS, Course, Step
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result, Sending, UnitReport
from cchc_cli.render.check.text import add_header, add_summary, most_urgent
from cchc_cli.render.page import Page, Part, Screen
from cchc_cli.render.tallies import sending_rates
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


def render_status(
    result: Result,
    course: Course | None,
    following: str,
    wording: Wording,
    screen: Screen,
    quiet: bool = False,
    given: str = "",
) -> str:
    """Plan, as-of and why, who has sent, counts, how far the month has come, and the next step.

    `given` is what stands behind a command that is to see the same plan and figures.
    """
    page = Page(screen)
    plan = result.plan
    if plan is None or result.source is None:
        return ""
    if course is None:
        page.line(wording.word("status.plan_line", path=result.source.path))
        page.line(wording.word("status.next_fix"))
        return page.text()
    if not result.judged:
        page.line((wording.word("text.plan", id=plan.id, title=plan.title), "bold"))
        page.line(wording.word("status.plan_line", path=result.source.path))
        page.line(wording.word("month.no_figures"))
        _add_course(page, course, plan, wording)
        page.line((following, "bold"))
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
        page.heading(wording.word("show.units"))
    for report in reports:
        _add_unit(page, report, wording.unit(plan, report.unit), wording)
    page.blank()
    add_summary(page, result, wording)
    urgent = most_urgent(result)
    if urgent is not None:
        why = f"cchc explain {urgent.target.id}{given}"
        page.line((why, "bold"), f"  {wording.word('status.next_explain')}")
    _add_course(page, course, plan, wording)
    page.line((following, "bold"))
    return page.text()


def _add_course(page: Page, course: Course, plan: Plan, wording: Wording) -> None:
    """The steps of the month with a mark at what is done and what is next, what is overdue and open."""
    page.heading(wording.word("month.where", month=wording.month(course.month)))
    at = STEPS.index(course.step) if course.step in STEPS else len(STEPS)
    parts: list[Part] = []
    for index, step in enumerate(STEPS):
        # Nothing is collected while sheets are still asked for.
        is_whole = course.is_begun and not (step in (Step.FORM, Step.COLLECT) and course.lacking)
        is_made = step is Step.FORM and course.has_forms
        is_done = index < at and (is_whole or is_made or at == len(STEPS))
        mark, style = ("✓", "green") if is_done else ("▶", "bold") if index == at else ("·", "dim")
        parts += [" → "] if parts else []
        parts.append((f"{mark}\u00a0{_unbroken(wording.word(f'month.step.{step}'))}", style))
    page.line(*parts, indent=2)
    params = {"month": wording.month(course.month), "day": course.due}
    if course.is_overdue and course.lacking:
        units = "; ".join(wording.short_unit(plan, unit) for unit in course.lacking)
        page.line((wording.word("month.overdue", units=units, **params), "yellow"), indent=2)
    elif not course.is_overdue and course.step is not Step.YEAR:
        page.line(wording.word("month.due", **params), indent=2)
    if course.silent:
        months = tuple(_span(period, wording) for period in course.silent)
        page.line((wording.word("month.silent", months=months), "yellow"), indent=2)
    if course.changed:
        months = tuple(_span(period, wording) for period in course.changed)
        page.line((wording.word("month.changed", months=months), "bold red"), indent=2)
    for key, periods in (("month.closed", course.closed), ("month.open", course.open)):
        if periods:
            months = tuple(_span(period, wording) for period in periods)
            page.line(wording.word(key, months=months), indent=2)


def _span(period: Period, wording: Wording) -> str:
    first, last = wording.month(period.first), wording.month(period.last)
    return first if first == last else wording.word("month.span", first=first, last=last)


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _add_steps(page: Page, steps: Sequence[tuple[str, str]]) -> None:
    """Commands with what they do, in two columns."""
    width = max(len(command) for command, _ in steps)
    for command, purpose in steps:
        page.line((f"{command:{width}}", "bold"), f"  {purpose}", indent=2, hang=4)


_BEHIND = {Sending.SENT: "status.unit.sent.behind", Sending.NOT_OWED: "status.unit.not_owed.behind"}
"""What is said of a unit that owes nothing of this period, and lacks figures of earlier ones."""


def _add_unit(page: Page, report: UnitReport, name: str, wording: Wording) -> None:
    key = _BEHIND.get(report.sending) if report.missing else None
    counts = {"reported": report.reported, "owed": report.owed}
    words = wording.word(key or f"status.unit.{report.sending}", **counts)
    mark, style = ("○", "magenta") if report.missing else ("✓", "green")
    if report.sending is Sending.NOT_OWED and not report.missing:
        mark, style = "·", "dim"
    rates = sending_rates(report, wording)
    page.line((f"{mark} ", style), f"{name}: ", (words, style), f"; {rates}" if rates else "", indent=2)
