"""The tables of a file of figures, whose format its content shows."""

from __future__ import annotations

from cchc_cli.model import codes
from cchc_cli.model.diagnostic import Term, reason_of
from cchc_cli.reading.table.source import WORKBOOKS, Opening, Source, Vocabulary, shape_of
from cchc_cli.reading.table.text import open_text_table


def open_source(source: Source, vocabulary: Vocabulary) -> Opening:
    """Finds the tables in a file, or says why there is none."""
    try:
        with source.open() as raw:
            start = raw.read(4096)
    except OSError as error:
        return Opening([], [source.fault(codes.A101, why=reason_of(error))])
    if start.startswith(WORKBOOKS):
        from cchc_cli.reading.table.grids import open_workbook

        return open_workbook(source, vocabulary)
    if shape := shape_of(start):
        return Opening([], [source.fault(codes.A103, shape=Term("found", shape))])
    tables, grids, faults = open_text_table(source, start, vocabulary)
    if grids:
        from cchc_cli.reading.table.grids import no_header

        faults.append(no_header(source, grids, vocabulary))
    return Opening(tables, faults)
