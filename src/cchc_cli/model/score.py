"""Values of a scoring table's criteria, and the points that they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.model.diagnostic import Diagnostic, Location
from cchc_cli.model.plan import Plan
from cchc_cli.model.scoring import STAGES, Class, Leaf, ScoringTable, Stage


class Choice(NamedTuple):
    """A choice, by its name in the table."""

    name: str


class Range(NamedTuple):
    """A number of which only bounds are known; both may be reached."""

    low: Fraction
    high: Fraction | None = None
    """None where nothing bounds it."""


class OneOf(NamedTuple):
    """A choice of which only the candidates are known."""

    names: tuple[str, ...]


class NotApplied(NamedTuple):
    """The criterion does not apply to the unit."""


Value = Decimal | Fraction | Choice | Range | OneOf | NotApplied | None
"""What is known of a value; None where nothing is."""
Veto = Decimal | Fraction | None


class SheetCell(NamedTuple):
    """What a row of a sheet says of a criterion; what it leaves blank stays as it was before."""

    value: Value
    veto: Veto
    evidence: str
    note: str
    line: int
    table: int
    """Index into `Sheets.tables`."""


SheetKey = tuple[str, Stage]
"""A unit's id and a stage."""


class SheetTable(NamedTuple):
    """Where a table of a sheet stands: its file, and the sheet of a workbook."""

    path: str
    sheet: str | None = None
    letter: str | None = None
    """The letters of the workbook's column of values."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that sheets say, by unit and stage, then by the leaf's position in its table."""

    rows: dict[SheetKey, dict[int, SheetCell]] = field(default_factory=dict)
    tables: tuple[SheetTable, ...] = ()

    def stages(self) -> tuple[Stage, ...]:
        """The stages of which there is a row."""
        there = {stage for _, stage in self.rows}
        return tuple(stage for stage in STAGES if stage in there)

    def place(self, cell: SheetCell) -> Location:
        """Where a row stands."""
        table = self.tables[cell.table]
        at = None if table.letter is None else f"{table.letter}{cell.line}"
        return Location(table.path, cell.line, None, table.sheet, at)


class PlanValue(NamedTuple):
    """What the plan and its figures say of a criterion for a unit."""

    value: Value
    said: str
    """The id of the indicator or target; `month` for the share of figures that were sent."""
    due: int | None = None
    """The month by which the target that asks for it ends."""


PlanValues = Mapping[tuple[str, int], PlanValue]
"""By unit and the leaf's position."""


class Outcome(NamedTuple):
    """The points of a leaf over every completion of what is unknown."""

    low: Fraction
    high: Fraction
    max: Fraction
    """What it adds to the maximum: 0 for a bonus and for what was dropped."""
    applies: bool = True

    @property
    def is_open(self) -> bool:
        """Whether what is unknown may change it."""
        return self.low is not self.high and self.low != self.high


class Total(NamedTuple):
    """Points and maximum of a node or a whole table."""

    low: Fraction
    high: Fraction
    max: Fraction

    @property
    def is_open(self) -> bool:
        """Whether what is unknown may change it."""
        return self.low is not self.high and self.low != self.high

    @property
    def percents(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and highest share of the maximum, in percent; None where there is no maximum."""
        if self.max == 0:
            return None
        return (100 * self.low / self.max, 100 * self.high / self.max)


class LeafScore(NamedTuple):
    """A leaf of one unit at one stage: what it was given for which value from where."""

    leaf: Leaf
    outcome: Outcome
    value: Value
    veto: Veto
    cell: SheetCell | None
    """The row of a sheet that its value stands in; None where no sheet gives one."""
    plan: PlanValue | None
    """What the plan says, where the table asks it."""
    evidence: str

    @property
    def source_key(self) -> str:
        """Which key of `from` its value comes from: `indicator`, `verdict` or `coverage`."""
        source = self.leaf.criterion.from_
        if source is None or source.coverage is not None:
            return "coverage"
        return "indicator" if source.indicator is not None else "verdict"


class Standing(NamedTuple):
    """One unit at one stage, in total."""

    unit: str
    stage: Stage
    total: Total
    rank: int | None
    """None where what is unknown may change it, or there is nothing to rank."""
    class_: Class | None
    """None likewise, and below all classes."""
    class_is_open: bool
    unknown: tuple[int, ...]
    """The positions of the leaves whose points are not known."""
    dropped: int
    """How many leaves do not apply."""


class Deduction(NamedTuple):
    """A leaf whose final points are below those that the unit gave itself."""

    unit: str
    leaf: Leaf
    self_points: Fraction
    final_points: Fraction

    @property
    def owner(self) -> str:
        """Whom it is charged to: the leaf's owner, else the unit that is scored."""
        return self.leaf.owner or self.unit

    @property
    def lost(self) -> Fraction:
        """How many points."""
        return self.self_points - self.final_points


class Gain(NamedTuple):
    """A leaf that has points still to win."""

    unit: str
    leaf: Leaf
    outcome: Outcome
    points: Fraction
    """By which the unit's total would rise from the least that it has, were it as good as it can be."""
    is_deducted: bool
    due: int | None

    @property
    def owner(self) -> str:
        """Whose duty it is: the leaf's owner, else the unit that is scored."""
        return self.leaf.owner or self.unit


class Account(NamedTuple):
    """What an owner answers for, as figures of the plan; None where that is not known yet."""

    owner: str
    deducted: int | None
    complete: int | None
    leaves: int


@dataclass(frozen=True, slots=True)
class Scores:
    """All points of a table."""

    table: ScoringTable
    units: tuple[str, ...]
    stages: tuple[Stage, ...]
    """Those that were scored, in order."""
    shown: tuple[Stage, ...]
    """Those of them that were asked for."""
    sheets: Sheets
    plan_values: PlanValues
    outcomes: dict[SheetKey, tuple[Outcome, ...]]
    """By unit and stage, in the order of the leaves."""
    standings: tuple[Standing, ...]
    """By stage, then by rank as far as it is known, then by unit."""
    deductions: tuple[Deduction, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Units' full names, where the plan has them."""

    @property
    def last(self) -> Stage:
        """The latest stage that was asked for."""
        return self.shown[-1]

    def of(self, stage: Stage) -> tuple[Standing, ...]:
        """The standings of a stage."""
        return tuple(standing for standing in self.standings if standing.stage is stage)


class ScoreRequest(NamedTuple):
    """What was asked for."""

    stage: Stage | None = None
    unit: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    as_of: int | None = None
    """The month by which figures of the plan count; None: the latest that has some."""
    may_be_figures: bool = False
    """Whether files that are no sheets are figures of something else, where the table needs none."""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """All that a renderer needs; `scores` is None where the run cannot be trusted."""

    scores: Scores | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    plan: Plan | None = None
    unit: str | None = None
    """The unit that was asked for alone."""
    as_of: int | None = None
    """The month up to which figures of the plan counted; None where none were asked for."""

    @property
    def known(self) -> Scores:
        """The points of a run that can be trusted: no other is shown."""
        assert self.scores is not None
        return self.scores

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Those of the stages and the unit that were asked for."""
        if self.scores is None:
            return ()
        return tuple(
            standing
            for standing in self.scores.standings
            if standing.stage in self.scores.shown and self.unit in (None, standing.unit)
        )

    @property
    def units(self) -> tuple[str, ...]:
        """The units that were asked for."""
        if self.scores is None:
            return ()
        return self.scores.units if self.unit is None else (self.unit,)

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """Those of the units that were asked for."""
        if self.scores is None:
            return ()
        return tuple(
            deduction for deduction in self.scores.deductions if self.unit in (None, deduction.unit)
        )
