"""The words of the tool, in Vietnamese and English, by key and by diagnostic code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import NamedTuple

LANGUAGES = ("vi", "en")
PARTS = ("plan", "figures", "run", "documents", "score", "tally", "help")
"""The modules of a language, by what their words are about."""


class Message(NamedTuple):
    """The words of a diagnostic; `message` and `hint` are templates over its parameters."""

    title: str
    message: str
    hint: str
    """The cure."""
    meaning: str = ""
    """What `cchc explain` adds, where title and message do not say it all."""


class Catalogue(NamedTuple):
    """Everything in one language."""

    language: str
    words: dict[str, str]
    codes: dict[str, Message]


@cache
def catalogue(language: str) -> Catalogue:
    """The words of a language; only that one is loaded."""
    if language not in LANGUAGES:
        raise ValueError(language)
    words: dict[str, str] = {}
    codes: dict[str, Message] = {}
    for part in PARTS:
        module = import_module(f"cchc_cli.messages.{language}.{part}")
        words |= module.WORDS
        codes |= getattr(module, "CODES", {})
    return Catalogue(language, words, codes)
