"""The report's first page: a sentence, counts that add up, who is short of what, what is due."""

from __future__ import annotations

import html
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from cchc_cli.model.verdict import Status
from cchc_cli.reading.notes import read_notes
from cchc_cli.render.document.model import SpanName
from cchc_cli.render.wording import Wording
from report_support import MARKDOWN, ROOT, example_result, pages_of
from support import result_of
from test_cli import cchc

PLAN = """
version: 1
id: thu
title: Kế hoạch thử
number: 15/KH-T
issued: 2022-01-05
issuer: Sở Thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
sections: [{clause: II, title: Hiện đại hóa}]
units: [{id: a, name: Phòng A}, {id: b, name: Phòng B}]
groups: {tat-ca: [a, b]}
indicators:
  - {id: bai, name: Tin bài, kind: count, measure: bài}
  - {id: tre, name: Trễ hạn, kind: count, measure: hồ sơ}
tasks:
  - id: I.1
    clause: I.1
    title: Làm
    owners: [a]
    targets: [{id: bai, indicator: bai, at_least: 24, each: tat-ca}]
  - id: II.1
    clause: II.1
    title: Không trễ
    owners: [b]
    targets: [{id: tre, indicator: tre, at_most: 0, each: tat-ca}]
  - {id: II.2, clause: II.2, title: Phối hợp, owners: [b]}
"""
FIGURES = """period,unit,indicator,value,evidence,note
2022-01,a,bai,2,,
2022-02,a,bai,0,,Người đi học
2022-01,a,tre,0,,
2022-02,a,tre,0,,
2022-01,b,bai,1,,
2022-02,b,bai,3,,
2022-01,b,tre,1,so-1.pdf,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "so.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


def test_page_says_who_is_behind_on_what_by_how_much_since_when() -> None:
    page = pages_of(result_of(PLAN, FIGURES, "2022-02"), "vi")
    assert page["judgement"] == (
        "Đến hết tháng 2/2022, 2 trong 4 nội dung được đánh giá không đạt, chậm tiến độ hoặc chưa đạt "
        "mức: Phòng A (1); Phòng B (1)."
    )
    names = ("name", "word", "reached", "goal", "gap", "needed", "since", "clause")
    assert [
        (group["unit"], *(row[name] for name in names))
        for group in page["shortfalls"]
        for row in group["rows"]
    ] == [
        (
            "Phòng A",
            "Tin bài",
            "chậm tiến độ",
            "2",
            "≥ 24 bài (đến nay 4)",
            "thiếu 2",
            "3",
            "T2 (1 tháng)",
            "I.1",
        ),
        ("Phòng B", "Trễ hạn", "không đạt", "1", "≤ 0 hồ sơ", "vượt 1", "–", "T1 (2 tháng)", "II.1"),
    ]
    assert page["changes_text"] == (
        "So với tháng 1/2022: 1 nội dung mới không đạt hoặc chậm, 1 nội dung vẫn không đạt hoặc chậm, "
        "1 nội dung đã khắc phục."
    )
    assert page["not_sent"] == "Mới gửi một phần số liệu tháng 2/2022: Phòng B."
    assert page["due_text"] == (
        "Số liệu tháng 3/2022 (từ 15/02/2022 đến 14/3/2022) gửi chậm nhất ngày 19/3/2022."
    )
    assert page["plan"]["citation"] == "Kế hoạch thử số 15/KH-T ngày 05/01/2022"


def test_in_the_first_period_everything_is_short_since_then() -> None:
    """There is nothing before it to compare with; a quarter says so in quarters."""
    page = pages_of(result_of(PLAN, FIGURES, "2022-01"), "vi")
    assert [row["since"] for group in page["shortfalls"] for row in group["rows"]] == [
        "T1 (1 tháng)",
        "T1 (1 tháng)",
    ]
    page = pages_of(result_of(PLAN, FIGURES, "2022-03"), "vi", span=SpanName.QUARTER)
    assert {row["since"] for group in page["shortfalls"] for row in group["rows"]} == {
        "quý I/2022 (1 quý)"
    }


LONG = """
version: 1
id: dai
title: Chương trình
period: {from: 2021-01, to: 2030-12, report_days: 10}
units: [{id: a, name: Sở A}, {id: b, name: Sở B}]
groups: {so: [a, b]}
indicators:
  - {id: bao-cao, name: Báo cáo, measure: báo cáo, kind: count, every: quarter}
  - {id: hai-long, name: Hài lòng, measure: "%", kind: level, every: year}
