"""One run: finds the plan and the figures, reads, judges, and gathers it all as a result."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from cchc_cli.judging.outcome import AsOf, FailOn, concerns, exit_code, latest_as_of
from cchc_cli.judging.verdicts import judge
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period, parse_label
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import AsOfReason, PlanSource, Result
from cchc_cli.reading.figures import FiguresReading, NameIndex, read_figures
from cchc_cli.reading.plan import PlanReading, read_plan
from cchc_cli.reading.tables import Source

DUE = "due"
FIGURE_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
PLAN_SUFFIXES = (".yaml", ".yml")


class Request(NamedTuple):
    """What a command was asked: the options that every command shares."""

    plan: str | None = None
    actuals: tuple[str, ...] = ()
    as_of: str | None = None
    unit: str | None = None
    fail_on: FailOn = FailOn.SHORTFALL
    decimal: str | None = None
    """The decimal mark of the figures: `comma` or `point`."""
    encoding: str | None = None
    """The encoding of figures that are text, where it is not UTF-8."""


class LoadedPlan(NamedTuple):
    """A plan file and what reading it gave; `reading` is None where there is no such file."""

    path: Path | None
    reading: PlanReading | None
    sha256: str
    diagnostics: tuple[Diagnostic, ...]

    @property
    def plan(self) -> Plan | None:
        """The plan, None where it could not be read."""
        return self.reading.plan if self.reading else None

    @property
    def source(self) -> PlanSource | None:
        """What a result says of the plan file."""
        if self.reading is None or self.reading.plan is None:
            return None
        path = self.reading.document.path
        return PlanSource(path, self.sha256, self.reading.target_place)


def error(code: str, location: Location | None = None, **params: object) -> Diagnostic:
    """An error that no reader found: a wrong path, a wrong option."""
    return Diagnostic(code, Severity.ERROR, location, params)


def shown_path(path: Path) -> str:
    """A path as messages name it: relative to the current folder where it lies inside it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return path.as_posix()
    return Path(relative).as_posix() if not relative.startswith("..") else path.as_posix()


