"""One run: finds the plan and the figures, reads, judges, and gathers it all as a result."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from cchc_cli.judging.restatement import findings, restatements
from cchc_cli.judging.verdicts import judge
from cchc_cli.model.closing import Closing
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, in_order, reason_of
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Calendar, Period, month_label, parse_label
from cchc_cli.model.plan import Plan, Span
from cchc_cli.model.progress import UNSEEN, Progress
from cchc_cli.model.verdict import AsOfReason, Baseline, PlanSource, Result
from cchc_cli.reading.cells.names import NameIndex, closest
from cchc_cli.reading.closed import read_closed
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.plan_file.read import PlanReading, read_plan
from cchc_cli.reading.table.source import Source
from cchc_cli.run.baseline import compare
from cchc_cli.run.outcome import AsOf, FailOn, concerns, exit_code, latest_as_of

DUE = "due"
FIGURE_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
CLOSED_SUFFIX = ".closed.csv"
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
    baseline: str | None = None
    """An earlier result of `check --format json`."""


class LoadedPlan(NamedTuple):
    """A plan file and what reading it gave; `reading` is None where there is no such file."""

    path: Path | None
    reading: PlanReading | None
    sha256: str
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
            return _choose_plan(path, plans_in(path), request, today)
        return read_plan_file(path, named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        found = plans_in(folder / "plans")
        if found:
            return _choose_plan(folder / "plans", found, request, today)
    return LoadedPlan(None, None, "", (error("P111", folder=here.as_posix()),))


def plans_at_hand(named: str | None) -> list[LoadedPlan]:
    """Every plan where `load_plan` looks for one; a single one that names what is wrong if none is."""
    asked = named or os.environ.get("CCHC_PLAN")
    here = Path.cwd()
    folders = [Path(asked)] if asked else [folder / "plans" for folder in (here, *here.parents)]
    for folder in folders:
        found = plans_in(folder)
        if found:
            return [read_plan_file(path) for path in found]
    return [load_plan(Request(plan=named))]


def read_plan_file(path: Path, shown: str | None = None) -> LoadedPlan:
    """Reads one plan file."""
    name = shown or shown_path(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        near = _file_near(path, name, _is_plan)
        fault = error("P110", Location(name), why=reason_of(problem), near=near)
        return LoadedPlan(path, None, "", (fault,))
    reading = read_plan(data, name)
    return LoadedPlan(path, reading, hashlib.sha256(data).hexdigest(), reading.diagnostics)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long
        return False


def plans_in(folder: Path) -> list[Path]:
    """The plan files of a folder, in order."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _is_plan(path))


def _is_plan(path: Path) -> bool:
    return path.suffix in PLAN_SUFFIXES and not path.name.startswith(".") and not path.is_dir()


def _choose_plan(
    folder: Path, paths: Sequence[Path], request: Request, today: date | None
) -> LoadedPlan:
    if not paths:
        return LoadedPlan(None, None, "", (error("P111", folder=shown_path(folder)),))
    if len(paths) == 1:
        return read_plan_file(paths[0])
    loaded = [read_plan_file(path) for path in paths]
    broken = [one for one in loaded if one.plan is None]
    faults = [diagnostic for one in broken for diagnostic in one.diagnostics]
    wanted = _wanted(request, loaded, today or date.today())
    if wanted.month is None:
        faults += _why_no_month(request, loaded)
        return _none_chosen(faults or [_undecided(loaded)])
    month = wanted.month
    if any(_may_be_meant(one, month, wanted) for one in broken):
        return _none_chosen(faults)
    passed_over = tuple(_passed_over(one, month) for one in broken)
    covering = [one for one in loaded if one.plan and one.plan.period.covers(month)]
    if len(covering) == 1:
        (chosen,) = covering
        diagnostics = in_order([*chosen.diagnostics, *passed_over])
        return chosen._replace(diagnostics=diagnostics, passed_over=passed_over)
    if covering:
        return _none_chosen([_undecided(covering, month), *passed_over])
    plans = _with_months(loaded)
    fault = error("P116", folder=shown_path(folder), as_of=wanted.label, plans=plans)
    return _none_chosen([fault, *passed_over])


