"""What an editor shows of a mapping: by part and by key, each `Vietnamese / English`."""

from __future__ import annotations

from editor_words.plan import Words

PARTS = {
    "AtLeast": Words("Từ / At least", "Số không nhỏ hơn mức này. / A number not below this one."),
    "Columns": Words(
        "Cột / Columns",
        "Tên cột của mỗi trường, của một hoặc nhiều hệ thống. / The header names of each field.",
    ),
    "Count": Words("Phần đếm / Count", "Đếm gì cho một chỉ tiêu. / What is counted for an indicator."),
    "Dates": Words("Ngày / Dates", "Cách viết ngày trong sổ dạng chữ. / How dates are written in text."),
    "Deadline": Words("Hạn / Deadline", "Thế nào là trễ hạn. / When a filing is late."),
    "Exclude": Words("Loại trừ / Exclude", "Dòng không được đếm. / Rows that no count sees."),
    "Identity": Words(
        "Đẳng thức / Identity",
        "Hai tổng phải bằng nhau ở mỗi đơn vị, mỗi kỳ. / Two sums that must be equal.",
    ),
    "TermFields": Words(
        "Điều kiện / Term",
        "Mọi trường nêu ở đây phải đúng. / All that is written here holds.",
    ),
}

_VALUES = "Các giá trị, hoặc tệp giữ các giá trị. / The values, or a file that holds them."
_HEADERS = {
    "filing": ("Mã hồ sơ / Filing", "Mã hồ sơ"),
    "unit": ("Đơn vị / Unit", "Đơn vị xử lý"),
    "procedure": ("Thủ tục / Procedure", "Mã TTHC"),
    "received": ("Ngày tiếp nhận / Received", "Ngày tiếp nhận"),
    "first_due": ("Hẹn trả lần đầu / First due date", "Ngày hẹn trả"),
    "extended_due": ("Hẹn lại / Extended due date", "Hẹn lại đến"),
    "finished": ("Ngày có kết quả / Finished", "Ngày có kết quả"),
    "returned": ("Ngày trả kết quả / Returned", "Ngày trả kết quả"),
    "withdrawn_at": ("Ngày rút / Withdrawn", "Ngày rút hồ sơ"),
    "second_request": ("Yêu cầu bổ sung lần hai / Second request", "Ngày yêu cầu bổ sung lần 2"),
    "channel": ("Hình thức nộp / Channel", "Hình thức nộp"),
    "supplements": ("Số lần bổ sung / Supplements", "Số lần yêu cầu bổ sung"),
    "apology": ("Xin lỗi / Apology", "Phiếu xin lỗi"),
    "status": ("Trạng thái / Status", "Trạng thái"),
}
_NAMES_OF_COLUMN = "Tên cột trong sổ. / Header names of the column."

