"""`cchc report --all-plans`: one page for the plans of many departments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cchc_cli.cli.command import Voice
from cchc_cli.cli.documents import deliver
from cchc_cli.cli.runs import run_all
from cchc_cli.model import codes
from cchc_cli.model.request import Request
from cchc_cli.render.document.province import render_province

FORMATS = ("markdown", "html")


def province_report(
    folder: str, request: Request, formats: Sequence[str], files: Sequence[str | None], voice: Voice
) -> int:
    """Makes the page in each format asked for; exit code 0 when all are made, else 2."""
    wrong = [name for name in formats if name not in FORMATS]
    if wrong:
        choices = ", ".join(FORMATS)
        return voice.refuse(codes.V310.at(option="--format", found=wrong[0], choices=choices))
    result = run_all(folder, request)
    if not result.parts:
        return voice.refuse(*result.diagnostics)
    voice = voice.about(result.singles[0])
    worst = 0
    for name, file in zip(formats, files, strict=True):
        page = render_province(result, voice.words, as_html=name == "html")
        path = None if file is None else str(Path(file))
        worst = max(worst, deliver(page, path, voice, inputs=result.inputs))
    voice.warn(result.diagnostics)
    return worst
