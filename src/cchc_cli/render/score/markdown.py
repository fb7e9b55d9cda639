"""Points in Markdown."""

from __future__ import annotations

from cchc_cli.render import markdown_text
from cchc_cli.render.markdown_text import escape
from cchc_cli.render.score.tables import Line, Report, Table


def render_report(report: Report) -> str:
    """A whole document."""
    parts = [f"# {escape(report.title)}\n", "\n\n".join(map(escape, report.facts)) + "\n"]
    parts += [render_table(table, "##") for table in report.tables]
    return "\n".join(parts)


def render_table(table: Table, marks: str) -> str:
    """A table under its heading."""
    rows = [[_cell(line, index) for index in range(len(line.cells))] for line in table.lines]
    header = [escape(name) for name in table.header]
    return f"{marks} {escape(table.title)}\n\n{markdown_text.table(header, rows, table.right)}"


def _cell(line: Line, index: int) -> str:
    text = escape(line.cells[index])
    return f"**{text}**" if line.is_strong and text else text
