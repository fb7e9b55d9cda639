"""`cchc close`: records the figures of a closed period."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Optional

import typer

from cchc_cli.cli.command import Voice, check_choices, open_plan
from cchc_cli.cli.commands.form import asked_period
from cchc_cli.cli.files import write_files
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    Actuals,
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
)
from cchc_cli.cli.session import (
    CLOSED_SUFFIX,
    Request,
    actual_sources,
    closed_sources,
    error,
    has_errors,
    shown_path,
)
from cchc_cli.judging.dues import forms_of
from cchc_cli.judging.restatement import (
    amended_figures,
    closing_figures,
    findings,
    restatements,
)
from cchc_cli.model.closing import ClosedFigure, FigureKey
from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.reading.closed import read_closed, write_closed
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.table.source import Source

PeriodArgument = Annotated[str, typer.Argument(metavar="PERIOD", help=text("close_period"))]
AllowMissingOption = Annotated[bool, typer.Option("--allow-missing", help=text("close_allow_missing"))]
AmendOption = Annotated[bool, typer.Option("--amend", help=text("close_amend"))]
ReasonOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--reason", metavar="TEXT", help=text("close_reason"), show_default=False),
]


def close(
    period: PeriodArgument,
    actuals: Actuals = None,
    plan: PlanOption = None,
    allow_missing: AllowMissingOption = False,
    amend: AmendOption = False,
    reason: ReasonOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Records the figures beside the actuals; exit code 0 when that is done, else 2."""
    faults = check_choices(lang, decimal=decimal, encoding=encoding)
    if amend != bool(reason and reason.strip()):
        faults.append(error("V224"))
    request = Request(plan, tuple(actuals or ()), period, decimal=decimal, encoding=encoding)
    opened = open_plan(request, Voice.asked(lang, quiet, no_color), faults)
    if opened is None:
        return 2
    voice = opened.voice
    sources, faults = actual_sources(actuals or (), opened.loaded)
    reading = read_figures(opened.plan, sources, decimal, encoding)
    files = [source for source in sources if source.path != "-"]
    if sources and not files:
        faults.append(error("V227"))
    asked = asked_period(period, opened.plan)
    if isinstance(asked, Diagnostic):
        faults.append(asked)
    found = closed_sources(files)
    closed = read_closed(found)
    diagnostics = [*faults, *reading.diagnostics, *closed.diagnostics]
    if has_errors(diagnostics) or not isinstance(asked, Period) or not files:
        return voice.refuse(*diagnostics)
    months = set(range(asked.first, asked.last + 1))
    restated = [
        one
        for one in restatements(closed.closing, reading.figures, opened.plan.life(None))
        if one.period.last in months
    ]
    path = _closed_path(opened.plan, files, found)
    if amend:
        if not months & closed.closing.months:
            return voice.refuse(error("V225", period=asked))
        figures = amended_figures(closed.closing, reading.figures, restated, (reason or "").strip())
        done = voice.words.word(
            "close.amended",
            count=len(restated),
            period=asked,
            path=shown_path(path),
            reason=(reason or "").strip(),
        )
        return _record(figures, closed.closing.figures, asked, path, done, voice)
    if restated:
        return voice.refuse(error("V223", count=len(restated), period=asked), *findings(restated))
    absent = _absent(opened.plan, reading.figures, months - closed.closing.months)
    if absent and not allow_missing:
        return voice.refuse(*_missing(absent))
    figures = closing_figures(closed.closing, reading.figures, asked, absent)
    if not figures or not any(one.period.last in months for one in figures):
        return voice.refuse(error("V226", period=asked))
    added = [one for one in figures if one not in closed.closing.figures]
    done = voice.words.word(
        "close.done",
        period=asked,
        count=sum(not one.absent for one in added),
        absent=sum(one.absent for one in added),
        path=shown_path(path),
    )
    return _record(figures, closed.closing.figures, asked, path, done, voice)


def _record(
    figures: Sequence[ClosedFigure],
    before: Sequence[ClosedFigure],
    period: Period,
    path: Path,
    done: str,
    voice: Voice,
) -> int:
    if len(figures) == len(before):
        params = {"period": period, "path": shown_path(path)}
        voice.say([Diagnostic("V222", Severity.NOTE, None, params)])
        return 0
    # Other files of closed figures beside it stay as they are.
    mine = [one for one in figures if one.location is None or Path(one.location.path) == path]
    faults = write_files({path: write_closed(mine)})
    if faults:
        return voice.refuse(*faults)
    voice.tell(done)
    return 0


def _closed_path(plan: Plan, files: Sequence[Source], found: Sequence[Source]) -> Path:
    """The one file of closed figures that is there, else the plan's, beside the first figures."""
    if len(found) == 1:
        return Path(found[0].path)
    return Path(files[0].path).parent / f"{plan.id}{CLOSED_SUFFIX}"


def _absent(plan: Plan, figures: Figures, months: set[int]) -> list[FigureKey]:
    """The figures that are owed for some months and were not reported."""
    absent: dict[FigureKey, None] = {}
    for month in sorted(months):
        for form in forms_of(plan, figures, month):
            for due in form.dues:
                if due.required and not due.reported:
                    absent[due.key] = None
    return list(absent)


def _missing(absent: Sequence[FigureKey]) -> list[Diagnostic]:
    by_unit: dict[str | None, list[str]] = {}
    for _, unit, indicator in absent:
        by_unit.setdefault(unit, []).append(indicator)
    return [
        error("V221", unit=unit, count=len(names), indicators=tuple(dict.fromkeys(names)))
        for unit, names in by_unit.items()
    ]
