"""The binary workbooks of before 2007 (.xls)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import xlrd
import xlrd.compdoc

from cchc_cli.model import codes
from cchc_cli.model.figures import Hidden
from cchc_cli.reading.cells.values import BrokenCell, Cell
from cchc_cli.reading.table.number_format import display_of
from cchc_cli.reading.table.sheet import Display, Rows, Sheet, Unreadable, serial_cell

# Names of streams in a compound file are UTF-16.
_ENCRYPTED_XLSX = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")


_FOLLOW = "_get_stream"
_follow: Callable[..., bytes] = vars(xlrd.compdoc.CompDoc)[_FOLLOW]


def _follow_once(
    self: object, mem: bytes, base: int, sat: list[int], size: int, start: int, *rest: Any, **more: Any
) -> bytes:
    """Follows a chain of sectors that ends: in a circle the library goes on till memory is full."""
    seen: set[int] = set()
    sector = start
    while 0 <= sector < len(sat):
        if sector in seen:
            raise xlrd.compdoc.CompDocError("sectors in a circle")
        seen.add(sector)
        sector = sat[sector]
    return _follow(self, mem, base, sat, size, start, *rest, **more)


setattr(xlrd.compdoc.CompDoc, _FOLLOW, _follow_once)  # There is no other place to put a bound.


def read_xls(data: bytes) -> Iterator[Sheet]:
    """Every sheet of cells, in the workbook's order; raises Unreadable."""
    if _ENCRYPTED_XLSX in data:
        raise Unreadable(codes.A113)
    if _WORD in data:
        raise Unreadable(codes.A103, "doc")
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        )
    except MemoryError:
        raise Unreadable(codes.A111) from None
    except Exception as problem:
        # Of a damaged file the library raises whatever its parts raise, assertions included.
        text = str(problem).lower() if isinstance(problem, xlrd.biffh.XLRDError) else ""
        is_locked = "encrypted" in text or "password" in text
        raise Unreadable(codes.A113 if is_locked else codes.A112) from None
    for sheet in book.sheets():
        try:
            yield _read_sheet(book, sheet)
        except Unreadable as problem:
            raise Unreadable(problem.code, problem.shape, sheet.name) from None


def _read_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    rows = Rows()
    for line, row in enumerate(sheet.get_rows(), start=1):
        for column, cell in enumerate(row):
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and cell.value != "":
                rows.put(line, column, _cell(book, cell))
    merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]
    hidden_rows = {row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden}
    columns = [range(at, at + 1) for at, look in sorted(sheet.colinfo_map.items()) if look.hidden]
    hidden = Hidden(bool(sheet.visibility), frozenset(hidden_rows & rows.lines), tuple(columns))
    return Sheet(sheet.name, rows.in_order(), merged, hidden)


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Cell:
    value = cell.value
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return serial_cell(float(value), _display(book, cell), book.datemode == 1)
        case xlrd.XL_CELL_ERROR:
            return BrokenCell(codes.A220, xlrd.error_text_from_code.get(int(value), "#?"))
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        case _:
            return str(value)


def _display(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Display:
    """What the cell's format shows; the library's own opinion counts where the format is lost."""
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    format = book.format_map.get(style.format_key) if style is not None else None
    if format is not None and format.format_str:
        return display_of(format.format_str)
    return Display.DAY if cell.ctype == xlrd.XL_CELL_DATE else Display.NUMBER
