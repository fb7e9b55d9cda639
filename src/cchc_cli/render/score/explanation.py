"""A criterion of a scoring table: rule, value, arithmetic, and where the value came from."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.model.score import ScoreResult, Scores
from cchc_cli.model.scoring import Criterion, Leaf, ScoringTable
from cchc_cli.reading.cells.names import fold
from cchc_cli.render.page import Page, Screen
from cchc_cli.render.score import phrases
from cchc_cli.render.wording import Wording, visible
from cchc_cli.scoring.score import leaf_score
from cchc_cli.scoring.totals import Adder

MOST_UNITS = 30
"""Units of which a criterion is shown, where none is asked for."""


def criteria_named(table: ScoringTable, name: str) -> list[Criterion]:
    """The criteria with an id or a name; an id goes before a name."""
    criteria = [criterion for _, criterion in table.walk()]
    by_id = [criterion for criterion in criteria if fold(criterion.id) == fold(name)]
    return by_id or [criterion for criterion in criteria if fold(criterion.name) == fold(name)]


def render_criterion(criterion: Criterion, result: ScoreResult, words: Wording, screen: Screen) -> str:
    """All that there is to say of a criterion, for every unit and stage that was asked for."""
    scores = result.known
    page = Page(screen)
    page.line((phrases.criterion_name(criterion), "bold"))
    index = scores.table.position.get(criterion.id)
    leaf = None if index is None else scores.table.leaves[index]
    for line in _about(criterion, leaf, scores, words):
        page.line(line, indent=2)
    units = result.units
    for unit in units[:MOST_UNITS]:
        page.blank()
        page.line((phrases.unit(scores, unit), "bold"))
        for stage in scores.shown:
            if leaf is None or index is None:
                page.line(_sum(criterion, scores, unit, words, scores.shown.index(stage)), indent=2)
                continue
            score = leaf_score(scores, unit, stage, index)
            page.line(
                f"{phrases.stage(stage, words)}: ",
                (phrases.arithmetic(score, words), "cyan"),
                f"; {phrases.source(score, scores, words)}",
                indent=2,
            )
    if len(units) > MOST_UNITS:
        page.line(words.word("score.more_units", count=len(units) - MOST_UNITS))
    return page.text()


def _about(criterion: Criterion, leaf: Leaf | None, scores: Scores, words: Wording) -> Sequence[str]:
    lines = []
    if leaf is None:
        inner = ", ".join(visible(inner.id) for inner in criterion.criteria)
        lines.append(words.word("score.sum_of", ids=inner))
    else:
        most = phrases.number(leaf.max, words)
        key = "score.bonus_of" if criterion.bonus else "score.max_of"
        lines.append(words.word(key, points=most))
        lines.append(phrases.rule(leaf, words))
        if criterion.from_ is not None:
            for key in ("indicator", "verdict", "coverage"):
                name = getattr(criterion.from_, key)
                if name is not None:
                    source = words.word(f"score.from.{key}", name=visible(name))
                    lines.append(words.word("score.taken_from", source=source))
        if leaf.owner is not None:
            lines.append(words.word("score.owned_by", owner=phrases.owner(scores, leaf.owner)))
        if criterion.evidence == "required":
            lines.append(words.word("score.needs_evidence"))
    if criterion.bonus_cap is not None:
        cap = phrases.number(criterion.bonus_cap, words)
        lines.append(words.word("score.capped", points=cap))
    if criterion.note is not None:
        lines.append(visible(criterion.note))
    return lines


def _sum(criterion: Criterion, scores: Scores, unit: str, words: Wording, at: int) -> str:
    stage = scores.shown[at]
    outcomes = scores.outcomes[unit, stage]
    totals = Adder(scores.table).nodes(outcomes)
    parts = []
    for inner in criterion.criteria:
        index = scores.table.position.get(inner.id)
        if index is None:
            part = totals[inner.id]
            points = phrases.interval((part.low, part.high), words)
        else:
            points = phrases.leaf_points(outcomes[index], scores.table.leaves[index], words)
        parts.append(f"{visible(inner.id)}: {points}")
    total = totals[criterion.id]
    points = phrases.interval((total.low, total.high), words)
    if total.max:
        points = f"{points}/{phrases.number(total.max, words)}"
    return f"{phrases.stage(stage, words)}: {'; '.join(parts)} → {points}"
