"""Several plans in one result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cchc_cli.model.diagnostic import Location, in_order
from cchc_cli.model.verdict import Result


def together(parts: Sequence[tuple[str, Result]]) -> Result:
    """The results of several plans, each beside the path of its plan; the worst exit code.

    One that cannot be read does not keep the others from being judged and shown.
    """
    ids = Counter(part.plan.id for _, part in parts if part.plan is not None)
    placed = tuple(_placed(path, part, ids) for path, part in parts)
    return Result(
        diagnostics=in_order(diagnostic for part in placed for diagnostic in part.diagnostics),
        exit_code=max(part.exit_code for part in placed),
        parts=placed,
        inputs=tuple(name for part in placed for name in part.inputs),
    )


def _placed(path: str, part: Result, ids: Counter[str]) -> Result:
    """What has no place of its own is placed at the plan, which goes by its path where its id does not
    tell it from the others.
    """
    placed = (
        diagnostic if diagnostic.location is not None else diagnostic._replace(location=Location(path))
        for diagnostic in part.diagnostics
    )
    is_shared = part.plan is not None and ids[part.plan.id] > 1
    called = path.rpartition(".")[0] if is_shared or part.plan is None else ""
    return part._replace(diagnostics=in_order(placed), called=called)