tasks:
  - id: "1"
    clause: I
    title: Báo cáo
    owners: [so]
    targets: [{id: bao-cao, indicator: bao-cao, at_least: 1, each: so, per: period}]
  - {id: "2", clause: II, title: Hài lòng, targets: [{id: hai-long, indicator: hai-long, at_least: 90%}]}
  - {id: "3", clause: III, title: Đề án, owners: [a], schedule: {due: 2022-02-05}, product: Đề án}
"""
LONG_FIGURES = """period,unit,indicator,value
2021-Q1,a,bao-cao,0
2021-Q2,a,bao-cao,1
2021-Q3,a,bao-cao,1
2021-Q4,a,bao-cao,1
2021-Q1,b,bao-cao,1
2021-Q2,b,bao-cao,1
2021-Q3,b,bao-cao,1
2021,,hai-long,85
"""


def test_a_plan_without_monthly_figures_names_periods_and_days_as_they_are() -> None:
    """Of the goal for each quarter the quarter that broke it; of a due date that is a day that day."""
    page = pages_of(result_of(LONG, LONG_FIGURES, "2021-12"), "vi")
    assert page["judgement"].startswith("Đến hết tháng 12/2021, 2 trong 4 nội dung")
    assert page["judgement"].endswith(
        ": Sở A (1); Số liệu chung của cơ quan (1); 1 nội dung chưa đủ số liệu để kết luận."
    )
    row = page["shortfalls"][0]["rows"][0]
    assert (row["reached"], row["goal"], row["gap"]) == (
        "3/4 kỳ đạt",
        "≥ 1 báo cáo mỗi quý",
        "quý I/2021",
    )
    page = pages_of(result_of(LONG, LONG_FIGURES, "2022-01"), "vi")
    assert [(one["due"], one["value"]) for one in page["due_targets"]["rows"]] == [
        ("05/02/2022", "chưa có số liệu / hoàn thành")
    ]
    page = pages_of(result_of(LONG, LONG_FIGURES, "2022-04"), "vi")
    assert page["due_text"] == (
        "Số liệu quý II/2022 (từ 01/4/2022 đến 30/6/2022) gửi chậm nhất ngày 10/7/2022."
    )


def test_figures_that_an_earlier_period_lacks_are_named_beside_those_that_were_sent() -> None:
    rows = LONG_FIGURES.replace("2021-Q1,a,bao-cao,0", "2021-Q1,a,bao-cao,1").replace(
        "2021-Q2,a", "2021-Q4,b"
    )
    page = pages_of(result_of(LONG, rows, "2021-12"), "vi")
    assert page["not_sent"] == "Còn thiếu số liệu kỳ trước: Sở A (quý II/2021)."
    (open_one,) = page["undecided"]
    assert open_one["without"] == "Sở A (thiếu số liệu quý II/2021)"


def test_who_has_not_sent_and_owes_earlier_months_is_said_to_owe_both() -> None:
    """Who owes the same stands together; a part sent for the month is its own sentence."""
    head = FIGURES.splitlines()[0]
    rows = [head, "2022-03,a,bai,3,,", "2022-04,b,bai,1,,", "2022-04,b,tre,0,,"]
    said = {
        month: pages_of(result_of(PLAN, "\n".join(rows), f"2022-{month}"), "vi")["not_sent"]
        for month in ("04", "05")
    }
    assert said == {
        "04": "Chưa gửi số liệu tháng 4/2022: Phòng A (còn thiếu cả tháng 1/2022 – tháng 3/2022). "
        "Còn thiếu số liệu kỳ trước: Phòng B (tháng 1/2022 – tháng 3/2022).",
        "05": "Chưa gửi số liệu tháng 5/2022: Phòng A (còn thiếu cả tháng 1/2022 – tháng 4/2022); "
        "Phòng B (còn thiếu cả tháng 1/2022 – tháng 3/2022).",
    }


def test_what_ends_next_is_a_line_for_each_target_what_is_short_first() -> None:
    """Units that stand differently are counted; what is met already is not named."""
    plan = PLAN.replace("at_most: 0", "at_most: 5")
    rows = FIGURES + "2022-02,b,tre,0,,\n"
    for month in range(3, 12):
        for unit in "ab":
            rows += f"2022-{month:02},{unit},bai,1,,\n2022-{month:02},{unit},tre,0,,\n"
    page = pages_of(result_of(plan, rows, "2022-11"), "vi")
    due = page["due_targets"]
    assert [(one["name"], one["scope"], one["value"]) for one in due["rows"]] == [
        ("Tin bài", "Phòng A, Phòng B", "2 chậm tiến độ"),
        ("Trễ hạn", "Phòng A, Phòng B", "2 chưa phát sinh vi phạm"),
    ]
    assert due["left"] == 0
    page = pages_of(
        result_of(plan, rows.replace("2022-11,b,bai,1", "2022-11,b,bai,15"), "2022-11"), "vi"
    )
    assert [(one["scope"], one["value"]) for one in page["due_targets"]["rows"][:1]] == [
        ("Phòng A", "11 / ≥ 24")
    ]


def test_the_copy_is_kept_once() -> None:
    for recipients, expected in (("Sở Nội vụ", "Lưu: VT, T."), ("Lưu: VT, VP", "")):
        head = f'letterhead: {{abbreviation: T, recipients: ["{recipients}"]}}\n'
        assert pages_of(result_of(PLAN + head, FIGURES), "vi")["words"]["archive"] == expected


def test_counts_add_up_to_all_verdicts_in_every_view() -> None:
    result = example_result()
    page = pages_of(result, "en")
    assert sum(int(count["value"]) for count in page["counts"]) == len(result.verdicts)
    assert page["total"] == str(len(result.verdicts))
    by_name = {count["name"]: int(count["value"]) for count in page["counts"]}
    assert by_name["short"] == result.number_of(Status.BEHIND) + result.number_of(Status.MISSED)
    assert by_name["short"] == sum(len(group["rows"]) for group in page["shortfalls"])


def test_parts_of_the_plan_have_one_table_each_under_the_plans_own_headings() -> None:
    sections = pages_of(result_of(PLAN, FIGURES, "2022-02"), "vi")["sections"]
    assert [(section["heading"], section["not_judged"]) for section in sections] == [
        ("Phần I", ""),
        ("II. Hiện đại hóa", "II.2"),
    ]
    (line,) = sections[0]["tasks"][0]["targets"]
    assert line["results"] == "Phòng A: 2 (chậm tiến độ); Phòng B: 4"
    assert [(one["word"], one["count"]) for one in line["counts"]] == [
        ("đúng tiến độ", "1"),
        ("chậm tiến độ", "1"),
    ]


def test_the_examples_page_is_short() -> None:
    from cchc_cli.render.document.template import render_template

    text = render_template(MARKDOWN, pages_of(example_result(), "vi", full=False))
    assert isinstance(text, str)
    assert len(text.splitlines()) <= 150


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 5), "05/01/2026"),
        (date(2026, 2, 28), "28/02/2026"),
        (date(2026, 3, 9), "09/3/2026"),
        (date(2026, 7, 12), "12/7/2026"),
        (date(2026, 12, 31), "31/12/2026"),
    ],
)
def test_days_are_written_as_the_decree_asks(day: date, written: str) -> None:
    assert Wording("vi").on_paper().day(day) == written
    assert Wording("en").on_paper().day(day) == day.isoformat()


NOTES = """\ufeff# Ghi chú tháng 2

