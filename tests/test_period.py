"""Months, labels and reporting calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.model.period import (
    YEARS,
    Calendar,
    Period,
    month_label,
    month_number,
    parse_date,
    parse_label,
    parse_month,
)

MONTHS = st.integers(YEARS.start * 12, YEARS.stop * 12 - 1)
LENGTHS = st.sampled_from([1, 3, 6, 12])
CUTOFFS = st.one_of(st.none(), st.integers(1, 28))


def m(text: str) -> int:
    found = parse_month(text)
    assert found is not None
    return found


def d(text: str) -> date:
    return date.fromisoformat(text)


# --- Labels ---------------------------------------------------------------------------------------


@given(MONTHS, st.integers(1, 40))
def test_a_label_means_the_period_that_bears_it(month: int, length: int) -> None:
    period = Period(month, min(month + length - 1, YEARS.stop * 12 - 1))
    assert parse_label(period.label) == period


@given(MONTHS, LENGTHS)
def test_both_ends_of_a_calendar_period_mean_the_same_as_its_label(month: int, length: int) -> None:
    period = Period(month - month % length, month - month % length + length - 1)
    assert parse_label(f"{month_label(period.first)}..{month_label(period.last)}") == period
    assert ".." not in period.label


@given(MONTHS)
def test_a_month_has_one_label_and_is_read_in_both_orders(month: int) -> None:
    label = month_label(month)
    assert (Period.of_month(month).label, parse_month(label)) == (label, month)
    assert parse_label(f"{label[5:]}/{label[:4]}") == Period.of_month(month)
    assert month_number(int(label[:4]), int(label[5:])) == month


@given(MONTHS, st.integers(1, 40))
def test_a_period_that_no_label_means_is_shown_by_its_ends(month: int, length: int) -> None:
    period = Period(month, month + length - 1)
    if length not in (1, 3, 6, 12) or month % length:
        assert period.label == f"{month_label(period.first)}..{month_label(period.last)}"


@given(MONTHS, st.integers(1, 40))
def test_the_months_of_a_period_follow_each_other(month: int, length: int) -> None:
    months = Period(month, month + length - 1).months
    assert [one.first for one in months] == list(range(month, month + length))
    assert all(one.first == one.last for one in months)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2022-07", "2022-07"),
        ("07/2022", "2022-07"),
        ("7/2022", "2022-07"),
        ("12/2022", "2022-12"),
        ("2022-Q1", "2022-Q1"),
        ("2022-Q4", "2022-Q4"),
        ("2022-H2", "2022-H2"),
        ("2022", "2022"),
        ("1990", "1990"),
        ("2023-04..2024-03", "2023-04..2024-03"),
        ("2022-02..2022-04", "2022-02..2022-04"),
        ("2022-04..2022-06", "2022-Q2"),
        ("2022-01..2022-12", "2022"),
        ("2022-07..2022-07", "2022-07"),
        ("2199-12", "2199-12"),
    ],
)
def test_what_a_label_may_look_like(text: str, label: str) -> None:
    period = parse_label(text)
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "2022-00",
            "2022-13",
            "2022-7",
            "2022-007",
            "2022-Q0",
            "2022-Q5",
            "2022-H0",
            "2022-H3",
        ),
        *("2022-q1", "2022Q1", "Q1/2022", "0/2022", "13/2022", "007/2022", "7/22", "22-07", "22"),
        *(
            "2022-07-14",
            "2022-07 ",
            " 2022-07",
            "2022-07\n",
            "2022/07",
            "-2022",
            "+2022",
            "20_22",
            "2022.0",
        ),
        *(
            "1989",
            "1989-12",
            "2200",
            "2200-01",
            "0000",
            "9999",
            "٢٠٢٢-٠٧",
            "２０２２-07",
            "2022-Q١",
            "2022–07",
        ),
        *("2023-04..2023-03", "2023-04..", "..2024-03", "2023-04...2024-03", "2023-Q1..2023-Q2"),
        *("2023-04..2024-13", "2023..2024", "2023-04..2024-03..2024-05", "1989-12..1990-01"),
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert parse_label(text) is None
    assert parse_month(text) is None


@pytest.mark.parametrize("text", ["2022", "2022-Q1", "2022-H1", "07/2022", "7/2022", "12/2022"])
def test_what_is_a_label_but_no_month(text: str) -> None:
    assert parse_label(text) is not None
    assert parse_month(text) is None


@given(st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "2022-02-29", "2022-04-31", "2022-00-10", "2022-1-1", "2022-07", "20220714", "2022-W01-1"),
        *("14/07/2022", "2022-07-14T00:00", "2022-07-14\n", "1989-12-31", "2200-01-01", "٢٠٢٢-٠٧-١٤"),
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert parse_date(text) is None


def test_the_day_of_a_document_may_lie_before_the_years_of_plans() -> None:
    assert parse_date("1945-11-17", range(1900, 2000)) == date(1945, 11, 17)


# --- Calendars ------------------------------------------------------------------------------------

FOURTEEN = Calendar(m("2022-01"), m("2022-12"), 14, 5)
LAST_FEBRUARY_DAY = Calendar(m("2022-01"), m("2022-12"), 28, 0)
WHOLE_MONTHS = Calendar(m("2022-01"), m("2022-12"), None, 5)
LEAP = Calendar(m("2024-01"), m("2024-12"), None, 0)


@pytest.mark.parametrize(
    ("calendar", "month", "first", "last", "due"),
    [
        (FOURTEEN, "2022-01", "2021-12-15", "2022-01-14", "2022-01-19"),
        (FOURTEEN, "2022-03", "2022-02-15", "2022-03-14", "2022-03-19"),
        (FOURTEEN, "2022-07", "2022-06-15", "2022-07-14", "2022-07-19"),
        (FOURTEEN, "2022-12", "2022-11-15", "2022-12-14", "2022-12-19"),
        (LAST_FEBRUARY_DAY, "2022-01", "2021-12-29", "2022-01-28", "2022-01-28"),
        (LAST_FEBRUARY_DAY, "2022-02", "2022-01-29", "2022-02-28", "2022-02-28"),
        (LAST_FEBRUARY_DAY, "2022-03", "2022-03-01", "2022-03-28", "2022-03-28"),
        (WHOLE_MONTHS, "2022-01", "2022-01-01", "2022-01-31", "2022-02-05"),
        (WHOLE_MONTHS, "2022-02", "2022-02-01", "2022-02-28", "2022-03-05"),
        (WHOLE_MONTHS, "2022-12", "2022-12-01", "2022-12-31", "2023-01-05"),
        (LEAP, "2024-02", "2024-02-01", "2024-02-29", "2024-02-29"),
    ],
)
def test_the_days_of_a_reporting_month(
    calendar: Calendar, month: str, first: str, last: str, due: str
) -> None:
    found = (calendar.first_day(m(month)), calendar.last_day(m(month)), calendar.due_day(m(month)))
    assert [day.isoformat() for day in found] == [first, last, due]


@pytest.mark.parametrize(
    ("calendar", "day", "month"),
    [
        (FOURTEEN, "2022-07-14", "2022-07"),
        (FOURTEEN, "2022-07-15", "2022-08"),
        (FOURTEEN, "2021-12-15", "2022-01"),
        (FOURTEEN, "2022-01-01", "2022-01"),
        (FOURTEEN, "2022-12-14", "2022-12"),
        (FOURTEEN, "2022-12-15", "2022-12"),
        (FOURTEEN, "2022-12-31", "2022-12"),
        (FOURTEEN, "2024-06-01", "2022-12"),
        (FOURTEEN, "2021-12-14", "2021-12"),
        (LAST_FEBRUARY_DAY, "2022-02-28", "2022-02"),
        (LAST_FEBRUARY_DAY, "2022-03-01", "2022-03"),
        (LAST_FEBRUARY_DAY, "2022-01-29", "2022-02"),
        (WHOLE_MONTHS, "2022-01-31", "2022-01"),
        (WHOLE_MONTHS, "2022-02-01", "2022-02"),
        (WHOLE_MONTHS, "2022-12-31", "2022-12"),
        (LEAP, "2024-02-29", "2024-02"),
    ],
)
def test_the_reporting_month_of_a_day(calendar: Calendar, day: str, month: str) -> None:
    assert month_label(calendar.month_of(d(day))) == month


@pytest.mark.parametrize(
    ("calendar", "today", "month"),
    [
        (FOURTEEN, "2021-07-01", None),
        (FOURTEEN, "2022-01-18", None),
        (FOURTEEN, "2022-01-19", "2022-01"),
        (FOURTEEN, "2022-07-18", "2022-06"),
        (FOURTEEN, "2022-07-19", "2022-07"),
        (FOURTEEN, "2022-08-18", "2022-07"),
        (FOURTEEN, "2022-12-18", "2022-11"),
        (FOURTEEN, "2022-12-19", "2022-12"),
        (FOURTEEN, "2031-01-01", "2022-12"),
        (LAST_FEBRUARY_DAY, "2022-02-27", "2022-01"),
        (LAST_FEBRUARY_DAY, "2022-02-28", "2022-02"),
        (WHOLE_MONTHS, "2022-02-04", None),
        (WHOLE_MONTHS, "2022-02-05", "2022-01"),
        (WHOLE_MONTHS, "2023-01-04", "2022-11"),
        (WHOLE_MONTHS, "2023-01-05", "2022-12"),
        (WHOLE_MONTHS._replace(report_days=60), "2022-03-31", None),
        (WHOLE_MONTHS._replace(report_days=60), "2022-04-01", "2022-01"),
        (WHOLE_MONTHS._replace(report_days=60), "2023-02-28", "2022-11"),
        (WHOLE_MONTHS._replace(report_days=60), "2023-03-01", "2022-12"),
    ],
)
def test_the_latest_month_whose_figures_are_due(
    calendar: Calendar, today: str, month: str | None
) -> None:
    found = calendar.latest_due(d(today))
    assert (None if found is None else month_label(found)) == month


def test_the_plan_ends_with_the_calendar_month_of_its_last_month() -> None:
    assert [
        one.end_day().isoformat() for one in (FOURTEEN, WHOLE_MONTHS, LEAP._replace(last=m("2024-02")))
    ] == [
        "2022-12-31",
        "2022-12-31",
        "2024-02-29",
    ]


@given(MONTHS.filter(lambda month: month < YEARS.stop * 12 - 24), CUTOFFS, st.integers(0, 60))
def test_reporting_months_follow_each_other_without_a_gap(
    first: int, cutoff_day: int | None, report_days: int
) -> None:
    calendar = Calendar(first, first + 23, cutoff_day, report_days)
    for month in range(first, first + 24):
        start, end = calendar.first_day(month), calendar.last_day(month)
        assert start <= end
        assert calendar.first_day(month + 1) == end + timedelta(days=1)
        assert calendar.month_of(start) == calendar.month_of(end) == month
        assert 28 <= (end - start).days + 1 <= 31


@given(MONTHS.filter(lambda month: month < YEARS.stop * 12 - 24), CUTOFFS, st.integers(0, 60), st.data())
def test_the_latest_month_due_is_due_and_the_next_is_not(
    first: int, cutoff_day: int | None, report_days: int, data: st.DataObject
) -> None:
    calendar = Calendar(first, first + 11, cutoff_day, report_days)
    start = calendar.first_day(first)
    today = data.draw(st.dates(start - timedelta(days=90), start + timedelta(days=600)))
    due = [month for month in range(first, first + 12) if calendar.due_day(month) <= today]
    assert calendar.latest_due(today) == (due[-1] if due else None)
