"""Files in a folder of figures that may hold figures and were not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
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
    below: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The names of files of figures in each subfolder."""


def unread_warnings(unread: Iterable[Unread], figures: Iterable[Figure]) -> list[Diagnostic]:
    """Names what is not read, but for what a row names as its evidence."""
    warnings: list[Diagnostic] = []
    unread = list(unread)
    evidence = "\n".join({figure.evidence.casefold() for figure in figures}) if unread else ""
    for folder, files, below in unread:
        tables = tuple(name for name in files if not _is_named(name, evidence))
        folders = tuple(
            inside
            for inside, names in below.items()
            if not all(_is_named(name, evidence) for name in names)
        )
        place = Location(folder)
        warnings += [codes.A340.at(place, names=_shortened(tables))] if tables else []
        warnings += [codes.A341.at(place, names=_shortened(folders))] if folders else []
    return warnings


def _is_named(name: str, evidence: str) -> bool:
    """Whether evidence names a file; `1.pdf` is not the end of `11.pdf`."""
    return re.search(rf"(?<!\w){re.escape(name.casefold())}", evidence) is not None


def _shortened(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) <= MAX_NAMED else (*names[:MAX_NAMED], "…")
