"""One page for many departments: each plan by its statuses, the worst first, and who has not sent."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as escape_html
from typing import NamedTuple

from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result, Sending, Status
from cchc_cli.render.markdown_text import escape, table
from cchc_cli.render.phrases import NONE, status_word
from cchc_cli.render.wording import Wording, visible

_ORDER = (Status.MISSED, Status.BEHIND, Status.NO_DATA)
"""What makes a department worse than another, in this order."""


class ProvincePage(NamedTuple):
    """The page as data; every text is plain."""

    title: str
    summary: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Department, period, a number for each status, units that have not sent all."""
    unsent_title: str
    unsent: tuple[str, ...]
    """For each department whose units have not sent all, which they are."""


def province_page(result: Result, wording: Wording) -> ProvincePage:
    """The page of several plans; one that could not be read stands first, as it is not known how bad."""
    parts = sorted(result.parts, key=_badness)
    judged = [part for part in parts if part.judged]
    short = sum(any(part.number_of(status) for status in _ORDER) for part in judged)
    rows = [_row(part, wording) for part in parts]
    if judged:
        rows.append(_total(judged, wording))
    return ProvincePage(
        title=wording.word("province.title"),
        summary=wording.word(
            "province.summary", plans=len(parts), short=short, unread=len(parts) - len(judged)
        ),
        header=(
            wording.word("province.department"),
            wording.word("column.as_of"),
            *(status_word(status, wording) for status in Status),
            wording.word("province.unsent"),
        ),
        rows=tuple(rows),
        unsent_title=wording.word("province.unsent_title"),
        unsent=tuple(line for part in judged if (line := _unsent_line(part, wording))),
    )


def render_province(result: Result, wording: Wording, as_html: bool) -> str:
    """The page in Markdown or as a web page that needs nothing from elsewhere."""
    page = province_page(result, wording)
    return _html(page, wording) if as_html else _markdown(page)


def _badness(part: Result) -> tuple[object, ...]:
    counts = tuple(-part.number_of(status) for status in _ORDER)
    return (part.judged, *counts, _department(part))


def _department(part: Result) -> str:
    """The issuer of a plan; its path or id where the plan does not say it."""
    issuer = part.plan.issuer if part.plan else None
    return visible(issuer or part.name)


def _row(part: Result, wording: Wording) -> tuple[str, ...]:
    name = _department(part)
    if not part.judged or part.as_of is None:
        return (name, wording.word("several.unread"), *[NONE] * len(Status), NONE)
    counts = (wording.number(part.number_of(status)) for status in Status)
    period = wording.period(Period.of_month(part.as_of))
    return (name, period, *counts, wording.number(len(_unsent(part))))


def _total(parts: Sequence[Result], wording: Wording) -> tuple[str, ...]:
    counts = (wording.number(sum(part.number_of(status) for part in parts)) for status in Status)
    unsent = wording.number(sum(len(_unsent(part)) for part in parts))
    return (wording.word("province.total"), "", *counts, unsent)


def _unsent(part: Result) -> list[str | None]:
    """The units that owe figures for the period and have not sent all of them."""
    not_all = (Sending.PARTLY, Sending.NOT_SENT)
    return [report.unit for report in part.units if report.sending in not_all]


def _unsent_line(part: Result, wording: Wording) -> str:
    units = _unsent(part)
    plan: Plan | None = part.plan
    if not units or plan is None:
        return ""
    return f"{_department(part)}: {', '.join(wording.unit(plan, unit) for unit in units)}"


def _markdown(page: ProvincePage) -> str:
    right = range(2, len(page.header))
    rows = [[escape(cell) for cell in row] for row in page.rows]
    lines = [
        f"# {escape(page.title)}\n",
        f"{escape(page.summary)}\n",
        table([escape(cell) for cell in page.header], rows, right=right),
    ]
    if page.unsent:
        lines += [
            f"## {escape(page.unsent_title)}\n",
            *(f"- {escape(line)}" for line in page.unsent),
            "",
        ]
    return "\n".join(lines)


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.3rem .5rem}"
    "td{text-align:right}th{text-align:left}.wide{overflow-x:auto}:root{color-scheme:light dark}"
)


def _html(page: ProvincePage, wording: Wording) -> str:
    head = "".join(f'<th scope="col">{escape_html(cell)}</th>' for cell in page.header)
    rows = "".join(
        f'<tr><th scope="row">{escape_html(row[0])}</th>'
        + "".join(f"<td>{escape_html(cell)}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in page.rows
    )
    unsent = "".join(f"<li>{escape_html(line)}</li>\n" for line in page.unsent)
    listed = f"<h2>{escape_html(page.unsent_title)}</h2>\n<ul>\n{unsent}</ul>\n" if unsent else ""
    title = escape_html(page.title)
    return (
        f'<!doctype html>\n<html lang="{wording.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title>\n<style>{_STYLE}</style></head>\n<body><main>\n<h1>{title}</h1>\n"
        f"<p>{escape_html(page.summary)}</p>\n"
        f'<div class="wide" role="region" tabindex="0" aria-label="{title}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n{listed}"
        "</main></body>\n</html>\n"
    )
