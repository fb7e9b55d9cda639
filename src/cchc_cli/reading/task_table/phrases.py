"""What the cells of a table of tasks say: deadlines, goals, units. None where it is not certain."""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_cli.model.period import Period, month_label, parse_date
from cchc_cli.reading.cells.names import fold, strip_diacritics
from cchc_cli.reading.cells.periods import parse_period, plain_day
from cchc_cli.reading.cells.values import local_date

ONGOING = frozenset(
    [
        *("thuong xuyen", "hang nam", "hang thang", "hang quy", "hang tuan", "trong nam", "ca nam"),
        *("dinh ky", "lien tuc", "thuong xuyen trong nam", "thuong xuyen, lien tuc"),
    ]
)
"""Deadlines that name no end: the task goes on."""
_BEFORE = re.compile(r"(?:(?:hoan thanh|xong|cham nhat|truoc|den|het|ngay|trong|vao|den het) )+", re.I)
_GOAL_WORDS = (
    ("at_least", ("≥", ">=", "toi thieu", "it nhat", "tu", "dat tu", "dat it nhat", "dat toi thieu")),
    ("at_most", ("≤", "<=", "khong qua", "toi da", "khong vuot qua")),
    ("above", (">", "tren", "hon", "dat tren")),
    ("below", ("<", "duoi")),
    ("at_least", ("dat", "phai dat", "")),
)
_UNIT = re.compile(
    r"(phong|ban|trung tam|van phong|so|chi cuc|thanh tra|bo phan|cuc|cong an|quy|truong|benh vien|ubnd|"
    r"uy ban nhan dan|hoi|tong cuc|vu|vien)\b",
)


class Goal(NamedTuple):
    """A number that is asked, as the plan writes it."""

    comparison: str
    value: str
    """`20`, `60%`, `2.5`."""
    measure: str
    """What stands behind the number; empty for none and for %."""


def deadline(text: str) -> str | None:
    """`2025-06`, `2025-Q2`, `2025-06-30`, or `ongoing`; None where the text does not say it surely."""
    bare = strip_diacritics(text).strip(" .;:")
    if bare in ONGOING:
        return "ongoing"
    shown = _without_before(text)
    day = plain_day(shown) or local_date(shown) or parse_date(shown)
    if day is not None:
        return day.isoformat()
    period = parse_period(shown)
    if period is None:
        return None
    if period.first == period.last or ".." in period.label:
        return month_label(period.last)
    return period.label


def months_of(due: str) -> Period | None:
    """The months that a deadline of `deadline` touches."""
    if due == "ongoing":
        return None
    day = parse_date(due)
    return Period.of_month(day.year * 12 + day.month - 1) if day else parse_period(due)


def _without_before(text: str) -> str:
    """A deadline without the words before it: `Trước ngày 30/6/2025`."""
    words = text.strip(" .;:").split(" ")
    while len(words) > 1 and _BEFORE.fullmatch(strip_diacritics(words[0]) + " "):
        words.pop(0)
    return " ".join(words)


def goal(text: str) -> Goal | None:
    """The goal of `≥ 60%`, `tối thiểu 20 bài`, `100%`; None where a text holds more or less than one."""
    bare = " ".join(text.split()).strip(" .;")
    numbers = re.findall(r"[0-9]+(?:[.,][0-9]+)*", bare)
    if len(numbers) != 1:
        return None
    before, _, after = bare.partition(numbers[0])
    word = strip_diacritics(before).strip(" :")
    comparison = next((name for name, words in _GOAL_WORDS if word in words), None)
    value = _number(numbers[0])
    if comparison is None or value is None or (float(value) == 0 and comparison == "at_least"):
        return None
    after = after.strip()
    if after.startswith("%"):
        return Goal(comparison, f"{value}%", "") if after in ("%", "% trở lên") else None
    if strip_diacritics(after).endswith("tro len"):
        after = after.rsplit(" ", 2)[0] if after.count(" ") > 1 else ""
    return (
        Goal(comparison, value, after) if len(after) <= 30 and not re.search(r"[;:(]", after) else None
    )


def _number(text: str) -> str | None:
    """A number as YAML writes it: 1.234 is a thousand and more, 2,5 two and a half."""
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", text):
        return text.replace(".", "")
    if re.fullmatch(r"[0-9]+(?:,[0-9]+)?", text):
        return text.replace(",", ".")
    return None


def unit_names(text: str) -> tuple[list[str], list[str]]:
    """The units that a cell names, and what it says beside them that names no single unit."""
    units: list[str] = []
    rest: list[str] = []
    for part in re.split(r"[;,]|\bvà\b(?=\s+[A-ZĐ])", text):
        name = " ".join(part.split()).strip(" .")
        if not name:
            continue
        bare = strip_diacritics(name)
        is_unit = _UNIT.match(bare) and not bare.startswith(("cac ", "so, "))
        (units if is_unit else rest).append(name)
    return units, rest


def slug(text: str, taken: set[str]) -> str:
    """An id made of a name: short words of ASCII, unique; it is put into `taken`."""
    words = re.findall(r"[a-z0-9]+", strip_diacritics(text).replace("đ", "d"))
    base = "-".join(words)[:48].strip("-") or "muc"
    name, number = base, 2
    while fold(name) in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(fold(name))
    return name
