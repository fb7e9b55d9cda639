"""Finding one's way: which verdicts a text lists, how, and what statuses and codes mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_cli.messages import catalogue
from cchc_cli.model.verdict import Status
from cchc_cli.render.ranking import ranking
from report_support import example_result
from support import result_of
from test_cli import cchc
from test_first_page import FIGURES, PLAN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "so.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


LISTS = [
    (
        (),
        ["CHƯA ĐẠT (2)", "Phòng A", "▲ chậm tiến độ  Tin bài", "✗ không đạt  Trễ hạn"],
        ["ĐÚNG TIẾN ĐỘ ("],
    ),
    (("--all",), ["CHƯA ĐẠT (2)", "CHƯA ĐẾN HẠN (2)", "✓ đúng tiến độ  Tin bài"], []),
    (
        ("--status", "missed"),
        ["KẾT LUẬN ĐƯỢC CHỌN (1)", "✗ không đạt  Trễ hạn"],
        ["Tin bài: ", "CHƯA ĐỦ SỐ LIỆU"],
    ),
    (
        ("--status", "missed", "--status", "behind", "--sort", "status"),
        ["✗ không đạt  Phòng B · Trễ hạn", "▲ chậm tiến độ  Phòng A · Tin bài"],
        [],
    ),
    (
        ("--status", "missed", "--status", "behind", "--sort", "task"),
        ["▲ chậm tiến độ  Phòng A · Tin bài", "✗ không đạt  Phòng B · Trễ hạn"],
        [],
    ),
    (
        ("--by", "unit"),
        [
            "Phòng A: 1 đúng tiến độ · 1 chậm tiến độ; đã gửi đủ",
            "Phòng B: 1 đúng tiến độ · 1 không đạt; gửi một phần",
            "1. Phòng A: trong 2 mục tiêu chung: đạt, đúng tiến độ 1; không đạt, chậm 1",
            "1. Phòng B: trong 2 mục tiêu chung: đạt, đúng tiến độ 1; không đạt, chậm 1",
        ],
        ["CHƯA ĐẠT"],
    ),
]


@pytest.mark.parametrize(("options", "lines", "absent"), LISTS)
def test_what_is_listed_and_in_which_order(
    folder: Path, options: tuple[str, ...], lines: list[str], absent: list[str]
) -> None:
    done = cchc("check", "so.csv", *options, cwd=folder)
    assert done.returncode == 1, done.stderr
    places = [done.stdout.find(line) for line in lines]
    assert -1 not in places, done.stdout
    assert places == sorted(places)
    assert [text for text in absent if text in done.stdout] == []
    assert "4 kết luận: 2 đúng tiến độ · 1 chậm tiến độ · 1 không đạt" in done.stdout


@pytest.mark.parametrize(
    "options", [("--status", "short"), ("--sort", "name"), ("--by", "task"), ("--status", "")]
)
def test_words_that_there_are_not_are_refused(folder: Path, options: tuple[str, ...]) -> None:
    done = cchc("check", "so.csv", *options, cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""


def test_units_that_stand_alike_share_a_rank_and_others_are_left_out() -> None:
    """Only targets that most units have count, and only units that have all of them."""
    lines = ranking(example_result())
    assert [line.rank for line in lines] == [1, 1, 1, 1, 5]
    assert {line.judged for line in lines} == {8}
    assert "mot-cua" not in {line.unit for line in lines}
    alone = PLAN.replace("each: tat-ca}", "each: a}")
    assert ranking(result_of(alone, FIGURES, "2022-02")) == ()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_explained_by_its_id_and_its_word(
    folder: Path, status: Status, language: str
) -> None:
    word = catalogue(language).words[f"status.{status}"]
    by_id = cchc("explain", status.value, "--lang", language, cwd=folder)
    assert by_id.returncode == 0, by_id.stderr
    assert f"{status}: {word}" in by_id.stdout
    assert catalogue(language).words[f"explain.status.{status}"] in by_id.stdout
    assert cchc("explain", word, "--lang", language, cwd=folder).stdout == by_id.stdout


def test_explain_alone_lists_statuses_and_codes(folder: Path) -> None:
    done = cchc("explain", cwd=folder)
    assert done.returncode == 0, done.stderr
    for code, message in catalogue("vi").codes.items():
        assert f"{code}  {message.title}" in done.stdout


def test_the_plan_is_shown_with_its_steps_its_basis_and_who_answers(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        """version: 1
id: "1"
title: Kế hoạch
period: {from: 2022-01, to: 2022-12}
references: [{id: nd, number: 61/2018/NĐ-CP, date: 2018-04-23}]
units: [{id: a, name: Sở A}]
indicators: [{id: i, name: Tỷ lệ, kind: level, measure: "%"}]
tasks:
  - id: I
    clause: I
    title: Việc
    owners: [a]
    references: [nd]
    force: aspirational
    targets: [{id: t, indicator: i, at_least: 80%, pace: {2022-03: 50%, 2022-06: 60%}}]
""",
        encoding="utf-8",
    )
    shown = cchc("show", "--plan", "p.yaml", cwd=tmp_path).stdout
    assert "số liệu hằng tháng gửi ngay ngày chốt" in shown
    assert "I Việc [a; căn cứ 61/2018/NĐ-CP; phấn đấu]" in shown
    assert (
        "t: Tỷ lệ ≥ 80%; toàn cơ quan, a gửi số liệu (tháng; hạn tháng 12/2022; "
        "theo bậc: tháng 3/2022 ≥ 50%, tháng 6/2022 ≥ 60%)"
    ) in shown
