"""What the commands that make documents share: templates, relative links, several files at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cchc_cli.cli.resources import resource
from cchc_cli.cli.session import error
from cchc_cli.cli.terminal import write_together
from cchc_cli.model.diagnostic import Diagnostic, Location, reason_of
from cchc_cli.model.verdict import Result
from cchc_cli.render.template import TemplateFault
from cchc_cli.render.wording import Wording

MANY = 2000
"""Verdicts from which on a document takes long enough to say that it is being made."""


def announce(result: Result, words: Wording, quiet: bool) -> None:
    """Says on a terminal that a large document is being made."""
    count = len(result.verdicts)
    if count >= MANY and not quiet and sys.stderr.isatty():
        sys.stderr.write(words.word("report.working", count=count) + "\n")
        sys.stderr.flush()


def read_template(path: str | None, shipped: str) -> str | Diagnostic:
    """The text of a user's template, else of the shipped one; a diagnostic where it can't be read."""
    if path is None:
        return resource(f"templates/{shipped}").read_text(encoding="utf-8")
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return error("V132", Location(path), why="UTF-8")
    except OSError as problem:
        return error("V132", Location(path), why=reason_of(problem))


def template_fault(path: str | None, shipped: str, fault: TemplateFault) -> Diagnostic:
    """What is wrong with a template, at its place."""
    place = Location(path or f"templates/{shipped}", fault.line)
    return error("V133", place, problem=fault.problem)


def relative_folder(folder: Path, start: Path) -> str | None:
    """A folder as a link from another one writes it; None where no relative path leads there."""
    try:
        relative = os.path.relpath(folder, start)
    except ValueError:  # another drive on Windows
        return None
    shown = Path(relative).as_posix()
    return "" if shown == "." else shown


def folder_of(output: str | None) -> Path:
    """The folder that a document's links start from."""
    return Path(output).parent if output is not None else Path()


def write_files(contents: Mapping[Path, str | bytes], folder: Path | None = None) -> Diagnostic | None:
    """Writes all files or none; only `folder` is made where it is not there."""
    made: list[Path] = []
    try:
        if folder is not None and any(path.parent == folder for path in contents):
            made = _make_folders(folder)
        write_together(contents)
    except OSError as problem:
        _remove_empty(made)
        path = Path(problem.filename or "").as_posix()
        return error("V306", path=path, why=reason_of(problem))
    return None


def _make_folders(folder: Path) -> list[Path]:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
