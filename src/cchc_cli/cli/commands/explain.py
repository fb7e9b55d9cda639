"""`cchc explain`: a code, or a target with its arithmetic."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer

from cchc_cli.cli import completers
from cchc_cli.cli.find_plan import load_plan
from cchc_cli.cli.help import text
from cchc_cli.cli.options import Options, takes
from cchc_cli.cli.runs import run
from cchc_cli.model import codes
from cchc_cli.model.verdict import Result
from cchc_cli.reading.cells.names import NameIndex, closest

What = Annotated[
    str,
    typer.Argument(
        metavar="CODE|TARGET", help=text("explain_what"), autocompletion=completers.explained
    ),
]

CODE = re.compile(r"[PAV][0-9]{3}", re.IGNORECASE)


@takes("what actuals plan as_of unit decimal encoding lang quiet no_color")
def explain(options: Options, what: What) -> int:
    """Explains; what names a code and a part of the plan as both. Exit code 0 when it could, else 2."""
    voice, faults = options.voice(), options.faults()
    if faults:
        return voice.refuse(*faults)
    from cchc_cli.render.explanation import render_code, render_target, targets_named

    request = options.request()
    loaded = load_plan(request)
    voice = voice.about(loaded)
    code = render_code(what.upper(), voice.words, voice.screen())
    named = targets_named(loaded.plan, what) if loaded.plan is not None else []
    if code is not None and not named:
        sys.stdout.write(code)
        return 0
    if loaded.plan is None:
        unknown = [codes.V308.at(found=what, near=None)] if CODE.fullmatch(what) else []
        return voice.refuse(*(unknown or loaded.diagnostics))
    voice.say(loaded.passed_over)
    if not named:
        # What `check` shows is the indicator's name.
        indicator = NameIndex.of_indicators(loaded.plan).find(what)
        named = targets_named(loaded.plan, indicator) if indicator else []
    if not named:
        known = [*loaded.plan.target_by_id]
        known += [name for task in loaded.plan.tasks for name in (task.id, task.clause)]
        known += [name for one in loaded.plan.indicators for name in (one.id, one.name, *one.aliases)]
        near = closest(what, known)
        return voice.refuse(codes.V308.at(found=what, near=near))
    result: Result | None = None
    if request.actuals or loaded.plan.actuals:
        result = run(request)
        if not result.judged and request.actuals:
            return voice.refuse(*result.diagnostics)
        result = result if result.judged else None
    parts = [render_target(target, loaded.plan, result, voice.words, voice.screen()) for target in named]
    sys.stdout.write("\n".join([*parts, code] if code else parts))
    return 0
