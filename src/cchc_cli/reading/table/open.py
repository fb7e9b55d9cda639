"""The tables of a file of figures, whose format its content shows."""

from __future__ import annotations

from cchc_cli.model.diagnostic import Diagnostic
from cchc_cli.reading.table.source import WORKBOOKS, Opening, Source, Vocabulary
from cchc_cli.reading.table.text import open_text_table


def open_source(source: Source, vocabulary: Vocabulary) -> Opening:
    """Finds the tables in a file, or says why there is none."""
    start = source.start()
    if isinstance(start, Diagnostic):
        return Opening([], [start])
    if start.startswith(WORKBOOKS):
        from cchc_cli.reading.table.grids import open_workbook

        return open_workbook(source, vocabulary)
    tables, grids, faults = open_text_table(source, start, vocabulary)
    if grids:
        from cchc_cli.reading.table.grids import no_header

        faults.append(no_header(source, grids, vocabulary))
    return Opening(tables, faults)
