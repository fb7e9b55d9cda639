"""The formats that points are written in; a new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.score import ScoreResult
from cchc_cli.render.page import Screen
from cchc_cli.render.tables import render_tables
from cchc_cli.render.wording import Wording

FORMATS = ("text", "json", "markdown", "html", "docx", "xlsx")
SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
}


def render(
    name: str, result: ScoreResult, words: Wording, screen: Screen | None = None, quiet: bool = False
) -> str | bytes:
    """The points in a format; only its own module is imported."""
    match name:
        case "json":
            from cchc_cli.render.score.json import render_score_json

            return render_score_json(result, words)
        case "xlsx":
            from cchc_cli.render.score.workbook import render_score_workbook

            return render_score_workbook(result, words)
        case "markdown" | "html" | "docx":
            from cchc_cli.render.score.tables import report_of

            return render_tables(name, report_of(result, words), words)
        case _:
            from cchc_cli.render.score.text import render_score

            return render_score(result, words, screen or Screen(), quiet)


def failure(diagnostics: Iterable[Diagnostic], words: Wording) -> str:
    """The JSON that says why there are no points."""
    from cchc_cli.render.score.json import render_failure

    return render_failure(diagnostics, words)
