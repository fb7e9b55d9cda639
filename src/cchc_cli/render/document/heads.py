"""Whose paper a document is written on, and what plan and period it is about."""

from __future__ import annotations

from cchc_cli import __version__
from cchc_cli.reading.cells.names import fold
from cchc_cli.render.document.model import ReportModel, SpanName
from cchc_cli.render.document.texts import Context, plain
from cchc_cli.render.wording import Wording


def span_words(model: ReportModel, wording: Wording) -> str:
    """The reporting period in words: `tháng 7/2022`, `quý II/2022`, `9 tháng năm 2022`."""
    if model.span is SpanName.NINE_MONTHS and model.period.last - model.period.first == 8:
        return wording.word("report.nine_months", year=str(model.period.first // 12))
    return wording.period(model.period)


def letterhead(model: ReportModel, wording: Wording) -> Context:
    """Whose paper a document is written on; a report and a notice share it."""
    plan = model.plan
    head = plan.letterhead
    style = head.style or ("nd30" if wording.language == "vi" else "plain")
    return {
        "parent": plain(head.parent or ""),
        "abbreviation": plain(head.abbreviation or "………"),
        "is_nd30": style == "nd30",
        "recipients": [plain(name) for name in head.recipients],
    }


def heads(model: ReportModel, wording: Wording) -> Context:
    """Issuer, place, signer, plan and period, as reports and notices name them."""
    plan, signer, word = model.plan, model.plan.signer, wording.word
    dates = {
        "first": wording.day(model.first_day),
        "last": wording.day(model.last_day),
        "start": wording.day(model.start_day),
    }
    return {
        "language": wording.language,
        "version": __version__,
        "issuer": plain(plan.issuer or ""),
        "place": plain(plan.place or ""),
        "signer": {
            "name": plain(signer.name if signer else ""),
            "title": plain(signer.title if signer else ""),
        },
        "letterhead": letterhead(model, wording),
        "plan": {
            "id": plain(plan.id),
            "title": plain(plan.title),
            "number": plain(plan.number or ""),
            "issued": wording.day(plan.issued) if plan.issued else "",
            "citation": citation(model, wording),
            "subject": plain(plan.subject or word("report.subject")),
        },
        "period": {
            "label": span_words(model, wording),
            "dates": word("report.dates", first=dates["first"], last=dates["last"]),
            "to_date": word("report.dates", first=dates["start"], last=dates["last"]),
            "last_day": model.last_day.isoformat(),
        },
    }


def archive(base: Context, wording: Wording) -> str:
    """Where the copy is kept; empty where the recipients that the plan names say so themselves."""
    if any(fold(name).startswith("lưu:") for name in base["letterhead"]["recipients"]):
        return ""
    return wording.word("report.archive", issuer=base["letterhead"]["abbreviation"])


def citation(model: ReportModel, wording: Wording) -> str:
    """The plan by title, number and day, as a document cites another."""
    plan = model.plan
    parts = [plan.title]
    if plan.number:
        parts.append(wording.word("report.cited_number", number=plan.number))
    if plan.issued:
        day = wording.day(plan.issued)
        parts.append(wording.word("report.cited_day", day=day))
    return plain(" ".join(parts))
