"""What encoding a text file is in: UTF-8, a declared one, or one from before Unicode."""

from __future__ import annotations

import codecs as byte_marks
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple, TextIO

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Term
from cchc_cli.reading.cells.legacy import conversions
from cchc_cli.reading.cells.values import BrokenCell, Cell
from cchc_cli.reading.table.source import ENCODINGS, Source, column_of

MAX_BAD_LINES = 20
UNDECODED = re.compile("[\udc80-\udcff]")
"""A byte that is no UTF-8, as the decoder passes it on: no character of a text is one of these."""
_ACCENTED = frozenset(
    ["kỳ", "đơn vị", "chỉ tiêu", "giá trị", "số liệu", "minh chứng", "ghi chú", "lũy kế"]
)
_SPLITTERS = re.compile('[,;\t\r\n"]')

OpenText = Callable[[], TextIO]


class Decoded(NamedTuple):
    """How to read a file as text, and what is wrong with its bytes."""

    open: OpenText | None
    """None where nothing of it can be read."""
    diagnostics: list[Diagnostic]
    """Errors for lines with bytes of another encoding, and the note on one that was recognised."""
    is_damaged: bool = False
    """Whether some bytes could not be decoded; they stand in the text as `UNDECODED`."""


def cell_of(text: str) -> Cell:
    """A text as a cell; a broken one where bytes in it could not be decoded, as is told already."""
    if text.isascii() or UNDECODED.search(text) is None:
        return text
    return BrokenCell(None, UNDECODED.sub("\ufffd", text))


def decode(source: Source, start: bytes, declared: str | None, header_lines: int) -> Decoded:
    """Finds the encoding of a file that begins with `start`; None for `declared` where none is.

    An encoding from before Unicode is proven by a word of the header, in its first lines.
    """
    binary = [source.fault(codes.A103, shape=Term("found", "binary"))]
    encoding = ENCODINGS.get((declared or "").lower())
    if start.startswith(byte_marks.BOM_UTF32_LE):
        return Decoded(None, binary)
    if start.startswith((byte_marks.BOM_UTF16_LE, byte_marks.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif start.startswith(byte_marks.BOM_UTF8):
        encoding = None
    elif encoding in (None, "utf-8-sig", "cp1258") and b"\x00" in start:
        return Decoded(None, binary)
    bad = _undecodable(source, encoding or "utf-8-sig")
    if bad and declared is None and encoding is None:
        legacy = _old_encoding(source, header_lines)
        if legacy == "windows-1258":
            note = source.fault(codes.A321, 1, 1, encoding="Windows-1258")
            return Decoded(_opener(source, "cp1258"), [note])
        if legacy is not None:
            return Decoded(None, [source.fault(codes.A115, 1, 1, encoding=Term("found", legacy))])
    if bad and encoding not in (None, "utf-8-sig"):
        return Decoded(None, bad)
    if bad:
        return Decoded(_opener(source, "utf-8-sig", "surrogateescape"), bad, True)
    return Decoded(_opener(source, encoding or "utf-8-sig"), [])


def _opener(source: Source, encoding: str, errors: str = "strict") -> OpenText:
    def open_text() -> TextIO:
        if encoding != "cp1258":
            return io.TextIOWrapper(source.open(), encoding=encoding, errors=errors, newline="")
        # Decoded text of this code page has its tone marks apart.
        with source.open() as raw:
            text = raw.read().decode(encoding)
        return io.StringIO(unicodedata.normalize("NFC", text), newline="")

    return open_text


def _undecodable(source: Source, encoding: str) -> list[Diagnostic]:
    """An error for each line whose bytes are not in the encoding."""
    try:
        with _opener(source, encoding)() as stream:
            while stream.read(1 << 20):
                pass
    except UnicodeError:
        pass
    else:
        return []
    if encoding != "utf-8-sig":
        return [_first_undecodable(source, encoding)]
    with _opener(source, encoding, "surrogateescape")() as stream:
        found = (
            (number, bad.start() + 1, f"0x{ord(bad[0]) - 0xDC00:02X}")
            for number, line in enumerate(stream, start=1)
            if (bad := UNDECODED.search(line)) is not None
        )
        return [
            source.fault(codes.A104, line, column, found=byte, encoding="UTF-8")
            for line, column, byte in islice(found, MAX_BAD_LINES)
        ]


def _first_undecodable(source: Source, encoding: str) -> Diagnostic:
    with source.open() as raw:
        data = raw.read()
    name = "Windows-1258" if encoding == "cp1258" else "UTF-16"
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        byte = f"0x{data[error.start]:02X}"
        return source.fault(codes.A104, line, column, found=byte, encoding=name)
    except UnicodeError:
        pass
    byte = f"0x{data[0]:02X}" if data else ""
    return source.fault(codes.A104, 1, 1, found=byte, encoding=name)


def _old_encoding(source: Source, header_lines: int) -> str | None:
    """The encoding that a file without UTF-8 proves: its header's words are Vietnamese in it alone."""
    with source.open() as raw:
        start = raw.read(1 << 16)
        data = start + raw.read()
    for line in start.splitlines()[:header_lines]:
        for cell in re.split(rb'[,;\t"]', line):
            name = _encoding_of(cell.strip())
            if name == "windows-1258":
                try:
                    data.decode("cp1258")
                except UnicodeDecodeError:
                    continue
            if name is not None:
                return name
    return None


def _encoding_of(cell: bytes) -> str | None:
    if cell.isascii() or len(cell) > 60:
        return None
    text = unicodedata.normalize("NFC", cell.decode("cp1258", "replace"))
    if text.lower() in _ACCENTED:
        return "windows-1258"
    plain = cell.decode("latin-1")
    return next((name for name, text in conversions(plain) if text.lower() in _ACCENTED), None)


def typed_in(cells: Iterable[str]) -> str | None:
    """The old encoding in which a word of a header was typed, whose letters are valid Unicode."""
    for cell in cells:
        for text in _SPLITTERS.split(cell[:1000]):
            if column_of(text) is None:
                for encoding, converted in conversions(text.strip()[:100]):
                    if converted.lower() in _ACCENTED:
                        return encoding
    return None
