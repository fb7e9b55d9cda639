"""From a table of tasks to a plan: nothing invented, nothing dropped."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from xlsxwriter import Workbook

from cchc_cli.model.plan import Plan
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.task_table.draft import PlanDraft, draft_plan
from cchc_cli.reading.task_table.phrases import (
    Deadline,
    Goal,
    deadline,
    goal,
    goal_said,
    unit_names,
)
from cchc_cli.reading.task_table.rows import read_task_table
from test_cli import cchc

HEADER = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Sản phẩm"]
ROWS = [
    ["I", "Cải cách thể chế", "", "", "", ""],
    ["1", "Rà soát văn bản", "Văn phòng Sở", "Các phòng", "Quý II/2025", "Báo cáo rà soát"],
    ["2", "Tự kiểm tra, xử lý", "Phòng Pháp chế; Thanh tra Sở", "", "Tháng 6/2025", ""],
    ["II", "Cải cách thủ tục hành chính", "", "", "", ""],
    ["1", "Công bố thủ tục", "Văn phòng Sở", "Phòng Pháp chế", "Trước 30/9/2025", "Quyết định"],
    ["", "", "", "", "", "Phụ lục kèm theo"],
    ["2", "Trả kết quả đúng hạn", "Bộ phận Một cửa", "", "Thường xuyên", ""],
    ["3", "Khảo sát hài lòng", "Văn phòng Sở", "", "Khi có yêu cầu của tỉnh", "Báo cáo"],
]


def as_xlsx(rows: list[list[str]]) -> bytes:
    stream = BytesIO()
    with Workbook(stream) as workbook:
        sheet = workbook.add_worksheet("Phụ lục")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return stream.getvalue()


def as_docx(tables: list[list[list[str]]]) -> bytes:
    document = Document()
    document.add_paragraph("Phụ lục nhiệm vụ năm 2025")
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def drafted(data: bytes, name: str = "nhiem-vu") -> tuple[PlanDraft, Plan]:
    table = read_task_table(data, f"{name}.xlsx")
    assert table is not None
    draft = draft_plan(table, name)
    assert draft is not None
    reading = read_plan(draft.text.encode(), "plan.yaml")
    assert reading.plan is not None, (draft.text, reading.diagnostics)
    return draft, reading.plan


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(as_xlsx([HEADER, *ROWS]), id="a sheet"),
        pytest.param(as_docx([[HEADER, *ROWS]]), id="a table in Word"),
        pytest.param(as_docx([[HEADER, *ROWS[:4]], [HEADER, *ROWS[4:]]]), id="with its header again"),
        pytest.param(as_docx([[HEADER, *ROWS[:4]], ROWS[4:]]), id="going on without a header"),
    ],
)
def test_every_row_is_a_task_or_is_named(data: bytes) -> None:
    draft, plan = drafted(data)
    assert [(task.id, task.title) for task in plan.tasks] == [
        ("I.1", "Rà soát văn bản"),
        ("I.2", "Tự kiểm tra, xử lý"),
        ("II.1", "Công bố thủ tục"),
        ("II.2", "Trả kết quả đúng hạn"),
        ("II.3", "Khảo sát hài lòng"),
    ]
    assert [section.title for section in plan.sections] == [
        "Cải cách thể chế",
        "Cải cách thủ tục hành chính",
    ]
    repeated = sum("Nhiệm vụ" in row.texts for row in draft.other)
    assert draft.tasks + len(draft.heads) + len(draft.other) - repeated == len(ROWS)
    assert [unit.name for unit in plan.units] == [
        "Văn phòng Sở",
        "Phòng Pháp chế",
        "Thanh tra Sở",
        "Bộ phận Một cửa",
    ]
    assert [task.product for task in plan.tasks] == ["Báo cáo rà soát", None, "Quyết định", None, None]


@pytest.mark.parametrize(
    "rows", [[HEADER], [HEADER, HEADER], [["Kế hoạch năm 2025"], HEADER], [HEADER, [""] * len(HEADER)]]
)
def test_a_table_without_a_row_is_a_plan_without_a_task(rows: list[list[str]]) -> None:
    draft, plan = drafted(as_xlsx(rows), "nhiem-vu-2025")
    assert (draft.tasks, plan.tasks) == (0, ())


@pytest.mark.parametrize(
    "sentence",
    ["“Các phòng”", "Phụ lục kèm theo", "“Khi có yêu cầu của tỉnh”", "sản phẩm “Báo cáo”"],
)
def test_what_is_not_certain_stands_beside_its_task(sentence: str) -> None:
    draft, _ = drafted(as_xlsx([HEADER, *ROWS]))
    (line,) = [line for line in draft.text.splitlines() if sentence in line]
    assert line.startswith("    # cần xem lại: ")


def test_goals_become_targets() -> None:
    header = ["TT", "Chỉ tiêu", "Đơn vị tính", "Mức", "Thời gian hoàn thành"]
    rows = [
        ["1", "Hồ sơ nộp trực tuyến", "%", "≥ 60", "Năm 2025"],
        ["2", "Tin, bài", "bài", "tối thiểu 1.200", "Năm 2025"],
        ["3", "Hồ sơ trễ hạn", "", "không quá 5%", "Quý II/2025"],
        ["4", "Sáng kiến", "", "mỗi phòng một", "Năm 2025"],
    ]
    _, plan = drafted(as_xlsx([header, *rows]))
    said = {
        target.indicator: {name.value: str(goal.value) for name, goal in target.comparisons.items()}
        for target in plan.target_by_id.values()
    }
    assert said == {
        "ho-so-nop-truc-tuyen": {"at_least": "60"},
        "tin-bai": {"at_least": "1200"},
        "ho-so-tre-han": {"at_most": "5"},
    }


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Quý II/2025", "2025-Q2"),
        ("Tháng 6/2025", "2025-06"),
        ("Năm 2025", "2025"),
        ("30/6/2025", "2025-06-30"),
        ("Hoàn thành trong Quý III/2025.", "2025-Q3"),
        ("Chậm nhất ngày 15/11/2025", "2025-11-15"),
        ("6 tháng đầu năm 2025", "2025-H1"),
        # Without a year that of the table
        ("Quý II", "2025-Q2"),
        ("Tháng 6", "2025-06"),
        ("30/6", "2025-06-30"),
        ("6 tháng cuối năm", "2025-H2"),
        # From one to another: the end
        ("Quý I - Quý III/2025", "2025-Q3"),
        ("Tháng 3-6/2025", "2025-06"),
        ("Từ tháng 3 đến tháng 6/2025", "2025-06"),
        ("Giai đoạn 2025–2030", "2030"),
        ("tháng 3 – tháng 6", "2025-06"),
        # No end
        ("thường xuyên", "ongoing"),
        ("Hằng năm", "ongoing"),
        ("Hàng quý", "ongoing"),
        ("Thường xuyên, định kỳ hằng tháng", "ongoing"),
        ("Thường xuyên trong năm 2025", "ongoing"),
        # Not certain
        ("31/2/2025", None),
        ("Theo yêu cầu", None),
        ("Quý II và Quý IV/2025", None),
        ("15/6/2025; 15/12/2025", None),
        ("Hằng quý, 6 tháng, năm", None),
        ("Cuối năm 2025", None),
        ("Sau khi có văn bản của tỉnh", None),
        ("Quý V/2025", None),
        ("6", None),
    ],
)
def test_deadlines(text: str, due: str | None) -> None:
    found = deadline(text, 2025)
    assert (found and found.due) == due
    assert found is None or not found.is_read


@pytest.mark.parametrize(
    ("text", "due", "is_read"),
    [
        ("Trước ngày 30/6/2025", "2025-06-30", True),
        ("Hoàn thành trước tháng 7/2025", "2025-07", True),
        ("Đến ngày 30/6/2025", "2025-06-30", False),
    ],
)
def test_a_deadline_before_a_day_is_read_as_up_to_it_and_said(
    text: str, due: str, is_read: bool
) -> None:
    assert deadline(text) == Deadline(due, is_read)


@pytest.mark.parametrize("text", ["Tháng 6", "Quý II", "30/6"])
def test_a_deadline_without_a_year_is_not_certain_where_the_table_has_none_or_several(text: str) -> None:
    assert deadline(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("≥ 60%", Goal("at_least", "60%", "")),
        (">= 60 %", Goal("at_least", "60%", "")),
        ("tối thiểu 20 bài", Goal("at_least", "20", "bài")),
        ("tối thiểu 01 lớp", Goal("at_least", "1", "lớp")),
        ("100%", Goal("at_least", "100%", "")),
        ("Đạt 100%", Goal("at_least", "100%", "")),
        ("Phấn đấu đạt trên 95%", Goal("above", "95%", "")),
        ("đạt ≥ 60%", Goal("at_least", "60%", "")),
        ("100% hồ sơ", Goal("at_least", "100%", "")),
        ("từ 80% trở lên", Goal("at_least", "80%", "")),
        ("từ 20 bài trở lên", Goal("at_least", "20", "bài")),
        ("không quá 5%", Goal("at_most", "5%", "")),
        ("Không vượt quá 0 hồ sơ", Goal("at_most", "0", "hồ sơ")),
        ("trên 90%", Goal("above", "90%", "")),
        ("dưới 2,5 ngày", Goal("below", "2.5", "ngày")),
        ("1.200 bài", Goal("at_least", "1200", "bài")),
        # Two numbers, a change, a rate, a mark that may be either: none of them is certain
        ("từ 10% đến 20%", None),
        ("2-3 bài", None),
        ("02–03 bài", None),
        ("giảm 10%", None),
        ("tăng 5% so với năm 2024", None),
        ("tối thiểu 1 lần/quý", None),
        ("ít nhất 2 bài mỗi tháng", None),
        ("1,200 bài", None),
        ("tăng dần", None),
        ("năm 2025 đạt 60%", None),
        ("ít nhất 0 bài", None),
        ("dưới 0%", None),
        ("99999999999999999999 bài", None),
    ],
)
def test_goals(text: str, said: Goal | None) -> None:
    assert goal(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tỷ lệ hồ sơ nộp trực tuyến đạt trên 60%", Goal("above", "60%", "")),
        ("100% hồ sơ được trả đúng hạn", Goal("at_least", "100%", "")),
        ("Tối thiểu 20 bài", Goal("at_least", "20", "bài")),
        # A product, not a goal
        ("01 báo cáo", None),
        ("Quyết định số 15", None),
        ("Kế hoạch năm 2025", None),
        ("Tỷ lệ tăng từ 50% lên 60%", None),
    ],
)
def test_a_text_that_says_a_goal_beside_of_what(text: str, said: Goal | None) -> None:
    assert goal_said(text) == said


@pytest.mark.parametrize(
    ("text", "named", "supporting", "rest"),
    [
        (
            "Văn phòng Sở, các phòng liên quan; Thanh tra",
            ["Văn phòng Sở", "Thanh tra"],
            [],
            ["các phòng liên quan"],
        ),
        ("Văn phòng và Phòng Công nghệ", ["Văn phòng", "Phòng Công nghệ"], [], []),
        ("Phòng Công nghệ và Chuyên ngành", ["Phòng Công nghệ và Chuyên ngành"], [], []),
        ("VP Sở; TTUD", ["VP Sở", "TTUD"], [], []),
        ("Các phòng, đơn vị", [], [], ["Các phòng, đơn vị"]),
        ("Sở, ngành; UBND cấp huyện", ["UBND cấp huyện"], [], ["Sở", "ngành"]),
        (
            "Chủ trì: Văn phòng; phối hợp: Thanh tra, Phòng Pháp chế",
            ["Văn phòng"],
            ["Thanh tra", "Phòng Pháp chế"],
            [],
        ),
        ("Văn phòng (chủ trì), Thanh tra (phối hợp)", ["Văn phòng"], ["Thanh tra"], []),
        ("- Văn phòng; - Thanh tra", ["Văn phòng", "Thanh tra"], [], []),
        ("", [], [], []),
        ("...", [], [], []),
    ],
)
def test_units_are_told_from_everybody(
    text: str, named: list[str], supporting: list[str], rest: list[str]
) -> None:
    assert unit_names(text) == (named, supporting, rest)


def said_of(rows: list[list[str]], data: bytes | None = None) -> list[tuple[object, ...]]:
    """Id, title, owners, due and product of each task."""
    _, plan = drafted(as_xlsx(rows) if data is None else data)
    names = {unit.id: unit.name for unit in plan.units}
    return [
        (task.id, task.title, [names[owner] for owner in task.owners], task.schedule, task.product)
        for task in plan.tasks
    ]


JUNE, DECEMBER = 2025 * 12 + 5, 2025 * 12 + 11


def test_numbers_go_on_within_their_groups() -> None:
    rows = [
        ["I", "Thể chế", "", "", "", ""],
        ["1", "Rà soát văn bản", "", "", "", ""],
        ["1.1", "Lập danh mục", "Văn phòng", "", "Tháng 6/2025", ""],
        ["1.2", "Tự kiểm tra", "Văn phòng", "", "Tháng 6/2025", ""],
        ["2", "Theo dõi", "", "", "", ""],
        ["a", "Tại phòng", "Văn phòng", "", "Tháng 6/2025", ""],
        ["-", "Tại trung tâm", "Văn phòng", "", "Tháng 6/2025", ""],
        ["3", "Báo cáo", "Văn phòng", "", "Tháng 6/2025", ""],
        ["", "Họp", "Văn phòng", "", "Tháng 6/2025", ""],
    ]
    draft, plan = drafted(as_xlsx([HEADER, *rows]))
    assert [task.id for task in plan.tasks] == ["I.1.1", "I.1.2", "I.2.a", "I.2.1", "I.3", "I.4"]
    assert [(part.clause, part.title) for part in plan.sections] == [
        ("I", "Thể chế"),
        ("I.1", "Rà soát văn bản"),
        ("I.2", "Theo dõi"),
    ]
    assert draft.tasks + len(draft.heads) == len(rows)


def test_a_part_that_stands_in_one_merged_cell_and_one_that_comes_again() -> None:
    rows = [
        ["I. Thể chế", "", "", "", "", ""],
        ["1", "Rà soát", "Văn phòng", "", "Tháng 6/2025", ""],
        ["Phần II", "Thủ tục", "", "", "", ""],
        ["1", "Công bố", "Văn phòng", "", "Tháng 6/2025", ""],
        ["I", "Thể chế (tiếp)", "", "", "", ""],
        ["1", "Kiểm tra", "Văn phòng", "", "Tháng 6/2025", ""],
    ]
    _, plan = drafted(as_xlsx([HEADER, *rows]))
    assert [part.clause for part in plan.sections] == ["I", "II", "I-2"]
    assert [task.id for task in plan.tasks] == ["I.1", "II.1", "I-2.1"]


@pytest.mark.parametrize(
    "row",
    [
        ["Tổng số", "7 nhiệm vụ", "", "", "", ""],
        ["", "Tổng cộng: 7 nhiệm vụ", "", "", "", ""],
        ["", "Cộng", "", "", "", ""],
        ["Tổng", "", "", "", "7", ""],
    ],
)
def test_a_total_is_no_task(row: list[str]) -> None:
    draft, plan = drafted(as_xlsx([HEADER, ROWS[1], row]))
    assert [task.title for task in plan.tasks] == ["Rà soát văn bản"]
    assert [other.texts for other in draft.other] == [[text for text in row if text]]


@pytest.mark.parametrize(
    "title", ["Tổng hợp báo cáo", "Tổng kết năm", "Cộng tác với báo chí", "Công bố"]
)
def test_a_task_that_begins_like_a_total_is_one(title: str) -> None:
    _, plan = drafted(as_xlsx([HEADER, ["1", title, "Văn phòng", "", "Tháng 6/2025", ""]]))
    assert [task.title for task in plan.tasks] == [title]


def test_a_header_of_two_rows_and_rows_that_number_its_columns() -> None:
    rows = [
        [
            "TT",
            "Nội dung nhiệm vụ",
            "Đơn vị thực hiện",
            "",
            "Thời gian thực hiện",
            "",
            "Sản phẩm đầu ra",
        ],
        ["", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", ""],
        ["A", "B", "1", "2", "3", "4", "5"],
        ["1", "Rà soát", "Văn phòng", "Thanh tra", "Tháng 1/2025", "Tháng 6/2025", "Báo cáo"],
    ]
    assert said_of(rows) == [("1", "Rà soát", ["Văn phòng"], JUNE, "Báo cáo")]
    draft, plan = drafted(as_xlsx(rows))
    assert plan.tasks[0].supports == ("thanh-tra",)
    assert "# cần xem lại: “Tháng 1/2025”" in draft.text


@pytest.mark.parametrize(
    ("header", "cells", "target"),
    [
        (["Chỉ tiêu", "Sản phẩm"], ["≥ 60%", ""], ("nop-truc-tuyen", "at_least", "60")),
        (["Mục tiêu năm 2025", "Sản phẩm"], ["Trên 60%", ""], ("nop-truc-tuyen", "above", "60")),
        (["Ghi chú", "Kết quả"], ["", "≥ 60%"], ("nop-truc-tuyen", "at_least", "60")),
        (
            ["Ghi chú", "Sản phẩm/Chỉ tiêu"],
            ["", "Tỷ lệ nộp trực tuyến đạt trên 60%"],
            ("ty-le-nop-truc-tuyen-dat-tren-60", "above", "60"),
        ),
    ],
)
def test_a_goal_is_a_target_in_whatever_column_it_stands(
    header: list[str], cells: list[str], target: tuple[str, str, str]
) -> None:
    rows = [
        ["STT", "Nhiệm vụ", "Đơn vị chủ trì", *header, "Thời hạn"],
        ["1", "Nộp trực tuyến", "Văn phòng", *cells, "Tháng 12/2025"],
    ]
    _, plan = drafted(as_xlsx(rows))
    (found,) = plan.target_by_id.values()
    ((comparison, asked),) = found.comparisons.items()
    assert (found.id, comparison, str(asked.value)) == target
    assert plan.tasks[0].product is None


def test_a_product_that_is_no_goal_stays_one() -> None:
    rows = [
        ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Sản phẩm/Chỉ tiêu", "Thời hạn"],
        ["1", "Rà soát", "Văn phòng", "01 báo cáo", "Tháng 12/2025"],
    ]
    assert said_of(rows) == [("1", "Rà soát", ["Văn phòng"], DECEMBER, "01 báo cáo")]


def merged_docx() -> bytes:
    document = Document()
    document.add_paragraph("PHỤ LỤC")
    document.add_paragraph("DANH MỤC NHIỆM VỤ NĂM 2025")
    table = document.add_table(rows=5, cols=5)
    texts = [
        ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Sản phẩm"],
        ["1", "Rà soát", "Văn phòng\nThanh tra", "Tháng 6", "Báo cáo"],
        ["2", "Kiểm tra", "", "", ""],
        ["3", "Công bố", "Thanh tra", "Tháng 6", "Quyết định"],
        ["", "", "", "", "Phụ lục"],
    ]
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    for column in (2, 3, 4):
        table.cell(1, column).merge(table.cell(2, column))
    for column in (0, 1, 2, 3):
        table.cell(3, column).merge(table.cell(4, column))
    signature = document.add_table(rows=1, cols=2)
    signature.rows[0].cells[0].text = "Nơi nhận"
    signature.rows[0].cells[1].text = "GIÁM ĐỐC"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def merged_xlsx() -> bytes:
    stream = BytesIO()
    with Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        sheet.merge_range("A1:E1", "DANH MỤC NHIỆM VỤ NĂM 2025")
        sheet.write_row("A2", ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Sản phẩm"])
        sheet.write_row("A3", ["1", "Rà soát"])
        sheet.merge_range("C3:C4", "Văn phòng\nThanh tra")
        sheet.merge_range("D3:D4", "Tháng 6")
        sheet.merge_range("E3:E4", "Báo cáo")
        sheet.write_row("A4", ["2", "Kiểm tra"])
        for column, text in enumerate(["3", "Công bố", "Thanh tra", "Tháng 6"]):
            sheet.merge_range(4, column, 5, column, text)
        sheet.write("E5", "Quyết định")
        sheet.write("E6", "Phụ lục")
    return stream.getvalue()


@pytest.mark.parametrize("data", [merged_docx(), merged_xlsx()], ids=["Word", "a sheet"])
def test_what_is_merged_downwards_is_said_of_every_task_beside_it(data: bytes) -> None:
    both = ["Văn phòng", "Thanh tra"]
    assert said_of([], data) == [
        ("1", "Rà soát", both, JUNE, "Báo cáo"),
        ("2", "Kiểm tra", both, JUNE, None),
        ("3", "Công bố", ["Thanh tra"], JUNE, "Quyết định"),
    ]
    draft, plan = drafted(data)
    assert plan.title.endswith("DANH MỤC NHIỆM VỤ NĂM 2025")
    assert [line.strip() for line in draft.text.splitlines() if "# cần" in line][-2:] == [
        "# cần xem lại: “Báo cáo”",
        f"# cần xem lại: hàng {5 if data.find(b'word/') > 0 else 6}: Phụ lục",
    ]
    assert "GIÁM ĐỐC" not in draft.text


def test_names_that_come_twice_and_characters_that_no_plan_holds() -> None:
    header = ["TT", "Chỉ tiêu", "Mức", "Thời hạn"]
    rows = [
        ["1", "Tin\u200b bài", "≥ 20 bài", "Năm 2025"],
        ["1", "tin bài", "≥ 30 bài", "Năm 2025"],
        ["1", 'Tin "bài" \\ #x: {y}', "100%", "Quý II/2025"],
        ["một số rất dài không phải số", "Tin\nbài\tkhác", "≥ 5", "Năm 2025"],
    ]
    draft, plan = drafted(as_xlsx([header, *rows]))
    assert "# cần xem lại: số thứ tự “một số rất dài không phải số”" in draft.text
    assert [(task.id, task.title) for task in plan.tasks] == [
        ("1", "Tin bài"),
        ("1-2", "tin bài"),
        ("1-3", 'Tin "bài" \\ #x: {y}'),
        ("2", "Tin bài khác"),
    ]
    assert [indicator.name for indicator in plan.indicators[:2]] == ["Tin bài", "tin bài (1)"]


def test_a_table_without_tasks_is_none() -> None:
    assert read_task_table(as_xlsx([["STT", "Họ tên"], ["1", "A"]]), "x.xlsx") is None


def test_two_tasks_with_one_product_are_no_fault(tmp_path: Path) -> None:
    rows = [
        ["1", "Rà soát", "Văn phòng", "", "Quý I/2025", "Báo cáo"],
        ["2", "Kiểm tra", "Văn phòng", "", "Quý II/2025", "Báo cáo"],
    ]
    _, plan = drafted(as_xlsx([HEADER, *rows]))
    assert [target.id for target in plan.target_by_id.values()] == ["1", "2"]


def test_init_draws_up_a_plan_that_is_valid(tmp_path: Path) -> None:
    (tmp_path / "nhiệm vụ.docx").write_bytes(as_docx([[HEADER, *ROWS]]))
    made = cchc("init", "mới", "--from", "nhiệm vụ.docx", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert (
        made.stdout
        == """\
