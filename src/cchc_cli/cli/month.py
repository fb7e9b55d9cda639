"""The next command of the month, as it is to be typed here."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.paths import is_there, quoted
from cchc_cli.model.course import Made, Step
from cchc_cli.model.period import month_label
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.render.wording import Wording
from cchc_cli.run.month import following

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
    last: int | None = None
    """The plan's last month."""
    lacking: bool = False
    """Whether figures of the month are missing, which closing must be told."""
    forms: str | None = None
    """Where its sheets were written, where that is not the folder that they go to by themselves."""
    into: str | None = None
    """The file that sheets are added to, where the plan does not say it."""


def command_of(step: Step, stand: Stand, request: Request, words: Wording) -> str:
    """The command of a step, with the plan and the figures that this one was given."""
    figures, month = list(request.actuals), stand.month
    named = ["--plan", request.plan] if request.plan and step is not Step.YEAR else []
    told: list[str] = []
    match step:
        case Step.FORM:
            # Without a period forms are made for the month after the latest that has any figure.
            parts = ["form", *([month_label(month)] if stand.lacking else [])]
            named += [part for file in figures for part in ("--actuals", file)]
        case Step.COLLECT:
            parts = ["collect", stand.forms or forms_name(month)]
            parts += ["--into", stand.into] if stand.into else []
        case Step.CHECK | Step.REMIND:
            parts = [step.value, *figures]
        case Step.REPORT:
            parts = ["report", *figures, "-o", f"{report_name(month)}{REPORTS[0]}"]
        case Step.CLOSE:
            parts = ["close", month_label(month), *figures]
            parts += ["--allow-missing"] if stand.lacking else []
        case Step.AMEND:
            parts = ["close", month_label(month), *figures]
            told = ["--amend", f'--reason "{words.word("close.reason")}"']
        case Step.YEAR:
            # Each year has a folder of its own: of two plans in one, every run would have to name its.
            parts = ["init", f"nam-{month_label(month + 1)[:4]}", "--from", stand.plan]
    if step in (Step.REMIND, Step.REPORT) and request.as_of is not None:
        named += ["--as-of", request.as_of]
    return " ".join(["cchc", *map(quoted, [*parts, *named]), *told])


def next_line(step: Step, stand: Stand, request: Request, words: Wording) -> str:
    """The last line of a command of the month."""
    command = command_of(step, stand, request, words)
    return words.word("month.next", command=command, purpose=words.word(f"month.{step}"))


def line_after(done: Step, about: Result | Stand, request: Request, words: Wording) -> str:
    """The last line of a command that did its work; empty where another than the officer gave it.

    Who asks about one unit, or reads figures from standard input, does not work through the month.
    """
    if request.unit is not None or "-" in request.actuals:
        return ""
    stand = about if isinstance(about, Stand) else _stand(about)
    result = about if isinstance(about, Result) else None
    if stand is None:
        return ""
    step = following(done, result, stand.month == stand.last)
    if step is Step.AMEND and result is not None:
        stand = stand._replace(month=min(one.period.last for one in result.restatements))
    return next_line(step, stand, request, words)


def _stand(result: Result) -> Stand | None:
    if result.plan is None or result.source is None or result.as_of is None:
        return None
    lacking = any(one.expected and not one.complete for one in result.units)
    return Stand(result.as_of, result.source.path, result.plan.period.to, lacking)
