"""Measures, in one run, what the tool costs against something named. Prints a table.

- a cold `cchc check` of the example against the bare interpreter (`python -c pass`);
- reading a million tidy rows against a bare `csv.reader` loop that fills a dict, with commas and as
  Excel writes them in Vietnamese, with semicolons;
- reading a workbook of 50,000 rows against calamine alone;
- the documents of 700 units with 40 targets against judging them;
- the points of 700 units, 100 criteria and 3 stages against a bare loop over their sheet.

Run it with `make bench` on Linux; the numbers are ratios, so that one machine compares with another.
They are to stay at or below 20 for the cold check (two thirds of it are the imports of pydantic, typer
and yaml), 2.5 for the rows, and 12 for the workbook, whose cells are read one by one with their formats,
formulas and errors.
"""

from __future__ import annotations

import compileall
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from score import write_sheet, write_table

ROOT = Path(__file__).resolve().parent.parent
RUNS = 15
UNITS = 2000
INDICATORS = 42
MONTHS = 12
WORKBOOK_ROWS = 50_000


def best(action: Callable[[], object], runs: int) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def command(*arguments: str, expected: int = 0) -> Callable[[], object]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}

    def call() -> None:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False
        )
        if done.returncode != expected:
            sys.exit(done.stderr.decode())

    return call


def cold_check() -> None:
    """Start-up with compiled files in place, as after an ordinary installation."""
    compileall.compile_dir(ROOT / "src", quiet=1)
    bare = best(command("-c", "pass"), RUNS)
    report = [("python -c pass", bare)]
    for name, arguments in (
        ("cchc check, text", ("examples/2022/actuals.csv",)),
        ("cchc check, json", ("examples/2022/actuals.csv", "--format", "json")),
    ):
        report.append((name, best(command("-m", "cchc_cli", "check", *arguments, expected=1), RUNS)))
    for name, seconds in report:
        print(f"{name:40} {seconds * 1000:8.1f} ms {seconds / bare:6.1f} x")


def wide_plan(many: int = UNITS, wide: int = INDICATORS) -> str:
    units = "\n".join(f"  - {{id: u{index}, name: Unit {index}}}" for index in range(many))
    indicators = "\n".join(
        f"  - {{id: i{index}, name: Indicator {index}, kind: count}}" for index in range(wide)
    )
    targets = "\n".join(
        f"      - {{id: t{index}, indicator: i{index}, at_least: 20, each: all}}"
        for index in range(wide)
    )
    members = ", ".join(f"u{index}" for index in range(many))
    return (
        "version: 1\nid: bench\ntitle: Bench\nperiod: {from: 2022-01, to: 2022-12}\n"
        f"units:\n{units}\ngroups:\n  all: [{members}]\nindicators:\n{indicators}\n"
        f"tasks:\n  - id: I\n    clause: I\n    title: Bench\n    targets:\n{targets}\n"
    )


