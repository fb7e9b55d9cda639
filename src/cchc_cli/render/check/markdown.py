"""The verdicts as a Markdown table, for a comment or a page of a shared repository."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_cli.model.closing import RESTATED
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import SHORT, UNSATISFIED, Result, Status, Verdict
from cchc_cli.render import phrases, tallies
from cchc_cli.render.check.several import COLUMNS, rows_of
from cchc_cli.render.markdown_text import escape, table
from cchc_cli.render.provenance import counted_out
from cchc_cli.render.wording import Wording


def render_markdown(result: Result, wording: Wording) -> str:
    """Summary and what falls short; of several plans, their table first."""
    if result.parts:
        plans = [[escape(cell) for cell in row] for row in rows_of(result, wording)]
        header = [wording.word(f"column.{name}") for name in COLUMNS]
        summary = f"## {wording.word('several.plans')}\n\n{table(header, plans, right=range(3, 8))}"
        return "\n".join([summary, *(render_markdown(part, wording) for part in result.parts)])
    plan, as_of = result.plan, result.as_of
    if plan is None or as_of is None or not result.judged:
        return ""
    calendar = plan.calendar
    period = Period.of_month(as_of)
    lines = [
        f"## {wording.word('text.plan', id=plan.id, title=escape(plan.title))}\n",
        "**"
        + wording.word("text.period", month=period)
        + "**"
        + wording.word(
            "text.dates",
            first=calendar.first_day(as_of),
            last=calendar.last_day(as_of),
            start=calendar.first_day(calendar.first),
        )
        + "\n",
    ]
    counts = " · ".join(text for _, text in tallies.status_counts(result, wording))
    lines.append(f"{escape(tallies.verdict_count(result, wording))}{counts}\n")
    waivers = tallies.waiver_count(result, wording)
    if waivers:
        lines.append(f"{waivers}\n")
    listed = SHORT | {Status.NO_DATA, Status.WAIVED}
    short = [verdict for verdict in result.verdicts if verdict.status in listed or verdict.late]
    restated = restated_lines(result, wording)
    if restated:
        lines.append(f"### {wording.word('restated.heading')}\n")
        lines.append("".join(f"- {line}\n" for line in restated))
    if short:
        lines.append(f"### {wording.word('md.short')}\n")
        lines.append(_short_table(short, plan, wording))
    else:
        lines.append(f"{wording.word('md.nothing_short')}\n")
    remarks = [one for one in result.diagnostics if one.code not in RESTATED]
    if remarks:
        lines.append(f"### {wording.word('text.remarks')}\n")
        lines.append(
            "".join(
                f"- {_place(one, wording)}{one.code} — {escape(wording.describe(one)[0])}\n"
                for one in remarks
            )
        )
    return "\n".join(lines)


def _short_table(short: Iterable[Verdict], plan: Plan, wording: Wording) -> str:
    rows = [
        (
            escape(phrases.scope(plan, verdict, wording)),
            escape(verdict.indicator.name),
            f"**{phrases.status(verdict, wording)}**"
            if verdict.may_fail and verdict.status in UNSATISFIED
            else phrases.status(verdict, wording),
            escape(phrases.reached_alone(verdict, wording)),
            escape(phrases.goal(verdict, wording)),
            escape("; ".join(_details(verdict, plan, wording))),
            escape(phrases.basis(verdict, plan, wording)),
        )
        for verdict in short
    ]
    header = [wording.word(f"column.{name}") for name in _COLUMNS]
    return table(header, rows, right=(3, 4))


def _details(verdict: Verdict, plan: Plan, wording: Wording) -> list[str]:
    counted = counted_out(verdict, plan, wording)
    return [*phrases.arithmetic(verdict, wording), *([counted] if counted else [])]


def _place(diagnostic: Diagnostic, wording: Wording) -> str:
    return f"{escape(wording.place(diagnostic.location))}: " if diagnostic.location else ""


def restated_lines(result: Result, wording: Wording) -> list[str]:
    """A line for each closed figure that is not what it was, with both places."""
    return [
        f"{_place(one, wording)}{one.code} — {escape(wording.describe(one)[0])}"
        for one in result.diagnostics
        if one.code in RESTATED
    ]


_COLUMNS = ("scope", "indicator_name", "status", "actual", "goal", "detail", "clause")