## I. Đánh giá
Nhìn chung tốt,
còn một việc chậm.

<!-- nhắc: hỏi lại
phòng A -->
## Tồn tại, hạn chế và nguyên nhân:
- Thiếu người
- Chưa đôn đốc

## Kien nghi
Thêm một biên chế.
"""


def test_notes_are_read_by_their_headings() -> None:
    notes = read_notes(NOTES.encode(), "n.md")
    assert notes.parts == {
        "assessment": ("Nhìn chung tốt, còn một việc chậm.",),
        "causes": ("- Thiếu người", "- Chưa đôn đốc"),
    }
    (fault,) = notes.diagnostics
    assert (fault.code, str(fault.location)) == ("V164", "n.md:13")
    assert fault.params["near"] == "kiến nghị"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Ghi chú tháng 7\n\n## Đánh giá\nTốt.\n", []),
        ("# Đánh giá\nTốt.\n", []),
        ("# Ghi chú\nLạc lõng.\n## Đánh giá\nTốt.\n", ["n.md:2"]),
        ("## Đánh giá\nTốt.\n# một #hai\nThêm.\n", ["n.md:3"]),
        ("# Một\n# Hai\n## Đánh giá\nTốt.\n", ["n.md:2"]),
    ],
)
def test_nothing_in_notes_is_left_out_without_a_word(text: str, expected: list[str]) -> None:
    notes = read_notes(text.encode(), "n.md")
    assert [(one.code, str(one.location)) for one in notes.diagnostics] == [
        ("V164", place) for place in expected
    ]
    assert notes.parts["assessment"] == ("Tốt.",)


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"Khong co tieu de", "V164", "n.md:1"),
        (b"## \xc4\x90\xc3\xa1nh gi\xc3\xa1\n\xff", "V165", "n.md:2"),
        (b"x" * 1_000_001, "V166", "n.md"),
    ],
)
def test_notes_that_are_no_notes_are_refused(data: bytes, code: str, place: str) -> None:
    (fault,) = read_notes(data, "n.md").diagnostics
    assert (fault.code, str(fault.location)) == (code, place)


def test_several_editions_and_the_workbook_in_one_run(folder: Path) -> None:
    (folder / "ghi-chu.md").write_text("## Giải pháp\nTăng người.\n", encoding="utf-8")
    (folder / "ra").mkdir()
    files = ("-o", "a.md", "-o", "a.html", "-o", "ra", "--annex", "kq.xlsx", "--notes", "ghi-chu.md")
    done = cchc("report", "so.csv", *files, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Đã ghi a.md, a.html, ra/bao-cao-2022-02.md, kq.xlsx." in done.stderr
    for name in ("a.md", "a.html"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "Tăng người." in text
        assert "kq.xlsx" in text


def test_one_edition_that_cannot_be_made_keeps_all_from_being_written(folder: Path) -> None:
    (folder / "mau.docx").write_text("không phải Word", encoding="utf-8")
    files = ("-o", "a.docx", "--annex", "kq.xlsx", "--template", "mau.docx")
    done = cchc("report", "so.csv", *files, cwd=folder)
    assert done.returncode == 2
    assert not (folder / "a.docx").exists()
    assert not (folder / "kq.xlsx").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--notes", "khong-co.md"), "V168"),
        (("--annex", "kq.csv"), "V310"),
        (("-o", "a.pdf"), "V310"),
        (("-o", "a.html", "--assets", "x"), "V162"),
    ],
)
def test_wrong_options_are_refused(folder: Path, options: tuple[str, ...], code: str) -> None:
    done = cchc("report", "so.csv", *options, cwd=folder)
    assert done.returncode == 2
    assert code in done.stderr


def test_verdicts_as_tables(folder: Path) -> None:
    done = cchc("check", "so.csv", "-o", "kq.csv", "-o", "kq.xlsx", "-o", "kq.json", cwd=folder)
    assert done.returncode == 1, done.stderr
    result = json.loads((folder / "kq.json").read_text(encoding="utf-8"))
    header, *rows = (folder / "kq.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == len(result["verdicts"])
    first = dict(zip(header.split(","), rows[0].split(","), strict=True))
    assert {name: first[name] for name in ("target", "unit", "unit_name", "status", "status_name")} == {
        "target": "bai",
        "unit": "a",
        "unit_name": "Phòng A",
        "status": "behind",
        "status_name": "chậm tiến độ",
    }
    assert (first["actual"], first["goal"], first["gap"], first["late"]) == ("2", "24", "2", "false")
    assert (header.rpartition(",")[2], first["due"]) == ("due", "2022-12-14")
    book = openpyxl.load_workbook(folder / "kq.xlsx")
    assert book.sheetnames == ["Kết luận", "Số liệu", "Còn thiếu", "Điều chỉnh", "Cách tính", "Nguồn"]
    verdicts = book["Kết luận"]
    assert (verdicts.freeze_panes, verdicts.auto_filter.ref is not None) == ("A2", True)
    titles = [cell.value for cell in verdicts[1]]
    assert verdicts.cell(2, titles.index("Thực hiện") + 1).value == 2
    assert verdicts.cell(2, titles.index("Đánh giá") + 1).value == "chậm tiến độ"
    assert verdicts.cell(2, titles.index("Mức độ") + 1).value == "lỗi"
    assert verdicts.cell(2, titles.index("Quá hạn") + 1).value is None
    assert verdicts.cell(2, titles.index("Hạn") + 1).value == datetime(2022, 12, 14)
    assert verdicts.conditional_formatting
    figures = [[cell.value for cell in row] for row in book["Số liệu"].iter_rows(min_row=2)]
    assert len(figures) == 7
    assert ["so-1.pdf" in row for row in figures].count(True) == 1
    missing = [[cell.value for cell in row] for row in book["Còn thiếu"].iter_rows(min_row=2)]
    assert missing == [["tháng 2/2022", "b", "Phòng B", "tre", "Trễ hạn"]]


def test_a_cell_of_foreign_text_is_no_formula(folder: Path) -> None:
    (folder / "so.csv").write_text(FIGURES.replace("so-1.pdf", "=1+1"), encoding="utf-8")
    plan = PLAN.replace("name: Tin bài", 'name: "=HYPERLINK(1)"')
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    done = cchc("check", "so.csv", "-o", "kq.csv", "-o", "kq.xlsx", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert ",=HYPERLINK" not in (folder / "kq.csv").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / "kq.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_example_has_its_letterhead_and_a_plan_without_one_is_told(folder: Path) -> None:
    done = cchc("report", "so.csv", "-o", "a.docx", cwd=folder)
    assert done.returncode == 0
    assert "V167" in done.stderr
    assert "letterhead.parent" in done.stderr
    example = (str(ROOT / "examples/2022/actuals.csv"), "--plan", str(ROOT / "plans/2022.yaml"))
    assert "V167" not in cchc("report", *example, "-o", "b.docx", cwd=folder).stderr


def test_places_in_workbooks_are_named_in_the_language_of_the_page(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "T1"
    for line in FIGURES.splitlines()[:3]:
        sheet.append(line.split(",")[:4])
    book.save(folder / "so.xlsx")
    files = ("-o", "kq.csv", "-o", "kq.xlsx", "-o", "junit.xml", "--fail-on", "never")
    done = cchc("check", "so.xlsx", *files, cwd=folder)
    assert done.returncode == 0, done.stderr
    done = cchc("report", "so.xlsx", "-o", "r.html", cwd=folder)
    assert done.returncode == 0, done.stderr
    page = html.unescape((folder / "r.html").read_text("utf-8"))
    assert '<code>so.xlsx, trang tính "T1", ô D2</code>' in page
    rows = openpyxl.load_workbook(folder / "kq.xlsx")["Số liệu"].iter_rows(values_only=True)
    assert 'so.xlsx, trang tính "T1", ô D2' in [row[-1] for row in rows]


def test_every_day_of_a_document_is_written_as_the_decree_writes_it(folder: Path) -> None:
    """Also those within sentences about a verdict; a terminal keeps its short form."""
    plan = PLAN.replace(
        "title: Phối hợp, ", "title: Phối hợp, product: Quy chế, schedule: {due: 2022-02-05}, "
    )
    rows = FIGURES + "2022-02,b,II.2,0,,\n"
    page = pages_of(result_of(plan, rows, "2022-02"), "vi")
    (row,) = [row for group in page["shortfalls"] for row in group["rows"] if row["name"] == "Quy chế"]
    assert row["detail"] == "hạn 05/02/2022"
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    (folder / "so.csv").write_text(rows, encoding="utf-8")
    assert "hạn 5/2/2022" in cchc("check", "so.csv", "--as-of", "2022-02", cwd=folder).stdout
    assert cchc("remind", "so.csv", "--as-of", "2022-02", "-o", "nt", cwd=folder).returncode == 0
    letter = (folder / "nt" / "don-doc-b.md").read_text(encoding="utf-8")
    assert "hạn 05/02/2022" in letter
    assert "| 05/02/2022 |" in letter


def test_check_names_the_earlier_months_of_who_has_not_sent_either(folder: Path) -> None:
    rows = FIGURES.splitlines()[0] + "\n2022-03,a,bai,3,,\n2022-04,b,bai,1,,\n2022-04,b,tre,0,,\n"
    (folder / "so.csv").write_text(rows, encoding="utf-8")
    lines = cchc("check", "so.csv", cwd=folder, COLUMNS="200").stdout.splitlines()
    assert [
        line.strip().partition(" (")[0] for line in lines if line.strip().startswith("○ Phòng A: chưa")
    ] == ["○ Phòng A: chưa gửi số liệu tháng 4/2022, còn thiếu số liệu tháng 1/2022 – tháng 3/2022"]


def test_what_only_warns_is_marked_and_a_sum_names_who_answers() -> None:
    """A unit's own row needs no owner: it stands under the unit."""
    plan = PLAN.replace(
        "{id: tre, indicator: tre, at_most: 0, each: tat-ca}",
        "{id: tre, indicator: tre, at_most: 0, over: tat-ca, severity: warning}",
    )
    page = pages_of(result_of(plan, FIGURES + "2022-02,b,tre,0,,\n", "2022-02"), "vi")
    assert [(group["unit"], group["rows"][0]["about"]) for group in page["shortfalls"]] == [
        ("Phòng A", "I.1"),
        ("Tổng của Phòng A, Phòng B", "II.1; chủ trì: Phòng B; chỉ cảnh báo"),
    ]


