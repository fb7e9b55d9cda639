"""A year as an officer plays it: what the tool says next is typed, from the first form to the next plan.

The commands are the real ones, in this process; only the sheets are filled in by hand.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document
from openpyxl import load_workbook

from cchc_cli.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
PLAN = """
version: 1
id: "2022"
title: Kế hoạch cải cách hành chính năm 2022
issuer: Sở Thử nghiệm
signer: {name: Nguyễn Văn A, title: Giám đốc}
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
actuals: ../so-lieu
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
  - {id: c, name: Phòng C}
groups: {tat-ca: [a, b, c], hai-phong: [a, b]}
indicators:
  - {id: bai, name: Tin bài, measure: bài, kind: count}
  - {id: tre, name: Hồ sơ trễ, measure: hồ sơ, kind: count}
  - {id: nhan, name: Hồ sơ nhận, measure: hồ sơ, kind: count}
  - {id: mang, name: Hồ sơ trực tuyến, measure: hồ sơ, kind: count}
  - {id: ty-le, name: Tỷ lệ trực tuyến, kind: ratio, numerator: mang, denominator: nhan}
  - {id: hop, name: Họp giao ban, measure: cuộc, kind: count, every: quarter}
  - {id: quy-che, name: Ban hành quy chế, kind: milestone}
  - {id: kho, name: Khó khăn, kind: narrative, every: quarter}
  - {id: chung, name: Hồ sơ toàn Sở, measure: hồ sơ, kind: count}
tasks:
  - id: I
    clause: I
    title: Thực hiện
    owners: [a]
    targets:
      - {id: bai, indicator: bai, at_least: 24, each: hai-phong}
      - {id: tong, indicator: bai, at_least: 60, over: tat-ca}
      - {id: tre, indicator: tre, at_most: 0, each: tat-ca}
      - {id: ty-le, indicator: ty-le, at_least: 50%, each: hai-phong}
      - {id: hop, indicator: hop, at_least: 1, each: hai-phong, per: period}
      - {id: quy-che, indicator: quy-che, at_least: 1, each: b, due: 2022-09}
      - {id: kho, indicator: kho, each: a}
      - {id: chung, indicator: chung, at_least: 100, pace: final}
"""
MONTHS = [f"2022-{month:02}" for month in range(1, 13)]
SAID_NEXT = "Tiếp theo: "
FIRST_ROW, VALUE, NOTE, INDICATOR = 10, 6, 8, 11


class Typed(NamedTuple):
    code: int
    stdout: str
    stderr: str

    @property
    def following(self) -> str:
        """The command that it says comes next."""
        lines = [one for one in (self.stdout + self.stderr).splitlines() if one.startswith(SAID_NEXT)]
        assert len(lines) == 1, self
        return lines[0].removeprefix(SAID_NEXT).partition("  — ")[0]

    @property
    def when_late(self) -> str:
        """The command that it says is to be typed instead once the due day is past; empty of most."""
        return self.stdout.rpartition(" thì ")[2].strip() if "; quá ngày " in self.stdout else ""


class Stream(io.TextIOWrapper):
    def __init__(self, is_terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n")
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


class Office:
    """A folder, whose path has spaces and accents, and what is typed in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch = folder, monkeypatch
        for name in ("CCHC_LANG", "CCHC_PLAN", "CI"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "200")
        (folder / "plans").mkdir(parents=True)
        self.plan.write_text(PLAN, encoding="utf-8")

    @property
    def plan(self) -> Path:
        return self.folder / "plans" / "2022.yaml"

    def types(self, line: str, *codes: int, on_screen: bool = False) -> Typed:
        program, *arguments = shlex.split(line)
        assert program == "cchc"
        streams = Stream(on_screen), Stream(False)
        with self._patch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            code = main(arguments)
        typed = Typed(code, streams[0].text(), streams[1].text())
        assert code in (codes or (0,)), (line, typed)
        return typed

    def fill(self, month: str, wanted: dict[str, date], figures: Figures) -> None:
        """Fills in the sheets of the units that send, each on its day."""
        for path in sorted((self.folder / f"bieu-mau-{month}").iterdir()):
            if path.stem not in wanted:
                continue
            book = load_workbook(path)
            sheet = book.worksheets[0]
            sheet["H7"].value = wanted[path.stem]
            for row in range(FIRST_ROW, sheet.max_row + 1):
                indicator = sheet.cell(row, INDICATOR).value
                if indicator == "kho":
                    sheet.cell(row, NOTE).value = "Không có."
                elif indicator is not None:
                    sheet.cell(row, VALUE).value = figures(month, path.stem, indicator)
            book.save(path)


