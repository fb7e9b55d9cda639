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
    """An error or a warning, as the identity says, for each unit and period that has all its figures."""
    for identity in plan.identities:
        for unit in plan.unit_order:
            for period in _periods(plan, identity, figures, unit):
                yield from _compared(plan, identity, figures, unit, period)


def _periods(plan: Plan, identity: Identity, figures: Figures, unit: str | None) -> list[Period]:
    """The labels under which every figure stands, and the periods of which one stands by its months."""
    names = (*identity.left, *identity.right)
    rows = [figures.of(unit, name).keys() for name in names]
    shared = set(rows[0]).intersection(*rows[1:])
    some = set(rows[0]).union(*rows[1:])
    owed = plan.periods(plan.indicator_by_id[names[0]]) if some else ()
    mixed = {
        period
        for period in owed
        if period in some and all(_entries(plan, figures, unit, name, period) for name in names)
    }
    return sorted(shared | mixed, key=lambda period: period.order)


def _entries(plan: Plan, figures: Figures, unit: str | None, name: str, period: Period) -> list[Entry]:
    """The figures of a period: under its label, else of a count all its months, of a level the last."""
    rows = figures.of(unit, name)
    if period in rows:
        return [rows[period]]
    first = period.first if plan.indicator_by_id[name].kind.adds_up else period.last
    months = [Period.of_month(month) for month in range(first, period.last + 1)]
    return [rows[month] for month in months] if all(month in rows for month in months) else []


def _compared(
    plan: Plan, identity: Identity, figures: Figures, unit: str | None, period: Period
) -> Iterator[Diagnostic]:
    left, right = (
        [entry for name in names for entry in _entries(plan, figures, unit, name, period)]
        for names in (identity.left, identity.right)
    )
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
