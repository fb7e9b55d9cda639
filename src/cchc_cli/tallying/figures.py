"""The figures of a tally: for every unit and month, with their evidence, and what denies them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.register import Mapping
from cchc_cli.model.tally import Difference, TallyFigure
from cchc_cli.tallying.counting import Covered, Tallier


def figures_of(
    tallier: Tallier,
    mapping: Mapping,
    plan: Plan,
    covered: Covered,
    places: MappingOf[str, Location],
) -> tuple[list[TallyFigure], list[Diagnostic]]:
    """A figure for every unit, counted indicator and month that the register covers.

    A month before the first filing was received is missing like one after the export: nothing says
    that the register goes back so far. `places` say where each indicator is counted.
    """
    values: Counter[tuple[int, str, str]] = Counter()
    faults: list[Diagnostic] = []
    start = max(covered.first, tallier.first_month or covered.first)
    for (month, units, indicator), many in tallier.values.items():
        living = [unit for unit in units if plan.lives(unit, month)]
        if len(living) == 1:
            values[month, living[0], indicator] += many
        else:
            period = Period.of_month(month)
            named = tuple(sorted(units))
            place = places.get(indicator)
            faults.append(
                codes.A518.at(place, count=many, units=named, period=period, indicator=indicator)
            )
    members = dict.fromkeys(unit for name in mapping.units for unit in plan.members(name))
    figures = [
        TallyFigure(Period.of_month(month), unit, indicator, values[month, unit, indicator])
        for month in range(start, covered.last + 1)
        for unit in sorted(members)
        if plan.lives(unit, month)
        for indicator in sorted(mapping.indicators)
    ]
    return figures, faults


def broken_identities(
    figures: Sequence[TallyFigure], mapping: Mapping, places: Sequence[Location]
) -> list[Diagnostic]:
    """A fault for each unit and period in which two sums of the mapping differ."""
    values = {(figure.period, figure.unit, figure.indicator): figure.value for figure in figures}
    owners = sorted({(figure.period, figure.unit) for figure in figures})
    faults = []
    for identity, place in zip(mapping.identities, places, strict=True):
        for period, unit in owners:
            left = sum(values[period, unit, name] for name in identity.left)
            right = sum(values[period, unit, name] for name in identity.right)
            if left != right:
                faults.append(
                    codes.V403.at(
                        place,
                        unit=unit,
                        period=period,
                        left=" + ".join(identity.left),
                        left_sum=left,
                        right=" + ".join(identity.right),
                        right_sum=right,
                    )
                )
    return faults


def compare(
    figures: Sequence[TallyFigure], reported: Figures, plan: Plan
) -> tuple[list[Difference], list[Diagnostic]]:
    """Each difference between what was counted and what was reported for it, by hand or otherwise."""
    differences: list[Difference] = []
    remarks: list[Diagnostic] = []
    for period, unit, indicator, value, _ in figures:
        entry = reported.of(unit, indicator).get(period)
        params = {"period": period, "unit": unit, "indicator": indicator, "counted": value}
        if entry is None:
            remarks.append(codes.V405.at(**params))
        elif entry.value != value:
            remarks.append(codes.V404.at(reported.place(entry), reported=entry.value, **params))
        else:
            continue
        differences.append(Difference(period, unit, indicator, value, entry and entry.value))
    return differences, remarks
