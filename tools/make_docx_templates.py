"""Makes the Word templates in templates/: report.docx, the periodic report, and notice.docx, the letter
that urges a unit on.

Run it after a change: `python tools/make_docx_templates.py`; a test proves that the files are current.
The layout is that of Decree 30/2020/NĐ-CP, annex I: A4, margins 20, 20, 30 and 15 mm, Times New Roman,
state title and motto, issuing body, number, place and date, body, signature block, recipients; a report
has its name and extract in the middle and its wide annex in landscape, a letter its extract under its
number.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

FOLDER = Path(__file__).resolve().parent.parent / "templates"
FONT = "Times New Roman"
BODY, SMALL, NOTE = 13, 10, 10
LEFT, RIGHT, TOP, BOTTOM = Mm(30), Mm(15), Mm(20), Mm(20)
CENTER, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
END = WD_ALIGN_PARAGRAPH.RIGHT
KEPT_STYLES = (
    *("Normal", "Heading 1", "Heading 2", "Header", "Footer", "Table Grid"),
    *("Default Paragraph Font", "Normal Table", "No List"),
)


def make_report() -> bytes:
    """The template of the report, the same bytes each time."""
    document = blank()
    add_head(document)
    add_title(document)
    add_body(document)
    add_signature(document, of_report=True)
    add_annexes(document)
    return saved(document)


def make_notice() -> bytes:
    """The template of the letter to a unit, the same bytes each time."""
    document = blank()
    add_head(document, extract="{{ words.subject }}")
    add_letter(document)
    add_signature(document, of_report=False)
    add_page_number(document.sections[0])
    return saved(document)


def blank() -> Any:
    """An upright page with our styles and nothing else of what the library's own template brings."""
    document: Any = Document()
    for element in list(document.element.body):
        if element.tag != qn("w:sectPr"):
            document.element.body.remove(element)
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in ("thumbnail", "customXml", "stylesWithEffects"):
                part.rels.pop(key)
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            style.delete()
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    set_styles(document)
    set_page(document.sections[0])
    return document


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return packed(out.getvalue())


def packed(data: bytes) -> bytes:
    """The same archive without the time at which it was written."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = CORE
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content)
    return out.getvalue()


CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)


def set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    for name, size, italic in (("Heading 1", BODY, False), ("Heading 2", BODY, False)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.bold, style.font.italic = True, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        style.paragraph_format.space_before = Pt(8 if name == "Heading 1" else 4)
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.keep_with_next = True
    for name, size, align in (
        ("Bảng", SMALL, None),
        ("Bảng số", SMALL, END),
        ("Phụ lục", NOTE, BOTH),
        ("Nơi nhận", 11, None),
    ):
        style = document.styles.add_style(name, 1)
        style.base_style = normal
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
        style.paragraph_format.alignment = align
    text = document.styles.add_style("Nội dung", 1)
    text.base_style = normal
    text.paragraph_format.first_line_indent = Mm(10)
    text.paragraph_format.alignment = BOTH
    dash = document.styles.add_style("Gạch đầu dòng", 1)
    dash.base_style = text
    dash.paragraph_format.space_after = Pt(2)


def set_page(section: Any, landscape: bool = False) -> None:
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = section.footer_distance = Mm(10)


def add_page_number(section: Any) -> None:
    """In the middle of the upper margin from the second page on."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style.paragraph_format.tab_stops.add_tab_stop(Mm(82), WD_TAB_ALIGNMENT.CENTER)
    paragraph.alignment = CENTER
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )


def write(place: Any, text: str, style: str | None = None, **shape: Any) -> Any:
    """A paragraph; `shape` says align, bold, italic, size, before and line (mm left free beside it)."""
    paragraph = place.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold, run.italic = shape.get("bold"), shape.get("italic")
    if "size" in shape:
        run.font.size = Pt(shape["size"])
    if "align" in shape:
        paragraph.alignment = shape["align"]
    if "after" in shape:
        paragraph.paragraph_format.space_after = Pt(shape["after"])
    if "before" in shape:
        paragraph.paragraph_format.space_before = Pt(shape["before"])
    paragraph.paragraph_format.keep_with_next = shape.get("keep")
    paragraph.paragraph_format.page_break_before = shape.get("new_page")
    return paragraph


def rule(place: Any, free: float) -> None:
    """A line in the middle, as long as leaves `free` mm at each side."""
    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(free)
    form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(0), Pt(3)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" '
            'w:color="000000"/></w:pBdr>'
        )
    )
    order_properties(paragraph._p.pPr)


