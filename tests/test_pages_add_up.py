"""Every count that a page prints, held against the JSON result of the same run, on random plans.

The JSON result is counted here by hand: no function that makes the pages is asked twice.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any

from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st

from cchc_cli.judging.changes import background
from cchc_cli.model.verdict import Result
from cchc_cli.render.check.text import render_text
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.page import Listing, Screen
from cchc_cli.render.wording import Wording
from report_support import document_texts, pages_of
from support import judged, result_of
from test_against_oracle import csv_text, month, month_text, random_world, yaml_text
from test_report_docx import document_of, lines_of

SHORT = {"behind", "missed"}
FINE = {"met", "on_track", "not_due", "not_applicable"}
TILES = {
    "fine": {"met", "on_track"},
    "short": SHORT,
    "no_data": {"no_data"},
    "waived": {"waived"},
    "open": {"not_due", "not_applicable"},
}
WORDS = Wording("vi")
WAIVERS = re.compile(r"^    waivers:\n(?:    [- ] .*\n)+", re.MULTILINE)
"""Those of a target, as the plans of random worlds are written."""


def world_of(seed: int) -> tuple[str, str, str, Result]:
    world = random_world(seed)
    plan, figures = yaml_text(world.plan), csv_text(world.plan, world.rows, by_name=world.by_name)
    result = result_of(plan, figures, world.as_of)
    assume(result.judged)
    return plan, figures, world.as_of, result


def key_of(verdict: dict[str, Any]) -> tuple[str, str | None]:
    return verdict["target"], verdict["unit"]


def ranked(verdicts: list[dict[str, Any]]) -> list[tuple[int, int, int, int]]:
    """Rank, fine, short and undecided of each unit, over the targets that over half of them have."""
    units: dict[str, dict[str, str]] = {}
    for verdict in verdicts:
        if verdict["unit"] is not None:
            units.setdefault(verdict["unit"], {})[verdict["target"]] = verdict["status"]
    common = {name for had in units.values() for name in had}
    common = {name for name in common if 2 * sum(name in had for had in units.values()) > len(units)}
    lines = []
    for had in units.values():
        if common and all(name in had for name in common):
            counts = Counter(had[name] for name in common)
            short, open_ = sum(counts[name] for name in SHORT), counts["no_data"]
            lines.append((sum(counts[name] for name in FINE), short, open_))
    if len(lines) < 2:
        return []
    return sorted(
        (1 + sum((other[1], other[2]) < (line[1], line[2]) for other in lines), *line) for line in lines
    )


@settings(deadline=None, derandomize=True, max_examples=60, phases=[Phase.generate])
@given(st.integers(0, 2**32 - 1))
def test_the_counts_of_every_page_are_those_of_the_result(seed: int) -> None:
    plan, figures, as_of, result = world_of(seed)
    told = judged(plan, figures, as_of)
    verdicts = told["verdicts"]
    counts = Counter(verdict["status"] for verdict in verdicts)
    page = pages_of(result, "vi")
    assert page["total"] == str(len(verdicts))
    assert {one["name"]: int(one["value"]) for one in page["counts"]} == {
        name: sum(counts[status] for status in statuses) for name, statuses in TILES.items()
    }
    assert sum(int(one["count"]) for one in page["statuses"]) == len(verdicts)
    short = [verdict for verdict in verdicts if verdict["status"] in SHORT]
    assert sum(len(group["rows"]) for group in page["shortfalls"]) == len(short)
    assert len(page["undecided"]) == counts["no_data"]
    cells = [cell for row in page["heat"]["rows"] for cell in row["cells"] if cell]
    assert Counter(cell["status"] for cell in cells) == counts
    lines = page["ranking"]
    assert sorted(
        (int(one["rank"]), int(one["fine"]), int(one["short"]), int(one["no_data"])) for one in lines
    ) == ranked(verdicts)
    named = re.match(r"(?:(\d+)/(\d+) đơn vị)?", page["sent"])
    assert named is not None
    owing = [
        unit
        for unit in told["units"]
        if unit["unit"] and any(one["month"] == as_of for one in unit["months"])
    ]
    if owing:
        assert named.groups() == (str(sum(one["complete"] for one in owing)), str(len(owing)))


@settings(deadline=None, derandomize=True, max_examples=25, phases=[Phase.generate])
@given(st.integers(0, 2**32 - 1))
def test_markdown_html_word_and_the_terminal_say_the_same_counts(seed: int) -> None:
    *_, result = world_of(seed)
    page = pages_of(result, "vi")
    told = [page["total"], *(one["value"] for one in page["counts"])]
    markdown, html = document_texts(result, "vi")
    assert f"| {' | '.join(told)} |" in markdown
    tiles = html[html.index('class="tiles"') : html.index("</ul>", html.index('class="tiles"'))]
    assert re.findall(r"(\d+)</b>", tiles) == told
    assert " | ".join(told) in list(lines_of(document_of(result)))
    rows = html[html.index('id="summary"') : html.index('id="heat"')].count("<tr>") - bool(
        page["shortfalls"]
    )
    assert rows == sum(len(group["rows"]) for group in page["shortfalls"])
    for line in page["undecided"]:
        assert line["text"] in unescape(html).replace("\xa0", " ")
    text = render_text(result, WORDS, Screen(listing=Listing(by_unit=True)))
    by_unit = text.partition("THEO ĐƠN VỊ\n")[2].partition("\n\n")[0]
    words = "|".join(
        WORDS.word(f"status.{status}") for status in sorted(FINE | SHORT | {"no_data", "waived"})
    )
    counted = re.findall(rf"(?:: | · )(\d+) (?:{words})(?= ·|;|$)", by_unit, re.MULTILINE)
    assert sum(map(int, counted)) == len(result.verdicts)


@settings(deadline=None, derandomize=True, max_examples=60, phases=[Phase.explicit, Phase.generate])
@given(st.integers(0, 2**32 - 1))
@example(1571586416)  # a goal for each quarter, waived for three of them and short in the fourth
def test_what_was_short_a_month_ago_stands_once_under_what_became_of_it(seed: int) -> None:
    plan, figures, as_of, result = world_of(seed)
    assert result.plan is not None
    assert result.figures is not None
    assert result.as_of is not None
    before = month_text(month(as_of) - 1)
    assume(result.plan.calendar.first < result.as_of)
    earlier = judged(plan, figures, before)
    assume(earlier["exit_code"] != 2 or earlier["verdicts"])
    now = {key_of(verdict): verdict["status"] for verdict in judged(plan, figures, as_of)["verdicts"]}
    was = {key_of(one) for one in earlier["verdicts"] if one["status"] in SHORT}
    # A waiver excuses a shortfall and does not undo it: when it ends, that is no new one. Of a goal
    # for each period the waived periods never count, and one short after them is new.
    waived = {
        key_of(verdict)
        for verdict in earlier["verdicts"]
        if verdict["status"] == "waived" and verdict["kept"] is None
    }
    bare = judged(WAIVERS.sub("", plan), figures, before)["verdicts"]
    excused = waived & {key_of(one) for one in bare if one["status"] in SHORT}
    turned = {
        **{key: "new" for key, status in now.items() if status in SHORT and key not in was | excused},
        **{key: "still" for key, status in now.items() if status in SHORT and key in was | excused},
        **{key: "resolved" for key, status in now.items() if status in FINE and key in was},
        **{key: "waived" for key, status in now.items() if status == "waived" and key in was},
        **{key: "undecided" for key, status in now.items() if status == "no_data" and key in was},
    }
    assert was <= turned.keys()
    around = background(result.plan, result.figures, result.verdicts, result.as_of, 1)
    model = report_model(result, around)
    assert {change.verdict.key: change.turn.value for change in model.changes} == turned
    assert len(model.changes) == len(turned)
    page = pages_of(result, "vi")
    assert {kind["turn"]: len(kind["lines"]) for kind in page["changes"]} == Counter(turned.values())
    assert sum(map(int, re.findall(r"(\d+) nội dung", page["changes_text"]))) == len(turned)
