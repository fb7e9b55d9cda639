"""`cchc trend`: month by month against the pace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from cchc_cli.cli.command import Voice, check_choices
from cchc_cli.cli.documents import deliver
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    Actuals,
    AsOfOption,
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    OutputOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.session import Request, error, run
from cchc_cli.judging.changes import tracker
from cchc_cli.model.history import Track
from cchc_cli.model.plan import Kind
from cchc_cli.model.progress import Progress
from cchc_cli.model.verdict import Result
from cchc_cli.render.document.trend import render_trend, render_trend_json, render_trend_markdown
from cchc_cli.render.page import Screen

FORMATS = ("text", "json", "markdown")
SUFFIXES = {".txt": "text", ".json": "json", ".md": "markdown"}

FormatOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation
    typer.Option("--format", metavar="|".join(FORMATS), help=text("trend_format"), show_default=False),
]


def trend(
    actuals: Actuals = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Shows the course of every target that has a number; exit code 0 when it is shown, else 2."""
    voice = Voice.asked(lang, quiet, no_color)
    faults = check_choices(lang, decimal=decimal, encoding=encoding)
    suffix = Path(output).suffix.lower() if output is not None else ".txt"
    chosen = format_ or SUFFIXES.get(suffix)
    if format_ not in (None, *FORMATS):
        faults.append(error("V310", option="--format", found=format_, choices=", ".join(FORMATS)))
    elif chosen is None:
        faults.append(error("V311", path=output, choices=", ".join(SUFFIXES)))
    if faults:
        return voice.refuse(*faults)
    request = Request(plan, tuple(actuals or ()), as_of, unit, decimal=decimal, encoding=encoding)
    with TerminalProgress(voice, actuals or ()) as progress:
        result = run(request, progress=progress)
        found = _tracks(result, progress) if result.judged else []
    voice = voice.about(result)
    if not result.judged:
        problems = [error("V313", path=output)] if output else []
        return voice.refuse(*result.diagnostics, *problems)
    match chosen:
        case "json":
            content = render_trend_json(result, found)
        case "markdown":
            content = render_trend_markdown(result, found, voice.words)
        case _:
            view = voice.screen() if output is None else Screen()
            content = render_trend(result, found, voice.words, view)
    code = deliver(content, output, voice, inputs=result.inputs)
    if code == 0:
        voice.warn(result.diagnostics)
    return code


def _tracks(result: Result, progress: Progress) -> list[Track]:
    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    shown = [one for one in result.verdicts if one.indicator.kind is not Kind.NARRATIVE]
    progress.begin("writing", len(shown))
    return list(map(tracker(result.plan, result.figures, result.as_of, progress), shown))
