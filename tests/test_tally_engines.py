"""Random registers in three dialects, by both engines: every row has its place, none its own way."""

from __future__ import annotations

import csv
import io
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.model.tally import Tally
from cchc_cli.reading.mapping_file.lists import read_lists
from cchc_cli.reading.register import duck
from cchc_cli.reading.table.source import Source
from cchc_cli.render.tally.figures import render_actuals
from cchc_cli.render.tally.sql import render_sql
from cchc_cli.render.wording import Wording
from cchc_cli.run.tally import TallyRequest, tally_registers
from cchc_cli.tallying.counting import covered_months
from tally_support import (
    CANARY,
    HEADER,
    LISTS,
    MAPPING,
    PHONE,
    PLAN,
    ROW,
    assert_silent,
    mapping_of,
    plan_of,
    random_rows,
    register,
    run,
)

DATED = {"thu-tuc.csv": "procedure,from,to\n1.000101,2022-03-01,2022-05-31\n1.000102,,\n"}
OVERLAPPING = {
    "thu-tuc.csv": "procedure,from,to\n1.000101,2022-03-01,2022-05-31\n"
    "1.000101,2022-05-01,2022-06-30\n1.000102,,\n1.000102,2022-04-01,\n"
}
BY_TIME = MAPPING.replace("compare: date", "compare: time").replace("first_due, ", "extended_due, ")
FILINGS = MAPPING.replace("apologised: {apology: [Có]}", "apologised: {filing: {file: xin-loi.csv}}")
FILINGS = FILINGS.replace('no-apology: {apology: ["", Không]}', 'no-apology: {apology: ["", Không, Có]}')
APOLOGIES = {**DATED, "xin-loi.csv": "filing\n" + "".join(f"H{index * 3}\n" for index in range(60))}
CALENDAR = MAPPING.replace("missing: on_time", "missing: exclude")
RULES = {
    "by date": (MAPPING, LISTS),
    "dated list": (MAPPING, DATED),
    "days that overlap": (MAPPING, OVERLAPPING),
    "by time, extended": (BY_TIME, DATED),
    "list of filings": (FILINGS, APOLOGIES),
    "without a due date excluded": (CALENDAR, DATED),
}


def spoilt(chance: random.Random, row: str) -> str:
    """A row with something wrong in one cell, or left as it is."""
    cells = row.split(";")
    at = chance.randrange(len(cells))
    cells[at] = chance.choice(
        (
            "", " ", "31/02/2022", "01/07/22", " 1/07/2022", "16/06/2022 9:00:00", "16/06/2022  9:00:00",
            "16/06/2022 24:00:00", "16/06/2022 09:00:60", "2022-06-16", "x", "H1", "Đã rút", "2", "1_0",
            "16/06/2022\t", "16/06/2022 09:00:0 ", "00/06/2022", "16/00/2022", "+6/06/2022", '"', "'",
        )
    )  # fmt: skip
    return ";".join(cells)


def cells_of(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.splitlines()]


def with_semicolons(rows: list[list[str]]) -> bytes:
    return ("\n".join(";".join(row) for row in rows) + "\n").encode()


