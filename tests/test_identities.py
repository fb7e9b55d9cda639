"""Sums of figures that must agree, and targets about which nothing can be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import result_of
from test_cli import cchc

PLAN = """\
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B, to: 2022-06}
indicators:
  - {id: tong, name: Hồ sơ đã trả, kind: count}
  - {id: dung, name: Hồ sơ đúng hạn, kind: count}
  - {id: tre, name: Hồ sơ trễ hạn, kind: count}
  - {id: de-an, name: Đề án, kind: milestone}
identities:
  - {id: da-tra, left: [tong], right: [dung, tre]IDENTITY}
tasks:
  - id: I.1
    clause: I.1
    title: Trả hồ sơ
    owners: [a]
    targets:
      - {id: tong, indicator: tong, at_least: 1, each: [a, b]}
"""
HEAD = "period,unit,indicator,value\n"


def codes_of(figures: str, identity: str = "") -> list[tuple[str, int | None]]:
    result = result_of(PLAN.replace("IDENTITY", identity), HEAD + figures, "2022-02")
    return [
        (d.code, d.location.line if d.location else None)
        for d in result.diagnostics
        if d.code in ("A231", "A329")
    ]


@pytest.mark.parametrize(
    ("figures", "identity", "expected"),
    [
        pytest.param(
            "2022-01,a,tong,10\n2022-01,a,dung,8\n2022-01,a,tre,2\n", "", [], id="sums that agree"
        ),
        pytest.param(
            "2022-01,a,tong,10\n2022-01,a,dung,8\n2022-01,a,tre,1\n", "", [("A231", 2)], id="one less"
        ),
        pytest.param("2022-01,a,tong,10\n2022-01,a,dung,8\n", "", [], id="a part that is not there"),
        pytest.param(
            "2022-01,a,tong,10\n2022-01,b,dung,8\n2022-02,a,tre,2\n",
            "",
            [],
            id="other units and other periods are no part of it",
        ),
        pytest.param(
            "2022-01,a,tong,9\n2022-01,a,dung,8\n2022-01,a,tre,2\n",
            ", compare: at_most",
            [],
            id="at most holds below",
        ),
        pytest.param(
            "2022-01,b,tong,11\n2022-01,b,dung,8\n2022-01,b,tre,2\n",
            ", compare: at_most, severity: warning",
            [("A329", 2)],
            id="at most above, as a warning",
        ),
    ],
)
def test_sums_are_held_against_each_other(
    figures: str, identity: str, expected: list[tuple[str, int]]
) -> None:
    assert codes_of(figures, identity) == expected


@pytest.mark.parametrize(
    ("target", "is_silent"),
    [
        ("{id: x, indicator: de-an, at_least: 1, each: b, due: 2022-12}", True),
        ("{id: x, indicator: de-an, at_least: 1, each: b, due: 2022-06}", False),
        ("{id: x, indicator: de-an, at_least: 1, over: b, due: 2022-07}", True),
        ("{id: x, indicator: tre, at_most: 0, each: [a, b]}", False),
    ],
)
def test_a_target_without_a_verdict_says_so(target: str, is_silent: bool) -> None:
    plan = PLAN.replace("IDENTITY", "") + f"      - {target}\n"
    result = result_of(plan, HEAD + "2022-01,a,tong,1\n", "2022-01")
    silent = [d.params["target"] for d in result.diagnostics if d.code == "V110"]
    assert silent == (["x"] if is_silent else [])


@pytest.mark.parametrize(
    ("kind", "warns"),
    [("kind: ratio", True), ("kind: ratio, bounded: false", False), ("kind: average", False)],
)
def test_only_a_part_may_not_exceed_its_whole(kind: str, warns: bool) -> None:
    ratio = f"  - {{id: ty-le, name: Tỷ lệ, {kind}, numerator: dung, denominator: tong}}\nidentities:"
    plan = PLAN.replace("IDENTITY", "").replace("identities:", ratio, 1)
    result = result_of(plan, HEAD + "2022-01,a,tong,4\n2022-01,a,dung,5\n", "2022-01")
    assert ("A303" in [d.code for d in result.diagnostics]) == warns


@pytest.mark.parametrize(
    ("row", "code"),
    [
        # Nobody asks for it, but an identity needs it.
        ("2022-01,a,dung,5", None),
        ("2022-01,a,khac,5", "V229"),
    ],
)
def test_a_sheet_may_hold_what_an_identity_needs(row: str, code: str | None, tmp_path: Path) -> None:
    more = "  - {id: khac, name: Khác, kind: count}\nidentities:"
    plan = PLAN.replace("IDENTITY", "").replace("identities:", more)
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "a.csv").write_text(f"{HEAD}2022-01,a,tong,5\n{row}\n", encoding="utf-8")
    done = cchc("validate", "a.csv", "--plan", "plan.yaml", cwd=tmp_path)
    assert (code in done.stdout + done.stderr) if code else "V229" not in done.stdout + done.stderr


QUARTERLY = PLAN.replace("kind: count}", "kind: count, every: quarter}").replace("IDENTITY", "")
MONTHS = "2022-01,a,dung,1\n2022-02,a,dung,2\n2022-03,a,dung,3\n"


@pytest.mark.parametrize(
    ("figures", "lines"),
    [
        pytest.param(f"2022-Q1,a,tong,8\n2022-Q1,a,tre,1\n{MONTHS}", [2], id="months beside a quarter"),
        pytest.param(f"2022-Q1,a,tong,7\n2022-Q1,a,tre,1\n{MONTHS}", [], id="which agree"),
        pytest.param(
            f"2022-Q1,a,tong,8\n2022-Q1,a,tre,1\n{MONTHS[18:]}", [], id="a month that is not there"
        ),
        pytest.param("2022-01,a,tong,8\n2022-01,a,tre,1\n2022-01,a,dung,1\n", [2], id="one month alone"),
    ],
)
def test_a_period_is_held_by_its_months_too(figures: str, lines: list[int]) -> None:
    result = result_of(QUARTERLY, HEAD + figures, "2022-03")
    found = [d.location.line for d in result.diagnostics if d.code == "A231" and d.location]
    assert found == lines


@pytest.mark.parametrize(
    ("sheets", "place", "others"),
    [
        ({"a.csv": "a,tong,10\n2022-01,a,dung,8"}, "a.csv:2:1", "a.csv:3:1, y.csv:2:1"),
        ({"a.csv": "a,dung,8", "b.csv": "a,tong,10"}, "b.csv:2:1", "a.csv:2:1, y.csv:2:1"),
        ({"a.csv": "a,dung,8", "a2.csv": "b,tong,1"}, None, ""),
    ],
    ids=["one sheet", "two sheets", "sums that are not whole yet"],
)
def test_sums_that_sheets_break_are_told_at_a_sheet(
    sheets: dict[str, str], place: str | None, others: str, tmp_path: Path
) -> None:
    (tmp_path / "p.yaml").write_text(PLAN.replace("IDENTITY", ""), encoding="utf-8")
    (tmp_path / "y.csv").write_text(f"{HEAD}2022-01,a,tre,1\n", encoding="utf-8")
    for name, rows in sheets.items():
        (tmp_path / name).write_text(f"{HEAD}2022-01,{rows}\n", encoding="utf-8")
    given = ("--into", "y.csv", "--plan", "p.yaml", "--lang", "en")
    done = cchc("collect", *sheets, *given, cwd=tmp_path)
    assert done.returncode == (2 if place else 0), done.stderr
    if place:
        assert f"{place}: error A231: " in done.stderr
        assert f"see also {others}\n" in done.stderr


RATIO = (
    PLAN.replace("IDENTITY", "")
    .replace(
        "  - {id: de-an",
        "  - {id: ty-le, name: Tỷ lệ, kind: ratio, numerator: dung, denominator: tong}\n  - {id: de-an",
    )
    .replace("{id: tong, indicator: tong, at_least: 1,", "{id: ty-le, indicator: ty-le, at_least: 50%,")
)
HALF = "2022-01,a,dung,3\n2022-01,a,tre,0\n"
LATER = "2022-02,a,dung,1\n2022-02,a,tre,0\n2022-02,a,tong,4\n"


@pytest.mark.parametrize("period", ["2022-01", "2022-Q1"])
@pytest.mark.parametrize(
    ("kept", "sheet", "place"),
    [
        ("", HALF + "2022-01,a,tong,0\n", "s.csv:2:1"),
        (HALF, "2022-01,a,tong,0\n", "y.csv:2:1"),
        (HALF, "2022-01,a,tong,4\n", None),
    ],
    ids=["one sheet", "beside what is kept", "sums that can be divided by"],
)
def test_what_check_refuses_is_refused_before(
    kept: str, sheet: str, place: str | None, period: str, tmp_path: Path
) -> None:
    """Closing a quarter judges each of its months: what is summed later does not make up for one."""
    plan = RATIO.replace("identities:\n  - {id: da-tra, left: [tong], right: [dung, tre]}\n", "")
    (tmp_path / "p.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "y.csv").write_text(HEAD + kept, encoding="utf-8")
    (tmp_path / "s.csv").write_text(HEAD + sheet, encoding="utf-8")
    given = ("--plan", "p.yaml", "--lang", "en")
    done = cchc("collect", "s.csv", "--into", "y.csv", *given, cwd=tmp_path)
    assert done.returncode == (2 if place else 0), done.stderr
    assert (f"{place}: error A401: " in done.stderr) == bool(place)
    rows = kept + sheet + (LATER if period == "2022-Q1" else "")
    (tmp_path / "y.csv").write_text(HEAD + rows, encoding="utf-8")
    closed = cchc("close", period, "y.csv", "--allow-missing", *given, cwd=tmp_path)
    assert closed.returncode == (2 if place else 0), closed.stderr
    assert (" error A401: " in closed.stderr) == bool(place)
    assert (tmp_path / "thu.closed.csv").exists() != bool(place)


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("2022-01,b,dung,1\n2022-01,b,tre,0\n2022-01,b,tong,1\n", 0),
        ("2022-02,a,dung,1\n2022-02,a,tong,0\n2022-02,a,tre,0\n", 2),
        ("2022-02,a,dung,1\n2022-02,a,tong,4\n2022-02,a,tre,0\n", 0),
    ],
    ids=["another unit's", "the same unit's", "one that makes it good"],
)
def test_a_division_by_nothing_that_is_kept_stops_the_sheets_that_have_to_do_with_it(
    sheet: str, code: int, tmp_path: Path
) -> None:
    plan = RATIO.replace("identities:\n  - {id: da-tra, left: [tong], right: [dung, tre]}\n", "")
    (tmp_path / "p.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "y.csv").write_text(HEAD + HALF + "2022-01,a,tong,0\n", encoding="utf-8")
    (tmp_path / "s.csv").write_text(HEAD + sheet, encoding="utf-8")
    done = cchc("collect", "s.csv", "--into", "y.csv", "--plan", "p.yaml", cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert ("A401" in done.stderr) == (code == 2)
