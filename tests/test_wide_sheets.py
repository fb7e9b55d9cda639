"""Sheets with a column for each month or unit: headings of several rows, totals, the plan beside."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc_cli.reading.figures.read import FiguresReading, read_figures
from support import plan_of, source, workbook
from test_headers import Rows, loud, table

PLAN = plan_of("""
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
  - {id: cu, name: Phòng cũ, to: 2022-02}
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: muc, name: Mức độ, kind: level}
  - {id: hop, name: Cuộc họp, kind: count, every: quarter}
  - {id: tre, name: Hồ sơ trễ, kind: count, every: on_demand}
  - {id: ke, name: Thuyết minh, kind: narrative}
""")


def in_text(rows: Rows) -> FiguresReading:
    text = "\n".join(";".join(str(cell) for cell in row) for row in rows)
    return read_figures(PLAN, [source(text, "f.csv")])


def in_book(rows: Rows) -> FiguresReading:
    return read_figures(PLAN, [source(workbook(rows), "f.xlsx")])


def figures(reading: FiguresReading) -> list[tuple[str, str | None, str, int]]:
    return sorted(
        (one.period.label, one.unit, one.indicator, int(one.value or 0))  # type: ignore[arg-type, type-var]
        for one in reading.figures
    )


QUARTER = [(f"2022-0{month}", "a", "tin", 3 + month) for month in (1, 2, 3)]
HEADINGS = [
    "Đơn vị|Chỉ tiêu|T1/2022|T2/2022|T3/2022",
    "Đơn vị|Chỉ tiêu|Tháng 1|Thg 2|T3",
    "Đơn vị|Chỉ tiêu|Tháng||\n||1|2|3",
    "Đơn vị|Chỉ tiêu|Năm 2022||\n||Tháng 1|Tháng 2|Tháng 3",
    "Đơn vị|Chỉ tiêu|Năm 2022||\n||Tháng||\n||1|2|3",
    "Đơn vị|Chỉ tiêu|Quý I||\n||Tháng 1|Tháng 2|Tháng 3",
    "Đơn vị|Chỉ tiêu|Số liệu||\n||T1/2022|T2/2022|T3/2022",
    "BIỂU SỐ LIỆU||||\nĐơn vị|Chỉ tiêu|2022-01|2022-02|2022-03\n(1)|(2)|(3)|(4)|(5)",
]


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize("heading", HEADINGS)
def test_months_stand_in_the_rows_of_the_header(heading: str, shape: type) -> None:
    reading = shape(table(f"{heading}\na|tin|4|5|6"))
    assert figures(reading) == QUARTER
    assert loud(reading) == []


def test_headings_may_be_merged_over_months_and_over_units() -> None:
    months = table("Đơn vị|Chỉ tiêu|Giá trị||\n||T1/2022|T2/2022|T3/2022\na|tin|4|5|6")
    merged = ["A1:A2", "B1:B2", "C1:E1"]
    assert figures(read_figures(PLAN, [source(workbook(months, merged))])) == QUARTER
    units = table("Kỳ|Chỉ tiêu|Đơn vị|\n||Phòng A|Phòng B\n2022-01|tin|4|5")
    reading = read_figures(PLAN, [source(workbook(units, ["A1:A2", "B1:B2", "C1:D1"]))])
    assert figures(reading) == [("2022-01", "a", "tin", 4), ("2022-01", "b", "tin", 5)]
    # Without the merge the name heads one column, in which no unit stands.
    assert loud(in_book(units)) == [(1, "A105")]


BESIDE = [
    pytest.param("T1/2022|T2/2022|Cộng\na|tin|4|5|9", [], id="adds up"),
    pytest.param("T1/2022|T2/2022|Cộng\na|tin|4|5|8", [(2, "A324")], id="does not add up"),
    pytest.param("T1/2022|T2/2022|T3/2022|Quý I/2022\na|tin|4|5|6|15", [], id="a quarter"),
    pytest.param("Quý I/2022|T1/2022|T2/2022|T3/2022\na|tin|16|4|5|6", [(2, "A324")], id="before it"),
    pytest.param("T1/2022|T2/2022|T3/2022|Quý I/2022\na|muc|4|5|6|6", [], id="of a level its last"),
    pytest.param("T1/2022|T2/2022|T3/2022|Quý I/2022\na|tin|4|5||9", [], id="so far"),
    pytest.param(
        "T1/2022|T2/2022|Quý I/2022\na|tin|||9\nb|tin|1||1", [(2, "A207"), (2, "A301")], id="alone"
    ),
    pytest.param("T1/2022|T2/2022|Cộng quý I\na|tin|4|5|9", [], id="of a quarter by name"),
    pytest.param("T3/2022|Quý I|T4/2022|Quý II|Cộng\na|tin|1|1|2|2|3", [], id="under totals"),
    pytest.param("T3/2022|Quý I|T4/2022|Quý II|Cộng\na|hop||1||2|3", [], id="of quarters"),
    pytest.param("T1/2022|T2/2022|Năm 2022\na|tin|4|5|9", [], id="a year"),
    pytest.param("T1/2022|T2/2022|Cộng\na|tin|4|5|9\nTổng|tin|4|5|9", [], id="a row of totals"),
    pytest.param(
        "T1/2022|T2/2022|Cộng\na|tin|4|5|9\nTổng|tin|4|6|10",
        [(3, "A324"), (3, "A324")],
        id="a row of totals that does not add up",
    ),
    pytest.param("T1/2022|T2/2022|Quý I/2022\na|tre|4|5|9", [(2, "A215")] * 2, id="never owed"),
]


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_totals_beside_months(text: str, expected: list[tuple[int, str]], shape: type) -> None:
    reading = shape(table(f"Đơn vị|Chỉ tiêu|{text}"))
    kept = [one for one in loud(reading) if one[1] != "A301" or one in expected]
    assert [*dict.fromkeys(kept)] == [*dict.fromkeys(expected)]


@pytest.mark.parametrize("shape", [in_text, in_book])
def test_totals_beside_units(shape: type) -> None:
    reading = shape(table("Kỳ|Chỉ tiêu|Phòng A|Phòng B|Tổng cộng\n2022-01|tin|1|2|3\n2022-02|tin|1|2|4"))
    assert loud(reading) == [(3, "A324")]
    assert len(figures(reading)) == 4


PAIRS = [
    "T1/2022||T2/2022|\n||Kế hoạch|Thực hiện|Kế hoạch|Thực hiện\na|tin|9|4|9|5",
    "Kế hoạch||Thực hiện|\n||T1/2022|T2/2022|T1/2022|T2/2022\na|tin|9|9|4|5",
    "T1/2022||T2/2022|\n||KH|TH|KH|TH\na|tin|9|4|9|5",
    "T1/2022||T2/2022|\n||Chỉ tiêu giao|Kết quả|Chỉ tiêu giao|Kết quả\na|tin|9|4|9|5",
]


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize("text", PAIRS)
def test_what_was_done_is_the_figure_and_not_what_was_planned(text: str, shape: type) -> None:
    reading = shape(table(f"Đơn vị|Chỉ tiêu|{text}"))
    assert figures(reading) == [("2022-01", "a", "tin", 4), ("2022-02", "a", "tin", 5)]
    assert [one.code for one in reading.diagnostics] == ["A322", "A322"]


@pytest.mark.parametrize("shape", [in_text, in_book])
def test_two_columns_of_which_one_is_the_plan(shape: type) -> None:
    for plan, actual in (("Kế hoạch", "Thực hiện"), ("plan", "actual"), ("Kế hoạch", "Giá trị")):
        reading = shape(table(f"Kỳ|Đơn vị|Chỉ tiêu|{plan}|{actual}\n2022-01|a|tin|9|4"))
        assert figures(reading) == [("2022-01", "a", "tin", 4)]
        assert [one.code for one in reading.diagnostics] == ["A322"]
    alone = shape(table("Kỳ|Đơn vị|Chỉ tiêu|Thực hiện\n2022-01|a|tin|4"))
    assert figures(alone) == [("2022-01", "a", "tin", 4)]
    both = shape(table("Kỳ|Đơn vị|Chỉ tiêu|Kế hoạch|Thực hiện|Kết quả\n2022-01|a|tin|9|4|5"))
    assert loud(both) == [(1, "A106")]


@pytest.mark.parametrize("shape", [in_text, in_book])
def test_blank_cells_are_no_figures_in_whatever_column(shape: type) -> None:
    text = """
