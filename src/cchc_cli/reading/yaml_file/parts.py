"""One part of a YAML file by its model: what is right of it, and a fault for each thing that is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.scalars import EXPECTED
from cchc_cli.reading.yaml_file.document import Route
from cchc_cli.reading.yaml_file.draft import YamlDraft
from cchc_cli.reading.yaml_file.meant import is_no_day, value_meant
from cchc_cli.reading.yaml_file.text import short
from cchc_cli.reading.yaml_file.tree import shape

ModelT = TypeVar("ModelT", bound=BaseModel)

_STAND_INS: Mapping[str, object] = {
    "version": "1",
    "period": {"from": "2000-01", "to": "2000-01"},
    "year": "2000",
    "criteria": [],
    "at_least": "0%",
}
"""What stands for a needed key that could not be read, where a text cannot."""
_OWN_KEYS = ("pace", "except", "groups")
"""Mappings with keys of the user's own: only their wrong entries are left out."""
_UNREAD = "?"
"""Stands for a text that is needed but could not be read; no id is spelt so."""


def valid(draft: YamlDraft, model: type[ModelT], raw: object, route: Route) -> ModelT | None:
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
            note(draft, model, fault, route)
    if not isinstance(raw, dict):
        return None
    lost = {fault["loc"][0] for fault in faults}
    lost |= {loc[0] for loc in meant if loc[0] not in raw}
    draft.unread |= {(*route, key) for key in lost}
    rest = {key: value for key, value in raw.items() if key not in lost}
    for key in lost.intersection(_OWN_KEYS, raw):
        wrong = {fault["loc"][1:2] for fault in faults if fault["loc"][0] == key}
        written = raw[key].items() if () not in wrong else ()
        if right := {name: goal for name, goal in written if (name,) not in wrong}:
            rest[key] = right
    unread: dict[str, str] = {}
    for name, field in model.model_fields.items():
        if field.is_required() and name not in rest:
            if name == "kind":
                return None
            rest[name] = _STAND_INS.get(name, "0")
            if rest[name] == "0":
                unread[name] = _UNREAD
    return model.model_validate(rest).model_copy(update=unread)


def is_a(form: str, draft: YamlDraft, route: Route, written: object) -> bool:
    """Whether a node is a list or a mapping, as it must be; what is not is a fault."""
    if shape(written) == form:
        return True
    draft.fault(codes.P105, route, expected=Term("expected", form), shape=Term("found", shape(written)))
    draft.unread.add(route)
    return False


def entries(draft: YamlDraft, route: Route, written: Any) -> Iterator[tuple[Route, Any]]:
    """The items of a list with their routes; what is no list is a fault."""
    if written is not None and is_a("list", draft, route, written):
        for index, raw in enumerate(written):
            yield (*route, index), raw


def items(
    draft: YamlDraft, model: type[ModelT], route: Route, written: object
) -> Iterator[tuple[Route, ModelT]]:
    """The items of a list that are right in themselves, with their routes."""
    for at, raw in entries(draft, route, written):
        item = valid(draft, model, raw, at)
        if item is not None:
            yield at, item


def note(draft: YamlDraft, model: type[BaseModel], fault: Mapping[str, Any], route: Route) -> None:
    """Notes what a model refused of the part at a route, with what was probably meant."""
    loc: Route = tuple(fault["loc"])
    at_key = loc[-1:] == ("[key]",)
    at = (*route, *(loc[:-1] if at_key else loc))
    if fault["type"] != "missing" and _note_comma(draft, model, at):
        return
    match fault["type"]:
        case "missing":
            draft.fault(codes.P104, at[:-1], key=str(loc[-1]))
        case kind if draft.doubts(at, at_key or kind == "extra_forbidden"):
            pass
        case "extra_forbidden":
            near = _meant_key(draft, model, loc)
            draft.fault(codes.P103, at, at_key=True, key=str(loc[-1]), near=near)
        case kind if kind == EXPECTED:
            what, written = fault["ctx"]["what"], fault["input"]
            names_other = what == "id" and loc[-1] != "id"
            near = None
            if isinstance(written, str):
                near = value_meant("ids" if names_other else what, written)
                if what in ("date", "due") and is_no_day(written):
                    what = "real_day"
            expected = Term("expected", what)
            draft.fault(codes.P106, at, at_key, expected=expected, found=_shown(written), near=near)
        case "enum" | "literal_error":
            choices = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            shown = _shown(fault["input"])
            near = draft.closest(shown, choices.split(", "))
            draft.fault(codes.P115, at, choices=choices, found=shown, near=near)
        case "too_short":
            draft.fault(codes.P105, at, expected=Term("expected", "items"), shape="[]")
        case kind:
            forms = {"tuple_type": "list", "dict_type": "mapping", "model_type": "mapping"}
            form, written = forms.get(kind, "text"), fault["input"]
            near = (
                f"[{short(written.strip('[] '))}]"
                if form == "list" and isinstance(written, str)
                else None
            )
            found = Term("found", shape(written))
            draft.fault(codes.P105, at, expected=Term("expected", form), shape=found, near=near)