def quoted_with_commas(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def utf16_with_tabs(rows: list[list[str]]) -> bytes:
    """As Excel writes "Unicode text"."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-16")


DIALECTS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "semicolons": with_semicolons,
    "quoted, commas, a mark": quoted_with_commas,
    "UTF-16, tabs": utf16_with_tabs,
}


def tallied(folder: Path, data: bytes, rules: str, engine: str) -> Tally:
    path = folder / "so.csv"
    path.write_bytes(data)
    mapping, lists = RULES[rules]
    reading, plan = mapping_of(mapping), plan_of()
    source = Source(str(path), lambda: path.open("rb"))
    request = TallyRequest(date(2022, 7, 16), engine, None, {str(path): len(data)})
    result = tally_registers(plan, reading, [source], lambda name: lists[name].encode(), request)
    assert_silent(result, reading, plan)
    return result


def shown(result: Tally) -> object:
    """Everything that a tally gives but where it was read."""
    words = Wording("vi")
    return (
        result.account,
        render_actuals(result.figures),
        [(one.code, str(one.location), words.describe(one)) for one in result.diagnostics],
    )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 10**9),
    many=st.integers(1, 40),
    wrong=st.sampled_from([0, 0, 0, 1, 3]),
    rules=st.sampled_from(sorted(RULES)),
    dialect=st.sampled_from(sorted(DIALECTS)),
)
def test_random_registers(
    tmp_path: Path, seed: int, many: int, wrong: int, rules: str, dialect: str
) -> None:
    """Rows = counted + excluded + refused; their order changes nothing; both engines say the same."""
    chance = random.Random(seed)
    rows = random_rows(chance, many)
    for _ in range(wrong):
        at = chance.randrange(len(rows))
        rows[at] = spoilt(chance, rows[at])
    header, *body = cells_of(register(*rows))
    data = DIALECTS[dialect]([header, *body])
    result = tallied(tmp_path, data, rules, "python")
    account = result.account
    assert account.rows == account.counted + sum(account.excluded.values()) + account.refused
    if not wrong:
        assert (account.rows, account.refused, result.exit_code) == (many, 0, 0)
    assert bool(account.refused) == any(one.code[:2] == "A5" and one.severity == "error"
                                        for one in result.diagnostics)  # fmt: skip
    chance.shuffle(body)
    other = tallied(tmp_path, DIALECTS[dialect]([header, *body]), rules, "python")
    if not {"A508", "A512"} & {one.code for one in result.diagnostics}:
        # Of a filing that stands twice the later row is refused, and an open quote swallows what comes
        # after it: these are other rows in another order.
        assert other.account == account
        assert [one._replace(evidence="") for one in other.figures] == [
            one._replace(evidence="") for one in result.figures
        ]
    written = DIALECTS[dialect]([header, *body])
    assert shown(tallied(tmp_path, written, rules, "duckdb")) == shown(other)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), many=st.integers(1, 30), rules=st.sampled_from(sorted(RULES)))
def test_the_printed_query_says_what_the_program_says(
    tmp_path: Path, seed: int, many: int, rules: str
) -> None:
    """DuckDB speaks the dialect of PostgreSQL but for `to_char`."""
    import duckdb

    header, *body = cells_of(register(*random_rows(random.Random(seed), many)))
    result = tallied(tmp_path, with_semicolons([header, *body]), rules, "python")
    mapping, lists = RULES[rules]
    reading, plan = mapping_of(mapping), plan_of()
    assert reading.mapping is not None
    windows = read_lists(reading, lambda name: lists[name].encode()).windows
    months = covered_months(plan, date(2022, 7, 16)).months
    query = render_sql("postgres", "so", reading.mapping, plan, windows, months, Wording("vi"))
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE MACRO to_char(day, part) AS strftime(day, "
            "CASE part WHEN 'DD' THEN '%d' WHEN 'MM' THEN '%m' ELSE '%Y' END)"
        )
        columns = ", ".join(f'"{name}" VARCHAR' for name in header)
        connection.execute(f"CREATE TABLE so ({columns})")
        connection.executemany(f"INSERT INTO so VALUES ({', '.join('?' * len(header))})", body)
        figures = sorted(connection.execute(query).fetchall())
    assert figures == sorted(
        (one.period.label, one.unit, one.indicator, one.value) for one in result.figures
    )


def test_three_dialects_of_one_register_give_the_same_figures(tmp_path: Path) -> None:
    rows = cells_of(register(*random_rows(random.Random(5), 200)))
    figures = [
        [
            one._replace(evidence="")
            for one in tallied(tmp_path, write(rows), "dated list", engine).figures
        ]
        for write in DIALECTS.values()
        for engine in ("python", "duckdb")
    ]
    assert figures[0]
    assert all(one == figures[0] for one in figures)


@pytest.mark.parametrize("rules", RULES)
def test_the_fast_way_itself_counts_what_is_right(tmp_path: Path, rules: str) -> None:
    """It is not the reference that answers: DuckDB gives groups, and refuses only what is wrong."""
    path = tmp_path / "so.csv"
    path.write_text(register(*random_rows(random.Random(6), 500)), encoding="utf-8")
    assert asked_duckdb(path, rules) == 500


def test_a_date_that_means_none_is_none_by_both_engines(tmp_path: Path) -> None:
    empty = 'empty: ["", "31/12/2022", "chưa có kết quả", "01/01/2022 00:00:00"]'
    for nothing in ("", "31/12/2022", "chưa có kết quả", "01/01/2022 00:00:00"):
        for rules in (MAPPING, BY_TIME):
            RULES["a date for none"] = (rules.replace('empty: ["", "NULL", "-"]', empty), LISTS)
            late = ROW.replace(";;;Trực", ";;31/12/2022 09:00:00;Trực").replace("H1;", "H2;")
            rows = register(ROW.replace(";;;Trực", f";;{nothing};Trực"), late).encode()
            results = [
                tallied(tmp_path, rows, "a date for none", engine) for engine in ("python", "duckdb")
            ]
            assert shown(results[0]) == shown(results[1])
            assert results[0].exit_code == 0
            assert asked_duckdb(tmp_path / "so.csv", "a date for none") == 2
    del RULES["a date for none"]


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_what_has_no_due_date_and_is_left_out_needs_no_other_day(tmp_path: Path, engine: str) -> None:
    rows = register(ROW.replace("16/06/2022;23/06/2022", ";"), ROW.replace("H1;", "H2;"))
    account = tallied(tmp_path, rows.encode(), "without a due date excluded", engine).account
    assert (account.counted, account.excluded["no-deadline"], account.refused) == (1, 1, 0)


FORMATS = {
    "%d/%m/%Y, %Y-%m-%d %H:%M": {"16/06/2022": 0, "2022-06-16 09:00": 0, "2022-06-16": 1},
    "%Y-%m-%dT%H:%M:%S": {"2022-06-16T09:00:00": 0, "2022-06-16": 1, "2022-06-16 09:00:00": 1},
    "%H:%M %d.%m.%Y": {"09:00 16.06.2022": 0, "16.06.2022": 1, "9:00 16.06.2022": 1},
    "ngày %d/%m/%Y": {"ngày 16/06/2022": 0, "16/06/2022": 1},
    "%d%m%Y %Hh%M": {"16062022 09h00": 0, "16062022 09h60": 1, "16062022": 1},
    "%d/%m/%Y [%H:%M]": {"16/06/2022 [09:00]": 0, "16/06/2022 0": 1},
    "%d/%m/%Y %H:%M:%S, %d/%m/%Y %Hh%M": {
        "16/06/2022 09:00:00": 0, "16/06/2022 09h00": 0, "16/06/2022 09:00": 1, "16/06/2022 09h00:00": 1,
    },
    "%d/%m/%Y (vi)": {"16/06/2022 (vi)": 0, "16/06/2022": 1},
    "%d/%m/%Y (vi), %d/%m/%Y": {"16/06/2022 (vi)": 0, "16/06/2022": 0, "16/06/2022 (": 1},
    "%d/%m/%Y (vi), %d/%m/%Y %H:%M": {"16/06/2022 (vi)": 0, "16/06/2022 09:00": 0, "16/06/2022": 1},
}  # fmt: skip


@pytest.mark.parametrize("formats", FORMATS)
def test_both_engines_read_dates_in_every_format_alike(tmp_path: Path, formats: str) -> None:
    written = ", ".join(f'"{one}"' for one in formats.split(", "))
    mapping = MAPPING.replace('"%d/%m/%Y %H:%M:%S", "%d/%m/%Y"', written)
    RULES["formats"] = (mapping, LISTS)
    for cell, refused in FORMATS[formats].items():
        row = ROW.replace("16/06/2022", cell).replace("23/06/2022", "")
        results = [
            tallied(tmp_path, register(row).encode(), "formats", engine)
            for engine in ("python", "duckdb")
        ]
        assert shown(results[0]) == shown(results[1])
        assert results[0].account.refused == refused, cell
    del RULES["formats"]


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_words_behind_the_minute_are_no_seconds(tmp_path: Path, engine: str) -> None:
    written = '"%d/%m/%Y [%H:%M]", "%d/%m/%Y [%H:%M:%S]"'
    RULES["words"] = (BY_TIME.replace('"%d/%m/%Y %H:%M:%S", "%d/%m/%Y"', written), LISTS)
    due, received = "23/06/2022 [09:00]", "16/06/2022 [09:00]"
    late = {"23/06/2022 [08:59:59]": 0, "23/06/2022 [09:00]": 0, "23/06/2022 [09:00:01]": 1}
    for returned, count in late.items():
        row = ROW.replace("16/06/2022", received).replace("23/06/2022", due)
        row = row.replace(";;;Trực", f";;{returned};Trực").replace("Đang xử lý", "Đã trả kết quả")
        result = tallied(tmp_path, register(row).encode(), "words", engine)
        figures = {one.indicator: one.value for one in result.figures if one.value}
        assert figures["ho-so-da-tra"] == 1
        assert figures.get("ho-so-dung-hen", 0) == 1 - count, returned
    del RULES["words"]


WRONG = {
    "31 February": ROW.replace("16/06/2022", "31/02/2022"),
    "the year 22": ROW.replace("16/06/2022", "01/07/22"),
    "a space before": ROW.replace("16/06/2022", " 1/06/2022"),
    "two spaces": ROW.replace("16/06/2022", "16/06/2022  9:00:00"),
    "a space at the end": ROW.replace("16/06/2022", "16/06/2022 09:00:0 "),
    "second 60": ROW.replace("16/06/2022", "16/06/2022 09:00:60"),
    "hour 24": ROW.replace("16/06/2022", "16/06/2022 24:00:00"),
    "out of range": ROW.replace("16/06/2022", "16/06/2024"),
    "an unknown status": ROW.replace("Đang xử lý", "Đang chờ"),
    "a short row": ROW.rpartition(";")[0],
    "a long row": ROW + ";x",
    "a filing twice": ROW.replace("H1;", "H7;"),
    "a filing twice, a space behind": ROW.replace("H1;", "H7 ;"),
    "a filing twice, a space before": ROW.replace("H1;", " H7;"),
    "a filing twice, a tab behind": ROW.replace("H1;", "H7\t;"),
    "a filing twice, a hard space before": ROW.replace("H1;", "\xa0H7;"),
    "no id": ROW.replace("H1;", " ;"),
    "a hard space for an id": ROW.replace("H1;", "\xa0;"),
    "a letter in the minute": ROW.replace("16/06/2022", "16/06/2022 09:0a:00"),
    "a time in half": ROW.replace("16/06/2022", "16/06/2022 09:00"),
    "a zone": ROW.replace("16/06/2022", "16/06/2022 09:00:00+07"),
    "a day of two digits more": ROW.replace("16/06/2022", "16/06/202200"),
    "returned before received": ROW.replace(";;;Trực", ";;15/06/2022;Trực"),
    "no day of reception": ROW.replace("16/06/2022", "-"),
    "supplements in words": ROW.replace(";0;", ";hai;"),
    "a quote": ROW.replace("H1;", '"H1;'),
}


@pytest.mark.parametrize("row", WRONG.values(), ids=WRONG)
def test_the_fast_way_refuses_a_wrong_row_and_says_nothing(
    tmp_path: Path, row: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "so.csv"
    rows = [one.replace("H", "H", 1) for one in random_rows(random.Random(7), 200)]
    path.write_text(register(*rows, row.replace("H1;", "K1;")), encoding="utf-8")
    assert asked_duckdb(path, "by date") is None
    assert capfd.readouterr() == ("", "")


def asked_duckdb(path: Path, rules: str) -> int | None:
    from cchc_cli.reading.register.open import open_registers
    from cchc_cli.reading.register.text import TextRegister

    mapping, lists = RULES[rules]
    reading = mapping_of(mapping)
    assert reading.mapping is not None
    windows = read_lists(reading, lambda name: lists[name].encode()).windows
    registers, faults = open_registers([Source(str(path), lambda: path.open("rb"))], reading.mapping)
    assert faults == []
    (one,) = registers
    assert isinstance(one, TextRegister)
    groups: list[int] = []
    found = duck.group_quickly(
        [one],
        reading.mapping,
        plan_of(),
        windows,
        lambda group: False,
        lambda some: groups.extend(some.values()),
    )
    return None if found is None else sum(groups)


LINES = register(*(ROW.replace("H1;", f"H{index};") for index in range(1, 4))).splitlines()
NAME = CANARY


def with_name(cell: str) -> str:
    return "\n".join([LINES[0], LINES[1].replace(NAME, cell), *LINES[2:]]) + "\n"


SHAPES = {
    "a separator behind one row": ("\n".join([LINES[0], LINES[1] + ";", *LINES[2:]]) + "\n", 1),
    "a separator behind every row": ("\n".join([LINES[0], *(one + ";" for one in LINES[1:])]) + "\n", 3),
    "a title of two lines": ('"SỔ\nTHEO DÕI";;\n' + "\n".join(LINES) + "\n", 0),
    "a title and a blank line": ("SỔ THEO DÕI\n\n" + "\n".join(LINES) + "\n", 0),
    "a quote behind a space": (with_name(f' "{NAME}; {PHONE}"'), 1),
    "a quote before a space": (with_name(f'"{NAME}" '), 1),
    "a quoted word": (with_name(f'Công ty "{NAME}" Bốn'), 0),
    "a cell that is too long": (with_name(NAME + "x" * 200_000), 1),
    "a cell that is nearly too long": (with_name(NAME + "x" * 130_000), 0),
    "two lines in a cell": (with_name(f'"{NAME}\n{PHONE}"'), 0),
    "two rows in a cell": ("\n".join([LINES[0], LINES[1].replace(NAME, f'"{NAME}'),
                                      LINES[2].replace(NAME, f'{NAME}"'), LINES[3]]) + "\n", 1),
    "two rows in a cell, CR": ("\r".join([LINES[0], LINES[1].replace(NAME, f'"{NAME}'),
                                          LINES[2].replace(NAME, f'{NAME}"'), LINES[3]]) + "\r", 1),
    "two rows in a cell, CR within": ((f'{LINES[0]}\n{LINES[1].replace(NAME, chr(34) + NAME)}\r'
                                      f'{LINES[2].replace(NAME, NAME + chr(34))}\n{LINES[3]}\n'), 1),
    "an open quote at the end": ("\n".join([*LINES[:3], LINES[3].replace("Đang", '"Đang')]) + "\n", 1),
    "many lines in a cell": (with_name('"' + "x\n" * 210 + '"'), 1),
    "what stands for nothing": (with_name("\x01"), 0),
    "an id that stands for nothing": ("\n".join(LINES).replace("H2;", "\x01;") + "\n", 0),
    "blank lines": ("\n\n".join(LINES) + "\n\n", 0),
    "lines that end in CR": ("\r".join(LINES) + "\r", 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "refused"), SHAPES.values(), ids=SHAPES)
def test_both_engines_read_what_files_hold_alike(tmp_path: Path, text: str, refused: int) -> None:
    results = [tallied(tmp_path, text.encode(), "by date", engine) for engine in ("python", "duckdb")]
    assert shown(results[0]) == shown(results[1])
    assert results[0].account.refused == refused


@pytest.mark.parametrize("shape", ["a quoted word", "a title and a blank line", "blank lines"])
def test_what_is_right_is_counted_by_duckdb(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "so.csv"
    path.write_text(SHAPES[shape][0], encoding="utf-8")
    assert asked_duckdb(path, "by date") == 3


def test_duckdb_is_never_imported_but_for_large_registers(tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_text(register(ROW), encoding="utf-8")
    for name, text in (
        ("plan.yaml", None),
        ("anh-xa.yaml", MAPPING),
        ("thu-tuc.csv", LISTS["thu-tuc.csv"]),
    ):
        (tmp_path / name).write_text(text or PLAN, encoding="utf-8")
    code = (
        "import sys; from cchc_cli.cli.main import main\n"
        "main(['tally', 'so.csv', '--mapping', 'anh-xa.yaml', '--plan', 'plan.yaml', "
        "'--until', '2022-07-16'])\n"
        "print('duckdb' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == "False", done.stderr


# Workbooks


def workbook(rows: list[list[object]], title: str = "") -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy hh:mm:ss"})
    sheet = book.add_worksheet("Sổ")
    at = 0
    if title:
        sheet.write(0, 0, title)
        at = 2
    for index, row in enumerate(rows, start=at):
        for column, cell in enumerate(row):
            sheet.write(index, column, cell)
    book.add_worksheet("Ghi chú").write(0, 0, "Không phải sổ")
    book.close()
    return out.getvalue()


def test_a_workbook_gives_the_figures_of_its_text() -> None:
    rows = random_rows(random.Random(8), 120)
    header, *body = cells_of(register(*rows))

    def typed(name: str, cell: str) -> object:
        if name.startswith(("Ngày", "Hẹn")) and cell not in ("", "-", "NULL"):
            form = "%d/%m/%Y %H:%M:%S" if ":" in cell else "%d/%m/%Y"
            return datetime.strptime(cell, form)
        return int(cell) if name == "Số lần yêu cầu bổ sung" else cell

    cells = [[typed(name, cell) for name, cell in zip(header, row, strict=True)] for row in body]
    book = workbook([list(header), *cells], title="SỔ THEO DÕI HỒ SƠ")
    result = run(("so.xlsx", book))
    wanted = run(register(*rows))
    assert [one._replace(evidence="") for one in result.figures] == [
        one._replace(evidence="") for one in wanted.figures
    ]
    assert [one.code for one in result.diagnostics if one.code == "A517"] == ["A517"]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/workbook.bin", "this is a binary workbook (.xlsb), not"),
        ("word/document.xml", "this is a Word document (.docx), not"),
        ("a.txt", "this is a compressed file, not"),
    ],
)
def test_what_is_no_register_is_called_by_its_name(part: str, said: str) -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(part, "<x/>")
    (fault,) = run(("so.xlsx", out.getvalue())).diagnostics
    assert fault.code == "A103"
    assert Wording("en").describe(fault)[0].startswith(said)


def test_a_wrong_cell_of_a_workbook_is_named_by_sheet_and_cell() -> None:
    header, row = cells_of(register(ROW.replace("Đang xử lý", "?")))
    result = run(("so.xlsx", workbook([list(header), list(row)])))
    (fault,) = (one for one in result.diagnostics if one.severity == "error")
    assert (
        fault.code,
        fault.location and fault.location.sheet,
        fault.location and fault.location.cell,
    ) == (
        "A505",
        "Sổ",
        "M2",
    )


def test_other_columns_are_not_read_at_all() -> None:
    """What would be a fault in a column of ours is none in one that no field names."""
    text = register(ROW).replace(CANARY, "31/02/2022").replace(PHONE, '"a;b"')
    assert run(text).exit_code == 0
    assert "Chủ hồ sơ" in HEADER
