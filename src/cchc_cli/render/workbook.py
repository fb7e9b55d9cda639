"""Cells of workbooks: numbers as numbers where that is exact, the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_cli.reading.cells.values import value_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

GREATEST = 10**15
"""From here on a cell does not hold every whole number."""
CREATED = datetime(2000, 1, 1)
"""A fixed date, so that the same content has the same bytes."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""Foreign text is text: neither a formula nor a link."""
_MOST_CHARACTERS = 32_767
"""Of a cell."""
_MOST_ROWS = 1_048_575
"""Of a sheet, under its header."""

_A4, _A3 = 9, 8
_FITS_A4 = 240
"""Characters beside each other that can still be read on A4, landscape."""

_LINE, _MOST_LINES = 15, 27
"""Points of a line; Excel has no row above 409."""

Cell = str | Decimal | Fraction | int | date | bool | None


def write_decimal(sheet: Worksheet, row: int, column: int, number: Decimal, look: Any = None) -> None:
    """A number as a number where the cell holds it exactly, else as text."""
    if Decimal(repr(float(number))) == number and abs(number) < GREATEST:
        sheet.write_number(row, column, float(number), look)
    else:
        sheet.write_string(row, column, value_text(number), look)


class Column(NamedTuple):
    """A column of a sheet and its width in characters."""

    title: str
    width: float
    colours: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - never changed
    """Text and ground colour of a cell by its words, so that nothing is told by colour alone."""


class Sheet(NamedTuple):
    """A table of a workbook."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def render_workbook(sheets: Iterable[Sheet], title: str = "") -> bytes:
    """A workbook whose sheets can be filtered, with headers that stay in sight and on each page."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    workbook = Workbook(out, OPTIONS)
    workbook.set_properties({"created": CREATED, **({"title": title} if title else {})})
    head = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#DCE6F1"}
    )
    looks = {
        date: workbook.add_format({"num_format": "d/m/yyyy", "valign": "top"}),
        Decimal: workbook.add_format({"num_format": "#,##0.######", "valign": "top"}),
        Fraction: workbook.add_format({"num_format": "#,##0.##", "valign": "top"}),
        int: workbook.add_format({"num_format": "#,##0", "valign": "top"}),
        str: workbook.add_format({"valign": "top", "text_wrap": True}),
    }
    for table in sheets:
        sheet = workbook.add_worksheet(table.name)
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.title, head)
        sheet.set_row(0, 2 * _LINE)
        last = 0
        for last, cells in enumerate(table.rows, start=1):
            if last > _MOST_ROWS:
                break
            for index, cell in enumerate(cells):
                _write(sheet, last, index, cell, looks)
            lines = max(map(_lines, cells, table.columns), default=1)
            if lines > 1:
                sheet.set_row(last, _LINE * min(lines, _MOST_LINES))
        last = min(last, _MOST_ROWS)
        for index, column in enumerate(table.columns):
            for words, (ink, ground) in column.colours.items() if last else ():
                look = workbook.add_format({"font_color": ink, "bg_color": ground})
                rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": look}
                sheet.conditional_format(1, index, last, index, rule)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4 if sum(column.width for column in table.columns) <= _FITS_A4 else _A3)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    workbook.close()
    return out.getvalue()


def _lines(cell: Cell, column: Column) -> int:
    """How many lines a text takes, about: LibreOffice does not find out when it opens a workbook."""
    return -(-len(cell) * 11 // int(column.width * 10)) if isinstance(cell, str) else 1


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, looks: dict[type, Any]) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case Decimal():
            whole = cell == cell.to_integral_value()
            write_decimal(sheet, row, column, cell, looks[int if whole else Decimal])
        case Fraction():
            sheet.write_number(row, column, float(cell), looks[Fraction])
        case int():
            sheet.write_number(row, column, cell, looks[int])
        case date():
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), looks[date])
        case str():
            sheet.write_string(row, column, cell[:_MOST_CHARACTERS], looks[str])
