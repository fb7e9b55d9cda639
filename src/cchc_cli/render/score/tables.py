"""The points as tables of texts, which every document lays out in its own way."""

from __future__ import annotations

from collections.abc import Container, Iterator

from cchc_cli.model.score import Deduction, Gain, ScoreResult, Scores, Standing
from cchc_cli.model.scoring import Stage
from cchc_cli.render.score import phrases
from cchc_cli.render.tables.model import Line, Report, Table
from cchc_cli.render.wording import Wording, visible
from cchc_cli.scoring.duties import gains
from cchc_cli.scoring.score import leaf_score
from cchc_cli.scoring.totals import Adder

MOST_GAINS = 10
STANDING = ("rank", "unit", "stage", "points", "percent", "class", "remarks")
"""What is said of a unit at a stage."""


def report_of(result: ScoreResult, words: Wording) -> Report:
    """Standings, deductions, what would bring the most points next, and the criteria."""
    scores = result.known
    tables = [ranking_table(result, words)]
    tables += filter(None, [deduction_table(result, words), gain_table(result, words)])
    if len(result.units) == 1:
        tables.append(criteria_table(scores, result.units[0], words))
    else:
        tables.append(sections_table(result, words))
    return Report(visible(scores.table.title), tuple(facts(result, words)), tuple(tables))


def facts(result: ScoreResult, words: Wording) -> Iterator[str]:
    """The year, the stages and by when the plan's figures counted."""
    scores = result.known
    stages = ", ".join(phrases.stage(stage, words) for stage in scores.shown)
    yield words.word("score.facts", year=f"{scores.table.year}", stages=stages)
    if result.as_of is not None:
        yield words.word("score.as_of", month=words.month(result.as_of))


def _heading(words: Wording, *names: str) -> tuple[str, ...]:
    return tuple(words.word(f"score.head.{name}") for name in names)


def ranking_table(result: ScoreResult, words: Wording) -> Table:
    """Every unit at every stage that was asked for, the latest stage first."""
    scores = result.known
    lines = [
        _ranking_line(standing, scores, words)
        for stage in reversed(scores.shown)
        for standing in result.standings
        if standing.stage is stage
    ]
    header = _heading(words, *STANDING)
    return Table("ranking", words.word("score.ranking"), header, tuple(lines), frozenset({0, 3, 4}))


def _ranking_line(standing: Standing, scores: Scores, words: Wording) -> Line:
    table = scores.table
    remarks = (phrases.missing(standing, table, words), phrases.judged_on(standing, words))
    return Line(
        (
            phrases.rank(standing),
            phrases.unit(scores, standing.unit),
            phrases.stage(standing.stage, words),
            phrases.total_points(standing.total, table, words),
            phrases.percent(standing.total, table, words) or "–",
            phrases.class_name(standing, table, words) or "–",
            "; ".join(filter(None, remarks)),
        )
    )


def deduction_table(result: ScoreResult, words: Wording) -> Table | None:
    """What was taken, and from whom; None where nothing was."""
    lines = [
        _line_of(
            result,
            deduction,
            phrases.number(deduction.self_points, words),
            phrases.number(deduction.final_points, words),
            phrases.number(deduction.lost, words),
            phrases.owner(result.known, deduction.owner),
        )
        for deduction in result.deductions
    ]
    header = _heading_of(result, words, "self", "final", "lost", "owner")
    right = frozenset(range(len(header) - 4, len(header) - 1))
    title = words.word("score.deductions")
    return Table("deductions", title, header, tuple(lines), right) if lines else None


def _line_of(result: ScoreResult, item: Deduction | Gain, *texts: str) -> Line:
    """What is said of a criterion of a unit, which is named where there are several."""
    unit = (phrases.unit(result.known, item.unit),) if len(result.units) > 1 else ()
    return Line((*unit, item.leaf.id, visible(item.leaf.criterion.name), *texts))


def _heading_of(result: ScoreResult, words: Wording, *names: str) -> tuple[str, ...]:
    unit = ("unit",) if len(result.units) > 1 else ()
    return _heading(words, *unit, "id", "criterion", *names)


