"""Slips of people who write YAML by hand: what was typed, where the fault stands, what to write."""

from __future__ import annotations

import pytest

from cchc_cli.model.codes import CODES
from cchc_cli.render.diagnostics import render_diagnostics
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording
from test_plan_forms import REFUSED
from test_plan_reading import ALL, Fault, changed, faults, read, target

NBSP = "\u00a0"
UNIT = "  - {id: qlcn, name: Phòng Công nghệ}"


def step(*keys: str) -> str:
    """The base plan with a target of an indicator that may have decimals."""
    return target("indicator: tien", *keys, "each: phong")


# What was typed, the fault and its place, what the cure says in English.
SLIPS = [
    # Quotation marks
    (changed({3: "title: “Kế hoạch thử”"}), (3, 8, "P121"), 'write "Kế hoạch thử"'),
    (changed({2: "id: “2022”"}), (2, 5, "P121"), 'write "2022"'),
    (changed({3: "title: «Kế hoạch»"}), (3, 8, "P121"), 'write "Kế hoạch"'),
    (changed({3: "title: ‘Kế hoạch’"}), (3, 8, "P121"), 'write "Kế hoạch"'),
    (changed({3: "title: “Kế hoạch"}), (3, 8, "P121"), 'write "Kế hoạch"'),
    (changed({3: 'title: Kế hoạch"'}), (3, 8, "P121"), 'write "Kế hoạch"'),
    (changed({3: "title: “Kế hoạch: năm”"}), (3, 8, "P113"), "write 'Kế hoạch: năm'"),
    (changed({3: 'title: "Kế hoạch'}), (3, 8, "P101"), "is never closed"),
    (changed({9: '  - {id: qlcn, name: "Phòng Công nghệ}'}), (9, 22, "P101"), "is never closed"),
    (changed({3: "title: 'Kế hoạch d'A'"}), (3, 20, "P101"), "behind the closing quotation mark"),
    (changed({3: 'title: "Một cửa" liên thông'}), (3, 18, "P101"), "behind the closing quotation mark"),
    # Commas
    (changed({9: "  - {id: qlcn, name: Phòng Tin, bài}"}), (9, 33, "P120"), 'name: "Phòng Tin, bài"'),
    (changed({9: "  - {id: qlcn, name: A, B, C}"}), (9, 25, "P120"), 'name: "A, B, C"'),
    (changed({9: "  - {id: qlcn, name: “Phòng Tin, bài”}"}), (9, 34, "P120"), 'name: "Phòng Tin, bài"'),
    (step("at_least: 9", "except: {tdc: 4,5}"), (37, 25, "P120"), "write tdc: 4.5"),
    (step("at_least: 9", "pace: {2022-03: 4,5}"), (37, 27, "P120"), "write 2022-03: 4.5"),
    (step("at_least: 4,5"), (36, 19, "P106"), "did you mean “4.5”?"),
    (step("at_least: 9", "except: {tdc: 1,500}"), (37, 23, "P248"), "write 1500 or 1.5"),
    (step("at_least: 9", "except: {tdc: 2,000}"), (37, 23, "P248"), "write 2000 or 2"),
    (step("at_least: 9", "except: {tdc: 1,234}"), (37, 25, "P120"), "write tdc: 1.234"),
    (step("at_least: 9", "except: {tdc: 0,5}"), (37, 25, "P120"), "write tdc: 0.5"),
    (
        target("indicator: muc", "at_least: 9%", "except: {tdc: 60,5%}", "each: phong"),
        (37, 26, "P120"),
        "write tdc: 60.5%",
    ),
    (target("indicator: muc", "at_least: >= 60"), (36, 19, "P113"), "write 60%"),
    (target("indicator: ty-le", "at_least: > 60"), (36, 19, "P113"), "write 60%"),
    (target("indicator: ton", "at_least: > 60"), (36, 19, "P113"), "write 60"),
    (changed({12: "  phong: [tdc,, qlcn]"}), (12, 15, "P101"), "nothing between a comma"),
    (changed({12: "  phong: [tdc; qlcn]"}), (12, 11, "P106"), "did you mean “tdc, qlcn”?"),
    # Days
    (step("at_least: 9", "due: 14.7.2022"), (37, 14, "P106"), "did you mean “2022-07-14”?"),
    (step("at_least: 9", "due: 2022/7/14"), (37, 14, "P106"), "did you mean “2022-07-14”?"),
    (step("at_least: 9", "due: ngày 14 tháng 7 năm 2022"), (37, 14, "P106"), "mean “2022-07-14”?"),
    (step("at_least: 9", "due: 31/2/2022"), (37, 14, "P106"), "write a day that exists"),
    (step("at_least: 9", "due: 2023-02-29"), (37, 14, "P106"), "write a day that exists"),
    (changed({3: "title: a\nissued: 2022-04-31"}), (4, 9, "P106"), "write a day that exists"),
    (changed({3: "title: a\nissued: 1850-04-30"}), (4, 9, "P106"), "write a day such as"),
    # Dashes, colons and spaces that only look right
    (changed({9: "  – {id: qlcn, name: Phòng Công nghệ}"}), (9, 3, "P119"), "put a hyphen and a space"),
    (changed({9: "  • {id: qlcn, name: Phòng Công nghệ}"}), (9, 3, "P119"), "put a hyphen and a space"),
    (changed({28: "  – id: I.1"}), (28, 3, "P119"), "an en dash “–” stands here"),
    (changed({31: "    owners:\n      – tdc"}), (32, 7, "P119"), "put a hyphen and a space"),
    (changed({4: "period: {from: 2022–01, to: 2022-12}"}), (4, 16, "P106"), "did you mean “2022-01”?"),
    (target("indicator: tin", "at–least: 20"), (36, 9, "P103"), "did you mean “at_least”?"),
    (changed({9: NBSP * 2 + UNIT[2:]}), (9, 1, "P119"), "a no-break space (U+00A0) stands here"),
    (changed({29: f"  {NBSP}{NBSP}clause: I.1"}), (29, 3, "P119"), "put a plain space in its place"),
    (changed({3: f"title:{NBSP}Kế hoạch"}), (3, 7, "P119"), "put a plain space in its place"),
    (
        changed({9: f"  -{NBSP}{{id: qlcn, name: Phòng}}"}),
        (9, 4, "P119"),
        "put a plain space in its place",
    ),
    (changed({3: "\ufefftitle: a"}), (3, 1, "P119"), "an invisible byte order mark"),
    (changed({3: "title：Kế hoạch"}), (3, 6, "P119"), "a colon and a space"),
    (changed({3: "title:Kế hoạch"}), (3, 1, "P101"), "with a space behind the colon"),
    (changed({3: "title Kế hoạch"}), (3, 1, "P101"), "with a space behind the colon"),
    (changed({29: "\tclause: I.1"}), (29, 1, "P101"), "indented with the Tab key"),
    (changed({29: "    \tclause: I.1"}), (29, 5, "P101"), "indented with the Tab key"),
    # Values
    (changed({3: "title: Kế hoạch: năm"}), (3, 8, "P113"), "write 'Kế hoạch: năm'"),
    (changed({4: "period: from: 2022-01, to: 2022-12"}), (4, 9, "P123"), "{from: 2022-01, to: 2022-12}"),
    (changed({32: "    schedule: due: 2022-12"}), (32, 15, "P123"), "write {due: 2022-12}"),
    (target("indicator: ton", "at_least: >= 60"), (36, 19, "P113"), "write 60"),
    (target("indicator: ton", "at_least: ≥ 60"), (36, 19, "P106"), "did you mean “60”?"),
    (target("indicator: muc", "at_least: 60 %"), (36, 19, "P106"), "did you mean “60%”?"),
    (target("indicator: muc", "at_least: 60 phần trăm"), (36, 19, "P106"), "did you mean “60%”?"),
    (target("indicator: tin", "at_least: 20 bài"), (36, 19, "P106"), "did you mean “20”?"),
    (target("indicator: tin", "at_least: ít nhất 20"), (36, 19, "P106"), "did you mean “20”?"),
    (target("indicator: tin", "at_least: 1.000"), (36, 19, "P214"), "did you mean “1000”?"),
    (
        target("indicator: tin", "at_least: 2", "due: 12/2022"),
        (37, 14, "P106"),
        "did you mean “2022-12”?",
    ),
    (
        target("indicator: tin", "at_least: 2", "due: quý IV/2022"),
        (37, 14, "P106"),
        "did you mean “2022-Q4”?",
    ),
    (
        target("indicator: tin", "at_least: 2", "due: 6 tháng đầu năm 2022"),
        (37, 14, "P106"),
        "did you mean “2022-H1”?",
    ),
    (changed({3: "title: a\nissued: 27/7/2022"}), (4, 9, "P106"), "did you mean “2022-07-27”?"),
    (
        changed({15: "  - {id: tin, name: Tin bài, kind: count, decimal: có}"}),
        (15, 52, "P106"),
        "did you mean “true”?",
    ),
    (changed({31: "    owners: tdc, qlcn"}), (31, 13, "P105"), "did you mean “[tdc, qlcn]”?"),
    (
        changed({10: "  - {id: hoa, name: Trung tâm}\n  - {id: trung tâm, name: A}"}),
        (11, 10, "P106"),
        "did you mean “trung-tam”?",
    ),
    # Names where ids belong
    (changed({31: "    owners: [Phòng Đo lường]"}), (31, 14, "P226"), "write tdc"),
    (changed({31: "    owners: [P.ĐL]"}), (31, 14, "P226"), "write tdc"),
    (changed({12: "  phong: [tdc, Phòng công nghệ]"}), (12, 16, "P226"), "write qlcn"),
    (target("indicator: Tin bài", "at_least: 2"), (35, 20, "P226"), "write tin"),
    (step("at_least: 2", "except: {Phòng Đo lường: 1}"), (37, 18, "P226"), "write tdc"),
    # What was pasted
    (changed({3: "title: a\n// ghi chú"}), (4, 1, "P101"), "begins with #, not with //"),
]


