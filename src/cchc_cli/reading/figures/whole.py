"""What only the body of all figures shows: overlaps, missing evidence, what each file gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures.evidence import named_path
from cchc_cli.reading.figures.remark import MAX_SHOWN
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


def without_evidence(plan: Plan, figures: Figures) -> Iterator[Diagnostic]:
    """Figures that need evidence and name none."""
    required = {indicator.id for indicator in plan.indicators if indicator.evidence == "required"}
    for (unit, indicator), series in figures.series.items():
        if indicator in required:
            for period, entry in series.items():
                if not entry.evidence.strip():
                    place = figures.place(entry)
                    yield codes.A302.at(place, **plan.named(unit, indicator), period=period)


def evidence_not_found(figures: Figures, exists: Exists) -> Iterator[Diagnostic]:
    """Paths that stand as evidence and lead nowhere; each is looked for once."""
    known: dict[tuple[int, str], bool] = {}
    for series in figures.series.values():
        for entry in series.values():
            path = named_path(entry.evidence) if entry.evidence else None
            if path is None:
                continue
            key = (entry.source, path)
            if key not in known:
                known[key] = exists(figures.sources[entry.source].path, path)
            if not known[key]:
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
