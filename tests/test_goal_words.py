"""How a goal is said where an officer reads it: in signs, in words, with its arithmetic."""

from __future__ import annotations

import csv
import io

import pytest

from cchc_cli.model.period import parse_label
from cchc_cli.model.verdict import Result
from cchc_cli.render import phrases
from cchc_cli.render.check.markdown import render_markdown
from cchc_cli.render.check.table import render_table_csv
from cchc_cli.render.explanation import render_target
from cchc_cli.render.page import Screen
from cchc_cli.render.plan_tables import render_plan
from cchc_cli.render.targets import (
    target_formula,
    target_goal,
    target_pace,
    target_scope,
)
from cchc_cli.render.wording import Wording
from support import plan_of, result_of

VI, EN = Wording("vi"), Wording("en")


def plan_text(target: str) -> str:
    """A plan with one target, whose keys are given as in a flow mapping."""
    return f"""version: 1
id: thu
title: Kế hoạch thử
period: {{from: 2025-01, to: 2025-12}}
units:
  - {{id: vp, name: Văn phòng}}
  - {{id: cu, name: Phòng Công nghệ, to: 2025-05}}
  - {{id: moi, name: Phòng Công nghệ, from: 2025-06}}
groups:
  tat-ca: [vp, cu, moi]
indicators:
  - {{id: bai, name: Tin bài, measure: bài, kind: count}}
  - {{id: tien, name: Kinh phí, measure: tỷ đồng, kind: count, decimal: true}}
  - {{id: hop, name: Cuộc họp, measure: cuộc, kind: count, every: quarter}}
  - {{id: ton, name: Hồ sơ tồn, measure: hồ sơ, kind: level}}
  - {{id: tong, name: Hồ sơ đã trả, kind: count}}
  - {{id: tre, name: Hồ sơ trả trễ, kind: count}}
  - {{id: ty-le, name: Tỷ lệ trễ, kind: ratio, numerator: tre, denominator: tong}}
  - {{id: bq, name: Số đơn bình quân, measure: đơn, kind: average, numerator: tre, denominator: tong}}
  - {{id: nghin, name: Nghìn, measure: ‰, kind: average, numerator: tre, denominator: tong, scale: 1000}}
  - {{id: a, name: A, kind: count, every: quarter}}
  - {{id: b, name: B, kind: count, every: quarter}}
  - {{id: quy, name: Tỷ lệ quý, kind: ratio, numerator: a, denominator: b}}
  - {{id: moc, name: Quy chế, kind: milestone}}
  - {{id: loi, name: Báo cáo, kind: narrative, every: quarter}}
identities:
  - {{id: tong, left: [tre], right: [tong], compare: at_most, severity: warning}}
tasks:
  - id: I.1
    clause: I.1
    title: Nhiệm vụ
    owners: [vp]
    targets:
      - {{id: t, {target}}}
"""


def judged(target: str, figures: str, as_of: str | None = None) -> Result:
    rows = "".join(f"{row.strip()}\n" for row in figures.split(";"))
    return result_of(plan_text(target), f"period,unit,indicator,value,note\n{rows}", as_of)


