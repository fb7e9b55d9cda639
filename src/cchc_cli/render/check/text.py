"""The view for a person in a terminal; piped, the same as plain and whole lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import (
    FINE,
    SHORT,
    UNSATISFIED,
    URGENCY,
    AsOfReason,
    Result,
    Status,
    UnitReport,
    Verdict,
)
from cchc_cli.render import phrases, tallies
from cchc_cli.render.diagnostics import add_diagnostics
from cchc_cli.render.page import STATUS_STYLES, Listing, Page, Part, Screen, Sort, headline_parts
from cchc_cli.render.provenance import counted_out
from cchc_cli.render.wording import Wording


def render_text(result: Result, wording: Wording, screen: Screen, quiet: bool = False) -> str:
    """What a person needs to know, the most urgent first; with `quiet` the summary alone.

    Of several plans, what each comes to, then the table of all.
    """
    page = Page(screen)
    listing = screen.listing
    if not result.parts:
        _add_plan(page, result, wording, quiet, listing)
        return page.text()
    if not result.shows_verdicts:
        return ""
    from cchc_cli.render.check.several import aligned_rows

    for part in () if quiet else result.parts:
        _add_plan(page, part, wording, False, listing)
        page.blank()
    page.line((wording.word("several.plans"), "bold"))
    for index, line in enumerate(aligned_rows(result, wording)):
        page.line((line, "dim") if index == 0 else line, indent=2)
    style = "bold red" if result.exit_code else "green"
    page.line((wording.word("several.exit", code=result.exit_code), style))
    return page.text()


def _add_plan(page: Page, result: Result, wording: Wording, quiet: bool, listing: Listing) -> None:
    plan = result.plan
    if plan is None or result.as_of is None or not result.judged:
        return
    if not quiet:
        add_header(page, result, plan, wording)
        if listing.by_unit:
            _add_units(page, result, plan, wording)
        elif listing.statuses:
            _add_listed(page, result, plan, wording, listing)
        else:
            _add_unreported(page, result, plan, wording)
            _add_shortfalls(page, result, plan, wording, listing)
        if result.diagnostics:
            page.heading(wording.word("text.remarks"))
            add_diagnostics(page, result.diagnostics, wording, indent=2)
        page.blank()
    add_summary(page, result, wording)
    waivers = None if quiet else tallies.waiver_count(result, wording)
    if waivers:
        page.line(waivers)


def add_header(page: Page, result: Result, plan: Plan, wording: Wording) -> None:
    """Plan, period with its dates, why that period, and how many units have sent figures."""
    _, month = result.subject
    page.line((wording.word("text.plan", id=plan.id, title=plan.title), "bold"))
    reason = wording.word(f"as_of.{result.as_of_reason or AsOfReason.ASKED}")
    page.line(
        (wording.word("text.period", month=Period.of_month(month)), "bold"),
        phrases.dates(plan, month, wording),
        (f" ({reason})", "dim"),
    )
    count = tallies.sending_count(result.units, result.unit)
    style = "green" if count.sent == count.owing else "yellow"
    page.line((wording.word("text.sent", counts=tallies.sending_words(count, wording)), style))


def _add_unreported(page: Page, result: Result, plan: Plan, wording: Wording) -> None:
    """A line for each unit whose figures are not all there, with what is known so far."""
    by_unit: dict[str | None, list[Verdict]] = {}
    for verdict in result.verdicts:
        if verdict.status is Status.NO_DATA and verdict.target.over is None:
            by_unit.setdefault(verdict.unit, []).append(verdict)
    reports = [
        report
        for report in result.units
        if (result.unit is None or report.unit == result.unit)
        and (report.missing or report.unit in by_unit)
    ]
    sums = [v for v in result.verdicts if v.status is Status.NO_DATA and v.target.over is not None]
    if not reports and not sums:
        return
    page.heading(wording.word("text.unreported"))
    for report in reports:
        _add_unit_line(page, report, by_unit.get(report.unit, []), result, plan, wording)
    for verdict in sums:
        lacking = {gap.unit for gap in verdict.missing}
        units = wording.unit_list(plan, [unit for unit in verdict.units if unit in lacking])
        page.line(
            _NO_DATA,
            (f"{phrases.name(verdict)} — {phrases.scope(plan, verdict, wording)}: ", "bold"),
            wording.word("text.sum_without", units=units),
            _known(verdict, wording),
            indent=2,
        )


_NO_DATA = (f"{phrases.MARKS[Status.NO_DATA]} ", STATUS_STYLES[Status.NO_DATA])


def _known(verdict: Verdict, wording: Wording) -> str:
    known = phrases.known_so_far(verdict, wording)
    return f" ({known})" if known else ""


def _add_unit_line(
    page: Page,
    report: UnitReport,
    verdicts: Sequence[Verdict],
    result: Result,
    plan: Plan,
    wording: Wording,
) -> None:
    _, month = result.subject
    if report.expected and not report.sent:
        what = wording.word("text.not_sent", month=Period.of_month(month))
        earlier = [gap for gap in report.missing if gap.period.last < month]
        if earlier:
            periods = phrases.missing_periods(earlier, wording)
            what += f", {wording.word('text.partly_sent', periods=periods)}"
    elif report.missing:
        periods = phrases.missing_periods(report.missing, wording)
        what = wording.word("text.partly_sent", periods=periods)
    else:
        what = wording.word("text.no_row")
    parts: list[Part] = [_NO_DATA, (f"{wording.unit(plan, report.unit)}: ", "bold"), what]
    if report.missing:
        counts = wording.word("text.missing_of", missing=len(report.missing), owed=report.owed)
        parts.append(f" {counts}")
    failing = [verdict for verdict in verdicts if verdict.may_fail]
    if failing:
        named = "; ".join(phrases.name(verdict) + _known(verdict, wording) for verdict in failing)
        parts.append(f". {wording.word('text.undecided', targets=named)}")
    others = len(verdicts) - len(failing)
    if others:
        parts.append(f". {wording.word('text.undecided_warnings', count=others)}")
    page.line(*parts, indent=2)


def _add_listed(page: Page, result: Result, plan: Plan, wording: Wording, listing: Listing) -> None:
    """The verdicts with the statuses that were asked for."""
    verdicts = [verdict for verdict in result.verdicts if verdict.status in listing.statuses]
    page.heading(wording.word("text.listed", count=len(verdicts)))
    _add_group(page, verdicts, plan, wording, listing.sort)


def _add_units(page: Page, result: Result, plan: Plan, wording: Wording) -> None:
    """A line for each unit and sum, which add up; then the units' ranks over the targets they share."""
    from cchc_cli.render.ranking import ranking

    page.heading(wording.word("text.by_unit"))
    reports = {report.unit: report for report in result.units}
    for mine in grouped_by_scope(result.verdicts, plan):
        verdict = mine[0]
        counts = tallies.status_counts(result._replace(verdicts=tuple(mine)), wording)
        parts: list[Part] = [(f"{phrases.scope(plan, verdict, wording)}: ", "bold")]
        for index, (status, text) in enumerate(counts):
            parts += [" · "] if index else []
            parts.append((text, STATUS_STYLES[status]))
        sending = "" if verdict.unit is None else tallies.sending_state(reports[verdict.unit], wording)
        page.line(*parts, f"; {sending}" if sending else "", indent=2)
    lines = ranking(result)
    if lines:
        page.heading(wording.word("report.ranking"))
    for line in lines:
        counted = wording.word("text.ranked", fine=line.fine, judged=line.judged, short=line.short)
        page.line((f"{line.rank}. ", "bold"), f"{wording.unit(plan, line.unit)}: {counted}", indent=2)


