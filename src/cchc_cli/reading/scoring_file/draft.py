"""What could be read of a scoring table, part by part, with a fault for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.document import Reference
from cchc_cli.model.scoring import Class, Criterion, ScoringTable
from cchc_cli.reading.yaml_file.document import Route
from cchc_cli.reading.yaml_file.draft import YamlDraft
from cchc_cli.reading.yaml_file.parts import entries, items, valid

MAX_CRITERIA = 20_000
"""Criteria of one table; a province's has some hundred."""
_LISTS = ("criteria", "classes", "references")


@dataclass(slots=True)
class Part:
    """A criterion without the criteria inside it, and where it stands."""

    route: Route
    criterion: Criterion
    is_node: bool
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Draft(YamlDraft):
    """The parts of a table that are sound in themselves."""

    table: ScoringTable = field(init=False)
    """The top-level keys alone."""
    parts: list[Part] = field(default_factory=list)
    classes: list[tuple[Route, Class]] = field(default_factory=list)
    references: list[tuple[Route, Reference]] = field(default_factory=list)
    count: int = 0

    def walk(self) -> Iterator[Part]:
        """Every part, a node before what it holds."""
        return walk(self.parts)


def walk(parts: Sequence[Part]) -> Iterator[Part]:
    """Some parts and all inside them, a node before what it holds."""
    waiting = list(reversed(parts))
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(part.parts)


def fill(draft: Draft, head: dict[str, Any]) -> None:
    """Reads each part of a table by its model."""
    bare = {key: value for key, value in head.items() if key not in _LISTS}
    table = valid(draft, ScoringTable, bare | ({"criteria": []} if "criteria" in head else {}), ())
    assert table is not None
    draft.table = table
    draft.parts = _parts(draft, ("criteria",), head.get("criteria"))
    draft.classes = list(items(draft, Class, ("classes",), head.get("classes")))
    draft.references = list(items(draft, Reference, ("references",), head.get("references")))


def _parts(draft: Draft, route: Route, written: object) -> list[Part]:
    parts = []
    for at, raw in entries(draft, route, written):
        draft.count += 1
        if draft.count > MAX_CRITERIA:
            if draft.count == MAX_CRITERIA + 1:
                draft.fault(codes.P109, at, limit=Term("limit", "criteria"), most=MAX_CRITERIA)
            break
        without = {k: v for k, v in raw.items() if k != "criteria"} if isinstance(raw, dict) else raw
        criterion = valid(draft, Criterion, without, at)
        inner = raw.get("criteria") if isinstance(raw, dict) else None
        is_node = isinstance(raw, dict) and "criteria" in raw
        if criterion is not None:
            part = Part(at, criterion, is_node)
            part.parts = _parts(draft, (*at, "criteria"), inner)
            parts.append(part)
    return parts
