"""Intervals, classes, ranks and ties, held against every completion of what is unknown, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.model.score import Choice, NotApplied, SheetCell, Sheets
from cchc_cli.model.scoring import ScoringTable, Stage
from cchc_cli.reading.scoring_file.read import read_scoring
from cchc_cli.scoring.score import score

UNKNOWN = None
NA = "na"
HUGE = Fraction(10**9)
SMALL = Fraction(1, 10**6)

Leaf = dict[str, Any]
Values = Mapping[tuple[str, str], Any]
"""What is said of a unit's leaf: a number, a choice, NA or UNKNOWN."""


def number(text: str) -> Fraction:
    return Fraction(text)


leaf_rules = st.one_of(
    st.fixed_dictionaries(
        {"rule": st.just("choices"), "points": st.lists(st.sampled_from(["0", "0.5", "1"]), max_size=2)}
    ),
    st.fixed_dictionaries(
        {"rule": st.just("bands"), "strict": st.booleans(), "middle": st.sampled_from(["0", "1", "2"])}
    ),
    st.fixed_dictionaries(
        {
            "rule": st.just("proportional"),
            "full": st.sampled_from(["30", "100"]),
            "floor": st.sampled_from(["0", "10", "25"]),
        }
    ),
    st.fixed_dictionaries({"rule": st.just("per_item"), "each": st.sampled_from(["0.1", "1", "3"])}),
    st.fixed_dictionaries({"rule": st.just("deduct"), "each": st.sampled_from(["0.5", "1", "3"])}),
    st.fixed_dictionaries({"rule": st.just("manual")}),
)


def yaml_of(leaf: Leaf) -> str:
    match leaf["rule"]:
        case "choices":
            points = {"full": leaf["max"], **{f"c{index}": p for index, p in enumerate(leaf["points"])}}
            rule = "choices: {" + ", ".join(f"{name}: {p}" for name, p in points.items()) + "}"
        case "bands":
            key = "above" if leaf["strict"] else "at_least"
            rule = (
                f"bands: [{{{key}: 20, points: {leaf['max']}}}, "
                f"{{at_least: 10, points: {min(leaf['middle'], leaf['max'], key=number)}}}]"
            )
        case "proportional":
            rule = f"proportional: {{full: {leaf['full']}, floor: {leaf['floor']}}}"
        case "per_item" | "deduct":
            rule = f"{leaf['rule']}: {leaf['each']}"
        case _:
            rule = "manual: true"
    veto = ", veto: {above: 1}" if leaf["veto"] else ""
    bonus = ", bonus: true" if leaf["bonus"] else ""
    return f"{{id: {leaf['id']}, name: n, max: {leaf['max']}, {rule}{veto}{bonus}}}"


def points_of(leaf: Leaf, value: Any) -> Fraction:
    """The contract's table of rules, written again."""
    most = number(leaf["max"])
    value = value if isinstance(value, str) else Fraction(value)
    match leaf["rule"]:
        case "choices":
            return most if value == "full" else number(leaf["points"][int(value[1:])])
        case "bands":
            if value > 20 or (value == 20 and not leaf["strict"]):
                return most
            return min(number(leaf["middle"]), most) if value >= 10 else Fraction(0)
        case "proportional":
            full, floor = number(leaf["full"]), number(leaf["floor"])
            return Fraction(0) if value < floor else min(most, value / full * most)
        case "per_item":
            return min(most, value * number(leaf["each"]))
        case "deduct":
            return max(Fraction(0), most - value * number(leaf["each"]))
        case _:
            return Fraction(value)


def completions(leaf: Leaf) -> list[Any]:
    """Values among which every outcome of a rule is found, or its least and its most."""
    match leaf["rule"]:
        case "choices":
            return ["full", *(f"c{index}" for index in range(len(leaf["points"])))]
        case "manual":
            return [Fraction(0), number(leaf["max"])]
        case "bands":
            return [Fraction(0), Fraction(10), Fraction(20), 20 + SMALL, HUGE]
        case _:
            return [Fraction(0), Fraction(10), HUGE]


