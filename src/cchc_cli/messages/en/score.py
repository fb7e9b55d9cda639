"""Scoring: faults of scoring tables and score sheets, words of `cchc score`."""

CODES = {
    "P602": """Empty scoring table
the scoring table has no content
copy scoring/2022.yaml and change it""",
    "P603": """No criteria
“{criterion}” holds no criteria
add criteria, or leave out criteria and give it a maximum (max) and one rule""",
    "P604": """Key means nothing here
“{key}” means nothing on {kind}
delete “{key}”, or move it to the criterion it belongs to
A criterion that holds others (criteria) is not scored itself: its points are their sum.""",
    "P605": """Criterion without a rule
the criterion “{criterion}” has no rule
add exactly one of: {rules}""",
    "P606": """Criterion with two rules
“{key}” stands beside “{other}”: a criterion has one rule
keep one rule; if both are meant, make two criteria of it""",
    "P607": """Key without its other half
“{key}” means something only with {wanted}
add {wanted}, or delete “{key}”""",
    "P608": """A band needs exactly one bound
a band needs exactly one of at_least, above
write it like {{at_least: 70, points: 1}} or {{above: 90, points: 2}}""",
    "P609": """Bounds do not fall
the bound {bound} is not below the one before it
order the bounds from high to low; one that does not fall is never reached""",
    "P610": """Points rise where the bound falls
{points:point}, while the band above has only {before}
check the points: a lower band cannot be worth more""",
    "P611": """The maximum cannot be reached
“{key}” gives {best:point} at most, and the maximum is {most}
correct max, or let one case give all {most:point}""",
    "P612": """Points above the maximum
“{key}” gives up to {best:point}, and the maximum is {most}
correct max, or lower the highest points to {most}""",
    "P613": """Floor above the full value
the floor {floor} is above the value that gives all points ({full})
let floor be at most full""",
    "P614": """Choice with a reserved name
“{name}” cannot be a choice
give it another name; in a sheet “na” and “không áp dụng” say that a criterion does not apply""",
    "P615": """Two choices spelt alike
the choice “{name}” is spelt like “{other}”
give them different names; case, spaces and hyphens make no difference""",
    "P616": """A value comes from one place
from needs exactly one of indicator, verdict, coverage
write it like from: {{indicator: tin-bai}}""",
    "P617": """Source does not fit the rule
from “{key}” cannot be used with “{rule}”
a verdict is for choices; figures (indicator, coverage) are for all other rules""",
    "P618": """Not how a target ends
“{found}” is not how a target ends
use met, missed, and where needed not_applicable, waived""",
    "P619": """Maximum is not the sum
the criterion “{criterion}” says {most}, and its leaves add up to {total}
correct max here or in the leaves; it may be left out here, being the sum in any case
Bonus points stand outside the maximum.""",
    "P620": """Name is not in the plan
there is no {what} “{name}” in the plan
use an id of the plan; `cchc show` lists them""",
    "P621": """Unit is not in the plan
“{name}” is no unit or group of the plan, so it is scored as a body of its own
correct it if it is misspelt""",
    "P622": """Plan of another year
the scoring table is of {year}, the plan runs from {first} to {last}
name the plan of that year with `--plan`""",
    "P623": """Scoring table cannot be opened
the scoring table cannot be read: {why}
check the path after `--scoring` and the permission to read""",
    "P624": """Choice for a status missing
choices lacks “{name}”, and the target may end so
add “{name}” with its points""",
    "P625": """Indicator without a number
“{name}” is a text and has no number to score
choose another indicator, or leave out from and write the value in a sheet""",
    "A601": """Score sheet lacks a column
the header row lacks: {missing}
add the column; `cchc form --scoring` makes a sheet that has them all""",
    "A602": """No such criterion
there is no criterion “{found}” in the scoring table
use a criterion's id or its name as the table has it""",
    "A603": """Criterion that is not scored itself
“{found}” holds other criteria; its points are their sum
write the value of each criterion inside it""",
    "A604": """Not a number
“{found}” is not a number (criterion {criterion})
write a number such as 25 or 57.5""",
    "A605": """No such choice
“{found}” is no choice of criterion {criterion}
choose one of: {choices}""",
    "A606": """Percent sign out of place
“{found}” has a percent sign, but criterion {criterion} is not about a share
write the number without %""",
    "A607": """Points out of range
{found:point} for criterion {criterion}, whose maximum is {most}
write 0 to {most}; points are never cut to fit""",
    "A608": """Value without a criterion
the row has a value and names no criterion
write the id of the criterion, or delete the row""",
    "A609": """Criterion twice
criterion {criterion} ({unit}, {stage}) stands at {first} already
keep one row; a value of another stage needs that stage""",
    "A610": """Stage without the one before
“{unit}” has the stage {stage} and none before it
add the unit's own scores (self), or correct the column stage""",
    "A611": """Evidence missing
criterion {criterion} ({unit}) needs evidence
write the number of a document or the name of a file into the column evidence""",
    "A612": """Sheet differs from the plan's figures
criterion {criterion} ({unit}): the sheet says {found}, the plan gives {planned}; the sheet holds
check both; a blank cell in the sheet takes the plan's figure""",
    "A613": """Criterion without a veto
criterion {criterion} has no figure that takes all its points (veto)
clear this cell, or declare veto in the scoring table""",
    "A614": """Unit is not scored
the scoring table does not score “{found}”
use the id or name of one of the table's units""",
    "A615": """No such stage
“{found}” is no stage
write one of: {choices}""",
    "A616": """Decimal mark not provable
“{found}” (criterion {criterion}) may be {whole} or {part}
add `--decimal comma` or `--decimal point`, or write the number differently""",
    "A617": """Negative number
“{found}” is negative (criterion {criterion})
write a number from 0 up; what is deducted is written as a positive number, too""",
    "A618": """Unit missing
the row names no unit, and the table scores several
write the unit's id or name""",
    "A619": """Id that became a number
“{found}” is a number, which may be one of: {criteria}
format the cell as text and write the id again, or write the criterion's name
A spreadsheet takes 1.10 for the number 1.1 and drops the 0 at its end.""",
    "A620": """Total of a score sheet
“{found}” is a total and no criterion, so it is not read
leave it as it is: totals are worked out from the criteria""",
    "V601": """No plan
this table takes values from a plan (from), and there is none
name the plan with `--plan`, or run it where there is a plans/ folder""",
    "V602": """No such class
“{found}” is neither a class nor a share
write a class of the table ({choices}) or a share such as 80%""",
    "V603": """Units without this stage
no stage {stage} yet of: {units}; the stage before holds
add the sheets of these units if they are there""",
    "V604": """Plan has no indicator to write
the plan has none of these indicators: {indicators}
declare one of them, or leave out `--deductions`""",
    "V605": """Some numbers are not known yet
{indicator} is not certain for: {owners}
add the missing criteria or the final result, and run it again
What is unknown is not 0: the rows of these units are left for later.""",
    "V606": """No such criterion in the scoring table
the scoring table has no criterion “{found}”
use the id or name of a criterion""",
    "V607": """Not a score sheet
{path} has no columns for criterion and value, so it is no score sheet
use a sheet made by `cchc form --scoring`; figures can be read only with a plan""",
    "V608": """Scoring table missing
no scoring table is named
name its file with `--scoring FILE.yaml`""",
    "V609": """No value to score
there is neither a score sheet nor a figure, so that no points are known
name the sheets: `cchc score SHEET… --scoring FILE.yaml`; `cchc form --scoring FILE.yaml` makes them""",
    "V611": """No table that can be used
there is neither a table of tasks (STT, Nhiệm vụ, Đơn vị chủ trì, Thời hạn …) nor one of points (STT, Tiêu chí, Điểm tối đa)
check the header row of the table in the document""",
    "V612": """Row before all criteria
“{found}” has no number and stands before all criteria, so it is not in the scoring table
look at this row in the document""",
    "V613": """Maximum is no number
“{found}” is no number of points
write a number such as 2 or 0,5""",
    "V614": """Criterion without a maximum
criterion {criterion} holds no others and has no maximum
write its maximum into the table, or take its number away if the row only explains""",
    "V615": """Maximum of the document is not the sum
criterion {criterion}: the document says {most}, and its parts add up to {total}
look at the document; the scoring file goes by the parts""",
}

