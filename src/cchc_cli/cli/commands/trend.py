"""`cchc trend`: month by month against the pace."""

from __future__ import annotations

from typing import Annotated

from cchc_cli.cli.documents import deliver
from cchc_cli.cli.options import Options, choice, format_given, takes
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.runs import run
from cchc_cli.judging.changes import tracker
from cchc_cli.model import codes
from cchc_cli.model.figures import Figures
from cchc_cli.model.history import Track
from cchc_cli.model.progress import Progress
from cchc_cli.model.verdict import Result
from cchc_cli.render.document.trend import render_trend, render_trend_json, render_trend_markdown
from cchc_cli.render.page import Screen

FORMATS = ("text", "json", "markdown")
SUFFIXES = {".txt": "text", ".json": "json", ".md": "markdown"}

FormatOption = Annotated[str | None, choice("--format", of=FORMATS, help="trend_format")]


@takes("actuals plan as_of unit decimal encoding format_ output lang quiet no_color")
def trend(options: Options, format_: FormatOption = None) -> int:
    """Shows the course of every target that has a number; exit code 0 when it is shown, else 2."""
    voice, output = options.voice(), options.output
    chosen, faults = format_given(format_, output, SUFFIXES)
    faults = [*options.faults(), *faults]
    voice.stop_for(faults)
    request = options.request()
    with TerminalProgress(voice, request.actuals) as progress:
        result = run(request, progress=progress)
        tracks = _tracks(result, progress) if result.judged else []
    voice = voice.about(result)
    if not result.judged:
        problems = [codes.V313.at(path=output)] if output else []
        voice.refuse(*result.diagnostics, *problems)
    match chosen:
        case "json":
            content = render_trend_json(result, tracks)
        case "markdown":
            content = render_trend_markdown(result, tracks, voice.words)
        case _:
            view = voice.screen() if output is None else Screen()
            content = render_trend(result, tracks, voice.words, view)
    deliver(content, output, voice, result.inputs)
    voice.warn(result.diagnostics)
    return 0


def _tracks(result: Result, progress: Progress) -> list[Track]:
    plan, as_of = result.subject
    verdicts = [verdict for verdict in result.verdicts if not verdict.indicator.kind.is_told]
    progress.begin("writing", len(verdicts))
    return list(map(tracker(plan, result.figures or Figures(), as_of, progress), verdicts))
