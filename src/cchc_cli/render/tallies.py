"""How many verdicts, statuses and waivers there are, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cchc_cli.model.verdict import Result, Sending, Status, UnitReport
from cchc_cli.render.phrases import status_word
from cchc_cli.render.wording import Wording


def verdict_count(result: Result, wording: Wording) -> str:
    """The head of a line of counts; for a unit that has no verdict, a sentence."""
    if not result.verdicts and result.plan is not None:
        return wording.word("text.no_verdicts", unit=wording.unit(result.plan, result.unit))
    return wording.word("text.summary", count=len(result.verdicts))


def status_counts(result: Result, wording: Wording) -> list[tuple[Status, str]]:
    """How many verdicts of each status that occurs."""
    return [
        (status, f"{result.number_of(status)} {status_word(status, wording)}")
        for status in Status
        if result.number_of(status)
    ]


def waiver_count(result: Result, wording: Wording) -> str | None:
    """How many waivers are at work, have ended, are not needed any more; None where there are none.

    Counted are verdicts for the first and waivers for the others; with a unit asked for, its own.
    """
    active = result.number_of(Status.WAIVED)
    counted: dict[str, set[object]] = {"V101": set(), "V103": set(), "V104": set()}
    for diagnostic in result.diagnostics:
        units = diagnostic.params.get("unit")
        mine = result.unit in (units if isinstance(units, tuple) else (None, units)) or units is None
        if diagnostic.code in counted and (result.unit is None or mine):
            counted[diagnostic.code].add((diagnostic.params["target"], diagnostic.params["waiver"]))
    ended, idle = len(counted["V101"]), len(counted["V103"]) + len(counted["V104"])
    if not active + ended + idle:
        return None
    return wording.word("text.waivers", waived=active, ended=ended, idle=idle)


class SendingCount(NamedTuple):
    """How many units sent what they owe for the month; the three add up to `owing`."""

    sent: int
    partly: int
    not_sent: int
    late: int = 0
    """Of those that sent all, how many did so after the due day, where the days are known."""

    @property
    def owing(self) -> int:
        """The units that owe figures for the month."""
        return self.sent + self.partly + self.not_sent


def sending_count(reports: Iterable[UnitReport], unit: str | None = None) -> SendingCount:
    """Counted are units, not the department; with a unit asked for, it alone."""
    mine = [report for report in reports if report.unit is not None and unit in (None, report.unit)]
    states = [report.sending for report in mine]
    late = sum(report.sending is Sending.SENT and report.months[-1].on_time is False for report in mine)
    sent, partly, not_sent = map(states.count, (Sending.SENT, Sending.PARTLY, Sending.NOT_SENT))
    return SendingCount(sent, partly, not_sent, late)


def sending_state(report: UnitReport, wording: Wording) -> str:
    """How far a unit has sent, and its rates over the months."""
    rates = sending_rates(report, wording)
    is_behind = report.sending is Sending.SENT and report.missing
    return wording.word(f"report.sending.{'before' if is_behind else report.sending}") + (
        f"; {rates}" if rates else ""
    )


def sending_rates(report: UnitReport, wording: Wording) -> str:
    """In how many months all was there, and in how many in time; empty where no day is known."""
    states = [month.on_time for month in report.months]
    if not any(month.sent_on for month in report.months):
        return ""
    unknown = states.count(None)
    counts = {
        "complete": sum(month.complete for month in report.months),
        "months": len(states),
        "on_time": states.count(True),
        "known": len(states) - unknown,
    }
    text = wording.word("sending.rates", **counts)
    return f"{text}, {wording.word('sending.unknown', count=unknown)}" if unknown else text


def sending_words(count: SendingCount, wording: Wording) -> str:
    """`5/8 đơn vị, 2 đơn vị gửi một phần, 1 đơn vị chưa gửi`: what is 0 is not said."""
    if not count.owing:
        return wording.word("sending.nobody")
    parts = [wording.word("sending.sent", sent=count.sent, units=count.owing)]
    if count.late:
        parts[0] += f" ({wording.word('sending.late', count=count.late)})"
    if count.partly:
        parts.append(wording.word("sending.partly", count=count.partly))
    if count.not_sent:
        parts.append(wording.word("sending.not_sent", count=count.not_sent))
    return ", ".join(parts)
