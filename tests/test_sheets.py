"""Sheets that are wrong, late or contradict: named cell by cell, and nothing is half written."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from test_cli import cchc
from test_monthly_round import JANUARY, PLAN, fill

HEADER = "period,unit,indicator,value,evidence,note\n"
WHOLE_A = "2022-01,a,bai,2,,\n2022-01,a,gio,1,,\n2022-01,,cong,7,,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "so-lieu").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


VALIDATED = [
    (WHOLE_A, 0, []),
    (WHOLE_A.replace("cong,7", "cong,"), 2, ["a.csv:4:15: lỗi V210: còn thiếu “Hồ sơ toàn Sở”"]),
    (
        "2022-01,a,bai,2,,\n",
        2,
        ["a.csv: lỗi V210: còn thiếu “Giờ tập huấn”", "còn thiếu “Hồ sơ toàn Sở”"],
    ),
    (WHOLE_A.replace("bai,2", "bai,-2"), 2, ["a.csv:2:15: lỗi A209"]),
    (WHOLE_A.replace("bai,2", "bai,2.5"), 2, ["a.csv:2:15: lỗi A210"]),
    (WHOLE_A + "2022-01,b,bai,1,,\n", 2, ["lỗi V211: biểu có số liệu của nhiều đơn vị: a, b"]),
    (WHOLE_A + "2022-02,a,bai,1,,\n", 2, ["a.csv:5:15: lỗi V212: biểu này của tháng 1/2022"]),
    (WHOLE_A + "2022-01,a,yc,1,,\n", 0, ["a.csv:5:14: cảnh báo V229"]),
    ("2022-01,b,bai,1,,\n2022-01,b,loi,,,đã họp\n2022-01,b,yc,,,\n", 0, []),
    ("2022-01,b,bai,1,,\n2022-01,b,loi,,,\n", 2, ["a.csv:3:17: lỗi V210: còn thiếu “Thuyết minh”"]),
    ("", 2, ["lỗi V214"]),
]


@pytest.mark.parametrize(("rows", "code", "said"), VALIDATED)
def test_validate_a_sheet(folder: Path, rows: str, code: int, said: list[str]) -> None:
    (folder / "a.csv").write_text(HEADER + rows, encoding="utf-8")
    done = cchc("validate", "a.csv", cwd=folder)
    assert done.returncode == code, done.stderr
    for text in said:
        assert text in done.stderr
    if not said:
        assert done.stderr == ""


def test_validate_folders_of_sheets_and_of_plans(folder: Path) -> None:
    """Named as they are, or by a pattern that the shell left as it is."""
    (folder / "biểu").mkdir()
    (folder / "biểu" / "a.csv").write_text(HEADER + WHOLE_A, encoding="utf-8")
    (folder / "biểu" / "b.csv").write_text(HEADER + "2022-01,b,bai,x,,\n", encoding="utf-8")
    whole = cchc("validate", "biểu", "plans", cwd=folder)
    assert whole.returncode == 2
    assert "plans/thu.yaml: hợp lệ" in whole.stdout
    assert "biểu/a.csv: " in whole.stdout
    assert "biểu/b.csv:2:15: lỗi A208" in whole.stderr
    assert cchc("validate", "biểu/a*.csv", cwd=folder).returncode == 0
    missing = cchc("validate", "biểu/c.csv", "biểu/a.csv", cwd=folder)
    assert missing.returncode == 2
    assert "biểu/c.csv: lỗi A101" in missing.stderr
    assert "biểu/a.csv: " in missing.stdout


def test_an_empty_form_names_each_cell(folder: Path) -> None:
    assert cchc("form", "2022-01", "--unit", "b", "-o", "b.xlsx", cwd=folder).returncode == 0
    done = cchc("validate", "b.xlsx", "--lang", "en", cwd=folder)
    assert done.returncode == 2
    assert (
        'b.xlsx, sheet "T1-2022", cell F10: error V210: “Tin bài” 2022-01 (Phòng B) is missing'
        in done.stderr
    )
    assert (
        'b.xlsx, sheet "T1-2022", cell H11: error V210: “Thuyết minh” 2022-01 (Phòng B) is missing'
        in done.stderr
    )
    assert "A301" not in done.stderr


def test_a_milestone_at_its_end_is_owed_until_it_is_done(folder: Path) -> None:
    rows = "2022-02,b,bai,1,,\n2022-02,b,loi,,,đã họp\n"
    (folder / "b.csv").write_text(HEADER + rows, encoding="utf-8")
    asked = cchc("validate", "b.csv", cwd=folder)
    assert "V210: còn thiếu “Ban hành quy chế”" in asked.stderr
    done = HEADER + "2022-01,b,quy-che,2022-01-05,12/QĐ,\n"
    (folder / "so-lieu" / "cu.csv").write_text(done, encoding="utf-8")
    assert cchc("validate", "b.csv", cwd=folder).returncode == 0


def collect(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = cchc("collect", *arguments, "--into", "so-lieu/x.csv", cwd=folder)
    return done.returncode, done.stdout, done.stderr


def test_a_form_of_another_month_is_named(folder: Path) -> None:
    for month in ("2022-01", "2022-02"):
        for unit in ("a", "b"):
            name = f"{unit}-{month}.xlsx"
            assert cchc("form", month, "--unit", unit, "-o", name, cwd=folder).returncode == 0
    fill(folder / "a-2022-02.xlsx", JANUARY["a"])
    fill(folder / "b-2022-01.xlsx", JANUARY["b"])
    code, _, errors = collect(folder, "a-2022-02.xlsx", "b-2022-01.xlsx", "--as-of", "2022-02")
    assert code == 2
    assert (
        "b-2022-01.xlsx: lỗi V213: đây là biểu của tháng 1/2022, trong khi đợt này nhận biểu của "
        "tháng 2/2022" in errors
    )
    assert "V220" in errors
    assert not (folder / "so-lieu" / "x.csv").exists()
    # Without a month the latest of two equals is meant; by itself a late sheet is taken.
    assert "V213" in collect(folder, "a-2022-02.xlsx", "b-2022-01.xlsx")[2]
    assert collect(folder, "b-2022-01.xlsx")[0] == 0


def test_another_figure_is_refused_unless_it_replaces(folder: Path) -> None:
    (folder / "a.csv").write_text(HEADER + WHOLE_A, encoding="utf-8")
    assert collect(folder, "a.csv")[0] == 0
    kept = (folder / "so-lieu" / "x.csv").read_bytes()
    (folder / "a2.csv").write_text(HEADER + WHOLE_A.replace("bai,2", "bai,3"), encoding="utf-8")
    code, _, errors = collect(folder, "a2.csv")
    assert code == 2
    assert (
        "a2.csv:2:1: lỗi V216: tháng 1/2022 (Phòng A): “Tin bài” là 3, trong khi so-lieu/x.csv:3:1 "
        "đã ghi 2" in errors
    )
    assert (folder / "so-lieu" / "x.csv").read_bytes() == kept
    code, shown, errors = collect(folder, "a2.csv", "--replace")
    assert code == 0
    assert "V217: tháng 1/2022 (Phòng A): “Tin bài” được thay từ 2 thành 3" in errors
    assert shown.startswith("so-lieu/x.csv: thêm 0, thay 1, giữ nguyên 2; có tất cả 3 số liệu\n")
    assert (folder / "so-lieu" / "x.csv").read_text(encoding="utf-8") == (
        "period,unit,indicator,value,evidence,note,source,sent\n"
        "2022-01,,cong,7,,,a.csv,\n"
        "2022-01,a,bai,3,,,a2.csv,\n"
        "2022-01,a,gio,1,,,a.csv,\n"
    )


def test_two_sheets_that_disagree_and_wrong_cells_change_nothing(folder: Path) -> None:
    (folder / "a.csv").write_text(HEADER + WHOLE_A, encoding="utf-8")
    (folder / "a2.csv").write_text(HEADER + WHOLE_A.replace("bai,2", "bai,3"), encoding="utf-8")
    code, _, errors = collect(folder, "a.csv", "a2.csv", "--replace")
    assert code == 2
    assert "V218: tháng 1/2022 (Phòng A): “Tin bài” là 3, trong khi a.csv:2:1 ghi 2" in errors
    assert cchc("form", "2022-01", "--unit", "b", "-o", "b.xlsx", cwd=folder).returncode == 0
    book = load_workbook(folder / "b.xlsx")
    book.worksheets[0]["F10"] = -1
    book.save(folder / "b.xlsx")
    code, shown, _ = collect(folder, "a.csv", "b.xlsx")
    assert code == 2
    assert shown.endswith("b.xlsx: ô sai: F10\n")
    assert not (folder / "so-lieu" / "x.csv").exists()


def test_a_period_is_read_alike_by_every_command(folder: Path) -> None:
    """A day was a period for `check`, and none for `validate` and `collect`."""
    for period in ("14/1/2022", "2022-01-14", "tháng 1/2022", "T1/2022", "01/2022"):
        text = HEADER + WHOLE_A.replace("2022-01", period)
        (folder / "a.csv").write_text(text, encoding="utf-8")
        assert cchc("check", "a.csv", "--fail-on", "never", cwd=folder).returncode == 0
        assert cchc("validate", "a.csv", cwd=folder).returncode == 0
        (folder / "so-lieu" / "x.csv").unlink(missing_ok=True)
        assert collect(folder, "a.csv")[0] == 0
        kept = (folder / "so-lieu" / "x.csv").read_text(encoding="utf-8")
        assert "2022-01,a,bai,2,,,a.csv,\n" in kept


def test_a_slip_of_a_power_of_ten_is_told_while_the_sheet_is_in_hand(folder: Path) -> None:
    known = "".join(f"2022-0{month},b,bai,{month + 2},,\n" for month in (1, 2, 3))
    done = "2022-02,b,quy-che,2022-02-05,12/QĐ,\n"
    (folder / "so-lieu" / "cu.csv").write_text(HEADER + known + done, encoding="utf-8")
    sheet = HEADER + "2022-04,b,bai,50,,\n2022-04,b,loi,,,đã họp\n"
    (folder / "b.csv").write_text(sheet, encoding="utf-8")
    told = "b.csv:2:1: cảnh báo A326: tháng 4/2022 (Phòng B): “Tin bài” là 50, lệch xa mức 5"
    validated = cchc("validate", "b.csv", cwd=folder)
    assert (validated.returncode, told in validated.stderr) == (0, True)
    code, _, errors = collect(folder, "b.csv")
    assert (code, told in errors) == (0, True)


def test_a_part_above_its_whole_is_told_while_the_sheet_is_in_hand(folder: Path) -> None:
    ratio = "  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: gio, denominator: bai}\n"
    plan = (folder / "plans" / "thu.yaml").read_text(encoding="utf-8")
    (folder / "plans" / "thu.yaml").write_text(plan.replace("tasks:\n", f"{ratio}tasks:\n"), "utf-8")
    (folder / "a.csv").write_text(HEADER + WHOLE_A.replace("gio,1", "gio,3"), encoding="utf-8")
    done = cchc("validate", "a.csv", cwd=folder)
    assert done.returncode == 0
    assert "a.csv:3:1: cảnh báo A303" in done.stderr


QUARTERS = """
version: 1
id: thu
title: Kế hoạch từ tháng hai
period: {from: 2022-02, to: 2023-01}
units: [{id: a, name: Phòng A}]
indicators: [{id: hop, name: Cuộc họp, kind: count, every: quarter}]
tasks:
  - {id: I, clause: I, title: Họp, targets: [{id: hop, indicator: hop, at_least: 4, each: a}]}