Đơn vị|Chỉ tiêu|T1/2022|T2/2022|T3/2022|Ghi chú
cu|tin|1|2||
a|hop|||3|
a|tre||1||
a|ke||||đã làm
|I. Phòng B||||
b|tin|1||3|
"""
    reading = shape(table(text))
    assert loud(reading) == [(7, "A301")]
    assert len(figures(reading)) == 6


@pytest.mark.parametrize("shape", [in_text, in_book])
def test_columns_that_may_hold_figures_are_not_left_out(shape: type) -> None:
    """Nor is the number of a row, or a goal for the year, made a figure of."""
    months = "STT|Đơn vị|Chỉ tiêu|T1/2022|{}|Mục tiêu năm\n1|a|tin|1|2|30"
    for heading in ("T13/2022", "Thnág 2", "Tg 2/2022"):
        assert loud(shape(table(months.format(heading)))) == [(1, "A204")]
    units = "STT|Kỳ|Chỉ tiêu|Phòng A|{}|Đơn vị tính\n1|2022-01|tin|1|2|bài"
    for heading in ("Phòng BB", "Toàn Sở", "Phòng mới"):
        assert loud(shape(table(units.format(heading)))) == [(1, "A202")]


def test_a_unit_merged_down_is_that_of_each_of_its_rows() -> None:
    rows = table("Đơn vị|Chỉ tiêu|T1/2022\na|tin|3\n|tre|1")
    reading = read_figures(PLAN, [source(workbook(rows, ["A2:A3"]))])
    assert [(one.unit, one.value) for one in reading.figures] == [("a", Decimal(3)), ("a", Decimal(1))]


MISTYPED = [
    ("Đơn vị|Chỉ tiêu|T1/2022|{}\na|tin|4|5", 1),
    ("Đơn vị|Chỉ tiêu|Tháng|\n||T1/2022|{}\na|tin|4|5", 2),
    ("Đơn vị|Chỉ tiêu|Số liệu|\n||T1/2022|{}\na|tin|4|5", 2),
    ("Đơn vị|Chỉ tiêu|Kết quả thực hiện|\n||T1/2022|{}\na|tin|4|5", 2),
    ("Đơn vị|Chỉ tiêu|Năm 2022|\n||T1|{}\na|tin|4|5", 2),
]


@pytest.mark.parametrize(
    "heading", ["T13/2022", "T33/2022", "TP3", "T3/2O22", "Tháng l/2022", "Thnág 2", ""]
)
@pytest.mark.parametrize(("sheet", "line"), MISTYPED)
def test_numbers_under_a_mistyped_month_are_an_error_at_its_heading(
    sheet: str, line: int, heading: str
) -> None:
    rows = table(sheet.format(heading))
    merged = ["A1:A2", "B1:B2", "C1:D1"] if line == 2 else []
    (fault,) = loud_places(read_figures(PLAN, [source(workbook(rows, merged), "f.xlsx")]))
    assert fault == (f"D{line}", "A204" if heading else "A234")
    assert [code for _, code in loud(in_text(rows))] == ["A204" if heading else "A234"]


def loud_places(reading: FiguresReading) -> list[tuple[str | None, str]]:
    loud = [one for one in reading.diagnostics if one.severity != "note"]
    return [(one.location and one.location.cell, one.code) for one in loud]


def test_a_mistyped_unit_under_a_merged_heading_is_an_error_at_its_heading() -> None:
    rows = table("Kỳ|Chỉ tiêu|Đơn vị||\n||Phòng A|b|Phòng X\n2022-01|tin|4|5|6")
    reading = read_figures(PLAN, [source(workbook(rows, ["A1:A2", "B1:B2", "C1:E1"]), "f.xlsx")])
    assert loud_places(reading) == [("E2", "A202")]


BESIDE = [
    "|Đơn vị|Chỉ tiêu|T1/2022|T2/2022\n1|a|tin|4|5\n2|b|tin|1|1",
    "Đơn vị|Chỉ tiêu|Kế hoạch năm 2022|T1/2022|T2/2022|Tỷ lệ %\na|tin|20|4|5|45",
    "Đơn vị|Chỉ tiêu|Năm 2022||||\n||Kế hoạch năm|T1|T2|Lũy kế|Ghi chú\na|tin|20|4|5|9|x",
    "Đơn vị|Chỉ tiêu|T1/2022|||T2/2022||\n||KH|TH|Tỷ lệ %|KH|TH|%\na|tin|2|4|200|2|5|250",
    "Đơn vị|Chỉ tiêu|Số năm 2021|T1/2022|T2/2022\na|tin|20|4|5",
    "Đơn vị|Chỉ tiêu|T1/2022|T2/2022|\na|tin|4|5|\nNgười lập||||02553822",
]


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize("sheet", BESIDE)
def test_columns_beside_the_months_that_say_what_they_are_may_stay(sheet: str, shape: type) -> None:
    reading = shape(table(sheet))
    assert loud(reading) == []
    assert [value for _, unit, _, value in figures(reading) if unit == "a"] == [4, 5]


def test_a_total_beside_the_months_is_named_at_its_own_cell() -> None:
    rows = table("Đơn vị|Chỉ tiêu|T1/2022|T2/2022|Cộng\na|tin|4|5|9\nb|tin|1|1|2")
    found = [one for one in in_book(rows).diagnostics if one.code == "A312"]
    assert [(one.location and one.location.cell, one.params["count"]) for one in found] == [("E2", 4)]
