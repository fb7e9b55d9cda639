"""Documents for Word, from templates that are edited in Word.

The template's tags are those of docxtpl: Jinja2 in the text, `{%p … %}` for a whole paragraph and
`{%tr … %}` for a whole row of a table. docxtpl makes XML templates of the parts; they are filled in
here, row by row into the archive, so that a long table never stands in memory as a tree.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import unescape
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from cchc_cli.render.pages import Context
from cchc_cli.render.template import TemplateFault, generate

Write = Callable[[bytes], object]
MAX_TEMPLATE = 50_000_000
"""Bytes of a template unpacked."""
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_DOCUMENT = "word/document.xml"
_CORE = "docProps/core.xml"
_BROKEN = (
    BadZipFile,
    zlib.error,
    KeyError,
    UnicodeDecodeError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""What a file that is no document can raise."""


def render_docx(context: Context, template: bytes, title: str) -> bytes | TemplateFault:
    """The document, the same bytes for the same facts; or what is wrong with the template.

    Its properties name the issuer of the context, the last day of its period and `title`.
    """
    try:
        parts = _parts(template)
    except _BROKEN as problem:
        return TemplateFault(None, str(problem) or type(problem).__name__)
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
                fault = _fill(name, data, context, stream.write)
                if fault is not None:
                    return fault
    return out.getvalue()


@lru_cache(maxsize=1)
def _parts(template: bytes) -> list[tuple[str, bytes]]:
    with ZipFile(BytesIO(template)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_TEMPLATE:
            raise BadZipFile(f"> {MAX_TEMPLATE} byte")
        if _DOCUMENT not in archive.namelist():
            raise BadZipFile(_DOCUMENT)
        return [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]


def _entry(name: str) -> ZipInfo:
    """An entry without the day, the system and the rights of the machine that writes it."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0
    return entry


@lru_cache(maxsize=16)
def _patched(data: bytes) -> str:
    """A part whose tags Jinja2 can read."""
    from docxtpl import DocxTemplate

    text: str = DocxTemplate(BytesIO()).patch_xml(data.decode("utf-8-sig"))
    # LibreOffice escapes quotation marks in text, where Word leaves them.
    return _TAG.sub(lambda tag: unescape(tag[0]), text)


def _fill(name: str, data: bytes, context: Context, write: Write) -> TemplateFault | None:
    """Writes a part with its tags filled in, and checks that it is still XML."""
    parser = ParserCreate()
    problems: list[ExpatError] = []

    def take(part: str) -> None:
        encoded = part.encode("utf-8")
        if not problems:
            try:
                parser.Parse(encoded, False)
            except ExpatError as problem:
                problems.append(problem)
        write(encoded)

    fault = generate(_patched(data), context, True, take, (("links", links),))
    if fault is not None:
        return TemplateFault(None, f"{name}: {fault.problem}")
    try:
        parser.Parse(b"", True)
    except ExpatError as problem:
        problems.append(problem)
    return TemplateFault(None, f"{name}: {problems[0]}") if problems else None


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
