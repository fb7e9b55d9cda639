"""What officials and spreadsheet programs write for periods and figures, and what it is read as."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.model.period import YEARS, Calendar, Period, month_number, parse_label
from cchc_cli.model.plan import Indicator
from cchc_cli.reading.cells.names import strip_diacritics
from cchc_cli.reading.cells.periods import (
    Mangled,
    closest_period,
    looks_like_period,
    month_without_year,
    own_periods,
    parse_period,
    period_of_day,
    read_day,
)
from cchc_cli.reading.cells.values import Percent, ValueFault, parse_value, value_text
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.render.wording import Wording
from support import source

MONTHS = st.integers(YEARS.start * 12, YEARS.stop * 12 - 1)
CALENDAR = Calendar(month_number(2022, 1), month_number(2022, 12), 14, 5)
FISCAL = Calendar(month_number(2023, 4), month_number(2024, 3), None, 5)
WORDS = {language: Wording(language) for language in ("vi", "en")}


def p(label: str) -> Period:
    period = parse_label(label)
    assert period is not None
    return period


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Months, quarters, halves, years, and whatever else begins and ends with a month."""
    first = draw(MONTHS)
    length = draw(st.sampled_from([1, 1, 3, 6, 12, draw(st.integers(1, 40))]))
    if length in (3, 6, 12) and draw(st.booleans()):
        first -= first % length
    return Period(first, min(first + length - 1, YEARS.stop * 12 - 1))


@given(periods(), st.sampled_from(["vi", "en"]))
def test_what_is_written_of_a_period_is_read_as_it(period: Period, language: str) -> None:
    assert parse_period(period.label) == period
    assert parse_period(f" {period.label} ") == period
    words = WORDS[language].period(period)
    for text in (words, words.upper(), words.capitalize(), strip_diacritics(words)):
        assert parse_period(text) == period
    for form in ("NFC", "NFD"):
        assert parse_period(unicodedata.normalize(form, words)) == period


SPELT = """
2022-01: Thg1-22 | Thg 1/2022 | thg 01-22 | T01.2022 | Tháng 01 năm 2022 | Tháng Giêng 2022 | 1-2022
2022-02: Th2/2022 | th 2-2022 | tháng Hai năm 2022 | Thg2 2022
2022-05: tháng năm năm 2022 | tháng 5 năm 2022 | Thg5-22
2022-07: Tháng Bảy 2022 | tháng 7, 2022 | tháng 7-2022 | THÁNG 7 / 2022 | thang 7/2022 | 2022/07
2022-07: Kỳ tháng 7/2022 | Kì báo cáo: T7/2022 | Kỳ báo cáo 07/2022 | Kì: 7/2022
2022-07: 07-2022 | 7 / 2022 | T7-22 | 2022-07..2022-07
2022-11: Tháng Mười Một 2022 | Thg11-22
2022-Q1: Quí I/2022 | Quý 1-2022 | Q.I/2022 | 3 tháng đầu năm 2022 | tháng 1-3/2022 | quý 01/2022
2022-Q2: Qúy II/2022 | quý 2-22 | tháng 4 đến hết tháng 6 năm 2022 | từ T4/2022 đến T6/2022
2022-Q4: quý IV năm 2022 | Q4/2022 | qui 4 nam 2022 | 3 tháng cuối năm 2022
2022-H1: 6 tháng đầu năm 2022 | 06 tháng đầu năm 2022 | sáu tháng đầu năm 2022 | H1/2022
2022-H1: Kỳ 6 tháng đầu năm 2022 | 6t đầu năm 2022 | nửa đầu năm 2022
2022-H2: 6 tháng cuối năm 2022 | nửa cuối năm 2022 | h2-2022
2022-01..2022-09: 9 tháng đầu năm 2022 | tháng 1 đến tháng 9 năm 2022
2022: cả năm 2022 | Năm 2022 | nam 2022 | 12 tháng đầu năm 2022 | 2022-01..2022-12
2023-04..2024-03: 2023-04 .. 2024-03 | từ tháng 4/2023 đến tháng 3/2024 | 04/2023-03/2024
2023-04..2024-03: 04/2023 – 03/2024 | T4/2023 - T3/2024 | Thg4-23 - Thg3-24 | 4/2023 đến hết 3/2024
"""


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (label, text)
        for label, _, texts in (line.partition(": ") for line in SPELT.strip().splitlines())
        for text in texts.split(" | ")
    ],
)
def test_a_period_is_read_however_it_is_spelt(label: str, text: str) -> None:
    for form in ("NFC", "NFD"):
        assert parse_period(unicodedata.normalize(form, text)) == p(label)


