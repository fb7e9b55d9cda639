"""Faults of a plan file."""

CODES = {
    "P101": """YAML sai cú pháp
không đọc được YAML: {problem}
kiểm tra thụt đầu dòng (dùng dấu cách, không dùng phím Tab), dấu hai chấm, dấu phẩy, dấu nháy và dấu ngoặc quanh dòng này
Tệp không phải YAML hợp lệ nên phần sau vị trí này chưa được đọc.""",
    "P102": """Khóa lặp lại
khóa “{key}” đã có tại {first}
giữ một khóa; nếu là hai mục khác nhau thì tách thành hai phần tử của danh sách
YAML thông thường lặng lẽ lấy khóa sau; ở đây khóa lặp là lỗi để không mất nội dung.""",
    "P103": """Khóa không có trong định dạng
không có khóa “{key}” ở chỗ này
xóa khóa này hoặc sửa lại tên; `cchc schema plan` liệt kê mọi khóa
Giữa { } dấu phẩy ngăn các khóa với nhau: giá trị có dấu phẩy phải đặt trong dấu nháy.""",
    "P104": """Thiếu khóa bắt buộc
thiếu khóa “{key}”
thêm “{key}: …” vào mục này""",
    "P105": """Sai dạng
cần {expected}, nhưng ở đây là {shape}
viết lại mục này thành {expected}""",
    "P106": """Giá trị không hợp lệ
“{found}” không dùng được ở đây
viết {expected}""",
    "P107": """Tệp trống
tệp kế hoạch không có nội dung
chạy `cchc init` để có một kế hoạch mẫu""",
    "P108": """Ký tự không đọc được
ký tự {found} không hợp lệ trong tệp UTF-8
mở tệp và lưu lại với bảng mã UTF-8, bỏ ký tự điều khiển""",
    "P109": """Tệp quá lớn hoặc lồng quá sâu
{limit} (giới hạn {most})
viết thẳng nội dung, bỏ tham chiếu YAML (&, *) và bớt các tầng lồng nhau
Giới hạn này chặn các tệp được dựng để làm treo chương trình.""",
    "P110": """Không mở được kế hoạch
không đọc được tệp kế hoạch: {why}
kiểm tra đường dẫn và quyền đọc; nêu tệp bằng `--plan ĐƯỜNG_DẪN`""",
    "P111": """Không tìm thấy kế hoạch
không có thư mục plans/ với tệp .yaml nào từ {folder} trở lên
nêu tệp bằng `--plan ĐƯỜNG_DẪN` hoặc tạo kế hoạch mới bằng `cchc init`""",
    "P112": """Nhiều kế hoạch cùng phù hợp
chưa rõ dùng kế hoạch nào: {plans}
chọn một kế hoạch, ví dụ bằng {options}""",
    "P113": """Giá trị phải đặt trong dấu nháy
YAML không đọc được “{found}” khi không có dấu nháy
viết {plain}
Các ký tự > % @ ` * & ! ở đầu giá trị, và dấu hai chấm có dấu cách theo sau, có nghĩa riêng trong YAML. Phép so sánh đã nằm ở tên khóa (at_least, at_most, exactly) nên chỉ viết số.""",
    "P114": """Tính năng YAML không dùng
“{found}” không được dùng trong tệp kế hoạch
bỏ thẻ “!…” và dấu “---”; mỗi tệp là một kế hoạch""",
    "P115": """Không thuộc các giá trị cho phép
“{found}” không được phép
chỉ dùng: {choices}""",
    "P116": """Không có kế hoạch cho kỳ này
không kế hoạch nào trong {folder} bao gồm {as_of}: {plans}
chọn kế hoạch bằng `--plan ĐƯỜNG_DẪN` hoặc kỳ khác bằng `--as-of`""",
    "P117": """Tham chiếu YAML trỏ vào chính nó
“*{alias}” nằm bên trong chính mục “&{alias}”
viết thẳng nội dung, bỏ tham chiếu YAML (&, *)""",
    "P118": """Bỏ qua kế hoạch có lỗi
kế hoạch này có lỗi ({errors} lỗi) và không được dùng cho {as_of}: {why}
chạy `cchc validate {plan}` và sửa các lỗi""",
    "P119": """Ký tự chỉ giống về hình dạng
chỗ này có {found}, YAML cần: {wanted}
thay bằng: {wanted}; trình soạn thảo văn bản và trang web hay thay ký tự khác vào""",
    "P120": """Dấu phẩy trong ngoặc
dấu phẩy sau “{found}” kết thúc giá trị tại đây
viết {plain}
Trong { } và [ ] dấu phẩy ngăn cách các mục: chữ có dấu phẩy phải đặt trong dấu nháy, số thập phân viết dấu chấm.""",
    "P121": """Dấu nháy không đúng
{found} không nằm trong một cặp dấu nháy thẳng nên YAML coi các dấu đó là chữ
viết {plain}""",
    "P122": """Hai phiên bản trong một tệp
“{found}” là dấu của lần gộp (merge) chưa giải quyết
chọn một trong hai phiên bản rồi xóa các dòng <<<<<<<, ======= và >>>>>>>""",
    "P123": """Thiếu ngoặc nhọn
“{found}” viết cùng dòng với khóa thì phải có ngoặc nhọn
viết {plain}""",
    "P201": """Mã lặp lại
mã “{id}” đã dùng tại {first}
đặt mã khác cho mục này""",
    "P202": """Một tên dùng cho hai mục
tên “{name}” đã dùng cho “{other}” (tại {first})
đổi tên hoặc bỏ tên khác (aliases) trùng
Tên được so không phân biệt hoa thường, kiểu bỏ dấu (hòa/hoà), dấu cách và gạch nối.""",
    "P203": """Tên chưa khai báo
không có {what} “{name}”
khai báo mã này hoặc sửa lại cho đúng""",
    "P204": """Nhóm chứa chính nó
nhóm “{group}” chứa “{member}”, và qua đó chứa chính nó
bỏ “{member}” khỏi nhóm""",
    "P205": """Mục tiêu cần đúng một phép so sánh
mục tiêu “{target}” cần đúng một trong at_least, at_most, exactly, above, below
giữ một phép so sánh, ví dụ at_least: 20; số hiện có, tỷ lệ, số bình quân có thể có mức dưới và mức trên""",
    "P206": """Dấu % của mức phải đạt
mức {value} cho {kind}: thiếu hoặc thừa dấu %
{wanted}
Tỷ lệ viết kèm % (60%); số cộng dồn thì không. Số tại thời điểm chỉ kèm % khi đơn vị tính là %.""",
    "P208": """Hạn nằm ngoài kế hoạch
hạn {due} nằm ngoài thời gian của kế hoạch
chọn một tháng trong kế hoạch; kế hoạch nhiều năm thì ghi period đến năm cuối, mức từng năm ghi bằng các bậc""",
    "P209": """Thời điểm bắt đầu sau thời điểm kết thúc
kết thúc ({last}) trước khi bắt đầu ({first})
đổi lại from và to""",
    "P210": """Mức “ít nhất 0” không có ý nghĩa
at_least: 0 luôn luôn đạt
đặt mức lớn hơn 0, hoặc dùng at_most""",
    "P211": """Không cộng được
không dùng over cho {kind}
dùng each, hoặc bỏ cả hai nếu là số liệu chung""",
    "P212": """Tử số, mẫu số phải là số cộng dồn hoặc số tại thời điểm
“{part}” là {kind}
chọn chỉ tiêu có kind: count hoặc kind: level""",
    "P213": """Khóa không dùng cho loại này
{kind} không có “{key}”
xóa “{key}”""",
    "P214": """Mức phải là số nguyên
không thể đạt đúng mức {value}: chỉ tiêu “{indicator}” chỉ nhận số nguyên
dùng số nguyên, hoặc khai báo decimal: true cho chỉ tiêu""",
    "P215": """Đơn vị không thuộc mục tiêu
mục tiêu “{target}” không đánh giá riêng đơn vị “{unit}”
chỉ nêu đơn vị nằm trong each""",
    "P216": """Chỉ được dùng một trong each, over
có cả each và over
each: mỗi đơn vị một kết luận; over: một kết luận cho tổng""",
    "P217": """Tiến độ hoặc hạn không dùng được
“{key}” không dùng được với {why}
xóa để theo mặc định; `cchc explain P217` nêu tiến độ của từng loại
Số đếm: linear, final, always, các bậc (theo kỳ; khi phát sinh thì không linear). Số tại thời điểm, tỷ lệ, bình quân: always, final, các bậc (exactly: không có bậc). Mức trần (at_most) của số cộng dồn luôn có hiệu lực; mốc công việc chỉ có final, một khoảng chỉ có always hoặc final, mức xét riêng từng kỳ không có tiến độ.""",
    "P218": """Hạn sau khi kế hoạch kết thúc
hạn {due} sau ngày cuối của kế hoạch, được tính vào tháng cuối
sửa hạn nếu đây là nhầm lẫn""",
    "P219": """Bậc sau yêu cầu thấp hơn bậc trước
bậc {month} yêu cầu thấp hơn bậc trước đó
kiểm tra lại: mức dưới thì bậc sau không nhỏ hơn, mức trên thì bậc sau không lớn hơn bậc trước""",
    "P220": """Bậc tiến độ ngoài kế hoạch
{month} nằm ngoài kế hoạch
chọn một tháng trong kế hoạch""",
    "P221": """Nhóm trống
nhóm “{group}” không có đơn vị nào
thêm đơn vị hoặc xóa nhóm""",
    "P222": """Tử số và mẫu số khác kỳ
“{numerator}” và “{denominator}” không cùng kỳ báo cáo (every)
khai báo cùng một every""",
    "P223": """Mốc công việc chỉ có mức 1
mức {found} không dùng cho mốc công việc
viết at_least: 1""",
    "P224": """Hạn không trùng cuối kỳ
hạn {due} không phải cuối một kỳ ({every}) của chỉ tiêu “{indicator}”
chọn một tháng cuối kỳ: {ends}""",
    "P225": """Kế hoạch ngắn hơn một kỳ của chỉ tiêu
kế hoạch không có trọn kỳ ({every}) nào của chỉ tiêu “{indicator}”
sửa every của chỉ tiêu, hoặc thời gian (period) của kế hoạch""",
    "P226": """Ghi tên ở chỗ cần mã
“{name}” là tên của {what} “{id}”; ở đây phải ghi mã
viết {id}""",
    "P227": """Thay đổi không có mức gốc
mức “{found}” là thay đổi so với mức gốc, nhưng mục tiêu không có baseline
thêm “baseline: …”, hoặc ghi thẳng mức phải đạt, không có dấu + hay -""",
    "P228": """So sánh ngặt với số đếm
“{key}” không dùng được với chỉ tiêu đếm bằng số nguyên
viết số liền kề: {plain}""",
    "P229": """Chưa nêu đơn vị
chỗ này không nêu đơn vị nào, hoặc ghi “owners” cùng đơn vị khác
viết một đơn vị, một nhóm, danh sách các đơn vị, hoặc riêng “owners” (các đơn vị chủ trì nhiệm vụ)""",
    "P230": """Nhiệm vụ chưa có đơn vị chủ trì
“owners” là đơn vị chủ trì của nhiệm vụ “{task}”, nhưng nhiệm vụ này chưa có
thêm owners: [...] vào nhiệm vụ, hoặc nêu tên đơn vị ở đây""",
    "P231": """Mức riêng chưa rõ
chưa rõ đơn vị “{unit}” phải đạt gì thay cho mức chung
viết chẳng hạn {{at_least: 40%, at_most: 60%}} cho một khoảng, hoặc {{pace: final}}, {{due: 2022-06}}""",
    "P232": """Mã của sản phẩm đã dùng
sản phẩm của nhiệm vụ “{task}” tạo ra mục tiêu và chỉ tiêu mã “{task}”, nhưng mã này đã dùng ở {first}
đặt mã khác cho nhiệm vụ hoặc cho mục kia; hoặc ghi rõ targets của nhiệm vụ""",
    "P233": """Mức không thể đạt
không có số nào thỏa mãn “{comparison}: {found}”
sửa lại mức, hoặc dùng cách so sánh tính cả số đó (at_least, at_most)""",
    "P234": """Khoảng bị ngược
không có số nào nằm giữa {lower} và {upper}
ghi số nhỏ ở at_least hoặc above, số lớn ở at_most hoặc below""",
    "P235": """Mức trên 100%
{found} lớn hơn 100%, nhưng tử số của “{indicator}” là một phần của mẫu số
sửa lại mức, hoặc khai báo bounded: false cho chỉ tiêu, chẳng hạn với số thu so với dự toán""",
    "P236": """Đơn vị chưa có mức gốc
chưa có mức gốc (baseline) cho: {units}
thêm một số cho mỗi đơn vị đó""",
    "P237": """Cần một mức gốc
mục tiêu “{target}” chỉ có một kết luận nên mức gốc phải là một số
viết một số, ví dụ baseline: 120; mức gốc theo từng đơn vị đi với each""",
    "P238": """Mức tăng giảm không thành mức phải đạt
{change} so với mức gốc {baseline} thành {goal}: {why}
sửa lại mức tăng giảm hoặc mức gốc""",
    "P240": """Hai bậc tiến độ cho một tháng
{month} đã có bậc ở {first}
giữ lại một; quý, nửa năm hoặc năm nghĩa là tháng cuối của nó""",
    "P241": """Bậc tiến độ vượt mức phải đạt
bậc {month} đòi hỏi hơn cả mức phải đạt
kiểm tra lại bậc và mức phải đạt""",
    "P242": """Bậc tiến độ sau hạn
bậc {month} ở sau hạn {due} nên không bao giờ được xét
kiểm tra lại bậc và hạn""",
    "P243": """Số đơn vị hoàn thành
mức {found} không dùng được cho mốc công việc của nhiều đơn vị (số đơn vị khi đến hạn: {count})
viết một số nguyên không lớn hơn số đó, hoặc một tỷ lệ như 60%""",
    "P244": """Từ dành riêng
không đặt mã “{id}” cho đơn vị hoặc nhóm được
đặt mã khác: each: owners nghĩa là các đơn vị chủ trì nhiệm vụ""",
    "P245": """Đẳng thức chỉ gồm số cộng dồn và số hiện có
“{part}” là {kind}, không cộng ở đây được
chọn chỉ tiêu kind: count hoặc kind: level""",
    "P246": """Một vế chưa có chỉ tiêu
một vế của đẳng thức “{id}” chưa nêu chỉ tiêu nào
nêu ít nhất một chỉ tiêu ở mỗi vế""",
    "P247": """Số có thể âm trong tỷ lệ
“{part}” có thể âm nên không làm {key} ở đây được
chọn chỉ tiêu không có signed: true; tử số có thể âm nếu ghi bounded: false""",
    "P248": """Hàng nghìn hay số thập phân
“{found}” có thể là số hàng nghìn, cũng có thể là số thập phân
viết {plain} hoặc {short}
Trong YAML dấu chấm là dấu thập phân: 1.500 là một phẩy năm. Theo cách viết tiếng Việt đó là một nghìn năm trăm.""",
    "P249": """Đơn vị kế thừa chính nó
“{unit}” được “{successor}” kế thừa, và qua đó kế thừa chính nó
bỏ “{successor}” khỏi successor""",
}

