"""What a figure that was counted out of registers rests on, as its evidence says it."""

# No annotations from __future__ here: each of a named tuple would be compiled at every start.
import re
from typing import NamedTuple


class RegisterFile(NamedTuple):
    """A register that was read."""

    path: str
    sha256: str


MAX_EVIDENCE = 4_000
"""Characters of an evidence: some thirty registers."""


class Evidence(NamedTuple):
    """What a figure that was counted rests on."""

    registers: tuple[RegisterFile, ...]
    mapping: str
    indicator: str
    many: int
    """The rows that it counts."""
    rows: int
    """Those of the registers."""

    def __str__(self) -> str:
        files = "; ".join(f"{one.path} sha256:{one.sha256[:12]}" for one in self.registers)
        return f"{files} · {self.mapping}#{self.indicator} · {self.many}/{self.rows} dòng"

    @classmethod
    def parse(cls, text: str) -> "Evidence | None":
        """The evidence that a text is; None for any other text."""
        pattern = r"(.+ sha256:[0-9a-f]{12}) · ([^#]+)#(\S+) · ([0-9]{1,12})/([0-9]{1,12}) dòng"
        # A longer text would take the pattern long, and is no evidence that was written here.
        written = re.fullmatch(pattern, text.strip()) if len(text) <= MAX_EVIDENCE else None
        if written is None:
            return None
        files = re.findall(r"(.+?) sha256:([0-9a-f]{12})(?:; |$)", written[1])
        registers = tuple(RegisterFile(*one) for one in files)
        return cls(registers, written[2], written[3], int(written[4]), int(written[5]))
