"""What the parts of a mapping say of each other. A new check is a line in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cchc_cli.model import codes
from cchc_cli.model.date_format import digits_of
from cchc_cli.model.diagnostic import Location, Term
from cchc_cli.model.register import (
    AT_CUTOFF,
    BUILT_IN,
    CLOSED,
    LATE,
    NO_DEADLINE,
    OVERDUE,
    Mapping,
    WhereTerm,
)
from cchc_cli.reading.cells.names import fold
from cchc_cli.reading.yaml_file.document import Route
from cchc_cli.reading.yaml_file.draft import YamlDraft


@dataclass(slots=True, eq=False)
class MappingDraft(YamlDraft):
    """A mapping whose values are sound, while its parts are held against each other."""

    mapping: Mapping


def headers_mean_one_field(draft: MappingDraft) -> None:
    """No header name stands for two fields, or twice."""
    first: dict[str, tuple[str, Location]] = {}
    for name, headers in draft.mapping.columns.names.items():
        for index, header in enumerate(headers):
            route: Route = ("columns", name, index)
            place = draft.document.locate(route)
            other, earlier = first.setdefault(fold(header), (name, place))
            if earlier != place:
                draft.fault(
                    codes.P304,
                    route,
                    header=header,
                    field=Term("field", name),
                    other=Term("field", other),
                    first=earlier,
                )


def formats_read_a_text_one_way(draft: MappingDraft) -> None:
    """No text may be two dates: 03/04/2022 in %d/%m/%Y and %m/%d/%Y."""
    formats = draft.mapping.dates.formats
    for index, form in enumerate(formats):
        for other in formats[:index]:
            if digits_of(form.layout) == digits_of(other.layout):
                route: Route = ("dates", "formats", index)
                draft.fault(codes.P309, route, format=form.written, other=other.written)
                break


def days_are_in_order(draft: MappingDraft) -> None:
    """The range of days begins before it ends."""
    first, last = draft.mapping.dates.between
    if first > last:
        draft.fault(codes.P310, ("dates", "between"), first=first, last=last)


def terms_say_something(draft: MappingDraft) -> None:
    """No term takes a built-in name or has no condition."""
    for name, term in draft.mapping.terms.items():
        if name in BUILT_IN or name == "not":
            draft.fault(codes.P302, ("terms", name), at_key=True, term=name)
        if not term.conditions:
            draft.fault(codes.P303, ("terms", name), at_key=True, term=name)


def values_are_named(draft: MappingDraft) -> None:
    """Every closed field that has a column has terms that name its values."""
    mapping = draft.mapping
    for name in CLOSED:
        if name in mapping.columns.names and not mapping.vocabulary[name]:
            draft.fault(codes.P306, ("columns", name), at_key=True, field=Term("field", name))


def terms_are_declared(draft: MappingDraft) -> None:
    """Every term that is asked for is declared or built in, and fits where it stands."""
    mapping = draft.mapping
    names = (*BUILT_IN, *mapping.terms)
    for route, term, owner, is_cutoff in _asked(mapping):
        if term.name not in names:
            near = draft.suggestions.near(term.name, names)
            draft.fault(codes.P301, route, term=term.name, near=near)
        elif term.name in AT_CUTOFF and not is_cutoff:
            draft.fault(codes.P307, route, term=term.name, rule=owner)
        elif term.name == LATE and is_cutoff:
            draft.fault(codes.P314, route, term=term.name, rule=owner)
        if term.name in (LATE, OVERDUE) and mapping.deadline is None:
            draft.fault(codes.P312, route, term=term.name)


def _asked(mapping: Mapping) -> Iterator[tuple[Route, WhereTerm, str, bool]]:
    for index, rule in enumerate(mapping.exclude):
        for position, term in enumerate(rule.where):
            yield ("exclude", index, "where", position), term, rule.name, False
    for index, count in enumerate(mapping.counts):
        for position, term in enumerate(count.where):
            is_cutoff = count.at is not None
            yield ("counts", index, "where", position), term, count.indicator, is_cutoff


def counts_say_when(draft: MappingDraft) -> None:
    """A count has one of `by` and `at`; no count stands twice."""
    seen: dict[object, int] = {}
    for index, count in enumerate(draft.mapping.counts):
        if (count.by is None) == (count.at is None):
            draft.fault(codes.P308, ("counts", index), indicator=count.indicator)
        key = (count.indicator, count.by, count.at, frozenset(count.where))
        first = seen.setdefault(key, index)
        if first != index:
            place = draft.document.locate(("counts", first))
            draft.fault(codes.P313, ("counts", index), indicator=count.indicator, first=place)


def exclusions_have_names(draft: MappingDraft) -> None:
    """No two exclusions share a name."""
    names = [(("exclude", index, "name"), rule.name) for index, rule in enumerate(draft.mapping.exclude)]
    draft.refuse_repeats([(("deadline",), NO_DEADLINE), *names])


def fields_have_columns(draft: MappingDraft) -> None:
    """Every field that a term, an exclusion, a count or the deadline looks at has a column."""
    for route, field in dict.fromkeys(draft.mapping.looks_at()):
        if field not in draft.mapping.columns.names:
            draft.fault(codes.P305, route, field=Term("field", field))


def identities_are_counted(draft: MappingDraft) -> None:
    """Every side of an identity is counted here."""
    counted = draft.mapping.indicators
    for index, identity in enumerate(draft.mapping.identities):
        for side in ("left", "right"):
            for position, name in enumerate(getattr(identity, side)):
                if name not in counted:
                    near = draft.suggestions.near(name, counted)
                    route: Route = ("identities", index, side, position)
                    draft.fault(codes.P311, route, indicator=name, near=near)


CHECKS: tuple[Callable[[MappingDraft], None], ...] = (
    headers_mean_one_field,
    formats_read_a_text_one_way,
    days_are_in_order,
    terms_say_something,
    values_are_named,
    terms_are_declared,
    counts_say_when,
    exclusions_have_names,
    fields_have_columns,
    identities_are_counted,
)