class Figures(NamedTuple):
    """What units report: enough, but for what is listed."""

    odd: dict[tuple[str, str, str], int]

    def __call__(self, month: str, unit: str, indicator: str) -> int:
        usual = {"bai": 2, "tre": 0, "nhan": 10, "mang": 6, "hop": 1, "chung": 9}
        return self.odd.get((month, unit, indicator), usual.get(indicator, 0))


FIGURES = Figures(
    {
        ("2022-02", "a", "bai"): 0,
        ("2022-03", "a", "bai"): 5,
        ("2022-02", "b", "tre"): 1,
        ("2022-04", "b", "mang"): 0,
        ("2022-05", "b", "mang"): 2,
        ("2022-06", "a", "hop"): 0,
        ("2022-08", "b", "bai"): 0,
        ("2022-09", "b", "quy-che"): 0,
        ("2022-11", "b", "quy-che"): 1,
    }
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path / "Sở KH và CN" / "Cải cách 2022", monkeypatch)


def day_after(month: str, day: int) -> date:
    return date(int(month[:4]), int(month[5:]), day)


def month_of(office: Office, month: str, line: str, days: dict[str, date]) -> tuple[list[str], str]:
    """Types what is said next until the month is closed; the commands, and what comes after."""
    typed: list[str] = []
    while "close" not in typed:
        command = shlex.split(line)[1]
        done = office.types(line, 0, *([1] if command == "check" else []))
        typed.append(command)
        if command == "form":
            office.fill(month, days, FIGURES)
        # Whoever has sent nothing when the month is judged does not send any more.
        line = (done.when_late if command == "check" else "") or done.following
    return typed, line


# What every page says


GROUPS = (("met", "on_track"), ("missed", "behind"), ("no_data",), ("waived",))


def counts_by_page(office: Office) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Of each page: how many verdicts, fine, short, undecided, waived, and neither."""
    summary = result_of(office)["summary"]
    groups = tuple(sum(summary[status] for status in group) for group in GROUPS)
    total = sum(summary.values())
    yield "json", (total, *groups, total - sum(groups))
    text = "\n".join(office.types(line, 0, 1).stdout for line in ("cchc check", "cchc"))
    words = {"đạt": 1, "đúng tiến độ": 1, "không đạt": 2, "chậm tiến độ": 2, "chưa đủ số liệu": 3}
    for screen in re.findall(r"^(\d+) kết luận: (.*)$", text, re.M):
        counts = [int(screen[0]), 0, 0, 0, 0, 0]
        for part in screen[1].split(" · "):
            number, _, word = part.partition(" ")
            counts[words.get(word, 5)] += int(number)
        yield "screen", tuple(counts)
    assert len(re.findall(r"^\d+ kết luận", text, re.M)) == 2
    markdown = office.types("cchc report").stdout
    (row,) = re.findall(r"^\| Tổng số nội dung .*\n.*\n\| (.*) \|$", markdown, re.M)
    yield "markdown", tuple(map(int, row.split(" | ")))
    page = office.types("cchc report --format html").stdout
    tiles = page.partition('<ul class="tiles"')[2].partition("</ul>")[0]
    yield "html", tuple(map(int, re.findall(r"(\d+)</b>", tiles)))
    newest = max(office.folder.glob("bao-cao-*.docx"))
    table = Document(str(newest)).tables[1]
    assert table.cell(0, 0).text == "Tổng số nội dung"
    yield "word", tuple(int(cell.text) for cell in table.rows[1].cells)


def result_of(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(office.types("cchc check --format json", 0, 1).stdout)
    return found


def short_in(result: dict[str, Any]) -> set[tuple[str, str | None]]:
    """What falls short: target and unit."""
    return {
        (one["target"], one["unit"])
        for one in result["verdicts"]
        if one["status"] in ("behind", "missed")
    }


TURNS = {
    "new": "mới không đạt hoặc chậm",
    "still": "vẫn không đạt hoặc chậm",
    "resolved": "đã khắc phục",
    "waived": "được miễn",
    "undecided": "không còn đủ số liệu để kết luận",
    "restated": "được đính chính",
}


def turns_in(report: str) -> dict[str, int]:
    """How many of what was or is short turned how, as the report says."""
    (said,) = re.findall(r"^So với tháng .*?: (.*)\.$", report, re.M)
    return {
        turn: int(found[1]) if (found := re.search(rf"(\d+) nội dung {words}", said)) else 0
        for turn, words in TURNS.items()
    }


def is_accounted_for(office: Office, before: set[tuple[str, str | None]], corrected: bool) -> None:
    """Each target that was short in the report before is found again in this one's changes."""
    now = short_in(result_of(office))
    turns = turns_in(office.types("cchc report").stdout)
    assert turns["new"] + turns["still"] == len(now), (turns, now, before)
    left = sum(turns.values()) - len(now)
    if corrected:  # It may show that more was short than the report before knew of.
        assert turns["new"] <= len(now - before), (turns, now, before)
        assert left >= len(before - now), (turns, now, before)
    else:
        assert (turns["new"], left) == (len(now - before), len(before - now)), (turns, now, before)


