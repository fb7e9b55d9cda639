"""The sheets of a scoring table, for `cchc form --scoring`."""

from __future__ import annotations

from pathlib import Path

from cchc_cli.cli.command import Voice
from cchc_cli.cli.documents import SHEET_FORMATS, suffix_of
from cchc_cli.cli.find_plan import load_plan
from cchc_cli.cli.find_scoring import load_table
from cchc_cli.cli.marks import write_sheets
from cchc_cli.cli.paths import shown_path
from cchc_cli.model import codes
from cchc_cli.model.request import Request
from cchc_cli.model.scoring import Stage
from cchc_cli.render.score.form import render_form, render_form_csv
from cchc_cli.run.score import names_of, scored_units


def write_score_forms(
    scoring: str,
    request: Request,
    stage: Stage,
    chosen: str | None,
    output: str | None,
    replace: bool,
    voice: Voice,
) -> int:
    """A sheet for the unit that was asked for, or for each in a folder; exit code."""
    reading = load_table(scoring)
    table = reading.table
    if table is None:
        voice.refuse(*reading.diagnostics)
    loaded = load_plan(request._replace(as_of=f"{table.year}"))
    if loaded.plan is None and request.plan is not None:
        voice.refuse(*loaded.diagnostics)
    if loaded.plan is not None:
        voice = voice.about(loaded)
    units = scored_units(table, loaded.plan)
    wanted = units.ids
    if request.unit is not None:
        unit = units.find(request.unit)
        if unit not in units.ids:
            voice.refuse(codes.A614.at(None, found=request.unit, near=units.near(request.unit)))
        wanted = (unit,)
    names = names_of(units.ids, loaded.plan)
    is_sheet = output is None or Path(output).suffix[1:].lower() in SHEET_FORMATS
    is_single = len(wanted) == 1 and (is_sheet or request.unit is not None)
    suffix = suffix_of(chosen, output if is_single else None)
    folder = None if is_single else Path(output or f"phieu-cham-{table.id}")
    files: dict[Path, bytes] = {}
    for unit in wanted:
        single = Path(output or f"phieu-cham-{table.id}-{unit}.{suffix}")
        path = single if folder is None else folder / f"{unit}.{suffix}"
        if suffix == "csv":
            files[path] = render_form_csv(table, unit, stage, voice.words)
        else:
            files[path] = render_form(table, unit, names.get(unit, unit), stage, voice.words)
    inputs = (scoring, *(() if loaded.path is None else (str(loaded.path),)))
    written = write_sheets(files, folder, inputs, replace)
    voice.stop_for(written.faults)
    new, count = (path for path in files if path not in written.kept), len(table.leaves)
    made = [voice.words.word("score.form.made", path=shown_path(path), count=count) for path in new]
    made += [
        voice.words.word("form.kept", path=shown_path(path), unit=path.stem) for path in written.kept
    ]
    voice.tell("\n".join(made))
    return 0