@pytest.mark.parametrize(("text", "fault", "cure"), SLIPS)
def test_a_slip_is_told_once_with_the_way_to_write_it(text: str, fault: Fault, cure: str) -> None:
    reading = read(text)
    assert faults(reading) == [fault]
    assert cure in " ".join(Wording("en").describe(reading.diagnostics[0]))
    assert all(Wording("vi").describe(reading.diagnostics[0]))


def test_marks_of_a_merge_are_named_each() -> None:
    text = changed({3: "<<<<<<< HEAD\ntitle: a\n=======\nnumber: b\n>>>>>>> nhanh"})
    assert faults(read(text)) == [(3, 1, "P122"), (5, 1, "P122"), (7, 1, "P122")]


SOUND = [
    changed({3: "title: “Một cửa” liên thông"}),
    changed({3: "title: liên thông “một cửa”"}),
    changed({3: "title: '“Một cửa”'"}),
    changed({3: 'title: Màn hình 24"'}),
    changed({3: f"title: Sở{NBSP}Khoa học – Công nghệ：2022"}),
    changed({30: f"    title: |\n      {NBSP}– abc: d\n      • e"}),
    changed({30: "    title: >-\n      a: b\n\n      >= c"}),
    changed({30: "    title: 'a\n      – b: c\n\n      d'"}),
    changed({12: "  phong: [tdc, qlcn,]"}),
    changed({12: "  phong:\n    - tdc\n    - qlcn"}),
    changed({9: "  - {id: qlcn, name: 'Phòng Tin, bài'}"}),
    changed({3: "title: a\n# <<<<<<< HEAD"}),
]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_sound_is_left_alone(text: str) -> None:
    assert faults(read(text)) == []


