"""The points of a rule for what is known of a value, over all completions of what is not.

No rule ever gives fewer points for a higher value but `deduct`, which never gives more; so the ends
of a range give the ends of the points.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from cchc_cli.model.score import Choice, NotApplied, OneOf, Outcome, Range, Value, Veto
from cchc_cli.model.scoring import (
    Bands,
    Choices,
    Deduct,
    Leaf,
    Manual,
    NotApplicable,
    PerItem,
    Proportional,
    Rule,
)

NOTHING = Fraction(0)
_UNKNOWN = Range(NOTHING)


def points(rule: Rule, value: Fraction, most: Fraction) -> Fraction:
    """The points of a number under any rule but `choices`."""
    match rule:
        case Bands():
            held = (band.points for band in rule.bands if band.holds(value))
            return next(held, rule.otherwise)
        case Proportional():
            return NOTHING if value < rule.floor else min(most, value / rule.full * most)
        case PerItem():
            return min(most, value * rule.points)
        case Deduct():
            return min(most, max(NOTHING, most - value * rule.points))
        case Manual():
            return value
        case Choices():
            raise TypeError("a choice has no number")
        case _:
            assert_never(rule)


def _at_infinity(rule: Rule, most: Fraction) -> Fraction:
    """The points of a number beyond all bounds."""
    match rule:
        case Bands():
            return rule.bands[0].points if rule.bands else rule.otherwise
        case Deduct():
            return NOTHING
        case _:
            return most


def _span(rule: Rule, value: Value, most: Fraction) -> tuple[Fraction, Fraction]:
    """The least and the most points over all completions of a value that applies."""
    if isinstance(rule, Choices):
        match value:
            case Choice():
                exact = rule.points[value.name]
                return exact, exact
            case OneOf():
                candidates = [rule.points[name] for name in value.names]
            case _:
                candidates = list(rule.points.values())
        return min(candidates), max(candidates)
    match value:
        case Decimal() | Fraction():
            exact = points(rule, Fraction(value), most)
            return exact, exact
        case Range():
            span = value
        case _:
            span = Range(NOTHING, most) if isinstance(rule, Manual) else _UNKNOWN
    first = points(rule, span.low, most)
    last = _at_infinity(rule, most) if span.high is None else points(rule, span.high, most)
    return min(first, last), max(first, last)


def outcome(leaf: Leaf, value: Value, veto: Veto, not_applicable: NotApplicable) -> Outcome:
    """The points of a leaf, and what it adds to the maximum."""
    is_bonus = leaf.criterion.bonus
    worth = NOTHING if is_bonus else leaf.max
    if isinstance(value, NotApplied):
        if not_applicable is NotApplicable.DROP:
            worth = NOTHING
        given = leaf.max if not_applicable is NotApplicable.FULL and not is_bonus else NOTHING
        return Outcome(given, given, worth, applies=False)
    low, high = _span(leaf.rule, value, leaf.max)
    bound = leaf.criterion.veto
    if bound is not None:
        if veto is None:
            low = NOTHING
        elif veto > bound.above:
            low = high = NOTHING
    return Outcome(low, high, worth)
