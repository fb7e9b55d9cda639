"""`cchc explain`: a code, or a target with its arithmetic."""

from __future__ import annotations

import re
import sys
from typing import Annotated

from cchc_cli.cli import completers
from cchc_cli.cli.find_mapping import explained_rules, load_mapping, rules_used
from cchc_cli.cli.find_plan import load_plan
from cchc_cli.cli.options import Options, argument, option, takes
from cchc_cli.cli.runs import run
from cchc_cli.model import codes
from cchc_cli.model.verdict import Result
from cchc_cli.reading.cells.names import NameIndex, closest

What = Annotated[
    str | None,
    argument("CODE|TARGET|STATUS", "explain_what", completers.explained, show_default=False),
]

CODE = re.compile(r"[PAV][0-9]{3}", re.IGNORECASE)


ScoringOption = Annotated[str | None, option("--scoring", metavar="FILE", help="explain_scoring")]
MappingOption = Annotated[str | None, option("--mapping", metavar="FILE", help="explain_mapping")]


@takes("what actuals scoring mapping plan as_of unit decimal encoding lang quiet no_color")
def explain(
    options: Options,
    what: What = None,
    scoring: ScoringOption = None,
    mapping: MappingOption = None,
) -> int:
    """Explains; what names a code and a part of the plan as both. Exit code 0 when it could, else 2."""
    voice = options.voice()
    voice.stop_for(options.faults())
    if scoring is not None and what is not None:
        return _criterion(what, scoring, options)
    from cchc_cli.render.explanation import (
        render_code,
        render_codes,
        render_status,
        render_target,
        targets_named,
    )

    request = options.request()
    loaded = load_plan(request)
    voice = voice.about(loaded)
    if what is None:
        sys.stdout.write(render_codes(voice.words, voice.screen()))
        return 0
    rules = load_mapping(mapping) if mapping is not None else None
    if rules is not None and rules.mapping is None:
        voice.refuse(*rules.diagnostics)
    lines = explained_rules(rules, what, voice.words)
    code = render_code(what.upper(), voice.words, voice.screen())
    code = code or render_status(what, voice.words, voice.screen())
    named = targets_named(loaded.plan, what) if loaded.plan is not None else []
    if (code is not None or lines) and not named:
        sys.stdout.write("\n".join([*([code] if code else []), *lines, ""] if lines else [code or ""]))
        return 0
    if loaded.plan is None:
        unknown = [codes.V308.at(found=what, near=None)] if CODE.fullmatch(what) else []
        voice.refuse(*(unknown or loaded.diagnostics))
    voice.say(loaded.passed_over)
    if not named:
        # What `check` shows is the indicator's name.
        indicator = NameIndex.of_indicators(loaded.plan).find(what)
        named = targets_named(loaded.plan, indicator) if indicator else []
    if not named:
        known = [*loaded.plan.target_by_id]
        known += [name for task in loaded.plan.tasks for name in (task.id, task.clause)]
        known += [
            name
            for indicator in loaded.plan.indicators
            for name in (indicator.id, indicator.name, *indicator.aliases)
        ]
        near = closest(what, known)
        voice.refuse(codes.V308.at(found=what, near=near))
    result: Result | None = None
    if request.actuals or loaded.plan.actuals:
        result = run(request, loaded=loaded)
        if not result.judged and (request.actuals or _names_no_unit(result)):
            voice.refuse(*result.diagnostics)
        result = result if result.judged else None
    parts = [render_target(target, loaded.plan, result, voice.words, voice.screen()) for target in named]
    sys.stdout.write("\n".join([*parts, code] if code else parts))
    for line in lines or rules_used(named, loaded, result, voice.words):
        sys.stdout.write(f"{line}\n")
    return 0


def _names_no_unit(result: Result) -> bool:
    return any(fault.code == codes.V301.name for fault in result.diagnostics)


def _criterion(what: str, scoring: str, options: Options) -> int:
    """A criterion of a scoring table, by the sheets and figures that are named."""
    from cchc_cli.cli.find_scoring import score_files
    from cchc_cli.model.score import ScoreRequest
    from cchc_cli.render.score.explanation import criteria_named, render_criterion

    voice = options.voice()
    asked = ScoreRequest(None, options.unit, options.decimal, options.encoding)
    request = options.request(unit=None, actuals=())
    scored = score_files(scoring, options.actuals or (), request, asked)
    if scored.loaded is not None:
        voice = voice.about(scored.loaded)
    result = scored.result
    if result.scores is None:
        voice.refuse(*result.diagnostics)
    table = result.scores.table
    named = criteria_named(table, what)
    if not named:
        known = [text for _, criterion in table.walk() for text in (criterion.id, criterion.name)]
        voice.refuse(codes.V606.at(found=what, near=closest(what, known)))
    parts = [render_criterion(criterion, result, voice.words, voice.screen()) for criterion in named]
    sys.stdout.write("\n".join(parts))
    voice.warn(result.diagnostics)
    return 0
