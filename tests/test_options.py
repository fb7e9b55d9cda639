"""`docs/options.md` and its Vietnamese twin say what `--help` says: no flag more and none fewer.

`make options` (or `CCHC_UPDATE_GOLDENS=1 pytest tests/test_options.py`) writes the tables anew; what
stands above the first `## ` is written by hand and kept.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from test_cli import ROOT, cchc

PAGES = {"en": ROOT / "docs" / "options.md", "vi": ROOT / "docs" / "options.vi.md"}
HEADINGS = {
    "en": ("argument or option", "does", "default"),
    "vi": ("tham số hoặc tùy chọn", "tác dụng", "mặc định"),
}
CURE = "run `make options` and commit docs/options*.md"

DUMP = """
import json, sys, typer
from cchc_cli.cli.app import COMMANDS, app, command_named
pages = {"cchc": typer.main.get_command(app)} | {f"cchc {one}": command_named(one) for one in COMMANDS}
json.dump({name: {"help": page.help, "rows": [
    {"argument": one.param_type_name == "argument", "names": sorted(one.opts, key=len),
     "metavar": one.metavar or "", "many": one.nargs == -1 or bool(getattr(one, "multiple", False)),
     "flag": bool(getattr(one, "is_flag", False)), "required": one.required, "help": one.help or "",
     "default": None if one.default is None or one.default is False else str(one.default)}
    for one in page.params if not getattr(one, "hidden", False)]}
    for name, page in pages.items()}, sys.stdout)
"""


@cache
def commands(language: str) -> dict[str, Any]:
    """Every command with its arguments and options, as the program itself has them."""
    done = subprocess.run(
        [sys.executable, "-c", DUMP],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCHC_LANG": language},
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _row(row: dict[str, Any], language: str) -> str:
    many = "…" if row["many"] else ""
    if row["argument"]:
        shown = f"`{_cell(row['metavar'].removesuffix('...'))}{many}`"
    else:
        value = "" if row["flag"] else f" {_cell(row['metavar'])}"
        shown = ", ".join(f"`{name}`" for name in row["names"][:-1])
        shown += (", " if shown else "") + f"`{row['names'][-1]}{value}`{many}"
    needed = {"en": "required", "vi": "bắt buộc"}[language]
    default = f"`{row['default']}`" if row["default"] else needed if row["required"] else ""
    return f"| {shown} | {_cell(row['help'])} | {default} |".replace("|  |", "| |")


def tables(language: str) -> str:
    """The generated part of a page."""
    parts = []
    for name, page in commands(language).items():
        lines = [f"## `{name}`", "", page["help"], ""]
        lines += [f"| {' | '.join(HEADINGS[language])} |", "| --- | --- | --- |"]
        lines += [_row(row, language) for row in page["rows"]]
        help_words = {"en": "Show this message and exit.", "vi": "Hiện trợ giúp này rồi thoát."}
        lines += [f"| `-h`, `--help` | {help_words[language]} | |"]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


FLAG = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def documented(page: str) -> dict[str, set[str]]:
    """The flags in the first column of each command's table."""
    found: dict[str, set[str]] = {}
    for section in re.split(r"(?m)^## ", page)[1:]:
        name = section.partition("`")[2].partition("`")[0]
        rows = re.findall(r"(?m)^\| (`.*?`\S*) \|", section)
        found[name] = {flag for row in rows for flag in FLAG.findall(row.replace("\\|", " "))}
    return found


def shown_by_help(name: str) -> set[str]:
    """The flags at the head of a line of the real help page."""
    page = cchc(*name.split()[1:], "--help", cwd=ROOT, CCHC_LANG="en").stdout
    heads = re.findall(r"(?m)^  (-[^\s,]+(?:, --?[^\s]+)?)", page)
    return {flag for head in heads for flag in FLAG.findall(head)}


@pytest.mark.parametrize("language", PAGES)
def test_every_command_is_documented_and_no_other(language: str) -> None:
    found = set(documented(PAGES[language].read_text(encoding="utf-8")))
    known = set(commands(language))
    lacking, surplus = sorted(known - found), sorted(found - known)
    message = f"{PAGES[language].name} lacks {lacking} and has {surplus} too many: {CURE}"
    assert not lacking + surplus, message


@pytest.mark.parametrize("name", commands("en"))
def test_every_flag_of_help_is_documented_and_no_other(name: str) -> None:
    shown = shown_by_help(name)
    assert "--help" in shown
    for language, path in PAGES.items():
        found = documented(path.read_text(encoding="utf-8")).get(name, set())
        rows = commands(language)[name]["rows"]
        lacking = [
            _row(row, language) for row in rows if set(row["names"]) & (shown - found) and row["names"]
        ]
        assert not shown - found, (
            f"docs/{path.name}, section `{name}`, lacks {sorted(shown - found)}; {CURE}, which adds:\n"
            + "\n".join(lacking)
        )
        assert not found - shown, (
            f"docs/{path.name}, section `{name}`, has {sorted(found - shown)}, "
            f"which `{name} --help` does not show: {CURE}"
        )


@pytest.mark.parametrize("language", PAGES)
def test_pages_are_current(language: str) -> None:
    path = PAGES[language]
    page = path.read_text(encoding="utf-8")
    written = page.partition("\n## ")[0].rstrip("\n")
    expected = f"{written}\n\n{tables(language)}"
    if os.environ.get("CCHC_UPDATE_GOLDENS"):
        path.write_text(expected, encoding="utf-8")
        return
    assert page == expected, f"docs/{path.name} is not what the program says: {CURE}"


def test_every_value_that_an_option_takes_is_documented() -> None:
    """Formats stand in the help text alone, not in a metavar."""
    from cchc_cli.cli.outputs import Format

    for language in PAGES:
        (row,) = (one for one in commands(language)["cchc check"]["rows"] if "--format" in one["names"])
        assert not [one for one in Format if one not in row["help"]], (
            f"the words of help.format in messages/{language}.py lack a format"
        )
