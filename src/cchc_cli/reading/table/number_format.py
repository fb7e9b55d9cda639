"""Number formats of workbooks, as far as they change what a cell means."""

from __future__ import annotations

import re
from functools import lru_cache

from cchc_cli.reading.table.sheet import Display

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]')
"""What is shown as it stands, or only parts columns."""
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_TOKEN = re.compile(r"y+|m+|d+|h+|s+|am/pm|a/p")
_BUILT_IN = {
    **dict.fromkeys((9, 10), Display.PERCENT),
    **dict.fromkeys((14, 15, 16, 22), Display.DAY),
    17: Display.MONTH,
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), Display.TIME),
    # Dates of East Asian programs, whose look depends on the language.
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), Display.DAY),
    **dict.fromkeys(range(32, 36), Display.TIME),
}


def built_in(number: int) -> Display:
    """What a format without a code of its own shows (ECMA-376, 18.8.30)."""
    return _BUILT_IN.get(number, Display.NUMBER)


@lru_cache(maxsize=1024)
def display_of(code: str) -> Display:
    """What a format code shows of a number above zero: its first section decides."""
    bare = _ELAPSED.sub(" h ", _LITERAL.sub(" ", code[:500].lower()))
    section = _BRACKETED.sub(" ", bare).partition(";")[0].strip()
    if "%" in section:
        return Display.PERCENT
    if section == "general":
        return Display.NUMBER
    tokens = _TOKEN.findall(section)
    has_month = has_time = False
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else ""
        after = tokens[index + 1] if index + 1 < len(tokens) else ""
        # One or two m are minutes after an hour and before a second.
        is_minute = len(token) < 3 and (before[:1] == "h" or after[:1] == "s")
        has_month |= token[0] == "m" and not is_minute
        has_time |= token[0] in "hsa" or (token[0] == "m" and is_minute)
    if "d" in tokens or "dd" in tokens:
        return Display.DAY
    if has_month:
        return Display.MONTH
    if any(token[0] == "y" for token in tokens):
        return Display.YEAR
    if has_time:
        return Display.TIME
    return Display.DAY if tokens else Display.NUMBER
