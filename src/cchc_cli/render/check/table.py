"""The verdicts as tables: CSV for programs, a workbook with everything beside them for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from cchc_cli.model.figures import Figure, Figures
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result, Status, Verdict
from cchc_cli.reading.cells.values import value_text
from cchc_cli.reading.closed import harmless
from cchc_cli.render import phrases, targets
from cchc_cli.render.amounts import numbers_of
from cchc_cli.render.wording import Wording, visible
from cchc_cli.render.workbook import Cell, Column, Sheet, render_workbook

_COLOURS = {
    Status.MET: ("#11632D", "#DCF3E2"),
    Status.ON_TRACK: ("#11632D", "#DCF3E2"),
    Status.BEHIND: ("#7A4200", "#FFE9C7"),
    Status.MISSED: ("#A0111C", "#FFDCDC"),
    Status.NO_DATA: ("#66298F", "#F1E2FB"),
    Status.WAIVED: ("#0A5A5A", "#D9F1F0"),
}
_VERDICT = {
    "plan": 8,
    "task": 9,
    "clause": 8,
    "target": 16,
    "unit": 10,
    "unit_name": 28,
    "indicator": 16,
    "indicator_name": 40,
    "measure": 9,
    "status": 11,
    "status_name": 15,
    "severity": 9,
    "asked": 14,
    "goal": 10,
    "expected": 10,
    "actual": 10,
    "gap": 10,
    "remaining": 10,
    "needed_per_period": 10,
    "forecast": 10,
    "late": 7,
    "numerator": 10,
    "denominator": 10,
    "kept": 24,
    "missing": 18,
    "references": 18,
    "location": 20,
    "due": 11,
}
"""The columns of a verdict by name, as the JSON result has them where it has them; and their widths."""


_WHOSE = (("unit", 10), ("unit_name", 28), ("indicator", 16), ("indicator_name", 40))
_COLUMNS: dict[str, tuple[tuple[str, float], ...]] = {
    "figures": (
        ("period", 16),
        *_WHOSE,
        *(("value", 14), ("measure", 10), ("evidence", 26), ("note", 34), ("location", 22)),
    ),
    "missing": (("period", 16), *_WHOSE),
    "corrections": (
        *(("period", 16), ("unit_name", 28), ("indicator_name", 40), ("old", 14), ("new", 14)),
        ("reason", 40),
    ),
    "definitions": (
        *(("indicator", 16), ("indicator_name", 40), ("measure", 10), ("every", 14)),
        *(("definition", 70), ("formula", 50)),
    ),
    "sources": (("path", 50), ("rows", 10), ("sha256", 68)),
}
"""The columns of the other sheets and their widths."""


def render_table_csv(result: Result, wording: Wording) -> str:
    """One row a verdict under the names of the columns; numbers as numbers, with a point."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_VERDICT)
    for row in _verdicts(result, wording):
        writer.writerow(map(_csv_cell, _in_order(row)))
    return out.getvalue()


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return value_text(cell)
    return "" if cell is None else harmless(str(cell))


def render_table_workbook(result: Result, wording: Wording) -> bytes:
    """Verdicts, figures, what is missing, corrections, how all is counted, and where it was read."""
    statuses = {
        phrases.status(verdict, wording): _COLOURS[verdict.status]
        for part, _ in _judged(result)
        for verdict in part.verdicts
        if verdict.status in _COLOURS
    }
    verdicts = [
        Column(wording.word(f"table.{name}"), width, statuses if name == "status_name" else {})
        for name, width in _VERDICT.items()
    ]
    others = {
        "figures": _figures,
        "missing": _missing,
        "corrections": _corrections,
        "definitions": _definitions,
        "sources": _sources,
    }
    judged = (_in_order(_for_people(row, wording)) for row in _verdicts(result, wording))
    sheets = [Sheet(wording.word("table.sheet.verdicts"), verdicts, judged)]
    for name, rows in others.items():
        columns = [Column(wording.word(f"table.{title}"), width) for title, width in _COLUMNS[name]]
        sheets.append(Sheet(wording.word(f"table.sheet.{name}"), columns, rows(result, wording)))
    return render_workbook(sheets)


def _judged(result: Result) -> Iterator[tuple[Result, Plan]]:
    for part in result.singles:
        if part.plan is not None and part.judged:
            yield part, part.plan


def _verdicts(result: Result, wording: Wording) -> Iterator[dict[str, Cell]]:
    for part, plan in _judged(result):
        for verdict in part.verdicts:
            yield _verdict(verdict, part, plan, wording)


