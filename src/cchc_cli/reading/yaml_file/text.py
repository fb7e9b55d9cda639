"""Bytes of a plan file as text: UTF-8 alone, with what cannot be read in it named at its place."""

from __future__ import annotations

import codecs
import re

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.reading.yaml_file.document import Document

MAX_BYTES = 8_000_000
MAX_UNREADABLE = 20
"""With more unreadable characters than this, a file is no text."""

HOLE = "\ufdd0"
"""Stands where an unreadable character was, so that columns stay right; no text may hold it."""
LOST = "\ufdd1"
"""Stands for a byte that is no UTF-8, likewise: what was meant cannot be told."""
_UNREADABLE = "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
"""A pattern that takes longer to compile than most plans to read: used for doubtful text only."""


def decode(data: bytes, document: Document) -> str | None:
    """The text with \\n for every line end; None where it cannot be read at all."""
    if len(data) > MAX_BYTES:
        document.fault(codes.P109, 1, 1, limit=Term("limit", "bytes"), most=MAX_BYTES)
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = _with_newlines(data.decode())
    except UnicodeDecodeError:
        return _without_lost_bytes(_with_newlines(data.decode(errors="surrogateescape")), document)
    if text.replace("\n", "").isprintable():
        return text
    unreadable = [match.start() for match in re.finditer(_UNREADABLE, text)]
    is_text = len(unreadable) <= MAX_UNREADABLE
    for start in unreadable if is_text else unreadable[:1]:
        document.fault(codes.P108, *_place(text, start), found=f"U+{ord(text[start]):04X}")
        # Elsewhere than after a letter it may stand for a mark of YAML.
        is_text = is_text and re.search(r"\w\s*$", text[:start].rpartition("\n")[2]) is not None
    return re.sub(_UNREADABLE, HOLE, text) if is_text else None


def _without_lost_bytes(text: str, document: Document) -> str | None:
    lost = [*re.finditer("[\udc80-\udcff]+", text)]
    replaced = re.sub("[\udc80-\udcff]", LOST, text)
    is_text = len(lost) <= MAX_UNREADABLE and not re.search(_UNREADABLE, replaced.replace(LOST, ""))
    for match in lost if is_text else lost[:1]:
        byte = ord(match[0][0]) - 0xDC00
        document.fault(codes.P108, *_place(text, match.start()), found=f"0x{byte:02X}")
    return replaced if is_text else None


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def short(text: str) -> str:
    """A text as a message shows it, cut where it is long."""
    return text if len(text) <= 60 else text[:57] + "..."
