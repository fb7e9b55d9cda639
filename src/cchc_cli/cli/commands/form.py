"""`cchc form`: the sheets that units fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from cchc_cli.cli import completers
from cchc_cli.cli.command import open_plan
from cchc_cli.cli.documents import SHEET_FORMATS, deliver, suffix_of
from cchc_cli.cli.files import STANDARD_OUTPUT
from cchc_cli.cli.find_figures import figures_at_hand
from cchc_cli.cli.marks import WrittenSheets, write_sheets
from cchc_cli.cli.month import Next, forms_name
from cchc_cli.cli.options import Options, ReplaceOption, argument, choice, option, takes
from cchc_cli.cli.paths import shown_path
from cchc_cli.judging.dues import forms_of
from cchc_cli.model import codes
from cchc_cli.model.course import Step
from cchc_cli.model.diagnostic import Diagnostic, has_errors
from cchc_cli.model.figures import Figures
from cchc_cli.model.form import Form
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.scoring import STAGES, Stage
from cchc_cli.render.wording import Wording
from cchc_cli.run.check import unit_asked
from cchc_cli.run.month import next_form
from cchc_cli.run.periods import asked_period

DEPARTMENT_FILE = "so-lieu-chung"
"""The name of the sheet of department figures that no unit answers for."""


PeriodArgument = Annotated[
    str | None,
    argument("PERIOD", "form_period", completers.months, show_default=False),
]
UnitOption = Annotated[
    str | None, option("--unit", metavar="UNIT", help="form_unit", complete=completers.units)
]
FormatOption = Annotated[str | None, choice("--format", of=SHEET_FORMATS, help="form_format")]
OutputOption = Annotated[str | None, option("--output", "-o", metavar="PATH", help="form_output")]
ActualsOption = Annotated[list[str] | None, option("--actuals", metavar="ACTUALS", help="form_actuals")]
ScoringOption = Annotated[str | None, option("--scoring", metavar="FILE", help="form_scoring")]
StageOption = Annotated[str | None, choice("--stage", of=STAGES, help="form_stage")]


@takes(
    "period plan unit actuals scoring stage form_format output replace decimal encoding"
    " lang quiet no_color"
)
def form(
    options: Options,
    period: PeriodArgument = None,
    unit: UnitOption = None,
    actuals: ActualsOption = None,
    scoring: ScoringOption = None,
    stage: StageOption = None,
    form_format: FormatOption = None,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """Writes a sheet for a unit, or one for each; exit code 0 when they are made, else 2."""
    named = tuple(actuals or ())
    faults = options.faults()
    if output == STANDARD_OUTPUT and unit is None:
        faults.append(codes.V328.at(option="--output"))
    if scoring is not None and not faults:
        from cchc_cli.cli.score_forms import write_score_forms

        request = options.request(actuals=(), unit=unit)
        asked = Stage(stage) if stage is not None else Stage.SELF
        voice = options.voice()
        return write_score_forms(scoring, request, asked, form_format, output, replace, voice)
    opened = open_plan(options.request(actuals=named, as_of=period), options.voice(), faults)
    plan, voice = opened.plan, opened.voice
    place = opened.loaded.figures_place
    at_hand = figures_at_hand(plan, place, named, options.decimal, options.encoding)
    month, problems = _month(plan, period, at_hand.figures)
    only, faults = unit_asked(unit, plan, month)
    faults += problems
    if faults or month is None or has_errors(at_hand.diagnostics):
        voice.refuse(*at_hand.diagnostics, *faults)
    forms = forms_of(plan, at_hand.figures, month)
    if only is not None:
        forms = tuple(form for form in forms if form.unit == only)
        if not forms:
            voice.refuse(codes.V208.at(unit=only, period=Period.of_month(month)))
    suffix = suffix_of(form_format, output if only is not None else None)
    files = _files(forms, month, only, suffix, output)
    contents = {path: _content(form, suffix, voice.words) for path, form in files.items()}
    if output == STANDARD_OUTPUT:
        for content in contents.values():
            deliver(content, None, voice)
        if not contents:
            voice.note("\n".join(_account(forms, files, WrittenSheets([]), month, voice.words)))
        return 0
    folder = None if only is not None else Path(output or forms_name(month))
    inputs = (str(opened.loaded.path), *at_hand.paths)
    written = write_sheets(contents, folder, inputs, replace)
    voice.stop_for(written.faults)
    if forms:
        voice.tell("\n".join(_account(forms, files, written, month, voice.words)))
    if any(form.dues for form in forms):
        sheets = (output,) if output else ()
        following = Next(Step.COLLECT, month, plan, forms=sheets)
        voice.tell(following.line(options.request(actuals=named, unit=unit), voice.words))
    return 0


def _month(plan: Plan, named: str | None, figures: Figures) -> tuple[int | None, list[Diagnostic]]:
    """The month asked for, else the one after the latest that has figures."""
    if named is not None:
        period = asked_period(named, plan)
        return (period.last, []) if isinstance(period, Period) else (None, [period])
    month = next_form(plan, figures)
    if month > plan.period.to:
        return None, [codes.V207.at(period=Period.of_month(month - 1))]
    return month, []


def _files(
    forms: Sequence[Form], month: int, only: str | None, suffix: str, output: str | None
) -> dict[Path, Form]:
    """Where the forms go of those that owe something, or of the only unit that was asked for."""
    if only is not None:
        path = Path(output or f"{forms_name(month)}-{only}.{suffix}")
        return {path: forms[0]} if forms[0].dues else {}
    folder = Path(output or forms_name(month))
    return {folder / f"{form.unit or DEPARTMENT_FILE}.{suffix}": form for form in forms if form.dues}


def _content(form: Form, suffix: str, words: Wording) -> bytes:
    from cchc_cli.render.document.form import render_form, render_form_csv

    return render_form_csv(form, words) if suffix == "csv" else render_form(form, words)


def _account(
    forms: Sequence[Form],
    files: Mapping[Path, Form],
    written: WrittenSheets,
    month: int,
    words: Wording,
) -> Iterator[str]:
    """The month with its days, and what was made for whom."""
    plan = forms[0].plan
    calendar = plan.calendar
    yield words.word(
        "form.period",
        month=words.month(month),
        first=calendar.first_day(month),
        last=calendar.last_day(month),
        due=calendar.due_day(month),
    )
    for path, form in files.items():
        params = {"path": shown_path(path), "unit": words.unit(plan, form.unit)}
        if path in written.kept:
            yield f"  {words.word('form.kept', **params)}"
        elif path in written.same:
            yield f"  {words.word('form.there', **params)}"
        else:
            yield f"  {words.word('form.made', **params, count=len(form.dues))}"
    with_form = {form.unit for form in files.values()}
    for form in forms:
        if form.unit not in with_form:
            yield f"  {words.word('form.skipped', unit=words.unit(plan, form.unit))}"
