"""Reads a plan file: YAML, then each part by its model, then what the parts say of each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, in_order
from cchc_cli.model.plan import Indicator, Plan, Reference, Span, Target, Task, Unit
from cchc_cli.model.scalars import EXPECTED
from cchc_cli.reading.cells.names import Suggestions
from cchc_cli.reading.plan_file.tree import Document, Route, parse_yaml

ModelT = TypeVar("ModelT", bound=BaseModel)

SECTIONS = ("references", "units", "groups", "indicators", "tasks")
ANY = "*"
"""Any item of a list, or any group."""
_HEAD = {"version": "1", "id": "0", "title": "0", "period": {"from": "2000-01", "to": "2000-01"}}
_STEPS = ("pace", "except")
"""Mappings whose keys are not ours: of them only what is wrong is left out."""
_UNREAD = "?"
"""Stands for a text that is needed but could not be read; no id is spelt so."""


@dataclass(slots=True)
class Draft:
    """What could be read of a plan, part by part, each with its route."""

    document: Document
    head: dict[str, Any]
    """Top-level keys as written; sections included."""
    plan: Plan
    """The top-level keys alone, without sections."""
    references: list[tuple[Route, Reference]] = field(default_factory=list)
    units: list[tuple[Route, Unit]] = field(default_factory=list)
    groups: list[tuple[Route, str, tuple[str, ...]]] = field(default_factory=list)
    indicators: list[tuple[Route, Indicator]] = field(default_factory=list)
    tasks: list[tuple[Route, Task]] = field(default_factory=list)
    """Tasks without their targets."""
    targets: list[tuple[Route, Task, Target]] = field(default_factory=list)
    unread: set[Route] = field(default_factory=set)
    """What is missing or wrong in itself, as a fault says already: the part has a default or a
    stand-in there, of which no check should speak."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    suggestions: Suggestions = field(default_factory=Suggestions)

    def fault(
        self,
        code: str,
        route: Route,
        at_key: bool = False,
        severity: Severity = Severity.ERROR,
        **params: object,
    ) -> None:
        """Notes a fault at a node."""
        place = self.document.locate(route, at_key)
        self.diagnostics.append(Diagnostic(code, severity, place, params))

    def doubts(self, route: Route, at_key: bool = False) -> bool:
        """Whether a fault of the YAML says already that a node is not what was meant."""
        place = self.document.locate(route, at_key)
        return (place.line, place.column) in self.document.doubted

    def can_read(self, route: Route, *keys: str) -> bool:
        """Whether none of these keys of a part is missing or wrong in itself."""
        return not any((*route, key) in self.unread for key in keys)

    def closest(self, name: str, known: Collection[str]) -> str | None:
        """The known name that a misspelt one probably means; None once too many were asked for."""
        return self.suggestions.near(name, known)

    def later(self, route: Route, keys: Iterable[str]) -> list[str]:
        """Keys of a part in the order of the file."""

        def place(key: str) -> tuple[int, int]:
            found = self.document.locate((*route, key), at_key=True)
            return found.line or 0, found.column or 0

        return sorted(keys, key=place)

    def texts(self, *pattern: str) -> list[tuple[Route, str]]:
        """Every text at the routes of a pattern, in valid parts or not."""
        return [(route, node) for route, node in self._nodes(pattern) if isinstance(node, str)]

    def keys(self, *pattern: str) -> list[tuple[Route, str]]:
        """Every key of the mappings at the routes of a pattern, in valid parts or not."""
        mappings = [(route, node) for route, node in self._nodes(pattern) if isinstance(node, dict)]
        return [((*route, key), key) for route, mapping in mappings for key in mapping]

    def ids(self, section: str) -> list[tuple[Route, str]]:
        """The id of every item of a section."""
        return self.keys(section) if section == "groups" else self.texts(section, ANY, "id")

    def declared(self, *sections: str) -> set[str] | None:
        """The ids of sections; None where one of them could not be read at all.

        Where an item has no id, any of its texts may have been meant.
        """
        if not self.can_read((), *sections):
            return None
        found = {name for section in sections for _, name in self.ids(section)}
        for section in sections:
            for _, item in self._nodes((section, ANY)):
                texts = (
                    [*item, *item.values()] if isinstance(item, dict) and "id" not in item else [item]
                )
                found |= {text.removeprefix("id:") for text in texts if isinstance(text, str)}
        return found

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


