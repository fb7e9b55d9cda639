"""Totals in a table are no figures: their word proves it, and they are held against what they cover."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from cchc_cli.model.diagnostic import Severity
from cchc_cli.reading.figures.read import FiguresReading, read_figures
from support import plan_of, source, workbook

PLAN = plan_of("""
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
  - {id: th, name: Phòng Tổng hợp}
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: so, name: Tổng số hồ sơ, kind: count}
  - {id: muc, name: Mức độ, kind: level, measure: "%"}
  - {id: hop, name: Cuộc họp, kind: count, every: quarter}
  - {id: tang, name: Mức tăng, kind: level, signed: true}
  - {id: dvc, name: Dịch vụ công, kind: count}
""")
HEAD = "period,unit,indicator,value\n"


def in_text(text: str) -> FiguresReading:
    return read_figures(PLAN, [source(text, "f.csv")])


def in_book(text: str) -> FiguresReading:
    """The same table as a workbook whose numbers are numbers."""
    rows = [line.split(",") for line in text.splitlines()]
    return read_figures(PLAN, [source(workbook(rows), "f.xlsx")])


def seen(reading: FiguresReading) -> list[tuple[int | None, str]]:
    """Line and code of every diagnostic."""
    return [(one.location and one.location.line, one.code) for one in reading.diagnostics]


def loud(reading: FiguresReading) -> list[tuple[int | None, str]]:
    return [
        (one.location and one.location.line, one.code)
        for one in reading.diagnostics
        if one.severity is not Severity.NOTE
    ]


ROWS = "2022-01,a,tin,3\n2022-01,b,tin,1\n"
APART = unicodedata.normalize("NFD", "2022-01,Tổng cộng,tin,4\n")
TOTALS = [
    pytest.param(ROWS + "2022-01,Tổng cộng,tin,4\n", [(4, "A312")], id="adds up"),
    pytest.param(ROWS + "2022-01,Tổng cộng,tin,9\n", [(4, "A324")], id="does not add up"),
    pytest.param(ROWS + ",Cộng:,tin,4\n", [(4, "A312")], id="the period left out"),
    pytest.param(ROWS + "2022-01,a,Tổng số,3\n", [(4, "A312")], id="over the indicators of a unit"),
    pytest.param(ROWS + "2022-01,Tổng cộng (a+b),tin,4\n", [(4, "A312")], id="says what it adds up"),
    pytest.param(ROWS + "2022-01,TONG TOAN SO,,4\n", [(4, "A312")], id="without diacritics"),
    pytest.param(ROWS + "2022-01,total,tin,\n", [(4, "A325")], id="without a number"),
    pytest.param(ROWS + "2022-01,Tổng,tin,bốn\n", [(4, "A324")], id="with a word for a number"),
    pytest.param("2022-01,Tổng,tin,4\n" + ROWS, [(2, "A324")], id="above what it would cover"),
    pytest.param(
        ROWS + "2022-01,Cộng,tin,4\n2022-02,a,tin,5\n2022-02,Cộng,tin,5\n,Tổng cộng,tin,9\n",
        [(4, "A312"), (6, "A312"), (7, "A312")],
        id="under totals",
    ),
    pytest.param(
        ROWS + "2022-01,Cộng,tin,4\n2022-02,a,tin,5\n2022-02,Cộng,tin,9\n",
        [(6, "A324"), (4, "A312")],
        id="of one period does not cover another",
    ),
    pytest.param(
        ROWS + "2022-01,a,so,7\n2022-01,Tổng,so,7\n2022-01,Tổng,tin,4\n",
        [(5, "A312"), (6, "A312")],
        id="one for each indicator",
    ),
    pytest.param(
        ROWS + "2022-01,a,Tổng số hồ sơ,7\n", [], id="an indicator that is called so is no total"
    ),
    pytest.param(ROWS + "2022-01,Phòng Tổng hợp,tin,7\n", [], id="nor a unit"),
    pytest.param(ROWS + "2022-01,Tổng hợp,tin,7\n", [(4, "A202")], id="nor the end of its name"),
    pytest.param(ROWS + "2022-01,TONG HOP,tin,7\n", [(4, "A202")], id="however that is written"),
    pytest.param(ROWS + "2022-01,a,Cộng,3\n", [(4, "A312")], id="another accent than a name's end"),
    pytest.param(ROWS + "2022-01,a,CONG,3\n", [(4, "A203")], id="without its accent it may be one"),
    pytest.param(ROWS + "2022-01,Công,tin,3\n", [(4, "A202")], id="another accent than the word's"),
    pytest.param(
        ROWS + unicodedata.normalize("NFD", "2022-01,Tổng cộng,tin,4\n"),
        [(4, "A312")],
        id="accents apart",
    ),
    pytest.param(ROWS + "2022-01,Tổng đài,tin,7\n", [(4, "A202")], id="nor a word that begins like one"),
    pytest.param(ROWS + "2022-01,a,Tổng số tin,7\n", [(4, "A203")], id="nor an unknown indicator"),
    pytest.param(ROWS + "Tổng cộng,,tin,4\n", [(4, "A233")], id="nor what the period says"),
    pytest.param(
        ROWS + "2022-02,x,tin,1\n2022-01,Tổng,tin,5\n2022-02,Tổng,tin,7\n",
        [(4, "A202"), (5, "A324"), (6, "A324")],
        id="rows at fault count by what they say",
    ),
    pytest.param(
        "2022-01,a,tang,-3\n2022-01,b,tang,1\n2022-01,Tổng,tang,-2\n", [(4, "A312")], id="below 0"
    ),
    pytest.param(
        ROWS + "2022-02,a,tin,x\n2022-02,Tổng,tin,5\n",
        [(4, "A208"), (5, "A325")],
        id="a number at fault leaves nothing to compare",
    ),
]


@pytest.mark.parametrize("shape", [in_text, in_book])
@pytest.mark.parametrize(("rows", "expected"), TOTALS)
def test_totals_are_known_alike_in_text_and_in_workbooks(
    rows: str, expected: list[tuple[int, str]], shape: type
) -> None:
    assert seen(shape(HEAD + rows)) == expected


def test_a_wrong_total_shows_both_numbers() -> None:
    (fault,) = in_text(HEAD + ROWS + "2022-01,Tổng cộng,tin,9\n").diagnostics
    assert fault.params == {"found": "Tổng cộng", "total": 9, "sum": 4, "count": 2}
    assert (fault.location and fault.location.column) == 23


def test_a_note_that_is_the_word_for_a_total_makes_no_total() -> None:
    reading = in_book("Ghi chú,period,unit,indicator,value\nTổng hợp,2022-01,a,tin,9\n")
    assert [(one.unit, one.value) for one in reading.figures] == [("a", Decimal(9))]


def test_a_total_merged_over_the_columns_before_its_number_says_so_in_each() -> None:
    rows = [["STT", *HEAD.strip().split(",")], ["1", *["2022-01", "a", "tin", "3"]], ["Tổng cộng"]]
    rows[2] += ["", "", "", "3"]
    merged = read_figures(PLAN, [source(workbook(rows, merged=["A3:D3"]), "f.xlsx")])
    assert loud(merged) == []
    apart = read_figures(PLAN, [source(workbook(rows), "f.xlsx")])
    assert loud(apart) == [(3, "A233"), (3, "A233")]
