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
    forms, notices = (is_there(Path(name)) for name in (forms_name(month), notices_name(month)))
    return Made(forms, notices, bool(reports_here(month)))


def reports_here(month: int) -> list[str]:
    """The files of the month's report."""
    names = (report_name(month) + ending for ending in REPORTS)
    return [name for name in names if is_there(Path(name))]


class Next(NamedTuple):
    """A command of the month that is to be typed next, and what it depends on."""

    step: Step
    month: int
    plan: Plan | None = None
    path: str = ""
    """Where the plan is."""
    figures: Figures | None = None
    """Those at hand."""
    lacking: bool = False
    """Whether figures of the month are missing, which closing must be told."""
    forms: tuple[str, ...] = ()
    """Its sheets, where they are not in the folder that they go to by themselves."""
    into: str | None = None
    """The file that sheets are added to, where neither the plan nor the figures named say it."""

    def command(self, request: Request) -> str:
        """The command, with the plan and the figures that this one was given."""
        figures, label, plan = request.actuals, month_label(self.month), self.plan
        options = [] if self.step is Step.YEAR else options_given(request)
        reason = ""
        match self.step:
            case Step.FORM:
                is_usual = plan is None or self.month == next_form(plan, self.figures or Figures())
                parts = ["form", *([] if is_usual else [label])]
                options += [part for file in figures for part in ("--actuals", file)]
            case Step.COLLECT:
                parts = ["collect", *(self.forms or [forms_name(self.month)])]
                into = self.into or (plan and _into(figures, plan))
                parts += ["--into", into] if into else []
            case Step.CHECK | Step.REMIND:
                parts = [self.step.value, *figures]
            case Step.REPORT:
                parts = ["report", *figures, "-o", f"{report_name(self.month)}{REPORTS[0]}"]
            case Step.CLOSE:
                parts = ["close", label, *figures, *(["--allow-missing"] if self.lacking else [])]
            case Step.AMEND:
                parts = ["close", label, *figures]
                reason = ' --amend --reason "…"'
            case Step.YEAR:
                assert plan is not None
                # Each year has a folder of its own: of two plans in one each run would have to name its.
                year = month_label(plan.period.from_ + 12 * plan.period.years)[:4]
                parts = ["init", f"nam-{year}", "--from", self.path]
        if self.step in (Step.CHECK, Step.REMIND, Step.REPORT) and request.as_of is not None:
            options += ["--as-of", request.as_of]
        return " ".join(["cchc", *map(quoted, [*parts, *options])]) + reason

    def line(self, request: Request, words: Wording, late: str = "") -> str:
        """The last line of a command of the month; empty where another than the officer gave it.

        Who asks about one unit, or reads figures from standard input, does not work through the month.
        """
        if request.unit is not None or "-" in request.actuals:
            return ""
        purpose = words.word(f"month.{self.step}") + late
        return words.word("month.next", command=self.command(request), purpose=purpose)


def options_given(request: Request, whole: bool = False) -> list[str]:
    """The options without which another command would read other figures, or read them otherwise.

    On the `whole` also those without which it would speak of another month or unit.
    """
    given = {"--plan": request.plan, "--decimal": request.decimal, "--encoding": request.encoding}
    if whole:
        given |= {"--as-of": request.as_of, "--unit": request.unit}
    return [part for name, value in given.items() if value for part in (name, value)]


def _into(named: Sequence[str], plan: Plan) -> str | None:
    """The file that sheets are to be added to, where the plan does not say it."""
    if not named:
        return None if plan.actuals is not None else DEFAULT_FILE
    return str(Path(named[0]) / DEFAULT_FILE) if is_folder(Path(named[0])) else named[0]


def late_words(plan: Plan, month: int, request: Request, words: Wording) -> str:
    """What is to be done instead of waiting from the day on that no command but `cchc` looks at."""
    command = Next(Step.REMIND, month).command(request)
    return words.word("month.late", day=plan.calendar.due_day(month), command=command)


def course_line(
    stands: Course, result: Result, request: Request, words: Wording, is_dated: bool = False
) -> str:
    """The last line by how far the month has come, which `is_dated` where today's date was looked at."""
    assert result.plan is not None
    assert result.source is not None
    step, month = stands.following
    if month != result.as_of:
        # The latest figures are of a month that is done with.
        request = request._replace(as_of=month_label(month))
    lacking = bool(stands.lacking)
    waits = step is Step.COLLECT or (step is Step.FORM and lacking)
    late = ""
    if waits and not is_dated and result.actuals and not made_here(month).notices:
        late = late_words(result.plan, month, request, words)
    following = Next(step, month, result.plan, result.source.path, result.figures, lacking)
    return following.line(request, words, late)


def line_after(done: Made, result: Result, request: Request, words: Wording) -> str:
    """The last line of a command that judged, and that leaves a month's documents as `done` says."""

    def made(month: int) -> Made:
        here = made_here(month)
        return here.with_more(done) if month == result.as_of else here

    stands = course(result, made)
    return course_line(stands, result, request, words) if stands is not None else ""
