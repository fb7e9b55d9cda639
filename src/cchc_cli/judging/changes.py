"""What changed since the period before, how each verdict came about, and what falls due next.

Earlier months are judged anew from the figures as they stand today, so that a figure that came in
late counts for the month that it is about. Where the period before is closed, what its report said
is known too: every target that fell short in it is among the changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from cchc_cli.judging.assess import assess
from cchc_cli.judging.cases import Case, cases_of
from cchc_cli.judging.restatement import as_reported
from cchc_cli.judging.verdicts import verdict_as_of
from cchc_cli.model.closing import Closing
from cchc_cli.model.diagnostic import has_errors
from cchc_cli.model.figures import Figures, SeriesKey
from cchc_cli.model.history import (
    Background,
    Change,
    DueFigures,
    Point,
    Track,
    Turn,
)
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.model.progress import UNSEEN, Progress
from cchc_cli.model.verdict import FINE, SHORT, Status, Verdict


def background(
    plan: Plan,
    figures: Figures,
    verdicts: Sequence[Verdict],
    as_of: int,
    stride: int,
    progress: Progress = UNSEEN,
    closing: Closing = Closing(),  # noqa: B008 - it is immutable
) -> Background:
    """The changes of `verdicts` since `stride` months before `as_of`, and what is due after it.

    What is due next is what ends within `stride` months after `as_of`, for all units; where no figure
    is owed in them, the figures of the first month after them in which one is.
    """
    cases = {(case.target.id, case.unit): case for case in cases_of(plan)}
    previous = as_of - stride
    has_previous = previous >= plan.calendar.first
    until = min(as_of + stride, plan.calendar.last)
    reported = as_reported(closing, figures, previous, plan.life(None))
    return Background(
        previous=previous if has_previous else None,
        changes=(
            _changes(cases, figures, reported, verdicts, as_of, stride, progress) if has_previous else ()
        ),
        due_figures=_due_figures(plan, cases.values(), as_of, until),
        due_targets=tuple(
            verdict
            for verdict in verdicts
            if as_of < verdict.end <= until and verdict.bounds
            if verdict.status is not Status.MET
        ),
    )


def _changes(
    cases: dict[tuple[str, str | None], Case],
    figures: Figures,
    reported: tuple[Figures, frozenset[SeriesKey]],
    verdicts: Sequence[Verdict],
    as_of: int,
    stride: int,
    progress: Progress,
) -> tuple[Change, ...]:
    changes = []
    previous = as_of - stride
    told_figures, corrected = reported
    progress.begin("changes", len(verdicts))
    for verdict in verdicts:
        progress.step()
        case = cases[verdict.key]
        before_now = _as_of(case, figures, previous)
        earlier = told = None if before_now is None else before_now.status
        if corrected and not corrected.isdisjoint(_series_of(case)):
            told = _status(case, told_figures, previous)
        is_short, is_lasting = verdict.status in SHORT, False
        if not is_short and earlier not in SHORT and told not in SHORT:
            continue
        # What was reported short stays so in the words of the next report, whatever was corrected.
        seen, before = (figures, earlier) if earlier in SHORT else (told_figures, told)
        run, since = _run(case, seen, previous, stride)
        if is_short:
            turn = Turn.STILL if run else Turn.NEW
            run, since = run + 1, since if run else as_of
            # What got worse is not what it was.
            same = before_now is not None and _extent(before_now) == _extent(verdict)
            is_lasting = turn is Turn.STILL and same and _is_lost(verdict)
        elif verdict.status in FINE:
            turn = Turn.RESOLVED if earlier in SHORT else Turn.RESTATED
        else:
            turn = Turn.WAIVED if verdict.status is Status.WAIVED else Turn.UNDECIDED
        changes.append(Change(verdict, turn, before, run, since, is_lasting))
    return tuple(changes)


def _series_of(case: Case) -> list[SeriesKey]:
    """The series that a case is judged by."""
    parts = [part.id for part in case.plan.parts(case.indicator)]
    return [(member, part) for member in case.members for part in parts]


def _run(case: Case, figures: Figures, as_of: int, stride: int) -> tuple[int, int]:
    """How many periods in a row, back from `as_of`, fall short, and the last month of the first.

    A waiver excuses a shortfall and does not undo it: what it covered counts.
    """
    run, since = 0, as_of
    while _status_unexcused(case, figures, as_of) in SHORT:
        run, since, as_of = run + 1, as_of, as_of - stride
    return run, since


def _as_of(case: Case, figures: Figures, as_of: int) -> Verdict | None:
    """The verdict as of a month; None before anything is owed, or where figures contradict."""
    return None if as_of < case.plan.calendar.first else verdict_as_of(case, figures, as_of)


def _status(case: Case, figures: Figures, as_of: int) -> Status | None:
    """Its status alone."""
    verdict = _as_of(case, figures, as_of)
    return None if verdict is None else verdict.status


def _status_unexcused(case: Case, figures: Figures, as_of: int) -> Status | None:
    """The same as if nothing were waived; no numbers are worked out for it."""
    if as_of < case.plan.calendar.first:
        return None
    assessment = assess(case, figures, as_of)
    return None if has_errors(assessment.diagnostics) else assessment.status


def _is_lost(verdict: Verdict) -> bool:
    """Whether nothing that may still come undoes it.

    So it is with a period that was missed of a goal for each, and with a sum above its ceiling.
    At the plan's end nothing is undone at all, but that stands there for the first time.
    """
    if verdict.status is not Status.MISSED:
        return False
    if verdict.kept is not None:
        return True
    kind, actual = verdict.indicator.kind, verdict.actual
    if actual is None or not (kind.adds_up or kind.owes_at_end):
        return False
    return any(not bound.comparison.is_lower and actual > bound.value for bound in verdict.bounds)


def _extent(verdict: Verdict) -> Fraction | tuple[Period, ...] | None:
    """How far it has gone: the sum, or the periods that were missed."""
    return verdict.actual if verdict.kept is None else verdict.kept.short


def _due_figures(plan: Plan, cases: Iterable[Case], after: int, until: int) -> tuple[DueFigures, ...]:
    owed: dict[tuple[int, str | None], dict[str, Indicator]] = {}
    shortest: dict[int, Period] = {}
    for case in cases:
        parts = {part.id: part for part in plan.parts(case.indicator)}
        at_end_only = case.indicator.kind.owes_at_end
        for member, period in case.owed:
            if after < period.last and not (at_end_only and period.last != case.end):
                owed.setdefault((period.last, member), {}).update(parts)
                shortest[period.last] = max(period, shortest.get(period.last, period))
    until = max(until, min(shortest, default=until))
    return tuple(
        DueFigures(shortest[month], unit, tuple(owed[month, unit].values()))
        for month, unit in sorted(owed, key=lambda key: (key[0], plan.unit_order[key[1]]))
        if month <= until
    )


def tracker(
    plan: Plan, figures: Figures, as_of: int, progress: Progress = UNSEEN
) -> Callable[[Verdict], Track]:
    """What gives the course of a verdict from the plan's first month to `as_of`, a step each."""
    cases = {(case.target.id, case.unit): case for case in cases_of(plan)}

    def follow(verdict: Verdict) -> Track:
        progress.step()
        return track(cases[verdict.key], figures, verdict, as_of)

    return follow


def track(case: Case, figures: Figures, verdict: Verdict, as_of: int) -> Track:
    """The course of one verdict; months before its unit's life are left out."""
    first = min((case.plan.life(member).first for member in case.members), default=as_of)
    points = []
    for month in range(first, as_of):
        earlier = verdict_as_of(case, figures, month)
        if earlier is None:
            points.append(Point(month, None, None, None))
        else:
            points.append(Point(month, earlier.status, earlier.actual, earlier.expected))
    points.append(Point(as_of, verdict.status, verdict.actual, verdict.expected))
    return Track(verdict, tuple(points), _turned(points))


def _turned(points: Sequence[Point]) -> int | None:
    """The first month of those at the end that stand alike: fine, short, undecided or waived."""
    standing = _standing(points[-1].status)
    turned = points[-1].month
    for point in reversed(points):
        if _standing(point.status) != standing:
            return turned
        turned = point.month
    return None


def _standing(status: Status | None) -> str:
    if status in FINE:
        return "fine"
    return "short" if status in SHORT else str(status)
