"""A second judge, written from the rules alone, to hold the real one against.

It is slow and plain on purpose. Where figures are missing it does not reason about what they
could do: it writes down ways in which they could turn out, judges each of them as if it had been
reported, and looks at what came of it. It trusts its input: plan and rows must be valid.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

Plan = dict[str, Any]
Row = dict[str, str]
Span = tuple[int, int]
"""First and last month, both inclusive; a month is counted as 12 × year + month - 1."""
Missing = tuple[str | None, str, str]
"""Unit (None: the department), indicator, period label."""
Bars = list[Fraction]

FINE = frozenset({"met", "on_track", "not_due", "not_applicable"})
SHORT = frozenset({"behind", "missed"})
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
LOWER, UPPER = ("at_least", "above"), ("at_most", "below")
WORDS = (*LOWER, *UPPER, "exactly")
QUOTIENTS = ("ratio", "average")
HELD = ("level", *QUOTIENTS)
EXAMPLE_PAIRS = [(x, y) for y in range(4) for x in range(y + 1)]


class BrokenFigures(ValueError):
    """A numerator above 0 stands over denominators that sum to 0: nothing can be judged."""


class Kept(NamedTuple):
    """How a goal for each period was kept; periods by their labels."""

    held: int
    of: int
    short: tuple[str, ...]
    waived: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """One verdict; the numbers of a ratio are in percent."""

    status: str
    late: bool
    actual: Fraction | None
    expected: Fraction | None
    missing: frozenset[Missing]
    gap: Fraction | None = None
    remaining: Fraction | None = None
    kept: Kept | None = None
    needed: Fraction | None = None
    """Of a count: what each period to come must bring."""
    forecast: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None


@dataclass(frozen=True)
class Report:
    """What a unit owes up to a month, and what of it is there."""

    owed: int
    reported: int
    sent: bool
    complete: bool


@dataclass(frozen=True)
class Finding:
    """What the figures up to some month say."""

    status: str
    actual: Fraction | None
    missing: frozenset[Missing]
    outcomes: frozenset[str] = frozenset()
    """What became of every completion; where nothing is missing, of what is known."""
    has_figure: bool = False
    divides: bool = True
    """Whether there was something to divide."""
    sums: tuple[Fraction | None, Fraction | None] = (None, None)
    """Numerator and denominator, of what has them."""


# --- Months, labels, numbers ------------------------------------------------------------------


def month(text: str) -> int:
    """`2022-07` as a month number."""
    year, number = text.split("-")
    return int(year) * 12 + int(number) - 1


def month_text(number: int) -> str:
    """A month number as `2022-07`."""
    return f"{number // 12}-{number % 12 + 1:02d}"


def is_day(text: str | None) -> bool:
    """Whether a due date is a day."""
    return text is not None and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))


def month_of(text: str, plan: Plan) -> int:
    """A month, the last one of a quarter, half or year, or the reporting month that holds a day.

    With a cut-off day of 14 the reporting month July covers 15 June to 14 July. What comes after
    the plan's last cut-off belongs to its last month.
    """
    if not is_day(text):
        return span_of(text)[1]
    number, day, cutoff = month(text[:7]), int(text[8:]), plan["period"].get("cutoff_day")
    if cutoff is not None and day > cutoff:
        number += 1
    return min(number, month(plan["period"]["to"]))


def span_of(label: str) -> Span:
    """The months of `2022-07`, `2022-Q2`, `2022-H1`, `2022` or `2023-04..2024-03`."""
    first, joined, last = label.partition("..")
    if joined:
        return month(first), month(last)
    year, _, part = label.partition("-")
    january = int(year) * 12
    if not part:
        return january, january + 11
    size = {"Q": 3, "H": 6}.get(part[0], 1)
    start = january + (int(part.lstrip("QH")) - 1) * size
    return start, start + size - 1


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
    """A plain number, `60%` in percent."""
    return Fraction(str(value).removesuffix("%"))


def goal_number(value: object, baseline: Fraction | None) -> Fraction:
    """A goal, worked out from the baseline where it is a change: `+10%`, `-5`."""
    text = str(value)
    if text[0] not in "+-" or baseline is None:
        return number(text)
    if text.endswith("%"):
        return baseline * (100 + number(text)) / 100
    return baseline + number(text)


# --- What the plan asks ----------------------------------------------------------------------


def names_of(scope: str | list[str], task: dict[str, Any]) -> list[str]:
    """The names in `each` or `over`; `owners` are those of the task."""
    if scope == "owners":
        return list(task["owners"])
    return [scope] if isinstance(scope, str) else list(scope)


def members_of(name: str, plan: Plan) -> list[str]:
    """The units of a unit or group; a group may name groups, a unit counts once."""
    groups = plan.get("groups", {})
    if name not in groups:
        return [name]
    return list(dict.fromkeys(unit for part in groups[name] for unit in members_of(part, plan)))


def units_of(target: dict[str, Any], task: dict[str, Any], plan: Plan) -> list[str]:
    """The units that `each` or `over` is about, each once; none for the department."""
    scope = target.get("each", target.get("over", []))
    names = names_of(scope, task)
    return list(dict.fromkeys(unit for name in names for unit in members_of(name, plan)))


def life_of(unit: str | None, plan: Plan) -> Span:
    """The months of the plan in which a unit lives; empty (first > last) when there are none."""
    first, last = month(plan["period"]["from"]), month(plan["period"]["to"])
    for declared in plan["units"]:
        if declared["id"] == unit:
            first = max(first, month(declared.get("from") or plan["period"]["from"]))
            last = min(last, month(declared.get("to") or plan["period"]["to"]))
    return first, last


def every_of(indicator: dict[str, Any], indicators: dict[str, dict[str, Any]]) -> str:
    """How often an indicator is reported; a ratio or average inherits it from its parts."""
    if indicator["kind"] in QUOTIENTS:
        indicator = indicators[indicator["numerator"]]
    return str(indicator.get("every", "month"))


def periods_of(every: str, plan: Plan) -> list[Span]:
    """Whole periods from the start of the plan; a rest at its end is none; on demand has none."""
    if every not in MONTHS_IN:
        return []
    start, stop, size = month(plan["period"]["from"]), month(plan["period"]["to"]), MONTHS_IN[every]
    spans = [(first, first + size - 1) for first in range(start, stop + 1, size)]
    return [span for span in spans if span[1] <= stop]


def due_as_written(target: dict[str, Any], task: dict[str, Any]) -> str | None:
    """The due date of a target, else of its task; None where neither names one."""
    schedule = task.get("schedule")
    named = target.get("due") or (schedule.get("due") if isinstance(schedule, dict) else None)
    return None if named is None else str(named)


def due_of(target: dict[str, Any], task: dict[str, Any], plan: Plan) -> int:
    """The month a target ends in: its own, its task's, the plan's."""
    named = due_as_written(target, task)
    if named is None:
        return month(plan["period"]["to"])
    due = month_of(named, plan)
    indicators = {indicator["id"]: indicator for indicator in plan["indicators"]}
    indicator = indicators[target["indicator"]]
    if is_day(named) and indicator["kind"] != "milestone":
        # A day inside a quarter, half or year means that period.
        spans = periods_of(every_of(indicator, indicators), plan)
        due = next((last for first, last in spans if first <= due <= last), due)
    return due


def for_unit(target: dict[str, Any], unit: str | None) -> dict[str, Any]:
    """The target as it is meant for one unit: with its exception put in."""
    own = target.get("except", {}).get(unit)
    if own is None:
        return target
    words = [word for word in WORDS if word in target]
    if not isinstance(own, dict):
        return {**target, words[0]: own}
    if any(word in own for word in WORDS):
        target = {key: value for key, value in target.items() if key not in WORDS}
    return {**target, **own}


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
        self.unit, self.target = unit, target
        self.indicators = {indicator["id"]: indicator for indicator in plan["indicators"]}
        self.indicator = self.indicators[target["indicator"]]
        self.kind: str = self.indicator["kind"]
        self.decimal = bool(self.indicator.get("decimal"))
        self.signed = bool(self.indicator.get("signed"))
        self.every = every_of(self.indicator, self.indicators)
        own = for_unit(target, unit)
        baseline = own.get("baseline")
        if isinstance(baseline, dict):
            baseline = baseline.get(unit)
        self.baseline = None if baseline is None else number(baseline)
        self.bounds = [(word, goal_number(own[word], self.baseline)) for word in WORDS if word in own]
        self.percent = any(str(own[word]).endswith("%") for word in WORDS if word in own)
        self.due = due_of(own, task, plan)
        named = due_as_written(own, task)
        self.due_day = named if is_day(named) else None
        self.several = "over" in target and self.kind == "milestone"
        if self.several:
            lives = {u: life_of(u, plan) for u in units}
            self.units = [u for u in units if lives[u][0] <= self.due <= lives[u][1]]
        # The end of a unit's life is its end; a sum over units ends with the target.
        self.end = self.due if "over" in target else min(self.due, life_of(units[0], plan)[1])
        self.ended = as_of >= self.end
        self.owed = [(u, p) for u in self.units for p in self.owed_by(u)]
        self.over = [(u, p) for u, p in self.owed if p[1] <= as_of]
        self.pace = own.get("pace", self.default_pace())
        self.asked = self.ask()

    @property
    def word(self) -> str:
        """The comparison, where there is only one."""
        return self.bounds[0][0] if len(self.bounds) == 1 else "none"

    @property
    def goal(self) -> Fraction:
        """The number of the only comparison."""
        return self.bounds[0][1]

    def default_pace(self) -> str:
        if self.kind == "milestone":
            return "final"
        if len(self.bounds) == 2 or self.word in UPPER:
            return "always"
        if self.every == "on_demand":
            return "final"
        return "linear" if self.kind == "count" else "always"

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

    def ask(self) -> list[tuple[str, Fraction]] | None:
        """What is asked by now: comparisons; [] before the first step; None where nothing is."""
        if self.kind == "narrative" or self.per_period or self.ended or self.pace == "always":
            return self.bounds
        if self.kind == "count" and self.word == "at_most":
            return self.bounds
        if self.pace == "final":
            return None
        if self.pace == "linear":
            if not self.owed:
                return None
            share = self.goal * len(self.over) / len(self.owed)
            return [(self.word, share if self.decimal else Fraction(math.floor(share)))]
        steps = sorted(
            (month_of(key, self.plan), goal_number(value, self.baseline))
            for key, value in self.pace.items()
        )
        past = [value for when, value in steps if when <= self.as_of]
        if not past:
            return []
        # No step asks more than the unit's own goal.
        step = max(past[-1], self.goal) if self.word in UPPER else min(past[-1], self.goal)
        return [(self.word, step)]

    @property
    def per_period(self) -> bool:
        """Whether the goal is asked of each period by itself."""
        return bool(self.target.get("per") == "period")

    @property
    def expected(self) -> Fraction | None:
        """What is asked by now as one number."""
        if self.kind == "narrative" or self.asked is None or len(self.asked) > 1:
            return None
        if self.asked:
            return self.asked[0][1]
        return None if self.signed or self.word in UPPER else Fraction(0)

    def answer(self) -> Answer:
        """The verdict, before waivers of the whole."""
        if self.per_period:
            return self.answer_by_period()
        late = False
        if self.ended and (self.as_of > self.end or self.due_day is not None):
            try:
                in_time = self.find(self.end, self.due_day)
            except BrokenFigures:
                in_time = Finding("broken", None, frozenset())
            if in_time.status == "met" and not in_time.missing:
                # What was met by its end stays so, with the numbers of then.
                return self.numbered(in_time, late=False)
            late = in_time.status != "met"
        found = self.find(self.as_of)
        return self.numbered(found, late and found.status == "met")

    def numbered(self, found: Finding, late: bool) -> Answer:
        """A finding with its gap and what remains."""
        gap, remaining, needed, forecast = self.gap(found.actual), None, None, None
        if found.actual is not None and self.word in (*LOWER, "exactly"):
            remaining = max(Fraction(0), self.goal - found.actual)
        if self.kind == "count" and found.actual is not None:
            k, n = len(self.over), len(self.owed)
            if k:
                forecast = Fraction(math.floor(found.actual / k * n * 10), 10)
            if remaining is not None and n > k:
                step = Fraction(1, 10) if self.decimal else Fraction(1)
                needed = math.ceil(remaining / (n - k) / step) * step
        if self.kind == "count" and not self.decimal:
            gap = None if gap is None else Fraction(math.ceil(gap))
            remaining = None if remaining is None else Fraction(math.ceil(remaining))
        return Answer(
            found.status,
            late,
            found.actual,
            self.expected,
            found.missing,
            gap,
            remaining,
            needed=needed,
            forecast=forecast,
            numerator=found.sums[0],
            denominator=found.sums[1],
        )

    def gap(self, actual: Fraction | None) -> Fraction | None:
        """The distance to what is asked by now; None where nothing is asked."""
        if actual is None or self.kind == "narrative":
            return None
        if self.kind in ("count", "milestone") and self.word != "at_most":
            if self.word == "exactly" and actual > self.goal:
                return actual - self.goal
            return None if self.expected is None else max(Fraction(0), self.expected - actual)
        if self.asked is None or (not self.asked and self.expected is None):
            return None
        broken = [abs(bar - actual) for word, bar in self.asked if not holds(actual, word, bar)]
        return max(broken, default=Fraction(0))

    def find(self, until: int, day: str | None = None) -> Finding:
        """The verdict from the figures up to a month, or of a milestone up to a day."""
        if self.kind == "count" and self.word == "at_most":
            until = min(until, self.end)
        if self.kind == "milestone":
            return self.find_several(until, day) if self.several else self.find_milestone(until, day)
        match self.kind:
            case "narrative":
                return self.find_narrative(until)
            case "count":
                return self.find_count(until)
            case "level":
                return self.find_level(until)
            case "ratio" | "average":
                return self.find_quotient(until)
        raise AssertionError(self.kind)

    # The plain table: a status from an actual figure, with nothing missing.

    def plain(self, actual: Fraction) -> str:
        """The table of counts (and of how many have done something), levels, ratios, averages."""
        if self.kind in ("count", "milestone"):
            return self.plain_count(actual)
        if self.ended:
            return "met" if self.all_hold(actual, self.bounds) else "missed"
        if self.asked is None:
            return "on_track" if self.all_hold(actual, self.bounds) else "not_due"
        return "on_track" if self.all_hold(actual, self.asked) else "behind"

    def plain_count(self, actual: Fraction) -> str:
        if self.word != "at_least" and actual > self.goal:
            return "missed"
        if self.ended:
            return "met" if holds(actual, self.word, self.goal) else "missed"
        if self.word == "at_most":
            return "on_track"
        if actual >= self.goal:
            return "met" if self.word == "at_least" else "on_track"
        if self.pace == "final":
            return "not_due"
        assert self.expected is not None
        return "on_track" if actual >= self.expected else "behind"

    @staticmethod
    def all_hold(actual: Fraction, bounds: list[tuple[str, Fraction]]) -> bool:
        return all(holds(actual, word, bar) for word, bar in bounds)

    def bars(self) -> Bars:
        """The numbers with which the table compares."""
        return sorted({bar for _, bar in [*self.bounds, *(self.asked or [])]})

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

    def finding(
        self,
        known: str | None,
        actual: Fraction | None,
        missing: Iterable[Missing],
        completions: set[str],
        *,
        divides: bool = True,
        is_open: bool | None = None,
        sums: tuple[Fraction | None, Fraction | None] = (None, None),
    ) -> Finding:
        """A finding from what is known and what may still come."""
        absent = frozenset(missing)
        has_open = bool(absent) if is_open is None else is_open
        outcomes = completions if has_open else {known} if known is not None else set()
        return Finding(
            self.decide(known, completions, has_open),
            actual,
            absent,
            frozenset(outcomes),
            known is not None,
            divides,
            sums,
        )

    # The kinds.

    def find_count(self, until: int) -> Finding:
        name = self.indicator["id"]
        figures = {unit: figures_of(self.rows, unit, name, until) for unit in self.units}
        values = [value for by_label in figures.values() for value in by_label.values()]
        total = sum(values, Fraction(0))
        missing = {
            (unit, name, label_of(period))
            for unit, period in self.over
            if not is_reported(period, set(figures[unit]), "count")
        }
        completions = {self.plain(total + extra) for extra in count_grid(total, self.goal, self.decimal)}
        known = self.plain(total) if values else None
        return self.finding(known, total if values else None, missing, completions)

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
        grid = level_grid(settled, self.bars(), self.signed) if open_units else []
        completions = {self.plain(value) for value in grid}
        if not completions and latest:
            completions = {self.plain(total)}
        known = self.plain(total) if latest else None
        return self.finding(known, total if latest else None, missing, completions)

    @property
    def factor(self) -> Fraction:
        """What a quotient is multiplied by."""
        if self.kind == "ratio":
            return Fraction(100)
        return Fraction(str(self.indicator.get("scale", 1)))

    def find_quotient(self, until: int) -> Finding:
        names = (self.indicator["numerator"], self.indicator["denominator"])
        kinds = [self.indicators[name]["kind"] for name in names]
        bounded = self.kind == "ratio" and self.indicator.get("bounded", True) is not False
        signed = bool(self.indicators[names[0]].get("signed"))
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
        if known[0] != 0 and known[1] == 0:
            raise BrokenFigures(f"{known[0]} over 0")
        whole = [
            kind == "count" and not self.indicators[name].get("decimal")
            for name, kind in zip(names, kinds, strict=True)
        ]
        bars = [bar / self.factor for bar in self.bars()]
        completions = {
            self.plain_quotient(settled[0] + x, settled[1] + y)
            for x, y in pair_grid(settled[0], settled[1], bars, bounded=bounded, signed=signed)
            if is_possible(x, y, open_parts, whole, bounded, signed)
            and (settled[1] + y > 0 or settled[0] + x == 0)
        }
        actual = self.factor * known[0] / known[1] if known[1] else None
        return self.finding(
            self.plain_quotient(*known) if any_pair else None,
            actual,
            missing,
            completions,
            divides=known[1] != 0,
            sums=(known[0], known[1]) if any_pair else (None, None),
        )

    def plain_quotient(self, top: Fraction, bottom: Fraction) -> str:
        return self.plain(self.factor * top / bottom) if bottom else "not_applicable"

    def deed(self, unit: str | None, until: int, day: str | None) -> tuple[bool, bool, bool]:
        """Whether a milestone is done, was said at its end not to be, and was spoken of at all."""
        done = denied = heard = False
        for row in self.rows:
            if (row["unit"] or None, row["indicator"]) != (unit, self.indicator["id"]):
                continue
            if not row["value"]:
                continue
            dated = is_day(row["value"])
            # The date decides, where given, instead of the label.
            when = month_of(row["value"], self.plan) if dated else span_of(row["period"])[1]
            if when > until or (dated and day is not None and row["value"] > day):
                continue
            if self.word == "at_most" and row["value"] != "0":
                # Judged as a count, of whose upper bound figures after its end do not count.
                by_day = self.due_day if dated else None
                if when > self.end or (by_day is not None and row["value"] > by_day):
                    continue
            heard = True
            done = done or row["value"] != "0"
            denied = denied or (row["value"] == "0" and when >= self.end)
        return done, denied, heard

    def find_milestone(self, until: int, day: str | None) -> Finding:
        name, unit = self.indicator["id"], self.units[0]
        done, denied, heard = self.deed(unit, until, day)
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

    def find_several(self, until: int, day: str | None) -> Finding:
        """A milestone of several units, judged as a count of the done."""
        name, deeds = self.indicator["id"], [self.deed(unit, until, day) for unit in self.units]
        done = sum(deed[0] for deed in deeds)
        share = Fraction(100, len(deeds)) if self.percent else Fraction(1)
        unsaid = [
            unit
            for unit, (is_done, denied, _) in zip(self.units, deeds, strict=True)
            if self.ended and not is_done and not denied
        ]
        missing = {(unit, name, month_text(self.end)) for unit in unsaid}
        heard = any(deed[2] for deed in deeds)
        return self.finding(
            self.plain(done * share) if heard else None,
            done * share if heard else None,
            set() if self.every == "on_demand" else missing,
            {self.plain((done + more) * share) for more in range(len(unsaid) + 1)},
            is_open=bool(unsaid),
            sums=(Fraction(done), Fraction(len(deeds))) if heard and self.percent else (None, None),
        )

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

    # A goal for each period.

    def alone(self, period: Span) -> Case:
        """The case with the figures of one period alone, at its end."""
        names = [self.indicator["id"]]
        if self.kind in QUOTIENTS:
            names = [self.indicator["numerator"], self.indicator["denominator"]]
        by_end = all(self.indicators[name]["kind"] == "level" for name in names)

        def is_inside(label: Span) -> bool:
            if by_end:
                return label in (period, (period[1], period[1]))
            return period[0] <= label[0] and label[1] <= period[1]

        case = copy(self)
        case.rows = [row for row in self.rows if is_inside(span_of(row["period"]))]
        case.owed = case.over = [(unit, p) for unit, p in self.owed if p == period]
        case.units = [unit for unit, _ in case.owed]
        case.end, case.ended, case.asked = period[1], True, self.bounds
        return case

    def answer_by_period(self) -> Answer:
        periods = sorted({period for _, period in self.owed}, key=lambda span: span[1])
        short: list[Span] = []
        waived: list[Span] = []
        may_be_short: list[Span] = []
        nothing: list[Span] = []
        counting: list[tuple[Span, Finding, Case]] = []
        missing: set[Missing] = set()
        any_figure = False
        held = 0
        for period in periods:
            case = self.alone(period)
            if period[1] > self.as_of:
                if not self.is_broken(case, period):
                    continue
                found = case.find(self.as_of)
                outcomes = {"missed"}
            else:
                found = case.find(period[1])
                outcomes = set(found.outcomes)
                missing |= found.missing
            any_figure = any_figure or found.has_figure
            if found.has_figure and not found.missing and not found.divides:
                nothing.append(period)
                continue
            is_short = bool(outcomes) and not outcomes & FINE
            is_open = bool(outcomes & FINE) and bool(outcomes & SHORT)
            if (is_short or is_open) and self.is_excused(period[1]):
                waived.append(period)
                continue
            short += [period] * is_short
            may_be_short += [period] * is_open
            if found.has_figure and found.divides:
                counting.append((period, found, case))
                held += not is_short and not is_open
        over = [period for period in periods if period[1] <= self.as_of]
        latest = counting[-1] if counting else None
        actual = latest[1].actual if latest else None
        gap = latest[2].gap(actual) if latest else None
        if gap is not None and self.kind == "count" and not self.decimal:
            gap = Fraction(math.ceil(gap))
        expected = self.goal if latest and len(self.bounds) == 1 else None
        kept = Kept(
            held,
            len(counting),
            tuple(map(label_of, (p for p, _, _ in counting if p in short))),
            tuple(map(label_of, waived)),
        )
        status = self.status_by_period(over, short, may_be_short, waived, nothing, any_figure, counting)
        top, bottom = latest[1].sums if latest else (None, None)
        return Answer(
            status,
            False,
            actual,
            expected,
            frozenset(missing),
            gap,
            None,
            kept,
            numerator=top,
            denominator=bottom,
        )

    def is_broken(self, case: Case, period: Span) -> bool:
        """Whether a period in progress has passed what a count may not pass."""
        if self.kind != "count" or self.word not in ("at_most", "exactly") or period[0] > self.as_of:
            return False
        name = self.indicator["id"]
        values = [v for u in case.units for v in figures_of(case.rows, u, name, self.as_of).values()]
        return sum(values, Fraction(0)) > self.goal

    def is_excused(self, last: int) -> bool:
        """Whether a waiver of the unit or of the whole target covers a month."""
        return any(
            waiver.get("unit") in (None, self.unit) and last <= month_of(waiver["until"], self.plan)
            for waiver in self.target.get("waivers", [])
        )

    def status_by_period(
        self,
        over: list[Span],
        short: list[Span],
        may_be_short: list[Span],
        waived: list[Span],
        nothing: list[Span],
        any_figure: bool,
        counting: list[tuple[Span, Finding, Case]],
    ) -> str:
        if short:
            return "missed"
        if may_be_short:
            return "no_data"
        if over and all(period in waived for period in over):
            return "waived"
        if not any_figure or not over:
            return "not_due"
        if all(period in nothing for period in over):
            return "not_applicable"
        if not counting:
            return "not_due"
        return "met" if self.ended else "on_track"

    def owed_over(self, unit: str | None) -> list[Span]:
        return [period for owner, period in self.over if owner == unit]

    def gaps(self, unit: str | None, labels: set[Span], kind: str) -> list[Span]:
        return [p for p in self.owed_over(unit) if not is_reported(p, labels, kind)]


def holds(actual: Fraction, word: str, bar: Fraction) -> bool:
    """Whether an actual holds against a comparison; `above` and `below` are strict."""
    return {
        "at_least": actual >= bar,
        "at_most": actual <= bar,
        "exactly": actual == bar,
        "above": actual > bar,
        "below": actual < bar,
    }[word]


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
    nothing changes any more once the total is above the goal: 0 … goal + 1 is every case. Of a
    decimal count the sum may be any number ≥ 0; the one that lands on the goal is the only one that
    could matter beside the whole ones.
    """
    for extra in range(math.ceil(goal) + 2):
        yield Fraction(extra)
    if decimal and goal > total:
        yield goal - total


