"""Documents that people edit say themselves what was written, so that an edited one is never lost.

A text ends with a comment that holds the digest of all before it, a file of an office program with
the digest in the comment of its archive, which such a program drops when it saves the file. A file
without a mark, or with one that is not its own, was written by people.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.files import as_bytes, is_device, overwritten, write_files
from cchc_cli.cli.paths import shown_path
from cchc_cli.messages import LANGUAGES, catalogue
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic

_ARCHIVE = b"PK\x03\x04"
_ARCHIVE_END = b"PK\x05\x06"
_COMMENT_LENGTH = slice(20, 22)
"""Where the last record of an archive says how long its comment is."""
_TABLES = (".csv", ".tsv")
_TEXTS = (".md", ".markdown", ".txt")
_HEADS = ("text.plan", "text.summary", "several.plans")
"""The words with which results for people begin, where no title of their own does."""
_SEPARATORS = (b",", b";", b"\t")
_DIGITS = 16
"""Of the digest: enough to tell an edit, and short beside a person's own text."""
_BEGINS = b"<!-- cchc "
_IN_TEXT = re.compile(rb"\n?<!-- cchc ([0-9a-f]{16}) -->\s*\Z")
_IN_ARCHIVE = re.compile(rb"cchc ([0-9a-f]{16})\Z")


def marked(path: Path, content: str | bytes) -> bytes:
    """What is written to a file: the content and its mark; a pipe gets the content alone."""
    whole = as_bytes(content)
    if _stands_elsewhere(path):
        return whole
    if whole.startswith(_ARCHIVE):
        start = whole.rfind(_ARCHIVE_END)
        mark = f"cchc {_digest(whole)}".encode()
        end = bytearray(whole[start:])
        end[_COMMENT_LENGTH] = len(mark).to_bytes(2, "little")
        return whole[:start] + bytes(end) + mark
    if isinstance(content, bytes):
        return whole  # a table of text has no room for a mark
    if not whole.endswith(b"\n"):
        whole += b"\n"
    return whole + f"<!-- cchc {_digest(whole)} -->\n".encode()


def is_as_written(held: bytes) -> bool:
    """Whether a file holds what was written to it, by its own mark."""
    if held.startswith(_ARCHIVE):
        mark = _IN_ARCHIVE.search(held[-64:])
        start = held.rfind(_ARCHIVE_END)
        if mark is None or start < 0:
            return False
        end = bytearray(held[start : -len(mark[0])])
        end[_COMMENT_LENGTH] = b"\x00\x00"
        return mark[1].decode() == _digest(held[:start] + bytes(end))
    mark = _IN_TEXT.search(held)
    if mark is None:
        return False
    before = held[: mark.start()]
    return mark[1].decode() in (_digest(before), _digest(before + b"\n"))


class WrittenSheets(NamedTuple):
    """What became of sheets to fill in that were to be written."""

    faults: list[Diagnostic]
    kept: tuple[Path, ...] = ()
    """Those that are there and hold something of people's own."""
    same: tuple[Path, ...] = ()
    """Those that were there as they would be made."""


def write_results(
    contents: Mapping[Path, str | bytes],
    inputs: Iterable[str] = (),
    replace: bool = False,
    beside: Mapping[Path, str] | None = None,
) -> list[Diagnostic]:
    """Writes results, and what is made `beside` them, all or none; returns what stood in the way.

    Results are made anew at each run, and those of text bear no mark. What tells somebody's work is a
    mark that fits no more, a workbook or document without one, a table with another header, and a text
    that begins as no result does.
    """
    spared = [] if replace else _those(contents, _is_somebodys)
    whole = {
        path: marked(path, book) if isinstance(book, bytes) else book for path, book in contents.items()
    }
    return _write(whole, spared, codes.V139, inputs, beside)


