"""The file of figures that `collect` writes: a tidy table as CSV or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from cchc_cli.reading.cells.values import value_text
from cchc_cli.reading.closed import harmless
from cchc_cli.render.workbook import CREATED, OPTIONS, write_decimal


def render_figures_workbook(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A tidy table as a workbook; texts stay texts, numbers are numbers where that is exact."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    workbook = Workbook(out, OPTIONS)
    workbook.set_properties({"created": CREATED})
    bold = workbook.add_format({"bold": True})
    sheet = workbook.add_worksheet()
    for index, name in enumerate(header):
        sheet.write_string(0, index, name, bold)
    for number, row in enumerate(rows, start=1):
        for index, cell in enumerate(row):
            if isinstance(cell, Decimal):
                write_decimal(sheet, number, index, cell)
            elif cell:
                sheet.write_string(number, index, str(cell))
    sheet.freeze_panes(1, 0)
    workbook.close()
    return out.getvalue()


def render_figures_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A tidy table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(
            value_text(cell) if isinstance(cell, Decimal) else harmless(str(cell)) for cell in row
        )
    return out.getvalue()
