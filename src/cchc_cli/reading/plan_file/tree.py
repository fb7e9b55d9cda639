"""YAML text as a tree that keeps positions and guesses nothing.

Scalars stay the text that was written: `no`, `2022-01`, `1:30` and `0123` are read as such and not
as False, a date, 90 and 83. Only an empty plain scalar, `~` and `null` mean nothing at all.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity

MAX_DEPTH = 50
MAX_NODES = 200_000
"""Nodes that a document may stand for, each alias counted as all that it repeats."""
MAX_BYTES = 8_000_000
MAX_REPAIRS = 50
MAX_UNREADABLE = 20
"""With more unreadable characters than this, a file is no text."""

Route = tuple[str | int, ...]
"""Keys and indices that lead to a node."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_HOLE = "\ufdd0"
"""Stands where an unreadable character was, so that columns stay right; no text may hold it."""
_LOST = "\ufdd1"
"""Stands for a byte that is no UTF-8, likewise: what was meant can not be told."""
_UNREADABLE = "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
"""A pattern that takes longer to compile than most plans to read: asked only of doubtful text."""
_HEAD = r"(?P<head>\s*(?:- +)*[\w.\-]+:\s+)"
_MARKED = re.compile(_HEAD + r"(?=[>%@`*&!])")
"""Before a value that starts with a character that YAML keeps for itself."""
_COLON = re.compile(_HEAD + r"(?=[^\s'\"\[{|>%@`*&!#])")
"""Before a value that may hold a colon and a space."""
_END = re.compile(r"\s#")
_END_IN_BRACKETS = re.compile(r"\s#|[,\[\]{}]")
_LOADER: type[yaml.Loader] = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(slots=True)
class Node:
    """A node of the tree; its place starts at 1."""

    line: int
    column: int
    content: str | list[Node] | dict[str, tuple[Node, Node]] | None
    """Text, None for null, items, or key node and value node by key."""
    size: int = 1

    def plain(self) -> object:
        """The node as text, None, lists and dicts."""
        match self.content:
            case dict():
                return {key: value.plain() for key, (_, value) in self.content.items()}
            case list():
                return [item.plain() for item in self.content]
            case _:
                return self.content


@dataclass(slots=True)
class Document:
    """A YAML file: its tree, None where there is none, and where things stand in it."""

    path: str
    root: Node | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    doubted: set[tuple[int, int]] = field(default_factory=set)
    """Places of values of which a fault says already that they are not what was meant."""
    quoted: tuple[int, int, int] | None = None
    """The last quoted text that holds a line like `key: …`: its place and its last line."""

    def locate(self, route: Route, at_key: bool = False) -> Location:
        """The place of a node, or of the last node on the way that exists.

        With `at_key` it is the place of the key that names the node.
        """
        node = self.root
        if node is None:
            return Location(self.path)
        place = (node.line, node.column)
        for part in route:
            match node.content:
                case dict() if part in node.content:
                    key, node = node.content[str(part)]
                    place = (key.line, key.column) if at_key else (node.line, node.column)
                case list() if isinstance(part, int) and part < len(node.content):
                    node = node.content[part]
                    place = (node.line, node.column)
                case _:
                    break
        return Location(self.path, *place)

    def fault(self, code: str, line: int, column: int, **params: object) -> None:
        """Notes an error at a place."""
        place = Location(self.path, line, column)
        self.diagnostics.append(Diagnostic(code, Severity.ERROR, place, params))


class _Stop(Exception):
    """The rest of the document can not be read."""


def parse_yaml(data: bytes, path: str) -> Document:
    """Reads one YAML document; faults are in the document's `diagnostics`."""
    document = Document(path, None)
    text = _decode(data, document)
    if text is None:
        return document
    for _ in range(MAX_REPAIRS):
        # From 6.0.4 on PyYAML looks ahead through 1,000 brackets and stops before it tells of the
        # first. Without what lies deeper it tells of all, as older ones do, and ours is met first.
        attempt = Document(path, None)
        try:
            root = _compose(text, attempt)
        except yaml.YAMLError as error:
            mark = _mark(error, "problem_mark")
            if mark is not None and "nesting depth" in str(getattr(error, "problem", "")):
                text = text[: mark.index]
                continue
            repaired = _repair(text, error, document)
            if repaired is not None:
                text = repaired
                continue
            line = _note_syntax(error, text, document, attempt.quoted)
            # What stands in the broken line itself was perhaps not meant so.
            attempt.diagnostics = [one for one in attempt.diagnostics if _line(one) < line]
        except _Stop:
            pass
        else:
            document.root = root
            document.doubted |= attempt.doubted
            if root is None or root.content is None:
                document.root = None
                if not document.diagnostics and not attempt.diagnostics:
                    document.fault("P107", 1, 1)
        document.diagnostics += attempt.diagnostics
        break
    return document


