"""Names as people write them: what is folded to find a match, and what comes near."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from cchc_cli.model.pattern import pattern
from cchc_cli.model.plan import Plan
from cchc_cli.reading.cells.legacy import LOST, is_left_of

MAX_COMPARED = 100_000
"""Names that one run compares for its suggestions: about half a second's worth."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above, dot below: the five written tones."""
_NO_TONES = dict.fromkeys(map(ord, _TONES))
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_WITHOUT_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LOOKALIKES = (
    {"\u00d0": "Đ", "\u00f0": "đ"} | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_WITHOUT_WIDTH, "")
)
_USUAL = str.maketrans(_LOOKALIKES)
_NO_WORD = pattern(r"(\W+)")
_BETWEEN_WORDS = pattern(r"[\s\-_.,;:/()&]+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key under which spellings of one name meet.

    Folds case, NFC and NFD, the place of the tone mark (hòa, hoà), Ð and Đ, no-break spaces and
    dashes, and drops what has no width. Never a diacritic: "ma" and "má" stay different.
    """
    text = unicodedata.normalize("NFC", name)
    if not _LOOKALIKES.keys().isdisjoint(text):
        text = text.translate(_USUAL)
    text = " ".join(text.split()).casefold()
    if text.isascii():
        return text
    parts = _NO_WORD.split(text)
    parts[::2] = map(_tone_last, parts[::2])
    return "".join(parts)


@lru_cache(maxsize=65536)
def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    tones = [char for char in decomposed if char in _TONES]
    return unicodedata.normalize("NFC", decomposed.translate(_NO_TONES)) + "".join(tones)


def strip_diacritics(text: str) -> str:
    """Bare lower-case letters, for the fixed words of a header only."""
    folded = unicodedata.normalize("NFD", fold(text))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("_", " ")


def _words(folded: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(folded) if word]


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like a misspelt one; None where none comes near."""
    from difflib import get_close_matches

    by_bare: dict[str, str] = {}
    for candidate in known:
        by_bare.setdefault(strip_diacritics(candidate), candidate)
    found = get_close_matches(strip_diacritics(name)[:200], by_bare, n=1, cutoff=0.6)
    return by_bare[found[0]] if found else None


class Suggestions:
    """What misspelt names probably mean, as long as a run has not compared too many names for it."""

    def __init__(self) -> None:
        self._compared = 0

    def near(self, name: str, known: Collection[str]) -> str | None:
        """The known name that comes nearest; None where none does, or too many were asked for."""
        return closest(name, known) if self.may_compare(known) else None

    def may_compare(self, known: Collection[str]) -> bool:
        """Whether a name may still be compared with so many others, which counts them."""
        self._compared += len(known)
        return self._compared <= MAX_COMPARED


class NameIndex:
    """Finds a unit or an indicator by id, name or alias, however it is spelt.

    A name may mean several: units that lived at different times, products that are called alike.
    """

    def __init__(
        self,
        items: Iterable[tuple[str, str, tuple[str, ...]]],
        suggestions: Suggestions | None = None,
    ) -> None:
        self._by_key: dict[str, tuple[str, ...]] = {}
        self._spellings: dict[str, str] = {}
        self._near: dict[str, str | None] = {}
        self._suggestions = suggestions or Suggestions()
        self._ends: set[str] = set()
        for identifier, name, aliases in items:
            for spelling in (identifier, name, *aliases):
                key = fold(spelling)
                known = self._by_key.get(key, ())
                if identifier not in known:
                    self._by_key[key] = (*known, identifier)
                self._spellings.setdefault(spelling, identifier)

    @classmethod
    def of_units(cls, plan: Plan, suggestions: Suggestions | None = None) -> NameIndex:
        """The units of a plan."""
        return cls(((unit.id, unit.name, unit.aliases) for unit in plan.units), suggestions)

    @classmethod
    def of_indicators(cls, plan: Plan, suggestions: Suggestions | None = None) -> NameIndex:
        """The indicators of a plan."""
        items = ((item.id, item.name, item.aliases) for item in plan.indicators)
        return cls(items, suggestions)

    def find(self, name: str) -> str | None:
        """The id that a name means; of several the first."""
        return next(iter(self.meanings(name)), None)

    def meanings(self, name: str) -> tuple[str, ...]:
        """The ids that a name may mean, in the plan's order."""
        return self._by_key.get(fold(name), ())

    def ends_name(self, text: str) -> bool:
        """Whether a text is one of the names without its first words.

        A text without any diacritics may have lost them; `Cộng` is no end of `dịch vụ công`.
        """
        if not self._ends:
            for spelling in self._spellings:
                for form in (fold(spelling), strip_diacritics(spelling)):
                    words = _words(form)
                    self._ends.update(" ".join(words[start:]) for start in range(1, len(words)))
        return " ".join(_words(fold(text))) in self._ends

    def without_zeros(self, name: str) -> str | None:
        """The spelling that a bare number is without its leading zeros, as Excel leaves it."""
        bare = name.strip()
        if not (bare.isascii() and bare.isdigit()):
            return None
        numbers = (text for text in self._spellings if text.isascii() and text.isdigit())
        return next((text for text in numbers if text.lstrip("0") == bare.lstrip("0")), None)

    def left_of(self, text: str) -> str | None:
        """What a text was before it lost its accents: `Phòng Tổng hợp` of `Ph?ng T?ng h?p`."""
        if not any(mark in text for mark in LOST) or not self._suggestions.may_compare(self._spellings):
            return None
        return next((name for name in self._spellings if is_left_of(text, name)), None)

    def near(self, name: str) -> str | None:
        """The spelling that comes nearest to an unknown name."""
        if name not in self._near:
            self._near[name] = self._suggestions.near(name, self._spellings)
        return self._near[name]
