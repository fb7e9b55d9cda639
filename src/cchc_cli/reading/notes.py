"""What people write for a report: a Markdown file with a heading for each part.

Read are paragraphs and list items as plain text; the marks of Markdown inside them are kept as they are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.reading.cells.names import closest, fold

PARTS: dict[str, tuple[str, ...]] = {
    "assessment": ("đánh giá", "đánh giá chung", "nhận xét", "assessment"),
    "causes": (
        *("tồn tại", "hạn chế", "nguyên nhân", "tồn tại, hạn chế", "tồn tại, hạn chế và nguyên nhân"),
        *("khó khăn", "khó khăn, vướng mắc", "causes", "shortcomings", "shortcomings and causes"),
    ),
    "measures": (
        *("giải pháp", "biện pháp", "giải pháp trong thời gian tới", "nhiệm vụ, giải pháp"),
        *("phương hướng", "measures", "measures for the time ahead"),
    ),
    "proposals": ("kiến nghị", "đề xuất", "kiến nghị, đề xuất", "đề xuất, kiến nghị", "proposals"),
}
"""The parts of a report that people write, and the headings that mean them."""
MOST_BYTES = 1_000_000
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_NUMBER = re.compile(r"(?:[IVX]+|[0-9]+|[a-zđ])[.)]\s+", re.IGNORECASE)
_ITEM = re.compile(r"\s*[-*+]\s+")


class Notes(NamedTuple):
    """The paragraphs by the part that they are of, and what was wrong."""

    parts: dict[str, tuple[str, ...]]
    diagnostics: tuple[Diagnostic, ...]


def read_notes(data: bytes, path: str) -> Notes:
    """Every paragraph stands under a heading that is known; an HTML comment says nothing."""
    if len(data) > MOST_BYTES:
        return Notes({}, (codes.V166.at(Location(path), most=MOST_BYTES),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        number = data[: problem.start].count(b"\n") + 1
        return Notes({}, (codes.V165.at(Location(path, number)),))
    text = re.sub(r"<!--.*?-->", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    part_of = {fold(name): part for part, names in PARTS.items() for name in names}
    parts: dict[str, list[str]] = {}
    faults: list[Diagnostic] = []
    part: str | None = None
    is_begun, is_named, is_open = False, False, False
    for number, line in enumerate(text.splitlines(), 1):
        heading = _HEADING.fullmatch(line)
        if heading:
            name = _NUMBER.sub("", heading[1], count=1).strip(" :")
            # The title of the whole file is no part of it, and has no text of its own.
            is_title = not is_begun and line.lstrip().startswith("# ")
            part, is_begun, is_open = part_of.get(fold(name)), True, False
            is_named = part is not None or not is_title
            if part is None and not is_title:
                near = closest(name, [names[0] for names in PARTS.values()])
                params = {"near": near} if near else {}
                faults.append(codes.V164.at(Location(path, number), found=name, **params))
            continue
        if not line.strip():
            is_open = False
        elif part is not None:
            paragraphs = parts.setdefault(part, [])
            if is_open and not _ITEM.match(line):
                paragraphs[-1] += f" {line.strip()}"
            else:
                paragraphs.append(line.strip())
            is_open = True
        elif not is_named:
            faults.append(codes.V164.at(Location(path, number), found=line.strip()[:40]))
            is_named = True
    return Notes({name: tuple(paragraphs) for name, paragraphs in parts.items()}, tuple(faults))
