"""A document of tables as a page for a browser, complete in itself."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from cchc_cli.render.tables.model import Line, Report, Table

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 "Times New Roman",Times,serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #8a8a8a;padding:.3rem .5rem;vertical-align:top;text-align:left}
th{background:#dce6f1;color:#111}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.s td{font-weight:bold}
@media print{body{max-width:none;margin:0}thead{display:table-header-group}tr{break-inside:avoid}}
"""


def render_html(report: Report, language: str) -> str:
    """A whole page."""
    facts = "".join(f"<p>{escape(fact)}</p>\n" for fact in report.facts)
    tables = "".join(map(_table, report.tables))
    lists = "".join(_list(title, items) for title, items in report.lists)
    title = escape(report.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{facts}{tables}{lists}</main>\n</body>\n</html>\n"
    )


def _table(table: Table) -> str:
    """A table under its heading; a keyboard can scroll it where it is wider than the window."""
    header = "".join(
        f'<th scope="col"{_number(table, index)}>{escape(name)}</th>'
        for index, name in enumerate(table.header)
    )
    rows = "".join(_row(table, line) for line in table.lines)
    title = escape(table.title)
    return (
        f'<h2 id="{table.name}">{title}</h2>\n'
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{table.name}">\n<table>\n'
        f"<thead><tr>{header}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _row(table: Table, line: Line) -> str:
    cells = [f"<td{_number(table, index)}>{escape(cell)}</td>" for index, cell in enumerate(line.cells)]
    if table.has_row_heads:
        cells[0] = f'<th scope="row">{escape(line.cells[0])}</th>'
    mark = ' class="s"' if line.is_strong else ""
    return f"<tr{mark}>{''.join(cells)}</tr>\n"


def _list(title: str, items: Iterable[str]) -> str:
    lines = "".join(f"<li>{escape(item)}</li>\n" for item in items)
    return f"<h2>{escape(title)}</h2>\n<ul>\n{lines}</ul>\n"


def _number(table: Table, index: int) -> str:
    return ' class="n"' if index in table.right else ""