ORDER = ["form", "collect", "check", "remind", "report", "close"]


def test_a_year(office: Office) -> None:
    line, before = office.types("cchc", 2).following, set[tuple[str, str | None]]()
    for number, month in enumerate(MONTHS, 1):
        days = {unit: day_after(month, 17) for unit in "abc"}
        corrected = False
        if month == "2022-03":
            days["a"] = day_after(month, 22)
        if month == "2022-05":
            # B sends nothing, and the month is closed without it.
            del days["b"]
        if month == "2022-06":
            send_late(office)
            corrected = True
        if month == "2022-07":
            merge(office)
        if month == "2022-08":
            correct(office)
            corrected = True
        typed, line = month_of(office, month, line, days)
        assert typed == ORDER or typed == [one for one in ORDER if one != "remind"]
        pages = dict(counts_by_page(office))
        assert set(pages.values()) == {pages["json"]}, (month, pages)
        if number > 1:
            is_accounted_for(office, before, corrected)
        before = short_in(result_of(office))
    listed = office.types("cchc close --list").stdout.splitlines()
    assert len(listed) == 12
    assert all("đã chốt" in one for one in listed)
    sending_is_told(office)
    next_year(office, line)


def send_late(office: Office) -> None:
    """B's sheet of May comes in June: the closed month is added to, and the reason is recorded."""
    office.fill("2022-05", {"b": date(2022, 6, 2)}, FIGURES)
    late = office.types("cchc collect bieu-mau-2022-05/b.xlsx")
    assert "V230" in late.stderr
    amended(office, late.following, "2022-05")


def amended(office: Office, line: str, month: str) -> None:
    """Types what is said next, from the check of a correction to its record."""
    assert line == "cchc check"
    line = office.types(line, 1).following
    assert line == f'cchc close {month} --amend --reason "…"'
    assert office.types("cchc", 1).following == line
    # The reason is the officer's to write.
    assert "V224" in office.types(line, 2).stderr
    assert office.types(line.replace("…", "đếm sót")).following == "cchc check"


def correct(office: Office) -> None:
    """A filing of February was not late after all."""
    path = office.folder / "bieu-mau-2022-02" / "b.xlsx"
    book = load_workbook(path)
    for row in range(FIRST_ROW, book.worksheets[0].max_row + 1):
        if book.worksheets[0].cell(row, INDICATOR).value == "tre":
            book.worksheets[0].cell(row, VALUE).value = 0
    book.save(path)
    refused = office.types("cchc collect bieu-mau-2022-02/b.xlsx", 2)
    assert "V216" in refused.stderr
    done = office.types("cchc collect bieu-mau-2022-02/b.xlsx --replace")
    amended(office, done.following, "2022-02")


def merge(office: Office) -> None:
    """From July on C is a part of B."""
    plan = office.plan.read_text(encoding="utf-8")
    merged = plan.replace("name: Phòng C}", "name: Phòng C, to: 2022-06, successor: b}")
    assert merged != plan
    office.plan.write_text(merged, encoding="utf-8")


