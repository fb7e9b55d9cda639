"""How many verdicts, statuses and waivers there are, in words."""

from __future__ import annotations

from cchc_cli.model.verdict import Result, Status
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
        (status, f"{result.count(status)} {status_word(status, wording)}")
        for status in Status
        if result.count(status)
    ]


def waiver_count(result: Result, wording: Wording) -> str | None:
    """How many waivers are at work, have ended, are not needed any more; None where there are none.

    Counted are verdicts for the first and waivers for the others; with a unit asked for, its own.
    """
    active = result.count(Status.WAIVED)
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
