"""The first page of a report, complete in itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from cchc_cli.model.history import Change, Turn
from cchc_cli.model.kind import Every
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import SHORT, Sending, Status, Verdict
from cchc_cli.render import phrases, tallies
from cchc_cli.render.document import room
from cchc_cli.render.document.heads import span_words
from cchc_cli.render.document.model import ReportModel, Row
from cchc_cli.render.document.results import MOST_SHORT, Results
from cchc_cli.render.document.texts import Context, plain, short_period
from cchc_cli.render.phrases import MARKS
from cchc_cli.render.wording import Wording

MOST_NAMED = 6
"""Units that fall short which the sentence of judgement names."""
MOST_DUE = 8
"""Targets that end next which are named on the first page, where it has room for so many."""
MOST_OPEN = 6
"""Undecided verdicts which a letter names, where its first page has room for so many."""
_COUNTS = (
    ("fine", "met", (Status.MET, Status.ON_TRACK)),
    ("short", "missed", (Status.MISSED, Status.BEHIND)),
    ("no_data", "no_data", (Status.NO_DATA,)),
    ("waived", "waived", (Status.WAIVED,)),
    ("open", "not_due", (Status.NOT_DUE, Status.NOT_APPLICABLE)),
)
"""Sums of statuses, as the first page counts them: together they are all verdicts."""
_LACKING = {
    "not_sent": (Sending.NOT_SENT,),
    "partly_sent": (Sending.PARTLY,),
    "missing_before": (Sending.SENT, Sending.NOT_OWED),
}
"""The sentences about units whose figures are not all there, by how far they have sent."""
_LISTED = (Turn.RESOLVED, Turn.WAIVED, Turn.UNDECIDED, Turn.RESTATED, Turn.NEW)
"""Changes that are listed one by one; what is new last, for the table of shortfalls has it too."""


class FirstPage:
    """Judgement, counts, what falls short, what changed, who has not sent, what is due."""

    def __init__(self, model: ReportModel, wording: Wording, results: Results) -> None:
        self._model = model
        self._words = wording
        self._results = results
        self._rows = {row.verdict.key: row for row in model.rows()}

    def context(self, above: float) -> Context:
        """What a template may use of it; `above` is the height of what stands over it in Word."""
        model, words = self._model, self._words
        shortfalls, short_left = self._shortfalls()
        undecided = [
            {
                **self._results.line(row),
                "without": plain(self._without(row)),
                "text": plain(phrases.undecided(row.verdict, row.amounts, model.plan, words)),
            }
            for row in model.undecided[:MOST_SHORT]
        ]
        page: Context = {
            "judgement": plain(self._judgement()),
            "total": words.number(len(model.result.verdicts)),
            "counts": self._counts(),
            "statuses": self._statuses(),
            "shortfalls": shortfalls,
            "shortfalls_left": short_left,
            "undecided": undecided,
            "changes_text": plain(self._changes_text()),
            "sent": tallies.sending_words(model.sending, words),
            "not_sent": plain(self._not_sent()),
            "due_text": self._due_text(),
        }
        changes = [self._change(change) for turn in _LISTED for change in model.changes_of(turn)]
        due = self._due_targets()
        opened = self._open_heights(undecided[:MOST_OPEN])
        left = room.PAGE - above - room.fixed(page, words.word("report.sent"))
        # One undecided verdict goes before all that the lists name.
        first = opened[:1] if sum(opened[:1]) <= left else []
        more = room.share(
            left - sum(first),
            (room.ending(due[:MOST_DUE]), opened[1:] if first else [], room.changes(changes)),
        )
        shown = due[: more[0]]
        if due and not shown:
            page["due_text"] += (
                f" {words.word('report.due_many', count=len(model.background.due_targets))}"
            )
        shown_open = len(first) + more[1]
        return {
            **page,
            "undecided_shown": shown_open,
            "undecided_named": self._open_groups(undecided[:shown_open]),
            "changes": self._turns(changes[: more[2]]),
            "due_targets": {"rows": shown, "left": sum(line["count"] for line in due[len(shown) :])},
        }

    def _open_heights(self, undecided: Sequence[Context]) -> list[float]:
        """What each verdict adds to the paragraph that names the undecided ones.

        The first of a unit brings its name and how many more of it there are; the first of all, how many
        there are of others.
        """
        heights: list[float] = []
        whose: set[str] = set()
        more = self._more(len(self._model.undecided))
        for line in undecided:
            is_first = line["without"] not in whose
            text = f"{line['without']}: {line['name']}{more}" if is_first else line["name"]
            whose.add(line["without"])
            start = 0 if heights else room.LINE + room.AFTER + room.run_in(self._others(99))
            heights.append(room.run_in(f"{text}; ") + start)
        return heights

    def _open_groups(self, named: Sequence[Context]) -> Context:
        """The undecided verdicts that are named, by whose figures they lack; how many more there are."""
        counts = Counter(self._without(row) for row in self._model.undecided)
        names: dict[str, list[str]] = {}
        for line in named:
            names.setdefault(line["without"], []).append(line["name"])
        groups = [
            {"without": whose, "names": mine, "left": self._more(counts[whose] - len(mine))}
            for whose, mine in names.items()
        ]
        others = len(self._model.undecided) - sum(counts[whose] for whose in names)
        return {"groups": groups, "left": self._others(others)}

    def _more(self, count: int) -> str:
        return f" {self._words.word('report.due_left', count=count)}" if count else ""

    def _others(self, count: int) -> str:
        return f" {self._words.word('report.undecided_left', count=count)}" if count else ""

    def _turns(self, shown: Sequence[Context]) -> list[Context]:
        """What changed by how it turned; how many are `shown` in Word, that more are left."""
        turns = []
        for turn in Turn:
            lines = [self._change(change) for change in self._model.changes_of(turn)]
            here = sum(line["turn"] == turn.value for line in shown)
            left = len(lines) - here
            if lines:
                turns.append(
                    {
                        "turn": turn.value,
                        "heading": self._words.word(f"report.turn.{turn}", count=len(lines)),
                        "lines": lines,
                        "shown": here,
                        "left": self._words.word("report.due_left", count=left) if left else "",
                    }
                )
        return turns

    def _judgement(self) -> str:
        """How things stand, in one sentence."""
        model, words = self._model, self._words
        if not model.result.verdicts:
            return tallies.verdict_count(model.result, words)
        short, no_data = model.count(*SHORT), model.count(Status.NO_DATA)
        total = len(model.result.verdicts)
        key = "report.judged_short" if short else "report.judged_fine"
        text = words.word(key, month=span_words(model, words), short=short, total=total)
        groups = model.shortfalls
        if 0 < len(groups) <= MOST_NAMED:
            text += words.word("report.judged_of", groups="; ".join(map(self._share, groups)))
        elif groups:
            units = [rows for rows in groups if rows[0].verdict.unit]
            is_all = len(units) == len(groups)
            key = "report.judged_units" if is_all else "report.judged_units_and_sums"
            text += words.word(key, count=len(units))
        if no_data:
            text += words.word("report.judged_open", count=no_data)
        return f"{text}."

    def _share(self, rows: Sequence[Row]) -> str:
        """Whose shortfalls they are, and how many."""
        scope = phrases.short_scope(self._model.plan, rows[0].verdict, self._words)
        return f"{scope} ({self._words.number(len(rows))})"

    def _counts(self) -> list[Context]:
        return [
            {
                "name": name,
                "word": self._words.word(f"report.tile_{name}"),
                "value": self._words.number(self._model.count(*statuses)),
                "status": tone,
                "sign": MARKS[statuses[0]],
            }
            for name, tone, statuses in _COUNTS
        ]

    def _statuses(self) -> list[Context]:
        """How many there are of each status, in the words that stand beside them."""
        counts = Counter(
            (row.verdict.status, phrases.status(row.verdict, self._words)) for row in self._model.rows()
        )
        order = list(Status)
        return [
            {
                "status": str(status),
                "sign": MARKS[status],
                "word": word,
                "count": self._words.number(count),
            }
            for (status, word), count in sorted(counts.items(), key=lambda item: order.index(item[0][0]))
        ]

    def _shortfalls(self) -> tuple[list[Context], int]:
        """What falls short, by unit; and how many lines are left to the workbook."""
        lines_left, groups = MOST_SHORT, []
        for of_a_unit in self._model.shortfalls:
            rows = of_a_unit[:lines_left]
            lines_left -= len(rows)
            if rows:
                scope = phrases.scope(self._model.plan, rows[0].verdict, self._words)
                groups.append({"unit": plain(scope), "rows": [self._shortfall(row) for row in rows]})
        total = sum(map(len, self._model.shortfalls))
        return groups, max(0, total - MOST_SHORT)

    def _shortfall(self, row: Row) -> Context:
        verdict, numbers, words = row.verdict, row.amounts, self._words
        goal = phrases.goal(verdict, words, in_full=True)
        if numbers.expected is not None and numbers.expected != numbers.goal and not verdict.at_end:
            asked = phrases.amount(verdict, numbers.expected, words)
            goal = words.word("report.goal_by_now", goal=goal, expected=asked)
        return {
            **self._results.line(row),
            "goal": plain(goal),
            "gap": plain(self._gap(row)),
            "needed": self._needed(row),
            "since": self._since(row.change),
            "clause": plain(verdict.task.clause),
            "about": plain("; ".join(self._about(row))),
            "detail": plain("; ".join(phrases.arithmetic(verdict, words))),
            "basis": plain(phrases.grounds(verdict, self._model.plan, words)),
        }

    def _needed(self, row: Row) -> str:
        """What each period that is left must bring; of a sum, of each of its units."""
        verdict, number = row.verdict, row.verdict.needed
        if not number:
            return phrases.NONE
        if self._model.span.stride > 1 and verdict.every is Every.MONTH:
            number = _needed_by_quarter(verdict)
        needed = self._words.number(number)
        is_sum = len(verdict.units) > 1
        return plain(self._words.word("report.needed_each", needed=needed)) if is_sum else needed

    def _about(self, row: Row) -> Iterable[str]:
        """The clause; who leads a task that is not judged by unit; that a shortfall only warns."""
        verdict, plan, words = row.verdict, self._model.plan, self._words
        yield verdict.task.clause
        owners = dict.fromkeys(unit for name in verdict.task.owners for unit in plan.members(name))
        if verdict.unit is None and owners:
            yield words.word("report.owners", units=words.unit_list(plan, list(owners)))
        if verdict.target.severity == "warning":
            yield words.word("explain.warning")

    def _gap(self, row: Row) -> str:
        """What is missing or too much; of a goal for each period, in which it was not kept."""
        kept = row.verdict.kept
        if kept is not None and kept.short:
            return self._words.periods(kept.short)
        gap = phrases.distance(row.verdict, row.amounts.gap, self._words)
        if gap == phrases.NONE or phrases.is_deed(row.verdict):
            return gap
        key = "text.excess" if phrases.is_above(row.verdict) else "text.gap_end"
        return self._words.word(key, gap=gap)

    def _since(self, change: Change | None) -> str:
        """Since when it falls short: this period, where the plan has none before."""
        since, run = (self._model.as_of, 1) if change is None else (change.since, change.run)
        words = self._words
        if self._model.span.stride == 1:
            label = short_period(Period.of_month(since), self._model.plan, words)
            return plain(words.word("report.since", since=label, count=run))
        label = words.period(self._label(since))
        return plain(words.word("report.since_quarters", since=label, count=run))

    def _without(self, row: Row) -> str:
        """Whose figures are lacking for a verdict, and of which periods."""
        whose = phrases.short_scope(self._model.plan, row.verdict, self._words)
        return f"{whose} ({phrases.without(row.verdict, self._words)})" if row.verdict.missing else whose

    def _changes_text(self) -> str:
        """How many turned, so that every target that was short before is in one of the counts."""
        model, words = self._model, self._words
        if model.background.previous is None:
            return words.word("report.no_previous")
        counts = [
            words.word(f"report.turned.{turn}", count=len(changes))
            for turn in Turn
            if (changes := model.changes_of(turn))
        ]
        if not counts:
            return words.word("report.no_changes")
        return words.word(
            "report.summary_changes",
            month=words.period(self._label(model.background.previous)),
            counts=", ".join(counts),
        )

    def _label(self, month: int) -> Period:
        """The period of a report like this one that ends with a month."""
        return Period(max(month - self._model.span.stride + 1, self._model.plan.calendar.first), month)

    def _change(self, change: Change) -> Context:
        line = self._results.line(self._rows[change.verdict.key])
        return {**line, "turn": change.turn.value, "run": phrases.run(change, self._words)}

    def _not_sent(self) -> str:
        """Who sent nothing or a part for the month, and who lacks figures of earlier ones."""
        model, words = self._model, self._words
        alike: dict[str, dict[tuple[Period, ...], list[str]]] = {key: {} for key in _LACKING}
        for report in model.missing:
            key = next(key for key, sendings in _LACKING.items() if report.sending in sendings)
            gaps = {gap.period for gap in report.missing}
            if key != "missing_before":
                gaps = {period for period in gaps if period.last < model.as_of}
            if gaps or key != "missing_before":
                periods = tuple(sorted(gaps, key=lambda period: period.order))
                unit = words.short_unit(model.plan, report.unit)
                alike[key].setdefault(periods, []).append(unit)
        sentences = []
        for key, groups in alike.items():
            beside = "report.lacking" if key == "missing_before" else "report.also"
            units = [
                words.word(beside, units=", ".join(names), periods=words.periods(periods))
                if periods
                else ", ".join(names)
                for periods, names in groups.items()
            ]
            if units:
                month = words.month(model.as_of)
                sentences.append(words.word(f"report.{key}", month=month, units="; ".join(units)))
        return " ".join(sentences)

    def _due_text(self) -> str:
        """By when the next figures are due."""
        calendar, words = self._model.plan.calendar, self._words
        period = next((due.period for due in self._model.due_figures), None)
        if period is None:
            return words.word("report.no_due")
        return words.word(
            "report.due",
            month=words.period(period),
            first=words.day(calendar.first_day(period.first)),
            last=words.day(calendar.last_day(period.last)),
            due=words.day(calendar.due_day(period.last)),
        )

    def _due_targets(self) -> list[Context]:
        """What ends next, a line for each target; first what falls short, then what is undecided."""
        groups: dict[tuple[str, date], list[Row]] = {}
        for verdict in self._model.background.due_targets:
            groups.setdefault((verdict.target.id, verdict.due), []).append(self._rows[verdict.key])

        def urgency(rows: Sequence[Row]) -> tuple[int, date]:
            statuses = {row.verdict.status for row in rows}
            is_open = Status.NO_DATA in statuses
            return (0 if statuses & set(SHORT) else 1 if is_open else 2), rows[0].verdict.due

        return [self._due(rows) for rows in sorted(groups.values(), key=urgency)]

    def _due(self, rows: Sequence[Row]) -> Context:
        """One target that ends next, with its units and how far they are."""
        plan, words = self._model.plan, self._words
        first = rows[0].verdict
        values = [phrases.actual_of_goal(row.verdict, row.amounts, words) for row in rows]
        if len(set(values)) > 1:
            statuses = Counter(phrases.status(row.verdict, words) for row in rows)
            values = [", ".join(f"{words.number(count)} {word}" for word, count in statuses.items())]
        scope = phrases.short_scope(plan, first, words)
        if len(rows) > 1:
            scope = words.unit_list(plan, [row.verdict.unit for row in rows if row.verdict.unit])
        return {
            **self._results.line(rows[0]),
            "scope": plain(scope),
            "value": plain(values[0]),
            "due": words.day(first.due),
            "count": len(rows),
        }


def _needed_by_quarter(verdict: Verdict) -> Fraction:
    """What each quarter that is left must bring of a count that is reported by month, rounded up."""
    assert verdict.remaining is not None
    units = max(1, len(verdict.units))
    quarters = units * ceil(Fraction(verdict.owed - verdict.over, 3 * units))
    scale = 1 if verdict.indicator.is_whole else 10
    return Fraction(ceil(verdict.remaining * Fraction(scale, quarters)), scale)
