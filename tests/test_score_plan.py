"""Values that a scoring table takes from a plan and its figures, exact or as far as they are known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cchc_cli.model.score import Choice, NotApplied, OneOf, Range, ScoreRequest, Value
from test_score import run

PLAN = """
version: 1
id: "2022"
title: Kế hoạch
period: {from: 2022-01, to: 2022-12}
units: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C, to: 2022-06}, {id: d, name: D}]
groups: {hai: [a, b], ba: [a, b, c]}
indicators:
  - {id: dem, name: Đếm, kind: count, every: half}
  - {id: muc, name: Mức, kind: level, every: half}
  - {id: tu, name: Tử, kind: count, every: half}
  - {id: mau, name: Mẫu, kind: count, every: half}
  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: tu, denominator: mau}
  - {id: moc, name: Mốc, kind: milestone, every: on_demand}
  - {id: chung, name: Chung, kind: count, every: half}
  - {id: khi-co, name: Khi có, kind: count, every: on_demand}
tasks:
  - id: "1"
    clause: "1"
    title: t
    owners: [hai]
    targets:
      - {id: dem, indicator: dem, at_least: 4, each: ba}
      - {id: muc, indicator: muc, at_most: 5, each: hai, pace: final}
      - {id: ty-le, indicator: ty-le, at_least: 50%, each: hai}
      - {id: moc, indicator: moc, at_least: 1, each: hai}
      - {id: chung, indicator: chung, at_least: 1}
      - {id: khi-co, indicator: khi-co, at_most: 3, each: hai}
      - id: mien
        indicator: dem
        at_least: 9
        each: hai
        waivers: [{unit: b, until: 2022-12, reason: r, by: x}]
"""
WHOLE = """period,unit,indicator,value
2022-H1,a,dem,1
2022-H2,a,dem,2
2022-H1,a,muc,7
2022-H2,a,muc,3
2022-H1,a,tu,1
2022-H1,a,mau,2
2022-H2,a,tu,2
2022-H2,a,mau,4
2022-07,a,moc,1
2022-H1,,chung,5
2022-H2,,chung,6
2022-07,a,khi-co,2
2022-H1,b,dem,4
2022-H2,b,dem,5
2022-H1,b,muc,1
2022-H2,b,muc,2
2022-H1,b,tu,0
2022-H1,b,mau,0
2022-H2,b,tu,3
2022-H2,b,mau,10
2022-H1,c,dem,6
"""
HALF = "\n".join(line for line in WHOLE.splitlines() if "-H2" not in line) + "\n"


def value(source: str, unit: str, figures: str, rule: str = "per_item: 1") -> Value:
    table = (
        f"version: 1\nid: t\ntitle: T\nyear: 2022\nunits: {unit}\ncriteria:\n"
        f"  - {{id: A, name: a, max: 9, {rule}, from: {source}}}\n"
    )
    result = run(table, "", PLAN, figures, ScoreRequest())
    assert result.scores is not None, result.diagnostics
    return result.scores.plan_values[unit, 0].value


def number(text: str) -> Fraction:
    return Fraction(text)


@pytest.mark.parametrize(
    ("indicator", "unit", "whole", "half"),
    [
        # A count grows; a level may be anything once more; a ratio anything from 0 to 100.
        ("dem", "a", number("3"), Range(number("1"))),
        ("muc", "a", number("3"), Range(number("0"))),
        ("ty-le", "a", number("50"), Range(number("0"), number("100"))),
        ("ty-le", "b", number("30"), Range(number("0"), number("100"))),
        # Done is done; a unit that did not live in the second half owes nothing of it.
        ("moc", "a", number("1"), number("1")),
        ("moc", "b", Range(number("0"), number("1")), Range(number("0"), number("1"))),
        ("dem", "c", number("6"), number("6")),
        # What the plan does not ask a unit for does not apply to it.
        ("dem", "d", NotApplied(), NotApplied()),
        ("muc", "c", NotApplied(), NotApplied()),
        # A body that is no unit: the department's own figures, else those of all units together.
        ("chung", "so", number("11"), Range(number("5"))),
        ("dem", "so", number("18"), Range(number("11"))),
        ("ty-le", "so", number("37.5"), Range(number("0"), number("100"))),
        ("muc", "so", number("5"), Range(number("0"))),
        # Nothing is owed on demand: what is there counts, without a row nothing is known.
        ("khi-co", "a", number("2"), number("2")),
        ("khi-co", "b", Range(number("0")), Range(number("0"))),
    ],
)
def test_figures_of_the_year(indicator: str, unit: str, whole: Value, half: Value) -> None:
    source = f"{{indicator: {indicator}}}"
    assert value(source, unit, WHOLE) == whole
    assert value(source, unit, HALF) == half


OPEN = OneOf(("met", "missed"))


@pytest.mark.parametrize(
    ("target", "unit", "whole", "half"),
    [
        ("dem", "a", Choice("missed"), OPEN),
        ("dem", "b", Choice("met"), Choice("met")),
        ("muc", "a", Choice("met"), OPEN),
        ("dem", "d", NotApplied(), NotApplied()),
        # Waived without a choice of its own does not apply; one missed of all units is a miss.
        ("mien", "b", Choice("met"), NotApplied()),
        ("mien", "a", Choice("missed"), OPEN),
        ("mien", "so", Choice("missed"), OPEN),
        ("chung", "so", Choice("met"), Choice("met")),
        ("dem", "so", Choice("missed"), OPEN),
    ],
)
def test_how_targets_end(target: str, unit: str, whole: Value, half: Value) -> None:
    rule = "choices: {met: 9, missed: 0}"
    source = f"{{verdict: {target}}}"
    assert value(source, unit, WHOLE, rule) == whole
    assert value(source, unit, HALF, rule) == half


def test_waived_may_have_points_of_its_own() -> None:
    rule = "choices: {met: 9, missed: 0, waived: 5}"
    assert value("{verdict: mien}", "b", HALF, rule) == Choice("waived")


def test_the_share_of_figures_sent() -> None:
    # a owes dem, muc, tu and mau twice each, and one milestone.
    assert value("{coverage: month}", "a", WHOLE) == 100
    assert value("{coverage: month}", "c", WHOLE) == 100
    assert value("{coverage: month}", "d", WHOLE) == NotApplied()
    late = WHOLE.replace("2022-H1,a,muc,7\n", "")
    assert value("{coverage: month}", "a", late) == number("700/8")
    # By July the second half may still be sent.
    assert value("{coverage: month}", "a", HALF) == Range(number("50"), number("100"))


def test_without_any_figures_everything_is_open() -> None:
    assert value("{indicator: dem}", "a", "") == Range(number("0"))
    assert value("{coverage: month}", "a", "") == Range(number("0"), number("100"))
