"""Every sentence about points: intervals, totals, classes, rules, values and where they came from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from cchc_cli.model.score import (
    Choice,
    Deduction,
    Gain,
    LeafScore,
    NotApplied,
    OneOf,
    Outcome,
    Range,
    Scores,
    Standing,
    Total,
    Value,
)
from cchc_cli.model.scoring import (
    Bands,
    Choices,
    Criterion,
    Deduct,
    Leaf,
    Manual,
    PerItem,
    Proportional,
    ScoringTable,
    Stage,
    rule_name,
)
from cchc_cli.render.amounts import rounded
from cchc_cli.render.wording import Wording, visible

PLACES = 2
MOST_UNKNOWN = 8
"""Criteria without a value that are named where a unit's points are spoken of."""

Ends = tuple[Fraction, Fraction]


def number(value: Fraction | Decimal, words: Wording, bars: Iterable[Fraction | None] = ()) -> str:
    """A number as it is, where it has two decimals at most; else rounded to two, with their zeros.

    More are shown where two would carry it to the other side of a bar.
    """
    exact = Fraction(value)
    printed = rounded(exact, bars, PLACES)
    if Fraction(printed) != exact:
        exponent = printed.as_tuple().exponent
        places = max(PLACES, -exponent if isinstance(exponent, int) else PLACES)
        printed = printed.quantize(Decimal(1).scaleb(-places))
    return words.number(printed)


def interval(ends: Ends, words: Wording, bars: Iterable[Fraction | None] = (), mark: str = "") -> str:
    """`54,17–56,17`, or one number where both ends are the same."""
    low, high = ends
    bars = tuple(bars)
    if low == high:
        return number(low, words, bars) + mark
    texts = (number(low, words, (*bars, high)), number(high, words, (*bars, low)))
    return "–".join(text + mark for text in texts)


def stage(stage: Stage, words: Wording) -> str:
    """The stage in words."""
    return words.word(f"stage.{stage}")


def unit(scores: Scores, id_: str) -> str:
    """A unit's full name, its id where the plan has none."""
    return visible(scores.names.get(id_, id_))


def owner(scores: Scores, id_: str | None) -> str:
    """Who answers for a criterion."""
    return "" if id_ is None else unit(scores, id_)


def leaf_points(outcome: Outcome, leaf: Leaf, words: Wording) -> str:
    """The points of a leaf; a dash where it does not apply."""
    if not outcome.applies:
        return words.word("score.na")
    return interval((outcome.low, outcome.high), words, (Fraction(0), leaf.max))


def total_points(total: Total, table: ScoringTable, words: Wording) -> str:
    """`54,17–56,17/68`, never rounded across a class."""
    bars = [total.max, Fraction(0), *(class_.at_least * total.max / 100 for class_ in table.classes)]
    points = interval((total.low, total.high), words, bars)
    return f"{points}/{number(total.max, words)}"


def percent(total: Total, table: ScoringTable, words: Wording) -> str:
    """The share of the maximum, never rounded across a class; empty without a maximum."""
    ends = total.percents
    if ends is None:
        return ""
    return interval(ends, words, [Fraction(100), *(class_.at_least for class_ in table.classes)], "%")


def class_name(standing: Standing, table: ScoringTable, words: Wording) -> str:
    """The class; where it is open, those that are possible."""
    ends = standing.total.percents
    if not table.classes or ends is None:
        return ""
    if not standing.class_is_open:
        class_ = standing.class_
        return visible(class_.name) if class_ is not None else words.word("score.no_class")
    lowest, highest = (table.class_of(end) for end in ends)
    first = table.classes.index(highest) if highest is not None else len(table.classes)
    last = table.classes.index(lowest) + 1 if lowest is not None else len(table.classes)
    names = [visible(class_.name) for class_ in reversed(table.classes[first:last])]
    names = names if lowest is not None else [words.word("score.no_class"), *names]
    span = words.word("score.span", first=names[0], last=names[-1])
    return words.word("score.open_class", names=span if len(names) > 2 else words.word("or").join(names))


def missing(standing: Standing, table: ScoringTable, words: Wording) -> str:
    """The leaves whose points are not known."""
    ids = [table.leaves[index].id for index in standing.unknown]
    if len(ids) > MOST_UNKNOWN:
        more = len(ids) - MOST_UNKNOWN
        return words.word("score.missing_more", ids=", ".join(ids[:MOST_UNKNOWN]), count=more)
    return words.word("score.missing", ids=", ".join(ids)) if ids else ""


def judged_on(standing: Standing, words: Wording) -> str:
    """On how many points a unit was judged, where criteria were dropped."""
    if not standing.dropped:
        return ""
    most = number(standing.total.max, words)
    return words.word("score.judged_on", most=most, count=standing.dropped)


