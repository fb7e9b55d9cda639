"""Every sentence about a verdict, as plain text on one line; a renderer adds layout and escaping."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc_cli.model.diagnostic import Location
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan, Waiver
from cchc_cli.model.scalars import PaceName
from cchc_cli.model.verdict import Kept, Missing, Status, Verdict
from cchc_cli.render import targets
from cchc_cli.render.amounts import Amounts, amounts
from cchc_cli.render.provenance import counted_out
from cchc_cli.render.wording import NONE as NONE
from cchc_cli.render.wording import Wording, visible

if TYPE_CHECKING:
    from cchc_cli.model.history import Change

MARKS = {
    Status.MET: "✓",
    Status.ON_TRACK: "✓",
    Status.BEHIND: "▲",
    Status.MISSED: "✗",
    Status.NO_DATA: "○",
    Status.NOT_DUE: "·",
    Status.NOT_APPLICABLE: "–",
    Status.WAIVED: "◇",
}
"""A sign for each status, so that none is told by colour alone."""


# Whom and what it is about


def name(verdict: Verdict) -> str:
    """The indicator's name."""
    return visible(verdict.indicator.name)


def scope(plan: Plan, verdict: Verdict, wording: Wording) -> str:
    """Whom a verdict is about: a unit, the sum of several, or the department."""
    if verdict.unit is None and verdict.target.over is not None:
        return wording.word("sum", units=wording.unit_list(plan, verdict.units))
    return wording.unit(plan, verdict.unit)


def short_scope(plan: Plan, verdict: Verdict, wording: Wording) -> str:
    """The same by the shortest of a unit's names, for a narrow table."""
    if verdict.unit is None and verdict.target.over is not None:
        return scope(plan, verdict, wording)
    return wording.short_unit(plan, verdict.unit)


def summary(verdict: Verdict, plan: Plan, wording: Wording) -> str:
    """Whom it is about, what was counted, the actual beside the goal, the arithmetic, its register."""
    details = "; ".join(arithmetic(verdict, wording))
    subject = f"{scope(plan, verdict, wording)} · {name(verdict)}"
    state = f"{status(verdict, wording)}, {headline(verdict, wording)}"
    clause = targets.clause(verdict.task, wording)
    counted = counted_out(verdict, plan, wording)
    where = f"{clause} · {counted}" if counted else clause
    return f"{subject}: {state}{f' — {details}' if details else ''} · {where}"


def dates(plan: Plan, month: int, wording: Wording) -> str:
    """The days of a month, and since when the running total counts; stands behind the month."""
    calendar = plan.calendar
    return wording.word(
        "text.dates",
        first=calendar.first_day(month),
        last=calendar.last_day(month),
        start=calendar.first_day(calendar.first),
    )


# How it stands


def status(verdict: Verdict, wording: Wording) -> str:
    """The status in words; late work, a ceiling that holds, a level that does not have their own.

    A ceiling that is asked for later only, or in steps, may be on track above its goal.
    """
    if verdict.late:
        return wording.word("status.met.late")
    if verdict.status is Status.ON_TRACK and verdict.is_ceiling and not is_above(verdict):
        return wording.word("status.on_track.ceiling")
    if verdict.status is Status.BEHIND and verdict.indicator.kind.is_held:
        return wording.word("status.behind.held")
    return status_word(verdict.status, wording)


def status_word(status: Status, wording: Wording) -> str:
    """A status in the words that all verdicts share, for counts."""
    return wording.word(f"status.{status}")


def standing(verdict: Verdict, wording: Wording) -> str:
    """The status as a letter says it: a pace that we derived from the year's goal is called so."""
    if verdict.status is Status.BEHIND and verdict.pace is PaceName.LINEAR:
        return wording.word("remind.behind_average")
    return status(verdict, wording)


def headline(verdict: Verdict, wording: Wording) -> str:
    """The actual beside the goal: `9 bài (≥ 20)`."""
    if is_deed(verdict):
        is_unknown = verdict.actual is None and verdict.at_end
        return wording.word("text.no_row") if is_unknown else done(amounts(verdict).actual, wording)
    text = reached_alone(verdict, wording)
    if verdict.indicator.kind.is_told:
        return text
    counted = measure(verdict, wording) if verdict.kept is None else ""
    return f"{text}{f' {counted}' if counted else ''} ({goal(verdict, wording)})"


def held(kept: Kept, wording: Wording) -> str:
    """In how many periods a goal for each was kept: `6/7 kỳ đạt`."""
    if not kept.counted:
        return wording.word("text.kept_none")
    return wording.word("text.kept", held=kept.held, of=len(kept.counted))


def narratives(verdict: Verdict, wording: Wording) -> str:
    """For how many of the periods that are over there is a note."""
    there = verdict.over - len(verdict.missing)
    if verdict.over:
        return wording.word("text.told", there=there, over=verdict.over)
    return wording.word("goal.narrative" if verdict.figures else "text.not_told")


