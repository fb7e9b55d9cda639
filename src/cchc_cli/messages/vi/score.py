"""Bảng điểm: lỗi của bảng điểm và phiếu chấm, lời của `cchc score`."""

CODES = {
    "P602": """Bảng điểm trống
tệp bảng điểm không có nội dung
chép scoring/2022.yaml rồi sửa lại""",
    "P603": """Không có tiêu chí nào
“{criterion}” không có tiêu chí thành phần nào
thêm tiêu chí, hoặc bỏ criteria và cho điểm tối đa (max) cùng một cách chấm""",
    "P604": """Khóa không dùng ở đây
“{key}” không dùng cho {kind}
xóa “{key}”, hoặc chuyển sang đúng tiêu chí
Tiêu chí có thành phần (criteria) không chấm trực tiếp: điểm của nó là tổng các thành phần.""",
    "P605": """Tiêu chí chưa có cách chấm
tiêu chí “{criterion}” chưa có cách chấm
thêm đúng một trong: {rules}""",
    "P606": """Tiêu chí có hai cách chấm
“{key}” đứng cạnh “{other}”: mỗi tiêu chí chỉ có một cách chấm
giữ một cách chấm; cần cả hai thì tách thành hai tiêu chí thành phần""",
    "P607": """Khóa thiếu phần đi kèm
“{key}” chỉ có nghĩa khi có {wanted}
thêm {wanted}, hoặc xóa “{key}”""",
    "P608": """Bậc cần đúng một ngưỡng
mỗi bậc cần đúng một trong at_least, above
viết như {{at_least: 70, points: 1}} hoặc {{above: 90, points: 2}}""",
    "P609": """Ngưỡng không giảm dần
ngưỡng {bound} không thấp hơn ngưỡng trước đó
xếp các ngưỡng từ cao xuống thấp; ngưỡng đứng sau không bao giờ được xét tới""",
    "P610": """Điểm của bậc thấp lại cao hơn
{points} điểm, trong khi bậc cao hơn chỉ có {before} điểm
kiểm tra lại số điểm: bậc thấp hơn không được nhiều điểm hơn""",
    "P611": """Không thể đạt điểm tối đa
“{key}” cho nhiều nhất {best} điểm, điểm tối đa là {most}
sửa max, hoặc cho một trường hợp đủ {most} điểm""",
    "P612": """Điểm vượt điểm tối đa
“{key}” cho tới {best} điểm, điểm tối đa là {most}
sửa max, hoặc số điểm cao nhất thành {most}""",
    "P613": """Mức sàn cao hơn mức đủ điểm
mức sàn (floor) {floor} cao hơn mức đủ điểm (full) {full}
đặt floor không cao hơn full""",
    "P614": """Lựa chọn mang tên dành riêng
“{name}” không dùng làm lựa chọn được
đặt tên khác; trong phiếu chấm, “na” và “không áp dụng” nghĩa là tiêu chí không áp dụng""",
    "P615": """Hai lựa chọn viết giống nhau
lựa chọn “{name}” giống “{other}”
đặt hai tên khác nhau; không phân biệt hoa thường, dấu cách và gạch nối""",
    "P616": """Nguồn giá trị cần đúng một nơi
from cần đúng một trong indicator, verdict, coverage
viết như from: {{indicator: tin-bai}}""",
    "P617": """Nguồn giá trị không hợp cách chấm
from “{key}” không dùng với “{rule}”
kết luận (verdict) dùng với choices; số liệu (indicator, coverage) dùng với các cách chấm khác""",
    "P618": """Không phải kết luận cuối năm
“{found}” không phải một kết luận cuối năm
dùng met, missed, và nếu cần not_applicable, waived""",
    "P619": """Điểm tối đa không bằng tổng
tiêu chí “{criterion}” ghi tối đa {most}, các thành phần cộng lại được {total}
sửa max của tiêu chí này hoặc của các thành phần; có thể bỏ max ở đây vì nó luôn là tổng
Điểm thưởng (bonus) không tính vào điểm tối đa.""",
    "P620": """Kế hoạch không có tên này
không có {what} “{name}” trong kế hoạch
dùng đúng mã trong kế hoạch; `cchc show` liệt kê""",
    "P621": """Đơn vị không có trong kế hoạch
“{name}” không phải đơn vị hay nhóm của kế hoạch, nên được chấm như một cơ quan chung
sửa lại nếu đây là tên viết sai""",
    "P622": """Kế hoạch không thuộc năm này
bảng điểm của năm {year}, kế hoạch từ {first} đến {last}
nêu kế hoạch của năm đó bằng `--plan`""",
    "P623": """Không mở được bảng điểm
không đọc được bảng điểm: {why}
kiểm tra đường dẫn sau `--scoring` và quyền đọc""",
    "P624": """Thiếu lựa chọn cho một kết luận
choices không có “{name}”, trong khi mục tiêu có thể kết thúc như vậy
thêm “{name}” cùng số điểm""",
    "P625": """Chỉ tiêu không có số
“{name}” là thuyết minh, không có số để chấm
chọn chỉ tiêu khác, hoặc bỏ from và ghi giá trị trong phiếu chấm""",
    "A601": """Phiếu chấm thiếu cột
dòng tiêu đề thiếu cột: {missing}
thêm cột; `cchc form --scoring` lập phiếu có đủ các cột""",
    "A602": """Không có tiêu chí này
không có tiêu chí “{found}” trong bảng điểm
dùng mã hoặc tên của tiêu chí như trong bảng điểm""",
    "A603": """Tiêu chí này không chấm trực tiếp
“{found}” có các tiêu chí thành phần; điểm của nó là tổng
ghi giá trị ở từng tiêu chí thành phần""",
    "A604": """Không phải số
“{found}” không phải một số (tiêu chí {criterion})
ghi một số như 25 hoặc 57,5""",
    "A605": """Không có lựa chọn này
“{found}” không phải lựa chọn của tiêu chí {criterion}
chọn một trong: {choices}""",
    "A606": """Dấu % không đúng chỗ
“{found}” có dấu %, nhưng tiêu chí {criterion} không chấm theo tỷ lệ
ghi số không kèm %""",
    "A607": """Điểm ngoài khoảng cho phép
{found} điểm cho tiêu chí {criterion}, tối đa {most}
ghi từ 0 đến {most}; điểm không được tự cắt bớt""",
    "A608": """Giá trị không có tiêu chí
dòng có giá trị nhưng không ghi tiêu chí
ghi mã tiêu chí, hoặc xóa dòng""",
    "A609": """Một tiêu chí ghi hai lần
tiêu chí {criterion} ({unit}, {stage}) đã ghi tại {first}
giữ một dòng; giá trị của lần chấm khác thì ghi đúng lần chấm""",
    "A610": """Lần chấm thiếu lần trước
“{unit}” có lần chấm {stage} nhưng chưa có lần chấm nào trước đó
thêm phiếu tự chấm của đơn vị, hoặc sửa cột lần chấm""",
    "A611": """Thiếu tài liệu kiểm chứng
tiêu chí {criterion} ({unit}) cần tài liệu kiểm chứng
ghi số, ký hiệu văn bản hoặc tên tệp vào cột minh chứng""",
    "A612": """Phiếu chấm khác số liệu của kế hoạch
tiêu chí {criterion} ({unit}): phiếu ghi {found}, theo kế hoạch là {planned}; lấy theo phiếu
kiểm tra lại; để trống trong phiếu thì lấy số của kế hoạch""",
    "A613": """Tiêu chí không có số liệu loại trừ
tiêu chí {criterion} không có điều kiện làm mất hết điểm (veto)
xóa ô này, hoặc khai báo veto trong bảng điểm""",
    "A614": """Đơn vị không được chấm
bảng điểm không chấm đơn vị “{found}”
dùng mã hoặc tên của một đơn vị trong units của bảng điểm""",
    "A615": """Không có lần chấm này
“{found}” không phải lần chấm
ghi một trong: {choices}""",
    "A616": """Dấu thập phân chưa rõ
“{found}” (tiêu chí {criterion}) có thể là {whole} hoặc {part}
thêm `--decimal comma` hoặc `--decimal point`, hoặc viết lại số""",
    "A617": """Số âm
“{found}” là số âm (tiêu chí {criterion})
ghi số từ 0 trở lên; số bị trừ cũng ghi là số dương""",
    "A618": """Thiếu đơn vị
dòng không ghi đơn vị, bảng điểm chấm nhiều đơn vị
ghi mã hoặc tên đơn vị""",
    "A619": """Mã tiêu chí bị bảng tính đổi thành số
“{found}” là ô số, có thể là một trong: {criteria}
đổi ô sang dạng văn bản (Text) rồi ghi lại mã, hoặc ghi tên tiêu chí
Bảng tính coi 1.10 là số 1,1 và bỏ số 0 ở cuối.""",
    "A620": """Dòng tổng của phiếu chấm
“{found}” là dòng tổng, không phải tiêu chí, nên không đọc
để nguyên: tổng điểm được tính lại từ các tiêu chí""",
    "V601": """Chưa có kế hoạch
bảng điểm này lấy giá trị từ kế hoạch (from), nhưng không tìm thấy kế hoạch
nêu kế hoạch bằng `--plan`, hoặc chạy trong thư mục có plans/""",
    "V602": """Không có mức xếp loại này
“{found}” không phải mức xếp loại, cũng không phải tỷ lệ
viết một mức của bảng điểm ({choices}) hoặc tỷ lệ như 80%""",
    "V603": """Đơn vị chưa có lần chấm này
chưa có lần chấm {stage} của: {units}; lấy theo lần chấm trước
thêm phiếu của các đơn vị này nếu đã có kết quả""",
    "V604": """Kế hoạch không có chỉ tiêu để ghi
kế hoạch không có chỉ tiêu nào trong: {indicators}
khai báo một trong các chỉ tiêu này, hoặc bỏ `--deductions`""",
    "V605": """Chưa ghi được số của một số đơn vị
chưa biết chắc {indicator} của: {owners}
bổ sung các tiêu chí còn thiếu hoặc kết quả sau giải trình rồi chạy lại
Số chưa biết thì không ghi là 0: dòng của các đơn vị này được để lại cho lần sau.""",
    "V606": """Không có tiêu chí này trong bảng điểm
bảng điểm không có tiêu chí “{found}”
dùng mã hoặc tên của một tiêu chí""",
    "V607": """Không phải phiếu chấm
{path} không có cột tiêu chí và giá trị nên không phải phiếu chấm
dùng phiếu do `cchc form --scoring` lập; số liệu của kế hoạch chỉ đọc được khi có kế hoạch""",
    "V608": """Thiếu bảng điểm
chưa nêu bảng điểm
nêu tệp bảng điểm bằng `--scoring TỆP.yaml`""",
    "V609": """Chưa có giá trị nào để chấm
chưa có phiếu chấm và số liệu nào, nên chưa xác định được điểm nào
nêu các phiếu chấm: `cchc score PHIẾU… --scoring TỆP.yaml`; lập phiếu bằng `cchc form --scoring TỆP.yaml`""",
    "V611": """Không thấy bảng dùng được
không có bảng nhiệm vụ (STT, Nhiệm vụ, Đơn vị chủ trì, Thời hạn …) và cũng không có bảng điểm (STT, Tiêu chí, Điểm tối đa)
kiểm tra dòng tiêu đề của bảng trong văn bản""",
    "V612": """Dòng đứng trước mọi tiêu chí
“{found}” không có số thứ tự và đứng trước mọi tiêu chí nên không đưa vào bảng điểm
xem lại dòng này trong văn bản""",
    "V613": """Điểm tối đa không phải số
“{found}” không phải số điểm
ghi một số như 2 hoặc 0,5""",
    "V614": """Tiêu chí thiếu điểm tối đa
tiêu chí {criterion} không có thành phần và không có điểm tối đa
ghi điểm tối đa vào bảng, hoặc bỏ số thứ tự nếu dòng này chỉ là lời giải thích""",
    "V615": """Điểm tối đa trong văn bản không bằng tổng
tiêu chí {criterion}: văn bản ghi {most}, các thành phần cộng lại được {total}
xem lại văn bản; tệp bảng điểm lấy theo các thành phần""",
}

