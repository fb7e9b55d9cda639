"""The report as a page: nothing runs, nothing is loaded, everything is shown and escaped."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from cchc_cli.model.verdict import Result
from cchc_cli.render.document.template import TemplateFault, render_template
from cchc_cli.render.document.texts import glued
from report_support import example_result, hostile_result, pages_of
from support import result_of
from test_cli import FIGURES, PLAN, cchc

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = (ROOT / "templates/report.html.j2").read_text(encoding="utf-8")
VOID = {"meta", "link", "rect", "path", "polyline", "br"}


class Page(HTMLParser):
    """The elements of a page in order, and what is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(result: object, language: str = "vi") -> str:
    html = render_template(TEMPLATE, pages_of(result, language), escaped=True)
    assert isinstance(html, str)
    return html


@pytest.fixture(scope="module")
def html() -> str:
    return page_of(example_result())


def test_page_is_well_formed_with_headings_in_order_and_unique_ids(html: str) -> None:
    page = Page(html)
    assert page.open == []
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {href[1:] for one in page.of("a") if (href := one["href"] or "").startswith("#")}
    assert targets <= set(ids)


def test_tables_have_captions_and_header_cells_have_a_scope(html: str) -> None:
    page = Page(html)
    assert len(page.of("table")) == len(page.of("caption"))
    assert all(one.get("scope") for one in page.of("th"))
    assert all(one.get("aria-label") for one in page.of("svg"))


def test_every_verdict_unfolds_to_its_arithmetic_and_the_places_of_its_figures(html: str) -> None:
    result = example_result()
    assert html.count('class="verdict ') == len(result.verdicts)
    assert "<li>đến nay cần: 20 × 7/12 kỳ = 11 (làm tròn xuống)</li>" in html.replace("\xa0", " ")
    assert "<code>actuals.csv:" in html


def assert_inert(html: str) -> None:
    page = Page(html)
    assert page.open == []
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "input", "base"}
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")]
        if tag == "link":
            assert attributes["href"] == "data:,"
        elif "href" in attributes:
            assert not re.match(r"(?i)\s*(javascript|data|vbscript|file):", attributes["href"] or "")
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_page_loads_and_runs_nothing(html: str) -> None:
    assert_inert(html)
    assert "default-src 'none'" in html


def test_hostile_figures_are_inert() -> None:
    html = page_of(hostile_result())
    assert_inert(html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7 * 7 }}" in html
    assert "&lt;U+001B&gt;" in html
    assert "&lt;U+202E&gt;" in html
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\u200f\ufffe\uffff]", html)
    assert "y" * 2000 not in html


def contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        parts = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_can_be_read_in_both_themes() -> None:
    blocks = re.findall(r":root \{(.*?)\n\s*\}", TEMPLATE, re.DOTALL)[:2]
    for block in blocks:
        colors = dict(re.findall(r"--([a-z_-]+): (#[0-9a-f]{6})", block))
        for name in ("met", "behind", "missed", "no_data", "idle", "waived"):
            assert contrast(colors[name], colors[f"{name}-bg"]) >= 4.5, name
        for name in ("ink", "soft", "link"):
            assert contrast(colors[name], colors["paper"]) >= 4.5, name
            assert contrast(colors[name], colors["panel"]) >= 4.5, name


def test_fault_of_a_template_names_its_line() -> None:
    fault = render_template("<p>\n{{ nobody }}\n", pages_of(example_result(), "vi"), escaped=True)
    assert isinstance(fault, TemplateFault)
    assert fault.line == 2
    assert "nobody" in fault.problem


def test_suffix_implies_the_format_and_bytes_do_not_depend_on_day_zone_or_locale(
    tmp_path: Path,
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "so-lieu.csv").write_text(FIGURES, encoding="utf-8")
    pages = []
    for zone, locale in (("Asia/Ho_Chi_Minh", "vi_VN.UTF-8"), ("America/Lima", "C")):
        done = cchc(
            *("report", "so-lieu.csv", "--plan", "plan.yaml", "-o", "bao-cao.html"),
            cwd=tmp_path,
            TZ=zone,
            LC_ALL=locale,
        )
        assert done.returncode == 0, done.stderr
        pages.append((tmp_path / "bao-cao.html").read_bytes())
    assert pages[0] == pages[1]
    assert pages[0].startswith(b"<!DOCTYPE html>")


