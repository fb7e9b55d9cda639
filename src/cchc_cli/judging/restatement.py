"""Closed figures held against the present ones."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_cli.model import codes
from cchc_cli.model.closing import Change, ClosedFigure, Closing, FigureKey, Restatement
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.figures import Entry, Figure, Figures, Series, SeriesKey, SourceFile
from cchc_cli.model.period import Period, month_label
from cchc_cli.model.plan import Plan

_CODES = {Change.CHANGED: codes.V201, Change.REMOVED: codes.V202, Change.ADDED: codes.V203}


def restatements(closing: Closing, figures: Figures, span: Period) -> tuple[Restatement, ...]:
    """Every figure of a closed period that was changed, removed or added since, in order.

    What was closed outside `span`, the months of the plan, belongs to another plan and is passed
    over. A narrative has no number: its note is compared. Evidence and the notes of numbers may
    change.
    """
    months = {month for month in closing.months if span.first <= month <= span.last}
    if not months:
        return ()
    present = {
        (figure.period, figure.unit, figure.indicator): figure
        for figure in figures
        if figure.period.last in months
    }
    in_force = closing.in_force()
    closed = {key: figure for key, figure in in_force.items() if key[0].last in months}
    restated = []
    for key in sorted(present.keys() | closed.keys(), key=_order):
        restatement = _compare(key, closed.get(key), present.get(key), closing)
        if restatement is not None:
            restated.append(restatement)
    return tuple(restated)


def _order(key: FigureKey) -> tuple[int, int, str, str]:
    period, unit, indicator = key
    return (*period.order, unit or "", indicator)


def _compare(
    key: FigureKey, closed: ClosedFigure | None, present: Figure | None, closing: Closing
) -> Restatement | None:
    recorded = closed is not None and not closed.absent
    old = closed.value if closed else None
    old_note = closed.note.strip() if closed and recorded else ""
    new = present.value if present else None
    new_note = present.note.strip() if present else ""
    if present is None:
        if not recorded:
            return None
        change = Change.REMOVED
    elif not recorded:
        change = Change.ADDED
    elif old != new or (old is None and old_note != new_note):
        change = Change.CHANGED
    else:
        return None
    if closed is not None:
        closed_at = closed.location
    else:
        closed_at = Location(closing.paths[0]) if closing.paths else None
    return Restatement(
        change,
        *key,
        old,
        new,
        closed_at,
        present.location if present else None,
        old_note,
        new_note,
    )


def findings(plan: Plan, restated: Iterable[Restatement]) -> tuple[Diagnostic, ...]:
    """A finding for each restatement, at the place where the figure stands now or stood."""
    return tuple(
        _CODES[change.change].at(change.present_at or change.closed_at, **_params(plan, change))
        for change in restated
    )


def _params(plan: Plan, restated: Restatement) -> dict[str, object]:
    """What the message of a restatement speaks of."""
    from cchc_cli.model.naming import named

    params: dict[str, object] = {
        **named(plan, restated.unit, restated.indicator),
        "period": restated.period,
        "label": month_label(restated.period.last),
    }
    if restated.change is not Change.ADDED:
        params["old"] = _shown(restated.old, restated.old_note)
    if restated.change is not Change.REMOVED:
        params["new"] = _shown(restated.new, restated.new_note)
    if restated.present_at is not None:
        params["closed"] = restated.closed_at
    return params


def _shown(value: object, note: str) -> object:
    """A figure as messages show it: a narrative by its text."""
    if value is not None:
        return value
    return f'"{note if len(note) <= 60 else note[:57] + "..."}"'


def as_reported(
    closing: Closing, figures: Figures, month: int, span: Period
) -> tuple[Figures, frozenset[SeriesKey]]:
    """The figures as the report of a month had them, and the series that are not the same now.

    They are known of a month that was closed: what was closed by then stands as it was recorded,
    everything else as it is now. Of a month that is open the figures are those of now.
    """
    if month not in closing.months:
        return figures, frozenset()
    months = {closed for closed in closing.months if span.first <= closed <= month}
    recorded = closing.as_reported(month)
    series: dict[SeriesKey, Series] = {
        key: {period: entry for period, entry in entries.items() if period.last not in months}
        for key, entries in figures.series.items()
    }
    for (period, unit, indicator), figure in recorded.items():
        if period.last not in months or figure.absent:
            continue
        now = figures.of(unit, indicator).get(period)
        entry = (now or _UNPLACED)._replace(value=figure.value, note=figure.note)
        if now is not None and (figure.value, figure.note.strip()) == (now.value, now.note.strip()):
            entry = now
        series.setdefault((unit, indicator), {})[period] = entry
    changed = frozenset(
        key
        for key in series.keys() | figures.series.keys()
        if series.get(key, {}) != figures.series.get(key, {})
    )
    paths = [SourceFile(path, "", 0) for path in closing.paths[:1] or ("",)]
    then = Figures(series, (*figures.sources, *paths), figures.hidden)
    return (then, changed) if changed else (figures, changed)


_UNPLACED = Entry(None, -1, 1, 1, "", "")
"""A figure of the record alone, whose place is the last of the sources."""


def closing_figures(
    closing: Closing, figures: Figures, period: Period, absent: Iterable[FigureKey]
) -> tuple[ClosedFigure, ...]:
    """The record of a period that is closed for the first time, added to what is closed already.

    Figures belong to the month in which their own period ends. `absent` are those that were owed
    and are missing: they are recorded without a value, so that a later one shows.
    """
    months = set(range(period.first, period.last + 1)) - closing.months
    new = [
        ClosedFigure(
            figure.period,
            figure.unit,
            figure.indicator,
            figure.value,
            figure.evidence.strip(),
            figure.note.strip(),
            1,
            None,
            "",
            absent=False,
            was_absent=False,
        )
        for figure in figures
        if figure.period.last in months
    ]
    there = {figure.key for figure in new}
    new += [
        ClosedFigure(*key, None, "", "", 1, None, "", absent=True, was_absent=False)
        for key in absent
        if key not in there and key[0].last in months
    ]
    return tuple(sorted([*closing.figures, *new], key=lambda figure: figure.order))


def amended_figures(
    closing: Closing, figures: Figures, restated: Iterable[Restatement], reason: str
) -> tuple[ClosedFigure, ...]:
    """The record with a further revision for each restatement that is accepted."""
    closed = closing.in_force()
    new = []
    for restatement in restated:
        before = closed.get(restatement.key)
        entry = figures.of(restatement.unit, restatement.indicator).get(restatement.period)
        new.append(
            ClosedFigure(
                *restatement.key,
                restatement.new,
                entry.evidence.strip() if entry else "",
                restatement.new_note,
                before.revision + 1 if before else 2,
                restatement.old,
                reason,
                absent=restatement.change is Change.REMOVED,
                was_absent=restatement.change is Change.ADDED,
                closed_to=max(closing.months),
            )
        )
    return tuple(sorted([*closing.figures, *new], key=lambda figure: figure.order))
