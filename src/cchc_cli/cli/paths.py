"""What a path that a person typed stands for, and how messages name it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from cchc_cli.reading.cells.names import closest

FIGURE_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
CLOSED_SUFFIX = ".closed.csv"
PLAN_SUFFIXES = (".yaml", ".yml")
MAX_DEPTH = 4
"""Folders inside one another in which plans are looked for."""
MAX_LOOKED_AT = 1_000_000


def shown_path(path: Path) -> str:
    """A path as messages name it: relative to the current folder where it lies inside it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return path.as_posix()
    return Path(relative).as_posix() if not relative.startswith("..") else path.as_posix()


def is_folder(path: Path) -> bool:
    """Whether it is a folder; False also where the name itself is refused."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # too long, or with a zero byte in it
        return False


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; False also where the name itself is refused."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_plan(path: Path) -> bool:
    """Whether a file is a plan by its name."""
    return path.suffix in PLAN_SUFFIXES and not path.name.startswith(".") and not path.is_dir()


def is_figures(path: Path) -> bool:
    """Whether a file is one of figures by its name; closed figures and lock files are none."""
    name = path.name.lower()
    return (
        path.is_file()
        and path.suffix.lower() in FIGURE_SUFFIXES
        and not name.endswith(CLOSED_SUFFIX)
        and not name.startswith(("~$", "."))
    )


def plans_in(folder: Path) -> list[Path]:
    """The plan files of a folder, in order."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if is_plan(path))


def plans_below(folder: Path, depth: int = MAX_DEPTH) -> list[Path]:
    """The plan files of a folder and of those inside it, in order; what is hidden is passed over.

    Inside of other folders only a file that says so at the start of a line (`period:` and `tasks:`)
    is a plan: mappings, scoring tables and the files of other programs lie there too.
    """
    if not folder.is_dir():
        return []
    plans = plans_in(folder)
    for inside in sorted(folder.iterdir()):
        if inside.is_dir() and not inside.name.startswith(".") and depth:
            plans += [path for path in plans_below(inside, depth - 1) if _says_plan(path)]
    return plans


def _says_plan(path: Path) -> bool:
    try:
        text = path.read_bytes()[:MAX_LOOKED_AT]
    except OSError:
        return True  # The reader says why.
    keys = {line.partition(b":")[0] for line in text.splitlines()}
    return {b"period", b"tasks"} <= keys


def figures_in(folder: Path) -> list[Path]:
    """The files of figures right inside a folder, in order."""
    return [path for path in sorted(folder.iterdir()) if is_figures(path)]


def is_sheet(path: str) -> bool:
    """Whether a path is that of a sheet, or of a folder of sheets, rather than of plans."""
    named = Path(path)
    return named.suffix.lower() in FIGURE_SUFFIXES or (named.is_dir() and not plans_in(named))


def file_near(path: Path, name: str, is_wanted: Callable[[Path], bool]) -> str | None:
    """The file beside one that is not there whose name looks most like it."""
    if is_there(path):
        return None
    try:
        near = closest(path.name, [one.name for one in path.parent.iterdir() if is_wanted(one)])
    except (OSError, ValueError):
        return None
    return None if near is None else (Path(name).parent / near).as_posix()
