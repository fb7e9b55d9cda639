"""The command line: which commands there are."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from cchc_cli.cli.commands.status import status
from cchc_cli.cli.help import in_our_words, text

COMMANDS = (
    "check",
    "report",
    "remind",
    "trend",
    "form",
    "collect",
    "close",
    "score",
    "validate",
    "show",
    "explain",
    "tally",
    "init",
    "schema",
)
"""In the order of the help page; each is a function in the module of its name."""


def helped(option: Any) -> Any:
    """The option `--help` with our help."""
    if option is not None:
        option.help = text("word.help")
    return option


class Command(TyperCommand):
    """A command whose help is in one language throughout."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help text."""
        return in_our_words(super().get_help(ctx))

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """`--help`, in words that are wrapped as the others are."""
        return helped(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the list of commands says of it: all, in as many lines as it takes."""
        return self.help or ""


class Group(TyperGroup):
    """The whole command line, likewise; a command is loaded when it is asked for."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help text."""
        return in_our_words(super().get_help(ctx))

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Likewise."""
        return helped(super().get_help_option(ctx))

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]
        """A command by its name; None for an unknown one."""
        return command_named(cmd_name) if cmd_name in COMMANDS else None


@cache
def command_named(name: str) -> TyperCommand:
    """A command of `COMMANDS`; only its own module is imported."""
    function = getattr(import_module(f"cchc_cli.cli.commands.{name}"), name)
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, cls=Command, help=text(name))(function)
    return cast(TyperCommand, typer.main.get_command(single))


app = typer.Typer(
    name="cchc",
    cls=Group,
    help=text("app"),
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.callback()(status)
