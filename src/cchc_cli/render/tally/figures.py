"""The figures of a tally as tidy actuals, and everything as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from cchc_cli.model.tally import Difference, Tally, TallyFigure
from cchc_cli.render.check.json import diagnostic_object, encode
from cchc_cli.render.document.figures_file import render_figures_csv, render_figures_workbook
from cchc_cli.render.wording import Wording

HEADER = ("period", "unit", "indicator", "value", "evidence")


def _rows(figures: Iterable[TallyFigure]) -> list[tuple[object, ...]]:
    return [
        (one.period.label, one.unit, one.indicator, Decimal(one.value), one.evidence) for one in figures
    ]


def render_actuals(figures: Iterable[TallyFigure]) -> str:
    """The figures as a tidy table in CSV."""
    return render_figures_csv(HEADER, _rows(figures))


def render_workbook(figures: Iterable[TallyFigure]) -> bytes:
    """The same as a workbook."""
    return render_figures_workbook(HEADER, _rows(figures))


def render_json(result: Tally, words: Wording) -> str:
    """The account, the figures, the differences and the diagnostics as JSON."""
    account = result.account
    shown = {
        "schema": 1,
        "account": {
            "rows": account.rows,
            "counted": account.counted,
            "excluded": dict(account.excluded),
            "refused": account.refused,
        },
        "registers": [{"path": one.path, "sha256": one.sha256} for one in result.registers],
        "figures": [
            {
                "period": one.period.label,
                "unit": one.unit,
                "indicator": one.indicator,
                "value": one.value,
                "evidence": one.evidence,
            }
            for one in result.figures
        ],
        "differences": [_difference(one) for one in result.differences],
        "exit_code": result.exit_code,
        "diagnostics": [diagnostic_object(one, words) for one in result.diagnostics],
    }
    return encode(shown) + "\n"


def _difference(one: Difference) -> dict[str, object]:
    return {
        "period": one.period.label,
        "unit": one.unit,
        "indicator": one.indicator,
        "counted": one.counted,
        "reported": one.reported,
    }
