"""A result whose files have other names: as a repository knows them, not as they were typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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

    def diagnostic(one: Diagnostic) -> Diagnostic:
        if id(one) not in moved:
            params = {
                key: place(value) if isinstance(value, Location) else value
                for key, value in one.params.items()
            }
            location = None if one.location is None else place(one.location)
            moved[id(one)] = replace(one, location=location, params=params)
        return moved[id(one)]

    def source(one: PlanSource) -> PlanSource:
        return one._replace(
            path=named(one.path), target_place=lambda target: place(one.target_place(target))
        )

    def verdict(one: Verdict) -> Verdict:
        figures = (figure._replace(location=place(figure.location)) for figure in one.figures)
        return one._replace(figures=tuple(figures))

    def whole(one: Result) -> Result:
        return replace(
            one,
            source=None if one.source is None else source(one.source),
            actuals=tuple(file._replace(path=named(file.path)) for file in one.actuals),
            verdicts=tuple(map(verdict, one.verdicts)),
            diagnostics=tuple(map(diagnostic, one.diagnostics)),
            parts=tuple(map(whole, one.parts)),
        )

    return whole(result)


def _paths(result: Result) -> set[str]:
    """Every path that a result names, those of figures among those of their files."""
    paths = {file.path for file in result.actuals}
    paths |= {result.source.path} if result.source is not None else set()
    for diagnostic in result.diagnostics:
        places = [diagnostic.location, *diagnostic.params.values()]
        paths |= {place.path for place in places if isinstance(place, Location)}
    return paths.union(*map(_paths, result.parts))
