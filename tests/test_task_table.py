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
from cchc_cli.reading.task_table.phrases import Goal, deadline, goal, unit_names
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
    assert draft.tasks + len(draft.other) - repeated == len(ROWS)
    assert [unit.name for unit in plan.units] == [
        "Văn phòng Sở",
        "Phòng Pháp chế",
        "Thanh tra Sở",
        "Bộ phận Một cửa",
    ]
    assert [task.product for task in plan.tasks] == ["Báo cáo rà soát", None, "Quyết định", None, None]


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
        ("Trước ngày 30/6/2025", "2025-06-30"),
        ("Năm 2025", "2025"),
        ("thường xuyên", "ongoing"),
        ("Hằng năm", "ongoing"),
        ("31/2/2025", None),
        ("Theo yêu cầu", None),
    ],
)
def test_deadlines(text: str, due: str | None) -> None:
    assert deadline(text) == due


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("≥ 60%", Goal("at_least", "60%", "")),
        ("tối thiểu 20 bài", Goal("at_least", "20", "bài")),
        ("100%", Goal("at_least", "100%", "")),
        ("trên 90%", Goal("above", "90%", "")),
        ("dưới 2,5 ngày", Goal("below", "2.5", "ngày")),
        ("từ 10% đến 20%", None),
        ("tăng dần", None),
        ("năm 2025 đạt 60%", None),
    ],
)
def test_goals(text: str, said: Goal | None) -> None:
    assert goal(text) == said


def test_units_are_told_from_everybody() -> None:
    assert unit_names("Văn phòng Sở, các phòng liên quan; Thanh tra") == (
        ["Văn phòng Sở", "Thanh tra"],
        ["các phòng liên quan"],
    )


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
    assert "5 nhiệm vụ; 3 hàng" in made.stdout
    assert "Phụ lục kèm theo" in made.stdout
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
