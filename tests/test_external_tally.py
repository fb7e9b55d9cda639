"""The query that moves, run for real: PostgreSQL (Debian's package) and Spark (pyspark, local).

`make test-external` runs these; the figures are those of the reference, and a row that it refuses stops
the query.
"""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.model.tally import Tally
from cchc_cli.reading.mapping_file.lists import read_lists
from cchc_cli.render.tally.sql import render_sql
from cchc_cli.render.wording import Wording
from cchc_cli.tallying.counting import covered_months
from tally_support import (
    EXAMPLE,
    LISTS,
    MAPPING,
    ROW,
    mapping_of,
    plan_of,
    random_rows,
    register,
    run,
)

pytestmark = pytest.mark.external

UNTIL = date(2022, 7, 16)
DATED = {"thu-tuc.csv": "procedure,from,to\n1.000101,2022-03-01,2022-05-31\n1.000102,,\n"}
BY_TIME = MAPPING.replace("compare: date", "compare: time").replace("first_due, ", "extended_due, ")
CASES = {
    "by hand": (MAPPING, LISTS, EXAMPLE),
    "random": (MAPPING, DATED, register(*random_rows(random.Random(1), 300))),
    "by time, extended": (BY_TIME, DATED, register(*random_rows(random.Random(2), 300))),
    "without a due date excluded": (
        MAPPING.replace("missing: on_time", "missing: exclude"),
        DATED,
        register(*random_rows(random.Random(3), 300)),
    ),
}
REFUSED = {
    "31 February": register(ROW.replace("16/06/2022", "31/02/2022")),
    "an unknown status": register(ROW.replace("Đang xử lý", "Đang chờ")),
    "a filing twice": register(ROW, ROW),
    "returned before received": register(ROW.replace(";;;Trực", ";;15/06/2022;Trực")),
}


def query(dialect: str, mapping: str, lists: dict[str, str]) -> str:
    reading, plan = mapping_of(mapping), plan_of()
    assert reading.mapping is not None
    windows = read_lists(reading, lambda name: lists[name].encode()).windows
    months = covered_months(plan, UNTIL).months
    return render_sql(dialect, "sổ", reading.mapping, plan, windows, months, Wording("vi"))


def wanted(result: Tally) -> list[tuple[str, str, str, int]]:
    assert result.exit_code == 0
    return [(one.period.label, one.unit, one.indicator, one.value) for one in result.figures]


def parsed(text: str) -> list[tuple[str, str, str, int]]:
    return [
        (period, unit, indicator, int(value))
        for period, unit, indicator, value in csv.reader(io.StringIO(text))
    ]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=";"))


# PostgreSQL


@pytest.fixture(scope="module")
def postgres() -> Iterator[Path]:
    """A server of its own that listens on a socket in its folder alone."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        pytest.skip("needs Debian's package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="cchc-pg-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data, tools = folder / "data", binaries[-1]
    options = ["-D", str(data), "-A", "trust", "-U", "cchc", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run([*as_owner, tools / "initdb", *options], check=True, capture_output=True)
    start = [
        "-D",
        str(data),
        "-o",
        f"-k {folder} -c listen_addresses=''",
        "-w",
        "-l",
        str(folder / "log"),
    ]
    subprocess.run([*as_owner, tools / "pg_ctl", *start, "start"], check=True, capture_output=True)
    try:
        yield folder
    finally:
        stop = ["-D", str(data), "-m", "immediate", "stop"]
        subprocess.run([*as_owner, tools / "pg_ctl", *stop], check=True, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def ask_postgres(folder: Path, text: str, sql: str) -> subprocess.CompletedProcess[str]:
    header, *rows = cells(text)
    columns = ", ".join(f'"{name}" text' for name in header)
    data = io.StringIO()
    csv.writer(data, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    script = (
        f'DROP TABLE IF EXISTS "sổ";\nCREATE TABLE "sổ" ({columns});\n'
        f'COPY "sổ" FROM STDIN WITH (FORMAT csv);\n{data.getvalue()}\\.\n\\pset format csv\n{sql};\n'
    )
    return subprocess.run(
        ["psql", "-h", str(folder), "-U", "cchc", "-d", "postgres", "-qtX", "-v", "ON_ERROR_STOP=1"],
        input=script,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(("mapping", "lists", "text"), CASES.values(), ids=CASES)
def test_postgres_gives_the_figures_of_the_reference(
    postgres: Path, mapping: str, lists: dict[str, str], text: str
) -> None:
    done = ask_postgres(postgres, text, query("postgres", mapping, lists))
    assert done.returncode == 0, done.stderr
    assert parsed(done.stdout) == wanted(run(text, mapping=mapping, lists=lists))


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_postgres_stops_where_the_reference_refuses_a_row(postgres: Path, text: str) -> None:
    assert run(text).exit_code == 2
    done = ask_postgres(postgres, text, query("postgres", MAPPING, LISTS))
    assert done.returncode != 0
    assert "cannot be counted: 1" in done.stderr
    assert "Kín" not in done.stderr


# Spark

SPARK = """\
import csv, json, sys
from pyspark.sql import SparkSession
builder = SparkSession.builder.master("local[1]")
for key, value in (
    ("spark.ui.enabled", "false"),
    ("spark.sql.shuffle.partitions", "1"),
    ("spark.driver.bindAddress", "127.0.0.1"),
):
    builder = builder.config(key, value)
