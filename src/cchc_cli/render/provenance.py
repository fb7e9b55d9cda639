"""Where the figures of a verdict were counted: register, rule and number of rows."""

from __future__ import annotations

from cchc_cli.model.evidence import Evidence
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Verdict
from cchc_cli.render.wording import Wording, visible

MANY = 3
"""Registers that are named; of more only the number."""


def counted_out(verdict: Verdict, plan: Plan, wording: Wording) -> str:
    """Out of which registers its figures were counted, by which rules, from how many rows each.

    Rows of a level are those of the latest period alone: the same filing may stand open in several.
    """
    figures = [(figure, Evidence.parse(figure.evidence)) for figure in verdict.figures]
    in_order = sorted(verdict.figures, key=lambda figure: figure.period.last)
    latest = {(figure.unit, figure.indicator): figure.period for figure in in_order}
    registers: dict[str, None] = {}
    rules: dict[tuple[str, str], int] = {}
    for figure, evidence in figures:
        adds_up = plan.indicator_by_id[figure.indicator].kind.adds_up
        if evidence is None or not (adds_up or latest[figure.unit, figure.indicator] == figure.period):
            continue
        registers |= dict.fromkeys(visible(register.path) for register in evidence.registers)
        rule = visible(evidence.mapping), visible(evidence.indicator)
        rules[rule] = rules.get(rule, 0) + evidence.many
    if not rules:
        return ""
    files = ", ".join(registers)
    if len(registers) > MANY:
        files = wording.word("tally.registers", count=len(registers))
    counts = [
        wording.word("tally.rows_by", rule=f"{mapping}#{indicator}", count=many)
        for (mapping, indicator), many in rules.items()
    ]
    return wording.word("tally.counted_out", registers=files, counts=", ".join(counts))
