"""A result whose files have other names: as a repository knows them, not as they were typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.verdict import PlanSource, Result, Verdict


def relocated(result: Result, name: Callable[[str], str]) -> Result:
    """The same result with every path as `name` gives it."""
    named = cache(name)
    if all(named(path) == path for path in _paths(result)):
        return result
    # What several results share stays one object, by which they know it again.
    moved: dict[int, Diagnostic] = {}

    def place(location: Location) -> Location:
        return location._replace(path=named(location.path))

    def diagnostic_of(diagnostic: Diagnostic) -> Diagnostic:
        if id(diagnostic) not in moved:
            moved[id(diagnostic)] = diagnostic.moved(place)
        return moved[id(diagnostic)]

    def source_of(source: PlanSource) -> PlanSource:
        return source._replace(
            path=named(source.path), target_place=lambda target: place(source.target_place(target))
        )

    def verdict_of(verdict: Verdict) -> Verdict:
        figures = (figure._replace(location=place(figure.location)) for figure in verdict.figures)
        return verdict._replace(figures=tuple(figures))

    def whole(part: Result) -> Result:
        return part._replace(
            source=None if part.source is None else source_of(part.source),
            actuals=tuple(file._replace(path=named(file.path)) for file in part.actuals),
            verdicts=tuple(map(verdict_of, part.verdicts)),
            diagnostics=tuple(map(diagnostic_of, part.diagnostics)),
            parts=tuple(map(whole, part.parts)),
        )

    return whole(result)


def _paths(result: Result) -> set[str]:
    """Every path that a result names, those of figures among those of their files."""
    paths = {file.path for file in result.actuals}
    paths |= {result.source.path} if result.source is not None else set()

    def see(place: Location) -> Location:
        paths.add(place.path)
        return place

    for diagnostic in result.diagnostics:
        diagnostic.moved(see)
    return paths.union(*map(_paths, result.parts))
