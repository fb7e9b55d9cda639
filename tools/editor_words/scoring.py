"""What an editor shows of a scoring table: by part and by key, each `Vietnamese / English`."""

from __future__ import annotations

from editor_words.plan import KEYS as PLAN_KEYS
from editor_words.plan import PARTS as PLAN_PARTS
from editor_words.plan import Words

PARTS = {
    "Band": Words("Bậc / Band", "Từ ngưỡng này được bấy nhiêu điểm. / Points from a bound on."),
    "Class": Words(
        "Mức xếp loại / Class", "Từ tỷ lệ điểm này trở lên. / From a share of the maximum on."
    ),
    "Criterion": Words(
        "Tiêu chí / Criterion",
        "Tiêu chí có thành phần, hoặc tiêu chí chấm trực tiếp với điểm tối đa và một cách chấm. / A "
        "criterion that holds others, or one with a maximum and one rule.",
    ),
    "From": Words(
        "Nguồn giá trị / Source",
        "Lấy giá trị từ kế hoạch khi phiếu chấm để trống; một trong ba. / Where a value comes from "
        "where no sheet gives it; one of the three.",
    ),
    "NotApplicable": Words(
        "Khi không áp dụng / Not applicable",
        "Điểm của tiêu chí không áp dụng. / Points of a criterion that does not apply.",
        (
            "Bỏ khỏi cả điểm tối đa. / Out of the maximum, too.",
            "Được đủ điểm. / Full points.",
            "0 điểm. / No points.",
        ),
    ),
    "Proportional": Words(
        "Theo tỷ lệ / Proportional",
        "Giá trị chia cho full, nhân điểm tối đa. / Value over full, times the maximum.",
    ),
    "Reference": PLAN_PARTS["Reference"],
    "Veto": Words("Loại trừ / Veto", "Số liệu làm mất hết điểm. / A figure that takes all points."),
}
"""The parts of a table, by the name of their model."""

