"""The same definitions as one query, for a register that lives in PostgreSQL or Spark.

The query moves, the data stays. Its rows are the tidy actuals. It reads a text only where the mapping
or the plan spells it so: a row that the program would refuse, or find by another spelling, stops the
query with an error that holds nothing of the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cchc_cli.model.date_format import DateFormat, digits_of
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.register import (
    CLOSED,
    DATES,
    DUE_DATES,
    LATE,
    OPEN,
    OVERDUE,
    AtLeast,
    Count,
    Listed,
    Mapping,
    WhereTerm,
)
from cchc_cli.reading.register.cells import Lists, merged
from cchc_cli.render.tally.definitions import definitions
from cchc_cli.render.tally.dialects import DIALECTS, Dialect
from cchc_cli.render.wording import Wording, visible

_SUMMED = """\
SELECT c.period, u.unit, c.indicator, count(*) AS value
  FROM counted c JOIN units u ON u.spelling = c.unit_text AND c.month BETWEEN u.first AND u.last
  GROUP BY c.period, u.unit, c.indicator"""
_PLAIN = "^[!-~]*( [!-~]+)*$"
"""Text that a database folds as the program does: printable ASCII with single spaces."""


def render_sql(
    dialect: str,
    table: str,
    mapping: Mapping,
    plan: Plan,
    lists: Lists,
    months: Iterable[int],
    words: Wording,
) -> str:
    """The query over a table whose columns are those of the register, all as text."""
    return _Query(DIALECTS[dialect], table, mapping, plan, lists).text(list(months), words)


class _Query:
    def __init__(self, dialect: Dialect, table: str, mapping: Mapping, plan: Plan, lists: Lists) -> None:
        self._dialect = dialect
        self._table = table
        self._mapping = mapping
        self._plan = plan
        self._lists = {key: merged(windows) for key, windows in lists.items()}
        self._days = [name for name in mapping.read if name in DATES]
        self._due = "coalesce(" + ", ".join(f"{name}_at" for name in mapping.due_fields) + ")"

    def text(self, months: Sequence[int], words: Wording) -> str:
        """The whole query, its definitions before it."""
        tables = {
            "days": self._calendar(),
            "units": _values(self._units(), "spelling, unit, first, last"),
            "periods": _values(self._periods(months), "period, month, first, last"),
            **self._list_tables(),
            "raw": f"SELECT {self._cells()}\n  FROM {self._quoted(self._table)}",
            "dated": f"SELECT raw.*{self._stamps()}\n  FROM raw{self._day_joins()}",
            "rows_": f"SELECT dated.*{self._memberships()}\n  FROM dated{self._list_joins()}",
            "known": f"SELECT rows_.*, {self._excluded()} AS is_excluded FROM rows_",
            "counted": "\n  UNION ALL ".join(map(self._count, self._mapping.counts)),
            "summed": _SUMMED,
            "figures": self._grid(),
            "checks": f"SELECT {self._failures()} AS wrong",
        }
        message = self._literal("rows, figures or identities that cannot be counted: ")
        failure = self._dialect.failure.format(message=f"concat({message}, checks.wrong)")
        body = ",\n".join(f"{name} AS (\n  {query}\n)" for name, query in tables.items())
        return (
            f"{self._comments(months, words)}WITH {body}\n"
            "SELECT period, unit, indicator, "
            f"value + CASE WHEN checks.wrong = 0 THEN 0 ELSE {failure} END AS value\n"
            "FROM figures CROSS JOIN checks\nORDER BY period, unit, indicator\n"
        )

    def _comments(self, months: Sequence[int], words: Wording) -> str:
        mapping = self._mapping
        first, last = Period.of_month(months[0]), Period.of_month(months[-1])
        lines = [
            words.word("tally.sql.head", mapping=mapping.id, source=mapping.source),
            words.word("tally.sql.reads", table=self._table),
            words.word("tally.sql.fails"),
            words.word("tally.sql.cutoff", first=first, last=last),
            *definitions(mapping, words),
        ]
        return "".join(f"-- {visible(line)}\n" for line in lines)

    def _quoted(self, name: str) -> str:
        quote = self._dialect.quote
        return quote + name.replace(quote, quote * 2) + quote

    def _literal(self, text: str) -> str:
        for char, escaped in self._dialect.escapes:
            text = text.replace(char, escaped)
        return f"'{text}'"

    def _calendar(self) -> str:
        first, last = self._mapping.dates.between
        days = self._dialect.days.format(first=first, last=last)
        names = dict(zip("dmY", self._dialect.parts, strict=True))
        texts = []
        for layout in dict.fromkeys(form.day for form in self._mapping.dates.formats):
            pieces = [
                self._dialect.part.format(day="day", of=names[part])
                if part in names
                else self._literal(part)
                for part in layout
            ]
            texts.append(f"SELECT day, {' || '.join(pieces)} AS spelling FROM ({days}) AS d")
        return "\n  UNION ALL ".join(texts)

    def _units(self) -> Iterable[str]:
        rows: dict[str, None] = {}
        for id in dict.fromkeys(id for name in self._mapping.units for id in self._plan.members(name)):
            unit, life = self._plan.unit_by_id[id], self._plan.life(id)
            for spelling in (unit.id, unit.name, *unit.aliases):
                row = f"({self._literal(spelling)}, {self._literal(id)}, {life.first}, {life.last})"
                rows[row] = None
        return rows

    def _periods(self, months: Sequence[int]) -> Iterable[str]:
        calendar = self._plan.calendar
        return (
            f"('{Period.of_month(month).label}', {month}, DATE '{calendar.first_day(month)}', "
            f"DATE '{calendar.last_day(month)}')"
            for month in months
        )

    def _list_tables(self) -> dict[str, str]:
        tables = {}
        for index, windows in enumerate(self._lists.values()):
            rows = [
                f"({self._literal(value)}, DATE '{_day(first)}', DATE '{_day(last)}')"
                for value, found in windows.items()
                for first, last in found
            ]
            nothing = "('', DATE '9999-12-31', DATE '0001-01-01')"
            tables[f"list_{index}"] = _values(rows or [nothing], "value, first, last")
        return tables

    def _cells(self) -> str:
        names = self._mapping.columns.names
        cells = [
            f"coalesce({self._quoted(names[name][0])}, '') AS {name}_text" for name in self._mapping.read
        ]
        return ",\n    ".join(cells)

    def _stamps(self) -> str:
        """The day of each date, and its seconds."""
        columns = []
        for name in self._days:
            seconds = " ".join(
                f"WHEN {self._is_format(name, form)} THEN {self._seconds(name, form)}"
                for form in self._mapping.dates.formats
            )
            columns.append(f"d_{name}.day AS {name}, CASE {seconds} END AS {name}_seconds")
        return "".join(f",\n    {column}" for column in columns)

    def _is_format(self, name: str, form: DateFormat) -> str:
        pattern = "".join(_PATTERNS.get(part) or f"[{_escaped(part)}]" for part in form.layout)
        return f"{name}_text {self._dialect.matches} {self._literal(f'^{pattern}$')}"

    def _seconds(self, name: str, form: DateFormat) -> str:
        if not form.has_time:
            return "86399" if name in DUE_DATES else "0"
        terms = []
        for part, factor in {"H": 3600, "M": 60, "S": 1}.items():
            before, is_there, _ = form.layout.partition(part)
            if is_there:
                at = len(digits_of(before)) + 1
                terms.append(f"CAST(substr({name}_text, {at}, 2) AS integer) * {factor}")
        return " + ".join(terms)

    def _day_joins(self) -> str:
        joins = []
        for name in self._days:
            heads = " ".join(
                f"WHEN {self._is_format(name, form)} THEN substr("
                f"{name}_text, {len(digits_of(form.before)) + 1}, {len(digits_of(form.day))})"
                for form in self._mapping.dates.formats
            )
            joins.append(f"LEFT JOIN days d_{name} ON d_{name}.spelling = CASE {heads} END")
        return "".join(f"\n  {join}" for join in joins)

    def _memberships(self) -> str:
        """Whether a value stands in each list, and the moments that lateness compares."""
        columns = [f"l_{index}.value IS NOT NULL AS in_{index}" for index in range(len(self._lists))]
        for name in self._days:
            seconds = f" + coalesce({name}_seconds, 0)" if self._mapping.by_time else ""
            number = self._dialect.days_since.format(day=name)
            columns.append(f"CAST({number} AS bigint) * 86400{seconds} AS {name}_at")
        return "".join(f",\n    {column}" for column in columns)

    def _list_joins(self) -> str:
        joins = []
        for index, (name, field) in enumerate(self._lists):
            asked = self._mapping.listed_at(name, field)
            held = f" AND {asked} BETWEEN l_{index}.first AND l_{index}.last" if asked else ""
            joins.append(f"LEFT JOIN list_{index} l_{index} ON l_{index}.value = {_folded(field)}{held}")
        return "".join(f"\n  {join}" for join in joins)

    def _excluded(self) -> str:
        rules = [self._where(rule.where, "returned") for rule in self._mapping.exclude]
        deadline = self._mapping.deadline
        if deadline is not None and deadline.missing == "exclude":
            rules.append(f"{self._due} IS NULL")
        return " OR ".join(f"({rule})" for rule in rules) or "false"

    def _where(self, where: Iterable[WhereTerm], result: str) -> str:
        parts = [
            f"NOT ({self._term(asked.name, result)})"
            if asked.negated
            else self._term(asked.name, result)
            for asked in where
        ]
        return " AND ".join(parts) or "true"

    def _term(self, name: str, result: str) -> str:
        if name == LATE:
            return f"coalesce({result}_at > {self._due}, false)"
        if name == OPEN:
            ends = [name for name in ("returned", "withdrawn_at") if name in self._days]
            gone = " OR ".join(f"coalesce({name} <= p.last, false)" for name in ends)
            return f"(received <= p.last AND NOT ({gone}))"
        if name == OVERDUE:
            days = ", ".join(self._mapping.due_fields)
            return f"coalesce(coalesce({days}) < p.last, false)"
        parts = []
        for field, condition in self._mapping.terms[name].conditions.items():
            match condition:
                case AtLeast():
                    number = (
                        f"CASE WHEN {self._is_whole()} THEN CAST(trim(supplements_text) AS integer) END"
                    )
                    parts.append(f"coalesce({number} >= {condition.at_least}, false)")
                case Listed():
                    parts.append(f"in_{list(self._lists).index((name, field))}")
                case _:
                    values = ", ".join(self._literal(self._value(field, value)) for value in condition)
                    cell = f"{field}_text" if field in CLOSED else _folded(field)
                    parts.append(f"{cell} IN ({values})")
        return "(" + " AND ".join(parts) + ")"

    def _value(self, field: str, value: str) -> str:
        return (
            value if field in CLOSED else value.strip() if field == "filing" else value.strip().lower()
        )

    def _is_whole(self) -> str:
        return f"trim(supplements_text) {self._dialect.matches} '^[0-9]{{1,6}}$'"

    def _count(self, count: Count) -> str:
        joined = f"r.{count.by} BETWEEN p.first AND p.last" if count.by else "r.received <= p.last"
        indicator = self._literal(count.indicator)
        return (
            f"SELECT p.period, p.month, r.unit_text, {indicator} AS indicator "
            f"FROM known r JOIN periods p ON {joined} "
            f"WHERE NOT is_excluded AND {self._where(count.where, count.result)}"
        )

    def _grid(self) -> str:
        indicators = ", ".join(f"({self._literal(name)})" for name in sorted(self._mapping.indicators))
        starts = "received" if "received" in self._days else None
        since = f" WHERE p.last >= coalesce((SELECT min({starts}) FROM known), p.last)" if starts else ""
        return (
            "SELECT p.period, u.unit, i.indicator, coalesce(s.value, 0) AS value\n  FROM periods p "
            "JOIN (SELECT DISTINCT unit, first, last FROM units) u "
            "ON p.month BETWEEN u.first AND u.last "
            f"CROSS JOIN (SELECT * FROM (VALUES {indicators}) AS t(indicator)) i\n  LEFT JOIN summed s "
            f"ON s.period = p.period AND s.unit = u.unit AND s.indicator = i.indicator{since}"
        )

    def _failures(self) -> str:
        """How many rows are refused, filings stand twice, units do not exist, identities fail."""
        counted = "(SELECT count(*) FROM counted)"
        parts = [
            f"(SELECT count(*) FROM known WHERE {' OR '.join(self._wrong())})",
            f"abs({counted} - (SELECT coalesce(sum(value), 0) FROM summed))",
        ]
        if "filing" in self._mapping.read:
            parts.append("(SELECT count(*) - count(DISTINCT trim(filing_text)) FROM known)")
        for identity in self._mapping.identities:
            left, right = (
                " + ".join(self._sum(name) for name in side) for side in (identity.left, identity.right)
            )
            parts.append(
                "(SELECT count(*) FROM (SELECT period, unit FROM figures GROUP BY period, unit "
                f"HAVING {left} <> {right}) AS broken)"
            )
        return "\n    + ".join(parts)

    def _sum(self, indicator: str) -> str:
        return f"sum(CASE WHEN indicator = {self._literal(indicator)} THEN value ELSE 0 END)"

    def _wrong(self) -> list[str]:
        mapping = self._mapping
        empty = ", ".join(self._literal(text) for text in mapping.dates.empty)
        wrong = [f"({name} IS NULL AND {name}_text NOT IN ({empty}))" for name in self._days]
        wrong.append("unit_text NOT IN (SELECT spelling FROM units)")
        if "filing" in mapping.read:
            wrong.append("trim(filing_text) = ''")
        for field in mapping.read:
            if field in CLOSED:
                values = ", ".join(self._literal(value) for value in mapping.vocabulary[field])
                wrong.append(f"{field}_text NOT IN ({values})" if values else "true")
            if field == "procedure":
                wrong.append(f"NOT (trim({field}_text) {self._dialect.matches} '{_PLAIN}')")
            if field == "supplements":
                wrong.append(f"NOT ({self._is_whole()})")
        if {"received", "returned"} <= set(self._days):
            wrong.append("coalesce(returned < received, false)")
        if "received" in mapping.needed:
            wrong.append("(received IS NULL AND NOT is_excluded)")
        if mapping.deadline is not None and mapping.deadline.missing == "refuse":
            wrong.append(f"({self._due} IS NULL AND NOT is_excluded)")
        return wrong


_PATTERNS = {
    "d": "[0-9][0-9]",
    "m": "[0-9][0-9]",
    "Y": "[0-9][0-9][0-9][0-9]",
    "H": "([01][0-9]|2[0-3])",
    "M": "[0-5][0-9]",
    "S": "[0-5][0-9]",
}


def _values(rows: Iterable[str], columns: str) -> str:
    body = ",\n    ".join(rows)
    return f"SELECT * FROM (VALUES\n    {body}\n  ) AS t({columns})"


def _escaped(part: str) -> str:
    return re.sub(r"([\]\[^\\-])", r"\\\1", part)


def _folded(field: str) -> str:
    return f"trim({field}_text)" if field == "filing" else f"lower(trim({field}_text))"


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
