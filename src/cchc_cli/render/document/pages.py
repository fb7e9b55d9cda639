"""What the HTML page and the Word document show: the facts of a `ReportModel` as plain text.

Nothing here is escaped: a template escapes for its own format. What could act on a reader or break a
format (control and direction characters, what XML forbids) is shown as its code already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from cchc_cli.model.document import Reference
from cchc_cli.model.figures import Figure
from cchc_cli.model.history import Change, Point, Track, Turn
from cchc_cli.model.kind import Comparison, Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator
from cchc_cli.model.verdict import FINE, UNSATISFIED, Status, Verdict
from cchc_cli.render import phrases
from cchc_cli.render.amounts import printable
from cchc_cli.render.document.model import (
    Evidence,
    FiguresRow,
    Note,
    ReportModel,
    Row,
    Section,
    SpanName,
    WaiverRow,
    evidence_link,
)
from cchc_cli.render.document.report import (
    LONGEST,
    MANY,
    correction_words,
    evidence_text,
    no_changes_words,
    not_sent_words,
    numbered_heads,
    restated_note,
    sent_words,
    short_period,
    span_words,
    summary_text,
)
from cchc_cli.render.phrases import MARKS
from cchc_cli.render.wording import Wording, visible

Context = dict[str, Any]
_FORBIDDEN = {code: f"<U+{code:04X}>" for code in (0xFFFE, 0xFFFF)}
_SPARK_WIDTH, _SPARK_HEIGHT = 120, 24
_ROWS_OF_A_TABLE = 500
_WORDS = (
    *("title", "plan", "period", "to_date", "unit", "no_shortfalls", "no_missing"),
    *("no_notes", "narratives", "no_due", "no_waivers", "no_figures", "in_force"),
    *("expired", "due_targets", "undecided", "heat", "heat_caption", "legend", "targets", "contents"),
    *("figures_caption", "by_month", "command", "chart_pace", "state", "motto", "parent", "number"),
    *("recipients", "attachments", "shortfall_caption", "summary_caption", "missing_caption"),
    *("heat_open", "spark_caption"),
)


class Lazy:
    """Something to go through, made anew each time, so that a long report never stands in memory."""

    def __init__(self, make: Callable[[], Iterable[Any]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Any]:
        return iter(self._make())


def plain(text: str) -> str:
    """Text as it may stand in XML and on a page, on one line."""
    return visible(text).translate(_FORBIDDEN)


def report_pages(
    model: ReportModel,
    wording: Wording,
    tracks: Callable[[Verdict], Track] | None = None,
    command: str = "",
) -> Context:
    """All that a template of the HTML page or the Word document may use.

    `tracks` gives a verdict's course over the months, for sparklines; `command` is the command line
    that makes this report again.
    """
    return _Pages(model, wording, tracks, command).context()


class _Pages:
    def __init__(
        self,
        model: ReportModel,
        wording: Wording,
        tracks: Callable[[Verdict], Track] | None,
        command: str,
    ) -> None:
        self._model = model
        self._words = wording
        self._tracks = tracks
        self._command = command
        self._runs = {change.verdict.key: change for change in model.changes}
        self._anchors = {row.verdict.key: f"v{n}" for n, row in enumerate(model.rows(), 1)}

    def context(self) -> Context:
        model, word = self._model, self._words.word
        plan = model.plan
        span = span_words(model, self._words)
        key = "report.subtitle" if model.span is SpanName.MONTH else "report.subtitle_span"
        words = {name: word(f"report.{name}") for name in _WORDS}
        words["no_changes"] = no_changes_words(model, self._words)
        words["sent"] = word("report.sent")
        words["subtitle"] = plain(word(key, month=span))
        words["source_note"] = word("report.source_note", version=model.version)
        words["place_date"] = plain(word("report.place_date", place=plan.place or "………"))
        words["opening"] = self._opening(span)
        words.update(numbered_heads(model, self._words))
        columns = {name: word(f"column.{name}") for name in _COLUMNS}
        return {
            "words": words,
            "columns": columns,
            "language": self._words.language,
            "version": model.version,
            "issuer": plain(plan.issuer or ""),
            "place": plain(plan.place or ""),
            "signer": {
                "name": plain(plan.signer.name if plan.signer else ""),
                "title": plain(plan.signer.title if plan.signer else ""),
            },
            "plan": {
                "id": plain(plan.id),
                "title": plain(plan.title),
                "number": plain(self._words.document_number(plan)),
                "issued": self._words.day(plan.issued) if plan.issued else "",
            },
            "period": {
                "label": span,
                "dates": word("report.dates", first=model.first_day, last=model.last_day),
                "to_date": word("report.dates", first=model.start_day, last=model.last_day),
                "last_day": model.last_day.isoformat(),
            },
            "unit": plain(self._words.unit(plan, model.unit)) if model.unit is not None else "",
            "recipients": [word(f"report.recipient_{number}") for number in (1, 2, 3)],
            "sent": sent_words(model, self._words),
            "summary_text": plain(summary_text(model, self._words)),
            "tiles": self._tiles(),
            "statuses": [
                {
                    "status": str(status),
                    "sign": MARKS[status],
                    "word": word(f"status.{status}"),
                    "count": self._words.number(count),
                }
                for status, count in model.tally.by_status
            ],
            "heat": self._heat(),
            "changes": self._changes(),
            "sections": Lazy(lambda: (self._section(one) for one in model.sections)),
            "shortfalls": Lazy(self._shortfalls),
            "not_sent": plain(not_sent_words(model, self._words)),
            "missing": self._missing(),
            "undecided": [self._undecided(row) for row in model.undecided],
            "restated_note": plain(restated_note(model, self._words)),
            "restated": [
                {name: plain(text) for name, text in correction_words(one, plan, self._words).items()}
                for one in model.corrections
            ],
            "waivers_in_force": [self._waiver(row) for row in model.waivers_in_force],
            "waivers_expired": [self._waiver(row) for row in model.waivers_expired],
            "notes": self._notes(),
            "has_narratives": any(note.is_narrative for note in model.notes),
            "due": self._due(),
            "due_targets": self._due_targets(),
            "figures": Lazy(self._figures),
            "figure_tables": Lazy(self._figure_tables),
            "definitions": [self._definition(one) for one in model.definitions],
            "references": [self._reference(one) for one in model.references],
            "remarks": [
                plain(f"{one.location or ''} {one.code}: {self._words.describe(one)[0]}".strip())
                for one in model.remarks
            ],
            "sources": self._sources(),
            "command": plain(self._command),
        }

    def _opening(self, span: str) -> str:
        plan, model = self._model.plan, self._model
        named = self._words.document_number(plan)
        number = f" ({named})" if named else ""
        dates = self._words.word("report.dates", first=model.first_day, last=model.last_day)
        text = self._words.word(
            "report.opening",
            plan=plan.title + number,
            issuer=plan.issuer or "………",
            month=span,
            dates=dates,
        )
        return plain(text)

    def _tiles(self) -> list[Context]:
        tally, number = self._model.tally, self._words.number
        by_status = dict(tally.by_status)

        def count(*statuses: Status) -> int:
            return sum(by_status.get(one, 0) for one in statuses)

        found = [
            ("total", number(tally.total), "plain", ""),
            ("fine", number(count(Status.MET, Status.ON_TRACK)), "met", MARKS[Status.MET]),
            ("open", number(count(Status.NOT_DUE, Status.NOT_APPLICABLE)), "plain", ""),
            ("short", number(tally.short), "missed", MARKS[Status.MISSED]),
            ("no_data", number(tally.no_data), "no_data", MARKS[Status.NO_DATA]),
            ("waived", number(tally.waived), "waived", MARKS[Status.WAIVED]),
            ("sent", f"{number(tally.sending.sent)}/{number(tally.sending.owing)}", "plain", ""),
        ]
        return [
            {
                "word": self._words.word(f"report.tile_{name}"),
                "value": value,
                "status": tone,
                "sign": sign,
            }
            for name, value, tone, sign in found
        ]

    def _heat(self) -> Context:
        """Units down, targets across; a target is headed by its task and a number where it has more."""
        plan = self._model.plan
        columns: dict[str, Row] = {}
        lines: dict[tuple[int, str], dict[str, Row]] = {}
        for row in self._model.rows():
            target = row.verdict.target
            columns.setdefault(target.id, row)
            line = (plan.unit_order[row.verdict.unit], target.summed)
            lines.setdefault(line, {})[target.id] = row
        heads = self._heads(columns)
        return {
            "columns": heads,
            "rows": Lazy(
                lambda: (
                    {
                        "scope": self._short_scope(next(iter(cells.values())).verdict),
                        "cells": [self._cell(cells.get(name)) for name in columns],
                    }
                    for _, cells in sorted(lines.items(), key=lambda item: item[0])
                )
            ),
        }

    def _heads(self, columns: Mapping[str, Row]) -> list[Context]:
        plan = self._model.plan
        tasks = [row.verdict.task.id for row in columns.values()]
        seen: dict[str, int] = {}
        heads = []
        for target, row in columns.items():
            task = row.verdict.task.id
            seen[task] = seen.get(task, 0) + 1
            code = f"{task}.{seen[task]}" if tasks.count(task) > 1 else task
            goal = phrases.target_goal(plan, row.verdict.target, self._words)
            name = f"{row.verdict.indicator.name} ({goal})"
            heads.append({"code": plain(code), "name": plain(name), "target": plain(target)})
        return heads

    def _cell(self, row: Row | None) -> Context | None:
        if row is None:
            return None
        verdict = row.verdict
        return {
            "anchor": self._anchors[verdict.key],
            "status": str(verdict.status),
            "sign": MARKS[verdict.status],
            "word": phrases.status(verdict, self._words),
            "value": plain(phrases.actual_of_goal(row.verdict, row.amounts, self._words)),
        }

    def _short_scope(self, verdict: Verdict) -> str:
        return plain(phrases.short_scope(self._model.plan, verdict, self._words))

    def _scope(self, verdict: Verdict) -> str:
        return plain(phrases.scope(self._model.plan, verdict, self._words))

    def _changes(self) -> list[Context]:
        model = self._model
        return [
            {
                "heading": self._words.word(f"report.turn.{turn}", count=count),
                "lines": [self._change(change) for change in model.changes_of(turn)],
            }
            for turn, count in model.tally.turns
        ]

    def _change(self, change: Change) -> Context:
        verdict = change.verdict
        return {
            "name": plain(verdict.indicator.name),
            "scope": self._scope(verdict),
            "status": str(verdict.status),
            "sign": MARKS[verdict.status],
            "word": phrases.status(verdict, self._words),
            "run": self._run(change),
        }

    def _run(self, change: Change) -> str:
        return phrases.run(change, self._words)

    def _section(self, section: Section) -> Context:
        clause = self._words.word("text.clause", clause=section.clause)
        return {
            "heading": plain(clause[:1].upper() + clause[1:]),
            "clause": plain(section.clause),
            "tasks": [
                {
                    "id": plain(part.task.id),
                    "title": plain(part.task.title),
                    "notes": [self._note(note) for note in part.notes],
                    "targets": Lazy(lambda part=part: self._targets(part.rows)),  # type: ignore[misc]
                }
                for part in section.tasks
            ],
            "has_rows": bool(section.rows),
        }

    def _targets(self, rows: Sequence[Row]) -> Iterator[Context]:
        """The verdicts of a task by target; those of many units are counted together, too."""
        plan = self._model.plan
        for _, group in groupby(rows, key=lambda row: row.verdict.target.id):
            mine = list(group)
            verdict = mine[0].verdict
            statuses = [row.verdict.status for row in mine]
            yield {
                "name": plain(verdict.indicator.name),
                "goal": plain(phrases.target_goal(plan, verdict.target, self._words)),
                "measure": plain(phrases.measure(verdict)),
                "basis": plain(phrases.grounds(verdict, self._model.plan, self._words)),
                "units": self._words.word("units", count=len(mine)),
                "is_many": len(mine) > MANY,
                "counts": [
                    {
                        "status": str(status),
                        "sign": MARKS[status],
                        "word": self._words.word(f"status.{status}"),
                        "count": self._words.number(statuses.count(status)),
                    }
                    for status in Status
                    if status in statuses
                ],
                "fine_percent": 100 * sum(status in FINE for status in statuses) // len(mine),
                "verdicts": Lazy(lambda mine=mine: map(self._verdict, mine)),  # type: ignore[misc]
            }

    def _verdict(self, row: Row) -> Context:
        """A verdict with its arithmetic, its figures and their places."""
        verdict, words = row.verdict, self._words
        change = self._runs.get(verdict.key)
        is_still = change is not None and change.turn is Turn.STILL
        track = self._tracks(verdict) if self._tracks is not None else None
        return {
            "anchor": self._anchors[verdict.key],
            "scope": self._short_scope(verdict),
            "full_scope": self._scope(verdict),
            "name": plain(verdict.indicator.name),
            "status": str(verdict.status),
            "sign": MARKS[verdict.status],
            "word": phrases.status(verdict, words),
            "is_unsatisfied": verdict.status in UNSATISFIED,
            "value": plain(phrases.actual_of_goal(row.verdict, row.amounts, words)),
            "progress": self._progress(row),
            "spark": self._spark(verdict, track) if track is not None else None,
            "steps": [plain(line) for line in phrases.steps(verdict, words)],
            "arithmetic": [plain(line) for line in phrases.arithmetic(verdict, words)],
            "run": self._run(change) if change is not None and is_still else "",
            "basis": plain(phrases.grounds(verdict, self._model.plan, words)),
            "interpretation": plain(verdict.task.interpretation or ""),
            "figures": [self._figure(figure) for figure in verdict.figures],
        }

    def _progress(self, row: Row) -> Context | None:
        """How much of the goal is reached and would be by the pace, in percent; None without a way."""
        verdict, shown = row.verdict, row.amounts
        if verdict.comparison is not Comparison.AT_LEAST or not shown.goal:
            return None
        if verdict.indicator.kind is Kind.MILESTONE or verdict.status is Status.NOT_APPLICABLE:
            return None
        percent = None if shown.actual is None else phrases.percent_of_goal(shown.actual, shown.goal)
        mark = None
        if shown.expected is not None and 0 < shown.expected < shown.goal:
            mark = int(100 * shown.expected / shown.goal)
        text = "–" if percent is None else phrases.percent(percent, self._words)
        label = text
        if mark is not None:
            label = f"{text}; {self._words.word('report.chart_pace')} {self._words.number(mark)}%"
        return {"share": min(100, percent or 0), "mark": mark, "text": text, "label": label}

    def _spark(self, verdict: Verdict, track: Track) -> Context | None:
        """The months as points of a small drawing, and in words."""
        kinds = (Kind.MILESTONE, Kind.NARRATIVE)
        if verdict.indicator.kind in kinds or len(track.points) < 2:
            return None
        known = [v for p in track.points for v in (p.actual, p.expected, verdict.goal) if v is not None]
        top = max(known, default=Fraction(0)) or Fraction(1)
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
        plan = self._model.plan
        href = evidence_link(figure, self._model.bases)
        told = figure.value is None
        return {
            "period": plain(self._words.period(figure.period)),
            "unit": plain(self._words.short_unit(plan, figure.unit)),
            "indicator": plain(plan.indicator_by_id[figure.indicator].name),
            "value": self._words.word("report.told") if told else plain(self._words.value(figure.value)),
            "evidence": self._cut(figure.evidence, str(figure.location)),
            "href": href or "",
            "note": self._cut(figure.note, str(figure.location)),
            "place": plain(str(figure.location)),
        }

    def _cut(self, text: str, place: str) -> str:
        """A note; of a very long one the beginning, how much is left out, and where it stands whole."""
        if len(text) <= LONGEST:
            return plain(text)
        left = self._words.word("report.cut", count=len(text) - LONGEST, place=place)
        return f"{plain(text[:LONGEST])}… {plain(left)}"

    def _shortfalls(self) -> Iterator[Context]:
        for group in self._model.shortfalls:
            yield {
                "unit": self._scope(group.rows[0].verdict),
                "rows": [self._shortfall(row) for row in group.rows],
            }

    def _shortfall(self, row: Row) -> Context:
        verdict, shown, words = row.verdict, row.amounts, self._words
        change = self._runs.get(verdict.key)
        is_still = change is not None and change.turn is Turn.STILL
        return {
            "anchor": self._anchors[verdict.key],
            "name": plain(verdict.indicator.name),
            "status": str(verdict.status),
            "sign": MARKS[verdict.status],
            "word": phrases.status(verdict, words),
            "value": plain(phrases.actual_of_goal(row.verdict, row.amounts, words)),
            "gap": phrases.distance(verdict, shown.gap, words),
            "needed": words.number(shown.needed) if shown.needed else "–",
            "forecast": phrases.forecast(verdict, shown, words),
            "detail": plain("; ".join(phrases.arithmetic(verdict, words))),
            "run": self._run(change) if change is not None and is_still else "",
            "basis": plain(phrases.grounds(verdict, self._model.plan, words)),
            "evidence": [self._evidence(one) for one in row.evidence],
        }

    def _evidence(self, evidence: Evidence) -> Context:
        return {
            "period": plain(short_period(evidence.period, self._model.plan, self._words)),
            "text": plain(evidence_text(evidence, self._words)),
            "href": evidence.href or "",
        }

    def _missing(self) -> list[Context]:
        return [
            {
                "unit": plain(self._words.unit(self._model.plan, report.unit)),
                "periods": plain(phrases.missing_periods(report.missing, self._words)),
                "missing": self._words.number(len(report.missing)),
                "owed": self._words.number(report.owed),
            }
            for report in self._model.missing
            if report.missing
        ]

    def _undecided(self, row: Row) -> str:
        return plain(phrases.undecided(row.verdict, row.amounts, self._model.plan, self._words))

    def _waiver(self, row: WaiverRow) -> str:
        waiver, words = row.waiver, self._words
        unit = words.unit(self._model.plan, waiver.unit) if waiver.unit else ""
        parts = [
            f"{row.indicator.name} — {unit or words.word('report.all_units')}: "
            + phrases.waived(waiver, words)
        ]
        if row.excused:
            parts.append(words.word("report.excused", count=len(row.excused)))
        if row.short:
            parts.append(words.word("report.waiver_short", count=len(row.short)))
        return plain("; ".join(parts))

    def _note(self, note: Note) -> Context:
        return {
            "unit": plain(self._words.short_unit(self._model.plan, note.unit)),
            "indicator": plain(note.indicator.name),
            "period": plain(self._words.period(note.period)),
            "text": self._cut(note.text, str(note.location)),
        }

    def _notes(self) -> list[Context]:
        notes = [note for note in self._model.notes if not note.is_narrative]
        return [
            {
                "unit": plain(self._words.unit(self._model.plan, unit)),
                "lines": [self._note(note) for note in mine],
            }
            for unit, mine in groupby(notes, key=lambda note: note.unit)
        ]

    def _due(self) -> list[Context]:
        """The figures that are owed next, by month; units that owe the same share a line."""
        plan, words = self._model.plan, self._words
        found = []
        for month, group in groupby(self._model.due_figures, key=lambda due: due.month):
            same: dict[tuple[str, ...], list[str]] = {}
            for due in group:
                owed = tuple(indicator.name for indicator in due.indicators)
                same.setdefault(owed, []).append(words.short_unit(plan, due.unit))
            heading = words.word(
                "report.due",
                month=words.month(month),
                first=plan.calendar.first_day(month),
                last=plan.calendar.last_day(month),
                due=plan.calendar.due_day(month),
            )
            lines = [
                {"units": plain(", ".join(units)), "indicators": plain("; ".join(names))}
                for names, units in same.items()
            ]
            found.append({"heading": heading, "lines": lines})
        return found

    def _due_targets(self) -> list[Context]:
        plan = self._model.plan
        by_key = {row.verdict.key: row for row in self._model.rows()}
        return [
            {
                "name": plain((row := by_key[due.target.id, due.unit]).verdict.indicator.name),
                "scope": self._short_scope(row.verdict),
                "value": plain(phrases.actual_of_goal(row.verdict, row.amounts, self._words)),
                "due": self._words.day(plan.calendar.last_day(due.end)),
            }
            for due in self._model.due_targets
        ]

    def _figures(self) -> Iterator[Context]:
        """The annex of figures by indicator, a line for each unit."""
        return map(self._figures_group, self._figure_groups())

    def _figure_tables(self) -> Iterator[list[Context]]:
        """The same in parts; the time that a word processor takes grows with the square of a table."""
        part: list[list[FiguresRow]] = []
        for group in self._figure_groups():
            if part and sum(map(len, part)) + len(group) > _ROWS_OF_A_TABLE:
                yield [self._figures_group(one) for one in part]
                part = []
            part.append(group)
        if part:
            yield [self._figures_group(one) for one in part]

    def _figure_groups(self) -> Iterator[list[FiguresRow]]:
        for _, group in groupby(self._model.figures, key=lambda row: row.indicator.id):
            yield list(group)

    def _figures_group(self, rows: Sequence[FiguresRow]) -> Context:
        indicator = rows[0].indicator
        measure = f" ({indicator.measure})" if indicator.measure else ""
        return {
            "indicator": plain(indicator.name + measure),
            "rows": Lazy(lambda: map(self._figures_row, rows)),
        }

    def _figures_row(self, row: FiguresRow) -> Context:
        plan, words = self._model.plan, self._words
        is_level = row.indicator.kind is Kind.LEVEL
        shown = []
        for figure in row.figures:
            value = words.word("report.told") if figure.value is None else words.value(figure.value)
            shown.append(f"{short_period(figure.period, plan, words)}: {value}")
        if row.missing:
            absent = ", ".join(short_period(period, plan, words) for period in row.missing)
            shown.append(words.word("report.absent", periods=absent))
        return {
            "unit": plain(words.short_unit(plan, row.unit)),
            "by_period": plain("; ".join(shown)),
            "in_period": "–" if row.in_period is None else words.number(row.in_period),
            "to_date": "–" if row.to_date is None or is_level else words.number(row.to_date),
            "evidence": [self._evidence(one) for one in row.evidence],
        }

    def _definition(self, indicator: Indicator) -> Context:
        plan, words = self._model.plan, self._words
        marks = [indicator.id, words.word(f"every.{plan.every(indicator)}"), indicator.measure or ""]
        names = [part.name for part in plan.parts(indicator)]
        text = f"{indicator.definition or ''} {phrases.formula(indicator, names, words)}"
        return {
            "name": plain(indicator.name),
            "marks": plain("; ".join(mark for mark in marks if mark)),
            "text": plain(text.strip()),
        }

    def _reference(self, reference: Reference) -> str:
        parts = [reference.number, self._words.day(reference.date) if reference.date else ""]
        parts += [reference.issuer or "", reference.title or ""]
        return plain("; ".join(part for part in parts if part))

    def _sources(self) -> list[Context]:
        model = self._model
        found = [] if model.source is None else [(model.source.path, "–", model.source.sha256)]
        found += [(one.path, self._words.number(one.rows), one.sha256) for one in model.sources]
        return [{"path": plain(path), "rows": rows, "sha256": sha} for path, rows, sha in found]


_COLUMNS = (
    *("indicator_name", "scope", "status", "actual_of_goal", "progress", "gap", "needed", "forecast"),
    *("detail", "basis", "periods", "missing", "owed", "period_label", "value_shown", "place"),
    *("evidence_named", "note_shown", "by_period", "in_period", "sum_to_date", "old", "new", "reason"),
    *("due", "file", "rows", "count"),
)


def _lines(points: Sequence[Point], values: Sequence[Fraction | None], top: Fraction) -> list[str]:
    """Lines for SVG through the values there are; a gap in them begins a new line."""
    width = max(1, len(points) - 1)
    found: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            found.append([])
            continue
        x = 2 + (_SPARK_WIDTH - 4) * index // width
        y = _SPARK_HEIGHT - 2 - int((_SPARK_HEIGHT - 4) * min(value, top) / top)
        found[-1].append(f"{x},{y}")
    return [" ".join(line if len(line) > 1 else line * 2) for line in found if line]
