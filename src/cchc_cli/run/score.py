"""One run of `cchc score`: table, sheets, plan and figures into points, without disk or clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, has_errors, in_order
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.score import (
    Choice,
    NotApplied,
    OneOf,
    PlanValue,
    Range,
    ScoreRequest,
    ScoreResult,
    Scores,
    Value,
)
from cchc_cli.model.scoring import STAGES, ScoringTable, Stage
from cchc_cli.reading.cells.names import NameIndex, Suggestions, fold
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.score_sheet.read import Units, read_sheets
from cchc_cli.reading.scoring_file.against_plan import names_of_plan
from cchc_cli.reading.scoring_file.read import ScoringReading
from cchc_cli.reading.table.source import Source
from cchc_cli.run.outcome import latest_as_of
from cchc_cli.run.plan_values import PlanReader, year_of
from cchc_cli.scoring.score import agrees, score


def run_score(
    reading: ScoringReading,
    sources: Sequence[Source],
    plan: Plan | None = None,
    own_figures: Sequence[Source] = (),
    request: ScoreRequest = ScoreRequest(),  # noqa: B008 - it is immutable
    faults: Iterable[Diagnostic] = (),
) -> ScoreResult:
    """Reads and scores. `sources` are sheets and figures, told apart by their columns; where none of
    them holds figures, those of `own_figures` count, which the plan names itself.
    """
    diagnostics = [*reading.diagnostics, *faults]
    table = reading.table
    if table is None:
        return ScoreResult(None, in_order(diagnostics), plan)
    units = scored_units(table, plan)
    sheets = read_sheets(table, units, sources, request.decimal, request.encoding)
    diagnostics += sheets.diagnostics
    if plan is not None:
        diagnostics += names_of_plan(reading, plan)
    year = None if plan is None else year_of(table, plan)
    if plan is not None and year is None and table.needs_plan:
        place = reading.document.locate(("year",))
        first, last = (Period.of_month(m) for m in (plan.period.from_, plan.period.to))
        diagnostics.append(codes.P622.at(place, year=f"{table.year}", first=first, last=last))
    if table.needs_plan and plan is None:
        diagnostics.append(codes.V601.at(Location(reading.document.path)))
    if not request.may_be_figures and (plan is None or not table.needs_plan):
        diagnostics += [codes.V607.at(Location(other.path), path=other.path) for other in sheets.others]
    unit, problems = _asked_unit(request.unit, units)
    diagnostics += problems
    planned: dict[tuple[str, int], PlanValue] = {}
    as_of = None
    if plan is not None and year is not None and table.needs_plan and not has_errors(diagnostics):
        reader, problems = _plan_reader(plan, sheets.others or own_figures, year, request)
        diagnostics += problems
        if reader is not None and not has_errors(diagnostics):
            planned, as_of = reader.values(table, units.ids), reader.as_of
    if has_errors(diagnostics):
        return ScoreResult(None, in_order(diagnostics), plan, unit)
    here = sheets.sheets.stages() or (Stage.SELF,)
    shown = (request.stage,) if request.stage is not None else here
    names = names_of(units.ids, plan)
    scores = score(table, units.ids, sheets.sheets, planned, {Stage.SELF, *here, *shown}, shown, names)
    if not (sheets.sheets.rows or planned):
        diagnostics.append(codes.V609.at())
    for remarks in (_stage_gaps, _lost_stages, _bare_values, _differences):
        diagnostics += remarks(scores)
    if has_errors(diagnostics):
        return ScoreResult(None, in_order(diagnostics), plan, unit)
    return ScoreResult(scores, in_order(diagnostics), plan, unit, as_of)


def units_of(table: ScoringTable, plan: Plan | None) -> tuple[str, ...]:
    """The units that a table scores, each once; what the plan does not know stands for itself."""
    units: dict[str, None] = {}
    for name in table.units:
        is_known = plan is not None and (name in plan.unit_by_id or name in plan.groups)
        units |= dict.fromkeys(plan.members(name) if plan is not None and is_known else (name,))
    return tuple(units)


def scored_units(table: ScoringTable, plan: Plan | None) -> Units:
    """The units that a table scores, and how to find them by a name."""
    ids = units_of(table, plan)
    own = {fold(unit): unit for unit in ids}
    index = None if plan is None else NameIndex.of_units(plan)
    suggestions = Suggestions()

    def find(name: str) -> str | None:
        return own.get(fold(name)) or (None if index is None else index.find(name))

    def near(name: str) -> str | None:
        return suggestions.near(name, ids) or (None if index is None else index.near(name))

    return Units(ids, find, near)


def names_of(ids: tuple[str, ...], plan: Plan | None) -> dict[str, str]:
    """Full names; a single body that is no unit of the plan is the plan's issuer."""
    if plan is None:
        return {}
    names = {unit.id: unit.name for unit in plan.units}
    if len(ids) == 1 and plan.issuer is not None:
        names.setdefault(ids[0], plan.issuer)
    return names


