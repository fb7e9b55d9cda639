"""The text of a plan drawn up of a table of tasks: nothing invented, nothing dropped.

What a cell does not say surely stands as a comment `# cần xem lại: …` beside its task.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_cli.model.period import YEARS, Period, month_label
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.task_table.phrases import (
    Goal,
    deadline,
    goal,
    goal_said,
    months_of,
    slug,
    unique,
    unit_names,
)
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
    heads: tuple[TaskRow, ...]
    """Rows that head a part of the plan."""
    other: tuple[TaskRow, ...]
    """Rows that made nothing of their own: continuations, totals, headers that a page repeats."""


@dataclass(slots=True)
class _Task:
    id: str
    clause: str
    row: TaskRow
    more: list[TaskRow] = field(default_factory=list)


def draft_plan(table: TaskTable, stem: str) -> PlanDraft | None:
    """The plan of a table; None where neither a deadline nor a title says its years. `stem` is the
    file's name without its ending.
    """
    tasks, sections, heads, other = _tasks(table)
    years = _years(table, stem)
    if not years:
        return None
    span = Period(years[0] * 12, years[-1] * 12 + 11)
    writer = _Writer(year=years[0] if len(years) == 1 else None)
    writer.taken |= {fold(task.id) for task in tasks}
    body = [line for task in tasks for line in writer.task(task)]
    identifier = "-".join(map(str, sorted({years[0], years[-1]})))
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
        *(["sections:", *sections] if sections else []),
    ]
    if writer.units:
        lines += ["units:", *writer.units]
    if writer.indicators:
        lines += ["indicators:", *writer.indicators]
    lines += ["tasks:", *body] if body else ["tasks: []"]
    text = "\n".join(lines) + "\n"
    reviews = text.count(f"{REVIEW} ")
    return PlanDraft(text, identifier, len(tasks), reviews, tuple(heads), tuple(other))


class _Numbers:
    """Gives each row its number in the document, `II.1.2`, `II.1.a`; where it has none, the next."""

    def __init__(self) -> None:
        self.part = ""
        self.group = ""
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def begin_part(self, number: str) -> str:
        """The number of a part of the document."""
        self.part, self.group = unique(number, self._taken), ""
        return self.part

    def of(self, number: str, is_group: bool) -> tuple[str, str]:
        """Id and clause of a row; of one that heads others these go on with its number."""
        number = re.sub(r"[^\w.]", "", number).strip(".")
        if re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", number) and len(number) <= MOST_NUMBER:
            inner = number
            goes_on = self.group and number.startswith(f"{self.group}.")
            self.group = number if is_group else self.group if goes_on else ""
        elif re.fullmatch(r"\w{1,3}", number):
            inner = _joined(self.group, number)
        else:
            free = self._next(_joined(self.part, self.group))
            return free, free
        clause = _joined(self.part, inner)
        return unique(clause, self._taken), clause

    def _next(self, above: str) -> str:
        """The next number under one that nothing has yet."""
        while True:
            self._counts[above] = self._counts.get(above, 0) + 1
            number = _joined(above, str(self._counts[above]))
            if fold(number) not in self._taken:
                self._taken.add(fold(number))
                return number


def _joined(*parts: str) -> str:
    return ".".join(filter(None, parts))


MOST_NUMBER = 20
_INNER = re.compile(r"[a-zđ]|")


def _heads_others(row: TaskRow, below: TaskRow | None) -> bool:
    """Whether a row with nothing but a text stands above others of its own: 1 above 1.1, a or a dash."""
    number = row.get("number").strip(" .)")
    said = [column for column in row.cells if column not in ("number", "task", "indicator")]
    if said or below is None or below.kind != "task" or not re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", number):
        return False
    inner = below.get("number").strip(" .)-+–•")
    return inner.startswith(f"{number}.") or bool(_INNER.fullmatch(inner))


def _tasks(table: TaskTable) -> tuple[list[_Task], list[str], list[TaskRow], list[TaskRow]]:
    """Tasks, the lines of the sections, the rows that head them, and those that are none of these."""
    tasks: list[_Task] = []
    sections: list[str] = []
    heads: list[TaskRow] = []
    other: list[TaskRow] = list(table.passed)
    numbers = _Numbers()
    for row, below in zip(table.rows, (*table.rows[1:], None), strict=False):
        heading = row.heading if row.kind == "heading" else None
        if heading is None and row.kind == "task" and _heads_others(row, below):
            clause, _ = numbers.of(row.get("number"), is_group=True)
            heading = (clause, row.get("task") or row.get("indicator"))
        elif heading is not None:
            heading = (numbers.begin_part(heading[0]), heading[1])
        if heading is not None:
            sections.append(f"  - {{clause: {_quoted(heading[0])}, title: {_quoted(heading[1])}}}")
            heads.append(row)
        elif row.kind == "task":
            identifier, clause = numbers.of(row.get("number"), is_group=False)
            tasks.append(_Task(identifier, clause, row))
        else:
            other.append(row)
            if tasks and row.kind == "continued":
                tasks[-1].more.append(row)
    return tasks, sections, heads, other


def _years(table: TaskTable, stem: str) -> list[int]:
    """The calendar years of the plan: those of its deadlines, else those that its title or file name."""
    dues = (deadline(row.get("due")) for row in table.rows if row.get("due"))
    months = [period for due in dues if due and (period := months_of(due.due)) is not None]
    years = [month // 12 for period in months for month in period]
    if not years:
        named = re.findall(r"(?<![0-9/])[0-9]{4}(?![0-9])", f"{table.title} {stem}")
        years = [int(year) for year in named if int(year) in YEARS][:2]
    return sorted(set(years))


@dataclass(slots=True)
class _Writer:
    """Writes the tasks of a table."""

    year: int | None
    """The one year of the table, for deadlines that name none."""
    units: list[str] = field(default_factory=list)
    unit_ids: dict[str, str] = field(default_factory=dict)
    """By name, folded."""
    taken_units: set[str] = field(default_factory=lambda: {"owners"})
    indicators: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    """Of indicators, folded."""

    def task(self, task: _Task) -> list[str]:
        """The lines of one task, each sentence that is not certain beside it."""
        row, notes = task.row, []
        owners, supports = unit_names(row.get("owner")), unit_names(row.get("support"))
        notes += [f"đơn vị chủ trì “{name}”" for name in owners.rest]
        notes += [f"đơn vị phối hợp “{name}”" for name in supports.rest]
        due = self._due(row.get("due"), notes)
        lines = [f"  - id: {_quoted(task.id)}", f"    clause: {_quoted(task.clause)}"]
        lines.append(f"    title: {_quoted(row.get('task') or row.get('indicator'))}")
        helping = [*owners.supporting, *supports.named, *supports.supporting]
        for key, names in (("owners", owners.named), ("supports", helping)):
            if names:
                listed = ", ".join(dict.fromkeys(map(self._unit, names)))
                lines.append(f"    {key}: [{listed}]")
        if due not in (None, "ongoing"):
            lines.append(f"    schedule: {{due: {due}}}")
        targets = self._targets(row, due, task.clause, notes)
        product = row.get("product")
        if product and goal_said(product) is not None and targets:
            pass  # The product is the goal.
        elif product and not targets and due not in (None, "ongoing"):
            lines.append(f"    product: {_quoted(product)}")
        elif product:
            notes.append(f"sản phẩm “{product}”")
        number = re.sub(r"[^\w.]", "", row.get("number")).strip(".")
        if number and number not in task.clause:
            notes.append(f"số thứ tự “{row.get('number')}”")
        notes += [f"“{text}”" for name, text in row.cells.items() if name.startswith(("?", "start"))]
        for more in task.more:
            notes.append(f"hàng {more.place.line}: " + "; ".join(more.texts))
        if targets:
            lines += ["    targets:", *targets]
        return [*lines, *(f"    {REVIEW} {note}" for note in notes)]

    def _unit(self, name: str) -> str:
        """The id of a unit, a new one where its name is new."""
        if fold(name) not in self.unit_ids:
            identifier = self.unit_ids[fold(name)] = slug(name, self.taken_units)
            self.units.append(f"  - {{id: {identifier}, name: {_quoted(name)}}}")
        return self.unit_ids[fold(name)]

    def _due(self, text: str, notes: list[str]) -> str | None:
        read = deadline(text, self.year) if text else None
        if text and read is None:
            notes.append(f"thời hạn “{text}”")
        elif read is not None and read.is_read:
            notes.append(f"thời hạn “{text}” được đọc là đến hết thời điểm đó")
        return None if read is None else read.due

    def _targets(self, row: TaskRow, due: str | None, clause: str, notes: list[str]) -> list[str]:
        """The target of a row that states a goal; a goal that is not certain becomes a note."""
        written, said = row.get("goal"), row.get("indicator")
        title = row.get("task") or said
        name = said or title
        asked = goal(written) if written else None
        if not written:
            written = said if row.get("task") else ""
            asked = goal_said(written) if written else None
            if asked is None and written:
                notes.append(f"chỉ tiêu “{written}”")
                written = ""
            elif asked is not None and asked.is_bare(written):
                name = title
        if not written and row.get("product") and (asked := goal_said(row.get("product"))) is not None:
            written = row.get("product")
            name = title if asked.is_bare(written) else written
        if not written:
            notes += [f"đơn vị tính “{row.get('measure')}”"] if row.get("measure") else []
            return []
        has_other_measure = row.get("measure") not in ("", "%")
        if asked is None or (asked.value.endswith("%") and has_other_measure):
            notes.append(f"mức “{written}” của “{name}”")
            return []
        if asked.says_more(written) and name != written:
            notes.append(f"mức “{written}”")
        return self._target(asked, name[:200], row.get("measure"), due, clause, notes)

    def _target(
        self,
        asked: Goal,
        name: str,
        counted: str,
        due: str | None,
        clause: str,
        notes: list[str],
    ) -> list[str]:
        if fold(name) in self.names:
            name = f"{name} ({clause})"
        while fold(name) in self.names:
            name += "'"
        self.names.add(fold(name))
        identifier = slug(name, self.taken)
        is_percent = asked.value.endswith("%") or counted == "%"
        value = asked.value if asked.value.endswith("%") or not is_percent else f"{asked.value}%"
        measure = "%" if is_percent else counted or asked.measure
        is_level = is_percent or asked.comparison in ("above", "below") or "." in value
        more = f", measure: {_quoted(measure)}" if measure else ""
        more += f", every: {_every(due)}"
        kind = "level" if is_level else "count"
        line = f"  - {{id: {identifier}, name: {_quoted(name)}, kind: {kind}{more}}}"
        self.indicators.append(line)
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
