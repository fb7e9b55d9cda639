"""The numbers of goals, steps and baselines: with or without %, and such as can be met and missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.kind import Comparison, Kind
from cchc_cli.model.plan import Indicator
from cchc_cli.model.scalars import Goal
from cchc_cli.reading.plan_file.checks.asking import (
    BARE,
    Asking,
    askings,
    has_decimals,
    names_of,
    refuse_thousand,
    steps_of,
    takes,
    units_in,
    written,
)
from cchc_cli.reading.plan_file.checks.paces import takes_steps
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.yaml_file.document import Route

_WHOLE = Fraction(100)
"""What a ratio reaches at most whose numerator is a part of its denominator."""


class _Number(NamedTuple):
    """A number that a target asks for, where it stands, and the comparison that it serves."""

    route: Route
    goal: Goal
    comparison: Comparison
    is_step: bool = False


def goals_can_be_met(draft: Draft) -> None:
    """Every goal, step and baseline is a number that its indicator can reach, and can fail to."""
    for asking in askings(draft):
        if asking.indicator.kind.is_told:
            continue
        if asking.unit is None:
            _check_baseline_form(draft, asking)
        for number in _numbers(draft, asking):
            if number.route in draft.unread:
                continue
            is_refused_anyway = asking.indicator.is_whole and not number.goal.sign
            if not is_refused_anyway and refuse_thousand(draft, number.route, number.goal):
                continue
            if asking.indicator.kind.owes_at_end:
                _check_milestone(draft, asking, number)
            elif number.goal.sign:
                _check_change(draft, asking, number)
            else:
                _check_plain(draft, asking, number)
        _check_range(draft, asking)


def _numbers(draft: Draft, asking: Asking) -> Iterator[_Number]:
    for comparison, goal in asking.goals.items():
        if not takes(asking, comparison):
            continue
        if asking.own == {BARE} and not asking.is_range:
            yield _Number(asking.route, goal, comparison)
        elif comparison in asking.own:
            yield _Number((*asking.route, comparison.value), goal, comparison)
    if "pace" in asking.own and len(asking.goals) == 1 and takes_steps(asking):
        (comparison,) = asking.goals
        for step in steps_of(draft, asking):
            yield _Number((*asking.pace_route, step.label), step.goal, comparison, is_step=True)


def _check_baseline_form(draft: Draft, asking: Asking) -> None:
    """Of percentages a baseline has a %, of other figures none; below 0 only where they may be."""
    indicator, baseline = asking.indicator, asking.target.baseline
    route: Route = (*asking.target_route(), "baseline")
    if baseline is None or indicator.kind.owes_at_end:
        return
    entries: dict[Route, Goal] = {route: baseline}
    if isinstance(baseline, Mapping):
        entries = {(*route, unit): goal for unit, goal in baseline.items()}
    for at, goal in entries.items():
        if at in draft.unread or refuse_thousand(draft, at, goal):
            continue
        if goal.percent is not indicator.in_percent:
            _wrong_percent(draft, at, goal, indicator.kind, indicator.in_percent)
        elif goal.value < 0 and not indicator.signed:
            draft.fault(codes.P106, at, expected=Term("expected", "plain"), found=written(goal))


def _wrong_percent(draft: Draft, at: Route, goal: Goal, kind: Kind, in_percent: bool) -> None:
    wanted = Term("wanted", "percent" if in_percent else "bare")
    if in_percent and draft.doubts(at):
        draft.amend(at, f"{written(goal)}%")
        return
    draft.fault(codes.P206, at, value=written(goal), kind=kind, wanted=wanted)


def _check_plain(draft: Draft, asking: Asking, number: _Number) -> None:
    goal, indicator = number.goal, asking.indicator
    value = Fraction(goal.value)
    if goal.percent is not indicator.in_percent and value:
        _wrong_percent(draft, number.route, goal, indicator.kind, indicator.in_percent)
    elif number.comparison is Comparison.AT_LEAST and not value and not number.is_step:
        if not indicator.signed:
            draft.fault(codes.P210, number.route)
    elif goal.percent is not indicator.in_percent:
        _wrong_percent(draft, number.route, goal, indicator.kind, indicator.in_percent)
    elif indicator.is_bounded and value > _WHOLE:
        draft.fault(codes.P235, number.route, found=written(goal), indicator=indicator.id)
    elif not number.is_step and _never_holds(number.comparison, value, indicator):
        draft.fault(codes.P233, number.route, comparison=number.comparison.value, found=written(goal))
    elif indicator.is_whole and has_decimals(goal.value):
        # 1.000 is how a thousand is written in Vietnamese.
        near = str(goal.value).replace(".", "") if goal.value.as_tuple().exponent == -3 else None
        draft.fault(codes.P214, number.route, value=goal.value, indicator=indicator.id, near=near)


def _never_holds(comparison: Comparison, value: Fraction, indicator: Indicator) -> bool:
    if indicator.is_bounded and comparison is Comparison.ABOVE and value >= _WHOLE:
        return True
    return comparison is Comparison.BELOW and value <= 0 and not indicator.signed


def _check_change(draft: Draft, asking: Asking, number: _Number) -> None:
    """A number with + or -: a change from a baseline, or of a signed level a number below 0."""
    goal, indicator, target = number.goal, asking.indicator, asking.target
    if target.baseline is None:
        if goal.sign == "+" or not indicator.signed:
            if draft.can_read(asking.target_route(), "baseline"):
                draft.fault(codes.P227, number.route, found=written(goal))
        elif goal.percent is not indicator.in_percent:
            _wrong_percent(draft, number.route, goal, indicator.kind, indicator.in_percent)
        return
    for unit, baseline in _baselines(draft, asking):
        if baseline.value < 0 and not indicator.signed:
            continue  # Already reported.
        result = goal.from_baseline(baseline.value)
        why = _unusable(number, result, indicator)
        if why is not None:
            draft.fault(
                codes.P238,
                number.route,
                change=written(goal),
                baseline=written(baseline),
                goal=result,
                why=Term("why", why),
                unit=unit,
            )


def _baselines(draft: Draft, asking: Asking) -> list[tuple[str | None, Goal]]:
    """The baselines that the changes of an asking start from; of a map those without exceptions."""
    baselines = asking.target.baseline
    if not isinstance(baselines, Mapping):
        return [(None, baselines)] if isinstance(baselines, Goal) else []
    if asking.unit is not None:
        return [(asking.unit, asking.baseline)] if asking.baseline is not None else []
    return [(unit, goal) for unit, goal in baselines.items() if unit not in asking.target.except_]


def _unusable(number: _Number, result: Fraction, indicator: Indicator) -> str | None:
    """Why a goal or step that came out of a baseline asks for nothing that can be met and missed."""
    comparison, is_goal = number.comparison, not number.is_step
    if not indicator.signed and (result < 0 or (is_goal and result == 0 and comparison.is_lower)):
        return "below_nothing"
    if indicator.is_bounded and result > _WHOLE:
        return "above_whole"
    if is_goal and _never_holds(comparison, result, indicator):
        return "never_holds"
    is_whole = comparison is Comparison.EXACTLY and indicator.is_whole
    if is_goal and is_whole and result.denominator != 1:
        return "not_whole"
    return None


def _check_range(draft: Draft, asking: Asking) -> None:
    """A range is one that a number can lie in, for every unit."""
    if not asking.is_range or not asking.indicator.kind.is_held:
        return
    if not asking.own.intersection(Comparison):
        return
    low, high = sorted(asking.goals, key=lambda comparison: comparison.is_upper)
    starts: list[Decimal | None] = [baseline.value for _, baseline in _baselines(draft, asking)]
    for start in starts if asking.target.baseline is not None else [None]:
        lower = asking.goals[low].from_baseline(start)
        upper = asking.goals[high].from_baseline(start)
        if lower > upper or (lower == upper and (low.is_strict or high.is_strict)):
            later = draft.in_order(asking.route, (low, high))[-1]
            draft.fault(codes.P234, (*asking.route, later), lower=lower, upper=upper)
            return


def _check_milestone(draft: Draft, asking: Asking, number: _Number) -> None:
    """One milestone takes the goal 1; several take a number of them, or a percentage."""
    goal = number.goal
    if asking.target.over is None:
        if goal.sign or goal.percent or goal.value != 1:
            draft.fault(codes.P223, number.route, found=written(goal))
        return
    members = _members_at_end(draft, asking)
    wanted = next(iter(asking.goals.values())).percent
    if goal.sign or (not goal.percent and has_decimals(goal.value)):
        draft.fault(codes.P243, number.route, found=written(goal), count=members)
    elif number.is_step and goal.percent is not wanted:
        _wrong_percent(draft, number.route, goal, asking.indicator.kind, wanted)
    elif number.comparison is Comparison.AT_LEAST and not goal.value and not number.is_step:
        draft.fault(codes.P210, number.route)
    elif goal.value > 100 if goal.percent else members > 0 and goal.value > members:
        draft.fault(codes.P243, number.route, found=written(goal), count=members)


def _members_at_end(draft: Draft, asking: Asking) -> int:
    """How many members of `over` live in the due month; 0 where one cannot be read."""
    plan = draft.plan
    if not draft.can_read((), "period") or plan.period.from_ > plan.period.to:
        return 0
    units = units_in(draft, names_of(asking.task, asking.target.over))
    due = plan.month_of(asking.due or asking.task.schedule or plan.period.to)
    return sum(plan.lives(unit, due) for unit in units or ())
