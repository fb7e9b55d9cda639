"""`cchc report --all-plans`: one page for the plans of many departments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cchc_cli.cli.command import Voice
from cchc_cli.cli.documents import deliver_documents
from cchc_cli.cli.runs import run_all
from cchc_cli.model import codes
from cchc_cli.model.request import Request
from cchc_cli.render.document.province import render_province

FORMATS = ("markdown", "html")


def province_report(
    folder: str,
    request: Request,
    formats: Sequence[str],
    files: Sequence[str | None],
    voice: Voice,
    replace: bool = False,
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
    pages: dict[Path | None, str | bytes] = {
        None if file is None else Path(file): render_province(
            result, voice.words, as_html=name == "html"
        )
        for name, file in zip(formats, files, strict=True)
    }
    code = deliver_documents(pages, voice, result.inputs, replace)
    voice.warn(result.diagnostics)
    return code
