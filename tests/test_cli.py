"""The real command line, as a person or a job uses it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from support import TWO_UNITS
from warm import can_fork, server

ROOT = Path(__file__).resolve().parent.parent

PLAN = (
    TWO_UNITS
    + """indicators:
  - {id: bai, name: Tin bài, kind: count, measure: bài}
  - {id: tre, name: Hồ sơ trễ, kind: count}
tasks:
  - id: I
    clause: I
    title: Tuyên truyền
    targets:
      - {id: bai, indicator: bai, at_least: 12, each: tat-ca}
      - {id: bai-tong, indicator: bai, at_least: 24, over: tat-ca, severity: warning, basis: derived}
      - id: tre
        indicator: tre
        at_most: 0
        each: a
        waivers: [{unit: a, until: 2022-03, reason: Chuyển trụ sở, by: Giám đốc}]
"""
)
FIGURES = """period,unit,indicator,value
2022-01,a,bai,1
2022-02,a,bai,1
2022-01,b,bai,0
2022-02,b,bai,0
2022-01,a,tre,1
2022-02,a,tre,0
"""


def cchc(
    *arguments: str, cwd: Path, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    inherited = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP") if key in os.environ}
    env = {**inherited, "PYTHONPATH": str(ROOT / "src"), **environment}
    # What Python itself is told by its environment counts from its start.
    if can_fork and not any(name.startswith(("PYTHON", "LC_", "LANG")) for name in environment):
        return server.run(arguments, cwd, stdin, env, timeout=60)
    return subprocess.run(
        [sys.executable, "-m", "cchc_cli", *arguments],
        cwd=cwd,
        env=env,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "số liệu tháng 2.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


FILE = "số liệu tháng 2.csv"

# A quota of 12 a year: after two months one each is asked. Unit a has 2, unit b 0 and is behind;
# unit a also has a late filing, which is waived until March.
EXITS = [
    ([], "2022-02", 1),
    (["--unit", "a"], "2022-02", 0),
    (["--unit", "Phòng B"], "2022-02", 1),
    (["--fail-on", "never"], "2022-02", 0),
    (["--fail-on", "missed"], "2022-02", 0),
    (["--fail-on", "warning", "--unit", "a"], "2022-02", 1),
    (["--fail-on", "shortfall"], "2022-02", 1),
    (["--fail-on", "missed"], "2022-04", 1),
    (["--unit", "a"], "2022-04", 1),
    (["--unit", "c"], "2022-02", 2),
    ([], "2023-01", 2),
]


@pytest.mark.parametrize("format_", ["text", "json", "markdown"])
@pytest.mark.parametrize(("options", "as_of", "code"), EXITS, ids=lambda value: str(value))
def test_exit_code_is_the_same_for_every_format(
    folder: Path, options: list[str], as_of: str, code: int, format_: str
) -> None:
    done = cchc("check", FILE, "--as-of", as_of, "--format", format_, *options, cwd=folder)
    assert done.returncode == code, done.stderr
    if format_ == "json":
        assert json.loads(done.stdout)["exit_code"] == code
    elif code == 2:
        assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_formats_and_files_are_paired(folder: Path) -> None:
    done = cchc(
        "check", FILE, "--format", "json", "-o", "kq.json", "-o", "kq.md", "-o", "kq.txt", cwd=folder
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert json.loads((folder / "kq.json").read_bytes())["summary"]["waived"] == 1
    assert (folder / "kq.md").read_text(encoding="utf-8").startswith("## ")
    assert "chậm tiến độ" in (folder / "kq.txt").read_text(encoding="utf-8")


def test_failed_run_writes_json_and_leaves_the_rest(folder: Path) -> None:
    (folder / "kq.md").write_text("cũ", encoding="utf-8")
    (folder / "sai.csv").write_text("period,indicator,value\n2022-01,bai,x\n", encoding="utf-8")
    done = cchc("check", "sai.csv", "-o", "kq.json", "-o", "kq.md", cwd=folder)
    assert done.returncode == 2
    assert (folder / "kq.md").read_text(encoding="utf-8") == "cũ"
    assert "kq.md" in done.stderr
    written = json.loads((folder / "kq.json").read_bytes())
    assert written["verdicts"] == []
    assert [one["code"] for one in written["diagnostics"]] == ["A208"]
    assert "sai.csv:2:13: lỗi A208" in done.stderr


def test_wrong_usage_still_writes_json(folder: Path) -> None:
    done = cchc("check", "--formt", "json", "-o", "kq.json", cwd=folder)
    assert done.returncode == 2
    assert "--formt" in done.stderr
    assert json.loads((folder / "kq.json").read_bytes())["diagnostics"][0]["code"] == "V305"


def test_default_as_of_is_the_latest_month(folder: Path) -> None:
    done = cchc("check", FILE, "--format", "json", cwd=folder)
    result = json.loads(done.stdout)
    assert result["as_of"] == "2022-02"
    assert result["period"] == {"from": "2022-01-15", "to": "2022-02-14"}
    assert result["to_date"] == {"from": "2021-12-15", "to": "2022-02-14"}


@pytest.mark.parametrize(
    ("rows", "code", "expected"),
    [
        ("2022-01,a,bai,1\n2022-05,a,bai,1\n", 2, "A403"),
        ("2022-01,a,bai,1\n2022-04,a,bai,1\n", 0, ""),
        ("2022-05,a,bai,9\n", 1, ""),
        ("", 2, "A402"),
        ("2022-01,a,bai,9\n2022-01,b,bai,9\n2022-02,a,bai,9\n2022-01,,bai,1\n", 1, ""),
    ],
    ids=["four months past the rest", "three months", "one row alone", "no row", "half of the units"],
)
def test_when_the_as_of_must_be_asked_for(folder: Path, rows: str, code: int, expected: str) -> None:
    (folder / "x.csv").write_text(f"period,unit,indicator,value\n{rows}", encoding="utf-8")
    done = cchc("check", "x.csv", "--unit", "a", "--fail-on", "missed", cwd=folder)
    assert (done.returncode == 2) == (code == 2), done.stderr
    assert expected in done.stderr


def test_warning_where_few_units_have_the_month(folder: Path) -> None:
    plan = PLAN.replace("{id: b, name: Phòng B}", "{id: b, name: Phòng B}\n  - {id: c, name: Phòng C}")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    rows = "".join(f"2022-01,{unit},bai,1\n" for unit in "abc") + "2022-02,a,bai,1\n"
    (folder / "x.csv").write_text(f"period,unit,indicator,value\n{rows}", encoding="utf-8")
    assert "A307" in cchc("check", "x.csv", cwd=folder).stdout


def test_as_of_due_uses_the_clock_alone(folder: Path) -> None:
    """Long after the plan's year every month is due."""
    done = cchc("check", FILE, "--as-of", "due", "--format", "json", cwd=folder)
    assert json.loads(done.stdout)["as_of"] == "2022-12"


