"""`report --all-plans`: the departments of a province on one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from test_cli import cchc

PLAN = """\
version: 1
id: "2022"
title: Kế hoạch năm 2022
issuer: {issuer}
period: {{from: 2022-01, to: 2022-12}}
actuals: so-lieu.csv
units: [{{id: a, name: Phòng A}}, {{id: b, name: "Phòng B | <b>"}}]
indicators: [{{id: bai, name: Tin bài, kind: count}}]
tasks:
  - {{id: I, clause: I, title: Việc, targets: [{{id: t, indicator: bai, at_least: 12, each: [a, b]}}]}}
"""
HEAD = "period,unit,indicator,value\n"


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """One department is fine, one is behind, one has not sent all, one cannot be read."""
    figures = {
        "so-tot": "2022-01,a,bai,1\n2022-01,b,bai,1\n",
        "so-cham": "2022-01,a,bai,0\n2022-01,b,bai,1\n",
        "so-thieu": "2022-01,a,bai,1\n",
        "so-hong": "2022-01,a,bai,x\n",
    }
    for name, rows in figures.items():
        (tmp_path / name).mkdir()
        plan = PLAN.format(issuer=f"Sở {name.removeprefix('so-').title()}")
        (tmp_path / name / "plan.yaml").write_text(plan, encoding="utf-8")
        (tmp_path / name / "so-lieu.csv").write_text(HEAD + rows, encoding="utf-8")
    return tmp_path


def test_the_worst_department_stands_first(province: Path) -> None:
    made = cchc("report", "--all-plans", ".", "--lang", "en", cwd=province)
    assert made.returncode == 0, made.stderr
    rows = [line.split("|")[1].strip() for line in made.stdout.splitlines() if line.startswith("| ")]
    assert rows == ["Department", "---", "Sở Hong", "Sở Cham", "Sở Thieu", "Sở Tot", "Total"]
    assert (
        "Plans: 4; with targets missed, behind or without enough data: 2; not judged: 1." in made.stdout
    )
    assert "- Sở Thieu: Phòng B \\| \\<b\\>" in made.stdout
    assert "so-hong/so-lieu.csv:2:15: error A208" in made.stderr


def test_the_page_is_sound_html(province: Path) -> None:
    made = cchc("report", "--all-plans", ".", "-o", "tỉnh.html", cwd=province)
    assert made.returncode == 0, made.stderr
    page = (province / "tỉnh.html").read_text(encoding="utf-8")
    assert "<b>" not in page
    assert page.count("<tr>") == 6
    assert '<th scope="row">Cộng</th>' in page


def test_what_it_cannot_make_is_refused(province: Path) -> None:
    for arguments in (("-o", "tinh.docx"), ("--format", "docx"), ("--all-plans", "so-tot/so-lieu.csv")):
        refused = cchc("report", "--all-plans", ".", *arguments, cwd=province)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert not (province / "tinh.docx").exists()


def test_a_plan_that_was_read_is_not_called_unreadable(tmp_path: Path) -> None:
    for name, more in (("a", ["--example"]), ("b", [])):
        assert cchc("init", name, *more, cwd=tmp_path).returncode == 0
    (tmp_path / "c.yaml").write_text("tasks: [", encoding="utf-8")
    page = cchc("report", "--all-plans", ".", cwd=tmp_path).stdout
    assert "| Tên cơ quan | chưa đánh giá được | – |" in page
    assert page.count("không đọc được") == 1
