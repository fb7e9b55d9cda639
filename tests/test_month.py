"""Bare `cchc` leads through the month, and each command says which is next."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.cli.main import main
from cchc_cli.model.course import Course, Made, Step
from cchc_cli.model.period import Period
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.run.check import check
from cchc_cli.run.month import course
from support import source
from test_cli import cchc
from test_year import Stream

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


def judged_at(as_of: str, rows: str, closed: str) -> Result:
    records = [source(CLOSED + closed, "2022.closed.csv")]
    return check(READING, [source(HEADER + rows)], records, request=Request(as_of=as_of))


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
    # On the day itself it is not too late.
    (date(2022, 2, 19), []),
    (date(2022, 2, 20), ["2022-02"]),
    (date(2023, 1, 1), ["2022-02..2022-03"]),
]


@pytest.mark.parametrize(("today", "labels"), SILENT)
def test_which_months_are_overdue_without_a_figure(today: date, labels: list[str]) -> None:
    stands = course_of(result_of(JANUARY), FORMS, today)
    assert [period.label for period in stands.silent] == labels


def test_figures_that_cannot_be_read_have_no_course() -> None:
    assert course(result_of("2022-01,a,bai,hai\n"), lambda month: NOTHING, BEFORE) is None


ALL_CLOSED = closing_of(QUARTER)
WRITTEN, REPORTED = Made(forms=True, notices=True), ALL
UNSENT = check(READING, [source(HEADER)], [], request=Request(as_of="2022-01"))
FOLLOWING = [
    # What the command before has done, without a look at the clock.
    (result_of(JANUARY), FORMS, (Step.REPORT, "2022-01")),
    (result_of("2022-01,a,bai,2\n2022-01,b,bai,0\n"), FORMS, (Step.REMIND, "2022-01")),
    # No day is looked at, so what is not there yet is waited for, until somebody was written to.
    (result_of("2022-01,a,bai,2\n"), NOTHING, (Step.FORM, "2022-01")),
    (result_of("2022-01,a,bai,2\n"), FORMS, (Step.COLLECT, "2022-01")),
    (result_of("2022-01,a,bai,2\n"), FORMS._replace(report=True), (Step.COLLECT, "2022-01")),
    (result_of("2022-01,a,bai,2\n"), ALL, (Step.CLOSE, "2022-01")),
    (result_of("2022-01,a,bai,2\n"), WRITTEN, (Step.REPORT, "2022-01")),
    (UNSENT, FORMS, (Step.COLLECT, "2022-01")),
    (UNSENT, WRITTEN, (Step.COLLECT, "2022-01")),
    (result_of(JANUARY), REPORTED, (Step.CLOSE, "2022-01")),
    # A closed month is done with, whatever was made of it.
    (result_of(JANUARY, closing_of(JANUARY)), NOTHING, (Step.FORM, "2022-02")),
    (result_of(JANUARY, closing_of(JANUARY)), FORMS, (Step.COLLECT, "2022-02")),
    (result_of(QUARTER, ALL_CLOSED), REPORTED, (Step.YEAR, "2022-03")),
    (judged_at("2022-01", QUARTER, closing_of(JANUARY + FEBRUARY)), FORMS, (Step.CHECK, "2022-03")),
    (judged_at("2022-02", QUARTER, ALL_CLOSED), FORMS, (Step.YEAR, "2022-03")),
    # A year is not over while an earlier month of it is open.
    (result_of(QUARTER, closing_of(MARCH)), REPORTED, (Step.CHECK, "2022-01")),
    (result_of(QUARTER, closing_of(JANUARY + MARCH)), REPORTED, (Step.CHECK, "2022-02")),
    (result_of(JANUARY + MARCH, closing_of(JANUARY + MARCH)), REPORTED, (Step.YEAR, "2022-03")),
    # First it is decided about changes of what is closed.
    (
        result_of(FEBRUARY + JANUARY.replace("2\n", "3\n"), closing_of(JANUARY)),
        ALL,
        (Step.AMEND, "2022-01"),
    ),
]


@pytest.mark.parametrize(("result", "made", "expected"), FOLLOWING)
def test_what_follows(result: Result, made: Made, expected: tuple[Step, str]) -> None:
    stands = course(result, lambda month: made)
    assert stands is not None
    step, month = stands.following
    assert (step, Period.of_month(month).label) == expected


@pytest.mark.parametrize("today", [BEFORE, date(2022, 4, 1)])
@pytest.mark.parametrize(
    ("as_of", "closed", "month", "silent"),
    [
        ("2022-01", JANUARY + FEBRUARY, "2022-03", []),
        ("2022-02", JANUARY, "2022-02", []),
        ("2022-01", QUARTER, "2022-03", []),
    ],
)
def test_an_earlier_month_leads_to_the_first_open_one(
    today: date, as_of: str, closed: str, month: str, silent: list[str]
) -> None:
    """The months after it have figures: nothing of them is overdue."""
    stands = course_of(judged_at(as_of, QUARTER, closing_of(closed)), NOTHING, today)
    assert Period.of_month(stands.month).label == month
    assert [period.label for period in stands.silent] == silent


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
    # The standard output of `report` is the document's alone.
    said = done.stderr if arguments[:1] == ("report",) else done.stdout
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
        "Tiếp theo: cchc init nam-2023 --from plans/2022.yaml"
    )


def test_the_next_command_keeps_what_this_one_was_given(folder: Path) -> None:
    figures = folder / "kỳ này.csv"
    figures.write_text(HEADER + "2022-01,a,bai,2\n", encoding="utf-8")
    named = ("kỳ này.csv", "--plan", "plans/2022.yaml")
    tail = '"kỳ này.csv" --plan plans/2022.yaml'
    waits = 'Tiếp theo: cchc form 2022-01 --plan plans/2022.yaml --actuals "kỳ này.csv"'
    late = f"lập biểu số liệu gửi các đơn vị; quá ngày 19/1/2022 thì cchc remind {tail}"
    assert cchc("check", *named, cwd=folder).stdout.splitlines()[-1] == f"{waits}  — {late}"
    assert last_line("report", *named, "-o", "x.docx", folder=folder) == waits
    # Once somebody was written to, nothing is waited for.
    report = f"Tiếp theo: cchc report {tail.partition(' --')[0]} -o bao-cao-2022-01.docx"
    assert last_line("remind", *named, folder=folder) == f"{report} --plan plans/2022.yaml"
    assert last_line("report", *named, "-o", "x.docx", folder=folder) == (
        'Tiếp theo: cchc close 2022-01 "kỳ này.csv" --allow-missing --plan plans/2022.yaml'
    )
    # One unit's view and a machine's have no such line.
    (folder / "x.docx").unlink()
    for arguments in (("--unit", "a"), ("--format", "json"), ("--quiet",)):
        assert "Tiếp theo" not in both_streams("check", *named, *arguments, folder=folder)
    # Beside a document on standard output it stands on the other stream.
    for arguments in ((), ("-o", "-"), ("--format", "html")):
        printed = cchc("report", *named, *arguments, cwd=folder)
        assert "Tiếp theo" not in printed.stdout
        command = 'cchc report "kỳ này.csv" -o bao-cao-2022-01.docx --plan plans/2022.yaml'
        assert printed.stderr.splitlines()[-1].startswith(f"Tiếp theo: {command}  — ")


def test_a_change_of_a_closed_month_comes_first(folder: Path) -> None:
    """A later month is not closed over it: its report would be known by figures that it never had."""
    figures = folder / "so-lieu" / "x.csv"
    figures.write_text(HEADER + JANUARY, encoding="utf-8")
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    figures.write_text(HEADER + JANUARY.replace("b,bai,2", "b,bai,3") + FEBRUARY, encoding="utf-8")
    amend = 'cchc close 2022-01 --amend --reason "…"'
    status = cchc(cwd=folder)
    assert "  Số liệu đã chốt bị thay đổi: tháng 1/2022.\n" in status.stdout
    assert status.stdout.splitlines()[-1].startswith(f"Tiếp theo: {amend}  — ")
    assert last_line("check", folder=folder, code=1) == f"Tiếp theo: {amend}"
    assert last_line("remind", folder=folder) == f"Tiếp theo: {amend}"
    assert last_line("report", "-o", ".", folder=folder) == f"Tiếp theo: {amend}"
    refused = cchc("close", "2022-02", cwd=folder)
    assert refused.returncode == 2
    assert "V223: 1 số liệu của tháng 1/2022 khác với khi chốt" in refused.stderr
    assert f"chạy `{amend}` trước" in refused.stderr
    record = ["close", "2022-01", "--amend", "--reason", "đếm sót"]
    (folder / "bao-cao-2022-01.docx").touch()
    said = cchc(*record, cwd=folder).stdout.splitlines()
    assert said[1] == "Báo cáo lập trước lần điều chỉnh này: bao-cao-2022-01.docx; cần thì lập lại."
    done = said[-1].partition("  — ")[0]
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


def test_the_list_of_some_months(folder: Path) -> None:
    """A first argument that is a period is one; another names figures, as it does without --list."""
    figures = folder / "so-lieu" / "x.csv"
    figures.write_text(HEADER + JANUARY + FEBRUARY, encoding="utf-8")
    february = "tháng 2/2022: chưa chốt, có 2 số liệu\n"
    assert cchc("close", "2022-02", "--list", cwd=folder).stdout == february
    assert cchc("close", "--list", "2022-02", "so-lieu/x.csv", cwd=folder).stdout == february
    assert len(cchc("close", "so-lieu/x.csv", "--list", cwd=folder).stdout.splitlines()) == 3
    outside = cchc("close", "2023-02", "--list", cwd=folder)
    assert (outside.returncode, "V209" in outside.stderr) == (2, True)


@pytest.mark.parametrize("option", [("--amend",), ("--reason", "x"), ("--allow-missing",)])
def test_the_list_takes_no_option_that_closes(folder: Path, option: tuple[str, ...]) -> None:
    refused = cchc("close", "--list", *option, cwd=folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"V340: {option[0]} không dùng cùng --list" in refused.stderr


def test_the_list_of_a_year_without_figures(folder: Path) -> None:
    """The plan's own place may be empty, or not be there; one that is named must be."""
    (folder / "so-lieu" / "x.csv").unlink()
    for _ in range(2):
        listed = cchc("close", "--list", cwd=folder)
        assert (listed.returncode, listed.stderr) == (0, "")
        assert listed.stdout == "".join(f"tháng {one}/2022: chưa có số liệu\n" for one in (1, 2, 3))
        if (folder / "so-lieu").exists():
            named = cchc("close", "--list", "so-lieu", cwd=folder)
            assert (named.returncode, "A102" in named.stderr) == (2, True)
            (folder / "so-lieu").rmdir()


