"""What is only so on a terminal: progress while work is long, and what is refused there."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from zipfile import ZipFile

import pytest

from cchc_cli.cli import progress as progress_module
from cchc_cli.cli.command import Voice
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.judging.changes import background
from cchc_cli.judging.verdicts import judge
from report_support import example_result
from test_cli import FIGURES, PLAN, ROOT, cchc


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal; not a fixture, for pytest sets the stream anew after those."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("CCHC_LANG", raising=False)
    monkeypatch.setattr(progress_module, "PATIENCE", 0)
    return stream


def wait_for_patience_to_end() -> None:
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()


def test_long_work_shows_how_far_it_is_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    result = example_result()
    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    with TerminalProgress(Voice.asked("vi", no_color=True)) as progress:
        wait_for_patience_to_end()
        judged = judge(result.plan, result.figures, result.as_of, progress)
        background(result.plan, result.figures, judged.verdicts, result.as_of, 1, progress)
    shown = terminal.getvalue()
    assert "Đang so với kỳ trước" in shown
    assert "100%" in shown
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l"), "the cursor is shown again"
    assert shown.endswith(("\x1b[2K", "\x1b[1A\x1b[2K")), "the line is erased"


def test_language_of_progress_is_that_of_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with TerminalProgress(Voice.asked(None, no_color=True)) as progress:
        progress.language = "en"
        progress.begin("writing", 3)
        wait_for_patience_to_end()
    assert "Making the document" in terminal.getvalue()


@pytest.mark.parametrize("case", ["quiet", "dumb", "unknown", "pipe", "short work", "job", "typing"])
def test_nothing_is_shown_where_nobody_looks(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    if case in ("dumb", "unknown"):
        monkeypatch.setenv("TERM", case)
    if case == "job":
        monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(sys, "stdin", Terminal())
    sources = ["-"] if case == "typing" else ["so-lieu"]
    if case == "pipe":
        monkeypatch.setattr(Terminal, "isatty", lambda self: False)
    if case == "short work":
        monkeypatch.setattr(progress_module, "PATIENCE", 60)
    with TerminalProgress(Voice.asked("vi", quiet=case == "quiet"), sources) as progress:
        progress.begin("judging", 2)
        progress.step()
        if case != "short work":
            wait_for_patience_to_end()
    assert terminal.getvalue() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
@pytest.mark.parametrize("command", ["report", "remind"])
def test_a_word_file_is_not_printed_on_a_terminal(tmp_path: Path, command: str) -> None:
    import pty

    main, terminal = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cchc_cli", command, "--format", "docx", "--dump-template"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=terminal,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.close(terminal)
        os.close(main)
    assert done.returncode == 2
    assert "V160" in done.stderr


def test_a_word_file_goes_into_a_pipe_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "so-lieu.csv").write_text(FIGURES, encoding="utf-8")
    piped = subprocess.run(
        [
            sys.executable,
            "-m",
            "cchc_cli",
            "report",
            "so-lieu.csv",
            "--plan",
            "plan.yaml",
            "--format",
            "docx",
            "-o",
            "-",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
    )
    with ZipFile(io.BytesIO(piped.stdout)) as archive:
        assert archive.testzip() is None
        assert "word/document.xml" in archive.namelist()


@pytest.mark.parametrize("command", ["check", "report", "score"])
def test_help_keeps_to_a_narrow_window(command: str, tmp_path: Path) -> None:
    """A list of choices that is longer than a line is named in the help, not as a value."""
    shown = cchc(command, "--help", cwd=tmp_path, COLUMNS="60").stdout
    assert max(map(len, shown.splitlines())) <= 61
