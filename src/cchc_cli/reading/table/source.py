"""What every file of figures comes down to: rows under known columns, with a place for every cell."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.codes import Code
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.model.figures import Hidden
from cchc_cli.model.pattern import pattern
from cchc_cli.model.period import Calendar
from cchc_cli.reading.cells.names import NameIndex, strip_diacritics

DELIMITERS = (",", ";", "\t")
HEADER_ROWS = 60
"""Rows from the top of a sheet among which the header is looked for."""
MAX_COLUMNS = 10_000
"""Columns among which those of ours are looked for."""
MAX_IGNORED = 50
"""Ignored columns that are named, each in a note."""
MAX_SHOWN = 60
"""Characters of a cell of a header or of a row passed over that a message repeats."""

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1258": "cp1258",
    "cp1258": "cp1258",
}
"""What may be declared, and what the decoder calls it."""

COLUMNS = {
    "period": ("period", "ky", "ky bao cao"),
    "unit": ("unit", "don vi"),
    "indicator": ("indicator", "chi tieu"),
    "value": ("value", "gia tri", "so lieu", "gia tri (so lieu)"),
    "evidence": ("evidence", "minh chung"),
    "note": ("note", "ghi chu"),
    "source": ("source", "nguon so lieu"),
    "sent": ("sent", "ngay gui"),
}
CUMULATIVE = (
    *("cumulative", "luy ke", "so luy ke", "so lieu luy ke", "gia tri luy ke"),
    *("luy ke tu dau nam", "so luy ke tu dau nam", "luy ke den ky bao cao"),
)
"""Headers of a column that holds totals to date instead of each period's figure."""
SECOND_NAMES = {
    **dict.fromkeys(("ky bc", "ky so lieu", "thoi ky", "thoi gian", "thang bao cao"), "period"),
    **dict.fromkeys(("ten don vi", "don vi bao cao", "don vi thuc hien", "ten don vi bao cao"), "unit"),
    **dict.fromkeys(("phong", "phong ban", "ten phong", "phong, don vi", "co quan, don vi"), "unit"),
    **dict.fromkeys(("phong/don vi", "don vi/phong", "co quan/don vi", "phong, ban"), "unit"),
    **dict.fromkeys(("ten phong/don vi", "phong/ban", "ten phong ban"), "unit"),
    **dict.fromkeys(("ten chi tieu", "noi dung chi tieu", "chi tieu bao cao"), "indicator"),
    **dict.fromkeys(("ten chi tieu bao cao", "chi tieu thong ke"), "indicator"),
    **dict.fromkeys(("so lieu bao cao", "so lieu trong ky", "gia tri trong ky", "so luong"), "value"),
    **dict.fromkeys(("so lieu ky nay", "trong ky", "trong thang", "ky nay", "thang nay"), "value"),
    **dict.fromkeys(("tai lieu minh chung", "tai lieu kiem chung"), "evidence"),
    **dict.fromkeys(("giai trinh", "dien giai"), "note"),
}
"""Names of a column where none bears the first ones: beside `Mã`, the id, stands often its name."""
REQUIRED = ("period", "indicator", "value")
KEYS = ("period", "unit", "indicator")
"""The columns that name a figure."""

_COLUMN_OF = {name: column for column, names in COLUMNS.items() for name in names}
_COLUMN_OF |= dict.fromkeys(CUMULATIVE, "cumulative")
_REMARK = pattern(r" ?\((?:ten|ma|phong(?:,? ban)?|thang|quy|nam|thang(?:, |/)quy)\)$")
"""What may be said of such a column in brackets: `Đơn vị (phòng)`; but `Đơn vị (ĐVT)` is a measure."""


WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
"""How workbooks of all formats begin."""
_SIGNATURES = ((b"%PDF", "pdf"), (b"\x1f\x8b", "gzip"), (b"{\\rtf", "rtf"))
SEPARATOR_LINE = pattern(r"sep=(.)[\r\n]*", re.IGNORECASE)
"""What Excel takes a separator from, before the header."""


def shape_of(start: bytes) -> str:
    """What a file is that is neither text nor a workbook, as the words `found.…` name it; else empty."""
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        bare = start[2:].replace(b"\x00", b"").lstrip()
    is_merged = bare.startswith(b"<<<<<<<")  # The mark of a merge that is not settled.
    if (bare.startswith(b"<") and not is_merged) or bare[:200].lower().startswith(b"mime-version:"):
        return "html"
    return next((name for signature, name in _SIGNATURES if start.startswith(signature)), "")


class Source(NamedTuple):
    """A file of figures: what diagnostics call it, and how to read it from the start."""

    path: str
    open: Callable[[], BinaryIO]

    def start(self) -> bytes | Diagnostic:
        """How the file begins; a fault where it cannot be read, or is neither text nor a workbook."""
        try:
            with self.open() as stream:
                start = stream.read(4096)
        except OSError as error:
            return self.fault(codes.A101, why=reason_of(error))
        shape = shape_of(start)
        return self.fault(codes.A103, shape=Term("found", shape)) if shape else start

    def sha256(self) -> str:
        """The digest of its bytes."""
        with self.open() as stream:
            digest = hashlib.sha256()
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()

    def fault(
        self, code: Code, line: int | None = None, column: int | None = None, **params: object
    ) -> Diagnostic:
        """A diagnostic about the file or a place of its text."""
        return code.at(Location(self.path, line, column), **params)


