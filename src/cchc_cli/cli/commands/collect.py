"""`cchc collect`: adds filled-in sheets to the figures, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import completers
from cchc_cli.cli.command import open_plan
from cchc_cli.cli.files import is_same_file, write_files
from cchc_cli.cli.find_figures import figures_at_hand, file_source, find_figures
from cchc_cli.cli.help import text
from cchc_cli.cli.options import Options, option, takes
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Severity, Term, has_errors, in_order
from cchc_cli.model.figures import Figures
from cchc_cli.model.plan import Plan
from cchc_cli.reading.table.source import Source
from cchc_cli.render.wording import Wording
from cchc_cli.run.examination import Sheet
from cchc_cli.run.merge import (
    HEADER,
    Kept,
    Merge,
    Sending,
    examine_all,
    faults_of_the_whole,
    kept_figures,
    merge,
    sendings,
)
from cchc_cli.run.periods import asked_period

Sheets = Annotated[list[str], typer.Argument(metavar="SHEET", help=text("collect_sheets"))]
IntoOption = Annotated[str, typer.Option("--into", metavar="FILE", help=text("collect_into"))]
ReplaceOption = Annotated[bool, typer.Option("--replace", help=text("collect_replace"))]
AsOfOption = Annotated[
    str | None,
    option("--as-of", metavar="PERIOD", help="collect_as_of", complete=completers.months),
]

SUFFIXES = (".csv", ".xlsx")


@takes("sheets into plan replace as_of decimal encoding lang quiet no_color")
def collect(
    options: Options,
    sheets: Sheets,
    into: IntoOption,
    replace: ReplaceOption = False,
    as_of: AsOfOption = None,
) -> int:
    """Adds the sheets; exit code 0 when all were taken, else 2 and nothing was written."""
    request = options.request(actuals=tuple(sheets), as_of=as_of)
    opened = open_plan(request, options.voice(), options.faults())
    if opened is None:
        return 2
    voice = opened.voice
    wanted = None
    faults: list[Diagnostic] = []
    if as_of is not None:
        asked = asked_period(as_of, opened.plan)
        if isinstance(asked, Diagnostic):
            faults.append(asked)
        else:
            wanted = asked.last
    found = find_figures(sheets)
    fault = _target_fault(into, found.sources)
    if fault is not None:
        return voice.refuse(*faults, *found.faults, fault)
    kept = Kept({})
    if Path(into).exists():
        kept = kept_figures(opened.plan, file_source(Path(into), into), request.decimal)
    faults += kept.diagnostics
    if has_errors(faults):
        return voice.refuse(*faults, *found.faults)
    at_hand = figures_at_hand(opened.plan, opened.loaded.figures_place)
    examined = examine_all(opened.plan, found.sources, at_hand.figures, wanted, request)
    merged = merge(kept.rows, examined, into, replace)
    faults += [*found.faults, *merged.diagnostics]
    for sheet in examined:
        faults += sheet.diagnostics
    content = _content(merged, into)
    if not has_errors(faults):
        faults += faults_of_the_whole(opened.plan, Source(into, lambda: BytesIO(content)))
    failed = has_errors(faults)
    if not failed:
        unwritten = write_files({Path(into): content})
        faults += unwritten
        failed = bool(unwritten)
    if failed:
        faults.append(codes.V220.at(into=into))
    voice.say(in_order(faults))
    lines = _told(opened.plan, at_hand.figures, merged, examined, into, failed, voice.words)
    if lines:
        voice.tell("\n".join(lines))
    return 2 if failed else 0


def _target_fault(into: str, sources: Sequence[Source]) -> Diagnostic | None:
    path = Path(into)
    if path.suffix.lower() not in SUFFIXES:
        return codes.V219.at(path=into, why=Term("collect", "suffix"))
    if any(is_same_file(path, source.path) for source in sources):
        return codes.V219.at(path=into, why=Term("collect", "same_file"))
    return None


def _content(merged: Merge, into: str) -> bytes:
    """The whole file."""
    from cchc_cli.render.document.form import render_figures_csv, render_figures_workbook

    if Path(into).suffix.lower() == ".xlsx":
        return render_figures_workbook(HEADER, merged.table())
    return render_figures_csv(HEADER, merged.table()).encode("utf-8")


def _told(
    plan: Plan,
    known: Figures,
    merged: Merge,
    sheets: Sequence[Sheet],
    into: str,
    failed: bool,
    words: Wording,
) -> list[str]:
    """Who has sent, who has not, and which cells are wrong."""
    lines: list[str] = []
    if not failed:
        counts = {"added": merged.added, "replaced": merged.replaced, "same": merged.same}
        lines.append(words.word("collect.done", into=into, rows=len(merged.rows), **counts))
    months = sorted({sheet.month for sheet in sheets if sheet.month is not None and sheet.form})
    for month in months:
        lines.append(words.word("collect.units", month=words.month(month)))
        for sending in sendings(plan, known, month, merged.rows, sheets):
            lines.append(f"  {_unit_line(sending, words)}")
    for sheet in sheets:
        cells = [
            one.location.cell or f"{one.location.line}:{one.location.column}"
            for one in sheet.diagnostics
            if one.severity is Severity.ERROR and one.location and one.location.line
        ]
        if cells:
            wrong = words.word("collect.wrong", cells=", ".join(dict.fromkeys(cells)))
            lines.append(f"{sheet.reading.source.path}: {wrong}")
    return lines


def _unit_line(sending: Sending, words: Wording) -> str:
    name = words.unit(sending.form.plan, sending.form.unit)
    counts = {"count": sending.sent, "owed": sending.owed}
    if not sending.missing:
        return f"✓ {name}: {words.word('collect.sent', **counts)}"
    if not sending.sent and not sending.has_come:
        return f"○ {name}: {words.word('collect.not_sent')}"
    return f"▲ {name}: {words.word('collect.partly', missing=sending.missing, **counts)}"
