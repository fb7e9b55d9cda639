"""`cchc schema`: the schemas of the plan, the result, the figures and a mapping."""

from __future__ import annotations

import sys
from typing import Annotated

from cchc_cli.cli import completers
from cchc_cli.cli.options import Options, argument, check_choice, takes
from cchc_cli.cli.resources import resource

SCHEMAS = ("plan", "result", "results", "trend", "actuals", "scoring", "mapping")

What = Annotated[
    str,
    argument(f"[{'|'.join(SCHEMAS)}]", "schema_what", completers.words(SCHEMAS)),
]


@takes("... lang quiet no_color")
def schema(options: Options, what: What = "plan") -> int:
    """Prints a schema; exit code 0, or 2 where there is none of that name."""
    faults = options.faults() + check_choice("schema", what, SCHEMAS)
    options.voice().stop_for(faults)
    sys.stdout.write(resource(f"schemas/{what}.schema.json").read_text(encoding="utf-8"))
    return 0
