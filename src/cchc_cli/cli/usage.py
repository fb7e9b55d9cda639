"""Wrong usage in our own words; the parser's are English only.

The parser is typer's own or click, depending on typer's version, so its exceptions are told by name.
"""

from __future__ import annotations

import typer

from cchc_cli.cli.app import COMMANDS
from cchc_cli.cli.terminal import wording
from cchc_cli.reading.names import closest

PARSER_ERROR: type[Exception] = typer.BadParameter.__mro__[-4]
"""The base of every error of the parser."""


def describe(problem: Exception) -> str:
    """What is wrong with a command line."""
    words = wording(None, None)
    message = str(getattr(problem, "message", problem))
    option = getattr(problem, "option_name", "")
    match type(problem).__name__:
        case "NoSuchOption":
            text = words.word("usage.no_such_option", name=option)
            near = getattr(problem, "possibilities", None)
            return f"{text}; {words.word('near', near=near[0])}" if near else text
        case "MissingParameter":
            parameter = getattr(problem, "param", None)
            name = getattr(parameter, "metavar", None) or getattr(parameter, "name", "")
            return words.word("usage.missing", name=name)
        case "BadOptionUsage":
            key = "needs_value" if "requires" in message else "no_value"
            return words.word(f"usage.{key}", name=option)
        case _ if "No such command" in message:
            name = message.partition("'")[2].partition("'")[0]
            shown = words.word("usage.no_such_command", name=name)
            like = closest(name, COMMANDS)
            return f"{shown}; {words.word('near', near=like)}" if like else shown
        case _ if "extra argument" in message:
            name = message.rpartition("(")[2].rpartition(")")[0]
            return words.word("usage.extra", name=name)
        case _:
            return message
