"""Month by month against the pace: sparklines for a terminal, a page or another program."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from cchc_cli import __version__
from cchc_cli.model.history import Point, Track
from cchc_cli.model.period import month_label
from cchc_cli.model.verdict import UNSATISFIED, Result, Verdict
from cchc_cli.render import phrases, tallies, targets
from cchc_cli.render.amounts import amounts, printable, rounded
from cchc_cli.render.bars import sparkline
from cchc_cli.render.check.json import encode
from cchc_cli.render.markdown_text import escape, table
from cchc_cli.render.page import Page, Part, Screen
from cchc_cli.render.wording import Wording, visible

SCHEMA = 1
_COLUMNS = (
    "indicator_name",
    "scope",
    "months",
    "pace",
    "actual_of_goal",
    "status",
    "forecast",
    "turned",
)


def _lines(track: Track) -> tuple[str, str]:
    """The sparklines of what was reached by each month, and of what the pace asked by then."""
    actual = [point.actual for point in track.points]
    pace = [point.expected for point in track.points]
    top = max((value for value in (*actual, *pace, track.verdict.goal) if value), default=Fraction(0))
    has_pace = not (track.verdict.is_ceiling or phrases.is_deed(track.verdict) or track.verdict.kept)
    return sparkline(actual, top), sparkline(pace, top) if has_pace and any(pace) else ""


def render_trend(result: Result, tracks: Iterable[Track], wording: Wording, screen: Screen) -> str:
    """For a person in a terminal: a paragraph for each target, a line for each unit."""
    plan, as_of = result.subject
    page = Page(screen)
    page.line((wording.word("text.plan", id=plan.id, title=visible(plan.title)), "bold"))
    first, last = wording.month(plan.calendar.first), wording.month(as_of)
    page.line((wording.word("trend.months", first=first, last=last), "dim"))
    target = ""
    for track in tracks:
        verdict = track.verdict
        if verdict.target.id != target:
            target = verdict.target.id
            page.blank()
            measure = phrases.measure(verdict, wording)
            page.line(
                (visible(verdict.indicator.name), "bold"),
                f" ({f'{measure}; ' if measure else ''}"
                f"{targets.target_goal(plan, verdict.target, wording)}; {target})",
            )
        actual, pace = _lines(track)
        style = "yellow" if verdict.status in UNSATISFIED else "green"
        parts: list[Part] = [
            f"{phrases.short_scope(plan, verdict, wording)}: ",
            (actual, style),
            f" {phrases.reached_alone(verdict, wording)}{_own_goal(verdict, wording)}; ",
            (phrases.status(verdict, wording), style),
            *_tail(track, pace, wording),
        ]
        page.line(*parts, indent=2)
    if not target:
        page.line(_nothing(result, wording))
    return page.text()


def _own_goal(verdict: Verdict, wording: Wording) -> str:
    is_own = verdict.unit is not None and verdict.unit in verdict.target.except_
    return f" / {phrases.goal(verdict, wording)}" if is_own else ""


def _tail(track: Track, pace: str, wording: Wording) -> list[Part]:
    verdict = track.verdict
    numbers = amounts(verdict)
    remarks: list[str] = []
    if pace:
        asked = phrases.amount(verdict, numbers.expected, wording)
        remarks.append(wording.word("trend.pace", pace=pace, expected=asked))
    if numbers.forecast is not None and not verdict.at_end:
        remarks.append(wording.word("text.forecast", forecast=numbers.forecast))
    if track.turned is not None:
        remarks.append(wording.word("trend.turned", month=wording.month(track.turned)))
    return ["; " + text for text in remarks]


def render_trend_markdown(result: Result, tracks: Iterable[Track], wording: Wording) -> str:
    """The same as a table."""
    plan, as_of = result.subject
    rows = []
    for track in tracks:
        verdict = track.verdict
        actual, pace = _lines(track)
        numbers = amounts(verdict)
        rows.append(
            (
                escape(verdict.indicator.name),
                escape(phrases.short_scope(plan, verdict, wording)),
                actual,
                pace or "–",
                escape(f"{phrases.reached_alone(verdict, wording)} / {phrases.goal(verdict, wording)}"),
                phrases.status(verdict, wording),
                phrases.forecast(verdict, numbers, wording),
                "–" if track.turned is None else wording.month(track.turned),
            )
        )
    header = [wording.word(f"column.{name}") for name in _COLUMNS]
    first, last = wording.month(plan.calendar.first), wording.month(as_of)
    body = table(header, rows, right=(6,)) if rows else f"{_nothing(result, wording)}\n"
    return (
        f"# {wording.word('text.plan', id=escape(plan.id), title=escape(plan.title))}\n\n"
        f"{wording.word('trend.months', first=first, last=last)}\n\n"
        f"{body}"
    )


def _nothing(result: Result, wording: Wording) -> str:
    """Why there is no course to show: nothing was judged, or nothing that has a number."""
    return wording.word("trend.nothing") if result.verdicts else tallies.verdict_count(result, wording)


def render_trend_json(result: Result, tracks: Iterable[Track]) -> str:
    """For another program; numbers as in the result of `check`, percentages in percent."""
    plan, as_of = result.subject
    return (
        encode(
            {
                "schema": SCHEMA,
                "tool": {"name": "cchc", "version": __version__},
                "plan": {"id": plan.id, "title": plan.title},
                "as_of": month_label(as_of),
                "trends": [_trend(track) for track in tracks],
            }
        )
        + "\n"
    )


def _trend(track: Track) -> dict[str, Any]:
    verdict, numbers = track.verdict, amounts(track.verdict)
    return {
        "target": verdict.target.id,
        "unit": verdict.unit,
        "indicator": verdict.indicator.id,
        "measure": "%" if verdict.in_percent else verdict.indicator.measure,
        "status": str(verdict.status),
        "goal": numbers.goal,
        "forecast": numbers.forecast,
        "turned": None if track.turned is None else month_label(track.turned),
        "months": [_point(point, track) for point in track.points],
    }


def _point(point: Point, track: Track) -> dict[str, Any]:
    show = rounded if track.verdict.indicator.kind.is_divided else printable
    bars = (track.verdict.goal, point.expected)
    return {
        "month": month_label(point.month),
        "status": None if point.status is None else str(point.status),
        "actual": None if point.actual is None else show(point.actual, bars),
        "expected": None if point.expected is None else printable(point.expected, (point.actual,)),
    }
