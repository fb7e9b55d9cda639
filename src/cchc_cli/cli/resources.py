"""Files that the package ships: plans, schemas, templates, examples."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """A shipped file or folder by its path in the repository: in a wheel, or in a checkout."""
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.exists() else _PACKAGE.parent.parent / name
