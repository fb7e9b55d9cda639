"""Text that was damaged on its way: by a wrong encoding, by joining, by a merge, by stray bytes."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import openpyxl
import pytest

from cchc_cli.model.period import parse_label
from cchc_cli.reading.cells.legacy import is_left_of, repaired
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.render.wording import Wording
from support import source

PLAN = read_plan(
    """version: 1
id: thu
title: Thử
period: {from: 2022-01, to: 2022-12}
units: [{id: a, name: Phòng Tổng hợp}, {id: b, name: Đội Kiểm tra}]
indicators: [{id: bai, name: Bài đã đăng, kind: count}, {id: hop, name: Số cuộc họp, kind: count}]
tasks: []
""".encode(),
    "p.yaml",
).plan
assert PLAN is not None
HEAD = "Kỳ,Đơn vị,Chỉ tiêu,Giá trị,Ghi chú\n"
ROW = "2022-01,Phòng Tổng hợp,Bài đã đăng,1,\n"


def read(data: str | bytes, encoding: str | None = None) -> Any:
    assert PLAN is not None
    return read_figures(PLAN, [source(data)], encoding=encoding)


def said(data: str | bytes, encoding: str | None = None) -> list[tuple[int | None, str]]:
    """Line and code of every fault and remark."""
    return [(one.location.line, one.code) for one in read(data, encoding).diagnostics]


def saved_as(text: str, encoding: str) -> str:
    """What a program leaves of a text that it saves in an encoding without its letters."""
    kept = [char.encode(encoding, "ignore") or _plain(char).encode(encoding, "replace") for char in text]
    return b"".join(kept).decode(encoding)


def _plain(char: str) -> str:
    """As Windows does: a letter near to it where there is one, else a question mark."""
    return {"ơ": "o", "ư": "u", "ă": "a", "Đ": "Ð", "đ": "d"}.get(char, "?")


def misread(text: str, encoding: str) -> str:
    """UTF-8 as a program shows it that takes it for another encoding."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


# --- A wrong encoding -----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp1258"])
@pytest.mark.parametrize("text", ["Kỳ", "Đơn vị", "Tháng 7/2022", "Phòng Tổng hợp", "Quý II/2022"])
def test_utf_8_that_was_read_in_another_encoding_is_known_again(text: str, encoding: str) -> None:
    assert repaired(misread(text, encoding)) == text


@pytest.mark.parametrize("text", ["Kỳ", "", "period", "Phòng", "hép møt tÕt", "ThÃ", "日本", "Ka³"])
def test_what_was_read_rightly_is_left_alone(text: str) -> None:
    assert repaired(text) is None


@pytest.mark.parametrize(
    ("left", "text"),
    [
        *[("K?", "Kỳ"), ("Ðon v?", "Đơn vị"), ("Ch? tiêu", "Chỉ tiêu"), ("Giá tr?", "Giá trị")],
        *[("Ky?", "Kỳ"), ("K\ufffd", "Kỳ"), ("Ph?ng T?ng h?p", "Phòng Tổng hợp"), ("?on v?", "Đơn vị")],
        *[("Phòng T?ng h?p", unicodedata.normalize("NFD", "Phòng Tổng hợp")), ("S? li?u", "số liệu")],
    ],
)
def test_what_is_left_of_a_text_without_its_accents(left: str, text: str) -> None:
    assert is_left_of(left, text)


@pytest.mark.parametrize(
    ("left", "text"),
    [("Kỳ", "Kỳ"), ("Ky", "Kỳ"), ("??", "Kỳ"), ("K???", "Kỳ"), ("K?", "Kỳ báo cáo"), ("L?", "Kỳ")],
)
def test_what_is_left_of_nothing(left: str, text: str) -> None:
    assert not is_left_of(left, text)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "mac_roman"])
def test_a_header_in_a_wrong_encoding_is_named_with_the_cure(encoding: str) -> None:
    for text in (HEAD + ROW, "Báo cáo tháng 1\n" + HEAD + ROW):
        (fault,) = read(misread(text, encoding)).diagnostics
        message, cure = Wording("vi").describe(fault)
        assert (fault.code, fault.location.line) == ("A118", text.count("\n") - 1)
        assert "“Kỳ”" in message
        assert "UTF-8" in cure


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
def test_a_header_that_lost_its_accents_is_named_with_the_cure(encoding: str) -> None:
    (fault,) = read(saved_as(HEAD + ROW, encoding)).diagnostics
    message, cure = Wording("en").describe(fault)
    assert (fault.code, fault.location.line) == ("A119", 1)
    assert "“kỳ”" in message
    assert "UTF-8" in cure


