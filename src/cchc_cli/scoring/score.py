"""Scores units by a table: values of sheets and of the plan, stage by stage, into points and ranks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from cchc_cli.model.score import (
    Choice,
    LeafScore,
    NotApplied,
    OneOf,
    Outcome,
    PlanValue,
    PlanValues,
    Range,
    Scores,
    SheetCell,
    SheetKey,
    Sheets,
    Value,
    Veto,
)
from cchc_cli.model.scoring import STAGES, ScoringTable, Stage
from cchc_cli.scoring.duties import deductions
from cchc_cli.scoring.ranking import standings
from cchc_cli.scoring.rules import outcome
from cchc_cli.scoring.totals import Adder

Cells = Mapping[int, SheetCell]


def score(
    table: ScoringTable,
    units: Sequence[str],
    sheets: Sheets,
    plan_values: PlanValues,
    stages: Collection[Stage],
    shown: Sequence[Stage] = (),
    names: Mapping[str, str] | None = None,
) -> Scores:
    """The points of every unit at each of some stages; a stage starts from the values before it.

    `shown` are the stages that were asked for, all of them where it is empty.
    """
    by_value: dict[tuple[int, Value, Veto], Outcome] = {}
    leaves, rule_of_absence = table.leaves, table.not_applicable
    adder = Adder(table)
    outcomes: dict[SheetKey, tuple[Outcome, ...]] = {}

    def given(index: int, value: Value, veto: Veto) -> Outcome:
        key = (index, value, veto)
        if key not in by_value:
            by_value[key] = outcome(leaves[index], value, veto, rule_of_absence)
        return by_value[key]

    for unit in units:
        values: list[Value] = [_planned(plan_values, unit, index) for index in range(len(leaves))]
        vetoes: list[Veto] = [None] * len(leaves)
        now = [given(index, value, None) for index, value in enumerate(values)]
        for stage in STAGES:
            for index, cell in sheets.rows.get((unit, stage), {}).items():
                if cell.value is not None:
                    values[index] = cell.value
                if cell.veto is not None:
                    vetoes[index] = cell.veto
                now[index] = given(index, values[index], vetoes[index])
            if stage in stages:
                outcomes[unit, stage] = tuple(now)
    scored = tuple(stage for stage in STAGES if stage in stages)
    return Scores(
        table=table,
        units=tuple(units),
        stages=scored,
        shown=tuple(stage for stage in scored if not shown or stage in shown),
        sheets=sheets,
        plan_values=plan_values,
        outcomes=outcomes,
        standings=standings(outcomes, units, adder),
        deductions=deductions(table, units, sheets, outcomes),
        names=names or {},
    )


def _planned(plan_values: PlanValues, unit: str, index: int) -> Value:
    planned = plan_values.get((unit, index))
    return planned.value if planned is not None else None


def leaf_score(scores: Scores, unit: str, stage: Stage, index: int) -> LeafScore:
    """A leaf of one unit at one stage, with its value and where that came from."""
    planned: PlanValue | None = scores.plan_values.get((unit, index))
    value: Value = planned.value if planned is not None else None
    veto: Veto = None
    cell: SheetCell | None = None
    evidence = ""
    for earlier in STAGES[: STAGES.index(stage) + 1]:
        row = scores.sheets.rows.get((unit, earlier), {}).get(index)
        if row is None:
            continue
        if row.value is not None:
            value, cell = row.value, row
        if row.veto is not None:
            veto = row.veto
        evidence = row.evidence or evidence
    return LeafScore(
        leaf=scores.table.leaves[index],
        outcome=scores.outcomes[unit, stage][index],
        value=value,
        veto=veto,
        cell=cell,
        plan=planned,
        evidence=evidence,
    )


def agrees(value: Value, planned: Value) -> bool:
    """Whether what a sheet says may be what the plan says."""
    match planned:
        case None:
            return True
        case Range():
            if isinstance(value, (Choice, NotApplied)) or value is None:
                return value is None
            number = Fraction(value) if not isinstance(value, (Range, OneOf)) else None
            if number is None:
                return True
            return planned.low <= number and (planned.high is None or number <= planned.high)
        case OneOf():
            return isinstance(value, Choice) and value.name in planned.names
        case _:
            return value is None or value == planned
