"""Mappings, registers and what is counted in them."""

CODES = {
    "P301": """Undeclared term
there is no term “{term}”
declare it under terms, or use late, open, overdue""",
    "P302": """Name of a built-in term
“{term}” is a term of the program itself
give it another name; late, open, overdue and not have a meaning of their own""",
    "P303": """Term without a condition
the term “{term}” says nothing
name at least one field""",
    "P304": """One column name for two fields
the column name “{header}” of {field} is already given to {other} at {first}
give each column name to one field, once
A column cannot be this field and that one.""",
    "P305": """Field without a column
{field} is needed here, but columns names no column for it
add the names of its column to columns""",
    "P306": """Values without a name
{field} has a column, but no term names its values
name every value of the column under terms, or leave the column out of columns
There is no “else”: a value that no term names is a fault of its row, so that no count misses it.""",
    "P307": """Term about the end of a period
“{term}” is about the end of a period and cannot be asked for “{rule}”
use open and overdue only in counts with `at: cutoff`""",
    "P308": """Unclear which period is counted into
the count “{indicator}” needs exactly one of by and at
write `by: received` (returned, finished, second_request), or `at: cutoff`""",
    "P309": """Two formats read one text
the formats “{format}” and “{other}” read the same text as two different days
keep one; give a system that writes dates differently a mapping of its own
03/04/2022 may be 3 April or 4 March; nothing is guessed.""",
    "P310": """Range of days reversed
the first day {first} is after the last {last}
write the earlier one first""",
    "P311": """Indicator that is not counted
the identity names “{indicator}”, which no count counts
correct the id, or add a count""",
    "P312": """No deadline
“{term}” needs to know what late means, but there is no deadline
add `deadline: {{column: first_due, compare: date, missing: on_time}}`""",
    "P313": """Counted twice
this count of “{indicator}” is the same as the one at {first}
leave one out; several counts of one indicator add up""",
    "P314": """Late at the end of a period
“{term}” is about the result and cannot be asked for “{rule}”, which is counted at the end of a period
use overdue: past its due date at that end""",
    "P315": """Kind of indicator that does not fit the count
the indicator “{indicator}” is a {kind}; here a {wanted} is needed
count by a date (by) for a count, at the end of the period (at: cutoff) for a level""",
    "P316": """Indicator that is not monthly
the indicator “{indicator}” is reported {every}; only monthly ones can be counted
make its every month, or leave the count out""",
    "P317": """List that cannot be read
cannot read the file “{file}”: {why}
write its path relative to the folder of the mapping""",
    "P318": """List without a header
no column of the first row is called {wanted}
write a header: the field's name, and from and to where needed""",
    "P319": """Wrong date in a list
a date in this row is none
write it as 2022-07-14 or in one of dates.formats""",
    "P320": """List with dates, but none to hold them against
the file “{file}”, line {line}, names days, but the condition has no at
add `at: received` or `at: returned`""",
    "P321": """Condition that looks at today's status
{rules} looks at the status ({terms}), which says how things stood on the day of export, not at the end of the period
go by dates (returned, withdrawn_at) where the register has them; close the figures as soon as a period ends
In a later export the status has changed, and an earlier month is counted otherwise.""",
    "P322": """Mapping cannot be opened
the mapping cannot be read: {why}
check the path and the permission to read; name the file with `--mapping FILE`""",
    "P323": """Mapping is missing
no mapping is named, which says how the register is read and what is counted
add `--mapping FILE`; `cchc init --example` has one to start from""",
    "A501": """Register without a column
no column is {field}
export the register with that column, or add the name that the system gives it to columns; known names: {names}""",
    "A502": """Two columns for one field
this column and the one at {first} are both {field}
leave one out, or take a name out of columns""",
    "A503": """Wrong date in a register
{field}: no date written like {formats}
correct it in the system and export again, or add the format to dates.formats
Every part has all its digits and there is no space too many.""",
    "A504": """Date of a register out of range
{field}: the day is not within {first} to {last}
correct the cell, or widen dates.between
The year 22 or 2202 is a slip; the range keeps it out of the figures.""",
    "A505": """Value that no term names
{field}: the value is none of {values}
add the value to a term, or correct the cell""",
    "A506": """No whole number
{field}: a whole number such as 0, 1, 2 is needed
correct the cell; where there was none write 0""",
    "A507": """Unit that is not counted
{field}: none of the units {units}
correct the cell, or add the name to the unit's aliases in the plan""",
    "A508": """Filing twice
this filing is already at {first}
keep one row for each filing""",
    "A509": """Filing without an id
the id of the filing is blank
write it; without one nobody knows whether it is counted twice""",
    "A510": """Returned before received
the day of return is before the day of reception
correct one of the two""",
    "A511": """More or fewer cells than the header
the row has {count:cell}, the header {width}
look at the separators and quotes in the row""",
    "A512": """A quote that swallows rows
the quote that opens here is not closed within its cell
close it, or write it twice ("") where it is part of the cell
From this quote on the following rows are taken for the content of one cell.""",
    "A513": """Register without rows
there is no filing in the register
export it again; where nothing arose report 0 by hand""",
    "A514": """Date that is missing
{field}: blank, but a date is needed
write the date; a due date may be blank where deadline.missing is on_time or exclude""",
    "A515": """More rows are wrong
further rows that are wrong and not listed: {count}
correct those listed and run it again""",
    "A516": """Repeats cannot be seen
columns has no column for the id of a filing: a filing with two rows is counted twice
add the column of the id (filing) to columns""",
    "A517": """Sheet that is not read
the sheet “{sheet}” has no header of the register and is not read
add the header, or remove the sheet if it is none""",
    "A518": """Unit that does not exist in the period
filings of {indicator} in {period} that name {units}: {count}; the unit does not exist then, or two share the name
correct the unit in the register, or its from and to in the plan""",
    "A519": """Periods before the register
the first filing was received after {last}, so that nothing is written from {first} to {last}
where the register covers these periods and nothing arose, write 0 by hand
A register says nothing of a period before its first filing: missing is not 0.""",
    "A520": """No such day
{field}: there is no such day or time
correct the cell in the system and export again
The cell is written as it should be, but no calendar has it: 31 February, month 13, 24:00.""",
    "V401": """Day of export not known
the day of the export is not known, so neither is which periods are over in it
add `--until 2022-07-16`, write `exported` in the mapping, or keep the day in the file's name
Only periods that end before that day are written: an export of 16 July says nothing of August.""",
    "V402": """No period is over
no period of the plan ends before {until}
look at --until and the plan's period""",
    "V403": """Identity that does not hold
{unit}, {period}: {left} = {left_sum}, but {right} = {right_sum}
look at the conditions of these counts: some filing is left out or counted twice""",
    "V404": """Reported otherwise than counted
{period}, {unit}, {indicator}: counted {counted}, reported {reported}
hold it against the register; correct the report or the way of counting""",
    "V405": """Counted but not reported
{period}, {unit}, {indicator}: counted {counted}, not reported
add the figure""",
    "V407": """DuckDB is not installed
--engine duckdb needs DuckDB, which is not installed here
install it with `pip install "cchc-cli[fast]"`, or leave --engine out""",
    "V408": """Options that exclude each other
{why}
leave one of them out""",
    "V409": """File with other figures
{path} holds figures that this command did not count; they would be lost
write to another file and add it with `cchc collect`, or add --replace""",
    "V410": """No register
no register is named
name the file that the one-stop system exported: `cchc tally REGISTER --mapping FILE`""",
    "V411": """File not written
{path} was not written, because nothing was counted
correct the errors shown and run it again""",
    "V412": """Day of export and name of the file differ
counted as of an export of {until}, but the name of the file says {named}
name the real day by `--until`, or take `exported` out of the mapping so that the name tells it
Of periods that end after the export a register says nothing; those before it would be left out.""",
    "V413": """Figures that stand elsewhere already
figures of this file that stand in another one that the plan reads: {count}, one of them at {other}
keep one place: delete those rows in the other file, or delete this file and use `--compare`
Each figure has one row: of two of them `cchc check` stops (A214).""",
}

