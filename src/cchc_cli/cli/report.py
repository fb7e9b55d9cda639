"""`cchc report`: the periodic report."""

from __future__ import annotations

import sys
from pathlib import Path

from cchc_cli.cli.check import check_choices
from cchc_cli.cli.options import (
    Actuals,
    AsOfOption,
    DecimalOption,
    EncodingOption,
    LangOption,
    NoColorOption,
    OutputOption,
    PlanOption,
    QuietOption,
    UnitOption,
)
from cchc_cli.cli.resources import resource
from cchc_cli.cli.session import Request, error, run
from cchc_cli.cli.terminal import say, wording, write_file
from cchc_cli.model.diagnostic import Severity

SUFFIXES = (".md", ".markdown", ".txt", "")


def report(
    actuals: Actuals = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    unit: UnitOption = None,
    decimal: DecimalOption = None,
    encoding: EncodingOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Makes the report; exit code 0 when it is made, else 2."""
    faults = check_choices(lang, decimal=decimal, encoding=encoding)
    if output is not None and Path(output).suffix.lower() not in SUFFIXES:
        faults.append(error("V310", option="--output", found=output, choices=", ".join(SUFFIXES[:-1])))
    if faults:
        say(faults, wording(None, None), no_color, quiet)
        return 2
    result = run(Request(plan, tuple(actuals or ()), as_of, unit, decimal=decimal, encoding=encoding))
    words = wording(lang, result.plan)
    if not result.judged:
        problems = [error("V313", path=output)] if output else []
        say([*result.diagnostics, *problems], words, no_color, quiet)
        return 2
    from cchc_cli.render.report import render_report

    template = resource("templates/report.md.j2").read_text(encoding="utf-8")
    content = render_report(result, words, template)
    if output is None:
        sys.stdout.write(content)
    else:
        try:
            write_file(Path(output), content)
        except OSError as problem:
            why = problem.strerror or type(problem).__name__
            say([error("V306", path=output, why=why)], words, no_color, quiet)
            return 2
    remarks = [one for one in result.diagnostics if one.severity is not Severity.NOTE]
    say(remarks, words, no_color, quiet)
    return 0
