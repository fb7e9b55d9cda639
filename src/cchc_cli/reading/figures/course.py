"""What the course of a series shows: figures that grow as totals do, and slips of a power of ten."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.figures import Entry, Figures, Series, SeriesKey
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan

_value_of = itemgetter(Entry._fields.index("value"))

RUN = 3
"""So many figures in a row, each at least the sum of all before it, look like totals."""
FAR = 10
"""So many times the highest figure before, or so small a part of the lowest, is a slip more often."""
MIN_BEFORE = 3
"""Figures before that tell what is usual."""


class _Figure(NamedTuple):
    """A figure of a series, and whether it is one that is looked at or only known from before."""

    period: Period
    value: Decimal
    entry: Entry
    figures: Figures
    is_new: bool


def odd_courses(plan: Plan, figures: Figures) -> Iterator[Diagnostic]:
    """Warnings for counts that grow as totals do, and for counts and levels far from those before."""
    counts = {indicator.id for indicator in plan.indicators if indicator.kind.adds_up}
    levels = {indicator.id for indicator in plan.indicators if indicator.kind.is_held} - counts
    for key, series in figures.series.items():
        if len(series) <= RUN or not (key[1] in counts or key[1] in levels):
            continue
        amounts: list[Decimal] = [*filter(None, map(_value_of, series.values()))]
        # Four totals in a row at least double three times: the last holds half of all so far.
        if not amounts or (most := max(amounts)) < 4 * (least := min(amounts)):
            continue
        if key[1] in counts and len(amounts) > RUN:
            yield from _like_totals(figures, key, series)
        if most >= FAR * least:
            yield from _far(key, _figures_of(figures, series, True))


def far_from_earlier(plan: Plan, figures: Figures, earlier: Figures) -> Iterator[Diagnostic]:
    """Figures of a sheet that lie far from those at hand, of which they are no part yet."""
    for key, series in figures.series.items():
        kind = plan.indicator_by_id[key[1]].kind
        if kind.adds_up or kind.is_held:
            before = {p: entry for p, entry in earlier.of(*key).items() if p not in series}
            both = [*_figures_of(earlier, before, False), *_figures_of(figures, series, True)]
            yield from _far(key, both)


def _figures_of(figures: Figures, series: Series, is_new: bool) -> list[_Figure]:
    return [
        _Figure(period, entry.value, entry, figures, is_new)
        for period, entry in series.items()
        if isinstance(entry.value, Decimal)
    ]


def _far(key: SeriesKey, series: list[_Figure]) -> Iterator[Diagnostic]:
    """Each figure is held against those before it whose periods are as long."""
    alike: dict[int, list[_Figure]] = {}
    for figure in sorted(series, key=itemgetter(0)):
        alike.setdefault(figure.period.last - figure.period.first, []).append(figure)
    for figures in alike.values():
        highest = lowest = figures[0]
        positive = 0
        for count, figure in enumerate(figures):
            value = figure.value
            is_high = count >= MIN_BEFORE and 0 < highest.value * FAR <= value
            is_low = positive >= MIN_BEFORE and 0 < value * FAR <= lowest.value
            if figure.is_new and (is_high or is_low):
                other = highest if is_high else lowest
                yield codes.A326.at(
                    figure.figures.place(figure.entry),
                    period=figure.period,
                    unit=key[0],
                    indicator=key[1],
                    value=value,
                    other=other.value,
                    first=other.figures.place(other.entry),
                )
            if value > highest.value:
                highest = figure
            if value > 0:
                if not positive or value < lowest.value:
                    lowest = figure
                positive += 1


def _like_totals(figures: Figures, key: SeriesKey, series: Series) -> Iterator[Diagnostic]:
    unit, indicator = key
    total: Decimal | int = 0
    run = 0
    for period in sorted(series):
        value = series[period].value
        if not isinstance(value, Decimal):
            continue
        run = run + 1 if value >= total > 0 else 0
        total += value
        if run == RUN:
            place = figures.place(series[period])
            yield codes.A315.at(place, indicator=indicator, unit=unit, period=period)
            break
