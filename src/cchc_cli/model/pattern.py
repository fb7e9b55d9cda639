"""Regular expressions that are compiled when they are first used: a run needs few of them."""

from __future__ import annotations

import re
from typing import cast


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        # What was looked up once is an attribute of its own, so that later uses cost nothing more.
        value = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`, but that nothing is compiled yet."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
