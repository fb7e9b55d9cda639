"""What the cells of a table of tasks say: deadlines, goals, units. None where it is not certain."""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_cli.model.period import Period, month_label, parse_date
from cchc_cli.reading.cells.days import local_date, plain_day
from cchc_cli.reading.cells.names import fold, strip_diacritics
from cchc_cli.reading.cells.periods import parse_period

_ONGOING_WORD = (
    r"(?:thuong xuyen|lien tuc|dinh ky|hang (?:nam|quy|thang|tuan|ngay)|trong nam|ca nam|xuyen suot)"
)
_ONGOING = re.compile(rf"{_ONGOING_WORD}(?:(?:[ ,;]| va )+{_ONGOING_WORD})*(?: [0-9]{{4}})?")
"""Deadlines that name no end: the task goes on."""
_BEFORE = frozenset(["xong", "truoc", "den", "het", "ngay", "trong", "vao", "ky"])
_BEFORE_IN_TWO = frozenset(["hoan thanh", "cham nhat"])
_SPAN = re.compile(r"(.+?) ?(?:-|–|—|đến|den|tới) ?(.+)", re.IGNORECASE)
_GOAL_WORDS = (
    ("at_least", ("≥", ">=", "toi thieu", "it nhat", "tu", "dat tu", "dat it nhat", "dat toi thieu")),
    ("at_most", ("≤", "<=", "khong qua", "toi da", "khong vuot qua")),
    ("above", (">", "tren", "hon", "dat tren")),
    ("below", ("<", "duoi")),
    ("at_least", ("dat", "phai dat", "")),
)
_SHARE = re.compile(r"%(?: tro len)?(?: [^0-9;:(/]{1,80})?")
_RATE = re.compile(r"[;:(/]|\b(?:moi|hang|mot) (?:nam|quy|thang|tuan|ngay)\b")
_EVERYBODY = re.compile(
    r"\b(?:cac|moi|toan|tat ca|lien quan|co lien quan|khac|nhung|tung)\b"
    r"|^(?:so|phong|ban|nganh|don vi|co quan|cuc|vu|dia phuong|cap uy|to chuc)$"
)
"""What names units without saying which."""
_UNIT = (
    "Phòng|Ban|Trung tâm|Văn phòng|Sở|Chi cục|Thanh tra|Bộ phận|Cục|Công an|Quỹ|Trường|Bệnh viện|UBND|"
    "Ủy ban|Hội|Vụ|Viện|Tổ|Đội"
)
_BETWEEN = re.compile(rf"[;,]|\s+[-+–]\s+|\bvà\b(?=\s+(?:{_UNIT})\b)")
"""`và` parts two units, but stands in the name of one too."""
_ROLE = re.compile(r"(?P<role>chủ trì|phối hợp)\s*:\s*", re.IGNORECASE)
MOST_BARE = 25
"""Characters of a goal that does not say of what."""
MOST_WORDS = 10
"""Of a unit's name."""


class Goal(NamedTuple):
    """A number that is asked, as the plan writes it."""

    comparison: str
    value: str
    """`20`, `60%`, `2.5`."""
    measure: str
    """What stands behind the number; empty for none and for %."""

    def is_bare(self, text: str) -> bool:
        """Whether a text says no more than this: `≥ 60%`, not of what."""
        return goal(text) == self and len(text) <= MOST_BARE

    def says_more(self, text: str) -> bool:
        """Whether a text says something beside it: `phấn đấu`, `100% hồ sơ`."""
        after = strip_diacritics(text).rpartition("%")[2].strip(" .;")
        is_more = self.value.endswith("%") and after not in ("", "tro len")
        return is_more or "phan dau" in strip_diacritics(text)


class Deadline(NamedTuple):
    """What a deadline comes to."""

    due: str
    """`2025-06`, `2025-Q2`, `2025-06-30`, or `ongoing`."""
    is_read: bool = False
    """Whether it says a little else than that: `trước 30/6` is read as up to that day."""


def deadline(text: str, year: int | None = None) -> Deadline | None:
    """A deadline; None where the text does not say it surely. `year` is that of the table, for those
    that name none: `Tháng 6`.
    """
    text = " ".join(text.replace("–", "-").replace("—", "-").split()).strip(" .;:")
    if _ONGOING.fullmatch(strip_diacritics(text)):
        return Deadline("ongoing")
    bare, is_before = _without_before(text)
    due = _due(bare) or _last_of_span(bare)
    if due is None and year is not None and not re.search("[0-9]{4}|^[0-9]+$", bare):
        dated = (_due(f"{bare}{joint}{year}") for joint in ("/", " năm ", " "))
        due = next(filter(None, dated), None) or _last_of_span(f"{bare}/{year}")
    return None if due is None else Deadline(due, is_before)


def _due(text: str) -> str | None:
    day = plain_day(text) or local_date(text)
    if day is not None:
        return day.isoformat()
    period = parse_period(text)
    if period is None:
        return None
    if period.first == period.last or ".." in period.label:
        return month_label(period.last)
    return period.label


def _last_of_span(text: str) -> str | None:
    """The end of `Quý I - Quý III/2025`, `tháng 3-6/2025`: the first part is of the same kind."""
    span = _SPAN.fullmatch(text)
    if span is None or _SPAN.fullmatch(span[2]):
        return None
    word = re.match(r"[^0-9IVX]*", span[1])
    last = span[2] if not word or not re.match("[0-9IVX]", span[2]) else f"{word[0]}{span[2]}"
    year = re.search("[0-9]{4}", last)
    first = span[1] if re.search("[0-9]{4}", span[1]) or not year else f"{span[1]}/{year[0]}"
    return _due(last) if _due(first) else None


