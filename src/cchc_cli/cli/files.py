"""Files are written whole or not at all, several of them all or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cchc_cli.cli.session import error, shown_path
from cchc_cli.model.diagnostic import Diagnostic, reason_of


def write_files(contents: Mapping[Path, str | bytes], folder: Path | None = None) -> list[Diagnostic]:
    """Writes all files or none; returns what stood in the way.

    Of missing folders only `folder` and what lies in it are made.
    """
    staged: dict[Path, Path] = {}
    made: list[Path] = []
    path = Path()
    try:
        for path, content in contents.items():
            if folder is not None and path.parent.is_relative_to(folder):
                made += [one for one in (*reversed(path.parents), path.parent) if not one.exists()]
                path.parent.mkdir(parents=True, exist_ok=True)
            staged[path] = _stage(path, content)
        for path, waiting in staged.items():
            if waiting == path:
                _write_device(path, contents[path])
            else:
                waiting.replace(path.resolve())
    except OSError as problem:
        return [error("V306", path=shown_path(path), why=reason_of(problem))]
    finally:
        for path, waiting in staged.items():
            if waiting != path:
                waiting.unlink(missing_ok=True)
        for one in reversed(made):
            with suppress(OSError):  # a folder that holds what was written stays
                one.rmdir()
    return []


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
