"""The verdicts as a Markdown table, for a comment or a page of a shared repository."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_cli.model.closing import RESTATED
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import UNSATISFIED, Result, Status, Verdict
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
    period = wording.word("text.period", month=Period.of_month(as_of))
    lines = [
        f"## {wording.word('text.plan', id=plan.id, title=escape(plan.title))}\n",
        f"**{period}**{phrases.dates(plan, as_of, wording)}\n",
    ]
    counts = " · ".join(text for _, text in tallies.status_counts(result, wording))
    lines.append(f"{escape(tallies.verdict_count(result, wording))}{counts}\n")
    waivers = tallies.waiver_count(result, wording)
    if waivers:
        lines.append(f"{waivers}\n")
    listed = UNSATISFIED | {Status.WAIVED}
    short = [verdict for verdict in result.verdicts if verdict.status in listed or verdict.late]
    restated = [diagnostic for diagnostic in result.diagnostics if diagnostic.code in RESTATED]
    remarks = [diagnostic for diagnostic in result.diagnostics if diagnostic.code not in RESTATED]
    if restated:
        lines += [f"### {wording.word('restated.heading')}\n", _listed(restated, wording)]
    if short:
        lines.append(f"### {wording.word('md.short')}\n")
        lines.append(_short_table(short, plan, wording))
    else:
        lines.append(f"{wording.word('md.nothing_short')}\n")
    if remarks:
        lines += [f"### {wording.word('text.remarks')}\n", _listed(remarks, wording)]
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


def _listed(diagnostics: Iterable[Diagnostic], wording: Wording) -> str:
    """A line for each, with its place."""
    return "".join(
        f"- {escape(phrases.place(diagnostic.location, wording))}{diagnostic.code} — "
        f"{escape(wording.describe(diagnostic)[0])}\n"
        for diagnostic in diagnostics
    )


_COLUMNS = ("scope", "indicator_name", "status", "actual", "goal", "detail", "clause")
