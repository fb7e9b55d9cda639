"""A Code Quality report of GitLab: an array of findings, each with a fingerprint of its own."""

from __future__ import annotations

from posixpath import normpath
from typing import Any

from cchc_cli.model.closing import RESTATED
from cchc_cli.model.diagnostic import Location, Severity
from cchc_cli.model.verdict import Result, Status
from cchc_cli.render.check.findings import STDIN, Finding, findings, writable
from cchc_cli.render.check.json import encode
from cchc_cli.render.wording import Wording


def render_gitlab(result: Result, wording: Wording) -> str:
    """What falls short and what was remarked; a waived target is not listed."""
    listed = [
        finding
        for finding in findings(result, wording)
        if finding.verdict is None or finding.verdict.status is not Status.WAIVED
    ]
    return encode([_issue(finding) for finding in listed]) + "\n"


def _issue(finding: Finding) -> dict[str, Any]:
    place = finding.row
    if place is None or place.path == STDIN:
        place = Location(finding.plan or ".")
    return {
        "description": writable(f"{finding.check}: {finding.message}"),
        "check_name": finding.check,
        "fingerprint": finding.fingerprint,
        "severity": severity_of(finding),
        "location": {
            "path": writable(normpath(place.path)),
            "lines": {"begin": place.line or 1},
        },
    }


def severity_of(finding: Finding) -> str:
    """GitLab's word: blocker, critical, major, minor or info."""
    match finding.level:
        case Severity.NOTE:
            return "info"
        case Severity.WARNING:
            return "minor"
        case Severity.ERROR if finding.check in RESTATED:
            return "major"
        case Severity.ERROR if finding.verdict is None:
            return "blocker"
        case _:
            assert finding.verdict is not None
            return "critical" if finding.verdict.status is Status.MISSED else "major"
