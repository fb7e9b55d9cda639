"""The text of a plan as the next year's begins: months moved on, what has ended left out.

The text is edited, not written anew, so that comments and layout stay. Left out are waivers, units
that ended with their mentions (a successor steps into their place), and exceptions tied to a month.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cchc_cli.model.period import month_label, parse_date
from cchc_cli.model.plan import Plan
from cchc_cli.reading.plan_file.lean_yaml import yaml
from cchc_cli.reading.plan_file.tree import Document, Node, Route, parse_yaml

MAX_CUTS = 10_000
_LOADER: type[yaml.Loader] = getattr(yaml, "CLoader", yaml.Loader)


class Review(NamedTuple):
    """Something that a person has to look at in the new plan: at a line, or left out (None)."""

    what: str
    """A key of the words: `title`, `number`, `goals`, `baseline`, `unit`, `waiver`, `exception`."""
    name: str
    line: int | None = None


class NextYear(NamedTuple):
    """The new plan's text and id, and what is to be looked at."""

    text: str
    id: str
    years: int
    reviews: tuple[Review, ...]


class _Edit(NamedTuple):
    """A piece of the text to replace."""

    start: int
    end: int
    new: str
    review: Review | None = None


def next_year(text: str, plan: Plan) -> NextYear:
    """The text of a sound plan moved on by whole years, one at least; `text` is its file's."""
    years = plan.period.years
    text, reviews = _without_ended(text, plan)
    document = parse_yaml(text.encode(), plan.id)
    new_id = re.sub(r"[0-9]{4}", lambda year: str(int(year[0]) + years), plan.id)
    if new_id == plan.id:
        new_id = f"{plan.id}-{month_label(plan.period.from_ + 12 * years)[:4]}"
    moved = _moved(text, document, years, new_id)
    return NextYear(moved, new_id, years, (*_head_reviews(document), *reviews))


# Moving on


def _moved(text: str, document: Document, years: int, new_id: str) -> str:
    moves: list[tuple[Node, str]] = []
    for route, node in _scalars(document):
        if route == ("id",):
            moves.append((node, new_id))
        elif route[:1] == ("period",) or route[-1] in ("due", "as_of") or "pace" in route:
            dated = re.fullmatch(r"([0-9]{4})(-.*)?", str(node.content))
            if dated and not _is_day_number(route):
                moves.append((node, _years_on(int(dated[1]) + years, dated[2] or "")))
    lines = text.splitlines(keepends=True)
    for node, new in sorted(moves, key=lambda move: (move[0].line, move[0].column), reverse=True):
        line, start = lines[node.line - 1], node.column - 1
        mark = line[start] if line[start] in "\"'" else ""
        end = start + len(str(node.content)) + 2 * len(mark)
        lines[node.line - 1] = f"{line[:start]}{mark}{new}{mark}{line[end:]}"
    return "".join(lines)


def _is_day_number(route: Route) -> bool:
    """Whether a number under `period` or a step's goal is no year."""
    return route[-1] in ("cutoff_day", "report_days") or (len(route) > 1 and route[-2] == "pace")


def _years_on(year: int, rest: str) -> str:
    """A month or day of another year; 29 February becomes the 28th where that year has none."""
    moved = f"{year}{rest}"
    return f"{year}-02-28" if rest == "-02-29" and parse_date(moved) is None else moved


def _scalars(document: Document) -> Iterator[tuple[Route, Node]]:
    """Every scalar of a document, and of a pace every key (its route ends with the pace)."""
    waiting: list[tuple[Route, Node]] = [((), document.root)] if document.root else []
    while waiting:
        route, node = waiting.pop()
        match node.content:
            case dict():
                for key, (key_node, value) in node.content.items():
                    if route[-1:] == ("pace",):
                        yield route, key_node
                    waiting.append(((*route, key), value))
            case list():
                waiting += [((*route, index), item) for index, item in enumerate(node.content)]
            case str():
                yield route, node


def _head_reviews(document: Document) -> Iterator[Review]:
    """What a new document has of its own: its title, number and date, its goals, and what these
    start from.
    """
    for key in ("title", "number", "issued", "signer"):
        place = document.locate((key,))
        node = document.node((key,))
        if node is not None and node.content is not None:
            shown = node.content if isinstance(node.content, str) else ""
            yield Review(key, shown, place.line)
    targets = [
        (*task, "targets", index)
        for task in _within(document, ("tasks",))
        for index in range(len(list(_within(document, (*task, "targets")))))
    ]
    if targets:
        yield Review("goals", str(len(targets)), document.locate(targets[0]).line)
    for route in targets:
        if document.node((*route, "baseline")) is not None:
            name = document.node((*route, "id"))
            shown = name.content if name is not None and isinstance(name.content, str) else ""
            yield Review("baseline", shown, document.locate((*route, "baseline")).line)


def _within(document: Document, route: Route) -> Iterator[Route]:
    """The routes of the items of a list."""
    node = document.node(route)
    if node is not None and isinstance(node.content, list):
        yield from ((*route, index) for index in range(len(node.content)))


# Leaving out what has ended


def _without_ended(text: str, plan: Plan) -> tuple[str, list[Review]]:
    """The text without what belongs to the old year alone, cut by cut."""
    heirs = {
        unit.id: tuple(heir for heir in unit.successor if _lives_on(plan, heir))
        for unit in plan.units
        if not _lives_on(plan, unit.id)
    }
    reviews: list[Review] = []
    for _ in range(MAX_CUTS):
        root = yaml.compose(text, _LOADER)
        edit = next(_edits(root, text, heirs), None)
        if edit is None:
            break
        text = text[: edit.start] + edit.new + text[edit.end :]
        if edit.review is not None:
            reviews.append(edit.review)
    return text, reviews


