"""Reads a mapping: YAML, then its values, then what its parts say of each other."""

from __future__ import annotations

from pydantic import ValidationError

from cchc_cli.model.diagnostic import has_errors, in_order
from cchc_cli.model.register import Mapping
from cchc_cli.reading.mapping_file.checks import CHECKS
from cchc_cli.reading.mapping_file.draft import MappingDraft, MappingReading
from cchc_cli.reading.plan_file.notes import Notes
from cchc_cli.reading.plan_file.parts import note
from cchc_cli.reading.plan_file.tree import parse_yaml


def read_mapping(data: bytes, path: str) -> MappingReading:
    """Reads a mapping from the bytes of its file; every fault is reported."""
    document = parse_yaml(data, path)
    if document.root is None:
        return MappingReading(None, document, in_order(document.diagnostics))
    try:
        mapping = Mapping.model_validate(document.root.plain())
    except ValidationError as error:
        notes = Notes(document)
        for fault in error.errors(include_url=False):
            note(notes, Mapping, fault, ())
        return MappingReading(None, document, in_order([*document.diagnostics, *notes.diagnostics]))
    draft = MappingDraft(document, mapping)
    for check in CHECKS:
        check(draft)
    diagnostics = in_order([*document.diagnostics, *draft.diagnostics])
    if has_errors(diagnostics):
        return MappingReading(None, document, diagnostics, mapping)
    return MappingReading(mapping, document, diagnostics, mapping)
