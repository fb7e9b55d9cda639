"""What could be read of a plan, part by part, and where each part stands in the file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from cchc_cli.model.document import Reference
from cchc_cli.model.plan import Indicator, Plan, Target, Task, Unit
from cchc_cli.reading.yaml_file.document import Route
from cchc_cli.reading.yaml_file.draft import YamlDraft

ANY = "*"
"""Any item of a list, or any group."""
KEYS = "@"
"""At the end of a pattern: the keys of the mappings there."""


@dataclass(eq=False, repr=False)
class Draft(YamlDraft):
    """What could be read of a plan, part by part, each with its route."""

    head: dict[str, Any] = field(default_factory=dict)
    """Top-level keys as written; sections included."""
    plan: Plan = field(init=False)
    """Its top-level keys, groups and units."""
    references: list[tuple[Route, Reference]] = field(default_factory=list)
    units: list[tuple[Route, Unit]] = field(default_factory=list)
    groups: list[tuple[Route, str, tuple[str, ...]]] = field(default_factory=list)
    indicators: list[tuple[Route, Indicator]] = field(default_factory=list)
    tasks: list[tuple[Route, Task]] = field(default_factory=list)
    """Tasks without their targets."""
    targets: list[tuple[Route, Task, Target]] = field(default_factory=list)

    def written(self, route: Route) -> Collection[str]:
        """The keys of a part of the file."""
        node = self.document.node(route)
        return node.content if node is not None and isinstance(node.content, dict) else ()

    def texts(self, *pattern: str) -> list[tuple[Route, str]]:
        """Every text at the routes of a pattern, or every key, in valid parts or not."""
        if pattern[-1] != KEYS:
            return [(route, node) for route, node in self._nodes(pattern) if isinstance(node, str)]
        mappings = [pair for pair in self._nodes(pattern[:-1]) if isinstance(pair[1], dict)]
        return [((*route, key), key) for route, mapping in mappings for key in mapping]

    def ids(self, section: str) -> list[tuple[Route, str]]:
        """The id of every item of a section."""
        return self.texts(section, KEYS) if section == "groups" else self.texts(section, ANY, "id")

    def declared(self, *sections: str) -> set[str] | None:
        """The ids of sections; None where one of them could not be read at all.

        Where an item has no id, any of its texts may have been meant.
        """
        if not self.can_read((), *sections):
            return None
        names = {name for section in sections for _, name in self.ids(section)}
        for section in sections:
            for _, item in self._nodes((section, ANY)):
                texts = (
                    [*item, *item.values()] if isinstance(item, dict) and "id" not in item else [item]
                )
                names |= {text.removeprefix("id:") for text in texts if isinstance(text, str)}
        return names

    def _nodes(self, pattern: tuple[str, ...]) -> list[tuple[Route, Any]]:
        nodes: list[tuple[Route, Any]] = [((), self.head)]
        for part in pattern:
            deeper: list[tuple[Route, Any]] = []
            for route, node in nodes:
                if part != ANY:
                    if isinstance(node, dict) and part in node:
                        deeper.append(((*route, part), node[part]))
                elif isinstance(node, dict) and route == ("groups",):
                    deeper += [((*route, key), value) for key, value in node.items()]
                elif isinstance(node, list):
                    deeper += [((*route, index), value) for index, value in enumerate(node)]
            nodes = deeper
        return nodes
