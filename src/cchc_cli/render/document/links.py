"""What a unit names as evidence, and whether it may be linked to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from cchc_cli.model.figures import Figure
from cchc_cli.reading.figures.evidence import is_near

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\|{}^\[\]()]+", re.IGNORECASE)
_PATH = re.compile(r"(?![/\\])[^\x00-\x1f<>\"'`\\|:*?#{}^\[\]]*[^/.\s]\.[A-Za-z0-9]{2,5}")
_SPACES = re.compile(r"\s")


def link(text: str, base: str | None = "") -> str | None:
    """The address that a text may be linked to: http(s), or a relative path that names a file.

    Anything else (another scheme, an absolute path, a mere number of a document) gives None.
    """
    text = text.strip()
    if not text.isprintable() or len(text) > 2000:
        return None
    if _ADDRESS.fullmatch(text):
        return quote(text, safe="/:?#@!$&*+,;=%~-._")
    if base is None or not _PATH.fullmatch(text) or not is_near(text):
        return None
    joined = f"{base}/{text}" if base else text
    return quote(joined, safe="/-._~")


def evidence_link(figure: Figure, bases: Mapping[str, str | None]) -> str | None:
    """The address of what a figure names as evidence; `bases` as for `report_model`."""
    return link(figure.evidence, bases.get(figure.location.path, ""))
