"""`cchc schema`: the schemas of the plan, the result and the figures."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cchc_cli.cli.help import text
from cchc_cli.cli.options import LangOption
from cchc_cli.cli.session import error
from cchc_cli.cli.terminal import say, wording

What = Annotated[str, typer.Argument(metavar="[plan|result|actuals]", help=text("schema_what"))]


def schema(what: What = "plan", lang: LangOption = None) -> int:
    """Prints a schema."""
    from cchc_cli.render.schemas import SCHEMAS, schema_text

    if what not in SCHEMAS:
        fault = error("V310", option="schema", found=what, choices=", ".join(SCHEMAS))
        say([fault], wording(lang if lang in ("vi", "en") else None, None), False, False)
        return 2
    sys.stdout.write(schema_text(what))
    return 0
