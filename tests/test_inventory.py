"""The 2022 plan holds every row of the document, by its id, and every number that it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_cli.model.asked import asked_of
from cchc_cli.model.kind import Comparison
from cchc_cli.model.plan import Plan
from cchc_cli.model.scalars import PaceName
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.yaml_file.tree import parse_yaml

PATH = Path(__file__).resolve().parent.parent / "plans" / "2022.yaml"

ROWS = [
    "I.1a",
    "I.1b",
    "I.2a",
    "I.2b",
    "II.1a",
    "II.1b",
    "II.1c",
    "II.2a",
    "II.2b",
    "II.3a",
    "II.3b",
    "II.3c",
    "II.4a",
    "II.4b",
    "II.4c",
    "II.4d",
    "II.4e",
    "II.5a",
    "II.5b",
    "II.5c",
    "II.5d",
    "II.6a",
    "II.6b",
    "II.6c",
    "II.6d",
    "II.6e",
    "II.6f",
    "II.6g",
    "II.7a",
    "II.7b",
    "II.8a",
    "II.8b",
    "II.9a",
    "II.9b",
    "II.10a",
    "II.10b",
    "III.1a",
    "III.1b",
    "III.1c",
    "III.2a",
    "III.2b",
    "III.2c",
    "III.3a",
    "III.3b",
    "III.3c",
    "III.3d",
    "III.4a",
    "III.4b",
    "III.4c",
    "III.5a",
    "III.5b",
    "III.6a",
    "III.6b",
    "III.6c",
    "III.6d",
    "III.6e",
    "III.6f",
    "IV.1a",
    "IV.1b",
    "IV.1c",
    "IV.2a",
    "IV.2b",
    "IV.2c",
]

NUMBERS = [
    # task, target, comparison, goal, how it is judged, who said so
    ("II.1c", "vbqppl-dung-quy-dinh", "at_least", "100%", None, "stated"),
    ("II.2b", "tthc-rut-ngan", "at_least", "1", None, "derived"),
    ("II.4c", "ke-hoach-dao-tao", "at_least", "1", "each", "derived"),
    ("II.6c", "ho-so-tiep-nhan-tre", "at_most", "0", "each", "stated"),
    ("II.6c", "ho-so-tre-han", "at_most", "0", "each", "stated"),
    ("II.6c", "ho-so-som-hen", "at_least", "1", "over", "derived"),
    ("II.6d", "ty-le-ho-so-truc-tuyen", "at_least", "60%", "over", "stated"),
    ("II.6e", "dvctt-ra-soat", "at_least", "11", None, "stated"),
    ("II.6f", "iso-dao-tao", "at_least", "1", "each", "derived"),
    ("II.6g", "iso-kiem-tra", "at_least", "100%", "each", "derived"),
    ("II.7b", "tieu-chi-bi-tru", "at_most", "0", "each", "derived"),
    ("II.8b", "sang-kien-dang-ky", "at_least", "1", "each", "stated"),
    ("II.8b", "sang-kien-trien-khai", "at_least", "1", "each", "stated"),
    ("III.1c", "tin-bai", "at_least", "20", "each", "stated"),
    ("III.3a", "goi-y-nop-them", "at_most", "0", "each", "stated"),
    ("III.3c", "ty-le-vi-pham-da-xu-ly", "at_least", "100%", "each", "derived"),
    ("III.4a", "di-lai-nhieu-lan", "at_most", "0", "each", "stated"),
    ("III.4c", "ty-le-dung-hen", "at_least", "100%", "over", "stated"),
    ("III.5b", "video-huong-dan", "at_least", "1", "each", "derived"),
    ("III.6b", "xin-loi-tre-hen", "at_least", "100%", "each", "derived"),
    ("III.6d", "phien-ha", "at_most", "0", "each", "stated"),
    ("III.6e", "bo-sung-qua-1-lan", "at_most", "0", "each", "stated"),
]

REFERENCES = [
    "249/TB-UBND",
    "2108/QĐ-UBND",
    "1256/QĐ-UBND",
    "62/2020/NĐ-CP",
    "120/2020/NĐ-CP",
    "106/2020/NĐ-CP",
    "59/2019/NĐ-CP",
    "48/2021/QĐ-UBND",
    "31-CT/TU",
    "17/CT-UBND",
    "130/2005/NĐ-CP",
    "117/2013/NĐ-CP",
    "60/2021/NĐ-CP",
    "620/QĐ-UBND",
    "1891/KH-SKHCN",
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    reading = read_plan(PATH.read_bytes(), "plans/2022.yaml")
    assert reading.diagnostics == ()
    assert reading.plan is not None
    return reading.plan


def test_every_row_of_the_document_is_a_task_in_its_order(plan: Plan) -> None:
    assert len(ROWS) == 63
    assert [task.id for task in plan.tasks] == ROWS
    for task in plan.tasks:
        assert task.id.rstrip("abcdefg") == task.clause


@pytest.mark.parametrize(
    ("task", "name", "comparison", "goal", "scope", "basis"), NUMBERS, ids=lambda value: str(value)
)
def test_every_number_is_a_target(
    plan: Plan, task: str, name: str, comparison: str, goal: str, scope: str | None, basis: str
) -> None:
    target = plan.target_by_id[name]
    assert plan.task_of_target[name].id == task
    ((asked, written),) = target.comparisons.items()
    assert asked is Comparison(comparison)
    assert f"{written.value}{'%' if written.percent else ''}" == goal
    assert (target.each is not None, target.over is not None) == (scope == "each", scope == "over")
    assert target.basis == basis


def test_what_the_document_does_not_ask_for_never_fails_a_run(plan: Plan) -> None:
    """One late filing is an error where it is counted (II.6c); the rate (III.4c) only warns."""
    for target in plan.target_by_id.values():
        warns = target.basis == "derived" or target.id == "ty-le-dung-hen"
        assert (target.severity == "warning") == warns, target.id


def test_a_twelfth_service_reviewed_is_no_failure(plan: Plan) -> None:
    target = plan.target_by_id["dvctt-ra-soat"]
    assert list(target.comparisons) == [Comparison.AT_LEAST]
    assert asked_of(plan, target, None).pace is PaceName.FINAL


def test_no_figure_makes_two_tasks_green(plan: Plan) -> None:
    """But where a figure is judged for other units or as their sum."""
    scopes = [(t.indicator, t.each, t.over) for t in plan.target_by_id.values()]
    assert len(scopes) == len(set(scopes))


def test_heads_answer_for_the_cases_of_their_own_unit(plan: Plan) -> None:
    for name in ("goi-y-nop-them", "phien-ha", "ty-le-vi-pham-da-xu-ly"):
        units = plan.units_of(plan.target_by_id[name])
        assert units == ("hcth", "tdc", "qlcn", "thanh-tra", "ttud", "mot-cua")


def test_every_legal_basis_is_used_by_a_task(plan: Plan) -> None:
    used = {reference for task in plan.tasks for reference in task.references}
    assert used == {reference.id for reference in plan.references}


def test_what_is_ours_in_the_calendar_says_so() -> None:
    text = PATH.read_text(encoding="utf-8")
    comment = text[: text.index("period:")].rpartition("language: vi")[2]
    assert "The document sets no reporting month" in comment


def test_legal_references_are_there_with_their_dates(plan: Plan) -> None:
    numbers = {reference.number: reference for reference in plan.references}
    assert set(REFERENCES) <= set(numbers)
    assert all(numbers[number].date is not None for number in REFERENCES)
    assert str(numbers["60/2021/NĐ-CP"].date) == "2021-06-21"
    assert "tự chủ tài chính của đơn vị sự nghiệp công lập" in (numbers["60/2021/NĐ-CP"].title or "")
    assert numbers["60/2021/NĐ-CP"].note


def test_every_indicator_says_how_it_is_counted(plan: Plan) -> None:
    for indicator in plan.indicators:
        assert indicator.definition, indicator.id
    asked = {target.indicator for target in plan.target_by_id.values()}
    parts = {p for i in plan.indicators for p in (i.numerator, i.denominator) if p}
    assert {indicator.id for indicator in plan.indicators} == asked | parts


def test_narratives_are_at_most_quarterly(plan: Plan) -> None:
    for indicator in plan.indicators:
        if indicator.kind == "narrative":
            assert plan.every(indicator) != "month", indicator.id


@pytest.mark.parametrize("typo", ["phân đấu", "gọi ý", "những nhiều", "CQHCCNN", "cải cách hành,", "$"])
def test_typos_of_the_document_are_not_copied(typo: str) -> None:
    document = parse_yaml(PATH.read_bytes(), "plans/2022.yaml")
    assert document.root is not None
    assert typo not in str(document.root.plain())
