"""Plans whose quarters, halves and years are not the calendar's: one way of writing them everywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cchc_cli.model.period import Calendar, month_number
from cchc_cli.render.document.model import SpanName
from test_cli import cchc

PLAN = """version: 1
id: "tai-khoa"
title: Kế hoạch
period: {from: FROM, to: TO}
units:
  - {id: a, name: Phòng A}
indicators:
  - {id: y, name: Tổng kết năm, kind: count, every: year}
  - {id: h, name: Báo cáo nửa năm, kind: count, every: half}
  - {id: q, name: Báo cáo quý, kind: count, every: quarter}
tasks:
  - id: "1"
    clause: I
    title: Thực hiện
    owners: [a]
    targets:
      - {id: ty, indicator: y, at_least: 10, each: a}
      - {id: th, indicator: h, at_least: 4, each: a}
      - {id: tq, indicator: q, at_least: 4, each: a}
"""
FISCAL = PLAN.replace("FROM", "2023-04").replace("TO", "2024-03")
FROM_FEBRUARY = PLAN.replace("FROM", "2022-02").replace("TO", "2023-01")
HEAD = "period,unit,indicator,value\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "tk.yaml").write_text(FISCAL, encoding="utf-8")
    return tmp_path


def judged(folder: Path, *arguments: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    done = cchc("check", *arguments, "--format", "json", "--lang", "en", cwd=folder)
    result = json.loads(done.stdout)
    verdicts = {one["target"]: one["status"] for one in result["verdicts"]}
    return verdicts, [(one["code"], one["hint"]) for one in result["diagnostics"]]


@pytest.mark.parametrize(
    ("year", "half"),
    [
        ("2023-04..2024-03", "2023-10..2024-03"),
        ("04/2023 - 03/2024", "từ tháng 10/2023 đến tháng 3/2024"),
        ("T4/2023-T3/2024", "2023-10 .. 2024-03"),
    ],
)
def test_its_labels_are_read_in_figures_and_as_the_month_judged(
    folder: Path, year: str, half: str
) -> None:
    rows = f"{year},a,y,12\n2023-04..2023-09,a,h,2\n{half},a,h,3\n2023-Q2,a,q,4\n"
    (folder / "so.csv").write_text(HEAD + rows, encoding="utf-8")
    verdicts, said = judged(folder, "so.csv", "--as-of", "2023-04..2024-03")
    assert (verdicts["ty"], verdicts["th"], said) == ("met", "met", [])


def test_what_close_form_and_collect_write_is_read_again(folder: Path) -> None:
    (folder / "so.csv").write_text(HEAD + "2023-04..2024-03,a,y,12\n", encoding="utf-8")
    done = cchc("close", "2024-03", "so.csv", "--allow-missing", cwd=folder)
    assert done.returncode == 0, done.stderr
    closed = (folder / "tai-khoa.closed.csv").read_text(encoding="utf-8")
    assert "2023-04..2024-03,a,y,12" in closed
    assert judged(folder, "so.csv", "--as-of", "2024-03")[0]["ty"] == "met"
    done = cchc("form", "2024-03", "--unit", "a", "--format", "csv", "-o", "a.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    form = (folder / "a.csv").read_text(encoding="utf-8-sig")
    head, *lines = form.splitlines()
    value = head.split(";").index("số liệu")
    rows = [line.split(";") for line in lines]
    filled = "\n".join([head, *(";".join([*row[:value], "5", *row[value + 1 :]]) for row in rows)])
    assert "2023-10..2024-03" in filled
    (folder / "a.csv").write_text(filled, encoding="utf-8")
    assert cchc("validate", "a.csv", cwd=folder).returncode == 0
    assert cchc("collect", "a.csv", "--into", "gop.csv", cwd=folder).returncode == 0
    assert "2023-10..2024-03,a,h,5" in (folder / "gop.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("span", "code"), [("year", 0), ("half", 0), ("quarter", 0), ("month", 0), ("nine-months", 2)]
)
def test_a_report_spans_the_plan_s_own_year(folder: Path, span: str, code: int) -> None:
    (folder / "so.csv").write_text(HEAD + "2023-04..2024-03,a,y,12\n", encoding="utf-8")
    done = cchc("report", "so.csv", "--as-of", "2024-03", "--span", span, "-o", "b.md", cwd=folder)
    assert done.returncode == code, done.stderr
    assert ("--as-of 2023-12" in done.stderr) is (code == 2)


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (
            "2022-01",
            "2022-12",
            {"quarter": [3, 6, 9, 12], "half": [6, 12], "nine-months": [9], "year": [12]},
        ),
        ("2022-02", "2022-10", {"quarter": [3, 6, 9], "half": [6], "nine-months": [9], "year": [9]}),
        ("2023-04", "2025-03", {"half": [6, 12, 18, 24], "nine-months": [9, 21], "year": [12, 24]}),
    ],
)
def test_spans_count_from_the_plan_s_first_month(
    first: str, last: str, ends: dict[str, list[int]]
) -> None:
    start, stop = (month_number(int(text[:4]), int(text[5:])) for text in (first, last))
    calendar = Calendar(start, stop, None, 5)
    for name, elapsed in ends.items():
        months = [month for month in range(start, stop + 1) if SpanName(name).ends_at(month, calendar)]
        assert [month - start + 1 for month in months] == elapsed


@pytest.mark.parametrize(
    ("command", "period", "near"),
    [
        ("close", "2024", "2023-04..2024-03"),
        ("close", "2023-H1", "2023-04..2023-09"),
        ("form", "2023", "2023-04..2024-03"),
        ("check", "2025-03", None),
        ("check", "2024", "2023-04..2024-03"),
    ],
)
def test_a_label_of_the_calendar_is_answered_with_that_of_the_plan(
    folder: Path, command: str, period: str, near: str | None
) -> None:
    (folder / "so.csv").write_text(HEAD + "2023-04..2024-03,a,y,12\n", encoding="utf-8")
    arguments = ["--as-of", period] if command == "check" else [period]
    figures = [] if command == "form" else ["so.csv"]
    done = cchc(command, *arguments, *figures, "--lang", "en", cwd=folder)
    assert done.returncode == 2
    assert (near or "did you mean") in done.stderr if near else "did you mean" not in done.stderr


@pytest.mark.parametrize(
    ("plan", "row", "code", "right"),
    [
        (FISCAL, "2023,a,y,12", "A205", "2023-04..2024-03"),
        (FISCAL, "2024,a,y,12", "A205", "2023-04..2024-03"),
        (FISCAL, "2023-H2,a,h,12", "A207", "2023-10..2024-03"),
        (FISCAL, "2023-05..2023-07,a,q,1", "A207", "2023-Q2"),
        (FROM_FEBRUARY, "2022-Q2,a,q,1", "A207", "2022-05..2022-07"),
        (FROM_FEBRUARY, "2022,a,y,1", "A205", "2022-02..2023-01"),
    ],
)
def test_a_figure_under_the_calendar_s_label_is_told_the_plan_s(
    folder: Path, plan: str, row: str, code: str, right: str
) -> None:
    (folder / "plans" / "tk.yaml").write_text(plan, encoding="utf-8")
    (folder / "so.csv").write_text(HEAD + row + "\n", encoding="utf-8")
    _, said = judged(folder, "so.csv", "--as-of", "2022-04" if plan is FROM_FEBRUARY else "2023-06")
    assert [(name, right in hint) for name, hint in said] == [(code, True)]
