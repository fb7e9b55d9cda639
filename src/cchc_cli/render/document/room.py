"""How much the first page holds, so that its lists end where it does.

Heights are points of the shipped Word template (tools/make_docx_templates.py): an upright A4 page
with margins of 20 mm leaves 728. What cannot be known, where a proportional font breaks a line, is
taken narrowly: LibreOffice needs at most as many lines for the example in any month. A page in a
browser, printed, holds more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import wrap

from cchc_cli.render.document.texts import Context

PAGE = 748.0
"""Over 728: heights below are taken high, and the example keeps to one page in any month and span."""
LINE, AFTER = 15.0, 4.0
"""A line of 13 pt, and the space behind a paragraph."""
DASH = LINE + 2
"""One line of a list."""
HEADING, COUNTS = 22.0, 36.0
"""A heading of the second rank; the table of counts."""
ACROSS = 83
"""Characters of 13 pt across 165 mm."""
_INDENT = " " * 5
_ROW, _CELL_LINE = 0.5, 11.5
_COLUMNS = {
    "unit": 105,
    "name": 33,
    "word": 10,
    "reached": 11,
    "goal": 13,
    "gap": 15,
    "needed": 7,
    "since": 12,
}
"""Characters of 10 pt in a column of the table of shortfalls; `unit` goes across all of them."""
_HEAD = 104.0
"""Letterhead and title where each takes its least lines, and the first heading."""
_ISSUER_ACROSS, _TITLE_ACROSS = 22, 72


def paragraph(text: str) -> float:
    """The height of a paragraph."""
    return len(wrap(text, ACROSS, initial_indent=_INDENT)) * LINE + AFTER


def dash(text: str) -> float:
    """The height of an entry of a list with dashes."""
    return paragraph(f"- {text}") - 2


def run_in(text: str) -> float:
    """What a piece adds to a paragraph that goes on."""
    return len(text) / (ACROSS - 3) * LINE


def head(issuer: str, subtitle: str, unit: str) -> float:
    """The height of all above the opening sentence."""
    lines = len(wrap(subtitle, _TITLE_ACROSS)) + bool(unit)
    return _HEAD + len(wrap(issuer, _ISSUER_ACROSS)) * 14 + lines * LINE


def table_row(cells: Mapping[str, str]) -> float:
    """The height of a row of the table of shortfalls, its cells by column; others are passed over."""
    lines = (len(wrap(cells[name], across)) for name, across in _COLUMNS.items() if name in cells)
    return max(lines, default=1) * _CELL_LINE + _ROW


def fixed(page: Context, sent: str) -> float:
    """The height of all that is no list; `sent` is the word before who has sent."""
    sending = f"{sent}: {page['sent']}. {page['not_sent']}"
    paragraphs = (page["judgement"], page["changes_text"], sending, page["due_text"])
    height = COUNTS + 4 * HEADING + sum(map(paragraph, paragraphs))
    if not page["shortfalls"]:
        return height + DASH
    height += 2 * table_row({})
    for group in page["shortfalls"]:
        height += table_row({"unit": group["unit"]})
        for row in group["rows"]:
            height += table_row(row | {"name": f"{row['name']} ({row['about']})"})
    return height


def ending(lines: Sequence[Context]) -> list[float]:
    """The heights of what ends next; the first brings its heading, and a line for the rest."""
    heights = [
        dash(f"{line['due']}: {line['name']} — {line['scope']} ({line['value']})") for line in lines
    ]
    return [height + (0 if index else 2 * DASH + AFTER) for index, height in enumerate(heights)]


def changes(lines: Sequence[Context]) -> list[float]:
    """The heights of what changed; the first of a kind brings its heading, and a line for the rest."""
    heights, turns = [], Counter(line["turn"] for line in lines)
    for line in lines:
        heading = LINE + AFTER + (DASH if turns[line["turn"]] > 1 else 0)
        height = dash(f"{line['name']} — {line['scope']}: {line['word']}")
        heights.append(height + (heading if turns.pop(line["turn"], 0) else 0))
    return heights


def share(room: float, lists: Sequence[Sequence[float]]) -> list[int]:
    """How many entries of each list find room, in turn one of each."""
    counts = [0] * len(lists)
    open_lists = [rank for rank, heights in enumerate(lists) if heights]
    while open_lists:
        for rank in list(open_lists):
            height = lists[rank][counts[rank]]
            if height > room:
                open_lists.remove(rank)
                continue
            room -= height
            counts[rank] += 1
            if counts[rank] == len(lists[rank]):
                open_lists.remove(rank)
    return counts