def _verdict(verdict: Verdict, result: Result, plan: Plan, wording: Wording) -> dict[str, Cell]:
    target, kept = verdict.target, verdict.kept
    place = result.target_place(target.id)
    return {
        "plan": plan.id,
        "task": verdict.task.id,
        "clause": visible(verdict.task.clause),
        "target": target.id,
        "unit": verdict.unit or ", ".join(verdict.units),
        "unit_name": phrases.scope(plan, verdict, wording),
        "indicator": target.indicator,
        "indicator_name": phrases.name(verdict),
        "measure": "%" if verdict.in_percent else visible(verdict.indicator.measure or ""),
        "status": verdict.status.value,
        "status_name": phrases.status(verdict, wording),
        "severity": target.severity,
        "asked": phrases.goal(verdict, wording),
        **numbers_of(verdict),
        "kept": "; ".join((phrases.held(kept, wording), *phrases.kept(kept, wording))) if kept else "",
        "missing": phrases.missing_periods(verdict.missing, wording),
        "references": visible(", ".join(targets.references(verdict.task, plan))),
        "location": wording.place(place) if place else "",
        "due": verdict.due,
    }


def _for_people(row: dict[str, Cell], wording: Wording) -> dict[str, Cell]:
    """A verdict with words where programs read `error` and `false`."""
    late = wording.word("table.late").lower() if row["late"] else None
    return row | {"severity": wording.word(f"severity.{row['severity']}"), "late": late}


def _in_order(row: dict[str, Cell]) -> list[Cell]:
    return [row[name] for name in _VERDICT]


def _names(plan: Plan, unit: str | None, indicator: str, wording: Wording) -> tuple[Cell, ...]:
    declared = plan.indicator_by_id.get(indicator)
    return (
        unit or "",
        wording.unit(plan, unit) if unit is None or unit in plan.unit_by_id else unit,
        indicator,
        visible(declared.name if declared else indicator),
    )


def _figures(result: Result, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    """Every figure up to the month judged, and later ones that a verdict rests on: a day before it."""
    for part, plan in _judged(result):
        ranks = {indicator.id: rank for rank, indicator in enumerate(plan.indicators)}

        def order(figure: Figure, plan: Plan = plan, ranks: dict[str, int] = ranks) -> tuple[int, ...]:
            return ranks[figure.indicator], plan.unit_order[figure.unit], *figure.period.order

        used = {figure.location for verdict in part.verdicts for figure in verdict.figures}
        figures = (
            figure
            for figure in part.figures or Figures()
            if figure.period.last <= (part.as_of or 0) or figure.location in used
        )
        for figure in sorted(figures, key=order):
            if part.unit not in (None, figure.unit):
                continue
            yield (
                wording.period(figure.period),
                *_names(plan, figure.unit, figure.indicator, wording),
                figure.value,
                visible(plan.indicator_by_id[figure.indicator].measure or ""),
                visible(figure.evidence),
                visible(figure.note),
                wording.place(figure.location),
            )


def _missing(result: Result, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for part, plan in _judged(result):
        for report in part.units:
            for gap in report.missing if part.unit in (None, report.unit) else ():
                period = wording.period(gap.period)
                yield (period, *_names(plan, gap.unit, gap.indicator, wording))


def _corrections(result: Result, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    """Closed figures that wait to be accepted, then those that were."""
    for part, plan in _judged(result):
        for restatement in part.restatements:
            _, unit, _, name = _names(plan, restatement.unit, restatement.indicator, wording)
            period, waiting = wording.period(restatement.period), wording.word("restated.unaccepted")
            yield (period, unit, name, restatement.old, restatement.new, waiting)
        for closed in part.closing.amendments():
            if part.unit in (None, closed.unit) and closed.period.last <= (part.as_of or 0):
                _, unit, _, name = _names(plan, closed.unit, closed.indicator, wording)
                period = wording.period(closed.period)
                yield (period, unit, name, closed.old_value, closed.value, visible(closed.reason))


def _definitions(result: Result, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for _, plan in _judged(result):
        for indicator in plan.indicators:
            names = [part.name for part in plan.parts(indicator)]
            yield (
                indicator.id,
                visible(indicator.name),
                visible(indicator.measure or ""),
                wording.word(f"every.{plan.every(indicator)}"),
                visible(indicator.definition or ""),
                visible(targets.formula(indicator, names, wording)),
            )


def _sources(result: Result, _: Wording) -> Iterator[tuple[Cell, ...]]:
    for part, _plan in _judged(result):
        if part.source is not None:
            yield (visible(part.source.path), None, part.source.sha256)
        for file in part.actuals:
            yield (visible(file.path), file.rows, file.sha256)
