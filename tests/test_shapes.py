"""One data set in many shapes: the same verdicts to the byte, or a refusal that is named."""

from __future__ import annotations

import io
import json
import os
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.judging.verdicts import judge
from cchc_cli.model.diagnostic import Severity
from cchc_cli.model.period import month_number, parse_label
from cchc_cli.reading.cells.legacy import _TCVN3
from cchc_cli.reading.cells.values import ValueFault, parse_number
from cchc_cli.reading.figures.read import FiguresReading, read_figures
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.render.wording import Wording
from support import source

SHAPES = Path(__file__).resolve().parent / "shapes"
GOLDEN = Path(__file__).resolve().parent / "golden"
PLAN = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-05, to: 2022-12, cutoff_day: 14, report_days: 5}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
groups: {tat-ca: [a, b]}
indicators:
  - {id: bai, name: Tin bài, kind: count}
  - {id: muc, name: Mức độ, kind: level, measure: "%"}
tasks:
  - id: I
    clause: I
    title: Thử
    targets:
      - {id: bai, indicator: bai, at_least: 120, each: tat-ca}
      - {id: muc, indicator: muc, at_least: 60%, each: tat-ca}
"""
ROWS = [
    (month, unit, indicator, value)
    for month in (5, 6, 7)
    for unit, base in (("a", 10), ("b", 20))
    for indicator, value in (("bai", f"{base + month}"), ("muc", f"{base + 40 + month}.5"))
]
NAMES = {"a": "Phòng A", "b": "Phòng B", "bai": "Tin bài", "muc": "Mức độ"}
ENGLISH = ("period", "unit", "indicator", "value")
VIETNAMESE = ("Kỳ", "Đơn vị", "Chỉ tiêu", "Giá trị")
plan = read_plan(PLAN.encode(), "plan.yaml").plan
assert plan is not None
Label = Callable[[int], str]


def read(data: bytes | str, name: str = "f", **options: Any) -> FiguresReading:
    assert plan is not None
    return read_figures(plan, [source(data, name)], **options)


def figures(reading: FiguresReading) -> set[tuple[str, str | None, str, Decimal]]:
    return {
        (one.period.label, one.unit, one.indicator, one.value)  # type: ignore[misc]
        for one in reading.figures
    }


EXPECTED = {(f"2022-{m:02d}", u, i, Decimal(v)) for m, u, i, v in ROWS}


def text(
    header: tuple[str, ...] = VIETNAMESE,
    mark: str = ";",
    label: Label = lambda month: f"2022-{month:02d}",
    number: Callable[[str], str] = str,
    named: bool = True,
) -> str:
    lines = [mark.join(header)]
    for month, unit, indicator, value in ROWS:
        names = (NAMES[unit], NAMES[indicator]) if named else (unit, indicator)
        lines.append(mark.join((label(month), *names, number(value))))
    return "\n".join(lines) + "\n"


def comma(value: str) -> str:
    return value.replace(".", ",")


def percent(value: str) -> str:
    return f"{comma(value)} %" if "." in value else value


def to_1258(text: str) -> bytes:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = b""
    for char in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(one for one in apart if one not in tones))
        found += (base + "".join(one for one in apart if one in tones)).encode("cp1258")
    return found


def wide_months() -> str:
    lines = ["Đơn vị;Chỉ tiêu;T5/2022;Tháng 6;tháng 7/2022;Tháng 8;Cộng"]
    for unit in "ab":
        for indicator in ("bai", "muc"):
            values = [Decimal(v) for _, u, i, v in ROWS if (u, i) == (unit, indicator)]
            cells = [comma(str(value)) for value in (*values, sum(values))]
            lines.append(";".join((NAMES[unit], NAMES[indicator], *cells[:3], "", cells[3])))
    return "\n".join(lines)


def wide_units() -> str:
    lines = ["Kỳ;Chỉ tiêu;Phòng A;PHÒNG B"]
    for month in (5, 6, 7):
        for indicator in ("bai", "muc"):
            cells = [comma(v) for m, _, i, v in ROWS if (m, i) == (month, indicator)]
            lines.append(";".join((f"T{month}/2022", NAMES[indicator], *cells)))
    return "\n".join(lines)


def titled() -> str:
    head, *rows = text(number=comma).splitlines()
    total = comma(str(sum(Decimal(value) for *_, value in ROWS)))
    foot = [f";Tổng cộng;;{total}", ";;;", "Người lập biểu;;;"]
    return "\n".join(["BÁO CÁO;;;", "", head, "(1);(2);(3);(4)", *rows, head, *foot])


def xlsx(
    title: bool = False, in_percent: bool = False, dates: bool = False, hidden: bool = False
) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fraction, month_format = (
        book.add_format({"num_format": "0.0%"}),
        book.add_format({"num_format": "mm/yyyy"}),
    )
    sheet = book.add_worksheet("Số liệu")
    at = 0
    if title:
        sheet.merge_range("A1:D1", "BÁO CÁO")
        for column, name in enumerate(VIETNAMESE[:3]):
            sheet.merge_range(2, column, 3, column, name)
        sheet.write("D3", "Số liệu")
        sheet.write("D4", "Trong kỳ")
        at = 3
    else:
        sheet.write_row(0, 0, VIETNAMESE)
    for month, unit, indicator, value in ROWS:
        at += 1
        if dates:
            sheet.write_datetime(at, 0, date(2022, month, 1), month_format)  # type: ignore[arg-type]
        else:
            sheet.write(at, 0, f"{month}/2022")
        sheet.write_row(at, 1, [NAMES[unit], NAMES[indicator]])
        if in_percent and indicator == "muc":
            sheet.write_number(at, 3, float(value) / 100, fraction)
        else:
            sheet.write_number(at, 3, float(value))
    if hidden:
        sheet.hide()
        sheet.set_column("A:B", None, None, {"hidden": True})
        notes = book.add_worksheet("Ghi chú")
        notes.write(0, 0, "Không có số liệu")
        notes.activate()
    book.close()
    return stream.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Số liệu")
    style = xlwt.easyxf(num_format_str="0.0%")
    for column, name in enumerate(VIETNAMESE):
        sheet.write(0, column, name)
    for at, (month, unit, indicator, value) in enumerate(ROWS, start=1):
        for column, cell in enumerate((f"T{month}/2022", NAMES[unit], NAMES[indicator])):
            sheet.write(at, column, cell)
        if indicator == "muc":
            sheet.write(at, 3, float(value) / 100, style)
        else:
            sheet.write(at, 3, float(value))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SAME: dict[str, bytes | str] = {
    "comma": text(ENGLISH, ",", named=False),
    "tab": text(mark="\t"),
    "semicolon, decimal comma": text(number=comma),
    "sep line": "sep=;\n" + text(number=comma),
    "byte order mark": b"\xef\xbb\xbf" + text(number=comma).encode(),
    "UTF-16": text(mark="\t", number=comma).encode("utf-16"),
    "UTF-16 big endian": b"\xfe\xff" + text(mark="\t").encode("utf-16-be"),
    "Windows-1258": to_1258(text(number=comma)),
    "NFD": unicodedata.normalize("NFD", text()),
    "capitals": text().upper(),
    "CRLF": text().replace("\n", "\r\n"),
    "no-break spaces": text().replace("Phòng ", "Phòng\u00a0"),
    "percent signs": text(number=percent),
    "tháng 7/2022": text(label=lambda month: f"tháng {month}/2022"),
    "T7/2022": text(label=lambda month: f"T{month}/2022"),
    "tháng 07 năm 2022": text(label=lambda month: f"tháng {month:02d} năm 2022"),
    "a day in the month": text(label=lambda month: f"2022-{month:02d}-14"),
    "title, numbers, totals": titled(),
    "wide by month": wide_months(),
    "wide by unit": wide_units(),
    "xlsx": xlsx(),
    "xlsx with title": xlsx(title=True),
    "xlsx with dates": xlsx(dates=True),
    "xlsx in percent": xlsx(in_percent=True),
    "xlsx with all of it, hidden": xlsx(True, True, True, True),
    "xls": xls(),
    **{path.name: path.read_bytes() for path in sorted(SHAPES.glob("p*.[xo]*"))},
    "sheets.ods": (SHAPES / "sheets.ods").read_bytes(),
}
TOTAL_UNDER_PERIOD = {path.name: path.read_bytes() for path in sorted(SHAPES.glob("[ft]*.[xo]*"))}
"""The word for their total stands where the period should: of such a row nothing is certain."""


def test_there_are_enough_shapes() -> None:
    assert len(SAME) >= 25
    assert len(list(SHAPES.glob("*.[xo]*"))) >= 5


@pytest.mark.parametrize("name", SAME)
def test_every_shape_gives_the_same_verdicts(name: str) -> None:
    reading = read(SAME[name], name)
    assert figures(reading) == EXPECTED
    assert len(list(reading.figures)) == len(ROWS)
    assert _bare(reading) == _bare(read(SAME["comma"]))


@pytest.mark.parametrize("name", TOTAL_UNDER_PERIOD)
def test_a_total_is_known_by_the_cell_of_its_unit_or_indicator_alone(name: str) -> None:
    reading = read(TOTAL_UNDER_PERIOD[name], name)
    assert figures(reading) == EXPECTED
    wrong = [one for one in reading.diagnostics if one.severity is not Severity.NOTE]
    assert [(one.location and one.location.cell, one.code) for one in wrong] == [
        ("A18", "A233"),
        ("C18", "A233"),
    ]


def _bare(reading: FiguresReading) -> bytes:
    """The verdicts as text, their figures without places."""
    assert plan is not None
    assert not [one for one in reading.diagnostics if one.severity is not Severity.NOTE]
    found = judge(plan, reading.figures, month_number(2022, 7)).verdicts
    shown = [
        {
            name: str(getattr(one, name))
            for name in (
                "unit",
                "status",
                "actual",
                "expected",
                "gap",
                "remaining",
                "forecast",
                "missing",
            )
        }
        for one in found
    ]
    return json.dumps(shown).encode()


def formula(value: object, stale: bool = False) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("T7")
    sheet.write_row(0, 0, VIETNAMESE)
    sheet.write_row(1, 0, ["T7/2022", "a", "bai"])
    sheet.write_formula("D2", "=1/0", None, value)
    book.close()
    if stale:
        return stream.getvalue()
    return _changed(stream.getvalue(), "xl/workbook.xml", b'fullCalcOnLoad="1"', b"")


def _changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name == part else content)
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * (1 << 20))
    return stream.getvalue()


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "<x/>")
    return stream.getvalue()


def tcvn3(text: str) -> str:
    letters = {letter: chr(code) for code, letter in _TCVN3.items()}
    return "".join(letters.get(char, char) for char in text)


HEAD = "Kỳ;Đơn vị;Chỉ tiêu;Giá trị\n"
TOTAL = "Kỳ;Đơn vị;Chỉ tiêu;Lũy kế\n"
FAULTS: dict[str, bytes | str] = {
    "A103 html.xls": "<html><table></table></html>",
    "A103 tep.docx": zipped("word/document.xml"),
    "A104 byte.csv": HEAD.encode() + b"T7/2022;a;bai;\xff\n",
    "A105 no-header.csv": "a;b\n1;2\n",
    "A111 bomb.xlsx": bomb(),
    "A112 truncated.xlsx": xlsx()[:-400],
    "A113 password.xlsx": b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "A114 one-column.csv": '"period,unit,indicator,value"\n"2022-07,a,bai,1"\n',
    "A115 tcvn3.csv": tcvn3(HEAD + "T7/2022;a;bai;1\n").encode("latin-1"),
    "A115 tcvn3-in-utf8.csv": tcvn3(HEAD + "T7/2022;a;bai;1\n"),
    "A116 two-marks.csv": HEAD + "T7/2022;a;muc;61,5\nT7/2022;b;muc;61.5\n",
    "A204 period.csv": HEAD + "hôm qua;a;bai;1\n",
    "A214 twice.csv": HEAD + "T7/2022;a;bai;1\n07/2022;Phòng A;Tin bài;1\n",
    "A217 ambiguous.csv": HEAD + "T7/2022;a;muc;1.234\n",
    "A219 percent.csv": HEAD + "T7/2022;a;bai;61%\n",
    "A220 error.xlsx": formula("#DIV/0!"),
    "A221 never.xlsx": formula(0, stale=True),
    "A222 digits.xlsx": formula(12345678901234567890),
    "A223 excel-month.csv": HEAD + "Jul-22;a;bai;1\n",
    "A223 two-days.csv": HEAD + "7/6/2022;a;bai;1\n",
    "A224 name.csv": HEAD + "T7/2022;Phßng A;bai;1\n",
    "A225 id.csv": HEAD + "T7/2022;a;1,2E+05;1\n",
    "A226 gap.csv": TOTAL + "T5/2022;a;bai;1\nT7/2022;a;bai;3\n",
    "A227 falls.csv": TOTAL + "T5/2022;a;bai;4\nT6/2022;a;bai;3\n",
    "A228 level.csv": TOTAL + "T5/2022;a;muc;4\n",
    "A310 sheets.xlsx": xlsx(True, hidden=True),
    "A312 titled.csv": titled(),
    "A315 totals.csv": HEAD
    + "".join(f"T{m}/2022;a;bai;{v}\n" for m, v in ((5, 3), (6, 4), (7, 8), (8, 15))),
    "A316 fraction.csv": HEAD + "T7/2022;a;muc;0,62\n",
    "A317 evidence.csv": "kỳ;đơn vị;chỉ tiêu;giá trị;minh chứng\nT7/2022;a;bai;1;anh/tin.pdf\n"
    "T6/2022;a;bai;1;12/QĐ-SKHCN\nT5/2022;a;bai;1;https://vi.du/tin.pdf\n",
    "A321 1258.csv": to_1258(HEAD + "T7/2022;a;bai;1\n"),
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_messages_are_as_the_golden_file(language: str) -> None:
    words = Wording(language)
    lines = []
    for title, data in FAULTS.items():
        code, name = title.split(" ")
        reading = read(data, name, exists=lambda *_: False)
        codes = [one.code for one in reading.diagnostics]
        assert code in codes, (title, codes)
        if code < "A3":
            assert any(one.severity is Severity.ERROR for one in reading.diagnostics), title
        for one in reading.diagnostics:
            message, cure = words.describe(one)
            lines.append(f"{one.location}: {one.severity} {one.code} {message}\n    {cure}\n")
    path = GOLDEN / f"readers.{language}.txt"
    shown = "".join(lines)
    if os.environ.get("CCHC_UPDATE_GOLDENS"):
        path.write_bytes(shown.encode())
    assert shown == path.read_bytes().decode()


def cells(reading: FiguresReading) -> list[tuple[str | None, str]]:
    return [(one.location.cell, one.code) for one in reading.diagnostics if one.location]


def test_a_cell_with_an_error_hides_no_other_fault_of_its_row() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("T7")
    sheet.write_row(0, 0, VIETNAMESE)
    sheet.write_row(1, 0, ["Quý III/2022", "x-x", "bai"])
    sheet.write_formula("D2", "=1/0", None, "#DIV/0!")
    sheet.write_row(2, 0, ["T1/2022", "a"])
    sheet.write_formula("C3", "=1/0", None, "#REF!")
    sheet.write_number("D3", -1)
    sheet.write_row(3, 0, ["T7/2022", "a", "bai"])
    sheet.write_formula("D4", "=1/0", None, "#N/A")
    sheet.write_row(4, 0, ["T7/2022", "a", "bai", 3])
    book.close()
    reading = read(_changed(stream.getvalue(), "xl/workbook.xml", b'fullCalcOnLoad="1"', b""))
    assert cells(reading) == [
        *[("A2", "A207"), ("B2", "A202"), ("D2", "A220")],
        *[("A3", "A205"), ("C3", "A220"), ("D3", "A209")],
        *[("D4", "A220"), ("A5", "A214")],
    ]
    assert not figures(reading)


def test_a_wrong_total_is_told_once_and_what_follows_is_held_against_the_one_before() -> None:
    text = TOTAL + "T5/2022;a;bai;4\nT6/2022;a;bai;x\nT7/2022;a;bai;9\nT8/2022;a;bai;8\n"
    found = read(text).diagnostics
    assert [(str(one.location), one.code) for one in found] == [("f:3:15", "A208"), ("f:5:1", "A227")]
    repeated = read(TOTAL + "T5/2022;a;bai;x\nT5/2022;a;bai;1\n").diagnostics
    assert [one.code for one in repeated] == ["A208", "A214"]


def test_a_column_under_a_month_that_is_none_is_not_left_out() -> None:
    text = "Đơn vị;Chỉ tiêu;T5/2022;T13/2022;Quý V/2022;2022-00;T14/2022;Ghi chú 2\na;bai;1;2;3;4;;5\n"
    found = read(text)
    assert [(str(one.location), one.code) for one in found.diagnostics] == [
        *[("f:1:25", "A204"), ("f:1:34", "A204"), ("f:1:45", "A204")],
        *[("f:1:53", "A107"), ("f:1:62", "A107")],
    ]
    assert figures(found) == {("2022-05", "a", "bai", Decimal(1))}


def test_a_header_that_is_repeated_between_rows_is_noted_and_skipped() -> None:
    found = read(
        "period,unit,indicator,value\n2022-05,a,bai,1\nperiod,unit,indicator,value\n2022-06,a,bai,2\n"
    )
    assert [(str(one.location), one.code) for one in found.diagnostics] == [("f:3:1", "A313")]
    assert len(figures(found)) == 2


def test_a_column_of_totals_beside_values_is_noted_in_every_shape() -> None:
    found = read("period,unit,indicator,value,lũy kế\n2022-05,a,bai,1,9\n")
    assert [(str(one.location), one.code) for one in found.diagnostics] == [("f:1:29", "A107")]


def test_a_day_as_excel_counts_it_is_named_as_the_month_that_it_was() -> None:
    (fault,) = read(HEAD + "44743;a;bai;1\n").diagnostics
    assert (fault.code, fault.params["readings"]) == ("A223", (parse_label("2022-07"),))
    (fault,) = read(HEAD + "10000;a;bai;1\n").diagnostics
    assert fault.code == "A204"


def test_a_stored_zero_has_no_sign() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ENGLISH)
    sheet.write_row(1, 0, ["2022-07", "a", "bai", 0])
    book.close()
    data = _changed(
        stream.getvalue(), "xl/worksheets/sheet1.xml", b"<v>0</v></c></row></", b"<v>-0</v></c></row></"
    )
    assert figures(read(data)) == {("2022-07", "a", "bai", Decimal(0))}


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        *[("7", 7), ("7.0", 7), ("1e3", 1000), ("-0", 0), ("-3", "A209"), ("1e400", "A222")],
        *[("1_000", "A221"), ("٣", "A221"), ("NaN", "A221"), ("1e-99999", "A221")],
    ],
)
def test_what_an_open_document_stores_as_a_number(stored: str, expected: int | str) -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("2022-07", "a", "bai")
    )
    whole = (SHAPES / "plain.ods").read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        content = archive.read("content.xml")
    row = (
        f'<table:table-row>{cells}<table:table-cell office:value-type="float" office:value="{stored}"/>'
    )
    start = content.index(b"</table:table-row>") + len(b"</table:table-row>")
    new = content[:start] + f"{row}</table:table-row></table:table>".encode()
    new += content[content.index(b"</table:table>") + len(b"</table:table>") :]
    found = read(_changed(whole, "content.xml", content, new))
    if isinstance(expected, str):
        assert [one.code for one in found.diagnostics if one.code < "A3"] == [expected]
    else:
        assert figures(found) == {("2022-07", "a", "bai", Decimal(expected))}


SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"
MANY = 100_000
BOMBS: dict[str, tuple[str, bytes, bytes, str]] = {
    "open tags": (SHEET, END, b"<c " * MANY + END, "A112"),
    "open formulas": (SHEET, END, b"<c r='A9'><f " * MANY + END, "A112"),
    "errors without a value": (SHEET, END, b"<c r='A9' t='e'>" * MANY + END, "A112"),
    "an endless tag": (SHEET, END, b"<c r='A9'" + b" t='e'" * MANY * 5 + b"/>" + END, ""),
    "merged columns": (
        SHEET,
        END,
        END
        + b"<mergeCells count='40'>"
        + b"".join(b"<mergeCell ref='A%d:A1048576'/>" % row for row in range(2, 42))
        + b"</mergeCells>",
        "",
    ),
    "merged blocks": (
        SHEET,
        END,
        END + b"<mergeCells>" + b"<mergeCell ref='F1:F2'/>" * (MANY + 1) + b"</mergeCells>",
        "A111",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_workbook_takes_long(name: str) -> None:
    part, old, new, code = BOMBS[name]
    data = _changed(xlsx(), part, old, new)
    started = process_time()
    reading = read(data)
    assert process_time() - started < 2
    assert [one.code for one in reading.diagnostics][:1] == ([code] if code else [])


def test_a_compound_file_whose_sectors_go_in_a_circle_is_damaged() -> None:
    """The library followed such a chain until the memory was full."""
    whole = SAME["percent.xls"]
    assert isinstance(whole, bytes)
    for at, byte in ((1680, 4), (1680, 0), (1676, 1), (1684, 5)):
        started = process_time()
        reading = read(whole[:at] + bytes([byte]) + whole[at + 1 :])
        assert process_time() - started < 2
        assert [one.code for one in reading.diagnostics][:1] in ([], ["A112"])
    assert [one.code for one in read(whole[:1680] + b"\x04" + whole[1681:]).diagnostics] == ["A112"]


def test_texts_that_cells_share_are_measured_as_often_as_they_are_used() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [*ENGLISH, "note"])
    for row in range(1, 301):
        sheet.write_row(row, 0, ["2022-07", "a", "bai", 1, "x" * 999])
    book.close()
    long = _changed(stream.getvalue(), "xl/sharedStrings.xml", b"x" * 999, b"x" * 1_000_000)
    assert [one.code for one in read(long).diagnostics] == ["A111"]
    once = _changed(long, SHEET, b't="s"', b't="n"')
    assert [one.code for one in read(once).diagnostics] == ["A105"]


def test_all_sheets_of_a_workbook_are_measured_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_cli.reading.table.sheet.MAX_ALL_CELLS", 100)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for count in (1, 1, 1):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ENGLISH)
        sheet.write(29, 29, count)
    book.close()
    assert [one.code for one in read(stream.getvalue()).diagnostics] == ["A111"]


def test_files_are_accounted_for_one_by_one() -> None:
    assert plan is not None
    good = source(HEAD + "T7/2022;a;bai;1\n", "tốt.csv")
    reading = read_figures(plan, [good, source(xlsx()[:-400], "hỏng.xlsx")])
    found = [
        (one.code, str(one.location), one.params) for one in reading.diagnostics if one.code > "A317"
    ]
    assert found == [
        ("A319", "hỏng.xlsx", {"rows": 0, "errors": 1}),
        ("A318", "tốt.csv", {"rows": 1, "errors": 0}),
    ]


def test_total_before_may_come_from_another_file_or_from_plain_figures() -> None:
    assert plan is not None
    files = [
        source(TOTAL + "T7/2022;a;bai;9\n", "b.csv"),
        source(HEAD + "T5/2022;a;bai;2\nT6/2022;a;bai;3\n", "a.csv"),
    ]
    reading = read_figures(plan, files)
    assert not [one for one in reading.diagnostics if one.severity is Severity.ERROR]
    assert figures(reading) == {
        ("2022-05", "a", "bai", Decimal(2)),
        ("2022-06", "a", "bai", Decimal(3)),
        ("2022-07", "a", "bai", Decimal(4)),
    }


def test_mark_is_proven_by_the_whole_file_or_declared() -> None:
    later = HEAD + "T7/2022;a;bai;1.234\nT7/2022;b;muc;61,5\n"
    assert ("2022-07", "a", "bai", Decimal(1234)) in figures(read(later))
    alone = HEAD + "T7/2022;a;bai;1.234\n"
    assert figures(read(alone)) == set()
    assert figures(read(alone, mark="comma")) == {("2022-07", "a", "bai", Decimal(1234))}


@given(
    number=st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False),
    places=st.integers(0, 3),
    groups=st.sampled_from(["", ".", ",", " ", "\u00a0"]),
    mark=st.sampled_from([".", ","]),
    declared=st.sampled_from([None, "comma", "point"]),
)
def test_no_number_is_read_with_another_value(
    number: Decimal, places: int, groups: str, mark: str, declared: str | None
) -> None:
    number = round(number, places)
    written = f"{number:,.{places}f}".replace(",", "G").replace(".", mark).replace("G", groups)
    if groups == mark or (declared and mark != {"comma": ",", "point": "."}[declared]):
        return
    if (
        declared
        and groups in (",", ".")
        and places == 0
        and groups == {"comma": ",", "point": "."}[declared]
    ):
        return
    found = parse_number(written, declared)
    assert isinstance(found, ValueFault) or found == number, (written, found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    start=st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"]
    ),
    data=st.binary(max_size=600),
)
def test_random_bytes_never_crash_and_give_no_figures(start: bytes, data: bytes) -> None:
    reading = read(start + data)
    assert not list(reading.figures)
    assert reading.diagnostics


WHOLE = [SAME["percent.ods"], SAME["percent.xlsx"], SAME["percent.xls"], SAME["UTF-16"]]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.floats(0, 1), byte=st.integers(0, 255), whole=st.sampled_from(WHOLE), cut=st.booleans())
def test_damaged_files_never_crash(at: float, byte: int, whole: bytes, cut: bool) -> None:
    index = int(at * (len(whole) - 1))
    read(whole[:index] if cut else whole[:index] + bytes([byte]) + whole[index + 1 :])


@settings(max_examples=60, deadline=None)
@given(
    order=st.permutations(range(4)),
    mark=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    form=st.sampled_from(["NFC", "NFD"]),
    above=st.integers(0, 3),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_table_reads_the_same_in_any_shape(
    order: list[int], mark: str, encoding: str, form: Any, above: int, end: str
) -> None:
    lines = [mark.join(row.split("|")[index] for index in order) for row in text(mark="|").splitlines()]
    written = end.join([*[f"BÁO CÁO{mark * 3}"] * above, *lines])
    data = unicodedata.normalize(form, written).encode(encoding)
    assert figures(read(data)) == EXPECTED


def test_an_indicator_that_is_called_like_a_total_is_no_total() -> None:
    plan = read_plan(
        b"version: 1\nid: x\ntitle: X\nperiod: {from: 2022-01, to: 2022-12}\n"
        b"indicators:\n  - {id: cong, name: Work, kind: count}\n",
        "plan.yaml",
    ).plan
    assert plan is not None
    text = "Report\n\nperiod,unit,indicator,value\n2022-01,,cong,7\n,Total,,7\n"
    reading = read_figures(plan, [source(text)])
    assert [(one.indicator, one.value) for one in reading.figures] == [("cong", 7)]
    assert "A312" in [one.code for one in reading.diagnostics]
