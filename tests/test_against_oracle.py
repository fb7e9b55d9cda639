"""The judgement, held against a naive second one: by hand-written tables and by random plans."""

from __future__ import annotations

import csv
import io
import itertools
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from oracle import (
    MONTHS_IN,
    SHORT,
    WORDS,
    Answer,
    BrokenFigures,
    Kept,
    Plan,
    Report,
    Row,
    due_of,
    every_of,
    for_unit,
    goal_number,
    judge,
    label_of,
    life_of,
    month,
    month_text,
    number,
    pair_grid,
    periods_of,
    reports,
    span_of,
    units_of,
    with_products,
)
from support import judged

EXAMPLES = int(os.environ.get("CCHC_ORACLE_EXAMPLES", "2000"))

Key = tuple[str, str | None]
Task = dict[str, Any]


# --- Plans and figures as text ----------------------------------------------------------------


def a_plan(
    indicators: list[dict[str, Any]],
    tasks: list[dict[str, Any]],
    units: list[dict[str, Any]],
    groups: dict[str, list[str]],
    period: dict[str, Any],
) -> Plan:
    """A whole plan around the parts that matter here."""
    return {
        "version": 1,
        "id": "thu",
        "title": "Kế hoạch thử",
        "number": None,
        "issued": "2022-01-04",
        "issuer": "Sở Thử nghiệm",
        "place": "Quảng Ngãi",
        "signer": {"name": "Nguyễn Văn A", "title": "Giám đốc"},
        "language": "vi",
        "period": {"report_days": 5, **period},
        "units": [{"name": f"Phòng {unit['id'].upper()}", **unit} for unit in units],
        "groups": groups,
        "indicators": [{"name": f"Chỉ tiêu {part['id']}", **part} for part in indicators],
        "tasks": [
            {
                "id": f"I.{i}",
                "clause": f"I.{i}",
                "title": f"Nhiệm vụ {i}",
                "owners": [units[0]["id"]],
                "schedule": "ongoing",
                **task,
            }
            for i, task in enumerate(tasks, 1)
        ],
    }


def yaml_text(plan: Plan) -> str:
    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items()}
        if isinstance(value, list):
            return [plain(part) for part in value]
        # Halves only, which a float holds exactly.
        return float(value) if isinstance(value, Decimal) else value

    return str(yaml.safe_dump(plain(plan), allow_unicode=True, sort_keys=False))


def csv_text(plan: Plan, rows: list[Row], *, by_name: bool = False) -> str:
    """The rows as a file; a narrative's carries a note instead of a value."""
    names = {unit["id"]: unit["name"] for unit in plan["units"]} if by_name else {}
    notes = {part["id"] for part in plan["indicators"] if part["kind"] == "narrative"}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["period", "unit", "indicator", "value", "note"])
    for row in rows:
        note = "đã thực hiện" if row["indicator"] in notes else ""
        unit = names.get(row["unit"], row["unit"])
        writer.writerow([row["period"], unit, row["indicator"], row["value"], note])
    return text.getvalue()


# --- The sentences of the rules, one table each -----------------------------------------------

JUNE = "2022-06"
DECEMBER = "2022-12"
YEAR = {"from": "2022-01", "to": "2022-12", "cutoff_day": 14}


@dataclass(frozen=True)
class Table:
    """A sentence, and one target of units a, b and c that shows it.

    Figures read `06=5` (June, unit a), `b:Q2=5`, `:06=5` (the department), `06=1/4` (a ratio's
    pair, or half of it: `06=1/`), `06=!` (a narrative's note). The verdicts are those by unit
    ("" without a unit): the status, `late`, and the labels of what is missing.
    """

    says: str
    kind: str
    target: dict[str, Any]
    figures: str
    as_of: str
    verdicts: dict[str, str]
    every: str = "month"
    more: dict[str, Any] = field(default_factory=dict)
    units: tuple[dict[str, Any], ...] = ({"id": "a"},)

    def plan(self) -> Plan:
        parts: list[dict[str, Any]] = [
            {"id": "x", "kind": self.kind, "measure": "việc", "every": self.every, **self.more}
        ]
        if self.kind == "ratio":
            part = {"kind": "count", "measure": "việc", "every": self.every, **self.more}
            parts = [
                {"id": "top", **part},
                {"id": "bottom", **part},
                {"id": "x", "kind": "ratio", "numerator": "top", "denominator": "bottom"},
            ]
        target = {"id": "t", "indicator": "x", **self.target}
        if not {"each", "over", "department"} & set(target):
            target["each"] = "a"
        target.pop("department", None)
        groups = {"all": [unit["id"] for unit in self.units], "twice": ["all", "a"]}
        return a_plan(parts, [{"targets": [target]}], list(self.units), groups, YEAR)

    def rows(self) -> list[Row]:
        rows: list[Row] = []
        for figure in self.figures.split():
            place, _, value = figure.partition("=")
            unit, _, label = place.rpartition(":")
            unit = unit if ":" in place else "a"
            period = f"2022-{label}" if label else "2022"
            names = ["x"] if self.kind != "ratio" else ["top", "bottom"]
            values = [value] if self.kind != "ratio" else value.split("/")
            for name, part in zip(names, values, strict=True):
                if part:
                    text = part.replace("!", "")
                    rows.append({"period": period, "unit": unit, "indicator": name, "value": text})
        return rows


def monthly(values: str) -> str:
    """`"1 0 -"` as `01=1 02=0`: a figure a month, from January on; - is none."""
    return " ".join(f"{i:02d}={v}" for i, v in enumerate(values.split(), 1) if v != "-")


LIVES = (
    {"id": "a", "to": "2022-05"},
    {"id": "b", "from": "2022-06"},
    {"id": "c", "from": "2022-02", "to": "2022-02"},
)

ABC = ({"id": "a"}, {"id": "b"}, {"id": "c"})

