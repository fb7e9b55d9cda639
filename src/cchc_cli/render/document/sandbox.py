"""Where templates run: what they may use of Jinja2, and how much work and text they may make.

A template comes to its end on every system without a clock or a process of its own, because each turn
of a loop and each call is counted, and because nothing is in reach that makes much out of little:
operators and filters take single values or go through a list once, and what they make is measured
before it is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sized
from datetime import date
from decimal import Decimal
from functools import update_wrapper
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, operators
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.filters import FILTERS, make_multi_attrgetter
from jinja2.nodes import EvalContext, Node
from jinja2.runtime import BlockReference, LoopContext, Macro, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace

MAX_STEPS = 50_000_000
"""Turns of loops, calls and items gone through."""
MAX_MADE = 1_000_000_000
"""Characters that a template may put together besides those that it puts out."""
MAX_TEXT = 50_000_000
"""Characters of a text that a template puts together."""
MAX_ITEMS = 100_000
"""Of a list that a template puts together."""
_MAX_BITS = 4_096
_MAX_ARGUMENT = 1_000
_CHARACTERS_PER_STEP = 64
_NODES_PER_STEP = 16
"""A turn of a loop costs more where there is more in it."""

_TEXT_FILTERS = (
    *("abs", "capitalize", "e", "escape", "float", "int", "lower", "round", "safe", "string"),
    *("title", "trim", "truncate", "upper", "urlencode"),
)
_LIST_FILTERS = (
    *("batch", "count", "d", "default", "first", "items", "last", "length", "list", "map", "reject"),
    *("rejectattr", "reverse", "select", "selectattr", "slice"),
)
_ORDERING_FILTERS = {"groupby": 1, "sort": 3, "unique": 2}
"""Filters that compare items; where in their arguments the attribute stands."""
_TESTS = (
    *("boolean", "defined", "divisibleby", "even", "false", "float", "integer", "iterable", "lower"),
    *("mapping", "none", "number", "odd", "sequence", "string", "true", "undefined", "upper"),
    *("==", "eq", "equalto", "!=", "ne", "<", "lt", "lessthan", "<=", "le"),
    *(">", "gt", "greaterthan", ">=", "ge", "in"),
)
_TEXT_METHODS = frozenset(
    [
        *("capitalize", "endswith", "isdigit", "lower", "lstrip", "removeprefix", "removesuffix"),
        *("rstrip", "startswith", "strip", "title", "upper"),
    ]
)
_MAPPING_METHODS = frozenset(["get", "items", "keys", "values"])


class Budget:
    """What is left to a template of the work and the text that it may make."""

    def __init__(self) -> None:
        self.steps = MAX_STEPS
        self.made = MAX_MADE

    def step(self, cost: int = 1) -> None:
        """Pays for turns of a loop, calls or items gone through."""
        self.steps -= cost
        if self.steps < 0:
            raise SecurityError(f"more than {MAX_STEPS} turns of loops and calls")

    def make(self, size: int) -> None:
        """Pays for a text before it is made."""
        self.made -= size
        if size > MAX_TEXT or self.made < 0:
            raise SecurityError(
                f"more than {MAX_TEXT if size > MAX_TEXT else MAX_MADE} characters put together"
            )
        self.step(size // _CHARACTERS_PER_STEP)

    def go_through(self, value: object) -> None:
        """Pays for a look at each item of a list, or each part of a text."""
        if isinstance(value, str):
            self.step(len(value) // _CHARACTERS_PER_STEP)
        elif isinstance(value, Sized) and not isinstance(value, Undefined):
            self.step(len(value))


def is_plain(value: object) -> bool:
    """Whether it is a single value, so that showing and comparing it takes no time to speak of."""
    if isinstance(value, int):
        return value.bit_length() <= _MAX_BITS
    return value is None or isinstance(value, (str, float, Decimal, date, Undefined))


def shown(value: Any) -> Any:
    """A value that can be put into the document; a list or a function as Python shows it can not."""
    if value.__class__ is not str and not is_plain(value):
        raise TemplateRuntimeError(f"{_kind(value)}: not a text or a number")
    return value


def _kind(value: object) -> str:
    return "int" if isinstance(value, int) else type(value).__name__


def _check_arguments(values: Iterable[object]) -> None:
    for value in values:
        if isinstance(value, int) and abs(value) > _MAX_ARGUMENT:
            raise SecurityError(f"an argument above {_MAX_ARGUMENT}")


class _Code(CodeGenerator):
    """The code of a template, in which turns of loops are counted and comparisons are checked."""

    _in_macro = False

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        body = list(nodes)
        is_turn = frame.loop_frame and not frame.soft_frame
        if is_turn or self._in_macro:
            self._in_macro = False
            size = sum(1 + sum(1 for _ in node.find_all(Node)) for node in body)
            self.writeline(f"environment.budget.step({1 + size // _NODES_PER_STEP})")
        super().blockvisit(body, frame)

    def macro_body(self, node: Any, frame: Frame) -> Any:
        """The body of a macro costs as a turn of a loop does."""
        self._in_macro = True
        return super().macro_body(node, frame)

    def _wrapped(self, function: str, node: nodes.Node, frame: Frame) -> None:
        self.write(f"environment.{function}(")
        self.visit(node, frame)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("), context.eval_ctx.autoescape)")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        self.write("(")
        if node.ops[0].op in ("in", "notin"):
            self._wrapped("plain", node.expr, frame)
        else:
            self.visit(node.expr, frame)
        for operand in node.ops:
            self.visit(operand, frame)
        self.write(")")

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:
        self.write(f" {operators[node.op]} ")
        self._wrapped("paid" if node.op in ("in", "notin") else "plain", node.expr, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        self.write("{")
        for item in node.items:
            self._wrapped("plain", item.key, frame)
            self.write(": ")
            self.visit(item.value, frame)
            self.write(", ")
        self.write("}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self._wrapped("paid", node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")


class Sandbox(ImmutableSandboxedEnvironment):
    """Runs templates; `budget` is that of the document being made."""

    code_generator_class = _Code
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(self, escaped: bool) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            autoescape=escaped,
            finalize=shown,
            optimized=False,
        )
        self.budget = Budget()
        self.globals = {"namespace": Namespace, "range": self.globals["range"]}
        self.filters = {
            **{name: self._single(FILTERS[name]) for name in _TEXT_FILTERS},
            **{name: self._counted(FILTERS[name]) for name in _LIST_FILTERS},
            **{name: self._ordering(FILTERS[name], at) for name, at in _ORDERING_FILTERS.items()},
            "join": self._join,
            "replace": self._replace,
        }
        self.tests = {name: self._test(name) for name in _TESTS}
        self.concat = self._captured  # type: ignore[method-assign]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Keys of mappings are no attributes, so that methods are all that is asked for here."""
        if isinstance(obj, str):
            return attr in _TEXT_METHODS
        if isinstance(obj, Mapping):
            return attr in _MAPPING_METHODS
        if isinstance(obj, tuple):
            return attr in getattr(obj, "_fields", ())
        return isinstance(obj, (LoopContext, Namespace)) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Leaves `str.format` to `is_safe_attribute`, which refuses it."""
        return None

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What stands at a key, which is a single value."""
        return super().getitem(obj, self.plain(argument))

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Calls a macro with anything, whatever else with single values."""
        __self.budget.step(1 + len(args) + len(kwargs))
        if __obj is not Namespace and not isinstance(__obj, (Macro, LoopContext, BlockReference)):
            for one in (*args, *kwargs.values()):
                __self.plain(one)
            __self.budget.go_through(getattr(__obj, "__self__", None))
        made = super().call(__context, __obj, *args, **kwargs)
        if isinstance(made, str):
            __self.budget.make(len(made))
        return made

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Measures what `+` and `*` would make."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"no {operator} here")
        pair = (left, right)
        if operator == "*":
            for one, other in (pair, pair[::-1]):
                if isinstance(one, int) and isinstance(other, Sized):
                    self._measure(other, max(one, 0) * len(other))
        elif operator == "+" and all(isinstance(one, Sized) for one in pair):
            self._measure(left, len(left) + len(right))
        for one in pair:
            if not isinstance(one, Sized):
                self.plain(one)
        return super().call_binop(context, operator, left, right)

    def _measure(self, kind: object, size: int) -> None:
        if isinstance(kind, str):
            self.budget.make(size)
        elif size > MAX_ITEMS:
            raise SecurityError(f"a list of more than {MAX_ITEMS} items")
        else:
            self.budget.step(size)

    def plain(self, value: Any) -> Any:
        """A value to compare with, to look up or to put in: a single one, or an empty list."""
        if not is_plain(value) and not (isinstance(value, Sized) and not len(value)):
            raise TemplateRuntimeError(f"{_kind(value)}: not a text or a number")
        if isinstance(value, str):
            self.budget.go_through(value)
        return value

    def paid(self, value: Any) -> Any:
        """A value that is gone through from its beginning to its end."""
        self.budget.go_through(value)
        return value

    def concatenated(self, values: tuple[Any, ...], escaped: bool) -> str:
        """What `~` makes."""
        self.budget.make(sum(len(str(shown(value))) for value in values))
        return markup_join(values) if escaped else str_join(values)

    def _captured(self, parts: Iterable[str]) -> str:
        texts = list(parts)
        self.budget.make(sum(map(len, texts)))
        return "".join(texts)

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter of lists, which costs as much as the list is long."""
        first = 1 if hasattr(function, "jinja_pass_arg") else 0

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.budget.step()
            self.budget.go_through(args[first])
            _check_arguments((*args[first + 1 :], *kwargs.values()))
            return function(*args, **kwargs)

        return update_wrapper(counted, function)

    def _single(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter of single values; what it makes is counted."""
        first = 1 if hasattr(function, "jinja_pass_arg") else 0
        counted = self._counted(function)

        def single(*args: Any, **kwargs: Any) -> Any:
            for value in (*args[first:], *kwargs.values()):
                shown(value)
            made = counted(*args, **kwargs)
            if isinstance(made, str):
                self.budget.make(len(made))
            return made

        return update_wrapper(single, function)

    def _ordering(self, function: Callable[..., Any], at: int) -> Callable[..., Any]:
        """A filter that compares the items of a list, or an attribute of theirs."""
        counted = self._counted(function)

        def ordering(environment: Any, values: Any, *args: Any, **kwargs: Any) -> Any:
            attribute = args[at - 1] if len(args) >= at else kwargs.get("attribute")
            keys = make_multi_attrgetter(environment, attribute)
            items = list(values)
            for item in items:
                for key in keys(item):
                    shown(key)
            return counted(environment, items, *args, **kwargs)

        return update_wrapper(ordering, function)

    @pass_eval_context
    def _join(
        self, context: EvalContext, values: Any, between: str = "", attribute: str | None = None
    ) -> str:
        self.budget.go_through(values)
        items = list(values)
        if attribute is not None:
            get = make_multi_attrgetter(self, attribute)
            items = [get(item)[0] for item in items]
        size = sum(len(str(shown(item))) for item in items)
        self.budget.make(size + len(str(shown(between))) * len(items))
        made: str = FILTERS["join"](context, items, between)
        return made

    @pass_eval_context
    def _replace(
        self, context: EvalContext, value: Any, old: str, new: str, count: int | None = None
    ) -> str:
        text = str(shown(value))
        self.budget.make(len(text) + text.count(str(shown(old))) * len(str(shown(new))))
        made: str = FILTERS["replace"](context, value, old, new, count)
        return made

    def _test(self, name: str) -> Callable[..., Any]:
        function: Any = TESTS[name]

        def test(value: Any, *args: Any) -> Any:
            self.budget.step()
            if isinstance(value, str):
                self.budget.go_through(value)
            if name == "in":
                shown(value)
                self.budget.go_through(*args)
            else:
                for one in args:
                    self.plain(one)
            return function(value, *args)

        return test

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        for const in source.find_all(nodes.Const):
            if isinstance(const.value, float) and const.value in (float("inf"), float("-inf")):
                raise TemplateSyntaxError("number too big", const.lineno)
            if isinstance(const.value, str) and re.search("[\ud800-\udfff]", const.value):
                raise TemplateSyntaxError("\\ud800 - \\udfff: not a character", const.lineno)
        return super()._generate(source, name, filename, defer_init)

    def _compile(self, source: str, filename: str) -> Any:
        """Python's faults with the code are those of the template."""
        try:
            return super()._compile(source, filename)
        except SyntaxError as problem:
            raise TemplateSyntaxError(problem.msg, _template_line(source, problem.lineno)) from None


def _template_line(source: str, line: int | None) -> int:
    """The line of the template from which a line of its code was made; Jinja2 writes them into it."""
    written = re.search(r"^debug_info = '([0-9=&]*)'$", source, re.MULTILINE)
    pairs = [pair.split("=") for pair in written[1].split("&")] if written and written[1] else []
    made = [int(ours) for ours, theirs in pairs if int(theirs) <= (line or 0)]
    return made[-1] if made else 1
