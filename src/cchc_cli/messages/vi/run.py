"""A run and its verdicts: statuses, units of speech, what the commands say."""

CODES = {
    "V101": """Miễn trừ đã hết hạn
miễn trừ cho “{target}” ({unit}) đã hết hạn vào {until} ({months} tháng trước): {reason}
đề nghị cấp có thẩm quyền gia hạn, hoặc xóa miễn trừ""",
    "V103": """Miễn trừ không còn cần
không còn gì cần đến miễn trừ cho “{target}” ({unit}) đến hết {until}: {reason}
xóa miễn trừ này khỏi kế hoạch
Mọi kết luận thuộc diện miễn trừ đã đạt hẳn, không còn phát sinh được nữa, hoặc không có kết luận nào để miễn.""",
    "V104": """Miễn trừ đã hết hạn, không còn cần
miễn trừ cho “{target}” ({unit}) đã hết hạn vào {until} và không có nó cũng không có gì chưa đạt: {reason}
xóa miễn trừ này khỏi kế hoạch""",
    "V105": """Mới chưa đạt
mới chưa đạt so với {path} ({count}): {names}
xem dòng của từng mục tiêu; `cchc explain MỤC-TIÊU` cho thấy phép tính
Khi dùng `--baseline`, chỉ những gì mới chưa đạt mới làm mã thoát bằng 1. Cùng mục tiêu và cùng đơn vị thì coi là một.""",
    "V106": """Vẫn chưa đạt
chưa đạt từ {path} và đến nay vẫn chưa đạt ({count}): {names}
để nguyên trong lần kiểm tra này; những mục này không tính vào mã thoát""",
    "V107": """Đã khắc phục so với kết quả gốc
chưa đạt trong {path}, nay không còn như vậy ({count}): {names}
ghi kết quả gốc mới, để nếu chưa đạt trở lại thì được tính""",
    "V108": """Kết quả gốc nêu mục không được đánh giá
chưa đạt trong {path}, nay được miễn hoặc không được đánh giá ({count}): {names}
nếu đúng như vậy, hãy ghi kết quả gốc mới""",
    "V109": """Mức thiếu đã biết nay tăng thêm
chưa đạt từ {path} và nay thiếu nhiều hơn ({count}): {names}
xem dòng của các mục tiêu này; chúng không tính vào mã thoát vì đã biết từ trước""",
    "V102": """Không có gì để đánh giá
không có kết luận nào: kế hoạch không có mục tiêu nào áp dụng được
thêm mục tiêu (targets) vào kế hoạch""",
    "V201": """Số liệu đã chốt bị sửa
{period} ({unit}): “{indicator}” đã chốt là {old} (tại {closed}), nay là {new}
khôi phục số đã chốt; nếu sửa đúng thì chạy `cchc close {label} --amend --reason "…"`""",
    "V202": """Số liệu đã chốt bị bỏ
{period} ({unit}): “{indicator}” đã chốt là {old}, nay không còn trong số liệu
ghi lại số đã chốt; nếu bỏ là đúng thì chạy `cchc close {label} --amend --reason "…"`""",
    "V203": """Thêm số liệu vào kỳ đã chốt
{period} ({unit}): “{indicator}” khi chốt chưa có (theo {closed}), nay là {new}
bỏ số mới thêm; nếu thêm là đúng thì chạy `cchc close {label} --amend --reason "…"`""",
    "V204": """Dòng số liệu đã chốt không đọc được
dòng này không phải số liệu đã chốt: {found}
không sửa tay tệp này; khôi phục từ bản lưu gần nhất""",
    "V205": """Số liệu đã chốt bị ghi hai lần
số liệu đã chốt này đã có tại {first}
giữ một dòng, xóa dòng kia""",
    "V206": """Không đọc được tệp số liệu đã chốt
không đọc được tệp số liệu đã chốt: {why}
khôi phục tệp từ bản lưu gần nhất; dòng đầu phải giữ nguyên tên các cột""",
    "V207": """Hết kỳ của kế hoạch
số liệu đã có đến {period}, là kỳ cuối của kế hoạch
nêu rõ kỳ, ví dụ `cchc form 2022-07`, hoặc dùng kế hoạch năm sau""",
    "V208": """Đơn vị không hoạt động trong kỳ
{unit} không hoạt động trong {period}
kiểm tra from, to của đơn vị trong kế hoạch, hoặc chọn kỳ khác""",
    "V209": """Kỳ không thuộc kế hoạch
“{found}” không phải một kỳ của kế hoạch ({first} – {last})
viết ví dụ {such_as}""",
    "V210": """Biểu còn thiếu số liệu
còn thiếu “{indicator}” {period} ({unit})
điền số; không phát sinh thì ghi 0; chỉ tiêu thuyết minh thì viết vào cột ghi chú""",
    "V211": """Biểu của nhiều đơn vị
biểu có số liệu của nhiều đơn vị: {units}
mỗi đơn vị một biểu; để kiểm tra cả tệp số liệu, dùng `cchc check`""",
    "V212": """Biểu có nhiều kỳ
biểu này của {month} nhưng có dòng của {other}
mỗi biểu một kỳ: chuyển dòng này sang biểu của kỳ đó""",
    "V213": """Biểu của kỳ khác
đây là biểu của {found}, trong khi đợt này nhận biểu của {wanted}
lấy đúng biểu của kỳ; để nhận riêng biểu này, chạy `cchc collect` với `--as-of` của kỳ đó""",
    "V214": """Không phải biểu số liệu
không có dòng nào nêu chỉ tiêu và kỳ của kế hoạch
kiểm tra xem có gửi nhầm tệp; `cchc form` lập biểu để điền""",
    "V215": """Số liệu đã có
{count} số liệu của biểu đã có trong {into} với cùng giá trị
để nguyên""",
    "V216": """Số liệu khác số đã có
{period} ({unit}): “{indicator}” là {new}, trong khi {place} đã ghi {old}
hỏi lại đơn vị; nếu số mới đúng thì thêm `--replace`""",
    "V217": """Thay số liệu
{period} ({unit}): “{indicator}” được thay từ {old} thành {new}
nếu thay nhầm, lấy lại số cũ từ tệp .bak bên cạnh""",
    "V218": """Hai biểu khác nhau
{period} ({unit}): “{indicator}” là {new}, trong khi {place} ghi {old}
hỏi lại đơn vị rồi bỏ biểu sai""",
    "V219": """Không ghi được vào tệp này
`--into {path}`: {why}
dùng tệp .csv hoặc .xlsx khác với các biểu được nộp""",
    "V220": """Chưa nhận biểu nào
{into} được giữ nguyên vì có biểu sai
sửa các lỗi đã nêu, hoặc để riêng biểu sai rồi chạy lại""",
    "V221": """Kỳ còn thiếu số liệu
{unit} còn thiếu {count} số liệu: {indicators}
bổ sung số liệu; nếu vẫn chốt thì thêm `--allow-missing`""",
    "V222": """Kỳ đã chốt
{period} đã chốt và số liệu không thay đổi ({path})
để nguyên""",
    "V223": """Số liệu đã chốt bị thay đổi
{count} số liệu của {period} khác với khi chốt
khôi phục số đã chốt; nếu thay đổi là đúng thì chạy `{command}` trước""",
    "V224": """Sửa số đã chốt phải có lý do
--amend và --reason phải đi cùng nhau, và lý do phải được viết ra (không để trống, không để “…”)
viết ví dụ `cchc close 2022-07 --amend --reason "đơn vị đếm sót"`""",
    "V225": """Kỳ chưa chốt
{period} chưa chốt nên không có gì để sửa
chạy `cchc close` không có --amend""",
    "V226": """Không có gì để chốt
{period} không có số liệu nào và không đơn vị nào phải gửi
kiểm tra lại kỳ""",
    "V227": """Không có chỗ ghi số liệu đã chốt
số liệu đã chốt được ghi cạnh tệp số liệu, mà số liệu được đọc từ đầu vào chuẩn
nêu tệp hoặc thư mục số liệu""",
    "V228": """Cột sẽ bị mất
{into} có cột “{found}” mà chương trình không dùng; ghi lại tệp sẽ mất cột này
xóa cột này, hoặc chọn tệp khác cho --into""",
    "V229": """Chỉ tiêu không phải gửi
kỳ này {unit} không phải gửi “{indicator}” {period}
kiểm tra xem có ghi nhầm chỉ tiêu, đơn vị hoặc kỳ""",
    "V230": """Thêm số liệu vào kỳ đã chốt
{period} đã chốt, nay có số liệu được thêm hoặc thay: {names}
nếu số liệu mới là đúng, chạy tiếp: `{command}`
Từ nay `cchc check` báo các số liệu này đã thay đổi, cho đến khi việc điều chỉnh được ghi kèm lý do.""",
    "V231": """Tệp đang được dùng
một lượt chạy khác đang ghi vào {path}
chạy lại đúng lệnh này khi lượt kia xong""",
    "V232": """Tệp vừa bị thay đổi
{path} bị thay đổi trong khi lệnh đang chạy nên được giữ nguyên
đóng tệp trong các chương trình khác rồi chạy lại đúng lệnh này""",
    "V233": """Tệp không chỉ có số liệu
{into} không chỉ có số liệu; ghi lại tệp sẽ làm mất: {what}
chọn tệp khác với `--into`, hoặc chuyển phần không phải số liệu ra khỏi tệp này
`collect` ghi lại toàn bộ tệp: chỉ có bảng số liệu, không có gì khác.""",
    "V234": """Chưa rõ gộp vào đâu
chưa nêu tệp bằng `--into` và kế hoạch không cho biết số liệu ở đâu
thêm `--into TỆP.csv`, hoặc thêm khóa actuals vào kế hoạch""",
    "V237": """Biểu chưa điền số liệu
các biểu được nộp chưa có số liệu nào, nên không thêm gì
điền số liệu vào biểu rồi thu lại""",
    "V236": """Tên tệp của đơn vị khác
tệp mang tên {named} nhưng là biểu của {unit}
hỏi lại đơn vị gửi: nếu điền nhầm biểu thì lập lại biểu bằng `cchc form --unit {named}`; nếu chỉ đặt nhầm tên thì đổi tên tệp""",
    "V110": """Mục tiêu không có kết luận
mục tiêu “{target}” không có kết luận nào: {why} (hạn {due})
xem lại hạn của mục tiêu và thời gian hoạt động của các đơn vị""",
    "V131": """Kỳ báo cáo không kết thúc ở tháng được xét
`--span {span}`: {as_of} không phải tháng cuối của một kỳ như vậy
chọn tháng cuối kỳ, ví dụ `--as-of {example}`
Quý, sáu tháng, chín tháng và năm tính từ tháng đầu của kế hoạch: kế hoạch bắt đầu từ tháng 1 có báo cáo quý ở tháng 3, 6, 9, 12; kế hoạch bắt đầu từ tháng 4 có báo cáo năm ở tháng 3 năm sau.""",
    "V132": """Không đọc được mẫu
không đọc được mẫu: {why}
kiểm tra đường dẫn; tệp mẫu là văn bản UTF-8. `--dump-template` in ra mẫu có sẵn để bắt đầu""",
    "V133": """Mẫu có lỗi
mẫu không dùng được: {problem}
sửa dòng này; tài liệu về báo cáo liệt kê các biến của mẫu, `--dump-template` in ra mẫu có sẵn
Mẫu chạy trong vùng cách ly: chỉ dùng được các biến của báo cáo, không nạp được tệp khác.""",
    "V134": """Không rõ gửi cho ai
mục tiêu “{target}” chưa đạt nhưng nhiệm vụ “{task}” không có đơn vị chủ trì để đôn đốc
thêm owners vào nhiệm vụ""",
    "V135": """Còn thông báo của lần trước
{path} không thuộc lần lập này và được giữ nguyên
xóa tệp nếu không còn dùng, để không gửi nhầm""",
    "V136": """Ngày không hợp lệ
{option}: “{found}” không phải là ngày
viết ngày dạng 25/7/2022 hoặc 2022-07-25""",
    "V137": """Tệp đã sửa tay sẽ bị ghi đè
{path} không còn như cchc đã ghi; không ghi đè
chọn nơi khác với -o, hoặc lập lại bằng `--replace`
Báo cáo, thông báo và biểu mẫu là tệp mà con người sửa tiếp. Mỗi tệp mang một dấu cho biết cchc đã ghi gì: tệp đã thay đổi, hoặc không có dấu, được coi là công sức của người sửa. Chỉ cần một thông báo vướng thì không thông báo nào được ghi.""",
    "V138": """Hạn trả lời quá sớm
`--reply-by`: ngày {day} không sau ngày hết kỳ ({last})
nêu ngày sau khi hết kỳ, hoặc bỏ `--reply-by` để lấy hạn gửi số liệu kỳ sau""",
    "V139": """Tệp của người khác sẽ bị ghi đè
{path} không phải là kết quả do cchc ghi, hoặc đã được sửa tay; không ghi đè
chọn tên khác với -o; nếu không cần tệp đó nữa thì xóa trước
Kết quả được ghi lại mỗi lần chạy. Nhưng báo cáo, thông báo đã sửa, biểu đã điền, sổ tính không có dấu của cchc, bảng có dòng tiêu đề khác và văn bản mở đầu khác là công sức của người làm ra chúng.""",
    "V160": """Tệp Word không hiện được trên màn hình
báo cáo dạng {found} là tệp nhị phân, không in ra màn hình
ghi vào tệp bằng `-o bao-cao.docx`, hoặc chuyển vào một tệp bằng `>`""",
    "V161": """Mẫu Word không dùng được
mẫu Word không dùng được: {why} ({problem})
mở mẫu trong Word và lưu lại dạng .docx; `--dump-template --format docx -o mau.docx` ghi ra mẫu có sẵn để bắt đầu
Mẫu là tệp .docx có các thẻ Jinja2, không có macro, không nạp gì từ nơi khác; thẻ làm hỏng cấu trúc tệp thì không có báo cáo nào được ghi.""",
    "V162": """Biểu đồ rời chỉ dùng cho Markdown
`--assets` không dùng với {found}: biểu đồ nằm ngay trong báo cáo HTML, còn báo cáo Word không có biểu đồ
bỏ `--assets`, hoặc dùng `--format markdown`""",
    "V163": """Thẻ trong mẫu Word có lỗi
một thẻ trong mẫu Word không dùng được: {problem}
sửa thẻ đó trong Word; tài liệu về báo cáo liệt kê các biến của mẫu, `--dump-template --format docx -o mau.docx` ghi ra mẫu có sẵn
Thẻ viết theo Jinja2 và chạy trong vùng cách ly: chỉ dùng được các biến của báo cáo. Thẻ sai thì không có báo cáo nào được ghi.""",
    "V164": """Không rõ phần nào của báo cáo
“{found}” không phải tên một phần do người viết của báo cáo
đặt dưới một trong các tiêu đề: Đánh giá; Tồn tại, hạn chế và nguyên nhân; Giải pháp; Kiến nghị, đề xuất""",
    "V165": """Tệp ghi chú không phải UTF-8
tệp này không phải văn bản UTF-8
lưu lại bằng bảng mã UTF-8""",
    "V166": """Tệp ghi chú quá dài
tệp này dài hơn {most} byte
chỉ giữ phần lời cho báo cáo""",
    "V167": """Thiếu thông tin đầu văn bản
kế hoạch không có {keys} nên văn bản để trống chỗ đó
thêm vào kế hoạch, hoặc điền trong văn bản trước khi trình ký""",
    "V168": """Không đọc được tệp ghi chú
không đọc được tệp ghi chú: {why}
kiểm tra đường dẫn sau `--notes`""",
    "V301": """Không có đơn vị này
`--unit {found}` không xác định được một đơn vị của kế hoạch
dùng mã hoặc tên đơn vị; `cchc show` liệt kê""",
    "V302": """Kỳ không dùng được
“{found}” không phải một tháng của kế hoạch ({first} – {last})
viết ví dụ {such_as}""",
    "V303": """Chưa có kỳ nào đến hạn
đến hôm nay chưa kỳ nào của kế hoạch đến hạn gửi số liệu
nêu kỳ bằng `--as-of`""",
    "V304": """Lỗi của chương trình
lỗi ngoài dự kiến: {problem}
xin gửi tệp {log} cho người bảo trì; chưa đưa ra kết luận nào""",
    "V305": """Dùng lệnh chưa đúng
{problem}
xem `{command} --help`""",
    "V306": """Không ghi được tệp
không ghi được {path}: {why}
tạo thư mục nếu chưa có, và kiểm tra quyền ghi""",
    "V307": """Chưa nêu số liệu
chưa nêu tệp số liệu và kế hoạch không có khóa actuals
chạy `cchc check TỆP.csv`, hoặc thêm actuals vào kế hoạch""",
    "V308": """Không có mã này
không có mã lỗi, mục tiêu, chỉ tiêu, nhiệm vụ hay khoản “{found}”
`cchc show` liệt kê các mục tiêu""",
    "V310": """Giá trị tùy chọn không hợp lệ
{option} không nhận “{found}”
chọn một trong: {choices}""",
    "V311": """Chưa rõ định dạng tệp
không suy được định dạng từ tên {path}
thêm --format, hoặc dùng đuôi tệp {choices}""",
    "V312": """Nhiều định dạng ra màn hình
chỉ một định dạng được ghi ra màn hình
thêm -o TỆP cho các định dạng còn lại""",
    "V313": """Không ghi tệp
{path} không được ghi vì lần chạy này không cho kết luận
sửa các lỗi đã nêu rồi chạy lại""",
    "V315": """Hai nguồn cho kế hoạch mới
--example và --from không dùng cùng nhau
chọn một trong hai""",
    "V316": """Không mở được kết quả gốc
không đọc được kết quả gốc: {why}
tạo bằng `cchc check --format json -o TỆP`, hoặc chạy không có `--baseline`""",
    "V317": """Không phải kết quả gốc
tệp này không dùng làm kết quả gốc được: {why}
tạo bằng `cchc check --format json -o TỆP`
Kết quả gốc là kết quả do `cchc check --format json` ghi. Tệp khác không bao giờ được coi là kết quả gốc không có gì chưa đạt.""",
    "V318": """Kết quả gốc của kế hoạch khác
kết quả gốc này là của kế hoạch “{found}”, còn kế hoạch đang đánh giá là “{wanted_plan}”
chọn kết quả gốc của kế hoạch này, hoặc tạo bằng `cchc check --format json -o TỆP`""",
    "V319": """Kết quả gốc của lần chạy hỏng
đây là kết quả của lần chạy không cho kết luận nào (mã thoát 2)
tạo lại kết quả gốc bằng một lần chạy có mã thoát 0 hoặc 1""",
    "V320": """Tệp đầu vào sẽ bị ghi đè
{path} vừa là tệp được đọc vừa là tệp kết quả của lần chạy này
ghi vào nơi khác (`-o`, `--assets`); tệp này được giữ nguyên
Không lần chạy nào ghi đè lên căn cứ của chính nó: kế hoạch, số liệu, số liệu đã chốt, tệp mẫu, kết quả gốc. Nếu lần kiểm tra tự ghi đè kết quả gốc, điều chưa đạt hôm nay sẽ được bỏ qua vào ngày mai.""",
    "V321": """Không dùng cùng --all-plans
{option} không dùng cùng --all-plans
bỏ phần này: mỗi kế hoạch được đánh giá theo số liệu mà khóa actuals của nó nêu; hoặc đánh giá một kế hoạch bằng `--plan`""",
    "V323": """Thư mục không có kế hoạch
thư mục này không có tệp .yaml nào
nêu thư mục chứa các kế hoạch, ví dụ `--all-plans plans`""",
    "V324": """Không có ngôn ngữ này
CCHC_LANG là “{found}”, không phải một ngôn ngữ có sẵn; biến này không được dùng
đặt CCHC_LANG là một trong: {choices}; hoặc bỏ biến này để dùng ngôn ngữ của kế hoạch""",
    "V325": """Kế hoạch ở chỗ của số liệu
{path} là tệp kế hoạch, không phải tệp số liệu
nêu kế hoạch bằng `--plan {path}`; kiểm tra riêng kế hoạch bằng `cchc validate {path}`""",
    "V326": """Không khôi phục được tệp
{path} đã được ghi trước khi một tệp khác bị lỗi và không khôi phục được: {why}
nội dung cũ, nếu trước đó đã có tệp, nằm trong {kept}: chép lại, hoặc chạy lại khi tệp kia ghi được""",
    "V327": """Giá trị trống
{option} có giá trị trống
ghi giá trị, hoặc bỏ {option}; trong tác vụ tự động, kiểm tra xem biến đã được đặt chưa
Giá trị trống thường là do một biến chưa được đặt. Công cụ không đoán thay: nếu xét số liệu khác với số liệu định xét thì kết quả có thể đạt một cách sai lệch.""",
    "V328": """Nhiều tệp ra màn hình
`{option} -` là đầu ra chuẩn, chỉ nhận một văn bản
ghi tên thư mục, hoặc chọn một đơn vị bằng `--unit`""",
    "V329": """Chưa nêu kỳ cần chốt
`cchc close` thiếu PERIOD
nêu kỳ, như `cchc close 2022-07`; `cchc close --list` cho biết tháng nào chưa chốt""",
    "V309": """Đã có sẵn
{path} đã tồn tại; không ghi đè
chọn thư mục khác hoặc xóa tệp cũ""",
    "V340": """Không dùng cùng --list
{option} không dùng cùng --list
bỏ phần này: `--list` chỉ liệt kê, không chốt gì""",
    "V339": """Không rõ năm của kế hoạch
không thời hạn nào, và cả tên bảng lẫn tên tệp, cho biết năm của kế hoạch
ghi năm vào tên tệp, ví dụ nhiem-vu-2025.docx, rồi chạy lại""",
}

