"""What stands beside the figures: totals, numbers of columns, the plan, the day of sending.

A row or column is left out only where words and places prove that it holds no figure; whether a total
adds up is seen where the figures are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.pattern import pattern
from cchc_cli.reading.cells.names import fold, strip_diacritics
from cchc_cli.reading.cells.periods import looks_like_period, parse_period
from cchc_cli.reading.cells.values import Cell, as_text, is_blank
from cchc_cli.reading.table.source import Vocabulary

TOTALS = (
    *("tổng cộng", "tổng số", "tổng hợp", "cộng dồn", "grand total", "subtotal", "sub total"),
    *("tổng", "cộng", "total", "sum"),
)
"""Words for a total, the longer ones first."""
_FOLDED = tuple(map(fold, TOTALS))
_BARE = tuple(map(strip_diacritics, TOTALS))
_OF_ALL = frozenset(
    ["cac don vi", "toan so", "toan nganh", "chung", "ca so", "cac phong", "toan don vi"]
)
"""What may follow such a word beside a period: `Tổng toàn Sở`."""
_IN_PARENTHESES = pattern(r" ?\([^()]*\)$")
ACTUAL = frozenset(
    [
        *("thuc hien", "ket qua", "ket qua thuc hien", "so thuc hien", "da thuc hien", "actual", "th"),
        *("so lieu thuc hien", "gia tri thuc hien", "ket qua dat duoc", "thuc hien trong ky", "result"),
    ]
)
PLANNED = frozenset(
    ["ke hoach", "chi tieu giao", "ke hoach giao", "so ke hoach", "plan", "planned", "kh"]
)
SHARES = frozenset(
    f"{words}{sign}"
    for words in ("ty le", "ti le", "dat", "so voi ke hoach", "th/kh")
    for sign in ("", " %", " (%)")
) | {"%"}
"""What is worked out of plan and actual beside them."""
_OF_YEAR = pattern(r" (?:ca )?nam(?: [0-9]{4})?$")
"""`Kế hoạch năm 2022`."""
_WORD_AND_MONTH = pattern(r"[a-z]{2,6}[ .]*(?:0?[1-9]|1[0-2])(?:[/-](?:[0-9]{2}|[0-9]{4}))?")
_WITH_DIGIT = pattern(r"\S*[0-9]\S*")
_DIGITS = str.maketrans("oli", "011")
"""Letters that are taken for digits."""
COUNTERS = frozenset(["stt", "tt", "so tt", "so thu tu", "no", "#"])
MIN_NUMBERED = 3
"""Fewer bare letters and numbers in a row may be figures; in parentheses two show what they are."""
_SIGNED_DAY = pattern(r"ngay[ .0-9]*thang[ .0-9]*nam[ .0-9]*$")
SENT_LABELS = ("Ngày gửi biểu", "Day of sending")
"""What stands before the day of sending above a form's table, by language; a colon follows."""
_SENT_LABELS = tuple(map(fold, SENT_LABELS))
_NUMBERED = pattern(r"([\[(]?)([0-9]{1,3})[\])]?\.?(?: ?=.*)?")
"""`3`, `3.`, `(3)`, and what works a column out: `(5)=(3)/(4)`."""


@lru_cache(maxsize=4096)
def total_of(text: str) -> str | None:
    """What a total is of, bare (`quy i` of `Cộng quý I`), empty where that is all; None for no total."""
    folded = _IN_PARENTHESES.sub("", fold(text[:80]).strip(" :.*"))
    # A text without any diacritics may have lost them; `Công` is another word than `Cộng`.
    for word in _BARE if folded.isascii() else _FOLDED:
        if folded == word:
            return ""
        if folded.startswith(f"{word} "):
            rest = strip_diacritics(folded[len(word) + 1 :])
            is_known = rest in _OF_ALL or looks_like_period(rest) or parse_period(rest) is not None
            return rest if is_known else None
    return None


