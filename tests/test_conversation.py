"""What the tool answers to the person at the keyboard: slips of the hand, files written, languages."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_cli.cli.app import COMMANDS
from test_cli import FIGURES, PLAN, cchc

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "so-lieu.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_takes_the_options_of_how_to_answer(folder: Path, command: str) -> None:
    page = cchc(*command.split(), "--help", cwd=folder).stdout
    for option in ("--lang", "--quiet", "--no-color"):
        assert option in page


def test_quiet_leaves_what_was_asked_for_and_errors(folder: Path) -> None:
    whole = cchc("explain", "bai", cwd=folder)
    assert outcome(cchc("explain", "bai", "-q", cwd=folder)) == outcome(whole)
    assert outcome(cchc("schema", "-q", cwd=folder))[2] == ""
    assert outcome(cchc("init", "moi", "-q", cwd=folder)) == (0, "", "")
    assert (folder / "moi" / "plans" / "ke-hoach.yaml").is_file()
    code, shown, said = outcome(cchc("init", "moi", "-q", cwd=folder))
    assert (code, shown) == (2, "")
    assert "V309" in said


@pytest.mark.parametrize("command", [["check", "so-lieu.csv"], ["show"], ["report", "so-lieu.csv"], []])
def test_a_language_that_there_is_not_is_named_once(folder: Path, command: list[str]) -> None:
    plain = cchc(*command, cwd=folder)
    done = cchc(*command, cwd=folder, CCHC_LANG="fr")
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout)
    warning = "cảnh báo V324: CCHC_LANG là “fr”, không phải một ngôn ngữ có sẵn"
    assert done.stderr.count("V324") == 1
    assert warning in done.stderr
    assert "vi, en" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "language"),
    [(["-q"], "fr"), (["--lang", "en"], "fr"), ([], ""), ([], "en")],
    ids=["in short", "another asked for", "empty", "known"],
)
def test_a_language_needs_no_warning(folder: Path, arguments: list[str], language: str) -> None:
    assert "V324" not in cchc("show", *arguments, cwd=folder, CCHC_LANG=language).stderr


def test_check_says_what_it_wrote(folder: Path) -> None:
    done = cchc("check", "so-lieu.csv", "-o", "kq.json", "-o", "kq.md", cwd=folder)
    assert outcome(done)[:2] == (1, "")
    assert done.stderr.splitlines()[0] == "Đã ghi kq.json, kq.md."
    quiet = cchc("check", "so-lieu.csv", "-o", "kq.json", "-q", cwd=folder)
    assert outcome(quiet) == (1, "", "")


def test_check_says_what_it_wrote_beside_a_result_for_programs(folder: Path) -> None:
    both = ["--format", "markdown", "--output", "kq.md", "--format", "json"]
    done = cchc("check", "so-lieu.csv", *both, "--lang", "en", cwd=folder)
    assert json.loads(done.stdout)["exit_code"] == 1
    assert done.stderr.splitlines()[0] == "Wrote kq.md."


def test_check_says_what_a_failed_run_wrote_and_what_not(folder: Path) -> None:
    (folder / "sai.csv").write_text("period,indicator,value\n2022-01,bai,x\n", encoding="utf-8")
    done = cchc("check", "sai.csv", "-o", "kq.json", "-o", "kq.md", cwd=folder)
    assert done.returncode == 2
    assert "Đã ghi kq.json.\n" in done.stderr
    assert "V313: kq.md" in done.stderr


def test_a_unit_without_a_verdict_is_told_in_a_sentence(folder: Path) -> None:
    plan = PLAN.replace("{id: b, name: Phòng B}", "{id: b, name: Phòng B}\n  - {id: c, name: Phòng C}")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    done = cchc("check", "so-lieu.csv", "--unit", "c", "-q", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Phòng C không có kết luận nào: không mục tiêu nào xét riêng hoặc tính cả đơn vị này.",
        "Không có mục tiêu nào khiến kết quả kiểm tra là chưa đạt (mã thoát 0).",
    ]
    markdown = cchc("check", "so-lieu.csv", "--unit", "c", "--format", "markdown", cwd=folder)
    assert "Phòng C không có kết luận nào" in markdown.stdout
    assert "0 kết luận" not in markdown.stdout


MONEY = PLAN.replace("tasks:", "  - {id: tien, name: Tiền, kind: count, decimal: true}\ntasks:").replace(
    "      - id: tre", "      - {id: tien, indicator: tien, at_least: 9, each: a}\n      - id: tre"
)
MARKED = "period,unit,indicator,value\n2022-01,a,tien,1.234\n"
"""A thousand or one and a bit: nothing in it tells."""


def test_form_reads_the_figures_at_hand_as_it_is_told(folder: Path) -> None:
    (folder / "plans" / "thu.yaml").write_text(MONEY, encoding="utf-8")
    (folder / "tien.csv").write_bytes(MARKED.encode("utf-16-le"))
    form = ["form", "2022-02", "--unit", "a", "--actuals", "tien.csv", "-o", "a.xlsx"]
    assert cchc(*form, cwd=folder).returncode == 2
    assert "A2" in cchc(*form, "--encoding", "utf-16-le", cwd=folder).stderr
    done = cchc(*form, "--encoding", "utf-16-le", "--decimal", "point", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    cells = [cell for row in load_workbook(folder / "a.xlsx").active.values for cell in row]
    assert 1.234 in cells
    assert "V310: --decimal" in cchc(*form, "--decimal", "dot", cwd=folder).stderr


def test_collect_reads_the_figures_that_it_adds_to_as_it_is_told(folder: Path) -> None:
    (folder / "plans" / "thu.yaml").write_text(MONEY, encoding="utf-8")
    (folder / "tien.csv").write_text(MARKED, encoding="utf-8")
    (folder / "a.csv").write_text(MARKED.replace("-01", "-02").replace("1.234", "3"), encoding="utf-8")
    collect = ["collect", "a.csv", "--into", "tien.csv"]
    assert cchc(*collect, cwd=folder).returncode == 2
    done = cchc(*collect, "--decimal", "point", cwd=folder)
    assert done.returncode == 0, done.stderr
    kept = cchc("explain", "tien", "tien.csv", "--decimal", "point", "--unit", "a", cwd=folder)
    assert "1,2340 + 3 = 4,234" in kept.stdout


@pytest.mark.parametrize(
    "command", [["init", "."], ["init", ".", "--example"], ["form", "2022-01", "-o", "bieu"]]
)
def test_where_one_file_can_not_be_written_there_is_none(folder: Path, command: list[str]) -> None:
    """The folder of the last file is a file."""
    (folder / "so-lieu").write_text("", encoding="utf-8")
    (folder / "bieu").write_text("", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    done = cchc(*command, cwd=folder)
    assert done.returncode == 2
    assert "V306" in done.stderr
    assert sorted(folder.rglob("*")) == before


SLIPS = [
    ("chek", "check"),
    ("kế-hoạch", None),
    ("Report", "report"),
    ("so-lieu.csv", "check so-lieu.csv"),
    ("plans/thu.yaml", "validate plans/thu.yaml"),
    ("help", "--help"),
    ("check --asof 2022-02", "--as-of"),
    ("check --formt json", "--format"),
    ("check --lan en", "--lang"),
    ("check --quite", "--quiet"),
    ("check --as_of 2022-02", "--as-of"),
    ("--asof 2022-02", "--as-of"),
    ("form --acctuals x", "--actuals"),
    ("init --exmaple", "--example"),
    ("check --mau-sac", None),
]


@pytest.mark.parametrize(("line", "meant"), SLIPS, ids=[line for line, _ in SLIPS])
def test_the_nearest_name_is_offered(folder: Path, line: str, meant: str | None) -> None:
    for language, question in (("vi", "có phải “{}” không?"), ("en", "did you mean “{}”?")):
        code, shown, said = outcome(cchc(*line.split(), cwd=folder, CCHC_LANG=language))
        assert (code, shown) == (2, "")
        assert "V305" in said
        if meant is None:
            assert question.partition("“")[0] not in said
        else:
            assert question.format(meant) in said


def test_an_option_before_its_command_is_sent_behind_it(folder: Path) -> None:
    done = cchc("--format", "json", "check", "so-lieu.csv", cwd=folder)
    assert done.returncode == 2
    assert "viết --format sau tên lệnh: `cchc check … --format`" in done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("check --bogus", "`cchc check --help`"),
        ("bogus", "`cchc --help`"),
        ("collect --into x.csv", "SHEET"),
        ("close", "PERIOD"),
        ("--fail-on never report", "lệnh report không có tùy chọn --fail-on"),
    ],
)
def test_wrong_usage_says_what_is_missing_and_where_to_read_more(
    folder: Path, line: str, said: str
) -> None:
    done = cchc(*line.split(), cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_target_may_be_named_like_a_code(folder: Path) -> None:
    """Both are shown; a code alone needs no plan."""
    plan = PLAN.replace("{id: bai, indicator: bai", "{id: V102, indicator: bai")
    plan = plan.replace("  - id: I\n    clause: I", "  - id: A104\n    clause: III.1")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    target = cchc("explain", "V102", cwd=folder)
    assert target.returncode == 0, target.stderr
    assert target.stdout.startswith("Mục tiêu V102: ")
    assert "\nV102: " in target.stdout
    task = cchc("explain", "A104", cwd=folder).stdout
    assert "Mục tiêu V102" in task
    assert "Mục tiêu tre" in task
    assert "\nA104: " in task
    assert cchc("explain", "III.1", cwd=folder).stdout == task.partition("\nA104: ")[0]
    assert cchc("explain", "v102", cwd=folder).stdout.startswith("V102: ")
    (folder / "plans" / "thu.yaml").write_text("version: [", encoding="utf-8")
    broken = cchc("explain", "V102", cwd=folder)
    assert (broken.returncode, broken.stderr) == (0, "")
    assert broken.stdout.startswith("V102: ")


def said_of(folder: Path, *arguments: str, **environment: str) -> str:
    """What a call that is refused says."""
    done = cchc(*arguments, cwd=folder, **environment)
    assert (done.returncode, done.stdout) == (2, ""), done.stdout
    return done.stderr


def test_a_file_that_is_not_there_may_have_another_name(folder: Path) -> None:
    (folder / "Số liệu").mkdir()
    (folder / "Số liệu" / "tháng 2.csv").write_text(FIGURES, encoding="utf-8")
    for command in (["check"], ["close", "2022-02"], ["form", "2022-03", "--actuals"]):
        assert "có phải “so-lieu.csv” không?" in said_of(folder, *command, "solieu.csv")
    assert "có phải “Số liệu/tháng 2.csv” không?" in said_of(folder, "check", "Số liệu/thang 2.csv")
    assert "có phải" not in said_of(folder, "check", "khác hẳn.xlsx")
    assert "có phải “plans/thu.yaml” không?" in said_of(folder, "check", "--plan", "plans/thử.yml")
    assert "có phải “--as-of 2022-02” không?" in said_of(folder, "check", "2022-02")


def test_every_fault_of_a_call_is_told_where_its_file_is_not_there(folder: Path) -> None:
    said = said_of(folder, "check", "x.csv", "--as-of", "2023-01", "--unit", "z")
    assert [code for code in ("A101", "V301", "V302") if code not in said] == []


def test_a_plan_is_no_file_of_figures(folder: Path) -> None:
    said = said_of(folder, "check", "plans/thu.yaml")
    assert "plans/thu.yaml: lỗi V325" in said
    assert "`--plan plans/thu.yaml`" in said


def test_a_file_that_is_named_twice_is_read_once(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "x.csv").write_text(FIGURES, encoding="utf-8")
    once = json.loads(cchc("check", "a/x.csv", "--format", "json", cwd=folder).stdout)
    done = cchc("check", "a", "a/x.csv", "a/../a/x.csv", "--format", "json", cwd=folder)
    assert json.loads(done.stdout) == once


NEARLY = ["2022-2", "2-2022", "2022/02", "2022.2", "2", "2022-02-10", "tháng 2", "T2", "tháng 2/2022"]


@pytest.mark.parametrize("written", [*NEARLY, "Tháng 02 năm 2022"])
def test_a_period_that_is_nearly_written_is_offered(folder: Path, written: str) -> None:
    said = said_of(folder, "check", "so-lieu.csv", "--as-of", written)
    assert "V302" in said
    assert "có phải “2022-02” không?" in said
    said = said_of(folder, "close", written, "so-lieu.csv")
    assert "V209" in said
    assert "có phải “2022-02” không?" in said


@pytest.mark.parametrize("written", ["2022-13", "2023-2", "tháng 2/2023", "quý 5/2022", "due", "x"])
def test_a_period_out_of_the_plan_is_not_offered(folder: Path, written: str) -> None:
    assert "có phải" not in said_of(folder, "close", written, "so-lieu.csv")


def test_a_second_plan_in_a_folder_is_pointed_out(folder: Path) -> None:
    """A call that names none may mean the other one."""
    made = cchc("init", cwd=folder)
    assert made.returncode == 0
    assert "cchc form --plan plans/ke-hoach.yaml" in made.stdout
    assert "plans/thu.yaml" in made.stdout
    assert "cchc check --plan" not in cchc("init", "moi", cwd=folder).stdout


def test_a_code_that_there_is_not_needs_no_plan(tmp_path: Path) -> None:
    assert "V308" in said_of(tmp_path, "explain", "V999")
    assert "P111" in said_of(tmp_path, "explain", "tin-bai")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_list_of_commands_says_whole_what_each_does(folder: Path, language: str) -> None:
    page = cchc("--help", cwd=folder, CCHC_LANG=language, COLUMNS="60").stdout
    assert "..." not in page.partition("\n")[2]


def test_a_folder_without_figures_may_hold_one_with(folder: Path) -> None:
    (folder / "so-lieu" / "2022").mkdir(parents=True)
    (folder / "so-lieu" / "2022" / "x.csv").write_text(FIGURES, encoding="utf-8")
    assert "có phải “so-lieu/2022” không?" in said_of(folder, "check", "so-lieu")
    assert "có phải" not in said_of(folder, "check", "plans")


def test_an_indicator_is_explained_by_the_name_that_check_shows(folder: Path) -> None:
    by_id = cchc("explain", "tre", cwd=folder)
    assert outcome(cchc("explain", "hồ sơ trễ", cwd=folder)) == outcome(by_id)
    assert "có phải “Hồ sơ trễ” không?" in said_of(folder, "explain", "Hồ sơ trê")


def test_a_baseline_that_is_not_there_is_told_in_the_language_of_the_rest(folder: Path) -> None:
    said = said_of(folder, "check", "so-lieu.csv", "--baseline", "cu.json")
    assert "cu.json: lỗi V316: không đọc được kết quả gốc: không có tệp hoặc thư mục này" in said


def test_a_unit_that_owes_nothing_leaves_no_heading_alone(folder: Path) -> None:
    plan = PLAN.replace("{id: b, name: Phòng B}", "{id: b, name: Phòng B}\n  - {id: c, name: Phòng C}")
    plan = plan.replace("language: vi\n", "").replace("period: {", "actuals: ../so-lieu.csv\nperiod: {")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    shown = cchc("show", "--unit", "c", cwd=folder).stdout
    assert shown.endswith("Ai phải gửi số liệu gì\n  Phòng C không phải gửi số liệu nào.\n")
    explained = cchc("explain", "bai", "--unit", "c", cwd=folder).stdout
    assert explained.endswith(
        "Tính đến tháng 2/2022:\n"
        "  Phòng C không có kết luận nào: mục tiêu này không xét riêng hoặc tính cả đơn vị này.\n"
    )
    assert "\nĐơn vị\n" not in cchc("--unit", "c", cwd=folder).stdout


@pytest.mark.parametrize(("unit", "code"), [("khong-co", 2), ("phòng khong co", 2), ("c", 0)])
def test_a_unit_that_is_none_is_no_reason_to_leave_figures_out(
    folder: Path, unit: str, code: int
) -> None:
    plan = PLAN.replace("{id: b, name: Phòng B}", "{id: b, name: Phòng B}\n  - {id: c, name: Phòng C}")
    plan = plan.replace("period: {", "actuals: ../so-lieu.csv\nperiod: {")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    done = cchc("explain", "bai", "--unit", unit, cwd=folder)
    assert (done.returncode, "V301" in done.stderr) == (code, code == 2)


@pytest.mark.parametrize(
    ("options", "last"),
    [
        ((), "(mã thoát 1). Ngoài ra có 4 kết luận như vậy của mục tiêu chỉ ở mức cảnh báo."),
        (
            ("--fail-on", "never"),
            "(mã thoát 0). Không đạt, chậm hoặc chưa đủ số liệu nhưng không tính vào mã thoát: 11.",
        ),
        (
            ("--fail-on", "missed"),
            ": 1 (mã thoát 1). Không đạt, chậm hoặc chưa đủ số liệu nhưng không tính vào mã thoát: 10.",
        ),
        (("--fail-on", "warning"), "Số kết luận không đạt, chậm hoặc chưa đủ số liệu: 11 (mã thoát 1)."),
    ],
)
def test_the_last_sentence_counts_what_the_run_fails_on(options: tuple[str, ...], last: str) -> None:
    figures = str(ROOT / "examples" / "2022" / "actuals.csv")
    plan = ("--plan", str(ROOT / "plans" / "2022.yaml"), "--as-of", "2022-07")
    assert cchc("check", figures, *plan, "-q", *options, cwd=ROOT).stdout.rstrip().endswith(last)


def test_what_is_met_before_it_is_due_is_explained_by_its_goal() -> None:
    figures = str(ROOT / "examples" / "2022" / "actuals.csv")
    plan = ("--plan", str(ROOT / "plans" / "2022.yaml"), "--as-of", "2022-07")
    said = cchc("explain", "tin-bai-cchc", figures, *plan, cwd=ROOT).stdout
    assert said.endswith("      đến hạn phải đạt: ≥ 1\n      kết luận: đạt\n")


def test_a_day_after_the_month_is_told_with_its_row(tmp_path: Path) -> None:
    """A deed sent in time on a day of the next month counts from then on; a label says so by itself."""
    plan = (
        PLAN
        + "  - {id: II, clause: II, title: T, owners: [a], schedule: {due: 2022-12}, product: Đề án}\n"
    )
    (tmp_path / "p.yaml").write_text(plan, encoding="utf-8")
    rows = "2022-01,a,bai,2,,\n2022-01,b,bai,2,,\n2022-01,a,II,2022-01-17,,\n2022-02,a,bai,1,,\n"
    (tmp_path / "x.csv").write_text(
        f"period,unit,indicator,value,evidence,note\n{rows}", encoding="utf-8"
    )
    given = ("x.csv", "--plan", "p.yaml", "--as-of", "2022-01")
    said = cchc("check", *given, cwd=tmp_path).stdout
    assert "x.csv:4:1: lưu ý A345: “Đề án” (Phòng A): ngày 17/1/2022 thuộc tháng 2/2022" in said
    assert "A305: 1 số liệu sau tháng 1/2022" in said
    lines = cchc("explain", "II", *given, cwd=tmp_path).stdout.splitlines()
    assert "      a II tháng 1/2022: 17/1/2022 — x.csv:4:1; được tính từ tháng 2/2022" in lines
    assert "      chưa có số liệu nào được tính" in lines
