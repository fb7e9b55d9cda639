"""From a plan and figures to one verdict for each target and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from cchc_cli.judging.assess import assess
from cchc_cli.judging.cases import Case, cases_of
from cchc_cli.judging.kinds import Assessment
from cchc_cli.judging.numbers import asked_now, numbers_of
from cchc_cli.judging.remarks import (
    expired_waivers,
    hidden_figures,
    high_numerators,
    idle_waivers,
    later_figures,
    silent_targets,
    unused_figures,
)
from cchc_cli.judging.waivers import waiver_of
from cchc_cli.model.diagnostic import Diagnostic, Severity, has_errors
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.progress import UNSEEN, Progress
from cchc_cli.model.scalars import PaceName
from cchc_cli.model.verdict import (
    UNSATISFIED,
    Judgement,
    Missing,
    MonthSending,
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
        assessment = assess(case, figures, as_of)
        diagnostics += assessment.diagnostics
        verdict = _verdict(case, as_of, assessment)
        verdicts.append(verdict)
        if verdict.status in UNSATISFIED:
            diagnostics += expired_waivers(case, as_of)
    diagnostics += idle_waivers(plan, verdicts, as_of)
    diagnostics += later_figures(plan, figures, as_of)
    diagnostics += high_numerators(plan, figures)
    diagnostics += unused_figures(plan, cases, figures)
    diagnostics += silent_targets(plan, cases)
    diagnostics += hidden_figures(figures, verdicts)
    return Judgement(
        verdicts=tuple(verdicts),
        units=_unit_reports(plan, figures, zip(cases, verdicts, strict=True), as_of),
        diagnostics=tuple(diagnostics),
    )


def contradictions(plan: Plan, figures: Figures, as_of: int) -> Iterator[Diagnostic]:
    """The errors for which figures, each right by itself, would give no verdict as of a month."""
    for case in cases_of(plan):
        if case.indicator.kind.is_divided:
            for fault in assess(case, figures, as_of).diagnostics:
                if fault.severity is Severity.ERROR:
                    yield fault


def verdict_as_of(case: Case, figures: Figures, as_of: int) -> Verdict | None:
    """The verdict of one case; None where its figures contradict themselves as of that month."""
    assessment = assess(case, figures, as_of)
    if has_errors(assessment.diagnostics):
        return None
    return _verdict(case, as_of, assessment)


def _verdict(case: Case, as_of: int, assessment: Assessment) -> Verdict:
    waiver = waiver_of(case, as_of) if assessment.status in UNSATISFIED else None
    status, short_of = assessment.status, assessment.status
    if waiver is not None:
        status = Status.WAIVED
    elif status is Status.WAIVED and assessment.kept is not None:
        waiver = waiver_of(case, assessment.kept.waived[-1].last)
        short_of = assessment.excused
    asked = asked_now(case, as_of, assessment)
    numbers = numbers_of(case, as_of, asked, assessment)
    goal, pace = case.goal, case.asks.pace
    return Verdict(
        target=case.target,
        task=case.task,
        indicator=case.indicator,
        unit=case.unit,
        units=tuple(member for member in case.members if member is not None),
        status=status,
        goal=None if goal is None else goal.number,
        expected=None if asked is None else asked.number,
        actual=assessment.actual,
        gap=numbers.gap,
        remaining=numbers.remaining,
        needed=numbers.needed,
        forecast=numbers.forecast,
        late=assessment.late,
        numerator=assessment.numerator,
        denominator=assessment.denominator,
        missing=assessment.missing,
        figures=assessment.figures,
        owed=len(case.owed),
        over=len(case.over(as_of)),
        end=case.end,
        at_end=case.at_end(as_of),
        due=case.last_day,
        pace=pace if isinstance(pace, PaceName) else None,
        waiver=waiver,
        short_of=short_of,
        bounds=case.asks.bounds,
        baseline=case.asks.baseline,
        kept=assessment.kept,
        every=case.plan.every(case.indicator),
        in_percent=case.asks.in_percent,
    )


def _unit_reports(
    plan: Plan, figures: Figures, judged: Iterable[tuple[Case, Verdict]], as_of: int
) -> tuple[UnitReport, ...]:
    owed: dict[str | None, dict[tuple[str, Period], bool]] = {}
    """By unit: whether each figure that is owed and over was reported."""
    missing: dict[str | None, set[Missing]] = {}
    for case, verdict in judged:
        for member, period in case.over(as_of):
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
                complete=all(there for (_, period), there in mine.items() if period.last == as_of),
                months=_months(plan, figures, unit, mine),
            )
        )
    return tuple(reports)


def _months(
    plan: Plan, figures: Figures, unit: str | None, owed: dict[tuple[str, Period], bool]
) -> tuple[MonthSending, ...]:
    """Month by month what a unit owed, whether it is there, and since when."""
    counts: Counter[int] = Counter()
    there: Counter[int] = Counter()
    days: dict[int, list[date]] = {}
    for (indicator, period), reported in owed.items():
        counts[period.last] += 1
        if not reported:
            continue
        there[period.last] += 1
        sent = figures.sent.get((unit, indicator))
        if sent:
            # A figure for several months is there with the last of them.
            parts = [period] if period in sent else period.months
            sent_on = [sent[part] for part in parts if part in sent]
            if len(sent_on) == len(parts):
                days.setdefault(period.last, []).append(max(sent_on))
    due_day = plan.calendar.due_day
    return tuple(
        MonthSending(
            month,
            count,
            there[month],
            max(days[month]) if len(days.get(month, ())) == count else None,
            due_day(month),
        )
        for month, count in sorted(counts.items())
    )
