"""The text of a scoring file made of a document: every leaf by hand until its rule is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from cchc_cli.model.outline import Outline, OutlineItem
from cchc_cli.model.scalars import is_identifier
from cchc_cli.render.wording import Wording, visible


def render_draft(outline: Outline, identifier: str, title: str, year: int | None, words: Wording) -> str:
    """YAML that `cchc score` reads as it stands, but for a year that no document names."""
    lines = [
        "# yaml-language-server: $schema=../schemas/scoring.schema.json",
        *(f"# {line}" for line in words.word("score.draft.head").split("|")),
        "version: 1",
        f"id: {identifier if is_identifier(identifier) else 'bang-diem'}",
        f"title: {_quoted(title)}",
        f"year: {year}" if year else f"year:  # {words.word('score.draft.year')}",
        f"units: don-vi  # {words.word('score.draft.units')}",
        "not_applicable: drop",
        f"# {words.word('score.draft.classes')}",
        "# classes: [{name: Tốt, at_least: 80%}, {name: Khá, at_least: 65%}]",
        "criteria:",
        *_items(outline.items, 1, words),
    ]
    return "\n".join(lines) + "\n"


def _items(items: Sequence[OutlineItem], depth: int, words: Wording) -> Iterator[str]:
    margin = "  " * (2 * depth - 1)
    for item in items:
        yield f"{margin}- id: {_quoted(item.id)}"
        yield f"{margin}  name: {_quoted(item.name)}"
        for remark in item.remarks:
            yield f"{margin}  # {words.word('score.draft.remark', text=remark)}"
        if not item.items:
            yield f"{margin}  max: {_plain(item.max or Fraction(0))}"
            yield f"{margin}  manual: true"
            continue
        if item.max is not None and item.max != item.total:
            sums = {"most": _plain(item.max), "total": _plain(item.total)}
            yield f"{margin}  # {words.word('score.draft.differs', **sums)}"
        elif item.max is not None:
            yield f"{margin}  max: {_plain(item.max)}"
        yield f"{margin}  criteria:"
        yield from _items(item.items, depth + 1, words)


def _quoted(text: str) -> str:
    """A text that YAML takes for nothing else."""
    return "'" + visible(text).replace("'", "''") + "'"


def _plain(number: Fraction) -> str:
    value = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{value.normalize():f}"
