"""Documents of tables, for every format that lays them out."""

from __future__ import annotations

from cchc_cli.render.tables.model import Report
from cchc_cli.render.wording import Wording


def render_tables(name: str, report: Report, words: Wording) -> str | bytes:
    """A document as `markdown`, `html` or `docx`; only its own module is imported."""
    match name:
        case "markdown":
            from cchc_cli.render.tables.markdown import render_markdown

            return render_markdown(report)
        case "html":
            from cchc_cli.render.tables.html import render_html

            return render_html(report, words.language)
        case _:
            from cchc_cli.render.tables.docx import render_docx

            return render_docx(report)
