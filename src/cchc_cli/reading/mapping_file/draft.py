"""A mapping while its parts are held against each other, and what reading it gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.register import Mapping
from cchc_cli.reading.plan_file.notes import Notes
from cchc_cli.reading.plan_file.tree import Document


@dataclass(slots=True)
class MappingDraft(Notes):
    """A mapping whose values are sound, while its parts are held against each other."""

    mapping: Mapping


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
