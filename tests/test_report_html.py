"""The report as a page: nothing runs, nothing is loaded, everything is shown and escaped."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from cchc_cli.render.document.template import TemplateFault, render_template
from report_support import example_result, hostile_result, pages_of
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
    assert "<li>đến nay cần: 20 × 7/12 kỳ = 11 (làm tròn xuống)</li>" in html
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