# The target; its goal in words, in Vietnamese and in English, and in signs.
SAID = [
    ("indicator: bai, at_least: 20, each: vp", "ít nhất 20 bài", "at least 20 bài", "≥ 20"),
    ("indicator: ton, at_most: 50", "không quá 50 hồ sơ", "at most 50 hồ sơ", "≤ 50"),
    ("indicator: ton, above: 5", "trên 5 hồ sơ", "above 5 hồ sơ", "> 5"),
    ("indicator: ton, below: 5", "dưới 5 hồ sơ", "below 5 hồ sơ", "< 5"),
    ("indicator: bai, exactly: 2", "đúng 2 bài", "exactly 2 bài", "= 2"),
    ("indicator: ty-le, at_most: 5.5%", "không quá 5,5%", "at most 5.5%", "≤ 5,5%"),
    # Ranges
    (
        "indicator: ty-le, above: 40%, below: 60%",
        "trên 40% đến dưới 60%",
        "above 40% and below 60%",
        "> 40% và < 60%",
    ),
    (
        "indicator: ty-le, below: 60%, at_least: 40%",
        "từ 40% đến dưới 60%",
        "from 40% to below 60%",
        "≥ 40% và < 60%",
    ),
    (
        "indicator: ton, at_most: 9, above: 4",
        "trên 4 hồ sơ đến 9 hồ sơ",
        "above 4 hồ sơ, at most 9 hồ sơ",
        "> 4 và ≤ 9",
    ),
    # For each period
    (
        "indicator: hop, at_least: 1, per: period",
        "mỗi quý ít nhất 1 cuộc",
        "at least 1 cuộc each quarter",
        "≥ 1 mỗi quý",
    ),
    (
        "indicator: ty-le, at_least: 40%, at_most: 60%, per: period",
        "mỗi tháng từ 40% đến 60%",
        "from 40% to 60% each month",
        "≥ 40% và ≤ 60% mỗi tháng",
    ),
    # From a baseline: a count that grows by a percentage is no percentage
    (
        "indicator: bai, at_least: +10%, baseline: 120",
        "ít nhất 132 bài (tăng 10% so với 120 bài)",
        "at least 132 bài (10% more than 120 bài)",
        "≥ 132",
    ),
    (
        "indicator: ty-le, at_most: -5, baseline: 12%",
        "không quá 7% (giảm 5 điểm phần trăm so với 12%)",
        "at most 7% (5 pct. points less than 12%)",
        "≤ 7%",
    ),
    (
        "indicator: ty-le, at_most: -10%, baseline: 12%",
        "không quá 10,8% (giảm 10% so với 12%)",
        "at most 10.8% (10% less than 12%)",
        "≤ 10,8%",
    ),
    ("indicator: bai, at_least: 130, baseline: 120", "ít nhất 130 bài", "at least 130 bài", "≥ 130"),
    (
        "indicator: bai, at_least: +5, each: [vp, moi], baseline: {vp: 10, moi: 20}",
        (
            "ít nhất mức tăng 5 so với mức gốc của từng đơn vị; Văn phòng: ít nhất 15 bài (tăng 5 so với"
            " 10 bài); Phòng Công nghệ (từ tháng 6/2025): ít nhất 25 bài (tăng 5 so với 20 bài)"
        ),
        (
            "at least 5 more than each unit's baseline; Văn phòng: at least 15 bài (5 more than 10 bài);"
            " Phòng Công nghệ (from 2025-06): at least 25 bài (5 more than 20 bài)"
        ),
        "≥ mức tăng 5 so với mức gốc của từng đơn vị",
    ),
    # Exceptions
    (
        "indicator: ton, at_least: 9, each: vp, except: {vp: {above: 1, below: 4}}",
        "ít nhất 9 hồ sơ; Văn phòng: trên 1 hồ sơ đến dưới 4 hồ sơ",
        "at least 9 hồ sơ; Văn phòng: above 1 hồ sơ and below 4 hồ sơ",
        "≥ 9; Văn phòng: > 1 và < 4",
    ),
    (
        "indicator: bai, at_least: 9, each: vp, except: {vp: {pace: {2025-Q1: 3}, due: 2025-06-10}}",
        "ít nhất 9 bài; Văn phòng: ít nhất 9 bài (theo bậc: tháng 3/2025 ≥ 3 bài; hạn 10/6/2025)",
        "at least 9 bài; Văn phòng: at least 9 bài (in steps: 2025-03 ≥ 3 bài; due 2025-06-10)",
        "≥ 9; Văn phòng: ≥ 9",
    ),
    # Milestones
    ("indicator: moc, at_least: 1, each: vp", "hoàn thành", "completed", "hoàn thành"),
    (
        "indicator: moc, at_least: 1, each: vp, except: {vp: {due: 2025-06}}",
        "hoàn thành; Văn phòng: hoàn thành (hạn tháng 6/2025)",
        "completed; Văn phòng: completed (due 2025-06)",
        "hoàn thành; Văn phòng: hoàn thành",
    ),
    ("indicator: moc, at_least: 2, over: tat-ca", "ít nhất 2 đơn vị", "at least 2 units", "≥ 2"),
    ("indicator: moc, at_least: 70%, over: tat-ca", "ít nhất 70%", "at least 70%", "≥ 70%"),
]


