"""Sheets made by `cchc form --scoring`, filled in and read back, in every form that figures take."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import xlwt
from openpyxl import load_workbook

from cchc_cli.cli.main import main

TABLE = """version: 1
id: bang
title: Bảng điểm
year: 2022
units: [vp, tt]
criteria:
  - id: "1"
    name: Nhóm
    criteria:
      - {id: "1.1", name: Kế hoạch, max: 1, choices: {kip-thoi: 1, cham: 0.5}}
      - {id: "1.10", name: Thẳng, max: 2, manual: true}
      - {id: "1.2", name: Tỷ lệ, max: 2, proportional: {full: 100}, veto: {above: 0}}
      - {id: "1.3", name: Bỏ, max: 4, deduct: 1}
"""
VALUES = {
    "1.1": ("kip-thoi", None),
    "1.10": (1.5, None),
    "1.2": (0.85, 0),
    "1.3": ("không áp dụng", None),
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    monkeypatch.delenv("CCHC_LANG", raising=False)
    Path("bang.yaml").write_text(TABLE, encoding="utf-8")


def points(*sheets: str) -> dict[str, tuple[str, str, str]]:
    out = Path("ket-qua.json")
    assert main(["score", *sheets, "--scoring", "bang.yaml", "-q", "-o", str(out)]) == 0
    ranking = json.loads(out.read_text(encoding="utf-8"))["ranking"]
    return {one["unit"]: (one["low"], one["high"], one["max"]) for one in ranking}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_is_filled_in_and_read_back(language: str) -> None:
    assert main(["form", "--scoring", "bang.yaml", "--lang", language]) == 0
    path = Path("phieu-cham-bang/vp.xlsx")
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    filled = 0
    for row in sheet.iter_rows(min_row=5):
        value, veto = VALUES.get(str(row[0].value), (None, None))
        if value is not None:
            assert row[6].protection.locked is False
            row[6].value, row[7].value = value, veto
            if row[0].value == "1.2":
                row[6].number_format = "0.0%"
            filled += 1
    assert filled == 4
    book.save(path)
    # 1 + 1.5 + 85% of 2; 1.3 does not apply. The other unit is unknown throughout.
    assert points("phieu-cham-bang") == {"vp": ("4.2", "4.2", "5"), "tt": ("0.5", "9", "9")}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_in_csv(language: str) -> None:
    options = ["--format", "csv", "--unit", "tt", "--stage", "self", "--lang", language]
    assert main(["form", "--scoring", "bang.yaml", *options]) == 0
    path = Path("phieu-cham-bang-tt.csv")
    text = path.read_text(encoding="utf-8-sig")
    mark = ";" if language == "vi" else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    for row in rows[1:]:
        value, veto = VALUES[row[0]]
        row[6] = "85%" if row[0] == "1.2" else "na" if row[0] == "1.3" else str(value)
        row[7] = "" if veto is None else str(veto)
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    assert points(str(path))["tt"] == ("4.2", "4.2", "5")
    # Every heading of a form is known to its reader: none is said to be left out.
    told = json.loads(Path("ket-qua.json").read_text(encoding="utf-8"))["diagnostics"]
    assert [one for one in told if one["code"] == "A107"] == []


def test_an_old_workbook_and_a_text_with_tabs() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Phiếu")
    rows = [("Bảng tự chấm", "", ""), ("Đơn vị", "Tiêu chí", "Giá trị"), ("vp", "1.10", 1.5)]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save("vp.xls")
    Path("tt.tsv").write_text("unit\tcriterion\tvalue\ntt\tThẳng\t1,5\n", encoding="utf-8")
    assert points("vp.xls", "tt.tsv") == {"vp": ("2", "8.5", "9"), "tt": ("2", "8.5", "9")}


def test_a_number_that_excel_made_of_an_id_is_not_another_criterion(
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Phiếu")
    for row, cells in enumerate([("Đơn vị", "Tiêu chí", "Giá trị"), ("vp", 1.1, 1.5)]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save("vp.xls")
    # 1.1 as a number may have been 1.10.
    assert main(["score", "vp.xls", "--scoring", "bang.yaml"]) == 2
    assert "A619" in capsys.readouterr().err


def test_a_form_that_was_filled_in_is_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "--scoring", "bang.yaml", "--unit", "vp"]) == 0
    path = Path("phieu-cham-bang-vp.xlsx")
    path.write_bytes(path.read_bytes() + b" ")
    assert main(["form", "--scoring", "bang.yaml", "--unit", "vp"]) == 2
    assert "V137" in capsys.readouterr().err
    assert main(["form", "--scoring", "bang.yaml", "--unit", "nobody"]) == 2
    assert main(["form", "--scoring", "nowhere.yaml"]) == 2


@pytest.mark.parametrize(
    ("units", "options", "made"),
    [
        ("[so]", ["-o", "phieu/"], "phieu/so.xlsx"),
        ("[so]", ["-o", "phieu", "--format", "csv"], "phieu/so.csv"),
        ("[so]", ["-o", "phieu.csv"], "phieu.csv"),
        ("[so]", [], "phieu-cham-bang-so.xlsx"),
        ("[vp, tt]", ["-o", "phieu"], "phieu/tt.xlsx"),
    ],
)
def test_an_output_that_names_no_kind_of_file_is_a_folder(
    units: str, options: list[str], made: str
) -> None:
    Path("bang.yaml").write_text(TABLE.replace("[vp, tt]", units), encoding="utf-8")
    assert main(["form", "--scoring", "bang.yaml", *options]) == 0
    assert Path(made).is_file()


def test_the_same_form_has_the_same_bytes() -> None:
    assert main(["form", "--scoring", "bang.yaml", "--unit", "vp", "-o", "a.xlsx"]) == 0
    assert main(["form", "--scoring", "bang.yaml", "--unit", "vp", "-o", "b.xlsx"]) == 0
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()


def test_a_fault_in_a_workbook_names_sheet_and_cell(capsys: pytest.CaptureFixture[str]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Phiếu")
    rows = [("Bảng tự chấm", "", ""), ("Đơn vị", "Tiêu chí", "Giá trị"), ("vp", "1.1", "muộn")]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save("vp.xls")
    assert main(["score", "vp.xls", "--scoring", "bang.yaml"]) == 2
    told = capsys.readouterr().err
    assert "A605" in told
    assert "C3" in told
    assert "Phiếu" in told


def test_the_order_of_files_and_rows_changes_nothing() -> None:
    rows = [
        f"{unit},{stage},{criterion},{value}"
        for stage, values in (("self", ("kip-thoi", 2, 90, 0)), ("final", ("cham", 1, 95, 1)))
        for unit in ("vp", "tt")
        for criterion, value in zip(("1.1", "1.10", "1.2", "1.3"), values, strict=True)
    ]
    made = []
    for order in (rows, rows[::-1], rows[1::2] + rows[::2]):
        halves = [order[: len(order) // 2], order[len(order) // 2 :]]
        for name, half in zip(("a.csv", "b.csv"), halves, strict=True):
            Path(name).write_text("\n".join(["unit,stage,criterion,value", *half]), encoding="utf-8")
        for names in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
            out = Path("ra.json")
            assert main(["score", *names, "--scoring", "bang.yaml", "-q", "-o", str(out)]) == 0
            made.append(json.loads(out.read_text(encoding="utf-8"))["ranking"])
    assert all(ranking == made[0] for ranking in made)
    assert [(one["stage"], one["unit"], one["rank"]) for one in made[0]] == [
        ("self", "vp", None), ("self", "tt", None), ("final", "vp", None), ("final", "tt", None),
    ]  # fmt: skip
