"""A document of tables in Markdown."""

from __future__ import annotations

from cchc_cli.render import markdown_text
from cchc_cli.render.markdown_text import escape
from cchc_cli.render.tables.model import Line, Report, Table


def render_markdown(report: Report) -> str:
    """A whole document."""
    parts = [f"# {escape(report.title)}\n", "\n\n".join(map(escape, report.facts)) + "\n"]
    parts += map(_table, report.tables)
    for title, items in report.lists:
        parts += [f"## {escape(title)}\n", "".join(f"- {escape(item)}\n" for item in items)]
    return "\n".join(parts)


def _table(table: Table) -> str:
    """A table under its heading."""
    rows = [[_cell(line, index) for index in range(len(line.cells))] for line in table.lines]
    header = [escape(name) for name in table.header]
    return f"## {escape(table.title)}\n\n{markdown_text.table(header, rows, table.right)}"


def _cell(line: Line, index: int) -> str:
    text = escape(line.cells[index])
    return f"**{text}**" if line.is_strong and text else text
