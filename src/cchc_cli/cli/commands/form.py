"""`cchc form`: the sheets that units fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple, Optional

import typer

from cchc_cli.cli.command import Opened, Voice, check_choices, open_plan
from cchc_cli.cli.files import differing, write_files
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
)
from cchc_cli.cli.periods import period_near
from cchc_cli.cli.session import (
    Request,
    actual_sources,
    error,
    has_errors,
    shown_path,
    unit_asked,
)
from cchc_cli.judging.dues import forms_of
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.figures import Figures
from cchc_cli.model.form import Form
from cchc_cli.model.period import Period, parse_label
from cchc_cli.model.plan import Plan
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.render.wording import Wording

PeriodArgument = Annotated[
    Optional[str],  # noqa: UP045
    typer.Argument(metavar="PERIOD", help=text("form_period"), show_default=False),
]
UnitOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--unit", metavar="UNIT", help=text("form_unit"), show_default=False),
]
FormatOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--format", metavar="xlsx|csv", help=text("form_format"), show_default=False),
]
OutputOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--output", "-o", metavar="PATH", help=text("form_output"), show_default=False),
]
ActualsOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--actuals", metavar="ACTUALS", help=text("form_actuals"), show_default=False),
]

FORMATS = ("xlsx", "csv")
DEPARTMENT_FILE = "so-lieu-chung"
"""The name of the sheet of department figures that no unit answers for."""


class FiguresAtHand(NamedTuple):
    """The figures kept so far; none yet is no fault."""

    figures: Figures
    diagnostics: tuple[Diagnostic, ...] = ()


def form(
    period: PeriodArgument = None,
    plan: PlanOption = None,
    unit: UnitOption = None,
    actuals: ActualsOption = None,
    form_format: FormatOption = None,
    output: OutputOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Writes a sheet for a unit, or one for each; exit code 0 when they are made, else 2."""
    faults = check_choices(lang, decimal=decimal, encoding=encoding)
    if form_format not in (None, *FORMATS):
        choices = ", ".join(FORMATS)
        faults.append(error("V310", option="--format", found=form_format, choices=choices))
    request = Request(plan, tuple(actuals or ()), period, decimal=decimal, encoding=encoding)
    opened = open_plan(request, Voice.asked(lang, quiet, no_color), faults)
    if opened is None:
        return 2
    known = figures_at_hand(opened, actuals or (), decimal, encoding)
    only, faults = unit_asked(unit, opened.plan)
    month, problems = _month(opened.plan, period, known.figures)
    faults += problems
    if faults or month is None or has_errors(known.diagnostics):
        return opened.voice.refuse(*known.diagnostics, *faults)
    forms = forms_of(opened.plan, known.figures, month)
    if only is not None:
        forms = tuple(one for one in forms if one.unit == only)
        if not forms:
            return opened.voice.refuse(error("V208", unit=only, period=Period.of_month(month)))
    return _write_forms(forms, only, month, form_format, output, opened.voice)


def figures_at_hand(
    opened: Opened,
    named: Sequence[str] = (),
    decimal: str | None = None,
    encoding: str | None = None,
) -> FiguresAtHand:
    """The figures that are named, else those where the plan says they are, if any are there."""
    if not named:
        if opened.plan.actuals is None or opened.loaded.path is None:
            return FiguresAtHand(Figures())
        place = opened.loaded.path.parent / opened.plan.actuals
        if not place.exists():
            return FiguresAtHand(Figures())
        named = [shown_path(place)]
    sources, faults = actual_sources(named, None)
    reading = read_figures(opened.plan, sources, decimal, encoding)
    # An empty folder is where a year begins.
    faults = [fault for fault in faults if fault.code != "A102"]
    return FiguresAtHand(reading.figures, (*faults, *reading.diagnostics))


def asked_period(named: str, plan: Plan) -> Period | Diagnostic:
    """The period that a command names, inside the plan."""
    calendar = plan.calendar
    period = parse_label(named)
    if period is None or period.first < calendar.first or period.last > calendar.last:
        first, last = (Period.of_month(month) for month in (calendar.first, calendar.last))
        near = period_near(named, calendar)
        return error("V209", found=named, first=first, last=last, near=near)
    return period


def _month(plan: Plan, named: str | None, figures: Figures) -> tuple[int | None, list[Diagnostic]]:
    """The month asked for, else the one after the latest that has figures."""
    if named is not None:
        period = asked_period(named, plan)
        return (period.last, []) if isinstance(period, Period) else (None, [period])
    months = figures.last_months()
    month = max(months) + 1 if months else plan.period.from_
    if month > plan.period.to:
        return None, [error("V207", period=Period.of_month(month - 1))]
    return month, []


def _write_forms(
    forms: Sequence[Form],
    only: str | None,
    month: int,
    form_format: str | None,
    output: str | None,
    voice: Voice,
) -> int:
    label = Period.of_month(month).label
    suffix = Path(output).suffix.lower().removeprefix(".") if output and only is not None else ""
    chosen = form_format or (suffix if suffix in FORMATS else "xlsx")
    files: dict[Path, tuple[Form, bytes]] = {}
    folder = None if only is not None else Path(output or f"bieu-mau-{label}")
    for one in forms:
        if folder is None:
            path = Path(output or f"bieu-mau-{label}-{only}.{chosen}")
        elif one.dues:
            path = folder / f"{one.unit or DEPARTMENT_FILE}.{chosen}"
        else:
            continue
        files[path] = (one, _content(one, chosen, voice.words))
    faults = _write({path: content for path, (_, content) in files.items()}, folder)
    if faults:
        return voice.refuse(*faults)
    if forms:
        voice.tell("\n".join(_told(forms, files, month, voice.words)))
    return 0


def _content(one: Form, chosen: str, words: Wording) -> bytes:
    from cchc_cli.render.document.form import render_form, render_form_csv

    return render_form_csv(one, words) if chosen == "csv" else render_form(one, words)


def _write(files: dict[Path, bytes], folder: Path | None) -> list[Diagnostic]:
    """Writes all or none; a file that holds anything else may be filled in and stays."""
    there = differing(files)
    if there:
        return [error("V309", path=shown_path(path)) for path in there]
    return write_files(files, folder)


def _told(
    forms: Sequence[Form],
    files: dict[Path, tuple[Form, bytes]],
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
    for path, (one, _) in files.items():
        unit = words.unit(plan, one.unit)
        shown = words.word("form.made", path=shown_path(path), unit=unit, count=len(one.dues))
        lines.append(f"  {shown}")
        if not one.dues:
            lines.append(f"  {words.word('form.nothing')}")
    made = {one.unit for one, _ in files.values()}
    for one in forms:
        if one.unit not in made:
            lines.append(f"  {words.word('form.skipped', unit=words.unit(plan, one.unit))}")
    return lines
