"""The registers of files, whose format their content shows."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.model.register import Mapping
from cchc_cli.reading.register.book import open_book
from cchc_cli.reading.register.layout import Register
from cchc_cli.reading.register.text import open_text_register
from cchc_cli.reading.table.source import WORKBOOKS, Source, shape_of


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
        if shape := shape_of(start):
            faults.append(codes.A103.at(Location(source.path), shape=Term("found", shape)))
        elif start.startswith(WORKBOOKS):
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
