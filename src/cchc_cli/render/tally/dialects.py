"""What PostgreSQL and Spark say differently in the query of a tally."""

from __future__ import annotations

from typing import NamedTuple


class Dialect(NamedTuple):
    """What two databases say differently."""

    quote: str
    """Around a name."""
    escapes: tuple[tuple[str, str], ...]
    """What is written in a text for characters of it."""
    matches: str
    """The operator of regular expressions."""
    days: str
    """Every day from one to another, as `day`."""
    part: str
    """A part of a day as text: of `{day}` by `{of}`."""
    parts: tuple[str, str, str]
    """How day, month and year of four digits are asked for."""
    days_since: str
    """How many days after 1 January 2000 `{day}` is."""
    failure: str
    """A number that is an error as soon as it is asked for, and says `{message}`."""


DIALECTS = {
    "postgres": Dialect(
        '"',
        (("'", "''"),),
        "~",
        "SELECT d::date AS day "
        "FROM generate_series(DATE '{first}', DATE '{last}', INTERVAL '1 day') AS g(d)",
        "to_char({day}, '{of}')",
        ("DD", "MM", "YYYY"),
        "({day} - DATE '2000-01-01')",
        "CAST({message} AS integer)",
    ),
    "spark": Dialect(
        "`",
        (("\\", "\\\\"), ("'", "\\'")),
        "RLIKE",
        "SELECT explode(sequence(DATE '{first}', DATE '{last}', INTERVAL 1 DAY)) AS day",
        "date_format({day}, '{of}')",
        ("dd", "MM", "yyyy"),
        "datediff({day}, DATE '2000-01-01')",
        "CAST(raise_error({message}) AS INT)",
    ),
}
