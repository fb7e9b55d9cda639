"""Number formats of workbooks, as far as they change what a cell means."""

from __future__ import annotations

import re
from functools import lru_cache

from cchc_cli.reading.table.sheet import Shown

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]')
"""What is shown as it stands, or only parts columns."""
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_TOKEN = re.compile(r"y+|m+|d+|h+|s+|am/pm|a/p")
_BUILT_IN = {
    **dict.fromkeys((9, 10), Shown.PERCENT),
    **dict.fromkeys((14, 15, 16, 22), Shown.DAY),
    17: Shown.MONTH,
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), Shown.TIME),
    # Dates of East Asian programs, whose look depends on the language.
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), Shown.DAY),
    **dict.fromkeys(range(32, 36), Shown.TIME),
}


def built_in(number: int) -> Shown:
    """What a format without a code of its own shows (ECMA-376, 18.8.30)."""
    return _BUILT_IN.get(number, Shown.NUMBER)


@lru_cache(maxsize=1024)
def shown_by(code: str) -> Shown:
    """What a format code shows of a number above zero: its first section decides."""
    bare = _ELAPSED.sub(" h ", _LITERAL.sub(" ", code[:500].lower()))
    section = _BRACKETED.sub(" ", bare).partition(";")[0].strip()
    if "%" in section:
        return Shown.PERCENT
    if section == "general":
        return Shown.NUMBER
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
        return Shown.DAY
    if has_month:
        return Shown.MONTH
    if any(token[0] == "y" for token in tokens):
        return Shown.YEAR
    if has_time:
        return Shown.TIME
    return Shown.DAY if tokens else Shown.NUMBER
