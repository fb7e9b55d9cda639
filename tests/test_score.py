"""The two tables that were computed by hand, and what is wrong with tables and sheets."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cchc_cli.model.score import Outcome, ScoreRequest, ScoreResult
from cchc_cli.model.scoring import Stage
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.scoring_file.read import ScoringReading, read_scoring
from cchc_cli.run.score import run_score
from support import source
from test_schemas import as_editor_sees

ROOT = Path(__file__).resolve().parent.parent
TABLE = (ROOT / "scoring" / "2022.yaml").read_bytes()
EMULATION = (ROOT / "scoring" / "thi-dua-2022.yaml").read_bytes()
SHEET = (ROOT / "examples" / "scoring" / "phieu-cham-2022.csv").read_text(encoding="utf-8")


def read(text: str | bytes) -> ScoringReading:
    return read_scoring(text if isinstance(text, bytes) else text.encode(), "bang.yaml")


def run(
    table: str | bytes,
    sheet: str = "",
    plan: str | None = None,
    figures: str = "",
    request: ScoreRequest = ScoreRequest(),  # noqa: B008 - it is immutable
) -> ScoreResult:
    sources = [source(sheet, "phieu.csv")] if sheet else []
    sources += [source(figures, "so-lieu.csv")] if figures else []
    known = read_plan(plan.encode(), "plan.yaml").plan if plan else None
    return run_score(read(table), sources, known, (), request)


def faults(result: ScoreResult) -> list[tuple[str, str]]:
    """Code and place of everything that was said."""
    return [(one.code, str(one.location or "")) for one in result.diagnostics]


def outcome(result: ScoreResult, unit: str, stage: Stage, criterion: str) -> Outcome:
    assert result.scores is not None
    return result.scores.outcomes[unit, stage][result.scores.table.position[criterion]]


def f(text: str) -> Fraction:
    return Fraction(text)


def test_the_composite_table_comes_out_as_it_was_computed_by_hand() -> None:
    result = run(TABLE, SHEET)
    own, final = result.standings
    assert (own.stage, own.total) == (Stage.SELF, (f("54.166"), f("56.166"), 68))
    assert own.class_ is None
    assert own.class_is_open
    assert (own.rank, own.dropped) == (1, 1)
    assert [result.scores.table.leaves[at].id for at in own.unknown] == ["7.3"] if result.scores else 0
    assert (final.stage, final.total) == (Stage.FINAL, (f("54.666"), f("54.666"), 68))
    assert final.class_ is not None
    assert final.class_.name == "Tốt"


@pytest.mark.parametrize(
    ("criterion", "points"),
    [
        ("1.1.4", "1"),  # 90 is not above 90
        ("1.3.1", "1.25"),  # 25/30 of 1.5
        ("1.3.2", "0"),  # 78 is below the floor of 80
        ("1.4.1", "1.7"),  # 17 items of 0.1
        ("2.2", "2.55"),  # 85% of 3
        ("2.3", "1.5"),
        ("3.1", "0"),  # one late filing takes all
        ("4.2", "0.5"),  # 2 less 3 times 0.5
        ("6.1", "0"),
        ("7.1", "2.875"),
        ("7.2", "2.991"),
        ("8.1", "8.46"),
        ("T.1", "2"),  # before the cap of 1.5
    ],
)
def test_leaves_of_the_composite_table(criterion: str, points: str) -> None:
    given = outcome(run(TABLE, SHEET), "so", Stage.SELF, criterion)
    assert (given.low, given.high) == (f(points), f(points))


def test_what_is_unknown_is_an_interval_and_what_does_not_apply_leaves_the_maximum() -> None:
    result = run(TABLE, SHEET)
    unknown = outcome(result, "so", Stage.SELF, "7.3")
    assert (unknown.low, unknown.high, unknown.max) == (0, 2, 2)
    absent = outcome(result, "so", Stage.SELF, "3.9")
    assert (absent.low, absent.high, absent.max, absent.applies) == (0, 0, 0, False)


def test_deductions_are_charged_to_owners() -> None:
    scores = run(TABLE, SHEET).scores
    assert scores is not None
    taken = [(one.leaf.id, one.owner, one.lost) for one in scores.deductions]
    assert taken == [("1.1.3", "hcth", 1), ("2.3", "qlcn", f("0.5"))]


PLAN = """
version: 1
id: "2022"
title: Kế hoạch
period: {from: 2022-01, to: 2022-12}
units: [{id: qlcn, name: Q}, {id: tdc, name: T}, {id: thanh-tra, name: TT}]
groups: {phong-don-vi: [qlcn, tdc, thanh-tra], hai-phong: [qlcn, tdc]}
indicators:
  - {id: sang-kien-trien-khai, name: s, kind: count, every: year}
  - {id: tin-bai, name: t, kind: count, every: half}
  - {id: ho-so-tre-han, name: h, kind: count, every: half}
  - {id: tieu-chi-bi-tru, name: b, kind: count, every: year}
  - {id: hop, name: p, kind: count, every: half}
  - {id: hop-quy, name: q, kind: count, every: quarter}
