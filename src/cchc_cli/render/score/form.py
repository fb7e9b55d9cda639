"""A sheet of a scoring table, ready to fill in: one row for each criterion that is given points."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from cchc_cli.model.scoring import Choices, Criterion, Leaf, Manual, ScoringTable, Stage
from cchc_cli.reading.closed import harmless
from cchc_cli.render.score import phrases
from cchc_cli.render.wording import Wording, visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS = (
    ("criterion", 10),
    ("name", 44),
    ("max", 8),
    ("rule", 44),
    ("unit", 12),
    ("stage", 11),
    ("value", 14),
    ("veto", 10),
    ("evidence", 26),
    ("note", 22),
)
"""The columns and their widths in characters; name, max and rule are for the reader alone."""
_CREATED = datetime(2000, 1, 1)
"""A fixed date, so that the same form has the same bytes."""
_HEADER = 3
_MOST_LIST = 255
"""Characters of a list of choices that a spreadsheet takes."""
_GREATEST = 10**12
_LINE = 15
"""Points of one line of 11 point text."""


def _rows(table: ScoringTable) -> Iterator[tuple[Criterion, Leaf | None]]:
    """Every criterion in order; a leaf with its rule."""
    for _, criterion in table.walk():
        index = table.position.get(criterion.id)
        yield criterion, None if index is None else table.leaves[index]


def render_form_csv(table: ScoringTable, unit: str, stage: Stage, words: Wording) -> bytes:
    """The rows to fill in as CSV that Excel opens in the language's way."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if words.language == "vi" else ",", lineterminator="\r\n")
    writer.writerow([words.word(f"score.form.{name}") for name, _ in COLUMNS])
    for criterion, leaf in _rows(table):
        if leaf is not None:
            shown = (criterion.id, criterion.name, phrases.number(leaf.max, words))
            cells = (*shown, phrases.rule(leaf, words), unit, _stage(stage, words))
            writer.writerow([*map(harmless, cells), "", "", "", ""])
    return out.getvalue().encode("utf-8-sig")


def render_form(table: ScoringTable, unit: str, name: str, stage: Stage, words: Wording) -> bytes:
    """The same as a workbook: only what is to be filled in is unlocked; choices are lists."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": visible(table.title), "created": _CREATED})
    workbook.formats[0].set_font_name("Times New Roman")
    sheet = workbook.add_worksheet(words.word("score.form.sheet"))
    _Form(workbook, sheet, table, unit, stage, words).write(name)
    workbook.close()
    return out.getvalue()


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a cell so many characters wide."""
    return max(1, ceil(1.1 * len(text) / width))


def _stage(stage: Stage, words: Wording) -> str:
    return words.word(f"stage.{stage}")


class _Form:
    """Writes one form into one worksheet."""

    def __init__(
        self,
        workbook: Workbook,
        sheet: Worksheet,
        table: ScoringTable,
        unit: str,
        stage: Stage,
        words: Wording,
    ) -> None:
        self.sheet, self.table, self.words = sheet, table, words
        self.unit, self.stage = unit, stage
        base = {"font_name": "Times New Roman", "font_size": 11, "text_wrap": True, "valign": "vcenter"}
        line = {**base, "border": 1, "border_color": "#808080"}
        self.title = workbook.add_format({**base, "bold": True, "font_size": 14, "align": "center"})
        self.told = workbook.add_format({**base, "italic": True, "align": "center"})
        self.head = workbook.add_format({**line, "bold": True, "bg_color": "#DCE6F1", "align": "center"})
        self.node = workbook.add_format({**line, "bold": True, "bg_color": "#F2F2F2"})
        self.plain = workbook.add_format(line)
        self.open = workbook.add_format({**line, "locked": False, "bg_color": "#FFF9DB"})
        # Ids such as 1.10 are texts: as a number 1.10 would be 1.1.
        self.text = workbook.add_format({**line, "num_format": "@"})

    def write(self, name: str) -> None:
        """Title, header, rows."""
        sheet, words = self.sheet, self.words
        last = len(COLUMNS) - 1
        sheet.merge_range(0, 0, 0, last, visible(self.table.title).upper(), self.title)
        sheet.merge_range(1, 0, 1, last, f"{visible(name)} – {_stage(self.stage, words)}", self.told)
        sheet.merge_range(2, 0, 2, last, words.word("score.form.how"), self.told)
        for index, (column, width) in enumerate(COLUMNS):
            sheet.set_column(index, index, width)
            sheet.write_string(_HEADER, index, words.word(f"score.form.{column}"), self.head)
        sheet.set_row(_HEADER, 2 * _LINE + 3)
        row = _HEADER
        for row, (criterion, leaf) in enumerate(_rows(self.table), start=_HEADER + 1):
            self._row(row, criterion, leaf)
        sheet.freeze_panes(_HEADER + 1, 2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER)
        sheet.print_area(0, 0, row, last)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _row(self, row: int, criterion: Criterion, leaf: Leaf | None) -> None:
        sheet, words = self.sheet, self.words
        if leaf is None:
            sheet.write_string(row, 0, criterion.id, self.node)
            sheet.write_string(row, 1, visible(criterion.name), self.node)
            for index in range(2, len(COLUMNS)):
                sheet.write_blank(row, index, None, self.node)
            return
        rule_text = phrases.rule(leaf, words)
        lines = max(_lines(rule_text, COLUMNS[3][1]), _lines(criterion.name, COLUMNS[1][1]))
        sheet.set_row(row, _LINE * lines + 3)
        sheet.write_string(row, 0, criterion.id, self.text)
        sheet.write_string(row, 1, visible(criterion.name), self.plain)
        sheet.write_number(row, 2, float(leaf.max), self.plain)
        sheet.write_string(row, 3, rule_text, self.plain)
        sheet.write_string(row, 4, self.unit, self.text)
        sheet.write_string(row, 5, _stage(self.stage, words), self.plain)
        for index in range(6, len(COLUMNS)):
            is_veto = COLUMNS[index][0] == "veto"
            look = self.plain if is_veto and criterion.veto is None else self.open
            sheet.write_blank(row, index, None, look)
        rule = self._rule(leaf)
        if rule is not None:
            sheet.data_validation(row, 6, row, 6, rule)

    def _rule(self, leaf: Leaf) -> dict[str, Any] | None:
        """What the cell of a value takes, beside the words for a criterion that does not apply."""
        na = self.words.word("score.na")
        if isinstance(leaf.rule, Choices):
            names = [*leaf.rule.points, na]
            if any("," in name for name in names) or len(",".join(names)) > _MOST_LIST:
                return None
            return {"validate": "list", "source": names}
        most = float(leaf.max) if isinstance(leaf.rule, Manual) else _GREATEST
        told = self.words.word("score.form.number")
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": most,
            "input_message": told,
            "error_message": told,
            # Nothing but a warning: that a criterion does not apply is written in words.
            "error_type": "warning",
        }
