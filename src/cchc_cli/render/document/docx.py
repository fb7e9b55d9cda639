"""Documents for Word, from templates that are edited in Word.

The template's tags are those of docxtpl: Jinja2 in the text, `{%p … %}` for a whole paragraph and
`{%tr … %}` for a whole row of a table. docxtpl fills them in; a document of 20,000 rows took it 6 s and
0.4 GB. Before, the file is checked to be a document that loads nothing; after, the day and the machine
are taken out of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2 import Environment
from jinja2.exceptions import TemplateError
from markupsafe import escape

from cchc_cli.render.document.sandbox import Sandbox
from cchc_cli.render.document.template import TemplateFault, fault_of
from cchc_cli.render.document.texts import Context, glued

MAX_TEMPLATE = 50_000_000
"""Bytes of a template unpacked."""
MAX_TAG = 1_000
"""Characters of a tag; what makes docxtpl's patterns quadratic is longer."""
_MAX_TAG_XML = 20_000
"""Characters of a tag with the elements that Word puts into it."""
_MAX_BLANK = 100
_SHOWN = 100
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG = re.compile(r"\{([{%#]).*?[}%#]\}", re.DOTALL)
_OPENING = re.compile(r"\{[{%#]")
_ELEMENT = re.compile(r"<[^>]*>")
_INSIDE_OPENING = re.compile(r"(?<=\{)(<[^>]*>)+(?=[{%#])")
_INSIDE_CLOSING = re.compile(r"(?<=[%}#])(<[^>]*>)+(?=\})")
_DOCUMENT = "word/document.xml"
_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"


class _NoTemplate(Exception):
    """A file that can not be a template: the key of the words for why, and what shows it."""

    def __init__(self, why: str, problem: str) -> None:
        super().__init__(why, problem)
        self.fault = TemplateFault(None, problem, why)


def render_docx(context: Context, template: bytes, title: str) -> bytes | TemplateFault:
    """The document, the same bytes for the same facts; or what is wrong with the template.

    Its properties name the issuer of the context, the last day of its period and `title`.
    """
    try:
        _check_file(template)
    except _NoTemplate as problem:
        return problem.fault
    except Exception as problem:  # whatever zipfile makes of a file that is no archive
        return TemplateFault(None, str(problem) or type(problem).__name__, "word_file")
    document, out = _Word(BytesIO(template)), BytesIO()
    environment = Sandbox(escaped=True)
    try:
        document.render(glued(context), environment)
        document.save(out)
    except Exception as problem:  # whatever the code of a template raises is the template's
        return document.fault_of(problem)
    return _packed(out.getvalue(), _core(context, title))


class _Word(DocxTemplate):  # type: ignore[misc]
    """A template of docxtpl that knows the part being filled in, and lets no broken one through."""

    part, source = "", ""

    def patch_xml(self, src_xml: str) -> str:
        """A part whose tags Jinja2 can read."""
        _check_tags(src_xml)
        text: str = super().patch_xml(src_xml)
        # LibreOffice escapes quotation marks in text, where Word leaves them.
        return _TAG.sub(lambda tag: unescape(tag[0]), text)

    def render_xml_part(
        self, src_xml: str, part: Any, context: Context, jinja_env: Environment | None = None
    ) -> str:
        """A part filled in."""
        self.part, self.source = part.partname.lstrip("/"), src_xml
        made: str = super().render_xml_part(src_xml, part, context, jinja_env)
        # docxtpl would mend what does not hold together, and lose what it cannot mend.
        ParserCreate(namespace_separator=" ").Parse(made, True)
        return made

    def fault_of(self, problem: Exception) -> TemplateFault:
        """What is wrong, in which part, with the text of the paragraph that is to be looked for."""
        if isinstance(problem, ExpatError):
            return TemplateFault(None, f"{self.part}: {problem}", "word_result")
        fault = fault_of(problem)
        return TemplateFault(None, f"{self.part}: {fault.problem}{self._paragraph(fault.line)}")

    def _paragraph(self, line: int | None) -> str:
        """The text of a paragraph: docxtpl puts each on a line of its own."""
        if line is None:
            return ""
        paragraphs = re.sub(r"<w:p([ >])", r"\n<w:p\1", self.source).split("\n")
        text = " ".join(_ELEMENT.sub("", "".join(paragraphs[line - 1 : line])).split())
        cut = unescape(text) if len(text) <= _SHOWN else f"{unescape(text[:_SHOWN])}…"
        return f" (“{cut}”)" if text else ""


