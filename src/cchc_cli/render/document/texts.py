"""Foreign text as documents write it, and periods in narrow tables."""

from __future__ import annotations

from typing import Any

from cchc_cli.model.diagnostic import Location
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.render.wording import Wording, held, visible

Context = dict[str, Any]
LONGEST = 1000
"""Characters of a note that are shown; how many are left out, and where they stand, follows."""
_FORBIDDEN = {code: f"<U+{code:04X}>" for code in (0xFFFE, 0xFFFF)}
"""What XML does not allow and is visible to nobody."""


def plain(text: str) -> str:
    """Text as it may stand in XML and on a page, on one line."""
    return visible(text).translate(_FORBIDDEN)


def cut(text: str, place: Location | None, wording: Wording, most: int = LONGEST) -> str:
    """A note; of a very long one the beginning, how much is left out, and where it stands whole."""
    if len(text) <= most:
        return plain(text)
    if place is None:
        return f"{plain(text[: most - 1].rstrip())}…"
    left = wording.word("report.cut", count=len(text) - most, place=place)
    return f"{plain(text[:most])}… {plain(left)}"


def glued(value: Any) -> Any:
    """The texts of a context with their numbers kept on one line with what they belong to."""
    if isinstance(value, str):
        return held(value, "\xa0")
    if isinstance(value, dict):
        return {key: glued(inner) for key, inner in value.items()}
    return [glued(inner) for inner in value] if isinstance(value, list) else value


def short_period(period: Period, plan: Plan, wording: Wording) -> str:
    """A period for a narrow table: `T7`, where the plan lies within one year; else in full."""
    one_year = plan.calendar.first // 12 == plan.calendar.last // 12
    if one_year and period.first == period.last:
        return wording.word("report.short_month", month=str(period.first % 12 + 1))
    return wording.period(period)
