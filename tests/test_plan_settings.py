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


# The templates that the plan names, the arguments, and what the document begins with.
OWN = [
    ("{report: mau/r.md.j2}", ["report"], "RIÊNG r"),
    ("{report: mau/r.md.j2}", ["report", "--template", "plans/mau/n.md.j2"], "RIÊNG n"),
    ("{report: mau/r.md.j2}", ["report", "--format", "html"], "<!DOCTYPE html>"),
    ("{notice: mau/n.md.j2}", ["report"], "# BÁO CÁO"),
    ("{}", ["report"], "# BÁO CÁO"),
]


@pytest.mark.parametrize(("templates", "arguments", "start"), OWN)
def test_a_report_is_laid_out_by_the_template_of_the_plan(
    folder: Path, templates: str, arguments: list[str], start: str, capsys: pytest.CaptureFixture[str]
) -> None:
    in_templates(folder, templates)
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith(start)


def in_templates(folder: Path, templates: str) -> None:
    """A plan with these templates, and two beside it."""
    plan = f"{PLAN}actuals: ../f.csv\ntemplates: {templates}\n"
    (folder / "plans" / "p.yaml").write_text(plan, encoding="utf-8")
    (folder / "plans" / "mau").mkdir()
    for name in "rn":
        (folder / "plans" / "mau" / f"{name}.md.j2").write_text(f"RIÊNG {name}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("templates", "arguments", "files"),
    [
        ("{notice: mau/n.md.j2}", [], {"don-doc-a.md": "RIÊNG n"}),
        ("{notice: mau/n.md.j2}", ["--template", "plans/mau/r.md.j2"], {"don-doc-a.md": "RIÊNG r"}),
        ("{notice: mau/n.md.j2}", ["--format", "docx"], {"don-doc-a.docx": "PK"}),
        ("{report: mau/r.md.j2}", [], {"don-doc-a.md": "# V/v"}),
    ],
)
def test_notices_are_laid_out_by_the_template_of_the_plan(
    folder: Path, templates: str, arguments: list[str], files: dict[str, str]
) -> None:
    in_templates(folder, templates)
    assert main(["remind", "-o", "thu", *arguments]) == 0
    made = {path.name: path.read_bytes() for path in (folder / "thu").iterdir()}
    assert set(made) == set(files)
    assert all(made[name].startswith(start.encode()) for name, start in files.items())


@pytest.mark.parametrize(
    ("templates", "command", "said"),
    [
        ("{report: mau/khong-co.md.j2}", "report", "plans/mau/khong-co.md.j2"),
        ("{notice: mau/khong-co.md.j2}", "remind", "plans/mau/khong-co.md.j2"),
        ("{notice: mau/n.html}", "remind", "templates.notice"),
    ],
)
def test_a_template_of_the_plan_that_cannot_be_used_is_told(
    folder: Path, templates: str, command: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    in_templates(folder, templates)
    assert main([command]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "(theo defaults.as_of của kế hoạch)"), (["--as-of", "2022-02"], "(theo --as-of)")],
)
def test_the_header_says_who_chose_the_month(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = f"{PLAN}actuals: ../f.csv\ndefaults: {{as_of: 2022-01}}\n"
    (folder / "plans" / "p.yaml").write_text(plan, encoding="utf-8")
    main(["check", *arguments])
    assert said in capsys.readouterr().out.splitlines()[1]
