"""A month as it is worked, from an empty folder: form, collect, check, report, close; then the next."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_cli.reading.cells.days import day_of
from test_cli import cchc

PLAN = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
actuals: ../so-lieu
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
  - {id: c, name: Phòng C}
groups: {tat-ca: [a, b]}
indicators:
  - {id: bai, name: Tin bài, kind: count, measure: bài, definition: Bài đã đăng trong kỳ}
  - {id: gio, name: Giờ tập huấn, kind: count, decimal: true}
  - {id: cong, name: Hồ sơ toàn Sở, kind: count}
  - {id: loi, name: Thuyết minh, kind: narrative}
  - {id: quy-che, name: Ban hành quy chế, kind: milestone, evidence: required}
  - {id: yc, name: Báo cáo theo yêu cầu, kind: count, every: on_demand}
tasks:
  - id: I
    clause: I
    title: Tuyên truyền
    owners: [a]
    targets:
      - {id: bai, indicator: bai, at_least: 24, each: tat-ca}
      - {id: gio, indicator: gio, at_least: 1, each: a, severity: warning}
      - {id: cong, indicator: cong, at_least: 10, pace: final}
      - {id: loi, indicator: loi, each: b}
      - {id: quy-che, indicator: quy-che, at_least: 1, each: b, due: 2022-02, severity: warning}
      - {id: yc, indicator: yc, at_least: 1, each: b, severity: warning}
"""
FIRST_ROW = 10
VALUE, EVIDENCE, NOTE, INDICATOR = 6, 7, 8, 11