def sending_is_told(office: Office) -> None:
    """A was late once, B did not send one month in time, C sent six months until it ended."""
    units = {one["unit"]: one["months"] for one in result_of(office)["units"]}
    late = {
        unit: [month["month"] for month in months if month["on_time"] is not True]
        for unit, months in units.items()
    }
    assert late == {"a": ["2022-03"], "b": ["2022-05"], "c": []}
    assert len(units["c"]) == 6
    assert all(month["reported"] == month["owed"] for months in units.values() for month in months)
    screen = office.types("cchc", 0, 1).stdout
    assert "Phòng A: đã gửi đủ (" in screen
    assert "; đủ 12/12 tháng, đúng hạn 11/12 tháng\n" in screen


def next_year(office: Office, line: str) -> None:
    """The next plan is in a folder of its own, without the unit that ended and without figures."""
    assert line == "cchc init nam-2023 --from plans/2022.yaml"
    made = office.types(line)
    assert made.following == "cd nam-2023 && cchc form"
    office.folder /= "nam-2023"
    assert office.types("cchc", 2).following == "cchc form"
    assert office.types("cchc form").following == "cchc collect bieu-mau-2023-01"
    assert sorted(path.name for path in (office.folder / "bieu-mau-2023-01").iterdir()) == [
        "a.xlsx",
        "b.xlsx",
    ]


def test_two_months_of_a_plan_that_is_named_each_time(office: Office) -> None:
    """A plan in no folder of plans, with a name for the shell, that says nothing of its figures."""
    plan = office.plan.read_text(encoding="utf-8").replace("actuals: ../so-lieu\n", "")
    office.plan.unlink()
    (office.folder / "kế hoạch $1 'a'.yaml").write_text(plan, encoding="utf-8")
    line = shlex.join(["cchc", "form", "--plan", "kế hoạch $1 'a'.yaml"])
    for month in MONTHS[:2]:
        typed, line = month_of(office, month, line, {unit: day_after(month, 16) for unit in "abc"})
        assert typed == [one for one in ORDER if one in typed]
    assert len((office.folder / "so-lieu.csv").read_text(encoding="utf-8").splitlines()) == 1 + 2 * 12
    assert shlex.split(line)[2:] == ["--plan", "kế hoạch $1 'a'.yaml", "--actuals", "so-lieu.csv"]


# The six commands of a month


def typed_by_hand(office: Office, month: str) -> None:
    """Fills in every sheet of a month, with 1, 0 for what came late, or a sentence."""
    for path in sorted((office.folder / f"bieu-mau-{month}").iterdir()):
        book = load_workbook(path)
        sheet = book.worksheets[0]
        sheet["H7"].value = day_after(month, 16)
        for row in range(FIRST_ROW, sheet.max_row + 1):
            indicator = sheet.cell(row, INDICATOR).value
            if indicator is None:
                continue
            told = "Viết vào cột Ghi chú" in sheet.cell(row, 4).value
            sheet.cell(row, NOTE if told else VALUE).value = (
                "Không có." if told else int("tre" not in indicator)
            )
        book.save(path)


def month_in_readme(month: str) -> list[str]:
    """The commands of the month as the README shows them, moved to another month."""
    readme = (ROOT / "README.vi.md").read_text(encoding="utf-8")
    (block,) = [one for one in re.findall(r"```sh\n(.*?)```", readme, re.S) if "cchc form" in one]
    return [line.replace("2022-08", month) for line in block.splitlines()]


@pytest.mark.parametrize(
    ("made", "months"),
    [("cchc init thu --example", ["2022-08", "2022-09"]), ("cchc init thu", ["2026-01", "2026-02"])],
)
def test_a_month_costs_six_commands_without_flags(office: Office, made: str, months: list[str]) -> None:
    office.types(made)
    office.folder /= "thu"
    kept: dict[Path, bytes] = {}
    for month in months:
        lines = month_in_readme(month)
        assert len(lines) == 6
        assert not any(" -" in line for line in lines)
        for line in lines:
            typed = office.types(line, 0, *([1] if line == "cchc check" else []), on_screen=True)
            assert typed.stdout.startswith("# ") is (line == "cchc report")
            if line == "cchc form":
                typed_by_hand(office, month)
        expected = {
            f"bao-cao-{month}.docx": False,
            f"bieu-mau-{month}": True,
        }
        assert {name: (office.folder / name).exists() for name in expected} == expected
        # Nothing that a month before has left was written over.
        assert {path: path.read_bytes() for path in kept} == kept
        kept |= {
            path: path.read_bytes()
            for path in office.folder.rglob("*")
            if path.is_file() and month in path.as_posix()
        }
    assert len(kept) > 4
