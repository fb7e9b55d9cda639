"""`cchc` alone: where things stand, and what to do next."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from cchc_cli import __version__
from cchc_cli.cli.command import Voice
from cchc_cli.cli.month import course_line, made_here, options_given
from cchc_cli.cli.options import Options, check_choice, choice, flag, takes
from cchc_cli.cli.paths import quoted
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.runs import run
from cchc_cli.cli.shells import SHELLS, script
from cchc_cli.cli.terminal import wording
from cchc_cli.model import codes
from cchc_cli.run.month import course


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
    faults = check_choice("--show-completion", shell, SHELLS)
    if faults:
        Voice.asked(None).refuse(*faults)
    sys.stdout.write(script(shell))
    raise typer.Exit


VersionOption = Annotated[
    bool, flag("--version", help="version", callback=_print_version, is_eager=True)
]
CompletionOption = Annotated[
    str | None,
    choice(
        "--show-completion",
        of=SHELLS,
        help="show_completion",
        callback=_print_completion,
        is_eager=True,
    ),
]


@takes("plan as_of unit decimal encoding fail_on lang quiet no_color ...")
def status(
    options: Options,
    context: typer.Context,
    version: VersionOption = False,
    show_completion: CompletionOption = None,
) -> int:
    """Shows the status; options before a command count as if they stood after it."""
    if context.invoked_subcommand is not None:
        _hand_down(context, context.invoked_subcommand)
        return 0
    voice, faults = options.voice(), options.faults()
    voice.stop_for(faults)
    with TerminalProgress(voice) as progress:
        result = run(options.request(takes_baseline=True), progress=progress)
    voice = voice.about(result)
    from cchc_cli.render.check.status import render_start, render_status

    if options.plan is None and [fault.code for fault in result.diagnostics] == [codes.P111.name]:
        sys.stdout.write(render_start(voice.words, voice.screen()))
        return 0
    passed_over = [remark for remark in result.diagnostics if remark.code == codes.P118.name]
    stands = course(result, made_here, date.today())
    voice.say(passed_over if stands is not None else result.diagnostics)
    following = ""
    if stands is not None:
        following = course_line(stands, result, options.request(unit=None), voice.words, is_dated=True)
    given = "".join(f" {quoted(part)}" for part in options_given(options.request(), whole=True))
    view = voice.screen()
    sys.stdout.write(render_status(result, stands, following, voice.words, view, options.quiet, given))
    return result.exit_code
