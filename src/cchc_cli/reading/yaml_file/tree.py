"""YAML text as a tree that keeps positions and guesses nothing.

Scalars stay the text that was written: `no`, `2022-01`, `1:30` and `0123` are read as such and not
as False, a date, 90 and 83. Only an empty plain scalar, `~` and `null` mean nothing at all.
"""

from __future__ import annotations

import re
import unicodedata

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.model.pattern import pattern
from cchc_cli.reading.yaml_file import repair
from cchc_cli.reading.yaml_file.document import Document, Node
from cchc_cli.reading.yaml_file.lean_yaml import yaml
from cchc_cli.reading.yaml_file.text import HOLE, LOST, decode, short

MAX_DEPTH = 50
MAX_NODES = 200_000
"""Nodes that a document may stand for, each alias counted as all that it repeats."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_QUOTES = frozenset('“„‟«‘‚‹＂”»’›"')
_CURLY = pattern("[“„‟«‘‚‹＂](.*)[”“»’›＂]")
_DIGITS = tuple("0123456789")
_LOADER: type[yaml.Loader] = getattr(yaml, "CLoader", yaml.Loader)


class _Stop(Exception):
    """The rest of the document cannot be read."""


def parse_yaml(data: bytes, path: str, empty: Code = codes.P107) -> Document:
    """Reads one YAML document; faults are in its `diagnostics`, `empty` where it holds nothing."""
    document = Document(path, None)
    text = decode(data, document)
    if text is None:
        return document
    document.lines = re.sub(f"[{HOLE}{LOST}]", "\ufffd", text).split("\n")
    text = repair.straighten(text, document)
    attempt, error = _attempt(text, path)
    if error is not None:
        mended = Document(path, None)
        text = repair.quote(text, mended)
        if mended.diagnostics:
            attempt, error = _attempt(text, path)
            attempt.diagnostics += mended.diagnostics
            attempt.doubted |= mended.doubted
    if error is not None:
        line = _note_syntax(error, text, document, attempt.quoted)
        # Faults in the broken line or below it may only follow from it.
        attempt.diagnostics = [other for other in attempt.diagnostics if _line(other) < line]
    document.root = attempt.root
    document.doubted |= attempt.doubted
    document.diagnostics += attempt.diagnostics
    if error is None and (attempt.root is None or attempt.root.content is None):
        document.root = None
        if not document.diagnostics:
            document.fault(empty, 1, 1)
    return document


def _attempt(text: str, path: str) -> tuple[Document, yaml.YAMLError | None]:
    """What can be read of a text, and why YAML refused it."""
    attempt = Document(path, None)
    try:
        attempt.root = _compose(text, attempt)
    except yaml.YAMLError as error:
        mark = _mark(error, "problem_mark")
        if mark is not None and "nesting depth" in str(getattr(error, "problem", "")):
            # From 6.0.4 on PyYAML gives up at 1,000 nested brackets before its first event. A text
            # cut there gives all events, as with older versions, and our own bound is met first.
            return _attempt(text[: mark.index], path)
        return attempt, error
    except _Stop:
        pass
    return attempt, None


def _mark(error: yaml.YAMLError, *names: str) -> yaml.Mark | None:
    marks = (getattr(error, name, None) for name in names)
    return next((mark for mark in marks if mark is not None), None)


_PROBLEMS = (
    ("unexpected end of stream", "quote"),
    ("expected ',' or", "bracket"),
    ("mapping values are not allowed", "colon"),
    ("did not find expected key", "indent"),
    ("did not find expected '-' indicator", "indent"),
    ("could not find expected ':'", "key"),
    ("did not find expected node content", "node"),
)
"""What libyaml says, and the key of the words for it."""


def _line(diagnostic: Diagnostic) -> int:
    return (diagnostic.location and diagnostic.location.line) or 0


def _note_syntax(
    error: yaml.YAMLError, text: str, document: Document, quoted: tuple[int, int, int] | None
) -> int:
    """Notes a fault of syntax; returns its line."""
    problem = str(getattr(error, "problem", None) or getattr(error, "context", None) or "")
    problem_key = next((key for part, key in _PROBLEMS if part in problem), None)
    opened = problem_key in ("quote", "bracket", "key")
    mark = _mark(error, *(("context_mark",) if opened else ()), "problem_mark", "context_mark")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if problem_key not in ("quote", "bracket") and quoted is not None and quoted[2] == line:
        line, column, _ = quoted
        problem_key = "quote"
    elif problem_key not in ("quote", "bracket"):
        lines = text.split("\n")
        for index in (line - 1, line - 2):
            tab = re.match(r" *\t", lines[index]) if 0 <= index < len(lines) else None
            if tab is not None:
                line, column, problem_key = index + 1, tab.end(), "tab"
                break
        else:
            row = lines[line - 1] if line <= len(lines) else ""
            if row[: column - 1].rstrip().endswith(("'", '"')):
                problem_key = "after_quote"
            elif row.lstrip().startswith("//"):
                problem_key = "comment"
    document.fault(codes.P101, line, column, problem=Term("problem", problem_key or "other"))
    return line


def _compose(text: str, document: Document) -> Node | None:
    """The tree of the events; raises `yaml.YAMLError` or `_Stop`."""
    root: Node | None = None
    open_nodes: list[tuple[Node, Node | None]] = []
    """Collections that are not closed yet, each with the key that waits for its value."""
    anchors: dict[str, Node] = {}
    unfinished: dict[int, str] = {}
    for event in yaml.parse(text, Loader=_LOADER):
        mark = event.start_mark
        assert mark is not None
        line, column = mark.line + 1, mark.column + 1
        match event:
            case yaml.ScalarEvent():
                _refuse_tag(event.tag, line, column, document)
                plain = event.implicit[0]
                value = None if plain and event.value in NULLS else _normal(event.value)
                if event.style == ">" and not event.value:
                    value = _bare_comparison(text, mark.index, document, line, column)
                elif event.style and event.end_mark is not None and event.end_mark.line >= line:
                    _note_quoted(text, event, document)
                elif not event.style and value:
                    value = _without_strange_quotes(value, text, event, document)
                if LOST in event.value:
                    document.doubted.add((line, column))
                node = Node(line, column, value)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                _refuse_tag(event.tag, line, column, document)
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                node = Node(line, column, {} if is_mapping else [], in_braces=bool(event.flow_style))
                if len(open_nodes) >= MAX_DEPTH:
                    document.fault(
                        codes.P109, line, column, limit=Term("limit", "depth"), most=MAX_DEPTH
                    )
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
                anchored = anchors.get(event.anchor or "")
                alias = f"*{event.anchor}"
                if anchored is not None and id(anchored) not in unfinished:
                    node = anchored
                else:
                    node = Node(line, column, alias)
                    if anchored is None:
                        document.doubt(codes.P113, line, column, found=alias, plain=f"'{alias}'")
                    else:
                        document.doubt(codes.P117, line, column, alias=event.anchor)
            case yaml.DocumentStartEvent() if root is not None:
                document.fault(codes.P114, line, column, found="---")
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
            document.fault(codes.P109, line, column, limit=Term("limit", "nodes"), most=MAX_NODES)
            raise _Stop
        if isinstance(parent.content, list):
            parent.content.append(node)
        elif key is None:
            open_nodes[-1] = (parent, node)
        else:
            _add_pair(parent, key, node, document)
            open_nodes[-1] = (parent, None)
    return root


def _refuse_tag(tag: str | None, line: int, column: int, document: Document) -> None:
    if tag not in (None, "!"):
        found = tag.replace("tag:yaml.org,2002:", "!!")
        document.doubt(codes.P114, line, column, found=short(found))


def _bare_comparison(text: str, start: int, document: Document, line: int, column: int) -> str:
    """What stands behind the sign of `>5`, which to YAML is the head of an empty folded text."""
    sign = re.compile(r">\s*([0-9])").match(text, start)
    if sign is None:
        return ""
    document.doubt(codes.P113, line, column, found=sign[0], plain=sign[1])
    return sign[1]


def _note_quoted(text: str, event: yaml.ScalarEvent, document: Document) -> None:
    """Remembers a quoted text that has swallowed lines, as one does whose end was forgotten."""
    first, last = event.start_mark, event.end_mark
    if first is None or last is None or event.style not in ("'", '"'):
        return
    if re.search(r"\n *(?:- +)?[{\w][\w.\-]*:\s", text[first.index : last.index]):
        document.quoted = (first.line + 1, first.column + 1, last.line + 1)


def _without_strange_quotes(value: str, text: str, event: yaml.ScalarEvent, document: Document) -> str:
    """A plain value without quotation marks that YAML takes for letters; notes them.

    Only marks around the whole value count: “Một cửa” liên thông is a sound text.
    """
    if _QUOTES.isdisjoint((value[0], value[-1])):
        return value
    curly = _CURLY.fullmatch(value)
    opened = value[0] in "“„" and "”" not in value and "“" not in value[1:]
    lone = value.endswith('"') and value.count('"') == 1 and not value[:-1].endswith(_DIGITS)
    mark, end = event.start_mark, event.end_mark
    if mark is None or end is None or not (curly or lone or opened):
        return value
    if opened and not curly and text[end.index : end.index + 1] == ",":
        return value  # A comma inside of brackets, which is a fault of its own.
    inner = curly[1].strip() if curly else value[:-1] if lone else value[1:]
    quoted = '"' + inner.replace('"', '\\"') + '"'
    document.fault(codes.P121, mark.line + 1, mark.column + 1, found=short(value), plain=short(quoted))
    return inner


def _normal(text: str) -> str:
    """Composed letters, so that one name has one spelling; without what could not be read."""
    if text.isascii():
        return text
    if LOST in text:
        text = re.sub(f"{LOST}+", "\ufffd", text)
    return unicodedata.normalize("NFC", text.replace(HOLE, ""))


def _add_pair(parent: Node, key: Node, value: Node, document: Document) -> None:
    assert isinstance(parent.content, dict)
    if not isinstance(key.content, str):
        document.fault(
            codes.P105,
            key.line,
            key.column,
            expected=Term("expected", "key"),
            shape=Term("found", shape(key.plain())),
        )
        return
    earlier = parent.content.get(key.content)
    if earlier is not None:
        first = Location(document.path, earlier[0].line, earlier[0].column)
        document.fault(codes.P102, key.line, key.column, key=key.content, first=first)
        return
    parent.content[key.content] = (key, value)


def shape(value: object) -> str:
    """What sort of node a plain value is, as the words `found.…` name it."""
    match value:
        case dict():
            return "mapping"
        case list():
            return "list"
        case None:
            return "null"
        case _:
            return "text"
