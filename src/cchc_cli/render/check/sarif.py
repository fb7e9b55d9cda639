"""SARIF 2.1.0: what falls short at the target in the plan, with the rows of figures beside it."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import Any
from urllib.parse import quote

from cchc_cli import __version__
from cchc_cli.model.diagnostic import Location
from cchc_cli.model.figures import Figure
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result, Status, Verdict
from cchc_cli.render.check.findings import STDIN, Finding, findings, writable
from cchc_cli.render.check.json import encode
from cchc_cli.render.explanation import render_code, render_terms
from cchc_cli.render.page import Screen
from cchc_cli.render.steps import figure as said_figure
from cchc_cli.render.wording import Wording, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The folder that paths are relative to: where the tool ran."""

_DRIVE = re.compile(r"[A-Za-z]:/")


def render_sarif(result: Result, wording: Wording) -> str:
    """A run for each plan; a diagnostic without a place is a notification of its run."""
    runs = [_run(single, wording) for single in result.singles]
    return encode({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}) + "\n"


def _run(result: Result, wording: Wording) -> dict[str, Any]:
    found = findings(result, wording)
    placed = [finding for finding in found if _has_place(finding)]
    notes = [finding for finding in found if not _has_place(finding)]
    rules = _rules(result, placed, wording)
    notices = [_code_rule(code, wording) for code in sorted({finding.check for finding in notes})]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver: dict[str, Any] = {
        "name": "cchc",
        "version": __version__,
        "language": wording.language,
        "rules": rules,
        "notifications": notices,
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "language": wording.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": _text(wording.word("sarif.root"))}},
        "artifacts": _artifacts(result),
        "invocations": [
            {
                "executionSuccessful": result.judged,
                "exitCode": result.exit_code,
                "toolExecutionNotifications": [
                    {
                        "descriptor": {"id": finding.check},
                        "level": finding.level.value,
                        "message": _text(finding.message),
                    }
                    for finding in notes
                ],
            }
        ],
        "results": [_result(finding, index, wording) for finding in placed],
    }
    if result.plan is not None:
        run["automationDetails"] = {"id": f"cchc/{result.name}/"}
    return run


def _has_place(finding: Finding) -> bool:
    return finding.declared is not None and finding.declared.path != STDIN


def _text(text: str) -> dict[str, str]:
    return {"text": writable(text)}


def _rule_id(finding: Finding) -> str:
    """A target may be named as a code is, so the ids of targets have a prefix."""
    return finding.check if finding.verdict is None else f"target/{finding.check}"


def _rules(result: Result, placed: list[Finding], wording: Wording) -> list[dict[str, Any]]:
    codes = sorted({finding.check for finding in placed if finding.verdict is None})
    rules = [_code_rule(code, wording) for code in codes]
    if result.plan is None or not result.judged:
        return rules
    judged = {verdict.target.id: verdict for verdict in result.verdicts}
    return [_target_rule(v, result.plan, wording) for v in judged.values()] + rules


def _target_rule(verdict: Verdict, plan: Plan, wording: Wording) -> dict[str, Any]:
    target = verdict.target
    return {
        "id": f"target/{target.id}",
        "shortDescription": _text(visible(verdict.indicator.name)),
        "fullDescription": _text(visible(verdict.task.title)),
        "help": _text(render_terms(target, plan, wording)),
        "defaultConfiguration": {"level": target.severity},
        "properties": {"clause": writable(verdict.task.clause), "task": verdict.task.id},
    }


def _code_rule(code: str, wording: Wording) -> dict[str, Any]:
    title, *_ = wording.code(code) or (code,)
    return {
        "id": code,
        "shortDescription": _text(title),
        "help": _text(render_code(code, wording, Screen()) or title),
    }


def _result(finding: Finding, index: dict[str, int], wording: Wording) -> dict[str, Any]:
    rule = _rule_id(finding)
    assert finding.declared is not None
    result: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": index[rule],
        "level": finding.level.value,
        "message": _text(finding.message),
        "locations": [{"physicalLocation": _physical(finding.declared)}],
        "partialFingerprints": {
            "cchcFinding/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint[:16]}:1",
        },
        "suppressions": [],
    }
    verdict = finding.verdict
    if verdict is None:
        return result
    rows = [figure for figure in verdict.figures if figure.location.path != STDIN]
    result["relatedLocations"] = [
        {
            "id": number,
            "message": _text(_figure(figure, wording)),
            "physicalLocation": _physical(figure.location),
        }
        for number, figure in enumerate(rows, 1)
    ]
    result["properties"] = {"status": verdict.status.value, "unit": verdict.unit}
    if verdict.status is Status.WAIVED and verdict.waiver is not None:
        reason = f"{verdict.waiver.reason} ({verdict.waiver.by})"
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": writable(visible(reason))}
        ]
    return result


def _figure(figure: Figure, wording: Wording) -> str:
    cell = f" ({wording.place(figure.location)})" if figure.location.cell else ""
    return (said_figure(figure, wording) + cell).strip()


def _physical(place: Location) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": artifact_location(place.path)}
    if place.line is not None and place.cell is None:
        region = {"startLine": place.line}
        location["region"] = region | ({"startColumn": place.column} if place.column else {})
    return location


def _artifacts(result: Result) -> list[dict[str, Any]]:
    files = [(file.path, file.sha256) for file in result.actuals if file.path != STDIN]
    if result.source is not None:
        files.insert(0, (result.source.path, result.source.sha256))
    return [
        {"location": artifact_location(path), "hashes": {"sha-256": digest}}
        for path, digest in dict(files).items()
    ]


def artifact_location(path: str) -> dict[str, str]:
    """A file as a URI: relative to the root, or whole where its path is; every odd byte is encoded."""
    encoded = quote(normpath(path), safe="/", errors="surrogateescape")
    if path.startswith("/"):
        return {"uri": f"file://{encoded}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{quote(path[2:], safe='/', errors='surrogateescape')}"}
    return {"uri": encoded, "uriBaseId": ROOT}
