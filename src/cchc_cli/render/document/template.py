"""Documents laid out by templates of Jinja2, the shipped ones or a user's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_cli.render.document.texts import glued

if TYPE_CHECKING:
    from jinja2 import Template


class TemplateFault(NamedTuple):
    """What is wrong with a template, and on which line; None where that cannot be told."""

    line: int | None
    problem: str
    why: str = ""
    """Of a Word file that is no template, whatever its tags: the key of the words for it."""


def render_template(
    template: str, context: Mapping[str, Any], escaped: bool = False
) -> str | TemplateFault:
    """The document, without spaces at ends of lines and with one empty line at most between two."""
    try:
        text = _compiled(template, escaped).render(glued(context) if escaped else context)
    except Exception as problem:  # whatever the code of a template raises is the template's
        return fault_of(problem)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\r\f\v]+(?=\n|\Z)", "", text)).strip() + "\n"


@lru_cache(maxsize=16)
def _compiled(template: str, escaped: bool) -> Template:
    from cchc_cli.render.document.sandbox import Sandbox

    return Sandbox(escaped).from_string(template)


def fault_of(problem: Exception) -> TemplateFault:
    """What a template raised, at its line: of a syntax error its own, else as the traceback says."""
    from jinja2 import TemplateSyntaxError

    line, trace = None, problem.__traceback__
    if isinstance(problem, TemplateSyntaxError):
        line = problem.lineno
    while trace is not None and not isinstance(problem, TemplateSyntaxError):
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return TemplateFault(line, str(problem) or type(problem).__name__)
