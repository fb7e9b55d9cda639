"""What a table says of the plan's own criteria: how many lost points, how many are at their maximum."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.model.score import Scores
from cchc_cli.scoring.duties import accounts

DEDUCTED = "tieu-chi-bi-tru"
"""The indicator that counts the criteria whose points were deducted."""
COMPLETE = "tieu-chi-da-hoan-thanh"
"""The indicator that counts the criteria that are at their maximum."""


class ScoreFigure(NamedTuple):
    """A figure of the plan."""

    period: Period
    unit: str
    indicator: str
    value: int
    criteria: tuple[str, ...]
    """The ids of the criteria that it counts, of deductions."""


class ScoreFigures(NamedTuple):
    """The figures that are certain, and what is said of the others."""

    figures: tuple[ScoreFigure, ...]
    diagnostics: tuple[Diagnostic, ...]


def figures_of_scores(scores: Scores, plan: Plan, as_of: int | None = None) -> ScoreFigures:
    """Figures for the owners that the plan knows, each for the last period of the year.

    What is unknown is not 0: where a number may still change there is no figure, and a warning.
    """
    counted = [name for name in (DEDUCTED, COMPLETE) if name in plan.indicator_by_id]
    if not counted:
        return ScoreFigures((), (codes.V604.at(indicators=f"{DEDUCTED}, {COMPLETE}"),))
    owners = [account for account in accounts(scores) if account.owner in plan.unit_by_id]
    figures: list[ScoreFigure] = []
    warnings: list[Diagnostic] = []
    for name in counted:
        indicator = plan.indicator_by_id[name]
        period = _period(plan, indicator, scores.table.year, as_of)
        open_owners = []
        for account in owners:
            value = account.deducted if name == DEDUCTED else account.complete
            if value is None:
                open_owners.append(scores.names.get(account.owner, account.owner))
            else:
                mine = (taken for taken in scores.deductions if taken.owner == account.owner)
                criteria = tuple(taken.leaf.id for taken in mine) if name == DEDUCTED else ()
                figures.append(ScoreFigure(period, account.owner, name, value, criteria))
        if open_owners:
            warnings.append(codes.V605.at(owners=tuple(open_owners), indicator=indicator.name))
    return ScoreFigures(tuple(figures), tuple(warnings))


def _period(plan: Plan, indicator: Indicator, year: int, as_of: int | None) -> Period:
    """The last period of the indicator that ends in the year, by the as-of where one is given."""
    end = year * 12 + 11 if as_of is None else as_of
    inside = [period for period in plan.periods(indicator) if year * 12 <= period.last <= end]
    return inside[-1] if inside else Period.of_month(min(end, plan.period.to))


def rows_of(figures: Iterable[ScoreFigure], evidence: str) -> list[tuple[str, ...]]:
    """The figures as rows of a file of figures."""
    return [
        (
            figure.period.label,
            figure.unit,
            figure.indicator,
            f"{figure.value}",
            evidence,
            ", ".join(figure.criteria),
        )
        for figure in figures
    ]
