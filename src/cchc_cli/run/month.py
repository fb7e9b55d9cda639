"""Where a month's work stands: form, collect, check, remind, report, close; and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container
from datetime import date, timedelta

from cchc_cli.judging.dues import owed_months
from cchc_cli.model import codes
from cchc_cli.model.course import Course, Made, Step
from cchc_cli.model.diagnostic import Diagnostic, Severity, Term
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import UNSATISFIED, Result


def is_without_figures(result: Result) -> bool:
    """Whether a run could not be judged for the sole reason that nobody has sent anything yet.

    The plan's place for figures may be empty, or not be there: `collect` makes it. Where another name is
    near, it is probably mistyped.
    """
    errors = [one for one in result.diagnostics if one.severity is Severity.ERROR]
    return bool(errors) and all(map(is_absence, errors))


def is_absence(fault: Diagnostic) -> bool:
    """Whether a fault is that there are no figures where they are kept."""
    if fault.params.get("near"):
        return False
    if fault.code == codes.A101.name:
        return fault.params["why"] == Term("why", "ENOENT")
    return fault.code in (codes.A102.name, codes.A402.name)


def course(result: Result, made: Callable[[int], Made], today: date | None = None) -> Course | None:
    """How far the month has come; None where the figures could not be judged.

    The month is the one that was judged, or the next that is not closed. `made` tells whether forms,
    notices and the report of a month were made; the run itself is the check. Without `today` figures are
    waited for until whoever owes them was written to.
    """
    plan, figures = result.plan, result.figures or Figures()
    if plan is None or not (result.judged or is_without_figures(result)):
        return None
    calendar = plan.calendar
    closed = {month for month in result.closing.months if plan.period.covers(month)}
    known = {month for month in figures.last_months() if plan.period.covers(month)}
    judged = calendar.first if result.as_of is None else result.as_of
    month, step = begin(plan, closed, known, judged, made)
    due = calendar.due_day(month)
    is_past = made(month).notices if today is None else today > due
    units = result.units if month == result.as_of and step is not Step.YEAR else ()
    lacking = tuple(one.unit for one in units if one.expected and not one.complete)
    # Where nobody owes anything there is nothing to wait for.
    is_begun = month in known or bool(units and not lacking)
    if is_begun and units:
        step = _step(result, made(month), bool(lacking) and not is_past)
    elif step is Step.COLLECT and is_past and result.actuals and not made(month).notices:
        # Without a file of figures nothing is judged, so nobody can be written to.
        step = Step.REMIND
    silent = set[int]()
    if today is not None:
        after = calendar.first if result.as_of is None else result.as_of + 1
        overdue = calendar.latest_due(today - timedelta(days=1)) or 0
        late = set(range(after, overdue + 1)) - known
        silent = late & owed_months(plan) if late else late
    return Course(
        month,
        step,
        is_begun,
        due,
        is_past and step is not Step.YEAR and (bool(lacking) or not is_begun),
        lacking,
        _rows_of(closed),
        _rows_of(known - closed),
        _rows_of({one.period.last for one in result.restatements}),
        _rows_of(silent),
    )


def begin(
    plan: Plan, closed: Container[int], known: Collection[int], month: int, made: Callable[[int], Made]
) -> tuple[int, Step]:
    """From a month on the first that is not closed, and the step that its work begins with.

    Where all are, the first of those before that was left open with figures.
    """
    while month in closed:
        month += 1
    if month > plan.period.to:
        skipped = [one for one in known if one not in closed]
        if not skipped:
            return plan.period.to, Step.YEAR
        month = min(skipped)
    if month in known:
        return month, Step.CHECK
    return month, Step.COLLECT if made(month).forms else Step.FORM


def next_form(plan: Plan, figures: Figures) -> int:
    """The month that forms are made for where none is named: after the latest that has figures."""
    return max(figures.last_months(), default=plan.period.from_ - 1) + 1


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


def _rows_of(months: set[int]) -> tuple[Period, ...]:
    """Months as periods, those in a row together."""
    rows: list[Period] = []
    for month in sorted(months):
        if rows and rows[-1].last == month - 1:
            rows[-1] = Period(rows[-1].first, month)
        else:
            rows.append(Period.of_month(month))
    return tuple(rows)
