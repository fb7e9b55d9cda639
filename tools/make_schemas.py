"""Makes the schemas in schemas/, which editors and other programs use, of the models and shapes.

Run it after a change of these: `make schemas`; a test proves that the files are current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from cchc_cli.model.diagnostic import Severity
from cchc_cli.model.kind import Comparison
from cchc_cli.model.period import YEARS
from cchc_cli.model.plan import Plan
from cchc_cli.model.register import Mapping as RegisterMapping
from cchc_cli.model.scoring import ScoringTable
from cchc_cli.model.verdict import Status
from cchc_cli.reading.table.source import COLUMNS
from editor_words import mapping as mapping_words
from editor_words import plan as plan_words
from editor_words import scoring as scoring_words

_MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
_SHA256 = r"^[0-9a-f]{64}$"
_CLOSED = ConfigDict(extra="forbid")

_ID = "urn:cchc:schema:{}:1"

Number = Annotated[int | float, Field(description="Exact; percentages in percent.")]
Distance = Annotated[
    int | float,
    Field(description="Exact; percentages in percent.", json_schema_extra={"minimum": 0}),
]
Month = Annotated[str, Field(pattern=_MONTH)]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]


@with_config(_CLOSED)
class Tool(TypedDict):
    """What wrote the result."""

    name: Literal["cchc"]
    version: str


@with_config(_CLOSED)
class PlanFile(TypedDict):
    """The plan that was judged."""

    path: str
    id: str
    title: str
    sha256: Annotated[str, Field(pattern=_SHA256)]


@with_config(_CLOSED)
class ActualsFile(TypedDict):
    """A file of figures."""

    path: str
    sha256: Annotated[str, Field(pattern=_SHA256)]
    rows: Annotated[int, Field(ge=0, description="Figures that it gave.")]


Days = TypedDict("Days", {"from": Day, "to": Day})


@with_config(_CLOSED)
class Place(TypedDict):
    """A place in a file; lines and columns start at 1; a workbook's has sheet and cell."""

    path: str
    line: Annotated[int, Field(ge=1)] | None
    column: Annotated[int, Field(ge=1)] | None
    sheet: NotRequired[str | None]
    cell: NotRequired[str | None]


@with_config(_CLOSED)
class SendingShape(TypedDict):
    """What a unit owed and sent for a month; `on_time` is null where a day of sending is not known."""

    month: Month
    due: Day
    owed: Annotated[int, Field(ge=0)]
    reported: Annotated[int, Field(ge=0)]
    sent_on: Day | None
    on_time: bool | None


@with_config(_CLOSED)
class UnitShape(TypedDict):
    """What a unit owed and sent by the as-of."""

    unit: str
    owed: Annotated[int, Field(ge=0)]
    reported: Annotated[int, Field(ge=0)]
    sent: bool
    complete: NotRequired[bool]
    months: NotRequired[list[SendingShape]]


@with_config(_CLOSED)
class MissingShape(TypedDict):
    """A figure that is owed, over and not reported; of a ratio, the part that is not there."""

    period: str
    unit: str | None
    indicator: str


@with_config(_CLOSED)
class FigureShape(TypedDict):
    """A figure that a verdict rests on; a milestone's value may be a day, a narrative's is null."""

    path: str
    line: Annotated[int, Field(ge=1)] | None
    column: Annotated[int, Field(ge=1)] | None
    sheet: NotRequired[str | None]
    cell: NotRequired[str | None]
    period: str
    unit: str | None
    indicator: str
    value: Number | str | None
    evidence: str | None


@with_config(_CLOSED)
class BoundsShape(TypedDict, total=False):
    """The bounds of a range, whose goal is null: a lower and an upper one."""

    at_least: Number
    above: Number
    at_most: Number
    below: Number


@with_config(_CLOSED)
class KeptShape(TypedDict):
    """How many of the periods that count held, where the goal holds for each by itself."""

    held: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=0)]
    short: list[str]
    waived: list[str]