def level_grid(settled: Fraction, bars: Bars, signed: bool) -> Iterator[Fraction]:
    """What levels could add up to of which some are missing.

    Each missing one is any number ≥ 0 (any number at all where signed), and so is their sum. The
    table compares with the bars and is constant below, at, between and above them: every bar, a hair
    to each side of it, and one far beyond each end are every case.
    """
    hair = Fraction(1, 2 * math.lcm(*(bar.denominator for bar in bars), settled.denominator))
    points = {bar + side * hair for bar in bars for side in (-1, 0, 1)}
    points |= {min(bars) - 1, max(bars) + 1, settled}
    yield from (point for point in sorted(points) if signed or point >= settled)


def pair_grid(
    top: Fraction, bottom: Fraction, asked: Bars, *, bounded: bool = True, signed: bool = False
) -> Iterator[tuple[Fraction, Fraction]]:
    """What the missing pairs of a ratio could add to its numerator and its denominator.

    Let `top / bottom` be settled and p/q be asked, in lowest terms. However many pairs are missing,
    they add up to any (x, y) with 0 ≤ x ≤ y where the numerator is a part of the denominator, with
    0 ≤ x and 0 ≤ y where it is not, with any x where it may be negative; and one pair can be that
    sum. The table only sees whether the quotient is below, at or above p/q (of a range also whether
    it lies between two of them: half-way between is then asked, too), and whether there is one at
    all. Of 0 ≤ x ≤ y and p/q ≤ 1:

    * Below can be reached at all exactly if (0, y) reaches it for every large y:
      q·top < p·(bottom + y) holds from y = q·top + 1 on.
    * Above can be reached exactly if (t, t) reaches it for every large t or nothing at all is
      added: q·(top + t) > p·(bottom + t) holds from t = p·bottom + 1 on if p < q; if p = q the
      sign of top - bottom never changes by (t, t) and x < y only lowers it.
    * At: top + x = p·m and bottom + y = q·m for some m; if any m will do, then m up to
      max(top, bottom) + 1 will, because each of p·m ≥ top, q·m ≥ bottom and
      (q - p)·m ≥ bottom - top then holds (or fails for every m).

    So a large (0, t), a large (t, t), nothing, and every (p·m - top, q·m - bottom) are enough; a
    triangle of small pairs is there for good measure. Where only one part is seen, or nothing bounds
    the numerator, x alone and y alone are tried one by one up to where the last bar is passed, and
    at and beside the number that lands on the bar.
    """
    one = Fraction(1)
    for x, y in EXAMPLE_PAIRS:
        yield Fraction(x), Fraction(y)
    bars = sorted({*asked, *((low + high) / 2 for low, high in pairwise(sorted(set(asked))))})
    for bar in bars:
        p, q = bar.as_integer_ratio()
        large = Fraction((abs(p) + q + 1) * (math.ceil(abs(top) + bottom) + 1))
        yield from ((Fraction(0), large), (large, large))
        yield from ((large, Fraction(0)), (large, one), (-large, Fraction(0)), (-large, one))
        for m in range(math.ceil(max(abs(top), bottom)) + 2):
            yield p * m - top, q * m - bottom
        hair = Fraction(1, 4 * q * top.denominator * bottom.denominator)
        for side in (-hair, Fraction(0), hair):
            for y in range(4):
                yield bar * (bottom + y) - top + side, Fraction(y)
            if p:
                yield Fraction(0), top * q / p - bottom + side
    if not bounded or signed or bottom:
        reach = max(math.ceil(abs(bar) * (bottom + 1) + abs(top)) for bar in bars) + 2
        for x in range(-reach if signed else 0, reach + 1):
            yield Fraction(x), Fraction(0)
            yield Fraction(x), one
    least = min((bar for bar in bars if bar > 0), default=one)
    for y in range(math.ceil(max(top, Fraction(0)) / least) + 2):
        yield Fraction(0), Fraction(y)


