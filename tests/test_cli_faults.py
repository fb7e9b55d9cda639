"""The real command line where something is wrong: exit 2, the place, the cure, and never a verdict."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.cli.find_plan import load_plan
from cchc_cli.model.request import Request
from cchc_cli.render.check.markdown import render_markdown
from cchc_cli.render.check.text import render_text
from cchc_cli.render.diagnostics import render_diagnostics
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording
from support import result_of

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 2
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")

PLAN = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
units:
  - {id: a, name: Phòng A}
indicators:
  - {id: tin, name: Tin bài, kind: count}
tasks:
  - id: I
    clause: I
    title: Tuyên truyền
    targets: [{id: tin-a, indicator: tin, at_least: 12, each: a}]
"""
HEAD = "period,unit,indicator,value\n"
OK = "2022-01,a,tin,1\n"


def cchc(*arguments: str, cwd: Path, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
    """Runs the tool with hardly any environment; fails where it takes more than two seconds of CPU."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "PYTHONDONTWRITEBYTECODE")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-m", "cchc_cli", *arguments],
        cwd=cwd,
        env={**environment, "PYTHONPATH": str(ROOT / "src"), **extra},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=20,
        check=False,
    )
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    assert used < SECONDS, f"{used} s"
    assert "Traceback" not in done.stderr + done.stdout
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "ok.csv").write_text(HEAD + OK, encoding="utf-8")
    return tmp_path


def write(folder: Path, files: dict[str, str | bytes | None]) -> None:
    """Files by their paths; None is an empty folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def check_refused(folder: Path, *arguments: str, stdin: str = "") -> list[tuple[str, str]]:
    """Runs `check` in all formats at once and returns each error: its place and its code.

    Nothing is on standard output, the JSON says why without a verdict, the Markdown stays as it was.
    """
    (folder / "r.md").write_text("cũ", encoding="utf-8")
    (folder / "r.json").write_text("cũ", encoding="utf-8")
    formats = [
        "--format",
        "json",
        "--format",
        "markdown",
        "--format",
        "text",
        "-o",
        "r.json",
        "-o",
        "r.md",
    ]
    done = cchc("check", *arguments, *formats, cwd=folder, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert (folder / "r.md").read_text(encoding="utf-8") == "cũ"
    result = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    assert (result["exit_code"], result["verdicts"], result["units"]) == (2, [], [])
    errors = [one for one in result["diagnostics"] if one["severity"] == "error"]
    for one in errors:
        assert one["hint"]
        assert f"{one['code']}: {one['message']}" in done.stderr
        assert f"{place(one)}: " in done.stderr if one["location"] else True
    assert "V313: r.md" in done.stderr
    return [(place(one), one["code"]) for one in errors]


def place(diagnostic: dict[str, Any]) -> str:
    location = diagnostic["location"] or {}
    parts = [location.get(name) for name in ("path", "line", "column")]
    return ":".join(str(part) for part in parts if part is not None)


LONG = "a" * 5000
FIGURES = [
    pytest.param({"x.csv": HEAD}, ["x.csv"], [("", "A402")], id="header alone, no period to judge"),
    pytest.param(
        {
            "1.csv": "",
            "2.xlsx": b"PK\x03\x04\0",
            "3.csv": HEAD.encode() + b"\n2022-01,\xff,tin,1\n",
            "4.csv": HEAD + '2022-01,"a,tin,1\n' + OK * 3,
            "5.csv": HEAD + "x" * 5_000_000,
        },
        ["1.csv", "2.xlsx", "3.csv", "4.csv", "5.csv", "6.csv", LONG],
        [
            ("1.csv:1:1", "A105"),
            ("2.xlsx", "A112"),
            ("3.csv:3:9", "A104"),
            ("4.csv:2:9", "A109"),
            ("5.csv:2:1", "A110"),
            ("6.csv", "A101"),
            (LONG, "A101"),
        ],
        id="files that can not be read: all are named",
    ),
    pytest.param(
        {"x.csv": HEAD + "2022-13,b,tinn,1\n2022-01,a,tin,-1\n2022-01,a,tin\n" + OK},
        ["x.csv"],
        [
            ("x.csv:2:1", "A204"),
            ("x.csv:2:9", "A202"),
            ("x.csv:2:11", "A203"),
            ("x.csv:3:15", "A209"),
            ("x.csv:4:1", "A201"),
            ("x.csv:5:1", "A214"),
        ],
        id="every fault of a file",
    ),
    pytest.param(
        {"b.csv": HEAD + "2022-02,a,tin,1\n" + OK},
        ["ok.csv", "b.csv"],
        [("b.csv:3:1", "A214")],
        id="twice",
    ),
    pytest.param(
        {"trống": None}, ["trống", "x.csv"], [("trống", "A102"), ("x.csv", "A101")], id="folder"
    ),
    pytest.param(
        {"s/x.closed.csv": HEAD + OK, "s/.an.csv": "x", "s/~$x.csv": "x", "s/x.csv/y.csv": HEAD + OK},
        ["s"],
        [("s", "A102")],
        id="folder of nothing to read",
    ),
]


@pytest.mark.parametrize(("files", "arguments", "expected"), FIGURES)
def test_figures_that_can_not_be_read(
    folder: Path,
    files: dict[str, str | bytes | None],
    arguments: list[str],
    expected: list[tuple[str, str]],
) -> None:
    write(folder, files)
    assert check_refused(folder, *arguments, "--plan", "plan.yaml") == expected


def test_standard_input_has_places_too(folder: Path) -> None:
    found = check_refused(folder, "-", "--plan", "plan.yaml", stdin=HEAD + "2022-01,a,tin,x\n")
    assert found == [("-:2:15", "A208")]


def test_a_repeated_figure_names_both_places(folder: Path) -> None:
    write(folder, {"b.csv": HEAD + OK})
    done = cchc("check", "ok.csv", "b.csv", "--plan", "plan.yaml", cwd=folder)
    assert "b.csv:2:1: " in done.stderr
    assert "ok.csv:2:1" in done.stderr


@posix
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root reads everything")
def test_a_file_and_a_folder_without_permission(folder: Path) -> None:
    (folder / "s").mkdir(mode=0o000)
    (folder / "ok.csv").chmod(0o000)
    found = check_refused(folder, "ok.csv", "s", "--plan", "plan.yaml")
    assert found == [("ok.csv", "A101"), ("s", "A101")]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{inner}'] * 10)}]\n"
    for inner, name in zip("abcdef", "bcdefg", strict=True)
)
PLANS = [
    pytest.param(None, ("", "P111"), id="folder without a plan"),
    pytest.param("", ("p.yaml:1:1", "P107"), id="empty"),
    pytest.param(b"\x7fELF\x02\x00", ("p.yaml:1:1", "P108"), id="binary"),
    pytest.param(b"id: x\ntitle: \xff\n", ("p.yaml:2:8", "P108"), id="not UTF-8"),
    pytest.param("id: x\nunits: [\n", ("p.yaml:3:1", "P101"), id="syntax"),
    pytest.param("a: " + "[" * 10_000 + "]" * 10_000, ("p.yaml:1:53", "P109"), id="10,000 levels"),
    pytest.param(BOMB, ("p.yaml:6:12", "P109"), id="ten million nodes"),
    pytest.param(
        "a: &a x\nb: [" + "*a, " * 1_000_000 + "]\n", ("p.yaml:2:800001", "P109"), id="a million aliases"
    ),
    pytest.param("a: &a [*a]\n", ("p.yaml:1:8", "P117"), id="cycle"),
    pytest.param("a" * 5_000_000, ("p.yaml:1:1", "P105"), id="5 MB line"),
]


@pytest.mark.parametrize(("content", "expected"), PLANS)
def test_plans_that_can_not_be_read(
    folder: Path, content: str | bytes | None, expected: tuple[str, str]
) -> None:
    write(folder, {"p.yaml": content})
    assert expected in check_refused(folder, "ok.csv", "--plan", "p.yaml")


WITH_PLAN = ["ok.csv", "--plan", "plan.yaml"]
USAGE = [
    pytest.param(["ok.csv", "--plan", "nix.yaml"], [("nix.yaml", "P110")], id="missing plan"),
    pytest.param(["ok.csv", "--plan", "a" * 5000], [("a" * 5000, "P110")], id="plan's name too long"),
    pytest.param(["ok.csv"], [("", "P111")], id="no plan"),
    pytest.param(["--plan", "plan.yaml"], [("", "V307")], id="no figures named"),
    pytest.param([*WITH_PLAN, "--as-of", "tháng 7"], [("", "V302")], id="as-of that is no period"),
    pytest.param([*WITH_PLAN, "--as-of", "2023-01"], [("", "V302")], id="as-of after the plan"),
    pytest.param([*WITH_PLAN, "--unit", "phòng b"], [("", "V301")], id="unknown unit"),
    pytest.param(
        [*WITH_PLAN, "--fail-on", "x", "--lang", "fr"],
        [("", "V310"), ("", "V310")],
        id="no such choices",
    ),
]


@pytest.mark.parametrize(("arguments", "expected"), USAGE)
def test_runs_that_can_not_be_judged(
    folder: Path, arguments: list[str], expected: list[tuple[str, str]]
) -> None:
    assert check_refused(folder, *arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["check", *WITH_PLAN, "--bogus", "--format", "json"], "V305", id="unknown option"),
        pytest.param(["check", *WITH_PLAN, "--format", "json", "--as-of"], "V305", id="no value"),
        pytest.param(["check", "--format=json", "nix.csv", "--plan", "plan.yaml"], "A101", id="no file"),
        pytest.param(["check", *WITH_PLAN, "--format", "json", "--format", "json"], "V312", id="twice"),
        pytest.param(
            ["check", *WITH_PLAN, "-o", "nix/r.md", "--format", "markdown", "--format", "json"],
            "V306",
            id="another output can not be written",
        ),
    ],
)
def test_json_on_standard_output_says_why_and_gives_no_verdict(
    folder: Path, arguments: list[str], code: str
) -> None:
    done = cchc(*arguments, cwd=folder)
    assert done.returncode == 2
    assert code in done.stderr
    result = json.loads(done.stdout)
    assert (result["exit_code"], result["verdicts"], result["summary"]) == (2, [], None)
    assert [one["code"] for one in result["diagnostics"]] == [code]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["chek", "ok.csv"], "V305", id="unknown command"),
        pytest.param(["--bogus"], "V305", id="unknown option alone"),
        pytest.param(["check", *WITH_PLAN, "--format", "yaml"], "V310", id="unknown format"),
        pytest.param(["check", *WITH_PLAN, "-o", "r.xyz"], "V311", id="unknown suffix"),
        pytest.param(["check", *WITH_PLAN, "-o", "nix/r.json"], "V306", id="no such folder"),
        pytest.param(["report", *WITH_PLAN, "-o", "r.pdf"], "V310", id="a report of another format"),
        pytest.param(["report", *WITH_PLAN[1:], "nix.csv", "-o", "r.md"], "V313: r.md", id="report"),
        pytest.param(["--plan", "plan.yaml", "init", "x"], "V305", id="option of another command"),
    ],
)
def test_wrong_usage_writes_nothing(folder: Path, arguments: list[str], code: str) -> None:
    before = sorted(folder.rglob("*"))
    done = cchc(*arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert code in done.stderr
    assert sorted(folder.rglob("*")) == before


def test_json_file_is_asked_for_in_every_way_of_writing_it(folder: Path) -> None:
    assert cchc("check", *WITH_PLAN, "--bogus", "-or.json", cwd=folder).returncode == 2
    assert json.loads((folder / "r.json").read_text(encoding="utf-8"))["exit_code"] == 2


def checked(folder: Path, *arguments: str, stdin: str = "") -> list[str]:
    """The files that a run judged, in order."""
    done = cchc("check", *arguments, "--plan", "plan.yaml", "--format", "json", cwd=folder, stdin=stdin)
    assert done.returncode in (0, 1), done.stderr
    return [file["path"] for file in json.loads(done.stdout)["actuals"]]


def test_a_folder_gives_its_tables_and_nothing_else(folder: Path) -> None:
    row = "2022-0{},a,tin,1\n".format
    closed = "period,unit,indicator,value,evidence,note,revision,old_value,reason\n"
    ignored = {
        "s/x.closed.csv": closed,
        "s/X2.CLOSED.CSV": closed,
        "s/.an.csv": "x",
        "s/~$b.csv": "x",
        "s/c.md": "x",
    }
    write(folder, {**ignored, "s/b.csv": HEAD + row(2), "s/A.CSV": HEAD + row(3), "s/t/d.csv": "x"})
    write(folder, {"s/d.tsv": (HEAD + row(4)).replace(",", "\t")})
    assert checked(folder, "s", "ok.csv") == ["s/A.CSV", "s/b.csv", "s/d.tsv", "ok.csv"]


def test_standard_input_is_read_once_where_a_plan_is_to_be_chosen(folder: Path) -> None:
    write(
        folder,
        {"plans/22.yaml": PLAN, "plans/23.yaml": PLAN.replace("2022-", "2023-"), "plans/.x.yaml": "x"},
    )
    (folder / "plans" / "old.yaml").mkdir()
    done = cchc("check", "-", cwd=folder, stdin=HEAD + OK)
    assert (done.returncode, done.stderr) == (0, "")


@posix
def test_a_pipe_is_a_file_of_figures(folder: Path) -> None:
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("needs bash")
    command = f'"{sys.executable}" -m cchc_cli check <(cat ok.csv) --plan plan.yaml'
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([shell, "-c", command], cwd=folder, env=environment, timeout=20, check=False)
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("streams", "code"),
    [
        pytest.param(">/dev/full", 2, id="full disk"),
        pytest.param("--format json >/dev/full", 2, id="full disk, JSON"),
        pytest.param("2>/dev/full", 0, id="nothing to say on standard error"),
        pytest.param(">&-", 0, id="closed output"),
        pytest.param("2>&-", 0, id="closed errors"),
        pytest.param("- <&-", 2, id="closed input"),
    ],
)
def test_streams_that_are_full_or_closed_never_look_like_a_shortfall(
    folder: Path, streams: str, code: int
) -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m cchc_cli check ok.csv --plan plan.yaml {streams}',
        shell=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=20,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_options_before_the_command_count(folder: Path) -> None:
    done = cchc(
        "--plan",
        "plan.yaml",
        "--as-of",
        "2022-03",
        "-q",
        "check",
        "ok.csv",
        "--format",
        "json",
        cwd=folder,
    )
    assert json.loads(done.stdout)["as_of"] == "2022-03"
    later = cchc(
        "--plan", "x", "--as-of", "2022-03", "check", *WITH_PLAN, "--fail-on", "never", cwd=folder
    )
    assert (later.returncode, later.stderr) == (0, "")


