"""What people made of a report, a notice or a form is never written over."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from test_cli import cchc
from test_killed import HEAD, PLAN

MARK = re.compile(r"\n<!-- cchc [0-9a-f]{16} -->\n\Z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN.replace("so-lieu", "y.csv"), encoding="utf-8")
    january(tmp_path)
    return tmp_path


def january(folder: Path) -> None:
    (folder / "y.csv").write_text(f"{HEAD}2022-01,a,tin,0\n2022-01,b,tin,0\n", encoding="utf-8")


def february(folder: Path) -> None:
    """Other figures, by which every document reads otherwise."""
    with (folder / "y.csv").open("a", encoding="utf-8") as stream:
        stream.write("2022-02,a,tin,5\n2022-02,b,tin,0\n")


def typed_in_a_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n", "\n\nĐánh giá: viết tay.\n", 1), encoding="utf-8")


def typed_below_the_mark(path: Path) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write("Nơi nhận: viết tay.\n")


def a_digit_changed(path: Path) -> None:
    held = path.read_bytes()
    path.write_bytes(held.replace(b"2022", b"2023", 1))


def saved_by_a_word_processor(path: Path) -> None:
    document = Document(str(path))
    document.add_paragraph("Đánh giá: viết tay.")
    document.save(str(path))


def filled_in(path: Path) -> None:
    book = load_workbook(path)
    book.worksheets[0]["F10"] = 7
    book.save(path)


def written_by_hand(path: Path) -> None:
    path.write_text("# Báo cáo\n", encoding="utf-8")


EDITS = [
    ("report -o bc.md", "bc.md", typed_in_a_text),
    ("report -o bc.md", "bc.md", typed_below_the_mark),
    ("report -o bc.md", "bc.md", written_by_hand),
    ("report -o bc.html", "bc.html", a_digit_changed),
    ("report -o bc.docx", "bc.docx", saved_by_a_word_processor),
    ("remind -o thu", "thu/don-doc-a.md", typed_in_a_text),
    ("remind -o thu --format docx", "thu/don-doc-a.docx", saved_by_a_word_processor),
    ("form 2022-02 --unit a -o a.xlsx", "a.xlsx", filled_in),
    ("form 2022-02 --unit a -o a.csv", "a.csv", typed_below_the_mark),
]


@pytest.mark.parametrize(("command", "name", "edit"), EDITS)
def test_an_edited_document_stays_and_replace_writes_it_anew(
    folder: Path, command: str, name: str, edit: object
) -> None:
    assert callable(edit)
    arguments = [*command.split(), "--plan", "plan.yaml"]
    assert cchc(*arguments, cwd=folder).returncode == 0
    written = (folder / name).read_bytes()
    edit(folder / name)
    edited = (folder / name).read_bytes()
    refused = cchc(*arguments, "--lang", "en", cwd=folder)
    assert refused.returncode == 2
    assert f"V137: {name} is not as cchc wrote it" in refused.stderr
    assert (folder / name).read_bytes() == edited
    assert cchc(*arguments, "--replace", cwd=folder).returncode == 0
    assert (folder / name).read_bytes() == written


@pytest.mark.parametrize("command", ["report -o bc.md", "report -o bc.html", "report -o bc.docx"])
def test_what_nobody_touched_is_written_anew(folder: Path, command: str) -> None:
    arguments = [*command.split(), "--plan", "plan.yaml"]
    path = folder / command.split()[-1]
    assert cchc(*arguments, cwd=folder).returncode == 0
    before = path.read_bytes()
    february(folder)
    assert cchc(*arguments, cwd=folder).returncode == 0
    assert path.read_bytes() != before


def test_line_ends_that_a_version_control_changed_are_no_edit(folder: Path) -> None:
    arguments = ("report", "-o", "bc.md", "--plan", "plan.yaml")
    assert cchc(*arguments, cwd=folder).returncode == 0
    path = folder / "bc.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    february(folder)
    assert cchc(*arguments, cwd=folder).returncode == 0
    assert b"\r\n" not in path.read_bytes()


def test_the_mark_stands_in_files_alone(folder: Path) -> None:
    """What goes to standard output or to a pipe is the document and nothing else."""
    shown = cchc("report", "--plan", "plan.yaml", cwd=folder).stdout
    assert cchc("report", "--plan", "plan.yaml", "-o", "bc.md", cwd=folder).returncode == 0
    written = (folder / "bc.md").read_text(encoding="utf-8")
    assert MARK.search(written)
    assert MARK.search(shown) is None
    piped = cchc("report", "--plan", "plan.yaml", "-o", "-", cwd=folder)
    assert (piped.returncode, piped.stdout) == (0, shown)
    assert not (folder / "-").exists()


def test_a_template_that_was_changed_is_not_dumped_over(folder: Path) -> None:
    arguments = ("report", "--dump-template", "-o", "mau.md")
    assert cchc(*arguments, cwd=folder).returncode == 0
    assert cchc(*arguments, cwd=folder).returncode == 0
    typed_below_the_mark(folder / "mau.md")
    refused = cchc(*arguments, cwd=folder)
    assert (refused.returncode, refused.stderr.count("V137")) == (2, 1)


def test_a_marked_workbook_and_document_open_as_ever(folder: Path) -> None:
    for command in ("form 2022-02 --unit a -o a.xlsx", "report -o bc.docx"):
        assert cchc(*command.split(), "--plan", "plan.yaml", cwd=folder).returncode == 0
    assert load_workbook(folder / "a.xlsx").worksheets[0]["A2"].value is not None
    assert Document(str(folder / "bc.docx")).paragraphs
    assert cchc("validate", "a.xlsx", "--plan", "plan.yaml", cwd=folder).stderr.count("V210") == 1


def an_own_table(path: Path) -> None:
    path.write_text("Mã hồ sơ;Ngày nhận\nH1;4/1/2022\n", encoding="utf-8")


def an_own_text(path: Path) -> None:
    path.write_text("\n# Ghi chép riêng\n\nKế hoạch 2022: việc của tôi\n", encoding="utf-8")


def without_its_mark(path: Path) -> None:
    path.write_text(MARK.sub("\nGhi tay\n", path.read_text(encoding="utf-8")), encoding="utf-8")


def nothing(path: Path) -> None:
    """The file stays as it is."""


RESULTS = [
    ([], an_own_text, ["check", "-o", "x.md"], 2),
    ([], an_own_text, ["check", "-q", "-o", "x.txt"], 2),
    ([], an_own_text, ["trend", "-o", "x.md"], 2),
    (["report", "-o", "x.md"], without_its_mark, ["check", "-o", "x.md"], 2),
    (["report", "-o", "x.md"], without_its_mark, ["trend", "-o", "x.md"], 2),
    (["check", "--lang", "en", "-o", "x.md"], nothing, ["trend", "-o", "x.md"], 0),
    (["check", "-q", "-o", "x.txt"], nothing, ["check", "--lang", "en", "-o", "x.txt"], 1),
    (["check", "--format", "github", "-o", "x.txt"], february, ["check", "-o", "x.txt"], 1),
    (["trend", "-o", "x.txt"], february, ["check", "-q", "-o", "x.txt"], 1),
    # A filled-in form, an edited report and notice, a register; then results of the run before
    (["form", "2022-02", "--unit", "a", "-o", "x.xlsx"], filled_in, ["check", "-o", "x.xlsx"], 2),
    (["report", "-o", "x.md"], typed_in_a_text, ["check", "-o", "x.md"], 2),
    (["report", "-o", "x.md"], typed_below_the_mark, ["trend", "-o", "x.md"], 2),
    ([], an_own_table, ["check", "-o", "x.csv"], 2),
    ([], an_own_table, ["trend", "--format", "json", "-o", "x.csv"], 2),
    (["check", "-o", "x.csv"], february, ["check", "-o", "x.csv"], 1),
    (["check", "-o", "x.xlsx"], february, ["check", "-o", "x.xlsx"], 1),
    (["check", "-o", "x.xlsx"], filled_in, ["check", "-o", "x.xlsx"], 2),
    (["report", "-o", "x.md"], february, ["check", "-o", "x.md"], 1),
]


@pytest.mark.parametrize(("first", "then", "command", "code"), RESULTS)
def test_results_are_written_over_results_alone(
    folder: Path, first: list[str], then: Callable[[Path], None], command: list[str], code: int
) -> None:
    path = folder / command[-1]
    if first:
        assert cchc(*first, "--plan", "plan.yaml", cwd=folder).returncode in (0, 1)
    then(folder if then is february else path)
    before = path.read_bytes()
    done = cchc(*command, "--plan", "plan.yaml", cwd=folder)
    assert done.returncode == code, done.stderr
    assert ("V139" in done.stderr) is (code == 2)
    assert (path.read_bytes() == before) is (code == 2)
