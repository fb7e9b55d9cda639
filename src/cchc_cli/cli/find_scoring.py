"""Finds what points rest on: the scoring table, its sheets, the plan of its year and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.find_figures import find_figures
from cchc_cli.cli.find_plan import LoadedPlan, figures_of, load_plan
from cchc_cli.cli.paths import is_folder
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Location, reason_of
from cchc_cli.model.request import Request
from cchc_cli.model.score import ScoreRequest, ScoreResult
from cchc_cli.reading.score_sheet.open import open_sheet
from cchc_cli.reading.scoring_file.read import ScoringReading, read_scoring
from cchc_cli.reading.yaml_file.document import Document
from cchc_cli.run.outcome import AsOf, asked_as_of
from cchc_cli.run.score import run_score


class Scored(NamedTuple):
    """Points, and what they rest on."""

    result: ScoreResult
    loaded: LoadedPlan | None
    """The plan that was found; None where none was, and none is needed."""
    inputs: tuple[str, ...]
    """Every file that was read: none may be written over."""
    as_of: int | None = None
    """The month that was asked for."""


def load_table(path: str) -> ScoringReading:
    """Reads a scoring table."""
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError) as problem:
        why = reason_of(problem) if isinstance(problem, OSError) else type(problem).__name__
        fault = codes.P623.at(Location(path), why=why)
        return ScoringReading(None, Document(path, None), (fault,), {})
    return read_scoring(data, path)


def score_files(scoring: str, named: Sequence[str], request: Request, asked: ScoreRequest) -> Scored:
    """Reads a table and what is named beside it, and scores.

    A plan that is not named is looked for where the other commands look; where there is none and the
    table takes nothing from it, it is scored without.
    """
    reading = load_table(scoring)
    table = reading.table
    if table is None:
        return Scored(ScoreResult(None, reading.diagnostics), None, (scoring,))
    # Of several plans the one of the table's year is meant, whatever the as-of of its figures.
    loaded = load_plan(request._replace(as_of=(request.plan and request.as_of) or f"{table.year}"))
    inputs = (scoring, *named, *(() if loaded.path is None else (str(loaded.path),)))
    if loaded.plan is None and (request.plan is not None or table.needs_plan):
        return Scored(ScoreResult(None, loaded.diagnostics), loaded, inputs)
    sources, faults, _ = find_figures(named)
    own = figures_of(loaded).sources if table.needs_plan else []
    as_of = AsOf(None)
    if loaded.plan is not None and request.as_of is not None:
        as_of = asked_as_of(request.as_of, loaded.plan, date.today())
        faults += as_of.diagnostics
    asked = asked._replace(as_of=as_of.month)
    result = run_score(reading, sources, loaded.plan, own, asked, faults)
    inputs += tuple(source.path for source in (*sources, *own))
    return Scored(result, loaded if loaded.plan is not None else None, inputs, as_of.month)


def without_sheets(named: Sequence[str], encoding: str | None) -> tuple[str, ...]:
    """Of files that are named together those that are no score sheets; folders hold figures."""
    return tuple(name for name in named if is_folder(Path(name)) or not _is_sheet(name, encoding))


def _is_sheet(name: str, encoding: str | None) -> bool:
    found = find_figures([name])
    openings = [open_sheet(source, encoding) for source in found.sources]
    return any(opening is not None and opening.tables for opening in openings)
