"""What several tests share: running the tool on texts, without files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.table.source import Source
from cchc_cli.render.check.json import render_json
from cchc_cli.render.wording import Wording
from cchc_cli.run.check import check

TWO_UNITS = """
version: 1
id: thu
title: Kế hoạch thử
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
units:
  - {id: a, name: Phòng A}
  - {id: b, name: Phòng B}
groups: {tat-ca: [a, b]}
"""
"""The head of a small plan; its indicators and tasks follow where it is used."""


def source(text: str | bytes, path: str = "actuals.csv") -> Source:
    data = text if isinstance(text, bytes) else text.encode()
    return Source(path, lambda: BytesIO(data))


def result_of(
    plan_yaml: str, csv_text: str, as_of: str | None = None, path: str = "actuals.csv"
) -> Result:
    reading = read_plan(plan_yaml.encode(), "plan.yaml")._replace(sha256="0" * 64)
    return check(reading, [source(csv_text, path)], request=Request(as_of=as_of))


def judged(plan_yaml: str, csv_text: str, as_of: str) -> dict[str, Any]:
    """The JSON result of a plan and figures given as text."""
    text = render_json(result_of(plan_yaml, csv_text, as_of), Wording("vi"))
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return found


def plan_of(text: str) -> Plan:
    """The plan of a text that is known to be right."""
    plan = read_plan(text.encode(), "plan.yaml").plan
    assert plan is not None
    return plan


def workbook(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """One sheet; texts that are numbers become numbers, as a spreadsheet program makes them."""
    stream = BytesIO()
    options = {"strings_to_numbers": True, "default_date_format": "dd/mm/yyyy"}
    book = Workbook(stream, {"in_memory": True, **options})
    sheet = book.add_worksheet("Số liệu")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    for block in merged:
        first = rows[int(block.split(":")[0][1:]) - 1][ord(block[0]) - ord("A")]
        sheet.merge_range(block, first)
    book.close()
    return stream.getvalue()
