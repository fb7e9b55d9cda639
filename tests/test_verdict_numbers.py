"""Gap, remaining, needed, forecast, what units owed and sent: by hand-made cases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from support import judged

PLAN = """
version: 1
id: thu
title: Thử
period: {{from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}}
units:
  - {{id: a, name: Phòng A}}
  - {{id: b, name: Phòng B, from: 2022-03, to: 2022-08}}
groups: {{tat-ca: [a, b]}}
indicators:
  - {{id: x, name: X, kind: count}}
  - {{id: d, name: D, kind: count, decimal: true}}
  - {{id: q, name: Q, kind: count, every: quarter}}
  - {{id: lv, name: LV, kind: level, measure: người}}
  - {{id: n, name: N, kind: count}}
  - {{id: m, name: M, kind: count}}
  - {{id: r, name: R, kind: ratio, numerator: n, denominator: m}}
  - {{id: ms, name: MS, kind: milestone}}
  - {{id: na, name: NA, kind: narrative, every: quarter}}
tasks:
  - id: I
    clause: I
    title: T
    targets:
      - {{id: t, {target}}}
"""


def monthly(indicator: str, values: list[object], unit: str = "a", start: int = 1) -> str:
    return "".join(
        f"2022-{month:02d},{unit},{indicator},{value},\n" for month, value in enumerate(values, start)
    )


def result_for(target: str, rows: str, as_of: str) -> dict[str, Any]:
    result = judged(PLAN.format(target=target), f"period,unit,indicator,value,note\n{rows}", as_of)
    assert result["exit_code"] != 2, result["diagnostics"]
    return result


CASES = [
    pytest.param(
        "indicator: x, at_least: 20, each: a",
        monthly("x", [1, 1, 2, 1, 1, 2, 1]),
        "2022-07",
        ["behind", 20, 11, 9, 2, 11, 3, "15.4"],
        id="the quota of the document: 9 of 20 after 7 months",
    ),
    pytest.param(
        "indicator: x, at_least: 20, each: a",
        monthly("x", [20]),
        "2022-01",
        ["met", 20, 1, 20, 0, 0, 0, 240],
        id="reached at once",
    ),
    pytest.param(
        "indicator: x, at_least: 20, each: a",
        monthly("x", [1] * 12),
        "2022-12",
        ["missed", 20, 20, 12, 8, 8, None, 12],
        id="missed at the end: the gap is against the goal",
    ),
    pytest.param(
        "indicator: x, at_least: 3, each: a, pace: final",
        monthly("x", [1]),
        "2022-01",
        ["not_due", 3, None, 1, None, 2, 1, 12],
        id="nothing is asked before the end",
    ),
    pytest.param(
        "indicator: x, at_least: 6, each: b",
        monthly("x", [1, 1], unit="b", start=3),
        "2022-04",
        ["on_track", 6, 2, 2, 0, 4, 1, 6],
        id="half a year of life: 2 of 6 periods, the goal is not prorated",
    ),
    pytest.param(
        "indicator: d, at_least: 10, each: a",
        monthly("d", ["0.5", "1.25"]),
        "2022-02",
        ["on_track", 10, "1.67", "1.75", 0, "8.25", "0.9", "10.5"],
        id="decimals: what is needed is rounded up at the first",
    ),
    pytest.param(
        "indicator: d, at_least: 10, each: a",
        monthly("d", ["0.83"]),
        "2022-01",
        ["behind", 10, "0.833", "0.83", "0.003", "9.17", "0.9", "9.9"],
        id="decimals: behind by a third of a hundredth is not behind by nothing",
    ),
    pytest.param(
        "indicator: d, at_least: 10, each: a",
        monthly("d", ["0.65", "1"]),
        "2022-02",
        ["behind", 10, "1.67", "1.65", "0.02", "8.35", "0.9", "9.9"],
        id="decimals: what is asked, what was reached and the gap agree as printed",
    ),
    pytest.param(
        "indicator: d, at_least: +10.5%, each: a, baseline: 1.000001, pace: final",
        monthly("d", ["1.1050"]),
        "2022-01",
        ["not_due", "1.105001", None, "1.105", None, "0.000001", "0.1", "13.2"],
        id="decimals: what remains is never printed as nothing",
    ),
    pytest.param(
        "indicator: x, at_most: 2, each: a",
        monthly("x", [1, 3]),
        "2022-02",
        ["missed", 2, 2, 4, 2, None, None, 24],
        id="over a ceiling: the gap is the excess",
    ),
    pytest.param(
        "indicator: x, exactly: 11, each: a",
        monthly("x", [12]),
        "2022-01",
        ["missed", 11, 0, 12, 1, 0, 0, 144],
        id="one too many for exactly",
    ),
    pytest.param(
        "indicator: q, at_least: 8, each: a",
        "2022-Q1,a,q,1,\n2022-04,a,q,2,\n",
        "2022-04",
        ["on_track", 8, 2, 3, 0, 5, 2, 12],
        id="a month of a quarter that runs counts, the quarter is not over",
    ),
    pytest.param(
        "indicator: r, at_least: 60%, each: a",
        monthly("n", [8]) + monthly("m", [14]),
        "2022-01",
        ["behind", 60, 60, "57.1", "2.9", "2.9", None, None],
        id="a ratio in percent",
    ),
    pytest.param(
        "indicator: r, at_least: 60%, each: a",
        monthly("n", [59996]) + monthly("m", [100000]),
        "2022-01",
        ["behind", 60, 60, "59.996", "0.004", "0.004", None, None],
        id="never rounded across the goal",
    ),
    pytest.param(
        "indicator: lv, at_most: 5, each: a",
        monthly("lv", [9, 7]),
        "2022-02",
        ["behind", 5, 5, 7, 2, None, None, None],
        id="a level: the latest holds",
    ),
    pytest.param(
        "indicator: ms, at_least: 1, each: a, due: 2022-06",
        "2022-06,a,ms,0,\n",
        "2022-06",
        ["missed", 1, 1, 0, 1, 1, None, None],
        id="a milestone that was not reached",
    ),
    pytest.param(
        "indicator: na, each: a",
        "2022-Q1,a,na,,Đã làm\n",
        "2022-04",
        ["on_track", None, None, None, None, None, None, None],
        id="a narrative has no number",
    ),
]


@pytest.mark.parametrize(("target", "rows", "as_of", "expected"), CASES)
def test_numbers(target: str, rows: str, as_of: str, expected: list[object]) -> None:
    (verdict,) = result_for(target, rows, as_of)["verdicts"]
    keys = ["status", "goal", "expected", "actual", "gap", "remaining", "needed_per_period", "forecast"]
    wanted = [
        Decimal(value) if isinstance(value, str) and value[0].isdigit() else value for value in expected
    ]
    assert [verdict[key] for key in keys] == wanted


def test_what_units_owed_and_sent() -> None:
    """A ratio owes both parts; half a pair leaves the other part missing."""
    rows = monthly("n", [1, 1]) + monthly("m", [2]) + monthly("n", [0], unit="b", start=3)
    result = result_for("indicator: r, at_least: 50%, each: tat-ca", rows, "2022-03")
    months = [unit.pop("months") for unit in result["units"]]
    assert [[(one["month"], one["owed"], one["reported"]) for one in unit] for unit in months] == [
        [("2022-01", 2, 2), ("2022-02", 2, 1), ("2022-03", 2, 0)],
        [("2022-03", 2, 1)],
    ]
    assert result["units"] == [
        {"unit": "a", "owed": 6, "reported": 3, "sent": False, "complete": False},
        {"unit": "b", "owed": 2, "reported": 1, "sent": True, "complete": False},
    ]
    missing = {
        verdict["unit"]: [(gap["period"], gap["indicator"]) for gap in verdict["missing"]]
        for verdict in result["verdicts"]
    }
    assert missing == {
        "a": [("2022-02", "m"), ("2022-03", "n"), ("2022-03", "m")],
        "b": [("2022-03", "m")],
    }
    halves = [one for one in result["diagnostics"] if one["code"] == "A304"]
    assert [one["location"]["line"] for one in halves] == [3, 5]


def test_a_figure_that_serves_no_target_is_noted() -> None:
    result = result_for(
        "indicator: x, at_least: 1, each: a", "2022-01,,x,5,\n2022-01,a,x,1,\n", "2022-01"
    )
    assert [(one["code"], one["location"]["line"]) for one in result["diagnostics"]] == [("A306", 2)]


def test_numerator_above_its_denominator_is_a_warning_and_over_nothing_an_error() -> None:
    target = "indicator: r, at_least: 50%, each: a"
    rows = "period,unit,indicator,value\n2022-01,a,n,3\n2022-01,a,m,2\n"
    high = judged(PLAN.format(target=target), rows, "2022-01")
    assert [one["code"] for one in high["diagnostics"]] == ["A303"]
    assert high["verdicts"][0]["actual"] == 150
    nothing = judged(PLAN.format(target=target), rows.replace("m,2", "m,0"), "2022-01")
    assert nothing["exit_code"] == 2
    assert nothing["verdicts"] == []
    assert "A401" in [one["code"] for one in nothing["diagnostics"]]


@pytest.mark.parametrize(
    ("rows", "line", "denominator"),
    [
        (monthly("n", [3, 1, 0]) + monthly("m", [0, 0, 0]), 2, "m"),
        (monthly("n", [3, 1, 0]) + monthly("lv", [24, 24, 0]), 7, "lv"),
        (monthly("n", [0, 4]) + monthly("lv", [0, 0]), 5, "lv"),
    ],
    ids=["counts that add up to 0", "a level that is 0 at last", "a level that was always 0"],
)
def test_a_denominator_of_0_is_told_where_it_is(rows: str, line: int, denominator: str) -> None:
    """Of a level its last row alone is at fault, not those before it nor the numerator."""
    plan = PLAN.format(target="indicator: r, at_least: 50%, each: a")
    plan = plan.replace("denominator: m", f"denominator: {denominator}")
    result = judged(plan, f"period,unit,indicator,value,note\n{rows}", "2022-03")
    (fault,) = [fault for fault in result["diagnostics"] if fault["code"] == "A401"]
    assert fault["location"]["line"] == line
    assert fault["message"] == f"“t” (Phòng A): “N” là 4 trong khi “{denominator.upper()}” bằng 0"
