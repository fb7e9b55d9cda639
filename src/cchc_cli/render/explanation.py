"""What a code means, and how a target is judged: clause, formula, and the real arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cchc_cli.model.asked import asked_of
from cchc_cli.model.diagnostic import EXAMPLES
from cchc_cli.model.figures import Figure
from cchc_cli.model.plan import Indicator, Plan, Target, Task
from cchc_cli.model.verdict import Result, Status, Verdict
from cchc_cli.render import phrases, targets
from cchc_cli.render.page import STATUS_STYLES, Page, Screen, headline_parts
from cchc_cli.render.steps import figure as said_figure
from cchc_cli.render.steps import missing_figures, steps
from cchc_cli.render.wording import Shown, Wording, visible


def render_code(code: str, wording: Wording, screen: Screen) -> str | None:
    """A diagnostic's meaning and cure; None for an unknown code."""
    entry = wording.code(code)
    if entry is None:
        return None
    title, message, hint, meaning = entry
    values: dict[str, str] = defaultdict(lambda: Shown("…"), EXAMPLES)
    page = Page(screen)
    page.line((wording.word("explain.code", code=code, title=title), "bold"))
    if meaning:
        page.line(meaning)
    page.line(wording.word("explain.template", message=message.format_map(values)), indent=2)
    page.line(wording.word("explain.cure", hint=hint.format_map(values)), indent=2)
    return page.text()


def render_status(name: str, wording: Wording, screen: Screen) -> str | None:
    """What a status means, by its id or its words; None for anything else."""
    for status in Status:
        word = phrases.status_word(status, wording)
        if name.casefold() in (status.value, word.casefold()):
            page = Page(screen)
            mark = f"{phrases.MARKS[status]} {status}: {word}"
            page.line((mark, STATUS_STYLES[status]))
            page.line(wording.word(f"explain.status.{status}"), indent=2)
            return page.text()
    return None


def render_codes(wording: Wording, screen: Screen) -> str:
    """Every status and every code with its title."""
    page = Page(screen)
    page.line((wording.word("explain.statuses"), "bold"))
    for status in Status:
        page.line(f"{phrases.MARKS[status]} {status}: {phrases.status_word(status, wording)}", indent=2)
    page.heading(wording.word("explain.codes"))
    for code in wording.codes():
        title, *_ = wording.code(code) or (code,)
        page.line((f"{code}  ", "bold"), title, indent=2, hang=6)
    return page.text()


def targets_named(plan: Plan, name: str) -> list[Target]:
    """The targets that a name means: a target, or all those of an indicator, a task or a clause."""
    if name in plan.target_by_id:
        return [plan.target_by_id[name]]
    return [
        target
        for task in plan.tasks
        for target in task.targets
        if name in (task.id, task.clause, target.indicator)
        or name in plan.indicator_by_id[target.indicator].parts
    ]


def render_target(
    target: Target, plan: Plan, result: Result | None, wording: Wording, screen: Screen
) -> str:
    """A target's clause, formula and, where figures were judged, the arithmetic of each unit."""
    page = Page(screen)
    task = plan.task_of_target[target.id]
    _add_terms(page, target, task, plan, wording)
    if result is None:
        page.line((wording.word("explain.no_figures"), "dim"))
        return page.text()
    if result.as_of is None:
        return page.text()
    page.blank()
    page.line((wording.word("explain.as_of", month=wording.month(result.as_of)), "bold"))
    verdicts = [verdict for verdict in result.verdicts if verdict.target.id == target.id]
    for verdict in verdicts:
        _add_arithmetic(page, verdict, plan, wording, result)
    if not verdicts and result.unit is not None:
        unit = wording.unit(plan, result.unit)
        page.line(wording.word("explain.no_verdict", unit=unit), indent=2)
    return page.text()


