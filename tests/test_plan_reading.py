"""Plans with faults: each test shows what was written, and every fault with its place."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path
from random import Random

import pytest

from cchc_cli.messages import LANGUAGES
from cchc_cli.model.asked import asked_of
from cchc_cli.model.diagnostic import Severity
from cchc_cli.model.plan import Plan
from cchc_cli.reading.plan_file.read import PlanReading, read_plan
from cchc_cli.render.wording import Wording

ROOT = Path(__file__).resolve().parent.parent
Fault = tuple[int, int, str]
"""Line, column and code."""

NUMBERED = """
 1| version: 1
 2| id: "2022"
 3| title: Kế hoạch thử
 4| period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
 5| references:
 6|   - {id: nd-62, number: 62/2020/NĐ-CP, date: 2020-06-01}
 7| units:
 8|   - {id: tdc, name: Phòng Đo lường, aliases: [P.ĐL]}
 9|   - {id: qlcn, name: Phòng Công nghệ}
10|   - {id: hoa, name: Trung tâm Hòa Bình}
11| groups:
12|   phong: [tdc, qlcn]
13|   tat-ca: [phong, hoa]
14| indicators:
15|   - {id: tin, name: Tin bài, kind: count}
16|   - {id: quy, name: Số theo quý, kind: count, every: quarter}
17|   - {id: nua, name: Số nửa năm, kind: count, every: half}
18|   - {id: nam, name: Số theo năm, kind: count, every: year}
19|   - {id: tien, name: Tiền chi, kind: count, decimal: true}
20|   - {id: muc, name: Mức độ, kind: level, measure: "%"}
21|   - {id: ton, name: Hồ sơ tồn, kind: level}
22|   - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: tin, denominator: tong}
23|   - {id: tong, name: Tổng số, kind: count}
24|   - {id: moc, name: Quy chế, kind: milestone}
25|   - {id: loi, name: Thuyết minh, kind: narrative}
26|   - {id: khi, name: Khi có, kind: count, every: on_demand}
27| tasks:
28|   - id: I.1
29|     clause: I.1
30|     title: Nhiệm vụ
31|     owners: [tdc]
32|     references: [nd-62]
33|     targets:
34|       - id: t1
35|         indicator: tin
36|         at_least: 20
37|         each: tat-ca
"""
BASE = [re.sub(r"^ ?[0-9]+\| ", "", row) for row in NUMBERED.strip("\n").split("\n")]


def changed(edits: dict[int, str]) -> str:
    """The base plan with other lines in place of those of these numbers."""
    rows = [edits.get(number, row) for number, row in enumerate(BASE, 1)]
    return "\n".join(rows) + "\n"


def target(*keys: str, edits: dict[int, str] | None = None) -> str:
    """The base plan with these lines, from 35 on at column 9, as its only target."""
    rows = changed(edits or {}).split("\n")
    return "\n".join([*rows[:-4], *(f"        {key}" for key in keys)]) + "\n"


def read(text: str | bytes) -> PlanReading:
    return read_plan(text if isinstance(text, bytes) else text.encode(), "plan.yaml")


def faults(reading: PlanReading) -> list[Fault]:
    found = []
    for diagnostic in reading.diagnostics:
        place = diagnostic.location
        assert place is not None
        assert place.line is not None
        assert place.column is not None
        found.append((place.line, place.column, diagnostic.code))
    return found


def planned(text: str | bytes) -> Plan:
    """The plan of a text without any fault."""
    reading = read(text)
    assert faults(reading) == []
    assert reading.plan is not None
    return reading.plan


# --- Values, keys and shapes -------------------------------------------------------------------

KEYS = [
    pytest.param(changed({}), [], id="the base plan is sound"),
    pytest.param(changed({3: "title: Kế hoạch thử\nxyz: 1"}), [(4, 1, "P103")], id="unknown key"),
    pytest.param(changed({3: "titel: Kế hoạch thử"}), [(3, 1, "P103")], id="misspelt key is one fault"),
    pytest.param(
        changed({3: "title: Kế hoạch thử\ntitel: Kế hoạch"}),
        [(4, 1, "P103")],
        id="misspelt key beside the right one",
    ),
    pytest.param(
        changed({9: "  - {id: qlcn, nam: Phòng Công nghệ}"}), [(9, 16, "P103")], id="of a unit"
    ),
    pytest.param(
        changed({9: "  - {idd: qlcn, name: Phòng Công nghệ}"}),
        [(9, 6, "P103")],
        id="misspelt id does not make the unit unknown",
    ),
    pytest.param(
        changed({7: "unit:"}), [(7, 1, "P103")], id="misspelt section does not make its items unknown"
    ),
    pytest.param(changed({14: "indicator:"}), [(14, 1, "P103")], id="misspelt section of indicators"),
    pytest.param(changed({27: "task:"}), [(27, 1, "P103")], id="misspelt section of tasks"),
    pytest.param(changed({33: "    target:"}), [(33, 5, "P103")], id="misspelt targets"),
    pytest.param(
        changed({4: "period: {from: 2022-01, to: 2022-12, cutof_day: 14}"}),
        [(4, 38, "P103")],
        id="inside the period",
    ),
    pytest.param(
        changed({3: "title: Kế hoạch thử\nsigner: {nam: A, title: B}"}),
        [(4, 10, "P103")],
        id="inside the signer",
    ),
    pytest.param(
        target("indicator: tin", "at_lest: 20"), [(36, 9, "P103")], id="misspelt comparison is one fault"
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "waivers: [{util: 2022-09, reason: a, by: b}]"),
        [(37, 20, "P103")],
        id="inside a waiver",
    ),
    pytest.param(
        changed({9: "  - {id: qlcn, name: Phòng Tin, bài}"}),
        [(9, 33, "P120")],
        id="a comma inside of braces",
    ),
    pytest.param(
        changed({9: "  - {id:qlcn, name: Phòng Công nghệ}"}),
        [(9, 6, "P103")],
        id="no space behind a colon",
    ),
    pytest.param(
        changed({14: "xyz:"}),
        [(1, 1, "P104"), (14, 1, "P103")],
        id="no section of indicators is one fault",
    ),
    pytest.param(
        changed(dict.fromkeys((5, 6), "#")), [(1, 1, "P104")], id="a reference, but no section of them"
    ),
    pytest.param(
        changed({5: "references:", 6: "#"}), [(32, 18, "P203")], id="a reference, and an empty section"
    ),
    pytest.param(changed({3: "number: null"}), [(1, 1, "P104")], id="missing title"),
    pytest.param("# chú thích\n\n" + changed({3: "#"}), [(3, 1, "P104")], id="missing below a comment"),
    pytest.param(changed({9: "  - {id: qlcn}"}), [(9, 5, "P104")], id="missing name of a unit"),
    pytest.param(changed({4: "period: {from: 2022-01}"}), [(4, 9, "P104")], id="missing end"),
    pytest.param(changed({29: "    # không có clause"}), [(28, 5, "P104")], id="missing clause"),
    pytest.param(
        target("at_least: 20"), [(34, 9, "P104")], id="missing indicator; nothing else can be said"
    ),
    pytest.param(
        changed({22: "  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: tin}"}),
        [(22, 5, "P104")],
        id="missing denominator",
    ),
    pytest.param(
        changed({22: "  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerater: tin, denominator: tong}"}),
        [(22, 43, "P103")],
        id="misspelt numerator",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: tdc", "waivers:", "  - {unit: tdc}"),
        [(39, 13, "P104"), (39, 13, "P104"), (39, 13, "P104")],
        id="a waiver without until, reason and by",
    ),
]

SHAPES = [
    pytest.param("- a\n- b\n", [(1, 1, "P105")], id="a list is no plan"),
    pytest.param("# chú thích\n- a\n", [(2, 1, "P105")], id="a list below a comment"),
    pytest.param("Kế hoạch\n", [(1, 1, "P105")], id="a text is no plan"),
    pytest.param(
        changed({7: "units: tdc\nxyz:"}), [(7, 8, "P105"), (8, 1, "P103")], id="text for a section"
    ),
    pytest.param(
        changed({8: "  tdc: Phòng A", 9: "  qlcn: Phòng B", 10: "  hoa: Phòng C"}),
        [(8, 3, "P105")],
        id="units as a mapping",
    ),
    pytest.param(changed({9: "  - qlcn"}), [(9, 5, "P105")], id="a unit as a text"),
    pytest.param(changed({12: "  phong: tdc"}), [(12, 10, "P105")], id="a group as a text"),
    pytest.param(
        changed({12: "  phong: [[tdc, qlcn]]"}), [(12, 11, "P105")], id="a list inside of a group"
    ),
    pytest.param(changed({12: "  phong:"}), [(12, 9, "P105")], id="a group of nothing at all"),
    pytest.param(
        changed({11: "groups: [phong]\nxyz:"}), [(11, 9, "P105"), (12, 1, "P103")], id="groups as a list"
    ),
    pytest.param(changed({31: "    owners: tdc"}), [(31, 13, "P105")], id="an owner as a text"),
    pytest.param(changed({31: "    owners: {tdc: 1}"}), [(31, 13, "P105")], id="owners as a mapping"),
    pytest.param(changed({30: "    title:"}), [(30, 11, "P105")], id="nothing for a text"),
    pytest.param(changed({30: "    title: [a]"}), [(30, 12, "P105")], id="a list for a text"),
    pytest.param(changed({4: "period: 2022"}), [(4, 9, "P105")], id="a text for the period"),
    pytest.param(
        changed({3: "title: a\nsigner: Nguyễn Văn A"}), [(4, 9, "P105")], id="a text for the signer"
    ),
    pytest.param(
        changed({33: "    targets: t1", **dict.fromkeys(range(34, 38), "#")}),
        [(33, 14, "P105")],
        id="targets as a text",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: phong", "except: [tdc]"),
        [(38, 17, "P105")],
        id="exceptions as a list",
    ),
    pytest.param(changed({2: "? [a, b]\n: 1\nid: a"}), [(2, 3, "P105")], id="a list for a key"),
    pytest.param(changed({2: "null: 1\nid: a"}), [(2, 1, "P105")], id="nothing for a key"),
]

VALUES = [
    pytest.param(changed({1: "version: 2"}), [(1, 10, "P106")], id="another version"),
    pytest.param(changed({2: "id: kế hoạch 2022"}), [(2, 5, "P106")], id="an id with spaces"),
    pytest.param(changed({2: 'id: ""'}), [(2, 5, "P106")], id="an empty id"),
    pytest.param(changed({2: "id: null"}), [(2, 5, "P105")], id="no id"),
    pytest.param(changed({3: 'title: "  "'}), [(3, 8, "P106")], id="a blank title"),
    pytest.param(
        changed({4: "period: {from: 2022-13, to: 2022-12}"}),
        [(4, 16, "P106")],
        id="a month that is none",
    ),
    pytest.param(
        changed({4: "period: {from: 1/2022, to: 2022-12}"}), [(4, 16, "P106")], id="month first"
    ),
    pytest.param(
        changed({4: "period: {from: 2022-Q1, to: 2022-12}"}), [(4, 16, "P106")], id="a quarter"
    ),
    pytest.param(changed({4: "period: {from: 2022, to: 2022-12}"}), [(4, 16, "P106")], id="a year"),
    pytest.param(changed({4: "period: {from: 0222-01, to: 2022-12}"}), [(4, 16, "P106")], id="222 AD"),
    pytest.param(
        changed({4: "period: {from: 2022-01, to: 2022-12, cutoff_day: 0}"}),
        [(4, 50, "P106")],
        id="cut-off day 0",
    ),
    pytest.param(
        changed({4: "period: {from: 2022-01, to: 2022-12, cutoff_day: 29}"}),
        [(4, 50, "P106")],
        id="cut-off day 29",
    ),
    pytest.param(
        changed({4: "period: {from: 2022-01, to: 2022-12, cutoff_day: null}"}), [], id="no cut-off day"
    ),
    pytest.param(
        changed({4: "period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: -1}"}),
        [(4, 67, "P106")],
        id="report days below 0",
    ),
    pytest.param(
        changed({6: "  - {id: nd-62, number: 62/2020/NĐ-CP, date: 2020-02-30}"}),
        [(6, 46, "P106")],
        id="a day that is none",
    ),
    pytest.param(
        changed({6: "  - {id: nd-62, number: 62/2020/NĐ-CP, date: 1/6/2020}"}),
        [(6, 46, "P106")],
        id="a day written day first",
    ),
    pytest.param(
        changed({6: "  - {id: nd-62, number: 59/SL, date: 1945-11-17}"}),
        [],
        id="a decree older than the tool",
    ),
    pytest.param(
        changed({9: "  - {id: qlcn, name: Phòng Công nghệ, from: 2022-00}"}),
        [(9, 45, "P106")],
        id="a unit's month",
    ),
    pytest.param(
        changed({19: "  - {id: tien, name: Tiền chi, kind: count, decimal: yes}"}),
        [(19, 54, "P106")],
        id="yes is no truth",
    ),
    pytest.param(
        target("indicator: tin", "at_least: hai mươi"), [(36, 19, "P106")], id="a goal in words"
    ),
    pytest.param(target("indicator: tin", "at_least: -5"), [(36, 19, "P227")], id="a negative goal"),
    pytest.param(target("indicator: tin", "at_least: 2,5"), [(36, 19, "P106")], id="a decimal comma"),
    pytest.param(target("indicator: tin", "at_least: 1_000"), [(36, 19, "P106")], id="an underscore"),
    pytest.param(target("indicator: tin", "at_least: 1e3"), [(36, 19, "P106")], id="an exponent"),
    pytest.param(target("indicator: tin", "at_least: ٣"), [(36, 19, "P106")], id="other digits"),
    pytest.param(target("indicator: tin", "at_least: nan"), [(36, 19, "P106")], id="not a number"),
    pytest.param(
        target("indicator: ty-le", "at_least: 60 %"), [(36, 19, "P106")], id="a space before %"
    ),
    pytest.param(target("indicator: tin", "at_least: [20]"), [(36, 19, "P106")], id="a list for a goal"),
    pytest.param(target("indicator: tin", "at_least: 20", "due: 31/12"), [(37, 14, "P106")], id="due"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "due: 2022-Q5"), [(37, 14, "P106")], id="due Q5"
    ),
    pytest.param(target("indicator: tin", "at_least: 20", "pace: quick"), [(37, 15, "P106")], id="pace"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "pace: {}"), [(37, 15, "P106")], id="no steps"
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "pace: {2022-03: 5, 2022-Q5: 10}"),
        [(37, 28, "P106")],
        id="a step that is no month",
    ),
    pytest.param(
        target(
            "indicator: tin",
            "at_least: 20",
            "pace:\n          2022-13: 5\n          2022-03: năm\n          2023-06: 5%",
        ),
        [(38, 11, "P106"), (39, 20, "P106"), (40, 11, "P220"), (40, 20, "P206")],
        id="every fault of the steps at its own key or value",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: phong", "except: {tdc: x, hoa: 5%, qlcn: 1}"),
        [(38, 23, "P106"), (38, 26, "P215"), (38, 31, "P206")],
        id="every fault of exceptions likewise",
    ),
    pytest.param(
        changed({32: "    schedule: {until: 2022-12}"}), [(32, 15, "P106")], id="a schedule without due"
    ),
    pytest.param(changed({32: "    schedule: hằng năm"}), [(32, 15, "P106")], id="a schedule in words"),
    pytest.param(
        changed({12: "  phòng a: [tdc]\n  phong: [tdc]"}), [(12, 3, "P106")], id="a group's id"
    ),
    pytest.param(
        changed({9: "  - {id: ql cn, name: Phòng Công nghệ}"}),
        [(9, 10, "P106")],
        id="who names a unit right is not at fault for its broken id",
    ),
    pytest.param(changed({12: "  phong: [tdc, phòng a]"}), [(12, 16, "P106")], id="a member's id"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: Phòng Đo lường"),
        [(37, 15, "P226")],
        id="name, not id",
    ),
    pytest.param(
        changed({15: "  - {id: tin, name: Tin bài, kind: cuont}"}), [(15, 36, "P115")], id="kind"
    ),
    pytest.param(
        changed({16: "  - {id: quy, name: Số theo quý, kind: count, every: quý}"}),
        [(16, 54, "P115")],
        id="every",
    ),
    pytest.param(changed({3: "title: a\nlanguage: fr"}), [(4, 11, "P115")], id="language"),
    pytest.param(changed({3: "title: a\ndecimal: dot"}), [(4, 10, "P115")], id="decimal mark"),
    pytest.param(changed({32: "    force: cứng"}), [(32, 12, "P115")], id="force"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "severity: eror", "basis: state"),
        [(37, 19, "P115"), (38, 16, "P115")],
        id="severity and basis",
    ),
    pytest.param(
        changed({15: "  - {id: tin, name: Tin bài, kind: count, evidence: yes}"}),
        [(15, 53, "P115")],
        id="evidence",
    ),
]

REPEATS = [
    pytest.param(changed({3: "title: a\ntitle: b"}), [(4, 1, "P102")], id="a key twice"),
    pytest.param(
        changed({3: "title: a\ntitle: b\ntitle: c"}), [(4, 1, "P102"), (5, 1, "P102")], id="a key thrice"
    ),
    pytest.param(
        changed({9: "  - {id: qlcn, name: Phòng A, name: Phòng B}"}),
        [(9, 31, "P102")],
        id="inside of braces",
    ),
    pytest.param(
        changed({12: "  phong: [tdc]\n  phong: [qlcn]"}), [(13, 3, "P102")], id="a group twice"
    ),
    pytest.param(
        changed({3: f'{unicodedata.normalize("NFC", "title: a")}\n"title": b'}),
        [(4, 1, "P102")],
        id="quoted and bare",
    ),
    pytest.param(
        changed({9: "  - {id: qlcn, name: Phòng A}\n  - {id: qlcn, name: Phòng A}"}),
        [(10, 10, "P201")],
        id="a unit twice is one fault",
    ),
    pytest.param(
        changed({12: "  tdc: [qlcn]\n  phong: [tdc]"}), [(12, 3, "P201")], id="a group as a unit"
    ),
    pytest.param(
        "\n".join([*BASE[:6], *BASE[10:13], *BASE[6:10], *BASE[13:]]).replace(
            "phong:", "hoa: [tdc]\n  phong:"
        ),
        [(14, 10, "P201")],
        id="a unit as an earlier group: at the later place",
    ),
    pytest.param(
        changed({15: "  - {id: tin, name: A, kind: count}\n  - {id: tin, name: B, kind: level}"}),
        [(16, 10, "P201")],
        id="an indicator twice: the first holds",
    ),
    pytest.param(
        changed({6: "  - {id: a, number: 1}\n  - {id: nd-62, number: 2}\n  - {id: a, number: 3}"}),
        [(8, 10, "P201")],
        id="a reference twice",
    ),
    pytest.param(
        changed({37: "        each: phong\n  - {id: I.1, clause: a, title: a}"}),
        [(38, 10, "P201")],
        id="a task twice",
    ),
    pytest.param(
        changed(
            {37: "  - {id: I.2, clause: a, title: a, targets: [{id: t1, indicator: tong, at_least: 1}]}"}
        ),
        [(37, 51, "P201")],
        id="a target in two tasks",
    ),
    pytest.param(
        changed({10: "  - {id: hoa, name: Phòng Đo lường}"}),
        [(10, 21, "P202")],
        id="two units of one name",
    ),
    pytest.param(
        changed({10: "  - {id: hoa, name: Trung tâm, aliases: [Sở, p.đl]}"}),
        [(10, 46, "P202")],
        id="an alias in another case",
    ),
    pytest.param(
        changed(
            {10: "  - {id: hoa, name: Trung tâm Hòa Bình}\n  - {id: hb, name: TRUNG TÂM  HOÀ BÌNH}"}
        ),
        [(11, 20, "P202")],
        id="hòa and hoà, in capitals, with two spaces",
    ),
    pytest.param(
        changed({10: "  - {id: hoa, name: Trung tâm, aliases: [QLCN]}"}),
        [(10, 42, "P202")],
        id="an alias that is another's id",
    ),
    pytest.param(
        changed({8: "  - {id: tdc, name: Qlcn}"}),
        [(9, 10, "P202")],
        id="an id that is an earlier name: at the later place",
    ),
    pytest.param(
        changed({10: "  - {id: hoa, name: A}\n  - {id: HOA, name: B}"}),
        [(11, 10, "P202")],
        id="two ids that differ in case",
    ),
    pytest.param(
        changed({8: "  - {id: tdc, name: TDC, aliases: [Tdc, P.ĐL, P.ĐL]}"}), [], id="a unit's own names"
    ),
    pytest.param(
        changed({16: "  - {id: quy, name: TIN BÀI, kind: count, every: quarter}"}),
        [(16, 21, "P202")],
        id="two indicators of one name",
    ),
    pytest.param(
        changed({16: "  - {id: quy, name: Phòng Đo lường, kind: count, every: quarter}"}),
        [],
        id="a unit and an indicator may share a name",
    ),
    pytest.param(
        changed({10: "  - {id: hoa, name: Má-Ma}\n  - {id: hb, name: Ma-Má}"}),
        [],
        id="má-ma is not ma-má",
    ),
]

NAMES = [
    pytest.param(
        changed({9: "  - {id: qlcn, name: Phòng A, to: 2022-06, successor: phong}"}),
        [(9, 55, "P203")],
        id="a group as successor",
    ),
    pytest.param(changed({12: "  phong: [tdc, qlnc]"}), [(12, 16, "P203")], id="a group's member"),
    pytest.param(changed({31: "    owners: [tdc, tcd]"}), [(31, 19, "P203")], id="an owner"),
    pytest.param(
        changed({31: "    owners: [tdc]\n    supports: [abc]"}), [(32, 16, "P203")], id="a support"
    ),
    pytest.param(changed({32: "    references: [nd-26]"}), [(32, 18, "P203")], id="a reference"),
    pytest.param(
        changed({22: "  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: tim, denominator: tog}"}),
        [(22, 54, "P203"), (22, 72, "P203")],
        id="numerator and denominator",
    ),
    pytest.param(target("indicator: tim", "at_least: 20"), [(35, 20, "P203")], id="an indicator"),
    pytest.param(
        target("indicator: tim", "at_least: 20", edits={27: "indicatrs: []\ntasks:"}),
        [(27, 1, "P103"), (36, 20, "P203")],
        id="an indicator, beside a misspelt section",
    ),
    pytest.param(target("indicator: tin", "at_least: 20", "each: phogn"), [(37, 15, "P203")], id="each"),
    pytest.param(target("indicator: tin", "at_least: 20", "over: phogn"), [(37, 15, "P203")], id="over"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: phong", "except: {tdc: 12, qlnc: 5}"),
        [(38, 27, "P203")],
        id="an exception, at its key",
    ),
    pytest.param(
        target(
            "indicator: tin",
            "at_least: 20",
            "each: phong",
            "waivers: [{unit: qlnc, until: 2022-09, reason: a, by: b}]",
        ),
        [(38, 26, "P203")],
        id="a waiver",
    ),
    pytest.param(
        target("indicator: tim", "at_least: 20", "each: phogn", "severity: eror", "due: mai"),
        [(35, 20, "P203"), (37, 15, "P203"), (38, 19, "P115"), (39, 14, "P106")],
        id="of a target with other faults too",
    ),
    pytest.param(
        changed({12: "  phong: [tdc, qlnc]", 37: "        each: phong\n        except: {qlcn: 5}"}),
        [(12, 16, "P203")],
        id="a misspelt member does not put the unit out of the group",
    ),
    pytest.param(
        changed({8: "  - tdc"}), [(8, 5, "P105")], id="a unit in the wrong shape is still meant"
    ),
    pytest.param(
        changed({15: "  - {id: tin, name: Tin bài, kind: cuont}"}), [(15, 36, "P115")], id="kind unknown"
    ),
]

GROUPS = [
    pytest.param(changed({12: "  phong: [phong]"}), [(12, 11, "P204")], id="a group in itself"),
    pytest.param(
        changed({12: "  phong: [tdc, tat-ca]"}), [(13, 12, "P204")], id="a cycle of two, where it closes"
    ),
    pytest.param(
        changed({12: "  phong: [a, b]\n  a: [c]\n  b: [c]\n  c: [tdc, phong]"}),
        [(15, 12, "P204")],
        id="a cycle of three, reached by two ways, is one fault",
    ),
    pytest.param(
        changed({12: "  phong: [phong, a]\n  a: [a]"}),
        [(12, 11, "P204"), (13, 7, "P204")],
        id="two cycles are two faults",
    ),
    pytest.param(changed({12: "  phong: []"}), [(12, 3, "P221")], id="an empty group"),
    pytest.param(
        changed({12: "  phong: [a]\n  a: []"}), [(13, 3, "P221")], id="a group of an empty one"
    ),
    pytest.param(
        changed({13: "  tat-ca: [phong, tdc, tdc, hoa]"}), [], id="a unit may stand in a group twice"
    ),
]

INDICATORS = [
    pytest.param(
        changed({23: "  - {id: tong, name: Tổng số, kind: milestone}"}),
        [(22, 72, "P212")],
        id="a milestone as denominator",
    ),
    pytest.param(
        changed({23: "  - {id: tong, name: Tổng số, kind: milestone, every: quarter}"}),
        [(22, 72, "P212")],
        id="a quarterly one: one fault",
    ),
    pytest.param(
        changed({23: "  - {id: tong, name: Tổng số, kind: count, every: quarter}"}),
        [(22, 72, "P222")],
        id="parts owed differently",
    ),
    pytest.param(
        changed({23: "  - {id: tong, name: Tổng số, kind: level, every: month}"}),
        [],
        id="a count over a level, both monthly",
    ),
    pytest.param(
        changed(
            {22: "  - {id: t, name: A, kind: ratio, numerator: tin, denominator: tong, every: month}"}
        ),
        [(22, 70, "P213")],
        id="a ratio inherits every",
    ),
    pytest.param(
        changed({15: "  - {id: tin, name: Tin bài, kind: count, numerator: tong}"}),
        [(15, 43, "P213")],
        id="a count has no numerator",
    ),
    pytest.param(
        changed({21: "  - {id: ton, name: Hồ sơ tồn, kind: level, decimal: true}"}),
        [(21, 45, "P213")],
        id="decimal is for counts",
    ),
]

COMPARISONS = [
    pytest.param(target("indicator: tin"), [(34, 9, "P205")], id="none"),
    pytest.param(
        target("indicator: tin", "at_least:"), [(34, 9, "P205")], id="nothing written behind it"
    ),
    pytest.param(
        target("indicator: tin", "at_most: 30", "at_least: 20"),
        [(37, 9, "P205")],
        id="two: the later one",
    ),
    pytest.param(
        target("indicator: tin", "exactly: 1", "at_most: 30", "at_least: 20"),
        [(37, 9, "P205"), (38, 9, "P205")],
        id="three",
    ),
    pytest.param(
        target("indicator: tin", "at_most: 30", "at_least: 20", "pace: linear"),
        [(37, 9, "P205")],
        id="two, one of which takes no pace",
    ),
    pytest.param(target("indicator: loi"), [], id="a narrative needs none"),
    pytest.param(
        target("indicator: loi", "at_least: 0"), [(36, 9, "P213")], id="a narrative takes none"
    ),
    pytest.param(
        target("indicator: loi", "at_most: 60%", "due: 2022-12", "pace: linear"),
        [(36, 9, "P213"), (38, 9, "P213")],
        id="nor a pace",
    ),
    pytest.param(
        target("indicator: loi", "each: phong", "except: {tdc: 60%}"),
        [(37, 9, "P213")],
        id="nor exceptions",
    ),
    pytest.param(target("indicator: moc", "at_least: 1"), [], id="a milestone is asked once"),
    pytest.param(target("indicator: moc", "exactly: 1"), [], id="or exactly once"),
    pytest.param(target("indicator: moc", "at_least: 2"), [(36, 19, "P223")], id="a milestone twice"),
    pytest.param(
        target("indicator: moc", "at_least: 1%"), [(36, 19, "P223")], id="a milestone in percent"
    ),
    pytest.param(target("indicator: moc", "at_least: 0"), [(36, 19, "P223")], id="a milestone never"),
    pytest.param(
        target("indicator: moc", "at_least: 1", "at_most: 1"), [(37, 9, "P213")], id="a milestone: both"
    ),
    pytest.param(target("indicator: ty-le", "at_least: 0"), [(36, 19, "P210")], id="0 of a ratio"),
    pytest.param(target("indicator: moc", "at_most: 0"), [(36, 9, "P213")], id="a milestone at most"),
    pytest.param(
        target("indicator: moc", "at_most: 0", "due: 2022-06"), [(36, 9, "P213")], id="at most, and due"
    ),
    pytest.param(target("indicator: tin", "at_least: 0"), [(36, 19, "P210")], id="at least 0"),
    pytest.param(target("indicator: tien", "at_least: 0.0"), [(36, 19, "P210")], id="at least 0.0"),
    pytest.param(target("indicator: ty-le", "at_least: 0%"), [(36, 19, "P210")], id="at least 0%"),
    pytest.param(target("indicator: tin", "at_most: 0"), [], id="at most 0"),
    pytest.param(target("indicator: tin", "exactly: 0"), [], id="exactly 0"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: phong", "except: {tdc: 0}"),
        [(38, 23, "P210")],
        id="an exception of at least 0",
    ),
    pytest.param(target("indicator: tin", "at_least: 60%"), [(36, 19, "P206")], id="a count in percent"),
    pytest.param(target("indicator: ton", "at_most: 60%"), [(36, 18, "P206")], id="a level in percent"),
    pytest.param(
        target("indicator: muc", "at_most: 60"), [(36, 18, "P206")], id="a level of % without %"
    ),
    pytest.param(target("indicator: muc", "at_most: 60%"), [], id="a level of %"),
    pytest.param(target("indicator: ty-le", "exactly: 60"), [(36, 18, "P206")], id="a ratio without %"),
    pytest.param(target("indicator: ty-le", "at_least: 57.1%"), [], id="a ratio with decimals"),
    pytest.param(
        target("indicator: ty-le", "at_least: 60%", "each: phong", "except: {tdc: 40}"),
        [(38, 23, "P206")],
        id="an exception without %",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "pace: {2022-03: 5%, 2022-06: 10.5}"),
        [(37, 25, "P206"), (37, 38, "P214")],
        id="steps of a count",
    ),
    pytest.param(target("indicator: tin", "at_least: 2.5"), [(36, 19, "P214")], id="half an article"),
    pytest.param(target("indicator: tien", "at_least: 2.5"), [], id="a decimal count"),
    pytest.param(
        target("indicator: tin", "at_least: 1.000"),
        [(36, 19, "P214")],
        id="a thousand must not become 1",
    ),
]

SCOPES = [
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: phong", "over: phong"),
        [(38, 9, "P216")],
        id="both",
    ),
    pytest.param(
        target("indicator: tin", "over: phong", "at_least: 20", "each: phong"),
        [(38, 9, "P216")],
        id="both: at the later one",
    ),
    pytest.param(
        target("indicator: moc", "at_least: 1", "over: phong"),
        [],
        id="of milestones the done are counted",
    ),
    pytest.param(target("indicator: loi", "over: phong"), [(36, 9, "P211")], id="narrative"),
    pytest.param(
        target("indicator: loi", "each: phong", "over: phong"),
        [(37, 9, "P216")],
        id="narrative, and both",
    ),
    pytest.param(target("indicator: ton", "at_most: 5", "over: phong"), [], id="levels are added up"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: phong", "except: {hoa: 5}"),
        [(38, 18, "P215")],
        id="an exception outside of each",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: tat-ca", "except: {tdc: 5, hoa: 6}"),
        [],
        id="a group of groups",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "over: phong", "except: {tdc: 5}"),
        [(38, 18, "P215")],
        id="over judges no unit by itself",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "except: {tdc: 5}"),
        [(37, 18, "P215")],
        id="the department",
    ),
    pytest.param(
        target(
            "indicator: tin",
            "at_least: 20",
            "each: phong",
            "waivers:",
            "  - {unit: hoa, until: 2022-09, reason: a, by: b}",
            "  - {until: 2022-09-20, reason: a, by: b}",
        ),
        [(39, 20, "P215")],
        id="waivers of another unit and of all",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: phogn", "except: {tdc: 5}"),
        [(37, 15, "P203")],
        id="each unknown: no word of the exception",
    ),
    pytest.param(
        target(
            "indicator: tin",
            "at_least: 20",
            "each: phong",
            "waivers: [{unit: tdc, until: 2022-13, reason: '', by: b}]",
        ),
        [(38, 38, "P106"), (38, 55, "P106")],
        id="a waiver without month and reason",
    ),
]

PACES = [
    pytest.param(target("indicator: tin", "at_least: 20", "pace: linear"), [], id="linear"),
    pytest.param(
        target("indicator: tin", "exactly: 20", "pace: {2022-06: 10}"), [], id="steps of a count"
    ),
    pytest.param(target("indicator: tin", "at_least: 20", "pace: always"), [], id="always"),
    pytest.param(
        target("indicator: ty-le", "at_least: 60%", "pace: linear"),
        [(37, 15, "P217")],
        id="linear of a ratio",
    ),
    pytest.param(
        target("indicator: ton", "at_least: 60", "pace: linear"),
        [(37, 15, "P217")],
        id="linear of a level",
    ),
    pytest.param(
        target("indicator: khi", "at_least: 6", "pace: linear"),
        [(37, 15, "P217")],
        id="linear on demand",
    ),
    pytest.param(
        target("indicator: khi", "at_least: 6", "pace: {2022-06: 1}"), [], id="steps on demand"
    ),
    pytest.param(
        target("indicator: ty-le", "exactly: 60%", "pace: {2022-06: 10%}"),
        [(37, 15, "P217")],
        id="steps of exactly a ratio",
    ),
    pytest.param(
        target("indicator: ton", "exactly: 6", "pace: {2022-06: 1}"),
        [(37, 15, "P217")],
        id="steps of exactly a level",
    ),
    pytest.param(
        target("indicator: ton", "at_least: 6", "pace: {2022-06: 1}"), [], id="steps of a level"
    ),
    pytest.param(
        target("indicator: moc", "at_least: 1", "pace: {2022-06: 5, 2023-06: 2}"),
        [(37, 15, "P217")],
        id="steps of a milestone are one fault",
    ),
    pytest.param(
        target("indicator: moc", "at_least: 1", "pace: linear"),
        [(37, 15, "P217")],
        id="linear milestone",
    ),
    pytest.param(target("indicator: moc", "at_least: 1", "pace: final"), [], id="final milestone"),
    pytest.param(
        target("indicator: tin", "at_most: 5", "pace: always", "due: 2022-06"),
        [(37, 9, "P217")],
        id="at most of a count takes a due and no pace",
    ),
    pytest.param(
        target("indicator: tin", "at_most: 5", "pace: {2022-13: a}", "due: 2023-06"),
        [(37, 16, "P106"), (37, 25, "P106"), (38, 14, "P208")],
        id="at most with a broken pace and a due outside of the plan",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "pace: {2022-03: 5, 2023-03: 10, 2021-12: 1}"),
        [(37, 28, "P220"), (37, 41, "P220")],
        id="steps outside of the plan",
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "pace: {2022-06: 5, 2022-03: 10}"),
        [(37, 25, "P219")],
        id="steps that go down are a warning",
    ),
]

Q2 = "period: {from: 2022-04, to: 2023-03}"
DUES = [
    pytest.param(
        target("indicator: tin", "at_least: 20", "due: 2023-01"), [(37, 14, "P208")], id="after"
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "due: 2021-12"), [(37, 14, "P208")], id="before"
    ),
    pytest.param(
        target("indicator: tin", "at_least: 20", "due: 2021-12-14"),
        [(37, 14, "P208")],
        id="a day too early",
    ),
    pytest.param(target("indicator: tin", "at_least: 20", "due: 2021-12-15"), [], id="the first day"),
    pytest.param(target("indicator: tin", "at_least: 20", "due: 2022-12-31"), [], id="the last day"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "due: 2023-01-01"),
        [(37, 14, "P218")],
        id="a day after the plan is a warning",
    ),
    pytest.param(changed({32: "    schedule: {due: 2023-01}"}), [(32, 21, "P208")], id="of a task"),
    pytest.param(target("indicator: quy", "at_least: 4", "due: 2022-06"), [], id="quarter"),
    pytest.param(
        target("indicator: quy", "at_least: 4", "due: 2022-05"),
        [(37, 14, "P224")],
        id="inside of a quarter",
    ),
    pytest.param(
        target("indicator: quy", "at_least: 4", "due: 2022-06-20"),
        [],
        id="a day in the third quarter, which it means",
    ),
    pytest.param(
        target("indicator: nua", "at_least: 4", "due: 2022-09"),
        [(37, 14, "P224")],
        id="inside of a half",
    ),
    pytest.param(
        target("indicator: nam", "at_least: 4", "due: 2022-06"),
        [(37, 14, "P224")],
        id="inside of a year",
    ),
    pytest.param(target("indicator: khi", "at_least: 4", "due: 2022-05"), [], id="on demand: any month"),
    pytest.param(
        target("indicator: moc", "at_least: 1", "due: 2022-05"), [], id="a milestone: any month"
    ),
    pytest.param(
        target(
            "indicator: moc",
            "at_least: 1",
            "due: 2022-05",
            edits={24: "  - {id: moc, name: Quy chế, kind: milestone, every: quarter}"},
        ),
        [],
        id="a quarterly milestone too",
    ),
    pytest.param(
        target(
            "indicator: loi",
            "due: 2022-05",
            edits={25: "  - {id: loi, name: Lời, kind: narrative, every: quarter}"},
        ),
        [(36, 14, "P224")],
        id="a narrative",
    ),
    pytest.param(
        target(
            "indicator: ty-le",
            "at_least: 60%",
            "due: 2022-05",
            edits={
                15: "  - {id: tin, name: Tin bài, kind: count, every: quarter}",
                23: "  - {id: tong, name: Tổng số, kind: count, every: quarter}",
            },
        ),
        [(37, 14, "P224")],
        id="a ratio of quarterly figures",
    ),
    pytest.param(
        target("indicator: quy", "at_least: 4", edits={32: "    schedule: {due: 2022-05}"}),
        [(34, 9, "P224")],
        id="the task's due, at the target",
    ),
    pytest.param(
        target("indicator: quy", "at_least: 4", edits={32: "    schedule: {due: mai}"}),
        [(32, 21, "P106")],
        id="the task's due unread",
    ),
    pytest.param(
        target("indicator: quy", "at_least: 4", "due: 2022-06", edits={4: Q2}), [], id="plan from April"
    ),
    pytest.param(
        target("indicator: nua", "at_least: 4", "due: 2022-12", edits={4: Q2}),
        [(37, 14, "P224")],
        id="halves count from April",
    ),
    pytest.param(
        target("indicator: nua", "at_least: 4", "due: 2022-09", edits={4: Q2}),
        [],
        id="April to September",
    ),
    pytest.param(
        target("indicator: nua", "at_least: 4", edits={4: "period: {from: 2022-04, to: 2022-12}"}),
        [(34, 9, "P224")],
        id="the plan's end does not end a half",
    ),
    pytest.param(
        target("indicator: nua", "at_most: 4", edits={4: "period: {from: 2022-04, to: 2022-12}"}),
        [],
        id="at most ends with the plan",
    ),
    pytest.param(
        target("indicator: nam", "at_least: 4", edits={4: "period: {from: 2022-04, to: 2022-12}"}),
        [(34, 9, "P225")],
        id="a plan shorter than the indicator's year",
    ),
    pytest.param(
        changed({4: "period: {from: 2022-12, to: 2022-01}"}), [(4, 29, "P209")], id="from after to"
    ),
    pytest.param(
        changed({9: "  - {id: qlcn, name: Phòng A, from: 2022-06, to: 2022-05}"}),
        [(9, 50, "P209")],
        id="a unit's from after to",
    ),
    pytest.param(
        target("indicator: quy", "at_least: 4", "due: 2023-05", edits={3: "titel: a"}),
        [(3, 1, "P103"), (37, 14, "P208")],
        id="due is checked beside a fault of the head",
    ),
]

# --- YAML ----------------------------------------------------------------------------------------

SYNTAX = [
    pytest.param("", [(1, 1, "P107")], id="empty"),
    pytest.param("# chú thích\n# thôi\n", [(1, 1, "P107")], id="only comments"),
    pytest.param("---\n", [(1, 1, "P107")], id="only a mark"),
    pytest.param("\ufeff", [(1, 1, "P107")], id="only a byte order mark"),
    pytest.param("~\n", [(1, 1, "P107")], id="nothing, written out"),
    pytest.param(changed({3: "\ttitle: a"}), [(3, 1, "P101")], id="a tab before a key"),
    pytest.param(
        changed({9: "\t- {id: qlcn, name: Phòng A}"}), [(9, 1, "P101")], id="a tab before a unit"
    ),
    pytest.param(changed({36: "      \t  at_least: 20"}), [(36, 7, "P101")], id="a tab among spaces"),
    pytest.param(changed({3: "title Kế hoạch"}), [(3, 1, "P101")], id="a missing colon"),
    pytest.param(changed({3: "title:Kế hoạch"}), [(3, 1, "P101")], id="no space behind a colon"),
    pytest.param(
        changed({9: "  - id: qlcn, name: Phòng A}"}), [(9, 19, "P101")], id="a brace that was not opened"
    ),
    pytest.param(
        changed({9: "  - {id: qlcn}, name: Phòng A}"}),
        [(9, 15, "P101")],
        id="a brace that was closed early",
    ),
    pytest.param(changed({3: " title: Kế hoạch"}), [(3, 2, "P101")], id="one space too many"),
    pytest.param(changed({3: "title: 'Kế hoạch"}), [(3, 8, "P101")], id="a quote that is never closed"),
    pytest.param(
        changed({3: 'title: "Kế hoạch'}),
        [(3, 8, "P101")],
        id="a quote that swallows lines up to the next",
    ),
    pytest.param(changed({12: "  phong: [tdc, qlcn"}), [(12, 10, "P101")], id="an open bracket"),
    pytest.param(changed({9: "  - {id: qlcn, name: Phòng A"}), [(9, 5, "P101")], id="an open brace"),
    pytest.param(
        changed({3: "title: a\ntitle: b", 12: "  phong: [tdc, qlcn"}),
        [(4, 1, "P102"), (13, 10, "P101")],
        id="what was seen before a fault of syntax is told too",
    ),
    pytest.param(
        target("indicator: ty-le", "at_least: >= 60%"), [(36, 19, "P113")], id=">= is no part of a goal"
    ),
    pytest.param(
        target("indicator: ty-le", "at_least: >= 60%   # ghi chú"),
        [(36, 19, "P113")],
        id="with a comment",
    ),
    pytest.param(target("indicator: tin", "at_least: >20"), [(36, 19, "P113")], id="> and two digits"),
    pytest.param(target("indicator: tin", "at_least: >5"), [(36, 19, "P113")], id="> and one digit"),
    pytest.param(target("indicator: tin", "at_least: <= 5"), [(36, 19, "P106")], id="<= is only text"),
    pytest.param(
        target("indicator: tin", "at_least: >= 60%"),
        [(36, 19, "P113"), (36, 19, "P206")],
        id="the goal behind >= is checked",
    ),
    pytest.param(
        changed(
            {
                34: "      - {id: t1, indicator: tin, at_least: >= 20, each: phong}",
                35: "",
                36: "",
                37: "",
            }
        ),
        [(34, 44, "P113")],
        id=">= inside of braces",
    ),
    pytest.param(changed({3: "title: @Sở"}), [(3, 8, "P113")], id="an at sign"),
    pytest.param(changed({3: "title: `Sở`"}), [(3, 8, "P113")], id="a backquote"),
    pytest.param(changed({3: "title: *Sở* Khoa học"}), [(3, 8, "P113")], id="stars"),
    pytest.param(changed({3: "title: &Sở"}), [(3, 8, "P113")], id="an ampersand"),
    pytest.param(
        changed({3: "title: @Sở Khoa học\n  và 'Công nghệ'"}), [(3, 8, "P113")], id="of two lines"
    ),
    pytest.param(changed({3: "title: Kế hoạch: thử"}), [(3, 8, "P113")], id="a colon in a title"),
    pytest.param(
        changed({3: "title: Kế hoạch: thử\n  và nữa"}), [(3, 8, "P113")], id="and a second line"
    ),
    pytest.param(
        changed({20: "  - {id: muc, name: Mức độ, kind: level, measure: %}"}), [(20, 51, "P113")], id="%"
    ),
    pytest.param(target("indicator: tin", "at_least: @20"), [(36, 19, "P113")], id="one fault, not two"),
    pytest.param(target("indicator: tin", "at_least: *goal"), [(36, 19, "P113")], id="an unknown alias"),
    pytest.param(
        changed({31: "    owners: *tdc"}), [(31, 13, "P113")], id="an unknown alias for a list"
    ),
    pytest.param(
        changed({3: "title: @Sở", 9: "  - {id: qlcn}", 37: "        each: phogn"}),
        [(3, 8, "P113"), (9, 5, "P104"), (37, 15, "P203")],
        id="the rest of the file is read",
    ),
    pytest.param(changed({3: "title: !!str a"}), [(3, 8, "P114")], id="a tag"),
    pytest.param(
        changed({3: "title: !!python/object/apply:os.system [echo]"}),
        [(3, 8, "P114")],
        id="a tag that acts",
    ),
    pytest.param(changed({3: "title: !important"}), [(3, 8, "P114")], id="an exclamation mark"),
    pytest.param("!plan\n" + changed({}), [(1, 1, "P114")], id="a tag of the whole"),
    pytest.param(changed({}) + "---\n" + changed({}), [(38, 1, "P114")], id="two documents"),
    pytest.param(
        changed({3: "titel: a"}) + "---\nxyz: 1\n",
        [(3, 1, "P103"), (38, 1, "P114")],
        id="the first of two documents is checked",
    ),
    pytest.param("---\n" + changed({}) + "...\n", [], id="one document with its marks"),
    pytest.param("%YAML 1.2\n---\n" + changed({}), [], id="a directive"),
    pytest.param(
        changed({9: "  - {id: qlcn, name: &ten Phòng A}", 30: "    title: *ten"}),
        [],
        id="an alias of a text",
    ),
    pytest.param(
        changed({12: "  phong: &p [tdc, qlcn]", 13: "  tat-ca: *p"}), [], id="an alias of a list"
    ),
    pytest.param(
        changed({12: "  phong: &p [tdc, qlnc]", 13: "  tat-ca: *p"}),
        [(12, 19, "P203")],
        id="a fault behind an alias is told once",
    ),
    pytest.param(changed({12: "  phong: &p [tdc, *p]"}), [(12, 19, "P117")], id="an alias of itself"),
    pytest.param(
        changed({4: "period: &p {from: 2022-01, to: *p}", 37: "        each: phogn"}),
        [(4, 32, "P117"), (37, 15, "P203")],
        id="an alias of itself does not hide the rest",
    ),
    pytest.param(changed({3: "<<: {title: a}"}), [(1, 1, "P104"), (3, 1, "P103")], id="no merge keys"),
]

NESTED = "[" * 10_000 + "]" * 10_000
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
BYTES = [
    pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", [(1, 1, "P108")], id="a picture"),
    pytest.param(b"PK\x03\x04" + bytes(range(32)) * 9, [(1, 3, "P108")], id="a workbook"),
    pytest.param(changed({}).encode("utf-16"), [(1, 1, "P108")], id="UTF-16"),
    pytest.param(changed({}).encode("utf-16-le"), [(3, 18, "P108")], id="UTF-16 without its mark"),
    pytest.param(
        changed({3: "title: a"}).encode().replace(b"title: a", b"title: K\xea"),
        [(3, 9, "P108")],
        id="Windows-1258",
    ),
    pytest.param(
        b"\xef\xbb\xbf" + changed({}).encode().replace("thử".encode(), b"th\xff"),
        [(3, 19, "P108")],
        id="after a byte order mark and letters of two bytes",
    ),
    pytest.param(
        b"\xef\xbb\xbfversion: \xff",
        [*[(1, 1, "P104")] * 3, (1, 10, "P108")],
        id="in the line of the byte order mark",
    ),
    *(
        pytest.param(
            changed({at: new, 13: "  tat-ca: [phogn, hoa]"}).encode().replace(b"?", b"\xe1\xbb"),
            [*sorted([(at, column, "P108"), (13, 12, "P203")])],
            id=f"a byte hides nothing else, nor does it make more of itself: {new}",
        )
        for at, new, column in (
            (3, "title: K? hoạch", 9),
            (3, "t?tle: Kế hoạch", 2),
            (4, "period: {from: 2022-01, to: 2022-?2}", 34),
            (8, "  - {id: t?c, name: Phòng Đo lường, aliases: [P.ĐL]}", 11),
            (10, "  - {id: hoa, name: Ph?ng Công nghệ, aliases: [Phòng A]}", 23),
            (15, "  - {id: tin, name: Tin bài, kind: co?nt}", 38),
            (22, "  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: t?n, denominator: tong}", 55),
            (36, "        at_least: 2?", 20),
            (36, "        at_least: ?", 19),
            (36, '        at_least: "20" # gh?i chú', 28),
        )
    ),
    pytest.param(b"\xef\xbb\xbf" + changed({}).encode(), [], id="a byte order mark"),
    pytest.param(
        b"\xef\xbb\xbfxyz: 1\n" + changed({}).encode(), [(1, 1, "P103")], id="counts as no column"
    ),
    pytest.param(changed({}).replace("\n", "\r\n").encode(), [], id="CRLF"),
    pytest.param(
        changed({9: "  - {id: qlcn}"}).replace("\n", "\r\n").encode(), [(9, 5, "P104")], id="in CRLF"
    ),
    pytest.param(changed({9: "  - {id: qlcn}"}).replace("\n", "\r").encode(), [(9, 5, "P104")], id="CR"),
    pytest.param(
        changed({3: "title: a\x07b", 9: "  - {id: qlcn}"}).encode(),
        [(3, 9, "P108"), (9, 5, "P104")],
        id="a bell hides nothing",
    ),
    pytest.param(
        changed({3: "title: a\x0bb\u2028c"}).encode(), [(3, 9, "P108"), (3, 11, "P108")], id="breaks"
    ),
    pytest.param(changed({3: "title: a\x00b"}).encode(), [(3, 9, "P108")], id="NUL"),
    pytest.param(
        changed({3: 'title: "a\\x1b[31mb"'}).encode(), [(3, 8, "P106")], id="an escape sequence"
    ),
    pytest.param(
        changed({30: "    title: a\u202eb"}).encode(), [(30, 12, "P106")], id="text turned around"
    ),
    pytest.param(
        changed({12: '  "pho\u202eng": [tdc]'}).encode(), [(12, 3, "P106")], id="a group's id turned"
    ),
    pytest.param(
        changed({3: "\x00\x00title: a"}).encode(),
        [(3, 1, "P108"), (3, 2, "P108")],
        id="in place of spaces",
    ),
    pytest.param(
        changed({3: "title: a\x85b"}).encode(), [(3, 9, "P108")], id="a line end that no editor shows"
    ),
    pytest.param(
        changed({3: "title: Sở\u200b Khoa\u200dhọc \u00a0 \U0001f600"}).encode(), [], id="spaces, emoji"
    ),
    pytest.param(b"a: " + NESTED.encode(), [(1, 53, "P109")], id="10,000 lists in each other"),
    pytest.param(b"a: " + b"[" * 1_000, [(1, 53, "P109")], id="1,000 lists, as many as PyYAML takes"),
    pytest.param(b"a: " + b"[" * 1_001, [(1, 53, "P109")], id="1,001 lists, one more than it takes"),
    pytest.param(b"a: [b, " * 2_000, [(1, 176, "P109")], id="2,000 lists after keys"),
    pytest.param(b"- " * 10_000, [(1, 101, "P109")], id="10,000 dashes"),
    pytest.param(b"{a: " * 10_000, [(1, 201, "P109")], id="10,000 braces"),
    pytest.param(BOMB.encode(), [(6, 15, "P109")], id="a bomb of aliases"),
    pytest.param(b"a: 1\n" * 1_700_000, [(1, 1, "P109")], id="8 MB"),
]

CASES = {
    "keys": KEYS,
    "shapes": SHAPES,
    "values": VALUES,
    "repeats": REPEATS,
    "names": NAMES,
    "groups": GROUPS,
    "indicators": INDICATORS,
    "comparisons": COMPARISONS,
    "scopes": SCOPES,
    "paces": PACES,
    "dues": DUES,
    "syntax": SYNTAX,
    "bytes": BYTES,
}


ALL = [
    pytest.param(*case.values, id=f"{name}: {case.id or number}")
    for name, cases in CASES.items()
    for number, case in enumerate(cases)
]


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_every_fault_is_told_once_with_its_place(text: str | bytes, expected: list[Fault]) -> None:
    started = time.process_time()
    reading = read(text)
    assert time.process_time() - started < 2
    assert faults(reading) == expected
    broken = any(one.severity is Severity.ERROR for one in reading.diagnostics)
    assert (reading.plan is None) == broken
    for language in LANGUAGES:
        wording = Wording(language)
        for diagnostic in reading.diagnostics:
            for said in wording.describe(diagnostic):
                assert said
                assert not re.search(r"\{[a-z]+\}|None|[A-Z][a-z]+\.|[a-z]_[a-z]+\.", said)


# --- Suggestions -----------------------------------------------------------------------------------

NEAR = [
    pytest.param(changed({3: "titel: a"}), "P103", "title", id="key"),
    pytest.param(changed({3: "title: a\ntên kế hoạch: a"}), "P103", None, id="no key comes near"),
    pytest.param(changed({27: "tasc:"}), "P103", "tasks", id="section"),
    pytest.param(
        changed({4: "period: {form: 2022-01, to: 2022-12}"}), "P103", "from", id="from, not from_"
    ),
    pytest.param(target("indicator: tin", "at-least: 20"), "P103", "at_least", id="dash for underscore"),
    pytest.param(target("indicator: tin", "At_Least: 20"), "P103", "at_least", id="capitals"),
    pytest.param(
        target("indicator: tin", "at_least: 1", "waivers: [{until: 2022-09, reson: a, by: b}]"),
        "P103",
        "reason",
        id="key of a waiver",
    ),
    pytest.param(changed({9: "  - {id: qlcn, name: A, alias: [B]}"}), "P103", "aliases", id="alias"),
    pytest.param(changed({15: "  - {id: tin, name: A, kind: cuont}"}), "P115", "count", id="choice"),
    pytest.param(
        changed({15: "  - {id: tin, name: A, kind: số}"}), "P115", None, id="no choice comes near"
    ),
    pytest.param(changed({12: "  phong: [tdc, qlnc]"}), "P203", "qlcn", id="member"),
    pytest.param(changed({31: "    owners: [phogn]"}), "P203", "phong", id="owner: a group"),
    pytest.param(changed({32: "    references: [nd62]"}), "P203", "nd-62", id="reference"),
    pytest.param(target("indicator: tim", "at_least: 20"), "P203", "tin", id="indicator"),
    pytest.param(
        target("indicator: tin", "at_least: 20", "each: phong", "except: {tcd: 1}"),
        "P203",
        "tdc",
        id="exception: a unit",
    ),
    pytest.param(changed({31: "    owners: [xyz-12345]"}), "P203", None, id="no name comes near"),
]


@pytest.mark.parametrize(("text", "code", "near"), NEAR)
def test_did_you_mean(text: str, code: str, near: str | None) -> None:
    (diagnostic,) = read(text).diagnostics
    assert (diagnostic.code, diagnostic.params["near"]) == (code, near)
    _, hint = Wording("vi").describe(diagnostic)
    assert ("có phải" in hint) == (near is not None)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (target("indicator: quy", "at_least: 4", "due: 2022-05"), "tháng 3/2022, tháng 6/2022"),
        (target("indicator: quy", "at_least: 4", "due: 2022-01"), "tháng 3/2022"),
        (
            target("indicator: nua", "at_least: 4", edits={4: "period: {from: 2022-04, to: 2022-12}"}),
            "tháng 9/2022",
        ),
    ],
)
def test_only_ends_of_periods_inside_of_the_plan_are_proposed(text: str, ends: str) -> None:
    (diagnostic,) = read(text).diagnostics
    assert Wording("vi").describe(diagnostic)[1] == f"chọn một tháng cuối kỳ: {ends}"


def test_what_is_already_there_is_named_with_its_place() -> None:
    (diagnostic,) = read(changed({10: "  - {id: hoa, name: Phòng Đo lường}"})).diagnostics
    assert (diagnostic.params["other"], str(diagnostic.params["first"])) == ("tdc", "plan.yaml:8:21")


# --- Many faults in one run -----------------------------------------------------------------------

TWENTY = """\
version: 2
id: kế hoạch
titel: Kế hoạch thử
issued: 27/7/2022
language: fr
period: {from: 2022-01, to: 2022-12}
units:
  - {id: tdc, name: Phòng Đo lường, kind: phòng}
  - {id: qlcn, name: phòng đo  lường}
  - {id: qlcn, name: Phòng Công nghệ, name: Phòng QLCN}
  - {id: hcth}
