"""The periodic report as Markdown: what a template gets, made of the facts in a `ReportModel`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from cchc_cli.model.figures import Figure, Value
from cchc_cli.model.history import Change, Turn
from cchc_cli.model.kind import Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Indicator, Plan
from cchc_cli.model.verdict import FINE, UNSATISFIED, Sending, Status, Verdict
from cchc_cli.render import phrases, tallies
from cchc_cli.render.bars import progress_cells
from cchc_cli.render.document.model import (
    Correction,
    Evidence,
    FiguresRow,
    Note,
    ReportModel,
    Row,
    Section,
    SpanName,
    WaiverRow,
)
from cchc_cli.render.document.template import TemplateFault, render_template
from cchc_cli.render.markdown_text import escape, table
from cchc_cli.render.wording import Wording

MANY = 12
"""Units of a target from which on its results are one line; the annex has every figure."""
LONGEST = 1000
LONGEST_EVIDENCE = 200
"""Characters of a note that are shown; a link to its place follows a longer one."""
BAR_WIDTH = 10
_HEADINGS = (
    "title",
    "plan",
    "period",
    "to_date",
    "no_shortfalls",
    "no_missing",
    "no_notes",
    "narratives",
    "no_due",
    "no_waivers",
    "no_figures",
    "in_force",
    "expired",
    "due_targets",
    "undecided",
    "unit",
)
_CHAPTERS = (
    "summary",
    "changes",
    "results",
    "shortfalls",
    "missing",
    "restated",
    "waivers",
    "notes",
    "next",
)
_ANNEXES = ("figures", "definitions", "references", "sources")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def render_report(
    model: ReportModel,
    wording: Wording,
    template: str,
    charts: Mapping[str, str] | None = None,
    command: str = "",
) -> str | TemplateFault:
    """The report laid out by a Jinja2 template, or what is wrong with the template.

    `charts` gives the address of a section's chart by its clause, `command` the command line that
    makes this report again.
    """
    return render_template(template, report_context(model, wording, charts or {}, command))


def report_context(
    model: ReportModel, wording: Wording, charts: Mapping[str, str], command: str = ""
) -> dict[str, Any]:
    """All that a template may use: texts, lists and mappings of texts, and plain numbers.

    Every text is Markdown already, with foreign text escaped. docs/report.md lists the variables.
    """
    plan = model.plan
    span = span_words(model, wording)
    key = "report.subtitle" if model.span is SpanName.MONTH else "report.subtitle_span"
    words = {name: wording.word(f"report.{name}") for name in _HEADINGS}
    words["subtitle"] = wording.word(key, month=span)
    words["no_changes"] = no_changes_words(model, wording)
    words["sent"] = wording.word("report.sent")
    words["source_note"] = wording.word("report.source_note", version=model.version)
    words.update(numbered_heads(model, wording))
    signer = plan.signer
    return {
        "words": words,
        "language": wording.language,
        "version": model.version,
        "issuer": escape(plan.issuer or ""),
        "place": escape(plan.place or ""),
        "signer": {
            "name": escape(signer.name if signer else ""),
            "title": escape(signer.title if signer else ""),
        },
        "plan": {
            "id": escape(plan.id),
            "title": escape(plan.title),
            "number": escape(wording.document_number(plan)),
            "issued": wording.day(plan.issued) if plan.issued else "",
        },
        "period": {
            "label": span,
            "dates": wording.word("report.dates", first=model.first_day, last=model.last_day),
            "to_date": wording.word("report.dates", first=model.start_day, last=model.last_day),
        },
        "unit": escape(wording.unit(plan, model.unit)) if model.unit is not None else "",
        "sent": sent_words(model, wording),
        "summary_text": summary_text(model, wording),
        "summary_table": _summary_table(model, wording),
        "changes": _changes(model, wording),
        "sections": [
            _section(section, model, wording, charts.get(section.clause, ""))
            for section in model.sections
        ],
        "shortfalls": _shortfalls(model, wording),
        "missing_table": _missing_table(model, wording),
        "not_sent": escape(not_sent_words(model, wording)),
        "undecided": [_undecided(row, model, wording) for row in model.undecided],
        "restated_note": restated_note(model, wording),
        "restated_table": _restated_table(model, wording),
        "waivers_in_force": [_waiver(row, model, wording) for row in model.waivers_in_force],
        "waivers_expired": [_waiver(row, model, wording) for row in model.waivers_expired],
        "notes": _notes(model, wording),
        "has_narratives": any(note.is_narrative for note in model.notes),
        "due": _due(model, wording),
        "due_table": _due_table(model, wording),
        "figures": _figures(model, wording),
        "definitions": [_definition(one, model, wording) for one in model.definitions],
        "references": [_reference(one, wording) for one in model.references],
        "remarks": [
            f"{escape(str(one.location or ''))} {one.code}: {escape(wording.describe(one)[0])}".strip()
            for one in model.remarks
        ],
        "sources_table": _sources_table(model, wording),
        "command": _code(command) if command else "",
    }


def span_words(model: ReportModel, wording: Wording) -> str:
    """The reporting period in words: `tháng 7/2022`, `quý II/2022`, `9 tháng năm 2022`."""
    if model.span is SpanName.NINE_MONTHS and model.period.last - model.period.first == 8:
        return wording.word("report.nine_months", year=str(model.period.first // 12))
    return wording.period(model.period)


def summary_text(model: ReportModel, wording: Wording) -> str:
    """The summary as one paragraph of plain text."""
    tally = model.tally
    if not tally.total:
        return tallies.verdict_count(model.result, wording)
    counts = [
        f"{wording.number(count)} {phrases.status_word(status, wording)}"
        for status, count in tally.by_status
    ]
    parts = [
        wording.word("report.summary_sent", counts=sent_words(model, wording)),
        wording.word("report.summary_text", count=tally.total, counts=", ".join(counts)),
    ]
    if tally.failing:
        parts.append(wording.word("report.summary_failing", failing=tally.failing))
    if model.previous is not None:
        turns = dict(tally.turns)
        parts.append(
            wording.word(
                "report.summary_changes",
                month=wording.month(model.previous),
                new=turns.get(Turn.NEW, 0),
                still=turns.get(Turn.STILL, 0),
                resolved=turns.get(Turn.RESOLVED, 0),
            )
        )
    return " ".join(parts)


def sent_words(model: ReportModel, wording: Wording) -> str:
    """How many units sent all, a part, or nothing of the period's figures."""
    return tallies.sending_words(model.tally.sending, wording)


