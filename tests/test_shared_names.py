"""Names that mean several things: units of different times, products that are called alike."""

from __future__ import annotations

import pytest

from cchc_cli.model.period import parse_label
from cchc_cli.reading.figures.read import FiguresReading, read_figures
from cchc_cli.render.wording import Wording
from cchc_cli.run.check import unit_asked
from support import plan_of, source

PLAN = """
version: 1
id: "2022"
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: cu, name: Văn phòng, aliases: [VP], to: 2022-03, successor: moi}
  - {id: moi, name: Văn phòng, aliases: [VP], from: 2022-04}
  - {id: khac, name: Phòng Khác}
indicators:
  - {id: tin, name: Tin bài, kind: count}
  - {id: quy, name: Theo quý, kind: count, every: quarter}
  - {id: nua, name: Nửa năm, kind: count, every: half}
tasks:
  - {id: "1", clause: I, title: A, owners: [moi], product: Quyết định, schedule: {due: 2022-06}}
  - {id: "2", clause: I, title: B, owners: [moi], product: Quyết định, schedule: {due: 2022-06}}
  - {id: "3", clause: I, title: C, owners: [moi], product: Báo cáo, schedule: {due: 2022-06}}
"""


def read(*rows: str) -> FiguresReading:
    text = "\n".join(["period,unit,indicator,value", *rows]) + "\n"
    return read_figures(plan_of(PLAN), [source(text, "a.csv")])


def test_a_shared_name_means_the_unit_that_lives_in_the_whole_period() -> None:
    reading = read(
        "2022-01,Văn phòng,tin,1",
        "2022-05,Văn phòng,tin,2",
        "2022-02,VP,tin,3",
        "2022-Q1,văn phòng,quy,4",
        "2022-Q2,VĂN PHÒNG,quy,5",
        "2022-06,moi,tin,6",
        "2022-03,Văn phòng,tin,7",
    )
    assert reading.diagnostics == ()
    found = {
        (unit, indicator): {period.label: figure.value for period, figure in series.items()}
        for (unit, indicator), series in reading.figures.series.items()
    }
    assert found == {
        ("cu", "tin"): {"2022-01": 1, "2022-02": 3, "2022-03": 7},
        ("moi", "tin"): {"2022-05": 2, "2022-06": 6},
        ("cu", "quy"): {"2022-Q1": 4},
        ("moi", "quy"): {"2022-Q2": 5},
    }


@pytest.mark.parametrize(
    ("row", "code", "column", "names"),
    [
        ("2022-H1,Văn phòng,nua,1", "A232", 9, "cu, moi"),
        ("2022-06,moi,Quyết định,1", "A232", 13, "1, 2"),
    ],
    ids=["a half that neither has whole", "the product of two tasks"],
)
def test_otherwise_the_name_is_an_error_that_names_all(
    row: str, code: str, column: int, names: str
) -> None:
    (fault,) = read(row).diagnostics
    assert fault.location is not None
    assert (fault.location.line, fault.location.column, fault.code) == (2, column, code)
    assert fault.params["names"] == names
    for language in ("vi", "en"):
        assert names in Wording(language).describe(fault)[0]


def test_the_product_of_one_task_is_found_by_its_name() -> None:
    reading = read("2022-06,moi,Báo cáo,2022-06-10", "2022-06,moi,2,1")
    assert reading.diagnostics == ()
    assert set(reading.figures.series) == {("moi", "3"), ("moi", "2")}
    assert list(reading.figures.series["moi", "3"]) == [parse_label("2022-06")]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("hôm qua,Văn phòng,tin,1", ["A204"]),
        ("2022-01,Văn phòng,gì,1", ["A203"]),
        ("2022-01,Văn phòng,tin,x", ["A208"]),
        ("2022-01,Văn phòng,tin,1\n2022-01,cu,tin,2", ["A214"]),
    ],
)
def test_other_faults_of_such_a_row_are_told_as_ever(row: str, codes: list[str]) -> None:
    assert [fault.code for fault in read(row).diagnostics] == codes


def test_in_a_wide_sheet_each_month_finds_its_unit() -> None:
    wide = source("Đơn vị,Chỉ tiêu,T3/2022,T4/2022\nVăn phòng,tin,1,2\n")
    reading = read_figures(plan_of(PLAN), [wide])
    assert {(figure.unit, figure.value) for figure in reading.figures} == {("cu", 1), ("moi", 2)}


@pytest.mark.parametrize(
    ("named", "month", "unit"),
    [
        ("Văn phòng", "2022-03", "cu"),
        ("vp", "2022-04", "moi"),
        ("cu", "2022-12", "cu"),
        ("Phòng Khác", None, "khac"),
        # Nothing says which one.
        ("Văn phòng", None, None),
        ("Văn phòng nào", "2022-04", None),
    ],
)
def test_a_shared_name_on_the_command_line_means_the_unit_of_the_month(
    named: str, month: str | None, unit: str | None
) -> None:
    period = None if month is None else parse_label(month)
    found, faults = unit_asked(named, plan_of(PLAN), period and period.last)
    assert (found, [fault.code for fault in faults]) == (unit, [] if unit else ["V301"])
    assert not faults or faults[0].params["near"] in ("cu, moi", "Văn phòng")
