"""Tables that people fill in: a workbook in which only what is asked of them is unlocked, or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cchc_cli.reading.closed import harmless
from cchc_cli.render.workbook import CREATED, OPTIONS

if TYPE_CHECKING:
    from xlsxwriter.format import Format

LINED = {"border": 1, "border_color": "#808080", "text_wrap": True, "valign": "vcenter"}
HEAD = {**LINED, "bold": True, "align": "center", "bg_color": "#DCE6F1"}
OPEN = {**LINED, "locked": False, "bg_color": "#FFF9DB"}
_FONT = {"font_name": "Times New Roman", "font_size": 11}


def fill_in_csv(header: Sequence[str], rows: Iterable[Iterable[str]], language: str) -> bytes:
    """The table as CSV that Excel opens in the language's way."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "vi" else ",", lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(map(harmless, row))
    return out.getvalue().encode("utf-8-sig")


class FillIn:
    """The sheet of a workbook of its own: its page, its looks and its protection."""

    def __init__(
        self, title: str, name: str, columns: Sequence[tuple[str, float]], header: int, frozen: int
    ) -> None:
        """Columns with their widths; the table's header stands in that row, from 0."""
        from xlsxwriter import Workbook

        self._out = io.BytesIO()
        self.workbook = Workbook(self._out, OPTIONS)
        self.workbook.set_properties({"title": title, "created": CREATED})
        self.workbook.formats[0].set_font_name(_FONT["font_name"])
        self._looks: dict[str, Format] = {}
        self.last = len(columns) - 1
        self.sheet = sheet = self.workbook.add_worksheet(name)
        for index, (_, width) in enumerate(columns):
            sheet.set_column(index, index, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header)
        sheet.freeze_panes(header + 1, frozen)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def style(self, **properties: Any) -> Format:
        """A look, made once."""
        key = repr(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format({**_FONT, **properties})
        return self._looks[key]

    def content(self) -> bytes:
        """The finished workbook; nothing can be written after it."""
        self.workbook.close()
        return self._out.getvalue()