def gains_of(result: ScoreResult) -> tuple[Gain, ...]:
    """What would bring the most points next, over all units that were asked for."""
    return gains(result.known, result.units, MOST_GAINS)


def gain_table(result: ScoreResult, words: Wording) -> Table | None:
    """The criteria with the most points still to win; None where there is none."""
    lines = [
        _line_of(
            result,
            gain,
            phrases.points_to_win(gain, words),
            phrases.owner(result.known, gain.owner),
            phrases.due(gain, words) or "–",
        )
        for gain in gains_of(result)
    ]
    header = _heading_of(result, words, "gain", "owner", "due")
    return Table("gains", words.word("score.gains"), header, tuple(lines)) if lines else None


def criteria_table(scores: Scores, unit: str, words: Wording) -> Table:
    """Every criterion of one unit: maximum, points of each stage, evidence, owner."""
    stages = scores.shown
    adder = Adder(scores.table)
    lines = list(criteria_lines(scores, unit, words))
    total = [adder.total(scores.outcomes[unit, stage]) for stage in stages]
    bars = [class_.at_least * total[-1].max / 100 for class_ in scores.table.classes]
    ends = [phrases.interval((part.low, part.high), words, (*bars, part.max)) for part in total]
    all_points = phrases.number(total[-1].max, words)
    lines.append(Line(("", words.word("score.total"), all_points, *ends, "", ""), is_strong=True))
    header = (
        *_heading(words, "id", "criterion", "max"),
        *(phrases.stage(stage, words).capitalize() for stage in stages),
        *_heading(words, "evidence", "owner"),
    )
    right = frozenset(range(2, 3 + len(stages)))
    title = words.word("score.criteria", unit=phrases.unit(scores, unit))
    return Table("criteria", title, header, tuple(lines), right)


def criteria_lines(
    scores: Scores, unit: str, words: Wording, wanted: Container[str] | None = None
) -> Iterator[Line]:
    """The rows of that table, without the total; of some criteria, by their ids, or of all."""
    stages = scores.shown
    adder = Adder(scores.table)
    totals = {stage: adder.nodes(scores.outcomes[unit, stage]) for stage in stages}
    for depth, criterion in scores.table.walk():
        if wanted is not None and criterion.id not in wanted:
            continue
        index = scores.table.position.get(criterion.id)
        if index is None:
            sums = [totals[stage][criterion.id] for stage in stages]
            points = [
                phrases.interval((total.low, total.high), words, (0 * total.max, total.max))
                for total in sums
            ]
            # What holds nothing but bonuses has no maximum.
            most = phrases.number(sums[-1].max, words) if sums[-1].max else "–"
            cells = (most, *points, "", "")
        else:
            leaves = [leaf_score(scores, unit, stage, index) for stage in stages]
            leaf, last = leaves[-1].leaf, leaves[-1]
            points = [phrases.leaf_points(each.outcome, leaf, words) for each in leaves]
            cells = (
                phrases.number(leaf.max, words),
                *points,
                visible(last.evidence),
                phrases.owner(scores, leaf.owner),
            )
        yield Line((criterion.id, visible(criterion.name), *cells), index is None, depth)


def sections_table(result: ScoreResult, words: Wording) -> Table:
    """Units beside the criteria of the first level, at the latest stage."""
    scores = result.known
    adder = Adder(scores.table)
    stage: Stage = scores.last
    lines = []
    for standing in result.standings:
        if standing.stage is not stage:
            continue
        outcomes = scores.outcomes[standing.unit, stage]
        totals = adder.nodes(outcomes)
        cells = []
        for criterion in scores.table.criteria:
            if criterion.criteria:
                total = totals[criterion.id]
                cells.append(phrases.interval((total.low, total.high), words))
            else:
                index = scores.table.position[criterion.id]
                leaf = scores.table.leaves[index]
                cells.append(phrases.leaf_points(outcomes[index], leaf, words))
        lines.append(Line((phrases.unit(scores, standing.unit), *cells)))
    names = (phrases.criterion_name(criterion) for criterion in scores.table.criteria)
    header = (*_heading(words, "unit"), *names)
    right = frozenset(range(1, len(header)))
    return Table("sections", words.word("score.sections"), header, tuple(lines), right)
