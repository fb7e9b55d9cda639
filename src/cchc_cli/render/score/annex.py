"""The annex of a periodic report that shows the points of a scoring table, as a template uses it."""

from __future__ import annotations

from typing import Any

from cchc_cli.model.score import ScoreResult, Scores
from cchc_cli.model.scoring import STAGES
from cchc_cli.render.score import phrases
from cchc_cli.render.score.tables import STANDING, criteria_lines, facts, ranking_table
from cchc_cli.render.wording import Wording, visible

MOST_UNITS = 20
"""Units whose criteria are all shown; of more only standings and deductions are."""


def annex_context(result: ScoreResult, words: Wording) -> dict[str, Any]:
    """Title, facts, standings, and for each unit its criteria.

    Criteria that lost points come first by themselves, then all in their order.
    """
    scores = result.known
    standings = [
        dict(zip(STANDING, line.cells, strict=True)) for line in ranking_table(result, words).lines
    ]
    has_all = len(result.units) <= MOST_UNITS
    taken: dict[str, set[str]] = {}
    for deduction in scores.deductions:
        taken.setdefault(deduction.unit, set()).add(deduction.leaf.id)
    units = [
        _unit(scores, unit, taken.get(unit, set()), has_all, words)
        for unit in result.units
        if has_all or unit in taken
    ]
    return {
        "title": visible(scores.table.title),
        "facts": list(facts(result, words)),
        "deductions": words.word("score.deductions"),
        "criteria": words.word("score.all_criteria"),
        "standings": standings,
        "units": units,
    }


def _unit(scores: Scores, unit: str, taken: set[str], has_all: bool, words: Wording) -> dict[str, Any]:
    """The criteria of a unit: those that lost points, and all of them where that is wanted."""
    names = ("id", "criterion", "max", *scores.shown, "evidence", "owner")
    rows: list[dict[str, Any]] = [
        {
            **dict.fromkeys(STAGES, "–"),
            **dict(zip(names, line.cells, strict=True)),
            "is_sum": line.is_strong,
        }
        for line in criteria_lines(scores, unit, words, None if has_all else taken)
    ]
    return {
        "unit": phrases.unit(scores, unit),
        "deducted": [row for row in rows if row["id"] in taken],
        "criteria": rows if has_all else [],
    }
