"""Faults of a plan file."""

CODES = {
    "P101": """YAML syntax error
the YAML cannot be read: {problem}
check the indentation (use spaces, not the Tab key), the colons, commas, brackets and quotation marks around this line
The file is not valid YAML, so nothing after this place has been read.""",
    "P102": """Repeated key
the key “{key}” is already given at {first}
keep one key; if these are two different entries, make them two items of the list
YAML normally takes the later key without a word; here a repeated key is an error, so that nothing is lost.""",
    "P103": """Key not in the format
there is no key “{key}” in this place
delete this key or correct its name; `cchc schema plan` lists every key
Inside { } a comma separates the keys: a value with a comma needs quotation marks.""",
    "P104": """Required key missing
the key “{key}” is missing
add “{key}: …” to this entry""",
    "P105": """Wrong form
{expected} needed here, but this is {shape}
rewrite this entry as {expected}""",
    "P106": """Invalid value
“{found}” cannot be used here
write {expected}""",
    "P107": """Empty file
the plan file has nothing in it
run `cchc init` to get a sample plan""",
    "P108": """Unreadable character
the character {found} does not belong in UTF-8 text
open the file and save it again in UTF-8, without control characters""",
    "P109": """File too large or nested too deeply
{limit} (limit {most})
write the content out in full, without repeating it through aliases, and use fewer nested levels
This limit stops files that are made to bring the program to a halt.""",
    "P110": """Plan cannot be opened
the plan file cannot be read: {why}
check the path and the permission to read; name the file with `--plan PATH`""",
    "P111": """No plan found
there is no plans/ folder with a .yaml file in {folder} or above it
name the file with `--plan PATH`, or make a new plan with `cchc init`""",
    "P112": """Several plans fit
it is not clear which plan to use: {plans}
choose one plan, for example with {options}""",
    "P113": """Value must be in quotation marks
YAML cannot read “{found}” without quotation marks
write {plain}
In YAML the characters > % @ ` * & ! at the start of a value, and a colon followed by a space, have a special meaning. The comparison is already in the name of the key (at_least, at_most, exactly), so write the number only.""",
    "P114": """YAML feature not used
“{found}” cannot be used in a plan file
remove tags “!…” and the line “---”; each file is one plan""",
    "P115": """Not one of the allowed values
“{found}” is not allowed
use only: {choices}""",
    "P116": """No plan for this period
no plan in {folder} covers {as_of}: {plans}
choose a plan with `--plan PATH`, or another period with `--as-of`""",
    "P117": """YAML alias that points to itself
“*{alias}” stands inside of “&{alias}” itself
write the content out, without YAML aliases (&, *)""",
    "P118": """Broken plan passed over
this plan has errors ({errors}) and is passed over for {as_of}: {why}
run `cchc validate {plan}` and correct them""",
    "P119": """Character that only looks right
{found} stands here where YAML needs {wanted}
put {wanted} in its place; word processors and web pages put other characters there""",
    "P120": """Comma inside of brackets
the comma behind “{found}” ends the value here
write {plain}
Inside { } and [ ] a comma separates entries: a text with a comma needs quotation marks, and a number is written with a decimal point.""",
    "P121": """Quotation marks that are none
{found} is not in a pair of straight quotation marks, so that YAML takes these marks for letters
write {plain}""",
    "P122": """Two versions of the file in one
“{found}” is the mark of an unresolved merge
choose one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>""",
    "P123": """Braces missing
“{found}” on the same line as its key needs braces
write {plain}""",
    "P201": """Repeated id
the id “{id}” is already used at {first}
give this entry another id""",
    "P202": """One name for two things
the name “{name}” already means “{other}” (at {first})
change the name, or remove the other name (aliases) that clashes
Names are compared without regard to capital letters, to where the tone mark stands (hòa/hoà), to spaces or to hyphens.""",
    "P203": """Name not declared
there is no {what} “{name}”
declare this id, or correct it""",
    "P204": """Group contains itself
the group “{group}” contains “{member}”, and through it contains itself
remove “{member}” from the group""",
    "P205": """A target needs exactly one comparison
the target “{target}” needs exactly one of at_least, at_most, exactly, above, below
keep one comparison, for example at_least: 20; a level, ratio or average may have a lower and an upper bound""",
    "P206": """Percent sign of a goal
the goal {value} of a {kind} has its percent sign wrong
{wanted}
Ratios are written with a percent sign (60%), counts without one. A current level has a percent sign only where its measure is %.""",
    "P208": """Due date outside the plan
the due date {due} is outside the time of the plan
choose a month within the plan; for several years let period end with the last of them, and write what each year asks as steps""",
    "P209": """From is after to
it ends in {last}, before it begins in {first}
correct from and to""",
    "P210": """At least 0 asks for nothing
at_least: 0 is always met
set a goal above 0, or use at_most""",
    "P211": """Cannot be added up
over cannot be used with a {kind}
use each, or neither of the two for a figure of the whole department""",
    "P212": """Numerator and denominator must be counts or current levels
“{part}” is a {kind}
choose an indicator with kind: count or kind: level""",
    "P213": """Key not used for this kind
a {kind} has no “{key}”
delete “{key}”""",
    "P214": """The goal must be a whole number
the goal {value} can never be met exactly: “{indicator}” is counted in whole numbers
use a whole number, or declare decimal: true for the indicator""",
    "P215": """Unit not in the target
the target “{target}” does not judge the unit “{unit}” by itself
name only units that are in each""",
    "P216": """Either each or over
both each and over are given
each: one verdict for each unit; over: one verdict for the sum""",
    "P217": """Pace or due date cannot be used
“{key}” cannot be used with {why}
delete it for the default; `cchc explain P217` names the paces of each kind
Counts: linear, final, always, steps (on demand no linear). Levels, ratios, averages: always, final, steps (exactly: no steps). A ceiling (at_most) of a count holds all the time; a milestone takes only final, a range always or final, a goal for each period none.""",
    "P218": """Due date after the end of the plan
the due date {due} is after the last day of the plan and is taken as the last month
correct the due date if this is a mistake""",
    "P219": """Steps go back
the step at {month} asks for less than the one before it
check it: of a lower bound no step is below the one before, of an upper bound none above""",
    "P220": """Step outside the plan
{month} is outside the plan
choose a month within the plan""",
    "P221": """Empty group
the group “{group}” has no units
add units or delete the group""",
    "P222": """Numerator and denominator have different periods
“{numerator}” and “{denominator}” do not have the same reporting period (every)
declare the same every for both""",
    "P223": """A milestone takes only the goal 1
the goal {found} cannot be used for a milestone
write at_least: 1""",
    "P224": """Due date is not the end of a period
the due date {due} is not the end of a period of the indicator “{indicator}” (reported {every})
choose a month that ends a period: {ends}""",
    "P225": """Plan shorter than a period of the indicator
the plan holds no whole period of the indicator “{indicator}” (reported {every})
correct the indicator's `every`, or the plan's `period`""",
    "P226": """A name where an id belongs
“{name}” is the name of the {what} “{id}”; here its id is needed
write {id}""",
    "P227": """Change without a baseline
the goal “{found}” is a change, but the target has no baseline
add “baseline: …”, or write the goal itself, without + or -""",
    "P228": """Strict comparison of a count
“{key}” cannot be used with what is counted in whole numbers
write the next number: {plain}""",
    "P229": """No units named
this names no units, or “owners” beside others
write a unit, a group, a list of them, or “owners” alone (the units that lead the task)""",
    "P230": """The task has no owners
“owners” are those of the task “{task}”, and it has none
add owners: [...] to the task, or name the units here""",
    "P231": """Exception that is not clear
it is not clear what is asked of “{unit}” instead
write for example {{at_least: 40%, at_most: 60%}} for a range, or {{pace: final}} or {{due: 2022-06}}""",
    "P232": """Id of a product already used
the product of the task “{task}” makes a target and an indicator “{task}”, and this id is already used at {first}
give the task, or the other entry, another id; or write the targets of the task""",
    "P233": """Goal that nothing can meet
nothing can be “{comparison}: {found}”
correct the goal, or use a comparison that includes the number (at_least, at_most)""",
    "P234": """Range upside down
nothing lies between {lower} and {upper}
write the smaller number at at_least or above, the larger one at at_most or below""",
    "P235": """Goal above 100%
{found} is above 100%, but the numerator of “{indicator}” is a part of its denominator
correct the goal, or declare bounded: false for the indicator, for example for spending against an estimate""",
    "P236": """Unit without a baseline
there is no baseline for: {units}
add a number for each of them""",
    "P237": """One baseline is needed
the target “{target}” is judged once, so that its baseline is one number
write one number, for example baseline: 120; a list by unit goes with each""",
    "P238": """Change that leads to no goal
{change} of the baseline {baseline} makes the goal {goal}: {why}
correct the change or the baseline""",
    "P240": """Two steps for one month
{month} already has a step at {first}
keep one of them; a quarter, half or year means its last month""",
    "P241": """Step past the goal
the step at {month} asks for more than the goal itself
check the step and the goal""",
    "P242": """Step after the due date
the step at {month} is after the due date {due} and is never asked
check the step and the due date""",
    "P243": """Number of milestones
the goal {found} cannot be used for milestones of several units (units at the due date: {count})
write a whole number of units that is not above this, or a percentage such as 60%""",
    "P244": """Reserved word
no unit or group can be called “{id}”
give it another id: each: owners means the units that lead the task""",
    "P245": """Identities hold counts and levels
“{part}” is a {kind}, which cannot be added up here
name indicators with kind: count or kind: level""",
    "P246": """Side without indicators
a side of the identity “{id}” names no indicator
name at least one indicator on each side""",
    "P247": """Signed figure in a ratio
“{part}” may be below 0 and cannot be the {key} here
choose an indicator without signed: true; a numerator may be signed with bounded: false""",
    "P248": """Thousand or decimal
“{found}” may be a thousand and more, or a number with decimals
write {plain} or {short}
In YAML a point is the decimal mark: 1.500 is one and a half. In Vietnamese it is one thousand five hundred.""",
    "P249": """Unit that succeeds itself
“{unit}” is succeeded by “{successor}”, and so by itself
remove “{successor}” from successor""",
}

