"""What the example looks like in every view, held to files that a person can read.

`CCHC_UPDATE_GOLDENS=1 make test` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.cli.resources import resource
from cchc_cli.judging.changes import background, tracker
from cchc_cli.model.history import Background
from cchc_cli.model.plan import Kind
from cchc_cli.model.verdict import AsOfReason, PlanSource, Result
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.render.check.json import render_json
from cchc_cli.render.check.markdown import render_markdown
from cchc_cli.render.check.status import render_start, render_status
from cchc_cli.render.check.text import render_text
from cchc_cli.render.document.charts import section_charts
from cchc_cli.render.document.model import report_model
from cchc_cli.render.document.notice import notices, render_notice
from cchc_cli.render.document.report import render_report
from cchc_cli.render.document.trend import render_trend
from cchc_cli.render.explanation import render_target
from cchc_cli.render.page import Screen
from cchc_cli.render.plan_tables import render_plan
from cchc_cli.render.wording import Wording
from support import result_of

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"
NOTICE = (ROOT / "templates/notice.md.j2").read_text(encoding="utf-8")
TEMPLATE = (ROOT / "templates/report.md.j2").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example() -> Result:
    plan = (ROOT / "plans/2022.yaml").read_text(encoding="utf-8")
    figures = (ROOT / "examples/2022/actuals.csv").read_text(encoding="utf-8")
    result = result_of(plan, figures)
    assert isinstance(result.source, PlanSource)
    assert result.as_of_reason is AsOfReason.LATEST
    return result


def _explain(result: Result, wording: Wording) -> str:
    assert result.plan is not None
    names = ("tin-bai", "ty-le-ho-so-truc-tuyen", "ho-so-tre-han")
    targets = [result.plan.target_by_id[name] for name in names]
    return "\n".join(render_target(target, result.plan, result, wording, Screen()) for target in targets)


def _show(result: Result, wording: Wording) -> str:
    assert result.plan is not None
    return render_plan(result.plan, wording, Screen(width=100), "qlcn")


def _report(result: Result, wording: Wording) -> str:
    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    around = background(result.plan, result.figures, result.verdicts, result.as_of, 1)
    text = render_report(report_model(result, around), wording, TEMPLATE)
    assert isinstance(text, str)
    return text


def _trend(result: Result, wording: Wording) -> str:
    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    follow = tracker(result.plan, result.figures, result.as_of)
    found = [follow(one) for one in result.verdicts if one.indicator.kind is not Kind.NARRATIVE]
    return render_trend(result, found, wording, Screen(width=72))


def _notices(result: Result, wording: Wording) -> str:
    model = report_model(result, Background())
    letters = [
        render_notice(notice, model, date(2022, 8, 19), wording, NOTICE)
        for notice in notices(model).notices
    ]
    assert all(isinstance(letter, str) for letter in letters)
    return "\n\n".join(str(letter) for letter in letters)


def _chart(result: Result, wording: Wording) -> str:
    return section_charts(report_model(result, Background()), wording)["III.1"][1]


VIEWS = {
    "check.{}.txt": lambda result, words: render_text(result, words, Screen()),
    "check-narrow.{}.txt": lambda result, words: render_text(result, words, Screen(width=60)),
    "check-colour.{}.ansi": lambda result, words: render_text(
        result, words, Screen(width=100, color=True)
    ),
    "check.{}.md": render_markdown,
    "report.{}.md": _report,
    "notices.{}.md": _notices,
    "chart.{}.svg": _chart,
    "trend.{}.txt": _trend,
    "status.{}.txt": lambda result, words: render_status(result, words, Screen()),
    "start.{}.txt": lambda result, words: render_start(words, Screen()),
    "explain.{}.txt": _explain,
    "show-qlcn.{}.txt": _show,
    "result.{}.json": render_json,
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", VIEWS)
def test_view_is_as_the_golden_file(example: Result, name: str, language: str) -> None:
    if name == "result.{}.json" and language == "en":
        pytest.skip("the result has few words; one language shows it")
    text = VIEWS[name](example, Wording(language))
    path = GOLDEN / name.format(language)
    if os.environ.get("CCHC_UPDATE_GOLDENS"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


def test_narrow_view_wraps_and_loses_nothing(example: Result) -> None:
    wide = render_text(example, Wording("vi"), Screen())
    narrow = render_text(example, Wording("vi"), Screen(width=60))
    assert max(len(line) for line in narrow.splitlines()) <= 60
    assert wide.split() == narrow.split()


def test_shipped_plan_is_found_in_a_checkout() -> None:
    reading = read_plan(resource("plans/2022.yaml").read_bytes(), "plans/2022.yaml")
    assert reading.plan is not None
    assert reading.diagnostics == ()
