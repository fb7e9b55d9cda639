"""What may be asked before the end: the paces of each kind, and their steps."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.kind import Comparison, Every
from cchc_cli.model.period import Period
from cchc_cli.model.scalars import PaceName
from cchc_cli.reading.plan_file.checks.asking import Asking, askings, steps_of
from cchc_cli.reading.plan_file.draft import Draft


def paces_fit_the_kind(draft: Draft) -> None:
    """A pace is one that the kind and the comparison take."""
    for asking in askings(draft):
        written = asking.own.intersection(Comparison) or "pace" in asking.own
        if asking.pace is None or not written or asking.indicator.kind.is_told:
            continue
        if asking.target.per_period:
            continue  # Already reported.
        why = _refusal(asking)
        if why is not None:
            key, reason = why
            at_key = reason == "at_most"
            draft.fault(codes.P217, asking.pace_route, at_key=at_key, key=key, why=Term("why", reason))


def _refusal(asking: Asking) -> tuple[str, str] | None:
    """What of a pace is refused, and why; None where it fits."""
    kind, names = asking.indicator.kind, set(asking.goals)
    has_steps = isinstance(asking.pace, Mapping)
    if kind.owes_at_end:
        return _milestone_refusal(asking, has_steps)
    if kind.adds_up:
        if names and names <= {Comparison.AT_MOST, Comparison.BELOW}:
            return "pace", "at_most"
    elif asking.pace is PaceName.LINEAR:
        return "linear", kind.value
    elif has_steps and Comparison.EXACTLY in names:
        return "steps", "exactly"
    elif has_steps and asking.is_range:
        return "steps", "range"
    if asking.pace is PaceName.LINEAR and asking.every is Every.ON_DEMAND:
        return "linear", "on_demand"
    return None


def _milestone_refusal(asking: Asking, has_steps: bool) -> tuple[str, str] | None:
    if asking.target.over is None:
        return None if asking.pace is PaceName.FINAL else ("pace", "milestone")
    if Comparison.AT_MOST in asking.goals:
        return "pace", "at_most"
    if has_steps:
        goal = asking.goals.get(Comparison.EXACTLY)
        return ("steps", "exactly_percent") if goal is not None and goal.percent else None
    return None if asking.pace is PaceName.FINAL else (str(asking.pace), "milestones")


def takes_steps(asking: Asking) -> bool:
    """Whether its pace may be one of steps."""
    return isinstance(asking.pace, Mapping) and not asking.target.per_period and _refusal(asking) is None


def steps_follow_one_another(draft: Draft) -> None:
    """Steps lie inside the plan, one a month; such as ask for more than the goal are doubtful."""
    period_is_known = draft.can_read((), "period")
    span = draft.plan.period
    for asking in askings(draft):
        if "pace" not in asking.own or not takes_steps(asking) or len(asking.goals) != 1:
            continue
        ((comparison, goal),) = asking.goals.items()
        is_upper = comparison.is_upper
        due = draft.plan.month_of(asking.due or asking.task.schedule or span.to)
        first_of: dict[int, str] = {}
        before = None
        for step in steps_of(draft, asking):
            at = (*asking.pace_route, step.label)
            month = Period.of_month(step.month)
            if step.month in first_of:
                first = draft.document.locate((*asking.pace_route, first_of[step.month]), at_key=True)
                draft.fault(codes.P240, at, at_key=True, month=month, first=first)
                continue
            first_of[step.month] = step.label
            if period_is_known and span.from_ <= span.to and not span.covers(step.month):
                draft.fault(codes.P220, at, at_key=True, month=month)
            elif period_is_known and step.month > due:
                draft.fault(codes.P242, at, at_key=True, month=month, due=Period.of_month(due))
            value = step.goal.from_baseline(asking.baseline.value if asking.baseline else None)
            is_alike = step.goal.percent is goal.percent and bool(step.goal.sign) == bool(goal.sign)
            end = goal.from_baseline(asking.baseline.value if asking.baseline else None)
            if is_alike and (value < end if is_upper else value > end):
                draft.fault(codes.P241, at, month=month)
            if before is not None and (value > before if is_upper else value < before):
                draft.fault(codes.P219, at, month=month)
            before = value if before is None else (min if is_upper else max)(value, before)
