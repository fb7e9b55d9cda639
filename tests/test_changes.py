"""What changed since the report before accounts for every target that fell short in it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cchc_cli.judging.changes import background
from cchc_cli.judging.restatement import amended_figures, closing_figures, restatements
from cchc_cli.judging.verdicts import judge
from cchc_cli.model.closing import Closing
from cchc_cli.model.figures import Entry, Figures, SourceFile
from cchc_cli.model.history import Background, Turn
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import SHORT
from cchc_cli.reading.closed import read_closed, write_closed
from support import plan_of, source

PLAN = plan_of("""
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
groups: {tat-ca: [a, b]}
indicators:
  - {id: bai, name: Tin bài, kind: count}
  - {id: tre, name: Hồ sơ trễ, kind: count}
  - {id: nhan, name: Hồ sơ nhận, kind: count}
  - {id: truc-tuyen, name: Hồ sơ trực tuyến, kind: count}
  - {id: ty-le, name: Tỷ lệ trực tuyến, kind: ratio, numerator: truc-tuyen, denominator: nhan}
tasks:
  - id: I
    clause: I
    title: Thử
    owners: [a]
    targets:
      - {id: bai, indicator: bai, at_least: 24, each: tat-ca}
      - {id: tre, indicator: tre, at_most: 2, each: tat-ca}
      - {id: tong, indicator: bai, at_least: 40, over: tat-ca}
      - {id: ty-le, indicator: ty-le, at_least: 50%, each: tat-ca}
