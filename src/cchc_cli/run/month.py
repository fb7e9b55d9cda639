"""Where a month's work stands: form, collect, check, remind, report, close; and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cchc_cli.model import codes
from cchc_cli.model.course import STEPS, Course, Made, Step
from cchc_cli.model.diagnostic import Diagnostic, Severity, Term
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import UNSATISFIED, Result


def is_without_figures(result: Result) -> bool:
    """Whether a run could not be judged for the sole reason that nobody has sent anything yet.

    The plan's place for figures may be empty, or not be there: `collect` makes it. Where another name is
    near, it is probably mistyped.
    """
    errors = [one for one in result.diagnostics if one.severity is Severity.ERROR]
    return bool(errors) and all(map(_is_absence, errors))


def _is_absence(fault: Diagnostic) -> bool:
    if fault.params.get("near"):
        return False
    if fault.code == codes.A101.name:
        return fault.params["why"] == Term("why", "ENOENT")
    return fault.code in (codes.A102.name, codes.A402.name)


def course(result: Result, made: Callable[[int], Made], today: date) -> Course | None:
    """How far the month has come; None where the figures could not be judged.

    The month is the one that was judged, or the next where that is closed already. What the folder
    holds tells whether forms, notices and the report were made; the run itself is the check.
    """
    plan, figures = result.plan, result.figures or Figures()
    if plan is None or not (result.judged or is_without_figures(result)):
        return None
    calendar = plan.calendar
    closed = {month for month in result.closing.months if plan.period.covers(month)}
    known = {month for month in figures.last_months() if plan.period.covers(month)}
    month = calendar.first if result.as_of is None else result.as_of
    is_begun = result.as_of is not None and month not in closed
    if month in closed:
        month += 1
    lacking: tuple[str | None, ...] = ()
    if month > calendar.last:
        month, step = calendar.last, Step.YEAR
    elif not is_begun:
        # Without a file of figures nothing is judged, so nobody can be written to.
        has_file = bool(result.actuals)
        step = _first_step(made(month), has_file and today > calendar.due_day(month))
    else:
        lacking = tuple(one.unit for one in result.units if one.expected and not one.complete)
        step = _step(result, made(month), bool(lacking) and today <= calendar.due_day(month))
    due = calendar.due_day(month)
    after = calendar.first if result.as_of is None else result.as_of + 1
    return Course(
        month,
        step,
        is_begun,
        due,
        today > due and step is not Step.YEAR and (bool(lacking) or not is_begun),
        lacking,
        _rows_of(closed),
        _rows_of(known - closed),
        _rows_of({one.period.last for one in result.restatements}),
        _rows_of(set(range(after, (calendar.latest_due(today) or 0) + 1))),
    )


def _first_step(made: Made, is_overdue: bool) -> Step:
    """Of a month without a figure."""
    if not made.forms:
        return Step.FORM
    return Step.REMIND if is_overdue and not made.notices else Step.COLLECT


def _step(result: Result, made: Made, waits: bool) -> Step:
    if waits:
        return Step.COLLECT if made.forms else Step.FORM
    if needs_reminding(result) and not made.notices:
        return Step.REMIND
    return Step.CLOSE if made.report else Step.REPORT


def needs_reminding(result: Result) -> bool:
    """Whether somebody is to be written to."""
    return any(one.status in UNSATISFIED for one in result.verdicts) or any(
        one.missing for one in result.units
    )


def following(step: Step, result: Result | None = None, is_last: bool = False) -> Step:
    """What follows a command that did its work; `is_last`: in the plan's last month."""
    match step:
        case Step.CHECK | Step.REPORT if result is not None and result.restatements:
            return Step.AMEND
        case Step.AMEND:
            return Step.CHECK
        case Step.REMIND if result is not None and not any(one.sent for one in result.units):
            return Step.COLLECT
        case Step.CHECK if result is not None and result.as_of in result.closing.months:
            return Step.FORM if not is_last else Step.YEAR
        case Step.CHECK if result is not None and not needs_reminding(result):
            return Step.REPORT
        case Step.CLOSE:
            return Step.FORM if not is_last else Step.YEAR
        case _:
            return STEPS[STEPS.index(step) + 1]


def _rows_of(months: set[int]) -> tuple[Period, ...]:
    """Months as periods, those in a row together."""
    rows: list[Period] = []
    for month in sorted(months):
        if rows and rows[-1].last == month - 1:
            rows[-1] = Period(rows[-1].first, month)
        else:
            rows.append(Period.of_month(month))
    return tuple(rows)
