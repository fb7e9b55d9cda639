"""Names as people write them: what is folded to find a match, and what comes near."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above, dot below: the five written tones."""
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key under which spellings of one name meet.

    Folds case, NFC and NFD, the place of the tone mark (hòa, hoà), Ð and Đ, no-break spaces and
    dashes, and drops what has no width. Never a diacritic: "ma" and "má" stay different.
    """
    text = _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", name))).strip()
    text = _DASHES.sub("-", text).replace("\u00d0", "Đ").replace("\u00f0", "đ").casefold()
    if text.isascii():
        return text
    return _WORD.sub(lambda word: _tone_last(word[0]), text)


def _tone_last(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        (tones if char in _TONES else letters).append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + "".join(tones)


def strip_diacritics(text: str) -> str:
    """Bare lower-case letters, for the fixed words of a header only."""
    folded = unicodedata.normalize("NFD", fold(text))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("_", " ")


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like a misspelt one; None where none comes near."""
    from difflib import get_close_matches

    by_bare: dict[str, str] = {}
    for candidate in known:
        by_bare.setdefault(strip_diacritics(candidate), candidate)
    found = get_close_matches(strip_diacritics(name)[:200], by_bare, n=1, cutoff=0.6)
    return by_bare[found[0]] if found else None