def _none_chosen(faults: Iterable[Diagnostic]) -> LoadedPlan:
    return LoadedPlan(None, None, "", in_order(faults))


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
        due = [one.period.calendar.latest_due(today) for one in loaded if one.period]
        latest_due = max((month for month in due if month is not None), default=None)
        return _Wanted(latest_due, DUE, is_latest=True)
    if request.as_of:
        period = parse_label(request.as_of)
        return _Wanted(period.last if period else None, request.as_of)
    if request.actuals:
        latest = _latest_of(actual_sources(request.actuals, None)[0], loaded, request.encoding)
        return _Wanted(latest.last, latest.label) if latest else _Wanted(None)
    return _wanted_by_own_figures(loaded, request.encoding)


def _wanted_by_own_figures(loaded: Sequence[LoadedPlan], encoding: str | None) -> _Wanted:
    """The latest label among the figures that the plans name themselves.

    Each plan's own figures speak for the plan alone. Nothing is known where those of a plan that may
    hold a later month can not be told.
    """
    found: list[Period] = []
    untold: list[Span] = []
    for one in loaded:
        if one.plan is None:
            continue
        sources, faults = actual_sources((), one)
        latest = _latest_of(sources, [one], encoding)
        if latest is not None and one.plan.period.covers(latest.last):
            found.append(latest)
        # An empty folder is where a year begins; a shared one may hold the figures of years before.
        elif [fault.code for fault in faults] != ["A102"] and (
            latest is None or latest.last > one.plan.period.to
        ):
            untold.append(one.plan.period)
    last = max(found, key=lambda period: period.last, default=None)
    if last is None or any(span.to >= last.last for span in untold):
        return _Wanted(None)
    return _Wanted(last.last, last.label, is_latest=True)


def _latest_of(
    sources: Iterable[Source], loaded: Iterable[LoadedPlan], encoding: str | None
) -> Period | None:
    """The label that ends last in files of figures of one of the plans."""
    from cchc_cli.reading.figures.read import latest_label

    calendars = [one.period.calendar for one in loaded if one.period is not None]
    labels = (latest_label(source, encoding, calendars) for source in sources)
    return max((one for one in labels if one), key=lambda period: period.last, default=None)


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
    shown = shown_path(broken.path)
    params = {
        "plan": shown,
        "errors": sum(one.severity is Severity.ERROR for one in broken.diagnostics),
        "as_of": Period.of_month(month),
        "why": "other_year" if broken.period is None else "other_months",
    }
    return Diagnostic("P118", Severity.WARNING, Location(shown), params)


def _undecided(loaded: Sequence[LoadedPlan], month: int | None = None) -> Diagnostic:
    """That several plans are left to choose from, and what to type for one of them."""
    last = max(loaded, key=lambda one: one.period.to if one.period else 0)
    options = []
    if month is None and last.period is not None:
        end = last.period.to
        if sum(one.period is not None and one.period.covers(end) for one in loaded) == 1:
            options.append(f"`--as-of {month_label(end)}`")
    if last.path is not None:
        options.append(f"`--plan {shown_path(last.path)}`")
    return error("P112", plans=_with_months(loaded), options=", ".join(options))


def _with_months(loaded: Iterable[LoadedPlan]) -> str:
    """Plans as messages list them: each path with the months of the plan."""
    return ", ".join(
        f"{shown_path(one.path)} ({month_label(one.period.from_)} – {month_label(one.period.to)})"
        for one in loaded
        if one.path is not None and one.period is not None
    )


def _why_no_month(request: Request, loaded: Sequence[LoadedPlan]) -> list[Diagnostic]:
    """What is wrong with the as-of, or with the figures that would have shown it."""
    from cchc_cli.reading.figures.read import opening_faults

    spans = [one.period for one in loaded if one.period is not None]
    if request.as_of == DUE:
        return [error("V303")] if len(spans) == len(loaded) else []
    if request.as_of:
        span = Period(min(one.from_ for one in spans), max(one.to for one in spans)) if spans else None
        calendar = next((one.plan.calendar for one in loaded if one.plan), None)
        return [_no_such_month(request.as_of, span, calendar)] if span else []
    sources, faults = actual_sources(request.actuals, None)
    for source in sources:
        faults += opening_faults(source, request.encoding)
    return faults


