"""Workbooks (.xlsx, .xls, .ods) as sheets of typed cells; nothing is calculated, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.model import codes
from cchc_cli.reading.table.open_document import read_open_document
from cchc_cli.reading.table.package import Package
from cchc_cli.reading.table.sheet import Sheet, Unreadable, measured
from cchc_cli.reading.table.xlsx import is_workbook, read_xlsx

MAX_SIZE = 128 << 20


def read_workbook(data: bytes) -> list[Sheet]:
    """Every sheet of a workbook; raises Unreadable."""
    if len(data) > MAX_SIZE:
        raise Unreadable(codes.A111)
    try:
        return list(measured(_sheets(data)))
    except MemoryError:
        raise Unreadable(codes.A111) from None


def _sheets(data: bytes) -> Iterator[Sheet]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # The library takes a while to import and only old files need it.
        from cchc_cli.reading.table.xls import read_xls

        return read_xls(data)
    package = Package(data)
    if "content.xml" in package:
        return read_open_document(package)
    if is_workbook(package):
        return read_xlsx(package)
    if "xl/workbook.bin" in package:
        raise Unreadable(codes.A103, "xlsb")
    raise Unreadable(codes.A103, "docx" if "word/document.xml" in package else "zip")
