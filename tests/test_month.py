"""Bare `cchc` leads through the month, and each command says which is next."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.model.course import Course, Made, Step
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.run.check import check
from cchc_cli.run.month import course, following
from support import source
from test_cli import cchc

PLAN = """
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-03, cutoff_day: 14, report_days: 5}
actuals: ../so-lieu
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
groups: {tat-ca: [a, b]}
indicators:
  - {id: bai, name: Tin bài, kind: count}
tasks:
  - id: I
    clause: I
    title: Tuyên truyền
    targets:
      - {id: bai, indicator: bai, at_least: 6, each: tat-ca}
"""
READING = read_plan(PLAN.encode(), "plan.yaml")._replace(sha256="0" * 64)
HEADER = "period,unit,indicator,value\n"
JANUARY = "2022-01,a,bai,2\n2022-01,b,bai,2\n"
FEBRUARY = "2022-02,a,bai,2\n2022-02,b,bai,2\n"
MARCH = "2022-03,a,bai,2\n2022-03,b,bai,2\n"
CLOSED = "period,unit,indicator,value,evidence,note,revision,old_value,reason\n"
QUARTER = JANUARY + FEBRUARY + MARCH
BEFORE, AFTER = date(2022, 2, 19), date(2022, 2, 20)
"""The figures of February are due by 19 February."""


def result_of(rows: str, closed: str = "") -> Result:
    records = [source(CLOSED + closed, "2022.closed.csv")] if closed else []
    return check(READING, [source(HEADER + rows)], records, request=Request())


def closing_of(rows: str) -> str:
    """The record of closed figures of some rows."""
    return "".join(f"{row},,,1,,\n" for row in rows.splitlines())


def course_of(result: Result, made: Made, today: date) -> Course:
    stands = course(result, lambda month: made, today)
    assert stands is not None
    return stands


NOTHING, FORMS = Made(), Made(forms=True)
ALL = Made(forms=True, notices=True, report=True)
COURSES = [
    # A new year: forms first, then what comes back.
    ("", "", NOTHING, BEFORE, (1, Step.FORM, True)),
    ("", "", NOTHING, date(2022, 1, 19), (1, Step.FORM, False)),
    ("", "", FORMS, date(2022, 1, 19), (1, Step.COLLECT, False)),
    # Nothing came in time: whoever owes is written to, then there is nothing but to wait.
    ("", "", FORMS, date(2022, 1, 20), (1, Step.REMIND, True)),
    ("", "", ALL, date(2022, 1, 20), (1, Step.COLLECT, True)),
    # One unit has sent: wait for the other until the due day, then write to it.
    ("2022-01,a,bai,2\n", "", FORMS, date(2022, 1, 19), (1, Step.COLLECT, False)),
    ("2022-01,a,bai,2\n", "", FORMS, date(2022, 1, 20), (1, Step.REMIND, True)),
    # Everything is there: behind is written to, fine is not; then report and close.
    ("2022-01,a,bai,2\n2022-01,b,bai,0\n", "", FORMS, BEFORE, (1, Step.REMIND, False)),
    (JANUARY, "", FORMS, BEFORE, (1, Step.REPORT, False)),
    (JANUARY, "", ALL, BEFORE, (1, Step.CLOSE, False)),
    # Waiting for sheets that nobody was given is no step.
    ("2022-01,a,bai,2\n", "", NOTHING, date(2022, 1, 19), (1, Step.FORM, False)),
    # The closed month is done with; after the last one comes the next year.
    (JANUARY, closing_of(JANUARY), NOTHING, BEFORE, (2, Step.FORM, False)),
    (JANUARY, closing_of(JANUARY), FORMS, AFTER, (2, Step.REMIND, True)),
    (
        JANUARY + FEBRUARY + MARCH,
        closing_of(JANUARY + FEBRUARY + MARCH),
        ALL,
        AFTER,
        (3, Step.YEAR, False),
    ),
]


@pytest.mark.parametrize(("rows", "closed", "made", "today", "expected"), COURSES)
def test_where_the_month_stands(
    rows: str, closed: str, made: Made, today: date, expected: tuple[int, Step, bool]
) -> None:
    stands = course_of(result_of(rows, closed), made, today)
    assert (stands.month % 12 + 1, stands.step, stands.is_overdue) == expected


def test_which_months_are_open_and_closed() -> None:
    stands = course_of(result_of(JANUARY + FEBRUARY + MARCH, closing_of(FEBRUARY)), FORMS, AFTER)
    assert [period.label for period in stands.closed] == ["2022-02"]
    assert [period.label for period in stands.open] == ["2022-01", "2022-03"]


SILENT = [
    (date(2022, 2, 18), []),
    (date(2022, 2, 19), ["2022-02"]),
    (date(2023, 1, 1), ["2022-02..2022-03"]),
]


@pytest.mark.parametrize(("today", "labels"), SILENT)
def test_which_months_are_overdue_without_a_figure(today: date, labels: list[str]) -> None:
    stands = course_of(result_of(JANUARY), FORMS, today)
    assert [period.label for period in stands.silent] == labels


def test_figures_that_cannot_be_read_have_no_course() -> None:
    assert course(result_of("2022-01,a,bai,hai\n"), lambda month: NOTHING, BEFORE) is None


FOLLOWING = [
    (Step.FORM, None, Step.COLLECT),
    (Step.COLLECT, None, Step.CHECK),
    (Step.CHECK, result_of(JANUARY), Step.REPORT),
    (Step.CHECK, result_of("2022-01,a,bai,2\n2022-01,b,bai,0\n"), Step.REMIND),
    (Step.CHECK, result_of(JANUARY, closing_of(JANUARY)), Step.FORM),
    (Step.REMIND, None, Step.REPORT),
    (Step.REMIND, result_of(JANUARY), Step.REPORT),
    (Step.REMIND, check(READING, [source(HEADER)], [], request=Request(as_of="2022-01")), Step.COLLECT),
    (Step.REPORT, None, Step.CLOSE),
    (Step.CLOSE, None, Step.FORM),
]


@pytest.mark.parametrize(("done", "result", "expected"), FOLLOWING)
def test_what_follows(done: Step, result: Result | None, expected: Step) -> None:
    assert following(done, result) == expected


def test_after_the_last_month_comes_the_next_year() -> None:
    assert following(Step.CLOSE, is_last=True) is Step.YEAR


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "so-lieu").mkdir()
    (tmp_path / "plans" / "2022.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "so-lieu" / "x.csv").write_text(HEADER, encoding="utf-8")
    return tmp_path


def last_line(*arguments: str, folder: Path, code: int = 0) -> str:
    done = cchc(*arguments, cwd=folder)
    assert done.returncode == code, done.stderr
    # What a pipe takes from `check` and `report` is the document alone: the line is beside it.
    said = done.stderr if arguments[:1] in (("check",), ("report",)) else done.stdout
    return said.splitlines()[-1].partition("  — ")[0]


def both_streams(*arguments: str, folder: Path) -> str:
    done = cchc(*arguments, cwd=folder)
    return done.stdout + done.stderr


def test_a_new_year_says_form_and_names_no_error(folder: Path) -> None:
    done = cchc(cwd=folder)
    assert (done.returncode, done.stderr) == (2, "")
    assert "Chưa có số liệu nào của kế hoạch này.\n" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Tiếp theo: cchc form  — ")


def test_a_new_year_may_have_no_place_for_figures_yet(folder: Path) -> None:
    """`collect` makes it; a place whose name is mistyped is a fault all the same."""
    (folder / "so-lieu" / "x.csv").unlink()
    empty = cchc(cwd=folder)
    assert (empty.returncode, empty.stderr) == (2, "")
    (folder / "so-lieu").rmdir()
    absent = cchc(cwd=folder)
    assert (absent.returncode, absent.stderr) == (2, "")
    assert empty.stdout == absent.stdout
    assert absent.stdout.splitlines()[-1].startswith("Tiếp theo: cchc form  — ")
    (folder / "solieu").mkdir()
    (folder / "solieu" / "x.csv").write_text(HEADER + JANUARY, encoding="utf-8")
    plan = PLAN.replace("actuals: ../so-lieu", "actuals: ../solieu/y.csv")
    (folder / "plans" / "2022.yaml").write_text(plan, encoding="utf-8")
    mistyped = cchc(cwd=folder)
    assert "A101" in mistyped.stderr
    assert "Tiếp theo" not in mistyped.stdout


def test_each_command_names_the_next_one(folder: Path) -> None:
    figures = folder / "so-lieu" / "x.csv"
    assert last_line("form", folder=folder) == "Tiếp theo: cchc collect bieu-mau-2022-01"
    # The day is past by which the figures were due, and nobody has sent any.
    assert last_line(folder=folder, code=2) == "Tiếp theo: cchc remind --as-of 2022-01"
    screen = cchc(cwd=folder).stdout.replace("\u00a0", " ")
    assert "  ✓ biểu mẫu → · thu số liệu → · đánh giá → ▶ đôn đốc → · báo cáo → · chốt\n" in screen
    written = last_line("remind", "--as-of", "2022-01", folder=folder)
    assert written == "Tiếp theo: cchc collect bieu-mau-2022-01"
    assert last_line(folder=folder, code=2) == "Tiếp theo: cchc collect bieu-mau-2022-01"
    shutil.rmtree(folder / "don-doc-2022-01")
    figures.write_text(HEADER + JANUARY.replace("b,bai,2", "b,bai,0"), encoding="utf-8")
    assert last_line("check", folder=folder, code=1) == "Tiếp theo: cchc remind"
    assert last_line("remind", folder=folder) == "Tiếp theo: cchc report -o bao-cao-2022-01.docx"
    report = ("report", "-o", "bao-cao-2022-01.docx")
    assert last_line(*report, folder=folder) == "Tiếp theo: cchc close 2022-01"
    assert last_line(folder=folder, code=1) == "Tiếp theo: cchc close 2022-01"
    assert last_line("close", "2022-01", folder=folder) == "Tiếp theo: cchc form"
    assert last_line(folder=folder, code=1) == "Tiếp theo: cchc form"
    figures.write_text(HEADER + JANUARY + FEBRUARY + MARCH, encoding="utf-8")
    (folder / "so-lieu" / "2022.closed.csv").unlink()
    assert last_line("close", "2022-Q1", folder=folder) == (
        "Tiếp theo: cchc init nam-2022 --from plans/2022.yaml"
    )


def test_the_next_command_keeps_what_this_one_was_given(folder: Path) -> None:
    figures = folder / "kỳ này.csv"
    figures.write_text(HEADER + "2022-01,a,bai,2\n", encoding="utf-8")
    named = ("kỳ này.csv", "--plan", "plans/2022.yaml")
    tail = '"kỳ này.csv" --plan plans/2022.yaml'
    assert last_line("check", *named, folder=folder, code=1) == f"Tiếp theo: cchc remind {tail}"
    report = last_line("report", *named, "-o", "x.docx", folder=folder)
    assert report == (
        'Tiếp theo: cchc close 2022-01 "kỳ này.csv" --allow-missing --plan plans/2022.yaml'
    )
    # One unit's view, a machine's, and a document on standard output have no such line.
    for arguments in (("--unit", "a"), ("--format", "json"), ("--quiet",)):
        assert "Tiếp theo" not in both_streams("check", *named, *arguments, folder=folder)
    for arguments in ((), ("-o", "-")):
        assert "Tiếp theo" not in both_streams("report", *named, *arguments, folder=folder)


def test_a_change_of_a_closed_month_comes_first(folder: Path) -> None:
    """A later month is not closed over it: its report would be known by figures that it never had."""
    figures = folder / "so-lieu" / "x.csv"
    figures.write_text(HEADER + JANUARY, encoding="utf-8")
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    figures.write_text(HEADER + JANUARY.replace("b,bai,2", "b,bai,3") + FEBRUARY, encoding="utf-8")
    amend = 'cchc close 2022-01 --amend --reason "lý do"'
    status = cchc(cwd=folder)
    assert "  Số liệu đã chốt bị thay đổi: tháng 1/2022.\n" in status.stdout
    assert status.stdout.splitlines()[-1].startswith(f"Tiếp theo: {amend}  — ")
    assert last_line("check", folder=folder, code=1) == f"Tiếp theo: {amend}"
    assert last_line("remind", folder=folder) == "Tiếp theo: cchc report -o bao-cao-2022-02.docx"
    assert last_line("report", "-o", ".", folder=folder) == f"Tiếp theo: {amend}"
    refused = cchc("close", "2022-02", cwd=folder)
    assert refused.returncode == 2
    assert "V223: 1 số liệu của tháng 1/2022 khác với khi chốt" in refused.stderr
    assert f"chạy `{amend}` trước" in refused.stderr
    done = last_line("close", "2022-01", "--amend", "--reason", "đếm sót", folder=folder)
    assert done == "Tiếp theo: cchc check"
    assert last_line("close", "2022-02", folder=folder) == "Tiếp theo: cchc form"


def test_sheets_that_were_refused_leave_nobody_as_having_sent(folder: Path) -> None:
    (folder / "so-lieu" / "x.csv").write_text(HEADER + "2022-01,a,bai,2\n", encoding="utf-8")
    (folder / "a.csv").write_text(HEADER + "2022-01,a,bai,3\n", encoding="utf-8")
    refused = cchc("collect", "a.csv", cwd=folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "V216" in refused.stderr


def test_the_list_of_months(folder: Path) -> None:
    (folder / "so-lieu" / "x.csv").write_text(HEADER + JANUARY + FEBRUARY, encoding="utf-8")
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    before = {path: path.read_bytes() for path in (folder / "so-lieu").iterdir()}
    listed = cchc("close", "--list", cwd=folder)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout == (
        "tháng 1/2022: đã chốt 2 số liệu, 0 chưa có số liệu, 0 điều chỉnh\n"
        "tháng 2/2022: chưa chốt, có 2 số liệu\n"
        "tháng 3/2022: chưa có số liệu\n"
    )
    assert {path: path.read_bytes() for path in (folder / "so-lieu").iterdir()} == before
    refused = cchc("close", cwd=folder)
    assert refused.returncode == 2
    assert "V329" in refused.stderr