def render_terms(target: Target, plan: Plan, wording: Wording) -> str:
    """A target's clause, goal, scope and formula as plain lines."""
    page = Page(Screen())
    _add_terms(page, target, plan.task_of_target[target.id], plan, wording)
    return page.text()


def render_arithmetic(verdict: Verdict, plan: Plan, wording: Wording) -> str:
    """The figures that a verdict rests on and what they come to, as plain lines."""
    page = Page(Screen())
    _add_arithmetic(page, verdict, plan, wording)
    return page.text()


def _add_terms(page: Page, target: Target, task: Task, plan: Plan, wording: Wording) -> None:
    indicator = plan.indicator_by_id[target.indicator]
    name = visible(indicator.name)
    page.line((wording.word("explain.target", target=target.id, name=name), "bold"))
    for line in _terms(target, task, indicator, plan, wording):
        page.line(line, indent=2)


def _terms(
    target: Target, task: Task, indicator: Indicator, plan: Plan, wording: Wording
) -> Iterator[str]:
    word = wording.word
    yield word("explain.task", task=task.id, clause=task.clause, title=visible(task.title))
    yield word(
        "explain.goal",
        goal=targets.target_goal(plan, target, wording, in_full=True, in_words=True),
        basis=word(f"basis.{target.basis}"),
        force=word(f"force.{task.force}"),
        severity=word(f"explain.{target.severity}"),
    )
    yield word("explain.scope", scope=targets.target_scope(plan, target, wording))
    yield targets.target_formula(plan, target, wording)
    yield word(
        "explain.pace",
        pace=targets.target_pace(plan, target, wording),
        due=targets.due(asked_of(plan, target, None), wording),
        every=word(f"every.{plan.every(indicator)}"),
    )
    for counted in dict.fromkeys((indicator.id, *indicator.parts)):
        definition = visible(plan.indicator_by_id[counted].definition or "")
        label = f"[{counted}] " if counted != indicator.id else ""
        if definition:
            yield word("explain.definition", definition=f"{label}{definition}")
    if task.references:
        yield word("explain.references", references=targets.references(task, plan))
    if task.interpretation:
        yield word("explain.interpretation", text=visible(task.interpretation))


def _add_arithmetic(
    page: Page, verdict: Verdict, plan: Plan, wording: Wording, result: Result | None = None
) -> None:
    scope = phrases.scope(plan, verdict, wording)
    page.line((f"{scope}: ", "bold"), *headline_parts(verdict, wording), indent=2)
    for figure in verdict.figures:
        page.line((_figure(figure, wording), "dim"), indent=6)
    if result is not None and not verdict.figures:
        _add_later(page, verdict, result, plan, wording)
    for step in steps(verdict, wording):
        page.line(step, indent=6)
    if verdict.missing:
        missing = missing_figures(verdict.missing, plan, wording)
        page.line(wording.word("explain.missing", missing=missing), indent=6)
    status = phrases.status(verdict, wording)
    page.line((wording.word("explain.verdict", status=status), "bold"), indent=6)


def _add_later(page: Page, verdict: Verdict, result: Result, plan: Plan, wording: Wording) -> None:
    """The figures of a verdict without any that count from a later month on."""
    units = verdict.units or (verdict.unit,)
    counted = (verdict.indicator.id, *verdict.indicator.parts)
    for figure in result.figures or ():
        if figure.unit in units and figure.indicator in counted:
            day = figure.value
            month = plan.month_of(day) if isinstance(day, date) else figure.period.last
            later = wording.word("explain.later", month=wording.month(month))
            page.line((f"{_figure(figure, wording)}; {later}", "dim"), indent=6)


def _figure(figure: Figure, wording: Wording) -> str:
    """One figure with where it was read: value, evidence and note."""
    extra = "; ".join(visible(text) for text in (figure.evidence, figure.note) if text)
    tail = f" ({extra})" if extra else ""
    return f"{said_figure(figure, wording)}{tail} — {wording.place(figure.location)}"