TABLES = [
    Table(
        "a quota reached without June is met",
        "count", {"at_least": 5}, monthly("1 1 1 1 1"), JUNE,
        {"a": "met missing 2022-06"},
    ),
    Table(
        "a quota not reached without June is no_data",
        "count", {"at_least": 12}, monthly("1 1 1 1 1"), JUNE,
        {"a": "no_data missing 2022-06"},
    ),
    Table(
        "a count at its pace is on_track: 12 x 6/12",
        "count", {"at_least": 12}, monthly("1 1 1 1 1 1"), JUNE,
        {"a": "on_track"},
    ),
    Table(
        "a count below its pace is behind",
        "count", {"at_least": 12}, monthly("1 1 1 1 1 0"), JUNE,
        {"a": "behind"},
    ),
    Table(
        "the pace is rounded down: 5 x 7/12 asks for 2",
        "count", {"at_least": 5}, monthly("1 1 0 0 0 0 0"), "2022-07",
        {"a": "on_track"},
    ),
    Table(
        "the pace of a decimal count is not rounded down",
        "count", {"at_least": 5}, monthly("1 1 0 0 0 0 0"), "2022-07",
        {"a": "behind"},
        more={"decimal": True},
    ),
    Table(
        "later rows are left out",
        "count", {"at_least": 12}, monthly("1 1 1 1 1 0 9"), JUNE,
        {"a": "behind"},
    ),
    Table(
        "zero tolerance with June missing is no_data",
        "count", {"at_most": 0}, monthly("0 0 0 0 0"), JUNE,
        {"a": "no_data missing 2022-06"},
    ),
    Table(
        "zero tolerance with one late filing in May is missed whatever June brings",
        "count", {"at_most": 0}, monthly("0 0 0 0 1"), JUNE,
        {"a": "missed missing 2022-06"},
    ),
    Table(
        "a ceiling that holds is on_track before the end, due or not",
        "count", {"at_most": 1}, monthly("0 0 0 0 1 0"), JUNE,
        {"a": "on_track"},
    ),
    Table(
        "exactly: at the goal before the end is on_track, nothing missing",
        "count", {"exactly": 2}, monthly("1 1 0 0 0 0"), JUNE,
        {"a": "on_track"},
    ),
    Table(
        "exactly: at the goal with June missing is no_data",
        "count", {"exactly": 2}, monthly("1 1 0 0 0"), JUNE,
        {"a": "no_data missing 2022-06"},
    ),
    Table(
        "final: before the end less than the goal is not_due, whatever is missing",
        "count", {"at_least": 12, "pace": "final"}, monthly("1 1"), JUNE,
        {"a": "not_due missing 2022-03 2022-04 2022-05 2022-06"},
    ),
    Table(
        "steps ask for the latest at or before the as-of",
        "count", {"at_least": 9, "pace": {"2022-03": 1, "2022-06": 4}}, monthly("1 1 1 0 0 0"),
        JUNE,
        {"a": "behind"},
    ),
    Table(
        "steps ask for nothing before the first",
        "count", {"at_least": 9, "pace": {"2022-03": 1, "2022-06": 4}}, monthly("0 0"), "2022-02",
        {"a": "on_track"},
    ),
    Table(
        "no figure at all is no_data where completions disagree",
        "count", {"at_least": 12}, "", JUNE,
        {"a": "no_data missing 2022-01 2022-02 2022-03 2022-04 2022-05 2022-06"},
    ),
    Table(
        "no figure at all is not_due where nothing is owed yet",
        "count", {"at_least": 12}, "", "2022-02",
        {"a": "not_due"},
        every="quarter",
    ),
    Table(
        "late: reached only by figures after due",
        "count", {"at_least": 3, "due": JUNE}, monthly("1 1 0 0 0 0 1"), "2022-07",
        {"a": "met late"},
    ),
    Table(
        "late: what was missing in time was made good later",
        "count", {"at_least": 3, "due": "2022-03"}, monthly("2 0 - 1"), "2022-04",
        {"a": "met late missing 2022-03"},
    ),
    Table(
        "at the end a count below the goal is missed",
        "count", {"at_least": 3, "due": JUNE}, monthly("1 1 0 0 0 0"), JUNE,
        {"a": "missed"},
    ),
    Table(
        "a due date is the reporting month that holds it: 15 June is July's",
        "count", {"at_least": 3, "due": "2022-06-15", "pace": "final"}, monthly("1 1 0 0 0 0"),
        JUNE,
        {"a": "not_due"},
    ),
    Table(
        "a due date after the last cut-off belongs to the last month",
        "count", {"at_least": 3, "due": "2022-12-31"}, monthly("0 0 0 0 0 0 0 0 0 0 0 0"), DECEMBER,
        {"a": "missed"},
    ),
    Table(
        "a waiver in force waives what falls short",
        "count",
        {
            "at_least": 12,
            "waivers": [{"unit": "a", "until": JUNE, "reason": "sáp nhập", "by": "QĐ 1"}],
        },
        monthly("0 0 0 0 0 0"), JUNE,
        {"a": "waived"},
    ),
    Table(
        "an expired waiver waives nothing",
        "count",
        {"at_least": 12, "waivers": [{"until": "2022-05", "reason": "sáp nhập", "by": "QĐ 1"}]},
        monthly("0 0 0 0 0 0"), JUNE,
        {"a": "behind"},
    ),
    Table(
        "a waiver leaves what is fine alone",
        "count",
        {"at_least": 5, "waivers": [{"until": JUNE, "reason": "sáp nhập", "by": "QĐ 1"}]},
        monthly("1 1 1 1 1"), JUNE,
        {"a": "met missing 2022-06"},
    ),
    Table(
        "a unit's end is the end of its life; one that lives later owes nothing yet",
        "count", {"at_least": 3, "each": "all"}, "01=1 02=0 03=0 04=1 05=0 c:02=3", "2022-05",
        {"a": "missed", "b": "not_due", "c": "met"},
        units=LIVES,
    ),
    Table(
        "a unit owes the periods wholly within its life, and without any it gets no verdict",
        "count", {"at_least": 3, "each": "all"}, "Q1=1 04=1 05=1 b:Q3=0", "2022-09",
        {"a": "met", "b": "behind"},
        every="quarter",
        units=LIVES,
    ),
    Table(
        "a goal of its own for one unit",
        "count", {"at_least": 12, "each": "all", "except": {"b": 2}},
        "01=1 02=0 b:01=1 b:02=0", "2022-02",
        {"a": "behind", "b": "on_track"},
        units=({"id": "a"}, {"id": "b"}),
    ),
    Table(
        "over adds up units, with k and n of all of them: 12 x (2 + 2)/24",
        "count", {"at_least": 12, "over": "all"}, "01=1 02=0 b:01=1 b:02=0", "2022-02",
        {"": "on_track"},
        units=({"id": "a"}, {"id": "b"}),
    ),
    Table(
        "over: one unit's gap is everybody's",
        "count", {"at_least": 12, "over": "all"}, "01=1 02=0 b:01=0", "2022-02",
        {"": "no_data missing 2022-02"},
        units=({"id": "a"}, {"id": "b"}),
    ),
    Table(
        "a group may name groups, and a unit counts once",
        "count", {"at_least": 3, "over": "twice", "pace": "always"}, "01=1 b:01=1", "2022-01",
        {"": "behind"},
        units=({"id": "a"}, {"id": "b"}),
    ),
    Table(
        "over: a unit that has left owes nothing more, what it did counts, the end is due",
        "count", {"at_least": 6, "over": "all", "due": JUNE}, "01=1 02=1 03=1 04=1 05=1 b:06=1",
        JUNE,
        {"": "met missing 2022-02"},
        units=LIVES,
    ),
    Table(
        "over adds up latest levels: 5 in March and 2 in February, where March is missing",
        "level", {"at_most": 4, "over": "all"}, "01=1 02=1 03=5 b:01=9 b:02=2", "2022-03",
        {"": "behind missing 2022-03"},
        units=({"id": "a"}, {"id": "b"}),
    ),
    Table(
        "a level that must be reached at the end alone is not_due before it",
        "level", {"at_least": 5, "pace": "final"}, "01=4", "2022-01",
        {"a": "not_due"},
    ),
    Table(
        "the department's own figures are the rows without a unit, and only those",
        "count", {"at_least": 12, "department": True}, ":01=0 :02=0 01=9 02=9", "2022-02",
        {"": "behind"},
    ),
    Table(
        "a quarter is reported by all its months",
        "count", {"at_least": 4}, "01=1 02=0 03=0", "2022-03",
        {"a": "on_track"},
        every="quarter",
    ),
    Table(
        "a quarter is not reported by two of its months",
        "count", {"at_least": 4}, "01=0 03=0", "2022-03",
        {"a": "no_data missing 2022-Q1"},
        every="quarter",
    ),
    Table(
        "the months of a quarter that is not over count",
        "count", {"at_least": 4}, "Q1=3 04=1", "2022-05",
        {"a": "met"},
        every="quarter",
    ),
    Table(
        "on demand without a row is not_due before its end",
        "count", {"at_least": 4}, "", JUNE,
        {"a": "not_due"},
        every="on_demand",
    ),
    Table(
        "on demand without a row is no_data at its end",
        "count", {"at_most": 0}, "", DECEMBER,
        {"a": "no_data"},
        every="on_demand",
    ),
    Table(
        "on demand with a row is judged by it",
        "count", {"at_least": 4}, "05=4", JUNE,
        {"a": "met"},
        every="on_demand",
    ),
    Table(
        "a level: the latest holds, an earlier gap does not matter",
        "level", {"at_least": 5}, "01=9 03=5", "2022-03",
        {"a": "on_track missing 2022-02"},
    ),
    Table(
        "a level: a later missing month matters",
        "level", {"at_least": 5}, "01=9 02=9", "2022-03",
        {"a": "no_data missing 2022-03"},
    ),
    Table(
        "a level's quarter is reported by its last month",
        "level", {"at_least": 5}, "03=4", "2022-03",
        {"a": "behind"},
        every="quarter",
    ),
    Table(
        "a level's quarter is not reported by its second month",
        "level", {"at_least": 5}, "02=5", "2022-03",
        {"a": "no_data missing 2022-Q1"},
        every="quarter",
    ),
    Table(
        "a ratio is never an average of percentages",
        "ratio", {"at_least": "60%"}, "01=1/1 02=1/9", "2022-02",
        {"a": "behind"},
    ),
    Table(
        "a 100 % ratio with one failure and a missing month is missed at its end",
        "ratio", {"at_least": "100%", "due": "2022-03"}, "01=2/2 02=1/2", "2022-03",
        {"a": "missed missing 2022-03"},
    ),
    Table(
        "a ratio with a failure and a missing month can still get to 90 %",
        "ratio", {"at_least": "90%", "due": "2022-03"}, "01=2/2 02=1/2", "2022-03",
        {"a": "no_data missing 2022-03"},
    ),
    Table(
        "0 of 0 is not_applicable",
        "ratio", {"at_least": "60%"}, "01=0/0 02=0/0", "2022-02",
        {"a": "not_applicable"},
    ),
    Table(
        "0 of 0 with something missing is no_data where completions disagree",
        "ratio", {"at_least": "60%"}, "01=0/0", "2022-02",
        {"a": "no_data missing 2022-02"},
    ),
    Table(
        "0 of 0 with something missing is not_due where they agree",
        "ratio", {"at_most": "100%"}, "01=0/0", "2022-02",
        {"a": "not_due missing 2022-02"},
    ),
    Table(
        "half a pair is ignored, and its other half is missing",
        "ratio", {"at_least": "60%"}, "01=3/4 02=/1", "2022-02",
        {"a": "no_data missing 2022-02"},
    ),
    Table(
        "a milestone owes nothing before its end",
        "milestone", {"at_least": 1, "due": "2022-07"}, "", JUNE,
        {"a": "not_due"},
    ),
    Table(
        "a milestone without a row at its end is no_data",
        "milestone", {"at_least": 1, "due": "2022-07"}, "", "2022-07",
        {"a": "no_data missing 2022-07"},
    ),
    Table(
        "a 0 before due says nothing about due",
        "milestone", {"at_least": 1, "due": "2022-07"}, "06=0", "2022-07",
        {"a": "no_data missing 2022-07"},
    ),
    Table(
        "a 0 at due says: not done",
        "milestone", {"at_least": 1, "due": "2022-07"}, "07=0", "2022-07",
        {"a": "missed"},
    ),
    Table(
        "a milestone is done for good by its first 1",
        "milestone", {"at_least": 1, "due": "2022-07"}, "05=1 07=0", "2022-07",
        {"a": "met"},
    ),
    Table(
        "done on 15 July is done in August where the cut-off day is 14: late",
        "milestone", {"at_least": 1, "due": "2022-07"}, "08=2022-07-15", "2022-08",
        {"a": "met late"},
    ),
    Table(
        "done on 14 July is done in July, whatever the label",
        "milestone", {"at_least": 1, "due": "2022-07"}, "08=2022-07-14", "2022-08",
        {"a": "met"},
    ),
    Table(
        "at most one of three: what is done by due counts",
        "milestone", {"at_most": 1, "over": "all", "due": "2022-07"}, "05=1 b:07=1", "2022-09",
        {"": "missed missing 2022-07"},
        units=ABC,
    ),
    Table(
        "at most one of three: what was done after due does not count",
        "milestone", {"at_most": 1, "over": "all", "due": "2022-07"}, "05=1 b:08=1", "2022-09",
        {"": "no_data missing 2022-07"},
        units=ABC,
    ),
    Table(
        "at most one of three: a 0 after due says that it was not done",
        "milestone", {"at_most": 1, "over": "all", "due": "2022-07"}, "05=1 b:08=0 c:09=0", "2022-09",
        {"": "met late"},
        units=ABC,
    ),
    Table(
        "at most one of three by 3 July: 4 July of the same reporting month is after it",
        "milestone", {"at_most": 1, "over": "all", "due": "2022-07-03"},
        "05=1 b:07=2022-07-04 b:08=0 c:08=0", "2022-09",
        {"": "met late"},
        units=ABC,
    ),
    Table(
        "at least two of three: what was done after due is late",
        "milestone", {"at_least": 2, "over": "all", "due": "2022-07"}, "05=1 b:08=1 c:08=0", "2022-09",
        {"": "met late"},
        units=ABC,
    ),
    Table(
        "late: a ratio that only figures after due bring to its goal",
        "ratio", {"at_least": "60%", "due": "2022-02"}, "01=1/2 02=1/2 03=5/5", "2022-03",
        {"a": "met late"},
    ),
    Table(
        "a quarter of a ratio is reported by pairs of all its months",
        "ratio", {"at_least": "60%"}, "01=1/1 02=1/1 03=1/2", "2022-03",
        {"a": "on_track"},
        every="quarter",
    ),
    Table(
        "a narrative owes a note each period",
        "narrative", {}, "01=! 03=!", "2022-03",
        {"a": "no_data missing 2022-02"},
    ),
    Table(
        "a narrative with every note is met at its end",
        "narrative", {"due": "2022-03"}, "01=! 02=! 03=!", "2022-03",
        {"a": "met"},
    ),
]  # fmt: skip


