"""What a run has to say, one finding each: what annotations of every kind are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from cchc_cli.model.closing import RESTATED
from cchc_cli.model.diagnostic import EXAMPLES, Diagnostic, Location, Severity
from cchc_cli.model.verdict import UNSATISFIED, Result, Status, Verdict
from cchc_cli.render import phrases
from cchc_cli.render.wording import Wording

STDIN = "-"
"""The path of figures that came from standard input: no file to point at."""

_RANKS = {Status.MISSED: 1, Status.BEHIND: 2, Status.NO_DATA: 3, Status.WAIVED: 5}
_LEVELS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_SURROGATE = re.compile("[\ud800-\udfff]")


class Finding(NamedTuple):
    """A target that falls short for a unit, or a diagnostic."""

    check: str
    """The target's id or the diagnostic's code."""
    level: Severity
    plan: str | None
    """The path of the plan that it belongs to, for what has no place of its own."""
    title: str
    message: str
    row: Location | None
    """The figure to look at, else where the target is declared, else None."""
    declared: Location | None
    """Where the target is declared; a diagnostic's own place."""
    fingerprint: str
    """The same in every run that finds the same, wherever lines have moved; unique in a run."""
    verdict: Verdict | None = None
    diagnostic: Diagnostic | None = None


def findings(result: Result, wording: Wording) -> list[Finding]:
    """Everything worth pointing at, the most important first; of a failed run, why it failed."""
    found: list[Finding] = []
    for single in result.singles:
        found += [*_of_verdicts(single, wording), *_of_diagnostics(single, wording)]
    return sorted(found, key=_weight)


def _weight(finding: Finding) -> tuple[int, int]:
    if finding.verdict is not None:
        return _LEVELS[finding.level], _RANKS[finding.verdict.status]
    # A fault that spoils the run comes before, a remark after what falls short.
    spoils = finding.level is Severity.ERROR and finding.check not in RESTATED
    return _LEVELS[finding.level], 0 if spoils else 4


def _of_verdicts(result: Result, wording: Wording) -> Iterator[Finding]:
    plan = result.plan
    if plan is None or not result.judged:
        return
    for verdict in result.verdicts:
        if verdict.status not in UNSATISFIED | {Status.WAIVED}:
            continue
        declared = result.target_place(verdict.target.id)
        yield Finding(
            check=verdict.target.id,
            level=_level(verdict, result),
            plan=result.source.path if result.source else None,
            title=f"{phrases.status(verdict, wording)}: {phrases.name(verdict)}".strip(),
            message=phrases.summary(verdict, plan, wording),
            row=row_of(verdict) or declared,
            declared=declared,
            fingerprint=_digest("target", result.name, verdict.target.id, verdict.unit),
            verdict=verdict,
        )


def _level(verdict: Verdict, result: Result) -> Severity:
    """What may fail a run is an error; what only warns, or was short already, a warning."""
    if verdict.status is Status.WAIVED:
        return Severity.NOTE
    if not verdict.may_fail or verdict.key in (result.known or ()):
        return Severity.WARNING
    return Severity.ERROR


def _of_diagnostics(result: Result, wording: Wording) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    plan = result.name or None
    for diagnostic in result.diagnostics:
        title, *_ = wording.code(diagnostic.code) or (diagnostic.code,)
        message, hint = wording.describe(diagnostic)
        place = diagnostic.location
        stable = sorted(
            (name, str(value))
            for name, value in diagnostic.params.items()
            if not isinstance(value, Location) and name not in EXAMPLES
        )
        digest = _digest("diagnostic", plan, diagnostic.code, place.path if place else None, stable)
        seen[digest] = seen.get(digest, 0) + 1
        yield Finding(
            check=diagnostic.code,
            level=Severity.ERROR if is_error(diagnostic) else diagnostic.severity,
            plan=result.source.path if result.source else None,
            title=f"{diagnostic.code}: {title}",
            message=f"{message} — {wording.word('cure')}: {hint}",
            row=place,
            declared=place,
            fingerprint=digest if seen[digest] == 1 else _digest(digest, seen[digest]),
            diagnostic=diagnostic,
        )


def is_error(diagnostic: Diagnostic) -> bool:
    """Whether it makes a run fail: a fault, or a closed figure that is not what it was."""
    return diagnostic.severity is Severity.ERROR or diagnostic.code in RESTATED


def _digest(*parts: object) -> str:
    return sha256(repr(("cchc/1", *parts)).encode("utf-8", "backslashreplace")).hexdigest()


def row_of(verdict: Verdict) -> Location | None:
    """The figure with which a ceiling was exceeded, else the latest one; None without any in a file."""
    figures = sorted(
        (figure for figure in verdict.figures if figure.location.path != STDIN),
        key=lambda figure: (figure.period.last, figure.location.path, figure.location.line or 0),
    )
    if not figures:
        return None
    if verdict.is_ceiling and verdict.denominator is None:
        rising = [figure for figure in figures if figure.value]
        total, goal = 0, verdict.goal or 0
        for figure in rising:
            total += figure.value  # type: ignore[assignment, operator]
            if total > goal:
                return figure.location
    return figures[-1].location


def writable(text: str) -> str:
    """Text that can be encoded: a byte of a file's name that is not UTF-8 is shown as its code."""
    return _SURROGATE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