@pytest.mark.parametrize(("target", "vietnamese", "english", "signs"), SAID)
def test_a_goal_is_said_in_words_and_in_signs(
    target: str, vietnamese: str, english: str, signs: str
) -> None:
    plan = plan_of(plan_text(target))
    asked = plan.target_by_id["t"]
    assert target_goal(plan, asked, VI, in_full=True, in_words=True) == vietnamese
    assert target_goal(plan, asked, EN, in_full=True, in_words=True) == english
    assert target_goal(plan, asked, VI) == signs
    for page in (render_plan(plan, VI, Screen()), render_target(asked, plan, None, VI, Screen())):
        assert not any(key in page for key in ("at_least", "at_most", "exactly", "above", "below"))


PACES = [
    (
        "indicator: ton, at_most: 50, pace: {2025-Q1: 80, 2025-H1: 60}",
        "theo bậc: tháng 3/2025 ≤ 80, tháng 6/2025 ≤ 60",
    ),
    (
        "indicator: bai, at_least: +10%, baseline: 100, pace: {2025-06: +2%}",
        "theo bậc: tháng 6/2025 ≥ 102",
    ),
    ("indicator: hop, at_least: 1, per: period", "xét riêng từng kỳ"),
    ("indicator: bai, at_most: 9", "–"),
    ("indicator: bai, at_least: 9", "chia đều theo kỳ"),
]


@pytest.mark.parametrize(("target", "said"), PACES)
def test_a_pace_is_said_with_its_steps(target: str, said: str) -> None:
    plan = plan_of(plan_text(target))
    assert target_pace(plan, plan.target_by_id["t"], VI) == said


FORMULAS = [
    (
        "indicator: bq, at_most: 3",
        "Công thức: Hồ sơ trả trễ ÷ Hồ sơ đã trả, chỉ tính các kỳ có đủ hai số",
    ),
    (
        "indicator: nghin, at_most: 3",
        "Công thức: 1.000 × Hồ sơ trả trễ ÷ Hồ sơ đã trả, chỉ tính các kỳ có đủ hai số",
    ),
    ("indicator: hop, at_least: 1, per: period", "Công thức: so số liệu của riêng từng kỳ với mức"),
    ("indicator: hop, at_least: 1", "Công thức: cộng số liệu các kỳ rồi so với mức"),
    (
        "indicator: moc, at_least: 2, over: tat-ca",
        "Công thức: đếm số đơn vị đã hoàn thành rồi so với mức; tỷ lệ thì chia cho số đơn vị",
    ),
    ("indicator: moc, at_least: 1, each: vp", "Công thức: đạt khi có giá trị 1 hoặc ngày hoàn thành"),
]


@pytest.mark.parametrize(("target", "said"), FORMULAS)
def test_a_formula_names_what_it_counts(target: str, said: str) -> None:
    plan = plan_of(plan_text(target))
    assert target_formula(plan, plan.target_by_id["t"], VI) == said