def _lives_on(plan: Plan, unit: str) -> bool:
    last = plan.unit_by_id[unit].to
    return last is None or last > plan.period.to


def _edits(root: yaml.Node | None, text: str, heirs: dict[str, tuple[str, ...]]) -> Iterator[_Edit]:
    """What is to be cut or replaced; each is right for the text as it stands."""
    for unit in _items(_value(root, "units")):
        name = _text(_value(unit, "id"))
        if name in heirs:
            yield _cut(text, _value(root, "units"), unit, Review("unit", name))
        yield from _replaced(text, unit, "successor", heirs)
    groups = _value(root, "groups")
    for key, _ in _pairs(groups):
        if _is_gone(groups, key, heirs):
            heirs[key] = ()
            yield _cut_pair(text, groups, key, Review("group", key))
        yield from _replaced(text, groups, key, heirs)
    for task in _items(_value(root, "tasks")):
        for key in ("owners", "supports"):
            yield from _replaced(text, task, key, heirs)
        for target in _items(_value(task, "targets")):
            yield from _target_edits(text, task, target, heirs)
        if isinstance(_value(task, "targets"), yaml.ScalarNode):
            yield _cut_pair(text, task, "targets")


def _target_edits(
    text: str, task: yaml.Node, target: yaml.Node, heirs: dict[str, tuple[str, ...]]
) -> Iterator[_Edit]:
    name = _text(_value(target, "id"))
    if _value(target, "waivers") is not None:
        yield _cut_pair(text, target, "waivers", Review("waiver", name))
    for key in ("each", "over"):
        if _is_gone(target, key, heirs):
            yield _cut(text, _value(task, "targets"), target, Review("target", name))
        yield from _replaced(text, target, key, heirs)
    for key, gone in (("except", _is_dated), ("baseline", lambda _: False)):
        own = _value(target, key)
        for unit, value in _pairs(own):
            if unit in heirs or gone(value):
                yield _cut_pair(text, own, unit, Review("exception", f"{name}, {unit}"))
        if isinstance(own, yaml.MappingNode) and not own.value:
            yield _cut_pair(text, target, key)


def _is_dated(value: yaml.Node) -> bool:
    """Whether an exception is tied to a month: a due date or steps of its own."""
    return _value(value, "due") is not None or bool(list(_pairs(_value(value, "pace"))))


def _is_gone(node: yaml.Node | None, key: str, heirs: dict[str, tuple[str, ...]]) -> bool:
    """Whether all that a scope or a group names has ended without a successor."""
    value = _value(node, key)
    names = [_text(item) for item in _items(value)] or [_text(value)]
    return value is not None and all(name in heirs and not heirs[name] for name in names)


def _replaced(
    text: str, node: yaml.Node | None, key: str, heirs: dict[str, tuple[str, ...]]
) -> Iterator[_Edit]:
    """Names that have ended in a list, or as a single one, give way to their successors or to none."""
    value = _value(node, key)
    if isinstance(value, yaml.ScalarNode):
        name = value.value
        if heirs.get(name):
            yield _Edit(value.start_mark.index, value.end_mark.index, _flow(heirs[name]))
        elif name in heirs and key == "successor":
            yield _cut_pair(text, node, key)
        return
    names = [_text(item) for item in _items(value)]
    for item in _items(value):
        if _text(item) in heirs:
            left = [heir for heir in heirs[_text(item)] if heir not in names]
            if left:
                yield _Edit(item.start_mark.index, item.end_mark.index, left[0])
            elif len(names) > 1:
                yield _cut(text, value, item)
            else:
                yield _cut_pair(text, node, key)


def _flow(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


# Nodes and their text


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), value


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, value in _pairs(node) if name == key), None)


def _items(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _cut(text: str, parent: yaml.Node | None, item: yaml.Node, review: Review | None = None) -> _Edit:
    """An item of a list, with its dash or its comma."""
    assert isinstance(parent, yaml.SequenceNode)
    at = parent.value.index(item)
    spans = [(node.start_mark.index, node.end_mark.index) for node in parent.value]

    def dash(start: int) -> int:
        return text.rfind("-", 0, start)

    return _gap(text, spans, at, bool(parent.flow_style), review, dash)


def _cut_pair(text: str, parent: yaml.Node | None, key: str, review: Review | None = None) -> _Edit:
    """A key with its value, with its line or its comma."""
    assert isinstance(parent, yaml.MappingNode)
    at = [str(name.value) for name, _ in parent.value].index(key)
    spans = [(name.start_mark.index, value.end_mark.index) for name, value in parent.value]
    return _gap(text, spans, at, bool(parent.flow_style), review, lambda start: start)


def _gap(
    text: str,
    spans: list[tuple[int, int]],
    at: int,
    is_flow: bool,
    review: Review | None,
    head: Callable[[int], int],
) -> _Edit:
    start, end = spans[at]
    follows = at + 1 < len(spans)
    if is_flow:
        if follows:
            return _Edit(start, spans[at + 1][0], "", review)
        return _Edit(spans[at - 1][1] if at else start, end, "", review)
    begin = head(start)
    line = text.rfind("\n", 0, begin) + 1
    if text[line:begin].strip():
        # The first key behind a dash: the next one takes its place.
        return _Edit(start, spans[at + 1][0] if follows else end, "", review)
    return _Edit(line, _last_line(text, start, end), "", review)


def _last_line(text: str, start: int, end: int) -> int:
    """Behind the last line of a block that is neither blank nor a comment."""
    lines = text[start:end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    last = start + sum(map(len, lines))
    if text[last - 1 : last] == "\n":
        return last
    newline = text.find("\n", last)
    return len(text) if newline < 0 else newline + 1
