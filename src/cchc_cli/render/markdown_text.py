"""Foreign text and tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cchc_cli.render.wording import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$@-])")
_LINKED = re.compile(r"((?<![^\W_])www(?=\.)|[A-Za-z]:(?=//))([./])", re.IGNORECASE)
"""What GitHub and GitLab make a link of without any mark."""
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
"""What begins a list where it begins a line."""
_HARMLESS = re.compile(r"(?<=\w)\\([-_()+])(?=[\w\s])|(?<=\s)\\([-+])(?=\s)|\\([()])")


def escape(text: str) -> str:
    """Text that Markdown and the HTML inside it show as it is, on one line."""
    escaped = _HARMLESS.sub(r"\1\2\3", _SPECIAL.sub(r"\\\1", visible(text)))
    return _LINKED.sub(r"\1\\\2", _NUMBERED.sub(r"\1\\\2", escaped))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """A table of cells that are Markdown already; columns in `right` are aligned to the right."""
    aligned = set(right)
    marks = ["---:" if index in aligned else "---" for index in range(len(header))]
    lines = [header, marks, *rows]
    return "".join(
        "|" + "".join(f" {cell} |" if cell else " |" for cell in line) + "\n" for line in lines
    )
