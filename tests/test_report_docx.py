"""The report and the notices as Word documents: their layout, their bytes, their templates."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from cchc_cli.model.history import Background
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.render.document.docx import render_docx
from cchc_cli.render.document.gather import report_model
from cchc_cli.render.document.model import SpanName
from cchc_cli.render.document.notice import notice_context, notices
from cchc_cli.render.document.template import TemplateFault
from cchc_cli.render.wording import Wording
from cchc_cli.run.check import check
from make_docx_templates import TEMPLATES
from report_support import (
    HOSTILE_PLAN,
    ROOT,
    document_texts,
    example_result,
    hostile_result,
    pages_of,
)
from support import result_of, source
from test_cli import FIGURES, PLAN, cchc

TEMPLATE = (ROOT / "templates/report.docx").read_bytes()
NOTICE = (ROOT / "templates/notice.docx").read_bytes()


def document_of(result: object, language: str = "vi", template: bytes = TEMPLATE, **more: Any) -> bytes:
    made = render_docx(pages_of(result, language, **more), template, "Báo cáo & <tên>")
    assert isinstance(made, bytes), made
    return made


def letters_of(result: Result, language: str = "vi", template: bytes = NOTICE) -> dict[str, bytes]:
    """The notices of a result by unit."""
    model = report_model(result, Background())
    words = Wording(language)
    letters = {}
    for notice in notices(model).notices:
        context = notice_context(notice, model, date(2022, 8, 19), words)
        made = render_docx(context, template, "Đôn đốc")
        assert isinstance(made, bytes), made
        letters[notice.unit] = made
    return letters


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
    return between.join(texts).strip().replace("\xa0", " ")


@pytest.fixture(scope="module")
def made() -> bytes:
    return document_of(example_result())


def test_document_is_laid_out_as_the_decree_asks(made: bytes) -> None:
    document: Any = docx.Document(BytesIO(made))
    sections = document.sections
    assert [(s.page_width.mm, s.page_height.mm) for s in sections] == [
        pytest.approx(size, abs=0.1) for size in ((210, 297), (210, 297))
    ]
    for section in sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [one.mm for one in margins] == pytest.approx([20, 20, 30, 15], abs=0.1)
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 13)
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
    assert "- UBND tỉnh (báo cáo); / - Sở Nội vụ; / " in signature
    assert "/ - Lưu: VT, SKHCN. | " in signature
    annex = lines.index("PHỤ LỤC I")
    assert [line.endswith("…./.") for line in lines].index(True) < lines.index(signature) < annex
    assert lines[annex + 1] == "CÁCH TÍNH CÁC CHỈ TIÊU"
    assert lines[annex + 2].startswith("(Kèm theo Báo cáo số          /BC-SKHCN ngày ")
    assert lines[0].startswith("UBND TỈNH QUẢNG NGÃI / ")


def test_a_notice_is_laid_out_as_a_letter() -> None:
    letter = letters_of(example_result())["qlcn"]
    document: Any = docx.Document(BytesIO(letter))
    (section,) = document.sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [one.mm for one in margins] == pytest.approx([20, 20, 30, 15], abs=0.1)
    head, to, basis, *rest = lines_of(letter)
    assert (
        "Số:          /SKHCN-…… / V/v đôn đốc thực hiện kế hoạch cải cách hành chính (tháng 7/2022)"
        in head
    )
    assert to == "Kính gửi: Thủ trưởng Phòng Quản lý Công nghệ và Chuyên ngành"
    assert basis.startswith("Căn cứ Kế hoạch khắc phục")
    average = "14/12/2022 | chậm so với tiến độ bình quân"
    assert f"Số tin, bài của phòng đã đăng | ≥ 20 | 9 | 11 | {average}" in rest
    assert rest[-1].startswith("Nơi nhận: / - Như trên; / - Lưu: VT, SKHCN. | GIÁM ĐỐC")
    with ZipFile(BytesIO(letter)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:title>Đôn đốc</dc:title>" in core
    assert core.count("2022-07-14T00:00:00Z") == 2


def test_hostile_names_are_inert_in_a_notice() -> None:
    figures = "period,unit,indicator,value\n2022-01,a,bai,0\n2022-01,b,bai,0\n"
    letters = letters_of(result_of(HOSTILE_PLAN, figures))
    assert list(letters) == ["a", "b"]
    lines = list(lines_of(letters["a"]))
    assert "SỞ <I>THỬ</I> & NGHIỆM" in lines[0]
    assert lines[1] == "Kính gửi: Thủ trưởng Phòng <img src=x onerror=alert(1)> | A"
    assert 'Căn cứ {{ 7 * 7 }} <b>Kế hoạch</b> & "thử" và số liệu' in lines[2]
    assert lines[5].startswith("=cmd|<script> | ≥ 12 | 0 | 12 | 14/12/2022 |")
    assert lines[-1].endswith("Nguyễn <b>A</b>")


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
    assert "w:instr" not in xml


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
    template = changed(TEMPLATE, "{{ words.number }}", "ỦY BAN NHÂN DÂN TỈNH {{ place | upper }}")
    lines = list(lines_of(document_of(example_result(), "vi", template)))
    assert " / ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI | " in lines[0]


def test_quotation_marks_in_tags_may_be_escaped_or_curly() -> None:
    """LibreOffice escapes them when it saves, Word makes them curly as one types."""
    for marks in ("&apos;{}&apos;", "&quot;{}&quot;", "‘{}’", "“{}”"):
        tag = "{{ nobody | default(" + marks.format("Tỉnh & <b>") + ") }}"
        template = changed(TEMPLATE, "{{ words.number }}", tag.replace("& <b>", "&amp; &lt;b&gt;"))
        lines = list(lines_of(document_of(example_result(), "vi", template)))
        assert " / Tỉnh & <b> | " in lines[0], marks


@pytest.mark.external
@pytest.mark.parametrize("name", ["report", "notice"])
def test_a_template_saved_by_libreoffice_makes_the_same_document(tmp_path: Path, name: str) -> None:
    soffice = shutil.which("soffice")
    assert soffice is not None
    (tmp_path / f"{name}.docx").write_bytes((ROOT / f"templates/{name}.docx").read_bytes())

    def convert(path: Path, wanted: str) -> Path:
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        line = [
            soffice,
            profile,
            "--headless",
            "--convert-to",
            wanted,
            "--outdir",
            tmp_path / "out",
            path,
        ]
        subprocess.run([str(part) for part in line], check=True, capture_output=True)
        return tmp_path / "out" / f"{path.stem}.{wanted}"

    saved = convert(tmp_path / f"{name}.docx", "docx").read_bytes()
    if name == "report":
        ours, theirs = (document_of(example_result(), "vi", one) for one in (TEMPLATE, saved))
    else:
        ours, theirs = (letters_of(example_result(), "vi", one)["qlcn"] for one in (NOTICE, saved))
    assert [line for line in lines_of(theirs) if line] == [line for line in lines_of(ours) if line]
    (tmp_path / "made.docx").write_bytes(ours)
    assert convert(tmp_path / "made.docx", "pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        (b"", "File is not a zip file"),
        (b"PK\x03\x04 broken", "File is not a zip file"),
        (changed(TEMPLATE, "{{ words.number }}", "{{ nobody }}"), "nobody"),
        (changed(TEMPLATE, "{{ words.number }}", "{{ words.number "), "not closed: {{ words.number"),
        (changed(TEMPLATE, "{{ words.number }}", "{{ '<w:p>' | safe }}"), "mismatched tag"),
        (changed(TEMPLATE, "{{ words.number }}", "{{ words.__class__.mro() }}"), "word/document.xml: "),
    ],
)
def test_what_is_wrong_with_a_template_is_said(template: bytes, problem: str) -> None:
    fault = render_docx(pages_of(example_result(), "vi"), template, "")
    assert isinstance(fault, TemplateFault)
    assert problem in fault.problem


@pytest.mark.parametrize("name", ["report.docx", "notice.docx"])
def test_template_is_current(name: str) -> None:
    shipped = BytesIO((ROOT / "templates" / name).read_bytes())
    with ZipFile(BytesIO(TEMPLATES[name]())) as made, ZipFile(shipped) as kept:
        assert made.namelist() == kept.namelist()
        for part in made.namelist():
            assert made.read(part) == kept.read(part), f"run tools/make_docx_templates.py: {part}"


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


def test_notices_are_written_for_word(tmp_path: Path) -> None:
    write_case(tmp_path)
    run = ("remind", "so-lieu.csv", "--plan", "plan.yaml")
    written = []
    for zone, locale in (("Asia/Ho_Chi_Minh", "vi_VN.UTF-8"), ("America/Lima", "C")):
        done = cchc(*run, "--format", "docx", "-o", "ra", cwd=tmp_path, TZ=zone, LC_ALL=locale)
        assert done.returncode == 0, done.stderr
        assert [path.name for path in (tmp_path / "ra").iterdir()] == ["don-doc-b.docx"]
        written.append((tmp_path / "ra/don-doc-b.docx").read_bytes())
    assert written[0] == written[1]
    assert "Kính gửi: Thủ trưởng Phòng B" in list(lines_of(written[0]))
    (tmp_path / "ra/don-doc-a.docx").write_bytes(b"old")
    done = cchc(*run, "--format", "docx", "-o", "ra", cwd=tmp_path)
    assert "V135" in done.stderr
    assert "don-doc-a.docx" in done.stderr
    assert "don-doc-b.docx" not in done.stderr


def test_a_word_template_makes_notices_for_word(tmp_path: Path) -> None:
    write_case(tmp_path)
    done = cchc("remind", "--dump-template", "-o", "mau.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mau.docx").read_bytes() == NOTICE
    template = changed(NOTICE, "{{ words.to }}", "Gửi {{ unit.name }}, trả lời ngày {{ reply_by }}")
    (tmp_path / "mau.docx").write_bytes(template)
    run = ("remind", "so-lieu.csv", "--plan", "plan.yaml", "--template", "mau.docx", "-o", "ra")
    done = cchc(*run, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Gửi Phòng B, trả lời ngày 19/3/2022" in list(
        lines_of((tmp_path / "ra/don-doc-b.docx").read_bytes())
    )
    (tmp_path / "mau.docx").write_bytes(changed(NOTICE, "{{ words.to }}", "{{ nobody }}"))
    done = cchc(*run[:-1], "khac", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("mau.docx: lỗi V163")
    assert not (tmp_path / "khac").exists()


def test_corrections_of_closed_figures_read_alike_in_every_format(tmp_path: Path) -> None:
    write_case(tmp_path)
    figures = tmp_path / "so-lieu.csv"

    def run(*arguments: str) -> None:
        done = cchc(*arguments, "so-lieu.csv", "--plan", "plan.yaml", cwd=tmp_path)
        assert done.returncode == 0, done.stderr

    run("close", "2022-01")
    figures.write_text(FIGURES.replace("2022-01,a,bai,1", "2022-01,a,bai,3"), encoding="utf-8")
    run("close", "2022-01", "--amend", "--reason", "Đếm | sót <b>")
    figures.write_text(
        FIGURES.replace("2022-01,a,bai,1", "2022-01,a,bai,3").replace(
            "2022-01,b,bai,0", "2022-01,b,bai,4"
        ),
        encoding="utf-8",
    )
    for name in ("r.md", "r.html", "r.docx"):
        run("report", "-o", name)
    note = "Có 2 số liệu của kỳ đã chốt được sửa, xem phụ lục “Số liệu kỳ đã chốt được sửa”."
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert note in text
    assert (
        "| Chỉ tiêu | Đơn vị | Kỳ | Số cũ | Số mới | Lý do |\n"
        "| --- | --- | --- | ---: | ---: | --- |\n"
        "| Tin bài | Phòng B | tháng 1/2022 | 0 | 4 | chưa được chấp nhận |\n"
        "| Tin bài | Phòng A | tháng 1/2022 | 1 | 3 | Đếm \\| sót \\<b\\> |\n"
    ) in text
    assert "V201" not in text
    lines = list(lines_of((tmp_path / "r.docx").read_bytes()))
    assert any(line.endswith(note) for line in lines)
    assert "Tin bài | Phòng B | tháng 1/2022 | 0 | 4 | chưa được chấp nhận" in lines
    assert "Tin bài | Phòng A | tháng 1/2022 | 1 | 3 | Đếm | sót <b>" in lines
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert f"<p>{note}</p>" in page
    assert '<td class="number">1</td><td class="number">3</td><td>Đếm | sót &lt;b&gt;</td>' in page


def with_parts(template: bytes, parts: dict[str, bytes | None], again: str | None = None) -> bytes:
    """The template with parts put in or, where None, left out; the part `again` stands twice."""
    out = BytesIO()
    with ZipFile(BytesIO(template)) as source, ZipFile(out, "w") as target:
        content = {name: source.read(name) for name in source.namelist()}
        for name, data in {**content, **parts}.items():
            if data is not None:
                target.writestr(name, data)
        if again is not None:
            target.writestr(again.upper(), content[again])
    return out.getvalue()


def part(name: str) -> str:
    with ZipFile(BytesIO(TEMPLATE)) as source:
        return source.read(name).decode()


DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"


def related(kind: str, target: str = "https://e.vn/x") -> bytes:
    address = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="x9" Type="{address}/{kind}" Target="{target}" TargetMode="External"/>'
    return part(RELATIONS).replace("</Relationships>", f"{one}</Relationships>").encode()


@pytest.mark.parametrize(
    ("template", "why"),
    [
        (with_parts(TEMPLATE, {"[Content_Types].xml": None}), "lacks"),
        (with_parts(TEMPLATE, {DOCUMENT: None}), "lacks"),
        (with_parts(TEMPLATE, {}, again=DOCUMENT), "twice"),
        (with_parts(TEMPLATE, {"../evil.xml": b"<a/>"}), "name"),
        (with_parts(TEMPLATE, {"/evil.xml": b"<a/>"}), "name"),
        (with_parts(TEMPLATE, {"C:/evil.xml": b"<a/>"}), "name"),
        (with_parts(TEMPLATE, {"word/vbaProject.bin": b"x"}), "macro"),
        (
            with_parts(
                TEMPLATE,
                {
                    "[Content_Types].xml": part("[Content_Types].xml")
                    .replace(
                        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                        "vnd.ms-word.document.macroEnabled.main",
                    )
                    .encode()
                },
            ),
            "macro",
        ),
        *(
            (with_parts(TEMPLATE, {RELATIONS: related(kind)}), "external")
            for kind in ("attachedTemplate", "oleObject", "frame", "image")
        ),
        (
            with_parts(TEMPLATE, {DOCUMENT: part(DOCUMENT).replace("?>", "?><!DOCTYPE a>", 1).encode()}),
            "doctype",
        ),
        (with_parts(TEMPLATE, {"word/styles.xml": b"<!DOCTYPE a><a/>"}), "doctype"),
        (with_parts(TEMPLATE, {DOCUMENT: part(DOCUMENT).encode("utf-16")}), "encoding"),
        (
            with_parts(
                TEMPLATE,
                {DOCUMENT: part(DOCUMENT).replace("UTF-8", "ISO-8859-1", 1).encode("latin1", "replace")},
            ),
            "encoding",
        ),
        (
            with_parts(TEMPLATE, {DOCUMENT: part(DOCUMENT).encode().replace(b"</w:t>", b"\xff</w:t>")}),
            "encoding",
        ),
        (with_parts(TEMPLATE, {DOCUMENT: part(DOCUMENT).encode().replace(b"1.0", b"x", 1)}), "xml"),
        (changed(TEMPLATE, "<w:body>", "<w:body><nope:p/>"), "xml"),
        (changed(TEMPLATE, "{{ words.number }}", "{{ '&lt;nope:p/>' | safe }}"), "result"),
        (changed(TEMPLATE, "{{ words.number }}", "{{ '<w:p>' | safe }}".replace("<", "&lt;")), "result"),
    ],
)
def test_a_file_that_is_no_template_is_refused(template: bytes, why: str) -> None:
    fault = render_docx(pages_of(example_result(), "vi"), template, "")
    assert isinstance(fault, TemplateFault)
    assert fault.why == f"word_{why}", fault
    for language in ("vi", "en"):
        assert Wording(language).word(f"why.{fault.why}")


def test_links_of_a_template_may_lead_elsewhere() -> None:
    document_of(example_result(), "vi", with_parts(TEMPLATE, {RELATIONS: related("hyperlink")}))


@pytest.mark.parametrize(
    "text",
    [
        "{" * 400_000,
        "{{" * 200_000 + "}}",
        "{% colspan" + " " * 300_000 + "x%}",
        "{{ " + "x" * 300_000 + " }}",
        "{#" + "{{ " * 200_000 + "#}",
        "{{ words.parent",
    ],
)
def test_a_tag_without_end_is_refused_at_once(text: str) -> None:
    fault = render_docx(
        pages_of(example_result(), "vi"), changed(TEMPLATE, "{{ words.number }}", text), ""
    )
    assert isinstance(fault, TemplateFault)
    assert not fault.why


def test_a_wrong_tag_is_told_with_the_text_of_its_paragraph(tmp_path: Path) -> None:
    write_case(tmp_path)
    (tmp_path / "mau.docx").write_bytes(changed(NOTICE, "{{ words.to }}", "Gửi {{ nobody }} ngay"))
    run = ("remind", "so-lieu.csv", "--plan", "plan.yaml", "--template", "mau.docx", "-o", "ra")
    done = cchc(*run, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("mau.docx: lỗi V163")
    assert "'nobody' is undefined (“Gửi {{ nobody }} ngay”)" in done.stderr
    (tmp_path / "mau.docx").write_bytes(with_parts(NOTICE, {"word/vbaProject.bin": b"x"}))
    done = cchc(*run, cwd=tmp_path)
    assert done.returncode == 2
    assert "V161: mẫu Word không dùng được: tệp có macro (word/vbaProject.bin)" in done.stderr
    assert not (tmp_path / "ra").exists()


SPANS = [
    *((month, SpanName.MONTH, None) for month in range(1, 13)),
    *((month, SpanName.QUARTER, None) for month in (3, 6, 9, 12)),
    *((6, SpanName.HALF, None), (12, SpanName.HALF, None)),
    *((9, SpanName.NINE_MONTHS, None), (12, SpanName.YEAR, None)),
    *((month, SpanName.MONTH, "qlcn") for month in (7, 8, 11)),
]
"""All reports that the example can have, and some of one unit."""


def example_as_of(month: int, unit: str | None, *, is_sent: bool) -> Result:
    """The example as of a month; `is_sent` repeats the figures of July to the end of the year."""
    rows = (ROOT / "examples/2022/actuals.csv").read_text(encoding="utf-8")
    july = [line for line in rows.splitlines() if line.startswith("2022-07")]
    if is_sent:
        for later in range(8, 13):
            rows += "".join(line.replace("2022-07", f"2022-{later:02}", 1) + "\n" for line in july)
    reading = read_plan((ROOT / "plans/2022.yaml").read_bytes(), "plan.yaml")
    request = Request(as_of=f"2022-{month:02}", unit=unit)
    return check(reading._replace(sha256="0" * 64), [source(rows)], request=request)


def first_page_height(data: bytes) -> float:
    """Lines of 13 pt up to the results, as a printer would break them; a table's are of 10 pt."""
    document: Any = docx.Document(BytesIO(data))
    height, at = 6.0, 0
    for element in document.element.body:
        if element.tag == qn("w:tbl"):
            at += 1
            if at == 1:
                continue
            for row in element.iterchildren(qn("w:tr")):
                cells = list(row.iterchildren(qn("w:tc")))
                widths = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in cells]
                texts = [text_of(cell) for cell in cells]
                lines = [-(-len(t) * 87 // max(w - 114, 1)) for t, w in zip(texts, widths, strict=True)]
                height += 0.8 * max(1, *lines, 1)
            continue
        text = text_of(element)
        if text.startswith("II. "):
            return height
        height += max(1, -(-len(text) // 85)) + 0.2 if text else 0
    raise AssertionError("no results")


@pytest.mark.parametrize(("month", "span", "unit"), SPANS)
@pytest.mark.parametrize("is_sent", [False, True])
def test_lists_end_where_the_first_page_does(
    month: int, span: SpanName, unit: str | None, is_sent: bool
) -> None:
    """257 mm hold 48.7 lines of 13 pt; letterhead and rules take six."""
    made = document_of(example_as_of(month, unit, is_sent=is_sent), span=span)
    assert first_page_height(made) <= 48.7


def test_a_unit_without_anything_judged_has_its_report() -> None:
    """Its annex of definitions is empty: neither it nor its heading is there."""
    result = example_as_of(7, "lanh-dao-so", is_sent=False)
    assert not result.verdicts
    assert not any("Cách tính các chỉ tiêu" in line for line in lines_of(document_of(result)))
    for text in document_texts(result, "vi"):
        assert "Cách tính các chỉ tiêu" not in text