def load_plan(request: Request, today: date | None = None) -> LoadedPlan:
    """Finds and reads the plan: `--plan`, `CCHC_PLAN`, else the nearest `plans/` upwards."""
    named = request.plan or os.environ.get("CCHC_PLAN")
    if named:
        path = Path(named)
        if _is_folder(path):
            return _choose_plan(path, _plans_in(path), request, today)
        return read_plan_file(path, named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        found = _plans_in(folder / "plans")
        if found:
            return _choose_plan(folder / "plans", found, request, today)
    return LoadedPlan(None, None, "", (error("P111", folder=here.as_posix()),))


def read_plan_file(path: Path, shown: str | None = None) -> LoadedPlan:
    """Reads one plan file."""
    name = shown or shown_path(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        return LoadedPlan(path, None, "", (error("P110", Location(name), why=why),))
    reading = read_plan(data, name)
    return LoadedPlan(path, reading, hashlib.sha256(data).hexdigest(), reading.diagnostics)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long
        return False


def _plans_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in PLAN_SUFFIXES and not path.name.startswith(".") and not path.is_dir()
    )


def _choose_plan(
    folder: Path, paths: Sequence[Path], request: Request, today: date | None
) -> LoadedPlan:
    if not paths:
        return LoadedPlan(None, None, "", (error("P111", folder=shown_path(folder)),))
    if len(paths) == 1:
        return read_plan_file(paths[0])
    loaded = [read_plan_file(path) for path in paths]
    broken = [diagnostic for one in loaded if one.plan is None for diagnostic in one.diagnostics]
    if broken:
        return LoadedPlan(None, None, "", in_order(broken))
    month, label = _month_wanted(request, today)
    if month is None and request.as_of == DUE:
        covering = [one for one in loaded if one.plan and today and _due_inside(one.plan, today)]
    elif month is None:
        covering = loaded
    else:
        covering = [one for one in loaded if one.plan and _covers(one.plan, month)]
    if len(covering) == 1:
        return covering[0]
    names = ", ".join(shown_path(one.path) for one in covering or loaded if one.path)
    if covering:
        return LoadedPlan(None, None, "", (error("P112", plans=names),))
    fault = error("P116", folder=shown_path(folder), as_of=label, plans=names)
    return LoadedPlan(None, None, "", (fault,))


def _covers(plan: Plan, month: int) -> bool:
    return plan.period.from_ <= month <= plan.period.to


def _due_inside(plan: Plan, today: date) -> bool:
    due = plan.calendar.latest_due(today)
    return due is not None and today <= plan.calendar.due_day(plan.period.to)


def _month_wanted(request: Request, today: date | None) -> tuple[int | None, str]:
    """The as-of that was asked for, else the latest label among the figures that were named."""
    if request.as_of and request.as_of != DUE:
        period = parse_label(request.as_of)
        return (period.last if period else None), request.as_of
    if request.as_of == DUE:
        return None, DUE
    latest: Period | None = None
    for source in actual_sources(request.actuals, None)[0]:
        period = _latest_label(source, request.encoding)
        if period and (latest is None or period.last > latest.last):
            latest = period
    return (latest.last, latest.label) if latest else (None, "")


def _latest_label(source: Source, encoding: str | None) -> Period | None:
    from cchc_cli.reading.figures import latest_label

    return latest_label(source, encoding)


def actual_sources(
    named: Sequence[str], plan: LoadedPlan | None
) -> tuple[list[Source], list[Diagnostic]]:
    """The files of figures: those named, else where the plan says they are."""
    faults: list[Diagnostic] = []
    if not named and plan is not None and plan.plan is not None:
        if plan.plan.actuals is None or plan.path is None:
            return [], [error("V307")]
        named = [shown_path(plan.path.parent / plan.plan.actuals)]
    sources: list[Source] = []
    for name in named:
        if name == "-":
            sources.append(_stdin_source())
            continue
        path = Path(name)
        if not _is_folder(path):
            sources += [_file_source(one, shown) for one, shown in _matching(path, name)]
            continue
        try:
            inside = [one for one in sorted(path.iterdir()) if _is_figures(one)]
        except OSError as problem:
            why = problem.strerror or type(problem).__name__
            faults.append(error("A101", Location(name), why=why))
            continue
        if not inside:
            faults.append(error("A102", Location(name)))
        sources += [_file_source(one, shown_path(one)) for one in inside]
    return sources, faults


def _matching(path: Path, name: str) -> list[tuple[Path, str]]:
    """The files that a pattern (`*.xlsx`) matches, for shells that leave it as it is; else the name."""
    if not any(char in name for char in "*?[") or _is_there(path):
        return [(path, name)]
    from glob import glob

    found = (Path(one) for one in sorted(glob(name, recursive=True)))  # noqa: PTH207 - as it was typed
    return [(one, one.as_posix()) for one in found if _is_figures(one)] or [(path, name)]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _evidence_exists(figures: str, path: str) -> bool:
    """Whether the file that stands as evidence is there, seen from the file of figures."""
    folder = Path() if figures == "-" else Path(figures).parent
    return _is_there(folder / path)


def _is_figures(path: Path) -> bool:
    name = path.name.lower()
    return (
        path.is_file()
        and path.suffix.lower() in FIGURE_SUFFIXES
        and not name.endswith(".closed.csv")
        and not name.startswith(("~$", "."))
    )


def _file_source(path: Path, shown: str) -> Source:
    def open_file() -> BinaryIO:
        if path.is_fifo():
            return BytesIO(_piped(path))
        return path.open("rb")

    return Source(Path(shown).as_posix(), open_file)


@lru_cache
def _piped(path: Path) -> bytes:
    """What a pipe gave; it gives it only once, and a file of figures is read several times."""
    return path.read_bytes()


def _stdin_source() -> Source:
    return Source("-", lambda: BytesIO(_standard_input(sys.stdin)))


@lru_cache(maxsize=1)
def _standard_input(stream: TextIO | None) -> bytes:
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return stream.buffer.read()


def run(request: Request, today: date | None = None) -> Result:
    """Reads and judges; faults are in the result, and its exit code is that of `check`."""
    loaded = load_plan(request, today)
    result = Result(plan=loaded.plan, source=loaded.source, diagnostics=in_order(loaded.diagnostics))
    if loaded.plan is None:
        return result
    sources, faults = actual_sources(request.actuals, loaded)
    reading = read_figures(loaded.plan, sources, request.decimal, request.encoding, _evidence_exists)
    result = replace(
        result,
        actuals=reading.figures.sources,
        figures=reading.figures,
        diagnostics=in_order([*result.diagnostics, *faults, *reading.diagnostics]),
    )
    if not sources:
        return result
    unit, faults = _unit(request, loaded.plan)
    as_of, reason = _as_of(request, loaded.plan, reading, today)
    result = replace(
        result,
        as_of=as_of.month,
        as_of_reason=reason,
        unit=unit,
        diagnostics=in_order([*result.diagnostics, *as_of.diagnostics, *faults]),
    )
    if as_of.month is None or _has_errors(result.diagnostics):
        return result
    return _judged(result, loaded.plan, reading.figures, as_of.month, request.fail_on)


def _judged(result: Result, plan: Plan, figures: Figures, as_of: int, fail_on: FailOn) -> Result:
    judgement = judge(plan, figures, as_of)
    found = [_placed(diagnostic, result) for diagnostic in judgement.diagnostics]
    diagnostics = in_order([*result.diagnostics, *found])
    if not judgement.verdicts:
        return _failed(result, [error("V102")])
    if _has_errors(diagnostics):
        return replace(result, diagnostics=diagnostics)
    verdicts = judgement.verdicts
    if result.unit is not None:
        verdicts = tuple(verdict for verdict in verdicts if concerns(verdict, result.unit))
    return replace(
        result,
        verdicts=verdicts,
        units=judgement.units,
        diagnostics=diagnostics,
        exit_code=exit_code(verdicts, diagnostics, fail_on),
    )


def _failed(result: Result, faults: Iterable[Diagnostic]) -> Result:
    return replace(result, diagnostics=in_order([*result.diagnostics, *faults]))


def _has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def _placed(diagnostic: Diagnostic, result: Result) -> Diagnostic:
    """A remark about a target's waiver, with the place of the target."""
    target = diagnostic.params.get("target")
    if diagnostic.location is None and isinstance(target, str) and result.source is not None:
        return replace(diagnostic, location=result.source.target_place(target))
    return diagnostic


def _unit(request: Request, plan: Plan) -> tuple[str | None, list[Diagnostic]]:
    if request.unit is None:
        return None, []
    index = NameIndex.of_units(plan)
    found = index.find(request.unit)
    if found is None:
        return None, [error("V301", found=request.unit, near=index.near(request.unit))]
    return found, []


def _as_of(
    request: Request, plan: Plan, reading: FiguresReading, today: date | None
) -> tuple[AsOf, AsOfReason]:
    if request.as_of is None:
        if _has_errors(reading.diagnostics) and not reading.figures.series:
            return AsOf(None), AsOfReason.LATEST
        return latest_as_of(reading.figures), AsOfReason.LATEST
    if request.as_of == DUE:
        month = plan.calendar.latest_due(today or date.today())
        faults = () if month is not None else (error("V303"),)
        return AsOf(month, faults), AsOfReason.DUE
    return _asked_month(request.as_of, plan), AsOfReason.ASKED


def _asked_month(text: str, plan: Plan) -> AsOf:
    period = parse_label(text)
    if period is None or not _covers(plan, period.last):
        span = plan.life(None)
        first, last = Period(span.first, span.first), Period(span.last, span.last)
        return AsOf(None, (error("V302", found=text, first=first, last=last),))
    return AsOf(period.last)
