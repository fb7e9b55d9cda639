"""Points as a workbook: standings, every criterion, deductions; numbers are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cchc_cli.model.score import ScoreResult, Scores
from cchc_cli.render.score import phrases
from cchc_cli.render.wording import Wording, visible
from cchc_cli.render.workbook import Cell, Column, Sheet, render_workbook
from cchc_cli.scoring.score import leaf_score


def render_score_workbook(result: ScoreResult, words: Wording) -> bytes:
    """One sheet for the standings, one for the criteria, one for deductions."""
    sheets = (
        ("ranking", _RANKING, _standings),
        ("points", _POINTS, _criteria),
        ("deductions", _DEDUCTIONS, _deductions),
    )
    scores = result.known
    tables = (
        Sheet(words.word(f"score.sheet.{name}"), _columns(names, words), rows(result, scores, words))
        for name, names, rows in sheets
    )
    return render_workbook(tables, visible(scores.table.title))


def _columns(names: Sequence[str], words: Wording) -> list[Column]:
    return [
        Column(words.word(f"score.head.{name}"), 40 if name == "criterion" else 16) for name in names
    ]


_RANKING = ("rank", "unit", "stage", "low", "high", "max", "percent", "class", "remarks")
_POINTS = (
    *("unit", "stage", "id", "criterion", "max", "low", "high", "value", "rule", "owner"),
    *("evidence", "source"),
)
_DEDUCTIONS = ("unit", "id", "criterion", "self", "final", "lost", "owner")


def _standings(result: ScoreResult, scores: Scores, words: Wording) -> Iterable[Sequence[Cell]]:
    for standing in result.standings:
        total, ends = standing.total, standing.total.percents
        yield (
            standing.rank,
            phrases.unit(scores, standing.unit),
            phrases.stage(standing.stage, words),
            total.low,
            total.high,
            total.max,
            ends[0] if ends is not None and ends[0] == ends[1] else None,
            phrases.class_name(standing, scores.table, words),
            phrases.missing(standing, scores.table, words),
        )


def _criteria(result: ScoreResult, scores: Scores, words: Wording) -> Iterable[Sequence[Cell]]:
    for unit in result.units:
        for stage in scores.shown:
            for index, leaf in enumerate(scores.table.leaves):
                score = leaf_score(scores, unit, stage, index)
                yield (
                    phrases.unit(scores, unit),
                    phrases.stage(stage, words),
                    leaf.id,
                    visible(leaf.criterion.name),
                    leaf.max,
                    score.outcome.low if score.outcome.applies else None,
                    score.outcome.high if score.outcome.applies else None,
                    phrases.value(score.value, words),
                    phrases.rule_key(leaf),
                    phrases.owner(scores, leaf.owner),
                    visible(score.evidence),
                    phrases.source(score, scores, words),
                )


def _deductions(result: ScoreResult, scores: Scores, _: Wording) -> Iterable[Sequence[Cell]]:
    for deduction in result.deductions:
        yield (
            phrases.unit(scores, deduction.unit),
            deduction.leaf.id,
            visible(deduction.leaf.criterion.name),
            deduction.self_points,
            deduction.final_points,
            deduction.lost,
            phrases.owner(scores, deduction.owner),
        )