def test_a_closed_month_has_one_answer(folder: Path) -> None:
    """Whoever is asked: what comes after is the work of the next month."""
    (folder / "so-lieu" / "x.csv").write_text(HEADER + JANUARY + FEBRUARY, encoding="utf-8")
    answer = "Tiếp theo: cchc form"
    assert last_line("close", "2022-Q1", "--allow-missing", folder=folder) == (
        "Tiếp theo: cchc init nam-2023 --from plans/2022.yaml"
    )
    (folder / "so-lieu" / "2022.closed.csv").unlink()
    assert last_line("close", "2022-02", folder=folder) == answer
    for arguments in (("check",), ("report", "-o", "bao-cao-2022-02.md"), ("remind",), ()):
        assert last_line(*arguments, folder=folder) == answer
    # A month that has figures is judged first; where it has some, its forms must be named.
    answer = "Tiếp theo: cchc check --as-of 2022-02"
    (folder / "so-lieu" / "2022.closed.csv").unlink()
    assert last_line("close", "2022-01", folder=folder) == answer
    for command in ("check", "remind"):
        assert last_line(command, "--as-of", "2022-01", folder=folder) == answer
    (folder / "so-lieu" / "x.csv").write_text(HEADER + JANUARY + MARCH, encoding="utf-8")
    assert last_line("check", "--as-of", "2022-01", folder=folder) == "Tiếp theo: cchc form 2022-02"


