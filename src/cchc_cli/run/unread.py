"""Files in a folder of figures that may hold figures and were not read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.figures import Figure

MAX_NAMED = 10
"""Names in one warning."""


class Unread(NamedTuple):
    """What lies in a folder of figures beside the files that are read, by its name there."""

    folder: str
    files: tuple[str, ...] = ()
    """Tables and pages in a form that is not read."""
    folders: tuple[str, ...] = ()
    """Subfolders that hold files of figures."""


def unread_warnings(unread: Iterable[Unread], figures: Iterable[Figure]) -> list[Diagnostic]:
    """Names what is not read, but for what a row names as its evidence."""
    warnings: list[Diagnostic] = []
    evidence: str | None = None
    for one in unread:
        files = one.files
        if files:
            if evidence is None:
                evidence = "\n".join({figure.evidence.casefold() for figure in figures})
            files = tuple(name for name in files if name.casefold() not in evidence)
        place = Location(one.folder)
        if files:
            warnings.append(codes.A340.at(place, names=_named(files)))
        if one.folders:
            warnings.append(codes.A341.at(place, names=_named(one.folders)))
    return warnings


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= MAX_NAMED else (*names[:MAX_NAMED], "…")
