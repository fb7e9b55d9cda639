"""What holds for every test."""

from __future__ import annotations

import pytest

LONGEST_NAME = 80
"""Bytes of a parameter that may be a part of the test's name."""


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A file as a parameter does not name its test: it may hold the time at which it was made.

    Tests that run side by side must have the same names in each process.
    """
    return argname if isinstance(val, bytes) and len(val) > LONGEST_NAME else None
