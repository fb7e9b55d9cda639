"""Filled-in sheets added to the figures kept so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cchc_cli.judging.dues import forms_of
from cchc_cli.judging.verdicts import contradictions
from cchc_cli.model import codes
from cchc_cli.model.closing import Closing, FigureKey
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, Term
from cchc_cli.model.figures import Figure, Figures
from cchc_cli.model.form import Form
from cchc_cli.model.naming import named
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.reading.cells.names import NameIndex, Suggestions
from cchc_cli.reading.figures.read import DAYS_OF_SENDING, read_figures
from cchc_cli.reading.table.source import Source, shortened
from cchc_cli.run.sheet import Sheet, examine

HEADER = ("period", "unit", "indicator", "value", "evidence", "note", "source", "sent")
"""The columns of a file of figures that `collect` writes."""
_ROWS_PASSED_OVER = {
    code.name for code in (codes.A312, codes.A314, codes.A320, codes.A322, codes.A324, codes.A325)
}
"""Remarks on rows that hold something and no figure: totals, texts, titles."""


class Row(NamedTuple):
    """A figure and the file that it came from."""

    figure: Figure
    source: str
    sent: date | None = None
    """The day on which it was sent; None where nobody said."""

    def is_same(self, other: Row) -> bool:
        """Whether both say the same; a narrative says what its note says."""
        if self.figure.value is None and other.figure.value is None:
            return self.figure.note.strip() == other.figure.note.strip()
        return self.figure.value == other.figure.value

    def with_more(self, other: Row, replace: bool) -> Row:
        """The same figure with what a later sheet says beside it: evidence that was asked for, a note.

        What stands there already is written over only where that was asked for.
        """
        first, second = (other, self) if replace else (self, other)
        texts = {
            name: getattr(first.figure, name).strip() or getattr(second.figure, name)
            for name in ("evidence", "note")
        }
        sent = _earliest(self.sent, other.sent) if replace else self.sent or other.sent
        return self._replace(figure=self.figure._replace(**texts), sent=sent)

    @property
    def said(self) -> object:
        """What messages show of it."""
        if self.figure.value is not None:
            return self.figure.value
        return f'"{shortened(self.figure.note.strip())}"'

    @property
    def cells(self) -> tuple[object, ...]:
        """The row under `HEADER`."""
        figure = self.figure
        return (
            figure.period.label,
            figure.unit or "",
            figure.indicator,
            "" if figure.value is None else figure.value,
            figure.evidence.strip(),
            figure.note.strip(),
            self.source,
            self.sent.isoformat() if self.sent else "",
        )


class Kept(NamedTuple):
    """The figures of the file that is added to, each with the source that it names, and its faults."""

    rows: dict[FigureKey, Row]
    diagnostics: tuple[Diagnostic, ...] = ()


class Merge(NamedTuple):
    """The figures kept so far with those of the sheets."""

    rows: dict[FigureKey, Row]
    diagnostics: tuple[Diagnostic, ...]
    changed: tuple[Row, ...]
    """Those that were added, or that another figure was replaced by."""
    replaced: int
    same: int

    @property
    def added(self) -> int:
        """How many were not there before."""
        return len(self.changed) - self.replaced

    def table(self) -> list[tuple[object, ...]]:
        """All rows under `HEADER`, by period, unit (the department first) and indicator."""
        ordered = sorted(
            self.rows.values(),
            key=lambda row: (*row.figure.period.order, row.figure.unit or "", row.figure.indicator),
        )
        return [row.cells for row in ordered]


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def kept_figures(plan: Plan, source: Source, decimal: str | None) -> Kept:
    """Reads the file that is added to; what writing it anew would lose is a fault."""
    reading = read_figures(plan, [source], decimal, names_rows=True)
    faults: list[Diagnostic] = []
    for fault in reading.diagnostics:
        # A day of sending that cannot be read would be lost, too.
        if fault.severity is Severity.ERROR or fault.code in DAYS_OF_SENDING:
            faults.append(fault)
        if fault.code in (codes.A107.name, codes.A322.name, codes.A344.name):
            faults.append(codes.V228.at(fault.location, into=source.path, found=fault.params["found"]))
        elif fault.code in _ROWS_PASSED_OVER:
            what = (Term("surplus", "rows"),)
            faults.append(codes.V233.at(fault.location, into=source.path, what=what))
    origins = {(row.location.sheet, row.location.line): row.origin for row in reading.rows}
    rows = {}
    for figure in reading.figures:
        origin = origins.get((figure.location.sheet, figure.location.line), "")
        rows[figure.key] = Row(figure, origin, reading.figures.sent_on(figure))
    return Kept(rows, tuple(faults))


def examine_all(
    plan: Plan, sources: Sequence[Source], known: Figures, wanted: int | None, request: Request
) -> list[Sheet]:
    """The sheets; those of another month than most of them are named."""
    sheets = [examine(plan, source, known, wanted, request) for source in sources]
    months = Counter(sheet.month for sheet in sheets if sheet.month is not None)
    if wanted is not None or len(months) < 2:
        return sheets
    usual = max(months, key=lambda month: (months[month], month))
    return [
        sheet if sheet.month in (None, usual) else examine(plan, sheet.source, known, usual, request)
        for sheet in sheets
    ]


def misnamed(plan: Plan, sheets: Iterable[Sheet]) -> list[Diagnostic]:
    """A warning for each file that is called after one unit and is the sheet of another."""
    names = NameIndex.of_units(plan, Suggestions())
    warnings = []
    for sheet in sheets:
        path = sheet.source.path
        meant = names.meanings(path.rpartition("/")[2].rpartition(".")[0])
        owners = tuple(plan.unit_by_id[unit].name for unit in sheet.units)
        if meant and owners and not set(meant) & set(sheet.units):
            warnings.append(codes.V236.at(Location(path), named=meant[0], unit=owners))
    return warnings


def merge(
    plan: Plan, kept: dict[FigureKey, Row], sheets: Sequence[Sheet], into: str, replace: bool
) -> Merge:
    """Adds the sheets' figures; one that says another number is a fault, or replaces the one kept."""
    rows = dict(kept)
    new: dict[FigureKey, Row] = {}
    diagnostics: list[Diagnostic] = []
    changed: list[Row] = []
    replaced = same = 0
    for sheet in sheets:
        places = {row.key: row.location for row in sheet.rows}
        same_here = 0
        for figure in sheet.figures:
            key = figure.key
            # What a narrative says stands in another cell than a figure would.
            if figure.value is None:
                figure = figure._replace(location=places.get(key, figure.location))
            row = Row(figure, sheet.source.path, sheet.figures.sent_on(figure))
            if key in new:
                if not row.is_same(new[key]):
                    diagnostics.append(_contradiction(codes.V218, plan, row, new[key]))
                continue
            new[key] = row
            before = kept.get(key)
            if before is not None and row.is_same(before):
                same_here += 1
                rows[key] = before.with_more(row, replace)
                continue
            if before is not None and replace:
                replaced += 1
                diagnostics.append(codes.V217.at(figure.location, **_difference(plan, row, before)))
            elif before is not None:
                diagnostics.append(_contradiction(codes.V216, plan, row, before))
            # A correction does not make late what came in time.
            rows[key] = row._replace(sent=_earliest(before.sent if before else None, row.sent))
            changed.append(row)
        if same_here:
            same += same_here
            diagnostics.append(codes.V215.at(Location(sheet.source.path), count=same_here, into=into))
    return Merge(rows, tuple(diagnostics), tuple(changed), replaced, same)


