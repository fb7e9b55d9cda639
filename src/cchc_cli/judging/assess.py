"""How a case stands as of a month: by its kind, by its end, and period by period where asked."""

from __future__ import annotations

from cchc_cli.judging.cases import Case
from cchc_cli.judging.kinds import KINDS, Assessment, MilestoneRule
from cchc_cli.judging.periods import assess_periods
from cchc_cli.model.figures import Figures
from cchc_cli.model.verdict import Status


def assess(case: Case, figures: Figures, as_of: int) -> Assessment:
    """How a case stands as of a month, by the rule of its kind.

    What the figures up to its end make `met` with nothing missing stays so; else what came after the
    end counts too, and work that only then suffices is late.
    """
    if case.target.per_period:
        return assess_periods(case, figures, as_of)
    rule = KINDS[case.indicator.kind]
    has_day = case.due_day is not None and case.indicator.kind.owes_at_end
    if as_of < case.end or (as_of == case.end and not has_day):
        return rule.assess(case, figures, as_of)
    if isinstance(rule, MilestoneRule):
        in_time = rule.assess_by(case, figures, case.end, case.due_day)
    else:
        in_time = rule.assess(case, figures, case.end)
    if in_time.status is Status.MET and not in_time.missing:
        return in_time
    now = rule.assess(case, figures, as_of)
    is_late = now.status is Status.MET and in_time.status is not Status.MET
    return now._replace(late=is_late)