def test_values_are_read_as_they_were_meant_in_spite_of_a_slip_elsewhere() -> None:
    reading = read(changed({3: "title: a: b", 37: "        each: phogn"}))
    assert faults(reading) == [(3, 8, "P113"), (37, 15, "P203")]


def test_every_code_of_the_reader_has_a_case() -> None:
    elsewhere = {"P110", "P111", "P112", "P116", "P118"}
    """Said by the commands, of a plan that could not be opened or chosen."""
    shown = {code for case in ALL for _, _, code in case.values[1]} | {"P122"}
    shown |= {code for _, (_, _, code), _ in SLIPS}
    shown |= {code for _, expected, _ in REFUSED for _, _, code in expected}
    assert shown == {code for code in CODES if code.startswith(("P1", "P2"))} - elsewhere


def test_the_line_is_shown_with_a_mark_under_the_place() -> None:
    reading = read(changed({9: "  - {id: qlcn, name: Phòng Tin, bài}"}))
    assert render_diagnostics(reading.diagnostics, Wording("vi"), Screen()) == (
        "plan.yaml:9:33: lỗi P120: dấu phẩy sau “Phòng Tin” kết thúc giá trị tại đây\n"
        "    - {id: qlcn, name: Phòng Tin, bài}\n"
        "                                  ^\n"
        '    cần làm: viết name: "Phòng Tin, bài"\n'
    )


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    reading = read(changed({3: f"title: {'dài ' * 50}\u202e{'hơn ' * 50}"}))
    line = render_diagnostics(reading.diagnostics, Wording("vi"), Screen()).split("\n")[1]
    assert line.strip().startswith("title: dài dài")
    assert line.endswith("…")
    assert "\u202e" not in line
    assert len(line) < 90


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"version: 1\nid: \xc3\x28\n", "id: \ufffd("),
        (b"version: 1\nid: a\xff\xfe\n", "id: a\ufffd\ufffd"),
        ("version: 1\nid: a\u0007b\n".encode(), "id: a\ufffdb"),
    ],
)
def test_the_line_shows_what_cannot_be_read_by_one_sign(data: bytes, line: str) -> None:
    assert {fault.excerpt for fault in read(data).diagnostics if fault.code == "P108"} == {line}