def test_the_next_command_reads_the_same_figures_alike(folder: Path) -> None:
    """1.234 is a count of more than a thousand or next to nothing: only --decimal says which."""
    plan = PLAN.replace("actuals: ../so-lieu\n", "").replace("kind: count", "kind: count, decimal: true")
    (folder / "p.yaml").write_text(plan, encoding="utf-8")
    (folder / "w.csv").write_text(HEADER + "2022-01,a,bai,1.234\n2022-01,b,bai,2\n", encoding="cp1258")
    given = ("--plan", "p.yaml", "--decimal", "point", "--encoding", "windows-1258")
    tail = " ".join(given)
    assert (
        last_line("check", "w.csv", *given, folder=folder, code=1)
        == f"Tiếp theo: cchc remind w.csv {tail}"
    )
    line = last_line("remind", "w.csv", *given, folder=folder)
    assert line == f"Tiếp theo: cchc report w.csv -o bao-cao-2022-01.docx {tail}"
    line = last_line("close", "2022-01", "w.csv", *given, folder=folder)
    assert line == f"Tiếp theo: cchc form {tail} --actuals w.csv"
    line = last_line("form", "--actuals", "w.csv", *given, folder=folder)
    assert line == f"Tiếp theo: cchc collect bieu-mau-2022-02 --into w.csv {tail}"
    asked = ("w.csv", *given, "--as-of", "2022-03")
    line = last_line("remind", *asked, folder=folder)
    assert line == f"Tiếp theo: cchc form 2022-03 {tail} --actuals w.csv"
    (folder / "bieu-mau-2022-03").mkdir()
    line = last_line("remind", *asked, folder=folder)
    assert line == f"Tiếp theo: cchc collect bieu-mau-2022-03 --into w.csv {tail}"


