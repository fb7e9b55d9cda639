"""What is wrong with scoring tables and score sheets, with its place; all faults in one run."""

from __future__ import annotations

import pytest

from cchc_cli.reading.scoring_file.read import read_scoring
from cchc_cli.render.wording import Wording
from test_score import PLAN, f, faults, run

HEAD = "version: 1\nid: t\ntitle: T\nyear: 2022\nunits: u\n"


def table(*criteria: str, head: str = HEAD) -> str:
    return head + "criteria:\n" + "".join(f"  - {one}\n" for one in criteria)


def told(text: str) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of everything that is wrong with a table; criteria start on line 7."""
    reading = read_scoring(text.encode(), "bang.yaml")
    return [
        (one.code, one.location.line, one.location.column)
        for one in reading.diagnostics
        if one.location is not None
    ]


GOOD = "{id: A, name: a, max: 2, manual: true}"


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        # Two rules, none, a rule on a criterion that holds others.
        ("{id: A, name: a, max: 2, manual: true, per_item: 1}", [("P606", 7, 44)]),
        ("{id: A, name: a, max: 2}", [("P605", 7, 5)]),
        (
            "{id: A, name: a, max: 2, manual: true, criteria: [" + GOOD.replace("A", "B") + "]}",
            [("P604", 7, 30)],
        ),
        # A rule that cannot reach its maximum, or passes it.
        ("{id: A, name: a, max: 2, choices: {x: 1, y: 0}}", [("P611", 7, 39)]),
        ("{id: A, name: a, max: 2, choices: {x: 3, y: 0}}", [("P612", 7, 39)]),
        ("{id: A, name: a, max: 2, bands: [{above: 9, points: 1}]}", [("P611", 7, 37)]),
        ("{id: A, name: a, max: 2, choices: {}}", [("P611", 7, 39)]),
        # Bounds that do not fall, points that rise, a band with two bounds.
        (
            "{id: A, name: a, max: 2, bands: [{at_least: 9, points: 2}, {above: 9, points: 1}]}",
            [("P609", 7, 64)],
        ),
        (
            "{id: A, name: a, max: 2, bands: [{at_least: 9, points: 1}, {at_least: 5, points: 2}]}",
            [("P610", 7, 64)],
        ),
        (
            "{id: A, name: a, max: 2, bands: [{at_least: 9, points: 2}], else: 3}",
            [("P610", 7, 71)],
        ),
        ("{id: A, name: a, max: 2, bands: [{at_least: 9, above: 9, points: 2}]}", [("P608", 7, 38)]),
        ("{id: A, name: a, max: 2, bands: []}", [("P608", 7, 37), ("P611", 7, 37)]),
        ("{id: A, name: a, max: 2, proportional: {full: 5, floor: 6}}", [("P613", 7, 61)]),
        # Values.
        ("{id: A, name: a, max: '1,5', manual: true}", [("P106", 7, 27)]),
        ("{id: A, name: a, max: 0, manual: true}", [("P106", 7, 27)]),
        ("{id: A, name: a, max: 2, manual: false}", [("P106", 7, 38)]),
        ("{id: A, name: a, max: 2, per_items: 1}", [("P103", 7, 30)]),
        ("{id: A, name: Tin, bài, max: 2, manual: true}", [("P120", 7, 24)]),
        ("{id: A, name: a, manual: true}", [("P104", 7, 5)]),
        # Names of choices.
        ("{id: A, name: a, max: 2, choices: {x: 2, na: 0}}", [("P614", 7, 46)]),
        ("{id: A, name: a, max: 2, choices: {Đạt: 2, đạt: 0}}", [("P615", 7, 48)]),
        # Sources.
        ("{id: A, name: a, max: 2, manual: true, from: {}}", [("P616", 7, 50)]),
        (
            "{id: A, name: a, max: 2, manual: true, from: {verdict: x}}",
            [("P617", 7, 51)],
        ),
        (
            "{id: A, name: a, max: 2, choices: {met: 2, mised: 0}, from: {verdict: x}}",
            [("P624", 7, 30), ("P618", 7, 48)],
        ),
        ("{id: A, name: a, max: 2, manual: true, else: 1}", [("P607", 7, 44)]),
        ("{id: A, name: a, criteria: []}", [("P603", 7, 32)]),
        (
            "{id: A, name: a, bonus_cap: 1, criteria: [" + GOOD.replace("A", "B") + "]}",
            [("P607", 7, 22)],
        ),
        ("{id: A, name: a, max: 3, criteria: [" + GOOD.replace("A", "B") + "]}", [("P619", 7, 27)]),
    ],
)
def test_faults_of_a_criterion(criterion: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(table(criterion)) == expected


def test_bonuses_stand_outside_the_maximum_of_their_node() -> None:
    inner = "{id: B, name: b, max: 2, manual: true}, {id: C, name: c, max: 5, per_item: 1, bonus: true}"
    assert told(table(f"{{id: A, name: a, max: 2, criteria: [{inner}]}}")) == []
    assert told(table(f"{{id: A, name: a, max: 7, criteria: [{inner}]}}")) == [("P619", 7, 27)]


def test_all_faults_of_a_table_are_told_at_once() -> None:
    head = HEAD.replace("2022", "22") + "classes: [{name: A, at_least: 80%}, {name: A, at_least: 90%}]\n"
    text = table(GOOD, GOOD, "{id: C, name: c}", head=head)
    assert told(text) == [
        ("P106", 4, 7),
        ("P201", 6, 44),
        ("P609", 6, 57),
        ("P201", 9, 10),
        ("P104", 10, 5),
        ("P605", 10, 5),
    ]


@pytest.mark.parametrize("text", ["", "- a\n", "criteria: 5\n", "a: &x [*x]\n", "version: 2\n"])
def test_what_is_no_table_is_refused(text: str) -> None:
    reading = read_scoring(text.encode(), "bang.yaml")
    assert reading.table is None
    assert reading.diagnostics


ONE = table(
    "{id: A, name: Ban hành, max: 2, choices: {kip-thoi: 2, muon: 1}}",
    "{id: B, name: b, max: 2, manual: true}",
    "{id: C, name: c, max: 2, proportional: {full: 100}, veto: {above: 0}}",
    "{id: D, name: d, criteria: [{id: D.1, name: e, max: 2, per_item: 1}]}",
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("u,self,A,kip-thoii,", ("A605", "phieu.csv:2:10")),
        ("u,self,A,2,", ("A605", "phieu.csv:2:10")),
        ("u,self,B,2.5,", ("A607", "phieu.csv:2:10")),
        ("u,self,B,-1,", ("A617", "phieu.csv:2:10")),
        ("u,self,B,50%,", ("A606", "phieu.csv:2:10")),
        ("u,self,B,1.234,", ("A616", "phieu.csv:2:10")),
        ("u,self,B,abc,", ("A604", "phieu.csv:2:10")),
        ("u,self,B,1e0,", ("A604", "phieu.csv:2:10")),
        ("u,self,B,NaN,", ("A604", "phieu.csv:2:10")),
        ("u,self,X,1,", ("A602", "phieu.csv:2:8")),
        ("u,self,D,1,", ("A603", "phieu.csv:2:8")),
        ("u,self,,1,", ("A608", "phieu.csv:2:8")),
        ("u,sefl,B,1,", ("A615", "phieu.csv:2:3")),
        ("u,,B,1,", ("A615", "phieu.csv:2:3")),
        ("v,self,B,1,", ("A614", "phieu.csv:2:1")),
        (",self,B,1,", ("A618", "phieu.csv:2:1")),
        ("u,self,B,1,1", ("A613", "phieu.csv:2:12")),
        ("u,self,B,1", ("A201", "phieu.csv:2:1")),
        ("u,final,B,1,", ("A610", "phieu.csv:2")),
    ],
)
def test_faults_of_a_row(row: str, expected: tuple[str, str]) -> None:
    result = run(ONE, f"unit,stage,criterion,value,veto\n{row}\n")
    assert result.scores is None
    assert faults(result) == [expected]


def test_an_unknown_choice_suggests_what_was_meant() -> None:
    result = run(ONE, "unit,stage,criterion,value\nu,self,A,kip-thoii\n")
    message, hint = Wording("vi").describe(result.diagnostics[0])
    assert message == "“kip-thoii” không phải lựa chọn của tiêu chí A"
    assert hint == "có phải “kip-thoi” không? chọn một trong: kip-thoi, muon"


def test_a_criterion_twice_names_both_places() -> None:
    result = run(ONE, "unit,stage,criterion,value\nu,self,B,1\nu,self,B,1\n")
    assert faults(result) == [("A609", "phieu.csv:3:8")]
    assert str(result.diagnostics[0].params["first"]) == "phieu.csv:2"


def test_every_fault_of_a_sheet_is_told_and_no_points_are_given() -> None:
    result = run(ONE, "unit,stage,criterion,value\nu,self,X,1\nu,self,B,9\nu,self,C,x\n")
    assert faults(result) == [
        ("A602", "phieu.csv:2:8"),
        ("A607", "phieu.csv:3:10"),
        ("A604", "phieu.csv:4:10"),
    ]
    assert result.scores is None


def test_a_sheet_without_its_columns() -> None:
    assert faults(run(ONE, "unit,stage,criterion,points\nu,self,B,1\n")) == [
        ("A601", "phieu.csv:1:12"),
        ("A107", "phieu.csv:1:22"),
    ]
    assert faults(run(ONE, "a,b\n1,2\n")) == [("V607", "phieu.csv")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_vietnamese_names_and_numbers(mark: str) -> None:
    rows = [
        ("Đơn vị", "Lần chấm", "Tiêu chí", "Giá trị", "Số liệu loại trừ"),
        ("U", "Tự chấm", "ban hành", "Kịp thời", ""),
        ("u", "tự chấm", "B", '"1,5"', ""),
        ("u", "tự chấm", "c", '"92,5%"', "0"),
        ("u", "tự chấm", "D.1", "không áp dụng", ""),
        ("u", "thẩm định", "B", "1", ""),
    ]
    result = run(ONE, "\n".join(mark.join(row) for row in rows))
    assert faults(result) == []
    own, appraised = (one.total for one in result.standings)
    assert (own.low, own.max) == (f("5.35"), 6)
    assert (appraised.low, appraised.max) == (f("4.85"), 6)


def test_a_blank_cell_keeps_what_was_known_before() -> None:
    sheet = "unit,stage,criterion,value,veto\nu,self,C,100,0\nu,final,C,,1\nu,final,B,,\n"
    result = run(ONE, sheet)
    own, final = (one.total for one in result.standings)
    assert (own.low, own.high) == (3, 8)
    assert (final.low, final.high) == (1, 6)


def test_a_veto_that_is_not_known_leaves_the_points_open() -> None:
    (only,) = run(ONE, "unit,criterion,value\nu,C,100\n").standings
    assert (only.total.low, only.total.high) == (1, 8)


def test_names_are_held_against_the_plan() -> None:
    head = HEAD.replace("units: u", "units: phong-don-v")
    text = table(
        "{id: A, name: a, max: 2, manual: true, owner: qlc}",
        "{id: B, name: b, max: 2, per_item: 1, from: {indicator: tin-bia}}",
        "{id: C, name: c, max: 2, choices: {met: 2, missed: 0}, from: {verdict: tin_bai}}",
        head=head,
    )
    assert faults(run(text, "", PLAN)) == [
        ("P620", "bang.yaml:7:51"),
        ("P620", "bang.yaml:8:61"),
        ("P620", "bang.yaml:9:76"),
        ("P621", "bang.yaml:5:8"),
    ]


def test_a_plan_of_another_year_and_no_plan_at_all() -> None:
    text = table("{id: B, name: b, max: 2, per_item: 1, from: {indicator: tin-bai}}")
    other = text.replace("year: 2022", "year: 2023")
    assert faults(run(other, "", PLAN)) == [("P622", "bang.yaml:4:7")]
    assert faults(run(text)) == [("V601", "bang.yaml")]


def test_a_sheet_holds_against_the_plan_and_a_difference_is_a_warning() -> None:
    text = table(
        "{id: B, name: b, max: 20, per_item: 1, from: {indicator: tin-bai}}",
        head=HEAD.replace("units: u", "units: tdc"),
    )
    figures = "period,unit,indicator,value\n2022-H1,tdc,tin-bai,7\n"
    # Half a year is missing: 7 or more.
    (open_,) = run(text, "", PLAN, figures).standings
    assert (open_.total.low, open_.total.high) == (7, 20)
    agreed = run(text, "criterion,value\nB,9\n", PLAN, figures)
    assert [code for code, _ in faults(agreed) if code == "A612"] == []
    differs = run(text, "criterion,value\nB,5\n", PLAN, figures)
    assert ("A612", "phieu.csv:2") in faults(differs)
    assert differs.standings[0].total.low == 5


def test_required_evidence() -> None:
    text = table("{id: A, name: a, max: 2, manual: true, evidence: required}")
    assert faults(run(text, "criterion,value,evidence\nA,1,\n")) == [("A611", "phieu.csv:2")]
    assert faults(run(text, "criterion,value,evidence\nA,1,12/BC\n")) == []
    assert faults(run(text, "criterion,value,evidence\nA,0,\n")) == []


def test_units_without_the_last_stage_are_named() -> None:
    text = table(GOOD, head=HEAD.replace("units: u", "units: [u, v]"))
    sheet = "unit,stage,criterion,value\nu,self,A,1\nv,self,A,1\nu,final,A,0\n"
    result = run(text, sheet)
    assert [one.code for one in result.diagnostics] == ["V603"]
    assert [(one.unit, one.stage, one.total.low) for one in result.standings] == [
        ("u", "self", 1),
        ("v", "self", 1),
        ("v", "final", 1),
        ("u", "final", 0),
    ]


def test_a_total_is_no_criterion_and_a_note_says_so() -> None:
    result = run(ONE, "unit,criterion,value\nu,B,1\nu,Tổng điểm,54\nu,Tổng cộng,54\n")
    assert faults(result) == [("A620", "phieu.csv:3:3"), ("A620", "phieu.csv:4:3")]
    assert result.scores is not None


def test_a_table_scores_somebody() -> None:
    assert told(table(GOOD, head=HEAD.replace("units: u", "units: []"))) == [("P106", 5, 8)]
    assert told(table(GOOD, head=HEAD.replace("units: u", "units: [a, b]"))) == []
    assert told(table(GOOD, head=HEAD.replace("units: u", "units: [a b]"))) == [("P106", 5, 9)]
    assert told("version: 1\nid: t\ntitle: T\nyear: 2022\nunits: u\ncriteria: []\n") == [("P603", 6, 11)]
