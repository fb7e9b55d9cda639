"""The kinds of figures, how often they are owed, and how they are held against a goal."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What sort of figure an indicator is."""

    COUNT = "count"
    LEVEL = "level"
    RATIO = "ratio"
    AVERAGE = "average"
    MILESTONE = "milestone"
    NARRATIVE = "narrative"

    @property
    def has_number(self) -> bool:
        """Whether its verdict is about a number that is held against a goal."""
        return self not in (Kind.MILESTONE, Kind.NARRATIVE)

    @property
    def adds_up(self) -> bool:
        """Whether the figures of its periods are summed."""
        return self is Kind.COUNT

    @property
    def is_divided(self) -> bool:
        """Whether it is one indicator over another and has no rows of its own."""
        return self in (Kind.RATIO, Kind.AVERAGE)

    @property
    def is_held(self) -> bool:
        """Whether it is a state that holds or not at a time, not something that grows."""
        return self in (Kind.LEVEL, Kind.RATIO, Kind.AVERAGE)

    @property
    def owes_at_end(self) -> bool:
        """Whether it owes one figure, at its end, and none before."""
        return self is Kind.MILESTONE

    @property
    def is_told(self) -> bool:
        """Whether its figure is a note, without a value."""
        return self is Kind.NARRATIVE


class Every(StrEnum):
    """How often an indicator's figure is owed."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    ON_DEMAND = "on_demand"

    @property
    def months(self) -> int | None:
        """The length of its periods in months; None where it has none."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(self.value)


class Comparison(StrEnum):
    """How an actual is held against the goal; `above` and `below` leave the goal itself out."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"
    EXACTLY = "exactly"

    @property
    def is_lower(self) -> bool:
        """Whether it asks for more, never for less."""
        return self in (Comparison.AT_LEAST, Comparison.ABOVE)

    @property
    def is_upper(self) -> bool:
        """Whether it asks for less, never for more."""
        return self in (Comparison.AT_MOST, Comparison.BELOW)

    @property
    def is_strict(self) -> bool:
        """Whether the goal itself does not hold."""
        return self in (Comparison.ABOVE, Comparison.BELOW)
