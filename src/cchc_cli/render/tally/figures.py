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
        (figure.period.label, figure.unit, figure.indicator, Decimal(figure.value), figure.evidence)
        for figure in figures
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
    result_object = {
        "schema": 1,
        "account": {
            "rows": account.rows,
            "counted": account.counted,
            "excluded": dict(account.excluded),
            "refused": account.refused,
        },
        "registers": [
            {"path": register.path, "sha256": register.sha256} for register in result.registers
        ],
        "figures": [
            {
                "period": figure.period.label,
                "unit": figure.unit,
                "indicator": figure.indicator,
                "value": figure.value,
                "evidence": figure.evidence,
            }
            for figure in result.figures
        ],
        "differences": [_difference(difference) for difference in result.differences],
        "exit_code": result.exit_code,
        "diagnostics": [diagnostic_object(fault, words) for fault in result.diagnostics],
    }
    return encode(result_object) + "\n"


def _difference(difference: Difference) -> dict[str, object]:
    return {
        "period": difference.period.label,
        "unit": difference.unit,
        "indicator": difference.indicator,
        "counted": difference.counted,
        "reported": difference.reported,
    }