tasks:
  - id: "1"
    clause: "1"
    title: t
    owners: [phong-don-vi]
    targets:
      - {id: sang-kien-trien-khai, indicator: sang-kien-trien-khai, at_least: 1, each: phong-don-vi}
      - {id: tin-bai, indicator: tin-bai, at_least: 20, each: hai-phong}
      - {id: ho-so-tre-han, indicator: ho-so-tre-han, at_most: 0, each: hai-phong}
      - {id: tieu-chi-bi-tru, indicator: tieu-chi-bi-tru, at_most: 0, each: phong-don-vi}
      - {id: hop, indicator: hop, at_least: 1, each: hai-phong}
      - {id: hop-quy, indicator: hop-quy, at_least: 1, each: hai-phong}
"""


def emulation_figures() -> str:
    """qlcn sent 11 of the 12 figures that it owed, the other two all of theirs."""
    rows = ["period,unit,indicator,value"]
    for unit, articles, late, deducted in (("qlcn", 19, 0, 1), ("tdc", 20, 1, 0)):
        rows += [f"2022-H1,{unit},tin-bai,{articles - 3}", f"2022-H2,{unit},tin-bai,3"]
        rows += [f"2022-H1,{unit},ho-so-tre-han,{late}", f"2022-H2,{unit},ho-so-tre-han,0"]
        rows += [f"2022-H1,{unit},hop,1", f"2022-H2,{unit},hop,1"]
        rows += [f"2022-Q{quarter},{unit},hop-quy,1" for quarter in (1, 2, 3, 4)]
        rows += [f"2022,{unit},sang-kien-trien-khai,1", f"2022,{unit},tieu-chi-bi-tru,{deducted}"]
    rows += ["2022,thanh-tra,sang-kien-trien-khai,1", "2022,thanh-tra,tieu-chi-bi-tru,0"]
    return "\n".join(row for row in rows if row != "2022-Q2,qlcn,hop-quy,1")


def test_the_emulation_of_units_comes_out_as_it_was_computed_by_hand() -> None:
    result = run(EMULATION, "", PLAN, emulation_figures())
    assert [one.code for one in result.diagnostics if one.severity == "error"] == []
    by_unit = {standing.unit: standing for standing in result.standings}
    points = {
        unit: [outcome(result, unit, Stage.SELF, leaf).low for leaf in "ABCDE"] for unit in by_unit
    }
    assert points["qlcn"] == [20, 19, 30, 15, f("110/12")]
    assert points["tdc"] == [20, 20, 20, 20, 10]
    assert points["thanh-tra"] == [20, 0, 0, 20, 10]
    # 93.1667 of 100, 90 of 100, 50 of 50.
    assert [(s.unit, s.total.low, s.total.max, s.rank) for s in result.standings] == [
        ("thanh-tra", 50, 50, 1),
        ("qlcn", 84 + f("110/12"), 100, 2),
        ("tdc", 90, 100, 3),
    ]
    assert by_unit["thanh-tra"].dropped == 2
    assert {standing.class_.name for standing in result.standings if standing.class_} == {"Xuất sắc"}


SCHEMA = Draft202012Validator(
    json.loads((ROOT / "schemas" / "scoring.schema.json").read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("table", [TABLE, EMULATION])
def test_the_schema_takes_what_the_reader_takes(table: bytes) -> None:
    assert list(SCHEMA.iter_errors(as_editor_sees(table.decode()))) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("max: 20, choices", "max: 0, choices"),
        ("deduct: 10", "deducts: 10"),
        ("not_applicable: drop", "not_applicable: dropped"),
        ("at_least: 90%", "at_least: many"),
        ("coverage: month", "coverage: week"),
        ("version: 1", "version: 2"),
        ("name: Hồ sơ trễ hạn, ", ""),
    ],
)
def test_the_schema_and_the_reader_refuse_the_same_slips(right: str, wrong: str) -> None:
    text = EMULATION.decode()
    assert right in text
    slipped = text.replace(right, wrong, 1)
    assert list(SCHEMA.iter_errors(as_editor_sees(slipped)))
    assert read(slipped).table is None