def _no_such_month(text: str, span: Period, calendar: Calendar | None) -> Diagnostic:
    first, last = Period.of_month(span.first), Period.of_month(span.last)
    near = None
    if calendar is not None:
        from cchc_cli.cli.periods import period_near

        near = period_near(text, calendar._replace(first=span.first, last=span.last))
    return error("V302", found=text, first=first, last=last, near=near)


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
    # A shell's `*.csv` names the closed figures too.
    for name in [one for one in named if not one.lower().endswith(CLOSED_SUFFIX)] or named:
        if name == "-":
            sources.append(_stdin_source())
            continue
        path = Path(name)
        if path.suffix.lower() in PLAN_SUFFIXES:
            faults.append(error("V325", Location(name), path=name))
            continue
        if not _is_folder(path):
            found = _matching(path, name)
            sources += [file_source(one, shown) for one, shown in found]
            if not found:
                faults.append(_missing_file(path, name))
            continue
        try:
            inside = _figures_in(path)
        except OSError as problem:
            why = reason_of(problem)
            faults.append(error("A101", Location(name), why=why))
            continue
        if not inside:
            faults.append(error("A102", Location(name), near=_folder_near(path)))
        sources += [file_source(one, shown_path(one)) for one in inside]
    once: dict[Path | str, Source] = {}
    for source in sources:
        once.setdefault("-" if source.path == "-" else Path(source.path).resolve(), source)
    return list(once.values()), faults


def _file_near(path: Path, name: str, is_wanted: Callable[[Path], bool]) -> str | None:
    """The file beside one that is not there whose name looks most like it."""
    if _is_there(path):
        return None
    try:
        near = closest(path.name, [one.name for one in path.parent.iterdir() if is_wanted(one)])
    except OSError:
        return None
    return None if near is None else (Path(name).parent / near).as_posix()


def _matching(path: Path, name: str) -> list[tuple[Path, str]]:
    """The files that a name stands for; a pattern (`*.xlsx`) where a shell left it as it is."""
    if any(char in name for char in "*?[") and not _is_there(path):
        from glob import glob

        found = (Path(one) for one in sorted(glob(name, recursive=True)))  # noqa: PTH207 - as it was typed
        return [(one, one.as_posix()) for one in found if _is_figures(one)]
    try:
        path.stat()
    except FileNotFoundError:
        return []
    except OSError:
        pass  # the reader says why
    return [(path, name)]


def _missing_file(path: Path, name: str) -> Diagnostic:
    period = parse_label(name)
    near = f"--as-of {period.label}" if period else _file_near(path, name, _is_figures)
    return error("A101", Location(name), why="ENOENT", near=near)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _evidence_exists(figures: str, path: str) -> bool:
    """Whether the file that stands as evidence is there, seen from the file of figures."""
    folder = Path() if figures == "-" else Path(figures).parent
    return _is_there(folder / path)


def closed_sources(sources: Iterable[Source]) -> list[Source]:
    """The files of closed figures that stand beside files of figures."""
    folders = dict.fromkeys(Path(source.path).parent for source in sources if source.path != "-")
    found: dict[Path, Source] = {}
    for folder in folders:
        try:
            inside = sorted(folder.iterdir())
        except OSError:
            continue
        for path in inside:
            if path.name.lower().endswith(CLOSED_SUFFIX) and path.is_file():
                found.setdefault(path.resolve(), file_source(path, shown_path(path)))
    return list(found.values())


def _folder_near(folder: Path) -> str | None:
    """The last folder inside of one without figures that has some."""
    with suppress(OSError):
        for inside in sorted(folder.iterdir(), reverse=True):
            if inside.is_dir() and _figures_in(inside):
                return inside.as_posix()
    return None


def _figures_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if _is_figures(path)]


