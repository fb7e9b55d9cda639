"""Reads an earlier result of `cchc check --format json` as a baseline."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.model.verdict import UNSATISFIED, Baseline, Shortfall, Status
from cchc_cli.reading.table.source import Source

SCHEMA_VERSION = 1
_STATUSES = frozenset(Status)
_LONGEST = 60
"""Digits of a number of a result at most, before or after its decimal mark."""


def read_baseline(source: Source, plan_id: str) -> Baseline | Diagnostic:
    """The baseline in a file, or why it cannot be one; never an empty one by accident."""
    path = source.path
    try:
        with source.open() as stream:
            data = stream.read()
    except OSError as problem:
        return codes.V316.at(Location(path), why=reason_of(problem))
    except ValueError as problem:  # a zero byte in the name
        return codes.V316.at(Location(path), why=type(problem).__name__)
    try:
        result = json.loads(data.decode("utf-8-sig"), parse_float=_decimal)
    except json.JSONDecodeError as problem:
        place = Location(path, problem.lineno, problem.colno)
        return codes.V317.at(place, why=Term("why", "not_json"))
    except (UnicodeDecodeError, RecursionError, ValueError):
        return codes.V317.at(Location(path), why=Term("why", "not_json"))
    shape = _wrong_shape(result)
    if shape is not None:
        return codes.V317.at(Location(path), why=Term("why", shape))
    if result["exit_code"] == 2:
        return codes.V319.at(Location(path))
    if result["plan"]["id"] != plan_id:
        return codes.V318.at(Location(path), found=result["plan"]["id"], wanted_plan=plan_id)
    shortfalls = {
        (verdict["target"], verdict["unit"]): Shortfall(
            Status(verdict["status"]), _fraction(verdict.get("gap"))
        )
        for verdict in result["verdicts"]
        if verdict["status"] in UNSATISFIED
    }
    return Baseline(path, shortfalls)


def _decimal(text: str) -> Decimal | None:
    """A number with a decimal part or an exponent; None for one that no result of ours holds."""
    try:
        number = Decimal(text) if len(text) <= _LONGEST else None
    except InvalidOperation:
        return None
    return number if number is None or abs(number.adjusted()) <= _LONGEST else None


def _fraction(number: Any) -> Fraction | None:
    return Fraction(number) if type(number) in (int, Decimal) else None


def _wrong_shape(result: Any) -> str | None:
    """What makes it no result of ours; None where it is one."""
    if not isinstance(result, dict) or not isinstance(result.get("tool"), dict):
        return "not_ours"
    if result["tool"].get("name") != "cchc":
        return "not_ours"
    if result.get("schema") is True or result.get("schema") != SCHEMA_VERSION:
        return "other_version"
    code, plan, verdicts = result.get("exit_code"), result.get("plan"), result.get("verdicts")
    if type(code) is not int or code not in (0, 1, 2) or not isinstance(verdicts, list):
        return "incomplete"
    if code == 2:
        return None
    if not isinstance(plan, dict) or not isinstance(plan.get("id"), str) or not verdicts:
        return "incomplete"
    return None if all(_is_verdict(verdict) for verdict in verdicts) else "incomplete"


def _is_verdict(verdict: Any) -> bool:
    return (
        isinstance(verdict, dict)
        and isinstance(verdict.get("target"), str)
        and "unit" in verdict
        and isinstance(verdict["unit"], str | None)
        and isinstance(verdict.get("status"), str)
        and verdict["status"] in _STATUSES
    )
