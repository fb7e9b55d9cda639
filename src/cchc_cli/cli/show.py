"""`cchc show`: the plan as tables."""

from __future__ import annotations

import sys

from cchc_cli.cli.command import check_choices
from cchc_cli.cli.options import (
    AsOfOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.session import Request, error, load_plan
from cchc_cli.cli.terminal import say, screen, wording
from cchc_cli.reading.figures import NameIndex


def show(
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Shows units, tasks, targets and who owes what; exit code 0, or 2 without a valid plan."""
    faults = check_choices(lang)
    loaded = load_plan(Request(plan=plan, as_of=as_of))
    words = wording(None if faults else lang, loaded)
    only = None
    if unit is not None and loaded.plan is not None:
        index = NameIndex.of_units(loaded.plan)
        only = index.find(unit)
        if only is None:
            faults.append(error("V301", found=unit, near=index.near(unit)))
    say([*loaded.diagnostics, *faults], words, no_color, quiet)
    if loaded.plan is None or faults:
        return 2
    from cchc_cli.render.plan_tables import render_plan

    sys.stdout.write(render_plan(loaded.plan, words, screen(sys.stdout, no_color), only))
    return 0