NO_PERIODS = """
T13/2022 | T0/2022 | tháng 7 | T7 | quý V/2022 | quý 5/2022 | quý I | H3/2022 | năm 22 | năm 1989
2022-1 | 07/22 | 22-07 | T1 22 | 1-3/2022 | 2022-2023 | 7.2022 | 2022.1 | 1/7/22
tháng năm 2022 | Tháng    năm 2022 | tháng sau 2022 | tháng năm
13 tháng đầu năm 2022 | 0 tháng đầu năm 2022 | 6 tháng giữa năm 2022
2024-03..2023-04 | tháng 6 đến tháng 4 năm 2022 | quý I - quý II/2022 | T4/2023 - x | .. | -
hôm qua | kỳ | Kỳ 1/2022 | Kì 7/2022 | tháng 7/2022 và tháng 8/2022
"""
"""In turn: what is none; what may be a quarter, a day or a school year; where the number of the month
may have been forgotten, or the next month is meant; what runs backwards; other words."""


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 1000, "T7/2022 " * 9, *re.split(r" \| |\n", NO_PERIODS.strip())]
)
def test_what_may_mean_something_else_is_no_period(text: str) -> None:
    assert parse_period(text) is None


DAYS = {
    "14/7/2022": "2022-07",
    "15/7/2022": "2022-08",
    "14-7-2022": "2022-07",
    "14.7.2022": "2022-07",
    "2022-07-14": "2022-07",
    "2022/7/14": "2022-07",
    "2022-07-15 00:00:00": "2022-08",
    "2022-07-14T08:30:00": "2022-07",
    "14/7/2022 8:30": "2022-07",
    "14/7/2022 25:00:00:00": None,
    "ngày 14 tháng 7 năm 2022": "2022-07",
    "14 tháng 7, 2022": "2022-07",
    "ngày 31/12/2022": "2022-12",
    "7/1/2022": "2022-01 2022-07",
    "ngày 7/1/2022": "2022-01",
    "Ngày 07.01.2022": "2022-01",
    "ngày 1/13/2022": None,
    "44743": "2022-07",
    "Jul-22": "2022-07",
    "31/2/2022": None,
    "32 tháng 7 năm 2022": None,
    "14/7/22": None,
    "14/7": None,
}


@pytest.mark.parametrize(("text", "expected"), DAYS.items())
def test_a_day_is_the_reporting_month_that_holds_it(text: str, expected: str | None) -> None:
    found = read_day(text, CALENDAR)
    if isinstance(found, Mangled):
        assert " ".join(period.label for period in found.readings) == expected
    else:
        assert (found and found.label) == expected


@given(st.dates(date(2022, 1, 1), date(2022, 12, 31)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    month = period_of_day(day, CALENDAR)
    texts = [day.isoformat(), f"ngày {day.day} tháng {day.month} năm {day.year}", f"{day:%Y/%m/%d}"]
    assert [read_day(text, CALENDAR) for text in texts] == [month] * 3
    shown = read_day(WORDS["vi"].day(day), CALENDAR)
    assert shown == month or (isinstance(shown, Mangled) and month in shown.readings)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        *[("T7", "2022-07"), ("Thg 7", "2022-07"), ("Th07", "2022-07"), ("Tháng 7", "2022-07")],
        *[("tháng bảy", "2022-07"), ("Tháng Mười Hai", "2022-12"), ("tháng sáu", "2022-06")],
        *[("tháng sau", None), ("tháng năm", None), ("T13", None), ("7", None), ("Tháng", None)],
    ],
)
def test_a_month_without_a_year_is_the_only_one_of_the_plan(text: str, label: str | None) -> None:
    period = month_without_year(text, CALENDAR)
    assert (period and period.label) == label
    two_years = Calendar(CALENDAR.first, CALENDAR.last + 12, None, 5)
    assert month_without_year(text, two_years) is None


