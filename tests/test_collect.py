"""`collect` finds its file, holds it, loses nothing of it, and says what comes next."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from cchc_cli.cli import lock
from test_cli import ROOT, cchc
from test_killed import HEAD, PLAN

PICTURE = b"\x89PNG"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    sheet(tmp_path, "a.csv", "2022-01,a,tin,1")
    sheet(tmp_path, "b.csv", "2022-01,b,tin,2")
    return tmp_path


def sheet(folder: Path, name: str, *rows: str) -> None:
    (folder / name).write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def collect(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return cchc("collect", *arguments, "--plan", "plan.yaml", "--lang", "en", cwd=folder)


def figures(path: Path) -> list[str]:
    """The rows of a file of figures, without its header and the sheets that they came from."""
    return [",".join(row.split(",")[:4]) for row in path.read_text(encoding="utf-8").splitlines()[1:]]


# What lies at the plan's `actuals`, and the file that is written.
PLACES = [
    ("so-lieu.csv", [], "so-lieu.csv"),
    ("so-lieu", [], "so-lieu/so-lieu.csv"),
    ("nam/2022", [], "nam/2022/so-lieu.csv"),
    ("so-lieu", ["so-lieu/"], "so-lieu/so-lieu.csv"),
    ("so-lieu", ["so-lieu/2022.csv"], "so-lieu/2022.csv"),
    ("so-lieu", ["so-lieu/thu.closed.csv"], "so-lieu/so-lieu.csv"),
    ("so-lieu", ["so-lieu/x.csv", "so-lieu/y.csv"], "so-lieu/so-lieu.csv"),
    ("so-lieu", ["so-lieu/cu.ods"], "so-lieu/so-lieu.csv"),
    ("so-lieu", ["so-lieu/2022.csv", "so-lieu/2022.csv.bak", "so-lieu/~$2022.xlsx"], "so-lieu/2022.csv"),
]


@pytest.mark.parametrize(("actuals", "there", "written"), PLACES)
def test_the_file_is_where_the_plan_looks(
    folder: Path, actuals: str, there: list[str], written: str
) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("so-lieu", actuals), encoding="utf-8")
    for name in there:
        (folder / name).parent.mkdir(exist_ok=True)
        if name.endswith("/"):
            (folder / name).mkdir(exist_ok=True)
        else:
            (folder / name).write_text("period,unit,indicator,value\n", encoding="utf-8")
    done = collect(folder, "a.csv")
    assert done.returncode == 0, done.stderr
    assert figures(folder / written) == ["2022-01,a,tin,1"]


def test_a_plan_that_says_nothing_of_figures_needs_a_name(folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("actuals: so-lieu\n", ""), encoding="utf-8")
    refused = collect(folder, "a.csv")
    assert (refused.returncode, "V234" in refused.stderr) == (2, True)
    assert collect(folder, "a.csv", "--into", "x.csv").returncode == 0


def test_a_run_that_is_refused_makes_no_folder(folder: Path) -> None:
    sheet(folder, "a.csv", "2022-01,a,tin,x")
    assert collect(folder, "a.csv").returncode == 2
    assert not (folder / "so-lieu").exists()


def test_the_state_before_is_kept(folder: Path) -> None:
    assert collect(folder, "a.csv", "--into", "x.csv").returncode == 0
    first = (folder / "x.csv").read_bytes()
    assert not (folder / "x.csv.bak").exists()
    assert collect(folder, "b.csv", "--into", "x.csv").returncode == 0
    assert (folder / "x.csv.bak").read_bytes() == first
    # The same once more changes neither the file nor what is kept of it.
    second = (folder / "x.csv").read_bytes()
    assert collect(folder, "b.csv", "--into", "x.csv").returncode == 0
    assert ((folder / "x.csv").read_bytes(), (folder / "x.csv.bak").read_bytes()) == (second, first)


def another_sheet(book: Workbook, rows: Worksheet) -> None:
    book.create_sheet("Ghi chú")["A1"] = "gọi lại Phòng B"


def a_comment(book: Workbook, rows: Worksheet) -> None:
    rows["D2"].comment = Comment("đã gọi điện", "lan")


def a_formula(book: Workbook, rows: Worksheet) -> None:
    rows["H1"] = "=SUM(D2:D9)"


def a_link(book: Workbook, rows: Worksheet) -> None:
    rows["E2"].hyperlink = "https://example.vn/tin.html"


def a_text_between(book: Workbook, rows: Worksheet) -> None:
    rows["A4"] = "chờ Phòng B gửi lại"


def a_title(book: Workbook, rows: Worksheet) -> None:
    rows.insert_rows(1)
    rows["A1"] = "Số liệu năm 2022"


def a_total(book: Workbook, rows: Worksheet) -> None:
    rows.append(["", "Tổng", "", 1])


SURPLUS = {
    another_sheet: "other sheets",
    a_comment: "comments",
    a_formula: "formulas",
    a_link: "links",
    a_text_between: "rows that are no figures",
    a_title: "rows that are no figures",
    a_total: "rows that are no figures",
}


@pytest.mark.parametrize("add", SURPLUS, ids=lambda add: add.__name__)
def test_a_file_that_holds_more_than_figures_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, add: object
) -> None:
    assert callable(add)
    monkeypatch.chdir(folder)
    assert collect(folder, "a.csv", "--into", "x.xlsx").returncode == 0
    book = load_workbook("x.xlsx")
    add(book, book.worksheets[0])
    book.save("x.xlsx")
    before = Path("x.xlsx").read_bytes()
    refused = collect(folder, "b.csv", "--into", "x.xlsx")
    assert refused.returncode == 2
    assert "V233" in refused.stderr
    assert SURPLUS[add] in refused.stderr
    assert Path("x.xlsx").read_bytes() == before
    assert not Path("x.xlsx.bak").exists()


def test_looks_are_no_more_than_figures(folder: Path) -> None:
    """Widths, bold type, a filter and a frozen header are what every spreadsheet program adds."""
    assert collect(folder, "a.csv", "--into", "x.xlsx").returncode == 0
    book = load_workbook(folder / "x.xlsx")
    rows = book.worksheets[0]
    rows.column_dimensions["A"].width = 30
    rows.auto_filter.ref = rows.dimensions
    rows.freeze_panes = "A2"
    book.save(folder / "x.xlsx")
    done = collect(folder, "b.csv", "--into", "x.xlsx")
    assert done.returncode == 0, done.stderr


def test_a_picture_is_told_by_its_part(folder: Path) -> None:
    assert collect(folder, "a.csv", "--into", "x.xlsx").returncode == 0
    with ZipFile(folder / "x.xlsx", "a") as archive:
        archive.writestr("xl/media/image1.png", PICTURE)
    refused = collect(folder, "b.csv", "--into", "x.xlsx")
    assert (refused.returncode, "pictures or charts" in refused.stderr) == (2, True)


def test_a_file_that_is_held_is_refused_after_a_while(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with lock.held(folder / "x.csv") as first, lock.held(folder / "x.csv") as second:
        assert (first, second) == (True, False)
        with lock.held(folder / "y.csv") as other:
            assert other
    with lock.held(folder / "x.csv") as again:
        assert again
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_lock_that_a_killed_run_left_is_nobodys(folder: Path) -> None:
    with lock.held(folder / "x.csv"):
        (left,) = (path for path in folder.iterdir() if path.name.startswith(".cchc-"))
    left.touch()
    assert collect(folder, "a.csv", "--into", "x.csv").returncode == 0
    assert not left.exists()


EDITED = """
import sys
from cchc_cli.cli import files
from cchc_cli.cli.main import main
stage = files._stage
def staged(path, content):
    open("x.csv", "a").write("2022-02,b,tin,9\\n")
    return stage(path, content)
