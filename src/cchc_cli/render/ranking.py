"""Units ranked by the plan's results, which clause I.2 of the 2022 plan makes count for emulation."""

from __future__ import annotations

from typing import NamedTuple

from cchc_cli.model.verdict import FINE, SHORT, Result, Status, UnitReport


class RankLine(NamedTuple):
    """How one unit stands among those that are judged by the same targets."""

    rank: int
    """Units that stand alike share it, and the next one is left out."""
    unit: str
    fine: int
    short: int
    no_data: int
    judged: int
    """Verdicts of the targets that every ranked unit has."""
    report: UnitReport


def ranking(result: Result) -> tuple[RankLine, ...]:
    """The units, best first: fewest short, then fewest undecided, over the targets that they share.

    Units that share no target with the others are not ranked; empty where fewer than two are left, and
    in a report of one unit.
    """
    by_unit: dict[str, dict[str, Status]] = {}
    for verdict in result.verdicts:
        if verdict.unit is not None:
            by_unit.setdefault(verdict.unit, {})[verdict.target.id] = verdict.status
    shared = _shared(by_unit)
    if result.unit is not None or not shared:
        return ()
    lines = []
    for report in result.units:
        statuses = by_unit.get(report.unit or "", {})
        if report.unit is not None and shared <= statuses.keys():
            mine = [statuses[target] for target in shared]
            fine, short = (sum(status in group for status in mine) for group in (FINE, SHORT))
            no_data = mine.count(Status.NO_DATA)
            lines.append(RankLine(0, report.unit, fine, short, no_data, len(mine), report))
    if len(lines) < 2:
        return ()
    lines.sort(key=lambda line: (line.short, line.no_data))
    keys = [(line.short, line.no_data) for line in lines]
    return tuple(line._replace(rank=keys.index(key) + 1) for line, key in zip(lines, keys, strict=True))


def _shared(by_unit: dict[str, dict[str, Status]]) -> set[str]:
    """The targets that most units have in common: those of more than half of the units."""
    counts: dict[str, int] = {}
    for statuses in by_unit.values():
        for target in statuses:
            counts[target] = counts.get(target, 0) + 1
    return {target for target, count in counts.items() if 2 * count > len(by_unit)}
