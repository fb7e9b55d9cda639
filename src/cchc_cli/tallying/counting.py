"""From groups of rows to figures: which rows each count sees, and in which month."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from cchc_cli.model.plan import Plan
from cchc_cli.model.register import LATE, NO_DEADLINE, OPEN, OVERDUE, Count, Mapping, WhereTerm
from cchc_cli.model.tally import DUE, Account, Group, Groups, Shape

Key = tuple[int, frozenset[str], str]
"""A month, the units that the row's unit may be, and an indicator."""


class Covered(NamedTuple):
    """The months that an export can tell of: those that end before its day."""

    first: int
    last: int

    @property
    def months(self) -> range:
        """Each of them; none where even the first ends too late."""
        return range(self.first, self.last + 1)


def covered_months(plan: Plan, exported: date) -> Covered:
    """The months of a plan that end before the day of an export."""
    first, last = plan.period.from_, plan.period.to
    while last >= first and plan.calendar.last_day(last) >= exported:
        last -= 1
    return Covered(first, last)


class Tallier:
    """Counts groups as they come; what was counted does not depend on their order."""

    def __init__(self, mapping: Mapping, shape: Shape, covered: Covered) -> None:
        self._mapping = mapping
        self._shape = shape
        self._covered = covered
        self._month_at = {name: index for index, name in enumerate(shape.months)}
        self._text_at = {name: index for index, name in enumerate(shape.texts)}
        self._flag_at = {name: index + len(shape.texts) for index, name in enumerate(shape.flags)}
        self._verdicts: dict[tuple[object, ...], tuple[str | None, tuple[Count, ...]]] = {}
        self.values: Counter[Key] = Counter()
        self.excluded: Counter[str] = Counter({rule.name: 0 for rule in mapping.exclude})
        if mapping.deadline is not None and mapping.deadline.missing == "exclude":
            self.excluded[NO_DEADLINE] = 0
        self.counted = 0
        self.first_month: int | None = None
        """The month in which the first filing was received; of counts alone where none says."""

    def exclusion(self, group: Group) -> str | None:
        """The name under which such rows are left out; None for those that count."""
        name = self._verdict(group)[0]
        if name is None and NO_DEADLINE in self.excluded and not group[1 + self._month_at[DUE]]:
            return NO_DEADLINE
        return name

    def is_excluded(self, group: Group) -> bool:
        """Whether such rows are left out."""
        return self.exclusion(group) is not None

    def add(self, groups: Groups) -> None:
        """Counts groups of rows."""
        received_at = self._month_at.get("received")
        for group, many in groups.items():
            months = group[1 : 1 + len(self._shape.months)]
            if received_at is not None and months[received_at]:
                self._note_first(months[received_at])
            name = self.exclusion(group)
            if name is not None:
                self.excluded[name] += many
                continue
            self.counted += many
            for count in self._verdict(group)[1]:
                if count.by is None:
                    self._at_cutoffs(count, group, months, many)
                    continue
                month = months[self._month_at[count.by]]
                if month and received_at is None:
                    self._note_first(month)
                if isinstance(month, int) and self._covered.first <= month <= self._covered.last:
                    self.values[month, group[0], count.indicator] += many  # type: ignore[index]

    def _note_first(self, month: object) -> None:
        assert isinstance(month, int)
        if self.first_month is None or month < self.first_month:
            self.first_month = month

    def _at_cutoffs(self, count: Count, group: Group, months: Group, many: int) -> None:
        """Counts rows as they stand at the end of each month from the one in which they came."""
        received = months[self._month_at["received"]]
        if not received:
            return
        ended = [
            month
            for name in ("returned", "withdrawn_at")
            if name in self._month_at and (month := months[self._month_at[name]])
        ]
        end = min(ended, default=None)  # type: ignore[type-var]
        due = months[self._month_at[DUE]] if DUE in self._month_at else 0
        for month in range(max(received, self._covered.first), self._covered.last + 1):  # type: ignore[call-overload]
            holds = {
                OPEN: end is None or end > month,  # type: ignore[operator]
                OVERDUE: bool(due) and due <= month,  # type: ignore[operator]
            }
            if all(holds[term.name] != term.negated for term in count.where if term.name in holds):
                self.values[month, group[0], count.indicator] += many  # type: ignore[index]

    def _verdict(self, group: Group) -> tuple[str | None, tuple[Count, ...]]:
        """The exclusion that takes rows out, or the counts that see them but for their months."""
        about = group[1 + len(self._shape.months) :]
        verdict = self._verdicts.get(about)
        if verdict is None:
            excluded = next(
                (
                    rule.name
                    for rule in self._mapping.exclude
                    if all(self._holds(term, about, "returned") for term in rule.where)
                ),
                None,
            )
            counts = tuple(
                count
                for count in self._mapping.counts
                if all(self._holds(term, about, count.result) for term in count.where)
            )
            verdict = self._verdicts[about] = (excluded, counts)
        return verdict

    def _holds(self, asked: WhereTerm, about: Group, result: str) -> bool:
        """Whether a condition holds; what only the end of a month decides is taken to hold."""
        if asked.name in (OPEN, OVERDUE):
            return True
        if asked.name == LATE:
            return bool(about[self._flag_at[LATE, result]]) != asked.negated
        holds = True
        for field in self._mapping.terms[asked.name].conditions:
            flag = self._flag_at.get((asked.name, field))
            if flag is not None:
                holds = holds and bool(about[flag])
            else:
                holds = holds and asked.name in about[self._text_at[field]]  # type: ignore[operator]
        return holds != asked.negated

    def account(self, rows: int, refused: int) -> Account:
        """Where the rows went."""
        return Account(rows, self.counted, dict(self.excluded), refused)
