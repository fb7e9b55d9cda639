"""The results part by part, each verdict's course and arithmetic, and the map of units and targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from cchc_cli.model.figures import Figure
from cchc_cli.model.history import Point, Track
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import UNSATISFIED, Status, Verdict
from cchc_cli.render import phrases, targets
from cchc_cli.render.amounts import printable
from cchc_cli.render.bars import progress
from cchc_cli.render.document.links import evidence_link
from cchc_cli.render.document.model import Note, ReportModel, Row, Section, TaskPart
from cchc_cli.render.document.texts import Context, cut, plain, short_period
from cchc_cli.render.phrases import MARKS
from cchc_cli.render.steps import steps
from cchc_cli.render.wording import Wording

MANY = 12
"""Units of a target from which on its results are counted in one line."""
MOST_UNFOLDED = 2_000
"""Verdicts up to which each unfolds to its arithmetic; of more, only what falls short or is open."""
MOST_SHORT = 1_000
"""Of these, as many as keep a page of 28,000 verdicts below 10 MB; the workbook has all."""
MOST_ACROSS = 30
"""Units that find room beside the names of the targets on a page of 1,300 px."""
_SPARK_WIDTH, _SPARK_HEIGHT = 120, 24


class Results:
    """Tables of verdicts; `tracks` gives a verdict's course, `charts` a section's picture."""

    def __init__(
        self,
        model: ReportModel,
        wording: Wording,
        tracks: Callable[[Verdict], Track] | None,
        charts: Mapping[str, str],
    ) -> None:
        self._model = model
        self._words = wording
        self._tracks = tracks
        self._charts = charts
        unfolded = list(model.rows())
        if len(unfolded) > MOST_UNFOLDED:
            short = [row for rows in model.shortfalls for row in rows]
            unfolded = [*short, *model.undecided][:MOST_SHORT]
        self._anchors = {row.verdict.key: f"v{number}" for number, row in enumerate(unfolded, 1)}

    def line(self, row: Row) -> Context:
        """What every table and list says of a verdict."""
        verdict, words = row.verdict, self._words
        return {
            "anchor": self._anchors.get(verdict.key, ""),
            "task": plain(verdict.task.id),
            "name": plain(verdict.indicator.name),
            "scope": plain(phrases.short_scope(self._model.plan, verdict, words)),
            "status": str(verdict.status),
            "sign": MARKS[verdict.status],
            "word": phrases.status(verdict, words),
            "is_unsatisfied": verdict.status in UNSATISFIED,
            "reached": plain(phrases.reached(verdict, row.amounts, words)),
        }

    def sections(self) -> list[Context]:
        """A table for each part of the plan."""
        return [self._section(section) for section in self._model.sections]

    def _section(self, section: Section) -> Context:
        clause = self._words.word("report.part", clause=section.clause)
        tasks = [self._task(part) for part in section.tasks]
        rows = [row for row in section.rows if row.verdict.key in self._anchors]
        return {
            "heading": plain(f"{section.clause}. {section.title}" if section.title else clause),
            "clause": plain(section.clause),
            "tasks": tasks,
            "not_judged": ", ".join(task["id"] for task in tasks if not task["targets"]),
            "verdicts": [self._verdict(row) for row in rows] if self._tracks else [],
            "chart": plain(self._charts.get(section.clause, "")),
        }

    def _task(self, part: TaskPart) -> Context:
        task, words = part.task, self._words
        targets = [
            self._target(list(group))
            for _, group in groupby(part.rows, key=lambda row: row.verdict.target.id)
        ]
        return {
            "id": plain(task.id),
            "title": plain(task.title),
            "owners": plain(words.word("report.owners", units=task.owners)) if task.owners else "",
            "supports": plain(words.word("show.supports", units=task.supports)) if task.supports else "",
            "notes": [self.note(note) for note in part.notes],
            "targets": targets,
        }

    def _target(self, rows: Sequence[Row]) -> Context:
        """One line of a table: what each unit reached, of many units only their number."""
        verdict, plan, words = rows[0].verdict, self._model.plan, self._words
        statuses = [row.verdict.status for row in rows]
        counts = [
            {
                "status": str(status),
                "sign": MARKS[status],
                "word": phrases.status(rows[statuses.index(status)].verdict, words),
                "count": words.number(statuses.count(status)) if len(rows) > 1 else "",
            }
            for status in Status
            if status in statuses
        ]
        return {
            "name": plain(verdict.indicator.name),
            "goal": plain(targets.target_goal(plan, verdict.target, words, in_full=True)),
            "basis": plain(phrases.grounds(verdict, plan, words)),
            "interpretation": plain(verdict.task.interpretation or ""),
            "counts": counts,
            "is_many": len(rows) > MANY,
            "results": words.word("units", count=len(rows))
            if len(rows) > MANY
            else "; ".join(map(self._result, rows)),
        }

    def _result(self, row: Row) -> str:
        verdict = row.verdict
        reached = plain(phrases.reached(verdict, row.amounts, self._words))
        is_own = verdict.unit is None and not verdict.units
        scope = plain(phrases.short_scope(self._model.plan, verdict, self._words))
        text = reached if is_own else f"{scope}: {reached}"
        if verdict.status in UNSATISFIED:
            text += f" ({phrases.status(verdict, self._words)})"
        return text

    def _verdict(self, row: Row) -> Context:
        """A verdict with its arithmetic, its figures and their places."""
        verdict, words = row.verdict, self._words
        track = self._tracks(verdict) if self._tracks is not None else None
        return {
            **self.line(row),
            "full_scope": plain(phrases.scope(self._model.plan, verdict, words)),
            "value": plain(phrases.actual_of_goal(verdict, row.amounts, words)),
            "progress": self._progress(row),
            "spark": self._spark(verdict, track) if track is not None else None,
            "steps": [
                plain(line) for line in (*steps(verdict, words), *phrases.arithmetic(verdict, words))
            ],
            "run": phrases.run(row.change, words) if row.change is not None else "",
            "basis": plain(phrases.grounds(verdict, self._model.plan, words)),
            "interpretation": plain(verdict.task.interpretation or ""),
            "figures": [self._figure(figure) for figure in verdict.figures],
        }

    def _progress(self, row: Row) -> Context | None:
        """How much of the goal is reached and would be by the pace, in percent; None without a way."""
        way = progress(row.verdict, row.amounts)
        if way is None or row.verdict.status is Status.NOT_APPLICABLE:
            return None
        share = None if way.share is None else int(100 * way.share)
        mark = None if way.mark is None else int(100 * way.mark)
        label = text = phrases.NONE if share is None else phrases.percent(share, self._words)
        if mark is not None:
            label += f"; {self._words.word('report.chart_pace')} {self._words.number(mark)}%"
        return {"share": max(0, min(100, share or 0)), "mark": mark, "text": text, "label": label}

    def _spark(self, verdict: Verdict, track: Track) -> Context | None:
        """The months as points of a small drawing, and in words."""
        if not verdict.indicator.kind.has_number or len(track.points) < 2:
            return None
        values = [v for p in track.points for v in (p.actual, p.expected, verdict.goal) if v is not None]
        top = max(values, default=Fraction(0)) or Fraction(1)
        return {
            "actual": _lines(track.points, [point.actual for point in track.points], top),
            "pace": _lines(track.points, [point.expected for point in track.points], top),
            "label": plain("; ".join(self._point(verdict, point) for point in track.points)),
        }

    def _point(self, verdict: Verdict, point: Point) -> str:
        month = short_period(Period.of_month(point.month), self._model.plan, self._words)
        value = None if point.actual is None else printable(point.actual, (verdict.goal, point.expected))
        return f"{month}: {phrases.amount(verdict, value, self._words)}"

    def _figure(self, figure: Figure) -> Context:
        plan, words = self._model.plan, self._words
        is_text = figure.value is None
        return {
            "period": words.period(figure.period),
            "unit": plain(words.short_unit(plan, figure.unit)),
            "indicator": plain(plan.indicator_by_id[figure.indicator].name),
            "value": words.word("report.told") if is_text else plain(words.value(figure.value)),
            "evidence": cut(figure.evidence, figure.location, words),
            "href": evidence_link(figure, self._model.bases) or "",
            "note": cut(figure.note, figure.location, words),
            "place": plain(words.place(figure.location)),
        }

    def note(self, note: Note) -> Context:
        """What a unit wrote beside a figure."""
        return {
            "unit": plain(self._words.short_unit(self._model.plan, note.unit)),
            "indicator": plain(note.indicator.name),
            "period": self._words.period(note.period),
            "text": cut(note.text, note.location, self._words),
        }

    def heat(self) -> Context:
        """Units and targets by their names; up to `MOST_ACROSS` units stand across, of more the targets.

        A target is headed by its task, and a number where that has more than one.
        """
        plan = self._model.plan
        by_target: dict[str, Row] = {}
        by_unit: dict[tuple[int, tuple[str, ...]], Row] = {}
        cells: dict[tuple[Any, Any], Context] = {}
        for row in self._model.rows():
            verdict = row.verdict
            unit = (plan.unit_order[verdict.unit], verdict.units if verdict.unit is None else ())
            by_target.setdefault(verdict.target.id, row)
            by_unit.setdefault(unit, row)
            cells[verdict.target.id, unit] = cells[unit, verdict.target.id] = self.line(row)
        named = list(zip(by_target, self._heads(list(by_target.values())), strict=True))
        scopes = [
            (
                unit,
                {
                    "code": "",
                    "name": plain(phrases.short_scope(plan, by_unit[unit].verdict, self._words)),
                },
            )
            for unit in sorted(by_unit)
        ]
        is_wide = len(by_unit) > MOST_ACROSS
        across, down = (named, scopes) if is_wide else (scopes, named)
        return {
            "is_wide": is_wide,
            "columns": [head for _, head in across],
            "rows": [
                {**head, "cells": [cells.get((line, column)) for column, _ in across]}
                for line, head in down
            ],
        }

    def _heads(self, rows: Sequence[Row]) -> list[Context]:
        tasks = [row.verdict.task.id for row in rows]
        seen: dict[str, int] = {}
        heads = []
        for row in rows:
            task = row.verdict.task.id
            seen[task] = seen.get(task, 0) + 1
            code = f"{task}.{seen[task]}" if tasks.count(task) > 1 else task
            goal = targets.target_goal(self._model.plan, row.verdict.target, self._words)
            heads.append({"code": plain(code), "name": plain(f"{phrases.name(row.verdict)} ({goal})")})
        return heads


def _lines(points: Sequence[Point], values: Sequence[Fraction | None], top: Fraction) -> list[str]:
    """Lines for SVG through the values there are; a gap in them begins a new line."""
    width = max(1, len(points) - 1)
    lines: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            lines.append([])
            continue
        x = 2 + (_SPARK_WIDTH - 4) * index // width
        share = max(Fraction(0), min(value / top, Fraction(1)))
        lines[-1].append(f"{x},{_SPARK_HEIGHT - 2 - int((_SPARK_HEIGHT - 4) * share)}")
    return [" ".join(line if len(line) > 1 else line * 2) for line in lines if line]
