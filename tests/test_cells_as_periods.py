"""Date cells as periods: what the cell shows is what it means, in every kind of workbook."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter
import xlwt

from cchc_cli.reading.figures.read import read_figures
from support import plan_of, source
from test_workbooks import ODS, archive

PLAN = """
version: 1
id: thu
title: Thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14}
units: [{id: a, name: Phòng A}]
indicators:
  - {id: bai, name: Bài, kind: count}
  - {id: nam, name: Năm, kind: count, every: year}
  - {id: moc, name: Mốc, kind: milestone}
tasks: []
"""
HEAD = ["Kỳ", "Đơn vị", "Chỉ tiêu", "Giá trị"]
Row = tuple[object, object, str, object]
Make = Callable[[list[Row], str], bytes]


def xlsx(rows: list[Row], number_format: str, is_1904: bool = False) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": is_1904})
    look = book.add_format({"num_format": number_format})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), look)
            else:
                sheet.write(line, column, cell)
    book.close()
    return stream.getvalue()


def xls(rows: list[Row], number_format: str) -> bytes:
    book = xlwt.Workbook()
    look = xlwt.XFStyle()
    look.num_format_str = number_format
    sheet = book.add_sheet("T1")
    for column, name in enumerate(HEAD):
        sheet.write(0, column, name)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            sheet.write(line, column, cell, *([look] if isinstance(cell, date) else []))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: list[Row], number_format: str) -> bytes:
    parts = [("dd", "day"), ("mm", "month"), ("yyyy", "year")]
    shown = "".join(f"<number:{name}/>" for mark, name in parts if mark in number_format.lower())
    styles = (
        f'<number:date-style style:name="N">{shown}</number:date-style>'
        '<style:style style:name="d" style:data-style-name="N"/>'
    )

    def cell(value: object) -> str:
        if isinstance(value, date):
            return (
                f'<table:table-cell table:style-name="d" office:value-type="date" '
                f'office:date-value="{value.isoformat()}"/>'
            )
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return (
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        )

    lines = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in [tuple(HEAD), *rows]
    )
    body = f'<table:table table:name="T1">{lines}</table:table>'
    return archive({"content.xml": ODS.format(styles=styles, body=body)})


def labels(data: bytes) -> list[str]:
    """The periods of the figures; the codes of what is said where there are none."""
    reading = read_figures(plan_of(PLAN), [source(data, "s")])
    return [figure.period.label for figure in reading.figures] or [
        one.code for one in reading.diagnostics
    ]


MONTH_ENDS: list[Row] = [(date(2022, 1, 31), "a", "bai", 1), (date(2022, 2, 28), "a", "bai", 1)]


@pytest.mark.parametrize("make", [xlsx, xls, ods])
@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("mm/yyyy", ["2022-01", "2022-02"]),
        ('"Tháng "mm/yyyy', ["2022-01", "2022-02"]),
        ("mm", ["2022-01", "2022-02"]),
        # A day lies in the reporting month that holds it: with a cut-off on the 14th the next one.
        ("dd/mm/yyyy", ["2022-02", "2022-03"]),
    ],
)
def test_the_month_that_a_cell_shows_is_its_period(
    make: Make, number_format: str, expected: list[str]
) -> None:
    assert labels(make(MONTH_ENDS, number_format)) == expected


def test_a_month_in_the_look_of_the_program_and_of_1904() -> None:
    assert labels(xlsx(MONTH_ENDS, "mmm-yy", is_1904=True)) == ["2022-01", "2022-02"]
    assert labels(xlsx(MONTH_ENDS, "[$-42A]mmmm yyyy;@")) == ["2022-01", "2022-02"]


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_a_cell_that_shows_a_year_is_the_year(make: Make) -> None:
    assert labels(make([(date(2022, 6, 30), "a", "nam", 1)], "yyyy")) == ["2022"]


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_a_milestone_is_no_month(make: Make) -> None:
    done: list[Row] = [("2022-06", "a", "moc", date(2022, 6, 5))]
    assert labels(make(done, "dd/mm/yyyy")) == ["2022-06"]
    assert labels(make(done, "mm/yyyy")) == ["A211"]


def test_months_as_headings_are_the_months_that_they_show() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    look = book.add_format({"num_format": "mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Đơn vị", "Chỉ tiêu"])
    for column, day in enumerate((date(2022, 1, 31), date(2022, 2, 28)), start=2):
        sheet.write_datetime(0, column, datetime(day.year, day.month, day.day), look)
    sheet.write_row(1, 0, ["a", "bai", 3, 4])
    book.close()
    assert labels(stream.getvalue()) == ["2022-01", "2022-02"]
