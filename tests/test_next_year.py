"""The plan of the next year: what moves on, what is left out, what a person has to look at."""

from __future__ import annotations

import pytest

from cchc_cli.reading.plan_file.next_year import NextYear, next_year
from cchc_cli.reading.plan_file.read import read_plan

PLAN = """\
version: 1
id: kh-2022
title: Kế hoạch năm 2022
issued: 2022-01-05
period: {from: 2022-01, to: 2022-12}
units:
  # Văn phòng còn hoạt động.
  - {id: vp, name: Văn phòng}
  - id: cu
    name: Phòng Đã sáp nhập
    to: 2022-06
    successor: vp
  - {id: het, name: Phòng Đã giải thể, to: 2022-12}
groups:
  cac-phong: [vp, cu, het]
  chi-het: [het]
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: moc, name: Mốc, kind: milestone}
tasks:
  - id: "1"
    clause: I
    title: Đăng tin
    owners: [cu]
    supports:
      - het
      - vp
    targets:
TARGETS
"""


def moved(targets: str, plan: str = PLAN) -> NextYear:
    text = plan.replace("TARGETS", targets.strip("\n"))
    reading = read_plan(text.encode(), "plan.yaml")
    assert reading.plan is not None, reading.diagnostics
    new = next_year(text, reading.plan)
    again = read_plan(new.text.encode(), "moi.yaml")
    assert again.plan is not None, (new.text, again.diagnostics)
    assert {unit.id for unit in again.plan.units} == {"vp"}
    return new


def test_units_that_ended_leave_with_their_mentions() -> None:
    new = moved("      - {id: tin, indicator: tin, at_least: 12, each: cac-phong}")
    assert "cac-phong: [vp]" in new.text
    assert "chi-het" not in new.text
    assert "owners: [vp]" in new.text
    assert "supports:\n      - vp\n" in new.text
    assert "# Văn phòng còn hoạt động." in new.text
    assert "sáp nhập" not in new.text
    assert {(review.what, review.name) for review in new.reviews} >= {
        ("unit", "cu"),
        ("unit", "het"),
        ("group", "chi-het"),
    }


