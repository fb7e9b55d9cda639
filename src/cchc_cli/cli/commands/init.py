"""`cchc init`: a folder to start from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli.command import Voice
from cchc_cli.cli.files import differing, sweep, write_files
from cchc_cli.cli.find_plan import read_plan_file
from cchc_cli.cli.help import text
from cchc_cli.cli.options import Options, option, takes
from cchc_cli.cli.paths import figures_in, is_folder, plans_in, quoted, shown_path
from cchc_cli.cli.resources import resource
from cchc_cli.cli.task_tables import is_table, plan_of_table
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.reading.plan_file.next_year import NextYear, Review, next_year
from cchc_cli.reading.task_table.draft import PlanDraft
from cchc_cli.render.wording import Wording, visible

Folder = Annotated[str, typer.Argument(metavar="FOLDER", help=text("init_folder"))]
ExampleOption = Annotated[bool, typer.Option("--example", help=text("init_example"))]
FromOption = Annotated[str | None, option("--from", metavar="PLAN", help="init_from")]

FIGURES_FOLDER = "so-lieu"
MAX_SHOWN = 100
NO_FIGURES = "period,unit,indicator,value,evidence,note\n"
"""Where figures are to come: the header alone."""
REGISTERS_FOLDER = "so-theo-doi"
REGISTER = ("so-theo-doi.csv", "anh-xa.yaml", "thu-tuc-dvctt.csv")
"""The register of the example, how it is read, and a list that this names."""
_ACTUALS = re.compile(r"^actuals:.*$", re.MULTILINE)


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
    root = Path(folder)
    files: dict[Path, str] = {}
    moved: NextYear | None = None
    if not faults and from_plan and is_table(from_plan):
        drawn = plan_of_table(Path(from_plan))
        if drawn is None:
            return _scoring_table(from_plan, root, voice)
        if drawn.draft is None:
            return voice.refuse(*drawn.faults)
        faults = _write(_drawn_plan(root, drawn.draft), root)
        if faults:
            return voice.refuse(*faults)
        voice.tell("\n".join(_drawn(root, drawn.draft, voice.words)))
        return 0
    if not faults and from_plan:
        loaded = read_plan_file(Path(from_plan), from_plan)
        if loaded.plan is None:
            faults += loaded.diagnostics
        else:
            moved = next_year(Path(from_plan).read_text(encoding="utf-8-sig"), loaded.plan)
            files = _next_plan(root, moved)
    elif not faults:
        files = _example(root) if example else _starter(root)
    if not faults:
        faults = _write(files, root)
    if faults:
        return voice.refuse(*faults)
    voice.tell("\n".join(_told(root, files, voice.words, example, from_plan, moved)))
    return 0


def _scoring_table(document: str, root: Path, voice: Voice) -> int:
    """A scoring file of a table in a document; exit code."""
    from cchc_cli.cli.score_tables import scoring_from

    made = scoring_from(document, root, voice.words)
    faults = _write(made.files, root) if made.files else list(made.diagnostics)
    if faults:
        return voice.refuse(*faults)
    path = shown_path(next(iter(made.files)))
    told = (voice.words.word("score.draft.made", path=path, count=made.criteria),)
    voice.tell("\n".join((*told, voice.words.word("score.draft.next", path=path))))
    voice.warn(made.diagnostics)
    return 0


def _schema_files(root: Path, *more: str) -> dict[Path, str]:
    names = ("plan.schema.json", *more)
    return {root / "schemas" / name: _text(f"schemas/{name}") for name in names}


def _example(root: Path) -> dict[Path, str]:
    plan = resource("plans/2022.yaml").read_text(encoding="utf-8")
    figures = resource("examples/2022/actuals.csv").read_text(encoding="utf-8")
    return {
        root / "plans" / "2022.yaml": _ACTUALS.sub(f"actuals: ../{FIGURES_FOLDER}/2022", plan, count=1),
        root / FIGURES_FOLDER / "2022" / "so-lieu.csv": figures,
        **{root / REGISTERS_FOLDER / "2022" / name: _text(f"examples/2022/{name}") for name in REGISTER},
        **_schema_files(root, "mapping.schema.json"),
    }


def _text(name: str) -> str:
    return resource(name).read_text(encoding="utf-8")


def _starter(root: Path) -> dict[Path, str]:
    plan = resource("templates/starter/plan.yaml").read_text(encoding="utf-8")
    return {
        root / "plans" / "ke-hoach.yaml": plan,
        root / FIGURES_FOLDER / "so-lieu.csv": NO_FIGURES,
        **_schema_files(root),
    }


def _next_plan(root: Path, moved: NextYear) -> dict[Path, str]:
    # Below the figures of this year's plan they would be taken for some of its own that are not read.
    beside = bool(figures_in(root / FIGURES_FOLDER)) if is_folder(root / FIGURES_FOLDER) else False
    folder = f"{FIGURES_FOLDER}{'-' if beside else '/'}{moved.id}"
    return {
        root / "plans" / f"{moved.id}.yaml": _ACTUALS.sub(f"actuals: ../{folder}", moved.text, count=1),
        root / folder / "so-lieu.csv": NO_FIGURES,
        **_schema_files(root),
    }


def _drawn_plan(root: Path, draft: PlanDraft) -> dict[Path, str]:
    return {
        root / "plans" / f"{draft.id}.yaml": draft.text,
        root / FIGURES_FOLDER / "so-lieu.csv": NO_FIGURES,
        **_schema_files(root),
    }


def _drawn(root: Path, draft: PlanDraft, words: Wording) -> list[str]:
    """What a table gave: its tasks, every row that is none, and how much is to be decided."""
    plan = (root / "plans" / f"{draft.id}.yaml").as_posix()
    lines = [words.word("init.drawn", path=plan, tasks=draft.tasks, heads=len(draft.heads))]
    if draft.other:
        lines.append(words.word("init.drawn_other", rows=len(draft.other)))
    for row in draft.other:
        text = "; ".join(row.texts)
        text = text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
        lines.append(f"  {words.place(row.place)}: {visible(text)}")
    if draft.reviews:
        lines.append(words.word("init.undecided", path=plan, count=draft.reviews))
    return [*lines, *_next(root, root / "plans" / f"{draft.id}.yaml", words, "form")]


def _write(files: Mapping[Path, str], root: Path) -> list[Diagnostic]:
    """Writes all files or none: nothing where one is there already, with other words than ours.

    What a run that was killed has left is written whole, so the next one makes the rest.
    """
    mine = [path for path in files if path.suffix != ".json"]
    there = [path for path in mine if path.exists()]
    is_whole = all(path.exists() for path in files)
    in_the_way = there if is_whole else differing({path: files[path] for path in there})
    if in_the_way:
        for folder in {path.parent for path in there}:
            sweep(folder)
        return [codes.V309.at(path=shown_path(path)) for path in in_the_way]
    return write_files(files, root)


def _told(
    root: Path,
    files: Mapping[Path, str],
    words: Wording,
    example: bool,
    from_plan: str | None,
    moved: NextYear | None,
) -> list[str]:
    """What was made, and what to do next."""
    lines = [words.word("init.done", folder=root.as_posix())]
    lines += [f"  {path.relative_to(root).as_posix()}" for path in sorted(files)]
    if example:
        lines.append(words.word("init.invented"))
    if moved is not None:
        lines.append(words.word("init.review", path=from_plan, years=moved.years))
        lines += [f"  {_place(review, moved)}{_review(review, words)}" for review in moved.reviews]
    plan = next(path for path in files if path.parent.name == "plans")
    if not example and moved is None:
        lines.append(words.word("init.edit", path=plan.relative_to(root).as_posix()))
    return [*lines, *_next(root, plan, words, "check" if example else "form")]


def _next(root: Path, plan: Path, words: Wording, verb: str) -> list[str]:
    """Other plans that stand beside one, and the next command."""
    lines: list[str] = []
    others = [path for path in plans_in(plan.parent) if path != plan]
    command = f"cchc {verb} --plan {quoted(f'plans/{plan.name}')}" if others else f"cchc {verb}"
    if others:
        named = tuple(path.relative_to(root).as_posix() for path in others)
        lines.append(words.word("init.others", plans=named))
    here = root.resolve() == Path.cwd()
    key = "init.next_here" if here else "init.next"
    # To `cd` a name that begins so is an option.
    folder = f"./{root.as_posix()}" if root.as_posix().startswith("-") else root.as_posix()
    lines.append(words.word(key, folder=quoted(folder), command=command))
    return lines


def _place(review: Review, moved: NextYear) -> str:
    return "" if review.line is None else f"plans/{moved.id}.yaml:{review.line}: "


def _review(review: Review, words: Wording) -> str:
    return words.word(f"init.review_{review.what}", name=review.name)
