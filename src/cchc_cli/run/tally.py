"""One tally: a mapping, registers and a plan to figures, their account and what speaks against them."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Severity, has_errors, in_order
from cchc_cli.model.evidence import Evidence, RegisterFile
from cchc_cli.model.figures import Figures
from cchc_cli.model.period import YEARS, Period, parse_date
from cchc_cli.model.plan import Plan
from cchc_cli.model.register import Mapping
from cchc_cli.model.tally import Account, Difference, Grouping, Tally
from cchc_cli.reading.mapping_file.against_plan import against_plan
from cchc_cli.reading.mapping_file.lists import Lists, ReadFile, read_lists
from cchc_cli.reading.mapping_file.read import MappingReading
from cchc_cli.reading.register.cells import shape_of
from cchc_cli.reading.register.group import Grouper
from cchc_cli.reading.register.layout import Register
from cchc_cli.reading.register.open import open_registers
from cchc_cli.reading.register.text import TextRegister
from cchc_cli.reading.table.source import Source
from cchc_cli.tallying.counting import Covered, Tallier, covered_months
from cchc_cli.tallying.figures import broken_identities, compare, figures_of

LARGE = 6_000_000
"""Bytes of registers from which on DuckDB is worth its start: some 50,000 rows."""
_YEAR_FIRST = re.compile(r"(?<![0-9])([0-9]{4})([-_.]?)([0-9]{2})\2([0-9]{2})(?![0-9])")
_DAY_FIRST = re.compile(r"(?<![0-9])([0-9]{2})([-_.]?)([0-9]{2})\2([0-9]{4})(?![0-9])")


class TallyRequest(NamedTuple):
    """What a tally is asked for."""

    until: date | None = None
    """The day of the export, where the call names it."""
    engine: str | None = None
    """`python` or `duckdb`; None: by size."""
    encoding: str | None = None
    files: MappingOf[str, int] = {}
    """The registers that are files of their own, by path, with their sizes."""


def day_in_name(path: str) -> date | None:
    """The one day that a file's name holds: `so-theo-doi-2022-07-16.csv`, `16072022`."""
    name = _base(path)
    texts = [f"{year}-{month}-{day}" for year, _, month, day in _YEAR_FIRST.findall(name)]
    texts += [f"{year}-{month}-{day}" for day, _, month, year in _DAY_FIRST.findall(name)]
    days = {day for text in texts if (day := parse_date(text, YEARS)) is not None}
    return days.pop() if len(days) == 1 else None


def export_day(mapping: Mapping, until: date | None, paths: Sequence[str]) -> date | None:
    """The day of the export: as asked, as the mapping says, or the earliest that the names say."""
    if until is not None or mapping.exported is not None:
        return until or mapping.exported
    return named_day(paths)


def named_day(paths: Sequence[str]) -> date | None:
    """The earliest of the days that the names of all registers say."""
    days = [day_in_name(path) for path in paths]
    return min(filter(None, days), default=None) if None not in days else None


