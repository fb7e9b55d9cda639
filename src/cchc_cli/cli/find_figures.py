"""Finds the files of figures and of closed figures, and opens them for the readers."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from cchc_cli.cli.paths import (
    CLOSED_SUFFIX,
    PLAN_SUFFIXES,
    figures_below,
    figures_in,
    file_near,
    is_figures,
    is_folder,
    is_there,
    may_hold_figures,
    shown_path,
)
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import parse_label
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.table.source import Source
from cchc_cli.run.unread import Unread


class FoundFigures(NamedTuple):
    """Files of figures, and what stood in the way of finding more."""

    sources: list[Source]
    faults: list[Diagnostic]
    unread: Sequence[Unread] = ()
    """What lies beside them in folders and is not read."""


class FiguresAtHand(NamedTuple):
    """The figures kept so far; none yet is no fault."""

    figures: Figures
    diagnostics: tuple[Diagnostic, ...] = ()
    paths: tuple[str, ...] = ()
    """The files that were read."""


def find_figures(named: Sequence[str]) -> FoundFigures:
    """The files of figures that are named: themselves, in folders, or by a pattern.

    `-` is standard input. A file that is named twice is found once.
    """
    faults: list[Diagnostic] = []
    sources: list[Source] = []
    unread: list[Unread] = []
    # A shell's `*.csv` names the closed figures too.
    for name in [path for path in named if not path.lower().endswith(CLOSED_SUFFIX)] or named:
        if name == "-":
            sources.append(Source("-", lambda: BytesIO(_standard_input(sys.stdin))))
        elif Path(name).suffix.lower() in PLAN_SUFFIXES:
            faults.append(codes.V325.at(Location(name), path=name))
        elif is_folder(Path(name)):
            found = _in_folder(name)
            sources += found.sources
            faults += found.faults
            unread += found.unread
        else:
            files = _matching(Path(name), name)
            sources += [file_source(path, shown) for path, shown in files]
            faults += [] if files else [_missing_file(name)]
    once: dict[Path | str, Source] = {}
    for source in sources:
        once.setdefault("-" if source.path == "-" else Path(source.path).resolve(), source)
    return FoundFigures(list(once.values()), faults, unread)


def closed_beside(sources: Iterable[Source]) -> list[Source]:
    """The files of closed figures that stand beside files of figures."""
    folders = dict.fromkeys(Path(source.path).parent for source in sources if source.path != "-")
    records: dict[Path, Source] = {}
    for folder in folders:
        try:
            inside = sorted(folder.iterdir())
        except OSError:
            continue
        for path in inside:
            if path.name.lower().endswith(CLOSED_SUFFIX) and path.is_file():
                records.setdefault(path.resolve(), file_source(path, shown_path(path)))
    return list(records.values())


def figures_at_hand(
    plan: Plan,
    place: Path | None,
    named: Sequence[str] = (),
    decimal: str | None = None,
    encoding: str | None = None,
) -> FiguresAtHand:
    """The figures that are named, else those at a place, if any are there."""
    if not named:
        if place is None or not is_there(place):
            return FiguresAtHand(Figures())
        named = [shown_path(place)]
    found = find_figures(named)
    reading = read_figures(plan, found.sources, decimal, encoding)
    # An empty folder is where a year begins.
    faults = [fault for fault in found.faults if fault.code != codes.A102.name]
    paths = tuple(source.path for source in found.sources)
    return FiguresAtHand(reading.figures, (*faults, *reading.diagnostics), paths)


def evidence_exists(figures: str, path: str) -> bool:
    """Whether the file that stands as evidence is there, seen from the file of figures."""
    folder = Path() if figures == "-" else Path(figures).parent
    return is_there(folder / path)


def file_source(path: Path, shown: str) -> Source:
    """A file as readers take it, under the name that messages give it."""

    def open_file() -> BinaryIO:
        if path.is_fifo():
            return BytesIO(_piped(path))
        return path.open("rb")

    return Source(Path(shown).as_posix(), open_file)


def _in_folder(name: str) -> FoundFigures:
    folder = Path(name)
    try:
        inside = figures_in(folder)
    except OSError as problem:
        return FoundFigures([], [codes.A101.at(Location(name), why=reason_of(problem))])
    if not inside:
        return FoundFigures([], [codes.A102.at(Location(name), near=_folder_near(folder))])
    sources = [file_source(path, shown_path(path)) for path in inside]
    return FoundFigures(sources, [], _unread_in(folder, name))


def _unread_in(folder: Path, name: str) -> list[Unread]:
    """What may hold figures in a folder and is not read."""
    inside = sorted(folder.iterdir())
    files = tuple(path.name for path in inside if may_hold_figures(path))
    below = {
        path.name: figures_below(path)
        for path in inside
        if is_folder(path) and not path.name.startswith(".")
    }
    return [Unread(name, files, below)] if files or any(below.values()) else []


def _folder_near(folder: Path) -> str | None:
    """The last folder inside of one without figures that has some."""
    with suppress(OSError):
        for inside in sorted(folder.iterdir(), reverse=True):
            if inside.is_dir() and figures_in(inside):
                return inside.as_posix()
    return None


def _matching(path: Path, name: str) -> list[tuple[Path, str]]:
    """The files that a name stands for; a pattern (`*.xlsx`) where a shell left it as it is."""
    if any(char in name for char in "*?[") and not is_there(path):
        from glob import glob

        found = (Path(path) for path in sorted(glob(name, recursive=True)))  # noqa: PTH207 - as it was typed
        return [(path, path.as_posix()) for path in found if is_figures(path)]
    try:
        path.stat()
    except FileNotFoundError:
        return []
    except OSError:
        pass  # the reader says why
    return [(path, name)]


def _missing_file(name: str) -> Diagnostic:
    period = parse_label(name)
    near = f"--as-of {period.label}" if period else file_near(Path(name), name, is_figures)
    return codes.A101.at(Location(name), why=Term("why", "ENOENT"), near=near)


@lru_cache
def _piped(path: Path) -> bytes:
    """What a pipe gave; it gives it only once, and a file of figures is read several times."""
    return path.read_bytes()


@lru_cache(maxsize=1)
def _standard_input(stream: TextIO | None) -> bytes:
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return stream.buffer.read()
