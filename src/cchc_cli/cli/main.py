"""The entry point: runs a command and turns whatever happens into an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from cchc_cli.model.diagnostic import Diagnostic


class _NoPlugins(ModuleType):
    """Stands in for the module in which pydantic looks for plugins: there are none for us.

    `PYDANTIC_DISABLE_PLUGINS` saves the search alone, not the imports for it (email, zipfile, socket),
    which are 4% of a check. Whatever else is asked of the module the real one answers, and where
    pydantic has no such module this one is never looked at.
    """

    get_plugins = staticmethod(tuple[object, ...])

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        sys.modules.pop(self.__name__, None)
        return getattr(import_module(self.__name__), name)


sys.modules.setdefault("pydantic.plugin._loader", _NoPlugins("pydantic.plugin._loader"))

INTERRUPTED = 130
FAILED = 2


def run() -> NoReturn:
    """The console script `cchc`."""
    # A run is short and keeps what it builds to its end: collecting on the way costs a tenth of it.
    gc.disable()
    code = FAILED
    try:
        from cchc_cli.cli.terminal import outlive_readers

        outlive_readers()
        code = main(sys.argv[1:])
        # A failed run was reported already; a second write error adds nothing.
        with suppress(OSError) if code == FAILED else nullcontext():
            sys.stdout.flush()
    except Exception as problem:
        # Even the report of a crash failed: a broken installation, a full disk.
        code = FAILED
        with suppress(Exception):
            sys.stderr.write(f"cchc: {type(problem).__name__}: {problem}\n")
    except KeyboardInterrupt:
        code = INTERRUPTED
    with suppress(OSError):
        sys.stderr.flush()
    # Everything is written; freeing every object first would be a tenth of a short run.
    os._exit(code)


def main(arguments: Sequence[str]) -> int:
    """Runs the command line; never raises."""
    from cchc_cli.cli.shells import VARIABLE
    from cchc_cli.cli.terminal import prepare_streams

    if os.environ.get(VARIABLE):
        from cchc_cli.cli.completion import complete

        prepare_streams()
        return complete()
    import typer

    from cchc_cli.cli.app import app
    from cchc_cli.cli.usage import PARSER_ERROR

    prepare_streams()
    _warn_of_language(arguments)
    try:
        code = app(args=list(arguments), prog_name="cchc", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except typer.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except PARSER_ERROR as problem:
        return _refuse(problem, arguments)
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF):
            return _crash(problem, arguments)
        return _lose(problem, arguments)
    except Exception as problem:
        return _crash(problem, arguments)


def _warn_of_language(arguments: Sequence[str]) -> None:
    """Warns where `CCHC_LANG` names no language."""
    from cchc_cli.cli.help import LANGUAGE, chosen_language
    from cchc_cli.messages import LANGUAGES

    value = os.environ.get(LANGUAGE)
    if not value or chosen_language():
        return
    from cchc_cli.cli.command import Voice
    from cchc_cli.model import codes

    is_quiet = not {"-q", "--quiet"}.isdisjoint(arguments)
    voice = Voice.asked(None, is_quiet, "--no-color" in arguments)
    voice.say([codes.V324.at(found=value, choices=LANGUAGES)])


def _refuse(problem: Exception, arguments: Sequence[str]) -> int:
    from cchc_cli.cli.usage import refusal

    return _report([refusal(problem, arguments)], arguments)


def _lose(problem: OSError, arguments: Sequence[str]) -> int:
    """Reports output that could not be written: a full disk, no fault of ours."""
    from cchc_cli.model import codes
    from cchc_cli.model.diagnostic import reason_of

    path = problem.filename or "stdout"
    return _report([codes.V306.at(path=path, why=reason_of(problem))], arguments)


def _crash(problem: Exception, arguments: Sequence[str]) -> int:
    """Reports a fault of ours; the details go to a file, never to the screen."""
    import tempfile
    import traceback

    from cchc_cli.model import codes

    name = "-"
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix="cchc-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write("".join(traceback.format_exception(problem)))
    summary = f"{type(problem).__name__}: {str(problem)[:200]}"
    return _report([codes.V304.at(problem=summary, log=Path(name).as_posix())], arguments)


def _report(diagnostics: list[Diagnostic], arguments: Sequence[str]) -> int:
    """Says why a run failed, to people and in the machine formats that were asked for."""
    from cchc_cli.cli.command import Voice
    from cchc_cli.cli.outputs import write_outputs
    from cchc_cli.cli.usage import requested_outputs
    from cchc_cli.model.verdict import Result

    voice = Voice.asked(None, no_color="--no-color" in arguments)
    outputs, inputs = requested_outputs(arguments)
    result = Result(diagnostics=tuple(diagnostics), inputs=inputs)
    faults = write_outputs(outputs, result, voice)
    voice.say([*diagnostics, *faults])
    return FAILED