def _difference(plan: Plan, row: Row, other: Row) -> dict[str, object]:
    period, unit, indicator = row.figure.key
    return {"period": period, **named(plan, unit, indicator), "new": row.said, "old": other.said}


def _contradiction(code: codes.Code, plan: Plan, row: Row, other: Row) -> Diagnostic:
    return code.at(row.figure.location, **_difference(plan, row, other), place=other.figure.location)


def faults_of_the_whole(plan: Plan, source: Source, merged: Merge) -> Iterator[Diagnostic]:
    """What is wrong with the figures only where they stand together, at the places they came from.

    A division by 0 that none of these sheets touches was there before, and does not keep them out.
    """
    reading = read_figures(plan, [source], names_rows=True)
    origins = {
        row.location.line: merged.rows[row.key].figure.location
        for row in reading.rows
        if row.key in merged.rows
    }
    last = max(filter(plan.period.covers, reading.figures.last_months()), default=plan.period.from_)
    brought = {(row.figure.unit, row.figure.indicator) for row in merged.changed}
    divided = [
        fault
        for fault in contradictions(plan, reading.figures, last)
        if any(
            indicator in (fault.params["numerator"], fault.params["denominator"])
            and fault.params["unit"] in (unit, None)
            for unit, indicator in brought
        )
    ]
    for fault in (*reading.diagnostics, *divided):
        if fault.severity is Severity.ERROR:
            yield _at_a_sheet(fault.moved(lambda place: origins.get(place.line, place)), source.path)


def _at_a_sheet(fault: Diagnostic, into: str) -> Diagnostic:
    """A fault of several figures at one that a sheet gives, rather than one that was there before."""
    others = fault.params.get("places")
    if not isinstance(others, tuple) or fault.location is None:
        return fault
    first, *rest = sorted([fault.location, *others], key=lambda place: place.path == into)
    return fault._replace(location=first, params={**fault.params, "places": tuple(rest)})


def closed_months(rows: Sequence[Row], closing: Closing) -> dict[int, list[Row]]:
    """The rows that belong to closed months, by month."""
    months = sorted({row.figure.period.last for row in rows} & closing.months)
    return {month: [row for row in rows if row.figure.period.last == month] for month in months}


class Sending(NamedTuple):
    """What a unit has sent of what it owes."""

    form: Form
    sent: int
    owed: int
    missing: tuple[str, ...]
    """The names of the indicators that are not there."""
    has_come: bool
    """Whether one of the sheets gives a figure of the unit."""
    sent_on: date | None = None
    """The day on which the last of them was sent; None where that is not known of all."""


def sendings(
    plan: Plan, known: Figures, month: int, rows: dict[FigureKey, Row], sheets: Sequence[Sheet]
) -> list[Sending]:
    """For each unit that owes figures of a month: what is among the rows."""
    result = []
    for form in forms_of(plan, known, month):
        owed = [due for due in form.dues if due.required]
        if not owed:
            continue
        missing = tuple(due.indicator.name for due in owed if due.key not in rows)
        has_come = any(
            sheet.form and sheet.form.unit == form.unit and sheet.figures.series for sheet in sheets
        )
        days = [rows[due.key].sent for due in owed if due.key in rows]
        day = max((day for day in days if day), default=None) if None not in days else None
        result.append(Sending(form, len(owed) - len(missing), len(owed), missing, has_come, day))
    return result