def in_words(status: str, late: bool, labels: set[str]) -> str:
    return " ".join([status, *["late"] * late, *["missing"] * bool(labels), *sorted(labels)])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.says)
def test_oracle_gives_what_the_sentence_says(table: Table) -> None:
    answers = judge(table.plan(), table.rows(), table.as_of)
    assert {
        unit or "": in_words(answer.status, answer.late, {label for *_, label in answer.missing})
        for (_, unit), answer in answers.items()
    } == table.verdicts


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.says)
def test_tool_gives_what_the_sentence_says(table: Table) -> None:
    plan = table.plan()
    result = judged(yaml_text(plan), csv_text(plan, table.rows()), table.as_of)
    assert {
        verdict["unit"] or "": in_words(
            verdict["status"], verdict["late"], {item["period"] for item in verdict["missing"]}
        )
        for verdict in result["verdicts"]
    } == table.verdicts, result["diagnostics"]


# --- Random plans -----------------------------------------------------------------------------


@dataclass(frozen=True)
class World:
    """A plan, figures for it, and the month to judge it by."""

    plan: Plan
    rows: list[Row]
    as_of: str
    by_name: bool
    """Whether the figures name units by their names, which two may share at different times."""


class Chance(Random):
    """A seeded source of choices.

    Choices drawn one by one through Hypothesis come in clusters of much the same plan, at a tenth
    of the speed; one seed for a whole world does not.
    """

    def one_in(self, n: int) -> bool:
        return self.randrange(n) == 0


