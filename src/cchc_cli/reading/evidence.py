"""Evidence as people name it: a document number, a link, words, or the path of a file."""

from __future__ import annotations

import re

_SUFFIXES = (
    "pdf|docx?|xlsx?|ods|odt|pptx?|rtf|txt|csv|"
    "jpe?g|png|gif|tiff?|bmp|webp|heic|zip|rar|7z|eml|msg|mp4|html?"
)
_PATH = re.compile(rf"[^\r\n<>|\"?*\udc80-\udcff]{{1,300}}\.(?:{_SUFFIXES})", re.IGNORECASE)
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]+:/|www\.|mailto:|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net)/", re.IGNORECASE
)


def named_path(evidence: str) -> str | None:
    """The path that an evidence is, relative to its file of figures; None for anything else.

    A path ends like a file; `12/QĐ-SKHCN` is a document number, `https://…` a link.
    """
    text = evidence.strip()
    if _LINK.match(text) or not _PATH.fullmatch(text) or ";" in text or ", " in text:
        return None
    return text.replace("\\", "/")
