"""How a verdict comes about, from the figures on: each step as one line of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby

from cchc_cli.model.figures import Figure
from cchc_cli.model.goal import Bound
from cchc_cli.model.kind import Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.scalars import PaceName
from cchc_cli.model.verdict import Kept, KeptPeriod, Missing, Status, Verdict
from cchc_cli.render import phrases, targets
from cchc_cli.render.amounts import Amounts, amounts, printable, rounded
from cchc_cli.render.wording import NONE, Wording


def steps(verdict: Verdict, wording: Wording) -> Iterable[str]:
    """The arithmetic that leads to a verdict; of a goal for each period a line for each of them."""
    numbers, kind = amounts(verdict), verdict.indicator.kind
    if verdict.baseline is not None:
        yield _baseline(verdict, verdict.baseline, wording)
    if verdict.kept is not None:
        yield from _kept_periods(verdict, verdict.kept, wording)
        return
    if not verdict.figures:
        yield wording.word("explain.no_figure")
    if verdict.denominator is not None:
        yield _quotient(verdict, numbers, wording)
    elif verdict.figures and kind.adds_up:
        yield wording.word("explain.sum", figures=_addends(verdict, wording), total=numbers.actual)
    elif verdict.figures and kind is Kind.LEVEL:
        yield wording.word("explain.latest", figures=_addends(verdict, wording))
    if verdict.goal is None or (verdict.is_ceiling and kind.adds_up):
        return
    if phrases.is_deed(verdict) and numbers.expected is not None:
        return
    yield _asked_now(verdict, numbers, wording)


def _baseline(verdict: Verdict, baseline: Fraction, wording: Wording) -> str:
    """How a goal comes out of its baseline: `tăng 10% so với 120 (= 132)`."""
    sign = "%" if verdict.indicator.in_percent else ""
    started = wording.number(printable(baseline)) + sign
    changes = [
        wording.word(
            "change.result",
            change=targets.change(goal, verdict.indicator.in_percent, wording),
            baseline=started,
            goal=wording.number(printable(goal.from_baseline(printable(baseline)))) + sign,
        )
        for goal in targets.goals_of(verdict.target, verdict.unit).values()
        if goal.sign
    ]
    return "; ".join(changes) or wording.word("explain.baseline", baseline=started)


def _kept_periods(verdict: Verdict, kept: Kept, wording: Wording) -> Iterable[str]:
    """The periods of a goal for each, those in a row without a figure on one line."""

    def outcome(period: KeptPeriod) -> object:
        return period.period if period.is_known else (period.outcome, period.waived)

    for _, group in groupby(kept.periods, outcome):
        periods = list(group)
        yield _kept_period(verdict, periods[0], [period.period for period in periods], wording)


def _kept_period(
    verdict: Verdict, first: KeptPeriod, periods: Sequence[Period], wording: Wording
) -> str:
    """What a period came to and whether that suffices; `periods` are those of which it is said."""
    value = NONE
    if first.actual is not None:
        bars = [bound.value for bound in verdict.bounds]
        show = printable if first.denominator is None else rounded
        value = phrases.amount(verdict, show(first.actual, bars), wording)
    if first.numerator is not None and first.denominator is not None:
        value += f" ({wording.number(first.numerator)}/{wording.number(first.denominator)})"
    word = wording.word("kept.waived" if first.waived else f"kept.{first.outcome}")
    return wording.word("explain.kept", period=wording.periods(periods), value=value, outcome=word)


def _quotient(verdict: Verdict, numbers: Amounts, wording: Wording) -> str:
    if not verdict.denominator or verdict.actual is None or numbers.actual is None:
        return wording.word(
            "explain.ratio_zero", numerator=numbers.numerator, denominator=numbers.denominator
        )
    scale = verdict.indicator.scale
    has_scale = verdict.indicator.kind is Kind.AVERAGE and scale != 1
    is_exact = Fraction(numbers.actual) == verdict.actual
    return wording.word(
        "explain.quotient",
        scale=f"{wording.number(scale)} × " if has_scale else "",
        numerator=numbers.numerator,
        denominator=numbers.denominator,
        sign="=" if is_exact else "≈",
        actual=phrases.amount(verdict, numbers.actual, wording),
    )


def _asked_now(verdict: Verdict, numbers: Amounts, wording: Wording) -> str:
    """What is asked by now, with the share of the goal that a linear pace comes to."""
    sign = "%" if verdict.in_percent else ""
    if numbers.expected is None and verdict.status is Status.MET:
        return wording.word(
            "explain.expected_end", expected=targets.bounds(verdict.bounds, sign, wording)
        )
    if numbers.expected is None:
        key = "explain.before_steps" if verdict.pace is None else "explain.not_asked"
        return wording.word(key, due=wording.month(verdict.end))
    assert verdict.goal is not None
    assert verdict.expected is not None
    if verdict.pace is PaceName.LINEAR and not verdict.at_end:
        key = "explain.expected"
        if verdict.expected != verdict.goal * verdict.over / verdict.owed:
            key = "explain.expected_rounded"
        elif verdict.expected != Fraction(numbers.expected):
            key = "explain.expected_about"
        return wording.word(
            key,
            goal=numbers.goal,
            over=verdict.over,
            owed=verdict.owed,
            expected=numbers.expected,
        )
    asked = (Bound(verdict.bounds[0].comparison, verdict.expected),)
    key = "explain.expected_end" if verdict.at_end else "explain.expected_flat"
    return wording.word(key, expected=targets.bounds(asked, sign, wording))


def _addends(verdict: Verdict, wording: Wording) -> str:
    return " + ".join(wording.value(figure.value) for figure in verdict.figures)


def figure(figure: Figure, wording: Wording) -> str:
    """One figure that a verdict rests on: whose, what, when, how much."""
    value = "" if figure.value is None else f" {wording.value(figure.value)}"
    unit = f"{figure.unit} " if figure.unit else ""
    return f"{unit}{figure.indicator} {wording.period(figure.period)}:{value}"


def missing_figures(missing: Iterable[Missing], plan: Plan, wording: Wording) -> str:
    """What is missing, by unit and periods: `Văn phòng: Hồ sơ đã trả (tháng 1/2025)`."""
    periods: dict[tuple[str | None, str], list[Period]] = {}
    for gap in missing:
        periods.setdefault((gap.unit, gap.indicator), []).append(gap.period)
    indicators: dict[tuple[str | None, tuple[Period, ...]], list[str]] = {}
    for (unit, indicator), owed in periods.items():
        name = plan.indicator_by_id[indicator].name
        indicators.setdefault((unit, tuple(owed)), []).append(name)
    return "; ".join(
        f"{wording.short_unit(plan, unit)}: {', '.join(map(wording.value, names))}"
        f" ({wording.periods(owed)})"
        for (unit, owed), names in indicators.items()
    )
