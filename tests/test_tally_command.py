"""`cchc tally` as it is typed: what it prints, writes and refuses, and that it names nobody."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tally_support import BY_HAND, EXAMPLE, LISTS, MAPPING, PHONE, PLAN, ROW, register
from test_cli import cchc as run

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE_FOLDER = ROOT / "examples" / "2022"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan, a mapping, its list and a register of eleven filings."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "2022.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "anh-xa.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "thu-tuc.csv").write_text(LISTS["thu-tuc.csv"], encoding="utf-8")
    (tmp_path / "so.csv").write_text(EXAMPLE, encoding="utf-8")
    return tmp_path


def cchc(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = run(*arguments, cwd=folder)
    for text in (done.stdout, done.stderr):
        assert "Kín" not in text
        assert PHONE not in text
        assert "Traceback" not in text
    return done


def tally(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return cchc(folder, "tally", "so.csv", "--mapping", "anh-xa.yaml", *more)


UNTIL = ("--until", "2022-07-16")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_figures_go_to_a_tidy_file_and_the_account_to_the_screen(folder: Path) -> None:
    done = tally(folder, *UNTIL, "-o", "dem.csv", "--lang", "en")
    assert done.returncode == 0
    assert "rows: 11 = 10 counted + 1 excluded + 0 refused\n" in done.stdout
    assert "rows excluded as “tu-choi-tiep-nhan”: 1\n" in done.stdout
    assert "periods written: 2022-05 to 2022-07 (exported on 2022-07-16)\n" in done.stdout
    rows = rows_of(folder / "dem.csv")
    keys = [(row["period"], row["unit"], row["indicator"]) for row in rows]
    assert keys == sorted(keys)
    assert len(rows) == 3 * 2 * 8
    (late,) = (row for row in rows if keys[rows.index(row)] == ("2022-07", "qlcn", "ho-so-tre-han"))
    assert late["value"] == "1"
    assert late["evidence"].endswith(" · anh-xa.yaml#ho-so-tre-han · 1/11 dòng")


def test_the_same_register_gives_the_same_bytes(folder: Path) -> None:
    tally(folder, *UNTIL, "-o", "mot.csv")
    tally(folder, *UNTIL, "-o", "hai.csv", "--engine", "duckdb")
    assert (folder / "mot.csv").read_bytes() == (folder / "hai.csv").read_bytes()


def test_figures_as_a_workbook_are_read_again(folder: Path) -> None:
    assert tally(folder, *UNTIL, "-o", "dem.xlsx").returncode == 0
    done = tally(folder, *UNTIL, "--compare", "dem.xlsx", "--lang", "en")
    assert done.returncode == 0
    assert "figures that agree with the reported ones: 48\n" in done.stdout


def test_a_comparison_lists_each_difference_with_both_numbers(folder: Path) -> None:
    tally(folder, *UNTIL, "-o", "dem.csv")
    text = (folder / "dem.csv").read_text(encoding="utf-8")
    lines = text.splitlines()
    at = next(i for i, one in enumerate(lines) if one.startswith("2022-07,qlcn,ho-so-tre-han,1"))
    lines[at] = "2022-07,qlcn,ho-so-tre-han,0,"
    del lines[-1]
    (folder / "tay.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = tally(folder, *UNTIL, "--compare", "tay.csv", "--lang", "en")
    assert done.returncode == 1
    assert f"tay.csv:{at + 1}:1: 2022-07, qlcn, ho-so-tre-han: counted 1, reported 0\n" in done.stdout
    assert "2022-07, tdc, ho-so-truc-tuyen: counted 1, not reported\n" in done.stdout
    result = json.loads(tally(folder, *UNTIL, "--compare", "tay.csv", "--format", "json").stdout)
    assert [(one["indicator"], one["counted"], one["reported"]) for one in result["differences"]] == [
        ("ho-so-tre-han", 1, 0),
        ("ho-so-truc-tuyen", 1, None),
    ]


REPORTED = {
    "one of all, which differs": (
        ["2022-07,qlcn,ho-so-tre-han,0"],
        ["figures reported otherwise: 1", "2022-07, qlcn, ho-so-tre-han", "figures not reported: 47"],
    ),
    "two that differ, the later first": (
        ["2022-07,qlcn,ho-so-tre-han,10", "2022-05,tdc,ho-so-tre-han,2"],
        [
            "figures reported otherwise: 2",
            "2022-05, tdc, ho-so-tre-han",
            "2022-07, qlcn, ho-so-tre-han",
            "figures not reported: 46",
        ],
    ),
    "one that agrees": (
        ["2022-07,qlcn,ho-so-tre-han,1"],
        ["figures that agree with the reported ones: 1", "figures not reported: 47"],
    ),
    "nothing of what was counted": (["2022-01,qlcn,ho-so-tre-han,1"], ["figures not reported: 48"]),
}


@pytest.mark.parametrize(("reported", "expected"), REPORTED.values(), ids=REPORTED)
def test_what_differs_stands_apart_from_what_was_not_reported(
    folder: Path, reported: list[str], expected: list[str]
) -> None:
    (folder / "tay.csv").write_text(
        "\n".join(["period,unit,indicator,value", *reported]) + "\n", encoding="utf-8"
    )
    for format_, mark in (("text", "  "), ("markdown", "- ")):
        done = tally(folder, *UNTIL, "--compare", "tay.csv", "--lang", "en", "--format", format_)
        assert done.returncode == 1
        start = done.stdout.index(expected[0])
        lines = [line for line in done.stdout[start:].splitlines() if line]
        for line, wanted in zip(lines, expected, strict=False):
            assert wanted in line
            assert line.startswith(mark) == ("2022" in wanted)
        unreported = [line for line in lines[len(expected) :] if "not reported" in line]
        assert f"figures not reported: {len(unreported)}" in expected
        assert unreported == sorted(unreported)


def test_json_has_the_account_the_figures_and_the_diagnostics(folder: Path) -> None:
    result = json.loads(tally(folder, *UNTIL, "--format", "json").stdout)
    assert result["schema"] == 1
    assert result["account"] == {
        "rows": 11,
        "counted": 10,
        "excluded": {"tu-choi-tiep-nhan": 1},
        "refused": 0,
    }
    assert len(result["figures"]) == 48
    assert {one["code"] for one in result["diagnostics"]} == {"P321", "A519"}


def test_a_wrong_row_writes_nothing_and_json_says_why(folder: Path) -> None:
    (folder / "so.csv").write_text(
        register(*BY_HAND.splitlines(), ROW.replace("H1;", "H99;").replace("16/06/2022", "31/06/2022")),
        encoding="utf-8",
    )
    done = tally(folder, *UNTIL, "-o", "dem.csv", "--lang", "en")
    assert done.returncode == 2
    assert not (folder / "dem.csv").exists()
    assert "so.csv:13:51: error A520: day received: there is no such day" in done.stderr
    assert "rows: 12 = 10 counted + 1 excluded + 1 refused" in done.stderr
    shown = tally(folder, *UNTIL, "--format", "json")
    assert shown.returncode == 2
    result = json.loads(shown.stdout)
    assert result["figures"] == []
    (fault,) = (one for one in result["diagnostics"] if one["severity"] == "error")
    assert (fault["code"], fault["location"]) == ("A520", {"path": "so.csv", "line": 13, "column": 51})


WRONG_USAGE: dict[str, tuple[Sequence[str], str]] = {
    "no mapping": (("tally", "so.csv"), "P323"),
    "no register": (("tally", "--mapping", "anh-xa.yaml"), "V410"),
    "no such mapping": (("tally", "so.csv", "--mapping", "khong.yaml"), "P322"),
    "no such register": (("tally", "khong.csv", "--mapping", "anh-xa.yaml"), "A101"),
    "no day": (("tally", "so.csv", "--mapping", "anh-xa.yaml"), "V401"),
    "no such day": (("tally", "so.csv", "--mapping", "anh-xa.yaml", "--until", "hôm nay"), "V136"),
    "no such engine": (
        ("tally", "so.csv", "--mapping", "anh-xa.yaml", *UNTIL, "--engine", "polars"),
        "V310",
    ),
    "no such suffix": (("tally", "so.csv", "--mapping", "anh-xa.yaml", *UNTIL, "-o", "a.doc"), "V311"),
    "a query of a register": (
        ("tally", "so.csv", "--mapping", "anh-xa.yaml", *UNTIL, "--sql", "spark"),
        "V408",
    ),
    "over the register": (
        ("tally", "so.csv", "--mapping", "anh-xa.yaml", *UNTIL, "-o", "so.csv", "--replace"),
        "V320",
    ),
}


@pytest.mark.parametrize(("arguments", "code"), WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_ends_with_2(folder: Path, arguments: Sequence[str], code: str) -> None:
    before = (folder / "so.csv").read_bytes()
    done = cchc(folder, *arguments)
    assert done.returncode == 2
    assert f" {code}: " in done.stderr
    assert (folder / "so.csv").read_bytes() == before


def test_faults_of_the_mapping_and_what_the_plan_lacks_are_told_at_once(folder: Path) -> None:
    wrong = {
        "not late]": "not lat]",
        "indicator: ho-so-dvctt": "indicator: ho-so",
        "xu-ly-ho-so": "xu-ly",
    }
    mapping = MAPPING
    for right, slip in wrong.items():
        mapping = mapping.replace(right, slip)
    (folder / "anh-xa.yaml").write_text(mapping, encoding="utf-8")
    told = tally(folder, *UNTIL, "--lang", "en").stderr
    assert "error P301: " in told
    assert "P203: there is no unit or group “xu-ly”" in told
    assert "P203: there is no indicator “ho-so”" in told
    # What cannot be read as a mapping at all is told alone.
    (folder / "anh-xa.yaml").write_text(mapping.replace("units:", "unit:"), encoding="utf-8")
    told = tally(folder, *UNTIL, "--lang", "en").stderr
    assert "error P103: " in told
    assert "P203" not in told


def test_figures_that_were_not_counted_are_not_written_over(folder: Path) -> None:
    by_hand = "period,unit,indicator,value\n2022-07,qlcn,ho-so-tre-han,0\n"
    (folder / "tay.csv").write_text(by_hand, encoding="utf-8")
    done = tally(folder, *UNTIL, "-o", "tay.csv")
    assert done.returncode == 2
    assert " V409: " in done.stderr
    assert (folder / "tay.csv").read_text(encoding="utf-8") == by_hand
    assert tally(folder, *UNTIL, "-o", "tay.csv", "--replace").returncode == 0
    assert tally(folder, *UNTIL, "-o", "tay.csv").returncode == 0  # its own it may write anew


def test_standard_input_is_a_register_too(folder: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "cchc_cli",
            "tally",
            "-",
            "--mapping",
            "anh-xa.yaml",
            *UNTIL,
            "-q",
            "-o",
            "a.csv",
        ],
        cwd=folder,
        input=EXAMPLE,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(rows_of(folder / "a.csv")) == 48


def test_the_query_is_printed_with_its_definitions_and_quoted_names(folder: Path) -> None:
    for dialect, quote in (("postgres", '"'), ("spark", "`")):
        done = cchc(
            folder,
            "tally",
            "--sql",
            dialect,
            "--mapping",
            "anh-xa.yaml",
            *UNTIL,
            "--table",
            "sổ 2022",
            "--lang",
            "en",
        )
        assert done.returncode == 0, done.stderr
        assert f"FROM {quote}sổ 2022{quote}\n" in done.stdout
        assert f"coalesce({quote}Mã hồ sơ{quote}, '') AS filing_text" in done.stdout
        assert (
            "-- ho-so-tre-han: counted by the day returned, where not (the status is Đã rút) and"
            in done.stdout
        )


def test_a_verdict_leads_back_to_register_rule_and_rows_and_the_definition_is_explained(
    folder: Path,
) -> None:
    plan = PLAN + (
        "tasks:\n  - id: II.6\n    clause: II.6\n    title: Trả đúng hạn\n    targets:\n"
        "      - {id: tre-han, indicator: ho-so-tre-han, at_most: 0, each: xu-ly-ho-so}\n"
    )
    (folder / "plans" / "2022.yaml").write_text(plan, encoding="utf-8")
    tally(folder, *UNTIL, "-o", "dem.csv")
    verdicts = json.loads(cchc(folder, "check", "dem.csv", "--format", "json").stdout)["verdicts"]
    (late,) = (one for one in verdicts if one["unit"] == "qlcn")
    assert late["status"] == "missed"
    assert late["figures"][-1]["evidence"].endswith(" · anh-xa.yaml#ho-so-tre-han · 1/11 dòng")
    done = cchc(folder, "explain", "tre-han", "dem.csv", "--unit", "qlcn", "--lang", "en")
    assert " · anh-xa.yaml#ho-so-tre-han · 1/11 dòng" in done.stdout
    assert (
        "How it is counted by anh-xa.yaml:\n  ho-so-tre-han: counted by the day returned" in done.stdout
    )


COUNTED = {
    "text": "\n        counted out of so.csv: {}\n",
    "markdown": "; counted out of so.csv: {} | clause II.6 |",
    "github": " · clause II.6 · counted out of so.csv: {}\n",
}


@pytest.mark.parametrize("form", COUNTED)
@pytest.mark.parametrize(
    ("target", "rows"),
    [
        ("indicator: ho-so-tre-han, at_most: 0, each: tdc", "rows by anh-xa.yaml#ho-so-tre-han: 1"),
        (
            "indicator: dung-hen, at_least: 100%, over: xu-ly-ho-so",
            "rows by anh-xa.yaml#ho-so-dung-hen: 3, rows by anh-xa.yaml#ho-so-da-tra: 5",
        ),
        # Of what stands open at each cut-off the latest counts, not the sum over the months.
        (
            "indicator: dang-xu-ly-qua-han, at_most: 0, each: qlcn",
            "rows by anh-xa.yaml#dang-xu-ly-qua-han: 1",
        ),
    ],
)
def test_a_finding_names_register_rule_and_rows_in_one_line(
    folder: Path, form: str, target: str, rows: str
) -> None:
    ratio = (
        "{id: dung-hen, kind: ratio, numerator: ho-so-dung-hen, denominator: ho-so-da-tra, name: Tỷ lệ}"
    )
    plan = (
        PLAN
        + f"  - {ratio}\n"
        + "tasks:\n  - id: II.6\n    clause: II.6\n    title: Trả đúng hạn\n    targets:\n"
        + f"      - {{id: a, {target}}}\n"
    )
    (folder / "plans" / "2022.yaml").write_text(plan, encoding="utf-8")
    tally(folder, *UNTIL, "-o", "dem.csv")
    done = cchc(folder, "check", "dem.csv", "--lang", "en", "--format", form)
    wanted = COUNTED[form].format(rows)
    if form == "markdown":
        wanted = wanted.replace("#", "\\#")
    assert wanted in done.stdout


def test_a_finding_on_figures_of_other_origin_names_no_register(folder: Path) -> None:
    plan = PLAN + (
        "tasks:\n  - id: II.6\n    clause: II.6\n    title: Trả đúng hạn\n    targets:\n"
        "      - {id: a, indicator: ho-so-tre-han, at_most: 0, each: tdc}\n"
    )
    (folder / "plans" / "2022.yaml").write_text(plan, encoding="utf-8")
    for evidence in ("so.csv", "so.csv sha256:0123456789ab", "x · y#z · 1/2 dòng", "a · b · c/d dòng"):
        rows = f"period,unit,indicator,value,evidence\n2022-01,tdc,ho-so-tre-han,1,{evidence}\n"
        (folder / "dem.csv").write_text(rows, encoding="utf-8")
        done = cchc(folder, "check", "dem.csv", "--lang", "en")
        assert "missed" in done.stdout
        assert "counted" not in done.stdout


def test_a_term_is_explained_without_figures(folder: Path) -> None:
    done = cchc(folder, "explain", "in-scope", "--mapping", "anh-xa.yaml", "--lang", "en")
    assert done.returncode == 0
    assert done.stdout == (
        "How it is counted by anh-xa.yaml:\n"
        "  in-scope: the procedure stands in thu-tuc.csv on the day received\n"
    )


def test_the_example_counts_exactly_the_filing_figures_that_it_reports() -> None:
    done = cchc(
        ROOT,
        "tally",
        "examples/2022/so-theo-doi.csv",
        "--mapping",
        "examples/2022/anh-xa.yaml",
        "--compare",
        "examples/2022/actuals.csv",
        "--format",
        "json",
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["differences"] == []
    counted = {one["indicator"] for one in result["figures"]}
    reported = [
        row
        for row in rows_of(EXAMPLE_FOLDER / "actuals.csv")
        if row["indicator"] in counted and row["unit"] in ("qlcn", "tdc")
    ]
    assert len(result["figures"]) == len(reported) == 7 * 2 * 8


@pytest.mark.parametrize(
    ("output", "warns"), [("so-lieu/2022/dem.csv", True), ("dem.csv", False), ("dem.xlsx", False)]
)
def test_figures_that_the_plan_reads_elsewhere_already_are_named(
    tmp_path: Path, output: str, warns: bool
) -> None:
    assert run("init", "thu", "--example", cwd=tmp_path).returncode == 0
    register = ["so-theo-doi/2022/so-theo-doi.csv", "--mapping", "so-theo-doi/2022/anh-xa.yaml"]
    done = run("tally", *register, "-o", output, cwd=tmp_path / "thu")
    assert done.returncode == 0, done.stderr
    assert ("V413" in done.stderr) is warns
    assert ("112 số liệu trong tệp này đã có ở tệp khác" in done.stderr) is warns
    assert ("so-lieu/2022/so-lieu.csv:" in done.stderr) is warns


# What is wrong with the mapping, the exit code, and a part of what is said.
MAPPINGS = [
    ("", "", 0, "anh-xa.yaml: ánh xạ hợp lệ ("),
    ("counts:", "cuonts:", 2, "anh-xa.yaml"),
    ("indicator: ", "indicator: khong-co-", 2, "P203"),
]


@pytest.mark.parametrize(("old", "new", "code", "said"), MAPPINGS)
def test_validate_knows_a_mapping(folder: Path, old: str, new: str, code: int, said: str) -> None:
    (folder / "anh-xa.yaml").write_text(MAPPING.replace(old, new, 1) if old else MAPPING, "utf-8")
    for named in ("anh-xa.yaml", "."):
        done = cchc(folder, "validate", named)
        assert done.returncode == code
        assert said in done.stdout + done.stderr
