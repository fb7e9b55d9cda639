"""The figures of closed periods, as they stood, and what became of them since."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
from enum import StrEnum
from typing import NamedTuple

from cchc_cli.model.diagnostic import Location
from cchc_cli.model.figures import Value
from cchc_cli.model.period import Period

RESTATED = ("V201", "V202", "V203")
"""The codes of diagnostics on closed figures that are not what they were."""
FigureKey = tuple[Period, str | None, str]
"""Period, unit (None: the department) and indicator."""


class ClosedFigure(NamedTuple):
    """One figure as it was recorded when its period was closed or amended."""

    period: Period
    unit: str | None
    indicator: str
    value: Value
    evidence: str
    note: str
    revision: int
    """1 when the period was closed, one more with each correction."""
    old_value: Value
    reason: str
    absent: bool
    """Closed without a figure; its `value` is None."""
    was_absent: bool
    """A correction of what had no figure; its `old_value` is None."""
    location: Location | None = None
    closed_to: int | None = None
    """Of a correction, the last month that was closed when it was made; None where that is not known."""

    @property
    def key(self) -> FigureKey:
        """Period, unit and indicator."""
        return (self.period, self.unit, self.indicator)

    @property
    def order(self) -> tuple[int, int, str, str, int]:
        """Sorts by period, unit (the department first), indicator and revision."""
        return (*self.period.order, self.unit or "", self.indicator, self.revision)


class Closing(NamedTuple):
    """All that was closed: every revision of every figure, sorted."""

    figures: tuple[ClosedFigure, ...] = ()
    paths: tuple[str, ...] = ()
    """The files that it was read from."""

    @property
    def months(self) -> frozenset[int]:
        """The months that are closed."""
        return frozenset(figure.period.last for figure in self.figures)

    def in_force(self) -> dict[FigureKey, ClosedFigure]:
        """The latest revision of each figure."""
        latest: dict[FigureKey, ClosedFigure] = {}
        for figure in self.figures:
            earlier = latest.get(figure.key)
            if earlier is None or earlier.revision < figure.revision:
                latest[figure.key] = figure
        return latest

    def as_reported(self, month: int) -> dict[FigureKey, ClosedFigure]:
        """Each figure as the report of a closed month had it, which was made before that month closed.

        A correction of which it is not known when it was made counts as known to the report.
        """
        figures = (figure for figure in self.figures if figure.period.last <= month)
        return Closing(
            tuple(figure for figure in figures if figure.closed_to is None or figure.closed_to < month)
        ).in_force()

    def amendments(self) -> tuple[ClosedFigure, ...]:
        """The corrections that were accepted, in order."""
        return tuple(figure for figure in self.figures if figure.revision > 1)


class Change(StrEnum):
    """What became of a closed figure."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


class Restatement(NamedTuple):
    """A figure of a closed period that is not what it was."""

    change: Change
    period: Period
    unit: str | None
    indicator: str
    old: Value
    new: Value
    closed_at: Location | None
    """Where the closed figure is recorded; its file where the figure was added since."""
    present_at: Location | None
    """Where the figure stands now; None where it was removed."""
    old_note: str
    new_note: str

    @property
    def key(self) -> FigureKey:
        """Period, unit and indicator."""
        return (self.period, self.unit, self.indicator)
