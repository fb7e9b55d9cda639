"""Reads a plan file: YAML, then each part by its model, then what the parts say of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, has_errors
from cchc_cli.model.document import Reference
from cchc_cli.model.plan import Indicator, Plan, Span, Target, Task, Unit
from cchc_cli.reading.plan_file.checks import dates, goals, head, indicators, names, paces, targets
from cchc_cli.reading.plan_file.draft import Draft
from cchc_cli.reading.yaml_file.document import Document, Route
from cchc_cli.reading.yaml_file.parts import entries, is_a, items, valid
from cchc_cli.reading.yaml_file.tree import parse_yaml

_LISTS = ("references", "units", "indicators", "tasks")


CHECKS: tuple[Callable[[Draft], None], ...] = (
    head.encoding_is_known,
    head.default_period_is_one,
    dates.period_is_in_order,
    names.ids_are_unique,
    names.reserved_words_are_no_ids,
    names.names_mean_one_thing,
    names.names_are_declared,
    names.groups_are_sound,
    names.successors_are_others,
    indicators.indicators_fit_their_kind,
    indicators.identities_hold_figures,
    targets.scopes_are_sound,
    targets.comparisons_fit_the_kind,
    targets.units_of_targets_belong,
    targets.products_have_a_name_of_their_own,
    goals.goals_can_be_met,
    paces.paces_fit_the_kind,
    paces.steps_follow_one_another,
    dates.due_dates_are_in_the_plan,
)
"""What the parts must say of each other. Each looks at the parts that are valid by themselves, so that
one run shows every fault."""


class PlanReading(NamedTuple):
    """A plan that was read; `plan` is None where a fault stands in its way."""

    plan: Plan | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    period: Span | None = None
    """Its months, also where faults stand in the plan's way; None where they are not certain."""
    targets: Mapping[str, Route] = MappingProxyType({})
    """The route of each target of the plan, by its id."""
    sha256: str = ""
    """The digest of the file, where there is one."""

    @property
    def language(self) -> str | None:
        """The language that the file names, also where faults stand in the plan's way."""
        root = self.document.root.content if self.document.root else None
        written = root["language"][1].content if isinstance(root, dict) and "language" in root else None
        return written if written in ("vi", "en") else None

    def target_place(self, target: str) -> Location:
        """Where a target is declared, by its id; raises KeyError where it is not."""
        return self.document.locate(self.targets[target])


def read_plan(data: bytes, path: str) -> PlanReading:
    """Reads a plan from the bytes of its file; `path` is what diagnostics call it.

    All faults are reported: of the syntax, of each value, and between the parts.
    """
    draft = Draft(parse_yaml(data, path))
    document = draft.document
    period = None
    if document.root is not None and is_a("mapping", draft, (), head := document.root.plain()):
        _fill(draft, head)
        draft.check(CHECKS)
        period = _certain_period(draft)
    diagnostics = _with_excerpts(document, draft.faults)
    if has_errors(diagnostics):
        return PlanReading(None, document, diagnostics, period)
    routes = {target.id: route for route, _, target in draft.targets}
    return PlanReading(_whole(draft), document, diagnostics, period, routes)


def _with_excerpts(document: Document, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics, each with the line that it speaks of."""

    def line(place: Location | None) -> str:
        number = (place and place.line) or 0
        return document.lines[number - 1] if 0 < number <= len(document.lines) else ""

    return tuple(diagnostic._replace(excerpt=line(diagnostic.location)) for diagnostic in diagnostics)


def _certain_period(draft: Draft) -> Span | None:
    """The plan's months, where nothing found leaves a doubt about them."""
    period = draft.plan.period
    keys = ("period", *(field.alias or name for name, field in Span.model_fields.items()))
    doubted = any(draft.doubts(("period", key)) for key in keys) or draft.doubts(("period",))
    repeated = any(
        diagnostic.code == codes.P102.name and diagnostic.params["key"] in keys
        for diagnostic in draft.document.diagnostics
    )
    if not draft.can_read((), "period") or doubted or repeated or period.from_ > period.to:
        return None
    return period


def _whole(draft: Draft) -> Plan:
    targets: dict[Route, list[Target]] = {}
    for route, _, target in draft.targets:
        targets.setdefault(route[:2], []).append(target)
    return draft.plan.model_copy(
        update={
            "references": tuple(reference for _, reference in draft.references),
            "indicators": tuple(indicator for _, indicator in draft.indicators),
            "tasks": tuple(
                task.model_copy(update={"targets": tuple(targets.get(route, ()))})
                for route, task in draft.tasks
            ),
        }
    )


def _fill(draft: Draft, head: dict[str, Any]) -> None:
    draft.head = head
    bare = {key: value for key, value in head.items() if key not in _LISTS}
    if head.get("groups") is None:
        bare.pop("groups", None)
    plan = valid(draft, Plan, bare, ())
    assert plan is not None
    draft.groups = [(("groups", name), name, names) for name, names in plan.groups.items()]
    # Each group and each item of a list is read by itself.
    own = [key for key in head if key in _LISTS or (key == "groups" and isinstance(head[key], dict))]
    draft.unread -= {(key,) for key in own}
    draft.references = list(items(draft, Reference, ("references",), head.get("references")))
    draft.units = list(items(draft, Unit, ("units",), head.get("units")))
    draft.plan = plan.model_copy(update={"units": tuple(unit for _, unit in draft.units)})
    draft.indicators = list(items(draft, Indicator, ("indicators",), head.get("indicators")))
    for route, raw in entries(draft, ("tasks",), head.get("tasks")):
        written = raw.get("targets") if isinstance(raw, dict) else None
        without = {k: v for k, v in raw.items() if k != "targets"} if isinstance(raw, dict) else raw
        task = valid(draft, Task, without, route)
        if task is not None:
            draft.tasks.append((route, task))
            for at, target in items(draft, Target, (*route, "targets"), written):
                draft.targets.append((at, task, target))
            if task.product is not None and not written and draft.can_read(route, "id", "owners"):
                _add_product(draft, route, task)


def _add_product(draft: Draft, route: Route, task: Task) -> None:
    """The milestone of a task that has a product and no target: of its first owner, by its name."""
    at = (*route, "product")
    own = {"id": task.id, "name": task.product, "kind": "milestone"}
    draft.indicators.append((at, Indicator.model_validate(own)))
    asks = {"id": task.id, "indicator": task.id, "at_least": "1"}
    target = Target.model_validate(asks | ({"each": task.owners[0]} if task.owners else {}))
    draft.targets.append((at, task, target))