def test_the_screen_explains_with_what_it_was_given(folder: Path) -> None:
    (folder / "so-lieu" / "x.csv").write_text(HEADER + JANUARY.replace("b,bai,2", "b,bai,0"), "utf-8")
    given = "--plan plans/2022.yaml --as-of 2022-01 --unit b"
    screen = cchc(*given.split(), cwd=folder).stdout
    assert f"cchc explain bai {given}  " in screen
    explained = cchc("explain", "bai", *given.split(), cwd=folder)
    assert "Phòng B" in explained.stdout
    assert "cchc explain bai  " in cchc(cwd=folder).stdout


def test_forms_that_nobody_filled_in_lead_to_waiting_or_reminding(folder: Path) -> None:
    """What adds nothing does not lead round and round: from the due day on units are written to."""
    (folder / "so-lieu" / "x.csv").write_text(HEADER + JANUARY, encoding="utf-8")
    assert last_line("close", "2022-01", folder=folder) == "Tiếp theo: cchc form"
    first = cchc("form", cwd=folder).stdout
    assert "  bieu-mau-2022-02/a.xlsx: Phòng A, 1 dòng\n" in first
    again = cchc("form", cwd=folder).stdout
    assert "  bieu-mau-2022-02/a.xlsx: Phòng A, đã có\n" in again
    (folder / "bieu-mau-2022-02" / "b.xlsx").unlink()
    third = cchc("form", cwd=folder).stdout
    assert "  bieu-mau-2022-02/a.xlsx: Phòng A, đã có\n" in third
    assert "  bieu-mau-2022-02/b.xlsx: Phòng B, 1 dòng\n" in third
    waits = (
        "Tiếp theo: cchc collect bieu-mau-2022-02  — gộp các biểu đã điền vào số liệu; "
        "quá ngày 19/2/2022 thì cchc remind --as-of 2022-02"
    )
    collected = cchc("collect", "bieu-mau-2022-02", cwd=folder)
    assert "V237" in collected.stderr
    assert collected.stdout.splitlines()[-1] == waits
    assert cchc("check", cwd=folder).stdout.splitlines()[-1] == waits
    assert last_line("remind", "--as-of", "2022-02", folder=folder) == waits.partition("  — ")[0]