def not_sent_words(model: ReportModel, wording: Wording) -> str:
    """The units that sent nothing and those that sent a part for the month, as sentences."""
    sentences = []
    for sending, key in ((Sending.NOT_SENT, "not_sent"), (Sending.PARTLY, "partly_sent")):
        units = [
            wording.unit(model.plan, report.unit)
            for report in model.missing
            if report.sending is sending
        ]
        if units:
            month = wording.month(model.as_of)
            sentences.append(wording.word(f"report.{key}", month=month, units="; ".join(units)))
    return " ".join(sentences)


def no_changes_words(model: ReportModel, wording: Wording) -> str:
    """What stands where no change is told: that there is none, or nothing to compare with."""
    return wording.word("report.no_previous" if model.previous is None else "report.no_changes")


def numbered_heads(model: ReportModel, wording: Wording) -> dict[str, str]:
    """The headings of the chapters that there are, numbered in order."""
    present = [name for name in _CHAPTERS if name != "restated" or model.corrections]
    heads = {
        name: f"{number}. {wording.word(f'report.{name}')}"
        for name, number in zip(present, _ROMAN, strict=False)
    }
    for number, name in enumerate(_ANNEXES, 1):
        heads[f"annex_{name}"] = wording.word(
            "report.annex", number=_ROMAN[number - 1], title=wording.word(f"report.annex_{name}")
        )
    heads["remarks"] = wording.word("report.remarks")
    return heads


