"""Words, numbers, dates and periods as an official writes them, in Vietnamese or English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cchc_cli.messages import Catalogue, catalogue
from cchc_cli.model.diagnostic import Diagnostic, Location, Named, Term
from cchc_cli.model.kind import Every, Kind
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan

NONE = "–"
"""Stands for a number that there is not."""
_NAMED_UNITS = 4
_FEWEST_IN_A_RUN = 3
_ROMAN = ("I", "II", "III", "IV")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"


_BEFORE_NUMBER = (
    r"([≤≥<>×÷=:+]|\b(?:tháng|quý|ngày|số|khoản|hạn|quarter|clause|due)) "
    r"(?=[≤≥<>]?[\d–]|[≤≥<>] |[IV]+[/.\d])"
)
"""What a number does not leave at the end of a line; compiled where lines are broken."""


def held(text: str, joint: str) -> str:
    """The text with `joint` in place of the spaces between numbers and what they belong to."""
    return re.sub(_BEFORE_NUMBER, rf"\g<1>{joint}", text)


def visible(text: str) -> str:
    """Text that can act on nothing: what a reader could not see is shown as its code."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"<U+{ord(char):04X}>"
        if unicodedata.category(char) in _INVISIBLE and char not in _JOINERS
        else char
        for char in text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    )


class Shown(str):
    """A value as a template takes it: `{count:figure}` is `1 figure` or `2 figures`.

    What does not only add an s gives both: `{count:unit has/units have}`.
    """

    def __format__(self, spec: str) -> str:
        """The value, followed by what is counted."""
        if not spec:
            return str(self)
        one, _, many = spec.partition("/")
        return f"{self} {one if self == '1' else many or f'{one}s'}"


