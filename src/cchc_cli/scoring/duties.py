"""What owners answer for: deductions, criteria at their maximum, and points still to win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cchc_cli.model.score import Account, Deduction, Gain, Outcome, Scores, SheetKey, Sheets
from cchc_cli.model.scoring import Leaf, ScoringTable, Stage
from cchc_cli.scoring.totals import Adder, with_outcome


def _both(
    sheets: Sheets, outcomes: Mapping[SheetKey, Sequence[Outcome]], unit: str
) -> tuple[Sequence[Outcome], Sequence[Outcome]] | None:
    """A unit's own points and the final ones; None before the council's last word on it."""
    own, final = outcomes.get((unit, Stage.SELF)), outcomes.get((unit, Stage.FINAL))
    if own is None or final is None or (unit, Stage.FINAL) not in sheets.rows:
        return None
    return own, final


def deductions(
    table: ScoringTable,
    units: Sequence[str],
    sheets: Sheets,
    outcomes: Mapping[SheetKey, Sequence[Outcome]],
) -> tuple[Deduction, ...]:
    """Every leaf whose final points are below its own whatever is unknown, by unit and leaf."""
    return tuple(
        Deduction(unit, leaf, before.low, after.high)
        for unit in units
        if (both := _both(sheets, outcomes, unit)) is not None
        for leaf, before, after in zip(table.leaves, *both, strict=True)
        if _deducted(before, after)
    )


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
        both = _both(scores.sheets, scores.outcomes, unit)
        now = scores.outcomes[unit, scores.last]
        for index, leaf in enumerate(scores.table.leaves):
            owner = leaf.owner or unit
            leaves[owner] = leaves.get(owner, 0) + 1
            _count(deducted, owner, None if both is None else _deducted(both[0][index], both[1][index]))
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
                (unit, leaf.id) in taken,
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
