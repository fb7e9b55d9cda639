"""Indicators and identities: what each kind takes, and of what it is made."""

from __future__ import annotations

from cchc_cli.model import codes
from cchc_cli.model.kind import Every, Kind
from cchc_cli.model.plan import Indicator
from cchc_cli.model.scalars import Goal
from cchc_cli.reading.plan_file.checks.asking import known_indicators, refuse_thousand
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.yaml_file.document import Route

_PARTS = (Kind.COUNT, Kind.LEVEL)
"""The kinds that ratios, averages and identities are made of."""
_ONLY = {
    "decimal": (Kind.COUNT,),
    "signed": (Kind.LEVEL,),
    "bounded": (Kind.RATIO,),
    "scale": (Kind.AVERAGE,),
    "numerator": (Kind.RATIO, Kind.AVERAGE),
    "denominator": (Kind.RATIO, Kind.AVERAGE),
}
"""The kinds that a key stands at; `every` and `evidence` at those that have rows of their own."""


def indicators_fit_their_kind(draft: Draft) -> None:
    """A ratio or an average has two parts, counts or levels owed alike; nothing else has any."""
    indicators = known_indicators(draft)
    for route, indicator in draft.indicators:
        if route[0] != "indicators":
            continue  # The milestone of a product: nobody wrote it.
        refused = [key for key, kinds in _ONLY.items() if indicator.kind not in kinds]
        if indicator.kind.is_divided:
            refused += ["every", "evidence"]
        written = draft.written(route)
        for key in (key for key in refused if key in written):
            draft.fault(codes.P213, (*route, key), at_key=True, key=key, kind=indicator.kind)
        refuse_thousand(draft, (*route, "scale"), Goal(indicator.scale, percent=False))
        if indicator.kind.is_divided:
            _check_parts(draft, route, indicator, indicators)


def _check_parts(
    draft: Draft, route: Route, indicator: Indicator, indicators: dict[str, Indicator]
) -> None:
    parts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
    for key in (key for key, part in parts.items() if part is None and draft.can_read(route, key)):
        draft.fault(codes.P104, route, key=key)
    declared = {key: indicators[part] for key, part in parts.items() if part in indicators}
    strange = {key: part for key, part in declared.items() if part.kind not in _PARTS}
    for key, part in strange.items():
        draft.fault(codes.P212, (*route, key), part=part.id, kind=part.kind)
    for key, part in declared.items():
        if part.signed and (key == "denominator" or indicator.is_bounded):
            draft.fault(codes.P247, (*route, key), part=part.id, key=key)
    if len(declared) == 2 and not strange:
        upper, lower = declared["numerator"], declared["denominator"]
        if (upper.every or Every.MONTH) is not (lower.every or Every.MONTH):
            draft.fault(codes.P222, (*route, "denominator"), numerator=upper.id, denominator=lower.id)


def identities_hold_figures(draft: Draft) -> None:
    """The sides of an identity are sums of counts and levels with one reporting period."""
    indicators = known_indicators(draft)
    for index, identity in enumerate(draft.plan.identities):
        route: Route = ("identities", index)
        first: Indicator | None = None
        for side in ("left", "right"):
            names = getattr(identity, side)
            if not names and draft.can_read((), "identities"):
                draft.fault(codes.P246, (*route, side), id=identity.id)
            for position, name in enumerate(names):
                part = indicators.get(name)
                if part is None:
                    continue
                at: Route = (*route, side, position)
                if part.kind not in _PARTS:
                    draft.fault(codes.P245, at, part=part.id, kind=part.kind)
                    continue
                first = first or part
                if (part.every or Every.MONTH) is not (first.every or Every.MONTH):
                    draft.fault(codes.P222, at, numerator=first.id, denominator=part.id)
