"""The result as JSON: a shape of its own, with its own version."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from cchc_cli import __version__
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.figures import Figure, Value
from cchc_cli.model.period import month_label
from cchc_cli.model.verdict import Kept, Missing, Result, Status, Verdict
from cchc_cli.render.amounts import numbers_of, printable
from cchc_cli.render.targets import references
from cchc_cli.render.wording import Wording

SCHEMA_VERSION = 1
_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render_json(result: Result, wording: Wording) -> str:
    """The whole result, with numbers exactly as they are printed elsewhere; of several plans, each."""
    if result.parts:
        several = {
            "schema": SCHEMA_VERSION,
            "exit_code": result.exit_code,
            "results": [result_object(single, wording) for single in result.singles],
        }
        return encode(several) + "\n"
    return encode(result_object(result, wording)) + "\n"


def result_object(result: Result, wording: Wording) -> dict[str, Any]:
    """The result as plain values; a run that failed has no verdicts."""
    plan, source, as_of = result.plan, result.source, result.as_of
    calendar = plan.calendar if plan else None
    period = to_date = None
    if calendar is not None and as_of is not None:
        last = calendar.last_day(as_of).isoformat()
        period = {"from": calendar.first_day(as_of).isoformat(), "to": last}
        to_date = {"from": calendar.first_day(calendar.first).isoformat(), "to": last}
    verdicts = result.verdicts if result.judged else ()
    summary = {status.value: result.number_of(status) for status in Status}
    return {
        "schema": SCHEMA_VERSION,
        "tool": {"name": "cchc", "version": __version__},
        "plan": {
            "path": source.path,
            "id": plan.id,
            "title": plan.title,
            "sha256": source.sha256,
        }
        if plan and source
        else None,
        "actuals": [
            {"path": file.path, "sha256": file.sha256, "rows": file.rows} for file in result.actuals
        ],
        "as_of": None if as_of is None else month_label(as_of),
        "period": period,
        "to_date": to_date,
        "exit_code": result.exit_code,
        "summary": summary if result.judged else None,
        "units": [
            {
                "unit": report.unit,
                "owed": report.owed,
                "reported": report.reported,
                "sent": report.sent,
                "complete": report.complete,
                "months": [
                    {
                        "month": month_label(month.month),
                        "due": month.due.isoformat(),
                        "owed": month.owed,
                        "reported": month.reported,
                        "sent_on": month.sent_on.isoformat() if month.sent_on else None,
                        "on_time": month.on_time,
                    }
                    for month in report.months
                ],
            }
            for report in result.units
            if report.unit is not None
        ]
        if result.judged
        else [],
        "verdicts": [_verdict(result, verdict) for verdict in verdicts],
        "diagnostics": [diagnostic_object(each, wording) for each in result.diagnostics],
    }


def _verdict(result: Result, verdict: Verdict) -> dict[str, Any]:
    target = verdict.target
    place = result.target_place(target.id)
    return {
        "target": target.id,
        "task": verdict.task.id,
        "clause": verdict.task.clause,
        "unit": verdict.unit,
        "unit_name": _unit_name(result, verdict),
        "units": list(verdict.units),
        "indicator": target.indicator,
        "indicator_name": verdict.indicator.name,
        "references": list(references(verdict.task, result.plan)) if result.plan else [],
        "measure": "%" if verdict.in_percent else verdict.indicator.measure,
        "status": verdict.status.value,
        "severity": target.severity,
        "comparison": "range" if verdict.is_range else verdict.comparison,
        **numbers_of(verdict),
        "baseline": None if verdict.baseline is None else printable(verdict.baseline),
        "bounds": _bounds(verdict) if verdict.is_range else None,
        "kept": None if verdict.kept is None else _kept(verdict.kept),
        "missing": [_missing(gap) for gap in verdict.missing],
        "location": None if place is None else _location(place),
        "figures": [_figure(figure) for figure in verdict.figures],
    }


def _unit_name(result: Result, verdict: Verdict) -> str | None:
    if result.plan is None or verdict.unit is None:
        return None
    return result.plan.unit_by_id[verdict.unit].name


def _bounds(verdict: Verdict) -> dict[str, Any]:
    return {bound.comparison.value: printable(bound.value) for bound in verdict.bounds}


def _kept(kept: Kept) -> dict[str, Any]:
    return {
        "held": kept.held,
        "of": len(kept.counted),
        "short": [period.label for period in kept.short],
        "waived": [period.label for period in kept.waived],
    }


def _missing(gap: Missing) -> dict[str, Any]:
    return {"period": gap.period.label, "unit": gap.unit, "indicator": gap.indicator}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        **_location(figure.location),
        "period": figure.period.label,
        "unit": figure.unit,
        "indicator": figure.indicator,
        "value": _value(figure.value),
        "evidence": figure.evidence or None,
    }


def _value(value: Value) -> Decimal | str | None:
    if isinstance(value, date):
        return value.isoformat()
    return value


def diagnostic_object(diagnostic: Diagnostic, wording: Wording) -> dict[str, Any]:
    """A fault or remark with its words and its place."""
    message, hint = wording.describe(diagnostic)
    place = diagnostic.location
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": message,
        "hint": hint,
        "location": None if place is None else _location(place),
    }


def _location(place: Location) -> dict[str, Any]:
    location: dict[str, Any] = {"path": place.path, "line": place.line, "column": place.column}
    if place.cell is not None:
        location |= {"sheet": place.sheet, "cell": place.cell}
    return location


def encode(value: object, indent: str = "") -> str:
    """JSON text with decimals as exact numbers, which the standard encoder cannot write.

    Raises TypeError for anything but dicts, lists, strings, booleans, integers, decimals and None.
    """
    inner = indent + "  "
    match value:
        case str():
            return _text(value)
        case None:
            return "null"
        case dict():
            if not value:
                return "{}"
            items = [f"{inner}{_key(key)}: {encode(item, inner)}" for key, item in value.items()]
            return "{\n" + ",\n".join(items) + f"\n{indent}}}"
        case list():
            if not value:
                return "[]"
            return "[\n" + ",\n".join([inner + encode(item, inner) for item in value]) + f"\n{indent}]"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case _:
            raise TypeError(type(value).__name__)


@lru_cache(maxsize=1000)
def _key(key: str) -> str:
    return _text(key)


def _text(text: str) -> str:
    """A JSON string; characters that would act on a terminal are escaped too."""
    quoted = encode_basestring(text)
    if quoted.isprintable():
        return quoted
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
