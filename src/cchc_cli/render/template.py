"""Templates of documents: Jinja2 in a sandbox, where a template can reach nothing but its context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

MAX_CHARACTERS = 200_000_000
"""Of a document, so that a template's loops come to an end."""
_MAX_PRODUCT = 10_000_000
_FAULTS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RuntimeError)
"""What the code of a template can raise."""


class TemplateFault(NamedTuple):
    """What is wrong with a template, and on which line; None where that can not be told."""

    line: int | None
    problem: str


def render_template(template: str, context: Mapping[str, Any]) -> str | TemplateFault:
    """The document, without spaces at ends of lines and with one empty line at most between two."""
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
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

    environment = Sandbox(
        trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    parts: list[str] = []
    size = 0
    try:
        for part in environment.from_string(template).generate(dict(context)):
            size += len(part)
            if size > MAX_CHARACTERS:
                return TemplateFault(None, f"> {MAX_CHARACTERS}")
            parts.append(part)
    except TemplateSyntaxError as problem:
        return TemplateFault(problem.lineno, problem.message or "")
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as problem:
        return TemplateFault(_line(problem), str(problem) or type(problem).__name__)
    except (RecursionError, MemoryError) as problem:
        return TemplateFault(_line(problem), type(problem).__name__)
    lines = [line.rstrip() for line in "".join(parts).splitlines()]
    kept = [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
    return "\n".join(kept).strip() + "\n"


def _line(problem: BaseException) -> int | None:
    """The line of the template at which it failed; Jinja2 writes it into the traceback."""
    line, trace = None, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