def _decode(data: bytes, document: Document) -> str | None:
    """The text with \\n for every line end; None where it can not be read at all."""
    if len(data) > MAX_BYTES:
        document.fault("P109", 1, 1, limit="bytes", most=MAX_BYTES)
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = _with_newlines(data.decode())
    except UnicodeDecodeError:
        return _without_lost_bytes(_with_newlines(data.decode(errors="surrogateescape")), document)
    if text.replace("\n", "").isprintable():
        return text
    unreadable = [found.start() for found in re.finditer(_UNREADABLE, text)]
    is_text = len(unreadable) <= MAX_UNREADABLE
    for start in unreadable if is_text else unreadable[:1]:
        document.fault("P108", *_place(text, start), found=f"U+{ord(text[start]):04X}")
        # Elsewhere than after a letter it may stand for a mark of YAML.
        is_text = is_text and re.search(r"\w\s*$", text[:start].rpartition("\n")[2]) is not None
    return re.sub(_UNREADABLE, _HOLE, text) if is_text else None


def _without_lost_bytes(text: str, document: Document) -> str | None:
    lost = [*re.finditer("[\udc80-\udcff]+", text)]
    replaced = re.sub("[\udc80-\udcff]", _LOST, text)
    is_text = len(lost) <= MAX_UNREADABLE and not re.search(_UNREADABLE, replaced.replace(_LOST, ""))
    for found in lost if is_text else lost[:1]:
        byte = ord(found[0][0]) - 0xDC00
        document.fault("P108", *_place(text, found.start()), found=f"0x{byte:02X}")
    return replaced if is_text else None


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _mark(error: yaml.YAMLError, *names: str) -> yaml.Mark | None:
    marks = (getattr(error, name, None) for name in names)
    return next((mark for mark in marks if mark is not None), None)


def _repair(text: str, error: yaml.YAMLError, document: Document) -> str | None:
    """Quotes a value that YAML can not read as plain text, and notes it; None if that is not it.

    The rest of the file is then read too, so that all its faults are shown at once.
    """
    mark = _mark(error, "problem_mark")
    lines = text.split("\n")
    if mark is None or mark.line >= len(lines):
        return None
    row = lines[mark.line]
    head = _MARKED.match(row)
    if head is None and "mapping values" in str(getattr(error, "problem", "")):
        head = _COLON.match(row)
        if head and re.search(r",\s*[\w\-]+:\s|[}\]]\s*$", row):
            return None  # Rather a bracket that was never opened.
    in_brackets = head is None or head.end() > mark.column
    if in_brackets and not (
        row[mark.column : mark.column + 1] in tuple(">%@`")
        and row[: mark.column].rstrip().endswith((":", ",", "[", "{", "-"))
    ):
        return None
    start = mark.column if head is None or in_brackets else head.end()
    stop = (_END_IN_BRACKETS if in_brackets else _END).search(row, start)
    written = row[start : stop.start() if stop else len(row)].rstrip()
    value, end = written.replace(_HOLE, ""), start + len(written)
    compared = re.sub(r"^>[<>=]*\s*", "", value)
    quoted = "'" + (compared or value).replace("'", "''") + "'"
    plain = compared if compared not in ("", value) else quoted
    document.fault("P113", mark.line + 1, start + 1, found=_short(value), plain=_short(plain))
    document.doubted.add((mark.line + 1, start + 1))
    lines[mark.line] = row[:start] + quoted + row[end:]
    if stop is None and not in_brackets:
        _quote_continuation(lines, mark.line, len(row) - len(row.lstrip(" -")))
    return "\n".join(lines)


def _quote_continuation(lines: list[str], index: int, indent: int) -> None:
    """Moves the quote that closes a line behind the deeper lines that go on with its text."""
    last = index
    goes_on = re.compile(rf" {{{indent + 1},}}(?![#\-]|.*:(?:\s|$))\S")
    while last + 1 < len(lines) and goes_on.match(lines[last + 1]):
        last += 1
        lines[last] = lines[last].replace("'", "''")
    if last > index:
        lines[index] = lines[index][:-1]
        lines[last] += "'"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


_PROBLEMS = (
    ("unexpected end of stream", "quote"),
    ("expected ',' or", "bracket"),
    ("mapping values are not allowed", "colon"),
    ("did not find expected key", "indent"),
    ("did not find expected '-' indicator", "indent"),
    ("could not find expected ':'", "key"),
)
"""What libyaml says, and the key of the words for it."""


def _line(diagnostic: Diagnostic) -> int:
    return (diagnostic.location and diagnostic.location.line) or 0


def _note_syntax(
    error: yaml.YAMLError, text: str, document: Document, quoted: tuple[int, int, int] | None
) -> int:
    """Notes a fault of syntax; returns its line."""
    problem = str(getattr(error, "problem", None) or getattr(error, "context", None) or "")
    known = next((key for part, key in _PROBLEMS if part in problem), None)
    opened = known in ("quote", "bracket", "key")
    mark = _mark(error, *(("context_mark",) if opened else ()), "problem_mark", "context_mark")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if known not in ("quote", "bracket") and quoted is not None and quoted[2] == line:
        line, column, _ = quoted
        known = "quote"
    elif known not in ("quote", "bracket"):
        lines = text.split("\n")
        for index in (line - 1, line - 2):
            tab = re.match(r" *\t", lines[index]) if 0 <= index < len(lines) else None
            if tab is not None:
                line, column, known = index + 1, tab.end(), "tab"
                break
    document.fault("P101", line, column, problem=known or problem)
    return line