def months_of(due: str) -> Period | None:
    """The months that a deadline of `deadline` touches."""
    if due == "ongoing":
        return None
    day = parse_date(due)
    return Period.of_month(day.year * 12 + day.month - 1) if day else parse_period(due)


def _without_before(text: str) -> tuple[str, bool]:
    """A deadline without the words before it, and whether it must be kept before the day named."""
    words = re.sub(r"(?i)\bgiai đoạn\b", "", text).split()
    is_before = False
    while True:
        bare = [strip_diacritics(word) for word in words[:2]]
        if len(words) > 1 and bare[0] in _BEFORE:
            is_before |= bare[0] == "truoc"
            del words[0]
        elif len(words) > 2 and " ".join(bare) in _BEFORE_IN_TWO:
            del words[:2]
        else:
            return " ".join(words), is_before


def goal(text: str) -> Goal | None:
    """The goal of `≥ 60%`, `tối thiểu 20 bài`, `100% hồ sơ`; None where a text holds more or less than
    one, or a rate such as 2 a month.
    """
    bare = " ".join(text.split()).strip(" .;")
    numbers = re.findall(r"[0-9]+(?:[.,][0-9]+)*", bare)
    if len(numbers) != 1 or re.search(r"[-–][0-9]", bare):
        return None
    before, _, after = bare.partition(numbers[0])
    word = re.sub(r"^(?:phan dau|bao dam|dam bao|phai)\b ?", "", strip_diacritics(before).strip(" :"))
    word = re.sub(r"^dat (?=\W)", "", word).strip()
    comparison = next((name for name, words in _GOAL_WORDS if word in words), None)
    value = _number(numbers[0])
    if comparison is None or value is None or _is_no_goal(comparison, value):
        return None
    after = after.strip()
    bare_after = strip_diacritics(after)
    if after.startswith("%"):
        return Goal(comparison, f"{value}%", "") if _SHARE.fullmatch(bare_after) else None
    if bare_after.endswith("tro len"):
        after = after.rsplit(" ", 2)[0] if after.count(" ") > 1 else ""
    return Goal(comparison, value, after) if len(after) <= 30 and not _RATE.search(bare_after) else None


def _is_no_goal(comparison: str, value: str) -> bool:
    """Whether it asks for what is always or never so."""
    return not value.strip("0.") and comparison in ("at_least", "below")


def goal_said(text: str) -> Goal | None:
    """The goal of a text that says beside it of what: `Tỷ lệ hồ sơ trực tuyến đạt trên 60%`.

    Only a percentage, or a number behind a word that compares, is one for sure.
    """
    whole = goal(text)
    if whole is not None:
        compares = not re.match(r"\s*[0-9]", text) and not re.match("đạt", text, re.IGNORECASE)
        return whole if whole.value.endswith("%") or compares else None
    tail = re.search(
        r"(?:≥|>=|≤|<=|>|<|tối thiểu|ít nhất|không quá|không vượt quá|tối đa|trên|dưới|đạt)"
        r"(?: (?:trên|từ|tối thiểu|ít nhất))? ?[0-9][0-9.,]* ?%(?: trở lên)?$",
        text.strip(" .;"),
        re.IGNORECASE,
    )
    if tail is None or len(re.findall("[0-9]+(?:[.,][0-9]+)*", text)) != 1:
        return None
    return goal(tail[0])


def _number(text: str) -> str | None:
    """A number as YAML writes it: 1.234 is a thousand and more, 2,5 two and a half."""
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", text):
        return text.replace(".", "").lstrip("0") or "0"
    if re.fullmatch(r"[0-9]{1,15}(?:,(?:[0-9]{1,2}|[0-9]{4,6}))?", text):
        whole, _, rest = text.partition(",")
        return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")
    return None


class Units(NamedTuple):
    """The units that a cell names."""

    named: list[str]
    supporting: list[str]
    """Those behind `phối hợp:`."""
    rest: list[str]
    """What names units without saying which, or is no unit."""


def unit_names(text: str) -> Units:
    """The units of a cell, one after another or with their parts: `Chủ trì: A; phối hợp: B, C`."""
    named: list[str] = []
    supporting: list[str] = []
    rest: list[str] = []
    current = named
    for part in _BETWEEN.split(text):
        role = _ROLE.search(part)
        if role is not None:
            current = supporting if role["role"].lower() == "phối hợp" else named
            part = _ROLE.sub("", part)
        is_aside = re.search(r"\(phối hợp\)", part, re.IGNORECASE) is not None
        name = " ".join(re.sub(r"\((?:chủ trì|phối hợp)\)", "", part, flags=re.IGNORECASE).split())
        name = name.strip(" .-+–")
        if not name:
            continue
        if _is_unit(name):
            (supporting if is_aside else current).append(name)
        else:
            rest.append(name)
    if not named and not supporting and rest:
        return Units([], [], [" ".join(text.split()).strip(" .;")])
    return Units(named, supporting, rest)


def _is_unit(name: str) -> bool:
    bare = strip_diacritics(name)
    begins = name[0].isupper() and any(char.isalpha() for char in name)
    return begins and len(name.split()) <= MOST_WORDS and not _EVERYBODY.search(bare)


def slug(text: str, taken: set[str]) -> str:
    """An id made of a name: short words of ASCII, unique; it is put into `taken`."""
    words = re.findall(r"[a-z0-9]+", strip_diacritics(text).replace("đ", "d"))
    return unique("-".join(words)[:48].strip("-") or "muc", taken)


def unique(text: str, taken: set[str]) -> str:
    """A text, with a number behind it where it is taken; it is put into `taken`."""
    name, number = text, 2
    while fold(name) in taken:
        name, number = f"{text}-{number}", number + 1
    taken.add(fold(name))
    return name