KEYS = {
    **{key: words for key, words in PLAN_KEYS.items() if key.startswith("Reference.")},
    "ScoringTable.version": PLAN_KEYS["Plan.version"],
    "ScoringTable.id": Words("Mã bảng điểm / Id", "Mã bảng điểm. / Id.", examples=("par-so-2022",)),
    "ScoringTable.title": Words(
        "Tên bảng điểm / Title",
        "Tên bảng điểm. / Title.",
        examples=("Tự chấm điểm Chỉ số cải cách hành chính năm 2022",),
    ),
    "ScoringTable.year": Words(
        "Năm / Year", "Năm được chấm. / The year that is scored.", examples=(2022,)
    ),
    "ScoringTable.units": Words(
        "Đơn vị được chấm / Units",
        "Đơn vị, nhóm của kế hoạch, hoặc mã của một cơ quan được chấm chung. / Units or groups of the "
        "plan, or the id of a body that is scored as a whole.",
        examples=("phong-don-vi", ["tdc", "qlcn"]),
    ),
    "ScoringTable.not_applicable": Words(
        "Khi không áp dụng / Not applicable",
        "Điểm của tiêu chí không áp dụng. / Points of a criterion that does not apply.",
    ),
    "ScoringTable.classes": Words(
        "Mức xếp loại / Classes",
        "Từ cao xuống thấp. / The highest first.",
        examples=([{"name": "Tốt", "at_least": "80%"}],),
    ),
    "ScoringTable.criteria": Words(
        "Tiêu chí / Criteria", "Các tiêu chí, theo thứ tự. / In their order."
    ),
    "ScoringTable.references": Words("Căn cứ / References", "Văn bản làm căn cứ. / Legal basis."),
    "Class.name": Words("Tên mức / Name", "Tên mức xếp loại. / Name.", examples=("Tốt",)),
    "Class.at_least": Words(
        "Từ / At least", "Từ tỷ lệ này của điểm tối đa. / From this share of the maximum on."
    ),
    "Criterion.id": Words("Mã tiêu chí / Id", "Mã tiêu chí. / Id.", examples=("1.1.1",)),
    "Criterion.name": Words(
        "Tên tiêu chí / Name", "Tên tiêu chí. / Name.", examples=("Ban hành kế hoạch",)
    ),
    "Criterion.criteria": Words(
        "Thành phần / Criteria", "Các tiêu chí thành phần. / The criteria that it holds."
    ),
    "Criterion.max": Words(
        "Điểm tối đa / Maximum",
        "Điểm tối đa; của tiêu chí có thành phần: phải bằng tổng. / Maximum; where it holds others, "
        "their sum.",
    ),
    "Criterion.choices": Words(
        "Theo lựa chọn / Choices",
        "Điểm của mỗi lựa chọn; một lựa chọn được điểm tối đa. / Points of each choice; one gives all.",
        examples=({"dat": 1, "khong": 0},),
    ),
    "Criterion.bands": Words(
        "Theo bậc / Bands",
        "Điểm của bậc đầu tiên đạt được, từ bậc cao xuống. / Points of the first band that holds.",
        examples=([{"above": 90, "points": 2}, {"at_least": 70, "points": 1}],),
    ),
    "Criterion.else": Words(
        "Dưới mọi bậc / Else", "Điểm dưới mọi bậc, mặc định 0. / Points below all bands."
    ),
    "Criterion.proportional": Words(
        "Theo tỷ lệ / Proportional",
        "Giá trị chia cho full, nhân điểm tối đa. / Value over full, times the maximum.",
        examples=({"full": 100, "floor": 80},),
    ),
    "Criterion.per_item": Words(
        "Cho mỗi đơn vị tính / Per item", "Điểm cho mỗi đơn vị tính. / Points for each item."
    ),
    "Criterion.deduct": Words(
        "Trừ cho mỗi trường hợp / Deduct", "Điểm trừ cho mỗi trường hợp. / Points taken for each case."
    ),
    "Criterion.manual": Words(
        "Ghi tay / Manual", "Số điểm do người chấm ghi. / The points are written by hand."
    ),
    "Criterion.owner": Words(
        "Phụ trách / Owner",
        "Đơn vị có người đứng đầu chịu trách nhiệm; ghi ở tiêu chí trên thì tính cho mọi thành phần. / "
        "The unit whose head answers; of a criterion that holds others, for all of them.",
        examples=("hcth",),
    ),
    "Criterion.evidence": Words(
        "Tài liệu kiểm chứng / Evidence", "Có bắt buộc hay không. / Whether it is required."
    ),
    "Criterion.from": Words(
        "Nguồn giá trị / Source",
        "Lấy giá trị từ kế hoạch khi phiếu để trống. / Where a value comes from where no sheet gives it.",
    ),
    "Criterion.veto": Words(
        "Loại trừ / Veto", "Số liệu làm mất hết điểm. / A figure that takes all points."
    ),
    "Criterion.note": Words("Ghi chú / Note", "Ghi chú. / Note."),
    "Criterion.bonus": Words(
        "Điểm thưởng / Bonus", "Không tính vào điểm tối đa. / Stands outside the maximum."
    ),
    "Criterion.bonus_cap": Words(
        "Trần điểm thưởng / Bonus cap", "Tổng điểm thưởng không quá. / Bonus points in all, at most."
    ),
    "Band.at_least": Words("Từ / At least", "Từ mức này trở lên. / From this value on."),
    "Band.above": Words("Trên / Above", "Trên mức này. / Above this value."),
    "Band.points": Words("Điểm / Points", "Số điểm. / Points."),
    "Proportional.full": Words(
        "Đủ điểm / Full", "Giá trị được điểm tối đa. / The value that gives the maximum."
    ),
    "Proportional.floor": Words("Mức sàn / Floor", "Dưới mức này: 0 điểm. / Below it: no points."),
    "Veto.above": Words("Trên / Above", "Trên mức này: 0 điểm. / Above it: no points.", examples=(0,)),
    "From.indicator": Words(
        "Chỉ tiêu / Indicator",
        "Số liệu cả năm của chỉ tiêu. / An indicator's figure for the year.",
        examples=("tin-bai",),
    ),
    "From.verdict": Words(
        "Mục tiêu / Target",
        "Kết luận của mục tiêu; dùng với choices met, missed. / How a target came out; for choices.",
        examples=("sang-kien-trien-khai",),
    ),
    "From.coverage": Words(
        "Gửi số liệu / Coverage",
        "Tỷ lệ số liệu phải gửi đã được gửi, tính bằng %. / The share of the figures owed that were "
        "sent, in percent.",
    ),
}
"""The keys of a table, as `Part.key`."""
