"""What may stand for an option's value when Tab is pressed; each stands beside its option.

Nothing of the plan is read before a shell asks.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from unicodedata import category

import typer

from cchc_cli.model.plan import Plan

Candidate = tuple[str, str]
"""A word that may stand where the cursor is, and what it means."""
Completer = Callable[[typer.Context, str], list[Candidate]]


def _completer(source: Callable[[typer.Context, str], Iterable[Candidate]]) -> Completer:
    """A plan that cannot be read only means that there is less to offer."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Candidate]:
        with suppress(Exception):
            candidates = source(ctx, incomplete)
            return [(word, harmless(what)) for word, what in candidates if word.startswith(incomplete)]
        return []

    return complete


def words(choices: Iterable[str]) -> Completer:
    """One of some words."""
    named = tuple(choices)
    return _completer(lambda context, start: ((word, "") for word in named))


def harmless(text: str) -> str:
    """A text without what zsh would evaluate or typer read as markup; a plan may come from anywhere."""
    kept = (" " if char in _ACTIVE or category(char).startswith("C") else char for char in text)
    return " ".join("".join(kept).split())


_ACTIVE = frozenset("\"'`$\\[]!")


def _given(context: typer.Context, name: str) -> Any:
    """An option of the command, or the same before it."""
    while context is not None:
        if context.params.get(name):
            return context.params[name]
        context = context.parent  # type: ignore[assignment]
    return None


def _plan(context: typer.Context) -> Plan | None:
    from cchc_cli.cli.find_plan import load_plan
    from cchc_cli.model.request import Request

    actuals = tuple(name for name in _given(context, "actuals") or () if name != "-")
    return load_plan(Request(_given(context, "plan"), actuals, _given(context, "as_of"))).plan


def _units(context: typer.Context, start: str) -> Iterator[Candidate]:
    plan = _plan(context)
    for unit in plan.units if plan else ():
        yield unit.id, unit.name


def _months(context: typer.Context, start: str) -> Iterator[Candidate]:
    from cchc_cli.model.period import month_label

    plan = _plan(context)
    if plan is not None:
        for month in range(plan.period.from_, plan.period.to + 1):
            yield month_label(month), ""


def _months_or_due(context: typer.Context, start: str) -> Iterator[Candidate]:
    from cchc_cli.model.request import DUE

    yield DUE, ""
    yield from _months(context, start)


def _explained(context: typer.Context, start: str) -> Iterator[Candidate]:
    from cchc_cli.cli.help import chosen_language
    from cchc_cli.messages import catalogue

    plan = _plan(context)
    if plan is not None:
        named = {indicator.id: indicator.name for indicator in plan.indicators}
        named |= {task.id: task.title for task in plan.tasks}
        for target in plan.target_by_id.values():
            named[target.id] = plan.indicator_by_id[target.indicator].name
        yield from named.items()
    if start:
        for code, message in catalogue(chosen_language() or "vi").codes.items():
            yield code, message.title


def _formats(context: typer.Context, start: str) -> Iterator[Candidate]:
    from cchc_cli.cli.outputs import Format

    for format_ in Format:
        yield format_, ""


units = _completer(_units)
months = _completer(_months)
months_or_due = _completer(_months_or_due)
explained = _completer(_explained)
formats = _completer(_formats)
