"""READMEs and pages say what the program does, in both languages alike.

Their commands are run and what they show is compared; each Vietnamese page is held to its English one.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from cchc_cli import __version__
from cchc_cli.cli.app import COMMANDS
from cchc_cli.cli.main import FAILED, INTERRUPTED
from cchc_cli.messages import LANGUAGES, catalogue
from cchc_cli.model.kind import Kind
from cchc_cli.model.request import FailOn
from cchc_cli.model.verdict import Status

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.vi.md")
PAGES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/*.md")))
PAIRS = [(name, name.replace(".md", ".vi.md")) for name in ("README.md", *PAGES) if ".vi." not in name]
"""Each English document, and the same in Vietnamese."""
LONGEST_README = 120
"""Lines, so that it stays something that is read; what goes beyond it has a page of its own."""
CARRIED = ("plans", "examples", "schemas", "scoring", "templates")
OMITTED = "…"
"""A line with this alone stands for the lines that a README leaves out."""
FOREIGN = re.compile(r"pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|shared[/]interface")
"""Hosts of package registries, and a page that is no part of the project."""


class Block(NamedTuple):
    """A fenced block; `name` is the file that its content is, where it has one."""

    readme: str
    line: int
    language: str
    name: str
    lines: tuple[str, ...]


class Step(NamedTuple):
    """A command of a console block, and what it is shown to print."""

    command: str
    shown: tuple[str, ...]


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def blocks_of(readme: str) -> tuple[Block, ...]:
    found: list[Block] = []
    opening: tuple[int, str, str] | None = None
    body: list[str] = []
    for number, line in enumerate(text_of(readme).splitlines(), start=1):
        if not line.startswith("```"):
            body.append(line)
        elif opening is None:
            language, _, name = line.removeprefix("```").partition(" ")
            opening, body = (number, language, name), []
        else:
            found.append(Block(readme, *opening, tuple(body)))
            opening = None
    assert opening is None, f"{readme}: a block is not closed"
    return tuple(found)


def steps_of(block: Block) -> list[Step]:
    found: list[Step] = []
    for line in block.lines:
        if line.startswith("$ "):
            found.append(Step(line.removeprefix("$ "), ()))
        else:
            assert found, f"{block.readme}:{block.line}: output before the first command"
            found[-1] = Step(found[-1].command, (*found[-1].shown, line))
    return found


def commands_of(readme: str) -> list[str]:
    """The commands of a README in order; the language that they ask for is left out."""
    found: list[str] = []
    for block in blocks_of(readme):
        if block.language == "console":
            found += [step.command for step in steps_of(block)]
        elif block.language == "sh":
            found += [re.sub(r"\s+# .*", "", line) for line in block.lines]
    return [command.replace(" --lang en", "") for command in found]


def code_of(document: str) -> list[str]:
    """What a document marks as code inside of its text."""
    prose = re.sub(r"^```.*?^```$", "", text_of(document), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", prose)


def run(arguments: list[str], folder: Path) -> tuple[str, int]:
    """What `cchc` prints on both streams, and its exit code."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
    done = subprocess.run(
        [sys.executable, "-m", "cchc_cli", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8"), done.returncode


def rows_of(readme: str, key: str) -> list[str]:
    """The rows of tables whose first cell is a key."""
    return re.findall(rf"^\| `{re.escape(key)}`[^|]*\|.*$", text_of(readme), re.MULTILINE)


def is_shown(printed: str, shown: tuple[str, ...]) -> bool:
    lines = (r"(?:.*\n)+" if line == OMITTED else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch("".join(lines), printed) is not None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a reader has before him: the data of the repository."""
    for name in CARRIED:
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


CONSOLES = [
    block for name in (*READMES, *PAGES) for block in blocks_of(name) if block.language == "console"
]


@pytest.mark.parametrize("block", CONSOLES, ids=lambda block: f"{block.readme}:{block.line}")
def test_commands_print_what_is_shown(block: Block, folder: Path) -> None:
    for one in blocks_of(block.readme):
        if one.name:
            (folder / one.name).write_text("\n".join(one.lines) + "\n", encoding="utf-8")
    code = None
    for step in steps_of(block):
        if step.command == "echo $?":
            printed = f"{code}\n"
        else:
            program, *arguments = shlex.split(step.command)
            assert program.removeprefix(".venv/bin/") == "cchc", f"{program} is not run here"
            printed, code = run(arguments, folder)
        assert is_shown(printed, step.shown), f"$ {step.command}\n{printed}"


def test_every_page_is_there_in_both_languages() -> None:
    english = [name for name in ("README.md", *PAGES) if ".vi." not in name]
    assert {*english, *(name.replace(".md", ".vi.md") for name in english)} == {*READMES, *PAGES}


def skeleton(name: str) -> list[str]:
    """The shape of a document: headings, rows of tables, items of lists, examples, in order."""
    shape: list[str] = []
    fenced = False
    for line in text_of(name).splitlines():
        if line.startswith("```"):
            fenced = not fenced
            shape.append(line if fenced else "end")
        elif not fenced and (marks := re.match(r"#+ |\| |- |[0-9]+\. ", line)):
            first = re.match(r"\| (`[^`]+`)", line)
            shape.append(f"{marks[0]}{first[1]}" if first else marks[0])
    return shape


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_vietnamese_is_as_complete_as_english(pair: tuple[str, str]) -> None:
    """The same headings, tables row for row, lists item for item, and examples, in the same order."""
    english, vietnamese = pair
    assert skeleton(vietnamese) == skeleton(english)
    assert commands_of(vietnamese) == commands_of(english)
    assert 0.8 < len(text_of(vietnamese)) / len(text_of(english)) < 1.4


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_both_show_the_same_examples(pair: tuple[str, str]) -> None:
    """Comments, the reader's own words and the names of columns may differ."""
    examples = [[block for block in blocks_of(name) if block.language == "yaml"] for name in pair]
    for blocks in zip(*examples, strict=True):
        bare = [[re.sub(r"\s*# .*", "", line) for line in block.lines] for block in blocks]
        english, vietnamese = ([line for line in lines if line] for lines in bare)
        assert english == vietnamese


@pytest.mark.parametrize("readme", READMES)
def test_readme_is_short_and_mentions_every_command_and_no_other(readme: str) -> None:
    assert len(text_of(readme).splitlines()) <= LONGEST_README
    code = [*code_of(readme), *commands_of(readme)]
    mentioned = {match[1] for one in code if (match := re.match(r"(?:\.venv/bin/)?cchc ([a-z]+)", one))}
    assert mentioned == set(COMMANDS)


def test_gate_runs_what_the_readme_says() -> None:
    """What a newcomer types is what CI types."""
    (block,) = (
        block for block in blocks_of("README.md") if block.language == "sh" and "make" in block.lines[-1]
    )
    assert len(block.lines) == 4, "two commands set up, one judges the example, one runs the tests"
    gate = re.findall(r"^run (.*?)(?: \|\| .*)?$", text_of(".ci/run"), re.MULTILINE)
    assert gate == [*block.lines, "make lint types"]


@pytest.mark.parametrize("page", ["docs/verdicts.md", "docs/verdicts.vi.md"])
def test_every_status_and_exit_code_is_explained(page: str) -> None:
    for status in Status:
        rows = rows_of(page, status)
        for language in LANGUAGES:
            words = catalogue(language).words
            meant = [words[key] for key in words if re.fullmatch(rf"status\.{status}(\..*)?", key)]
            assert meant
            assert any(all(word in row for word in meant) for row in rows), (status, meant)
    for key in FailOn:
        assert rows_of(page, key), key
    codes = re.findall(r"^\| `([0-9]+)` \|", text_of(page), re.MULTILINE)
    assert codes == ["0", "1", str(FAILED), str(INTERRUPTED)]


@pytest.mark.parametrize("page", ["docs/plan.md", "docs/plan.vi.md"])
def test_every_kind_and_every_key_of_a_plan_is_explained(page: str) -> None:
    for kind in Kind:
        assert rows_of(page, kind), kind
    schema = json.loads(text_of("schemas/plan.schema.json"))
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part.get("properties", {})}
    assert len(keys) > 50
    named = set(re.findall(r"[a-z_]+", " ".join(code_of(page))))
    named.update(*(re.findall(r"[a-z_]+(?=:)", "\n".join(block.lines)) for block in blocks_of(page)))
    assert sorted(keys - named) == []


@pytest.mark.parametrize("document", [*READMES, *PAGES, "CONTRIBUTING.md"])
def test_targets_of_make_and_linked_files_exist(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    shell = [line for block in blocks_of(document) if block.language == "sh" for line in block.lines]
    named = {
        found[1]
        for one in (*code_of(document), *shell)
        if (found := re.match(r"(?:[A-Z_]+=\w+ )?make ([a-z-]+)", one))
    }
    assert named <= targets
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(document))
    folder = (ROOT / document).parent
    assert [link for link in links if not (folder / link).exists()] == []


def test_examples_of_the_plan_page_are_a_plan(tmp_path: Path) -> None:
    """What the page shows piece by piece, put into the plan with which it begins, is valid."""
    whole, *pieces = (block for block in blocks_of("docs/plan.md") if block.language == "yaml")
    plan = yaml.load("\n".join(whole.lines), yaml.BaseLoader)
    for piece in pieces:
        for key, entries in yaml.load("\n".join(piece.lines), yaml.BaseLoader).items():
            (plan["tasks"][0] if key == "targets" else plan).setdefault(key, []).extend(entries)
    assert len(pieces) > 4
    path = tmp_path / "plan.yaml"
    path.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "so-lieu.csv").write_text("period,indicator,value\n", encoding="utf-8")
    printed, code = run(["validate", "plan.yaml", "--lang", "en"], tmp_path)
    assert (code, printed.count("\n")) == (0, 1), printed


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_each_language_links_to_the_other(pair: tuple[str, str]) -> None:
    for here, there in (pair, pair[::-1]):
        assert f"]({Path(there).name})" in text_of(here)


def test_changelog_has_this_version() -> None:
    assert f"## [{__version__}]" in text_of("CHANGELOG.md")


def test_repository_stands_alone() -> None:
    """No text of it sends a reader to a registry that does not have it, or to a page out of it."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listing = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [name for name in listing.stdout.decode("utf-8").split("\0") if name]
    assert "README.md" in names
    for name in names:
        path = ROOT / name
        if path.is_file():
            content = path.read_bytes().decode("utf-8", "replace")
            found = FOREIGN.search(content)
            assert found is None, f"{name}: {found}"
