"""Workbooks (.xlsx, .xls, .ods) as sheets of typed cells; nothing is calculated, nothing guessed.

The libraries that open them are imported only where a workbook is read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

from cchc_cli.model import codes
from cchc_cli.reading.cells.values import BrokenCell, Cell
from cchc_cli.reading.table.open_document import read_open_document
from cchc_cli.reading.table.sheet import (
    MAX_CELLS,
    MAX_MERGED,
    Sheet,
    Unreadable,
    as_percent,
    number_cell,
)

MAX_UNPACKED = 256 << 20
"""Bytes that a workbook may unpack to."""
MAX_ALL_CELLS = 4 * MAX_CELLS
"""Cells of all sheets of a workbook."""
MAX_SIZE = 128 << 20


def read_workbook(data: bytes) -> list[Sheet]:
    """Every sheet of a workbook; raises Unreadable."""
    if len(data) > MAX_SIZE:
        raise Unreadable(codes.A111)
    try:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            return _measured(_read_xls(data))
        return _read_zip(data)
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable(codes.A111) from None
    except MemoryError:
        raise Unreadable(codes.A111) from None
    except Exception:
        # Whatever the libraries say of a damaged file, it is a damaged file to the user.
        raise Unreadable(codes.A112) from None


def _cell(value: object) -> Cell:
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number_cell(value)
        case datetime():
            midnight = value.time() == time(0)
            return value.date() if midnight else value.isoformat(sep=" ")
        case date():
            return value
        case None:
            return ""
        case _:
            return str(value)


# Office Open XML


# Each looks at a tag once, whether it ends or not, so that no sheet takes long.
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^<>]*+)>")
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_STYLED = re.compile(rb"""\bs=["']([0-9]+)["']""")
_WITH_FORMULA = re.compile(
    rb"<(?:\w+:)?c(?=\s)([^<>]*[^<>/])>\s*<(?:\w+:)?f(?=[\s/>])[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(<(?:\w+:)?v(?:\s[^<>]*)?>[^<]+<)?"
)
_ERROR = re.compile(
    rb"""<(?:\w+:)?c(?=\s[^<>]*+>)(?>([^<>]*\bt=["']e["'][^<>]*)>)"""
    rb"""(?:(?!</?(?:\w+:)?c[\s/>]).)*?<(?:\w+:)?v[^<>]*>([^<]*)<""",
    re.S,
)
_SHARED = re.compile(
    rb"""<(?:\w+:)?c(?=\s[^<>]*+>)(?>[^<>]*\bt=["']s["'][^<>]*>)\s*"""
    rb"""<(?:\w+:)?v[^<>]*>\s*([0-9]{1,9})\s*<"""
)
_PERCENT_FORMATS = {9, 10}


def _read_zip(data: bytes) -> list[Sheet]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise Unreadable(codes.A112) from None
    with archive:
        parts = _unpacked(archive)
    if "content.xml" in parts:
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise Unreadable(codes.A113)
        return read_open_document(parts["content.xml"])
    if "xl/workbook.bin" in parts:
        raise Unreadable(codes.A103, "xlsb")
    if not any(name.endswith("workbook.xml") for name in parts):
        shape = "docx" if any(name.startswith("word/") for name in parts) else "zip"
        raise Unreadable(codes.A103, shape)
    return _measured(_read_xlsx(data, parts))


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts of the archive that matter; every part is measured while it is unpacked."""
    names = [one.filename for one in archive.infolist()]
    if len(set(names)) != len(names) or len(names) > 10_000:
        raise Unreadable(codes.A112)
    if sum(one.file_size for one in archive.infolist()) > MAX_UNPACKED:
        raise Unreadable(codes.A111)
    parts: dict[str, bytes] = {}
    for one in archive.infolist():
        if one.flag_bits & 1:
            raise Unreadable(codes.A113)
        try:
            content = archive.read(one)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise Unreadable(codes.A112) from None
        kept = one.filename.endswith((".xml", ".rels", "workbook.bin"))
        parts[one.filename] = content if kept else b""
    return parts


def _read_xlsx(data: bytes, parts: dict[str, bytes]) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    files = _sheet_files(parts)
    percent = _percent_styles(parts)
    workbook_part = next(name for name in parts if name.endswith("workbook.xml"))
    is_stale = re.search(rb"""fullCalcOnLoad=["'](?:1|true)["']""", parts[workbook_part]) is not None
    _refuse_repeated_texts(parts, [parts.get(path, b"") for path in files.values()])
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            xml = parts.get(files.get(meta.name, ""))
            if xml is None:
                raise Unreadable(codes.A112)
            special = _special_cells(xml, percent, is_stale)
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            for (row, column), change in special.items():
                _apply(rows, row, column, change)
            yield Sheet(meta.name, rows, list(sheet.merged_cell_ranges or []))
    except PasswordError:
        raise Unreadable(codes.A113) from None
    except CalamineError:
        raise Unreadable(codes.A112) from None


def _measured(sheets: Iterable[Sheet]) -> list[Sheet]:
    """The sheets of a workbook, read one by one, unless it is too large with one of them."""
    found: list[Sheet] = []
    left = MAX_ALL_CELLS
    for sheet in sheets:
        left -= sum(map(len, sheet.rows))
        if left < 0 or len(sheet.merged) > MAX_MERGED:
            raise Unreadable(codes.A111)
        found.append(sheet)
    return found


def _apply(rows: list[list[Cell]], row: int, column: int, change: BrokenCell | None) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells += [""] * (column + 1 - len(cells))
    found = cells[column]
    if change is not None:
        cells[column] = change
    else:
        cells[column] = as_percent(found)


def _refuse_repeated_texts(parts: dict[str, bytes], sheets: Sequence[bytes]) -> None:
    """Refuses a workbook whose cells repeat the texts that they share beyond measure."""
    shared = next((part for name, part in parts.items() if name.endswith("sharedStrings.xml")), b"")
    sizes = [len(text) for text in re.split(rb"</(?:\w+:)?si>", shared)]
    if max(sizes) * sum(xml.count(b"<") for xml in sheets) <= MAX_UNPACKED:
        return
    numbers = (int(number) for xml in sheets for number in _SHARED.findall(xml))
    if sum(sizes[number] for number in numbers if number < len(sizes)) > MAX_UNPACKED:
        raise Unreadable(codes.A111)


def _special_cells(
    xml: bytes, percent: set[int], is_stale: bool
) -> dict[tuple[int, int], BrokenCell | None]:
    """Cells that the library shows as bare numbers or blanks: percents, errors, stale formulas."""
    cells = _CELL.findall(xml)
    rows = columns = 0
    found: dict[tuple[int, int], BrokenCell | None] = {}
    for attributes in cells:
        reference = _REFERENCE.search(attributes)
        if reference is None:
            raise Unreadable(codes.A112)
        row, column = _position(reference)
        rows, columns = max(rows, row), max(columns, column)
        if percent and (style := _STYLED.search(attributes)) and int(style[1]) in percent:
            found[row, column] = None
    if (rows + 1) * (columns + 1) > MAX_CELLS:
        raise Unreadable(codes.A111)
    for match in _WITH_FORMULA.finditer(xml):
        reference = _REFERENCE.search(match[1])
        is_blank_text = re.search(rb"""\bt=["']str["']""", match[1]) is not None
        if reference and (is_stale or (match[2] is None and not is_blank_text)):
            found[_position(reference)] = BrokenCell(codes.A221, "")
    for match in _ERROR.finditer(xml):
        reference = _REFERENCE.search(match[1])
        if reference:
            found[_position(reference)] = BrokenCell(codes.A220, match[2].decode("utf-8", "replace"))
    return found


def _position(reference: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in reference[1]:
        column = column * 26 + letter - 64
    return int(reference[2]) - 1, column - 1


def _sheet_files(parts: dict[str, bytes]) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    from xml.etree import ElementTree

    found: dict[str, str] = {}
    name = next(one for one in parts if one.endswith("workbook.xml"))
    folder, _, base = name.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{base}.rels".lstrip("/"), b"")
    for part in (parts[name], relations):
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise Unreadable(codes.A112)
    targets = {}
    for relation in ElementTree.fromstring(relations):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        targets[relation.get("Id")] = path
    for element in ElementTree.fromstring(parts[name]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            identifier = next(
                (value for key, value in element.attrib.items() if key.rpartition("}")[2] == "id"), None
            )
            found[element.get("name", "")] = targets.get(identifier, "")
    return found


def _percent_styles(parts: dict[str, bytes]) -> set[int]:
    """The indices of cell styles that show a fraction as percent."""
    from xml.etree import ElementTree

    styles = next((part for name, part in parts.items() if name.endswith("styles.xml")), None)
    if styles is None:
        return set()
    if b"<!DOCTYPE" in styles or b"<!ENTITY" in styles:
        raise Unreadable(codes.A112)
    formats = set(_PERCENT_FORMATS)
    found: set[int] = set()
    for element in ElementTree.fromstring(styles):
        kind = element.tag.rpartition("}")[2]
        if kind == "numFmts":
            for one in element:
                if is_percent_format(one.get("formatCode", "")):
                    formats.add(int(one.get("numFmtId", "0")))
        elif kind == "cellXfs":
            for index, one in enumerate(element):
                if int(one.get("numFmtId", "0")) in formats:
                    found.add(index)
    return found


def is_percent_format(code: str) -> bool:
    """Whether a number format shows a fraction as percent: a % that is not quoted text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


# The binary format of before 2007


def _read_xls(data: bytes) -> Iterator[Sheet]:
    # Names of streams in a compound file are UTF-16: an encrypted .xlsx has these two instead of a book.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(codes.A113)
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable(codes.A103, "doc")
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        )
    except xlrd.biffh.XLRDError as problem:
        encrypted = "encrypted" in str(problem).lower() or "password" in str(problem).lower()
        raise Unreadable(codes.A113 if encrypted else codes.A112) from None
    for sheet in book.sheets():
        rows = [[_xls_cell(book, cell) for cell in row] for row in sheet.get_rows()]
        merged = [
            ((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells
        ]
        yield Sheet(sheet.name, rows, merged)


def _xls_cell(book: object, cell: object) -> Cell:
    import xlrd

    kind, value = cell.ctype, cell.value  # type: ignore[attr-defined]
    match kind:
        case xlrd.XL_CELL_NUMBER:
            style = book.xf_list[cell.xf_index]  # type: ignore[attr-defined]
            known = book.format_map.get(style.format_key)  # type: ignore[attr-defined]
            return number_cell(value, known is not None and is_percent_format(known.format_str))
        case xlrd.XL_CELL_DATE:
            return _cell(xlrd.xldate_as_datetime(value, book.datemode))  # type: ignore[attr-defined]
        case xlrd.XL_CELL_ERROR:
            return BrokenCell(codes.A220, xlrd.error_text_from_code.get(value, "#?"))
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        case _:
            return str(value)