groups:
  phong: [tdc, qlnc]
  trong: []
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: moc, name: Quy chế, kind: milestone}
  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: tin, denominator: moc}
tasks:
  - id: I.1
    clause: I.1
    title: Nhiệm vụ
    owners: tdc
    schedule: {due: 2023-06}
    targets:
      - {id: t1, indicator: tin, at_least: 0, each: phong, over: phong}
      - {id: t2, indicator: ty-le, at_least: 60, each: phong, pace: linear}
      - {id: t3, indicator: moc, at_most: 1, severity: eror, basis: derived}
      - {id: t1, indicator: tin, at_least: 60%, except: {tdc: 5}}
"""


def test_twenty_faults_are_told_in_one_run() -> None:
    found = faults(read(TWENTY))
    assert found == [
        (1, 10, "P106"),
        (2, 5, "P106"),
        (3, 1, "P103"),
        (4, 9, "P106"),
        (5, 11, "P115"),
        (8, 37, "P103"),
        (9, 22, "P202"),
        (10, 10, "P201"),
        (10, 39, "P102"),
        (11, 5, "P104"),
        (13, 16, "P203"),
        (14, 3, "P221"),
        (18, 72, "P212"),
        (23, 13, "P105"),
        (24, 21, "P208"),
        (26, 44, "P210"),
        (26, 60, "P216"),
        (27, 46, "P206"),
        (27, 69, "P217"),
        (28, 34, "P213"),
        (28, 56, "P115"),
        (29, 14, "P201"),
        (29, 44, "P206"),
        (29, 58, "P215"),
    ]


def test_a_surprise_of_yaml_hides_nothing_behind_it() -> None:
    text = TWENTY.replace("titel: Kế hoạch thử", "title: Kế hoạch: thử @ >= 60%")
    assert faults(read(text)) == [
        (3, 8, "P113") if place == (3, 1, "P103") else place for place in faults(read(TWENTY))
    ]


def test_many_surprises_are_all_told() -> None:
    text = changed(
        {3: "title: @a", 29: "    clause: %b", 30: "    title: c: d", 36: "        at_least: >= 20"}
    )
    assert faults(read(text)) == [(3, 8, "P113"), (29, 13, "P113"), (30, 12, "P113"), (36, 19, "P113")]


# --- What is read ---------------------------------------------------------------------------------


def test_words_that_yaml_takes_for_something_else_stay_what_was_written() -> None:
    plan = planned(
        changed(
            {
                2: "id: 2022",
                9: "  - {id: no, name: on, aliases: [1:30, 0123, 1.000, 2022-07-27, yes, 0x1F]}",
                12: "  phong: [tdc, no]",
                29: "    clause: 1.10",
                37: "        each: no\n        except: {no: 007}",
            }
        )
    )
    unit = plan.units[1]
    assert (plan.id, unit.id, unit.name) == ("2022", "no", "on")
    assert unit.aliases == ("1:30", "0123", "1.000", "2022-07-27", "yes", "0x1F")
    assert plan.tasks[0].clause == "1.10"
    assert plan.target_by_id["t1"].except_["no"].value == 7
    assert plan.members("phong") == ("tdc", "no")


def test_quotes_make_no_difference() -> None:
    assert planned(
        changed({4: 'period: {from: "2022-01", to: "2022-12", cutoff_day: "14"}'})
    ).period.to == (2022 * 12 + 11)


def test_a_text_of_letters_and_marks_is_read_as_one_of_composed_letters() -> None:
    composed = changed({2: "id: kế-hoạch", 12: "  phòng: [tdc]", 13: "  tat-ca: [phòng, hoa]"})
    apart = unicodedata.normalize("NFD", composed)
    assert apart != composed
    assert planned(apart) == planned(composed)
    assert planned(apart).title == "Kế hoạch thử"


def test_a_fault_in_a_text_of_letters_and_marks_is_where_it_stands() -> None:
    row = unicodedata.normalize("NFD", "  - {id: qlcn, name: Phòng Công nghệ, xyz: 1}")
    assert faults(read(changed({9: row}))) == [(9, row.index("xyz") + 1, "P103")]


@pytest.mark.parametrize(
    ("due", "month"),
    [
        ("2022-07", 7),
        ("2022-07-14", 7),
        ("2022-07-15", 8),
        ("2022-07-20", 8),
        ("2021-12-15", 1),
        ("2022-12-14", 12),
        ("2022-12-31", 12),
    ],
)
def test_a_day_means_the_reporting_month_that_holds_it(due: str, month: int) -> None:
    plan = planned(target("indicator: tin", "at_least: 20", f"due: {due}"))
    assert asked_of(plan, plan.target_by_id["t1"], None).due_month == 2022 * 12 + month - 1


def test_due_is_the_targets_then_the_tasks_then_the_plans() -> None:
    def due(text: str) -> int:
        plan = planned(text)
        return asked_of(plan, plan.target_by_id["t1"], None).due_month - 2022 * 12 + 1

    task = {32: "    schedule: {due: 2022-09}"}
    assert due(target("indicator: tin", "at_least: 20", "due: 2022-06", edits=task)) == 6
    assert due(target("indicator: tin", "at_least: 20", edits=task)) == 9
    assert due(target("indicator: tin", "at_most: 20", edits=task)) == 9
    assert due(target("indicator: tin", "at_least: 20")) == 12


@pytest.mark.parametrize(
    ("keys", "pace"),
    [
        (("indicator: tin", "at_least: 20"), "linear"),
        (("indicator: tin", "exactly: 20"), "linear"),
        (("indicator: khi", "at_least: 20"), "final"),
        (("indicator: ton", "at_least: 20"), "always"),
        (("indicator: ty-le", "exactly: 20%"), "always"),
        (("indicator: moc", "at_least: 1"), "final"),
        (("indicator: tin", "at_most: 20"), None),
        (("indicator: loi",), None),
        (("indicator: tin", "at_least: 20", "pace: always"), "always"),
    ],
)
def test_the_pace_where_none_is_written(keys: tuple[str, ...], pace: str | None) -> None:
    plan = planned(target(*keys))
    assert asked_of(plan, plan.target_by_id["t1"], None).pace == pace


def test_a_group_gives_each_unit_once_in_order() -> None:
    plan = planned(changed({13: "  tat-ca: [qlcn, phong, hoa, tdc, phong]"}))
    assert plan.members("tat-ca") == ("qlcn", "tdc", "hoa")
    assert plan.members("tdc") == ("tdc",)


def test_a_target_is_found_where_it_is_declared() -> None:
    place = read(changed({})).target_place("t1")
    assert (place.path, place.line, place.column) == ("plan.yaml", 34, 9)


# --- Files made to hang a program -----------------------------------------------------------------


def test_groups_that_double_and_groups_in_a_long_chain_are_read_at_once() -> None:
    double = "".join(f"  d{n}: [d{n - 1}, d{n - 1}]\n" for n in range(1, 60))
    chain = "".join(f"  c{n}: [c{n - 1}]\n" for n in range(1, 5_000))
    text = changed({13: f"  tat-ca: [d59, c4999]\n  d0: [tdc]\n{double}  c0: [hoa]\n{chain}"})
    started = time.process_time()
    assert planned(text).members("tat-ca") == ("tdc", "hoa")
    assert time.process_time() - started < 2


def test_a_long_cycle_is_one_fault() -> None:
    chain = "".join(f"  c{n}: [c{n - 1}]\n" for n in range(1, 5_000))
    started = time.process_time()
    found = faults(read(changed({13: f"  tat-ca: [phong, hoa]\n  c0: [c4999]\n{chain}"})))
    assert [code for _, _, code in found] == ["P204"]
    assert time.process_time() - started < 2


def test_thousands_of_unknown_names_are_all_told_in_time() -> None:
    units = "".join(f"  - {{id: don-vi-{n}, name: Đơn vị {n}}}\n" for n in range(3_000))
    owners = ", ".join(f"dv-{n}" for n in range(3_000))
    started = time.process_time()
    found = read(
        changed({10: f"  - {{id: hoa, name: A}}\n{units}", 31: f"    owners: [{owners}]"})
    ).diagnostics
    assert [one.code for one in found] == ["P203"] * 3_000
    assert found[0].params["near"] is not None
    assert time.process_time() - started < 5


SCRAPS = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "#",
    "&a ",
    "*a",
    "!x ",
    "'",
    '"',
    "%",
    "@",
    "\n",
    "\t",
    "- ",
    "? ",
    "\x00",
]
SCRAPS += [
    "null",
    "---\n",
    "<<: ",
    ">= ",
    "\ufeff",
    "\r",
    "\u2028",
    "tdc",
    "phong",
    "ty-le",
    "loi",
    "2022-06",
    "60%",
]


@pytest.mark.parametrize("seed", range(300))
def test_no_damage_makes_the_reader_fail_or_point_outside_of_the_file(seed: int) -> None:
    chance = Random(seed)
    text = chance.choice([changed({}), TWENTY])
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text))
        text = text[:start] + chance.choice(SCRAPS) + text[start + chance.randrange(8) :]
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, column, _ in faults(read(text)):
        assert 1 <= line <= len(rows)
        assert 1 <= column <= len(rows[line - 1]) + 1
