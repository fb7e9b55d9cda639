"""The formats that jobs read: what one of GitHub, GitLab, JUnit or SARIF makes of it, hostile names too.

The schemas of JUnit and SARIF are not shipped: what they ask for is held here by its structure.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from cchc_cli.model.verdict import Result
from cchc_cli.render.check.findings import findings
from cchc_cli.render.check.github import command, render_github, render_step_summary
from cchc_cli.render.check.gitlab import render_gitlab
from cchc_cli.render.check.junit import render_junit
from cchc_cli.render.check.sarif import artifact_location, render_sarif
from cchc_cli.render.wording import Wording
from support import result_of
from test_cli import ROOT, cchc

VI = Wording("vi")
HOSTILE_PATH = "số, %3A%0A ]]>\"é😀':::a=b\n\x1b.csv"
HOSTILE = """
version: 1
id: thu
title: "]]> % , : \\n \\" ' <b> 😀 ::error::"
period: {from: 2022-01, to: 2022-04}
units: [{id: a, name: "Phòng %0A, :: ]]> <x> & \\" ' 😀"}, {id: b, name: "::warning file=x::b"}]
groups: {all: [a, b]}
indicators:
  - {id: bai, name: "Tin, bài: 100%25 \\n ]]> \\"😀\\"", kind: count, measure: "%,:]]>"}
  - {id: tre, name: "=HYPERLINK(1) `x` | y", kind: count}
tasks:
  - id: I
    clause: "I,:%"
    title: "<script>]]>"
    targets:
      - {id: A208, indicator: bai, at_least: 8, each: all}
      - {id: tong, indicator: bai, at_least: 16, over: all, severity: warning}
      - id: tre
        indicator: tre
        at_most: 0
        each: all
        waivers: [{unit: b, until: 2022-04, reason: "Bão ]]> % , :", by: "\\"Giám đốc\\""}]
"""
HOSTILE_FIGURES = """period,unit,indicator,value,evidence,note
2022-01,a,bai,1,"a]]>%,:","\x1b[31m\x00\x0b"
2022-01,b,bai,1,,
2022-01,a,tre,0,,
2022-02,a,tre,1,,
2022-02,b,tre,1,,
2022-02,a,bai,1,,
"""


@pytest.fixture(scope="module")
def hostile() -> Result:
    result = result_of(HOSTILE, HOSTILE_FIGURES.replace("\x00", ""), "2022-02", HOSTILE_PATH)
    assert result.exit_code == 1
    return result


@pytest.fixture(scope="module")
def broken() -> Result:
    rows = 'period,unit,indicator,value\n2022-01,a,"]]>%,:<\x1b",1\n2022-01,a,bai,x\n2022-01,b,bai,x\n'
    result = result_of(HOSTILE, rows, "2022-02", HOSTILE_PATH)
    assert result.exit_code == 2
    return result


@pytest.fixture(scope="module")
def example() -> Result:
    plan = (ROOT / "plans/2022.yaml").read_text(encoding="utf-8")
    figures = (ROOT / "examples/2022/actuals.csv").read_text(encoding="utf-8")
    return result_of(plan, figures, path="examples/2022/actuals.csv")


@pytest.fixture(params=["example", "hostile", "broken"])
def any_result(request: pytest.FixtureRequest) -> Result:
    result: Result = request.getfixturevalue(request.param)
    return result


def parse_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it."""
    text = line.lstrip()
    assert text.startswith("::")
    end = text.index("::", 2)
    name, _, listed = text[2:end].partition(" ")
    properties = {}
    for part in filter(None, listed.strip().split(",")):
        key, has_value, value = part.partition("=")
        if has_value:
            for escaped, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
                value = value.replace(escaped, char)
            properties[key] = value.replace("%25", "%")
    message = text[end + 2 :].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    return name, properties, message


def test_github_lines_parse_back_to_the_strings_they_were_made_of(any_result: Result) -> None:
    said = [
        finding
        for finding in findings(any_result, VI)
        if finding.verdict is None or finding.verdict.status != "waived"
    ]
    lines = re.split(r"\r\n|\r|\n", render_github(any_result, VI))
    assert lines.pop() == ""
    assert len(lines) == len(said) > 0
    for line, finding in zip(lines, said, strict=True):
        name, properties, message = parse_command(line)
        assert name == {"error": "error", "warning": "warning", "note": "notice"}[finding.level]
        place = finding.row
        expected = {"title": finding.title, "file": place.path if place else "plan.yaml"}
        if place and place.line:
            expected |= {"line": str(place.line), "endLine": str(place.line), "col": str(place.column)}
        assert properties == expected
        assert message == finding.message


@pytest.mark.parametrize(
    "text", ["%", "%0A", "%25", "a,b:c::d", "\r\n\n", "]]>\"'", "😀\x1b\x07é", "a=b=c"]
)
def test_github_escapes_any_text(text: str) -> None:
    line = command("error", {"file": text, "title": f"{text}."}, text)
    assert re.split(r"\r\n|\r|\n", line)[1:] == [""]
    expected = {"file": text, "title": f"{text}."}
    assert parse_command(line[:-1]) == ("error", expected, text)


def test_github_lists_the_most_important_first(example: Result) -> None:
    """Of each level GitHub shows only ten of a step."""
    lines = [parse_command(line) for line in render_github(example, VI).splitlines()]
    levels = [name for name, *_ in lines]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert [properties["title"].split(":")[0] for name, properties, _ in lines if name == "error"] == [
        "không đạt",
        "chưa đạt mức",
        "chậm tiến độ",
        *["chưa đủ số liệu"] * 4,
    ]


def test_github_points_at_the_row_that_broke_a_ceiling(hostile: Result) -> None:
    (broken,) = [f for f in findings(hostile, VI) if f.check == "tre" and f.level == "error"]
    assert broken.row is not None
    assert (broken.row.path, broken.row.line, broken.row.column) == (HOSTILE_PATH, 5, 1)


def test_step_summary_is_cut_at_a_line_with_a_note(example: Result, broken: Result) -> None:
    whole = render_step_summary(example, VI, 1_000_000)
    assert whole.count("\n| ") >= 5
    cut = render_step_summary(example, VI, 1_500)
    assert len(cut.encode()) <= 1_500
    assert whole.startswith(cut[: cut.index("\nTrang này không đủ chỗ")])
    assert render_step_summary(example, VI, 10) == ""
    assert "A208" in render_step_summary(broken, VI, 1_000_000)


def test_gitlab_has_a_fingerprint_for_each_and_only_its_own_words(any_result: Result) -> None:
    issues = json.loads(render_gitlab(any_result, VI))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints)) > 0
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["check_name"] in issue["description"]
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")