WORDS = {
    "field.filing": "id of the filing",
    "field.unit": "unit",
    "field.procedure": "procedure",
    "field.received": "day received",
    "field.first_due": "first due date",
    "field.extended_due": "extended due date",
    "field.finished": "day finished",
    "field.returned": "day returned",
    "field.withdrawn_at": "day withdrawn",
    "field.second_request": "day of the second request",
    "field.channel": "channel",
    "field.supplements": "number of supplements asked for",
    "field.apology": "apology",
    "field.status": "status",
    "expected.date_format": "a format with %d %m %Y side by side and %H %M %S where there is a time, such as %d/%m/%Y %H:%M:%S",
    "expected.values": 'a list of values such as [online, "2"], or {{file: list.csv}}',
    "expected.between": "two days such as [2019-01-01, 2023-12-31]",
    "expected.where": "the name of a term, or not and a name",
    "expected.at_least": "a whole number from 1",
    "expected.items": "a list with at least one item",
    "tally.account": "rows: {rows} = {counted} counted + {excluded} excluded + {refused} refused",
    "tally.excluded": "rows excluded as “{name}”: {count}",
    "tally.counted_out": "counted out of {registers}: {counts}",
    "tally.rows_by": "rows by {rule}: {count}",
    "tally.registers": "{count:register}",
    "tally.register": "register {path} sha256:{sha256}",
    "tally.months": "periods written: {first} to {last} (exported on {until})",
    "tally.nothing": "no figure is written",
    "tally.differences": "figures reported otherwise: {count}",
    "tally.unreported": "figures not reported: {count}",
    "tally.same": "figures that agree with the reported ones: {count}",
    "tally.definitions": "How it is counted",
    "tally.indicator": "Indicator",
    "tally.by": "counted by the {field}",
    "tally.cutoff": "filings received so far, as they stand at the end of each period",
    "tally.where": "{how}, where {conditions}",
    "tally.all": "{how}, every filing",
    "tally.excludes": "not counted as “{name}”: {conditions}",
    "tally.not": "not ({condition})",
    "tally.and": " and ",
    "tally.is": "the {field} is {values}",
    "tally.from": "the {field} is at least {number}",
    "tally.in_file": "the {field} stands in {file}",
    "tally.in_file_at": "the {field} stands in {file} on the {at}",
    "tally.late": "the {result} is after the {due} (compared by {compare})",
    "tally.open": "neither returned nor withdrawn by the end of the period",
    "tally.overdue": "the {due} is before the last day of the period",
    "tally.compare.date": "day; on the due day is in time",
    "tally.compare.time": "time; a due date without a time lasts to the end of its day",
    "tally.due.first_due": "first due date",
    "tally.due.extended_due": "extended due date, else the first one",
    "tally.missing.on_time": "never late without one",
    "tally.missing.exclude": "not counted without one",
    "tally.missing.refuse": "a row without one is wrong",
    "tally.deadline": "Due: {due}; {missing}",
    "tally.blank": "(blank)",
    "tally.sql.with_register": "--sql prints a query and reads no register",
    "tally.sql.cutoff": "periods {first} to {last}",
    "tally.sql.head": "Filings counted by {mapping} ({source})",
    "tally.sql.reads": "The table {table} holds the columns of the register as text, as they are exported.",
    "tally.sql.fails": "Where a row cannot be counted the query stops with an error and gives no figure.",
    "tally.named": "How it is counted by {path}",
    "tally.valid": "{path}: the mapping is valid (indicators: {count}).",
}
