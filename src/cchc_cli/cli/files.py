"""Files are written whole or not at all, several of them all or none."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from cchc_cli.cli.paths import shown_path
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, reason_of

STANDARD_OUTPUT = "-"
"""What `-o` takes for standard output, as figures take it for standard input."""
_PREFIX = ".cchc-"
_LONG_AGO = 86_400
"""Seconds after which no run is still at work on what it wrote aside."""
_LINKS = 40
"""As many links in a row as systems follow."""


def write_files(
    contents: Mapping[Path, str | bytes],
    folder: Path | None = None,
    inputs: Iterable[str | Path] = (),
    before: Mapping[Path, bytes | None] | None = None,
) -> list[Diagnostic]:
    """Writes all files or none; returns what stood in the way.

    Of missing folders only `folder` and what lies in it are made. None of the files may be one of the
    `inputs`, which the run rests on, and those that `before` names must still hold what it says (None:
    not be there). A run that is killed leaves each file old or new; what it leaves beside them is
    swept away by the next run that writes there.
    """
    faults = overwritten(contents, inputs)
    if faults:
        return faults
    staged: dict[Path, Path] = {}
    devices: list[Path] = []
    made: list[Path] = []
    place = Path()
    try:
        for path, content in contents.items():
            if folder is not None and path.parent.is_relative_to(folder):
                place = path.parent
                made += [
                    parent for parent in (*reversed(path.parents), path.parent) if not parent.exists()
                ]
                path.parent.mkdir(parents=True, exist_ok=True)
            place = path
            if is_device(path):
                devices.append(path)
            else:
                staged[path] = _stage(path, as_bytes(content))
        for place, expected in (before or {}).items():
            if _held(_target(place)) != expected:
                faults = [codes.V232.at(path=shown_path(place))]
                return faults
        for place, waiting in staged.items():
            _keep(_target(place), _aside(waiting))
            waiting.replace(_target(place))
        # What a device or a pipe has taken cannot be taken back, so they come last.
        for place in devices:
            _write_device(place, as_bytes(contents[place]))
    except OSError as problem:
        faults = [codes.V306.at(path=shown_path(place), why=reason_of(problem)), *_put_back(staged)]
    except BaseException:
        _put_back(staged)
        raise
    finally:
        for where in {_target(path).parent for path in staged}:
            sweep(where)
        kept = {fault.params.get("kept") for fault in faults}
        for waiting in staged.values():
            for path in (waiting, _aside(waiting)):
                if shown_path(path) not in kept:
                    with suppress(OSError):
                        path.unlink(missing_ok=True)
        for parent in reversed(made):
            with suppress(OSError):  # a folder that holds what was written stays
                parent.rmdir()
    return faults


def _held(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def is_same_file(path: str | Path, other: str | Path) -> bool:
    """Whether two paths name one file, by their names or by what is there."""
    return not _marks(path).isdisjoint(_marks(other))


def _marks(path: str | Path) -> set[object]:
    """What tells a file from others: where it lies, and what is there."""
    marks: set[object] = set()
    with suppress(OSError, ValueError):
        marks.add(_target(Path(path)))
        found = Path(path).stat()
        marks.add((found.st_dev, found.st_ino))
    return marks


def overwritten(paths: Iterable[Path], inputs: Iterable[str | Path]) -> list[Diagnostic]:
    """An error for each file to write that the run rests on."""
    known: set[object] = set()
    for name in inputs:
        known |= _marks(name) if str(name) != "-" else set()
    return [
        codes.V320.at(path=shown_path(path))
        for path in paths
        if not known.isdisjoint(_marks(path))
        and (not path.exists() or (path.is_file() and _descriptor(path) is None))
    ]


def is_device(path: Path) -> bool:
    """Whether a path is a device, a pipe or an open descriptor (/dev/stdout, >(…)): its own place."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return not stat.S_ISREG(mode) or _descriptor(path) is not None


def _descriptor(path: Path) -> int | None:
    """The open descriptor that a path names (/dev/stdout, /dev/fd/3), where a system has such names."""
    if os.name == "nt":
        return None
    homes = {os.path.realpath(home) for home in ("/dev/fd", "/proc/self/fd")}
    for _ in range(_LINKS):
        folder = os.path.realpath(path.parent)
        if folder in homes and path.name.isdecimal():
            return int(path.name)
        path = Path(folder, path.name)
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None


def _target(path: Path) -> Path:
    """Where a file lies that a link may stand for."""
    return Path(os.path.realpath(path))


def _stage(path: Path, content: bytes) -> Path:
    """Writes the content beside its place, under a name as short as a limit on names may ask for."""
    import tempfile

    target = _target(path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f"{_mine()}{os.getpid()}-", suffix=".tmp")
    waiting = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        waiting.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return waiting


def _mine() -> str:
    """How the names begin of what runs on this computer write aside."""
    name = os.environ.get("COMPUTERNAME", "") if os.name == "nt" else os.uname().nodename
    return f"{_PREFIX}{crc32(name.encode()) & 0xFFFF:04x}-"


def sweep(folder: Path) -> None:
    """Deletes what killed runs wrote aside in a folder and never put in its place."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.name.endswith((".tmp", ".old")):
                with suppress(OSError):
                    if _is_litter(entry.name, entry.stat(follow_symlinks=False).st_mtime):
                        Path(entry.path).unlink()


def _is_litter(name: str, written: float) -> bool:
    """Whether the run that wrote a file aside is over."""
    if time.time() - written > _LONG_AGO:
        return True
    process = name.removeprefix(_mine()).partition("-")[0]
    if os.name == "nt" or not name.startswith(_mine()) or not process.isdecimal():
        return False  # of another computer, or of a system that cannot be asked
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _aside(waiting: Path) -> Path:
    """Where what was there before is kept until all is written."""
    return waiting.with_suffix(".old")


def _keep(target: Path, aside: Path) -> None:
    if not target.exists():
        return
    try:
        os.link(target, aside)
    except OSError:  # not every file system has links, and not every file may be linked
        import shutil

        shutil.copy2(target, aside)


def _put_back(staged: Mapping[Path, Path]) -> list[Diagnostic]:
    """Undoes what was replaced; returns what could not be undone."""
    faults = []
    for path, waiting in reversed(list(staged.items())):
        if waiting.exists():  # its turn had not come
            continue
        target, aside = _target(path), _aside(waiting)
        try:
            if aside.exists():
                aside.replace(target)
            else:
                target.unlink(missing_ok=True)
        except OSError as problem:
            why = reason_of(problem)
            faults.append(codes.V326.at(path=shown_path(path), kept=shown_path(aside), why=why))
    return faults


def _write_device(path: Path, content: bytes) -> None:
    """Writes to what is open already: /dev/stdout opened anew empties the file that it stands for."""
    descriptor = _descriptor(path)
    with suppress(BrokenPipeError):
        if descriptor in (1, 2):
            stream = sys.stdout if descriptor == 1 else sys.stderr
            stream.flush()
            stream.buffer.write(content)
            stream.buffer.flush()
            return
        with path.open("wb") if descriptor is None else os.fdopen(os.dup(descriptor), "wb") as opened:
            opened.write(content)


def as_bytes(content: str | bytes) -> bytes:
    """What is written; bytes of a file name that are no text are written as on the screen."""
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
