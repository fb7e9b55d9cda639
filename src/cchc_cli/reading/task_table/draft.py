"""The text of a plan drawn up of a table of tasks: nothing invented, nothing dropped.

What a cell does not say surely stands as a comment `# cần xem lại: …` beside its task.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_cli.model.period import YEARS, Period, month_label
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.task_table.phrases import deadline, goal, months_of, slug, unit_names
from cchc_cli.reading.task_table.rows import TaskRow, TaskTable

REVIEW = "# cần xem lại:"
_LENGTHS = (("year", 12), ("half", 6), ("quarter", 3), ("month", 1))


class PlanDraft(NamedTuple):
    """A plan's text, and how its rows were used."""

    text: str
    id: str
    tasks: int
    reviews: int
    """Sentences that a person has to decide."""
    other: tuple[TaskRow, ...]
    """Rows that made no task: headings, continuations, totals; each stands in the text too."""


@dataclass(slots=True)
class _Task:
    id: str
    clause: str
    row: TaskRow
    more: list[TaskRow] = field(default_factory=list)


@dataclass(slots=True)
class _Names:
    """Units by their names, in the order in which they appear."""

    ids: dict[str, tuple[str, str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def id_of(self, name: str) -> str:
        key = fold(name)
        if key not in self.ids:
            self.ids[key] = (slug(name, self.taken), name)
        return self.ids[key][0]


def draft_plan(table: TaskTable, stem: str) -> PlanDraft | None:
    """The plan of a table; None where neither a deadline nor a title says its years. `stem` is the
    file's name without its ending.
    """
    tasks, headings, other = _tasks(table)
    span = _span(table, stem)
    if span is None:
        return None
    units = _Names(taken={"owners"})
    body: list[str] = []
    indicators: list[str] = []
    taken: set[str] = {fold(task.id) for task in tasks}
    for task in tasks:
        body += _task_lines(task, span, units, indicators, taken)
    years = sorted({span.first // 12, span.last // 12})
    identifier = "-".join(map(str, years))
    title = table.title or f"Kế hoạch {identifier}"
    lines = [
        "# yaml-language-server: $schema=../schemas/plan.schema.json",
        f'# Soạn từ bảng nhiệm vụ "{stem}"; những dòng "{REVIEW[2:]} …" cần người quyết định.',
        "version: 1",
        f'id: "{identifier}"',
        f"title: {_quoted(title[:300])}",
        "number: null",
        "language: vi",
        f"period: {{from: {month_label(span.first)}, to: {month_label(span.last)}}}",
        "actuals: ../so-lieu",
    ]
    if headings:
        lines += ["sections:", *headings]
    if units.ids:
        lines.append("units:")
        lines += [f"  - {{id: {name}, name: {_quoted(shown)}}}" for name, shown in units.ids.values()]
    if indicators:
        lines += ["indicators:", *indicators]
    lines += ["tasks:", *body]
    text = "\n".join(lines) + "\n"
    return PlanDraft(text, identifier, len(tasks), text.count(f"{REVIEW} "), tuple(other))


def _tasks(table: TaskTable) -> tuple[list[_Task], list[str], list[TaskRow]]:
    tasks: list[_Task] = []
    headings: list[str] = []
    other: list[TaskRow] = list(table.passed)
    part = ""
    taken: set[str] = set()
    for row in table.rows:
        match row.kind:
            case "heading":
                part = row.get("number").strip(" .)")
                title = _quoted(row.get("task") or row.get("indicator"))
                headings.append(f"  - {{clause: {_quoted(part)}, title: {title}}}")
                other.append(row)
            case "task":
                number = re.sub(r"[^\w.\-]", "", row.get("number").strip(" .)"))
                clause = ".".join(filter(None, (part, number))) or f"{len(tasks) + 1}"
                tasks.append(_Task(_unique(clause, taken), clause, row))
            case _:
                other.append(row)
                if tasks:
                    tasks[-1].more.append(row)
    return tasks, headings, other


def _unique(clause: str, taken: set[str]) -> str:
    name, number = clause, 2
    while fold(name) in taken:
        name, number = f"{clause}-{number}", number + 1
    taken.add(fold(name))
    return name


def _span(table: TaskTable, stem: str) -> Period | None:
    """The calendar years of the plan: those of its deadlines, else one that its title or file names."""
    dues = (deadline(row.get("due")) for row in table.rows if row.get("due"))
    months = [period for due in dues if due and (period := months_of(due)) is not None]
    years = [month // 12 for period in months for month in period]
    if not years:
        named = re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", f"{table.title} {stem}")
        years = [int(year) for year in named if int(year) in YEARS][:2]
    return Period(min(years) * 12, max(years) * 12 + 11) if years else None


def _task_lines(
    task: _Task, span: Period, units: _Names, indicators: list[str], taken: set[str]
) -> list[str]:
    row, notes = task.row, []
    owners, strange = unit_names(row.get("owner"))
    supports, others = unit_names(row.get("support"))
    notes += [f"đơn vị chủ trì “{name}”" for name in strange]
    notes += [f"đơn vị phối hợp “{name}”" for name in others]
    due = deadline(row.get("due"))
    if row.get("due") and due is None:
        notes.append(f"thời hạn “{row.get('due')}”")
    lines = [f"  - id: {_quoted(task.id)}", f"    clause: {_quoted(task.clause)}"]
    lines.append(f"    title: {_quoted(row.get('task') or row.get('indicator'))}")
    for key, names in (("owners", owners), ("supports", supports)):
        if names:
            listed = ", ".join(dict.fromkeys(units.id_of(name) for name in names))
            lines.append(f"    {key}: [{listed}]")
    if due not in (None, "ongoing"):
        lines.append(f"    schedule: {{due: {due}}}")
    targets = _target_lines(task, indicators, taken, notes)
    if row.get("product") and not targets and due not in (None, "ongoing"):
        lines.append(f"    product: {_quoted(row.get('product'))}")
    elif row.get("product"):
        notes.append(f"sản phẩm “{row.get('product')}”")
    notes += [f"“{text}”" for name, text in row.cells.items() if name.startswith("?")]
    for more in task.more:
        notes.append(f"hàng {more.place.line}: " + "; ".join(more.texts))
    if targets:
        lines += ["    targets:", *targets]
    return [*lines, *(f"    {REVIEW} {note}" for note in notes)]


def _target_lines(task: _Task, indicators: list[str], taken: set[str], notes: list[str]) -> list[str]:
    """The target of a row that states a goal; a goal that is not certain becomes a note."""
    row = task.row
    written = row.get("goal")
    if not written:
        if row.get("indicator") and row.get("task"):
            notes.append(f"chỉ tiêu “{row.get('indicator')}”")
        return []
    asked = goal(written)
    name = row.get("indicator") or row.get("task")
    if asked is None or (asked.value.endswith("%") and row.get("measure") not in ("", "%")):
        notes.append(f"mức “{written}” của “{name}”")
        return []
    identifier = slug(name, taken)
    is_percent = asked.value.endswith("%") or row.get("measure") == "%"
    value = asked.value if asked.value.endswith("%") or not is_percent else f"{asked.value}%"
    measure = "%" if is_percent else row.get("measure") or asked.measure
    strict = asked.comparison in ("above", "below")
    kind = "level" if is_percent or strict or "." in value else "count"
    said = f", measure: {_quoted(measure)}" if measure else ""
    said += f", every: {_every(deadline(row.get('due')))}"
    indicators.append(f"  - {{id: {identifier}, name: {_quoted(name)}, kind: {kind}{said}}}")
    notes.append(f"loại chỉ tiêu “{name}” và kỳ báo cáo")
    return [f"      - {{id: {identifier}, indicator: {identifier}, {asked.comparison}: {value}}}"]


def _every(due: str | None) -> str:
    """The longest period that a due date ends, in a plan that begins in January."""
    months = None if due is None else months_of(due)
    last = 12 if months is None else months.last % 12 + 1
    return next(name for name, size in _LENGTHS if last % size == 0)


def _quoted(text: str) -> str:
    """A text that YAML reads as it stands."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