def test_undecided_verdicts_that_are_not_named_are_counted() -> None:
    """A unit of which some are named says how many more it has; others are counted at the end."""
    page = pages_of(example_result(), "vi")
    named = page["undecided_named"]
    assert [(group["without"], len(group["names"]), group["left"]) for group in named["groups"]] == [
        ("Một cửa (thiếu số liệu tháng 7/2022)", 1, " và 3 nội dung khác"),
        ("Thanh tra (thiếu số liệu quý II/2022)", 1, " và 1 nội dung khác"),
    ]
    assert (len(page["undecided"]), named["left"]) == (6, "")


def test_nothing_undecided_is_named_nowhere() -> None:
    rows = FIGURES + "2022-02,b,tre,0,,\n"
    page = pages_of(result_of(PLAN, rows, "2022-02"), "vi")
    assert page["undecided_named"] == {"groups": [], "left": ""}


def test_items_of_notes_stay_items_in_markdown(tmp_path: Path) -> None:
    assert cchc("init", "--example", cwd=tmp_path).returncode == 0
    text = "# Kiến nghị, đề xuất\n- một *việc*\n- hai\n\n-3 ngày\n"
    (tmp_path / "n.md").write_text(text, encoding="utf-8")
    made = cchc("report", "--notes", "n.md", cwd=tmp_path).stdout
    assert "\n\n- một \\*việc\\*\n\n- hai\n\n\\-3 ngày\n" in made


def test_a_report_by_quarter_speaks_of_quarters() -> None:
    """What is needed is asked of each quarter, and what changed is since the quarter before."""
    rows = FIGURES + "".join(
        f"2022-{month:02},{unit},bai,1,,\n2022-{month:02},{unit},tre,0,,\n"
        for month in range(3, 7)
        for unit in "ab"
    )
    by_month = pages_of(result_of(PLAN, rows, "2022-06"), "vi")
    by_quarter = pages_of(result_of(PLAN, rows, "2022-06"), "vi", span=SpanName.QUARTER)
    needed = [
        [page["shortfalls"][0]["rows"][0][name] for name in ("name", "needed")]
        for page in (by_month, by_quarter)
    ]
    assert needed == [["Tin bài", "3"], ["Tin bài", "9"]]
    assert by_quarter["changes_text"].startswith("So với quý I/2022: ")
    assert by_month["changes_text"].startswith("So với tháng 5/2022: ")
