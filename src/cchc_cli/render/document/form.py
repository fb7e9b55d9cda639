"""The sheet of one unit and month, ready to fill in: a workbook or CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from cchc_cli.model.form import Due, Form
from cchc_cli.model.kind import Kind
from cchc_cli.render import targets
from cchc_cli.render.fill_in import HEAD, LINED, OPEN, FillIn, fill_in_csv
from cchc_cli.render.wording import NONE, Wording, visible
from cchc_cli.render.workbook import GREATEST, write_decimal

COLUMNS = (
    ("number", 4.5),
    ("what", 32),
    ("measure", 9),
    ("definition", 46),
    ("total", 11),
    ("value", 12),
    ("evidence", 21),
    ("note", 21),
)
"""The visible columns and their widths in characters; the ids stand hidden after them."""
HIDDEN = ("period", "unit", "indicator")
VALUE, EVIDENCE, NOTE = 5, 6, 7
HEADER_ROW = 8
"""From 0; the title block is above it."""
_STATE_COLUMNS = 4
"""Columns that the line above the table takes; after it stands the day of sending."""
_MOST_GOALS = 3
"""Goals that a row tells; a denominator may stand in many."""
_SIGNATURE_ROWS = 8
"""Rows under the table that are printed with it."""
_LINE = 14.5
"""Points of one line of 11 point text."""
_OFFERED = "#F3F6FA"


def render_form_csv(form: Form, wording: Wording) -> bytes:
    """The rows to fill in as CSV."""
    rows = (
        (
            due.period.label,
            form.plan.unit_by_id[due.unit].name if due.unit else "",
            due.indicator.name,
            *("", "", "", ""),
            "; ".join(goals_of(form, due, wording)) or NONE,
            total_text(due, wording),
        )
        for due in form.dues
    )
    return fill_in_csv(wording.word("form.csv_header").split("|"), rows, wording.language)


def render_form(form: Form, wording: Wording) -> bytes:
    """The rows to fill in as a workbook."""
    return _Sheet(form, wording).written()


def _title(form: Form, wording: Wording) -> str:
    return wording.word("form.title", month=wording.month(form.month))


def _sheet_name(form: Form) -> str:
    year, index = divmod(form.month, 12)
    return f"T{index + 1}-{year}"


class _Sheet(FillIn):
    """Writes one form."""

    def __init__(self, form: Form, wording: Wording) -> None:
        super().__init__(_title(form, wording), _sheet_name(form), COLUMNS, HEADER_ROW, frozen=0)
        self.form = form
        self.wording = wording

    def written(self) -> bytes:
        self._set_page()
        self._write_title()
        self._write_header()
        for number, due in enumerate(self.form.dues, start=1):
            self._write_row(HEADER_ROW + number, number, due)
        self._write_state()
        self._write_signatures()
        return self.content()

    def _set_page(self) -> None:
        sheet = self.sheet
        sheet.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
        sheet.set_footer('&R&"Times New Roman"&9&P/&N')
        sheet.hide_gridlines(2)
        first = len(COLUMNS)
        sheet.set_column(first, first + len(HIDDEN) - 1, 12, None, {"hidden": True})
        below = HEADER_ROW + len(self.form.dues) + _SIGNATURE_ROWS
        sheet.print_area(0, 0, below, self.last)
        sheet.set_selection(HEADER_ROW + 1, VALUE, HEADER_ROW + 1, VALUE)

    def _line(self, row: int, text: str, height: float, **properties: Any) -> None:
        self.sheet.set_row(row, height)
        cell = self.style(valign="vcenter", text_wrap=True, **properties)
        self.sheet.merge_range(row, 0, row, self.last, "", cell)
        self.sheet.write_string(row, 0, text, cell)

    def _write_title(self) -> None:
        form, words, plan = self.form, self.wording, self.form.plan
        calendar = plan.calendar
        self._line(0, visible(plan.issuer or ""), 18, bold=True)
        self._line(1, _title(form, words).upper(), 26, bold=True, font_size=14, align="center")
        unit = words.unit(plan, form.unit)
        self._line(2, visible(unit), 20, bold=True, font_size=12, align="center")
        title = visible(plan.title)
        self._line(3, title, _LINE * _lines(title, 140) + 3, italic=True, align="center")
        dates = words.word(
            "form.dates",
            first=calendar.first_day(form.month),
            last=calendar.last_day(form.month),
            due=calendar.due_day(form.month),
        )
        if plan.issuer:
            dates = f"{dates} {words.word('form.office', office=plan.issuer)}"
        self._line(4, dates, 20, align="center")
        advice = words.word("form.how")
        self._line(5, advice, _LINE * _lines(advice, 140) + 4, bold=True, font_color="#7A1F1F")
        self.sheet.set_row(7, 6)

    def _write_state(self) -> None:
        """The live cell: how many cells are still empty."""
        self.sheet.set_row(6, 22)
        wanted = list(self._wanted())
        empty = "+".join(f"COUNTBLANK({area})" for area in _areas(wanted))
        ready, left = self.wording.word("form.ready"), self.wording.word("form.left")
        before, _, after = left.partition("#")
        cell = self.style(bold=True, valign="vcenter", align="left")
        last = _STATE_COLUMNS - 1
        self.sheet.merge_range(6, 0, 6, last, "", cell)
        self._write_sent()
        if not wanted:
            text = "" if not self.form.dues else self.wording.word("form.all_optional")
            self.sheet.write_string(6, 0, text, cell)
            return
        text = f"{before}{len(wanted)}{after}"
        formula = f'=IF({empty}=0,"{ready}","{before}"&({empty})&"{after}")'
        self.sheet.write_formula(6, 0, formula, cell, text)
        good = self.workbook.add_format({"font_color": "#0B6B2E", "bg_color": "#E6F4EA"})
        bad = self.workbook.add_format({"font_color": "#9C4A00", "bg_color": "#FFF0DC"})
        for criteria, look in (("=0", good), (">0", bad)):
            rule = {"type": "formula", "criteria": f"=({empty}){criteria}", "format": look}
            self.sheet.conditional_format(6, 0, 6, last, rule)

    def _write_sent(self) -> None:
        """The cell for the day of sending, beside what it is."""
        last = self.last
        label = self.style(bold=True, valign="vcenter", align="right")
        self.sheet.merge_range(6, _STATE_COLUMNS, 6, last - 1, "", label)
        self.sheet.write_string(6, _STATE_COLUMNS, self.wording.word("form.sent"), label)
        day = "d/m/yyyy" if self.wording.language == "vi" else "yyyy-mm-dd"
        look = self.style(**{**OPEN, "bg_color": _OFFERED}, align="center", num_format=day)
        self.sheet.write_blank(6, last, None, look)

    def _write_signatures(self) -> None:
        """Who signs, under the table: drawn, so that no reader takes it for a row of figures."""
        below = HEADER_ROW + 2 + len(self.form.dues)
        words = self.wording
        for key, column in (("form.clerk", 1), ("form.head", 5)):
            text = f"{words.word(key)}\n{words.word('form.sign')}"
            look = {
                "width": 300,
                "height": 110,
                "line": {"none": True},
                "fill": {"none": True},
                "font": {"name": "Times New Roman", "size": 11, "bold": True},
                "align": {"horizontal": "center", "vertical": "top"},
                "object_position": 2,
            }
            self.sheet.insert_textbox(below, column, text, look)

    def _wanted(self) -> Iterator[tuple[int, int]]:
        """The cells that must be filled in: the figure or text, and required evidence."""
        for row, due in enumerate(self.form.dues, start=HEADER_ROW + 1):
            if due.required:
                yield row, NOTE if due.indicator.kind is Kind.NARRATIVE else VALUE
                if due.indicator.evidence == "required":
                    yield row, EVIDENCE

    def _write_header(self) -> None:
        sheet, words = self.sheet, self.wording
        look = self.style(**HEAD)
        sheet.set_row(HEADER_ROW, 48)
        before = self.form.month - 1
        for index, (name, _) in enumerate(COLUMNS):
            key = f"form.column.{name}"
            text = words.word(key, month=words.month(before)) if name == "total" else words.word(key)
            sheet.write_string(HEADER_ROW, index, text, look)
        for index, name in enumerate(HIDDEN):
            sheet.write_string(HEADER_ROW, len(COLUMNS) + index, name, look)

    def _write_row(self, row: int, number: int, due: Due) -> None:
        sheet, words, indicator = self.sheet, self.wording, due.indicator
        plain, centre = self.style(**LINED), self.style(**LINED, align="center")
        name = visible(indicator.name)
        if due.unit is None and self.form.unit is not None:
            name = f"{name} ({words.word('department')})"
        if due.period.first != due.period.last:
            name = f"{name} – {words.period(due.period)}"
        meaning = self._meaning(due)
        sheet.write_number(row, 0, number, centre)
        sheet.write_string(row, 1, name, plain)
        sheet.write_string(row, 2, visible(indicator.measure or ""), centre)
        sheet.write_string(row, 3, meaning, plain)
        self._write_total(row, due)
        self._write_asked(row, due)
        for index, text in enumerate((due.period.label, due.unit or "", indicator.id)):
            sheet.write_string(row, len(COLUMNS) + index, text)
        lines = max(
            _lines(name, COLUMNS[1][1]),
            _lines(meaning, COLUMNS[3][1]),
            _lines(indicator.measure or "", COLUMNS[2][1]),
            3 if indicator.kind is Kind.NARRATIVE else 1,
        )
        sheet.set_row(row, max(22, _LINE * lines + 5))

    def _meaning(self, due: Due) -> str:
        words, indicator = self.wording, due.indicator
        definition = visible(indicator.definition or "").strip()
        ends = definition.endswith((".", ";", "!", "?"))
        parts = [definition if ends else f"{definition}."] if definition else []
        if due.period.first != due.period.last:
            calendar = self.form.plan.calendar
            first, last = calendar.first_day(due.period.first), calendar.last_day(due.period.last)
            parts.append(words.word("form.covers", first=first, last=last))
        parts += [words.word("form.goal", goal=goal) for goal in goals_of(self.form, due, words)]
        if indicator.kind in (Kind.MILESTONE, Kind.NARRATIVE):
            parts.append(words.word(f"form.how_{indicator.kind}"))
        if indicator.evidence == "required":
            parts.append(words.word("form.how_evidence"))
        if not due.required:
            parts.append(words.word("form.offered"))
        return " ".join(parts)

    def _write_total(self, row: int, due: Due) -> None:
        number = self.style(**LINED, align="right", num_format="#,##0.######")
        whole = self.style(**LINED, align="right", num_format="#,##0")
        centre = self.style(**LINED, align="center")
        total = due.total
        if isinstance(total, Decimal) and due.indicator.kind is not Kind.MILESTONE:
            look = whole if total == int(total) else number
            write_decimal(self.sheet, row, 4, total, look)
        else:
            self.sheet.write_string(row, 4, total_text(due, self.wording), centre)

    def _write_asked(self, row: int, due: Due) -> None:
        open_cell = OPEN if due.required else {**OPEN, "bg_color": _OFFERED}
        is_narrative = due.indicator.kind is Kind.NARRATIVE
        text = self.style(**open_cell)
        if is_narrative:
            self.sheet.write_blank(row, VALUE, None, self.style(**LINED, bg_color="#D9D9D9"))
        else:
            look = self.style(**open_cell, align="right")
            if due.indicator.kind is Kind.MILESTONE:
                look = self.style(**open_cell, align="right", num_format="General")
            self.sheet.write_blank(row, VALUE, None, look)
            self.sheet.data_validation(row, VALUE, row, VALUE, self._rule(row, due))
        self.sheet.write_blank(row, EVIDENCE, None, text)
        self.sheet.write_blank(row, NOTE, None, text)
        if is_narrative:
            rule = self._messages("narrative")
            rule |= {"validate": "length", "criteria": "between", "minimum": 1, "maximum": 5000}
            self.sheet.data_validation(row, NOTE, row, NOTE, rule)

    def _rule(self, row: int, due: Due) -> dict[str, Any]:
        indicator = due.indicator
        if indicator.kind is Kind.MILESTONE:
            calendar = self.form.plan.calendar
            cell = f"F{row + 1}"
            first = calendar.first_day(calendar.first)
            span = [_date_formula(first), _date_formula(calendar.end_day())]
            formula = f"=OR({cell}=0,{cell}=1,AND({cell}>={span[0]},{cell}<={span[1]}))"
            return {"validate": "custom", "value": formula, **self._messages("milestone")}
        whole = indicator.kind is Kind.COUNT and not indicator.decimal
        rule = {"criteria": "between", "minimum": 0, "maximum": GREATEST}
        if whole:
            return {"validate": "integer", **rule, **self._messages("whole")}
        return {"validate": "decimal", **rule, **self._messages("decimal")}

    def _messages(self, name: str) -> dict[str, Any]:
        words = self.wording
        return {
            "input_title": words.word("form.rule_title"),
            "input_message": words.word(f"form.rule_{name}"),
            "error_title": words.word("form.rule_title"),
            "error_message": words.word(f"form.rule_{name}"),
        }


def goals_of(form: Form, due: Due, wording: Wording) -> list[str]:
    """What is asked of the figure's owner by targets on it, or on a ratio that it is a part of."""
    plan, goals = form.plan, []
    for target in plan.resting_on.get((due.unit, due.indicator.id), ()):
        indicator = plan.indicator_by_id[target.indicator]
        if not target.comparisons or not indicator.kind.has_number:
            continue
        goal = targets.goal_of_unit(plan, target, due.unit, wording)
        name = "" if indicator.id == due.indicator.id else f"{visible(indicator.name)} "
        scope = "" if target.over is None else f" ({targets.target_scope(plan, target, wording)})"
        goals.append(f"{name}{goal}{scope}")
    return list(dict.fromkeys(goals))[:_MOST_GOALS]


def total_text(due: Due, wording: Wording) -> str:
    """What was reported before, as text."""
    match due.total:
        case None:
            return NONE
        case date():
            return wording.day(due.total)
    if due.indicator.kind is Kind.MILESTONE:
        return wording.word(f"form.done_{int(due.total)}")
    return wording.number(due.total)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column, whose width counts digits, wider than most letters."""
    return max(1, ceil(len(text) / (width * 1.12)))


def _date_formula(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _areas(cells: Iterable[tuple[int, int]]) -> list[str]:
    """The fewest ranges that hold the cells, column by column."""
    areas: list[list[int]] = []
    for row, column in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if areas and areas[-1][0] == column and areas[-1][2] == row - 1:
            areas[-1][2] = row
        else:
            areas.append([column, row, row])
    return [
        f"{chr(ord('A') + column)}{first + 1}:{chr(ord('A') + column)}{last + 1}"
        for column, first, last in areas
    ]