class PlanReading(NamedTuple):
    """A plan that was read; `plan` is None where a fault stands in its way."""

    plan: Plan | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    period: Span | None = None
    """Its months, also where faults stand in the plan's way; None where they are not certain."""

    @property
    def language(self) -> str | None:
        """The language that the file names, also where faults stand in the plan's way."""
        root = self.document.root.content if self.document.root else None
        written = root["language"][1].content if isinstance(root, dict) and "language" in root else None
        return written if written in ("vi", "en") else None

    def target_place(self, target: str) -> Location:
        """Where a target is declared, by its id."""
        assert self.plan is not None
        for index, task in enumerate(self.plan.tasks):
            for position, candidate in enumerate(task.targets):
                if candidate.id == target:
                    return self.document.locate(("tasks", index, "targets", position))
        raise KeyError(target)


def read_plan(data: bytes, path: str) -> PlanReading:
    """Reads a plan from the bytes of its file; `path` is what diagnostics call it.

    All faults are reported: of the syntax, of each value, and between the parts.
    """
    from cchc_cli.reading.plan_file.checks import CHECKS

    document = parse_yaml(data, path)
    if document.root is None:
        return PlanReading(None, document, in_order(document.diagnostics))
    head = document.root.plain()
    if not isinstance(head, dict):
        root = document.root
        document.fault("P105", root.line, root.column, expected="mapping", shape=_shape(head))
        return PlanReading(None, document, in_order(document.diagnostics))
    draft = _draft(document, head)
    for check in CHECKS:
        check(draft)
    diagnostics = in_order([*document.diagnostics, *draft.diagnostics])
    period = _certain_period(draft)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return PlanReading(None, document, diagnostics, period)
    return PlanReading(_whole(draft), document, diagnostics, period)


def _certain_period(draft: Draft) -> Span | None:
    """The plan's months, where nothing found leaves a doubt about them."""
    period = draft.plan.period
    keys = ("period", *(field.alias or name for name, field in Span.model_fields.items()))
    doubted = any(draft.doubts(("period", key)) for key in keys) or draft.doubts(("period",))
    repeated = any(
        one.code == "P102" and one.params["key"] in keys for one in draft.document.diagnostics
    )
    if not draft.can_read((), "period") or doubted or repeated or period.from_ > period.to:
        return None
    return period


def _whole(draft: Draft) -> Plan:
    targets: dict[Route, list[Target]] = {}
    for route, _, target in draft.targets:
        targets.setdefault(route[:2], []).append(target)
    return draft.plan.model_copy(
        update={
            "references": tuple(reference for _, reference in draft.references),
            "units": tuple(unit for _, unit in draft.units),
            "groups": {name: members for _, name, members in draft.groups},
            "indicators": tuple(indicator for _, indicator in draft.indicators),
            "tasks": tuple(
                task.model_copy(update={"targets": tuple(targets.get(route, ()))})
                for route, task in draft.tasks
            ),
        }
    )


def _draft(document: Document, head: dict[str, Any]) -> Draft:
    draft = Draft(document, head, Plan.model_validate(_HEAD))
    bare = {key: value for key, value in head.items() if key not in SECTIONS}
    draft.plan = _valid(draft, Plan, bare, ()) or draft.plan
    draft.unread -= {(section,) for section in SECTIONS if section in head}
    draft.references = list(_items(draft, Reference, ("references",), head.get("references")))
    draft.units = list(_items(draft, Unit, ("units",), head.get("units")))
    draft.indicators = list(_items(draft, Indicator, ("indicators",), head.get("indicators")))
    _read_groups(draft, head.get("groups"))
    for route, raw in _entries(draft, ("tasks",), head.get("tasks")):
        written = raw.get("targets") if isinstance(raw, dict) else None
        without = {k: v for k, v in raw.items() if k != "targets"} if isinstance(raw, dict) else raw
        task = _valid(draft, Task, without, route)
        if task is not None:
            draft.tasks.append((route, task))
            for at, target in _items(draft, Target, (*route, "targets"), written):
                draft.targets.append((at, task, target))
    return draft


def _read_groups(draft: Draft, written: object) -> None:
    if written is None:
        return
    if not isinstance(written, dict):
        draft.fault("P105", ("groups",), expected="mapping", shape=_shape(written))
        draft.unread.add(("groups",))
        return
    for name, members in written.items():
        probe = _valid(draft, Plan, {**_HEAD, "groups": {name: members}}, ())
        if probe is not None and name in probe.groups:
            draft.groups.append((("groups", name), name, probe.groups[name]))
    draft.unread.discard(("groups",))


