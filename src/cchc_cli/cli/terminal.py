"""Where output goes: the terminal or a pipe, colour or none, files whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from cchc_cli.cli.help import chosen_language
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Pipe(FileIO):
    """A stream whose reader may go away (head, less): what comes after that is dropped."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError as problem:
            # Windows knows no EPIPE here.
            if problem.errno != errno.EPIPE and not (os.name == "nt" and problem.errno == errno.EINVAL):
                raise
            return memoryview(data).nbytes


def outlive_readers() -> None:
    """Lets a run come to its own end and exit code, whoever stops reading what it writes."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not stream.isatty():
            pipe = _Pipe(stream.fileno(), "w", closefd=False)
            setattr(
                sys, name, TextIOWrapper(BufferedWriter(pipe), "utf-8", line_buffering=name == "stderr")
            )


def prepare_streams() -> None:
    """Makes both streams write UTF-8 with plain line ends, whatever the console's code page is.

    A stream that was closed before the start takes what is written and drops it.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if stream.isatty():
                reconfigure(encoding="utf-8", errors="backslashreplace")
            else:
                reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def screen(stream: TextIO, no_color: bool) -> Screen:
    """What a stream can show; nothing is wrapped or coloured off a terminal."""
    if not stream.isatty():
        return Screen()
    plain = no_color or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Screen(width=_columns(), color=not plain)


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


class Speaking(Protocol):
    """What may name a language: a plan, a result, the progress of a run."""

    @property
    def language(self) -> str | None:
        """`vi`, `en` or None."""


def wording(asked: str | None, source: Speaking | None) -> Wording:
    """The language asked for, else `CCHC_LANG`, else the plan's."""
    return Wording(asked or chosen_language() or (source.language if source else None) or "vi")
