"""Faults and remarks of files of figures."""

CODES = {
    "A101": """Figures cannot be opened
cannot be read: {why}
check the path and the permission to read""",
    "A102": """Folder without figures
the folder has no file of figures (.csv, .tsv, .xlsx, .xls, .ods)
put the files of figures into this folder""",
    "A103": """Not a table of figures
this is {shape}, not a workbook or a table in plain text
open it in Excel or LibreOffice and save it as .xlsx; copy the table of a text document into a workbook, or fill in the sheet from `cchc form`""",
    "A104": """Byte outside the encoding
the byte {found} does not belong in {encoding}
save the file again in UTF-8 (in Excel: CSV UTF-8), or declare what it is with `--encoding`""",
    "A105": """Required column missing
the header row lacks: {missing}; it has: “{found}”
the header needs period, indicator and value; add unit where the figures have units""",
    "A106": """Repeated column
the column {field} appears twice (“{found}”)
keep one column""",
    "A107": """Column not used
the column “{found}” is ignored
leave it as it is, unless this is a column to be read whose name is misspelt""",
    "A108": """File without figures
the file gives no figures
check whether an empty file was sent by mistake""",
    "A109": """Quotation mark not closed
the quotation mark opened here is never closed
close or delete it; a quotation mark inside the text is written twice ("")
An open quotation mark swallows the rows after it, so the figures from here on have not been read.""",
    "A110": """CSV syntax error
the row cannot be split into columns: {problem}
check the quotation marks in this row""",
    "A111": """Workbook too large
the file unpacks to more than this program takes (256 MB, or 8 million cells in a sheet)
copy the table alone into a new workbook, or save it as CSV UTF-8
A small file that unpacks to an enormous one is a known way to bring a program to a halt, so it is not opened. A stray cell at the far end of a sheet has the same effect.""",
    "A112": """Damaged workbook
the workbook cannot be opened: it is damaged, or was not sent completely
open it in Excel or LibreOffice and save it as .xlsx; if it does not open there, ask the sender for it again""",
    "A113": """Password-protected workbook
the workbook is encrypted with a password
open it with its password, remove the password (File › Info › Protect Workbook) and save it again""",
    "A114": """Everything in one column
all columns stand in one: “{found}”
in Excel choose Data › Text to Columns with this separator, then save as .xlsx or CSV UTF-8""",
    "A115": """Vietnamese from before Unicode
the text is typed in {encoding}
convert it to Unicode (in UniKey: Toolkit, Ctrl+Shift+F6, from {encoding} to Unicode), choose a Unicode font and save it again
TCVN3 (.VnTime fonts) and VNI (VNI-Times fonts) put Vietnamese letters in the places of others, so that the text is rubbish without its font.""",
    "A116": """Two decimal marks in one file
“{found}” and “{other}” (at {first}) have different decimal marks
write all the numbers of the file with the same decimal mark""",
    "A117": """Figure above the header
the row above the header may be a figure: “{found}”
move it below the header, or take the number out if it is part of a title
Rows above the header are titles, which nobody counts; a row that names something of the plan beside a number is none.""",
    "A118": """UTF-8 read in another encoding
“{found}” is “{meant}” in UTF-8 that was read in another encoding
open the original as UTF-8 (in Excel: Data, From Text/CSV, 65001: Unicode (UTF-8)) and save it as CSV UTF-8""",
    "A119": """Accents lost when the file was saved
“{found}” has lost its accents; it was probably “{meant}”
what is lost cannot be brought back: save the original again as UTF-8 (in Excel: CSV UTF-8, not the plain CSV)
Excel saves a plain CSV in the encoding of Windows, which has not all the Vietnamese letters, and puts question marks for them.""",
    "A120": """Merge that is not settled
the line “{found}” is a mark of git: two people changed this place, and neither version was chosen
keep the right lines and delete those with <<<<<<<, ======= and >>>>>>>""",
    "A121": """NUL in the text
a NUL (the byte 0x00) stands here, mostly because the file was damaged while it was copied or written
take the original again; or open the file in Excel, correct the cell and save it as CSV UTF-8""",
    "A201": """Wrong number of columns
the row has {found} columns, the header has {expected}
check the separators; text that contains a separator must be in quotation marks""",
    "A202": """No such unit
there is no unit “{found}” in the plan
use the unit's id, its name or another of its names; `cchc show` lists them""",
    "A203": """No such indicator
there is no indicator “{found}” in the plan
use the indicator's id or its name; `cchc show` lists them""",
    "A204": """Period cannot be read
“{found}” is not a reporting period
write {in_year}-07, T7/{in_year}, {in_year}-Q2, {in_year}-H1 or {in_year}""",
    "A205": """Period outside the plan
{period} is outside the plan ({first} – {last})
correct the period, or use the plan of that year""",
    "A206": """Period outside the life of the unit
{period} is outside the time in which “{unit}” existed ({first} – {last})
correct the period, or enter the figure for the unit that took over""",
    "A207": """Period does not fit the indicator
{period} cannot be used for “{indicator}” (reported {every})
use a period of the indicator, or each month in that period""",
    "A208": """Not a number
“{found}” is not a number
use only the digits 0–9 and one decimal mark; leave the cell empty where there is no figure, write 0 where nothing arose""",
    "A209": """Negative number
“{found}” is negative
figures cannot be negative; correct the number that was reported""",
    "A210": """Must be a whole number
“{found}” is not a whole number
the indicator “{indicator}” takes only whole numbers""",
    "A211": """Value of a milestone
“{found}” cannot be used for the milestone “{indicator}”
write 0 (not yet), 1 (done) or the day it was completed, for example 2022-07-14""",
    "A212": """A narrative has no value
the indicator “{indicator}” takes only a narrative, but the value cell says “{found}”
leave the value cell empty and write in the note column""",
    "A213": """A ratio is not entered directly
“{found}” is a ratio, which is worked out from two numbers
enter two rows, “{numerator}” and “{denominator}”""",
    "A214": """Figure given twice
the figure of “{indicator}” for {period} ({unit}) is already given at {first}
keep one row""",
    "A215": """Both a whole period and its months
“{indicator}” ({unit}) has both {whole} and {part} (at {first})
keep only the figure of the whole period, or only those of its months""",
    "A216": """Number too long
“{found}” has more than 18 digits
check the number""",
    "A217": """Decimal mark not clear
“{found}” can be read in two ways: {whole} (a mark between thousands) or {part} (a decimal mark)
declare the mark with `--decimal comma` (or point), or decimal: in the plan; or remove the mark between thousands
One mark followed by exactly three digits, as in 1.234, does not show whether the number is 1234 or a little over 1.""",
    "A218": """Completed outside the plan
the day {found} is after the last day of the plan ({last})
correct the day of completion""",
    "A219": """Percent sign where none belongs
“{found}” is a percentage, but “{indicator}” is not measured in %
enter the number itself; for a ratio enter its numerator and denominator""",
    "A220": """Formula with an error
the cell shows the error {found}
correct the formula, or enter the number itself""",
    "A221": """Formula never calculated
the cell holds a formula whose result was never worked out
open the file in Excel or LibreOffice, let it calculate, and save it again; or enter the number itself
Files that a program wrote hold formulas without results until a spreadsheet opens and saves them. Formulas are never calculated here.""",
    "A222": """Number beyond fifteen digits
{found} has more digits than a workbook keeps
enter the number as text, and check its last digits
A workbook keeps fifteen digits of a number; the others have become 0.""",
    "A223": """Period rewritten by Excel
“{found}” looks like a period that Excel has turned into a day; it may mean: {readings}
write the period as 2022-07 or T7/2022 in a column formatted as Text""",
    "A224": """Name typed in an old encoding
“{found}” is typed in {encoding}
convert the file to Unicode (in UniKey: Toolkit, Ctrl+Shift+F6, from {encoding} to Unicode) and save it again""",
    "A225": """Id turned into a number
“{found}” looks like an id that Excel has turned into a number
format the column as Text and enter the id again""",
    "A226": """Gap before a total to date
the total to date of “{indicator}” ({unit}) for {period} cannot be taken apart: nothing tells the total before it ({gap})
add the total to date, or the figures, of {gap}""",
    "A227": """Total to date falls
the total to date of “{indicator}” ({unit}) for {period} is {total}, below the {previous} before it (at {first})
correct the wrong one of the two""",
    "A228": """A level has no total to date
“{indicator}” is a current level and cannot stand in a cumulative column
put its figures in a column value (giá trị) of another table""",
    "A229": """Day written month first
“{found}” is {read} (day/month), which does not lie in {period}; month/day would
write the day as {day}
A date with slashes is read day first. Where only the other reading fits the period of its row, it is not clear which day is meant.""",
    "A230": """Completed in the future of its period
the day {found} is after the figures of {period} were due ({due}): it is a plan, and nothing that was done
write 0 until it is done; when it is, report the day in the period that holds it""",
    "A231": """Sums that do not agree
{identity} of {unit}, {period}: {left} come to {total}, but {right} to {limit}; see also {places}
correct the wrong figure; if the identity itself is wrong, correct “identities” in the plan""",
    "A232": """Name of several
“{found}” may mean any of: {names}
write the id
A name that two units share at different times means the one whose life holds the whole period. A product's name means its task where one task alone has it.""",
    "A233": """Row that names no figure
the cell of the {field} names none, so that nobody knows which figure this is
fill it in; where the row is a total, write the word for it (Tổng cộng) in the cell of the unit or indicator""",
    "A234": """Numbers under no heading
numbers stand under no heading, so that nobody knows what they are
give the column its heading (a month or a unit), or empty it""",
    "A241": """A row of a form that was exchanged
the row shows “{found}”, but its hidden id says “{indicator}”
move or sort rows of a form only as a whole: unhide the columns behind the last one and put the id right, or fill in a new form from `cchc form`
A form names its rows in words and keeps their ids, by which figures are read, in hidden columns. Where the two differ nobody knows which was meant, so no figure is taken.""",
    "A242": """A row of a form for another period
the row shows {found}, but its hidden period is {period}
unhide the columns behind the last one and put the period right, or fill in a new form from `cchc form`""",
    "A243": """A form with the title of another period
the title says {found}, but the hidden periods of the rows say {period}
fill in the form of the right period (`cchc form` makes it), or put the title right
Whoever copies last month's form and types over its title changes what people see, not what is read.""",
    "A244": """A form with the name of another unit
the form says “{found}”, but the hidden units of its rows are {unit}
fill in the form of the right unit (`cchc form` makes it), or put the name right""",
    "A245": """A day of sending that is no day
the day of sending says “{found}”, which is no day
write day, month and year, as in 18/7/2022, or leave the cell empty
The day is kept in the column sent of the figures, so that what came in full is told from what came in time.""",
    "A246": """Sent on a day on which it cannot have been
the day of sending is {day}, but figures of {period} may be sent from {first} to {last}
correct the day of sending (its year too; day before month, as in 7/8/2022 for 7 August), or leave it empty""",
    "A301": """Empty cell
“{indicator}” has no figure: an empty cell means not reported, not 0
write 0 where nothing arose; for a narrative, write in the note column""",
    "A302": """Evidence missing
“{indicator}” {period} ({unit}) needs evidence
enter a document number or a link in the evidence column""",
    "A303": """Numerator above denominator
{period} ({unit}): “{numerator}” = {high} is above “{denominator}” = {low} (at {other})
check both numbers""",
    "A304": """Half of a ratio missing
{period} ({unit}): there is “{indicator}” but no “{other}” for the same period; it does not count in the ratio
report “{other}” for this period as well""",
    "A305": """Figures after the period under review
figures after {as_of} that are not counted: {count}
choose another period with `--as-of` if need be""",
    "A306": """Figures not used
no target uses the figures of “{indicator}” for {unit} (rows: {count})
check whether the unit or the indicator was entered by mistake""",
    "A307": """Few units in the latest period
of {units:unit/units} that ever sent figures, only {sent} sent any for {as_of}
if this period is not due yet, use `--as-of` with the period before, or `--as-of due`""",
    "A308": """Day before the plan
the day {found} is before the first day of the plan ({first})
correct it if the year is wrong""",
    "A309": """Empty rows
empty rows ignored: {count}
leave it as it is""",
    "A310": """Sheet passed over
the sheet “{sheet}” has no header row of figures
leave it as it is, unless its figures are to be read""",
    "A311": """Row of column numbers
the row that numbers the columns is skipped (“{found}”)
leave it as it is""",
    "A312": """Total that adds up
the total “{found}” is no figure: it is the sum of what it covers (figures: {count})
leave it as it is: sums are worked out from the figures""",
    "A313": """Repeated header row
the header row is repeated here and skipped (“{found}”)
leave it as it is""",
    "A314": """Row without a figure
the row is skipped: it has no figure and not both period and indicator (“{found}”)
leave it as it is, unless a figure is missing in it""",
    "A315": """Looks like totals to date
“{indicator}” ({unit}): up to {period}, three figures in a row are at least the sum of all before them; are they totals to date?
if so, head the column lũy kế (cumulative); if not, leave it as it is""",
    "A316": """Looks like a fraction
“{found}” for “{indicator}” is {value}%; is {percent}% meant?
write {percent}% with its percent sign if so""",
    "A317": """Evidence not found
there is no file “{found}” beside the figures
correct the path, which is seen from the file of figures, or put the file there""",
    "A318": """File received
figures received: {rows}; errors: {errors}
leave this file as it is""",
    "A319": """File with errors
figures received: {rows}; errors: {errors}
correct the errors shown, or set this file aside so that the others can be judged""",
    "A320": """Title above the table
rows above the header that are skipped: {count}
leave it as it is""",
    "A321": """Encoding recognised
the file is read as {encoding}, which its header row proves
save it as UTF-8 next time""",
    "A322": """Plan beside the actual
the column “{found}” is left: it says what was planned, or what share of it, not what was done
leave it as it is, unless this is the column of the figures; then name it value (giá trị)""",
    "A323": """Sheet passed over that may hold figures
the sheet “{sheet}” has no header row of figures, but numbers beside indicators of the plan
give it a header with period, indicator and value, or take the sheet out if its numbers are none of the figures""",
    "A324": """Total that does not add up
the total “{found}” says {total}, but what it covers adds up to {sum} (figures: {count})
look for the figure that is missing or wrong, or correct the total
A total is held against the rows above it, down from the header or the last total, that agree with it in every period, unit and indicator that it fills.""",
    "A325": """Total not compared
the total “{found}” is no figure; there is nothing to compare it with
leave it as it is: sums are worked out from the figures
It has no number, or a row that it covers is at fault itself.""",
    "A326": """Far from the figures before
{period} ({unit}): “{indicator}” is {value}, far from the {other} of before (at {first})
check the number; if it is right, leave it as it is
Ten times the highest of at least three earlier figures, or a tenth of the lowest of at least three above 0, is more often a slip than a fact.""",
    "A327": """Percentage far above its goal
“{found}” for “{indicator}” is {value}%, more than ten times its goal of {goal}%
check whether it was made a percentage twice: 80% is written 80%, or 80
A cell in percent format shows 80 as 8000%.""",
    "A328": """Figures that nobody sees
verdicts rest on figures in a part of the workbook that is hidden ({part}): {found}
unhide it and look at the figures; delete it if they are not meant
Hidden sheets, rows and columns are read all the same, but who opens the workbook does not see them.""",
    "A340": """Files beside the figures that are not read
this folder holds files that may hold figures and are not read: {names}
save them as .xlsx or .csv if they hold figures, else move them to another folder
Out of a folder, .csv, .tsv, .xlsx, .xlsm, .xls and .ods are read. A file that a row names as its evidence is not mentioned.""",
    "A341": """Figures in a subfolder that are not read
this folder has subfolders with figures, which are not read: {names}
for figures of this plan name the subfolders too; move those of another year out of this folder
Only the files right inside a folder are read, so that last year's figures are not counted in by accident.""",
    "A342": """A sheet called after another period
the sheet is called after {found}, but its rows are of {period}
check whether this is the right sheet; rename it if its rows are right""",
    "A343": """A fault in a hidden column
this cell is in a hidden column of the form, where its ids stand
unhide the columns behind the last one to put it right, or fill in a new form from `cchc form`""",
    "A345": """A day after the month judged
“{indicator}” ({unit}): the day {day} belongs to {month} and does not count as of {as_of} yet
leave it as it is: it counts from {month} on""",
    "A344": """Units under another heading
the column “{found}” holds names of units but is not called unit (đơn vị): it is ignored, and the figures are taken as those of the whole department
call the column unit (đơn vị) if the figures are those of these units""",
    "A329": """Sums that do not agree
{identity} of {unit}, {period}: {left} come to {total}, but {right} to {limit}; see also {places}
correct the wrong figure; if the identity itself is wrong, correct “identities” in the plan""",
    "A401": """Numerator over a denominator of 0
“{target}” ({unit}): “{numerator}” is {value} while “{denominator}” is 0
check both numbers: there cannot be a part without a whole""",
    "A402": """No figures to tell the period by
no figure could be read, so it is not clear which period to judge
make sheets for the units with `cchc form`; where there are figures, name the period: `--as-of {example}`""",
    "A403": """Latest period far from the others
the latest period is {latest} (at {place}), but all other figures end at {others}
correct the period if it is wrong, or name the period to judge with `--as-of`""",
}

WORDS = {
    "found.mapping": "“key: value” pairs",
    "found.list": "a list",
    "found.text": "text",
    "found.null": "empty",
    "found.xlsx": "an Excel workbook (.xlsx) or a compressed file",
    "found.xls": "an old Office file (.xls, .doc)",
    "found.pdf": "a PDF file",
    "found.gzip": "a compressed file",
    "found.html": "an HTML page (many systems export HTML under a name ending in .xls)",
    "found.utf-16": "UTF-16 text",
    "found.binary": "a binary file",
    "hidden.sheet": "sheet",
    "hidden.row": "row",
    "hidden.column": "column",
    "found.xlsb": "a binary workbook (.xlsb)",
    "found.zip": "a compressed file",
    "found.docx": "a Word document (.docx)",
    "found.doc": "an old Word document (.doc)",
    "found.rtf": "an RTF document",
    "found.tcvn3": "TCVN3 (.VnTime fonts)",
    "found.vni": "VNI (VNI-Times fonts)",
}