def tally_registers(
    plan: Plan,
    reading: MappingReading,
    sources: Sequence[Source],
    read_file: ReadFile,
    request: TallyRequest,
    reported: Figures | None = None,
) -> Tally:
    """Counts; without figures and with exit code 2 where any row or rule is wrong."""
    mapping = reading.mapping
    assert mapping is not None
    faults = against_plan(reading, plan)
    lists = read_lists(reading, read_file)
    faults += lists.diagnostics
    paths = [source.path for source in sources]
    until, named = export_day(mapping, request.until, paths), named_day(paths)
    if until is None:
        faults.append(codes.V401.at())
    else:
        if not covered_months(plan, until).months:
            faults.append(codes.V402.at(until=until))
        if named is not None and (until > named or (until < named and not request.until)):
            faults.append(codes.V412.at(until=until, named=named))
    registers, problems = open_registers(sources, mapping, request.encoding)
    faults += problems
    wrong = [fault for fault in faults if fault.severity is Severity.ERROR]
    can_go_on = not [fault for fault in wrong if fault.code[0] == "P"] and registers
    if not can_go_on:
        return _refused(faults)
    # The rows are looked at even where the day is missing, so that one run shows every fault.
    covered = covered_months(plan, until or date.max)
    tallier = Tallier(mapping, shape_of(mapping, lists.windows), covered)
    grouping = _grouped(plan, mapping, lists, registers, tallier, request)
    account = tallier.account(grouping.rows, grouping.refused)
    diagnostics = [*faults, *grouping.diagnostics]
    if grouping.refused or has_errors(diagnostics):
        return _refused(diagnostics, account)
    counted_at = {
        count.indicator: reading.locate("counts", index, "indicator")
        for index, count in reversed([*enumerate(mapping.counts)])
    }
    figures, strays = figures_of(tallier, mapping, plan, covered, counted_at)
    places = [reading.locate("identities", index) for index in range(len(mapping.identities))]
    diagnostics += [*strays, *broken_identities(figures, mapping, places)]
    if has_errors(diagnostics):
        return _refused(diagnostics, account)
    diagnostics += _remarks(reading, mapping, tallier, covered)
    files = tuple(RegisterFile(_base(source.path), source.sha256()) for source in sources)
    rules = _base(reading.path)
    figures = [
        figure._replace(
            evidence=str(Evidence(files, rules, figure.indicator, figure.value, grouping.rows))
        )
        for figure in figures
    ]
    differences: list[Difference] = []
    if reported is not None:
        differences, remarks = compare(figures, reported, plan)
        diagnostics += remarks
    return Tally(
        account,
        tuple(figures),
        in_order(diagnostics),
        tuple(differences),
        files,
        exit_code=1 if differences else 0,
    )


def _grouped(
    plan: Plan,
    mapping: Mapping,
    lists: Lists,
    registers: Sequence[Register],
    tallier: Tallier,
    request: TallyRequest,
) -> Grouping:
    """The groups of the registers, by DuckDB where they are large and every row is right."""
    is_large = sum(request.files.values()) >= LARGE
    if request.engine == "duckdb" or (request.engine is None and is_large):
        from cchc_cli.reading.register import duck

        files = [
            register
            for register in registers
            if isinstance(register, TextRegister) and register.source.path in request.files
        ]
        can_all = len(files) == len(registers) and all(duck.can_group(file, mapping) for file in files)
        if can_all and duck.is_installed():
            grouping = duck.group_quickly(
                files, mapping, plan, lists.windows, tallier.is_excluded, tallier.add
            )
            if grouping is not None:
                return grouping
    return Grouper(mapping, plan, lists.windows, tallier.is_excluded, tallier.add).read(registers)


def _remarks(
    reading: MappingReading, mapping: Mapping, tallier: Tallier, covered: Covered
) -> list[Diagnostic]:
    remarks = []
    if mapping.status_terms:
        named = [(rule.name, rule.where) for rule in mapping.exclude]
        named += [(count.indicator, count.where) for count in mapping.counts]
        asking = (
            name for name, where in named if any(term.name in mapping.status_terms for term in where)
        )
        rules = tuple(dict.fromkeys(asking))
        place = reading.locate("terms", mapping.status_terms[0])
        remarks.append(codes.P321.at(place, terms=mapping.status_terms, rules=rules))
    if "filing" not in mapping.columns.names:
        remarks.append(codes.A516.at(reading.locate("columns")))
    first = tallier.first_month
    if first is not None and first > covered.first:
        last = Period.of_month(min(first, covered.last + 1) - 1)
        remarks.append(codes.A519.at(first=Period.of_month(covered.first), last=last))
    return remarks


def _refused(faults: Sequence[Diagnostic], account: Account | None = None) -> Tally:
    return Tally(account or Account(0, 0, {}, 0), diagnostics=in_order(faults), exit_code=2)


def _base(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]
