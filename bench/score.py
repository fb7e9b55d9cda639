"""What points cost: 700 units, 100 criteria and 3 stages, 210,000 rows of a sheet.

Every rule is among the criteria; nine of ten numbers are written once only, so that nothing is gained
by knowing a value already. The measure is the time of `cchc score` as it is typed beside that of
`python -c pass` and that of a bare `csv.reader` loop over the same sheet that fills a dict.
"""

from __future__ import annotations

from pathlib import Path

UNITS = 700
CRITERIA = 100
STAGES = ("self", "appraised", "final")
RULES = (
    "choices: {dat: 2, nua: 1, khong: 0}",
    "bands: [{at_least: 90, points: 2}, {at_least: 70, points: 1}]",
    "proportional: {full: 97, floor: 10}",
    "per_item: 0.3",
    "deduct: 0.7",
)


def write_table(path: Path) -> None:
    units = ", ".join(f"u{index}" for index in range(UNITS))
    criteria = "".join(
        f"  - {{id: c{index}, name: Criterion {index}, max: 2, {RULES[index % len(RULES)]}}}\n"
        for index in range(CRITERIA)
    )
    path.write_text(
        f"version: 1\nid: bench\ntitle: Bench\nyear: 2022\nunits: [{units}]\n"
        f"classes: [{{name: A, at_least: 80%}}, {{name: B, at_least: 60%}}]\ncriteria:\n{criteria}",
        encoding="utf-8",
    )


def write_sheet(path: Path) -> int:
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("unit,stage,criterion,value,veto,evidence,note\n")
        for step, stage in enumerate(STAGES):
            for unit in range(UNITS):
                for index in range(CRITERIA):
                    mixed = (unit * 7919 + index * 104729 + step * 31) % 10000
                    number = f"{mixed / 100:.2f}"
                    value = ("dat", "nua", "khong")[mixed % 3] if index % len(RULES) == 0 else number
                    stream.write(f"u{unit},{stage},c{index},{value},,,\n")
                    rows += 1
    return rows
