"""The plan: units, groups, indicators, tasks and targets, as written in its YAML file.

The fields take the text of YAML scalars (`"2022-07"`, `"60%"`, `"true"`), never values that a YAML
library guessed. What a value alone can not show (a name that nobody declared, a pace that a ratio
does not take) is checked where the plan is read.
"""

# No annotations from __future__ here: pydantic would have to evaluate each of them at every start.
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetPydanticSchema, WithJsonSchema
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import no_info_wrap_validator_function

from cchc_cli.model.period import YEARS, Calendar, Period, parse_date, parse_month

EXPECTED = "expected"
"""The type of the errors that our own validators raise; `ctx["what"]` names what was expected."""

_GOAL = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)(%?)")
_ID = re.compile(r"\w[\w.\-]{0,63}")


class Kind(StrEnum):
    """What sort of figure an indicator is."""

    COUNT = "count"
    LEVEL = "level"
    RATIO = "ratio"
    MILESTONE = "milestone"
    NARRATIVE = "narrative"

    @property
    def has_number(self) -> bool:
        """Whether its verdict is about a number that is held against a goal."""
        return self not in (Kind.MILESTONE, Kind.NARRATIVE)

    @property
    def adds_up(self) -> bool:
        """Whether the figures of its periods are summed."""
        return self is Kind.COUNT

    @property
    def is_divided(self) -> bool:
        """Whether it is one indicator over another and has no rows of its own."""
        return self is Kind.RATIO

    @property
    def is_held(self) -> bool:
        """Whether it is a state that holds or not at a time, not something that grows."""
        return self in (Kind.LEVEL, Kind.RATIO)

    @property
    def owes_at_end(self) -> bool:
        """Whether it owes one figure, at its end, and none before."""
        return self is Kind.MILESTONE

    @property
    def is_told(self) -> bool:
        """Whether its figure is a note, without a value."""
        return self is Kind.NARRATIVE


class Every(StrEnum):
    """How often an indicator's figure is owed."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    ON_DEMAND = "on_demand"

    @property
    def months(self) -> int | None:
        """The length of its periods in months; None where it has none."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(self.value)


