"""Units and indicators as messages speak of them: by their names."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_cli.model.diagnostic import Diagnostic, Named
from cchc_cli.model.plan import Indicator, Plan, Unit


def named(plan: Plan, unit: str | None, indicator: str) -> dict[str, Named | None]:
    """A unit (None: the department) and an indicator as messages speak of them; unknown ones too."""
    owner, counted = plan.unit_by_id.get(unit or ""), plan.indicator_by_id.get(indicator)
    return {
        "unit": None if unit is None else Named(unit, owner.name if owner else unit),
        "indicator": Named(indicator, counted.name if counted else indicator),
    }


def in_names(plan: Plan, diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic that shows the units and indicators it speaks of by their names."""
    indicators = dict.fromkeys(
        ("indicator", "other", "numerator", "denominator", "left", "right"), plan.indicator_by_id
    )
    tables: dict[str, Mapping[str, Unit | Indicator]] = {"unit": plan.unit_by_id, **indicators}

    def shown_as(table: Mapping[str, Unit | Indicator], value: object) -> object:
        if type(value) is tuple:  # a named tuple, such as a place, holds no names
            return tuple(shown_as(table, item) for item in value)
        known = table.get(value) if isinstance(value, str) else None
        return Named(known.id, known.name) if known else value

    params = diagnostic.params
    shown = {name: shown_as(tables[name], params[name]) for name in params.keys() & tables.keys()}
    return diagnostic._replace(params={**params, **shown})