def _asked_unit(named: str | None, units: Units) -> tuple[str | None, list[Diagnostic]]:
    if named is None:
        return None, []
    unit = units.find(named)
    if unit in units.ids:
        return unit, []
    return None, [codes.A614.at(None, found=named, near=units.near(named))]


def _plan_reader(
    plan: Plan, sources: Sequence[Source], year: Period, request: ScoreRequest
) -> tuple[PlanReader | None, list[Diagnostic]]:
    read = read_figures(plan, sources, request.decimal, request.encoding)
    diagnostics, as_of = list(read.diagnostics), request.as_of
    if as_of is None and read.figures.series:
        latest = latest_as_of(read.figures, plan.period.from_)
        diagnostics += latest.diagnostics
        as_of = latest.month
        if as_of is None:
            return None, diagnostics
    return PlanReader(plan, read.figures, year, as_of or year.first - 1), diagnostics


def _name(scores: Scores, unit: str) -> str:
    return scores.names.get(unit, unit)


def _stage_gaps(scores: Scores) -> Iterator[Diagnostic]:
    """An error where a unit has a stage and nothing is known before it."""
    planned = {unit for unit, _ in scores.plan_values}
    for (unit, stage), rows in scores.sheets.rows.items():
        earlier = STAGES[: STAGES.index(stage)]
        has_earlier = any((unit, before) in scores.sheets.rows for before in earlier)
        if earlier and not has_earlier and unit not in planned:
            first = min(rows.values(), key=lambda cell: (cell.table, cell.line))
            place = scores.sheets.place(first)
            yield codes.A610.at(place, unit=_name(scores, unit), stage=Term("stage", stage))


def _lost_stages(scores: Scores) -> Iterator[Diagnostic]:
    """A warning where units do not have the last stage that is shown."""
    stage = scores.last
    there = {unit for unit, known in scores.sheets.rows if known is stage}
    absent = tuple(_name(scores, unit) for unit in scores.units if unit not in there)
    if absent and stage is not Stage.SELF:
        yield codes.V603.at(None, units=absent, stage=Term("stage", stage))


def _bare_values(scores: Scores) -> Iterator[Diagnostic]:
    """A warning for each value without the evidence that its criterion requires, at its last row.

    What is worth no points needs none.
    """
    wanted = [
        index for index, leaf in enumerate(scores.table.leaves) if leaf.criterion.evidence == "required"
    ]
    for unit in scores.units if wanted else ():
        for index in wanted:
            cells = [scores.sheets.rows.get((unit, stage), {}).get(index) for stage in STAGES]
            said = [cell for cell in cells if cell is not None]
            last = next((cell for cell in reversed(said) if cell.value is not None), None)
            worth = scores.outcomes[unit, scores.stages[-1]][index].high
            if last is None or isinstance(last.value, NotApplied) or worth == Fraction(0):
                continue
            if not any(cell.evidence for cell in said):
                place = scores.sheets.place(last)
                criterion = scores.table.leaves[index].id
                yield codes.A611.at(place, criterion=criterion, unit=_name(scores, unit))


def _differences(scores: Scores) -> Iterator[Diagnostic]:
    """A warning where a sheet says what cannot be what the plan says."""
    for (unit, index), planned in scores.plan_values.items():
        for stage in STAGES:
            cell = scores.sheets.rows.get((unit, stage), {}).get(index)
            if cell is not None and not agrees(cell.value, planned.value):
                yield codes.A612.at(
                    scores.sheets.place(cell),
                    criterion=scores.table.leaves[index].id,
                    unit=_name(scores, unit),
                    found=said(cell.value),
                    planned=said(planned.value),
                )


def said(value: Value) -> object:
    """A value as a message speaks of it."""
    match value:
        case Choice():
            return value.name
        case NotApplied():
            return Term("score", "na")
        case OneOf():
            return value.names
        case Range():
            return f"≥ {value.low}" if value.high is None else f"{value.low} – {value.high}"
        case _:
            return value


def bound_of(named: str, table: ScoringTable) -> Fraction | Diagnostic:
    """The share of the maximum, in percent, that `--fail-under` names."""
    for known in table.classes:
        if fold(known.name) == fold(named):
            bound: Fraction = known.at_least
            return bound
    bare = named.strip().removesuffix("%").strip().replace(",", ".")
    if bare.replace(".", "", 1).isdigit() and bare.isascii():
        return Fraction(bare)
    names = [known.name for known in table.classes]
    near = Suggestions().near(named, names)
    return codes.V602.at(None, found=named, choices=", ".join(names), near=near)


def falls_short(result: ScoreResult, bound: Fraction) -> bool:
    """Whether any unit is not certain to reach a share of its maximum; absence never passes."""
    last = (standing for standing in result.standings if standing.stage is result.known.last)
    shares = (standing.total.percents for standing in last)
    return any(share is None or share[0] < bound for share in shares)
