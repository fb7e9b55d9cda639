"""One run at a time writes to a file of figures."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

PATIENCE = 5.0
"""Seconds to wait for another run to end."""
_PAUSE = 0.05
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Holds a file, there or not yet there; False where another run held it all the while.

    The system itself frees what a killed run held. Where files cannot be locked, or none can be made
    beside it, nothing is held: what the write itself checks must do.
    """
    target = Path(os.path.realpath(path))
    lock = target.parent / f".cchc-{crc32(os.fsencode(target.name)):08x}.lock"
    deadline = time.monotonic() + PATIENCE
    handle: int | None = None
    while handle is None:
        try:
            handle = _acquire(lock)
        except OSError:
            yield True
            return
        if handle is None:
            if time.monotonic() > deadline:
                yield False
                return
            time.sleep(_PAUSE)
    try:
        yield True
    finally:
        if os.name == "nt":  # where what is open cannot be deleted
            os.close(handle)
        with suppress(OSError):
            lock.unlink()
        if os.name != "nt":
            os.close(handle)


def _acquire(lock: Path) -> int | None:
    """A handle that holds the lock; None while another run has it."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle)
        # Whoever held it before may have deleted the file that was opened here.
        if os.path.samestat(os.fstat(handle), lock.stat()):
            return handle
    except FileNotFoundError:
        pass
    except OSError as problem:
        if problem.errno not in _TAKEN:
            os.close(handle)
            raise
    os.close(handle)
    return None


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
