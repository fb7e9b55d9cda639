"""Outcome, `--fail-on`, baseline and format: every combination has the documented exit code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_cli.cli.main import main
from cchc_cli.cli.outputs import Format, render
from cchc_cli.model.request import FailOn
from cchc_cli.model.verdict import Result
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording
from cchc_cli.run.outcome import exit_code
from support import result_of

PLAN = """
version: 1
id: thu
title: Kế hoạch thử
period: {{from: 2022-01, to: 2022-04}}
units: [{{id: a, name: Phòng A}}]
indicators:
  - {{id: bai, name: Tin bài, kind: count}}
  - {{id: tre, name: Hồ sơ trễ, kind: count}}
  - {{id: xong, name: Quy chế, kind: milestone, every: on_demand}}
  - {{id: tu, name: Tử số, kind: count}}
  - {{id: mau, name: Mẫu số, kind: count}}
  - {{id: ty-le, name: Tỷ lệ, kind: ratio, numerator: tu, denominator: mau}}
tasks:
  - id: I
    clause: I
    title: Việc
    targets:
      - {{id: t, each: a, {target}}}
"""
QUOTA = "indicator: bai, at_least: 8"
CEILING = "indicator: tre, at_most: 0"
MILESTONE = "indicator: xong, at_least: 1"
RATIO = "indicator: ty-le, at_least: 60%"
WAIVER = ", waivers: [{unit: a, until: 2022-04, reason: Bão lũ, by: Giám đốc}]"

# outcome: target, rows, as-of, and the exit code with --fail-on shortfall, missed, warning, never
OUTCOMES = {
    "met": (QUOTA, "01,a,bai,8", "2022-01", (0, 0, 0, 0)),
    "on_track": (QUOTA, "01,a,bai,2", "2022-01", (0, 0, 0, 0)),
    "behind": (QUOTA, "01,a,bai,1", "2022-01", (1, 0, 1, 0)),
    "missed": (CEILING, "01,a,tre,1", "2022-01", (1, 1, 1, 0)),
    "missed at the end": (
        QUOTA,
        "01,a,bai,1 02,a,bai,1 03,a,bai,1 04,a,bai,1",
        "2022-04",
        (1, 1, 1, 0),
    ),
    "no_data": (CEILING, "01,a,tre,0", "2022-02", (1, 0, 1, 0)),
    "no_data at the end": (CEILING, "01,a,tre,0", "2022-04", (1, 1, 1, 0)),
    "not_due": (MILESTONE, "01,a,xong,0", "2022-01", (0, 0, 0, 0)),
    "not_applicable": (RATIO, "01,a,tu,0 01,a,mau,0", "2022-01", (0, 0, 0, 0)),
    "waived": (QUOTA + WAIVER, "01,a,bai,1", "2022-01", (0, 0, 0, 0)),
    "behind, warning": (QUOTA + ", severity: warning", "01,a,bai,1", "2022-01", (0, 0, 1, 0)),
    "missed, warning": (CEILING + ", severity: warning", "01,a,tre,1", "2022-01", (0, 0, 1, 0)),
    "no_data, warning": (CEILING + ", severity: warning", "01,a,tre,0", "2022-02", (0, 0, 1, 0)),
}
BASELINES: dict[str, frozenset[tuple[str, str | None]] | None] = {
    "no baseline": None,
    "a baseline that knows it": frozenset({("t", "a")}),
    "a baseline of something else": frozenset({("t", "b"), ("u", "a"), ("t", None)}),
}
SAYS_CODE: dict[Format, Callable[[str], int]] = {
    Format.JSON: lambda text: int(json.loads(text)["exit_code"]),
    Format.SARIF: lambda text: int(json.loads(text)["runs"][0]["invocations"][0]["exitCode"]),
    Format.JUNIT: lambda text: int(re.findall(r'"exit_code" value="(\d)"', text)[0]),
}


def rows_of(rows: str) -> str:
    return "period,unit,indicator,value\n" + "".join(f"2022-{row}\n" for row in rows.split())


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {
        name: result_of(PLAN.format(target=target), rows_of(rows), as_of)
        for name, (target, rows, as_of, _) in OUTCOMES.items()
    }


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_is_what_it_is_called(results: dict[str, Result], outcome: str) -> None:
    (verdict,) = results[outcome].verdicts
    assert outcome.startswith(verdict.status)
    assert verdict.at_end == outcome.endswith("at the end")


@pytest.mark.parametrize("baseline", BASELINES)
@pytest.mark.parametrize("fail_on", list(FailOn))
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_exit_code_of_every_combination_in_every_format(
    results: dict[str, Result], outcome: str, fail_on: FailOn, baseline: str
) -> None:
    result, known = results[outcome], BASELINES[baseline]
    code = exit_code(result.verdicts, result.diagnostics, fail_on, known or ())
    documented = OUTCOMES[outcome][3][list(FailOn).index(fail_on)]
    assert code == (0 if baseline == "a baseline that knows it" else documented)
    judged = result._replace(exit_code=code, known=known)
    for format_ in Format:
        text = render(format_, judged, Wording("vi"), Screen(), False)
        if format_ in SAYS_CODE:
            assert SAYS_CODE[format_](text) == code, format_


@pytest.mark.parametrize("format_", list(Format))
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_format_changes_the_exit_code_of_the_command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    outcome: str,
    format_: Format,
) -> None:
    target, rows, as_of, (documented, *_) = OUTCOMES[outcome]
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("CCHC_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text(PLAN.format(target=target), encoding="utf-8")
    Path("f.csv").write_text(rows_of(rows), encoding="utf-8")
    arguments = ["check", "f.csv", "--plan", "p.yaml", "--as-of", as_of]
    assert main([*arguments, "--format", format_]) == documented
    shown = capsysbinary.readouterr()
    assert shown.out or format_ is Format.GITHUB
    assert main([*arguments, "--fail-on", "never", "--format", "json", "-o", "b.json"]) == 0
    assert main([*arguments, "--baseline", "b.json", "--format", format_]) == 0


@pytest.mark.parametrize("format_", list(Format))
def test_figures_that_cannot_be_read_are_2_in_every_format(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    format_: Format,
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text(PLAN.format(target=QUOTA), encoding="utf-8")
    Path("f.csv").write_text(rows_of("01,a,bai,x"), encoding="utf-8")
    for fail_on in FailOn:
        arguments = ["--fail-on", fail_on, "--format", format_]
        assert main(["check", "f.csv", "--plan", "p.yaml", *arguments]) == 2
        shown = capsys.readouterr()
        assert ("A208" in shown.out) == format_.is_machine
        assert "f.csv:2:15: lỗi A208" in shown.err
