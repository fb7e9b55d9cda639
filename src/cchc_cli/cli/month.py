"""The next command of the month, as it is to be typed here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.paths import is_folder, is_there, quoted
from cchc_cli.model.course import Course, Made, Step
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import month_label
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.render.wording import Wording
from cchc_cli.run.month import course, next_form

DEFAULT_FILE = "so-lieu.csv"
"""The file in a folder of figures that has none, or several."""
REPORTS = (".docx", ".md", ".html")


def forms_name(month: int) -> str:
    """The folder of the forms of a month."""
    return f"bieu-mau-{month_label(month)}"


def notices_name(month: int) -> str:
    """The folder of the notices of a month."""
    return f"don-doc-{month_label(month)}"


def report_name(month: int) -> str:
    """The report of a month, without its ending."""
    return f"bao-cao-{month_label(month)}"


def made_here(month: int) -> Made:
    """What the current folder holds for a month under the names that commands give."""
    report = any(is_there(Path(report_name(month) + ending)) for ending in REPORTS)
    return Made(is_there(Path(forms_name(month))), is_there(Path(notices_name(month))), report)


class Stand(NamedTuple):
    """What the next command is about."""

    month: int
    plan: str = ""
    """Its path."""
    lacking: bool = False
    """Whether figures of the month are missing, which closing must be told."""
    is_usual: bool = True
    """Whether forms are made for the month where none is named."""
    next_year: str = ""
    """That in which the plan after this one begins."""
    forms: tuple[str, ...] = ()
    """Its sheets, where they are not in the folder that they go to by themselves."""
    into: str | None = None
    """The file that sheets are added to, where the plan does not say it."""


def command_of(step: Step, stand: Stand, request: Request, words: Wording) -> str:
    """The command of a step, with the plan and the figures that this one was given."""
    figures, label = list(request.actuals), month_label(stand.month)
    named = options_given(request) if step is not Step.YEAR else []
    told: list[str] = []
    match step:
        case Step.FORM:
            parts = ["form", *([] if stand.is_usual else [label])]
            named += [part for file in figures for part in ("--actuals", file)]
        case Step.COLLECT:
            parts = ["collect", *(stand.forms or [forms_name(stand.month)])]
            parts += ["--into", stand.into] if stand.into else []
        case Step.CHECK | Step.REMIND:
            parts = [step.value, *figures]
        case Step.REPORT:
            parts = ["report", *figures, "-o", f"{report_name(stand.month)}{REPORTS[0]}"]
        case Step.CLOSE:
            parts = ["close", label, *figures, *(["--allow-missing"] if stand.lacking else [])]
        case Step.AMEND:
            parts = ["close", label, *figures]
            told = ["--amend", '--reason "…"']
        case Step.YEAR:
            # Each year has a folder of its own: of two plans in one, every run would have to name its.
            parts = ["init", f"nam-{stand.next_year}", "--from", stand.plan]
    if step in (Step.CHECK, Step.REMIND, Step.REPORT) and request.as_of is not None:
        named += ["--as-of", request.as_of]
    return " ".join(["cchc", *map(quoted, [*parts, *named]), *told])


def options_given(request: Request, whole: bool = False) -> list[str]:
    """The options without which another command would read other figures, or read them otherwise.

    On the `whole` also those without which it would speak of another month or unit.
    """
    given = {"--plan": request.plan, "--decimal": request.decimal, "--encoding": request.encoding}
    if whole:
        given |= {"--as-of": request.as_of, "--unit": request.unit}
    return [part for name, value in given.items() if value for part in (name, value)]


def into_of(named: Sequence[str], is_in_plan: bool) -> str | None:
    """The file that sheets are to be added to, where the plan does not say it."""
    if not named:
        return None if is_in_plan else DEFAULT_FILE
    return str(Path(named[0]) / DEFAULT_FILE) if is_folder(Path(named[0])) else named[0]


def stand_of(
    plan: Plan, path: str, figures: Figures, month: int, request: Request, lacking: bool = False
) -> Stand:
    """What the next command is about by the plan and its figures."""
    into = into_of(request.actuals, plan.actuals is not None)
    next_year = month_label(plan.period.from_ + 12 * plan.period.years)[:4]
    return Stand(month, path, lacking, month == next_form(plan, figures), next_year, into=into)


def step_line(step: Step, stand: Stand, request: Request, words: Wording, late: str = "") -> str:
    """The last line of a command of the month; empty where another than the officer gave it.

    Who asks about one unit, or reads figures from standard input, does not work through the month.
    """
    if request.unit is not None or "-" in request.actuals:
        return ""
    command = command_of(step, stand, request, words)
    return words.word("month.next", command=command, purpose=words.word(f"month.{step}") + late)


def late_words(plan: Plan, month: int, request: Request, words: Wording) -> str:
    """What is to be done instead of waiting from the day on that no command but `cchc` looks at."""
    command = command_of(Step.REMIND, Stand(month), request, words)
    return words.word("month.late", day=plan.calendar.due_day(month), command=command)


def course_line(
    stands: Course, result: Result, request: Request, words: Wording, is_dated: bool = False
) -> str:
    """The same by how far the month has come, which `is_dated` where today's date was looked at."""
    assert result.plan is not None
    assert result.source is not None
    step, month = stands.following
    if month != result.as_of:
        # The latest figures are of a month that is done with.
        request = request._replace(as_of=month_label(month))
    figures, lacking = result.figures or Figures(), bool(stands.lacking)
    stand = stand_of(result.plan, result.source.path, figures, month, request, lacking)
    waits = step is Step.COLLECT or (step is Step.FORM and lacking)
    late = ""
    if waits and not is_dated and result.actuals and not made_here(month).notices:
        late = late_words(result.plan, month, request, words)
    return step_line(step, stand, request, words, late)


def line_after(done: Made, result: Result, request: Request, words: Wording) -> str:
    """The last line of a command that judged, and that leaves a month's documents as `done` says."""

    def made(month: int) -> Made:
        here = made_here(month)
        if month != result.as_of:
            return here
        return Made(*(one or other for one, other in zip(here, done, strict=True)))

    stands = course(result, made)
    return course_line(stands, result, request, words) if stands is not None else ""
