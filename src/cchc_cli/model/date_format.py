"""Ways in which a register writes dates, each part of a fixed width."""

# No annotations from __future__ here: pydantic would have to evaluate them.
import re
from functools import lru_cache
from typing import NamedTuple

from cchc_cli.model.scalars import refuse

_FORMAT = re.compile("(?:%[dmYHMS]|[^%0-9dmYHMS@])+")
_ORDER = re.compile("[HMS]*[dmY]{3}[HMS]*")
_DIGITS = {"d": 2, "m": 2, "Y": 4, "H": 2, "M": 2, "S": 2}


def fill(layout: str, **parts: str) -> str:
    """A layout such as `d/m/Y` with a text in place of each letter that is named."""
    return layout.translate({ord(letter): text for letter, text in parts.items()})


def digits_of(layout: str) -> str:
    """What a text of a layout looks like: `00/00/0000`."""
    return fill(layout, **{letter: "0" * width for letter, width in _DIGITS.items()})


@lru_cache(maxsize=256)
def pattern_of(layout: str) -> re.Pattern[str]:
    """The expression of texts of a layout, with a group for each of its letters."""
    parts = (
        f"(?P<{char}>[0-9]{{{_DIGITS[char]}}})" if char in _DIGITS else re.escape(char)
        for char in layout
    )
    return re.compile("".join(parts))


class DateFormat(NamedTuple):
    """A way in which dates are written; in each part d, m, Y, H, M, S stand for digits."""

    before: str
    day: str
    """From the first to the last of day, month and year: `d/m/Y`."""
    after: str

    @property
    def layout(self) -> str:
        """The whole of it: `d/m/Y H:M`."""
        return f"{self.before}{self.day}{self.after}"

    @property
    def written(self) -> str:
        """As a mapping writes it: `%d/%m/%Y %H:%M`."""
        return fill(self.layout, **{letter: f"%{letter}" for letter in _DIGITS})

    @property
    def example(self) -> str:
        """A moment that is written so."""
        return fill(self.layout, d="31", m="12", Y="2022", H="17", M="30", S="00")

    @property
    def has_time(self) -> bool:
        """Whether it says the hour, too."""
        return "H" in self.layout


def parse_format(value: object) -> DateFormat:
    """The format that a mapping writes as `%d/%m/%Y %H:%M:%S`; refuses anything else."""
    if not isinstance(value, str) or not value.isprintable() or len(value) > 40:
        refuse("date_format")
    letters = "".join(re.findall("%(.)", value))
    times = re.sub("[dmY]", "", letters)
    if (
        _FORMAT.fullmatch(value) is None
        or _ORDER.fullmatch(letters) is None
        or sorted(re.sub("[HMS]", "", letters)) != ["Y", "d", "m"]
        or times not in ("", "HM", "HMS")
    ):
        refuse("date_format")
    layout = value.replace("%", "")
    at = [index for index, char in enumerate(layout) if char in "dmY"]
    return DateFormat(layout[: at[0]], layout[at[0] : at[-1] + 1], layout[at[-1] + 1 :])