WORDS = {
    "wanted.bare": "viết số không kèm %",
    "wanted.percent": "viết kèm %, ví dụ 60%",
    "what.unit": "đơn vị",
    "what.unit_or_group": "đơn vị hoặc nhóm",
    "what.indicator": "chỉ tiêu",
    "what.reference": "văn bản căn cứ",
    "problem.tab": "thụt đầu dòng bằng phím Tab",
    "problem.quote": "dấu nháy mở ở đây không được đóng lại",
    "problem.bracket": "dấu ngoặc mở ở đây không được đóng lại, hoặc thiếu dấu phẩy bên trong",
    "problem.colon": "dấu hai chấm ở đây chưa rõ nghĩa (thụt đầu dòng sai, hoặc giá trị cần dấu nháy)",
    "problem.key": "dòng này cần dạng “khóa: giá trị”, có dấu cách sau dấu hai chấm",
    "problem.indent": "dòng này không khớp với các dòng trên (thụt đầu dòng sai, thiếu dấu hai chấm hoặc dấu “- ”)",
    "limit.bytes": "tệp quá lớn (tính bằng byte)",
    "limit.depth": "lồng quá sâu",
    "limit.nodes": "tham chiếu YAML (&, *) lặp quá nhiều",
    "expected.mapping": "các cặp “khóa: giá trị”",
    "expected.list": "một danh sách, ví dụ [a, b]",
    "expected.text": "một giá trị",
    "expected.key": "tên khóa",
    "expected.month": "một tháng như 2022-07",
    "expected.date": "một ngày như 2022-07-27",
    "expected.real_day": "một ngày có thật (lịch không có ngày này)",
    "expected.due": "một tháng như 2022-12, một quý như 2022-Q4 hoặc một ngày như 2022-12-14",
    "expected.goal": "một số như 20 hoặc 2.5 (dấu chấm thập phân), hoặc tỷ lệ như 60%",
    "expected.plain": "một số như 120 hoặc 40%, không có dấu +",
    "expected.as_of": "due, hoặc một kỳ như 2022-07, 2022-Q3",
    "expected.scale": "một số lớn hơn 0, ví dụ 1000",
    "expected.pace": "linear, final, always hoặc các bậc như {{2022-03: 5, 2022-06: 10}}",
    "expected.schedule": "ongoing hoặc {{due: 2022-12}}",
    "expected.bool": "true hoặc false",
    "expected.cutoff_day": "một ngày từ 1 đến 28, hoặc null nếu theo tháng dương lịch",
    "expected.report_days": "số ngày từ 0 đến 60",
    "expected.version": "1",
    "expected.id": "mã gồm chữ, số, dấu chấm, gạch nối, gạch dưới, không có dấu cách",
    "expected.printable": "văn bản không có ký tự điều khiển và ký tự đảo chiều chữ",
    "problem.after_quote": "sau dấu nháy đóng còn chữ",
    "problem.comment": "ghi chú bắt đầu bằng #, không phải //",
    "problem.node": "giữa dấu phẩy hoặc dấu ngoặc và dấu tiếp theo không có gì",
    "problem.other": "dòng này không theo đúng cách viết YAML",
    "char.U+00A0": "dấu cách không ngắt dòng (U+00A0)",
    "char.U+3000": "dấu cách rộng (U+3000)",
    "char.U+200B": "dấu cách không có độ rộng (U+200B)",
    "char.U+FEFF": "dấu đầu tệp không nhìn thấy (U+FEFF)",
    "char.U+2013": "gạch ngang “–”",
    "char.U+2014": "gạch ngang dài “—”",
    "char.U+2022": "dấu đầu dòng “•”",
    "char.U+FF1A": "dấu hai chấm rộng “：”",
    "mark.space": "dấu cách thường",
    "mark.nothing": "để trống",
    "mark.dash": "dấu gạch nối và dấu cách, “- ”",
    "mark.colon": "dấu hai chấm và dấu cách, “: ”",
    "why.per_period": "mức xét riêng từng kỳ (per: period)",
    "why.range": "một khoảng (chỉ dùng always hoặc final)",
    "why.average": "số bình quân",
    "why.exactly_percent": "exactly kèm tỷ lệ phần trăm",
    "why.milestones": "mốc công việc của nhiều đơn vị (chỉ dùng final hoặc các bậc)",
    "why.below_nothing": "phải lớn hơn 0",
    "why.above_whole": "một phần không thể lớn hơn 100% của tổng",
    "why.never_holds": "không số nào đạt được",
    "why.not_whole": "không phải số nguyên",
}
