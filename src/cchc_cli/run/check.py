"""From a plan and figures to a result: what `check` does, without disk, clock or environment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cchc_cli.judging.restatement import findings, restatements
from cchc_cli.judging.verdicts import judge
from cchc_cli.model import codes
from cchc_cli.model.closing import RESTATED, Change, Closing
from cchc_cli.model.diagnostic import Diagnostic, has_errors, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.plan import Plan
from cchc_cli.model.progress import UNSEEN, Progress
from cchc_cli.model.request import DUE, FailOn, Request
from cchc_cli.model.verdict import AsOfReason, Baseline, PlanSource, Result
from cchc_cli.reading.cells.names import NameIndex
from cchc_cli.reading.closed import read_closed
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.figures.whole import Exists
from cchc_cli.reading.plan_file.read import PlanReading
from cchc_cli.reading.table.source import Source
from cchc_cli.run.outcome import AsOf, asked_as_of, concerns, exit_code, failing, latest_as_of
from cchc_cli.run.unread import Unread, unread_warnings


def check(
    reading: PlanReading,
    sources: Sequence[Source],
    closed: Sequence[Source] = (),
    baseline: Source | None = None,
    request: Request = Request(),  # noqa: B008 - it is immutable
    today: date | None = None,
    exists: Exists | None = None,
    faults: Sequence[Diagnostic] = (),
    unread: Iterable[Unread] = (),
    progress: Progress = UNSEEN,
) -> Result:
    """Reads the figures and judges; faults are in the result, and its exit code is that of `check`.

    `today` decides what `due` means and nothing else. `faults` were found on the way to the sources:
    they count, and stand beside those of the figures themselves; `unread` lies beside them.
    """
    result = Result(language=reading.language, diagnostics=in_order(reading.diagnostics))
    plan = reading.plan
    if plan is None:
        return result
    progress.begin("reading")
    read = read_figures(plan, sources, request.decimal, request.encoding, exists)
    record = read_closed(closed)
    # Of a record with faults it is not known what was closed.
    in_force = Closing() if has_errors(record.diagnostics) else record.closing
    changed = restatements(in_force, read.figures, plan.life(None))
    if has_errors([*faults, *read.diagnostics]):
        # What could not be read is not gone.
        changed = tuple(change for change in changed if change.change is not Change.REMOVED)
    diagnostics = [*reading.diagnostics, *faults, *unread_warnings(unread, read.figures)]
    diagnostics += [*read.diagnostics, *record.diagnostics, *findings(plan, changed)]
    as_of, reason = _as_of(request, plan, read.figures, not stands_in_the_way(diagnostics), today)
    unit, no_unit = unit_asked(request.unit, plan, as_of.month)
    known, no_baseline = _baseline(baseline, plan)
    result = result._replace(
        plan=plan,
        source=PlanSource(reading.document.path, reading.sha256, reading.target_place),
        actuals=read.figures.sources,
        figures=read.figures,
        closing=record.closing,
        restatements=changed,
        as_of=as_of.month,
        as_of_reason=reason,
        unit=unit,
        diagnostics=in_order([*diagnostics, *as_of.diagnostics, *no_unit, *no_baseline]),
    )
    if as_of.month is None or stands_in_the_way(result.diagnostics):
        return result
    return _judged(result, request.fail_on or FailOn.SHORTFALL, known, progress)


def stands_in_the_way(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether verdicts cannot be trusted; a changed closed figure is an error that leaves them."""
    return has_errors(diagnostic for diagnostic in diagnostics if diagnostic.code not in RESTATED)


def unit_asked(named: str | None, plan: Plan, month: int | None) -> tuple[str | None, list[Diagnostic]]:
    """The unit that `--unit` names, of several that share the name the one that lives in a month;
    None where it was not given.
    """
    if named is None:
        return None, []
    index = NameIndex.of_units(plan)
    known = index.meanings(named)
    owners = [unit for unit in known if len(known) == 1 or month is None or plan.lives(unit, month)]
    if len(owners) != 1:
        near = ", ".join(known) or index.near(named)
        return None, [codes.V301.at(found=named, near=near)]
    return owners[0], []


def _judged(result: Result, fail_on: FailOn, baseline: Baseline | None, progress: Progress) -> Result:
    plan, as_of = result.subject
    judgement = judge(plan, result.figures or Figures(), as_of, progress)
    if not judgement.verdicts:
        return _with(result, [codes.V102.at()])
    if judgement.diagnostics:
        from cchc_cli.model.naming import in_names

        remarks = (in_names(plan, remark) for remark in judgement.diagnostics)
        result = _with(result, [_placed(remark, result) for remark in remarks])
    if stands_in_the_way(result.diagnostics):
        return result
    unit, verdicts, known = result.unit, judgement.verdicts, None
    if unit is not None:
        verdicts = tuple(verdict for verdict in verdicts if concerns(verdict, unit))
    if baseline is not None:
        from cchc_cli.run.baseline import compare

        result = _with(result, compare(plan, baseline, judgement.verdicts, verdicts))
        known = baseline.short
    restated = tuple(change for change in result.restatements if unit in (None, change.unit))
    code = exit_code(verdicts, _about(unit, result.diagnostics), fail_on, known or (), restated)
    return result._replace(
        verdicts=verdicts,
        restatements=restated,
        units=judgement.units,
        exit_code=code,
        failing=failing(verdicts, fail_on, known or ()),
        known=known,
    )


def _baseline(source: Source | None, plan: Plan) -> tuple[Baseline | None, list[Diagnostic]]:
    if source is None:
        return None, []
    from cchc_cli.reading.baseline import read_baseline

    baseline = read_baseline(source, plan.id)
    return (None, [baseline]) if isinstance(baseline, Diagnostic) else (baseline, [])


def _as_of(
    request: Request, plan: Plan, figures: Figures, is_readable: bool, today: date | None
) -> tuple[AsOf, AsOfReason]:
    if request.as_of is None:
        if not is_readable and not figures.series:
            return AsOf(None), AsOfReason.LATEST
        return latest_as_of(figures, plan.period.from_), AsOfReason.LATEST
    if request.as_of == DUE:
        reason = AsOfReason.DUE
    else:
        reason = AsOfReason.PLAN if request.as_of == plan.defaults.as_of else AsOfReason.ASKED
    return asked_as_of(request.as_of, plan, today), reason


def _with(result: Result, diagnostics: Iterable[Diagnostic]) -> Result:
    return result._replace(diagnostics=in_order([*result.diagnostics, *diagnostics]))


def _placed(diagnostic: Diagnostic, result: Result) -> Diagnostic:
    """A remark about a target's waiver, with the place of the target."""
    target = diagnostic.params.get("target")
    if diagnostic.location is None and isinstance(target, str) and result.source is not None:
        return diagnostic._replace(location=result.source.target_place(target))
    return diagnostic


def _about(unit: str | None, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that are not about another unit than the one that was filtered by."""
    return [
        diagnostic
        for diagnostic in diagnostics
        if unit is None or diagnostic.params.get("unit", unit) in (unit, None)
    ]
