"""Documents for Word, from templates that are edited in Word.

The template's tags are those of docxtpl: Jinja2 in the text, `{%p … %}` for a whole paragraph and
`{%tr … %}` for a whole row of a table. docxtpl makes XML templates of the parts; they are filled in
here, row by row into the archive, so that a long table never stands in memory as a tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from cchc_cli.render.document.pages import Context
from cchc_cli.render.document.template import TemplateFault, generate

if TYPE_CHECKING:
    from cchc_cli.render.document.sandbox import Budget

Write = Callable[[bytes], object]
MAX_TEMPLATE = 50_000_000
"""Bytes of a template unpacked."""
MAX_TAG = 1_000
"""Characters of a tag; what makes docxtpl's patterns quadratic is longer."""
_MAX_TAG_XML = 20_000
"""Characters of a tag with the elements that Word puts into it."""
_MAX_BLANK = 100
_SHOWN = 100
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG_OR_PARAGRAPH = re.compile(r"\{([{%#]).*?[}%#]\}|<w:p(?=[ >])", re.DOTALL)
_ELEMENT = re.compile(r"<[^>]*>")
_INSIDE_OPENING = re.compile(r"(?<=\{)(<[^>]*>)+(?=[{%#])")
_INSIDE_CLOSING = re.compile(r"(?<=[%}#])(<[^>]*>)+(?=\})")
_LINE = "{#\n#}"
"""Put before a paragraph, so that the line of a fault tells which; nothing is put out for it."""
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
    from cchc_cli.render.document.sandbox import Budget

    try:
        parts = _parts(template)
    except _NoTemplate as problem:
        return problem.fault
    except Exception as problem:  # whatever zipfile makes of a file that is no archive
        return TemplateFault(None, str(problem) or type(problem).__name__, "word_file")
    budget = Budget()
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts:
            with archive.open(_entry(name), "w") as stream:
                if name == _CORE:
                    stream.write(_core(context, title))
                    continue
                if not _FILLED.fullmatch(name):
                    stream.write(data)
                    continue
                fault = _fill(name, data, context, stream.write, budget)
                if fault is not None:
                    return fault
    return out.getvalue()


@lru_cache(maxsize=1)
def _parts(template: bytes) -> list[tuple[str, bytes]]:
    with ZipFile(BytesIO(template)) as archive:
        entries = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in entries) > MAX_TEMPLATE:
            raise BadZipFile(f"> {MAX_TEMPLATE} byte")
        _check_names([info.filename for info in entries])
        parts = [(info.filename, archive.read(info)) for info in entries]
    for name, data in parts:
        if name.lower().endswith((".xml", ".rels")):
            _check_part(name, data)
    return parts


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


def _entry(name: str) -> ZipInfo:
    """An entry without the day, the system and the rights of the machine that writes it."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0
    return entry


@lru_cache(maxsize=16)
def _patched(data: bytes) -> str | TemplateFault:
    """A part whose tags Jinja2 can read."""
    from docxtpl import DocxTemplate

    source = data.decode("utf-8-sig")
    fault = _fault_of_tags(source)
    if fault is not None:
        return fault
    text: str = DocxTemplate(BytesIO()).patch_xml(source)

    def tidied(found: re.Match[str]) -> str:
        # LibreOffice escapes quotation marks in text, where Word leaves them.
        return unescape(found[0]) if found[1] else _LINE + found[0]

    return _TAG_OR_PARAGRAPH.sub(tidied, text)


def _fault_of_tags(source: str) -> TemplateFault | None:
    """A tag that is not closed, or longer than any that a person writes."""
    text = _INSIDE_CLOSING.sub("", _INSIDE_OPENING.sub("", source))
    start = 0
    while (opening := _opening(text, start)) >= 0:
        kind = text[opening + 1]
        closing = text.find("}}" if kind == "{" else f"{kind}}}", opening + 2, opening + _MAX_TAG_XML)
        inside = text[opening + 2 : closing if closing >= 0 else opening + _MAX_TAG_XML]
        tag = _ELEMENT.sub("", inside)
        shown = text[opening : opening + 2] + tag[:_SHOWN]
        nested = len(re.findall(r"\{[{%#]", inside))
        if closing < 0 or nested > (_MAX_BLANK if kind == "#" else 0):
            return TemplateFault(None, f"tag not closed: {shown}")
        if len(tag) > MAX_TAG or re.search(rf"\s{{{_MAX_BLANK}}}", tag):
            return TemplateFault(
                None, f"tag of more than {MAX_TAG} characters or {_MAX_BLANK} blanks: {shown}"
            )
        start = closing + 2
    return None


def _opening(text: str, start: int) -> int:
    found = re.compile(r"\{[{%#]").search(text, start)
    return found.start() if found else -1


def _fill(
    name: str, data: bytes, context: Context, write: Write, budget: Budget
) -> TemplateFault | None:
    """Writes a part with its tags filled in, and checks that it is still XML."""
    parser = ParserCreate(namespace_separator=" ")
    problems: list[ExpatError] = []

    def take(part: str) -> None:
        encoded = part.encode("utf-8")
        if not problems:
            try:
                parser.Parse(encoded, False)
            except ExpatError as problem:
                problems.append(problem)
        write(encoded)

    text = _patched(data)
    if isinstance(text, TemplateFault):
        return TemplateFault(None, f"{name}: {text.problem}")
    fault = generate(text, context, True, take, (("links", links),), budget)
    if fault is not None:
        return TemplateFault(None, f"{name}: {fault.problem}{_paragraph(text, fault.line)}")
    try:
        parser.Parse(b"", True)
    except ExpatError as problem:
        problems.append(problem)
    return TemplateFault(None, f"{name}: {problems[0]}", "word_result") if problems else None


def _paragraph(text: str, line: int | None) -> str:
    """The text of the paragraph of a fault, so that it can be found in Word."""
    if line is None:
        return ""
    paragraph = " ".join("".join(text.split("\n")[line - 1 : line]).split())
    shown = unescape(_ELEMENT.sub("", paragraph.removeprefix("#}").removesuffix("{#"))).strip()
    cut = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return f" (“{cut}”)" if shown else ""


def links(evidence: Iterable[Context]) -> str:
    """What is named as evidence, as the runs of a paragraph; what has an address can be followed."""
    from markupsafe import Markup

    text = Markup('<w:r><w:t xml:space="preserve">{}</w:t></w:r>')
    followed = Markup(
        '<w:fldSimple w:instr=" HYPERLINK &quot;{}&quot; "><w:r><w:rPr><w:u w:val="single"/></w:rPr>'
        '<w:t xml:space="preserve">{}</w:t></w:r></w:fldSimple>'
    )
    runs = []
    for index, one in enumerate(evidence):
        runs.append(text.format(f"{'; ' if index else ''}{one['period']}: "))
        runs.append(
            followed.format(one["href"], one["text"]) if one["href"] else text.format(one["text"])
        )
    return Markup("").join(runs)


def _core(context: Context, title: str) -> bytes:
    """The properties of the document; its day is the last of the period."""
    from markupsafe import escape

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
