"""Where output goes: the terminal or a pipe, colour or none, files whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TextIO

from cchc_cli.cli.help import chosen_language
from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.render.text import Screen, render_diagnostics
from cchc_cli.render.wording import Wording


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


def say(diagnostics: Iterable[Diagnostic], words: Wording, no_color: bool, quiet: bool) -> None:
    """Writes diagnostics to standard error; with `quiet` only errors."""
    shown = [one for one in diagnostics if not quiet or one.severity is Severity.ERROR]
    if shown:
        sys.stderr.write(render_diagnostics(shown, words, screen(sys.stderr, no_color)))


def write_file(path: Path, content: str | bytes) -> None:
    """Writes a file whole or not at all; raises OSError."""
    write_together({path: content})


def write_together(contents: Mapping[Path, str | bytes], make_folders: bool = False) -> None:
    """Writes all files whole or none of them, with `make_folders` also the folders that they need.

    Each is written beside its place first. Raises OSError, whose `filename` is the file at fault.
    """
    staged: dict[Path, Path] = {}
    made: list[Path] = []
    path = Path()
    try:
        for path, content in contents.items():
            if make_folders:
                made += [one for one in (*reversed(path.parents), path.parent) if not one.exists()]
                path.parent.mkdir(parents=True, exist_ok=True)
            staged[path] = _stage(path, content)
        for path, waiting in staged.items():
            if waiting == path:
                _write_device(path, contents[path])
            else:
                waiting.replace(path.resolve())
    except OSError as problem:
        problem.filename = path.as_posix()
        raise
    finally:
        for path, waiting in staged.items():
            if waiting != path:
                waiting.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):  # a folder that holds what was written stays
                folder.rmdir()


def _stage(path: Path, content: str | bytes) -> Path:
    """Writes the content beside its place; a device or pipe (/dev/stdout, >(…)) is its own place."""
    import tempfile

    if path.exists() and not path.is_file():
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        return path
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    waiting = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_bytes(content))
        waiting.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except OSError:
        waiting.unlink(missing_ok=True)
        raise
    return waiting


def _write_device(path: Path, content: str | bytes) -> None:
    with path.open("wb") as stream:
        stream.write(_bytes(content))


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