QUARTERLY = (
    PLAN.replace("kind: count", "kind: count, every: quarter")
    .replace("to: 2022-03", "to: 2022-06")
    .replace("at_least: 6", "at_least: 6, due: 2022-06")
)


def test_a_month_for_which_nothing_is_owed_is_not_overdue(folder: Path) -> None:
    (folder / "plans" / "2022.yaml").write_text(QUARTERLY, encoding="utf-8")
    assert "  Quá hạn mà chưa có số liệu nào: tháng 3/2022, tháng 6/2022.\n" in cchc(cwd=folder).stdout
    rows = HEADER + "2022-Q1,a,bai,3\n2022-Q1,b,bai,3\n"
    (folder / "so-lieu" / "x.csv").write_text(rows, encoding="utf-8")
    assert "  Quá hạn mà chưa có số liệu nào: tháng 6/2022.\n" in cchc(cwd=folder).stdout
    shown = cchc("check", "--as-of", "2022-02", cwd=folder).stdout
    assert "Số liệu kỳ này: không đơn vị nào phải gửi\n" in shown
    shown = cchc("check", "--as-of", "2022-03", cwd=folder).stdout
    assert "Số liệu kỳ này: 2/2 đơn vị phải gửi đã gửi đủ\n" in shown


def test_the_screen_does_not_call_due_what_is_overdue(folder: Path) -> None:
    screen = cchc(cwd=folder).stdout.replace("\u00a0", " ")
    assert "chậm nhất" not in screen
    assert "  Quá hạn mà chưa có số liệu nào: tháng 1/2022 đến tháng 3/2022.\n" in screen
    (folder / "so-lieu" / "x.csv").write_text(HEADER + "2022-03,a,bai,6\n", encoding="utf-8")
    screen = cchc(cwd=folder).stdout.replace("\u00a0", " ")
    assert "Đã quá hạn 19/3/2022: số liệu tháng 3/2022 của Phòng B.\n" in screen
    # The sheet of B is not in yet, and nobody made one.
    assert "· biểu mẫu → · thu số liệu → ✓ đánh giá → ▶ đôn đốc" in screen
    assert cchc("form", "2022-03", cwd=folder).returncode == 0
    screen = cchc(cwd=folder).stdout.replace("\u00a0", " ")
    assert "✓ biểu mẫu → · thu số liệu → ✓ đánh giá → ▶ đôn đốc" in screen
    (folder / "so-lieu" / "x.csv").write_text(HEADER + "2022-03,a,bai,6\n2022-03,b,bai,6\n", "utf-8")
    shutil.rmtree(folder / "bieu-mau-2022-03")
    screen = cchc(cwd=folder).stdout.replace("\u00a0", " ")
    assert "✓ biểu mẫu → ✓ thu số liệu → ✓ đánh giá → ▶ đôn đốc" in screen


