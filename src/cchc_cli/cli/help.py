"""The words of `--help`, in the language that the call asks for."""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache

from cchc_cli.messages import LANGUAGES, catalogue

LANGUAGE = "CCHC_LANG"
"""The variable that names the language where `--lang` does not."""


@lru_cache(maxsize=1)
def chosen_language() -> str | None:
    """`--lang` of this call, else `CCHC_LANG`; None where neither names a language."""
    arguments = sys.argv[1:]
    for index, argument in enumerate(arguments):
        following = arguments[index + 1] if index + 1 < len(arguments) else ""
        named = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang":
            named = following
        if named in LANGUAGES:
            return named
    named = os.environ.get(LANGUAGE, "")
    return named if named in LANGUAGES else None


def text(key: str) -> str:
    """The help of a command, argument or option; Vietnamese where nothing else is asked for."""
    return catalogue(chosen_language() or "vi").word(f"help.{key}")


_TYPES = re.compile(r" <[a-z]+(?:\[[a-z]+\])?>(?= {2}|$)", re.MULTILINE)
"""Python's names of types, which typer 0.29 puts behind the names of arguments."""
_PARSER_WORDS = {
    "Usage:": "usage",
    "Options:": "options",
    "Commands:": "commands",
    "Arguments:": "arguments",
    "Show this message and exit.": "help",
    "[default: ": "default",
    "[required]": "required",
}


def in_our_words(page: str) -> str:
    """A help page of the parser, whose own words are English only."""
    page = _TYPES.sub(lambda type_: " " * len(type_[0]), page)
    for theirs, key in _PARSER_WORDS.items():
        page = page.replace(theirs, text(f"word.{key}"))
    return page