# The target, its figures up to the as-of, the headline and the steps of its only verdict.
STANDING = [
    (
        "indicator: bai, at_least: +10%, baseline: 125, pace: {2025-02: +2%}",
        "2025-01,,bai,50,;2025-02,,bai,0,",
        "2025-02",
        "50 bài (≥ 137,5)",
        ["tăng 10% so với mức gốc 125 (= 137,5)", "50 + 0 = 50", "đến nay phải đạt: ≥ 127,5"],
    ),
    (
        "indicator: hop, at_least: 1, per: period",
        "2025-Q1,,hop,0,;2025-Q2,,hop,2,",
        "2025-06",
        "1/2 kỳ đạt (≥ 1 mỗi quý)",
        ["quý I/2025: 0 — không đạt", "quý II/2025: 2 — đạt"],
    ),
    # A ratio is owed as its parts are
    (
        "indicator: quy, at_least: 5%, per: period",
        "2025-Q1,,a,1,;2025-Q1,,b,2,",
        "2025-03",
        "1/1 kỳ đạt (≥ 5% mỗi quý)",
        ["quý I/2025: 50% (1/2) — đạt"],
    ),
    # Periods without figures that follow one another stand on one line
    (
        "indicator: bai, at_least: 1, per: period",
        "2025-04,,bai,1,;2025-08,,bai,1,",
        "2025-08",
        "2/2 kỳ đạt (≥ 1 mỗi tháng)",
        [
            "tháng 1/2025 – tháng 3/2025: – — chưa đủ số liệu",
            "tháng 4/2025: 1 — đạt",
            "tháng 5/2025 – tháng 7/2025: – — chưa đủ số liệu",
            "tháng 8/2025: 1 — đạt",
        ],
    ),
    (
        "indicator: hop, at_least: 1, per: period",
        "2025-01,,hop,0,",
        "2025-01",
        "chưa có kỳ nào để xét (≥ 1 mỗi quý)",
        [],
    ),
    (
        "indicator: bq, at_most: 3",
        "2025-01,,tre,49,;2025-01,,tong,20,",
        "2025-01",
        "2,5 đơn (≤ 3)",
        ["49 ÷ 20 ≈ 2,5", "đến nay phải đạt: ≤ 3"],
    ),
    (
        "indicator: nghin, at_most: 3",
        "2025-01,,tre,1,;2025-01,,tong,500,",
        "2025-01",
        "2 ‰ (≤ 3)",
        ["1.000 × 1 ÷ 500 = 2", "đến nay phải đạt: ≤ 3"],
    ),
    (
        "indicator: ton, at_most: 50, pace: {2025-06: 80}",
        "2025-01,,ton,99,",
        "2025-01",
        "99 hồ sơ (≤ 50)",
        ["số mới nhất: 99", "chưa đến bậc đầu tiên nên chưa đòi hỏi mức nào"],
    ),
    (
        "indicator: ton, at_most: 50, pace: final",
        "2025-01,,ton,99,",
        "2025-01",
        "99 hồ sơ (≤ 50)",
        ["số mới nhất: 99", "chưa đến hạn (tháng 12/2025) nên chưa xét"],
    ),
    (
        "indicator: moc, at_least: 2, over: [vp, moi], due: 2025-06",
        "2025-06,vp,moc,1,;2025-06,moi,moc,0,",
        "2025-06",
        "1 đơn vị (≥ 2)",
        ["đến hạn phải đạt: ≥ 2"],
    ),
    (
        "indicator: moc, at_least: 70%, over: [vp, moi], due: 2025-06",
        "2025-06,vp,moc,1,;2025-06,moi,moc,0,",
        "2025-06",
        "50% (≥ 70%)",
        ["1 ÷ 2 = 50%", "đến hạn phải đạt: ≥ 70%"],
    ),
    (
        "indicator: moc, at_least: 1, each: vp, due: 2025-01",
        "2025-01,vp,moc,1,",
        None,
        "đã hoàn thành",
        [],
    ),
    (
        "indicator: moc, at_least: 1, each: vp, due: 2025-01",
        "2025-01,,bai,1,",
        None,
        "chưa có số liệu",
        ["chưa có số liệu nào được tính"],
    ),
    (
        "indicator: loi, each: vp",
        "2025-Q1,vp,loi,,Đã họp;2025-06,vp,bai,1,",
        None,
        "1/2 kỳ có thuyết minh",
        [],
    ),
]


@pytest.mark.parametrize(("target", "figures", "as_of", "headline", "steps"), STANDING)
def test_a_verdict_is_explained_step_by_step(
    target: str, figures: str, as_of: str | None, headline: str, steps: list[str]
) -> None:
    result = judged(target, figures, as_of)
    (verdict,) = result.verdicts
    assert result.plan is not None
    assert phrases.headline(verdict, VI) == headline
    page = render_target(verdict.target, result.plan, result, VI, Screen()).splitlines()
    arithmetic = [line.strip() for line in page if line.startswith("      ")]
    said = [line for line in arithmetic if "actuals.csv" not in line]
    assert [line for line in said if not line.startswith(("thiếu: ", "kết luận: "))] == steps