def test_gitlab_severities(hostile: Result, broken: Result) -> None:
    found = {(i["check_name"], i["severity"]) for i in json.loads(render_gitlab(hostile, VI))}
    assert {("A208", "major"), ("tong", "minor"), ("tre", "critical")} <= found
    assert {i["severity"] for i in json.loads(render_gitlab(broken, VI))} == {"blocker"}


def moved(result_csv: str) -> Result:
    """The hostile run with lines inserted in both files."""
    head, rest = result_csv.split("\n", 1)
    plan = HOSTILE.replace("units:", "# a line more\n\nunits:")
    return result_of(
        plan, f"{head}\n2022-01,b,tre,0,,\n{rest}".replace("\x00", ""), "2022-02", HOSTILE_PATH
    )


def test_fingerprints_survive_inserted_lines(hostile: Result) -> None:
    again = moved(HOSTILE_FIGURES)
    for render, key in ((render_gitlab, "fingerprint"), (render_sarif, "cchcFinding/v1")):
        before = set(re.findall(rf'"{key}": "(\w+)"', render(hostile, VI)))
        after = set(re.findall(rf'"{key}": "(\w+)"', render(again, VI)))
        assert before
        assert before == after


def junit(result: Result) -> ElementTree.Element:
    return ElementTree.fromstring(render_junit(result, VI).encode())


MAY_HAVE = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set(),
}


def test_junit_has_the_elements_of_its_schema_and_counts_that_add_up(any_result: Result) -> None:
    suites = junit(any_result)
    (suite,) = suites
    for element in suites.iter():
        assert set(element.attrib) - {"file", "line"} == MAY_HAVE[element.tag]
        assert element.tag == "testcase" or not {"file", "line"} & set(element.attrib)
    order = list(dict.fromkeys(child.tag for child in suite))
    assert order in (["properties", "testcase"], ["properties", "testcase", "system-out"])
    cases = suite.findall("testcase")
    outcomes = Counter(child.tag for case in cases for child in case)
    assert all(len(case) <= 1 for case in cases)
    for element in (suites, suite):
        assert int(element.attrib["tests"]) == len(cases)
        assert int(element.attrib["failures"]) == outcomes["failure"]
        assert int(element.attrib["errors"]) == outcomes["error"]
    assert int(suite.attrib["skipped"]) == outcomes["skipped"]
    names = [case.attrib["name"] for case in cases]
    assert len(names) == len(set(names))


