"""Evidence as people name it: a document number, a link, words, or the path of a file."""

from __future__ import annotations

import re

from cchc_cli.model.pattern import pattern

_SUFFIXES = (
    "pdf|docx?|xlsx?|ods|odt|pptx?|rtf|txt|csv|"
    "jpe?g|png|gif|tiff?|bmp|webp|heic|zip|rar|7z|eml|msg|mp4|html?"
)
_PATH = pattern(rf"[^\r\n<>|\"?*\udc80-\udcff]{{1,300}}\.(?:{_SUFFIXES})", re.IGNORECASE)
_LINK = pattern(
    r"[a-z][a-z0-9+.-]+:/|www\.|mailto:|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net)/", re.IGNORECASE
)


MOST_UP = 2
"""Folders that a path may climb above that of its file of figures; further up is somebody else's."""


def is_near(path: str) -> bool:
    """Whether a path (with `/`) is relative and stays near the file that names it.

    A figure must not make anybody look for files elsewhere on this machine or on `//server/…`.
    """
    depth = lowest = 0
    for part in path.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        lowest = min(lowest, depth)
    return not path.startswith("/") and not re.match(r"[A-Za-z]:", path) and lowest >= -MOST_UP


def named_path(evidence: str) -> str | None:
    """The path that an evidence is, relative to its file of figures; None for anything else.

    A path is near its file of figures and ends like a file; `12/QĐ-SKHCN` is a document number,
    `https://…` a link.
    """
    text = evidence.strip()
    if "." not in text or _LINK.match(text) or not _PATH.fullmatch(text) or ";" in text or ", " in text:
        return None
    path = text.replace("\\", "/")
    return path if is_near(path) else None
