"""What owners answer for: deductions, criteria at their maximum, and points still to win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cchc_cli.model.score import Account, Deduction, Gain, Outcome, Scores, SheetKey, Sheets
from cchc_cli.model.scoring import Leaf, ScoringTable, Stage
from cchc_cli.scoring.totals import Adder, with_outcome


def owner_of(leaf: Leaf, unit: str) -> str:
    """Whom a leaf of a unit is charged to."""
    return leaf.owner or unit


def _is_appraised(sheets: Sheets, unit: str) -> bool:
    """Whether the council has spoken its last word on a unit."""
    return (unit, Stage.FINAL) in sheets.rows


def deductions(
    table: ScoringTable,
    units: Sequence[str],
    sheets: Sheets,
    outcomes: Mapping[SheetKey, Sequence[Outcome]],
) -> tuple[Deduction, ...]:
    """Every leaf whose final points are below its own whatever is unknown, by unit and leaf."""
    taken = []
    for unit in units:
        own, final = outcomes.get((unit, Stage.SELF)), outcomes.get((unit, Stage.FINAL))
        if own is None or final is None or not _is_appraised(sheets, unit):
            continue
        for leaf, before, after in zip(table.leaves, own, final, strict=True):
            if _deducted(before, after):
                owner = owner_of(leaf, unit)
                taken.append(Deduction(unit, leaf, owner, before.low, after.high))
    return tuple(taken)


def _deducted(before: Outcome, after: Outcome) -> bool | None:
    """Whether points were taken; None where what is unknown decides it.

    A value that the later stage did not touch is the same value, known or not: nothing was taken.
    What no longer applies was not taken either.
    """
    if before is after or not (before.applies and after.applies) or after.low >= before.high:
        return False
    return True if after.high < before.low else None


def accounts(scores: Scores) -> tuple[Account, ...]:
    """For each owner of leaves how many lost points and how many are at their maximum, in order.

    A number is None while something unknown may change it. Bonuses are no duties: they count only
    where points were taken.
    """
    deducted: dict[str, int | None] = {}
    complete: dict[str, int | None] = {}
    leaves: dict[str, int] = {}
    for unit in scores.units:
        own = scores.outcomes.get((unit, Stage.SELF))
        final = scores.outcomes.get((unit, Stage.FINAL))
        now = scores.outcomes[unit, scores.last]
        is_appraised = own is not None and final is not None and _is_appraised(scores.sheets, unit)
        for index, leaf in enumerate(scores.table.leaves):
            owner = owner_of(leaf, unit)
            leaves[owner] = leaves.get(owner, 0) + 1
            taken: bool | None = None
            if is_appraised and own is not None and final is not None:
                taken = _deducted(own[index], final[index])
            _count(deducted, owner, taken)
            if not leaf.criterion.bonus:
                _count(complete, owner, _is_complete(leaf, now[index]))
    return tuple(
        Account(owner, deducted[owner], complete.get(owner, 0), count) for owner, count in leaves.items()
    )


def _count(counts: dict[str, int | None], owner: str, is_so: bool | None) -> None:
    before = counts.get(owner, 0)
    counts[owner] = None if before is None or is_so is None else before + is_so


def _is_complete(leaf: Leaf, outcome: Outcome) -> bool | None:
    """Whether a leaf is at its maximum; None where what is unknown decides it."""
    if not outcome.applies or outcome.high < leaf.max:
        return False
    return True if outcome.low == leaf.max else None


def gains(scores: Scores, units: Sequence[str], most: int) -> tuple[Gain, ...]:
    """The `most` leaves that have the most points still to win, the best first; ties in their order."""
    adder = Adder(scores.table)
    taken = {(deduction.unit, deduction.leaf.id) for deduction in scores.deductions}
    best: list[Gain] = []
    least = Fraction(0)
    """What a leaf must pass to be among them."""
    for unit in units:
        outcomes = scores.outcomes[unit, scores.last]
        for index, (leaf, outcome) in enumerate(zip(scores.table.leaves, outcomes, strict=True)):
            if leaf.max <= least or not outcome.applies:
                continue
            points = _points_to_win(leaf, outcome, outcomes, index, adder)
            if points <= least:
                continue
            planned = scores.plan_values.get((unit, index))
            gain = Gain(
                unit,
                leaf,
                outcome,
                points,
                outcome.is_open,
                (unit, leaf.id) in taken,
                owner_of(leaf, unit),
                planned.due if planned is not None else None,
            )
            best.append(gain)
            best.sort(key=lambda gain: -gain.points)
            del best[most:]
            least = best[-1].points if len(best) == most else least
    return tuple(best)


def _points_to_win(
    leaf: Leaf, outcome: Outcome, outcomes: Sequence[Outcome], index: int, adder: Adder
) -> Fraction:
    """By how much the total rises from the least that is certain; a bonus only up to its cap."""
    # What is known already may keep an open one from its maximum.
    high = outcome.high if outcome.is_open else leaf.max
    if not leaf.criterion.bonus:
        return high - outcome.low
    best = with_outcome(outcomes, index, outcome._replace(low=high, high=high))
    return adder.total(best).low - adder.total(outcomes).low