def standing_parts(standing: Standing, table: ScoringTable, words: Wording) -> list[str]:
    """What is said of a unit's total, each part by itself, the points first."""
    points = total_points(standing.total, table, words)
    share = percent(standing.total, table, words)
    gaps = missing(standing, table, words)
    first = f"{points} = {share}" if share else points
    parts = [f"{points} ({gaps}) = {share}" if gaps and share else first]
    class_ = class_name(standing, table, words)
    return [part for part in (*parts, class_, judged_on(standing, words)) if part]


def rank(standing: Standing) -> str:
    """The rank; a dash where it is open."""
    return "–" if standing.rank is None else f"{standing.rank}"


def points_lost(deduction: Deduction, words: Wording) -> str:
    """`1 → 0 (−1)`."""
    ends = (deduction.self_points, deduction.final_points, deduction.lost)
    before, after, lost = (number(points, words) for points in ends)
    return f"{before} → {after} (−{lost})"


def points_to_win(gain: Gain, words: Wording) -> str:
    """How many points a leaf may still bring, and why it has not."""
    state = "open" if gain.outcome.is_open else "deducted" if gain.is_deducted else "below"
    return words.word(f"score.gain.{state}", points=number(gain.points, words))


def due(gain: Gain, words: Wording) -> str:
    """When the target that a leaf's value comes from ends."""
    return "" if gain.due is None else words.month(gain.due)


def criterion_name(criterion: Criterion) -> str:
    """A criterion by its id and its name."""
    return f"{criterion.id} {visible(criterion.name)}"


def value(value: Value, words: Wording) -> str:
    """A value as it was given."""
    match value:
        case None:
            return words.word("score.unknown")
        case NotApplied():
            return words.word("score.na_long")
        case Choice():
            return visible(value.name)
        case OneOf():
            return words.word("or").join(visible(name) for name in value.names)
        case Range():
            if value.high is None:
                return words.word("score.from_up", low=number(value.low, words))
            return interval((value.low, value.high), words)
        case _:
            return number(value, words)


def rule(leaf: Leaf, words: Wording) -> str:
    """How a leaf is scored, in words."""
    most = number(leaf.max, words)
    match leaf.rule:
        case Choices():
            named = (f"{visible(name)} {number(p, words)}" for name, p in leaf.rule.points.items())
            text = words.word("score.rule_choices", choices="; ".join(named))
        case Bands():
            bands = [
                words.word(
                    "score.band_above" if band.is_strict else "score.band_at_least",
                    bound=number(band.bound, words),
                    points=number(band.points, words),
                )
                for band in leaf.rule.bands
            ]
            rest = words.word("score.band_else", points=number(leaf.rule.otherwise, words))
            text = "; ".join([*bands, rest])
        case Proportional():
            full, floor = number(leaf.rule.full, words), number(leaf.rule.floor, words)
            text = words.word("score.rule_proportional", full=full, most=most)
            if leaf.rule.floor:
                text += f"; {words.word('score.rule_floor', floor=floor)}"
        case PerItem():
            points = number(leaf.rule.points, words)
            text = words.word("score.rule_per_item", points=points, most=most)
        case Deduct():
            points = number(leaf.rule.points, words)
            text = words.word("score.rule_deduct", points=points, most=most)
        case Manual():
            text = words.word("score.rule_manual", most=most)
    bound = leaf.criterion.veto
    if bound is not None:
        text += f"; {words.word('score.rule_veto', bound=number(bound.above, words))}"
    return text


def arithmetic(score: LeafScore, words: Wording) -> str:
    """The points of a leaf with the numbers put in."""
    leaf, points = score.leaf, leaf_points(score.outcome, score.leaf, words)
    most, given = number(leaf.max, words), score.value
    bound = leaf.criterion.veto
    if isinstance(given, NotApplied):
        return words.word("score.na_long")
    if bound is not None and score.veto is not None and score.veto > bound.above:
        veto, above = number(score.veto, words), number(bound.above, words)
        return words.word("score.vetoed", veto=veto, bound=above)
    if not isinstance(given, Decimal | Fraction) or score.outcome.is_open:
        return f"{value(given, words)} → {points}"
    amount = number(given, words)
    match leaf.rule:
        case Proportional() if Fraction(given) >= leaf.rule.floor:
            return f"{amount} ÷ {number(leaf.rule.full, words)} × {most} → {points}"
        case PerItem():
            return f"{amount} × {number(leaf.rule.points, words)} → {points}"
        case Deduct():
            return f"{most} − {amount} × {number(leaf.rule.points, words)} → {points}"
        case _:
            return f"{amount} → {points}"


def source(score: LeafScore, scores: Scores, words: Wording) -> str:
    """Where a value came from: a row of a sheet, or the plan."""
    if score.cell is not None:
        return visible(str(scores.sheets.place(score.cell)))
    if score.plan is None:
        return words.word("score.no_source")
    return words.word(f"score.from.{score.source_key}", name=visible(score.plan.said))


def rule_key(leaf: Leaf) -> str:
    """The name of a leaf's rule, as its file has it."""
    return rule_name(leaf.rule)