def restated_note(model: ReportModel, wording: Wording) -> str:
    """That figures of closed periods were changed, and where they stand; empty where none was."""
    if not model.corrections:
        return ""
    chapter = numbered_heads(model, wording)["restated"]
    return wording.word("report.restated_note", count=len(model.corrections), chapter=chapter)


def correction_words(one: Correction, plan: Plan, wording: Wording) -> dict[str, str]:
    """A correction as plain texts, by the column that they stand in."""
    indicator = plan.indicator_by_id.get(one.indicator)
    is_known = one.unit is None or one.unit in plan.unit_by_id
    return {
        "indicator": indicator.name if indicator else one.indicator,
        "unit": wording.short_unit(plan, one.unit) if is_known else one.unit or "",
        "period": wording.period(one.period),
        "old": _closed_value(one.old, one.was_absent, wording),
        "new": _closed_value(one.new, one.is_absent, wording),
        "reason": _short(one.reason or wording.word("restated.unaccepted"), LONGEST),
    }


def _closed_value(value: Value, absent: bool, wording: Wording) -> str:
    if absent:
        return wording.word("restated.absent")
    return wording.word("report.told") if value is None else wording.value(value)


def _restated_table(model: ReportModel, wording: Wording) -> str:
    names = ("indicator_name", "scope", "period_label", "old", "new", "reason")
    rows = [
        [escape(cell) for cell in correction_words(one, model.plan, wording).values()]
        for one in model.corrections
    ]
    return table(_header(wording, *names), rows, right=(3, 4)) if rows else ""


def _summary_table(model: ReportModel, wording: Wording) -> str:
    rows = [
        (phrases.status_word(status, wording), wording.number(count))
        for status, count in model.tally.by_status
    ]
    return table(_header(wording, "status", "count"), rows, right=(1,))


def _header(wording: Wording, *names: str) -> list[str]:
    return [wording.word(f"column.{name}") for name in names]


def _changes(model: ReportModel, wording: Wording) -> list[dict[str, Any]]:
    """What changed, by kind: a heading and a line for each verdict."""
    return [
        {
            "heading": wording.word(f"report.turn.{turn}", count=count),
            "lines": [_change(change, model, wording) for change in model.changes_of(turn)],
        }
        for turn, count in model.tally.turns
    ]


def _change(change: Change, model: ReportModel, wording: Wording) -> str:
    verdict = change.verdict
    name = f"{verdict.indicator.name} — {phrases.scope(model.plan, verdict, wording)}"
    run = phrases.run(change, wording)
    if change.turn is Turn.NEW:
        return f"{escape(name)}: **{phrases.status(verdict, wording)}**"
    return f"{escape(name)}: **{phrases.status(verdict, wording)}**; {run}"


def _section(section: Section, model: ReportModel, wording: Wording, chart: str) -> dict[str, Any]:
    clause = wording.word("text.clause", clause=escape(section.clause))
    heading = clause[:1].upper() + clause[1:]
    rows: list[Sequence[str]] = []
    for _, group in groupby(section.rows, key=lambda row: row.verdict.target.id):
        mine = list(group)
        if len(mine) > MANY:
            rows.append(_collected(mine, model.plan, wording))
        else:
            rows += [_result(row, model.plan, wording) for row in mine]
    names = ("indicator_name", "scope", "actual_of_goal", "status", "progress")
    return {
        "heading": heading,
        "clause": escape(section.clause),
        "tasks": [
            {
                "heading": f"**{escape(part.task.id)}.** {escape(part.task.title)}",
                "notes": [_note(note, model, wording) for note in part.notes],
            }
            for part in section.tasks
        ],
        "table": table(_header(wording, *names), rows) if rows else "",
        "chart": f"![{wording.word('report.chart', section=heading)}](<{chart}>)" if chart else "",
    }


def _result(row: Row, plan: Plan, wording: Wording) -> list[str]:
    return [
        escape(row.verdict.indicator.name),
        escape(phrases.short_scope(plan, row.verdict, wording)),
        escape(phrases.actual_of_goal(row.verdict, row.amounts, wording)),
        _status(row.verdict, wording),
        progress_text(row, wording),
    ]


