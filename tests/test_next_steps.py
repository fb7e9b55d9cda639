"""`cchc` alone leads through the month: what is closed, what is overdue, which command comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.model.closing import ClosedFigure, Closing
from cchc_cli.model.period import Period, parse_label
from cchc_cli.model.verdict import Result
from cchc_cli.render.check.status import render_status
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording
from support import result_of
from test_cli import cchc
from test_first_page import PLAN

FIGURES = """period,unit,indicator,value
2022-01,a,bai,2
2022-01,b,bai,2
2022-01,a,tre,0
2022-01,b,tre,0
"""
LATER = "2022-02,a,bai,1\n"


def closed(result: Result, *labels: str) -> Result:
    periods = [parse_label(label) for label in labels]
    figures = tuple(
        ClosedFigure(period, "a", "bai", None, "", "", 1, None, "", True, False)
        for period in periods
        if isinstance(period, Period)
    )
    return replace(result, closing=Closing(figures))


def commands(result: Result) -> list[str]:
    text = render_status(result, Wording("vi"), Screen())
    lines = text.partition("Làm gì tiếp theo:")[2].splitlines()
    return [line.strip().partition("  ")[0] for line in lines if line.strip().startswith("cchc ")]


STEPS = [
    (
        FIGURES,
        "2022-01",
        (),
        ["cchc check", "cchc report -o bao-cao-2022-01.docx", "cchc close 2022-01"],
    ),
    (FIGURES, "2022-01", ("2022-01",), ["cchc form"]),
    (
        FIGURES + LATER,
        "2022-02",
        ("2022-01",),
        [
            "cchc collect bieu-mau-2022-02/*.xlsx",
            "cchc check",
            "cchc explain bai",
            "cchc remind",
            "cchc report -o bao-cao-2022-02.docx",
        ],
    ),
]


@pytest.mark.parametrize(("figures", "as_of", "months", "expected"), STEPS)
def test_the_commands_that_come_next(
    figures: str, as_of: str, months: tuple[str, ...], expected: list[str]
) -> None:
    assert commands(closed(result_of(PLAN, figures, as_of), *months)) == expected


def test_closed_and_overdue_months_are_named() -> None:
    result = closed(result_of(PLAN, FIGURES + LATER, "2022-02"), "2022-01", "2022-02", "2022-04")
    text = render_status(result, Wording("vi"), Screen(), today=date(2022, 5, 19))
    assert "Đã chốt: tháng 1/2022 – tháng 2/2022, tháng 4/2022.\n" in text
    assert "Quá hạn mà chưa có số liệu nào: tháng 3/2022 – tháng 5/2022.\n" in text
    before = render_status(result, Wording("vi"), Screen(), today=date(2022, 3, 18))
    assert "Quá hạn" not in before


def test_a_plan_without_figures_begins_with_forms(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    plan = PLAN + "actuals: ../so.csv\n"
    (tmp_path / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "so.csv").write_text("period,unit,indicator,value\n", encoding="utf-8")
    done = cchc(cwd=tmp_path)
    assert done.returncode == 2
    assert "cchc form  lập biểu tháng 1/2022" in done.stdout
    assert "Sửa các lỗi" not in done.stdout
