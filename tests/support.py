"""What several tests share: running the tool on texts, without files."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from typing import Any

from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.table.source import Source
from cchc_cli.render.check.json import render_json
from cchc_cli.render.wording import Wording
from cchc_cli.run.check import check


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
