"""Runs the tool and kills it at each file operation: `python killed.py FOLDER ARGUMENT…`.

For each call that changes the file system, the first, the second and so on, FOLDER is copied, the tool
is run in the copy and killed right before that call, and then run there once more. Prints as JSON what
each copy held after the kill and after the next run, whose exit code it gives too. Children are forked,
so that the tool is loaded only once.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cchc_cli.cli.main

CHANGING = ("rename", "replace", "link", "unlink", "remove", "mkdir", "rmdir", "chmod", "truncate")
NEVER = 0


def run(arguments: list[str], folder: Path, number: int) -> int | None:
    """The exit code of a run in a folder; None where it was killed."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        for descriptor in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
        _die_at(number)
        os._exit(cchc_cli.cli.main.main(arguments))
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _die_at(number: int) -> None:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(original: Callable[..., Any], is_counted: Callable[..., bool]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if is_counted(*args, **kwargs):
                count()
            return original(*args, **kwargs)

        return call

    for name in CHANGING:
        setattr(os, name, counted(getattr(os, name), lambda *_, **__: True))
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    os.open = counted(os.open, lambda path, flags, *_, **__: bool(flags & writing))
    # Between the making of a file and its first byte, and before its last.
    os.fdopen = counted(os.fdopen, lambda handle, mode="r", *_, **__: "w" in mode)


def held(folder: Path) -> dict[str, str]:
    """The files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().hex()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def main(template: Path, arguments: list[str]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as name:
        # What the tool imports for the command is there for every child.
        shutil.copytree(template, name, dirs_exist_ok=True)
        os.chdir(name)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            cchc_cli.cli.main.main(arguments)
        os.chdir(template)
    results = []
    number = 1
    while True:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name, "work")
            shutil.copytree(template, folder)
            code = run(arguments, folder, number)
            after = held(folder)
            again = run(arguments, folder, NEVER)
            results.append({"code": code, "killed": after, "again": again, "files": held(folder)})
        if code is not None:
            return results
        number += 1


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2:])))
