"""What the shells get when Tab is pressed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from test_cli import FIGURES, PLAN, ROOT, cchc

HOSTILE = '"a\\\\\\" ; touch X) $(touch X) `touch X` [/x] \'q"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "so-lieu.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


def asked_by(shell: str, line: str) -> dict[str, str]:
    """The environment in which a shell calls the tool to complete a line."""
    words = line.split(" ")
    environment = {"_CCHC_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        return environment | {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    environment |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return environment | {"_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]}


LINES = [
    ("cchc val", "validate"),
    ("cchc check --uni", "--unit"),
    ("cchc check --unit ", "a b"),
    ("cchc --unit ", "a b"),
    ("cchc check --unit b", "b"),
    ("cchc explain bai", "bai bai-tong"),
    ("cchc explain P10", "P101 P102 P103 P104 P105 P106 P107 P108 P109"),
    ("cchc check --as-of 2022-1", "2022-10 2022-11 2022-12"),
    ("cchc check --as-of d", "due"),
    ("cchc check --format j", "json"),
    ("cchc check --fail-on ", "shortfall missed warning never"),
    ("cchc show --lang ", "vi en"),
    ("cchc schema ", "plan result results trend actuals scoring mapping"),
    ("cchc --show-completion ", "bash zsh fish powershell"),
    ("cchc check so-l", ""),
    ("cchc check --plan nowhere.yaml --unit ", ""),
]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_words_that_may_stand_there(folder: Path, line: str, expected: str) -> None:
    """Nothing to offer leaves the word to the shell, which completes files."""
    done = cchc(cwd=folder, **asked_by("bash", line))
    found = done.stdout.split()
    if line.endswith("--format j"):
        found = [one for one in found if one != "junit"]
    assert found == expected.split()
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("shell", "expected"),
    [
        ("bash", "a\nb\n"),
        ("zsh", '_arguments \'*: :(("a":"Phòng A"\n"b":"Phòng B"))\'\n'),
        ("fish", "a\tPhòng A\nb\tPhòng B\n"),
        ("powershell", "a:::Phòng A\nb:::Phòng B\n"),
    ],
)
def test_each_shell_gets_the_names_in_its_own_form(folder: Path, shell: str, expected: str) -> None:
    assert cchc(cwd=folder, **asked_by(shell, "cchc check --unit ")).stdout == expected


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_an_option_means_stays_on_its_line(folder: Path, language: str) -> None:
    environment = asked_by("fish", "cchc check --") | {"CCHC_LANG": language, "COLUMNS": "40"}
    lines = cchc(cwd=folder, **environment).stdout.splitlines()
    assert lines
    for line in lines:
        option, _, meaning = line.partition("\t")
        assert option.startswith("--")
        assert meaning
    assert ("Show this message and exit." in "".join(lines)) == (language == "en")


def test_names_of_a_plan_are_inert(folder: Path) -> None:
    """zsh evaluates what it is given, and typer takes brackets for markup."""
    plan = PLAN.replace("{id: b, name: Phòng B}", "{id: b, name: " + HOSTILE + "}")
    (folder / "plans" / "thu.yaml").write_text(plan, encoding="utf-8")
    assert cchc("validate", cwd=folder).returncode == 0
    done = cchc(cwd=folder, **asked_by("zsh", "cchc check --unit b"))
    assert done.stdout == '_arguments \'*: :(("b":"a ; touch X) (touch X) touch X /x q"))\'\n'


def test_a_broken_plan_only_means_less_to_offer(folder: Path) -> None:
    (folder / "plans" / "thu.yaml").write_text("version: [", encoding="utf-8")
    done = cchc(cwd=folder, **asked_by("bash", "cchc check --unit "))
    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_script_is_printed_for_each_shell(folder: Path, shell: str) -> None:
    done = cchc("--show-completion", shell, cwd=folder)
    assert done.returncode == 0
    assert "_CCHC_COMPLETE" in done.stdout
    assert f"complete_{shell}" in done.stdout


def test_unknown_shell_is_refused(folder: Path) -> None:
    done = cchc("--show-completion", "tcsh", cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "bash, zsh, fish, powershell" in done.stderr


def test_bash_completes_with_the_script(folder: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = cchc("--show-completion", "bash", cwd=folder).stdout
    tool = folder / "cchc"
    tool.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m cchc_cli "$@"\n',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    ask = (
        "COMP_WORDS=(cchc explain bai); COMP_CWORD=2; _cchc_completion ./cchc\n"
        'printf "<%s>" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        [bash, "--norc", "-c", script + ask], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == "<bai><bai-tong>"


def test_no_other_call_loads_the_completion() -> None:
    code = (
        "import sys; from cchc_cli.cli.main import main; main(['--version']);"
        "assert 'cchc_cli.cli.completion' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "src")}, check=False
    )
    assert done.returncode == 0
