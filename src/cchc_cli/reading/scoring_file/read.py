"""Reads the file of a scoring table: YAML, each part by its model, then what parts say of others."""

from __future__ import annotations

from typing import Any, NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, has_errors, in_order
from cchc_cli.model.scoring import Criterion, ScoringTable
from cchc_cli.reading.plan_file.notes import Notes
from cchc_cli.reading.plan_file.parts import is_a
from cchc_cli.reading.plan_file.tree import Document, Route, parse_yaml
from cchc_cli.reading.scoring_file.checks import CHECKS
from cchc_cli.reading.scoring_file.draft import Draft, Part, draft_of


class TableReading(NamedTuple):
    """A scoring table that was read; `table` is None where a fault stands in its way."""

    table: ScoringTable | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    routes: dict[str, Route]
    """The way to each criterion, by its id."""


def read_scoring(data: bytes, path: str) -> TableReading:
    """Reads a scoring table from the bytes of its file; `path` is what diagnostics call it.

    All faults are reported: of the syntax, of each value, and between the parts.
    """
    document = parse_yaml(data, path)
    if document.root is None:
        told = [
            codes.P602.at(fault.location) if fault.code == "P107" else fault
            for fault in document.diagnostics
        ]
        return TableReading(None, document, in_order(told), {})
    head: Any = document.root.plain()
    notes = Notes(document)
    if not is_a("mapping", notes, (), head):
        told = [*document.diagnostics, *notes.diagnostics]
        return TableReading(None, document, in_order(told), {})
    draft = draft_of(document, head)
    for check in CHECKS:
        check(draft)
    diagnostics = in_order([*document.diagnostics, *draft.diagnostics])
    routes = {part.criterion.id: part.route for part in draft.walk()}
    if has_errors(diagnostics):
        return TableReading(None, document, diagnostics, routes)
    return TableReading(_whole(draft), document, diagnostics, routes)


def _whole(draft: Draft) -> ScoringTable:
    parts = {
        "criteria": tuple(map(_criterion, draft.parts)),
        "classes": tuple(known for _, known in draft.classes),
        "references": tuple(reference for _, reference in draft.references),
    }
    return draft.table.model_copy(update=parts)


def _criterion(part: Part) -> Criterion:
    inner = tuple(map(_criterion, part.parts))
    return part.criterion.model_copy(update={"criteria": inner}) if inner else part.criterion