JANUARY = {
    "a": {"bai": 2, "gio": 1.234, "cong": 7},
    "b": {"bai": 3, "loi": "- Đã họp; không có vướng mắc"},
}
FEBRUARY = {
    "a": {"bai": 2, "gio": 0, "cong": 0},
    "b": {"bai": 1, "loi": "@ cả phòng đã họp", "quy-che": 1},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "so-lieu").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def fill(path: Path, values: dict[str, object], sent: object = None) -> None:
    """Types values into the unlocked cells, as a person would."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    left = dict(values)
    if sent is not None:
        assert not sheet["H7"].protection.locked
        sheet["H7"].value = sent
    for row in range(FIRST_ROW, sheet.max_row + 1):
        indicator = sheet.cell(row, INDICATOR).value
        if indicator not in left:
            continue
        value = left.pop(indicator)
        column = NOTE if isinstance(value, str) else VALUE
        assert not sheet.cell(row, column).protection.locked
        sheet.cell(row, column).value = value
        if indicator == "quy-che":
            sheet.cell(row, EVIDENCE).value = "12/QĐ-SKHCN"
    assert not left
    book.save(path)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_two_months_from_an_empty_folder(folder: Path) -> None:
    figures, closed = folder / "so-lieu" / "2022.csv", folder / "so-lieu" / "thu.closed.csv"

    made = cchc("form", cwd=folder)
    assert made.returncode == 0, made.stderr
    assert made.stdout == (
        "Biểu tháng 1/2022: số liệu từ 15/12/2021 đến 14/1/2022, gửi chậm nhất ngày 19/1/2022\n"
        "  bieu-mau-2022-01/a.xlsx: Phòng A, 3 dòng\n"
        "  bieu-mau-2022-01/b.xlsx: Phòng B, 4 dòng\n"
        "  Phòng C: kỳ này không phải gửi số liệu, không lập biểu\n"
        "Tiếp theo: cchc collect bieu-mau-2022-01  — gộp các biểu đã điền vào số liệu\n"
    )
    forms = folder / "bieu-mau-2022-01"
    fill(forms / "a.xlsx", JANUARY["a"])
    one = cchc("collect", "bieu-mau-2022-01/a.xlsx", "--into", "so-lieu/2022.csv", cwd=folder)
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == (
        "so-lieu/2022.csv: thêm 3, thay 0, giữ nguyên 0; có tất cả 3 số liệu\n"
        "tháng 1/2022:\n"
        "  ✓ Phòng A: đã gửi đủ (3/3)\n"
        "  ○ Phòng B: chưa gửi\n"
        "Tiếp theo: cchc check  — xem đơn vị nào chậm chỉ tiêu nào\n"
    )
    refused = cchc("close", "2022-01", cwd=folder)
    assert refused.returncode == 2
    assert "V221: Phòng B còn thiếu 2 số liệu: Tin bài; Thuyết minh" in refused.stderr
    assert not closed.exists()

    fill(forms / "b.xlsx", JANUARY["b"])
    both = cchc("collect", "bieu-mau-2022-01", "--into", "so-lieu/2022.csv", cwd=folder)
    assert both.returncode == 0, both.stderr
    assert "lưu ý V215: 3 số liệu của biểu đã có" in both.stderr
    assert lines(figures) == [
        "period,unit,indicator,value,evidence,note,source,sent",
        "2022-01,,cong,7,,,bieu-mau-2022-01/a.xlsx,",
        "2022-01,a,bai,2,,,bieu-mau-2022-01/a.xlsx,",
        "2022-01,a,gio,1.2340,,,bieu-mau-2022-01/a.xlsx,",
        "2022-01,b,bai,3,,,bieu-mau-2022-01/b.xlsx,",
        "2022-01,b,loi,,, - Đã họp; không có vướng mắc,bieu-mau-2022-01/b.xlsx,",
    ]
    # Read back from the forms, the figures are those that were collected.
    asked = ("check", "--format", "json")
    from_forms = json.loads(cchc(*asked, "bieu-mau-2022-01", cwd=folder).stdout)
    from_file = json.loads(cchc(*asked, cwd=folder).stdout)
    for result in (from_forms, from_file):
        for verdict in result["verdicts"]:
            verdict["figures"] = [(one["unit"], one["value"]) for one in verdict["figures"]]
    assert from_forms["verdicts"] == from_file["verdicts"]
    assert cchc("check", cwd=folder).returncode == 0
    assert cchc("report", "-o", "bc.md", cwd=folder).returncode == 0
    done = cchc("close", "2022-01", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Đã chốt tháng 1/2022: 5 số liệu, 0 chưa có số liệu (so-lieu/thu.closed.csv)\n"
        "Tiếp theo: cchc form  — lập biểu số liệu gửi các đơn vị\n"
    )
    before = closed.read_bytes()
    again = cchc("close", "2022-01", cwd=folder)
    assert again.returncode == 0
    assert "V222" in again.stderr
    assert closed.read_bytes() == before

    assert cchc("form", cwd=folder).returncode == 0
    forms = folder / "bieu-mau-2022-02"
    for unit, values in FEBRUARY.items():
        fill(forms / f"{unit}.xlsx", values)
        valid = cchc("validate", f"bieu-mau-2022-02/{unit}.xlsx", cwd=folder)
        assert (valid.returncode, valid.stderr) == (0, "")
    taken = cchc("collect", "bieu-mau-2022-02", "--into", "so-lieu/2022.csv", cwd=folder)
    assert (taken.returncode, taken.stderr) == (0, "")
    assert cchc("check", cwd=folder).returncode == 0
    assert cchc("report", "-o", "bc.md", cwd=folder).returncode == 0
    assert cchc("close", "2022-02", cwd=folder).returncode == 0
    assert [line for line in lines(closed) if line.startswith("2022-02")] == [
        "2022-02,,cong,0,,,1,,,",
        "2022-02,a,bai,2,,,1,,,",
        "2022-02,a,gio,0,,,1,,,",
        "2022-02,b,bai,1,,,1,,,",
        "2022-02,b,loi,,, @ cả phòng đã họp,1,,,",
        "2022-02,b,quy-che,1,12/QĐ-SKHCN,,1,,,",
    ]


def test_into_a_workbook_gives_the_same_verdicts(folder: Path) -> None:
    assert cchc("form", cwd=folder).returncode == 0
    for unit, values in JANUARY.items():
        fill(folder / "bieu-mau-2022-01" / f"{unit}.xlsx", values)
    verdicts = []
    for name in ("x.csv", "x.xlsx"):
        for _ in range(2):
            taken = cchc("collect", "bieu-mau-2022-01", "--into", name, cwd=folder)
            assert taken.returncode == 0, taken.stderr
        result = json.loads(cchc("check", name, "--format", "json", cwd=folder).stdout)
        for verdict in result["verdicts"]:
            verdict["figures"] = [(one["value"], one["unit"]) for one in verdict["figures"]]
        verdicts.append(result["verdicts"])
    assert verdicts[0] == verdicts[1]


def test_the_same_form_has_the_same_bytes_and_a_filled_one_is_not_overwritten(folder: Path) -> None:
    assert cchc("form", cwd=folder).returncode == 0
    assert cchc("form", "-o", "again", cwd=folder).returncode == 0
    first, second = folder / "bieu-mau-2022-01" / "a.xlsx", folder / "again" / "a.xlsx"
    assert first.read_bytes() == second.read_bytes()
    fill(first, JANUARY["a"])
    filled = first.read_bytes()
    lost = folder / "bieu-mau-2022-01" / "b.xlsx"
    lost.unlink()
    again = cchc("form", cwd=folder)
    assert again.returncode == 0
    assert "bieu-mau-2022-01/a.xlsx: Phòng A, giữ nguyên vì đã được điền hoặc sửa" in again.stdout
    assert first.read_bytes() == filled
    assert lost.read_bytes() == (folder / "again" / "b.xlsx").read_bytes()
    alone = cchc("form", "--unit", "a", "-o", str(first), cwd=folder)
    assert (alone.returncode, alone.stderr.count("V137")) == (2, 1)
    assert cchc("form", "--replace", cwd=folder).returncode == 0
    assert first.read_bytes() == second.read_bytes()


def test_what_a_form_shows(folder: Path) -> None:
    (folder / "so-lieu" / "cu.csv").write_text(
        "period,unit,indicator,value\n2022-01,a,bai,4\n2022-02,a,bai,1\n", encoding="utf-8"
    )
    assert cchc("form", "2022-03", "--unit", "Phòng A", "-o", "a.xlsx", cwd=folder).returncode == 0
    sheet = load_workbook(folder / "a.xlsx").worksheets[0]
    texts = [sheet.cell(row, 1).value for row in range(1, 8)]
    assert texts[1] == "BIỂU SỐ LIỆU THÁNG 3/2022"
    assert texts[2] == "Phòng A"
    assert "15/2/2022 đến hết ngày 14/3/2022; gửi chậm nhất ngày 19/3/2022" in texts[4]
    assert "Không phát sinh thì ghi 0, đừng để trống" in texts[5]
    assert texts[6].startswith("=IF(COUNTBLANK(F10:F12)=0,")
    assert [sheet.cell(10, column).value for column in (2, 3, 4, 5, 9, 10, 11)] == [
        "Tin bài",
        "bài",
        "Bài đã đăng trong kỳ. Mục tiêu: ≥ 24 bài.",
        5,
        "2022-03",
        "a",
        "bai",
    ]
    assert sheet.protection.sheet
    assert sheet.cell(10, 5).protection.locked
    assert all(sheet.column_dimensions[name].hidden for name in "I")
    assert sheet.cell(10, 1).font.name == "Times New Roman"
    assert sheet.page_setup.paperSize in (9, "9")
    rules = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert rules == {"F10": "whole", "F11": "decimal", "F12": "whole"}


SENT = [
    (date(2022, 1, 19), "gửi ngày 19/1/2022, đúng hạn", "2022-01-19"),
    ("20/1/2022", "gửi ngày 20/1/2022, chậm 1 ngày (hạn 19/1/2022)", "2022-01-20"),
]


@pytest.mark.parametrize(("day", "told", "kept"), SENT)
def test_the_day_of_sending_is_kept_and_tells_complete_from_in_time(
    folder: Path, day: object, told: str, kept: str
) -> None:
    assert cchc("form", "--unit", "a", "-o", "a.xlsx", cwd=folder).returncode == 0
    fill(folder / "a.xlsx", JANUARY["a"], day)
    done = cchc("collect", "a.xlsx", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"✓ Phòng A: đã gửi đủ (3/3), {told}\n" in done.stdout
    figures = folder / "so-lieu" / "so-lieu.csv"
    assert [line.rpartition(",")[2] for line in lines(figures)] == ["sent", kept, kept, kept]
    before = figures.read_bytes()
    # Another unit's form without a day leaves what is known as it is.
    assert cchc("form", "2022-01", "--unit", "b", "-o", "b.xlsx", cwd=folder).returncode == 0
    fill(folder / "b.xlsx", JANUARY["b"])
    assert cchc("collect", "b.xlsx", cwd=folder).returncode == 0
    assert set(before.splitlines()) < set(figures.read_bytes().splitlines())
    assert cchc("check", cwd=folder).returncode == 0


def test_a_day_of_sending_that_is_none_names_its_cell(folder: Path) -> None:
    assert cchc("form", "--unit", "a", "-o", "a.xlsx", cwd=folder).returncode == 0
    fill(folder / "a.xlsx", JANUARY["a"], "hôm qua")
    refused = cchc("collect", "a.xlsx", cwd=folder)
    assert refused.returncode == 2
    assert "ô H7: lỗi A245: ô ngày gửi ghi “hôm qua”, không phải là một ngày" in refused.stderr
    assert not (folder / "so-lieu" / "so-lieu.csv").exists()


@pytest.mark.parametrize("output", [[], ["-o", "c.xlsx"], ["-o", "-"]])
def test_no_form_is_made_with_nothing_to_fill_in(folder: Path, output: list[str]) -> None:
    """A sheet without a row is refused by `validate` and `collect`."""
    made = cchc("form", "2022-03", "--unit", "c", *output, cwd=folder)
    assert made.returncode == 0
    told = made.stderr if output == ["-o", "-"] else made.stdout
    assert told.endswith("  Phòng C: kỳ này không phải gửi số liệu, không lập biểu\n")
    assert sorted(path.name for path in folder.iterdir()) == ["plans", "so-lieu"]


def test_csv_form_round_trips(folder: Path) -> None:
    made = cchc("form", "2022-01", "--unit", "a", "--format", "csv", "-o", "a.csv", cwd=folder)
    assert made.returncode == 0
    path = folder / "a.csv"
    text = path.read_bytes().decode("utf-8-sig")
    assert text.splitlines()[:2] == [
        "kỳ;đơn vị;chỉ tiêu;số liệu;minh chứng;ghi chú;ngày gửi;mục tiêu;đã báo cáo",
        "2022-01;Phòng A;Tin bài;;;;;≥ 24 bài;–",
    ]
    incomplete = cchc("validate", "a.csv", cwd=folder)
    assert incomplete.returncode == 2
    assert incomplete.stderr.count("V210") == 3
    path.write_bytes(text.replace(";;;", ";0;;").encode("utf-8-sig"))
    valid = cchc("validate", "a.csv", cwd=folder)
    assert (valid.returncode, valid.stderr) == (0, "")
    assert valid.stdout == "a.csv: đủ và đúng (Phòng A, tháng 1/2022: 3 số liệu)\n"
    path.write_bytes(text.replace(";;;;", ";0;;;18/1/2022").encode("utf-8-sig"))
    assert cchc("collect", "a.csv", cwd=folder).returncode == 0
    assert sent_column(folder) == ["2022-01-18"] * 3


FORMS = [
    (["--format", "pdf"], "V310"),
    (["2023-01"], "V209"),
    (["2022-13"], "V209"),
    (["--unit", "Phòng D"], "V301"),
]


@pytest.mark.parametrize(("arguments", "code"), FORMS)
def test_a_form_that_can_not_be_made(folder: Path, arguments: list[str], code: str) -> None:
    refused = cchc("form", *arguments, cwd=folder)
    assert refused.returncode == 2
    assert code in refused.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["plans", "so-lieu"]


SPELLINGS = [
    "19/1/2022",
    "19-01-2022",
    "19.1.2022",
    "2022-01-19",
    "ngày 19/01/2022",
    "Ngày 19 tháng 01 năm 2022",
    "19/1/2022 14:30",
    "19/1/2022 8:30 SA",
    "2022-01-19T08:30:00Z",
    "ngay 19 thang 1 nam 2022",
    " 19 / 1 / 2022 ",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_day_may_be_written_as_people_do(text: str) -> None:
    assert day_of(text) == date(2022, 1, 19)
    assert day_of(unicodedata.normalize("NFD", text)) == date(2022, 1, 19)


@pytest.mark.parametrize(
    "text", ["", "19/1", "19/1/22", "1/19/2022", "31/2/2022", "hôm qua", "٣/1/2022"]
)
def test_what_is_no_whole_day_is_none(text: str) -> None:
    assert day_of(text) is None


def sent_column(folder: Path) -> list[str]:
    return [line.rpartition(",")[2] for line in lines(folder / "so-lieu" / "so-lieu.csv")[1:]]


def test_a_correction_keeps_the_day_and_a_second_sheet_may_bring_it(folder: Path) -> None:
    """What came in time stays in time when it is corrected; a day that was forgotten comes later."""
    assert cchc("form", "--unit", "a", "-o", "a.xlsx", cwd=folder).returncode == 0
    fill(folder / "a.xlsx", JANUARY["a"])
    assert cchc("collect", "a.xlsx", cwd=folder).returncode == 0
    assert sent_column(folder) == ["", "", ""]
    fill(folder / "a.xlsx", {}, "19/1/2022")
    assert cchc("collect", "a.xlsx", cwd=folder).returncode == 0
    assert sent_column(folder) == ["2022-01-19"] * 3
    fill(folder / "a.xlsx", {"bai": 4}, "25/1/2022")
    assert cchc("collect", "a.xlsx", "--replace", cwd=folder).returncode == 0
    assert "2022-01,a,bai,4,,,a.xlsx,2022-01-19" in lines(folder / "so-lieu" / "so-lieu.csv")
    assert sent_column(folder) == ["2022-01-19"] * 3


def test_a_day_that_can_not_be_is_refused(folder: Path) -> None:
    """7/8/2022 typed where days come after months is 8 July: before a month of August begins."""
    assert cchc("form", "--unit", "a", "-o", "a.xlsx", cwd=folder).returncode == 0
    fill(folder / "a.xlsx", JANUARY["a"], date(2021, 12, 14))
    refused = cchc("collect", "a.xlsx", cwd=folder)
    assert refused.returncode == 2
    assert (
        "A246: ngày gửi là 14/12/2021, trong khi số liệu tháng 1/2022 chỉ có thể gửi từ 15/12/2021 "
        "đến 20/1/2023"
    ) in refused.stderr
    fill(folder / "a.xlsx", {}, "19/1/2032")
    assert "A246" in cchc("collect", "a.xlsx", cwd=folder).stderr
    fill(folder / "a.xlsx", {}, date(2021, 12, 15))
    assert cchc("collect", "a.xlsx", cwd=folder).returncode == 0


def test_a_sheet_of_another_unit_is_told_by_its_file_name(folder: Path) -> None:
    """A unit that filled in another's form must not be told to write over that one's figures."""
    assert cchc("form", cwd=folder).returncode == 0
    forms = folder / "bieu-mau-2022-01"
    fill(forms / "b.xlsx", JANUARY["b"])
    assert cchc("collect", "bieu-mau-2022-01/b.xlsx", cwd=folder).returncode == 0
    fill(forms / "b.xlsx", {"bai": 9, "loi": "Không có."})
    (forms / "b.xlsx").rename(forms / "Phòng A.xlsx")
    refused = cchc("collect", "bieu-mau-2022-01/Phòng A.xlsx", cwd=folder)
    assert refused.returncode == 2
    assert "cảnh báo V236: tệp mang tên a nhưng là biểu của Phòng B" in refused.stderr
    # A narrative's text is quoted, and named where it stands.
    assert "ô H11: lỗi V216" in refused.stderr
    assert '“Thuyết minh” là "Không có.", trong khi' in refused.stderr
    (forms / "Phòng A.xlsx").rename(forms / "b (2).xlsx")
    refused = cchc("collect", "bieu-mau-2022-01/b (2).xlsx", cwd=folder)
    assert "V216" in refused.stderr
    assert "V236" not in refused.stderr


def test_a_sheet_that_nobody_filled_in_has_one_line(folder: Path) -> None:
    assert cchc("form", cwd=folder).returncode == 0
    fill(folder / "bieu-mau-2022-01" / "a.xlsx", JANUARY["a"])
    done = cchc("collect", "bieu-mau-2022-01", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  ○ Phòng B: chưa gửi\n" in done.stdout


def test_a_row_for_several_months_says_which_days_it_covers(folder: Path) -> None:
    """Its form says the month's days above, and asked for a quarter all the same."""
    plan = PLAN.replace("name: Tin bài, kind: count", "name: Tin bài, kind: count, every: quarter")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    assert cchc("form", "2022-03", "--unit", "a", "-o", "a.xlsx", cwd=folder).returncode == 0
    sheet = load_workbook(folder / "a.xlsx").worksheets[0]
    assert sheet["B10"].value == "Tin bài – quý I/2022"
    assert "Tính từ ngày 15/12/2021 đến hết ngày 14/3/2022." in sheet["D10"].value
    assert "Tính từ" not in sheet["D11"].value


