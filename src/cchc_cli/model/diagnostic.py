"""What is wrong, where, and how bad: faults are values that are collected, never raised."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
import errno
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

EXAMPLES = {"in_year": "2022", "such_as": "2022-07"}
"""Parameters that only show how a cure is written, in the year of the plan at hand; without one this."""


class Severity(StrEnum):
    """How much a diagnostic weighs."""

    ERROR = "error"
    """The run cannot be trusted: no verdict is given."""
    WARNING = "warning"
    """The verdicts stand, but somebody should look."""
    NOTE = "note"
    """Worth knowing."""


class Location(NamedTuple):
    """A place in a file; lines and columns start at 1, columns count characters."""

    path: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """`file:line:column`, or the sheet and cell of a workbook."""
        if self.cell is not None:
            return f'{self.path}, sheet "{self.sheet}", cell {self.cell}'
        if self.sheet is not None:
            return f'{self.path}, sheet "{self.sheet}"'
        parts = [self.path, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)


class Term(NamedTuple):
    """A parameter of a message that has words of its own: `Term("why", "ENOENT")`.

    Where there are no words for it, its key is shown as it is.
    """

    group: str
    key: str


class Named(str):
    """The id of a unit or an indicator, which messages show by its name."""

    name: str

    def __new__(cls, id_: str, name: str) -> "Named":
        """The same text as its id wherever it is compared."""
        named = super().__new__(cls, id_)
        named.name = name
        return named


class Diagnostic(NamedTuple):
    """One fault or remark; its words are looked up by code when it is shown."""

    code: str
    severity: Severity
    location: Location | None = None
    params: Mapping[str, object] = MappingProxyType({})
    """What the code's message speaks of: names, labels, locations; shown as they are."""
    excerpt: str = ""
    """The line at its place, as it was written, where a reader of the message needs it."""

    def moved(self, place: Callable[[Location], Location]) -> "Diagnostic":
        """The same with every location that it names as `place` gives it."""

        def told(value: object) -> object:
            if type(value) is tuple:  # a named tuple is one value, such as a period
                return tuple(map(told, value))
            return place(value) if isinstance(value, Location) else value

        location = None if self.location is None else place(self.location)
        params = {key: told(value) for key, value in self.params.items()}
        return self._replace(location=location, params=params)

    @property
    def order(self) -> tuple[str, str, int, int, str, str, str]:
        """Sorts by file, sheet, line, column, code."""
        place = self.location or Location("")
        return (
            place.path,
            place.sheet or "",
            place.line or 0,
            place.column or 0,
            place.cell or "",
            self.code,
            repr(sorted((key, str(value)) for key, value in self.params.items())),
        )


class Code(NamedTuple):
    """One code; `params` are the names that its message speaks of: `codes.A214.at(place, unit=...)`."""

    name: str
    severity: Severity
    params: str = ""

    def at(self, place: Location | None = None, /, **params: object) -> Diagnostic:
        """The diagnostic at a place; `near`, what was probably meant, may be added to any.

        Raises TypeError where the parameters are not those of the code.
        """
        if params.keys() - {"near"} != set(self.params.split()):
            raise TypeError(f"{self.name} takes {self.params!r}, not {' '.join(params)!r}")
        return Diagnostic(self.name, self.severity, place, params)


def reason_of(problem: OSError) -> Term:
    """Why the system refused a file: the name of its error (`ENOENT`), which has words of its own."""
    name = errno.errorcode.get(problem.errno or 0, "") or problem.strerror or type(problem).__name__
    return Term("why", name)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether there is an error among them."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors first, then warnings, then notes, each by place; repeats are left out."""
    weight = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    seen: dict[tuple[int, tuple[object, ...]], Diagnostic] = {}
    for diagnostic in diagnostics:
        seen.setdefault((weight[diagnostic.severity], diagnostic.order), diagnostic)
    return tuple(seen[key] for key in sorted(seen, key=lambda key: (key[0], key[1])))