class Comparison(StrEnum):
    """How an actual is held against the goal; the goal itself is inside all three."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


class PaceName(StrEnum):
    """What is asked before the end."""

    LINEAR = "linear"
    FINAL = "final"
    ALWAYS = "always"


class Goal(NamedTuple):
    """The number that a target asks; 60% is `Goal(Decimal(60), percent=True)`."""

    value: Decimal
    percent: bool


Steps = Mapping[int, Goal]
"""What is asked from a month on, by month."""
Pace = PaceName | Steps
Due = int | date
"""A month, or a day, which means the reporting month that holds it."""


def _refuse(what: str) -> NoReturn:
    raise PydanticCustomError(EXPECTED, "{what}", {"what": what})


def _printable(value: object) -> object:
    """Refuses characters that would act on a terminal or turn text around."""
    if (
        isinstance(value, str)
        and not value.isprintable()
        and any(
            (unicodedata.category(char) == "Cc" and char not in "\n\t")
            or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
            for char in value
        )
    ):
        _refuse("printable")
    return value


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        _refuse("text")
    return _printable(value)


def is_identifier(text: str) -> bool:
    """Whether a text may be an id."""
    return _ID.fullmatch(text) is not None


def _identifier(value: object) -> object:
    if isinstance(value, str) and not is_identifier(value):
        _refuse("id")
    return value


def _month(value: object) -> int:
    month = parse_month(value) if isinstance(value, str) else None
    return _refuse("month") if month is None else month


def _day(value: object) -> date:
    day = parse_date(value, range(1900, YEARS.stop)) if isinstance(value, str) else None
    return _refuse("date") if day is None else day


def _due(value: object) -> Due:
    if isinstance(value, str):
        month = parse_month(value)
        if month is not None:
            return month
        day = parse_date(value)
        if day is not None:
            return day
    return _refuse("due")


def _goal(value: object) -> Goal:
    found = _GOAL.fullmatch(value) if isinstance(value, str) else None
    return Goal(Decimal(found[1]), found[2] == "%") if found else _refuse("goal")


def _pace(value: object, steps: Callable[[object], Steps]) -> Pace:
    if isinstance(value, dict) and value:
        return steps(value)
    if isinstance(value, str) and value in list(PaceName):
        return PaceName(value)
    return _refuse("pace")


def _schedule(value: object, written: Callable[[object], dict[str, Due]]) -> Due | None:
    if value == "ongoing":
        return None
    if isinstance(value, dict) and list(value) == ["due"]:
        return written(value)["due"]
    return _refuse("schedule")


def _word_or(mapping: object, parse: Callable[[object, Any], object]) -> GetPydanticSchema:
    """A field that takes a word or a mapping, whose faults stand at its own keys and values."""
    return GetPydanticSchema(
        lambda _, schema: no_info_wrap_validator_function(parse, schema.generate_schema(mapping))
    )


def _truth(value: object) -> bool:
    return value == "true" if value in ("true", "false") else _refuse("bool")


def _integer(low: int, high: int, what: str) -> BeforeValidator:
    def parse(value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"[1-9]?[0-9]", value):
            number = int(value)
            if low <= number <= high:
                return number
        return _refuse(what)

    return BeforeValidator(parse)


_MONTH_SCHEMA = {
    "type": "string",
    "pattern": r"^(199[0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])$",
    "patternErrorMessage": "Viết năm-tháng, ví dụ 2022-07. / Write year-month, such as 2022-07.",
    "examples": ["2022-07"],
}
_DAY_SCHEMA = {
    "type": "string",
    "pattern": r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "patternErrorMessage": "Viết năm-tháng-ngày, ví dụ 2022-07-27. / Write year-month-day.",
    "examples": ["2022-07-27"],
}
_DUE_SCHEMA = {
    "type": "string",
    "pattern": r"^(199[0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$",
    "patternErrorMessage": "Viết năm-tháng hoặc năm-tháng-ngày. / Write year-month or year-month-day.",
    "examples": ["2022-12", "2022-12-14"],
}
_GOAL_SCHEMA = {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {
            "type": "string",
            "pattern": r"^[0-9]{1,15}(\.[0-9]{1,6})?%?$",
            "patternErrorMessage": "Viết số, tỷ lệ thì thêm %: 20, 60%. / A number; % for a ratio.",
        },
    ],
    "examples": [20, "60%"],
}
_PACE_SCHEMA = {
    "anyOf": [
        {
            "enum": ["linear", "final", "always"],
            "enumDescriptions": [
                "Chia đều cho các kỳ. / Spread evenly over the periods.",
                "Chỉ xét ở hạn. / Nothing is asked before the end.",
                "Phải đạt cả mức ngay từ đầu. / The whole goal, always.",
            ],
        },
        {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {_MONTH_SCHEMA["pattern"]: _GOAL_SCHEMA},
            "additionalProperties": False,
        },
    ],
}
_SCHEDULE_SCHEMA = {
    "anyOf": [
        {"const": "ongoing"},
        {
            "type": "object",
            "properties": {"due": {**_DUE_SCHEMA, "description": "Hạn. / When it is due."}},
            "required": ["due"],
            "additionalProperties": False,
        },
    ],
    "default": "ongoing",
}
_ID_SCHEMA = {
    "type": ["string", "number"],  # an editor takes a bare 2022 for a number, the reader for a text
    # Letters of every script; `\w` would be ASCII alone where JavaScript matches it.
    "pattern": r"^[^\s!-/:-@\[-^`{-~][^\s!-,/:-@\[-^`{-~]{0,63}$",
    "patternErrorMessage": "Mã: chữ, số, dấu . - _, không có dấu cách. / Letters, digits, . - _ only.",
}
_TEXT_SCHEMA = {
    "type": ["string", "number"],
    "pattern": r"\S",
    "patternErrorMessage": "Không được để trống. / Must not be blank.",
}

Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
Identifier = Annotated[str, BeforeValidator(_identifier), WithJsonSchema(_ID_SCHEMA)]
Month = Annotated[int, BeforeValidator(_month), WithJsonSchema(_MONTH_SCHEMA)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
DueField = Annotated[Any, BeforeValidator(_due), WithJsonSchema(_DUE_SCHEMA)]
GoalField = Annotated[Any, BeforeValidator(_goal), WithJsonSchema(_GOAL_SCHEMA)]
PaceField = Annotated[Any, _word_or(dict[Month, GoalField], _pace), WithJsonSchema(_PACE_SCHEMA)]
ScheduleField = Annotated[
    Any, _word_or(dict[str, DueField], _schedule), WithJsonSchema(_SCHEDULE_SCHEMA)
]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
Version = Annotated[int, _integer(1, 1, "version"), WithJsonSchema({"const": 1})]
CutoffDay = Annotated[
    int,
    _integer(1, 28, "cutoff_day"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 28}),
]
ReportDays = Annotated[
    int,
    _integer(0, 60, "report_days"),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 60}),
]


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=False
    )


class Signer(_Model):
    """Who signed the plan."""

    name: Text = Field(
        title="Họ và tên / Name",
        examples=["Nguyễn Văn A"],
        description="Họ và tên người ký. / Full name.",
    )
    title: Text = Field(
        title="Chức vụ / Position", examples=["Giám đốc"], description="Chức vụ. / Position."
    )


class Span(_Model):
    """The months of the plan and how a reporting month is cut."""

    from_: Month = Field(title="Tháng đầu / From", alias="from", description="Tháng đầu. / First month.")
    to: Month = Field(
        title="Tháng cuối / To", description="Tháng cuối, tính cả tháng đó. / Last month, included."
    )
    cutoff_day: CutoffDay | None = Field(
        title="Ngày chốt số liệu / Cut-off day",
        examples=[14],
        default=None,
        description="Ngày chốt số liệu, 1–28: tháng 7 tính từ ngày 15/6 đến 14/7 khi ghi 14; để null "
        "nếu theo tháng dương lịch. / Cut-off day; null: calendar months.",
    )
    report_days: ReportDays = Field(
        title="Số ngày để gửi / Days to report",
        examples=[5],
        default=0,
        description="Số ngày sau ngày chốt phải gửi số liệu. / Figures are due this many days after "
        "the cut-off.",
    )

    @property
    def calendar(self) -> Calendar:
        """Its reporting months."""
        return Calendar(self.from_, self.to, self.cutoff_day, self.report_days)

    def covers(self, month: int) -> bool:
        """Whether it holds a month."""
        return self.from_ <= month <= self.to


class Reference(_Model):
    """A legal basis."""

    id: Identifier = Field(
        title="Mã / Id",
        examples=["nd-62-2020"],
        description="Mã dùng trong tệp này. / Id used in this file.",
    )
    number: Text = Field(
        title="Số, ký hiệu / Number",
        description="Số, ký hiệu. / Number and symbol.",
        examples=["62/2020/NĐ-CP"],
    )
    date: Day | None = Field(
        title="Ngày ban hành / Date", default=None, description="Ngày ban hành. / Date of issue."
    )
    issuer: Text | None = Field(
        title="Cơ quan ban hành / Issuer",
        examples=["Chính phủ"],
        default=None,
        description="Cơ quan ban hành. / Issuer.",
    )
    title: Text | None = Field(
        title="Trích yếu / Title",
        examples=["Về vị trí việc làm và biên chế công chức"],
        default=None,
        description="Trích yếu. / Title.",
    )
    note: Text | None = Field(
        title="Ghi chú / Note",
        examples=["Văn bản không nêu trích yếu."],
        default=None,
        description="Ghi chú. / Note.",
    )


class Unit(_Model):
    """An organisational unit (đơn vị)."""

    id: Identifier = Field(
        title="Mã đơn vị / Id", description="Mã đơn vị. / Id of the unit.", examples=["qlcn"]
    )
    name: Text = Field(
        title="Tên đơn vị / Name",
        examples=["Phòng Quản lý Công nghệ và Chuyên ngành"],
        description="Tên đầy đủ. / Full name.",
    )
    aliases: tuple[Text, ...] = Field(
        title="Tên khác / Aliases",
        examples=[["Phòng QLCN"]],
        default=(),
        description="Tên khác, tên viết tắt. / Other names.",
    )
    from_: Month | None = Field(
        title="Tháng đầu / From",
        default=None,
        alias="from",
        description="Tháng đầu hoạt động. / First month of its life.",
    )
    to: Month | None = Field(
        title="Tháng cuối / To",
        default=None,
        description="Tháng cuối hoạt động. / Last month of its life, included.",
    )
    successor: Identifier | None = Field(
        title="Đơn vị kế thừa / Successor",
        examples=["vp"],
        default=None,
        description="Đơn vị kế thừa. / The unit that took over.",
    )


class Indicator(_Model):
    """A figure that is counted (chỉ tiêu)."""

    id: Identifier = Field(
        title="Mã chỉ tiêu / Id", description="Mã chỉ tiêu. / Id.", examples=["tin-bai"]
    )
    name: Text = Field(
        title="Tên chỉ tiêu / Name", examples=["Tin, bài đã đăng"], description="Tên chỉ tiêu. / Name."
    )
    aliases: tuple[Text, ...] = Field(
        title="Tên khác / Aliases",
        examples=[["Tin bài"]],
        default=(),
        description="Tên khác. / Other names.",
    )
    measure: Text | None = Field(
        title="Đơn vị tính / Measure",
        default=None,
        description="Đơn vị tính. / What the number counts.",
        examples=["bài", "%"],
    )
    kind: Kind = Field(
        title="Loại / Kind",
        examples=["count"],
        description="count: cộng dồn; level: số hiện tại; ratio: tỷ lệ; milestone: đã xong hay chưa; "
        "narrative: thuyết minh. / The sort of figure.",
    )
    every: Every | None = Field(
        title="Kỳ báo cáo / Every",
        examples=["month"],
        default=None,
        description="Kỳ báo cáo; mặc định month; tỷ lệ theo kỳ của tử số và mẫu số. / How often it is "
        "owed (default month; a ratio inherits it).",
    )
    definition: Text | None = Field(
        title="Cách tính / Definition",
        examples=["Tin, bài của phòng đăng trên Trang thông tin của Sở trong kỳ"],
        default=None,
        description="Cách tính, đủ rõ để đếm. / What is counted, and what is not.",
    )
    evidence: Literal["optional", "required"] = Field(
        title="Minh chứng / Evidence",
        default="optional",
        description="Có bắt buộc minh chứng. / Whether evidence is required.",
    )
    numerator: Identifier | None = Field(
        title="Tử số / Numerator",
        examples=["ho-so-truc-tuyen"],
        default=None,
        description="Chỉ tiêu làm tử số. / The ratio's numerator.",
    )
    denominator: Identifier | None = Field(
        title="Mẫu số / Denominator",
        examples=["ho-so"],
        default=None,
        description="Chỉ tiêu làm mẫu số. / The ratio's denominator.",
    )
    decimal: Truth = Field(
        title="Số thập phân / Decimal",
        default=False,
        description="true nếu là số thập phân. / Whether a count may be fractional.",
    )

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids of the indicators whose rows it rests on: numerator and denominator, else itself."""
        if self.numerator is None or self.denominator is None:
            return (self.id,)
        return (self.numerator, self.denominator)

    @property
    def in_percent(self) -> bool:
        """Whether its goal and its actual are in percent."""
        return self.kind is Kind.RATIO or (self.kind is Kind.LEVEL and self.measure == "%")

    @property
    def is_whole(self) -> bool:
        """Whether its figures are whole numbers."""
        return self.kind is Kind.COUNT and not self.decimal


