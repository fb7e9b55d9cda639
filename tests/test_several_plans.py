"""`check --all-plans`: every plan of a folder by its own figures, one table, the worst exit code."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from test_cli import cchc

PLAN = """
version: 1
id: "{year}"
title: Kế hoạch {year}
period: {{from: {year}-01, to: {year}-12}}
actuals: ../{year}.csv
units: [{{id: a, name: Phòng A}}]
indicators: [{{id: bai, name: Tin bài, kind: count}}]
tasks:
  - {{id: I, clause: I, title: Việc, targets: [{{id: t, indicator: bai, at_least: 12, each: a}}]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """2021 is met, 2022 is behind."""
    (tmp_path / "plans").mkdir()
    for year, value in ((2021, 12), (2022, 0)):
        (tmp_path / "plans" / f"{year}.yaml").write_text(PLAN.format(year=year), encoding="utf-8")
        rows = f"period,unit,indicator,value\n{year}-01,a,bai,{value}\n"
        (tmp_path / f"{year}.csv").write_text(rows, encoding="utf-8")
    return tmp_path


def test_table_of_plans_and_the_worst_exit_code(folder: Path) -> None:
    done = cchc("check", "--all-plans", "plans", "--quiet", "--lang", "en", cwd=folder)
    assert done.returncode == 1
    cells = [line.split() for line in done.stdout.splitlines()]
    assert ["2021", "2021-01", "1", "0", "0", "0", "0"] in cells
    assert ["2022", "2022-01", "1", "0", "1", "0", "1"] in cells
    assert done.stdout.endswith("The worst exit code of all plans: 1.\n")
    whole = cchc("check", "--all-plans", "plans", "--lang", "en", cwd=folder)
    assert whole.stdout.endswith(done.stdout)
    assert "Plan 2021: Kế hoạch 2021" in whole.stdout
    assert cchc("check", "--all-plans", "plans", "--fail-on", "missed", cwd=folder).returncode == 0


def test_every_format_holds_every_plan(folder: Path) -> None:
    names = {"json": "a.json", "junit": "a.xml", "sarif": "a.sarif", "gitlab": "g.json"}
    pairs = [part for pair in names.items() for part in ("--format", pair[0], "-o", pair[1])]
    done = cchc("check", "--all-plans", "plans", *pairs, "--format", "github", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.count("::error file=2022.csv,line=2") == 1
    found = json.loads((folder / "a.json").read_bytes())
    assert (found["schema"], found["exit_code"]) == (1, 1)
    assert [(one["plan"]["id"], one["exit_code"]) for one in found["results"]] == [
        ("2021", 0),
        ("2022", 1),
    ]
    suites = ElementTree.parse(folder / "a.xml").getroot()
    assert [suite.attrib["name"] for suite in suites] == ["cchc 2021", "cchc 2022"]
    assert [case.attrib["name"] for case in suites.iter("testcase")] == [
        "2021 t a 2021-01",
        "2022 t a 2022-01",
    ]
    assert (suites.attrib["tests"], suites.attrib["failures"]) == ("2", "1")
    runs = json.loads((folder / "a.sarif").read_bytes())["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == ["cchc/2021/", "cchc/2022/"]
    assert len(json.loads((folder / "g.json").read_bytes())) == 1


def test_one_plan_that_cannot_be_judged_is_2_and_is_named(folder: Path) -> None:
    (folder / "plans" / "2023.yaml").write_text(
        PLAN.format(year=2023).replace("actuals: ../2023.csv\n", ""), encoding="utf-8"
    )
    done = cchc("check", "--all-plans", "plans", "--format", "json", cwd=folder)
    assert done.returncode == 2
    assert "plans/2023.yaml: lỗi V307" in done.stderr
    codes = [one["exit_code"] for one in json.loads(done.stdout)["results"]]
    assert codes == [0, 1, 2]
    text = cchc("check", "--all-plans", "plans", cwd=folder)
    assert (text.returncode, text.stdout) == (2, "")


def test_output_that_cannot_be_written_is_told_beside_the_plans(folder: Path) -> None:
    outputs = ("--format", "json", "-o", "a.json", "--format", "markdown", "-o", "nowhere/a.md")
    done = cchc("check", "--all-plans", "plans", *outputs, cwd=folder)
    assert done.returncode == 2
    found = json.loads((folder / "a.json").read_bytes())
    assert found["exit_code"] == 2
    assert found["results"][-1]["plan"] is None
    assert [one["code"] for one in found["results"][-1]["diagnostics"]] == ["V306"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["2021.csv"], "V321"),
        (["--plan", "plans/2021.yaml"], "V321"),
        (["--unit", "a"], "V321"),
        (["--baseline", "b.json"], "V321"),
        (["--as-of", "2022-02"], "V302"),
    ],
)
def test_what_is_for_a_single_plan_is_refused(folder: Path, arguments: list[str], code: str) -> None:
    done = cchc("check", *arguments, "--all-plans", "plans", cwd=folder)
    assert done.returncode == 2
    assert code in done.stderr


def test_folder_without_plans_and_two_plans_with_one_id(folder: Path) -> None:
    for name in (".", "nowhere", "2021.csv"):
        done = cchc("check", "--all-plans", name, cwd=folder)
        assert done.returncode == 2
        assert f"{name}: lỗi V323" in done.stderr
    (folder / "plans" / "again.yaml").write_text(PLAN.format(year=2021), encoding="utf-8")
    done = cchc("check", "--all-plans", "plans", cwd=folder)
    assert done.returncode == 2
    assert "plans/again.yaml: lỗi V322" in done.stderr