WORDS = {
    "wanted.bare": "write the number without a percent sign",
    "wanted.percent": "write it with a percent sign, for example 60%",
    "what.unit": "unit",
    "what.unit_or_group": "unit or group",
    "what.indicator": "indicator",
    "what.reference": "reference",
    "problem.tab": "a line is indented with the Tab key",
    "problem.quote": "the quotation mark opened here is never closed",
    "problem.bracket": "the bracket opened here is never closed, or a comma is missing inside",
    "problem.colon": "the colon here has no clear meaning (wrong indentation, or a value that needs quotation "
    "marks)",
    "problem.key": "this line should read “key: value”, with a space behind the colon",
    "problem.indent": "this line does not fit the lines above (wrong indentation, or a missing colon or “- ”)",
    "limit.bytes": "the file is too large",
    "limit.depth": "entries are nested too deeply",
    "limit.nodes": "aliases are repeated too often",
    "expected.mapping": "“key: value” pairs",
    "expected.list": "a list, for example [a, b]",
    "expected.text": "a single value",
    "expected.key": "the name of a key",
    "expected.month": "a month such as 2022-07",
    "expected.date": "a day such as 2022-07-27",
    "expected.real_day": "a day that exists (the calendar has none like this)",
    "expected.due": "a month such as 2022-12, a quarter such as 2022-Q4 or a day such as 2022-12-14",
    "expected.goal": "a number such as 20 or 2.5 (with a decimal point), or a ratio such as 60%",
    "expected.plain": "a number such as 120 or 40%, without a +",
    "expected.as_of": "due, or a period such as 2022-07 or 2022-Q3",
    "expected.scale": "a number above 0, such as 1000",
    "expected.pace": "linear, final, always, or steps such as {{2022-03: 5, 2022-06: 10}}",
    "expected.schedule": "ongoing or {{due: 2022-12}}",
    "expected.bool": "true or false",
    "expected.cutoff_day": "a day from 1 to 28, or null for calendar months",
    "expected.report_days": "a number of days from 0 to 60",
    "expected.version": "1",
    "expected.id": "an id made of letters, digits, full stops and dashes, without spaces",
    "expected.printable": "text without control characters or marks that reverse its direction",
    "problem.after_quote": "there is more text behind the closing quotation mark",
    "problem.comment": "a comment begins with #, not with //",
    "problem.node": "there is nothing between a comma or bracket and the next one",
    "problem.other": "the line does not fit what YAML expects here",
    "char.U+00A0": "a no-break space (U+00A0)",
    "char.U+3000": "a wide space (U+3000)",
    "char.U+200B": "a space without width (U+200B)",
    "char.U+FEFF": "an invisible byte order mark (U+FEFF)",
    "char.U+2013": "an en dash “–”",
    "char.U+2014": "an em dash “—”",
    "char.U+2022": "a bullet “•”",
    "char.U+FF1A": "a wide colon “：”",
    "mark.space": "a plain space",
    "mark.nothing": "nothing",
    "mark.dash": "a hyphen and a space, “- ”",
    "mark.colon": "a colon and a space, “: ”",
    "why.per_period": "a goal for each period by itself (per: period)",
    "why.range": "a range (which takes only always or final)",
    "why.average": "an average",
    "why.exactly_percent": "exactly with a percentage",
    "why.milestones": "milestones of several units (which take final or steps)",
    "why.below_nothing": "it must be above 0",
    "why.above_whole": "a part cannot be more than 100% of the whole",
    "why.never_holds": "nothing can meet it",
    "why.not_whole": "it is not a whole number",
}
