"""Finds the plan: the one named, else that in the nearest `plans/` which the figures are of."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.find_figures import FoundFigures, find_figures
from cchc_cli.cli.paths import file_near, is_folder, is_plan, plans_in, shown_path
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, Term, in_order, reason_of
from cchc_cli.model.period import Period, month_label, parse_label
from cchc_cli.model.plan import Plan, Span
from cchc_cli.model.request import DUE, Request
from cchc_cli.reading.plan_file.read import PlanReading, read_plan
from cchc_cli.reading.table.source import Source


class LoadedPlan(NamedTuple):
    """A plan file and what reading it gave; `reading` is None where there is no such file."""

    path: Path | None
    reading: PlanReading | None
    diagnostics: tuple[Diagnostic, ...]
    passed_over: tuple[Diagnostic, ...] = ()
    """Of the diagnostics those that name the broken plans beside it."""

    @property
    def plan(self) -> Plan | None:
        """The plan, None where it could not be read."""
        return self.reading.plan if self.reading else None

    @property
    def language(self) -> str | None:
        """The language that the file names."""
        return self.reading.language if self.reading else None

    @property
    def period(self) -> Span | None:
        """The months of the plan, also of a broken one; None where they are not certain."""
        return self.reading.period if self.reading else None

    @property
    def figures_place(self) -> Path | None:
        """Where the plan says that its figures are."""
        if self.plan is None or self.plan.actuals is None or self.path is None:
            return None
        return self.path.parent / self.plan.actuals

    def template(self, kind: str) -> str | None:
        """The template that the plan names for a `report` or a `notice`."""
        named: str | None = None if self.plan is None else getattr(self.plan.templates, kind)
        if named is None or self.reading is None:
            return None
        return (Path(self.reading.document.path).parent / named).as_posix()


def load_plan(request: Request, today: date | None = None) -> LoadedPlan:
    """Finds and reads the plan: `--plan`, `CCHC_PLAN`, else the nearest `plans/` upwards."""
    named = request.plan or os.environ.get("CCHC_PLAN")
    if named and not is_folder(Path(named)):
        return read_plan_file(Path(named), named)
    folder, paths = _nearest_plans(named)
    if not paths:
        return _no_plan([codes.P111.at(folder=shown_path(folder) if named else folder.as_posix())])
    if len(paths) == 1:
        return read_plan_file(paths[0])
    return _choose_plan(folder, [read_plan_file(path) for path in paths], request, today)


def plans_at_hand(named: str | None) -> list[LoadedPlan]:
    """Every plan where `load_plan` looks for one; a single one that names what is wrong if none is."""
    _, paths = _nearest_plans(named or os.environ.get("CCHC_PLAN"))
    return [read_plan_file(path) for path in paths] or [load_plan(Request(plan=named))]


def _nearest_plans(named: str | None) -> tuple[Path, list[Path]]:
    """The folder that is named, else the nearest `plans/` upwards that holds any, and its plans."""
    here = Path.cwd()
    folders = [Path(named)] if named else [folder / "plans" for folder in (here, *here.parents)]
    candidates = ((folder, plans_in(folder)) for folder in folders)
    return next(((folder, paths) for folder, paths in candidates if paths), (Path(named or here), []))


def read_plan_file(path: Path, shown: str | None = None) -> LoadedPlan:
    """Reads one plan file."""
    name = shown or shown_path(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        near = file_near(path, name, is_plan)
        fault = codes.P110.at(Location(name), why=reason_of(problem), near=near)
        return LoadedPlan(path, None, (fault,))
    reading = read_plan(data, name)._replace(sha256=hashlib.sha256(data).hexdigest())
    return LoadedPlan(path, reading, reading.diagnostics)


def figures_of(loaded: LoadedPlan, named: Sequence[str] = ()) -> FoundFigures:
    """The files of figures that are named, else those where a plan says they are."""
    if named:
        return find_figures(named)
    if loaded.plan is None:
        return FoundFigures([], [])
    place = loaded.figures_place
    return find_figures([shown_path(place)]) if place else FoundFigures([], [codes.V307.at()])


def _choose_plan(
    folder: Path, loaded: Sequence[LoadedPlan], request: Request, today: date | None
) -> LoadedPlan:
    """Of several plans in a folder the one that is of the month asked for."""
    broken = [plan for plan in loaded if plan.plan is None]
    faults = [fault for plan in broken for fault in plan.diagnostics]
    wanted = _wanted(request, loaded, today or date.today())
    month = wanted.month
    if month is None:
        faults += _why_no_month(request, loaded)
        return _no_plan(faults or [_undecided(loaded)])
    if any(_may_be_meant(plan, month, wanted) for plan in broken):
        return _no_plan(faults)
    passed_over = tuple(_passed_over(plan, month) for plan in broken)
    covering = [plan for plan in loaded if plan.plan and plan.plan.period.covers(month)]
    if len(covering) == 1:
        (chosen,) = covering
        diagnostics = in_order([*chosen.diagnostics, *passed_over])
        return chosen._replace(diagnostics=diagnostics, passed_over=passed_over)
    if covering:
        return _no_plan([_undecided(covering, month), *passed_over])
    plans = _with_months(loaded)
    fault = codes.P116.at(folder=shown_path(folder), as_of=wanted.label, plans=plans)
    return _no_plan([fault, *passed_over])


def _no_plan(faults: Iterable[Diagnostic]) -> LoadedPlan:
    return LoadedPlan(None, None, in_order(faults))


class _Wanted(NamedTuple):
    """The month by which a plan is chosen."""

    month: int | None
    label: str = ""
    """As messages call it."""
    is_latest: bool = False
    """Whether it is the latest of what the sound plans know, so that a broken one may know a later."""


def _wanted(request: Request, loaded: Sequence[LoadedPlan], today: date) -> _Wanted:
    """The as-of that was asked for, else the latest label among the figures."""
    if request.as_of == DUE:
        spans = (plan.period for plan in loaded if plan.period)
        due = (span.calendar.latest_due(today) for span in spans)
        return _Wanted(max(filter(None, due), default=None), DUE, is_latest=True)
    if request.as_of:
        period = parse_label(request.as_of)
        return _Wanted(period.last if period else None, request.as_of)
    if request.actuals:
        latest = _latest_of(find_figures(request.actuals).sources, loaded, request.encoding)
        return _Wanted(latest.last, latest.label) if latest else _Wanted(None)
    return _wanted_by_own_figures(loaded, request.encoding)


def _wanted_by_own_figures(loaded: Sequence[LoadedPlan], encoding: str | None) -> _Wanted:
    """The latest label among the figures that the plans name themselves.

    Each plan's own figures speak for the plan alone. Nothing is known where those of a plan that may
    hold a later month cannot be told.
    """
    labels: list[Period] = []
    untold: list[Span] = []
    for plan in loaded:
        if plan.plan is None:
            continue
        span = plan.plan.period
        sources, faults, _ = figures_of(plan)
        latest = _latest_of(sources, [plan], encoding)
        if latest is not None and span.covers(latest.last):
            labels.append(latest)
        # An empty folder is where a year begins; a shared one may hold the figures of years before.
        elif [fault.code for fault in faults] != [codes.A102.name] and (
            latest is None or latest.last > span.to
        ):
            untold.append(span)
    last = _latest(labels)
    if last is None or any(span.to >= last.last for span in untold):
        return _Wanted(None)
    return _Wanted(last.last, last.label, is_latest=True)


def _latest(labels: Iterable[Period]) -> Period | None:
    return max(labels, key=lambda period: period.last, default=None)


def _latest_of(
    sources: Iterable[Source], loaded: Sequence[LoadedPlan], encoding: str | None
) -> Period | None:
    """The label that ends last in files of figures of one of the plans."""
    from cchc_cli.reading.figures.first_look import latest_label

    own = (plan.plan.encoding for plan in loaded if plan.plan is not None)
    encoding = encoding or next(own, None)
    calendars = [plan.period.calendar for plan in loaded if plan.period is not None]
    labels = (latest_label(source, encoding, calendars) for source in sources)
    return _latest(label for label in labels if label)


def _may_be_meant(broken: LoadedPlan, month: int, wanted: _Wanted) -> bool:
    """Whether a plan with faults may be the one to choose for a month.

    Where its own months are not certain, only the years in its file's name can say that it is not.
    """
    if broken.period is not None:
        is_later = wanted.is_latest and wanted.label != DUE and broken.period.from_ > month
        return broken.period.covers(month) or is_later
    years = _years_named(broken.path)
    if not years:
        return True
    return min(years) <= month // 12 <= max(years) or (wanted.is_latest and max(years) > month // 12)


def _years_named(path: Path | None) -> list[int]:
    stem = path.stem if path else ""
    return [int(year) for year in re.findall(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])", stem)]


def _passed_over(broken: LoadedPlan, month: int) -> Diagnostic:
    assert broken.path is not None
    path = shown_path(broken.path)
    return codes.P118.at(
        Location(path),
        plan=path,
        errors=sum(fault.severity is Severity.ERROR for fault in broken.diagnostics),
        as_of=Period.of_month(month),
        why=Term("why", "other_year" if broken.period is None else "other_months"),
    )


def _undecided(loaded: Sequence[LoadedPlan], month: int | None = None) -> Diagnostic:
    """That several plans are left to choose from, and what to type for one of them."""
    last = max(loaded, key=lambda plan: plan.period.to if plan.period else 0)
    options = []
    if month is None and last.period is not None:
        end = last.period.to
        if sum(plan.period is not None and plan.period.covers(end) for plan in loaded) == 1:
            options.append(f"`--as-of {month_label(end)}`")
    if last.path is not None:
        options.append(f"`--plan {shown_path(last.path)}`")
    return codes.P112.at(plans=_with_months(loaded), options=", ".join(options))


def _with_months(loaded: Iterable[LoadedPlan]) -> str:
    """Plans as messages list them: each path with the months of the plan."""
    return ", ".join(
        f"{shown_path(plan.path)} ({month_label(plan.period.from_)} – {month_label(plan.period.to)})"
        for plan in loaded
        if plan.path is not None and plan.period is not None
    )


def _why_no_month(request: Request, loaded: Sequence[LoadedPlan]) -> list[Diagnostic]:
    """What is wrong with the as-of, or with the figures that would have shown it."""
    from cchc_cli.reading.figures.first_look import opening_faults
    from cchc_cli.run.periods import no_such_month

    spans = [plan.period for plan in loaded if plan.period is not None]
    if request.as_of == DUE:
        return [codes.V303.at()] if len(spans) == len(loaded) else []
    if request.as_of:
        if not spans:
            return []
        span = Period(min(span.from_ for span in spans), max(span.to for span in spans))
        calendar = next((plan.plan.calendar for plan in loaded if plan.plan), None)
        return [no_such_month(request.as_of, span, calendar)]
    found = find_figures(request.actuals)
    opening = (opening_faults(source, request.encoding) for source in found.sources)
    return [*found.faults, *(fault for faults in opening for fault in faults)]
