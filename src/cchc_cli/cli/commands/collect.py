"""`cchc collect`: adds filled-in sheets to the figures, all or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Annotated, NamedTuple, Optional

import typer

from cchc_cli.cli.command import Voice, check_choices, open_plan
from cchc_cli.cli.commands.form import asked_period, figures_at_hand
from cchc_cli.cli.files import is_same_file, write_files
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
)
from cchc_cli.cli.session import (
    Request,
    actual_sources,
    error,
    file_source,
    has_errors,
)
from cchc_cli.cli.sheets import Sheet, examine
from cchc_cli.judging.dues import forms_of
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, in_order
from cchc_cli.model.figures import Figure, Figures
from cchc_cli.model.form import Form
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.table.source import Source
from cchc_cli.render.wording import Wording
from cchc_cli.run.sheet import named_sources

Sheets = Annotated[list[str], typer.Argument(metavar="SHEET", help=text("collect_sheets"))]
IntoOption = Annotated[str, typer.Option("--into", metavar="FILE", help=text("collect_into"))]
ReplaceOption = Annotated[bool, typer.Option("--replace", help=text("collect_replace"))]
AsOfOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--as-of", metavar="PERIOD", help=text("collect_as_of"), show_default=False),
]

HEADER = ("period", "unit", "indicator", "value", "evidence", "note", "source")
SUFFIXES = (".csv", ".xlsx")
Key = tuple[Period, str | None, str]


class Row(NamedTuple):
    """A figure and the file that it came from."""

    figure: Figure
    source: str

    @property
    def key(self) -> Key:
        """Period, unit and indicator."""
        return (self.figure.period, self.figure.unit, self.figure.indicator)

    def is_same(self, other: Row) -> bool:
        """Whether both say the same; a narrative says what its note says."""
        if self.figure.value is None and other.figure.value is None:
            return self.figure.note.strip() == other.figure.note.strip()
        return self.figure.value == other.figure.value

    def shown(self) -> object:
        """What messages show of it."""
        return self.figure.note.strip()[:60] if self.figure.value is None else self.figure.value


class Merge(NamedTuple):
    """The figures kept so far with those of the sheets."""

    rows: dict[Key, Row]
    diagnostics: tuple[Diagnostic, ...]
    added: int
    replaced: int
    same: int


def collect(
    sheets: Sheets,
    into: IntoOption,
    plan: PlanOption = None,
    replace: ReplaceOption = False,
    as_of: AsOfOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Adds the sheets; exit code 0 when all were taken, else 2 and nothing was written."""
    request = Request(plan, tuple(sheets), as_of, decimal=decimal, encoding=encoding)
    voice = Voice.asked(lang, quiet, no_color)
    opened = open_plan(request, voice, check_choices(lang, decimal=decimal, encoding=encoding))
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
    sources, problems = actual_sources(sheets, None)
    fault = _target_fault(into, sources, voice.words)
    if fault is not None:
        return voice.refuse(*faults, *problems, fault)
    kept, unread = _kept(opened.plan, into, decimal)
    faults += unread
    if has_errors(faults):
        return voice.refuse(*faults, *problems)
    faults += problems
    at_hand = figures_at_hand(opened)
    examined = _examine(opened.plan, sources, at_hand.figures, wanted, request)
    merge = _merge(kept, examined, into, replace)
    found = [*faults, *merge.diagnostics]
    for sheet in examined:
        found += sheet.diagnostics
    content = _content(merge, into)
    if not has_errors(found):
        found += _check_whole(opened.plan, into, content)
    failed = has_errors(found)
    if not failed:
        unwritten = write_files({Path(into): content})
        found += unwritten
        failed = bool(unwritten)
    if failed:
        found.append(error("V220", into=into))
    voice.say(in_order(found))
    lines = _told(opened.plan, at_hand.figures, merge, examined, into, failed, voice.words)
    if lines:
        voice.tell("\n".join(lines))
    return 2 if failed else 0


def _target_fault(into: str, sources: Sequence[Source], words: Wording) -> Diagnostic | None:
    path = Path(into)
    if path.suffix.lower() not in SUFFIXES:
        return error("V219", path=into, why=words.word("collect.suffix"))
    if any(is_same_file(path, source.path) for source in sources):
        return error("V219", path=into, why=words.word("collect.same_file"))
    return None


def _kept(plan: Plan, into: str, decimal: str | None) -> tuple[dict[Key, Row], list[Diagnostic]]:
    """The figures of the file that is added to, each with the source that it names."""
    path = Path(into)
    if not path.exists():
        return {}, []
    source = file_source(path, into)
    reading = read_figures(plan, [source], decimal)
    faults = [one for one in reading.diagnostics if one.severity is Severity.ERROR]
    faults += [
        error("V228", one.location, into=into, found=one.params["found"])
        for one in reading.diagnostics
        if one.code == "A107"
    ]
    named = named_sources(plan, source)
    rows = [
        Row(figure, named.get((figure.location.sheet, figure.location.line), ""))
        for figure in reading.figures
    ]
    return {row.key: row for row in rows}, faults


