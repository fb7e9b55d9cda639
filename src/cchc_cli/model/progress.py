"""Where long work says how far it is."""

from __future__ import annotations


class Progress:
    """Somebody who follows long work; this one does not look."""

    language: str | None = None
    """The language of the plan, once it is known."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """A stage of the work begins: its name, and its number of steps where that is known."""

    def step(self) -> None:
        """One step of the stage is done."""


UNSEEN = Progress()
