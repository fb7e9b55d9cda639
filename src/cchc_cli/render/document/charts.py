"""A chart for each section of a report, as an SVG file that needs nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from cchc_cli.model.verdict import FINE, SHORT, UNSATISFIED, URGENCY, Status
from cchc_cli.render import phrases
from cchc_cli.render.bars import progress
from cchc_cli.render.document.model import ReportModel, Row, Section
from cchc_cli.render.document.results import MANY
from cchc_cli.render.wording import Wording, visible

_WIDTH, _LEFT, _BAR, _LINE, _TOP = 860, 400, 220, 34, 44
_MOST = 60
_SLUG_LENGTH = 60
_COLORS = {
    Status.MET: "#1a7f37",
    Status.ON_TRACK: "#2b6cb0",
    Status.BEHIND: "#b35900",
    Status.MISSED: "#b42318",
    Status.NO_DATA: "#7a3e9d",
    Status.NOT_DUE: "#6b7280",
    Status.NOT_APPLICABLE: "#6b7280",
    Status.WAIVED: "#0f766e",
}


class _Bar(NamedTuple):
    name: str
    scope: str
    share: Fraction | None
    """Of the goal, 0 to 1; None where nothing is reached by degrees."""
    mark: Fraction | None
    """Where the pace would be by now."""
    text: str
    color: str


def section_charts(model: ReportModel, wording: Wording) -> dict[str, tuple[str, str]]:
    """File name and content of each section's chart, by clause; sections without verdicts have none."""
    charts = {}
    for number, section in enumerate(model.sections, 1):
        if section.rows:
            name = f"{number:02d}-{_slug(section.clause)}.svg"
            charts[section.clause] = (name, _chart(section, model, wording))
    return charts


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", plain.encode("ascii", "ignore").decode())
    return slug.strip("-.")[:_SLUG_LENGTH].rstrip("-.") or "x"


def _bars(section: Section, model: ReportModel, wording: Wording) -> Iterable[_Bar]:
    for _, group in groupby(section.rows, key=lambda row: row.verdict.target.id):
        rows = list(group)
        if len(rows) > MANY:
            yield _collected(rows, wording)
        else:
            yield from (_bar(row, model, wording) for row in rows)


def _bar(row: Row, model: ReportModel, wording: Wording) -> _Bar:
    verdict, numbers = row.verdict, row.amounts
    way = progress(verdict, numbers)
    share = mark = None
    if way is not None and way.share is not None:
        share, mark = min(Fraction(1), way.share), way.mark
    return _Bar(
        verdict.indicator.name,
        phrases.short_scope(model.plan, verdict, wording),
        share,
        mark,
        f"{phrases.actual_of_goal(verdict, numbers, wording)} · {phrases.status(verdict, wording)}",
        _COLORS[verdict.status],
    )


def _collected(rows: list[Row], wording: Wording) -> _Bar:
    statuses = [row.verdict.status for row in rows]
    fine = sum(status in FINE for status in statuses)
    worst = min(UNSATISFIED.intersection(statuses), key=URGENCY.index, default=Status.MET)
    counts = " · ".join(
        f"{phrases.status_word(status, wording)} {wording.number(statuses.count(status))}"
        for status in Status
        if status in statuses and (status in SHORT or status is Status.NO_DATA)
    )
    return _Bar(
        rows[0].verdict.indicator.name,
        wording.word("units", count=len(rows)),
        Fraction(fine, len(rows)),
        None,
        counts or f"{fine}/{len(rows)}",
        _COLORS[worst],
    )


def _chart(section: Section, model: ReportModel, wording: Wording) -> str:
    """Bars with their numbers beside them, so that nothing is told by colour alone."""
    bars = list(_bars(section, model, wording))
    left_out = len(bars) - _MOST
    bars = bars[:_MOST]
    height = _TOP + _LINE * (len(bars) + (left_out > 0)) + 8
    title = section.title or wording.word("report.part", clause=section.clause)
    heading = f"{title} — {wording.word('report.chart_pace')}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="13">'
    )
    lines = [
        opening,
        f"<title>{_text(heading)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="8" y="24" font-size="14" font-weight="bold" fill="#111827">{_text(heading)}</text>',
    ]
    for index, bar in enumerate(bars):
        lines += _lines(bar, _TOP + _LINE * index)
    if left_out > 0:
        y = _TOP + _LINE * len(bars) + 14
        lines.append(f'<text x="8" y="{y}" fill="#111827">… +{left_out}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _lines(bar: _Bar, y: int) -> list[str]:
    name = bar.name if len(bar.name) <= 56 else bar.name[:55].rstrip() + "…"
    lines = [
        "<g>",
        f"<title>{_text(f'{bar.name} — {bar.scope}')}</title>",
        f'<text x="8" y="{y + 12}" fill="#111827">{_text(name)}</text>',
        f'<text x="8" y="{y + 26}" font-size="11" fill="#4b5563">{_text(bar.scope)}</text>',
    ]
    if bar.share is not None:
        width = round(_BAR * bar.share)
        lines.append(
            f'<rect x="{_LEFT}" y="{y + 4}" width="{_BAR}" height="12" fill="#e5e7eb" '
            'stroke="#9ca3af" stroke-width="0.5"/>'
        )
        lines.append(f'<rect x="{_LEFT}" y="{y + 4}" width="{width}" height="12" fill="{bar.color}"/>')
        if bar.mark is not None:
            x = _LEFT + round(_BAR * bar.mark)
            lines.append(
                f'<line x1="{x}" y1="{y}" x2="{x}" y2="{y + 20}" stroke="#111827" stroke-width="2"/>'
            )
    x = _LEFT if bar.share is None else _LEFT + _BAR + 8
    text = bar.text if len(bar.text) <= 60 else bar.text[:59].rstrip() + "…"
    lines.append(f'<text x="{x}" y="{y + 15}" font-size="11" fill="{bar.color}">{_text(text)}</text>')
    return [*lines, "</g>"]


def _text(text: str) -> str:
    """Text for XML, without the characters that it does not allow."""
    return escape("".join(char for char in visible(text) if ord(char) not in (0xFFFE, 0xFFFF)))
