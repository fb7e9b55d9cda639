"""Lines of styled text for a terminal; piped, the same as plain and whole lines."""

from __future__ import annotations

from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.model.verdict import Status, Verdict
from cchc_cli.render.amounts import amounts
from cchc_cli.render.bars import progress_cells
from cchc_cli.render.phrases import headline
from cchc_cli.render.wording import Wording, held, visible

if TYPE_CHECKING:
    from rich.console import Console

Part = str | tuple[str, str]
"""Text, or text and its style."""
STATUS_STYLES = {
    Status.MET: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "yellow",
    Status.MISSED: "bold red",
    Status.NO_DATA: "magenta",
    Status.NOT_DUE: "dim",
    Status.NOT_APPLICABLE: "dim",
    Status.WAIVED: "cyan",
}
_BAR_WIDTH = 20
_UNWRAPPED = 100_000
_JOINT = "\ue000"
"""Stands for a space at which no line ends: rich breaks lines at any that Unicode knows."""


class Sort(StrEnum):
    """By what verdicts are put together in a list."""

    UNIT = "unit"
    STATUS = "status"
    TASK = "task"


class Listing(NamedTuple):
    """Which verdicts a person wants to see, and how; counts and exit code are of all."""

    statuses: frozenset[Status] = frozenset()
    """Those with one of them alone; empty for what falls short or is undecided."""
    everything: bool = False
    """Also the verdicts that are fine."""
    by_unit: bool = False
    """A line for each unit in place of the verdicts."""
    sort: Sort = Sort.UNIT


class Screen(NamedTuple):
    """What the text is written for."""

    width: int | None = None
    """Columns of the terminal; None where lines are not to be wrapped."""
    color: bool = False
    listing: Listing = Listing()


class Page:
    """Lines of styled text, wrapped to a width with a hanging indent."""

    def __init__(self, screen: Screen) -> None:
        self._out = StringIO()
        self._screen = screen
        self._width = None if screen.width is None else max(screen.width, 20)

    def _console(self) -> Console:
        from rich.console import Console

        return Console(
            file=self._out,
            force_terminal=self._screen.color,
            color_system="standard" if self._screen.color else None,
            legacy_windows=False,
            width=self._width or _UNWRAPPED,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def line(self, *parts: Part, indent: int = 0, hang: int = 2) -> None:
        """Adds a line of plain text and (text, style) parts."""
        if self._width is None and not self._screen.color:
            text = "".join(part if isinstance(part, str) else part[0] for part in parts)
            self._out.write(f"{' ' * indent}{text}".rstrip() + "\n")
            return
        from rich.text import Text

        console, styled = self._console(), Text.assemble(*parts)
        if self._width is not None:
            styled.plain = held(styled.plain, _JOINT)
        room = max((self._width or _UNWRAPPED) - indent - hang, 10)
        for index, wrapped in enumerate(styled.wrap(console, room)):
            wrapped.rstrip()
            wrapped.plain = wrapped.plain.replace(_JOINT, " ")
            margin = " " * (indent if index == 0 else indent + hang)
            console.print(Text(margin) + wrapped, soft_wrap=True)

    def excerpt(self, line: str, at: int, indent: int) -> None:
        """Adds a line of a file, cut where it is long, with a mark under its character `at`."""
        margin = len(line) - len(line.lstrip())
        room = min(self._width or 80, 80) - indent - 4
        start = max(min(margin, at), at - room * 2 // 3)
        before = ("…" if start > margin else "") + visible(line[start:at])
        behind = visible(line[at : start + room]) + ("…" if start + room < len(line) else "")
        self.line((before + behind, "cyan"), indent=indent, hang=0)
        self.line((" " * len(before) + "^", "cyan"), indent=indent, hang=0)

    def blank(self) -> None:
        """Adds an empty line."""
        self._out.write("\n")

    def add(self, text: str) -> None:
        """Adds text that was rendered for the same screen."""
        self._out.write(text)

    def heading(self, text: str) -> None:
        """Adds a heading under an empty line."""
        self.blank()
        self.line((text, "bold"))

    def text(self) -> str:
        """Everything added so far."""
        return self._out.getvalue()


def headline_parts(verdict: Verdict, wording: Wording) -> list[Part]:
    """The headline with a bar for what is to be reached by degrees."""
    text = headline(verdict, wording)
    cells = progress_cells(verdict, amounts(verdict), _BAR_WIDTH)
    return [f"{text} ", (f"[{cells}]", STATUS_STYLES[verdict.status])] if cells else [text]
