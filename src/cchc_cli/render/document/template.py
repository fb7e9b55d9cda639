"""Templates of documents: Jinja2 in a sandbox, where a template can reach nothing but its context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from jinja2 import Template

    from cchc_cli.render.document.sandbox import Budget

MAX_CHARACTERS = 200_000_000
"""Of a document, so that a template's loops come to an end."""


class TemplateFault(NamedTuple):
    """What is wrong with a template, and on which line; None where that can not be told."""

    line: int | None
    problem: str
    why: str = ""
    """Of a Word file that is no template, whatever its tags: the key of the words for it."""


def render_template(
    template: str, context: Mapping[str, Any], escaped: bool = False
) -> str | TemplateFault:
    """The document, without spaces at ends of lines and with one empty line at most between two."""
    lines = _Lines()
    fault = generate(template, context, escaped, lines.take)
    return lines.text() if fault is None else fault


class _Lines:
    """Tidies lines as they come, so that a long document stands in memory only once."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._rest: list[str] = []

    def take(self, part: str) -> None:
        if "\n" not in part:
            self._rest.append(part)
            return
        first, *others = part.split("\n")
        self._rest.append(first)
        for line in ("".join(self._rest), *others[:-1]):
            self._keep(line)
        self._rest = others[-1:]

    def _keep(self, line: str) -> None:
        line = line.rstrip()
        if line or (self._kept and self._kept[-1]):
            self._kept.append(line)

    def text(self) -> str:
        self._keep("".join(self._rest))
        while self._kept and not self._kept[-1]:
            self._kept.pop()
        if self._kept:
            self._kept[0] = self._kept[0].lstrip()
        return "\n".join([*self._kept, ""]) or "\n"


Filters = tuple[tuple[str, Callable[..., Any]], ...]
"""What templates may call on a value besides Jinja2's own, by name."""


def generate(
    template: str,
    context: Mapping[str, Any],
    escaped: bool,
    take: Callable[[str], object],
    filters: Filters = (),
    budget: Budget | None = None,
) -> TemplateFault | None:
    """Hands the document over part by part; what is wrong with the template, if anything.

    With `budget` several templates share what one may take.
    """
    from cchc_cli.render.document.sandbox import Budget

    made = _compiled(template, escaped, filters)
    if isinstance(made, TemplateFault):
        return made
    made.environment.budget = budget or Budget()  # type: ignore[attr-defined]
    size = 0
    try:
        for part in made.generate(dict(context)):
            size += len(part)
            if size > MAX_CHARACTERS:
                return TemplateFault(None, f"more than {MAX_CHARACTERS} characters")
            take(part)
    except Exception as problem:  # whatever the code of a template raises is the template's
        return TemplateFault(_line(problem), str(problem) or type(problem).__name__)
    return None


@lru_cache(maxsize=16)
def _compiled(template: str, escaped: bool, filters: Filters) -> Template | TemplateFault:
    """The template ready to be filled in, many times over; or what is wrong with its syntax."""
    from jinja2 import TemplateSyntaxError

    from cchc_cli.render.document.sandbox import Sandbox

    environment = Sandbox(escaped)
    environment.filters.update(filters)
    try:
        return environment.from_string(template)
    except TemplateSyntaxError as problem:
        return TemplateFault(problem.lineno, problem.message or "")
    except Exception as problem:  # such as RecursionError
        return TemplateFault(_line(problem), str(problem) or type(problem).__name__)


def _line(problem: BaseException) -> int | None:
    """The line of the template at which it failed; Jinja2 writes it into the traceback."""
    line, trace = None, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
