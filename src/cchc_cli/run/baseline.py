"""What changed since a baseline: newly short, still short, resolved, gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.verdict import UNSATISFIED, Baseline, Status, Verdict

Key = tuple[str, str | None]


def compare(
    baseline: Baseline, every: Sequence[Verdict], shown: Sequence[Verdict]
) -> tuple[Diagnostic, ...]:
    """A note for each kind of change, over the verdicts shown; `every` holds those of all units.

    Target and unit say what is the same, never a count: one shortfall that is resolved makes no room
    for another.
    """
    short = [verdict.key for verdict in shown if verdict.status in UNSATISFIED]
    new = [key for key in short if key not in baseline.short]
    still = [key for key in short if key in baseline.short]
    known = [verdict for verdict in shown if verdict.key in baseline.short]
    resolved = [v.key for v in known if v.status not in UNSATISFIED | {Status.WAIVED}]
    gone = [verdict.key for verdict in known if verdict.status is Status.WAIVED]
    if len(shown) == len(every):
        judged = {verdict.key for verdict in every}
        gone += sorted(baseline.short - judged, key=lambda key: (key[0], key[1] or ""))
    changes = (
        (codes.V105, new),
        (codes.V106, still),
        (codes.V107, resolved),
        (codes.V108, gone),
    )
    return tuple(_note(code, baseline, keys) for code, keys in changes if keys)


def _note(code: codes.Code, baseline: Baseline, keys: Iterable[Key]) -> Diagnostic:
    names = tuple(target if unit is None else f"{target} ({unit})" for target, unit in keys)
    return code.at(count=len(names), names=names, path=baseline.path)
