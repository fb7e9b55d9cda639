"""The sheet that a unit fills in for a reporting month."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan


class Due(NamedTuple):
    """One figure that a sheet asks for."""

    period: Period
    unit: str | None
    """Whose figure it is; None for the department's own."""
    indicator: Indicator
    required: bool
    """False where it is only offered: on demand, or a milestone before its end."""
    total: Decimal | date | None
    """By the months before: a count's sum, a level's or milestone's latest; None without a figure."""
    reported: bool
    """Whether the figures at hand hold it already."""

    @property
    def key(self) -> tuple[Period, str | None, str]:
        """Period, unit and indicator: unique in a month."""
        return (self.period, self.unit, self.indicator.id)


class Form(NamedTuple):
    """What one unit owes for a reporting month."""

    plan: Plan
    unit: str | None
    """Who fills it in; None where nobody leads the tasks of a department figure."""
    month: int
    dues: tuple[Due, ...]
