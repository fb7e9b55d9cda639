"""Workflow commands of GitHub Actions: an annotation for each finding, and the job's summary."""

from __future__ import annotations

from cchc_cli.model.diagnostic import Location, Severity
from cchc_cli.model.verdict import Result, Status
from cchc_cli.render.check.findings import STDIN, Finding, findings, writable
from cchc_cli.render.check.markdown import render_markdown
from cchc_cli.render.markdown_text import escape
from cchc_cli.render.phrases import place as place_before
from cchc_cli.render.wording import Wording

SUMMARY_LIMIT = 1024 * 1024
"""Bytes of a step's summary that GitHub takes."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(result: Result, wording: Wording) -> str:
    """A line for each finding, the most important first: of each level GitHub shows ten."""
    return "".join(
        _annotation(finding)
        for finding in findings(result, wording)
        if finding.verdict is None or finding.verdict.status is not Status.WAIVED
    )


def _annotation(finding: Finding) -> str:
    place = finding.row
    if place is not None and place.path == STDIN:
        place = None
    if place is None and finding.plan is not None:
        place = Location(finding.plan)
    properties: dict[str, object] = {}
    if place is not None:
        properties["file"] = place.path
        if place.line is not None and place.cell is None:
            properties |= {"line": place.line, "endLine": place.line}
            properties |= {"col": place.column} if place.column is not None else {}
    properties["title"] = finding.title
    cell = f" ({place.sheet}!{place.cell})" if place is not None and place.cell else ""
    return command(_COMMANDS[finding.level], properties, finding.message + cell)


def command(name: str, properties: dict[str, object], message: str) -> str:
    """One workflow command with its line end, escaped as GitHub's toolkit does it."""
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return writable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def render_step_summary(result: Result, wording: Wording, room: int) -> str:
    """The Markdown of a run for the page of its job, cut at a line end with a note to fit `room` bytes.

    Of a failed run it says why it failed. Empty where not even the note has room.
    """
    text = render_markdown(result, wording) if result.judged else _failure(result, wording)
    if len(text.encode("utf-8", "backslashreplace")) + 1 <= room:
        return writable(text) + "\n"
    note = f"\n{wording.word('github.cut')}\n"
    left = room - len(note.encode())
    if left < 0:
        return ""
    kept: list[str] = []
    for line in writable(text).splitlines(keepends=True):
        left -= len(line.encode())
        if left < 0:
            break
        kept.append(line)
    return "".join(kept) + note


def _failure(result: Result, wording: Wording) -> str:
    lines = [f"## {wording.word('github.failed')}\n\n"]
    for diagnostic in result.diagnostics:
        message, hint = wording.describe(diagnostic)
        place = escape(place_before(diagnostic.location, wording))
        severity = wording.word(f"severity.{diagnostic.severity}")
        lines.append(f"- {place}**{severity} {diagnostic.code}**: {escape(message)}\n")
        lines.append(f"  {wording.word('cure')}: {escape(hint)}\n")
    return "".join(lines)
