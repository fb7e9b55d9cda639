"""What a small example looks like in every format, held to files that a person can read in a review.

`tests/small/` has a plan, its figures and, by language, what the commands make of them. The verdicts of
the shipped example are one line each in `tests/golden/example.txt`; the views of it are held by what
must be true of them. `CCHC_UPDATE_GOLDENS=1 make test` writes all of it anew; read the difference.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.cli.resources import resource
from cchc_cli.model.verdict import Status
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.render.check.text import render_text
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording
from report_support import example_result
from support import result_of
from test_cli import ROOT, cchc
from test_report_docx import lines_of

SMALL = ROOT / "tests" / "small"
EXAMPLE = ("--plan", str(ROOT / "plans/2022.yaml"), str(ROOT / "examples/2022/actuals.csv"))
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def hold_to(path: Path, text: str) -> None:
    if os.environ.get("CCHC_UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


MARK = re.compile(r"<!-- cchc [0-9a-f]{16} -->\n\Z")


def as_written(path: Path) -> str:
    """The text without the mark at its end, which `test_marks.py` holds."""
    return MARK.sub("", path.read_bytes().decode())


def without_style(path: Path) -> str:
    return STYLE.sub("<style></style>", as_written(path)).replace("\xa0", " ")


def words_of(path: Path) -> str:
    """The paragraphs and rows of a Word document, or of all in a folder, a line each."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return "\n\n".join("\n".join(lines_of(file.read_bytes())) for file in files) + "\n"


def joined(path: Path) -> str:
    return "\n\n".join(as_written(file) for file in sorted(path.iterdir()))


COMMANDS: dict[str, tuple[str, dict[str, tuple[str, Callable[[Path], str]]]]] = {
    "check": (
        "check -o check.txt -o check.md",
        {"check.txt": ("check.txt", as_written), "check.md": ("check.md", as_written)},
    ),
    "report": ("report -o report.md", {"report.md": ("report.md", as_written)}),
    "page": ("report -o report.html", {"report.html": ("report.html", without_style)}),
    "word": ("report -o report.docx", {"report.docx": ("report-docx.txt", words_of)}),
    "notices": ("remind -o notices", {"notices": ("notices.md", joined)}),
    "letters": ("remind --format docx -o letters", {"letters": ("notices-docx.txt", words_of)}),
    "trend": (
        "trend --format text -o trend.txt",
        {"trend.txt": ("trend.txt", as_written)},
    ),
}
"""By what is made: the command, and for each of its files the golden one and how it is read."""
PRINTED = {
    "explain.txt": [
        "explain tin-bai",
        "explain ty-le",
        "explain quy-che",
        "explain may-tinh",
        "explain A301",
    ],
    "show.txt": ["show"],
}
MACHINES = {
    "result.json": "json",
    "github.txt": "github",
    "gitlab.json": "gitlab",
    "junit.xml": "junit",
    "result.sarif": "sarif",
}
"""What programs read has few words: Vietnamese alone shows it."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("plan.yaml", "so-lieu.csv"):
        shutil.copy(SMALL / name, tmp_path)
    return tmp_path


def run(folder: Path, line: str, language: str, code: int = 0) -> str:
    command, *rest = line.split()
    done = cchc(command, "--plan", "plan.yaml", *rest, "--lang", language, cwd=folder)
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_documents_of_the_small_example(folder: Path, name: str, language: str) -> None:
    line, files = COMMANDS[name]
    run(folder, line, language, code=1 if name == "check" else 0)
    for file, (golden, read) in files.items():
        hold_to(SMALL / language / golden, read(folder / file))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("golden", PRINTED)
def test_what_is_printed_of_the_small_example(folder: Path, golden: str, language: str) -> None:
    printed = [f"$ cchc {line}\n{run(folder, line, language)}" for line in PRINTED[golden]]
    hold_to(SMALL / language / golden, "\n".join(printed))


def test_what_programs_read_of_the_small_example(folder: Path) -> None:
    pairs = " ".join(f"--format {name} -o {file}" for file, name in MACHINES.items())
    run(folder, f"check {pairs}", "vi", code=1)
    for file in MACHINES:
        hold_to(SMALL / "vi" / file, as_written(folder / file))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("golden", "screen"),
    [("check-narrow.txt", Screen(width=60)), ("check-colour.ansi", Screen(width=100, color=True))],
)
def test_terminals_of_the_small_example(golden: str, screen: Screen, language: str) -> None:
    plan, figures = (as_written(SMALL / name) for name in ("plan.yaml", "so-lieu.csv"))
    result = result_of(plan, figures)
    hold_to(SMALL / language / golden, render_text(result, Wording(language), screen))


def test_small_example_shows_every_status() -> None:
    result = json.loads(as_written(SMALL / "vi" / "result.json"))
    assert {verdict["status"] for verdict in result["verdicts"]} == set(Status)
    assert any(verdict["late"] for verdict in result["verdicts"])


# --- the shipped example -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what `check` makes of the shipped example."""
    made = tmp_path_factory.mktemp("example")
    files = ("result.json", "check.txt", "check.md", "junit.xml", "result.sarif")
    pairs = [part for file in files for part in ("-o", file)]
    done = cchc("check", *EXAMPLE, *pairs, cwd=made)
    assert done.returncode == 1, done.stderr
    return made