def _add_shortfalls(page: Page, result: Result, plan: Plan, wording: Wording, listing: Listing) -> None:
    """What falls short, by unit: first what fails a run, then what only warns, then waived."""
    groups = (
        ("text.short", [v for v in result.verdicts if v.status in SHORT and v.may_fail]),
        ("text.short_warnings", [v for v in result.verdicts if v.status in SHORT and not v.may_fail]),
        ("text.waived", [v for v in result.verdicts if v.status is Status.WAIVED]),
        ("text.late", [v for v in result.verdicts if v.late]),
        ("text.fine", [v for v in result.verdicts if v.status in FINE and listing.everything]),
    )
    for key, verdicts in groups:
        if not verdicts:
            continue
        page.heading(wording.word(key, count=len(verdicts)))
        _add_group(page, verdicts, plan, wording, listing.sort)


def _add_group(
    page: Page, verdicts: Sequence[Verdict], plan: Plan, wording: Wording, sort: Sort
) -> None:
    """Verdicts under the units, the statuses or the tasks that they are of."""
    if sort is Sort.UNIT:
        for mine in grouped_by_scope(verdicts, plan):
            page.line((phrases.scope(plan, mine[0], wording), "bold"), indent=2)
            for verdict in mine:
                _add_verdict(page, verdict, plan, wording)
        return

    def key(verdict: Verdict) -> int:
        return URGENCY.index(verdict.status) if sort is Sort.STATUS else 0

    for verdict in sorted(verdicts, key=key):
        scope = f"{phrases.short_scope(plan, verdict, wording)} · "
        _add_verdict(page, verdict, plan, wording, scope)


