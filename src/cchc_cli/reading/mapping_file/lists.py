"""Lists that offices keep beside a register: a value a row, optionally between two dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, reason_of
from cchc_cli.model.period import parse_date
from cchc_cli.model.register import Listed, Mapping
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.mapping_file.read import MappingReading
from cchc_cli.reading.register.cells import ALWAYS, Windows
from cchc_cli.reading.register.values import DayReader, key_of

MAX_BYTES = 64 << 20
_FROM = ("from", "tu", "tu ngay")
_TO = ("to", "den", "den ngay", "den het")

ReadFile = Callable[[str], bytes]
"""The bytes of a file that a mapping names; raises OSError."""


class Lists(NamedTuple):
    """The lists of a mapping by the name of the term and of the field that ask for them."""

    windows: dict[tuple[str, str], Windows]
    diagnostics: list[Diagnostic]


def read_lists(reading: MappingReading, read_file: ReadFile) -> Lists:
    """Reads every list that a term names."""
    assert reading.mapping is not None
    lists = Lists({}, [])
    for name, term in reading.mapping.terms.items():
        for field, condition in term.conditions.items():
            if isinstance(condition, Listed):
                place = reading.document.locate(("terms", name, field, "file"))
                windows = _read(reading.mapping, field, condition, place, read_file, lists.diagnostics)
                lists.windows[name, field] = windows
    return lists


def _read(
    mapping: Mapping,
    field: str,
    condition: Listed,
    place: Location,
    read_file: ReadFile,
    faults: list[Diagnostic],
) -> Windows:
    try:
        data = read_file(condition.file)
    except OSError as problem:
        faults.append(codes.P317.at(place, file=condition.file, why=reason_of(problem)))
        return {}
    try:
        text = data.decode("utf-8-sig") if len(data) <= MAX_BYTES else ""
    except UnicodeDecodeError:
        text = ""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error:
        rows = []
    header = [strip_diacritics(cell) for cell in rows[0][1]] if rows else []
    names = [strip_diacritics(name) for name in (field, *mapping.columns.names.get(field, ()))]
    at = next((index for index, cell in enumerate(header) if cell in names), None)
    if at is None:
        wanted = mapping.columns.names.get(field, (field,))
        faults.append(codes.P318.at(Location(condition.file, 1, 1), wanted=wanted))
        return {}
    bounds = [
        next((index for index, cell in enumerate(header) if cell in headings), None)
        for headings in (_FROM, _TO)
    ]
    days = DayReader(mapping)
    windows: dict[str, list[tuple[int, int]]] = {}
    for line, row in rows[1:]:
        cells = dict(enumerate(row))
        value = key_of(field, cells.get(at, ""))
        if not value:
            continue
        window = []
        for index, default in zip(bounds, ALWAYS, strict=True):
            cell = cells.get(index, "").strip() if index is not None else ""
            day = parse_date(cell)
            stamp = day.toordinal() if day else days.day(cell) if cell else default
            if stamp is None:
                faults.append(codes.P319.at(Location(condition.file, line, 1)))
                stamp = default
            window.append(stamp or default)
        if tuple(window) != ALWAYS and condition.at is None:
            faults.append(codes.P320.at(place, file=condition.file, line=line))
        windows.setdefault(value, []).append((window[0], window[1]))
    return {value: tuple(spans) for value, spans in windows.items()}
