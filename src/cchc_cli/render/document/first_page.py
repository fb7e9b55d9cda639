"""The first page of a report, complete in itself."""

from __future__ import annotations

from collections import Counter

from cchc_cli.model.history import Change, Turn
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Sending, Status
from cchc_cli.render import phrases, tallies
from cchc_cli.render.document.heads import span_words
from cchc_cli.render.document.model import ReportModel, Row, Shortfalls
from cchc_cli.render.document.results import MOST_SHORT, Results
from cchc_cli.render.document.texts import Context, plain, short_period
from cchc_cli.render.phrases import MARKS
from cchc_cli.render.wording import Wording

MOST_NAMED = 6
"""Units that fall short which the sentence of judgement names."""
MOST_DUE = 8
"""Targets that end next which are named on the first page."""
_COUNTS = (
    ("fine", "met", (Status.MET, Status.ON_TRACK)),
    ("short", "missed", (Status.MISSED, Status.BEHIND)),
    ("no_data", "no_data", (Status.NO_DATA,)),
    ("waived", "waived", (Status.WAIVED,)),
    ("open", "not_due", (Status.NOT_DUE, Status.NOT_APPLICABLE)),
)
"""Sums of statuses, as the first page counts them: together they are all verdicts."""


class FirstPage:
    """Judgement, counts, what falls short, what changed, who has not sent, what is due."""

    def __init__(self, model: ReportModel, wording: Wording, results: Results) -> None:
        self._model = model
        self._words = wording
        self._results = results

    def context(self) -> Context:
        """What a template may use of it."""
        model, words = self._model, self._words
        shortfalls, left = self._shortfalls()
        return {
            "judgement": plain(self._judgement()),
            "total": words.number(model.tally.total),
            "counts": self._counts(),
            "statuses": self._statuses(),
            "shortfalls": shortfalls,
            "shortfalls_left": left,
            "undecided": [
                {
                    **self._results.said(row),
                    "without": plain(self._without(row)),
                    "text": plain(phrases.undecided(row.verdict, row.amounts, model.plan, words)),
                }
                for row in model.undecided[:MOST_SHORT]
            ],
            "changes_text": plain(self._changes_text()),
            "changes": [
                {
                    "turn": turn.value,
                    "heading": words.word(f"report.turn.{turn}", count=count),
                    "lines": [self._change(change) for change in model.changes_of(turn)],
                }
                for turn, count in model.tally.turns
            ],
            "sent": tallies.sending_words(model.tally.sending, words),
            "not_sent": plain(self._not_sent()),
            "due_text": self._due_text(),
            "due_targets": self._due_targets(),
        }

    def _judgement(self) -> str:
        """How things stand, in one sentence."""
        tally, words = self._model.tally, self._words
        if not tally.total:
            return tallies.verdict_count(self._model.result, words)
        key = "report.judged_short" if tally.short else "report.judged_fine"
        text = words.word(
            key, month=span_words(self._model, words), short=tally.short, total=tally.total
        )
        groups = self._model.shortfalls
        if 0 < len(groups) <= MOST_NAMED:
            text += words.word("report.judged_of", groups="; ".join(map(self._share, groups)))
        elif groups:
            units = [group for group in groups if group.rows[0].verdict.unit]
            is_all = len(units) == len(groups)
            key = "report.judged_units" if is_all else "report.judged_units_and_sums"
            text += words.word(key, count=len(units))
        if tally.no_data:
            text += words.word("report.judged_open", count=tally.no_data)
        return f"{text}."

    def _share(self, group: Shortfalls) -> str:
        """Whose shortfalls a group has, and how many."""
        scope = phrases.short_scope(self._model.plan, group.rows[0].verdict, self._words)
        return f"{scope} ({self._words.number(len(group.rows))})"

    def _counts(self) -> list[Context]:
        by_status = dict(self._model.tally.by_status)
        counts = []
        for name, tone, statuses in _COUNTS:
            count = sum(by_status.get(status, 0) for status in statuses)
            counts.append(
                {
                    "name": name,
                    "word": self._words.word(f"report.tile_{name}"),
                    "value": self._words.number(count),
                    "status": tone,
                    "sign": MARKS[statuses[0]],
                }
            )
        return counts

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
        room, groups = MOST_SHORT, []
        for group in self._model.shortfalls:
            rows = group.rows[:room]
            room -= len(rows)
            if rows:
                scope = phrases.scope(self._model.plan, rows[0].verdict, self._words)
                groups.append({"unit": plain(scope), "rows": [self._shortfall(row) for row in rows]})
        total = sum(len(group.rows) for group in self._model.shortfalls)
        return groups, max(0, total - MOST_SHORT)

    def _shortfall(self, row: Row) -> Context:
        verdict, shown, words = row.verdict, row.amounts, self._words
        goal = phrases.goal(verdict, words, in_full=True)
        if shown.expected is not None and shown.expected != shown.goal and not verdict.at_end:
            asked = phrases.amount(verdict, shown.expected, words)
            goal = words.word("report.goal_by_now", goal=goal, expected=asked)
        return {
            **self._results.said(row),
            "goal": plain(goal),
            "gap": plain(self._gap(row)),
            "needed": words.number(shown.needed) if shown.needed else phrases.NONE,
            "since": self._since(row.change),
            "clause": plain(verdict.task.clause),
            "detail": plain("; ".join(phrases.arithmetic(verdict, words))),
            "basis": plain(phrases.grounds(verdict, self._model.plan, words)),
        }

    def _gap(self, row: Row) -> str:
        """What is missing or too much; of a goal for each period, in which it was not kept."""
        kept = row.verdict.kept
        if kept is not None and kept.short:
            return self._words.periods(kept.short)
        return phrases.distance(row.verdict, row.amounts.gap, self._words)

    def _since(self, change: Change | None) -> str:
        """Since when it falls short: this period, where the plan has none before."""
        since, run = (self._model.as_of, 1) if change is None else (change.since, change.run)
        words = self._words
        key = "report.since" if self._model.span.stride == 1 else "report.since_quarters"
        return plain(
            words.word(
                key, since=short_period(Period.of_month(since), self._model.plan, words), count=run
            )
        )

    def _without(self, row: Row) -> str:
        """Whose figures are lacking for a verdict, and of which periods."""
        whose = phrases.short_scope(self._model.plan, row.verdict, self._words)
        return f"{whose} ({phrases.without(row.verdict, self._words)})" if row.verdict.missing else whose

    def _changes_text(self) -> str:
        """How many turned, so that every target that was short before is in one of the counts."""
        model, words = self._model, self._words
        if model.previous is None:
            return words.word("report.no_previous")
        turns = dict(model.tally.turns)
        counts = [
            words.word(f"report.turned.{turn}", count=turns[turn]) for turn in Turn if turns.get(turn)
        ]
        if not counts:
            return words.word("report.no_changes")
        return words.word(
            "report.summary_changes", month=words.month(model.previous), counts=", ".join(counts)
        )

    def _change(self, change: Change) -> Context:
        verdict = change.verdict
        return {
            "name": plain(verdict.indicator.name),
            "scope": plain(phrases.scope(self._model.plan, verdict, self._words)),
            "status": str(verdict.status),
            "sign": MARKS[verdict.status],
            "word": phrases.status(verdict, self._words),
            "run": phrases.run(change, self._words),
        }

    def _not_sent(self) -> str:
        """Who sent nothing or a part for the month, and who lacks figures of earlier ones."""
        model, words = self._model, self._words
        sentences = []
        for sending, key in ((Sending.NOT_SENT, "not_sent"), (Sending.PARTLY, "partly_sent")):
            units = [
                words.unit(model.plan, report.unit)
                for report in model.missing
                if report.sending is sending
            ]
            if units:
                month = words.month(model.as_of)
                sentences.append(words.word(f"report.{key}", month=month, units="; ".join(units)))
        before = [
            words.word(
                "report.lacking", unit=words.unit(model.plan, report.unit), count=len(report.missing)
            )
            for report in model.missing
            if report.missing and report.sending in (Sending.SENT, Sending.NOT_OWED)
        ]
        if before:
            sentences.append(words.word("report.missing_before", units="; ".join(before)))
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

    def _due_targets(self) -> Context:
        """What ends next; of many the first, and how many more."""
        model = self._model
        by_key = {row.verdict.key: row for row in model.rows()}
        due = [
            {
                **self._results.said(row := by_key[one.key]),
                "value": plain(phrases.actual_of_goal(row.verdict, row.amounts, self._words)),
                "due": self._words.day(one.due),
            }
            for one in model.due_targets
        ]
        return {"rows": due[:MOST_DUE], "left": max(0, len(due) - MOST_DUE)}
