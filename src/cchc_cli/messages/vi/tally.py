"""Mappings, registers and what is counted in them."""

CODES = {
    "P301": """Điều kiện chưa khai báo
không có điều kiện “{term}”
khai báo trong terms, hoặc dùng late, open, overdue""",
    "P302": """Tên điều kiện đã có sẵn
“{term}” là điều kiện có sẵn của chương trình
đặt tên khác; late, open, overdue và not đã có nghĩa riêng""",
    "P303": """Điều kiện trống
điều kiện “{term}” không nêu gì
nêu ít nhất một trường""",
    "P304": """Một tên cột của hai trường
tên cột “{header}” của {field} đã ghi cho {other} tại {first}
ghi mỗi tên cột cho một trường, một lần
Một cột không thể vừa là trường này vừa là trường kia.""",
    "P305": """Trường chưa có cột
ở đây cần {field}, nhưng columns không ghi cột nào cho trường này
thêm tên cột của trường vào columns""",
    "P306": """Giá trị chưa được đặt tên
có cột cho {field} nhưng không điều kiện nào nêu giá trị của trường này
nêu mọi giá trị của cột trong terms, hoặc bỏ cột khỏi columns
Không có “các giá trị khác”: giá trị mà không điều kiện nào nêu là lỗi của dòng, để số đếm không bỏ sót.""",
    "P307": """Điều kiện về cuối kỳ
“{term}” xét ở cuối kỳ, không dùng được cho “{rule}”
chỉ dùng open và overdue trong phần đếm có `at: cutoff`""",
    "P308": """Không rõ đếm vào kỳ nào
phần đếm “{indicator}” cần đúng một trong by và at
ghi `by: received` (returned, finished, second_request), hoặc `at: cutoff`""",
    "P309": """Hai dạng ngày đọc được cùng một chữ
dạng “{format}” và “{other}” đọc cùng một ngày thành hai ngày khác nhau
giữ một dạng; mỗi hệ thống ghi ngày kiểu khác thì dùng một tệp ánh xạ riêng
03/04/2022 có thể là ngày 3 tháng 4 hoặc ngày 4 tháng 3; chương trình không đoán.""",
    "P310": """Khoảng ngày ngược
ngày đầu {first} sau ngày cuối {last}
ghi ngày sớm hơn trước""",
    "P311": """Chỉ tiêu không được đếm
đẳng thức nêu “{indicator}”, nhưng counts không đếm chỉ tiêu này
sửa mã chỉ tiêu hoặc thêm phần đếm""",
    "P312": """Thiếu cách tính hạn
“{term}” cần biết thế nào là trễ, nhưng tệp không có deadline
thêm `deadline: {{column: first_due, compare: date, missing: on_time}}`""",
    "P313": """Đếm hai lần
phần đếm “{indicator}” này giống hệt phần đếm tại {first}
bỏ một phần; nhiều phần đếm của một chỉ tiêu được cộng lại""",
    "P314": """Trễ hạn ở cuối kỳ
“{term}” xét khi đã có kết quả, không dùng được cho “{rule}” đếm ở cuối kỳ
dùng overdue: đã quá hạn ở cuối kỳ""",
    "P315": """Loại chỉ tiêu không hợp với cách đếm
chỉ tiêu “{indicator}” là {kind}; ở đây cần {wanted}
đếm theo ngày (by) cho chỉ tiêu cộng dồn, đếm ở cuối kỳ (at: cutoff) cho số tại thời điểm""",
    "P316": """Chỉ tiêu không theo tháng
chỉ tiêu “{indicator}” báo cáo theo {every}; chỉ đếm được chỉ tiêu hằng tháng
đổi every của chỉ tiêu thành month, hoặc bỏ phần đếm""",
    "P317": """Không đọc được danh sách
không đọc được tệp “{file}”: {why}
ghi đường dẫn tính từ thư mục của tệp ánh xạ""",
    "P318": """Danh sách không có tiêu đề
dòng đầu không có cột nào tên {wanted}
ghi dòng tiêu đề: tên trường, và nếu cần thì from, to (từ ngày, đến ngày)""",
    "P319": """Ngày sai trong danh sách
ngày ở dòng này không đúng
ghi như 2022-07-14 hoặc theo một dạng của dates.formats""",
    "P320": """Danh sách có ngày nhưng không rõ so với ngày nào
tệp “{file}”, dòng {line}, có từ ngày, đến ngày, nhưng điều kiện không có at
thêm `at: received` hoặc `at: returned`""",
    "P321": """Điều kiện nhìn trạng thái hiện nay
{rules} xét trạng thái ({terms}); cột này cho biết hiện trạng ngày xuất sổ, không phải lúc cuối kỳ
dùng ngày thay cho trạng thái (returned, withdrawn_at) nếu sổ có; chốt số liệu ngay khi hết kỳ
Xuất sổ muộn hơn thì trạng thái đã đổi và số của tháng cũ đếm ra khác.""",
    "P322": """Không mở được tệp ánh xạ
không đọc được tệp ánh xạ: {why}
kiểm tra đường dẫn và quyền đọc; nêu tệp bằng `--mapping TỆP`""",
    "P323": """Thiếu tệp ánh xạ
chưa nêu tệp ánh xạ: cách đọc sổ và cách đếm
thêm `--mapping TỆP`; `cchc init --example` có sẵn một tệp mẫu""",
    "A501": """Sổ thiếu cột
không có cột nào cho {field}
xuất sổ có cột này, hoặc thêm tên cột của hệ thống vào columns; các tên đang nhận: {names}""",
    "A502": """Hai cột cho một trường
cột này và cột tại {first} đều là {field}
bỏ một cột, hoặc bỏ bớt tên trong columns""",
    "A503": """Ngày trong sổ sai
{field}: không phải ngày viết như {formats}
sửa ô trong hệ thống rồi xuất lại, hoặc thêm dạng ngày vào dates.formats
Mỗi phần của ngày có đủ chữ số, không có dấu cách thừa.""",
    "A504": """Ngày trong sổ ngoài khoảng
{field}: ngày không nằm trong khoảng {first} đến {last}
sửa ô, hoặc nới dates.between
Năm 22 hay 2202 là lỗi gõ; khoảng ngày giữ cho số đếm không sai theo.""",
    "A505": """Giá trị không được điều kiện nào nêu
{field}: giá trị không phải một trong {values}
thêm giá trị vào một điều kiện trong terms, hoặc sửa ô""",
    "A506": """Không phải số nguyên
{field}: cần một số nguyên như 0, 1, 2
sửa ô; không có lần nào thì ghi 0""",
    "A507": """Đơn vị không được đếm
{field}: không phải đơn vị nào trong {units}
sửa ô, hoặc thêm tên khác (aliases) của đơn vị vào kế hoạch""",
    "A508": """Hồ sơ lặp lại
mã hồ sơ này đã có tại {first}
giữ một dòng cho mỗi hồ sơ""",
    "A509": """Thiếu mã hồ sơ
mã hồ sơ để trống
ghi mã hồ sơ; không có mã thì không biết có đếm hai lần không""",
    "A510": """Trả trước khi nhận
ngày trả kết quả trước ngày tiếp nhận
sửa một trong hai ngày""",
    "A511": """Số ô khác tiêu đề
dòng có {count} ô, tiêu đề có {width}
kiểm tra dấu phân cách và dấu nháy trong dòng""",
    "A512": """Dấu nháy nuốt dòng
dấu nháy kép mở ở đây không đóng trong ô
đóng dấu nháy, hoặc viết hai dấu ("") nếu là một phần của ô
Từ dấu nháy này các dòng sau bị coi là nội dung của một ô.""",
    "A513": """Sổ không có dòng nào
không có hồ sơ nào trong sổ
xuất lại sổ; không có hồ sơ thì báo số 0 bằng tay""",
    "A514": """Thiếu ngày
{field}: để trống, nhưng phải có ngày
ghi ngày; hạn trả có thể để trống nếu deadline.missing là on_time hoặc exclude""",
    "A515": """Còn dòng lỗi khác
còn {count} dòng lỗi không liệt kê
sửa các lỗi đã nêu rồi chạy lại""",
    "A516": """Không kiểm được hồ sơ lặp
columns không có cột mã hồ sơ (filing): hồ sơ ghi hai dòng sẽ được đếm hai lần
thêm cột mã hồ sơ vào columns""",
    "A517": """Trang tính không đọc
trang “{sheet}” không có tiêu đề của sổ nên không đọc
thêm dòng tiêu đề, hoặc bỏ trang nếu không phải sổ""",
    "A518": """Đơn vị không hoạt động trong kỳ
{count} hồ sơ thuộc chỉ tiêu “{indicator}”, {period}, ghi cho {units}: kỳ này đơn vị không hoạt động hoặc có hai đơn vị cùng tên
sửa đơn vị trong sổ, hoặc from và to của đơn vị trong kế hoạch""",
    "A519": """Kỳ trước khi có sổ
hồ sơ đầu tiên tiếp nhận sau {last} nên không ghi số từ {first} đến {last}
nếu sổ có đủ các kỳ đó và không có hồ sơ, ghi số 0 bằng tay
Sổ không nói gì về kỳ trước hồ sơ đầu tiên: thiếu không phải là 0.""",
    "A520": """Ngày không có trong lịch
{field}: không có ngày hoặc giờ như vậy
sửa ô trong hệ thống rồi xuất lại
Ô viết đúng dạng nhưng lịch không có: ngày 31/2, tháng 13, 24 giờ.""",
    "V401": """Không rõ ngày xuất sổ
không biết sổ xuất ngày nào nên không biết kỳ nào đã trọn
thêm `--until 2022-07-16`, ghi `exported` trong tệp ánh xạ, hoặc để ngày trong tên tệp
Chỉ ghi số của kỳ kết thúc trước ngày này: sổ xuất ngày 16/7 không nói gì về tháng 8.""",
    "V402": """Không có kỳ nào trọn
không kỳ nào của kế hoạch kết thúc trước ngày {until}
kiểm tra --until và thời gian của kế hoạch""",
    "V403": """Đẳng thức không khớp
{unit}, {period}: {left} = {left_sum}, nhưng {right} = {right_sum}
xem lại điều kiện của các phần đếm: một hồ sơ đang được đếm thiếu hoặc đếm hai lần""",
    "V404": """Số báo cáo khác số đếm
{period}, {unit}, {indicator}: sổ đếm được {counted}, số báo cáo là {reported}
đối chiếu với sổ; sửa số báo cáo hoặc cách đếm""",
    "V405": """Chưa báo cáo số đã đếm
{period}, {unit}, {indicator}: sổ đếm được {counted}, chưa có số báo cáo
bổ sung số báo cáo""",
    "V407": """Chưa cài DuckDB
--engine duckdb cần DuckDB, máy này chưa cài
cài bằng `pip install "cchc-cli[fast]"`, hoặc bỏ --engine""",
    "V408": """Không dùng được cùng nhau
{why}
bỏ một trong hai""",
    "V409": """Tệp đang có số liệu khác
{path} có số liệu không do lệnh này đếm; ghi đè sẽ mất
ghi ra tệp khác rồi gộp bằng `cchc collect`, hoặc thêm --replace""",
    "V410": """Chưa nêu sổ
chưa nêu sổ nào để đếm
nêu tệp xuất từ hệ thống một cửa: `cchc tally SỔ --mapping TỆP`""",
    "V411": """Chưa ghi tệp
{path} không được ghi vì không có số nào được đếm
sửa các lỗi đã nêu rồi chạy lại""",
    "V412": """Ngày xuất sổ không khớp tên tệp
đếm theo sổ xuất ngày {until}, còn tên tệp ghi ngày {named}
ghi ngày xuất thật bằng `--until`, hoặc bỏ `exported` trong tệp ánh xạ để lấy ngày trong tên tệp
Kỳ kết thúc sau ngày xuất thì sổ không nói gì; kỳ kết thúc trước ngày đó mà không đếm thì thiếu số.""",
    "V413": """Số liệu đã có ở nơi khác
{count} số liệu trong tệp này đã có ở tệp khác mà kế hoạch đọc, ví dụ tại {other}
chỉ giữ một nơi: xóa các dòng đó ở tệp kia, hoặc xóa tệp này và đối chiếu bằng `--compare`
Mỗi số liệu chỉ có một dòng: có hai thì `cchc check` dừng (A214).""",
}