class Waiver(_Model):
    """A shortfall that somebody with authority accepted for a time."""

    unit: Identifier | None = Field(
        title="Đơn vị / Unit",
        examples=["tdc"],
        default=None,
        description="Đơn vị; bỏ trống là cả chỉ tiêu. / No unit: the whole target.",
    )
    until: DueField = Field(title="Đến hết / Until", description="Đến hết tháng. / Last month in force.")
    reason: Text = Field(
        title="Lý do / Reason", examples=["Chuyển trụ sở"], description="Lý do. / Reason."
    )
    by: Text = Field(
        title="Người cho phép / Authority",
        examples=["Giám đốc, 12/TB-SKHCN"],
        description="Người hoặc văn bản cho phép. / Authority.",
    )


class Target(_Model):
    """A goal for an indicator."""

    id: Identifier = Field(
        title="Mã mục tiêu / Id", examples=["tin-bai"], description="Mã mục tiêu. / Id."
    )
    indicator: Identifier = Field(
        title="Chỉ tiêu / Indicator",
        examples=["tin-bai"],
        description="Mã chỉ tiêu. / Id of the indicator.",
    )
    at_least: GoalField | None = Field(
        title="Ít nhất / At least", default=None, description="Ít nhất. / Floor, inclusive."
    )
    at_most: GoalField | None = Field(
        title="Không quá / At most",
        default=None,
        description="Không quá. / Ceiling, inclusive; always until the plan's end.",
    )
    exactly: GoalField | None = Field(
        title="Đúng bằng / Exactly", default=None, description="Đúng bằng. / Exactly."
    )
    each: Identifier | None = Field(
        title="Từng đơn vị / Each",
        examples=["cac-phong"],
        default=None,
        description="Từng đơn vị của nhóm. / One verdict for each unit.",
    )
    over: Identifier | None = Field(
        title="Tổng các đơn vị / Over",
        examples=["cac-phong"],
        default=None,
        description="Tổng của nhóm. / One verdict for the sum of the units.",
    )
    except_: dict[str, GoalField] = Field(
        title="Mức riêng / Except",
        examples=[{"tdc": 12}],
        default_factory=dict,
        alias="except",
        description="Mức riêng của đơn vị. / Another goal for one unit.",
    )
    pace: PaceField | None = Field(
        title="Tiến độ / Pace",
        default=None,
        description="Tiến độ phải đạt trước hạn. / What is asked before the end.",
    )
    due: DueField | None = Field(
        title="Hạn / Due", default=None, description="Hạn: tháng hoặc ngày. / A month, or a day in it."
    )
    severity: Literal["error", "warning"] = Field(
        title="Mức độ / Severity",
        default="error",
        description="warning: không bao giờ làm lệnh báo lỗi. / warning: never fails a run by itself.",
    )
    basis: Literal["stated", "derived"] = Field(
        title="Nguồn / Basis",
        default="stated",
        description="stated: văn bản nêu; derived: do đơn vị suy ra. / Stated or derived by us.",
    )
    waivers: tuple[Waiver, ...] = Field(
        title="Miễn / Waivers", default=(), description="Miễn có thời hạn. / Waivers."
    )

    @cached_property
    def comparisons(self) -> dict[Comparison, Goal]:
        """The comparisons that are written, by name; one, but for narratives."""
        written = {
            Comparison.AT_LEAST: self.at_least,
            Comparison.AT_MOST: self.at_most,
            Comparison.EXACTLY: self.exactly,
        }
        return {name: goal for name, goal in written.items() if goal is not None}

    @property
    def comparison(self) -> Comparison | None:
        """The comparison; None for a narrative."""
        return next(iter(self.comparisons), None)

    def goal(self, unit: str | None) -> Decimal | None:
        """The goal for a unit, in percent for ratios; None for a narrative."""
        if unit in self.except_:
            goal: Goal = self.except_[unit]
            return goal.value
        return next((goal.value for goal in self.comparisons.values()), None)