def reached_alone(verdict: Verdict, wording: Wording) -> str:
    """What was reached: `9`, `57,1%`, `6/7 kỳ đạt`, done or not done; a dash where nothing is known."""
    numbers = amounts(verdict)
    if verdict.indicator.kind.is_told:
        return narratives(verdict, wording)
    if is_deed(verdict):
        return NONE if numbers.actual is None else done(numbers.actual, wording)
    if verdict.kept is not None:
        return held(verdict.kept, wording)
    return amount(verdict, numbers.actual, wording)


def reached(verdict: Verdict, numbers: Amounts, wording: Wording) -> str:
    """The same with the sums that a quotient is made of: `57,1% (4/7)`."""
    actual = reached_alone(verdict, wording)
    if verdict.kept is not None:
        return actual
    if numbers.numerator is not None and numbers.denominator is not None:
        actual += f" ({wording.number(numbers.numerator)}/{wording.number(numbers.denominator)})"
    return actual


def actual_of_goal(verdict: Verdict, numbers: Amounts, wording: Wording) -> str:
    """What was reached beside what is asked: `9 / ≥ 20`, `57,1% (4/7) / ≥ 60%`."""
    value = reached(verdict, numbers, wording)
    if value == NONE:
        value = wording.word("text.no_row")
    return value if verdict.indicator.kind.is_told else f"{value} / {goal(verdict, wording)}"


def done(actual: Decimal | None, wording: Wording) -> str:
    """Whether a milestone is done."""
    return wording.word("text.done" if actual else "text.not_done")


def known_so_far(verdict: Verdict, wording: Wording) -> str:
    """What the figures so far come to, beside what is asked by now; empty without figures."""
    numbers = amounts(verdict)
    if numbers.actual is None:
        return ""
    bar = numbers.expected if numbers.expected is not None else numbers.goal
    value = amount(verdict, numbers.actual, wording)
    if not verdict.is_ceiling and bar is not None:
        value = f"{value}/{amount(verdict, bar, wording)}"
    return wording.word("text.known", known=value)


def is_deed(verdict: Verdict) -> bool:
    """Whether it is about something that one unit has done or not."""
    return verdict.indicator.kind.owes_at_end and verdict.target.over is None


def percent(share: int, wording: Wording) -> str:
    """A share in percent; above 100 only that it is, for the numbers beside it say how far."""
    return "> 100%" if share > 100 else f"{wording.number(share)}%"


# What is asked


def goal(verdict: Verdict, wording: Wording, *, in_full: bool = False) -> str:
    """`≥ 20`, in full `≥ 20 bài`; a done or a note where no number is asked."""
    words = targets.GoalWords(verdict.target, verdict.indicator, verdict.every, wording, in_full)
    return words.text(verdict.bounds, verdict.in_percent)


# Numbers


def amount(verdict: Verdict, value: Decimal | None, wording: Wording) -> str:
    """A number of a verdict with its percent sign; a dash for none."""
    if value is None:
        return NONE
    return wording.number(value) + ("%" if verdict.in_percent else "")


def distance(verdict: Verdict, value: Decimal | None, wording: Wording) -> str:
    """A gap or an excess, of percentages in percentage points; a dash for none."""
    if not value:
        return NONE
    number = wording.number(value)
    return wording.word("text.points", number=number) if verdict.in_percent else number


def forecast(verdict: Verdict, numbers: Amounts, wording: Wording) -> str:
    """Where a count leads by its end; a dash at the end and where nothing can be said."""
    return NONE if numbers.forecast is None or verdict.at_end else wording.number(numbers.forecast)


def measure(verdict: Verdict, wording: Wording) -> str:
    """What its numbers count, where that is not percent."""
    if verdict.in_percent:
        return ""
    return targets.measure(verdict.indicator, verdict.target, wording)


def left(verdict: Verdict, numbers: Amounts, wording: Wording) -> str:
    """What is missing of the goal, or the excess over it."""
    if is_deed(verdict) or numbers.actual is None:
        return NONE
    if verdict.kept is not None and verdict.kept.short:
        return wording.word("text.kept_short", periods=wording.periods(verdict.kept.short))
    value = numbers.gap if is_above(verdict) else numbers.remaining or numbers.gap
    number = distance(verdict, value, wording)
    is_excess = value and is_above(verdict)
    return wording.word("text.excess", gap=number) if is_excess else number


def is_above(verdict: Verdict) -> bool:
    """Whether the actual is beyond what an upper bound or an exact goal lets it be."""
    actual = verdict.actual
    return actual is not None and any(
        not bound.comparison.is_lower and not bound.holds(actual) and actual >= bound.value
        for bound in verdict.bounds
    )


# Why it stands so


