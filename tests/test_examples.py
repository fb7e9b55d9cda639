"""The plans under examples/ validate without a word and are judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from test_cli import ROOT, cchc

EXPECTED = {
    "chuong-trinh-2030": (0, {"on_track": 8, "not_due": 6}),
    "nhiem-vu-2025": (1, {"met": 14, "missed": 3, "no_data": 4, "not_due": 19}),
}


@pytest.mark.parametrize("name", sorted(path.parent.name for path in ROOT.glob("examples/*/plan.yaml")))
def test_an_example_validates_and_is_judged(name: str, tmp_path: Path) -> None:
    plan = str(ROOT / "examples" / name / "plan.yaml")
    valid = cchc("validate", plan, cwd=tmp_path)
    assert (valid.returncode, valid.stderr) == (0, "")
    checked = cchc("check", "--plan", plan, "--format", "json", cwd=tmp_path)
    summary = json.loads(checked.stdout)["summary"]
    counts = {status: count for status, count in summary.items() if count}
    assert (checked.returncode, counts) == EXPECTED[name]
