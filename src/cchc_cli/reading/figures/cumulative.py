"""Totals to date (lũy kế): what each period adds, and figures that look like totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.figures import Entry, Figures, Series, SeriesKey, SourceFile
from cchc_cli.model.kind import Every
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan


@dataclass(slots=True)
class Cumulated:
    """Totals to date as they were reported, before anything is subtracted."""

    found: dict[SeriesKey, Series] = field(default_factory=dict)

    def series(self, key: SeriesKey) -> Series:
        """The totals of one unit and indicator, by the period that they end with."""
        return self.found.setdefault(key, {})

    def resolve(self, plan: Plan, figures: Figures, sources: Sequence[SourceFile]) -> list[Diagnostic]:
        """Puts what each period adds into `figures`; what cannot be told is an error.

        The total before may be a total or the sum of plain figures. A period between without either is
        a gap, unless the indicator is owed in no period.
        """
        faults: list[Diagnostic] = []
        for key, totals in self.found.items():
            if totals:
                faults += _resolve(plan, key, totals, figures.series.setdefault(key, {}), sources)
        return faults


def _place(entry: Entry, sources: Sequence[SourceFile]) -> Location:
    path = sources[entry.source].path
    return Location(path, entry.line, entry.column, entry.sheet, entry.cell)


def _resolve(
    plan: Plan, key: SeriesKey, totals: Series, series: Series, sources: Sequence[SourceFile]
) -> Iterator[Diagnostic]:
    unit, name = key
    is_owed = plan.every(plan.indicator_by_id[name]) is not Every.ON_DEMAND
    plain = dict(series)
    both = sorted({*totals, *plain}, key=lambda period: period.order)
    following = plan.life(unit).first
    sum_before = Decimal(0)
    before: Entry | None = None
    for period in both:
        entry = totals.get(period)
        params: dict[str, object] = {"indicator": name, "unit": unit, "period": period}
        if entry is None:
            value = plain[period].value
            is_gap = is_owed and period.first != following
            sum_before += value if isinstance(value, Decimal) and not is_gap else 0
            following = period.last + 1 if not is_gap else following
            before = plain[period]
            continue
        if period.first < following or (is_owed and period.first > following):
            gap = Period(following, period.first - 1) if period.first > following else period
            yield codes.A226.at(_place(entry, sources), **params, gap=gap)
        total = entry.value
        following = period.last + 1
        if not isinstance(total, Decimal):  # at fault itself: it stands here, but adds nothing
            series[period] = entry
            continue
        if total < sum_before:
            first = _place(before, sources) if before is not None else None
            params |= {"total": total, "previous": sum_before, "first": first}
            yield codes.A227.at(_place(entry, sources), **params)
        series[period] = entry._replace(value=max(total - sum_before, Decimal(0)))
        sum_before, before = total, entry
