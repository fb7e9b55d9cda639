"""The day when a milestone was done: which day a text means, and that no row tells of the future."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_cli.reading.figures.read import read_figures
from support import plan_of, source, workbook

PLAN = """
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
units:
  - {id: a, name: Phòng A}
indicators:
  - {id: moc, name: Ban hành quy chế, kind: milestone, every: on_demand}
"""
CUT = plan_of(PLAN)
WHOLE = plan_of(PLAN.replace(", cutoff_day: 14, report_days: 5", ""))
HEAD = "period,unit,indicator,value\n"

# The plan, the label of the row, what stands under value, and the day that is read or the code.
DAYS = [
    (CUT, "2022-07", "5/7/2022", date(2022, 7, 5)),
    (CUT, "2022-07", "7/5/2022", "A229"),
    (CUT, "2022-07", "5/7/2022 8:30", date(2022, 7, 5)),
    (CUT, "2022-07", "2022-07-05 17:00:00", date(2022, 7, 5)),
    (CUT, "2022-07", "7/5/2022 8:30", "A229"),
    (CUT, "2022-07", "2022-07-05 nay", "A211"),
    (CUT, "2022-07", "15/6/2022", date(2022, 6, 15)),
    (CUT, "2022-07", "14/5/2022", date(2022, 5, 14)),
    (CUT, "2022-07", "8/5/2022", date(2022, 5, 8)),
    (CUT, "2022-07", "7/7/2022", date(2022, 7, 7)),
    (CUT, "2022-07", "2022-05-07", date(2022, 5, 7)),
    (CUT, "2022-06", "7/5/2022", date(2022, 5, 7)),
    (CUT, "2022-Q3", "9/8/2022", date(2022, 8, 9)),
    (CUT, "2022-Q3", "8/1/2022", "A229"),
    (CUT, "2022-12", "12/11/2022", "A229"),
    (CUT, "2022-12", "13/10/2022", date(2022, 10, 13)),
    (CUT, "2022-12", "12/5/2022", "A229"),
    (CUT, "2022-01", "2022-01-19", date(2022, 1, 19)),
    (CUT, "2022-01", "2022-01-20", "A230"),
    (CUT, "2022-01", "2022-11-30", "A230"),
    (CUT, "2022-Q1", "2022-03-19", date(2022, 3, 19)),
    (CUT, "2022-Q1", "2022-03-20", "A230"),
    (CUT, "2022-12", "2022-12-31", date(2022, 12, 31)),
    (CUT, "2022-12", "2023-01-01", "A218"),
    (CUT, "2022-Q4", "31/12/2022", date(2022, 12, 31)),
    (WHOLE, "2022-01", "2022-01-31", date(2022, 1, 31)),
    (WHOLE, "2022-01", "2022-02-01", "A230"),
    (WHOLE, "2022-07", "7/5/2022", "A229"),
]


@pytest.mark.parametrize(("plan", "label", "text", "expected"), DAYS)
def test_the_day_of_a_milestone(plan, label, text, expected):  # type: ignore[no-untyped-def]
    reading = read_figures(plan, [source(f"{HEAD}{label},a,moc,{text}\n")])
    if isinstance(expected, str):
        assert [one.code for one in reading.diagnostics] == [expected]
        assert not list(reading.figures)
    else:
        assert [one.value for one in reading.figures] == [expected]


def test_a_day_that_only_month_first_fits_is_asked_for_as_it_is_certain() -> None:
    (fault,) = read_figures(CUT, [source(f"{HEAD}2022-07,a,moc,7/5/2022\n")]).diagnostics
    assert (fault.location and fault.location.column) == 15
    assert (fault.params["read"], fault.params["day"]) == (date(2022, 5, 7), "2022-07-05")


def test_a_day_is_weighed_by_the_period_of_each_row_that_says_it() -> None:
    """A day that was right in one row is looked at anew in the next."""
    rows = "2022-06,a,moc,2022-06-10\n2022-05,,moc,2022-06-10\n"
    reading = read_figures(CUT, [source(HEAD + rows)])
    assert [(one.location and one.location.line, one.code) for one in reading.diagnostics] == [
        (3, "A230")
    ]


def test_a_date_cell_is_no_text_with_slashes() -> None:
    rows = [["period", "unit", "indicator", "value"], ["2022-07", "a", "moc", date(2022, 5, 7)]]
    reading = read_figures(CUT, [source(workbook(rows))])
    assert [one.value for one in reading.figures] == [date(2022, 5, 7)]
