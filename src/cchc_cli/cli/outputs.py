"""The formats of `check`, and writing them to standard output and files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from cchc_cli.cli.command import Voice
from cchc_cli.cli.files import STANDARD_OUTPUT
from cchc_cli.cli.marks import write_results
from cchc_cli.cli.paths import in_repository, repository_root, shown_path
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, in_order, reason_of
from cchc_cli.model.verdict import Result
from cchc_cli.render.page import Screen
from cchc_cli.render.wording import Wording


class Format(StrEnum):
    """What `check` can write."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    SARIF = "sarif"
    CSV = "csv"
    XLSX = "xlsx"

    @property
    def is_of_a_forge(self) -> bool:
        """Whether a forge reads it, which knows files by their place in the repository."""
        return self in (Format.GITHUB, Format.GITLAB, Format.JUNIT, Format.SARIF)

    @property
    def is_machine(self) -> bool:
        """Whether another program reads it; such a format says why a run failed."""
        return self not in (Format.TEXT, Format.MARKDOWN, Format.CSV, Format.XLSX)


SUFFIXES = {
    ".txt": Format.TEXT,
    ".json": Format.JSON,
    ".md": Format.MARKDOWN,
    ".xml": Format.JUNIT,
    ".sarif": Format.SARIF,
    ".csv": Format.CSV,
    ".xlsx": Format.XLSX,
}


class Output(NamedTuple):
    """A format and the file that it goes to; None is standard output."""

    format: Format
    path: str | None


STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub names the file of a step's summary."""


def render(format_: Format, result: Result, words: Wording, view: Screen, quiet: bool) -> str | bytes:
    """A result in a format, whose module is imported when it is asked for."""
    match format_:
        case Format.TEXT:
            from cchc_cli.render.check.text import render_text

            return render_text(result, words, view, quiet)
        case Format.JSON:
            from cchc_cli.render.check.json import render_json

            return render_json(result, words)
        case Format.MARKDOWN:
            from cchc_cli.render.check.markdown import render_markdown

            return render_markdown(result, words)
        case Format.GITHUB:
            from cchc_cli.render.check.github import render_github

            return render_github(result, words)
        case Format.GITLAB:
            from cchc_cli.render.check.gitlab import render_gitlab

            return render_gitlab(result, words)
        case Format.JUNIT:
            from cchc_cli.render.check.junit import render_junit

            return render_junit(result, words)
        case Format.SARIF:
            from cchc_cli.render.check.sarif import render_sarif

            return render_sarif(result, words)
        case Format.CSV:
            from cchc_cli.render.check.table import render_table_csv

            return render_table_csv(result, words)
        case Format.XLSX:
            from cchc_cli.render.check.table import render_table_workbook

            return render_table_workbook(result, words)


def pair_outputs(formats: Sequence[str], files: Sequence[str]) -> tuple[list[Output], list[Diagnostic]]:
    """Formats and files, each with its partner in order; a file's suffix implies its format.

    One format more than files goes to standard output, as does the format of `-`; without any, standard
    output gets text.
    """
    names = ", ".join(Format)
    faults = [
        codes.V310.at(option="--format", found=name, choices=names)
        for name in formats
        if name not in list(Format)
    ]
    if faults:
        return [], faults
    chosen = [Format(name) for name in formats]
    outputs: list[Output] = []
    for index, path in enumerate(files):
        implied = SUFFIXES.get(Path(path).suffix.lower())
        if path == STANDARD_OUTPUT:
            outputs.append(Output(chosen[index] if index < len(chosen) else Format.TEXT, None))
        elif index < len(chosen):
            outputs.append(Output(chosen[index], path))
        elif implied is not None:
            outputs.append(Output(implied, path))
        else:
            faults.append(codes.V311.at(path=path, choices=", ".join(SUFFIXES)))
    outputs += [Output(format_, None) for format_ in chosen[len(files) :]]
    if sum(output.path is None for output in outputs) > 1:
        faults.append(codes.V312.at())
        outputs = list(dict.fromkeys(outputs))
    return outputs or [Output(Format.TEXT, None)], faults


def write_outputs(outputs: Sequence[Output], result: Result, voice: Voice) -> list[Diagnostic]:
    """Writes every output; after a failed run only those that machines read. Returns what failed.

    Files come first, all or none: where one cannot be written the run has failed, and every output
    that machines read says so.
    """
    files = {output.path: output.format for output in outputs if output.path is not None}
    faults: list[Diagnostic] = []
    written: list[str] = []
    if result.judged:
        faults += _write_files(files, result, voice)
        written += [] if faults else files
    if any(output.format is Format.GITHUB for output in outputs):
        faults += _write_step_summary(_failed(result, faults), voice.words)
    result = _failed(result, faults)
    if not result.judged:
        lost = {str(fault.params.get("path")) for fault in faults}
        for path, format_ in files.items():
            if shown_path(Path(path)) in lost:
                continue
            if not format_.is_machine:
                faults.append(codes.V313.at(path=path))
            elif refused := _write_files({path: format_}, result, voice):
                faults += refused
            else:
                written.append(path)
    if written:
        voice.note(voice.words.word("written", path=", ".join(written)))
    for output in outputs:
        if output.path is None and (result.shows_verdicts or output.format.is_machine):
            faults += _write_stdout(output.format, result, voice)
    return faults


def _write_files(files: Mapping[str, Format], result: Result, voice: Voice) -> list[Diagnostic]:
    """Writes all files or none of them."""
    view = Screen(listing=voice.listing)
    contents = {Path(path): _rendered(format_, result, voice, view) for path, format_ in files.items()}
    return write_results(contents, result.inputs)


def _rendered(format_: Format, result: Result, voice: Voice, view: Screen) -> str | bytes:
    if format_.is_of_a_forge:
        from cchc_cli.run.relocation import relocated

        root = repository_root()
        result = relocated(result, lambda path: in_repository(path, root))
    return render(format_, result, voice.words, view, voice.quiet)


def _write_stdout(format_: Format, result: Result, voice: Voice) -> list[Diagnostic]:
    try:
        content = _rendered(format_, result, voice, voice.screen())
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()
    except OSError as problem:
        return [codes.V306.at(path="stdout", why=reason_of(problem))]
    return []


def _failed(result: Result, faults: Sequence[Diagnostic]) -> Result:
    """A result that was judged but could not be written; the same where nothing failed."""
    if not faults or not result.judged:
        return result
    diagnostics = in_order([*result.diagnostics, *faults])
    return result._replace(exit_code=2, verdicts=(), units=(), diagnostics=diagnostics)


def _write_step_summary(result: Result, words: Wording) -> list[Diagnostic]:
    """Adds the Markdown to the page of a GitHub job, as far as the page has room."""
    path = os.environ.get(STEP_SUMMARY)
    if not path:
        return []
    from cchc_cli.render.check.github import SUMMARY_LIMIT, render_step_summary

    try:
        with Path(path).open("ab") as stream:
            room = SUMMARY_LIMIT - stream.tell()
            stream.write(render_step_summary(result, words, room).encode())
    except OSError as problem:
        return [codes.V306.at(path=path, why=reason_of(problem))]
    return []
