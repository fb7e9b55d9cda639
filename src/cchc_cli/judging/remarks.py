"""What is worth saying beside the verdicts: of waivers, of figures later, odd or unused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cchc_cli.judging.cases import Case
from cchc_cli.model import codes
from cchc_cli.model.asked import asked_of
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import UNSATISFIED, Status, Verdict

MAX_NAMED = 10
"""Hidden rows or columns of a sheet that one remark names."""


def expired_waivers(case: Case, as_of: int) -> Iterable[Diagnostic]:
    """Waivers of a case that falls short which have ended."""
    for index, waiver in enumerate(case.target.waivers):
        until = case.plan.month_of(waiver.until)
        if waiver.unit in (None, case.unit) and until < as_of:
            yield codes.V101.at(
                target=case.target.id,
                unit=case.unit,
                until=Period.of_month(until),
                months=as_of - until,
                reason=waiver.reason,
                waiver=index,
            )


def idle_waivers(plan: Plan, verdicts: Iterable[Verdict], as_of: int) -> Iterable[Diagnostic]:
    """Waivers that nothing needs any more.

    One that excuses a period of a goal for each period is needed for good. Any other in force is
    needed until all that it covers is met or cannot arise; one that has ended, where anything that
    it covered still falls short, which is reported elsewhere.
    """
    by_target: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_target.setdefault(verdict.target.id, []).append(verdict)
    settled = {Status.MET, Status.NOT_APPLICABLE}
    for target in plan.target_by_id.values():
        for index, waiver in enumerate(target.waivers):
            until = plan.month_of(waiver.until)
            covered = [v for v in by_target.get(target.id, ()) if waiver.unit in (None, v.unit)]
            excuses = any(period.last <= until for v in covered if v.kept for period in v.kept.waived)
            if excuses:
                idle = False
            elif until < as_of:
                idle = not any(verdict.short_of in UNSATISFIED for verdict in covered)
            else:
                idle = all(v.at_end or v.short_of is Status.MET for v in covered) and all(
                    verdict.short_of in settled for verdict in covered
                )
            if idle:
                units = tuple(verdict.unit for verdict in covered if verdict.unit is not None)
                code = codes.V104 if until < as_of else codes.V103
                yield code.at(
                    target=target.id,
                    unit=waiver.unit or units or None,
                    until=Period.of_month(until),
                    reason=waiver.reason,
                    waiver=index,
                )


def later_figures(plan: Plan, figures: Figures, as_of: int) -> Iterable[Diagnostic]:
    """How many figures are about months after the as-of, and so left out; days of such one by one."""
    later, judged = 0, Period.of_month(as_of)
    for (unit, indicator), series in figures.series.items():
        for period, entry in series.items():
            if period.last > as_of:
                later += 1
            elif isinstance(entry.value, date) and plan.month_of(entry.value) > as_of:
                month = Period.of_month(plan.month_of(entry.value))
                params = {"unit": unit, "indicator": indicator, "day": entry.value}
                yield codes.A345.at(figures.place(entry), **params, month=month, as_of=judged)
    if later:
        yield codes.A305.at(count=later, as_of=judged)


def high_numerators(plan: Plan, figures: Figures) -> Iterable[Diagnostic]:
    """Parts that are larger than their whole."""
    ratios = [indicator for indicator in plan.indicators if indicator.is_bounded]
    for ratio in ratios:
        numerator, denominator = ratio.parts
        for unit in plan.unit_order:
            upper, lower = figures.of(unit, numerator), figures.of(unit, denominator)
            for period in upper.keys() & lower.keys():
                high, low = upper[period].value, lower[period].value
                if isinstance(high, Decimal) and isinstance(low, Decimal) and high > low:
                    yield codes.A303.at(
                        figures.place(upper[period]),
                        numerator=numerator,
                        denominator=denominator,
                        unit=unit,
                        period=period,
                        high=high,
                        low=low,
                        other=figures.place(lower[period]),
                    )


def unused_figures(plan: Plan, cases: Iterable[Case], figures: Figures) -> Iterable[Diagnostic]:
    """Figures that no target or identity asks for: often the wrong unit, or one with a unit that is
    the department's.
    """
    asked = {
        (member, part) for case in cases for member in case.members for part in case.indicator.parts
    }
    for (unit, indicator), series in figures.series.items():
        if (unit, indicator) not in asked and indicator not in plan.summed:
            place = figures.place(min(series.values(), key=lambda entry: (entry.source, entry.line)))
            yield codes.A306.at(place, unit=unit, indicator=indicator, count=len(series))


def hidden_figures(figures: Figures, verdicts: Iterable[Verdict]) -> Iterable[Diagnostic]:
    """Sheets, rows and columns that nobody sees and on which verdicts rest, at their first figure."""
    if not figures.hidden:
        return
    hidden_at: dict[tuple[str, str, str], dict[int, Location]] = {}
    for verdict in verdicts:
        for figure in verdict.figures:
            place = figure.location
            hidden = figures.hidden.get((place.path, place.sheet or ""))
            if hidden is None or place.line is None or place.column is None:
                continue
            sheet = (place.path, place.sheet or "")
            if hidden.is_whole:
                hidden_at.setdefault((*sheet, "sheet"), {})[0] = Location(place.path, sheet=place.sheet)
            if place.line in hidden.rows:
                hidden_at.setdefault((*sheet, "row"), {}).setdefault(place.line, place)
            if hidden.hides_column(place.column - 1):
                hidden_at.setdefault((*sheet, "column"), {}).setdefault(place.column, place)
            for key in hidden.keys:
                hidden_at.setdefault((*sheet, "column"), {}).setdefault(key.column or 0, key)
    for (_, sheet_name, part), places in hidden_at.items():
        numbers = sorted(places)
        names = [sheet_name]
        if part == "row":
            names = [str(number) for number in numbers]
        elif part == "column":
            names = [(places[number].cell or "").rstrip("0123456789") for number in numbers]
        named = ", ".join([*names[:MAX_NAMED], *(["…"] if len(names) > MAX_NAMED else [])])
        yield codes.A328.at(places[numbers[0]], part=Term("hidden", part), found=named)


def silent_targets(plan: Plan, cases: Iterable[Case]) -> Iterable[Diagnostic]:
    """Targets that give no verdict at all, and why: nobody owes anything by their due date."""
    judged = {case.target.id for case in cases}
    for target in plan.target_by_id.values():
        if target.id not in judged:
            due = asked_of(plan, target, None).due_month
            is_deed = plan.indicator_by_id[target.indicator].kind.owes_at_end
            why = Term("why", "nobody_lives" if is_deed else "no_period")
            yield codes.V110.at(target=target.id, why=why, due=Period.of_month(due))
