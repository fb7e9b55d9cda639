"""Where the header of a table stands: columns are known by their names, whatever stands in the rows."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_cli.model.diagnostic import Severity
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures.read import FiguresReading, read_figures
from support import plan_of, source, workbook

PLAN = plan_of("""
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
  - {id: "01", name: Trung tâm}
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: tre, name: Hồ sơ trễ, kind: count, every: on_demand}
  - {id: moc, name: Quy chế, kind: milestone, every: on_demand}
""")
Rows = list[list[object]]


def in_text(rows: Rows, plan: Plan = PLAN) -> FiguresReading:
    text = "\n".join(",".join(str(cell) for cell in row) for row in rows)
    return read_figures(plan, [source(text, "f.csv")])


def in_book(rows: Rows, plan: Plan = PLAN) -> FiguresReading:
    return read_figures(plan, [source(workbook(rows), "f.xlsx")])


def table(text: str) -> Rows:
    """Rows of cells divided by bars."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def loud(reading: FiguresReading) -> list[tuple[int | None, str]]:
    return [
        (one.location and one.location.line, one.code)
        for one in reading.diagnostics
        if one.severity is not Severity.NOTE
    ]


FAULTY = [
    pytest.param("Đơn vị|Chỉ tiêu|Đã làm\na|moc|2022-01-10\nb|tin|5", [(1, "A105")], id="a date"),
    pytest.param("Đơn vị|Chỉ tiêu|Đã làm\naa|mocc|2022-01-10", [(1, "A105")], id="misspelt names"),
    pytest.param("Số liệu tháng 7/2022||\nĐơn vị|Chỉ tiêu|Đã làm\na|tin|5", [(2, "A105")], id="title"),
    pytest.param("Kỳ|Chỉ tiêu|Đã làm\n2022-01|tre|01\n2022-01|tin|3", [(1, "A105")], id="a unit's id"),
    pytest.param("Kỳ|Chỉ tiêu|Đã làm\n2022-01|tre|Phòng A", [(1, "A105")], id="a unit's name"),
    pytest.param("Kỳ|Đơn vị|Đã làm|Số liệu\n2022-01|a|tin|3", [(1, "A105")], id="no indicator"),
    pytest.param(
        "Đơn vị|Chỉ tiêu|Giá trị|\na|tin|3|\nKỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-01|b|tin|1",
        [(2, "A117")],
        id="a table above that cannot be read",
    ),
    pytest.param(
        "2022-01|a|tin|3\nKỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-01|b|tin|1", [(1, "A117")], id="a row above"
    ),
    pytest.param(
        "2022-01|a|tinn|3\nKỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-01|b|tin|1",
        [(1, "A117")],
        id="a row above with a misspelt name",
    ),
    pytest.param(
        "3|x|Phòng A|y\nKỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-01|b|tin|1",
        [(1, "A117")],
        id="a row above in another order",
    ),
    pytest.param(
        "Kỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-01|b|tin|3\nĐơn vị|Kỳ|Chỉ tiêu|Giá trị",
        [(3, "A204"), (3, "A202"), (3, "A203"), (3, "A208")],
        id="another header below",
    ),
    pytest.param("Kỳ|Đơn vị|Chỉ tiêu|Kế hoạch\n2022-01|a|tin|9", [(1, "A105")], id="the plan alone"),
    pytest.param(
        "Đơn vị|Chỉ tiêu|T1|\n||3|4\na|tin|1|2", [(1, "A234"), (2, "A233")], id="numbers under a month"
    ),
]


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize(("text", "expected"), FAULTY)
def test_what_stands_in_the_rows_makes_no_column(
    text: str, expected: list[tuple[int, str]], shape: type
) -> None:
    assert loud(shape(table(text))) == expected


def test_a_date_cell_heads_no_column_where_it_is_a_value() -> None:
    head = ["Đơn vị", "Chỉ tiêu", "Đã làm"]
    assert loud(in_book([head, ["a", "moc", date(2022, 1, 10)]])) == [(1, "A105")]
    months = ["Đơn vị", "Chỉ tiêu", "T1/2022"]
    reading = in_book([months, ["", "", date(2022, 3, 10)], ["a", "tin", 3]])
    assert loud(reading) == [(2, "A233")]
    assert [one.period.label for one in reading.figures] == ["2022-01"]


