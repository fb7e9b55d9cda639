"""What could be read of a scoring table, part by part, with a fault for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.document import Reference
from cchc_cli.model.scoring import Class, Criterion, ScoringTable
from cchc_cli.reading.plan_file.notes import Notes
from cchc_cli.reading.plan_file.parts import entries, items, valid
from cchc_cli.reading.plan_file.tree import Document, Route

MAX_CRITERIA = 20_000
"""Criteria of one table; a province's has some hundred."""
BARE_HEAD: Mapping[str, object] = {
    "version": "1",
    "id": "0",
    "title": "0",
    "year": "2000",
    "units": "0",
    "criteria": [],
}
"""The least that a table can be."""
_LISTS = ("criteria", "classes", "references")


@dataclass(slots=True)
class Part:
    """A criterion without the criteria inside it, and where it stands."""

    route: Route
    criterion: Criterion
    is_node: bool
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Draft(Notes):
    """The parts of a table that are sound in themselves."""

    table: ScoringTable
    """The top-level keys alone."""
    parts: list[Part] = field(default_factory=list)
    classes: list[tuple[Route, Class]] = field(default_factory=list)
    references: list[tuple[Route, Reference]] = field(default_factory=list)
    count: int = 0

    def walk(self) -> Iterator[Part]:
        """Every part, a node before what it holds."""
        waiting = list(reversed(self.parts))
        while waiting:
            part = waiting.pop()
            yield part
            waiting += reversed(part.parts)


def draft_of(document: Document, head: dict[str, Any]) -> Draft:
    """Reads each part by its model."""
    draft = Draft(document, ScoringTable.model_validate(BARE_HEAD))
    bare = {key: value for key, value in head.items() if key not in _LISTS} | {"criteria": []}
    draft.table = valid(draft, ScoringTable, bare, (), BARE_HEAD) or draft.table
    if "criteria" not in head:
        draft.fault(codes.P104, (), key="criteria")
    draft.parts = _parts(draft, ("criteria",), head.get("criteria"))
    draft.classes = list(items(draft, Class, ("classes",), head.get("classes"), {"at_least": "0%"}))
    draft.references = list(items(draft, Reference, ("references",), head.get("references")))
    return draft


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