files._stage = staged
sys.exit(main(sys.argv[1:]))
"""


def test_a_file_that_was_changed_meanwhile_stays(folder: Path) -> None:
    """As by somebody who saves it from a spreadsheet program in the same second."""
    assert collect(folder, "a.csv", "--into", "x.csv").returncode == 0
    before = (folder / "x.csv").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", EDITED, "collect", "b.csv", "--into", "x.csv", "--plan", "plan.yaml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCHC_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "V232: x.csv was changed by somebody" in done.stderr
    assert (folder / "x.csv").read_text(encoding="utf-8").startswith(before)
    assert "2022-01,b,tin" not in (folder / "x.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("times", [3, pytest.param(200, marks=pytest.mark.external)])
def test_two_at_once_lose_nothing(folder: Path, times: int) -> None:
    command = [sys.executable, "-m", "cchc_cli", "collect", "--into", "x.csv", "--plan", "plan.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for _ in range(times):
        shutil.rmtree(folder / "x.csv", ignore_errors=True)
        (folder / "x.csv").unlink(missing_ok=True)
        runs = {
            row: subprocess.Popen([*command, name], cwd=folder, env=environment, stdout=-3, stderr=-3)
            for name, row in (("a.csv", "2022-01,a,tin,1"), ("b.csv", "2022-01,b,tin,2"))
        }
        codes = {row: run.wait(60) for row, run in runs.items()}
        assert set(codes.values()) <= {0, 2}
        assert sorted(figures(folder / "x.csv")) == sorted(row for row in codes if codes[row] == 0)


# Rows kept, the sheet, options of the closing and of `collect`, and what is to be typed next.
LATE = [
    ("2022-01,a,tin,5", ["--replace"], '`cchc close 2022-01 --amend --reason "…"`', "tin (a)"),
    ("2022-01,b,tin,5", [], '`cchc close 2022-01 --amend --reason "…"`', "tin (b)"),
]


@pytest.mark.parametrize(("row", "options", "command", "named"), LATE)
def test_a_late_figure_says_how_it_is_accepted(
    folder: Path, row: str, options: list[str], command: str, named: str
) -> None:
    (folder / "so-lieu").mkdir()
    sheet(folder, "so-lieu/so-lieu.csv", "2022-01,a,tin,1")
    closed = ["close", "2022-01", "--allow-missing", "--plan", "plan.yaml"]
    assert cchc(*closed, cwd=folder).returncode == 0
    sheet(folder, "late.csv", row)
    done = collect(folder, "late.csv", *options)
    assert done.returncode == 0, done.stderr
    shown = command.replace("2022-01 --", "2022-01 --plan plan.yaml --")
    assert (
        f"V230: 2022-01 is closed, and these figures of it were added or replaced: {named}"
        in done.stderr
    )
    assert shown in done.stderr
    assert cchc("check", "--plan", "plan.yaml", cwd=folder).returncode == 1
    typed = shown.strip("`").replace('"', "").split()[1:]
    # The dots stand for a reason, and are none.
    assert cchc(*typed, cwd=folder).returncode == 2
    assert cchc(*typed[:-1], "sent late", cwd=folder).returncode == 0
    result = cchc("check", "--plan", "plan.yaml", "--format", "json", cwd=folder)
    assert "V20" not in result.stdout


def test_an_open_month_needs_no_word(folder: Path) -> None:
    (folder / "so-lieu").mkdir()
    sheet(folder, "so-lieu/so-lieu.csv", "2022-01,a,tin,1", "2022-01,b,tin,1")
    assert cchc("close", "2022-01", "--plan", "plan.yaml", cwd=folder).returncode == 0
    sheet(folder, "next.csv", "2022-02,a,tin,1")
    assert "V230" not in collect(folder, "next.csv").stderr


def test_a_file_elsewhere_is_named_in_the_command(folder: Path) -> None:
    (folder / "năm cũ").mkdir()
    sheet(folder, "năm cũ/x.csv", "2022-01,a,tin,1")
    closed = ("close", "2022-01", "năm cũ/x.csv", "--allow-missing", "--plan", "plan.yaml")
    assert cchc(*closed, cwd=folder).returncode == 0
    done = collect(folder, "b.csv", "--into", "năm cũ/x.csv")
    assert '`cchc close 2022-01 "năm cũ/x.csv" --plan plan.yaml --amend --reason "…"`' in done.stderr


def test_a_file_with_days_that_cannot_be_read_or_units_under_another_heading_stays(folder: Path) -> None:
    for text in (
        "period,unit,indicator,value,sent\n2022-01,a,bai,1,hom qua\n",
        "period,Phòng nào,indicator,value\n2022-01,a,bai,1\n",
    ):
        (folder / "x.csv").write_text(text, encoding="utf-8")
        assert collect(folder, "b.csv", "--into", "x.csv").returncode == 2
        assert (folder / "x.csv").read_text(encoding="utf-8") == text
