"""The plan's schema as an editor uses it; `test_external_editor.py` asks a real language server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cchc_cli.reading.plan_file.read import read_plan
from make_schemas import plan_schema, schema_text
from test_cli import PLAN, ROOT
from test_schemas import as_editor_sees

SCHEMA = plan_schema()
PARTS = {"Plan": SCHEMA, **SCHEMA["$defs"]}
PROPERTIES = [
    pytest.param(one, id=f"{part}.{name}")
    for part, shape in PARTS.items()
    for name, one in shape.get("properties", {}).items()
]
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹ]")


def resolved(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema with those that it refers to or chooses from."""
    yield node
    if "$ref" in node:
        yield PARTS[node["$ref"].rpartition("/")[2]]
    for branch in node.get("anyOf", ()):
        yield from resolved(branch)


def problems(text: str) -> list[str]:
    """What an editor would say of a plan."""
    found = Draft202012Validator(SCHEMA).iter_errors(as_editor_sees(text))
    return ["/".join(map(str, one.absolute_path)) for one in found]


@pytest.mark.parametrize("part", PARTS.values(), ids=list(PARTS))
def test_every_part_has_words_in_both_languages(part: dict[str, Any]) -> None:
    for key in ("title", "description"):
        vietnamese, english = part[key].split(" / ")
        assert VIETNAMESE.search(vietnamese)
        assert not VIETNAMESE.search(english)
    if "enum" in part:
        assert len(part["enumDescriptions"]) == len(part["enum"])
    else:
        assert part["additionalProperties"] is False


@pytest.mark.parametrize("one", PROPERTIES)
def test_every_key_has_words_in_both_languages(one: dict[str, Any]) -> None:
    for key in ("title", "description"):
        vietnamese, _, english = one[key].rpartition(" / ")
        assert VIETNAMESE.search(vietnamese)
        assert not VIETNAMESE.search(english)


@pytest.mark.parametrize("one", PROPERTIES)
def test_every_key_has_an_example_or_a_closed_list(one: dict[str, Any]) -> None:
    """Parts of the plan explain themselves by their keys."""
    everything = list(resolved(one))
    shown = any({"examples", "enum", "const"} & set(node) for node in everything)
    assert shown or any(
        node.get("type") == "boolean" or "properties" in node or "$ref" in node.get("items", {})
        for node in everything
    )


@pytest.mark.parametrize("one", PROPERTIES)
def test_examples_and_defaults_hold_to_their_own_schema(one: dict[str, Any]) -> None:
    validator = Draft202012Validator({**one, "$defs": SCHEMA["$defs"]})
    for value in one.get("examples", []):
        validator.validate(value)
    if "default" in one:
        validator.validate(one["default"])


@pytest.mark.parametrize("path", ["plans/2022.yaml", "templates/starter/plan.yaml"])
def test_shipped_plans_hold_to_it(path: str) -> None:
    assert problems((ROOT / path).read_text(encoding="utf-8")) == []


# What both refuse, and the place that an editor underlines.
WRONG = [
    ("from: 2022-01,", "from: 2022-13,", "period/from"),
    ("from: 2022-01,", "from: 01/2022,", "period/from"),
    ("to: 2022-12", "to: 2022-12-31", "period/to"),
    ("cutoff_day: 14", "cutoff_day: 31", "period/cutoff_day"),
    ("kind: count, measure", "kind: counts, measure", "indicators/0/kind"),
    ("measure: bài", "measure: bài, every: weekly", "indicators/0/every"),
    ("at_least: 12", "at_leest: 12", "tasks/0/targets/0"),
    ("at_least: 12", "at_least: 12 bài", "tasks/0/targets/0/at_least"),
    ("at_least: 12", "at_least: 12, due: 2022-1", "tasks/0/targets/0/due"),
    ("at_least: 12", "at_least: 12, due: 22", "tasks/0/targets/0/due"),
    ("at_least: 12", "at_least: 12, due: 2022.5", "tasks/0/targets/0/due"),
    ("at_least: 12", "at_least: 12, pace: {2022-3: 5}", "tasks/0/targets/0/pace"),
    ("severity: warning", "severity: warn", "tasks/0/targets/1/severity"),
    ("until: 2022-03", "until: tháng 3", "tasks/0/targets/2/waivers/0/until"),
    ("reason: Chuyển trụ sở, ", "", "tasks/0/targets/2/waivers/0"),
    ("id: bai, name", "id: b ai, name", "indicators/0/id"),
    ("name: Phòng A", 'name: " "', "units/0/name"),
    ("at_least: 12", "at_least: 12, per: month", "tasks/0/targets/0/per"),
    ("at_least: 12", "at_least: +12 bài, baseline: 3", "tasks/0/targets/0/at_least"),
    ("at_least: 12", "at_least: 12, baseline: 3 bài", "tasks/0/targets/0/baseline"),
    ("at_least: 12", "at_least: 12, due: 2022-Q5", "tasks/0/targets/0/due"),
    ("at_least: 12", "at_least: 12, except: {a: {at_lest: 3}}", "tasks/0/targets/0/except/a"),
    ("kind: count, measure", "kind: count, signed: yes, measure", "indicators/0/signed"),
    ("kind: count, measure", "kind: count, scale: 0, measure", "indicators/0/scale"),
    ("version: 1", "version: 1\nletterhead: {style: nd31}", "letterhead/style"),
    ("version: 1", "version: 1\nsections: [{clause: I}]", "sections/0"),
    ("version: 1", "version: 1\nidentities: [{id: x, left: bai, right: [bai]}]", "identities/0/left"),
    ("version: 1", "version: 1\ndefaults: {fail_on: always}", "defaults/fail_on"),
    ("version: 1", "version: 1\ntemplates: {reports: a.docx}", "templates"),
]


@pytest.mark.parametrize(("good", "bad", "place"), WRONG, ids=[bad or good for good, bad, _ in WRONG])
def test_what_it_refuses_the_reader_refuses_too(good: str, bad: str, place: str) -> None:
    text = PLAN.replace(good, bad, 1)
    assert text != PLAN
    assert problems(text) == [place]
    assert read_plan(text.encode(), "plan.yaml").plan is None


@pytest.mark.parametrize(
    ("good", "other"),
    [
        ("id: thu", "id: 2022"),
        ("clause: I\n", "clause: 2.1\n"),
        ("title: Kế hoạch thử", "title: 2022"),
        ("id: a, name", "id: a, aliases: [1, 2], name"),
        ("at_least: 12", "at_least: 12, due: 2022-12-14"),
        ("at_least: 12", "at_least: 12, due: 2022"),
        ("at_least: 12", "at_least: 12, pace: {2022-03: 5, 2022-06: 10}"),
        ("cutoff_day: 14", "cutoff_day: null"),
        ("at_least: 12", "at_least: +12, baseline: 3, due: 2022-Q3"),
        ("at_least: 12", "at_least: 12, per: period"),
        ("at_least: 12", "at_least: 12, pace: {2022-Q1: 3, 2022-H1: 6}"),
        ("version: 1", "version: 1\nletterhead: {style: plain, recipients: [A, B]}"),
        ("version: 1", "version: 1\nsubject: cải cách hành chính\nencoding: windows-1258"),
        ("version: 1", "version: 1\ndefaults: {fail_on: missed, as_of: due}"),
    ],
)
def test_what_the_reader_takes_it_takes_too(good: str, other: str) -> None:
    text = PLAN.replace(good, other, 1)
    assert text != PLAN
    assert read_plan(text.encode(), "plan.yaml").plan is not None
    assert problems(text) == []


def test_it_is_plain_json() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text("plan")))
