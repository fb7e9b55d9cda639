"""Faults and remarks as lines for a person, each with its place and its cure."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.render.page import Page, Screen
from cchc_cli.render.phrases import place
from cchc_cli.render.wording import Wording

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def add_diagnostics(
    page: Page, diagnostics: Iterable[Diagnostic], wording: Wording, indent: int = 0
) -> None:
    """A line for each diagnostic with its place and code, and one for its cure."""
    for diagnostic in diagnostics:
        message, hint = wording.describe(diagnostic)
        severity = wording.word(f"severity.{diagnostic.severity}")
        page.line(
            place(diagnostic.location, wording),
            (f"{severity} {diagnostic.code}: ", _STYLES[diagnostic.severity]),
            message,
            indent=indent,
        )
        if diagnostic.excerpt and diagnostic.location and diagnostic.location.column:
            page.excerpt(diagnostic.excerpt, diagnostic.location.column - 1, indent + 4)
        page.line((f"{wording.word('cure')}: {hint}", "dim"), indent=indent + 4)


def render_diagnostics(diagnostics: Iterable[Diagnostic], wording: Wording, screen: Screen) -> str:
    """Diagnostics alone, as they are shown beside a document or where a run fails."""
    page = Page(screen)
    add_diagnostics(page, diagnostics, wording)
    return page.text()
