"""What the commands that make documents share: templates, relative links, several files at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from cchc_cli.cli.command import Voice
from cchc_cli.cli.files import STANDARD_OUTPUT, write_files
from cchc_cli.cli.marks import edited, edited_faults, marked, result_faults
from cchc_cli.cli.resources import resource
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Term, reason_of
from cchc_cli.model.verdict import Result
from cchc_cli.render.document.template import TemplateFault

WORD = ".docx"
SHEET_FORMATS = ("xlsx", "csv")
"""Of the sheets that `cchc form` makes, for figures and for points."""
_ENDINGS = {
    "markdown": (".md", ".md.j2", ".markdown"),
    "html": (".html", ".htm", ".html.j2"),
    "docx": (WORD,),
}
"""Of templates, by the format that they are of; any other, such as `.j2` alone, tells none."""


def template_format(template: str | None) -> str | None:
    """The format that the ending of a template tells."""
    name = (template or "").lower()
    return next((one for one, endings in _ENDINGS.items() if name.endswith(endings)), None)


def check_template(
    template: str | None, wanted: Iterable[str], option: str = "--template"
) -> list[Diagnostic]:
    """That the ending of a template does not tell another format than one of those wanted."""
    told, formats = template_format(template), tuple(wanted)
    if told is None or told in formats:
        return []
    endings = (ending for one in formats for ending in _ENDINGS[one])
    return [codes.V310.at(option=option, found=template, choices=", ".join(endings))]


def read_template(path: str | None, shipped: str) -> str | bytes | Diagnostic:
    """A user's template, else the shipped one: text, or the bytes of a Word file.

    Gives a diagnostic where it cannot be read.
    """
    try:
        data = (resource(f"templates/{shipped}") if path is None else Path(path)).read_bytes()
        return data if shipped.endswith(WORD) else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return codes.V132.at(Location(path or shipped), why="UTF-8")
    except OSError as problem:
        return codes.V132.at(Location(path or shipped), why=reason_of(problem))


def plan_template(result: Result, kind: str) -> str | None:
    """The template that the plan of a result names for a `report` or a `notice`, from its folder."""
    named: str | None = None if result.plan is None else getattr(result.plan.templates, kind)
    if named is None or result.source is None:
        return None
    return (Path(result.source.path).parent / named).as_posix()


def template_fault(path: str | None, shipped: str, fault: TemplateFault) -> Diagnostic:
    """What is wrong with a template, at its place."""
    place = Location(path or f"templates/{shipped}", fault.line)
    if fault.why:
        return codes.V161.at(place, why=Term("why", fault.why), problem=fault.problem)
    code = codes.V163 if shipped.endswith(WORD) else codes.V133
    return code.at(place, problem=fault.problem)


def relative_folder(folder: Path, start: Path) -> str | None:
    """A folder as a link from another one writes it; None where no relative path leads there."""
    try:
        relative = os.path.relpath(folder, start)
    except ValueError:  # another drive on Windows
        return None
    shown = Path(relative).as_posix()
    return "" if shown == "." else shown


def folder_of(output: str | None) -> Path:
    """The folder that a document's links start from."""
    return Path(output).parent if output is not None else Path()


def deliver(
    content: str | bytes,
    output: str | None,
    voice: Voice,
    beside: Mapping[Path, str] | None = None,
    inputs: Iterable[str] = (),
    replace: bool | None = None,
) -> int:
    """Writes a document to its file or to standard output, as `deliver_all` does; exit code."""
    path = None if output in (None, STANDARD_OUTPUT) else Path(output or "")
    return deliver_all({path: content}, voice, beside, inputs=inputs, replace=replace)


def write_sheets(
    contents: Mapping[Path, bytes],
    folder: Path | None,
    inputs: Iterable[str],
    replace: bool,
    voice: Voice,
) -> list[Path] | None:
    """Writes sheets to fill in, all or none; gives those of a folder that are kept, None if refused.

    A sheet that was filled in is kept as it is; where one alone is asked for, that refuses it.
    """
    kept = [] if replace else edited(contents)
    if kept and folder is None:
        faults = edited_faults(contents, inputs)
    else:
        new = {path: marked(path, content) for path, content in contents.items() if path not in kept}
        faults = write_files(new, folder, inputs)
    if faults:
        voice.refuse(*faults)
        return None
    return kept


def deliver_all(
    documents: Mapping[Path | None, str | bytes],
    voice: Voice,
    beside: Mapping[Path, str] | None = None,
    folder: Path | None = None,
    inputs: Iterable[str] = (),
    replace: bool | None = None,
    mark: bool = False,
) -> int:
    """Writes documents to their files, all or none, and what goes to standard output (None); exit code.

    Files of `folder` are written with them. None of the files may be one of the `inputs`. Where
    `replace` is false none is written over what people made of it, which a `mark` in it tells; results,
    of which nothing is said, are made anew and spare only what is none.
    """
    files = {path: content for path, content in documents.items() if path is not None}
    is_result = replace is None
    check = result_faults if is_result else edited_faults
    faults = [] if replace else check(files, inputs)
    if faults:
        return voice.refuse(*faults)
    written = {
        path: marked(path, content) if mark or (is_result and isinstance(content, bytes)) else content
        for path, content in files.items()
    }
    faults = write_files({**(beside or {}), **written}, folder, inputs)
    if faults:
        return voice.refuse(*faults)
    if files:
        paths = ", ".join(path.as_posix() for path in files)
        voice.note(voice.words.word("written", path=paths))
    content = documents.get(None)
    if isinstance(content, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif content is not None:
        sys.stdout.write(content)
    return 0
