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
_SPREADSHEETS = (".xlsb", ".xlw", ".xlt", ".xltx", ".xltm", ".ots", ".fods", ".numbers", ".et", ".sxc")
_TABLES = (".tab", ".txt", ".dat", ".prn", ".dif", ".slk", ".dbf", ".xml", ".parquet", ".mdb", ".accdb")
_PAGES = (".htm", ".html", ".mht", ".mhtml", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages")
_PACKED = (".zip", ".7z", ".rar", ".gz")
MAY_HOLD_FIGURES = frozenset((*_SPREADSHEETS, *_TABLES, *_PAGES, *_PACKED, *FIGURE_SUFFIXES))
"""Endings of files in which somebody may have kept figures, whether they are read or not."""
MAX_SEARCHED = 10_000
"""Names in a folder of figures that are looked at for figures deeper down."""
_LOCKS = ("~$", ".~lock.", "._", ".cchc-")
"""How the names of files begin that a program keeps beside one that is open."""


def shown_path(path: Path) -> str:
    """A path as messages name it: relative to the current folder where it lies inside it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return path.as_posix()
    if not relative.startswith(".."):
        return Path(relative).as_posix()
    direct = Path(os.path.normpath(path))
    # Behind a link `..` leads elsewhere.
    return (direct if direct.resolve() == path.resolve() else path).as_posix()


def quoted(part: str) -> str:
    """A part of a command as people type it, in quotation marks where it holds more than a word."""
    if os.name != "nt" and any(char in '$`"\\!' for char in part):
        # In double ones the shell reads these.
        return "'" + part.replace("'", "'\\''") + "'"
    plain = all(char.isalnum() or char in "./_-:\\" for char in part)
    return part if plain else f'"{part}"'


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
    keys = _keys(path)
    return keys is None or {b"period", b"tasks"} <= keys


def _keys(path: Path) -> set[bytes] | None:
    """The keys at the starts of lines of a YAML file; None of one that cannot be read."""
    try:
        text = path.read_bytes()[:MAX_LOOKED_AT]
    except (OSError, ValueError):
        return None
    return {line.partition(b":")[0].rstrip() for line in text.splitlines()}


def is_scoring(path: str) -> bool:
    """Whether a YAML file is a scoring table rather than a plan."""
    return _is_only(path, b"criteria")


def is_mapping(path: str) -> bool:
    """Whether a YAML file is a mapping of a register rather than a plan."""
    return _is_only(path, b"counts")


def _is_only(path: str, key: bytes) -> bool:
    """Whether a YAML file has a key, and none of those that make a plan."""
    keys = _keys(Path(path)) if Path(path).suffix.lower() in PLAN_SUFFIXES else None
    return keys is not None and keys & {key, b"tasks", b"indicators"} == {key}


def figures_in(folder: Path) -> list[Path]:
    """The files of figures right inside a folder, in order."""
    return [path for path in sorted(folder.iterdir()) if is_figures(path)]


def may_hold_figures(path: Path) -> bool:
    """Whether figures may be in a file that is not read out of a folder, by its name."""
    name = path.name.lower()
    if name.startswith(_LOCKS) or name.endswith(CLOSED_SUFFIX) or is_figures(path):
        return False
    return path.suffix.lower() in MAY_HOLD_FIGURES and path.is_file()


def figures_below(folder: Path) -> tuple[str, ...]:
    """The names of files of figures somewhere in a folder."""
    looked_at = 0
    figures: list[str] = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        figures += (name for name in names if is_figures(Path(where, name)))
        looked_at += len(folders) + len(names)
        if looked_at > MAX_SEARCHED:
            break
    return tuple(figures)


def in_repository(path: str, root: Path) -> str:
    """A path as a repository knows it: relative to its root where it lies inside it."""
    if path == "-":
        return path
    typed = Path(path)
    try:
        # A link is itself in a repository; only the folders on the way to it are followed.
        whole = Path(os.path.realpath(typed.parent), typed.name)
        return whole.relative_to(root).as_posix()
    except (OSError, ValueError):
        return path


def repository_root() -> Path:
    """The folder that a forge's paths start from; without a repository the current one."""
    here = Path(os.path.realpath(Path.cwd()))
    named = (os.environ.get(name) for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"))
    for root in (Path(os.path.realpath(name)) for name in named if name):
        if here.is_relative_to(root):
            return root
    return next((folder for folder in (here, *here.parents) if is_there(folder / ".git")), here)


def is_sheet(path: str) -> bool:
    """Whether a path is that of a sheet, or of a folder of sheets, rather than of plans."""
    named = Path(path)
    return named.suffix.lower() in FIGURE_SUFFIXES or (named.is_dir() and not plans_in(named))


def file_near(path: Path, name: str, is_wanted: Callable[[Path], bool]) -> str | None:
    """The file beside one that is not there whose name looks most like it."""
    if is_there(path):
        return None
    try:
        near = closest(path.name, [other.name for other in path.parent.iterdir() if is_wanted(other)])
    except (OSError, ValueError):
        return None
    return None if near is None else (Path(name).parent / near).as_posix()
