"""Which waivers a case has, and what they cover."""

from __future__ import annotations

from cchc_cli.judging.cases import Case
from cchc_cli.model.plan import Waiver


def waivers_for(case: Case) -> list[Waiver]:
    """The waivers of its unit and those of the whole target."""
    return [waiver for waiver in case.target.waivers if waiver.unit in (None, case.unit)]


def waiver_of(case: Case, month: int) -> Waiver | None:
    """The waiver that covers a month and ends last, its `until` included; None where none does."""
    month_of = case.plan.month_of
    covering = [waiver for waiver in waivers_for(case) if month <= month_of(waiver.until)]
    return max(covering, key=lambda waiver: month_of(waiver.until), default=None)


def covers(case: Case, month: int) -> bool:
    """Whether a waiver covers a month."""
    return waiver_of(case, month) is not None