def _compose(text: str, document: Document) -> Node | None:
    """The tree of the events; raises `yaml.YAMLError` or `_Stop`."""
    root: Node | None = None
    open_nodes: list[tuple[Node, Node | None]] = []
    """Collections that are not closed yet, each with the key that waits for its value."""
    anchors: dict[str, Node] = {}
    unfinished: dict[int, str] = {}
    for event in _events(text):
        mark = event.start_mark
        assert mark is not None
        line, column = mark.line + 1, mark.column + 1
        match event:
            case yaml.ScalarEvent():
                _refuse_tag(event.tag, line, column, document)
                plain = event.implicit[0]
                value = None if plain and event.value in _NULLS else _normal(event.value)
                if event.style == ">" and not event.value:
                    value = _bare_comparison(text, mark.index, document, line, column)
                elif event.style and event.end_mark is not None and event.end_mark.line >= line:
                    _note_quoted(text, event, document)
                if _LOST in event.value:
                    document.doubted.add((line, column))
                node = Node(line, column, value)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                _refuse_tag(event.tag, line, column, document)
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                node = Node(line, column, {} if is_mapping else [])
                if len(open_nodes) >= MAX_DEPTH:
                    document.fault("P109", line, column, limit="depth", most=MAX_DEPTH)
                    raise _Stop
                if event.anchor:
                    anchors[event.anchor] = node
                    unfinished[id(node)] = event.anchor
                open_nodes.append((node, None))
                continue
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                node, _ = open_nodes.pop()
                unfinished.pop(id(node), None)
            case yaml.AliasEvent():
                known = anchors.get(event.anchor or "")
                alias = f"*{event.anchor}"
                if known is None:
                    document.fault("P113", line, column, found=alias, plain=f"'{alias}'")
                elif id(known) in unfinished:
                    document.fault("P117", line, column, alias=event.anchor)
                else:
                    node = known
                if known is None or id(known) in unfinished:
                    document.doubted.add((line, column))
                    node = Node(line, column, alias)
            case yaml.DocumentStartEvent() if root is not None:
                document.fault("P114", line, column, found="---")
                break
            case _:
                continue
        if isinstance(event, yaml.ScalarEvent) and event.anchor:
            anchors[event.anchor] = node
        if not open_nodes:
            root = node
            continue
        parent, key = open_nodes[-1]
        parent.size += node.size
        if parent.size > MAX_NODES:
            document.fault("P109", line, column, limit="nodes", most=MAX_NODES)
            raise _Stop
        if isinstance(parent.content, list):
            parent.content.append(node)
        elif key is None:
            open_nodes[-1] = (parent, node)
        else:
            _add_pair(parent, key, node, document)
            open_nodes[-1] = (parent, None)
    return root


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


def _refuse_tag(tag: str | None, line: int, column: int, document: Document) -> None:
    if tag not in (None, "!"):
        found = tag.replace("tag:yaml.org,2002:", "!!")
        document.fault("P114", line, column, found=_short(found))
        document.doubted.add((line, column))


def _bare_comparison(text: str, start: int, document: Document, line: int, column: int) -> str:
    """What stands behind the sign of `>5`, which to YAML is the head of an empty folded text."""
    found = re.compile(r">\s*([0-9])").match(text, start)
    if found is None:
        return ""
    document.fault("P113", line, column, found=found[0], plain=found[1])
    document.doubted.add((line, column))
    return found[1]


def _note_quoted(text: str, event: yaml.ScalarEvent, document: Document) -> None:
    """Remembers a quoted text that has swallowed lines, as one does whose end was forgotten."""
    first, last = event.start_mark, event.end_mark
    if first is None or last is None or event.style not in ("'", '"'):
        return
    if re.search(r"\n *(?:- +)?[{\w][\w.\-]*:\s", text[first.index : last.index]):
        document.quoted = (first.line + 1, first.column + 1, last.line + 1)


def _normal(text: str) -> str:
    """Composed letters, so that one name has one spelling; without what could not be read."""
    if text.isascii():
        return text
    if _LOST in text:
        text = re.sub(f"{_LOST}+", "\ufffd", text)
    return unicodedata.normalize("NFC", text.replace(_HOLE, ""))


def _add_pair(parent: Node, key: Node, value: Node, document: Document) -> None:
    assert isinstance(parent.content, dict)
    if not isinstance(key.content, str):
        document.fault("P105", key.line, key.column, expected="key", shape=_shape(key))
        return
    earlier = parent.content.get(key.content)
    if earlier is not None:
        first = Location(document.path, earlier[0].line, earlier[0].column)
        document.fault("P102", key.line, key.column, key=key.content, first=first)
        return
    parent.content[key.content] = (key, value)


def _shape(node: Node) -> str:
    match node.content:
        case dict():
            return "mapping"
        case list():
            return "list"
        case None:
            return "null"
        case _:
            return "text"
