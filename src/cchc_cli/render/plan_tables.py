"""The plan as tables for a terminal: units, tasks and targets, who owes what and when."""

from __future__ import annotations

from cchc_cli.model.plan import Indicator, Plan, Target, Task
from cchc_cli.render import targets
from cchc_cli.render.page import Page, Part, Screen
from cchc_cli.render.wording import Wording, visible


def render_plan(plan: Plan, wording: Wording, screen: Screen, unit: str | None = None) -> str:
    """The whole plan, or what concerns one unit."""
    page = Page(screen)
    page.line((wording.word("text.plan", id=plan.id, title=visible(plan.title)), "bold"))
    calendar = plan.calendar
    page.line(
        wording.word(
            "report.dates",
            first=calendar.first_day(calendar.first),
            last=calendar.last_day(calendar.last),
        ),
        "; ",
        wording.word(
            "show.due_by" if calendar.report_days else "show.due_at_once", days=calendar.report_days
        ),
    )
    if unit is None:
        _add_units(page, plan, wording)
    _add_tasks(page, plan, wording, unit)
    _add_owed(page, plan, wording, unit)
    return page.text()


def _add_units(page: Page, plan: Plan, wording: Wording) -> None:
    if plan.units:
        page.heading(wording.word("show.units"))
    width = max((len(name) for name in (*plan.unit_by_id, *plan.groups)), default=0)
    for unit in plan.units:
        life = plan.life(unit.id)
        months = "" if life == plan.life(None) else f" ({wording.period(life)})"
        names = f" — {'; '.join(visible(alias) for alias in unit.aliases)}" if unit.aliases else ""
        page.line(
            (f"{unit.id:{width}}  ", "bold"),
            f"{visible(unit.name)}{months}",
            (names, "dim"),
            indent=2,
            hang=width + 2,
        )
    if plan.groups:
        page.heading(wording.word("show.groups"))
    for name in plan.groups:
        members = ", ".join(plan.members(name))
        page.line((f"{name:{width}}  ", "bold"), members, indent=2, hang=width + 2)


def _concerns(plan: Plan, task: Task, target: Target, unit: str | None) -> bool:
    if unit is None:
        return True
    units = plan.units_of(target)
    return unit in units if units else plan.answering_unit(task) == unit


def _add_tasks(page: Page, plan: Plan, wording: Wording, unit: str | None) -> None:
    page.heading(wording.word("show.tasks"))
    for task in plan.tasks:
        mine = [target for target in task.targets if _concerns(plan, task, target, unit)]
        if not (mine or plan.takes_part(unit, task)):
            continue
        page.line((f"{task.id} ", "bold"), visible(task.title), (_beside(plan, task, wording), "dim"))
        for target in mine:
            page.line(*_target_parts(plan, target, wording), indent=6, hang=4)
        if not task.targets:
            page.line((wording.word("show.not_judged"), "dim"), indent=6)


def _beside(plan: Plan, task: Task, wording: Wording) -> str:
    """Who leads a task and who helps, what it rests on, and whether it is only striven for."""
    parts = [", ".join(task.owners)] if task.owners else []
    if task.supports:
        parts.append(wording.word("show.supports", units=task.supports))
    if task.references:
        numbers = tuple(map(visible, targets.references(task, plan)))
        parts.append(wording.word("report.legal", references=numbers))
    if task.force == "aspirational":
        parts.append(wording.word("force.aspirational"))
    return f" [{'; '.join(parts)}]" if parts else ""


def _target_parts(plan: Plan, target: Target, wording: Wording) -> list[Part]:
    indicator = plan.indicator_by_id[target.indicator]
    goal = targets.target_goal(plan, target, wording, in_full=True)
    parts: list[Part] = [
        (f"{target.id}: ", "cyan"),
        f"{visible(indicator.name)} {goal}; ",
        targets.target_scope(plan, target, wording, by_id=True),
    ]
    answering = plan.answering_unit(plan.task_of_target[target.id])
    if not plan.units_of(target) and answering is not None:
        parts.append(f", {wording.word('show.answers', unit=answering)}")
    marks = [wording.word(f"every.{plan.every(indicator)}"), targets.target_due(plan, target, wording)]
    if target.pace is not None:
        marks.append(targets.target_pace(plan, target, wording))
    if target.basis == "derived":
        marks.append(wording.word("basis.derived"))
    if target.severity == "warning":
        marks.append(wording.word("severity.warning"))
    parts.append((f" ({'; '.join(marks)})", "dim"))
    return parts


def _add_owed(page: Page, plan: Plan, wording: Wording, unit: str | None) -> None:
    """What each unit has to send, an indicator a line."""
    page.heading(wording.word("show.owed"))
    owing = owed_by(plan)
    if unit is not None and unit not in owing:
        page.line(wording.word("show.owes_nothing", unit=wording.unit(plan, unit)), indent=2)
    for owner, owed in owing.items():
        if unit is not None and owner != unit:
            continue
        page.line((wording.unit(plan, owner), "bold"), indent=2)
        by_every: dict[str, list[str]] = {}
        for indicator in owed:
            words = wording.word(f"every.{plan.every(indicator)}")
            by_every.setdefault(words, []).append(indicator.id)
        for every, names in by_every.items():
            page.line((f"{every}: ", "dim"), ", ".join(names), indent=4)


def owed_by(plan: Plan) -> dict[str | None, list[Indicator]]:
    """The base indicators that each unit (None: the department) sends, in the plan's order."""
    owed: dict[str | None, dict[str, Indicator]] = {unit: {} for unit in plan.unit_order}
    for target in plan.target_by_id.values():
        indicator = plan.indicator_by_id[target.indicator]
        for member in plan.units_of(target) or (None,):
            owed[member].update((part.id, part) for part in plan.parts(indicator))
    return {unit: list(parts.values()) for unit, parts in owed.items() if parts}
