"""A tally for people: on a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.register import Mapping
from cchc_cli.model.tally import Tally
from cchc_cli.render.markdown_text import escape, table
from cchc_cli.render.page import Page, Screen
from cchc_cli.render.phrases import place
from cchc_cli.render.tally.definitions import definitions
from cchc_cli.render.wording import Wording, visible

DIFFERENCES = {codes.V404.name: "tally.differences", codes.V405.name: "tally.unreported"}
"""What a comparison finds, and what is said of how many there are."""


class Answer(NamedTuple):
    """A tally, and what its account speaks of."""

    result: Tally
    plan: Plan
    mapping: Mapping
    until: date | None
    """The day of the export."""
    is_compared: bool
    """Whether its figures are held against reported ones."""


def account_lines(result: Tally, words: Wording) -> list[str]:
    """Where the rows went."""
    account = result.account
    excluded = sum(account.excluded.values())
    counts = {"rows": account.rows, "counted": account.counted, "excluded": excluded}
    lines = [words.word("tally.account", refused=account.refused, **counts)]
    for name, count in account.excluded.items():
        lines.append(words.word("tally.excluded", name=name, count=count))
    return lines


def _head(answer: Answer, words: Wording) -> list[str]:
    result, until = answer.result, answer.until
    lines = [f"{answer.mapping.id}: {answer.mapping.source}"]
    for register in result.registers:
        sha256 = register.sha256[:12]
        lines.append(words.word("tally.register", path=register.path, sha256=sha256))
    lines += account_lines(result, words)
    if result.figures and until is not None:
        first, last = result.figures[0].period, result.figures[-1].period
        lines.append(words.word("tally.months", first=first, last=last, until=until))
    elif not result.figures:
        lines.append(words.word("tally.nothing"))
    return lines


def comparison(result: Tally, words: Wording) -> list[tuple[str, list[str]]]:
    """How many figures were reported otherwise, how many not at all, and each of them by period."""
    parts = []
    for code, key in DIFFERENCES.items():
        remarks = sorted(
            (remark for remark in result.diagnostics if remark.code == code), key=_figure_of
        )
        lines = [f"{place(remark.location, words)}{words.describe(remark)[0]}" for remark in remarks]
        if lines:
            parts.append((words.word(key, count=len(lines)), lines))
    agreeing = len(result.figures) - len(result.differences)
    if agreeing and not any(difference.reported is not None for difference in result.differences):
        parts.insert(0, (words.word("tally.same", count=agreeing), []))
    return parts


def _figure_of(remark: Diagnostic) -> tuple[object, ...]:
    return tuple(remark.params[name] for name in ("period", "unit", "indicator"))


def _months(result: Tally, plan: Plan) -> Iterator[tuple[Period, list[str], dict[tuple[str, str], int]]]:
    """The figures of each month: the units that have some, and the values by indicator and unit."""
    by_month: dict[Period, dict[tuple[str, str], int]] = {}
    for figure in result.figures:
        by_month.setdefault(figure.period, {})[figure.indicator, figure.unit] = figure.value
    for period, values in by_month.items():
        units = {unit for _, unit in values}
        yield period, sorted(units, key=plan.unit_order.__getitem__), values


def render_text(answer: Answer, words: Wording, screen: Screen) -> str:
    """The account, a table a month, and how everything was counted."""
    result, plan, mapping, _, is_compared = answer
    page = Page(screen)
    for line in _head(answer, words):
        page.line(visible(line))
    width = max((len(name) for name in mapping.indicators), default=0)
    for period, units, values in _months(result, plan):
        page.line()
        columns = [max(len(unit), 5) for unit in units]
        names = "  ".join(unit.rjust(size) for unit, size in zip(units, columns, strict=True))
        page.line(f"{words.period(period).ljust(width + 2)}  {names}")
        for indicator in mapping.indicators:
            cells = [
                words.number(values[indicator, unit]).rjust(size)
                for unit, size in zip(units, columns, strict=True)
            ]
            page.line(f"  {indicator.ljust(width)}  {'  '.join(cells)}")
    if is_compared:
        page.line()
        for heading, lines in comparison(result, words):
            page.line(heading)
            for line in lines:
                page.line(line, indent=2)
    page.line()
    page.line(f"{words.word('tally.definitions')}:")
    for line in definitions(mapping, words):
        page.line(line, indent=2)
    return page.text()


def render_markdown(answer: Answer, words: Wording) -> str:
    """The same as Markdown."""
    result, plan, mapping, _, is_compared = answer
    parts = [f"# {escape(mapping.source)}\n"]
    parts.append("".join(f"- {escape(line)}\n" for line in _head(answer, words)[1:]))
    for period, units, values in _months(result, plan):
        parts.append(f"## {escape(words.period(period).capitalize())}\n")
        header = [words.word("tally.indicator"), *(escape(words.unit(plan, unit)) for unit in units)]
        rows = [
            [
                escape(plan.indicator_by_id[indicator].name),
                *(words.number(values[indicator, unit]) for unit in units),
            ]
            for indicator in mapping.indicators
        ]
        parts.append(table(header, rows, range(1, len(header))))
    if is_compared:
        for heading, lines in comparison(result, words):
            parts.append(f"{escape(heading)}\n")
            parts.append("".join(f"- {escape(line)}\n" for line in lines))
    parts.append(f"## {escape(words.word('tally.definitions'))}\n")
    parts.append("".join(f"- {escape(line)}\n" for line in definitions(mapping, words)))
    return "\n".join(parts)