def _is_figures(path: Path) -> bool:
    name = path.name.lower()
    return (
        path.is_file()
        and path.suffix.lower() in FIGURE_SUFFIXES
        and not name.endswith(CLOSED_SUFFIX)
        and not name.startswith(("~$", "."))
    )


def file_source(path: Path, shown: str) -> Source:
    """A file as readers take it, under the name that messages give it."""

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


def inputs_of(request: Request, template: str | None = None) -> tuple[str, ...]:
    """The files that a run would rest on, found without judging."""
    loaded = load_plan(request)
    sources, _ = actual_sources(request.actuals, loaded)
    found = _inputs(request, loaded, [*sources, *closed_sources(sources)])
    return found if template is None else (*found, template)


def _inputs(request: Request, loaded: LoadedPlan, sources: Iterable[Source]) -> tuple[str, ...]:
    named = (*request.actuals, request.plan, request.baseline, *(source.path for source in sources))
    plan = () if loaded.path is None else (str(loaded.path),)
    return (*plan, *(path for path in named if path is not None))


def run(request: Request, today: date | None = None, progress: Progress = UNSEEN) -> Result:
    """Reads and judges; faults are in the result, and its exit code is that of `check`."""
    loaded = load_plan(request, today)
    progress.language = loaded.language
    sources, faults = actual_sources(request.actuals, loaded)
    beside = closed_sources(sources)
    result = Result(
        plan=loaded.plan,
        source=loaded.source,
        language=loaded.language,
        diagnostics=in_order(loaded.diagnostics),
        inputs=_inputs(request, loaded, [*sources, *beside]),
    )
    if loaded.plan is None:
        return result
    progress.begin("reading")
    reading = read_figures(loaded.plan, sources, request.decimal, request.encoding, _evidence_exists)
    result = replace(
        result,
        actuals=reading.figures.sources,
        figures=reading.figures,
        diagnostics=in_order([*result.diagnostics, *faults, *reading.diagnostics]),
    )
    closed = read_closed(beside)
    # Of a record with faults it is not known what was closed.
    record = Closing() if has_errors(closed.diagnostics) else closed.closing
    found = restatements(record, reading.figures, loaded.plan.life(None))
    result = replace(
        result,
        closing=closed.closing,
        restatements=found,
        diagnostics=in_order([*result.diagnostics, *closed.diagnostics, *findings(found)]),
    )
    unit, faults = unit_asked(request.unit, loaded.plan)
    baseline, refused = _baseline(request, loaded.plan)
    is_readable = not has_errors(result.diagnostics)
    as_of, reason = _as_of(request, loaded.plan, reading.figures, is_readable, today)
    result = replace(
        result,
        as_of=as_of.month,
        as_of_reason=reason,
        unit=unit,
        diagnostics=in_order([*result.diagnostics, *as_of.diagnostics, *faults, *refused]),
    )
    if as_of.month is None or has_errors(result.diagnostics):
        return result
    return _judged(
        result, loaded.plan, reading.figures, as_of.month, request.fail_on, baseline, progress
    )


def run_all(folder: str, request: Request, today: date | None = None) -> Result:
    """Judges every plan of a folder, each by the figures that it names itself; the worst exit code."""
    try:
        paths = plans_in(Path(folder))
    except OSError:
        paths = []
    if not paths:
        return Result(diagnostics=(error("V323", Location(folder)),))
    parts = [_run_one(shown_path(path), request, today) for path in paths]
    faults: list[Diagnostic] = []
    first: dict[str, str] = {}
    for path, part in zip(paths, parts, strict=True):
        if part.plan is None:
            continue
        shown = shown_path(path)
        if first.setdefault(part.plan.id, shown) != shown:
            faults.append(
                error("V322", Location(shown), id=part.plan.id, first=Location(first[part.plan.id]))
            )
    inputs = tuple(path for part in parts for path in part.inputs)
    if faults:
        return Result(diagnostics=in_order(faults), inputs=inputs)
    return Result(
        diagnostics=in_order(diagnostic for part in parts for diagnostic in part.diagnostics),
        exit_code=max(part.exit_code for part in parts),
        parts=tuple(parts),
        inputs=inputs,
    )


