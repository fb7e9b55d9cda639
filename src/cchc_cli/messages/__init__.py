"""The words of the tool, in Vietnamese and English, by key and by diagnostic code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import NamedTuple

LANGUAGES = ("vi", "en")
PARTS = ("help", "run", "figures", "plan", "documents", "score", "tally")
"""The modules of a language, by what their words are about; what every start needs stands first."""


class Message(NamedTuple):
    """The words of a diagnostic, written one a line; `message` and `hint` are templates over its parameters."""

    title: str
    message: str
    hint: str
    """The cure."""
    meaning: str = ""
    """What `cchc explain` adds, where title and message do not say it all."""


class Catalogue:
    """Everything in one language; its parts are loaded until what is asked for is among them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words: dict[str, str] = {}
        self._codes: dict[str, Message] = {}
        self._unread = iter(PARTS)

    @property
    def words(self) -> dict[str, str]:
        """All words, by key."""
        while self._read_on():
            pass
        return self._words

    @property
    def codes(self) -> dict[str, Message]:
        """The words of all diagnostics, by code."""
        while self._read_on():
            pass
        return self._codes

    def word(self, key: str) -> str:
        """The words of a key; raises KeyError where there are none."""
        while key not in self._words and self._read_on():
            pass
        return self._words[key]

    def message(self, code: str) -> Message:
        """The words of a diagnostic; raises KeyError for an unknown code."""
        while code not in self._codes and self._read_on():
            pass
        return self._codes[code]

    def _read_on(self) -> bool:
        """Loads the next part; False where there is none."""
        part = next(self._unread, None)
        if part is None:
            return False
        module = import_module(f"cchc_cli.messages.{self.language}.{part}")
        self._words |= module.WORDS
        codes: dict[str, str] = getattr(module, "CODES", {})
        self._codes |= {code: Message(*text.split("\n")) for code, text in codes.items()}
        return True


@cache
def catalogue(language: str) -> Catalogue:
    """The words of a language; only that one is loaded."""
    if language not in LANGUAGES:
        raise ValueError(language)
    return Catalogue(language)
