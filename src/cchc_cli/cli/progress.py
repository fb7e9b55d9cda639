"""How far long work is, on a terminal; nothing of it stays there when the work is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cchc_cli.cli.command import Voice
from cchc_cli.cli.terminal import wording
from cchc_cli.model.progress import Progress

if TYPE_CHECKING:
    from threading import Timer

    from rich.progress import Progress as Bar

PATIENCE = 0.7
"""Seconds of work before which nothing is shown."""


class TerminalProgress(Progress):
    """A bar on standard error while that is a terminal; to be used in a `with` statement."""

    def __init__(self, voice: Voice, sources: Iterable[str] = ()) -> None:
        self._voice = voice
        self._is_seen = sys.stderr.isatty() and not voice.quiet and not os.environ.get("CI")
        if "-" in sources and sys.stdin.isatty():
            self._is_seen = False  # somebody is typing the figures
        self._timer: Timer | None = None
        self._bar: Bar | None = None
        self._stage = "reading"
        self._total: int | None = None
        self._done = 0

    def __enter__(self) -> Self:
        if self._is_seen:
            from threading import Timer

            self._timer = Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._bar is not None:
            self._bar.stop()

    def begin(self, stage: str, total: int | None = None) -> None:
        """Shows another stage."""
        self._stage, self._total, self._done = stage, total, 0
        if self._bar is not None:
            self._bar.reset(self._bar.task_ids[0], total=total, description=self._words())

    def step(self) -> None:
        """Moves the bar on."""
        self._done += 1
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self._done)

    def _show(self) -> None:
        """Called when patience is over, by a thread of its own."""
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        console = Console(stderr=True, no_color=self._voice.no_color or None)
        if not console.is_terminal or console.is_dumb_terminal:
            return
        bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        bar.add_task(self._words(), total=self._total, completed=self._done)
        self._bar = bar
        bar.start()
        # A signal may end the run between two lines: the cursor is never hidden.
        console.show_cursor(True)

    def _words(self) -> str:
        return wording(self._voice.lang, self).word(f"progress.{self._stage}")
