"""What a template of a report may use: one context for Markdown, HTML and Word.

Every text is plain and on one line, with what could act on a reader or break a format shown as its code;
a template escapes for its own format. Tables are lists of rows, never strings made beforehand.
docs/report.md lists the variables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import NamedTuple

from cchc_cli.model.closing import RESTATED
from cchc_cli.model.document import Reference
from cchc_cli.model.figures import Value
from cchc_cli.model.history import Track
from cchc_cli.model.plan import Indicator
from cchc_cli.model.score import ScoreResult
from cchc_cli.model.verdict import Verdict
from cchc_cli.render import phrases, targets
from cchc_cli.render.document import room
from cchc_cli.render.document.first_page import FirstPage
from cchc_cli.render.document.heads import archive, heads
from cchc_cli.render.document.model import Correction, ReportModel, SpanName, WaiverRow
from cchc_cli.render.document.results import Results
from cchc_cli.render.document.texts import Context, cut, plain
from cchc_cli.render.ranking import ranking
from cchc_cli.render.score.annex import annex_context
from cchc_cli.render.tallies import sending_state
from cchc_cli.render.wording import Wording

PEOPLE = ("assessment", "causes", "measures", "proposals")
"""The parts that people write."""
_ALWAYS = ("scores", "restated")
"""Annexes that a short report has, too."""
_KINDS = ("NQ", "QĐ", "NĐ", "TTLT", "TT", "CT", "KH", "TB", "HD", "CTr", "ĐA", "BC", "KL")
"""What the number of a document says of its kind, by Decree 30/2020/NĐ-CP, annex III."""
_KIND = re.compile(rf"\d+(?:/\d{{4}}/|/|-)({'|'.join(_KINDS)})[-/]")
_ACTS = re.compile(
    r"(?:về|quy định|ban hành|phê duyệt|sửa đổi|bổ sung|hướng dẫn|công bố|triển khai|thực hiện"
    r"|tăng cường|đẩy mạnh|tiếp tục|bãi bỏ|giao|on|about)\b"
)
"""Titles that say what a document does, or about what, need no `về` before them."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def report_context(
    model: ReportModel,
    wording: Wording,
    notes: Mapping[str, tuple[str, ...]] | None = None,
    tracks: Callable[[Verdict], Track] | None = None,
    charts: Mapping[str, str] | None = None,
    annex: str = "",
    full: bool = True,
    scores: ScoreResult | None = None,
) -> Context:
    """All that a template may use.

    `notes` gives what people wrote by the names in `PEOPLE`, `tracks` a verdict's course over the
    months, `charts` the address of a section's chart by its clause, `annex` the name of the workbook,
    `scores` the points that get an annex of their own; without `full` the report ends with the first
    page and what people write.
    """
    words = wording.on_paper()
    points = None if scores is None else annex_context(scores, words)
    results = Results(model, words, tracks, charts or {})
    return _Report(model, words, notes or {}, annex, full, points, results).context()