""")
FIRST = 2022 * 12
Key = tuple[int, str, str]
"""A month from 0, a unit and an indicator."""
Numbers = dict[Key, int]
KEYS = [
    (month, unit, name)
    for month in range(3)
    for unit in ("a", "b")
    for name in ("bai", "tre", "truc-tuyen", "nhan")
]


def figures_of(numbers: Numbers) -> Figures:
    figures = Figures(sources=(SourceFile("x.csv", "", len(numbers)),))
    for line, ((month, unit, name), value) in enumerate(sorted(numbers.items()), 2):
        entry = Entry(Decimal(value), 0, line, 1, "", "")
        figures.series.setdefault((unit, name), {})[Period.of_month(FIRST + month)] = entry
    return figures


def short_in(figures: Figures, month: int) -> set[tuple[str, str | None]]:
    verdicts = judge(PLAN, figures, FIRST + month).verdicts
    return {verdict.key for verdict in verdicts if verdict.status in SHORT}


def closed(closing: Closing, figures: Figures, month: int) -> Closing:
    added = closing_figures(closing, figures, Period.of_month(FIRST + month), ())
    return read_again(Closing(added))


def amended(closing: Closing, figures: Figures) -> Closing:
    restated = restatements(closing, figures, PLAN.life(None))
    return read_again(Closing(amended_figures(closing, figures, restated, "đính chính")))


def read_again(closing: Closing) -> Closing:
    reading = read_closed([source(write_closed(closing.figures), "thu.closed.csv")])
    assert not reading.diagnostics
    return reading.closing


def around(figures: Figures, month: int, closing: Closing) -> Background:
    verdicts = judge(PLAN, figures, FIRST + month).verdicts
    return background(PLAN, figures, verdicts, FIRST + month, 1, closing=closing)


numbers = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 4))
corrections = st.dictionaries(st.sampled_from(KEYS), st.none() | st.integers(0, 4), max_size=6)


def corrected(before: Numbers, changes: dict[Key, int | None], to: int) -> Numbers:
    """The figures of the months up to `to` after some were put in, changed or taken out."""
    after = {key: value for key, value in before.items() if key[0] <= to}
    for key, value in changes.items():
        if key[0] <= to:
            after.pop(key, None)
            if value is not None:
                after[key] = value
    return after


@settings(max_examples=100, deadline=None)
@given(numbers, corrections, corrections, st.booleans(), st.booleans())
def test_each_target_that_was_short_in_the_report_before_is_accounted_for(
    base: Numbers,
    early: dict[Key, int | None],
    late: dict[Key, int | None],
    early_amended: bool,
    late_amended: bool,
) -> None:
    # A month without any figure cannot be closed.
    base = {(0, "a", "bai"): 1, (1, "a", "bai"): 1, **base}
    january = corrected(base, {}, 0)
    closing = closed(Closing(), figures_of(january), 0)
    # January is corrected before the report of February is made, and again after it.
    february = corrected({**{k: v for k, v in base.items() if k[0] == 1}, **january}, early, 1)
    if early_amended:
        closing = amended(closing, figures_of(february))
    else:
        # `close` refuses a month while an earlier one stands otherwise than it was recorded.
        february = {**{k: v for k, v in february.items() if k[0] == 1}, **january}
    reported = short_in(figures_of(february), 1)
    closing = closed(closing, figures_of(february), 1)
    assume(FIRST + 1 in closing.months)
    march = corrected({**{k: v for k, v in base.items() if k[0] == 2}, **february}, late, 2)
    if late_amended:
        closing = amended(closing, figures_of(march))

    now = figures_of(march)
    changes = around(now, 2, closing).changes

    turns = {change.verdict.key: change.turn for change in changes}
    assert len(turns) == len(changes)
    assert reported <= turns.keys()
    assert short_in(now, 2) == {k for k, turn in turns.items() if turn in (Turn.NEW, Turn.STILL)}
    assert not reported & {key for key, turn in turns.items() if turn is Turn.NEW}
    restated = {key for key, turn in turns.items() if turn is Turn.RESTATED}
    assert restated == reported - short_in(now, 2) - short_in(now, 1) - {
        key for key, turn in turns.items() if turn is Turn.UNDECIDED
    }


RATIO = {(0, unit, name): 2 for unit in "ab" for name in ("truc-tuyen", "nhan")}
TOLD = {**RATIO, **{(0, unit, name): 0 for unit in "ab" for name in ("bai", "tre")}}
"""January as it was reported: nobody wrote anything, so `bai` and `tong` are behind."""
FEBRUARY = {**{(1, unit, name): 2 for unit in "ab" for name in ("bai", "truc-tuyen", "nhan")}}
FEBRUARY |= {(1, unit, "tre"): 0 for unit in "ab"}
CORRECTED = [
    # 2 in January after all, of which 2 are asked: it was not short, and 4 of 4 are not now.
    ({(0, "a", "bai"): 2}, {}, Turn.RESTATED, 1),
    # Not corrected, made good in February.
    ({}, {(1, "a", "bai"): 4}, Turn.RESOLVED, 1),
    # Corrected, and short again in February: in the reports it is short for two months in a row.
    ({(0, "a", "bai"): 2}, {(1, "a", "bai"): 0}, Turn.STILL, 2),
    # Neither.
    ({}, {}, Turn.STILL, 2),
    # Taken out: with January missing nothing can be said.
    ({(0, "a", "bai"): None}, {}, Turn.UNDECIDED, 1),
]


@pytest.mark.parametrize(("correction", "february", "turn", "run"), CORRECTED)
@pytest.mark.parametrize("is_amended", [True, False])
def test_a_correction_after_the_report(
    correction: dict[Key, int | None], february: Numbers, turn: Turn, run: int, is_amended: bool
) -> None:
    closing = closed(Closing(), figures_of(TOLD), 0)
    now = figures_of(corrected({**TOLD, **FEBRUARY, **february}, correction, 1))
    if is_amended:
        closing = amended(closing, now)
    changes = {change.verdict.key: change for change in around(now, 1, closing).changes}
    assert (changes["bai", "a"].turn, changes["bai", "a"].run) == (turn, run)


def test_a_correction_that_the_report_before_knew_is_not_told_again() -> None:
    closing = closed(Closing(), figures_of(TOLD), 0)
    known = figures_of({**TOLD, **FEBRUARY, (0, "a", "bai"): 2})
    closing = closed(amended(closing, known), known, 1)
    march = {(2, unit, name): 2 for unit in "ab" for name in ("bai", "truc-tuyen", "nhan")}
    march |= {(2, unit, "tre"): 0 for unit in "ab"}
    now = figures_of({**TOLD, **FEBRUARY, **march, (0, "a", "bai"): 2})
    assert ("bai", "a") not in {change.verdict.key for change in around(now, 2, closing).changes}


def test_without_a_closing_the_month_before_is_judged_by_the_figures_of_now() -> None:
    now = figures_of({**TOLD, **FEBRUARY, (0, "a", "bai"): 2})
    assert ("bai", "a") not in {change.verdict.key for change in around(now, 1, Closing()).changes}