KEYS = {
    **{
        f"Columns.{field}": Words(title, _NAMES_OF_COLUMN, examples=([header],))
        for field, (title, header) in _HEADERS.items()
    },
    **{
        f"TermFields.{field}": Words(_HEADERS[field][0], _VALUES)
        for field in ("filing", "procedure", "channel", "apology", "status")
    },
    "TermFields.supplements": Words(
        "Số lần bổ sung / Supplements",
        "Từ bao nhiêu lần. / From how many on.",
        examples=({"at_least": 2},),
    ),
    "AtLeast.at_least": Words("Từ / At least", "Số nguyên từ 1. / A whole number from 1."),
    "Mapping.version": Words(
        "Phiên bản / Version", "Phiên bản định dạng. / Version of the format.", examples=(1,)
    ),
    "Mapping.id": Words(
        "Mã ánh xạ / Id", "Mã của tệp này. / Id of this file.", examples=("mot-cua-2022",)
    ),
    "Mapping.source": Words(
        "Nguồn / Source",
        "Sổ nào, của hệ thống nào. / Which register, of which system.",
        examples=("Sổ theo dõi hồ sơ, Cổng dịch vụ công tỉnh",),
    ),
    "Mapping.units": Words(
        "Đơn vị / Units",
        "Nhóm hoặc danh sách đơn vị của kế hoạch; mỗi đơn vị có số cho mọi kỳ. / A group or list of "
        "units of the plan; each gets a figure for every period.",
        examples=("xu-ly-ho-so",),
    ),
    "Mapping.columns": Words(
        "Cột / Columns", "Tên cột của mỗi trường. / The header names of each field."
    ),
    "Mapping.dates": Words("Ngày / Dates", "Cách viết ngày. / How dates are written."),
    "Mapping.deadline": Words("Hạn / Deadline", "Thế nào là trễ hạn. / When a filing is late."),
    "Mapping.terms": Words(
        "Điều kiện / Terms",
        "Tên và nội dung các điều kiện; late, open, overdue đã có sẵn. / Named conditions; late, open "
        "and overdue are built in.",
        examples=({"online": {"channel": ["Trực tuyến", "2"]}},),
    ),
    "Mapping.exclude": Words(
        "Loại trừ / Exclude", "Dòng không phần đếm nào thấy. / Rows that no count sees."
    ),
    "Mapping.counts": Words("Phần đếm / Counts", "Đếm gì cho chỉ tiêu nào. / What is counted."),
    "Mapping.identities": Words(
        "Đẳng thức / Identities",
        "Các tổng phải bằng nhau, nếu không là lỗi. / Sums that must be equal, else an error.",
    ),
    "Mapping.exported": Words(
        "Ngày xuất sổ / Exported",
        "Chỉ ghi số của kỳ kết thúc trước ngày này; `--until` thay cho khóa này. / Only periods that "
        "end before this day are written; `--until` replaces it.",
    ),
    "Dates.formats": Words(
        "Dạng ngày / Formats",
        "Dùng %d %m %Y %H %M %S, đủ chữ số. / Of %d %m %Y %H %M %S, each with all its digits.",
        examples=(["%d/%m/%Y %H:%M:%S", "%d/%m/%Y"],),
    ),
    "Dates.empty": Words(
        "Không có ngày / Empty",
        "Chữ trong ô có nghĩa là không có ngày. / What means no date.",
        examples=(["", "NULL", "-"],),
    ),
    "Dates.between": Words(
        "Trong khoảng / Between",
        "Ngày ngoài khoảng này là lỗi. / A day outside is an error.",
        examples=(["2019-01-01", "2023-12-31"],),
    ),
    "Deadline.column": Words(
        "Cột hạn / Column",
        "first_due: hẹn lần đầu; extended_due: hẹn lại, không có thì hẹn lần đầu. / The first due date, "
        "or the extended one, else the first.",
    ),
    "Deadline.compare": Words(
        "So theo / Compare",
        "date: theo ngày, đúng ngày hẹn là đúng hạn; time: theo giờ. / By day (the due day is in time) "
        "or by time.",
    ),
    "Deadline.missing": Words(
        "Không có hạn / Missing",
        "on_time: không bao giờ trễ; exclude: không đếm; refuse: lỗi. / Never late, not counted, or "
        "an error.",
    ),
    "Exclude.name": Words(
        "Tên / Name",
        "Tên in kèm số dòng bị loại. / Printed with the number of rows.",
        examples=("tu-choi-tiep-nhan",),
    ),
    "Exclude.where": Words("Khi / Where", "Điều kiện, tất cả phải đúng. / Terms that all hold."),
    "Count.indicator": Words(
        "Chỉ tiêu / Indicator",
        "Mã chỉ tiêu hằng tháng của kế hoạch. / Id of a monthly indicator of the plan.",
        examples=("ho-so-tre-han",),
    ),
    "Count.by": Words(
        "Đếm theo / By",
        "Đếm vào kỳ của ngày này; chỉ tiêu cộng dồn. / Into the period of this date; a count.",
    ),
    "Count.at": Words(
        "Ở cuối kỳ / At",
        "Đếm hiện có ở cuối mỗi kỳ; chỉ tiêu số tại thời điểm. / As it stands at the end; a level.",
    ),
    "Count.where": Words(
        "Khi / Where",
        "Điều kiện, tất cả phải đúng; not là phủ định. / Terms that all hold; not negates.",
        examples=(["not withdrawn", "late"],),
    ),
    "Identity.left": Words("Vế trái / Left", "Các chỉ tiêu được cộng. / Indicators that are added."),
    "Identity.right": Words("Vế phải / Right", "Các chỉ tiêu được cộng. / Indicators that are added."),
}