"""


def test_quarters_that_are_not_the_calendars_have_one_name_everywhere(tmp_path: Path) -> None:
    """What a form and a closing write, every reader reads."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(QUARTERS, encoding="utf-8")
    label = "2022-02..2022-04"
    assert cchc("form", label, "--unit", "a", "-o", "a.csv", cwd=tmp_path).returncode == 0
    form = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert f"{label};Phòng A;Cuộc họp;;" in form
    (tmp_path / "a.csv").write_text(form.replace("Cuộc họp;", "Cuộc họp;1"), encoding="utf-8")
    assert cchc("validate", "a.csv", cwd=tmp_path).returncode == 0
    assert cchc("collect", "a.csv", "--into", "x.csv", cwd=tmp_path).returncode == 0
    assert f"{label},a,hop,1," in (tmp_path / "x.csv").read_text(encoding="utf-8")
    assert cchc("close", label, "x.csv", cwd=tmp_path).returncode == 0
    (closed,) = tmp_path.glob("*.closed.csv")
    assert f"{label},a,hop,1," in closed.read_text(encoding="utf-8")
    judged = cchc("check", "x.csv", "--as-of", label, "--unit", "Phòng A", cwd=tmp_path)
    assert (judged.returncode, judged.stderr) == (0, "")
    (tmp_path / "x.csv").write_text(f"{HEADER}{label},a,hop,2,,\n", encoding="utf-8")
    assert "V201" in cchc("check", "x.csv", cwd=tmp_path).stdout


