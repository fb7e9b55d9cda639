"""Workbooks as spreadsheet programs see them: what a cell shows, wherever it stands."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from time import process_time
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cchc_cli.model import codes
from cchc_cli.model.figures import Hidden
from cchc_cli.reading.cells.values import BrokenCell, Cell, Percent
from cchc_cli.reading.table.number_format import built_in, display_of
from cchc_cli.reading.table.sheet import Display, Unreadable
from cchc_cli.reading.table.workbook import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(**targets: str) -> str:
    """Relations by kind; an id is the kind itself, so that `worksheet` is the first sheet."""
    lines = "".join(
        f'<Relationship Id="{kind}" Type="{TYPES}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def parts(sheet: str, *, texts: str = "", styles: str = "", book: str = "") -> dict[str, str]:
    """The parts of a workbook of one sheet, whose `sheet` is what its worksheet holds."""
    sheets = '<sheets><sheet name="Trang 1" sheetId="1" r:id="worksheet"/></sheets>'
    return {
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": relations(
            worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml", styles="styles.xml"
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{TYPES}">{book}{sheets}</workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }


def archive(content: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def rows_of(data: bytes) -> list[tuple[int, list[Cell]]]:
    (sheet,) = read_workbook(data)
    return sheet.rows


def cells(rows: str, **others: str) -> list[tuple[int, list[Cell]]]:
    return rows_of(archive(parts(f"<sheetData>{rows}</sheetData>", **others)))


def refused(data: bytes) -> tuple[str, str | None]:
    with pytest.raises(Unreadable) as problem:
        read_workbook(data)
    return problem.value.code.name, problem.value.sheet


NUMBERS = (Decimal(1), Decimal(2))


# --- Where a cell stands --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="2"><c r="B2"><v>7</v></c></row>', [(2, ["", Decimal(7)])]),
        ("<row><c><v>1</v></c><c><v>2</v></c></row>", [(1, [*NUMBERS])]),
        ("<row/><row><c/><c><v>2</v></c></row>", [(2, ["", Decimal(2)])]),
        ('<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row>', [(3, ["", "", *NUMBERS])]),
        (
            '<row r="3"><c><v>1</v></c></row><row><c><v>2</v></c></row>',
            [(3, [Decimal(1)]), (4, [Decimal(2)])],
        ),
        ('<row><c r="C5"><v>1</v></c></row>', [(5, ["", "", Decimal(1)])]),
        ('<row><c r="c5"><v>1</v></c></row>', [(5, ["", "", Decimal(1)])]),
        (
            '<row r="9"><c r="A9"><v>9</v></c></row><row r="2"><c r="B2"><v>2</v></c>'  # noqa: ISC004
            '<c r="A2"><v>1</v></c></row>',
            [(2, [*NUMBERS]), (3, []), (9, [Decimal(9)])],
        ),
    ],
)  # fmt: skip
def test_a_cell_without_a_reference_follows_the_one_before_it(
    rows: str, expected: list[tuple[int, list[Cell]]]
) -> None:
    assert cells(rows) == expected


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>1_000</v></c></row>',
    ],
)
def test_a_cell_that_is_nowhere_or_twice_there_is_damage_of_its_sheet(rows: str) -> None:
    assert refused(archive(parts(f"<sheetData>{rows}</sheetData>"))) == ("A112", "Trang 1")


@pytest.mark.parametrize("far", ["XFD1048576", "XFD600", "A1048576", "XFD2"])
@pytest.mark.parametrize(("content", "is_read"), [("", False), ("<v>5</v>", True)])
def test_a_cell_far_away_takes_neither_memory_nor_time(far: str, content: str, is_read: bool) -> None:
    line = far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    started = process_time()
    found = cells(f'{near}<row r="{line}"><c r="{far}" s="1">{content}</c></row>')
    assert process_time() - started < 1
    assert found[0] == (1, [Decimal(1)])
    assert len(found) <= 3
    assert (found[-1][1][-1] == Decimal(5)) is is_read


@pytest.mark.parametrize("cell", ['<c r="{0}{1}" s="1"/>', "<c s='1'/>"])
def test_a_million_formatted_cells_are_passed_over(cell: str) -> None:
    rows = (
        f'<row r="{line}">' + "".join(cell.format(letter, line) for letter in "ABCDEFGHIJ") + "</row>"
        for line in range(1, 100_001)
    )
    data = archive(parts(f"<sheetData>{''.join(rows)}</sheetData>"))
    started = process_time()
    assert rows_of(data) == []
    assert process_time() - started < 5


def test_blank_cells_count_for_the_place_of_the_next_one_without_a_reference() -> None:
    row = '<row r="1"><c r="C1" s="1"/><c><v>1</v></c></row>'
    assert cells(row) == [(1, ["", "", "", Decimal(1)])]
    text = '<c r="B2" t="inlineStr"><is><t><![CDATA[<c r="A1"/>]]></t></is></c>'
    assert cells(f'<row r="2">{text}</row>') == [(2, ["", '<c r="A1"/>'])]


def test_sheets_as_wide_as_they_can_be_are_refused_by_name() -> None:
    rows = "".join(f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(1, 600))
    assert refused(archive(parts(f"<sheetData>{rows}</sheetData>"))) == ("A111", "Trang 1")


# --- What a cell says -----------------------------------------------------------------------------

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0%"/>'
    '<numFmt numFmtId="166" formatCode="&quot;%&quot;0"/></numFmts><cellStyleXfs><xf numFmtId="9"/>'
    '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
    '<xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="17"/></cellXfs>'
)
TEXTS = (
    "<si><t>Kỳ</t></si><si><r><t>Đơn</t></r><r><rPr/><t xml:space='preserve'> vị</t></r></si>"
    "<si><t>課</t><rPh><t>ka</t></rPh></si><si><t>a_x000D_\nb_x005F_x0041_</t></si><si/>"
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c t='s'><v>0</v></c>", "Kỳ"),
        ("<c t='s'><v>1</v></c>", "Đơn vị"),
        ("<c t='s'><v>2</v></c>", "課"),
        ("<c t='s'><v>3</v></c>", "a\nb_x0041_"),
        ("<c t='inlineStr'><is><t>Kỳ</t></is></c>", "Kỳ"),
        ("<c t='inlineStr'><is><r><t>Đơn</t></r><r><t> vị</t></r></is></c>", "Đơn vị"),
        ("<c t='inlineStr'><is><t><![CDATA[a<b]]></t></is><v>9</v></c>", "a<b"),
        ("<c t='inlineStr'><is><t>_xD83D__xDE00_ _xD83D_</t></is></c>", "😀 \ufffd"),
        ("<c t='str'><f>A2</f><v>&lt;b&gt;</v></c>", "<b>"),
        ("<c t='b'><v>1</v></c>", "TRUE"),
        ("<c t='b'><v>0</v></c>", "FALSE"),
        ("<c><v>0.1</v></c>", Decimal("0.1")),
        ("<c><v>0.30000000000000004</v></c>", Decimal("0.3")),
        ("<c><v>1E3</v></c>", Decimal(1000)),
        ("<c s=''><v>007</v></c>", Decimal(7)),
        ("<c s='99'><v>7</v></c>", Decimal(7)),
        ("<c s='3'><v>0.615</v></c>", Percent(Decimal("61.5"))),
        ("<c s='4'><v>7</v></c>", Decimal(7)),
        ("<c s='1'><v>44756</v></c>", date(2022, 7, 14)),
        ("<c s='1'><v>44756.5</v></c>", "2022-07-14 12:00:00"),
        ("<c s='2'><v>44773</v></c>", "07/2022"),
        ("<c s='5'><v>44773</v></c>", "07/2022"),
        ("<c s='1'><v>59</v></c>", date(1900, 2, 28)),
        ("<c s='1'><v>61</v></c>", date(1900, 3, 1)),
        ("<c s='1'><v>-1</v></c>", BrokenCell(codes.A220, "#####")),
        ("<c t='d' s='1'><v>2022-07-14</v></c>", date(2022, 7, 14)),
        ("<c t='d' s='2'><v>2022-07-31T00:00:00Z</v></c>", "07/2022"),
        ("<c t='e'><v>#N/A</v></c>", BrokenCell(codes.A220, "#N/A")),
        ("<c><f>1+1</f><v>2</v></c>", Decimal(2)),
        ("<c><f>1+1</f></c>", BrokenCell(codes.A221, "")),
        ("<c><v>12345678901234567890</v></c>", BrokenCell(codes.A222, "1.23456789012346e+19")),
    ],
)
def test_a_cell_is_what_it_shows(cell: str, expected: Cell) -> None:
    ((_, row),) = cells(f"<row>{cell}</row>", texts=TEXTS, styles=STYLES)
    assert row == [expected]
    assert type(row[0]) is type(expected)


@pytest.mark.parametrize(
    "cell",
    [
        "<c s='1'/>",
        "<c><v></v></c>",
        "<c t='s'><v>4</v></c>",
        "<c t='s'/>",
        "<c t='str'><f>A1</f><v></v></c>",
    ],
)
def test_a_cell_that_shows_nothing_is_blank(cell: str) -> None:
    assert cells(f"<row>{cell}</row>", texts=TEXTS, styles=STYLES) == []


def test_the_days_of_1904_begin_four_years_later() -> None:
    found = cells(
        "<row><c s='1'><v>43294</v></c></row>", styles=STYLES, book='<workbookPr date1904="1"/>'
    )
    assert found == [(1, [date(2022, 7, 14)])]


def test_no_result_is_trusted_that_is_to_be_worked_out_anew() -> None:
    row = "<row><c><f>1+1</f><v>0</v></c><c><v>3</v></c></row>"
    found = cells(row, book='<calcPr fullCalcOnLoad="1"/>')
    assert found == [(1, [BrokenCell(codes.A221, ""), Decimal(3)])]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", Display.NUMBER),
        ("0.00", Display.NUMBER),
        ("#,##0.00\\ [$₫-42A]", Display.NUMBER),
        ("0.00E+00", Display.NUMBER),
        ('0" năm"', Display.NUMBER),
        ("@", Display.NUMBER),
        ("0%", Display.PERCENT),
        ("0.00%;[Red]-0.00%", Display.PERCENT),
        ('0"%"', Display.NUMBER),
        ("0\\%", Display.NUMBER),
        ("dd/mm/yyyy", Display.DAY),
        ("[$-42A]dd/mm/yyyy;@", Display.DAY),
        ("d-mmm", Display.DAY),
        ("yyyy-mm-dd hh:mm:ss", Display.DAY),
        ("mm/yyyy", Display.MONTH),
        ("MM/YYYY", Display.MONTH),
        ("[$-1010000]mm/yyyy;@", Display.MONTH),
        ('"Tháng "m"/"yyyy', Display.MONTH),
        ('"ngày"mm/yy', Display.MONTH),
        ("mmm-yy", Display.MONTH),
        ("mmmm", Display.MONTH),
        ("\\Tm", Display.MONTH),
        ("yyyy", Display.YEAR),
        ('"Năm "yyyy', Display.YEAR),
        ("h:mm", Display.TIME),
        ("[h]:mm:ss", Display.TIME),
        ("mm:ss.0", Display.TIME),
        ("h:mm AM/PM", Display.TIME),
        ("", Display.NUMBER),
    ],
)
def test_what_a_number_format_shows(code: str, shown: Display) -> None:
    assert display_of(code) is shown


def test_formats_without_a_code_are_those_of_the_standard() -> None:
    shown = {number: built_in(number) for number in (0, 1, 4, 9, 10, 14, 16, 17, 20, 22, 46, 49, 164)}
    assert shown == {
        0: Display.NUMBER, 1: Display.NUMBER, 4: Display.NUMBER, 9: Display.PERCENT, 10: Display.PERCENT,
        14: Display.DAY, 16: Display.DAY, 17: Display.MONTH, 20: Display.TIME, 22: Display.DAY,
        46: Display.TIME, 49: Display.NUMBER, 164: Display.NUMBER,
    }  # fmt: skip


# --- What the file is -----------------------------------------------------------------------------

ONE = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>"


def renamed(change: Mapping[str, str]) -> bytes:
    return archive({change.get(name, name): data for name, data in parts(ONE).items()})


def without(*names: str) -> bytes:
    return archive({name: data for name, data in parts(ONE).items() if name not in names})


@pytest.mark.parametrize(
    "data",
    [
        renamed({"xl/worksheets/sheet1.xml": "XL\\Worksheets\\Sheet1.xml"}),
        renamed({"xl/workbook.xml": "/xl/workbook.xml", "xl/styles.xml": "xl\\Styles.XML"}),
        renamed({"_rels/.rels": "_Rels\\.rels"}),
        renamed({"xl/_rels/workbook.xml.rels": "XL/_RELS/WORKBOOK.XML.rels"}),
        archive({**parts(ONE), "_rels/.rels": relations(officeDocument="/xl/workbook.xml")}),
        archive({**parts(ONE), "_rels/.rels": relations(officeDocument=r"xl\workbook.xml")}),
        without("_rels/.rels"),
        without("xl/styles.xml", "xl/sharedStrings.xml"),
        archive(
            {
                **parts(ONE),
                "xl/_rels/workbook.xml.rels": relations(worksheet="/xl/a/../worksheets/sheet1.xml"),
            }
        ),
        archive(
            {name: data.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                TYPES, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ) for name, data in parts(ONE).items()}
        ),
        archive(
            {
                "_rels/.rels": relations(officeDocument="so.xml"),
                "so.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{TYPES}"><x:sheets>'
                '<x:sheet name="T" sheetId="1" q:id="worksheet"/></x:sheets></x:workbook>',
                "_rels/so.xml.rels": relations(worksheet="t.xml"),
                "t.xml": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>'
                "</x:row></x:sheetData></x:worksheet>",
            }
        ),
    ],
)  # fmt: skip
def test_parts_are_found_however_they_are_named(data: bytes) -> None:
    assert rows_of(data) == [(1, [Decimal(1)])]


def test_only_sheets_of_cells_are_read() -> None:
    content = parts(ONE)
    content["xl/_rels/workbook.xml.rels"] = relations(
        worksheet="worksheets/sheet1.xml", chartsheet="chartsheets/sheet1.xml"
    )
    chart = '<sheet name="Biểu đồ" sheetId="2" r:id="chartsheet"/></sheets>'
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace("</sheets>", chart)
    assert [sheet.name for sheet in read_workbook(archive(content))] == ["Trang 1"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (archive({**parts(ONE), "xl/worksheets/sheet1.xml": "<worksheet>"}), ("A112", "Trang 1")),
        (
            without("xl/worksheets/sheet1.xml"),
            ("A112", "Trang 1"),
        ),
        (archive({**parts(ONE), "XL/workbook.xml": "<workbook/>"}), ("A112", None)),
        (archive({**parts(ONE), "xl/styles.xml": "<!DOCTYPE x><x/>"}), ("A112", None)),
        (archive({"xl/workbook.bin": b"\x00"}), ("A103", None)),
        (archive({"word/document.xml": "<x/>"}), ("A103", None)),
        (archive({"a.txt": "x"}), ("A103", None)),
        (archive(parts(ONE))[:-30], ("A112", None)),
        (b"PK\x03\x04", ("A112", None)),
        (b"\xd0\xcf\x11\xe0" + bytes(2000), ("A112", None)),
    ],
)
def test_what_cannot_be_read_is_refused_for_what_it_is(
    data: bytes, expected: tuple[str, str | None]
) -> None:
    assert refused(data) == expected


# --- What is not shown ----------------------------------------------------------------------------


def hidden_of(data: bytes) -> dict[str, Hidden]:
    return {sheet.name: sheet.hidden for sheet in read_workbook(data)}


def hidden_xlsx() -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Hiện"
    for row in range(1, 5):
        first.append([row, row, row, row])
    first.row_dimensions[3].hidden = True
    first.row_dimensions[9].hidden = True
    first.column_dimensions["B"].hidden = True
    for name, state in (("Ẩn", "hidden"), ("Ẩn hẳn", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet["A1"] = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def hidden_xls() -> bytes:
    book = xlwt.Workbook()
    first, second = book.add_sheet("Hiện"), book.add_sheet("Ẩn")
    for row in range(4):
        for column in range(4):
            first.write(row, column, row + 1)
    first.row(2).hidden = True
    first.col(1).hidden = True
    second.write(0, 0, 1)
    second.visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ODS = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" '
    'xmlns:number="n" xmlns:draw="d"><office:automatic-styles>{styles}</office:automatic-styles>'
    "<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
)
ODS_STYLES = (
    '<number:date-style style:name="N1"><number:month/><number:text>/</number:text><number:year/>'
    '</number:date-style><number:date-style style:name="N2"><number:day/><number:month/><number:year/>'
    '</number:date-style><style:style style:name="month" style:data-style-name="N1"/>'
    '<style:style style:name="sub" style:parent-style-name="month"/>'
    '<style:style style:name="day" style:data-style-name="N2"/>'
    '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>'
)


def ods(body: str) -> bytes:
    return archive({"content.xml": ODS.format(styles=ODS_STYLES, body=body)})


def ods_number(value: int) -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def hidden_ods() -> bytes:
    row = "<table:table-row{0}>" + ods_number(1) * 4 + "</table:table-row>"
    rows = [row.format(""), row.format(' table:visibility="filter"'), row.format("")]
    shown = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-column table:number-columns-repeated="2"/>' + "".join(rows)
    )
    return ods(
        f'<table:table table:name="Hiện">{shown}</table:table>'
        f'<table:table table:name="Ẩn" table:style-name="off">{rows[0]}</table:table>'
    )


@pytest.mark.parametrize(
    ("data", "rows", "hidden"),
    [
        (hidden_xlsx(), {3}, ["Ẩn", "Ẩn hẳn"]),
        (hidden_xls(), {3}, ["Ẩn"]),
        (hidden_ods(), {2}, ["Ẩn"]),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_what_is_hidden_is_read_and_told(data: bytes, rows: set[int], hidden: list[str]) -> None:
    found = hidden_of(data)
    assert [name for name, what in found.items() if what.is_whole] == hidden
    assert found["Hiện"].rows == rows
    assert [index for index in range(6) if any(index in span for span in found["Hiện"].columns)] == [1]
    assert all(sheet.rows for sheet in read_workbook(data))


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('table:style-name="month"', "01/2022"),
        ('table:style-name="sub"', "01/2022"),
        ('table:style-name="day"', date(2022, 1, 31)),
        ('table:style-name="none"', date(2022, 1, 31)),
        ("", "01/2022"),
    ],
)
def test_a_date_of_a_document_is_what_its_style_shows(attributes: str, expected: Cell) -> None:
    column = '<table:table-column table:default-cell-style-name="month"/>'
    cell = f'<table:table-cell office:value-type="date" office:date-value="2022-01-31" {attributes}/>'
    body = f'<table:table table:name="T">{column}<table:table-row>{cell}</table:table-row></table:table>'
    assert rows_of(ods(body)) == [(1, [expected])]


def test_a_drawing_over_a_cell_is_none_of_its_text() -> None:
    drawing = "<draw:frame><draw:text-box><text:p>hình</text:p></draw:text-box></draw:frame>"
    cell = (
        f'<table:table-cell office:value-type="string">{drawing}<text:p>Kỳ</text:p></table:table-cell>'
    )
    body = f'<table:table table:name="T"><table:table-row>{cell}</table:table-row></table:table>'
    assert rows_of(ods(body)) == [(1, ["Kỳ"])]


def test_a_document_repeats_rows_and_cells_within_bounds() -> None:
    def body(times: int, blank: int) -> str:
        return (
            f'<table:table table:name="T"><table:table-row table:number-rows-repeated="{times}">'
            f'<table:table-cell table:number-columns-repeated="{blank}"/>{ods_number(1)}'
            "</table:table-row></table:table>"
        )

    assert rows_of(ods(body(2, 1))) == [(1, ["", Decimal(1)]), (2, ["", Decimal(1)])]
    started = process_time()
    for times, blank in ((999_999_999, 1), (1, 999_999_999), (100_000, 100_000)):
        assert refused(ods(body(times, blank))) == ("A111", "T")
    assert process_time() - started < 1


# --- An independent reader and broken files --------------------------------------------------------

VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")),
    st.integers(-(10**14), 10**14),
    st.floats(-1e14, 1e14, allow_nan=False, allow_subnormal=False),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2199, 12, 31)),
)  # fmt: skip


def seen_by_calamine(value: Any) -> Cell:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return Decimal(f"{Decimal(f'{value:.15g}').normalize():f}")
        case datetime():
            return value.date()
    return str(value).strip() if not isinstance(value, date) else value


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 300), st.integers(0, 40)), VALUES, max_size=12))
def test_another_reader_finds_the_same_cells(content: dict[tuple[int, int], Any]) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for (row, column), value in content.items():
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day))
        elif isinstance(value, str):
            sheet.write_string(row, column, value[:30])
        else:
            sheet.write(row, column, value)
    book.close()
    data = stream.getvalue()
    mine = {
        (line - 1, column): cell.strip() if isinstance(cell, str) else cell
        for line, row in rows_of(data)
        for column, cell in enumerate(row)
    }
    other = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    theirs = {
        (row, column): seen_by_calamine(value)
        for row, line in enumerate(other.to_python(skip_empty_area=False))
        for column, value in enumerate(line)
    }
    assert {at: cell for at, cell in mine.items() if cell != ""} == {
        at: cell for at, cell in theirs.items() if cell != ""
    }


SAMPLES = {
    "xlsx": {name: data.encode() for name, data in parts(ONE, texts=TEXTS, styles=STYLES).items()},
    "ods": {"content.xml": ODS.format(styles=ODS_STYLES, body="").encode()},
}


def faults(data: bytes) -> set[str]:
    """The codes under which a workbook is refused; none where it is read."""
    try:
        read_workbook(data)
    except Unreadable as problem:
        return {problem.code.name}
    return set()


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_damage_to_a_part_is_more_than_an_unreadable_workbook(data: st.DataObject) -> None:
    content = dict(data.draw(st.sampled_from(list(SAMPLES.values()))))
    name = data.draw(st.sampled_from(sorted(content)))
    before = content[name]
    at = data.draw(st.integers(0, len(before)))
    cut = data.draw(st.integers(0, 30))
    content[name] = before[:at] + data.draw(st.binary(max_size=4)) + before[at + cut :]
    assert faults(archive(content)) <= {"A103", "A111", "A112", "A113"}


@settings(max_examples=100, deadline=timedelta(seconds=5))
@given(st.data())
def test_no_damage_to_the_file_is_more_than_an_unreadable_workbook(data: st.DataObject) -> None:
    sample = bytearray(data.draw(st.sampled_from([hidden_xls(), archive(parts(ONE))])))
    for at in data.draw(st.lists(st.integers(0, len(sample) - 1), min_size=1, max_size=5)):
        sample[at] = data.draw(st.integers(0, 255))
    assert faults(bytes(sample)) <= {"A103", "A111", "A112", "A113"}