class Vocabulary(NamedTuple):
    """What a reader must know of the plan to find its way in a file."""

    units: NameIndex
    indicators: NameIndex
    calendar: Calendar
    encoding: str | None = None
    """The declared encoding of text files."""

    @property
    def year(self) -> str:
        """The year for examples of periods: the plan's last, where one is chosen."""
        return str(self.calendar.last // 12 or 2022)

    def names(self, text: str) -> bool:
        """Whether a text is a name of the plan."""
        return self.units.find(text) is not None or self.indicators.find(text) is not None

    def ends_name(self, text: str) -> bool:
        """Whether a text is the end of a name of the plan, with or without its diacritics."""
        return self.units.ends_name(text) or self.indicators.ends_name(text)


class Spot(NamedTuple):
    """Where a figure stands, as an entry keeps it."""

    line: int
    column: int
    sheet: str | None = None
    cell: str | None = None


class Sum(NamedTuple):
    """A cell that may be the total of others of its line; rows of the table are named by number."""

    first: int
    """The first cell of its line."""
    months: tuple[int, ...]
    """The cells of the months that its heading covers; empty where it names no period of several."""
    is_named: bool
    """Whether its heading says that it is a total; else it is one of a monthly indicator only."""
    by: str
    """What the columns of the table stand for: `period` or `unit`."""


class Table:
    """Rows under known columns, as a file gives them or as its sheet means them."""

    source: Source
    columns: Mapping[str, int]
    """Where each known field stands in a row."""
    width: int
    """Cells of a row; where unit, evidence or note has no column, one more stands for it, empty."""
    diagnostics: list[Diagnostic]
    """What is to be said of the table before its rows are read."""
    is_stream: bool
    """Whether the number of a row is its line, at whose start its figure stands."""
    is_cumulative: bool
    """Whether its values are totals to date."""
    is_wide: bool
    """Whether a line of the sheet gives several rows, of which blank ones are no figures."""
    sums: Mapping[int, Sum]
    """The rows that may be a total of others of their line, by number."""

    def rows(self, faults: list[Diagnostic] | None = None) -> Iterator[tuple[int, Sequence[Any]]]:
        """The rows, each with its number; broken ones are added to `faults`."""
        raise NotImplementedError

    def passed(self, number: int, row: Sequence[Any]) -> Code | None:
        """Why a row that names nothing of the plan holds no figure; None where that is not certain."""
        return None

    def hints(self, faults: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
        """What to do about faults in hidden cells."""
        return ()

    def is_form(self) -> bool:
        """Whether it is a form whose columns for its unit are held against its ids."""
        return False

    def line(self, number: int) -> int:
        """The line of the file or sheet on which a row stands."""
        return number

    def spot(self, number: int) -> Spot:
        """Where the figure of a row stands; in text the start of its line."""
        return Spot(self.line(number), 1)

    def places(self, fields: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Location]:
        """The places of fields, by row number and name; an empty name is the row as a whole."""
        raise NotImplementedError


class Opening(NamedTuple):
    """The tables of a file, and what is to be said of it."""

    tables: Sequence[Table]
    diagnostics: list[Diagnostic]
    hidden: Mapping[str, Hidden] = MappingProxyType({})
    """What is hidden of its sheets, by their names."""


def column_of(text: str) -> str | None:
    """The column that a header's text names; None for one that is not ours."""
    return _COLUMN_OF.get(_bare(text))


def recognised(header: Iterable[str]) -> dict[str, list[int]]:
    """The known columns of a header, each with every position where it stands."""
    first: dict[str, list[int]] = {}
    second: dict[str, list[int]] = {}
    for index, cell in enumerate(header):
        if index == MAX_COLUMNS:
            break
        column = column_of(cell)
        if column is not None:
            first.setdefault(column, []).append(index)
        elif (name := second_name(cell)) is not None:
            second.setdefault(name, []).append(index)
    return {**second, **first}


def second_name(text: str) -> str | None:
    """The column that a header's text names where no other text names it better.

    Remarks in brackets count for the names of figures only: `Số liệu (năm trước)` is no value.
    """
    bare = _bare(text)
    remark = _REMARK.search(bare)
    said = _COLUMN_OF.get(bare[: remark.start()]) if remark else None
    return said if said in KEYS else SECOND_NAMES.get(bare)


def _bare(text: str) -> str:
    """A heading without diacritics, and without what people put behind it: `Số liệu (*):`.

    `Kì` is the other spelling of `Kỳ`.
    """
    bare = re.sub(r" ?(?:[:.*]|\(\*+\))+$", "", strip_diacritics(text[:100]))
    return re.sub(r"\bki\b", "ky", re.sub(" ?/ ?", "/", bare))


def shortened(text: str, most: int = MAX_SHOWN) -> str:
    """A text as messages show it, cut where it is long."""
    text = text.strip()
    return text if len(text) <= most else f"{text[: most - 3]}..."