def random_units(chance: Chance, start: int, stop: int) -> list[dict[str, Any]]:
    """One to three units; a life may begin before the plan and end after it."""
    units: list[dict[str, Any]] = []
    for name in "abc"[: chance.randint(1, 3)]:
        unit: dict[str, Any] = {"id": name}
        first = start
        if chance.one_in(3):
            first = chance.randint(start, stop)
            unit["from"] = month_text(first)
        elif chance.one_in(5):
            unit["from"] = month_text(start - chance.randint(0, 5))
        if chance.one_in(3):
            unit["to"] = month_text(chance.randint(first, stop))
        elif chance.one_in(5):
            unit["to"] = chance.choice([None, month_text(stop + 2)])
        units.append(unit)
    for before, after in itertools.permutations(units, 2):
        if before.get("to") and after.get("from") and before["to"] < after["from"]:
            # One takes over from the other, and often under the same name.
            if chance.one_in(2):
                before["name"] = after["name"] = "Phòng Mới lập"
            others = [unit["id"] for unit in units if unit is not before]
            before["successor"] = chance.choice([after["id"], others])
            break
    return units


def random_groups(chance: Chance, names: list[str]) -> dict[str, list[str]]:
    """Everybody, the first ones, and a group that names a group and a unit of it again."""
    some = names[: chance.randint(1, len(names))]
    return {
        "tat-ca": names,
        "mot-phan": some,
        "long-nhau": list(dict.fromkeys(["mot-phan", names[0], names[-1]])),
    }


KINDS = (
    ["count"] * 4 + ["ratio"] * 4 + ["level"] * 3 + ["average"] * 2 + ["milestone"] * 2 + ["narrative"]
)
PARTS = [("count", "count")] * 3 + [("level", "level")] + [("count", "level"), ("level", "count")]
HELD = ("level", "ratio", "average")
COMPARISONS = {
    False: ["at_least", "at_most", "exactly"],
    True: ["at_least", "at_most", "exactly", "above", "below"],
}
"""The comparisons by whether the kind is held, not summed."""
PERCENTS = ["50%", "60%", "100%", "25%", "75%", "90%", "33.3%", "0%"]
LOWER, UPPER = ("at_least", "above"), ("at_most", "below")


def random_indicators(chance: Chance, name: str, length: int) -> list[dict[str, Any]]:
    """An indicator, after its parts where it is a ratio or an average."""
    kind = chance.choice(KINDS)
    fitting = [every for every, size in MONTHS_IN.items() if size <= length]
    every = chance.choice(["month", "month", "month", *fitting, *fitting[1:2], "on_demand"])

    def one(part: str, kind: str, may_be_signed: bool = False) -> dict[str, Any]:
        indicator: dict[str, Any] = {"id": part, "kind": kind, "measure": "việc"}
        if every != "month" or chance.one_in(2):
            indicator["every"] = every
        if kind == "count" and chance.one_in(4):
            indicator["decimal"] = True
        if kind == "level" and part == name and chance.one_in(2):
            indicator["measure"] = "%"
        if kind == "level" and may_be_signed and chance.one_in(3):
            indicator["signed"] = True
        return indicator

    if kind not in ("ratio", "average"):
        return [one(name, kind, may_be_signed=True)]
    top, bottom = chance.choice(PARTS)
    quotient: dict[str, Any] = {"id": name, "kind": kind}
    if kind == "average":
        quotient["measure"] = "ngày"
        if chance.one_in(2):
            quotient["scale"] = chance.choice([10, 1000])
    elif chance.one_in(3):
        quotient["bounded"] = False
    may_be_signed = kind == "average" or "bounded" in quotient
    return [
        one(f"{name}-tu", top, may_be_signed),
        one(f"{name}-mau", bottom),
        {**quotient, "numerator": f"{name}-tu", "denominator": f"{name}-mau"},
    ]


def random_goal(chance: Chance, indicator: dict[str, Any], word: str) -> Any:
    """A goal that some number satisfies; 0 only where it is not asked as a least."""
    kind = indicator["kind"]
    if kind == "milestone":
        return 1
    if kind == "ratio":
        fitting = PERCENTS
        if "bounded" in indicator:
            fitting = [*PERCENTS, "120%", "150%"]
        elif word == "above":
            fitting = [goal for goal in PERCENTS if goal != "100%"]
        no_zero = word in ("at_least", "below")
        return chance.choice([goal for goal in fitting if goal != "0%" or not no_zero])
    low = 1 if word in ("at_least", "below") else 0
    if kind == "average":
        return chance.randint(low, 4) * indicator.get("scale", 1)
    if kind == "level":
        goal = chance.randint(-3 if indicator.get("signed") else low, 6)
        return f"{goal}%" if indicator["measure"] == "%" else goal
    high = chance.choice([2, 8, 24])
    if indicator.get("decimal"):
        return Decimal(chance.randint(low, 2 * high)) / 2
    return chance.randint(low, high)


