"""A run that is killed leaves each file old or new, and the next one works and cleans up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from test_cli import ROOT, cchc

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

PLAN = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
actuals: so-lieu
units: [{id: a, name: Phòng A}, {id: b, name: Phòng B}]
groups: {tat-ca: [a, b]}
indicators: [{id: tin, name: Tin bài, kind: count}]
tasks:
  - id: I
    clause: I
    title: Tuyên truyền
    owners: [a, b]
    targets: [{id: tin, indicator: tin, at_least: 12, each: tat-ca}]
"""
HEAD = "period,unit,indicator,value\n"
COMMANDS = {
    "collect": "collect sheet.csv",
    "collect into a workbook": "collect sheet.csv --into so-lieu.xlsx",
    "collect where a year begins": "collect sheet.csv --plan new.yaml",
    "close": "close 2022-01 so-lieu",
    "report": "report so-lieu -o bao-cao.md --assets hinh",
    "report as Word": "report so-lieu -o bao-cao.docx",
    "remind": "remind so-lieu -o thu",
    "form": "form 2022-02 -o bieu",
    "init": "init moi",
    "check": "check so-lieu -o kq.json -o kq.xml",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "new.yaml").write_text(PLAN.replace("so-lieu", "moi/so-lieu"), encoding="utf-8")
    (folder / "so-lieu").mkdir()
    (folder / "so-lieu" / "so-lieu.csv").write_text(f"{HEAD}2022-01,a,tin,1\n2022-01,b,tin,0\n")
    (folder / "sheet.csv").write_text(f"{HEAD}2022-02,a,tin,3\n")
    (folder / "old.csv").write_text(f"{HEAD}2022-01,a,tin,1\n")
    made = cchc("collect", "old.csv", "--plan", "plan.yaml", "--into", "so-lieu.xlsx", cwd=folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_every_file_operation(template: Path, name: str) -> None:
    arguments = COMMANDS[name].split()
    if "--plan" not in arguments and arguments[0] != "init":
        arguments += ["--plan", "plan.yaml"]
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "killed.py", template, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCHC_LANG": "en"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    *killed, whole = json.loads(done.stdout)
    assert len(killed) > 3, "nothing was written"
    before = {
        path.relative_to(template).as_posix(): path.read_bytes().hex()
        for path in template.rglob("*")
        if path.is_file()
    }
    new = whole["killed"]
    assert whole["code"] in (0, 1)
    for number, one in enumerate(killed, start=1):
        assert one["code"] is None
        for path, content in one["killed"].items():
            if not Path(path).name.startswith(".cchc-"):
                assert content in (before.get(path), new.get(path)), f"{path} at operation {number}"
        lost = before.keys() - one["killed"].keys()
        assert not lost, f"gone at operation {number}"
        # Where all was there already, `init` says so and makes nothing.
        is_refused = name == "init" and new.keys() <= one["killed"].keys()
        assert one["again"] == (2 if is_refused else whole["code"]), f"after operation {number}"
        assert not [path for path in one["files"] if ".cchc-" in path], f"litter of operation {number}"
        assert one["files"].keys() == new.keys(), f"after operation {number}"
        assert all(one["files"][path] == new[path] for path in new if not path.endswith(".bak"))