def write_documents(
    contents: Mapping[Path, str | bytes],
    inputs: Iterable[str],
    replace: bool,
    folder: Path | None = None,
    beside: Mapping[Path, str] | None = None,
) -> list[Diagnostic]:
    """Writes what people edit, and the files of `folder` `beside` it, all or none; returns likewise."""
    spared = [] if replace else _those(contents, _is_edited)
    whole = {path: marked(path, content) for path, content in contents.items()}
    return _write(whole, spared, codes.V137, inputs, beside, folder)


def write_template(
    path: Path, content: str | bytes, inputs: Iterable[str], replace: bool
) -> list[Diagnostic]:
    """Writes a template, which people edit too; a mark would be a part of each document made by it."""
    spared = [] if replace else _those({path: content}, _is_edited)
    return _write({path: content}, spared, codes.V137, inputs)


def write_sheets(
    contents: Mapping[Path, bytes], folder: Path | None, inputs: Iterable[str], replace: bool
) -> WrittenSheets:
    """Writes sheets to fill in, all or none.

    One of a folder that was filled in is kept as it is; where one alone is asked for, that refuses it.
    """
    kept = [] if replace else _those(contents, _is_edited)
    new = {path: marked(path, content) for path, content in contents.items() if path not in kept}
    same = tuple(path for path, content in new.items() if _held(path) == content)
    faults = _write(new, kept if folder is None else [], codes.V137, inputs, folder=folder)
    return WrittenSheets(faults, tuple(kept), same)


def _write(
    contents: Mapping[Path, str | bytes],
    spared: Sequence[Path],
    code: codes.Code,
    inputs: Iterable[str],
    beside: Mapping[Path, str] | None = None,
    folder: Path | None = None,
) -> list[Diagnostic]:
    """Writes all unless some are to be spared; that a file is one of the `inputs` is the worse fault."""
    faults = overwritten(dict.fromkeys([*contents, *spared]), inputs)
    faults = faults or [code.at(path=shown_path(path)) for path in spared]
    return faults or write_files({**(beside or {}), **contents}, folder, inputs)


def _those(contents: Mapping[Path, str | bytes], is_spared: Callable[[Path, bytes], bool]) -> list[Path]:
    return [path for path, content in contents.items() if is_spared(path, as_bytes(content))]


def _is_edited(path: Path, content: bytes) -> bool:
    held = _held(path)
    return bool(held) and not is_as_written(held) and _text(held) != _text(content)


def _is_somebodys(path: Path, content: bytes) -> bool:
    held = _held(path)
    if held.startswith(_ARCHIVE) or _BEGINS in held:
        return not is_as_written(held)
    header, _, _ = _text(held).lstrip().partition(b"\n")
    if _text(content).startswith(header):
        return False
    if path.suffix.lower() in _TEXTS:
        return not _heads_a_result(header.decode("utf-8", "replace"))
    return path.suffix.lower() in _TABLES and any(mark in header for mark in _SEPARATORS)


def _heads_a_result(line: str) -> bool:
    """Whether a text begins as results do, in any language, or as annotations for GitHub do."""
    heads = (catalogue(language).word(key) for language in LANGUAGES for key in _HEADS)
    patterns = (re.sub(r"\\\{\w+\\\}", ".+", re.escape(head)) for head in heads)
    return line.startswith("::") or any(re.match(rf"#* ?{pattern}", line) for pattern in patterns)


def _held(path: Path) -> bytes:
    """What stands at a place; nothing where that is told when it is written."""
    if _stands_elsewhere(path):
        return b""
    try:
        return path.read_bytes()
    except PermissionError:
        return b"\0" if path.is_file() else b""
    except OSError:
        return b""


def _stands_elsewhere(path: Path) -> bool:
    try:
        return is_device(path)
    except OSError:
        return False


def _digest(content: bytes) -> str:
    return hashlib.sha256(_text(content)).hexdigest()[:_DIGITS]


def _text(content: bytes) -> bytes:
    """Without what a version control or an editor does to line ends on its own."""
    return content if content.startswith(_ARCHIVE) else content.replace(b"\r\n", b"\n")
