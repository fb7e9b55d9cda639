"""PyYAML without what only its reader in Python needs.

While it is imported it compiles expressions for numbers, dates and characters, of which its reader in C
uses none, and which would be a twentieth of a run. They are compiled when they are first used instead.
"""

from __future__ import annotations

import re

from cchc_cli.model.pattern import pattern

_compile = re.compile
re.compile = pattern  # type: ignore[assignment]
try:
    import yaml
finally:
    re.compile = _compile

__all__ = ["yaml"]
