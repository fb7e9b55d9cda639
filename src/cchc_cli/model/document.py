"""What a plan says of its document: who signed it, on what it rests, what its parts are called."""

# No annotations from __future__ here: pydantic would have to evaluate each of them at every start.
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cchc_cli.model.scalars import Day, Identifier, Text


class Part(BaseModel):
    """A part of a plan: unchangeable, with no keys but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Signer(Part):
    """Who signed the plan."""

    name: Text
    title: Text


class Reference(Part):
    """A legal basis."""

    id: Identifier
    number: Text
    date: Day | None = None
    issuer: Text | None = None
    title: Text | None = None
    note: Text | None = None


class Letterhead(Part):
    """Whose paper reports and notices are written on (Decree 30/2020/NĐ-CP)."""

    parent: Text | None = None
    abbreviation: Text | None = None
    recipients: tuple[Text, ...] = ()
    style: Literal["nd30", "plain"] | None = None


class Templates(Part):
    """Templates of the user's own, used where a call names none; relative to the plan."""

    report: Text | None = None
    notice: Text | None = None


class Section(Part):
    """The heading of a part of the plan's document."""

    clause: Text
    title: Text


class Identity(Part):
    """Sums of figures that must agree for each unit and period where all of them are there."""

    id: Identifier
    left: tuple[Identifier, ...]
    right: tuple[Identifier, ...]
    compare: Literal["equal", "at_most"] = "equal"
    severity: Literal["error", "warning"] = "error"


class Defaults(Part):
    """What an option is where a call gives none."""

    fail_on: Literal["shortfall", "missed", "warning", "never"] | None = None
    baseline: Text | None = None
    as_of: Text | None = None
