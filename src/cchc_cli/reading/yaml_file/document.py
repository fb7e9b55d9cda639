"""A YAML file as a tree whose nodes know their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location

Route = tuple[str | int, ...]
"""Keys and indices that lead to a node."""


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """A node of the tree; its place starts at 1."""

    line: int
    column: int
    content: str | list[Node] | dict[str, tuple[Node, Node]] | None
    """Text, None for null, items, or key node and value node by key."""
    size: int = 1
    in_braces: bool = False
    """Whether it was written as `{…}` or `[…]`."""

    def plain(self) -> Any:
        """The node as text, None, lists and dicts."""
        match self.content:
            case dict():
                return {key: value.plain() for key, (_, value) in self.content.items()}
            case list():
                return [item.plain() for item in self.content]
            case _:
                return self.content


@dataclass(slots=True, eq=False, repr=False)
class Document:
    """A YAML file: its tree, None where there is none, and where things stand in it."""

    path: str
    root: Node | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    doubted: set[tuple[int, int]] = field(default_factory=set)
    """Places of values that a fault already calls into doubt."""
    lines: list[str] = field(default_factory=list)
    """Its text, line by line, as it was written."""
    quoted: tuple[int, int, int] | None = None
    """The last quoted text that holds a line like `key: …`: its place and its last line."""

    def locate(self, route: Route, at_key: bool = False) -> Location:
        """The place of a node, or of the last node on the way that exists.

        With `at_key` it is the place of the key that names the node.
        """
        if self.root is None:
            return Location(self.path)
        key, node = _follow(self.root, route)[-1]
        named = key if at_key else node
        return Location(self.path, named.line, named.column)

    def node(self, route: Route) -> Node | None:
        """The node at a route."""
        way = [] if self.root is None else _follow(self.root, route)
        return way[-1][1] if len(way) > len(route) else None

    def fault(self, code: Code, line: int, column: int, **params: object) -> None:
        """Notes an error at a place."""
        self.diagnostics.append(code.at(Location(self.path, line, column), **params))

    def doubt(self, code: Code, line: int, column: int, **params: object) -> None:
        """Notes an error at a value that is perhaps not what was meant."""
        self.fault(code, line, column, **params)
        self.doubted.add((line, column))


def _follow(node: Node, route: Route) -> list[tuple[Node, Node]]:
    """The nodes on the way that exist, each with its key (root and items: itself)."""
    way = [(node, node)]
    for part in route:
        content = node.content
        if isinstance(content, dict) and part in content:
            key, node = content[str(part)]
            way.append((key, node))
        elif isinstance(content, list) and isinstance(part, int) and part < len(content):
            node = content[part]
            way.append((node, node))
        else:
            break
    return way