@pytest.mark.parametrize("text", ["T13/2022", "Thg13-22", "Quí V/2022", "tháng 0/2022", "13/2022"])
def test_what_was_meant_as_a_period_is_seen(text: str) -> None:
    assert looks_like_period(text)
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("length", "wanted", "right"),
    [
        (12, "2023", "2023-04..2024-03"),
        (12, "2024", "2023-04..2024-03"),
        (6, "2023-H1", "2023-Q2"),
        (6, "2023-H2", "2023-10..2024-03"),
        (3, "2023-Q2", "2023-Q2"),
        (3, "2023-06..2023-08", "2023-Q3"),
        (12, "2025", None),
        (12, "2023-02", None),
    ],
)
def test_the_right_label_is_that_of_the_plan_s_period(
    length: int, wanted: str, right: str | None
) -> None:
    right = {"2023-Q2": "2023-04..2023-09"}.get(right or "", right) if length == 6 else right
    found = closest_period(p(wanted), own_periods(length, FISCAL))
    assert (found and found.label) == right


# --- Headers --------------------------------------------------------------------------------------

PLAN = read_plan(
    """version: 1
id: thu
title: Thử
period: {from: 2022-01, to: 2022-12}
units: [{id: a, name: Phòng A}]
indicators: [{id: bai, name: Bài, kind: count}]
tasks: []
""".encode(),
    "p.yaml",
).plan


def read_under(header: str, row: str = "2022-01,a,bai,3") -> tuple[list[Decimal], list[str]]:
    """The values, and the codes of what is said of a file with a header and a row."""
    assert PLAN is not None
    reading = read_figures(PLAN, [source(f"{header}\n{row}\n")])
    return [figure.value for figure in reading.figures], [one.code for one in reading.diagnostics]


@pytest.mark.parametrize(
    "header",
    [
        "Kỳ,Đơn vị,Chỉ tiêu,Giá trị",
        "Kì,Đơn vị,Chỉ tiêu,Số liệu",
        "KỲ BÁO CÁO,TÊN ĐƠN VỊ,TÊN CHỈ TIÊU,SỐ LIỆU",
        "Kì báo cáo,Đơn vị báo cáo,Chỉ tiêu báo cáo,Thực hiện",
        "Ky,Don vi,Chi tieu,Gia tri",
        "Kỳ:,Đơn vị :,Chỉ tiêu (*),Giá trị (số liệu)",
        "Thời gian,Phòng ban,Nội dung chỉ tiêu,Kết quả",
        "Kỳ BC,Phòng,Chỉ tiêu,Kết quả thực hiện",
        "Kỳ số liệu,Đơn vị thực hiện,Chỉ tiêu,Số liệu báo cáo",
        "Kỳ báo cáo,Phòng / Đơn vị,Tên chỉ tiêu,Số liệu kỳ này",
        "period,unit,indicator,actual",
        "Kỳ báo cáo (tháng),Đơn vị (phòng),Chỉ tiêu (tên),Số liệu",
        "Kì số liệu,Đơn vị,Chỉ tiêu,Số liệu",
    ],
)
def test_a_header_is_known_however_it_is_spelt(header: str) -> None:
    for form in ("NFC", "NFD"):
        assert read_under(unicodedata.normalize(form, header)) == ([3], [])