WORDS = {
    "score.column.criterion": "tiêu chí",
    "score.column.value": "giá trị",
    "score.column.unit": "đơn vị",
    "score.column.stage": "lần chấm",
    "score.column.veto": "số liệu loại trừ",
    "score.column.evidence": "minh chứng",
    "score.column.note": "ghi chú",
    "stage.self": "tự chấm",
    "stage.appraised": "thẩm định",
    "stage.final": "sau giải trình",
    "criterion.node": "tiêu chí có thành phần",
    "criterion.leaf": "tiêu chí chấm trực tiếp",
    "what.target": "mục tiêu",
    "limit.criteria": "quá nhiều tiêu chí",
    "expected.points": "số điểm như 2 hoặc 0.5 (dấu chấm thập phân)",
    "expected.more_than_0": "một số lớn hơn 0",
    "expected.bound": "một số như 90 hoặc 90%",
    "expected.percent": "một tỷ lệ như 80%",
    "expected.year": "một năm như 2022",
    "expected.names": "một đơn vị, một nhóm, hoặc danh sách của chúng",
    "expected.true": "giá trị true, hoặc bỏ khóa này",
    "score.na": "không áp dụng",
    "score.na_long": "không áp dụng cho đơn vị này",
    "score.unknown": "chưa có giá trị",
    "score.no_source": "chưa có phiếu chấm nào ghi",
    "score.from_up": "từ {low} trở lên",
    "or": " hoặc ",
    "score.missing": "còn thiếu: {ids}",
    "score.missing_more": "còn thiếu: {ids} và {count} tiêu chí nữa",
    "score.judged_on": "chấm trên {most} điểm ({count} tiêu chí không áp dụng)",
    "score.no_class": "dưới mọi mức xếp loại",
    "score.open_class": "chưa xếp loại được ({names})",
    "score.gain.open": "thêm được tới {points} điểm (chưa có số)",
    "score.gain.deducted": "thêm được tới {points} điểm (bị trừ điểm)",
    "score.gain.below": "thêm được tới {points} điểm (chưa đạt tối đa)",
    "score.due": "hạn {month}",
    "score.rule_choices": "theo lựa chọn: {choices}",
    "score.band_above": "trên {bound}: {points} điểm",
    "score.band_at_least": "từ {bound}: {points} điểm",
    "score.band_else": "còn lại: {points} điểm",
    "score.rule_proportional": "giá trị ÷ {full} × {most}, nhiều nhất {most} điểm",
    "score.rule_floor": "dưới {floor}: 0 điểm",
    "score.rule_per_item": "giá trị × {points}, nhiều nhất {most} điểm",
    "score.rule_deduct": "{most} − giá trị × {points}, ít nhất 0 điểm",
    "score.rule_manual": "ghi thẳng số điểm, từ 0 đến {most}",
    "score.rule_veto": "số liệu loại trừ trên {bound}: 0 điểm",
    "score.vetoed": "số liệu loại trừ {veto} trên {bound} → 0",
    "score.from.indicator": "số liệu cả năm của chỉ tiêu {name}",
    "score.from.verdict": "kết luận của mục tiêu {name}",
    "score.from.coverage": "tỷ lệ số liệu phải gửi đã được gửi",
    "score.facts": "Năm {year}; lần chấm: {stages}",
    "score.as_of": "Số liệu của kế hoạch tính đến hết {month}",
    "score.ranking": "Kết quả và xếp hạng",
    "score.standings": "Kết quả {stage}",
    "score.deductions": "Tiêu chí bị trừ điểm",
    "score.gains": "Còn có thể thêm điểm nhiều nhất",
    "score.criteria": "Điểm từng tiêu chí: {unit}",
    "score.sections": "Điểm theo nhóm tiêu chí",
    "score.total": "Tổng điểm",
    "score.columns": "tiêu chí: {stages}/{max}",
    "score.head.rank": "Hạng",
    "score.head.unit": "Đơn vị",
    "score.head.stage": "Lần chấm",
    "score.head.points": "Điểm",
    "score.head.percent": "Tỷ lệ",
    "score.head.class": "Xếp loại",
    "score.head.remarks": "Ghi chú",
    "score.head.id": "Mã",
    "score.head.criterion": "Tiêu chí",
    "score.head.self": "Tự chấm",
    "score.head.final": "Sau giải trình",
    "score.head.lost": "Bị trừ",
    "score.head.owner": "Phụ trách",
    "score.head.gain": "Điểm còn thêm được",
    "score.head.due": "Hạn",
    "score.head.max": "Điểm tối đa",
    "score.head.evidence": "Tài liệu kiểm chứng",
    "score.head.low": "Điểm thấp nhất",
    "score.head.high": "Điểm cao nhất",
    "score.head.value": "Giá trị",
    "score.head.rule": "Cách chấm",
    "score.head.source": "Nguồn",
    "score.sheet.ranking": "Xếp hạng",
    "score.sheet.points": "Điểm",
    "score.sheet.deductions": "Bị trừ điểm",
    "score.span": "từ {first} đến {last}",
    "score.form.sheet": "Phiếu chấm",
    "score.form.how": "Ghi vào các ô màu vàng. Chưa biết thì để trống; tiêu chí không áp dụng thì ghi “không áp dụng”.",
    "score.form.number": "Ghi một số từ 0 trở lên, hoặc “không áp dụng”.",
    "score.form.made": "Đã lập {path} ({count} tiêu chí).",
    "score.form.criterion": "Mã tiêu chí",
    "score.form.name": "Tên tiêu chí",
    "score.form.max": "Điểm tối đa",
    "score.form.rule": "Cách chấm",
    "score.form.unit": "Đơn vị",
    "score.form.stage": "Lần chấm",
    "score.form.value": "Giá trị",
    "score.form.veto": "Số liệu loại trừ",
    "score.form.evidence": "Minh chứng",
    "score.form.note": "Ghi chú",
    "score.more_units": "… và {count} đơn vị nữa; thêm `--unit` để xem một đơn vị",
    "score.sum_of": "tổng của {ids}",
    "score.max_of": "điểm tối đa: {points}",
    "score.bonus_of": "điểm thưởng, nhiều nhất {points}, không tính vào điểm tối đa",
    "score.taken_from": "phiếu để trống thì lấy {source}",
    "score.owned_by": "phụ trách: {owner}",
    "score.needs_evidence": "cần tài liệu kiểm chứng",
    "score.capped": "tổng điểm thưởng không quá {points}",
    "score.draft.head": "Lập từ một bảng trong văn bản. Mỗi tiêu chí đang ghi điểm tay (manual) cho đến khi thay bằng cách chấm|của nó: choices, bands, proportional, per_item hoặc deduct; thêm owner, evidence, from nếu cần.",
    "score.draft.year": "cần điền: bảng và tên tệp không nêu năm",
    "score.draft.units": "cần xem lại: đơn vị, nhóm của kế hoạch, hoặc mã của cơ quan được chấm",
    "score.draft.classes": "Mức xếp loại, nếu có, từ cao xuống:",
    "score.draft.remark": "cần xem lại: {text}",
    "score.draft.differs": "cần xem lại: văn bản ghi {most}, các thành phần cộng lại được {total}",
    "score.draft.made": "Đã lập {path}: {count} tiêu chí, đang ghi điểm tay (manual) cho đến khi có cách chấm.",
    "score.draft.next": "Tiếp theo: cchc form --scoring {path}",
    "score.head.appraised": "Thẩm định",
    "score.all_criteria": "Điểm từng tiêu chí",
    "score.valid": "{path}: bảng điểm hợp lệ ({count} tiêu chí).",
}