def digest(result: Any) -> str:
    """A line for each verdict: what was asked and reached, and how many figures are missing."""
    lines = [f"{result['as_of']} exit {result['exit_code']}"]
    for one in result["verdicts"]:
        late = " late" if one["late"] else ""
        numbers = (one["actual"], one["expected"], one["goal"], one["gap"])
        shown = " ".join("-" if number is None else str(number) for number in numbers)
        missing = f" missing {len(one['missing'])}" if one["missing"] else ""
        figures = len(one["figures"])
        lines.append(
            f"{one['target']} {one['unit'] or '-'}: {one['status']}{late} {shown} of {figures}{missing}"
        )
    return "\n".join(lines) + "\n"


def test_verdicts_of_the_example(example: Path) -> None:
    result = json.loads(as_written(example / "result.json"), parse_float=str)
    hold_to(ROOT / "tests" / "golden" / "example.txt", digest(result))


def test_views_of_the_example_agree(example: Path) -> None:
    """The same verdicts in each: counts that add up, and every shortfall with its name."""
    result = json.loads(as_written(example / "result.json"))
    counts = Counter(verdict["status"] for verdict in result["verdicts"])
    assert dict(result["summary"]) == {status: counts[status] for status in Status}
    short = [one for one in result["verdicts"] if one["status"] in ("behind", "missed", "no_data")]
    assert short
    plan = read_plan(resource("plans/2022.yaml").read_bytes(), "plans/2022.yaml").plan
    assert plan is not None
    for file in ("check.txt", "check.md"):
        text = as_written(example / file)
        assert f"{len(result['verdicts'])} kết luận" in text
        names = {
            plan.indicator_by_id[one["indicator"]].name for one in short if one["severity"] == "error"
        }
        assert [name for name in names if name not in text] == []
    junit = as_written(example / "junit.xml")
    assert junit.count("<testcase ") == len(result["verdicts"])
    assert junit.count("<failure ") == sum(one["severity"] == "error" for one in short)
    sarif = json.loads(as_written(example / "result.sarif"))
    found = Counter(one["ruleId"] for one in sarif["runs"][0]["results"])
    assert {f"target/{one['target']}" for one in short} <= set(found)
    assert found.total() == len(short) + len(result["diagnostics"]) + counts["waived"]


def test_narrow_view_wraps_and_loses_nothing() -> None:
    wide = render_text(example_result(), Wording("vi"), Screen())
    narrow = render_text(example_result(), Wording("vi"), Screen(width=60))
    assert max(len(line) for line in narrow.splitlines()) <= 60
    assert wide.split() == narrow.split()


def test_shipped_plan_is_found_in_a_checkout() -> None:
    reading = read_plan(resource("plans/2022.yaml").read_bytes(), "plans/2022.yaml")
    assert reading.plan is not None
    assert reading.diagnostics == ()
