"""Periods that a command line names, and those that it does not name as it should."""

from __future__ import annotations

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.pattern import pattern
from cchc_cli.model.period import Calendar, Period, parse_label
from cchc_cli.model.plan import Plan
from cchc_cli.reading.cells.periods import (
    closest_period,
    month_without_year,
    own_periods,
    parse_period,
    read_day,
)

_YEAR_FIRST = pattern(r"([0-9]{4})[-/. ]([0-9]{1,2})")
_MONTH_FIRST = pattern(r"([0-9]{1,2})[-. ]([0-9]{4})")
_BARE = pattern(r"[0-9]{1,2}")


def asked_period(text: str, plan: Plan) -> Period | Diagnostic:
    """The period that a command names, inside the plan."""
    calendar = plan.calendar
    period = parse_label(text)
    if period is None or period.first < calendar.first or period.last > calendar.last:
        first, last = (Period.of_month(month) for month in (calendar.first, calendar.last))
        near = period_near(text, calendar)
        return codes.V209.at(found=text, first=first, last=last, such_as=first.label, near=near)
    return period


def no_such_month(text: str, span: Period, calendar: Calendar | None) -> Diagnostic:
    """That `--as-of` names no month of a span; without a calendar nothing comes near it."""
    near = None
    if calendar is not None:
        near = period_near(text, calendar._replace(first=span.first, last=span.last))
    first, last = Period.of_month(span.first), Period.of_month(span.last)
    return codes.V302.at(found=text, first=first, last=last, such_as=first.label, near=near)


def period_near(text: str, calendar: Calendar) -> str | None:
    """How to write the period of the plan that was probably meant; None where that cannot be told.

    Understood are `2022-7`, `7-2022`, `tháng 7/2022`, a month without its year where the plan has only
    one such month, a day, and the calendar's quarter, half or year where the plan has others.
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        near = parse_label(f"{found[1]}-{int(found[2]):02d}")
    elif found := _MONTH_FIRST.fullmatch(text):
        near = parse_label(f"{found[2]}-{int(found[1]):02d}")
    elif _BARE.fullmatch(text):
        near = month_without_year(f"T{text}", calendar)
    else:
        near = parse_period(text) or month_without_year(text, calendar)
    if near is None:
        day = read_day(text, calendar)
        near = day if isinstance(day, Period) else None
    if near is not None and not calendar.first <= near.first <= near.last <= calendar.last:
        length = near.last - near.first + 1
        near = closest_period(near, own_periods(length, calendar)) if length > 1 else None
    return near.label if near else None
