"""What people get to see: the pages of the Word and the printed report, and the page in a browser.

`make test-external` runs this. It needs LibreOffice, Chromium, poppler and npm (axe-core).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from report_support import document_texts, example_result
from test_report_docx import SPANS, document_of, example_as_of
from test_report_html import CHROMIUM, page_of, wide_result

pytestmark = pytest.mark.external
BROWSER = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")


def run(*line: str | Path | None, cwd: Path | None = None) -> str:
    assert line[0] is not None
    done = subprocess.run(
        [str(part) for part in line], cwd=cwd, check=True, capture_output=True, timeout=300
    )
    return done.stdout.decode()


def pages_in(pdf: Path) -> list[str]:
    """The text of each page, on one line."""
    text = run(shutil.which("pdftotext"), "-layout", pdf, "-")
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def test_the_word_report_of_the_example_has_six_pages_and_the_first_is_complete(tmp_path: Path) -> None:
    made = tmp_path / "a.docx"
    for language, first, last, following in (
        ("vi", "UBND TỈNH QUẢNG NGÃI", "gửi chậm nhất ngày 19/8/2022.", "II. Kết quả theo từng phần"),
        ("en", "UBND TỈNH QUẢNG NGÃI", "are due by 2022-08-19.", "II. Results by part of the plan"),
    ):
        made.write_bytes(document_of(example_result(), language))
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        run(shutil.which("soffice"), profile, "--headless", "--convert-to", "pdf", made, cwd=tmp_path)
        pages = pages_in(tmp_path / "a.pdf")
        assert len(pages) <= 6
        assert pages[0].startswith(first)
        assert pages[0].endswith(last)
        assert following in pages[1]
        (signed,) = [page for page in pages if "Nguyễn Văn Thành" in page]
        assert "./." in signed, "the signature stands with the end of the text"


def test_the_first_word_page_is_one_page_in_every_month(tmp_path: Path) -> None:
    """Of a month six pages at most; of a longer time one or two more."""
    for rank, (month, span, unit) in enumerate(SPANS):
        for is_sent in (False, True):
            made = document_of(example_as_of(month, unit, is_sent=is_sent), span=span)
            (tmp_path / f"{rank}-{span}-{int(is_sent)}.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = sorted(tmp_path.glob("*.docx"))
    run(shutil.which("soffice"), profile, "--headless", "--convert-to", "pdf", *files, cwd=tmp_path)
    for file in files:
        pages = pages_in(file.with_suffix(".pdf"))
        assert pages[1].removeprefix("2 ").startswith("II. Kết quả"), file.stem
        assert len(pages) <= (6 if "-month-" in file.stem else 7), file.stem


def test_the_first_printed_page_of_the_web_page_is_complete(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(document_texts(example_result(), "vi")[1], encoding="utf-8")
    to = f"--print-to-pdf={tmp_path / 'a.pdf'}"
    run(CHROMIUM, *BROWSER, f"--user-data-dir={tmp_path / 'p'}", to, (tmp_path / "a.html").as_uri())
    first, second, *_ = pages_in(tmp_path / "a.pdf")
    assert first.endswith("gửi chậm nhất ngày 19/8/2022.")
    assert second.startswith("Bảng màu đơn vị × mục tiêu")


AXE = """
const puppeteer = require('puppeteer-core');
(async () => {
  const browser = await puppeteer.launch({executablePath: process.argv[2], args: ['--no-sandbox']});
  const found = [];
  const ways = [[1300, 'light'], [375, 'dark']];
  for (const file of process.argv.slice(3)) for (const [width, scheme] of ways) {
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    await page.setViewport({width, height: 900});
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
    await page.goto(file);
    await page.evaluate(() => {
      for (const one of [...document.querySelectorAll('details')].slice(0, 60)) one.open = true;
    });
    await page.addScriptTag({path: require.resolve('axe-core')});
    const result = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    found.push(...result.violations.map(one => `${file} ${width} ${one.id} ${one.nodes[0].html}`));
    if (wide > 0) found.push(`${file} ${width}: ${wide} px too wide`);
  }
  console.log(JSON.stringify(found));
  await browser.close();
})();
"""


def test_a_screen_reader_finds_its_way_on_a_small_page_and_on_a_large_one(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    run(shutil.which("npm"), "install", "--silent", "axe-core", "puppeteer-core", cwd=tmp_path)
    (tmp_path / "axe.js").write_text(AXE, encoding="utf-8")
    pages = {"small": page_of(example_result()), "large": page_of(wide_result(77, 26, 1))}
    for name, html in pages.items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    files = [(tmp_path / f"{name}.html").as_uri() for name in pages]
    assert json.loads(run(shutil.which("node"), "axe.js", CHROMIUM, *files, cwd=tmp_path)) == []
