"""Scoring files out of Word and Excel, for `cchc init --from`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.resources import resource
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, has_errors, reason_of
from cchc_cli.reading.scoring_file.from_table import read_outline
from cchc_cli.render.score.draft import render_draft
from cchc_cli.render.wording import Wording


class MadeTable(NamedTuple):
    """The files that a document gives, and what is said of it."""

    files: dict[Path, str]
    diagnostics: tuple[Diagnostic, ...]
    criteria: int = 0


def scoring_from(document: str, root: Path, words: Wording) -> MadeTable:
    """A scoring file named like the document, and the schema that an editor needs for it."""
    try:
        data = Path(document).read_bytes()
    except (OSError, ValueError) as problem:
        why = reason_of(problem) if isinstance(problem, OSError) else type(problem).__name__
        return MadeTable({}, (codes.V132.at(Location(document), why=why),))
    reading = read_outline(data, document)
    if reading.outline is None or has_errors(reading.diagnostics):
        return MadeTable({}, reading.diagnostics)
    stem = re.sub(r"[^\w.\-]+", "-", Path(document).stem).strip("-.") or "bang-diem"
    named = re.search(r"(?<![0-9])20[0-9]{2}(?![0-9])", stem)
    year = reading.outline.year or (int(named[0]) if named else None)
    text = render_draft(reading.outline, stem, Path(document).stem, year, words)
    schema = resource("schemas/scoring.schema.json").read_text(encoding="utf-8")
    files = {
        root / "scoring" / f"{stem}.yaml": text,
        root / "schemas" / "scoring.schema.json": schema,
    }
    return MadeTable(files, reading.diagnostics, text.count("manual: true"))
