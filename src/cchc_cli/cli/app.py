"""The command line: which commands there are."""

from __future__ import annotations

import typer
from typer.core import TyperCommand, TyperGroup

from cchc_cli.cli.check import check
from cchc_cli.cli.close import close
from cchc_cli.cli.collect import collect
from cchc_cli.cli.explain import explain
from cchc_cli.cli.form import form
from cchc_cli.cli.help import in_our_words, text
from cchc_cli.cli.init import init
from cchc_cli.cli.remind import remind
from cchc_cli.cli.report import report
from cchc_cli.cli.schema import schema
from cchc_cli.cli.show import show
from cchc_cli.cli.status import status
from cchc_cli.cli.trend import trend
from cchc_cli.cli.validate import validate


class Command(TyperCommand):
    """A command whose help is in one language throughout."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help text."""
        return in_our_words(super().get_help(ctx))


class Group(TyperGroup):
    """The whole command line, likewise."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help text."""
        return in_our_words(super().get_help(ctx))


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

COMMANDS = (check, report, remind, trend, form, collect, close, validate, show, explain, init, schema)
for command in COMMANDS:
    app.command(command.__name__, cls=Command, help=text(command.__name__))(command)
app.callback()(status)
