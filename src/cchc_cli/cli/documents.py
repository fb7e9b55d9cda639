"""What the commands that make documents share: templates, relative links, several files at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.command import Voice
from cchc_cli.cli.files import STANDARD_OUTPUT
from cchc_cli.cli.marks import write_documents, write_results, write_template
from cchc_cli.cli.resources import resource
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.render.document.template import TemplateFault, render_template
from cchc_cli.render.document.texts import Context

WORD = ".docx"
SHEET_FORMATS = ("xlsx", "csv")
"""Of the sheets that `cchc form` makes, for figures and for points."""
_ENDINGS = {
    "markdown": (".md", ".md.j2", ".markdown"),
    "html": (".html", ".htm", ".html.j2"),
    "docx": (WORD,),
}
"""Of templates, by the format that they are of; any other, such as `.j2` alone, tells none."""


def suffix_of(format_: str | None, sheet: str | None) -> str:
    """The ending of sheets: as asked for, else that of the one sheet that is named, else the first."""
    named = Path(sheet or "").suffix.lower().removeprefix(".")
    return format_ or (named if named in SHEET_FORMATS else SHEET_FORMATS[0])


def template_format(template: str | None) -> str | None:
    """The format that the ending of a template tells."""
    name = (template or "").lower()
    return next((format_ for format_, endings in _ENDINGS.items() if name.endswith(endings)), None)


def check_template(
    template: str | None, wanted: Iterable[str], option: str = "--template"
) -> list[Diagnostic]:
    """That the ending of a template does not tell another format than one of those wanted."""
    format_, formats = template_format(template), tuple(wanted)
    if format_ is None or format_ in formats:
        return []
    endings = (ending for format_ in formats for ending in _ENDINGS[format_])
    return [codes.V310.at(option=option, found=template, choices=", ".join(endings))]


class Layout(NamedTuple):
    """A template that was read."""

    content: str | bytes
    """Its text, or the bytes of a Word file."""
    shipped: str
    """The name of the built-in one of its format."""
    path: str | None
    """Where it is; None is the built-in one."""

    def render(self, context: Context, title: str, escaped: bool = False) -> str | bytes | Diagnostic:
        """The document, with its `title` among the properties of a Word file; or what is wrong."""
        document: str | bytes | TemplateFault
        if isinstance(self.content, bytes):
            from cchc_cli.render.document.docx import render_docx

            document = render_docx(context, self.content, title)
        else:
            document = render_template(self.content, context, escaped)
        return self._diagnostic(document) if isinstance(document, TemplateFault) else document

    def _diagnostic(self, fault: TemplateFault) -> Diagnostic:
        place = Location(self.path or f"templates/{self.shipped}", fault.line)
        if fault.why:
            return codes.V161.at(place, why=Term("why", fault.why), problem=fault.problem)
        code = codes.V133 if isinstance(self.content, str) else codes.V163
        return code.at(place, problem=fault.problem)


def read_layout(path: str | None, shipped: str) -> Layout | Diagnostic:
    """A user's template, else the shipped one; or why it cannot be read."""
    try:
        data = (resource(f"templates/{shipped}") if path is None else Path(path)).read_bytes()
        content = data if shipped.endswith(WORD) else data.decode("utf-8-sig")
        return Layout(content, shipped, path)
    except UnicodeDecodeError:
        return codes.V132.at(Location(path or shipped), why="UTF-8")
    except OSError as problem:
        return codes.V132.at(Location(path or shipped), why=reason_of(problem))


def relative_folder(folder: Path, start: Path) -> str | None:
    """A folder as a link from another one writes it; None where no relative path leads there."""
    try:
        relative = os.path.relpath(folder, start)
    except ValueError:  # another drive on Windows
        return None
    shown = Path(relative).as_posix()
    return "" if shown == "." else shown


def deliver(
    content: str | bytes,
    output: str | None,
    voice: Voice,
    inputs: Iterable[str] = (),
    replace: bool = False,
    beside: Mapping[Path, str] | None = None,
) -> None:
    """Writes a result to its file, or to standard output, and what is made beside it; or leaves."""
    files = {} if output is None else {Path(output): content}
    faults = write_results(files, inputs, replace, beside)
    _answer(faults, files, None if output is not None else content, voice)


def deliver_template(
    content: str | bytes, output: str | None, voice: Voice, inputs: Iterable[str], replace: bool
) -> None:
    """The same for a template that somebody wants to make their own."""
    if output is None or output == STANDARD_OUTPUT:
        deliver(content, None, voice)
    else:
        path = Path(output)
        _answer(write_template(path, content, inputs, replace), [path], None, voice)


def deliver_documents(
    documents: Mapping[Path | None, str | bytes],
    voice: Voice,
    inputs: Iterable[str],
    replace: bool,
    charts: Mapping[Path, str] | None = None,
    folder: Path | None = None,
) -> None:
    """The same for documents that people edit, with charts of `folder`; None is standard output."""
    files = {path: content for path, content in documents.items() if path is not None}
    faults = write_documents(files, inputs, replace, folder, charts)
    _answer(faults, files, documents.get(None), voice)


def _answer(
    faults: Sequence[Diagnostic], files: Collection[Path], printed: str | bytes | None, voice: Voice
) -> None:
    """Says what was written or stood in the way, and prints what goes to standard output."""
    voice.stop_for(faults)
    if files:
        voice.note(voice.words.word("written", path=", ".join(path.as_posix() for path in files)))
    if isinstance(printed, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(printed)
        sys.stdout.buffer.flush()
    elif printed is not None:
        sys.stdout.write(printed)