WORDS = {
    "score.column.criterion": "criterion",
    "score.column.value": "value",
    "score.column.unit": "unit",
    "score.column.stage": "stage",
    "score.column.veto": "veto",
    "score.column.evidence": "evidence",
    "score.column.note": "note",
    "stage.self": "self-scored",
    "stage.appraised": "appraised",
    "stage.final": "final",
    "criterion.node": "a criterion that holds others",
    "criterion.leaf": "a criterion that is scored itself",
    "what.target": "target",
    "limit.criteria": "too many criteria",
    "expected.points": "points such as 2 or 0.5",
    "expected.more_than_0": "a number above 0",
    "expected.bound": "a number such as 90 or 90%",
    "expected.percent": "a share such as 80%",
    "expected.year": "a year such as 2022",
    "expected.names": "a unit, a group, or a list of them",
    "expected.true": "the value true, or nothing at all",
    "score.na": "does not apply",
    "score.na_long": "does not apply to this unit",
    "score.unknown": "no value yet",
    "score.no_source": "in no sheet yet",
    "score.from_up": "{low} or more",
    "or": " or ",
    "score.missing": "missing: {ids}",
    "score.missing_more": "missing: {ids} and {count} more",
    "score.judged_on": "judged on {most:point} ({count:criterion does/criteria do} not apply)",
    "score.no_class": "below all classes",
    "score.open_class": "class still open ({names})",
    "score.gain.open": "up to {points} more (no value yet)",
    "score.gain.deducted": "up to {points} more (points were deducted)",
    "score.gain.below": "up to {points} more (below the maximum)",
    "score.due": "due {month}",
    "score.rule_choices": "by choice: {choices}",
    "score.band_above": "above {bound}: {points:point}",
    "score.band_at_least": "from {bound} on: {points:point}",
    "score.band_else": "else: {points:point}",
    "score.rule_proportional": "value ÷ {full} × {most}, at most {most:point}",
    "score.rule_floor": "below {floor}: 0 points",
    "score.rule_per_item": "value × {points}, at most {most:point}",
    "score.rule_deduct": "{most} − value × {points}, at least 0 points",
    "score.rule_manual": "the points themselves, 0 to {most}",
    "score.rule_veto": "veto figure above {bound}: 0 points",
    "score.vetoed": "veto figure {veto} is above {bound} → 0",
    "score.from.indicator": "the year's figure of the indicator {name}",
    "score.from.verdict": "how the target {name} came out",
    "score.from.coverage": "share of the figures owed that were sent",
    "score.facts": "Year {year}; stages: {stages}",
    "score.as_of": "Figures of the plan up to the end of {month}",
    "score.ranking": "Results and ranking",
    "score.standings": "Results, {stage}",
    "score.deductions": "Points deducted",
    "score.gains": "What would bring the most points next",
    "score.criteria": "Points by criterion: {unit}",
    "score.sections": "Points by section",
    "score.total": "Total",
    "score.columns": "criterion: {stages}/{max}",
    "score.head.rank": "Rank",
    "score.head.unit": "Unit",
    "score.head.stage": "Stage",
    "score.head.points": "Points",
    "score.head.percent": "Share",
    "score.head.class": "Class",
    "score.head.remarks": "Remarks",
    "score.head.id": "Id",
    "score.head.criterion": "Criterion",
    "score.head.self": "Self-scored",
    "score.head.final": "Final",
    "score.head.lost": "Deducted",
    "score.head.owner": "Owner",
    "score.head.gain": "Still to win",
    "score.head.due": "Due",
    "score.head.max": "Maximum",
    "score.head.evidence": "Evidence",
    "score.head.low": "Lowest points",
    "score.head.high": "Highest points",
    "score.head.value": "Value",
    "score.head.rule": "Rule",
    "score.head.source": "Source",
    "score.sheet.ranking": "Ranking",
    "score.sheet.points": "Points",
    "score.sheet.deductions": "Deductions",
    "score.span": "{first} to {last}",
    "score.form.sheet": "Score sheet",
    "score.form.how": "Fill in the yellow cells. Leave blank what is not known; write “na” where a criterion does not apply.",
    "score.form.number": "A number from 0 up, or “na”.",
    "score.form.made": "Made {path} ({count} criteria).",
    "score.form.criterion": "Criterion",
    "score.form.name": "Name",
    "score.form.max": "Max",
    "score.form.rule": "Rule",
    "score.form.unit": "Unit",
    "score.form.stage": "Stage",
    "score.form.value": "Value",
    "score.form.veto": "Veto",
    "score.form.evidence": "Evidence",
    "score.form.note": "Note",
    "score.more_units": "… and {count} more units; add `--unit` to see one",
    "score.sum_of": "the sum of {ids}",
    "score.max_of": "maximum: {points}",
    "score.bonus_of": "a bonus of {points} at most, outside the maximum",
    "score.taken_from": "where no sheet gives it: {source}",
    "score.owned_by": "owner: {owner}",
    "score.needs_evidence": "needs evidence",
    "score.capped": "bonus points in all: {points} at most",
    "score.draft.head": "Made of a table in a document. Every criterion is scored by hand (manual) until its rule is written:|choices, bands, proportional, per_item or deduct; add owner, evidence, from where they are needed.",
    "score.draft.year": "to be filled in: neither the table nor the file's name says which year",
    "score.draft.units": "to be checked: units or groups of the plan, or the id of the body that is scored",
    "score.draft.classes": "Classes, if there are any, the highest first:",
    "score.draft.remark": "to be checked: {text}",
    "score.draft.differs": "to be checked: the document says {most}, the parts add up to {total}",
    "score.draft.made": "Made {path}: {count} criteria, scored by hand (manual) until their rules are written.",
    "score.draft.next": "Next: cchc form --scoring {path}",
    "score.head.appraised": "Appraised",
    "score.all_criteria": "Points by criterion",
    "score.valid": "{path}: the scoring table is valid ({count} criteria).",
}
