"""Points as JSON: a shape of its own, with its own version; exact numbers as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.score import Choice, NotApplied, ScoreResult, Scores, Standing, Value
from cchc_cli.model.scoring import Stage
from cchc_cli.render.check.json import diagnostic_object, encode
from cchc_cli.render.score.phrases import rule_key
from cchc_cli.render.wording import Wording
from cchc_cli.scoring.score import leaf_score
from cchc_cli.scoring.totals import Adder

SCHEMA = 1


def render_score_json(result: ScoreResult, words: Wording) -> str:
    """Every leaf, node and total of every unit and stage, then the ranking; empty where a run failed."""
    scores = result.scores
    points: dict[str, Any] = {
        "schema": SCHEMA,
        "scores": [] if scores is None else list(_scores(result, scores)),
        "ranking": [_ranked(standing) for standing in result.standings],
        "diagnostics": _diagnostics(result.diagnostics, words),
    }
    return encode(points) + "\n"


def render_failure(diagnostics: Iterable[Diagnostic], words: Wording) -> str:
    """Why there are no points."""
    listed = _diagnostics(diagnostics, words)
    return encode({"schema": SCHEMA, "scores": [], "ranking": [], "diagnostics": listed}) + "\n"


def _diagnostics(diagnostics: Iterable[Diagnostic], words: Wording) -> list[dict[str, Any]]:
    return [diagnostic_object(diagnostic, words) for diagnostic in diagnostics]


def _scores(result: ScoreResult, scores: Scores) -> Iterator[dict[str, Any]]:
    adder = Adder(scores.table)
    for unit in result.units:
        for stage in scores.shown:
            outcomes = scores.outcomes[unit, stage]
            totals = adder.nodes(outcomes)
            for _, criterion in scores.table.walk():
                index = scores.table.position.get(criterion.id)
                if index is not None:
                    yield _leaf(scores, unit, stage, index)
                else:
                    yield _sum(unit, stage, criterion.id, totals[criterion.id])
            yield _sum(unit, stage, None, adder.total(outcomes))


def _leaf(scores: Scores, unit: str, stage: Stage, index: int) -> dict[str, Any]:
    score = leaf_score(scores, unit, stage, index)
    source = None
    if score.cell is not None:
        source = str(scores.sheets.place(score.cell))
    elif score.plan is not None:
        source = f"{score.source_key}: {score.plan.said}"
    return {
        "unit": unit,
        "stage": stage.value,
        "criterion": score.leaf.id,
        "low": exact(score.outcome.low),
        "high": exact(score.outcome.high),
        "max": exact(score.leaf.max if score.leaf.criterion.bonus else score.outcome.max),
        "value": _value(score.value),
        "rule": rule_key(score.leaf),
        "owner": score.leaf.owner,
        "source": source,
    }


def _sum(unit: str, stage: Stage, criterion: str | None, total: Any) -> dict[str, Any]:
    return {
        "unit": unit,
        "stage": stage.value,
        "criterion": criterion,
        "low": exact(total.low),
        "high": exact(total.high),
        "max": exact(total.max),
        "value": None,
        "rule": None,
        "owner": None,
        "source": None,
    }


def _ranked(standing: Standing) -> dict[str, Any]:
    class_ = standing.class_
    return {
        "unit": standing.unit,
        "stage": standing.stage.value,
        "low": exact(standing.total.low),
        "high": exact(standing.total.high),
        "max": exact(standing.total.max),
        "rank": standing.rank,
        "class": None if class_ is None else class_.name,
    }


def exact(number: Fraction | Decimal) -> str:
    """`2.5` where that is exact, else `7/3`."""
    fraction = Fraction(number)
    below = fraction.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    if below != 1:
        return f"{fraction.numerator}/{fraction.denominator}"
    places = 0
    while 10**places % fraction.denominator:
        places += 1
    digits = f"{fraction.numerator * 10**places // fraction.denominator}".zfill(places + 1)
    return f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else digits


def _value(value: Value) -> str | None:
    match value:
        case Choice():
            return value.name
        case NotApplied():
            return "na"
        case Decimal() | Fraction():
            return exact(value)
        case _:
            return None