@pytest.mark.parametrize(
    ("header", "row", "ignored"),
    [
        ("Kỳ,Đơn vị,Tên đơn vị,Chỉ tiêu,Giá trị", "2022-01,a,Phòng A,bai,3", 1),
        ("Kỳ,Đơn vị,Chỉ tiêu,Tên chỉ tiêu,Giá trị", "2022-01,a,bai,Bài,3", 1),
        ("Kỳ,Đơn vị,Chỉ tiêu,Số liệu,Kết quả", "2022-01,a,bai,3,Đạt", 1),
        ("STT,Kỳ,Đơn vị,Chỉ tiêu,Đơn vị tính,Số liệu", "1,2022-01,a,bai,bài,3", 2),
        ("Kỳ,Đơn vị,Chỉ tiêu,Đơn vị (tính),Số liệu", "2022-01,a,bai,bài,3", 1),
        ("Kỳ,Chỉ tiêu,Đơn vị (tính),Số liệu", "2022-01,bai,bài,3", 1),
        ("Kỳ,Chỉ tiêu,Đơn vị (ĐVT),Số liệu", "2022-01,bai,bài,3", 1),
        ("Kỳ,Chỉ tiêu,Đơn vị (triệu đồng),Số liệu", "2022-01,bai,x,3", 1),
        ("Kỳ báo cáo,Kỳ (trước),Chỉ tiêu,Số liệu", "2022-01,2,bai,3", 1),
        ("Kỳ,Đơn vị,Chỉ tiêu,Chỉ tiêu (giao),Số liệu", "2022-01,a,bai,4,3", 1),
        ("Kỳ,Đơn vị,Chỉ tiêu,Số liệu (năm trước),Số liệu", "2022-01,a,bai,4,3", 1),
    ],
)
def test_the_first_name_of_a_column_counts_beside_a_second(header: str, row: str, ignored: int) -> None:
    values, said = read_under(header, row)
    assert (values, said) == ([3], ["A107"] * ignored)


@pytest.mark.parametrize(
    "header",
    [
        "Kỳ,Đơn vị,Chỉ tiêu,Số liệu (năm trước)",
        "Kỳ,Đơn vị,Chỉ tiêu,Đã làm",
        "Tuần,Đơn vị,Chỉ tiêu,Giá trị",
        "Kỳ,Đơn vị,Mục,Giá trị",
    ],
)
def test_what_names_no_column_is_no_header(header: str) -> None:
    assert read_under(header)[1][0] == "A105"


# --- Values ---------------------------------------------------------------------------------------

LEVEL = Indicator(id="muc", name="Mức", kind="level", measure="%")
COUNT = Indicator(id="bai", name="Bài", kind="count", decimal="true")
MILESTONE = Indicator(id="moc", name="Mốc", kind="milestone")
DECIMALS = st.decimals(0, 10**9, allow_nan=False, places=4) | st.integers(0, 10**12).map(Decimal)


@given(DECIMALS)
def test_a_figure_is_read_as_the_program_writes_it(number: Decimal) -> None:
    assert parse_value(value_text(number), COUNT, None) == number
    assert parse_value(value_text(number), COUNT, "comma") == number or "." in value_text(number)


@given(DECIMALS)
def test_a_figure_is_read_as_people_write_it(number: Decimal) -> None:
    vietnamese, english = WORDS["vi"].number(number), WORDS["en"].number(number)
    assert parse_value(vietnamese, COUNT, "comma") == number
    assert parse_value(english, COUNT, "point") == number
    assert parse_value(vietnamese.replace(".", "\u00a0"), COUNT, "comma") == number
    for text in (vietnamese, english):
        assert parse_value(text, COUNT, None) in (number, ValueFault.AMBIGUOUS)


@given(DECIMALS)
def test_a_percentage_is_read_from_a_text_and_from_a_cell(number: Decimal) -> None:
    assert parse_value(f"{WORDS['vi'].number(number)}%", LEVEL, "comma") == number
    assert parse_value(Percent(number), LEVEL, None) == number
    assert parse_value(Percent(number), COUNT, None) is ValueFault.NOT_A_PERCENTAGE


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_the_day_of_a_milestone_is_read_as_it_is_written(day: date) -> None:
    for text in (WORDS["vi"].day(day), WORDS["en"].day(day), f"{day:%d/%m/%Y}", day):
        assert parse_value(text, MILESTONE, None) == day


@given(st.text(max_size=12) | st.from_regex(r"[0-9.,\u00a0 %-]{0,12}", fullmatch=True))
def test_what_is_no_number_never_becomes_one(text: str) -> None:
    value = parse_value(text, COUNT, None)
    if isinstance(value, Decimal):
        digits = "".join(char for char in text if char.isdigit())
        assert text.strip("0123456789.,\u00a0\u2007\u2009\u202f ") == ""
        assert "".join(char for char in f"{value:f}" if char.isdigit()).strip("0") == digits.strip("0")
    else:
        assert isinstance(value, ValueFault)
