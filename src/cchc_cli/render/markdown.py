"""The verdicts as a Markdown table, for a comment or a page of a shared repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cchc_cli.model.period import Period
from cchc_cli.model.verdict import SHORT, Result, Status
from cchc_cli.render.amounts import amounts
from cchc_cli.render.text import arithmetic
from cchc_cli.render.wording import Wording, visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$@-])")
_LINKED = re.compile(r"((?<!\w)www(?=\.)|[A-Za-z]:(?=//))([./])", re.IGNORECASE)
"""What GitHub and GitLab make a link of without any mark."""
_HARMLESS = re.compile(r"(?<=\w)\\([-_()+])(?=[\w\s])|(?<=\s)\\([-+])(?=\s)|\\([()])")


def escape(text: str) -> str:
    """Text that Markdown and the HTML inside it show as it is, on one line."""
    shown = _HARMLESS.sub(r"\1\2\3", _SPECIAL.sub(r"\\\1", visible(text)))
    return _LINKED.sub(r"\1\\\2", shown)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """A table of cells that are Markdown already; columns in `right` are aligned to the right."""
    aligned = set(right)
    marks = ["---:" if index in aligned else "---" for index in range(len(header))]
    lines = [header, marks, *rows]
    return "".join(f"| {' | '.join(cell or ' ' for cell in line)} |\n" for line in lines)


def render_markdown(result: Result, wording: Wording) -> str:
    """Summary, what falls short, and every verdict."""
    plan, as_of = result.plan, result.as_of
    if plan is None or as_of is None or not result.judged:
        return ""
    calendar = plan.calendar
    period = Period(as_of, as_of)
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
    counts = [
        f"{result.count(status)} {wording.word(f'status.{status}')}"
        for status in Status
        if result.count(status)
    ]
    total = wording.word("text.summary", count=len(result.verdicts))
    lines.append(f"{total}{' · '.join(counts)}\n")
    short = [v for v in result.verdicts if v.status in SHORT | {Status.NO_DATA, Status.WAIVED}]
    if not short:
        lines.append(f"{wording.word('md.nothing_short')}\n")
        return "\n".join(lines)
    lines.append(f"### {wording.word('md.short')}\n")
    rows = [
        (
            escape(wording.scope(plan, verdict)),
            escape(verdict.indicator.name),
            f"**{wording.status(verdict)}**"
            if verdict.target.severity == "error"
            else wording.status(verdict),
            escape(wording.amount(verdict, amounts(verdict).actual)),
            escape(wording.goal(verdict)),
            escape("; ".join(arithmetic(verdict, wording))),
            escape(verdict.task.clause),
        )
        for verdict in short
    ]
    header = [wording.word(f"column.{name}") for name in _COLUMNS]
    lines.append(table(header, rows, right=(3, 4)))
    remarks = [diagnostic for diagnostic in result.diagnostics if diagnostic.location]
    if remarks:
        lines.append(f"### {wording.word('text.remarks')}\n")
        lines.append(
            "".join(
                f"- {escape(str(one.location))}: {one.code} — {escape(wording.describe(one)[0])}\n"
                for one in remarks
            )
        )
    return "\n".join(lines)


_COLUMNS = ("scope", "indicator_name", "status", "actual", "goal", "detail", "clause")
