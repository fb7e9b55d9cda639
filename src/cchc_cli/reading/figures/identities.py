"""Sums of figures that a plan says must agree, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.document import Identity
from cchc_cli.model.figures import Entry, Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan


def broken_identities(plan: Plan, figures: Figures) -> Iterator[Diagnostic]:
    """An error or a warning, as the identity says, for each unit and label that has all its figures."""
    for identity in plan.identities:
        for unit in plan.unit_order:
            for period in _labels(identity, figures, unit):
                yield from _compared(identity, figures, unit, period)


def _labels(identity: Identity, figures: Figures, unit: str | None) -> list[Period]:
    """The labels under which every figure of an identity stands."""
    rows = [figures.of(unit, indicator).keys() for indicator in (*identity.left, *identity.right)]
    shared = set(rows[0]).intersection(*rows[1:]) if rows else set()
    return sorted(shared, key=lambda period: period.order)


def _compared(
    identity: Identity, figures: Figures, unit: str | None, period: Period
) -> Iterator[Diagnostic]:
    left = [figures.of(unit, indicator)[period] for indicator in identity.left]
    right = [figures.of(unit, indicator)[period] for indicator in identity.right]
    total, limit = _total(left), _total(right)
    if total == limit or (identity.compare == "at_most" and total < limit):
        return
    code = codes.A231 if identity.severity == "error" else codes.A329
    yield code.at(
        figures.place(left[0]),
        identity=identity.id,
        unit=unit,
        period=period,
        left=tuple(identity.left),
        total=total,
        right=tuple(identity.right),
        limit=limit,
        places=tuple(figures.place(entry) for entry in (*left[1:], *right)),
    )


def _total(entries: Iterable[Entry]) -> Decimal:
    values = (entry.value for entry in entries)
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
