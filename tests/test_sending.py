"""Who has sent what: one meaning and one set of counts in every view."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from cchc_cli.model.course import Made
from cchc_cli.model.history import Background
from cchc_cli.model.verdict import Result, Sending
from cchc_cli.render.check.json import render_json
from cchc_cli.render.check.status import render_status
from cchc_cli.render.check.text import render_text
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.document.notice import notices
from cchc_cli.render.page import Listing, Screen
from cchc_cli.render.wording import Wording
from cchc_cli.run.month import course
from report_support import document_texts
from support import result_of

PLAN = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12}
units:
  - {id: du, name: Phòng Đủ}
  - {id: cham, name: Phòng Từng thiếu}
  - {id: nua, name: Phòng Một nửa}
  - {id: khong, name: Phòng Chưa gửi}
  - {id: quy, name: Phòng Theo quý}
groups: {hang-thang: [du, cham, nua, khong]}
indicators:
  - {id: bai, name: Tin bài, kind: count}
  - {id: loi, name: Lỗi, kind: count}
  - {id: hop, name: Họp, kind: count, every: quarter}
tasks:
  - id: I
    clause: I
    title: Làm
    owners: [du]
    targets:
      - {id: bai, indicator: bai, at_least: 12, each: hang-thang}
      - {id: loi, indicator: loi, at_most: 0, each: hang-thang}
      - {id: hop, indicator: hop, at_least: 4, each: quy}
"""
FIGURES = """period,unit,indicator,value
2022-01,du,bai,1
2022-01,du,loi,0
2022-02,du,bai,1
2022-02,du,loi,0
2022-01,cham,bai,1
2022-02,cham,bai,1
2022-02,cham,loi,0
2022-01,nua,bai,1
2022-01,nua,loi,0
2022-02,nua,bai,1
2022-01,khong,bai,1
2022-01,khong,loi,0
"""


@pytest.fixture(scope="module")
def result() -> Result:
    return result_of(PLAN, FIGURES, "2022-02")


def test_how_far_each_unit_has_sent_and_what_a_program_reads(result: Result) -> None:
    states = {report.unit: report.sending for report in result.units}
    assert states == {
        "du": Sending.SENT,
        "cham": Sending.SENT,
        "nua": Sending.PARTLY,
        "khong": Sending.NOT_SENT,
        "quy": Sending.NOT_OWED,
    }
    units = json.loads(render_json(result, Wording("vi")))["units"]
    assert [(one["unit"], one["sent"], one["complete"]) for one in units] == [
        ("du", True, True),
        ("cham", True, True),
        ("nua", True, False),
        ("khong", False, False),
        ("quy", False, True),
    ]


def screen_of(result: Result, words: Wording) -> str:
    stands = course(result, lambda month: Made(), date(2022, 5, 1))
    return render_status(result, stands, "", words, Screen())


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("vi", "2/4 đơn vị phải gửi đã gửi đủ, 1 đơn vị gửi một phần, 1 đơn vị chưa gửi"),
        ("en", "2 of 4 units that owe any sent all, 1 sent a part, 1 sent nothing"),
    ],
)
def test_every_view_counts_alike(result: Result, language: str, counts: str) -> None:
    words = Wording(language)
    views = [
        render_text(result, words, Screen()),
        screen_of(result, words),
        *document_texts(result, language),
    ]
    for view in views:
        assert counts in re.sub(r"\\(.)", r"\1", view)


def test_no_tick_for_a_unit_that_lacks_figures(result: Result) -> None:
    status = screen_of(result, Wording("vi"))
    lines = [
        line.strip() for line in status.splitlines() if line.strip().startswith(("✓ Phòng", "○ Phòng"))
    ]
    assert lines == [
        "✓ Phòng Đủ: đã gửi đủ (4/4)",
        "○ Phòng Từng thiếu: đã gửi đủ kỳ này, còn thiếu số liệu kỳ trước (3/4)",
        "○ Phòng Một nửa: mới gửi một phần (3/4)",
        "○ Phòng Chưa gửi: chưa gửi (2/4)",
    ]


def test_with_a_unit_asked_for_it_alone_is_counted(result: Result) -> None:
    text = render_text(result._replace(unit="nua"), Wording("vi"), Screen())
    assert "Số liệu kỳ này: 0/1 đơn vị phải gửi đã gửi đủ, 1 đơn vị gửi một phần\n" in text


def test_a_notice_tells_a_part_from_nothing(result: Result) -> None:
    letters = {one.unit: one.sending for one in notices(report_model(result, Background())).notices}
    assert letters == {
        "cham": Sending.NOT_OWED,
        "nua": Sending.PARTLY,
        "khong": Sending.NOT_SENT,
    }


WITH_DAYS = """period,unit,indicator,value,sent
2022-01,du,bai,1,2022-02-05
2022-01,du,loi,0,2022-02-05
2022-02,du,bai,1,4/3/2022
2022-02,du,loi,0,2022-03-03
2022-01,cham,bai,1,2022-02-05
2022-02,cham,bai,1,2022-03-06
2022-02,cham,loi,0,2022-03-01
2022-01,nua,bai,1,2022-02-01
2022-01,nua,loi,0,
2022-02,nua,bai,1,2022-03-01
"""


