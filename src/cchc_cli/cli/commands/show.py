"""`cchc show`: the plan as tables."""

from __future__ import annotations

import sys

from cchc_cli.cli.command import open_plan
from cchc_cli.cli.options import Options, takes
from cchc_cli.run.check import unit_asked


@takes("plan as_of unit lang quiet no_color")
def show(options: Options) -> int:
    """Shows units, tasks, targets and who owes what; exit code 0, or 2 without a valid plan."""
    opened = open_plan(options.request(), options.voice(), options.faults())
    only, faults = unit_asked(options.unit, opened.plan, None)
    if faults:
        opened.voice.refuse(*opened.loaded.diagnostics, *faults)
    opened.voice.say(opened.loaded.diagnostics)
    from cchc_cli.render.plan_tables import render_plan

    sys.stdout.write(render_plan(opened.plan, opened.voice.words, opened.voice.screen(), only))
    return 0
