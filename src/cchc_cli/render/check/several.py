"""Several plans judged in one run: each as it stands alone, and one table of all."""

from __future__ import annotations

from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Status
from cchc_cli.render.check.text import Page, Screen, render_text
from cchc_cli.render.wording import Wording, visible

COLUMNS = ("plan", "title", "as_of", "verdicts", "missed", "behind", "no_data", "exit_code")


def rows_of(result: Result, wording: Wording) -> list[list[str]]:
    """A row for each plan, by the columns of the table."""
    rows = []
    for part in result.parts:
        if part.plan is None:
            continue
        counts = [part.count(status) for status in (Status.MISSED, Status.BEHIND, Status.NO_DATA)]
        period = "" if part.as_of is None else wording.period(Period.of_month(part.as_of))
        numbers = [len(part.verdicts), *counts, part.exit_code]
        shown = [wording.number(number) for number in numbers]
        rows.append([part.plan.id, visible(part.plan.title), period, *shown])
    return rows


def _aligned(result: Result, wording: Wording) -> list[str]:
    """The table as lines of one width to a column; the titles stand above each plan already."""
    shown = [index for index, name in enumerate(COLUMNS) if name != "title"]
    header = [wording.word(f"column.{name}") for name in COLUMNS]
    lines = [[line[index] for index in shown] for line in (header, *rows_of(result, wording))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(shown))]
    return [
        "   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def render_several(result: Result, wording: Wording, screen: Screen, quiet: bool = False) -> str:
    """What each plan comes to, then the table; with `quiet` the table alone."""
    page = Page(screen)
    if not result.judged:
        return ""
    if not quiet:
        for part in result.parts:
            page.add(render_text(part, wording, screen))
            page.blank()
    page.line((wording.word("several.plans"), "bold"))
    for index, line in enumerate(_aligned(result, wording)):
        page.line((line, "dim") if index == 0 else line, indent=2)
    style = "bold red" if result.exit_code else "green"
    page.line((wording.word("several.exit", code=result.exit_code), style))
    return page.text()
