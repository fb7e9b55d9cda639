"""Wrong usage in our own words; the parser's are English only.

The parser is typer's own or click, depending on typer's version, so its exceptions are told by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from cchc_cli.cli.app import COMMANDS, command_named
from cchc_cli.cli.outputs import Format, Output, pair_outputs
from cchc_cli.cli.paths import FIGURE_SUFFIXES, PLAN_SUFFIXES
from cchc_cli.cli.terminal import wording
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.reading.cells.names import closest

PARSER_ERROR: type[Exception] = typer.BadParameter.__mro__[-4]
"""The base of every error of the parser."""

_LENIENT = {"resilient_parsing": True, "ignore_unknown_options": True, "allow_extra_args": True}


def requested_outputs(arguments: Sequence[str]) -> tuple[list[Output], tuple[str, ...]]:
    """The machine outputs that a command line asks `check` for, as far as a wrong one tells them.

    And the files that it names to be read; what follows an unknown option counts as figures.
    """
    if "check" not in arguments:
        return [], ()
    start = arguments.index("check") + 1
    command: Any = command_named("check")
    context = command.make_context("check", [*arguments[start:]], **_LENIENT)
    given = context.params
    formats = [name for name in given["formats"] or () if name in list(Format)]
    outputs, _ = pair_outputs(formats, given["outputs"] or ())
    files = [*(given["actuals"] or ()), *(given[name] for name in ("plan", "all_plans", "baseline"))]
    inputs = tuple(file for file in files if file)
    return [output for output in outputs if output.format.is_machine], inputs


def refusal(problem: Exception, arguments: Sequence[str]) -> Diagnostic:
    """What is wrong with a command line, what was probably meant, and which help page tells more."""
    context: Any = getattr(problem, "ctx", None)
    command = context.command_path if context else "cchc"
    text, near = _described(problem, arguments)
    if near:
        text = f"{text}; {wording(None, None).word('near', near=near)}"
    return codes.V305.at(problem=text, command=command)


def _described(problem: Exception, arguments: Sequence[str]) -> tuple[str, str | None]:
    """What is wrong, and the name that comes nearest to one that there is not."""
    words = wording(None, None)
    message = str(getattr(problem, "message", problem))
    option = getattr(problem, "option_name", "")
    context: Any = getattr(problem, "ctx", None)
    match type(problem).__name__:
        case "NoSuchOption":
            return _no_such_option(option, context, arguments)
        case "MissingParameter":
            return words.word("usage.missing", name=_shown(getattr(problem, "param", None))), None
        case "BadOptionUsage":
            key = "needs_value" if "requires" in message else "no_value"
            return words.word(f"usage.{key}", name=option), None
        case _ if "No such command" in message:
            name = message.partition("'")[2].partition("'")[0]
            return words.word("usage.no_such_command", name=name), _command_near(name)
        case _ if "extra argument" in message:
            name = message.rpartition("(")[2].rpartition(")")[0]
            return words.word("usage.extra", name=name), None
        case _:
            return message, None


def _no_such_option(name: str, context: Any, arguments: Sequence[str]) -> tuple[str, str | None]:
    words = wording(None, None)
    asked = next((word for word in arguments if word in COMMANDS), None)
    if context.parent is None and asked and name in _options(command_named(asked)):
        return words.word("usage.behind", name=name, command=asked), None
    known = _options(context.command)
    longer = [option for option in known if option.startswith(name)]
    near = min(longer, key=len) if longer else closest(name, known)
    return words.word("usage.no_such_option", name=name), near


def _options(command: Any) -> list[str]:
    """The long names of a command's options."""
    return [name for parameter in command.params for name in parameter.opts if name.startswith("--")]


def _command_near(name: str) -> str | None:
    """The command that was probably meant; for a file the one that reads such files."""
    suffix = Path(name).suffix.lower()
    if suffix in FIGURE_SUFFIXES:
        return f"check {name}"
    if suffix in PLAN_SUFFIXES:
        return f"validate {name}"
    return f"--{name}" if name in ("help", "version") else closest(name, COMMANDS)


def _shown(parameter: Any) -> str:
    """A parameter as a person writes it."""
    if parameter is None:
        return ""
    value = parameter.metavar or parameter.name
    return value if parameter.param_type_name == "argument" else f"{parameter.opts[0]} {value}"
