"""What the tests of tallies share: a mapping, a register and a run that leaks nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO

from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.plan import Plan
from cchc_cli.model.tally import Tally
from cchc_cli.reading.mapping_file.read import MappingReading, read_mapping
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.table.source import Source
from cchc_cli.render.page import Screen
from cchc_cli.render.tally.figures import render_actuals, render_json
from cchc_cli.render.tally.text import Answer, render_markdown, render_text
from cchc_cli.render.wording import Wording
from cchc_cli.run.tally import TallyRequest, tally_registers

PLAN = """\
version: 1
id: "2022"
title: Kế hoạch
period: {from: 2022-01, to: 2022-12, cutoff_day: 14}
units:
  - {id: qlcn, name: Phòng Quản lý Công nghệ và Chuyên ngành, aliases: [Phòng QLCN]}
  - {id: tdc, name: Chi cục Tiêu chuẩn Đo lường Chất lượng, aliases: [Phòng TĐC]}
  - {id: cu, name: Phòng cũ, to: 2022-06}
  - {id: hcth, name: Phòng Hành chính}
groups:
  xu-ly-ho-so: [qlcn, tdc]
indicators:
  - {id: ho-so-dvctt, name: Hồ sơ trong dịch vụ công trực tuyến, kind: count}
  - {id: ho-so-truc-tuyen, name: Hồ sơ trực tuyến, kind: count}
  - {id: ho-so-da-tra, name: Hồ sơ đã trả, kind: count}
  - {id: ho-so-dung-hen, name: Hồ sơ đúng hẹn, kind: count}
  - {id: ho-so-tre-han, name: Hồ sơ trễ hạn, kind: count}
  - {id: ho-so-tre-co-xin-loi, name: Hồ sơ trễ có xin lỗi, kind: count}
  - {id: bo-sung-qua-1-lan, name: Bổ sung quá một lần, kind: count}
  - {id: dang-xu-ly-qua-han, name: Đang xử lý quá hạn, kind: level}
  - {id: theo-quy, name: Theo quý, kind: count, every: quarter}
"""

MAPPING = """\
version: 1
id: mot-cua
source: Sổ theo dõi hồ sơ
units: xu-ly-ho-so
columns:
  filing: [Mã hồ sơ, MaHoSo]
  procedure: [Mã TTHC, MaTTHC]
  unit: [Đơn vị xử lý, DonViId]
  received: [Ngày tiếp nhận, NgayTiepNhan]
  first_due: [Ngày hẹn trả, NgayHenTra]
  extended_due: [Hẹn lại đến]
  returned: [Ngày trả kết quả, NgayTra]
  channel: [Hình thức nộp, KenhThucHien]
  supplements: [Số lần yêu cầu bổ sung, SoLan]
  apology: [Phiếu xin lỗi]
  status: [Trạng thái]
dates:
  formats: ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y"]
  empty: ["", "NULL", "-"]
  between: [2019-01-01, 2023-12-31]
deadline: {column: first_due, compare: date, missing: on_time}
terms:
  online: {channel: [Trực tuyến, "2"]}
  in-person: {channel: [Trực tiếp, Bưu chính, "1", "3"]}
  in-scope: {procedure: {file: thu-tuc.csv, at: received}}
  in-process: {status: [Đang xử lý, Đã trả kết quả]}
  waiting: {status: [Chờ bổ sung]}
  withdrawn: {status: [Đã rút]}
  refused: {status: [Từ chối tiếp nhận]}
  apologised: {apology: [Có]}
  no-apology: {apology: ["", Không]}
  repeated: {supplements: {at_least: 2}}
exclude:
  - {name: tu-choi-tiep-nhan, where: [refused]}
