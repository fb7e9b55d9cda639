"""What several tests share: running the tool on texts, without files."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from typing import Any

from cchc_cli.judging.verdicts import judge
from cchc_cli.model.diagnostic import Severity, in_order
from cchc_cli.model.period import parse_label
from cchc_cli.model.verdict import AsOfReason, PlanSource, Result
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.table.source import Source
from cchc_cli.render.check.json import render_json
from cchc_cli.render.wording import Wording
from cchc_cli.run.outcome import FailOn, exit_code, latest_as_of


def source(text: str | bytes, path: str = "actuals.csv") -> Source:
    data = text if isinstance(text, bytes) else text.encode()
    return Source(path, lambda: BytesIO(data))


def result_of(
    plan_yaml: str, csv_text: str, as_of: str | None = None, path: str = "actuals.csv"
) -> Result:
    reading = read_plan(plan_yaml.encode(), "plan.yaml")
    if reading.plan is None:
        return Result(diagnostics=reading.diagnostics)
    read = read_figures(reading.plan, [source(csv_text, path)])
    diagnostics = [*reading.diagnostics, *read.diagnostics]
    plan_source = PlanSource("plan.yaml", "0" * 64, reading.target_place)
    asked = parse_label(as_of) if as_of else None
    chosen = latest_as_of(read.figures, reading.plan.period.from_) if asked is None else None
    month = asked.last if asked else chosen.month if chosen else None
    if chosen:
        diagnostics += chosen.diagnostics
    verdicts, units = (), ()
    if month is not None and not any(d.severity is Severity.ERROR for d in diagnostics):
        judgement = judge(reading.plan, read.figures, month)
        diagnostics += judgement.diagnostics
        verdicts, units = judgement.verdicts, judgement.units
    failed = not verdicts or any(d.severity is Severity.ERROR for d in diagnostics)
    return Result(
        plan=reading.plan,
        source=plan_source,
        actuals=read.figures.sources,
        figures=read.figures,
        as_of=month,
        as_of_reason=AsOfReason.ASKED if asked else AsOfReason.LATEST,
        verdicts=() if failed else verdicts,
        units=units,
        diagnostics=in_order(diagnostics),
        exit_code=2 if failed else exit_code(verdicts, diagnostics, FailOn.SHORTFALL),
    )


def judged(plan_yaml: str, csv_text: str, as_of: str) -> dict[str, Any]:
    """The JSON result of a plan and figures given as text."""
    text = render_json(result_of(plan_yaml, csv_text, as_of), Wording("vi"))
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return found