def test_a_header_says_what_it_lacks() -> None:
    (fault,) = in_text(table("Đơn vị|Chỉ tiêu|Đã làm\na|tin|5")).diagnostics
    assert [term.key for term in fault.params["missing"]] == ["period", "value"]  # type: ignore[attr-defined]
    assert fault.params["found"] == "Đơn vị | Chỉ tiêu | Đã làm"


NUMBERED = [
    pytest.param("(1)|(2)|(3)|(4)", [], id="in parentheses"),
    pytest.param("1|2|3|4", [], id="bare"),
    pytest.param("(1)|(2)|(3)|(4)=(3)/(2)", [], id="with what works a column out"),
    pytest.param("(1)|(2)|(4)|(5)", [(2, "A204"), (2, "A202"), (2, "A203"), (2, "A208")], id="a gap"),
    pytest.param("(1)|(2)||(3)", [(2, "A204"), (2, "A202"), (2, "A233"), (2, "A208")], id="a blank"),
    pytest.param("2022-01|a|tin|4", [], id="a figure"),
    pytest.param("A|B|1|2", [(2, "A204"), (2, "A203")], id="a name of the plan among them"),
]


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize(("row", "expected"), NUMBERED)
def test_a_row_that_numbers_the_columns_is_proven_by_all_its_cells(
    row: str, expected: list[tuple[int, str]], shape: type
) -> None:
    text = f"Kỳ|Đơn vị|Chỉ tiêu|Giá trị\n{row}\n2022-02|b|tin|1"
    assert loud(shape(table(text))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A|B|1|2", []),
        ("A|B|C|1", []),
        ("A|B|C|D", []),
        ("1.|2.|3.|4.", []),
        ("(A)|(B)|(C)|(1)", []),
        ("B|C|1|2", [(2, "A204"), (2, "A202"), (2, "A203")]),
        ("A|B|1|D", [(2, "A204"), (2, "A202"), (2, "A203"), (2, "A208")]),
    ],
)
@pytest.mark.parametrize("shape", [in_text, in_book])
def test_letters_may_come_before_the_numbers_of_columns(
    row: str, expected: list[tuple[int, str]], shape: type
) -> None:
    plan = PLAN.model_copy(update={"units": PLAN.units[2:]})
    text = table(f"Kỳ|Đơn vị|Chỉ tiêu|Giá trị\n{row}\n2022-01|Trung tâm|tin|3")
    assert loud(shape(text, plan)) == expected


@pytest.mark.parametrize("shape", [in_text, in_book])
def test_columns_are_numbered_again_under_a_header_that_comes_again(shape: type) -> None:
    page = "Kỳ|Đơn vị|Chỉ tiêu|Giá trị\n(1)|(2)|(3)|(4)\n2022-0{}|b|tin|1\n"
    reading = shape(table(page.format(1) + page.format(2)))
    assert loud(reading) == []
    assert [one.period.label for one in reading.figures] == ["2022-01", "2022-02"]


@pytest.mark.parametrize("shape", [in_text, in_book])
def test_numbers_of_columns_stand_right_under_the_header_only(shape: type) -> None:
    below = table("Kỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-02|b|tin|1\n(1)|(2)|(3)|(4)")
    assert loud(shape(below)) == [(3, "A204"), (3, "A202"), (3, "A203"), (3, "A208")]


def test_a_header_appended_with_its_byte_order_mark_is_the_same_header() -> None:
    file = "\ufeffKỳ,Đơn vị,Chỉ tiêu,Giá trị\n2022-01,{},tin,1\n"
    reading = read_figures(PLAN, [source(file.format("a") + file.format("b"))])
    assert loud(reading) == []
    assert [one.unit for one in reading.figures] == ["a", "b"]


