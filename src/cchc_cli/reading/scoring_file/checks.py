"""What must hold in a scoring table beyond each value: sums, bounds, rules that reach their maximum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.scoring import RULES, Band, Bands, Choices, Criterion, Rule
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.scoring_file.draft import Draft, Part, walk
from cchc_cli.reading.yaml_file.document import Route

NOT_APPLICABLE = frozenset(map(fold, ("na", "n/a", "không áp dụng", "does not apply")))
"""What says in a sheet that a criterion does not apply."""

STATUSES = ("met", "missed", "not_applicable", "waived")
"""How a target may end; the first two are points of their own, the others else do not apply."""
_LEAF_KEYS = (*RULES, "else", "from", "veto", "evidence", "bonus")
"""Keys that mean nothing on a node."""

Check = Callable[[Draft], None]


def _written(draft: Draft, part: Part, *keys: str) -> list[str]:
    """Those of some keys that a criterion has, in the order of the file."""
    names = {field.alias or name: name for name, field in Criterion.model_fields.items()}
    written = [key for key in keys if names[key] in part.criterion.model_fields_set]
    return draft.in_order(part.route, written)


def ids_are_unique(draft: Draft) -> None:
    """No two criteria share an id, however it is spelt."""
    readable = (part for part in draft.walk() if draft.can_read(part.route, "id"))
    draft.refuse_repeats((((*part.route, "id"), part.criterion.id) for part in readable), fold)


def nodes_are_nodes(draft: Draft) -> None:
    """A node holds criteria and takes no rule; what bounds bonus points stands on a node alone."""
    for part in draft.walk():
        if part.is_node and not part.parts and draft.can_read(part.route, "criteria"):
            draft.fault(codes.P603, (*part.route, "criteria"), criterion=part.criterion.id)
        keys = _written(draft, part, *_LEAF_KEYS) if part.is_node else _written(draft, part, "bonus_cap")
        for key in keys:
            kind = Term("criterion", "node" if part.is_node else "leaf")
            draft.fault(codes.P604, (*part.route, key), at_key=True, key=key, kind=kind)
    if draft.can_read((), "criteria") and not draft.parts and draft.document.locate(("criteria",)).line:
        draft.fault(codes.P603, ("criteria",), criterion=draft.table.id)


def leaves_have_one_rule(draft: Draft) -> None:
    """A leaf has a maximum and exactly one rule."""
    for part in _leaves(draft):
        if not draft.can_read(part.route, *RULES):
            continue
        rules = _written(draft, part, *RULES)
        if not rules:
            draft.fault(codes.P605, part.route, criterion=part.criterion.id, rules=", ".join(RULES))
        for key in rules[1:]:
            draft.fault(codes.P606, (*part.route, key), at_key=True, key=key, other=rules[0])
        if part.criterion.max is None and draft.can_read(part.route, "max"):
            draft.fault(codes.P104, part.route, key="max")
        if _written(draft, part, "else") and "bands" not in rules:
            draft.fault(codes.P607, (*part.route, "else"), at_key=True, key="else", wanted="bands")


def bands_fall(draft: Draft) -> None:
    """Each band has one bound; bounds fall from band to band, and points do not rise."""
    for part in _leaves(draft):
        bands, otherwise = part.criterion.bands, part.criterion.else_
        if bands is None or not draft.can_read(part.route, "bands"):
            continue
        if not bands:
            draft.fault(codes.P608, (*part.route, "bands"))
        for index, band in enumerate(bands):
            at = (*part.route, "bands", index)
            if not _has_bound(band):
                draft.fault(codes.P608, at)
            if index == 0:
                continue
            before = bands[index - 1]
            if _has_bound(band) and _has_bound(before) and not _starts_below(band, before):
                draft.fault(codes.P609, at, bound=band.bound)
            if band.points > before.points:
                draft.fault(codes.P610, at, points=band.points, before=before.points)
        if bands and otherwise is not None and otherwise > bands[-1].points:
            at = (*part.route, "else")
            draft.fault(codes.P610, at, points=otherwise, before=bands[-1].points)


def _starts_below(band: Band, before: Band) -> bool:
    return (band.bound, band.is_strict) < (before.bound, before.is_strict)


def _has_bound(band: Band) -> bool:
    return (band.at_least is None) != (band.above is None)


def rules_reach_their_maximum(draft: Draft) -> None:
    """The best outcome of a rule is the maximum, neither less nor more."""
    for part in _leaves(draft):
        rules = part.criterion.rules
        most = part.criterion.max
        if len(rules) != 1 or most is None or not draft.can_read(part.route, *RULES, "max"):
            continue
        ((key, rule),) = rules.items()
        best = _best_points(rule, most)
        if best < most:
            draft.fault(codes.P611, (*part.route, key), key=key, best=best, most=most)
        elif best > most:
            draft.fault(codes.P612, (*part.route, key), key=key, best=best, most=most)


def _best_points(rule: Rule, most: Fraction) -> Fraction:
    """The most points that a rule can give; those that go by the maximum always reach it."""
    match rule:
        case Choices():
            return max(rule.points.values(), default=Fraction(0))
        case Bands():
            return max((band.points for band in rule.bands), default=Fraction(0))
        case _:
            return most


def floors_lie_below_full(draft: Draft) -> None:
    """The floor of proportional points is at most what gives them in full."""
    for part in _leaves(draft):
        proportional = part.criterion.proportional
        if proportional is not None and proportional.floor > proportional.full:
            at = (*part.route, "proportional", "floor")
            draft.fault(codes.P613, at, floor=proportional.floor, full=proportional.full)


def choices_are_distinct(draft: Draft) -> None:
    """No two choices of a leaf are spelt alike, and none like what says that it does not apply."""
    for part in _leaves(draft):
        first: dict[str, str] = {}
        for name in part.criterion.choices or ():
            at = (*part.route, "choices", name)
            if fold(name) in NOT_APPLICABLE or not name.strip():
                draft.fault(codes.P614, at, at_key=True, name=name)
            elif first.setdefault(fold(name), name) != name:
                draft.fault(codes.P615, at, at_key=True, name=name, other=first[fold(name)])


def sources_fit_their_rule(draft: Draft) -> None:
    """A value comes from one place: a status for choices, a number for any other rule."""
    for part in _leaves(draft):
        source = part.criterion.from_
        if source is None or not draft.can_read(part.route, "from"):
            continue
        at = (*part.route, "from")
        if sum(value is not None for value in (source.indicator, source.verdict, source.coverage)) != 1:
            draft.fault(codes.P616, at)
        elif len(part.criterion.rules) == 1 and draft.can_read(part.route, *RULES):
            wanted = "choices" if source.verdict is not None else None
            (rule,) = part.criterion.rules
            if (rule == "choices") != (wanted == "choices"):
                key = next(iter(source.model_fields_set))
                draft.fault(codes.P617, (*at, key), at_key=True, key=key, rule=rule)
        if source.verdict is not None and part.criterion.choices:
            _choices_are_statuses(draft, part, part.criterion.choices)


def _choices_are_statuses(draft: Draft, part: Part, choices: Iterable[str]) -> None:
    """The choices of a target's verdict are the statuses that it may end with."""
    for name in choices:
        if name not in STATUSES:
            at = (*part.route, "choices", name)
            near = draft.closest(name, STATUSES)
            draft.fault(codes.P618, at, at_key=True, found=name, near=near)
    for name in STATUSES[:2]:
        if name not in choices:
            draft.fault(codes.P624, (*part.route, "choices"), at_key=True, name=name)