def random_range(chance: Chance, indicator: dict[str, Any]) -> dict[str, Any]:
    """A lower and an upper bound with room between them."""
    lower, upper = chance.choice(LOWER), chance.choice(UPPER)
    for _ in range(30):
        low, high = (random_goal(chance, indicator, word) for word in (lower, upper))
        if number(low) < number(high):
            return {lower: low, upper: high}
    return {"at_least": random_goal(chance, indicator, "at_least")}


def random_pace(
    chance: Chance, indicator: dict[str, Any], every: str, word: str, goal: Any, months: list[int]
) -> Any:
    """A pace of those that fit, or None for the default; steps go towards the goal."""
    held = indicator["kind"] in ("level", "ratio", "average")
    if indicator["kind"] == "count" and word == "at_most":
        return None
    paces = [None, None, "final", "always"]
    if indicator["kind"] == "count" and every != "on_demand":
        paces.append("linear")
    if months and word != "range" and (not held or word != "exactly"):
        paces += ["steps", "steps"]
    pace = chance.choice(paces)
    if pace != "steps":
        return pace
    sign = "%" if str(goal).endswith("%") else ""
    chosen = sorted(chance.sample(months, min(len(months), chance.randint(1, 3))))
    top = math.floor(number(goal)) if word not in UPPER else math.ceil(number(goal))
    low, high = (min(0, top) if indicator.get("signed") else 0, top)
    if word in UPPER:
        low, high = top, min(top + 6, 100) if sign and "bounded" not in indicator else top + 6
    values = sorted((chance.randint(low, max(low, high)) for _ in chosen), reverse=word in UPPER)
    return {
        step_label(chance, m): f"{value}%" if sign else value
        for m, value in zip(chosen, values, strict=True)
    }


def step_label(chance: Chance, last: int) -> str:
    """A month, or the quarter or half that it ends."""
    sizes = [size for size in (3, 6) if (last + 1) % size == 0]
    size = chance.choice([1, *sizes])
    return label_of((last - size + 1, last))


def random_due(chance: Chance, plan: Plan, ends: list[int], every: str) -> str:
    """The end of a period, as a month, a quarter or half, or as a day somewhere in the period."""
    due, period = chance.choice(ends), plan["period"]
    cutoff, last = period["cutoff_day"], month(period["to"])
    if due % 3 == 2 and chance.one_in(4):
        size = 6 if due % 6 == 5 and chance.one_in(2) else 3
        first = due - size + 1
        if first >= month(period["from"]):
            return label_of((first, due))
    if chance.one_in(2):
        return month_text(due)
    due = chance.randint(due - MONTHS_IN.get(every, 1) + 1, due)
    if cutoff and chance.one_in(2):
        # After the plan's last cut-off there is no month more for a date to belong to.
        calendar_month = due if due == last else due - 1
        return f"{month_text(calendar_month)}-{chance.randint(cutoff + 1, 28):02d}"
    return f"{month_text(due)}-{chance.randint(1, cutoff or 28):02d}"


def random_scope(chance: Chance, plan: Plan, target: dict[str, Any]) -> None:
    """Whom a target is about: units, a group, a list of them, or the owners of its task."""
    scope = chance.choice(["each", "each", "over", "department"])
    if plan_kind(plan, target) == "narrative" and scope == "over":
        scope = "each"
    if scope == "department":
        return
    names = [*plan["groups"], *(unit["id"] for unit in plan["units"])]
    target[scope] = chance.choice(names)
    if chance.one_in(4):
        target[scope] = list(dict.fromkeys(chance.choice(names) for _ in range(2)))
    elif chance.one_in(4):
        target[scope] = "owners"


def plan_kind(plan: Plan, target: dict[str, Any]) -> str:
    return next(str(one["kind"]) for one in plan["indicators"] if one["id"] == target["indicator"])


def random_several(chance: Chance, plan: Plan, task: Task, target: dict[str, Any]) -> dict[str, Any]:
    """What is asked of a milestone of several units: a number of them, or a share."""
    due = due_of(target, task, plan)
    lives = [life_of(unit, plan) for unit in units_of(target, task, plan)]
    members = sum(first <= due <= last for first, last in lives)
    word = chance.choice(["at_least", "at_least", "exactly", "at_most"])
    least = 1 if word == "at_least" else 0
    asked: dict[str, Any] = {word: max(least, chance.randint(min(1, members), max(1, members)))}
    is_share = chance.one_in(3)
    if is_share:
        asked = {word: chance.choice(["50%", "100%", "60%", "33.3%"])}
    months = list(range(month(plan["period"]["from"]), due))
    takes_steps = word == "at_least" or (word == "exactly" and not is_share)
    if months and takes_steps and chance.one_in(3):
        chosen = sorted(chance.sample(months, min(len(months), chance.randint(1, 2))))
        shares = ["10%", "50%"] if is_share else [0, 1]
        asked["pace"] = {month_text(m): shares[i - len(chosen)] for i, m in enumerate(chosen)}
    return asked


def random_exception(
    chance: Chance, indicator: dict[str, Any], target: dict[str, Any], task: Task, plan: Plan
) -> Any:
    """Another goal for a unit, or another comparison, pace or due."""
    kind, per_period = indicator["kind"], target.get("per") == "period"
    words = [word for word in WORDS if word in target]
    every = every_of(indicator, {part["id"]: part for part in plan["indicators"]})
    if kind != "milestone" and len(words) == 1 and chance.one_in(3):
        return random_goal(chance, indicator, words[0])
    own: dict[str, Any] = {}
    held = kind in HELD
    if kind != "milestone" and "pace" not in target and chance.one_in(2):
        word = chance.choice(COMPARISONS[held])
        own = {word: random_goal(chance, indicator, word)}
        if held and chance.one_in(3):
            own = random_range(chance, indicator)
        words = list(own)
    if not own or chance.one_in(3):
        ends = ends_of(plan, indicator)
        own["due"] = random_due(chance, plan, ends, "month" if kind == "milestone" else every)
    if kind != "milestone" and not per_period and (len(words) > 1 or chance.one_in(2)):
        goal = own.get(words[0], target.get(words[0]))
        word = words[0] if len(words) == 1 else "range"
        months = months_before(plan, {**target, **own}, task)
        pace = random_pace(chance, indicator, every, word, goal, months)
        if pace is not None:
            own["pace"] = pace
    return own