REFUSED = [
    (["a.csv", "--into", "x.pdf"], "V219"),
    (["a.csv", "--into", "a.csv"], "V219"),
    (["a.csv", "--into", "x.csv", "--as-of", "2030"], "V209"),
    (["khong-co.csv", "--into", "x.csv"], "A101"),
    (["a.csv", "--into", "khong-co/x.csv"], "V306"),
    (["a.csv", "--into", "la.csv"], "V228"),
    (["a.csv", "--into", "hong.csv"], "A203"),
    (["plans/thu.yaml", "--into", "x.csv"], "V325"),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED)
def test_collecting_that_is_refused_leaves_everything(
    folder: Path, arguments: list[str], code: str
) -> None:
    (folder / "a.csv").write_text(HEADER + WHOLE_A, encoding="utf-8")
    (folder / "la.csv").write_text("period,unit,indicator,value,lạ\n", encoding="utf-8")
    (folder / "hong.csv").write_text(HEADER + "2022-01,a,la,1,,\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    done = cchc("collect", *arguments, cwd=folder)
    assert done.returncode == 2
    assert code in done.stderr
    after = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    assert before == after


def test_what_is_wrong_with_figures_names_them(folder: Path) -> None:
    """Who fills in a form knows no ids: repeats, sums and courses are said of names."""
    rows = HEADER + WHOLE_A + "2022-01,a,bai,4,,\n"
    (folder / "so-lieu" / "x.csv").write_text(rows, encoding="utf-8")
    said = cchc("check", "so-lieu/x.csv", cwd=folder).stderr
    assert "A214: số liệu tháng 1/2022 của “Tin bài” (Phòng A) đã có tại" in said