def test_what_is_missing_is_said_by_unit_and_months() -> None:
    result = judged(
        "indicator: ty-le, at_most: 5%, over: tat-ca", "2025-04,vp,tre,0,;2025-04,vp,tong,1,"
    )
    (verdict,) = result.verdicts
    assert result.plan is not None
    page = render_target(verdict.target, result.plan, result, VI, Screen())
    assert (
        "thiếu: Văn phòng: Hồ sơ trả trễ, Hồ sơ đã trả (tháng 1/2025 – tháng 3/2025); "
        "Phòng Công nghệ (đến tháng 5/2025): Hồ sơ trả trễ, Hồ sơ đã trả (tháng 1/2025 – tháng 4/2025)\n"
    ) in page


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["2025-01", "2025-02"], "tháng 1/2025, tháng 2/2025"),
        (["2025-03", "2025-01", "2025-02", "2025-02"], "tháng 1/2025 – tháng 3/2025"),
        (["2025-Q1", "2025-Q2", "2025-Q3", "2026-Q1"], "quý I/2025 – quý III/2025, quý I/2026"),
        (["2025-01", "2025-02", "2025-03", "2025-Q2"], "tháng 1/2025 – tháng 3/2025, quý II/2025"),
        ([], ""),
    ],
)
def test_periods_in_a_row_are_said_by_the_first_and_the_last(labels: list[str], said: str) -> None:
    assert VI.periods(filter(None, map(parse_label, labels))) == said


# Target, figures, and the codes of what is said about its waiver.
WAIVED = (
    "indicator: hop, at_least: 1, each: vp, per: period, "
    "waivers: [{{unit: vp, until: {until}, reason: a, by: b}}]"
)


@pytest.mark.parametrize(
    ("until", "figures", "as_of", "codes"),
    [
        # It excuses the first quarter for good.
        ("2025-03", "2025-Q1,vp,hop,0,;2025-Q2,vp,hop,1,", "2025-06", []),
        ("2025-12", "2025-Q1,vp,hop,0,;2025-Q2,vp,hop,1,", "2025-06", []),
        # Nothing that it covers needs it.
        ("2025-03", "2025-Q1,vp,hop,1,;2025-Q2,vp,hop,1,", "2025-06", ["V104"]),
        # What it does not cover falls short.
        ("2025-03", "2025-Q1,vp,hop,1,;2025-Q2,vp,hop,0,", "2025-06", ["V101"]),
    ],
)
def test_a_waiver_that_excuses_a_period_is_needed(
    until: str, figures: str, as_of: str, codes: list[str]
) -> None:
    result = judged(WAIVED.format(until=until), figures, as_of)
    assert [one.code for one in result.diagnostics if one.code.startswith("V1")] == codes


@pytest.mark.parametrize(
    ("figures", "codes"),
    [
        # Figures that only an identity needs are used.
        ("2025-01,vp,tre,1,;2025-01,vp,tong,2,;2025-01,vp,bai,1,", []),
        ("2025-01,vp,ton,1,;2025-01,vp,bai,1,", ["A306"]),
    ],
)
def test_a_figure_of_an_identity_is_used(figures: str, codes: list[str]) -> None:
    result = judged("indicator: bai, at_least: 1, each: vp", figures)
    assert [one.code for one in result.diagnostics if one.code == "A306"] == codes


CEILING = "indicator: ton, at_most: 50, each: vp, pace: {2025-06: 80}"


