"""`cchc init`: a folder to start from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli.files import write_files
from cchc_cli.cli.find_plan import LoadedPlan, read_plan_file
from cchc_cli.cli.help import text
from cchc_cli.cli.options import Options, option, takes
from cchc_cli.cli.paths import plans_in, shown_path
from cchc_cli.cli.resources import resource
from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.model.period import month_label, parse_date
from cchc_cli.model.plan import Plan
from cchc_cli.reading.plan_file.tree import Document, Node, Route
from cchc_cli.render.wording import Wording

Folder = Annotated[str, typer.Argument(metavar="FOLDER", help=text("init_folder"))]
ExampleOption = Annotated[bool, typer.Option("--example", help=text("init_example"))]
FromOption = Annotated[str | None, option("--from", metavar="PLAN", help="init_from")]

FIGURES_FOLDER = "so-lieu"
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
    years = 0
    if not faults and from_plan:
        loaded = read_plan_file(Path(from_plan), from_plan)
        if loaded.plan is None:
            faults += loaded.diagnostics
        else:
            years = _length_in_years(loaded.plan)
            files = _next_plan(root, loaded, loaded.plan, years)
    elif not faults:
        files = _example(root) if example else _starter(root)
    if not faults:
        faults = _write(files, root)
    if faults:
        return voice.refuse(*faults)
    voice.tell("\n".join(_told(root, files, voice.words, example, from_plan, years)))
    return 0


def _schema_files(root: Path) -> dict[Path, str]:
    schema = resource("schemas/plan.schema.json").read_text(encoding="utf-8")
    return {root / "schemas" / "plan.schema.json": schema}


def _example(root: Path) -> dict[Path, str]:
    plan = resource("plans/2022.yaml").read_text(encoding="utf-8")
    figures = resource("examples/2022/actuals.csv").read_text(encoding="utf-8")
    return {
        root / "plans" / "2022.yaml": _ACTUALS.sub(f"actuals: ../{FIGURES_FOLDER}/2022", plan, count=1),
        root / FIGURES_FOLDER / "2022" / "so-lieu.csv": figures,
        **_schema_files(root),
    }


def _starter(root: Path) -> dict[Path, str]:
    plan = resource("templates/starter/plan.yaml").read_text(encoding="utf-8")
    figures = resource("templates/starter/actuals.csv").read_text(encoding="utf-8")
    return {
        root / "plans" / "ke-hoach.yaml": plan,
        root / FIGURES_FOLDER / "so-lieu.csv": figures,
        **_schema_files(root),
    }


def _length_in_years(plan: Plan) -> int:
    """Whole years from the start of a plan to the start of the next; one at least."""
    months = plan.period.to - plan.period.from_ + 1
    return max(1, -(-months // 12))


def _next_plan(root: Path, loaded: LoadedPlan, plan: Plan, years: int) -> dict[Path, str]:
    """The same text with its period, due months and steps moved; a waiver keeps its end."""
    assert loaded.reading is not None
    assert loaded.path is not None
    text = loaded.path.read_text(encoding="utf-8-sig")
    document = loaded.reading.document
    moves: list[tuple[Node, str]] = []
    for route, node in _months(document):
        if route[:1] == ("period",) or route[-1] == "due" or "pace" in route:
            found = re.fullmatch(r"([0-9]{4})(-.*)", str(node.content))
            if found:
                moves.append((node, _years_on(int(found[1]) + years, found[2])))
    new_id = re.sub(r"[0-9]{4}", lambda found: str(int(found[0]) + years), plan.id)
    if new_id == plan.id:
        new_id = f"{plan.id}-{month_label(plan.period.to + 1)[:4]}"
    moves += [(node, new_id) for route, node in _months(document) if route == ("id",)]
    lines = text.splitlines(keepends=True)
    for node, new in sorted(moves, key=lambda move: (move[0].line, move[0].column), reverse=True):
        line, start = lines[node.line - 1], node.column - 1
        quote = line[start] if line[start] in "\"'" else ""
        end = start + len(str(node.content)) + 2 * len(quote)
        lines[node.line - 1] = f"{line[:start]}{quote}{new}{quote}{line[end:]}"
    moved = _ACTUALS.sub(f"actuals: ../{FIGURES_FOLDER}/{new_id}", "".join(lines), count=1)
    figures = "period,unit,indicator,value,evidence,note\n"
    return {
        root / "plans" / f"{new_id}.yaml": moved,
        root / FIGURES_FOLDER / new_id / "so-lieu.csv": figures,
        **_schema_files(root),
    }


def _years_on(year: int, rest: str) -> str:
    """A month or day of another year; 29 February becomes the 28th where that year has none."""
    moved = f"{year}{rest}"
    return f"{year}-02-28" if rest == "-02-29" and parse_date(moved) is None else moved


def _months(document: Document) -> list[tuple[Route, Node]]:
    """Every scalar of a document, and every key of a pace, with its route."""
    found: list[tuple[Route, Node]] = []
    waiting: list[tuple[Route, Node]] = [((), document.root)] if document.root else []
    while waiting:
        route, node = waiting.pop()
        match node.content:
            case dict():
                for key, (key_node, value) in node.content.items():
                    if "pace" in route:
                        found.append(((*route, key), key_node))
                    else:
                        waiting.append(((*route, key), value))
            case list():
                waiting += [((*route, index), item) for index, item in enumerate(node.content)]
            case str():
                found.append((route, node))
    return found


def _write(files: Mapping[Path, str], root: Path) -> list[Diagnostic]:
    """Writes all files or none: nothing where one is there already."""
    there = [path for path in files if path.exists() and path.suffix != ".json"]
    if there:
        return [codes.V309.at(path=shown_path(path)) for path in there]
    return write_files(files, root)


def _told(
    root: Path,
    files: Mapping[Path, str],
    words: Wording,
    example: bool,
    from_plan: str | None,
    years: int,
) -> list[str]:
    """What was made, and what to do next."""
    lines = [words.word("init.done", folder=root.as_posix())]
    lines += [f"  {path.relative_to(root).as_posix()}" for path in sorted(files)]
    if example:
        lines.append(words.word("init.invented"))
    if from_plan:
        lines.append(words.word("init.review", path=from_plan, years=years))
    plan = next(path for path in files if path.parent.name == "plans")
    others = [path for path in plans_in(plan.parent) if path != plan]
    command = f"cchc check --plan plans/{plan.name}" if others else "cchc check"
    if others:
        named = tuple(path.relative_to(root).as_posix() for path in others)
        lines.append(words.word("init.others", plans=named))
    here = root.resolve() == Path.cwd()
    key = "init.next_here" if here else "init.next"
    folder = root.as_posix()
    quoted = f'"{folder}"' if " " in folder else folder
    lines.append(words.word(key, folder=quoted, command=command))
    return lines
