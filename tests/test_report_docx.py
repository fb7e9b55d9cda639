"""The report as a Word document: its layout, its bytes, its template."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from cchc_cli.render.docx import render_docx
from cchc_cli.render.template import TemplateFault
from report_support import ROOT, example_result, hostile_result, pages_of
from test_cli import FIGURES, PLAN, cchc

GOLDEN = ROOT / "tests" / "golden"
TEMPLATE = (ROOT / "templates/report.docx").read_bytes()


def document_of(result: object, language: str = "vi", template: bytes = TEMPLATE) -> bytes:
    made = render_docx(pages_of(result, language), template)
    assert isinstance(made, bytes), made
    return made


def lines_of(data: bytes) -> Iterator[str]:
    """What a reader sees, a line for each paragraph and each row of a table."""
    document: Any = docx.Document(BytesIO(data))
    for element in document.element.body:
        if element.tag == qn("w:p"):
            yield text_of(element)
        elif element.tag == qn("w:tbl"):
            for row in element.iterchildren(qn("w:tr")):
                yield " | ".join(text_of(cell, " / ") for cell in row.iterchildren(qn("w:tc")))


def text_of(element: Any, between: str = "") -> str:
    paragraphs = [element] if element.tag == qn("w:p") else list(element.iter(qn("w:p")))
    texts = ("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in paragraphs)
    return between.join(texts).strip()


@pytest.fixture(scope="module")
def made() -> bytes:
    return document_of(example_result())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_document_reads_as_the_golden_file(language: str) -> None:
    text = "\n".join(lines_of(document_of(example_result(), language))) + "\n"
    path = GOLDEN / f"report-docx.{language}.txt"
    if os.environ.get("CCHC_UPDATE_GOLDENS"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


def test_document_is_laid_out_as_the_decree_asks(made: bytes) -> None:
    document: Any = docx.Document(BytesIO(made))
    sections = document.sections
    assert [(s.page_width.mm, s.page_height.mm) for s in sections] == [
        pytest.approx(size, abs=0.1) for size in ((210, 297), (297, 210), (210, 297))
    ]
    for section in sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [one.mm for one in margins] == pytest.approx([20, 20, 30, 15], abs=0.1)
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 14)
    lines = list(lines_of(made))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc" in lines[0]
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH QUẢNG NGÃI" in lines[0]
    assert "Quảng Ngãi, ngày" in lines[0]
    assert lines[1:3] == [
        "BÁO CÁO",
        "Kết quả thực hiện kế hoạch cải cách hành chính đến hết tháng 7/2022",
    ]
    (signature,) = [line for line in lines if line.startswith("Nơi nhận:")]
    assert signature.endswith("GIÁM ĐỐC /  /  /  /  / Nguyễn Văn Thành")
    assert lines.index(signature) < lines.index("Phụ lục 1. Bảng số liệu")


def test_headers_of_tables_are_repeated_and_rows_stay_whole(made: bytes) -> None:
    document: Any = docx.Document(BytesIO(made))
    for table in document.tables:
        rows = list(table._tbl.iterchildren(qn("w:tr")))
        if len(rows) > 1:
            assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
            cells = [row for row in rows if len(list(row.iterchildren(qn("w:tc")))) > 1]
            assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in cells)


def test_bytes_hold_nothing_of_the_day_or_the_machine(made: bytes) -> None:
    assert made == document_of(example_result())
    with ZipFile(BytesIO(made)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2022-07-14T00:00:00Z") == 2


def test_hostile_figures_are_inert() -> None:
    made = document_of(hostile_result())
    text = "\n".join(lines_of(made))
    assert "<script>alert(1)</script> {{ 7 * 7 }} {% for x in y %} </w:t></w:r> ]]> &amp;" in text
    assert "<U+001B>[31m <U+202E>abc<U+200F> <U+FFFE><U+FFFF> =HYPERLINK(1)" in text
    assert "y" * 2000 not in text
    with ZipFile(BytesIO(made)) as archive:
        xml = archive.read("word/document.xml").decode()
        assert not [name for name in archive.namelist() if "vba" in name.lower()]
    fields = re.findall(r'w:instr="([^"]*)"', xml)
    assert fields
    assert all(re.match(r" (PAGE|HYPERLINK &quot;(https://e\.vn/|\.\./a\.pdf))", one) for one in fields)


def changed(template: bytes, old: str, new: str) -> bytes:
    """The template as Word would save it after an edit of its text."""
    out = BytesIO()
    with ZipFile(BytesIO(template)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new).encode()
            target.writestr(name, content)
    return out.getvalue()


def test_an_edited_template_changes_the_document() -> None:
    template = changed(TEMPLATE, "{{ words.parent }}", "ỦY BAN NHÂN DÂN TỈNH {{ place | upper }}")
    lines = list(lines_of(document_of(example_result(), "vi", template)))
    assert lines[0].startswith("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI / SỞ KHOA HỌC")


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        (b"", "File is not a zip file"),
        (b"PK\x03\x04 broken", "File is not a zip file"),
        (changed(TEMPLATE, "{{ words.parent }}", "{{ nobody }}"), "nobody"),
        (changed(TEMPLATE, "{{ words.parent }}", "{{ words.parent "), "word/document.xml: "),
        (changed(TEMPLATE, "{{ words.parent }}", "{{ '<w:p>' | safe }}"), "mismatched tag"),
        (changed(TEMPLATE, "{{ words.parent }}", "{{ words.__class__.mro() }}"), "word/document.xml: "),
    ],
)
def test_what_is_wrong_with_a_template_is_said(template: bytes, problem: str) -> None:
    fault = render_docx(pages_of(example_result(), "vi"), template)
    assert isinstance(fault, TemplateFault)
    assert problem in fault.problem


def test_template_is_current() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from make_docx_template import make
    finally:
        sys.path.remove(str(ROOT / "tools"))
    with ZipFile(BytesIO(make())) as made, ZipFile(BytesIO(TEMPLATE)) as kept:
        assert made.namelist() == kept.namelist()
        for name in made.namelist():
            assert made.read(name) == kept.read(name), f"run tools/make_docx_template.py: {name}"


def write_case(folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "so-lieu.csv").write_text(FIGURES, encoding="utf-8")


def test_suffix_implies_the_format_and_bytes_do_not_depend_on_zone_or_locale(tmp_path: Path) -> None:
    write_case(tmp_path)
    made = []
    for zone, locale in (("Asia/Ho_Chi_Minh", "vi_VN.UTF-8"), ("America/Lima", "C")):
        done = cchc(
            *("report", "so-lieu.csv", "--plan", "plan.yaml", "-o", "bao-cao.docx"),
            cwd=tmp_path,
            TZ=zone,
            LC_ALL=locale,
        )
        assert done.returncode == 0, done.stderr
        made.append((tmp_path / "bao-cao.docx").read_bytes())
    assert made[0] == made[1]


def test_a_template_that_can_not_be_used_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    write_case(tmp_path)
    (tmp_path / "mau.docx").write_text("không phải Word", encoding="utf-8")
    (tmp_path / "bao-cao.docx").write_bytes(b"old")
    done = cchc(
        *("report", "so-lieu.csv", "--plan", "plan.yaml"),
        *("--template", "mau.docx", "-o", "bao-cao.docx"),
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "mau.docx: lỗi V161" in done.stderr
    assert (tmp_path / "bao-cao.docx").read_bytes() == b"old"


def test_built_in_template_can_be_written_to_start_from(tmp_path: Path) -> None:
    done = cchc("report", "--dump-template", "-o", "mau.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mau.docx").read_bytes() == TEMPLATE
