"""What a plan says of how it is read and judged: its encoding, and what options are by default."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cchc_cli.cli.main import main
from cchc_cli.reading.figures.read import read_figures
from support import plan_of, source

PLAN = """version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: a, name: Phòng A}
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: tre, name: Hồ sơ trễ, kind: count}
tasks:
  - id: "1"
    clause: I
    title: A
    owners: [a]
    targets:
      - {id: tin, indicator: tin, at_least: 12, each: a}
      - {id: tre, indicator: tre, at_most: 0, each: a}
"""
FIGURES = (
    "period,unit,indicator,value\n2022-01,a,tin,2\n2022-01,a,tre,0\n2022-02,a,tin,0\n2022-02,a,tre,1\n"
)
OLD = "period,unit,indicator,value,note\n2022-01,a,tin,2,đa\u0300 đăng\n".encode("cp1258")
NEW = "period,unit,indicator,value,note\n2022-02,a,tin,2,ở báo Quảng Ngãi\n".encode()


@pytest.mark.parametrize("name", ["windows-1258", "Windows-1258", "cp1258"])
def test_the_encoding_of_the_plan_is_that_of_files_that_are_no_utf_8(name: str) -> None:
    plan = plan_of(f"{PLAN}encoding: {name}\n")
    reading = read_figures(plan, [source(OLD, "old.csv"), source(NEW, "new.csv")])
    assert reading.diagnostics == ()
    (series,) = reading.figures.series.values()
    assert [figure.note for figure in series.values()] == ["đà đăng", "ở báo Quảng Ngãi"]


def test_without_it_the_same_file_is_refused() -> None:
    assert [one.code for one in read_figures(plan_of(PLAN), [source(OLD)]).diagnostics] == ["A104"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "f.csv").write_text(FIGURES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(folder: Path, defaults: str, *arguments: str) -> int:
    """The exit code of `cchc check` with these defaults of the plan."""
    plan = f"{PLAN}actuals: ../f.csv\ndefaults: {defaults}\n"
    (folder / "plans" / "p.yaml").write_text(plan, encoding="utf-8")
    return main(["check", "--format", "json", *arguments])


@pytest.mark.parametrize(
    ("defaults", "arguments", "code"),
    [
        ("{}", [], 1),
        ("{fail_on: never}", [], 0),
        ("{fail_on: never}", ["--fail-on", "missed"], 1),
        ("{as_of: 2022-01}", [], 0),
        ("{as_of: 2022-01}", ["--as-of", "2022-02"], 1),
        ("{as_of: 2022-Q1}", [], 1),
        ("{baseline: ../b.json}", [], 0),
        ("{baseline: ../b.json}", ["--baseline", "none.json"], 2),
        ("{baseline: ../none.json}", [], 2),
    ],
)
def test_defaults_stand_in_for_options_that_are_not_given(
    folder: Path, defaults: str, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(folder, "{}") == 1
    (folder / "b.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert check(folder, defaults, *arguments) == code
    assert json.loads(capsys.readouterr().out)["exit_code"] == code


def test_a_report_needs_no_baseline(folder: Path) -> None:
    assert check(folder, "{baseline: ../none.json}") == 2
    assert main(["report", "-o", "bao-cao.md"]) == 0


def test_bare_cchc_has_the_same_exit_code(folder: Path) -> None:
    assert check(folder, "{fail_on: never}") == main([]) == 0
