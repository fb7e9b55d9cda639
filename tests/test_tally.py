"""From a register to figures: the table counted by hand, each rule of the mapping, each fault."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_cli.model.tally import Tally
from tally_support import (
    BY_HAND,
    EXAMPLE,
    HEADER,
    MAPPING,
    PLAN,
    ROW,
    described,
    register,
    run,
    values,
)

BY_HAND_VALUES = {
    "qlcn": {
        "ho-so-dvctt": 5,
        "ho-so-truc-tuyen": 4,
        "ho-so-da-tra": 2,
        "ho-so-dung-hen": 1,
        "ho-so-tre-han": 1,
        "ho-so-tre-co-xin-loi": 1,
        "bo-sung-qua-1-lan": 0,
        "dang-xu-ly-qua-han": 1,
    },
    "tdc": {
        "ho-so-dvctt": 2,
        "ho-so-truc-tuyen": 1,
        "ho-so-da-tra": 3,
        "ho-so-dung-hen": 2,
        "ho-so-tre-han": 1,
        "ho-so-tre-co-xin-loi": 0,
        "bo-sung-qua-1-lan": 1,
        "dang-xu-ly-qua-han": 0,
    },
}


def codes(result: Tally) -> list[str]:
    return [one.code for one in result.diagnostics]


def faults(result: Tally) -> list[str]:
    """The errors as lines, with nothing written beside them."""
    assert result.exit_code == 2
    assert result.figures == ()
    account = result.account
    assert account.rows == account.counted + sum(account.excluded.values()) + account.refused
    return described([one for one in result.diagnostics if one.severity == "error"])


def test_the_table_counted_by_hand_comes_out() -> None:
    result = run(EXAMPLE)
    assert values(result) == BY_HAND_VALUES
    assert (result.account.rows, result.account.excluded, result.account.refused) == (
        11,
        {"tu-choi-tiep-nhan": 1},
        0,
    )
    assert result.exit_code == 0


def test_a_filing_of_the_day_of_the_cut_off_belongs_to_the_month_that_ends() -> None:
    assert values(run(EXAMPLE), "2022-06")["qlcn"]["ho-so-dvctt"] == 1  # H2 came on 14/6


def test_only_periods_that_end_before_the_export_are_written() -> None:
    def last(until: date) -> str:
        return run(EXAMPLE, until=until).figures[-1].period.label

    assert last(date(2022, 7, 16)) == "2022-07"
    assert last(date(2022, 7, 15)) == "2022-07"
    assert last(date(2022, 7, 14)) == "2022-06"


def test_a_month_before_the_first_filing_is_missing_like_one_after_the_export() -> None:
    result = run(EXAMPLE)
    assert result.figures[0].period.label == "2022-05"  # H11 came on 13/5
    assert [one for one in described(result.diagnostics) if "A519" in one] == [
        (
            "None: A519 the first filing was received after 2022-04, so that nothing is written from "
            "2022-01 to 2022-04"
        )
    ]


def test_a_unit_without_filings_has_0_for_every_month_that_is_covered() -> None:
    result = run(register(ROW))
    assert values(result)["tdc"] == dict.fromkeys(BY_HAND_VALUES["tdc"], 0)


def test_the_evidence_names_register_rule_and_rows() -> None:
    result = run(("thu-muc/so-2022.csv", EXAMPLE))
    (late,) = (
        one
        for one in result.figures
        if (one.period.label, one.unit, one.indicator) == ("2022-07", "qlcn", "ho-so-tre-han")
    )
    sha256 = result.registers[0].sha256
    assert late.evidence == f"so-2022.csv sha256:{sha256[:12]} · anh-xa.yaml#ho-so-tre-han · 1/11 dòng"


def test_several_registers_are_one() -> None:
    rows = BY_HAND.splitlines()
    result = run(register(*rows[:4]), register(*rows[4:]))
    assert values(result) == BY_HAND_VALUES
    assert result.account.rows == 11


COMPARED_BY_TIME = MAPPING.replace("compare: date", "compare: time")
TO_THE_HOUR = [
    f"{id};1.000101;Phòng QLCN;16/06/2022 09:00:00;{due};;{returned};2;0;;Đang xử lý"
    for id, due, returned in (
        ("H1", "23/06/2022 17:00:00", "23/06/2022 17:00:01"),
        ("H2", "23/06/2022 17:00:00", "23/06/2022 17:00:00"),
        ("H3", "23/06/2022", "23/06/2022 23:59:59"),
        ("H4", "23/06/2022 17:00:00", "23/06/2022"),
    )
]


def test_late_by_date_is_after_the_day_and_by_time_after_the_second() -> None:
    assert values(run(register(*TO_THE_HOUR)))["qlcn"]["ho-so-tre-han"] == 0
    by_time = values(run(register(*TO_THE_HOUR), mapping=COMPARED_BY_TIME))["qlcn"]
    assert by_time["ho-so-tre-han"] == 1  # H1; a due date without a time lasts to the end of its day
    assert by_time["ho-so-da-tra"] == 4


PROMISED_ANEW = "H2;1.000101;Phòng QLCN;14/06/2022;21/06/2022;25/06/2022;22/06/2022;2;0;;Đang xử lý"
ONCE = "H1;1.000101;Phòng QLCN;14/06/2022;21/06/2022;;22/06/2022;2;0;;Đang xử lý"


def test_the_mapping_says_which_due_date_holds() -> None:
    rows = register(ONCE, PROMISED_ANEW)
    assert values(run(rows))["qlcn"]["ho-so-tre-han"] == 2
    extended = MAPPING.replace("column: first_due", "column: extended_due")
    assert values(run(rows, mapping=extended))["qlcn"]["ho-so-tre-han"] == 1


WITHOUT_DUE = "H1;1.000101;Phòng QLCN;14/06/2022;;;22/06/2022;2;0;;Đang xử lý"
REFUSED_WITHOUT_DUE = "H2;1.000101;Phòng QLCN;14/06/2022;NULL;;;2;0;;Từ chối tiếp nhận"


def test_a_filing_without_a_due_date_is_never_late_excluded_or_refused_as_the_mapping_says() -> None:
    rows = register(WITHOUT_DUE, REFUSED_WITHOUT_DUE)
    assert values(run(rows))["qlcn"]["ho-so-dung-hen"] == 1
    excluded = run(rows, mapping=MAPPING.replace("missing: on_time", "missing: exclude"))
    assert excluded.account.excluded == {"tu-choi-tiep-nhan": 1, "no-deadline": 1}
    assert values(excluded)["qlcn"]["ho-so-da-tra"] == 0
    refused = run(rows, mapping=MAPPING.replace("missing: on_time", "missing: refuse"))
    assert faults(refused) == ["so-0.csv:2:61: A514 first due date: blank, but a date is needed"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [(WITHOUT_DUE, "no-deadline"), (REFUSED_WITHOUT_DUE, "tu-choi-tiep-nhan")],
)
def test_what_is_left_out_needs_no_day_of_reception(row: str, rule: str) -> None:
    rows = register(row.replace("14/06/2022", ""), WITHOUT_DUE.replace("H1;", "H3;"))
    mapping = MAPPING.replace("missing: on_time", "missing: exclude")
    account = run(rows, mapping=mapping).account
    assert (account.rows, account.counted, account.refused) == (2, 0, 0)
    assert account.excluded[rule] == 1 + (rule == "no-deadline")


def test_a_row_that_counts_needs_both_its_dates() -> None:
    row = WITHOUT_DUE.replace("14/06/2022;", ";21/06/2022")
    mapping = MAPPING.replace("missing: on_time", "missing: exclude")
    assert [line.split(" ")[1] for line in faults(run(register(row), mapping=mapping))] == ["A514"]


def test_finished_is_another_result_than_returned() -> None:
    mapping = MAPPING.replace("  returned: [", "  finished: [Ngày có kết quả]\n  returned: [").replace(
        "tre-han, by: returned", "tre-han, by: finished"
    )
    mapping = mapping.split("identities:")[0]
    header = HEADER.replace("Ngày trả kết quả", "Ngày có kết quả;Ngày trả kết quả")
    row = "H1;1.000101;Phòng QLCN;14/06/2022;21/06/2022;;21/06/2022;22/06/2022;2;0;;Đang xử lý"
    found = values(run(register(row, header=header), mapping=mapping))["qlcn"]
    assert found["ho-so-tre-han"] == 0
    assert found["ho-so-dung-hen"] == 0  # of those returned, this one was late


def test_a_filing_is_open_at_each_cut_off_until_it_is_returned() -> None:
    row = "H1;1.000101;Phòng QLCN;01/04/2022;20/04/2022;;15/06/2022;2;0;;Đang xử lý"
    result = run(register(row))
    by_period = {
        one.period.label: one.value
        for one in result.figures
        if one.indicator == "dang-xu-ly-qua-han" and one.unit == "qlcn"
    }
    assert by_period == {"2022-04": 0, "2022-05": 1, "2022-06": 1, "2022-07": 0}


def test_a_filing_that_was_withdrawn_is_not_open_from_then_on() -> None:
    mapping = MAPPING.replace("  channel: [", "  withdrawn_at: [Ngày rút]\n  channel: [")
    header = HEADER.replace("Hình thức nộp", "Ngày rút;Hình thức nộp")
    row = "H1;1.000101;Phòng QLCN;01/04/2022;20/04/2022;;;20/05/2022;2;0;;Đang xử lý"
    result = run(register(row, header=header), mapping=mapping)
    overdue = [
        one.value
        for one in result.figures
        if one.indicator == "dang-xu-ly-qua-han" and one.unit == "qlcn"
    ]
    assert overdue == [0, 1, 0, 0]


def test_a_list_may_hold_between_two_days() -> None:
    lists = {"thu-tuc.csv": "Mã TTHC;Từ ngày;Đến ngày\n1.000101;2022-06-16;16/06/2022\n"}
    rows = [ROW.replace("H1", f"H{day}").replace("16/06", f"{day}/06") for day in (15, 16, 17)]
    assert values(run(register(*rows), lists=lists))["qlcn"]["ho-so-dvctt"] == 1


def test_a_list_of_filings_is_held_against_the_id_as_it_is_written() -> None:
    mapping = MAPPING.replace("apologised: {apology: [Có]}", "apologised: {filing: {file: xin-loi.csv}}")
    mapping = mapping.replace("  apology: [Phiếu xin lỗi]\n", "").replace(
        '  no-apology: {apology: ["", Không]}\n', ""
    )
    lists = {"thu-tuc.csv": "procedure\n1.000101\n", "xin-loi.csv": "Mã hồ sơ\nH2 \n"}
    assert values(run(EXAMPLE, mapping=mapping, lists=lists)) == BY_HAND_VALUES


def test_names_are_matched_as_everywhere() -> None:
    row = ROW.replace("Phòng QLCN", "  phòng qlcn ").replace("Trực tuyến", "TRỰC TUYẾN")
    assert values(run(register(row)))["qlcn"]["ho-so-truc-tuyen"] == 1
    spelt = HEADER.replace("Mã hồ sơ", "MÃ HỒ SƠ").replace("Trạng thái", "Trạng\u00a0thái")
    assert values(run(register(ROW, header=spelt)))["qlcn"]["ho-so-truc-tuyen"] == 1


def test_counts_of_one_indicator_add_up() -> None:
    mapping = MAPPING.replace(
        "  - {indicator: ho-so-dvctt, by: received, where: [in-scope]}\n",
        "  - {indicator: ho-so-dvctt, by: received, where: [online]}\n"
        "  - {indicator: ho-so-dvctt, by: received, where: [in-person]}\n",
    )
    assert values(run(EXAMPLE, mapping=mapping)) == BY_HAND_VALUES


def test_an_identity_that_does_not_hold_shows_both_sums() -> None:
    mapping = MAPPING.replace("right: [ho-so-dung-hen, ho-so-tre-han]", "right: [ho-so-dung-hen]")
    assert faults(run(EXAMPLE, mapping=mapping)) == [
        "anh-xa.yaml:45:5: V403 qlcn, 2022-07: ho-so-da-tra = 2, but ho-so-dung-hen = 1",
        "anh-xa.yaml:45:5: V403 tdc, 2022-07: ho-so-da-tra = 3, but ho-so-dung-hen = 2",
    ]


def test_a_rule_that_looks_at_the_status_is_warned_of() -> None:
    (warning,) = (one for one in described(run(EXAMPLE).diagnostics) if "P321" in one)
    assert warning.startswith("anh-xa.yaml:27:12: P321 tu-choi-tiep-nhan, ho-so-da-tra, ")
    assert "(waiting, withdrawn, refused)" in warning


WRONG_CELLS = {
    "an unknown status": (
        ROW.replace("Đang xử lý", "Đang chờ"),
        (
            "so-0.csv:2:88: A505 status: the value is none of Đang xử lý, Đã trả kết quả, Chờ bổ sung, "
            "Đã rút, Từ chối tiếp nhận"
        ),
    ),
    "an unknown channel": (
        ROW.replace("Trực tuyến", "4"),
        "so-0.csv:2:74: A505 channel: the value is none of Trực tuyến, 2, Trực tiếp, Bưu chính, 1, 3",
    ),
    "an unknown apology": (
        ROW.replace(";0;;", ";0;Rồi;"),
        'so-0.csv:2:87: A505 apology: the value is none of Có, "", Không',
    ),
    "31 February": (
        ROW.replace("16/06/2022", "31/02/2022"),
        "so-0.csv:2:50: A520 day received: there is no such day or time",
    ),
    "month 14": (
        ROW.replace("16/06/2022", "13/14/2022"),
        "so-0.csv:2:50: A520 day received: there is no such day or time",
    ),
    "the year 22": (
        ROW.replace("16/06/2022", "01/07/22"),
        "so-0.csv:2:50: A503 day received: no date written like 31/12/2022 17:30:00, 31/12/2022",
    ),
    "the year 0022": (
        ROW.replace("16/06/2022", "01/07/0022"),
        "so-0.csv:2:50: A504 day received: the day is not within 2019-01-01 to 2023-12-31",
    ),
    "a space in a date": (
        ROW.replace("16/06/2022", " 1/07/2022"),
        "so-0.csv:2:50: A503 day received: no date written like 31/12/2022 17:30:00, 31/12/2022",
    ),
    "digits of another script": (
        ROW.replace("16/06/2022", "١٦/06/2022"),
        "so-0.csv:2:50: A503 day received: no date written like 31/12/2022 17:30:00, 31/12/2022",
    ),
    "hour 24": (
        ROW.replace("16/06/2022", "16/06/2022 24:00:00"),
        "so-0.csv:2:50: A520 day received: there is no such day or time",
    ),
    "returned before received": (
        ROW.replace(";;;Trực", ";;15/06/2022;Trực"),
        "so-0.csv:2:73: A510 the day of return is before the day of reception",
    ),
    "supplements in words": (
        ROW.replace(";0;", ";hai;"),
        "so-0.csv:2:85: A506 number of supplements asked for: a whole number such as 0, 1, 2 is needed",
    ),
    "supplements with an underscore": (
        ROW.replace(";0;", ";1_0;"),
        "so-0.csv:2:85: A506 number of supplements asked for: a whole number such as 0, 1, 2 is needed",
    ),
    "a unit that is not counted": (
        ROW.replace("Phòng QLCN", "Phòng Hành chính"),
        (
            "so-0.csv:2:13: A507 unit: none of the units Phòng Quản lý Công nghệ và Chuyên ngành, "
            "Chi cục Tiêu chuẩn Đo lường Chất lượng"
        ),
    ),
    "no id": (ROW.replace("H1;", " ;"), "so-0.csv:2:1: A509 the id of the filing is blank"),
    "no day of reception": (
        ROW.replace("16/06/2022", "-"),
        "so-0.csv:2:50: A514 day received: blank, but a date is needed",
    ),
    "a cell too few": (
        ROW.rpartition(";")[0],
        "so-0.csv:2:1: A511 the row has 12 cells, the header 13",
    ),
    "a cell too many": (ROW + ";x", "so-0.csv:2:1: A511 the row has 14 cells, the header 13"),
}


@pytest.mark.parametrize(("row", "wanted"), WRONG_CELLS.values(), ids=WRONG_CELLS)
def test_a_wrong_cell_is_a_fault_of_its_row(row: str, wanted: str) -> None:
    result = run(register(row))
    assert faults(result) == [wanted]
    assert result.account.refused == 1


def test_every_fault_of_every_row_is_told_at_once() -> None:
    rows = [
        ROW.replace("H1", "H1"),
        ROW.replace("H1", "H2").replace("16/06/2022", "31/06/2022").replace(";0;", ";x;"),
        ROW.replace("H1", "H3").replace("Đang xử lý", "?"),
    ]
    result = run(register(*rows))
    assert [line.split(" ")[1] for line in faults(result)] == ["A520", "A506", "A505"]
    assert (result.account.rows, result.account.refused) == (3, 2)


def test_a_filing_that_stands_twice_is_a_fault_of_the_later_row_and_names_both() -> None:
    result = run(register(ROW, ROW.replace("H1", "H2"), ROW.replace("16/06", "17/06")))
    assert faults(result) == ["so-0.csv:4:1: A508 this filing is already at so-0.csv:2:1"]
    assert (result.account.counted, result.account.refused) == (2, 1)


def test_a_filing_that_stands_in_two_registers_is_one_too() -> None:
    result = run(register(ROW), register(ROW.replace("H1", "H2"), ROW))
    assert faults(result) == ["so-1.csv:3:1: A508 this filing is already at so-0.csv:2:1"]


def test_a_quote_that_swallows_rows_is_a_fault_where_it_opens() -> None:
    lines = register(ROW, ROW.replace("H1", "H2"), ROW.replace("H1", "H3")).splitlines()
    lines[2] = lines[2].replace("Nguyễn", '"Nguyễn')
    open_to_the_end = run("\n".join(lines) + "\n")
    assert faults(open_to_the_end) == [
        "so-0.csv:3:24: A512 the quote that opens here is not closed within its cell"
    ]
    lines[3] = lines[3].replace("Kín", 'Kín"')
    closed_in_another_row = run("\n".join(lines) + "\n")
    assert faults(closed_in_another_row) == [
        "so-0.csv:3:24: A512 the quote that opens here is not closed within its cell"
    ]


def test_a_line_break_inside_a_quoted_cell_is_no_fault() -> None:
    text = register(ROW, ROW.replace("H1", "H2")).replace("Nguyễn Văn Kín", '"Nguyễn\nVăn Kín"', 1)
    assert run(text).account.counted == 2
    wrong = text.replace("H2;", "H1;")
    assert faults(run(wrong)) == ["so-0.csv:4:1: A508 this filing is already at so-0.csv:2:1"]


def test_a_column_that_two_fields_claim_or_none_has_is_a_fault_of_the_header() -> None:
    twice = HEADER.replace("Chủ hồ sơ", "MaHoSo")
    assert faults(run(register(ROW, header=twice))) == [
        "so-0.csv:1:31: A502 this column and the one at so-0.csv:1:1 are both id of the filing"
    ]
    without = HEADER.replace("Trạng thái", "Ghi chú").replace("Ngày tiếp nhận", "Ngày")
    assert faults(run(register(ROW, header=without))) == [
        "so-0.csv:1:1: A501 no column is day received",
        "so-0.csv:1:1: A501 no column is status",
    ]


def test_a_register_without_its_header_shows_none_of_its_cells() -> None:
    assert "A501" in codes(run("\n".join(EXAMPLE.splitlines()[1:])))


def test_a_register_without_rows_is_a_fault() -> None:
    assert faults(run(HEADER + "\n")) == ["so-0.csv: A513 there is no filing in the register"]
    assert faults(run("")) == ["so-0.csv:1:1: A513 there is no filing in the register"]


def test_an_export_without_its_day_is_a_fault_unless_mapping_or_name_says_it() -> None:
    assert faults(run(EXAMPLE, until=None)) == [
        "None: V401 the day of the export is not known, so neither is which periods are over in it"
    ]
    for name in ("so-2022-07-16.csv", "so_16.07.2022.csv", "20220716.csv", "so-16072022-ban-2.csv"):
        assert values(run((name, EXAMPLE), until=None)) == BY_HAND_VALUES
    exported = MAPPING + "exported: 2022-07-16\n"
    assert values(run(EXAMPLE, mapping=exported, until=None)) == BY_HAND_VALUES
    assert "V401" in codes(run(("so-2022-07-16-2022-08-16.csv", EXAMPLE), until=None))


def test_a_day_in_the_name_that_is_not_that_of_the_export_is_a_warning() -> None:
    name = "so-2022-08-16.csv"
    exported = MAPPING + "exported: 2022-07-16\n"
    said = "V412 counted as of an export of {}, but the name of the file says 2022-08-16"
    earlier = run((name, EXAMPLE), mapping=exported, until=None)
    assert said.format("2022-07-16") in "\n".join(described(earlier.diagnostics))
    assert earlier.exit_code == 0
    # A call may count less than the register holds, but not more.
    later = run((name, EXAMPLE), until=date(2022, 9, 16))
    assert said.format("2022-09-16") in "\n".join(described(later.diagnostics))
    for until in (date(2022, 7, 16), date(2022, 8, 16)):
        assert "V412" not in codes(run((name, EXAMPLE), mapping=exported, until=until))
    assert "V412" not in codes(run((name, EXAMPLE), until=None))
    assert "V412" not in codes(run(("so.csv", EXAMPLE), mapping=exported, until=None))


def test_an_export_before_the_first_cut_off_has_no_period() -> None:
    assert faults(run(EXAMPLE, until=date(2022, 1, 14))) == [
        "None: V402 no period of the plan ends before 2022-01-14"
    ]


def test_filings_of_a_unit_that_had_ended_are_a_fault() -> None:
    plan = PLAN.replace("xu-ly-ho-so: [qlcn, tdc]", "xu-ly-ho-so: [qlcn, tdc, cu]")
    row = ROW.replace("Phòng QLCN", "Phòng cũ").replace(";0;", ";0;")
    assert faults(run(register(row), plan=plan)) == [
        f"anh-xa.yaml:{line}:17: A518 filings of {indicator} in 2022-07 that name cu: 1; the unit does "
        "not exist then, or two share the name"
        for line, indicator in (
            (36, "ho-so-dvctt"),
            (37, "ho-so-truc-tuyen"),
            (43, "dang-xu-ly-qua-han"),
        )
    ]


def test_without_a_column_of_ids_repeats_cannot_be_seen_and_a_warning_says_so() -> None:
    mapping = MAPPING.replace("  filing: [Mã hồ sơ, MaHoSo]\n", "")
    result = run(register(ROW, ROW), mapping=mapping)
    assert values(result)["qlcn"]["ho-so-dvctt"] == 2
    assert "A516" in codes(result)


def test_more_faults_than_are_shown_are_counted() -> None:
    rows = [ROW.replace("H1", f"H{index}").replace(";0;", ";x;") for index in range(1200)]
    result = run(register(*rows))
    assert codes(result).count("A506") == 1000
    assert [line for line in faults(result) if "A515" in line] == [
        "so-0.csv: A515 further rows that are wrong and not listed: 200"
    ]
    assert result.account.refused == 1200