def random_changes(chance: Chance, plan: Plan, target: dict[str, Any], task: Task, name: str) -> bool:
    """Goals as changes from a baseline, with a pace, exceptions, or for each period.

    What comes out must be a goal that can be met and missed: of a hundred tries the first such.
    """
    indicator = next(part for part in plan["indicators"] if part["id"] == name)
    every = every_of(indicator, {part["id"]: part for part in plan["indicators"]})
    held, signed = indicator["kind"] in HELD, indicator.get("signed")
    percent = indicator["kind"] == "ratio" or indicator["measure"] == "%"
    units = units_of(target, task, plan) if "each" in target else []

    def base() -> Any:
        low = -9 if signed else 30 if indicator["kind"] == "ratio" else 3
        number = chance.randint(low, 60 if indicator["kind"] == "ratio" else 15)
        number *= indicator.get("scale", 1)
        return f"{number}%" if percent else number

    def change() -> str:
        return chance.choice(["+10%", "-10%", "+50%", "-50%", "+2", "-2", "+5"])

    for _ in range(100):
        words = [chance.choice(COMPARISONS[held])]
        if held and chance.one_in(4):
            words = [chance.choice(LOWER), chance.choice(UPPER)]
        asked: dict[str, Any] = {word: change() for word in words}
        if len(words) > 1 and chance.one_in(3):
            asked[words[1]] = random_goal(chance, indicator, words[1])
        asked["baseline"] = {unit: base() for unit in units} if units and chance.one_in(2) else base()
        if every != "on_demand" and chance.one_in(4):
            asked["per"] = "period"
        elif len(words) == 1 and not (held and words == ["exactly"]) and words != ["at_most"]:
            months = months_before(plan, target, task)
            chosen = sorted(chance.sample(months, min(len(months), chance.randint(0, 2))))
            # A step below the goal, at it, or past it: none asks more than the goal.
            steps = {month_text(m): change() for m in chosen}
            asked |= {"pace": steps} if steps else {}
        if units and chance.one_in(3):
            own: Any = change() if len(words) == 1 and chance.one_in(2) else {w: change() for w in words}
            asked["except"] = {chance.choice(units): own}
        if all(can_be_asked(indicator, {**target, **asked}, unit) for unit in [*units, None]):
            target |= asked
            return True
    return False


def can_be_asked(indicator: dict[str, Any], target: dict[str, Any], unit: str | None) -> bool:
    """Whether the goals and steps of a unit are numbers that can be met and missed."""
    own = for_unit(target, unit)
    bases = own["baseline"]
    starts = list(bases.values()) if isinstance(bases, dict) else [bases]
    if isinstance(bases, dict) and unit is not None:
        starts = [bases[unit]]
    bounded = indicator["kind"] == "ratio" and indicator.get("bounded", True)
    whole = indicator["kind"] == "count" and not indicator.get("decimal")
    for start in starts:
        pace = own.get("pace")
        steps = [goal_number(step, number(start)) for step in pace.values()] if pace else []
        goals = {word: goal_number(own[word], number(start)) for word in WORDS if word in own}
        values = [*goals.values(), *steps]
        if not indicator.get("signed") and any(value <= 0 for value in values):
            return False
        if bounded and any(value >= 100 for value in values):
            return False
        if whole and "exactly" in goals and goals["exactly"].denominator != 1:
            return False
        low = [value for word, value in goals.items() if word in LOWER]
        high = [value for word, value in goals.items() if word in UPPER]
        if low and high and low[0] >= high[0]:
            return False
    return True


def ends_of(plan: Plan, indicator: dict[str, Any]) -> list[int]:
    """The months at which a target of an indicator may end."""
    every = every_of(indicator, {part["id"]: part for part in plan["indicators"]})
    if indicator["kind"] == "milestone" or every == "on_demand":
        return list(range(month(plan["period"]["from"]), month(plan["period"]["to"]) + 1))
    return [last for _, last in periods_of(every, plan)]


def months_before(plan: Plan, target: dict[str, Any], task: Task) -> list[int]:
    """The months before a target's due month."""
    return list(range(month(plan["period"]["from"]), due_of(target, task, plan)))


def random_task(chance: Chance, plan: Plan, name: str, asked: list[dict[str, Any]]) -> Task:
    """A task with one or two targets."""
    owners = [*plan["groups"], *(unit["id"] for unit in plan["units"])]
    task: Task = {"owners": [chance.choice(owners)]}
    ends = range(month(plan["period"]["from"]), month(plan["period"]["to"]) + 1)
    indicators = [chance.choice(asked) for _ in range(1 if chance.one_in(4) else 2)]
    if chance.one_in(3):
        shared = set.intersection(*(set(ends_of(plan, part)) for part in indicators), set(ends))
        if shared:
            # A day would be one in each of their periods, but a month must end them all.
            task["schedule"] = {"due": random_due(chance, plan, sorted(shared), "month")}
    task["targets"] = [
        random_target(chance, plan, task, f"{name}-{i}", part) for i, part in enumerate(indicators)
    ]
    return task


def random_target(
    chance: Chance, plan: Plan, task: Task, name: str, indicator: dict[str, Any]
) -> dict[str, Any]:
    """One target of a task."""
    kind = indicator["kind"]
    every = every_of(indicator, {part["id"]: part for part in plan["indicators"]})
    start, stop = (month(plan["period"][key]) for key in ("from", "to"))
    ends = ends_of(plan, indicator)
    target: dict[str, Any] = {"id": name, "indicator": indicator["id"]}
    random_scope(chance, plan, target)
    units = units_of(target, task, plan) if "each" in target else []
    if ("schedule" not in task and stop not in ends) or chance.one_in(2):
        target["due"] = random_due(chance, plan, ends, "month" if kind == "milestone" else every)
    if kind == "milestone" and "over" in target:
        target |= random_several(chance, plan, task, target)
    elif kind != "narrative":
        _ask_number(chance, plan, task, target, indicator, every)
    while chance.one_in(4):
        until = random_due(chance, plan, list(range(start, stop + 1)), "month")
        waiver = {"until": until, "reason": "đang sáp nhập", "by": "QĐ 12/QĐ-SKHCN"}
        if units and chance.one_in(2):
            waiver["unit"] = chance.choice(units)
        target.setdefault("waivers", []).append(waiver)
    if chance.one_in(3):
        target["severity"] = "warning"
    return target


def _ask_number(
    chance: Chance,
    plan: Plan,
    task: Task,
    target: dict[str, Any],
    indicator: dict[str, Any],
    every: str,
) -> None:
    """Bounds, pace, exceptions and baseline of a target that asks a number."""
    kind, units = indicator["kind"], units_of(target, task, plan) if "each" in target else []
    has_changes = kind != "milestone" and chance.one_in(5)
    if has_changes and random_changes(chance, plan, target, task, indicator["id"]):
        return
    word = chance.choice(["at_least", *COMPARISONS[kind in HELD], *["range"] * (kind in HELD)])
    if kind == "milestone":
        word = "at_least"
    target |= (
        random_range(chance, indicator)
        if word == "range"
        else {word: random_goal(chance, indicator, word)}
    )
    words = [name for name in WORDS if name in target]
    word = words[0] if len(words) == 1 else "range"
    if kind != "milestone" and every != "on_demand" and chance.one_in(4):
        target["per"] = "period"
    elif kind != "milestone":
        months = months_before(plan, target, task)
        pace = random_pace(chance, indicator, every, word, target[words[0]], months)
        if pace is not None:
            target["pace"] = pace
    if units and chance.one_in(3):
        unit = chance.choice(units)
        target["except"] = {unit: random_exception(chance, indicator, target, task, plan)}