def test_sheets_without_a_figure_begin_nothing(folder: Path) -> None:
    """An empty file of figures would make the next command fail."""
    (folder / "so-lieu" / "x.csv").unlink()
    for unit in "ab":
        assert cchc("form", "--unit", unit, "-o", f"{unit}.csv", cwd=folder).returncode == 0
    empty = cchc("collect", "a.csv", "b.csv", cwd=folder)
    assert empty.returncode == 0
    assert "cảnh báo V237: các biểu được nộp chưa có số liệu nào, nên không thêm gì" in empty.stderr
    assert empty.stdout.splitlines()[-1].startswith("Tiếp theo: cchc collect a.csv b.csv  — ")
    assert not list((folder / "so-lieu").iterdir())
    # Another's figures are left as they are, and one sheet that holds some is enough.
    (folder / "c.csv").write_text(HEADER + "2022-01,a,bai,2\n", encoding="utf-8")
    for sheets in (["c.csv"], ["b.csv", "c.csv"]):
        done = cchc("collect", *sheets, cwd=folder)
        assert "V237" not in done.stderr
        assert "Tiếp theo: cchc check  — " in done.stdout
    before = (folder / "so-lieu" / "so-lieu.csv").read_bytes()
    again = cchc("collect", "b.csv", "--into", "so-lieu/so-lieu.csv", cwd=folder)
    assert "V237" in again.stderr
    assert (folder / "so-lieu" / "so-lieu.csv").read_bytes() == before


REPORTS = [
    ((), False),
    (("--full",), False),
    (("--format", "html"), False),
    (("--format", "docx"), True),
]


