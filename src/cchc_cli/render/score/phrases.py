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
    shown = rounded(exact, bars, PLACES)
    if Fraction(shown) != exact:
        exponent = shown.as_tuple().exponent
        places = max(PLACES, -exponent if isinstance(exponent, int) else PLACES)
        shown = shown.quantize(Decimal(1).scaleb(-places))
    return words.number(shown)


def interval(ends: Ends, words: Wording, bars: Iterable[Fraction | None] = (), mark: str = "") -> str:
    """`54,17–56,17`, or one number where both ends are the same."""
    low, high = ends
    bars = tuple(bars)
    if low == high:
        return number(low, words, bars) + mark
    texts = (number(low, words, (*bars, high)), number(high, words, (*bars, low)))
    return "–".join(text + mark for text in texts)


def stage(known: Stage, words: Wording) -> str:
    """The stage in words."""
    return words.word(f"stage.{known}")


def unit(scores: Scores, known: str) -> str:
    """A unit's full name, its id where the plan has none."""
    return visible(scores.names.get(known, known))


def owner(scores: Scores, known: str | None) -> str:
    """Who answers for a criterion."""
    return "" if known is None else unit(scores, known)


def leaf_points(outcome: Outcome, leaf: Leaf, words: Wording) -> str:
    """The points of a leaf; a dash where it does not apply."""
    if not outcome.applies:
        return words.word("score.na")
    return interval((outcome.low, outcome.high), words, (Fraction(0), leaf.max))


def total_points(total: Total, table: ScoringTable, words: Wording) -> str:
    """`54,17–56,17/68`, never rounded across a class."""
    bars = [total.max, Fraction(0), *(known.at_least * total.max / 100 for known in table.classes)]
    points = interval((total.low, total.high), words, bars)
    return f"{points}/{number(total.max, words)}"


def percent(total: Total, table: ScoringTable, words: Wording) -> str:
    """The share of the maximum, never rounded across a class; empty without a maximum."""
    ends = total.percents
    if ends is None:
        return ""
    return interval(ends, words, [Fraction(100), *(known.at_least for known in table.classes)], "%")


def class_name(standing: Standing, table: ScoringTable, words: Wording) -> str:
    """The class; where it is open, those that are possible."""
    ends = standing.total.percents
    if not table.classes or ends is None:
        return ""
    if not standing.class_is_open:
        known = standing.class_
        return visible(known.name) if known is not None else words.word("score.no_class")
    lowest, highest = (table.class_of(end) for end in ends)
    first = table.classes.index(highest) if highest is not None else len(table.classes)
    last = table.classes.index(lowest) + 1 if lowest is not None else len(table.classes)
    names = [visible(known.name) for known in reversed(table.classes[first:last])]
    names = names if lowest is not None else [words.word("score.no_class"), *names]
    span = words.word("score.span", first=names[0], last=names[-1])
    return words.word(
        "score.open_class", names=span if len(names) > 2 else words.word("score.or").join(names)
    )


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
    key = "score.judged_on" if standing.dropped > 1 else "score.judged_on_1"
    return words.word(key, most=most, count=standing.dropped)


def standing_parts(standing: Standing, table: ScoringTable, words: Wording) -> list[str]:
    """What is said of a unit's total, each part by itself, the points first."""
    points = total_points(standing.total, table, words)
    share = percent(standing.total, table, words)
    gaps = missing(standing, table, words)
    first = f"{points} = {share}" if share else points
    parts = [f"{points} ({gaps}) = {share}" if gaps and share else first]
    known = class_name(standing, table, words)
    return [part for part in (*parts, known, judged_on(standing, words)) if part]


def rank(standing: Standing, words: Wording) -> str:
    """The rank; a dash where it is open."""
    return "–" if standing.rank is None else f"{standing.rank}"


def deduction(one: Deduction, words: Wording) -> str:
    """`1 → 0 (−1)`."""
    before, after, lost = (
        number(points, words) for points in (one.self_points, one.final_points, one.lost)
    )
    return f"{before} → {after} (−{lost})"


def gain(one: Gain, words: Wording) -> str:
    """How many points a leaf may still bring, and why it has not."""
    state = "open" if one.is_open else "deducted" if one.is_deducted else "below"
    return words.word(f"score.gain.{state}", points=number(one.points, words))


def due(one: Gain, words: Wording) -> str:
    """When the target that a leaf's value comes from ends."""
    return "" if one.due is None else words.month(one.due)


def criterion_name(criterion: Criterion) -> str:
    """Id and name."""
    return f"{criterion.id} {visible(criterion.name)}"


def value(known: Value, words: Wording) -> str:
    """A value as it was given."""
    match known:
        case None:
            return words.word("score.unknown")
        case NotApplied():
            return words.word("score.na_long")
        case Choice():
            return visible(known.name)
        case OneOf():
            return words.word("score.or").join(visible(name) for name in known.names)
        case Range():
            if known.high is None:
                return words.word("score.from_up", low=number(known.low, words))
            return interval((known.low, known.high), words)
        case _:
            return number(known, words)


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
                    "score.band_above" if bound.is_strict else "score.band_at_least",
                    bound=number(bound.value, words),
                    points=number(p, words),
                )
                for bound, p in leaf.rule.bands
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


def arithmetic(known: LeafScore, words: Wording) -> str:
    """The points of a leaf with the numbers put in."""
    leaf, points = known.leaf, leaf_points(known.outcome, known.leaf, words)
    most, found = number(leaf.max, words), known.value
    bound = leaf.criterion.veto
    if isinstance(found, NotApplied):
        return words.word("score.na_long")
    if bound is not None and known.veto is not None and known.veto > bound.above:
        veto, above = number(known.veto, words), number(bound.above, words)
        return words.word("score.vetoed", veto=veto, bound=above)
    if not isinstance(found, Decimal | Fraction) or known.outcome.is_open:
        return f"{value(found, words)} → {points}"
    shown = number(found, words)
    match leaf.rule:
        case Proportional() if Fraction(found) >= leaf.rule.floor:
            return f"{shown} ÷ {number(leaf.rule.full, words)} × {most} → {points}"
        case PerItem():
            return f"{shown} × {number(leaf.rule.points, words)} → {points}"
        case Deduct():
            return f"{most} − {shown} × {number(leaf.rule.points, words)} → {points}"
        case _:
            return f"{shown} → {points}"


def source(known: LeafScore, scores: Scores, words: Wording) -> str:
    """Where a value came from: a row of a sheet, or the plan."""
    if known.cell is not None:
        return visible(str(scores.sheets.place(known.cell)))
    if known.plan is None:
        return words.word("score.no_source")
    return words.word(f"score.from.{known.source_key}", name=visible(known.plan.said))


def rule_key(leaf: Leaf) -> str:
    """The name of a leaf's rule, as its file has it."""
    return rule_name(leaf.rule)
