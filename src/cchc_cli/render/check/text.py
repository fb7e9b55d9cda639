"""The view for a person in a terminal; piped, the same as plain and whole lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Severity
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Comparison, Kind, Plan
from cchc_cli.model.verdict import SHORT, UNSATISFIED, AsOfReason, Result, Status, UnitReport, Verdict
from cchc_cli.render.amounts import Amounts, amounts
from cchc_cli.render.wording import Wording, visible

if TYPE_CHECKING:
    from rich.console import Console

Part = str | tuple[str, str]
"""Text, or text and its style."""
_STYLES = {
    Status.MET: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "yellow",
    Status.MISSED: "bold red",
    Status.NO_DATA: "magenta",
    Status.NOT_DUE: "dim",
    Status.NOT_APPLICABLE: "dim",
    Status.WAIVED: "cyan",
}
MARKS = {
    Status.MET: "✓",
    Status.ON_TRACK: "✓",
    Status.BEHIND: "▲",
    Status.MISSED: "✗",
    Status.NO_DATA: "○",
    Status.NOT_DUE: "·",
    Status.NOT_APPLICABLE: "–",
    Status.WAIVED: "◇",
}
_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
BAR_WIDTH = 20


class Screen(NamedTuple):
    """What the text is written for."""

    width: int | None = None
    """Columns of the terminal; None where lines are not to be wrapped."""
    color: bool = False


class Page:
    """Lines of styled text, wrapped to a width with a hanging indent."""

    def __init__(self, screen: Screen) -> None:
        self._out = StringIO()
        self._screen = screen
        self._width = None if screen.width is None else max(screen.width, 20)

    def _console(self) -> Console:
        from rich.console import Console

        return Console(
            file=self._out,
            force_terminal=self._screen.color,
            color_system="standard" if self._screen.color else None,
            legacy_windows=False,
            width=self._width or 100_000,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def line(self, *parts: Part, indent: int = 0, hang: int = 2) -> None:
        """Adds a line of plain text and (text, style) parts."""
        if self._width is None and not self._screen.color:
            text = "".join(part if isinstance(part, str) else part[0] for part in parts)
            self._out.write(f"{' ' * indent}{text}".rstrip() + "\n")
            return
        from rich.text import Text

        console, styled = self._console(), Text.assemble(*parts)
        room = max((self._width or 100_000) - indent - hang, 10)
        for index, wrapped in enumerate(styled.wrap(console, room)):
            wrapped.rstrip()
            margin = " " * (indent if index == 0 else indent + hang)
            console.print(Text(margin) + wrapped, soft_wrap=True)

    def blank(self) -> None:
        """Adds an empty line."""
        self._out.write("\n")

    def add(self, text: str) -> None:
        """Adds text that was rendered for the same screen."""
        self._out.write(text)

    def heading(self, text: str) -> None:
        """Adds a heading under an empty line."""
        self.blank()
        self.line((text, "bold"))

    def text(self) -> str:
        """Everything added so far."""
        return self._out.getvalue()


def render_text(result: Result, wording: Wording, screen: Screen, quiet: bool = False) -> str:
    """What a person needs to know, the most urgent first; with `quiet` the summary alone."""
    if result.parts:
        from cchc_cli.render.check.several import render_several

        return render_several(result, wording, screen, quiet)
    page = Page(screen)
    plan = result.plan
    if plan is None or result.as_of is None or not result.judged:
        return ""
    if not quiet:
        add_header(page, result, plan, wording)
        _add_unreported(page, result, plan, wording)
        _add_shortfalls(page, result, plan, wording)
        _add_remarks(page, result, wording)
        page.blank()
    add_summary(page, result, wording)
    line = None if quiet else waiver_line(result, wording)
    if line:
        page.line(line)
    return page.text()


def waiver_line(result: Result, wording: Wording) -> str | None:
    """How many waivers are at work, have ended, are not needed any more; None where there are none.

    Counted are verdicts for the first and waivers for the others; with a unit asked for, its own.
    """
    waived = result.count(Status.WAIVED)
    counted: dict[str, set[object]] = {"V101": set(), "V103": set(), "V104": set()}
    for one in result.diagnostics:
        units = one.params.get("unit")
        mine = result.unit in (units if isinstance(units, tuple) else (None, units)) or units is None
        if one.code in counted and (result.unit is None or mine):
            counted[one.code].add((one.params["target"], one.params["waiver"]))
    ended, idle = len(counted["V101"]), len(counted["V103"]) + len(counted["V104"])
    if not waived + ended + idle:
        return None
    return wording.word("text.waivers", waived=waived, ended=ended, idle=idle)


def add_header(page: Page, result: Result, plan: Plan, wording: Wording) -> None:
    """Plan, period with its dates, why that period, and how many units have sent figures."""
    assert result.as_of is not None
    calendar, month = plan.calendar, result.as_of
    page.line((wording.word("text.plan", id=plan.id, title=plan.title), "bold"))
    reason = wording.word(f"as_of.{result.as_of_reason or AsOfReason.ASKED}")
    page.line(
        (wording.word("text.period", month=Period.of_month(month)), "bold"),
        wording.word(
            "text.dates",
            first=calendar.first_day(month),
            last=calendar.last_day(month),
            start=calendar.first_day(calendar.first),
        ),
        (f" ({reason})", "dim"),
    )
    expected = [report for report in result.units if report.unit is not None and report.expected]
    sent = sum(report.sent for report in expected)
    style = "green" if sent == len(expected) else "yellow"
    page.line((wording.word("text.sent", sent=sent, units=len(expected)), style))


def _add_unreported(page: Page, result: Result, plan: Plan, wording: Wording) -> None:
    """A line for each unit whose figures are not all there, with what is known so far."""
    by_unit: dict[str | None, list[Verdict]] = {}
    for verdict in result.verdicts:
        if verdict.status is Status.NO_DATA and verdict.target.over is None:
            by_unit.setdefault(verdict.unit, []).append(verdict)
    reports = [
        report
        for report in result.units
        if (result.unit is None or report.unit == result.unit)
        and (report.missing or report.unit in by_unit)
    ]
    sums = [v for v in result.verdicts if v.status is Status.NO_DATA and v.target.over is not None]
    if not reports and not sums:
        return
    page.heading(wording.word("text.unreported"))
    for report in reports:
        _add_unit_line(page, report, by_unit.get(report.unit, []), result, plan, wording)
    for verdict in sums:
        units = ", ".join(dict.fromkeys(wording.value(gap.unit) for gap in verdict.missing))
        page.line(
            (f"{MARKS[Status.NO_DATA]} ", _STYLES[Status.NO_DATA]),
            (f"{_name(verdict)} — {wording.scope(plan, verdict)}: ", "bold"),
            wording.word("text.sum_without", units=units),
            _known(verdict, wording),
            indent=2,
        )


def _add_unit_line(
    page: Page,
    report: UnitReport,
    verdicts: Sequence[Verdict],
    result: Result,
    plan: Plan,
    wording: Wording,
) -> None:
    assert result.as_of is not None
    if report.expected and not report.sent:
        what = wording.word("text.not_sent", month=Period.of_month(result.as_of))
    elif report.missing:
        what = wording.word("text.partly_sent", periods=wording.missing_periods(report.missing))
    else:
        what = wording.word("text.no_row")
    parts: list[Part] = [
        (f"{MARKS[Status.NO_DATA]} ", _STYLES[Status.NO_DATA]),
        (f"{wording.unit(plan, report.unit)}: ", "bold"),
        what,
    ]
    if report.missing:
        counts = wording.word("text.missing_of", missing=len(report.missing), owed=report.owed)
        parts.append(f" {counts}")
    failing = [verdict for verdict in verdicts if verdict.target.severity == "error"]
    if failing:
        named = "; ".join(_name(verdict) + _known(verdict, wording) for verdict in failing)
        parts.append(f". {wording.word('text.undecided', targets=named)}")
    others = len(verdicts) - len(failing)
    if others:
        parts.append(f". {wording.word('text.undecided_warnings', count=others)}")
    page.line(*parts, indent=2)


def _known(verdict: Verdict, wording: Wording) -> str:
    shown = amounts(verdict)
    if shown.actual is None:
        return ""
    bar = shown.expected if shown.expected is not None else shown.goal
    known = wording.amount(verdict, shown.actual)
    if verdict.target.comparison is not Comparison.AT_MOST and bar is not None:
        known = f"{known}/{wording.amount(verdict, bar)}"
    return f" ({wording.word('text.known', known=known)})"


def _add_shortfalls(page: Page, result: Result, plan: Plan, wording: Wording) -> None:
    """What falls short, by unit: first what fails a run, then what only warns, then waived."""
    groups = (
        ("text.short", [v for v in result.verdicts if v.status in SHORT and _fails(v)]),
        ("text.short_warnings", [v for v in result.verdicts if v.status in SHORT and not _fails(v)]),
        ("text.waived", [v for v in result.verdicts if v.status is Status.WAIVED]),
        ("text.late", [v for v in result.verdicts if v.late]),
    )
    for key, verdicts in groups:
        if not verdicts:
            continue
        page.heading(wording.word(key, count=len(verdicts)))
        order = [*plan.unit_by_id, None]
        for scope in sorted({_scope_order(v, order) for v in verdicts}):
            mine = [verdict for verdict in verdicts if _scope_order(verdict, order) == scope]
            page.line((wording.scope(plan, mine[0]), "bold"), indent=2)
            for verdict in mine:
                _add_verdict(page, verdict, plan, wording)


def _fails(verdict: Verdict) -> bool:
    return verdict.target.severity == "error"


def _scope_order(verdict: Verdict, order: Sequence[str | None]) -> tuple[int, str]:
    return order.index(verdict.unit), verdict.target.over or ""


def _add_verdict(page: Page, verdict: Verdict, plan: Plan, wording: Wording) -> None:
    style = _STYLES[verdict.status]
    parts: list[Part] = [
        (f"{MARKS[verdict.status]} {wording.status(verdict)}", style),
        "  ",
        (_name(verdict), "bold"),
        ": ",
        *headline(verdict, wording),
    ]
    details = "; ".join(arithmetic(verdict, wording))
    where = basis(verdict, plan, wording)
    parts.append((f" — {details} · {where}" if details else f" · {where}", "dim"))
    page.line(*parts, indent=4, hang=4)


def headline(verdict: Verdict, wording: Wording) -> list[Part]:
    """The actual beside the goal, with a bar for what is to be reached."""
    shown = amounts(verdict)
    if verdict.indicator.kind is Kind.MILESTONE:
        return [wording.word("text.done" if shown.actual else "text.not_done")]
    measure = wording.measure(verdict)
    unit = f" {measure}" if measure else ""
    actual = wording.amount(verdict, shown.actual)
    text = f"{actual}{unit} ({wording.goal(verdict)})"
    bar = progress_bar(verdict, shown)
    return [f"{text} ", (bar, _STYLES[verdict.status])] if bar else [text]


def progress_bar(verdict: Verdict, shown: Amounts) -> str:
    """How far the actual is towards the goal, with a mark where the pace would be by now."""
    cells = progress_cells(verdict, shown, BAR_WIDTH)
    return f"[{cells}]" if cells else ""


def progress_cells(verdict: Verdict, shown: Amounts, width: int) -> str:
    """The same as `width` characters; empty where there is nothing to be reached by degrees."""
    if verdict.target.comparison is not Comparison.AT_LEAST or not shown.goal:
        return ""
    actual = shown.actual or 0
    filled = min(width, int(actual * width / shown.goal))
    cells = ["█" if index < filled else "░" for index in range(width)]
    if shown.expected is not None and 0 < shown.expected < shown.goal:
        cells[min(width - 1, int(shown.expected * width / shown.goal))] = "│"
    return "".join(cells)


def arithmetic(verdict: Verdict, wording: Wording) -> list[str]:
    """What is asked by now, what is missing, what is left and where it leads."""
    shown = amounts(verdict)
    found: list[str] = []
    comparison = verdict.target.comparison
    if verdict.denominator is not None and shown.numerator is not None:
        found.append(wording.word("text.sums", numerator=shown.numerator, denominator=shown.denominator))
    is_over = verdict.goal is not None and (verdict.actual or 0) > verdict.goal
    if comparison is not Comparison.AT_LEAST and is_over and shown.gap:
        found.append(wording.word("text.excess", gap=_points(verdict, shown.gap, wording)))
    elif shown.gap:
        key = "text.gap_end" if verdict.at_end else "text.gap"
        asked = wording.amount(verdict, shown.expected)
        found.append(wording.word(key, expected=asked, gap=_points(verdict, shown.gap, wording)))
    if shown.needed and shown.remaining:
        every = wording.word(f"every.{verdict.indicator.every or 'month'}")
        remaining = wording.amount(verdict, shown.remaining)
        needed = wording.amount(verdict, shown.needed)
        found.append(wording.word("text.needed", remaining=remaining, needed=needed, every=every))
    if shown.forecast is not None and not verdict.at_end and comparison is Comparison.AT_LEAST:
        found.append(wording.word("text.forecast", forecast=shown.forecast))
    if verdict.missing:
        periods = wording.missing_periods(verdict.missing)
        found.append(wording.word("text.without", periods=periods))
    if verdict.waiver is not None:
        until = verdict.waiver.until
        until = Period.of_month(until) if isinstance(until, int) else until
        found.append(
            wording.word("text.waiver", until=until, reason=verdict.waiver.reason, by=verdict.waiver.by)
        )
    return found


def basis(verdict: Verdict, plan: Plan, wording: Wording) -> str:
    """The clause, and the legal basis where the task cites any."""
    clause = wording.word("text.clause", clause=verdict.task.clause)
    numbers = {reference.id: reference.number for reference in plan.references}
    cited = tuple(numbers[reference] for reference in verdict.task.references)
    return f"{clause}; {wording.word('report.legal', references=cited)}" if cited else clause


def _points(verdict: Verdict, value: object, wording: Wording) -> str:
    number = wording.value(value)
    return wording.word("text.points", number=number) if wording.in_percent(verdict) else number


def _name(verdict: Verdict) -> str:
    return visible(verdict.indicator.name)


def _add_remarks(page: Page, result: Result, wording: Wording) -> None:
    if result.diagnostics:
        page.heading(wording.word("text.remarks"))
        add_diagnostics(page, result.diagnostics, wording, indent=2)


def add_diagnostics(
    page: Page, diagnostics: Iterable[Diagnostic], wording: Wording, indent: int = 0
) -> None:
    """A line for each diagnostic with its place and code, and one for its cure."""
    for diagnostic in diagnostics:
        message, hint = wording.describe(diagnostic)
        place = f"{visible(str(diagnostic.location))}: " if diagnostic.location else ""
        severity = wording.word(f"severity.{diagnostic.severity}")
        page.line(
            place,
            (f"{severity} {diagnostic.code}: ", _SEVERITY_STYLES[diagnostic.severity]),
            message,
            indent=indent,
        )
        page.line((f"{wording.word('cure')}: {hint}", "dim"), indent=indent + 4)


def render_diagnostics(diagnostics: Iterable[Diagnostic], wording: Wording, screen: Screen) -> str:
    """Diagnostics alone, as they are shown beside a document or where a run fails."""
    page = Page(screen)
    add_diagnostics(page, diagnostics, wording)
    return page.text()


def most_urgent(result: Result) -> Verdict | None:
    """The first verdict to look at: missed before behind, what fails a run before what warns."""
    weight = {Status.MISSED: 0, Status.BEHIND: 1, Status.NO_DATA: 2}
    short = [verdict for verdict in result.verdicts if verdict.status in weight]
    return min(short, key=lambda one: (not _fails(one), weight[one.status]), default=None)


def verdict_count(result: Result, wording: Wording) -> str:
    """The head of a line of counts; for a unit that has no verdict, a sentence."""
    if not result.verdicts and result.plan is not None:
        return wording.word("text.no_verdicts", unit=wording.unit(result.plan, result.unit))
    return wording.word("text.summary", count=len(result.verdicts))


def add_summary(page: Page, result: Result, wording: Wording) -> None:
    """How many of each status, and what the run comes to."""
    counts: list[Part] = []
    for status in Status:
        count = result.count(status)
        if count:
            counts.append((f"{count} {wording.word(f'status.{status}')}", _STYLES[status]))
    line: list[Part] = []
    for index, part in enumerate(counts):
        line += [" · ", part] if index else [part]
    page.line((verdict_count(result, wording), "bold"), *line)
    style = "bold red" if result.exit_code else "green"
    short = [verdict for verdict in result.verdicts if verdict.status in UNSATISFIED]
    failing = sum(_fails(verdict) for verdict in short)
    if result.restatements:
        alone = result.exit_code and not failing
        key = "restated.exit" if alone else "restated.count"
        page.line((wording.word(key, count=len(result.restatements)), "bold red"))
        if alone:
            return
    key = "text.exit_1_warnings" if result.exit_code and not failing else f"text.exit_{result.exit_code}"
    page.line((wording.word(key, count=failing), style))
