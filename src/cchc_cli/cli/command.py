"""What the commands have in common."""

from __future__ import annotations

from cchc_cli.cli.session import error
from cchc_cli.judging.outcome import FailOn
from cchc_cli.messages import LANGUAGES
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.reading.tables import ENCODINGS


def check_choices(
    lang: str | None,
    fail_on: str = "shortfall",
    decimal: str | None = None,
    encoding: str | None = None,
) -> list[Diagnostic]:
    """A fault for each option whose value is none of its choices."""
    faults = []
    if lang not in (None, *LANGUAGES):
        faults.append(error("V310", option="--lang", found=lang, choices=", ".join(LANGUAGES)))
    if fail_on not in list(FailOn):
        choices = ", ".join(FailOn)
        faults.append(error("V310", option="--fail-on", found=fail_on, choices=choices))
    if decimal not in (None, "comma", "point"):
        faults.append(error("V310", option="--decimal", found=decimal, choices="comma, point"))
    if encoding is not None and encoding.lower() not in ENCODINGS:
        choices = ", ".join(ENCODINGS)
        faults.append(error("V310", option="--encoding", found=encoding, choices=choices))
    return faults