def grouped_by_scope(verdicts: Iterable[Verdict], plan: Plan) -> Iterator[list[Verdict]]:
    """Verdicts by the unit or the sum of units that they are about, in the plan's order."""

    def scope(verdict: Verdict) -> tuple[int, str]:
        return plan.unit_order[verdict.unit], verdict.target.summed

    for _, group in groupby(sorted(verdicts, key=scope), key=scope):
        yield list(group)


def _add_verdict(page: Page, verdict: Verdict, plan: Plan, wording: Wording, scope: str = "") -> None:
    mark = f"{phrases.MARKS[verdict.status]} {phrases.status(verdict, wording)}"
    details = "; ".join(phrases.arithmetic(verdict, wording))
    where = phrases.basis(verdict, plan, wording)
    page.line(
        (mark, STATUS_STYLES[verdict.status]),
        "  ",
        (scope + phrases.name(verdict), "bold"),
        ": ",
        *headline_parts(verdict, wording),
        (f" — {details} · {where}" if details else f" · {where}", "dim"),
        indent=4,
        hang=4,
    )
    counted = counted_out(verdict, plan, wording) if verdict.status in SHORT else ""
    if counted:
        page.line((counted, "dim"), indent=8)


def most_urgent(result: Result) -> Verdict | None:
    """The first verdict to look at: missed before behind, what fails a run before what warns."""
    short = [verdict for verdict in result.verdicts if verdict.status in UNSATISFIED]
    return min(
        short, key=lambda verdict: (not verdict.may_fail, URGENCY.index(verdict.status)), default=None
    )


def add_summary(page: Page, result: Result, wording: Wording) -> None:
    """How many of each status, and what the run comes to."""
    line: list[Part] = []
    for status, count in tallies.status_counts(result, wording):
        line += [" · "] if line else []
        line.append((count, STATUS_STYLES[status]))
    page.line((tallies.verdict_count(result, wording), "bold"), *line)
    style = "bold red" if result.exit_code else "green"
    short = [verdict for verdict in result.verdicts if verdict.status in UNSATISFIED]
    failing, others = result.failing, len(short) - result.failing
    if result.restatements:
        alone = result.exit_code and not failing
        key = "restated.exit" if alone else "restated.count"
        page.line((wording.word(key, count=len(result.restatements)), "bold red"))
        if alone:
            return
    key = "text.exit_1_warnings" if result.exit_code and not failing else f"text.exit_{result.exit_code}"
    text = wording.word(key, count=failing)
    if others:
        only_warn = failing and sum(not verdict.may_fail for verdict in short) == others
        key = "text.exit_others" if only_warn else "text.exit_uncounted"
        text += f" {wording.word(key, count=others)}"
    page.line((text, style))
