"""The table of several plans that were judged in one run."""

from __future__ import annotations

from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Status
from cchc_cli.render.phrases import NONE
from cchc_cli.render.wording import Wording, visible

COLUMNS = ("plan", "title", "as_of", "verdicts", "missed", "behind", "no_data", "exit_code")


def rows_of(result: Result, wording: Wording) -> list[list[str]]:
    """A row for each plan, by the columns of the table."""
    rows = []
    for part in result.parts:
        if part.plan is None:
            unread = wording.word("several.unread")
            rows.append([visible(part.name), unread, "", *[NONE] * 4, wording.number(part.exit_code)])
            continue
        counts = [part.number_of(status) for status in (Status.MISSED, Status.BEHIND, Status.NO_DATA)]
        period = "" if part.as_of is None else wording.period(Period.of_month(part.as_of))
        numbers = [len(part.verdicts), *counts, part.exit_code]
        rows.append(
            [visible(part.name), visible(part.plan.title), period, *map(wording.number, numbers)]
        )
    return rows


def aligned_rows(result: Result, wording: Wording) -> list[str]:
    """The table as lines of one width to a column; the titles stand above each plan already."""
    columns = [index for index, name in enumerate(COLUMNS) if name != "title"]
    header = [wording.word(f"column.{name}") for name in COLUMNS]
    lines = [[line[index] for index in columns] for line in (header, *rows_of(result, wording))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(columns))]
    return [
        "   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
