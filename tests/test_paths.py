"""Paths as people and jobs give them: empty, `-`, in folders, seen from another folder."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from cchc_cli.cli.paths import shown_path
from test_cli import cchc
from test_killed import HEAD, PLAN

FALLS_SHORT = f"{HEAD}2022-01,a,tin,0\n2022-01,b,tin,0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "so-lieu").mkdir()
    (tmp_path / "so-lieu" / "a.csv").write_text(FALLS_SHORT, encoding="utf-8")
    return tmp_path


EMPTY = [
    (["check", ""], "ACTUALS"),
    (["check", "so-lieu", ""], "ACTUALS"),
    (["check", "so-lieu", "--unit", ""], "--unit"),
    (["check", "so-lieu", "--as-of", ""], "--as-of"),
    (["check", "so-lieu", "-o", ""], "--output"),
    (["check", "so-lieu", "--baseline", ""], "--baseline"),
    (["check", "--all-plans", ""], "--all-plans"),
    (["report", "so-lieu", "-o", ""], "--output"),
    (["report", "so-lieu", "--template", ""], "--template"),
    (["remind", "so-lieu", "-o", ""], "--output"),
    (["form", ""], "PERIOD"),
    (["collect", ""], "SHEET"),
    (["collect", "so-lieu", "--into", ""], "--into"),
    (["close", "2022-01", ""], "ACTUALS"),
    (["validate", ""], "FILE"),
    (["trend", ""], "ACTUALS"),
    (["explain", "tin", ""], "ACTUALS"),
    (["init", ""], "FOLDER"),
    (["--unit", ""], "--unit"),
]


@pytest.mark.parametrize(("arguments", "named"), EMPTY, ids=lambda value: " ".join(value))
def test_an_empty_value_is_wrong_usage(folder: Path, arguments: list[str], named: str) -> None:
    before = sorted(folder.rglob("*"))
    plan = [] if arguments[0] == "init" or "--all-plans" in arguments else ["--plan", "plan.yaml"]
    done = cchc(*arguments, *plan, "--lang", "en", cwd=folder)
    assert done.returncode == 2
    assert f"error V327: {named} was given an empty value" in done.stderr
    assert "V304" not in done.stderr
    assert sorted(folder.rglob("*")) == before


def test_an_empty_plan_is_none_that_was_forgotten(folder: Path) -> None:
    done = cchc("check", "so-lieu", "--plan", "", "--format", "json", cwd=folder)
    assert done.returncode == 2
    assert [one["code"] for one in json.loads(done.stdout)["diagnostics"]] == ["V327"]


HYPHENS = [
    ("check so-lieu -o -", "Kế hoạch thu"),
    ("check so-lieu --format json -o -", '"schema": 1'),
    ("check so-lieu -o - --format markdown", "# "),
    ("report so-lieu -o -", "# "),
    ("report so-lieu -o - --format html", "<!DOCTYPE html>"),
    ("trend so-lieu -o - --format json", "{"),
    ("form 2022-02 --unit a --format csv -o -", "kỳ;"),
    ("report --dump-template -o -", "{{"),
]


@pytest.mark.parametrize(("line", "begins"), HYPHENS)
def test_a_hyphen_is_standard_output(folder: Path, line: str, begins: str) -> None:
    plan = [] if "--dump-template" in line else ["--plan", "plan.yaml"]
    done = cchc(*line.split(), *plan, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    assert begins in done.stdout
    assert not (folder / "-").exists()


@pytest.mark.parametrize("line", ["form 2022-02 -o -", "remind so-lieu -o -"])
def test_several_files_have_no_room_on_standard_output(folder: Path, line: str) -> None:
    done = cchc(*line.split(), "--plan", "plan.yaml", cwd=folder)
    assert (done.returncode, "V328" in done.stderr) == (2, True)
    assert not (folder / "-").exists()


def test_two_outputs_on_standard_output_are_one_too_many(folder: Path) -> None:
    done = cchc("check", "so-lieu", "-o", "-", "--format", "json", "--format", "text", cwd=folder)
    assert (done.returncode, "V312" in done.stderr) == (2, True)


# What lies in the folder besides, and what is said of it: a code and the names in it.
BESIDE = {
    "xlsb": (["so-lieu/cu.xlsb"], "A340", "cu.xlsb"),
    "pages": (["so-lieu/bc.html", "so-lieu/bc.docx"], "A340", "bc.docx, bc.html"),
    "text": (["so-lieu/thang-2.txt"], "A340", "thang-2.txt"),
    "a hidden table": (["so-lieu/.an.csv"], "A340", ".an.csv"),
    "an archive": (["so-lieu/tat-ca.zip"], "A340", "tat-ca.zip"),
    "a subfolder": (["so-lieu/2021/x.csv"], "A341", "2021"),
    "deeper": (["so-lieu/2021/quy-1/x.xlsx"], "A341", "2021"),
    "two subfolders": (["so-lieu/b/x.csv", "so-lieu/a/x.ods"], "A341", "a, b"),
    "evidence": (["so-lieu/anh/tin.pdf"], None, ""),
    "evidence beside": (["so-lieu/tin.pdf"], None, ""),
    "the end of the name of evidence": (["so-lieu/in.pdf"], "A340", "in.pdf"),
    "evidence in a table": (["so-lieu/minh-chung/bang.xlsx"], None, ""),
    "another table beside it": (
        ["so-lieu/minh-chung/bang.xlsx", "so-lieu/minh-chung/2.xlsx"],
        "A341",
        "minh-chung",
    ),
    "closed figures": (["so-lieu/thu.closed.csv.bak", "so-lieu/x.csv.bak"], None, ""),
    "locks": (["so-lieu/~$a.xlsx", "so-lieu/.~lock.a.csv#", "so-lieu/._a.csv"], None, ""),
    "a subfolder of evidence": (["so-lieu/minh-chung/anh.png", "so-lieu/minh-chung/tin.docx"], None, ""),
    "notes": (["so-lieu/README.md"], None, ""),
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_not_read_out_of_a_folder_is_named(folder: Path, name: str) -> None:
    paths, code, named = BESIDE[name]
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x", encoding="utf-8")
    rows = f"{HEAD.strip()},evidence\n2022-01,a,tin,5,tin.pdf\n2022-01,b,tin,5,minh-chung/bang.xlsx\n"
    (folder / "so-lieu" / "a.csv").write_text(rows, encoding="utf-8")
    done = cchc("check", "--plan", "plan.yaml", "--format", "json", "--lang", "en", cwd=folder)
    assert done.returncode == 0
    found = [one for one in json.loads(done.stdout)["diagnostics"] if one["code"] in ("A340", "A341")]
    assert [one["code"] for one in found] == ([] if code is None else [code])
    for one in found:
        assert one["message"].endswith(f": {named}")
        assert one["location"]["path"] == "so-lieu"
    # Named by itself a file has nothing beside it.
    alone = cchc("check", "so-lieu/a.csv", "--plan", "plan.yaml", cwd=folder)
    assert "A34" not in alone.stdout


@pytest.mark.parametrize("command", ["validate so-lieu", "collect so-lieu --into x.csv"])
def test_sheets_in_a_folder_too(folder: Path, command: str) -> None:
    (folder / "so-lieu" / "b.xlsb").write_text("x", encoding="utf-8")
    (folder / "so-lieu" / "a.csv").write_text(f"{HEAD}2022-01,a,tin,0\n", encoding="utf-8")
    done = cchc(*command.split(), "--plan", "plan.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "A340" in done.stderr


def paths_in(text: str) -> set[str]:
    """The names of our two files with all that stands before them."""
    words = re.sub(r"&quot;|%3A|[^\w./-]", " ", text).split()
    return {word for word in words if word.endswith(("a.csv", "plan.yaml"))}


# Where the job runs inside the repository, and how it names the figures.
RUNS = [
    (".", "so-lieu/a.csv"),
    (".", "./so-lieu/../so-lieu/a.csv"),
    (".", "{here}/so-lieu/a.csv"),
    ("viec", "../so-lieu/a.csv"),
    ("viec", "{here}/so-lieu/a.csv"),
]


@pytest.mark.parametrize("has_git", [True, False], ids=["by .git", "by the job's variable"])
@pytest.mark.parametrize(("where", "figures"), RUNS)
def test_forges_get_paths_as_the_repository_knows_them(
    folder: Path, where: str, figures: str, has_git: bool
) -> None:
    (folder / "viec").mkdir()
    environment = {} if has_git else {"CI_PROJECT_DIR": str(folder)}
    if has_git:
        (folder / ".git").mkdir()
    named = figures.replace("{here}", str(folder))
    plan = "plan.yaml" if where == "." else "../plan.yaml"
    formats = ("sarif", "-o", "a.sarif", "--format", "junit", "-o", "a.xml", "--format", "gitlab")
    formats += ("-o", "a.json", "--format", "github")
    arguments = ("check", named, "--plan", plan, "--format", *formats)
    done = cchc(*arguments, cwd=folder / where, **environment)
    assert done.returncode == 1, done.stderr
    files = [folder / where / name for name in ("a.sarif", "a.xml", "a.json")]
    for text in (done.stdout, *(file.read_text(encoding="utf-8") for file in files)):
        assert paths_in(text) <= {"so-lieu/a.csv", "plan.yaml"}
        assert "so-lieu/a.csv" in text


def test_what_lies_outside_keeps_its_whole_path(folder: Path) -> None:
    (folder / "kho").mkdir()
    (folder / "kho" / ".git").mkdir()
    done = cchc(
        *("check", f"{folder}/so-lieu/a.csv", "--plan", f"{folder}/plan.yaml", "--format", "gitlab"),
        cwd=folder / "kho",
    )
    assert f'"path": "{folder}/so-lieu/a.csv"' in done.stdout


def test_a_link_in_the_repository_is_its_own_file(folder: Path) -> None:
    outside = folder / "ngoai"
    outside.mkdir()
    (outside / "that.csv").write_text(FALLS_SHORT, encoding="utf-8")
    inside = folder / "kho"
    (inside / ".git").mkdir(parents=True)
    try:
        (inside / "a.csv").symlink_to(outside / "that.csv")
    except OSError:
        pytest.skip("may not make symbolic links")
    done: subprocess.CompletedProcess[str] = cchc(
        *("check", str(inside / "a.csv"), "--plan", "../plan.yaml", "--format", "gitlab"), cwd=inside
    )
    assert '"path": "a.csv"' in done.stdout


def test_a_path_outside_is_named_without_a_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "plans"
    inside.mkdir()
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere" / "deep")
    monkeypatch.chdir(inside)
    assert shown_path(tmp_path / "plans" / ".." / "f.csv") == (tmp_path / "f.csv").as_posix()
    assert shown_path(tmp_path / "f.csv") == (tmp_path / "f.csv").as_posix()
    behind = tmp_path / "link" / ".." / "f.csv"
    assert shown_path(behind) == behind.as_posix()