@pytest.mark.parametrize(("arguments", "is_file"), REPORTS)
@pytest.mark.parametrize("is_screen", [True, False])
def test_a_report_is_printed_where_it_can_be(
    folder: Path,
    arguments: tuple[str, ...],
    is_file: bool,
    is_screen: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever the stream; Word is no text, so it gets the file of its month."""
    (folder / "so-lieu" / "x.csv").write_text(HEADER + JANUARY, encoding="utf-8")
    stdout, stderr = Stream(is_screen), Stream(is_screen)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdout", stdout)
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setenv("TERM", "dumb")  # No bar, which a slow run would draw before the last line.
    assert main(["report", *arguments]) == 0
    assert [path.name for path in folder.glob("bao-cao-*")] == ["bao-cao-2022-01.docx"] * is_file
    assert stdout.text().startswith(("# ", "<!DOCTYPE html>")) is not is_file
    following = "cchc close 2022-01" if is_file else "cchc report -o bao-cao-2022-01.docx"
    assert stderr.text().splitlines()[-1].startswith(f"Tiếp theo: {following}  — ")


@pytest.mark.parametrize("command", ["close", "form", "collect x.csv --as-of", "check --as-of"])
def test_a_period_that_is_none_is_asked_for_as_it_was_given(folder: Path, command: str) -> None:
    """Of two plans none can be chosen by it; not every command has the option --as-of."""
    later = PLAN.replace("2022", "2023")
    (folder / "plans" / "2023.yaml").write_text(later, encoding="utf-8")
    refused = cchc(*command.split(), "foo", cwd=folder)
    assert refused.returncode == 2
    assert (
        "V302: “foo” không phải một tháng của kế hoạch (tháng 1/2022 – tháng 3/2023)" in refused.stderr
    )
    assert "--as-of" not in refused.stderr


FOLDERS = [
    ("thu", "thu"),
    ("it's", '"it\'s"'),
    ("a`id`", "'a`id`'"),
    ("hai từ", '"hai từ"'),
    ("./-dash", "./-dash"),
]


@pytest.mark.parametrize(("name", "typed"), FOLDERS)
def test_the_way_into_a_new_folder_can_be_typed(tmp_path: Path, name: str, typed: str) -> None:
    done = cchc("init", name, cwd=tmp_path)
    line = done.stdout.splitlines()[-1].removeprefix("Tiếp theo: ")
    assert line == f"cd {typed} && cchc form"
    inside = subprocess.run(
        ["sh", "-c", line.replace("cchc form", "ls")], cwd=tmp_path, capture_output=True, check=True
    )
    assert b"plans" in inside.stdout


def test_a_sample_plan_is_edited_before_anything_is_made_of_it(tmp_path: Path) -> None:
    edit = "Trước khi lập biểu, sửa plans/ke-hoach.yaml:"
    said = cchc("init", "mới", cwd=tmp_path).stdout.splitlines()
    assert said[-2].startswith(edit)
    assert said[-1] == "Tiếp theo: cd mới && cchc form"
    assert edit not in cchc("init", "thu", "--example", cwd=tmp_path).stdout


@pytest.mark.parametrize("there", [True, False])
def test_figures_of_the_next_year_are_none_of_this_years_that_are_not_read(
    tmp_path: Path, there: bool
) -> None:
    assert cchc("init", cwd=tmp_path).returncode == 0
    here = tmp_path / "so-lieu" / "so-lieu.csv"
    if not there:
        here.unlink()
    made = cchc("init", "--from", "plans/ke-hoach.yaml", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    place = "so-lieu-mau-2027" if there else "so-lieu/mau-2027"
    assert f"  {place}/so-lieu.csv\n" in made.stdout
    assert f"\nactuals: ../{place}\n" in (tmp_path / "plans" / "mau-2027.yaml").read_text("utf-8")
    if there:
        here.write_text(HEADER + "2026-01,vp,tin-bai,3\n", encoding="utf-8")
        checked = cchc("check", "--plan", "plans/ke-hoach.yaml", cwd=tmp_path)
        assert (checked.returncode, "A341" in checked.stdout + checked.stderr) == (1, False)


def test_the_year_after_a_short_plan_is_the_one_its_months_move_to(folder: Path) -> None:
    (folder / "so-lieu" / "x.csv").write_text(HEADER + QUARTER, encoding="utf-8")
    line = last_line("close", "2022-Q1", folder=folder)
    assert line == "Tiếp theo: cchc init nam-2023 --from plans/2022.yaml"
    assert cchc("init", "nam-2023", "--from", "plans/2022.yaml", cwd=folder).returncode == 0
    plan = (folder / "nam-2023" / "plans" / "2023.yaml").read_text("utf-8")
    assert "period: {from: 2023-01, to: 2023-03" in plan


@pytest.mark.parametrize(
    ("rows", "month"), [("", "2022-03"), ("2022-Q1,a,bai,3\n2022-Q1,b,bai,3\n", "2022-06")]
)
def test_months_for_which_nothing_is_asked_are_passed_over(folder: Path, rows: str, month: str) -> None:
    (folder / "plans" / "2022.yaml").write_text(QUARTERLY, encoding="utf-8")
    (folder / "so-lieu" / "x.csv").write_text(HEADER + rows, encoding="utf-8")
    if rows:
        assert last_line("close", "2022-03", folder=folder) == "Tiếp theo: cchc form"
    assert last_line(folder=folder, code=0 if rows else 2) == "Tiếp theo: cchc form"
    assert last_line("form", folder=folder) == f"Tiếp theo: cchc collect bieu-mau-{month}"
    named = cchc("form", "2022-02", cwd=folder)
    assert named.returncode == 0
    assert named.stdout.endswith("Phòng B: kỳ này không phải gửi số liệu, không lập biểu\n")
    assert not (folder / "bieu-mau-2022-02").exists()


@pytest.mark.parametrize("arguments", [[], ["--example"], ["--from", "plans/cu.yaml"]])
def test_a_plan_beside_others_begins_with_a_word_of_them(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "cu.yaml").write_text(PLAN, encoding="utf-8")
    said = cchc("init", *arguments, cwd=tmp_path).stdout.splitlines()
    assert said[0].startswith("Ở đây còn có plans/cu.yaml; mỗi năm nên có một thư mục riêng")
    assert said[1] == "Đã tạo .:"
    assert " --plan plans/" in said[-1]
    again = cchc("init", *arguments, cwd=tmp_path)
    assert (again.returncode, again.stdout) == (2, "")
