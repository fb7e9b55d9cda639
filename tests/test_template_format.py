"""The ending of a template tells the format of what is made with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_support import ROOT
from test_cli import FIGURES, PLAN, cchc

ISSUER = "PHÒNG <b>A</b>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan = PLAN.replace("title: ", "issuer: " + repr(ISSUER) + "\ntitle: ", 1)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "so.csv").write_text(FIGURES, encoding="utf-8")
    for name in ("mau.html", "mau.htm", "MAU2.HTML", "mau.html.j2", "mau.md", "mau.md.j2", "mau.j2"):
        written = "{{ issuer | md }}" if ".md" in name else "{{ issuer }}"
        (tmp_path / name).write_text(f"{written}\n", encoding="utf-8")
    for command in ("report", "notice"):
        data = (ROOT / f"templates/{command}.docx").read_bytes()
        (tmp_path / f"{command}.docx").write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("name", ["mau.html", "mau.htm", "MAU2.HTML", "mau.html.j2"])
def test_a_page_is_escaped_wherever_it_is_written(folder: Path, name: str) -> None:
    done = cchc("report", "so.csv", "--template", name, cwd=folder)
    assert (done.returncode, done.stdout) == (0, "PHÒNG &lt;b&gt;A&lt;/b&gt;\n"), done.stderr


@pytest.mark.parametrize("name", ["mau.md", "mau.md.j2"])
def test_other_texts_are_markdown(folder: Path, name: str) -> None:
    done = cchc("report", "so.csv", "--template", name, cwd=folder)
    assert (done.returncode, done.stdout) == (0, "PHÒNG \\<b\\>A\\</b\\>\n"), done.stderr


def test_a_word_template_makes_a_word_file(folder: Path) -> None:
    asked = cchc("report", "so.csv", "--template", "report.docx", "-o", "ra.docx", cwd=folder)
    assert asked.returncode == 0, asked.stderr
    refused = cchc("report", "so.csv", "--template", "report.docx", "--assets", "hinh", cwd=folder)
    assert "V162" in refused.stderr


def test_a_template_that_tells_no_format_follows_the_output(folder: Path) -> None:
    done = cchc("report", "so.csv", "--template", "mau.j2", "-o", "x.html", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "&lt;b&gt;" in (folder / "x.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--template", "mau.html", "-o", "x.md"),
        ("report", "--template", "mau.html.j2", "--format", "markdown"),
        ("report", "--template", "mau.md.j2", "-o", "x.html"),
        ("report", "--template", "mau.md", "--format", "docx", "-o", "x.docx"),
        ("report", "--template", "report.docx", "-o", "x.html"),
        ("remind", "--template", "mau.html", "-o", "ra"),
        ("remind", "--template", "mau.html.j2", "-o", "ra"),
        ("remind", "--template", "mau.md", "--format", "docx", "-o", "ra"),
        ("remind", "--template", "notice.docx", "--format", "markdown", "-o", "ra"),
    ],
)
def test_a_template_of_another_format_is_refused(folder: Path, arguments: tuple[str, ...]) -> None:
    done = cchc(*arguments, "so.csv", cwd=folder)
    assert done.returncode == 2
    assert "V310: --template không nhận “" in done.stderr
    assert not list(folder.glob("x.*")) + list(folder.glob("ra"))


def test_the_built_in_template_is_printed_whatever_template_is_named(folder: Path) -> None:
    done = cchc("report", "--template", "mau.html", "--dump-template", "-o", "x.md", cwd=folder)
    assert done.returncode == 0, done.stderr
