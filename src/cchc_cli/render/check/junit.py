"""JUnit XML: a test case for each verdict, in the order of the common schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.period import month_label
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import UNSATISFIED, Result, Status, Verdict
from cchc_cli.render import phrases
from cchc_cli.render.check.findings import is_error, row_of
from cchc_cli.render.diagnostics import render_diagnostics
from cchc_cli.render.explanation import render_arithmetic
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_EXCUSED = frozenset({Status.NOT_DUE, Status.NOT_APPLICABLE, Status.WAIVED})


class _Case(NamedTuple):
    name: str
    group: str
    outcome: str = ""
    """`failure`, `error` or `skipped`; empty where it passed."""
    kind: str = ""
    message: str = ""
    details: str = ""
    place: Location | None = None
    """Where to look: the figure or the target, of a fault its own place."""


def render_junit(result: Result, wording: Wording) -> str:
    """A suite for each plan, with its verdicts; of a plan that failed, an error for each fault."""
    suites = [_suite(single, wording, bool(result.parts)) for single in result.singles]
    cases = [case for suite in suites for case in suite.cases]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="cchc"{_counts(cases)}>',
        *(line for suite in suites for line in suite.lines),
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


class _Suite(NamedTuple):
    cases: list[_Case]
    lines: list[str]


def _counts(cases: Sequence[_Case]) -> str:
    failures = sum(case.outcome == "failure" for case in cases)
    errors = sum(case.outcome == "error" for case in cases)
    return _attributes(tests=len(cases), failures=failures, errors=errors)


def _suite(result: Result, wording: Wording, one_of_several: bool) -> _Suite:
    plan, cases = result.plan, []
    if result.judged and plan is not None:
        cases += [_verdict(verdict, result, plan, wording) for verdict in result.verdicts]
    # Of a run that was judged, a closed figure that was changed is the only error there can be.
    faults = [fault for fault in result.diagnostics if is_error(fault)]
    cases += _faults(faults, wording)
    remarks = [remark for remark in result.diagnostics if not is_error(remark)]
    properties = {
        "plan": result.name,
        "as_of": "" if result.as_of is None else month_label(result.as_of),
        "exit_code": str(result.exit_code),
    }
    if one_of_several and plan is not None:
        cases = [case._replace(name=f"{result.name} {case.name}") for case in cases]
    named = _attributes(name=f"cchc {properties['plan']}".strip())
    skipped = _attributes(skipped=sum(case.outcome == "skipped" for case in cases))
    lines = [
        f"  <testsuite{named}{_counts(cases)}{skipped}>",
        "    <properties>",
        *(f"      <property{_attributes(name=n, value=v)}/>" for n, v in properties.items()),
        "    </properties>",
        *(line for case in cases for line in _lines(case)),
    ]
    text = render_diagnostics(remarks, wording, Screen())
    if text:
        lines.append(f"    <system-out>{_content(text)}</system-out>")
    return _Suite(cases, [*lines, "  </testsuite>"])


def _verdict(verdict: Verdict, result: Result, plan: Plan, wording: Wording) -> _Case:
    _, month = result.subject
    # Ids hold no space, so that the three cannot run into each other.
    parts = [verdict.target.id, verdict.unit or verdict.target.summed, month_label(month)]
    place = row_of(verdict) or result.target_place(verdict.target.id)
    name = " ".join(part for part in parts if part)
    case = _Case(name, phrases.scope(plan, verdict, wording), place=place)
    summary = phrases.summary(verdict, plan, wording)
    kind = verdict.status.value
    if verdict.status in _EXCUSED:
        return case._replace(outcome="skipped", kind=kind, message=summary)
    if verdict.status not in UNSATISFIED:
        return case
    if verdict.key in (result.known or ()):
        message = wording.word("junit.known", text=summary)
        return case._replace(outcome="skipped", kind=kind, message=message)
    if not verdict.may_fail:
        message = wording.word("junit.warning", text=summary)
        return case._replace(outcome="skipped", kind=kind, message=message)
    details = f"{summary}\n{render_arithmetic(verdict, plan, wording)}"
    return case._replace(outcome="failure", kind=kind, message=summary, details=details)


def _faults(diagnostics: Iterable[Diagnostic], wording: Wording) -> list[_Case]:
    cases: list[_Case] = []
    seen: dict[str, int] = {}
    for diagnostic in diagnostics:
        message, hint = wording.describe(diagnostic)
        place = diagnostic.location
        name = f"{diagnostic.code} {wording.place(place)}" if place else diagnostic.code
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name} ({seen[name]})"
        path = place.path if place else "cchc"
        details = f"{message}\n{wording.word('cure')}: {hint}\n"
        cases.append(_Case(name, path, "error", diagnostic.code, message, details, place))
    return cases


def _lines(case: _Case) -> list[str]:
    place: dict[str, object] = {"file": case.place.path} if case.place else {}
    if case.place and case.place.line is not None:
        place["line"] = case.place.line
    opened = f"    <testcase{_attributes(name=case.name, classname=case.group, **place)}"
    if not case.outcome:
        return [f"{opened}/>"]
    tag = f"      <{case.outcome}{_attributes(type=case.kind, message=case.message)}"
    if case.details:
        return [f"{opened}>", f"{tag}>{_content(case.details)}</{case.outcome}>", "    </testcase>"]
    return [f"{opened}>", f"{tag}/>", "    </testcase>"]


def _attributes(**values: object) -> str:
    return "".join(f' {name}="{_allowed(str(v)).translate(_QUOTED)}"' for name, v in values.items())


def _content(text: str) -> str:
    return _allowed(text).translate(_MARKUP)


def _allowed(text: str) -> str:
    """Text without the characters that XML has no way to write; they are shown as their code."""
    return _FORBIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