def write_rows(
    path: Path,
    units: int = UNITS,
    indicators: int = INDICATORS,
    months: int = MONTHS,
    low: int = 25,
    most: int = 50,
    mark: str = ",",
) -> int:
    """Values from `low` on; none is ten times another, which would be a warning for each."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("period,unit,indicator,value,evidence,note\n".replace(",", mark))
        for month in range(1, months + 1):
            for unit in range(units):
                for indicator in range(indicators):
                    value = low + (unit * 7 + indicator * 3 + month) % (most - low)
                    cells = (f"2022-{month:02d}", f"u{unit}", f"i{indicator}", str(value), "", "\n")
                    stream.write(mark.join(cells))
                    rows += 1
    return rows


def bare_loop(path: Path) -> int:
    kept: dict[tuple[str, str, str], str] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        mark = ";" if ";" in stream.readline() else ","
        for row in csv.reader(stream, delimiter=mark):
            kept[row[0], row[1], row[2]] = row[3]
    return len(kept)


def read_rows(path: Path) -> int:
    from cchc_cli.reading.figures.read import read_figures
    from cchc_cli.reading.plan_file.read import read_plan
    from cchc_cli.reading.table.source import Source

    plan = read_plan(wide_plan().encode(), "bench.yaml").plan
    assert plan is not None

    def open_rows() -> BinaryIO:
        return path.open("rb")

    reading = read_figures(plan, [Source(str(path), open_rows)])
    assert not reading.diagnostics
    return sum(file.rows for file in reading.figures.sources)


def write_workbook(path: Path) -> int:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("T1")
    sheet.write_row(0, 0, ["period", "unit", "indicator", "value"])
    for row in range(WORKBOOK_ROWS):
        unit, indicator = divmod(row, INDICATORS)
        sheet.write_row(row + 1, 0, ["2022-01", f"u{unit}", f"i{indicator}", row % 50])
    book.close()
    return WORKBOOK_ROWS


def bare_calamine(path: Path) -> int:
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


READERS = {
    "csv.reader and a dict": bare_loop,
    "read_figures": read_rows,
    "calamine alone": bare_calamine,
}


def bodies() -> None:
    """A million rows of text, twice, and a workbook; each against its bare reader."""
    with tempfile.TemporaryDirectory() as folder:
        comma, semicolon, book = (Path(folder) / name for name in ("c.csv", "s.csv", "b.xlsx"))
        compare("rows with commas", comma, write_rows(comma), "csv.reader and a dict")
        rows = write_rows(semicolon, mark=";")
        compare("rows with semicolons", semicolon, rows, "csv.reader and a dict")
        compare("rows of a workbook", book, write_workbook(book), "calamine alone")


def compare(title: str, path: Path, rows: int, bare_reader: str) -> None:
    print(f"\n{rows:,} {title}")
    readers = {name: READERS[name] for name in (bare_reader, "read_figures")}
    times = {name: best(lambda read=read: read(path), 3) for name, read in readers.items()}
    bare = next(iter(times.values()))
    for name, seconds in times.items():
        line = f"{name:40} {seconds:8.2f} s  {seconds / bare:6.1f} x"
        print(f"{line}  peak memory {peak_memory(name, path):5.0f} MB")


def peak_memory(name: str, path: Path) -> float:
    """Of a process of its own that does nothing else."""
    done = subprocess.run(
        [sys.executable, __file__, name, str(path)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def report_memory(name: str, path: Path) -> None:
    """Prints the peak of this process; getrusage would count the parent's memory too."""
    READERS[name](path)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (peak,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    print(int(peak.split()[1]) / 1024)


DOCUMENTS = (
    ("cchc check", "check", "--quiet"),
    ("cchc report, Markdown and charts", "report", "-o", "bao-cao.md", "--assets", "bieu-do"),
    ("cchc report, HTML", "report", "-o", "bao-cao.html"),
    ("cchc report, Word", "report", "-o", "bao-cao.docx"),
    ("cchc remind", "remind", "-o", "don-doc"),
    ("cchc trend", "trend", "-o", "trend.md"),
)


def documents() -> None:
    """Each in a process of its own; the figures are of seven months, about half fall short."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.yaml"
        plan.write_text(wide_plan(700, 40), encoding="utf-8")
        rows = write_rows(Path(folder) / "rows.csv", 700, 40, 7, 0, 4)
        print(f"\n700 units x 40 targets, {rows:,} rows")
        for name, command, *options in DOCUMENTS:
            seconds, memory = child_cost(folder, [command, "rows.csv", "--plan", "plan.yaml", *options])
            print(f"{name:40} {seconds:8.2f} s           peak memory {memory:5.0f} MB")


def child_cost(folder: str, arguments: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one run."""
    code = (
        "import resource, subprocess, sys, time; start = time.perf_counter();"
        "done = subprocess.run([sys.executable, '-m', 'cchc_cli', *sys.argv[1:]], capture_output=True);"
        "assert done.returncode in (0, 1), done.stderr;"
        "usage = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(time.perf_counter() - start, usage.ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def scores() -> None:
    """Points of a scoring table: every unit at every stage, its rank, and what was deducted."""
    with tempfile.TemporaryDirectory() as folder:
        write_table(Path(folder) / "table.yaml")
        rows = write_sheet(Path(folder) / "sheet.csv")
        print(f"\n{rows:,} rows of a score sheet")
        arguments = ("-m", "cchc_cli", "score", f"{folder}/sheet.csv")
        typed = command(*arguments, "--scoring", f"{folder}/table.yaml")
        bare = best(command("-c", "pass"), 5)
        loop = best(lambda: bare_loop(Path(folder) / "sheet.csv"), 3)
        whole = best(typed, 3)
        print(f"{'python -c pass':40} {bare * 1000:8.1f} ms")
        print(f"{'bare csv.reader loop':40} {loop:8.2f} s")
        print(f"{'cchc score':40} {whole:8.2f} s  {(whole - bare) / loop:6.1f} x the loop")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        report_memory(sys.argv[1], Path(sys.argv[2]))
    else:
        cold_check()
        bodies()
        documents()
        scores()