class _Report(NamedTuple):
    model: ReportModel
    words: Wording
    notes: Mapping[str, tuple[str, ...]]
    annex: str
    full: bool
    scores: Context | None
    results: Results

    def context(self) -> Context:
        model, word = self.model, self.words.word
        base = heads(model, self.words)
        subject, span = base["plan"]["subject"], base["period"]["label"]
        key = "report.subtitle" if model.span is SpanName.MONTH else "report.subtitle_span"
        words = self.words.group("report")
        words["subtitle"] = plain(word(key, month=span, subject=subject))
        words["place_date"] = plain(word("report.place_date", place=base["place"] or "………"))
        words["number"] = word("report.number", issuer=base["letterhead"]["abbreviation"])
        words["opening"] = word(
            "report.opening",
            plan=base["plan"]["citation"],
            issuer=base["issuer"] or "………",
            month=span,
            dates=base["period"]["dates"],
        )
        words["archive"] = archive(base, self.words)
        words["enclosed"] = word(
            "report.enclosed",
            abbreviation=base["letterhead"]["abbreviation"],
            issuer=base["issuer"] or "………",
        )
        words.update(self._headings())
        unit = plain(self.words.unit(model.plan, model.result.unit)) if model.result.unit else ""
        restated = self._restated_note()
        above = room.head(base["issuer"], words["subtitle"], unit) + room.paragraph(words["opening"])
        above += room.LINE * bool(restated)
        first = FirstPage(model, self.words, self.results).context(above)
        words["shortfalls_left"] = word("report.shortfalls_left", count=first["shortfalls_left"])
        words["due_left"] = word("report.due_left", count=first["due_targets"]["left"])
        return {
            **base,
            "words": words,
            "columns": self.words.group("column")
            | {f"score_{name}": text for name, text in self.words.group("score.head").items()},
            "full": self.full,
            "unit": unit,
            **first,
            "due": self._due(),
            "people": [
                {
                    "name": name,
                    "heading": words[name],
                    "paragraphs": [plain(text) for text in self.notes.get(name, ())],
                }
                for name in PEOPLE
            ],
            "ranking": self._ranking(),
            "heat": self.results.heat(),
            "sections": self.results.sections(),
            "notes": self._unit_notes(),
            "restated_note": restated,
            "restated": list(map(self._correction, model.corrections)),
            "waivers_in_force": list(map(self._waiver, model.waivers_in_force)),
            "waivers_expired": list(map(self._waiver, model.waivers_expired)),
            "definitions": self._definitions(),
            "references": self._references(),
            "remarks": [
                plain(
                    f"{phrases.place(remark.location, self.words)}{remark.code}: "
                    f"{self.words.describe(remark)[0]}"
                )
                for remark in model.result.diagnostics
                if remark.code not in RESTATED
            ],
            "annex": plain(self.annex),
            "scores": self.scores or {},
        }

    def _headings(self) -> dict[str, str]:
        """The headings of the chapters, numbered as documents number them."""
        word = self.words.word
        heads = {name: word(f"report.{name}") for name in ("changes", "shortfalls", "missing", "next")}
        names = ["summary", *(["results"] if self.full else []), *PEOPLE]
        for number, name in zip(_ROMAN, names, strict=False):
            heads[name] = f"{number}. {word(f'report.{name}')}"
        model = self.model
        annexes = {
            "scores": self.scores,
            "definitions": model.definitions,
            "restated": model.corrections,
            "waivers": model.waivers_in_force or model.waivers_expired,
            "references": model.references,
        }
        present = [name for name in annexes if annexes[name] and (self.full or name in _ALWAYS)]
        for number, name in zip(_ROMAN, present, strict=False):
            title = word(f"report.annex_{name}")
            heads[f"annex_{name}"] = word("report.annex", number=number, title=title)
            heads[f"annex_{name}_number"] = word("report.annex_number", number=number)
            heads[f"annex_{name}_title"] = title.upper()
        return heads

    def _due(self) -> list[Context]:
        """The figures that are owed next, by month; units that owe the same share a line."""
        plan, words = self.model.plan, self.words
        months = []
        for period, group in groupby(self.model.due_figures, key=lambda due: due.period):
            same: dict[tuple[str, ...], list[str]] = {}
            for due in group:
                owed = tuple(indicator.name for indicator in due.indicators)
                same.setdefault(owed, []).append(words.short_unit(plan, due.unit))
            lines = [
                {"units": plain(", ".join(units)), "indicators": plain("; ".join(names))}
                for names, units in same.items()
            ]
            day = words.day(plan.calendar.due_day(period.last))
            months.append({"month": words.period(period), "day": day, "lines": lines})
        return months

    def _ranking(self) -> list[Context]:
        return [
            {
                "rank": self.words.number(line.rank),
                "unit": plain(self.words.unit(self.model.plan, line.unit)),
                "fine": self.words.number(line.fine),
                "judged": self.words.number(line.judged),
                "short": self.words.number(line.short),
                "no_data": self.words.number(line.no_data),
                "sending": sending_state(line.report, self.words),
            }
            for line in ranking(self.model.result)
        ]

    def _unit_notes(self) -> list[Context]:
        """Remarks beside the period's numbers, by unit; narratives stand with their tasks."""
        notes = [note for note in self.model.notes if not note.is_narrative]
        return [
            {
                "unit": plain(self.words.unit(self.model.plan, unit)),
                "lines": [self.results.note(note) for note in mine],
            }
            for unit, mine in groupby(notes, key=lambda note: note.unit)
        ]

    def _restated_note(self) -> str:
        corrections = self.model.corrections
        if not corrections:
            return ""
        chapter = self.words.word("report.annex_restated")
        return self.words.word("report.restated_note", count=len(corrections), chapter=chapter)

    def _correction(self, correction: Correction) -> Context:
        plan, words = self.model.plan, self.words
        unit = correction.unit
        indicator = plan.indicator_by_id.get(correction.indicator)
        is_known = unit is None or unit in plan.unit_by_id
        return {
            "indicator": plain(indicator.name if indicator else correction.indicator),
            "unit": plain(words.short_unit(plan, unit) if is_known else unit or ""),
            "period": words.period(correction.period),
            "old": plain(self._closed_value(correction.old, correction.was_absent)),
            "new": plain(self._closed_value(correction.new, correction.is_absent)),
            "reason": cut(correction.reason or words.word("restated.unaccepted"), None, words),
        }

    def _closed_value(self, value: Value, absent: bool) -> str:
        if absent:
            return self.words.word("restated.absent")
        return self.words.word("report.told") if value is None else self.words.value(value)

    def _waiver(self, row: WaiverRow) -> str:
        waiver, words = row.waiver, self.words
        unit = words.unit(self.model.plan, waiver.unit) if waiver.unit else None
        scope = unit or words.word("report.all_units")
        parts = [f"{row.indicator.name} — {scope}: {phrases.waived(waiver, words)}"]
        if row.excused:
            parts.append(words.word("report.excused", count=len(row.excused)))
        if row.short:
            parts.append(words.word("report.waiver_short", count=len(row.short)))
        return plain("; ".join(parts))

    def _definitions(self) -> list[Context]:
        """How each indicator is counted, and whether anything about it is short."""
        short = {row.verdict.indicator.id for rows in self.model.shortfalls for row in rows}
        return [
            self._definition(indicator, indicator.id in short) for indicator in self.model.definitions
        ]

    def _definition(self, indicator: Indicator, is_short: bool) -> Context:
        plan, words = self.model.plan, self.words
        marks = [indicator.id, words.word(f"every.{plan.every(indicator)}"), indicator.measure or ""]
        names = [part.name for part in plan.parts(indicator)]
        definition = plain(indicator.definition or "")
        formula = plain(targets.formula(indicator, names, words))
        return {
            "name": plain(indicator.name),
            "marks": plain("; ".join(filter(None, marks))),
            "definition": definition,
            "formula": formula,
            "text": f"{definition} {formula}".strip(),
            "is_short": is_short,
        }

    def _references(self) -> list[str]:
        """The legal basis as sentences, each ended as a list in a document is."""
        texts = [self._reference(reference) for reference in self.model.references]
        return [f"{text}{';' if n < len(texts) else '.'}" for n, text in enumerate(texts, 1)]

    def _reference(self, reference: Reference) -> str:
        words = self.words
        if reference.number[:1].isdigit():
            match = _KIND.match(reference.number)
            kind = words.word("report.kind." + (match[1] if match else "other"))
            parts = [words.word("report.based_on_number", kind=kind, number=reference.number)]
        else:
            parts = [words.word("report.based_on", number=reference.number)]
        if reference.date is not None:
            parts.append(words.word("report.cited_day", day=words.day(reference.date)))
        if reference.issuer:
            parts.append(words.word("report.cited_issuer", issuer=reference.issuer))
        if reference.title:
            title = reference.title
            is_word = not title[1:2].isupper()
            title = title[:1].lower() + title[1:] if is_word else title
            parts.append(title if _ACTS.match(title) else words.word("report.cited_title", title=title))
        return plain(" ".join(parts))
