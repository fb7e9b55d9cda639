"""`cchc schema`: the schemas of the plan, the result and the figures."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cchc_cli.cli.command import Voice, check_choices
from cchc_cli.cli.help import text
from cchc_cli.cli.options import LangOption, NoColorOption, QuietOption
from cchc_cli.cli.resources import resource
from cchc_cli.cli.session import error

SCHEMAS = ("plan", "result", "results", "trend", "actuals")

What = Annotated[str, typer.Argument(metavar="[" + "|".join(SCHEMAS) + "]", help=text("schema_what"))]


def schema(
    what: What = "plan",
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Prints a schema; exit code 0, or 2 where there is none of that name."""
    faults = check_choices(lang)
    if what not in SCHEMAS:
        faults.append(error("V310", option="schema", found=what, choices=", ".join(SCHEMAS)))
    if faults:
        return Voice.asked(lang, quiet, no_color).refuse(*faults)
    sys.stdout.write(resource(f"schemas/{what}.schema.json").read_text(encoding="utf-8"))
    return 0
