"""`cchc validate`: checks plans without judging."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from cchc_cli.cli.check import check_choices
from cchc_cli.cli.help import text
from cchc_cli.cli.options import LangOption, NoColorOption, PlanOption, QuietOption
from cchc_cli.cli.session import LoadedPlan, Request, load_plan, read_plan_file
from cchc_cli.cli.terminal import say, wording
from cchc_cli.model.diagnostic import Severity

Files = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(metavar="FILE...", help=text("validate_files"), show_default=False),
]


def validate(
    files: Files = None,
    plan: PlanOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Checks each plan; exit code 0 where all are valid, else 2."""
    faults = check_choices(lang)
    if faults:
        say(faults, wording(None, None), no_color, quiet)
        return 2
    if files:
        loaded = [read_plan_file(Path(file), file) for file in files]
    else:
        loaded = [load_plan(Request(plan=plan))]
    for one in loaded:
        _show(one, lang, quiet, no_color)
    return 0 if all(one.plan for one in loaded) else 2


def _show(loaded: LoadedPlan, lang: str | None, quiet: bool, no_color: bool) -> None:
    words = wording(lang, loaded.plan)
    say(loaded.diagnostics, words, no_color, quiet)
    if loaded.reading is None or quiet:
        return
    path, plan = loaded.reading.document.path, loaded.plan
    if plan is None:
        severities = [one.severity for one in loaded.diagnostics]
        line = words.word(
            "validate.bad",
            path=path,
            errors=severities.count(Severity.ERROR),
            warnings=severities.count(Severity.WARNING),
        )
    else:
        line = words.word(
            "validate.ok",
            path=path,
            tasks=len(plan.tasks),
            targets=len(plan.target_by_id),
            indicators=len(plan.indicators),
            units=len(plan.units),
        )
    (sys.stderr if plan is None else sys.stdout).write(f"{line}\n")
