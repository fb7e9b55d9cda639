"""`cchc check`: judges every target."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Optional

import typer

from cchc_cli.cli.command import Voice
from cchc_cli.cli.command import check_choices as check_choices
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    Actuals,
    AsOfOption,
    DecimalOption,
    EncodingOption,
    FailOnOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.outputs import Format, pair_outputs, write_outputs
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.session import Request, error, inputs_of, run, run_all
from cchc_cli.model.diagnostic import in_order
from cchc_cli.model.verdict import Result
from cchc_cli.run.outcome import FailOn

FormatOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--format", metavar="FORMAT", help=text("format"), show_default=False),
]
OutputOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--output", "-o", metavar="FILE", help=text("output"), show_default=False),
]
BaselineOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--baseline", metavar="RESULT.json", help=text("baseline"), show_default=False),
]
AllPlansOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--all-plans", metavar="FOLDER", help=text("all_plans"), show_default=False),
]


def check(
    actuals: Actuals = None,
    plan: PlanOption = None,
    all_plans: AllPlansOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    formats: FormatOption = None,
    outputs: OutputOption = None,
    fail_on: FailOnOption = "shortfall",
    baseline: BaselineOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Judges; returns the exit code, which is the same for every format."""
    voice = Voice.asked(lang, quiet, no_color)
    pairs, faults = pair_outputs(formats or (), outputs or ())
    faults += check_choices(lang, fail_on, decimal, encoding)
    if all_plans is not None:
        named = {"ACTUALS": actuals, "--plan": plan, "--unit": unit, "--baseline": baseline}
        faults += [error("V321", option=name) for name, value in named.items() if value]
    named_figures = tuple(actuals or ())
    if faults:
        asked = Request(plan, named_figures, as_of, baseline=baseline)
        result = Result(diagnostics=in_order(faults), inputs=inputs_of(asked))
    elif all_plans is not None:
        result = run_all(
            all_plans, Request(as_of=as_of, fail_on=FailOn(fail_on), decimal=decimal, encoding=encoding)
        )
    else:
        request = Request(plan, named_figures, as_of, unit, FailOn(fail_on), decimal, encoding, baseline)
        with TerminalProgress(voice, actuals or ()) as progress:
            result = run(request, progress=progress)
    voice = voice.about(result.singles[0])
    problems = write_outputs(pairs, result, voice)
    text_on_stdout = any(pair.format is Format.TEXT and pair.path is None for pair in pairs)
    if not (result.judged and text_on_stdout):
        voice.say(result.diagnostics)
    if problems:
        voice.say(problems)
        result = replace(result, exit_code=2)
    return result.exit_code