def test_junit_case_of_each_verdict(hostile: Result) -> None:
    cases = {case.attrib["name"]: case for case in junit(hostile).iter("testcase")}
    assert list(cases) == [
        "A208 a 2022-02",
        "A208 b 2022-02",
        "tong all 2022-02",
        "tre a 2022-02",
        "tre b 2022-02",
    ]
    assert cases["A208 a 2022-02"].attrib["classname"] == "Phòng %0A, :: ]]> <x> & \" ' 😀"
    (behind,) = cases["A208 a 2022-02"]
    assert (behind.tag, behind.attrib["type"]) == ("failure", "behind")
    assert "8 × 2/4 kỳ = 4" in (behind.text or "")
    assert "a bai tháng 1/2022: 1 (a]]>%,:; <U+001B>[31m<U+000B>)" in (behind.text or "")
    shown = HOSTILE_PATH.replace("\x1b", "<U+001B>")
    places = {name: (case.get("file"), case.get("line")) for name, case in cases.items()}
    assert places == {
        "A208 a 2022-02": (shown, "7"),
        "A208 b 2022-02": (shown, "3"),
        "tong all 2022-02": (shown, "7"),
        "tre a 2022-02": (shown, "5"),
        "tre b 2022-02": (shown, "6"),
    }
    (warned,) = cases["tong all 2022-02"]
    assert (warned.tag, warned.attrib["type"]) == ("skipped", "no_data")
    assert warned.attrib["message"].startswith("mức cảnh báo: ")
    (waived,) = cases["tre b 2022-02"]
    assert (waived.tag, waived.attrib["type"]) == ("skipped", "waived")
    assert 'Bão ]]> % , : ("Giám đốc")' in waived.attrib["message"]


def test_junit_of_a_failed_run_is_its_errors(broken: Result) -> None:
    errors = list(junit(broken).iter("error"))
    assert [error.attrib["type"] for error in errors] == ["A203", "A208", "A208"]
    assert "]]>%,:<<U+001B>" in errors[0].attrib["message"]


def sarif(result: Result) -> dict[str, Any]:
    log = json.loads(render_sarif(result, VI))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