@lru_cache(maxsize=1)
def _check_file(template: bytes) -> None:
    """That it is a Word document which declares nothing and loads nothing from elsewhere."""
    with ZipFile(BytesIO(template)) as archive:
        entries = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in entries) > MAX_TEMPLATE:
            raise BadZipFile(f"> {MAX_TEMPLATE} byte")
        _check_names([info.filename for info in entries])
        parts = [(info.filename, archive.read(info)) for info in entries]
    for name, data in parts:
        if name.lower().endswith((".xml", ".rels")):
            _check_part(name, data)


def _check_names(names: list[str]) -> None:
    for name in names:
        if re.match(r"/|[A-Za-z]:", name) or "\\" in name or ".." in name.split("/"):
            raise _NoTemplate("word_name", name)
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
            raise _NoTemplate("word_macro", name)
    lowered = [name.lower() for name in names]
    for name in lowered:
        if lowered.count(name) > 1:
            raise _NoTemplate("word_twice", name)
    for name in (_TYPES, _DOCUMENT):
        if name not in names:
            raise _NoTemplate("word_lacks", name)


def _check_part(name: str, data: bytes) -> None:
    """That it is XML, declares nothing, and loads nothing from elsewhere."""

    def doctype(*_: object) -> None:
        raise _NoTemplate("word_doctype", name)

    def declared(version: str, encoding: str | None, _standalone: int) -> None:
        if version != "1.0":
            raise _NoTemplate("word_xml", f"{name}: XML {version}")
        if _FILLED.fullmatch(name) and (encoding or "utf-8").lower() != "utf-8":
            raise _NoTemplate("word_encoding", f"{name}: {encoding}")

    def element(tag: str, values: dict[str, str]) -> None:
        kind = values.get("Type", "").rpartition("/")[2]
        if (
            name.endswith(".rels")
            and tag.endswith(" Relationship")
            and values.get("TargetMode", "").lower() == "external"
            and kind != "hyperlink"
        ):
            raise _NoTemplate("word_external", f"{name}: {kind}: {values.get('Target')}")
        if name == _TYPES and "macroenabled" in values.get("ContentType", "").lower():
            raise _NoTemplate("word_macro", name)

    parser = ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declared
    parser.StartElementHandler = element
    try:
        if _FILLED.fullmatch(name):
            data.decode("utf-8-sig")
        parser.Parse(data, True)
    except (ExpatError, LookupError, ValueError) as problem:
        why = "word_encoding" if isinstance(problem, UnicodeDecodeError) else "word_xml"
        raise _NoTemplate(why, f"{name}: {problem}") from None


def _packed(document: bytes, core: bytes) -> bytes:
    """The archive without the day, the system and the rights of the machine that writes it."""
    out = BytesIO()
    with ZipFile(BytesIO(document)) as made, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in made.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, core if name == _CORE else made.read(name))
    return out.getvalue()


def _check_tags(source: str) -> None:
    """That each tag is closed, and none is longer than any that a person writes.

    docxtpl's patterns take time that grows with the square of a tag.
    """
    text = _INSIDE_CLOSING.sub("", _INSIDE_OPENING.sub("", source))
    start = 0
    while (opening := _OPENING.search(text, start)) is not None:
        kind, begin = opening[0][1], opening.end()
        closing = text.find("}}" if kind == "{" else f"{kind}}}", begin, begin + _MAX_TAG_XML)
        inside = text[begin : closing if closing >= 0 else begin + _MAX_TAG_XML]
        tag = _ELEMENT.sub("", inside)
        if closing < 0 or (kind != "#" and _OPENING.search(inside)):
            raise TemplateError(f"tag not closed: {opening[0]}{tag[:_SHOWN]}")
        if len(tag) > MAX_TAG or re.search(rf"\s{{{_MAX_BLANK}}}", tag):
            raise TemplateError(f"tag of more than {MAX_TAG} characters: {opening[0]}{tag[:_SHOWN]}")
        start = closing + 2


def _core(context: Context, title: str) -> bytes:
    """The properties of the document; its day is the last of the period."""
    day = f"{context['period']['last_day']}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(context['issuer'])}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()
