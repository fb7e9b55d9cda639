"""The next command of the month, as it is to be typed here."""

from __future__ import annotations

from pathlib import Path

from cchc_cli.cli.command import Voice
from cchc_cli.cli.paths import is_there, quoted
from cchc_cli.model.course import Made, Step
from cchc_cli.model.period import month_label
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.run.month import following

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


def command_of(
    step: Step,
    month: int,
    request: Request,
    plan: str,
    lacking: bool = False,
    forms: str | None = None,
    reason: str = "",
) -> str:
    """The command of a step, with the plan and the figures that this one was given.

    `plan` is the path of the plan; `lacking` says that figures are missing, which closing must be told;
    `reason` stands for the reason of a correction.
    """
    # What was named by words that only one month or command knows is not handed on.
    figures = [] if step in (Step.FORM, Step.COLLECT, Step.YEAR) else list(request.actuals)
    named = ["--plan", request.plan] if request.plan and step is not Step.YEAR else []
    match step:
        case Step.FORM:
            # Without a period forms are made for the month after the latest that has any figure.
            parts = ["form", *([month_label(month)] if lacking else [])]
        case Step.CHECK | Step.REMIND:
            parts = [step.value, *figures]
        case Step.COLLECT:
            parts = ["collect", forms or forms_name(month)]
        case Step.REPORT:
            parts = ["report", *figures, "-o", f"{report_name(month)}{REPORTS[0]}"]
        case Step.CLOSE:
            parts = ["close", month_label(month), *figures, *(["--allow-missing"] if lacking else [])]
        case Step.AMEND:
            parts = ["close", month_label(month), *figures]
        case Step.YEAR:
            # Each year has a folder of its own: of two plans in one, every run would have to name its.
            parts = ["init", f"nam-{month_label(month + 1)[:4]}", "--from", plan]
    if step in (Step.REMIND, Step.REPORT) and request.as_of is not None:
        named += ["--as-of", request.as_of]
    told = ["--amend", f'--reason "{reason}"'] if step is Step.AMEND else []
    return " ".join(["cchc", *map(quoted, [*parts, *named]), *told])


def next_line(voice: Voice, step: Step, command: str) -> str:
    """The last line of a command of the month."""
    return voice.words.word("month.next", command=command, purpose=voice.words.word(f"month.{step}"))


def line_after(
    done: Step,
    voice: Voice,
    request: Request,
    result: Result | None = None,
    month: int | None = None,
    plan: str = "",
    last: int | None = None,
    forms: str | None = None,
) -> str | None:
    """The last line of a command that did its work; None where another than the officer gave it.

    Who asks about one unit, or reads figures from standard input, does not work through the month.
    """
    if request.unit is not None or "-" in request.actuals:
        return None
    if result is not None and result.plan is not None and result.source is not None:
        month, plan, last = result.as_of, result.source.path, result.plan.period.to
    if month is None:
        return None
    step = following(done, result, month == last)
    lacking = result is not None and any(one.expected and not one.complete for one in result.units)
    if step is Step.AMEND and result is not None:
        month = min(one.period.last for one in result.restatements)
    reason = voice.words.word("close.reason")
    return next_line(voice, step, command_of(step, month, request, plan, lacking, forms, reason))