def test_complete_and_in_time_are_told_apart_for_each_unit_and_month() -> None:
    """Figures of a month are due by the fifth of the next: one unit late, one by halves, one unknown."""
    plan = PLAN.replace("to: 2022-12}", "to: 2022-12, report_days: 5}")
    result = result_of(plan, WITH_DAYS, "2022-02")
    units = json.loads(render_json(result, Wording("vi")))["units"]
    months = {
        one["unit"]: [
            (month["reported"], month["owed"], month["sent_on"], month["on_time"])
            for month in one["months"]
        ]
        for one in units
    }
    assert [month["due"] for month in units[0]["months"]] == ["2022-02-05", "2022-03-05"]
    assert months == {
        "du": [(2, 2, "2022-02-05", True), (2, 2, "2022-03-04", True)],
        "cham": [(1, 2, None, False), (2, 2, "2022-03-06", False)],
        "nua": [(2, 2, None, None), (1, 2, None, False)],
        "khong": [(0, 2, None, False), (0, 2, None, False)],
        "quy": [],
    }
    screen = screen_of(result, Wording("vi"))
    assert "✓ Phòng Đủ: đã gửi đủ (4/4); đủ 2/2 tháng, đúng hạn 2/2 tháng\n" in screen
    assert "(3/4); đủ 1/2 tháng, đúng hạn 0/2 tháng\n" in screen
    assert "Phòng Chưa gửi: chưa gửi (0/4)\n" in screen
    listing = Screen()._replace(listing=Listing(by_unit=True))
    assert "; đã gửi đủ; đủ 2/2 tháng, đúng hạn 2/2 tháng\n" in render_text(
        result, Wording("vi"), listing
    )


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("vi", "2/4 đơn vị phải gửi đã gửi đủ (trong đó 1 đơn vị quá hạn), 1 đơn vị gửi một phần"),
        ("en", "2 of 4 units that owe any sent all (1 of them after the due day), 1 sent a part"),
    ],
)
def test_every_view_says_who_sent_late(language: str, counts: str) -> None:
    plan = PLAN.replace("to: 2022-12}", "to: 2022-12, report_days: 5}")
    result, words = result_of(plan, WITH_DAYS, "2022-02"), Wording(language)
    for view in (render_text(result, words, Screen()), *document_texts(result, language)):
        assert counts in view


def test_without_days_nothing_is_said_of_time(result: Result) -> None:
    assert "đúng hạn" not in screen_of(result, Wording("vi"))
    months = json.loads(render_json(result, Wording("vi")))["units"][0]["months"]
    assert [month["on_time"] for month in months] == [None, None]


WIDE = """Đơn vị,Chỉ tiêu,T1/2022,T2/2022,Ngày gửi
du,bai,1,1,18/2/2022
du,loi,0,,
"""


def test_the_day_may_stand_beside_columns_of_months() -> None:
    """It is the day of every figure of its row, and of no other."""
    result = result_of(PLAN, WIDE, "2022-02")
    assert result.figures is not None
    days = {key: sorted(map(str, one.values())) for key, one in result.figures.sent.items()}
    assert days == {("du", "bai"): ["2022-02-18", "2022-02-18"]}


FAR = [
    # A year mistyped, a day before the month begins, a day long after it
    ("2022-01,du,bai,1,1/1/1990\n2022-01,du,loi,0,1/1/1990\n", [(2, 18, "1990-01-01")]),
    ("2022-02,du,bai,1,31/1/2022\n2022-02,du,loi,0,1/2/2022\n", [(2, 18, "2022-01-31")]),
    ("2022-01,du,bai,1,18/1/2099\n", [(2, 18, "2099-01-18")]),
]


@pytest.mark.parametrize(("rows", "places"), FAR)
def test_a_day_on_which_nothing_can_be_sent_is_not_believed(
    rows: str, places: list[tuple[int, int, str]]
) -> None:
    result = result_of(PLAN, "period,unit,indicator,value,sent\n" + rows, "2022-02")
    told = [one for one in result.diagnostics if one.code == "A246"]
    found = [(one.location and one.location.line, one.location and one.location.column) for one in told]
    assert [(*place, str(one.params["day"])) for place, one in zip(found, told, strict=True)] == places
    assert result.figures is not None
    assert all(str(day) != places[0][2] for one in result.figures.sent.values() for day in one.values())


BROKEN = [
    ("2022-01,du,bai,1,18/1\n", (2, 18)),
    ("2022-01,du,bai,1,2022-01-18\n2022-01,du,loi,0,mai\n", (3, 18)),
]


@pytest.mark.parametrize(("rows", "place"), BROKEN)
def test_a_day_that_is_none_is_at_fault_in_its_cell(rows: str, place: tuple[int, int]) -> None:
    result = result_of(PLAN, "period,unit,indicator,value,sent\n" + rows, "2022-01")
    (fault,) = [one for one in result.diagnostics if one.code == "A245"]
    assert fault.location is not None
    assert (fault.location.line, fault.location.column) == place
    # It is no figure: what was sent is judged, only the day is not known.
    assert (fault.severity, bool(result.judged)) == ("warning", True)
