"""The registers of files, whose format their content shows."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.register import Mapping
from cchc_cli.reading.register.book import open_book
from cchc_cli.reading.register.layout import Register
from cchc_cli.reading.register.text import open_text_register
from cchc_cli.reading.table.source import WORKBOOKS, Source


def open_registers(
    sources: Sequence[Source], mapping: Mapping, encoding: str | None = None
) -> tuple[list[Register], list[Diagnostic]]:
    """The registers in files, and why there is none in some."""
    registers: list[Register] = []
    faults: list[Diagnostic] = []
    for source in sources:
        start = source.start()
        if isinstance(start, Diagnostic):
            faults.append(start)
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
