"""A plan out of a table of tasks in a Word or Excel file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.paths import shown_path
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, reason_of
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.table.sheet import Unreadable
from cchc_cli.reading.task_table.draft import PlanDraft, draft_plan
from cchc_cli.reading.task_table.rows import read_task_table

TABLE_SUFFIXES = (".docx", ".xlsx", ".xlsm", ".xls", ".ods")


class TaskPlan(NamedTuple):
    """The plan that was drawn up; None where a fault stands in its way."""

    draft: PlanDraft | None
    faults: tuple[Diagnostic, ...] = ()


def is_table(path: str) -> bool:
    """Whether a file holds tables and no plan, by its name."""
    return Path(path).suffix.lower() in TABLE_SUFFIXES


def plan_of_table(path: Path) -> TaskPlan | None:
    """Draws up a plan; None where the file has no table of tasks.

    The text is read as every plan is before it is given out: one that would not be valid is a fault.
    """
    shown = shown_path(path)
    place = Location(shown)
    try:
        table = read_task_table(path.read_bytes(), shown)
    except OSError as problem:
        return TaskPlan(None, (codes.A101.at(place, why=reason_of(problem)),))
    except Unreadable as problem:
        return TaskPlan(None, (problem.fault(shown),))
    if table is None:
        return None
    draft = draft_plan(table, path.stem)
    if draft is None:
        return TaskPlan(None, (codes.V339.at(place),))
    reading = read_plan(draft.text.encode(), f"plans/{draft.id}.yaml")
    return TaskPlan(draft if reading.plan is not None else None, reading.diagnostics)
