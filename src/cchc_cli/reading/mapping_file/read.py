"""Reads a mapping: YAML, then its values, then what its parts say of each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Severity, Term, in_order
from cchc_cli.model.register import Mapping
from cchc_cli.model.scalars import EXPECTED
from cchc_cli.reading.cells.names import Suggestions
from cchc_cli.reading.mapping_file.checks import CHECKS
from cchc_cli.reading.mapping_file.draft import MappingDraft, MappingReading
from cchc_cli.reading.plan_file.tree import Document, Route, parse_yaml

MAX_SHOWN = 60


def read_mapping(data: bytes, path: str) -> MappingReading:
    """Reads a mapping from the bytes of its file; every fault is reported."""
    document = parse_yaml(data, path)
    if document.root is None:
        return MappingReading(None, document, in_order(document.diagnostics))
    try:
        mapping = Mapping.model_validate(document.root.plain())
    except ValidationError as error:
        faults = _faults(document, error.errors(include_url=False))
        return MappingReading(None, document, in_order([*document.diagnostics, *faults]))
    draft = MappingDraft(document, mapping)
    for check in CHECKS:
        check(draft)
    diagnostics = in_order([*document.diagnostics, *draft.diagnostics])
    if any(one.severity is Severity.ERROR for one in diagnostics):
        return MappingReading(None, document, diagnostics)
    return MappingReading(mapping, document, diagnostics)


def _faults(document: Document, errors: Iterable[Any]) -> list[Diagnostic]:
    suggestions = Suggestions()
    faults = []
    for error in errors:
        loc: Route = tuple(error["loc"])
        at_key = loc[-1:] == ("[key]",)
        route = loc[:-1] if at_key else loc
        is_strange = error["type"] == "extra_forbidden"
        place = document.locate(route, at_key or is_strange)
        if (place.line, place.column) in document.doubted:
            continue
        match error["type"]:
            case "missing":
                faults.append(codes.P104.at(document.locate(route[:-1]), key=str(loc[-1])))
            case "extra_forbidden":
                near = suggestions.near(str(loc[-1]), _keys(loc[:-1]))
                faults.append(codes.P103.at(place, key=str(loc[-1]), near=near))
            case kind if kind == EXPECTED:
                what = Term("expected", error["ctx"]["what"])
                faults.append(codes.P106.at(place, expected=what, found=_shown(error["input"])))
            case "enum" | "literal_error":
                choices = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
                found = _shown(error["input"])
                near = suggestions.near(found, choices.split(", "))
                faults.append(codes.P115.at(place, choices=choices, found=found, near=near))
            case "too_short":
                faults.append(codes.P105.at(place, expected=Term("expected", "items"), shape="[]"))
            case kind:
                known = {"tuple_type": "list", "dict_type": "mapping", "model_type": "mapping"}
                what = Term("expected", known.get(kind, "text"))
                faults.append(codes.P105.at(place, expected=what, shape=_shape(error["input"])))
    return faults


def _keys(route: Route) -> list[str]:
    """The keys that the part of a mapping at a route knows."""
    model: type[BaseModel] = Mapping
    for part in route:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return [known.alias or name for name, known in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model is not None), None)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else {"dict": "{…}", "list": "[…]"}.get(type(value).__name__)
    text = "null" if text is None else text
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "..."


def _shape(value: object) -> Term:
    shapes = {"dict": "mapping", "list": "list", "NoneType": "null"}
    return Term("found", shapes.get(type(value).__name__, "text"))
