"""Finds what a run rests on, and runs it: one plan, or every plan of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cchc_cli.cli.find_figures import closed_beside, evidence_exists, file_source
from cchc_cli.cli.find_plan import LoadedPlan, figures_of, load_plan
from cchc_cli.cli.paths import plans_below, shown_path
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Location
from cchc_cli.model.progress import UNSEEN, Progress
from cchc_cli.model.request import FailOn, Request
from cchc_cli.model.verdict import Result
from cchc_cli.reading.table.source import Source
from cchc_cli.run.check import check


def run(
    request: Request,
    today: date | None = None,
    progress: Progress = UNSEEN,
    loaded: LoadedPlan | None = None,
) -> Result:
    """Finds, reads and judges; the clock is asked where `today` is not given."""
    loaded = loaded or load_plan(request, today)
    progress.language = loaded.language
    request = _with_defaults(request, loaded)
    sources, faults, unread = figures_of(loaded, request.actuals)
    closed = closed_beside(sources)
    inputs = _inputs(request, loaded, [*sources, *closed])
    if loaded.reading is None:
        return Result(diagnostics=loaded.diagnostics, inputs=inputs)
    baseline = request.baseline
    result = check(
        loaded.reading,
        sources,
        closed,
        None if baseline is None else file_source(Path(baseline), baseline),
        request,
        today or date.today(),
        evidence_exists,
        [*loaded.passed_over, *faults],
        unread,
        progress,
    )
    return result._replace(inputs=inputs)


def _with_defaults(request: Request, loaded: LoadedPlan) -> Request:
    """The request with the plan's own defaults where an option was not given."""
    if loaded.plan is None or loaded.path is None:
        return request
    own, baseline = loaded.plan.defaults, request.baseline
    if baseline is None and own.baseline is not None and request.takes_baseline:
        baseline = shown_path(loaded.path.parent / own.baseline)
    fail_on = request.fail_on or (FailOn(own.fail_on) if own.fail_on else None)
    return request._replace(as_of=request.as_of or own.as_of, fail_on=fail_on, baseline=baseline)


def run_all(folder: str, request: Request) -> Result:
    """Judges every plan of a folder and of those inside it, each by the figures that it names itself."""
    try:
        paths = [shown_path(path) for path in plans_below(Path(folder))]
    except OSError:
        paths = []
    if not paths:
        return Result(diagnostics=(codes.V323.at(Location(folder)),))
    from cchc_cli.run.several import together

    return together([(path, run(request._replace(plan=path))) for path in paths])


def inputs_of(request: Request) -> tuple[str, ...]:
    """The files that a run would rest on, found without judging."""
    loaded = load_plan(request)
    sources = figures_of(loaded, request.actuals).sources
    return _inputs(request, loaded, [*sources, *closed_beside(sources)])


def _inputs(request: Request, loaded: LoadedPlan, sources: Iterable[Source]) -> tuple[str, ...]:
    named = (*request.actuals, request.plan, request.baseline, *(source.path for source in sources))
    plan = () if loaded.path is None else (str(loaded.path),)
    return (*plan, *(path for path in named if path is not None))
