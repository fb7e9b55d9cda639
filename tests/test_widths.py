"""What a terminal of any width shows is the text as it is, broken between words only."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from cchc_cli.cli.app import COMMANDS as NAMES
from test_cli import ROOT

pty = pytest.importorskip("pty")

PLAN = ("--plan", "plans/2022.yaml")
FIGURES = ("examples/2022/actuals.csv", *PLAN)
LONG = ("examples/chuong-trinh-2030/actuals.csv", "--plan", "examples/chuong-trinh-2030/plan.yaml")
REGISTER = ("examples/2022/so-theo-doi.csv", *PLAN, "--mapping", "examples/2022/anh-xa.yaml")
SCORES = ("examples/2022/actuals.csv", "examples/scoring/phieu-cham-2022.csv", *PLAN)
COMMANDS = {
    "cchc": PLAN,
    "check": ("check", *FIGURES),
    "check --all": ("check", "--all", *FIGURES),
    "check --status": ("check", "--status", "not_due", "--sort", "task", *FIGURES),
    "check --by unit": ("check", "--by", "unit", *FIGURES),
    "check of ten years": ("check", "--all", *LONG),
    "show": ("show", *PLAN),
    "show of ten years": ("show", *LONG[1:]),
    "explain a target": ("explain", "tin-bai", *FIGURES),
    "explain a ratio": ("explain", "ty-le-ho-so-truc-tuyen-phong", *FIGURES),
    "explain a code": ("explain", "A301"),
    "explain": ("explain",),
    "trend": ("trend", *FIGURES),
    "validate": ("validate", "plans/2022.yaml"),
    "score": ("score", *SCORES, "--scoring", "scoring/2022.yaml"),
    "tally": ("tally", *REGISTER),
    "faults": ("check", "tests/small/plan.yaml", "README.md", *PLAN),
    "close --list": ("close", "--list", *FIGURES),
}
HELD = re.compile(r"(?:[≤≥<>×÷=]|\b(?:tháng|quý|ngày|số|quarter))\n *(?=[\d≤≥<>–]|[IV]+/)")
"""A line that ends before the number which it is about."""


def printed(command: tuple[str, ...], columns: int, language: str) -> str:
    """All that a terminal of a width shows of a run; of width 0 what a pipe gets."""
    environment = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "CCHC_LANG": language}
    environment |= {"TERM": "dumb", "CI": "true"}
    line = [sys.executable, "-m", "cchc_cli", *command]
    if not columns:
        done = subprocess.run(
            line,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.stdout.decode()
    leader, follower = pty.openpty()
    process = subprocess.Popen(line, cwd=ROOT, env=environment, stdout=follower, stderr=follower)
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 65_536)
        except OSError:  # The other end was closed.
            break
        if not part:
            break
        shown += part
    os.close(leader)
    process.wait()
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_lines_are_broken_between_words_and_hold_numbers_with_their_words(name: str) -> None:
    whole = printed(COMMANDS[name], 0, "vi")
    for columns in (50, 80, 120):
        assert_whole(printed(COMMANDS[name], columns, "vi"), whole, columns)


@pytest.mark.parametrize("name", ["cchc", "check", "show", "trend"])
def test_so_they_are_in_english(name: str) -> None:
    assert_whole(printed(COMMANDS[name], 50, "en"), printed(COMMANDS[name], 0, "en"), 50)


def assert_whole(shown: str, whole: str, columns: int) -> None:
    assert shown.split() == whole.split()
    assert HELD.findall(shown) == []
    for line in shown.splitlines():
        assert len(line) <= columns or len(max(line.split(), key=len)) > columns - 20, line


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_has_no_words_of_the_parser_at_any_width(language: str) -> None:
    for command in NAMES:
        page = printed((command, "--help"), 50, language)
        assert not re.search(r"<str>|<list|\[str\]", page), page
        assert ("Show this" in page) == (language == "en")
