"""What `validate` and `collect` make of a sheet that a unit sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cchc_cli.judging.dues import forms_of, sheet_dues
from cchc_cli.judging.remarks import high_numerators
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, has_errors, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.form import Due, Form
from cchc_cli.model.kind import Kind
from cchc_cli.model.naming import in_names, named
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.reading.figures.course import far_from_earlier
from cchc_cli.reading.figures.read import DAYS_OF_SENDING, NamedRow, read_figures
from cchc_cli.reading.figures.whole import Exists
from cchc_cli.reading.table.source import Source

SHOWN = ("mục tiêu", "đã báo cáo", "target", "reported so far")
"""The columns of a form as CSV that its unit reads and nobody reads back."""


class Sheet(NamedTuple):
    """A sheet held against what its unit owes."""

    source: Source
    figures: Figures
    rows: tuple[NamedRow, ...]
    """Those that name a figure, whether they give one or not."""
    diagnostics: tuple[Diagnostic, ...]
    month: int | None = None
    """None where nothing in it names a period."""
    form: Form | None = None
    """What it answers; None where its unit or month cannot be told."""
    missing: tuple[Due, ...] = ()
    """Required figures that it does not give."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units that its rows name, in order of appearance."""
        return tuple(dict.fromkeys(row.unit for row in self.rows if row.unit is not None))

    def with_more(self, *diagnostics: Diagnostic) -> Sheet:
        """The same sheet with more to say of it."""
        return self._replace(diagnostics=in_order([*self.diagnostics, *diagnostics]))


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
    sheet = _read(plan, source, known, request, exists)
    place = Location(source.path)
    if not sheet.rows:
        return sheet if has_errors(sheet.diagnostics) else sheet.with_more(codes.V214.at(place))
    counts = Counter(row.period.last for row in sheet.rows)
    month = max(counts, key=lambda month: (counts[month], month))
    faults = []
    if wanted is not None and wanted not in counts:
        found = Period.of_month(month)
        faults.append(codes.V213.at(place, found=found, wanted=Period.of_month(wanted)))
    elif wanted is not None:
        month = wanted
    faults += [
        codes.V212.at(row.location, month=Period.of_month(month), other=row.period)
        for row in sheet.rows
        if row.period.last != month
    ]
    if len(sheet.units) > 1:
        faults.append(codes.V211.at(place, units=sheet.units))
    form = sheet_dues(forms_of(plan, known, month), sheet.units)
    sheet = sheet.with_more(*faults)._replace(month=month, form=form)
    return sheet if form is None else _held_against(form, sheet, month)


def _read(plan: Plan, source: Source, known: Figures, request: Request, exists: Exists | None) -> Sheet:
    """Reads a sheet as any file of figures is read."""
    reading = read_figures(plan, [source], request.decimal, request.encoding, exists, names_rows=True)
    # A form made for people has a title above its table and columns that nobody reads back.
    # Whoever fills in a sheet can still say the day; the figures of a year are not held up by it.
    kept = [
        fault._replace(severity=Severity.ERROR) if fault.code in DAYS_OF_SENDING else fault
        for fault in reading.diagnostics
        if not _is_layout(fault, source.path in reading.forms)
    ]
    kept += far_from_earlier(plan, reading.figures, known)
    kept += high_numerators(plan, reading.figures)
    named = in_order(in_names(plan, fault) for fault in kept)
    return Sheet(source, reading.figures, reading.rows, named)


def _is_layout(diagnostic: Diagnostic, is_form: bool) -> bool:
    """Whether it speaks of what stands around the table of a workbook or a form, in any format."""
    place = diagnostic.location
    if diagnostic.code == codes.A107.name and diagnostic.params.get("found") in SHOWN:
        return True
    is_workbook = place is not None and place.sheet is not None
    return diagnostic.code in (codes.A107.name, codes.A320.name) and (is_workbook or is_form)


def _held_against(form: Form, sheet: Sheet, month: int) -> Sheet:
    dues = {due.key: due for due in form.dues}
    offered = {
        row.location.line
        for row in sheet.rows
        if row.blank and not (row.key in dues and dues[row.key].required)
    }
    given = {figure.key for figure in sheet.figures}
    missing = tuple(
        due
        for due in form.dues
        if due.required and due.key not in given and not _given_by_month(due, sheet.figures)
    )
    plan = form.plan
    odd = [
        codes.V229.at(row.location, **named(plan, form.unit, row.indicator), period=row.period)
        for row in sheet.rows
        if not row.blank
        and row.key not in dues
        and row.indicator not in plan.summed
        and row.period.last == month
        and plan.indicator_by_id[row.indicator].kind is not Kind.MILESTONE
    ]
    diagnostics = tuple(
        remark
        for remark in sheet.diagnostics
        if not (_is_of_a_blank(remark) and remark.location and remark.location.line in offered)
    )
    return sheet._replace(missing=missing, diagnostics=diagnostics).with_more(*odd)


def _is_of_a_blank(diagnostic: Diagnostic) -> bool:
    return diagnostic.code == codes.A301.name


def _given_by_month(due: Due, figures: Figures) -> bool:
    """Whether a level's figure stands under the last month of its period."""
    last = Period.of_month(due.period.last)
    return due.indicator.kind is Kind.LEVEL and last in figures.of(due.unit, due.indicator.id)


def without_blanks(sheet: Sheet) -> tuple[Diagnostic, ...]:
    """What is to be said of a sheet; of one in which nothing was written, not each empty cell."""
    if sheet.figures.series:
        return sheet.diagnostics
    return tuple(remark for remark in sheet.diagnostics if not _is_of_a_blank(remark))


def with_missing(sheet: Sheet) -> Sheet:
    """The sheet with an error, in place of a remark, for each figure that is missing in it."""
    missing = [*_missing_faults(sheet)]
    cells = {fault.location for fault in missing}
    remarks = tuple(
        remark
        for remark in sheet.diagnostics
        if not (_is_of_a_blank(remark) and remark.location in cells)
    )
    return sheet._replace(diagnostics=remarks).with_more(*missing)


def _missing_faults(sheet: Sheet) -> Iterator[Diagnostic]:
    """An error for each figure that is missing, at its cell where the sheet has one."""
    cells = {row.key: row.location for row in sheet.rows}
    # What stands in a cell and was refused already is wrong, not missing.
    wrong = {
        fault.location.line
        for fault in sheet.diagnostics
        if fault.location is not None and fault.severity is Severity.ERROR
    }
    # Whoever fills in a form sees the names; its ids are hidden.
    names = {unit.id: unit.name for unit in sheet.form.plan.units} if sheet.form else {}
    for due in sheet.missing:
        cell = cells.get(due.key)
        if cell is None or cell.line not in wrong:
            yield codes.V210.at(
                cell or Location(sheet.source.path),
                indicator=due.indicator.name,
                period=due.period,
                unit=names.get(due.unit or ""),
            )