def names_total(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a unit's or indicator's cell says that its row is a total.

    A name of the plan says no such thing, nor does the end of one: `Tổng hợp` for `Phòng Tổng hợp`.
    """
    return total_of(text) is not None and not vocabulary.names(text) and not vocabulary.ends_name(text)


def numbers_columns(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a row counts its columns: (1) (2) (3), or A B 1 2 3, without a gap between them."""
    filled = [at for at, text in enumerate(texts) if text]
    if not filled or any(map(vocabulary.names, texts)):
        return False
    return count_on(texts[filled[0] : filled[-1] + 1])


def count_on(cells: Sequence[str]) -> bool:
    """Whether cells are nothing but the next letter or number each: (1) (2) (3), or A B 1 2 3."""
    letters = 0
    while letters < len(cells) and cells[letters].strip("()[]. ").casefold() == chr(97 + letters):
        letters += 1
    numbers = [_NUMBERED.fullmatch(text) for text in cells[letters:]]
    counted = [int(number[2]) for number in numbers if number]
    start = counted[0] if counted else 1
    if len(counted) != len(numbers) or start not in (0, 1):
        return False
    is_marked = len(counted) > 1 and all(number and number[1] for number in numbers)
    is_counting = counted == list(range(start, start + len(counted)))
    return is_counting and (is_marked or len(cells) >= MIN_NUMBERED)


def counts_rows(heading: str) -> bool:
    """Whether a column numbers the rows."""
    return strip_diacritics(heading[:60]).strip(" .") in COUNTERS


def ignored_code(cells: Iterable[str], vocabulary: Vocabulary) -> Code:
    """The remark on an unknown column; its cells are looked at where no column names units.

    Names of units under another heading are hardly meant to be left.
    """
    code = codes.A107
    for text in filter(str.strip, cells):
        if vocabulary.units.find(text) is None:
            return codes.A107
        code = codes.A344
    return code


def has_number(cell: Cell) -> bool:
    """Whether a cell may hold a number: a name does not, nor the day above a signature."""
    if not isinstance(cell, str):
        return True
    return any(map(str.isdigit, _SIGNED_DAY.sub("", strip_diacritics(cell))))


def aside_code(
    texts: Sequence[str], headers: Iterable[Sequence[str]], is_first: bool, vocabulary: Vocabulary
) -> Code | None:
    """What is said of a row that repeats a row of the header, or numbers the columns right under it."""
    if any(_repeats(texts, header) for header in headers):
        return codes.A313
    return codes.A311 if is_first and numbers_columns(texts, vocabulary) else None


def _repeats(texts: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row repeats the header, also with the byte-order mark of a file that was appended."""
    if len(texts) != len(header):
        return False
    # Behind such a mark quotes are part of the text.
    return all(fold(text).strip('"') == fold(name) for text, name in zip(texts, header, strict=True))


def role_of(text: str) -> str:
    """`actual`, `planned` or `share` for what stands beside the others; empty for anything else."""
    bare = strip_diacritics(text[:60])
    if bare in ACTUAL or bare in SHARES:
        return "actual" if bare in ACTUAL else "share"
    return "planned" if _OF_YEAR.sub("", bare) in PLANNED else ""


def speaks_of_period(heading: str) -> bool:
    """Whether a heading was meant as a period, or stands under one: `T13/2022`, `T1/2022 Số hồ sơ`.

    So is a misspelt word with the number of a month, `Thnág 3`, and a letter for a digit, `T3/2O22`.
    """
    bare = _WITH_DIGIT.sub(lambda word: word[0].translate(_DIGITS), strip_diacritics(heading))
    if looks_like_period(bare) or _WORD_AND_MONTH.fullmatch(bare):
        return True
    return any(parse_period(" ".join(heading.split()[:count])) is not None for count in (1, 2))


def sent_above(rows: Iterable[tuple[int, Sequence[Cell]]]) -> tuple[int, int, str] | None:
    """Line, column and text of the day of sending that stands above a form's table.

    It is the rest of its label's cell, or the first cell after it that is not blank.
    """
    for line, row in rows:
        for index, cell in enumerate(row):
            label, _, rest = as_text(cell).partition(":")
            if not isinstance(cell, str) or fold(label) not in _SENT_LABELS:
                continue
            if rest.strip():
                return line, index, rest.strip()
            for column in range(index + 1, len(row)):
                if not is_blank(row[column]):
                    return line, column, as_text(row[column]).strip()
    return None
