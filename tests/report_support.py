"""What the tests of reports share: the example, hostile figures, and the facts of a report."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from cchc_cli.judging.changes import background, tracker
from cchc_cli.model.verdict import Result
from cchc_cli.render.document.context import report_context
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.document.model import SpanName
from cchc_cli.render.document.template import render_template
from cchc_cli.render.document.texts import Context
from cchc_cli.render.wording import Wording
from support import result_of

ROOT = Path(__file__).resolve().parent.parent
MARKDOWN = (ROOT / "templates/report.md.j2").read_text(encoding="utf-8")
PAGE = (ROOT / "templates/report.html.j2").read_text(encoding="utf-8")
HOSTILE = (
    "<script>alert(1)</script> {{ 7 * 7 }} {% for x in y %} </w:t></w:r> ]]> &amp; | ` \x1b[31m "
    "\u202eabc\u200f \ufffe\uffff =HYPERLINK(1) '\"><img src=x onerror=alert(1)> "
)
HOSTILE_PLAN = """
version: 1
id: thu
title: '{{ 7 * 7 }} <b>Kế hoạch</b> & "thử"'
issuer: Sở <i>Thử</i> & Nghiệm
signer: {name: Nguyễn <b>A</b>, title: Giám đốc}
period: {from: 2022-01, to: 2022-12, cutoff_day: 14, report_days: 5}
units:
  - {id: a, name: 'Phòng <img src=x onerror=alert(1)> | A'}
  - {id: b, name: 'Phòng {% raw %} B'}
groups: {tat-ca: [a, b]}
indicators:
  - {id: bai, name: '=cmd|<script>', kind: count, measure: '</td>', definition: '{{ x }}'}
  - {id: kho, name: Khó khăn, kind: narrative}
tasks:
  - id: I
    clause: '<I>'
    title: '{% if %} <h1>'
    targets:
      - {id: bai, indicator: bai, at_least: 12, each: tat-ca}
      - {id: kho, indicator: kho, each: tat-ca}
"""


@lru_cache(maxsize=1)
def example_result() -> Result:
    plan = (ROOT / "plans/2022.yaml").read_text(encoding="utf-8")
    return result_of(plan, (ROOT / "examples/2022/actuals.csv").read_text(encoding="utf-8"))


def hostile_figures() -> str:
    """A CSV of two months whose notes and evidence try everything."""
    quoted = HOSTILE.replace('"', '""')
    rows = ["period,unit,indicator,value,evidence,note"]
    evidence = ("javascript:alert(1)", "data:text/html;x", "../a.pdf", "https://e.vn/?a=1&b=%22x")
    for month in (1, 2):
        for unit in "ab":
            named = evidence[(month - 1) * 2 + (unit == "b")]
            rows.append(f'2022-{month:02d},{unit},bai,{month},{named},"{quoted}{"y" * 10_000}"')
            rows.append(f'2022-{month:02d},{unit},kho,,,"{quoted}"')
    return "\n".join(rows) + "\n"


@lru_cache(maxsize=1)
def hostile_result() -> Result:
    result = result_of(HOSTILE_PLAN, hostile_figures())
    assert result.judged, result.diagnostics
    return result


def document_texts(result: Any, language: str) -> tuple[str, str]:
    """The report in Markdown and as a page, whole, by the shipped templates."""
    markdown = render_template(MARKDOWN, pages_of(result, language))
    page = render_template(PAGE, pages_of(result, language), escaped=True)
    assert isinstance(markdown, str), markdown
    assert isinstance(page, str), page
    return markdown, page


def pages_of(result: Any, language: str, **more: Any) -> Context:
    """All that a template of the report gets."""
    span = more.pop("span", SpanName.MONTH)
    around = background(result.plan, result.figures, result.verdicts, result.as_of, span.stride)
    follow = tracker(result.plan, result.figures, result.as_of)
    model = report_model(result, around, span)
    return report_context(model, Wording(language), **{"tracks": follow, **more})
