"""A mapping while its parts are held against each other, and what reading it gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.register import Mapping
from cchc_cli.reading.cells.names import Suggestions
from cchc_cli.reading.plan_file.tree import Document, Route


@dataclass(slots=True)
class MappingDraft:
    """A mapping whose values are sound, while its parts are held against each other."""

    document: Document
    mapping: Mapping
    diagnostics: list[Diagnostic] = field(default_factory=list)
    suggestions: Suggestions = field(default_factory=Suggestions)

    def fault(self, code: Code, route: Route, at_key: bool = False, **params: object) -> None:
        """Notes a fault at a node."""
        self.diagnostics.append(code.at(self.document.locate(route, at_key), **params))


class MappingReading(NamedTuple):
    """A mapping that was read; `mapping` is None where a fault stands in its way."""

    mapping: Mapping | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]

    @property
    def path(self) -> str:
        """What messages call its file."""
        return self.document.path

    def locate(self, *route: str | int) -> Location:
        """Where a part stands."""
        return self.document.locate(route)
