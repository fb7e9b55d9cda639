"""Scoring files made of tables in Word and Excel documents."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from openpyxl import Workbook

from cchc_cli.cli.main import main
from cchc_cli.model.scoring import Manual, ScoringTable
from cchc_cli.reading.scoring_file.from_table import read_outline
from cchc_cli.reading.scoring_file.read import read_scoring
from support import workbook

Row = tuple[str, ...]
ROWS: list[Row] = [
    ("STT", "Tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Ghi chú"),
    ("(1)", "(2)", "(3)", "(4)"),
    ("1", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "3,5", ""),
    ("1.1", "Ban hành kế hoạch: đúng hạn", "1", ""),
    ("", "- Kịp thời: 1; chậm: 0,5", "", ""),
    ("1.2", "Báo cáo # [định kỳ]", "2,5", ""),
    ("2", "Cải cách thể chế", "4", ""),
    ("2.1", "Rà soát văn bản", "2", ""),
    ("2.2", "Xử lý 'sau' rà soát", "2", ""),
    ("", "Tổng cộng", "7,5", ""),
]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCHC_LANG", raising=False)


def add_table(document: Document, rows: list[Row]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def write_word(path: str, *tables: list[Row]) -> None:
    document = docx.Document()
    document.add_paragraph("BẢNG ĐIỂM NĂM 2023")
    for rows in tables:
        add_table(document, rows)
    document.save(path)


def write_workbook(path: str, rows: list[Row], title: str = "Bảng điểm năm 2023") -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    for cells in rows:
        sheet.append(list(cells))
    book.save(path)


def made(name: str) -> ScoringTable:
    path = Path("cham/scoring") / f"{name}.yaml"
    reading = read_scoring(path.read_bytes(), str(path))
    assert reading.diagnostics == ()
    assert reading.table is not None
    return reading.table


def shape(table: ScoringTable) -> list[tuple[int, str, str, str]]:
    return [(depth, one.id, one.name, str(one.max)) for depth, one in table.walk()]


EXPECTED = [
    (0, "1", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "7/2"),
    (1, "1.1", "Ban hành kế hoạch: đúng hạn", "1"),
    (1, "1.2", "Báo cáo # [định kỳ]", "5/2"),
    (0, "2", "Cải cách thể chế", "4"),
    (1, "2.1", "Rà soát văn bản", "2"),
    (1, "2.2", "Xử lý 'sau' rà soát", "2"),
]


def test_a_table_in_word_becomes_a_scoring_file(capsys: pytest.CaptureFixture[str]) -> None:
    write_word("bang-diem-2023.docx", ROWS)
    assert main(["init", "cham", "--from", "bang-diem-2023.docx"]) == 0
    told = capsys.readouterr()
    first, second = told.out.splitlines()
    assert first.startswith("Đã lập cham/scoring/bang-diem-2023.yaml: 4 tiêu chí, đang ghi điểm tay")
    assert second == "Tiếp theo: cchc form --scoring cham/scoring/bang-diem-2023.yaml"
    assert told.err == ""
    table = made("bang-diem-2023")
    assert table.year == 2023
    assert shape(table) == EXPECTED
    assert all(isinstance(leaf.rule, Manual) for leaf in table.leaves)
    text = Path("cham/scoring/bang-diem-2023.yaml").read_text(encoding="utf-8")
    assert "# cần xem lại: - Kịp thời: 1; chậm: 0,5" in text
    assert main(["form", "--scoring", "cham/scoring/bang-diem-2023.yaml"]) == 0


def test_a_table_in_a_workbook_does_the_same() -> None:
    write_workbook("bang.xlsx", ROWS)
    assert main(["init", "cham", "--from", "bang.xlsx"]) == 0
    table = made("bang")
    assert (table.year, shape(table)) == (2023, EXPECTED)


def test_a_table_that_goes_on_over_several_pages() -> None:
    write_word("bang-2023.docx", ROWS[:6], ROWS[6:])
    assert main(["init", "cham", "--from", "bang-2023.docx"]) == 0
    assert shape(made("bang-2023")) == EXPECTED


def test_headings_in_roman_numbers() -> None:
    rows = [ROWS[0], ("I", "Phần một", "3", ""), ("1", "Một", "1", ""), ("2", "Hai", "2", "")]
    rows += [("II", "Phần hai", "4", ""), ("1", "Ba", "4", ""), ("1.1", "Bốn", "4", "")]
    write_word("bang-2023.docx", rows)
    assert main(["init", "cham", "--from", "bang-2023.docx"]) == 0
    assert [(depth, one) for depth, one, *_ in shape(made("bang-2023"))] == [
        (0, "I"), (1, "I.1"), (1, "I.2"), (0, "II"), (1, "II.1"), (2, "II.1.1"),
    ]  # fmt: skip


def test_totals_are_checked_and_the_parts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(a, b, {"4": "5", "7,5": "9"}.get(c, c), d) for a, b, c, d in ROWS]
    write_word("bang-2023.docx", rows)
    assert main(["init", "cham", "--from", "bang-2023.docx"]) == 0
    told = capsys.readouterr().err
    assert told.count("V615") == 2
    assert "B7" in told
    text = Path("cham/scoring/bang-2023.yaml").read_text(encoding="utf-8")
    assert "# cần xem lại: văn bản ghi 5, các thành phần cộng lại được 4" in text
    assert [one.max for one in made("bang-2023").criteria] == [3.5, None]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("a", "b", "c", "d"), ("1", "x", "2", "")], "V611"),
        ([ROWS[0]], "V611"),
        ([ROWS[0], ("1", "x", "", "")], "V614"),
        ([ROWS[0], ("1", "x", "hai", "")], "V613"),
        ([ROWS[0], ("1", "x", "2", ""), ("1", "y", "2", "")], "P201"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    rows: list[Row], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_word("bang.docx", rows)
    assert main(["init", "cham", "--from", "bang.docx"]) == 2
    assert code in capsys.readouterr().err
    assert not Path("cham").exists()


@pytest.mark.parametrize("data", [b"PK\x03\x04rubbish", b"", b"\xd0\xcf\x11\xe0"])
def test_damaged_files_are_refused(data: bytes) -> None:
    Path("bang.docx").write_bytes(data)
    assert main(["init", "cham", "--from", "bang.docx"]) == 2
    assert main(["init", "cham", "--from", "nowhere.docx"]) == 2


def test_nothing_is_written_over() -> None:
    write_word("bang.docx", ROWS)
    assert main(["init", "cham", "--from", "bang.docx"]) == 0
    Path("cham/scoring/bang.yaml").write_text("mine", encoding="utf-8")
    assert main(["init", "cham", "--from", "bang.docx"]) == 2
    assert Path("cham/scoring/bang.yaml").read_text(encoding="utf-8") == "mine"


def test_a_bomb_of_a_document_type_is_refused() -> None:
    write_word("bang.docx", ROWS)
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile("bang.docx") as archive, zipfile.ZipFile(out, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                content = content.replace(
                    b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1
                )
            changed.writestr(name, content)
    Path("bang.docx").write_bytes(out.getvalue())
    assert main(["init", "cham", "--from", "bang.docx"]) == 2


def test_a_year_that_nothing_names_is_left_to_be_filled_in(capsys: pytest.CaptureFixture[str]) -> None:
    """Not this year's: the same document gives the same file on every day."""
    write_word("bang.docx", ROWS)
    assert main(["init", "cham", "--from", "bang.docx"]) == 0
    path = Path("cham/scoring/bang.yaml")
    assert "year:  # cần điền: bảng và tên tệp không nêu năm\n" in path.read_text(encoding="utf-8")
    (fault,) = read_scoring(path.read_bytes(), str(path)).diagnostics
    assert (fault.code, str(fault.location)) == ("P106", "cham/scoring/bang.yaml:7:6")


