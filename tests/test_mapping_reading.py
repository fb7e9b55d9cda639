"""Mappings are read strictly: each slip at its place, with its cure, all in one run."""

from __future__ import annotations

import pytest

from cchc_cli.reading.mapping_file.against_plan import against_plan
from cchc_cli.reading.mapping_file.lists import read_lists
from cchc_cli.reading.mapping_file.read import read_mapping
from cchc_cli.render.tally.definitions import explain, names_of
from cchc_cli.render.wording import Wording
from tally_support import MAPPING, described, mapping_of, plan_of


def faults(text: str) -> list[str]:
    reading = read_mapping(text.encode(), "m.yaml")
    assert reading.mapping is None
    return described(reading.diagnostics)


SLIPS = {
    "an unknown key": (
        ("id: mot-cua", "id: mot-cua\nexport: 2022-07-16"),
        "m.yaml:3:1: P103 there is no key “export” in this place",
    ),
    "an unknown field": (
        ("  filing: [", "  dossier: ["),
        "m.yaml:6:3: P103 there is no key “dossier” in this place",
    ),
    "a format with a day of one digit": (
        ('"%d/%m/%Y"]', '"%e/%m/%Y"]'),
        "m.yaml:18:34: P106 “%e/%m/%Y” cannot be used here",
    ),
    "a format without a year": (
        ('"%d/%m/%Y"]', '"%d/%m"]'),
        "m.yaml:18:34: P106 “%d/%m” cannot be used here",
    ),
    "a format with the time in the date": (
        ('"%d/%m/%Y"]', '"%d/%H:%M/%m/%Y"]'),
        "m.yaml:18:34: P106 “%d/%H:%M/%m/%Y” cannot be used here",
    ),
    "formats that read one text two ways": (
        ('"%d/%m/%Y"]', '"%d/%m/%Y", "%m/%d/%Y"]'),
        (
            "m.yaml:18:46: P309 the formats “%m/%d/%Y” and “%d/%m/%Y” read the same text as two "
            "different days"
        ),
    ),
    "a range that ends before it begins": (
        ("[2019-01-01, 2023-12-31]", "[2023-12-31, 2019-01-01]"),
        "m.yaml:20:12: P310 the first day 2023-12-31 is after the last 2019-01-01",
    ),
    "a range of one day": (
        ("[2019-01-01, 2023-12-31]", "[2019-01-01]"),
        "m.yaml:20:12: P106 “[…]” cannot be used here",
    ),
    "a comparison that there is not": (
        ("compare: date", "compare: day"),
        "m.yaml:21:40: P115 “day” is not allowed",
    ),
    "a term that nobody declared": (
        ("where: [repeated]", "where: [repeted]"),
        "m.yaml:38:58: P301 there is no term “repeted”",
    ),
    "a built-in name": (
        ("  repeated: {", "  late: {"),
        "m.yaml:32:3: P302 “late” is a term of the program itself",
    ),
    "a term without a condition": (
        ("repeated: {supplements: {at_least: 2}}", "repeated: {}"),
        "m.yaml:32:3: P303 the term “repeated” says nothing",
    ),
    "a value that is no list": (
        ("{status: [Đã rút]}", "{status: Đã rút}"),
        "m.yaml:28:23: P106 “Đã rút” cannot be used here",
    ),
    "a column name of two fields": (
        ("status: [Trạng thái]", "status: [Trạng thái, MÃ HỒ SƠ]"),
        (
            "m.yaml:16:24: P304 the column name “MÃ HỒ SƠ” of status is already given to id of the "
            "filing at m.yaml:6:12"
        ),
    ),
    "a field without a column": (
        ("  supplements: [Số lần yêu cầu bổ sung, SoLan]\n", ""),
        (
            "m.yaml:31:27: P305 number of supplements asked for is needed here, but columns names no "
            "column for it"
        ),
    ),
    "a status without names": (
        ('  apologised: {apology: [Có]}\n  no-apology: {apology: ["", Không]}\n', ""),
        "m.yaml:15:3: P306 apology has a column, but no term names its values",
    ),
    "open in a count by a date": (
        ("by: received, where: [repeated]", "by: received, where: [open]"),
        (
            "m.yaml:38:58: P307 “open” is about the end of a period and cannot be asked for "
            "“bo-sung-qua-1-lan”"
        ),
    ),
    "late at the cut-off": (
        ("[open, overdue,", "[open, late,"),
        (
            "m.yaml:43:63: P314 “late” is about the result and cannot be asked for "
            "“dang-xu-ly-qua-han”, which is counted at the end of a period"
        ),
    ),
    "neither by nor at": (
        ("bo-sung-qua-1-lan, by: received,", "bo-sung-qua-1-lan,"),
        "m.yaml:38:5: P308 the count “bo-sung-qua-1-lan” needs exactly one of by and at",
    ),
    "the same count twice": (
        (
            "identities:",
            "  - {indicator: ho-so-dvctt, by: received, where: [in-scope]}\nidentities:",
        ),
        "m.yaml:44:5: P313 this count of “ho-so-dvctt” is the same as the one at m.yaml:36:5",
    ),
    "no deadline": (
        ("deadline: {column: first_due, compare: date, missing: on_time}\n", ""),
        "m.yaml:39:70: P312 “late” needs to know what late means, but there is no deadline",
    ),
    "an identity of what is not counted": (
        ("right: [ho-so-dung-hen,", "right: [ho-so-dung-han,"),
        "m.yaml:45:36: P311 the identity names “ho-so-dung-han”, which no count counts",
    ),
    "an exclusion twice": (
        ("counts:", "  - {name: tu-choi-tiep-nhan, where: [withdrawn]}\ncounts:"),
        "m.yaml:35:12: P201 the id “tu-choi-tiep-nhan” is already used at m.yaml:34:12",
    ),
    "no counts": (
        (MAPPING[MAPPING.index("counts:") : MAPPING.index("identities:")], "counts: []\n"),
        "m.yaml:35:9: P105 a list with at least one item needed here, but this is []",
    ),
}


