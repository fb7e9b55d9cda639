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
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Term
from cchc_cli.model.pattern import pattern
from cchc_cli.reading.cells.legacy import conversions, is_left_of, repaired
from cchc_cli.reading.cells.periods import looks_like_period
from cchc_cli.reading.cells.values import BrokenCell, Cell
from cchc_cli.reading.table.source import ENCODINGS, Source, column_of

MAX_BAD_LINES = 20
UNDECODED = pattern("[\x00\udc80-\udcff]")
"""A byte that is no text, as the decoder passes it on: NUL, or one that is no UTF-8."""
UTF_8 = "utf-8-sig"
"""With or without its mark."""
BINARY_SHARE = 10
"""More than one NUL in so many bytes are no slip: the file is no text."""
_ACCENTED = frozenset(
    ["kỳ", "đơn vị", "chỉ tiêu", "giá trị", "số liệu", "minh chứng", "ghi chú", "lũy kế"]
)
_NAMES = {UTF_8: "UTF-8", "cp1258": "Windows-1258"}
_SPLITTERS = pattern('[,;\t\r\n"]')

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
    """A text as a cell; a broken one, already reported, where bytes in it could not be decoded."""
    if (text.isascii() and "\x00" not in text) or UNDECODED.search(text) is None:
        return text
    return BrokenCell(None, UNDECODED.sub("\ufffd", text))


def decode(source: Source, start: bytes, declared: str | None, header_lines: int) -> Decoded:
    """Finds the encoding of a file that begins with `start`; None for `declared` where none is.

    The declared one counts where the text is no UTF-8. Without one, an encoding from before Unicode is
    proven by a word of the header, in its first lines.
    """
    binary = [source.fault(codes.A103, shape=Term("found", "binary"))]
    named = ENCODINGS.get((declared or "").lower(), UTF_8)
    encoding, has_mark = UTF_8, start.startswith(byte_marks.BOM_UTF8)
    if start.startswith(byte_marks.BOM_UTF32_LE):
        return Decoded(None, binary)
    if start.startswith((byte_marks.BOM_UTF16_LE, byte_marks.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif not has_mark and _is_binary(start, declared):
        if not named.startswith("utf-16"):
            return Decoded(None, binary)
        encoding = named
    bad = undecodable(source, encoding)
    if not bad or encoding != UTF_8:
        return Decoded(None if bad else opener(source, encoding), bad)
    if named != UTF_8 and not has_mark:
        bad = undecodable(source, named)
        return Decoded(None if bad else opener(source, named), bad)
    legacy = None if declared or has_mark else _old_encoding(source, header_lines)
    if legacy == "windows-1258":
        note = source.fault(codes.A321, 1, 1, encoding="Windows-1258")
        return Decoded(opener(source, "cp1258"), [note])
    if legacy is not None:
        return Decoded(None, [source.fault(codes.A115, 1, 1, encoding=Term("found", legacy))])
    return Decoded(opener(source, UTF_8, "surrogateescape"), bad, True)


def _is_binary(start: bytes, declared: str | None) -> bool:
    """Whether NULs are no slip: there are many, or beside them bytes that are no text."""
    if declared is None and b"\x00" in start:
        # The last character may be cut.
        text = start.decode("utf-8", "replace")[:-1]
        if "\ufffd" in text:
            return True
    return start.count(0) * BINARY_SHARE > len(start)


def opener(source: Source, encoding: str, errors: str = "strict") -> OpenText:
    """How to open a file as text in an encoding."""

    def open_text() -> TextIO:
        if encoding != "cp1258":
            return io.TextIOWrapper(source.open(), encoding=encoding, errors=errors, newline="")
        # Decoded text of this code page has its tone marks apart.
        with source.open() as raw:
            text = raw.read().decode(encoding, errors)
        return io.StringIO(unicodedata.normalize("NFC", text), newline="")

    return open_text


def undecodable(source: Source, encoding: str) -> list[Diagnostic]:
    """An error for each line with bytes that are not in the encoding, or NUL."""
    is_wide = encoding.startswith("utf-16")
    try:
        with opener(source, encoding)() as stream:
            if all("\x00" not in chunk for chunk in iter(lambda: stream.read(1 << 20), "")):
                return []
    except UnicodeError:
        if is_wide:
            return [_first_undecodable(source, encoding)]
    with opener(source, encoding, "strict" if is_wide else "surrogateescape")() as stream:
        damage = (
            (number, bad.start() + 1, ord(bad[0]) - 0xDC00)
            for number, line in enumerate(stream, start=1)
            if (bad := UNDECODED.search(line)) is not None
        )
        name = _NAMES.get(encoding, "UTF-16")
        return [
            source.fault(codes.A104, line, column, found=f"0x{byte:02X}", encoding=name)
            if byte > 0
            else source.fault(codes.A121, line, column)
            for line, column, byte in islice(damage, MAX_BAD_LINES)
        ]


def _first_undecodable(source: Source, encoding: str) -> Diagnostic:
    """The first byte that is not UTF-16: after it nothing is certain."""
    with source.open() as raw:
        data = raw.read()
    at = 0
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start
    except UnicodeError:
        pass
    before = data[:at].decode(encoding, "replace") if at else ""
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    byte = f"0x{data[at]:02X}" if data else ""
    return source.fault(codes.A104, line, column, found=byte, encoding="UTF-16")


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


def damaged(cells: Iterable[str]) -> tuple[Code, dict[str, object]] | None:
    """What became of a word of a header on its way: the code of the fault and what it speaks of.

    It was typed in an encoding from before Unicode, read in another than its own, or saved in one
    without its letters; all of it is valid Unicode.
    """
    for cell in cells:
        for text in _SPLITTERS.split(cell[:1000]):
            word = text.strip()[:100]
            if word and column_of(word) is None and (fault := _damage(word)) is not None:
                return fault
    return None


def _damage(word: str) -> tuple[Code, dict[str, object]] | None:
    for encoding, converted in conversions(word):
        if converted.lower() in _ACCENTED:
            return codes.A115, {"encoding": Term("found", encoding)}
    meant = repaired(word)
    if meant is not None and (column_of(meant) or looks_like_period(meant)):
        return codes.A118, {"found": word, "meant": meant}
    for name in sorted(_ACCENTED):
        if is_left_of(word, name):
            return codes.A119, {"found": word, "meant": name}
    first = word.partition(" ")[0]
    if any(is_left_of(first, name) for name in ("tháng", "quý")):
        return codes.A119, {"found": word, "meant": "tháng" if len(first) > 3 else "quý"}
    return None
