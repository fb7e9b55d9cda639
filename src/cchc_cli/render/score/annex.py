"""The annex of a periodic report that shows the points of a scoring table, as a template uses it."""

from __future__ import annotations

from typing import Any

from cchc_cli.model.score import ScoreResult, Scores
from cchc_cli.model.scoring import STAGES, Criterion, Stage
from cchc_cli.render.score import phrases
from cchc_cli.render.score.tables import facts, ranking_line
from cchc_cli.render.wording import Wording, visible
from cchc_cli.scoring.score import leaf_score
from cchc_cli.scoring.totals import Adder, Totals

MOST_UNITS = 20
"""Units whose criteria are all shown; of more only standings and deductions are."""
STANDING = ("rank", "unit", "stage", "points", "percent", "class", "remarks")
COLUMNS = (*STANDING, "id", "criterion", "max", *STAGES, "evidence", "owner")
"""Columns that have a heading, `columns.score_…` in a template."""


def annex_context(result: ScoreResult, words: Wording) -> dict[str, Any]:
    """Title, facts, standings, and for each unit its criteria.

    Criteria that lost points come first by themselves, then all in their order.
    """
    scores = result.scores
    assert scores is not None
    standings = [
        dict(zip(STANDING, ranking_line(standing, scores, words).cells, strict=True))
        for stage in reversed(scores.shown)
        for standing in result.standings
        if standing.stage is stage
    ]
    has_all = len(result.units) <= MOST_UNITS
    taken: dict[str, set[str]] = {}
    for one in scores.deductions:
        taken.setdefault(one.unit, set()).add(one.leaf.id)
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
    adder = Adder(scores.table)
    totals = {stage: adder.nodes(scores.outcomes[unit, stage]) for stage in scores.shown}
    rows = [
        _row(scores, unit, criterion, totals, words)
        for _, criterion in scores.table.walk()
        if has_all or criterion.id in taken
    ]
    return {
        "unit": phrases.unit(scores, unit),
        "deducted": [row for row in rows if row["id"] in taken],
        "criteria": rows if has_all else [],
    }


def _row(
    scores: Scores,
    unit: str,
    criterion: Criterion,
    totals: dict[Stage, Totals],
    words: Wording,
) -> dict[str, Any]:
    index = scores.table.position.get(criterion.id)
    row: dict[str, Any] = {
        "id": visible(criterion.id),
        "criterion": visible(criterion.name),
        "is_sum": index is None,
        "evidence": "",
        "owner": "",
        **{stage.value: "–" for stage in STAGES},
    }
    last = scores.last
    if index is None:
        most = totals[last][criterion.id].max
        row["max"] = phrases.number(most, words) if most else "–"
        for stage in scores.shown:
            total = totals[stage][criterion.id]
            row[stage.value] = phrases.interval((total.low, total.high), words)
        return row
    leaf = scores.table.leaves[index]
    row["max"] = phrases.number(leaf.max, words)
    row["owner"] = phrases.owner(scores, leaf.owner)
    row["evidence"] = visible(leaf_score(scores, unit, last, index).evidence)
    for stage in scores.shown:
        outcome = scores.outcomes[unit, stage][index]
        row[stage.value] = phrases.leaf_points(outcome, leaf, words)
    return row