def order_properties(properties: Any) -> None:
    """Puts a paragraph's border where the schema wants it: before spacing, indents and alignment."""
    border = properties.find(qn("w:pBdr"))
    for later in ("w:spacing", "w:ind", "w:jc"):
        found = properties.find(qn(later))
        if found is not None:
            found.addprevious(border)
            return


def plain_table(document: Any, widths: Sequence[float]) -> list[Any]:
    """The cells of a table of one row without lines, widths in mm."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    cells = row.cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
        cell._tc.remove(cell.paragraphs[0]._p)
    return list(cells)


def add_head(document: Any, extract: str = "") -> None:
    """Issuing body and state, number and day; a letter's extract stands under its number."""
    left, right = plain_table(document, (66, 99))
    write(left, "{%p if letterhead.parent %}")
    write(left, "{{ letterhead.parent | upper }}", align=CENTER, size=12, after=0)
    write(left, "{%p endif %}")
    write(left, "{{ issuer | upper }}", align=CENTER, size=12, bold=True, after=0)
    rule(left, 22)
    write(left, "{{ words.number }}", align=CENTER, size=13, before=3, after=0)
    if extract:
        write(left, extract, align=CENTER, size=12, after=0)
    write(right, "{%p if letterhead.is_nd30 %}")
    write(right, "{{ words.state }}", align=CENTER, size=12, bold=True, after=0)
    write(right, "{{ words.motto }}", align=CENTER, size=13, bold=True, after=0)
    rule(right, 19)
    write(right, "{%p endif %}")
    write(right, "{{ words.place_date }}", align=CENTER, size=13, italic=True, before=3, after=0)


def add_title(document: Any) -> None:
    write(document, "{{ words.title }}", align=CENTER, bold=True, before=8, after=0)
    write(document, "{{ words.subtitle }}", align=CENTER, bold=True, after=2)
    write(document, "{%p if unit %}")
    write(document, "{{ unit }}", align=CENTER, bold=True, after=2)
    write(document, "{%p endif %}")
    rule(document, 58)


def narrow_cells(table: Any) -> None:
    """1 mm beside the text of a cell, so that narrow columns hold their words whole."""
    sides = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))


COLUMN = "{{ columns.%s }}"
Cell = tuple[str, str]
"""Text and style."""


