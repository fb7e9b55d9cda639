"""Where templates run: Jinja2's own sandbox, with a bound on what a template may make.

A template is the user's own, so it is kept from reaching into the program and from filling the memory
by a slip, but not from taking long: Ctrl-C ends it as it ends any run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cchc_cli.render.markdown_text import escape

MAX_CHARACTERS = 200_000_000
"""Of a document, and of any text or list that a template repeats."""
_MAX_POWER = 64


def _presentable(value: Any) -> Any:
    """A value that can be put out; a list or a function as Python shows it is no text of a document."""
    if value is not None and not isinstance(value, (str, int, float, Decimal, date, Undefined)):
        raise TemplateRuntimeError(f"{type(value).__name__}: not a text or a number")
    return value


def _bounded(parts: Iterable[str]) -> str:
    made, size = [], 0
    for part in parts:
        size += len(part)
        if size > MAX_CHARACTERS:
            raise SecurityError(f"more than {MAX_CHARACTERS} characters")
        made.append(part)
    return "".join(made)


class Sandbox(ImmutableSandboxedEnvironment):
    """Runs templates: no private attributes, no missing names, no end of memory."""

    intercepted_binops = frozenset(["*", "**"])

    def __init__(self, escaped: bool) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            autoescape=escaped,
            finalize=_presentable,
            # Constants are computed when the template runs, where a fault has its line.
            optimized=False,
        )
        # What differs from run to run; documents are the same bytes for the same facts.
        del self.globals["lipsum"], self.filters["random"]
        self.filters["md"] = escape
        self.concat = _bounded  # type: ignore[method-assign]

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Measures what `*` and `**` would make before they make it."""
        if operator == "**":
            if not -_MAX_POWER <= right <= _MAX_POWER:
                raise SecurityError(f"a power above {_MAX_POWER}")
        else:
            for repeated, times in ((left, right), (right, left)):
                if isinstance(repeated, Sized) and len(repeated) * times > MAX_CHARACTERS:
                    raise SecurityError(f"more than {MAX_CHARACTERS} characters or items")
        return super().call_binop(context, operator, left, right)