def is_possible(
    x: Fraction,
    y: Fraction,
    open_parts: set[tuple[bool, bool]],
    whole: list[bool],
    bounded: bool = True,
    signed: bool = False,
) -> bool:
    """Whether missing pairs can add (x, y), given which of their halves are seen at all.

    Both halves of a pair are seen if both are counts, or if it is a unit's last missing one. Of
    any other the count alone is seen, beside a level: its own bound, 0 ≤ x ≤ y, is then out of
    sight.
    """
    if (x < 0 and not signed) or y < 0:
        return False
    if (whole[0] and x.denominator != 1) or (whole[1] and y.denominator != 1):
        return False
    both, x_alone, y_alone = ((True, True), (True, False), (False, True))
    if x and not open_parts & {both, x_alone}:
        return False
    if y and not open_parts & {both, y_alone}:
        return False
    return not bounded or x <= y or x_alone in open_parts


# --- All verdicts -----------------------------------------------------------------------------


def with_products(plan: Plan) -> Plan:
    """The plan with the milestones that tasks with a product make."""
    indicators, tasks = [*plan["indicators"]], []
    for task in plan["tasks"]:
        if task.get("product") and not task.get("targets"):
            name, first = task["id"], task["owners"][0]
            indicators.append({"id": name, "kind": "milestone", "name": task["product"]})
            target = {"id": name, "indicator": name, "at_least": 1, "each": first}
            task = {**task, "targets": [target]}
        tasks.append(task)
    return {**plan, "indicators": indicators, "tasks": tasks}