@pytest.mark.parametrize("head", ["Th?ng 1,", "Quý I,", "ThÃ¡ng 1,", "Qu? I,"])
def test_a_wide_header_that_was_damaged_is_named(head: str) -> None:
    data = f"Đơn vị,Chỉ tiêu,{head}\nPhòng Tổng hợp,Bài đã đăng,1,\n"
    expected = {"Th?ng 1,": "A119", "Qu? I,": "A119", "ThÃ¡ng 1,": "A118", "Quý I,": "A207"}
    assert {code for _, code in said(data)} == {expected[head]}


def test_names_that_were_damaged_are_named_with_what_they_were() -> None:
    rows = [
        f"2022-01,{misread('Phòng Tổng hợp', 'cp1252')},Bài đã đăng,1,",
        f"2022-02,{saved_as('Phòng Tổng hợp', 'cp1252')},{saved_as('Số cuộc họp', 'cp1252')},1,",
        f"{misread('Tháng 3/2022', 'cp1252')},a,{misread('Số cuộc họp', 'mac_roman')},1,",
        "2022-04,Ph?ng gì?,bai,1,",
    ]
    reading = read(HEAD + "\n".join(rows))
    found = [(one.location.line, one.code, one.params.get("meant")) for one in reading.diagnostics]
    assert found == [
        (2, "A118", "Phòng Tổng hợp"),
        (3, "A119", "Phòng Tổng hợp"),
        (3, "A119", "Số cuộc họp"),
        (4, "A118", "Tháng 3/2022"),
        (4, "A118", "Số cuộc họp"),
        (5, "A202", None),
    ]


def test_a_workbook_made_of_damaged_text_is_refused_as_the_text_is() -> None:
    codes = []
    for text in (misread(HEAD + ROW, "cp1252"), saved_as(HEAD + ROW, "cp1252")):
        book = openpyxl.Workbook()
        assert book.active is not None
        for line in text.splitlines():
            book.active.append(line.split(","))
        stream = io.BytesIO()
        book.save(stream)
        codes += [(one.code, one.location.cell) for one in read(stream.getvalue()).diagnostics]
    assert codes == [("A118", "A1"), ("A119", "A1")]


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        ((HEAD + ROW).encode(), "windows-1258", []),
        ((HEAD + ROW).encode("utf-8-sig"), "windows-1258", []),
        ((HEAD + ROW).encode("utf-16"), "windows-1258", []),
        ((HEAD + ROW).encode("utf-16-le"), "utf-16-le", []),
        ((HEAD + ROW).encode(), "utf-16-le", []),
        (b"\xef\xbb\xbf" + HEAD.encode() + b"2022-01,a,bai,1,\xff\n", "windows-1258", [(2, "A104")]),
    ],
)
def test_what_is_utf_8_is_read_as_it_whatever_was_declared(
    data: bytes, declared: str, expected: list[tuple[int, str]]
) -> None:
    assert said(data, declared) == expected
    assert [figure.value for figure in read(data, declared).figures] == [1]


def test_every_line_that_is_not_in_the_declared_encoding_is_named() -> None:
    rows = b"2022-01,a,bai,1,\xff\n2022-01,\x8a,bai,1,\xff\n2022-02,a,bai,2,\n2022-03,a\x8f,bai,1,\n"
    found = read(HEAD.encode("ascii", "ignore") + rows, "windows-1258").diagnostics
    places = [(fault.code, fault.location.line, fault.location.column) for fault in found]
    assert places == [("A104", 3, 9), ("A104", 5, 10)]