@pytest.mark.parametrize(
    ("points", "kept"),
    [("1234567,5", "1234567.5"), ("0,0000125", "0.0000125"), ("1000000", "1000000"), ("0,5", "0.5")],
)
def test_points_of_a_row_without_a_number_are_kept_as_they_are(points: str, kept: str) -> None:
    reading = read_outline(workbook([ROWS[0], ROWS[2], ROWS[3], ("", "Kịp thời", points, "")]), "x.xlsx")
    assert reading.outline is not None
    ((criterion,),) = (one.items for one in reading.outline.items)
    assert criterion.remarks == [f"Kịp thời: {kept}"]


@pytest.mark.parametrize(
    "counting", [("(1)", "(2)", "(3)", "(4)"), ("A", "B", "1", "2"), ("1", "2", "3", "4")]
)
def test_a_row_that_counts_the_columns_is_no_criterion(counting: Row) -> None:
    reading = read_outline(workbook([ROWS[0], counting, ROWS[3]]), "x.xlsx")
    assert reading.outline is not None
    assert [one.id for one in reading.outline.items] == ["1.1"]


@pytest.mark.parametrize(("depth", "last"), [(1, "1"), (15, "1"), (2000, "remark")])
def test_numbers_in_numbers_have_a_bound(depth: int, last: str) -> None:
    rows = [(".".join(["1"] * size), f"Tiêu chí {size}", "1", "") for size in range(1, depth + 1)]
    reading = read_outline(workbook([ROWS[0], *rows]), "x.xlsx")
    assert reading.outline is not None
    item = reading.outline.items[0]
    while item.items:
        item = item.items[0]
    assert (last, item.max) == ("remark" if item.remarks else "1", 1)
