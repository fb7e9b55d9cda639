"""Closed periods: what was recorded, what was changed since, and who said so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from test_cli import cchc
from test_monthly_round import PLAN

HEADER = "period,unit,indicator,value,evidence,note\n"
JANUARY = (
    "2022-01,a,bai,2,,\n2022-01,a,gio,1.5,,\n2022-01,,cong,7,,\n"
    "2022-01,b,bai,2,,\n2022-01,b,loi,,,đã họp\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "so-lieu").mkdir()
    (tmp_path / "plans" / "thu.yaml").write_text(PLAN, encoding="utf-8")
    write(tmp_path, JANUARY)
    return tmp_path


def write(folder: Path, rows: str) -> None:
    (folder / "so-lieu" / "x.csv").write_text(HEADER + rows, encoding="utf-8")


CHANGES = [
    (JANUARY, []),
    (JANUARY.replace("gio,1.5", "gio,1.50"), []),
    (JANUARY.replace(",bai,2,,\n2022-01,a", ",bai,2,sổ,ghi thêm\n2022-01,a"), []),
    (
        JANUARY.replace("a,bai,2", "a,bai,9"),
        ["so-lieu/x.csv:2:1: lỗi V201: tháng 1/2022 (Phòng A): “Tin bài” đã chốt là 2 (tại so-lieu/thu"],
    ),
    (
        JANUARY.replace("đã họp", "chưa họp"),
        [
            'V201: tháng 1/2022 (Phòng B): “Thuyết minh” đã chốt là "đã họp"',
            "(tại so-lieu/thu.closed.csv:6:1)",
        ],
    ),
    (
        JANUARY.replace("2022-01,a,gio,1.5,,\n", ""),
        [
            "so-lieu/thu.closed.csv:4:1: lỗi V202: tháng 1/2022 (Phòng A): “Giờ tập huấn”",
            "đã chốt là 1,5",
            "nay không còn trong số liệu",
        ],
    ),
    (
        JANUARY + "2022-01,b,yc,1,,\n",
        [
            "so-lieu/x.csv:7:1: lỗi V203: tháng 1/2022 (Phòng B): “Báo cáo theo yêu cầu”",
            "khi chốt chưa có",
            "(theo so-lieu/thu.closed.csv), nay là 1",
        ],
    ),
]


@pytest.mark.parametrize(("rows", "said"), CHANGES)
def test_a_restated_figure_is_a_finding(folder: Path, rows: str, said: list[str]) -> None:
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    write(folder, rows)
    done = cchc("check", "--as-of", "2022-01", cwd=folder)
    assert done.returncode == int(bool(said)), done.stdout
    for text in said:
        assert text in done.stdout


def test_a_finding_shows_in_every_view_and_decides_the_exit_code(folder: Path) -> None:
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    write(folder, JANUARY.replace("a,bai,2", "a,bai,9"))
    exits = {"missed": 1, "warning": 1, "never": 0}
    for level, code in exits.items():
        assert cchc("check", "--fail-on", level, cwd=folder).returncode == code
    assert cchc("check", "--unit", "b", cwd=folder).returncode == 0
    for arguments in (["check", "--format", "json"], ["check", "--format", "markdown"]):
        assert "V201" in cchc(*arguments, cwd=folder).stdout
    assert "| tháng 1/2022 | 2 | 9 | chưa được chấp nhận |" in cchc("report", cwd=folder).stdout
    status = cchc(cwd=folder)
    assert status.returncode == 1
    assert "1 số liệu đã chốt bị thay đổi" in status.stdout


def test_an_amendment_keeps_the_old_value_the_revision_and_the_reason(folder: Path) -> None:
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    changed = JANUARY.replace("a,bai,2", "a,bai,9").replace("2022-01,a,gio,1.5,,\n", "")
    write(folder, changed + "2022-01,b,yc,1,,\n")
    path = folder / "so-lieu" / "thu.closed.csv"
    before = path.read_bytes()
    refused = cchc("close", "2022-01", cwd=folder)
    assert refused.returncode == 2
    assert "V223: 3 số liệu của tháng 1/2022" in refused.stderr
    assert path.read_bytes() == before
    accepted = cchc("close", "2022-01", "--amend", "--reason", "đếm sót", cwd=folder)
    assert accepted.returncode == 0, accepted.stderr
    assert path.read_text(encoding="utf-8") == (
        "period,unit,indicator,value,evidence,note,revision,old_value,reason,closed_to\n"
        "2022-01,,cong,7,,,1,,,\n"
        "2022-01,a,bai,2,,,1,,,\n"
        "2022-01,a,bai,9,,,2,2,đếm sót,2022-01\n"
        "2022-01,a,gio,1.5,,,1,,,\n"
        "2022-01,a,gio,-,,,2,1.5,đếm sót,2022-01\n"
        "2022-01,b,bai,2,,,1,,,\n"
        "2022-01,b,loi,,,đã họp,1,,,\n"
        "2022-01,b,yc,1,,,2,-,đếm sót,2022-01\n"
    )
    result = json.loads(cchc("check", "--format", "json", cwd=folder).stdout)
    assert not [one for one in result["diagnostics"] if one["code"].startswith("V20")]
    report = cchc("report", cwd=folder).stdout
    assert "| tháng 1/2022 | 2 | 9 | đếm sót |" in report
    assert "| tháng 1/2022 | 1,5 | chưa có số liệu | đếm sót |" in report
    assert "| tháng 1/2022 | chưa có số liệu | 1 | đếm sót |" in report
    # What was taken out and put back is a restatement again.
    write(folder, changed + "2022-01,b,yc,1,,\n2022-01,a,gio,2,,\n")
    assert "V203" in cchc("check", cwd=folder).stdout


def test_closing_waits_for_missing_figures_and_records_them_as_missing(folder: Path) -> None:
    write(folder, JANUARY.replace("2022-01,b,bai,2,,\n", ""))
    path = folder / "so-lieu" / "thu.closed.csv"
    refused = cchc("close", "2022-01", "--lang", "en", cwd=folder)
    assert refused.returncode == 2
    assert "error V221: figures that Phòng B still owes (1): Tin bài" in refused.stderr
    assert not path.exists()
    assert cchc("close", "2022-01", "--allow-missing", cwd=folder).returncode == 0
    assert "2022-01,b,bai,-,,,1,,,\n" in path.read_text(encoding="utf-8")
    assert "V20" not in cchc("check", cwd=folder).stdout
    write(folder, JANUARY)
    assert "V203: tháng 1/2022 (Phòng B): “Tin bài”" in cchc("check", cwd=folder).stdout


REFUSED = [
    (["2022-13"], "V209"),
    (["2022-01", "--amend"], "V224"),
    (["2022-01", "--reason", "x"], "V224"),
    (["2022-01", "--amend", "--reason", " "], "V224"),
    # What the next lines show where the reason goes is none.
    (["2022-01", "--amend", "--reason", "…"], "V224"),
    (["2022-01", "--amend", "--reason", "..."], "V224"),
    (["2022-01", "--amend", "--reason", "x"], "V225"),
    (["2022-01", "-"], "V227"),
    (["2022-01", "khong-co.csv"], "A101"),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED)
def test_closing_that_is_refused(folder: Path, arguments: list[str], code: str) -> None:
    done = cchc("close", *arguments, cwd=folder, stdin=HEADER + JANUARY)
    assert done.returncode == 2
    assert code in done.stderr
    assert [path.name for path in (folder / "so-lieu").iterdir()] == ["x.csv"]


CLOSED = "period,unit,indicator,value,evidence,note,revision,old_value,reason\n"
BROKEN = [
    ("2022-01,a,bai,hai,,,1,,\n", "thu.closed.csv:2:1: lỗi V204"),
    ("2022-01,a,bai,1,,,0,,\n", "thu.closed.csv:2:1: lỗi V204"),
    ("2022-01,a,bai,1\n", "thu.closed.csv:2:1: lỗi V204"),
    ("2022-01,a,bai,1,,,1,,\n2022-01,a,bai,2,,,1,,\n", "thu.closed.csv:3:1: lỗi V205"),
    (None, "thu.closed.csv:1:1: lỗi V206"),
    ("2022-01,a,bai,1,,,1,,\n2022-01,b,bai,1,\udcff,,1,,\n", "thu.closed.csv:3:1: lỗi V206"),
]


@pytest.mark.parametrize(("rows", "said"), BROKEN)
def test_a_broken_record_is_no_record(folder: Path, rows: str | None, said: str) -> None:
    path = folder / "so-lieu" / "thu.closed.csv"
    text = "rubbish\n" if rows is None else CLOSED + rows
    path.write_bytes(text.encode(errors="surrogateescape"))
    before = path.read_bytes()
    done = cchc("check", cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count(": lỗi ") + done.stderr.count(": cảnh báo ") == 1
    assert cchc("close", "2022-01", cwd=folder).returncode == 2
    assert path.read_bytes() == before


def test_closed_figures_of_another_plan_are_passed_over(folder: Path) -> None:
    path = folder / "so-lieu" / "2021.closed.csv"
    path.write_text(CLOSED + "2021-12,x,y,1,,,1,,\n", encoding="utf-8")
    assert cchc("check", cwd=folder).returncode == 0


def test_closed_figures_that_a_pattern_names_are_passed_over(folder: Path) -> None:
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    named = ("so-lieu/thu.closed.csv", "so-lieu/x.csv")
    done = cchc("check", *named, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert [one["path"] for one in json.loads(done.stdout)["actuals"]] == ["so-lieu/x.csv"]


def restated(folder: Path, rows: str, *arguments: str) -> str:
    """What `check` says of January after it was closed and written anew."""
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    write(folder, rows)
    done = cchc("check", "--as-of", "2022-01", *arguments, cwd=folder)
    return done.stdout + done.stderr


RESTATED = {
    "changed": (JANUARY.replace("a,bai,2", "a,bai,9"), "V201"),
    "removed": (JANUARY.replace("2022-01,a,gio,1.5,,\n", ""), "V202"),
    "added": (JANUARY + "2022-01,b,yc,1,,\n", "V203"),
}
ERRORS = {
    "github": "::error file=",
    "gitlab": '"severity": "major"',
    "junit": 'errors="1"',
    "sarif": '"level": "error"',
    "json": '"severity": "error"',
    "text": "lỗi ",
}


@pytest.mark.parametrize("format_", ERRORS)
@pytest.mark.parametrize("name", RESTATED)
def test_a_restated_figure_is_an_error_in_every_format(folder: Path, name: str, format_: str) -> None:
    rows, code = RESTATED[name]
    said = restated(folder, rows, "--format", format_)
    assert code in said
    assert ERRORS[format_] in said


# A closed figure whose row cannot be read: its own fault, and nothing of what was closed.
UNREADABLE = {
    "a letter for a digit": (JANUARY.replace("a,bai,2", "a,bai,2O"), "A208"),
    "another unit": (JANUARY.replace("2022-01,a,gio", "2022-01,aa,gio"), "A202"),
    "another indicator": (JANUARY.replace("a,gio,1.5", "a,gi,1.5"), "A203"),
    "no month": (JANUARY.replace("2022-01,a,bai", "2022-13,a,bai"), "A204"),
    "twice": (JANUARY + "2022-01,a,bai,3,,\n", "A214"),
    "a cell too few": (JANUARY.replace("2022-01,a,bai,2,,\n", "2022-01,a,bai,2\n"), "A201"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_no_restatement(folder: Path, name: str) -> None:
    rows, code = UNREADABLE[name]
    said = restated(folder, rows)
    assert code in said
    assert "V202" not in said


def test_a_file_that_is_not_there_is_no_restatement(folder: Path) -> None:
    assert cchc("close", "2022-01", cwd=folder).returncode == 0
    done = cchc("check", "so-lieu/x.csv", "so-lieu/y.csv", cwd=folder)
    assert (done.returncode, "A101" in done.stderr, "V20" in done.stderr) == (2, True, False)


@pytest.mark.parametrize(
    ("reason", "code"), [("", "V327"), ("…", "V224"), (" - ", "V224")], ids=["empty", "dots", "dash"]
)
def test_a_reason_that_is_none_is_told_once(folder: Path, reason: str, code: str) -> None:
    refused = cchc("close", "2022-01", "--amend", "--reason", reason, cwd=folder)
    assert refused.returncode == 2
    assert refused.stderr.count("lỗi V") == 1
    assert f"lỗi {code}: " in refused.stderr
