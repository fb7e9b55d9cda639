"""Which figures a unit owes for a reporting month, and what was reported before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cchc_cli.judging.cases import Case, cases_of
from cchc_cli.model.figures import Figures, Value, is_reported
from cchc_cli.model.form import Due, Form
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan


def forms_of(plan: Plan, figures: Figures, month: int) -> tuple[Form, ...]:
    """A form for each unit that exists in a month, in the plan's order.

    A unit owes its own figures whose period ends in the month. Department figures are asked of the
    unit that answers for the first task that needs them; where no task has an owner, a form without
    a unit asks for them. Milestones are asked for until they are done, required from their end on;
    figures on demand are offered.
    """
    by_unit: dict[str | None, dict[tuple[str | None, str], Due]] = {
        unit: {} for unit in plan.unit_by_id if plan.lives(unit, month)
    }
    asked: dict[tuple[str | None, str], str | None] = {}
    for case in cases_of(plan):
        for member, indicator, period, required in _owed(case, figures, month):
            pair = (member, indicator.id)
            filler = member if member is not None else _answering(case, month)
            filler = asked.setdefault(pair, filler)
            mine = by_unit.setdefault(filler, {})
            if pair in mine:
                required = required or mine[pair].required
            mine[pair] = Due(
                period,
                member,
                indicator,
                required,
                _total(figures, member, indicator, month),
                is_reported(period, figures.of(member, indicator.id), indicator.kind),
            )
    return tuple(
        Form(plan, unit, month, tuple(sorted(dues.values(), key=_section)))
        for unit, dues in by_unit.items()
    )


def is_idle(plan: Plan, figures: Figures, month: int) -> bool:
    """Whether a month is one of the plan and nobody is asked for a figure in it."""
    asked = (due for case in cases_of(plan) for due in _owed(case, figures, month))
    return plan.period.covers(month) and next(asked, None) is None


def owed_months(plan: Plan) -> frozenset[int]:
    """The months in which figures of a period that is over are owed by anybody."""
    return frozenset(period.last for case in cases_of(plan) for _, period in case.owed)


def _section(due: Due) -> int:
    """Numbers first, then texts, then what is only offered; each in the plan's order."""
    if not due.required:
        return 2
    return int(due.indicator.kind.is_told)


def _answering(case: Case, month: int) -> str | None:
    """The unit that answers for a task, or the one that took over from it by then."""
    unit = case.plan.answering_unit(case.task)
    return None if unit is None else case.plan.heir(unit, month)


def _owed(
    case: Case, figures: Figures, month: int
) -> Iterator[tuple[str | None, Indicator, Period, bool]]:
    plan, indicator = case.plan, case.indicator
    label = Period.of_month(month)
    for member in case.members:
        if not plan.lives(member, month):
            continue
        for part in plan.parts(indicator):
            if part.kind.owes_at_end:
                if not _was_done(plan, figures, member, part, month):
                    required = not case.on_demand and _ends_unreported(case, figures, member, month)
                    yield member, part, label, required
            elif case.on_demand:
                yield member, part, label, False
            else:
                for owner, period in case.owed:
                    if owner == member and period.last == month:
                        yield member, part, period, True


def _is_done(value: Value) -> bool:
    return isinstance(value, date) or value == 1


def _was_done(plan: Plan, figures: Figures, unit: str | None, indicator: Indicator, month: int) -> bool:
    """Whether a milestone was done by a figure of a month before."""
    return any(
        period.last < month and _is_done(entry.value)
        for period, entry in figures.of(unit, indicator.id).items()
    )


def _ends_unreported(case: Case, figures: Figures, unit: str | None, month: int) -> bool:
    """Whether a milestone is at its end and nobody said since that it is not done."""
    if not case.at_end(month):
        return False
    series = figures.of(unit, case.indicator.id)
    return not any(case.end <= period.last < month for period in series)


def _total(
    figures: Figures, unit: str | None, indicator: Indicator, month: int
) -> Decimal | date | None:
    series = figures.of(unit, indicator.id)
    before = sorted(period for period in series if period.last < month)
    if not before or indicator.kind.is_told:
        return None
    if not indicator.kind.adds_up:
        return series[max(before, key=lambda period: period.last)].value
    values = [series[period].value for period in before]
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def sheet_dues(forms: tuple[Form, ...], units: tuple[str, ...]) -> Form | None:
    """The form that a sheet naming these units answers; None where it cannot be told.

    A sheet names its own unit; one with department figures only is of the unit that answers for
    them, or of none.
    """
    if len(units) == 1:
        return next((form for form in forms if form.unit == units[0]), None)
    if units:
        return None
    asking = [form for form in forms if any(due.unit is None for due in form.dues)]
    return asking[0] if len(asking) == 1 else None
