"""Templates of documents: Jinja2 in a sandbox, where a template can reach nothing but its context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

MAX_CHARACTERS = 200_000_000
"""Of a document, so that a template's loops come to an end."""
_MAX_PRODUCT = 10_000_000
_FAULTS = (
    *(ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError),
)
"""What the code of a template can raise."""


class TemplateFault(NamedTuple):
    """What is wrong with a template, and on which line; None where that can not be told."""

    line: int | None
    problem: str


def sandbox(escaped: bool = False) -> SandboxedEnvironment:
    """Where templates run; with `escaped` every value is escaped for HTML and XML."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Refuses products and powers that would fill the memory, too."""

        intercepted_binops = frozenset(["*", "**", "%"])

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            for one, other in ((left, right), (right, left)):
                is_repeat = operator == "*" and isinstance(one, int) and hasattr(other, "__len__")
                if is_repeat and one * len(other) > _MAX_PRODUCT:
                    raise SecurityError(f"{operator}: > {_MAX_PRODUCT}")
            if operator == "**" or (operator == "%" and isinstance(left, str)):
                raise SecurityError(operator)
            return super().call_binop(context, operator, left, right)

    return Sandbox(
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=escaped,
    )


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
) -> TemplateFault | None:
    """Hands the document over part by part; what is wrong with the template, if anything."""
    from jinja2 import TemplateError

    made = _compiled(template, escaped, filters)
    if isinstance(made, TemplateFault):
        return made
    size = 0
    try:
        for part in made.generate(dict(context)):
            size += len(part)
            if size > MAX_CHARACTERS:
                return TemplateFault(None, f"> {MAX_CHARACTERS}")
            take(part)
    except (TemplateError, *_FAULTS) as problem:
        return TemplateFault(_line(problem), str(problem) or type(problem).__name__)
    return None


@lru_cache(maxsize=16)
def _compiled(template: str, escaped: bool, filters: Filters) -> Template | TemplateFault:
    """The template ready to be filled in, many times over; or what is wrong with its syntax."""
    from jinja2 import TemplateError, TemplateSyntaxError

    environment = sandbox(escaped)
    environment.filters.update(filters)
    try:
        return environment.from_string(template)
    except TemplateSyntaxError as problem:
        return TemplateFault(problem.lineno, problem.message or "")
    except (TemplateError, *_FAULTS) as problem:
        return TemplateFault(_line(problem), str(problem) or type(problem).__name__)


def _line(problem: BaseException) -> int | None:
    """The line of the template at which it failed; Jinja2 writes it into the traceback."""
    line, trace = None, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