def test_the_plan_names_the_encoding_of_what_is_no_utf_8() -> None:
    assert PLAN is not None
    text = unicodedata.normalize("NFD", "period,unit,indicator,value\n2022-01,Đội Kiểm tra,bai,1\n")
    data = text.replace("e\u0302\u0309", "ê\u0309").replace("o\u0323\u0302", "ô\u0323")
    data = data.replace("o\u0302\u0323", "ô\u0323")
    plan = PLAN.model_copy(update={"encoding": "windows-1258"})
    for declared, expected in ((None, 1), ("utf-8", 0)):
        reading = read_figures(plan, [source(data.encode("cp1258"))], encoding=declared)
        assert len(list(reading.figures)) == expected


# --- Files that were joined -----------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("head", [HEAD, HEAD.upper(), '"Kỳ","Đơn vị","Chỉ tiêu","Giá trị","Ghi chú"\n'])
@pytest.mark.parametrize("between", ["", "\n", ",,,,\n"])
def test_files_that_were_joined_are_read_as_one(mark: str, head: str, between: str) -> None:
    second = ROW.replace("2022-01", "2022-02")
    reading = read(mark + HEAD + ROW + between + mark + head + second)
    assert {one.code for one in reading.diagnostics} <= {"A313", "A309"}
    assert [figure.period for figure in reading.figures] == [
        parse_label("2022-01"),
        parse_label("2022-02"),
    ]


def test_a_mark_before_a_row_is_nothing() -> None:
    reading = read(HEAD + ROW + "\ufeff" + ROW.replace("2022-01", "2022-02"))
    assert reading.diagnostics == ()
    assert len(list(reading.figures)) == 2


# --- Merges and stray bytes ------------------------------------------------------------------------

CONFLICT = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> 1a2b3c4 (Sửa số liệu, tháng 1)\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEAD + CONFLICT.format(ROW, ROW), [(2, "A120"), (4, "A120"), (6, "A120")]),
        (CONFLICT.format(HEAD, HEAD) + ROW, [(1, "A120"), (3, "A120"), (5, "A120")]),
        (HEAD + "||||||| abc123\n" + ROW, [(2, "A120")]),
        (
            "Đơn vị,Chỉ tiêu,T1/2022,T2/2022\n" + CONFLICT.format("a,bai,1,2\n", "a,bai,1,3\n"),
            [(2, "A120"), (4, "A120"), (6, "A120")],
        ),
        (HEAD.replace(",", ";") + "<<<<<<< HEAD\n" + ROW.replace(",", ";"), [(2, "A120")]),
    ],
)  # fmt: skip
def test_the_marks_of_a_merge_are_errors_at_their_lines(
    data: str, expected: list[tuple[int, str]]
) -> None:
    assert [one for one in said(data) if one[1] not in ("A214", "A313", "A320")] == expected


@pytest.mark.parametrize("note", ["=======", "<<<<<<< HEAD", ">>>>>>> x"])
def test_a_note_that_looks_like_such_a_mark_is_a_note(note: str) -> None:
    reading = read(HEAD + ROW.replace(",1,", f",1,{note}"))
    assert reading.diagnostics == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEAD + ROW + "2022-02,a,bai,\x002,\n", [(3, "A121")]),
        (HEAD + "2022-01,a,b\x00ai,2,\n" + ROW, [(2, "A121")]),
        (HEAD + ROW + "2022-02,a,bai,2,ghi\x00chú\n", [(3, "A121")]),
        (HEAD + ROW.replace("2022-01", "2022-02") * 1 + "x" * 9000 + "\x00\n", [(3, "A121")]),
        (HEAD + "2022-01,a,bai,2,\n" + "\x00" + "\n", [(3, "A121")]),
    ],
)
def test_a_zero_byte_is_named_at_its_line(data: str, expected: list[tuple[int, str]]) -> None:
    assert [one for one in said(data) if one[1] == "A121"] == expected
    assert not any(one.code == "A103" for one in read(data).diagnostics)


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258"])
def test_a_zero_character_is_named_in_other_encodings_too(encoding: str) -> None:
    data = ("period,unit,indicator,value\n2022-01,a,bai,\x002\n").encode(
        encoding.replace("windows-", "cp")
    )
    assert said(data, encoding) == [(2, "A121")]


def test_what_is_mostly_zeros_is_no_text() -> None:
    assert said(bytes(500) + b"period,unit\n") == [(None, "A103")]
    assert said("period,unit,indicator,value\n2022-01,a,bai,2\n".encode("utf-16-le")) == [(None, "A103")]
