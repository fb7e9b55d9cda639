"""What a run writes: whole or not at all, never over what it rests on, and to whoever still reads."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.cli.files import write_files
from cchc_cli.model.diagnostic import Term
from support import TWO_UNITS
from test_cli import ROOT, cchc

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")

PLAN = (
    TWO_UNITS
    + """indicators:
  - {id: tin, name: Tin bài, kind: count}
tasks:
  - id: I
    clause: I
    title: Tuyên truyền
    owners: [a]
    targets: [{id: tin, indicator: tin, at_least: 12, each: tat-ca}]
"""
)
FIGURES = "period,unit,indicator,value\n2022-01,a,tin,0\n2022-01,b,tin,0\n"
FEBRUARY = FIGURES + "2022-02,a,tin,0\n2022-02,b,tin,9\n"
RUN = ("y.csv", "--plan", "p.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "y.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, and every folder in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def refuse(monkeypatch: pytest.MonkeyPatch, refused: dict[str, BaseException]) -> None:
    """Lets the system refuse to replace some files, as Windows does where Word has one open."""
    replace = os.replace

    def replaced(source: Any, target: Any) -> None:
        name = Path(target).name
        if name in refused:
            raise refused[name]
        replace(source, target)

    monkeypatch.setattr(os, "replace", replaced)


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no links"])
def test_where_one_file_can_not_be_replaced_the_others_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    for name in ("1.md", "2.md"):
        (tmp_path / name).write_text(f"cũ {name}", encoding="utf-8")
    before = held(tmp_path)
    refuse(monkeypatch, {"2.md": PermissionError(errno.EACCES, "no")})
    if not has_links:

        def no_link(*_: Any) -> None:
            raise OSError(errno.EPERM, "no")

        monkeypatch.setattr(os, "link", no_link)
    (fault,) = write_files({tmp_path / name: "mới" for name in ("0.md", "1.md", "2.md", "3.md")})
    assert (fault.code, fault.params["why"]) == ("V306", Term("why", "EACCES"))
    assert Path(str(fault.params["path"])).name == "2.md"
    assert held(tmp_path) == before


def test_a_file_that_can_not_be_put_back_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("1.md", "2.md"):
        (tmp_path / name).write_text(f"cũ {name}", encoding="utf-8")
    replace = os.replace

    def only_once(source: Any, target: Any) -> None:
        if Path(target).name == "2.md" or Path(source).suffix == ".old":
            raise PermissionError(errno.EACCES, "no")
        replace(source, target)

    monkeypatch.setattr(os, "replace", only_once)
    faults = write_files({tmp_path / "1.md": "mới", tmp_path / "2.md": "mới"})
    assert [fault.code for fault in faults] == ["V306", "V326"]
    assert Path(str(faults[1].params["path"])).name == "1.md"
    kept = tmp_path / Path(str(faults[1].params["kept"])).name
    assert kept.read_text(encoding="utf-8") == "cũ 1.md"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([kept.name, "1.md", "2.md"])


def test_an_interrupted_run_leaves_the_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.md").write_text("cũ", encoding="utf-8")
    before = held(tmp_path)
    refuse(monkeypatch, {"2.md": KeyboardInterrupt()})
    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "1.md": "mới", tmp_path / "2.md": "mới"})
    assert held(tmp_path) == before


def test_an_interrupted_writing_leaves_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "ra" / "1.md": "mới"}, tmp_path / "ra")
    assert held(tmp_path) == {}


@needs_full
def test_charts_are_put_back_where_the_report_can_not_be_written(folder: Path) -> None:
    run = ("report", *RUN, "--assets", "ảnh")
    assert cchc(*run, "-o", "r.md", cwd=folder).returncode == 0
    before = held(folder)
    (folder / "y.csv").write_text(FEBRUARY, encoding="utf-8")
    done = cchc(*run, "-o", "/dev/full", cwd=folder)
    assert done.returncode == 2
    assert "V306: không ghi được /dev/full" in done.stderr
    assert held(folder) == {**before, "y.csv": FEBRUARY.encode()}


OVERWRITING = [
    pytest.param(["report", *RUN, "--format", "markdown", "-o", "y.csv"], id="report"),
    pytest.param(["report", *RUN, "-o", "t.md", "--template", "t.md"], id="template"),
    pytest.param(["report", *RUN, "-o", "t.md", "--template", "t.md", "--dump-template"], id="dump"),
    pytest.param(["report", "y.csv", "--plan", "p.md", "-o", "p.md"], id="plan"),
    pytest.param(["report", *RUN, "-o", "plain.md"], id="hard link"),
    pytest.param(["report", "01-I.svg", "--plan", "p.yaml", "-o", "x.md", "--assets", "."], id="chart"),
    pytest.param(["report", *RUN, "-o", "thu.closed.csv", "--format", "markdown"], id="closed"),
    pytest.param(["trend", *RUN, "--format", "json", "-o", "./y.csv"], id="trend"),
    pytest.param(["trend", "s", "--plan", "p.yaml", "--format", "json", "-o", "s/y.csv"], id="folder"),
    pytest.param(["check", *RUN, "--format", "json", "-o", "y.csv"], id="check"),
    pytest.param(["check", *RUN, "--format", "json", "-o", "link.csv"], id="symbolic link"),
    pytest.param(["check", *RUN, "--format", "json", "-o", "p.yaml", "--as-of", "x"], id="failed"),
    pytest.param(["check", *RUN, "--format", "json", "-o", "y.csv", "--fail-on", "x"], id="choice"),
    pytest.param(["check", *RUN, "--format", "json", "-o", "y.csv", "--nope"], id="usage"),
    pytest.param(["check", "--all-plans", "all", "--format=json", "-o", "all/y.csv"], id="all plans"),
    pytest.param(["remind", "don-doc-a.md", "--plan", "p.yaml", "-o", ".", "--replace"], id="remind"),
]


@pytest.mark.parametrize("arguments", OVERWRITING)
def test_no_run_writes_over_what_it_rests_on(folder: Path, arguments: list[str]) -> None:
    (folder / "t.md").write_text("{{ words.title }}\n", encoding="utf-8")
    (folder / "p.md").write_text(PLAN, encoding="utf-8")
    for name in ("s", "all"):
        (folder / name).mkdir()
        (folder / name / "y.csv").write_text(FIGURES, encoding="utf-8")
    (folder / "all" / "p.yaml").write_text(f"{PLAN}actuals: y.csv\n", encoding="utf-8")
    for name in ("01-I.svg", "don-doc-a.md"):
        (folder / name).write_text(FIGURES, encoding="utf-8")
    if "plain.md" in arguments:
        (folder / "plain.md").hardlink_to(folder / "y.csv")
    if "link.csv" in arguments:
        try:
            (folder / "link.csv").symlink_to("y.csv")
        except OSError:
            pytest.skip("may not make symbolic links")
    if "thu.closed.csv" in arguments:
        assert cchc("close", "2022-01", *RUN, cwd=folder).returncode == 0
    before = held(folder)
    done = cchc(*arguments, cwd=folder)
    assert done.returncode == 2
    assert done.stderr.count("V320") == 1
    assert held(folder) == before


def test_a_built_in_template_may_be_written_where_no_input_is(folder: Path) -> None:
    assert cchc("remind", "--dump-template", "-o", "mới.csv", cwd=folder).returncode == 0
    assert "{{" in (folder / "mới.csv").read_text(encoding="utf-8")


def test_a_folder_of_figures_is_no_file_to_write(folder: Path) -> None:
    (folder / "s").mkdir()
    (folder / "y.csv").rename(folder / "s" / "y.csv")
    done = cchc("check", "s", *RUN[1:], "--format", "json", "-o", "s", "--lang", "en", cwd=folder)
    assert done.returncode == 2
    assert "V306: s cannot be written: this is a folder, not a file" in done.stderr


@posix
def test_one_device_may_be_read_and_written(folder: Path) -> None:
    done = cchc("check", "/dev/null", *RUN, "--format", "json", "-o", "/dev/null", cwd=folder)
    assert "V320" not in done.stderr


def shell(script: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", f'cchc() {{ "{sys.executable}" -m cchc_cli "$@"; }}\n{script}'],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCHC_PLAN": "p.yaml"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@posix
@pytest.mark.parametrize("place", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "ra"])
def test_what_a_stream_goes_to_is_added_to(folder: Path, place: str) -> None:
    if not Path("/dev/stdout").exists() or not Path(place).parent.exists():
        pytest.skip("the system has no such names")
    (folder / "ra").symlink_to("/dev/stdout")
    (folder / "log").write_text("trước\n", encoding="utf-8")
    run = f"cchc trend y.csv -q --format json -o {place}"
    shell(f"{run} >> log; ( echo a; {run}; echo b ) > log2", folder)
    shown = cchc("trend", *RUN, "--format", "json", cwd=folder).stdout
    assert (folder / "log").read_text(encoding="utf-8") == f"trước\n{shown}"
    assert (folder / "log2").read_text(encoding="utf-8") == f"a\n{shown}b\n"


@posix
def test_other_streams_are_added_to_as_well(folder: Path) -> None:
    if not Path("/dev/fd").exists():
        pytest.skip("the system has no such names")
    run = "cchc trend y.csv -q --format json"
    shell(f"echo a > log; {run} -o /dev/stderr 2>> log; {run} -o /dev/fd/3 3>> log", folder)
    shown = cchc("trend", *RUN, "--format", "json", cwd=folder).stdout
    assert (folder / "log").read_text(encoding="utf-8") == f"a\n{shown}{shown}"


GONE = [
    pytest.param("check", "y.csv", 1, id="check"),
    pytest.param("check", "y.csv --fail-on never", 0, id="check never"),
    pytest.param("check", "y.csv --format json", 1, id="json"),
    pytest.param("check", "y.csv --as-of x", 2, id="refused"),
    pytest.param("report", "y.csv", 0, id="report"),
    pytest.param("report", "y.csv --format docx", 0, id="Word"),
    pytest.param("report", "y.csv -o /dev/stdout", 0, id="device"),
    pytest.param("trend", "y.csv", 0, id="trend"),
    pytest.param("remind", "y.csv", 0, id="remind"),
    pytest.param("show", "", 0, id="show"),
    pytest.param("schema", "", 0, id="schema"),
    pytest.param("check", "--help", 0, id="help"),
]


@posix
@pytest.mark.parametrize(("command", "arguments", "code"), GONE)
def test_a_reader_that_went_away_changes_no_exit_code(
    folder: Path, command: str, arguments: str, code: int
) -> None:
    units = "\n".join(f"  - {{id: u{number}, name: Phòng {number}}}" for number in range(200))
    names = ", ".join(f"u{number}" for number in range(200))
    plan = PLAN.replace("  - {id: a,", f"{units}\n  - {{id: a,").replace("[a, b]", f"[a, b, {names}]")
    (folder / "p.yaml").write_text(plan, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cchc_cli", command, *arguments.split()],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCHC_PLAN": "p.yaml"},
            stdout=writer,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.close(writer)
    assert done.returncode == code
    for sign in ("Traceback", "Broken", "EPIPE", "V304", "V306"):
        assert sign not in done.stderr


def test_every_notice_that_this_run_did_not_write_is_named(folder: Path) -> None:
    assert cchc("remind", *RUN, "-o", "dd", cwd=folder).returncode == 0
    (folder / "y.csv").write_text(FEBRUARY, encoding="utf-8")
    done = cchc("remind", *RUN, "-o", "dd", "--format", "docx", cwd=folder)
    assert done.returncode == 0
    assert done.stderr.count("V135") == 2
    assert "V135: dd/don-doc-a.md" in done.stderr
    assert "V135: dd/don-doc-b.md" in done.stderr
    names = sorted(path.name for path in (folder / "dd").iterdir())
    assert names == ["don-doc-a.docx", "don-doc-a.md", "don-doc-b.md"]


@pytest.mark.parametrize("format_", ["markdown", "docx"])
def test_a_notice_that_was_filled_in_is_kept(folder: Path, format_: str) -> None:
    run = ("remind", *RUN, "-o", "dd", "--format", format_)
    assert cchc(*run, cwd=folder).returncode == 0
    written = held(folder)
    assert cchc(*run, cwd=folder).returncode == 0
    assert held(folder) == written
    suffix = {"markdown": "md", "docx": "docx"}[format_]
    for unit in "ab":
        path = folder / "dd" / f"don-doc-{unit}.{suffix}"
        path.write_bytes(path.read_bytes() + b"\nSo: 12/CV")
    before = held(folder)
    done = cchc(*run, cwd=folder)
    assert done.returncode == 2
    assert done.stderr.count("V137") == 2
    assert f"dd/don-doc-a.{suffix}" in done.stderr
    assert f"dd/don-doc-b.{suffix}" in done.stderr
    assert "--replace" in done.stderr
    assert held(folder) == before
    alone = cchc(*run, "--unit", "a", cwd=folder)
    assert (alone.returncode, alone.stderr.count("V137")) == (2, 1)
    assert cchc(*run, "--replace", cwd=folder).returncode == 0
    assert held(folder) == written


@posix
def test_links_that_lead_in_a_circle(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    for command, format_ in (("report", "markdown"), ("trend", "json"), ("check", "json")):
        done = cchc(command, *RUN, "--format", format_, "-o", "loop", "--lang", "en", cwd=folder)
        assert done.returncode == 2
        assert "V306: loop cannot be written: its links lead in a circle" in done.stderr
    assert (folder / "loop").is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_folder_whose_name_is_no_text(folder: Path) -> None:
    name = os.fsdecode(b"\xff")
    done = cchc("report", *RUN, "--full", "-o", "r.md", "--assets", name, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / name / "01-I.svg").exists()
    assert "%FF/01-I.svg" in (folder / "r.md").read_text(encoding="utf-8")
    (folder / "y.csv").rename(folder / f"{name}.csv")
    for arguments in (["report", "-o", "r2.md"], ["trend", "-o", "t.json"], ["check", "-o", "k.json"]):
        done = cchc(arguments[0], f"{name}.csv", *RUN[1:], *arguments[1:], cwd=folder)
        assert "V304" not in done.stderr
        assert (folder / arguments[-1]).exists()
    assert json.loads((folder / "k.json").read_bytes())["actuals"][0]["path"] == f"{name}.csv"


@posix
def test_a_name_may_be_as_long_as_the_system_lets_it(folder: Path) -> None:
    name = "a" * 252 + ".md"
    done = cchc("report", *RUN, "-o", name, cwd=folder)
    assert done.returncode == 0, done.stderr
    refused = cchc("report", *RUN, "-o", f"a{name}", cwd=folder)
    assert refused.returncode == 2
    assert "V306" in refused.stderr
    assert "tên quá dài" in refused.stderr


def test_a_file_in_the_place_of_a_folder(folder: Path) -> None:
    (folder / "fff").write_text("", encoding="utf-8")
    done = cchc("remind", *RUN, "-o", "fff", cwd=folder)
    assert done.returncode == 2
    assert "V306: không ghi được fff: đã có tệp trùng tên" in done.stderr


@posix
def test_a_name_can_not_act_on_the_terminal(folder: Path) -> None:
    done = cchc("remind", *RUN, "-o", "q\x1b]0;HI\x07", cwd=folder)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert "q<U+001B>]0;HI<U+0007>/don-doc-a.md" in done.stdout


def test_a_long_clause_has_a_chart(folder: Path) -> None:
    long = "Khoản " + "mười hai " * 32
    target = "{id: t2, indicator: tin, at_least: 1, each: a}"
    second = f"  - {{id: II, clause: {long}hai, title: Việc, targets: [{target}]}}\n"
    plan = PLAN.replace("    clause: I\n", f"    clause: {long}một\n") + second
    (folder / "p.yaml").write_text(plan, encoding="utf-8")
    done = cchc("report", *RUN, "-o", "r.md", "--assets", "ảnh", cwd=folder)
    assert done.returncode == 0, done.stderr
    charts = sorted(path.name for path in (folder / "ảnh").iterdir())
    assert len(charts) == 2
    assert max(len(name) for name in charts) < 80


@pytest.mark.parametrize(
    "arguments",
    [
        ("--unit", "a", "-o", "p.yaml"),
        ("--unit", "a", "--actuals", "y.csv", "-o", "y.csv"),
        ("--actuals", "kho", "-o", "kho", "--format", "csv"),
    ],
    ids=["the plan", "a file of figures", "a file in the folder of figures"],
)
def test_no_sheet_is_written_over_what_it_rests_on(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "kho").mkdir()
    (folder / "kho" / "a.csv").write_text(FIGURES, encoding="utf-8")
    before = held(folder)
    done = cchc("form", "2022-02", "--plan", "p.yaml", *arguments, "--replace", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.count("V320") == 1
    assert held(folder) == before
