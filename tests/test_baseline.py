"""`--baseline` fails only on what is newly short; waivers are reported until somebody deletes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support import judged, result_of
from test_cli import cchc

PLAN = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-04}
units: [{id: a, name: Phòng A}, {id: b, name: Phòng B}]
groups: {all: [a, b]}
indicators: [{id: bai, name: Tin bài, kind: count}]
tasks:
  - {id: I, clause: I, title: Việc, targets: [{id: t, indicator: bai, at_least: 8, each: all}]}
"""
ONE_SHORT = "period,unit,indicator,value\n2022-01,a,bai,1\n2022-01,b,bai,2\n"
OTHER_SHORT = "period,unit,indicator,value\n2022-01,a,bai,2\n2022-01,b,bai,1\n"
BOTH_SHORT = "period,unit,indicator,value\n2022-01,a,bai,1\n2022-01,b,bai,1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.yaml").write_text(PLAN, encoding="utf-8")
    for name, text in (("one", ONE_SHORT), ("other", OTHER_SHORT), ("both", BOTH_SHORT)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def check(folder: Path, *arguments: str, figures: str = "one") -> tuple[int, dict[str, Any]]:
    done = cchc(
        "check", f"{figures}.csv", "--plan", "p.yaml", "--format", "json", *arguments, cwd=folder
    )
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["exit_code"] == done.returncode
    return done.returncode, found


def codes(found: dict[str, Any]) -> dict[str, str]:
    return {one["code"]: one["message"] for one in found["diagnostics"]}


def baseline(folder: Path, figures: str = "one") -> str:
    _, found = check(folder, figures=figures)
    (folder / "b.json").write_text(json.dumps(found), encoding="utf-8")
    return "b.json"


def test_what_was_short_already_does_not_fail(folder: Path) -> None:
    code, found = check(folder, "--baseline", baseline(folder))
    assert code == 0
    assert codes(found) == {"V106": "chưa đạt từ b.json và đến nay vẫn chưa đạt (1): Tin bài (Phòng A)"}
    assert found["summary"]["behind"] == 1


def test_what_is_newly_short_fails_though_the_count_is_the_same(folder: Path) -> None:
    code, found = check(folder, "--baseline", baseline(folder), figures="other")
    assert code == 1
    assert codes(found) == {
        "V105": "mới chưa đạt so với b.json (1): Tin bài (Phòng B)",
        "V107": "chưa đạt trong b.json, nay không còn như vậy (1): Tin bài (Phòng A)",
    }


def test_one_more_fails_and_both_are_told_apart(folder: Path) -> None:
    code, found = check(folder, "--baseline", baseline(folder), figures="both")
    assert code == 1
    assert set(codes(found)) == {"V105", "V106"}
    done = cchc("check", "both.csv", "--plan", "p.yaml", "--baseline", "b.json", cwd=folder)
    assert "mới chưa đạt so với b.json (1): Tin bài (Phòng B)" in done.stdout


def test_unit_filters_what_is_compared(folder: Path) -> None:
    name = baseline(folder)
    assert check(folder, "--baseline", name, "--unit", "a", figures="both")[0] == 0
    code, found = check(folder, "--baseline", name, "--unit", "b", figures="both")
    assert code == 1
    assert set(codes(found)) == {"V105"}


def test_what_the_plan_no_longer_asks_is_named(folder: Path) -> None:
    name = baseline(folder)
    plan = PLAN.replace("{id: t,", "{id: u,")
    (folder / "p.yaml").write_text(plan, encoding="utf-8")
    code, found = check(folder, "--baseline", name)
    assert code == 1
    assert set(codes(found)) == {"V105", "V108"}


def test_machines_see_a_warning_where_it_was_short_already(folder: Path) -> None:
    name = baseline(folder)
    arguments = ("check", "both.csv", "--plan", "p.yaml", "--baseline", name, "--lang", "en")
    done = cchc(*arguments, "--format", "github", cwd=folder)
    levels = [line.split(" ")[0] for line in done.stdout.splitlines()]
    assert levels == ["::error", "::warning", "::notice", "::notice"]
    done = cchc(*arguments, "--format", "junit", cwd=folder)
    assert 'tests="2" failures="1" errors="0" skipped="1"' in done.stdout
    assert "in the baseline already: " in done.stdout


GOOD = {"schema": 1, "tool": {"name": "cchc"}, "plan": {"id": "thu"}, "exit_code": 1}
VERDICT = {"target": "t", "unit": "a", "status": "behind"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "V316"),
        ("", "V317"),
        ("{", "V317"),
        ("\xff", "V317"),
        ("[" * 100_000, "V317"),
        ([], "V317"),
        ({}, "V317"),
        ({**GOOD, "tool": {"name": "other"}, "verdicts": [VERDICT]}, "V317"),
        ({**GOOD, "schema": 2, "verdicts": [VERDICT]}, "V317"),
        ({**GOOD, "verdicts": []}, "V317"),
        ({**GOOD, "verdicts": [{**VERDICT, "status": "fine"}]}, "V317"),
        ({**GOOD, "verdicts": [{**VERDICT, "status": []}]}, "V317"),
        ({**GOOD, "verdicts": [{"target": "t", "status": "behind"}]}, "V317"),
        ({**GOOD, "plan": {"id": "2021"}, "verdicts": [VERDICT]}, "V318"),
        ({**GOOD, "exit_code": 2, "plan": None, "verdicts": []}, "V319"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_file_that_is_no_baseline_is_never_an_empty_one(
    folder: Path, content: object, code: str
) -> None:
    if isinstance(content, str):
        (folder / "b.json").write_bytes(content.encode("latin-1"))
    elif content is not None:
        (folder / "b.json").write_text(json.dumps(content), encoding="utf-8")
    exit_code, found = check(folder, "--baseline", "b.json")
    assert exit_code == 2
    assert set(codes(found)) == {code}
    assert found["verdicts"] == []


def test_a_run_does_not_overwrite_its_own_baseline(folder: Path) -> None:
    before = (folder / baseline(folder)).read_bytes()
    arguments = ("--baseline", "b.json", "-o", "./b.json", "-o", "c.json")
    done = cchc("check", "both.csv", "--plan", "p.yaml", *arguments, cwd=folder)
    assert done.returncode == 2
    assert "V320" in done.stderr
    assert (folder / "b.json").read_bytes() == before
    assert json.loads((folder / "c.json").read_bytes())["exit_code"] == 2


# A quota of 8 over four months; the waiver, its figures, the as-of, and the codes of the remarks.
WAIVERS = [
    ("unit: a, until: 2022-04", "1,a,bai,8 1,b,bai,8", "2022-01", ["V103"]),
    ("unit: a, until: 2022-04", "1,a,bai,2 1,b,bai,8", "2022-01", []),
    ("unit: a, until: 2022-04", "1,a,bai,1 1,b,bai,8", "2022-01", []),
    ("until: 2022-04", "1,a,bai,8 1,b,bai,2", "2022-01", []),
    ("until: 2022-04", "1,a,bai,8 1,b,bai,8", "2022-01", ["V103"]),
    ("unit: a, until: 2022-01", "1,a,bai,1 2,a,bai,1 1,b,bai,8 2,b,bai,0", "2022-02", ["V101"]),
    ("unit: a, until: 2022-01", "1,a,bai,4 2,a,bai,0 1,b,bai,8 2,b,bai,0", "2022-02", ["V104"]),
    ("until: 2022-01", "1,a,bai,4 2,a,bai,0 1,b,bai,1 2,b,bai,0", "2022-02", ["V101"]),
]


@pytest.mark.parametrize(("waiver", "rows", "as_of", "expected"), WAIVERS)
def test_remarks_on_waivers(waiver: str, rows: str, as_of: str, expected: list[str]) -> None:
    plan = PLAN.replace("each: all}", f"each: all, waivers: [{{{waiver}, reason: Bão, by: Sở}}]}}")
    figures = "period,unit,indicator,value\n" + "".join(f"2022-0{row}\n" for row in rows.split())
    assert [one["code"] for one in judged(plan, figures, as_of)["diagnostics"]] == expected


def test_summary_counts_the_waivers() -> None:
    from cchc_cli.render.check.markdown import render_markdown
    from cchc_cli.render.check.text import render_text
    from cchc_cli.render.page import Screen
    from cchc_cli.render.wording import Wording

    waivers = (
        "waivers: [{unit: a, until: 2022-04, reason: Bão, by: Sở}, "
        "{unit: b, until: 2022-01, reason: Lũ, by: Sở}, {unit: a, until: 2022-01, reason: Lũ, by: Sở}]"
    )
    plan = PLAN.replace("each: all}", f"each: all, {waivers}}}")
    figures = "period,unit,indicator,value\n2022-02,a,bai,1\n2022-02,b,bai,1\n"
    result = result_of(plan, figures, "2022-02")
    line = "Waivers: 1 in use, 1 ended while still falling short, 0 no longer needed."
    assert line in render_text(result, Wording("en"), Screen())
    assert line in render_markdown(result, Wording("en"))


def test_wrong_usage_does_not_overwrite_the_baseline(folder: Path) -> None:
    before = (folder / baseline(folder)).read_bytes()
    done = cchc("check", "--baseline", "b.json", "-o", "b.json", "--nope", cwd=folder)
    assert done.returncode == 2
    assert (folder / "b.json").read_bytes() == before


# Figures then and now of one unit's quota of 8 in four months, and whether its shortfall has grown.
GROWTH = {
    "the same": ("01,a,bai,1", "01,a,bai,1", False),
    "more is missing of what the pace asks": ("01,a,bai,1", "01,a,bai,1 02,a,bai,0", True),
    "less is missing": ("01,a,bai,0", "01,a,bai,1", False),
    "as much is missing a month later": ("01,a,bai,1", "01,a,bai,1 02,a,bai,2", False),
    "undecided and now behind": ("02,a,bai,1", "01,a,bai,0 02,a,bai,1", True),
    "behind and now undecided": ("01,a,bai,0 02,a,bai,1", "02,a,bai,1", False),
    "behind and now missed": (
        "01,a,bai,1",
        "01,a,bai,1 02,a,bai,2 03,a,bai,2 04,a,bai,2",
        True,
    ),
}


@pytest.mark.parametrize("name", GROWTH)
def test_a_known_shortfall_that_grew_is_told_and_excused(folder: Path, name: str) -> None:
    then, now, has_grown = GROWTH[name]
    plan = PLAN.replace("each: all", "each: a")
    (folder / "p.yaml").write_text(plan, encoding="utf-8")
    for file, rows in (("then", then), ("now", now)):
        lines = "".join(f"2022-{row}\n" for row in rows.split())
        (folder / f"{file}.csv").write_text(f"period,unit,indicator,value\n{lines}", encoding="utf-8")
    before = baseline(folder, "then")
    assert json.loads((folder / before).read_text(encoding="utf-8"))["exit_code"] == 1
    code, found = check(folder, "--baseline", before, figures="now")
    assert code == 0
    assert ("V109" in codes(found)) == has_grown


# A percentage is printed with one decimal: what only rounding makes of it has not grown.
@pytest.mark.parametrize(
    ("gap", "has_grown"),
    [("26.7", False), ("26.6", True), ("null", False), ('"26"', False), ("1e999", False)],
)
def test_what_rounding_makes_of_a_gap_is_no_growth(folder: Path, gap: str, has_grown: bool) -> None:
    plan = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-04}
units: [{id: a, name: Phòng A}]
indicators:
  - {id: tu, name: Tử, kind: count}
  - {id: mau, name: Mẫu, kind: count}
  - {id: ty, name: Tỷ lệ, kind: ratio, numerator: tu, denominator: mau}
tasks:
  - {id: I, clause: I, title: Việc, targets: [{id: t, indicator: ty, at_least: 60%, each: a}]}
"""
    (folder / "p.yaml").write_text(plan, encoding="utf-8")
    rows = "period,unit,indicator,value\n2022-01,a,tu,1\n2022-01,a,mau,3\n"
    (folder / "one.csv").write_text(rows, encoding="utf-8")
    before = folder / baseline(folder)
    text = before.read_text(encoding="utf-8")
    assert '"gap": 26.7' in text
    before.write_text(text.replace('"gap": 26.7', f'"gap": {gap}'), encoding="utf-8")
    code, found = check(folder, "--baseline", before.name)
    assert code == 0
    assert ("V109" in codes(found)) == has_grown
