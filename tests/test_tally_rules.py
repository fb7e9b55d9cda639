"""Random registers under random rules, counted by both engines and, row by row, from the rules alone."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.model.tally import Tally
from cchc_cli.reading.table.source import Source
from cchc_cli.run.tally import TallyRequest, tally_registers
from tally_support import mapping_of, plan_of

PLAN = """\
version: 1
id: "2022"
title: Kế hoạch
period: {{from: 2022-01, to: 2022-12, cutoff_day: {cutoff}}}
units:
  - {{id: a, name: Phòng A}}
  - {{id: b, name: Phòng B}}
indicators:
{indicators}
"""
DAYS = (
    "received",
    "first_due",
    "extended_due",
    "finished",
    "returned",
    "withdrawn_at",
    "second_request",
)
HEADER = ("filing", "unit", "procedure", *DAYS, "channel", "supplements", "apology", "status")
TERMS = """\
  online: {channel: [mạng]}
  in-person: {channel: [giấy]}
  repeated: {supplements: {at_least: 2}}
  sorry: {apology: [có], status: [xong, dở]}
  not-sorry: {apology: [""]}
  waiting: {status: [chờ]}
  refused: {status: [từ chối]}
  offered: {procedure: {file: thu-tuc.csv, at: received}}
  listed: {filing: {file: ho-so.csv}}