class Task(_Model):
    """What a clause of the document asks to be done."""

    id: Identifier = Field(
        title="Mã nhiệm vụ / Id", description="Mã nhiệm vụ. / Id.", examples=["III.1c"]
    )
    clause: Text = Field(
        title="Khoản / Clause",
        examples=["III.1"],
        description="Khoản của văn bản. / Where in the document.",
    )
    title: Text = Field(
        title="Tên nhiệm vụ / Title",
        examples=["Đăng tin, bài về cải cách hành chính"],
        description="Tên nhiệm vụ. / Title.",
    )
    owners: tuple[Identifier, ...] = Field(
        title="Đơn vị chủ trì / Owners",
        examples=[["vp"]],
        default=(),
        description="Đơn vị chủ trì. / Units or groups that lead; the first answers.",
    )
    supports: tuple[Identifier, ...] = Field(
        title="Đơn vị phối hợp / Supports",
        examples=[["cac-phong"]],
        default=(),
        description="Đơn vị phối hợp. / Units or groups that support.",
    )
    schedule: ScheduleField = Field(
        title="Thời hạn / Schedule",
        default=None,
        json_schema_extra={"default": "ongoing"},
        description="ongoing: thường xuyên; hoặc {due: 2022-12}. / Ongoing, or due at a month.",
    )
    references: tuple[Identifier, ...] = Field(
        title="Căn cứ / References",
        examples=[["nd-62-2020"]],
        default=(),
        description="Căn cứ. / Legal basis.",
    )
    force: Literal["firm", "aspirational"] = Field(
        title="Mức ràng buộc / Force",
        default="firm",
        description='firm: "đảm bảo", "không để", "ít nhất"; aspirational: "phấn đấu". / Force.',
    )
    interpretation: Text | None = Field(
        title="Cách hiểu / Interpretation",
        examples=["Hiểu là mỗi phòng, không phải cả Sở."],
        default=None,
        description="Cách hiểu đã chọn và các cách hiểu khác. / The reading chosen, and the others.",
    )
    targets: tuple[Target, ...] = Field(
        title="Mục tiêu / Targets", default=(), description="Mục tiêu. / Targets."
    )