@pytest.mark.parametrize(
    ("targets", "stays", "left_out"),
    [
        pytest.param(
            """
      - id: tin
        indicator: tin
        at_least: 12
        each: cac-phong
        waivers:
          - {unit: vp, until: 2022-03, reason: Chuyển trụ sở, by: Giám đốc}
        # Ghi chú về mức độ.
        severity: warning
""",
            "        # Ghi chú về mức độ.\n        severity: warning",
            "waivers",
            id="waivers in lines",
        ),
        pytest.param(
            "      - {id: tin, indicator: tin, at_least: 12, each: cac-phong, except: {cu: 5, vp: 9}}",
            "except: {vp: 9}",
            "cu: 5",
            id="an exception of a unit that ended",
        ),
        pytest.param(
            "      - {id: tin, indicator: tin, at_least: 12, each: vp, except: {vp: {due: 2022-06}}}",
            "each: vp}",
            "except",
            id="an exception tied to a month",
        ),
        pytest.param(
            "      - {id: tin, indicator: tin, at_least: 12, each: vp}\n"
            "      - {id: tin-cu, indicator: tin, at_least: 3, each: het}",
            "id: tin,",
            "tin-cu",
            id="a target that nobody is left for",
        ),
        pytest.param(
            "      - id: tin-cu\n        indicator: tin\n        at_least: 3\n"
            "        each:\n          - het",
            "owners: [vp]",
            "tin-cu",
            id="the only target, with a list in lines",
        ),
        pytest.param(
            "      - {id: tin, indicator: tin, at_least: +10%, each: [vp, cu],\n"
            "         baseline: {vp: 20, cu: 5}}",
            "each: [vp],\n         baseline: {vp: 20}",
            "cu: 5",
            id="a baseline by unit",
        ),
        pytest.param(
            "      - id: tin\n        except:\n          cu: 5\n          het: 6\n"
            "        indicator: tin\n        at_least: 12\n        each: cac-phong",
            "      - id: tin\n        indicator: tin",
            "except",
            id="the only exceptions, in lines",
        ),
        pytest.param("      []", "    targets:\n      []", "sáp nhập", id="no targets stay none"),
    ],
)
def test_what_belongs_to_the_old_year_is_left_out(targets: str, stays: str, left_out: str) -> None:
    new = moved(targets)
    assert stays in new.text
    assert left_out not in new.text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[cu]", "[vp, moi]"),
        ('["cu"]', "[vp, moi]"),
        ("[cu, vp]", "[moi, vp]"),
        ("\n      - cu", "\n      - vp\n      - moi"),
    ],
)
def test_all_who_succeed_a_unit_step_into_its_place(written: str, expected: str) -> None:
    plan = PLAN.replace("successor: vp", "successor: [vp, moi]").replace("TARGETS", "      []")
    plan = plan.replace("units:\n", "units:\n  - {id: moi, name: Phòng Mới}\n")
    plan = plan.replace("owners: [cu]", f"owners: {written}")
    reading = read_plan(plan.encode(), "plan.yaml")
    assert reading.plan is not None, reading.diagnostics
    new = next_year(plan, reading.plan)
    assert f"owners: {expected}\n" in new.text
    again = read_plan(new.text.encode(), "moi.yaml")
    assert again.plan is not None, (new.text, again.diagnostics)


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (
            "      - {id: tin, indicator: tin, at_least: 12, each: vp, due: 2022-Q3}",
            "due: 2023-Q3",
        ),
        (
            "      - {id: tin, indicator: tin, at_least: 12, each: vp, pace: {2022-03: 3, 2022-Q2: 6}}",
            "pace: {2023-03: 3, 2023-Q2: 6}",
        ),
        (
            "      - {id: moc, indicator: moc, at_least: 1, each: vp, due: 2022-02-28}",
            "due: 2023-02-28",
        ),
    ],
)
def test_months_move_on(targets: str, expected: str) -> None:
    new = moved(targets)
    assert expected in new.text
    assert (new.id, new.years) == ("kh-2023", 1)
    assert "period: {from: 2023-01, to: 2023-12}" in new.text


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (
            (
                "      - {id: a, indicator: moc, at_least: 1, each: vp, due: &d 2022-06}\n"
                "      - {id: b, indicator: moc, at_least: 1, each: vp, due: *d}"
            ),
            "due: &d 2023-06}\n      - {id: b, indicator: moc, at_least: 1, each: vp, due: *d}",
        ),
        (
            (
                "      - {id: a, indicator: tin, at_least: 1, each: &e [cu, vp]}\n"
                "      - {id: b, indicator: tin, at_least: 1, each: *e}"
            ),
            "each: &e [vp]}\n      - {id: b, indicator: tin, at_least: 1, each: *e}",
        ),
        (
            (
                "      - id: a\n        indicator: tin\n        at_least: 1\n        each: vp\n"
                "        waivers: &w\n          - {until: 2022-03, reason: x, by: y}\n"
                "      - {id: b, indicator: tin, at_least: 1, each: vp, waivers: *w}"
            ),
            "        each: vp\n      - {id: b, indicator: tin, at_least: 1, each: vp}\n",
        ),
        (
            (
                "      - {id: a, indicator: tin, at_least: 1, each: &e cu}\n"
                "      - {id: b, indicator: tin, at_least: 1, each: *e}"
            ),
            "each: &e vp}\n      - {id: b, indicator: tin, at_least: 1, each: *e}",
        ),
    ],
)
def test_anchors_stay_and_aliases_repeat_what_is_new(targets: str, expected: str) -> None:
    assert expected in moved(targets).text


def test_a_school_year_stays_one() -> None:
    plan = PLAN.replace("from: 2022-01, to: 2022-12}", "from: 2022-09, to: 2023-08}")
    plan = plan.replace("to: 2022-06", "to: 2022-11").replace("to: 2022-12}", "to: 2023-08}")
    new = moved("      - {id: tin, indicator: tin, at_least: 12, each: vp, due: 2023-05}", plan)
    assert "period: {from: 2023-09, to: 2024-08}" in new.text
    assert "due: 2024-05" in new.text


def test_what_a_person_has_to_look_at_has_its_line() -> None:
    new = moved("      - {id: tin, indicator: tin, at_least: 12, each: vp}")
    lines = {review.what: review.line for review in new.reviews if review.line is not None}
    assert lines == {"title": 3, "issued": 4, "goals": 22}


def test_baselines_are_to_be_looked_at_and_as_of_moves_on() -> None:
    new = moved("      - {id: tin, indicator: tin, at_least: +10%, baseline: 12, each: vp}")
    assert [(review.name, review.line) for review in new.reviews if review.what == "baseline"] == [
        ("tin", 22)
    ]
    plan = PLAN.replace("issued:", "defaults: {as_of: 2022-Q3}\nissued:")
    new = moved("      - {id: tin, indicator: tin, at_least: 12, each: vp}", plan)
    assert "defaults: {as_of: 2023-Q3}" in new.text