session = builder.getOrCreate()
session.sparkContext.setLogLevel("OFF")
answers = []
for case in json.load(open(sys.argv[1], encoding="utf-8")):
    header, *rows = case["cells"]
    names = ", ".join(f"`{name}` string" for name in header)
    session.createDataFrame(rows, names).createOrReplaceTempView("`sổ`")
    try:
        answers.append([list(row) for row in session.sql(case["sql"]).collect()])
    except Exception as problem:
        answers.append(str(problem)[:2000])
json.dump(answers, open(sys.argv[2], "w", encoding="utf-8"))
"""


def spark_python(home: Path) -> str:
    """An interpreter that has pyspark: this one, that of CCHC_SPARK_PYTHON, or a new environment's."""
    for candidate in (os.environ.get("CCHC_SPARK_PYTHON"), sys.executable):
        if (
            candidate
            and not subprocess.run(
                [candidate, "-c", "import pyspark"], capture_output=True, check=False
            ).returncode
        ):
            return candidate
    subprocess.run([sys.executable, "-m", "venv", str(home / "spark")], check=True)
    python = str(home / "spark" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pyspark"], check=True)
    return python


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What Spark answers to every case, asked in one session: it takes long to start."""
    if shutil.which("java") is None:
        pytest.skip("needs Java")
    import json

    home = tmp_path_factory.mktemp("spark")
    asked = {
        **{
            name: (query("spark", mapping, lists), text)
            for name, (mapping, lists, text) in CASES.items()
        },
        **{name: (query("spark", MAPPING, LISTS), text) for name, text in REFUSED.items()},
    }
    cases = [{"sql": sql, "cells": cells(text)} for sql, text in asked.values()]
    (home / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    (home / "ask.py").write_text(SPARK, encoding="utf-8")
    python = spark_python(home)
    paths = [str(home / name) for name in ("ask.py", "cases.json", "answers.json")]
    done = subprocess.run(
        [python, *paths],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYSPARK_PYTHON": python},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answers = json.loads((home / "answers.json").read_text(encoding="utf-8"))
    return dict(zip(asked, answers, strict=True))


@pytest.mark.parametrize("name", CASES)
def test_spark_gives_the_figures_of_the_reference(spark: dict[str, object], name: str) -> None:
    mapping, lists, text = CASES[name]
    answer = spark[name]
    assert isinstance(answer, list), answer
    assert [tuple(row) for row in answer] == wanted(run(text, mapping=mapping, lists=lists))


@pytest.mark.parametrize("name", REFUSED)
def test_spark_stops_where_the_reference_refuses_a_row(spark: dict[str, object], name: str) -> None:
    answer = spark[name]
    assert isinstance(answer, str), answer
    assert "cannot be counted: 1" in answer
    assert "Kín" not in answer
