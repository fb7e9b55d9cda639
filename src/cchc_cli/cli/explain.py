"""`cchc explain`: a code, or a target with its arithmetic."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer

from cchc_cli.cli.command import check_choices
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    Actuals,
    AsOfOption,
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    PlanOption,
    UnitOption,
)
from cchc_cli.cli.session import Request, error, load_plan, run
from cchc_cli.cli.terminal import say, screen, wording
from cchc_cli.model.verdict import Result
from cchc_cli.reading.names import closest

What = Annotated[str, typer.Argument(metavar="CODE|TARGET", help=text("explain_what"))]


def explain(
    what: What,
    actuals: Actuals = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    lang: LangOption = None,
    no_color: NoColorOption = False,
) -> int:
    """Explains; exit code 0 when it could, else 2."""
    faults = check_choices(lang, decimal=decimal, encoding=encoding)
    if faults:
        say(faults, wording(None, None), no_color, False)
        return 2
    view = screen(sys.stdout, no_color)
    from cchc_cli.render.explanation import render_code, render_target, targets_named

    if re.fullmatch(r"[PAVpav][0-9]{3}", what):
        words = wording(lang, None)
        shown = render_code(what.upper(), words, view)
        if shown is None:
            say([error("V308", found=what, near=None)], words, no_color, False)
            return 2
        sys.stdout.write(shown)
        return 0
    request = Request(plan, tuple(actuals or ()), as_of, unit, decimal=decimal, encoding=encoding)
    loaded = load_plan(request)
    words = wording(lang, loaded)
    if loaded.plan is None:
        say(loaded.diagnostics, words, no_color, False)
        return 2
    named = targets_named(loaded.plan, what)
    if not named:
        ids = [*loaded.plan.target_by_id, *loaded.plan.indicator_by_id]
        near = closest(what, [*ids, *(task.id for task in loaded.plan.tasks)])
        say([error("V308", found=what, near=near)], words, no_color, False)
        return 2
    result: Result | None = None
    if actuals or loaded.plan.actuals:
        result = run(request)
        if not result.judged and actuals:
            say(result.diagnostics, words, no_color, False)
            return 2
        result = result if result.judged else None
    parts = [render_target(target, loaded.plan, result, words, view) for target in named]
    sys.stdout.write("\n".join(parts))
    return 0
