"""Reads a mapping: YAML, then its values, then what its parts say of each other."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import ValidationError

from cchc_cli.model.diagnostic import Diagnostic, Location, has_errors, in_order
from cchc_cli.model.register import Mapping
from cchc_cli.reading.mapping_file.checks import CHECKS, MappingDraft
from cchc_cli.reading.yaml_file.document import Document
from cchc_cli.reading.yaml_file.draft import YamlDraft
from cchc_cli.reading.yaml_file.parts import note
from cchc_cli.reading.yaml_file.tree import parse_yaml


class MappingReading(NamedTuple):
    """A mapping that was read; `mapping` is None where a fault stands in its way."""

    mapping: Mapping | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    draft: Mapping | None = None
    """The same where only its parts do not fit each other: it can still be held against a plan."""

    @property
    def path(self) -> str:
        """What messages call its file."""
        return self.document.path

    def locate(self, *route: str | int) -> Location:
        """Where a part stands."""
        return self.document.locate(route)


def read_mapping(data: bytes, path: str) -> MappingReading:
    """Reads a mapping from the bytes of its file; every fault is reported."""
    document = parse_yaml(data, path)
    if document.root is None:
        return MappingReading(None, document, in_order(document.diagnostics))
    try:
        mapping = Mapping.model_validate(document.root.plain())
    except ValidationError as error:
        faulty = YamlDraft(document)
        for fault in error.errors(include_url=False):
            note(faulty, Mapping, fault, ())
        return MappingReading(None, document, faulty.faults)
    draft = MappingDraft(document, mapping)
    draft.check(CHECKS)
    sound = None if has_errors(draft.faults) else mapping
    return MappingReading(sound, document, draft.faults, mapping)
