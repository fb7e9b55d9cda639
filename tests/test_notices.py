"""What a notice asks, and what it only lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from test_cli import cchc

PLAN = """
version: 1
id: "2022"
title: Kế hoạch thử
issuer: Sở Thử nghiệm
signer: {name: Nguyễn Văn A, title: Giám đốc}
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
actuals: ../so.csv
units:
  - {id: a-1, name: Phòng A}
  - {id: b-1, name: Phòng B}
indicators:
  - {id: tre-han, name: Hồ sơ trễ, kind: count}
  - {id: hop-giao-ban, name: Họp giao ban, kind: count}
  - {id: quy-che, name: Ban hành quy chế, kind: milestone}
  - {id: tin-bai, name: Tin bài, kind: count}
tasks:
  - id: I
    clause: I
    title: Thử
    owners: [a-1]
    targets:
      - {id: tre-han, indicator: tre-han, at_most: 0, each: a-1}
      - {id: hop-giao-ban, indicator: hop-giao-ban, at_least: 1, each: a-1, per: period}
      - {id: quy-che, indicator: quy-che, at_least: 1, each: b-1, due: 2022-02}
      - {id: tin-bai, indicator: tin-bai, at_least: 12, each: b-1, severity: warning}
"""
HEADER = "period,unit,indicator,value\n"


def rows(month: int, late: int, met: int, posts: int | None, done: int = 0) -> str:
    lines = [f"2022-{month:02},a-1,tre-han,{late}", f"2022-{month:02},a-1,hop-giao-ban,{met}"]
    if posts is not None:
        lines.append(f"2022-{month:02},b-1,tin-bai,{posts}")
    return "\n".join([*lines, f"2022-{month:02},b-1,quy-che,{done}", ""])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "2022.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def letters(folder: Path, *parts: str) -> tuple[dict[str, str], str]:
    """The letters of a run by their units, and what the command says."""
    (folder / "so.csv").write_text(HEADER + "".join(parts), encoding="utf-8")
    done = cchc("remind", cwd=folder)
    assert done.returncode == 0, done.stderr
    paths = [folder / line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    texts = {path.stem.removeprefix("don-doc-"): path.read_text(encoding="utf-8") for path in paths}
    return texts, done.stdout


LISTED = "## Nội dung không đạt từ các kỳ trước, nêu lại để theo dõi"


def test_causes_of_what_cannot_be_repaired_are_asked_for_once(folder: Path) -> None:
    """A late filing and a month without a meeting stay so; a deed that is overdue may still be done."""
    january = rows(1, late=1, met=1, posts=1)
    texts, _ = letters(folder, january)
    assert "| Hồ sơ trễ | ≤ 0 | 1 | vượt 1 |" in texts["a-1"]
    assert LISTED not in texts["a-1"]
    february = january + rows(2, late=0, met=1, posts=1)
    texts, said = letters(folder, february)
    # Nothing new of A: its letter keeps the matter in view and asks for nothing.
    before, _, listed = texts["a-1"].partition(LISTED)
    assert "Hồ sơ trễ" not in before
    assert "- Hồ sơ trễ: 1 (≤ 0)\n\nGửi đơn vị để biết, theo dõi.\n" in listed
    assert "nguyên nhân" not in texts["a-1"]
    assert "Ban hành quy chế | hoàn thành | chưa hoàn thành |" in texts["b-1"]
    assert "Không phải đôn đốc" not in said
    march = february + rows(3, late=0, met=0, posts=1)
    texts, said = letters(folder, march)
    # A meeting that was missed is news; the late filing is only listed beside it.
    assert "| Họp giao ban | ≥ 1 mỗi tháng |" in texts["a-1"]
    before, _, listed = texts["a-1"].partition(LISTED)
    assert "Hồ sơ trễ" not in before
    assert "- Hồ sơ trễ: 1 (≤ 0)\n" in listed
    assert "nguyên nhân" in texts["a-1"]
    # What is still to be done is asked for every month.
    assert "Ban hành quy chế | hoàn thành | chưa hoàn thành |" in texts["b-1"]
    april = march + rows(4, late=1, met=1, posts=1)
    texts, _ = letters(folder, april)
    # A second late filing is news again, the missed meeting is not.
    before, _, listed = texts["a-1"].partition(LISTED)
    assert "| Hồ sơ trễ | ≤ 0 | 2 | vượt 2 |" in before
    assert "- Họp giao ban (≥ 1 mỗi tháng): " in listed
    assert "tháng 3/2022" in listed


# What happened by month (late filings, meetings held); whether the letter of the last asks for causes.
SHORT_BEFORE = [
    ([(0, 1), (1, 1), (0, 1)], False),
    ([(0, 1), (0, 0), (0, 1)], False),
    ([(0, 1), (0, 1), (1, 1)], True),
    ([(1, 1), (0, 1), (1, 1)], True),
]


@pytest.mark.parametrize(("months", "asks"), SHORT_BEFORE)
def test_a_letter_claims_nothing_of_letters_before_it(
    folder: Path, months: list[tuple[int, int]], asks: bool
) -> None:
    """Nobody knows which were written: here the tool is used in March for the first time."""
    figures = (rows(number, late, met, 1, 1) for number, (late, met) in enumerate(months, 1))
    texts, said = letters(folder, *figures)
    assert ("nguyên nhân" in texts["a-1"], LISTED in texts["a-1"]) == (asks, not asks)
    assert "thông báo trước" not in texts["a-1"] + said


def test_figures_are_asked_for_by_their_own_due_days(folder: Path) -> None:
    texts, _ = letters(folder, rows(1, 0, 1, None), rows(2, 0, 1, None, done=1))
    text = texts["b-1"]
    overdue, due = "đã quá hạn gửi 19/01/2022", "gửi chậm nhất ngày 19/02/2022"
    assert f"- Tin bài: tháng 1/2022 ({overdue}), tháng 2/2022 ({due})\n" in text
    assert "gửi các số liệu còn thiếu về Sở Thử nghiệm theo hạn nêu trên; số liệu đã quá hạn" in text
    # Nothing is behind, so no causes are asked for, and no day of reply.
    assert "nguyên nhân" not in text
    texts, _ = letters(folder, rows(1, 0, 1, 1), rows(2, 0, 1, 0, done=1))
    assert "còn thiếu" not in texts["b-1"]
    assert (
        "nguyên nhân, biện pháp khắc phục, gửi về Sở Thử nghiệm chậm nhất ngày 19/3/2022."
        in texts["b-1"]
    )


TOOL_WORDS = re.compile(
    r"a-1|b-1|tre-han|hop-giao-ban|quy-che|tin-bai|cchc|\.csv|\.yaml|[APV]\d{3}|as.of|cảnh báo|`|--",
    re.I,
)


def test_a_letter_has_no_word_of_the_tool(folder: Path) -> None:
    texts, _ = letters(folder, rows(1, 1, 0, None), rows(2, 1, 0, None))
    for text in texts.values():
        body = re.sub(r"<!-- cchc [0-9a-f]+ -->|\| (--- \| )+--- \|", "", text)
        assert not (found := TOOL_WORDS.search(body)), found


@pytest.mark.parametrize(("day", "code"), [("14/2/2022", 2), ("1/1/2022", 2), ("15/2/2022", 0)])
def test_a_day_of_reply_is_after_the_month(folder: Path, day: str, code: int) -> None:
    (folder / "so.csv").write_text(HEADER + rows(2, 1, 0, 0), encoding="utf-8")
    done = cchc("remind", "--reply-by", day, cwd=folder)
    assert done.returncode == code
    told = f"V138: `--reply-by`: ngày {day} không sau ngày hết kỳ (14/2/2022)"
    assert (told in done.stderr) is (code == 2)
    assert (folder / "don-doc-2022-02").exists() is (code == 0)