def random_product(chance: Chance, plan: Plan, name: str) -> dict[str, Any]:
    """A task whose product is its only target."""
    owners = [*plan["groups"], *(unit["id"] for unit in plan["units"])]
    start, stop = (month(plan["period"][key]) for key in ("from", "to"))
    return {
        "id": name,
        "product": f"Văn bản {name}",
        "owners": [chance.choice(owners)],
        "schedule": {"due": random_due(chance, plan, list(range(start, stop + 1)), "month")},
    }


def random_value(chance: Chance, indicator: dict[str, Any], scale: int) -> str:
    if indicator["kind"] == "narrative":
        return ""
    if indicator["kind"] == "milestone":
        return chance.choice("00001")
    halves = indicator.get("decimal") or indicator["kind"] == "level"
    low = -2 if indicator.get("signed") else 0
    value = chance.choice([0, chance.randint(low, scale), chance.randint(low, scale)])
    return f"{value}.5" if halves and chance.one_in(3) else str(value)


def random_labels(
    chance: Chance, every: str, plan: Plan, life: tuple[int, int], often: float
) -> list[str]:
    """Labels of one unit and indicator: periods, or some or all months of a period."""
    first, last = life
    spans = periods_of(every, plan)
    rest = spans[-1][1] + 1 if spans else first
    labels: list[str] = []
    for span in [*spans, *((m, m) for m in range(rest, last + 1))]:
        label = label_of(span)
        months = [month_text(m) for m in range(max(first, span[0]), min(last, span[1]) + 1)]
        whole = first <= span[0] and span[1] <= last
        if whole and (len(months) == 1 or chance.random() < 0.6):
            months = [label]
        # Also where it is sent by the month, a period is mostly there as a whole or not at all.
        if chance.random() < 0.7:
            labels += months if chance.random() < often else []
        else:
            labels += [text for text in months if chance.random() < often]
    return labels


def random_pair(
    chance: Chance, top: dict[str, Any], bottom: dict[str, Any], bounded: bool
) -> tuple[str, str]:
    """A pair of a ratio, where it is bounded one in twenty with more over the line than under it."""
    under = random_value(chance, bottom, 3)
    over = under if chance.one_in(3) else random_value(chance, top, 3)
    if bounded and Fraction(over) > Fraction(under) and not chance.one_in(20):
        over = under
    if Fraction(under) == 0 and not chance.one_in(20):
        over = "0"
    halves = top.get("decimal") or top["kind"] == "level"
    return (over if halves else over.removesuffix(".5")), under


def random_rows(chance: Chance, plan: Plan) -> list[Row]:
    """Figures for whom the targets are about, and now and then for others."""
    plan = with_products(plan)
    indicators = {part["id"]: part for part in plan["indicators"]}
    wanted: dict[tuple[str, str | None], None] = {}
    for task in plan["tasks"]:
        for target in task["targets"]:
            body = units_of(target, task, plan)
            units: list[str | None] = [*body] if body else [None]
            if chance.one_in(8):
                units.append(None if body else plan["units"][0]["id"])
            # A ratio's parts come in pairs, whoever asks for them.
            name = re.sub("-(tu|mau)$", "", target["indicator"])
            wanted |= {(name, unit): None for unit in units}
    cells: dict[tuple[str, str | None, str], str] = {}
    for name, unit in wanted:
        indicator, life = indicators[name], life_of(unit, plan)
        milestone = indicator["kind"] == "milestone"
        often = chance.choice([0.3, 0.1, 0.0] if milestone else [1, 1, 0.95, 0.9, 0.6, 0.1, 0.0])
        every = every_of(indicator, indicators)
        scale = chance.choice([0, 1, 1, 3, 6])
        for label in random_labels(chance, "month" if milestone else every, plan, life, often):
            if indicator["kind"] not in ("ratio", "average"):
                value = random_value(chance, indicator, scale)
                if milestone and chance.one_in(5):
                    day = chance.randint(1, plan["period"]["cutoff_day"] or 28)
                    # A day after the figures of its label were due would be a plan and no deed.
                    latest = max(life[0], min(life[1], span_of(label)[1]))
                    value = f"{month_text(chance.randint(life[0], latest))}-{day:02d}"
                cells[label, unit, name] = value
                continue
            top, bottom = (indicators[indicator[part]] for part in ("numerator", "denominator"))
            half = chance.choice([top["id"], bottom["id"]]) if chance.one_in(25) else None
            bounded = indicator["kind"] == "ratio" and "bounded" not in indicator
            pair = random_pair(chance, top, bottom, bounded)
            for part, value in zip((top["id"], bottom["id"]), pair, strict=True):
                if half in (None, part):
                    cells[label, unit, part] = value
    return [
        # A blank value is no figure.
        {
            "period": label,
            "unit": unit or "",
            "indicator": name,
            "value": "" if chance.one_in(200) else value,
        }
        for (label, unit, name), value in cells.items()
    ]


PERIODS = [
    *[("2022-01", "2022-12")] * 5,
    *[("2022-04", "2023-03")] * 3,
    ("2022-01", "2022-11"),
    ("2022-02", "2023-06"),
]


def random_world(seed: int) -> World:
    chance = Chance(seed)
    first, last = chance.choice(PERIODS)
    start, stop = month(first), month(last)
    period = {"from": first, "to": last, "cutoff_day": chance.choice([14, 14, None])}
    units = random_units(chance, start, stop)
    groups = random_groups(chance, [unit["id"] for unit in units])
    asked: list[dict[str, Any]] = []
    indicators: list[dict[str, Any]] = []
    for i in range(chance.randint(1, 2)):
        parts = random_indicators(chance, f"x{i}", stop - start + 1)
        indicators += parts
        # Besides a ratio its parts may be asked for too.
        asked += [parts[-1], parts[-1], chance.choice(parts)]
    bare = a_plan(indicators, [], units, groups, period)
    tasks = [random_task(chance, bare, f"t{i}", asked) for i in range(chance.randint(1, 2))]
    if chance.one_in(6):
        tasks.append(random_product(chance, bare, f"sp{len(tasks)}"))
    plan = a_plan(indicators, tasks, units, groups, period)
    as_of = chance.choice([stop, chance.randint(stop - 3, stop), chance.randint(start, stop)])
    return World(plan, random_rows(chance, plan), month_text(as_of), chance.one_in(3))


# --- The comparison ---------------------------------------------------------------------------


def exit_code(plan: Plan, answers: dict[Key, Answer]) -> int:
    """What a run ends with: 1 where a target of severity error falls short."""
    severities = {
        target["id"]: target.get("severity", "error")
        for task in with_products(plan)["tasks"]
        for target in task["targets"]
    }
    bad = SHORT | {"no_data"}
    return int(any(a.status in bad and severities[t] == "error" for (t, _), a in answers.items()))


