"""What the commands have in common: how they answer, and the plan that they begin with."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn, TextIO

import typer

from cchc_cli.cli.find_plan import LoadedPlan, load_plan
from cchc_cli.cli.terminal import screen, wording
from cchc_cli.messages import LANGUAGES
from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.model.verdict import Result
from cchc_cli.render.diagnostics import render_diagnostics
from cchc_cli.render.page import Listing, Page, Screen
from cchc_cli.render.wording import Wording


class Voice(NamedTuple):
    """How a command answers: in which words, at length or in short, in colour or not."""

    words: Wording
    lang: str | None = None
    """The language that was asked for."""
    quiet: bool = False
    no_color: bool = False
    listing: Listing = Listing()
    """Which verdicts a text shows."""

    @classmethod
    def asked(cls, lang: str | None, quiet: bool = False, no_color: bool = False) -> Voice:
        """As the options say; an unknown language counts as none."""
        language = lang if lang in LANGUAGES else None
        return cls(wording(language, None), language, quiet, no_color)

    def about(self, source: Plan | Result | LoadedPlan) -> Voice:
        """The same in the language of a plan, where no other was asked for."""
        return self._replace(words=wording(self.lang, source))

    def say(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Writes diagnostics to standard error, with `--quiet` only errors."""
        if self.quiet:
            diagnostics = (d for d in diagnostics if d.severity is Severity.ERROR)
        view = screen(sys.stderr, self.no_color)
        sys.stderr.write(render_diagnostics(diagnostics, self.words, view))

    def warn(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Writes diagnostics but notes, beside a document that was made."""
        self.say(d for d in diagnostics if d.severity is not Severity.NOTE)

    def refuse(self, *diagnostics: Diagnostic) -> NoReturn:
        """Says why nothing was done, and leaves with the exit code for that."""
        self.say(diagnostics)
        raise typer.Exit(2)

    def stop_for(self, faults: Sequence[Diagnostic]) -> None:
        """Refuses where there are faults."""
        if faults:
            self.refuse(*faults)

    def tell(self, text: str) -> None:
        """Writes what was done, and what comes next, to standard output; nothing with `--quiet`."""
        if text and not self.quiet:
            sys.stdout.write(self._laid_out(text, sys.stdout))

    def note(self, text: str) -> None:
        """Likewise to standard error, where standard output is for a document or a machine."""
        if text and not self.quiet:
            sys.stderr.write(self._laid_out(text, sys.stderr))

    def _laid_out(self, text: str, stream: TextIO) -> str:
        page = Page(screen(stream, no_color=True))
        for line in text.split("\n"):
            bare = line.lstrip(" ")
            page.line(bare, indent=len(line) - len(bare))
        return page.text()

    def screen(self) -> Screen:
        """What standard output can show."""
        return screen(sys.stdout, self.no_color)._replace(listing=self.listing)


class Opened(NamedTuple):
    """The plan that a command works with, and the voice that speaks of it."""

    plan: Plan
    loaded: LoadedPlan
    voice: Voice


def open_plan(request: Request, voice: Voice, faults: Sequence[Diagnostic] = ()) -> Opened:
    """Finds and reads the plan; says why and leaves where that failed or `faults` stand in the way."""
    loaded = load_plan(request)
    voice = voice.about(loaded)
    if loaded.plan is None or faults:
        voice.refuse(*loaded.diagnostics, *faults)
    voice.say(loaded.passed_over)
    return Opened(loaded.plan, loaded, voice)