def _note_comma(draft: YamlDraft, model: type[BaseModel], route: Route) -> bool:
    """Notes a comma inside of braces that has made a key of what belongs to the value before it.

    `{name: Tin, bài}` is a name and a key without a value. False where the key is none of these.
    """
    braces = draft.document.node(route[:-1])
    if braces is None or not braces.in_braces or not isinstance(braces.content, dict):
        return False
    pairs = braces.content
    keys = list(pairs)
    if route[-1] not in pairs or draft.closest(str(route[-1]), _keys(model, route[-2:-1])) is not None:
        return False
    last = first = keys.index(str(route[-1]))
    while first >= 0 and pairs[keys[first]][1].content is None:
        first -= 1
    value = pairs[keys[first]][1] if 0 <= first < last else None
    if value is None or not isinstance(value.content, str) or value.line != pairs[keys[last]][0].line:
        return False
    lost = [key for key in keys[first + 1 :] if pairs[key][1].content is None]
    is_number = len(lost) == 1 and all(part.rstrip("%").isdigit() for part in (value.content, *lost))
    whole = f'"{", ".join((value.content, *lost))}"'
    plain = f"{value.content}.{lost[0]}" if is_number else whole.replace("“", "").replace("”", "")
    last_key = pairs[keys[last]][0]
    draft.document.doubted.add((last_key.line, last_key.column))
    draft.unread.add((*route[:-1], keys[first]))
    digits, percent = lost[0].rstrip("%"), "%" if lost[0].endswith("%") else ""
    if is_number and value.content != "0" and len(digits) == 3 and digits.endswith("0"):
        # 1,500 may be a thousand and more: 1.500 would be refused for it.
        decimal = f"{value.content}.{digits}".rstrip("0").rstrip(".") + percent
        draft.fault(
            codes.P248,
            (*route[:-1], keys[first]),
            found=f"{value.content},{lost[0]}",
            plain=f"{value.content}{digits}{percent}",
            short=decimal,
        )
        return True
    at_first = (*route[:-1], keys[first + 1])
    draft.fault(
        codes.P120, at_first, at_key=True, found=short(value.content), plain=f"{keys[first]}: {plain}"
    )
    return True


def _meant_key(draft: YamlDraft, model: type[BaseModel], loc: Route) -> str | None:
    """The key that a strange one was probably meant to be; `id: a` for `id:a`."""
    keys = _keys(model, loc[:-1])
    key, colon, value = str(loc[-1]).partition(":")
    if colon and key in keys:
        return f"{key}: {value}"
    near = draft.closest(str(loc[-1]), keys)
    return None if near == loc[-1] else near


def _keys(model: type[BaseModel], inner: Route) -> list[str]:
    """The keys that a model, or a model inside it, knows."""
    fields = model.model_fields
    for part in inner:
        if isinstance(part, str) and part in fields:
            inner_model = _model_in(fields[part].annotation)
            fields = fields if inner_model is None else inner_model.model_fields
    return [field.alias or name for name, field in fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = map(_model_in, getattr(annotation, "__args__", ()))
    return next((model for model in inner if model is not None), None)


def _shown(value: object) -> str:
    text = (
        value if isinstance(value, str) else {"mapping": "{…}", "list": "[…]"}.get(shape(value), "null")
    )
    return short(text)
