"""Points for a person in a terminal; piped, the same as plain and whole lines."""

from __future__ import annotations

from cchc_cli.model.score import ScoreResult, Scores, Standing
from cchc_cli.render.page import Page, Part, Screen
from cchc_cli.render.score import phrases
from cchc_cli.render.score.tables import criteria_table, facts, gains_of
from cchc_cli.render.wording import Wording, visible


def render_score(result: ScoreResult, words: Wording, screen: Screen, quiet: bool = False) -> str:
    """Standings first, then deductions, what would bring the most, and a single unit's criteria."""
    scores = result.known
    page = Page(screen)
    page.line((visible(scores.table.title), "bold"))
    for fact in facts(result, words):
        page.line((fact, "dim"))
    for stage in reversed(scores.shown):
        page.heading(words.word("score.standings", stage=phrases.stage(stage, words)))
        for standing in result.standings:
            if standing.stage is stage:
                page.line(*_standing(standing, scores, words, len(scores.units) > 1), indent=2)
        if quiet:
            return page.text()
    _add_deductions(page, result, words)
    _add_gains(page, result, words)
    if len(result.units) == 1:
        _add_criteria(page, scores, result.units[0], words)
    return page.text()


def _standing(standing: Standing, scores: Scores, words: Wording, is_ranked: bool) -> list[Part]:
    first, *rest = phrases.standing_parts(standing, scores.table, words)
    rank = "–" if standing.rank is None else f"{standing.rank}."
    mark = f"{rank} " if is_ranked else ""
    style = "yellow" if standing.total.is_open else "green"
    parts: list[Part] = [f"{mark}{phrases.unit(scores, standing.unit)}: ", (first, style)]
    return [*parts, *(f"; {text}" for text in rest)]


def _add_deductions(page: Page, result: ScoreResult, words: Wording) -> None:
    scores = result.known
    taken = result.deductions
    several = len(result.units) > 1
    if not taken:
        return
    page.heading(words.word("score.deductions"))
    for deduction in taken:
        whose = f"{phrases.unit(scores, deduction.unit)}: " if several else ""
        page.line(
            f"{whose}{phrases.criterion_name(deduction.leaf.criterion)}: ",
            (phrases.points_lost(deduction, words), "bold red"),
            f"; {phrases.owner(scores, deduction.owner)}",
            indent=2,
        )


def _add_gains(page: Page, result: ScoreResult, words: Wording) -> None:
    scores = result.known
    gains = gains_of(result)
    if not gains:
        return
    page.heading(words.word("score.gains"))
    for gain in gains:
        whose = f"{phrases.unit(scores, gain.unit)}: " if len(result.units) > 1 else ""
        tail = phrases.owner(scores, gain.owner) if gain.owner != gain.unit else ""
        due = "" if gain.due is None else words.word("score.due", month=phrases.due(gain, words))
        page.line(
            f"{whose}{phrases.criterion_name(gain.leaf.criterion)}: ",
            (phrases.points_to_win(gain, words), "yellow"),
            "".join(f"; {text}" for text in (tail, due) if text),
            indent=2,
        )


def _add_criteria(page: Page, scores: Scores, unit: str, words: Wording) -> None:
    table = criteria_table(scores, unit, words)
    page.heading(table.title)
    count = len(scores.shown)
    stages = " | ".join(table.header[3 : 3 + count])
    page.line((words.word("score.columns", max=table.header[2], stages=stages), "dim"), indent=2)
    for line in table.lines:
        name = " ".join(filter(None, line.cells[:2]))
        points = " | ".join(line.cells[3 : 3 + count])
        points += "" if line.cells[2] == "–" else f"/{line.cells[2]}"
        tail = f" ({line.cells[-1]})" if line.cells[-1] else ""
        style = "bold" if line.is_strong else ""
        page.line((f"{name}: {points}", style), tail, indent=2 + 2 * line.depth)