counts:
  - {indicator: ho-so-dvctt, by: received, where: [in-scope]}
  - {indicator: ho-so-truc-tuyen, by: received, where: [in-scope, online]}
  - {indicator: bo-sung-qua-1-lan, by: received, where: [repeated]}
  - {indicator: ho-so-da-tra, by: returned, where: [not withdrawn]}
  - {indicator: ho-so-dung-hen, by: returned, where: [not withdrawn, not late]}
  - {indicator: ho-so-tre-han, by: returned, where: [not withdrawn, late]}
  - {indicator: ho-so-tre-co-xin-loi, by: returned, where: [not withdrawn, late, apologised]}
  - {indicator: dang-xu-ly-qua-han, at: cutoff, where: [open, overdue, not withdrawn, not waiting]}
identities:
  - {left: [ho-so-da-tra], right: [ho-so-dung-hen, ho-so-tre-han]}
"""

CANARY = "Nguyễn Văn Kín"
PHONE = "0905123456"
HEADER = (
    "Mã hồ sơ;Mã TTHC;Đơn vị xử lý;Chủ hồ sơ;Số điện thoại;Ngày tiếp nhận;Ngày hẹn trả;Hẹn lại đến;"
    "Ngày trả kết quả;Hình thức nộp;Số lần yêu cầu bổ sung;Phiếu xin lỗi;Trạng thái"
)
LISTS = {"thu-tuc.csv": "procedure,from,to\n1.000101,,\n"}

BY_HAND = """\
H1;1.000101;Phòng QLCN;16/06/2022 09:00:00;23/06/2022 17:00:00;;23/06/2022 18:00:00;Trực tuyến;0;;Đã trả kết quả
H2;1.000101;Phòng QLCN;14/06/2022 09:00:00;21/06/2022 17:00:00;25/06/2022 17:00:00;22/06/2022 10:00:00;Trực tuyến;0;Có;Đã trả kết quả
H3;1.000101;Phòng QLCN;01/07/2022 09:00:00;14/07/2022 17:00:00;;15/07/2022 08:00:00;Trực tuyến;0;;Đã trả kết quả
H4;1.000101;Phòng QLCN;01/07/2022 09:00:00;13/07/2022 17:00:00;;;Trực tiếp;0;;Đang xử lý
H5;1.000101;Phòng QLCN;05/07/2022 09:00:00;08/07/2022 17:00:00;;;Trực tuyến;1;;Chờ bổ sung
H6;1.000101;Phòng QLCN;06/07/2022 09:00:00;12/07/2022 17:00:00;;;Trực tuyến;0;;Đã rút
H7;1.000101;Phòng TĐC;20/06/2022 09:00:00;;;30/06/2022 09:00:00;Trực tiếp;0;;Đã trả kết quả
H8;1.000101;Phòng TĐC;10/07/2022 09:00:00;20/07/2022 17:00:00;;12/07/2022 09:00:00;Trực tuyến;2;;Đã trả kết quả
H9;1.000101;Phòng TĐC;15/07/2022 09:00:00;20/07/2022 17:00:00;;;Trực tuyến;0;;Đang xử lý
H10;1.000101;Phòng TĐC;10/07/2022 09:00:00;;;;Trực tuyến;0;;Từ chối tiếp nhận
H11;1.000101;Phòng TĐC;13/05/2022 09:00:00;20/05/2022 17:00:00;;15/06/2022 09:00:00;Trực tiếp;0;;Đã trả kết quả
"""  # noqa: E501 - a row is a line
"""Eleven filings without the columns that name somebody."""

ROW = "H1;1.000101;Phòng QLCN;16/06/2022;23/06/2022;;;Trực tuyến;0;;Đang xử lý"


def register(*rows: str, header: str = HEADER) -> str:
    """A register whose rows have the columns that name somebody, each with a canary."""
    lines = [header]
    for row in rows:
        cells = row.split(";")
        lines.append(";".join([*cells[:3], CANARY, PHONE, *cells[3:]]))
    return "\n".join(lines) + "\n"


EXAMPLE = register(*BY_HAND.splitlines())


UNITS = ("Phòng QLCN", "Phòng TĐC", "tdc")
PROCEDURES = ("1.000101", "1.000102", "1.000103")
STATUSES = ("Đang xử lý", "Đã trả kết quả", "Chờ bổ sung", "Đã rút", "Từ chối tiếp nhận")


def random_rows(chance: random.Random, many: int) -> list[str]:
    """Rows that nothing is wrong with; dates with and without a time, few of them left out."""

    def moment(day: date) -> str:
        written = f"{day.day:02}/{day.month:02}/{day.year}"
        clock = f"{chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}"
        return written if chance.random() < 0.3 else f"{written} {clock}"

    rows = []
    for number in range(many):
        received = date(2021, 12, 1) + timedelta(chance.randrange(230))
        due = received + timedelta(chance.randrange(1, 30))
        extended = due + timedelta(chance.randrange(1, 10))
        returned = received + timedelta(chance.randrange(45))
        rows.append(
            ";".join(
                (
                    f"H{number}",
                    chance.choice(PROCEDURES),
                    chance.choice(UNITS),
                    moment(received),
                    chance.choice((moment(due), moment(due), moment(due), "", "-")),
                    chance.choice((moment(extended), "", "")),
                    chance.choice((moment(returned), moment(returned), "", "NULL")),
                    chance.choice(("Trực tuyến", "2", "Trực tiếp", "Bưu chính", "1", "3")),
                    str(chance.randrange(4)),
                    chance.choice(("Có", "", "Không")),
                    chance.choice(STATUSES),
                )
            )
        )
    return rows


def plan_of(text: str = PLAN) -> Plan:
    plan = read_plan(text.encode(), "plan.yaml").plan
    assert plan is not None
    return plan


def mapping_of(text: str = MAPPING) -> MappingReading:
    reading = read_mapping(text.encode(), "anh-xa.yaml")
    assert reading.mapping is not None, described(reading.diagnostics)
    return reading


def described(diagnostics: Sequence[Diagnostic], language: str = "en") -> list[str]:
    """Each diagnostic as one line: place, code, message."""
    words = Wording(language)
    return [f"{one.location}: {one.code} {words.describe(one)[0]}" for one in diagnostics]


def run(
    *registers: str | bytes | tuple[str, str | bytes],
    mapping: str = MAPPING,
    plan: str = PLAN,
    until: date | None = date(2022, 7, 16),
    engine: str | None = "python",
    lists: Mapping[str, str] = LISTS,
    encoding: str | None = None,
    files: Mapping[str, int] | None = None,
) -> Tally:
    """Tallies registers given as text; whatever comes of it names nobody."""
    sources = []
    for index, given in enumerate(registers):
        name, text = given if isinstance(given, tuple) else (f"so-{index}.csv", given)
        data = text if isinstance(text, bytes) else text.encode()
        sources.append(Source(name, lambda data=data: BytesIO(data)))  # type: ignore[misc]

    def read_file(name: str) -> bytes:
        if name not in lists:
            raise FileNotFoundError(2, "")
        return lists[name].encode()

    reading = mapping_of(mapping)
    request = TallyRequest(until, engine, encoding, files or {})
    result = tally_registers(plan_of(plan), reading, sources, read_file, request)
    assert_silent(result, reading, plan_of(plan))
    return result


def assert_silent(result: Tally, reading: MappingReading, plan: Plan) -> None:
    """Nothing that is shown of a tally holds a canary, in whatever format and language."""
    assert reading.mapping is not None
    answer = Answer(result, plan, reading.mapping, date(2022, 7, 16), is_compared=True)
    for language in ("vi", "en"):
        words = Wording(language)
        shown = [
            *(text for one in result.diagnostics for text in words.describe(one)),
            repr(result.diagnostics),
            render_text(answer, words, Screen()),
            render_markdown(answer, words),
            render_json(result, words),
            render_actuals(result.figures),
        ]
        for text in shown:
            assert "Kín" not in text
            assert PHONE not in text


def values(result: Tally, period: str = "2022-07") -> dict[str, dict[str, int]]:
    """The figures of a period, by unit and indicator."""
    found: dict[str, dict[str, int]] = {}
    for one in result.figures:
        if one.period.label == period:
            found.setdefault(one.unit, {})[one.indicator] = one.value
    return found
