"""Whether a filing stands twice, in bounded memory.

Ids are compared by a hash first: up to a number of them exactly, beyond it by two marks each in a table
of fixed size. Either may suspect a filing that stands once; reading the suspects anew tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

EXACT = 1_500_000
"""Hashes that are kept as they are: some 110 MiB."""
_BITS = 26
_MASK = (1 << _BITS) - 1


class Unique:
    """The ids met so far."""

    def __init__(self) -> None:
        self._hashes: set[int] = set()
        self._marks: bytearray | None = None
        self.suspects: set[str] = set()
        """Ids that may stand twice."""

    def add(self, ids: Sequence[str]) -> None:
        """Takes more ids; at least two of them at a time is fastest."""
        hashes = list(map(hash, ids))
        new = set(hashes)
        if len(new) != len(hashes):
            self.suspects |= {name for name, many in Counter(ids).items() if many > 1}
        if self._marks is None:
            again = self._hashes & new
            if again:
                self.suspects |= {id for id, mark in zip(ids, hashes, strict=True) if mark in again}
            self._hashes |= new
            if len(self._hashes) > EXACT:
                self._marks = bytearray(_MASK + 1)
                self._mark(self._hashes, self._marks)
                self._hashes = set()
        elif len(hashes) > 1:
            first = itemgetter(*[mark & _MASK for mark in hashes])(self._marks)
            second = itemgetter(*[mark >> _BITS & _MASK for mark in hashes])(self._marks)
            marked = [low and high for low, high in zip(first, second, strict=True)]
            if any(marked):
                self.suspects |= {id for id, is_marked in zip(ids, marked, strict=True) if is_marked}
            self._mark(hashes, self._marks)
        elif hashes:
            self.suspects |= set(ids)

    @staticmethod
    def _mark(hashes: Sequence[int] | set[int], marks: bytearray) -> None:
        for mark in hashes:
            marks[mark & _MASK] = 1
            marks[mark >> _BITS & _MASK] = 1
