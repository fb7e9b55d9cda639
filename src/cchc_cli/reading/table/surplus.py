"""What a workbook holds besides the figures of one sheet, which writing it anew would lose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

MAX_READ = 256 * 2**20
"""Bytes of a workbook's parts that are looked at, so that no archive unpacks without end."""
_CHUNK = 2**20
_SHEET = re.compile(r"(?i)xl/(?:work|chart|dialog|macro)sheets/[^/]+\.xml")
_PARTS = {
    "comments": re.compile(r"(?i)xl/(?:comments|threadedcomments)"),
    "pictures": re.compile(r"(?i)xl/(?:media|drawings|charts|embeddings|activex|diagrams)/"),
    "macros": re.compile(r"(?i)xl/vbaproject"),
}
_IN_SHEETS = {
    "formulas": re.compile(rb"<(?:\w+:)?f[ />]"),
    "links": re.compile(rb"<(?:\w+:)?hyperlink[ />]"),
}


def surplus(data: bytes) -> tuple[str, ...]:
    """What there is besides: `sheets`, `comments`, `pictures`, `macros`, `formulas`, `links`; each once.

    Looks and widths of columns are not counted. Of what is no archive nothing is known.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return tuple(_found(archive))
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return ()


def _found(archive: ZipFile) -> Iterator[str]:
    names = archive.namelist()
    sheets = [name for name in names if _SHEET.fullmatch(name)]
    if len(sheets) > 1:
        yield "sheets"
    for kind, pattern in _PARTS.items():
        # The drawing that only holds the frames of comments is told as comments.
        if any(pattern.match(name) and not name.lower().endswith(".vml") for name in names):
            yield kind
    for kind, mark in _IN_SHEETS.items():
        if any(_has(archive, name, mark) for name in sheets):
            yield kind


def _has(archive: ZipFile, name: str, mark: re.Pattern[bytes]) -> bool:
    before = b""
    read = 0
    with archive.open(name) as part:
        while (chunk := part.read(_CHUNK)) and read < MAX_READ:
            read += len(chunk)
            if mark.search(before + chunk):
                return True
            before = chunk[-16:]
    return False