def maxima_add_up(draft: Draft) -> None:
    """A node's own maximum is the sum of its leaves without bonus."""
    sums: dict[Route, Fraction | None] = {}
    for part in reversed(list(draft.walk())):
        if not part.is_node:
            is_known = part.criterion.max is not None
            worth = Fraction(0) if part.criterion.bonus else part.criterion.max
            sums[part.route] = worth if is_known else None
            continue
        inner = [sums[inner_part.route] for inner_part in part.parts]
        worths = [worth for worth in inner if worth is not None]
        total = sum(worths, Fraction(0)) if len(worths) == len(inner) else None
        sums[part.route] = total
        own = part.criterion.max
        if own is not None and total is not None and own != total:
            at = (*part.route, "max")
            draft.fault(codes.P619, at, criterion=part.criterion.id, most=own, total=total)


def bonus_caps_bound_something(draft: Draft) -> None:
    """A bound on bonus points has bonus leaves below it."""
    for part in draft.walk():
        is_capped = part.is_node and part.criterion.bonus_cap is not None
        if is_capped and not any(inner.criterion.bonus for inner in walk(part.parts)):
            at = (*part.route, "bonus_cap")
            draft.fault(codes.P607, at, at_key=True, key="bonus_cap", wanted="bonus: true")


def classes_fall(draft: Draft) -> None:
    """Each class begins below the one before it, and no two have one name."""
    readable = [
        (route, class_) for route, class_ in draft.classes if draft.can_read(route, "name", "at_least")
    ]
    draft.refuse_repeats((((*route, "name"), class_.name) for route, class_ in readable), fold)
    for (_, before), (route, class_) in pairwise(readable):
        if class_.at_least >= before.at_least:
            draft.fault(codes.P609, (*route, "at_least"), bound=class_.at_least)


CHECKS: tuple[Check, ...] = (
    ids_are_unique,
    nodes_are_nodes,
    leaves_have_one_rule,
    bands_fall,
    rules_reach_their_maximum,
    floors_lie_below_full,
    choices_are_distinct,
    sources_fit_their_rule,
    maxima_add_up,
    bonus_caps_bound_something,
    classes_fall,
)


def _leaves(draft: Draft) -> Iterator[Part]:
    return (part for part in draft.walk() if not part.is_node)
