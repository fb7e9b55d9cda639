"""`check --all-plans`: every plan of a folder by its own figures, one table, the worst exit code."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cchc_cli.cli.runs import run
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.run.several import together
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
    assert text.returncode == 2
    assert "Kế hoạch 2022: Kế hoạch 2022" in text.stdout, "the others are shown"
    assert text.stdout.endswith("Mã thoát cao nhất của các kế hoạch: 2.\n")


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


def test_folder_without_plans(folder: Path) -> None:
    (folder / "trống").mkdir()
    for name in ("trống", "nowhere", "2021.csv"):
        done = cchc("check", "--all-plans", name, cwd=folder)
        assert done.returncode == 2
        assert f"{name}: lỗi V323" in done.stderr


def test_plans_with_one_id_go_by_their_paths(folder: Path) -> None:
    """Departments number their plans alike; each stands in a folder of its own."""
    for name in ("so-a", "so-b"):
        (folder / name / "plans").mkdir(parents=True)
        plan = PLAN.format(year=2022)
        (folder / name / "plans" / "2022.yaml").write_text(plan, encoding="utf-8")
        rows = "period,unit,indicator,value\n2022-01,a,bai,0\n"
        (folder / name / "2022.csv").write_text(rows, encoding="utf-8")
        (folder / name / "mapping.yaml").write_text("version: 1\nregister: x\n", encoding="utf-8")
    done = cchc("check", "--all-plans", ".", "--format", "junit", cwd=folder)
    assert done.returncode == 1
    suites = [suite.attrib["name"] for suite in ElementTree.fromstring(done.stdout)]
    assert suites == [
        "cchc 2021",
        "cchc plans/2022",
        "cchc so-a/plans/2022",
        "cchc so-b/plans/2022",
    ]
    found = json.loads(cchc("check", "--all-plans", ".", "--format", "gitlab", cwd=folder).stdout)
    assert len({one["fingerprint"] for one in found}) == len(found) == 3
    shown = cchc("check", "--all-plans", ".", "--quiet", cwd=folder).stdout
    assert "so-b/plans/2022" in shown


def test_one_broken_plan_does_not_blind_the_others(folder: Path) -> None:
    (folder / "so-a" / "plans").mkdir(parents=True)
    broken = PLAN.format(year=2023).replace("each: a", "each: b")
    (folder / "so-a" / "plans" / "2023.yaml").write_text(broken, encoding="utf-8")
    done = cchc("check", "--all-plans", ".", "--lang", "en", cwd=folder)
    assert done.returncode == 2
    assert "so-a/plans/2023.yaml:10" in done.stderr
    assert "Plan 2021: Kế hoạch 2021" in done.stdout
    assert "behind" in done.stdout


BROKEN = "units: [{id: a, name: Phòng A}]"
FAULTY = "units: [{id: a, name: Phòng A}, {id: a, name: Phòng B}]"
SYNTAX = "units: [{id: a, name: Phòng A"


def damage(folder: Path, name: str, new: str = FAULTY, year: int = 2021) -> None:
    """A plan of a year with a fault, under a name of its own."""
    (folder / "plans" / f"{year}.yaml").unlink(missing_ok=True)
    text = PLAN.format(year=year).replace(BROKEN, new)
    (folder / "plans" / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "new"),
    [
        pytest.param("2021.yaml", FAULTY, id="its months can be read"),
        pytest.param("kế hoạch.yaml", FAULTY, id="its months can be read, whatever its name"),
        pytest.param(
            "KH-15-2021.yaml", SYNTAX, id="its months can not be read, its name is of another year"
        ),
        pytest.param("2015-2021.yaml", SYNTAX, id="of other years"),
    ],
)
@pytest.mark.parametrize(
    "asked",
    [
        Request(actuals=("2022.csv",)),
        Request(actuals=("2022.csv",), as_of="2022-01"),
        Request(),
        Request(plan="plans"),
    ],
    ids=["figures", "as-of", "nothing", "a folder of plans"],
)
def test_a_broken_plan_that_is_not_meant_is_a_warning(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, new: str, asked: Request
) -> None:
    damage(folder, name, new)
    monkeypatch.chdir(folder)
    result = run(asked)
    assert result.plan is not None
    assert (result.plan.id, result.exit_code) == ("2022", 1)
    assert [(one.code, one.severity, str(one.location)) for one in result.diagnostics] == [
        ("P118", "warning", f"plans/{name}")
    ]


@pytest.mark.parametrize(
    ("name", "new", "year", "asked"),
    [
        pytest.param(
            "2021.yaml",
            FAULTY,
            2021,
            Request(actuals=("2021.csv",)),
            id="its months are those of the figures",
        ),
        pytest.param("x.yaml", FAULTY, 2021, Request(actuals=("2021.csv",)), id="whatever its name"),
        pytest.param(
            "2021.yaml", FAULTY, 2021, Request(actuals=("2021.csv",), as_of="2021-06"), id="of the as-of"
        ),
        pytest.param(
            "2021.yaml", SYNTAX, 2021, Request(actuals=("2021.csv",)), id="its name is of the year"
        ),
        pytest.param(
            "2020-2023.yaml", SYNTAX, 2021, Request(actuals=("2022.csv",)), id="of years with it"
        ),
        pytest.param(
            "x.yaml",
            SYNTAX,
            2021,
            Request(actuals=("2022.csv",)),
            id="neither its months nor its name say so",
        ),
        pytest.param(
            "2021.yaml",
            f"{BROKEN}\nperiod: {{from: 2022-01, to: 2022-12}}",
            2021,
            Request(actuals=("2021.csv",)),
            id="its months are given twice",
        ),
        pytest.param(
            "2021.yaml", SYNTAX, 2021, Request(actuals=("header.csv",)), id="no month to choose by"
        ),
        pytest.param(
            "2021.yaml",
            SYNTAX,
            2021,
            Request(actuals=("2022.csv",), as_of="x"),
            id="an as-of that is none",
        ),
        pytest.param("2023.yaml", FAULTY, 2023, Request(), id="it may have later figures of its own"),
        pytest.param("2023.yaml", SYNTAX, 2023, Request(as_of="due"), id="it may be due by now"),
        pytest.param("2023.yaml", FAULTY, 2023, Request(as_of="due"), id="it is due by now"),
    ],
)
def test_a_broken_plan_that_may_be_meant_stays_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, new: str, year: int, asked: Request
) -> None:
    (folder / "header.csv").write_text("period,unit,indicator,value\n", encoding="utf-8")
    damage(folder, name, new, year)
    monkeypatch.chdir(folder)
    result = run(asked, date(2024, 1, 1))
    codes = {one.code for one in result.diagnostics}
    assert codes & {"P101", "P102", "P201"}
    assert ("V302" in codes) == (asked.as_of == "x")
    assert (result.plan, result.exit_code) == (None, 2)


def test_a_broken_plan_is_named_where_no_other_covers_the_month(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(folder, "2021.yaml")
    monkeypatch.chdir(folder)
    result = run(Request(as_of="2030-01"))
    assert ([one.code for one in result.diagnostics], result.exit_code) == (["P116", "P118"], 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["form", "2022-02", "-o", "biểu"],
        ["close", "2022-01", "2022.csv"],
        ["collect", "2022.csv", "--into", "ra.csv"],
        ["explain", "t", "--as-of", "2022-01"],
        ["show", "--as-of", "2022-01"],
        ["validate", "2022.csv"],
        ["check", "2022.csv"],
        ["report", "2022.csv"],
        ["remind", "2022.csv"],
        ["trend", "2022.csv"],
        [],
    ],
    ids=lambda arguments: arguments[0] if arguments else "status",
)
def test_every_command_names_the_plan_that_it_passed_over(folder: Path, arguments: list[str]) -> None:
    damage(folder, "2021.yaml")
    done = cchc(*arguments, cwd=folder)
    assert "plans/2021.yaml: cảnh báo P118" in done.stdout + done.stderr
    assert "P201" not in done.stderr


def own_figures(folder: Path, files: dict[str, str | None]) -> None:
    for name, text in files.items():
        path = folder / name
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")


def test_where_nothing_is_named_the_plans_own_figures_say_which_is_meant(folder: Path) -> None:
    """The latest month that a plan's own figures bear, within that plan."""
    head = "period,unit,indicator,value\n"
    assert json.loads(cchc("check", "--format", "json", cwd=folder).stdout)["plan"]["id"] == "2022"
    for year in (2021, 2022):
        text = PLAN.format(year=year).replace(f"../{year}.csv", "../so-lieu")
        (folder / "plans" / f"{year}.yaml").write_text(text, encoding="utf-8")
    (folder / "so-lieu").mkdir()
    own_figures(folder, {"so-lieu/a.csv": f"{head}2021-01,a,bai,12\n"})
    found = json.loads(cchc("check", "--format", "json", cwd=folder).stdout)
    assert (found["plan"]["id"], found["exit_code"]) == ("2021", 0)


