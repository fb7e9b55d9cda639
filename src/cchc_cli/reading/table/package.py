"""Zip archives of XML parts, as .xlsx and .ods files are."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import TypeVar
from xml.parsers import expat

from cchc_cli.model import codes
from cchc_cli.reading.table.sheet import Unreadable

MAX_UNPACKED = 256 << 20
"""Bytes that a workbook may unpack to."""
MAX_PARTS = 10_000

_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, RuntimeError, ValueError, OverflowError, LookupError),
)
"""What the library raises of a damaged archive, of wrong places and names in it as well."""

Attributes = dict[str, str]
Start = Callable[[Attributes], None]
End = Callable[[], None]


class Package:
    """The parts of an archive by name, compared as programs on Windows do.

    Case, the direction of slashes and a leading slash do not matter.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise Unreadable(codes.A112) from None
        parts = [part for part in self._archive.infolist() if not part.is_dir()]
        self._parts = {_key(part.filename): part for part in parts}
        if len(self._parts) != len(parts) or len(parts) > MAX_PARTS:
            raise Unreadable(codes.A112)
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Unreadable(codes.A111)
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable(codes.A113)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    @property
    def names(self) -> list[str]:
        """Every part, in small letters."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """The content of a part, empty where there is none."""
        part = self._parts.get(_key(name))
        if part is None:
            return b""
        try:
            return self._archive.read(part)
        except _DAMAGE:
            raise Unreadable(codes.A112) from None


def _key(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lower()).lstrip("/")


def target_of(part: str, target: str) -> str:
    """The name of the part that a relation of another part names."""
    target = target.replace("\\", "/")
    return target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)


Handler = TypeVar("Handler")


class _Local(dict[str, Handler | None]):
    """Handlers by the name of an element, whatever the prefix of its namespace."""

    def __missing__(self, tag: str) -> Handler | None:
        handler = self[tag] = self.get(tag.rpartition(":")[2])
        return handler


def parse(
    content: bytes,
    start: Mapping[str, Start],
    end: Mapping[str, End] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Reads XML as a stream; handlers are found by an element's name without its prefix.

    Raises Unreadable.
    """
    starts, ends = _Local(start), _Local(end or {})

    def begin(tag: str, attributes: Attributes) -> None:
        if (handler := starts[tag]) is not None:
            handler(attributes)

    def finish(tag: str) -> None:
        if (handler := ends[tag]) is not None:
            handler()

    stream(content, begin, finish, text)


def stream(
    content: bytes,
    begin: Callable[[str, Attributes], None],
    finish: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Reads XML element by element.

    Raises Unreadable, also for a document type, without which nothing grows beyond its file.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError):
        # The last two are what an unknown encoding in the declaration gives.
        raise Unreadable(codes.A112) from None


def _refuse(*_: object) -> None:
    raise Unreadable(codes.A112)


def local(attributes: Attributes, name: str) -> str | None:
    """An attribute by its name without the prefix of its namespace."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.endswith(f":{name}")), None)
