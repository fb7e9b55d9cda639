"""Both READMEs say what the program does: their commands are run, and what they show is compared."""

from __future__ import annotations

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

from cchc_cli import __version__
from cchc_cli.cli.main import FAILED, INTERRUPTED
from cchc_cli.messages import LANGUAGES, catalogue
from cchc_cli.model.plan import Kind
from cchc_cli.model.verdict import Status
from cchc_cli.run.outcome import FailOn

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.vi.md")
CARRIED = ("plans", "examples", "schemas", "templates")
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
            found += block.lines
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


@cache
def help_of(*arguments: str) -> str:
    return run([*arguments, "--lang", "en", "--help"], ROOT)[0]


def options_of(*arguments: str) -> set[str]:
    return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", help_of(*arguments), re.MULTILINE))


def subcommands() -> list[str]:
    return re.findall(r"^  ([a-z]+) ", help_of().partition("Commands:")[2], re.MULTILINE)


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


CONSOLES = [block for name in READMES for block in blocks_of(name) if block.language == "console"]


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


def test_both_have_the_same_commands_in_the_same_order() -> None:
    english, vietnamese = (commands_of(name) for name in READMES)
    assert english == vietnamese
    assert len(english) > 10


def test_both_show_the_same_plan_and_figures() -> None:
    """Comments, the reader's own words and the names of columns may differ."""
    named = [[block for block in blocks_of(name) if block.name] for name in READMES]
    for english, vietnamese in zip(*named, strict=True):
        assert english.name == vietnamese.name
        if english.language == "yaml":
            bare = [
                [line for line in (re.sub(r"\s*# .*", "", line) for line in block.lines) if line]
                for block in (english, vietnamese)
            ]
            assert bare[0] == bare[1]


@pytest.mark.parametrize("readme", READMES)
def test_every_command_and_every_option_is_mentioned_and_no_other(readme: str) -> None:
    code = [*code_of(readme), *commands_of(readme)]
    mentioned = {found[1] for one in code if (found := re.match(r"(?:\.venv/bin/)?cchc ([a-z]+)", one))}
    assert mentioned == set(subcommands())
    known = options_of().union(*(options_of(name) for name in subcommands()))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", "\n".join(code))) == known


@pytest.mark.parametrize("readme", READMES)
def test_table_has_the_options_of_check(readme: str) -> None:
    rows = re.findall(r"^\| (`-.*?`) \| ", text_of(readme), re.MULTILINE)
    listed = [option for row in rows for option in re.findall(r"--[a-z-]+", row)]
    assert sorted(listed) == sorted(options_of("check"))


@pytest.mark.parametrize("readme", READMES)
def test_every_status_kind_and_exit_code_is_listed(readme: str) -> None:
    for status in Status:
        rows = rows_of(readme, status)
        for language in LANGUAGES:
            words = catalogue(language).words
            meant = [words[key] for key in words if re.fullmatch(rf"status\.{status}(\..*)?", key)]
            assert meant
            assert any(all(word in row for word in meant) for row in rows), (status, meant)
    for key in (*Kind, *FailOn):
        assert rows_of(readme, key), key
    codes = re.findall(r"^\| `([0-9]+)` \|", text_of(readme), re.MULTILINE)
    assert codes == ["0", "1", str(FAILED), str(INTERRUPTED)]


@pytest.mark.parametrize("document", [*READMES, "CONTRIBUTING.md"])
def test_targets_of_make_and_linked_files_exist(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    shell = [line for block in blocks_of(document) if block.language == "sh" for line in block.lines]
    named = {
        found[1]
        for one in (*code_of(document), *shell)
        if (found := re.match(r"(?:[A-Z_]+=\w+ )?make ([a-z]+)", one))
    }
    assert named
    assert named <= targets
    links = re.findall(r"\]\(([^)#:]+)\)", text_of(document))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_each_language_links_to_the_other() -> None:
    for here, there in (READMES, READMES[::-1]):
        assert f"]({there})" in text_of(here)


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