def test_standard_input_and_several_files_are_one_body(folder: Path) -> None:
    head, *rows = FIGURES.splitlines(keepends=True)
    (folder / "một.csv").write_text(head + "".join(rows[:3]), encoding="utf-8")
    whole = json.loads(cchc("check", FILE, "--format", "json", cwd=folder).stdout)
    done = cchc("check", "một.csv", "-", "--format", "json", cwd=folder, stdin=head + "".join(rows[3:]))
    parts = json.loads(done.stdout)
    assert [file["path"] for file in parts["actuals"]] == ["một.csv", "-"]
    for one, other in zip(whole["verdicts"], parts["verdicts"], strict=True):
        assert {**one, "figures": []} == {**other, "figures": []}


def test_plan_is_found_upwards_named_or_in_the_environment(folder: Path) -> None:
    inner = folder / "sâu" / "hơn"
    inner.mkdir(parents=True)
    figures = str(folder / FILE)
    assert cchc("check", figures, cwd=inner).returncode == 1
    elsewhere = folder / "khác.yaml"
    (folder / "plans" / "thu.yaml").rename(elsewhere)
    (folder / "plans").rmdir()
    assert cchc("check", figures, cwd=inner).returncode == 2
    assert cchc("check", figures, "--plan", str(elsewhere), cwd=inner).returncode == 1
    assert cchc("check", figures, cwd=inner, CCHC_PLAN=str(elsewhere)).returncode == 1


def test_of_several_plans_the_one_that_covers_the_as_of(folder: Path) -> None:
    later = PLAN.replace("2022-", "2023-").replace("id: thu", "id: thu-2023")
    (folder / "plans" / "2023.yaml").write_text(later, encoding="utf-8")
    chosen = json.loads(cchc("check", FILE, "--format", "json", cwd=folder).stdout)
    assert chosen["plan"]["id"] == "thu"
    (folder / "plans" / "again.yaml").write_text(PLAN, encoding="utf-8")
    both = cchc("check", FILE, cwd=folder)
    assert both.returncode == 2
    assert "plans/again.yaml" in both.stderr
    assert "plans/thu.yaml" in both.stderr
    none = cchc("check", FILE, "--as-of", "2031-01", cwd=folder)
    assert none.returncode == 2
    assert "P116" in none.stderr