def test_assets_go_with_markdown_only(tmp_path: Path) -> None:
    done = cchc("report", "--format", "html", "--assets", "hinh", cwd=tmp_path)
    assert done.returncode == 2
    assert "V162" in done.stderr
    assert not (tmp_path / "hinh").exists()


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_shows_it_without_an_error_or_a_request(html: str, tmp_path: Path) -> None:
    """What the page's policy forbids, a request to elsewhere too, would be an error on the console."""
    assert CHROMIUM is not None
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    done = subprocess.run(
        [
            *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *("--enable-logging=stderr", "--disable-background-networking"),
            *(f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "page.html").as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "CONSOLE" not in done.stderr
    assert done.stdout.count('class="verdict ') == html.count('class="verdict ')


def wide_result(units: int, wanted: int, value: int) -> Result:
    """As many units, each with as many targets, all of one month in which each did `value`."""
    names = [f"u{n}" for n in range(units)]
    plan = (
        "version: 1\nid: '1'\ntitle: Kế hoạch\nperiod: {from: 2022-01, to: 2022-12}\nunits:\n"
        + "".join(f"  - {{id: {name}, name: Xã {name}}}\n" for name in names)
        + f"groups: {{xa: [{', '.join(names)}]}}\nindicators:\n"
        + "".join(f"  - {{id: i{n}, name: Chỉ tiêu {n}, kind: count}}\n" for n in range(wanted))
        + "tasks:\n  - id: I\n    clause: I\n    title: Việc\n    targets:\n"
        + "".join(
            f"      - {{id: t{n}, indicator: i{n}, at_least: 24, each: xa}}\n" for n in range(wanted)
        )
    )
    rows = [f"2022-01,{name},i{n},{value + (n == 0)}" for name in names for n in range(wanted)]
    return result_of(plan, "period,unit,indicator,value\n" + "\n".join(rows) + "\n")


@pytest.mark.parametrize(
    ("units", "across", "down"),
    [
        (30, ["Chỉ tiêu", "Xã u0", "Xã u1"], ["I.1 Chỉ tiêu 0 (≥ 24)", "I.2 Chỉ tiêu 1 (≥ 24)"]),
        (31, ["Đơn vị", "I.1 Chỉ tiêu 0 (≥ 24)", "I.2 Chỉ tiêu 1 (≥ 24)"], ["Xã u0", "Xã u1"]),
    ],
)
def test_the_map_shows_the_names_of_units_and_targets(
    units: int, across: list[str], down: list[str]
) -> None:
    """The names of targets are long: they stand in lines as long as the units find room beside them."""
    html = page_of(wide_result(units, 2, 2)).replace("\xa0", " ")
    heat = html[html.index('id="heat"') : html.index('id="results"')]
    heads = [re.sub("<[^>]*>", "", head) for head in re.findall(r'<th scope="col">(.*?)</th>', heat)]
    assert heads[:3] == across
    lines = [re.sub("<[^>]*>", "", head) for head in re.findall(r'<th scope="row">(.*?)</th>', heat)]
    assert lines[:2] == down
    assert len(re.findall(r'<td class="s-', heat)) == 2 * units


@pytest.mark.parametrize(("value", "unfolded"), [(2, 0), (1, 1_000)])
def test_of_many_verdicts_only_those_that_are_short_unfold(value: int, unfolded: int) -> None:
    """2,002 verdicts: 77 units with 26 targets, of which all but each unit's first may be short."""
    html = page_of(wide_result(77, 26, value))
    assert html.count('class="verdict ') == unfolded
    linked = set(re.findall(r'<a href="#(v\d+)"', html))
    assert linked == set(re.findall(r'id="(v\d+)"', html))
    assert len(linked) == unfolded
    short = html[html.index('class="scroll short') : html.index("</table>")] if unfolded else ""
    assert short.count("<a href") == short.count("data-head") // 5 == unfolded
    # 28,000 verdicts with a course of twelve months stay below 10 MB.
    assert len(html) < 4_500 * (unfolded + 100)


def test_a_number_is_not_torn_from_what_it_belongs_to() -> None:
    texts = {"a": ["tháng 7/2022: ≥ 20", "quý II/2022", "TĐC: – (0/0)"], "b": True, "c": "Số:   /BC"}
    assert glued(texts) == {
        "a": ["tháng\xa07/2022:\xa0≥\xa020", "quý\xa0II/2022", "TĐC:\xa0– (0/0)"],
        "b": True,
        "c": "Số:   /BC",
    }
