"""`cchc explain`: a code, or a target with its arithmetic."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer

from cchc_cli.cli.command import Voice, check_choices
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    Actuals,
    AsOfOption,
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.session import Request, error, load_plan, run
from cchc_cli.model.verdict import Result
from cchc_cli.reading.cells.names import NameIndex, closest

What = Annotated[str, typer.Argument(metavar="CODE|TARGET", help=text("explain_what"))]

CODE = re.compile(r"[PAV][0-9]{3}", re.IGNORECASE)


def explain(
    what: What,
    actuals: Actuals = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Explains; what names a code and a part of the plan as both. Exit code 0 when it could, else 2."""
    voice = Voice.asked(lang, quiet, no_color)
    faults = check_choices(lang, decimal=decimal, encoding=encoding)
    if faults:
        return voice.refuse(*faults)
    from cchc_cli.render.explanation import render_code, render_target, targets_named

    request = Request(plan, tuple(actuals or ()), as_of, unit, decimal=decimal, encoding=encoding)
    loaded = load_plan(request)
    voice = voice.about(loaded)
    code = render_code(what.upper(), voice.words, voice.screen())
    named = targets_named(loaded.plan, what) if loaded.plan is not None else []
    if code is not None and not named:
        sys.stdout.write(code)
        return 0
    if loaded.plan is None:
        unknown = [error("V308", found=what, near=None)] if CODE.fullmatch(what) else []
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
        return voice.refuse(error("V308", found=what, near=near))
    result: Result | None = None
    if actuals or loaded.plan.actuals:
        result = run(request)
        if not result.judged and actuals:
            return voice.refuse(*result.diagnostics)
        result = result if result.judged else None
    parts = [render_target(target, loaded.plan, result, voice.words, voice.screen()) for target in named]
    sys.stdout.write("\n".join([*parts, code] if code else parts))
    return 0
