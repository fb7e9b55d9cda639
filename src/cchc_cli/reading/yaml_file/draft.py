"""A YAML file of ours while its parts are read and compared: what is wrong with it so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Self

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, in_order
from cchc_cli.reading.cells.names import Suggestions
from cchc_cli.reading.yaml_file.document import Document, Route


@dataclass(eq=False, repr=False)
class YamlDraft:
    """The faults of a plan, a scoring table or a mapping, and what they leave unread."""

    document: Document
    unread: set[Route] = field(default_factory=set, kw_only=True)
    """Keys that are missing or wrong, and reported: a default or a stand-in takes their place, which
    no check should report."""
    diagnostics: list[Diagnostic] = field(default_factory=list, kw_only=True)
    suggestions: Suggestions = field(default_factory=Suggestions, kw_only=True)

    def fault(self, code: Code, route: Route, at_key: bool = False, **params: object) -> None:
        """Notes a fault at a node."""
        self.diagnostics.append(code.at(self.document.locate(route, at_key), **params))

    def refuse_repeats(
        self, named: Iterable[tuple[Route, str]], spelling: Callable[[str], str] = str
    ) -> None:
        """Notes each id that stands a second time, by its spelling; keys of the file name groups."""
        routes: dict[str, Route] = {}
        for route, name in named:
            first = routes.setdefault(spelling(name), route)
            if first is not route:
                place = self.document.locate(first, at_key=len(first) == 2)
                self.fault(codes.P201, route, at_key=len(route) == 2, id=name, first=place)

    def check(self, checks: Iterable[Callable[[Self], None]]) -> None:
        """Asks each check, which notes what it finds."""
        for check in checks:
            check(self)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """All faults of the file, in order."""
        return in_order([*self.document.diagnostics, *self.diagnostics])

    def doubts(self, route: Route, at_key: bool = False) -> bool:
        """Whether a fault of the YAML already calls a node into doubt."""
        place = self.document.locate(route, at_key)
        return (place.line, place.column) in self.document.doubted

    def amend(self, route: Route, plain: str) -> None:
        """Says of a value that a fault of the YAML doubts how else it is to be written."""
        place = self.document.locate(route)
        self.document.diagnostics = [
            fault._replace(params={**fault.params, "plain": plain})
            if fault.location == place and "plain" in fault.params
            else fault
            for fault in self.document.diagnostics
        ]

    def can_read(self, route: Route, *keys: str) -> bool:
        """Whether none of these keys of a part is missing or wrong in itself."""
        return not any((*route, key) in self.unread for key in keys)

    def in_order(self, route: Route, keys: Iterable[str]) -> list[str]:
        """Keys of a part in the order of the file."""

        def place(key: str) -> tuple[int, int]:
            location = self.document.locate((*route, key), at_key=True)
            return location.line or 0, location.column or 0

        return sorted(keys, key=place)

    def closest(self, name: str, known: Collection[str]) -> str | None:
        """The known name that a misspelt one probably means; None once too many names were compared."""
        return self.suggestions.near(name, known)
