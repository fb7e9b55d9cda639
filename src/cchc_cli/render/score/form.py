"""A sheet of a scoring table, ready to fill in: one row for each criterion that is given points."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

from cchc_cli.model.scoring import Choices, Criterion, Leaf, Manual, ScoringTable, Stage
from cchc_cli.render.fill_in import HEAD, LINED, OPEN, FillIn, fill_in_csv
from cchc_cli.render.score import phrases
from cchc_cli.render.wording import Wording, visible

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
    """The rows to fill in as CSV."""
    rows = (
        (
            *(criterion.id, criterion.name, phrases.number(leaf.max, words)),
            *(phrases.rule(leaf, words), unit, phrases.stage(stage, words)),
            *("", "", "", ""),
        )
        for criterion, leaf in _rows(table)
        if leaf is not None
    )
    header = [words.word(f"score.form.{name}") for name, _ in COLUMNS]
    return fill_in_csv(header, rows, words.language)


def render_form(table: ScoringTable, unit: str, name: str, stage: Stage, words: Wording) -> bytes:
    """The same as a workbook; choices are lists."""
    return _Form(table, unit, stage, words).written(name)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a cell so many characters wide."""
    return max(1, ceil(1.1 * len(text) / width))


class _Form(FillIn):
    """Writes one form."""

    def __init__(self, table: ScoringTable, unit: str, stage: Stage, words: Wording) -> None:
        name = words.word("score.form.sheet")
        super().__init__(visible(table.title), name, COLUMNS, _HEADER, frozen=2)
        self.table, self.words = table, words
        self.unit, self.stage = unit, stage
        self.node = self.style(**LINED, bold=True, bg_color="#F2F2F2")
        self.plain = self.style(**LINED)
        self.open = self.style(**OPEN)
        # Ids such as 1.10 are texts: as a number 1.10 would be 1.1.
        self.text = self.style(**LINED, num_format="@")

    def written(self, name: str) -> bytes:
        """Title, header, rows."""
        sheet, words = self.sheet, self.words
        centred = {"text_wrap": True, "valign": "vcenter", "align": "center"}
        title = self.style(**centred, bold=True, font_size=14)
        subtitle = self.style(**centred, italic=True)
        stage = phrases.stage(self.stage, words)
        sheet.merge_range(0, 0, 0, self.last, visible(self.table.title).upper(), title)
        sheet.merge_range(1, 0, 1, self.last, f"{visible(name)} – {stage}", subtitle)
        sheet.merge_range(2, 0, 2, self.last, words.word("score.form.how"), subtitle)
        for index, (column, _) in enumerate(COLUMNS):
            sheet.write_string(_HEADER, index, words.word(f"score.form.{column}"), self.style(**HEAD))
        sheet.set_row(_HEADER, 2 * _LINE + 3)
        row = _HEADER
        for row, (criterion, leaf) in enumerate(_rows(self.table), start=_HEADER + 1):
            self._row(row, criterion, leaf)
        sheet.print_area(0, 0, row, self.last)
        return self.content()

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
        sheet.write_string(row, 5, phrases.stage(self.stage, words), self.plain)
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
        message = self.words.word("score.form.number")
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": most,
            "input_message": message,
            "error_message": message,
            # Nothing but a warning: that a criterion does not apply is written in words.
            "error_type": "warning",
        }
