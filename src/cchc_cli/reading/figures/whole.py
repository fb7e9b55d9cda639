"""What only the body of all figures shows: overlaps, sums that differ, missing evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity
from cchc_cli.model.document import Identity
from cchc_cli.model.figures import Entry, Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures.evidence import named_path
from cchc_cli.reading.table.remark import MAX_SHOWN
from cchc_cli.reading.table.source import shortened

Exists = Callable[[str, str], bool]
"""Whether a path named as evidence exists, asked with the file of figures that names it."""


def wholes_beside_months(figures: Figures) -> Iterator[Diagnostic]:
    """Periods of one series that overlap: the same events would be counted twice."""
    labels: set[Period] = set()
    labels.update(*figures.series.values())
    wholes = {period for period in labels if period.first != period.last}
    for (unit, indicator), series in figures.series.items():
        if wholes.isdisjoint(series):
            continue
        for period in series:
            for other in series:
                inside = period.first <= other.first and other.last <= period.last
                if inside and other != period:
                    first, place = sorted([figures.place(series[period]), figures.place(series[other])])
                    params = {"unit": unit, "indicator": indicator, "first": first}
                    yield codes.A215.at(place, whole=period, part=other, **params)


def broken_identities(plan: Plan, figures: Figures) -> Iterator[Diagnostic]:
    """An error or a warning, as the identity says, for each unit and period that has all its figures."""
    for identity in plan.identities:
        for unit in plan.unit_order:
            for period in _periods(plan, identity, figures, unit):
                sides = [
                    [entry for name in names for entry in _entries(plan, figures, unit, name, period)]
                    for names in (identity.left, identity.right)
                ]
                total, limit = map(_total, sides)
                if total == limit or (identity.compare == "at_most" and total < limit):
                    continue
                first, *others = (figures.place(entry) for entries in sides for entry in entries)
                code = codes.A231 if identity.severity == "error" else codes.A329
                yield code.at(
                    first,
                    identity=identity.id,
                    unit=unit,
                    period=period,
                    left=tuple(identity.left),
                    total=total,
                    right=tuple(identity.right),
                    limit=limit,
                    places=tuple(others),
                )


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


def _total(entries: Iterable[Entry]) -> Decimal:
    values = (entry.value for entry in entries)
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def without_evidence(plan: Plan, figures: Figures) -> Iterator[Diagnostic]:
    """Figures that need evidence and name none; what is not done yet has none."""
    required = {item.id: item.kind for item in plan.indicators if item.evidence == "required"}
    for (unit, indicator), series in figures.series.items():
        if indicator in required:
            for period, entry in series.items():
                is_undone = required[indicator].owes_at_end and entry.value == 0
                if not entry.evidence.strip() and not is_undone:
                    place = figures.place(entry)
                    yield codes.A302.at(place, unit=unit, indicator=indicator, period=period)


def evidence_not_found(figures: Figures, exists: Exists) -> Iterator[Diagnostic]:
    """Paths that stand as evidence and lead nowhere; each is looked for once."""
    there: dict[tuple[int, str], bool] = {}
    for series in figures.series.values():
        for entry in series.values():
            path = named_path(entry.evidence) if entry.evidence else None
            if path is None:
                continue
            key = (entry.source, path)
            if key not in there:
                there[key] = exists(figures.sources[entry.source].path, path)
            if not there[key]:
                yield codes.A317.at(figures.place(entry), found=shortened(path, MAX_SHOWN))


def received(
    figures: Figures, unread: Sequence[str], diagnostics: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """File by file what was received and whether it can be judged."""
    errors = Counter(
        diagnostic.location.path
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.location
    )
    rows = {source.path: source.rows for source in figures.sources}
    rows |= dict.fromkeys(unread, 0)
    for path, count in rows.items():
        code = codes.A319 if errors[path] else codes.A318
        yield code.at(Location(path), rows=count, errors=errors[path])
