"""`cchc tally`: figures counted out of a register by a mapping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from cchc_cli.cli.command import Voice, open_plan
from cchc_cli.cli.documents import deliver
from cchc_cli.cli.find_figures import figures_at_hand, file_source, find_figures
from cchc_cli.cli.find_mapping import LoadedMapping, load_mapping
from cchc_cli.cli.find_plan import load_plan
from cchc_cli.cli.options import Options, argument, choice, day_given, flag, option, takes
from cchc_cli.cli.paths import shown_path
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, Severity, has_errors
from cchc_cli.model.evidence import Evidence
from cchc_cli.model.figures import Figures
from cchc_cli.model.plan import Plan
from cchc_cli.model.request import Request
from cchc_cli.model.tally import Tally
from cchc_cli.reading.figures.read import read_figures
from cchc_cli.reading.register.duck import is_installed
from cchc_cli.render.page import Screen
from cchc_cli.render.tally.text import (
    DIFFERENCES,
    Answer,
    account_lines,
    render_markdown,
    render_text,
)
from cchc_cli.run.tally import TallyRequest, export_day, tally_registers

FORMATS = ("text", "json", "markdown")
SUFFIXES = {".txt": "text", ".json": "json", ".md": "markdown", ".csv": "figures", ".xlsx": "figures"}
ENGINES = ("python", "duckdb")
DIALECTS = ("postgres", "spark")

Registers = Annotated[
    list[str] | None,
    argument("REGISTER...", "tally_registers", show_default=False),
]
MappingOption = Annotated[str | None, option("--mapping", metavar="FILE", help="tally_mapping")]
UntilOption = Annotated[str | None, option("--until", metavar="DAY", help="tally_until")]
CompareOption = Annotated[str | None, option("--compare", metavar="ACTUALS", help="tally_compare")]
EngineOption = Annotated[str | None, choice("--engine", of=ENGINES, help="tally_engine")]
SqlOption = Annotated[str | None, choice("--sql", of=DIALECTS, help="tally_sql")]
TableOption = Annotated[str, option("--table", metavar="NAME", help="tally_table", show_default=True)]
FormatOption = Annotated[str | None, choice("--format", of=FORMATS, help="tally_format")]
ReplaceOption = Annotated[bool, flag("--replace", help="tally_replace")]


@takes(
    "registers mapping plan until output compare format_ replace engine sql table decimal encoding "
    "lang quiet no_color"
)
def tally(
    options: Options,
    registers: Registers = None,
    mapping: MappingOption = None,
    until: UntilOption = None,
    compare: CompareOption = None,
    format_: FormatOption = None,
    replace: ReplaceOption = False,
    engine: EngineOption = None,
    sql: SqlOption = None,
    table: TableOption = "register",
) -> int:
    """Counts; exit code 0, 1 where figures were reported otherwise, 2 where any row is wrong."""
    voice, faults, output = options.voice(), options.faults(), options.output
    made = SUFFIXES.get(Path(output).suffix.lower()) if output is not None else None
    if output is not None and made is None and not (sql or format_):
        faults.append(codes.V311.at(path=output, choices=", ".join(SUFFIXES)))
    day, wrong_day = day_given("--until", until)
    faults += wrong_day
    if engine == "duckdb" and not is_installed():
        faults.append(codes.V407.at())
    if sql and registers:
        faults.append(codes.V408.at(why=voice.words.word("tally.sql.with_register")))
    if not (sql or registers):
        faults.append(codes.V410.at())
    loaded = load_mapping(mapping) if mapping is not None else None
    faults += loaded.diagnostics if loaded is not None else [codes.P323.at()]
    found = find_figures(registers or ())
    faults += found.faults
    request = options.request(as_of=None if day is None else f"{day:%Y-%m}")
    errors = _errors(faults)
    if errors and loaded is not None:
        errors += _against_plan(loaded, request)
    opened = open_plan(request, voice, errors)
    # Without a mapping there were errors.
    assert loaded is not None
    assert loaded.reading is not None
    assert loaded.mapping is not None
    plan, voice, rules = opened.plan, opened.voice, loaded.mapping
    inputs = [*(source.path for source in found.sources), str(loaded.path), str(opened.loaded.path)]
    if sql:
        _print_sql(sql, table, loaded, plan, day, output, voice, inputs)
        return 0
    reported, problems = _reported(compare, plan, options)
    if made == "figures" and output is not None and not replace:
        problems += _would_lose(output, plan, inputs)
    voice.stop_for(problems)
    sizes = {
        source.path: Path(source.path).stat().st_size
        for source in found.sources
        if Path(source.path).is_file()
    }
    asked = TallyRequest(day, engine, options.encoding, sizes)
    result = tally_registers(plan, loaded.reading, found.sources, loaded.read_file, asked, reported)
    day = export_day(rules, day, [source.path for source in found.sources])
    answer = Answer(result, plan, rules, day, compare is not None)
    if made != "figures" or output is None:
        return _show(answer, format_ or made or "text", output, voice, inputs)
    if result.exit_code != 2:
        deliver(_figures(result, output), output, voice, inputs, replace)
        voice.warn(_given_twice(output, plan, opened.loaded.figures_place))
    return _show(answer, format_ or "text", None, voice, inputs, output)


def _against_plan(loaded: LoadedMapping, request: Request) -> list[Diagnostic]:
    """What a mapping that has faults of its own says of the plan that does not hold in it."""
    from cchc_cli.reading.mapping_file.against_plan import against_plan

    if loaded.reading is None or loaded.reading.draft is None:
        return []
    plan = load_plan(request).plan
    return [] if plan is None else against_plan(loaded.reading, plan)


def _show(
    answer: Answer,
    format_: str,
    output: str | None,
    voice: Voice,
    inputs: Sequence[str],
    figures: str | None = None,
) -> int:
    """Shows the result; of one that failed only what is wrong, and to machines in their format.

    `figures` is the file that its figures go to beside the output.
    """
    from cchc_cli.render.tally.figures import render_json

    result, words = answer.result, voice.words
    if result.exit_code == 2 and format_ != "json":
        path = figures or output
        unwritten = [codes.V411.at(path=path)] if path is not None else []
        voice.say([*result.diagnostics, *unwritten])
        if result.account.rows:
            voice.note("\n".join(account_lines(result, words)))
        return 2
    match format_:
        case "json":
            content = render_json(result, words)
        case "markdown":
            content = render_markdown(answer, words)
        case _:
            view = voice.screen() if output is None else Screen()
            content = render_text(answer, words, view)
    # A text shows the differences itself.
    voice.say(
        diagnostic
        for diagnostic in result.diagnostics
        if format_ == "json" or diagnostic.code not in DIFFERENCES
    )
    if not (voice.quiet and output is None and format_ == "text"):
        deliver(content, output, voice, inputs)
    return result.exit_code


def _figures(result: Tally, output: str) -> str | bytes:
    from cchc_cli.render.tally.figures import render_actuals, render_workbook

    is_workbook = Path(output).suffix.lower() == ".xlsx"
    return render_workbook(result.figures) if is_workbook else render_actuals(result.figures)


def _errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]


def _reported(
    compare: str | None, plan: Plan, options: Options
) -> tuple[Figures | None, list[Diagnostic]]:
    """The figures that were reported, where they are to be compared."""
    if compare is None:
        return None, []
    at_hand = figures_at_hand(plan, None, [compare], options.decimal, options.encoding)
    return at_hand.figures, _errors(at_hand.diagnostics)


def _would_lose(output: str, plan: Plan, inputs: Sequence[str]) -> list[Diagnostic]:
    """A fault where a file holds figures that no tally wrote; of an input it is told elsewhere."""
    path = Path(output)
    if not path.is_file() or output in inputs:
        return []
    reading = read_figures(plan, [file_source(path, output)])
    is_ours = all(Evidence.parse(figure.evidence) for figure in reading.figures)
    return [] if is_ours and not has_errors(reading.diagnostics) else [codes.V409.at(path=output)]


def _given_twice(output: str, plan: Plan, place: Path | None) -> list[Diagnostic]:
    """A warning where the figures that were written stand in another file of the plan already."""
    repeats = [
        repeat
        for repeat in figures_at_hand(plan, place).diagnostics
        if repeat.code == codes.A214.name and repeat.location is not None
    ]
    if not repeats:
        return []
    later, first = repeats[0].location, repeats[0].params["first"]
    is_later = later is not None and later.path == shown_path(Path(output))
    other = first if is_later else later
    return [codes.V413.at(Location(output), count=len(repeats), other=other)]


def _print_sql(
    dialect: str,
    table: str,
    loaded: LoadedMapping,
    plan: Plan,
    until: date | None,
    output: str | None,
    voice: Voice,
    inputs: Sequence[str],
) -> None:
    """Prints the query that counts the same where the register lives in a database."""
    from cchc_cli.reading.mapping_file.against_plan import against_plan
    from cchc_cli.reading.mapping_file.lists import read_lists
    from cchc_cli.render.tally.sql import render_sql
    from cchc_cli.tallying.counting import covered_months

    mapping = loaded.mapping
    assert loaded.reading is not None
    assert mapping is not None
    faults = against_plan(loaded.reading, plan)
    lists = read_lists(loaded.reading, loaded.read_file)
    faults += lists.diagnostics
    day = export_day(mapping, until, ())
    covered = None if day is None else covered_months(plan, day)
    if covered is None:
        faults.append(codes.V401.at())
    elif not covered.months:
        faults.append(codes.V402.at(until=day))
    if faults or covered is None:
        voice.refuse(*faults)
    query = render_sql(dialect, table, mapping, plan, lists.windows, covered.months, voice.words)
    deliver(query, output, voice, inputs)
