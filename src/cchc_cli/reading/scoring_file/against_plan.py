"""What a scoring table names of a plan: units, indicators and targets."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Term
from cchc_cli.model.plan import Plan
from cchc_cli.reading.cells.names import Suggestions
from cchc_cli.reading.scoring_file.read import ScoringReading


def names_of_plan(reading: ScoringReading, plan: Plan) -> Iterator[Diagnostic]:
    """A fault for each name that the plan does not have."""
    table = reading.table
    assert table is not None
    suggestions = Suggestions()
    units = [*plan.unit_by_id, *plan.groups]
    for index, scored in enumerate(table.units):
        if scored not in units:
            near = suggestions.near(scored, units)
            if near is not None:
                place = reading.document.locate(("units", index))
                yield codes.P621.at(place, name=scored, near=near)
    for _, criterion in table.walk():
        route = reading.routes[criterion.id]
        named: list[tuple[str, str | None, str, list[str]]] = [
            ("owner", criterion.owner, "unit", list(plan.unit_by_id))
        ]
        source = criterion.from_
        if source is not None:
            named.append(("indicator", source.indicator, "indicator", list(plan.indicator_by_id)))
            named.append(("verdict", source.verdict, "target", list(plan.target_by_id)))
        for key, name, what, declared in named:
            if name is None:
                continue
            way = (*route, key) if key == "owner" else (*route, "from", key)
            place = reading.document.locate(way)
            if name not in declared:
                near = suggestions.near(name, declared)
                yield codes.P620.at(place, what=Term("what", what), name=name, near=near)
            elif key == "indicator" and plan.indicator_by_id[name].kind.is_told:
                yield codes.P625.at(place, name=name)
