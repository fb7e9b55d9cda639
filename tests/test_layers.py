"""Imports go downwards only, and the core stays pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "cchc_cli"

MAY_KNOW = {
    "model": set(),
    "judging": {"model"},
    "messages": set(),
    "reading": {"model"},
    "render": {"model", "messages", "reading"},
    "cli": {"model", "judging", "messages", "reading", "render"},
}
PURE = {"model", "judging"}
IMPURE = frozenset(
    [
        "argparse",
        "csv",
        "io",
        "jinja2",
        "locale",
        "logging",
        "os",
        "pathlib",
        "random",
        "rich",
        "shutil",
        "socket",
        "subprocess",
        "sys",
        "tempfile",
        "time",
        "typer",
        "yaml",
    ]
)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


FILES = sorted(path for room in MAY_KNOW for path in (PACKAGE / room).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_downwards(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    ours = {name.split(".")[1] for name in imports_of(path) if name.startswith("cchc_cli.")}
    assert ours <= MAY_KNOW[room] | {room}


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.relative_to(PACKAGE).parts[0] in PURE],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_core_is_pure(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & IMPURE


def test_only_the_door_knows_paths_streams_and_the_clock() -> None:
    for path in FILES:
        room = path.relative_to(PACKAGE).parts[0]
        if room != "cli":
            text = path.read_text(encoding="utf-8")
            assert not {"pathlib", "sys", "os", "time"} & set(imports_of(path)), path
            assert ".today()" not in text, path
            assert ".now()" not in text, path


def test_every_room_is_listed() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms == set(MAY_KNOW)