@st.composite
def tables(draw: st.DrawFn) -> list[Leaf]:
    leaves = []
    for index in range(draw(st.integers(1, 4))):
        leaf = dict(draw(leaf_rules))
        leaf["id"] = f"l{index}"
        leaf["max"] = draw(st.sampled_from(["1", "1.5", "2", "3"]))
        if leaf["rule"] == "choices":
            leaf["points"] = [p for p in leaf["points"] if number(p) <= number(leaf["max"])]
        leaf["veto"] = draw(st.booleans()) if index == 0 else False
        leaf["bonus"] = draw(st.booleans()) if index >= 2 else False
        leaves.append(leaf)
    return leaves


def known_values(leaf: Leaf) -> st.SearchStrategy[Any]:
    if leaf["rule"] == "choices":
        return st.sampled_from(completions(leaf))
    if leaf["rule"] == "manual":
        return st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(leaf["max"])])
    return st.sampled_from([Decimal(0), Decimal(1), Decimal("12.5"), Decimal(20), Decimal(40)])


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Leaf], str, str | None, list[str], Values, Values]:
    leaves = draw(tables())
    units = [f"u{index}" for index in range(draw(st.integers(1, 3)))]
    values: dict[tuple[str, str], Any] = {}
    vetoes: dict[tuple[str, str], Any] = {}
    left = 4  # unknowns at most, so that all completions can be counted out
    for unit in units:
        for leaf in leaves:
            what = draw(st.sampled_from(["known", "known", "unknown", "na"]))
            if what == "unknown" and left:
                left -= 1
                values[unit, leaf["id"]] = UNKNOWN
            else:
                values[unit, leaf["id"]] = NA if what == "na" else draw(known_values(leaf))
            if leaf["veto"]:
                vetoes[unit, leaf["id"]] = draw(st.sampled_from([Decimal(0), Decimal(1), Decimal(2)]))
    absent = draw(st.sampled_from(["drop", "full", "zero"]))
    cap = draw(st.sampled_from([None, "0.5", "2"])) if any(leaf["bonus"] for leaf in leaves) else None
    return leaves, absent, cap, units, values, vetoes


def table_of(leaves: list[Leaf], absent: str, cap: str | None) -> ScoringTable:
    lines = [
        "version: 1",
        "id: t",
        "title: t",
        "year: 2022",
        "units: u",
        f"not_applicable: {absent}",
        "classes: [{name: A, at_least: 90%}, {name: B, at_least: 60%}, {name: C, at_least: 30%}]",
        "criteria:",
        "  - id: node",
        "    name: n",
        *([f"    bonus_cap: {cap}"] if cap else []),
        "    criteria:",
        *(f"      - {yaml_of(leaf)}" for leaf in leaves),
    ]
    reading = read_scoring("\n".join(lines).encode(), "t.yaml")
    assert reading.table is not None, reading.diagnostics
    return reading.table


def sheets_of(leaves: list[Leaf], values: Values, vetoes: Values) -> Sheets:
    rows: dict[tuple[str, Stage], dict[int, SheetCell]] = {}
    position = {leaf["id"]: index for index, leaf in enumerate(leaves)}
    for (unit, leaf), said in values.items():
        value = NotApplied() if said == NA else Choice(said) if isinstance(said, str) else said
        cell = SheetCell(value, vetoes.get((unit, leaf)), "", "", 1, 0)
        rows.setdefault((unit, Stage.SELF), {})[position[leaf]] = cell
    return Sheets(rows)


def totals(
    leaves: list[Leaf], absent: str, cap: str | None, said: Mapping[str, Any], vetoes: Mapping[str, Any]
) -> tuple[Fraction, Fraction]:
    """Points and maximum of one unit, everything known."""
    points = most = bonus = Fraction(0)
    for leaf in leaves:
        value, full = said[leaf["id"]], number(leaf["max"])
        if value == NA:
            most += 0 if absent == "drop" or leaf["bonus"] else full
            points += full if absent == "full" and not leaf["bonus"] else 0
            continue
        given = points_of(leaf, value)
        if leaf["veto"] and vetoes[leaf["id"]] > 1:
            given = Fraction(0)
        if leaf["bonus"]:
            bonus += given
        else:
            points, most = points + given, most + full
    return points + (bonus if cap is None else min(bonus, number(cap))), most


