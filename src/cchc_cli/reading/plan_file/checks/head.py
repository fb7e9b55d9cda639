"""Keys of the plan itself whose values only the readers and the calendar know."""

from __future__ import annotations

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term
from cchc_cli.model.period import parse_label
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.table.source import ENCODINGS


def encoding_is_known(draft: Draft) -> None:
    """Figures can be read in the encoding that the plan names."""
    name = draft.plan.encoding
    if name is not None and name.lower() not in ENCODINGS:
        near = draft.closest(name, list(ENCODINGS))
        choices = ", ".join(ENCODINGS)
        draft.fault(codes.P115, ("encoding",), choices=choices, found=name, near=near)


def default_period_is_one(draft: Draft) -> None:
    """`defaults: {as_of: …}` is `due` or a period."""
    as_of = draft.plan.defaults.as_of
    if as_of not in (None, "due") and parse_label(as_of or "") is None:
        at = ("defaults", "as_of")
        draft.fault(codes.P106, at, expected=Term("expected", "as_of"), found=as_of)
