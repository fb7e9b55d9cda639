"""`cchc check`: judges every target."""

from __future__ import annotations

from typing import Annotated

from cchc_cli.cli import completers
from cchc_cli.cli.month import line_after
from cchc_cli.cli.options import Options, choice, flag, option, takes
from cchc_cli.cli.outputs import Format, pair_outputs, write_outputs
from cchc_cli.cli.progress import TerminalProgress
from cchc_cli.cli.runs import inputs_of, run, run_all
from cchc_cli.model import codes
from cchc_cli.model.course import Made
from cchc_cli.model.diagnostic import in_order
from cchc_cli.model.verdict import Result, Status
from cchc_cli.render.page import Listing, Sort

Formats = Annotated[
    list[str] | None,
    option("--format", metavar="FORMAT", help="format", complete=completers.formats),
]
Outputs = Annotated[list[str] | None, option("--output", "-o", metavar="FILE", help="output")]
BaselineOption = Annotated[str | None, option("--baseline", metavar="RESULT.json", help="baseline")]
StatusOption = Annotated[
    list[str] | None, choice("--status", of=Status, help="check_status", metavar="STATUS")
]
AllOption = Annotated[bool, flag("--all", help="check_all")]
SortOption = Annotated[str, choice("--sort", of=Sort, help="check_sort")]
ByOption = Annotated[str | None, choice("--by", of=("unit",), help="check_by")]
AllPlans = Annotated[str | None, option("--all-plans", metavar="FOLDER", help="all_plans")]


@takes(
    "actuals plan all_plans as_of unit statuses everything sort by decimal encoding formats outputs"
    " fail_on baseline lang quiet no_color"
)
def check(
    options: Options,
    all_plans: AllPlans = None,
    formats: Formats = None,
    outputs: Outputs = None,
    baseline: BaselineOption = None,
    statuses: StatusOption = None,
    everything: AllOption = False,
    sort: SortOption = "unit",
    by: ByOption = None,
) -> int:
    """Judges; returns the exit code, which is the same for every format."""
    voice, faults = options.voice(), options.faults()
    if not faults:
        listed = frozenset(map(Status, statuses or ()))
        voice = voice._replace(listing=Listing(listed, everything, by is not None, Sort(sort)))
    # An empty value is among the faults of the options.
    pairs, unpaired = pair_outputs(formats or (), list(filter(None, outputs or ())))
    faults = [*unpaired, *faults]
    request = options.request(baseline=baseline, takes_baseline=True)
    if all_plans is not None:
        named = {
            "ACTUALS": request.actuals,
            "--plan": request.plan,
            "--unit": request.unit,
            "--baseline": baseline,
        }
        faults += [codes.V321.at(option=name) for name, value in named.items() if value]
    if faults:
        result = Result(diagnostics=in_order(faults), inputs=inputs_of(request))
    elif all_plans is not None:
        result = run_all(all_plans, request)
    else:
        with TerminalProgress(voice, request.actuals) as progress:
            result = run(request, progress=progress)
    voice = voice.about(result.singles[0])
    problems = write_outputs(pairs, result, voice)
    text_on_stdout = any(pair.format is Format.TEXT and pair.path is None for pair in pairs)
    if not (result.judged and text_on_stdout):
        voice.say(result.diagnostics)
    elif result.parts == ():
        voice.tell(line_after(Made(), result, request, voice.words))
    if problems:
        voice.say(problems)
        result = result._replace(exit_code=2)
    return result.exit_code
