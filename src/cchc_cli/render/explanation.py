"""What a code means, and how a target is judged: clause, formula, and the real arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from cchc_cli.model.figures import Figure
from cchc_cli.model.plan import Comparison, Kind, Plan, Target, Task
from cchc_cli.model.verdict import Result, Verdict
from cchc_cli.render.amounts import amounts
from cchc_cli.render.check.text import Page, Screen, headline
from cchc_cli.render.plan_tables import goal_words, pace_words, scope_words
from cchc_cli.render.wording import Wording, visible


def render_code(code: str, wording: Wording, screen: Screen) -> str | None:
    """A diagnostic's meaning and cure; None for an unknown code."""
    entry = wording.code(code)
    if entry is None:
        return None
    title, message, hint, meaning = (re.sub(r"\{\w+\}", "…", text) for text in entry)
    page = Page(screen)
    page.line((wording.word("explain.code", code=code, title=title), "bold"))
    if meaning:
        page.line(meaning)
    page.line(wording.word("explain.template", message=message), indent=2)
    page.line(wording.word("explain.cure", hint=hint), indent=2)
    return page.text()


def targets_named(plan: Plan, name: str) -> list[Target]:
    """The targets that a name means: a target, or all those of an indicator, a task or a clause."""
    if name in plan.target_by_id:
        return [plan.target_by_id[name]]
    return [
        target
        for task in plan.tasks
        for target in task.targets
        if name in (task.id, task.clause, target.indicator, *_parts(plan, target))
    ]


def _parts(plan: Plan, target: Target) -> tuple[str | None, str | None]:
    indicator = plan.indicator_by_id[target.indicator]
    return indicator.numerator, indicator.denominator


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
    found = [verdict for verdict in result.verdicts if verdict.target.id == target.id]
    for verdict in found:
        _add_arithmetic(page, verdict, plan, wording)
    if not found and result.unit is not None:
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
    title = visible(task.title)
    page.line(wording.word("explain.task", task=task.id, clause=task.clause, title=title), indent=2)
    goal = goal_words(plan, target, indicator, wording)
    page.line(
        wording.word(
            "explain.goal",
            goal=goal,
            basis=wording.word(f"basis.{target.basis}"),
            force=wording.word(f"force.{task.force}"),
            severity=wording.word(f"severity.{target.severity}"),
        ),
        indent=2,
    )
    page.line(wording.word("explain.scope", scope=scope_words(plan, target, wording)), indent=2)
    numerator, denominator = _parts(plan, target)
    formula = wording.word(f"formula.{indicator.kind}", numerator=numerator, denominator=denominator)
    page.line(wording.word("explain.formula", formula=formula), indent=2)
    page.line(
        wording.word(
            "explain.pace",
            pace=pace_words(plan, target, wording),
            due=wording.month(plan.due_month(target)),
            every=wording.word(f"every.{plan.every(indicator)}"),
        ),
        indent=2,
    )
    for counted in (indicator.id, numerator, denominator):
        definition = plan.indicator_by_id[counted].definition if counted else None
        if definition:
            label = f"[{counted}] " if counted != indicator.id else ""
            page.line(
                wording.word("explain.definition", definition=f"{label}{visible(definition)}"),
                indent=2,
            )
    if task.references:
        numbers = {reference.id: reference.number for reference in plan.references}
        cited = tuple(numbers[reference] for reference in task.references)
        page.line(wording.word("explain.references", references=cited), indent=2)
    if task.interpretation:
        text = visible(task.interpretation)
        page.line(wording.word("explain.interpretation", text=text), indent=2)


def _add_arithmetic(page: Page, verdict: Verdict, plan: Plan, wording: Wording) -> None:
    page.line((f"{wording.scope(plan, verdict)}: ", "bold"), *headline(verdict, wording), indent=2)
    for figure in verdict.figures:
        page.line((_figure(figure, wording), "dim"), indent=6)
    for line in steps(verdict, wording):
        page.line(line, indent=6)
    if verdict.missing:
        missing = ", ".join(
            f"{gap.unit or ''} {gap.indicator} {wording.period(gap.period)}".strip()
            for gap in verdict.missing
        )
        page.line(wording.word("explain.missing", missing=missing), indent=6)
    status = wording.status(verdict)
    page.line((wording.word("explain.verdict", status=status), "bold"), indent=6)


def _figure(figure: Figure, wording: Wording) -> str:
    """One figure with where it was read: value, evidence and note."""
    value = wording.value(figure.value) if figure.value is not None else ""
    extra = "; ".join(visible(text) for text in (figure.evidence, figure.note) if text)
    shown = f"{figure.unit or ''} {figure.indicator} {wording.period(figure.period)}: {value}"
    tail = f" ({extra})" if extra else ""
    return f"{shown.strip()}{tail} — {visible(str(figure.location))}"


def steps(verdict: Verdict, wording: Wording) -> Iterable[str]:
    """The arithmetic that leads to a verdict, with the real numbers."""
    shown = amounts(verdict)
    if not verdict.figures:
        yield wording.word("explain.no_figure")
    if verdict.denominator is not None:
        key = "explain.ratio" if verdict.denominator else "explain.ratio_zero"
        yield wording.word(
            key,
            numerator=shown.numerator,
            denominator=shown.denominator,
            actual=wording.amount(verdict, shown.actual),
        )
    elif verdict.indicator.kind is Kind.COUNT and verdict.figures:
        values = " + ".join(_addend(figure, wording) for figure in verdict.figures)
        yield wording.word("explain.sum", figures=values, total=shown.actual)
    elif verdict.indicator.kind is Kind.LEVEL and verdict.figures:
        values = " + ".join(_addend(figure, wording) for figure in verdict.figures)
        yield wording.word("explain.latest", figures=values)
    if verdict.goal is None or verdict.target.comparison is Comparison.AT_MOST:
        return
    if shown.expected is None:
        yield wording.word("explain.not_asked", due=wording.month(verdict.end))
    elif verdict.pace == "linear" and not verdict.at_end:
        is_exact = verdict.expected == verdict.goal * verdict.over / verdict.owed
        yield wording.word(
            "explain.expected" if is_exact else "explain.expected_rounded",
            goal=shown.goal,
            over=verdict.over,
            owed=verdict.owed,
            expected=shown.expected,
        )
    else:
        yield wording.word("explain.expected_flat", expected=wording.amount(verdict, shown.expected))


def _addend(figure: Figure, wording: Wording) -> str:
    assert not isinstance(figure.value, date)
    return wording.value(figure.value)
