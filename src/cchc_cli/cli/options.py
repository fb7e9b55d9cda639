"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from cchc_cli.cli.help import text

Actuals = Annotated[
    Optional[list[str]],  # noqa: UP045 - typer reads the annotation
    typer.Argument(metavar="ACTUALS...", help=text("actuals"), show_default=False),
]
PlanOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--plan", metavar="PATH", help=text("plan"), show_default=False),
]
AsOfOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--as-of", metavar="PERIOD|due", help=text("as_of"), show_default=False),
]
UnitOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--unit", metavar="UNIT", help=text("unit"), show_default=False),
]
DecimalOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--decimal", metavar="comma|point", help=text("decimal"), show_default=False),
]
EncodingOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--encoding", metavar="NAME", help=text("encoding"), show_default=False),
]
LangOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--lang", metavar="vi|en", help=text("lang"), show_default=False),
]
FailOnOption = Annotated[
    str,
    typer.Option("--fail-on", metavar="shortfall|missed|warning|never", help=text("fail_on")),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))]
NoColorOption = Annotated[bool, typer.Option("--no-color", help=text("no_color"))]
OutputOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--output", "-o", metavar="FILE", help=text("output"), show_default=False),
]
