"""`cchc remind`: a notice for each unit that falls short or has not sent its figures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from cchc_cli.cli.check import check_choices
from cchc_cli.cli.documents import announce, read_template, template_fault, write_files
from cchc_cli.cli.help import text
from cchc_cli.cli.options import (
    Actuals,
    AsOfOption,
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.report import DumpOption, TemplateOption
from cchc_cli.cli.session import Request, error, run
from cchc_cli.cli.terminal import say, wording
from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.history import Background
from cchc_cli.model.period import month_label, parse_date
from cchc_cli.reading.figures import NameIndex

TEMPLATE = "notice.md.j2"

FolderOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation
    typer.Option("--output", "-o", metavar="DIR", help=text("remind_output"), show_default=False),
]
ReplyOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--reply-by", metavar="DATE", help=text("reply_by"), show_default=False),
]


def remind(
    actuals: Actuals = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    output: FolderOption = None,
    reply_by: ReplyOption = None,
    template: TemplateOption = None,
    dump_template: DumpOption = False,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Writes the notices; exit code 0 when they are written or none is needed, else 2."""
    faults = check_choices(lang, decimal=decimal, encoding=encoding)
    day = parse_date(reply_by) if reply_by is not None else None
    if reply_by is not None and day is None:
        faults.append(error("V136", option="--reply-by", found=reply_by))
    layout = read_template(None if dump_template else template, TEMPLATE)
    if isinstance(layout, Diagnostic):
        faults.append(layout)
    if faults or isinstance(layout, Diagnostic):
        say(faults, wording(None, None), no_color, quiet)
        return 2
    if dump_template:
        sys.stdout.write(layout)
        return 0
    # Figures of the department are a unit's matter too, so everything is judged for everybody.
    result = run(Request(plan, tuple(actuals or ()), as_of, decimal=decimal, encoding=encoding))
    words = wording(lang, result)
    only = None
    if unit is not None and result.plan is not None:
        index = NameIndex.of_units(result.plan)
        only = index.find(unit)
        faults += [] if only else [error("V301", found=unit, near=index.near(unit))]
    if faults or not result.judged:
        say([*result.diagnostics, *faults], words, no_color, quiet)
        return 2
    announce(result, words, quiet)
    from cchc_cli.render.notice import notices, render_notice
    from cchc_cli.render.report_model import report_model

    assert result.plan is not None
    assert result.as_of is not None
    model = report_model(result, Background())
    wanted = notices(model)
    calendar = result.plan.calendar
    folder = Path(output if output is not None else f"don-doc-{month_label(result.as_of)}")
    files: dict[Path, str | bytes] = {}
    for notice in wanted.notices:
        if only in (None, notice.unit):
            content = render_notice(
                notice, model, day or calendar.due_day(result.as_of + 1), words, layout
            )
            if not isinstance(content, str):
                say([template_fault(template, TEMPLATE, content)], words, no_color, quiet)
                return 2
            files[folder / f"don-doc-{notice.unit}.md"] = content
    fault = write_files(files, folder)
    if fault is not None:
        say([fault], words, no_color, quiet)
        return 2
    left = [] if only else _left_over(folder, files)
    remarks = [one for one in result.diagnostics if one.severity is not Severity.NOTE]
    say([*remarks, *wanted.diagnostics, *left], words, no_color, quiet)
    if quiet:
        return 0
    month = words.month(result.as_of)
    if not files:
        if only is not None:
            name = words.unit(result.plan, only)
            sys.stdout.write(words.word("remind.unit_fine", unit=name, month=month) + "\n")
        else:
            sys.stdout.write(words.word("remind.none", month=month) + "\n")
        return 0
    sys.stdout.write(words.word("remind.written", count=len(files), folder=folder.as_posix()) + "\n")
    sys.stdout.writelines(f"  {path.as_posix()}\n" for path in files)
    reminded = {notice.unit for notice in wanted.notices}
    fine = [words.unit(result.plan, one) for one in result.plan.unit_by_id if one not in reminded]
    if fine and only is None:
        sys.stdout.write(words.word("remind.fine", units="; ".join(fine)) + "\n")
    return 0


def _left_over(folder: Path, files: dict[Path, str | bytes]) -> list[Diagnostic]:
    """Notices of an earlier run to units that need none now: somebody might send them."""
    if not folder.is_dir():
        return []
    return [
        Diagnostic("V135", Severity.WARNING, None, {"path": path.as_posix()})
        for path in sorted(folder.glob("don-doc-*.md"))
        if path not in files
    ]
