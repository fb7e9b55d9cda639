"""What the readers make of files of figures: the figures, or every fault with its place."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.model.diagnostic import Diagnostic, Severity, Term
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures.read import FiguresReading, read_figures
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.table.source import Source
from support import source

PLAN = """
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
units:
  - {id: qlcn, name: Phòng Quản lý Công nghệ, aliases: [Phòng QLCN]}
  - {id: hoa, name: Trạm Hòa Bình, aliases: [Đội Thúy An], from: 2022-04}
  - {id: cu, name: Chi cục cũ, to: 2022-06}
indicators:
  - {id: tin, name: "Tin, bài đã đăng", kind: count}
  - {id: tien, name: Kinh phí, kind: count, decimal: true}
  - {id: quy, name: Hồ sơ theo quý, kind: count, every: quarter}
  - {id: nua, name: Hồ sơ nửa năm, kind: count, every: half}
  - {id: nam, name: Hồ sơ cả năm, kind: count, every: year}
  - {id: hop, name: Cuộc họp, kind: count, every: on_demand}
  - {id: muc, name: Nhân sự, kind: level}
  - {id: mau, name: Mẫu số, kind: count, evidence: required}
  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: tin, denominator: mau}
  - {id: moc, name: Ban hành quy chế, kind: milestone}
  - {id: nop, name: Nộp báo cáo, kind: milestone, evidence: required}
  - {id: ke, name: Thuyết minh chung, kind: narrative}
