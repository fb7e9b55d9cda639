"""The options that commands share: one list, of which each command takes those that it names."""

# Annotations are objects here, so that a signature can be made of them without evaluating text.
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Annotated, Any, get_args

import typer

from cchc_cli.cli import completers
from cchc_cli.cli.command import Voice
from cchc_cli.cli.files import STANDARD_OUTPUT
from cchc_cli.cli.help import text
from cchc_cli.messages import LANGUAGES
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.request import FailOn, Request
from cchc_cli.reading.table.source import ENCODINGS

MARKS = ("comma", "point")
"""The decimal marks that figures may have."""


def option(
    *names: str, metavar: str, help: str, complete: completers.Completer | None = None, **more: Any
) -> Any:
    """An option that takes a value; `help` is the key of its words."""
    return typer.Option(
        *names,
        metavar=metavar,
        help=text(help),
        show_default=False,
        autocompletion=complete,
        **more,
    )


def choice(*names: str, of: Iterable[str], help: str, **more: Any) -> Any:
    """An option that takes one of some words."""
    words = tuple(of)
    return option(*names, metavar="|".join(words), help=help, complete=completers.words(words), **more)


ReplaceOption = Annotated[bool, typer.Option("--replace", help=text("replace"))]
"""Of the commands that make documents which people edit."""


@dataclass(frozen=True, repr=False, eq=False)
class Options:
    """What was given of the options that commands share; the defaults stand for those not taken."""

    actuals: Annotated[
        list[str] | None,
        typer.Argument(metavar="ACTUALS...", help=text("actuals"), show_default=False),
    ] = None
    plan: Annotated[str | None, option("--plan", metavar="PATH", help="plan")] = None
    as_of: Annotated[
        str | None,
        option("--as-of", metavar="PERIOD|due", help="as_of", complete=completers.months_or_due),
    ] = None
    unit: Annotated[
        str | None, option("--unit", metavar="UNIT", help="unit", complete=completers.units)
    ] = None
    decimal: Annotated[str | None, choice("--decimal", of=MARKS, help="decimal")] = None
    encoding: Annotated[str | None, option("--encoding", metavar="NAME", help="encoding")] = None
    output: Annotated[str | None, option("--output", "-o", metavar="FILE", help="output")] = None
    template: Annotated[str | None, option("--template", metavar="FILE", help="template")] = None
    dump_template: Annotated[bool, typer.Option("--dump-template", help=text("dump_template"))] = False
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="|".join(FailOn),
            help=text("fail_on"),
            autocompletion=completers.words(FailOn),
        ),
    ] = None
    lang: Annotated[str | None, choice("--lang", of=LANGUAGES, help="lang")] = None
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))] = False
    no_color: Annotated[bool, typer.Option("--no-color", help=text("no_color"))] = False
    empty: tuple[str, ...] = ()
    """The arguments and options that were given an empty value."""

    def voice(self) -> Voice:
        """How the command answers, before a plan is known."""
        return Voice.asked(self.lang, self.quiet, self.no_color)

    def request(self, **more: Any) -> Request:
        """What is to be judged, with what a command's own options add or put in its place."""
        given: dict[str, Any] = {
            "plan": self.plan,
            "actuals": tuple(self.actuals or ()),
            "as_of": self.as_of,
            "unit": self.unit,
            # A word that there is not is told by `faults`.
            "fail_on": FailOn(self.fail_on) if self.fail_on in list(FailOn) else None,
            "decimal": self.decimal,
            "encoding": self.encoding,
        }
        return Request(**given | more)

    def faults(self) -> list[Diagnostic]:
        """A fault for each value that is empty, and for each that is none of its choices.

        An empty value is mostly a variable that nobody set: nothing is put in its place.
        """
        faults = [codes.V327.at(option=name) for name in self.empty]
        faults += check_choice("--lang", self.lang, LANGUAGES)
        faults += check_choice("--fail-on", self.fail_on, FailOn)
        faults += check_choice("--decimal", self.decimal, MARKS)
        if self.encoding is None or self.encoding.lower() not in ENCODINGS:
            faults += check_choice("--encoding", self.encoding, ENCODINGS)
        return faults


def check_choice(name: str, value: str | None, choices: Iterable[str]) -> list[Diagnostic]:
    """A fault where a value is none of the choices; None was not given."""
    known = tuple(choices)
    if value is None or value in known:
        return []
    return [codes.V310.at(option=name, found=value, choices=", ".join(known))]


def takes(order: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Makes a command of a function whose first parameter is `options`.

    `order` names the common options that it takes, as they stand on its help page; `...` stands for
    those of its own that are not named.
    """

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        _, *own = inspect.signature(function, eval_str=True).parameters.values()
        known = {parameter.name: parameter for parameter in own}
        names = order.split()
        parameters = []
        for name in names:
            if name == "...":
                parameters += [one for one in own if one.name not in names]
            else:
                parameters.append(known.get(name) or _COMMON[name])
        common = [name for name in names if name in _COMMON and name not in known]

        def command(**given: Any) -> int:
            empty = tuple(_typed(one) for one in parameters if _is_empty(given[one.name]))
            shared = {name: given.pop(name) for name in common}
            if shared.get("output") == STANDARD_OUTPUT:
                shared["output"] = None
            return function(Options(**shared, empty=empty), **given)

        command.__name__ = function.__name__
        command.__doc__ = function.__doc__
        keyword = inspect.Parameter.KEYWORD_ONLY
        signature = inspect.Signature([one.replace(kind=keyword) for one in parameters])
        command.__signature__ = signature  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in parameters}
        return command

    return decorate


def _is_empty(value: object) -> bool:
    return value == "" or (isinstance(value, list) and "" in value)


def _typed(parameter: inspect.Parameter) -> str:
    """A parameter as a person types it: `--plan`, `ACTUALS`."""
    _, typer_info = get_args(parameter.annotation)[:2]
    names = getattr(typer_info, "param_decls", None) or ()
    option = next((name for name in (typer_info.default, *names) if str(name).startswith("-")), None)
    return option or str(typer_info.metavar).strip("[].")


_COMMON = {
    field.name: inspect.Parameter(
        field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type
    )
    for field in fields(Options)
    if field.name != "empty"
}
