"""A second judge, written from the rules alone, to hold the real one against.

It is slow and plain on purpose. Where figures are missing it does not reason about what they
could do: it writes down ways in which they could turn out, judges each of them as if it had been
reported, and looks at what came of it. It trusts its input: plan and rows must be valid.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Plan = dict[str, Any]
Row = dict[str, str]
Span = tuple[int, int]
"""First and last month, both inclusive; a month is counted as 12 × year + month - 1."""
Missing = tuple[str | None, str, str]
"""Unit (None: the department), indicator, period label."""

FINE = frozenset({"met", "on_track", "not_due", "not_applicable"})
SHORT = frozenset({"behind", "missed"})
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DEFAULT_PACE = {"level": "always", "ratio": "always", "milestone": "final"}
EXAMPLE_PAIRS = [(x, y) for y in range(4) for x in range(y + 1)]
WORDS = ("at_least", "at_most", "exactly")


class BrokenFigures(ValueError):
    """A numerator above 0 stands over denominators that sum to 0: nothing can be judged."""


@dataclass(frozen=True)
class Answer:
    """One verdict; `actual` and `expected` of a ratio are in percent."""

    status: str
    late: bool
    actual: Fraction | None
    expected: Fraction | None
    missing: frozenset[Missing]


@dataclass(frozen=True)
class Finding:
    """What the figures up to some month say."""

    status: str
    actual: Fraction | None
    missing: frozenset[Missing]


# --- Months, labels, numbers ------------------------------------------------------------------


def month(text: str) -> int:
    """`2022-07` as a month number."""
    year, number = text.split("-")
    return int(year) * 12 + int(number) - 1


def month_text(number: int) -> str:
    """A month number as `2022-07`."""
    return f"{number // 12}-{number % 12 + 1:02d}"


def month_of(text: str, plan: Plan) -> int:
    """A month, or the reporting month that holds a date.

    With a cut-off day of 14 the reporting month July covers 15 June to 14 July. What comes after
    the plan's last cut-off belongs to its last month.
    """
    if len(text) == len("2022-07"):
        return month(text)
    number, day, cutoff = month(text[:7]), int(text[8:]), plan["period"].get("cutoff_day")
    if cutoff is not None and day > cutoff:
        number += 1
    return min(number, month(plan["period"]["to"]))


def span_of(label: str) -> Span:
    """The months of `2022-07`, `2022-Q2`, `2022-H1` or `2022`, by the calendar."""
    year, _, part = label.partition("-")
    january = int(year) * 12
    if not part:
        return january, january + 11
    size = {"Q": 3, "H": 6}.get(part[0], 1)
    first = january + (int(part.lstrip("QH")) - 1) * size
    return first, first + size - 1


def label_of(span: Span) -> str:
    """The label of a span; one that the calendar has no name for reads `2022-04..2022-09`."""
    first, last = span
    size, offset = last - first + 1, first % 12
    if size == 1:
        return month_text(first)
    if size in (3, 6, 12) and offset % size == 0:
        letter = {3: f"-Q{offset // 3 + 1}", 6: f"-H{offset // 6 + 1}", 12: ""}[size]
        return f"{first // 12}{letter}"
    return f"{month_text(first)}..{month_text(last)}"


def number(value: object) -> Fraction:
    """A goal or a step, `60%` in percent."""
    return Fraction(str(value).removesuffix("%"))


# --- What the plan asks ----------------------------------------------------------------------


def members_of(name: str, plan: Plan) -> list[str]:
    """The units of a unit or group; a group may name groups, a unit counts once."""
    groups = plan.get("groups", {})
    if name not in groups:
        return [name]
    return list(dict.fromkeys(unit for part in groups[name] for unit in members_of(part, plan)))


def life_of(unit: str | None, plan: Plan) -> Span:
    """The months of the plan in which a unit lives; empty (first > last) when there are none."""
    first, last = month(plan["period"]["from"]), month(plan["period"]["to"])
    for declared in plan["units"]:
        if declared["id"] == unit:
            first = max(first, month(declared.get("from") or plan["period"]["from"]))
            last = min(last, month(declared.get("to") or plan["period"]["to"]))
    return first, last


def every_of(indicator: dict[str, Any], indicators: dict[str, dict[str, Any]]) -> str:
    """How often an indicator is reported; a ratio inherits it from its parts."""
    if indicator["kind"] == "ratio":
        indicator = indicators[indicator["numerator"]]
    return str(indicator.get("every", "month"))


def periods_of(every: str, plan: Plan) -> list[Span]:
    """Whole periods from the start of the plan; a rest at its end is none; on demand has none."""
    if every not in MONTHS_IN:
        return []
    start, stop, size = month(plan["period"]["from"]), month(plan["period"]["to"]), MONTHS_IN[every]
    spans = [(first, first + size - 1) for first in range(start, stop + 1, size)]
    return [span for span in spans if span[1] <= stop]


def due_of(target: dict[str, Any], task: dict[str, Any], plan: Plan) -> int:
    """The month a target ends in: its own, its task's, the plan's."""
    named = due_as_written(target, task)
    return month(plan["period"]["to"]) if named is None else month_of(named, plan)


def due_as_written(target: dict[str, Any], task: dict[str, Any]) -> str | None:
    """The month or day of a target, else of its task; None where neither names one."""
    schedule = task.get("schedule")
    named = target.get("due") or (schedule.get("due") if isinstance(schedule, dict) else None)
    return None if named is None else str(named)


# --- The figures ------------------------------------------------------------------------------


def figures_of(rows: list[Row], unit: str | None, indicator: str, until: int) -> dict[Span, Fraction]:
    """The numbers of a unit by label, up to a month; a blank value is no figure."""
    figures = {
        span_of(row["period"]): Fraction(row["value"])
        for row in rows
        if (row["unit"] or None, row["indicator"]) == (unit, indicator) and row["value"]
    }
    return {span: value for span, value in figures.items() if span[1] <= until}


def is_reported(period: Span, labels: set[Span], kind: str) -> bool:
    """Whether labels report a period: its own, or all its months; for a level its last month."""
    months = range(period[1] if kind == "level" else period[0], period[1] + 1)
    return period in labels or all((m, m) in labels for m in months)


# --- One verdict ------------------------------------------------------------------------------


class Case:
    """One verdict to find: a target and those it is about."""

    def __init__(
        self,
        plan: Plan,
        rows: list[Row],
        task: dict[str, Any],
        target: dict[str, Any],
        units: list[str | None],
        unit: str | None,
        as_of: int,
    ) -> None:
        self.plan, self.rows, self.units, self.as_of = plan, rows, units, as_of
        self.indicators = {indicator["id"]: indicator for indicator in plan["indicators"]}
        self.indicator = self.indicators[target["indicator"]]
        self.kind: str = self.indicator["kind"]
        self.decimal = bool(self.indicator.get("decimal"))
        self.every = every_of(self.indicator, self.indicators)
        self.word = next((word for word in WORDS if word in target), "none")
        goal = target.get("except", {}).get(unit, target.get(self.word, 0))
        self.goal = number(goal)
        self.due = due_of(target, task, plan)
        named = due_as_written(target, task) or ""
        self.due_day = named if len(named) == len("2022-07-27") else None
        # The end of a unit's life is its end; a sum over units ends with the target.
        self.end = self.due if "over" in target else min(self.due, life_of(units[0], plan)[1])
        self.ended = as_of >= self.end
        self.owed = [(u, p) for u in units for p in self.owed_by(u)]
        self.over = [(u, p) for u, p in self.owed if p[1] <= as_of]
        default = "final" if self.every == "on_demand" else DEFAULT_PACE.get(self.kind, "linear")
        self.pace = target.get("pace", default)
        self.expected = self.expect()

    def owed_by(self, unit: str | None) -> list[Span]:
        """The periods wholly within a unit's life that end at or before due.

        A milestone is owed once, by every unit that lives in its due month.
        """
        first, last = life_of(unit, self.plan)
        periods = periods_of(self.every, self.plan)
        if self.kind == "milestone" and self.every != "on_demand":
            periods = [(self.due, self.due)]
        return [p for p in periods if first <= p[0] and p[1] <= min(last, self.due)]

    def exists(self) -> bool:
        """Whether there is anything to judge: a period owed or, on demand, a month to live in."""
        if self.every != "on_demand":
            return bool(self.owed)
        lives = [life_of(unit, self.plan) for unit in self.units]
        return any(first <= min(last, self.due) for first, last in lives)

    def expect(self) -> Fraction | None:
        """What the pace asks by now; None where nothing is asked yet."""
        if self.kind == "narrative":
            return None
        if self.word == "at_most" or self.ended or self.pace == "always":
            return self.goal
        if self.pace == "final":
            return None
        if self.pace == "linear":
            if not self.owed:
                return None
            share = self.goal * len(self.over) / len(self.owed)
            return share if self.decimal else Fraction(math.floor(share))
        steps = sorted((month(key), number(value)) for key, value in self.pace.items())
        return max([(-1, Fraction(0)), *(step for step in steps if step[0] <= self.as_of)])[1]

    def answer(self) -> Answer:
        """The verdict, before waivers."""
        late = False
        if self.ended and (self.as_of > self.end or self.due_day is not None):
            try:
                in_time = self.find(self.end, self.due_day)
            except BrokenFigures:
                in_time = Finding("broken", None, frozenset())
            if in_time.status == "met" and not in_time.missing:
                # What was met by its end stays so, with the numbers of then.
                return Answer("met", False, in_time.actual, self.expected, in_time.missing)
            late = in_time.status != "met"
        found = self.find(self.as_of)
        late = late and found.status == "met"
        return Answer(found.status, late, found.actual, self.expected, found.missing)

    def find(self, until: int, day: str | None = None) -> Finding:
        """The verdict from the figures up to a month, or of a milestone up to a day."""
        if self.kind == "count" and self.word == "at_most":
            until = min(until, self.end)
        match self.kind:
            case "milestone":
                return self.find_milestone(until, day)
            case "narrative":
                return self.find_narrative(until)
            case "count":
                return self.find_count(until)
            case "level":
                return self.find_level(until)
            case "ratio":
                return self.find_ratio(until)
        raise AssertionError(self.kind)

    # The plain table: a status from an actual figure, with nothing missing.

    def plain(self, actual: Fraction) -> str:
        """The table of counts, levels and ratios (ratios in percent)."""
        if self.kind == "count":
            return self.plain_count(actual)
        if self.ended:
            return "met" if self.holds(actual, self.goal) else "missed"
        if isinstance(self.pace, dict):
            assert self.expected is not None
            return "on_track" if self.holds(actual, self.expected) else "behind"
        if self.holds(actual, self.goal):
            return "on_track"
        return "not_due" if self.pace == "final" and self.word != "at_most" else "behind"

    def plain_count(self, actual: Fraction) -> str:
        if self.word != "at_least" and actual > self.goal:
            return "missed"
        if self.ended:
            return "met" if self.holds(actual, self.goal) else "missed"
        if self.word == "at_most":
            return "on_track"
        if actual >= self.goal:
            return "met" if self.word == "at_least" else "on_track"
        if self.pace == "final":
            return "not_due"
        assert self.expected is not None
        return "on_track" if actual >= self.expected else "behind"

    def holds(self, actual: Fraction, goal: Fraction) -> bool:
        if self.word == "at_least":
            return actual >= goal
        return actual <= goal if self.word == "at_most" else actual == goal

    # Absence never passes.

    def decide(self, known: str | None, completions: set[str], missing: bool) -> str:
        """The status from that of the known figures alone (None: there are none) and from those
        of the completions: `no_data` where some are fine and others short."""
        if known is None and self.every == "on_demand":
            return "no_data" if self.ended else "not_due"
        if not missing:
            return known or "not_due"
        if completions & FINE and completions & SHORT:
            return "no_data"
        if known is None:
            return "not_due" if completions & FINE else "no_data"
        # Nothing arose so far, but it is not known that nothing did.
        return "not_due" if known == "not_applicable" else known

    # The kinds.

    def find_count(self, until: int) -> Finding:
        name = self.indicator["id"]
        figures = {unit: figures_of(self.rows, unit, name, until) for unit in self.units}
        values = [value for by_label in figures.values() for value in by_label.values()]
        total = sum(values, Fraction(0))
        missing = frozenset(
            (unit, name, label_of(period))
            for unit, period in self.over
            if not is_reported(period, set(figures[unit]), "count")
        )
        completions = {self.plain(total + extra) for extra in count_grid(total, self.goal, self.decimal)}
        known = self.plain(total) if values else None
        status = self.decide(known, completions, bool(missing))
        return Finding(status, total if values else None, missing)

    def find_level(self, until: int) -> Finding:
        name = self.indicator["id"]
        missing: set[Missing] = set()
        latest: dict[str | None, Fraction] = {}
        settled = Fraction(0)
        open_units = 0
        for unit in self.units:
            figures = figures_of(self.rows, unit, name, until)
            gaps = self.gaps(unit, set(figures), "level")
            missing |= {(unit, name, label_of(period)) for period in gaps}
            if figures:
                latest[unit] = figures[newest(set(figures))]
            if matters(gaps, set(figures)):
                open_units += 1
            else:
                settled += latest.get(unit, Fraction(0))
        total = sum(latest.values(), Fraction(0))
        asked = [self.goal] if self.expected is None else [self.goal, self.expected]
        grid = level_grid(settled, asked) if open_units else []
        completions = {self.plain(settled + extra) for extra in grid}
        if not completions and latest:
            completions = {self.plain(total)}
        known = self.plain(total) if latest else None
        status = self.decide(known, completions, bool(missing))
        return Finding(status, total if latest else None, frozenset(missing))

    def find_ratio(self, until: int) -> Finding:
        top, bottom = self.indicator["numerator"], self.indicator["denominator"]
        names = (top, bottom)
        kinds = [self.indicators[name]["kind"] for name in names]
        missing: set[Missing] = set()
        known = [Fraction(0), Fraction(0)]
        settled = [Fraction(0), Fraction(0)]
        open_parts: set[tuple[bool, bool]] = set()
        any_pair = False
        for unit in self.units:
            parts = [figures_of(self.rows, unit, name, until) for name in names]
            labels = set(parts[0]) & set(parts[1])
            any_pair = any_pair or bool(labels)
            gaps = [
                period
                for period in self.owed_over(unit)
                if not all(is_reported(period, labels, kind) for kind in kinds)
            ]
            for period in gaps:
                absent = [
                    name
                    for name, part, kind in zip(names, parts, kinds, strict=True)
                    if not is_reported(period, set(part), kind)
                ]
                missing |= {(unit, name, label_of(period)) for name in absent or names}
            for i in (0, 1):
                values = [parts[i][label] for label in labels]
                if kinds[i] == "level":
                    values = [parts[i][newest(labels)]] if labels else []
                known[i] += sum(values, Fraction(0))
                if kinds[i] == "count" or not matters(gaps, labels):
                    settled[i] += sum(values, Fraction(0))
            # Of a level's missing figures only the last one is ever seen.
            last = max(gaps, default=None)
            for period in gaps:
                seen = period == last and matters(gaps, labels)
                open_parts.add((kinds[0] == "count" or seen, kinds[1] == "count" or seen))
        if known[0] > 0 and known[1] == 0:
            raise BrokenFigures(f"{known[0]} over 0")
        asked = [self.goal] if self.expected is None else [self.goal, self.expected]
        whole = [
            kind == "count" and not self.indicators[name].get("decimal")
            for name, kind in zip(names, kinds, strict=True)
        ]
        completions = {
            self.plain_ratio(settled[0] + x, settled[1] + y)
            for x, y in pair_grid(settled[0], settled[1], asked)
            if is_possible(x, y, open_parts, whole) and (settled[1] + y or not settled[0] + x)
        }
        status = self.decide(self.plain_ratio(*known) if any_pair else None, completions, bool(missing))
        actual = 100 * known[0] / known[1] if known[1] else None
        return Finding(status, actual, frozenset(missing))

    def plain_ratio(self, top: Fraction, bottom: Fraction) -> str:
        return self.plain(100 * top / bottom) if bottom else "not_applicable"

    def find_milestone(self, until: int, day: str | None) -> Finding:
        name, unit = self.indicator["id"], self.units[0]
        done = denied = heard = False
        for row in self.rows:
            if (row["unit"] or None, row["indicator"]) != (unit, name) or not row["value"]:
                continue
            dated = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", row["value"]))
            # The date decides, where given, instead of the label.
            when = month_of(row["value"], self.plan) if dated else span_of(row["period"])[1]
            if when > until or (dated and day is not None and row["value"] > day):
                continue
            heard = True
            done = done or row["value"] != "0"
            denied = denied or (row["value"] == "0" and when >= self.end)
        actual = Fraction(int(done)) if heard else None
        if done:
            return Finding("met", actual, frozenset())
        if not self.ended:
            return Finding("not_due", actual, frozenset())
        if denied:
            return Finding("missed", actual, frozenset())
        owes = self.every != "on_demand"
        missing = {(unit, name, month_text(self.end))} if owes else set()
        return Finding("no_data", actual, frozenset(missing))

    def find_narrative(self, until: int) -> Finding:
        name, unit = self.indicator["id"], self.units[0]
        labels = {
            span_of(row["period"])
            for row in self.rows
            if (row["unit"] or None, row["indicator"]) == (unit, name)
        }
        labels = {span for span in labels if span[1] <= until}
        missing = frozenset(
            (unit, name, label_of(period)) for period in self.gaps(unit, labels, "narrative")
        )
        known = ("met" if self.ended else "on_track") if labels else None
        status = "no_data" if missing else self.decide(known, set(), missing=False)
        return Finding(status, None, missing)

    def owed_over(self, unit: str | None) -> list[Span]:
        return [period for owner, period in self.over if owner == unit]

    def gaps(self, unit: str | None, labels: set[Span], kind: str) -> list[Span]:
        return [p for p in self.owed_over(unit) if not is_reported(p, labels, kind)]


def newest(labels: set[Span]) -> Span:
    """The label that ends last."""
    return max(labels, key=lambda span: span[1])


def matters(gaps: list[Span], labels: set[Span]) -> bool:
    """Whether a missing level could be the latest: it ends after the latest reading."""
    last = newest(labels)[1] if labels else -1
    return any(period[1] > last for period in gaps)


# --- Every way in which the missing figures could turn out ------------------------------------


def count_grid(total: Fraction, goal: Fraction, decimal: bool) -> Iterator[Fraction]:
    """What the missing figures of a count could add up to.

    However many there are, they add up to any whole number ≥ 0, and only their sum is seen. The
    table compares the total with the goal and with a pace that asks for no more than the goal, so
    nothing changes any more once the total is above the goal: 0 … goal + 1 is every case (steps
    above the goal are not used). Of a decimal count the sum may be any number ≥ 0; the one that
    lands on the goal is the only one that could matter beside the whole ones.
    """
    for extra in range(math.ceil(goal) + 2):
        yield Fraction(extra)
    if decimal and goal > total:
        yield goal - total


def level_grid(settled: Fraction, asked: list[Fraction]) -> Iterator[Fraction]:
    """What the missing levels could add to those that are settled.

    Each is any number ≥ 0, and so is their sum. The table compares with what is asked and is
    constant below, at and above each such number: none, just there, one below, one above, and
    half-way (for two numbers less than one apart) are every case.
    """
    yield Fraction(0)
    yield max(asked) + 1
    for goal in asked:
        for extra in (goal - settled - 1, goal - settled, goal - settled + 1):
            if extra >= 0:
                yield extra
    middle = sum(asked, Fraction(0)) / len(asked) - settled
    if middle >= 0:
        yield middle


def pair_grid(
    top: Fraction, bottom: Fraction, asked: list[Fraction]
) -> Iterator[tuple[Fraction, Fraction]]:
    """What the missing pairs of a ratio could add to its numerator and its denominator.

    Let `top / bottom` be settled and p/q be asked, in lowest terms and at most 1. However many
    pairs are missing, they add up to any (x, y) with 0 ≤ x ≤ y, and one pair can be that sum. The
    table only sees whether the ratio is below, at or above p/q, and whether there is one at all.

    * Below can be reached at all exactly if (0, y) reaches it for every large y:
      q·top < p·(bottom + y) holds from y = q·top + 1 on.
    * Above can be reached exactly if (t, t) reaches it for every large t or nothing at all is
      added: q·(top + t) > p·(bottom + t) holds from t = p·bottom + 1 on if p < q; if p = q the
      sign of top - bottom never changes by (t, t) and x < y only lowers it.
    * At: top + x = p·m and bottom + y = q·m for some m; if any m will do, then m up to
      max(top, bottom) + 1 will, because each of p·m ≥ top, q·m ≥ bottom and
      (q - p)·m ≥ bottom - top then holds (or fails for every m).

    So a large (0, t), a large (t, t), nothing, and every (p·m - top, q·m - bottom) are enough; a
    triangle of small pairs is there for good measure. A ratio that mixes a count with a level may
    also see x alone or y alone; (t, 0), (t, 1) and the one number that lands on p/q are there for
    it.
    """
    for x, y in EXAMPLE_PAIRS:
        yield Fraction(x), Fraction(y)
    for percent in asked:
        p, q = (percent / 100).as_integer_ratio()
        large = Fraction((p + q + 1) * (math.ceil(top + bottom) + 1))
        yield from ((Fraction(0), large), (large, large))
        yield from ((large, Fraction(0)), (large, Fraction(1)))
        for m in range(math.ceil(max(top, bottom)) + 2):
            yield p * m - top, q * m - bottom
        yield bottom * p / q - top, Fraction(0)
        if p:
            yield Fraction(0), top * q / p - bottom


def is_possible(x: Fraction, y: Fraction, open_parts: set[tuple[bool, bool]], whole: list[bool]) -> bool:
    """Whether missing pairs can add (x, y), given which of their halves are seen at all.

    Both halves of a pair are seen if both are counts, or if it is a unit's last missing one. Of
    any other the count alone is seen, beside a level: its own bound, 0 ≤ x ≤ y, is then out of
    sight.
    """
    if x < 0 or y < 0 or (whole[0] and x.denominator != 1) or (whole[1] and y.denominator != 1):
        return False
    both, x_alone, y_alone = ((True, True), (True, False), (False, True))
    if x and not open_parts & {both, x_alone}:
        return False
    if y and not open_parts & {both, y_alone}:
        return False
    return x <= y or x_alone in open_parts


# --- All verdicts -----------------------------------------------------------------------------


def judge(plan: Plan, rows: list[Row], as_of: str) -> dict[tuple[str, str | None], Answer]:
    """Every verdict by target and unit (None for an `over` or department target).

    Raises BrokenFigures where one verdict's numerator is above 0 and its denominator is 0.
    """
    now = month(as_of)
    answers: dict[tuple[str, str | None], Answer] = {}
    for task in plan["tasks"]:
        for target in task.get("targets", []):
            about: list[tuple[str | None, list[str | None]]] = [(None, [None])]
            if "each" in target:
                about = [(unit, [unit]) for unit in members_of(target["each"], plan)]
            elif "over" in target:
                about = [(None, [*members_of(target["over"], plan)])]
            for unit, units in about:
                case = Case(plan, rows, task, target, units, unit, now)
                if case.exists():
                    answers[target["id"], unit] = waive(case.answer(), target, unit, now)
    return answers


def waive(answer: Answer, target: dict[str, Any], unit: str | None, now: int) -> Answer:
    """A waiver in force turns what falls short into `waived`; without a unit it is for all."""
    in_force = any(
        waiver.get("unit") in (None, unit) and now <= month(waiver["until"])
        for waiver in target.get("waivers", [])
    )
    if in_force and answer.status in SHORT | {"no_data"}:
        return Answer("waived", answer.late, answer.actual, answer.expected, answer.missing)
    return answer
