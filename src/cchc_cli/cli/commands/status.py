"""`cchc` alone: where things stand, and what to do next."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from cchc_cli import __version__
from cchc_cli.cli.command import Voice, check_choices
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    AsOfOption,
    DecimalOption,
    EncodingOption,
    FailOnOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.session import Request, error, run
from cchc_cli.cli.terminal import wording
from cchc_cli.run.outcome import FailOn


def _print_version(wanted: bool) -> None:
    """Prints the version and leaves."""
    if wanted:
        sys.stdout.write(f"cchc {__version__}\n")
        raise typer.Exit


def _hand_down(context: typer.Context, name: str) -> None:
    """Makes the options given before a command its defaults; refuses those that it does not know."""
    given = {
        option: value
        for option, value in context.params.items()
        if getattr(context.get_parameter_source(option), "name", "DEFAULT") != "DEFAULT"
    }
    command = context.command.get_command(context, name)  # type: ignore[attr-defined]
    known = {parameter.name for parameter in getattr(command, "params", ())}
    for option in given:
        if command is not None and option not in known:
            shown = f"--{option.replace('_', '-')}"
            words = wording(None, None)
            raise typer.BadParameter(words.word("usage.not_of", command=name, name=shown))
    context.default_map = {name: given}


def _print_completion(shell: str | None) -> None:
    """Prints a shell's script and leaves."""
    if shell is None:
        return
    from cchc_cli.cli.completion import SHELLS, script

    if shell not in SHELLS:
        fault = error("V310", option="--show-completion", found=shell, choices=", ".join(SHELLS))
        raise typer.Exit(Voice.asked(None).refuse(fault))
    sys.stdout.write(script(shell))
    raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", help=text("version"), callback=_print_version, is_eager=True)
]
CompletionOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation
    typer.Option(
        "--show-completion",
        metavar="bash|zsh|fish|powershell",
        help=text("show_completion"),
        show_default=False,
        callback=_print_completion,
        is_eager=True,
    ),
]


def status(
    context: typer.Context,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    fail_on: FailOnOption = "shortfall",
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
    version: VersionOption = False,
    show_completion: CompletionOption = None,
) -> int:
    """Shows the status; options before a command count as if they stood after it."""
    if context.invoked_subcommand is not None:
        _hand_down(context, context.invoked_subcommand)
        return 0
    voice = Voice.asked(lang, quiet, no_color)
    faults = check_choices(lang, fail_on, decimal, encoding)
    if faults:
        return voice.refuse(*faults)
    with TerminalProgress(voice) as progress:
        request = Request(plan, (), as_of, unit, FailOn(fail_on), decimal, encoding)
        result = run(request, progress=progress)
    voice = voice.about(result)
    from cchc_cli.render.check.status import render_start, render_status

    if plan is None and [one.code for one in result.diagnostics] == ["P111"]:
        sys.stdout.write(render_start(voice.words, voice.screen()))
        return 0
    passed_over = [one for one in result.diagnostics if one.code == "P118"]
    voice.say(passed_over if result.judged else result.diagnostics)
    sys.stdout.write(render_status(result, voice.words, voice.screen(), quiet))
    return result.exit_code
