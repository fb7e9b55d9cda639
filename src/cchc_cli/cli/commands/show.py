"""`cchc show`: the plan as tables."""

from __future__ import annotations

import sys

from cchc_cli.cli.command import Voice, check_choices, open_plan
from cchc_cli.cli.options import (
    AsOfOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.session import Request, unit_asked


def show(
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Shows units, tasks, targets and who owes what; exit code 0, or 2 without a valid plan."""
    request = Request(plan=plan, as_of=as_of)
    opened = open_plan(request, Voice.asked(lang, quiet, no_color), check_choices(lang))
    if opened is None:
        return 2
    only, faults = unit_asked(unit, opened.plan)
    if faults:
        return opened.voice.refuse(*opened.loaded.diagnostics, *faults)
    opened.voice.say(opened.loaded.diagnostics)
    from cchc_cli.render.plan_tables import render_plan

    sys.stdout.write(render_plan(opened.plan, opened.voice.words, opened.voice.screen(), only))
    return 0
