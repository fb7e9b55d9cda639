"""The options that commands share: one list, of which each command takes those that it names."""

# Annotations are objects here, so that a signature can be made of them without evaluating text.
import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args

import typer

from cchc_cli.cli import completers
from cchc_cli.cli.command import Voice
from cchc_cli.cli.files import STANDARD_OUTPUT
from cchc_cli.cli.help import text
from cchc_cli.messages import LANGUAGES
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.request import FailOn, Request
from cchc_cli.reading.cells.days import local_date
from cchc_cli.reading.table.source import ENCODINGS

MARKS = ("comma", "point")
"""The decimal marks that figures may have."""


def option(
    *names: str,
    metavar: str,
    help: str,
    complete: completers.Completer | None = None,
    show_default: bool = False,
    **more: Any,
) -> Any:
    """An option that takes a value; `help` is the key of its words."""
    more |= {"metavar": metavar, "show_default": show_default, "autocompletion": complete}
    return typer.Option(*names, help=text(help), **more)


def choice(*names: str, of: Iterable[str], help: str, metavar: str = "", **more: Any) -> Any:
    """An option that takes one of some words; any other is a fault in `Options.faults`.

    `metavar` stands for them where they are too many for a line; then `help` names them.
    """
    words = tuple(of)
    more |= {"metavar": metavar or "|".join(words), "complete": completers.words(words)}
    info = option(*names, help=help, **more)
    info.choices = words
    return info


def flag(*names: str, help: str, **more: Any) -> Any:
    """An option that is given or not."""
    return typer.Option(*names, help=text(help), **more)


def argument(metavar: str, help: str, complete: completers.Completer | None = None, **more: Any) -> Any:
    """What stands on the command line without a name."""
    return typer.Argument(metavar=metavar, help=text(help), autocompletion=complete, **more)


ReplaceOption = Annotated[bool, flag("--replace", help="replace")]
"""Of the commands that make documents which people edit."""


class Options(NamedTuple):
    """What was given of the options that commands share; the defaults stand for those not taken."""

    actuals: Annotated[
        list[str] | None,
        argument("ACTUALS...", "actuals", show_default=False),
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
    dump_template: Annotated[bool, flag("--dump-template", help="dump_template")] = False
    fail_on: Annotated[str | None, choice("--fail-on", of=FailOn, help="fail_on")] = None
    lang: Annotated[str | None, choice("--lang", of=LANGUAGES, help="lang")] = None
    quiet: Annotated[bool, flag("--quiet", "-q", help="quiet")] = False
    no_color: Annotated[bool, flag("--no-color", help="no_color")] = False
    wrong: tuple[Diagnostic, ...] = ()
    """A fault for each argument or option with an empty value, or with none of its choices."""

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
        """What is wrong with the values given."""
        if self.encoding is None or self.encoding.lower() in ENCODINGS:
            return [*self.wrong]
        return [*self.wrong, *check_choice("--encoding", self.encoding, ENCODINGS)]


def check_choice(name: str, value: str | None, choices: Iterable[str]) -> list[Diagnostic]:
    """A fault where a value is none of the choices; None was not given."""
    known = tuple(choices)
    if value is None or value in known:
        return []
    return [codes.V310.at(option=name, found=value, choices=", ".join(known))]


def day_given(name: str, value: str | None) -> tuple[date | None, list[Diagnostic]]:
    """The day that an option names, or that it is none; that a value is empty is told already."""
    day = local_date(value) if value else None
    return day, [codes.V136.at(option=name, found=value)] if value and day is None else []


def format_given(
    format_: str | None, output: str | None, suffixes: Mapping[str, str]
) -> tuple[str, list[Diagnostic]]:
    """The format asked for, else the one that the output's ending implies, of standard output text."""
    implied = "text" if output is None else suffixes.get(Path(output).suffix.lower())
    chosen = format_ or implied
    if chosen is None:
        return "", [codes.V311.at(path=output, choices=", ".join(suffixes))]
    return chosen, []


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
                parameters += [parameter for parameter in own if parameter.name not in names]
            else:
                parameters.append(known.get(name) or _COMMON[name])
        common = [name for name in names if name in _COMMON and name not in known]

        def command(**given: Any) -> int:
            wrong = tuple(
                fault
                for parameter in parameters
                for fault in _value_faults(parameter, given[parameter.name])
            )
            shared = {name: given.pop(name) for name in common}
            if shared.get("output") == STANDARD_OUTPUT:
                shared["output"] = None
            return function(Options(**shared, wrong=wrong), **given)

        command.__name__ = function.__name__
        command.__doc__ = function.__doc__
        keyword = inspect.Parameter.KEYWORD_ONLY
        signature = inspect.Signature([parameter.replace(kind=keyword) for parameter in parameters])
        command.__signature__ = signature  # type: ignore[attr-defined]
        command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return command

    return decorate


def _value_faults(parameter: inspect.Parameter, value: Any) -> list[Diagnostic]:
    """What is wrong with the value of an argument or option.

    An empty value is mostly a variable that nobody set: nothing is put in its place.
    """
    values: list[str | None] = value if isinstance(value, list) else [value]
    if "" in values:
        return [codes.V327.at(option=_typed(parameter))]
    infos = get_args(parameter.annotation)[1:]
    choices = getattr(infos[0], "choices", None) if infos else None
    if choices is None:
        return []
    return [fault for word in values for fault in check_choice(_typed(parameter), word, choices)]


def _typed(parameter: inspect.Parameter) -> str:
    """A parameter as a person types it: `--plan`, `ACTUALS`."""
    _, typer_info = get_args(parameter.annotation)[:2]
    names = getattr(typer_info, "param_decls", None) or ()
    option = next((name for name in (typer_info.default, *names) if str(name).startswith("-")), None)
    return option or str(typer_info.metavar).strip("[].")


_COMMON = {
    name: inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Options.__annotations__[name]
    )
    for name, default in Options._field_defaults.items()
    if name != "wrong"
}
