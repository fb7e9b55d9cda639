"""Runs the tool in processes that are forked from one which has imported its libraries already.

Most of a short run is their import, and the tests make a thousand of them. What a process is, is kept:
its own streams, environment, folder and exit code. Where there is no fork, nothing is warm.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import IO

LIBRARIES = (
    "cchc_cli.cli.main",
    "typer",
    "jinja2",
    "xlsxwriter",
    "cchc_cli.run.check",
    "cchc_cli.reading.plan_file.read",
    "cchc_cli.render.check.text",
    "cchc_cli.render.document.context",
)
"""None of them looks at the command line or the environment, as the modules of options do."""
can_fork = hasattr(os, "fork")


class Server:
    """The process that the others are forked from; it is started when it is first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(
        self, arguments: Sequence[str], cwd: Path, stdin: str | None, env: dict[str, str], timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """The same as `subprocess.run` of `python -m cchc_cli`, with its output as text."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [os.path.join(folder, name) for name in ("in", "out", "err")]  # noqa: PTH118
            Path(streams[0]).write_text(stdin or "", encoding="utf-8")
            asked = {"arguments": list(arguments), "cwd": str(cwd), "env": env, "streams": streams}
            code = self._ask(json.dumps(asked), timeout)
            out, err = (Path(name).read_text(encoding="utf-8") for name in streams[1:])
        return subprocess.CompletedProcess(["cchc", *arguments], code, out, err)

    def _ask(self, line: str, timeout: float) -> int:
        process = self._process or self._started()
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], timeout)[0]:
            self.stop()
            raise subprocess.TimeoutExpired("cchc", timeout)
        return int(process.stdout.readline())

    @staticmethod
    def _started() -> subprocess.Popen[str]:
        kept = {key: os.environ[key] for key in ("PATH", "TEMP", "TMP") if key in os.environ}
        source = str(Path(__file__).resolve().parent.parent / "src")
        return subprocess.Popen(
            [sys.executable, __file__],
            env={**kept, "PYTHONPATH": source},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def stop(self) -> None:
        """Ends it, with what it has forked."""
        if self._process is not None:
            import signal

            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None


server = Server()
atexit.register(server.stop)


def _become(arguments: list[str], cwd: str, env: dict[str, str], streams: list[str]) -> None:
    """Turns a forked process into a run of the tool; never returns."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    modes = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)
    for number, (name, mode) in enumerate(zip(streams, modes, strict=True)):
        opened = os.open(name, mode, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        _stream(0, sys.stdin),
        _stream(1, sys.stdout),
        _stream(2, sys.stderr),
    )
    sys.argv = ["cchc", *arguments]
    import_module("cchc_cli.cli.main").run()


def _stream(number: int, like: IO[str]) -> IO[str]:
    mode = "w" if number else "r"
    errors = getattr(like, "errors", None)
    return open(number, mode, encoding=like.encoding, errors=errors, closefd=False)


def _serve() -> None:
    for name in LIBRARIES:
        import_module(name)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(**json.loads(line))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


if __name__ == "__main__":
    _serve()
