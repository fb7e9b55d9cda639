"""What changed since a baseline: newly short, still short, resolved, gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Named
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import UNSATISFIED, Baseline, Status, Verdict

Key = tuple[str, str | None]
_WORSE = (Status.NO_DATA, Status.BEHIND, Status.MISSED)
"""From the shortfall that may turn out to be none to the one that is final."""
_ROUNDING = Fraction(1, 20)
"""A result is printed with one decimal at least: less than this is no difference."""


def compare(
    plan: Plan, baseline: Baseline, every: Sequence[Verdict], shown: Sequence[Verdict]
) -> tuple[Diagnostic, ...]:
    """A note for each kind of change, over the verdicts shown; `every` holds those of all units.

    Target and unit say what is the same, never a count: one shortfall that is resolved makes no room
    for another.
    """
    short = [verdict.key for verdict in shown if verdict.status in UNSATISFIED]
    new = [key for key in short if key not in baseline.short]
    still = [key for key in short if key in baseline.short]
    known = [verdict for verdict in shown if verdict.key in baseline.short]
    grown = [verdict.key for verdict in shown if _has_grown(verdict, baseline)]
    resolved = [v.key for v in known if v.status not in UNSATISFIED | {Status.WAIVED}]
    gone = [verdict.key for verdict in known if verdict.status is Status.WAIVED]
    if len(shown) == len(every):
        judged = {verdict.key for verdict in every}
        gone += sorted(baseline.short - judged, key=lambda key: (key[0], key[1] or ""))
    changes = (
        (codes.V105, new),
        (codes.V106, still),
        (codes.V109, grown),
        (codes.V107, resolved),
        (codes.V108, gone),
    )
    return tuple(_note(plan, code, baseline, keys) for code, keys in changes if keys)


def _has_grown(verdict: Verdict, baseline: Baseline) -> bool:
    """Whether what fell short then falls short by more, or in a worse way, now."""
    before = baseline.shortfalls.get(verdict.key)
    if before is None or verdict.status not in UNSATISFIED:
        return False
    if _WORSE.index(verdict.status) != _WORSE.index(before.status):
        return _WORSE.index(verdict.status) > _WORSE.index(before.status)
    return None not in (verdict.gap, before.gap) and verdict.gap - before.gap > _ROUNDING  # type: ignore[operator]


def _note(plan: Plan, code: codes.Code, baseline: Baseline, keys: Iterable[Key]) -> Diagnostic:
    names = tuple(_named(plan, *key) for key in keys)
    return code.at(count=len(names), names=names, path=baseline.path)


def _named(plan: Plan, target: str, unit: str | None) -> Named:
    """A verdict by what it counts and whose it is; one that the plan does not know by its ids."""
    known = plan.target_by_id.get(target)
    name = plan.indicator_by_id[known.indicator].name if known else target
    owner = plan.unit_by_id[unit].name if unit in plan.unit_by_id else unit
    return Named(
        *(text if of is None else f"{text} ({of})" for text, of in ((target, unit), (name, owner)))
    )
