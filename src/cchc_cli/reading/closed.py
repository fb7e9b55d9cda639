"""The file of closed figures: a tidy CSV, one line for each figure and revision."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.closing import ClosedFigure, Closing
from cchc_cli.model.diagnostic import Diagnostic, Location, in_order, reason_of
from cchc_cli.model.figures import Value
from cchc_cli.model.pattern import pattern
from cchc_cli.model.period import month_label, parse_date, parse_label, parse_month
from cchc_cli.reading.cells.values import value_text
from cchc_cli.reading.table.source import Source

COLUMNS = (
    *("period", "unit", "indicator", "value", "evidence", "note"),
    *("revision", "old_value", "reason", "closed_to"),
)
OLDER = COLUMNS[:-1]
"""The columns of records that do not say when a correction was made."""
ABSENT = "-"
"""Stands for a figure that was missing when its period was closed, or was taken out since."""
_NUMBER = pattern(r"[0-9]{1,18}(?:\.[0-9]{1,18})?")
_FORMULA = pattern(r"[=+\-@\t\r]")


class ClosedReading(NamedTuple):
    """What was closed, and every fault of its files."""

    closing: Closing
    diagnostics: tuple[Diagnostic, ...]


def read_closed(sources: Sequence[Source]) -> ClosedReading:
    """Reads the files of closed figures as one record; a wrong line is an error, never dropped."""
    figures: dict[tuple[object, ...], ClosedFigure] = {}
    faults: list[Diagnostic] = []
    for source in sources:
        rows = _rows_of(source, faults)
        for line, row in rows:
            figure = _figure(source.path, line, row)
            if figure is None:
                faults.append(source.fault(codes.V204, line, 1, found=",".join(row)[:100]))
                continue
            first = figures.setdefault((*figure.key, figure.revision), figure)
            if first is not figure:
                faults.append(source.fault(codes.V205, line, 1, first=first.location))
    ordered = tuple(sorted(figures.values(), key=lambda figure: figure.order))
    closing = Closing(ordered, tuple(source.path for source in sources))
    return ClosedReading(closing, in_order(faults))


def _rows_of(source: Source, faults: list[Diagnostic]) -> list[tuple[int, list[str]]]:
    try:
        with source.open() as stream:
            text = stream.read().decode("utf-8-sig")
    except OSError as problem:
        faults.append(source.fault(codes.V206, why=reason_of(problem)))
        return []
    except UnicodeDecodeError as problem:
        line = len((problem.object[: problem.start] + b"|").splitlines())
        faults.append(source.fault(codes.V206, line, 1, why="UTF-8?"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    end = 0
    try:
        for row in reader:
            line, end = end + 1, reader.line_num
            if row:
                rows.append((line, row))
    except csv.Error as problem:
        faults.append(source.fault(codes.V206, end + 1, 1, why=str(problem)))
        return []
    if not rows or tuple(rows[0][1]) not in (COLUMNS, OLDER):
        faults.append(source.fault(codes.V206, 1, 1, why=",".join(COLUMNS)))
        return []
    if tuple(rows[0][1]) == OLDER:
        return [(line, [*row, ""]) for line, row in rows[1:]]
    return rows[1:]


def _figure(path: str, line: int, row: list[str]) -> ClosedFigure | None:
    """The figure of a row; None where it is none."""
    if len(row) != len(COLUMNS):
        return None
    label, unit, indicator, value, evidence, note, revision, old, reason, closed_to = map(str.strip, row)
    period = parse_label(label)
    month = parse_month(closed_to)
    if period is None or not indicator or (closed_to and month is None):
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,5}", revision):
        return None
    try:
        values = _value(value), _value(old)
    except ValueError:
        return None
    return ClosedFigure(
        period,
        unit or None,
        indicator,
        values[0],
        evidence,
        note,
        int(revision),
        values[1],
        reason,
        absent=value == ABSENT,
        was_absent=old == ABSENT,
        location=Location(path, line, 1),
        closed_to=month,
    )


def _value(text: str) -> Value:
    """A recorded value; raises ValueError where it is none."""
    if text in ("", ABSENT):
        return None
    value = Decimal(text) if _NUMBER.fullmatch(text) else parse_date(text)
    if value is None:
        raise ValueError(text)
    return value


def write_closed(figures: Iterable[ClosedFigure]) -> str:
    """The file's text: the same figures give the same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for figure in sorted(figures, key=lambda figure: figure.order):
        writer.writerow(
            [
                figure.period.label,
                figure.unit or "",
                figure.indicator,
                ABSENT if figure.absent else value_text(figure.value),
                harmless(figure.evidence),
                harmless(figure.note),
                figure.revision,
                ABSENT if figure.was_absent else value_text(figure.old_value),
                harmless(figure.reason),
                "" if figure.closed_to is None else month_label(figure.closed_to),
            ]
        )
    return out.getvalue()


def harmless(text: str) -> str:
    """Text that a spreadsheet does not take for a formula when it opens the file.

    A space before it does that; readers ignore it.
    """
    return f" {text}" if _FORMULA.match(text) else text
