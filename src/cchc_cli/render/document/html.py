"""The periodic report as one HTML file that loads nothing and runs nothing."""

from __future__ import annotations

from cchc_cli.render.document.pages import Context
from cchc_cli.render.document.template import TemplateFault, render_template


def render_html(pages: Context, template: str) -> str | TemplateFault:
    """The page laid out by a Jinja2 template that escapes every value."""
    return render_template(template, pages, escaped=True)
