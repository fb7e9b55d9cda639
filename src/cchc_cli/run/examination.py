"""What `validate` and `collect` make of a sheet that a unit sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cchc_cli.judging.dues import forms_of, sheet_dues
from cchc_cli.judging.remarks import high_numerators
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, has_errors, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.form import Due, Form
from cchc_cli.model.kind import Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.reading.figures.course import far_from_earlier
from cchc_cli.reading.figures.whole import Exists
from cchc_cli.reading.table.source import Source
from cchc_cli.run.sheet import SheetReading, read_sheet, without_remarks_on


class Sheet(NamedTuple):
    """A sheet held against what its unit owes."""

    reading: SheetReading
    form: Form | None
    """What it answers; None where its unit or month cannot be told."""
    month: int | None
    missing: tuple[Due, ...]
    """Required figures that it does not give."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Whether anything in it is wrong."""
        return has_errors(self.diagnostics)


def examine(
    plan: Plan,
    source: Source,
    known: Figures,
    wanted: int | None = None,
    request: Request = Request(),  # noqa: B008 - it is immutable
    exists: Exists | None = None,
) -> Sheet:
    """Reads a sheet by itself and holds it against what its unit owes in its month.

    Without `wanted` its month is that of most of its rows. Rows that are only offered may stay
    empty; `known` are the figures at hand, by which milestones are done already. `exists` is asked
    about the files that stand as evidence.
    """
    reading = read_sheet(plan, source, request.decimal, request.encoding, exists)
    reading = reading.with_remarks(far_from_earlier(plan, reading.figures, known))
    reading = reading.with_remarks(high_numerators(plan, reading.figures))
    place = Location(source.path)
    if not reading.rows:
        faults = [] if reading.has_errors else [codes.V214.at(place)]
        diagnostics = in_order([*reading.diagnostics, *faults])
        return Sheet(reading, None, None, (), diagnostics)
    counts = dict.fromkeys(reading.months, 0)
    for row in reading.rows:
        counts[row.period.last] += 1
    month = max(counts, key=lambda one: (counts[one], one))
    faults = []
    if wanted is not None and wanted not in counts:
        found = Period.of_month(month)
        faults.append(codes.V213.at(place, found=found, wanted=Period.of_month(wanted)))
    elif wanted is not None:
        month = wanted
    faults += [
        codes.V212.at(row.location, month=Period.of_month(month), other=row.period)
        for row in reading.rows
        if row.period.last != month
    ]
    units = reading.units
    if len(units) > 1:
        faults.append(codes.V211.at(place, units=units))
    form = sheet_dues(forms_of(plan, known, month), units)
    if form is None:
        return Sheet(reading, None, month, (), in_order([*reading.diagnostics, *faults]))
    return _held_against(form, reading, month, faults)


def _held_against(form: Form, reading: SheetReading, month: int, faults: Sequence[Diagnostic]) -> Sheet:
    dues = {due.key: due for due in form.dues}
    optional = {
        row.location.line for row in reading.rows if row.blank and not _is_required(dues, row.key)
    }
    reading = without_remarks_on(reading, optional)
    given = {(one.period, one.unit, one.indicator) for one in reading.figures}
    missing = tuple(
        due
        for due in form.dues
        if due.required and due.key not in given and not _given_by_month(due, reading.figures)
    )
    plan = form.plan
    odd = [
        codes.V229.at(row.location, **plan.named(form.unit, row.indicator), period=row.period)
        for row in reading.rows
        if not row.blank
        and row.key not in dues
        and row.indicator not in plan.summed
        and row.period.last == month
        and plan.indicator_by_id[row.indicator].kind is not Kind.MILESTONE
    ]
    diagnostics = in_order([*reading.diagnostics, *faults, *odd])
    return Sheet(reading, form, month, missing, diagnostics)


def _is_required(dues: dict[tuple[Period, str | None, str], Due], key: object) -> bool:
    return any(due.required for known, due in dues.items() if known == key)


def _given_by_month(due: Due, figures: Figures) -> bool:
    """Whether a level's figure stands under the last month of its period."""
    last = Period.of_month(due.period.last)
    return due.indicator.kind is Kind.LEVEL and last in figures.of(due.unit, due.indicator.id)


def missing_faults(sheet: Sheet) -> list[Diagnostic]:
    """An error for each figure that is missing, at its cell where the sheet has one."""
    cells = {row.key: row.location for row in sheet.reading.rows}
    # Whoever fills in a form sees the names; its ids are hidden.
    names = {unit.id: unit.name for unit in sheet.form.plan.units} if sheet.form else {}
    place = Location(sheet.reading.source.path)
    return [
        codes.V210.at(
            cells.get(due.key, place),
            indicator=due.indicator.name,
            period=due.period,
            unit=names.get(due.unit or ""),
        )
        for due in sheet.missing
        if not _is_wrong(sheet, cells.get(due.key))
    ]


def _is_wrong(sheet: Sheet, place: Location | None) -> bool:
    """Whether what stands in a cell was refused already: it is wrong, not missing."""
    return place is not None and any(
        one.location is not None and one.severity is Severity.ERROR and one.location.line == place.line
        for one in sheet.diagnostics
    )