WORDS = {
    "field.filing": "mã hồ sơ",
    "field.unit": "đơn vị",
    "field.procedure": "mã thủ tục",
    "field.received": "ngày tiếp nhận",
    "field.first_due": "ngày hẹn trả lần đầu",
    "field.extended_due": "ngày hẹn lại",
    "field.finished": "ngày có kết quả",
    "field.returned": "ngày trả kết quả",
    "field.withdrawn_at": "ngày rút hồ sơ",
    "field.second_request": "ngày yêu cầu bổ sung lần hai",
    "field.channel": "hình thức nộp",
    "field.supplements": "số lần yêu cầu bổ sung",
    "field.apology": "xin lỗi",
    "field.status": "trạng thái",
    "expected.date_format": "dạng ngày gồm %d %m %Y liền nhau và %H %M %S nếu có giờ, ví dụ %d/%m/%Y %H:%M:%S",
    "expected.values": 'danh sách giá trị như [Trực tuyến, "2"], hoặc {{file: tep.csv}}',
    "expected.between": "hai ngày như [2019-01-01, 2023-12-31]",
    "expected.where": "tên một điều kiện, hoặc not và tên",
    "expected.at_least": "một số nguyên từ 1",
    "expected.items": "danh sách có ít nhất một mục",
    "tally.account": "{rows} dòng = {counted} được đếm + {excluded} loại trừ + {refused} bị từ chối",
    "tally.excluded": "loại trừ “{name}”: {count} dòng",
    "tally.counted_out": "đếm từ {registers}: {counts}",
    "tally.rows_by": "{count} dòng theo {rule}",
    "tally.registers": "{count} sổ",
    "tally.register": "sổ {path} sha256:{sha256}",
    "tally.months": "kỳ được ghi: {first} đến {last} (sổ xuất ngày {until})",
    "tally.nothing": "không ghi số nào",
    "tally.differences": "khác số báo cáo: {count} số",
    "tally.unreported": "chưa có số báo cáo: {count} số",
    "tally.same": "khớp với số báo cáo: {count} số",
    "tally.definitions": "Cách đếm",
    "tally.indicator": "Chỉ tiêu",
    "tally.by": "đếm theo {field}",
    "tally.cutoff": "đếm hồ sơ đã nhận, ở cuối mỗi kỳ",
    "tally.where": "{how}, khi {conditions}",
    "tally.all": "{how}, mọi hồ sơ",
    "tally.excludes": "không đếm “{name}”: {conditions}",
    "tally.not": "không phải ({condition})",
    "tally.and": " và ",
    "tally.is": "{field} là {values}",
    "tally.from": "{field} từ {number} trở lên",
    "tally.in_file": "{field} có trong {file}",
    "tally.in_file_at": "{field} có trong {file} vào {at}",
    "tally.late": "{result} sau {due} (so theo {compare})",
    "tally.open": "ở cuối kỳ chưa trả và chưa rút",
    "tally.overdue": "{due} trước ngày cuối kỳ",
    "tally.compare.date": "ngày; đúng ngày hẹn là đúng hạn",
    "tally.compare.time": "giờ; hẹn không ghi giờ thì đến hết ngày",
    "tally.due.first_due": "ngày hẹn trả lần đầu",
    "tally.due.extended_due": "ngày hẹn lại, không có thì ngày hẹn trả lần đầu",
    "tally.missing.on_time": "không có hạn thì không bao giờ trễ",
    "tally.missing.exclude": "không có hạn thì không đếm",
    "tally.missing.refuse": "không có hạn là lỗi",
    "tally.deadline": "Hạn: {due}; {missing}",
    "tally.blank": "(để trống)",
    "tally.sql.with_register": "--sql in ra câu truy vấn, không đọc sổ",
    "tally.sql.cutoff": "kỳ {first} đến {last}",
    "tally.sql.head": "Đếm hồ sơ theo {mapping} ({source})",
    "tally.sql.reads": "Bảng {table} giữ các cột của sổ dưới dạng chữ, như trong tệp xuất ra.",
    "tally.sql.fails": "Có dòng không đếm được thì truy vấn dừng với lỗi, không trả về số nào.",
    "tally.named": "Cách đếm theo {path}",
    "tally.valid": "{path}: ánh xạ hợp lệ ({count} chỉ tiêu).",
}
