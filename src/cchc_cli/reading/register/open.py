"""What a file of a register is, told by its content, and the registers in it."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.model.register import Mapping
from cchc_cli.reading.register.book import open_book
from cchc_cli.reading.register.group import Register
from cchc_cli.reading.register.text import open_text_register
from cchc_cli.reading.table.source import Source

_SIGNATURES = ((b"%PDF", "pdf"), (b"\x1f\x8b", "gzip"), (b"{\\rtf", "rtf"))
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


def open_registers(
    sources: Sequence[Source], mapping: Mapping, encoding: str | None = None
) -> tuple[list[Register], list[Diagnostic]]:
    """The registers in files, and why there is none in some."""
    registers: list[Register] = []
    faults: list[Diagnostic] = []
    for source in sources:
        try:
            with source.open() as raw:
                start = raw.read(4096)
        except OSError as problem:
            faults.append(codes.A101.at(Location(source.path), why=reason_of(problem)))
            continue
        shape = next((name for mark, name in _SIGNATURES if start.startswith(mark)), None)
        if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            shape = "html"
        if shape is not None:
            faults.append(codes.A103.at(Location(source.path), shape=Term("found", shape)))
        elif start.startswith(_WORKBOOKS):
            sheets, remarks = open_book(source, mapping)
            registers += sheets
            faults += remarks
        else:
            register = open_text_register(source, start, mapping, encoding)
            if isinstance(register, list):
                faults += register
            else:
                registers.append(register)
    return registers, faults
