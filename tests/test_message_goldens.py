"""What every fault says, with its place, what was found and the cure, in both languages.

Readers' tests show the real faults; here each code is filled with the same sample values, so that all
messages can be read, and corrected, in one file a language. `CCHC_UPDATE_GOLDENS=1` writes them anew.
"""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from cchc_cli.messages import LANGUAGES, catalogue
from cchc_cli.model.codes import CODES
from cchc_cli.model.diagnostic import EXAMPLES, Diagnostic, Location, Severity, Term
from cchc_cli.model.kind import Every, Kind
from cchc_cli.model.period import Period, parse_label
from cchc_cli.render.diagnostics import render_diagnostics
from cchc_cli.render.explanation import render_code
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording

GOLDEN = Path(__file__).resolve().parent / "golden"
PLACE = Location("so-lieu.csv", 12, 4)


def period(text: str) -> Period:
    label = parse_label(text)
    assert label is not None
    return label


SAMPLES: dict[str, object] = {
    "after": period("2022-09"),
    "as_of": period("2022-07"),
    "before": period("2022-06"),
    "closed": Location("2022.closed.csv", 3, 1),
    "count": 3,
    "due": date(2022, 12, 20),
    "every": Every.QUARTER,
    "expected": Term("expected", "month"),
    "first": Location("so-lieu.csv", 2, 1),
    "indicator": "tin-bai",
    "kind": Kind.RATIO,
    "last": period("2022-12"),
    "latest": period("2022-12"),
    "limit": Term("limit", "depth"),
    "month": period("2022-07"),
    "months": 2,
    "most": 50,
    "near": None,
    "new": Decimal(5),
    "old": Decimal(4),
    "other": "ho-so",
    "others": period("2022-05"),
    "part": "tin-bai",
    "period": period("2022-07"),
    "place": Location("so-lieu.csv", 9, 1),
    "unit": "qlcn",
    "until": period("2022-05"),
    "value": Decimal("1234.5"),
    "whole": period("2022-Q3"),
}


def sample(code: str, template: str) -> dict[str, object]:
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    return {name: SAMPLES.get(name, f"‹{name}›") for name in names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_as_the_golden_file(language: str) -> None:
    words = Wording(language)
    faults = [
        Diagnostic(code, Severity.ERROR, PLACE, sample(code, entry.message + entry.hint))
        for code, entry in sorted(catalogue(language).codes.items())
    ]
    text = render_diagnostics(faults, words, Screen())
    path = GOLDEN / f"messages.{language}.txt"
    if os.environ.get("CCHC_UPDATE_GOLDENS"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()
    assert text.count("so-lieu.csv:12:4: ") == len(faults)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(CODES))
def test_a_page_on_a_code_shows_how_the_cure_is_written(code: str, language: str) -> None:
    page = render_code(code, Wording(language), Screen())
    assert page is not None
    cure = page.splitlines()[-1]
    for name in EXAMPLES.keys() & set(CODES[code].params.split()):
        assert EXAMPLES[name] in cure
        assert "…" not in cure
