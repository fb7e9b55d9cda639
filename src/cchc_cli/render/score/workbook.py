"""Points as a workbook: standings, every criterion, deductions; numbers are numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from cchc_cli.model.score import ScoreResult, Scores
from cchc_cli.render.score import phrases
from cchc_cli.render.wording import Wording, visible
from cchc_cli.render.workbook import CREATED, OPTIONS
from cchc_cli.scoring.score import leaf_score

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Cell = str | Fraction | int | None


def render_score_workbook(result: ScoreResult, words: Wording) -> bytes:
    """One sheet for the standings, one for the criteria, one for deductions."""
    from xlsxwriter import Workbook

    scores = result.known
    out = io.BytesIO()
    workbook = Workbook(out, OPTIONS)
    workbook.set_properties({"title": visible(scores.table.title), "created": CREATED})
    _sheet(workbook, words, "ranking", _RANKING, _standings(result, scores, words))
    _sheet(workbook, words, "points", _POINTS, _criteria(result, scores, words))
    _sheet(workbook, words, "deductions", _DEDUCTIONS, _deductions(result, scores, words))
    workbook.close()
    return out.getvalue()


_RANKING = ("rank", "unit", "stage", "low", "high", "max", "percent", "class", "remarks")
_POINTS = (
    *("unit", "stage", "id", "criterion", "max", "low", "high", "value", "rule", "owner"),
    *("evidence", "source"),
)
_DEDUCTIONS = ("unit", "id", "criterion", "self", "final", "lost", "owner")


def _standings(result: ScoreResult, scores: Scores, words: Wording) -> Iterable[Sequence[Cell]]:
    for one in result.standings:
        total, ends = one.total, one.total.percents
        yield (
            one.rank,
            phrases.unit(scores, one.unit),
            phrases.stage(one.stage, words),
            total.low,
            total.high,
            total.max,
            ends[0] if ends is not None and ends[0] == ends[1] else None,
            phrases.class_name(one, scores.table, words),
            phrases.missing(one, scores.table, words),
        )


def _criteria(result: ScoreResult, scores: Scores, words: Wording) -> Iterable[Sequence[Cell]]:
    for unit in result.units:
        for stage in scores.shown:
            for index, leaf in enumerate(scores.table.leaves):
                known = leaf_score(scores, unit, stage, index)
                yield (
                    phrases.unit(scores, unit),
                    phrases.stage(stage, words),
                    leaf.id,
                    visible(leaf.criterion.name),
                    leaf.max,
                    known.outcome.low if known.outcome.applies else None,
                    known.outcome.high if known.outcome.applies else None,
                    phrases.value(known.value, words),
                    phrases.rule_key(leaf),
                    phrases.owner(scores, leaf.owner),
                    visible(known.evidence),
                    phrases.source(known, scores, words),
                )


def _deductions(result: ScoreResult, scores: Scores, words: Wording) -> Iterable[Sequence[Cell]]:
    for one in result.deductions:
        yield (
            phrases.unit(scores, one.unit),
            one.leaf.id,
            visible(one.leaf.criterion.name),
            one.self_points,
            one.final_points,
            one.lost,
            phrases.owner(scores, one.owner),
        )


def _sheet(
    workbook: Workbook,
    words: Wording,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> None:
    bold = workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#DCE6F1", "border": 1})
    points = workbook.add_format({"num_format": "#,##0.##"})
    sheet = workbook.add_worksheet(words.word(f"score.sheet.{name}"))
    for index, column in enumerate(columns):
        sheet.write_string(0, index, words.word(f"score.head.{column}"), bold)
        sheet.set_column(index, index, 40 if column == "criterion" else 16)
    last = 0
    for last, row in enumerate(rows, start=1):
        for index, cell in enumerate(row):
            match cell:
                case Fraction() | int():
                    sheet.write_number(last, index, float(cell), points)
                case str() if cell:
                    sheet.write_string(last, index, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
