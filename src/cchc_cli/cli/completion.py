"""Completion in a shell: of commands, options, and the names in the plan at hand.

A shell calls `cchc` with `_CCHC_COMPLETE` set; nothing here is loaded by any other call. What can be
completed is told by a parameter's metavar, so that a new command has it without a word of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple
from unicodedata import category

import typer

from cchc_cli.model.plan import Plan

VARIABLE = "_CCHC_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")


class Candidate(NamedTuple):
    """A word that may stand where the cursor is, and what it means; the parser's items look so."""

    value: str
    help: str = ""
    type: str = "plain"


def script(shell: str) -> str:
    """What a shell of `SHELLS` has to read for completion to work."""
    from typer._completion_shared import get_completion_script

    made = get_completion_script(prog_name="cchc", complete_var=VARIABLE, shell=shell).strip()
    if shell == "zsh":
        # Loaded from a file on the fpath, it is the first completion itself, which must not be lost.
        last = "compdef _cchc_completion cchc"
        first = 'if [[ "${funcstack[1]}" == _cchc ]]; then _cchc_completion; fi'
        made = made.replace(last, f"{last}\n{first}")
    return f"{made}\n"


def complete() -> int:
    """Answers a shell; a plan that can not be read only means that there is less to offer."""
    from typer._completion_classes import completion_init

    from cchc_cli.cli.app import COMMANDS, app, command_named

    completion_init()
    # typer renders what a word means for a screen; a line that is wrapped would be two candidates.
    os.environ["COLUMNS"] = "10000"
    group = typer.main.get_command(app)
    commands: tuple[Any, ...] = (group, *map(command_named, COMMANDS))
    for command in commands:
        command.shell_complete = partial(_in_our_words, command.shell_complete)
        for parameter in command.params:
            source = _source(getattr(parameter, "metavar", None) or "")
            if source is not None:
                parameter.shell_complete = partial(_matching, source)
    try:
        group.main(args=[], prog_name="cchc", standalone_mode=False)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except Exception:
        return 1
    return 0


Source = Callable[[typer.Context, str], Iterable[Candidate]]


def _source(metavar: str) -> Source | None:
    words = metavar.strip("[]").split("|")
    if len(words) > 1 and all(re.fullmatch(r"[a-z_-]+", word) for word in words):
        return lambda context, start: map(Candidate, words)
    return BY_METAVAR.get(metavar)


def _matching(source: Source, context: typer.Context, start: str) -> list[Candidate]:
    found = []
    with suppress(Exception):
        found = [one for one in source(context, start) if one.value.startswith(start)]
    return [one._replace(help=_harmless(one.help)) for one in found]


def _in_our_words(
    theirs: Callable[[typer.Context, str], list[Any]], context: typer.Context, start: str
) -> list[Candidate]:
    """Commands and options as the parser completes them."""
    from cchc_cli.cli.help import in_our_words

    found = theirs(context, start)
    return [Candidate(one.value, _harmless(in_our_words(one.help or ""))) for one in found]


def _harmless(text: str) -> str:
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
    from cchc_cli.cli.session import Request, load_plan

    actuals = tuple(one for one in _given(context, "actuals") or () if one != "-")
    return load_plan(Request(_given(context, "plan"), actuals, _given(context, "as_of"))).plan


def _units(context: typer.Context, start: str) -> Iterator[Candidate]:
    plan = _plan(context)
    for unit in plan.units if plan else ():
        yield Candidate(unit.id, unit.name)


def _months(context: typer.Context, start: str) -> Iterator[Candidate]:
    from cchc_cli.model.period import Period

    plan = _plan(context)
    if plan is not None:
        for month in range(plan.period.from_, plan.period.to + 1):
            yield Candidate(Period.of_month(month).label)


def _months_or_due(context: typer.Context, start: str) -> Iterator[Candidate]:
    yield Candidate("due")
    yield from _months(context, start)


def _targets(context: typer.Context, start: str) -> Iterator[Candidate]:
    plan = _plan(context)
    for target in plan.target_by_id.values() if plan else ():
        yield Candidate(target.id, plan.indicator_by_id[target.indicator].name if plan else "")


def _explained(context: typer.Context, start: str) -> Iterator[Candidate]:
    from cchc_cli.cli.help import chosen_language
    from cchc_cli.messages import catalogue

    plan = _plan(context)
    if plan is not None:
        named = {indicator.id: indicator.name for indicator in plan.indicators}
        named |= {task.id: task.title for task in plan.tasks}
        named |= {one.value: one.help for one in _targets(context, start)}
        yield from (Candidate(name, meaning) for name, meaning in named.items())
    if start:
        for code, message in catalogue(chosen_language() or "vi").codes.items():
            yield Candidate(code, message.title)


def _formats(context: typer.Context, start: str) -> Iterator[Candidate]:
    from cchc_cli.cli.outputs import Format

    yield from map(Candidate, Format)


BY_METAVAR: dict[str, Source] = {
    "UNIT": _units,
    "PERIOD": _months,
    "PERIOD|due": _months_or_due,
    "TARGET": _targets,
    "CODE|TARGET": _explained,
    "FORMAT": _formats,
}
