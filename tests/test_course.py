"""Figures that cannot be meant: far from those before, or a percentage far above its goal."""

from __future__ import annotations

import pytest

from cchc_cli.reading.figures.read import read_figures
from support import plan_of, source

PLAN = plan_of("""
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
groups: {tat-ca: [a, b]}
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: can, name: Biên chế, kind: level}
  - {id: moc, name: Ban hành quy chế, kind: milestone, every: on_demand}
  - {id: muc, name: Mức độ hài lòng, kind: level, measure: "%", every: on_demand}
  - {id: gan, name: Mức phải giảm, kind: level, measure: "%", every: on_demand}
  - {id: hon, name: So với năm trước, kind: level, measure: "%", every: on_demand}
  - {id: tu-do, name: Không có mục tiêu, kind: level, measure: "%", every: on_demand}
tasks:
  - id: I
    clause: I
    title: Thử
    targets:
      - {id: muc, indicator: muc, at_least: 80%, each: tat-ca, except: {b: 60%}}
      - {id: gan, indicator: gan, at_most: 5%, each: tat-ca}
      - {id: hon, indicator: hon, at_least: 120%, each: tat-ca}
""")
HEAD = "period,unit,indicator,value\n"


def far(indicator: str, *values: str, first: int = 1) -> list[tuple[int | None, object, object]]:
    """The figures of months in a row that are called far, each with the one that it is far from."""
    rows = "".join(f"2022-{at:02d},a,{indicator},{v}\n" for at, v in enumerate(values, first) if v)
    found = read_figures(PLAN, [source(HEAD + rows)]).diagnostics
    return [
        (one.location and one.location.line, one.params["value"], one.params["other"])
        for one in found
        if one.code == "A326"
    ]


COURSES = [
    ("tin", ["50", "40", "45", "50000"], [(5, 50000, 50)]),
    ("tin", ["50", "40", "45", "500"], [(5, 500, 50)]),
    ("tin", ["50", "40", "45", "499"], []),
    ("tin", ["50", "40", "45", "4"], [(5, 4, 40)]),
    ("tin", ["50", "40", "45", "5"], []),
    ("tin", ["50", "40", "45", "0"], []),
    ("tin", ["50", "40", "500"], []),
    ("tin", ["50", "0", "45", "4"], []),
    ("tin", ["50", "0", "45", "40", "4"], [(6, 4, 40)]),
    ("tin", ["0", "0", "0", "9"], []),
    ("tin", ["0", "0", "1", "9"], []),
    ("tin", ["0", "0", "1", "10"], [(5, 10, 1)]),
    ("tin", ["50", "", "45", "40", "500"], [(5, 500, 50)]),
    ("tin", ["50", "40", "45", "500", "50"], [(5, 500, 50)]),
    ("can", ["5", "5", "6", "60"], [(5, 60, 6)]),
    ("can", ["60", "60", "60", "6"], [(5, 6, 60)]),
    ("moc", ["1", "1", "1", "0"], []),
]


@pytest.mark.parametrize(("indicator", "values", "expected"), COURSES)
def test_ten_times_the_highest_or_a_tenth_of_the_lowest(
    indicator: str, values: list[str], expected: list[tuple[int, int, int]]
) -> None:
    assert far(indicator, *values) == expected


def test_order_in_the_file_is_no_order_in_time() -> None:
    rows = "2022-04,a,tin,500\n2022-01,a,tin,50\n2022-03,a,tin,45\n2022-02,a,tin,40\n"
    found = read_figures(PLAN, [source(HEAD + rows)]).diagnostics
    assert [(one.location and one.location.line, one.code) for one in found] == [(2, "A326")]
    assert str(found[0].params["first"]) == "actuals.csv:3:1"


def test_each_unit_has_figures_of_its_own() -> None:
    rows = "2022-01,a,tin,50\n2022-02,a,tin,40\n2022-03,a,tin,45\n2022-04,b,tin,500\n"
    assert not read_figures(PLAN, [source(HEAD + rows)]).diagnostics


PERCENTAGES = [
    ("muc", "8000", ["A327"]),
    ("muc", "801", ["A327"]),
    ("muc", "800", []),
    ("muc", "80", []),
    ("muc", "8000%", ["A327"]),
    ("muc", "0.8", ["A316"]),
    ("gan", "51", ["A327"]),
    ("gan", "50", []),
    ("gan", "0.05", []),
    ("hon", "8000", []),
    ("tu-do", "8000", []),
]


@pytest.mark.parametrize(("indicator", "value", "expected"), PERCENTAGES)
def test_percentages_far_above_their_goal_or_like_a_fraction_of_it(
    indicator: str, value: str, expected: list[str]
) -> None:
    rows = f"2022-01,a,{indicator},{value}\n2022-01,b,{indicator},{value}\n"
    found = read_figures(PLAN, [source(HEAD + rows)]).diagnostics
    assert [one.code for one in found] == expected * 2
