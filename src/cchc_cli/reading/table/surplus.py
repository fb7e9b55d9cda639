"""What a workbook holds besides the figures of one sheet, which writing it anew would lose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_cli.reading.table.package import Package
from cchc_cli.reading.table.sheet import Unreadable

_SHEET = re.compile(r"xl/(?:work|chart|dialog|macro)sheets/[^/]+\.xml")
_PARTS = {
    "comments": re.compile(r"xl/(?:comments|threadedcomments)"),
    "pictures": re.compile(r"xl/(?:media|drawings|charts|embeddings|activex|diagrams)/"),
    "macros": re.compile(r"xl/vbaproject"),
}
_IN_SHEETS = {
    "formulas": re.compile(rb"<(?:\w+:)?f[ />]"),
    "links": re.compile(rb"<(?:\w+:)?hyperlink[ />]"),
}


def surplus(data: bytes) -> tuple[str, ...]:
    """What there is besides: `sheets`, `comments`, `pictures`, `macros`, `formulas`, `links`; each once.

    Looks and widths of columns are not counted; empty for a file that is no archive.
    """
    try:
        return tuple(_surplus(Package(data)))
    except Unreadable:
        return ()


def _surplus(package: Package) -> Iterator[str]:
    sheets = [name for name in package.names if _SHEET.fullmatch(name)]
    if len(sheets) > 1:
        yield "sheets"
    for kind, pattern in _PARTS.items():
        # A drawing (.vml) that only holds the frames of comments is no picture.
        if any(pattern.match(name) and not name.endswith(".vml") for name in package.names):
            yield kind
    for kind, mark in _IN_SHEETS.items():
        if any(mark.search(package.read(name)) for name in sheets):
            yield kind