def _run_one(path: str, request: Request, today: date | None) -> Result:
    """One plan of several; what has no place of its own is placed at the plan."""
    part = run(request._replace(plan=path), today)
    placed = (
        one if one.location is not None else replace(one, location=Location(path))
        for one in part.diagnostics
    )
    return replace(part, diagnostics=in_order(placed))


def _judged(
    result: Result,
    plan: Plan,
    figures: Figures,
    as_of: int,
    fail_on: FailOn,
    baseline: Baseline | None,
    progress: Progress,
) -> Result:
    judgement = judge(plan, figures, as_of, progress)
    found = [_placed(diagnostic, result) for diagnostic in judgement.diagnostics]
    diagnostics = in_order([*result.diagnostics, *found])
    if not judgement.verdicts:
        return _failed(result, [error("V102")])
    if has_errors(diagnostics):
        return replace(result, diagnostics=diagnostics)
    verdicts = judgement.verdicts
    if result.unit is not None:
        verdicts = tuple(verdict for verdict in verdicts if concerns(verdict, result.unit))
    if baseline is not None:
        changes = compare(baseline, judgement.verdicts, verdicts)
        diagnostics = in_order([*diagnostics, *changes])
    known = None if baseline is None else baseline.short
    restated = tuple(one for one in result.restatements if result.unit in (None, one.unit))
    return replace(
        result,
        verdicts=verdicts,
        restatements=restated,
        units=judgement.units,
        diagnostics=diagnostics,
        exit_code=exit_code(verdicts, _about(result.unit, diagnostics), fail_on, known or (), restated),
        known=known,
    )


def _baseline(request: Request, plan: Plan) -> tuple[Baseline | None, list[Diagnostic]]:
    if request.baseline is None:
        return None, []
    from cchc_cli.reading.baseline import read_baseline

    try:
        data = Path(request.baseline).read_bytes()
    except (OSError, ValueError) as problem:
        why = reason_of(problem) if isinstance(problem, OSError) else type(problem).__name__
        return None, [error("V316", Location(request.baseline), why=why)]
    found = read_baseline(data, request.baseline, plan.id)
    return (None, [found]) if isinstance(found, Diagnostic) else (found, [])


def _about(unit: str | None, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that are not about another unit than the one that was filtered by."""
    return [one for one in diagnostics if unit is None or one.params.get("unit", unit) in (unit, None)]


def _failed(result: Result, faults: Iterable[Diagnostic]) -> Result:
    return replace(result, diagnostics=in_order([*result.diagnostics, *faults]))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether anything found keeps a run from being trusted."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def _placed(diagnostic: Diagnostic, result: Result) -> Diagnostic:
    """A remark about a target's waiver, with the place of the target."""
    target = diagnostic.params.get("target")
    if diagnostic.location is None and isinstance(target, str) and result.source is not None:
        return replace(diagnostic, location=result.source.target_place(target))
    return diagnostic


def unit_asked(named: str | None, plan: Plan) -> tuple[str | None, list[Diagnostic]]:
    """The unit that `--unit` names; None where it was not given."""
    if named is None:
        return None, []
    index = NameIndex.of_units(plan)
    found = index.find(named)
    if found is None:
        return None, [error("V301", found=named, near=index.near(named))]
    return found, []


def _as_of(
    request: Request, plan: Plan, figures: Figures, is_readable: bool, today: date | None
) -> tuple[AsOf, AsOfReason]:
    if request.as_of is None:
        if not is_readable and not figures.series:
            return AsOf(None), AsOfReason.LATEST
        return latest_as_of(figures, plan.period.from_), AsOfReason.LATEST
    if request.as_of == DUE:
        month = plan.calendar.latest_due(today or date.today())
        faults = () if month is not None else (error("V303"),)
        return AsOf(month, faults), AsOfReason.DUE
    return _asked_month(request.as_of, plan), AsOfReason.ASKED


def _asked_month(text: str, plan: Plan) -> AsOf:
    period = parse_label(text)
    if period is None or not plan.period.covers(period.last):
        return AsOf(None, (_no_such_month(text, plan.life(None), plan.calendar),))
    return AsOf(period.last)