def _collected(rows: Sequence[Row], plan: Plan, wording: Wording) -> list[str]:
    """The verdicts of a target with many units as one line."""
    verdicts = [row.verdict for row in rows]
    counts = [
        f"{phrases.status_word(status, wording)} {wording.number(count)}"
        for status in Status
        if (count := sum(one.status is status for one in verdicts))
    ]
    fine = sum(one.status in FINE for one in verdicts)
    filled = fine * BAR_WIDTH // len(verdicts)
    bar = "█" * filled + "░" * (BAR_WIDTH - filled)
    return [
        escape(verdicts[0].indicator.name),
        wording.word("units", count=len(verdicts)),
        escape(phrases.target_goal(plan, verdicts[0].target, wording)),
        "; ".join(counts),
        f"{bar} {wording.number(100 * fine // len(verdicts))}%",
    ]


def progress_text(row: Row, wording: Wording) -> str:
    """A bar of ten characters with a mark where the pace would be, and the percentage reached."""
    cells = progress_cells(row.verdict, row.amounts, BAR_WIDTH)
    shown = row.amounts
    if not cells or shown.goal is None or row.verdict.indicator.kind is Kind.MILESTONE:
        return ""
    if row.verdict.status is Status.NOT_APPLICABLE:
        return ""
    if shown.actual is None:
        return f"{cells} –"
    return f"{cells} {phrases.percent(phrases.percent_of_goal(shown.actual, shown.goal), wording)}"


def _status(verdict: Verdict, wording: Wording) -> str:
    status = phrases.status(verdict, wording)
    return f"**{status}**" if verdict.status in UNSATISFIED else status


def _shortfalls(model: ReportModel, wording: Wording) -> list[dict[str, Any]]:
    runs = {change.verdict.key: change for change in model.changes}
    names = ("indicator_name", "status", "actual_of_goal", "gap", "needed", "forecast")
    found = []
    for group in model.shortfalls:
        rows = [
            [
                escape(row.verdict.indicator.name),
                _status(row.verdict, wording),
                escape(phrases.actual_of_goal(row.verdict, row.amounts, wording)),
                phrases.distance(row.verdict, row.amounts.gap, wording),
                _needed(row, wording),
                phrases.forecast(row.verdict, row.amounts, wording),
            ]
            for row in group.rows
        ]
        scope = phrases.scope(model.plan, group.rows[0].verdict, wording)
        found.append(
            {
                "unit": escape(scope),
                "table": table(_header(wording, *names), rows, right=(3, 4, 5)),
                "lines": [
                    _grounds(row, runs.get(row.verdict.key), model, wording) for row in group.rows
                ],
            }
        )
    return found


def _needed(row: Row, wording: Wording) -> str:
    return wording.number(row.amounts.needed) if row.amounts.needed else phrases.NONE


def _grounds(row: Row, change: Change | None, model: ReportModel, wording: Wording) -> str:
    """Why a verdict falls short: arithmetic, how long, clause, legal basis, evidence."""
    verdict = row.verdict
    parts = [escape("; ".join(phrases.arithmetic(verdict, wording)))]
    if change is not None and change.turn is Turn.STILL:
        parts.append(phrases.run(change, wording))
    parts.append(escape(phrases.grounds(verdict, model.plan, wording)))
    if row.evidence:
        named = ", ".join(_evidence(one, model, wording) for one in row.evidence)
        parts.append(f"{wording.word('column.evidence')}: {named}")
    text = "; ".join(part for part in parts if part)
    return f"{escape(verdict.indicator.name)}: {text}"


def _evidence(evidence: Evidence, model: ReportModel, wording: Wording) -> str:
    label = escape(evidence_text(evidence, wording))
    period = short_period(evidence.period, model.plan, wording)
    # Within ‹…› an ampersand would begin an entity.
    href = evidence.href.replace("&", "&amp;") if evidence.href else ""
    return f"{period}: [{label}](<{href}>)" if href else f"{period}: {label}"


