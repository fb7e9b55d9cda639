"""The Markdown that is written, and the documentation, held to linters.

`markdownlint` (npm) looks at everything under `make test-external`; its rules in Python at what the
example makes, in every run. Long lines are meant: a row of a table can not be broken.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from pymarkdown.api import PyMarkdownApi

from report_support import HOSTILE_PLAN, hostile_figures
from test_cli import ROOT, cchc

EXAMPLE = ("--plan", str(ROOT / "plans/2022.yaml"), str(ROOT / "examples/2022/actuals.csv"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every kind of Markdown that the example makes, in both languages."""
    folder = tmp_path_factory.mktemp("markdown")
    for language in ("vi", "en"):
        said = ("--lang", language)
        for command in ("report", "trend"):
            done = cchc(command, *EXAMPLE, *said, "-o", f"{command}.{language}.md", cwd=folder)
            assert done.returncode == 0, done.stderr
        done = cchc("remind", *EXAMPLE, *said, "-o", f"don-doc-{language}", cwd=folder)
        assert done.returncode == 0, done.stderr
        # A job's page has a heading of its own over the summary.
        summary = cchc("check", *EXAMPLE, *said, "--format", "markdown", cwd=folder).stdout
        (folder / f"check.{language}.md").write_text(f"# CI\n\n{summary}", encoding="utf-8")
    (folder / "hostile.yaml").write_text(HOSTILE_PLAN, encoding="utf-8")
    (folder / "hostile.csv").write_bytes(hostile_figures().encode())
    done = cchc("report", "--plan", "hostile.yaml", "hostile.csv", "-o", "hostile.md", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def faults_in(path: Path) -> list[str]:
    # This linter takes the colon of an alignment for a dash too many (md060); the other one does not.
    linter = PyMarkdownApi().disable_rule_by_identifier("md013").disable_rule_by_identifier("md060")
    linter.enable_extension_by_identifier("markdown-tables")
    linter.set_boolean_property("plugins.md024.siblings_only", True)
    found = linter.scan_path(str(path))
    assert not found.pragma_errors
    return [f"{one.line_number}: {one.rule_id} {one.rule_description}" for one in found.scan_failures]


@pytest.mark.parametrize(
    "name",
    [
        *("report.vi.md", "report.en.md", "trend.vi.md", "trend.en.md", "check.vi.md", "check.en.md"),
        *("don-doc-vi/don-doc-qlcn.md", "don-doc-en/don-doc-thanh-tra.md"),
    ],
)
def test_what_is_written_passes_a_linter(written: Path, name: str) -> None:
    assert faults_in(written / name) == []


def test_hostile_figures_break_no_table_and_bring_no_html(written: Path) -> None:
    found = {line.split()[1] for line in faults_in(written / "hostile.md")}
    assert not found & {"MD011", "MD033", "MD034", "MD042", "MD055", "MD056", "MD058"}


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda path: path.name
)
def test_documentation_passes_a_linter(path: Path) -> None:
    assert faults_in(path) == []


def test_linter_sees_a_broken_table(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# T\n\n| a | b |\n| --- | --- |\n| 1 |\n", encoding="utf-8")
    assert [line.split()[1] for line in faults_in(tmp_path / "x.md")] == ["MD056"]


@pytest.mark.external
def test_markdown_and_documentation_pass_markdownlint(written: Path, tmp_path: Path) -> None:
    npx = shutil.which("npx")
    assert npx is not None
    shutil.copytree(written, tmp_path / "written")
    for name in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        copy = tmp_path / name.relative_to(ROOT)
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(name, copy)
    rules = json.loads((ROOT / ".markdownlint.json").read_text(encoding="utf-8"))
    (tmp_path / ".markdownlint.json").write_text(json.dumps(rules), encoding="utf-8")
    done = subprocess.run(
        [npx, "--yes", "markdownlint-cli2", "**/*.md", "#**/hostile.md"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Summary: 0 error(s)" in done.stdout
