"""Faults and remarks of files of figures."""

CODES = {
    "A101": """Không mở được số liệu
không đọc được: {why}
kiểm tra đường dẫn và quyền đọc""",
    "A102": """Thư mục không có số liệu
thư mục không có tệp số liệu nào (.csv, .tsv, .xlsx, .xls, .ods)
đặt các tệp số liệu vào thư mục này""",
    "A103": """Không phải bảng số liệu
đây là {shape}, không phải bảng tính hay bảng dạng văn bản
mở bằng Excel hoặc LibreOffice rồi lưu thành .xlsx; nếu là văn bản thì chép bảng sang bảng tính, hoặc điền biểu lập bằng `cchc form`""",
    "A104": """Byte ngoài bảng mã
byte {found} không thuộc bảng mã {encoding}
lưu lại tệp bằng UTF-8 (trong Excel: CSV UTF-8), hoặc nêu bảng mã bằng `--encoding`""",
    "A105": """Thiếu cột bắt buộc
dòng tiêu đề thiếu cột: {missing}; tìm thấy: “{found}”
tiêu đề cần có period, indicator, value (kỳ, chỉ tiêu, giá trị); thêm unit (đơn vị) nếu có""",
    "A106": """Cột lặp lại
cột {field} xuất hiện hai lần (“{found}”)
giữ một cột""",
    "A107": """Cột không dùng
bỏ qua cột “{found}”
để nguyên, trừ khi đây là một cột cần đọc bị viết sai tên""",
    "A108": """Tệp không có số liệu
tệp không có số liệu nào
kiểm tra xem có gửi nhầm tệp trống""",
    "A109": """Dấu nháy không đóng
dấu nháy mở ở đây không được đóng lại
đóng hoặc xóa dấu nháy; dấu nháy trong nội dung viết hai lần ("")
Một dấu nháy mở khiến các dòng sau bị coi là cùng một ô, nên số liệu sau đây chưa được đọc.""",
    "A110": """CSV sai cú pháp
không tách được dòng thành các cột: {problem}
kiểm tra dấu nháy trong dòng này""",
    "A111": """Bảng tính quá lớn
tệp bung ra lớn hơn mức cho phép (256 MB, hoặc 8 triệu ô trong một trang tính)
chép riêng bảng số liệu sang một tệp mới, hoặc lưu thành CSV UTF-8
Một tệp nhỏ mà bung ra rất lớn là cách quen thuộc để làm treo chương trình, nên không mở. Một ô lạc ở tận cuối trang tính cũng gây ra như vậy.""",
    "A112": """Bảng tính bị hỏng
không mở được bảng tính: tệp bị hỏng hoặc gửi chưa trọn vẹn
mở bằng Excel hoặc LibreOffice rồi lưu lại thành .xlsx; nếu vẫn không mở được thì đề nghị gửi lại""",
    "A113": """Bảng tính có mật khẩu
bảng tính được mã hóa bằng mật khẩu
mở bằng mật khẩu, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi lưu lại""",
    "A114": """Mọi thứ nằm trong một cột
tất cả các cột nằm trong một ô: “{found}”
trong Excel chọn Dữ liệu › Văn bản thành Cột với dấu phân cách này, rồi lưu thành .xlsx hoặc CSV UTF-8""",
    "A115": """Bảng mã cũ, không phải Unicode
nội dung gõ bằng bảng mã {encoding}
chuyển sang Unicode (UniKey: Công cụ, Ctrl+Shift+F6, từ {encoding} sang Unicode), chọn phông Unicode rồi lưu lại
TCVN3 (phông .VnTime) và VNI (phông VNI-Times) đặt chữ Việt vào chỗ của ký tự khác, nên thiếu phông thì không đọc được.""",
    "A116": """Hai kiểu dấu thập phân trong một tệp
“{found}” và “{other}” (tại {first}) dùng hai dấu thập phân khác nhau
viết mọi số trong tệp với cùng một dấu thập phân""",
    "A117": """Số liệu nằm trên dòng tiêu đề
dòng phía trên dòng tiêu đề có thể là số liệu: “{found}”
chuyển xuống dưới dòng tiêu đề, hoặc bỏ con số nếu đó chỉ là phần đầu biểu
Phần trên dòng tiêu đề là tên biểu, không được tính; dòng có tên trong kế hoạch kèm con số thì không phải tên biểu.""",
    "A118": """Chữ UTF-8 bị đọc sai bảng mã
“{found}” là chữ “{meant}” (UTF-8) bị đọc theo bảng mã khác
mở lại tệp gốc theo UTF-8 (Excel: Dữ liệu, Từ Văn bản/CSV, 65001: Unicode (UTF-8)) rồi lưu dạng CSV UTF-8""",
    "A119": """Chữ bị mất dấu khi lưu
“{found}” đã mất dấu, có lẽ là “{meant}”
dấu đã mất không khôi phục được: lấy lại tệp gốc rồi lưu theo UTF-8 (Excel: CSV UTF-8, không chọn CSV thường)
Dạng CSV thường của Excel lưu theo bảng mã của Windows, không có đủ chữ Việt; chữ không có được thay bằng dấu hỏi.""",
    "A120": """Dấu của lần gộp chưa xong
dòng “{found}” là dấu của git: hai người cùng sửa chỗ này và chưa chọn bản nào
giữ lại các dòng đúng, xóa các dòng <<<<<<<, ======= và >>>>>>>""",
    "A121": """Ký tự NUL trong văn bản
có ký tự NUL (byte 0x00), thường do tệp bị hỏng khi sao chép hoặc lưu dở dang
lấy lại tệp gốc; hoặc mở bằng Excel, sửa ô đó rồi lưu dạng CSV UTF-8""",
    "A201": """Sai số cột
dòng có {found} cột, tiêu đề có {expected}
kiểm tra dấu phân cách; nội dung có dấu phân cách phải đặt trong dấu nháy""",
    "A202": """Không có đơn vị này
không có đơn vị “{found}” trong kế hoạch
dùng mã, tên hoặc tên khác của đơn vị; `cchc show` liệt kê""",
    "A203": """Không có chỉ tiêu này
không có chỉ tiêu “{found}” trong kế hoạch
dùng mã hoặc tên chỉ tiêu; `cchc show` liệt kê""",
    "A204": """Kỳ không đọc được
“{found}” không phải kỳ báo cáo
viết {in_year}-07, tháng 7/{in_year}, quý II/{in_year}, 6 tháng đầu năm {in_year} hoặc năm {in_year}""",
    "A205": """Kỳ ngoài kế hoạch
{period} nằm ngoài kế hoạch ({first} – {last})
sửa kỳ, hoặc dùng kế hoạch của năm đó""",
    "A206": """Kỳ ngoài thời gian hoạt động của đơn vị
{period} nằm ngoài thời gian hoạt động của “{unit}” ({first} – {last})
sửa kỳ, hoặc ghi cho đơn vị kế thừa""",
    "A207": """Kỳ không khớp chỉ tiêu
{period} không dùng cho “{indicator}” (báo cáo theo {every})
dùng đúng kỳ của chỉ tiêu hoặc từng tháng trong kỳ đó""",
    "A208": """Không phải số
“{found}” không phải là số
chỉ dùng chữ số 0–9 và một dấu thập phân; không có số liệu thì để trống, không phát sinh thì ghi 0""",
    "A209": """Số âm
“{found}” là số âm
số liệu không được âm; sửa lại số đã báo cáo""",
    "A210": """Phải là số nguyên
“{found}” không phải số nguyên
chỉ tiêu “{indicator}” chỉ nhận số nguyên""",
    "A211": """Giá trị của mốc công việc
“{found}” không dùng được cho mốc công việc “{indicator}”
ghi 0 (chưa xong), 1 (đã xong) hoặc ngày hoàn thành, ví dụ 2022-07-14""",
    "A212": """Thuyết minh không có giá trị
chỉ tiêu “{indicator}” chỉ có thuyết minh, nhưng ô giá trị ghi “{found}”
để trống ô giá trị và viết vào cột ghi chú""",
    "A213": """Không ghi trực tiếp tỷ lệ
“{found}” là tỷ lệ, được tính từ hai số
ghi hai dòng “{numerator}” và “{denominator}”""",
    "A214": """Số liệu trùng
số liệu {period} của “{indicator}” ({unit}) đã có tại {first}
giữ một dòng""",
    "A215": """Vừa cả kỳ vừa từng tháng
“{indicator}” ({unit}) có cả {whole} và {part} (tại {first})
chỉ giữ số cả kỳ, hoặc chỉ giữ số từng tháng""",
    "A216": """Số quá dài
“{found}” dài quá 18 chữ số
kiểm tra lại số""",
    "A217": """Không rõ dấu thập phân
“{found}” có thể đọc theo hai cách: {whole} (dấu hàng nghìn) hoặc {part} (dấu thập phân)
khai báo bằng `--decimal comma` (hoặc point), hay decimal: trong kế hoạch; hoặc bỏ dấu hàng nghìn
Một dấu theo sau bởi đúng ba chữ số, như 1.234, không đủ để biết là 1234 hay 1,234.""",
    "A218": """Ngày hoàn thành ngoài kế hoạch
ngày {found} sau ngày cuối của kế hoạch ({last})
sửa lại ngày hoàn thành""",
    "A219": """Dấu phần trăm không đúng chỗ
“{found}” là phần trăm, nhưng “{indicator}” không tính bằng %
ghi chính con số; với tỷ lệ thì ghi tử số và mẫu số""",
    "A220": """Công thức báo lỗi
ô hiện lỗi {found}
sửa công thức, hoặc ghi thẳng con số""",
    "A221": """Công thức chưa được tính
ô có công thức nhưng chưa có kết quả
mở tệp bằng Excel hoặc LibreOffice cho tính lại rồi lưu; hoặc ghi thẳng con số
Tệp do phần mềm tạo ra chỉ có công thức, chưa có kết quả, cho đến khi được mở và lưu bằng phần mềm bảng tính. Ở đây không tính công thức.""",
    "A222": """Số quá mười lăm chữ số
{found} có nhiều chữ số hơn mức bảng tính giữ được
ghi số dưới dạng văn bản và kiểm tra các chữ số cuối
Bảng tính chỉ giữ mười lăm chữ số; các chữ số sau đã thành 0.""",
    "A223": """Kỳ bị Excel đổi dạng
“{found}” giống một kỳ đã bị Excel đổi thành ngày; có thể là: {readings}
ghi kỳ dạng 2022-07 hoặc T7/2022 trong cột định dạng Văn bản (Text)""",
    "A224": """Tên gõ bằng bảng mã cũ
“{found}” gõ bằng bảng mã {encoding}
chuyển tệp sang Unicode (UniKey: Công cụ, Ctrl+Shift+F6, từ {encoding} sang Unicode) rồi lưu lại""",
    "A225": """Mã bị đổi thành số
“{found}” giống một mã đã bị Excel đổi thành số
định dạng cột là Văn bản (Text) rồi ghi lại mã""",
    "A226": """Thiếu kỳ trước số lũy kế
không tách được số lũy kế “{indicator}” ({unit}) của {period}: chưa có số của {gap}
bổ sung số lũy kế hoặc số trong kỳ của {gap}""",
    "A227": """Số lũy kế giảm
số lũy kế “{indicator}” ({unit}) của {period} là {total}, thấp hơn {previous} trước đó (tại {first})
sửa số sai trong hai số""",
    "A228": """Hiện trạng không có lũy kế
“{indicator}” là số hiện trạng, không ghi ở cột lũy kế
ghi ở cột giá trị (value) của một bảng khác""",
    "A229": """Ngày viết tháng trước
“{found}” là {read} (ngày/tháng), không nằm trong {period}; đọc tháng/ngày thì lại nằm trong kỳ đó
ghi ngày dạng {day}
Ngày có dấu gạch chéo được đọc ngày trước, tháng sau. Khi chỉ cách đọc ngược lại mới khớp kỳ của dòng thì không rõ là ngày nào.""",
    "A230": """Ngày hoàn thành ở tương lai
ngày {found} sau hạn gửi số liệu của {period} ({due}): đó là dự kiến, chưa phải việc đã xong
ghi 0 cho đến khi xong; khi xong thì ghi ngày ở kỳ có ngày đó""",
    "A231": """Hai vế số liệu không khớp
{identity} của {unit}, {period}: {left} là {total}, nhưng {right} là {limit}; xem thêm {places}
sửa số liệu sai; nếu đẳng thức không đúng thì sửa “identities” trong kế hoạch""",
    "A232": """Tên của nhiều mục
“{found}” có thể là một trong: {names}
ghi mã thay cho tên
Tên mà hai đơn vị dùng ở hai thời gian khác nhau nghĩa là đơn vị hoạt động trong suốt kỳ đó. Tên sản phẩm nghĩa là nhiệm vụ có sản phẩm ấy nếu chỉ một nhiệm vụ có.""",
    "A233": """Dòng không rõ của số liệu nào
ô ở cột {field} không nêu tên nào nên không biết đây là số liệu nào
điền ô này; nếu đây là dòng tổng thì ghi chữ “Tổng cộng” ở ô đơn vị hoặc ô chỉ tiêu""",
    "A234": """Con số không có tiêu đề cột
có con số ở cột không có tiêu đề nên không biết là số gì
ghi tiêu đề cho cột (tháng hoặc đơn vị), hoặc xóa các số đó""",
    "A241": """Dòng của biểu bị đổi chỗ
dòng này ghi “{found}” nhưng mã ẩn của dòng là “{indicator}”
chỉ di chuyển hoặc sắp xếp cả dòng: bỏ ẩn các cột sau cột cuối rồi sửa mã, hoặc điền biểu mới lập bằng `cchc form`
Biểu gọi tên từng dòng bằng lời và giữ mã dùng để đọc số liệu trong các cột ẩn. Khi hai bên khác nhau thì không biết số liệu dành cho bên nào, nên không nhận số nào.""",
    "A242": """Dòng của biểu thuộc kỳ khác
dòng này ghi {found} nhưng kỳ ẩn của dòng là {period}
bỏ ẩn các cột sau cột cuối rồi sửa kỳ, hoặc điền biểu mới lập bằng `cchc form`""",
    "A243": """Biểu có tiêu đề của kỳ khác
tiêu đề ghi {found} nhưng kỳ ẩn của các dòng là {period}
điền biểu đúng kỳ (lập bằng `cchc form`), hoặc sửa lại tiêu đề
Chép biểu của tháng trước rồi gõ đè tiêu đề chỉ đổi phần nhìn thấy, không đổi phần được đọc.""",
    "A244": """Biểu ghi tên đơn vị khác
biểu ghi “{found}” nhưng đơn vị ẩn của các dòng là {unit}
điền biểu của đúng đơn vị (lập bằng `cchc form`), hoặc sửa lại tên đơn vị""",
    "A245": """Ngày gửi không đọc được
ô ngày gửi ghi “{found}”, không phải là một ngày
ghi đủ ngày, tháng, năm, như 18/7/2022, hoặc để trống
Ngày gửi được giữ ở cột sent của tệp số liệu, để biết đơn vị gửi đủ có đúng hạn hay không.""",
    "A246": """Ngày gửi ngoài khoảng có thể gửi
ngày gửi là {day}, trong khi số liệu {period} chỉ có thể gửi từ {first} đến {last}
sửa lại ngày gửi (đúng năm; ngày trước, tháng sau: 7/8/2022 là mùng 7 tháng 8), hoặc để trống""",
    "A301": """Ô trống
“{indicator}” không có số liệu: ô trống là chưa báo cáo, không phải 0
không phát sinh thì ghi 0; chỉ tiêu thuyết minh thì viết vào cột ghi chú""",
    "A302": """Thiếu minh chứng
“{indicator}” {period} ({unit}) cần minh chứng
ghi số văn bản hoặc liên kết vào cột minh chứng""",
    "A303": """Tử số lớn hơn mẫu số
{period} ({unit}): “{numerator}” = {high} lớn hơn “{denominator}” = {low} (tại {other})
kiểm tra lại hai số""",
    "A304": """Thiếu một nửa của tỷ lệ
{period} ({unit}): có “{indicator}” nhưng không có “{other}” cùng kỳ; không tính vào tỷ lệ
báo cáo thêm “{other}” của kỳ này""",
    "A305": """Số liệu sau kỳ đang xét
{count} số liệu sau {as_of} không được tính
chọn kỳ khác bằng `--as-of` nếu cần""",
    "A306": """Số liệu không dùng
không mục tiêu nào dùng số liệu “{indicator}” ({unit}; {count} dòng)
kiểm tra xem có ghi nhầm đơn vị hoặc chỉ tiêu""",
    "A307": """Kỳ mới nhất còn ít đơn vị
số liệu {as_of}: mới có {sent} trên {units} đơn vị gửi (tính các đơn vị đã từng gửi)
nếu kỳ này chưa đến hạn, dùng `--as-of` với kỳ trước, hoặc `--as-of due`""",
    "A308": """Ngày trước kế hoạch
ngày {found} trước ngày đầu của kế hoạch ({first})
sửa lại nếu đây là nhầm năm""",
    "A309": """Dòng trống
bỏ qua {count} dòng trống
để nguyên""",
    "A310": """Trang tính bỏ qua
trang tính “{sheet}” không có dòng tiêu đề của bảng số liệu
để nguyên, trừ khi cần đọc số liệu ở đó""",
    "A311": """Dòng đánh số cột
bỏ qua dòng đánh số cột (“{found}”)
để nguyên""",
    "A312": """Số tổng khớp
“{found}” là số tổng, không phải số liệu: bằng tổng {count} số liệu mà nó bao gồm
để nguyên: tổng được tính từ các số liệu""",
    "A313": """Dòng tiêu đề lặp lại
bỏ qua dòng tiêu đề lặp lại (“{found}”)
để nguyên""",
    "A314": """Dòng không có số liệu
bỏ qua dòng không có số liệu và thiếu kỳ hoặc chỉ tiêu (“{found}”)
để nguyên, trừ khi dòng này ghi thiếu số liệu""",
    "A315": """Giống số lũy kế
“{indicator}” ({unit}): đến {period}, ba số liền nhau đều không nhỏ hơn tổng các số trước; có phải số lũy kế không?
nếu phải, đặt tên cột là “lũy kế” (cumulative); nếu không thì để nguyên""",
    "A316": """Giống phân số thập phân
“{found}” của “{indicator}” là {value}%; có phải ý là {percent}%?
nếu phải, ghi {percent}% kèm dấu phần trăm""",
    "A317": """Không thấy minh chứng
không có tệp “{found}”
sửa đường dẫn (tính từ tệp số liệu), hoặc đặt tệp minh chứng vào đó""",
    "A318": """Tệp đã nhận
số liệu đã nhận: {rows}; lỗi: {errors}
để nguyên tệp này""",
    "A319": """Tệp có lỗi
số liệu đã nhận: {rows}; lỗi: {errors}
sửa các lỗi đã nêu, hoặc để riêng tệp này ra để xét các tệp còn lại""",
    "A320": """Phần đầu trên bảng
bỏ qua {count} dòng phía trên dòng tiêu đề
để nguyên""",
    "A321": """Nhận ra bảng mã
tệp được đọc theo bảng mã {encoding}, căn cứ dòng tiêu đề
lần sau nên lưu bằng UTF-8""",
    "A322": """Cột kế hoạch bên cột thực hiện
bỏ qua cột “{found}”: đây là số kế hoạch giao hoặc tỷ lệ so với kế hoạch, không phải số thực hiện
để nguyên; nếu đây mới là cột số liệu thì đặt tên cột là giá trị (value)""",
    "A323": """Trang tính bỏ qua có thể có số liệu
trang tính “{sheet}” không có dòng tiêu đề của bảng số liệu, nhưng có con số bên cạnh chỉ tiêu của kế hoạch
thêm dòng tiêu đề có kỳ, chỉ tiêu, giá trị; hoặc bỏ trang tính đó nếu không phải số liệu""",
    "A324": """Số tổng không khớp
“{found}” ghi {total}, nhưng các số liệu mà nó bao gồm cộng lại là {sum} ({count} số liệu)
tìm số liệu còn thiếu hoặc sai, hoặc sửa lại số tổng
Số tổng được so với các dòng phía trên, tính từ dòng tiêu đề hoặc số tổng liền trước, có cùng kỳ, đơn vị, chỉ tiêu mà dòng tổng ghi.""",
    "A325": """Số tổng chưa đối chiếu
“{found}” là số tổng, không phải số liệu; không có gì để đối chiếu
để nguyên: tổng được tính từ các số liệu
Ô tổng để trống, hoặc một dòng mà nó bao gồm đang có lỗi.""",
    "A326": """Lệch xa các kỳ trước
{period} ({unit}): “{indicator}” là {value}, lệch xa mức {other} của các kỳ trước (tại {first})
kiểm tra lại số; nếu đúng thì để nguyên
Gấp mười lần số cao nhất của ít nhất ba kỳ trước, hoặc bằng một phần mười số thấp nhất của ít nhất ba kỳ trước có số lớn hơn 0, thường là ghi nhầm.""",
    "A327": """Phần trăm vượt xa mục tiêu
“{found}” của “{indicator}” là {value}%, hơn mười lần mục tiêu {goal}%
kiểm tra xem có bị nhân 100 hai lần: 80% thì ghi 80% hoặc 80
Ô định dạng phần trăm hiện số 80 thành 8000%.""",
    "A328": """Số liệu ở phần bị ẩn
có kết luận dựa trên số liệu ở {part} đang bị ẩn: {found}
bỏ ẩn rồi kiểm tra số liệu ở đó; không dùng thì xóa đi
Trang tính, dòng hay cột bị ẩn vẫn được đọc, nhưng người mở bảng tính không nhìn thấy số liệu ấy.""",
    "A340": """Có tệp chưa đọc trong thư mục số liệu
trong thư mục này có tệp có thể chứa số liệu nhưng không được đọc: {names}
nếu là số liệu thì lưu lại thành .xlsx hoặc .csv, nếu không thì chuyển sang thư mục khác
Trong một thư mục, công cụ đọc các tệp .csv, .tsv, .xlsx, .xlsm, .xls và .ods. Tệp được một dòng nêu làm minh chứng thì không nhắc.""",
    "A341": """Có số liệu trong thư mục con chưa đọc
trong thư mục này có thư mục con chứa số liệu nhưng không được đọc: {names}
số liệu của kế hoạch này thì nêu cả thư mục con trong lệnh; của năm khác thì chuyển ra ngoài thư mục này
Công cụ chỉ đọc các tệp nằm ngay trong thư mục, để số liệu của năm trước không bị tính lẫn vào.""",
    "A342": """Trang tính mang tên kỳ khác
trang tính đặt tên theo {found} nhưng các dòng là của {period}
kiểm tra xem có đúng trang tính không; nếu các dòng đúng thì đổi tên trang tính""",
    "A343": """Lỗi ở cột ẩn
ô này nằm ở cột ẩn của biểu, nơi giữ các mã
bỏ ẩn các cột sau cột cuối để sửa, hoặc điền biểu mới lập bằng `cchc form`""",
    "A345": """Ngày hoàn thành sau kỳ đang xét
“{indicator}” ({unit}): ngày {day} thuộc {month} nên chưa tính khi xét {as_of}
để nguyên: số liệu được tính từ {month}""",
    "A344": """Tên đơn vị dưới tiêu đề khác
cột “{found}” ghi tên đơn vị nhưng không có tiêu đề “đơn vị”: cột bị bỏ qua, số liệu được tính là số liệu chung của cơ quan
nếu đây là số liệu của từng đơn vị thì đặt tiêu đề cột là “đơn vị”""",
    "A329": """Hai vế số liệu không khớp
{identity} của {unit}, {period}: {left} là {total}, nhưng {right} là {limit}; xem thêm {places}
sửa số liệu sai; nếu đẳng thức không đúng thì sửa “identities” trong kế hoạch""",
    "A401": """Có tử số nhưng mẫu số bằng 0
“{target}” ({unit}): “{numerator}” là {value} trong khi “{denominator}” bằng 0
kiểm tra lại hai số: không thể có tử số khi mẫu số bằng 0""",
    "A402": """Chưa có số liệu để biết kỳ
chưa đọc được số liệu nào nên chưa rõ xét đến kỳ nào
lập biểu gửi các đơn vị bằng `cchc form`; nếu đã có số liệu thì nêu kỳ bằng `--as-of {example}`""",
    "A403": """Kỳ mới nhất cách xa các kỳ khác
kỳ mới nhất là {latest} (tại {place}), các số liệu khác chỉ đến {others}
sửa kỳ nếu nhầm, hoặc nêu kỳ cần xét bằng `--as-of`""",
}

WORDS = {
    "found.mapping": "các cặp “khóa: giá trị”",
    "found.list": "danh sách",
    "found.text": "văn bản",
    "found.null": "giá trị trống",
    "found.xlsx": "bảng tính Excel (.xlsx) hoặc tệp nén",
    "found.xls": "tệp Office đời cũ (.xls, .doc)",
    "found.pdf": "tệp PDF",
    "found.gzip": "tệp nén",
    "found.html": "trang HTML (nhiều hệ thống xuất HTML dưới tên .xls)",
    "found.utf-16": "văn bản UTF-16",
    "found.binary": "tệp nhị phân",
    "hidden.sheet": "trang tính",
    "hidden.row": "dòng",
    "hidden.column": "cột",
    "found.xlsb": "bảng tính nhị phân (.xlsb)",
    "found.zip": "tệp nén (zip)",
    "found.docx": "văn bản Word (.docx)",
    "found.doc": "văn bản Word đời cũ (.doc)",
    "found.rtf": "văn bản RTF",
    "found.tcvn3": "TCVN3 (phông .VnTime)",
    "found.vni": "VNI (phông VNI-Times)",
}
