"""What could be read of a scoring table, part by part, with a fault for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term
from cchc_cli.model.document import Reference
from cchc_cli.model.scalars import EXPECTED
from cchc_cli.model.scoring import Class, Criterion, ScoringTable
from cchc_cli.reading.cells.names import closest
from cchc_cli.reading.plan_file.tree import Document, Route

ModelT = TypeVar("ModelT", bound=BaseModel)

MAX_CRITERIA = 20_000
"""Criteria of one table; a province's has some hundred."""
MAX_COMPARED = 100_000
"""Names that one run compares for its suggestions: about half a second's worth."""
MAX_SHOWN = 60
_STAND_INS = {"version": "1", "year": "2000", "units": "0", "criteria": []}
"""Written in place of a key that is missing or wrong; of any other key it is 0."""
_LISTS = ("criteria", "classes", "references")


@dataclass(slots=True)
class Part:
    """A criterion without the criteria inside it, and where it stands."""

    route: Route
    criterion: Criterion
    is_node: bool
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """The parts of a table that are sound in themselves."""

    document: Document
    table: ScoringTable
    """The top-level keys alone."""
    parts: list[Part] = field(default_factory=list)
    classes: list[tuple[Route, Class]] = field(default_factory=list)
    references: list[tuple[Route, Reference]] = field(default_factory=list)
    unread: set[Route] = field(default_factory=set)
    """What is missing or wrong in itself, as a fault says already: no check should speak of it."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    compared: int = 0
    count: int = 0

    def fault(self, code: Code, route: Route, at_key: bool = False, **params: object) -> None:
        """Notes a fault at a node."""
        self.diagnostics.append(code.at(self.place(route, at_key), **params))

    def place(self, route: Route, at_key: bool = False) -> Location:
        """Where a node stands."""
        return self.document.locate(route, at_key)

    def doubts(self, route: Route, at_key: bool = False) -> bool:
        """Whether a fault of the YAML says already that a node is not what was meant."""
        place = self.place(route, at_key)
        return (place.line, place.column) in self.document.doubted

    def can_read(self, route: Route, *keys: str) -> bool:
        """Whether none of these keys of a part is missing or wrong in itself."""
        return not any((*route, key) in self.unread for key in keys)

    def closest(self, name: str, known: Collection[str]) -> str | None:
        """The known name that a misspelt one probably means; None once too many were asked for."""
        self.compared += len(known)
        return closest(name, known) if self.compared <= MAX_COMPARED else None

    def walk(self) -> Iterator[Part]:
        """Every part, a node before what it holds."""
        waiting = list(reversed(self.parts))
        while waiting:
            part = waiting.pop()
            yield part
            waiting += reversed(part.parts)


def draft_of(document: Document, head: dict[str, Any]) -> Draft:
    """Reads each part by its model."""
    draft = Draft(document, ScoringTable.model_validate({**_STAND_INS, "id": "0", "title": "0"}))
    bare = {key: value for key, value in head.items() if key not in _LISTS}
    table = _valid(draft, ScoringTable, bare, (), inner=("criteria",))
    draft.table = table or draft.table
    if "criteria" not in head:
        draft.fault(codes.P104, (), key="criteria")
    draft.parts = _parts(draft, ("criteria",), head.get("criteria"))
    for route, raw in _entries(draft, ("classes",), head.get("classes")):
        if (known := _valid(draft, Class, raw, route)) is not None:
            draft.classes.append((route, known))
    for route, raw in _entries(draft, ("references",), head.get("references")):
        if (reference := _valid(draft, Reference, raw, route)) is not None:
            draft.references.append((route, reference))
    return draft


def _parts(draft: Draft, route: Route, written: object) -> list[Part]:
    parts = []
    for at, raw in _entries(draft, route, written):
        draft.count += 1
        if draft.count > MAX_CRITERIA:
            if draft.count == MAX_CRITERIA + 1:
                draft.fault(codes.P109, at, limit=Term("limit", "criteria"), most=MAX_CRITERIA)
            break
        without = {k: v for k, v in raw.items() if k != "criteria"} if isinstance(raw, dict) else raw
        criterion = _valid(draft, Criterion, without, at)
        inner = raw.get("criteria") if isinstance(raw, dict) else None
        is_node = isinstance(raw, dict) and "criteria" in raw
        if criterion is not None:
            part = Part(at, criterion, is_node)
            part.parts = _parts(draft, (*at, "criteria"), inner)
            parts.append(part)
    return parts


def _entries(draft: Draft, route: Route, written: object) -> Iterator[tuple[Route, Any]]:
    if written is None:
        return
    if not isinstance(written, list):
        draft.fault(codes.P105, route, expected=Term("expected", "list"), shape=_shape(written))
        draft.unread.add(route)
        return
    for index, raw in enumerate(written):
        yield (*route, index), raw


def _valid(
    draft: Draft, model: type[ModelT], raw: object, route: Route, inner: tuple[str, ...] = ()
) -> ModelT | None:
    """The model of a node, and a fault for each thing wrong with it; `inner` is read by itself.

    What is wrong is left out and noted as unread, so that the rest can be checked too. None where
    nothing can be said of the rest.
    """
    filled = {**raw, **{key: _STAND_INS[key] for key in inner}} if isinstance(raw, dict) else raw
    try:
        return model.model_validate(filled)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    for fault in faults:
        _note(draft, model, fault, route)
    if not isinstance(filled, dict):
        return None
    lost = {fault["loc"][0] for fault in faults}
    draft.unread |= {(*route, str(key)) for key in lost}
    rest = {key: value for key, value in filled.items() if key not in lost}
    for name, known in model.model_fields.items():
        if known.is_required() and name not in rest:
            rest[name] = _STAND_INS.get(name, "0%" if name == "at_least" else "0")
    return model.model_validate(rest)


def _note(draft: Draft, model: type[BaseModel], fault: Mapping[str, Any], route: Route) -> None:
    loc: Route = tuple(fault["loc"])
    at_key = loc[-1:] == ("[key]",)
    at = (*route, *(loc[:-1] if at_key else loc))
    match fault["type"]:
        case "missing":
            draft.fault(codes.P104, at[:-1], key=str(loc[-1]))
        case kind if draft.doubts(at, at_key or kind == "extra_forbidden"):
            pass
        case "extra_forbidden":
            near = draft.closest(str(loc[-1]), _keys(model, loc[:-1]))
            draft.fault(codes.P103, at, at_key=True, key=str(loc[-1]), near=near)
        case kind if kind == EXPECTED:
            what = Term("expected", fault["ctx"]["what"])
            draft.fault(codes.P106, at, at_key, expected=what, found=_shown(fault["input"]))
        case "enum" | "literal_error":
            choices = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            found = _shown(fault["input"])
            near = draft.closest(found, choices.split(", "))
            draft.fault(codes.P115, at, choices=choices, found=found, near=near)
        case kind:
            expected = {"tuple_type": "list", "dict_type": "mapping", "model_type": "mapping"}
            what = Term("expected", expected.get(kind, "text"))
            draft.fault(codes.P105, at, expected=what, shape=_shape(fault["input"]))


def _keys(model: type[BaseModel], inner: Route) -> list[str]:
    """The keys that a model, or a model inside it, knows."""
    fields = model.model_fields
    for part in inner:
        if isinstance(part, str) and part in fields:
            waiting: list[Any] = [fields[part].annotation]
            while waiting:
                one = waiting.pop()
                if isinstance(one, type) and issubclass(one, BaseModel):
                    fields = one.model_fields
                    break
                waiting += getattr(one, "__args__", ())
    return [field.alias or name for name, field in fields.items()]


def _shown(value: object) -> str:
    word = {"mapping": "{…}", "list": "[…]"}.get(_shape(value).key, "null")
    text = value if isinstance(value, str) else word
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "..."


def _shape(value: object) -> Term:
    shapes = ((dict, "mapping"), (list, "list"), (type(None), "null"))
    key = next((name for kind, name in shapes if isinstance(value, kind)), "text")
    return Term("found", key)