WORDS = {
    "status.met": "đạt",
    "status.met.late": "đạt nhưng quá hạn",
    "status.on_track": "đúng tiến độ",
    "status.on_track.ceiling": "chưa phát sinh vi phạm",
    "status.behind": "chậm tiến độ",
    "status.behind.held": "chưa đạt mức",
    "status.missed": "không đạt",
    "status.no_data": "chưa đủ số liệu",
    "status.not_due": "chưa đến hạn",
    "status.not_applicable": "không phát sinh",
    "status.waived": "được miễn",
    "severity.error": "lỗi",
    "severity.warning": "cảnh báo",
    "severity.note": "lưu ý",
    "cure": "cần làm",
    "place.sheet": '{path}, trang tính "{sheet}"',
    "place.cell": '{path}, trang tính "{sheet}", ô {cell}',
    "place.table_sheet": "{path}, bảng {sheet}",
    "place.table_cell": "{path}, bảng {sheet}, ô {cell}",
    "near": "có phải “{near}” không?",
    "department": "số liệu chung",
    "department.name": "Số liệu chung của cơ quan",
    "sum": "Tổng của {units}",
    "units": "{count} đơn vị",
    "month": "tháng {month}/{year}",
    "quarter": "quý {roman}/{year}",
    "half.1": "6 tháng đầu năm {year}",
    "half.2": "6 tháng cuối năm {year}",
    "year": "năm {year}",
    "months": "{first} – {last}",
    "life.until": "đến {month}",
    "life.since": "từ {month}",
    "kind.count": "số cộng dồn",
    "kind.level": "số tại thời điểm",
    "kind.ratio": "tỷ lệ",
    "kind.average": "bình quân",
    "kind.milestone": "mốc công việc",
    "kind.narrative": "thuyết minh",
    "every.month": "tháng",
    "every.quarter": "quý",
    "every.half": "6 tháng",
    "every.year": "năm",
    "every.on_demand": "khi phát sinh",
    "pace.linear": "chia đều theo kỳ",
    "pace.final": "chỉ xét khi đến hạn",
    "pace.always": "phải giữ mức trong suốt kế hoạch",
    "pace.steps": "theo bậc: {steps}",
    "pace.per_period": "xét riêng từng kỳ",
    "asked.at_least": "ít nhất {goal}",
    "asked.above": "trên {goal}",
    "asked.at_most": "không quá {goal}",
    "asked.below": "dưới {goal}",
    "asked.exactly": "đúng {goal}",
    "asked.at_least.at_most": "từ {lower} đến {upper}",
    "asked.at_least.below": "từ {lower} đến dưới {upper}",
    "asked.above.at_most": "trên {lower} đến {upper}",
    "asked.above.below": "trên {lower} đến dưới {upper}",
    "asked.per": "{per} {goal}",
    "measure.units": "đơn vị",
    "change.more": "tăng {number}",
    "change.less": "giảm {number}",
    "change.level": "mức {change}",
    "change.from": "{change} so với {baseline}",
    "change.result": "{change} so với mức gốc {baseline} (= {goal})",
    "comparison.at_least": "≥ {goal}",
    "comparison.at_most": "≤ {goal}",
    "comparison.exactly": "= {goal}",
    "comparison.above": "> {goal}",
    "comparison.below": "< {goal}",
    "per.month": "mỗi tháng",
    "per.quarter": "mỗi quý",
    "per.half": "mỗi 6 tháng",
    "per.year": "mỗi năm",
    "why.at_most": "mức trần (at_most)",
    "why.exactly": "exactly của tỷ lệ hoặc số tại thời điểm",
    "why.on_demand": "chỉ tiêu báo cáo khi phát sinh",
    "why.milestone": "mốc công việc (chỉ có final)",
    "why.nobody_lives": "không đơn vị nào còn hoạt động vào tháng đến hạn",
    "why.no_period": "không đơn vị nào có trọn một kỳ báo cáo đến hạn",
    "why.other_months": "thời gian của kế hoạch không bao gồm kỳ này",
    "why.other_year": "tên tệp là của năm khác",
    "why.ENOENT": "không có tệp hoặc thư mục này",
    "why.EACCES": "không có quyền",
    "why.EPERM": "hệ thống không cho phép",
    "why.EEXIST": "đã có tệp trùng tên",
    "why.ELOOP": "các liên kết trỏ vòng vào nhau",
    "why.EISDIR": "đây là thư mục, không phải tệp",
    "why.ENOTDIR": "một phần đường dẫn không phải thư mục",
    "why.ENOSPC": "đĩa đã đầy",
    "why.EROFS": "đĩa chỉ cho đọc",
    "why.ENAMETOOLONG": "tên quá dài",
    "why.EBADF": "đầu vào chuẩn đang đóng",
    "why.ratio": "tỷ lệ",
    "why.level": "số tại thời điểm",
    "column.period": "period (kỳ)",
    "column.unit": "unit (đơn vị)",
    "column.indicator": "indicator (chỉ tiêu)",
    "column.value": "value (giá trị)",
    "column.evidence": "evidence (minh chứng)",
    "column.note": "note (ghi chú)",
    "column.scope": "Đơn vị",
    "column.indicator_name": "Chỉ tiêu",
    "column.status": "Đánh giá",
    "column.actual": "Thực hiện",
    "column.goal": "Mức",
    "column.detail": "Chi tiết",
    "column.clause": "Khoản",
    "column.due": "Hạn",
    "basis.stated": "văn bản nêu",
    "basis.derived": "cơ quan tự xác định",
    "force.aspirational": "phấn đấu",
    "force.firm": "bắt buộc",
    "goal.exceptions": "{count} đơn vị có mức riêng",
    "goal.range": "{lower} và {upper}",
    "goal.from_baseline": "{goal} so với mức gốc của từng đơn vị",
    "goal.due": "hạn {due}",
    "goal.milestone": "hoàn thành",
    "goal.narrative": "có thuyết minh",
    "as_of.asked": "theo --as-of",
    "as_of.plan": "theo defaults.as_of của kế hoạch",
    "as_of.latest": "kỳ mới nhất có số liệu",
    "as_of.due": "kỳ gần nhất đã đến hạn",
    "text.plan": "Kế hoạch {id}: {title}",
    "text.period": "Kỳ đánh giá: {month}",
    "text.dates": ", từ {first} đến {last}; lũy kế từ {start}",
    "text.sent": "Số liệu kỳ này: {counts}",
    "sending.late": "trong đó {count} đơn vị quá hạn",
    "sending.rates": "đủ {complete}/{months} tháng, đúng hạn {on_time}/{known} tháng",
    "sending.unknown": "{count} tháng không rõ ngày gửi",
    "sending.sent": "{sent}/{units} đơn vị phải gửi đã gửi đủ",
    "sending.nobody": "không đơn vị nào phải gửi",
    "sending.partly": "{count} đơn vị gửi một phần",
    "sending.not_sent": "{count} đơn vị chưa gửi",
    "text.unreported": "CHƯA ĐỦ SỐ LIỆU",
    "text.not_sent": "chưa gửi số liệu {month}",
    "text.partly_sent": "còn thiếu số liệu {periods}",
    "text.no_row": "chưa có số liệu",
    "text.missing_of": "(thiếu {missing}/{owed} số liệu phải gửi)",
    "text.undecided": "Chưa kết luận được: {targets}",
    "text.undecided_warnings": "Chưa kết luận được {count} mục tiêu mức cảnh báo",
    "text.known": "theo số đã báo cáo: {known}",
    "text.sum_without": "còn thiếu số liệu của {units}",
    "text.short": "CHƯA ĐẠT ({count})",
    "text.short_warnings": "CẦN LƯU Ý — mục tiêu chỉ ở mức cảnh báo ({count})",
    "text.waived": "ĐƯỢC MIỄN ({count})",
    "text.clause": "khoản {clause}",
    "text.done": "đã hoàn thành",
    "text.not_done": "chưa hoàn thành",
    "text.done_on": "hoàn thành ngày {day}",
    "text.sums": "{numerator} trên {denominator}",
    "text.excess": "vượt {gap}",
    "text.gap": "đến nay cần {expected}, thiếu {gap}",
    "text.gap_end": "thiếu {gap}",
    "text.gap_range": "cách khoảng phải giữ {gap}",
    "text.kept": "{held}/{of} kỳ đạt",
    "text.kept_none": "chưa có kỳ nào để xét",
    "text.told": "{there}/{over} kỳ có thuyết minh",
    "text.not_told": "chưa có thuyết minh",
    "text.kept_short": "kỳ không đạt: {periods}",
    "text.kept_waived": "kỳ được miễn: {periods}",
    "kept.held": "đạt",
    "kept.short": "không đạt",
    "kept.open": "chưa đủ số liệu",
    "kept.safe": "chưa đủ số liệu, không thể không đạt",
    "kept.nothing": "không phát sinh",
    "kept.waived": "được miễn",
    "text.needed": "còn {remaining}, mỗi {every} cần {needed}",
    "text.needed_each": "còn {remaining}, mỗi đơn vị mỗi {every} cần {needed}",
    "text.forecast": "dự báo đến hạn đạt {forecast}",
    "text.without": "thiếu số liệu {periods}",
    "text.waiver": "miễn đến hết {until}: {reason} ({by})",
    "text.listed": "KẾT LUẬN ĐƯỢC CHỌN ({count})",
    "text.by_unit": "THEO ĐƠN VỊ",
    "text.ranked": "trong {judged} mục tiêu chung: đạt, đúng tiến độ {fine}; không đạt, chậm {short}",
    "text.fine": "ĐẠT, ĐÚNG TIẾN ĐỘ, CHƯA ĐẾN HẠN ({count})",
    "text.late": "ĐẠT NHƯNG QUÁ HẠN ({count})",
    "text.points": "{number} điểm phần trăm",
    "text.remarks": "LƯU Ý VỀ SỐ LIỆU",
    "text.summary": "{count} kết luận: ",
    "text.no_verdicts": "{unit} không có kết luận nào: không mục tiêu nào xét riêng hoặc tính cả đơn vị này.",
    "text.exit_0": "Không có mục tiêu nào khiến kết quả kiểm tra là chưa đạt (mã thoát 0).",
    "text.exit_1_warnings": "Có cảnh báo (mã thoát 1).",
    "text.exit_1": "Số kết luận không đạt, chậm hoặc chưa đủ số liệu: {count} (mã thoát 1).",
    "text.exit_uncounted": "Không đạt, chậm hoặc chưa đủ số liệu nhưng không tính vào mã thoát: {count}.",
    "text.exit_others": "Ngoài ra có {count} kết luận như vậy của mục tiêu chỉ ở mức cảnh báo.",
    "md.short": "Chưa đạt hoặc chưa đủ số liệu",
    "md.nothing_short": "Không có chỉ tiêu nào chưa đạt.",
    "text.waivers": "Miễn trừ: {waived} đang áp dụng, {ended} đã hết hạn mà vẫn chưa đạt, {idle} không còn cần.",
    "github.cut": "Trang này không đủ chỗ cho phần còn lại; `cchc check --format markdown` ghi đầy đủ.",
    "github.failed": "Lần kiểm tra không cho kết luận nào",
    "junit.known": "đã có trong kết quả gốc: {text}",
    "junit.warning": "mức cảnh báo: {text}",
    "sarif.root": "Thư mục gốc của kho mã; nếu không có thì là thư mục nơi cchc được chạy.",
    "why.not_json": "tệp không phải JSON",
    "why.not_ours": "tệp không phải kết quả của cchc",
    "why.other_version": "phiên bản (schema) của tệp không phải 1",
    "why.incomplete": "tệp thiếu kế hoạch, mã thoát hoặc các kết luận",
    "why.word_file": "đây không phải tệp .docx",
    "why.word_lacks": "tệp thiếu một thành phần",
    "why.word_twice": "tệp có hai thành phần trùng tên",
    "why.word_name": "tên một thành phần dẫn ra ngoài tệp",
    "why.word_macro": "tệp có macro",
    "why.word_external": "tệp nạp nội dung từ nơi khác",
    "why.word_doctype": "một thành phần của tệp có khai báo DOCTYPE",
    "why.word_encoding": "một thành phần của tệp không phải UTF-8",
    "why.word_xml": "một thành phần của tệp không đúng cú pháp XML",
    "why.word_result": "các thẻ làm hỏng cấu trúc văn bản",
    "several.unread": "không đọc được",
    "several.unjudged": "chưa đánh giá được",
    "several.plans": "Tất cả các kế hoạch",
    "several.exit": "Mã thoát cao nhất của các kế hoạch: {code}.",
    "column.plan": "Kế hoạch",
    "column.as_of": "Kỳ đánh giá",
    "column.verdicts": "Kết luận",
    "column.missed": "Không đạt",
    "column.behind": "Chậm tiến độ",
    "column.no_data": "Chưa đủ số liệu",
    "column.exit_code": "Mã thoát",
    "column.title": "Tên",
    "written": "Đã ghi {path}.",
    "usage.no_such_option": "không có tùy chọn {name}",
    "usage.behind": "viết {name} sau tên lệnh: `cchc {command} … {name}`",
    "usage.not_of": "lệnh {command} không có tùy chọn {name}",
    "usage.no_such_command": "không có lệnh {name}",
    "usage.needs_value": "tùy chọn {name} cần một giá trị",
    "usage.missing": "thiếu tham số {name}",
    "usage.extra": "thừa tham số: {name}",
    "usage.no_value": "tùy chọn {name} không nhận giá trị",
    "status.plan_line": "Kế hoạch: {path}",
    "status.actuals_line": "Số liệu: {paths} ({rows} dòng)",
    "status.no_plan": "Chưa có kế hoạch nào ở đây.",
    "status.start_example": "tạo thư mục “thu” với kế hoạch 2022 và số liệu minh họa",
    "status.start_new": "tạo một kế hoạch mẫu trong thư mục này",
    "status.next_explain": "xem cách tính và số liệu của một mục tiêu",
    "status.next_fix": "Sửa các lỗi được nêu rồi chạy lại.",
    "status.unit.sent": "đã gửi đủ ({reported}/{owed})",
    "status.unit.sent.behind": "đã gửi đủ kỳ này, còn thiếu số liệu kỳ trước ({reported}/{owed})",
    "status.unit.partly": "mới gửi một phần ({reported}/{owed})",
    "status.unit.not_sent": "chưa gửi ({reported}/{owed})",
    "status.unit.not_owed.behind": "còn thiếu số liệu ({reported}/{owed})",
    "status.unit.not_owed": "không phải gửi số liệu kỳ này",
    "sheet.ok": "{path}: đủ và đúng ({unit}, {month}: {count} số liệu)",
    "sheet.bad": "{path}: chưa gửi được ({unit}, {month}: {errors} lỗi, {warnings} cảnh báo)",
    "sheet.unreadable": "{path}: chưa gửi được ({errors} lỗi)",
    "collect.done": "{into}: thêm {added}, thay {replaced}, giữ nguyên {same}; có tất cả {rows} số liệu",
    "collect.units": "{month}:",
    "collect.sent": "đã gửi đủ ({count}/{owed})",
    "collect.on_time": "gửi ngày {day}, đúng hạn",
    "collect.late": "gửi ngày {day}, chậm {count} ngày (hạn {due})",
    "collect.partly": "đã gửi {count}/{owed}, còn thiếu: {missing}",
    "collect.not_sent": "chưa gửi",
    "collect.wrong": "ô sai: {cells}",
    "collect.same_file": "đây là một trong các biểu được nộp",
    "collect.suffix": "chỉ ghi được .csv và .xlsx",
    "surplus.sheets": "trang tính khác",
    "surplus.comments": "ghi chú của ô",
    "surplus.pictures": "hình ảnh hoặc biểu đồ",
    "surplus.macros": "macro",
    "surplus.formulas": "công thức",
    "surplus.links": "liên kết",
    "surplus.rows": "dòng không phải số liệu",
    "month.where": "Công việc {month}:",
    "month.next": "Tiếp theo: {command}  — {purpose}",
    "month.no_figures": "Chưa có số liệu nào của kế hoạch này.",
    "month.overdue": "Đã quá hạn {day}: số liệu {month} của {units}.",
    "month.silent": "Quá hạn mà chưa có số liệu nào: {months}.",
    "month.due": "Số liệu {month} phải gửi chậm nhất ngày {day}.",
    "month.changed": "Số liệu đã chốt bị thay đổi: {months}.",
    "month.late": "; quá ngày {day} thì {command}",
    "month.amend": "ghi lý do điều chỉnh số liệu đã chốt, nếu thay đổi là đúng",
    "month.closed": "Đã chốt: {months}.",
    "month.open": "Chưa chốt: {months}.",
    "month.span": "{first} đến {last}",
    "month.form": "lập biểu số liệu gửi các đơn vị",
    "month.collect": "gộp các biểu đã điền vào số liệu",
    "month.check": "xem đơn vị nào chậm chỉ tiêu nào",
    "month.remind": "lập thông báo đôn đốc từng đơn vị",
    "month.report": "lập báo cáo của kỳ",
    "month.close": "chốt số liệu của kỳ",
    "month.year": "lập kế hoạch năm sau từ kế hoạch này",
    "month.step.form": "biểu mẫu",
    "month.step.collect": "thu số liệu",
    "month.step.check": "đánh giá",
    "month.step.remind": "đôn đốc",
    "month.step.report": "báo cáo",
    "month.step.close": "chốt",
    "close.list_closed": "{month}: đã chốt {count} số liệu, {absent} chưa có số liệu, {amended} điều chỉnh",
    "close.list_open": "{month}: chưa chốt, có {count} số liệu",
    "close.list_none": "{month}: chưa có số liệu",
    "close.done": "Đã chốt {period}: {count} số liệu, {absent} chưa có số liệu ({path})",
    "close.amended": "Đã ghi nhận {count} điều chỉnh của {period} ({path}): {reason}",
    "close.older": "Báo cáo lập trước lần điều chỉnh này: {paths}; cần thì lập lại.",
    "restated.heading": "Số liệu đã chốt bị thay đổi",
    "restated.count": "{count} số liệu đã chốt bị thay đổi",
    "restated.exit": "{count} số liệu đã chốt bị thay đổi (mã thoát 1).",
    "restated.absent": "chưa có số liệu",
    "restated.unaccepted": "chưa được chấp nhận",
    "init.done": "Đã tạo {folder}:",
    "init.others": "Ở đây còn có {plans}; mỗi năm nên có một thư mục riêng, nếu không thì mỗi lần chạy phải nêu kế hoạch.",
    "init.next": "Tiếp theo: cd {folder} && {command}",
    "init.edit": "Trước khi lập biểu, sửa {path}: tên cơ quan, đơn vị, chỉ tiêu, mức phải đạt, thời gian.",
    "init.next_here": "Tiếp theo: {command}",
    "init.invented": "Số liệu trong ví dụ chỉ để minh họa, không phải số thật.",
    "init.drawn": "Đã soạn {path}: {tasks} nhiệm vụ, {heads} tên phần",
    "init.drawn_other": "Số hàng không thành nhiệm vụ: {rows}",
    "init.undecided": "{count} chỗ cần người quyết định; tìm “cần xem lại” trong {path}",
    "init.review": "Kế hoạch được chép từ {path}, các tháng đã dời sang sau {years} năm. Cần xem lại:",
    "init.review_title": "tên kế hoạch: {name}",
    "init.review_number": "số, ký hiệu: {name}",
    "init.review_issued": "ngày ban hành: {name}",
    "init.review_signer": "người ký",
    "init.review_goals": "mức phải đạt của năm mới ({name} mục tiêu)",
    "init.review_baseline": "mức gốc của mục tiêu {name}",
    "init.review_unit": "đã bỏ đơn vị ngừng hoạt động: {name}",
    "init.review_group": "đã bỏ nhóm không còn đơn vị nào: {name}",
    "init.review_target": "đã bỏ mục tiêu không còn đơn vị nào: {name}",
    "init.review_waiver": "đã bỏ các miễn trừ của mục tiêu: {name}",
    "init.review_exception": "đã bỏ mức riêng: {name}",
    "validate.ok": "{path}: hợp lệ ({tasks} nhiệm vụ, {targets} mục tiêu, {indicators} chỉ tiêu, {units} đơn vị)",
    "validate.bad": "{path}: {errors} lỗi, {warnings} cảnh báo",
    "show.tasks": "Nhiệm vụ",
    "show.units": "Đơn vị",
    "show.owed": "Ai phải gửi số liệu gì",
    "show.owes_nothing": "{unit} không phải gửi số liệu nào.",
    "show.groups": "Nhóm đơn vị",
    "show.not_judged": "không đánh giá bằng số",
    "show.supports": "phối hợp: {units}",
    "show.each": "từng đơn vị: {units}",
    "show.over": "tổng của {units}",
    "show.department": "toàn cơ quan",
    "show.due_by": "số liệu hằng tháng gửi chậm nhất {days} ngày sau ngày chốt",
    "show.due_at_once": "số liệu hằng tháng gửi ngay ngày chốt",
    "show.answers": "{unit} gửi số liệu",
    "explain.status.met": "Đã đạt mức của cả kế hoạch, theo số liệu đã có.",
    "explain.status.on_track": "Chưa đến hạn; đến nay đúng hoặc vượt tiến độ. Với mức trần: chưa phát sinh vi phạm.",
    "explain.status.behind": "Chưa đến hạn nhưng thấp hơn tiến độ phải có đến nay; với tỷ lệ, số tại thời điểm: chưa đạt mức. Còn có thể đạt khi đến hạn.",
    "explain.status.missed": "Đã đến hạn mà không đạt, hoặc đã vượt mức trần: không thể đạt nữa.",
    "explain.status.no_data": "Thiếu số liệu phải gửi, mà số liệu còn thiếu có thể làm kết luận khác đi. Thiếu không phải là 0: gửi số liệu còn thiếu, không phát sinh thì ghi 0.",
    "explain.status.not_due": "Chưa đến hạn và kế hoạch chưa đòi hỏi gì trước hạn.",
    "explain.status.not_applicable": "Đã báo cáo nhưng không phát sinh gì để tính (mẫu số bằng 0); không tính là 0%.",
    "explain.status.waived": "Không đạt, chậm hoặc chưa đủ số liệu, nhưng đang được người có thẩm quyền miễn đến thời hạn nêu trong kế hoạch.",
    "explain.statuses": "Các đánh giá",
    "explain.codes": "Các mã lỗi",
    "explain.code": "{code}: {title}",
    "explain.cure": "Cần làm: {hint}",
    "explain.template": "Thông báo: {message}",
    "explain.no_verdict": "{unit} không có kết luận nào: mục tiêu này không xét riêng hoặc tính cả đơn vị này.",
    "explain.target": "Mục tiêu {target}: {name}",
    "explain.task": "Nhiệm vụ {task} (khoản {clause}): {title}",
    "explain.definition": "Cách tính: {definition}",
    "explain.goal": "Mức: {goal}; {basis}; yêu cầu: {force}; khi không đạt: {severity}",
    "explain.error": "kết quả kiểm tra là chưa đạt (mã thoát 1)",
    "explain.warning": "chỉ cảnh báo",
    "explain.scope": "Phạm vi: {scope}",
    "explain.formula": "Công thức: {formula}",
    "explain.pace": "Tiến độ: {pace}; hạn: {due}; kỳ báo cáo: {every}",
    "explain.references": "Căn cứ: {references}",
    "explain.interpretation": "Cách hiểu: {text}",
    "explain.no_figures": "Thêm tệp số liệu vào lệnh để xem phép tính với số thật.",
    "explain.as_of": "Tính đến {month}:",
    "explain.later": "được tính từ {month}",
    "explain.no_figure": "chưa có số liệu nào được tính",
    "explain.sum": "{figures} = {total}",
    "explain.latest": "số mới nhất: {figures}",
    "explain.expected": "đến nay cần: {goal} × {over}/{owed} kỳ = {expected}",
    "explain.expected_rounded": "đến nay cần: {goal} × {over}/{owed} kỳ = {expected} (làm tròn xuống)",
    "explain.expected_about": "đến nay cần: {goal} × {over}/{owed} kỳ ≈ {expected}",
    "explain.expected_flat": "đến nay phải đạt: {expected}",
    "explain.expected_end": "đến hạn phải đạt: {expected}",
    "explain.before_steps": "chưa đến bậc đầu tiên nên chưa đòi hỏi mức nào",
    "explain.not_asked": "chưa đến hạn ({due}) nên chưa xét",
    "explain.quotient": "{scale}{numerator} ÷ {denominator} {sign} {actual}",
    "explain.ratio_zero": "{numerator} ÷ {denominator}: không phát sinh",
    "explain.kept": "{period}: {value} — {outcome}",
    "explain.baseline": "mức gốc {baseline}",
    "explain.missing": "thiếu: {missing}",
    "explain.verdict": "kết luận: {status}",
    "column.months": "Theo tháng",
    "column.pace": "Mức cần theo tháng",
    "column.turned": "Chuyển từ",
    "formula.count": "cộng số liệu các kỳ rồi so với mức",
    "formula.level": "lấy số mới nhất rồi so với mức",
    "formula.ratio": "100 × {numerator} ÷ {denominator}, chỉ tính các kỳ có đủ hai số",
    "formula.average": "{scale}{numerator} ÷ {denominator}, chỉ tính các kỳ có đủ hai số",
    "formula.milestone": "đạt khi có giá trị 1 hoặc ngày hoàn thành",
    "formula.milestones": "đếm số đơn vị đã hoàn thành rồi so với mức; tỷ lệ thì chia cho số đơn vị",
    "formula.per_period": "so số liệu của riêng từng kỳ với mức",
    "formula.narrative": "đạt khi mỗi kỳ có một thuyết minh",
    "column.value_shown": "Số liệu",
    "column.note_shown": "Ghi chú",
    "column.place": "Nơi ghi",
    "column.actual_of_goal": "Thực hiện / mức",
    "column.gap": "Thiếu hoặc vượt",
    "column.needed": "Cần mỗi kỳ",
    "column.forecast": "Dự báo đến hạn",
    "column.evidence_named": "Minh chứng",
    "column.old": "Số cũ",
    "column.new": "Số mới",
    "column.reason": "Lý do",
    "column.period_label": "Kỳ",
    "column.planned": "Kế hoạch",
    "column.done": "Đã thực hiện",
    "column.left": "Còn lại hoặc vượt",
}