def _entries(draft: Draft, route: Route, written: object) -> Iterator[tuple[Route, Any]]:
    if written is None:
        return
    if not isinstance(written, list):
        draft.fault("P105", route, expected="list", shape=_shape(written))
        draft.unread.add(route)
        return
    for index, raw in enumerate(written):
        yield (*route, index), raw


def _items(
    draft: Draft, model: type[ModelT], route: Route, written: object
) -> Iterator[tuple[Route, ModelT]]:
    for at, raw in _entries(draft, route, written):
        item = _valid(draft, model, raw, at)
        if item is not None:
            yield at, item


def _valid(draft: Draft, model: type[ModelT], raw: object, route: Route) -> ModelT | None:
    """The model of a node, and a fault for each thing wrong with it.

    What is wrong is left out and noted as unread, so that the rest can be checked too. None where
    nothing can be said of the rest.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    meant = {
        (*fault["loc"][:-1], near.partition(":")[0])
        for fault in faults
        if fault["type"] == "extra_forbidden"
        and (near := _meant_key(draft, model, fault["loc"])) is not None
    }
    for fault in faults:
        if fault["type"] != "missing" or fault["loc"] not in meant:
            _note(draft, model, fault, route)
    if not isinstance(raw, dict):
        return None
    lost = {fault["loc"][0] for fault in faults}
    lost |= {loc[0] for loc in meant if loc[0] not in raw}
    draft.unread |= {(*route, key) for key in lost}
    rest = {key: value for key, value in raw.items() if key not in lost}
    for key in lost.intersection(_STEPS, raw):
        wrong = {fault["loc"][1:2] for fault in faults if fault["loc"][0] == key}
        written = raw[key].items() if () not in wrong else ()
        if right := {name: goal for name, goal in written if (name,) not in wrong}:
            rest[key] = right
    stand_ins: dict[str, str] = {}
    for name, known in model.model_fields.items():
        if known.is_required() and name not in rest:
            if name == "kind":
                return None
            rest[name] = _HEAD.get(name, "0")
            if rest[name] == "0":
                stand_ins[name] = _UNREAD
    return model.model_validate(rest).model_copy(update=stand_ins)


def _note(draft: Draft, model: type[BaseModel], fault: Mapping[str, Any], route: Route) -> None:
    loc: Route = tuple(fault["loc"])
    at_key = loc[-1:] == ("[key]",)
    at = (*route, *(loc[:-1] if at_key else loc))
    match fault["type"]:
        case "missing":
            draft.fault("P104", at[:-1], key=str(loc[-1]))
        case kind if draft.doubts(at, at_key or kind == "extra_forbidden"):
            pass
        case "extra_forbidden":
            draft.fault("P103", at, at_key=True, key=str(loc[-1]), near=_meant_key(draft, model, loc))
        case kind if kind == EXPECTED:
            shown = _shown(fault["input"])
            draft.fault("P106", at, at_key, expected=fault["ctx"]["what"], found=shown)
        case "enum" | "literal_error":
            choices = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            shown = _shown(fault["input"])
            near = draft.closest(shown, choices.split(", "))
            draft.fault("P115", at, choices=choices, found=shown, near=near)
        case kind:
            expected = {"tuple_type": "list", "dict_type": "mapping", "model_type": "mapping"}
            draft.fault("P105", at, expected=expected.get(kind, "text"), shape=_shape(fault["input"]))


def _meant_key(draft: Draft, model: type[BaseModel], loc: Route) -> str | None:
    """The key that a strange one was probably meant to be; `id: a` for `id:a`."""
    known = _keys(model, loc[:-1])
    key, colon, value = str(loc[-1]).partition(":")
    return f"{key}: {value}" if colon and key in known else draft.closest(str(loc[-1]), known)


def _keys(model: type[BaseModel], inner: Route) -> list[str]:
    """The keys that a model, or a model inside it, knows."""
    fields = model.model_fields
    for part in inner:
        if isinstance(part, str) and part in fields:
            annotation = fields[part].annotation
            nested = [annotation, *getattr(annotation, "__args__", ())]
            models = [one for one in nested if isinstance(one, type) and issubclass(one, BaseModel)]
            if models:
                fields = models[0].model_fields
    return [field.alias or name for name, field in fields.items()]


def _shown(value: object) -> str:
    text = (
        value if isinstance(value, str) else {"mapping": "{…}", "list": "[…]"}.get(_shape(value), "null")
    )
    return text if len(text) <= 60 else text[:57] + "..."


def _shape(value: object) -> str:
    match value:
        case dict():
            return "mapping"
        case list():
            return "list"
        case None:
            return "null"
        case _:
            return "text"
