"""Several plans in one result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, in_order
from cchc_cli.model.verdict import Result


def together(parts: Sequence[tuple[str, Result]]) -> Result:
    """The results of several plans, each beside the path of its plan; the worst exit code.

    Two plans with one id cannot be told apart afterwards: then none is judged.
    """
    placed = tuple(_placed(path, part) for path, part in parts)
    inputs = tuple(name for part in placed for name in part.inputs)
    faults: list[Diagnostic] = []
    first: dict[str, str] = {}
    for (path, _), part in zip(parts, placed, strict=True):
        if part.plan is not None and first.setdefault(part.plan.id, path) != path:
            place = Location(first[part.plan.id])
            faults.append(codes.V322.at(Location(path), id=part.plan.id, first=place))
    if faults:
        return Result(diagnostics=in_order(faults), inputs=inputs)
    return Result(
        diagnostics=in_order(diagnostic for part in placed for diagnostic in part.diagnostics),
        exit_code=max(part.exit_code for part in placed),
        parts=placed,
        inputs=inputs,
    )


def _placed(path: str, part: Result) -> Result:
    """What has no place of its own is placed at the plan."""
    placed = (
        one if one.location is not None else replace(one, location=Location(path))
        for one in part.diagnostics
    )
    return replace(part, diagnostics=in_order(placed))