Đã soạn mới/plans/2025.yaml: 5 nhiệm vụ, 2 tên phần
Số hàng không thành nhiệm vụ: 1
  nhiệm vụ.docx, bảng 1, ô A7: Phụ lục kèm theo
5 chỗ cần người quyết định; tìm “cần xem lại” trong mới/plans/2025.yaml
Tiếp theo: cd mới && cchc form
"""
    )
    valid = cchc("validate", "mới/plans/2025.yaml", cwd=tmp_path)
    assert (valid.returncode, valid.stderr) == (0, "")


def test_init_refuses_a_file_without_tasks_or_years(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(as_xlsx([["Họ tên", "Tuổi"], ["A", "30"]]))
    (tmp_path / "b.xlsx").write_bytes(as_xlsx([HEADER, ["1", "Việc", "Văn phòng", "", "", ""]]))
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 nothing")
    for name, code in (("a.xlsx", "V611"), ("b.xlsx", "V339"), ("c.docx", "A1"), ("d.xlsx", "A101")):
        refused = cchc("init", "mới", "--from", name, cwd=tmp_path)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert code in refused.stderr
        assert not (tmp_path / "mới").exists()


@pytest.mark.parametrize("name", ["ke-hoach.pdf", "ke-hoach.doc", "nhiem-vu.csv"])
def test_init_names_the_files_that_it_can_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.4\n")
    refused = cchc("init", "mới", "--from", name, cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"V310: --from không nhận “{name}”\n" in refused.stderr
    assert "chọn một trong: .yaml, .yml, .docx, .xlsx" in refused.stderr
