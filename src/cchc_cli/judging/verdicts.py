"""From a plan and figures to one verdict for each target and unit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from cchc_cli.judging.cases import Case, cases_of
from cchc_cli.judging.kinds import KINDS, Assessment
from cchc_cli.judging.remarks import (
    expired_waivers,
    high_numerators,
    idle_waivers,
    later_figures,
    unused_figures,
)
from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Comparison, Plan, Waiver
from cchc_cli.model.progress import UNSEEN, Progress
from cchc_cli.model.scalars import PaceName
from cchc_cli.model.verdict import (
    UNSATISFIED,
    Judgement,
    Missing,
    Status,
    UnitReport,
    Verdict,
)


def judge(plan: Plan, figures: Figures, as_of: int, progress: Progress = UNSEEN) -> Judgement:
    """Judges every target of a plan as of a reporting month of it.

    Returns the verdicts in the plan's order, what each unit owed and sent, and the diagnostics. An
    error among them means that the figures contradict themselves and no verdict may be used.
    """
    verdicts: list[Verdict] = []
    diagnostics: list[Diagnostic] = []
    cases = list(cases_of(plan))
    progress.begin("judging", len(cases))
    for case in cases:
        progress.step()
        assessment = KINDS[case.indicator.kind].assess(case, figures, as_of)
        diagnostics += assessment.diagnostics
        verdict = _verdict(case, figures, as_of, assessment)
        verdicts.append(verdict)
        if verdict.status in UNSATISFIED:
            diagnostics += expired_waivers(case, as_of)
    diagnostics += idle_waivers(plan, verdicts, as_of)
    diagnostics += later_figures(plan, figures, as_of)
    diagnostics += high_numerators(plan, figures)
    diagnostics += unused_figures(cases, figures)
    return Judgement(
        verdicts=tuple(verdicts),
        units=_unit_reports(plan, figures, zip(cases, verdicts, strict=True), as_of),
        diagnostics=tuple(diagnostics),
    )


def verdict_as_of(case: Case, figures: Figures, as_of: int) -> Verdict | None:
    """The verdict of one case; None where its figures contradict themselves as of that month."""
    assessment = KINDS[case.indicator.kind].assess(case, figures, as_of)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in assessment.diagnostics):
        return None
    return _verdict(case, figures, as_of, assessment)


class _Numbers(NamedTuple):
    gap: Fraction | None = None
    remaining: Fraction | None = None
    needed: Fraction | None = None
    forecast: Fraction | None = None


def _verdict(case: Case, figures: Figures, as_of: int, assessment: Assessment) -> Verdict:
    status = assessment.status
    waiver = _waiver(case, as_of) if status in UNSATISFIED else None
    over = case.over(as_of)
    numbers = _numbers(case, as_of, assessment.actual, len(over))
    pace = case.plan.pace(case.target)
    return Verdict(
        target=case.target,
        task=case.task,
        indicator=case.indicator,
        unit=case.unit,
        units=tuple(member for member in case.members if member is not None),
        status=status if waiver is None else Status.WAIVED,
        goal=case.goal,
        expected=case.asked(as_of),
        actual=assessment.actual,
        gap=numbers.gap,
        remaining=numbers.remaining,
        needed=numbers.needed,
        forecast=numbers.forecast,
        late=_is_late(case, figures, as_of, status),
        numerator=assessment.numerator,
        denominator=assessment.denominator,
        missing=assessment.missing,
        figures=assessment.figures,
        owed=len(case.owed),
        over=len(over),
        end=case.end,
        at_end=case.at_end(as_of),
        pace=pace if isinstance(pace, PaceName) else None,
        waiver=waiver,
        short_of=status,
    )


def _is_late(case: Case, figures: Figures, as_of: int, status: Status) -> bool:
    if status is not Status.MET or as_of <= case.end:
        return False
    return KINDS[case.indicator.kind].assess(case, figures, case.end).status is not Status.MET


def _numbers(case: Case, as_of: int, actual: Fraction | None, over: int) -> _Numbers:
    goal, asked = case.goal, case.asked(as_of)
    if goal is None or actual is None:
        return _Numbers()
    is_count = case.indicator.kind.adds_up
    forecast = Fraction(floor(10 * actual * len(case.owed) / over), 10) if over else None
    if case.comparison is Comparison.AT_MOST:
        return _Numbers(gap=max(Fraction(0), actual - goal), forecast=forecast if is_count else None)
    remaining = max(Fraction(0), goal - actual)
    if case.comparison is Comparison.EXACTLY and actual > goal:
        gap: Fraction | None = actual - goal
    else:
        gap = None if asked is None else max(Fraction(0), asked - actual)
    if not is_count:
        return _Numbers(gap, remaining)
    left = len(case.owed) - over
    scale = 1 if case.whole else 10
    needed = Fraction(ceil(remaining * scale / left), scale) if left else None
    return _Numbers(gap, remaining, needed, forecast)


def _waivers_for(case: Case) -> list[Waiver]:
    return [waiver for waiver in case.target.waivers if waiver.unit in (None, case.unit)]


def _waiver(case: Case, as_of: int) -> Waiver | None:
    """The waiver that is in force longest; None where none is."""
    month_of = case.plan.month_of
    in_force = [waiver for waiver in _waivers_for(case) if as_of <= month_of(waiver.until)]
    return max(in_force, key=lambda waiver: month_of(waiver.until), default=None)


def _unit_reports(
    plan: Plan, figures: Figures, judged: Iterable[tuple[Case, Verdict]], as_of: int
) -> tuple[UnitReport, ...]:
    owed: dict[str | None, dict[tuple[str, Period], bool]] = {}
    """By unit: whether each figure that is owed and over was reported."""
    missing: dict[str | None, set[Missing]] = {}
    for case, verdict in judged:
        indicator = case.indicator
        over = case.over(as_of)
        if indicator.kind.owes_at_end:
            # It owes one figure, at its end.
            is_owed = case.at_end(as_of) and not case.on_demand
            over = ((case.members[0], Period.of_month(case.end)),) if is_owed else ()
        for member, period in over:
            for part in case.indicator.parts:
                owed.setdefault(member, {}).setdefault((part, period), True)
        for gap in verdict.missing:
            owed[gap.unit][(gap.indicator, gap.period)] = False
            missing.setdefault(gap.unit, set()).add(gap)
    sent = figures.last_months().get(as_of, set())
    reports = []
    for unit in plan.unit_order:
        if unit is None and None not in owed and all(key[0] is not None for key in figures.series):
            continue
        mine = owed.get(unit, {})
        reports.append(
            UnitReport(
                unit=unit,
                owed=len(mine),
                reported=sum(mine.values()),
                sent=unit in sent,
                expected=any(period.last == as_of for _, period in mine),
                missing=tuple(sorted(missing.get(unit, ()))),
            )
        )
    return tuple(reports)