def test_a_sheet_without_a_header_that_may_hold_figures_is_named_aloud() -> None:
    """Beside a sheet that is read: numbers under an incomplete header are an error."""
    from io import BytesIO

    from xlsxwriter import Workbook

    def book(second: str) -> bytes:
        stream = BytesIO()
        made = Workbook(stream, {"in_memory": True, "strings_to_numbers": True})
        for name, text in (("T1", "Kỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-01|a|tin|3"), ("T2", second)):
            sheet = made.add_worksheet(name)
            for at, row in enumerate(table(text)):
                sheet.write_row(at, 0, row)
        made.close()
        return stream.getvalue()

    def seen(second: str) -> list[tuple[str | None, str, str]]:
        found = read_figures(PLAN, [source(book(second), "f.xlsx")]).diagnostics
        return [(one.location and one.location.sheet, one.severity, one.code) for one in found]

    assert seen("Đơn vị|Chỉ tiêu|Đã làm\nb|tin|5") == [("T2", "error", "A105")]
    assert seen("Tin bài|30\nkhác|2") == [("T2", "warning", "A323")]
    assert seen("STT|Tên chỉ tiêu|Cách tính\n1|Tin bài|đếm") == [("T2", "note", "A310")]
    assert seen("Ghi chú|Số biên chế\nxem|30") == [("T2", "note", "A310")]


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("Phòng chuyên môn|Phòng A|b", [(1, "A344")]),
        ("Phòng chuyên môn|Phòng A|", [(1, "A344")]),
        ("Người nhập|An|b", []),
        ("Người nhập||", []),
        ("Đơn vị (phòng)|a|b", []),
    ],
)
def test_units_under_a_heading_that_says_no_unit_are_a_warning(
    unit: str, expected: list[tuple[int, str]], shape: type
) -> None:
    heading, first, second = unit.split("|")
    text = f"{heading}|Kỳ|Chỉ tiêu|Giá trị\n{first}|2022-01|tin|3\n{second}|2022-02|tin|1"
    reading = shape(table(text))
    assert loud(reading) == expected
    units = {one.unit for one in reading.figures}
    assert units == ({"a", "b"} if heading.startswith("Đơn vị") else {None})


SIGNATURES = [
    "Người lập biểu|||Trưởng phòng",
    "|||Quảng Ngãi, ngày 31 tháng 01 năm 2022",
    "|Người lập biểu||(Ký tên, đóng dấu)",
    "|||ngày ... tháng ... năm 2022",
]
NO_SIGNATURES = {
    "||tin|hai": ["A233", "A208"],
    "2022-01|||không": ["A233", "A208"],
    "|a||không": ["A233", "A233", "A208"],
    "|||3 bài": ["A233", "A233", "A208"],
    "Người lập biểu|||5": ["A204", "A233"],
    "Kỳ|Đơn vị|Tin|hai": ["A204", "A202", "A208"],
}


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize("row", [*SIGNATURES, *NO_SIGNATURES])
def test_words_that_stand_under_the_table_are_no_figure(row: str, shape: type) -> None:
    rows = table("Kỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-01|a|tin|3")
    rows.append([cell.strip() for cell in row.split("|")])
    if shape is in_text:
        rows = [[f'"{cell}"' for cell in cells] for cells in rows]
    assert [code for _, code in loud(shape(rows))] == NO_SIGNATURES.get(row, [])


@pytest.mark.parametrize("shape", [in_text, in_book])
def test_a_signature_under_the_months_is_no_figure(shape: type) -> None:
    wide = "Đơn vị|Chỉ tiêu|2022-01|2022-02\na|tin|3|1\n{}"
    for row in ("Người lập||Trưởng phòng|", "Người lập|||Trưởng phòng"):
        assert loud(shape(table(wide.format(row)))) == []
    for row in ("a||không|", "Người lập||3|", "|tin|không|không"):
        assert loud(shape(table(wide.format(row)))) != []


def test_a_table_without_a_header_is_shown_where_its_columns_begin() -> None:
    rows = table("Báo cáo tháng 1||\n||\nSTT|Nội dung|Kết quả\n1|Tin bài|3")
    (fault,) = in_book(rows).diagnostics
    assert (fault.code, fault.location and fault.location.cell) == ("A105", "A3")
    assert fault.params["found"] == "STT | Nội dung | Kết quả"


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Tổng cộng|||4", ["A233", "A233"]),
        ("|a|tin|4", ["A233"]),
        ("2022-01|a||4", ["A233"]),
        ("|Tổng cộng||3", []),
    ],
)
def test_a_row_that_names_no_figure_says_where_a_total_has_its_word(
    row: str, expected: list[str], shape: type
) -> None:
    rows = table(f"Kỳ|Đơn vị|Chỉ tiêu|Giá trị\n2022-01|a|tin|3\n{row}")
    assert [code for _, code in loud(shape(rows))] == expected
