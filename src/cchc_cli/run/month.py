"""Where a month's work stands: form, collect, check, remind, report, close; and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date, timedelta

from cchc_cli.judging.dues import is_idle, owed_months
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
    errors = [fault for fault in result.diagnostics if fault.severity is Severity.ERROR]
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
    month, is_over = month_to_do(plan, closed, figures, result.as_of)
    due = calendar.due_day(month)
    is_past = not is_over and (made(month).notices if today is None else today > due)
    units = result.units if month == result.as_of and not is_over else ()
    lacking = tuple(unit.unit for unit in units if unit.expected and not unit.complete)
    # Where nobody owes anything there is nothing to wait for.
    is_begun = month in known or bool(units and not lacking)
    waits = bool(lacking) and not is_past
    step = Step.YEAR if is_over else next_step(is_begun, made(month), result if units else None, waits)
    if step is Step.COLLECT and is_past and result.actuals and not made(month).notices:
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
        is_past and (bool(lacking) or not is_begun),
        lacking,
        _rows_of(closed),
        _rows_of(known - closed),
        _rows_of({change.period.last for change in result.restatements}),
        made(month).forms,
        _rows_of(silent),
    )


def month_to_do(
    plan: Plan, closed: Container[int], figures: Figures, as_of: int | None
) -> tuple[int, bool]:
    """The month that is judged, or the first after it that has work to do: not closed, and asked for.

    Where there is none, it is the first of those before that was left open with figures; of a year
    that is over it is the last month, and True.
    """
    known = figures.last_months()
    month = plan.period.from_ if as_of is None else as_of
    while month in closed or (month not in (as_of, *known) and is_idle(plan, figures, month)):
        month += 1
    if month <= plan.period.to:
        return month, False
    skipped = [month for month in known if month not in closed and plan.period.covers(month)]
    return (min(skipped), False) if skipped else (plan.period.to, True)


def next_step(is_begun: bool, made: Made, result: Result | None = None, waits: bool = False) -> Step:
    """The step to take in a month of which figures have come or not, and, where it was judged, may lack.

    `waits` is whether those are waited for.
    """
    if not is_begun or waits:
        return Step.COLLECT if made.forms else Step.FORM
    if result is None:
        return Step.CHECK
    if needs_reminding(result) and not made.notices:
        return Step.REMIND
    return Step.CLOSE if made.report else Step.REPORT


def next_form(plan: Plan, figures: Figures) -> int:
    """The month that forms are made for where none is named: the first that any is asked of after the
    latest that has figures; without such a month the one after it.
    """
    first = max(figures.last_months(), default=plan.period.from_ - 1) + 1
    rest = range(first, plan.period.to + 1)
    return next((month for month in rest if not is_idle(plan, figures, month)), first)


def needs_reminding(result: Result) -> bool:
    """Whether somebody is to be written to."""
    return any(verdict.status in UNSATISFIED for verdict in result.verdicts) or any(
        unit.missing for unit in result.units
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
