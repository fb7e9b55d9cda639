"""What is counted out of a register: groups of rows that every rule treats alike, and the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.evidence import RegisterFile
from cchc_cli.model.period import Period

DUE = "due"
"""The month in whose end a filing is first overdue, beside the fields that are days."""


class Shape(NamedTuple):
    """What a group says, in this order after the units that the row's unit may be."""

    months: tuple[str, ...]
    """Fields whose reporting month it names, 0 for none; and `due`."""
    texts: tuple[str, ...]
    """Fields of which it names the terms that hold as far as that field goes."""
    flags: tuple[tuple[str, str], ...]
    """Terms of which it says whether they hold, each with a field: of `late` the date that is held
    against the due one, else the field whose list is asked row by row."""


Group = tuple[object, ...]
"""The units, then what a shape says: everything that the rules can ask of a row."""
Groups = Mapping[Group, int]
"""How many rows each group has."""
Sink = Callable[[Groups], None]
"""Takes groups, whenever enough of them are there; the same group may come again."""


class Grouping(NamedTuple):
    """What reading a register gave beside its groups."""

    rows: int
    refused: int
    diagnostics: tuple[Diagnostic, ...]


class TallyFigure(NamedTuple):
    """A figure that was counted."""

    period: Period
    unit: str
    indicator: str
    value: int
    evidence: str = ""


class Account(NamedTuple):
    """Where the rows of a register went: rows = counted + excluded + refused."""

    rows: int
    counted: int
    """Rows that the counts see, whether they count in one or not."""
    excluded: Mapping[str, int]
    refused: int


class Difference(NamedTuple):
    """A figure that was reported otherwise than it was counted; None where there is none."""

    period: Period
    unit: str
    indicator: str
    counted: int | None
    reported: object


class Tally(NamedTuple):
    """The result of a tally; without figures where a fault stands in the way."""

    account: Account
    figures: tuple[TallyFigure, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    differences: tuple[Difference, ...] = ()
    registers: tuple[RegisterFile, ...] = ()
    exit_code: int = 0