def differs(mine: Fraction | None, theirs: Any, tolerance: Fraction) -> bool:
    if mine is None or theirs is None:
        return mine is not theirs
    return abs(mine - Fraction(str(theirs))) > tolerance


def one_spelling(label: str) -> str:
    """A label; whatever joins the months of a period that the calendar has no name for is `..`."""
    return re.sub(r"\W+(?=\d{4})", "..", label)


def is_finite(value: Fraction | None) -> bool:
    """Whether a number can be written with one decimal."""
    return value is None or (10 * value).denominator == 1


def kept_in_result(kept: Kept) -> dict[str, Any]:
    """How the result writes how a goal for each period was kept."""
    return {
        "held": kept.held,
        "of": kept.of,
        "short": list(map(one_spelling, kept.short)),
        "waived": list(map(one_spelling, kept.waived)),
    }


def differing_reports(world: World, result: dict[str, Any]) -> list[str]:
    """The units of which the judges do not count the same figures owed and reported."""
    mine = reports(world.plan, world.rows, world.as_of)
    theirs = {
        one["unit"]: Report(one["owed"], one["reported"], one["sent"], one["complete"])
        for one in result["units"]
    }
    return [
        f"unit {unit}: tool {theirs.get(unit)}, oracle {mine.get(unit)}"
        for unit in {**mine, **theirs}
        if mine.get(unit) != theirs.get(unit)
    ]


def differences(plan: Plan, answers: dict[Key, Answer], result: dict[str, Any]) -> list[str]:
    kinds = {part["id"]: part["kind"] for part in with_products(plan)["indicators"]}
    theirs = {(v["target"], v["unit"]): v for v in result["verdicts"]}
    found = []
    if set(theirs) != set(answers):
        found.append(f"verdicts: {sorted(map(str, set(theirs) ^ set(answers)))} in one only")
    for key in sorted(set(theirs) & set(answers), key=str):
        verdict, answer = theirs[key], answers[key]
        missing = {
            (item["unit"], item["indicator"], one_spelling(item["period"]))
            for item in verdict["missing"]
        }
        ratio = kinds[verdict["indicator"]] != "count" or not is_finite(answer.actual)
        rounded = Fraction("0.11")
        kept = verdict.get("kept")
        pairs = [
            ("status", verdict["status"] != answer.status),
            ("late", verdict["late"] != answer.late),
            ("missing", missing != answer.missing),
            ("actual", differs(answer.actual, verdict["actual"], rounded * ratio)),
            (
                "expected",
                differs(
                    answer.expected,
                    verdict["expected"],
                    rounded * (not is_finite(answer.expected)),
                ),
            ),
            ("gap", differs(answer.gap, verdict["gap"], 2 * rounded)),
            ("remaining", differs(answer.remaining, verdict["remaining"], 2 * rounded)),
            ("needed", differs(answer.needed, verdict["needed_per_period"], Fraction(0))),
            ("forecast", differs(answer.forecast, verdict["forecast"], Fraction(0))),
            ("numerator", differs(answer.numerator, verdict["numerator"], Fraction(0))),
            ("denominator", differs(answer.denominator, verdict["denominator"], Fraction(0))),
            ("kept", kept != (answer.kept and kept_in_result(answer.kept))),
        ]
        found += [
            f"{key} {name}: tool {missing if name == 'missing' else verdict.get(name)},"
            f" oracle {getattr(answer, name)}"
            for name, is_different in pairs
            if is_different
        ]
    if not found and result["exit_code"] != exit_code(plan, answers):
        found.append(f"exit code: tool {result['exit_code']}, oracle {exit_code(plan, answers)}")
    return found


def disagreements(world: World) -> list[str]:
    """What the two judges do not agree on, and all there is to know about it."""
    plan, figures = yaml_text(world.plan), csv_text(world.plan, world.rows, by_name=world.by_name)
    try:
        answers = judge(world.plan, world.rows, world.as_of)
    except BrokenFigures:
        answers = {}
    result = judged(plan, figures, world.as_of)
    if answers and result["exit_code"] != 2:
        found = differences(world.plan, answers, result) + differing_reports(world, result)
    else:
        # Without a verdict, or with figures that cannot be, a run is not to be trusted.
        agree = not answers and not result["verdicts"] and result["exit_code"] == 2
        found = [] if agree else [f"exit code: tool {result['exit_code']}, oracle {len(answers)}"]
    return found and [
        *found,
        f"--- as of {world.as_of}",
        plan,
        figures,
        f"--- tool, exit code {result['exit_code']}",
        *(f"{d['code']} {d['severity']} {d['message']}" for d in result["diagnostics"]),
        *map(str, result["verdicts"]),
        "--- oracle",
        *(f"{key}: {answer}" for key, answer in answers.items()),
    ]


def smaller(world: World) -> Iterator[World]:
    """The world without one task, or without one figure."""
    tasks, rows = world.plan["tasks"], world.rows
    for i in range(len(tasks) if len(tasks) > 1 else 0):
        plan = {**world.plan, "tasks": tasks[:i] + tasks[i + 1 :]}
        known = {part["id"] for part in with_products(plan)["indicators"]}
        yield replace(world, plan=plan, rows=[row for row in rows if row["indicator"] in known])
    for i in range(len(rows)):
        yield replace(world, rows=rows[:i] + rows[i + 1 :])


def smallest(world: World) -> World:
    """A world without anything that the disagreement does not need."""
    for less in smaller(world):
        if disagreements(less):
            return smallest(less)
    return world


@settings(deadline=None, derandomize=True, max_examples=EXAMPLES, phases=[Phase.generate])
@given(st.integers(0, 2**32 - 1))
def test_tool_agrees_with_oracle(seed: int) -> None:
    world = random_world(seed)
    if disagreements(world):
        pytest.fail("\n".join([f"seed {seed}", *disagreements(smallest(world))]), pytrace=False)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.integers(0, 6), st.integers(0, 6), st.sampled_from(PERCENTS), st.sampled_from("<>="))
def test_grid_of_pairs_misses_nothing(top: int, bottom: int, goal: str, sign: str) -> None:
    """The few pairs that the oracle tries find whatever all small pairs find."""
    asked = Fraction(goal.rstrip("%")) / 100

    def outcome(x: Fraction | int, y: Fraction | int) -> str:
        if bottom + y == 0:
            return "nothing arose"
        ratio = Fraction(top + x) / Fraction(bottom + y)
        holds = {"<": ratio <= asked, ">": ratio >= asked, "=": ratio == asked}[sign]
        return "holds" if holds else "fails"

    few = {
        outcome(x, y)
        for x, y in pair_grid(Fraction(top), Fraction(bottom), [asked])
        if 0 <= x <= y and x.denominator == y.denominator == 1
    }
    every = {outcome(x, y) for y in range(41) for x in range(y + 1)}
    assert every <= few
