"""The schemas are current, take what the program takes and writes, and refuse small mistakes."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from cchc_cli.reading.plan_file.read import read_plan
from make_schemas import SCHEMAS, schema_text
from test_plan_reading import changed, target

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "plans" / "2022.yaml"
STARTER = ROOT / "templates" / "starter" / "plan.yaml"


class CoreLoader(yaml.SafeLoader):
    """Reads YAML as an editor does, by the core schema of YAML 1.2: months and days stay texts."""


CoreLoader.yaml_implicit_resolvers = {}
for kind, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), first)


def as_editor_sees(text: str) -> Any:
    return yaml.load(text, CoreLoader)


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    )
    return found


PLAN = Draft202012Validator(schema("plan"))
RESULT = Draft202012Validator(schema("result"))
RESULTS = Draft202012Validator(schema("results"))
TREND = Draft202012Validator(schema("trend"))


def problems(validator: Draft202012Validator, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_files_are_current(name: str) -> None:
    assert (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)


JSON_SCHEMAS = ["plan", "result", "results", "trend"]
KEYWORDS = {
    *("$schema", "$id", "$ref", "$defs", "title", "description", "default", "examples", "format"),
    *("type", "enum", "const", "anyOf", "items", "minItems", "properties", "patternProperties"),
    *(
        "additionalProperties",
        "propertyNames",
        "required",
        "minProperties",
        "pattern",
        "minimum",
        "exclusiveMinimum",
    ),
    *("maximum", "patternErrorMessage", "enumDescriptions"),
}
"""Words of JSON Schema, and the two that editors know besides."""


def words(node: object, is_map: bool = False) -> Iterator[str]:
    """Every keyword of a schema, but for the names of properties and parts."""
    if isinstance(node, list):
        for item in node:
            yield from words(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if not is_map:
                yield key
            if is_map or key not in ("default", "examples", "enum", "const"):
                yield from words(
                    value, key in ("properties", "patternProperties", "$defs") and not is_map
                )


@pytest.mark.parametrize("name", JSON_SCHEMAS)
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert set(words(schema(name))) - KEYWORDS == set()
    assert schema(name)["$id"] == f"urn:cchc:schema:{name}:1"


def test_a_gap_below_nothing_is_refused() -> None:
    verdict = schema("result")["$defs"]["VerdictShape"]["properties"]
    for key in ("gap", "remaining"):
        gap = Draft202012Validator(verdict[key])
        assert [gap.is_valid(value) for value in (0, 2.5, None, -1)] == [True, True, True, False]


def properties(node: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            yield f"{path}.{name}", inner
        for key, value in node.items():
            yield from properties(value, f"{path}.{key}")
    elif isinstance(node, list):
        for item in node:
            yield from properties(item, path)


def test_every_property_of_the_plan_is_described_in_both_languages() -> None:
    found = dict(properties(schema("plan")))
    assert len(found) > 60
    assert [name for name, inner in found.items() if " / " not in inner.get("description", "")] == []


@pytest.mark.parametrize("path", [EXAMPLE, STARTER], ids=["example", "starter"])
def test_the_plans_that_we_ship_are_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert problems(PLAN, as_editor_sees(text)) == []
    assert read_plan(text.encode(), path.name).diagnostics == ()


Change = Callable[[dict[str, Any]], object]


def change(*route: str | int, to: object) -> Change:
    def apply(plan: dict[str, Any]) -> None:
        node: Any = plan
        for part in route[:-1]:
            node = node[part]
        node[route[-1]] = to

    return apply


def remove(*route: str | int) -> Change:
    def apply(plan: dict[str, Any]) -> None:
        node: Any = plan
        for part in route[:-1]:
            node = node[part]
        del node[route[-1]]

    return apply


TARGET = ("tasks", 0, "targets", 0)
WRONG = {
    "a misspelt key": change("titel", to="a"),
    "a misspelt key of a unit": change("units", 0, "alias", to=["a"]),
    "a misspelt key of the period": change("period", "cut_off_day", to=14),
    "a misspelt key of a target": change(*TARGET, "at_lest", to=20),
    "a missing title": remove("title"),
    "a missing end": remove("period", "to"),
    "a missing name": remove("units", 0, "name"),
    "another version": change("version", to=2),
    "month 13": change("period", "to", to="2022-13"),
    "a month as a quarter": change("period", "from", to="2022-Q1"),
    "cut-off day 29": change("period", "cutoff_day", to=29),
    "cut-off day 0": change("period", "cutoff_day", to=0),
    "report days below 0": change("period", "report_days", to=-1),
    "a day written day first": change("issued", to="27/7/2022"),
    "an unknown kind": change("indicators", 0, "kind", to="number"),
    "an unknown every": change("indicators", 0, "every", to="week"),
    "an unknown language": change("language", to="fr"),
    "an unknown severity": change(*TARGET, "severity", to="eror"),
    "an unknown pace": change(*TARGET, "pace", to="quick"),
    "a step that is no month": change(*TARGET, "pace", to={"2022-Q5": 5}),
    "no steps": change(*TARGET, "pace", to={}),
    "a goal in words": change(*TARGET, "at_least", to="abc"),
    "a goal with two signs": change(*TARGET, "at_least", to="--5"),
    "a decimal comma": change(*TARGET, "at_least", to="2,5"),
    "an id with a space": change("units", 0, "id", to="phòng a"),
    "a group's id with a space": change("groups", "phòng a", to=["tdc"]),
    "a group as a text": change("groups", "phong", to="tdc"),
    "an owner as a text": change("tasks", 0, "owners", to="tdc"),
    "a schedule without due": change("tasks", 0, "schedule", to={"until": "2022-12"}),
    "a waiver without a reason": change(*TARGET, "waivers", to=[{"until": "2022-09", "by": "a"}]),
    "an exception in words": change(*TARGET, "except", to={"tdc": "ít"}),
    "units as a mapping": change("units", to={"tdc": "a"}),
}


@pytest.mark.parametrize("apply", WRONG.values(), ids=WRONG)
def test_small_mistakes_are_seen_by_an_editor_and_by_the_reader(apply: Change) -> None:
    plan = copy.deepcopy(as_editor_sees(changed({})))
    assert problems(PLAN, plan) == []
    apply(plan)
    assert problems(PLAN, plan) != []
    assert read_plan(yaml.safe_dump(plan, allow_unicode=True).encode(), "plan.yaml").plan is None


@pytest.mark.parametrize(
    "text",
    [
        target("indicator: ty-le", "at_least: 57.5%", "due: 2022-12-31", "pace: {2022-06: 10%}"),
        target(
            "indicator: tien", "at_least: 2.5", "each: phong", "except: {tdc: 1}", "severity: warning"
        ),
        target("indicator: tin", "at_most: 0", "waivers: [{until: 2022-09, reason: a, by: b}]"),
        changed({4: "period: {from: 2022-04, to: 2023-03, cutoff_day: null}"}),
        changed({32: "    schedule: {due: 2022-12}"}),
    ],
)
def test_what_the_reader_takes_an_editor_takes_too(text: str) -> None:
    assert read_plan(text.encode(), "plan.yaml").diagnostics == ()
    assert problems(PLAN, as_editor_sees(text)) == []


def run(*arguments: str, cwd: Path) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON of a command."""
    environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "cchc_cli", *arguments, "--format", "json"],
        cwd=cwd,
        env={**environment, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, found


def check(*arguments: str, cwd: Path) -> tuple[int, dict[str, Any]]:
    return run("check", *arguments, cwd=cwd)


def test_the_result_of_the_example_is_valid() -> None:
    code, result = check(cwd=ROOT)
    assert code == result["exit_code"] == 1
    assert problems(RESULT, result) == []
    assert len(result["verdicts"]) > 50


@pytest.mark.parametrize(
    ("plan", "figures"),
    [
        (None, None),
        ("title: [", ""),
        (changed({3: "titel: a", 37: "        each: phogn"}), "period,unit,indicator,value\n"),
        (changed({}), None),
        (changed({}), "period,indicator\n2022-01,tin\n"),
        (changed({}), "period,unit,indicator,value\n2022-01,tdc,tim,1\n2022-01,tdc,tin,một\n"),
    ],
    ids=["no plan", "no YAML", "a broken plan", "no figures", "no value", "broken figures"],
)
def test_the_result_of_a_run_that_can_not_be_trusted_is_valid(
    tmp_path: Path, plan: str | None, figures: str | None
) -> None:
    for name, text in (("plan.yaml", plan), ("actuals.csv", figures)):
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
    code, result = check("actuals.csv", "--plan", "plan.yaml", cwd=tmp_path)
    assert code == result["exit_code"] == 2
    assert problems(RESULT, result) == []
    assert result["verdicts"] == []
    assert result["diagnostics"] != []


def test_the_results_of_several_plans_are_valid(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for name, text in (("a.yaml", changed({})), ("b.yaml", changed({2: 'id: "b"'}))):
        with_figures = f"{text}actuals: ../figures.csv\n"
        (tmp_path / "plans" / name).write_text(with_figures, encoding="utf-8")
    (tmp_path / "figures.csv").write_text("period,unit,indicator,value\n2022-01,tdc,tin,1\n", "utf-8")
    code, results = check("--all-plans", "plans", "--as-of", "2022-01", cwd=tmp_path)
    assert code == results["exit_code"] == 1
    assert problems(RESULTS, results) == []
    assert [part["plan"]["id"] for part in results["results"]] == ["2022", "b"]


def test_the_courses_of_the_example_are_valid() -> None:
    code, trend = run("trend", cwd=ROOT)
    assert code == 0
    assert problems(TREND, trend) == []
    assert len(trend["trends"]) > 10
