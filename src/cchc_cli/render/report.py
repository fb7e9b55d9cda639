"""The periodic report as Markdown: what a template gets, and the template that is shipped."""

from __future__ import annotations

from typing import Any

from cchc_cli import __version__
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Kind, Plan
from cchc_cli.model.verdict import FINE, SHORT, UNSATISFIED, Result, Status, Verdict
from cchc_cli.render.amounts import amounts
from cchc_cli.render.markdown import RESTATED, amended_lines, escape, restated_lines, table
from cchc_cli.render.text import arithmetic
from cchc_cli.render.wording import Wording

_HEADINGS = [
    "title",
    "plan",
    "period",
    "to_date",
    "sent",
    "summary",
    "results",
    "shortfalls",
    "no_shortfalls",
    "missing",
    "no_missing",
    "sources",
    "remarks",
]


def render_report(result: Result, wording: Wording, template: str) -> str:
    """The report of a run that could be judged, laid out by a Jinja2 template."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    text = environment.from_string(template).render(report_context(result, wording))
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
    return "\n".join(kept).strip() + "\n"


def report_context(result: Result, wording: Wording) -> dict[str, Any]:
    """All that a template may use; every text is Markdown already, with foreign text escaped."""
    plan, as_of = result.plan, result.as_of
    assert plan is not None
    assert as_of is not None
    expected = [report for report in result.units if report.unit is not None and report.expected]
    words = {key: wording.word(f"report.{key}") for key in _HEADINGS}
    words["restated"] = wording.word("restated.heading")
    words["amended"] = wording.word("restated.amendments")
    words["subtitle"] = wording.word("report.subtitle", month=wording.month(as_of))
    words["source_note"] = wording.word("report.source_note", version=__version__)
    return {
        "words": words,
        "issuer": escape(plan.issuer) if plan.issuer else "",
        "plan": {"id": plan.id, "title": escape(plan.title), "number": escape(plan.number or "")},
        "period": _period(plan, as_of, wording),
        "sent": {"count": sum(report.sent for report in expected), "units": len(expected)},
        "summary_text": _summary_text(result, wording),
        "summary_table": _summary_table(result, wording),
        "waived": _waived(result, plan, wording),
        "sections": _sections(result, plan, wording),
        "shortfalls": _shortfalls(result, plan, wording),
        "missing_table": _missing_table(result, plan, wording),
        "restated": restated_lines(result, wording),
        "amended": amended_lines(result, wording),
        "remarks": [
            f"{escape(str(one.location or ''))} {one.code}: {escape(wording.describe(one)[0])}"
            for one in result.diagnostics
            if one.code not in RESTATED
        ],
        "sources_table": _sources_table(result, wording),
    }


def _period(plan: Plan, as_of: int, wording: Wording) -> dict[str, str]:
    calendar = plan.calendar
    last = calendar.last_day(as_of)
    return {
        "label": wording.month(as_of),
        "dates": wording.word("report.dates", first=calendar.first_day(as_of), last=last),
        "to_date": wording.word("report.dates", first=calendar.first_day(calendar.first), last=last),
    }


def _summary_text(result: Result, wording: Wording) -> str:
    verdicts = result.verdicts
    return wording.word(
        "report.summary_text",
        count=len(verdicts),
        fine=sum(one.status in FINE for one in verdicts),
        short=sum(one.status in SHORT for one in verdicts),
        no_data=result.count(Status.NO_DATA),
        waived=result.count(Status.WAIVED),
        failing=sum(one.status in UNSATISFIED and one.target.severity == "error" for one in verdicts),
    )


def _summary_table(result: Result, wording: Wording) -> str:
    rows = [
        (wording.word(f"status.{status}"), wording.number(result.count(status)))
        for status in Status
        if result.count(status)
    ]
    header = [wording.word("column.status"), wording.word("column.count")]
    return table(header, rows, right=(1,))


def _sections(result: Result, plan: Plan, wording: Wording) -> list[dict[str, Any]]:
    """The clauses of the plan in its order, each with its tasks and a table of its verdicts."""
    sections: dict[str, dict[str, Any]] = {}
    by_task: dict[str, list[Verdict]] = {}
    for verdict in result.verdicts:
        by_task.setdefault(verdict.task.id, []).append(verdict)
    rows: dict[str, list[list[str]]] = {}
    for task in plan.tasks:
        clause = wording.word("text.clause", clause=escape(task.clause))
        heading = clause[:1].upper() + clause[1:]
        section = sections.setdefault(task.clause, {"heading": heading, "tasks": []})
        verdicts = by_task.get(task.id, [])
        section["tasks"].append(
            {"heading": f"**{escape(task.id)}.** {escape(task.title)}", "notes": _notes(verdicts)}
        )
        rows.setdefault(task.clause, []).extend(
            _result_row(verdict, plan, wording) for verdict in verdicts
        )
    header = [
        wording.word(f"column.{name}")
        for name in ("indicator_name", "scope", "status", "actual", "goal")
    ]
    for clause, section in sections.items():
        section["table"] = table(header, rows[clause], right=(3, 4)) if rows[clause] else ""
    return list(sections.values())


def _notes(verdicts: list[Verdict]) -> list[str]:
    return [
        f"{escape(figure.unit or '')} {escape(figure.period.label)}: {escape(figure.note)}".strip()
        for verdict in verdicts
        if verdict.indicator.kind is Kind.NARRATIVE
        for figure in verdict.figures
    ]


def _result_row(verdict: Verdict, plan: Plan, wording: Wording) -> list[str]:
    shown = amounts(verdict)
    actual = wording.amount(verdict, shown.actual)
    if verdict.indicator.kind is Kind.MILESTONE and shown.actual is not None:
        actual = wording.word("text.done" if shown.actual else "text.not_done")
    elif shown.numerator is not None and shown.denominator is not None:
        numbers = f"{wording.number(shown.numerator)}/{wording.number(shown.denominator)}"
        actual = f"{actual} ({numbers})"
    status = wording.status(verdict)
    return [
        escape(verdict.indicator.name),
        escape(wording.scope(plan, verdict)),
        f"**{status}**" if verdict.status in UNSATISFIED else status,
        escape(actual),
        escape(wording.goal(verdict)),
    ]


def _shortfalls(result: Result, plan: Plan, wording: Wording) -> list[dict[str, str]]:
    groups: dict[str, list[Verdict]] = {}
    for verdict in result.verdicts:
        if verdict.status in SHORT:
            groups.setdefault(wording.scope(plan, verdict), []).append(verdict)
    header = [
        wording.word(f"column.{name}")
        for name in ("indicator_name", "status", "actual", "goal", "detail", "basis")
    ]
    found = []
    for scope, verdicts in groups.items():
        rows = []
        for verdict in verdicts:
            row = _result_row(verdict, plan, wording)
            detail = escape("; ".join(arithmetic(verdict, wording)))
            rows.append([row[0], *row[2:], detail, _basis(verdict, plan, wording)])
        found.append({"unit": escape(scope), "table": table(header, rows, right=(2, 3))})
    return found


def _basis(verdict: Verdict, plan: Plan, wording: Wording) -> str:
    """Clause and legal basis; a goal that the document does not state says so."""
    parts = [wording.word("text.clause", clause=verdict.task.clause)]
    numbers = {reference.id: reference.number for reference in plan.references}
    if verdict.task.references:
        cited = tuple(numbers[reference] for reference in verdict.task.references)
        parts.append(wording.word("report.legal", references=cited))
    if verdict.target.basis == "derived":
        parts.append(wording.word("report.derived"))
    return escape("; ".join(parts))


def _missing_table(result: Result, plan: Plan, wording: Wording) -> str:
    rows = [
        (
            escape(wording.unit(plan, report.unit)),
            wording.missing_periods(report.missing),
            wording.number(len(report.missing)),
            wording.number(report.owed),
        )
        for report in result.units
        if report.missing and result.unit in (None, report.unit)
    ]
    if not rows:
        return ""
    names = ("scope", "periods", "missing", "owed")
    return table([wording.word(f"column.{name}") for name in names], rows, right=(2, 3))


def _waived(result: Result, plan: Plan, wording: Wording) -> list[str]:
    lines = []
    for verdict in result.verdicts:
        if verdict.waiver is not None:
            until = Period(*[plan.month_of(verdict.waiver.until)] * 2)
            words = wording.word(
                "text.waiver", until=until, reason=verdict.waiver.reason, by=verdict.waiver.by
            )
            lines.append(escape(f"{verdict.indicator.name} — {wording.scope(plan, verdict)}: {words}"))
    return lines


def _sources_table(result: Result, wording: Wording) -> str:
    rows = []
    if result.source is not None:
        rows.append((escape(result.source.path), "–", f"`{result.source.sha256}`"))
    rows += [
        (escape(file.path), wording.number(file.rows), f"`{file.sha256}`") for file in result.actuals
    ]
    header = [wording.word("column.file"), wording.word("column.rows"), "SHA-256"]
    return table(header, rows, right=(1,))