def evidence_text(evidence: Evidence, wording: Wording) -> str:
    """What is named as evidence; of a long list the first items, and where the whole of it stands."""
    text = evidence.text
    if len(text) <= LONGEST_EVIDENCE:
        return text
    kept = re.sub(r"(?<=[;,])[^;,]*$", "", text[:LONGEST_EVIDENCE]) or text[:LONGEST_EVIDENCE]
    left = wording.word("report.cut", count=len(text) - len(kept), place=evidence.location)
    return f"{kept}… {left}"


def short_period(period: Period, plan: Plan, wording: Wording) -> str:
    """A period for a narrow table: `T7`, where the plan lies within one year; else in full."""
    one_year = plan.calendar.first // 12 == plan.calendar.last // 12
    if one_year and period.first == period.last:
        return wording.word("report.short_month", month=str(period.first % 12 + 1))
    return wording.period(period)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _missing_table(model: ReportModel, wording: Wording) -> str:
    rows = [
        (
            escape(wording.unit(model.plan, report.unit)),
            phrases.missing_periods(report.missing, wording),
            wording.number(len(report.missing)),
            wording.number(report.owed),
        )
        for report in model.missing
        if report.missing
    ]
    names = ("scope", "periods", "missing", "owed")
    return table(_header(wording, *names), rows, right=(2, 3)) if rows else ""


def _undecided(row: Row, model: ReportModel, wording: Wording) -> str:
    return escape(phrases.undecided(row.verdict, row.amounts, model.plan, wording))


def _waiver(row: WaiverRow, model: ReportModel, wording: Wording) -> str:
    waiver = row.waiver
    unit = wording.unit(model.plan, waiver.unit) if waiver.unit else wording.word("report.all_units")
    words = phrases.waived(waiver, wording)
    parts = [f"{row.indicator.name} — {unit}: {words}"]
    if row.excused:
        parts.append(wording.word("report.excused", count=len(row.excused)))
    if row.short:
        parts.append(wording.word("report.waiver_short", count=len(row.short)))
    return escape("; ".join(parts))


def _notes(model: ReportModel, wording: Wording) -> list[dict[str, Any]]:
    """Remarks beside the period's numbers, by unit; narratives stand with their tasks."""
    notes = [note for note in model.notes if not note.is_narrative]
    return [
        {
            "unit": escape(wording.unit(model.plan, unit)),
            "lines": [
                f"{escape(note.indicator.name)} ({wording.period(note.period)}): "
                f"{_cut(note.text, note, wording)}"
                for note in mine
            ],
        }
        for unit, mine in groupby(notes, key=lambda note: note.unit)
    ]


def _note(note: Note, model: ReportModel, wording: Wording) -> str:
    unit = "" if note.unit is None else f"{wording.short_unit(model.plan, note.unit)}, "
    return f"{escape(unit + wording.period(note.period))}: {_cut(note.text, note, wording)}"


def _cut(text: str, note: Note, wording: Wording) -> str:
    """A note; of a very long one the beginning, how much is left out, and where it stands whole."""
    if len(text) <= LONGEST:
        return escape(text)
    left = wording.word("report.cut", count=len(text) - LONGEST, place=note.location)
    return f"{escape(text[:LONGEST])}… {escape(left)}"


def _due(model: ReportModel, wording: Wording) -> list[dict[str, Any]]:
    """The figures that are owed next, by month; units that owe the same share a line."""
    plan = model.plan
    found = []
    for month, group in groupby(model.due_figures, key=lambda due: due.month):
        same: dict[tuple[str, ...], list[str]] = {}
        for due in group:
            owed = tuple(indicator.name for indicator in due.indicators)
            same.setdefault(owed, []).append(wording.short_unit(plan, due.unit))
        found.append(
            {
                "heading": wording.word(
                    "report.due",
                    month=wording.month(month),
                    first=plan.calendar.first_day(month),
                    last=plan.calendar.last_day(month),
                    due=plan.calendar.due_day(month),
                ),
                "lines": [
                    f"**{escape(', '.join(units))}** ({wording.number(len(names))}): "
                    f"{escape('; '.join(names))}"
                    for names, units in same.items()
                ],
            }
        )
    return found