class Wording:
    """The words of one language."""

    def __init__(self, language: str, on_paper: bool = False) -> None:
        self._catalogue: Catalogue = catalogue(language)
        self._on_paper = on_paper

    def on_paper(self) -> Wording:
        """The same for documents, whose days Decree 30/2020/NĐ-CP writes as 05/01/2026, 12/7/2026."""
        return Wording(self.language, on_paper=True)

    @property
    def language(self) -> str:
        """`vi` or `en`."""
        return self._catalogue.language

    def word(self, key: str, **params: object) -> str:
        """The words of a key; raises KeyError where there are none."""
        template = self._catalogue.word(key)
        return template.format(**{name: Shown(self.value(value)) for name, value in params.items()})

    def group(self, name: str) -> dict[str, str]:
        """The words of a group that say something without parameters, by what stands behind its name."""
        texts = self._catalogue.words.items()
        heads = ((key.rpartition("."), text) for key, text in texts if "{" not in text)
        return {tail: text for (head, _, tail), text in heads if head == name}

    def value(self, value: object) -> str:
        """Anything that a message may speak of."""
        match value:
            case None:
                return self.word("department")
            case Term():
                try:
                    return self.word(f"{value.group}.{value.key}")
                except KeyError:
                    return visible(value.key)
            case Named():
                return visible(value.name)
            case Kind() | Every():
                return self.word(f"{type(value).__name__.lower()}.{value}")
            case Period():
                return self.period(value)
            case Location():
                return self.place(value)
            case date():
                return self.day(value)
            case Decimal() | Fraction() | int():
                return self.number(value)
            case tuple() | list():
                texts = [self.value(item) for item in value]
                return ("; " if any("," in text for text in texts) else ", ").join(texts)
            case _:
                return visible(str(value))

    def place(self, location: Location) -> str:
        """`file:line:column`, or the sheet and cell of a workbook, the table of a document."""
        if location.sheet is None:
            return visible(str(location))
        if location.path.lower().endswith(".docx"):
            key = "place.table_sheet" if location.cell is None else "place.table_cell"
        else:
            key = "place.sheet" if location.cell is None else "place.cell"
        named = {"path": location.path, "sheet": location.sheet, "cell": location.cell or ""}
        return self.word(key, **named)

    def number(self, value: Decimal | Fraction | int) -> str:
        """`1.234,5` in Vietnamese, `1,234.5` in English."""
        number = Decimal(value) if not isinstance(value, Fraction) else _decimal(value)
        text = f"{number:,f}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "vi" else text

    def day(self, day: date) -> str:
        """`14/7/2022` in Vietnamese, `2022-07-14` in English."""
        if self.language != "vi":
            return day.isoformat()
        if not self._on_paper:
            return f"{day.day}/{day.month}/{day.year}"
        return f"{day.day:02d}/{f'{day.month:02d}' if day.month <= 2 else day.month}/{day.year}"

    def month(self, month: int) -> str:
        """`tháng 7/2022`."""
        return self.period(Period.of_month(month))

    def period(self, period: Period) -> str:
        """`tháng 7/2022`, `quý III/2022`, `6 tháng cuối năm 2022`, `năm 2022`."""
        year, start = divmod(period.first, 12)
        length = period.last - period.first + 1
        if length == 1:
            return self.word("month", month=f"{start + 1}", year=f"{year}", iso=period.label)
        if start % length == 0:
            match length:
                case 3:
                    return self.word("quarter", roman=_ROMAN[start // 3], year=f"{year}")
                case 6:
                    return self.word(f"half.{start // 6 + 1}", year=f"{year}")
                case 12:
                    return self.word("year", year=f"{year}")
        first, last = Period.of_month(period.first), Period.of_month(period.last)
        return self.word("months", first=first, last=last)

    def periods(self, periods: Iterable[Period]) -> str:
        """Several periods in order, each once; three or more in a row by the first and the last.

        Months stand before quarters and years, lest these break their rows.
        """
        ordered = sorted(set(periods), key=lambda period: (period.last - period.first, period.order))
        runs: list[list[Period]] = []
        for period in ordered:
            size = period.last - period.first
            last = runs[-1][-1] if runs else None
            if last and last.last + 1 == period.first and last.last - last.first == size:
                runs[-1].append(period)
            else:
                runs.append([period])
        labels: list[str] = []
        for run in runs:
            if len(run) < _FEWEST_IN_A_RUN:
                labels += [self.period(period) for period in run]
            else:
                labels.append(self.word("months", first=run[0], last=run[-1]))
        return ", ".join(labels)

    def describe(self, diagnostic: Diagnostic) -> tuple[str, str]:
        """A diagnostic's message and its cure."""
        entry = self._catalogue.message(diagnostic.code)
        values = {name: Shown(self._param(name, value)) for name, value in diagnostic.params.items()}
        message, hint = entry.message.format(**values), entry.hint.format(**values)
        if diagnostic.params.get("near"):
            hint = f"{self.word('near', near=diagnostic.params['near'])} {hint}"
        return message, hint

    def code(self, code: str) -> tuple[str, str, str, str] | None:
        """Title, message, cure and meaning of a code as templates; None for an unknown one."""
        return self._catalogue.codes.get(code)

    def codes(self) -> list[str]:
        """Every code."""
        return sorted(self._catalogue.codes)

    def _param(self, name: str, value: object) -> str:
        if name == "why" and isinstance(value, str):
            return value
        return self.value(value)

    def unit(self, plan: Plan, unit: str | None) -> str:
        """A unit's full name; the department's figures have a name of their own."""
        if unit is None:
            return self.word("department.name")
        return self._told_apart(plan, unit, plan.unit_by_id[unit].name)

    def _told_apart(self, plan: Plan, unit: str, name: str) -> str:
        """A unit's name; of units that share it at different times with the months of each."""
        if unit not in plan.namesakes:
            return visible(name)
        life, plan_life = plan.life(unit), plan.life(None)
        if life.first == plan_life.first:
            months = self.word("life.until", month=Period.of_month(life.last))
        elif life.last == plan_life.last:
            months = self.word("life.since", month=Period.of_month(life.first))
        else:
            months = self.period(life)
        return f"{visible(name)} ({months})"

    def unit_list(self, plan: Plan, units: Sequence[str], most: int = _NAMED_UNITS) -> str:
        """Several units by the shortest of their names; more than `most` of them by their number."""
        if len(units) > most:
            return self.word("units", count=len(units))
        named = [plan.unit_by_id[unit] for unit in units]
        return ", ".join(
            self._told_apart(plan, unit.id, min((unit.name, *unit.aliases), key=len)) for unit in named
        )

    def short_unit(self, plan: Plan, unit: str | None) -> str:
        """The shortest of a unit's names, for a narrow table."""
        return self.unit(plan, None) if unit is None else self.unit_list(plan, (unit,))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
