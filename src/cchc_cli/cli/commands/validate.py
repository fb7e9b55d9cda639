"""`cchc validate`: checks plans, or the sheet of one unit and period, without judging."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from cchc_cli.cli.command import Voice, open_plan
from cchc_cli.cli.find_figures import evidence_exists, figures_at_hand, find_figures
from cchc_cli.cli.find_mapping import load_mapping
from cchc_cli.cli.find_plan import LoadedPlan, load_plan, plans_at_hand, read_plan_file
from cchc_cli.cli.find_scoring import load_table
from cchc_cli.cli.options import Options, argument, takes
from cchc_cli.cli.paths import is_mapping, is_scoring, is_sheet, plans_in, shown_path
from cchc_cli.model.diagnostic import Diagnostic, Severity, has_errors, in_order
from cchc_cli.model.figures import Figure
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.reading.mapping_file.against_plan import against_plan
from cchc_cli.reading.mapping_file.lists import read_lists
from cchc_cli.reading.scoring_file.against_plan import names_of_plan
from cchc_cli.render.wording import Wording
from cchc_cli.run.sheet import Sheet, examine, with_missing
from cchc_cli.run.unread import unread_warnings

Files = Annotated[
    list[str] | None,
    argument("FILE...", "validate_files", show_default=False),
]


@takes("files plan decimal encoding lang quiet no_color")
def validate(options: Options, files: Files = None) -> int:
    """Checks each plan or sheet; exit code 0 where all are valid and complete, else 2."""
    voice, request = options.voice(), options.request()
    voice.stop_for(options.faults())
    named = [inside for file in files or () for inside in _files_in(file)]
    rules = {file: is_mapping(file) for file in named if is_mapping(file) or is_scoring(file)}
    sheets = tuple(file for file in named if is_sheet(file))
    plans = [file for file in named if file not in rules and file not in sheets]
    loaded = [read_plan_file(Path(file), file) for file in plans]
    loaded += [] if named else plans_at_hand(options.plan)
    for plan in loaded:
        _show(plan, voice.about(plan))
    good = all(plan.plan for plan in loaded)
    for file, is_of_register in rules.items():
        check = _validate_mapping if is_of_register else _validate_table
        good = check(file, request, voice) and good
    if sheets:
        good = _validate_sheets(request._replace(actuals=sheets), voice) and good
    return 0 if good else 2


def _files_in(file: str) -> list[str]:
    """The plans and rules of a folder that holds any; else the file or folder of sheets itself."""
    return [shown_path(path) for path in plans_in(Path(file))] or [file]


def _validate_table(file: str, request: Request, voice: Voice) -> bool:
    """Checks a scoring table, against the plan of its year where there is one."""
    reading = load_table(file)
    diagnostics = [*reading.diagnostics]
    if reading.table is not None:
        plan = load_plan(request._replace(as_of=f"{reading.table.year}")).plan
        diagnostics += names_of_plan(reading, plan) if plan is not None else ()
    voice.say(diagnostics)
    if reading.table is None or has_errors(diagnostics):
        return False
    voice.tell(voice.words.word("score.valid", path=file, count=len(reading.table.leaves)))
    return True


def _validate_mapping(file: str, request: Request, voice: Voice) -> bool:
    """Checks a mapping, against the plan of its export's month where there is one."""
    loaded = load_mapping(file)
    diagnostics = [*loaded.diagnostics]
    if loaded.reading is not None and loaded.mapping is not None:
        day = loaded.mapping.exported
        as_of = None if day is None else f"{day:%Y-%m}"
        plan = load_plan(request._replace(as_of=as_of)).plan
        diagnostics += against_plan(loaded.reading, plan) if plan is not None else ()
        diagnostics += read_lists(loaded.reading, loaded.read_file).diagnostics
    voice.say(in_order(diagnostics))
    if loaded.mapping is None or has_errors(diagnostics):
        return False
    voice.tell(voice.words.word("tally.valid", path=file, count=len(loaded.mapping.indicators)))
    return True


def _validate_sheets(request: Request, voice: Voice) -> bool:
    """Checks whether each sheet is complete and right; returns whether all are."""
    opened = open_plan(request, voice)
    voice = opened.voice
    known = figures_at_hand(opened.plan, opened.loaded.figures_place).figures
    sources, faults, unread = find_figures(request.actuals)
    voice.say(faults)
    figures: list[Figure] = []
    good = not faults
    for source in sources:
        sheet = with_missing(
            examine(opened.plan, source, known, request=request, exists=evidence_exists)
        )
        figures += sheet.figures
        voice.say(sheet.diagnostics)
        is_good = not has_errors(sheet.diagnostics)
        good = good and is_good
        line = _sheet_line(sheet, opened.plan, voice.words)
        (voice.tell if is_good else voice.note)(line)
    voice.say(unread_warnings(unread, figures))
    return good


def _sheet_line(sheet: Sheet, plan: Plan, words: Wording) -> str:
    path = sheet.source.path
    errors, warnings = _counts(sheet.diagnostics)
    if sheet.form is None or sheet.month is None:
        return words.word("sheet.unreadable", path=path, errors=errors)
    named = {"unit": words.unit(plan, sheet.form.unit), "month": words.month(sheet.month)}
    if errors:
        return words.word("sheet.bad", path=path, errors=errors, warnings=warnings, **named)
    count = sum(1 for _ in sheet.figures)
    return words.word("sheet.ok", path=path, count=count, **named)


def _counts(diagnostics: Iterable[Diagnostic]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)


def _show(loaded: LoadedPlan, voice: Voice) -> None:
    voice.say(loaded.diagnostics)
    if loaded.reading is None:
        return
    path, plan = loaded.reading.document.path, loaded.plan
    if plan is None:
        errors, warnings = _counts(loaded.diagnostics)
        voice.note(voice.words.word("validate.bad", path=path, errors=errors, warnings=warnings))
        return
    line = voice.words.word(
        "validate.ok",
        path=path,
        tasks=len(plan.tasks),
        targets=len(plan.target_by_id),
        indicators=len(plan.indicators),
        units=len(plan.units),
    )
    voice.tell(line)
