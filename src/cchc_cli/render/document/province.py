"""One page for many departments: each plan by its statuses, the worst first, and who has not sent."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result, Sending, Status
from cchc_cli.render.phrases import NONE, status_word
from cchc_cli.render.tables.model import Line, Report, Table
from cchc_cli.render.wording import Wording, visible

_ORDER = (Status.MISSED, Status.BEHIND, Status.NO_DATA)
"""What makes a department worse than another, in this order."""


def province_page(result: Result, wording: Wording) -> Report:
    """The page of several plans; one that could not be read stands first, as it is not known how bad."""
    parts = sorted(result.parts, key=_badness)
    judged = [part for part in parts if part.judged]
    short = sum(any(part.number_of(status) for status in _ORDER) for part in judged)
    rows = [_row(part, wording) for part in parts]
    if judged:
        rows.append(_total(judged, wording))
    header = (
        wording.word("province.department"),
        wording.word("column.as_of"),
        *(status_word(status, wording) for status in Status),
        wording.word("province.unsent"),
    )
    numbers = frozenset(range(2, len(header)))
    unsent = tuple(line for part in judged if (line := _unsent_line(part, wording)))
    table = Table(
        "plans",
        wording.word("several.plans"),
        header,
        tuple(map(Line, rows)),
        numbers,
        has_row_heads=True,
    )
    return Report(
        title=wording.word("province.title"),
        facts=(
            wording.word(
                "province.summary", plans=len(parts), short=short, unread=len(parts) - len(judged)
            ),
        ),
        tables=(table,),
        lists=((wording.word("province.unsent_title"), unsent),) if unsent else (),
    )


def _badness(part: Result) -> tuple[object, ...]:
    counts = tuple(-part.number_of(status) for status in _ORDER)
    return (part.judged, *counts, _department(part))


def _department(part: Result) -> str:
    """The issuer of a plan; its path or id where the plan does not say it."""
    issuer = part.plan.issuer if part.plan else None
    return visible(issuer or part.name)


def _row(part: Result, wording: Wording) -> tuple[str, ...]:
    name = _department(part)
    if not part.judged or part.as_of is None:
        key = "unread" if part.plan is None else "unjudged"
        return (name, wording.word(f"several.{key}"), *[NONE] * len(Status), NONE)
    counts = (wording.number(part.number_of(status)) for status in Status)
    period = wording.period(Period.of_month(part.as_of))
    return (name, period, *counts, wording.number(len(_unsent(part))))


def _total(parts: Sequence[Result], wording: Wording) -> tuple[str, ...]:
    counts = (wording.number(sum(part.number_of(status) for part in parts)) for status in Status)
    unsent = wording.number(sum(len(_unsent(part)) for part in parts))
    return (wording.word("province.total"), "", *counts, unsent)


def _unsent(part: Result) -> list[str | None]:
    """The units that owe figures for the period and have not sent all of them."""
    not_all = (Sending.PARTLY, Sending.NOT_SENT)
    return [report.unit for report in part.units if report.sending in not_all]


def _unsent_line(part: Result, wording: Wording) -> str:
    units = _unsent(part)
    plan: Plan | None = part.plan
    if not units or plan is None:
        return ""
    return f"{_department(part)}: {', '.join(wording.unit(plan, unit) for unit in units)}"