def test_sarif_results_have_a_rule_a_place_and_a_fingerprint(any_result: Result) -> None:
    run = sarif(any_result)
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(ids) == len(set(ids))
    assert all(rule["help"]["text"].strip() and rule["shortDescription"]["text"] for rule in rules)
    (invocation,) = run["invocations"]
    assert invocation["exitCode"] == any_result.exit_code
    assert invocation["executionSuccessful"] == (any_result.exit_code != 2)
    places = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["partialFingerprints"]["cchcFinding/v1"]
        places += [*result["locations"], *result.get("relatedLocations", [])]
    assert places
    for place in places:
        physical = place["physicalLocation"]
        assert physical["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert re.fullmatch(r"[A-Za-z0-9_.~%/-]+", physical["artifactLocation"]["uri"])
        assert min(physical["region"].values()) >= 1
    uris = {unquote(place["physicalLocation"]["artifactLocation"]["uri"]) for place in places}
    assert uris <= {"plan.yaml", "examples/2022/actuals.csv", HOSTILE_PATH}


def test_sarif_points_at_the_target_and_its_rows(hostile: Result) -> None:
    run = sarif(hostile)
    (waived,) = [result for result in run["results"] if result["suppressions"]]
    assert waived["suppressions"][0]["justification"] == 'Bão ]]> % , : ("Giám đốc")'
    assert (waived["ruleId"], waived["level"]) == ("target/tre", "note")
    line = HOSTILE.splitlines().index("      - id: tre") + 1
    (place,) = waived["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "plan.yaml"
    assert place["physicalLocation"]["region"]["startLine"] == line
    rows = [row["physicalLocation"]["region"]["startLine"] for row in waived["relatedLocations"]]
    assert rows == [6]
    assert waived["relatedLocations"][0]["message"]["text"].endswith("tháng 2/2022: 1")


def test_sarif_tells_a_target_from_a_code_of_the_same_name(broken: Result, hostile: Result) -> None:
    assert "A208" in {result["ruleId"] for result in sarif(broken)["results"]}
    assert "target/A208" in {result["ruleId"] for result in sarif(hostile)["results"]}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plans/2022.yaml", {"uri": "plans/2022.yaml", "uriBaseId": "%SRCROOT%"}),
        ("./số liệu.csv", {"uri": "s%E1%BB%91%20li%E1%BB%87u.csv", "uriBaseId": "%SRCROOT%"}),
        ("a:b#c?d.csv", {"uri": "a%3Ab%23c%3Fd.csv", "uriBaseId": "%SRCROOT%"}),
        ("/tmp/a b.csv", {"uri": "file:///tmp/a%20b.csv"}),
        ("C:/a b.csv", {"uri": "file:///C:/a%20b.csv"}),
        ("s\udce9.csv", {"uri": "s%E9.csv", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_sarif_uris(path: str, expected: dict[str, str]) -> None:
    assert artifact_location(path) == expected


def test_every_format_can_be_encoded_and_is_the_same_twice(hostile: Result) -> None:
    odd = result_of(HOSTILE, HOSTILE_FIGURES.replace("\x00", ""), "2022-02", "s\udce9.csv")
    for render in (render_github, render_gitlab, render_junit, render_sarif):
        assert render(odd, VI).encode()
        assert render(hostile, VI) == render(hostile, VI)


def test_one_judgement_feeds_all_formats_and_the_page_of_the_job(tmp_path: Path) -> None:
    arguments = [
        "check",
        str(ROOT / "examples/2022/actuals.csv"),
        "--plan",
        str(ROOT / "plans/2022.yaml"),
    ]
    files = ["a.xml", "a.sarif", "a.json", "a.md", "gl.json"]
    outputs = [part for file in files for part in ("-o", file)]
    formats = ["junit", "sarif", "json", "markdown", "gitlab", "github"]
    pairs = [part for name in formats for part in ("--format", name)]
    (tmp_path / "page.md").write_text("before\n", encoding="utf-8")
    done = cchc(*arguments, *pairs, *outputs, cwd=tmp_path, GITHUB_STEP_SUMMARY="page.md")
    assert done.returncode == 1
    assert all(line.startswith("::") for line in done.stdout.splitlines())
    assert ElementTree.parse(tmp_path / "a.xml").getroot().tag == "testsuites"
    assert json.loads((tmp_path / "a.sarif").read_bytes())["version"] == "2.1.0"
    assert isinstance(json.loads((tmp_path / "gl.json").read_bytes()), list)
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert page == "before\n" + (tmp_path / "a.md").read_text(encoding="utf-8") + "\n"


def test_wrong_usage_is_said_in_every_machine_format(tmp_path: Path) -> None:
    pairs = ["--format", "junit", "-o", "a.xml", "--format", "gitlab", "-o", "g.json", "-o", "a.sarif"]
    done = cchc("check", "--nope", *pairs, "--format", "sarif", "--format", "github", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout.startswith("::error title=V305%3A ")
    assert "V305" in (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "g.json").read_bytes())[0]["check_name"] == "V305"
    run = json.loads((tmp_path / "a.sarif").read_bytes())["runs"][0]
    assert run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"] == "V305"


def test_page_of_the_job_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    arguments = [
        "check",
        str(ROOT / "examples/2022/actuals.csv"),
        "--plan",
        str(ROOT / "plans/2022.yaml"),
    ]
    formats = ["-o", "a.json", "--format", "json", "--format", "github"]
    done = cchc(*arguments, *formats, cwd=tmp_path, GITHUB_STEP_SUMMARY="nowhere/page.md")
    assert done.returncode == 2
    assert done.stdout.startswith("::error ")
    assert "V306" in done.stdout
    assert json.loads((tmp_path / "a.json").read_bytes())["exit_code"] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names")
def test_github_with_a_hostile_file_name_through_the_command(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(HOSTILE, encoding="utf-8")
    name = HOSTILE_PATH.replace("/", "")
    (tmp_path / name).write_text(HOSTILE_FIGURES.replace("\x00", ""), encoding="utf-8")
    done = cchc("check", name, "--plan", "plan.yaml", "--format", "github", cwd=tmp_path)
    assert done.returncode == 1
    files = {parse_command(line)[1]["file"] for line in done.stdout.splitlines()}
    assert files == {name}
