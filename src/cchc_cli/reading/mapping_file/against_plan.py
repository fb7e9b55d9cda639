"""What a mapping names of a plan: units, indicators and their kinds."""

from __future__ import annotations

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Term
from cchc_cli.model.kind import Every, Kind
from cchc_cli.model.plan import Plan
from cchc_cli.reading.cells.names import Suggestions
from cchc_cli.reading.mapping_file.read import MappingReading


def against_plan(reading: MappingReading, plan: Plan) -> list[Diagnostic]:
    """A fault for each thing that a mapping says of a plan and that does not hold in it."""
    mapping = reading.draft
    assert mapping is not None
    faults: list[Diagnostic] = []
    suggestions = Suggestions()
    units = (*plan.unit_by_id, *plan.groups)
    for index, name in enumerate(mapping.units):
        if name not in units:
            near = suggestions.near(name, units)
            what = Term("what", "unit_or_group")
            faults.append(codes.P203.at(reading.locate("units", index), what=what, name=name, near=near))
    for index, count in enumerate(mapping.counts):
        place = reading.locate("counts", index, "indicator")
        indicator = plan.indicator_by_id.get(count.indicator)
        wanted = Kind.LEVEL if count.at else Kind.COUNT
        if indicator is None:
            near = suggestions.near(count.indicator, plan.indicator_by_id)
            what = Term("what", "indicator")
            faults.append(codes.P203.at(place, what=what, name=count.indicator, near=near))
        elif indicator.kind is not wanted:
            faults.append(
                codes.P315.at(place, indicator=indicator.id, kind=indicator.kind, wanted=wanted)
            )
        elif plan.every(indicator) is not Every.MONTH:
            faults.append(codes.P316.at(place, indicator=indicator.id, every=plan.every(indicator)))
    return faults
