"""`cchc init`: a folder to start from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

from cchc_cli.cli.command import Voice
from cchc_cli.cli.files import as_bytes, sweep, write_files
from cchc_cli.cli.find_plan import read_plan_file
from cchc_cli.cli.options import Options, argument, flag, option, takes
from cchc_cli.cli.paths import (
    MAY_HOLD_FIGURES,
    PLAN_SUFFIXES,
    figures_in,
    is_folder,
    plans_in,
    quoted,
    shown_path,
)
from cchc_cli.cli.resources import resource
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic, Location, has_errors, reason_of
from cchc_cli.model.plan import Plan
from cchc_cli.reading.plan_file.next_year import Review, next_year
from cchc_cli.reading.plan_file.read import read_plan
from cchc_cli.reading.table.sheet import Unreadable
from cchc_cli.reading.task_table.draft import PlanDraft, draft_plan
from cchc_cli.reading.task_table.rows import read_task_table
from cchc_cli.render.wording import Wording, visible

Folder = Annotated[str, argument("FOLDER", "init_folder")]
ExampleOption = Annotated[bool, flag("--example", help="init_example")]
FromOption = Annotated[str | None, option("--from", metavar="PLAN", help="init_from")]

FIGURES_FOLDER = "so-lieu"
MAX_SHOWN = 100
TABLE_SUFFIXES = (".docx", ".xlsx", ".xlsm", ".xls", ".ods")
"""Of files that hold tables and no plan."""
NO_FIGURES = "period,unit,indicator,value,evidence,note\n"
"""Where figures are to come: the header alone."""
REGISTERS_FOLDER = "so-theo-doi"
REGISTER = ("so-theo-doi.csv", "anh-xa.yaml", "thu-tuc-dvctt.csv")
"""The register of the example, how it is read, and a list that this names."""
_ACTUALS = re.compile(r"^actuals:.*$", re.MULTILINE)


class _Start(NamedTuple):
    """What a folder starts with."""

    plan: Path
    files: dict[Path, str]
    remarks: list[str]
    """What is to be said of it when it is made."""
    command: str = "form"
    """The one to go on with."""


@takes("... lang quiet no_color")
def init(
    options: Options,
    folder: Folder = ".",
    example: ExampleOption = False,
    from_plan: FromOption = None,
) -> int:
    """Writes the files, none where any is there already; exit code 0, else 2."""
    voice, faults = options.voice(), options.faults()
    if example and from_plan:
        faults.append(codes.V315.at())
    suffix = Path(from_plan or "").suffix.lower()
    if suffix in MAY_HOLD_FIGURES and suffix not in TABLE_SUFFIXES:
        choices = ", ".join((*PLAN_SUFFIXES, *TABLE_SUFFIXES))
        faults.append(codes.V310.at(option="--from", found=from_plan, choices=choices))
    voice.stop_for(faults)
    root, words = Path(folder), voice.words
    if from_plan and suffix in TABLE_SUFFIXES:
        draft = _plan_of_table(Path(from_plan), voice)
        if draft is None:
            _scoring_table(from_plan, root, voice)
            return 0
        start = _drawn_plan(root, draft, words)
    elif from_plan:
        loaded = read_plan_file(Path(from_plan), from_plan)
        if loaded.plan is None:
            voice.refuse(*loaded.diagnostics)
        start = _next_plan(root, from_plan, loaded.plan, words)
    else:
        start = _example(root, words) if example else _starter(root, words)
    others = [path for path in plans_in(start.plan.parent) if path != start.plan]
    voice.stop_for(_write(start.files, root))
    if others:
        named = tuple(path.relative_to(root).as_posix() for path in others)
        voice.tell(words.word("init.others", plans=named))
    for line in (*start.remarks, _next(root, start, bool(others), words)):
        voice.tell(line)
    return 0


def _scoring_table(document: str, root: Path, voice: Voice) -> None:
    """Writes a scoring file of the table in a document, named like it."""
    from cchc_cli.reading.scoring_file.from_table import read_outline
    from cchc_cli.render.score.draft import render_draft

    path = Path(document)
    reading = read_outline(path.read_bytes(), document)
    if reading.outline is None or has_errors(reading.diagnostics):
        voice.refuse(*reading.diagnostics)
    stem = re.sub(r"[^\w.\-]+", "-", path.stem).strip("-.") or "bang-diem"
    named = re.search(r"(?<![0-9])20[0-9]{2}(?![0-9])", stem)
    year = reading.outline.year or (int(named[0]) if named else None)
    text = render_draft(reading.outline, stem, path.stem, year, voice.words)
    table = root / "scoring" / f"{stem}.yaml"
    schema = root / "schemas" / "scoring.schema.json"
    voice.stop_for(_write({table: text, schema: _text("schemas/scoring.schema.json")}, root))
    shown, count = shown_path(table), text.count("manual: true")
    voice.tell(voice.words.word("score.draft.made", path=shown, count=count))
    voice.tell(voice.words.word("score.draft.next", path=shown))
    voice.warn(reading.diagnostics)


def _plan_of_table(path: Path, voice: Voice) -> PlanDraft | None:
    """Draws up a plan of a table of tasks; None where there is none.

    The text is read as every plan is before it is given out: one that would not be valid is a fault.
    """
    shown = shown_path(path)
    try:
        table = read_task_table(path.read_bytes(), shown)
    except OSError as problem:
        voice.refuse(codes.A101.at(Location(shown), why=reason_of(problem)))
    except Unreadable as problem:
        voice.refuse(problem.fault(shown))
    if table is None:
        return None
    draft = draft_plan(table, path.stem)
    if draft is None:
        voice.refuse(codes.V339.at(Location(shown)))
    reading = read_plan(draft.text.encode(), f"plans/{draft.id}.yaml")
    if reading.plan is None:
        voice.refuse(*reading.diagnostics)
    return draft


def _files(
    root: Path, id_: str, plan: str, figures: str = NO_FIGURES, place: str = FIGURES_FOLDER
) -> dict[Path, str]:
    """A plan and the figures in their folder, with the schema for an editor."""
    return {
        _plan_path(root, id_): plan,
        root / place / "so-lieu.csv": figures,
        root / "schemas" / "plan.schema.json": _text("schemas/plan.schema.json"),
    }


def _plan_path(root: Path, id_: str) -> Path:
    return root / "plans" / f"{id_}.yaml"


def _text(name: str) -> str:
    return resource(name).read_text(encoding="utf-8")


def _made(root: Path, files: Iterable[Path], words: Wording) -> list[str]:
    names = [path.relative_to(root).as_posix() for path in sorted(files)]
    return [words.word("init.done", folder=root.as_posix()), *(f"  {name}" for name in names)]


def _example(root: Path, words: Wording) -> _Start:
    plan = _ACTUALS.sub(f"actuals: ../{FIGURES_FOLDER}/2022", _text("plans/2022.yaml"), count=1)
    files = _files(root, "2022", plan, _text("examples/2022/actuals.csv"), f"{FIGURES_FOLDER}/2022")
    files |= {
        root / REGISTERS_FOLDER / "2022" / name: _text(f"examples/2022/{name}") for name in REGISTER
    }
    files[root / "schemas" / "mapping.schema.json"] = _text("schemas/mapping.schema.json")
    remarks = [*_made(root, files, words), words.word("init.invented")]
    return _Start(_plan_path(root, "2022"), files, remarks, "check")


def _starter(root: Path, words: Wording) -> _Start:
    files = _files(root, "ke-hoach", _text("templates/starter/plan.yaml"))
    plan = _plan_path(root, "ke-hoach")
    edit = words.word("init.edit", path=plan.relative_to(root).as_posix())
    return _Start(plan, files, [*_made(root, files, words), edit])


def _next_plan(root: Path, from_plan: str, plan: Plan, words: Wording) -> _Start:
    moved = next_year(Path(from_plan).read_text(encoding="utf-8-sig"), plan)
    # Below the figures of this year's plan they would be taken for some of its own that are not read.
    is_beside = is_folder(root / FIGURES_FOLDER) and bool(figures_in(root / FIGURES_FOLDER))
    folder = f"{FIGURES_FOLDER}{'-' if is_beside else '/'}{moved.id}"
    text = _ACTUALS.sub(f"actuals: ../{folder}", moved.text, count=1)
    files = _files(root, moved.id, text, place=folder)
    remarks = [
        *_made(root, files, words),
        words.word("init.review", path=from_plan, years=moved.years),
        *(f"  {_review(review, moved.id, words)}" for review in moved.reviews),
    ]
    return _Start(_plan_path(root, moved.id), files, remarks)


def _review(review: Review, id_: str, words: Wording) -> str:
    place = "" if review.line is None else f"plans/{id_}.yaml:{review.line}: "
    return place + words.word(f"init.review_{review.what}", name=review.name)


def _drawn_plan(root: Path, draft: PlanDraft, words: Wording) -> _Start:
    """What a table gave: its tasks, every row that is none, and how much is to be decided."""
    files = _files(root, draft.id, draft.text)
    plan = _plan_path(root, draft.id)
    params = {"path": plan.as_posix()}
    remarks = [words.word("init.drawn", **params, tasks=draft.tasks, heads=len(draft.heads))]
    if draft.other:
        remarks.append(words.word("init.drawn_other", rows=len(draft.other)))
    for row in draft.other:
        text = "; ".join(row.texts)
        text = text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
        remarks.append(f"  {words.place(row.place)}: {visible(text)}")
    if draft.reviews:
        remarks.append(words.word("init.undecided", **params, count=draft.reviews))
    return _Start(plan, files, remarks)


def _write(files: Mapping[Path, str], root: Path) -> list[Diagnostic]:
    """Writes all files or none: nothing where one is there already, with other words than ours.

    What a run that was killed has left is written whole, so the next one makes the rest.
    """
    mine = [path for path in files if path.suffix != ".json"]
    there = [path for path in mine if path.exists()]
    is_whole = all(path.exists() for path in files)
    in_the_way = [path for path in there if is_whole or not _is_ours(path, files[path])]
    if in_the_way:
        for folder in {path.parent for path in there}:
            sweep(folder)
        return [codes.V309.at(path=shown_path(path)) for path in in_the_way]
    return write_files(files, root)


def _is_ours(path: Path, text: str) -> bool:
    try:
        return path.is_file() and path.read_bytes() == as_bytes(text)
    except OSError:
        return False


def _next(root: Path, start: _Start, has_others: bool, words: Wording) -> str:
    """The next command, which names the plan where others stand beside it."""
    command = f"cchc {start.command}"
    if has_others:
        command += f" --plan {quoted(f'plans/{start.plan.name}')}"
    key = "init.next_here" if root.resolve() == Path.cwd() else "init.next"
    # To `cd` a name that begins so is an option.
    folder = f"./{root.as_posix()}" if root.as_posix().startswith("-") else root.as_posix()
    return words.word(key, folder=quoted(folder), command=command)
