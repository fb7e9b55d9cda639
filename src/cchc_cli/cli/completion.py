"""Answers a shell that asks what may stand at the cursor; no other call loads this."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import typer

from cchc_cli.cli.completers import harmless


class Candidate(NamedTuple):
    """A word that may stand where the cursor is, and what it means; the parser's items look so."""

    value: str
    help: str = ""
    type: str = "plain"


def complete() -> int:
    """Answers; what cannot be read only means that there is less to offer."""
    from typer._completion_classes import completion_init

    from cchc_cli.cli.app import COMMANDS, app, command_named

    completion_init()
    # typer renders what a word means for a screen; a line that is wrapped would be two candidates.
    os.environ["COLUMNS"] = "10000"
    group = typer.main.get_command(app)
    commands: tuple[Any, ...] = (group, *map(command_named, COMMANDS))
    for command in commands:
        command.shell_complete = partial(_in_our_words, command.shell_complete)
    try:
        group.main(args=[], prog_name="cchc", standalone_mode=False)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except Exception:
        return 1
    return 0


def _in_our_words(
    theirs: Callable[[typer.Context, str], list[Any]], context: typer.Context, start: str
) -> list[Candidate]:
    """Commands and options as the parser completes them."""
    from cchc_cli.cli.help import in_our_words

    return [
        Candidate(item.value, harmless(in_our_words(item.help or ""))) for item in theirs(context, start)
    ]
