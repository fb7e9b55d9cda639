"""Hidden sheets, rows and columns are read, and named where a verdict rests on one."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cchc_cli.model.request import Request
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.render.wording import Wording
from cchc_cli.run.check import check
from support import source
from test_cli import cchc
from test_monthly_round import PLAN as MONTHLY
from test_monthly_round import fill

PLAN = """version: 1
id: thu
title: Thử
period: {from: 2022-01, to: 2022-12}
units: [{id: a, name: Phòng A}]
indicators:
  - {id: bai, name: Bài, kind: count}
  - {id: hop, name: Họp, kind: count}
tasks:
  - id: "1"
    clause: I
    title: Làm
    owners: [a]
    targets: [{id: t, indicator: bai, at_least: 3, each: a}]
"""
ROWS = [["Kỳ", "Đơn vị", "Chỉ tiêu", "Giá trị"], ["2022-01", "a", "bai", 1], ["2022-02", "a", "bai", 2]]


def hide(what: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        if what.isdigit():
            sheet.row_dimensions[int(what)].hidden = True
        elif len(what) == 1:
            sheet.column_dimensions[what].hidden = True
        else:
            sheet.sheet_state = what

    return change


def workbook(*hidden: str, extra: list[object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Chính"
    first.append(["Bảng này để trống"])
    sheet = book.create_sheet("Bảng phụ")
    for row in [*ROWS, *([extra] if extra else [])]:
        sheet.append(row)
    for what in hidden:
        hide(what)(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def said(data: bytes, as_of: str = "2022-02") -> list[tuple[str | None, str | None, str]]:
    """The warnings on hidden parts: sheet, cell and message."""
    result = check(
        read_plan(PLAN.encode(), "p.yaml"), [source(data, "s.xlsx")], request=Request(as_of=as_of)
    )
    assert [verdict.status for verdict in result.verdicts]
    words = Wording("en")
    return [
        (one.location.sheet, one.location.cell, words.describe(one)[0].rpartition("hidden ")[2])
        for one in result.diagnostics
        if one.code == "A328" and one.location
    ]


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ([], []),
        (["hidden"], [(None, "(sheet): Bảng phụ")]),
        (["veryHidden"], [(None, "(sheet): Bảng phụ")]),
        (["2"], [("D2", "(row): 2")]),
        (["2", "3"], [("D2", "(row): 2, 3")]),
        (["9"], []),
        (["1"], []),
        (["D"], [("D2", "(column): D")]),
        (["A"], [("A1", "(column): A")]),
        (["B", "C"], [("B1", "(column): B, C")]),
        (["F"], []),
        (["2", "D"], [("D2", "(column): D"), ("D2", "(row): 2")]),
    ],
)
def test_what_nobody_sees_is_named(hidden: list[str], expected: list[tuple[str | None, str]]) -> None:
    assert sorted(said(workbook(*hidden))) == sorted(("Bảng phụ", *one) for one in expected)


def test_what_no_verdict_rests_on_is_not_named() -> None:
    assert said(workbook("4", extra=["2022-01", "a", "hop", 5])) == []
    assert said(workbook("3"), as_of="2022-01") == []
    assert said(workbook("3"), as_of="2022-02") == [("Bảng phụ", "D3", "(row): 3")]


def test_many_hidden_rows_are_one_warning() -> None:
    plan = PLAN.replace("to: 2022-12", "to: 2023-12")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(ROWS[0])
    for month in range(1, 13):
        sheet.append([f"2022-{month:02d}", "a", "bai", 1])
        sheet.row_dimensions[month + 1].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    result = check(read_plan(plan.encode(), "p.yaml"), [source(stream.getvalue(), "s.xlsx")])
    (warning,) = (one for one in result.diagnostics if one.code == "A328")
    assert (
        Wording("vi").describe(warning)[0].endswith("dòng đang bị ẩn: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …")
    )


def test_the_hidden_ids_of_a_form_are_meant_to_be_hidden(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(MONTHLY, encoding="utf-8")
    assert cchc("form", "2022-01", "-o", "b", cwd=tmp_path).returncode == 0
    fill(tmp_path / "b" / "a.xlsx", {"bai": 2, "gio": 1, "cong": 7})
    done = cchc("check", "b/a.xlsx", "--as-of", "2022-01", cwd=tmp_path)
    assert "A328" not in done.stdout + done.stderr
    assert done.returncode == 1