@pytest.mark.parametrize(
    ("files", "plan"),
    [
        ({"2022.csv": None}, ""),
        ({"2022.csv": "x"}, ""),
        ({"2022.csv": "period,unit,indicator,value\n2023-01,a,bai,1\n"}, ""),
        ({"2021.csv": "period,unit,indicator,value\n2022-01,a,bai,1\n"}, "2022"),
        ({"2021.csv": None}, "2022"),
        ({"2021.csv": None, "2022.csv": None}, ""),
    ],
    ids=[
        "none",
        "unreadable",
        "past its end",
        "the other's past its end",
        "the other has none",
        "nowhere",
    ],
)
def test_where_own_figures_leave_a_doubt_nothing_is_chosen(
    folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str | None], plan: str
) -> None:
    own_figures(folder, files)
    monkeypatch.chdir(folder)
    result = run(Request())
    if plan:
        assert result.plan is not None
        assert result.plan.id == plan
    else:
        assert ([one.code for one in result.diagnostics], result.exit_code) == (["P112"], 2)


@pytest.mark.parametrize(
    ("day", "plan"),
    [("2022-03-01", "2022"), ("44621", None), ("2021-12-20", None), ("2021-12-05", "2021")],
)
def test_a_day_tells_the_plan_where_all_plans_agree_on_its_month(
    folder: Path, monkeypatch: pytest.MonkeyPatch, day: str, plan: str | None
) -> None:
    """With a cut-off on the 14th, 20 December is of January, but for the plan that ends before."""
    for year in (2021, 2022):
        text = PLAN.format(year=year).replace(f"to: {year}-12}}", f"to: {year}-12, cutoff_day: 14}}")
        (folder / "plans" / f"{year}.yaml").write_text(text, encoding="utf-8")
    (folder / "x.csv").write_text(f"period,unit,indicator,value\n{day},a,bai,1\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    result = run(Request(actuals=("x.csv",)))
    assert (result.plan.id if result.plan else None) == plan


def test_what_to_type_is_said_where_several_plans_are_left(folder: Path) -> None:
    own_figures(folder, {"2021.csv": None, "2022.csv": None})
    done = cchc("check", "--lang", "en", cwd=folder)
    assert "plans/2021.yaml (2021-01 – 2021-12), plans/2022.yaml (2022-01 – 2022-12)" in done.stderr
    assert "`--as-of 2022-12`, `--plan plans/2022.yaml`" in done.stderr
    (folder / "plans" / "again.yaml").write_text(PLAN.format(year=2022), encoding="utf-8")
    done = cchc("check", "--as-of", "2022-03", "--lang", "en", cwd=folder)
    assert "plans/2022.yaml (2022-01 – 2022-12), plans/again.yaml (2022-01 – 2022-12)" in done.stderr
    assert "for example with `--plan plans/2022.yaml`" in done.stderr


def test_warnings_of_many_plans_are_never_compared_one_with_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of thousands held against all others took ten seconds."""
    parts = [
        (f"{name}.yaml", Result(diagnostics=(codes.A108.at(), codes.A111.at()), exit_code=0))
        for name in "abc"
    ]
    whole = together(parts)
    lost = codes.V306.at(path="out.json", why="ENOSPC")
    failed = whole._replace(diagnostics=(*whole.diagnostics, lost))

    def compared(one: Diagnostic, other: object) -> bool:
        raise AssertionError("compared by value")

    monkeypatch.setattr(Diagnostic, "__eq__", compared)
    assert whole.singles == whole.parts
    *judged, last = failed.singles
    assert [len(part.diagnostics) for part in judged] == [2, 2, 2]
    assert [one.code for one in last.diagnostics] == ["V306"]