def _due_table(model: ReportModel, wording: Wording) -> str:
    plan = model.plan
    by_key = {row.verdict.key: row for row in model.rows()}
    rows = []
    for due in model.due_targets:
        row = by_key[due.target.id, due.unit]
        rows.append(
            (
                escape(row.verdict.indicator.name),
                escape(phrases.short_scope(plan, row.verdict, wording)),
                escape(phrases.actual_of_goal(row.verdict, row.amounts, wording)),
                wording.day(plan.calendar.last_day(due.end)),
            )
        )
    names = ("indicator_name", "scope", "actual_of_goal", "due")
    return table(_header(wording, *names), rows) if rows else ""


def _figures(model: ReportModel, wording: Wording) -> list[dict[str, str]]:
    """The annex of figures: a table for each indicator, a line for each unit."""
    found = []
    for _, group in groupby(model.figures, key=lambda row: row.indicator.id):
        rows = list(group)
        indicator = rows[0].indicator
        measure = f" ({indicator.measure})" if indicator.measure else ""
        has_sums = indicator.kind is Kind.COUNT
        has_evidence = any(row.evidence for row in rows)
        names = ["scope", "by_period"]
        names += ["in_period", "sum_to_date"] if has_sums else []
        names += ["evidence_named"] if has_evidence else []
        lines = [_figures_row(row, model, wording, has_sums, has_evidence) for row in rows]
        found.append(
            {
                "heading": escape(indicator.name + measure),
                "table": table(_header(wording, *names), lines, right=(2, 3) if has_sums else ()),
            }
        )
    return found


def _figures_row(
    row: FiguresRow, model: ReportModel, wording: Wording, has_sums: bool, has_evidence: bool
) -> list[str]:
    shown = [_value(figure, model.plan, wording) for figure in row.figures]
    if row.missing:
        absent = ", ".join(short_period(period, model.plan, wording) for period in row.missing)
        shown.append(wording.word("report.absent", periods=absent))
    cells = [escape(wording.short_unit(model.plan, row.unit)), escape("; ".join(shown))]
    if has_sums:
        cells += [
            "–" if value is None else wording.number(value) for value in (row.in_period, row.to_date)
        ]
    if has_evidence:
        cells.append(", ".join(_evidence(one, model, wording) for one in row.evidence))
    return cells


def _value(figure: Figure, plan: Plan, wording: Wording) -> str:
    value = wording.word("report.told") if figure.value is None else wording.value(figure.value)
    return f"{short_period(figure.period, plan, wording)}: {value}"


def _definition(indicator: Indicator, model: ReportModel, wording: Wording) -> str:
    plan = model.plan
    marks = [indicator.id, wording.word(f"every.{plan.every(indicator)}")]
    if indicator.measure:
        marks.append(indicator.measure)
    parts = [indicator.definition or ""]
    names = [part.name for part in plan.parts(indicator)]
    parts.append(phrases.formula(indicator, names, wording))
    text = " ".join(part.strip() for part in parts if part)
    return f"**{escape(indicator.name)}** ({escape('; '.join(marks))}): {escape(text)}"


def _reference(reference: Any, wording: Wording) -> str:
    parts = [reference.number]
    if reference.date is not None:
        parts.append(wording.day(reference.date))
    parts += [text for text in (reference.issuer, reference.title) if text]
    return escape("; ".join(parts))


def _sources_table(model: ReportModel, wording: Wording) -> str:
    rows = []
    if model.source is not None:
        rows.append((escape(model.source.path), "–", f"`{model.source.sha256}`"))
    rows += [
        (escape(file.path), wording.number(file.rows), f"`{file.sha256}`") for file in model.sources
    ]
    return table([*_header(wording, "file", "rows"), "SHA-256"], rows, right=(1,))


def _code(text: str) -> str:
    """Text as a span of code, whatever backticks it has."""
    from cchc_cli.render.wording import visible

    fence = "`"
    while fence in text:
        fence += "`"
    shown = visible(text)
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
