"""A scoring table as a document shows it: numbers, names and maxima, before any rule is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple


@dataclass(slots=True)
class OutlineItem:
    """A row of the document that is a criterion."""

    id: str
    name: str
    max: Fraction | None
    """As it is written; None where nothing is."""
    remarks: list[str] = field(default_factory=list)
    """Rows without a number that follow it: how it is scored, in the document's own words."""
    items: list[OutlineItem] = field(default_factory=list)

    @property
    def total(self) -> Fraction:
        """What it is worth: the sum of what it holds, else its own maximum."""
        if not self.items:
            return self.max or Fraction(0)
        return sum((item.total for item in self.items), Fraction(0))


class Outline(NamedTuple):
    """A whole table."""

    items: Sequence[OutlineItem]
    year: int | None
    """A year that the document names above its table."""
