"""`cchc score`: points of a scoring table, and ranks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cchc_cli.cli.documents import deliver
from cchc_cli.cli.find_scoring import Scored, score_files
from cchc_cli.cli.options import Options, argument, choice, format_given, option, takes
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.score import ScoreRequest
from cchc_cli.model.scoring import STAGES, Stage
from cchc_cli.render.score import formats
from cchc_cli.run.score import bound_of, falls_short
from cchc_cli.scoring.figures import figures_of_scores, rows_of

Sheets = Annotated[
    list[str] | None,
    argument("SHEET...", "score_sheets", show_default=False),
]
ScoringOption = Annotated[str | None, option("--scoring", metavar="FILE", help="scoring")]
StageOption = Annotated[str | None, choice("--stage", of=STAGES, help="score_stage")]
FormatOption = Annotated[str | None, choice("--format", of=formats.FORMATS, help="score_format")]
DeductionsOption = Annotated[
    str | None, option("--deductions", metavar="FILE.csv", help="score_deductions")
]
FailUnderOption = Annotated[
    str | None, option("--fail-under", metavar="CLASS|PERCENT", help="score_fail_under")
]

FIGURES_HEADER = ("period", "unit", "indicator", "value", "evidence", "note")


@takes(
    "sheets scoring plan as_of unit stage format_ output deductions fail_under decimal encoding "
    "lang quiet no_color"
)
def score(
    options: Options,
    sheets: Sheets = None,
    scoring: ScoringOption = None,
    stage: StageOption = None,
    format_: FormatOption = None,
    deductions: DeductionsOption = None,
    fail_under: FailUnderOption = None,
) -> int:
    """Scores; exit code 0, 1 where a unit is not sure to reach `--fail-under`, 2 where it failed."""
    voice, output = options.voice(), options.output
    chosen, faults = format_given(format_, output, formats.SUFFIXES)
    faults = [*options.faults(), *faults, *([codes.V608.at()] if scoring is None else [])]
    if faults or scoring is None:
        voice.refuse(*faults)
    asked = ScoreRequest(
        None if stage is None else Stage(stage), options.unit, options.decimal, options.encoding
    )
    scored = score_files(scoring, sheets or (), options.request(unit=None, actuals=()), asked)
    if scored.loaded is not None:
        voice = voice.about(scored.loaded)
    result = scored.result
    faults = list(result.diagnostics) if result.scores is None else []
    bound = None
    if result.scores is not None and fail_under is not None:
        bound = bound_of(fail_under, result.scores.table)
        faults += [bound] if isinstance(bound, Diagnostic) else []
    beside, remarks = _figures(scored, deductions, scoring)
    faults += [remark for remark in remarks if remark.severity is Severity.ERROR]
    if faults or isinstance(bound, Diagnostic):
        voice.say(faults)
        if chosen == "json":
            failure = formats.failure(faults, voice.words)
            deliver(failure, output, voice._replace(quiet=True), scored.inputs)
        return 2
    screen = voice.screen() if output is None else None
    content = formats.render(chosen, result, voice.words, screen, options.quiet)
    deliver(content, output, voice, scored.inputs, beside=beside)
    voice.warn([*result.diagnostics, *remarks])
    return 1 if bound is not None and falls_short(result, bound) else 0


def _figures(
    scored: Scored, path: str | None, scoring: str
) -> tuple[dict[Path, str], tuple[Diagnostic, ...]]:
    """The file of figures that the points make, and what is said of those that are not certain."""
    scores, loaded = scored.result.scores, scored.loaded
    if path is None or scores is None:
        return {}, ()
    if loaded is None or loaded.plan is None:
        return {}, (codes.V601.at(),)
    from cchc_cli.render.document.figures_file import render_figures_csv

    made = figures_of_scores(scores, loaded.plan, scored.as_of)
    rows = rows_of(made.figures, Path(scoring).as_posix())
    return {Path(path): render_figures_csv(FIGURES_HEADER, rows)}, made.diagnostics