def test_language_of_the_option_the_environment_and_the_plan(folder: Path) -> None:
    assert "Kỳ đánh giá" in cchc("check", FILE, cwd=folder).stdout
    assert "Period under review" in cchc("check", FILE, "--lang", "en", cwd=folder).stdout
    assert "Period under review" in cchc("check", FILE, cwd=folder, CCHC_LANG="en").stdout
    plan = PLAN.replace("title: Kế hoạch thử", "title: A trial\nlanguage: en")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    assert "Period under review" in cchc("check", FILE, cwd=folder).stdout


def test_piped_output_is_utf8_whatever_the_locale(folder: Path) -> None:
    done = cchc("check", FILE, cwd=folder, PYTHONIOENCODING="cp1252", LC_ALL="C")
    assert done.returncode == 1
    assert "chậm tiến độ" in done.stdout
    assert "\x1b" not in done.stdout


def test_quiet_prints_the_summary_alone(folder: Path) -> None:
    done = cchc("check", FILE, "--quiet", cwd=folder)
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == ""


def test_alone_without_a_plan_it_says_how_to_start(tmp_path: Path) -> None:
    done = cchc(cwd=tmp_path)
    assert done.returncode == 0
    assert "cchc init" in done.stdout


def test_alone_it_shows_the_status_and_the_next_step(folder: Path) -> None:
    with (folder / "plans" / "thu.yaml").open("a", encoding="utf-8") as stream:
        stream.write("actuals: ../so-lieu\n")
    (folder / "so-lieu").mkdir()
    shutil.copy(folder / FILE, folder / "so-lieu" / "a.csv")
    done = cchc(cwd=folder)
    assert done.returncode == 1
    assert "so-lieu/a.csv" in done.stdout
    assert "cchc explain" in done.stdout


