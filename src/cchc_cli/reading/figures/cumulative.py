"""Totals to date (lũy kế): what each period adds, and figures that look like totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.figures import Entry, Figures, Series, SeriesKey
from cchc_cli.model.kind import Every
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan


def resolve_totals(
    plan: Plan, figures: Figures, cumulated: Mapping[SeriesKey, Series]
) -> list[Diagnostic]:
    """Puts what each period adds to totals to date into `figures`; what cannot be told is an error.

    The total before may be a total or the sum of plain figures. A period between without either is a
    gap, unless the indicator is owed in no period.
    """
    return [
        fault
        for key, totals in cumulated.items()
        if totals
        for fault in _resolve(plan, key, totals, figures)
    ]


def _resolve(plan: Plan, key: SeriesKey, totals: Series, figures: Figures) -> Iterator[Diagnostic]:
    unit, name = key
    series = figures.series.setdefault(key, {})
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
            yield codes.A226.at(figures.place(entry), **params, gap=gap)
        total = entry.value
        following = period.last + 1
        if not isinstance(total, Decimal):  # at fault itself: it stands here, but adds nothing
            series[period] = entry
            continue
        if total < sum_before:
            first = figures.place(before) if before is not None else None
            params |= {"total": total, "previous": sum_before, "first": first}
            yield codes.A227.at(figures.place(entry), **params)
        series[period] = entry._replace(value=max(total - sum_before, Decimal(0)))
        sum_before, before = total, entry