@with_config(_CLOSED)
class VerdictShape(TypedDict):
    """One target for one unit (null: for an `over` target or the department)."""

    target: str
    task: str
    clause: str
    unit: str | None
    indicator: str
    measure: str | None
    status: Status
    severity: Literal["error", "warning"]
    comparison: Comparison | Literal["range"] | None
    goal: Number | None
    expected: Number | None
    actual: Number | None
    gap: Distance | None
    remaining: Distance | None
    needed_per_period: Number | None
    forecast: Number | None
    late: bool
    numerator: Number | None
    denominator: Number | None
    missing: list[MissingShape]
    location: Place | None
    figures: list[FigureShape]
    unit_name: NotRequired[str | None]
    indicator_name: NotRequired[str]
    units: NotRequired[list[str]]
    references: NotRequired[list[str]]
    baseline: NotRequired[Number | None]
    bounds: NotRequired[BoundsShape | None]
    kept: NotRequired[KeptShape | None]


@with_config(_CLOSED)
class DiagnosticShape(TypedDict):
    """A fault or remark."""

    code: Annotated[str, Field(pattern=r"^[PAV][0-9]{3}$")]
    severity: Severity
    message: str
    hint: str
    location: Place | None


Summary = TypedDict("Summary", {status.value: Annotated[int, Field(ge=0)] for status in Status})  # type: ignore[misc]


class ResultShape(TypedDict):
    """The result of `cchc check --format json`; on exit 2 what is not known is null."""

    schema: Literal[1]
    tool: Tool
    plan: PlanFile | None
    actuals: list[ActualsFile]
    as_of: Month | None
    period: Days | None
    to_date: Days | None
    exit_code: Literal[0, 1, 2]
    summary: Summary | None
    units: list[UnitShape]
    verdicts: list[VerdictShape]
    diagnostics: list[DiagnosticShape]


class ResultsShape(TypedDict):
    """The results of several plans, of `cchc check --all-plans --format json`."""

    schema: Literal[1]
    exit_code: Literal[0, 1, 2]
    results: list[ResultShape]


@with_config(_CLOSED)
class PlanName(TypedDict):
    """The plan whose courses are shown."""

    id: str
    title: str


@with_config(_CLOSED)
class PointShape(TypedDict):
    """Where a target stood in a month; what is not known is null."""

    month: Month
    status: Status | None
    actual: Number | None
    expected: Number | None


@with_config(_CLOSED)
class TrendShape(TypedDict):
    """The course of one target for one unit (null: for an `over` target or the department)."""

    target: str
    unit: str | None
    indicator: str
    measure: str | None
    status: Status
    goal: Number | None
    forecast: Number | None
    turned: Month | None
    months: list[PointShape]


class TrendsShape(TypedDict):
    """The courses that `cchc trend --format json` shows."""

    schema: Literal[1]
    tool: Tool
    plan: PlanName
    as_of: Month
    trends: list[TrendShape]


_WORDS_BY_NAME: dict[str, Mapping[str, object]] = {
    "patternErrorMessage": plan_words.PATTERNS,
    "enumDescriptions": plan_words.CHOICES,
    "description": plan_words.INNER,
}


def _with_words(node: Any) -> Any:
    """A schema with the words that its types name, as `"patternErrorMessage": "month"`."""
    if isinstance(node, dict):
        return {
            key: _WORDS_BY_NAME[key][value]
            if key in _WORDS_BY_NAME and isinstance(value, str)
            else _with_words(value)
            for key, value in node.items()
        }
    return [_with_words(item) for item in node] if isinstance(node, list) else node


def _describe(part: dict[str, Any], words: plan_words.Words) -> dict[str, Any]:
    described = {**part, "title": words.title, "description": words.description}
    if words.choices:
        described["enumDescriptions"] = list(words.choices)
    if words.examples:
        described["examples"] = list(words.examples)
    return described