def test_report_is_made_and_exits_0(folder: Path) -> None:
    done = cchc("report", FILE, "--full", "-o", "báo cáo.md", cwd=folder)
    assert done.returncode == 0, done.stderr
    text = (folder / "báo cáo.md").read_text(encoding="utf-8")
    assert "Chuyển trụ sở" in text
    assert "Phòng B" in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_init_example_is_ready_to_check(tmp_path: Path, language: str) -> None:
    done = cchc("init", "thu", "--example", "--lang", language, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert cchc("validate", cwd=tmp_path / "thu").returncode == 0
    assert cchc("check", cwd=tmp_path / "thu").returncode == 1
    assert cchc(cwd=tmp_path / "thu").returncode == 1
    assert cchc("init", "thu", "--example", cwd=tmp_path).returncode == 2


def test_init_starter_validates_and_has_no_figures(tmp_path: Path) -> None:
    assert cchc("init", cwd=tmp_path).returncode == 0
    valid = cchc("validate", cwd=tmp_path)
    assert (valid.returncode, valid.stderr) == (0, "")
    checked = cchc("check", "--format", "json", cwd=tmp_path)
    assert [one["code"] for one in json.loads(checked.stdout)["diagnostics"]] == ["A402", "A108"]
    assert "cchc form" in json.loads(checked.stdout)["diagnostics"][0]["hint"]
    plan = (tmp_path / "plans" / "ke-hoach.yaml").read_text(encoding="utf-8")
    assert plan.startswith("# yaml-language-server: $schema=../schemas/plan.schema.json")
    assert (tmp_path / "schemas" / "plan.schema.json").is_file()


def test_init_from_moves_the_plan_a_year_on(folder: Path) -> None:
    source = PLAN.replace("each: tat-ca}", "each: tat-ca, due: 2022-11, pace: {2022-03: 3}}", 1)
    (folder / "cũ.yaml").write_text(source, encoding="utf-8")
    done = cchc("init", "mới", "--from", "cũ.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr
    (written,) = (folder / "mới" / "plans").iterdir()
    text = written.read_text(encoding="utf-8")
    assert "period: {from: 2023-01, to: 2023-12, cutoff_day: 14, report_days: 5}" in text
    assert "due: 2023-11, pace: {2023-03: 3}" in text
    assert "until:" not in text, "a waiver must be renewed by somebody, not by a copy"
    assert cchc("validate", str(written), cwd=folder).returncode == 0


def test_init_from_the_shipped_plan_is_valid(tmp_path: Path) -> None:
    done = cchc("init", "--from", str(ROOT / "plans" / "2022.yaml"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert cchc("validate", cwd=tmp_path).returncode == 0
    assert (tmp_path / "plans" / "2023.yaml").is_file()


def test_explain_says_what_a_code_means_and_knows_nothing_else(folder: Path) -> None:
    assert cchc("explain", "a208", cwd=folder).stdout.startswith("A208: ")
    unknown = cchc("explain", "bai-tog", cwd=folder)
    assert unknown.returncode == 2
    assert "bai-tong" in unknown.stderr


def test_explain_shows_the_arithmetic_of_each_unit(folder: Path) -> None:
    done = cchc("explain", "bai", FILE, "--as-of", "2022-02", cwd=folder)
    assert done.returncode == 0
    assert "1 + 1 = 2" in done.stdout
    assert "0 + 0 = 0" in done.stdout
    assert "12 × 2/12 kỳ = 2" in done.stdout


def test_run_without_a_verdict_is_not_a_success(folder: Path) -> None:
    bare = PLAN.split("    targets:")[0]
    (folder / "plans" / "thu.yaml").write_text(bare, encoding="utf-8")
    done = cchc("check", FILE, "--fail-on", "never", cwd=folder)
    assert done.returncode == 2
    assert "V102" in done.stderr


def test_expired_waiver_warns_where_the_target_falls_short(folder: Path) -> None:
    done = cchc("check", FILE, "--as-of", "2022-05", "--format", "json", cwd=folder)
    (expired,) = [one for one in json.loads(done.stdout)["diagnostics"] if one["code"] == "V101"]
    assert expired["severity"] == "warning"
    assert expired["location"]["path"] == "plans/thu.yaml"


def test_where_one_file_can_not_be_written_the_others_are_left(folder: Path) -> None:
    (folder / "kq.md").write_text("## Kế hoạch x: cũ\n", encoding="utf-8")
    done = cchc("check", FILE, "-o", "không có/kq.txt", "-o", "kq.md", "-o", "kq.json", cwd=folder)
    assert done.returncode == 2
    assert (folder / "kq.md").read_text(encoding="utf-8") == "## Kế hoạch x: cũ\n"
    assert "V306: không ghi được không có/kq.txt" in done.stderr
    assert "V313: kq.md" in done.stderr
    assert json.loads((folder / "kq.json").read_bytes())["verdicts"] == []
    assert sorted(path.name for path in folder.iterdir()) == ["kq.json", "kq.md", "plans", FILE]


def test_a_broken_plan_speaks_its_own_language(folder: Path) -> None:
    (folder / "plans" / "thu.yaml").write_text(f"{PLAN}\nlanguage: en\nfoo: 1\n", encoding="utf-8")
    assert "error P103" in cchc("validate", cwd=folder).stderr


def test_explain_shows_the_terms_where_the_plans_figures_are_empty(folder: Path) -> None:
    (folder / "trống.csv").write_text("period,unit,indicator,value\n", encoding="utf-8")
    plan = PLAN.replace("period: {", "actuals: ../trống.csv\nperiod: {")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    done = cchc("explain", "bai", cwd=folder)
    assert done.returncode == 0
    assert "Công thức" in done.stdout


def test_several_rows_bear_out_a_late_month(folder: Path) -> None:
    rows = "2022-01,a,bai,1\n2022-01,b,bai,1\n2022-12,a,bai,9\n2022-12,b,bai,9\n"
    (folder / "x.csv").write_text(f"period,unit,indicator,value\n{rows}", encoding="utf-8")
    done = cchc("check", "x.csv", "--format", "json", cwd=folder)
    assert json.loads(done.stdout)["as_of"] == "2022-12"


def test_a_leap_day_moves_to_the_end_of_february(folder: Path) -> None:
    plan = PLAN.replace("2022-", "2024-").replace("each: tat-ca}", "each: tat-ca, due: 2024-02-29}", 1)
    (folder / "cũ.yaml").write_text(plan, encoding="utf-8")
    assert cchc("init", "mới", "--from", "cũ.yaml", cwd=folder).returncode == 0
    (written,) = (folder / "mới" / "plans").iterdir()
    assert "due: 2025-02-28" in written.read_text(encoding="utf-8")


def test_warnings_about_another_unit_do_not_fail_a_filtered_run(folder: Path) -> None:
    plan = PLAN.replace("kind: count, measure: bài}", "kind: count, measure: bài, evidence: required}")
    plan = plan.replace("severity: warning, basis: derived}", "severity: warning, pace: final}")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    rows = "2022-01,a,bai,9,\n2022-01,b,bai,12,CV 1\n2022-01,a,tre,0,\n"
    (folder / "x.csv").write_text(f"period,unit,indicator,value,evidence\n{rows}", encoding="utf-8")
    assert cchc("check", "x.csv", "--unit", "a", "--fail-on", "warning", cwd=folder).returncode == 1
    assert cchc("check", "x.csv", "--unit", "b", "--fail-on", "warning", cwd=folder).returncode == 0
    said = cchc("check", "x.csv", "--unit", "a", cwd=folder).stdout
    assert "A302: “Tin bài” tháng 1/2022 (Phòng A)" in said


def test_findings_keep_their_fingerprints_when_a_name_changes(folder: Path) -> None:
    """What is wrong with a figure is told by ids, which stay; messages show names."""
    (folder / "x.csv").write_text("period,unit,indicator,value\n2022-01,a,bai,\n", encoding="utf-8")
    prints = []
    for name in ("Tin bài", "Bài đã đăng"):
        (folder / "plans" / "thu.yaml").write_text(PLAN.replace("Tin bài", name), encoding="utf-8")
        found = json.loads(cchc("check", "x.csv", "--format", "gitlab", cwd=folder).stdout)
        (blank,) = (one for one in found if one["check_name"] == "A301")
        assert f"“{name}” không có số liệu" in blank["description"]
        prints.append(blank["fingerprint"])
    assert prints[0] == prints[1]


@pytest.mark.parametrize(("as_of", "start"), [("2022-09", "97c4d365"), ("x", ""), ("2031-01", "")])
def test_an_example_in_a_cure_is_no_part_of_a_fingerprint(as_of: str, start: str) -> None:
    arguments = ["so-lieu.csv", "--plan", "plan.yaml", "--as-of", as_of, "--format", "gitlab"]
    found = json.loads(cchc("check", *arguments, cwd=ROOT / "tests" / "small").stdout)
    (finding,) = (one for one in found if one["check_name"] == "V302")
    assert "(tháng 1/2022 – tháng 6/2022)" in finding["description"]
    assert finding["fingerprint"].startswith(start)


HEAVY = "duckdb pyspark numpy pandas openpyxl xlsxwriter xlrd docx docxtpl lxml jinja2 rich"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "examples/2022/actuals.csv", "--as-of", "2022-07"),
        ("check", "examples/2022/actuals.csv", "--as-of", "2022-07", "--format", "json"),
        (),
        ("--help",),
        ("check", "--help"),
    ],
)
def test_what_is_asked_most_loads_no_heavy_library(arguments: Sequence[str]) -> None:
    """Neither engines of tallies nor readers of workbooks nor writers of documents."""
    code = (
        "import sys; from cchc_cli.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        f"print(sorted({set(HEAVY.split())} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"


LOADED = """
import ast, sys
from pathlib import Path
calls = set()
def see(frame, event, argument):
    if event == "call":
        calls.add((frame.f_code.co_filename, frame.f_code.co_name))
sys.setprofile(see)
from cchc_cli.cli.main import main
main(["check", "examples/2022/actuals.csv", "--as-of", "2022-07"])
sys.setprofile(None)
for name in sorted(sys.modules):
    if name.startswith("cchc_cli."):
        path = sys.modules[name].__file__
        nodes = ast.walk(ast.parse(Path(path).read_text(encoding="utf-8")))
        functions = {(path, node.name) for node in nodes if isinstance(node, ast.FunctionDef)}
        is_idle = functions and functions.isdisjoint(calls)
        print(name.removeprefix("cchc_cli."), "idle" if is_idle else "", file=sys.stderr)
"""
MAY_BE_IDLE = {"model.form", "model.progress", "reading.table.remark"} | {
    "cli.shells",
    "cli.usage",
    "reading.cells.legacy",
    "reading.yaml_file.meant",
    "render.diagnostics",
}
"""Some are there for their types alone; the others are small and speak of what may be wrong."""
MOST_MODULES = 125


def test_a_plain_check_loads_only_what_it_runs() -> None:
    """Each module more is a part of every start: what few runs need is imported where it is used."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = dict(line.split(" ") for line in done.stderr.splitlines())
    assert {name for name, state in loaded.items() if state} <= MAY_BE_IDLE
    assert len(loaded) <= MOST_MODULES


def test_a_command_loads_no_other(folder: Path) -> None:
    """Each module more is a part of every start."""
    code = (
        "import sys; from cchc_cli.cli.app import COMMANDS; from cchc_cli.cli.main import main;"
        "main(['schema']); "
        "print({one for one in COMMANDS if f'cchc_cli.cli.commands.{one}' in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "{'schema'}"
