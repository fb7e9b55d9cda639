"""Points in Markdown."""

from __future__ import annotations

from cchc_cli.render.markdown_text import escape, table
from cchc_cli.render.score.tables import Line, Report, Table


def render_report(report: Report) -> str:
    """A whole document."""
    parts = [f"# {escape(report.title)}\n", "\n\n".join(map(escape, report.facts)) + "\n"]
    parts += [render_table(one, "##") for one in report.tables]
    return "\n".join(parts)


def render_table(one: Table, marks: str) -> str:
    """A table under its heading."""
    rows = [[_cell(line, index) for index in range(len(line.cells))] for line in one.lines]
    header = [escape(name) for name in one.header]
    return f"{marks} {escape(one.title)}\n\n{table(header, rows, one.right)}"


def _cell(line: Line, index: int) -> str:
    text = escape(line.cells[index])
    return f"**{text}**" if line.is_strong and text else text
