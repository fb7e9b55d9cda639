"""What a form shows and what its hidden ids say agree, or the cell is at fault."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from test_cli import cchc

PLAN = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
units: [{id: a, name: Phòng A}, {id: b, name: Phòng B}]
groups: {tat-ca: [a, b]}
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: tin-dai, name: Tin bài đăng báo, kind: count}
  - {id: ho-so, name: "Hồ sơ (một cửa) – trễ", kind: count}
  - {id: quy, name: Phiếu khảo sát, kind: count, every: quarter}
  - {id: chung, name: Vụ việc, kind: count}
tasks:
  - id: I
    clause: I
    title: Việc
    owners: [a, b]
    targets:
      - {id: t1, indicator: tin, at_least: 1, each: tat-ca}
      - {id: t2, indicator: tin-dai, at_least: 1, each: tat-ca}
      - {id: t3, indicator: ho-so, at_most: 0, each: tat-ca}
      - {id: t4, indicator: quy, at_least: 1, each: tat-ca}
      - {id: t5, indicator: chung, at_most: 0}
"""
FIRST = 10
"""The first row below the header; names stand in B, ids in I to K."""


@pytest.fixture(params=["vi", "en"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A form of March in either language, every cell filled in."""
    (tmp_path / "p.yaml").write_text(PLAN, encoding="utf-8")
    made = cchc(
        *("form", "2022-03", "--unit", "a", "-o", "a.xlsx", "--plan", "p.yaml"),
        *("--lang", request.param),
        cwd=tmp_path,
    )
    assert made.returncode == 0, made.stderr
    change(tmp_path, lambda sheet: None)
    return tmp_path


def change(folder: Path, edit: Callable[[Worksheet], None]) -> None:
    book = load_workbook(folder / "a.xlsx")
    sheet = book.worksheets[0]
    for row in range(FIRST, sheet.max_row + 1):
        if sheet.cell(row, 11).value:
            sheet.cell(row, 6).value = row
    edit(sheet)
    book.save(folder / "a.xlsx")


def exchange(column: int) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        first, second = sheet.cell(FIRST, column), sheet.cell(FIRST + 1, column)
        first.value, second.value = second.value, first.value

    return edit


def sorted_by_name(sheet: Worksheet) -> None:
    rows = range(FIRST, FIRST + 5)
    names = sorted(str(sheet.cell(row, 2).value) for row in rows)
    for row, name in zip(rows, reversed(names), strict=True):
        sheet.cell(row, 2).value = name


def typed(cell: str, value: str) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet[cell] = value

    return edit


def quarter_of(name: str) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        for row in range(FIRST, sheet.max_row + 1):
            if sheet.cell(row, 11).value == "quy":
                sheet.cell(row, 2).value = f"Phiếu khảo sát – {name}"

    return edit


def test_a_form_as_it_was_made_is_right(folder: Path) -> None:
    done = cchc("validate", "a.xlsx", "--plan", "p.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")


def save_as_text(folder: Path, delimiter: str, encoding: str) -> None:
    sheet = load_workbook(folder / "a.xlsx").worksheets[0]
    with (folder / "a.csv").open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")]
)
def test_a_form_saved_as_text_is_right_too(folder: Path, delimiter: str, encoding: str) -> None:
    save_as_text(folder, delimiter, encoding)
    done = cchc("validate", "a.csv", "--plan", "p.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    change(folder, exchange(2))
    save_as_text(folder, delimiter, encoding)
    assert "lỗi A241" in cchc("validate", "a.csv", "--plan", "p.yaml", cwd=folder).stderr


def test_columns_of_a_table_that_is_no_form_are_not_passed_over_in_silence(folder: Path) -> None:
    rows = "Nội dung,Kỳ,Đơn vị,Chỉ tiêu,Số liệu\n" + "".join(
        f"Việc,{period},a,{name},1\n"
        for name in ("tin", "tin-dai", "ho-so", "quy", "chung")
        for period in ("2022-Q1" if name == "quy" else "2022-03",)
    )
    (folder / "a.csv").write_text("BIỂU SỐ LIỆU,,,,\n" + rows, encoding="utf-8")
    done = cchc("validate", "a.csv", "--plan", "p.yaml", cwd=folder)
    assert "a.csv:2:1: lưu ý A107: bỏ qua cột “Nội dung”" in done.stderr


CONTRADICTIONS = {
    "names exchanged": (exchange(2), ["B10: lỗi A241", "B11: lỗi A241"]),
    "ids exchanged": (exchange(11), ["B10: lỗi A241", "B11: lỗi A241"]),
    "sorted by name alone": (sorted_by_name, ["lỗi A241"]),
    "the name that begins another": (typed("B11", "Tin bài"), ["B11: lỗi A241: dòng này ghi “Tin bài”"]),
    "a name of nothing": (typed("B10", "Bài viết"), ["B10: lỗi A241"]),
    "another quarter": (quarter_of("quý II/2022"), ["lỗi A242: dòng này ghi quý II/2022"]),
    "the whole year": (quarter_of("năm 2022"), ["lỗi A242: dòng này ghi năm 2022"]),
    "title of another month": (
        typed("A2", "BIỂU SỐ LIỆU THÁNG 4/2022"),
        ["A2: lỗi A243: tiêu đề ghi tháng 4/2022 nhưng kỳ ẩn của các dòng là tháng 3/2022"],
    ),
    "title of another month, typed in small letters": (
        typed("A2", "Biểu số liệu tháng 4-2022"),
        ["A2: lỗi A243"],
    ),
    "name of another unit": (
        typed("A3", "Phòng B"),
        ["A3: lỗi A244: biểu ghi “Phòng B” nhưng đơn vị ẩn của các dòng là Phòng A"],
    ),
    "one row of another month": (
        typed("I10", "2022-02"),
        ["I10: lỗi A243: tiêu đề ghi tháng 3/2022 nhưng kỳ ẩn của các dòng là tháng 2/2022"],
    ),
    "one row of another unit": (typed("J11", "b"), ["J11: lỗi A244: biểu ghi “Phòng A”"]),
    "one row without its unit": (
        typed("J10", ""),
        ["J10: lỗi A244: biểu ghi “Phòng A” nhưng đơn vị ẩn của các dòng là số liệu chung"],
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_what_is_shown_and_what_is_hidden(folder: Path, name: str) -> None:
    edit, said = CONTRADICTIONS[name]
    change(folder, edit)
    done = cchc("validate", "a.xlsx", "--plan", "p.yaml", cwd=folder)
    assert done.returncode == 2
    for text in said:
        assert text in done.stderr
    collected = cchc("collect", "a.xlsx", "--into", "x.csv", "--plan", "p.yaml", cwd=folder)
    assert collected.returncode == 2
    assert not (folder / "x.csv").exists()
    assert cchc("check", "a.xlsx", "--plan", "p.yaml", cwd=folder).returncode == 2


WORDS_OF_OTHERS = {
    "issued by a unit": (PLAN + "issuer: Phòng B\n", "a"),
    "titled like a unit": (PLAN.replace("Kế hoạch thử", "Phòng B"), "a"),
    "with a name that another bore": (
        PLAN.replace("name: Phòng A}", "name: Phòng A, to: 2022-02, successor: b}").replace(
            "name: Phòng B", "name: Phòng A, from: 2022-03"
        ),
        "b",
    ),
}


@pytest.mark.parametrize("name", WORDS_OF_OTHERS)
def test_a_form_whose_title_block_speaks_of_another_unit_is_right(tmp_path: Path, name: str) -> None:
    plan, unit = WORDS_OF_OTHERS[name]
    (tmp_path / "p.yaml").write_text(plan, encoding="utf-8")
    made = cchc("form", "2022-03", "--unit", unit, "-o", "a.xlsx", "--plan", "p.yaml", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    change(tmp_path, lambda sheet: None)
    done = cchc("validate", "a.xlsx", "--plan", "p.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


KEPT = {
    "remarks behind the name": typed("B10", "Tin bài (của phòng)"),
    "spaces": typed("B10", "  Tin bài "),
    "an alias in other letters": typed("B10", "tin bài"),
    "the quarter itself": quarter_of("quý I/2022"),
    "other words above": typed("A1", "Sở Khoa học và Công nghệ tháng 4/2022"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_agrees_in_other_words_is_right(folder: Path, name: str) -> None:
    change(folder, KEPT[name])
    done = cchc("validate", "a.xlsx", "--plan", "p.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_sheet_called_after_another_month_is_a_warning(folder: Path) -> None:
    def rename(sheet: Worksheet) -> None:
        sheet.title = "T4-2022"

    change(folder, rename)
    done = cchc("validate", "a.xlsx", "--plan", "p.yaml", cwd=folder)
    assert done.returncode == 0
    assert 'a.xlsx, trang tính "T4-2022": cảnh báo A342' in done.stderr


def test_a_fault_in_a_hidden_column_says_how_to_come_there(folder: Path) -> None:
    change(folder, typed("K10", "tin-bai"))
    done = cchc("validate", "a.xlsx", "--plan", "p.yaml", "--lang", "en", cwd=folder)
    assert done.returncode == 2
    assert "cell K10: error A203" in done.stderr
    assert done.stderr.count("note A343: this cell is in a hidden column") == 1
    assert "unhide the columns behind the last one" in done.stderr
