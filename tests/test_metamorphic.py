"""What must not change, however a table is written; and that no row of it is ever lost in silence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.model.diagnostic import Severity
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.reading.figures.read import FiguresReading, read_figures
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.run.check import check
from support import plan_of, source, workbook

TEXT = """
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
  - {id: c, name: Phòng Tổng hợp}
groups: {tat-ca: [a, b, c]}
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: tre, name: Tổng số hồ sơ trễ, kind: count}
tasks:
  - id: I
    clause: I
    title: Thử
    targets:
      - {id: tin, indicator: tin, at_least: 60, each: tat-ca}
      - {id: tre, indicator: tre, at_most: 9, each: tat-ca}
"""
PLAN = plan_of(TEXT)
READING = read_plan(TEXT.encode(), "plan.yaml")
UNITS = {"a": "Phòng A", "b": "Phòng B", "c": "Phòng Tổng hợp"}
INDICATORS = {"tin": "Tin bài", "tre": "Tổng số hồ sơ trễ"}
MONTHS = (1, 2, 3)
Rows = list[list[str]]
Figures = dict[tuple[int, str, str], int]
HEAD = ["Kỳ", "Đơn vị", "Chỉ tiêu", "Giá trị"]


def csv_of(rows: Rows) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode()


def xls_of(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Số liệu")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell:
                sheet.write(at, column, int(cell) if cell.isdigit() else cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods_of(rows: Rows) -> bytes:
    def cell(text: str) -> str:
        kind = f'float" office:value="{text}' if text.isdigit() else "string"
        value = f' office:value-type="{kind}"' if text else ""
        return f"<table:table-cell{value}><text:p>{escape(text)}</text:p></table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="T">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream.getvalue()


FILES: dict[str, Callable[[Rows], bytes]] = {
    "csv": csv_of,
    "xlsx": workbook,
    "ods": ods_of,
    "xls": xls_of,
}


def tidy(figures: Figures, order: Sequence[int], totals: bool) -> Rows:
    """A row for each figure; the totals are those of each indicator and month, below."""
    rows = [
        [f"2022-{month:02d}", UNITS[unit], INDICATORS[indicator], str(value)]
        for (month, unit, indicator), value in figures.items()
    ]
    rows = [HEAD, *(rows[at] for at in order)]
    if totals:
        for indicator, name in INDICATORS.items():
            for month in MONTHS:
                amount = sum(v for (m, _, i), v in figures.items() if (m, i) == (month, indicator))
                rows.append([f"2022-{month:02d}", "Tổng cộng", name, str(amount)])
        rows.append(["", "Tổng cộng", "", str(sum(figures.values()))])
    return rows


def wide_by_month(figures: Figures, order: Sequence[int], totals: bool) -> Rows:
    """A line for each unit and indicator, with a column for each month."""
    lines = [(unit, indicator) for unit in UNITS for indicator in INDICATORS]
    lines = [lines[at % len(lines)] for at in dict.fromkeys(at % len(lines) for at in order)]
    rows = [["Đơn vị", "Chỉ tiêu", *(f"T{month}/2022" for month in MONTHS), *["Quý I", "Cộng"] * totals]]
    for unit, indicator in lines:
        cells = [figures.get((month, unit, indicator)) for month in MONTHS]
        amount = sum(cell for cell in cells if cell is not None)
        shown = ["" if cell is None else str(cell) for cell in cells]
        rows.append([UNITS[unit], INDICATORS[indicator], *shown, *[str(amount)] * 2 * totals])
    if totals:
        columns = list(zip(*(row[2:] for row in rows[1:]), strict=True))
        sums = [str(sum(int(cell) for cell in column if cell)) for column in columns]
        rows.append(["TỔNG SỐ", "", *sums])
    return rows


def wide_by_unit(figures: Figures, order: Sequence[int], totals: bool) -> Rows:
    """A line for each month and indicator, with a column for each unit."""
    lines = [(month, indicator) for month in MONTHS for indicator in INDICATORS]
    lines = [lines[at % len(lines)] for at in dict.fromkeys(at % len(lines) for at in order)]
    rows = [["Kỳ", "Chỉ tiêu", *UNITS.values(), *["Tổng"] * totals]]
    for month, indicator in lines:
        cells = [figures.get((month, unit, indicator)) for unit in UNITS]
        amount = sum(cell for cell in cells if cell is not None)
        shown = ["" if cell is None else str(cell) for cell in cells]
        rows.append([f"tháng {month}/2022", INDICATORS[indicator], *shown, *[str(amount)] * totals])
    return rows


SHAPES = {"tidy": tidy, "wide by month": wide_by_month, "wide by unit": wide_by_unit}
KEYS = [(month, unit, indicator) for month in MONTHS for unit in UNITS for indicator in INDICATORS]


def verdicts(data: bytes) -> tuple[list[tuple[object, ...]], int, Result]:
    result = check(READING, [source(data, "f")], request=Request(as_of="2022-03"))
    found = [(v.target.id, v.unit, v.status, v.actual, v.missing) for v in result.verdicts]
    return found, result.exit_code, result


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    figures=st.dictionaries(st.sampled_from(KEYS), st.integers(0, 40), min_size=3, max_size=len(KEYS)),
    data=st.data(),
)
def test_one_table_gives_one_verdict_in_every_shape(figures: Figures, data: st.DataObject) -> None:
    plain = range(len(figures))
    expected, code, _ = verdicts(csv_of(tidy(figures, plain, False)))
    assert expected
    for name, shape in SHAPES.items():
        order = data.draw(st.permutations(range(len(figures) if name == "tidy" else len(KEYS))))
        totals = data.draw(st.booleans())
        rows = shape(figures, order, totals)
        for kind, write in FILES.items():
            found, found_code, result = verdicts(write(rows))
            assert (found, found_code) == (expected, code), (name, kind, rows, result.diagnostics)
            assert "A324" not in {one.code for one in result.diagnostics}, (name, kind, rows)


# A table whose rows may have been anything; each figure is a number of its own.
LINES = st.sampled_from(
    [
        ["2022-01", "a", "tin", "#"],
        ["T2/2022", "Phòng B", "Tin bài", "#"],
        ["2022-03", "", "tre", "#"],
        ["2022-02", "c", "Tổng số hồ sơ trễ", "#"],
        ["2022-02", "Tổng hợp", "tin", "#"],
        ["2022-01", "Tổng cộng", "tin", "#"],
        ["2022-01", "a", "Cộng", "#"],
        ["Tổng cộng", "", "", "#"],
        ["Cộng", "a", "tin", "#"],
        ["2022-13", "a", "tin", "#"],
        ["2022-01", "x", "y", "#"],
        ["", "", "", "#"],
        ["2022-01", "", "", "#"],
        ["#", "2022-01", "a", "tin"],
        ["2022-01", "a", "tin", ""],
        ["(1)", "(2)", "(3)", "(4)"],
        ["A", "B", "1", "2"],
        ["1", "2", "3", "4"],
        ["BÁO CÁO THÁNG", "", "", ""],
        ["", "", "", ""],
        ["Người lập", "", "", "Thủ trưởng"],
        ["Kỳ", "Đơn vị", "Chỉ tiêu", "Giá trị"],
        ["Đơn vị", "Kỳ", "Chỉ tiêu", "Giá trị"],
        ["Kỳ", "Đơn vị", "Chỉ tiêu", "Đã làm"],
        ["Đơn vị", "Chỉ tiêu", "2022-01", "2022-02"],
        ["a", "tin", "#", "#"],
        ["Kỳ", "Chỉ tiêu", "Phòng A", "Phòng B"],
        ["2022-02", "tre", "#", "#"],
        ["", "", "2022-01", "2022-02"],
        ["", "", "#", "#"],
        ["Tổng", "tin", "#", "#"],
        ["Tháng", "", "", ""],
        ["Đơn vị", "Chỉ tiêu", "Tháng", ""],
        ["", "", "1", "2"],
    ]
)


def numbered(lines: list[list[str]]) -> Rows:
    """Each `#` becomes a number that stands nowhere else."""
    count = 100
    rows = []
    for line in lines:
        row = []
        for cell in line:
            count += cell == "#"
            row.append(str(count) if cell == "#" else cell)
        rows.append(row)
    return rows


def lost(rows: Rows, reading: FiguresReading) -> list[tuple[int, list[str]]]:
    """The rows that hold numbers of ours which are no figures, and that nothing says aloud.

    Only a total may be named in a note, and a number that stands alone above the header. Nothing is
    lost where the file as a whole is refused.
    """
    values = {one.value for one in reading.figures}
    if not values and any(one.severity is Severity.ERROR for one in reading.diagnostics):
        return []
    named = {
        one.location.line
        for one in reading.diagnostics
        if one.location and (one.severity is not Severity.NOTE or one.code in ("A312", "A325"))
    }
    header = [
        one.location.line or 0 for one in reading.diagnostics if one.code == "A320" and one.location
    ]
    alone = {at for at in range(1, max(header, default=0)) if sum(map(bool, rows[at - 1])) == 1}
    wrong = []
    for line, row in enumerate(rows, start=1):
        ours = {Decimal(cell) for cell in row if cell.isdigit() and int(cell) > 100}
        if ours and not ours <= values and line not in named | alone:
            wrong.append((line, row))
    return wrong


@pytest.mark.parametrize("write", [csv_of, workbook])
@settings(max_examples=300, deadline=None, derandomize=True)
@given(lines=st.lists(LINES, min_size=2, max_size=7), at=st.integers(0, 2), headed=st.booleans())
def test_no_row_that_may_be_a_figure_is_lost_in_silence(
    write: Callable[[Rows], bytes], lines: list[list[str]], at: int, headed: bool
) -> None:
    if headed:
        lines = [*lines[:at], HEAD, *lines[at:]]
    rows = numbered(lines)
    reading = read_figures(PLAN, [source(write(rows), "f")])
    assert lost(rows, reading) == [], reading.diagnostics


@pytest.mark.parametrize("write", [csv_of, workbook])
@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    figures=st.lists(st.sampled_from(KEYS), min_size=2, max_size=8, unique=True),
    other=LINES,
    at=st.integers(0, 9),
)
def test_a_row_turned_into_another_leaves_the_others_as_they_were(
    write: Callable[[Rows], bytes], figures: list[tuple[int, str, str]], other: list[str], at: int
) -> None:
    """Each of them is read, or the file is refused aloud."""
    whole = tidy({key: 100 + n for n, key in enumerate(figures, start=1)}, range(len(figures)), False)
    at %= len(whole)
    rows = [*whole[:at], *numbered([other]), *whole[at + 1 :]]
    rows[at] = ["999" if cell == "101" else cell for cell in rows[at]]
    reading = read_figures(PLAN, [source(write(rows), "f")])
    values = {one.value for one in reading.figures}
    if any(one.severity is Severity.ERROR for one in reading.diagnostics):
        return
    kept = {Decimal(row[3]) for row in rows if row[3].isdigit() and row != rows[at]}
    assert kept <= values, reading.diagnostics