class Table:
    """A table with lines, whose header is repeated on each page; widths in mm."""

    def __init__(self, document: Any, widths: Sequence[float], head: Sequence[str]) -> None:
        self._widths = widths
        self._table = document.add_table(rows=0, cols=len(widths))
        self._table.style = "Table Grid"
        self._table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._table.autofit = False
        narrow_cells(self._table)
        for column, width in zip(self._table.columns, widths, strict=True):
            column.width = Mm(width)
        row = self.row([(COLUMN % name if name.islower() else name, "Bảng") for name in head], bold=True)
        properties = row._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    def row(self, cells: Sequence[Cell], bold: bool = False) -> Any:
        row = self._table.add_row()
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for cell, width, (text, style) in zip(row.cells, self._widths, cells, strict=True):
            cell.width = Mm(width)
            self._write(cell, text, style, bold)
        return row

    def rows(self, loop: str, cells: Sequence[Cell]) -> None:
        """A row for each turn of a loop."""
        self.tag(f"for {loop}")
        self.row(cells)
        self.tag("endfor")

    def tag(self, text: str) -> None:
        """A row that is only a tag."""
        self.wide("{%tr " + text + " %}")

    def wide(self, text: str, bold: bool = False, italic: bool = False) -> None:
        """A row of one cell."""
        row = self._table.add_row()
        cells = row.cells
        cell = cells[0].merge(cells[-1]) if len(cells) > 1 else cells[0]
        for extra in cell.paragraphs[1:]:
            cell._tc.remove(extra._p)
        self._write(cell, text, "Bảng", bold, italic)

    def _write(self, cell: Any, text: str, style: str, bold: bool, italic: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        paragraph.paragraph_format.keep_with_next = bold or None
        if bold and style == "Bảng" and len(text) < 40:
            paragraph.alignment = CENTER if text.startswith("{{ columns") else None


def field(name: str, number: bool = False) -> Cell:
    return ("{{ " + name + " }}", "Bảng số" if number else "Bảng")


def dashes(document: Any, items: str, text: str, style: str = "Gạch đầu dòng") -> None:
    """A paragraph with a dash for each turn of a loop, as documents list things."""
    write(document, "{%p for line in " + items + " %}")
    write(document, "- " + text, style)
    write(document, "{%p endfor %}")


def add_body(document: Any) -> None:
    """The first page, complete in itself; then the results, and what people write."""
    write(document, "{{ words.opening }}", "Nội dung", before=6)
    write(document, "{{ words.summary }}", "Heading 1")
    write(document, "{{ judgement }}", "Nội dung", bold=True)
    add_counts(document)
    add_shortfalls(document)
    add_rest_of_first_page(document)
    add_results(document)
    write(document, "{%p for part in people %}")
    write(document, "{{ part.heading }}", "Heading 1")
    write(document, "{%p for paragraph in part.paragraphs[:-1] %}")
    write(document, "{{ paragraph }}", "Nội dung")
    write(document, "{%p endfor %}")
    last = "{{ (part.paragraphs or [words.blank])[-1] }}"
    write(document, "{%p if part.name == 'proposals' %}")
    write(document, last + "{{ words.keep }}", "Nội dung", keep=True)
    write(document, "{%p else %}")
    write(document, last, "Nội dung")
    write(document, "{%p endif %}")
    write(document, "{%p if part.name == 'causes' %}")
    write(document, "{%p for group in notes %}")
    dashes(
        document,
        "group.lines",
        "{{ group.unit }}, {{ line.indicator }} ({{ line.period }}): {{ line.text }}",
    )
    write(document, "{%p endfor %}")
    write(document, "{%p endif %}")
    write(document, "{%p endfor %}")


def add_counts(document: Any) -> None:
    """How many stand how: the numbers add up to the first."""
    table = document.add_table(rows=2, cols=6)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column in range(6):
        at = "counts[" + str(column - 1) + "]"
        head = "{{ words.total }}" if column == 0 else "{{ " + at + ".word }}"
        value = "{{ total }}" if column == 0 else "{{ " + at + ".value }}"
        for row, (text, bold) in enumerate(((head, None), (value, True))):
            kept = "tblHeader" if row == 0 and column == 0 else "cantSplit"
            table.rows[row]._tr.get_or_add_trPr().append(parse_xml(f"<w:{kept} {nsdecls('w')}/>"))
            paragraph = table.cell(row, column).paragraphs[0]
            paragraph.style, paragraph.alignment = "Bảng", CENTER
            paragraph.add_run(text).bold = bold


def add_shortfalls(document: Any) -> None:
    write(document, "{{ words.shortfalls }}", "Heading 2")
    write(document, "{%p if shortfalls %}")
    names = ("indicator_name", "status", "reached", "goal", "gap", "needed", "since")
    table = Table(document, (51, 18, 19, 20, 24, 13, 20), names)
    table.tag("for group in shortfalls")
    table.wide("{{ group.unit }}", bold=True)
    table.rows(
        "row in group.rows",
        [
            ("{{ row.name }} ({{ row.about }})", "Bảng"),
            field("row.word"),
            field("row.reached", True),
            field("row.goal", True),
            field("row.gap", True),
            field("row.needed", True),
            field("row.since"),
        ],
    )
    table.tag("endfor")
    write(document, "{%p if shortfalls_left %}")
    write(document, "{{ words.shortfalls_left }}", "Nội dung")
    write(document, "{%p endif %}")
    write(document, "{%p else %}")
    write(document, "{{ words.no_shortfalls }}", "Nội dung")
    write(document, "{%p endif %}")


def add_rest_of_first_page(document: Any) -> None:
    """What changed, who has not sent, what cannot be decided, what is due."""
    write(document, "{{ words.changes }}", "Heading 2")
    write(document, "{{ changes_text }} {{ restated_note }}", "Nội dung")
    write(document, "{%p for kind in changes if kind.turn != 'still' and kind.shown %}")
    write(document, "{{ kind.heading }}", "Nội dung", keep=True)
    dashes(document, "kind.lines[:kind.shown]", "{{ line.name }} — {{ line.scope }}: {{ line.word }}")
    write(document, "{%p if kind.left %}")
    write(document, "- {{ kind.left }}", "Gạch đầu dòng")
    write(document, "{%p endif %}")
    write(document, "{%p endfor %}")
    write(document, "{{ words.missing }}", "Heading 2")
    write(document, "{{ words.sent }}: {{ sent }}. {{ not_sent }}", "Nội dung")
    write(document, "{%p if undecided_shown %}")
    write(
        document,
        "{{ words.undecided }} {% for group in undecided_named.groups %}{{ group.without }}: "
        "{{ group.names | join('; ') }}{{ group.left }}.{{ ' ' if not loop.last }}{% endfor %}"
        "{{ undecided_named.left }}",
        "Nội dung",
    )
    write(document, "{%p endif %}")
    write(document, "{{ words.next }}", "Heading 2")
    write(document, "{{ due_text }}", "Nội dung")
    write(document, "{%p if due_targets.rows %}")
    write(document, "{{ words.due_targets }}", "Nội dung", keep=True)
    dashes(
        document,
        "due_targets.rows",
        "{{ line.due }}: {{ line.name }} — {{ line.scope }} ({{ line.value }})",
    )
    write(document, "{%p if due_targets.left %}")
    write(document, "- {{ words.due_left }}", "Gạch đầu dòng")
    write(document, "{%p endif %}")
    write(document, "{%p endif %}")


def add_results(document: Any) -> None:
    write(document, "{{ words.results }}", "Heading 1", new_page=True)
    table = Table(document, (15, 62, 54, 34), ("task", "indicator_name", "results", "status"))
    table.tag("for section in sections")
    table.wide("{{ section.heading }}", bold=True)
    table.tag("for task in section.tasks")
    table.tag("for target in task.targets")
    counts = "{% for one in target.counts %}{{ '; ' if not loop.first }}{{ one.count }}"
    table.row(
        [
            field("task.id"),
            ("{{ target.name }} ({{ target.goal }})", "Bảng"),
            field("target.results"),
            (counts + "{{ ' ' if one.count }}{{ one.word }}{% endfor %}", "Bảng"),
        ]
    )
    table.tag("endfor")
    table.tag("for note in task.notes")
    table.wide("{{ task.id }}, {{ note.unit }}, {{ note.period }}: {{ note.text }}", italic=True)
    table.tag("endfor")
    table.tag("endfor")
    table.tag("if section.not_judged")
    table.wide("{{ words.not_judged | capitalize }}: {{ section.not_judged }}", italic=True)
    table.tag("endif")
    table.tag("endfor")
    write(document, "{%p if ranking %}")
    write(document, "{{ words.ranking }}", "Heading 2")
    write(document, "{{ words.ranking_note }}", "Phụ lục", keep=True, after=3)
    names = ("rank", "scope", "fine", "short", "no_data", "sending")
    table = Table(document, (12, 57, 22, 20, 18, 36), names)
    table.rows(
        "line in ranking",
        [
            field("line.rank", True),
            field("line.unit"),
            ("{{ line.fine }}/{{ line.judged }}", "Bảng số"),
            field("line.short", True),
            field("line.no_data", True),
            field("line.sending"),
        ],
    )
    write(document, "{%p endif %}")


def add_letter(document: Any) -> None:
    write(document, "{{ words.to }}", align=CENTER, before=18, after=12)
    write(document, "{{ words.basis }}", "Nội dung")
    write(document, "{%p if rows %}")
    write(document, "{{ words.short }}", "Heading 1")
    names = ("indicator_name", "planned", "done", "left", "due", "status")
    table = Table(document, (49, 21, 21, 21, 25, 28), names)
    table.rows(
        "row in rows",
        [
            field("row.name"),
            field("row.planned", True),
            field("row.done", True),
            field("row.left", True),
            field("row.due", True),
            field("row.word"),
        ],
    )
    write(document, "{{ words.grounds }}", "Nội dung", before=6, keep=True)
    dashes(document, "rows", "{{ line.ground }}")
    write(document, "{%p endif %}")
    write(document, "{%p if words.not_sent or missing %}")
    write(document, "{{ words.missing }}", "Heading 1")
    write(document, "{%p if words.not_sent %}")
    write(document, "{{ words.not_sent }}", "Nội dung")
    write(document, "{%p endif %}")
    dashes(document, "missing", "{{ line }}")
    write(document, "{%p endif %}")
    write(document, "{%p if lost %}")
    write(document, "{{ words.lost }}", "Heading 1")
    dashes(document, "lost", "{{ line }}")
    write(document, "{%p endif %}")
    # The closing mark takes the place of the last full stop.
    write(
        document,
        "{{ words.request | trim('.') }}{{ words.keep }}",
        "Nội dung",
        before=6,
        keep=True,
    )


def add_signature(document: Any, of_report: bool) -> None:
    """Recipients and signature, on one page with the end of the text."""
    left, right = plain_table(document, (80, 85))
    write(left, "{{ words.recipients }}", "Nơi nhận", bold=True, italic=True, size=12, before=12)
    if of_report:
        end = "{{ '.' if loop.last and not words.archive else ';' }}"
        dashes(left, "letterhead.recipients", "{{ line }}" + end, "Nơi nhận")
        write(left, "{%p if words.archive %}")
        write(left, "- {{ words.archive }}", "Nơi nhận")
        write(left, "{%p endif %}")
    else:
        dashes(left, "recipients", "{{ line }}", "Nơi nhận")
    write(right, "{{ signer.title | upper }}", align=CENTER, bold=True, before=12, after=0, keep=True)
    for _ in range(4):
        write(right, "", align=CENTER, after=0, keep=True)
    write(right, "{{ signer.name }}", align=CENTER, bold=True)


def annex(document: Any, name: str) -> None:
    """The head of an annex as the decree lays it out: number, title, what it is enclosed with."""
    write(document, "{{ words.annex_" + name + "_number }}", "Heading 1", align=CENTER, after=0)
    write(document, "{{ words.annex_" + name + "_title }}", align=CENTER, bold=True, after=0, keep=True)
    write(document, "{{ words.enclosed }}", align=CENTER, italic=True, size=11, keep=True)


def add_scores(document: Any) -> None:
    """The points of a scoring table: standings, what was deducted, every criterion."""
    write(document, "{%p if scores %}")
    annex(document, "scores")
    write(document, "{{ scores.title }}. {{ scores.facts | join('. ') }}.", "Nội dung")
    names = ("rank", "unit", "stage", "points", "percent", "class", "remarks")
    table = Table(document, (14, 36, 22, 22, 22, 22, 27), [f"score_{name}" for name in names])
    is_number = ("rank", "points", "percent")
    table.rows("row in scores.standings", [field(f"row.{name}", name in is_number) for name in names])
    write(document, "{%p for unit in scores.units %}")
    stages = ("max", "self", "appraised", "final")
    names = ("id", "criterion", *stages, "evidence", "owner")
    for heading, rows in (("deductions", "deducted"), ("criteria", "criteria")):
        write(document, "{%p if unit." + rows + " %}")
        write(document, "{{ unit.unit }}: {{ scores." + heading + " }}", "Heading 2")
        table = Table(document, (14, 40, 14, 14, 16, 16, 18, 33), [f"score_{name}" for name in names])
        table.rows(f"row in unit.{rows}", [field(f"row.{name}", name in stages) for name in names])
        write(document, "{%p endif %}")
    write(document, "{%p endfor %}")
    write(document, "{%p endif %}")


def add_annexes(document: Any) -> None:
    add_page_number(document.sections[0])
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section)
    section.different_first_page_header_footer = False
    add_scores(document)
    write(document, "{%p if definitions %}")
    annex(document, "definitions")
    dashes(
        document,
        "definitions if line.is_short",
        "{{ line.name }}: {{ line.definition or line.formula }}",
        "Phụ lục",
    )
    write(document, "{%p endif %}")
    write(document, "{%p if restated %}")
    annex(document, "restated")
    names = ("indicator_name", "scope", "period_label", "old", "new", "reason")
    table = Table(document, (45, 28, 25, 17, 17, 33), names)
    table.rows(
        "row in restated",
        [
            field("row.indicator"),
            field("row.unit"),
            field("row.period"),
            field("row.old", True),
            field("row.new", True),
            field("row.reason"),
        ],
    )
    write(document, "{%p endif %}")
    write(document, "{%p if waivers_in_force or waivers_expired %}")
    annex(document, "waivers")
    for items, heading in (("waivers_in_force", "in_force"), ("waivers_expired", "expired")):
        write(document, "{%p if " + items + " %}")
        write(document, "{{ words." + heading + " }}", "Heading 2")
        dashes(document, items, "{{ line }}", "Phụ lục")
        write(document, "{%p endif %}")
    write(document, "{%p endif %}")
    write(document, "{%p if references %}")
    annex(document, "references")
    dashes(document, "references", "{{ line }}", "Phụ lục")
    write(document, "{%p endif %}")


TEMPLATES = {"report.docx": make_report, "notice.docx": make_notice}

if __name__ == "__main__":
    for name, make in TEMPLATES.items():
        (FOLDER / name).write_bytes(make())
        sys.stdout.write(f"{FOLDER / name}\n")