def worlds(leaves: list[Leaf], units: list[str], values: Values) -> Iterator[dict[str, dict[str, Any]]]:
    """Every way in which what is unknown may turn out."""
    by_id = {leaf["id"]: leaf for leaf in leaves}
    unknown = [key for key, said in values.items() if said is UNKNOWN]
    for turned in product(*(completions(by_id[leaf]) for _, leaf in unknown)):
        world = {
            unit: {leaf: said for (of, leaf), said in values.items() if of == unit} for unit in units
        }
        for (unit, leaf), value in zip(unknown, turned, strict=True):
            world[unit][leaf] = value
        yield world


def class_of(points: Fraction, most: Fraction) -> str | None:
    bounds = (("A", 90), ("B", 60), ("C", 30))
    return next((name for name, bound in bounds if 100 * points >= bound * most), None)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_intervals_classes_and_ranks_are_those_of_all_completions(
    case: tuple[list[Leaf], str, str | None, list[str], Values, Values],
) -> None:
    leaves, absent, cap, units, values, vetoes = case
    table = table_of(leaves, absent, cap)
    scores = score(table, units, sheets_of(leaves, values, vetoes), {}, [Stage.SELF])
    seen: dict[str, list[tuple[Fraction, Fraction, str | None, int | None]]] = {u: [] for u in units}
    for world in worlds(leaves, units, values):
        mine = {
            unit: totals(
                leaves,
                absent,
                cap,
                world[unit],
                {leaf: veto for (of, leaf), veto in vetoes.items() if of == unit},
            )
            for unit in units
        }
        shares = {unit: points / most for unit, (points, most) in mine.items() if most}
        for unit, (points, most) in mine.items():
            rank = None
            if most:
                rank = 1 + sum(share > shares[unit] for share in shares.values())
            seen[unit].append((points, most, class_of(points, most) if most else None, rank))
    for standing in scores.standings:
        points, mosts, classes, ranks = (
            set(column) for column in zip(*seen[standing.unit], strict=True)
        )
        assert (standing.total.low, standing.total.high) == (min(points), max(points))
        assert mosts == {standing.total.max}
        assert standing.rank == (ranks.pop() if len(ranks) == 1 else None)
        assert standing.class_is_open == (len(classes) > 1)
        name = standing.class_.name if standing.class_ else None
        assert name == (classes.pop() if len(classes) == 1 else None)


@st.composite
def appraisals(draw: st.DrawFn) -> tuple[list[Leaf], dict[str, Any], dict[str, Any]]:
    """Leaves, what the unit says of each, and what the final stage says: absent, blank or a value."""
    leaves = draw(tables())
    own: dict[str, Any] = {}
    final: dict[str, Any] = {}
    for leaf in leaves:
        known = known_values(leaf)
        own[leaf["id"]] = draw(st.one_of(known, st.just(UNKNOWN), st.just(NA)))
        if draw(st.booleans()):
            final[leaf["id"]] = draw(st.one_of(known, st.just(UNKNOWN), st.just(NA)))
    return [{**leaf, "veto": False} for leaf in leaves], own, final


@settings(max_examples=200, deadline=None)
@given(appraisals())
def test_points_are_deducted_where_every_completion_takes_some(
    case: tuple[list[Leaf], dict[str, Any], dict[str, Any]],
) -> None:
    leaves, own, final = case
    final = final or {leaves[0]["id"]: UNKNOWN}
    table = table_of(leaves, "drop", None)
    sheets = sheets_of(leaves, {("u", leaf): said for leaf, said in own.items()}, {})
    later = sheets_of(leaves, {("u", leaf): said for leaf, said in final.items()}, {})
    rows = {**sheets.rows, ("u", Stage.FINAL): later.rows["u", Stage.SELF]}
    scores = score(table, ["u"], Sheets(rows), {}, [Stage.SELF, Stage.FINAL])
    expected = set()
    for leaf in leaves:
        before = own[leaf["id"]]
        # A later stage starts from the earlier value, whatever that turns out to be.
        said = final.get(leaf["id"], UNKNOWN)
        if NA in (before, said):
            continue
        turns = completions(leaf) if before is UNKNOWN else [before]
        outcomes = {
            points_of(leaf, turn if said is UNKNOWN else said) < points_of(leaf, turn) for turn in turns
        }
        if outcomes == {True}:
            expected.add(leaf["id"])
    assert {one.leaf.id for one in scores.deductions} == expected
