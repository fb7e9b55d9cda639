"""`cchc form`: the sheets that units fill in."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cchc_cli.cli import completers
from cchc_cli.cli.command import Voice, open_plan
from cchc_cli.cli.documents import SHEET_FORMATS, deliver, write_sheets
from cchc_cli.cli.files import STANDARD_OUTPUT, differing
from cchc_cli.cli.find_figures import figures_at_hand
from cchc_cli.cli.help import text
from cchc_cli.cli.marks import marked
from cchc_cli.cli.month import Stand, forms_name, into_of, step_line
from cchc_cli.cli.options import Options, ReplaceOption, check_choice, choice, option, takes
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
    typer.Argument(
        metavar="PERIOD",
        help=text("form_period"),
        show_default=False,
        autocompletion=completers.months,
    ),
]
UnitOption = Annotated[
    str | None, option("--unit", metavar="UNIT", help="form_unit", complete=completers.units)
]
FormatOption = Annotated[str | None, choice("--format", of=SHEET_FORMATS, help="form_format")]
OutputOption = Annotated[str | None, option("--output", "-o", metavar="PATH", help="form_output")]
ActualsOption = Annotated[list[str] | None, option("--actuals", metavar="ACTUALS", help="form_actuals")]
ScoringOption = Annotated[str | None, option("--scoring", metavar="FILE", help="form_scoring")]
StageOption = Annotated[str | None, choice("--stage", of=STAGES, help="form_stage")]


class _Asked(NamedTuple):
    """What is to be made of the forms."""

    unit: str | None
    """The only unit that gets one."""
    suffix: str
    output: str | None
    replace: bool
    inputs: tuple[str, ...]
    """The files that it rests on: none is written over."""


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
    faults = options.faults() + check_choice("--format", form_format, SHEET_FORMATS)
    if output == STANDARD_OUTPUT and unit is None:
        faults.append(codes.V328.at(option="--output"))
    faults += check_choice("--stage", stage, STAGES)
    if scoring is not None and not faults:
        from cchc_cli.cli.score_forms import write_score_forms

        request = options.request(actuals=(), unit=unit)
        asked = Stage(stage) if stage is not None else Stage.SELF
        voice = options.voice()
        return write_score_forms(scoring, request, asked, form_format, output, replace, voice)
    opened = open_plan(options.request(actuals=named, as_of=period), options.voice(), faults)
    if opened is None:
        return 2
    place = opened.loaded.figures_place
    known = figures_at_hand(opened.plan, place, named, options.decimal, options.encoding)
    month, problems = _month(opened.plan, period, known.figures)
    only, faults = unit_asked(unit, opened.plan, month)
    faults += problems
    if faults or month is None or has_errors(known.diagnostics):
        return opened.voice.refuse(*known.diagnostics, *faults)
    forms = forms_of(opened.plan, known.figures, month)
    if only is not None:
        forms = tuple(one for one in forms if one.unit == only)
        if not forms:
            return opened.voice.refuse(codes.V208.at(unit=only, period=Period.of_month(month)))
    suffix = Path(output).suffix.lower().removeprefix(".") if output and only is not None else ""
    inputs = (str(opened.loaded.path), *known.paths)
    chosen = form_format or (suffix if suffix in SHEET_FORMATS else SHEET_FORMATS[0])
    code = _write_forms(forms, month, _Asked(only, chosen, output, replace, inputs), opened.voice)
    if code == 0 and forms and output != STANDARD_OUTPUT:
        request = options.request(actuals=named, unit=unit)
        written = (output,) if output else ()
        stand = Stand(month, forms=written, into=into_of(named, place is not None))
        opened.voice.tell(step_line(Step.COLLECT, stand, request, opened.voice.words))
    return code


def _month(plan: Plan, named: str | None, figures: Figures) -> tuple[int | None, list[Diagnostic]]:
    """The month asked for, else the one after the latest that has figures."""
    if named is not None:
        period = asked_period(named, plan)
        return (period.last, []) if isinstance(period, Period) else (None, [period])
    month = next_form(plan, figures)
    if month > plan.period.to:
        return None, [codes.V207.at(period=Period.of_month(month - 1))]
    return month, []


def _write_forms(forms: Sequence[Form], month: int, asked: _Asked, voice: Voice) -> int:
    folder = None if asked.unit is not None else Path(asked.output or forms_name(month))
    files: dict[Path, Form] = {}
    for one in forms:
        if folder is None:
            name = f"{forms_name(month)}-{asked.unit}.{asked.suffix}"
            files[Path(asked.output or name)] = one
        elif one.dues:
            files[folder / f"{one.unit or DEPARTMENT_FILE}.{asked.suffix}"] = one
    contents = {path: _content(one, asked.suffix, voice.words) for path, one in files.items()}
    if asked.output == STANDARD_OUTPUT:
        (content,) = contents.values()
        return deliver(content, None, voice)
    asked_for = {path: marked(path, content) for path, content in contents.items()}
    there = {path for path in files if path.exists()}.difference(differing(asked_for))
    kept = write_sheets(contents, folder, asked.inputs, asked.replace, voice)
    if kept is None:
        return 2
    if forms:
        voice.tell("\n".join(_told(forms, files, kept, there, month, voice.words)))
    return 0


def _content(one: Form, chosen: str, words: Wording) -> bytes:
    from cchc_cli.render.document.form import render_form, render_form_csv

    return render_form_csv(one, words) if chosen == "csv" else render_form(one, words)


def _told(
    forms: Sequence[Form],
    files: Mapping[Path, Form],
    kept: Sequence[Path],
    there: Container[Path],
    month: int,
    words: Wording,
) -> list[str]:
    """The month with its days, and what was made for whom."""
    plan = forms[0].plan
    calendar = plan.calendar
    lines = [
        words.word(
            "form.period",
            month=words.month(month),
            first=calendar.first_day(month),
            last=calendar.last_day(month),
            due=calendar.due_day(month),
        )
    ]
    for path, one in files.items():
        unit = words.unit(plan, one.unit)
        if path in kept or path in there:
            key = "form.kept" if path in kept else "form.there"
            lines.append(f"  {words.word(key, path=shown_path(path), unit=unit)}")
            continue
        made = words.word("form.made", path=shown_path(path), unit=unit, count=len(one.dues))
        lines.append(f"  {made}")
        if not one.dues:
            lines.append(f"  {words.word('form.nothing')}")
    with_form = {one.unit for one in files.values()}
    for one in forms:
        if one.unit not in with_form:
            lines.append(f"  {words.word('form.skipped', unit=words.unit(plan, one.unit))}")
    return lines