"""
WHERE = ("online", "repeated", "sorry", "waiting", "offered", "listed")
LISTS = {
    "thu-tuc.csv": "procedure,from,to\n1.1,2022-02-01,2022-04-30\n1.1,2022-04-20,2022-05-31\n1.2,,\n",
    "ho-so.csv": "filing\n" + "".join(f"H{number}\n" for number in range(0, 60, 3)),
}
Row = dict[str, str]


class Rules(NamedTuple):
    """The choices of a mapping, as data and not yet as text."""

    cutoff: int | None
    column: str
    compare: str
    missing: str
    exclude: list[list[str]]
    counts: list[tuple[str | None, list[str]]]
    until: date


def random_mapping(chance: random.Random) -> Rules:
    def where(*last: str) -> list[str]:
        names = chance.sample([*WHERE, *(last or ("late",))], chance.randrange(3))
        return [f"not {name}" if chance.random() < 0.4 else name for name in names]

    counts = []
    for _ in range(chance.randrange(1, 6)):
        by = chance.choice(("received", "returned", "finished", "second_request", None))
        counts.append((by, where(*(() if by else ("open", "overdue")))))
    return Rules(
        cutoff=chance.choice((14, 28, None)),
        column=chance.choice(("first_due", "extended_due")),
        compare=chance.choice(("date", "time")),
        missing=chance.choice(("on_time", "on_time", "exclude")),
        exclude=[["refused"], where()][: chance.randrange(3)],
        counts=counts,
        until=date(2022, 1, 20) + timedelta(chance.randrange(340)),
    )


def written(rules: Rules) -> tuple[str, str]:
    """Plan and mapping as text."""
    indicators = "\n".join(
        f"  - {{id: i{index}, name: I{index}, kind: {'count' if by else 'level'}}}"
        for index, (by, _) in enumerate(rules.counts)
    )
    cutoff = rules.cutoff or "null"
    counts = "\n".join(
        f"  - {{indicator: i{index}, {f'by: {by}' if by else 'at: cutoff'}"
        f", where: [{', '.join(asked)}]}}"
        for index, (by, asked) in enumerate(rules.counts)
    ).replace(", where: []", "")
    exclude = "\n".join(
        f"  - {{name: e{index}, where: [{', '.join(where)}]}}"
        for index, where in enumerate(rules.exclude)
        if where
    )
    columns = "\n".join(f"  {name}: [{name}]" for name in HEADER)
    mapping = (
        f"version: 1\nid: m\nsource: s\nunits: [a, b]\ncolumns:\n{columns}\n"
        'dates: {formats: ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y"], '
        'empty: ["", "không có ngày"], between: [2021-06-01, 2023-12-31]}\n'
        f"deadline: {{column: {rules.column}, compare: {rules.compare}, "
        f"missing: {rules.missing}}}\n"
        f"terms:\n{TERMS}" + (f"exclude:\n{exclude}\n" if exclude else "") + f"counts:\n{counts}\n"
    )
    return PLAN.format(cutoff=cutoff, indicators=indicators), mapping


def random_row(chance: random.Random, number: int) -> Row:
    """Days before, on and after each other and the cut-offs, with times, minutes alone or none."""

    def moment(day: date) -> str:
        clock = chance.choice(
            ("", "", " 00:00:00", " 23:59:59", " 09:30", f" {chance.randrange(10, 24)}:05:07")
        )
        return f"{day.day:02}/{day.month:02}/{day.year}{clock}"

    received = date(2021, 12, 10) + timedelta(chance.randrange(370))
    if chance.random() < 0.3:  # around a cut-off
        received = received.replace(day=chance.choice((14, 15, 1, 28)))
    due = received + timedelta(chance.randrange(12))
    returned = received + timedelta(chance.choice((0, 1, 5, 12, 40)))
    if chance.random() < 0.4:
        returned = due
    days = {
        "received": moment(received),
        "first_due": moment(due),
        "extended_due": moment(due + timedelta(chance.randrange(1, 9))),
        "finished": moment(returned - timedelta(chance.randrange(2))),
        "returned": moment(returned),
        "withdrawn_at": moment(received + timedelta(chance.randrange(60))),
        "second_request": moment(received + timedelta(chance.randrange(30))),
    }
    seldom = {"first_due": 0.1, "extended_due": 0.6, "finished": 0.3, "returned": 0.3}
    for name, chances in {**seldom, "withdrawn_at": 0.8, "second_request": 0.7}.items():
        if chance.random() < chances:
            days[name] = chance.choice(("", "không có ngày"))
    return {
        "filing": f"H{number}",
        "unit": chance.choice(("Phòng A", "phòng b", "a", " Phòng  B")),
        "procedure": chance.choice(("1.1", "1.2", "1.3")),
        **days,
        "channel": chance.choice(("mạng", "Giấy")),
        "supplements": str(chance.randrange(4)),
        "apology": chance.choice(("", "có", "CÓ")),
        "status": chance.choice(("xong", "dở", "chờ", "từ chối")),
    }


# The rules again, in their own words


def day_of(cell: str) -> date | None:
    return None if cell in ("", "không có ngày") else datetime.strptime(cell[:10], "%d/%m/%Y").date()


def at(cell: str, without: time) -> datetime | None:
    day = day_of(cell)
    if day is None:
        return None
    clock = time.fromisoformat(cell[11:]) if len(cell) > 10 else without
    return datetime.combine(day, clock)


def due_cell(row: Row, rules: Rules) -> str:
    names = ("first_due",) if rules.column == "first_due" else ("extended_due", "first_due")
    return next((row[name] for name in names if day_of(row[name])), "")


def holds(term: str, row: Row, rules: Rules, result: str, end: date) -> bool:
    if term.startswith("not "):
        return not holds(term[4:], row, rules, result, end)
    due = due_cell(row, rules)
    received, returned, withdrawn = (
        day_of(row[name]) for name in ("received", "returned", "withdrawn_at")
    )
    match term:
        case "late":
            back = at(row[result], time(0, 0))
            promised = at(due, time(23, 59, 59))
            if back is None or promised is None:
                return False
            return back.date() > promised.date() if rules.compare == "date" else back > promised
        case "open":
            return not (returned and returned <= end) and not (withdrawn and withdrawn <= end)
        case "overdue":
            day = day_of(due)
            return day is not None and day < end
        case "online":
            return row["channel"] == "mạng"
        case "repeated":
            return int(row["supplements"]) >= 2
        case "sorry":
            return row["apology"] != "" and row["status"] in ("xong", "dở")
        case "waiting":
            return row["status"] == "chờ"
        case "refused":
            return row["status"] == "từ chối"
        case "offered":
            if row["procedure"] == "1.1":
                return received is not None and date(2022, 2, 1) <= received <= date(2022, 5, 31)
            return row["procedure"] == "1.2"
        case "listed":
            return int(row["filing"][1:]) % 3 == 0 and int(row["filing"][1:]) < 60
    raise AssertionError(term)


def ends(rules: Rules) -> dict[str, tuple[date, date]]:
    """First and last day of each reporting month that ends before the day of the export."""
    months = {}
    for month in range(1, 13):
        if rules.cutoff is None:
            first = date(2022, month, 1)
            last = date(2022 + month // 12, month % 12 + 1, 1) - timedelta(1)
        else:
            last = date(2022, month, rules.cutoff)
            before = last.replace(day=1) - timedelta(1)
            first = before.replace(day=rules.cutoff) + timedelta(1)
        if last < rules.until:
            months[f"2022-{month:02}"] = (first, last)
    return months


def by_the_rules(rows: list[Row], rules: Rules) -> tuple[dict[object, int], int, int]:
    """Each figure that is not 0; how many rows are counted and how many excluded."""
    seen = []
    for row in rows:
        excluded = any(
            where and all(holds(term, row, rules, "returned", date.max) for term in where)
            for where in rules.exclude
        )
        if not (excluded or (rules.missing == "exclude" and not due_cell(row, rules))):
            seen.append(row)
    found: dict[object, int] = {}
    for month, (first, last) in ends(rules).items():
        for row in seen:
            unit = "a" if row["unit"].strip().casefold() in ("phòng a", "a") else "b"
            for index, (by, where) in enumerate(rules.counts):
                day = day_of(row[by or "received"])
                falls = day is not None and (first <= day <= last if by else day <= last)
                result = "finished" if by == "finished" else "returned"
                if falls and all(holds(term, row, rules, result, last) for term in where):
                    key = (month, unit, f"i{index}")
                    found[key] = found.get(key, 0) + 1
    return found, len(seen), len(rows) - len(seen)


def tallied(path: Path, rules: Rules, engine: str) -> Tally:
    plan, mapping = written(rules)
    source = Source(str(path), lambda: path.open("rb"))
    request = TallyRequest(rules.until, engine, None, {str(path): path.stat().st_size})
    return tally_registers(
        plan_of(plan), mapping_of(mapping), [source], lambda name: LISTS[name].encode(), request
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**9), many=st.integers(1, 60))
def test_every_figure_is_what_the_rules_say(tmp_path: Path, seed: int, many: int) -> None:
    chance = random.Random(seed)
    rules = random_mapping(chance)
    rows = [random_row(chance, number) for number in range(many)]
    path = tmp_path / "so.csv"
    lines = [";".join(HEADER), *(";".join(row[name] for name in HEADER) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if not ends(rules):
        return
    figures, counted, excluded = by_the_rules(rows, rules)
    results = [tallied(path, rules, engine) for engine in ("python", "duckdb")]
    for result in results:
        account = result.account
        assert (account.counted, sum(account.excluded.values())) == (counted, excluded)
        assert {
            (one.period.label, one.unit, one.indicator): one.value for one in result.figures if one.value
        } == figures
    assert results[0] == results[1]