def _examine(
    plan: Plan, sources: Sequence[Source], known: Figures, wanted: int | None, request: Request
) -> list[Sheet]:
    """The sheets; those of another month than most of them are named."""
    sheets = [examine(plan, source, known, wanted, request) for source in sources]
    months = Counter(sheet.month for sheet in sheets if sheet.month is not None)
    if wanted is not None or len(months) < 2:
        return sheets
    usual = max(months, key=lambda month: (months[month], month))
    return [
        sheet
        if sheet.month in (None, usual)
        else examine(plan, sheet.reading.source, known, usual, request)
        for sheet in sheets
    ]


def _merge(kept: dict[Key, Row], sheets: Sequence[Sheet], into: str, replace: bool) -> Merge:
    rows = dict(kept)
    new: dict[Key, Row] = {}
    found: list[Diagnostic] = []
    added = replaced = same = 0
    for sheet in sheets:
        path = sheet.reading.source.path
        known = 0
        for figure in sheet.reading.figures:
            row = Row(figure, path)
            params = {
                "period": figure.period,
                "unit": figure.unit,
                "indicator": figure.indicator,
                "new": row.shown(),
            }
            place = figure.location
            if row.key in new:
                other = new[row.key]
                if not row.is_same(other):
                    at = {"place": other.figure.location, "old": other.shown()}
                    found.append(error("V218", place, **params, **at))
                continue
            new[row.key] = row
            before = kept.get(row.key)
            if before is None:
                added += 1
            elif row.is_same(before):
                known += 1
                continue
            elif replace:
                replaced += 1
                at = {"old": before.shown()}
                found.append(Diagnostic("V217", Severity.NOTE, place, {**params, **at}))
            else:
                at = {"place": before.figure.location, "old": before.shown()}
                found.append(error("V216", place, **params, **at))
            rows[row.key] = row
        if known:
            same += known
            params = {"count": known, "into": into}
            found.append(Diagnostic("V215", Severity.NOTE, Location(path), params))
    return Merge(rows, tuple(found), added, replaced, same)


def _content(merge: Merge, into: str) -> bytes:
    """The whole file, sorted by period, unit (the department first) and indicator."""
    from cchc_cli.render.document.form import render_figures_csv, render_figures_workbook

    ordered = sorted(
        merge.rows.values(),
        key=lambda row: (
            row.figure.period.last,
            row.figure.period.first,
            row.figure.unit or "",
            row.figure.indicator,
        ),
    )
    table = [
        (
            row.figure.period.label,
            row.figure.unit or "",
            row.figure.indicator,
            "" if row.figure.value is None else row.figure.value,
            row.figure.evidence.strip(),
            row.figure.note.strip(),
            row.source,
        )
        for row in ordered
    ]
    if Path(into).suffix.lower() == ".xlsx":
        return render_figures_workbook(HEADER, table)
    return render_figures_csv(HEADER, table).encode("utf-8")


def _check_whole(plan: Plan, into: str, content: bytes) -> list[Diagnostic]:
    """What is wrong with the figures only when they stand together."""
    reading = read_figures(plan, [Source(into, lambda: BytesIO(content))])
    return [one for one in reading.diagnostics if one.severity is Severity.ERROR]


def _told(
    plan: Plan,
    known: Figures,
    merge: Merge,
    sheets: Sequence[Sheet],
    into: str,
    failed: bool,
    words: Wording,
) -> list[str]:
    """Who has sent, who has not, and which cells are wrong."""
    lines: list[str] = []
    if not failed:
        counts = {"added": merge.added, "replaced": merge.replaced, "same": merge.same}
        lines.append(words.word("collect.done", into=into, rows=len(merge.rows), **counts))
    months = sorted({sheet.month for sheet in sheets if sheet.month is not None and sheet.form})
    for month in months:
        lines.append(words.word("collect.units", month=words.month(month)))
        for form in forms_of(plan, known, month):
            line = _unit_line(form, merge, sheets, words)
            if line:
                lines.append(f"  {line}")
    for sheet in sheets:
        cells = [
            one.location.cell or f"{one.location.line}:{one.location.column}"
            for one in sheet.diagnostics
            if one.severity is Severity.ERROR and one.location and one.location.line
        ]
        if cells:
            shown = words.word("collect.wrong", cells=", ".join(dict.fromkeys(cells)))
            lines.append(f"{sheet.reading.source.path}: {shown}")
    return lines


def _unit_line(form: Form, merge: Merge, sheets: Sequence[Sheet], words: Wording) -> str:
    owed = [due for due in form.dues if due.required]
    if not owed:
        return ""
    sent = [due for due in owed if due.key in merge.rows]
    missing = [due.indicator.id for due in owed if due.key not in merge.rows]
    name = words.unit(form.plan, form.unit)
    if not missing:
        return f"✓ {name}: {words.word('collect.sent', count=len(sent), owed=len(owed))}"
    came = any(
        sheet.form and sheet.form.unit == form.unit and sheet.reading.figures.series for sheet in sheets
    )
    if not sent and not came:
        return f"○ {name}: {words.word('collect.not_sent')}"
    shown = words.word("collect.partly", count=len(sent), owed=len(owed), missing=tuple(missing))
    return f"▲ {name}: {shown}"
