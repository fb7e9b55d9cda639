"""Measures, in one run, what counting a register of a million filings costs against counting by hand.

- Python: `cchc`'s reference against a bare `csv.reader` loop over the same file that counts by (unit,
  month) alone, with the same dates parsed by slices and nothing checked; to stay at or below 1.5.
- DuckDB: `cchc`'s whole fast way, with the hash of the file's bytes for the evidence, against the same
  aggregation as somebody would write it who trusts every cell; to stay at or below 1.5 of the one that
  looks for filings that stand twice, as each must.
- A register with one bad date in its last row: both engines name it.
- With `--large`, ten million filings: the peak of memory of both engines, to stay below 500 MiB, and
  that their figures are equal. Measured: Python 91 s and 233 MiB, DuckDB 13 s and 352 MiB.

Processor time, so that other work on the machine does not count; `python bench/tally.py [--large]`.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_cli.model.tally import Tally

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
FORM = "%d/%m/%Y %H:%M:%S"
UNITS = ("Phòng QLCN", "Phòng TĐC")
MANY, LARGE = 1_000_000, 10_000_000
UNTIL = date(2022, 10, 16)


def write_register(path: Path, many: int, last_is_bad: bool = False) -> None:
    from tally_support import HEADER

    chance = random.Random(7)
    start = datetime(2022, 1, 3, 7, 30)
    statuses = ("Đã trả kết quả", "Đang xử lý")
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEADER + "\n")
        for number in range(many):
            received = start + timedelta(seconds=chance.randrange(200 * 24 * 3600))
            due = received + timedelta(days=7)
            is_returned = chance.random() < 0.9
            returned = received + timedelta(minutes=chance.randrange(9 * 24 * 60))
            cells = (
                f"H{number}",
                f"1.{number % 40:06}",
                UNITS[number & 1],
                f"Người nộp {number % 1000}",
                "0900000000",
                received.strftime(FORM) if number + 1 < many or not last_is_bad else "31/02/2022",
                due.strftime(FORM),
                "",
                returned.strftime(FORM) if is_returned else "",
                "Trực tuyến" if chance.random() < 0.6 else "Trực tiếp",
                chance.choice("0012"),
                "Có" if is_returned and returned > due else "",
                statuses[0] if is_returned else statuses[1],
            )
            stream.write(";".join(cells) + "\n")


def bare_loop(path: Path) -> int:
    """Counts by unit and month alone; the dates that the mapping reads are parsed by slices."""

    def parsed(text: str) -> date:
        return date(int(text[6:10]), int(text[3:5]), int(text[:2]))

    found: dict[tuple[str, int], int] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, delimiter=";")
        next(reader)
        for row in reader:
            received = parsed(row[5])
            if row[6]:
                parsed(row[6])
            if row[8]:
                parsed(row[8])
            key = (row[2], received.year * 12 + received.month + (received.day > 14))
            found[key] = found.get(key, 0) + 1
    return sum(found.values())


def counted(path: Path, engine: str) -> Tally:
    """The whole tally: account, figures and faults."""
    from cchc_cli.reading.table.source import Source
    from cchc_cli.run.tally import TallyRequest, tally_registers
    from tally_support import LISTS, mapping_of, plan_of

    source = Source(str(path), lambda: path.open("rb"))
    request = TallyRequest(UNTIL, engine, None, {str(path): path.stat().st_size})
    return tally_registers(plan_of(), mapping_of(), [source], lambda name: LISTS[name].encode(), request)


def by_hand(path: Path, with_repeats: bool) -> None:
    """The same aggregation as somebody would write it in DuckDB, trusting the dates."""
    import duckdb

    columns = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(13))
    options = "header = false, skip = 1, delim = ';', auto_detect = false"
    table = f"read_csv(?, columns = {{{columns}}}, {options})"

    def moment(name: str) -> str:
        return f"strptime(nullif({name}, ''), '{FORM}')"

    def month(name: str) -> str:
        return f"year({name}) * 12 + month({name}) + (day({name}) > 14)::INTEGER"

    query = (
        "SELECT c2, c1 = '1.000101', c9 IN ('Trực tuyến', '2'), c10 >= '2', c11 = 'Có', c12, "
        f"{month('r')}, {month('t')}, {month('d')}, t::DATE > d::DATE, count(*) "
        f"FROM (SELECT c1, c2, c9, c10, c11, c12, {moment('c5')} AS r, {moment('c6')} AS d, "
        f"{moment('c8')} AS t FROM {table}) GROUP BY ALL"
    )
    with duckdb.connect(config={"memory_limit": "320MB", "temp_directory": ""}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(query, [str(path)]).fetchall()
        if with_repeats:
            connection.execute(f"SELECT count(DISTINCT hash(c0)) FROM {table}", [str(path)]).fetchall()


def cost(action: Callable[[], object], runs: int = 3) -> float:
    """The least processor time of some runs, of all threads."""
    times = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
        gc.enable()
    return min(times)


def peak(path: Path, engine: str) -> tuple[float, str]:
    """Peak megabytes of a process that tallies and does nothing else, and a mark of what it found."""
    done = subprocess.run(
        [sys.executable, __file__, "peak", engine, str(path)], capture_output=True, text=True, check=True
    )
    megabytes, found = done.stdout.split()
    return float(megabytes), found


def report_peak(engine: str, path: Path) -> None:
    result = counted(path, engine)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (line,) = (one for one in status.splitlines() if one.startswith("VmHWM:"))
    print(int(line.split()[1]) / 1024, hashlib.sha256(repr(result).encode()).hexdigest())


def main(is_large: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, bad = Path(folder) / "so.csv", Path(folder) / "sai.csv"
        write_register(path, MANY)
        bare = cost(lambda: bare_loop(path))
        python = cost(lambda: counted(path, "python"))
        hand, hand_repeats = (cost(lambda one=one: by_hand(path, one)) for one in (False, True))
        fast = cost(lambda: counted(path, "duckdb"))
        print(f"{MANY:,} filings, {path.stat().st_size / 1e6:.0f} MB; seconds of processor")
        for name, seconds, base in (
            ("bare csv.reader loop", bare, bare),
            ("cchc tally, python", python, bare),
            ("DuckDB by hand", hand, hand),
            ("DuckDB by hand, repeats too", hand_repeats, hand),
            ("cchc tally, duckdb", fast, hand),
            ("  against the one with repeats", fast, hand_repeats),
        ):
            print(f"{name:40} {seconds:8.2f} s {seconds / base:6.2f} x")
        for engine in ("python", "duckdb"):
            print(f"peak memory, {engine:27} {peak(path, engine)[0]:8.0f} MiB")
        same = counted(path, "python") == counted(path, "duckdb")
        print(f"figures, account and remarks are equal: {same}")
        write_register(bad, MANY, last_is_bad=True)
        for engine in ("python", "duckdb"):
            result = counted(bad, engine)
            faults = [one for one in result.diagnostics if one.severity == "error"]
            print(f"one bad date in the last row, {engine}: {[str(one.location) for one in faults]}")
        if is_large:
            write_register(path, LARGE)
            marks = set()
            for engine in ("python", "duckdb"):
                megabytes, mark = peak(path, engine)
                marks.add(mark)
                print(f"{LARGE:,} filings, peak memory, {engine:8} {megabytes:8.0f} MiB")
            print(f"equal: {len(marks) == 1}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["peak"]:
        report_peak(sys.argv[2], Path(sys.argv[3]))
    else:
        main("--large" in sys.argv)
