"""Reads the file of a scoring table: YAML, each part by its model, then what parts say of others."""

from __future__ import annotations

from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, has_errors
from cchc_cli.model.scoring import Criterion, ScoringTable
from cchc_cli.reading.scoring_file.checks import CHECKS
from cchc_cli.reading.scoring_file.draft import Draft, Part, fill
from cchc_cli.reading.yaml_file.document import Document, Route
from cchc_cli.reading.yaml_file.parts import is_a
from cchc_cli.reading.yaml_file.tree import parse_yaml


class ScoringReading(NamedTuple):
    """A scoring table that was read; `table` is None where a fault stands in its way."""

    table: ScoringTable | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    routes: dict[str, Route]
    """The way to each criterion, by its id."""


def read_scoring(data: bytes, path: str) -> ScoringReading:
    """Reads a scoring table from the bytes of its file; `path` is what diagnostics call it.

    All faults are reported: of the syntax, of each value, and between the parts.
    """
    draft = Draft(parse_yaml(data, path, empty=codes.P602))
    document = draft.document
    if document.root is not None and is_a("mapping", draft, (), head := document.root.plain()):
        fill(draft, head)
        draft.check(CHECKS)
    routes = {part.criterion.id: part.route for part in draft.walk()}
    table = None if has_errors(draft.faults) else _whole(draft)
    return ScoringReading(table, document, draft.faults, routes)


def _whole(draft: Draft) -> ScoringTable:
    parts = {
        "criteria": tuple(map(_criterion, draft.parts)),
        "classes": tuple(class_ for _, class_ in draft.classes),
        "references": tuple(reference for _, reference in draft.references),
    }
    return draft.table.model_copy(update=parts)


def _criterion(part: Part) -> Criterion:
    inner = tuple(map(_criterion, part.parts))
    return part.criterion.model_copy(update={"criteria": inner}) if inner else part.criterion