def test_every_part_of_a_rule_needs_the_column_of_its_field() -> None:
    """An exclusion of what is late, too, which would silently leave nothing out."""
    text = MAPPING.replace("  returned: [Ngày trả kết quả, NgayTra]\n", "")
    text = text.replace("where: [refused]", "where: [late]")
    lines = text.splitlines()
    faulty = {int(line.split(":")[1]) for line in faults(text) if " P305 " in line}
    assert sorted(faulty) == [
        number
        for number, line in enumerate(lines, start=1)
        if "tu-choi-tiep-nhan" in line or "by: returned" in line or "at: cutoff" in line
    ]
    assert len(faulty) == 6


@pytest.mark.parametrize(("change", "wanted"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_at_its_place(change: tuple[str, str], wanted: str) -> None:
    assert change[0] in MAPPING
    found = faults(MAPPING.replace(*change, 1))
    assert wanted in found, found


def test_all_slips_of_a_file_are_told_in_one_run() -> None:
    text = MAPPING.replace("compare: date", "compare: day").replace("version: 1", "version: 2")
    assert [line.split(" ")[1] for line in faults(text)] == ["P106", "P115"]


def test_what_the_plan_does_not_have_is_told() -> None:
    text = (
        MAPPING.replace("units: xu-ly-ho-so", "units: [xu-li-ho-so]")
        .replace("indicator: ho-so-dvctt,", "indicator: ho-so-dvct,")
        .replace("indicator: bo-sung-qua-1-lan,", "indicator: theo-quy,")
        .replace("indicator: dang-xu-ly-qua-han,", "indicator: ho-so-da-tra,")
    )
    found = described(against_plan(mapping_of(text), plan_of()))
    assert found == [
        "anh-xa.yaml:4:9: P203 there is no unit or group “xu-li-ho-so”",
        "anh-xa.yaml:36:17: P203 there is no indicator “ho-so-dvct”",
        (
            "anh-xa.yaml:38:17: P316 the indicator “theo-quy” is reported every quarter; only monthly "
            "ones can be counted"
        ),
        (
            "anh-xa.yaml:43:17: P315 the indicator “ho-so-da-tra” is a count; here a current level is "
            "needed"
        ),
    ]


LIST_FAULTS = {
    "no file": (None, "P317"),
    "no header": ("1.000101\n1.000102\n", "P318"),
    "a wrong day": ("procedure,from,to\n1.000101,2022-13-01,\n", "P319"),
    "nothing": ("", "P318"),
}


@pytest.mark.parametrize(("text", "code"), LIST_FAULTS.values(), ids=LIST_FAULTS)
def test_a_list_that_cannot_be_read_is_told(text: str | None, code: str) -> None:
    def read_file(name: str) -> bytes:
        if text is None:
            raise FileNotFoundError(2, "")
        return text.encode()

    assert [one.code for one in read_lists(mapping_of(), read_file).diagnostics] == [code]


def test_a_list_with_days_needs_a_date_to_hold_them_against() -> None:
    reading = mapping_of(MAPPING.replace("{file: thu-tuc.csv, at: received}", "{file: thu-tuc.csv}"))
    text = b"procedure,from,to\n1.000101,2022-01-01,\n"
    assert described(read_lists(reading, lambda name: text).diagnostics) == [
        "anh-xa.yaml:25:32: P320 the file “thu-tuc.csv”, line 2, names days, but the condition has no at"
    ]


def test_every_term_exclusion_and_count_is_explained_in_both_languages() -> None:
    mapping = mapping_of().mapping
    assert mapping is not None
    for language in ("vi", "en"):
        words = Wording(language)
        assert all(explain(mapping, name, words) for name in names_of(mapping))
    assert explain(mapping, "nothing", words) == []


def test_a_count_is_explained_as_it_is_counted() -> None:
    mapping = mapping_of().mapping
    assert mapping is not None
    assert explain(mapping, "ho-so-tre-han", Wording("en")) == [
        (
            "ho-so-tre-han: counted by the day returned, where not (the status is Đã rút) and the day "
            "returned is after the first due date (compared by day; on the due day is in time)"
        )
    ]
    assert explain(mapping, "no-apology", Wording("vi")) == [
        "no-apology: xin lỗi là (để trống) hoặc Không"
    ]