def test_evidence_that_comes_later_is_kept(folder: Path) -> None:
    """The figure stood there already, so the sheet was taken for known and its evidence was lost."""
    head, figures = "period,unit,indicator,value,evidence,note\n", folder / "so-lieu" / "so-lieu.csv"

    def collected(row: str, *options: str) -> str:
        (folder / "b.csv").write_text(head + row, encoding="utf-8")
        assert cchc("collect", "b.csv", *options, cwd=folder).returncode == 0
        return lines(figures)[1]

    assert collected("2022-02,b,quy-che,1,,\n") == "2022-02,b,quy-che,1,,,b.csv,"
    told = "2022-02,b,quy-che,1,QĐ 12/QĐ-SKHCN,đã đăng\n"
    assert collected(told) == "2022-02,b,quy-che,1,QĐ 12/QĐ-SKHCN,đã đăng,b.csv,"
    # What somebody wrote is not lost to a sheet without it, nor to another, unless that is asked for.
    assert "QĐ 12/QĐ-SKHCN,đã đăng" in collected("2022-02,b,quy-che,1,,\n")
    assert "QĐ 12/QĐ-SKHCN,đã đăng" in collected("2022-02,b,quy-che,1,QĐ 13,\n")
    assert "QĐ 13,đã đăng" in collected("2022-02,b,quy-che,1,QĐ 13,\n", "--replace")
