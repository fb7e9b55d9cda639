"""What an editor shows of a plan: by part, by key and by kind of value, each `Vietnamese / English`."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """The words of a part or a key."""

    title: str
    description: str
    choices: tuple[str, ...] = ()
    """What each value of a closed list means, in the order of the list."""
    examples: tuple[object, ...] = ()


PARTS = {
    "Every": Words(
        "Kỳ báo cáo / Every",
        "Bao lâu phải có số liệu một lần. / How often a figure is owed.",
        (
            "Hằng tháng. / Every month.",
            "Hằng quý. / Every quarter.",
            "Sáu tháng. / Every half year.",
            "Hằng năm. / Every year.",
            "Khi có phát sinh, không bao giờ nợ. / When something arises; never owed.",
        ),
    ),
    "Kind": Words(
        "Loại chỉ tiêu / Kind of indicator",
        "Chỉ tiêu được đếm thế nào. / What sort of figure it is.",
        (
            "Cộng dồn qua các kỳ. / A flow, added up over the periods.",
            "Số hiện có, lấy số mới nhất. / What there is now; the latest holds.",
            "Tử số trên mẫu số; không ghi trực tiếp. / One figure over another; it has no rows.",
            "Bình quân: tử số chia mẫu số, theo đơn vị tính. / A mean: one figure over another.",
            "Xong hay chưa: 0, 1 hoặc ngày xong. / Done or not: 0, 1 or the day.",
            "Thuyết minh, không có số. / A text each period, no number.",
        ),
    ),
    "Indicator": Words("Chỉ tiêu / Indicator", "Số được đếm. / A figure that is counted."),
    "Reference": Words("Căn cứ / Reference", "Văn bản làm căn cứ. / A legal basis."),
    "Signer": Words("Người ký / Signer", "Người ký kế hoạch. / Who signed the plan."),
    "Span": Words(
        "Thời gian / Period",
        "Các tháng của kế hoạch và cách chốt tháng báo cáo. / The plan's months and how one is cut.",
    ),
    "Target": Words(
        "Mục tiêu / Target",
        "Mức phải đạt của một chỉ tiêu: một trong at_least, at_most, exactly, above, below hoặc một khoảng; "
        "each, over hoặc số liệu chung. / A goal for an indicator.",
    ),
    "Exception_": Words(
        "Mức riêng / Exception",
        "Mức, tiến độ hoặc hạn khác của một đơn vị. / Another goal, pace or due date of one unit.",
    ),
    "Letterhead": Words(
        "Đầu văn bản / Letterhead",
        "Cơ quan cấp trên, chữ viết tắt, nơi nhận. / Whose paper documents are written on.",
    ),
    "Templates": Words("Mẫu / Templates", "Mẫu riêng, tính từ tệp này. / Templates of your own."),
    "Section": Words("Phần / Section", "Tên một phần của văn bản. / The heading of a part."),
    "Identity": Words(
        "Đẳng thức / Identity",
        "Hai tổng số liệu phải khớp nhau. / Sums of figures that must agree.",
    ),
    "Defaults": Words(
        "Mặc định / Defaults", "Tùy chọn khi lệnh không ghi. / Options where a call gives none."
    ),
    "Task": Words(
        "Nhiệm vụ / Task", "Việc mà một khoản của văn bản giao. / What a clause asks to be done."
    ),
    "Unit": Words("Đơn vị / Unit", "Phòng, ban, trung tâm. / An organisational unit."),
    "Waiver": Words(
        "Miễn / Waiver",
        "Chấp nhận chưa đạt trong một thời gian. / A shortfall accepted for a time.",
    ),
}

KEYS = {
    "Signer.name": Words(
        "Họ và tên / Name", "Họ và tên người ký. / Full name.", examples=("Nguyễn Văn A",)
    ),
    "Signer.title": Words("Chức vụ / Position", "Chức vụ. / Position.", examples=("Giám đốc",)),
    "Span.from": Words("Tháng đầu / From", "Tháng đầu. / First month."),
    "Span.to": Words("Tháng cuối / To", "Tháng cuối, tính cả tháng đó. / Last month, included."),
    "Span.cutoff_day": Words(
        "Ngày chốt số liệu / Cut-off day",
        "Ngày chốt số liệu, 1–28: tháng 7 tính từ ngày 15/6 đến 14/7 khi ghi 14; để null nếu theo tháng dương lịch. / Cut-off day; null: calendar months.",
        examples=(14,),
    ),
    "Span.report_days": Words(
        "Số ngày để gửi / Days to report",
        "Số ngày sau ngày chốt phải gửi số liệu. / Figures are due this many days after the cut-off.",
        examples=(5,),
    ),
    "Reference.id": Words(
        "Mã / Id", "Mã dùng trong tệp này. / Id used in this file.", examples=("nd-62-2020",)
    ),
    "Reference.number": Words(
        "Số, ký hiệu / Number", "Số, ký hiệu. / Number and symbol.", examples=("62/2020/NĐ-CP",)
    ),
    "Reference.date": Words("Ngày ban hành / Date", "Ngày ban hành. / Date of issue."),
    "Reference.issuer": Words(
        "Cơ quan ban hành / Issuer", "Cơ quan ban hành. / Issuer.", examples=("Chính phủ",)
    ),
    "Reference.title": Words(
        "Trích yếu / Title",
        "Trích yếu. / Title.",
        examples=("Về vị trí việc làm và biên chế công chức",),
    ),
    "Reference.note": Words(
        "Ghi chú / Note", "Ghi chú. / Note.", examples=("Văn bản không nêu trích yếu.",)
    ),
    "Unit.id": Words("Mã đơn vị / Id", "Mã đơn vị. / Id of the unit.", examples=("qlcn",)),
    "Unit.name": Words(
        "Tên đơn vị / Name",
        "Tên đầy đủ. / Full name.",
        examples=("Phòng Quản lý Công nghệ và Chuyên ngành",),
    ),
    "Unit.aliases": Words(
        "Tên khác / Aliases", "Tên khác, tên viết tắt. / Other names.", examples=(["Phòng QLCN"],)
    ),
    "Unit.from": Words("Tháng đầu / From", "Tháng đầu hoạt động. / First month of its life."),
    "Unit.to": Words("Tháng cuối / To", "Tháng cuối hoạt động. / Last month of its life, included."),
    "Unit.successor": Words(
        "Đơn vị kế thừa / Successor",
        "Đơn vị kế thừa, một hoặc nhiều. / The unit or units that took over.",
        examples=("vp", ["qlcn", "tdc"]),
    ),
    "Indicator.id": Words("Mã chỉ tiêu / Id", "Mã chỉ tiêu. / Id.", examples=("tin-bai",)),
    "Indicator.name": Words(
        "Tên chỉ tiêu / Name", "Tên chỉ tiêu. / Name.", examples=("Tin, bài đã đăng",)
    ),
    "Indicator.aliases": Words(
        "Tên khác / Aliases", "Tên khác. / Other names.", examples=(["Tin bài"],)
    ),
    "Indicator.measure": Words(
        "Đơn vị tính / Measure", "Đơn vị tính. / What the number counts.", examples=("bài", "%")
    ),
    "Indicator.kind": Words(
        "Loại / Kind",
        "count: cộng dồn; level: số hiện tại; ratio: tỷ lệ; average: bình quân; milestone: đã xong hay chưa; "
        "narrative: thuyết minh. / The sort of figure.",
        examples=("count",),
    ),
    "Indicator.every": Words(
        "Kỳ báo cáo / Every",
        "Kỳ báo cáo; mặc định month; tỷ lệ theo kỳ của tử số và mẫu số. / How often it is owed (default month; a ratio inherits it).",
        examples=("month",),
    ),
    "Indicator.definition": Words(
        "Cách tính / Definition",
        "Cách tính, đủ rõ để đếm. / What is counted, and what is not.",
        examples=("Tin, bài của phòng đăng trên Trang thông tin của Sở trong kỳ",),
    ),
    "Indicator.evidence": Words(
        "Minh chứng / Evidence", "Có bắt buộc minh chứng. / Whether evidence is required."
    ),
    "Indicator.numerator": Words(
        "Tử số / Numerator",
        "Chỉ tiêu làm tử số. / The ratio's numerator.",
        examples=("ho-so-truc-tuyen",),
    ),
    "Indicator.denominator": Words(
        "Mẫu số / Denominator", "Chỉ tiêu làm mẫu số. / The ratio's denominator.", examples=("ho-so",)
    ),
    "Indicator.signed": Words(
        "Số âm / Signed", "true nếu số hiện có có thể âm. / Whether a level may be below 0."
    ),
    "Indicator.bounded": Words(
        "Tử số nằm trong mẫu số / Bounded",
        "false nếu tỷ lệ có thể trên 100%. / false where a ratio may be above 100%.",
    ),
    "Indicator.scale": Words(
        "Hệ số / Scale",
        "Nhân kết quả bình quân với số này. / What an average is multiplied by.",
        examples=(1000,),
    ),
    "Indicator.decimal": Words(
        "Số thập phân / Decimal", "true nếu là số thập phân. / Whether a count may be fractional."
    ),
    "Waiver.unit": Words(
        "Đơn vị / Unit",
        "Đơn vị; bỏ trống là cả chỉ tiêu. / No unit: the whole target.",
        examples=("tdc",),
    ),
    "Waiver.until": Words(
        "Đến hết / Until", "Đến hết tháng, quý hoặc ngày. / Last month, quarter or day in force."
    ),
    "Waiver.reason": Words("Lý do / Reason", "Lý do. / Reason.", examples=("Chuyển trụ sở",)),
    "Waiver.by": Words(
        "Người cho phép / Authority",
        "Người hoặc văn bản cho phép. / Authority.",
        examples=("Giám đốc, 12/TB-SKHCN",),
    ),
    "Target.id": Words("Mã mục tiêu / Id", "Mã mục tiêu. / Id.", examples=("tin-bai",)),
    "Target.indicator": Words(
        "Chỉ tiêu / Indicator", "Mã chỉ tiêu. / Id of the indicator.", examples=("tin-bai",)
    ),
    "Target.at_least": Words("Ít nhất / At least", "Ít nhất. / Floor, inclusive."),
    "Target.at_most": Words(
        "Không quá / At most", "Không quá; tính đến hạn nếu có ghi. / Ceiling, inclusive, up to its due."
    ),
    "Target.exactly": Words("Đúng bằng / Exactly", "Đúng bằng. / Exactly."),
    "Target.above": Words("Trên / Above", "Phải trên mức này. / More than this, which does not count."),
    "Target.below": Words("Dưới / Below", "Phải dưới mức này. / Less than this, which does not count."),
    "Target.per": Words(
        "Từng kỳ / Per",
        "period: xét riêng từng kỳ, không cộng dồn. / The goal holds for each period by itself.",
    ),
    "Target.baseline": Words(
        "Mức gốc / Baseline",
        "Mức gốc để tính +10%, -5; một số hoặc theo từng đơn vị. / What +10% or -5 start from.",
        examples=(120, {"qlcn": 120, "tdc": 80}),
    ),
    "Exception_.at_least": Words("Ít nhất / At least", "Ít nhất. / Floor, inclusive."),
    "Exception_.above": Words("Trên / Above", "Phải trên mức này. / More than this."),
    "Exception_.at_most": Words("Không quá / At most", "Không quá. / Ceiling, inclusive."),
    "Exception_.below": Words("Dưới / Below", "Phải dưới mức này. / Less than this."),
    "Exception_.exactly": Words("Đúng bằng / Exactly", "Đúng bằng. / Exactly."),
    "Exception_.pace": Words("Tiến độ / Pace", "Tiến độ riêng. / Another pace."),
    "Exception_.due": Words("Hạn / Due", "Hạn riêng. / Another due date."),
    "Letterhead.parent": Words(
        "Cơ quan cấp trên / Parent authority",
        "Cơ quan cấp trên. / Parent authority.",
        examples=("UBND tỉnh Quảng Ngãi",),
    ),
    "Letterhead.abbreviation": Words(
        "Chữ viết tắt / Abbreviation",
        "Chữ viết tắt trong số, ký hiệu. / As in the number of a document.",
        examples=("SKHCN",),
    ),
    "Letterhead.recipients": Words(
        "Nơi nhận / Recipients", "Nơi nhận. / Recipients.", examples=(["UBND tỉnh (báo cáo)"],)
    ),
    "Letterhead.style": Words(
        "Thể thức / Style",
        "nd30: theo Nghị định 30/2020/NĐ-CP; plain: bỏ quốc hiệu. / By Decree 30/2020, or plain.",
    ),
    "Templates.report": Words(
        "Báo cáo / Report", "Mẫu báo cáo. / Of reports.", examples=("mau/bao-cao.docx",)
    ),
    "Templates.notice": Words(
        "Thông báo / Notice", "Mẫu thông báo. / Of notices.", examples=("mau/thong-bao.docx",)
    ),
    "Section.clause": Words("Khoản / Clause", "Khoản của văn bản. / The clause.", examples=("II.6",)),
    "Section.title": Words(
        "Tên phần / Title", "Tên phần. / Its heading.", examples=("Hiện đại hóa nền hành chính",)
    ),
    "Identity.id": Words("Mã / Id", "Mã. / Id.", examples=("da-tra",)),
    "Identity.left": Words(
        "Vế trái / Left", "Các chỉ tiêu cộng ở vế trái. / Summed.", examples=(["ho-so-da-tra"],)
    ),
    "Identity.right": Words(
        "Vế phải / Right",
        "Các chỉ tiêu cộng ở vế phải. / Summed.",
        examples=(["ho-so-dung-han", "ho-so-tre-han"],),
    ),
    "Identity.compare": Words(
        "So sánh / Compare", "equal: bằng; at_most: không quá. / Equal, or at most."
    ),
    "Identity.severity": Words("Mức độ / Severity", "error hoặc warning. / Error or warning."),
    "Defaults.fail_on": Words(
        "Mức báo lỗi / Fail on", "Như tùy chọn --fail-on. / As the option --fail-on."
    ),
    "Defaults.baseline": Words(
        "Kết quả làm mốc / Baseline",
        "Như tùy chọn --baseline, tính từ tệp này. / As --baseline, relative to this file.",
        examples=("../baseline.json",),
    ),
    "Defaults.as_of": Words(
        "Kỳ xét / As of", "Như tùy chọn --as-of. / As the option --as-of.", examples=("due",)
    ),
    "Target.each": Words(
        "Từng đơn vị / Each",
        "Xét từng đơn vị: một đơn vị, nhóm, danh sách, hoặc owners là đơn vị chủ trì. / One verdict for each "
        "unit: of a unit, a group, a list of them, or the task's owners.",
        examples=("cac-phong", ["qlcn", "tdc"], "owners"),
    ),
    "Target.over": Words(
        "Tổng các đơn vị / Over",
        "Xét tổng các đơn vị; của mốc công việc là số đơn vị đã xong. / One verdict for the sum of the units; "
        "of milestones for how many are done.",
        examples=("cac-phong", ["qlcn", "tdc"], "owners"),
    ),
    "Target.except": Words(
        "Mức riêng / Except",
        "Mức, cách so sánh, tiến độ hoặc hạn riêng của đơn vị. / Another goal, comparison, pace or due date "
        "for one unit.",
        examples=({"tdc": 12}, {"tdc": {"at_most": 3, "due": "2022-06"}}),
    ),
    "Target.pace": Words(
        "Tiến độ / Pace", "Tiến độ phải đạt trước hạn. / What is asked before the end."
    ),
    "Target.due": Words("Hạn / Due", "Hạn: tháng, quý hoặc ngày. / A month, a quarter or a day."),
    "Target.severity": Words(
        "Mức độ / Severity",
        "warning: không bao giờ làm lệnh báo lỗi. / warning: never fails a run by itself.",
    ),
    "Target.basis": Words(
        "Nguồn / Basis", "stated: văn bản nêu; derived: do đơn vị suy ra. / Stated or derived by us."
    ),
    "Target.waivers": Words("Miễn / Waivers", "Miễn có thời hạn. / Waivers."),
    "Task.id": Words("Mã nhiệm vụ / Id", "Mã nhiệm vụ. / Id.", examples=("III.1c",)),
    "Task.clause": Words(
        "Khoản / Clause", "Khoản của văn bản. / Where in the document.", examples=("III.1",)
    ),
    "Task.title": Words(
        "Tên nhiệm vụ / Title",
        "Tên nhiệm vụ. / Title.",
        examples=("Đăng tin, bài về cải cách hành chính",),
    ),
    "Task.owners": Words(
        "Đơn vị chủ trì / Owners",
        "Đơn vị chủ trì. / Units or groups that lead; the first answers.",
        examples=(["vp"],),
    ),
    "Task.supports": Words(
        "Đơn vị phối hợp / Supports",
        "Đơn vị phối hợp. / Units or groups that support.",
        examples=(["cac-phong"],),
    ),
    "Task.schedule": Words(
        "Thời hạn / Schedule",
        "ongoing: thường xuyên; hoặc {due: 2022-12}. / Ongoing, or due at a month.",
    ),
    "Task.references": Words(
        "Căn cứ / References", "Căn cứ. / Legal basis.", examples=(["nd-62-2020"],)
    ),
    "Task.force": Words(
        "Mức ràng buộc / Force",
        'firm: "đảm bảo", "không để", "ít nhất"; aspirational: "phấn đấu". / Force.',
    ),
    "Task.interpretation": Words(
        "Cách hiểu / Interpretation",
        "Cách hiểu đã chọn và các cách hiểu khác. / The reading chosen, and the others.",
        examples=("Hiểu là mỗi phòng, không phải cả Sở.",),
    ),
    "Task.product": Words(
        "Sản phẩm / Product",
        "Sản phẩm phải có; không ghi targets thì tự thành một mốc. / Makes a milestone without targets.",
        examples=("Quyết định của Giám đốc Sở",),
    ),
    "Task.targets": Words("Mục tiêu / Targets", "Mục tiêu. / Targets."),
    "Plan.version": Words(
        "Phiên bản / Version", "Phiên bản định dạng. / Version of the format.", examples=(1,)
    ),
    "Plan.id": Words("Mã kế hoạch / Id", "Mã kế hoạch. / Id of the plan.", examples=("2022",)),
    "Plan.title": Words(
        "Tên kế hoạch / Title",
        "Tên kế hoạch. / Title.",
        examples=("Kế hoạch cải cách hành chính năm 2026",),
    ),
    "Plan.number": Words(
        "Số, ký hiệu / Number", "Số, ký hiệu. / Number and symbol.", examples=("15/KH-SKHCN",)
    ),
    "Plan.issued": Words("Ngày ban hành / Issued", "Ngày ban hành. / Date of issue."),
    "Plan.issuer": Words(
        "Cơ quan ban hành / Issuer",
        "Cơ quan ban hành. / Issuer.",
        examples=("Sở Khoa học và Công nghệ",),
    ),
    "Plan.place": Words("Địa danh / Place", "Địa danh. / Place.", examples=("Quảng Ngãi",)),
    "Plan.signer": Words("Người ký / Signer", "Người ký. / Signer."),
    "Plan.language": Words("Ngôn ngữ / Language", "Ngôn ngữ. / Language."),
    "Plan.period": Words("Thời gian / Period", "Thời gian của kế hoạch. / The plan's months."),
    "Plan.actuals": Words(
        "Nơi để số liệu / Actuals",
        "Nơi để số liệu, tính từ tệp này. / Where the figures are, relative to this file.",
        examples=("../so-lieu",),
    ),
    "Plan.decimal": Words(
        "Dấu thập phân / Decimal mark", "Dấu thập phân của số liệu. / The decimal mark of the figures."
    ),
    "Plan.encoding": Words(
        "Bảng mã / Encoding",
        "Bảng mã của tệp số liệu không phải UTF-8. / Of figures that are text and no UTF-8.",
        examples=("windows-1258",),
    ),
    "Plan.subject": Words(
        "Nội dung / Subject",
        "Kế hoạch về việc gì, dùng trong tiêu đề. / What it is about, in titles.",
        examples=("cải cách hành chính",),
    ),
    "Plan.letterhead": Words("Đầu văn bản / Letterhead", "Đầu văn bản. / Letterhead."),
    "Plan.templates": Words("Mẫu / Templates", "Mẫu riêng. / Templates of your own."),
    "Plan.sections": Words("Các phần / Sections", "Tên các phần. / Headings of its parts."),
    "Plan.identities": Words("Đẳng thức / Identities", "Các đẳng thức. / Sums that must agree."),
    "Plan.defaults": Words("Mặc định / Defaults", "Tùy chọn mặc định. / Default options."),
    "Plan.references": Words("Căn cứ pháp lý / References", "Căn cứ. / Legal basis."),
    "Plan.units": Words("Đơn vị / Units", "Đơn vị. / Units."),
    "Plan.groups": Words(
        "Nhóm đơn vị / Groups",
        "Nhóm đơn vị; nhóm có thể chứa nhóm. / Named sets of units or groups.",
        examples=({"cac-phong": ["vp", "nghiep-vu"]},),
    ),
    "Plan.indicators": Words("Chỉ tiêu / Indicators", "Chỉ tiêu. / Indicators."),
    "Plan.tasks": Words("Nhiệm vụ / Tasks", "Nhiệm vụ. / Tasks."),
}
"""By part and key; the part of the whole file is `Plan`."""

PATTERNS = {
    "month": "Viết năm-tháng, ví dụ 2022-07. / Write year-month, such as 2022-07.",
    "day": "Viết năm-tháng-ngày, ví dụ 2022-07-27. / Write year-month-day.",
    "due": "Viết năm-tháng, năm-quý hoặc năm-tháng-ngày. / Year-month, year-quarter or a day.",
    "goal": "Viết số, tỷ lệ thì thêm %: 20, 60%, +10%. / A number; % for a ratio.",
    "id": "Mã: chữ, số, dấu . - _, không có dấu cách. / Letters, digits, . - _ only.",
    "text": "Không được để trống. / Must not be blank.",
    "format": "Dạng ngày: %d %m %Y, có thể thêm %H %M %S. / A date format.",
}
"""What an editor says of a text that does not have the form of its type."""

CHOICES = {
    "pace": [
        "Chia đều cho các kỳ. / Spread evenly over the periods.",
        "Chỉ xét ở hạn. / Nothing is asked before the end.",
        "Phải đạt cả mức ngay từ đầu. / The whole goal, always.",
    ],
}
"""What each value of a closed list of a type means."""

INNER = {
    "due": "Hạn. / When it is due.",
    "listed_file": "Tệp CSV, tính từ thư mục của tệp này. / A CSV file, relative to this file's folder.",
    "listed_at": "So với ngày nào, khi tệp có từ ngày, đến ngày. / The date that the file's days are held against.",
}
"""The keys that stand inside of a value."""