def cases_of(plan: Plan, rows: list[Row], now: int) -> Iterator[Case]:
    """Every verdict to find of a plan with its products."""
    for task in plan["tasks"]:
        for target in task.get("targets", []):
            units = units_of(target, task, plan)
            about: list[tuple[str | None, list[str | None]]] = [(None, [*units] or [None])]
            if "each" in target:
                about = [(unit, [unit]) for unit in units]
            for unit, members in about:
                case = Case(plan, rows, task, target, members, unit, now)
                if case.units and case.exists():
                    yield case


def judge(plan: Plan, rows: list[Row], as_of: str) -> dict[tuple[str, str | None], Answer]:
    """Every verdict by target and unit (None for an `over` or department target).

    Raises BrokenFigures where one verdict's numerator is not 0 and its denominator is 0.
    """
    now, plan = month(as_of), with_products(plan)
    return {
        (case.target["id"], case.unit): waive(case.answer(), case.target, case.unit, now, plan)
        for case in cases_of(plan, rows, now)
    }


def reports(plan: Plan, rows: list[Row], as_of: str) -> dict[str, Report]:
    """What every unit owes by a month, and what of it is there."""
    now, plan = month(as_of), with_products(plan)
    owed: set[tuple[str | None, str, Span]] = set()
    missing: set[Missing] = set()
    for case in cases_of(plan, rows, now):
        names = [case.indicator["id"]]
        if case.kind in QUOTIENTS:
            names = [case.indicator["numerator"], case.indicator["denominator"]]
        owed |= {(unit, name, period) for unit, period in case.over for name in names}
        missing |= case.answer().missing
    told = {part["id"] for part in plan["indicators"] if part["kind"] == "narrative"}
    there = [row for row in rows if row["value"] or row["indicator"] in told]
    senders = {row["unit"] for row in there if span_of(row["period"])[1] == now}
    found = {}
    for unit in (declared["id"] for declared in plan["units"]):
        mine = [(name, period) for owner, name, period in owed if owner == unit]
        gaps = [(n, p) for n, p in mine if (unit, n, label_of(p)) in missing]
        is_complete = not any(period[1] == now for _, period in gaps)
        found[unit] = Report(len(mine), len(mine) - len(gaps), unit in senders, is_complete)
    return found


def waive(answer: Answer, target: dict[str, Any], unit: str | None, now: int, plan: Plan) -> Answer:
    """A waiver in force turns what falls short into `waived`; without a unit it is for all."""
    in_force = any(
        waiver.get("unit") in (None, unit) and now <= month_of(waiver["until"], plan)
        for waiver in target.get("waivers", [])
    )
    if in_force and answer.status in SHORT | {"no_data"}:
        fields = {**answer.__dict__, "status": "waived"}
        return Answer(**fields)
    return answer