class Plan(_Model):
    """A whole plan file."""

    version: Version = Field(
        title="Phiên bản / Version",
        examples=[1],
        description="Phiên bản định dạng. / Version of the format.",
    )
    id: Identifier = Field(
        title="Mã kế hoạch / Id", description="Mã kế hoạch. / Id of the plan.", examples=["2022"]
    )
    title: Text = Field(
        title="Tên kế hoạch / Title",
        examples=["Kế hoạch cải cách hành chính năm 2026"],
        description="Tên kế hoạch. / Title.",
    )
    number: Text | None = Field(
        title="Số, ký hiệu / Number",
        examples=["15/KH-SKHCN"],
        default=None,
        description="Số, ký hiệu. / Number and symbol.",
    )
    issued: Day | None = Field(
        title="Ngày ban hành / Issued", default=None, description="Ngày ban hành. / Date of issue."
    )
    issuer: Text | None = Field(
        title="Cơ quan ban hành / Issuer",
        examples=["Sở Khoa học và Công nghệ"],
        default=None,
        description="Cơ quan ban hành. / Issuer.",
    )
    place: Text | None = Field(
        title="Địa danh / Place", examples=["Quảng Ngãi"], default=None, description="Địa danh. / Place."
    )
    signer: Signer | None = Field(
        title="Người ký / Signer", default=None, description="Người ký. / Signer."
    )
    language: Literal["vi", "en"] = Field(
        title="Ngôn ngữ / Language", default="vi", description="Ngôn ngữ. / Language."
    )
    period: Span = Field(
        title="Thời gian / Period", description="Thời gian của kế hoạch. / The plan's months."
    )
    actuals: Text | None = Field(
        title="Nơi để số liệu / Actuals",
        examples=["../so-lieu"],
        default=None,
        description="Nơi để số liệu, tính từ tệp này. / Where the figures are, relative to this file.",
    )
    decimal: Literal["comma", "point"] | None = Field(
        title="Dấu thập phân / Decimal mark",
        default=None,
        description="Dấu thập phân của số liệu. / The decimal mark of the figures.",
    )
    references: tuple[Reference, ...] = Field(
        title="Căn cứ pháp lý / References", default=(), description="Căn cứ. / Legal basis."
    )
    units: tuple[Unit, ...] = Field(title="Đơn vị / Units", default=(), description="Đơn vị. / Units.")
    groups: dict[Identifier, tuple[Identifier, ...]] = Field(
        title="Nhóm đơn vị / Groups",
        examples=[{"cac-phong": ["vp", "nghiep-vu"]}],
        default_factory=dict,
        description="Nhóm đơn vị; nhóm có thể chứa nhóm. / Named sets of units or groups.",
        json_schema_extra={"additionalProperties": False},
    )
    indicators: tuple[Indicator, ...] = Field(
        title="Chỉ tiêu / Indicators", default=(), description="Chỉ tiêu. / Indicators."
    )
    tasks: tuple[Task, ...] = Field(
        title="Nhiệm vụ / Tasks", default=(), description="Nhiệm vụ. / Tasks."
    )

    @cached_property
    def calendar(self) -> Calendar:
        """Its reporting months."""
        return self.period.calendar

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        """Its units, in order."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def unit_order(self) -> dict[str | None, int]:
        """The rank of each unit in the plan's order, the department (None) last."""
        return {unit: rank for rank, unit in enumerate((*self.unit_by_id, None))}

    @cached_property
    def indicator_by_id(self) -> dict[str, Indicator]:
        """Its indicators, in order."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def task_of_target(self) -> dict[str, Task]:
        """The task of each target, by the target's id, in order."""
        return {target.id: task for task in self.tasks for target in task.targets}

    @cached_property
    def target_by_id(self) -> dict[str, Target]:
        """Its targets, in order."""
        return {target.id: target for task in self.tasks for target in task.targets}

    def members(self, name: str) -> tuple[str, ...]:
        """The ids of the units that a unit's or group's id stands for, each once, in order."""
        if name in self.unit_by_id:
            return (name,)
        found: dict[str, None] = {}
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            member = waiting.pop()
            if member in self.unit_by_id:
                found[member] = None
            elif member not in seen:
                seen.add(member)
                waiting += reversed(self.groups[member])
        return tuple(found)

    def answering_unit(self, task: Task) -> str | None:
        """The unit that answers for a task's department and group figures; None without owners."""
        return self.members(task.owners[0])[0] if task.owners else None

    def life(self, unit: str | None) -> Period:
        """The months of the plan in which a unit exists; the whole plan for the department."""
        span = self.period
        if unit is None:
            return Period(span.from_, span.to)
        known = self.unit_by_id[unit]
        return Period(
            span.from_ if known.from_ is None else max(known.from_, span.from_),
            span.to if known.to is None else min(known.to, span.to),
        )

    def lives(self, unit: str | None, month: int) -> bool:
        """Whether a unit exists in a month of the plan."""
        life = self.life(unit)
        return life.first <= month <= life.last

    def parts(self, indicator: Indicator) -> tuple[Indicator, ...]:
        """The indicators whose rows an indicator rests on, numerator first; else itself."""
        return tuple(self.indicator_by_id[part] for part in indicator.parts)

    def every(self, indicator: Indicator) -> Every:
        """How often an indicator is owed; a ratio has its numerator's."""
        return self.parts(indicator)[0].every or Every.MONTH

    def periods(self, indicator: Indicator) -> tuple[Period, ...]:
        """An indicator's periods from the plan's start; none on demand; a partial last one is none."""
        length = self.every(indicator).months
        if length is None:
            return ()
        span = self.period
        return tuple(
            Period(first, first + length - 1)
            for first in range(span.from_, span.to - length + 2, length)
        )

    def due_month(self, target: Target) -> int:
        """The month at which a target ends: its own, its task's, or the plan's last."""
        if target.comparison is Comparison.AT_MOST:
            return self.period.to
        due: Due | None = target.due
        if due is None:
            due = self.task_of_target[target.id].schedule
        if due is None:
            return self.period.to
        return self.month_of(due)

    def month_of(self, due: Due) -> int:
        """The month that a month or a day means."""
        return self.calendar.month_of(due) if isinstance(due, date) else due

    def pace(self, target: Target) -> Pace | None:
        """The pace written, else the default of the kind; None where no pace applies."""
        if target.comparison in (None, Comparison.AT_MOST):
            return None
        if target.pace is not None:
            pace: Pace = target.pace
            return pace
        indicator = self.indicator_by_id[target.indicator]
        if indicator.kind is Kind.MILESTONE or self.every(indicator) is Every.ON_DEMAND:
            return PaceName.FINAL
        return PaceName.LINEAR if indicator.kind is Kind.COUNT else PaceName.ALWAYS
