"""The rules of a mapping in words: what a term means, what a count counts."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_cli.model.diagnostic import Term
from cchc_cli.model.register import LATE, OPEN, OVERDUE, AtLeast, Count, Listed, Mapping, WhereTerm
from cchc_cli.render.wording import Wording, visible

RULES = (LATE, OPEN, OVERDUE)


def names_of(mapping: Mapping) -> tuple[str, ...]:
    """Everything that can be explained: terms, exclusions and counted indicators."""
    excluded = (rule.name for rule in mapping.exclude)
    return tuple(dict.fromkeys((*mapping.terms, *RULES, *excluded, *mapping.indicators)))


def explain(mapping: Mapping, name: str, words: Wording) -> list[str]:
    """What a term, an exclusion or an indicator means, a sentence each; empty for an unknown name."""
    lines = []
    if name in mapping.terms or name in RULES:
        lines.append(f"{visible(name)}: {term_words(mapping, name, 'returned', words)}")
    for rule in mapping.exclude:
        if rule.name == name:
            conditions = _all(mapping, rule.where, "returned", words)
            lines.append(words.word("tally.excludes", name=name, conditions=conditions))
    for count in mapping.counts:
        if count.indicator == name:
            lines.append(f"{visible(name)}: {count_words(mapping, count, words)}")
    return lines


def definitions(mapping: Mapping, words: Wording) -> list[str]:
    """Every count, every exclusion and the deadline, a sentence each."""
    lines = [f"{count.indicator}: {count_words(mapping, count, words)}" for count in mapping.counts]
    for rule in mapping.exclude:
        conditions = _all(mapping, rule.where, "returned", words)
        lines.append(words.word("tally.excludes", name=rule.name, conditions=conditions))
    if mapping.deadline is not None:
        missing = words.word(f"tally.missing.{mapping.deadline.missing}")
        lines.append(words.word("tally.deadline", due=_due(mapping, words), missing=missing))
    return lines


def count_words(mapping: Mapping, count: Count, words: Wording) -> str:
    """By what date a count counts, and which rows."""
    if count.by is None:
        how = words.word("tally.cutoff")
    else:
        how = words.word("tally.by", field=Term("field", count.by))
    if not count.where:
        return words.word("tally.all", how=how)
    conditions = _all(mapping, count.where, count.result, words)
    return words.word("tally.where", how=how, conditions=conditions)


def _all(mapping: Mapping, where: Iterable[WhereTerm], result: str, words: Wording) -> str:
    parts = []
    for asked in where:
        text = term_words(mapping, asked.name, result, words)
        parts.append(words.word("tally.not", condition=text) if asked.negated else text)
    return words.word("tally.and").join(parts)


def term_words(mapping: Mapping, name: str, result: str, words: Wording) -> str:
    """The condition that a term stands for; `result` is the date that lateness is about."""
    if name == OPEN:
        return words.word("tally.open")
    if name == OVERDUE:
        return words.word("tally.overdue", due=_due(mapping, words))
    if name == LATE:
        compare = mapping.deadline.compare if mapping.deadline else "date"
        return words.word(
            "tally.late",
            result=Term("field", result),
            due=_due(mapping, words),
            compare=words.word(f"tally.compare.{compare}"),
        )
    parts = []
    for field, condition in mapping.terms[name].conditions.items():
        term = Term("field", field)
        match condition:
            case AtLeast():
                parts.append(words.word("tally.from", field=term, number=condition.at_least))
            case Listed(at=None):
                parts.append(words.word("tally.in_file", field=term, file=condition.file))
            case Listed():
                at = Term("field", condition.at or "")
                parts.append(words.word("tally.in_file_at", field=term, file=condition.file, at=at))
            case _:
                named = (visible(value) or words.word("tally.blank") for value in condition)
                values = words.word("or").join(named)
                parts.append(words.word("tally.is", field=term, values=values))
    return words.word("tally.and").join(parts)


def _due(mapping: Mapping, words: Wording) -> str:
    column = mapping.deadline.column if mapping.deadline else "first_due"
    return words.word(f"tally.due.{column}")