def arithmetic(verdict: Verdict, wording: Wording) -> list[str]:
    """What is asked by now, what is missing, what is left and where it leads."""
    numbers = amounts(verdict)
    parts: list[str] = []
    if verdict.kept is not None:
        parts += kept(verdict.kept, wording)
    if verdict.denominator is not None and numbers.numerator is not None:
        sums = {"numerator": numbers.numerator, "denominator": numbers.denominator}
        parts.append(wording.word("text.sums", **sums))
    gap = distance(verdict, numbers.gap, wording)
    if is_above(verdict) and numbers.gap:
        parts.append(wording.word("text.excess", gap=gap))
    elif is_deed(verdict):
        parts += deed_dates(verdict, wording)
    elif numbers.gap and verdict.is_range:
        parts.append(wording.word("text.gap_range", gap=gap))
    elif numbers.gap:
        key = "text.gap_end" if verdict.at_end or verdict.kept else "text.gap"
        asked = amount(verdict, numbers.expected, wording)
        parts.append(wording.word(key, expected=asked, gap=gap))
    if numbers.needed and numbers.remaining:
        parts.append(
            wording.word(
                "text.needed_each" if len(verdict.units) > 1 else "text.needed",
                remaining=amount(verdict, numbers.remaining, wording),
                needed=amount(verdict, numbers.needed, wording),
                every=wording.word(f"every.{verdict.every}"),
            )
        )
    if numbers.forecast is not None and not verdict.at_end and not verdict.is_ceiling:
        parts.append(wording.word("text.forecast", forecast=numbers.forecast))
    if verdict.missing:
        parts.append(without(verdict, wording))
    if verdict.waiver is not None:
        parts.append(waived(verdict.waiver, wording))
    return parts


def deed_dates(verdict: Verdict, wording: Wording) -> Iterable[str]:
    """By when something is to be done; of what was done late also when that was."""
    if verdict.status is Status.MET and not verdict.late:
        return
    if verdict.late and isinstance(day := verdict.figures[-1].value, date):
        yield wording.word("text.done_on", day=wording.day(day))
    yield wording.word("goal.due", due=wording.day(verdict.due))


def kept(kept: Kept, wording: Wording) -> Iterable[str]:
    """The periods in which a goal for each was not kept, and those that are excused."""
    for key, periods in (("text.kept_short", kept.short), ("text.kept_waived", kept.waived)):
        if periods:
            yield wording.word(key, periods=wording.periods(periods))


def missing_periods(missing: Iterable[Missing], wording: Wording) -> str:
    """The periods that are missing, each once."""
    return wording.periods({gap.period for gap in missing})


def without(verdict: Verdict, wording: Wording) -> str:
    """The periods whose figures it lacks."""
    return wording.word("text.without", periods=missing_periods(verdict.missing, wording))


def undecided(verdict: Verdict, numbers: Amounts, plan: Plan, wording: Wording) -> str:
    """What cannot be decided, what is known of it, and what is missing."""
    parts = [without(verdict, wording)] if verdict.missing else []
    if verdict.figures:
        known = wording.word("text.known", known=actual_of_goal(verdict, numbers, wording))
        parts.insert(0, known)
    details = "; ".join(parts) or wording.word("text.no_row")
    return f"{name(verdict)} — {short_scope(plan, verdict, wording)}: {details}"


def waived(waiver: Waiver, wording: Wording) -> str:
    """Until when a shortfall is accepted, why and by whom."""
    until = Period.of_month(waiver.until) if isinstance(waiver.until, int) else waiver.until
    return wording.word("text.waiver", until=until, reason=waiver.reason, by=waiver.by)


def run(change: Change, wording: Wording) -> str:
    """For how many periods it has fallen short, or did before; empty where it is new or never did."""
    from cchc_cli.model.history import Turn  # Of documents alone.

    if change.turn in (Turn.NEW, Turn.RESTATED):
        return ""
    if change.run == 1:
        return wording.word("report.run_once", since=wording.month(change.since))
    key = "report.run" if change.turn is Turn.STILL else "report.run_before"
    return wording.word(key, count=change.run, since=wording.month(change.since))


# What asks for it


def basis(verdict: Verdict, plan: Plan, wording: Wording) -> str:
    """The clause, and the legal basis where the task cites any."""
    parts = [targets.clause(verdict.task, wording)]
    if verdict.task.references:
        parts.append(wording.word("report.legal", references=targets.references(verdict.task, plan)))
    return "; ".join(parts)


def grounds(verdict: Verdict, plan: Plan, wording: Wording) -> str:
    """The same for a page that is signed: a goal that the document does not state says so."""
    parts = [basis(verdict, plan, wording)]
    if verdict.target.basis == "derived":
        parts.append(wording.word("report.derived"))
    if verdict.target.severity == "warning":
        parts.append(wording.word("report.warning_only"))
    return "; ".join(parts)


def place(location: Location | None, wording: Wording) -> str:
    """A place to go before what is said of it; empty for none."""
    return f"{wording.place(location)}: " if location else ""