@pytest.mark.parametrize(
    ("figure", "as_of", "said"),
    [
        ("2025-01,vp,ton,99,", "2025-01", "đúng tiến độ"),
        ("2025-06,vp,ton,70,", "2025-06", "đúng tiến độ"),
        ("2025-06,vp,ton,50,", "2025-06", "chưa phát sinh vi phạm"),
        ("2025-06,vp,ton,90,", "2025-06", "chưa đạt mức"),
    ],
)
def test_a_ceiling_is_said_to_hold_where_it_does(figure: str, as_of: str, said: str) -> None:
    (verdict,) = judged(CEILING, figure, as_of).verdicts
    assert phrases.status(verdict, VI) == said


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (", pace: {2025-06: 80}", "; theo bậc: tháng 6/2025 ≤ 80)"),
        (", pace: final", "; chỉ xét khi đến hạn)"),
        ("", "hạn tháng 12/2025)"),
    ],
)
def test_show_names_the_pace_that_a_plan_names(pace: str, said: str) -> None:
    plan = plan_of(plan_text(f"indicator: ton, at_most: 50, each: vp{pace}"))
    (line,) = [text for text in render_plan(plan, VI, Screen()).splitlines() if "t: Hồ sơ tồn" in text]
    assert line.endswith(said)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("indicator: hop, at_least: 1, each: vp, per: period", "1/2 kỳ đạt; kỳ không đạt: quý I/2025"),
        ("indicator: hop, at_least: 1, each: vp", ""),
    ],
)
def test_a_table_of_verdicts_says_how_periods_were_kept(target: str, said: str) -> None:
    result = judged(target, "2025-Q1,vp,hop,0,;2025-Q2,vp,hop,2,", "2025-06")
    (row,) = csv.DictReader(io.StringIO(render_table_csv(result, VI).removeprefix("\ufeff")))
    assert row["kept"] == said


def test_a_scope_names_its_units_and_show_what_a_command_takes() -> None:
    plan = plan_of(plan_text("indicator: bai, at_least: 1, over: tat-ca"))
    named = "tổng của Văn phòng, Phòng Công nghệ (đến tháng 5/2025), Phòng Công nghệ (từ tháng 6/2025)"
    assert target_scope(plan, plan.target_by_id["t"], VI) == named
    assert target_scope(plan, plan.target_by_id["t"], VI, by_id=True) == "tổng của vp, cu, moi"


@pytest.mark.parametrize(
    ("target", "figures", "cell"),
    [
        ("indicator: hop, at_least: 2, each: vp, per: period", "2025-Q1,vp,hop,0,", "0/1 kỳ đạt"),
        ("indicator: moc, at_least: 1, each: vp, due: 2025-01", "2025-01,vp,moc,0,", "chưa hoàn thành"),
        ("indicator: ty-le, at_most: 5%, each: vp", "2025-01,vp,tre,1,;2025-01,vp,tong,2,", "50%"),
        ("indicator: bai, at_least: 24, each: vp", "2025-01,vp,bai,1,", "1"),
    ],
)
def test_a_table_in_markdown_says_what_was_reached(target: str, figures: str, cell: str) -> None:
    page = render_markdown(judged(target, figures), VI)
    (row,) = [line for line in page.splitlines() if line.startswith("| Văn phòng |")]
    assert row.split(" | ")[3] == cell


def test_what_a_sum_needs_is_said_of_each_of_its_units() -> None:
    """Of 17 months of two units ten are over; seven are left for 14."""
    rows = ";".join(f"2025-{month:02d},{unit},bai,1," for month in range(1, 6) for unit in ("vp", "cu"))
    (verdict,) = judged("indicator: bai, at_least: 24, over: [vp, cu]", rows).verdicts
    assert "còn 14, mỗi đơn vị mỗi tháng cần 2" in phrases.arithmetic(verdict, VI)
    assert "14 to go, 2 needed of each unit every month" in phrases.arithmetic(verdict, EN)


@pytest.mark.parametrize(
    ("goal", "line"),
    [
        ("indicator: tien, at_least: 10", "đến nay cần: 10 × 1/12 kỳ ≈ 0,83"),
        ("indicator: tien, at_least: 6", "đến nay cần: 6 × 1/12 kỳ = 0,5"),
        ("indicator: bai, at_least: 20", "đến nay cần: 20 × 1/12 kỳ = 1 (làm tròn xuống)"),
    ],
)
def test_a_share_of_the_goal_that_is_rounded_says_so(goal: str, line: str) -> None:
    name = "tien" if "tien" in goal else "bai"
    result = judged(f"{goal}, each: vp", f"2025-01,vp,{name},{'0.84' if name == 'tien' else 1},")
    assert result.plan is not None
    (target,) = result.plan.tasks[0].targets
    assert line in render_target(target, result.plan, result, VI, Screen())
