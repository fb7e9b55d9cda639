"""`cchc score` as it is run: formats, exit codes, figures for the plan, what is never written over."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from cchc_cli.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
SHEET = str(ROOT / "examples" / "scoring" / "phieu-cham-2022.csv")
TABLE = str(ROOT / "scoring" / "2022.yaml")
EMULATION = str(ROOT / "scoring" / "thi-dua-2022.yaml")
PLAN = str(ROOT / "plans" / "2022.yaml")
BASE = [SHEET, "--scoring", TABLE, "--plan", PLAN]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCHC_PLAN", raising=False)
    monkeypatch.delenv("CCHC_LANG", raising=False)


def score(*arguments: str) -> int:
    return main(["score", *arguments])


def test_the_text_gives_intervals_classes_and_deductions(capsys: pytest.CaptureFixture[str]) -> None:
    assert score(*BASE) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        "  Sở Khoa học và Công nghệ tỉnh Quảng Ngãi: 54,17–56,17/68 (còn thiếu: 7.3) = 79,66%–82,60%; "
        "chưa xếp loại được (Khá hoặc Tốt); chấm trên 68 điểm (1 tiêu chí không áp dụng)" in lines
    )
    assert "  2.3 Xử lý sau rà soát: 1,5 → 1 (−0,5); Phòng Quản lý Công nghệ và Chuyên ngành" in lines


def test_the_json_has_the_shape_of_its_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert score(*BASE, "--format", "json") == 0
    result = json.loads(capsys.readouterr().out)
    assert list(result) == ["schema", "scores", "ranking", "diagnostics"]
    by_key = {(one["stage"], one["criterion"]): one for one in result["scores"]}
    assert by_key["self", "7.1"] == {
        "unit": "so",
        "stage": "self",
        "criterion": "7.1",
        "low": "2.875",
        "high": "2.875",
        "max": "3",
        "value": "57.5",
        "rule": "proportional",
        "owner": "tdc",
        "source": f"{Path(SHEET).as_posix()}:30",
    }
    total = by_key["self", None]
    assert (total["low"], total["high"], total["max"]) == ("54.166", "56.166", "68")
    assert result["ranking"] == [
        {"unit": "so", "stage": "self", "low": "54.166", "high": "56.166", "max": "68", "rank": 1,
         "class": None},
        {"unit": "so", "stage": "final", "low": "54.666", "high": "54.666", "max": "68", "rank": 1,
         "class": "Tốt"},
    ]  # fmt: skip


def test_a_single_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert score(*BASE, "--format", "json", "--stage", "final") == 0
    result = json.loads(capsys.readouterr().out)
    assert {one["stage"] for one in result["scores"]} == {"final"}


@pytest.mark.parametrize(
    ("bound", "code"),
    [("Tốt", 0), ("tốt", 0), ("Xuất sắc", 1), ("80%", 0), ("80.39", 0), ("80,4%", 1), ("81", 1)],
)
def test_fail_under(bound: str, code: int) -> None:
    assert score(*BASE, "--fail-under", bound) == code


def test_absence_never_passes() -> None:
    assert score(*BASE, "--stage", "self", "--fail-under", "80%") == 1
    assert score(*BASE, "--stage", "self", "--fail-under", "79%") == 0


def test_an_unknown_class_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert score(*BASE, "--fail-under", "Tôt") == 2
    assert "V602" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["txt", "json", "md", "html", "docx", "xlsx"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_format_has_the_same_bytes_twice(suffix: str, language: str) -> None:
    for name in ("a", "b"):
        assert score(*BASE, "--lang", language, "-o", f"{name}.{suffix}") == 0
    first, second = (Path(f"{name}.{suffix}").read_bytes() for name in ("a", "b"))
    assert first == second
    assert first


def test_the_workbook_has_numbers() -> None:
    assert score(*BASE, "-o", "diem.xlsx") == 0
    book = load_workbook(BytesIO(Path("diem.xlsx").read_bytes()))
    assert book.sheetnames == ["Xếp hạng", "Điểm", "Bị trừ điểm"]
    assert book.properties.title == "Tự chấm điểm Chỉ số cải cách hành chính năm 2022"
    rows = list(book["Bị trừ điểm"].iter_rows(values_only=True))[1:]
    assert [row[1:6] for row in rows] == [
        ("1.1.3", "Kết quả cụ thể, rõ trách nhiệm", 1, 0, 1),
        ("2.3", "Xử lý sau rà soát", 1.5, 1, 0.5),
    ]


def test_the_word_document_shows_every_criterion() -> None:
    assert score(*BASE, "-o", "diem.docx") == 0
    with ZipFile("diem.docx") as archive:
        text = archive.read("word/document.xml").decode()
    assert "TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2022" in text
    assert all(f">{leaf}<" in text for leaf in ("1.1.1", "7.3", "T.1"))


def test_names_from_the_table_can_act_on_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bang.yaml").write_text(
        "version: 1\nid: t\ntitle: '<script>|[x](y)'\nyear: 2022\nunits: u\n"
        "criteria:\n  - {id: A, name: '<b>=1+1|', max: 2, manual: true}\n",
        encoding="utf-8",
    )
    for suffix in ("md", "html"):
        assert score("--scoring", "bang.yaml", "-o", f"a.{suffix}") == 0
        text = Path(f"a.{suffix}").read_text(encoding="utf-8")
        assert "<script>" not in text
        assert "<b>" not in text


def test_deductions_feed_the_plan_in_two_commands(capsys: pytest.CaptureFixture[str]) -> None:
    Path("so-lieu").mkdir()
    shutil.copy(ROOT / "examples" / "2022" / "actuals.csv", "so-lieu")
    assert score(*BASE, "--deductions", "so-lieu/diem.csv") == 0
    capsys.readouterr()
    assert main(["check", "so-lieu", "--plan", PLAN, "--format", "json", "--as-of", "2022-12"]) == 1
    result = json.loads(capsys.readouterr().out)
    verdicts = {
        (one["target"], one["unit"]): (one["status"], one["actual"]) for one in result["verdicts"]
    }
    assert verdicts["tieu-chi-bi-tru", "hcth"] == ("missed", 1)
    assert verdicts["tieu-chi-bi-tru", "qlcn"] == ("missed", 1)
    assert verdicts["tieu-chi-bi-tru", "tdc"] == ("met", 0)
    complete = [
        one["value"]
        for verdict in result["verdicts"]
        for one in verdict["figures"]
        if (one["indicator"], one["period"], one["unit"])
        == ("tieu-chi-da-hoan-thanh", "2022-Q4", "hcth")
    ]
    assert complete in ([], [7])


def test_what_is_not_known_is_not_written_as_0(capsys: pytest.CaptureFixture[str]) -> None:
    own = "".join(
        line
        for line in Path(SHEET).read_text(encoding="utf-8").splitlines(keepends=True)
        if ",final," not in line
    )
    Path("tu-cham.csv").write_text(own, encoding="utf-8")
    assert score("tu-cham.csv", *BASE[1:], "--deductions", "diem.csv") == 0
    rows = Path("diem.csv").read_text(encoding="utf-8")
    assert "tieu-chi-bi-tru" not in rows  # the council has not spoken yet
    assert "tdc,tieu-chi-da-hoan-thanh" not in rows  # 7.3 is open
    assert "2022-Q4,hcth,tieu-chi-da-hoan-thanh,8" in rows
    assert capsys.readouterr().err.count("V605") == 2


@pytest.mark.parametrize("option", ["-o", "--deductions"])
@pytest.mark.parametrize("target", ["sheet", "table"])
def test_no_input_is_written_over(option: str, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    sheet, table = Path("p.csv"), Path("b.csv")
    shutil.copy(SHEET, sheet)
    shutil.copy(TABLE, table)
    before = {path: path.read_bytes() for path in (sheet, table)}
    path = str(sheet if target == "sheet" else table)
    arguments = [str(sheet), "--scoring", str(table), "--plan", PLAN, "--format", "text"]
    assert score(*arguments, option, path) == 2
    assert {path: path.read_bytes() for path in before} == before
    assert "V320" in capsys.readouterr().err


def test_json_says_why_there_are_no_points(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.csv").write_text("unit,stage,criterion,value\nso,self,9.9,1\n", encoding="utf-8")
    assert score("p.csv", "--scoring", TABLE, "--plan", PLAN, "--format", "json") == 2
    result = json.loads(capsys.readouterr().out)
    assert (result["scores"], result["ranking"]) == ([], [])
    assert [one["code"] for one in result["diagnostics"]] == ["A602"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["x.csv"], "V608"),
        (["--scoring", "nowhere.yaml"], "P623"),
        (["nowhere.csv", "--scoring", TABLE], "A101"),
        ([SHEET, "--scoring", TABLE, "--stage", "last"], "V310"),
        ([SHEET, "--scoring", TABLE, "-o", "x.pdf"], "V311"),
        ([SHEET, "--scoring", TABLE, "--plan", "nowhere.yaml"], "P110"),
        (["--scoring", EMULATION], "P111"),
        ([SHEET, "--scoring", TABLE, "--plan", PLAN, "--unit", "tdc"], "A614"),
    ],
)
def test_wrong_usage_exits_2(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score(*arguments) == 2
    assert code in capsys.readouterr().err


def test_a_table_that_needs_no_plan_is_scored_without(capsys: pytest.CaptureFixture[str]) -> None:
    assert score(SHEET, "--scoring", TABLE) == 0
    assert "  so: 54,67/68 = 80,39%; Tốt" in capsys.readouterr().out


def test_the_emulation_is_fed_by_the_plan_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert score("--scoring", EMULATION, "--plan", PLAN, "--format", "json") == 0
    result = json.loads(capsys.readouterr().out)
    known = {(one["unit"], one["criterion"]): one for one in result["scores"]}
    # One late filing is known by July, and more may come.
    late = known["tdc", "C"]
    assert (late["low"], late["high"], late["max"]) == ("0", "20", "30")
    assert known["thanh-tra", "C"]["value"] == "na"
    assert known["tdc", "A"]["value"] == "met"
    assert all(one["rank"] is None and one["class"] is None for one in result["ranking"])


@pytest.mark.parametrize(
    ("criterion", "shown"),
    [
        ("1.1.4", f"  tự chấm: 90 → 1; {Path(SHEET).as_posix()}:5"),
        ("1.3.1", f"  tự chấm: 25 ÷ 30 × 1,5 → 1,25; {Path(SHEET).as_posix()}:8"),
        ("1.4.1", f"  tự chấm: 17 × 0,1 → 1,7; {Path(SHEET).as_posix()}:10"),
        ("3.1", f"  tự chấm: số liệu loại trừ 1 trên 0 → 0; {Path(SHEET).as_posix()}:15"),
        ("4.2", f"  tự chấm: 2 − 3 × 0,5 → 0,5; {Path(SHEET).as_posix()}:25"),
        ("7.3", "  tự chấm: chưa có giá trị → 0–2; chưa có phiếu chấm nào ghi"),
        ("7", "  tự chấm: 7.1: 2,88; 7.2: 2,99; 7.3: 0–2 → 5,87–7,87/8"),
        ("Xử lý sau rà soát", f"  tự chấm: 1,5 → 1,5; {Path(SHEET).as_posix()}:14"),
    ],
)
def test_explain_a_criterion(criterion: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", criterion, *BASE]) == 0
    assert shown in capsys.readouterr().out.splitlines()


def test_explain_says_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "7.9", *BASE]) == 2
    assert "V606" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
def test_a_report_has_an_annex_of_points(suffix: str) -> None:
    figures = str(ROOT / "examples" / "2022" / "actuals.csv")
    path = Path(f"bao-cao.{suffix}")
    assert main(["report", figures, *BASE, "-o", str(path)]) == 0
    if suffix == "docx":
        with ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode()
    else:
        text = path.read_text(encoding="utf-8")
    title = "ĐIỂM THEO BẢNG ĐIỂM" if suffix == "docx" else "Phụ lục I. Điểm theo bảng điểm"
    deducted = text.index("Tiêu chí bị trừ điểm")
    assert text.index(title) < deducted < text.index("Điểm từng tiêu chí")
    assert "54,67/68" in text
    assert "Kế hoạch ngày 27/7/2022" in text[deducted:].replace("\xa0", " ")
    plain = Path(f"khong.{suffix}")
    assert main(["report", figures, "--plan", PLAN, "-o", str(plain)]) == 0
    assert title.encode() not in plain.read_bytes()


@pytest.mark.parametrize(("value", "shown"), [("9.9996", "9,9996"), ("10", "10"), ("9.9942", "9,99")])
def test_no_sum_in_the_annex_is_rounded_to_its_maximum(value: str, shown: str) -> None:
    Path("bang.yaml").write_text(
        "{version: 1, id: b, title: Bảng, year: 2022, units: [so], criteria: [{id: '1', name: Nhóm,"
        " criteria: [{id: '1.1', name: Riêng, max: 10, manual: true}]}]}",
        encoding="utf-8",
    )
    Path("p.csv").write_text(f"unit,stage,criterion,value\nso,self,1.1,{value}\n", encoding="utf-8")
    figures = str(ROOT / "examples" / "2022" / "actuals.csv")
    arguments = ["report", figures, "p.csv", "--plan", PLAN, "--scoring", "bang.yaml", "-o", "b.md"]
    assert main(arguments) == 0
    rows = [line.split("|") for line in Path("b.md").read_text(encoding="utf-8").splitlines()]
    points = [row[4].strip(" *") for row in rows if len(row) > 4 and row[2].strip(" *") == "Nhóm"]
    assert points == [shown]


def test_a_report_without_points_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.csv").write_text("unit,stage,criterion,value\nso,self,9.9,1\n", encoding="utf-8")
    figures = str(ROOT / "examples" / "2022" / "actuals.csv")
    arguments = ["report", figures, "p.csv", "--plan", PLAN, "--scoring", TABLE, "-o", "b.md"]
    assert main(arguments) == 2
    assert "A602" in capsys.readouterr().err
    assert not Path("b.md").exists()


def test_validate_knows_a_scoring_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", TABLE, EMULATION, "--plan", PLAN]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("bảng điểm hợp lệ (5 tiêu chí).")
    text = Path(EMULATION).read_text(encoding="utf-8").replace("tin-bai", "tin-bia")
    Path("sai.yaml").write_text(text, encoding="utf-8")
    assert main(["validate", "sai.yaml", "--plan", PLAN]) == 2
    assert "P620" in capsys.readouterr().err


def test_a_stage_that_nobody_has_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert score(*BASE, "--stage", "appraised") == 0
    assert "V603" in capsys.readouterr().err


def test_points_that_rest_on_nothing_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert score("--scoring", TABLE) == 0
    assert "V609" in capsys.readouterr().err
    assert score("--scoring", EMULATION, "--plan", PLAN) == 0
    assert "V609" not in capsys.readouterr().err
    assert score(*BASE) == 0
    assert "V609" not in capsys.readouterr().err
