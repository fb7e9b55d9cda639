"""What the commands that make documents share: templates, relative links, several files at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cchc_cli.cli.resources import resource
from cchc_cli.cli.session import error
from cchc_cli.cli.terminal import write_file
from cchc_cli.model.diagnostic import Diagnostic, Location
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
        return error("V132", Location(path), why=problem.strerror or type(problem).__name__)


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
    """Writes several files; where one fails, those that were not there before go again.

    Only `folder` is made where it is not there.
    """
    written: list[Path] = []
    made: list[Path] = []
    path = Path()
    try:
        for path, content in contents.items():
            if folder is not None and path.parent == folder:
                made += _make_folders(folder)
            existed = path.exists()
            write_file(path, content)
            if not existed:
                written.append(path)
    except OSError as problem:
        _undo(written, made)
        return error("V306", path=path.as_posix(), why=problem.strerror or type(problem).__name__)
    return None


def _make_folders(folder: Path) -> list[Path]:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _undo(files: Iterable[Path], folders: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()
    for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