"""
HEAD = "period,unit,indicator,value,evidence,note\n"
OK = "2022-01,qlcn,tin,3,,\n"


def plan_of(text: str) -> Plan:
    reading = read_plan(text.encode(), "plan.yaml")
    assert reading.plan is not None, reading.diagnostics
    return reading.plan


PLANS = {mark: plan_of(PLAN + (f"decimal: {mark}\n" if mark else "")) for mark in ("", "comma", "point")}


def read(*texts: str | bytes, mark: str = "") -> FiguresReading:
    """Reads texts as a.csv, b.csv, …"""
    sources = [source(text, f"{name}.csv") for name, text in zip("abcdef", texts, strict=False)]
    return read_figures(PLANS[mark], sources)


def places(diagnostics: Iterable[Diagnostic]) -> list[tuple[int | None, int | None, str]]:
    found = []
    for one in diagnostics:
        assert one.location is not None
        found.append((one.location.line, one.location.column, one.code))
    return found


def faults(text: str | bytes, mark: str = "") -> list[tuple[int | None, int | None, str]]:
    return places(read(text, mark=mark).diagnostics)


def errors(reading: FiguresReading) -> list[Diagnostic]:
    """Without the notes that say file by file what was received."""
    return [one for one in reading.diagnostics if one.severity is Severity.ERROR]


def rows(reading: FiguresReading) -> list[tuple[str, str | None, str, object]]:
    return [
        (figure.period.label, figure.unit, figure.indicator, figure.value) for figure in reading.figures
    ]


ONE = [("2022-01", "qlcn", "tin", Decimal(3))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + OK, id="commas"),
        pytest.param((HEAD + OK).replace(",", ";"), id="semicolons"),
        pytest.param((HEAD + OK).replace(",", "\t"), id="tabs"),
        pytest.param("\ufeff" + HEAD + OK, id="byte order mark"),
        pytest.param((HEAD + OK).encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param((HEAD + OK).replace("\n", "\r\n"), id="CRLF"),
        pytest.param((HEAD + OK).replace("\n", "\r"), id="CR alone"),
        pytest.param(HEAD + OK.rstrip(), id="no newline at the end"),
        pytest.param("\n\n" + HEAD + "\n" + OK + "\n\n", id="empty lines around"),
        pytest.param("  \t\n" + HEAD + OK, id="line of spaces before the header"),
        pytest.param("value,indicator,unit,period\n3,tin,qlcn,2022-01\n", id="another order"),
        pytest.param("kỳ,đơn vị,chỉ tiêu,giá trị\n2022-01,qlcn,tin,3\n", id="Vietnamese header"),
        pytest.param("ky,don vi,chi tieu,gia tri\n2022-01,qlcn,tin,3\n", id="no diacritics"),
        pytest.param("KỲ,ĐƠN VỊ,CHỈ TIÊU,SỐ LIỆU\n2022-01,qlcn,tin,3\n", id="capitals, số liệu"),
        pytest.param("Kỳ,Ðơn vị,chỉ tiêu,so lieu\n2022-01,qlcn,tin,3\n", id="Eth for Đ in the header"),
        pytest.param(
            unicodedata.normalize("NFD", "kỳ,đơn vị,chỉ tiêu,giá trị,minh chứng,ghi chú\n")
            + "2022-01,qlcn,tin,3,,\n",
            id="NFD header",
        ),
        pytest.param(' kỳ , đơn\u00a0vị ,"chỉ tiêu",giá  trị\n2022-01,qlcn,tin,3\n', id="spaces"),
        pytest.param('kỳ,"đơn\nvị",chỉ tiêu,giá trị\n2022-01,qlcn,tin,3\n', id="header on two lines"),
        pytest.param(HEAD + '"2022-01","qlcn","tin","3","",""\n', id="all quoted"),
        pytest.param(HEAD + "01/2022, qlcn ,\ttin,\u00a03\u00a0,,\n", id="spaces around cells"),
        pytest.param(HEAD + "2022-01,PHÒNG QLCN,TIN,3,,\n", id="capitals"),
        pytest.param(HEAD + '2022-01,phòng  quản lý công nghệ,"tin, bài đã đăng",3,,\n', id="names"),
        pytest.param(HEAD + "2022-01,Phòng\u00a0QLCN,tin,3,,\n", id="no-break space in a name"),
        pytest.param(
            HEAD + unicodedata.normalize("NFD", '2022-01,Phòng QLCN,"Tin, bài đã đăng",3,,\n'), id="NFD"
        ),
        pytest.param(HEAD + OK + ",,,,,\n   \n", id="blank rows are only a note"),
    ],
)
def test_the_same_figure_however_it_is_written(text: str | bytes) -> None:
    reading = read(text)
    assert rows(reading) == ONE
    assert not [one for one in reading.diagnostics if one.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Trạm Hoà Bình", "hoa"),
        ("trạm hòa bình", "hoa"),
        ("Ðội Thuý An", "hoa"),
        ("đội thúy an", "hoa"),
        (unicodedata.normalize("NFD", "Đội Thúy An"), "hoa"),
        ("Tram Hoa Binh", None),
        ("Trạm Hóa Bình", None),
    ],
)
def test_spellings_of_a_name_meet_but_diacritics_never_go(written: str, unit: str | None) -> None:
    reading = read(HEAD + f"2022-05,{written},tin,3,,\n")
    assert [figure.unit for figure in reading.figures] == ([unit] if unit else [])
    if unit is None:
        assert places(reading.diagnostics) == [(2, 9, "A202")]
        assert reading.diagnostics[0].params["near"] == "Trạm Hòa Bình"


HEADERS = [
    pytest.param("", [(1, 1, "A105")], id="empty file"),
    pytest.param("\ufeff", [(1, 1, "A105")], id="byte order mark alone"),
    pytest.param("\n \n\r\n", [(1, 1, "A105")], id="blank lines alone"),
    pytest.param(HEAD, [(None, None, "A108")], id="header alone"),
    pytest.param(HEAD + ",,,,,\n", [(None, None, "A108"), (None, None, "A309")], id="blank rows alone"),
    pytest.param(OK, [(1, 1, "A105")], id="no header"),
    pytest.param("\n\nperiod,unit,value\n2022-01,qlcn,3\n", [(3, 1, "A105")], id="no indicator column"),
    pytest.param("unit,note\nqlcn,x\n", [(1, 1, "A105")], id="nothing required"),
    pytest.param("period|indicator|value\n2022-01|tin|3\n", [(1, 1, "A105")], id="bars"),
    pytest.param("period,indicator,value,kỳ\n2022-01,tin,3,x\n", [(1, 24, "A106")], id="period twice"),
    pytest.param(
        "value,period,period,indicator,Giá trị\n",
        [(1, 14, "A106"), (1, 31, "A106")],
        id="two columns twice",
    ),
    pytest.param(
        'người,period,"ghi\nthêm",indicator,value\nx,2022-01,x,tin,3\n',
        [(1, 1, "A107"), (1, 14, "A107")],
        id="ignored columns",
    ),
    pytest.param("period,indicator,value,,\n2022-01,tin,3,,\n", [], id="columns without a name"),
    pytest.param('period,"indicator,value\n2022-01,tin,3\n', [(1, 8, "A109")], id="open quote"),
]


@pytest.mark.parametrize(("text", "expected"), HEADERS)
def test_headers(text: str, expected: list[tuple[int | None, int | None, str]]) -> None:
    assert faults(text) == expected


def test_a_header_names_what_it_lacks_and_what_it_has() -> None:
    (fault,) = read("kỳ;đơn vị;trị giá\n").diagnostics
    assert fault.params["missing"] == (Term("column", "indicator"), Term("column", "value"))
    assert fault.params["found"] == "kỳ | đơn vị | trị giá"


ROWS = [
    pytest.param("2022-01,qlcn,tin,3,\n", [(2, 1, "A201")], id="too few fields"),
    pytest.param(
        OK + "2022-02,qlcn,tin,1,5,,\n", [(3, 1, "A201")], id="decimal comma makes one too many"
    ),
    pytest.param(",,,,,,,\n" + OK, [(None, None, "A309")], id="blank row of another width"),
    pytest.param("2022-01,qlcnn,tin,3,,\n", [(2, 9, "A202")], id="unknown unit"),
    pytest.param("2022-01,qlcn,tinn,3,,\n", [(2, 14, "A203")], id="unknown indicator"),
    pytest.param("2022-01,qlcn,,3,,\n", [(2, 14, "A233")], id="no indicator"),
    pytest.param("2022-01,tin,qlcn,3,,\n", [(2, 9, "A202"), (2, 13, "A203")], id="two swapped"),
    pytest.param(
        "2022-13,x-x,tin,-1,,\n",
        [(2, 1, "A204"), (2, 9, "A202"), (2, 17, "A209")],
        id="every fault of a row",
    ),
    pytest.param("2022-01,,ty-le,50,,\n", [(2, 10, "A213")], id="ratio named"),
    pytest.param(
        "2022-Q1,hoa,ty-le,-5,,\n2022-Q2,hoa,ty-le,,,\n",
        [(2, 1, "A206"), (2, 13, "A213"), (3, 1, "A207"), (3, 13, "A213")],
        id="a ratio's row is to go, but the two for it would have its period",
    ),
    pytest.param(
        "2021-12,x-x,yy,-1,,\n2022-13,x-x,yy,abc,,\n",
        [
            *[(2, 1, "A205"), (2, 9, "A202"), (2, 13, "A203"), (2, 16, "A209")],
            *[(3, 1, "A204"), (3, 9, "A202"), (3, 13, "A203"), (3, 16, "A208")],
        ],
        id="every fault where neither unit nor indicator is known",
    ),
    pytest.param(
        "2022-Q1,x-x,tin,1.5,,\n2022-03,x-x,tin,2023-01-05,,\n2022-H1,x-x,moc,2023-01-05,,\n",
        [
            *[(2, 1, "A207"), (2, 9, "A202"), (2, 17, "A210")],
            *[(3, 9, "A202"), (3, 17, "A208")],
            *[(4, 1, "A207"), (4, 9, "A202"), (4, 17, "A218")],
        ],
        id="unknown unit: what the indicator says of period and value",
    ),
    pytest.param(
        "2022-03,hoa,yy,1.234,,\n2022-Q1,hoa,yy,2023-01-05,,\n2022-07,cu,yy,3,,\n",
        [
            *[(2, 1, "A206"), (2, 13, "A203"), (2, 16, "A217")],
            *[(3, 1, "A206"), (3, 13, "A203"), (3, 16, "A218")],
            *[(4, 1, "A206"), (4, 12, "A203")],
        ],
        id="unknown indicator: what the unit says of the period, and no indicator could take the value",
    ),
    pytest.param(
        "2022-Q1,,yy,1.5,,\n2022-02,,yy,60%,,\n2022-02,,yy,2021-05-01,,\n2022-02,,yy,,,\n2022-02,,yy,,,x\n",
        [(line, 10, "A203") for line in range(2, 7)],
        id="unknown indicator: what fits some indicator is not spoken of",
    ),
    pytest.param(
        "2022-Q1,x-x,ke,x,,\n2022-01,x-x,mau,,,\n",
        [(2, 1, "A207"), (2, 9, "A202"), (2, 16, "A212"), (3, 9, "A202"), (3, 17, "A301")],
        id="unknown unit: narrative with a value, blank value",
    ),
    pytest.param(
        "2022-01,qlcn,tin,x,,\n2022-01,qlcn,tin,4,,\n2022-01,qlcn,tin,-4,,\n",
        [(2, 18, "A208"), (3, 1, "A214"), (4, 1, "A214"), (4, 18, "A209")],
        id="a bad value does not hide a second figure, nor a third",
    ),
    pytest.param(
        "2022-01,qlcn,tin,4,,\n2022-01,qlcn,tin,x,,\n",
        [(3, 1, "A214"), (3, 18, "A208")],
        id="a second figure with a bad value",
    ),
    pytest.param(
        "2022-Q1,qlcn,quy,x,,\n2022-02,qlcn,quy,1,,\n",
        [(2, 18, "A208"), (3, 1, "A215")],
        id="a bad value does not hide a month beside its quarter",
    ),
    pytest.param(
        "2022-05,,mau,x,,\n", [(2, 14, "A208"), (2, 1, "A302")], id="nor that evidence is missing"
    ),
    pytest.param(
        "2022-13,qlcn,tin,1,,\n2022-13,qlcn,tin,1,,\n2022-01,yy,tin,1,,\n2022-01,yy,tin,1,,\n",
        [(2, 1, "A204"), (3, 1, "A204"), (4, 9, "A202"), (5, 9, "A202")],
        id="rows of which it is not known what they mean are no repeats",
    ),
    pytest.param(
        OK + "01/2022,Phòng QLCN,tin,3,,\n" + OK,
        [(3, 1, "A214"), (4, 1, "A214")],
        id="the same figure three times",
    ),
    pytest.param(
        "2022-Q1,qlcn,quy,3,,\n2022-02,qlcn,quy,1,,\n", [(3, 1, "A215")], id="month beside its quarter"
    ),
    pytest.param(
        "2022-02,,hop,1,,\n2022-H1,,hop,3,,\n2022,,hop,9,,\n",
        [(3, 1, "A215"), (4, 1, "A215"), (4, 1, "A215")],
        id="month, half and year on demand",
    ),
    pytest.param("2022-Q1,qlcn,quy,3,,\n2022-04,qlcn,quy,1,,\n", [], id="month of another quarter"),
    pytest.param("2022-05,,mau,3,,\n", [(2, 1, "A302")], id="evidence required"),
    pytest.param("2022-05,,mau,0,,\n", [(2, 1, "A302")], id="evidence of none that arose"),
    pytest.param("2022-05,,nop,1,,\n", [(2, 1, "A302")], id="evidence of what is done"),
    pytest.param("2022-05,,nop,2022-05-03,,\n", [(2, 1, "A302")], id="evidence of a day"),
    pytest.param("2022-05,,nop,0,,\n", [], id="no evidence of what is not done"),
    pytest.param("2022-05,,mau,3,CV 12,\n", [], id="evidence given"),
    pytest.param("2022-01,qlcn,tin,,,\n", [(2, 18, "A301")], id="blank value"),
    pytest.param('2022-01,qlcn,tin," \u00a0",,\n', [(2, 18, "A301")], id="value of spaces"),
    pytest.param(
        "2022-01,qlcn,tin,,,\n2022-01,qlcn,tin,4,,\n", [(2, 18, "A301")], id="blank, then told"
    ),
    pytest.param("2022-01,,ke,,,Đã làm\n", [], id="narrative"),
    pytest.param("2022-01,,ke,5,,Đã làm\n", [(2, 13, "A212")], id="narrative with a value"),
    pytest.param("2022-01,,ke,,,  \n", [(2, 15, "A301")], id="narrative without a note"),
    pytest.param(
        '2022-01,qlcn,tin,3,"dòng\nhai","ba\nbốn"\n2022-02,qlcn,"tin\nn",3,,\n',
        [(5, 14, "A203")],
        id="lines after fields of several lines",
    ),
    pytest.param(
        '2022-01,x ""y,z""z,3,,\n', [(2, 9, "A202"), (2, 15, "A203")], id="quotes inside cells"
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_rows(text: str, expected: list[tuple[int | None, int | None, str]]) -> None:
    assert faults(HEAD + text) == expected


def test_a_row_with_a_fault_gives_no_figure() -> None:
    wrong = "2022-02,nobody,tin,1,,\n2022-03,qlcn,tin,x,,\n2022-04,qlcn,tin,,,\n"
    reading = read(HEAD + OK + wrong)
    assert rows(reading) == ONE
    assert reading.figures.sources[0].rows == 1


@pytest.mark.parametrize(
    ("cell", "near"),
    [
        ("2022-01,qlnc,tin", "qlcn"),
        ("2022-01,Phong Quan ly Cong nghe,tin", "Phòng Quản lý Công nghệ"),
        ("2022-01,qlcn,Tin bài đã dăng", "Tin, bài đã đăng"),
        ("2022-01,qlcn,zzz", None),
    ],
)
def test_did_you_mean(cell: str, near: str | None) -> None:
    (fault,) = read(HEAD + cell + ",3,,\n").diagnostics
    assert fault.params["near"] == near


def test_the_second_figure_names_the_first_one_across_files() -> None:
    reading = read(HEAD + OK, HEAD + "2022-02,qlcn,tin,1,,\n" + OK)
    (fault,) = errors(reading)
    received = [(str(one.location), one.code) for one in reading.diagnostics if one is not fault]
    assert received == [("a.csv", "A318"), ("b.csv", "A319")]
    assert (str(fault.location), str(fault.params["first"])) == ("b.csv:3:1", "a.csv:2:1")
    assert len(rows(reading)) == 2


def test_a_whole_and_its_month_in_two_files_are_one_error_at_the_later_place() -> None:
    whole, month = "2022-Q1,qlcn,quy,3,,\n", "2022-02,qlcn,quy,1,,\n"
    for texts in ((HEAD + whole, HEAD + month), (HEAD + month, HEAD + whole)):
        (fault,) = errors(read(*texts))
        assert fault.code == "A215"
        assert (str(fault.location), str(fault.params["first"])) == ("b.csv:2:1", "a.csv:2:1")


PERIODS = [
    ("tin", "qlcn", "2022-07", ""),
    ("tin", "qlcn", "07/2022", ""),
    ("tin", "qlcn", "7/2022", ""),
    ("tin", "qlcn", " 2022-12 ", ""),
    ("tin", "qlcn", "2022-Q2", "A207"),
    ("tin", "qlcn", "2022", "A207"),
    ("quy", "qlcn", "2022-Q2", ""),
    ("quy", "qlcn", "2022-05", ""),
    ("quy", "qlcn", "2022-H1", "A207"),
    ("nua", "qlcn", "2022-H2", ""),
    ("nua", "qlcn", "2022-08", ""),
    ("nua", "qlcn", "2022-Q1", "A207"),
    ("nam", "qlcn", "2022", ""),
    ("nam", "qlcn", "2022-H1", "A207"),
    ("hop", "qlcn", "2022-Q3", ""),
    ("hop", "qlcn", "2022", ""),
    ("moc", "qlcn", "2022-Q1", "A207"),
    ("tin", "qlcn", "2022-07-14", ""),
    ("tin", "qlcn", "14/7/2022", ""),
    ("tin", "qlcn", "2022–07", ""),
    ("tin", "qlcn", "Q1/2022", "A207"),
    ("quy", "qlcn", "Q1/2022", ""),
    ("tin", "qlcn", "Jul-22", "A223"),
    ("tin", "hoa", "2022-03", "A206"),
    ("tin", "hoa", "2022-04", ""),
    ("quy", "hoa", "2022-Q1", "A206"),
    ("nam", "hoa", "2022", "A206"),
    ("tin", "cu", "2022-06", ""),
    ("tin", "cu", "2022-07", "A206"),
    ("tin", "qlcn", "2021-12", "A205"),
    ("tin", "qlcn", "2023-Q1", "A205"),
    ("hop", "", "2021", "A205"),
    *(
        ("tin", "qlcn", wrong, "A204" if wrong else "A233")
        for wrong in (
            "",
            "2022-13",
            "2022-00",
            "00/2022",
            "2022-1",
            "2022-7-1",
            "2022-Q5",
            "2022-Q0",
            "2022-H3",
            "2022Q1",
            "22-07",
            "２０２２-07",
            "2022-0٣",
            "tháng 7",
            "1899-12",
            "9999-12",
        )
    ),
]


@pytest.mark.parametrize(("indicator", "unit", "period", "code"), PERIODS)
def test_periods(indicator: str, unit: str, period: str, code: str) -> None:
    value = "0" if indicator == "moc" else "3"
    reading = read(HEAD + f"{period},{unit},{indicator},{value},,\n")
    assert places(reading.diagnostics) == ([(2, 1, code)] if code else [])
    assert len(rows(reading)) == (not code)


# The indicator, the declared mark, the text, and the number or the code that comes of it.
VALUES = [
    ("tin", "", "0", 0),
    ("tin", "", "007", 7),
    ("tin", "", "5.0", 5),
    ("tin", "", "5,00", 5),
    ("tin", "", "5.5", "A210"),
    ("muc", "", "5.5", Decimal("5.5")),
    ("tien", "", "12,25", Decimal("12.25")),
    ("tien", "", "12.25", Decimal("12.25")),
    ("tien", "", "1.2345", Decimal("1.2345")),
    ("tien", "", "1.234", "A217"),
    ("tien", "", "1,234", "A217"),
    ("tien", "", "0.500", "A217"),
    ("tien", "", "1234.567", "A217"),
    ("tien", "", "1.234.567", 1234567),
    ("tien", "", "1.234,5", Decimal("1234.5")),
    ("tien", "comma", "1.234", 1234),
    ("tien", "comma", "1,234", Decimal("1.234")),
    ("tien", "comma", "1.234.567,5", Decimal("1234567.5")),
    ("tien", "comma", "12.25", Decimal("12.25")),
    ("tien", "comma", "0.500", "A208"),
    ("tien", "comma", "0,500", Decimal("0.5")),
    ("tien", "comma", "1234.567", "A208"),
    ("tien", "comma", "1,234,567", "A208"),
    ("tien", "comma", "1.23.456", "A208"),
    ("tien", "comma", "1.234.56", "A208"),
    ("tin", "comma", "1.234", 1234),
    ("tin", "comma", "1,234", "A210"),
    ("tien", "point", "1,234", 1234),
    ("tien", "point", "1.234", Decimal("1.234")),
    ("tien", "point", "1,234,567.5", Decimal("1234567.5")),
    ("tien", "point", "0,500", "A208"),
    ("tien", "point", "12,25", Decimal("12.25")),
    ("tien", "point", "1.234,5", "A208"),
    ("tin", "", "-1", "A209"),
    ("tin", "", "- 1", "A209"),
    ("tin", "", "−3", "A209"),
    ("tien", "", "-1,5", "A209"),
    *(
        ("tien", mark, wrong, "A208")
        for mark in ("", "comma")
        for wrong in (
            "1_000",
            "nan",
            "inf",
            "1e3",
            "0x10",
            "٣",
            "３",
            "²",
            "½",
            "1 00",
            "1  000",
            "+1",
            "(1)",
            ",5",
            "5,",
            ".",
            "1,,5",
            "có",
            "#REF!",
            "5\u200b",
            "--1",
            "=1+1",
        )
    ),
    *(("tien", mark, text, 1000) for mark in ("", "comma") for text in ("1 000", "1\u00a0000")),
    *(("tien", mark, "1%", "A219") for mark in ("", "comma")),
    ("tien", "", "9" * 18, Decimal("9" * 18)),
    ("tien", "", "9" * 17 + ",5", Decimal("9" * 17 + ".5")),
    ("tien", "", "9" * 19, "A216"),
    ("tien", "", "0," + "3" * 18, "A216"),
    ("tien", "comma", "1" + ".000" * 6, "A216"),
    ("moc", "", "0", 0),
    ("moc", "", "1", 1),
    ("moc", "", "2022-05-14", date(2022, 5, 14)),
    ("moc", "", "14/5/2022", date(2022, 5, 14)),
    ("moc", "", "2022-05-19", date(2022, 5, 19)),
    ("moc", "", "2022-05-20", "A230"),
    ("moc", "", "2022-12-31", "A230"),
    ("moc", "", "2023-01-01", "A218"),
    ("moc", "", "2", "A211"),
    ("moc", "", "1.0", "A211"),
    ("moc", "", "-1", "A211"),
    ("moc", "", "2022-02-30", "A211"),
    ("moc", "", "2022-7-14", "A211"),
    ("moc", "", "2022-07", "A211"),
    ("moc", "", "xong", "A211"),
]


@pytest.mark.parametrize(("indicator", "mark", "text", "expected"), VALUES)
def test_values(indicator: str, mark: str, text: str, expected: object) -> None:
    output = io.StringIO()
    csv.writer(output).writerow(["2022-05", "", indicator, text, "", ""])
    reading = read(HEAD + output.getvalue(), mark=mark)
    if isinstance(expected, str):
        assert places(reading.diagnostics) == [(2, 11 + len(indicator), expected)]
        assert not rows(reading)
    else:
        assert [value for *_, value in rows(reading)] == [expected]
        assert not reading.diagnostics


def test_a_day_before_the_plan_is_remarked_at_every_row() -> None:
    text = HEAD + "".join(
        f"2022-0{month},{unit},moc,2021-01-01,,\n" for unit in ("qlcn", "") for month in (1, 2)
    )
    assert faults(text) == [(2, 18, "A308"), (3, 18, "A308"), (4, 14, "A308"), (5, 14, "A308")]


def test_a_long_cell_is_cut_in_the_message() -> None:
    for cell in ("2022-01,,tin," + "9" * 9999, "2022-01,,tin," + "x" * 9999, "x" * 9999 + ",,tin,1"):
        (fault,) = read(HEAD + cell + ",,\n").diagnostics
        assert len(str(fault.params["found"])) <= 100


def test_the_mark_of_the_caller_wins_over_the_plan() -> None:
    text = HEAD + '2022-01,,tien,"1,234",,\n'
    reading = read_figures(PLANS["comma"], [source(text)], "point")
    assert [figure.value for figure in reading.figures] == [1234]


MONTHS = "".join(f"2022-{month:02d},qlcn,tin,1,,\n" for month in range(2, 10))
QUOTES = [
    pytest.param(OK + '2022-02,qlcn,tin,1,,"a\n' + OK, [(3, 21, "A109")], id="never closed"),
    pytest.param('2022-01,"qlcn",tin,1,,"a\n', [(2, 23, "A109")], id="after a closed one"),
    pytest.param('2022-01,qlcn,tin,1,"a\nb","c\n', [(3, 4, "A109")], id="on a record's second line"),
    pytest.param('2022-01,qlcn,tin,1,"a ""b"" c","c\n', [(2, 32, "A109")], id="after doubled ones"),
    pytest.param(
        '2022-01,qlcn,tin,1,,"a\n' + MONTHS + '2022-10,qlcn,tin,1,,b"\n2022-11,qlcn,tin,x,,\n',
        [(2, 21, "A109"), (12, 18, "A208")],
        id="closed by a later stray one: the rows between are not a note",
    ),
    pytest.param(
        '2022-01,qlcn,tin,1,,"a\n2022-02,qlcn,tin,2,,b"\n', [(2, 21, "A109")], id="took in one row"
    ),
    pytest.param(
        '2022-01,"qlcn,tin,1,,\n' + MONTHS + '2022-10,qlcn,tin,1,,"b"\n2022-11,qlcn,tin,x,,\n',
        [(2, 9, "A109"), (12, 18, "A208")],
        id="ended by a good quote far below",
    ),
    pytest.param(
        '2022-01,qlcn,tin,1,,"a\n' + "b\n" * 250 + '"\n2022-02,qlcn,tin,x,,\n',
        [(2, 21, "A109"), (254, 18, "A208")],
        id="hundreds of lines",
    ),
    pytest.param(
        '2022-01,qlcn,tin,1,,"a\n' + "b\n" * 150 + '"\n2022-02,qlcn,tin,x,,\n',
        [(154, 18, "A208")],
        id="a long note is fine",
    ),
    pytest.param(
        '2022-01,qlcn,tin,1,,"2022-02, họp giao ban\n2022-03, họp, tiếp"\n', [], id="a note with months"
    ),
    pytest.param(
        '2022-01,qlcn,tin,1,"a"b,\n2022-02,qlcn,tin,2,,"c" \n2022-03,qlcn,tin,x,,\n',
        [(2, 20, "A110"), (3, 21, "A110"), (4, 18, "A208")],
        id="text after the closing quote",
    ),
    pytest.param(
        "2022-01,qlcn,tin,1,," + "x" * 200_000 + "\n2022-02,qlcn,tin,x,,\n",
        [(2, 1, "A110")],
        id="too long without a quote",
    ),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_quotes(text: str, expected: list[tuple[int | None, int | None, str]]) -> None:
    assert faults(HEAD + text) == expected


BYTES = [
    pytest.param(b"PK\x03\x04\x14\x00", [(None, None, "A112")], id="broken xlsx"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", [(None, None, "A112")], id="broken xls"),
    pytest.param(b"%PDF-1.7\n", [(None, None, "A103")], id="pdf"),
    pytest.param(b"\x1f\x8b\x08\x00", [(None, None, "A103")], id="gzip"),
    pytest.param((HEAD + OK).encode("utf-16-be"), [(None, None, "A103")], id="utf-16 without a mark"),
    pytest.param((HEAD + OK).encode("utf-32"), [(None, None, "A103")], id="utf-32"),
    pytest.param(b"\r\n <html><table>", [(None, None, "A103")], id="html"),
    pytest.param(b"\xef\xbb\xbf<?xml version='1.0'?>", [(None, None, "A103")], id="xml after a mark"),
    pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", [(None, None, "A103")], id="picture"),
    pytest.param((HEAD + OK).encode() + b"\x00\xff\xfe\n", [(None, None, "A103")], id="NUL and worse"),
    pytest.param(b"k\xfd,\n\n\xd0\xf2n v\xec\n", [(1, 2, "A104"), (3, 1, "A104")], id="legacy encoding"),
    pytest.param(
        b"\xef\xbb\xbfperiod,indicator,value,\xff\n", [(1, 24, "A104")], id="first line after a mark"
    ),
]


@pytest.mark.parametrize(("data", "expected"), BYTES)
def test_files_that_are_no_text(data: bytes, expected: list[tuple[int | None, int | None, str]]) -> None:
    reading = read(data)
    assert places(reading.diagnostics) == expected
    assert not rows(reading)


BAD = b"\xe1\xbb"
"""The first two bytes of a letter that has three."""
DAMAGED = [
    pytest.param(
        OK.encode() + b"2022-02,qlcn,tin,x,a" + BAD + b".pdf,\n" + b"?\xff\n",
        [(3, 18, "A208"), (3, 21, "A104"), (4, 2, "A104")],
        id="in evidence, and in a row of another width",
    ),
    pytest.param(
        OK.encode() + b"2022-13,q" + BAD + b"cn,tin,-1,,\n2022-Q1,qlcn,t\xffn,x,,\n" + OK.encode(),
        [
            *[(3, 1, "A204"), (3, 10, "A104"), (3, 19, "A209")],
            *[(4, 15, "A104"), (4, 18, "A208"), (5, 1, "A214")],
        ],
        id="in a name: the other cells are judged",
    ),
    pytest.param(
        b"2022-02,x,tin,\xff,,\n2022-0\xff,qlcn,tin,1,,\n2022-02,qlcn,tin,\xff,,\n2022-02,qlcn,tin,1,,\n",
        [(2, 9, "A202"), (2, 15, "A104"), (3, 7, "A104"), (4, 18, "A104"), (5, 1, "A214")],
        id="in value and period",
    ),
    pytest.param(
        b"2022-02,qlcn,tin,1,,\r2022-02,qlcn,tin,\xff,,\r2022-03,qlcn,tin,x,,\r",
        [(3, 1, "A214"), (3, 18, "A104"), (4, 18, "A208")],
        id="lines that end with CR",
    ),
    pytest.param(
        b'"a\nb",\xff,tin,,,\n', [(2, 1, "A204"), (3, 4, "A104")], id="after a line end in quotes"
    ),
]


@pytest.mark.parametrize(("data", "expected"), DAMAGED)
def test_a_byte_that_is_no_text_hides_nothing_else(
    data: bytes, expected: list[tuple[int | None, int | None, str]]
) -> None:
    reading = read((HEAD if b"\r" not in data else HEAD.replace("\n", "\r")).encode() + data)
    assert places(errors(reading)) == expected
    given = [figure.location.line for figure in reading.figures]
    assert given == ([2] if data.startswith((OK.encode(), b"2022-02,qlcn,tin,1")) else [])


def test_where_the_header_is_damaged_or_not_there_nothing_is_said_of_the_rows() -> None:
    rows = OK + "x,y,z,-1,,\n"
    assert faults(b"period,u\xffnit,indicator,value,evidence,note\n" + rows.encode()) == [(1, 9, "A104")]
    title = "BÁO CÁO,,,,,\n\n".encode()
    assert faults(title + b"period,u\xffnit,indicator,value,,\n" + rows.encode()) == [(3, 9, "A104")]
    assert faults(title + HEAD.encode() + b"2022-13,\xff,tin,1,,\n\xff\n") == [
        *[(4, 1, "A204"), (4, 9, "A104"), (5, 1, "A104")],
        (3, 1, "A320"),
    ]
    lacking = ("period,unit,value\n" + "2022-01,qlcn,3\n" * 70).encode() + b"\xff\n"
    assert faults(lacking) == [(1, 1, "A105"), (72, 1, "A104")]


def test_a_file_that_can_not_be_opened_is_a_fault_of_its_own() -> None:
    def refuse() -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    reading = read_figures(PLANS[""], [Source("gone.csv", refuse), source(HEAD + OK)])
    assert [(one.code, str(one.location)) for one in errors(reading)] == [("A101", "gone.csv")]
    assert rows(reading) == ONE


def test_a_broken_file_does_not_hide_the_faults_of_the_next() -> None:
    reading = read(b"%PDF-1.7", HEAD + '2022-01,qlcn,tin,1,,"\n', HEAD + "2022-01,qlcn,tin,x,,\n")
    found = [(str(one.location), one.code) for one in errors(reading)]
    assert found == [("a.csv", "A103"), ("b.csv:2:21", "A109"), ("c.csv:2:18", "A208")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 5_000_000, id="one cell, no header"),
        pytest.param("x," * 2_500_000 + HEAD + OK, id="millions of columns"),
        pytest.param(HEAD + "x," * 2_500_000, id="millions of fields"),
        pytest.param(HEAD + "2022-01,qlcn,tin,3,," + "x" * 5_000_000, id="long note"),
        pytest.param(HEAD + '2022-01,qlcn,tin,3,,"' + "x\n" * 2_500_000, id="quote before the rest"),
        pytest.param(HEAD + '"' * 5_000_000, id="quotes alone"),
        pytest.param(HEAD + '2022-01,qlcn,tin,3,,"a"b\n' * 20_000, id="a fault in every row"),
        pytest.param(HEAD + '2022-01,qlcn,tin,3,,"\n2022-02,qlcn,tin,3,,"\n' * 5_000, id="a quote each"),
        pytest.param(HEAD + "".join(f"2022-01,x{n},y,3,,\n" for n in range(5_000)), id="unknown names"),
        pytest.param(
            "BÁO CÁO,,,,,\n" + HEAD + "2022-01,xx,tin,3,,\n" * 20_000, id="a fault in every row, a title"
        ),
    ],
)
def test_no_file_takes_long(text: str) -> None:
    start = process_time()
    reading = read(text)
    assert any(one.severity is Severity.ERROR for one in reading.diagnostics)
    assert not rows(reading)
    assert process_time() - start < 2


# Half of the examples are put together of what a file of figures consists of.
CELLS = ("2022-01,", "2/2022,", "13/2022,", "qlcn,", "hoa,", ",", "tin,", "tien,", "3,", "1.5,", "-1,")
MARKS = ("\n", ",\n", "\r\n", "2022-01,qlcn,tin,3,,\n", '"', '""', ";", "\t", "\0", "\ufeff", "ế")
PARTS = st.sampled_from(CELLS) | st.sampled_from(MARKS)
DATA = st.binary(max_size=60) | st.lists(PARTS, max_size=20).map(lambda parts: "".join(parts).encode())


@settings(derandomize=True, max_examples=300, deadline=None)
@given(DATA)
def test_any_bytes_are_read_and_each_figure_stands_where_it_says(data: bytes) -> None:
    data = HEAD.encode() + data
    reading = read(data)
    lines = list(io.StringIO(data.decode("utf-8", "replace"), newline=""))
    for figure in reading.figures:
        assert figure.location.line is not None
        period, unit, indicator, value, _, _ = next(csv.reader(lines[figure.location.line - 1 :]))
        assert figure.period.label == {"2/2022": "2022-02"}.get(period.strip(), period.strip())
        assert (figure.unit or "", figure.indicator) == (unit.strip(), indicator.strip())
        assert figure.value == Decimal(value.strip())
    for one in reading.diagnostics:
        assert one.location is not None
        assert (one.location.line is None) == (one.code in ("A103", "A108", "A309"))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_never_figures(data: bytes) -> None:
    reading = read(data)
    assert reading.diagnostics
    assert not rows(reading)


def as_written(text: str, mark: str) -> Decimal:
    """The number that a text means once it is known to be one."""
    text = text.replace(" ", "")
    marks = re.findall("[.,]", text)
    # Without a declared mark thousands show by themselves: 1.234.567 and 1.234,5.
    proven = marks[0] if len(marks) > 1 else ""
    group = {"": proven, "comma": ".", "point": ","}[mark]
    if group and re.search(rf"\{group}[0-9]{{3}}(?![0-9])", text):
        text = text.replace(group, "")
    return Decimal(text.replace(",", "."))


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.text("0123456789.,-_e ١", max_size=12), st.sampled_from(["", "comma", "point"]))
def test_an_accepted_number_is_the_number_written(text: str, mark: str) -> None:
    output = io.StringIO()
    csv.writer(output).writerow(["2022-05", "", "tien", text, "", ""])
    for *_, value in rows(read(HEAD + output.getvalue(), mark=mark)):
        assert value == as_written(text.strip(), mark)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.decimals(0, 10**9, places=2), st.sampled_from(["", "comma", "point"]), st.booleans())
def test_every_plain_number_is_accepted(number: Decimal, mark: str, with_comma: bool) -> None:
    text = f"{number:f}"
    text = text.replace(".", ",") if with_comma else text
    assert [value for *_, value in rows(read(HEAD + f'2022-05,,tien,"{text}",,\n', mark=mark))] == [
        number
    ]


def test_thousands_of_unknown_names_in_a_plan_of_thousands_take_no_longer() -> None:
    """The first ones still have a suggestion; comparing each with every spelling took 20 s."""
    units = "".join(f"  - {{id: u{n}, name: Phòng thứ {n}}}\n" for n in range(1000))
    plan = plan_of(PLAN.replace("indicators:\n", f"{units}indicators:\n", 1))
    text = HEAD + "".join(f"2022-01,uu{n},tin,3,,\n2022-01,u{n},tinn{n},3,,\n" for n in range(4000))
    start = process_time()
    reading = read_figures(plan, [source(text)])
    assert process_time() - start < 2
    assert [one.code for one in reading.diagnostics].count("A202") >= 4000
    assert next(one for one in reading.diagnostics if one.code == "A202").params["near"] == "u0"


@pytest.mark.parametrize("year", ["2022", "2026"])
@pytest.mark.parametrize(
    "text",
    [
        "period,indicator,value\nhôm qua,tin,3\n",
        "unit,indicator,T1/YEAR,T13/YEAR\nqlcn,tin,3,4\n",
    ],
)
def test_periods_are_shown_in_the_year_of_the_plan(text: str, year: str) -> None:
    plan = plan_of(PLAN.replace("2022-", f"{year}-"))
    (fault,) = errors(read_figures(plan, [source(text.replace("YEAR", year), "a.csv")]))
    assert (fault.code, fault.params["in_year"]) == ("A204", year)