HOSTILE = "\x1b]0;x\x07\x1b[2J\x9b2J\x7f\u202e[bold]x[/x][link=http://x]y[/link]:smile:\r"
HARMLESS = (
    "<U+001B>]0;x<U+0007><U+001B>[2J<U+009B>2J<U+007F><U+202E>[bold]x[/x][link=http://x]y[/link]:smile:"
)
SCREENS = [pytest.param(Screen(), id="pipe"), pytest.param(Screen(400, color=True), id="terminal")]


def acting(text: str) -> set[str]:
    """The characters of a text that a terminal acts on, but for the colours that are ours."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    return {
        char
        for char in plain
        if char in "\u202e\u2066" or (char < " " and char != "\n") or "\x7f" <= char < "\xa0"
    }


@pytest.mark.parametrize("screen", SCREENS)
def test_cells_and_file_names_are_shown_and_never_acted_on(screen: Screen) -> None:
    rows = [[HOSTILE, "a", "tin", "1"], ["2022-01", HOSTILE, "tin", "1"], ["2022-01", "a", HOSTILE, "1"]]
    output = io.StringIO()
    csv.writer(output).writerows([*rows, ["2022-01", "a", "tin", HOSTILE]])
    header = f'period,unit,indicator,value,"{HOSTILE}"\n'
    for head in (HEAD, header):
        text = (head + output.getvalue()).replace("\r\n", ",\r\n" if head is header else "\r\n")
        result = result_of(PLAN, text)
        shown = render_diagnostics(result.diagnostics, Wording("vi"), screen)
        assert acting(shown) == set()
        assert shown.count(HARMLESS) == (4 if head is HEAD else 5)


@pytest.mark.parametrize("screen", SCREENS)
def test_names_in_a_plan_are_no_markup(screen: Screen) -> None:
    name = "[bold]x[/x] [/] :smile: <b>&amp; {x} %s"
    plan = PLAN.replace("Kế hoạch thử", f"'{name}'").replace("Tin bài", f"'{name}'")
    plan = plan.replace("name: Phòng A", f"name: '{name} a'")
    for result in (result_of(plan, HEAD + OK), result_of(plan, HEAD + "2022-05,a,tin,1\n")):
        assert result.judged, result.diagnostics
        shown = render_text(result, Wording("vi"), screen)
        assert name in re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert "<b>" not in render_markdown(result, Wording("vi"))


def test_nothing_acts_on_a_terminal_in_any_stream(folder: Path) -> None:
    rows = f'2022-01,a,tin,1,"{HOSTILE}"\n2022-02,a,tin,1,=cmd()\n'
    write(folder, {"x.csv": "period,unit,indicator,value,evidence\n" + rows})
    for arguments in (["--format", "json"], ["--format", "markdown"], []):
        done = cchc("check", "x.csv", "--plan", "plan.yaml", *arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert acting(done.stdout + done.stderr) == set()
        if "json" in arguments:
            figures = json.loads(done.stdout)["verdicts"][0]["figures"]
            assert [one["evidence"] for one in figures] == [HOSTILE, "=cmd()"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", f"{HOSTILE}.csv", "--plan", "plan.yaml"],
        ["check", *WITH_PLAN, "--unit", HOSTILE, "--as-of", HOSTILE],
        ["check", *WITH_PLAN, f"--{HOSTILE}"],
        ["check", *WITH_PLAN, "-o", f"{HOSTILE}/x.md"],
        ["check", "ok.csv", "--plan", "escaped.yaml"],
        ["check", "ok.csv", "--plan", "raw.yaml"],
        [HOSTILE],
    ],
    ids=["file", "values", "option", "output", "escape in the plan", "control character", "command"],
)
def test_what_is_repeated_of_a_command_line_is_harmless(folder: Path, arguments: list[str]) -> None:
    write(folder, {"escaped.yaml": PLAN.replace("Kế hoạch thử", '"\\e[2J\\u202e"')})
    write(folder, {"raw.yaml": PLAN.replace("Kế hoạch thử", "x\x1b[2J")})
    done = cchc(*arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert acting(done.stderr) == set()


SEVERAL = [
    pytest.param(["nix.csv"], "A101", id="no such file"),
    pytest.param(["ok.csv", "--as-of", "tháng 7"], "V302", id="as-of that is no period"),
    pytest.param(["header.csv"], "P112", id="nothing to choose by"),
]


@pytest.mark.parametrize(("arguments", "code"), SEVERAL)
def test_of_several_plans_none_can_be_chosen(folder: Path, arguments: list[str], code: str) -> None:
    write(
        folder,
        {"plans/22.yaml": PLAN, "plans/23.yaml": PLAN.replace("2022-", "2023-"), "header.csv": HEAD},
    )
    assert [found for _, found in check_refused(folder, *arguments)] == [code]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2022, 1, 18), None),
        (date(2022, 1, 19), "22.yaml"),
        (date(2023, 1, 18), "22.yaml"),
        (date(2023, 1, 19), "23.yaml"),
        (date(2031, 1, 1), "23.yaml"),
    ],
)
def test_of_several_plans_the_one_with_the_latest_month_due(
    folder: Path, today: date, expected: str | None
) -> None:
    write(folder, {"plans/22.yaml": PLAN, "plans/23.yaml": PLAN.replace("2022-", "2023-")})
    loaded = load_plan(Request(plan=str(folder / "plans"), as_of="due"), today)
    assert (loaded.path.name if loaded.path else None) == expected
    assert [one.code for one in loaded.diagnostics] == ([] if expected else ["V303"])