def _file_schema(
    model: type[BaseModel],
    parts_words: Mapping[str, plan_words.Words],
    key_words: Mapping[str, plan_words.Words],
    name_of_file: str,
    title: str,
    description: str,
) -> dict[str, Any]:
    """The JSON Schema of a YAML file, as an editor sees it.

    `patternErrorMessage` and `enumDescriptions` are what editors show; other programs ignore them.
    """
    made = model.model_json_schema(by_alias=True)
    parts = made.pop("$defs")
    for name, part in {model.__name__: made, **parts}.items():
        for key, inner in part.get("properties", {}).items():
            words = key_words[f"{name}.{key}"]
            part["properties"][key] = dict(sorted(_describe(_with_words(inner), words).items()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID.format(name_of_file),
        "$defs": {name: _describe(part, parts_words[name]) for name, part in parts.items()},
        **made,
        "title": title,
        "description": description,
    }


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan file."""
    title, description = "Kế hoạch cchc / cchc plan", "Tệp kế hoạch. / A plan file."
    return _file_schema(Plan, plan_words.PARTS, plan_words.KEYS, "plan", title, description)


def scoring_schema() -> dict[str, Any]:
    """The JSON Schema of a scoring table."""
    title, description = "Bảng điểm cchc / cchc scoring table", "Tệp bảng điểm. / A scoring table."
    parts, keys = scoring_words.PARTS, scoring_words.KEYS
    return _file_schema(ScoringTable, parts, keys, "scoring", title, description)


def mapping_schema() -> dict[str, Any]:
    """The JSON Schema of a mapping."""
    title, description = "Ánh xạ cchc / cchc mapping", "Tệp ánh xạ của sổ. / A mapping of a register."
    parts, keys = mapping_words.PARTS, mapping_words.KEYS
    return _file_schema(RegisterMapping, parts, keys, "mapping", title, description)


def _shape_schema(shape: object, name: str) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID.format(name),
        **TypeAdapter(shape).json_schema(),
        "title": f"cchc {name}",
    }


def result_schema() -> dict[str, Any]:
    """The JSON Schema of a result."""
    return _shape_schema(ResultShape, "result")


def results_schema() -> dict[str, Any]:
    """The JSON Schema of the results of several plans."""
    return _shape_schema(ResultsShape, "results")


def trend_schema() -> dict[str, Any]:
    """The JSON Schema of the courses over the months."""
    return _shape_schema(TrendsShape, "trend")


_COLUMN_WORDS = {
    "period": "2022-07, 07/2022, 2022-Q2, 2022-H1, 2022, 2023-04..2024-03 "
    f"({YEARS.start}-{YEARS.stop - 1})",
    "unit": "Mã, tên hoặc tên khác của đơn vị; trống: số liệu chung. / Empty: the department.",
    "indicator": "Mã hoặc tên chỉ tiêu. / Id, name or alias of an indicator.",
    "value": "Số; mốc công việc: 0, 1 hoặc ngày; thuyết minh: trống. / Number, day or nothing.",
    "evidence": "Minh chứng. / Evidence.",
    "note": "Ghi chú; nội dung của thuyết minh. / Note; a narrative's text.",
    "sent": "Ngày gửi; không dùng khi đánh giá. / The day of sending; verdicts do not depend on it.",
    "source": "Tệp mà số liệu được gộp từ đó; không dùng khi đánh giá. / The sheet it came from.",
}


def actuals_schema() -> dict[str, Any]:
    """The Table Schema (Frictionless) of a file of figures."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": "cchc-actuals",
        "fieldsMatch": "partial",
        "fields": [
            {
                "name": name,
                "type": "string",
                "description": _COLUMN_WORDS[name],
                "constraints": {"required": name in ("period", "indicator")},
            }
            for name in COLUMNS
        ],
        "primaryKey": ["period", "unit", "indicator"],
    }


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "plan": plan_schema,
    "result": result_schema,
    "results": results_schema,
    "trend": trend_schema,
    "actuals": actuals_schema,
    "scoring": scoring_schema,
    "mapping": mapping_schema,
}


def schema_text(name: str) -> str:
    """A schema as JSON text; raises KeyError for an unknown name."""
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"


FOLDER = Path(__file__).resolve().parent.parent / "schemas"

if __name__ == "__main__":
    for name in SCHEMAS:
        path = FOLDER / f"{name}.schema.json"
        path.write_text(schema_text(name), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path}\n")
