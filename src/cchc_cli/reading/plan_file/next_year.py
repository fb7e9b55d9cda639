"""The text of a plan as the next year's begins: months moved on, what has ended left out.

The text is edited, not written anew, so that comments and layout stay. Left out are waivers, units
that ended with their mentions (a successor steps into their place), and exceptions tied to a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cchc_cli.model.period import month_label, parse_date
from cchc_cli.model.plan import Plan
from cchc_cli.reading.yaml_file.lean_yaml import yaml
from cchc_cli.reading.yaml_file.tree import NULLS

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
    new: str = ""


def next_year(text: str, plan: Plan) -> NextYear:
    """The text of a sound plan moved on by whole years, one at least; `text` is its file's."""
    years = plan.period.years
    new_id = re.sub(r"[0-9]{4}", lambda year: str(int(year[0]) + years), plan.id)
    if new_id == plan.id:
        new_id = f"{plan.id}-{month_label(plan.period.from_ + 12 * years)[:4]}"
    root = yaml.compose(text, _LOADER)
    cuts = _Cuts(plan)
    cuts.find(root)
    text = _edited(text, [*cuts.replaced, *_gaps(text, root, cuts.gone)])
    root = yaml.compose(text, _LOADER)
    moved = _edited(text, _moves(root, (), years, new_id))
    return NextYear(moved, new_id, years, (*_reviews(root), *cuts.reviews))


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    for start, end, new in sorted(set(edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text


# Moving on


def _moves(node: yaml.Node | None, route: tuple[str, ...], years: int, new_id: str) -> Iterator[_Edit]:
    """The plan's id, the months and days of its period, of due dates and of steps, as they will be."""
    if isinstance(node, yaml.ScalarNode):
        new = new_id if route == ("id",) else _moved(str(node.value), route, years)
        if new is not None:
            yield _rewritten(node, new)
    for key, value in _pairs(node):
        if route[-1:] == ("pace",) and (new := _moved(str(key.value), route, years)) is not None:
            yield _rewritten(key, new)
        yield from _moves(value, (*route, str(key.value)), years, new_id)
    for item in _items(node):
        yield from _moves(item, route, years, new_id)


def _rewritten(node: yaml.Node, new: str, in_quotes: bool = True) -> _Edit:
    """Another text in the place of a scalar, behind its anchor; also of its quotes, if not in them."""
    mark = 1 if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"') else 0
    start, end = node.end_mark.index - mark - len(node.value), node.end_mark.index - mark
    return _Edit(start, end, new) if in_quotes else _Edit(start - mark, end + mark, new)


def _moved(written: str, route: tuple[str, ...], years: int) -> str | None:
    """A month or day of another year; 29 February becomes the 28th where that year has none."""
    dated = re.fullmatch(r"([0-9]{4})(-.*)?", written)
    is_number = route[-1] in ("cutoff_day", "report_days") or route[-2:-1] == ("pace",)
    if dated is None or is_number:
        return None
    if route[:1] != ("period",) and route[-1] not in ("due", "as_of", "pace"):
        return None
    year, rest = int(dated[1]) + years, dated[2] or ""
    moved = f"{year}{rest}"
    return f"{year}-02-28" if rest == "-02-29" and parse_date(moved) is None else moved


def _reviews(root: yaml.Node | None) -> Iterator[Review]:
    """What a new document has of its own: its title, number and date, its goals, and what these
    start from.
    """
    for key in ("title", "number", "issued", "signer"):
        value = _value(root, key)
        is_null = isinstance(value, yaml.ScalarNode) and not value.style and value.value in NULLS
        if value is not None and not is_null:
            yield Review(key, _text(value), value.start_mark.line + 1)
    tasks = _items(_value(root, "tasks"))
    targets = [target for task in tasks for target in _items(_value(task, "targets"))]
    if targets:
        yield Review("goals", str(len(targets)), targets[0].start_mark.line + 1)
    for target in targets:
        baseline = _value(target, "baseline")
        if baseline is not None:
            yield Review("baseline", _text(_value(target, "id")), baseline.start_mark.line + 1)


# Leaving out what has ended


class _Cuts:
    """What of a plan belongs to the old year alone."""

    def __init__(self, plan: Plan) -> None:
        ends = {unit.id: unit.to for unit in plan.units}
        last = plan.period.to
        ended = {unit for unit, end in ends.items() if end is not None and end <= last}
        self.heirs: dict[str, tuple[str, ...]] = {
            unit.id: tuple(heir for heir in unit.successor if heir not in ended)
            for unit in plan.units
            if unit.id in ended
        }
        """Who steps in for each unit or group that has ended."""
        self.gone: set[int] = set()
        """By their `id()`, items of lists, and values that go with their keys."""
        self.replaced: list[_Edit] = []
        self.reviews: list[Review] = []

    def find(self, root: yaml.Node | None) -> None:
        """Looks through a whole plan."""
        for unit in _items(_value(root, "units")):
            name = _text(_value(unit, "id"))
            if name in self.heirs:
                self._drop(unit, "unit", name)
            else:
                self._replace_names(_value(unit, "successor"))
        groups = {str(key.value): names for key, names in _pairs(_value(root, "groups"))}
        while ended := [key for key in groups if self._ended(groups[key])]:
            for key in ended:
                self.heirs[key] = ()
                self._drop(groups.pop(key), "group", key)
        for names in groups.values():
            self._replace_names(names)
        for task in _items(_value(root, "tasks")):
            self._replace_names(_value(task, "owners"))
            self._replace_names(_value(task, "supports"))
            for target in _items(_value(task, "targets")):
                self._look_at(target)
            self._drop_empty(_value(task, "targets"))

    def _look_at(self, target: yaml.Node) -> None:
        name = _text(_value(target, "id"))
        waivers = _value(target, "waivers")
        if waivers is not None:
            self._drop(waivers, "waiver", name)
        scopes = [_value(target, key) for key in ("each", "over")]
        if any(map(self._ended, scopes)):
            self._drop(target, "target", name)
            return
        for scope in scopes:
            self._replace_names(scope)
        for key in ("except", "baseline"):
            own = _value(target, key)
            for unit, value in _pairs(own):
                # A due date or steps of its own tie an exception to the year.
                is_dated = _value(value, "due") is not None or any(_pairs(_value(value, "pace")))
                if unit.value in self.heirs or is_dated:
                    self._drop(value, "exception", f"{name}, {unit.value}")
            self._drop_empty(own)

    def _drop(self, node: yaml.Node | None, what: str = "", name: str = "") -> None:
        self.gone.add(id(node))
        if what:
            self.reviews.append(Review(what, name))

    def _drop_empty(self, node: yaml.Node | None) -> None:
        """Drops a list or a mapping of which nothing stays; an empty one stays empty."""
        inner = [value for _, value in _pairs(node)] or _items(node)
        if inner and all(id(child) in self.gone for child in inner):
            self._drop(node)

    def _ended(self, names: yaml.Node | None) -> bool:
        """Whether all that a scope or a group names has ended without a successor."""
        listed = [_text(name) for name in _names(names)]
        return bool(listed) and all(self.heirs.get(name) == () for name in listed)

    def _replace_names(self, names: yaml.Node | None) -> None:
        """Names that have ended give way to their successors or to none."""
        named = {_text(name) for name in _names(names)}
        for item in _names(names):
            heirs = self.heirs.get(_text(item))
            if heirs is None:
                continue
            new = [heir for heir in heirs if heir not in named]
            named.update(new)
            if not new:
                self._drop(item)
                continue
            text = ", ".join(new)
            if item is names:
                text = f"[{text}]" if len(new) > 1 else text
            elif isinstance(names, yaml.CollectionNode) and not names.flow_style:
                text = f"\n{' ' * names.start_mark.column}- ".join(new)
            self.replaced.append(_rewritten(item, text, in_quotes=False))
        self._drop_empty(names)


def _gaps(text: str, node: yaml.Node | None, gone: set[int]) -> Iterator[_Edit]:
    """What has to go of the text: of lines whole ones, inside of brackets up to the next comma."""
    children = _children(node, text)
    is_flow = isinstance(node, yaml.CollectionNode) and node.flow_style
    stays = [id(child) not in gone for _, _, child in children]
    for at, (start, end, child) in enumerate(children):
        if stays[at]:
            yield from _gaps(text, child, gone)
            continue
        following = children[at + 1][0] if at + 1 < len(children) else end
        if is_flow:
            before = children[at - 1][1] if at else start
            yield _Edit(start, following) if any(stays[at:]) else _Edit(before, end)
            continue
        first = children[0][0] if not any(stays[:at]) else start
        begin = text.rfind("-", 0, first) if isinstance(node, yaml.SequenceNode) else first
        if text[text.rfind("\n", 0, begin) + 1 : begin].strip():
            yield _Edit(start, following)  # The first keys behind a dash: the next takes their place.
        else:
            yield _Edit(text.rfind("\n", 0, start) + 1, _last_line(text, start, end))


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


# Nodes


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _names(node: yaml.Node | None) -> list[yaml.Node]:
    """The names of a list, or the one that stands without a list."""
    return [node] if isinstance(node, yaml.ScalarNode) else _items(node)


def _children(node: yaml.Node | None, text: str) -> list[tuple[int, int, yaml.Node]]:
    """The items of a list, or the values of a mapping with their keys, each with its place."""
    children = [(item.start_mark.index, item.end_mark.index, item) for item in _items(node)]
    for key, value in _pairs(node):
        end = value.end_mark.index
        if end < key.end_mark.index:  # An alias: the marks are those of what it repeats.
            alias = re.compile(r"\s*:\s*\*[^\s,\]}]+").match(text, key.end_mark.index)
            end = alias.end() if alias else key.end_mark.index
        children.append((key.start_mark.index, end, value))
    return children


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, value in _pairs(node) if name.value == key), None)


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
